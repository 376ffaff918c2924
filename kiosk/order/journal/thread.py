"""A thread that owns one SQLite connection, and answers for it with Futures."""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from kiosk.order.journal.fold import JournalError

log = logging.getLogger(__name__)
T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]
MOST_TOGETHER = 128
PATIENCE_S = (
    0.04  # what is patient waits so long for company: an fsync less is a disk freer for whoever is waited for
)


@dataclass(frozen=True, slots=True)
class _Task(Generic[T]):
    number: int  # from 1, in the order of asking; 0: asked by whoever has the connection, and done at once
    future: Future[T]
    work: Work[T]
    durable: bool  # inside a transaction that is committed before the Future resolves
    after: Callable[[T], None] | None  # called on the thread then
    patient: bool  # nobody waits for it


class _Answer(Future[T]):
    """Whoever waits for it does the work meanwhile, if nothing that was asked before is still to be done: waking
    another thread, and being woken by it, takes longer than the work itself."""

    def __init__(self) -> None:
        super().__init__()
        self.help: Callable[[], None] | None = None

    def result(self, timeout: float | None = None) -> T:
        if timeout is None and (help_ := self.help) is not None:
            help_()
        return super().result(timeout)

    def set_result(self, result: T) -> None:
        self.help = None  # it holds the task, which holds this
        super().set_result(result)

    def set_exception(self, exception: BaseException | None) -> None:
        self.help = None
        super().set_exception(exception)


class ConnectionThread:
    """Runs what it is asked in order. Whatever waits together is committed together: one fsync for all of it.

    Work must not begin or end transactions, and may be run a second time after a rollback, alone, when the first
    time failed among others.
    """

    def __init__(self, name: str, path: Path, open_it: Callable[[], sqlite3.Connection]) -> None:
        """Raises what open_it raises; it is called on the new thread."""
        self._path = path
        self._inbox: queue.SimpleQueue[_Task[Any] | None] = queue.SimpleQueue()
        self._gate = threading.Lock()  # nothing enters the inbox behind the end
        self._closed = False
        self._asked = self._done = 0  # numbers of the last tasks
        self._turn = threading.Lock()  # who holds it has the connection
        self._holder: int | None = None  # its thread
        opened: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(open_it, opened), name=name, daemon=True)
        self._thread.start()
        try:
            opened.result()
        except BaseException:
            self._thread.join()
            raise

    def ask(
        self, work: Work[T], *, durable: bool, after: Callable[[T], None] | None = None, patient: bool = False
    ) -> Future[T]:
        """The Future raises JournalError for whatever SQLite raised, and when the thread has ended."""
        answer = _Answer[T]()
        if self._holder == threading.get_ident():  # waiting for ourselves would be for ever
            self._do([_Task(0, answer, work, durable, after, patient)])
            return answer
        with self._gate:
            if self._closed:
                answer.set_exception(JournalError(f"{self._path}: the journal is closed"))
                return answer
            self._asked += 1
            task = _Task(self._asked, answer, work, durable, after, patient)
            if not patient:
                answer.help = partial(self._help, task)
            self._inbox.put(task)
        return answer

    def close(self) -> None:
        """Finishes what was asked before, then ends. Safe to call twice, but not on the thread itself."""
        with self._gate:
            if not self._closed:
                self._closed = True
                self._inbox.put(None)
        self._thread.join()

    def _run(self, open_it: Callable[[], sqlite3.Connection], opened: Future[None]) -> None:
        try:
            self._connection = open_it()
        except BaseException as error:
            opened.set_exception(error)
            return
        try:
            opened.set_result(None)
            while group := self._next():
                with self._turn:
                    self._have(group)
                del group  # a Future kept here would keep its order until the next one comes
        finally:
            with self._turn:
                self._connection.close()

    def _help(self, task: _Task[Any]) -> None:
        """Does it on the thread that waits for it, if it is next and nobody has the connection."""
        if not self._turn.acquire(blocking=False):
            return
        try:
            if task.number == self._done + 1:
                self._have([task])
        except BaseException as error:  # Ctrl-C, on the main thread
            self._roll_back()
            if not task.future.done():
                task.future.set_exception(JournalError(f"{self._path}: interrupted ({type(error).__name__})"))
            raise
        finally:
            self._turn.release()

    def _have(self, group: list[_Task[Any]]) -> None:
        """With the turn. What a helper has done already is not done again."""
        self._holder = threading.get_ident()
        try:
            self._do([task for task in group if task.number > self._done])
        finally:
            self._done = max(self._done, group[-1].number)
            self._holder = None

    def _next(self) -> list[_Task[Any]]:
        """What waits and may go together; empty at the end."""
        first = self._inbox.get()
        if first is None:
            return []
        group = [first]
        until = time.monotonic() + PATIENCE_S
        while len(group) < MOST_TOGETHER:
            left = until - time.monotonic() if group[-1].patient else 0.0
            try:
                task = self._inbox.get(timeout=left) if left > 0 else self._inbox.get_nowait()
            except queue.Empty:
                break
            if task is None:
                self._inbox.put(None)
                break
            group.append(task)
        return group

    def _do(self, group: list[_Task[Any]]) -> None:
        """In order; neighbours that must be durable in one transaction."""
        group = [task for task in group if task.future.set_running_or_notify_cancel()]
        while group:
            n = next((n for n, task in enumerate(group) if not task.durable), len(group))
            if n:
                self._together(group[:n])
            else:
                n = 1
                self._alone(group[0])
            group = group[n:]

    def _alone(self, task: _Task[Any]) -> None:
        try:
            answer = task.work(self._connection)
        except Exception as error:
            task.future.set_exception(self._told(error))
        else:
            self._resolve([(task, answer)])

    def _together(self, tasks: list[_Task[Any]]) -> None:
        answers = []
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            answers = [(task, task.work(self._connection)) for task in tasks]
            self._connection.execute("COMMIT")
        except Exception as error:
            self._roll_back()
            if len(tasks) == 1:
                tasks[0].future.set_exception(self._told(error))
                return
            for task in tasks:  # nobody's fault may be another's
                self._together([task])
            return
        self._resolve(answers)

    def _resolve(self, answers: list[tuple[_Task[Any], Any]]) -> None:
        for task, answer in answers:
            task.future.set_result(answer)
        for task, answer in answers:
            if task.after is not None:
                try:
                    task.after(answer)
                except Exception:
                    log.exception("what follows a commit failed")

    def _told(self, error: Exception) -> Exception:
        if not isinstance(error, (sqlite3.Error, OSError)):
            return error
        failure = JournalError(f"{self._path}: {error}")
        failure.__cause__ = error
        return failure

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            try:
                self._connection.execute("ROLLBACK")
            except sqlite3.Error:
                log.exception("%s: the journal could not roll back", self._path)
