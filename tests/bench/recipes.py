"""What each kind of frame is made of, and how hard each level of it is.

The numbers are steps of difficulty for levels 0 to 4, set so that plain zxing-cpp reads about 95 % of level 0,
20 % of level 4 and 62 % over all kinds. Lengths that end in `_m` are in modules of the code, so that they mean the
same for a small code and a large one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from tests.bench.codes import Ink, Rng

Steps = tuple[float, float, float, float, float]


@dataclass(slots=True)
class Recipe:
    """One frame in numbers. See KINDS for what sets them."""

    count: int = 1  # codes; a sheet has columns and rows
    columns: int = 0
    rows: int = 0
    signed: bool | None = None
    version: int | None = None
    ink: Ink = field(default_factory=Ink)
    scale: float = 5.0  # pixels a module
    fill: float = 0.0  # the code's side as a part of the frame's height, instead of scale
    at: tuple[float, float] = (0.5, 0.5)  # parts of the frame
    roll: float = 0.0  # degrees, like yaw and pitch
    yaw: float = 0.0
    pitch: float = 0.0
    radius_m: float | None = None
    defocus_m: float = 0.0
    motion_m: float = 0.0
    bow: float = 0.0
    glare: float = 0.0  # strength
    glare_m: float = 0.0  # half-width, in parts of the code's side
    lamps: int = 0
    shadow: float = 1.0  # light that is left
    shadows: int = 0
    sun: float = 1.0  # how much brighter than the rest
    suns: int = 0
    scratches: int = 0
    stains: int = 0
    wear: float = 0.0
    fold: float = 0.0
    crumple_m: float = 0.0
    screen: float = 0.0
    gain: float = 1.0
    shot: float = 0.010
    read: float = 0.002
    veil: float = 0.006
    quality: int = 85
    clutter: bool = False


def recipe(kind: str, level: int, rng: Rng) -> Recipe:
    """A frame's numbers. Raises KeyError for a kind that there is not, ValueError for a level."""
    if not 0 <= level <= 4:
        raise ValueError(f"level {level} is not one of 0 to 4")
    made = Recipe()
    made.scale = float(rng.uniform(4.2, 7.0))
    made.at = (float(rng.uniform(0.3, 0.7)), float(rng.uniform(0.33, 0.67)))
    made.roll, made.yaw, made.pitch = (float(rng.normal(0, s)) for s in (8, 7, 7))
    made.defocus_m = float(rng.uniform(0.08, 0.16))
    made.quality = int(rng.integers(74, 93))
    made.gain = float(rng.uniform(0.7, 1.15))
    made.shot = float(rng.uniform(0.006, 0.014))
    KINDS[kind](made, level, rng)
    return made


def step(rng: Rng, level: float, steps: Steps) -> float:
    """A value about that of a level, somewhere towards its neighbours."""
    at = float(np.clip(level + rng.uniform(-0.4, 0.4), 0, 4))
    return float(np.interp(at, range(5), steps))


def _either(rng: Rng) -> int:
    return -1 if rng.random() < 0.5 else 1


# --- one difficulty each ----------------------------------------------------------------------------------


def _size(r: Recipe, level: float, rng: Rng) -> None:
    r.scale = step(rng, level, (3.2, 1.9, 1.74, 1.63, 1.52))


def _rotation(r: Recipe, level: float, rng: Rng) -> None:
    r.roll = float(rng.uniform(0, 360))
    r.scale = step(rng, level, (4.0, 1.9, 1.77, 1.68, 1.58))


def _perspective(r: Recipe, level: float, rng: Rng) -> None:
    r.yaw = _either(rng) * step(rng, level, (30, 60, 67, 70, 72))
    r.pitch = float(rng.normal(0, 10))
    r.roll = float(rng.normal(0, 15))
    if rng.random() < 0.5:
        r.yaw, r.pitch = r.pitch, r.yaw
    r.scale = float(rng.uniform(5.0, 8.0))


def _motion(r: Recipe, level: float, rng: Rng) -> None:
    r.motion_m = step(rng, level, (0.6, 1.3, 1.5, 1.7, 1.95))
    r.bow = float(rng.uniform(-0.25, 0.25))


def _defocus(r: Recipe, level: float, rng: Rng) -> None:
    r.defocus_m = step(rng, level, (0.35, 0.62, 0.7, 0.77, 0.86))


def _glare(r: Recipe, level: float, rng: Rng) -> None:
    r.lamps = int(rng.integers(1, 4))
    r.glare = step(rng, level, (0.3, 0.6, 0.9, 1.2, 1.7))
    r.glare_m = step(rng, level, (0.12, 0.16, 0.19, 0.22, 0.25))


def _contrast(r: Recipe, level: float, rng: Rng) -> None:
    dark = step(rng, level, (0.22, 0.44, 0.485, 0.505, 0.525))
    r.ink = Ink(paper=(0.62, 0.62, 0.62), print=(dark, dark * 0.98, dark * 0.96))
    r.veil = step(rng, level, (0.02, 0.06, 0.10, 0.14, 0.18))


def _light(r: Recipe, level: float, rng: Rng) -> None:
    r.gain = step(rng, level, (0.16, 0.066, 0.055, 0.05, 0.045))
    r.read = step(rng, level, (0.006, 0.010, 0.013, 0.015, 0.017))
    r.shot = step(rng, level, (0.03, 0.04, 0.05, 0.055, 0.06))


def _curved(r: Recipe, level: float, rng: Rng) -> None:
    r.radius_m = step(rng, level, (80, 48, 40, 34, 28))  # for 45 modules; scaled to the code later
    r.pitch = float(rng.normal(0, 5 + 3 * level))
    r.yaw = float(rng.normal(0, 4 + 2 * level))
    r.roll = float(rng.normal(0, 10)) + (90 if rng.random() < 0.3 else 0)
    r.scale = float(rng.uniform(4.5, 7.5))


