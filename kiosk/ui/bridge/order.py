"""The basket, and the order it becomes."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth import Booth
from kiosk.order import offer
from kiosk.order.model import Line, OrderRecord, OrderState
from kiosk.staff.claims import Claims
from kiosk.staff.trouble import ORDER_ERRORS
from kiosk.trace.trust.keys import KeyFileError
from kiosk.ui.bridge.plain import Plain
from kiosk.ui.bridge.qt_types import QmlUncreatable, QVariantList, QVariantMap
from kiosk.visit.visit import Change

log = logging.getLogger(__name__)

QML_IMPORT_NAME = "Kiosk.Bridge"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the face")
class OrderBridge(QObject):
    basketChanged = Signal()
    orderChanged = Signal()
    added = Signal(str)  # sku that has just gone into the bowl

    def __init__(self, booth: Booth, parent: QObject) -> None:
        super().__init__(parent)
        self._booth = booth
        self._claims = Claims(booth.settings)
        self._promised: tuple[tuple[str, str], Mapping[str, Any]] = (("", ""), {})
        booth.on("visit_changed", self._visit_changed)
        booth.on("language_changed", lambda _: self.basketChanged.emit())
        for name in ("order_changed", "sync_changed"):
            booth.on(name, lambda _: self.orderChanged.emit())

    def _visit_changed(self, change: Change) -> None:
        if change is not Change.IDLE:  # a counted second would have every line made anew
            self.basketChanged.emit()
            self.orderChanged.emit()

    @property
    def _plain(self) -> Plain:
        return Plain(self._booth.visit.language, self._booth.currency, self._booth.media_url)

    @Property(QVariantList, notify=basketChanged)
    def lines(self) -> list[dict[str, Any]]:
        """The basket's lines as they are now; beside the keys of Plain.line: most, what limit and stock allow."""
        review = self._booth.visit.review
        changes = {change.sku: change for change in review.changes}
        return [self._line(line, changes.get(line.good.sku)) for line in review.lines]

    def _line(self, line: Line, change: offer.Change | None) -> dict[str, Any]:
        most = self._booth.visit.basket.most(line.good.sku, line.good.limit)
        return self._plain.line(line, self._booth.here.picture_of(line.good.sku), change) | {"most": most}

    @Property(int, notify=basketChanged)
    def most(self) -> int:
        """How many of the dish on screen this basket may hold, beside what else is in it."""
        here, params = self._booth.here, self._booth.visit.params
        dish = here.dish()
        return self._booth.visit.basket.most(f"{params['menu']}/{dish.id}", dish.limit) if dish else 0

    @Property(bool, notify=basketChanged)
    def repriced(self) -> bool:
        """Whether something costs another price now than the visitor agreed to."""
        return any(change.was != change.now for change in self._booth.visit.review.changes)

    @Property(bool, notify=basketChanged)
    def short(self) -> bool:
        """Whether something in the basket cannot be had any more: it cannot be ordered as it is."""
        return self._booth.visit.review.short

    @Property(str, notify=basketChanged)
    def totalWas(self) -> str:
        """The total that the visitor agreed to, where it is another now; otherwise ""."""
        visit = self._booth.visit
        return self._plain.money(visit.basket.total) if visit.basket.total != visit.review.total else ""

    @Property(int, notify=basketChanged)
    def count(self) -> int:
        return self._booth.visit.basket.count

    @Property(str, notify=basketChanged)
    def total(self) -> str:
        return self._plain.money(self._booth.visit.review.total)

    @Slot(str, str, int)
    def add(self, menu: str, dish: str, quantity: int) -> None:
        if self._booth.add_dish(menu, dish, quantity):
            self.added.emit(dish)

    @Slot(str, int)
    def setQuantity(self, sku: str, quantity: int) -> None:
        self._booth.set_quantity(sku, quantity)

    @Slot()
    def confirm(self) -> None:
        self._booth.confirm()

    @Property(bool, notify=orderChanged)
    def placing(self) -> bool:
        return self._booth.visit.placing

    @Property(str, notify=orderChanged)
    def failure(self) -> str:
        """Why the last confirmation came to nothing, for the visitor; "" when it did not."""
        error = self._booth.visit.order_error
        return ORDER_ERRORS[error].to(self._booth.visit.language) if error else ""

    @Property(str, notify=orderChanged)
    def reference(self) -> str:
        record = self._booth.visit.last_order
        return record.order.reference if record else ""

    @Property(QVariantMap, notify=orderChanged)
    def promise(self) -> dict[str, Any]:
        """By when it is with the visitor: headline, flight and stops; headline alone where no day can be named.

        {} where nothing is on its way.
        """
        record, language = self._booth.visit.last_order, self._booth.visit.language
        if record is None or record.state in (OrderState.REJECTED, OrderState.CANCELLED, OrderState.REFUNDED):
            return {}
        asked = record.order.reference, language
        if self._promised[0] != asked:  # the schedule is reckoned once for an order, not for each word of it
            self._promised = asked, self._booth.promised(record.order)
        said = self._promised[1]
        return {name: said[name] for name in ("headline", "flight", "stops") if name in said}

    @Property(str, notify=orderChanged)
    def state(self) -> str:
        """waiting, uncertain, sent, rejected, paid, cancelled or refunded; "" without an order."""
        record = self._booth.visit.last_order
        return record.state.value if record else ""

    @Property(str, notify=orderChanged)
    def payUrl(self) -> str:
        """Where a phone pays the order on screen, as the store said or as worked out here; "" for neither."""
        record = self._booth.visit.last_order
        return self._booth.till.pay_link(record) if record else ""

    @Property(str, notify=orderChanged)
    def paying(self) -> str:
        """How the order on screen is paid.

        now: on a phone; soon: on a phone, once the order has reached the store; counter: with a claim; paid; and ""
        where there is nothing to pay.
        """
        record = self._booth.visit.last_order
        return self._way_to_pay(record) if record else ""

    def _way_to_pay(self, record: OrderRecord) -> str:
        if record.state in (OrderState.REJECTED, OrderState.CANCELLED, OrderState.REFUNDED):
            return ""
        if record.state is OrderState.PAID:
            return "paid"
        if not self._booth.till.pay_link(record):
            return "counter"
        return "now" if record.state is OrderState.SENT else "soon"

    @Property(str, notify=orderChanged)
    def claim(self) -> str:
        """The signed claim of an order that is paid at the counter; "" where there is no key to sign with."""
        record = self._booth.visit.last_order
        return self._claim_of(record) if record else ""

    def _claim_of(self, record: OrderRecord) -> str:
        if self._way_to_pay(record) != "counter":
            return ""
        try:
            return self._claims.claim(record.order)
        except (OSError, ValueError, KeyFileError) as error:
            log.warning("no claim for %s: %s", record.order.reference, error)
            return ""

    @Property(str, notify=orderChanged)
    def code(self) -> str:
        """What the code on the thank-you says: the pay link, the claim, or the reference alone."""
        record = self._booth.visit.last_order
        if record is None:
            return ""
        if self._way_to_pay(record) in ("now", "soon"):
            return self._booth.till.pay_link(record)
        return self._claim_of(record) or record.order.reference

    @Property(str, notify=orderChanged)
    def orderTotal(self) -> str:
        record = self._booth.visit.last_order
        return self._plain.money(record.order.total) if record else ""

    @Property(int, notify=orderChanged)
    def orderCount(self) -> int:
        record = self._booth.visit.last_order
        return sum(line.quantity for line in record.order.lines) if record else 0

    @Property(QVariantList, notify=orderChanged)
    def orderPictures(self) -> list[str]:
        """File URLs of the bowls that were ordered, a line each."""
        record = self._booth.visit.last_order
        booth = self._booth
        return (
            [booth.media_url(booth.here.picture_of(line.good.sku)) for line in record.order.lines] if record else []
        )
