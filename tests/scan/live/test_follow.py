from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.scan.camera.label import matrix
from kiosk.scan.live.follow import PATCH_PX, Follow, bounds
from kiosk.scan.model import Corners
from kiosk.scan.read.picture import Picture

WALL = cv2.resize(
    np.random.default_rng(7).integers(60, 200, (20, 32), np.uint8), (1280, 800), interpolation=cv2.INTER_NEAREST
)
CODE = matrix("HTTPS://ID.EXAMPLE/01/09521234567899")


def square(x: float, y: float, width: float) -> Corners:
    h = width / 2
    return (x - h, y - h), (x + h, y - h), (x + h, y + h), (x - h, y + h)


def held(x: float, y: float, width: float, noise: float = 6.0, seed: int = 0) -> Picture:
    n = len(CODE) - 8
    scale = width / n
    place = np.array([[scale, 0, x - width / 2 - 4 * scale], [0, scale, y - width / 2 - 4 * scale]], np.float32)
    image = cv2.warpAffine(CODE, place, (1280, 800), dst=WALL.copy(), borderMode=cv2.BORDER_TRANSPARENT)
    levels = cv2.GaussianBlur(image, (0, 0), 1.5).astype(np.float32)
    levels += np.random.default_rng(seed).normal(0, noise, levels.shape).astype(np.float32)
    return Picture(np.clip(levels, 0, 255).astype(np.uint8))


@settings(max_examples=15, deadline=None)
@given(
    st.floats(-45, 45), st.floats(-45, 45), st.sampled_from([60.0, 150.0, 360.0]), st.sampled_from([0.0, 6.0, 30.0])
)
def test_a_place_is_found_where_a_hand_has_moved_it(dx: float, dy: float, width: float, noise: float) -> None:
    follow = Follow.of(held(600, 400, width, noise), square(600, 400, width))
    assert follow is not None
    assert max(follow.patch.shape) <= PATCH_PX
    shift = follow.find(held(600 + dx, 400 + dy, width, noise, seed=1), (600, 400))
    assert shift is not None
    # A quarter of a pixel of the small picture, and what placing whole pixels costs.
    assert np.hypot(shift[0] - dx, shift[1] - dy) < 0.02 * width + 1


def test_what_is_gone_is_not_found() -> None:
    follow = Follow.of(held(300, 400, 150), square(300, 400, 150))
    assert follow is not None
    assert follow.find(held(1000, 400, 150, seed=1), (300, 400)) is None


def test_what_is_cut_off_by_the_frame_is_found_there() -> None:
    follow = Follow.of(held(30, 400, 150), square(30, 400, 150))
    assert follow is not None
    shift = follow.find(held(50, 400, 150, seed=1), (30, 400))
    assert shift == (pytest.approx(20, abs=4), pytest.approx(0, abs=4))


@pytest.mark.parametrize("corners", [square(-400, 400, 150), square(1270, 400, 4), square(600, 900, 60)])
def test_a_place_outside_or_too_small_cannot_be_followed(corners: Corners) -> None:
    assert Follow.of(held(600, 400, 150), corners) is None


def test_a_frame_too_small_for_the_place_is_no_error() -> None:
    follow = Follow.of(held(600, 400, 360), square(600, 400, 360))
    assert follow is not None
    assert follow.find(Picture(np.zeros((64, 64), np.uint8)), (600, 400)) is None
    assert follow.find(Picture(np.zeros((800, 1280), np.uint8)), (600, 400)) is None


def test_bounds_hold_the_corners_and_a_margin() -> None:
    assert bounds(((10, 20), (110, 30), (100, 130), (0, 120)), 0.1) == (-11, 9, 121, 141)
