"""What one file's types cannot say: check digits, references, files on disk, doubles, and the order of time.

Works on the values as written, and skips what has the wrong type, so that one mistake never hides another.
"""

from __future__ import annotations

import math
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any, get_args

from pydantic import ValidationError

from kiosk.town import gtin as gtins
from kiosk.town import media
from kiosk.town.countries import COUNTRIES, MISTAKEN
from kiosk.town.fault import Fault
from kiosk.town.model import Place, Region
from kiosk.town.read import Kind, Source

REGIONS: tuple[Region, ...] = get_args(Region)
_SOMEWHERE: dict[str, Any] = {"name": {"en": "-", "zh": "-"}, "country": "CN", "latitude": 0, "longitude": 0}

Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Known:
    """What the files of a town may refer to. Files that cannot be read count as there: one fault, not two."""

    assets: media.Roots
    places: dict[
        str, dict[str, Any]
    ]  # by name; a faulty one is replaced by somewhere, and reported at its own file
    places_readable: bool
    gtin_by_slug: dict[str, str | None]  # None where the product's own GTIN is faulty
    products_readable: bool
    menus: frozenset[str]

    @staticmethod
    def of(sources: list[Source], assets: media.Roots) -> Known:
        places = [source for source in sources if source.kind is Kind.PLACES]
        products = [source for source in sources if source.kind is Kind.PRODUCT]
        return Known(
            assets,
            {name: _usable(place) for source in places for name, place in source.data.items()},
            all(source.readable for source in places),
            {source.stem: _written_gtin(source) for source in products},
            all(source.readable and _written_gtin(source) for source in products),
            frozenset(source.stem for source in sources if source.kind is Kind.MENU),
        )

    def gtin(self, product: str) -> str | None:
        """The GTIN-14 that a product's file name or its GTIN stands for."""
        if product in self.gtin_by_slug:
            return self.gtin_by_slug[product]
        written = gtins.to_gtin14(product) if gtins.is_gtin(product) else None
        return written if written in self.gtin_by_slug.values() else None

    def place(self, name: str) -> dict[str, Any]:
        return self.places.get(name, _SOMEWHERE)


def _usable(place: Any) -> dict[str, Any]:
    try:
        Place.model_validate(place, strict=True)
    except ValidationError:
        return _SOMEWHERE
    return dict(place)


def _written_gtin(source: Source) -> str | None:
    written = source.data.get("gtin")
    return gtins.to_gtin14(written) if isinstance(written, str) and gtins.is_gtin(written) else None


@dataclass
class _Writer:
    """Writes faults of one file."""

    source: Source
    faults: list[Fault]

    def __call__(self, where: Key, what: str, instead: str) -> None:
        self.faults.append(Fault(self.source.file, self.source.line(where), what, instead))


def faults_of(sources: list[Source], known: Known) -> list[Fault]:
    faults: list[Fault] = []
    if sources and not any(source.kind is Kind.PAVILION for source in sources):
        what = "the town has no pavilion"
        faults.append(Fault("town.toml", 1, what, "write pavilions/asia.toml or another of the four regions"))
    _same_gtin(sources, faults)
    for source in sources:
        say = _Writer(source, faults)
        if source.kind is Kind.PAVILION:
            _file_name(say, REGIONS)
        if not source.readable:
            continue
        _media(source.data, (), say, known)
        _countries(source.data, (), say)
        _numbers(source.data, (), say)
        if source.kind is Kind.TOWN:
            _time_zone(say)
        elif source.kind is Kind.PAVILION:
            _no_id(say)
            _pavilion(say, known)
        elif source.kind is Kind.PRODUCT:
            _product(say, known)
        elif source.kind is Kind.MENU:
            _no_id(say)
            _menu(say, known)
    return faults


# --- helpers that look only at what has the right type ------------------------------------------------------


def tables(data: dict[str, Any], key: str, above: Key = ()) -> Iterator[tuple[Key, dict[str, Any]]]:
    """Each table of an array of tables, with its place in the file."""
    value = data.get(key)
    for index, table in enumerate(value if isinstance(value, list) else []):
        if isinstance(table, dict):
            yield (*above, key, index), table


def _nearest(written: str, known: Any) -> str | None:
    from kiosk.town.wording import nearest

    return nearest(written, known)


