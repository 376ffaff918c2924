"""From the sightings of one sticker to the doubts about it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from kiosk.trace.model import Doubt, Sightings
from kiosk.trace.sightings.booths import Booths
from kiosk.trace.sightings.limits import Limits

SOLD = 1  # the flag of a sighting that was the sale


class Sighting(NamedTuple):
    """hour: since 1970 UTC. flags: SOLD or 0."""

    booth: str
    hour: int
    flags: int = 0


def judge(sightings: Iterable[Sighting], booths: Booths, limits: Limits) -> Sightings:
    """What the sightings of one sticker amount to. Those of booths that are not listed do not count.

    A scan is a city and an hour: somebody who shows a bottle ten times in ten minutes, or at four booths in one
    hall, was seen once. A booth whose place nobody wrote down is a place for scans, and not for distances.
    """
    seen: dict[int | str, set[int]] = {}  # hours by city, or by booth
    sold: list[int] = []  # hours
    for sighting in sightings:
        if sighting.booth not in booths:
            continue
        city = booths.city(sighting.booth)
        place = sighting.booth if city is None else city
        seen.setdefault(place, set()).add(sighting.hour)
        if sighting.flags & SOLD:
            sold.append(sighting.hour)
    scans = sum(map(len, seen.values()))
    cities = {place: sorted(hours) for place, hours in seen.items() if isinstance(place, int)}
    places = max(len(cities), 1) if scans else 0
    doubts: list[Doubt] = []
    if limits.travel_kmh and _too_far(cities, booths, limits.travel_kmh):
        doubts.append(Doubt.TWO_PLACES)
    if limits.places and places >= limits.places:
        doubts.append(Doubt.MANY_PLACES)
    if limits.scans and scans >= limits.scans:
        doubts.append(Doubt.MANY_SCANS)
    if limits.after_sale_h and sold:
        over = min(sold) + limits.after_sale_h
        if any(hour > over for hours in seen.values() for hour in hours):
            doubts.append(Doubt.AFTER_SALE)
    return Sightings(scans, places, tuple(doubts))


def _too_far(cities: dict[int, list[int]], booths: Booths, kmh: float) -> bool:
    # Only hours are known: between 9:00 and 10:59 lie up to two of them.
    return any(booths.km(a, b) > kmh * (_nearest(cities[a], cities[b]) + 1) for a, b in combinations(cities, 2))


def _nearest(a: list[int], b: list[int]) -> int:
    """The least difference between a value of a and one of b, both sorted and not empty."""
    i = j = 0
    least = abs(a[0] - b[0])
    while i < len(a) and j < len(b):
        least = min(least, abs(a[i] - b[j]))
        if a[i] < b[j]:
            i += 1
        else:
            j += 1
    return least
