"""What the store says by itself: orders paid, cancelled, refunded; stock and prices."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import timedelta

from kiosk.order.journal import Journal, JournalError, Mark, fold
from kiosk.order.model import OrderState
from kiosk.order.sync.status import STATES, Backoff
from kiosk.store.base import Capabilities, Changes, Failure, Page, Store, StoreOrder, Unknown, Ware

log = logging.getLogger(__name__)

WAIT_S = 2.0  # of one long poll; a booth that is switched off waits for the end of it
PACE_S = 0.4  # between two answers with news: a store that is busy taking orders is not asked after each of them
POLL_S = 0.5  # for a store that can only be asked: paid is on the screen within a second
LOOK_S = 5.0  # whether it is there at all, while nothing else is asked
MANY = 50  # news at once: there may be more
POLLED = 4  # unpaid orders asked after each time, the newest: their visitors stand before a booth
POLLED_FOR = timedelta(hours=1)
POLLED_BESIDE = 2  # of all others at the store asked after each time, in turn: paid later, cancelled, refunded
ROUND = 2000  # others in one turn, the newest of each state
MOST_PAGES = 1000  # of a catalogue that never ends


class Listener:
    """Reads the catalogue once, then what changes. How far is kept in the journal, for each store.

    on_wares(wares) is called on the listener's thread; on_heard(failure or None) after each answer.
    """

    def __init__(
        self,
        journal: Journal,
        store: Store,
        on_wares: Callable[[list[Ware]], None] | None,
        on_heard: Callable[[Failure | None], None],
        backoff: Backoff,
        chance: Callable[[], float] = random.random,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._journal = journal
        self._store = store
        self._on_wares = on_wares
        self._on_heard = on_heard
        self._backoff = backoff
        self._chance = chance
        self._monotonic = monotonic
        self._note = f"changes of {store.name}"
        self._can: Capabilities | None = None
        self._after: int | None = 0  # the page of the catalogue that is next, None once all are read
        self._pages = 0
        self._since: int | None = None
        self._round: deque[str] = deque()  # references still to be asked after in this turn
        self._idle = False  # there was no order to ask after
        self._failures = 0

    def run(self, stopping: threading.Event) -> None:
        """Until stopping is set."""
        while not stopping.is_set():
            try:
                failure, pause = self.step()
                if self.deaf:
                    return
            except JournalError as error:
                failure, pause = None, POLL_S
                log.warning("what the store said could not be written down: %s", error)
            except Exception as error:
                log.exception("the store %s failed to say what changed", self._store.name)
                failure, pause = Unknown(f"{type(error).__name__}: {error}"), 0.0
            if failure is None:
                self._failures = 0
            else:
                self._failures += 1
                pause = self._backoff.after(self._failures, self._chance())
            self._on_heard(failure)
            self._rest(stopping, pause)

    def _rest(self, stopping: threading.Event, pause: float) -> None:
        """Until there may be something to ask: after the pause; of an idle poll, once an order is at the store."""
        while self._idle and pause > POLL_S and not stopping.wait(POLL_S):
            pause -= POLL_S
            try:
                if self._journal.records(1, OrderState.SENT):
                    return
            except JournalError as error:
                log.warning("what was sent could not be read: %s", error)
        if not stopping.is_set():
            stopping.wait(pause)

    def step(self) -> tuple[Failure | None, float]:
        """Asks once. Answers what failed, and for how many seconds there is nothing to ask. Raises JournalError."""
        if self._can is None:
            found = self._store.capabilities()
            if not isinstance(found, Capabilities):
                return found, 0.0
            self._can = found
        if self._can.catalogue and self._after is not None:
            return self._read_page(self._after)
        if self._can.changes:
            return self._read_changes(self._can.longest_wait_s)
        return (None, 0.0) if self.deaf else self._poll()

    @property
    def deaf(self) -> bool:
        """Whether this store says nothing but its answers to orders: there is nothing to learn from asking it."""
        can = self._can
        return can is not None and not (can.changes or can.orders or (can.catalogue and self._after is not None))

    def _read_page(self, after: int) -> tuple[Failure | None, float]:
        page = self._store.catalogue(after)
        if not isinstance(page, Page):
            return page, 0.0
        self._tell(page.wares)
        self._pages += 1
        self._after = page.after if self._pages < MOST_PAGES else None
        return None, 0.0

    def _read_changes(self, longest_wait_s: float) -> tuple[Failure | None, float]:
        if self._since is None:
            kept = self._journal.note(self._note) or "0"
            self._since = int(kept) if kept.isdecimal() else 0
        wait_s = min(longest_wait_s, WAIT_S)
        asked = self._monotonic()
        found = self._store.changes(self._since, wait_s)
        if not isinstance(found, Changes):
            return found, 0.0
        for order in found.orders:
            self.note(order)
        self._tell(found.wares)
        if found.last != self._since:
            self._journal.set_note(self._note, str(found.last))  # after what it covers is durable
            self._since = found.last
            return None, PACE_S if len(found.orders) + len(found.wares) < MANY else 0.0
        # A store that answers "nothing" at once, whatever it promised, is not asked in a circle.
        return None, max(0.0, min(POLL_S, wait_s or POLL_S) - (self._monotonic() - asked))

    def _poll(self) -> tuple[Failure | None, float]:
        """For a store that announces nothing: the newest orders that are not paid yet, and some of all others."""
        unpaid = self._journal.records(POLLED, OrderState.SENT)
        newest = unpaid[0].order.placed_at if unpaid else None
        names = [one.order.reference for one in unpaid if newest and newest - one.order.placed_at <= POLLED_FOR]
        if not self._round:
            others = self._journal.records(ROUND, OrderState.SENT) + self._journal.records(ROUND, OrderState.PAID)
            self._round.extend(one.order.reference for one in others)
        beside = [self._round.popleft() for _ in range(min(POLLED_BESIDE, len(self._round)))]
        for name in dict.fromkeys(names + beside):
            found = self._store.order(name)
            if isinstance(found, StoreOrder):
                self.note(found)
            elif found is not None:
                return found, 0.0
        self._idle = not (names or beside)
        return (self._store.health(), LOOK_S) if self._idle else (None, POLL_S)

    def note(self, order: StoreOrder) -> None:
        """Writes down what the store says of one of ours; others' orders are not our matter."""
        record = self._journal.find(order.reference)
        state = STATES[order.state]
        if record is None or fold.says_nothing(record, state, order.store_id, order.pay_url):
            return
        mark = Mark(order.reference, state, order.store_id, pay_url=order.pay_url)
        try:
            self._journal.mark_soon(mark).result()
        except JournalError as error:
            if isinstance(error.__cause__, ValueError):  # the fold refuses it: for staff, and no reason to stop
                log.error("the store and this booth do not agree on an order: %s", error)
                return
            raise

    def _tell(self, wares: tuple[Ware, ...]) -> None:
        if wares and self._on_wares is not None:
            try:
                self._on_wares(list(wares))
            except Exception:
                log.exception("a listener failed on stock and prices")
