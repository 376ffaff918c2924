"""What is damaged in a journal, mended from what is not: an order that a visitor was thanked for is not let go."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

from kiosk.order.journal import fold, rows
from kiosk.order.journal.carve import carve
from kiosk.order.journal.fold import Event
from kiosk.order.model import UNSENT, OrderRecord, OrderState

log = logging.getLogger(__name__)


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
        record = fold.what_is_left(rows.events(connection, reference))
        if record is None:
            record = rows.find(connection, reference)
            assert record is not None
        rows.write_row(connection, record)
    if found:
        _count_anew(connection)
    return len(found)


def salvage(connection: sqlite3.Connection, damaged: Path) -> int:
    """Brings every order of a damaged journal that can still be read into a new and empty one; answers how many.

    What came of an order later may be among what cannot be read. So whatever seems not to be at the store yet is
    in doubt, and is looked up there before it is sent. Raises sqlite3.Error for what the new journal cannot take.
    """
    try:
        found = carve(damaged)
    except OSError as error:
        log.error("%s: %s", damaged, error)
        return 0
    connection.execute("BEGIN IMMEDIATE")
    brought = 0
    try:
        for events in found.by_reference().values():
            if (record := fold.what_is_left(events)) is not None and record.order.lines:
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


def _write_order(connection: sqlite3.Connection, record: OrderRecord, events: list[Event]) -> None:
    numbers = [rows.append(connection, event) for event in events]
    first = next(number for number, event in zip(numbers, events, strict=True) if event.kind == fold.PLACED)
    reference = record.order.reference
    connection.execute(
        "INSERT INTO orders (seq, reference, state, attempts, changed_at) VALUES (?, ?, ?, 0, '')",
        (first, reference, record.state.value),
    )
    rows.write_row(connection, record)
    if record.state in UNSENT:
        connection.execute("INSERT OR IGNORE INTO under_way VALUES (?)", (reference,))


def _count_anew(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM tally")
    connection.execute(
        "INSERT INTO tally SELECT state, COUNT(*) FROM orders WHERE state <> ? GROUP BY state",
        (OrderState.WAITING.value,),
    )
