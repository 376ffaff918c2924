"""The journal's rows: what is read and written in one transaction. No threads, and no transactions begun here."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from kiosk.order.journal import fold
from kiosk.order.journal.fold import PLACED, Event, JournalError
from kiosk.order.model import SETTLED, UNSENT, Order, OrderRecord, OrderState

_SELECT = """SELECT orders.seq, orders.reference, orders.state, orders.store_id, orders.reason, orders.attempts,
  orders.changed_at, orders.pay_url, event.kind, event.at, event.detail, event.crc
  FROM orders JOIN event ON event.id = orders.seq"""
_OLDEST = _SELECT + " WHERE orders.state = ? ORDER BY orders.seq LIMIT ?"
# The first event by its number, the others by an index that has only those.
_EVENTS = """SELECT kind, at, detail, crc FROM (
    SELECT event.id, kind, at, detail, crc FROM orders JOIN event ON event.id = orders.seq
      WHERE orders.reference = ?
    UNION ALL SELECT id, kind, at, detail, crc FROM event WHERE reference = ? AND kind <> 'placed'
  ) ORDER BY id"""
_STATES = frozenset(state.value for state in OrderState)
PRUNED_AT_ONCE = 500  # orders in one transaction, so that no commit waits long


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of an order, as somebody learned it."""

    reference: str
    state: OrderState
    store_id: str | None = None
    reason: str | None = None
    pay_url: str = ""


# --- writing ----------------------------------------------------------------------------------------------


def commit(connection: sqlite3.Connection, order: Order, at: datetime) -> tuple[OrderRecord, int | None]:
    """The order's record, and its event's id: None when it was here already. Raises JournalError."""
    if earlier := find(connection, order.reference):
        if (earlier.order.lines, earlier.order.currency) != (order.lines, order.currency):
            raise JournalError(f"{order.reference}: this reference belongs to an order of other lines")
        return earlier, None
    seq = append(connection, Event(order.reference, PLACED, at, fold.body(order)))
    connection.execute(
        "INSERT INTO orders (seq, reference, state, attempts, changed_at) VALUES (?, ?, ?, 0, ?)",
        (seq, order.reference, OrderState.WAITING.value, at.isoformat()),
    )
    return OrderRecord(order, OrderState.WAITING, changed_at=at), seq


def mark(connection: sqlite3.Connection, given: Mark, at: datetime) -> tuple[OrderRecord, int | None]:
    """As commit(). What the record says already makes no event. Raises JournalError for what cannot follow."""
    earlier = find(connection, given.reference)
    if earlier is not None and fold.says_nothing(earlier, given.state, given.store_id, given.pay_url):
        return earlier, None
    detail = {"store_id": given.store_id, "reason": given.reason}
    event = Event(
        given.reference, given.state.value, at, detail | ({"pay_url": given.pay_url} if given.pay_url else {})
    )
    try:
        record = fold.after(earlier, event)
    except ValueError as error:
        raise JournalError(str(error)) from error
    assert earlier is not None
    seq = append(connection, event)
    write_row(connection, record)
    if record.state is not earlier.state:
        _count(connection, earlier.state, -1)
        _count(connection, record.state, 1)
    if given.state not in UNSENT:  # in doubt, or waiting again, it is still in the sender's hand
        connection.execute("DELETE FROM under_way WHERE reference = ?", (given.reference,))
    return record, seq


def claim(connection: sqlite3.Connection, n: int, besides: Collection[str], at: datetime) -> list[OrderRecord]:
    """Up to n orders that are not at the store, first those in doubt, each oldest first; all are written
    down as under way, until the store has named or refused them. Damaged ones are parked instead."""
    found: list[OrderRecord] = []
    for state in UNSENT:
        while True:
            limit = n - len(found) + len(besides)
            rows = connection.execute(_OLDEST, (state.value, max(0, limit))).fetchall()
            damaged = [row for row in rows if not _record(row).order.lines]
            if not damaged:
                break
            for row in damaged:
                _park(connection, row[0], _record(row), at)
        records = [_record(row) for row in rows]
        found += [one for one in records if one.order.reference not in besides][: n - len(found)]
    connection.executemany(
        "INSERT OR IGNORE INTO under_way VALUES (?)",
        [(record.order.reference,) for record in found],
    )
    return found


