"""The booth's durable record of orders, and the queue that leaves it. An order exists once it is committed here."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

from kiosk.order import ledger
from kiosk.order.ledger import PLACED, Event, JournalError, read_journal
from kiosk.order.model import Order, OrderRecord, OrderState

__all__ = ["Journal", "JournalError", "read_journal"]

log = logging.getLogger(__name__)
T = TypeVar("T")
_Task = tuple["Future[Any]", Callable[[sqlite3.Connection], Any]]


class Journal:
    """Owns one thread, and in it the only connection that writes. Every method may be called from any thread.

    on_change(record) is called on the journal's thread after each commit and mark, once the change is durable;
    it may read the journal. set_aside names the damaged file that was found here and put away, or is None:
    show it to staff, there may be orders in it.
    """

    def __init__(
        self,
        path: Path,
        on_change: Callable[[OrderRecord], None] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Opens or makes the journal. Raises JournalError for one from the future, or a disk that will not."""
        self.path = path
        self.set_aside: Path | None = None
        self._on_change = on_change
        self._now = now
        self._inbox: SimpleQueue[_Task | None] = SimpleQueue()
        self._gate = threading.Lock()  # nothing enters the inbox behind the end
        self._closed = False
        self._changed: OrderRecord | None = None  # what the running task has made durable, still to be announced
        opened: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(opened,), name="journal", daemon=True)
        self._thread.start()
        try:
            opened.result()
        except BaseException:
            self._thread.join()
            raise

    # --- writing ------------------------------------------------------------------------------------------

    def commit(self, order: Order) -> Future[OrderRecord]:
        """Resolves after COMMIT has returned and the order is on the disk; never before.

        The same reference with the same lines again is the same order: the first record is the answer.
        The Future raises JournalError when the disk is full or read-only, when the reference belongs to other
        lines, or when the journal is closed. Raises ValueError for an order that does not add up.
        """
        if not order.lines or order.total != sum(line.total for line in order.lines):
            raise ValueError(f"{order.reference}: the total is not the sum of the lines")
        if order.placed_at.tzinfo is None:
            raise ValueError(f"{order.reference}: placed_at needs a zone")
        if any(line.good.currency != order.currency for line in order.lines):
            raise ValueError(f"{order.reference}: every line must be in {order.currency}")
        return self._send(lambda connection: self._commit(connection, order))

    def mark(
        self, reference: str, state: OrderState, store_id: str | None = None, reason: str | None = None
    ) -> OrderRecord:
        """Writes down what became of an order, and waits until that is durable.

        SENT needs the store's id and is final. Marking a parked order WAITING sends it again.
        Raises JournalError as commit() does, and for an order that is not here or is already at the store.
        """
        if state is OrderState.SENT and not store_id:
            raise ValueError("an order is only at the store when the store has named it")
        return self._send(lambda connection: self._mark(connection, reference, state, store_id, reason)).result()

    # --- reading ------------------------------------------------------------------------------------------

    def records(self, limit: int = 100, state: OrderState | None = None) -> list[OrderRecord]:
        """Newest first."""
        return self._send(lambda connection: ledger.newest(connection, limit, state)).result()

    def find(self, reference: str) -> OrderRecord | None:
        return self._send(lambda connection: ledger.find(connection, reference)).result()

    def counts(self) -> dict[OrderState, int]:
        """How many orders are in each state; every state is there."""
        return self._send(ledger.counts).result()

    def waiting(self, limit: int = 100) -> list[OrderRecord]:
        """What still has to reach the store: first those in doubt, then those waiting, each oldest first."""

        def read(connection: sqlite3.Connection) -> list[OrderRecord]:
            doubtful = ledger.oldest(connection, limit, OrderState.UNCERTAIN)
            return doubtful + ledger.oldest(connection, limit - len(doubtful), OrderState.WAITING)

        return self._send(read).result()

    def events(self, reference: str) -> list[Event]:
        """All that ever happened to one order, oldest first."""
        return self._send(lambda connection: ledger.events(connection, reference)).result()

    def close(self) -> None:
        """Finishes what was asked before, then ends the thread. Safe to call twice, but not from on_change."""
        with self._gate:
            if not self._closed:
                self._closed = True
                self._inbox.put(None)
        self._thread.join()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- the thread ---------------------------------------------------------------------------------------

    def _send(self, work: Callable[[sqlite3.Connection], T]) -> Future[T]:
        future: Future[T] = Future()
        if threading.current_thread() is self._thread:  # from on_change: waiting for ourselves would be for ever
            self._do(future, work)
            return future
        with self._gate:
            if self._closed:
                future.set_exception(JournalError(f"{self.path}: the journal is closed"))
            else:
                self._inbox.put((future, work))
        return future

    def _run(self, opened: Future[None]) -> None:
        try:
            self._connection = self._open()
        except BaseException as error:
            opened.set_exception(error)
            return
        try:
            opened.set_result(None)
            while task := self._inbox.get():
                self._do(*task)
                del task  # a Future kept here would keep its order until the next one comes
        finally:
            self._connection.close()

    def _open(self) -> sqlite3.Connection:
        try:
            try:
                return ledger.open_ledger(self.path)
            except sqlite3.DatabaseError as error:
                if not ledger.is_damage(error):
                    raise
                self.set_aside = ledger.set_aside(self.path, self._now())
                log.error("%s is damaged (%s); set aside as %s", self.path, error, self.set_aside.name)
                return ledger.open_ledger(self.path)
        except (sqlite3.Error, OSError) as error:
            raise JournalError(f"{self.path}: {error}") from error

    def _do(self, future: Future[T], work: Callable[[sqlite3.Connection], T]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            answer = work(self._connection)
        except sqlite3.Error as error:
            future.set_exception(self._failed(error))
        except Exception as error:
            self._changed = None
            self._roll_back()
            future.set_exception(error)
        else:
            changed, self._changed = self._changed, None
            future.set_result(answer)
            if changed is not None:
                self._announce(changed)

    def _failed(self, error: sqlite3.Error) -> JournalError:
        self._changed = None
        self._roll_back()
        failure = JournalError(f"{self.path}: {error}")
        failure.__cause__ = error
        return failure

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            try:
                self._connection.execute("ROLLBACK")
            except sqlite3.Error:
                log.exception("%s: the journal could not roll back", self.path)

    def _announce(self, record: OrderRecord) -> None:
        if self._on_change is None:
            return
        try:
            self._on_change(record)
        except Exception:
            log.exception("a listener failed on order %s", record.order.reference)

    # --- one transaction each -----------------------------------------------------------------------------

    def _commit(self, connection: sqlite3.Connection, order: Order) -> OrderRecord:
        detail = ledger.body(order)
        connection.execute("BEGIN IMMEDIATE")
        if earlier := ledger.find(connection, order.reference):
            connection.execute("ROLLBACK")
            if (earlier.order.lines, earlier.order.currency) != (order.lines, order.currency):
                raise JournalError(f"{order.reference}: this reference belongs to an order of other lines")
            return earlier
        at = self._now()
        seq = ledger.append(connection, Event(order.reference, PLACED, at, detail))
        connection.execute(
            "INSERT INTO orders (seq, reference, state, attempts, changed_at) VALUES (?, ?, ?, 0, ?)",
            (seq, order.reference, OrderState.WAITING.value, at.isoformat()),
        )
        connection.execute("COMMIT")
        self._changed = OrderRecord(order, OrderState.WAITING, changed_at=at)
        return self._changed

    def _mark(
        self,
        connection: sqlite3.Connection,
        reference: str,
        state: OrderState,
        store_id: str | None,
        reason: str | None,
    ) -> OrderRecord:
        connection.execute("BEGIN IMMEDIATE")
        earlier = ledger.find(connection, reference)
        event = Event(reference, state.value, self._now(), {"store_id": store_id, "reason": reason})
        try:
            record = ledger.after(earlier, event)
        except ValueError as error:
            raise JournalError(str(error)) from error
        ledger.append(connection, event)
        connection.execute(
            "UPDATE orders SET state = ?, store_id = ?, reason = ?, attempts = ?, changed_at = ?"
            " WHERE reference = ?",
            (record.state.value, record.store_id, record.reason, record.attempts, event.at.isoformat(), reference),
        )
        connection.execute("COMMIT")
        self._changed = record
        return record
