"""Sets, shelves and prices that move: what is confirmed is what was shown, and no limit has a way around it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.order.basket import Basket
from kiosk.order.model import Good
from kiosk.order.offer import Offer, Part, Review, set_stock

LIMITS = {"a": 5, "b": 3, "c": 2}
SETS = {"ab": {"a": 1, "b": 1}, "aac": {"a": 2, "c": 1}}
SKUS = [*LIMITS, *SETS]


def good(sku: str) -> Good:
    return Good(sku, "09521303002016", sku, sku, 1000, "CNY", LIMITS.get(sku, 4))


class Shelf:
    """What is there, and what it costs; counts of None are counted by nobody."""

    def __init__(self, stock: dict[str, int | None], prices: dict[str, int] | None = None) -> None:
        self.stock, self.prices = stock, prices or {}

    def __call__(self, sku: str) -> Offer | None:
        price = self.prices.get(sku, 1000)
        if sku in LIMITS:
            return Offer(price, self.stock.get(sku))
        if sku not in SETS:
            return None
        parts = tuple(Part(part, count, LIMITS[part]) for part, count in SETS[sku].items())
        return Offer(price, set_stock(self.stock.get(sku), parts, self.stock.get), parts)


def taken(basket: Basket) -> Counter[str]:
    """Pieces of each dish that leave the shelf, counted the plain way."""
    found: Counter[str] = Counter()
    for line in basket.lines:
        for sku, count in SETS.get(line.good.sku, {line.good.sku: 1}).items():
            found[sku] += count * line.quantity
    return found


counts = st.dictionaries(st.sampled_from(SKUS), st.none() | st.integers(0, 7))
steps = st.lists(st.tuples(st.sampled_from(["add", "set", "remove"]), st.sampled_from(SKUS), st.integers(1, 9)))


@given(counts, steps)
def test_a_set_is_no_way_around_a_limit_or_an_empty_shelf(
    stock: dict[str, int | None], walk: list[tuple[str, str, int]]
) -> None:
    basket = Basket(offer_of=Shelf(stock))
    for what, sku, n in walk:
        before = taken(basket)
        if what == "remove":
            basket.remove(sku)
            continue
        change = basket.add(good(sku), n) if what == "add" else basket.set_quantity(good(sku), n)
        pieces = taken(basket)
        for dish, limit in LIMITS.items():
            there = stock.get(dish)
            assert pieces[dish] <= min(limit, limit if there is None else there)
        for which in SETS:
            own = stock.get(which)
            assert own is None or basket.quantity(which) <= own
        if change.held_by is not None:  # and it is held no lower than it must be: one more would pass a bound
            more = before if what == "add" and change.quantity == 0 else pieces
            one = Counter(SETS.get(sku, {sku: 1}))
            over = [dish for dish in one if (more + one)[dish] > min(LIMITS[dish], _most(stock.get(dish)))]
            assert over or change.quantity >= min(good(sku).limit, _most(stock.get(sku)))


def _most(there: int | None) -> int:
    return 99 if there is None else there


@given(
    st.none() | st.integers(0, 50),
    st.lists(st.tuples(st.integers(1, 4), st.none() | st.integers(-2, 50)), max_size=4),
)
def test_a_set_has_as_many_as_its_scarcest_part_allows(
    own: int | None, parts: list[tuple[int, int | None]]
) -> None:
    there = {f"p{n}": stock for n, (_, stock) in enumerate(parts)}
    found = set_stock(own, [Part(f"p{n}", count, 9) for n, (count, _) in enumerate(parts)], there.get)
    if found is None:
        assert own is None
        assert all(stock is None for stock in there.values())
        return
    assert found >= 0

    def can(n: int) -> bool:
        return (own is None or n <= own) and all(
            stock is None or n * count <= max(0, stock) for count, stock in parts
        )

    assert found == 0 or can(found)
    assert not can(found + 1)


prices = st.dictionaries(st.sampled_from(SKUS), st.integers(1, 9999))


@given(
    st.lists(st.tuples(st.sampled_from(SKUS), st.integers(1, 3)), min_size=1), st.lists(st.tuples(prices, counts))
)
def test_what_is_agreed_is_what_was_shown_and_the_sum_never_drifts(
    picked: list[tuple[str, int]], days: list[tuple[dict[str, int], dict[str, int | None]]]
) -> None:
    shelf = Shelf({})
    basket = Basket(offer_of=shelf)
    for sku, n in picked:
        basket.add(good(sku), n)
    agreed, total = basket.lines, basket.total
    for shelf.prices, shelf.stock in days:
        shown = basket.review()
        assert (basket.lines, basket.total) == (agreed, total), "looking changes nothing"
        assert shown.total == sum(line.quantity * shelf.prices.get(line.good.sku, 1000) for line in shown.lines)
        said = {change.sku for change in shown.changes}
        for old, new in zip(agreed, shown.lines, strict=True):
            assert (old == new) or old.good.sku in said, "no price changes in silence"
            assert replace(new, good=old.good) == old
    if not shown_short(basket):
        shown = basket.review()
        basket.agree(shown)
        assert (basket.lines, basket.total) == (shown.lines, shown.total)
        assert basket.review().changes == ()


def shown_short(basket: Basket) -> bool:
    """Whether, counted the plain way, more is in the basket than there is."""
    shelf = basket.offer_of
    assert isinstance(shelf, Shelf)
    short = any(
        there is not None and n > there for sku, n in taken(basket).items() for there in [shelf.stock.get(sku)]
    )
    short = short or any(basket.quantity(s) > _most(shelf.stock.get(s)) for s in SETS)
    assert basket.review().short == short
    return short


def test_an_agreed_price_is_another_order_and_the_same_price_the_same() -> None:
    shelf = Shelf({})
    basket = Basket(offer_of=shelf)
    basket.add(good("a"), 2)
    first = basket.reference()
    basket.agree(basket.review())
    assert basket.reference() == first
    shelf.prices = {"a": 1200}
    basket.agree(basket.review())
    assert basket.total == 2400
    assert basket.reference() != first


def test_of_two_lines_that_want_the_last_piece_the_first_has_it() -> None:
    shelf = Shelf({"a": 5})
    basket = Basket(offer_of=shelf)
    basket.add(good("a"), 2)
    basket.add(good("ab"), 3)
    shelf.stock = {"a": 4}
    assert [(change.sku, change.quantity, change.most) for change in basket.review().changes] == [("ab", 3, 2)]
    assert basket.most("ab", 4) == 2
    shelf.stock = {"a": 1}
    assert [(change.sku, change.most) for change in basket.review().changes] == [("a", 1), ("ab", 0)]


def test_a_line_keeps_its_price_until_the_visitor_agreed() -> None:
    shelf = Shelf({}, {"a": 900})
    basket = Basket(offer_of=shelf)
    basket.add(good("a"))  # the dish itself says 1000, the store 900
    shelf.prices = {"a": 1500}
    basket.add(good("a"))
    assert basket.total == 1800
    assert [(change.was, change.now) for change in basket.review().changes] == [(900, 1500)]


def test_another_basket_cannot_be_agreed() -> None:
    basket = Basket(offer_of=Shelf({}))
    basket.add(good("a"))
    shown = basket.review()
    basket.add(good("a"))
    with pytest.raises(ValueError, match="not this basket"):
        basket.agree(shown)
    with pytest.raises(ValueError, match="not this basket"):
        basket.agree(Review(()))
