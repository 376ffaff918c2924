"""A leg while it is being put together from events, and what one event says of carriers, flights and customs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.town.model import Leg, LegKind, Place, Temperature, Text
from kiosk.trace.epcis.event import Event
from kiosk.trace.journey.places import Places
from kiosk.trace.journey.profile import (
    CLEARING,
    COMING,
    LEAVING,
    PRODUCING,
    SELLING,
    anybodys,
    flight_number,
    local,
    ours,
    reasonable,
    words,
    written,
)
from kiosk.trace.rules.geography import RADIUS_KM, kilometres, located

_FLIGHT_IN_URI = re.compile(r"flight[:/=.-]([A-Z0-9]{2} ?\d{1,5})\b", re.IGNORECASE)
_CUSTOMS_WORDS = re.compile(r"customs|declaration|海关|报关", re.IGNORECASE)
_CUSTOMS_PLACES = re.compile(r"customs|海关|zoll|douane|aduana", re.IGNORECASE)
_MOST_READINGS = 20_000  # of one leg


@dataclass(slots=True)
class Draft:
    """events: places in the document's list. number: of our profile, where the document gives one."""

    kind: LegKind
    place: Place
    start: datetime
    end: datetime | None = None
    to: Place | None = None
    carrier: Text | None = None
    flight: str | None = None
    declaration: str | None = None
    customs: str | None = None
    low_high: tuple[float, float] | None = None
    readings: list[Temperature] = field(default_factory=list)
    note: Text | None = None
    number: int | None = None
    events: list[int] = field(default_factory=list)

    def leg(self) -> Leg:
        return Leg(
            kind=self.kind,
            place=self.place,
            to=self.to,
            start=self.start,
            end=self.end,
            carrier=self.carrier,
            flight=self.flight,
            declaration=self.declaration,
            customs=self.customs if self.customs in ("export", "import") else None,
            temperature_c=self.low_high,
            temperatures=tuple(self.readings[:_MOST_READINGS]),
            note=self.note,
        )

    def add(self, index: int) -> None:
        if index not in self.events:
            self.events.append(index)


@dataclass(slots=True)
class Told:
    """What a document lacks or contradicts itself in, by the rule that says so; the first word counts."""

    absent: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    at: dict[str, list[int]] = field(default_factory=dict)  # a fault's rule -> the events

    def fault(self, rule: str, staff: str, *indexes: int) -> None:
        self.faults.setdefault(rule, staff)
        self.at.setdefault(rule, []).extend(indexes)

    def lacks(self, rule: str, staff: str) -> None:
        self.absent.setdefault(rule, staff)


def near(one: Place | None, other: Place | None) -> bool:
    """Whether two places are one step's end and the next one's beginning."""
    if one is None or other is None:
        return False
    if located(one) and located(other):
        return kilometres(one, other) <= RADIUS_KM
    return one.name == other.name


def describe(draft: Draft, event: Event, index: int, told: Told) -> None:
    """Carrier, flight, declaration and note of an event, into the leg it is part of."""
    draft.add(index)
    extension = ours(event.extensions, "leg") or {}
    if not isinstance(extension, dict):
        extension = {}
    draft.carrier = (
        draft.carrier
        or words(extension.get("carrier"))
        or words(anybodys(event.extensions, "carrier", "carriername", "operator"))
    )
    draft.note = draft.note or words(extension.get("note"))
    said = written(extension.get("flight")) or _flight_said(event)
    if said is not None:
        number = flight_number(said)
        if number is None:
            told.fault("flight-number", f"{said!r} is no flight number", index)
        elif draft.flight is not None and _bare(draft.flight) != _bare(number):
            told.fault("flight-number", f"one flight is {draft.flight} and {number}", *draft.events)
        else:
            draft.flight = draft.flight or number
        if draft.kind is LegKind.TRANSPORT:
            draft.kind = LegKind.FLIGHT
    declared = written(extension.get("declaration")) or declaration(event)
    if draft.kind is LegKind.CUSTOMS and declared is not None:
        if draft.declaration is not None and draft.declaration != declared:
            told.fault("customs-entry", f"one clearance is {draft.declaration} and {declared}", *draft.events)
        draft.declaration = draft.declaration or declared
    direction = written(extension.get("customs")) or direction_of(event)
    if draft.kind is LegKind.CUSTOMS and direction is not None:
        draft.customs = draft.customs or direction


