"""The charter's schedule: zones that exist, hubs and regions that are there, windows and days in order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any, get_args

from kiosk.town.countries import COUNTRIES, MISTAKEN
from kiosk.town.rules.general import zone
from kiosk.town.rules.known import Known
from kiosk.town.rules.say import Key, Writer, day, instant, nearest, once, tables, texts
from kiosk.town.schedule import Weekday

WEEKDAYS: tuple[str, ...] = get_args(Weekday)


def schedule(say: Writer, known: Known) -> None:
    data = say.source.data
    _days(data, say)
    hubs, regions = list(tables(data, "hubs")), list(tables(data, "regions"))
    once(say, hubs, "id", "give each hub an id of its own")
    once(say, regions, "id", "give each region an id of its own")
    once(say, tables(data, "holidays"), "country", "put all days of a country into one section")
    _one_of(data, (), "home", _ids(regions), "region", say)
    arrival = data.get("arrival")
    if isinstance(arrival, dict):
        _airport(arrival, ("arrival",), say, known)
        zone(arrival, ("arrival",), say)
    for where, hub in hubs:
        _airport(hub, where, say, known)
        zone(hub, where, say)
        _backlog(hub, where, data, say)
    _served(hubs, say)
    for where, region in regions:
        zone(region, where, say)
        first, last = clock(region.get("delivers_from")), clock(region.get("delivers_until"))
        if first and last and last <= first:
            what = f"deliveries end at {last:%H:%M}, not after they begin at {first:%H:%M}"
            say((*where, "delivers_until"), what, "write a later time of the same day")
    for where, flight in tables(data, "flights"):
        _one_of(flight, where, "hub", _ids(hubs), "hub", say)
        _flight(flight, where, data, say)


def _ids(found: Iterable[tuple[Key, dict[str, Any]]]) -> set[str]:
    return {written for _, table in found if isinstance(written := table.get("id"), str)}


def clock(value: Any) -> time | None:
    """A time of day, written as TOML's own or as text."""
    if isinstance(value, str):
        try:
            value = time.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, time) and value.tzinfo is None else None


def _days(data: dict[str, Any], say: Writer) -> None:
    first, last = day(data.get("valid_from")), day(data.get("valid_until"))
    if first and last and last < first:
        what = f"the schedule ends on {last}, before it begins on {first}"
        say(("valid_until",), what, "correct one of the two days")


def _airport(table: dict[str, Any], where: Key, say: Writer, known: Known) -> None:
    """A hub and the arrival are airports of places.toml; a place written out is judged by its types."""
    written = table.get("place")
    if not isinstance(written, str) or not known.places_readable:
        return
    if written not in known.places:
        guess = nearest(written, known.places)
        instead = f'write place = "{guess}"' if guess else f"add a section [{written}] to places.toml"
        say((*where, "place"), f'place names "{written}", which is not in places.toml', instead)
    elif (place := known.usable_place(written)) and "airport" not in place:
        airports = sorted(name for name, of in known.places.items() if "airport" in of)
        instead = f"write one of {', '.join(airports)}" if airports else "give it its airport = in places.toml"
        say((*where, "place"), f'"{written}" is not an airport', instead)


def _backlog(hub: dict[str, Any], where: Key, data: dict[str, Any], say: Writer) -> None:
    backlog, as_of = hub.get("backlog"), instant(data.get("as_of"))
    if not isinstance(backlog, dict):
        return
    measured = instant(backlog.get("measured_at"))
    if measured and as_of and measured > as_of:
        what = f"this was measured at {measured:%Y-%m-%d %H:%M}, after the schedule's as_of"
        say((*where, "backlog", "measured_at"), what, f"write as_of = {measured.isoformat()} or later")
    hours, limit = backlog.get("hours"), backlog.get("limit_hours")
    if isinstance(hours, int | float) and isinstance(limit, int | float) and hours > limit:
        what = f"the backlog of {hours} hours is above its limit of {limit}"
        say((*where, "backlog", "limit_hours"), what, "correct one of the two, or take the limit out")


def _served(hubs: list[tuple[Key, dict[str, Any]]], say: Writer) -> None:
    """Goods of one country have one hub, so that a promise knows where they are packed."""
    first: dict[str, Any] = {}
    for where, hub in hubs:
        written = hub.get("serves")
        for index, country in enumerate(written if isinstance(written, list) else []):
            if not isinstance(country, str):
                continue
            at = (*where, "serves", index)
            if country not in COUNTRIES:
                guess = MISTAKEN.get(country.upper()) or "NL"
                say(at, f'"{country}" is not a country code of ISO 3166-1', f'write "{guess}"')
            elif country in first:
                say(at, f'goods from {country} are already packed at "{first[country]}"', "keep one of the two")
            else:
                first[country] = hub.get("id")


def _one_of(table: dict[str, Any], where: Key, key: str, ids: set[Any], what: str, say: Writer) -> None:
    written, known = table.get(key), texts(list(ids))
    if isinstance(written, str) and written not in known:
        guess = nearest(written, known)
        instead = f'write {key} = "{guess}"' if guess else f"write one of {', '.join(sorted(known)) or 'its ids'}"
        say((*where, key), f'there is no {what} "{written}"', instead)


def _flight(flight: dict[str, Any], where: Key, data: dict[str, Any], say: Writer) -> None:
    dates = [found for found in map(day, _list(flight, "dates")) if found]
    weekdays = [WEEKDAYS.index(name) for name in texts(flight.get("weekdays")) if name in WEEKDAYS]
    if not _list(flight, "weekdays") and not _list(flight, "dates"):
        say(where, "this flight never flies", 'add weekdays = ["mon", "thu"] or dates = [2026-11-30]')
        return
    first, last = day(data.get("valid_from")), day(data.get("valid_until"))
    for index, value in enumerate(_list(flight, "dates")):
        written = day(value)
        if written and first and last and first <= last and not first <= written <= last:
            what = f"{written} is outside the schedule"
            say((*where, "dates", index), what, f"write a day from {first} to {last}")
    for index, value in enumerate(_list(flight, "cancelled")):
        written = day(value)
        if written and not _flies(written, dates, weekdays):
            what = f"{written} is cancelled, but the flight does not fly then"
            say((*where, "cancelled", index), what, "correct the day, or take it out")


def _flies(at: date, dates: list[date], weekdays: list[int]) -> bool:
    return at in dates or at.weekday() in weekdays


def _list(table: dict[str, Any], key: str) -> list[Any]:
    value = table.get(key)
    return value if isinstance(value, list) else []
