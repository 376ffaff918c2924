"""The way of one parcel, minute by minute in UTC, by looking at each place's wall clock and at nothing else.

Written apart from promise.py and clock.py, to test promises against: here a gap or a fold is not reckoned, it
happens to whoever watches the clock. What the rules leave open is decided by a Fate, from the kindest to the worst.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.order.promise.plan import Arrival, Backlog, Destination, Flight, Hours, Hub, Schedule

Fate = Callable[[str], float]
"""From 0.0, kind, to 1.0, the worst allowed, at "backlog", "reading", "delay", "unload", "customs" and "round"."""

_DAY = timedelta(days=1)


def worst(_: str) -> float:
    return 1.0


def kind(_: str) -> float:
    return 0.0


@dataclass(frozen=True, slots=True)
class Delivered:
    flight: Flight
    cut_off: datetime
    at: datetime
    day: date  # where it was delivered


@dataclass(frozen=True, slots=True)
class _Plane:
    flight: Flight
    capacity: int
    cut_off: datetime
    departs: datetime
    arrives: datetime  # at the latest

    @property
    def key(self) -> tuple[datetime, datetime, str]:
        return self.cut_off, self.arrives, self.flight.number


def simulate(
    schedule: Schedule, ordered_at: datetime, region: str, hub_id: str, backlog: Backlog, fate: Fate = worst
) -> Delivered | None:
    """Where and when the parcel ends; None where it is not delivered within 60 days."""
    hub, destination = schedule.hub(hub_id), schedule.destination(region)
    assert hub
    assert destination
    step = _step(schedule, hub, destination)
    at = ordered_at.astimezone(UTC)
    plane = _at_the_hub(schedule, hub, at, backlog, step, fate)
    if plane is None:
        return None
    arrival = schedule.arrival
    landed = plane.departs + plane.flight.block + fate("delay") * plane.flight.delay
    unloaded = landed + fate("unload") * arrival.unload
    cleared = _work(arrival.hours, unloaded, fate("customs") * arrival.customs, step)
    collected = _van(arrival, cleared, fate) if cleared else None
    delivered = _round(destination, collected, step, fate) if collected else None
    if delivered is None:
        return None
    day = delivered.astimezone(destination.hours.zone).date()
    return Delivered(plane.flight, plane.cut_off, delivered, day)


def _step(schedule: Schedule, hub: Hub, destination: Destination) -> timedelta:
    """The longest tick on which every wall time and every offset of today's zones falls."""
    flights = [flight for flight in schedule.flights if flight.hub == hub.id]
    times = [flight.departs for flight in flights] + [schedule.arrival.collected]
    times += [edge for of in (hub, schedule.arrival, destination) for edge in (of.hours.opens, of.hours.closes)]
    minutes = [at.minute for at in times] + [flight.cut_off // timedelta(minutes=1) for flight in flights]
    return timedelta(minutes=math.gcd(15, *minutes))


def _ticks(start: datetime, step: timedelta) -> Iterator[tuple[datetime, datetime]]:
    """From `start` to the next whole tick, and on from there, for 60 days."""
    end = start + 60 * _DAY
    while start < end:
        epoch = datetime(2000, 1, 1, tzinfo=UTC)
        after = epoch + ((start - epoch) // step + 1) * step
        yield start, after
        start = after


def is_open(hours: Hours, now: datetime) -> bool:
    wall = now.astimezone(hours.zone)
    today, at = wall.date(), wall.time()
    if hours.opens < hours.closes:
        return hours.open_on(today) and hours.opens <= at < hours.closes
    return (hours.open_on(today) and at >= hours.opens) or (hours.open_on(today - _DAY) and at < hours.closes)


def _work(hours: Hours, start: datetime, work: timedelta, step: timedelta) -> datetime | None:
    if not work:
        return start
    for now, after in _ticks(start, step):
        if is_open(hours, now):
            if work <= after - now:
                return now + work
            work -= after - now
    return None


def meant_by(day: date, at: time, zone: ZoneInfo) -> list[datetime]:
    """Each instant at which somebody there may think that it is `at` on that day.

    Whoever sleeps while the clock jumps goes by the offset of the day before, or by that of the day after.
    """
    wall = datetime.combine(day, at)
    around = wall.replace(tzinfo=UTC)  # within 14 hours of it, whatever the zone
    offsets = {(around + hours * timedelta(hours=1)).astimezone(zone).utcoffset() for hours in (-30, 30)}
    instants = sorted((around - offset) for offset in offsets if offset is not None)
    right = [instant for instant in instants if instant.astimezone(zone).replace(tzinfo=None) == wall]
    return right or instants


def _at_the_hub(
    schedule: Schedule, hub: Hub, at: datetime, backlog: Backlog, step: timedelta, fate: Fate
) -> _Plane | None:
    """The plane that takes the parcel: those before it are packed and loaded first, in turn."""
    hours = fate("backlog") * _most_before(hub, backlog, at)
    before = math.ceil(round(hours * hub.parcels_per_hour, 6))
    per_parcel = timedelta(hours=1) / hub.parcels_per_hour
    planes = _planes(schedule, hub, at, fate)
    open_for, flown = timedelta(), 0
    for now, after in _ticks(at, step):
        while planes and planes[0].cut_off <= now:
            plane = planes.pop(0)
            if plane.cut_off < at:
                continue
            packed = [n for n in range(flown + 1, before + 1) if n * per_parcel + hub.handling <= open_for]
            mine = open_for >= timedelta(hours=hours) + hub.handling
            if mine and before - flown < plane.capacity:
                return plane
            flown += min(len(packed), plane.capacity)
        if is_open(hub.hours, now):
            open_for += after - now
    return None


def _most_before(hub: Hub, backlog: Backlog, at: datetime) -> float:
    old = at - backlog.measured_at
    grown = backlog.hours + hub.intake_hours_per_day * (old / _DAY)
    if hub.backlog_limit_hours is None or backlog.hours > hub.backlog_limit_hours:
        return grown
    return hub.backlog_limit_hours if old > hub.backlog_valid else min(grown, hub.backlog_limit_hours)


def _planes(schedule: Schedule, hub: Hub, at: datetime, fate: Fate) -> list[_Plane]:
    """What leaves, in the order of cut-offs, but for what a later one overtakes; then as the clock is read."""
    planned: list[tuple[_Plane, list[datetime]]] = []
    first = at.astimezone(hub.hours.zone).date() - 2 * _DAY
    for flight in schedule.flights:
        for day in (first + n * _DAY for n in range(50)):
            within = schedule.valid_from <= day <= schedule.valid_until
            if flight.hub == hub.id and flight.capacity and within and flight.flies_on(day):
                meant = meant_by(day, flight.departs, hub.hours.zone)
                latest = meant[-1] + flight.block + flight.delay
                plane = _Plane(flight, flight.capacity, meant[0] - flight.cut_off, meant[-1], latest)
                planned.append((plane, meant))
    leaving = []
    for plane, meant in planned:
        if any(other.key > plane.key and other.arrives <= plane.arrives for other, _ in planned):
            continue
        harm = fate("reading")
        instant = meant[0] if harm < 0.5 else meant[-1]
        cut_off = plane.cut_off if harm == 1.0 else instant - plane.flight.cut_off
        leaving.append(_Plane(plane.flight, plane.capacity, cut_off, instant, plane.arrives))
    return sorted(leaving, key=lambda each: each.key)


def _van(arrival: Arrival, cleared: datetime, fate: Fate) -> datetime | None:
    zone = arrival.hours.zone
    first = cleared.astimezone(zone).date() - _DAY
    for day in (first + n * _DAY for n in range(60)):
        if not arrival.hours.open_on(day):
            continue
        meant = meant_by(day, arrival.collected, zone)
        harm = fate("reading")
        leaves = meant[0] if harm < 0.5 or (harm == 1.0 and meant[0] < cleared) else meant[-1]
        if leaves >= cleared:
            return leaves
    return None


def _round(destination: Destination, collected: datetime, step: timedelta, fate: Fate) -> datetime | None:
    hours = destination.hours
    last_date, counted = collected.astimezone(hours.zone).date(), 0
    delivering: list[datetime] = []
    for now, _ in _ticks(collected, step):
        wall = now.astimezone(hours.zone)
        if wall.date() != last_date:
            if counted == destination.days:
                break
            last_date = wall.date()
            counted += hours.open_on(last_date)
        if counted == destination.days and hours.opens <= wall.time() <= hours.closes:
            delivering.append(now)
    else:
        return None
    if not delivering:  # the clock jumped over the whole round
        return meant_by(last_date - _DAY, hours.closes, hours.zone)[-1]
    return delivering[round(fate("round") * (len(delivering) - 1))]
