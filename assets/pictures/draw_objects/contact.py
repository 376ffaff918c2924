"""Render SVGs to one contact sheet: python contact.py out.png columns cell ground file.svg ..."""

from __future__ import annotations

import sys

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer


def main(out: str, columns: str, cell: str, ground: str, *files: str) -> None:
    app = QGuiApplication(["contact", "-platform", "offscreen"])
    across, size = int(columns), int(cell)
    down = -(-len(files) // across)
    sheet = QImage(across * size, down * size, QImage.Format.Format_ARGB32_Premultiplied)
    sheet.fill(QColor(ground))
    painter = QPainter(sheet)
    for i, name in enumerate(files):
        picture = QSvgRenderer(name)
        if not picture.isValid():
            raise SystemExit(f"{name}: QtSvg cannot read it")
        pad = size * 0.03
        picture.render(
            painter, QRectF(i % across * size + pad, i // across * size + pad, size - 2 * pad, size - 2 * pad)
        )
    painter.end()
    sheet.save(out)
    del app


if __name__ == "__main__":
    main(*sys.argv[1:])
