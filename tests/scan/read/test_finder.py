"""Codes sought by their finder patterns, in pictures whose geometry is known exactly."""

from __future__ import annotations

import subprocess
import sys

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.scan.read import finder, finder_scan
from kiosk.scan.read.finder import MOST_MARKS, MOST_PAIRS, MOST_REGIONS, MOST_WEAK, SWEEP, Finders, scan
from kiosk.scan.read.finder_marks import settle
from kiosk.scan.read.finder_scan import MOST_SEEDS, seeds, threshold
from kiosk.scan.read.finder_views import stretched
from kiosk.scan.read.picture import Kind, Picture, Region
from tests.scan.shots import Photo, photo

LONG = "HTTPS://ID.EXAMPLE/01/09521234567899/10/LOT26A/21/K7M2Q9T?S=K1" + "ABCDEFGH" * 12  # 45 modules


def sought(picture: Picture) -> list[Region]:
    finders = Finders()
    return [region for step in range(finders.steps(picture)) for region in finders.attempt(picture, step)]


def matching(regions: list[Region], shot: Photo, modules_off: float = 1.0) -> Region | None:
    """The region whose top corners and bottom left one are right, in the code's own order."""
    module = float(np.hypot(*(shot.corners[1] - shot.corners[0]))) / shot.modules
    for region in regions:
        off = np.linalg.norm(np.array(region.corners) - shot.corners, axis=1)[[0, 1, 3]]
        if off.max() < modules_off * module and region.modules == shot.modules:
            return region
    return None


@settings(max_examples=12, deadline=None)
@given(
    roll=st.floats(0, 6.28),
    tilt=st.floats(-0.8, 0.8),
    module_px=st.floats(4, 9),
    long=st.booleans(),
    seed=st.integers(0, 9),
)
def test_a_code_is_found_however_it_is_turned_and_tilted(
    roll: float, tilt: float, module_px: float, long: bool, seed: int
) -> None:
    module_px = min(module_px, 6.5 if long else 9)  # so that it stays in the frame
    shot = photo(LONG if long else "HELLO 952", module_px, roll=roll, tilt=tilt, seed=seed)
    region = matching(sought(shot.picture), shot)
    assert region is not None
    assert region.kind is Kind.FINDERS
    assert np.linalg.norm(np.array(region.finders) - shot.middles, axis=1).max() < 0.3 * module_px


@pytest.mark.parametrize("bend", [0.5, 0.8, 1.0])
def test_a_code_round_a_bottle_is_found_with_its_right_size(bend: float) -> None:
    shot = photo(LONG, 7, bend=bend, roll=0.2, tilt=0.1)
    # A plane through the three patterns is as far as the search goes: the fourth corner is the grid's to find.
    found = [r for r in sought(shot.picture) if r.modules == shot.modules]
    assert any(np.linalg.norm(np.array(r.finders) - shot.middles, axis=1).max() < 2 for r in found)


@pytest.mark.parametrize("corner", [0, 1, 2])
def test_two_patterns_and_the_timing_between_them_are_enough(corner: int) -> None:
    shot = photo(LONG, 6, roll=0.3)
    n = shot.modules
    row, column = ((3, 3), (3, n - 4), (n - 4, 3))[corner]
    covered = shot.grey.copy()
    x, y = (int(v) for v in shot.nodes[row, column])
    cv2.circle(covered, (x, y), 22, 70, -1)
    shot = shot.with_grey(covered)
    found = sought(shot.picture)
    # Which way round the code lies cannot always be told from two: it is one of the hypotheses.
    module = 6.0
    hypotheses = [(r.notes["frames"], r.modules) for r in found] + [h for r in found for h in r.notes["others"]]
    off = [np.linalg.norm(f.centre - shot.middles, axis=1).max() for f, size in hypotheses if size == n]
    assert off
    assert min(off) < 1.0 * module


