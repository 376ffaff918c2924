"""The charter's schedule as plain data, and the promise that is made of it.

Hours and days are durations; `opens`, `departs` and the like are wall-clock times of the place they stand beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

MONDAY_TO_SUNDAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Words:
    en: str
    zh: str

    def to(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Hours:
    """When a place works, by its own wall clock. closes <= opens: until then on the next day (00:00 is midnight).

    weekdays: 0 is Monday, of the day that it opens. closed: that day's dates on which it does not open.
    """

    zone: ZoneInfo
    opens: time
    closes: time
    weekdays: frozenset[int] = MONDAY_TO_SUNDAY
    closed: frozenset[date] = frozenset()

    def open_on(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.closed


@dataclass(frozen=True, slots=True)
class Backlog:
    """Hours of work for everything that was ordered before and has not flown, and when that was counted."""

    hours: float
    measured_at: datetime


@dataclass(frozen=True, slots=True)
class Hub:
    """Where parcels are packed, first come first served, for the flights that leave beside it.

    intake_hours_per_day: at most so much work comes in; backlog_limit_hours: more than this never lies there, so
    that an old measurement does no harm. Without a limit a measurement counts for backlog_valid and no longer.
    """

    id: str
    name: Words
    hours: Hours
    handling: timedelta  # of opening hours, from a parcel's turn until it is ready for the flight
    parcels_per_hour: int
    backlog: Backlog
    intake_hours_per_day: float
    backlog_valid: timedelta
    backlog_limit_hours: float | None = None
    serves: frozenset[str] = frozenset()  # ISO 3166-1 countries of origin of the goods that it packs


@dataclass(frozen=True, slots=True)
class Flight:
    """A charter. weekdays and dates: of the departure, by the hub's clock. capacity: parcels; None is unknown."""

    number: str
    hub: str
    departs: time
    cut_off: timedelta  # before departure; what is ready at that very second still flies
    block: timedelta
    delay: timedelta  # that the rules allow
    capacity: int | None
    weekdays: frozenset[int] = frozenset()
    dates: frozenset[date] = frozenset()
    cancelled: frozenset[date] = frozenset()

    def flies_on(self, day: date) -> bool:
        return (day.weekday() in self.weekdays or day in self.dates) and day not in self.cancelled


@dataclass(frozen=True, slots=True)
class Arrival:
    """The airport that all flights go to. customs: its working hours; collected: when the courier's van leaves."""

    name: Words
    hours: Hours
    unload: timedelta
    customs: timedelta  # of customs' working hours
    collected: time


@dataclass(frozen=True, slots=True)
class Destination:
    """A region that parcels are delivered to, on the nth delivery day after they were collected."""

    id: str
    name: Words
    hours: Hours  # of the courier's rounds; opens < closes
    days: int


@dataclass(frozen=True, slots=True)
class Schedule:
    as_of: datetime
    valid_for: timedelta  # from as_of; then it is stale
    valid_from: date
    valid_until: date  # the last day that holidays and flights are known of, at every place
    horizon: timedelta  # nothing later than this after the order is promised
    hubs: tuple[Hub, ...]
    flights: tuple[Flight, ...]
    arrival: Arrival
    destinations: tuple[Destination, ...]
    home: str = ""  # the destination that is shown where nobody chose one

    def hub(self, hub_id: str) -> Hub | None:
        return next((hub for hub in self.hubs if hub.id == hub_id), None)

    def destination(self, region: str) -> Destination | None:
        return next((found for found in self.destinations if found.id == region), None)

    def hub_serving(self, country: str) -> Hub | None:
        return next((hub for hub in self.hubs if country in hub.serves), None)


Backlogs = Mapping[str, Backlog]  # by hub, newer than the schedule's own


class Withheld(StrEnum):
    """Why there is no promise, for staff. A visitor reads that the day cannot be promised now."""

    STALE = "the schedule is older than it may be"
    FUTURE = "the schedule or a backlog is from the future: look at the booth's clock"
    INVALID = "the day of the order, of the flight or of the delivery is outside the schedule's validity"
    PLACE = "the schedule has no such hub or region"
    BACKLOG = "nobody has counted the hub's backlog lately, and it has no limit"
    CAPACITY = "no capacity is known of any flight from the hub"
    HORIZON = "it would be later than the schedule promises anything"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way and its latest time. kind: order, packed, cut-off, departure, arrival, customs,
    collected, delivery. latest: UTC; zone: of the place, for showing it."""

    kind: str
    place: Words
    latest: datetime
    zone: ZoneInfo

    @property
    def local(self) -> datetime:
        return self.latest.astimezone(self.zone)


@dataclass(frozen=True, slots=True)
class Promise:
    """by: the last instant of delivery, UTC; day: its date where it is delivered."""

    by: datetime
    day: date
    window: tuple[time, time]
    region: Destination
    hub: Hub
    flight: Flight
    steps: tuple[Step, ...] = field(default=())

    def step(self, kind: str) -> Step:
        return next(step for step in self.steps if step.kind == kind)
