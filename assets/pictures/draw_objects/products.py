"""Every product's picture."""

from __future__ import annotations

import importlib

from pen import Art


def draw() -> None:
    for module in ("products_turned", "products_boxes", "products_soft", "products_masks"):
        for slug, picture in importlib.import_module(module).DRAWN.items():
            art = Art()
            picture(art)
            art.save(f"products/{slug}.svg")


if __name__ == "__main__":
    draw()
