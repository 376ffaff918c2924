"""The town as a booth reads it: one SQLite file, opened read-only, beside media named by their SHA-256.

Rows carry the keys that are looked up and the model as JSON; a look-up reads and parses one row. Nothing is scanned
at opening, so that a pack of any size opens in the same time. The model is imported by the first look-up and not
before: the booth's first frame does not wait for it. pack.py writes the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from kiosk.town.title import Title

if TYPE_CHECKING:
    from pydantic import BaseModel

    from kiosk.town.model import Dish, Issuer, Item, Lot, Menu, Pavilion, Product, Room, TownInfo

FILE_NAME = "town.pack"
PREVIOUS_NAME = "town.previous.pack"
MEDIA_FOLDER = "media"
APPLICATION_ID = 0x47544B31  # "GTK1": in the file's header, and never another program's by chance
VERSION = 1

# Keys only where something is looked up by them. WITHOUT ROWID: the key is the tree, one descent a look-up.
SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE pavilion (id TEXT PRIMARY KEY, position INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE product (gtin TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE lot (gtin TEXT NOT NULL, lot TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (gtin, lot)) WITHOUT ROWID;
CREATE TABLE item (gtin TEXT NOT NULL, serial TEXT NOT NULL, lot TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (gtin, serial)) WITHOUT ROWID;
CREATE TABLE menu (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE dish (menu TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (menu, id)) WITHOUT ROWID;
CREATE TABLE issuer (key_id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE media (name TEXT PRIMARY KEY, file TEXT NOT NULL, size INTEGER NOT NULL) WITHOUT ROWID;
"""

Model = TypeVar("Model", bound="BaseModel")


class PackError(Exception):
    """The pack cannot be used; the text is for staff, and says what to do."""


