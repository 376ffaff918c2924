"""What something costs and how much of it there is, now; and what that makes of a basket. Pure.

A basket's lines keep the price that the visitor last agreed to. What the store says meanwhile changes no line: it
makes a Review, which is shown, and only what was shown can be confirmed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kiosk.order.model import Line


@dataclass(frozen=True, slots=True)
class Part:
    """Something that a set meal holds `count` of. limit: most of it that one visitor may have, alone or in sets."""

    sku: str
    count: int
    limit: int


@dataclass(frozen=True, slots=True)
class Offer:
    """price: minor units. stock: pieces that may be sold, None where nobody counts. parts: of a set meal."""

    price: int
    stock: int | None = None
    parts: tuple[Part, ...] = ()


OfferOf = Callable[[str], Offer | None]
"""sku -> what it is offered at, now; None where it is not sold (any more)."""


def set_stock(own: int | None, parts: Iterable[Part], stock_of: Callable[[str], int | None]) -> int | None:
    """How many of a set its parts allow, and its own count where the store keeps one."""
    counts = [own, *(None if (there := stock_of(p.sku)) is None else there // p.count for p in parts)]
    return min((max(0, count) for count in counts if count is not None), default=None)


def pieces(line: Line, offer_of: OfferOf) -> Counter[str]:
    """What a line takes off the shelf: itself, and of a set all that is in it."""
    offer = offer_of(line.good.sku)
    taken = Counter({line.good.sku: line.quantity})
    for part in offer.parts if offer else ():
        taken[part.sku] += part.count * line.quantity
    return taken


def room(sku: str, limit: int, others: Iterable[Line], offer_of: OfferOf) -> tuple[int | None, int]:
    """How many of `sku` stock (None: nobody counts) and limits allow beside the other lines of a basket.

    A piece in a set counts towards the limit and the stock of what it is a piece of: a limit says how many one
    visitor takes home, and a tray is no way around it. Neither is ever negative.
    """
    offer = offer_of(sku)
    if offer is None:
        return 0, limit
    taken: Counter[str] = Counter()
    for line in others:
        taken += pieces(line, offer_of)
    stocks = [None if offer.stock is None else offer.stock - taken[sku]]
    limits = [limit - taken[sku]]
    for part in offer.parts:
        of_part = offer_of(part.sku)
        there = of_part.stock if of_part else 0
        stocks.append(None if there is None else (there - taken[part.sku]) // part.count)
        limits.append((part.limit - taken[part.sku]) // part.count)
    counted = [stock for stock in stocks if stock is not None]
    return (max(0, min(counted)) if counted else None), max(0, min(limits))


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a line since the visitor agreed to it. most: how many may be had now; was, now: its price."""

    sku: str
    quantity: int
    most: int
    was: int
    now: int

    @property
    def short(self) -> bool:
        return self.most < self.quantity


@dataclass(frozen=True, slots=True)
class Review:
    """A basket as it would be ordered now. lines: at today's prices. changes: of lines that are not as agreed."""

    lines: tuple[Line, ...]
    changes: tuple[Change, ...] = ()

    @property
    def total(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def short(self) -> bool:
        """Whether something in it cannot be had any more: then it cannot be ordered as it is."""
        return any(change.short for change in self.changes)


def review(lines: tuple[Line, ...], offer_of: OfferOf | None) -> Review:
    """What today's prices and stock make of these lines; nothing is altered. Without offers they stay as agreed."""
    if offer_of is None:
        return Review(lines)
    now: list[Line] = []
    changes: list[Change] = []
    for index, line in enumerate(lines):
        offer = offer_of(line.good.sku)
        price = offer.price if offer else line.good.unit_price
        # Of two lines that want the same last piece the one that was picked first has it.
        there = room(line.good.sku, line.quantity, lines[:index], offer_of)[0]
        most = line.quantity if there is None else min(there, line.quantity)
        if price != line.good.unit_price or most < line.quantity:
            changes.append(Change(line.good.sku, line.quantity, most, line.good.unit_price, price))
        now.append(
            line if price == line.good.unit_price else replace(line, good=replace(line.good, unit_price=price))
        )
    return Review(tuple(now), tuple(changes))
