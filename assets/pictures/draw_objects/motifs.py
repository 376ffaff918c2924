"""Small drawn signs that packages carry: leaves, animals, grains. Each stands centred on 0, 0 in about 100 units."""

# ruff: noqa: E501 (path data reads best unbroken)
from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

from pen import Art, blob, curve, dark, light, mix, poly


@contextmanager
def placed(art: Art, x: float, y: float, size: float, turn: float = 0) -> Iterator[None]:
    with art.group(f"translate({x:.0f} {y:.0f}) rotate({turn:.0f}) scale({size / 100:.3f})"):
        yield


def maple_leaf(art: Art, colour: str) -> None:
    half = [
        (0, -52),
        (10, -30),
        (24, -38),
        (20, -10),
        (40, -26),
        (44, -14),
        (58, -12),
        (46, 6),
        (52, 12),
        (24, 28),
        (28, 36),
        (4, 32),
    ]
    art.path(poly([*half, *[(-x, y) for x, y in half[::-1]]]), colour)
    art.path(poly([(0, -52), *half[1:], (0, 32)]), dark(colour, 0.2))
    art.line("M0 -30V56", dark(colour, 0.35), 5)


def pine(art: Art, colour: str) -> None:
    art.rect(-5, 34, 10, 20, "#6B4428")
    for y, w in ((38, 40), (12, 33), (-14, 25)):
        art.path(poly([(0, y - 40), (w, y), (-w, y)]), colour)
        art.path(poly([(0, y - 40), (w, y), (4, y)]), dark(colour, 0.22))


def ear(art: Art, colour: str, rows: int = 6) -> None:
    """An ear of grain, upright."""
    art.line("M0 60V-40", dark(colour, 0.12), 4)
    for i in range(rows):
        y = 18 - i * 14
        for side in (-1, 1):
            art.path(
                f"M0 {y}C{side * 6} {y - 14} {side * 18} {y - 20} {side * 20} {y - 24}C{side * 24} {y - 8} {side * 14} {y + 2} 0 {y}Z",
                colour if side < 0 else dark(colour, 0.16),
            )
    art.path("M0 -58C8 -70 8 -82 0 -92C-8 -82 -8 -70 0 -58Z", light(colour, 0.2))


def cow_head(art: Art, patch: str, hide: str = "#FBF6EA") -> None:
    for side in (-1, 1):
        art.path(
            f"M{side * 24} -28C{side * 44} -46 {side * 62} -40 {side * 66} -26C{side * 56} -12 {side * 40} -10 {side * 26} -14Z",
            patch,
        )
        art.path(
            f"M{side * 18} -38C{side * 26} -50 {side * 26} -58 {side * 22} -64C{side * 12} -60 {side * 8} -50 {side * 8} -40Z",
            "#D9C49D",
        )
    art.path("M-30 -30C-22 -46 22 -46 30 -30C36 -8 30 22 24 44C16 62 -16 62 -24 44C-30 22 -36 -8 -30 -30Z", hide)
    art.path("M-30 -30C-24 -42 -10 -44 -6 -42C-2 -20 -8 8 -28 12C-34 -4 -34 -20 -30 -30Z", patch)
    art.path("M30 -30C24 -42 14 -43 10 -42C8 -24 16 0 29 6C34 -8 34 -20 30 -30Z", patch)
    art.path(blob([(-28, 42), (-16, 28), (16, 28), (28, 42), (16, 60), (-16, 60)]), "#EBB58A")
    for side in (-1, 1):
        art.ellipse(side * 11, 44, 4.5, 6, "#8A4B38")
        art.ellipse(side * 17, -8, 6.5, 7.5, "#FBF6EA")
        art.ellipse(side * 17, -7, 4, 5, "#1E2A35")


def cow(art: Art, patch: str, hide: str = "#FBF6EA") -> None:
    """A grazing cow from the side, facing left."""
    art.path(
        "M-34 -18C-20 -28 36 -28 46 -18C54 -8 54 12 48 18L46 52H34L32 22H-16L-18 52H-30L-32 16C-40 20 -48 30 -52 40C-58 44 -72 40 -70 32C-66 20 -52 -4 -34 -18Z",
        hide,
    )
    art.path("M-8 -24C8 -28 22 -26 24 -20C20 -4 4 2 -6 -4C-12 -10 -12 -20 -8 -24Z", patch)
    art.path("M36 -23C46 -22 52 -6 50 10C42 14 34 4 34 -6Z", patch)
    art.path("M-52 8C-44 0 -38 6 -42 14C-48 24 -56 26 -60 22Z", patch)
    art.line("M48 -14C58 -4 56 14 58 26", hide, 4)


def heart_leaf(art: Art, colour: str) -> None:
    """A linden leaf."""
    art.path("M0 56C-46 34 -58 -6 -40 -28C-24 -42 -6 -36 0 -24C6 -36 24 -42 40 -28C58 -6 46 34 0 56Z", colour)
    art.path("M0 56C46 34 58 -6 40 -28C24 -42 6 -36 0 -24Z", dark(colour, 0.18))
    art.line("M0 -60V40", light(colour, 0.45), 4)
    for y in (-8, 10, 26):
        art.line(f"M0 {y + 8}L-22 {y - 8}M0 {y + 8}L22 {y - 8}", light(colour, 0.45), 3)


