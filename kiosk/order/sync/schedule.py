"""Which order is next, what is asked about it, and what follows from the answer. No threads and no network here.

Times are monotonic throughout: nothing happens sooner or later because a wall clock was set.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from kiosk.order.journal import Journal, JournalError, Mark
from kiosk.order.model import OrderRecord, OrderState
from kiosk.order.sync.status import STATES, Backoff, Link, SyncStatus
from kiosk.store.base import Accepted, Answer, Failure, NotAuthorised, Rejected, RetryLater, Unknown

log = logging.getLogger(__name__)

AT_ONCE = (
    16  # orders claimed for each sender: one fsync for all of them, and at most so many look-ups after a crash
)
_TRIES_BEFORE_OTHERS = 3  # an order that failed this often lets the others go first
_ORDERS_BEFORE_STORE = 3  # this many orders without an answer, one after another: it is the store, not the order


@dataclass(frozen=True, slots=True)
class Job:
    """One question to the store. breaker: how often it had opened when this was asked."""

    record: OrderRecord
    look_up: bool
    breaker: int

    @property
    def reference(self) -> str:
        return self.record.order.reference


@dataclass(frozen=True, slots=True)
class _Trouble:
    """failures: without success so far. resend, look_up: monotonic; neither is done before. settled: how many
    orders had come through when it first failed."""

    record: OrderRecord
    settled: int
    failures: int = 0
    resend: float = 0.0
    look_up: float = 0.0


class Schedule:
    """Shared by the senders of one process. Every method may be called from any thread.

    Nobody may hold its lock while waiting for the journal, whose thread calls back into it.
    """

    def __init__(
        self,
        journal: Journal,
        store_name: str,
        backoff: Backoff,
        monotonic: Callable[[], float],
        chance: Callable[[], float],
        on_change: Callable[[SyncStatus], None] | None,
        senders: int,
    ) -> None:
        self.status = SyncStatus()
        self.was_heard = False  # the store, since we began
        self._journal = journal
        self._store_name = store_name
        self._backoff = backoff
        self._monotonic = monotonic
        self._chance = chance
        self._on_change = on_change
        self._batch = AT_ONCE * senders
        self._lock = threading.Condition(threading.RLock())
        self._turns = 0  # of waking, so that none is missed between looking and waiting
        self._news: deque[SyncStatus] = deque()
        self._telling = threading.Lock()
        self._begun = False
        self._sending = True  # as far as is known
        self._claiming = False
        self._ready: deque[OrderRecord] = deque()  # claimed, not asked about
        self._busy: set[str] = set()  # asked about just now
        self._marking: set[str] = set()  # answered; the journal is writing it down
        self._troubles: dict[str, _Trouble] = {}
        self._in_doubt: set[str] = set()  # the store may have it though the journal says that it waits
        self._failures = 0  # of the store, in a row; the circuit breaker is open or half open while it is not 0
        self._breaker = 0  # how often it has opened
        self._store_due = 0.0  # monotonic; nothing is tried before
        self._unheard_of: set[str] = set()  # orders without an answer since the last one that had one
        self._settled_count = 0

    # --- waking and waiting -------------------------------------------------------------------------------

    def wake(self) -> None:
        with self._lock:
            self._turns += 1
            self._lock.notify_all()

    def hurry(self) -> None:
        """Forget every backoff and the pause."""
        with self._lock:
            self._store_due = 0.0
            for name, trouble in self._troubles.items():
                self._troubles[name] = replace(trouble, failures=0, resend=0.0, look_up=0.0)
        self.wake()

    def begin(self) -> None:
        """We are the one who sends. What the last one had in hand may be at the store. Raises JournalError."""
        under_way = self._journal.under_way()
        with self._lock:
            self._in_doubt |= under_way
            self._begun = self._sending = True
            self._tell(self.status)
        self.wake()
        self.tell_news()

    def take(self, stopping: Callable[[], bool], at_most_s: float | None = None) -> Job | None:
        """Waits for the next job; None when stopping, or after at_most_s."""
        until = None if at_most_s is None else self._monotonic() + at_most_s
        while not stopping():
            with self._lock:
                turns = self._turns
            try:
                found = self.next()
            except JournalError as error:
                found = self.hold(Link.OFFLINE, f"the journal: {error}")
            if isinstance(found, Job):
                return found
            if until is not None:
                left = until - self._monotonic()
                if left <= 0:
                    return None
                found = left if found is None else min(found, left)
            with self._lock:
                if turns == self._turns and not stopping():
                    self._lock.wait(found)
        return None

    # --- what is next -------------------------------------------------------------------------------------

    def next(self) -> Job | float | None:
        """A job, which must be answered(); or the seconds until there may be one; or None when only waking can
        bring more. Raises JournalError when nothing could be claimed."""
        with self._lock:
            found = self._pick()
            if found is not _CLAIM:
                return found  # type: ignore[return-value]
            self._claiming = True
            besides = self._busy | self._marking | self._troubles.keys()
            n = self._batch
        try:
            # Not durable for the first look: most looks find nothing, and cost no write then.
            claimed = self._journal.claim(n, besides) if self._journal.waiting(1 + len(besides)) else []
        finally:
            with self._lock:
                self._claiming = False
        with self._lock:
            self._ready.extend(claimed)
            found = self._pick(nothing_to_claim=not claimed)
            if len(self._ready) > 0:
                self.wake()
            return found  # type: ignore[return-value]

    def _pick(self, nothing_to_claim: bool = False) -> object:
        now = self._monotonic()
        if not self._begun:
            return None
        if now < self._store_due:
            return self._store_due - now
        if self._failures and self._busy:
            return None  # half open: one probe at a time
        due = [t for t in self._troubles.values() if self._free(t) and self._due(t) <= now]
        due.sort(key=_rank)  # stable: among equals the first that failed
        # Half open, every other probe is an order that never failed: those in front may be the trouble themselves.
        fresh_first = self._failures > 0 and self._failures % 2 == 0
        if due and not _rank(due[0]) and not fresh_first:
            return self._job(due[0].record)
        if self._ready:
            return self._job(self._ready.popleft())
        if not nothing_to_claim:
            return None if self._claiming else _CLAIM
        if due:
            return self._job(due[0].record)
        dues = [self._due(t) for t in self._troubles.values() if self._free(t)]
        return max(0.0, min(dues) - now) if dues else None

    def _job(self, record: OrderRecord) -> Job:
        self._busy.add(record.order.reference)
        return Job(record, self._is_in_doubt(record), self._breaker)

    def _free(self, trouble: _Trouble) -> bool:
        reference = trouble.record.order.reference
        return reference not in self._busy and reference not in self._marking

    def _is_in_doubt(self, record: OrderRecord) -> bool:
        return record.state is OrderState.UNCERTAIN or record.order.reference in self._in_doubt

    def _due(self, trouble: _Trouble) -> float:
        return trouble.look_up if self._is_in_doubt(trouble.record) else trouble.resend

    # --- what follows from an answer ----------------------------------------------------------------------

    def answered(self, job: Job, answer: Answer | None, patient: bool = False) -> Future[OrderRecord] | None:
        """answer: None where a look-up found that there is none. The Future says when the journal knows of it; when
        it fails, that is seen to here. patient: nobody waits for the Future."""
        reference = job.reference
        mark: Mark | None = None
        with self._lock:
            self._busy.discard(reference)
            match answer:
                case Accepted(store_id):
                    mark = Mark(reference, STATES[answer.state], store_id, pay_url=answer.pay_url)
                    self._settled(reference)
                case Rejected(reason):
                    log.warning("order %s was rejected: %s", reference, reason)
                    mark = Mark(reference, OrderState.REJECTED, reason=reason)
                    self._settled(reference)
                case None:
                    mark = self._surely_none(job)
                case Unknown(reason):
                    mark = self._unheard(job, reason)
                case RetryLater(reason):
                    mark = self._refused(job, Link.OFFLINE, reason)
                case NotAuthorised(reason):
                    self._refused(job, Link.PAUSED, reason)
            if mark is not None:
                self._marking.add(reference)
            self.wake()
        self.tell_news()
        return self._write_down(mark, patient) if mark is not None else None

    def _write_down(self, mark: Mark, patient: bool) -> Future[OrderRecord]:
        future = self._journal.mark_soon(mark, patient)
        future.add_done_callback(lambda done: self._written(mark, done.exception()))
        return future

    def _written(self, mark: Mark, error: BaseException | None) -> None:
        with self._lock:
            self._marking.discard(mark.reference)
            if isinstance(error, JournalError) and isinstance(error.__cause__, ValueError):
                log.error("the store's word on an order came too late: %s", error)
            elif error is not None:
                # The journal still has it as it was, so it is claimed again; the store may know more.
                self._in_doubt.add(mark.reference)
                self._troubles.pop(mark.reference, None)
                self._open_breaker(Link.OFFLINE, f"the journal: {error}")
            elif mark.state not in (OrderState.WAITING, OrderState.UNCERTAIN):
                self._in_doubt.discard(mark.reference)
            self.wake()
        self.tell_news()

    def _settled(self, reference: str) -> None:
        """The store has spoken on this order."""
        self._troubles.pop(reference, None)
        self._settled_count += 1
        self._online()

    def _online(self) -> None:
        self.was_heard = True
        self._unheard_of.clear()
        self._failures = 0
        self._store_due = 0.0
        self._tell(SyncStatus())

    def _surely_none(self, job: Job) -> Mark | None:
        """It may be sent (again); at once, or after the backoff that it has from having been sent before."""
        reference = job.reference
        self._in_doubt.discard(reference)
        self._failures = 0
        self._store_due = 0.0
        if job.record.state is not OrderState.UNCERTAIN:
            if reference not in self._troubles:
                self._ready.appendleft(job.record)
            return None
        mark = Mark(reference, OrderState.WAITING, reason="the store is sure that it has none")
        trouble = self._trouble(job)
        self._troubles[reference] = replace(trouble, record=replace(job.record, state=OrderState.WAITING))
        return mark

    def _unheard(self, job: Job, reason: str) -> Mark | None:
        """No answer. An order that was sent is looked up at once; anything else waits for its own backoff.

        Others go on meanwhile, for one order that a store chokes on is no outage; several in a row are.
        """
        reference = job.reference
        trouble = self._trouble(job)
        failures = trouble.failures + 1
        wait = self._backoff.after(failures, self._chance())
        until = self._monotonic() + wait
        record = job.record if job.look_up else replace(job.record, state=OrderState.UNCERTAIN)
        self._troubles[reference] = replace(
            trouble, record=record, failures=failures, resend=until, look_up=until if job.look_up else 0.0
        )
        self._unheard_of.add(reference)
        if len(self._unheard_of) >= _ORDERS_BEFORE_STORE:
            if job.breaker == self._breaker:
                self._open_breaker(Link.OFFLINE, reason)
        else:
            self._tell(SyncStatus(Link.OFFLINE, reason, datetime.now(UTC) + timedelta(seconds=wait)))
        return None if job.look_up else Mark(reference, OrderState.UNCERTAIN, reason=reason)

    def _refused(self, job: Job, link: Link, reason: str) -> Mark | None:
        """Nothing was done. It is the store, until others came through while this order failed again and again."""
        reference = job.reference
        if job.breaker != self._breaker:  # asked before the breaker opened: that is known already
            if reference not in self._troubles:
                self._ready.appendleft(job.record)
            return None
        trouble = self._trouble(job)
        trouble = replace(trouble, failures=trouble.failures + 1)
        self._troubles[reference] = trouble
        if link is Link.PAUSED or not _rank(trouble) or self._settled_count == trouble.settled:
            self._open_breaker(link, reason)
        else:
            until = self._monotonic() + self._backoff.after(trouble.failures, self._chance())
            self._troubles[reference] = replace(trouble, resend=until, look_up=until)
        if trouble.failures == _TRIES_BEFORE_OTHERS and job.record.state is OrderState.WAITING:
            log.warning("order %s was put off %d times: %s", reference, trouble.failures, reason)
            return Mark(reference, OrderState.WAITING, reason=reason)  # staff see why it is still here
        return None

    def _trouble(self, job: Job) -> _Trouble:
        return self._troubles.get(job.reference) or _Trouble(job.record, self._settled_count)

    # --- the way to the store -----------------------------------------------------------------------------

    def hold(self, link: Link, reason: str) -> float:
        """Nothing is sent for a while. Answers for how many seconds."""
        with self._lock:
            delay = self._open_breaker(link, reason)
        self.tell_news()
        return delay

    def heard(self, failure: Failure | None) -> None:
        """What somebody else learned of the store, such as who listens for its changes; None: it answers."""
        with self._lock:
            if failure is None:
                self.was_heard = True
                if self.status.link is not Link.ONLINE and self._store_due > self._monotonic():
                    self._store_due = 0.0  # it is back: no need to wait for the next try
                    self.wake()
                if not self._failures and not self._unheard_of:
                    self._tell(SyncStatus())
            elif self.status.link is Link.ONLINE:
                link = Link.PAUSED if isinstance(failure, NotAuthorised) else Link.OFFLINE
                self._tell(SyncStatus(link, failure.reason))
        self.tell_news()

    def not_sending(self) -> None:
        """Another process sends."""
        with self._lock:
            self._sending = False
            self._tell(self.status)
        self.tell_news()

    def _open_breaker(self, link: Link, reason: str) -> float:
        self._failures += 1
        self._breaker += 1
        paused = link is Link.PAUSED
        delay = self._backoff.paused_s if paused else self._backoff.after(self._failures, self._chance())
        self._store_due = self._monotonic() + delay
        self._tell(SyncStatus(link, reason, datetime.now(UTC) + timedelta(seconds=delay)))
        return delay

    def _tell(self, status: SyncStatus) -> None:
        status = replace(status, sending=self._sending)
        if status == self.status:
            return
        if status.link is not self.status.link:
            why = f": {status.last_error or ''}".rstrip(": ")
            log.info("the store %s is %s%s", self._store_name, status.link, why)
        self.status = status
        self._news.append(status)

    def tell_news(self) -> None:
        """Calls the listener, in order, with no lock held that the journal's thread may want."""
        while self._news and self._telling.acquire(blocking=False):  # whoever is telling tells ours too
            try:
                while self._news:
                    status = self._news.popleft()
                    if self._on_change is not None:
                        self._on_change(status)
            except Exception:
                log.exception("a listener failed on the sync status")
            finally:
                self._telling.release()


_CLAIM = object()


def _rank(trouble: _Trouble) -> int:
    """0 for most; higher for those that keep failing, which then let the others go first."""
    return trouble.failures // _TRIES_BEFORE_OTHERS
