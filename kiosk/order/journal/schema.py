"""The journal's file: its schema through all versions, and opening it so that nothing in it is ever lost.

`event` is the truth and only ever grows; `orders` is its fold, kept in the same transaction so that reads are
quick, and `tally` counts its states but for waiting. `under_way` holds what a sender took to send and has not yet
told the outcome of; `note` small facts such as how far the store's changes were read. There is nothing about a
person in any of it.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import sqlite3
import struct
import time
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from kiosk.order.journal.fold import JournalError
from kiosk.order.journal.lock import FileLock
from kiosk.order.journal.salvage import as_text, salvage

log = logging.getLogger(__name__)

APPLICATION_ID = 0x47544B4A  # "GTKJ"
SYNCHRONOUS = "FULL"  # NORMAL lost 1,736 of 17,932 orders at power cuts
BUSY_S = 5.0  # how long a commit waits for another process's
ROOM = 4_200_000  # bytes; SQLite begins its log anew after 1,000 pages
CHECK_S = 2.0  # a start waits no longer for the integrity check

_MAGIC = b"SQLite format 3\x00"
# What integrity_check says where the tables are whole (SQLite's pragma.c); without an index nothing is lost.
_OF_AN_INDEX = re.compile(
    "missing from index|wrong # of entries in index|non-unique entry in index|out of order in index"
)
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _to_1(connection: sqlite3.Connection) -> None:
    _each(
        connection,
        """CREATE TABLE event (
          id INTEGER PRIMARY KEY,
          reference TEXT NOT NULL,
          kind TEXT NOT NULL,
          at TEXT NOT NULL,
          detail TEXT NOT NULL)""",
        """CREATE TABLE orders (
          seq INTEGER PRIMARY KEY REFERENCES event (id),
          reference TEXT NOT NULL UNIQUE,
          state TEXT NOT NULL,
          store_id TEXT,
          reason TEXT,
          attempts INTEGER NOT NULL,
          changed_at TEXT NOT NULL)""",
        "CREATE INDEX orders_by_state ON orders (state, seq)",
        """CREATE TRIGGER event_stays BEFORE UPDATE ON event
          BEGIN SELECT RAISE (ABORT, 'events are append-only'); END""",
        """CREATE TRIGGER event_kept BEFORE DELETE ON event
          BEGIN SELECT RAISE (ABORT, 'events are append-only'); END""",
    )


def _to_2(connection: sqlite3.Connection) -> None:
    """Pay links, counts without counting, an order's events without reading all, what a sender has in hand.

    Events can be deleted from here on, of orders that stand in `pruning` and are settled.
    """
    _each(
        connection,
        "ALTER TABLE orders ADD COLUMN pay_url TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX event_by_reference ON event (reference)",
        "CREATE TABLE tally (state TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID",
        "INSERT INTO tally SELECT state, COUNT(*) FROM orders GROUP BY state",
        "CREATE TABLE under_way (reference TEXT PRIMARY KEY) WITHOUT ROWID",
        # Version 1 did not say, but its one sender took the oldest first.
        "INSERT INTO under_way SELECT reference FROM orders WHERE state = 'waiting' ORDER BY seq LIMIT 1",
        "CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE pruning (reference TEXT PRIMARY KEY) WITHOUT ROWID",
        """CREATE TRIGGER pruning_settled BEFORE INSERT ON pruning
          WHEN (SELECT state FROM orders WHERE reference = NEW.reference) NOT IN ('paid', 'cancelled', 'refunded')
          BEGIN SELECT RAISE (ABORT, 'only settled orders are pruned'); END""",
        "DROP TRIGGER event_kept",
        """CREATE TRIGGER event_kept BEFORE DELETE ON event
          WHEN NOT EXISTS (SELECT 1 FROM pruning WHERE reference = OLD.reference)
          BEGIN SELECT RAISE (ABORT, 'events are append-only'); END""",
    )


def _to_3(connection: sqlite3.Connection) -> None:
    """A confirmed order touches fewer pages: its first event is found by its number, and those that wait are
    counted by the index of states, which an order is in anyway."""
    _each(
        connection,
        "DROP INDEX event_by_reference",
        "CREATE INDEX event_later ON event (reference) WHERE kind <> 'placed'",
        "DELETE FROM tally WHERE state = 'waiting'",
    )


def _to_4(connection: sqlite3.Connection) -> None:
    """A checksum of each event, because a bit that falls over inside of a row is none of SQLite's business. Older
    events have none."""
    _each(connection, "ALTER TABLE event ADD COLUMN crc INTEGER")


STEPS = (_to_1, _to_2, _to_3, _to_4)  # STEPS[n] makes version n + 1 of version n
VERSION = len(STEPS)


def open_journal(path: Path, at: datetime, users: FileLock) -> tuple[sqlite3.Connection, Path | None]:
    """A connection that is fsynced at every COMMIT, to an existing journal or a new one; older ones are brought up
    to date. Also the new name of a damaged file that was found and set aside, or None.

    users: shared by everybody who has this journal open, so that nobody's file is moved from under them.
    Raises JournalError for what is not ours, or damaged while others use it; sqlite3.Error and OSError for what a
    disk can do.
    """
    refuse_what_is_not_ours(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    alone = users.take()
    if not alone:
        users.share()  # waits until the one who is opening it has done so
    refuse_what_is_not_ours(path)
    moved: Path | None = None
    try:
        connection = _open(path, alone)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        if not alone:
            raise JournalError(
                f"{path}: damaged ({error}), and another kiosk has it open; end that first"
            ) from error
        moved = set_aside(path, at)
        log.error("%s is damaged (%s); set aside as %s", path, error, moved.name)
        connection = _open(path, alone)
        salvage(connection, moved)
    users.share()
    return connection, moved


def refuse_what_is_not_ours(path: Path) -> None:
    """Raises JournalError for a journal of a newer version or another program's database, and touches neither.

    Reads the header alone (SQLite file format, 1.3): opening the file would already create files beside it.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        return
    except OSError as error:
        raise JournalError(f"{path}: {error.strerror or error}") from error
    if len(header) < 100 or not header.startswith(_MAGIC):
        return  # damage, and _open() says so
    version, application = struct.unpack_from(">i", header, 60)[0], struct.unpack_from(">i", header, 68)[0]
    if application != APPLICATION_ID:
        raise JournalError(f"{path}: a database, but not a booth's journal; it was left as it is")
    if version > VERSION:
        raise JournalError(
            f"{path}: written by a newer kiosk (journal version {version}, this one knows {VERSION}); "
            "start that version again, or name another state folder; the file was left as it is"
        )


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A read-only connection, which may live beside a booth that writes. Raises JournalError.

    A journal of an older version is refused: the booth brings it up to date when it starts.
    """
    refuse_what_is_not_ours(path)
    if not path.exists():
        raise JournalError(f"{path}: there is no journal here")
    uri = path.resolve().as_uri()
    wal = beside(path, "-wal")
    # Without a log beside it nothing is missing from the file, which can then be read even from a read-only disk.
    modes = ("?mode=ro",) if wal.exists() else ("?mode=ro", "?mode=ro&immutable=1")
    fault: sqlite3.Error | None = None
    for mode in modes:
        connection = sqlite3.connect(uri + mode, uri=True, timeout=BUSY_S, isolation_level=None)
        connection.text_factory = as_text
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            connection.close()
            fault = error
            continue
        if version != VERSION:
            connection.close()
            raise JournalError(f"{path}: journal version {version}; start the booth once, it makes it {VERSION}")
        return connection
    raise JournalError(f"{path}: {fault}") from fault


def _open(path: Path, alone: bool) -> sqlite3.Connection:
    new = not path.exists()
    if new and not alone:
        raise _damage("the file is gone")
    if not new and path.stat().st_size == 0:
        raise _damage("the file is empty")
    if new and any(beside(path, ending).exists() for ending in ("-wal", "-journal")):
        raise _damage("the file is gone, and its log is still there")
    if new:
        _make(path)
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_S, check_same_thread=False)
    try:
        connection.text_factory = as_text
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        if not new:
            _check(connection)
            _migrate(connection)
            if _layout(connection) != _own_layout():
                raise _damage("its tables are not a journal's")
        _make_room(connection, beside(path, "-wal"))
    except UnicodeDecodeError as error:  # SQLite's own message quotes a name in the schema that is none any more
        connection.close()
        raise _damage(str(error)) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _make_room(connection: sqlite3.Connection, wal: Path) -> None:
    """Gives the log its length before anybody confirms an order: to sync a file that does not grow is one write of
    the disk, to sync one that does is several.

    What is written is rolled back, so that no journal has ever held it; it only reached the log because the cache
    was too small for it. A disk that is nearly full keeps what it has.
    """
    if (wal.exists() and wal.stat().st_size >= ROOM) or shutil.disk_usage(wal.parent).free < 10 * ROOM:
        return
    size = connection.execute("PRAGMA cache_size").fetchone()[0]
    try:
        connection.execute("PRAGMA cache_size = 10")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE room AS SELECT zeroblob(?)", (ROOM + 200_000,))  # some stay in the cache
        connection.execute("ROLLBACK")
        with wal.open("rb") as file:
            os.fsync(file.fileno())
    except sqlite3.OperationalError as error:
        log.warning("the journal's log grows as it goes: %s", error)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute(f"PRAGMA cache_size = {size}")


def _make(path: Path) -> None:
    """Whole or not at all: an empty file under the journal's own name could be one that lost its orders."""
    part = beside(path, ".new")
    part.unlink(missing_ok=True)
    connection = sqlite3.connect(part, isolation_level=None)
    try:
        # Before WAL, so that version and application id are in the file itself and its header can be trusted.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _migrate(connection)
    finally:
        connection.close()
    part.rename(path)  # nobody else is opening it: `users` is ours
    sync_folder(path.parent)


