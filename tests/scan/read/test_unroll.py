from __future__ import annotations

import math
import tracemalloc

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kiosk.scan.camera.label import matrix
from kiosk.scan.model import Corners
from kiosk.scan.read.unroll import Bend, Patch, convex, enlarge, rectify, scale_for, unroll, unslant
from kiosk.scan.read.zxing import Zxing

TEXT = "HTTPS://ID.EXAMPLE/01/09521234567899/21/K7M2Q9T4"
CELLS = matrix(TEXT)[4:-4, 4:-4]
MODULES = len(CELLS)
ZXING = Zxing()


def seen(corners: Corners, size: tuple[int, int] = (640, 480)) -> NDArray[np.uint8]:
    """A grey wall with the code between these corners."""
    fine = 12
    code = np.kron(np.pad(CELLS, 4, constant_values=255), np.ones((fine, fine), np.uint8))
    low, high = 4 * fine, (4 + MODULES) * fine
    flat = np.array(((low, low), (high, low), (high, high), (low, high)), np.float32) - 0.5
    there = cv2.getPerspectiveTransform(flat, np.array(corners, np.float32) * 2 - 0.5)
    wall = np.full((size[1] * 2, size[0] * 2), 110, np.uint8)
    code = cv2.GaussianBlur(code, (0, 0), 2.5)
    large = cv2.warpPerspective(code, there, wall.shape[::-1], dst=wall, borderMode=cv2.BORDER_TRANSPARENT)
    return cv2.resize(large, size, interpolation=cv2.INTER_AREA)


def square(x: float, y: float, side: float, degrees: float = 0.0) -> Corners:
    c, s = math.cos(math.radians(degrees)) * side / 2, math.sin(math.radians(degrees)) * side / 2
    a, b, d, e = ((x + u * c - v * s, y + u * s + v * c) for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1)))
    return a, b, d, e


def inner(patch: Patch) -> Corners:
    """Where the code's corners should be in its patch."""
    low, high = 5 * patch.px, (5 + MODULES) * patch.px
    return (low, low), (high, low), (high, high), (low, high)


def as_cells(patch: Patch) -> NDArray[np.bool_]:
    at = ((np.arange(MODULES) + 5.5) * patch.px).astype(int)
    return np.asarray(patch.image[np.ix_(at, at)] > 127)


offset = st.floats(-18, 18)


@settings(max_examples=30, deadline=None)
@given(
    side=st.floats(90, 330),
    degrees=st.floats(-180, 180),
    px=st.sampled_from((4.0, 6.0)),
    offsets=st.lists(offset, min_size=8, max_size=8),
)
def test_a_code_is_laid_flat_module_by_module(side: float, degrees: float, px: float, offsets: list[float]) -> None:
    moved = np.array(square(320, 240, side, degrees)) + np.array(offsets).reshape(4, 2) * side / 200
    a, b, c, d = ((float(x), float(y)) for x, y in moved)
    patch = rectify(seen((a, b, c, d)), (a, b, c, d), MODULES, px)
    assert patch.image.shape == (round((MODULES + 10) * px),) * 2
    assert patch.image.flags.c_contiguous
    assert np.mean(as_cells(patch) == (CELLS > 0)) > 0.985
    assert np.allclose(patch.corners(inner(patch)), moved, atol=0.01)


def test_a_code_near_the_edge_of_the_frame_has_its_margin_too() -> None:
    corners = square(60, 60, 110)
    patch = rectify(seen(corners), corners, MODULES)
    assert np.mean(as_cells(patch) == (CELLS > 0)) > 0.985


@pytest.mark.parametrize("side", [150, 460, 1150])
def test_large_codes_are_reduced_without_aliasing(side: float) -> None:
    corners = square(800, 800, side, 10)
    patch = rectify(seen(corners, (1600, 1600)), corners, MODULES, 4)
    found, _ = ZXING.read(patch.image)
    assert [code.text for code in found] == [TEXT]
    assert np.allclose(patch.corners(found[0].corners), corners, atol=side / MODULES)


def test_a_box_is_enlarged_upright_with_its_margin() -> None:
    corners = square(90, 70, 120)
    wall = seen(corners)
    patch = enlarge(wall, corners, MODULES, 6, 14)
    found, _ = ZXING.read(patch.image)
    assert [code.text for code in found] == [TEXT]
    assert np.allclose(patch.corners(found[0].corners), corners, atol=4)
    assert patch.image.shape == pytest.approx((6 * (MODULES + 28),) * 2, abs=6)
    with pytest.raises(ValueError, match="outside"):
        enlarge(wall, square(900, 70, 120), MODULES, 6, 2)


def test_corners_that_span_nothing_are_refused() -> None:
    folded: Corners = ((0, 0), (100, 100), (100, 0), (0, 100))
    line: Corners = ((0, 0), (100, 0), (200, 0), (300, 0))
    for corners in (folded, line, ((5.0, 5.0),) * 4):
        assert not convex(corners)
        with pytest.raises(ValueError, match="span no area"):
            rectify(np.zeros((100, 100), np.uint8), corners, 21)
    assert convex(square(50, 50, 40, 45))
    assert convex(square(50, 50, 40)[::-1])  # a mirrored code is one


