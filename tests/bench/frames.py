"""Frames of a booth's camera with codes in them, and what the codes say: single ones and hand-held sequences, made
from a seed. The same arguments give the same picture. `python -m tests.bench.frames OUT` writes them as files."""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.bench import codes, optics, scenery, wear
from tests.bench.codes import Print, Rng
from tests.bench.hand import Hand
from tests.bench.optics import HEIGHT, WIDTH, Blur, Pose, Sensor
from tests.bench.recipes import KINDS as _RECIPES
from tests.bench.recipes import Recipe, recipe

KINDS = tuple(_RECIPES)
WITH_CODES = tuple(kind for kind in KINDS if kind != "none")
LEVELS = range(5)

Corners = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """corners: outer ones of the code without its quiet zone, clockwise from the code's own top left, in pixels;
    (0, 0) is the middle of the first."""

    text: str
    corners: Corners


@dataclass(frozen=True, slots=True)
class Shot:
    """image: uint8, 1080 x 1920 x 3, BGR. at_s: when it was taken, in a sequence."""

    image: NDArray[np.uint8]
    codes: tuple[Code, ...]
    kind: str
    level: int
    seed: int
    at_s: float = 0.0


def half(seed: int) -> str:
    """Which half a seed belongs to: "tune" to build with, "test" to be judged with."""
    return "tune" if seed % 2 == 0 else "test"


def make(kind: str, level: int, seed: int) -> Shot:
    """One frame. kind: of KINDS; level: 0 easy to 4 hard. Raises KeyError, ValueError."""
    return next(_shots(kind, level, seed, _still(kind, level, seed)))


def sequence(kind: str, level: int, seed: int, seconds: float = 1.5, fps: float = 30) -> Iterator[Shot]:
    """Frames of one hand-held showing, at_s apart by 1 / fps, seen by a camera that stands still.

    With kind "none" it is an empty hall: only noise changes, and from level 2 on somebody walks past.
    """
    return _shots(kind, level, seed, _moving(kind, level, seed, seconds, fps))


Encoded = tuple[NDArray[np.uint8], tuple[Code, ...], float]  # JPEG bytes, codes, seconds


def encoded(kind: str, level: int, seed: int, moving: bool) -> Iterator[Encoded]:
    """What `make` or `sequence` decode: the camera's own bytes, with the codes and the time of each frame."""
    return _moving(kind, level, seed, 1.5, 30) if moving else _still(kind, level, seed)


def _shots(kind: str, level: int, seed: int, frames: Iterator[Encoded]) -> Iterator[Shot]:
    for data, seen, at_s in frames:
        image = cv2.imdecode(data, cv2.IMREAD_COLOR)
        yield Shot(image, seen, kind, level, seed, at_s)  # type: ignore[arg-type]


def _still(kind: str, level: int, seed: int) -> Iterator[Encoded]:
    rng = np.random.default_rng([zlib.crc32(kind.encode()), level, seed])
    r = recipe(kind, level, rng)
    frame = scenery.background(rng, clutter=r.clutter)
    items = _items(r, rng)
    camera = _camera(r, rng)
    seen: list[Code] = []
    for item, pose in items:
        side_m = item.codes[0][0].side
        shade = wear.lighting(r, pose, side_m, rng)
        optics.place(frame, item, pose, _blur(r, pose, rng), shade)
        if r.lamps:
            optics.shine(frame, wear.lamps(r, pose, side_m, rng))
        seen.extend(_truth(item, pose))
    yield optics.jpeg(frame, camera, rng), tuple(seen), 0.0


def _moving(kind: str, level: int, seed: int, seconds: float, fps: float) -> Iterator[Encoded]:
    rng = np.random.default_rng([zlib.crc32(kind.encode()), level, seed, 1])
    r = recipe(kind, level, rng)
    behind = scenery.background(rng, clutter=r.clutter)
    items = _items(r, rng)
    camera = _camera(r, rng)
    hands = [Hand(rng, r, pose, seconds) for _, pose in items]
    shades = [wear.lighting(r, pose, item.codes[0][0].side, rng) for item, pose in items]
    lamps = [wear.lamps(r, pose, item.codes[0][0].side, rng) for item, pose in items]
    passer = scenery.Passer(rng) if kind == "none" and level >= 2 else None
    for i in range(round(seconds * fps)):
        at_s = i / fps
        frame = behind.copy()
        seen: list[Code] = []
        if passer:
            passer.draw(frame, at_s)
        for (item, _), hand, shade, glare in zip(items, hands, shades, lamps, strict=True):
            pose = hand.pose(at_s)
            optics.place(frame, item, pose, hand.blur(r, at_s), shade)
            optics.shine(frame, hand.glare(glare, item.codes[0][0].side, at_s))
            seen.extend(_truth(item, pose))
        now = hands[0].sensor(camera, at_s) if hands else camera
        yield optics.jpeg(frame, now, rng), tuple(seen), at_s


