"""Which serials were issued: state/stickers/register.sqlite, written durably before the first sheet is.

A crash may leave serials recorded that were never printed, which harms nobody; it never leaves one printed that is
not recorded.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from kiosk.staff.stickers.serials import most, new_serial

FILE_NAME = "register.sqlite"
FOLDER = "stickers"  # below the state folder
APPLICATION_ID = 0x47544B52  # "GTKR"
VERSION = 1
BATCH = 10_000

_SCHEMA = """
CREATE TABLE issue (
  id INTEGER PRIMARY KEY AUTOINCREMENT, gtin TEXT NOT NULL, lot TEXT NOT NULL, key_id TEXT NOT NULL,
  public_key TEXT NOT NULL, issued_at TEXT NOT NULL, count INTEGER NOT NULL, per_sheet INTEGER NOT NULL,
  stock TEXT NOT NULL) STRICT;
CREATE TABLE sticker (
  gtin TEXT NOT NULL, serial TEXT NOT NULL, issue INTEGER NOT NULL REFERENCES issue (id), position INTEGER NOT NULL,
  PRIMARY KEY (gtin, serial)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX sticker_place ON sticker (issue, position);
CREATE VIEW register AS
  SELECT serial, sticker.gtin AS gtin, lot, issued_at, key_id, issue, position / per_sheet + 1 AS sheet
  FROM sticker JOIN issue ON issue.id = sticker.issue;
"""


class RegisterError(Exception):
    """The register cannot be used, or a serial is in it already; the text says which, for staff."""


class Order(NamedTuple):
    """What is to be issued. per_sheet: stickers on one printed sheet; stock: that sheet, spelled in numbers."""

    gtin: str
    lot: str
    key_id: str
    public_key: str  # hexadecimal
    per_sheet: int
    stock: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One run of `kiosk stickers issue`, as it was recorded."""

    id: int
    order: Order
    issued_at: datetime  # UTC
    count: int


class Entry(NamedTuple):
    """One sticker of the register. sheet: counted from 1."""

    issue: Issue
    serial: str
    sheet: int


class Register:
    """For one thread; close it. Other processes wait while one issues."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def record_random(self, order: Order, count: int, length: int) -> Issue:
        """Makes `count` new serials and records them. Raises RegisterError; then nothing is recorded."""
        have = self._connection.execute("SELECT coalesce(sum(count), 0) FROM issue WHERE gtin = ?", (order.gtin,))
        if have.fetchone()[0] + count > most(length):
            raise RegisterError(f"serials of {length} characters are too easy to guess for so many of {order.gtin}")

        def take(issue: int) -> int:
            position = 0
            while position < count:
                # OR IGNORE: of a serial that is taken already the next draw is another.
                row = (order.gtin, new_serial(length), issue, position)
                done = self._connection.execute("INSERT OR IGNORE INTO sticker VALUES (?, ?, ?, ?)", row)
                position += done.rowcount
            return position

        return self._record(order, take)

    def record(self, order: Order, serials: Iterable[str]) -> Issue:
        """Records serials of one's own. Raises RegisterError where one is there already; then none is recorded."""

        def take(issue: int) -> int:
            position = 0
            for position, serial in enumerate(serials, 1):
                row = (order.gtin, serial, issue, position - 1)
                try:
                    self._connection.execute("INSERT INTO sticker VALUES (?, ?, ?, ?)", row)
                except sqlite3.IntegrityError:
                    raise RegisterError(f"serial {serial} of {order.gtin} was issued before") from None
            return position

        return self._record(order, take)

    def _record(self, order: Order, take: Callable[[int], int]) -> Issue:
        """One transaction, on the disk when it returns."""
        now = datetime.now(UTC).replace(microsecond=0)
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            try:
                row = (*order[:4], now.isoformat(), 0, order.per_sheet, order.stock)
                done = connection.execute(
                    "INSERT INTO issue (gtin, lot, key_id, public_key, issued_at, count, per_sheet, stock) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    row,
                )
                number = done.lastrowid or 0
                count = take(number)
                connection.execute("UPDATE issue SET count = ? WHERE id = ?", (count, number))
                if not count:
                    raise RegisterError("there is no serial to issue")
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise RegisterError(f"the register cannot be written ({error})") from error
        return Issue(number, order, now, count)

    def issue(self, number: int) -> Issue:
        """Raises RegisterError for a number that was never given."""
        row = self._connection.execute("SELECT * FROM issue WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise RegisterError(f"there is no issue {number} in the register")
        return _issue(row)

    def serials(self, number: int) -> Iterator[str]:
        """Of one issue, in the order in which they are printed. Others may issue meanwhile."""
        query = "SELECT serial FROM sticker WHERE issue = ? AND position >= ? ORDER BY position LIMIT ?"
        position = 0
        while rows := self._connection.execute(query, (number, position, BATCH)).fetchall():
            position += len(rows)
            for (serial,) in rows:
                yield serial

    def find(self, gtin: str, serial: str) -> Entry | None:
        row = self._connection.execute(
            "SELECT issue, position FROM sticker WHERE gtin = ? AND serial = ?", (gtin, serial)
        ).fetchone()
        if row is None:
            return None
        issue = self.issue(row[0])
        return Entry(issue, serial, row[1] // issue.order.per_sheet + 1)


@contextmanager
def open_register(state: Path, *, make: bool = False) -> Iterator[Register]:
    """The register of a state folder. make: where there is none, a new one. Raises RegisterError."""
    path = state / FOLDER / FILE_NAME
    if not make and not path.is_file():
        raise RegisterError(f"nothing was issued here yet: there is no {path}")
    with closing(_opened(path, make=make)) as connection:
        yield Register(connection)


def _opened(path: Path, *, make: bool) -> sqlite3.Connection:
    try:
        if make:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Serials are nobody's business: guessing them is what their length is against.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
        connection = sqlite3.connect(path, isolation_level=None, timeout=60)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    except (sqlite3.Error, OSError) as error:
        raise RegisterError(f"{path} cannot be used ({error})") from error
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    # EXTRA: also the folder's entry is on the disk when a transaction has ended.
    connection.executescript("PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA foreign_keys = ON;")
    connection.execute("BEGIN IMMEDIATE")
    try:
        kind = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if not tables:
            for statement in _SCHEMA.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
        elif kind != APPLICATION_ID or version != VERSION:
            raise RegisterError(f"{path} is not a register of stickers that this kiosk can write")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _issue(row: tuple[int, str, str, str, str, str, int, int, str]) -> Issue:
    number, gtin, lot, key_id, public_key, issued_at, count, per_sheet, stock = row
    order = Order(gtin, lot, key_id, public_key, per_sheet, stock)
    return Issue(number, order, datetime.fromisoformat(issued_at), count)
