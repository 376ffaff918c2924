from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.scan.camera.label import matrix
from kiosk.scan.live.track import FULL_EVERY, MOST_UNREAD, PATIENCE, Tracks
from kiosk.scan.model import Corners
from kiosk.scan.read.picture import Found, Kind, Picture, Region
from kiosk.scan.read.quads import centre, side

SIZE = (1920, 1080)
FRAME_NS = 33_333_333
BLANK = Picture(np.full((1080, 1920), 90, np.uint8))


def square(x: float, y: float, width: float = 200.0, turn: float = 0.0) -> Corners:
    """Around (x, y), turned by `turn` degrees."""
    r, a = width / math.sqrt(2), math.radians(turn)
    c = [
        (
            x + r * math.cos(a + k * math.pi / 2 - 3 * math.pi / 4),
            y + r * math.sin(a + k * math.pi / 2 - 3 * math.pi / 4),
        )
        for k in range(4)
    ]
    return c[0], c[1], c[2], c[3]


def near(x: float, y: float, width: float = 200.0, kind: Kind = Kind.NEAR) -> Region:
    return Region(square(x, y, width), kind)


class Film:
    """Frames one after the other, 30 a second."""

    def __init__(self) -> None:
        self.tracks = Tracks()
        self.frame = -1

    def next(self, *seen: Region | Found, whole: bool = True, unchanged: bool = False) -> bool:
        self.frame += 1
        self.tracks.begin(1_000_000_000 + self.frame * FRAME_NS, SIZE, unchanged)
        return self.look(*seen) if whole else False

    def look(self, *seen: Region | Found, boxes: tuple[tuple[int, int, int, int], ...] = ()) -> bool:
        regions = [one for one in seen if isinstance(one, Region)]
        return self.tracks.seen(regions, [one for one in seen if isinstance(one, Found)], boxes)


# --- one region -----------------------------------------------------------------------------------------------


def test_a_region_that_moves_is_the_same_region_with_its_cursor() -> None:
    film = Film()
    film.next(near(300, 300))
    (first,) = film.tracks.unresolved(BLANK)
    first.cursor["rescue"] = 7
    first.notes["patch"] = "of this frame"
    for i in range(1, 12):
        new = film.next(near(300 + 40 * i, 300 + 10 * i, 200 + 4 * i))
        assert not new
        (region,) = film.tracks.unresolved(BLANK)
        assert region is first
        assert region.cursor == {"rescue": 7}
        assert region.notes == {}
        assert centre(region.corners) == pytest.approx((300 + 40 * i, 300 + 10 * i))


def test_something_new_is_told() -> None:
    film = Film()
    assert film.next(near(300, 300))
    assert not film.next(near(304, 300))
    assert film.next(near(306, 300), near(1200, 300))
    assert film.next(near(306, 300), near(1200, 300), Found("A", square(800, 800)))
    assert not film.next(Found("A", square(806, 800)))
    assert film.next(Found("B", square(806, 800)))


def test_a_track_ends_when_nothing_is_seen_of_it_for_long() -> None:
    film = Film()
    film.next(near(300, 300))
    for _ in range(12):
        film.next()
        assert len(film.tracks.located()) == 1
    film.next()
    assert film.tracks.located() == ()
    assert film.tracks.regions() == ()


def test_while_nothing_changes_nothing_ends() -> None:
    film = Film()
    film.next(near(300, 300), Found("A", square(900, 600)))
    corners = film.tracks.located()
    for _ in range(90):
        film.next(unchanged=True, whole=False)
        assert film.tracks.located() == corners
    assert len(film.tracks.regions()) == 2


def test_the_outline_does_not_flicker_and_is_steadier_than_what_was_measured() -> None:
    film = Film()
    shaken = np.random.default_rng(0)
    xs = []
    for i in range(30):
        dx, dy = shaken.normal(0, 1.5, 2)
        # zxing-cpp locates it in every third frame.
        film.next(*([near(500 + dx, 400 + dy)] if i % 3 == 0 else []))
        (corners,) = film.tracks.located()
        xs.append(centre(corners)[0])
    assert np.std(xs[6:]) < 1.5


def test_a_code_is_outlined_in_the_frame_that_locates_it_and_a_texture_is_not() -> None:
    film = Film()
    film.next(near(300, 300), near(900, 300, kind=Kind.FINDERS), near(1500, 300, kind=Kind.TEXTURE))
    assert {round(centre(corners)[0]) for corners in film.tracks.located()} == {300, 900}


def test_the_largest_outline_comes_first() -> None:
    film = Film()
    film.next(near(300, 300, 100), near(900, 300, 300), near(1500, 300, 200))
    assert [round(centre(corners)[0]) for corners in film.tracks.located()] == [900, 1500, 300]


