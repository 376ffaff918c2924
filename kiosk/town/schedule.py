"""The charter flights as staff write them: hubs that pack, flights, customs, rounds of delivery, holidays.

Times of day are wall-clock times of the place they stand with. kiosk.staff.promise makes of it what
kiosk.order.promise reckons with.
"""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field
from pydantic_core import PydanticCustomError

from kiosk.town.plain import Place, Plain, Text

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def _of_the_wall(at: time) -> time:
    if at.tzinfo is not None or at.second or at.microsecond:
        raise PydanticCustomError("time_of_the_wall", "a wall clock shows hours and minutes")
    return at


ClockTime = Annotated[time, AfterValidator(_of_the_wall)]


class Holidays(Plain):
    """Days on which a country's hubs, customs and couriers do not work. Charter flights fly all the same."""

    country: str = Field(pattern=r"^[A-Z]{2}$")
    days: tuple[date, ...] = Field(min_length=1)


class Backlog(Plain):
    """Hours of work for everything that was ordered before and has not flown; above `limit_hours` it never gets."""

    hours: float = Field(ge=0, le=1000)
    measured_at: AwareDatetime
    valid_hours: float = Field(gt=0, le=720)
    intake_hours_per_day: float = Field(ge=0, le=240)  # at most so much work comes in
    limit_hours: float | None = Field(default=None, ge=0, le=1000)


class Hub(Plain):
    """Where parcels are packed, beside the airport of departure. closes <= opens is the next day's."""

    id: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    place: Place
    time_zone: str  # IANA
    serves: tuple[str, ...] = Field(min_length=1)  # countries of origin of the goods that it packs
    opens: ClockTime
    closes: ClockTime
    weekdays: tuple[Weekday, ...] = Field(min_length=1)
    handling_hours: float = Field(ge=0, le=240)  # of opening hours
    parcels_per_hour: int = Field(ge=1, le=100_000)
    backlog: Backlog


class Flight(Plain):
    """A charter from a hub to the arrival. weekdays, dates: of departure. Without a capacity no promise flies."""

    number: str = Field(pattern=r"^([A-Z][A-Z0-9]|\d[A-Z]) ?\d{1,4}$")
    hub: str
    weekdays: tuple[Weekday, ...] = ()
    dates: tuple[date, ...] = ()
    cancelled: tuple[date, ...] = ()
    departs: ClockTime
    cut_off_hours: float = Field(ge=0, le=48)
    block_minutes: int = Field(ge=15, le=2880)
    delay_hours: float = Field(ge=0, le=48)  # that is within the rules
    capacity: int | None = Field(default=None, ge=1, le=1_000_000)  # parcels


class Arrival(Plain):
    """Where all flights land. opens, closes, weekdays: of customs; collected: when the courier's van leaves."""

    place: Place
    time_zone: str
    opens: ClockTime
    closes: ClockTime
    weekdays: tuple[Weekday, ...] = Field(min_length=1)
    unload_hours: float = Field(ge=0, le=72)
    customs_hours: float = Field(ge=0, le=240)  # of its working hours
    collected: ClockTime


class Destination(Plain):
    """A region that is delivered to, on the nth delivery day after collection."""

    id: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    name: Text
    country: str = Field(pattern=r"^[A-Z]{2}$")
    time_zone: str
    days: int = Field(ge=1, le=60)
    delivers_from: ClockTime
    delivers_until: ClockTime
    weekdays: tuple[Weekday, ...] = Field(min_length=1)


class Schedule(Plain):
    as_of: AwareDatetime
    valid_for_days: int = Field(ge=1, le=730)  # from as_of; a schedule that is older promises nothing
    valid_from: date
    valid_until: date  # the last day that flights and holidays are known of
    horizon_days: int = Field(ge=1, le=60)  # nothing later than this after an order is promised
    home: str  # the region that is shown where nobody chose one
    arrival: Arrival
    hubs: tuple[Hub, ...] = Field(min_length=1)
    flights: tuple[Flight, ...] = Field(min_length=1)
    regions: tuple[Destination, ...] = Field(min_length=1)
    holidays: tuple[Holidays, ...] = ()
