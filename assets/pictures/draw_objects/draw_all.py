"""Draw every icon, seal, dish, product and host again: python assets/pictures/draw_objects/draw_all.py"""

from __future__ import annotations

import dishes
import hosts
import icons
import products
import seals


def draw() -> None:
    for subject in (icons, seals, dishes, products, hosts):
        subject.draw()


if __name__ == "__main__":
    draw()