def test_better_knowledge_of_a_place_takes_over_and_worse_does_not() -> None:
    film = Film()
    film.next(near(300, 300, 240, Kind.TEXTURE))
    (region,) = film.tracks.unresolved(BLANK)
    region.cursor["rescue"] = 3
    finders = ((220.0, 220.0), (380.0, 220.0), (220.0, 380.0))
    film.next(replace(near(302, 302, 200, Kind.FINDERS), modules=45, finders=finders))
    assert film.tracks.unresolved(BLANK) == [region]
    assert (region.kind, region.modules, region.finders) == (Kind.FINDERS, 45, finders)
    assert region.cursor == {}  # the steps for this kind are others
    film.next(near(300, 300, 240, Kind.TEXTURE))
    assert (region.kind, region.modules, side(region.corners)) == (Kind.FINDERS, 45, pytest.approx(200))


def test_another_size_of_frame_begins_anew() -> None:
    film = Film()
    film.next(near(300, 300))
    film.tracks.begin(2_000_000_000, (1280, 720))
    assert film.tracks.regions() == ()


def test_what_leaves_the_frame_is_let_go() -> None:
    film = Film()
    for i in range(6):
        film.next(near(1700 + 50 * i, 500, 150))
    film.next()
    assert film.tracks.regions() == ()


# --- read and unread ------------------------------------------------------------------------------------------


def test_a_text_resolves_what_was_open_at_its_place() -> None:
    film = Film()
    film.next(near(300, 300), near(310, 305, 110), near(800, 300))
    film.next(Found("A", square(302, 300)))
    (left,) = film.tracks.unresolved(BLANK) or [None]
    assert left is None  # the other one was not seen in this frame, and a blank picture does not show it
    assert [round(centre(corners)[0]) for corners in film.tracks.located()] == [800]
    read = [region for region in film.tracks.regions() if region.kind is Kind.TRACKED]
    assert [centre(region.corners) for region in read] == [pytest.approx((302, 300))]


def test_a_textures_box_may_hold_more_than_the_code_that_was_read() -> None:
    film = Film()
    film.next(near(500, 500, 700, Kind.TEXTURE))
    film.next(near(500, 500, 700, Kind.TEXTURE), Found("A", square(500, 500, 120)))
    assert [region.kind for region in film.tracks.regions()] == [Kind.TEXTURE, Kind.TRACKED]


def test_textures_wait_while_a_visitor_has_an_answer() -> None:
    film = Film()
    texture = near(1200, 500, 400, Kind.TEXTURE)
    film.next(texture, Found("A", square(500, 500)))
    assert film.tracks.unresolved(BLANK) == []
    film.next(whole=False)
    assert len(film.tracks.crops()) == 1
    for _ in range(20):
        film.next(near(1200, 500, 400, Kind.TEXTURE))
    assert film.tracks.unresolved(BLANK) == [texture]


def test_two_stickers_with_the_same_text_are_two() -> None:
    film = Film()
    for i in range(4):
        film.next(Found("A", square(300 + i, 300)), Found("A", square(900 - i, 300)))
    assert sorted(round(centre(region.corners)[0]) for region in film.tracks.regions()) == [303, 897]


def test_a_code_that_was_read_is_looked_for_in_a_crop_and_now_and_then_everywhere() -> None:
    film = Film()
    film.next(Found("A", square(500, 500)))
    full = []
    for i in range(1, 13):
        film.next(whole=False)
        boxes = film.tracks.crops()
        code = Found("A", square(500 + 12 * i, 500))
        if boxes:
            ((x0, y0, x1, y1),) = boxes
            assert (x1 - x0) * (y1 - y0) < 0.1 * SIZE[0] * SIZE[1]
            # The code and most of its quiet zone, four modules of 45.
            assert all(x0 + 12 <= x <= x1 - 12 and y0 + 12 <= y <= y1 - 12 for x, y in code.corners)
            film.look(code, boxes=boxes)
            assert not film.tracks.missing()
        else:
            full.append(i)
            film.look(code)
    assert full == [FULL_EVERY, 2 * FULL_EVERY, 3 * FULL_EVERY]


def test_a_code_that_is_not_in_its_crop_is_missing() -> None:
    film = Film()
    film.next(Found("A", square(500, 500)), Found("B", square(1000, 500)))
    film.next(whole=False)
    boxes = film.tracks.crops()
    assert len(boxes) == 2
    film.look(Found("A", square(503, 500)), boxes=boxes)
    assert film.tracks.missing()
    film.look(Found("A", square(503, 500)), Found("B", square(1200, 520)))
    assert not film.tracks.missing()


def test_what_is_unread_asks_for_full_looks_until_patience_ends() -> None:
    film = Film()
    seen = (Found("A", square(500, 500)), near(1200, 500))
    film.next(*seen)
    (region,) = film.tracks.unresolved(BLANK)
    film.next(whole=False)
    assert film.tracks.crops() == ()
    film.look(*seen)
    region.cursor["rescue"] = PATIENCE
    film.next(whole=False)
    assert len(film.tracks.crops()) == 1


def test_large_codes_and_many_are_looked_for_in_the_whole_frame() -> None:
    film = Film()
    film.next(Found("A", square(900, 540, 900)))
    film.next(whole=False)
    assert film.tracks.crops() == ()
    film = Film()
    codes = [Found(str(i), square(150 + 200 * i, 500, 100)) for i in range(9)]
    film.next(*codes)
    film.next(whole=False)
    assert film.tracks.crops() == ()


