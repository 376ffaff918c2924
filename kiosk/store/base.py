"""The interface every store implements, and the five kinds of answer it can give (already there is Accepted's).

kiosk.store knows nothing of kiosk.order: a submission is plain data, so that an adapter can be read alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SubmissionLine:
    sku: str
    gtin: str
    title: str
    quantity: int
    unit_price: int  # minor units


@dataclass(frozen=True, slots=True)
class Submission:
    reference: str  # unique for ever; the store keeps at most one order for it
    lines: tuple[SubmissionLine, ...]
    currency: str
    total: int  # minor units
    placed_at: str  # ISO 8601, UTC


class StoreState(StrEnum):
    """What has become of an order at the store."""

    ACCEPTED = "accepted"  # its goods are held; not paid yet
    PAID = "paid"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Accepted:
    """The store has the order, now or from an earlier attempt (already_there).

    pay_url: where a phone pays it, "" where the store does not say. It changes no comparison: links may be renewed.
    """

    store_id: str
    already_there: bool = False
    pay_url: str = field(default="", compare=False)
    state: StoreState = field(default=StoreState.ACCEPTED, compare=False)


@dataclass(frozen=True, slots=True)
class RetryLater:
    """The store refused before doing anything; sending again is safe."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """No answer: the store may or may not have it. Look it up by reference before sending again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """The store will not take this order as it is; staff must see the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotAuthorised:
    """The store does not know us (any more): pause the queue and tell staff."""

    reason: str


Answer = Accepted | RetryLater | Unknown | Rejected | NotAuthorised


Failure = RetryLater | Unknown | NotAuthorised


@dataclass(frozen=True, slots=True)
class StoreOrder:
    """An order as the store has it. lines, currency, total: what was submitted, for comparing line by line."""

    reference: str
    store_id: str
    state: StoreState
    lines: tuple[SubmissionLine, ...]
    currency: str
    total: int  # minor units
    placed_at: str = ""  # ISO 8601, UTC, as the booth said
    paid_at: datetime | None = None  # UTC
    pay_url: str = ""


@dataclass(frozen=True, slots=True)
class Ware:
    """Something for sale, now. price: minor units. stock: pieces that may be sold, None where nobody counts.

    parts: of a set, the skus of what is in it, each as often as it is; its stock is what theirs allows.
    """

    sku: str
    name: str
    price: int
    currency: str
    stock: int | None = None
    enabled: bool = True
    name_zh: str = ""  # "" where the store does not say
    name_en: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the catalogue. after: what to ask for the next one with, None after the last."""

    wares: tuple[Ware, ...]
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a number; each order and ware once, as it is now. last: the number to ask with next.

    A last below the number that was asked with: the store was put back to an earlier state; ask with that one.
    """

    last: int
    orders: tuple[StoreOrder, ...] = ()
    wares: tuple[Ware, ...] = ()


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a store can do beyond taking an order and finding it again. longest_wait_s: for changes()."""

    catalogue: bool = False
    changes: bool = False
    longest_wait_s: float = 0.0
    orders: bool = True  # order() answers
    pay_link: bool = False
    cancel: bool = False
    refund: bool = False
    sets: bool = False  # what a set holds is held with it, and its goods name their parts


class Store(Protocol):
    """Never raises for what a network or a shop can do: it answers. One instance serves one thread at a time.

    What a store's capabilities() do not name answers Unknown, or None from pay_link().
    """

    name: str

    def capabilities(self) -> Capabilities | Failure: ...

    def health(self) -> Failure | None:
        """None when the store answers and knows us."""
        ...

    def catalogue(self, after: int = 0) -> Page | Failure: ...

    def submit(self, submission: Submission) -> Answer: ...

    def find(self, reference: str) -> Accepted | Failure | None:
        """The order with this reference; None when the store is sure that it has none."""
        ...

    def order(self, reference: str) -> StoreOrder | Failure | None:
        """As find(), with all that the store knows of it."""
        ...

    def changes(self, since: int, wait_s: float = 0.0) -> Changes | Failure:
        """What changed after number `since`; waits up to wait_s for a change when there is none."""
        ...

    def cancel(self, reference: str, reason: str) -> StoreOrder | Rejected | Failure | None:
        """Gives back the goods of an order that is not paid. Safe to ask twice; None as find()."""
        ...

    def refund(self, reference: str, reason: str) -> StoreOrder | Rejected | Failure | None:
        """Gives back the money of an order that is paid. Safe to ask twice; None as find()."""
        ...

    def pay_link(self, reference: str, total: int, currency: str) -> str | None:
        """Where a phone pays, worked out without the network; None where only the store can say."""
        ...

    def stop_waiting(self) -> None:
        """From any thread: what waits in changes() may answer now; close() follows. It may wait all the same."""
        ...

    def close(self) -> None: ...
