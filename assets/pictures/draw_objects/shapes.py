"""Bodies that packages share: turned bodies (bottles, jars, tins), boxes, pouches, and the sticker each one carries."""

# ruff: noqa: E501 (path data reads best unbroken)
from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from pen import CREAM, INK, Art, Point, arc, blob, box, dark, light, poly, sample

FLOOR = 738.0
LEAN = 0.11  # how far the eye stands above: a circle's height against its width

# 11 x 11 cells that look like a code and read as nothing
CELLS = (
    "###.#.#.###",
    "#.#..##.#.#",
    "###.#.#.###",
    "....##.....",
    "#.##.#.##.#",
    ".#.##.#..#.",
    "##..#.###.#",
    "....#.#..#.",
    "###..#.##.#",
    "#.#.##..#..",
    "###.#.##.##",
)


def sticker(art: Art, x: float, y: float, size: float = 96, transform: str = "") -> None:
    """The identification label, centred on x, y: white, with a stylised code that no reader takes for one."""
    with art.group(f"translate({x:.0f} {y:.0f}) {transform} scale({size / 100:.3f})"):
        art.rect(-47, -44, 100, 100, INK, 9, opacity=0.16)
        art.rect(-50, -50, 100, 100, "#FFFFFF", 9)
        cells, step = [], 7.2
        for row, line in enumerate(CELLS):
            for col, cell in enumerate(line):
                if cell == "#":
                    cells.append(f"M{-39.6 + col * step:.1f} {-39.6 + row * step:.1f}h7.2v7.2h-7.2z")
        art.path("".join(cells), INK)


def turned(
    art: Art, cx: float, profile: Sequence[Point], colour: str, *, opacity: float | None = None
) -> list[Point]:
    """A body turned on a lathe: profile is (y, radius) from the top down. Returns its right-hand edge."""
    right = [(cx + r, y) for y, r in profile]
    _slice(art, cx, profile, -1, 1, colour, opacity)
    return right


def _slice(
    art: Art, cx: float, profile: Sequence[Point], start: float, end: float, fill: str, opacity: float | None
) -> None:
    """The part of the body between two shares of its half width (-1 left edge, 1 right edge)."""

    def dip(share: float, r: float) -> float:
        return r * LEAN * math.sqrt(max(0.0, 1 - share * share))

    left = [(cx + start * r, y + dip(start, r)) for y, r in profile]
    right = [(cx + end * r, y + dip(end, r)) for y, r in profile]
    y, r = profile[-1]
    low = [(cx + s * r, y + dip(s, r)) for i in range(1, 16) for s in [end + (start - end) * i / 16]]
    y, r = profile[0]
    top = [(cx + s * r, y + dip(s, r)) for i in range(1, 16) for s in [start + (end - start) * i / 16]]
    art.path(poly([*right, *low, *left[::-1], *top]), fill, opacity=opacity)


