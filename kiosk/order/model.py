"""Basket and order as plain data. Money is an integer in minor units beside its ISO 4217 currency."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

REFERENCE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ1234567890"  # no I and no O; accepted by every store we know
REFERENCE_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Good:
    """Something that can be put into a basket. unit_price: minor units. limit: most that one visitor may have."""

    sku: str
    gtin: str
    title_en: str
    title_zh: str
    unit_price: int
    currency: str
    limit: int


@dataclass(frozen=True, slots=True)
class Line:
    good: Good
    quantity: int

    @property
    def total(self) -> int:
        return self.good.unit_price * self.quantity


@dataclass(frozen=True, slots=True)
class Order:
    """What a visitor confirmed. The reference is made once, before anything is written or sent."""

    reference: str
    lines: tuple[Line, ...]
    currency: str
    total: int  # minor units; always the sum of the lines
    placed_at: datetime  # UTC
    language: str


class OrderState(StrEnum):
    WAITING = "waiting"  # durable in the journal, not yet at the store
    UNCERTAIN = "uncertain"  # sent, no answer: looked up by reference before it is sent again
    REJECTED = "rejected"  # the store said no; parked for staff
    SENT = "sent"  # the store has it
    PAID = "paid"  # the store says so, as of the next two
    CANCELLED = "cancelled"  # without a store_id: staff gave up a parked one, and no store ever had it
    REFUNDED = "refunded"


UNSENT = (OrderState.UNCERTAIN, OrderState.WAITING)  # what still has to reach the store
SETTLED = (OrderState.PAID, OrderState.CANCELLED, OrderState.REFUNDED)  # nobody waits for anything any more


@dataclass(frozen=True, slots=True)
class OrderRecord:
    order: Order
    state: OrderState
    store_id: str | None = None
    reason: str | None = None
    attempts: int = 0
    changed_at: datetime | None = field(default=None)
    pay_url: str = ""  # where a phone pays it; "" where the store has not said


def new_reference() -> str:
    """16 characters, 80 bits and more of chance: unguessable, and the store's key against doubled orders."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))
