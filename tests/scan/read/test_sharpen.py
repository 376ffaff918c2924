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
from kiosk.scan.read.sharpen import Disc, Spectrum, Streak, drift, softness
from kiosk.scan.read.zxing import Zxing

TEXT = "HTTPS://ID.EXAMPLE/01/09521234567899/21/K7M2Q9T4"
PX = 4
ZXING = Zxing()


def code() -> NDArray[np.uint8]:
    cells = np.pad(matrix(TEXT), 2, constant_values=255)
    return cv2.GaussianBlur(np.kron(40 + cells // 255 * 160, np.ones((PX, PX), np.uint8)), (0, 0), 0.8)


def blurred(kernel: NDArray[np.float32], noise: float = 1.5) -> NDArray[np.uint8]:
    picture = cv2.filter2D(code().astype(np.float32), -1, kernel / kernel.sum())
    picture += np.random.default_rng(5).normal(0, noise, picture.shape)
    return np.clip(np.round(picture), 0, 255).astype(np.uint8)


def disc(radius: float) -> NDArray[np.float32]:
    """Drawn sixteen times as fine as the filter's own, and averaged."""
    size, fine = 2 * math.ceil(radius) + 3, 16
    large = np.zeros((size * fine,) * 2, np.uint8)
    cv2.circle(large, (large.shape[0] // 2,) * 2, round(radius * fine), 255, -1)
    return cv2.resize(large, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32)


def streak(length: float, angle: float) -> NDArray[np.float32]:
    size, fine = 2 * math.ceil(length / 2) + 3, 16
    large = np.zeros((size * fine,) * 2, np.uint8)
    middle = np.array((large.shape[0] / 2,) * 2)
    along = np.array((math.cos(angle), math.sin(angle))) * length / 2 * fine
    ends = (tuple(int(v) for v in middle - along), tuple(int(v) for v in middle + along))
    cv2.line(large, ends[0], ends[1], 255, fine)
    return cv2.resize(large, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32)


def texts(picture: NDArray[np.uint8]) -> list[str]:
    return [found.text for found in ZXING.read(picture)[0]]


@pytest.mark.parametrize("modules", [0.9, 1.05])
def test_a_code_out_of_focus_is_read_without_its_disc(modules: float) -> None:
    picture = blurred(disc(modules * PX))
    assert texts(picture) == []
    assert texts(Spectrum(picture).without(Disc(modules * PX))) == [TEXT]


@pytest.mark.parametrize("degrees", [0, 25, 90, 140])
def test_a_code_in_motion_is_read_without_its_streak(degrees: float) -> None:
    picture = blurred(streak(1.9 * PX, math.radians(degrees)))
    assert texts(picture) == []
    angle, _ = drift(picture)
    assert texts(Spectrum(picture).without(Streak(2.1 * PX, angle), 0.03)) == [TEXT]


@settings(max_examples=40, deadline=None)
@given(degrees=st.floats(0, 180), modules=st.floats(1.5, 3))
def test_the_direction_of_a_movement_is_seen(degrees: float, modules: float) -> None:
    angle, smeared = drift(blurred(streak(modules * PX, math.radians(degrees))))
    off = (math.degrees(angle) - degrees) % 180
    assert min(off, 180 - off) < 14
    assert smeared > 1.4


def test_a_still_code_shows_no_direction() -> None:
    assert drift(code())[1] < 1.15
    assert drift(blurred(disc(4)))[1] < 1.25
    assert drift(np.full((60, 60), 9, np.uint8)) == (0.0, 1.0)


def test_softness_grows_with_the_disc() -> None:
    widths = [softness(blurred(disc(radius), noise=0)) for radius in (0.6, 2, 3, 4, 5)]
    assert widths == sorted(widths)
    assert widths[-1] > 1.4 * widths[0]
    assert softness(np.full((60, 60), 9, np.uint8)) == 0


@settings(max_examples=25, deadline=None)
@given(
    height=st.integers(20, 130),
    width=st.integers(20, 130),
    blur=st.one_of(st.builds(Disc, st.floats(0, 9)), st.builds(Streak, st.floats(0.5, 15), st.floats(-4, 4))),
    seed=st.integers(0, 99),
)
def test_any_patch_comes_back_in_its_size(height: int, width: int, blur: Disc | Streak, seed: int) -> None:
    patch = np.random.default_rng(seed).integers(0, 256, (height, width), np.uint8)
    sharp = Spectrum(patch).without(blur)
    assert sharp.shape == patch.shape
    assert sharp.dtype == np.uint8
    assert sharp.flags.c_contiguous


def test_no_blur_changes_next_to_nothing() -> None:
    picture = code()
    same = Spectrum(picture).without(Disc(0), 1e-6)
    assert int(np.abs(same.astype(int) - picture).max()) <= 2


def test_however_many_blurs_are_tried_little_of_them_is_kept() -> None:
    spectrum = Spectrum(np.full((340, 340), 90, np.uint8))  # filters of 300 KB
    tracemalloc.start()
    try:
        for step in range(120):
            spectrum.without(Disc(1 + step / 4))
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 12 << 20
