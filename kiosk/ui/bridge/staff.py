"""The staff screen, as QML sees it: the door, the queue's figures, and the parked orders."""

from __future__ import annotations

import math

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth import Booth
from kiosk.staff.access import LONGEST, SHORTEST
from kiosk.staff.office import Office
from kiosk.staff.orders.queue import Parked, advice
from kiosk.staff.orders.shape import money_words
from kiosk.ui.bridge.parked import ParkedModel, Row
from kiosk.ui.bridge.qt_types import QmlUncreatable, QVariantMap
from kiosk.visit.page import Page
from kiosk.visit.visit import Change

QML_IMPORT_NAME = "Kiosk.Bridge"
QML_IMPORT_MAJOR_VERSION = 1
LONGEST_REASON = 600  # characters of a store's words; a store may say anything


@QmlElement
@QmlUncreatable("made by the face")
class StaffBridge(QObject):
    doorChanged = Signal()
    queueChanged = Signal()
    refused = Signal()  # the PIN was wrong

    def __init__(self, booth: Booth, parent: QObject) -> None:
        super().__init__(parent)
        self._booth = booth
        self._parked = ParkedModel(self)
        self._office = Office(booth.settings, booth.visit, booth.till, booth.post, self._changed)
        booth.on("visit_changed", self._visit_changed)
        for name in ("sync_changed", "trouble"):
            booth.on(name, lambda _: self._queue_changed())

    def close(self) -> None:
        self._office.close()

    # --- the door -------------------------------------------------------------------------------------------

    @Property(int, constant=True)
    def shortest(self) -> int:
        return SHORTEST

    @Property(int, constant=True)
    def longest(self) -> int:
        return LONGEST

    @Property(bool, notify=doorChanged)
    def judging(self) -> bool:
        return self._office.judging

    @Property(bool, notify=doorChanged)
    def wrong(self) -> bool:
        """Whether the last PIN was not the one."""
        return self._office.answer is not None and not self._office.answer.right

    @Property(int, notify=doorChanged)
    def waitSeconds(self) -> int:
        """How long no further PIN is looked at, from when this changed."""
        return math.ceil(self._office.answer.wait_s) if self._office.answer else 0

    @Property(str, notify=doorChanged)
    def doorTrouble(self) -> str:
        return self._office.door_trouble

    @Slot()
    def knock(self) -> None:
        self._office.knock()

    @Slot(str)
    def enter(self, pin: str) -> None:
        self._office.enter(pin)

    # --- the queue ------------------------------------------------------------------------------------------

    @Property(bool, notify=queueChanged)
    def known(self) -> bool:
        """False until the queue was read."""
        return self._office.desktop.queue is not None

    @Property(str, notify=queueChanged)
    def unreadable(self) -> str:
        return self._office.desktop.unreadable

    @Property(QVariantMap, notify=queueChanged)
    def counts(self) -> dict[str, int]:
        queue = self._office.desktop.queue
        return {state.value: n for state, n in queue.counts.items()} if queue else {}

    @Property(str, notify=queueChanged)
    def link(self) -> str:
        """online, offline, paused or elsewhere, which is another process that sends; "" where orders are closed."""
        sync = self._booth.till.sync
        if sync is None:
            return ""
        return sync.status.link.value if sync.status.sending else "elsewhere"

    @Property(str, notify=queueChanged)
    def linkReason(self) -> str:
        """The store's or the network's own words, or why orders are closed."""
        sync = self._booth.till.sync
        if sync is not None:
            return (sync.status.last_error or "")[:LONGEST_REASON] if sync.status.link.value != "online" else ""
        closed = self._booth.troubles.get("journal")
        return closed.staff[:LONGEST_REASON] if closed else ""

    @Property(str, notify=queueChanged)
    def oldest(self) -> str:
        """The reference of the order that waits longest; "" when none does."""
        queue = self._office.desktop.queue
        return queue.oldest.order.reference if queue and queue.oldest else ""

    @Property(int, notify=queueChanged)
    def oldestMinutes(self) -> int:
        queue = self._office.desktop.queue
        return int(queue.oldest_for.total_seconds() // 60) if queue and queue.oldest_for is not None else 0

    @Property(str, notify=queueChanged)
    def oldestReason(self) -> str:
        queue = self._office.desktop.queue
        return ((queue.oldest.reason if queue and queue.oldest else "") or "")[:LONGEST_REASON]

    @Property(ParkedModel, constant=True)
    def parked(self) -> ParkedModel:
        return self._parked

    @Property(int, notify=queueChanged)
    def parkedCount(self) -> int:
        queue = self._office.desktop.queue
        return len(queue.parked) if queue else 0

    @Property(bool, notify=queueChanged)
    def exporting(self) -> bool:
        return self._office.desktop.exporting

    @Property(str, notify=queueChanged)
    def exported(self) -> str:
        """Where the last export was written; "" before one was."""
        return str(self._office.desktop.exported or "")

    @Property(str, notify=queueChanged)
    def failure(self) -> str:
        """Why the last act came to nothing."""
        return self._office.desktop.failure[:LONGEST_REASON]

    @Slot()
    def look(self) -> None:
        self._office.look()

    @Slot(str)
    def retry(self, reference: str) -> None:
        self._office.retry(reference)

    @Slot(str)
    def giveUp(self, reference: str) -> None:
        self._office.give_up(reference)

    @Slot()
    def export(self) -> None:
        self._office.export()

    # --- news -----------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        self.doorChanged.emit()
        if self.wrong and not self.judging:
            self.refused.emit()
        self._queue_changed()

    def _queue_changed(self) -> None:
        queue = self._office.desktop.queue
        self._parked.show([self._row(one) for one in queue.parked] if queue else [])
        self.queueChanged.emit()

    def _visit_changed(self, change: Change) -> None:
        if change is Change.LANGUAGE and self._booth.visit.page is Page.STAFF:
            self._queue_changed()

    def _row(self, parked: Parked) -> Row:
        order, language = parked.record.order, self._booth.visit.language
        titles = [
            (line.quantity, line.good.title_zh if language == "zh" else line.good.title_en) for line in order.lines
        ]
        return Row(
            reference=order.reference,
            placed=f"{order.placed_at.astimezone():%Y-%m-%d %H:%M}",
            goods="\n".join(f"{quantity} × {title}" for quantity, title in titles),
            total=money_words(order.total, order.currency, language),
            reason=parked.reason[:LONGEST_REASON],
            todo=advice(parked.reason, language),
            busy=order.reference in self._office.desktop.busy,
        )