def hedgehog(art: Art, colour: str) -> None:
    spikes = []
    for i in range(27):
        a = math.radians(182 + i * 7)
        r = 54 if i % 2 else 44
        spikes.append((8 + r * math.cos(a), 18 + r * math.sin(a)))
    art.path(poly([*spikes, (48, 34), (-40, 34)]), colour)
    art.path("M-34 -4C-44 6 -62 18 -68 24C-64 36 -30 38 -14 36C-18 20 -24 4 -34 -4Z", "#EBD0A8")
    art.ellipse(-67, 23, 5.5, 5, "#1E2A35")
    art.ellipse(-40, 16, 4, 4.4, "#1E2A35")
    for x in (-18, 26):
        art.ellipse(x, 37, 9, 5, "#EBD0A8")


def duck(art: Art, colour: str) -> None:
    art.path(
        "M-48 -2C-30 10 -20 0 -18 -16C-22 -44 16 -52 24 -26C26 -12 20 -4 26 2C46 10 44 40 10 42C-26 44 -46 30 -48 -2Z",
        colour,
    )
    art.path("M22 -34L44 -26L24 -18Z", "#E0752B")
    art.ellipse(10, -28, 4, 4.6, "#1E2A35")
    art.path("M-26 14C-8 10 8 14 12 20C4 34 -18 32 -26 14Z", dark(colour, 0.14))


def drop_shape(art: Art, colour: str) -> None:
    art.path("M0 -50C20 -20 34 0 34 20A34 34 0 0 1 -34 20C-34 0 -20 -20 0 -50Z", colour)


def springs(art: Art, colour: str) -> None:
    """Hot water: a basin with three plumes."""
    for x, top in ((-26, -34), (0, -52), (26, -34)):
        art.line(f"M{x} 18C{x - 14} 4 {x + 14} {top / 2:.0f} {x} {top}", colour, 10)
    art.path("M-62 2C-56 40 56 40 62 2", "none", stroke=colour, stroke_width="11", stroke_linecap="round")


def sun(art: Art, colour: str, rays: int = 14) -> None:
    for i in range(rays):
        a = math.tau * i / rays
        b, c = a - 0.11, a + 0.11
        art.path(
            poly(
                [
                    (34 * math.cos(b), 34 * math.sin(b)),
                    (56 * math.cos(a), 56 * math.sin(a)),
                    (34 * math.cos(c), 34 * math.sin(c)),
                ]
            ),
            colour,
        )
    art.ellipse(0, 0, 29, 29, colour)


def wattle(art: Art, gold: str = "#F2A93B", green: str = "#3F6B4A") -> None:
    art.line("M-56 44C-20 20 20 -10 54 -46", green, 5)
    for x, y, turn in ((-40, 8, 60), (-14, 42, -10), (0, -22, 70), (30, 14, -4), (28, -46, 80)):
        with art.group(f"translate({x} {y}) rotate({turn})"):
            art.path("M-28 0C-10 -12 12 -10 28 0C12 8 -10 8 -28 0Z", green)
    for x, y, r in (
        (-34, 30, 15),
        (-14, 18, 17),
        (8, -2, 16),
        (28, -22, 14),
        (-26, 8, 12),
        (14, 20, 13),
        (40, -42, 11),
        (-6, -12, 12),
        (-48, 46, 11),
    ):
        art.ellipse(x + 2, y + 2, r, r, dark(gold, 0.25))
        art.ellipse(x, y, r, r, gold)
        for k in range(6):
            a = k * 1.05
            art.ellipse(x + r * 0.6 * math.cos(a), y + r * 0.6 * math.sin(a), 2.2, 2.2, "#FFE9A6")


def banksia(art: Art, gold: str = "#F2A93B", green: str = "#3F6B4A") -> None:
    for turn in (-64, -34, 34, 64, 110, -110):
        with art.group(f"rotate({turn})"):
            art.path("M-6 10L-10 -58L0 -70L10 -58L6 10Z", green)
    art.path("M-22 26C-28 -20 -18 -52 0 -56C18 -52 28 -20 22 26C10 34 -10 34 -22 26Z", gold)
    for row in range(7):
        y = 20 - row * 11
        art.line(f"M-20 {y}C-8 {y + 7} 8 {y + 7} 20 {y}", dark(gold, 0.35), 3)


def koru(art: Art, colour: str) -> None:
    points = [((6 + 5.4 * t) * math.cos(t), (6 + 5.4 * t) * math.sin(t)) for t in [i * 0.5 for i in range(16)]]
    art.line(curve(points), colour, 9)


def wave(art: Art, colour: str) -> None:
    art.path("M-70 30C-40 30 -34 -34 6 -34C36 -34 44 -4 22 2C30 -14 10 -22 0 -8C-10 10 14 30 70 30Z", colour)


def berry(art: Art, r: float, colour: str) -> None:
    art.ellipse(r * 0.1, r * 0.12, r, r, dark(colour, 0.3))
    art.ellipse(0, 0, r * 0.94, r * 0.94, colour)
    art.ellipse(-r * 0.34, -r * 0.36, r * 0.24, r * 0.18, mix(colour, "#FFFFFF", 0.6))
