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

from kiosk.order.journal import Journal, JournalError
from kiosk.order.sync.given import ask
from kiosk.order.sync.listen import Listener
from kiosk.order.sync.schedule import Job, Schedule
from kiosk.order.sync.status import Backoff, Link, SyncStatus
from kiosk.store.base import Store, Ware

log = logging.getLogger(__name__)

LOOK_S = 0.5  # how often we look whether other processes changed the journal, or left the sending to us


class Sync:
    """The threads that send, one that listens to the store, and one that watches for other processes.

    One process sends what a journal holds; a second one only commits and listens, and takes over when the first
    ends. The store belongs to us from here on. With `more`, which opens another of the same store, `senders`
    threads send and one listens: a store serves one thread at a time. Without it one thread sends.

    on_change(status), on_wares(wares) are called on our threads. Tests may leave out start() and call step() with a
    clock of their own.
    """

    def __init__(
        self,
        journal: Journal,
        store: Store,
        on_change: Callable[[SyncStatus], None] | None = None,
        *,
        more: Callable[[], Store] | None = None,
        senders: int = 1,
        on_wares: Callable[[list[Ware]], None] | None = None,
        backoff: Backoff | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._journal = journal
        self._store = store
        self._more = more
        self._on_wares = on_wares
        self._backoff = backoff or Backoff()
        self._chance = chance
        n = senders if more is not None else 1
        self._schedule = Schedule(journal, store.name, self._backoff, monotonic, chance, on_change, n)
        self._stopping = threading.Event()
        self._begun = False
        self._stop_waiting: Callable[[], None] = lambda: None
        self._listening: Store | None = None
        self._threads = [
            threading.Thread(target=self._send, args=(number,), name=f"sync-{number}", daemon=True)
            for number in range(n)
        ]
        self._threads.append(threading.Thread(target=self._watch, name="sync-watch", daemon=True))
        if more is not None:
            self._threads.append(threading.Thread(target=self._listen, name="sync-listen", daemon=True))

    @property
    def status(self) -> SyncStatus:
        return self._schedule.status

    @property
    def heard(self) -> bool:
        """Whether the store has answered since the start: until then its being online is only hoped for."""
        return self._schedule.was_heard

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There is something new to send. Cuts no backoff short, so it may be called as often as one likes."""
        self._schedule.wake()

    def retry_now(self) -> None:
        """Staff have mended something: forget every backoff and the pause, and try."""
        self._schedule.hurry()

    def stop(self) -> None:
        """Lets the calls that are under way finish, closes the stores, ends the threads, and leaves the sending to
        others. Safe to call twice."""
        self._stopping.set()
        self._schedule.wake()
        self._stop_waiting()
        if self._listening is not None:
            self._listening.stop_waiting()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()
        if self._threads[0].ident is None:
            _close(self._store)
        self._journal.sender.close()

    def step(self) -> float | None:
        """Does one thing: looks an order up, or sends one. Answers the seconds until there may be another
        (0.0: at once), or None when only wake() can bring more. Raises JournalError when a mark failed.
        """
        self._take_over()
        found = self._schedule.next()
        if not isinstance(found, Job):
            return found
        written = self._schedule.answered(found, ask(self._store, found))
        if written is not None:
            written.result()
        return 0.0

    def once(self) -> None:
        """Sends on the caller's thread until nothing is left that could be done at once. Raises as step()."""
        while self.step() == 0.0:
            pass

    # --- the threads --------------------------------------------------------------------------------------

    def _send(self, number: int) -> None:
        store = self._store
        try:
            if number:
                assert self._more is not None
                store = self._more()
            while not self._stopping.is_set():
                try:
                    job = self._schedule.take(self._stopping.is_set)
                    if job is not None:
                        self._schedule.answered(job, ask(store, job), patient=True)
                except Exception as error:
                    log.exception("a sender met something that nobody foresaw")
                    self._schedule.hold(Link.OFFLINE, f"{type(error).__name__}: {error}")
        finally:
            _close(store)

    def _watch(self) -> None:
        while not self._stopping.is_set():
            try:
                self._take_over()
                if self._journal.refresh():
                    self._schedule.wake()
            except (JournalError, OSError) as error:
                log.warning("the journal: %s", error)
            except Exception:
                log.exception("watching the journal failed")
            self._stopping.wait(LOOK_S)

    def _listen(self) -> None:
        assert self._more is not None
        try:
            store = self._more()
        except Exception:
            log.exception("nobody listens to the store")
            return
        self._listening = store
        try:
            if self._stopping.is_set():
                return
            heard = self._schedule.heard
            Listener(self._journal, store, self._on_wares, heard, self._backoff, self._chance).run(self._stopping)
        finally:
            _close(store)

    def _take_over(self) -> None:
        """Once the sender's lock is ours. Raises JournalError, OSError."""
        if self._begun:
            return
        if not self._journal.sender.take():
            self._schedule.not_sending()
            return
        self._schedule.begin()
        self._begun = True


def _close(store: Store) -> None:
    try:
        store.close()
    except Exception:
        log.exception("the store %s did not close", store.name)