class Pack:
    """An open pack. Every look-up may raise PackError when the file turns out to be damaged.

    Belongs to the thread that opened it. The file may be replaced while it is open: this pack stays as it was.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._pavilions: tuple[Pavilion, ...] | None = None

    def __enter__(self) -> Pack:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    # --- the town -------------------------------------------------------------------------------------------

    def title(self) -> Title:
        """The part of info() that a first frame needs, without the model's import."""
        try:
            return Title.read(self._meta("info"))
        except (ValueError, KeyError, TypeError) as error:
            raise PackError(f"{self.path} has no town in it; build it again") from error

    def info(self) -> TownInfo:
        from kiosk.town.model import TownInfo

        found = self._one(TownInfo, "SELECT value FROM meta WHERE name = 'info'")
        if found is None:
            raise PackError(f"{self.path} has no town in it; build it again")
        return found

    def source(self) -> str:
        """The source_hash() that was given to build(); "" where none was."""
        return self._meta("source")

    def content(self) -> str:
        """SHA-256 of everything in the pack: equal for equal towns, whenever and wherever they were built."""
        return self._meta("content")

    def pavilions(self) -> tuple[Pavilion, ...]:
        """In the order that they are shown."""
        from kiosk.town.model import Pavilion

        if self._pavilions is None:
            self._pavilions = tuple(self._all(Pavilion, "SELECT body FROM pavilion ORDER BY position"))
        return self._pavilions

    def pavilion(self, pavilion_id: str) -> Pavilion | None:
        from kiosk.town.model import Pavilion

        return self._one(Pavilion, "SELECT body FROM pavilion WHERE id = ?", pavilion_id)

    def room(self, pavilion_id: str, room_id: str) -> Room | None:
        pavilion = self.pavilion(pavilion_id)
        rooms = pavilion.rooms if pavilion else ()
        return next((room for room in rooms if room.id == room_id), None)

    # --- products -------------------------------------------------------------------------------------------

    def product(self, gtin: str) -> Product | None:
        """gtin: 14 digits."""
        from kiosk.town.model import Product

        return self._one(Product, "SELECT body FROM product WHERE gtin = ?", gtin)

    def products(self, gtins: Iterable[str]) -> tuple[Product, ...]:
        """The products there are, in the order asked for."""
        found = (self.product(gtin) for gtin in gtins)
        return tuple(product for product in found if product)

    def lot(self, gtin: str, lot: str) -> Lot | None:
        from kiosk.town.model import Lot

        return self._one(Lot, "SELECT body FROM lot WHERE gtin = ? AND lot = ?", gtin, lot)

    def item(self, gtin: str, serial: str) -> Item | None:
        """A display sample; None for every item that is not one."""
        from kiosk.town.model import Item

        return self._one(Item, "SELECT body FROM item WHERE gtin = ? AND serial = ?", gtin, serial)

    def items(self) -> Iterator[tuple[Product, Lot, Item]]:
        """Every display sample and what it is one of, sorted by GTIN: what stickers are issued for."""
        for gtin in [row[0] for row in self._rows("SELECT gtin FROM product ORDER BY gtin")]:
            product = self.product(gtin)
            for lot in product.lots if product else ():
                for item in lot.items:
                    assert product is not None
                    yield product, lot, item

    # --- the noodle shop ------------------------------------------------------------------------------------

    def menus(self) -> tuple[Menu, ...]:
        from kiosk.town.model import Menu

        return tuple(self._all(Menu, "SELECT body FROM menu ORDER BY id"))

    def menu(self, menu_id: str) -> Menu | None:
        from kiosk.town.model import Menu

        return self._one(Menu, "SELECT body FROM menu WHERE id = ?", menu_id)

    def dish(self, menu_id: str, dish_id: str) -> Dish | None:
        from kiosk.town.model import Dish

        return self._one(Dish, "SELECT body FROM dish WHERE menu = ? AND id = ?", menu_id, dish_id)

    # --- stickers and media ---------------------------------------------------------------------------------

    def issuers(self) -> tuple[Issuer, ...]:
        from kiosk.town.model import Issuer

        return tuple(self._all(Issuer, "SELECT body FROM issuer ORDER BY key_id"))

    def media(self, name: str) -> Path | None:
        """The absolute path of a picture or film; None where it is not there with the recorded size."""
        row = next(self._rows("SELECT file, size FROM media WHERE name = ?", name), None)
        if row is None:
            return None
        path = self.path.parent / MEDIA_FOLDER / str(row[0])
        try:
            return path if path.stat().st_size == row[1] else None
        except OSError:
            return None

    def media_files(self) -> frozenset[str]:
        """The file names below media/ that this pack uses."""
        return frozenset(str(row[0]) for row in self._rows("SELECT file FROM media"))

    # --- reading --------------------------------------------------------------------------------------------

    def _rows(self, query: str, *keys: str) -> Iterator[tuple[Any, ...]]:
        with _damage_told(self.path):
            yield from self._connection.execute(query, keys)

    def _all(self, model: type[Model], query: str, *keys: str) -> Iterator[Model]:
        from pydantic import ValidationError

        for (body,) in self._rows(query, *keys):
            try:
                yield model.model_validate_json(body)
            except ValidationError as error:
                raise _damaged(self.path, f"a {model.__name__.lower()} is not readable") from error

    def _one(self, model: type[Model], query: str, *keys: str) -> Model | None:
        return next(self._all(model, query, *keys), None)

    def _meta(self, name: str) -> str:
        row = next(self._rows("SELECT value FROM meta WHERE name = ?", name), None)
        return str(row[0]) if row else ""


def open_pack(path: Path) -> Pack:
    """Opens a pack read-only, reading its first page and nothing more. Raises PackError when it cannot be used."""
    path = path.absolute()
    if not path.is_file():
        raise PackError(f"there is no pack at {path}; make one with: kiosk build")
    _check_header(path)
    with _damage_told(path):
        # immutable: no lock, no journal is looked for; a pack is never written in place, only replaced.
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        pack = Pack(path, connection)
        if not pack.content():
            raise _damaged(path, "it was not finished")
    except BaseException:
        connection.close()
        raise
    return pack


def _check_header(path: Path) -> None:
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
        raise _damaged(path, f"it has {size} of {whole} bytes")


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a mistake of ours, such as the wrong thread or a closed pack
    except sqlite3.DatabaseError as error:
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, why: str) -> PackError:
    return PackError(f"{path} is damaged ({why}); build it again, or go back with: kiosk build --undo")
