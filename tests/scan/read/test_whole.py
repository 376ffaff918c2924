"""Whole pictures in other versions: what plain zxing-cpp misses on a sheet of many codes or of light ones."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import qrcode
from numpy.typing import NDArray

from kiosk.scan.camera.label import matrix
from kiosk.scan.read.cascade import Cascade
from kiosk.scan.read.picture import Picture
from kiosk.scan.read.whole import Whole
from kiosk.scan.read.zxing import Zxing


def sheet(rows: int, columns: int, scale: float = 1.0) -> tuple[NDArray[np.uint8], set[str]]:
    """A page of codes of several sizes, a little turned and soft, as a camera sees it: height 1920, width 1440."""
    chance = np.random.default_rng(2)
    page = np.full((3840, 2880), 235, np.uint8)
    down, across = 3840 // rows, 2880 // columns
    texts = set()
    for number in range(rows * columns):
        text = f"{number} " + "".join(chance.choice(list("abcdefghijkl"), 17))
        texts.add(text)
        code = qrcode.QRCode(border=0, error_correction=int(chance.integers(0, 4)))
        code.add_data(text)
        cells = 255 * (1 - np.array(code.get_matrix(), np.uint8))
        size = int(min(down, across) * 0.72)
        y, x = number // columns * down + 30, number % columns * across + 30
        page[y : y + size, x : x + size] = cv2.resize(cells, (size, size), interpolation=cv2.INTER_NEAREST)
    turn = cv2.getRotationMatrix2D((1440, 1920), 4, 0.92)
    turned = cv2.warpAffine(page, turn, (2880, 3840), borderValue=120)
    seen = cv2.resize(turned, None, fx=scale / 2, fy=scale / 2, interpolation=cv2.INTER_AREA)
    frame = np.full((1920, 1440), 120, np.uint8)
    frame[: len(seen), : seen.shape[1]] = seen
    return np.asarray(cv2.GaussianBlur(frame, (0, 0), 0.7), np.uint8), texts


def test_a_sheet_of_a_hundred_codes_is_read_in_tiles() -> None:
    page, texts = sheet(12, 9)
    zxing = Zxing()
    plain = {code.text for code in zxing.read(page)[0]}
    assert len(plain) < 80, "zxing-cpp has no limit any more: the tiles can go"
    found = Cascade(stages=(), locators=()).still(page, 5000)
    assert {code.text for code in found} >= texts - plain
    assert len(found) == len(texts), "a code in two tiles is one code"


def test_a_sheet_of_tiny_codes_is_read_enlarged() -> None:
    page, texts = sheet(10, 6, 0.35)
    plain = {code.text for code in Zxing().read(page)[0]}
    found = {code.text for code in Cascade(stages=(), locators=()).still(page, 5000)}
    assert found == texts
    assert len(plain) < 50


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1440, 1920), (640, 480), (200, 3000), (641, 641)])
def test_tiles_cover_the_picture(width: int, height: int) -> None:
    covered = np.zeros((height, width), bool)
    for x, y, w, h in Whole.tiles(Picture(np.zeros((height, width), np.uint8))):
        assert min(x, y) >= 0
        assert x + w <= width
        assert y + h <= height
        covered[y : y + h, x : x + w] = True
    assert covered.all()


def test_light_on_dark_is_read_and_stands_where_it_was() -> None:
    cells = 255 - cv2.resize(matrix("INVERTED 1"), None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST)
    frame = np.full((1080, 1920), 20, np.uint8)
    frame[300 : 300 + len(cells), 700 : 700 + len(cells)] = cells
    assert not Zxing().read(frame)[0]
    (code,) = Cascade(stages=(), locators=()).still(frame, 1000)
    assert (code.text, code.stage) == ("INVERTED 1", "inverted")
    (left, top), _, (right, bottom), _ = code.corners
    assert np.allclose((left, top), (732, 332), atol=6)
    assert np.allclose((right, bottom), (700 + len(cells) - 32, 300 + len(cells) - 32), atol=6)
