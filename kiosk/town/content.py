"""The one figure that stands for all of a pack: what its manifest signs, and what a booth checks in its own time.

SHA-256 over every row of every table in the order of its keys, with meta's rows but for content, source and
manifest. Media and the list of serials are in it by name, which is their own SHA-256. Equal towns have equal
content, whenever and wherever they are built, but for what a log or SQLite itself dates.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from kiosk.town import durable
from kiosk.town.packed import MEDIA_FOLDER, PackError, open_pack
from kiosk.town.serial_list import FOLDER

OUTSIDE = ("content", "source", "manifest")
TABLES = {  # and the order of their rows
    "meta": "name",
    "pavilion": "id",
    "product": "gtin",
    "lot": "gtin, lot",
    "item": "gtin, serial",
    "menu": "id",
    "dish": "menu, id",
    "issuer": "key_id",
    "laboratory": "id",
    "brand": "id",
    "proof": "gtin, lot",
    "media": "name",
    "notice": "id",
    "withdrawn_lot": "gtin, lot",
    "withdrawn_numbers": "id",
    "withdrawn_serial": "gtin, serial",
}


def content_of(connection: sqlite3.Connection) -> str:
    """Of an open pack, one row in memory at a time."""
    digest = hashlib.sha256()
    for table, order in TABLES.items():
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY {order}"):  # noqa: S608 - our own names
            if table != "meta" or row[0] not in OUTSIDE:
                digest.update(repr((table, row)).encode())
    return digest.hexdigest()


def verify_content(path: Path, *, media: bool = True) -> None:
    """Reads a pack, its list of serials, and its media where asked, whole. Raises PackError where anything changed.

    A missing medium is no fault here: the booth says so where it is shown.
    """
    with open_pack(path) as pack:
        content, serials = pack.content(), pack.serials_file()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            found = content_of(connection)
    except sqlite3.DatabaseError as error:
        raise PackError(
            f"{path} is damaged ({error}); build it again, or go back with: kiosk build --undo"
        ) from error
    if found != content:
        raise PackError(f"{path} was changed since it was built; build it again, or go back: kiosk build --undo")
    changed = changed_media(path) if media else []
    if serials and _is_changed(path.parent / FOLDER / serials[0]):
        changed.append(serials[0])
    if changed:
        raise PackError(f"{changed[0]} was changed since the pack was built; build it again")


def changed_media(path: Path) -> list[str]:
    """The files of a pack's media that are there and not as they were. Reads all of them. Raises PackError."""
    with open_pack(path) as pack:
        media = pack.media_files()
    return [name for name in sorted(media) if _is_changed(path.parent / MEDIA_FOLDER / name)]


def _is_changed(file: Path) -> bool:
    try:
        return file.exists() and file.name.partition(".")[0] != durable.sha256(file)
    except OSError as error:
        raise PackError(f"{file} cannot be read ({error.strerror})") from error
