"""The latest delivery that a visitor may be promised.

Every step is taken at the latest that the rules allow, and none is given credit for luck. So a promise is kept by
whatever the hub, the airline, customs and the courier do within the rules, and the same order made later is never
promised earlier: each step's latest time only grows with the time before it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from kiosk.order.promise.clock import DAY, readings, work_between, worked
from kiosk.order.promise.plan import (
    Backlog,
    Backlogs,
    Destination,
    Flight,
    Hub,
    Promise,
    Schedule,
    Step,
    Withheld,
)


def promise(
    schedule: Schedule,
    ordered_at: datetime,
    region: str,
    backlog: Backlogs | None = None,
    hubs: Iterable[str] | None = None,
) -> Promise | None:
    """The latest delivery of an order that is made at ordered_at; None where nothing may be promised.

    hubs: where its goods are packed; the latest parcel counts, and without them every hub's. backlog: newer counts
    than the schedule's own, by hub. Raises ValueError for a naive time.
    """
    found = why_not(schedule, ordered_at, region, backlog, hubs)
    return found if isinstance(found, Promise) else None


def why_not(
    schedule: Schedule,
    ordered_at: datetime,
    region: str,
    backlog: Backlogs | None = None,
    hubs: Iterable[str] | None = None,
) -> Promise | Withheld:
    """The same, and the reason where there is none."""
    if ordered_at.tzinfo is None or ordered_at.utcoffset() is None:
        raise ValueError(f"the time of an order has a zone; {ordered_at} has none")
    at = ordered_at.astimezone(UTC)
    if at < schedule.as_of:
        return Withheld.FUTURE
    if at > schedule.as_of + schedule.valid_for:
        return Withheld.STALE
    destination = schedule.destination(region)
    wanted = [hub.id for hub in schedule.hubs] if hubs is None else list(hubs)
    if destination is None or not wanted:
        return Withheld.PLACE
    made: list[Promise] = []
    for hub_id in wanted:
        hub = schedule.hub(hub_id)
        one = (
            _from_hub(schedule, hub, destination, at, (backlog or {}).get(hub_id, hub.backlog))
            if hub
            else Withheld.PLACE
        )
        if isinstance(one, Withheld):
            return one
        made.append(one)
    return max(made, key=lambda each: each.by)


# --- one hub ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Departure:
    """One flight on one day: the cut-off as early as it may be meant, and arrival as late as it may be."""

    flight: Flight
    capacity: int
    day: date
    cut_off: datetime
    departs: datetime
    arrives: datetime


def _from_hub(
    schedule: Schedule, hub: Hub, destination: Destination, at: datetime, backlog: Backlog
) -> Promise | Withheld:
    if not _valid(schedule, at.astimezone(hub.hours.zone).date()):
        return Withheld.INVALID
    if at < backlog.measured_at:
        return Withheld.FUTURE
    ahead = ahead_of(hub, backlog, at)
    if ahead is None:
        return Withheld.BACKLOG
    if not any(flight.hub == hub.id and flight.capacity for flight in schedule.flights):
        return Withheld.CAPACITY
    last = at + schedule.horizon
    packed = worked(hub.hours, at, ahead + hub.handling, last)
    departure = _departure(schedule, hub, at, ahead, packed, last) if packed else None
    if packed is None or departure is None:
        return Withheld.HORIZON
    arrival = schedule.arrival
    cleared = worked(arrival.hours, departure.arrives + arrival.unload, arrival.customs, last)
    collected = _collected(schedule, cleared, last) if cleared else None
    if cleared is None or collected is None:
        return Withheld.HORIZON
    day = _delivery_day(destination, collected, last)
    if day is None:
        return Withheld.HORIZON
    if not _valid(schedule, day):
        return Withheld.INVALID
    by = readings(day, destination.hours.closes, destination.hours.zone)[1]
    if by > last:
        return Withheld.HORIZON
    here, there, home = hub.hours.zone, arrival.hours.zone, destination.hours.zone
    return Promise(
        by=by,
        day=day,
        window=(destination.hours.opens, destination.hours.closes),
        region=destination,
        hub=hub,
        flight=departure.flight,
        steps=(
            Step("order", destination.name, at, home),
            Step("packed", hub.name, packed, here),
            Step("cut-off", hub.name, departure.cut_off, here),
            Step("departure", hub.name, departure.departs, here),
            Step("arrival", arrival.name, departure.arrives, there),
            Step("customs", arrival.name, cleared, there),
            Step("collected", arrival.name, collected, there),
            Step("delivery", destination.name, by, home),
        ),
    )


def ahead_of(hub: Hub, backlog: Backlog, at: datetime) -> timedelta | None:
    """Work that may lie before an order at `at`; None where nobody knows.

    What was worked off since the count is not credited: the hub may have been closed, and a later order must not
    overtake an earlier one.
    """
    since = at - backlog.measured_at
    grown = backlog.hours + hub.intake_hours_per_day * (since / DAY)
    limit = hub.backlog_limit_hours
    if limit is not None and backlog.hours <= limit:  # a limit that does not hold any more is none
        hours = limit if since > hub.backlog_valid else min(grown, limit)
    elif since > hub.backlog_valid:
        return None
    else:
        hours = grown
    return timedelta(seconds=math.ceil(round(hours * 3600, 3)))


def _departure(
    schedule: Schedule, hub: Hub, at: datetime, ahead: timedelta, packed: datetime, last: datetime
) -> _Departure | None:
    """The flight that takes the parcel, when those before it are loaded in turn up to each flight's capacity."""
    before = parcels_in(hub, ahead)
    flown = 0
    for departure in _departures(schedule, hub, at, last):
        if packed <= departure.cut_off and before - flown < departure.capacity:
            return departure
        done = work_between(hub.hours, at, departure.cut_off) - hub.handling
        ready = min(before, done * hub.parcels_per_hour // timedelta(hours=1)) if done > timedelta() else 0
        flown += min(departure.capacity, max(0, ready - flown))
    return None


def parcels_in(hub: Hub, work: timedelta) -> int:
    return -(-work * hub.parcels_per_hour // timedelta(hours=1))


def _departures(schedule: Schedule, hub: Hub, at: datetime, last: datetime) -> Iterator[_Departure]:
    """In the order of their cut-offs, without those that a later one overtakes: they take no promised parcel."""
    zone = hub.hours.zone
    found: list[_Departure] = []
    for flight in schedule.flights:
        if flight.hub != hub.id or not flight.capacity:
            continue
        day, end = at.astimezone(zone).date() - 2 * DAY, last.astimezone(zone).date() + 2 * DAY
        while day <= end:
            if flight.flies_on(day) and _valid(schedule, day):
                first, latest = readings(day, flight.departs, zone)
                arrives = latest + flight.block + flight.delay
                found.append(_Departure(flight, flight.capacity, day, first - flight.cut_off, latest, arrives))
            day += DAY
    earliest: datetime | None = None
    kept: list[_Departure] = []
    for departure in sorted(found, key=lambda each: (each.cut_off, each.arrives, each.flight.number), reverse=True):
        if earliest is None or departure.arrives < earliest:
            earliest = departure.arrives
            kept.append(departure)
    return (departure for departure in reversed(kept) if departure.cut_off >= at)


def _collected(schedule: Schedule, cleared: datetime, last: datetime) -> datetime | None:
    """When the courier's van leaves that surely has the parcel."""
    arrival = schedule.arrival
    zone = arrival.hours.zone
    day = cleared.astimezone(zone).date() - 2 * DAY
    while day <= last.astimezone(zone).date() + DAY:
        first, latest = readings(day, arrival.collected, zone)
        if arrival.hours.open_on(day) and first >= cleared:
            return latest
        day += DAY
    return None


def _delivery_day(destination: Destination, collected: datetime, last: datetime) -> date | None:
    """The nth delivery day after the day of collection, by the clock where it is delivered."""
    zone = destination.hours.zone
    day, left = collected.astimezone(zone).date(), destination.days
    while left and day <= last.astimezone(zone).date() + DAY:
        day += DAY
        left -= destination.hours.open_on(day)
    return None if left else day


def _valid(schedule: Schedule, day: date) -> bool:
    return schedule.valid_from <= day <= schedule.valid_until
