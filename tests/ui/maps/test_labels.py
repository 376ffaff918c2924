"""Names on the map: whatever the dots, none lies over another, over a dot, or beyond the edge."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.maps.labels import Box, place

WIDTH, HEIGHT, GAP = 900.0, 500.0, 20.0
DOTS = st.lists(st.tuples(st.floats(0, WIDTH), st.floats(0, HEIGHT)), min_size=1, max_size=40)
SIZES = st.tuples(st.floats(40, 300), st.floats(20, 50))


@given(DOTS, st.data())
def test_names_never_collide_and_never_leave_the_map(dots: list[tuple[float, float]], data: st.DataObject) -> None:
    sizes = [data.draw(SIZES) for _ in dots]
    boxes = [box for box in place(dots, sizes, WIDTH, HEIGHT, gap=GAP) if box is not None]
    for box in boxes:
        assert box.within(WIDTH, HEIGHT, 0)
        for x, y in dots:
            assert not (box.x < x < box.x + box.width and box.y < y < box.y + box.height), "over a dot"
    for one, other in combinations(boxes, 2):
        assert not one.meets(other)


def test_a_name_stands_right_of_its_dot_where_it_can() -> None:
    assert place([(400, 250)], [(80, 36)], WIDTH, HEIGHT, gap=GAP) == [Box(420, 232, 80, 36)]


def test_at_the_edge_it_stands_on_the_other_side() -> None:
    (box,) = place([(880, 250)], [(80, 36)], WIDTH, HEIGHT, gap=GAP)
    assert box is not None
    assert box.x + box.width < 880


def test_a_name_makes_room_for_the_line() -> None:
    line = [(400 + 2.0 * i, 250.0) for i in range(100)]
    (box,) = place([(400, 250)], [(80, 36)], WIDTH, HEIGHT, gap=GAP, lines=[line])
    assert box is not None
    assert box.crossed_by(line) == 0


def test_where_there_is_no_room_there_is_no_name() -> None:
    assert place([(40, 20)], [(800, 36)], 90, 40, gap=GAP) == [None]
    assert place([(40, 20)], [(0, 0)], WIDTH, HEIGHT, gap=GAP) == [None]
    crowd = [(450 + i % 5, 250 + i // 5) for i in range(25)]
    named = [box for box in place(crowd, [(80, 36)] * 25, WIDTH, HEIGHT, gap=GAP) if box]
    assert 0 < len(named) < 25, "the first have names, the others are dots"
