"""The display samples' stickers as pictures to print: one SVG each, 21 mm wide, with the serial as text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from kiosk.scan.camera.label import matrix, serial
from kiosk.staff.content import Sample

MODULE_MM = 0.396  # GS1 General Specifications: the smallest module for a Digital Link on general retail items


def write(samples: Sequence[Sample], folder: Path) -> list[Path]:
    """One SVG per sample in `folder`, which is made if absent; returns their paths in the samples' order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for sample in samples:
        number = serial(sample.text)
        path = folder / f"{sample.gtin}-{number}.svg"
        path.write_text(sticker_svg(sample.text, f"{sample.brand}  {number}"), encoding="utf-8")
        paths.append(path)
    return paths


def sticker_svg(text: str, caption: str) -> str:
    cells = matrix(text)
    side = len(cells)
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(cells) for x, light in enumerate(row) if not light)
    width, height = side * MODULE_MM, (side + 6) * MODULE_MM
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}mm" height="{height:.2f}mm" '
        f'viewBox="0 0 {side} {side + 6}"><rect width="{side}" height="{side + 6}" fill="#fff"/><path d="{dark}"/>'
        f'<text x="{side / 2}" y="{side + 2}" font-size="3.2" font-family="sans-serif" text-anchor="middle">'
        f"{escape(caption)}</text></svg>\n"
    )
