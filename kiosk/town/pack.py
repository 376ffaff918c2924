"""Writing a pack: all of it under another name first, then in its place in one atomic step; undo steps back."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.town import media
from kiosk.town.packed import (
    APPLICATION_ID,
    FILE_NAME,
    MEDIA_FOLDER,
    PREVIOUS_NAME,
    SCHEMA,
    VERSION,
    Pack,
    PackError,
    open_pack,
)

if TYPE_CHECKING:
    from kiosk.town.model import Issuer, Town

__all__ = ["Pack", "PackError", "PackSummary", "build", "open_pack", "undo"]

Row = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class PackSummary:
    """What build() wrote. changed: False where the pack that was there already held exactly this."""

    path: Path
    size: int  # bytes, without media
    pavilions: int
    products: int
    lots: int
    items: int
    dishes: int
    media_files: int
    media_bytes: int
    content: str  # SHA-256 of the pack's content
    changed: bool


def build(
    town: Town, assets: media.Roots, out: Path, issuers: Sequence[Issuer] = (), source: str = ""
) -> PackSummary:
    """Writes out/town.pack and out/media/, and keeps the pack it replaces as out/town.previous.pack.

    assets: the folder (or folders, first match wins) that the town's pictures and films are below.
    source: a source_hash(), kept in the pack. Raises PackError when media is missing or nothing can be written;
    the pack that was there is then still in its place, whole.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _alone(out):
            return _build(town, assets, out, issuers, source)
    except OSError as error:
        raise PackError(f"the pack cannot be written to {out} ({error.strerror or error})") from error
    except sqlite3.Error as error:
        raise PackError(f"the pack cannot be written to {out} ({error})") from error


def undo(out: Path) -> None:
    """Puts the previous pack back, and keeps the present one as previous: a second undo goes forward again.

    Raises PackError when there is no previous pack or it cannot be used.
    """
    present, previous = out / FILE_NAME, out / PREVIOUS_NAME
    if not previous.is_file():
        raise PackError(f"there is no previous pack in {out} to go back to")
    open_pack(previous).close()
    try:
        with _alone(out):
            kept = out / f".{PREVIOUS_NAME}.new"
            if present.is_file():
                _keep(present, kept)
            previous.replace(present)
            if kept.is_file():
                kept.replace(previous)
            _sync_folder(out)
    except OSError as error:
        raise PackError(f"the pack in {out} cannot be put back ({error.strerror or error})") from error


def _build(town: Town, assets: media.Roots, out: Path, issuers: Sequence[Issuer], source: str) -> PackSummary:
    stored = _store_media(town, assets, out / MEDIA_FOLDER)
    tables = _tables(town, issuers, stored)
    content = _content(tables)
    tables["meta"] += [("content", content), ("source", source)]
    present, new = out / FILE_NAME, out / f".{FILE_NAME}.new"
    _write(new, tables)
    before = _content_of(present)
    if before is not None and before != content:  # never keep a broken pack, nor the same town, as the way back
        kept = out / f".{PREVIOUS_NAME}.new"
        _keep(present, kept)
        kept.replace(out / PREVIOUS_NAME)
    new.replace(present)
    _sync_folder(out)
    _clean(out)
    return PackSummary(
        path=present,
        size=present.stat().st_size,
        pavilions=len(town.pavilions),
        products=len(town.products),
        lots=len(tables["lot"]),
        items=len(tables["item"]),
        dishes=len(tables["dish"]),
        media_files=len({file for _, file, _ in stored}),
        media_bytes=sum({file: size for _, file, size in stored}.values()),
        content=content,
        changed=before != content,
    )


# --- the rows -----------------------------------------------------------------------------------------------


def _tables(town: Town, issuers: Sequence[Issuer], stored: list[tuple[str, str, int]]) -> dict[str, list[Row]]:
    """Every table's rows, sorted by key, so that equal towns make equal files."""
    lots = [(product, lot) for product in town.products for lot in product.lots]
    rows: dict[str, list[Row]] = {
        "meta": [("info", town.info.model_dump_json())],
        "pavilion": [(p.id, position, p.model_dump_json()) for position, p in enumerate(town.pavilions)],
        "product": [(product.gtin, product.model_dump_json()) for product in town.products],
        "lot": [(product.gtin, lot.lot, lot.model_dump_json()) for product, lot in lots],
        "item": [
            (product.gtin, item.serial, lot.lot, item.model_dump_json())
            for product, lot in lots
            for item in lot.items
        ],
        "menu": [(menu.id, menu.model_dump_json()) for menu in town.menus],
        "dish": [(menu.id, dish.id, dish.model_dump_json()) for menu in town.menus for dish in menu.dishes],
        "issuer": [(issuer.key_id, issuer.model_dump_json()) for issuer in issuers],
        "media": list(stored),
    }
    return {table: sorted(found) for table, found in rows.items()}


def _content(tables: dict[str, list[Row]]) -> str:
    digest = hashlib.sha256()
    for table, rows in tables.items():
        for row in rows:
            digest.update(repr((table, row)).encode())
    return digest.hexdigest()


def _write(path: Path, tables: dict[str, list[Row]]) -> None:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # The file has another name until it is whole and synced, so SQLite need not protect it meanwhile.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("BEGIN")
        for statement in SCHEMA.strip().split(";\n"):
            connection.execute(statement)
        for table, rows in tables.items():
            if rows:
                places = ", ".join("?" * len(rows[0]))
                connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608 - our own names
        connection.execute("COMMIT")
    _sync(path)


def _content_of(path: Path) -> str | None:
    """The content of the pack at `path`; None where there is none that can be used."""
    try:
        with open_pack(path) as pack:
            return pack.content()
    except PackError:
        return None


# --- media --------------------------------------------------------------------------------------------------


def _store_media(town: Town, assets: media.Roots, folder: Path) -> list[tuple[str, str, int]]:
    """Copies what the town names to <sha256>.<ext>; returns name, file and size in bytes of each."""
    folder.mkdir(parents=True, exist_ok=True)
    names = set(media.names_of(town))
    posters = {media.poster_of(product.film) for product in town.products if product.film}
    names |= {poster for poster in posters if media.find(poster, assets)}
    stored: list[tuple[str, str, int]] = []
    for name in sorted(names):
        path = media.find(name, assets)
        if path is None:
            raise PackError(
                f"{name} is not there; put it into the assets folder, or correct its name (kiosk check)"
            )
        file = f"{_sha256(path)}{path.suffix.lower()}"
        stored.append((name, file, path.stat().st_size))
        kept = folder / file
        if not kept.is_file() or f"{_sha256(kept)}{kept.suffix}" != file:
            new = folder / f".{file}.new"
            shutil.copyfile(path, new)
            _sync(new)
            new.replace(kept)
    _sync_folder(folder)
    return stored


def _clean(out: Path) -> None:
    """Removes media that neither the pack nor the previous one uses, and what an interrupted build left."""
    used: set[str] = set()
    for name in (FILE_NAME, PREVIOUS_NAME):
        with suppress(PackError), open_pack(out / name) as pack:
            used |= pack.media_files()
    for path in (out / MEDIA_FOLDER).iterdir():
        if path.is_file() and path.name not in used:
            path.unlink()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- durably ------------------------------------------------------------------------------------------------


def _keep(path: Path, under: Path) -> None:
    """A second name for the same file, or a copy on file systems that have no hard links."""
    under.unlink(missing_ok=True)
    try:
        os.link(path, under)
    except OSError:
        shutil.copyfile(path, under)
        _sync(under)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """One build at a time: a second one waits, and so never cleans away media of the first."""
    with (out / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
