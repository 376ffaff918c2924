"""Guidance: each cause made on purpose and measured, and what is said about it over time."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kiosk.scan.camera.label import QUIET_ZONE, matrix
from kiosk.scan.guide import GAP_NS, HOLD_NS, QUIET_NS, STAY_NS, Gauge, Guide
from kiosk.scan.model import Corners, Hint
from kiosk.scan.read.picture import Kind, Picture, Region

S = 1_000_000_000
FRAME = S // 30
Grey = NDArray[np.uint8]


@pytest.fixture(scope="module")
def cells(town_text: Callable[[int], str]) -> Grey:
    return matrix(town_text(0))


def code(cells: Grey, module_px: float, at: tuple[float, float] = (960, 540)) -> tuple[Grey, Region]:
    """A 1080p frame with the sticker's code around `at`, on a grey wall with a soft pattern."""
    modules = cells.shape[0] - 2 * QUIET_ZONE
    size = modules * module_px
    wall = cv2.GaussianBlur(np.random.default_rng(5).integers(70, 150, (1080, 1920), np.uint8), (0, 0), 9)
    x, y = at[0] - size / 2, at[1] - size / 2
    whole = cv2.resize(cells, None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST)
    scale, margin = module_px / 8, QUIET_ZONE * module_px
    place = np.array([[scale, 0, x - margin], [0, scale, y - margin]], np.float64)
    soft = cv2.GaussianBlur(whole, (0, 0), max(0.1, 0.35 / scale))
    frame = cv2.warpAffine(soft, place, (1920, 1080), dst=wall, borderMode=cv2.BORDER_TRANSPARENT)
    corners = ((x, y), (x + size, y), (x + size, y + size), (x, y + size))
    return np.asarray(frame, np.uint8), Region(corners, Kind.NEAR, modules)


def noisy(frame: NDArray[np.floating] | Grey, sigma: float = 3) -> Grey:
    grain = np.random.default_rng(6).normal(0, sigma, frame.shape)
    return np.clip(frame + grain, 0, 255).astype(np.uint8)


def measured(frame: Grey, region: Region) -> Hint | None:
    return Gauge().measure(Picture(frame), (), [region], 0)


def test_a_good_code_needs_no_help(cells: Grey) -> None:
    frame, region = code(cells, 6)
    assert measured(noisy(frame), region) is None


@pytest.mark.parametrize("module_px", [1.2, 1.8, 2.3])
def test_small_modules_ask_for_closer(cells: Grey, module_px: float) -> None:
    frame, region = code(cells, module_px)
    assert measured(noisy(frame), region) is Hint.CLOSER


def test_small_modules_are_seen_where_nothing_says_how_many_there_are(cells: Grey) -> None:
    frame, region = code(cells, 1.5)
    region.modules = None
    assert measured(noisy(frame), region) is Hint.CLOSER


def test_one_that_leaves_the_picture_asks_for_further(cells: Grey) -> None:
    frame, region = code(cells, 10, (960, 960))
    assert measured(frame, region) is Hint.FURTHER


def test_one_that_fills_the_picture_asks_for_further(cells: Grey) -> None:
    frame, region = code(cells, 22)
    assert measured(frame, region) is Hint.FURTHER


def test_a_small_one_at_the_edge_is_not_too_near(cells: Grey) -> None:
    frame, region = code(cells, 3.2, (960, 1040))
    assert measured(noisy(frame), region) is not Hint.FURTHER


@pytest.mark.parametrize("light", [0.06, 0.12, 0.22])
def test_little_light_is_too_dark(cells: Grey, light: float) -> None:
    frame, region = code(cells, 5)
    assert measured(noisy(frame * light, 5), region) is Hint.DARK


def test_a_dark_picture_is_told_even_when_nothing_was_found_in_it(cells: Grey) -> None:
    frame, _ = code(cells, 5)
    assert Gauge().measure(Picture(noisy(frame * 0.04, 4)), (), [], 0) is Hint.DARK
    assert Gauge().measure(Picture(noisy(frame * 0.6, 4)), (), [], 0) is None


