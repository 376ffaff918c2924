"""Writing a pack: all of it under another name first, then in its place in one atomic step; undo steps back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.town import durable, media, serials
from kiosk.town.content import content_of
from kiosk.town.packed import FILE_NAME, MEDIA_FOLDER, PREVIOUS_NAME, Pack, PackError, open_pack
from kiosk.town.schema import APPLICATION_ID, SCHEMA, VERSION
from kiosk.town.serial_list import FOLDER as SERIALS_FOLDER
from kiosk.town.serial_list import SerialList
from kiosk.town.withdrawn import Withdrawn, WithdrawnError, write_withdrawn

if TYPE_CHECKING:
    from kiosk.town.model import Issuer, Product, Town

__all__ = ["Pack", "PackError", "PackSummary", "Records", "build", "open_pack", "undo"]

Row = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """What a pack holds beside the town itself.

    proofs: GTIN, lot and C2SP tlog-proof of each lot; log: LogKeys.to_json(); checkpoint, continuity: as
    kiosk.trace.log gives them. serials: the name of a list below out/serials/. withdrawn: beside what the town's
    own files withdraw.
    """

    proofs: Iterable[tuple[str, str, str]] = ()
    log: dict[str, object] | None = None
    checkpoint: str = ""
    continuity: str = ""
    serials: str | None = None
    withdrawn: Iterable[Withdrawn] = ()


@dataclass(frozen=True, slots=True)
class PackSummary:
    """What build() wrote. changed: False where the pack that was there already held exactly this."""

    path: Path
    size: int  # bytes, without media and the list of serials
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
    town: Town,
    assets: media.Roots,
    out: Path,
    issuers: Sequence[Issuer] = (),
    source: str = "",
    records: Records = Records(),
    *,
    seal: Callable[[str], str] | None = None,
    accept: Callable[[Path], None] = lambda _: None,
) -> PackSummary:
    """Writes out/town.pack and out/media/, and keeps the pack it replaces as out/town.previous.pack.

    assets: the folder (or folders, first match wins) that the town's pictures and films are below.
    source: a source_hash(), kept in the pack. seal: from the content to the manifest that goes into the pack.
    accept: looks at the new pack before it takes the old one's place; what it raises is raised here. A pack of the
    content that is there already keeps its place and its manifest.
    Raises PackError when media is missing or nothing can be written; the pack that was there is then still in its
    place, whole.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with durable.alone(out):
            return _build(town, assets, out, issuers, source, records, seal, accept)
    except (OSError, WithdrawnError) as error:
        raise PackError(
            f"the pack cannot be written to {out} ({getattr(error, 'strerror', '') or error})"
        ) from error
    except sqlite3.Error as error:
        raise PackError(f"the pack cannot be written to {out} ({error})") from error


def undo(out: Path, accept: Callable[[Path], None] = lambda _: None) -> None:
    """Puts the previous pack back, and keeps the present one as previous: a second undo goes forward again.

    accept: as in build(). Raises PackError when there is no previous pack or it cannot be used.
    """
    present, previous = out / FILE_NAME, out / PREVIOUS_NAME
    if not previous.is_file():
        raise PackError(f"there is no previous pack in {out} to go back to")
    open_pack(previous).close()
    try:
        with durable.alone(out):
            accept(previous)
            kept = out / f".{PREVIOUS_NAME}.new"
            if present.is_file():
                durable.keep(present, kept)
            previous.replace(present)
            if kept.is_file():
                kept.replace(previous)
            durable.sync_folder(out)
    except OSError as error:
        raise PackError(f"the pack in {out} cannot be put back ({error.strerror or error})") from error


def replace(out: Path, new: Path, content: str, accept: Callable[[Path], None]) -> bool:
    """Puts a finished pack file in its place, the one that was there under the previous one's name.

    Only for who is alone() in out. False where the pack that is there has the same content and is still accepted:
    then it stays.
    """
    present = out / FILE_NAME
    before = _content_of(present)
    if before == content:
        with suppress(PackError):
            accept(present)
            new.unlink()
            return False
    accept(new)
    if before not in (None, content):  # never keep a broken pack, nor the same town, as the way back
        kept = out / f".{PREVIOUS_NAME}.new"
        durable.keep(present, kept)
        kept.replace(out / PREVIOUS_NAME)
    new.replace(present)
    durable.sync_folder(out)
    return True


