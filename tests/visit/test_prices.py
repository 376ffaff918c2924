"""Prices and stock that move while a visitor looks: seen before they are paid, and never altered in silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.order.model import Good
from kiosk.order.offer import Offer
from kiosk.settings import Settings
from kiosk.staff.content import pack_path
from kiosk.town.packed import open_pack
from kiosk.visit.page import Page
from kiosk.visit.surroundings import Surroundings
from kiosk.visit.visit import Change, Visit

ROSE, RICE = "noodles/rose", "noodles/rice"


class Shop:
    """A visit with offers that a test sets."""

    def __init__(self, clock: Any, make_good: Callable[..., Good]) -> None:
        self.clock = clock
        self.offers = {ROSE: Offer(3900, 9), RICE: Offer(2900, 9)}
        self.visit = Visit(clock)
        self.visit.sell_from(self.offers.get)
        self.told: list[Change] = []
        self.visit.on_change.append(self.told.append)
        self.visit.begin()
        self.visit.add(make_good(ROSE), 2)
        self.visit.add(make_good(RICE, 2900), 1)
        self.visit.go(Page.CONFIRM)

    def says(self, **offers: Offer) -> None:
        self.offers |= {f"noodles/{name}": offer for name, offer in offers.items()}
        self.visit.wares_changed()


@pytest.fixture
def shop(clock: Any, make_good: Callable[..., Good]) -> Shop:
    return Shop(clock, make_good)


def test_a_price_that_changed_is_shown_and_said_yes_to_again(shop: Shop) -> None:
    shop.offers[ROSE] = Offer(4100, 9)  # and nobody told the screen
    assert shop.visit.confirm() is None
    assert not shop.visit.placing
    assert shop.told[-1] is Change.WARES
    shown = shop.visit.review
    assert [(change.sku, change.was, change.now) for change in shown.changes] == [(ROSE, 3900, 4100)]
    assert shop.visit.confirm() is None, "nobody reads so fast"
    shop.clock.turn(1)
    confirmed = shop.visit.confirm()
    assert confirmed is not None
    assert confirmed.lines == shown.lines
    assert sum(line.total for line in confirmed.lines) == shown.total == 2 * 4100 + 2900
    assert shop.visit.basket.lines == shown.lines


def test_a_price_that_came_under_the_finger_is_not_paid(shop: Shop) -> None:
    shop.clock.turn(60)
    shop.says(rose=Offer(4100, 9))
    assert shop.visit.confirm() is None
    shop.clock.turn(1)
    shop.says(rose=Offer(3900, 9))  # back to what was agreed: news as well, and not what the screen said
    assert shop.visit.review.changes == ()
    assert shop.visit.confirm() is None
    shop.clock.turn(1)
    assert shop.visit.confirm() is not None


def test_what_is_sold_out_is_shown_kept_and_not_confirmed(shop: Shop) -> None:
    shop.says(rose=Offer(3900, 1))
    shop.clock.turn(1)
    assert shop.visit.confirm() is None
    assert shop.visit.basket.quantity(ROSE) == 2, "nothing is taken out for the visitor"
    assert [(change.most, change.quantity) for change in shop.visit.review.changes] == [(1, 2)]
    assert shop.visit.set_quantity(ROSE, 1)
    assert shop.visit.review.changes == ()
    shop.clock.turn(1)
    assert shop.visit.confirm() is not None


def test_a_dish_that_left_the_menu_is_sold_out(shop: Shop) -> None:
    del shop.offers[RICE]
    shop.visit.wares_changed()
    shop.clock.turn(1)
    assert shop.visit.confirm() is None
    assert shop.visit.review.changes[0].most == 0
    assert shop.visit.remove(RICE)
    shop.clock.turn(1)
    assert shop.visit.confirm() is not None


def test_nobody_is_told_of_wares_without_a_visit(shop: Shop) -> None:
    shop.visit.end()
    shop.told.clear()
    shop.says(rose=Offer(1, 1))
    assert shop.told == []


@given(st.lists(st.tuples(st.sampled_from(["price", "stock", "tell", "wait", "confirm"]), st.integers(0, 3))))
def test_what_is_confirmed_is_exactly_what_was_on_the_screen(
    make_clock: Any, make_good: Callable[..., Good], walk: list[tuple[str, int]]
) -> None:
    shop = Shop(make_clock(), make_good)
    seen = shop.visit.review  # as the face drew it: again at each change it is told of
    shop.visit.on_change.append(lambda _: seen_again())

    def seen_again() -> None:
        nonlocal seen
        if not shop.visit.placing:
            seen = shop.visit.review

    for what, n in walk:
        if what == "price":
            shop.offers[ROSE] = Offer(3900 + n, shop.offers[ROSE].stock)
        elif what == "stock":
            shop.offers[ROSE] = Offer(shop.offers[ROSE].price, n)
        elif what == "tell":
            shop.visit.wares_changed()
        elif what == "wait":
            shop.clock.turn(n)
        else:
            before = seen
            confirmed = shop.visit.confirm()
            if confirmed is not None:
                assert confirmed.lines == before.lines
                assert not before.short
                assert all(line.good.unit_price == shop.offers[line.good.sku].price for line in confirmed.lines)
                return


@dataclass
class Said:
    price: int
    stock: int | None = None
    currency: str = "CNY"
    enabled: bool = True


def test_the_stores_word_goes_before_the_towns(settings: Settings) -> None:
    said: dict[str, Said] = {}
    visit = Visit(lambda: 0.0)
    with open_pack(pack_path(settings)) as pack:
        here = Surroundings(visit, lambda ask, otherwise: ask(pack), said.get)
        rice, tray = "noodle-shop/mask-rice", "noodle-shop/set-traveller"
        assert here.offer_of(rice) == Offer(2900, 150)
        assert (offer := here.offer_of(tray)) is not None
        assert (offer.price, offer.stock) == (9900, 60)  # 120 // 2
        said[rice] = Said(3100, 7)
        assert here.offer_of(rice) == Offer(3100, 7)
        assert here.stock_of(tray) == 7
        said[tray] = Said(8800, 3)
        assert (offer := here.offer_of(tray)) is not None
        assert (offer.price, offer.stock) == (8800, 3)
        said[rice] = Said(3100, None)  # nobody counts
        assert here.offer_of(rice) == Offer(3100, None)
        said[rice] = Said(3100, 7, enabled=False)
        assert (here.stock_of(rice), here.stock_of(tray)) == (0, 0)
        said[rice] = Said(3100, 7, currency="EUR")
        assert here.offer_of(rice) == Offer(2900, 150)
        assert here.offer_of("noodle-shop/soup") is None
