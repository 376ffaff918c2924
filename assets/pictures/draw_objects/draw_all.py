"""Draw every icon, hint, seal, dish, product and host again: python assets/pictures/draw_objects/draw_all.py"""

from __future__ import annotations

import dishes
import hints
import hosts
import icons
import products
import seals


def draw() -> None:
    for subject in (icons, hints, seals, dishes, products, hosts):
        subject.draw()


if __name__ == "__main__":
    draw()
