from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from threading import Condition
from typing import Any

import pytest

from kiosk.order.basket import Basket
from kiosk.order.model import Good, Line, Order, OrderRecord, OrderState
from kiosk.order.sync import Link, SyncStatus
from kiosk.settings import Settings, StoreSettings
from kiosk.staff.till import Till
from kiosk.store.base import Ware
from kiosk.store.embedded import EmbeddedStore
from kiosk.store.serve import StoreServer

YUZU = Ware("menu/yuzu", "Yuzu", 3900, "CNY", stock=50)
GOOD = Good("menu/yuzu", "09521403000110", "Yuzu", "柚子", 3900, "CNY", 50)


class Heard:
    """What a till told, and a way to wait for it."""

    def __init__(self) -> None:
        self.records: list[OrderRecord] = []
        self.links: list[Link] = []
        self.closed: list[str] = []
        self._changed = Condition()

    def till(self, settings: Settings) -> Till:
        return Till(
            settings,
            on_record=lambda record: self.note(self.records, record),
            on_status=lambda status: self.note(self.links, self._link(status)),
            on_wares=lambda: self.note([], None),
            on_trouble=lambda staff: None,
            on_closed=lambda staff: self.note(self.closed, staff),
        )

    def note(self, into: list[Any], what: Any) -> None:
        with self._changed:
            into.append(what)
            self._changed.notify_all()

    def until(self, reached: Callable[[], bool]) -> None:
        with self._changed:
            while not reached():
                assert self._changed.wait(20), "it never came to that"

    @staticmethod
    def _link(status: SyncStatus) -> Link:
        return status.link


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def shop(settings: Settings) -> Iterator[StoreServer]:
    settings.state_folder.mkdir(parents=True, exist_ok=True)
    server = StoreServer(EmbeddedStore(settings.state_folder / "shop.db", [replace(YUZU, price=4200, stock=9)]))
    yield server
    server.close()


def pieces(till: Till) -> int | None:
    ware = till.live(YUZU.sku)
    assert ware is not None
    return ware.stock


def order(till: Till, quantity: int, price: int = 3900) -> OrderRecord:
    basket = Basket()
    basket.add(replace(GOOD, unit_price=price), quantity)
    return till.place(basket, "en").result(20)


def selling_to(settings: Settings, url: str, allotment: int = 3) -> Settings:
    return replace(settings, store=StoreSettings(url=url, allotment=allotment))


def test_a_store_of_its_own_counts_what_the_town_sells(settings: Settings, heard: Heard) -> None:
    till = heard.till(settings)
    till.start([YUZU])
    try:
        record = order(till, 7)
        heard.until(lambda: any(one.state is OrderState.SENT for one in heard.records))
        heard.until(lambda: pieces(till) == 43)
        assert till.live("menu/none") is None
        assert till.pay_link(record) == "", "a file has no page that a phone could open"
    finally:
        till.close()


def test_what_the_store_says_of_price_and_stock_holds(settings: Settings, heard: Heard, shop: StoreServer) -> None:
    till = heard.till(selling_to(settings, shop.url))
    till.start([YUZU])
    try:
        heard.until(lambda: pieces(till) == 9)
        ware = till.live(YUZU.sku)
        assert ware is not None
        assert ware.price == 4200
        order(till, 2, 4200)
        heard.until(lambda: pieces(till) == 7)
    finally:
        till.close()


def test_a_booth_that_hears_nothing_sells_its_allotment_and_no_more(settings: Settings, heard: Heard) -> None:
    till = heard.till(selling_to(settings, "http://127.0.0.1:9", allotment=3))
    till.start([YUZU])
    try:
        heard.until(lambda: Link.OFFLINE in heard.links)
        assert pieces(till) == 3
        order(till, 2)
        assert pieces(till) == 1, "what is in the journal and not at the store is gone"
        order(till, 1)
        assert pieces(till) == 0
    finally:
        till.close()
    again = heard.till(selling_to(settings, "http://127.0.0.1:9", allotment=3))
    again.start([YUZU])
    try:
        heard.until(lambda: again.reachable is False)
        assert pieces(again) == 0, "also after a restart"
    finally:
        again.close()


def test_a_store_that_cannot_be_opened_closes_orders_in_words(settings: Settings, heard: Heard) -> None:
    till = heard.till(selling_to(settings, "http://shop.example"))
    till.start([YUZU])
    till.close()
    [said] = heard.closed
    assert "https://" in said
    assert not till.open
    with pytest.raises(RuntimeError, match="closed"):
        till.place(Basket(), "en")


def test_what_waits_is_off_the_shelf_once_until_the_store_has_it(settings: Settings, heard: Heard) -> None:
    till = heard.till(settings)
    till._town = {YUZU.sku: YUZU}
    order = Order("WAITING000000001", (Line(GOOD, 3),), "CNY", 3 * 3900, datetime.now(UTC), "zh")
    allotted = till.live(YUZU.sku).stock  # type: ignore[union-attr]
    assert allotted is not None
    seen = []
    for state in (OrderState.WAITING, OrderState.UNCERTAIN, OrderState.WAITING, OrderState.SENT, OrderState.PAID):
        till._recorded(OrderRecord(order, state))
        seen.append(allotted - till.live(YUZU.sku).stock)  # type: ignore[operator, union-attr]
    assert seen == [3, 3, 3, 0, 0]
