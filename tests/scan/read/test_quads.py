from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from kiosk.scan.model import Corners
from kiosk.scan.read.quads import area, centre, inside, same_place, side

numbers = st.floats(-2000, 2000, allow_nan=False)


def square(x: float, y: float, size: float, turn: float = 0.0) -> Corners:
    c, s = math.cos(turn) * size / 2, math.sin(turn) * size / 2
    return (x - c + s, y - s - c), (x + c + s, y + s - c), (x + c - s, y + s + c), (x - c - s, y - s + c)


@given(numbers, numbers, st.floats(1, 500), st.floats(-4, 4))
def test_a_turned_square_is_still_that_square(x: float, y: float, size: float, turn: float) -> None:
    quad = square(x, y, size, turn)
    assert math.isclose(area(quad), size * size, rel_tol=1e-6)
    assert math.isclose(side(quad), size, rel_tol=1e-6)
    assert math.dist(centre(quad), (x, y)) < 1e-6
    assert inside((x, y), quad)
    assert not inside((x + size, y), quad)
    assert inside((x, y), quad[::-1])  # type: ignore[arg-type]
    assert same_place(quad, square(x, y, size * 1.2, turn + 1))
    assert not same_place(quad, square(x, y, size * 1.6, turn))
    assert not same_place(quad, square(x + size * 0.4, y, size, turn))