def _day(value: Any) -> date | None:
    """A day, written as TOML's own date or as text."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _instant(value: Any) -> datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, datetime) and value.tzinfo else None


def _once(say: _Writer, found: Iterator[tuple[Key, dict[str, Any]]], key: str, instead: str) -> None:
    """Values of `key` that were already there further up in the same file."""
    first: dict[str, int] = {}
    for where, table in found:
        value = table.get(key)
        if not isinstance(value, str):
            continue
        if value in first:
            say((*where, key), f'`{key}` "{value}" was already given on line {first[value]}', instead)
        else:
            first[value] = say.source.line((*where, key))


# --- every file ---------------------------------------------------------------------------------------------


def _file_name(say: _Writer, regions: tuple[str, ...]) -> None:
    if say.source.stem not in regions:
        guess = _nearest(say.source.stem, regions)
        instead = f"name the file {guess}.toml" if guess else "name the file after one of " + ", ".join(regions)
        say((), f"there is no region `{say.source.stem}`", instead)


def _no_id(say: _Writer) -> None:
    if "id" in say.source.data:
        say(("id",), "`id` is not a key that belongs here, the file's name is the id", "take the line out")


def _media(value: Any, where: Key, say: _Writer, known: Known) -> None:
    for at, inner in _inside(value):
        if at in ("picture", "film") and isinstance(inner, str):
            suffixes = media.PICTURES if at == "picture" else media.FILMS
            if not inner.lower().endswith(suffixes):
                say(
                    (*where, at),
                    f'{at} "{inner}" is not a {at} file',
                    f"name one that ends in {', '.join(suffixes)}",
                )
                continue
            path = media.find(inner, known.assets)
            if path is None:
                guess = _nearest_medium(inner, media.names(known.assets, suffixes))
                instead = f'write {at} = "{guess}", or' if guess else "correct the name, or"
                say((*where, at), f'{at} "{inner}" is not there', f"{instead} put the file into the assets folder")
            elif path.stat().st_size == 0:
                say((*where, at), f'{at} "{inner}" is an empty file', "put the whole file in its place")
        else:
            _media(inner, (*where, at), say, known)


def _nearest_medium(name: str, known: list[str]) -> str | None:
    """A file of that name elsewhere, or of nearly that name in the same folder."""
    folder, stem = PurePosixPath(name).parent, PurePosixPath(name).stem
    moved = [medium for medium in known if PurePosixPath(medium).stem.casefold() == stem.casefold()]
    beside = [medium for medium in known if PurePosixPath(medium).parent == folder]
    return moved[0] if moved else _nearest(name, beside) if _nearest(stem, map(_stem, beside)) else None


def _stem(name: str) -> str:
    return PurePosixPath(name).stem


def _countries(value: Any, where: Key, say: _Writer) -> None:
    for at, inner in _inside(value):
        if at == "country" and isinstance(inner, str):
            if inner in COUNTRIES:
                continue
            guess = MISTAKEN.get(inner.upper()) or (inner.upper() if inner.upper() in COUNTRIES else None)
            instead = f'write country = "{guess}"' if guess else 'write two capital letters, such as country = "NL"'
            say((*where, at), f'"{inner}" is not a country code of ISO 3166-1', instead)
        else:
            _countries(inner, (*where, at), say)


def _numbers(value: Any, where: Key, say: _Writer) -> None:
    for at, inner in _inside(value):
        if isinstance(inner, float) and not math.isfinite(inner):
            say((*where, at), f"{inner} is not a number that can be measured", "write the number, or take it out")
        _numbers(inner, (*where, at), say)


def _inside(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _time_zone(say: _Writer) -> None:
    written = say.source.data.get("time_zone")
    if not isinstance(written, str) or _is_zone(written) or not _is_zone("Asia/Shanghai"):
        return  # right, or a fault of its type, or this machine has no list of time zones to ask
    guess = _nearest(written, zoneinfo.available_timezones()) or "Asia/Shanghai"
    say(("time_zone",), f'"{written}" is not a time zone', f'write time_zone = "{guess}"')


def _is_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return False
    return True


# --- pavilions and menus ------------------------------------------------------------------------------------


def _pavilion(say: _Writer, known: Known) -> None:
    data = say.source.data
    _once(say, tables(data, "rooms"), "id", "give each room its own id")
    _once(say, tables(data, "hosts"), "id", "give each host an id of their own")
    for where, room in tables(data, "rooms"):
        products = room.get("products")
        for index, product in enumerate(products if isinstance(products, list) else []):
            if isinstance(product, str):
                _known_product((*where, "products", index), "this room", product, say, known)
        menu = room.get("menu")
        if isinstance(menu, str) and menu not in known.menus:
            guess = _nearest(menu, known.menus)
            instead = f'write menu = "{guess}"' if guess else f"write menus/{menu}.toml, or take the line out"
            say((*where, "menu"), f'this room names the menu "{menu}", which is not in menus/', instead)


def _menu(say: _Writer, known: Known) -> None:
    _once(say, tables(say.source.data, "dishes"), "id", "give each dish its own id")
    for where, dish in tables(say.source.data, "dishes"):
        for wrong, right in (("price", "price_fen"), ("gtin", "product")):
            if wrong in dish:
                instead = "take the line out" if right in dish else f"write `{right}`"
                say((*where, wrong), f"`{wrong}` is not a key that belongs here", instead)
        if isinstance(dish.get("product"), str):
            _known_product((*where, "product"), "this dish", dish["product"], say, known)


def _known_product(where: Key, who: str, product: str, say: _Writer, known: Known) -> None:
    if product in known.gtin_by_slug or known.gtin(product):
        return
    if product.isdigit():
        if not known.products_readable:
            return  # it may be the GTIN of a file that has a fault of its own
        guess = _nearest(product, [gtin for gtin in known.gtin_by_slug.values() if gtin])
        slug = next((slug for slug, gtin in known.gtin_by_slug.items() if gtin and gtin == guess), None)
        instead = f'write "{slug}", the product\'s file name' if slug else "write the product's file name"
        say(where, f"{who} names GTIN {product}, which no product has", instead)
        return
    guess = _nearest(product, known.gtin_by_slug)
    instead = f'write "{guess}"' if guess else f"write products/{product}.toml, or take it out"
    say(where, f'{who} names the product "{product}", which is not in products/', instead)


# --- products -----------------------------------------------------------------------------------------------


def _same_gtin(sources: list[Source], faults: list[Fault]) -> None:
    first: dict[str, str] = {}
    for source in sources:
        gtin = _written_gtin(source) if source.kind is Kind.PRODUCT else None
        if gtin and first.setdefault(gtin, source.file) != source.file:
            what = f"`gtin` {gtin} is also that of {first[gtin]}"
            faults.append(Fault(source.file, source.line(("gtin",)), what, "give each product its own GTIN"))


def _product(say: _Writer, known: Known) -> None:
    data = say.source.data
    written = data.get("gtin")
    if isinstance(written, str) and not gtins.is_gtin(written):
        _gtin(written, say)
    _known_place(data, ("origin",), "origin", say, known)
    lots = list(tables(data, "lots"))
    _once(say, iter(lots), "lot", "give each lot its own number")
    items = (item for where, lot in lots for item in tables(lot, "items", where))
    _once(say, items, "serial", "give each item its own serial")
    for where, lot in lots:
        produced, expires = _day(lot.get("produced")), _day(lot.get("expires"))
        if produced and expires and expires <= produced:
            what = f"the lot expires on {expires}, but was produced on {produced}"
            say((*where, "expires"), what, "correct one of the two days")
        _legs(list(tables(lot, "legs", where)), say, known)
        for at, inspection in tables(lot, "inspections", where):
            on, until = _day(inspection.get("on")), _day(inspection.get("valid_until"))
            if on and until and until < on:
                what = f"the certificate was valid until {until}, before the inspection on {on}"
                say((*at, "valid_until"), what, "correct one of the two days")


def _gtin(written: str, say: _Writer) -> None:
    if not (written.isascii() and written.isdigit()):
        what = f'`gtin` "{written}" is not made of digits only'
        say(("gtin",), what, f'write gtin = "{"".join(filter(str.isdecimal, written)) or "9521234567899"}"')
    elif len(written) not in gtins.LENGTHS:
        say(
            ("gtin",),
            f"`gtin` has {len(written)} digits",
            "write the 13 digits under the bar code (or 8, 12 or 14)",
        )
    else:
        right = f"{written[:-1]}{gtins.check_digit(written[:-1])}"
        what = f"`gtin` ends in {written[-1]}, but the check digit of {written[:-1]} is {right[-1]}"
        say(("gtin",), what, f'write gtin = "{right}", or correct the digit that was mistyped')


def _known_place(table: dict[str, Any], where: Key, key: str, say: _Writer, known: Known) -> None:
    written = table.get(key)
    if isinstance(written, str) and written not in known.places and known.places_readable:
        guess = _nearest(written, known.places)
        instead = f'write {key} = "{guess}"' if guess else f"add a section [{written}] to places.toml"
        say(where, f'{key} names "{written}", which is not in places.toml', instead)


def _legs(legs: list[tuple[Key, dict[str, Any]]], say: _Writer, known: Known) -> None:
    before: datetime | None = None
    for where, leg in legs:
        for key in ("place", "to"):
            _known_place(leg, (*where, key), key, say, known)
        if leg.get("kind") == "flight":
            if "flight" not in leg:
                say(where, "this flight has no flight number", 'add flight = "GT 8812"')
            if "to" not in leg:
                say(where, "this flight does not say where it went", 'add to = "a name from places.toml"')
        start, end = _instant(leg.get("start")), _instant(leg.get("end"))
        if start and before and start < before:
            what = f"this leg starts at {start.isoformat()}, before the leg above it is over ({before.isoformat()})"
            say((*where, "start"), what, "write the legs in the order of time, or correct one of the two")
        if start and end and end < start:
            say(
                (*where, "end"),
                f"this leg ends before it starts ({start.isoformat()})",
                "correct one of the two times",
            )
        _temperatures(leg, where, say)
        before = max((moment for moment in (start, end) if moment), default=None)


def _temperatures(leg: dict[str, Any], where: Key, say: _Writer) -> None:
    measured = leg.get("temperature_c")
    if not isinstance(measured, list) or len(measured) != 2:
        return
    low, high = measured
    if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
        what = "the lowest temperature is above the highest"
        say((*where, "temperature_c"), what, f"write temperature_c = [{high}, {low}]")
