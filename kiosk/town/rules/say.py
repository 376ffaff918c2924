"""How a rule tells a fault, and values as written that have the right type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kiosk.town.fault import Fault
from kiosk.town.read import Source

Key = tuple[str | int, ...]


@dataclass
class Writer:
    """Writes faults of one file."""

    source: Source
    faults: list[Fault]

    def __call__(self, where: Key, what: str, instead: str) -> None:
        self.faults.append(Fault(self.source.file, self.source.line(where), what, instead))


def tables(data: dict[str, Any], key: str, above: Key = ()) -> Iterator[tuple[Key, dict[str, Any]]]:
    """Each table of an array of tables, with its place in the file."""
    value = data.get(key)
    for index, table in enumerate(value if isinstance(value, list) else []):
        if isinstance(table, dict):
            yield (*above, key, index), table


def texts(value: Any) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def nearest(written: str, known: Iterable[str]) -> str | None:
    from kiosk.town.wording import nearest

    return nearest(written, known)


def day(value: Any) -> date | None:
    """A day, written as TOML's own date or as text."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def instant(value: Any) -> datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, datetime) and value.tzinfo else None


def span(value: Any) -> tuple[float, float] | None:
    """Two numbers, lowest and highest."""
    if isinstance(value, list) and len(value) == 2 and all(type(part) in (int, float) for part in value):
        return value[0], value[1]
    return None


def once(say: Writer, found: Iterable[tuple[Key, dict[str, Any]]], key: str, instead: str) -> None:
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