def test_the_largest_version_keeps_within_bounds() -> None:
    assert scale_for(177) * (177 + 10) <= 561
    assert scale_for(45) == 6


BENDS = st.builds(
    Bend,
    along=st.sampled_from(("x", "y")),
    half_rad=st.floats(0.3, 1.1),
    off_rad=st.floats(-0.35, 0.35),
    bow=st.floats(-0.2, 0.2),
)


@settings(max_examples=40, deadline=None)
@given(BENDS)
def test_unrolling_leaves_the_corners_where_they_are(bend: Bend) -> None:
    corners = square(320, 240, 200, 12)
    patch = rectify(np.zeros((480, 640), np.uint8), corners, MODULES, 4)
    assert np.allclose(unroll(patch, bend).corners(inner(patch)), corners, atol=0.01)


def on_a_bottle(half_rad: float, turned: bool) -> tuple[NDArray[np.uint8], Corners]:
    """The code round a standing (or lying) cylinder, seen from far away: x = r sin(u / r)."""
    half = 140.0
    radius = half / half_rad
    reach = radius * math.sin(half_rad)
    ys, xs = np.mgrid[0:480, 0:640].astype(np.float32)
    angle = np.arcsin(np.clip((xs - 320) / radius, -0.98, 0.98))
    flat = seen(square(320, 240, 2 * half))
    image = cv2.remap(flat, (320 + radius * angle).astype(np.float32), ys, cv2.INTER_LINEAR)
    corners: Corners = (
        (320 - reach, 240 - half),
        (320 + reach, 240 - half),
        (320 + reach, 240 + half),
        (320 - reach, 240 + half),
    )
    if not turned:
        return image, corners
    a, b, c, d = ((479 - y, x) for x, y in corners)
    return np.ascontiguousarray(np.rot90(image, -1)), (a, b, c, d)


@pytest.mark.parametrize("along", ["x", "y"])
def test_a_code_round_a_bottle_is_unrolled(along: str) -> None:
    image, (a, b, c, d) = on_a_bottle(0.9, turned=along == "y")
    # Clockwise from what is the top left of the picture now.
    corners = (a, b, c, d) if along == "x" else (d, a, b, c)
    patch = rectify(image, corners, MODULES, 4)
    flat = unroll(patch, Bend(along, 0.9))
    grid = as_cells(flat) if along == "x" else np.rot90(as_cells(flat))
    bent = as_cells(patch) if along == "x" else np.rot90(as_cells(patch))
    assert np.mean(grid == (CELLS > 0)) > 0.97
    assert np.mean(bent == (CELLS > 0)) < 0.85
    found, _ = ZXING.read(flat.image)
    assert [code.text for code in found] == [TEXT]
    assert np.abs(np.array(sorted(flat.corners(found[0].corners))) - sorted(corners)).max() < 9


def slanted(ratio: float, degrees: float) -> tuple[NDArray[np.uint8], Corners]:
    around = np.array(square(0, 0, 240, 20))
    t = math.radians(degrees)
    axes = np.array(((math.cos(t), -math.sin(t)), (math.sin(t), math.cos(t))))
    a, b, c, d = (
        (float(x), float(y)) for x, y in around @ (axes @ np.diag((1, 1 / ratio)) @ axes.T).T + np.array((320, 240))
    )
    return seen((a, b, c, d)), (a, b, c, d)


@pytest.mark.parametrize("degrees", [30, 45, 130])
def test_a_slanted_code_is_stretched_to_nearly_a_square(degrees: float) -> None:
    image, corners = slanted(3.0, degrees)
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    box: Corners = (
        (min(xs), min(ys)),
        (max(xs), min(ys)),
        (max(xs), max(ys)),
        (min(xs), max(ys)),
    )
    upright = unslant(rectify(image, box, 40, 6, 2), 0.75)
    assert upright is not None
    found, _ = ZXING.read(upright.image)
    assert [code.text for code in found] == [TEXT]
    assert np.allclose(upright.corners(found[0].corners), corners, atol=5)


def test_what_is_seen_straight_on_has_no_slant() -> None:
    corners = square(320, 240, 220, 30)
    assert unslant(rectify(seen(corners), corners, MODULES, 4), 1.0) is None
    assert unslant(Patch(np.full((90, 90), 7, np.uint8), 4, lambda points: points), 1.0) is None


def test_however_many_bends_are_tried_little_of_them_is_kept() -> None:
    patch = Patch(np.full((250, 250), 90, np.uint8), 6.0, lambda points: points)
    tracemalloc.start()
    try:
        for step in range(60):
            unroll(patch, Bend("x", 0.5 + step / 100))  # tables of 375 KB
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 8 << 20
