"""The shop while the store speaks: prices and stock that move, and three ways to pay told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import zxingcpp
from PySide6.QtGui import QImage

from kiosk.order.claim import read_claim
from kiosk.order.model import OrderRecord, OrderState
from kiosk.settings import Settings
from kiosk.staff.claims import check_claim
from kiosk.staff.menu_codes import menu_code
from kiosk.store.base import Ware
from kiosk.visit.page import Page
from tests.ui.conftest import LANDSCAPE, PORTRAIT, Window
from tests.ui.everywhere import SHOP, reads, spilt, words

YUZU, RICE = f"{SHOP}/mask-yuzu", f"{SHOP}/mask-rice"
PAY = "https://shop.example/pay/ABCD1234EFGH5678/11300CNY/ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def says(window: Window, sku: str, **facts: int | bool | None) -> None:
    """As if the store had said this of a ware, now."""
    here = window.booth.here
    before = here.live
    offer = here.offer_of(sku)
    assert offer is not None
    ware = replace(Ware(sku, "", offer.price, "CNY", offer.stock), **facts)  # type: ignore[arg-type]
    here.live = lambda asked: ware if asked == sku else before(asked)
    window.booth.visit.wares_changed()


def text(window: Window, name: str) -> str:
    return str(window.finger.find(name).property("text"))


def live(window: Window, name: str) -> bool:
    return bool(window.finger.find(name).property("live"))


def basket(window: Window, page: Page, **dishes: int) -> None:
    window.booth.visit.begin("en")
    for name, quantity in dishes.items():
        assert window.booth.add_dish(SHOP, f"mask-{name}", quantity)
    window.booth.visit.go(page)
    window.page_is(page.value)


def test_the_menu_and_a_dish_change_while_they_are_open(window: Window) -> None:
    window.booth.visit.begin("en")
    window.booth.visit.go(Page.MENU, menu=SHOP)
    window.page_is("menu")
    sold_out = words(window).count("Sold out")
    says(window, YUZU, stock=0, price=4700)
    window.finger.until("a slip over the bowl", lambda: words(window).count("Sold out") == sold_out + 1)
    assert "¥47.00" in words(window)
    window.booth.visit.go(Page.DISH, menu=SHOP, dish="mask-rice")
    window.page_is("dish")
    says(window, RICE, stock=2)
    window.finger.until("what is left", lambda: text(window, "dishNote") == "Only 2 left")
    says(window, RICE, stock=0)
    window.finger.until("nothing to add", lambda: not window.finger.shows("add"))
    assert "empty today" in text(window, "dishNote")
    says(window, RICE, stock=None)
    window.finger.until("as many as one may have", lambda: text(window, "dishNote") == "Up to 5 for one visitor")


def test_a_set_says_what_is_in_it_and_takes_its_share_of_the_limit(window: Window) -> None:
    window.booth.visit.begin("en")
    assert window.booth.add_dish(SHOP, "mask-honey", 2)  # three for one visitor, and the set holds two
    window.booth.visit.go(Page.DISH, menu=SHOP, dish="set-winter")
    window.page_is("dish")
    assert "Camellia Oil Mazesoba" in words(window)
    assert not window.finger.shows("add")
    assert "all that one visitor" in text(window, "dishNote")
    window.booth.set_quantity(f"{SHOP}/mask-honey", 1)
    window.finger.until("room for the set", lambda: window.finger.shows("add"))
    window.finger.tap("add")
    window.finger.until("the set", lambda: window.booth.visit.basket.count == 2)


def test_a_price_that_changed_is_seen_old_and_new_and_said_yes_to_again(window: Window) -> None:
    basket(window, Page.CONFIRM, yuzu=2, rice=1)
    assert text(window, "total") == "¥113.00"
    says(window, YUZU, price=4600)
    window.finger.until("the news", lambda: window.finger.shows("news"))
    assert text(window, f"was-{YUZU}") == "¥42.00"
    assert (text(window, "totalWas"), text(window, "total")) == ("¥113.00", "¥121.00")
    window.finger.breathe(1.0)  # somebody reads
    window.finger.tap("confirmOrder")
    window.page_is("thanks")
    assert text(window, "orderTotal") == "¥121.00"
    record = window.booth.visit.last_order
    assert record is not None
    assert record.order.total == 12100


def test_what_sold_out_is_marked_and_taken_out_by_the_visitor(window: Window) -> None:
    basket(window, Page.BASKET, yuzu=2, rice=1)
    says(window, RICE, stock=0)
    window.finger.until("the mark", lambda: window.finger.shows(f"short-{RICE}"))
    assert not live(window, "toConfirm")
    assert text(window, "total") == "¥113.00", "nothing leaves the basket by itself"
    window.finger.tap(f"minus-{RICE}")
    window.finger.until("the way on", lambda: live(window, "toConfirm"))
    assert text(window, "total") == "¥84.00"
    window.finger.tap("toConfirm")
    window.page_is("confirm")
    says(window, YUZU, stock=1)
    window.finger.until("no yes", lambda: not live(window, "confirmOrder"))


def test_a_code_of_the_paper_menu_orders_its_dish(window: Window) -> None:
    window.booth.visit.begin("en")
    window.booth.visit.go(Page.SCAN)
    window.page_is("scan")
    reads(window, menu_code(SHOP, "mask-yuzu", "09521303001026"))
    window.page_is("basket")
    assert text(window, "total") == "¥42.00"
    window.booth.visit.go(Page.SCAN)
    window.page_is("scan")
    reads(window, menu_code(SHOP, "mask-rose", "09521303001088"))
    window.page_is("dish")
    assert "empty today" in text(window, "dishNote")


def code_on(window: Window) -> str:
    """What a phone would read off the screen: the one code on it."""
    image = window.app.window.grabWindow().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    found = zxingcpp.read_barcodes(np.ascontiguousarray(pixels[:, : image.width()]))
    return str(found[0].text) if len(found) == 1 else f"{len(found)} codes"


WAYS = (
    (OrderState.SENT, PAY, "Pay on your phone", "Scan the code"),
    (OrderState.WAITING, PAY, "Pay on your phone, a little later", "then the code opens"),
    (OrderState.UNCERTAIN, PAY, "Pay on your phone, a little later", "once it is there"),
    (OrderState.WAITING, "", "Pay at the counter", "claim works at the counter"),
    (OrderState.UNCERTAIN, "", "Pay at the counter", "claim works at the counter"),
    (OrderState.SENT, "", "Pay at the counter", "Show this claim"),
    (OrderState.PAID, PAY, "Paid", "it is paid"),
    (OrderState.CANCELLED, PAY, "Your order", "nothing to pay"),
    (OrderState.REFUNDED, PAY, "Your order", "given back"),
    (OrderState.REJECTED, "", "Your order", "our staff"),
)


@pytest.mark.parametrize(("size", "large"), [(PORTRAIT, 1.0), (PORTRAIT, 1.5), (LANDSCAPE, 1.5)])
def test_every_way_to_pay_is_told_and_its_code_is_read_off_the_screen(
    open_window: Callable[..., Window], settings: Settings, size: tuple[int, int], large: float
) -> None:
    window = open_window(settings, size)
    basket(window, Page.CONFIRM, yuzu=2, rice=1)
    window.booth.visit.set_text_size(large)
    window.finger.tap("confirmOrder")
    window.page_is("thanks")
    window.finger.until("the store to have it", lambda: "store has" in text(window, "orderState"))
    placed = window.booth.visit.last_order
    assert placed is not None
    for state, link, how, said in WAYS:
        record: OrderRecord = replace(placed, state=state, pay_url=link)
        window.booth._recorded(record)
        window.finger.until(said, lambda: said in text(window, "orderState"))  # noqa: B023
        window.finger.breathe(0.15)
        assert text(window, "howToPay") == how
        code = code_on(window)
        if how.startswith("Pay on"):
            assert code == link
        elif how == "Pay at the counter":
            claim = check_claim(settings, code)
            assert (claim.reference, claim.total) == (placed.order.reference, placed.order.total)
            assert read_claim(text(window, "claimText"), lambda _: _key(settings)) == claim
        else:
            assert code == placed.order.reference
        assert spilt(window) == []


def _key(settings: Settings) -> bytes:
    from kiosk.trace.sightings.open import booth_signer

    return bytes(booth_signer(settings).key.public)
