"""Carries orders from the journal to the store, each exactly once, over a network that may do anything.

An order leaves the journal's queue only when the store has named it or has refused it. What a store can answer,
and why there are five kinds, is in kiosk.store.base.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from kiosk.order.journal import Journal, JournalError
from kiosk.order.model import Order, OrderRecord, OrderState
from kiosk.store.base import (
    Accepted,
    Answer,
    NotAuthorised,
    Rejected,
    RetryLater,
    Store,
    Submission,
    SubmissionLine,
    Unknown,
)

log = logging.getLogger(__name__)

_TRIES_BEFORE_OTHERS = 3  # an order that failed this often lets the others go first
_ORDERS_BEFORE_STORE = 3  # this many orders without an answer, one after another: it is the store, not the order


class Link(StrEnum):
    ONLINE = "online"  # the last answer was one, or nothing has been tried yet
    OFFLINE = "offline"  # no answer, or "later"
    PAUSED = "paused"  # the store does not know us: staff must look


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """last_error stays until the next answer. next_try is UTC, None when nothing is being waited out."""

    link: Link = Link.ONLINE
    last_error: str | None = None
    next_try: datetime | None = None


@dataclass(frozen=True, slots=True)
class Backoff:
    """Seconds between tries: first_s, doubled each time up to most_s, then shortened by up to `jitter` of it.

    The jitter keeps a street of booths from all calling at once when the network comes back.
    """

    first_s: float = 0.5
    most_s: float = 60.0
    jitter: float = 0.5
    paused_s: float = 120.0

    def after(self, failures: int, chance: float) -> float:
        """Seconds to wait after so many failures in a row (1 or more); chance in [0, 1)."""
        whole = min(self.most_s, self.first_s * 2.0 ** min(failures - 1, 32))
        return whole * (1.0 - self.jitter * chance)


@dataclass(frozen=True, slots=True)
class _Trouble:
    """failures: without success so far. resend, look_up: monotonic; neither is done before."""

    failures: int = 0
    resend: float = 0.0
    look_up: float = 0.0


_NONE = _Trouble()


class Sync:
    """One thread that sends. on_change(status) is called on it whenever the status changes.

    The store belongs to it from here on: it is called and closed on the thread. Tests may leave out start()
    and call step() with a clock of their own.
    """

    def __init__(
        self,
        journal: Journal,
        store: Store,
        on_change: Callable[[SyncStatus], None] | None = None,
        *,
        backoff: Backoff | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._journal = journal
        self._store = store
        self._on_change = on_change
        self._backoff = backoff or Backoff()
        self._monotonic = monotonic
        self._chance = chance
        self._status = SyncStatus()
        self._signal = threading.Event()
        self._stopping = False
        self._hurry = False
        self._failures = 0  # of the store, in a row
        self._store_due = 0.0  # monotonic; nothing is tried before
        self._unheard_of: set[str] = set()  # orders without an answer since the last one that had one
        self._troubles: dict[str, _Trouble] = {}  # by reference
        self._in_doubt: set[str] = set()  # given to the store, and its answer not (yet) in the journal
        self._started = False
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    @property
    def status(self) -> SyncStatus:
        return self._status

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """There is something new to send. Cuts no backoff short, so it may be called as often as one likes."""
        self._signal.set()

    def retry_now(self) -> None:
        """Staff have mended something: forget every backoff and the pause, and try."""
        self._hurry = True
        self._signal.set()

    def stop(self) -> None:
        """Lets the call that is under way finish, closes the store, ends the thread. Safe to call twice."""
        self._stopping = True
        self._signal.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            while not self._stopping:
                self._signal.clear()
                try:
                    delay = self.step()
                except JournalError as error:
                    delay = self._hold(Link.OFFLINE, f"the journal: {error}")
                except Exception as error:
                    log.exception("the sync thread met something that nobody foresaw")
                    delay = self._hold(Link.OFFLINE, f"{type(error).__name__}: {error}")
                if delay is None or delay > 0:
                    self._signal.wait(delay)
        finally:
            try:
                self._store.close()
            except Exception:
                log.exception("the store %s did not close", self._store.name)

    # --- one step -----------------------------------------------------------------------------------------

    def step(self) -> float | None:
        """Does one thing: looks an order up, or sends one. Answers the seconds until there may be another
        (0.0: at once), or None when only wake() can bring more. Raises JournalError when a mark failed.
        """
        if self._hurry:
            self._hurry = False
            self._store_due = 0.0
            self._troubles.clear()
        now = self._monotonic()
        if now < self._store_due:
            return self._store_due - now
        if not self._started:
            self._started = True
            # The oldest waiting one may have been under way when the booth died, and the store may have it.
            self._in_doubt.update(record.order.reference for record in self._journal.waiting(1))
        # One more than those in trouble: there is a fresh one among them if there is any.
        open_orders = self._journal.waiting(len(self._troubles) + 1)
        if not open_orders:
            return None
        due = [record for record in open_orders if self._due(record) <= now]
        if not due:
            return max(0.0, min(map(self._due, open_orders)) - now)
        record = min(due, key=self._rank)  # among equals the first, which is the oldest
        if self._is_in_doubt(record):
            self._find(record)
        else:
            self._submit(record)
        return max(0.0, self._store_due - self._monotonic())

    def _find(self, record: OrderRecord) -> None:
        reference = record.order.reference
        try:
            answer = self._store.find(reference)
        except Exception as error:
            log.exception("the store %s failed to look up %s", self._store.name, reference)
            answer = Unknown(f"{type(error).__name__}: {error}")
        match answer:
            case None:
                if record.state is OrderState.UNCERTAIN:
                    self._journal.mark(reference, OrderState.WAITING, reason="the store is sure that it has none")
                self._in_doubt.discard(reference)
            case Accepted(store_id):
                self._journal.mark(reference, OrderState.SENT, store_id=store_id)
                self._settled(reference)
            case Unknown(reason):
                self._unheard(reference, reason, looking_up=True)
            case RetryLater(reason):
                self._fail(reference, Link.OFFLINE, reason)
            case NotAuthorised(reason):
                self._fail(reference, Link.PAUSED, reason)

    def _submit(self, record: OrderRecord) -> None:
        reference = record.order.reference
        answer: Answer
        self._in_doubt.add(reference)  # stays so when the journal cannot be told what came of it
        try:
            answer = self._store.submit(submission(record.order))
        except Exception as error:
            log.exception("the store %s failed on %s", self._store.name, reference)
            answer = Unknown(f"{type(error).__name__}: {error}")
        match answer:
            case Accepted(store_id):
                self._journal.mark(reference, OrderState.SENT, store_id=store_id)
                self._settled(reference)
            case Rejected(reason):
                log.warning("order %s was rejected: %s", reference, reason)
                self._journal.mark(reference, OrderState.REJECTED, reason=reason)
                self._settled(reference)
            case Unknown(reason):
                self._journal.mark(reference, OrderState.UNCERTAIN, reason=reason)
                self._unheard(reference, reason, looking_up=False)
            case RetryLater(reason):
                self._in_doubt.discard(reference)
                self._fail(reference, Link.OFFLINE, reason)
            case NotAuthorised(reason):
                self._in_doubt.discard(reference)
                self._fail(reference, Link.PAUSED, reason)

    # --- what follows from an answer ----------------------------------------------------------------------

    def _settled(self, reference: str) -> None:
        """The store has spoken on this order, and the journal knows."""
        self._in_doubt.discard(reference)
        self._troubles.pop(reference, None)
        self._unheard_of.clear()
        self._failures = 0
        self._tell(SyncStatus())

    def _unheard(self, reference: str, reason: str, looking_up: bool) -> None:
        """No answer. An order that was sent is looked up at once; anything else waits for its own backoff.

        Others go on meanwhile, for one order that a store chokes on is no outage; several in a row are.
        """
        failures = self._troubles.get(reference, _NONE).failures + 1
        wait = self._backoff.after(failures, self._chance())
        until = self._monotonic() + wait
        self._troubles[reference] = _Trouble(failures, until, until if looking_up else 0.0)
        self._unheard_of.add(reference)
        if len(self._unheard_of) >= _ORDERS_BEFORE_STORE:
            self._hold(Link.OFFLINE, reason)
        else:
            self._tell(SyncStatus(Link.OFFLINE, reason, datetime.now(UTC) + timedelta(seconds=wait)))

    def _fail(self, reference: str, link: Link, reason: str) -> None:
        trouble = self._troubles.get(reference, _NONE)
        self._troubles[reference] = replace(trouble, failures=trouble.failures + 1)
        self._hold(link, reason)

    def _hold(self, link: Link, reason: str) -> float:
        """Nothing is sent for a while. Answers for how many seconds."""
        self._failures += 1
        delay = (
            self._backoff.paused_s if link is Link.PAUSED else self._backoff.after(self._failures, self._chance())
        )
        self._store_due = self._monotonic() + delay
        self._tell(SyncStatus(link, reason, datetime.now(UTC) + timedelta(seconds=delay)))
        return delay

    def _is_in_doubt(self, record: OrderRecord) -> bool:
        return record.state is OrderState.UNCERTAIN or record.order.reference in self._in_doubt

    def _due(self, record: OrderRecord) -> float:
        trouble = self._troubles.get(record.order.reference, _NONE)
        return trouble.look_up if self._is_in_doubt(record) else trouble.resend

    def _rank(self, record: OrderRecord) -> int:
        """0 for most; higher for those that keep failing, which then let the others go first."""
        return self._troubles.get(record.order.reference, _NONE).failures // _TRIES_BEFORE_OTHERS

    def _tell(self, status: SyncStatus) -> None:
        if status == self._status:
            return
        if status.link is not self._status.link:
            log.info(
                "the store %s is %s%s", self._store.name, status.link, f": {status.last_error or ''}".rstrip(": ")
            )
        self._status = status
        if self._on_change is None:
            return
        try:
            self._on_change(status)
        except Exception:
            log.exception("a listener failed on the sync status")


def submission(order: Order) -> Submission:
    """The order as a store is given it; the same order always gives the same."""
    return Submission(
        reference=order.reference,
        lines=tuple(
            SubmissionLine(
                sku=line.good.sku,
                gtin=line.good.gtin,
                title=line.good.title_zh if order.language == "zh" else line.good.title_en,
                quantity=line.quantity,
                unit_price=line.good.unit_price,
            )
            for line in order.lines
        ),
        currency=order.currency,
        total=order.total,
        placed_at=order.placed_at.isoformat(),
    )
