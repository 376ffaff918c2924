"""What lies on the noodles: clear drops, yuzu, rice and matcha; and which dish has which."""

# ruff: noqa: E501 (path data reads best unbroken)
from __future__ import annotations

import math
import random
from collections.abc import Callable

from dishes_bowl import Bowl, at
from dishes_garden import camellia, honey, kelp, rose
from dishes_table import leaf, shade
from pen import Art, blob, curve, dark, light, mix, poly, sample

# --- hyaluronic -------------------------------------------------------------------------------------------


def pearl(art: Art, x: float, y: float, r: float, tint: str) -> None:
    """A clear drop that holds its own light."""
    art.ellipse(x + r * 0.25, y + r * 0.62, r * 0.95, r * 0.5, dark(tint, 0.5), opacity=0.28)
    art.ellipse(x, y, r, r, mix(tint, "#FFFFFF", 0.42), opacity=0.92)
    art.path(
        f"M{x - r:.1f} {y:.1f}A{r} {r} 0 0 0 {x + r:.1f} {y:.1f}C{x + r * 0.8:.1f} {y + r * 0.55:.1f} {x - r * 0.8:.1f} {y + r * 0.6:.1f} {x - r:.1f} {y:.1f}Z",
        mix(tint, "#3E7C8C", 0.45),
        opacity=0.75,
    )
    art.path(
        blob(
            [
                (x - r * 0.1, y + r * 0.52),
                (x + r * 0.4, y + r * 0.36),
                (x + r * 0.56, y + r * 0.56),
                (x + r * 0.1, y + r * 0.8),
            ]
        ),
        "#FFFFFF",
        opacity=0.8,
    )
    art.ellipse(x - r * 0.34, y - r * 0.42, r * 0.3, r * 0.22, "#FFFFFF")
    art.ellipse(x + r * 0.08, y - r * 0.6, r * 0.1, r * 0.08, "#FFFFFF")


def hyaluronic(art: Art, bowl: Bowl) -> None:
    for px, py, z, r in (
        (0.5, -0.52, 60, 26),
        (-0.02, -0.02, 66, 34),
        (0.2, 0.06, 70, 25),
        (0.06, 0.2, 82, 21),
        (-0.6, -0.28, 54, 20),
        (0.62, 0.46, 20, 33),
        (0.42, 0.6, 26, 27),
        (0.78, 0.28, 12, 22),
        (0.56, 0.68, 6, 17),
        (-0.52, 0.52, 50, 25),
        (-0.66, 0.36, 44, 17),
    ):
        x, y = at(px, py, z)
        pearl(art, x, y, r, bowl.broth)
    x, y = at(0.82, 0.42, 26)
    leaf(art, x - 10, y - 18, 46, -38, "#5E9A6A")
    leaf(art, x + 8, y + 2, 40, 18, "#5E9A6A")


# --- yuzu -------------------------------------------------------------------------------------------------


def slice_of_yuzu(art: Art, px: float, py: float, z: float, r: float, tilt: float, broth: str) -> None:
    x, y = at(px, py, z)
    shade(art, x, y + 18, r, r * 0.66, broth)
    with art.group(f"translate({x:.0f} {y:.0f}) rotate({tilt}) scale(1 0.7)"):
        art.ellipse(3, 18, r, r, "#C97F16")
        art.ellipse(0, 0, r, r, "#F2A93B")
        art.ellipse(-2, -2, r * 0.93, r * 0.93, "#F9C743")
        art.ellipse(0, 0, r * 0.86, r * 0.86, "#FFF4D2")
        for k in range(9):
            a, half = math.tau * k / 9 + 0.2, math.pi / 9 - 0.075
            outer, inner = r * 0.8, r * 0.13
            p = [(outer * math.cos(a + u * half), outer * math.sin(a + u * half)) for u in (-1, -0.5, 0, 0.5, 1)]
            tip = (inner * math.cos(a), inner * math.sin(a))
            art.path(poly([tip, *p]), "#F7B92F", stroke="#F7B92F", stroke_width="5", stroke_linejoin="round")
            q = [(r * 0.7 * math.cos(a + u * half), r * 0.7 * math.sin(a + u * half)) for u in (-0.7, 0, 0.1)]
            art.path(poly([(r * 0.3 * math.cos(a - 0.1), r * 0.3 * math.sin(a - 0.1)), *q]), "#FFDB75")
        art.ellipse(0, 0, r * 0.09, r * 0.09, "#FFF4D2")


def yuzu(art: Art, bowl: Bowl) -> None:
    slice_of_yuzu(art, 0.66, -0.22, 74, 84, 14, bowl.broth)
    slice_of_yuzu(art, 0.58, 0.16, 58, 96, -8, bowl.broth)
    slice_of_yuzu(art, -0.52, -0.42, 62, 62, -18, bowl.broth)
    x, y = at(0.86, 0.14, 66)
    leaf(art, x - 6, y - 66, 62, -52)
    leaf(art, x + 6, y - 4, 52, 24)
    rng = random.Random(4)
    for _ in range(16):
        px, py = rng.uniform(-0.6, 0.25), rng.uniform(-0.35, 0.5)
        x, y = at(px, py, 66)
        art.line(curve([(x, y), (x + 9, y - 6), (x + 17, y + 1)]), rng.choice(["#F2A93B", "#E08E1E", "#FFD15C"]), 5)


# --- rice -------------------------------------------------------------------------------------------------


def grain(art: Art, x: float, y: float, size: float, turn: float, tone: str) -> None:
    with art.group(f"translate({x:.0f} {y:.0f}) rotate({turn:.0f})"):
        art.ellipse(0, 0, size, size * 0.46, tone)