def _bare(number: str) -> str:
    return number.replace(" ", "")


def _flight_said(event: Event) -> str | None:
    said = anybodys(event.extensions, "flight", "flightnumber", "flightno", "flightid")
    if said is not None:
        return said
    for transaction in event.transactions:
        if found := _FLIGHT_IN_URI.search(transaction.id):
            return found[1]
    return None


def declaration(event: Event) -> str | None:
    """The number of a customs declaration, from an extension or a business transaction."""
    for name, value in event.extensions.items():
        if "declaration" in local(name) and (said := written(value)) is not None:
            return said
    for transaction in event.transactions:
        if _CUSTOMS_WORDS.search(f"{transaction.type or ''} {transaction.id}"):
            return transaction.id
    return None


def direction_of(event: Event) -> str | None:
    """ "export" or "import", where an extension or a transaction says so."""
    said = [anybodys(event.extensions, "customs", "customsdirection", "customsprocedure", "direction") or ""]
    said += [local(name) for name in event.extensions if _CUSTOMS_WORDS.search(local(name))]
    said += [
        f"{each.type or ''} {each.id}"
        for each in event.transactions
        if _CUSTOMS_WORDS.search(f"{each.type} {each.id}")
    ]
    for words_ in said:
        for direction in ("export", "import"):
            if direction in words_.lower():
                return direction
    return None


def is_customs(event: Event, places: Places) -> bool:
    step = event.biz_step
    if step in LEAVING or step in COMING or step in PRODUCING or step in SELLING:
        return False
    if declaration(event) is not None or any(_CUSTOMS_WORDS.search(local(name)) for name in event.extensions):
        return True
    place = places.here(event)
    return (
        step in CLEARING and place is not None and bool(_CUSTOMS_PLACES.search(f"{place.name.en} {place.name.zh}"))
    )


def readings(event: Event) -> tuple[list[Temperature], tuple[float, float] | None]:
    """The temperatures that an event's sensors report: those with a time of their own, and lowest and highest."""
    timed: list[Temperature] = []
    extremes: list[float] = []
    for place, sensor in enumerate(event.sensors):
        for position, report in enumerate(sensor.reports):
            values = [value for value in report.celsius() if -90 <= value <= 90]
            if not values:
                continue
            single = report.value is not None
            at = report.time or sensor.time
            if at is not None and not reasonable(at):
                continue
            if single and at is not None:
                value = next(report.celsius())
                if -90 <= value <= 90:
                    timed.append(Temperature(at=_as_written(event, place, position, at), celsius=round(value, 3)))
            else:
                extremes += [round(value, 3) for value in values]
    return timed, (min(extremes), max(extremes)) if extremes else None


def _as_written(event: Event, place: int, position: int, at: datetime) -> datetime:
    """The same time, on the clock that the document wrote it by."""
    try:
        element = event.raw["sensorElementList"][place]
        said = element["sensorReport"][position].get("time") or element["sensorMetadata"]["time"]
        found = datetime.fromisoformat(said)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        return at
    return found if found.tzinfo is not None and found == at else at


def measure(drafts: Sequence[Draft], draft: Draft, event: Event) -> None:
    """Into the leg of the event, what its sensors report."""
    timed, extremes = readings(event)
    draft.readings += timed
    if extremes is not None:
        low, high = draft.low_high or extremes
        draft.low_high = (min(low, extremes[0]), max(high, extremes[1]))