def _build(
    town: Town,
    assets: media.Roots,
    out: Path,
    issuers: Sequence[Issuer],
    source: str,
    records: Records,
    seal: Callable[[str], str] | None,
    accept: Callable[[Path], None],
) -> PackSummary:
    stored = _store_media(town, assets, out / MEDIA_FOLDER)
    tables = _tables(town, issuers, stored, records, out)
    present, new = out / FILE_NAME, out / f".{FILE_NAME}.new"
    try:
        content = _write(new, tables, town, records, out, source, seal)
        changed = replace(out, new, content, accept)
    finally:
        new.unlink(missing_ok=True)
    clean(out)
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
        changed=changed,
    )


# --- the rows -----------------------------------------------------------------------------------------------


def _tables(
    town: Town, issuers: Sequence[Issuer], stored: list[tuple[str, str, int]], records: Records, out: Path
) -> dict[str, list[Row]]:
    """Every table's rows, sorted by key, so that equal towns make equal files."""
    lots = [(product, lot) for product in town.products for lot in product.lots]
    meta = {
        "info": town.info.model_dump_json(),
        "schedule": town.schedule.model_dump_json() if town.schedule else "",
        "log": json.dumps(records.log, sort_keys=True) if records.log else "",
        "checkpoint": records.checkpoint,
        "continuity": records.continuity,
    }
    if records.serials is not None:
        meta["serials"] = f"{records.serials} {(out / SERIALS_FOLDER / records.serials).stat().st_size}"
    rows: dict[str, list[Row]] = {
        "meta": [(name, value) for name, value in meta.items() if value],
        "pavilion": [(p.id, position, p.model_dump_json()) for position, p in enumerate(town.pavilions)],
        "product": [(product.gtin, _without_lots(product)) for product in town.products],
        "lot": [(product.gtin, lot.lot, lot.model_dump_json()) for product, lot in lots],
        "item": [
            (product.gtin, item.serial, lot.lot, item.model_dump_json())
            for product, lot in lots
            for item in lot.items
        ],
        "menu": [(menu.id, menu.model_dump_json()) for menu in town.menus],
        "dish": [(menu.id, dish.id, dish.model_dump_json()) for menu in town.menus for dish in menu.dishes],
        "issuer": [(issuer.key_id, issuer.model_dump_json()) for issuer in issuers],
        "laboratory": [(laboratory.id, laboratory.model_dump_json()) for laboratory in town.laboratories],
        "brand": [(brand.id, brand.model_dump_json()) for brand in town.brands],
        "proof": list(records.proofs),
        "media": list(stored),
    }
    return {table: sorted(found) for table, found in rows.items()}


def _without_lots(product: Product) -> str:
    return product.model_copy(update={"lots": ()}).model_dump_json()


def _withdrawn(town: Town) -> Iterable[Withdrawn]:
    for product in town.products:
        for lot in product.lots:
            for item in lot.items:
                if item.withdrawn:
                    yield Withdrawn(product.gtin, lot.lot, item.serial, "withdrawn in the town's files")


def _write(
    path: Path,
    tables: dict[str, list[Row]],
    town: Town,
    records: Records,
    out: Path,
    source: str,
    seal: Callable[[str], str] | None,
) -> str:
    """The whole file, synced; returns its content."""
    path.unlink(missing_ok=True)
    with ExitStack() as stack:
        connection = stack.enter_context(closing(sqlite3.connect(path, isolation_level=None)))
        listed = None
        if records.serials is not None:
            listed = stack.enter_context(closing(SerialList(out / SERIALS_FOLDER / records.serials)))
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
        write_withdrawn(chain(_withdrawn(town), records.withdrawn), listed, connection)
        content = content_of(connection)
        meta = [("content", content), ("source", source), ("manifest", seal(content) if seal else "")]
        connection.executemany("INSERT INTO meta VALUES (?, ?)", [row for row in meta if row[1]])
        connection.execute("COMMIT")
    durable.sync(path)
    return content


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
        file = f"{durable.sha256(path)}{path.suffix.lower()}"
        stored.append((name, file, path.stat().st_size))
        kept = folder / file
        if not kept.is_file() or f"{durable.sha256(kept)}{kept.suffix}" != file:
            durable.copy(path, kept)
    return stored


def clean(out: Path) -> None:
    """Removes what neither the pack nor the previous one uses, and what interrupted builds left."""
    used: set[str] = set()
    lists: set[str] = set()
    for name in (FILE_NAME, PREVIOUS_NAME):
        with suppress(PackError), open_pack(out / name) as pack:
            used |= pack.media_files()
            lists |= {named[0]} if (named := pack.serials_file()) else set()
    for path in (out / MEDIA_FOLDER).glob("*"):
        if path.is_file() and path.name not in used:
            path.unlink()
    serials.clean(out / SERIALS_FOLDER, lists)