def rice(art: Art, bowl: Bowl) -> None:
    cx, cy = at(0.4, 0.06, 44)
    shade(art, cx + 10, cy + 44, 128, 74, bowl.broth)
    dome = blob(
        [
            (cx - 128, cy + 36),
            (cx - 104, cy - 34),
            (cx - 40, cy - 82),
            (cx + 34, cy - 84),
            (cx + 100, cy - 36),
            (cx + 126, cy + 36),
            (cx + 60, cy + 78),
            (cx - 60, cy + 80),
        ]
    )
    art.path(dome, "#E3D3B4")
    rng = random.Random(8)
    spots = []
    for i in range(116):
        a, k = i * 2.39996, math.sqrt((i + 0.5) / 116)
        spots.append((k * math.cos(a), k * math.sin(a)))
    spots.sort(key=lambda p: p[1])
    for u, v in spots:
        x, y = cx + u * 120, cy + v * 76
        side = (u * 0.8 + v * 0.45 + 1) / 2
        tone = mix("#FFFEFA", "#D9C49D", max(0, min(1, side * 1.15 - 0.28 + rng.uniform(-0.14, 0.14))))
        grain(art, x, y, rng.uniform(15, 19), rng.uniform(-70, 70), tone)
    # an ear of rice, ripe, laid over the rim of noodles
    stem = [at(-0.84, 0.3, 60), at(-0.4, 0.28, 110), at(0.02, 0.12, 128), at(0.3, -0.08, 150)]
    art.line(curve(stem), "#9C8433", 6)
    for i, (x, y) in enumerate(sample(stem, 8)[5:]):
        for turn, off in ((-62, -11), (14, 11)):
            with art.group(f"translate({x:.0f} {y + off:.0f}) rotate({turn - i})"):
                art.ellipse(0, 0, 17, 8, "#E0B23E" if off < 0 else "#C28F28")
                art.ellipse(-3, -2, 10, 3.4, "#F6D77B")
    for px, py, z in ((0.3, -0.14, 120), (0.46, 0.0, 116), (0.26, 0.08, 118)):
        x, y = at(px, py, z)
        art.ellipse(x + 3, y + 5, 17, 12, "#7A1F16", opacity=0.35)
        art.ellipse(x, y, 17, 12, "#CB3A22")
        art.ellipse(x - 5, y - 4, 6, 3, "#F08E73")


# --- matcha -----------------------------------------------------------------------------------------------


def matcha(art: Art, bowl: Bowl) -> None:
    foam = light(bowl.broth, 0.45)
    points = [
        at((0.05 + 0.2 * t / 6.3) * math.cos(t) * 0.9 - 0.02, (0.05 + 0.2 * t / 6.3) * math.sin(t) * 0.8 + 0.0, 44)
        for t in [i * 0.42 for i in range(20)]
    ]
    art.line(curve(points), foam, 9)
    # fine powder over one shoulder of the nest
    rng = random.Random(3)
    for px, py, z, r in ((-0.46, -0.4, 62, 70), (-0.5, -0.36, 66, 46)):
        x, y = at(px, py, z)
        art.path(
            blob(
                [
                    (
                        x + r * (1 + 0.16 * math.sin(k * 2.3)) * math.cos(math.tau * k / 10),
                        y + r * 0.6 * (1 + 0.16 * math.cos(k * 3.1)) * math.sin(math.tau * k / 10),
                    )
                    for k in range(10)
                ]
            ),
            "#5F8A2C",
            opacity=0.55 if r > 50 else 0.9,
        )
    for _ in range(34):
        x, y = at(rng.gauss(-0.4, 0.2), rng.gauss(-0.3, 0.17), 62)
        art.ellipse(x, y, rng.uniform(2, 5), rng.uniform(1.5, 3.5), "#55812A")
    dumplings = ((0.62, 0.44, 34, "#FBF6EA"), (0.36, 0.58, 40, "#F2B6B4"), (0.64, 0.66, 20, "#A9C46C"))
    for px, py, z, tone in dumplings:
        x, y = at(px, py, z)
        r = 50
        art.ellipse(x + 12, y + 24, r, r * 0.6, dark(bowl.broth, 0.6), opacity=0.4)
        art.ellipse(x, y, r, r * 0.9, dark(tone, 0.17))
        art.path(
            blob(
                [
                    (x - r + 1, y),
                    (x - r * 0.5, y - r * 0.78),
                    (x + r * 0.3, y - r * 0.78),
                    (x + r * 0.62, y - r * 0.2),
                    (x + r * 0.3, y + r * 0.5),
                    (x - r * 0.5, y + r * 0.7),
                ]
            ),
            tone,
        )
        art.path(
            blob(
                [
                    (x - r * 0.62, y - r * 0.24),
                    (x - r * 0.3, y - r * 0.6),
                    (x - r * 0.1, y - r * 0.56),
                    (x - r * 0.4, y - r * 0.16),
                ]
            ),
            "#FFFFFF",
            opacity=0.85,
        )
    x, y = at(0.62, -0.3, 56)
    leaf(art, x + 22, y - 22, 60, -40, "#4C7A2C")
    leaf(art, x - 30, y - 12, 50, -128, "#5E8C34")
    leaf(art, x + 4, y + 14, 56, 12, "#4C7A2C")


TOPPINGS: dict[str, Callable[[Art, Bowl], None]] = {
    "mask-hyaluronic": hyaluronic,
    "mask-yuzu": yuzu,
    "mask-rice": rice,
    "mask-matcha": matcha,
    "mask-camellia": camellia,
    "mask-kelp": kelp,
    "mask-honey": honey,
    "mask-rose": rose,
}
