from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scan.camera.motion import ENTER_S, LEAVE_S, Showing, defocus, exposure, pose, speed

KEYS = range(12)


@pytest.mark.parametrize("key", KEYS)
def test_a_hand_comes_from_below_holds_and_goes_below(key: int) -> None:
    showing = Showing(key, shown=10, leaves=14)
    assert pose(showing, 10).y > 1900
    assert pose(showing, 14 + LEAVE_S).y > 1900
    for i in range(60):
        held = pose(showing, 10 + ENTER_S + i / 60 * (4 - ENTER_S))
        assert abs(held.x - 975) < 40
        assert abs(held.y - 548) < 40
        assert abs(held.roll) < 6
        assert abs(held.yaw) < 14


@pytest.mark.parametrize("key", KEYS)
def test_motion_has_no_jumps(key: int) -> None:
    """At 240 steps a second nothing moves faster than a hand that hurries."""
    showing = Showing(key, shown=0, leaves=4)
    steps = [pose(showing, i / 240) for i in range(round((4 + LEAVE_S) * 240))]
    for a, b in itertools.pairwise(steps):
        assert math.hypot(b.x - a.x, b.y - a.y) < 40
        assert abs(b.roll - a.roll) < 1
        assert abs(b.scale - a.scale) < 0.02


def test_it_is_fast_and_blurred_on_the_way_and_calm_when_held() -> None:
    showing = Showing(1, shown=0)
    assert abs(speed(showing, 0.1)[1]) > 20
    assert math.hypot(*speed(showing, 2.0)) < 1.5
    assert defocus(showing, 0.1) > 12
    assert defocus(showing, 1.8) < 1


def test_focus_hunts_again_now_and_then() -> None:
    showing = Showing(1, shown=0)
    sharp = [defocus(showing, t / 30) < 1.2 for t in range(60, 600)]
    turns = sum(a != b for a, b in itertools.pairwise(sharp))
    assert turns >= 4
    assert sum(sharp) > 0.8 * len(sharp)


def test_the_light_changes_but_never_blinds() -> None:
    gains = [exposure(Showing(0, 5, 9), t / 30) for t in range(900)]
    assert max(gains) - min(gains) > 0.1
    assert 0.8 < min(gains) < max(gains) < 1.25


@given(
    shown=st.floats(0, 100),
    leaves=st.none() | st.floats(0, 100),
    taken=st.floats(0, 300),
)
def test_taking_away_never_cuts_the_coming_nor_prolongs(shown: float, leaves: float | None, taken: float) -> None:
    showing = Showing(0, shown, None if leaves is None else shown + ENTER_S + leaves)
    ended = showing.until(taken)
    assert ended.leaves is not None
    assert ended.leaves >= shown + ENTER_S
    assert ended.gone <= showing.gone
    assert ended.leaves <= max(taken, shown + ENTER_S)
