"""The noodle shop's eight bowls: folded face-mask noodles in a broth of essence, seen from 35 degrees above.

Everything in a bowl is placed in plan (x to the right, y towards the viewer, in broth radii, height z in pixels)
and projected by `at`, so that noodles, toppings and ripples share one perspective.
"""

from __future__ import annotations

import math

from dishes_bowl import Bowl, back, front
from dishes_noodles import noodles
from dishes_table import chopsticks, steam
from dishes_toppings import TOPPINGS
from pen import DARK_WOOD, INK, LANTERN, NIGHT, SUN, WINDOW, Art, arc, curve, dark, light, mix, poly

BOWLS: dict[str, Bowl] = {
    "mask-hyaluronic": Bowl("#DDE9E8", "#CFE3E6", "#9CCBD8", "ripples", "#28598C"),
    "mask-yuzu": Bowl("#28598C", "#F3EBD6", "#F3C24B", "stripes", "#F6EFE2"),
    "mask-rice": Bowl("#A9301F", "#2A2226", "#F0DDB8", "band", "#E9B04A"),
    "mask-matcha": Bowl("#4A3830", "#6B5244", "#8FAE4B", "drip", "#D8CDB4"),
    "mask-camellia": Bowl("#EBDCC0", "#FBF6EA", "#E58F80", "blossoms", "#C6392F"),
    "mask-kelp": Bowl("#1F6F73", "#BFD9CF", "#4F9C8A", "waves", "#F6EFE2"),
    "mask-honey": Bowl("#D9B480", "#F1DDB4", "#E59A2B", "drip", "#7A4A24"),
    "mask-rose": Bowl("#E4A6A1", "#FBEDE4", "#D9607A", "flutes", "#FBF6EA"),
}


def draw() -> None:
    for slug, bowl in BOWLS.items():
        art = Art()
        steam(art, slug, mix(bowl.broth, "#F6EFE2", 0.5 if slug != "mask-rice" else 0.1))
        back(art, bowl)
        noodles(art, slug, bowl)
        chopsticks(art, slug, bowl)
        TOPPINGS[slug](art, bowl)
        front(art, bowl)
        art.save(f"dishes/{slug}.svg")
    art = Art()
    empty = Bowl("#E6D8BC", "#F4ECDD", "", "empty", "#CB3A22")
    back(art, empty)
    front(art, empty)
    art.save("dishes/bowl-empty.svg")
    art = Art()
    lantern(art)
    art.save("dishes/shop-lantern.svg")


def lantern(art: Art) -> None:
    """The paper lantern that hangs before the shop, lit from within."""
    cx, red = 400, LANTERN
    ribs = 9

    def half_width(share: float) -> float:
        return 118 + 136 * math.sin(math.pi * share) ** 0.62

    top, low = 176, 606
    art.line("M400 0V96", DARK_WOOD, 10)
    art.line(curve([(330, 130), (352, 82), (400, 64), (448, 82), (470, 130)]), DARK_WOOD, 9)
    art.ellipse(cx, 392, 352, 352, WINDOW, opacity=0.16)
    art.ellipse(cx, 392, 300, 300, WINDOW, opacity=0.2)
    edge = [(half_width(i / 40), top + (low - top) * i / 40) for i in range(41)]
    art.path(poly([(cx + r, y) for r, y in edge] + [(cx - r, y) for r, y in edge[::-1]]), red)
    # the candle's light, off centre to the left
    art.ellipse(cx - 54, 392, 168, 186, mix(red, SUN, 0.3))
    art.ellipse(cx - 76, 392, 104, 138, mix(red, SUN, 0.56))
    for start in (0.66, 0.86):
        art.path(
            poly([(cx + r, y) for r, y in edge] + [(cx + r * start, y) for r, y in edge[::-1]]),
            "#1B1C38",
            opacity=0.13,
        )
    for i in range(1, ribs + 1):
        share = i / (ribs + 1)
        r, y = half_width(share), top + (low - top) * share
        art.line(
            curve([(cx - r, y), (cx - r * 0.6, y + 13), (cx, y + 18), (cx + r * 0.6, y + 13), (cx + r, y)]),
            dark(red, 0.3),
            3.5,
            opacity=0.55,
        )
    art.words("面", cx, 484, 250, INK, font="serif")
    for y, h, r in ((128, 56, 122), (596, 54, 122)):
        art.path(poly([(cx - r, y), (cx + r, y), *arc(cx, y + h, r, 16, 0, 180)]), INK)
        art.path(poly([(cx + r * 0.45, y), (cx + r, y), *arc(cx, y + h, r, 16, 0, 62)]), NIGHT)
        art.path(poly([(cx - r, y + 16), (cx + r, y + 16), *arc(cx, y + 20, r, 16, 0, 180)]), SUN)
    art.ellipse(cx, 128, 122, 16, light(INK, 0.16))
    art.ellipse(cx, 128, 74, 9, WINDOW)
    art.line("M400 666V690", SUN, 8)
    art.ellipse(cx, 696, 20, 14, SUN)
    for k in range(-3, 4):
        art.line(f"M{cx + k * 4} 706L{cx + k * 8} {782 - abs(k) * 3}", red if k < 1 else dark(red, 0.2), 7)


if __name__ == "__main__":
    draw()
