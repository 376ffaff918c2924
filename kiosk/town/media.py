"""Pictures and films by name, below one or more folders of media; the first folder that has the name gives it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.town.model import Town


PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp")
FILMS = (".webm", ".mp4")
Roots = Path | Sequence[Path]


def roots(assets: Roots) -> tuple[Path, ...]:
    return (assets,) if isinstance(assets, Path) else tuple(assets)


def find(name: str, assets: Roots) -> Path | None:
    """The file of that name, never one outside the folders."""
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or "\\" in name or "\0" in name:
        return None
    try:
        return next((root / name for root in roots(assets) if (root / name).is_file()), None)
    except OSError:  # a name too long for any file, or a folder that may not be read
        return None


def names(assets: Roots, suffixes: Iterable[str] = PICTURES + FILMS) -> list[str]:
    """Every picture and film there is, by name, sorted."""
    wanted = tuple(suffixes)
    found = set()
    for root in roots(assets):
        # os.walk, because this is done at every start, and pathlib's takes five times as long.
        for folder, _, files in os.walk(root):
            below = os.path.relpath(folder, root)
            for file in files:
                if file.lower().endswith(wanted) and not file.startswith("."):
                    found.add(PurePosixPath(below, file).as_posix())
    return sorted(found)


def poster_of(film: str) -> str:
    """A film's poster stands beside it under the same name: films/x.webm, films/x.jpg. It may be missing."""
    return PurePosixPath(film).with_suffix(".jpg").as_posix()


def names_of(town: Town) -> Iterator[str]:
    """The pictures and films that the town names; some more than once."""
    for pavilion in town.pavilions:
        yield pavilion.picture
        yield from (host.picture for host in pavilion.hosts)
        yield from (room.picture for room in pavilion.rooms)
    for product in town.products:
        yield product.picture
        if product.film:
            yield product.film
    for menu in town.menus:
        yield from (dish.picture for dish in menu.dishes)