def test_a_code_that_was_read_and_is_only_located_for_some_time_is_tried_again() -> None:
    film = Film()
    film.next(Found("A", square(500, 500)))
    for i in range(1, 5):
        film.next(near(500 + 3 * i, 500))
        assert film.tracks.unresolved(BLANK) == []
    film.next(near(515, 500))
    (region,) = film.tracks.unresolved(BLANK)
    assert region.kind is Kind.TRACKED
    assert film.tracks.located() == ()  # its text is known: nothing to outline as unread
    film.next(Found("A", square(516, 500)))
    assert film.tracks.unresolved(BLANK) == []


# --- many -----------------------------------------------------------------------------------------------------


def test_no_more_are_carried_than_can_be_tried_and_textures_go_first() -> None:
    film = Film()
    places = [(200 + 240 * (i % 7), 150 + 260 * (i // 7)) for i in range(14)]
    film.next(*(near(x, y, 150, Kind.TEXTURE if i % 2 else Kind.NEAR) for i, (x, y) in enumerate(places)))
    kinds = [region.kind for region in film.tracks.regions()]
    assert len(kinds) == MOST_UNREAD
    assert kinds.count(Kind.NEAR) == 7


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 12), st.lists(st.integers(60, 160), min_size=2, max_size=6))
def test_no_region_starves_behind_the_deadline(steps: int, sizes: list[int]) -> None:
    """A deadline that allows a few steps a frame: all regions get nearly as many of them."""
    film = Film()
    for _ in range(24):
        film.next(*(near(200 + 280 * i, 300, size) for i, size in enumerate(sizes)))
        left = steps
        for region in film.tracks.unresolved(BLANK):
            taken = min(left, 4)
            region.cursor["rescue"] = region.cursor.get("rescue", 0) + taken
            left -= taken
    taken = [region.cursor.get("rescue", 0) for region in film.tracks.regions()]
    assert len(taken) == len(sizes)
    assert max(taken) - min(taken) <= 8


# --- by the picture -------------------------------------------------------------------------------------------


def scene(x: float, y: float, turn: float, width: float, seed: int) -> Picture:
    """A code on a cluttered wall, blurred, with noise."""
    rng = np.random.default_rng(7)
    wall = cv2.resize(rng.integers(60, 200, (27, 48), np.uint8), SIZE, interpolation=cv2.INTER_NEAREST)
    cells = matrix("HTTPS://ID.EXAMPLE/01/09521234567899/21/K7M2Q9T")
    n = len(cells)
    own = np.array([[4, 4], [n - 4, 4], [n - 4, n - 4], [4, n - 4]], np.float32)
    warp = cv2.getPerspectiveTransform(own, np.array(square(x, y, width, turn), np.float32))
    code = cv2.warpPerspective(cells, warp, SIZE, dst=wall, borderMode=cv2.BORDER_TRANSPARENT)
    soft = cv2.GaussianBlur(code, (0, 0), width / 60).astype(np.float32)
    noise = np.random.default_rng(seed).normal(0, 8, (1080, 1920)).astype(np.float32)
    return Picture(np.clip(soft + noise, 0, 255).astype(np.uint8))


@pytest.mark.parametrize("width", [100.0, 420.0])
def test_a_region_is_followed_through_frames_in_which_nothing_locates_it(width: float) -> None:
    film = Film()
    x, y = 700.0, 500.0
    film.next(near(x, y, width))
    (region,) = film.tracks.unresolved(scene(x, y, 0, width, 0))
    for i in range(1, 10):
        x, y = 700 + 22 * i, 500 + 15 * math.sin(i)
        film.next()
        assert film.tracks.unresolved(scene(x, y, 1.5 * i, width * (1 + 0.01 * i), i)) == [region]
        cx, cy = centre(region.corners)
        assert math.hypot(cx - x, cy - y) < 0.12 * width


def test_what_a_search_finds_late_in_a_frame_is_followed_in_the_next() -> None:
    film = Film()
    film.next()
    assert film.tracks.unresolved(scene(700, 500, 0, 200, 0)) == []
    late = near(700, 500, kind=Kind.FINDERS)
    film.look(late)
    film.next()
    assert film.tracks.unresolved(scene(712, 500, 0, 200, 1)) == [late]


def test_a_region_whose_code_is_gone_is_not_followed_to_another_place() -> None:
    film = Film()
    film.next(near(700, 500))
    film.tracks.unresolved(scene(700, 500, 0, 200, 0))
    film.next()
    assert film.tracks.unresolved(scene(1500, 500, 0, 200, 1)) == []


def test_following_alone_does_not_last_for_ever() -> None:
    film = Film()
    film.next(near(700, 500))
    picture = scene(700, 500, 0, 200, 0)
    alive = []
    for _ in range(60):
        alive.append(len(film.tracks.unresolved(picture)))
        film.next()
    assert alive[:40] == [1] * 40
    assert alive[-1] == 0