def _park(connection: sqlite3.Connection, seq: int, record: OrderRecord, at: datetime) -> None:
    reference = record.order.reference
    try:
        mark(connection, Mark(reference, OrderState.REJECTED, reason=fold.DAMAGED), at)
    except JournalError:  # its reference is damaged, too: nothing is found under that
        connection.execute(
            "UPDATE orders SET state = ?, reason = ? WHERE seq = ?", (OrderState.REJECTED, fold.DAMAGED, seq)
        )
        _count(connection, record.state, -1)
        _count(connection, OrderState.REJECTED, 1)


def set_note(connection: sqlite3.Connection, name: str, value: str) -> None:
    connection.execute(
        "INSERT INTO note VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value)
    )


def prune(connection: sqlite3.Connection, days: int, now: datetime) -> int:
    """Deletes up to PRUNED_AT_ONCE settled orders that nothing has happened to for so many days; answers how many.

    Counted back from now or from the newest event, whichever is earlier: a clock that is wrong by years, as after a
    flat battery, must not prune what is young.
    """
    newest_event = connection.execute("SELECT at FROM event ORDER BY id DESC LIMIT 1").fetchone()
    if newest_event is None:
        return 0
    before = min(now.astimezone(UTC), datetime.fromisoformat(newest_event[0])) - timedelta(days=days)
    settled = [state.value for state in SETTLED]
    rows = connection.execute(
        f"SELECT reference, state, seq FROM orders WHERE state IN ({', '.join('?' * len(settled))})"  # noqa: S608
        " AND changed_at < ? LIMIT ?",
        (*settled, before.isoformat(), PRUNED_AT_ONCE),
    ).fetchall()
    names = [(reference,) for reference, *_ in rows]
    connection.executemany("INSERT INTO pruning VALUES (?)", names)
    connection.executemany("DELETE FROM orders WHERE reference = ?", names)
    connection.executemany("DELETE FROM event WHERE id = ?", [(seq,) for *_, seq in rows])
    connection.executemany("DELETE FROM event WHERE reference = ? AND kind <> 'placed'", names)
    connection.execute("DELETE FROM pruning")
    for _, state, _ in rows:
        _count(connection, OrderState(state), -1)
    return len(rows)


def write_row(connection: sqlite3.Connection, record: OrderRecord) -> None:
    """Brings an order's row up to what it is now."""
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


