from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.scan.read import symbol_tables
from kiosk.scan.read.symbol_bits import COVERED, NARROW, WIDE, shade, sharpen

N = 45
LAYOUT = symbol_tables.layout(N)


@pytest.fixture
def dark() -> NDArray[np.bool_]:
    """A symbol of noise in the frame of version 7."""
    return np.where(LAYOUT.known, LAYOUT.dark, np.random.default_rng(4).random((N, N)) < 0.5)


def rough(levels: NDArray[np.floating], noise: float = 2) -> NDArray[np.float32]:
    return (levels + np.random.default_rng(5).normal(0, noise, levels.shape)).astype(np.float32)


def wrong(soft: NDArray[np.float32], dark: NDArray[np.bool_]) -> float:
    return float(((soft > 0) != dark)[~LAYOUT.known].mean())


ALL = np.ones((N, N), np.float32)


def test_a_plain_symbol(dark: NDArray[np.bool_]) -> None:
    seen = shade(rough(np.where(dark, 30, 220)), ALL, LAYOUT)
    assert seen is not None
    assert wrong(seen[1], dark) < 0.01
    assert wrong(sharpen(seen[0], ALL, LAYOUT.known, LAYOUT.dark, seen[1]), dark) == 0


def test_the_edge_of_a_shadow_is_no_edge_of_modules(dark: NDArray[np.bool_]) -> None:
    light = np.where(np.arange(N) + np.arange(N)[:, None] < N, 1.0, 0.15)
    seen = shade(rough(np.where(dark, 30, 220) * light, 1), ALL, LAYOUT)
    assert seen is not None
    assert wrong(sharpen(seen[0], ALL, LAYOUT.known, LAYOUT.dark, seen[1]), dark) < 0.03


@pytest.mark.parametrize("kernel", [(1, 9), (9, 1), (9, 9)])
@pytest.mark.parametrize("windows", [NARROW, WIDE])
def test_blur_is_undone(dark: NDArray[np.bool_], kernel: tuple[int, int], windows: tuple[int, ...]) -> None:
    """Nine fifths of a module wide: one module in thirty or more is on the wrong side of a threshold."""
    fine = np.pad(np.where(dark, 30.0, 220.0), 4, constant_values=220).repeat(5, 0).repeat(5, 1)
    spread = cv2.blur(cv2.blur(fine, kernel), (3, 3))
    levels = rough(cv2.resize(spread, None, fx=0.2, fy=0.2, interpolation=cv2.INTER_AREA)[4:-4, 4:-4])
    seen = shade(levels, ALL, LAYOUT)
    assert seen is not None
    before = wrong(seen[1], dark)
    after = wrong(sharpen(seen[0], ALL, LAYOUT.known, LAYOUT.dark, seen[1], windows), dark)
    assert before > 0.03
    assert after < 0.01


def test_knowing_more_modules_helps(dark: NDArray[np.bool_]) -> None:
    levels = rough(cv2.GaussianBlur(np.where(dark, 30.0, 220.0), (0, 0), 0.85), 4)
    seen = shade(levels, ALL, LAYOUT)
    assert seen is not None
    x, soft = seen
    alone = sharpen(x, ALL, LAYOUT.known, LAYOUT.dark, soft)
    told = LAYOUT.known | (np.random.default_rng(6).random((N, N)) < 0.5)
    helped = sharpen(x, ALL, told, dark, soft)
    assert ((helped > 0) != dark)[~told].mean() < 0.7 * ((alone > 0) != dark)[~told].mean()


def test_what_is_not_trusted_is_not_known(dark: NDArray[np.bool_]) -> None:
    trust = ALL.copy()
    trust[20:26, 20:26] = 0
    levels = rough(np.where(trust > 0, np.where(dark, 30, 220), 255))
    seen = shade(levels, trust, LAYOUT)
    assert seen is not None
    assert not seen[1][20:26, 20:26].any()
    soft = sharpen(seen[0], trust, LAYOUT.known, LAYOUT.dark, seen[1])
    assert np.abs(soft[21:25, 21:25]).max() < 0.5 < np.abs(soft[30:40, 12:20]).min()


def test_squares_that_are_all_alike_are_doubted(dark: NDArray[np.bool_]) -> None:
    patched = dark.copy()
    patched[12:18, 12:18] = True
    seen = shade(rough(np.where(patched, 30, 220)), ALL, LAYOUT)
    assert seen is not None
    soft = np.abs(sharpen(seen[0], ALL, LAYOUT.known, LAYOUT.dark, seen[1]))
    assert soft[12:18, 12:18].max() < 18.1 * COVERED
    assert np.median(soft) > 10 * COVERED
    known = LAYOUT.known.copy()
    known[12:18, 12:18] = True
    sure = np.abs(sharpen(seen[0], ALL, known, patched, seen[1]))
    assert np.median(sure[12:18, 12:18]) > 10 * COVERED


def test_without_function_patterns_there_is_no_symbol(dark: NDArray[np.bool_]) -> None:
    assert shade(rough(np.where(np.random.default_rng(8).random((N, N)) < 0.5, 30, 220)), ALL, LAYOUT) is None
    assert shade(rough(np.where(dark, 30, 220)), 0.05 * ALL, LAYOUT) is None


def test_light_on_dark_is_turned_round(dark: NDArray[np.bool_]) -> None:
    levels = rough(np.where(dark, 220, 30))
    seen = shade(levels, ALL, LAYOUT)
    assert seen is not None
    assert np.array_equal(seen[0], levels)
    assert wrong(seen[1], dark) < 0.01
