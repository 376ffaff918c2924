"""Places: legs that join up, speeds that are possible, flights that are flights."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from math import inf

from kiosk.town.model import Leg, LegKind, Lot, Place
from kiosk.trace.model import Verdict
from kiosk.trace.rules.case import Answer, Case, lacking, leg_words, naming, plain
from kiosk.trace.rules.geography import (
    RADIUS_KM,
    air_hours,
    ground_hours,
    kilometres,
    located,
    longest_air_hours,
)

_WRONG = Verdict.INCONSISTENT
UNSAID_KM = 600.0  # further than this goods may have flown, where no carrier is named


def answers(case: Case) -> Iterator[Answer]:
    lot = case.lot
    if lot is None:
        return
    nowhere = sorted({place.name.en for place in _places(lot) if not located(place)})
    if nowhere:
        yield lacking("places", f"no position for {', '.join(nowhere)}")
    # Customs may clear goods that are still on their way, so its place is no step from one to the next.
    moved = [leg for leg in lot.legs if leg.kind is not LegKind.CUSTOMS]
    pairs = [(a, b) for a, b in pairwise(moved) if _apart(_last(a), b.place) > RADIUS_KM]
    faults = [
        f"{_apart(_last(a), b.place):.0f} km from {_last(a).name.en}, where {leg_words(a)} ended, to {leg_words(b)}"
        for a, b in pairs
    ]
    ends = [place for leg in moved for place in (leg.place, _last(leg))]
    for leg in lot.legs:
        if leg.kind is LegKind.CUSTOMS and ends and all(_apart(leg.place, place) > RADIUS_KM for place in ends):
            faults.append(f"{leg_words(leg)} is nowhere on the way")
    yield Answer("legs-join", not faults, _WRONG, naming(faults, f"within {RADIUS_KM:.0f} km of one another"))
    yield from _speed(lot, moved, pairs)


def _speed(lot: Lot, moved: list[Leg], gaps: list[tuple[Leg, Leg]]) -> Iterator[Answer]:
    faults: list[str] = []
    for index, leg in enumerate(moved):
        if leg.to is None or leg.kind is LegKind.FLIGHT:
            continue
        end = leg.end or (moved[index + 1].start if index + 1 < len(moved) else None)
        if end is not None:
            km = _apart(leg.place, leg.to)
            # In the records of others goods depart far away and arrive, and nobody says how: at most by air.
            least = air_hours if leg.carrier is None and km > UNSAID_KM else ground_hours
            faults += _too_fast(leg_words(leg), km, leg.start, end, least)
    for a, b in gaps:  # nobody says how these were covered: at most by air
        said = f"{leg_words(a)} and then {leg_words(b)}"
        faults += _too_fast(said, _apart(_last(a), b.place), a.end or a.start, b.start, air_hours)
    made = [leg for leg in lot.legs if leg.kind is LegKind.PRODUCTION]
    for each in lot.ingredients if made else ():
        said = f"{each.name.en} of {each.place.name.en}"
        km = _apart(each.place, made[0].place)
        if km > RADIUS_KM:
            faults += _too_fast(said, km, each.at, max(leg.end or leg.start for leg in made), air_hours)
    yield Answer("speed", not faults, _WRONG, naming(faults, "every distance is possible in its time"))


def _too_fast(
    said: str, km: float, start: datetime, end: datetime, least: Callable[[float], float]
) -> Iterator[str]:
    hours = (end - start).total_seconds() / 3600
    needed = least(km)
    if km > 1 and 0 <= hours < needed:  # what runs backwards is another rule's
        yield f"{said}: {km:.0f} km in {hours:.1f} h, at least {needed:.1f}"


def flights(case: Case) -> Iterator[Answer]:
    flown = [leg for leg in case.lot.legs if leg.kind is LegKind.FLIGHT] if case.lot is not None else []
    if not flown:
        return
    unnamed = [leg_words(leg) for leg in flown if not leg.flight]
    numbers = ", ".join(leg.flight for leg in flown if leg.flight)
    if unnamed:
        yield lacking("flight-number", f"no flight number: {'; '.join(unnamed)}")
    else:
        yield Answer("flight-number", True, Verdict.UNKNOWN, numbers, {"flight": plain(numbers)})
    unsaid = [leg_words(leg) for leg in flown if leg.to is None or not _airport(leg.place) or not _airport(leg.to)]
    round_trips = [leg_words(leg) for leg in flown if leg.to is not None and _same(leg.place, leg.to)]
    if unsaid and not round_trips:
        yield lacking("flight-airports", f"not from airport to airport: {'; '.join(unsaid)}")
    else:
        route = ", ".join(f"{leg.place.airport}-{leg.to.airport}" for leg in flown if leg.to is not None)
        yield Answer("flight-airports", not round_trips, _WRONG, naming(round_trips, route))
    unended = [leg_words(leg) for leg in flown if leg.to is not None and leg.end is None]
    faults = []
    for leg in flown:
        if leg.to is None or leg.end is None or not (located(leg.place) and located(leg.to)) or leg.end < leg.start:
            continue
        hours, km = (leg.end - leg.start).total_seconds() / 3600, kilometres(leg.place, leg.to)
        # Without a number it may be several flights, with days between them.
        longest = longest_air_hours(km) if leg.flight else inf
        if not air_hours(km) <= hours <= longest:
            span = f"{air_hours(km):.1f} to {longest_air_hours(km):.1f}"
            faults.append(f"{leg_words(leg)}: {km:.0f} km in {hours:.1f} h, flights take {span}")
    if unended and not faults:
        yield lacking("flight-duration", f"no arrival: {'; '.join(unended)}")
    else:
        yield Answer("flight-duration", not faults, _WRONG, naming(faults, f"{len(flown)} flights in their time"))


def _places(lot: Lot) -> Iterator[Place]:
    for leg in lot.legs:
        yield leg.place
        if leg.to is not None:
            yield leg.to
    for each in lot.ingredients:
        yield each.place


def _last(leg: Leg) -> Place:
    return leg.to or leg.place


def _apart(one: Place, other: Place) -> float:
    """Kilometres; 0 where a position is not on record, which is the rule `places`."""
    return kilometres(one, other) if located(one) and located(other) else 0.0


def _same(one: Place, other: Place) -> bool:
    return kilometres(one, other) < 1 if located(one) and located(other) else one == other


def _airport(place: Place) -> bool:
    """By its IATA code, or, in the records of others, by its name."""
    return place.airport is not None or "airport" in place.name.en.lower() or "机场" in place.name.zh
