"""What holds for every file of a town: media that are there, countries that exist, numbers, names, time zones."""

from __future__ import annotations

import math
import zoneinfo
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from kiosk.town import media as found
from kiosk.town.countries import COUNTRIES, MISTAKEN
from kiosk.town.rules.known import Known
from kiosk.town.rules.say import Key, Writer, nearest


def file_name(say: Writer, regions: tuple[str, ...]) -> None:
    if say.source.stem not in regions:
        guess = nearest(say.source.stem, regions)
        instead = f"name the file {guess}.toml" if guess else "name the file after one of " + ", ".join(regions)
        say((), f"there is no region `{say.source.stem}`", instead)


def no_id(say: Writer) -> None:
    if "id" in say.source.data:
        say(("id",), "`id` is not a key that belongs here, the file's name is the id", "take the line out")


def media(value: Any, where: Key, say: Writer, known: Known) -> None:
    for at, inner in _inside(value):
        if at in ("picture", "film") and isinstance(inner, str):
            suffixes = found.PICTURES if at == "picture" else found.FILMS
            if not inner.lower().endswith(suffixes):
                say(
                    (*where, at),
                    f'{at} "{inner}" is not a {at} file',
                    f"name one that ends in {', '.join(suffixes)}",
                )
                continue
            path = found.find(inner, known.assets)
            if path is None:
                guess = _nearest_medium(inner, found.names(known.assets, suffixes))
                instead = f'write {at} = "{guess}", or' if guess else "correct the name, or"
                say((*where, at), f'{at} "{inner}" is not there', f"{instead} put the file into the assets folder")
            elif path.stat().st_size == 0:
                say((*where, at), f'{at} "{inner}" is an empty file', "put the whole file in its place")
        else:
            media(inner, (*where, at), say, known)


def _nearest_medium(name: str, known: list[str]) -> str | None:
    """A file of that name elsewhere, or of nearly that name in the same folder."""
    folder, stem = PurePosixPath(name).parent, PurePosixPath(name).stem
    moved = [medium for medium in known if PurePosixPath(medium).stem.casefold() == stem.casefold()]
    beside = [medium for medium in known if PurePosixPath(medium).parent == folder]
    return moved[0] if moved else nearest(name, beside) if nearest(stem, map(_stem, beside)) else None


def _stem(name: str) -> str:
    return PurePosixPath(name).stem


def countries(value: Any, where: Key, say: Writer) -> None:
    for at, inner in _inside(value):
        if at == "country" and isinstance(inner, str):
            if inner in COUNTRIES:
                continue
            guess = MISTAKEN.get(inner.upper()) or (inner.upper() if inner.upper() in COUNTRIES else None)
            instead = f'write country = "{guess}"' if guess else 'write two capital letters, such as country = "NL"'
            say((*where, at), f'"{inner}" is not a country code of ISO 3166-1', instead)
        else:
            countries(inner, (*where, at), say)


def numbers(value: Any, where: Key, say: Writer) -> None:
    for at, inner in _inside(value):
        if isinstance(inner, float) and not math.isfinite(inner):
            say((*where, at), f"{inner} is not a number that can be measured", "write the number, or take it out")
        numbers(inner, (*where, at), say)


def _inside(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def time_zone(say: Writer) -> None:
    zone(say.source.data, (), say)


def zone(table: dict[str, Any], where: Key, say: Writer) -> None:
    written = table.get("time_zone")
    if not isinstance(written, str) or _is_zone(written) or not _is_zone("Asia/Shanghai"):
        return  # right, or a fault of its type, or this machine has no list of time zones to ask
    guess = nearest(written, zoneinfo.available_timezones()) or "Asia/Shanghai"
    say((*where, "time_zone"), f'"{written}" is not a time zone', f'write time_zone = "{guess}"')


def _is_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return False
    return True
