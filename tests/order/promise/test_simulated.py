"""Promises against the schedule's own simulation: any zone, around any change of its clocks from 2024 to 2030."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kiosk.order.promise import (
    Arrival,
    Backlog,
    Destination,
    Flight,
    Hours,
    Hub,
    Promise,
    Schedule,
    Withheld,
    Words,
    promise,
    why_not,
)
from kiosk.order.promise.clock import readings, windows
from kiosk.order.promise.simulate import is_open, meant_by, simulate, worst

NAME = Words("Somewhere", "某地")
DAY = timedelta(days=1)
ZONES = sorted(zone for zone in zoneinfo.available_timezones() if zone != "localtime")


@cache
def changes(zone: str) -> tuple[datetime, ...]:
    """The instants at which the zone's clocks change from 2024 to 2030; its new years where they never do."""
    clock, found = ZoneInfo(zone), []
    now = datetime(2024, 1, 3, tzinfo=UTC)
    while now.year < 2031:
        before, step = now.astimezone(clock).utcoffset(), DAY
        if before != (now + DAY).astimezone(clock).utcoffset():
            change = now
            while step > timedelta(minutes=15):
                step /= 2
                if (change + step).astimezone(clock).utcoffset() == before:
                    change += step
            found.append(datetime.fromtimestamp((change.timestamp() // 900 + 1) * 900, UTC))
        now += DAY
    return tuple(found) or tuple(datetime(year, 1, 1, tzinfo=UTC) for year in range(2025, 2031))


def wall_times(zone: ZoneInfo, around: datetime) -> st.SearchStrategy[time]:
    """What its clock shows, or skips, near the change; midnight; any other."""
    change = (around - DAY / 24).astimezone(zone)  # an hour before, and on from there by that clock
    near = st.integers(-4, 12).map(lambda n: (change.replace(tzinfo=None) + n * timedelta(minutes=15)).time())
    anything = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
    return near | st.just(time(0)) | anything


def spans(most_quarters: int, least: int = 0) -> st.SearchStrategy[timedelta]:
    return st.integers(least, most_quarters).map(lambda n: n * timedelta(minutes=15))


@st.composite
def hours(draw: st.DrawFn, zone: ZoneInfo, around: datetime, *, by_day: bool = False) -> Hours:
    opens, closes = draw(wall_times(zone, around)), draw(wall_times(zone, around))
    if by_day and closes <= opens:
        opens, closes = (closes, opens) if closes < opens else (time(9), time(20))
    weekdays = draw(st.sets(st.integers(0, 6), min_size=2).map(frozenset))
    closed = draw(st.sets(st.integers(-4, 8), max_size=3))
    return Hours(zone, opens, closes, weekdays, frozenset(around.date() + n * DAY for n in closed))


@st.composite
def cases(draw: st.DrawFn, flights: int = 3) -> tuple[Schedule, datetime]:
    """A schedule whose clocks change, and an order not long before."""
    first = draw(st.sampled_from(ZONES))
    around = draw(st.sampled_from(changes(first)))
    zones = [ZoneInfo(first), *(ZoneInfo(draw(st.sampled_from([first, *ZONES]))) for _ in range(2))]
    zones = draw(st.permutations(zones))
    before = st.integers(-6 * 86400, 86400) | st.integers(-86400, 3600)
    at = around + timedelta(seconds=draw(before))
    if draw(st.booleans()):
        at = at.replace(minute=0, second=0)
    measured = at - timedelta(hours=draw(st.integers(0, 30)))
    hub = Hub(
        id="hub",
        name=NAME,
        hours=draw(hours(zones[0], around)),
        handling=draw(spans(40)),
        parcels_per_hour=draw(st.integers(1, 12)),
        backlog=Backlog(draw(st.integers(0, 80)) / 4, measured),
        intake_hours_per_day=draw(st.sampled_from([0.0, 1.5, 6.0])),
        backlog_valid=timedelta(hours=24),
        backlog_limit_hours=draw(st.sampled_from([12.0, 20.0])),
    )
    planes = tuple(
        Flight(
            number=f"GT {number}",
            hub="hub",
            departs=draw(wall_times(zones[0], around)),
            cut_off=draw(spans(48)),
            block=draw(spans(96, 1)),
            delay=draw(spans(24)),
            capacity=draw(st.sampled_from([5, 30, 200])),
            weekdays=draw(st.sets(st.integers(0, 6), min_size=1).map(frozenset)),
            cancelled=frozenset(around.date() + n * DAY for n in draw(st.sets(st.integers(-3, 5), max_size=2))),
        )
        for number in range(1, draw(st.integers(1, flights)) + 1)
    )
    arrival = Arrival(
        NAME, draw(hours(zones[1], around)), draw(spans(16)), draw(spans(40)), draw(wall_times(zones[1], around))
    )
    region = Destination("there", NAME, draw(hours(zones[2], around, by_day=True)), draw(st.integers(1, 3)))
    schedule = Schedule(
        as_of=measured - DAY,
        valid_for=60 * DAY,
        valid_from=date(2023, 1, 1),
        valid_until=date(2032, 1, 1),
        horizon=45 * DAY,
        hubs=(hub,),
        flights=planes,
        arrival=arrival,
        destinations=(region,),
    )
    return schedule, at


def promised(schedule: Schedule, at: datetime) -> Promise:
    found = promise(schedule, at, "there")
    assume(found is not None)
    assert found
    return found


@settings(max_examples=80, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_no_simulation_breaks_a_promise(case: tuple[Schedule, datetime], chance: object) -> None:
    """The worst that the rules allow, and each step anywhere between kind and the worst."""
    schedule, at = case
    found = promised(schedule, at)
    draw: Callable[[], float] = chance.random  # type: ignore[attr-defined]
    for fate in (worst, lambda _: round(2 * draw()) / 2):
        delivered = simulate(schedule, at, "there", "hub", schedule.hubs[0].backlog, fate)
        assert delivered is not None
        assert delivered.at <= found.by
        assert delivered.day <= found.day


@settings(max_examples=100, deadline=None)
@given(cases(), st.integers(1, 3 * 86400))
def test_later_is_never_promised_earlier(case: tuple[Schedule, datetime], seconds: int) -> None:
    schedule, at = case
    found = promised(schedule, at)
    later = why_not(schedule, at + timedelta(seconds=seconds), "there")
    assert isinstance(later, Withheld) or (later.by, later.day) >= (found.by, found.day)


@settings(max_examples=40, deadline=None)
@given(cases(flights=1))
def test_not_needlessly_late(case: tuple[Schedule, datetime]) -> None:
    """Before the same work, at most one flight later than when every clock is read kindly and nobody dawdles."""
    schedule, at = case
    found = promised(schedule, at)
    assume(schedule.hubs[0].hours.opens != schedule.hubs[0].hours.closes)
    best = simulate(
        schedule, at, "there", "hub", schedule.hubs[0].backlog, lambda what: 1.0 if what == "backlog" else 0.0
    )
    assert best
    one_less = replace(schedule, flights=(without_day_of(schedule.flights[0], best.cut_off, schedule),))
    next_best = simulate(one_less, at, "there", "hub", schedule.hubs[0].backlog, worst)
    assert next_best is None or found.by <= next_best.at + timedelta(hours=3)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_hours_counted_on_are_hours_that_the_clock_shows(data: st.DataObject) -> None:
    """And at most those are not counted on that somebody there may read otherwise: two jumps of the clock."""
    name = data.draw(st.sampled_from(ZONES))
    around = data.draw(st.sampled_from(changes(name)))
    zone = ZoneInfo(name)
    of = data.draw(hours(zone, around))
    start, end = around - 2 * DAY, around + 2 * DAY
    counted = [span for span in windows(of, start, end) if span[0] < end]
    ticks = [start + n * timedelta(minutes=15) for n in range(4 * 96)]
    shown = {now for now in ticks if is_open(of, now)}
    reckoned = {now for now in ticks if any(opens <= now < closes for opens, closes in counted)}
    assert reckoned <= shown
    jump = abs((around + DAY).astimezone(zone).utcoffset() - (around - DAY).astimezone(zone).utcoffset())  # type: ignore[operator]
    assert len(shown - reckoned) * timedelta(minutes=15) <= 2 * jump
    leaves = data.draw(wall_times(zone, around))
    day = around.astimezone(zone).date()
    first, last = readings(day, leaves, zone)
    meant = meant_by(day, leaves, zone)
    assert (first, last) == (meant[0], meant[-1])


def without_day_of(flight: Flight, cut_off: datetime, schedule: Schedule) -> Flight:
    day = (cut_off + flight.cut_off).astimezone(schedule.hubs[0].hours.zone).date()
    return replace(flight, cancelled=flight.cancelled | {day})


@settings(max_examples=40, deadline=None)
@given(cases(flights=1))
def test_it_is_exactly_the_worst_where_clocks_do_not_change(case: tuple[Schedule, datetime]) -> None:
    schedule, at = case
    steady = ZoneInfo("Asia/Shanghai")
    schedule = replace(
        schedule,
        hubs=(replace(schedule.hubs[0], hours=replace(schedule.hubs[0].hours, zone=steady)),),
        arrival=replace(schedule.arrival, hours=replace(schedule.arrival.hours, zone=steady)),
        destinations=tuple(replace(d, hours=replace(d.hours, zone=steady)) for d in schedule.destinations),
    )
    found = promised(schedule, at)
    delivered = simulate(schedule, at, "there", "hub", schedule.hubs[0].backlog, worst)
    assert delivered
    assert (delivered.at, delivered.day, delivered.cut_off) == (found.by, found.day, found.step("cut-off").latest)


@settings(max_examples=40, deadline=None)
@given(cases(flights=1))
def test_a_flight_missed_by_a_second(case: tuple[Schedule, datetime]) -> None:
    """The last second at which an order still makes the promised flight, and the one after: the worst agrees."""
    schedule, at = case
    always = Hours(ZoneInfo("UTC"), time(0), time(0))
    steady = replace(schedule.hubs[0], intake_hours_per_day=0.0, hours=always, backlog_valid=60 * DAY)
    roomy = replace(schedule.flights[0], capacity=1000)
    schedule = replace(schedule, hubs=(steady,), flights=(roomy,))
    found = promised(schedule, at)
    slack = found.step("cut-off").latest - found.step("packed").latest
    last = at + slack
    for moment in (last, last + timedelta(seconds=1)):
        one, delivered = promised(schedule, moment), simulate(schedule, moment, "there", "hub", steady.backlog)
        assert delivered
        assert delivered.cut_off == one.step("cut-off").latest
        assert delivered.at <= one.by
    assert promised(schedule, last).step("cut-off").latest == found.step("cut-off").latest
    assert promised(schedule, last + timedelta(seconds=1)).step("cut-off").latest > found.step("cut-off").latest
