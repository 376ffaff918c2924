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
class IdleWarning:
    """The visit will end in seconds_left (whole seconds, at least 1) unless somebody shows up."""

    seconds_left: int


@dataclass(frozen=True, slots=True)
class IdleOver:
    """The visit has ended for want of a visitor."""


def seconds_left(idle_s: float, warn_after_s: float, notice_s: float) -> int | None:
    """None before the warning; then whole seconds, rounded up; 0 when the time is over."""
    if idle_s < warn_after_s:
        return None
    return max(0, math.ceil(warn_after_s + notice_s - idle_s))
