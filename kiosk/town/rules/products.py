"""Products and their lots."""

from __future__ import annotations

from typing import Any

from kiosk.town import gtin as gtins
from kiosk.town.fault import Fault
from kiosk.town.read import Kind, Source
from kiosk.town.rules.journeys import known_place, legs
from kiosk.town.rules.known import Known, written_gtin
from kiosk.town.rules.records import inspections, known_section
from kiosk.town.rules.say import Key, Writer, day, instant, once, span, tables


def same_gtin(sources: list[Source], faults: list[Fault]) -> None:
    first: dict[str, str] = {}
    for source in sources:
        gtin = written_gtin(source) if source.kind is Kind.PRODUCT else None
        if gtin and first.setdefault(gtin, source.file) != source.file:
            what = f"`gtin` {gtin} is also that of {first[gtin]}"
            faults.append(Fault(source.file, source.line(("gtin",)), what, "give each product its own GTIN"))


def product(say: Writer, known: Known) -> None:
    data = say.source.data
    written = data.get("gtin")
    if isinstance(written, str) and not gtins.is_gtin(written):
        _gtin(written, say)
    known_section(data, (), "brand", known.brands, known.brands_readable, "brands.toml", say)
    _storage(data, say)
    known_place(data, ("origin",), "origin", say, known)
    lots = list(tables(data, "lots"))
    once(say, iter(lots), "lot", "give each lot its own number")
    items = (item for where, lot in lots for item in tables(lot, "items", where))
    once(say, items, "serial", "give each item its own serial")
    for where, lot in lots:
        _lot(where, lot, say, known)


def _lot(where: Key, lot: dict[str, Any], say: Writer, known: Known) -> None:
    produced, expires = day(lot.get("produced")), day(lot.get("expires"))
    if produced and expires and expires <= produced:
        what = f"the lot expires on {expires}, but was produced on {produced}"
        say((*where, "expires"), what, "correct one of the two days")
    for at, ingredient in tables(lot, "ingredients", where):
        known_place(ingredient, (*at, "place"), "place", say, known)
        ready = instant(ingredient.get("at"))
        if ready and produced and (ready.date() - produced).days > 1:
            what = f"this ingredient was ready on {ready.date()}, after the lot was produced on {produced}"
            say((*at, "at"), what, "correct one of the two")
    legs(list(tables(lot, "legs", where)), say, known)
    inspections(where, lot, say, known)


def _storage(data: dict[str, Any], say: Writer) -> None:
    allowed = span(data.get("storage_c"))
    if allowed and allowed[0] > allowed[1]:
        what = "the lowest temperature is above the highest"
        say(("storage_c",), what, f"write storage_c = [{allowed[1]}, {allowed[0]}]")


def _gtin(written: str, say: Writer) -> None:
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
