"""The promise reckoned by hand: clocks, midnights, the date line, leap days, and each reason to withhold it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from kiosk.order.promise import Backlog, Flight, Hours, Promise, Schedule, Withheld, promise, why_not
from kiosk.order.promise.clock import readings, windows, work_between, worked

SHANGHAI, AMSTERDAM, AUCKLAND, HONOLULU = map(
    ZoneInfo, ("Asia/Shanghai", "Europe/Amsterdam", "Pacific/Auckland", "Pacific/Honolulu")
)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONDAY_NOON = datetime(2026, 9, 7, 12, tzinfo=SHANGHAI)


def made(schedule: Schedule, at: datetime) -> Promise:
    found = why_not(schedule, at, "zhejiang")
    assert isinstance(found, Promise), found
    return found


def locals_of(found: Promise) -> dict[str, str]:
    return {step.kind: f"{step.local:%a %d %H:%M}" for step in found.steps}


def with_flight(schedule: Schedule, **changes: object) -> Schedule:
    return replace(schedule, flights=(replace(schedule.flights[0], **changes),))  # type: ignore[arg-type]


def with_hub(schedule: Schedule, **changes: object) -> Schedule:
    return replace(schedule, hubs=(replace(schedule.hubs[0], **changes),))  # type: ignore[arg-type]


# --- the way, step by step ----------------------------------------------------------------------------------


def test_the_way_by_hand(schedule: Schedule) -> None:
    found = made(schedule, MONDAY_NOON)
    assert locals_of(found) == {
        "order": "Mon 07 12:00",
        "packed": "Mon 07 13:00",  # opens at 08:00 there: 3 h of backlog, 2 h for the parcel itself
        "cut-off": "Mon 07 17:00",
        "departure": "Mon 07 21:00",
        "arrival": "Tue 08 17:00",  # 19:00 UTC, 12 h of flight, 2 h late
        "customs": "Wed 09 13:00",  # unloaded at 19:00, when customs is closed
        "collected": "Wed 09 18:00",
        "delivery": "Thu 10 20:00",
    }
    assert found.by == datetime(2026, 9, 10, 12, tzinfo=UTC)
    assert found.day == date(2026, 9, 10)
    assert found.flight.number == "GT 8812"


@pytest.mark.parametrize(
    ("backlog_h", "cut_off"), [(7.0, "Mon 07 17:00"), (7 + 1 / 3600, "Wed 09 17:00"), (9.0, "Wed 09 17:00")]
)
def test_ready_at_the_cut_off_still_flies_and_a_second_later_does_not(
    schedule: Schedule, backlog_h: float, cut_off: str
) -> None:
    at = datetime(2026, 9, 7, 8, tzinfo=AMSTERDAM)
    schedule = with_hub(schedule, backlog=Backlog(backlog_h, at))
    assert locals_of(made(schedule, at))["cut-off"] == cut_off


def test_a_newer_backlog_counts_instead(schedule: Schedule) -> None:
    newer = {"amsterdam": Backlog(30.0, MONDAY_NOON - HOUR)}
    found = promise(schedule, MONDAY_NOON, "zhejiang", newer)
    assert found
    assert locals_of(found)["packed"] == "Wed 09 16:00"  # 32 hours at twelve a day


def test_customs_waits_for_unloading(schedule: Schedule) -> None:
    found = made(with_flight(schedule, block=5 * HOUR), MONDAY_NOON)
    assert (locals_of(found)["arrival"], locals_of(found)["customs"]) == ("Tue 08 10:00", "Tue 08 16:00")


def test_holidays_of_each_place(schedule: Schedule) -> None:
    """The hub's on Monday, customs' on the day after landing, the courier's on the day of delivery."""

    def closed(hours: Hours, day: int) -> Hours:
        return replace(hours, closed=frozenset({date(2026, 9, day)}))

    hub, arrival, home = schedule.hubs[0], schedule.arrival, schedule.destinations[0]
    assert locals_of(made(with_hub(schedule, hours=closed(hub.hours, 7)), MONDAY_NOON))["packed"] == "Tue 08 13:00"
    customs = replace(schedule, arrival=replace(arrival, hours=closed(arrival.hours, 9)))
    assert locals_of(made(customs, MONDAY_NOON))["customs"] == "Thu 10 13:00"
    courier = replace(schedule, destinations=(replace(home, hours=closed(home.hours, 10)),))
    assert made(courier, MONDAY_NOON).day == date(2026, 9, 11)


