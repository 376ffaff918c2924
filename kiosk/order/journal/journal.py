"""The booth's durable record of orders, and the queue that leaves it. An order exists once it is committed here."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from kiosk.order.journal import fold, rows, schema
from kiosk.order.journal.fold import AT_STORE, Event, JournalError
from kiosk.order.journal.lock import FileLock
from kiosk.order.journal.rows import Mark
from kiosk.order.journal.salvage import as_text, mend
from kiosk.order.journal.thread import ConnectionThread, Work
from kiosk.order.model import Order, OrderRecord, OrderState

log = logging.getLogger(__name__)
T = TypeVar("T")


class Journal:
    """Owns two threads: one with the connection that writes, one with a connection that reads beside it, so that
    no page waits for a disk. Every method may be called from any thread, on_change included.

    Several processes may have one journal open; each commits, and `sender` says which of them sends.
    on_change(record) is called after each commit and mark, once the change is durable, on the writing thread or on
    one that waits for a result() just then; and by refresh() for what other processes changed. set_aside names the
    damaged file that was found here and put away, or is None: show it to staff, there may be orders in it.
    """

    def __init__(
        self,
        path: Path,
        on_change: Callable[[OrderRecord], None] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        keep_days: int | None = None,
    ) -> None:
        """Opens or makes the journal. keep_days: older settled orders are pruned now; None keeps all for ever.

        Raises JournalError for one from the future, one that is damaged while others use it, or a disk that will
        not.
        """
        self.path = path
        self.set_aside: Path | None = None
        self.sender = FileLock(schema.beside(path, "-sender"))
        self._on_change = on_change
        self._now = now
        self._users = FileLock(schema.beside(path, "-users"))
        self._heard = threading.Lock()
        self._own_events: set[int] = set()  # those above _seen that were announced when they were made
        try:
            self._writer = ConnectionThread("journal", path, self._open)
            try:
                self._reader = ConnectionThread("journal-reader", path, self._open_reader)
            except BaseException:
                self._writer.close()
                raise
        except (sqlite3.Error, OSError) as error:
            self._users.close()
            raise JournalError(f"{path}: {error}") from error
        except BaseException:
            self._users.close()
            raise
        self._seen = self._read(rows.last_event).result()
        if keep_days is not None:
            try:
                self.prune(keep_days)
            except JournalError:
                log.exception("%s: old orders could not be pruned", path)

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
        return self._change(lambda connection: rows.commit(connection, order, self._now()))

    def mark(
        self,
        reference: str,
        state: OrderState,
        store_id: str | None = None,
        reason: str | None = None,
        pay_url: str = "",
    ) -> OrderRecord:
        """Writes down what became of an order, and waits until that is durable.

        SENT needs the store's id. What is at the store stays there; from then on only the store's word changes it,
        and an older word that comes late changes nothing. Marking a parked order WAITING sends it again, and
        CANCELLED gives it up. Raises JournalError as commit() does, and for what cannot follow.
        """
        return self.mark_soon(Mark(reference, state, store_id, reason, pay_url)).result()

    def mark_soon(self, given: Mark, patient: bool = False) -> Future[OrderRecord]:
        """mark() that does not wait. A patient one may take a tenth of a second longer, so that many become
        durable together; their order stays."""
        if given.state is OrderState.SENT and not given.store_id:
            raise ValueError("an order is only at the store when the store has named it")
        return self._change(lambda connection: rows.mark(connection, given, self._now()), patient)

    def retry(self, reference: str, reason: str) -> OrderRecord:
        """Sends a parked order again. Raises JournalError for one that is not parked."""
        return self._staff(reference, OrderState.WAITING, reason)

    def give_up(self, reference: str, reason: str) -> OrderRecord:
        """Cancels a parked order, which no store has. Raises JournalError for one that is not parked."""
        return self._staff(reference, OrderState.CANCELLED, reason)

    def claim(self, n: int, besides: Collection[str] = ()) -> list[OrderRecord]:
        """For the sender: up to n orders that are not at the store, without those `besides`, once it is durable
        that they are under way."""
        return self._write(lambda connection: rows.claim(connection, n, besides, self._now())).result()

    def set_note(self, name: str, value: str) -> None:
        self._write(lambda connection: rows.set_note(connection, name, value)).result()

    def prune(self, days: int) -> int:
        """Deletes settled orders (paid, cancelled, refunded) that nothing has happened to for so many days.

        What waits, is in doubt, parked or not yet paid stays for ever. Answers how many went. Raises JournalError,
        and ValueError for less than a day.
        """
        if days < 1:
            raise ValueError(f"orders are kept for 1 day or more, not {days}")
        gone = 0
        while n := self._write(lambda connection: rows.prune(connection, days, self._now())).result():
            gone += n
        if gone:
            log.info("%s: %d settled orders older than %d days were pruned", self.path, gone, days)
        return gone

    # --- reading ------------------------------------------------------------------------------------------

    def records(self, limit: int = 100, state: OrderState | None = None) -> list[OrderRecord]:
        """Newest first."""
        return self._read(lambda connection: list(rows.newest(connection, limit, state))).result()

    def find(self, reference: str) -> OrderRecord | None:
        return self._read(lambda connection: rows.find(connection, reference)).result()

    def counts(self) -> dict[OrderState, int]:
        """How many orders are in each state; every state is there."""
        return self._read(rows.counts).result()

    def waiting(self, limit: int = 100) -> list[OrderRecord]:
        """What still has to reach the store: first those in doubt, then those waiting, each oldest first."""
        return self._read(lambda connection: rows.unsent(connection, limit)).result()

    def oldest_unsent(self) -> OrderRecord | None:
        """Of all that still has to reach the store."""
        return self._read(rows.oldest_unsent).result()

    def events(self, reference: str) -> list[Event]:
        """All that ever happened to one order, oldest first."""
        return self._read(lambda connection: rows.events(connection, reference)).result()

    def under_way(self) -> set[str]:
        """What was claimed and never came to an answer: it may be at the store."""
        return self._read(rows.under_way).result()

    def note(self, name: str) -> str | None:
        return self._read(lambda connection: rows.note(connection, name)).result()

    def refresh(self) -> int:
        """Announces on the caller's thread what other processes changed since; answers how many orders. Cheap: one
        look at the last event's number while nothing is new."""
        with self._heard:
            last = self._read(rows.last_event).result()
            if last == self._seen:
                return 0
            # Own events are noted once they are committed: a moment later than a reader can see them.
            self._write(lambda connection: None).result()
            found = self._read(lambda connection: rows.changed_since(connection, self._seen, last)).result()
            others = dict.fromkeys(name for n, name in found if n not in self._own_events)
            self._seen = found[-1][0] if found else last
            self._own_events = {n for n in self._own_events if n > self._seen}
        for reference in others:
            if record := self.find(reference):
                self._announce(record)
        return len(others)

    def close(self) -> None:
        """Finishes what was asked before, then ends the threads. Safe to call twice, but not from on_change."""
        self._writer.close()
        self._reader.close()
        self.sender.close()
        self._users.close()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- the threads --------------------------------------------------------------------------------------

    def _open(self) -> sqlite3.Connection:
        connection, self.set_aside = schema.open_journal(self.path, self._now(), self._users)
        try:
            self._inode = self.path.stat().st_ino
            connection.execute("BEGIN IMMEDIATE")
            if mended := mend(connection):
                log.error("%s: %d orders were not what their events say; folded anew", self.path, mended)
            connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        return connection

    def _open_reader(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, isolation_level=None, timeout=schema.BUSY_S, check_same_thread=False
        )
        connection.text_factory = as_text
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _read(self, work: Work[T]) -> Future[T]:
        return self._reader.ask(work, durable=False)

    def _write(self, work: Work[T], after: Callable[[T], None] | None = None, patient: bool = False) -> Future[T]:
        def checked(connection: sqlite3.Connection) -> T:
            # Orders written to a file that somebody removed or replaced would be durable nowhere.
            if self.path.stat().st_ino != self._inode:
                raise JournalError(f"{self.path}: the file was replaced while the booth had it open")
            return work(connection)

        return self._writer.ask(checked, durable=True, after=after, patient=patient)

    def _change(self, work: Work[tuple[OrderRecord, int | None]], patient: bool = False) -> Future[OrderRecord]:
        made: list[int | None] = [None]  # the event's id

        def only_record(connection: sqlite3.Connection) -> OrderRecord:
            record, made[0] = work(connection)
            return record

        def announced(record: OrderRecord) -> None:
            if made[0] is not None:
                self._own_events.add(made[0])
                self._announce(record)

        return self._write(only_record, announced, patient)

    def _staff(self, reference: str, state: OrderState, reason: str) -> OrderRecord:
        def work(connection: sqlite3.Connection) -> tuple[OrderRecord, int | None]:
            found = rows.find(connection, reference)
            if found is None:
                raise JournalError(f"{reference} was never placed here")
            if found.state is not OrderState.REJECTED:
                where = "at the store" if found.state in AT_STORE else "on its way"
                raise JournalError(f"{reference} is {found.state}, not parked: it is {where} already")
            if state is OrderState.WAITING and not found.order.lines:
                raise JournalError(f"{reference} cannot be sent: {fold.DAMAGED}; give it up and place it anew")
            return rows.mark(connection, Mark(reference, state, reason=reason), self._now())

        return self._change(work).result()

    def _announce(self, record: OrderRecord) -> None:
        if self._on_change is None:
            return
        try:
            self._on_change(record)
        except Exception:
            log.exception("a listener failed on order %s", record.order.reference)


def read_journal(path: Path, limit: int = 1_000_000, state: OrderState | None = None) -> list[OrderRecord]:
    """Newest first, read beside a running booth or without one; writes nothing. Raises JournalError."""
    return list(each_record(path, limit, state))


def find_record(path: Path, reference: str) -> OrderRecord | None:
    """One order, as read_journal() reads all. Raises JournalError."""
    with closing(schema.open_for_reading(path)) as connection:
        try:
            return rows.find(connection, reference)
        except sqlite3.Error as error:
            raise JournalError(f"{path}: {error}") from error


def each_record(path: Path, limit: int = 1_000_000, state: OrderState | None = None) -> Iterator[OrderRecord]:
    """read_journal() one after another, for journals that no list should hold."""
    with closing(schema.open_for_reading(path)) as connection:
        try:
            yield from rows.newest(connection, limit, state)
        except sqlite3.Error as error:
            raise JournalError(f"{path}: {error}") from error
