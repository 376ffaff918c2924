"""The noodle shop by real touches: menu, dish, basket, confirm, thanks."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from PySide6.QtQuick import QQuickItem

from kiosk.order.journal import read_journal
from kiosk.order.model import OrderState
from kiosk.settings import Settings
from kiosk.visit.page import Page
from tests.ui.conftest import LANDSCAPE, Window

SHOP = "noodle-shop"


def shop(window: Window) -> Window:
    window.booth.visit.begin("en")
    window.booth.visit.go(Page.MENU, menu=SHOP)
    window.page_is("menu")
    return window


def dish(window: Window, name: str) -> Window:
    window.finger.bring_into_view(window.finger.find(f"dish-{name}"))
    scroller = window.finger.find("scroller")
    window.finger.until("the wall to rest", lambda: not scroller.property("moving"))
    window.finger.tap(f"dish-{name}")
    window.page_is("dish")
    return window


def with_basket(window: Window, page: Page, **dishes: int) -> Window:
    window.booth.visit.begin("en")
    for name, quantity in dishes.items():
        assert window.booth.add_dish(SHOP, f"mask-{name}", quantity)
    if page is Page.CONFIRM:
        window.booth.visit.go(Page.BASKET)
    window.booth.visit.go(page)
    window.page_is(page.value)
    return window


def text(window: Window, name: str) -> str:
    return str(window.finger.find(name).property("text"))


def quantities(window: Window) -> dict[str, int]:
    return {line.good.sku: line.quantity for line in window.booth.visit.basket.lines}


def live(item: QQuickItem) -> bool:
    return bool(item.property("live"))


def orders(window: Window) -> list[str]:
    records = read_journal(window.booth.settings.state_folder / "journal.sqlite")
    return [record.order.reference for record in records]


def test_every_bowl_and_every_set_can_be_touched(window: Window) -> None:
    menu = shop(window).booth.here.menu()
    assert menu is not None
    assert len(menu.dishes) == 10
    for entry in menu.dishes:
        dish(window, entry.id)
        assert text(window, "dishName") == entry.name.en
        window.finger.tap("back")
        window.page_is("menu")


def test_the_counter_shows_all_ten_at_once(open_window: Callable[..., Window], settings: Settings) -> None:
    window = shop(open_window(settings, LANDSCAPE))
    assert not window.finger.find("scroller").property("interactive")
    dish(window, "mask-rose")


def test_a_bowl_goes_into_the_basket_and_no_further_than_its_limit(window: Window) -> None:
    dish(shop(window), "mask-honey")  # three for one visitor
    assert not live(window.finger.find("minus"))
    window.finger.tap("plus")
    assert text(window, "quantity") == "2"
    window.finger.tap("plus")
    assert text(window, "quantity") == "3"
    assert not live(window.finger.find("plus"))
    window.finger.tap("plus")
    assert text(window, "quantity") == "3"
    window.finger.tap("minus")
    assert text(window, "quantity") == "2"
    window.finger.tap("add")
    window.finger.until("two in the basket", lambda: quantities(window) == {f"{SHOP}/mask-honey": 2})
    assert not live(window.finger.find("plus")), "one more is all there may be"
    window.finger.tap("add")
    window.finger.until("three in the basket", lambda: quantities(window) == {f"{SHOP}/mask-honey": 3})
    window.finger.breathe(0.05)
    assert not window.finger.shows("add")
    assert "all that one visitor" in text(window, "dishNote")
    window.finger.breathe(0.4)  # the bowl has flown
    window.finger.tap("toBasket")
    window.page_is("basket")


def test_what_is_sold_out_can_be_read_and_not_be_had(window: Window) -> None:
    dish(shop(window), "mask-rose")
    assert text(window, "dishName") == "Rose Petal Ramen, Once a Year"
    for control in ("add", "plus", "minus", "toBasket"):
        assert not window.finger.shows(control)
    assert "empty today" in text(window, "dishNote")
    window.finger.tap("more")
    window.page_is("menu")
    assert window.booth.visit.basket.count == 0


def test_quantities_change_in_the_basket_and_the_last_one_leaves_a_face(window: Window) -> None:
    with_basket(window, Page.BASKET, yuzu=1, honey=3)
    yuzu, honey = f"{SHOP}/mask-yuzu", f"{SHOP}/mask-honey"
    assert text(window, "total") == "¥198.00"
    assert not live(window.finger.find(f"plus-{honey}"))
    window.finger.tap(f"plus-{yuzu}")
    window.finger.until("one more", lambda: quantities(window) == {yuzu: 2, honey: 3})
    window.finger.until("the sum", lambda: text(window, "total") == "¥240.00")
    for left in (2, 1):
        window.finger.tap(f"minus-{honey}")
        window.finger.until("one fewer", lambda: quantities(window)[honey] == left)  # noqa: B023
    window.finger.tap(f"minus-{honey}")
    window.finger.until("the line to go", lambda: quantities(window) == {yuzu: 2})
    window.finger.tap(f"minus-{yuzu}")
    window.finger.until("one fewer", lambda: quantities(window) == {yuzu: 1})
    window.finger.tap(f"minus-{yuzu}")
    window.finger.find("emptyBasket")
    assert not window.finger.shows("toConfirm")
    window.finger.tap("more")
    window.page_is("menu")


def test_a_double_tap_orders_once_and_the_thanks_carry_the_reference(window: Window) -> None:
    with_basket(window, Page.BASKET, yuzu=2, rice=1)
    window.finger.tap("toConfirm")
    window.page_is("confirm")
    button = window.finger.find("confirmOrder")
    middle = window.finger._middle(button)
    window.finger.tap_at(middle)
    window.finger.tap_at(middle)
    window.page_is("thanks")
    written = orders(window)
    assert len(written) == 1
    assert text(window, "reference").replace(" ", "") == written[0]
    assert [len(group) for group in text(window, "reference").split(" ")] == [4, 4, 4, 4]
    assert text(window, "orderTotal") == "¥113.00"
    assert text(window, "orderCount") == "3 bowls"
    window.finger.until("the code", lambda: window.finger.find("claimCode").width() > 400)
    window.finger.until("the store to have it", lambda: "store has" in text(window, "orderState"))
    window.finger.tap("finish")
    window.page_is("attract")
    assert not window.booth.visit.active
    assert window.booth.visit.last_order is None
    assert window.booth.visit.basket.count == 0


def test_every_state_of_an_order_is_told(window: Window) -> None:
    with_basket(window, Page.CONFIRM, yuzu=1)
    window.finger.tap("confirmOrder")
    window.page_is("thanks")
    window.finger.until("the store to have it", lambda: "store has" in text(window, "orderState"))
    record = window.booth.visit.last_order
    assert record is not None
    for state, words in (
        (OrderState.WAITING, "as soon as the network allows"),
        (OrderState.UNCERTAIN, "waiting for the store"),
        (OrderState.REJECTED, "our staff"),
        (OrderState.SENT, "has your order"),
    ):
        window.booth._recorded(replace(record, state=state))  # as the sync would tell it
        window.finger.until(words, lambda: words in text(window, "orderState"))  # noqa: B023


def test_an_order_that_cannot_be_written_down_keeps_the_basket(
    open_window: Callable[..., Window], settings: Settings
) -> None:
    with closing(sqlite3.connect(settings.state_folder / "journal.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 9999")
        connection.execute("CREATE TABLE something (x)")
    window = with_basket(open_window(settings), Page.CONFIRM, yuzu=2)
    assert not window.finger.shows("failure")
    window.finger.tap("confirmOrder")
    window.finger.until("the failure", lambda: window.finger.shows("failure"))
    assert text(window, "failure")
    assert window.booth.visit.page is Page.CONFIRM
    assert quantities(window) == {f"{SHOP}/mask-yuzu": 2}
    assert live(window.finger.find("confirmOrder")), "a visitor may try again"
    window.finger.tap("back")
    window.page_is("basket")
    assert window.finger.shows("toConfirm")
