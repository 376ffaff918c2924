"""What one visitor has picked. Pure: no clock, no disk, no screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from kiosk.order import offer as offers
from kiosk.order.model import Good, Line, new_reference
from kiosk.order.offer import OfferOf, Review

Stock = Callable[[str], int | None]
"""sku -> how many there are, or None where nobody counts."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a wish: the quantity now in the basket, and what held it down, if anything did."""

    sku: str
    asked: int
    quantity: int
    held_by: Literal["limit", "stock"] | None = None


class Basket:
    """Goods and quantities in the order they were first picked, in one currency.

    It also keeps the reference that an order of it will carry: made at the first asking, dropped at any change.
    So a confirmation tapped twice, or tried again after a full disk, stays one order.

    stock bounds it, or offer_of, which knows prices and what a set holds as well. A line keeps the price it was
    picked at until agree(), whatever is offered meanwhile: see kiosk.order.offer.
    """

    def __init__(self, stock: Stock | None = None, offer_of: OfferOf | None = None) -> None:
        self._stock = stock
        self.offer_of = offer_of
        self._lines: dict[str, Line] = {}
        self._reference: str | None = None

    def add(self, good: Good, n: int = 1) -> Change:
        """Puts n more in, as far as limit and stock allow. Raises ValueError for n < 1 or another currency."""
        if n < 1:
            raise ValueError(f"add at least one, not {n}")
        return self._put(good, self.quantity(good.sku) + n)

    def set_quantity(self, good: Good, n: int) -> Change:
        """Makes it n, as far as limit and stock allow; 0 takes it out. Raises ValueError as add() does."""
        if n < 0:
            raise ValueError(f"a quantity is 0 or more, not {n}")
        return self._put(good, n)

    def remove(self, sku: str) -> None:
        """Takes all of it out; nothing happens when there is none."""
        if self._lines.pop(sku, None) is not None:
            self._reference = None

    def clear(self) -> None:
        self._lines.clear()
        self._reference = None

    def quantity(self, sku: str) -> int:
        line = self._lines.get(sku)
        return line.quantity if line else 0

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(self._lines.values())

    @property
    def total(self) -> int:
        """Minor units of `currency`."""
        return sum(line.total for line in self._lines.values())

    @property
    def count(self) -> int:
        """Pieces, not lines."""
        return sum(line.quantity for line in self._lines.values())

    @property
    def currency(self) -> str | None:
        """None while the basket is empty."""
        return next((line.good.currency for line in self._lines.values()), None)

    def review(self) -> Review:
        """What it would be ordered as, now. Nothing is altered."""
        return offers.review(self.lines, self.offer_of)

    def agree(self, shown: Review) -> None:
        """The visitor has seen these prices and wants the goods at them. Raises ValueError for another basket's."""
        if [(of.good.sku, of.quantity) for of in shown.lines] != [(of.good.sku, of.quantity) for of in self.lines]:
            raise ValueError("what was shown is not this basket")
        if shown.lines != self.lines:
            self._lines = {line.good.sku: line for line in shown.lines}
            self._reference = None

    def most(self, sku: str, limit: int) -> int:
        """How many of it there may be in this basket, beside what else is in it. limit: one visitor's."""
        return self._room(sku, limit, limit)[0]

    def reference(self) -> str:
        """The reference of the order that this basket, as it is now, would become."""
        if self._reference is None:
            self._reference = new_reference()
        return self._reference

    def _put(self, good: Good, asked: int) -> Change:
        others = (line.good.currency for sku, line in self._lines.items() if sku != good.sku)
        if any(currency != good.currency for currency in others):
            raise ValueError(f"this basket is in {self.currency}; {good.sku} is sold in {good.currency}")
        allowed, held_by = self._allowed(good, asked)
        line = Line(self._agreed(good), allowed)
        if self._lines.get(good.sku) != (line if allowed else None):
            self._reference = None
        if allowed:
            self._lines[good.sku] = line
        else:
            self._lines.pop(good.sku, None)
        return Change(good.sku, asked, allowed, held_by)

    def _agreed(self, good: Good) -> Good:
        """At the price of the line that there is, or else at that of today."""
        if self.offer_of is None:
            return good
        line, offer = self._lines.get(good.sku), self.offer_of(good.sku)
        price = line.good.unit_price if line else offer.price if offer else good.unit_price
        return replace(good, unit_price=price)

    def _allowed(self, good: Good, asked: int) -> tuple[int, Literal["limit", "stock"] | None]:
        allowed, held_by = self._room(good.sku, good.limit, asked)
        return (asked, None) if asked <= allowed else (allowed, held_by)

    def _room(self, sku: str, limit: int, asked: int) -> tuple[int, Literal["limit", "stock"]]:
        there: int | None
        if self.offer_of is None:
            there = self._stock(sku) if self._stock else None
        else:
            others = [line for at, line in self._lines.items() if at != sku]
            there, limit = offers.room(sku, limit, others, self.offer_of)
        stock = max(0, there) if there is not None else max(asked, limit + 1)
        # When both hold, name the one that a visitor cannot wait out: the shelf is empty for everybody.
        return (stock, "stock") if stock <= limit else (limit, "limit")