def _items(r: Recipe, rng: Rng) -> list[tuple[Print, Pose]]:
    """The prints of a frame, and where they are held."""
    if r.columns:
        return [_page(r, rng)]
    if r.count == 0:
        return []
    if r.count > 1:
        return _spread(r, rng)
    symbol = codes.symbol(rng, signed=r.signed, version=r.version, level="H" if r.ink.logo else None)
    scale = HEIGHT * r.fill / symbol.side if r.fill else r.scale
    radius = r.radius_m * symbol.side / 45 if r.radius_m else None
    # A large version has to fit; a small code is not held as far away as a large one.
    scale = min(scale, HEIGHT * (1.1 if r.fill else 0.9) / symbol.side)
    at = (r.at[0] * WIDTH, r.at[1] * HEIGHT)
    pose = Pose(scale, at, r.roll, r.yaw, r.pitch, radius)
    room = 1.25 if r.fill else float(rng.uniform(1.25, 1.8))
    item = codes.sticker(rng, symbol, optics.texels(scale), r.ink, room)
    if r.scratches or r.stains or r.crumple_m:
        wear.damage(item, r, rng)
    if r.screen:
        wear.display(item, r.screen, rng)
    return [(item, pose)]


def _page(r: Recipe, rng: Rng) -> tuple[Print, Pose]:
    """A sheet of codes that fills a part of the frame."""
    item = codes.sheet(rng, r.columns, r.rows, 6, float(rng.uniform(5, 9)))
    height, width = (n / item.per_module for n in item.texture.shape[:2])
    scale = min(HEIGHT * r.fill / height, WIDTH * r.fill / width)
    return item, Pose(scale, (r.at[0] * WIDTH, r.at[1] * HEIGHT), r.roll, r.yaw, r.pitch)


def _spread(r: Recipe, rng: Rng) -> list[tuple[Print, Pose]]:
    """Two to six stickers side by side in a grid of places, each in its own way."""
    places = [(x, y) for y in (0.27, 0.73) for x in (0.19, 0.5, 0.81)]
    chosen = rng.permutation(len(places))[: r.count]
    made = []
    for i in chosen:
        symbol = codes.symbol(rng)
        scale = r.scale * float(rng.uniform(0.9, 1.25))
        scale = min(scale, 430 / symbol.side)
        x, y = places[int(i)]
        at = ((x + float(rng.uniform(-0.03, 0.03))) * WIDTH, (y + float(rng.uniform(-0.03, 0.03))) * HEIGHT)
        turn = (float(rng.normal(0, s)) for s in (20, 15, 15))
        pose = Pose(scale, at, *turn)
        made.append((codes.sticker(rng, symbol, optics.texels(scale), r.ink, 1.15), pose))
    return made


def _blur(r: Recipe, pose: Pose, rng: Rng) -> Blur:
    return Blur(max(0.45, r.defocus_m * pose.scale), r.motion_m * pose.scale, float(rng.uniform(0, 180)), r.bow)


def _camera(r: Recipe, rng: Rng) -> Sensor:
    return Sensor(
        gain=r.gain,
        shot=r.shot,
        read=r.read,
        veil=r.veil,
        bloom=float(rng.uniform(0.01, 0.07)),
        sharpen=float(rng.uniform(0.0, 0.7)),
        warmth=float(rng.uniform(-0.12, 0.12)),
        quality=r.quality,
    )


def _truth(item: Print, pose: Pose) -> Iterator[Code]:
    for symbol, u, v in item.codes:
        h = symbol.side / 2
        corners = pose.project(np.array([[u - h, v - h], [u + h, v - h], [u + h, v + h], [u - h, v + h]]))
        yield Code(symbol.text, tuple((float(x), float(y)) for x, y in corners))


# --- as files ---------------------------------------------------------------------------------------------


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.frames", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--kinds", default=",".join(KINDS), help="such as glare,curved; all of them by default")
    parser.add_argument("--levels", default="0:5", help="A:B, B left out")
    parser.add_argument("--seeds", default="0:2", help="A:B, B left out; even seeds are for tuning")
    parser.add_argument("--sequence", action="store_true", help="a folder of frames for each")
    options = parser.parse_args(arguments)
    levels, seeds = (range(*map(int, text.split(":"))) for text in (options.levels, options.seeds))
    options.out.mkdir(parents=True, exist_ok=True)
    truth = {}
    for kind in options.kinds.split(","):
        for level in levels:
            for seed in seeds:
                name = f"{kind}-{level}-{seed:04d}"
                shots = sequence(kind, level, seed) if options.sequence else [make(kind, level, seed)]
                for i, shot in enumerate(shots):
                    path = Path(name, f"{i:04d}.png") if options.sequence else Path(f"{name}.png")
                    (options.out / path).parent.mkdir(exist_ok=True)
                    cv2.imwrite(str(options.out / path), shot.image, [cv2.IMWRITE_PNG_COMPRESSION, 1])
                    truth[str(path)] = [{"text": code.text, "corners": code.corners} for code in shot.codes]
    (options.out / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
