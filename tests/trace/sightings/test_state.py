"""Merging sightings: commutative, associative, idempotent, within its bounds, and the same on disk."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.trace.sightings.booths import Booth, Booths
from kiosk.trace.sightings.exchange import Received
from kiosk.trace.sightings.limits import Limits
from kiosk.trace.sightings.memory import Memory
from kiosk.trace.sightings.state import Key, State

LIMIT = 4
NAMES = ("booth-1", "booth-2")
keys = st.tuples(
    st.sampled_from(NAMES), st.integers(100, 110), st.sampled_from([bytes([n]) * 16 for n in range(6)])
)
entries = st.lists(st.tuples(keys, st.sampled_from([0, 1])), max_size=30)
states = st.builds(lambda found, horizon: State.of(found, LIMIT, horizon), entries, st.sampled_from([0, 103, 108]))


@settings(max_examples=60)
@given(a=states, b=states)
def test_the_order_of_two_does_not_matter(a: State, b: State) -> None:
    assert a.merged(b) == b.merged(a)


@settings(max_examples=60)
@given(a=states, b=states, c=states)
def test_the_order_of_many_does_not_matter(a: State, b: State, c: State) -> None:
    assert a.merged(b).merged(c) == a.merged(b.merged(c)) == c.merged(a).merged(b)


@settings(max_examples=60)
@given(a=states, b=states)
def test_merging_again_changes_nothing(a: State, b: State) -> None:
    once = a.merged(b)
    assert a.merged(a) == a
    assert once.merged(b) == once.merged(a) == once


@settings(max_examples=60)
@given(a=states, b=states)
def test_merging_only_adds_within_the_bounds(a: State, b: State) -> None:
    both = a.merged(b)
    everything: dict[Key, int] = dict(a.entries)
    for key, flags in b.entries.items():
        everything[key] = everything.get(key, 0) | flags
    assert both == State.of(everything.items(), LIMIT, max(a.horizon, b.horizon))
    for name in NAMES:
        kept = [key for key in both.entries if key[0] == name]
        assert len(kept) <= LIMIT
        lost = [key for key in everything if key[0] == name and key[1] >= both.horizon and key not in kept]
        assert not lost or (len(kept) == LIMIT and max(k[1] for k in lost) <= min(k[1] for k in kept))
    assert all(key[1] >= both.horizon for key in both.entries)


@settings(max_examples=60)
@given(a=states, b=states, horizon=st.integers(100, 111))
def test_forgetting_before_or_after_merging_is_the_same(a: State, b: State, horizon: int) -> None:
    assert a.forgotten(horizon).merged(b) == a.merged(b).forgotten(horizon) == a.merged(b.forgotten(horizon))


def test_states_of_different_bounds_do_not_merge() -> None:
    with pytest.raises(ValueError, match="limits"):
        State(1).merged(State(2))


@settings(max_examples=25)
@given(parts=st.lists(entries, min_size=1, max_size=4), data=st.data())
def test_the_file_on_disk_comes_to_the_same(parts: list[list[tuple[Key, int]]], data: st.DataObject) -> None:
    """Received in any order, twice, and with time going by in between."""
    hours = sorted(data.draw(st.lists(st.integers(110, 130), min_size=len(parts), max_size=len(parts))))
    days = 1
    expected = State(LIMIT)
    now = [hours[0] * 3600.0]
    booths = Booths([Booth(name) for name in NAMES])
    limits = Limits(days=days, entries=LIMIT)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "s.sqlite"
        with Memory(path, NAMES[0], b"k" * 32, booths=booths, limits=limits, clock=lambda: now[0]) as memory:
            for hour, part in zip(hours, parts, strict=True):
                now[0] = hour * 3600.0
                state = State.of(part, LIMIT)
                expected = expected.merged(state).forgotten(hour - 24 * days)
                for name in data.draw(st.permutations(NAMES)):
                    mine = tuple((h, hashed, flags) for (b, h, hashed), flags in state.entries.items() if b == name)
                    memory.merge(Received(name, hour, mine))
                    assert memory.merge(Received(name, hour, mine)).taken == 0
        connection = sqlite3.connect(path)
        try:
            horizon = hours[-1] - 24 * days
            rows = connection.execute("SELECT booth, hour, hash, flags FROM sightings WHERE hour >= ?", (horizon,))
            assert {(b, h, x): f for b, h, x, f in rows} == dict(expected.entries)
        finally:
            connection.close()
