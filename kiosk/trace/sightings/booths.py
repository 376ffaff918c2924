"""The booths of a town: where each stands, which key it signs with, and where its file is fetched from."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.town.distance import great_circle_km

MOST = 64  # booths; together with Limits.entries the bound of what a booth remembers
LARGEST = 256 * 1024  # bytes of the file
_KEYS = {"latitude", "longitude", "key", "link"}


class BoothsError(ValueError):
    """The file of booths cannot be used; the text says why, for staff."""


@dataclass(frozen=True, slots=True)
class Booth:
    """place: degrees, north and east positive. key: a vkey (C2SP signed-note); None cannot be merged."""

    name: str
    place: tuple[float, float] | None = None
    key: str | None = None
    link: str | None = None


class Booths:
    """All booths that count, and how far apart they are. Booths in one city are one place."""

    def __init__(self, booths: Iterable[Booth], same_place_km: float = 30.0) -> None:
        """Raises BoothsError for too many, or two of one name."""
        self._by_name = {booth.name: booth for booth in sorted(booths, key=lambda booth: booth.name)}
        if len(self._by_name) > MOST:
            raise BoothsError(f"{len(self._by_name)} booths, more than {MOST}")
        self._city: dict[str, int] = {}
        self._centres: list[tuple[float, float]] = []
        # In the order of names, so that every booth with the same file draws the same cities.
        for booth in self._by_name.values():
            if booth.place is not None:
                self._city[booth.name] = self._city_of(booth.place, same_place_km)
        self._km = [[great_circle_km(*a, *b) for b in self._centres] for a in self._centres]

    def _city_of(self, place: tuple[float, float], same_place_km: float) -> int:
        near = (n for n, centre in enumerate(self._centres) if great_circle_km(*centre, *place) <= same_place_km)
        found = next(near, None)
        if found is None:
            self._centres.append(place)
            return len(self._centres) - 1
        return found

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[Booth]:
        return iter(self._by_name.values())

    def get(self, name: str) -> Booth | None:
        return self._by_name.get(name)

    def city(self, name: str) -> int | None:
        """A number of the city that a booth is in; None where nobody wrote down its place."""
        return self._city.get(name)

    def km(self, a: int, b: int) -> float:
        return self._km[a][b]


def read_booths(path: Path | None, own: str, same_place_km: float = 30.0) -> Booths:
    """The booths of a file, and this one whether it is listed or not. None or a missing file: this one alone.

    Raises BoothsError for a file that cannot be used; it is never half used.
    """
    booths: dict[str, Booth] = {own: Booth(own)}
    if path is not None and path.exists():
        try:
            if path.stat().st_size > LARGEST:
                raise BoothsError(f"{path}: more than {LARGEST} bytes")
            written = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            raise BoothsError(f"{path}: {error}") from None
        for name, section in written.items():
            booths[name] = _booth(path, name, section)
    return Booths(booths.values(), same_place_km)


def _booth(path: Path, name: str, section: Any) -> Booth:
    where = f"{path}: [{name}]"
    if not isinstance(section, dict):
        raise BoothsError(f"{where}: write it as a section, with names below it")
    if unknown := sorted(section.keys() - _KEYS):
        raise BoothsError(f"{where}: no key {unknown[0]!r}; there are: {', '.join(sorted(_KEYS))}")
    for at in ("key", "link"):
        if not isinstance(section.get(at, ""), str):
            raise BoothsError(f"{where} {at}: write text in quotation marks")
    key = section.get("key") or None
    if key is not None:
        _check_key(where, name, key)
    link = section.get("link") or None
    if link is not None and not link.startswith(("https://", "http://")):
        raise BoothsError(f"{where} link: write https://... or http://...")
    return Booth(name, _place(where, section), key, link)


def _check_key(where: str, name: str, key: str) -> None:
    from kiosk.trace.log.errors import NoteError
    from kiosk.trace.log.note import ED25519, read_vkey

    try:
        vkey = read_vkey(key)
    except NoteError as error:
        raise BoothsError(f"{where} key: {error}") from None
    if vkey.name != name or vkey.kind != ED25519:
        raise BoothsError(f"{where} key: is that of {vkey.name}, or of another kind than a booth's")


def _place(where: str, section: dict[str, Any]) -> tuple[float, float] | None:
    latitude, longitude = section.get("latitude"), section.get("longitude")
    if latitude is None and longitude is None:
        return None
    for name, value, most in (("latitude", latitude, 90), ("longitude", longitude, 180)):
        if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
            raise BoothsError(f"{where} {name}: write degrees from -{most} to {most}, and both of the two")
    return float(latitude or 0), float(longitude or 0)
