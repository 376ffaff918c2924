"""Where an event took place: our own extension, master data, a geo: URI, or just a name without a position."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from kiosk.town.model import Place, Text
from kiosk.trace.epcis.event import Event, MasterData
from kiosk.trace.epcis.identifiers import Identifier
from kiosk.trace.journey.profile import NS, anybodys, ours, words, written
from kiosk.trace.rules.geography import UNKNOWN_COUNTRY

# RFC 5870, 3.3; whatever follows the coordinates does not move them for us.
_GEO = re.compile(r"geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)(?:[,;].*)?", re.IGNORECASE)
_IATA = re.compile(r"[A-Z]{3}")
_IATA_NAME = re.compile(r"(?:.*\()?([A-Z]{3})\)?")  # "PVG", "Shanghai Pudong (PVG)"
_COUNTRY = re.compile(r"[A-Z]{2}")


class Places:
    """The places of a document. Raises nothing: what a document does not say stays unknown."""

    def __init__(self, master: Iterable[MasterData], events: Iterable[Event]) -> None:
        self.clashes: set[str] = set()  # places with two positions
        self._known: dict[str, Place] = {}
        for data in master:
            if "location" in data.type.lower() or data.number("latitude") is not None:
                self._learn(data.id, _of_master(data))
        for event in events:
            for name, where in (("place", _where(event)), ("to", _bound_for(event))):
                described = ours(event.extensions, name)
                if isinstance(described, dict) and where is not None:
                    self._learn(where, _of_extension(described, where.canonical))

    def here(self, event: Event) -> Place | None:
        """Where the event took place; None where it does not say."""
        return self._first(event.read_point, event.biz_location)

    def bound_for(self, event: Event) -> Place | None:
        """The location that the goods are sent to, where the event says."""
        where = _bound_for(event)
        return self._first(where) if where is not None else None

    def described(self, said: dict[str, Any]) -> Place:
        """A place as our extensions write it out."""
        return _of_extension(said, "-")

    def _first(self, *wheres: Identifier | None) -> Place | None:
        """The first of these that has a position; else the first that is named."""
        found = [self._place(where) for where in wheres if where is not None]
        return next((place for place in found if place.country != UNKNOWN_COUNTRY or _has(place)), None) or (
            found[0] if found else None
        )

    def _place(self, where: Identifier) -> Place:
        known = self._known.get(where.canonical)
        if known is None and where.gln is not None:
            known = self._known.get(f"414/{where.gln}")  # a part of a site is where the site is
        return known or _of_uri(where)

    def _learn(self, where: Identifier, place: Place) -> None:
        known, said = self._known.get(where.canonical), _of_uri(where)
        if _has(said) and _has(place) and _differ(said, place):
            self.clashes.add(where.written)  # a geo: URI says itself where it is
        if known is not None and _has(known) and _has(place) and _differ(known, place):
            self.clashes.add(where.written)
        if known is None or not _has(known):
            self._known[where.canonical] = place


def _where(event: Event) -> Identifier | None:
    return event.read_point or event.biz_location


def _bound_for(event: Event) -> Identifier | None:
    return next((party.id for party in event.destinations if party.type == "location"), None)


def _of_extension(described: dict[str, Any], where: str) -> Place:
    name = words(described.get("name"), where) or Text(en=where, zh=where)
    position = _position(described.get("latitude"), described.get("longitude"))
    return _made(name, written(described.get("country")), position, written(described.get("airport")))


def _of_master(data: MasterData) -> Place:
    said = data.text("name") or data.text("siteName") or data.text("city") or data.id.canonical
    zh = written(data.attributes.get(f"{NS}nameZh")) or said
    airport = anybodys(data.attributes, "airport", "iata", "iatacode", "airportcode")
    named = _IATA_NAME.fullmatch(said)
    airport = airport or (named[1] if named else None)
    country = data.text("countryCode") or data.text("countryOfSite")
    position = _position(data.number("latitude"), data.number("longitude"))
    return _made(Text(en=said, zh=zh), country, position or _geo(data.id.written), airport)


def _of_uri(where: Identifier) -> Place:
    said = where.canonical or where.written
    return _made(Text(en=said, zh=said), None, _geo(where.written), None)


def _made(name: Text, country: str | None, position: tuple[float, float] | None, airport: str | None) -> Place:
    latitude, longitude = position or (0.0, 0.0)  # rules.geography.located
    return Place(
        name=name,
        country=country if country and _COUNTRY.fullmatch(country) else UNKNOWN_COUNTRY,
        latitude=latitude,
        longitude=longitude,
        airport=airport if airport and _IATA.fullmatch(airport) else None,
    )


def _geo(uri: str) -> tuple[float, float] | None:
    found = _GEO.fullmatch(uri)
    return _position(found[1], found[2]) if found else None


def _position(latitude: Any, longitude: Any) -> tuple[float, float] | None:
    try:
        at = float(latitude), float(longitude)
    except (TypeError, ValueError):
        return None
    return at if -90 <= at[0] <= 90 and -180 <= at[1] <= 180 else None


def _has(place: Place) -> bool:
    return (place.latitude, place.longitude) != (0.0, 0.0)


def _differ(one: Place, other: Place) -> bool:
    """By more than the rounding of two decimals."""
    return abs(one.latitude - other.latitude) > 0.02 or abs(one.longitude - other.longitude) > 0.02
