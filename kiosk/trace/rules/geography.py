"""Distances on the globe, the time they take at least, and the territories that have one customs border."""

from __future__ import annotations

from kiosk.town.countries import territory
from kiosk.town.distance import great_circle_km
from kiosk.town.model import Place

__all__ = [
    "RADIUS_KM",
    "air_hours",
    "ground_hours",
    "kilometres",
    "known_country",
    "located",
    "longest_air_hours",
    "territory",
]

RADIUS_KM = 50.0  # one step's end and the next one's beginning: an airport and its city's warehouse

UNKNOWN_COUNTRY = "ZZ"  # ISO 3166-1, 8.1.3: user-assigned; here, that the record does not say


def known_country(country: str) -> bool:
    return country != UNKNOWN_COUNTRY


def located(place: Place) -> bool:
    """Whether the place's position is on record. 0, 0 lies in the Atlantic: no goods were ever there."""
    return (place.latitude, place.longitude) != (0.0, 0.0)


def kilometres(one: Place, other: Place) -> float:
    """Along the great circle."""
    return great_circle_km(one.latitude, one.longitude, other.latitude, other.longitude)


def ground_hours(km: float) -> float:
    """The least time for a lorry, a train or a ship, in hours.

    110 km/h along the great circle is more than any lorry makes; over days the rests and the ports count, and 80
    km/h is more than express rail or the fastest container ship (45 km/h). Loading takes ten minutes, except next
    door.
    """
    return min(km, 600) / 110 + max(0.0, km - 600) / 80 + (1 / 6 if km > 20 else 0.0)


def air_hours(km: float) -> float:
    """The least time from one stand to another, in hours: 1,150 km/h is a jet with a jet stream behind it."""
    return km / 1150 + 0.25


def longest_air_hours(km: float) -> float:
    """The longest that one flight number takes: a slow freighter with a technical stop and a hold, in hours."""
    return km / 400 + 6.0
