"""What no single frame shows is read from several. Every film here is checked to be unreadable frame by frame."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from functools import lru_cache

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.scan.camera.label import matrix
from kiosk.scan.live.fuse import ENOUGH, FIRST_STEPS, PATCHES, Fuse
from kiosk.scan.model import Corners
from kiosk.scan.read.picture import Found, Kind, Picture, Region
from kiosk.scan.read.zxing import Zxing

TEXT = "HTTPS://ID.EXAMPLE/01/09521234567899/10/LOT26A/21/K7M2Q9T"
OTHER = "HTTPS://ID.EXAMPLE/01/09521234567882/10/LOT27B/21/Q9TK7M2"
WIDTH, HEIGHT = 420, 360
BIG = 8  # pixels a module of the print

Floats = NDArray[np.float32]
Spoil = Callable[[Floats, int, np.random.Generator], Floats]


@lru_cache
def label(text: str) -> tuple[NDArray[np.uint8], int]:
    cells = matrix(text)
    return cv2.resize(cells, None, fx=BIG, fy=BIG, interpolation=cv2.INTER_NEAREST), len(cells) - 8


def film(
    spoil: Spoil, frames: int, text: str = TEXT, seed: int = 1, width: float = 165, shake: float = 1.0
) -> Iterator[tuple[Picture, Corners, Corners]]:
    """A hand-held code: each frame's picture, its true corners, and corners as a locator would have them."""
    rng = np.random.default_rng(seed)
    print_, modules = label(text)
    a, b = 4, 4 + modules
    own = np.array([[a, a], [b, a], [b, b], [a, b]], np.float32) * BIG
    for i in range(frames):
        x, y = 210 + 14 * np.sin(i / 3) + rng.normal(0, 1.5), 180 + 9 * np.cos(i / 4) + rng.normal(0, 1.5)
        h = width / 2
        square = np.array([[x - h, y - h], [x + h, y - h], [x + h, y + h], [x - h, y + h]])
        turn = cv2.getRotationMatrix2D((x, y), 6 + 4 * np.sin(i / 5), 1 + 0.03 * np.sin(i / 6))
        true = square @ turn[:, :2].T + turn[:, 2] + rng.normal(0, 1.0, (4, 2))
        warp = cv2.getPerspectiveTransform(own, true.astype(np.float32))
        smooth = cv2.GaussianBlur(print_, (0, 0), 2)
        view = np.full((HEIGHT, WIDTH), 110, np.uint8)
        cv2.warpPerspective(smooth, warp, (WIDTH, HEIGHT), dst=view, borderMode=cv2.BORDER_TRANSPARENT)
        levels = spoil(view.astype(np.float32), i, rng)
        picture = Picture(np.clip(levels, 0, 255).astype(np.uint8))
        module = width / modules
        located = true + rng.normal(0, shake * module / 2, (4, 2))
        yield picture, _corners(true), _corners(located)


def _corners(points: NDArray[np.float64]) -> Corners:
    a, b, c, d = ((float(x), float(y)) for x, y in points)
    return a, b, c, d


def darkness(view: Floats, frame: int, rng: np.random.Generator) -> Floats:
    """A tenth of the light, and the noise of much gain."""
    return (60 + (view - 128) * 0.28 + rng.normal(0, 26, view.shape)).astype(np.float32)


def glare(view: Floats, frame: int, rng: np.random.Generator) -> Floats:
    """A lamp's mirror image, saturated, that wanders over the code."""
    ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    at = 205 + 60 * np.sin(frame / 3.5)
    along = (xs + 0.5 * ys - at - 90) / 45
    return (0.6 * view + 30 + 400 * np.exp(-(along**2)) + rng.normal(0, 3, view.shape)).astype(np.float32)


def unsteady(view: Floats, frame: int, rng: np.random.Generator) -> Floats:
    """Smeared beyond all reading, but for every fourth frame; and dark."""
    if frame % 4 != 3:
        view = cv2.blur(view, (15, 3))
    return (60 + (view - 128) * 0.28 + rng.normal(0, 20, view.shape)).astype(np.float32)


def hopeless(view: Floats, frame: int, rng: np.random.Generator) -> Floats:
    """Smeared beyond all reading in every frame, and yet the frames can be laid on each other."""
    return (cv2.blur(view, (13, 13)) + rng.normal(0, 4, view.shape)).astype(np.float32)


