"""The display samples' stickers as pictures to print: one SVG each, 21 mm wide, with the serial as text.

They say that they are display samples, in print: a sample is never mistaken for goods that are sold.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from kiosk.scan.camera.label import matrix, serial

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.staff.content import Sample

MODULE_MM = 0.396  # GS1 General Specifications: the smallest module for a Digital Link on general retail items
MARK = "展示样品 Display sample"


def run(settings: Settings, options: argparse.Namespace) -> int:
    from kiosk.staff.content import prepare
    from kiosk.town.fault import TownFaults

    try:
        paths = write(prepare(settings).samples, options.out)
    except TownFaults as error:
        print("\n".join(str(fault) for fault in error.faults), file=sys.stderr)
        print("The town cannot be built until these are put right.", file=sys.stderr)
        return 1
    print(f"{len(paths)} stickers in {options.out}")
    return 0


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
    high = side + 10
    width, height = side * MODULE_MM, high * MODULE_MM
    # The mark stands out by its frame, not by its colour: it is printed in black.
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}mm" height="{height:.2f}mm" '
        f'viewBox="0 0 {side} {high}"><rect width="{side}" height="{high}" fill="#fff"/><path d="{dark}"/>'
        f'<g font-family="Noto Sans SC, sans-serif" text-anchor="middle">'
        f'<text x="{side / 2}" y="{side + 1.4}" font-size="3.4">{escape(caption)}</text>'
        f'<rect x="5" y="{side + 3}" width="{side - 10}" height="5.4" rx="1" fill="none" stroke="#000" '
        f'stroke-width=".35"/><text x="{side / 2}" y="{side + 7}" font-size="3.6">{MARK}</text></g></svg>\n'
    )
