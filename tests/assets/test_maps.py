"""The map's land: both sheets draw quietly, and land is where land is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QImageReader

from kiosk.ui.maps.route import POLE, SHEET_WEST, SHEET_WIDTH, project

MAPS = Path(__file__).resolve().parents[2] / "assets" / "maps"
SHEETS = ("land-world.svg", "land-region.svg")
LAND = {
    "Hangzhou": (30.25, 120.2),
    "Berlin": (52.5, 13.4),
    "Kansas": (38.5, -98.0),
    "Alice Springs": (-23.7, 133.9),
    "Greenland, west of the cut": (72.0, -40.0),
    "Greenland, east of the cut": (72.0, -27.0),
    "Chukotka, beyond the 180th meridian": (66.5, -175.0),
    "Antarctica": (-80.0, 20.0),
}
SEA = {
    "the Pacific": (0.0, -150.0),
    "the Atlantic at the cut": (30.0, -30.0),
    "the East China Sea": (29.0, 125.5),
    "the Caspian": (41.0, 51.0),
    "the Arctic": (88.0, 100.0),
    "the Tasman Sea": (-38.0, 160.0),
}


def colour(name: str, position: tuple[float, float], pixels_a_degree: int = 12) -> int:
    """Alpha at a place, 0 where the sea is left to the page; drawn alone, as the page draws a part of the sheet."""
    reader = QImageReader(str(MAPS / name))
    reader.setScaledSize(QSize(round(SHEET_WIDTH * pixels_a_degree), round(2 * POLE * pixels_a_degree)))
    x, y = project(position)
    left = round(((x - SHEET_WEST) % SHEET_WIDTH) * pixels_a_degree)
    top = round((y + POLE) * pixels_a_degree)
    reader.setScaledClipRect(QRect(max(0, left - 4), max(0, top - 4), 9, 9))
    image = reader.read()
    assert image.width() <= 9, "only that part is drawn"
    return image.convertToFormat(QImage.Format.Format_ARGB32).pixelColor(min(4, left), min(4, top)).alpha()


@pytest.mark.parametrize("name", SHEETS)
def test_land_is_land_and_sea_is_sea(qapp: object, name: str) -> None:
    assert {place: colour(name, where) for place, where in LAND.items()} == dict.fromkeys(LAND, 255)
    assert {place: colour(name, where) for place, where in SEA.items()} == dict.fromkeys(SEA, 0)


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_small_and_says_whose_it_is(name: str) -> None:
    text = (MAPS / name).read_text("utf-8")
    assert len(text) < 300_000
    assert "Natural Earth (public domain)" in text
    assert "ISC" in (MAPS / "README.md").read_text("utf-8")
