"""From basket to order: the one place where an order begins."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime

from kiosk.order.basket import Basket
from kiosk.order.journal import Journal
from kiosk.order.model import Order, OrderRecord


def place(basket: Basket, journal: Journal, clock: Callable[[], datetime], language: str) -> Future[OrderRecord]:
    """Writes the basket down as an order; the Future resolves once it is durable, and only then say thank you.

    The Future raises JournalError when it could not be written; placing the unchanged basket again is then
    safe, and so is a second tap: both are the same order. The basket is left as it is; clear it on success.
    Raises ValueError for an empty basket or a clock without a time zone.
    """
    lines = basket.lines
    if not lines:
        raise ValueError("an empty basket is not an order")
    placed_at = clock()
    if placed_at.tzinfo is None:
        raise ValueError("the clock must give times with a zone")
    order = Order(
        reference=basket.reference(),
        lines=lines,
        currency=lines[0].good.currency,
        total=sum(line.good.unit_price * line.quantity for line in lines),
        placed_at=placed_at.astimezone(UTC),
        language=language,
    )
    return journal.commit(order)
