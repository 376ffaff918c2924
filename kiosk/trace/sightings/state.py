"""The replicated data type, without a disk: what merging sightings means. memory.py does the same in SQL.

A state-based grow-only map (Shapiro et al., "A comprehensive study of convergent and commutative replicated data
types", 2011): keys are (booth, hour, hash), values are sets of flags, joined by union. Two bounds keep it small;
both are functions of the set alone, so that merging stays commutative, associative and idempotent:

horizon  the hour before which everything is forgotten; the later of two horizons holds
entries  of any one booth the newest are kept, and of one hour those with the least hash. Whatever belongs to the
         newest of a union belongs to the newest of its part, so nothing is lost by cutting the parts first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest

Key = tuple[str, int, bytes]  # booth, hour, hash


@dataclass(frozen=True)
class State:
    """entries: flags by key, within the bounds. limit: entries of any one booth."""

    limit: int
    horizon: int = 0
    entries: Mapping[Key, int] = field(default_factory=dict)

    @staticmethod
    def of(entries: Iterable[tuple[Key, int]], limit: int, horizon: int = 0) -> State:
        joined: dict[Key, int] = {}
        for key, flags in entries:
            joined[key] = joined.get(key, 0) | flags
        return State(limit, horizon, _within(joined, limit, horizon))

    def merged(self, other: State) -> State:
        """The least state that knows all that both know. Both must have the same limit."""
        if self.limit != other.limit:
            raise ValueError("states of different limits have no common bound")
        horizon = max(self.horizon, other.horizon)
        return State.of([*self.entries.items(), *other.entries.items()], self.limit, horizon)

    def forgotten(self, horizon: int) -> State:
        """The same, later."""
        return State.of(self.entries.items(), self.limit, max(self.horizon, horizon))


def _within(entries: dict[Key, int], limit: int, horizon: int) -> dict[Key, int]:
    by_booth: dict[str, list[Key]] = {}
    for key in entries:
        if key[1] >= horizon:
            by_booth.setdefault(key[0], []).append(key)
    newest = (key for keys in by_booth.values() for key in nsmallest(limit, keys, key=lambda k: (-k[1], k[2])))
    return {key: entries[key] for key in newest}
