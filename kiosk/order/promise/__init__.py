"""What delivery a visitor may be promised: pure, computed from the town's schedule, withheld rather than broken.

plan.py      the schedule as plain data, and the promise
clock.py     wall clocks: readings in gaps and folds, opening hours, work done in them
promise.py   the promise itself
simulate.py  the same rules once more, minute by minute in UTC, to test promises against
words.py     what a visitor reads
"""

from kiosk.order.promise.plan import (
    Arrival,
    Backlog,
    Destination,
    Flight,
    Hours,
    Hub,
    Promise,
    Schedule,
    Step,
    Withheld,
    Words,
)
from kiosk.order.promise.promise import promise, why_not

__all__ = [
    "Arrival",
    "Backlog",
    "Destination",
    "Flight",
    "Hours",
    "Hub",
    "Promise",
    "Schedule",
    "Step",
    "Withheld",
    "Words",
    "promise",
    "why_not",
]
