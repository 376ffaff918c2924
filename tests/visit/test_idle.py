import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.visit.idle import IdleTimes, seconds_left

TIMES = IdleTimes(45, 60)


@pytest.mark.parametrize(
    ("idle_s", "left"),
    [(0, None), (44.99, None), (45, 15), (45.1, 15), (46, 14), (59.2, 1), (59.99, 1), (60, 0), (9e9, 0)],
)
def test_the_countdown(idle_s: float, left: int | None) -> None:
    assert seconds_left(idle_s, TIMES) == left


@given(st.floats(0, 100), st.floats(0, 10))
def test_the_countdown_only_ever_goes_down(idle_s: float, more: float) -> None:
    before, after = seconds_left(idle_s, TIMES), seconds_left(idle_s + more, TIMES)
    assert before is None or (after is not None and after <= before)


@pytest.mark.parametrize(("warn", "reset"), [(0, 60), (60, 60), (60, 45), (-1, 5), (1, float("inf"))])
def test_times_that_make_no_sense(warn: float, reset: float) -> None:
    with pytest.raises(ValueError, match="idle times"):
        IdleTimes(warn, reset)