def shaded(art: Art, cx: float, profile: Sequence[Point], strength: float = 1, gloss: float = 0.5) -> None:
    """Light from the left over a turned body: two darker steps at the right, one reflection at the left."""
    for share, opacity in ((0.28, 0.09), (0.62, 0.13), (0.86, 0.12)):
        _slice(art, cx, profile, share, 1, "#1B1C38", opacity * strength)
    if len(profile) < 8:
        pairs = itertools.pairwise(profile)
        profile = [(y + (v - y) * i / 8, r + (u - r) * i / 8) for (y, r), (v, u) in pairs for i in range(9)]
    inner = profile[len(profile) // 8 : -max(1, len(profile) // 8)]
    if gloss:
        _slice(art, cx, inner, -0.82, -0.70, "#FFFDF4", gloss)
        _slice(art, cx, inner[: len(inner) * 2 // 3], -0.64, -0.60, "#FFFDF4", gloss * 0.8)


def wrap(
    art: Art, cx: float, top: float, bottom: float, r: float, colour: str, start: float = -1, end: float = 1
) -> None:
    """A band or label round a straight body."""
    _slice(art, cx, [(top, r), (bottom, r)], start, end, colour, None)


def lid(art: Art, cx: float, y: float, r: float, colour: str) -> None:
    """The round top of a turned body, seen from a little above."""
    art.ellipse(cx, y, r, r * LEAN, light(colour, 0.25))
    art.path(
        poly(arc(cx, y, r, r * LEAN, -60, 80) + arc(cx - r * 0.2, y, r * 0.86, r * LEAN * 0.86, 80, -60)),
        dark(colour, 0.06),
    )


def smooth(*points: Point) -> list[Point]:
    return sample(list(points), 6)


def carton(
    art: Art, x: float, y: float, w: float, h: float, colour: str, depth: Point = (84, -46), top: str | None = None
) -> None:
    """A box whose front face is x, y, w, h; the right side is darker, the top lighter."""
    dx, dy = depth
    art.path(poly([(x + w, y), (x + w + dx, y + dy), (x + w + dx, y + h + dy), (x + w, y + h)]), dark(colour, 0.34))
    art.path(poly([(x, y), (x + dx, y + dy), (x + w + dx, y + dy), (x + w, y)]), top or light(colour, 0.28))
    art.rect(x, y, w, h, colour)


def carton_light(art: Art, x: float, y: float, w: float, h: float) -> None:
    art.rect(x, y, 10, h, "#FFFDF4", opacity=0.22)
    art.rect(x + w * 0.86, y, w * 0.14, h, "#1B1C38", opacity=0.06)


def pouch_outline(cx: float, top: float, w: float, swell: float = 1.0) -> list[Point]:
    h = FLOOR - top
    half = w / 2
    right = [
        (cx + half * 0.95, top),
        (cx + half * 0.96, top + h * 0.16),
        (cx + half * (1 + 0.02 * swell), top + h * 0.42),
        (cx + half * (1 + 0.045 * swell), top + h * 0.72),
        (cx + half * 1.0, FLOOR - 30),
        (cx + half * 0.93, FLOOR - 4),
    ]
    low = [(cx + half * 0.4, FLOOR + 10), (cx, FLOOR + 13), (cx - half * 0.4, FLOOR + 10)]
    return sample([*right, *low, *[(2 * cx - x, y) for x, y in right[::-1]]], 5)


def pouch(art: Art, cx: float, top: float, w: float, colour: str, seal: str | None = None) -> list[Point]:
    """A stand-up pouch: sealed top, full belly, gusset at the foot. Returns the outline."""
    outline = pouch_outline(cx, top, w)
    half = w / 2
    art.path(poly(outline), colour)
    art.path(
        poly(
            sample(
                [
                    (cx - half * 0.98, FLOOR - 96),
                    (cx - half * 0.5, FLOOR - 44),
                    (cx, FLOOR - 34),
                    (cx + half * 0.5, FLOOR - 44),
                    (cx + half * 0.99, FLOOR - 96),
                ],
                5,
            )
            + [p for p in outline if p[1] > FLOOR - 96]
        ),
        dark(colour, 0.13),
    )
    if seal:
        art.rect(cx - half * 0.95, top, w * 0.95, 50, seal)
    return outline


def pouch_light(art: Art, cx: float, top: float, w: float) -> None:
    half, h = w / 2, FLOOR - top
    at = lambda u, v: (cx + half * u, top + h * v)  # noqa: E731
    art.path(
        poly(
            [
                at(0.95, 0),
                *[p for p in pouch_outline(cx, top, w) if p[0] > cx + half * 0.8],
                *sample([at(0.72, 0.99), at(0.84, 0.7), at(0.82, 0.42), at(0.84, 0.14), at(0.82, 0)], 5),
            ]
        ),
        "#1B1C38",
        opacity=0.15,
    )
    art.path(
        blob([at(-0.86, 0.16), at(-0.78, 0.16), at(-0.80, 0.4), at(-0.84, 0.66), at(-0.92, 0.66), at(-0.9, 0.4)]),
        "#FFFDF4",
        opacity=0.3,
    )
    for u in (0.045, 0.07):
        art.line(f"M{cx - half * 0.93:.1f} {top + h * u:.1f}H{cx + half * 0.93:.1f}", INK, 2, opacity=0.16)
    art.line(f"M{cx - half * 0.94:.1f} {top + h * 0.115:.1f}H{cx + half * 0.94:.1f}", CREAM, 4, opacity=0.45)
    art.path(box(cx - 0.5 * 70, top + 12, 70, 16, 8), INK, opacity=0.2)
    # two soft creases where the contents press outwards
    art.path(poly(sample([at(-0.9, 0.14), at(-0.6, 0.2), at(-0.72, 0.3)], 5)), "#1B1C38", opacity=0.08)
    art.path(poly(sample([at(0.9, 0.14), at(0.56, 0.22), at(0.74, 0.32)], 5)), "#1B1C38", opacity=0.1)
