"""Legs of a journey: places that exist, the order of time, speeds, customs and temperatures."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import Any

from kiosk.town.countries import territory
from kiosk.town.distance import great_circle_km
from kiosk.town.rules.known import Known
from kiosk.town.rules.say import Key, Writer, instant, nearest, span, tables

Legs = list[tuple[Key, dict[str, Any]]]
Spot = dict[str, Any]  # a place as written, of which every value is right

# Beyond doubt mistyped; what is merely unlikely is for the booth to judge.
FASTEST_KMH = {"flight": 1_200.0}
FASTEST_ON_LAND_KMH = 400.0
SAME_PLACE_KM = 50.0


def known_place(table: dict[str, Any], where: Key, key: str, say: Writer, known: Known) -> None:
    written = table.get(key)
    if isinstance(written, str) and written not in known.places and known.places_readable:
        guess = nearest(written, known.places)
        instead = f'write {key} = "{guess}"' if guess else f"add a section [{written}] to places.toml"
        say(where, f'{key} names "{written}", which is not in places.toml', instead)


def legs(found: Legs, say: Writer, known: Known) -> None:
    before: datetime | None = None
    for where, leg in found:
        for key in ("place", "to"):
            known_place(leg, (*where, key), key, say, known)
        if leg.get("kind") == "flight":
            if "flight" not in leg:
                say(where, "this flight has no flight number", 'add flight = "GT 8812"')
            if "to" not in leg:
                say(where, "this flight does not say where it went", 'add to = "a name from places.toml"')
        start, end = instant(leg.get("start")), instant(leg.get("end"))
        if start and before and start < before:
            what = f"this leg starts at {start.isoformat()}, before the leg above it is over ({before.isoformat()})"
            say((*where, "start"), what, "write the legs in the order of time, or correct one of the two")
        if start and end and end < start:
            say(
                (*where, "end"),
                f"this leg ends before it starts ({start.isoformat()})",
                "correct one of the two times",
            )
        elif start and end:
            _speed(leg, where, (end - start).total_seconds() / 3600, say, known)
        _measured(leg, where, say)
        _readings(leg, where, start, end, say)
        before = max((moment for moment in (start, end) if moment), default=None)
    _joints(found, say, known)
    _customs(found, say, known)


def _speed(leg: dict[str, Any], where: Key, hours: float, say: Writer, known: Known) -> None:
    a, b = _spot(leg, "place", known), _spot(leg, "to", known)
    if a is None or b is None:
        return
    km = _km(a, b)
    fastest = FASTEST_KMH.get(str(leg.get("kind")), FASTEST_ON_LAND_KMH)
    if km > SAME_PLACE_KM and km > fastest * hours:
        what = f"this leg covers {km:.0f} km in {hours:.1f} hours, faster than {fastest:.0f} km/h"
        say((*where, "end"), what, "correct the times, or the places")


def _joints(found: Legs, say: Writer, known: Known) -> None:
    """A leg that begins elsewhere than the one above it left the goods; one left out is for the booth to see."""
    for (_, before), (where, leg) in pairwise(found):
        left = "place" if before.get("kind") == "customs" else "to"
        a, b = _spot(before, left, known), _spot(leg, "place", known)
        if a is not None and b is not None and _km(a, b) > SAME_PLACE_KM:
            what = f"the leg above ends {_km(a, b):.0f} km from here"
            say((*where, "place"), what, f'write place = "{before[left]}", or add the leg between them')


def _customs(found: Legs, say: Writer, known: Known) -> None:
    """Import is cleared where goods have come from another customs territory, export where they leave for one."""
    crossings = [
        (n, territory(a["country"]), territory(b["country"]))
        for n, (_, leg) in enumerate(found)
        if (a := _spot(leg, "place", known)) is not None and (b := _spot(leg, "to", known)) is not None
    ]
    for n, (where, leg) in enumerate(found):
        written, kind, here = leg.get("customs"), leg.get("kind"), _spot(leg, "place", known)
        if kind != "customs":
            if written is not None and isinstance(kind, str):
                what = f"`customs` stands under a leg of the kind {kind}"
                say((*where, "customs"), what, 'take the line out, or write kind = "customs"')
            continue
        at = territory(here["country"]) if here is not None else None
        came = any(m < n and b == at != a for m, a, b in crossings)
        leaves = any(m > n and a == at != b for m, a, b in crossings)
        if written is None:
            right = "import" if came and not leaves else "export"
            say(where, "this clearance does not say which way", f'add customs = "{right}"')
        elif written == "import" and leaves and not came:
            what = '`customs` is "import", but the goods had not come from abroad yet'
            say((*where, "customs"), what, 'write customs = "export", or correct the places')
        elif written == "export" and came and not leaves:
            what = '`customs` is "export", but the goods had come from abroad and went no further'
            say((*where, "customs"), what, 'write customs = "import", or correct the places')


def _measured(leg: dict[str, Any], where: Key, say: Writer) -> None:
    measured = span(leg.get("temperature_c"))
    if measured and measured[0] > measured[1]:
        what = "the lowest temperature is above the highest"
        say((*where, "temperature_c"), what, f"write temperature_c = [{measured[1]}, {measured[0]}]")


def _readings(leg: dict[str, Any], where: Key, start: datetime | None, end: datetime | None, say: Writer) -> None:
    measured = span(leg.get("temperature_c"))
    before: datetime | None = None
    for at, reading in tables(leg, "temperatures", where):
        moment, celsius = instant(reading.get("at")), reading.get("celsius")
        if moment and ((start and moment < start) or (end and moment > end)):
            what = f"this temperature was read at {moment.isoformat()}, not during its leg"
            say((*at, "at"), what, "correct the time, or move it to the leg it belongs to")
        elif moment and before and moment < before:
            what = f"this temperature was read before the one above it ({before.isoformat()})"
            say((*at, "at"), what, "write them in the order of time")
        before = moment or before
        if measured and isinstance(celsius, int | float) and abs(celsius) <= 90 and measured[0] <= measured[1]:
            low, high = min(measured[0], celsius), max(measured[1], celsius)
            if (low, high) != measured:
                what = f"{celsius} lies outside temperature_c, which says {measured[0]} to {measured[1]}"
                say((*at, "celsius"), what, f"write temperature_c = [{low}, {high}], or correct the reading")


def _spot(leg: dict[str, Any], key: str, known: Known) -> Spot | None:
    """The place that a leg names, where it is one; a place written out in the leg is for the model to check."""
    written = leg.get(key)
    return known.usable_place(written) if isinstance(written, str) else None


def _km(a: Spot, b: Spot) -> float:
    return great_circle_km(a["latitude"], a["longitude"], b["latitude"], b["longitude"])
