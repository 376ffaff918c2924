"""The town as a booth reads it: one SQLite file, opened read-only, beside media and lists named by their SHA-256.

Rows carry the keys that are looked up and the model as JSON; a look-up reads and parses one row. Nothing is scanned
at opening, so that a pack of any size opens in the same time. The model is imported by the first look-up and not
before: the booth's first frame does not wait for it. pack.py writes the file.

In meta: info, content (see content.py), source, and, where there are any, log (LogKeys as JSON), checkpoint and
continuity (the log's, for booths that saw an earlier one), serials (the list's file name and size), schedule (the
charter's), manifest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from kiosk.town.pack_file import PackError, check_header, check_serials, damage_told, damaged, told
from kiosk.town.title import Title

if TYPE_CHECKING:
    from pydantic import BaseModel

    from kiosk.town.model import (
        Brand,
        Dish,
        Issuer,
        Item,
        Laboratory,
        Lot,
        Menu,
        Pavilion,
        Product,
        Room,
        TownInfo,
    )
    from kiosk.town.schedule import Schedule
    from kiosk.town.serial_list import SerialList
    from kiosk.town.withdrawn import Notice, Withdrawals

__all__ = ["FILE_NAME", "MEDIA_FOLDER", "PREVIOUS_NAME", "Pack", "PackError", "open_pack"]

FILE_NAME = "town.pack"
PREVIOUS_NAME = "town.previous.pack"
MEDIA_FOLDER = "media"

Model = TypeVar("Model", bound="BaseModel")


class Pack:
    """An open pack. Every look-up may raise PackError when the file turns out to be damaged.

    Belongs to the thread that opened it. The file may be replaced while it is open: this pack stays as it was.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._pavilions: tuple[Pavilion, ...] | None = None
        self._info: TownInfo | None = None
        self._list: SerialList | None = None
        self._withdrawals: Withdrawals | None = None
        self._with_samples: frozenset[tuple[str, str]] | None = None  # GTIN and lot

    def __enter__(self) -> Pack:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._list is not None:
            self._list.close()
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

        if self._info is None:
            self._info = self._one(TownInfo, "SELECT value FROM meta WHERE name = 'info'")
        if self._info is None:
            raise PackError(f"{self.path} has no town in it; build it again")
        return self._info

    def source(self) -> str:
        """The source_hash() that was given to build(); "" where none was."""
        return self._meta("source")

    def content(self) -> str:
        """SHA-256 of everything in the pack but the manifest over it, as it was when the pack was built."""
        return self._meta("content")

    def manifest(self) -> str | None:
        """What the town's root signed of this pack; None where nobody did."""
        return self._meta("manifest") or None

    def verify_content(self) -> None:
        """Reads the pack, its media and its list of serials whole, and compares them with content(): takes seconds.

        On its own connections, so that any thread may call it. Raises PackError where anything was changed.
        """
        from kiosk.town.content import verify_content

        verify_content(self.path)

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
        """gtin: 14 digits. Without its lots, of which there may be thousands: lot() has each."""
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
        for gtin, serial, number in list(
            self._rows("SELECT gtin, serial, lot FROM item ORDER BY gtin, lot, serial")
        ):
            product, lot, item = self.product(gtin), self.lot(gtin, number), self.item(gtin, serial)
            if product is not None and lot is not None and item is not None:
                yield product, lot, item

    # --- what a passport is judged by -----------------------------------------------------------------------

    @property
    def penalty_limit(self) -> int:
        return self.info().penalty_limit

    def laboratory(self, laboratory_id: str) -> Laboratory | None:
        from kiosk.town.model import Laboratory

        return self._one(Laboratory, "SELECT body FROM laboratory WHERE id = ?", laboratory_id)

    def brand(self, brand_id: str) -> Brand | None:
        from kiosk.town.model import Brand

        return self._one(Brand, "SELECT body FROM brand WHERE id = ?", brand_id)

    def proof(self, gtin: str, lot: str) -> str | None:
        """The C2SP tlog-proof of the lot's document, as text."""
        row = next(self._rows("SELECT body FROM proof WHERE gtin = ? AND lot = ?", gtin, lot), None)
        return str(row[0]) if row else None

    def log_keys(self) -> str | None:
        """Whose checkpoints count: kiosk.trace.log.keys.LogKeys as JSON. None where the town keeps no log."""
        return self._meta("log") or None

    def checkpoint(self) -> str | None:
        """The log's signed note that the proofs lead to."""
        return self._meta("checkpoint") or None

    def continuity(self) -> str | None:
        """Proofs that the log continues what it was at each earlier checkpoint, for booths that saw one."""
        return self._meta("continuity") or None

    def serial_listed(self, gtin: str, lot: str, serial: str) -> bool | None:
        """Whether the item is on its brand's list under this lot; None where no list is kept of the lot.

        A display sample of the lot counts as listed.
        """
        try:  # not damage_told: a context manager takes as long as the look-up itself
            listed = self._list or self._serials()
            found = None if listed is None else listed.listed(gtin, lot, serial)
            if found is False and (gtin, lot) in (self._with_samples or self._find_samples()):
                query = "SELECT 1 FROM item WHERE gtin = ? AND serial = ? AND lot = ?"
                found = self._connection.execute(query, (gtin, serial, lot)).fetchone() is not None
        except sqlite3.DatabaseError as error:
            raise told(self.path, error) from error
        return found

    def serial_lot(self, gtin: str, serial: str) -> str | None:
        """The lot that a serial is on record under, as a display sample or on a list; None where it is on none."""
        lot = self._sample_lot(gtin, serial)
        if lot is not None:
            return lot
        with damage_told(self.path):
            listed = self._serials()
            return None if listed is None else listed.lot_of(gtin, serial)

    def serial_withdrawn(self, gtin: str, lot: str, serial: str) -> bool:
        """Whether the item or its lot was withdrawn. Exact: see withdrawn.py."""
        return self.withdrawal(gtin, lot, serial) is not None

    def withdrawal(self, gtin: str, lot: str, serial: str) -> Notice | None:
        """Why the item is withdrawn, in staff's words; None where it is not."""
        from kiosk.town.withdrawn import Withdrawals

        with damage_told(self.path):
            if self._withdrawals is None:
                self._withdrawals = Withdrawals(self._connection)
            return self._withdrawals.notice(gtin, lot, serial, self._serials())

    def serials_file(self) -> tuple[str, int] | None:
        """The list of serials: its file name below serials/ and its size in bytes; None where there is none."""
        file, _, size = self._meta("serials").partition(" ")
        return (file, int(size)) if file else None

    def _serials(self) -> SerialList | None:
        if self._list is None and (named := self.serials_file()) is not None:
            from kiosk.town.serial_list import FOLDER, SerialList

            try:
                self._list = SerialList(self.path.parent / FOLDER / named[0])
            except OSError as error:
                raise PackError(
                    f"the list of serials of {self.path} cannot be opened ({error.strerror})"
                ) from error
        return self._list

    def _find_samples(self) -> frozenset[tuple[str, str]]:
        """The lots that have display samples, of which there are as many as stand on a shelf."""
        rows = self._connection.execute("SELECT DISTINCT gtin, lot FROM item")
        self._with_samples = frozenset((gtin, lot) for gtin, lot in rows) or frozenset((("", ""),))
        return self._with_samples

    def _sample_lot(self, gtin: str, serial: str) -> str | None:
        row = next(self._rows("SELECT lot FROM item WHERE gtin = ? AND serial = ?", gtin, serial), None)
        return str(row[0]) if row else None

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

    def schedule(self) -> Schedule | None:
        """The charter flights; None where the town has none, and then no delivery is promised."""
        from kiosk.town.schedule import Schedule

        return self._one(Schedule, "SELECT value FROM meta WHERE name = 'schedule'")

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
        with damage_told(self.path):
            yield from self._connection.execute(query, keys)

    def _all(self, model: type[Model], query: str, *keys: str) -> Iterator[Model]:
        from pydantic import ValidationError

        for (body,) in self._rows(query, *keys):
            try:
                yield model.model_validate_json(body)
            except ValidationError as error:
                raise damaged(self.path, f"a {model.__name__.lower()} is not readable") from error

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
    check_header(path)
    with damage_told(path):
        # immutable: no lock, no journal is looked for; a pack is never written in place, only replaced.
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        pack = Pack(path, connection)
        if not pack.content():
            raise damaged(path, "it was not finished")
        check_serials(path, pack.serials_file())
    except BaseException:
        connection.close()
        raise
    return pack
