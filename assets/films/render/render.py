"""Render the origin films: render.py [name...] [--seconds N] [--scale 0.5] [--still T out.png]

Each film becomes <name>.webm (VP9, 30 frames a second) and <name>.jpg (its poster) in assets/films.
The same drawings give the same pictures; the encoder may differ in bytes from one version to the next.
"""

import argparse
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import av
import numpy as np
from dutch_pasture import DutchPasture
from japanese_spring import JapaneseSpring
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from stage import FPS, Film, H, W, brush_on, canvas
from thai_rubber_grove import ThaiRubberGrove

FILMS = {film.name: film for film in (DutchPasture, ThaiRubberGrove, JapaneseSpring)}
OUT = Path(__file__).resolve().parents[1]

# At most 2.8 Mbit/s: 24 s stay under 8 MB, and a two-core booth decodes it without a graphics chip.
BITRATE, MAX_BITRATE = 2_400_000, 2_800_000
ENCODER = {
    "deadline": "good",
    "cpu-used": "4",
    "row-mt": "1",
    "tile-columns": "2",
    "threads": "2",
    "crf": "28",
    "maxrate": str(MAX_BITRATE),
    "bufsize": str(2 * MAX_BITRATE),
    "auto-alt-ref": "1",
    "lag-in-frames": "25",
    "aq-mode": "0",
}
BT709, LIMITED_RANGE = 1, 1


def picture(film: Film, t: float, scale: float) -> QImage:
    """The film at t, without transparency."""
    image = canvas(scale)
    p = brush_on(image)
    film.draw(p, t % 1.0)
    p.end()
    return image.convertToFormat(QImage.Format.Format_RGB32)


def pixels(image: QImage) -> np.ndarray:
    """A copy, height x width x BGRA: the image's own bytes go when it goes."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 4].reshape(image.height(), image.width(), 4).copy()


def encode(film: Film, seconds: int, scale: float, out: Path) -> None:
    """Write the film; a half-written one never takes the place of a whole one."""
    began = time.monotonic()
    draft = out.with_name(f".{out.name}")
    try:
        _write(film, seconds, scale, draft)
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
    size = out.stat().st_size / 1e6
    print(f"\r{film.name}: {seconds} s, {size:.2f} MB, made in {time.monotonic() - began:.0f} s")


def _write(film: Film, seconds: int, scale: float, path: Path) -> None:
    count = seconds * FPS
    with av.open(str(path), "w", format="webm") as box:
        stream = box.add_stream("libvpx-vp9", rate=FPS, options=ENCODER)
        stream.width, stream.height, stream.pix_fmt = round(W * scale), round(H * scale), "yuv420p"
        stream.bit_rate = BITRATE
        context = stream.codec_context
        context.gop_size = 8 * FPS
        context.colorspace = context.color_primaries = context.color_trc = BT709
        context.color_range = LIMITED_RANGE
        for i in range(count):
            frame = av.VideoFrame.from_ndarray(pixels(picture(film, i / count, scale)), format="bgra")
            frame = frame.reformat(format="yuv420p", dst_colorspace=BT709, dst_color_range=LIMITED_RANGE)
            frame.pts = i
            box.mux(stream.encode(frame))
            if i % FPS == 0:
                print(f"\r{film.name}: {i // FPS} of {seconds} s", end="", flush=True)
        box.mux(stream.encode(None))


def poster(film: Film, out: Path) -> None:
    image = picture(film, film.poster, 1.0)
    image.setDevicePixelRatio(1.0)
    small = image.scaled(960, 540, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    if not small.save(str(out), "JPG", 80):
        raise OSError(f"cannot write {out}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="*", help=f"which films: {', '.join(FILMS)} (all when none is named)")
    parser.add_argument("--seconds", type=int, help="length; the loop stays whole at any length")
    parser.add_argument("--scale", type=float, default=1.0, help="share of 1920x1080")
    parser.add_argument("--still", nargs=2, metavar=("T", "PNG"), help="one picture at T seconds instead")
    args = parser.parse_args()
    unknown = set(args.name) - set(FILMS)
    if unknown:
        parser.error(f"no film is called {', '.join(sorted(unknown))}; there are {', '.join(FILMS)}")
    app = QGuiApplication(sys.argv[:1])
    for name in args.name or FILMS:
        film = FILMS[name](args.scale)
        seconds = args.seconds or film.seconds
        if args.still:
            at, png = args.still
            image = picture(film, float(at) / seconds, args.scale)
            image.setDevicePixelRatio(1.0)
            image.save(png)
        else:
            encode(film, seconds, args.scale, OUT / f"{name}.webm")
            poster(FILMS[name](1.0), OUT / f"{name}.jpg")
    del app


if __name__ == "__main__":
    main()