def run(
    spoil: Spoil, frames: int = 24, fuse: Fuse | None = None, text: str = TEXT
) -> tuple[int | None, Found | None, Corners, int]:
    """The first frame read, what was read, the true corners there, and how many frames zxing-cpp read alone."""
    fuse, zxing = fuse or Fuse(), Zxing()
    region: Region | None = None
    alone = 0
    for i, (picture, true, located) in enumerate(film(spoil, frames, text)):
        found, _ = zxing.read(picture.grey)
        alone += bool(found)
        region = region or Region(located, Kind.NEAR)
        region.corners = located
        fuse.keep([region])
        for step in range(fuse.steps(picture, region)):
            code = fuse.attempt(picture, region, step)
            if code is not None:
                return i, code, true, alone
    return None, None, true, alone


@pytest.mark.parametrize(("spoil", "within"), [(darkness, 16), (glare, 20), (unsteady, 23)])
def test_a_code_that_no_frame_shows_is_read_from_several(spoil: Spoil, within: int) -> None:
    zxing = Zxing()
    assert not any(zxing.read(picture.grey)[0] for picture, _, _ in film(spoil, within))
    frame, code, true, _ = run(spoil)
    assert code is not None
    assert frame is not None
    assert 1 <= frame < within
    assert code.text == TEXT
    assert code.stage == "fuse"
    module = 165 / label(TEXT)[1]
    assert np.abs(np.array(code.corners) - np.array(true)).max() < 1.5 * module


def test_what_cannot_be_read_stays_unread() -> None:
    def nothing(view: Floats, frame: int, rng: np.random.Generator) -> Floats:
        return (128 + (view - 128) * 0.02 + rng.normal(0, 25, view.shape)).astype(np.float32)

    frame, code, _, _ = run(nothing, 20)
    assert (frame, code) == (None, None)


def test_another_code_at_the_same_place_is_not_mixed_in() -> None:
    """A visitor swaps stickers behind the tracker's back: whatever is read is one of the two, whole."""
    fuse = Fuse()
    region = Region(_corners(np.zeros((4, 2))), Kind.NEAR)
    first = [*film(darkness, 4)]
    second = [*film(darkness, 24, OTHER, seed=5)]
    texts = []
    for picture, _, located in [*first, *second]:
        region.corners = located
        fuse.keep([region])
        for step in range(fuse.steps(picture, region)):
            code = fuse.attempt(picture, region, step)
            if code is not None:
                texts.append(code.text)
    assert set(texts) <= {TEXT, OTHER}
    assert OTHER in texts


# --- what is kept -------------------------------------------------------------------------------------------


def feed(fuse: Fuse, regions: list[Region], frames: list[tuple[Picture, Corners, Corners]]) -> None:
    for picture, _, located in frames:
        fuse.keep(regions)
        for region in regions:
            region.corners = located
            for step in range(fuse.steps(picture, region)):
                fuse.attempt(picture, region, step)


def test_nothing_of_a_frame_outlives_its_region() -> None:
    fuse = Fuse()
    frames = [*film(darkness, 3)]
    region = Region(frames[0][2], Kind.NEAR)
    feed(fuse, [region], frames)
    seen = [weakref.ref(picture.grey) for picture, _, _ in frames]
    patch = weakref.ref(fuse._patches[0].total)
    frames.clear()
    gc.collect()
    assert [ref() for ref in seen] == [None] * 3  # the patch alone is kept, not the frames
    assert patch() is not None
    fuse.keep([])
    gc.collect()
    assert patch() is None


def test_patches_are_few_and_those_that_had_their_time_give_way() -> None:
    fuse = Fuse()
    frames = [*film(darkness, 2)]
    regions = [Region(frames[0][2], Kind.NEAR) for _ in range(PATCHES + 2)]
    feed(fuse, regions, frames)
    assert len(fuse._patches) == PATCHES
    late = regions[-1]
    assert fuse.steps(frames[0][0], late) == 0
    for _ in range(ENOUGH):
        fuse.keep(regions)
    feed(fuse, [*regions[:PATCHES], late], frames[:1])
    assert len(fuse._patches) == PATCHES
    assert any(patch.region is late for patch in fuse._patches)


def test_it_is_hungry_for_so_many_frames_and_no_more() -> None:
    fuse = Fuse()
    assert not fuse.hungry
    frames = [*film(darkness, 2, seed=3)]
    region = Region(frames[0][2], Kind.NEAR)
    feed(fuse, [region], frames)
    assert fuse.hungry
    for _ in range(ENOUGH):
        fuse.keep([region])
    assert not fuse.hungry


