"""The noodle shop's eight bowls: folded face-mask noodles in a broth of essence, seen from 35 degrees above.

Everything in a bowl is placed in plan (x to the right, y towards the viewer, in broth radii, height z in pixels)
and projected by `at`, so that noodles, toppings and ripples share one perspective.
"""

from __future__ import annotations

from dishes_bowl import CX, RIM_Y, Bowl, back, front
from dishes_noodles import noodles
from dishes_toppings import TOPPINGS, chopsticks, steam
from pen import Art, mix

BOWLS: dict[str, Bowl] = {
    "mask-hyaluronic": Bowl("#EAF1EE", "#CFE3E6", "#9CCBD8", "ripples", "#28598C"),
    "mask-yuzu": Bowl("#28598C", "#F3EBD6", "#F3C24B", "stripes", "#F6EFE2"),
    "mask-rice": Bowl("#A9301F", "#2A2226", "#F0DDB8", "band", "#E9B04A"),
    "mask-matcha": Bowl("#4A3830", "#6B5244", "#8FAE4B", "drip", "#D8CDB4"),
    "mask-camellia": Bowl("#F4ECDD", "#FBF6EA", "#E58F80", "blossoms", "#C6392F"),
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
    empty = Bowl("#F4ECDD", "#FBF6EA", "", "empty", "#CB3A22")
    back(art, empty)
    front(art, empty)
    art.save("dishes/bowl-empty.svg")


__all__ = ["BOWLS", "CX", "RIM_Y", "draw"]

if __name__ == "__main__":
    draw()
