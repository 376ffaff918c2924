"""What is damaged in a journal, mended from what is not: an order that a visitor was thanked for is not let go."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from kiosk.order.journal import fold, rows
from kiosk.order.journal.fold import Event
from kiosk.order.model import UNSENT, OrderRecord, OrderState

log = logging.getLogger(__name__)

MOST_FILLED = 1 << 30  # bytes; a header that says more is damaged itself
LONGEST_S = 20.0
LEAP = 1 << 24  # ids without one event that can be read, and there are no more

# An order's state is its last event's kind; by the index of later events, so that 100,000 take a moment.
_DISAGREE = """SELECT reference FROM orders WHERE state <> COALESCE(
  (SELECT kind FROM event WHERE event.reference = orders.reference AND kind <> 'placed' ORDER BY id DESC LIMIT 1),
  'waiting')"""


def as_text(raw: bytes) -> str:
    """For text_factory: what is no UTF-8 any more is shown as such, and is no reason to read nothing at all."""
    return raw.decode(errors="replace")


def mend(connection: sqlite3.Connection) -> int:
    """Folds anew the events of orders whose row does not say what their last event says, so that nothing is
    forgotten for a bit that fell over; answers how many there were. Within the caller's transaction."""
    found = [reference for (reference,) in connection.execute(_DISAGREE)]
    for reference in found:
        record = _folded(rows.events(connection, reference))
        if record is None:
            record = rows.find(connection, reference)
            assert record is not None
        _write_row(connection, record)
    if found:
        _count_anew(connection)
    return len(found)


def salvage(connection: sqlite3.Connection, damaged: Path) -> int:
    """Brings every order of a damaged journal that can still be read into a new and empty one; answers how many.

    What came of an order later may be among what cannot be read. So whatever seems not to be at the store yet is
    in doubt, and is looked up there before it is sent. Raises sqlite3.Error for what the new journal cannot take.
    """
    orders: dict[str, list[Event]] = {}
    for event in _readable(damaged):
        orders.setdefault(event.reference, []).append(event)
    connection.execute("BEGIN IMMEDIATE")
    brought = 0
    try:
        for events in orders.values():
            if (record := _folded(events)) is not None and record.order.lines:
                _write_order(connection, record, events)
                brought += 1
        _count_anew(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    log.error("%s: %d orders in it could be read, and were brought into the new journal", damaged, brought)
    return brought


def _folded(events: list[Event]) -> OrderRecord | None:
    """None where they do not begin with an order. A later one that cannot follow is left out, as if unread."""
    record: OrderRecord | None = None
    for event in events:
        try:
            record = fold.after(record, event)
        except ValueError:
            continue
    return record


def _write_order(connection: sqlite3.Connection, record: OrderRecord, events: list[Event]) -> None:
    numbers = [rows.append(connection, event) for event in events]
    first = next(number for number, event in zip(numbers, events, strict=True) if event.kind == fold.PLACED)
    reference = record.order.reference
    connection.execute(
        "INSERT INTO orders (seq, reference, state, attempts, changed_at) VALUES (?, ?, ?, 0, '')",
        (first, reference, record.state.value),
    )
    _write_row(connection, record)
    if record.state in UNSENT:
        connection.execute("INSERT OR IGNORE INTO under_way VALUES (?)", (reference,))


def _write_row(connection: sqlite3.Connection, record: OrderRecord) -> None:
    at = record.changed_at or record.order.placed_at
    connection.execute(
        "UPDATE orders SET state = ?, store_id = ?, reason = ?, attempts = ?, changed_at = ?, pay_url = ?"
        " WHERE reference = ?",
        (
            record.state.value,
            record.store_id,
            record.reason,
            record.attempts,
            at.isoformat(),
            record.pay_url,
            record.order.reference,
        ),
    )


def _count_anew(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM tally")
    connection.execute(
        "INSERT INTO tally SELECT state, COUNT(*) FROM orders WHERE state <> ? GROUP BY state",
        (OrderState.WAITING.value,),
    )


def _readable(path: Path) -> Iterator[Event]:
    """The events that are as they were written, oldest first. Nothing is written to the file."""
    if (whole := _filled_up(path)) is not None:
        try:
            yield from _readable(whole)
        finally:
            for part in whole.parent.glob(f"{whole.name}*"):
                part.unlink()
        return
    for mode in ("?mode=ro", "?mode=ro&immutable=1"):
        try:
            with closing(sqlite3.connect(path.resolve().as_uri() + mode, uri=True)) as connection:
                names = {row[1] for row in connection.execute("PRAGMA table_info (event)")}
                if not {"id", "reference", "kind", "at", "detail"} <= names:
                    continue
                yield from _walk(connection, "crc" if "crc" in names else "NULL")
                return
        except (sqlite3.Error, UnicodeDecodeError) as error:
            log.warning("%s%s: %s", path, mode, error)


def _filled_up(path: Path) -> Path | None:
    """A copy with zeros where a file was cut short, of which SQLite would read nothing; None for any other.

    The header says how many pages there were (SQLite file format, 1.3.7).
    """
    if not path.is_file():
        return None
    with path.open("rb") as file:
        header, size = file.read(100), path.stat().st_size
    if len(header) < 100:
        return None
    page = int.from_bytes(header[16:18], "big")
    length = (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")
    if not size < length <= MOST_FILLED:
        return None
    copy = path.with_name(f".{path.name}.whole")
    shutil.copyfile(path, copy)
    with copy.open("r+b") as file:
        file.truncate(length)
    log_beside = path.with_name(f"{path.name}-wal")
    if log_beside.is_file():
        shutil.copyfile(log_beside, copy.with_name(f"{copy.name}-wal"))
    return copy


def _walk(connection: sqlite3.Connection, crc: str) -> Iterator[Event]:
    """A damaged tree gives rows out of order, and again: only what is further on counts, and it takes no longer
    than a start may wait."""
    query = f"SELECT id, reference, kind, at, detail, {crc} FROM event WHERE id >= ? ORDER BY id"  # noqa: S608
    connection.text_factory = as_text
    until = time.monotonic() + LONGEST_S
    connection.set_progress_handler(lambda: time.monotonic() > until, 10_000)
    after, leap = 0, 1
    while leap < LEAP and time.monotonic() < until:
        try:
            for number, *row in connection.execute(query, (after,)):
                if number < after:
                    if time.monotonic() > until:
                        break
                    continue
                after, leap = number + 1, 1
                if (event := _event(row)) is not None:
                    yield event
            return
        except sqlite3.Error:  # a page that cannot be read: go on behind it
            after, leap = after + leap, 2 * leap
    log.error("not all of a damaged journal was read: kiosk orders salvage goes through what is left of it")


def _event(row: list[Any]) -> Event | None:
    reference, kind, at, detail, crc = row
    if not all(isinstance(text, str) for text in (reference, kind, at, detail)):
        return None
    if kind != fold.PLACED and kind not in tuple(OrderState):
        return None
    fields = rows.detail_of(reference, kind, at, detail, crc)
    return Event(reference, kind, rows.time_of(at), fields) if fields else None