def test_a_cancelled_flight_and_an_extra_one(schedule: Schedule) -> None:
    monday, tuesday = date(2026, 9, 7), date(2026, 9, 8)
    assert (
        locals_of(made(with_flight(schedule, cancelled=frozenset({monday})), MONDAY_NOON))["cut-off"][:3] == "Wed"
    )
    extra = with_flight(schedule, cancelled=frozenset({monday}), dates=frozenset({tuesday}))
    assert locals_of(made(extra, MONDAY_NOON))["cut-off"][:3] == "Tue"


def test_a_full_flight_leaves_the_rest_for_the_next(schedule: Schedule) -> None:
    """Three hours of work at ten an hour are thirty parcels before this one."""
    assert locals_of(made(with_flight(schedule, capacity=31), MONDAY_NOON))["cut-off"] == "Mon 07 17:00"
    assert locals_of(made(with_flight(schedule, capacity=30), MONDAY_NOON))["cut-off"] == "Wed 09 17:00"
    assert locals_of(made(with_flight(schedule, capacity=15), MONDAY_NOON))["cut-off"] == "Fri 11 17:00"


def test_parcels_in_handling_miss_the_flight_too(schedule: Schedule) -> None:
    """Eighty parcels before; at Monday's cut-off nine hours are worked, two of them handling: seventy fly."""
    at = datetime(2026, 9, 7, 8, tzinfo=AMSTERDAM)
    schedule = with_hub(schedule, backlog=Backlog(8.0, at))
    one = schedule.flights[0]
    small = replace(one, number="GT 2", weekdays=frozenset({2}), capacity=10)
    schedule = replace(schedule, flights=(replace(one, weekdays=frozenset({0, 4})), small))
    assert locals_of(made(schedule, at))["cut-off"] == "Fri 11 17:00"
    schedule = replace(schedule, flights=(schedule.flights[0], replace(small, capacity=11)))
    assert locals_of(made(schedule, at))["cut-off"] == "Wed 09 17:00"


def test_a_flight_that_a_later_one_overtakes_carries_no_promise(schedule: Schedule) -> None:
    slow = replace(schedule.flights[0], number="GT 1", departs=time(19), block=40 * HOUR, cut_off=2 * HOUR)
    both = replace(schedule, flights=(slow, replace(schedule.flights[0], cut_off=HOUR)))
    assert made(both, MONDAY_NOON).flight.number == "GT 8812"


def test_the_latest_of_several_hubs_counts(schedule: Schedule) -> None:
    far = replace(schedule.hubs[0], id="auckland", handling=30 * HOUR)
    both = replace(
        schedule,
        hubs=(*schedule.hubs, far),
        flights=(*schedule.flights, replace(schedule.flights[0], hub="auckland", number="GT 8930")),
    )
    near_only = promise(both, MONDAY_NOON, "zhejiang", hubs=["amsterdam"])
    assert near_only
    assert near_only.flight.number == "GT 8812"
    everything = promise(both, MONDAY_NOON, "zhejiang")
    assert everything
    assert everything.flight.number == "GT 8930"
    assert everything.by > near_only.by


def test_a_leap_day_is_a_day(schedule: Schedule) -> None:
    schedule = replace(schedule, valid_until=date(2028, 12, 31), valid_for=900 * DAY)
    schedule = with_hub(schedule, backlog_valid=900 * DAY)
    found = made(schedule, datetime(2028, 2, 25, 12, tzinfo=SHANGHAI))  # a Friday
    assert found.step("customs").local.date() == date(2028, 2, 28)  # landed on Saturday evening, closed on Sunday
    assert found.day == date(2028, 2, 29)


def test_over_the_date_line(schedule: Schedule) -> None:
    """Leaves Auckland on Tuesday morning and lands in Honolulu on Monday."""
    schedule = with_hub(schedule, hours=Hours(AUCKLAND, time(0), time(0)))
    schedule = with_flight(
        schedule, departs=time(9), block=9 * HOUR, delay=timedelta(), weekdays=frozenset({1}), cut_off=HOUR
    )
    arrival = replace(schedule.arrival, hours=replace(schedule.arrival.hours, zone=HONOLULU))
    home = replace(schedule.destinations[0], hours=replace(schedule.destinations[0].hours, zone=HONOLULU))
    schedule = replace(schedule, arrival=arrival, destinations=(home,))
    found = made(schedule, datetime(2026, 9, 7, 12, tzinfo=AUCKLAND))
    assert locals_of(found)["departure"] == "Tue 08 09:00"
    assert locals_of(found)["arrival"] == "Mon 07 20:00"
    assert found.day == date(2026, 9, 9)