def test_light_on_dark_is_found_last() -> None:
    shot = photo(LONG, 6)
    negative = shot.with_grey(255 - shot.grey)
    region = matching(sought(negative.picture), negative)
    assert region is not None
    assert region.notes["negative"]
    finders = Finders()
    dark_steps = [step for step in range(finders.steps(shot.picture)) if SWEEP[step // 2][0].__name__ != "negative"]
    assert not [r for step in dark_steps for r in finders.attempt(negative.picture, step)]


def test_a_hard_shadow_across_the_patterns_is_no_hindrance() -> None:
    shot = photo(LONG, 6, roll=0.4)
    shaded = shot.grey.astype(np.float32)
    xs = np.arange(shaded.shape[1])
    shaded[:, (xs // 70) % 2 == 0] *= 0.35
    shot = shot.with_grey(shaded.astype(np.uint8))
    assert matching(sought(shot.picture), shot) is not None


def test_a_photographed_sheet_of_codes_gives_them_all() -> None:
    codes = [photo(f"ITEM {i:04d}", 3.0, size=(110, 110), background=235, seed=i) for i in range(40)]
    sheet = np.vstack([np.hstack([codes[r * 8 + c].grey for c in range(8)]) for r in range(5)])
    found = sought(Picture(np.ascontiguousarray(sheet)))
    got = 0
    for i, code in enumerate(codes):
        at = code.corners + np.array([i % 8, i // 8]) * 110
        got += any(np.abs(np.array(r.corners) - at).max() < 3 for r in found)
    assert got >= 38


def test_the_same_region_is_handed_on_once() -> None:
    shot = photo(LONG, 6)
    found = sought(shot.picture)
    assert len(found) == 1


def test_a_step_can_be_taken_alone_as_a_sweep_that_was_cut_short_is() -> None:
    shot = photo(LONG, 6)
    assert matching(Finders().attempt(shot.picture, 1), shot) is not None


def test_what_was_scanned_in_one_frame_is_fitted_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = photo(LONG, 6), photo(LONG, 6, roll=0.02, seed=1)
    moved = np.linalg.norm(after.corners - before.corners, axis=1)
    assert 1 < moved.max() < 12, "pixels, as a hand would"
    finders = Finders()
    assert finders.attempt(before.picture, 0) == []
    with monkeypatch.context() as patch:
        patch.setattr(finder, "scan", lambda *_: pytest.fail("scanned again"))
        assert matching(finders.attempt(after.picture, 1), after) is not None
    scans: list[object] = []
    monkeypatch.setattr(finder, "scan", lambda *given: scans.append(given) or scan(*given))
    finders.attempt(after.picture, 3)
    finders.attempt(Picture(after.picture.grey[:-8].copy()), 3)
    assert len(scans) == 2, "another look, and a picture of another size"


def test_a_few_at_a_time_is_as_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    dark = threshold(photo(LONG, 4, roll=0.3, tilt=0.4).picture.grey, 25)
    few = seeds(dark, 2)
    for name in ("BAND", "FEW_HITS", "FEW_SEEDS"):
        monkeypatch.setattr(finder_scan, name, 10**9)
    many = seeds(dark, 2)
    assert len(few.centre) > 3
    assert np.array_equal(few.centre, many.centre)
    assert np.array_equal(few.shape, many.shape)


@pytest.mark.parametrize("what", ["noise", "checks", "flat", "tiny"])
def test_clutter_gives_nothing_and_no_endless_work(what: str) -> None:
    rng = np.random.default_rng(1)
    grey = {
        "noise": rng.integers(0, 255, (720, 960), dtype=np.uint8),
        "checks": np.kron((np.indices((72, 96)).sum(0) % 2 * 255).astype(np.uint8), np.ones((10, 10), np.uint8)),
        "flat": np.full((720, 960), 99, np.uint8),
        "tiny": rng.integers(0, 255, (9, 7), dtype=np.uint8),
    }[what]
    picture = Picture(np.ascontiguousarray(grey))
    some = seeds(threshold(grey, 31))
    assert len(some.centre) <= MOST_SEEDS
    finders = Finders()
    for step in range(finders.steps(picture)):
        regions = finders.attempt(picture, step)
        assert len(regions) <= MOST_REGIONS + MOST_PAIRS
        if what != "noise":
            assert not regions
    known = picture.made("finders", lambda: None)
    assert known is None or len(known.marks.score) <= MOST_MARKS + MOST_WEAK


@settings(max_examples=20, deadline=None)
@given(
    roll=st.floats(-0.6, 0.6),
    tilt=st.floats(-0.8, 0.8),
    module_px=st.floats(3, 14),
    dx=st.floats(-0.5, 0.5),
    dy=st.floats(-0.5, 0.5),
)
def test_a_pattern_is_settled_on_to_a_part_of_a_module(
    roll: float, tilt: float, module_px: float, dx: float, dy: float
) -> None:
    shot = photo("HELLO 952", module_px, roll=roll, tilt=tilt)
    middle = (shot.nodes[3, 3] + shot.nodes[4, 4]) / 2
    right, down = (shot.nodes[3, 4] - shot.nodes[3, 3]), (shot.nodes[4, 3] - shot.nodes[3, 3])
    near = middle + dx * right + dy * down
    marks = settle(shot.picture, near[None], np.stack([right, down], axis=1)[None])
    assert marks.score[0] > 0.8
    # So near a camera a tilted pattern is not affine any more.
    assert np.linalg.norm(marks.centre[0] - middle) < 0.2 * module_px
    assert np.linalg.norm(marks.axes[0] - np.stack([right, down], axis=1)) < 0.2 * module_px


def test_what_is_no_pattern_does_not_settle() -> None:
    rng = np.random.default_rng(3)
    picture = Picture(rng.integers(0, 255, (400, 400), dtype=np.uint8))
    centre = rng.uniform(60, 340, (80, 2))
    marks = settle(picture, centre, np.eye(2)[None] * np.full((80, 1, 1), 5.0), turned=False)
    assert marks.score.max() < 0.7


def test_even_light_is_even_on_both_sides_of_a_shadow() -> None:
    cells = (np.random.default_rng(0).random((40, 40)) < 0.5).astype(np.float32)
    grey = np.kron(60 + 150 * cells, np.ones((5, 5))).astype(np.float32)
    grey[:, 100:] *= 0.3
    out = stretched(grey.astype(np.uint8), 21)
    for part in (out[:, 20:80], out[:, 120:180]):
        assert np.percentile(part, 90) - np.percentile(part, 10) > 180


def test_importing_the_search_loads_no_picture_library() -> None:
    code = (
        "import sys, kiosk.scan.read.finder, kiosk.scan.read.grid_stage; "
        "print([name for name in ('cv2', 'numpy') if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
