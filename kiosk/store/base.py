"""The interface every store implements, and the five kinds of answer it can give.

kiosk.store knows nothing of kiosk.order: a submission is plain data, so that an adapter can be read alone.
"""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Accepted:
    """The store has the order, now or from an earlier attempt (already_there)."""

    store_id: str
    already_there: bool = False


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


class Store(Protocol):
    """Called from one thread, the sync thread. Never raises for what a network or a shop can do: it answers."""

    name: str

    def submit(self, submission: Submission) -> Answer: ...

    def find(self, reference: str) -> Accepted | RetryLater | Unknown | NotAuthorised | None:
        """The order with this reference; None when the store is sure that it has none."""
        ...

    def close(self) -> None: ...
