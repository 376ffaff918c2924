"""What can be said of a pack's file before it is asked anything, and how its damage is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.town.schema import APPLICATION_ID, VERSION


class PackError(Exception):
    """The pack cannot be used; the text is for staff, and says what to do."""


def check_serials(path: Path, named: tuple[str, int] | None) -> None:
    """That the list of serials is there and whole in size: a pack that cannot ask it would vouch for anything."""
    if named is None:
        return
    from kiosk.town.serial_list import FOLDER

    file = path.parent / FOLDER / named[0]
    try:
        size = file.stat().st_size
    except OSError:
        raise PackError(f"{file}, the list of serials of {path}, is missing; build it again") from None
    if size != named[1]:
        raise PackError(f"{file}, the list of serials of {path}, has {size} of {named[1]} bytes; build it again")


def check_header(path: Path) -> None:
    """The database header, SQLite file format 1.3: magic, page size and count, user version, application id."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
        size = path.stat().st_size
    except OSError as error:
        raise PackError(f"{path} cannot be opened ({error.strerror}); check who may read it") from error
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise PackError(f"{path} is not a pack; build it again with: kiosk build")

    def number(at: int) -> int:
        return int.from_bytes(header[at : at + 4], "big")

    if number(68) != APPLICATION_ID:
        raise PackError(f"{path} is a database, but not a town's pack; build it again with: kiosk build")
    if number(60) > VERSION:
        raise PackError(
            f"{path} was built by a newer kiosk (pack version {number(60)}, this one reads up to {VERSION}); "
            "update this booth, or build the pack again here"
        )
    if number(60) < VERSION:
        raise PackError(f"{path} was built by an older kiosk (pack version {number(60)}); build it again")
    page = int.from_bytes(header[16:18], "big")
    whole = (65536 if page == 1 else page) * number(28)
    if size != whole:
        raise damaged(path, f"it has {size} of {whole} bytes")


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise told(path, error) from error


def told(path: Path, error: sqlite3.DatabaseError) -> Exception:
    """A PackError; but a mistake of ours, such as the wrong thread or a closed pack, as it is."""
    return error if isinstance(error, sqlite3.ProgrammingError) else damaged(path, str(error))


def damaged(path: Path, why: str) -> PackError:
    return PackError(f"{path} is damaged ({why}); build it again, or go back with: kiosk build --undo")
