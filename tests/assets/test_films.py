"""The origin films as files: what the booth relies on when it plays them, and that their ends meet."""

import subprocess
import sys
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "assets" / "films"
FILMS = ("dutch-pasture", "thai-rubber-grove", "japanese-spring")
FPS = 30


def picture(frame: av.VideoFrame) -> np.ndarray:
    """Its luma at a quarter of the size, so that the encoder's grain does not count as motion."""
    luma = frame.to_ndarray(format="gray")
    return cv2.resize(luma, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA).astype(np.int16)


def apart(a: np.ndarray, b: np.ndarray) -> float:
    """Mean absolute difference, in steps of 0 to 255."""
    return float(np.abs(a - b).mean())


@pytest.mark.parametrize("name", FILMS)
def test_film_is_what_the_booth_plays(name: str) -> None:
    path = FOLDER / f"{name}.webm"
    assert path.stat().st_size <= 8_000_000
    with av.open(str(path)) as film:
        assert "webm" in film.format.name
        assert [stream.type for stream in film.streams] == ["video"]
        video = film.streams.video[0]
        assert video.codec_context.name in ("vp9", "libvpx-vp9")
        assert (video.width, video.height, video.pix_fmt) == (1920, 1080, "yuv420p")
        assert video.average_rate == FPS
        assert video.codec_context.colorspace == 1  # BT.709: untagged HD is shown too green by some players
        times = sorted(packet.pts * packet.time_base for packet in film.demux(video) if packet.pts is not None)
    assert len(times) % FPS == 0
    assert 20 * FPS <= len(times) <= 24 * FPS
    steps = np.diff([float(time) for time in times])
    assert steps.min() > 0.030
    assert steps.max() < 0.037


@pytest.mark.parametrize("name", FILMS)
def test_ends_of_the_film_meet(name: str) -> None:
    """The step from the last picture to the first is no larger than a step within the film."""
    with av.open(str(FOLDER / f"{name}.webm")) as film:
        video = film.streams.video[0]
        head = [picture(frame) for _, frame in zip(range(12), film.decode(video), strict=False)]
        film.seek(film.duration - 2_000_000, backward=True)
        tail = [picture(frame) for frame in film.decode(video)][-12:]
    steps = [apart(a, b) for part in (head, tail) for a, b in zip(part, part[1:], strict=False)]
    seam = apart(tail[-1], head[0])
    assert min(steps) > 0.02, "the film stands still"
    assert seam <= 1.1 * max(steps)
    # and the film does go somewhere in between
    assert apart(head[0], middle(name)) > 2 * seam


def middle(name: str) -> np.ndarray:
    with av.open(str(FOLDER / f"{name}.webm")) as film:
        film.seek(film.duration // 2, backward=True)
        return picture(next(film.decode(video=0)))


@pytest.mark.parametrize("name", FILMS)
def test_drawing_after_the_last_is_the_first(name: str, tmp_path: Path) -> None:
    """A microsecond before the end, every motion is back where it began: its period divides the film."""
    seconds = 24
    shots = []
    for at in (0.0, seconds - 1e-6):
        png = tmp_path / f"{at}.png"
        command = [sys.executable, str(FOLDER / "render" / "render.py"), name]
        subprocess.run(
            [*command, "--scale", "0.25", "--seconds", str(seconds), "--still", str(at), str(png)], check=True
        )
        shots.append(cv2.imread(str(png)).astype(np.int16))
    first, again = shots
    assert first.shape == (270, 480, 3)
    assert np.abs(first - again).max() <= 2


@pytest.mark.parametrize("name", FILMS)
def test_poster_is_small_and_of_the_film(name: str) -> None:
    path = FOLDER / f"{name}.jpg"
    assert path.stat().st_size < 120_000
    poster = cv2.imread(str(path))
    assert poster.shape == (540, 960, 3)
    small = cv2.resize(cv2.cvtColor(poster, cv2.COLOR_BGR2GRAY), (480, 270), interpolation=cv2.INTER_AREA)
    with av.open(str(FOLDER / f"{name}.webm")) as film:
        nearest = min(
            apart(small.astype(np.int16), picture(frame))
            for i, frame in enumerate(film.decode(video=0))
            if i % 15 == 0
        )
    assert nearest < 4