def test_midnight_is_the_end_of_the_day_and_a_cut_off_may_fall_on_the_day_before(schedule: Schedule) -> None:
    schedule = with_hub(schedule, hours=Hours(AMSTERDAM, time(12), time(0), frozenset({0})))  # Monday, to 24:00
    schedule = with_flight(schedule, departs=time(0), cut_off=timedelta(), weekdays=frozenset({1}))
    late = datetime(2026, 9, 7, 19, tzinfo=AMSTERDAM)
    assert locals_of(made(schedule, late))["packed"] == "Tue 08 00:00"
    assert locals_of(made(schedule, late))["cut-off"] == "Tue 08 00:00"
    assert locals_of(made(schedule, late + timedelta(seconds=1)))["cut-off"] == "Tue 15 00:00"
    schedule = with_flight(schedule, departs=time(0, 30), cut_off=HOUR)
    assert locals_of(made(schedule, datetime(2026, 9, 7, 18, tzinfo=AMSTERDAM)))["cut-off"] == "Mon 07 23:30"


# --- clocks that change -------------------------------------------------------------------------------------

SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)  # in Amsterdam: 02:00 becomes 03:00, 03:00 becomes 02:00


def test_a_time_that_a_clock_shows_twice_or_never() -> None:
    assert readings(AUTUMN, time(2, 30), AMSTERDAM) == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )
    assert readings(SPRING, time(2, 30), AMSTERDAM) == (
        datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
        datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
    )
    once = datetime(2027, 3, 28, 10, tzinfo=UTC)
    assert readings(SPRING, time(12), AMSTERDAM) == (once, once)


def test_a_departure_in_a_fold_is_packed_for_early_and_lands_late(schedule: Schedule) -> None:
    at = datetime(2026, 10, 23, 8, tzinfo=AMSTERDAM)
    schedule = with_flight(schedule, departs=time(2, 30), weekdays=frozenset({6}))
    found = made(schedule, at)
    assert found.step("cut-off").latest == datetime(2026, 10, 24, 20, 30, tzinfo=UTC)  # 4 h before the first 02:30
    assert found.step("arrival").latest == datetime(2026, 10, 25, 15, 30, tzinfo=UTC)  # 14 h after the second


@pytest.mark.parametrize(
    ("block", "leaves"),
    [
        (timedelta(hours=14), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),  # before both: it may wait
        (
            timedelta(hours=14, minutes=45),
            datetime(2026, 10, 26, 1, 30, tzinfo=UTC),
        ),  # between: it may have left
    ],
)
def test_a_van_that_leaves_in_a_fold(schedule: Schedule, block: timedelta, leaves: datetime) -> None:
    schedule = with_flight(
        schedule, weekdays=frozenset({5}), departs=time(12), block=block, delay=timedelta(), cut_off=HOUR
    )
    arrival = replace(
        schedule.arrival,
        hours=Hours(AMSTERDAM, time(0), time(0)),
        unload=timedelta(),
        customs=timedelta(),
        collected=time(2, 30),
    )
    found = made(replace(schedule, arrival=arrival), datetime(2026, 10, 22, 8, tzinfo=AMSTERDAM))
    assert found.step("departure").latest == datetime(2026, 10, 24, 10, tzinfo=UTC)
    assert found.step("collected").latest == leaves


def test_a_round_that_ends_in_a_fold_ends_the_second_time(schedule: Schedule) -> None:
    home = replace(schedule.destinations[0], hours=Hours(AMSTERDAM, time(1), time(2, 30), frozenset({6})))
    schedule = replace(schedule, destinations=(home,))
    found = made(schedule, datetime(2026, 10, 19, 8, tzinfo=AMSTERDAM))
    assert (found.day, found.by) == (AUTUMN, datetime(2026, 10, 25, 1, 30, tzinfo=UTC))


@pytest.mark.parametrize(("day", "open_for"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 9, 7), 24)])
def test_days_of_23_and_25_hours(day: date, open_for: int) -> None:
    always = Hours(AMSTERDAM, time(0), time(0))
    start = datetime.combine(day, time(0), tzinfo=AMSTERDAM).astimezone(UTC)
    end = datetime.combine(day + DAY, time(0), tzinfo=AMSTERDAM).astimezone(UTC)
    assert work_between(always, start, end) == open_for * HOUR
    assert worked(always, start, open_for * HOUR, end + DAY) == end


def test_opening_hours_never_overlap() -> None:
    """A place that works around the clock from the hour that comes twice."""
    always = Hours(AMSTERDAM, time(2, 30), time(2, 30))
    spans = list(windows(always, datetime(2026, 10, 22, tzinfo=UTC), datetime(2026, 10, 28, tzinfo=UTC)))
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


