"""The names of our EPCIS profile, and reading extensions of anybody's by what they are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kiosk.town.model import Text

NS = "https://ns.globaltown.example/epcis/"  # never fetched
PREFIX = "gtk"
CONTEXT: list[Any] = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {PREFIX: NS}]

# CBV 2.0, 7.1, by what they mean for where the goods are.
PRODUCING = frozenset({"commissioning", "creating_class_instance", "assembling"})
LEAVING = frozenset({"departing", "shipping", "transporting", "loading", "staging_outbound", "consigning"})
COMING = frozenset({"arriving", "receiving", "unloading"})
SELLING = frozenset({"retail_selling", "dispensing"})
CLEARING = frozenset({"accepting", "entering_exiting", "holding"})  # customs, where a declaration is named
TRAVELLING = LEAVING | COMING | CLEARING
TESTING = frozenset({"inspecting", "sampling"})

_LAST = re.compile(r"[^/#:]*\Z")
_IATA_FLIGHT = re.compile(r"([A-Z][A-Z0-9]|\d[A-Z]) ?\d{1,4}")
_LARGEST = 10**18  # of a number that stands for a text
_MAX_TEXT = 500  # characters of any one value


def local(name: str) -> str:
    """The last part of a name, in lower case and without separators: flightNumber, gtk:flight-number ->
    flightnumber.
    """
    found = _LAST.search(name)
    return (found.group() if found else name).lower().replace("_", "").replace("-", "")


def plain(value: Any) -> Any:
    """An extension's value with every name in it as local() has it."""
    if isinstance(value, Mapping):
        return {local(str(name)): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value


def ours(extensions: Mapping[str, Any], name: str) -> Any:
    """The value of our own extension gtk:<name>, names inside it as local() has them; None where it is absent."""
    found = extensions.get(NS + name)
    return plain(found) if found is not None else None


def anybodys(extensions: Mapping[str, Any], *names: str) -> str | None:
    """The first text, or number, under one of the local names, whoever's namespace it is in."""
    for wanted in names:
        for name, value in extensions.items():
            if local(name) == wanted and (found := written(value)) is not None:
                return found
    return None


def written(value: Any) -> str | None:
    """Text as it may be written in JSON-LD: "A", 7, {"@value": "A"}, {"type": ..., "value": "A"}, or the first of
    a list.
    """
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = next((value[name] for name in ("@value", "value", "id", "@id") if name in value), None)
    if isinstance(value, str):
        return value.strip()[:_MAX_TEXT] or None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return str(value) if -_LARGEST < value < _LARGEST else None


def words(value: Any, otherwise: str | None = None) -> Text | None:
    """Text in both languages, of {"en": …, "zh": …} or of one string; None where there is nothing to say."""
    if isinstance(value, Mapping):
        en, zh = written(value.get("en")), written(value.get("zh"))
        if en or zh:
            return Text(en=en or zh or "-", zh=zh or en or "-")
    said = written(value) or otherwise
    return Text(en=said, zh=said) if said else None


def day(value: Any) -> date | None:
    """The date of 2026-09-01 or of a time on that day; None for anything else."""
    said = written(value)
    try:
        return date.fromisoformat(said[:10]) if said else None
    except ValueError:
        return None


def moment(value: Any) -> datetime | None:
    """An aware time; None for anything else."""
    said = written(value)
    try:
        found = datetime.fromisoformat(said) if said else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None and reasonable(found) else None


def reasonable(at: datetime) -> bool:
    """Whether a time is one of trade, and may be reckoned with: a day more or less stays within the calendar."""
    return 1900 <= at.year <= 9000


def flight_number(said: str) -> str | None:
    """A flight number of IATA's form (airline designator, 1 to 4 digits); None where it is malformed."""
    said = " ".join(said.upper().split())
    return said if _IATA_FLIGHT.fullmatch(said) else None
