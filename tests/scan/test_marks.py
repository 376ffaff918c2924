"""What is outlined: the same mark for the same code, from the frame it is located in until it has left."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.scan.marks import FADED_NS, MISSED_NS, MOST, Marks
from kiosk.scan.model import Corners, Reading, Sight

S = 1_000_000_000
FRAME = S // 30


def square(x: float, y: float, side: float = 100) -> Corners:
    return ((x, y), (x + side, y), (x + side, y + side), (x, y + side))


def read(text: str, corners: Corners) -> Reading:
    return Reading(text, corners, (1920, 1080), 0, 0, 0)


def located(*places: Corners) -> Sight:
    return Sight((), places, None, (1920, 1080))


def test_a_located_code_is_outlined_in_the_frame_it_is_located_in() -> None:
    (mark,) = Marks().see(located(square(500, 400)), 0)
    assert (mark.corners, mark.text, mark.here) == (square(500, 400), "", True)


def test_once_read_it_is_the_same_mark_with_a_text() -> None:
    marks = Marks()
    (before,) = marks.see(located(square(500, 400)), 0)
    (after,) = marks.see(Sight((read("A", square(520, 410)),)), FRAME)
    assert (after.key, after.text, after.corners) == (before.key, "A", square(520, 410))


def test_a_read_code_that_is_only_located_again_keeps_its_text_and_follows() -> None:
    marks = Marks()
    marks.see(Sight((read("A", square(500, 400)),)), 0)
    (mark,) = marks.see(located(square(540, 420)), FRAME)
    assert (mark.text, mark.corners) == ("A", square(540, 420))


def test_what_is_read_is_not_outlined_a_second_time_as_located() -> None:
    sight = Sight((read("A", square(500, 400)),), (square(505, 395, 90), square(900, 400)))
    assert [mark.text for mark in Marks().see(sight, 0)] == ["A", ""]


def test_a_missed_frame_takes_nothing_away_and_a_code_that_left_fades() -> None:
    marks = Marks()
    marks.see(located(square(500, 400)), 0)
    assert [mark.here for mark in marks.see(Sight(), MISSED_NS - 1)] == [True]
    assert [mark.here for mark in marks.see(Sight(), MISSED_NS)] == [False]
    assert marks.see(Sight(), MISSED_NS + FADED_NS) == ()


def test_corners_that_begin_elsewhere_do_not_turn_the_mark() -> None:
    marks = Marks()
    marks.see(located(square(500, 400)), 0)
    a, b, c, d = square(504, 400)
    (mark,) = marks.see(located((c, d, a, b)), FRAME)
    assert mark.corners == (a, b, c, d)


def test_two_copies_of_a_sticker_are_two_marks_that_stay_themselves() -> None:
    marks = Marks()
    first = marks.see(Sight((read("A", square(300, 400)), read("A", square(900, 400)))), 0)
    second = marks.see(Sight((read("A", square(880, 400)), read("A", square(320, 400)))), FRAME)
    assert [mark.key for mark in first] == [mark.key for mark in second]
    assert [mark.corners[0][0] for mark in second] == [320, 880]


def test_a_hand_that_swings_takes_its_mark_along_without_a_ghost() -> None:
    marks = Marks()
    keys = set()
    for i in range(20):
        shown = marks.see(located(square(200 + 60 * i, 400)), i * FRAME)
        assert len(shown) == 1
        keys.add(shown[0].key)
    assert len(keys) == 1


def test_a_sheet_full_of_codes_is_not_all_outlined() -> None:
    sheet = [square(100 * i, 100 * j, 60) for i in range(8) for j in range(8)]
    assert len(Marks().see(located(*sheet), 0)) == MOST


def test_forgetting_leaves_nothing() -> None:
    marks = Marks()
    marks.see(located(square(500, 400)), 0)
    marks.forget()
    assert marks.see(Sight(), 1) == ()


places = st.builds(square, st.integers(0, 1800), st.integers(0, 1000), st.integers(20, 500))
sights = st.builds(
    lambda texts, there, also: Sight(
        tuple(read(text, at) for text, at in zip(texts, there, strict=False)), tuple(also)
    ),
    st.lists(st.sampled_from("ABC"), max_size=3),
    st.lists(places, max_size=3),
    st.lists(places, max_size=4),
)


@given(st.lists(st.tuples(sights, st.integers(1, S // 3)), max_size=30))
def test_whatever_is_seen_keys_are_unlike_and_nothing_outlives_its_time(script: list[tuple[Sight, int]]) -> None:
    marks = Marks()
    now = 0
    texts: dict[int, str] = {}
    for sight, later in script:
        now += later
        shown = marks.see(sight, now)
        assert len({mark.key for mark in shown}) == len(shown) <= MOST
        for reading in sight.readings:
            assert any(mark.text == reading.text and mark.corners[0] in reading.corners for mark in shown)
        for mark in shown:
            assert now - mark.seen_ns < MISSED_NS + FADED_NS
            assert mark.here == (now - mark.seen_ns < MISSED_NS)
            assert texts.setdefault(mark.key, mark.text) in ("", mark.text)  # a text does not turn into another
            texts[mark.key] = mark.text
