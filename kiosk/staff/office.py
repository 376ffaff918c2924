"""The staff screen without its screen: the door with its PIN, the orders' queue, and what staff do about an order.

One thread beside the window's does all that reads or writes; what it finds is posted back. Nothing is read while
the page is not shown, and nothing that was read stays once it is left.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.staff.access import Access, AccessError, Answer
from kiosk.staff.orders.opening import journal_path
from kiosk.town import durable
from kiosk.visit.page import Page
from kiosk.visit.visit import Change, Visit

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.staff.orders.queue import Queue
    from kiosk.staff.till import Till

log = logging.getLogger(__name__)
RETRIED, GIVEN_UP = "staff: sent again from the booth's screen", "staff: given up on the booth's screen"


@dataclass
class Desktop:
    """What lies on the staff screen just now. failure: why the last act came to nothing, exactly."""

    queue: Queue | None = None
    unreadable: str = ""  # why there is no queue
    busy: set[str] = field(default_factory=set)  # references that something is being done about
    exporting: bool = False
    exported: Path | None = None
    failure: str = ""


class Office:
    """Belongs to the booth's thread; post() brings what the worker found back to it. on_change(): something did."""

    def __init__(
        self,
        settings: Settings,
        visit: Visit,
        till: Till,
        post: Callable[[Callable[[], None]], None],
        on_change: Callable[[], None],
        access: Access | None = None,
    ) -> None:
        self._settings = settings
        self._visit = visit
        self._till = till
        self._post = post
        self._on_change = on_change
        self._access = access or Access(settings.state_folder)
        self._worker: ThreadPoolExecutor | None = None
        self._looking = False
        self._forget()
        visit.on_change.append(self._visit_changed)

    def _forget(self) -> None:
        self.desktop = Desktop()
        self.judging = False
        self.answer: Answer | None = None  # to the last PIN
        self.door_trouble = ""

    def _visit_changed(self, change: Change) -> None:
        if change is Change.ENDED:
            self._forget()
            self._on_change()

    def close(self) -> None:
        """Waits for what is being done."""
        if self._worker is not None:
            self._worker.shutdown()

    # --- the door -------------------------------------------------------------------------------------------

    def knock(self) -> None:
        """Three seconds on the quiet corner. Without a PIN nothing opens."""
        if not self._access.is_set:
            log.warning("the staff screen stays shut: no PIN is set; set one with: kiosk staff pin")
            return
        self._visit.knock()
        self._tried(Answer(False, self._access.left_s()), first=True)

    def enter(self, pin: str) -> None:
        """Tries a PIN; the answer comes later, and the right one opens the page."""
        if self._visit.page is not Page.STAFF_DOOR or self.judging:
            return
        self.judging, self.answer, self.door_trouble = True, None, ""
        self._on_change()

        def judge() -> Callable[[], None]:
            try:
                answer = self._access.enter(pin)
            except AccessError as error:
                return partial(self._shut, str(error))
            return lambda: self._tried(answer)

        self._work(judge)

    def _tried(self, answer: Answer, first: bool = False) -> None:
        self.judging = False
        self.answer = None if first and not answer.wait_s else answer
        if answer.right:
            self._visit.admit()
            self.look()
        self._on_change()

    def _shut(self, why: str) -> None:
        self.judging = False
        self.door_trouble = why
        log.warning("staff screen: %s", why)
        self._on_change()

    # --- the queue ------------------------------------------------------------------------------------------

    @property
    def open(self) -> bool:
        return self._visit.page is Page.STAFF

    def look(self) -> None:
        """Reads the queue anew; a look that is under way is enough."""
        if not self.open or self._looking:
            return
        self._looking = True

        def read() -> Callable[[], None]:
            queue, why = self._read()
            return lambda: self._seen(queue, why)

        self._work(read, always=lambda: setattr(self, "_looking", False))

    def _read(self) -> tuple[Queue | None, str]:
        from kiosk.order.journal import JournalError
        from kiosk.staff.orders.queue import queue_of

        path = journal_path(self._settings)
        try:
            return queue_of(path, datetime.now(UTC)), ""
        except (JournalError, OSError) as error:
            return None, str(error)

    def _seen(self, queue: Queue | None, why: str) -> None:
        self.desktop.queue, self.desktop.unreadable = queue, why
        self._on_change()

    def retry(self, reference: str) -> None:
        """Has a parked order sent again."""
        self._decide(reference, again=True)

    def give_up(self, reference: str) -> None:
        """Cancels a parked order, which no store has."""
        self._decide(reference, again=False)

    def _decide(self, reference: str, again: bool) -> None:
        if not self.open or reference in self.desktop.busy:
            return
        self.desktop.busy.add(reference)
        self.desktop.failure = ""
        self._on_change()

        def decide() -> Callable[[], None]:
            from kiosk.order.journal import JournalError

            failure, journal = "", self._till.journal
            try:
                if journal is None:
                    raise JournalError("orders are closed")
                if again:
                    journal.retry(reference, RETRIED)
                    if self._till.sync is not None:
                        self._till.sync.wake()
                else:
                    journal.give_up(reference, GIVEN_UP)
            except JournalError as error:
                failure = str(error)
            queue, why = self._read()

            def decided() -> None:
                self.desktop.busy.discard(reference)
                self.desktop.failure = failure
                self._seen(queue, why)

            return decided

        self._work(decide)

    def export(self) -> None:
        """Writes every order as CSV into the state folder's export/, under a name with the time in it."""
        if not self.open or self.desktop.exporting:
            return
        self.desktop.exporting, self.desktop.exported, self.desktop.failure = True, None, ""
        self._on_change()

        def write() -> Callable[[], None]:
            from kiosk.order.journal import JournalError

            path: Path | None = None
            failure = ""
            try:
                path = export_orders(self._settings, datetime.now().astimezone())
            except (JournalError, OSError) as error:
                failure = str(error)

            def written() -> None:
                self.desktop.exporting, self.desktop.exported, self.desktop.failure = False, path, failure
                self._on_change()

            return written

        self._work(write)

    # --- the worker -----------------------------------------------------------------------------------------

    def _work(self, job: Callable[[], Callable[[], None]], always: Callable[[], Any] = lambda: None) -> None:
        """Does a job beside the window. What it returns happens on the booth's thread, if the visit is the same."""
        if self._worker is None:
            self._worker = ThreadPoolExecutor(1, "staff")
        visit = self._visit.id

        def work() -> None:
            try:
                then = job()
            except Exception as error:
                log.exception("the staff screen failed")
                then = partial(self._broke, f"{type(error).__name__}: {error}")
            self._post(lambda: back(then))

        def back(then: Callable[[], None]) -> None:
            always()
            if self._visit.id == visit:
                then()

        self._worker.submit(work)

    def _broke(self, why: str) -> None:
        """Whatever was being done is not any more, and staff read why."""
        if not self.open:
            self._shut(why)
            return
        self.desktop.busy.clear()
        self.desktop.exporting, self.desktop.failure = False, why
        self._on_change()


def export_orders(settings: Settings, now: datetime) -> Path:
    """All orders as `kiosk orders --csv`, for a spreadsheet. now: the booth's local time, for the file's name.

    Raises JournalError and OSError; a half-written file never has the name.
    """
    from kiosk.order.journal import each_record
    from kiosk.staff.orders.shape import write_csv

    path = settings.state_folder / "export" / f"orders-{now:%Y-%m-%d-%H%M%S}.csv"
    # The mark at the beginning tells a spreadsheet that Chinese names follow.
    with durable.whole(path) as half, half.open("w", encoding="utf-8-sig", newline="") as file:
        write_csv(each_record(journal_path(settings)), file)
    return path.resolve()
