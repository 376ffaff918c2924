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
    future: Future[T]
    work: Work[T]
    durable: bool  # inside a transaction that is committed before the Future resolves
    after: Callable[[T], None] | None  # called on the thread then
    patient: bool  # nobody waits for it


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
        task = _Task(Future[T](), work, durable, after, patient)
        if threading.current_thread() is self._thread:  # waiting for ourselves would be for ever
            self._do([task])
            return task.future
        with self._gate:
            if self._closed:
                task.future.set_exception(JournalError(f"{self._path}: the journal is closed"))
            else:
                self._inbox.put(task)
        return task.future

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
                self._do(group)
                del group  # a Future kept here would keep its order until the next one comes
        finally:
            self._connection.close()

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
