"""Orders as events, and events folded to what an order is now. Pure: no disk, no threads.

An event's kind is "placed" or the OrderState that the order went into.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kiosk.order.model import Good, Line, Order, OrderRecord, OrderState

PLACED = "placed"
DAMAGED = "its record in the journal is damaged"  # the reason of an order that was parked for that
NO_CURRENCY = "XXX"  # ISO 4217
AT_STORE = frozenset({OrderState.SENT, OrderState.PAID, OrderState.CANCELLED, OrderState.REFUNDED})


class JournalError(Exception):
    """The journal could not do it; whatever was asked must not be thought durable."""


@dataclass(frozen=True, slots=True)
class Event:
    """detail: the order's body for "placed"; otherwise store_id and reason, and pay_url where there is one."""

    reference: str
    kind: str
    at: datetime
    detail: dict[str, Any]


def body(order: Order) -> dict[str, Any]:
    """The order as JSON keeps it; order_from_body() is its inverse."""
    return {
        "lines": [
            {name: getattr(line.good, name) for name in Good.__slots__} | {"quantity": line.quantity}
            for line in order.lines
        ],
        "currency": order.currency,
        "total": order.total,
        "placed_at": order.placed_at.isoformat(),
        "language": order.language,
    }


def order_from_body(reference: str, fields: dict[str, Any], at: datetime) -> Order:
    """An order without lines where the fields are no order's: nobody placed that, and it shows that there was one.

    at: when it was placed, as its event says.
    """
    try:
        order = _order(reference, fields)
    except (KeyError, TypeError, ValueError, AttributeError):
        order = None
    if order is None or not order.lines or order.total != sum(line.total for line in order.lines):
        return Order(reference, (), NO_CURRENCY, 0, at, "en")
    return order


def _order(reference: str, fields: dict[str, Any]) -> Order:
    lines = tuple(
        Line(Good(**{name: line[name] for name in Good.__slots__}), line["quantity"]) for line in fields["lines"]
    )
    placed_at = datetime.fromisoformat(fields["placed_at"])
    return Order(reference, lines, fields["currency"], fields["total"], placed_at, fields["language"])


def fold(events: Iterable[Event]) -> OrderRecord | None:
    """One order's events, oldest first, to what it is now; None when there are none."""
    record: OrderRecord | None = None
    for event in events:
        record = after(record, event)
    return record


def what_is_left(events: Iterable[Event]) -> OrderRecord | None:
    """fold() of events of which some may be lost: what cannot follow is left out. None where no order begins."""
    record: OrderRecord | None = None
    for event in events:
        try:
            record = after(record, event)
        except ValueError:
            continue  # what came before it is lost, or it was found twice
    return record


def says_nothing(record: OrderRecord, state: OrderState, store_id: str | None, pay_url: str) -> bool:
    """Whether the record knows this already: the store's word again, or an older one that comes late."""
    if record.state not in AT_STORE or (store_id and record.store_id and store_id != record.store_id):
        return False
    same = record.state is state and pay_url in ("", record.pay_url)
    return same or (state is OrderState.SENT and record.state is not OrderState.SENT)


def after(record: OrderRecord | None, event: Event) -> OrderRecord:
    """The record once this event has happened.

    attempts counts the times that an order left WAITING, which is how often a store was given it and something
    came of it; a store that was down is not an attempt. Raises ValueError for an event that cannot follow.
    """
    if event.kind == PLACED:
        if record is not None:
            raise ValueError(f"{event.reference} is placed already")
        order = order_from_body(event.reference, event.detail, event.at)
        return OrderRecord(order, OrderState.WAITING, changed_at=event.at)
    if record is None:
        raise ValueError(f"{event.reference} was never placed")
    state, store_id = OrderState(event.kind), event.detail.get("store_id")
    if fault := _fault(record, state, store_id):
        raise ValueError(f"{event.reference} {fault}")
    left = record.state is OrderState.WAITING and state is not OrderState.WAITING
    return replace(
        record,
        state=state,
        store_id=store_id or record.store_id,
        reason=event.detail.get("reason"),
        attempts=record.attempts + left,
        changed_at=event.at,
        pay_url=event.detail.get("pay_url") or record.pay_url,
    )


def _fault(record: OrderRecord, state: OrderState, store_id: str | None) -> str | None:
    if record.state is OrderState.CANCELLED and record.store_id is None and state is not OrderState.CANCELLED:
        return "was given up here"
    if record.store_id is not None and store_id not in (None, record.store_id):
        return f"is the store's {record.store_id}, not {store_id}"
    if record.state in AT_STORE and state not in AT_STORE:
        return "is at the store and stays there"
    if record.state in (OrderState.PAID, OrderState.CANCELLED, OrderState.REFUNDED) and state is OrderState.SENT:
        return f"is {record.state} and not merely sent"
    given_up = record.state is OrderState.REJECTED and state is OrderState.CANCELLED
    if state in AT_STORE and not (store_id or record.store_id) and not given_up:
        return "is not at the store, or nobody says as what"
    return None