def glared(frame: Grey, at: tuple[float, float], radius: float) -> Grey:
    ys, xs = np.mgrid[:1080, :1920]
    spot = np.clip(1.5 - np.hypot(xs - at[0], 1.4 * (ys - at[1])) / radius, 0, 1)
    return np.clip(frame + 270 * spot, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("radius", [70, 110])
def test_a_lamp_mirrored_on_the_sticker_is_glare(cells: Grey, radius: float) -> None:
    frame, region = code(cells, 6)
    assert measured(glared(frame, (1000, 510), radius), region) is Hint.GLARE


def test_bright_paper_without_a_mirrored_lamp_is_no_glare(cells: Grey) -> None:
    frame, region = code(cells, 6)
    assert measured(np.clip(frame * 1.3 + 30.0, 0, 255).astype(np.uint8), region) is None


@pytest.mark.parametrize("angle", [0, 30, 90, 140])
def test_a_smear_in_any_direction_asks_to_hold_still(cells: Grey, angle: float) -> None:
    frame, region = code(cells, 5)
    kernel = np.zeros((15, 15), np.float32)
    kernel[7] = 1
    kernel = cv2.warpAffine(kernel, cv2.getRotationMatrix2D((7, 7), angle, 1), (15, 15))
    assert measured(noisy(cv2.filter2D(frame, -1, kernel / kernel.sum())), region) is Hint.STILL


@pytest.mark.parametrize(
    ("module_px", "disc", "hint"), [(5, 11, Hint.STILL), (5, 19, Hint.STILL), (12, 31, Hint.FURTHER)]
)
def test_out_of_focus_asks_for_stillness_or_when_large_for_distance(
    cells: Grey, module_px: float, disc: int, hint: Hint
) -> None:
    frame, region = code(cells, module_px)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (disc, disc)).astype(np.float32)
    assert measured(noisy(cv2.filter2D(frame, -1, kernel / kernel.sum())), region) is hint


def test_one_that_races_across_the_picture_is_asked_to_hold_still(cells: Grey) -> None:
    gauge = Gauge()
    said = []
    for i in range(3):
        frame, region = code(cells, 6, (700 + 40 * i, 540))  # 1200 pixels a second
        said.append(gauge.measure(Picture(noisy(frame)), (), [region], i * FRAME))
    assert said == [None, Hint.STILL, Hint.STILL]
    frame, region = code(cells, 6, (820, 540))
    assert gauge.measure(Picture(noisy(frame)), (), [region], 10 * S) is None  # that was long ago


def test_several_that_were_read_are_many_and_one_is_fine(cells: Grey) -> None:
    frame, region = code(cells, 5)
    one: Corners = region.corners
    assert Gauge().measure(Picture(frame), [one], [], 0) is None
    assert Gauge().measure(Picture(frame), [one, one], [], 0) is Hint.MANY


def texture(corners: Corners) -> Region:
    return Region(corners, Kind.TEXTURE)


def test_a_texture_counts_only_when_it_looks_like_a_code(cells: Grey) -> None:
    frame, region = code(cells, 1.3)
    assert measured(noisy(frame), texture(region.corners)) is Hint.CLOSER
    lines = np.full((1080, 1920), 220, np.uint8)
    lines[:, ::5] = 30  # a barcode, a shutter: edges in one direction only
    assert measured(lines, texture(region.corners)) is None
    plain = np.full((1080, 1920), 128, np.uint8)
    assert measured(noisy(plain), texture(region.corners)) is None


def test_the_largest_that_is_known_to_be_a_code_speaks(cells: Grey) -> None:
    frame, near = code(cells, 1.5)
    box: Corners = ((100, 100), (500, 100), (500, 500), (100, 500))
    assert Gauge().measure(Picture(noisy(frame)), (), [texture(box), near], 0) is Hint.CLOSER


@pytest.mark.parametrize(
    "box", [((-400, -300), (-200, -300), (-200, -100), (-400, -100)), ((5, 5), (5, 5), (5, 5), (5, 5))]
)
def test_corners_that_are_no_place_in_the_picture_are_survived(cells: Grey, box: Corners) -> None:
    frame, _ = code(cells, 5)
    measured(frame, Region(box, Kind.NEAR, 45))


