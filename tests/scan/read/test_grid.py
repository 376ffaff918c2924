"""Grids fitted to codes whose every module's place is known, and codes read that zxing-cpp alone does not read."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.scan.model import Corners
from kiosk.scan.read.finder import Finders
from kiosk.scan.read.grid import Grid, agreement, evened, fit, trust_of
from kiosk.scan.read.grid_phase import alignments, measured, straightened
from kiosk.scan.read.grid_stage import WORTH, GridStage
from kiosk.scan.read.grid_surface import Surface, fitted, plane, through
from kiosk.scan.read.picture import Found, Kind, Picture, Region
from kiosk.scan.read.zxing import Zxing
from tests.scan.shots import Photo, photo

LONG = "HTTPS://ID.EXAMPLE/01/09521234567899/10/LOT26A/21/K7M2Q9T?S=K1" + "ABCDEFGH" * 12  # 45 modules
LONGEST = "THE QUICK BROWN FOX " * 40  # 89 modules


def first_grid(shot: Photo) -> Grid:
    """The best grid of the first place that the finder search hands on."""
    picture, finders = shot.picture, Finders()
    for step in range(finders.steps(picture)):
        for region in finders.attempt(picture, step):
            return fit(picture, region)[0]
    raise AssertionError("nothing was located")


def off_modules(grid: Grid, shot: Photo) -> float:
    """How far off the worst module corner is, in modules."""
    n = shot.modules
    assert grid.modules == n
    uv = np.stack(np.meshgrid(np.arange(n + 1.0), np.arange(n + 1.0)), axis=-1).reshape(-1, 2)
    sizes = np.linalg.norm(np.diff(shot.nodes, axis=1), axis=2)
    off = np.linalg.norm(grid.map(uv) - shot.nodes.reshape(-1, 2), axis=1)
    return float(off.max() / sizes.mean())


def read(shot: Photo, region: Region) -> Found | None:
    stage, picture, step = GridStage(), shot.picture, 0
    while step < stage.steps(picture, region):
        found = stage.attempt(picture, region, step)
        if found is not None:
            return found
        step += 1
    return None


def searched(shot: Photo) -> Found | None:
    picture, finders = shot.picture, Finders()
    for step in range(finders.steps(picture)):
        for region in finders.attempt(picture, step):
            found = read(shot, region)
            if found is not None:
                return found
    return None


def zxing_reads(shot: Photo) -> bool:
    return bool(Zxing().read(shot.grey)[0])


def corners_of(points: np.ndarray) -> Corners:
    a, b, c, d = ((float(x), float(y)) for x, y in points)
    return (a, b, c, d)


# --- where the modules are --------------------------------------------------------------------------------------


@settings(max_examples=10, deadline=None)
@given(roll=st.floats(0, 6.28), tilt=st.floats(-0.8, 0.8), module_px=st.floats(3.5, 6.5))
def test_on_a_plane_every_module_is_where_it_is(roll: float, tilt: float, module_px: float) -> None:
    shot = photo(LONG, module_px, roll=roll, tilt=tilt)
    grid = first_grid(shot)
    assert off_modules(grid, shot) < 0.5
    assert np.linalg.norm(np.array(grid.corners) - shot.corners, axis=1).max() < 0.5 * module_px
    assert ((grid.levels(shot.picture) < 120) == shot.dark).mean() > 0.97


@pytest.mark.parametrize("bend", [0.4, 0.7, 0.9])
def test_round_a_bottle_every_module_is_where_it_is_and_has_its_colour(bend: float) -> None:
    shot = photo(LONG, 7, bend=bend, roll=0.15)
    grid = first_grid(shot)
    assert off_modules(grid, shot) < 0.5
    levels = grid.levels(shot.picture)
    darker = levels < cv2.blur(levels, (7, 7), borderType=cv2.BORDER_REFLECT)
    assert (darker == shot.dark).mean() > 0.99


def test_a_large_version_is_followed_to_its_far_corner() -> None:
    shot = photo(LONGEST, 4, size=(620, 620), roll=0.1, tilt=0.3)
    assert shot.modules == 89
    assert off_modules(first_grid(shot), shot) < 0.4


def test_the_right_size_agrees_and_its_neighbours_do_not() -> None:
    shot = photo(LONG, 6)
    picture = shot.picture
    (region,) = [r for step in range(2) for r in Finders().attempt(picture, step)]
    right = fit(picture, region)[0]
    assert right.score > 0.9
    for wrong in (shot.modules - 4, shot.modules + 4):
        region.modules = wrong
        scores = {grid.modules: grid.score for grid in fit(picture, region)}
        assert scores[wrong] < 0.8
        assert max(scores, key=lambda size: scores[size]) == shot.modules


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_noise_does_not_agree(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = 17 + 4 * int(rng.integers(2, 12))
    assert agreement(rng.uniform(0, 255, (n, n)).astype(np.float32)) < WORTH


# --- the parts ---------------------------------------------------------------------------------------------------


@given(st.lists(st.floats(-0.2, 0.2), min_size=8, max_size=8))
def test_a_plane_is_fitted_exactly(wobble: list[float]) -> None:
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], float)
    there = (square + np.array(wobble).reshape(4, 2)) * 300
    h = plane(square, there, calm=0)
    assert np.abs(through(h, square) - there).max() < 1e-3


def test_a_bend_of_the_fourth_degree_follows_a_cylinder() -> None:
    shot = photo(LONG, 7, bend=1.0)
    n = shot.modules
    uv = np.stack(np.meshgrid(np.arange(n + 1.0), np.arange(n + 1.0)), axis=-1).reshape(-1, 2)
    px = shot.nodes.reshape(-1, 2)
    surface = fitted(n, uv, px, np.ones(len(uv)), 4, stiff=1e-5)
    assert np.linalg.norm(surface.map(uv) - px, axis=1).max() < 0.12 * 7


@pytest.mark.parametrize(("x", "y"), [(0.3, 0.0), (0.0, -0.25), (-0.2, 0.35)])
def test_phases_say_how_far_off_a_surface_is(x: float, y: float) -> None:
    shot = photo(LONG, 6)
    n = shot.modules
    corners = np.array([[0, 0], [n, 0], [n, n], [0, n]], float)
    surface = Surface(n, plane(corners + np.array([x, y]), shot.corners, calm=0))  # too far left and up by as much
    off, sure = measured(straightened(shot.picture, surface), n)
    assert np.abs(off[3:-3, 3:-3] - np.array([x, y])).max() < 0.12
    assert sure.mean() > 0.3


def test_alignment_patterns_say_by_how_many_modules_a_surface_slipped() -> None:
    shot = photo(LONG, 6)
    n = shot.modules
    corners = np.array([[0, 0], [n, 0], [n, n], [0, n]], float)
    surface = Surface(n, plane(corners + np.array([1.0, -1.5]), shot.corners, calm=0))
    seen = alignments(straightened(shot.picture, surface), n)
    assert len(seen) == 6  # version 7, annex E
    assert {(x, y) for _, _, x, y in seen} == {(1.0, -1.5)}


def test_what_glare_swallowed_is_not_trusted() -> None:
    shot = photo(LONG, 6)
    levels = first_grid(shot).levels(shot.picture).copy()
    levels[20:32, 20:32] = 255
    trust = trust_of(levels)
    assert trust[22:30, 22:30].max() < 0.2
    assert np.median(trust) > 0.8


def test_a_shadow_is_a_shift_once_light_is_evened() -> None:
    levels = np.where(np.random.default_rng(0).random((45, 45)) < 0.5, 40, 220).astype(np.float32)
    shaded = levels.copy()
    shaded[:, 20:] *= 0.3
    step = evened(levels)[:, :20][levels[:, :20] > 99].mean() - evened(levels)[:, :20][levels[:, :20] < 99].mean()
    in_shade = evened(shaded)[:, 20:]
    light = levels[:, 20:] > 99
    assert in_shade[light].mean() - in_shade[~light].mean() > 0.5 * step


# --- the stage ---------------------------------------------------------------------------------------------------


def test_a_code_round_a_bottle_is_read() -> None:
    shot = photo(LONG, 6, bend=1.0, roll=0.2, tilt=0.2)
    assert not zxing_reads(shot)
    found = searched(shot)
    assert found is not None
    assert (found.text, found.stage) == (LONG, "grid")
    assert np.linalg.norm(np.array(found.corners) - shot.corners, axis=1).max() < 6


def test_a_code_with_a_pattern_covered_and_a_scratch_is_read() -> None:
    shot = photo(LONG, 6, roll=0.3)
    grey = shot.grey.copy()
    x, y = (int(v) for v in shot.middles[1])
    cv2.circle(grey, (x, y), 20, 240, -1)
    shot = shot.with_grey(grey)
    assert not zxing_reads(shot)
    found = searched(shot)
    assert found is not None
    assert found.text == LONG


def test_a_code_under_glare_is_read() -> None:
    shot = photo(LONG, 6, roll=0.1)
    ys, xs = np.mgrid[0 : shot.grey.shape[0], 0 : shot.grey.shape[1]]
    shine = 400 * np.exp(-((xs - 330) ** 2 + (ys - 250) ** 2) / (2 * 26.0**2)) + 120 * np.exp(
        -((xs - 200) ** 2) / 5e4
    )
    shot = shot.with_grey(np.clip(shot.grey + shine, 0, 255).astype(np.uint8))
    found = searched(shot)
    assert found is not None
    assert found.text == LONG


def test_light_on_dark_is_read() -> None:
    shot = photo(LONG, 6)
    found = searched(shot.with_grey(255 - shot.grey))
    assert found is not None
    assert found.text == LONG


@pytest.mark.parametrize("modules", [None, 45])
def test_corners_good_to_two_modules_are_enough_to_begin_with(modules: int | None) -> None:
    shot = photo(LONG, 6, bend=0.6, roll=0.5)
    rough = shot.corners + np.array([[5, -7], [-8, 4], [6, 6], [-4, -8]])
    region = Region(corners_of(rough), Kind.NEAR, modules)
    found = read(shot, region)
    assert found is not None
    assert found.text == LONG
    assert region.modules == 45
    assert len(region.finders) == 3


def test_a_sweep_goes_on_in_the_next_frame_where_notes_are_gone() -> None:
    shot = photo(LONG, 6, bend=0.8)
    picture = shot.picture
    (region, *_) = [r for step in range(2) for r in Finders().attempt(picture, step)]
    stage = GridStage()
    assert stage.attempt(picture, region, 0) is None
    assert stage.attempt(picture, region, 1) is None
    region.notes.clear()
    found = stage.attempt(shot.picture, region, 2)
    assert found is not None
    assert found.text == LONG


def test_where_there_is_no_code_nothing_is_read() -> None:
    rng = np.random.default_rng(5)
    clutter = cv2.GaussianBlur(rng.integers(0, 255, (480, 640), dtype=np.uint8), (0, 0), 2.5)
    clutter = cv2.normalize(clutter, None, 0, 255, cv2.NORM_MINMAX)
    picture = Picture(clutter)
    stage, finders = GridStage(), Finders()
    regions = [Region(corners_of(np.array([[100, 100], [300, 110], [310, 320], [90, 300]], float)), Kind.NEAR)]
    regions += [region for step in range(finders.steps(picture)) for region in finders.attempt(picture, step)]
    for region in regions:
        step = 0
        while step < stage.steps(picture, region):
            assert stage.attempt(picture, region, step) is None
            step += 1


def test_a_box_of_texture_is_nothing_for_this_stage() -> None:
    shot = photo(LONG, 6)
    assert GridStage().steps(shot.picture, Region(corners_of(shot.corners), Kind.TEXTURE)) == 0
