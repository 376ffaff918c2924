from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from kiosk.scan.camera.label import INK, QUIET_ZONE, label, letters, matrix, over, serial
from kiosk.scan.decode import Decoder
from kiosk.scan.model import Frame


def test_a_towns_sticker_is_version_7_with_its_quiet_zone(town_text: Callable[[int], str]) -> None:
    cells = matrix(town_text(0))
    assert cells.shape == (45 + 2 * QUIET_ZONE,) * 2
    border = np.ones(cells.shape, bool)
    border[QUIET_ZONE:-QUIET_ZONE, QUIET_ZONE:-QUIET_ZONE] = False
    assert (cells[border] == 255).all()


@pytest.mark.parametrize(
    "text",
    [
        "HTTPS://ID.EXAMPLE/01/09521234567899/21/K7M2?S=K1" + 103 * "Q",
        "HELLO",
        "weixin://wxpay/bizpayurl?pr=x",
        "面膜面 952",
    ],
)
def test_a_label_says_its_text(text: str) -> None:
    paper, module_px = label(text)
    assert module_px > 5
    image = np.full((500, 500, 3), 120, np.uint8)
    image[40 : 40 + paper.shape[0], 40 : 40 + paper.shape[1]] = paper[..., :3]
    (reading,) = Decoder().decode(Frame(cv2.resize(image, None, fx=2, fy=2), 0, 0)).readings
    assert reading.text == text


def test_the_serial_is_printed_for_when_the_code_is_scratched(town_text: Callable[[int], str]) -> None:
    assert serial(town_text(4)) == "K7M2Q9T4"
    assert serial("HTTPS://ID.EXAMPLE/01/09521234567899/21/A%2F") == "A%2F"
    assert serial("HELLO") == ""
    with_serial, without = label(town_text(4))[0], label("HELLO")[0]
    strip = slice(274, 300)
    assert not np.array_equal(with_serial[strip], without[strip])


def test_letters_keep_to_their_width_and_colour() -> None:
    short, long = letters("Kumo", 40, INK, 300), letters("Southern Cross Breakfast Tea", 40, INK, 300)
    assert short.shape[1] < 300
    assert 298 <= long.shape[1] <= 300
    assert long.shape[0] < short.shape[0]
    solid = short[short[..., 3] == 255]
    assert len(solid) > 100
    assert (solid[:, :3] == INK).all()


def test_characters_without_a_letter_leave_nothing() -> None:
    assert letters("面膜", 40, INK, 300).shape == (1, 1, 4)
    assert letters("", 40, INK, 300).max() == 0


def test_over_cuts_what_sticks_out() -> None:
    below = np.zeros((4, 4, 4), np.uint8)
    over(below, np.full((3, 3, 4), 255, np.uint8), -2, 2)
    assert (below[..., 3] == 255).sum() == 2
    over(below, np.full((3, 3, 4), 255, np.uint8), 9, 9)
    assert (below[..., 3] == 255).sum() == 2