def test_only_regions_that_lived_on_are_taken_and_no_textures() -> None:
    fuse = Fuse()
    picture, _, located = next(film(darkness, 1))
    region, texture = Region(located, Kind.NEAR), Region(located, Kind.TEXTURE)
    tiny = Region(((5, 5), (15, 5), (15, 15), (5, 15)), Kind.NEAR)
    assert fuse.steps(picture, region) == 0
    fuse.keep([region, texture, tiny])
    assert [fuse.steps(picture, one) for one in (region, texture, tiny)] == [1, 0, 0]


def test_a_region_at_the_edge_or_of_no_shape_is_no_error() -> None:
    fuse = Fuse()
    picture, _, located = next(film(darkness, 1))
    region = Region(located, Kind.NEAR)
    shapes: list[Corners] = [
        located,
        ((-80, -80), (60, -80), (60, 60), (-80, 60)),
        ((900, 900), (990, 900), (990, 990), (900, 990)),
        ((100, 100), (200, 100), (300, 100), (400, 100)),
        ((100, 100), (200, 200), (200, 100), (100, 200)),
    ]
    for corners in [*shapes, *shapes]:
        region.corners = corners
        fuse.keep([region])
        for step in range(fuse.steps(picture, region)):
            assert fuse.attempt(picture, region, step) is None


# --- stages on the patch ------------------------------------------------------------------------------------


class Notebook:
    """A stage of ten steps that notes what it is asked, and reads at the step it is told."""

    name = "notebook"

    def __init__(self, reads_at: int | None = None) -> None:
        self.asked: list[int] = []
        self.reads_at = reads_at

    def steps(self, picture: Picture, region: Region) -> int:
        return 10

    def attempt(self, picture: Picture, region: Region, step: int) -> Found | None:
        assert picture.grey.shape[0] == picture.grey.shape[1]
        self.asked.append(step)
        return Found("NOTED", region.corners) if step == self.reads_at else None


def test_the_likeliest_steps_are_tried_again_as_evidence_grows_and_the_others_one_by_one() -> None:
    notebook = Notebook()
    run(hopeless, 14, Fuse(stages=[notebook]))
    quick = [step for step in notebook.asked if step < FIRST_STEPS]
    deep = [step for step in notebook.asked if step >= FIRST_STEPS]
    assert 5 <= len(quick) <= 13
    assert deep[:9] == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_stages_are_given_the_corners_that_only_the_patch_shows() -> None:
    """The search in single frames was wrong by two modules and more; the patch shows where the code lies."""

    class Given(Notebook):
        def attempt(self, picture: Picture, region: Region, step: int) -> Found | None:
            given.append(region.corners)
            return None

    def too_damaged(view: Floats, frame: int, rng: np.random.Generator) -> Floats:
        view = view.copy()
        view[140:230, 170:260] = 200  # more than error correction gives back
        return darkness(view, frame, rng)

    given: list[Corners] = []
    fuse = Fuse(stages=[Given()])
    region: Region | None = None
    shift = 2.5 * 165 / label(TEXT)[1]
    for picture, true, _ in film(too_damaged, 16):
        a, b, c, d = true
        wrong: Corners = (a, b, (c[0] + shift, c[1] + shift), d)
        region = region or Region(wrong, Kind.NEAR)
        region.corners = wrong
        fuse.keep([region])
        for step in range(fuse.steps(picture, region)):
            assert fuse.attempt(picture, region, step) is None
    first, last = given[0], given[-1]
    assert first[2] == pytest.approx((first[1][0], first[3][1]))  # a square, as the wrong corners would have it
    assert last[2][0] < first[2][0] - 8
    assert last[2][1] < first[2][1] - 8
    assert last[0] == pytest.approx(first[0], abs=8)


def test_what_a_stage_reads_on_the_patch_is_placed_in_the_frame() -> None:
    _, code, true, _ = run(hopeless, 6, Fuse(stages=[Notebook(reads_at=1)]))
    assert code is not None
    assert code.text == "NOTED"
    # The patch has the corners that the first frame's locator gave, wrong by half a module or so.
    assert np.abs(np.array(code.corners) - np.array(true)).max() < 3 * 165 / label(TEXT)[1]