# --- no promise ---------------------------------------------------------------------------------------------


def test_a_naive_time_is_refused(schedule: Schedule) -> None:
    with pytest.raises(ValueError, match="has none"):
        promise(schedule, datetime(2026, 9, 7, 12), "zhejiang")  # noqa: DTZ001


def test_stale_to_the_second(schedule: Schedule) -> None:
    schedule = replace(schedule, valid_for=30 * DAY)
    last = schedule.as_of + 30 * DAY
    assert isinstance(why_not(schedule, last, "zhejiang"), Promise)
    assert why_not(schedule, last + timedelta(seconds=1), "zhejiang") is Withheld.STALE
    assert why_not(schedule, schedule.as_of - timedelta(seconds=1), "zhejiang") is Withheld.FUTURE


def test_a_backlog_counts_while_it_is_fresh_and_then_its_limit(schedule: Schedule) -> None:
    measured = MONDAY_NOON - 30 * HOUR
    stale = with_hub(schedule, backlog=Backlog(3.0, measured), backlog_valid=DAY)
    assert why_not(stale, MONDAY_NOON, "zhejiang") is Withheld.BACKLOG
    limited = with_hub(stale, backlog_limit_hours=6.0)
    assert locals_of(made(limited, MONDAY_NOON))["packed"] == "Mon 07 16:00"  # six, not three
    broken = with_hub(limited, backlog=Backlog(7.0, measured))
    assert why_not(broken, MONDAY_NOON, "zhejiang") is Withheld.BACKLOG
    fresh = with_hub(broken, backlog=Backlog(7.0, MONDAY_NOON - HOUR))
    assert locals_of(made(fresh, MONDAY_NOON))["packed"] == "Mon 07 17:00"
    ahead = with_hub(schedule, backlog=Backlog(3.0, MONDAY_NOON + HOUR))
    assert why_not(ahead, MONDAY_NOON, "zhejiang") is Withheld.FUTURE


def test_what_comes_in_since_the_count_counts(schedule: Schedule) -> None:
    grown = with_hub(schedule, backlog=Backlog(3.0, MONDAY_NOON - 12 * HOUR), intake_hours_per_day=4.0)
    assert locals_of(made(grown, MONDAY_NOON))["packed"] == "Mon 07 15:00"


def test_outside_its_validity(schedule: Schedule) -> None:
    """Orders before its first day, flights and deliveries after its last."""
    assert why_not(replace(schedule, valid_from=date(2026, 9, 8)), MONDAY_NOON, "zhejiang") is Withheld.INVALID
    assert isinstance(why_not(replace(schedule, valid_until=date(2026, 9, 10)), MONDAY_NOON, "zhejiang"), Promise)
    assert why_not(replace(schedule, valid_until=date(2026, 9, 9)), MONDAY_NOON, "zhejiang") is Withheld.INVALID


def test_no_capacity_no_horizon_no_place(schedule: Schedule) -> None:
    assert why_not(with_flight(schedule, capacity=None), MONDAY_NOON, "zhejiang") is Withheld.CAPACITY
    by = made(schedule, MONDAY_NOON).by - MONDAY_NOON
    assert isinstance(why_not(replace(schedule, horizon=by), MONDAY_NOON, "zhejiang"), Promise)
    short = replace(schedule, horizon=by - timedelta(seconds=1))
    assert why_not(short, MONDAY_NOON, "zhejiang") is Withheld.HORIZON
    never = with_flight(schedule, weekdays=frozenset())
    assert why_not(never, MONDAY_NOON, "zhejiang") is Withheld.HORIZON
    assert why_not(schedule, MONDAY_NOON, "atlantis") is Withheld.PLACE
    assert why_not(schedule, MONDAY_NOON, "zhejiang", hubs=["atlantis"]) is Withheld.PLACE
    assert why_not(schedule, MONDAY_NOON, "zhejiang", hubs=[]) is Withheld.PLACE
    assert promise(schedule, MONDAY_NOON, "atlantis") is None


def test_a_flight_without_known_capacity_is_not_counted_on(schedule: Schedule) -> None:
    unknown = replace(schedule.flights[0], number="GT 1", capacity=None, weekdays=frozenset({0}))
    known: Flight = replace(schedule.flights[0], weekdays=frozenset({2}))
    assert made(replace(schedule, flights=(unknown, known)), MONDAY_NOON).flight.number == "GT 8812"
