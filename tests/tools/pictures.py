"""The README's pictures, from the tour's: build/tour -> docs/pictures, half the size. `make pictures`."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

ROOT = Path(__file__).resolve().parents[2]
TOUR, OUT = ROOT / "build" / "tour", ROOT / "docs" / "pictures"
WIDTH, GAP = 405, 24
ROWS = {
    "visit": ("attract", "town", "scan", "passport"),
    "order": ("menu", "dish", "confirm", "thanks"),
    "more": ("pavilion", "room", "passport-journey", "film"),
}
WIDE = ("attract", "passport", "menu")


def row(names: tuple[str, ...]) -> QImage:
    """Portrait pages side by side on a plain ground."""
    height = WIDTH * 16 // 9
    sheet = QImage((WIDTH + GAP) * len(names) - GAP, height, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    for number, name in enumerate(names):
        picture = QImage(str(TOUR / "portrait" / f"{name}.png"))
        if picture.isNull():
            raise FileNotFoundError(f"{name}.png: run make tour first")
        fitted = picture.scaled(WIDTH, height, mode=Qt.TransformationMode.SmoothTransformation)
        painter.drawImage(number * (WIDTH + GAP), 0, fitted)
    painter.end()
    return sheet


def main() -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    for name, pages in ROWS.items():
        row(pages).save(str(OUT / f"{name}.jpg"), quality=86)
    for name in WIDE:
        picture = QImage(str(TOUR / "landscape" / f"{name}.png"))
        picture.scaledToWidth(960, Qt.TransformationMode.SmoothTransformation).save(
            str(OUT / f"{name}-landscape.jpg"), quality=86
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