# --- what is said ------------------------------------------------------------------------------------------------


def told(guide: Guide, hint: Hint | None, seconds: float, start_ns: int, read: bool = False) -> list[Hint | None]:
    return [guide.see(hint, start_ns + i * FRAME, read=read) for i in range(round(seconds * 30))]


def test_a_hint_is_said_once_it_has_held_and_not_before() -> None:
    said = told(Guide(), Hint.CLOSER, 0.5, 0)
    first = said.index(Hint.CLOSER)
    assert HOLD_NS / FRAME <= first <= HOLD_NS / FRAME + 1
    assert set(said[first:]) == {Hint.CLOSER}


def test_a_passing_one_is_never_said() -> None:
    guide = Guide()
    said = told(guide, Hint.GLARE, 0.2, 0) + told(guide, None, 2, S // 5)
    assert set(said) == {None}


def test_one_that_is_measured_every_other_frame_is_said_and_stays() -> None:
    guide = Guide()
    said = [guide.see(Hint.CLOSER if i % 2 else Hint.STILL, i * FRAME) for i in range(90)]
    assert len(set(said[12:])) == 1
    assert said[12] is not None


def test_it_stays_long_enough_to_be_read_and_then_goes() -> None:
    guide = Guide()
    told(guide, Hint.DARK, 0.3, 0)
    said = told(guide, None, 2, 3 * S // 10)
    gone = said.index(None)
    assert STAY_NS - S // 10 <= gone * FRAME <= STAY_NS
    assert set(said[gone:]) == {None}


def test_a_code_that_was_read_ends_it_at_once() -> None:
    guide = Guide()
    assert told(guide, Hint.DARK, 0.4, 0)[-1] is Hint.DARK
    assert guide.see(None, S // 2, read=True) is None


def test_several_that_were_read_are_said_as_such() -> None:
    assert told(Guide(), Hint.MANY, 0.5, 0, read=True)[-1] is Hint.MANY


def test_of_two_that_are_ripe_together_the_graver_is_said() -> None:
    guide = Guide()
    told(guide, Hint.DARK, 0.4, 0)
    for i in range(40):
        guide.see(Hint.CLOSER if i % 2 else Hint.GLARE, 2 * S // 5 + i * FRAME)
    assert guide.see(Hint.CLOSER, 2 * S // 5 + 40 * FRAME) is Hint.GLARE


def test_forgetting_says_nothing() -> None:
    guide = Guide()
    told(guide, Hint.DARK, 0.4, 0)
    guide.forget()
    assert guide.see(None, S) is None


script = st.lists(
    st.tuples(st.sampled_from([None, *Hint]), st.integers(1, 40), st.integers(1_000_000, 200_000_000)), max_size=40
)


@given(script)
def test_no_script_of_hints_makes_it_change_more_than_once_a_second(
    steps: list[tuple[Hint | None, int, int]],
) -> None:
    guide = Guide()
    now, said, changed = 0, None, -10 * S
    measured_at: dict[Hint, int] = {}
    for hint, frames, each in steps:
        for _ in range(frames):
            now += each
            if hint is not None:
                measured_at[hint] = now
            says = guide.see(hint, now)
            if says is not said:
                assert now - changed >= min(QUIET_NS, STAY_NS) >= S
                assert says is None or now - measured_at[says] <= GAP_NS  # nothing is said that is not so
                said, changed = says, now


@given(st.lists(st.tuples(st.sampled_from([None, *Hint]), st.booleans(), st.integers(1, 300_000_000)), max_size=80))
def test_after_a_reading_nothing_is_said_for_a_second(steps: list[tuple[Hint | None, bool, int]]) -> None:
    guide = Guide()
    now, before, cleared = 0, None, -10 * S
    for hint, read, later in steps:
        now += later
        says = guide.see(hint, now, read=read)
        if read and hint is not Hint.MANY:
            assert says is None
            cleared = now if before is not None else cleared
        elif says is not None:
            assert now - cleared >= QUIET_NS
        before = says
