"""Wall clocks. A time that a clock shows twice or never is read the way that makes the promise later.

Twice (a fold): both instants. Never (a gap): the wall time minus the offset before, and minus the offset after, as
PEP 495 has it; the clock's jump lies between the two. What has to be reached takes the earlier reading, what has to
be waited for the later one. All other arithmetic is in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.order.promise.plan import Hours

DAY = timedelta(days=1)


def readings(day: date, at: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The earliest and the latest instant that may be meant, in UTC; nearly always the same one."""
    wall = datetime.combine(day, at, tzinfo=zone)
    first, second = wall.replace(fold=0).astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
    return min(first, second), max(first, second)


def windows(hours: Hours, since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The spans in which the place is surely open, in order, those that end after `since` and begin by `until`."""
    day = since.astimezone(hours.zone).date() - 2 * DAY
    closing_day = DAY if hours.closes <= hours.opens else 0 * DAY
    reached = since
    while True:
        opens = readings(day, hours.opens, hours.zone)[1]
        if opens > until and day > until.astimezone(hours.zone).date():
            return
        closes = readings(day + closing_day, hours.closes, hours.zone)[0]
        opens = max(opens, reached)  # two days' hours may touch, and never count twice
        if hours.open_on(day) and opens < closes:
            yield opens, closes
            reached = closes
        day += DAY


def worked(hours: Hours, since: datetime, work: timedelta, until: datetime) -> datetime | None:
    """When `work` is done that was begun at `since`; None where it is not done by `until`."""
    left = work
    if not left:
        return since
    for opens, closes in windows(hours, since, until):
        if left <= closes - opens:
            done = opens + left
            return done if done <= until else None
        left -= closes - opens
    return None


def work_between(hours: Hours, since: datetime, until: datetime) -> timedelta:
    """How much is surely worked from `since` to `until`."""
    spans = (min(closes, until) - opens for opens, closes in windows(hours, since, until) if opens < until)
    return sum(spans, timedelta())