def append(connection: sqlite3.Connection, event: Event) -> int:
    detail = json.dumps(event.detail, ensure_ascii=False, separators=(",", ":"))
    row = (event.reference, event.kind, event.at.astimezone(UTC).isoformat(), detail)
    cursor = connection.execute(
        "INSERT INTO event (reference, kind, at, detail, crc) VALUES (?, ?, ?, ?, ?)", (*row, crc_of(*row))
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def crc_of(*row: str) -> int:
    """CRC-32 (ISO 3309) of an event's reference, kind, time and detail, with zeros between."""
    return zlib.crc32("\0".join(row).encode())


def detail_of(reference: str, kind: str, at: str, detail: str, crc: object) -> dict[str, Any]:
    """An event's detail; {} where the row is not what was written."""
    try:
        if crc is not None and crc != crc_of(reference, kind, at, detail):
            return {}
        fields = json.loads(detail)
    except (ValueError, TypeError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _count(connection: sqlite3.Connection, state: OrderState, by: int) -> None:
    if state is OrderState.WAITING:
        return  # counted where it is read: a visitor who confirms waits for one page less
    connection.execute(
        "INSERT INTO tally VALUES (?, ?) ON CONFLICT (state) DO UPDATE SET n = n + excluded.n", (state.value, by)
    )


# --- reading ----------------------------------------------------------------------------------------------


def events(connection: sqlite3.Connection, reference: str) -> list[Event]:
    rows = connection.execute(_EVENTS, (reference, reference))
    return [
        Event(reference, kind, time_of(at), detail_of(reference, kind, at, detail, crc))
        for kind, at, detail, crc in rows
    ]


def find(connection: sqlite3.Connection, reference: str) -> OrderRecord | None:
    row = connection.execute(_SELECT + " WHERE orders.reference = ?", (reference,)).fetchone()
    return _record(row) if row else None


def newest(connection: sqlite3.Connection, limit: int, state: OrderState | None = None) -> Iterator[OrderRecord]:
    where, given = (" WHERE orders.state = ?", [state.value]) if state else ("", [])
    rows = connection.execute(_SELECT + where + " ORDER BY orders.seq DESC LIMIT ?", [*given, limit])
    return map(_record, rows)


def oldest(connection: sqlite3.Connection, limit: int, state: OrderState) -> list[OrderRecord]:
    return [_record(row) for row in connection.execute(_OLDEST, (state.value, max(0, limit)))]


def unsent(connection: sqlite3.Connection, limit: int) -> list[OrderRecord]:
    """First those in doubt, then those waiting, each oldest first."""
    doubtful = oldest(connection, limit, OrderState.UNCERTAIN)
    return doubtful + oldest(connection, limit - len(doubtful), OrderState.WAITING)


def oldest_unsent(connection: sqlite3.Connection) -> OrderRecord | None:
    """Of all that still has to reach the store; by their place in the journal, whatever the clock said."""
    firsts = [
        connection.execute("SELECT MIN(seq) FROM orders WHERE state = ?", (state.value,)).fetchone()[0]
        for state in UNSENT
    ]
    seq = min((seq for seq in firsts if seq is not None), default=None)
    row = connection.execute(_SELECT + " WHERE orders.seq = ?", (seq,)).fetchone() if seq else None
    return _record(row) if row else None


def counts(connection: sqlite3.Connection) -> dict[OrderState, int]:
    # Those that wait by the index of states; one statement, so that nothing changes between the two.
    query = "SELECT state, n FROM tally UNION ALL SELECT ?1, COUNT(*) FROM orders WHERE state = ?1"
    found = dict(connection.execute(query, (OrderState.WAITING.value,)))
    return {state: found.get(state.value, 0) for state in OrderState}


def under_way(connection: sqlite3.Connection) -> set[str]:
    return {reference for (reference,) in connection.execute("SELECT reference FROM under_way")}


def note(connection: sqlite3.Connection, name: str) -> str | None:
    row = connection.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def last_event(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT COALESCE(MAX(id), 0) FROM event").fetchone()[0])


def changed_since(connection: sqlite3.Connection, event_id: int, until: int) -> list[tuple[int, str]]:
    """Ids and references of the events after one up to another."""
    query = "SELECT id, reference FROM event WHERE id > ? AND id <= ? ORDER BY id LIMIT 1000"
    return list(connection.execute(query, (event_id, until)))


def _record(row: tuple[Any, ...]) -> OrderRecord:
    _, reference, state, store_id, reason, attempts, changed_at, pay_url, kind, at, detail, crc = row
    fields = detail_of(reference, kind, at, detail, crc)
    return OrderRecord(
        fold.order_from_body(reference, fields, time_of(at)),
        OrderState(state) if state in _STATES else OrderState.REJECTED,
        store_id,
        reason if fields else fold.DAMAGED,
        attempts,
        time_of(changed_at),
        pay_url,
    )


def time_of(text: str) -> datetime:
    """1970 for what is none: the row is damaged, and something must be shown of it."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return datetime.fromtimestamp(0, UTC)