def _several(r: Recipe, level: float, rng: Rng) -> None:
    r.count = int(rng.integers(2, 7))
    r.scale = step(rng, level, (3.2, 1.9, 1.72, 1.6, 1.48))
    r.roll, r.yaw, r.pitch = (float(rng.normal(0, s)) for s in (20, 15, 15))


def _sheet(r: Recipe, level: float, rng: Rng) -> None:
    r.columns, r.rows = ((8, 5), (9, 5), (10, 5), (10, 6))[int(rng.integers(0, 4))]
    r.fill = step(rng, level, (0.7, 0.38, 0.33, 0.29, 0.26))
    r.yaw, r.pitch = (float(rng.normal(0, 4 + 3 * level)) for _ in range(2))
    r.defocus_m = 0.1
    r.at = (0.5, 0.5)


def _shadow(r: Recipe, level: float, rng: Rng) -> None:
    r.shadows = int(rng.integers(1, 4))
    r.shadow = step(rng, level, (0.6, 0.4, 0.28, 0.2, 0.13))
    r.gain *= step(rng, level, (1.0, 1.0, 1.1, 1.3, 1.5))


def _spots(r: Recipe, level: float, rng: Rng) -> None:
    r.suns = int(rng.integers(1, 5))
    r.sun = step(rng, level, (3, 8, 13, 20, 30))
    r.gain = float(rng.uniform(0.35, 0.6)) * step(rng, level, (1, 0.8, 0.6, 0.5, 0.4))


def _damaged(r: Recipe, level: float, rng: Rng) -> None:
    r.scratches = round(step(rng, level, (1, 2, 4, 5, 7)))
    r.stains = round(step(rng, level, (0, 1, 1, 2, 3)))
    r.wear = step(rng, level, (0, 0.008, 0.016, 0.026, 0.04))
    r.fold = step(rng, level, (0, 0.03, 0.06, 0.08, 0.10)) if rng.random() < 0.4 else 0
    r.crumple_m = step(rng, level, (0.08, 0.2, 0.35, 0.5, 0.7))


def _screen(r: Recipe, level: float, rng: Rng) -> None:
    r.screen = step(rng, level, (0.2, 0.4, 0.55, 0.68, 0.8))
    r.scale = step(rng, level, (4.0, 3.0, 2.5, 2.2, 2.0))
    r.ink = Ink(paper=(0.95, 0.9, 0.85), print=(0.05, 0.05, 0.05))


def _version(r: Recipe, level: float, rng: Rng) -> None:
    r.version = round(step(rng, level, (11, 15, 20, 25, 30)))
    r.scale = step(rng, level, (3.4, 1.95, 1.75, 1.66, 1.58))


def _close(r: Recipe, level: float, rng: Rng) -> None:
    r.fill = step(rng, level, (0.75, 0.9, 0.96, 0.98, 1.0))
    r.at = (float(rng.uniform(0.35, 0.65)), float(rng.uniform(0.47, 0.53)))
    r.roll = float(rng.normal(0, 3))
    r.defocus_m = step(rng, level, (0.12, 0.2, 0.3, 0.38, 0.45))


def _styled(r: Recipe, level: float, rng: Rng) -> None:
    light, dark = _pair(rng, step(rng, level, (5.0, 2.6, 2.0, 1.75, 1.55)))
    inverted = rng.random() < 0.08 + 0.08 * level
    r.ink = Ink(
        paper=dark if inverted else light,
        print=light if inverted else dark,
        dots=bool(rng.random() < 0.2 + 0.12 * level),
        round_finders=bool(rng.random() < 0.15 + 0.1 * level),
        logo=float(rng.uniform(0.12, 0.16 + 0.02 * level)) if rng.random() < 0.5 else 0.0,
        quiet=float(rng.choice([4, 2, 1])),
    )
    r.scale = step(rng, level, (6.0, 4.0, 3.2, 2.7, 2.3))


def _combined(r: Recipe, level: float, rng: Rng) -> None:
    names = rng.choice(list(_MIXED), int(rng.integers(2, 5)), replace=False)
    for name in names:
        KINDS[str(name)](r, max(0.0, level * 0.56 - 0.3 * (len(names) - 2)), rng)


def _none(r: Recipe, level: float, rng: Rng) -> None:
    r.count = 0
    r.clutter = level > 0


def _pair(rng: Rng, ratio: float) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Two colours, linear BGR, whose luminance differs by `ratio`."""
    weights = np.array([0.114, 0.587, 0.299])
    light = rng.uniform(0.25, 0.95, 3)
    light *= 0.62 / float(weights @ light)
    dark = rng.uniform(0.02, 1.0, 3) ** 2
    dark *= float(weights @ light) / ratio / float(weights @ dark)
    b, g, r = np.minimum(light, 1)
    db, dg, dr = np.minimum(dark, 1)
    return (float(b), float(g), float(r)), (float(db), float(dg), float(dr))


_MIXED = ("size", "perspective", "motion", "defocus", "glare", "contrast", "light", "curved", "shadow", "damaged")

KINDS: dict[str, Callable[[Recipe, float, Rng], None]] = {
    "size": _size,
    "rotation": _rotation,
    "perspective": _perspective,
    "motion": _motion,
    "defocus": _defocus,
    "glare": _glare,
    "contrast": _contrast,
    "light": _light,
    "curved": _curved,
    "several": _several,
    "sheet": _sheet,
    "shadow": _shadow,
    "spots": _spots,
    "damaged": _damaged,
    "screen": _screen,
    "version": _version,
    "close": _close,
    "styled": _styled,
    "combined": _combined,
    "none": _none,
}
