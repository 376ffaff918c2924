from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.scan.camera.label import matrix
from kiosk.scan.live.replay import read_still, replay
from kiosk.scan.model import Frame, Reading, Sight
from kiosk.scan.read.cascade import Cascade


def photograph(text: str, width: int, height: int, module: int) -> NDArray[np.uint8]:
    image = np.full((height, width, 3), 140, np.uint8)
    code = cv2.resize(matrix(text), None, fx=module, fy=module, interpolation=cv2.INTER_NEAREST)
    y, x = height // 4, width // 2
    image[y : y + len(code), x : x + len(code)] = code[..., None]
    return image


def blank(number: int) -> NDArray[np.uint8]:
    return np.full((32, 32, 3), number, np.uint8)


def test_a_large_photograph_is_read_and_its_corners_are_its_own() -> None:
    image = photograph("LARGE 1", 4000, 3000, 20)
    (read,), ms = read_still(Cascade(), image, 500)
    left, top = 2000 + 80, 750 + 80
    side = 20 * (len(matrix("LARGE 1")) - 8)
    expected = ((left, top), (left + side, top), (left + side, top + side), (left, top + side))
    assert read.text == "LARGE 1"
    assert np.abs(np.array(read.corners) - expected).max() < 15
    assert 0 < ms < 5000


def test_a_small_code_in_a_large_photograph_is_read_at_full_size() -> None:
    image = photograph("TINY IN LARGE", 5700, 3200, 3)  # one pixel a module at the camera's size
    reads, _ = read_still(Cascade(stages=(), locators=()), image, 2000)
    assert [read.text for read in reads] == ["TINY IN LARGE"]


def test_frames_that_come_while_the_decoder_is_busy_are_never_seen() -> None:
    now = [0.0]

    def slow(frame: Frame) -> Sight:
        now[0] += 0.025
        return Sight()

    outcome = replay(slow, blank, 12, fps=100, clock=lambda: now[0])
    assert outcome.numbers == (0, 2, 5, 7, 10, 11), "at 0, 25, 50, 75, 100 and 125 ms; the last has no newer one"
    assert np.allclose(outcome.costs_ms, 25)


def test_the_first_read_is_told_by_the_cameras_clock() -> None:
    def decode(frame: Frame) -> Sight:
        assert frame.captured_ns == frame.sequence * 100_000_000
        corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
        texts = ["A"] * (frame.sequence >= 3) + ["B"] * (frame.sequence >= 5)
        return Sight(tuple(Reading(text, corners, (32, 32), frame.sequence, 0, 0) for text in texts))

    outcome = replay(decode, blank, 8, fps=10)
    assert [(read.text, read.frame) for read in outcome.reads] == [("A", 3), ("B", 5)]
    assert 300 <= outcome.reads[0].ms < 400
    with pytest.raises(ValueError, match="frames a second"):
        replay(decode, blank, 8, fps=0)
