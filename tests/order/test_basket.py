from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.order.basket import Basket, Change
from kiosk.order.model import Good

GOODS = [Good(f"sku-{n}", f"0952000000000{n}", "", "", 100 * n + 1, "CNY", 3 + n) for n in range(4)]
STOCK = {"sku-0": 0, "sku-1": 2, "sku-2": 100}  # nobody counts sku-3


def test_a_limit_is_kept_and_said() -> None:
    basket = Basket()
    assert basket.add(GOODS[0], 2) == Change("sku-0", 2, 2)
    assert basket.add(GOODS[0], 2) == Change("sku-0", 4, 3, "limit")
    assert basket.count == 3


def test_an_empty_shelf_is_said_before_the_limit() -> None:
    basket = Basket(STOCK.get)
    assert basket.add(GOODS[0]) == Change("sku-0", 1, 0, "stock")
    assert basket.add(GOODS[1], 9) == Change("sku-1", 9, 2, "stock")
    assert basket.add(GOODS[2], 9) == Change("sku-2", 9, 5, "limit")
    assert [line.good.sku for line in basket.lines] == ["sku-1", "sku-2"]


def test_one_currency() -> None:
    basket = Basket()
    basket.add(GOODS[0])
    with pytest.raises(ValueError, match="CNY"):
        basket.add(replace(GOODS[1], currency="EUR"))
    basket.clear()
    basket.add(replace(GOODS[1], currency="EUR"))
    assert basket.currency == "EUR"


@pytest.mark.parametrize("n", [0, -1])
def test_nothing_is_no_addition(n: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        Basket().add(GOODS[0], n)


def test_the_reference_lasts_as_long_as_the_basket_stays_as_it_is() -> None:
    basket = Basket()
    basket.add(GOODS[0], 3)
    first = basket.reference()
    basket.add(GOODS[0])  # held by the limit: nothing has changed
    assert basket.reference() == first
    basket.set_quantity(GOODS[0], 1)
    assert basket.reference() != first


@given(st.lists(st.tuples(st.sampled_from(["add", "set", "remove"]), st.sampled_from(GOODS), st.integers(1, 9))))
def test_the_sums_are_right_and_no_bound_is_passed(steps: list[tuple[str, Good, int]]) -> None:
    basket = Basket(STOCK.get)
    expected: dict[str, int] = {}
    for what, good, n in steps:
        if what == "remove":
            basket.remove(good.sku)
            expected[good.sku] = 0
            continue
        wanted = n + (expected.get(good.sku, 0) if what == "add" else 0)
        change = basket.add(good, n) if what == "add" else basket.set_quantity(good, n)
        expected[good.sku] = min(wanted, good.limit, STOCK.get(good.sku, wanted))
        assert (change.quantity, change.held_by is not None) == (expected[good.sku], wanted != expected[good.sku])
    assert {line.good.sku: line.quantity for line in basket.lines} == {k: n for k, n in expected.items() if n}
    assert basket.count == sum(expected.values())
    assert basket.total == sum(good.unit_price * expected.get(good.sku, 0) for good in GOODS)