def _migrate(connection: sqlite3.Connection) -> None:
    """All steps that are missing, in one transaction: a journal is of one version, never between two."""
    if connection.execute("PRAGMA user_version").fetchone()[0] >= VERSION:
        return
    connection.execute("BEGIN EXCLUSIVE")
    try:
        had = connection.execute("PRAGMA user_version").fetchone()[0]  # another process may have been quicker
        for step in STEPS[had:]:
            step(connection)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    if had:
        log.warning("the journal was brought from version %d to %d", had, VERSION)


def _check(connection: sqlite3.Connection) -> None:
    """PRAGMA integrity_check, for as long as a start may take. Raises what is_damage() knows."""
    until = time.monotonic() + CHECK_S
    connection.set_progress_handler(lambda: time.monotonic() > until, 10_000)
    try:
        faults = [fault for (fault,) in connection.execute("PRAGMA integrity_check (100)")]
        if faults != ["ok"] and all(_OF_AN_INDEX.search(fault) for fault in faults):
            log.error("the journal's indices do not fit (%s); they are made anew", faults[0])
            connection.set_progress_handler(None, 0)
            try:
                connection.execute("REINDEX")
            except sqlite3.IntegrityError as error:  # what must be there once is there twice: the table is broken
                raise _damage(str(error)) from error
            faults = [fault for (fault,) in connection.execute("PRAGMA integrity_check (1)")]
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        log.warning("the journal is so big that its check was cut short after %.0f s", CHECK_S)
        return
    finally:
        connection.set_progress_handler(None, 0)
    if faults != ["ok"]:
        raise _damage(faults[0])
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not {"event", "orders"} <= tables:  # of any version
        raise _damage("its tables are gone")


def _layout(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return sorted(tuple(" ".join(str(text).split()) for text in row) for row in rows)


@cache
def _own_layout() -> list[tuple[str, ...]]:
    """Of a journal of this version. A bit that falls over in the schema names another table or column."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for step in STEPS:
            step(connection)
        return _layout(connection)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken, as against busy, full or read-only."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _BROKEN


def set_aside(path: Path, at: datetime) -> Path:
    """Renames a damaged journal and what lies beside it; answers the new name of the file itself."""
    aside = path.with_name(f"{path.stem}.damaged-{at.astimezone(UTC):%Y%m%dT%H%M%S%fZ}{path.suffix}")
    for ending in ("-wal", "-shm", "-journal", ""):
        part = beside(path, ending)
        if part.exists():
            part.rename(beside(aside, ending))
    sync_folder(path.parent)
    return aside


def beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def sync_folder(folder: Path) -> None:
    """Makes names in it durable, as files are by fsync."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _each(connection: sqlite3.Connection, *statements: str) -> None:
    for statement in statements:
        connection.execute(statement)


def _damage(text: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(text)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error
