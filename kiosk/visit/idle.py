"""When a visitor seems to have gone: one timer, turned by whoever holds the clock."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Presence(StrEnum):
    """What shows that somebody is here. A timer that knows only touch throws people out while they watch."""

    TOUCH = "touch"
    SCROLL = "scroll"
    SCAN = "scan"
    FILM = "film"
    SPEECH = "speech"


@dataclass(frozen=True, slots=True)
class IdleTimes:
    """Seconds without presence until the booth warns, and until it starts anew."""

    warn_after_s: float
    reset_after_s: float

    def __post_init__(self) -> None:
        if not 0 < self.warn_after_s < self.reset_after_s < math.inf:
            raise ValueError(f"idle times need 0 < warn < reset, not {self.warn_after_s} and {self.reset_after_s}")


@dataclass(frozen=True, slots=True)
class IdleWarning:
    """The visit will end in seconds_left (whole seconds, at least 1) unless somebody shows up."""

    seconds_left: int


@dataclass(frozen=True, slots=True)
class IdleOver:
    """The visit has ended for want of a visitor."""


def seconds_left(idle_s: float, times: IdleTimes) -> int | None:
    """None before the warning; then whole seconds, rounded up; 0 when the time is over."""
    if idle_s < times.warn_after_s:
        return None
    return max(0, math.ceil(times.reset_after_s - idle_s))
