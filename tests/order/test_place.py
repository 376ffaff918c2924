from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from kiosk.order.basket import Basket
from kiosk.order.journal import Journal
from kiosk.order.model import REFERENCE_ALPHABET, Good
from kiosk.order.place import place

NOON = datetime(2026, 11, 23, 12, tzinfo=timezone(timedelta(hours=8)))
GOOD = Good("mask-1", "09520123456788", "Rice mask", "米面膜", 3900, "CNY", 5)


def test_a_basket_becomes_an_order_once(journal: Journal) -> None:
    basket = Basket()
    basket.add(GOOD, 2)
    first, second_tap = (place(basket, journal, lambda: NOON, "zh") for _ in range(2))
    order = first.result(5).order
    assert second_tap.result(5).order == order
    assert (order.total, order.currency, order.placed_at.tzinfo) == (7800, "CNY", UTC)
    assert len(order.reference) == 16
    assert set(order.reference) <= set(REFERENCE_ALPHABET)
    assert [record.order for record in journal.records()] == [order]


def test_the_next_visitor_with_the_same_wish_has_another_order(journal: Journal) -> None:
    basket = Basket()
    for _ in range(2):
        basket.add(GOOD)
        place(basket, journal, lambda: NOON, "zh").result(5)
        basket.clear()
    assert len(journal.records()) == 2


def test_what_is_no_order(journal: Journal) -> None:
    basket = Basket()
    with pytest.raises(ValueError, match="empty"):
        place(basket, journal, lambda: NOON, "zh")
    basket.add(GOOD)
    with pytest.raises(ValueError, match="zone"):
        place(basket, journal, lambda: NOON.replace(tzinfo=None), "zh")
