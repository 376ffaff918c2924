"""Orders, goods and changes as JSON: the one shape that HttpStore sends and every store server reads.

config/stores/openapi.yaml describes all of it; Authorization: Bearer <token> goes with every call.

POST /orders with Idempotency-Key: <reference> and the submission as body
  201 {"id", "reference", "pay_url"}   stored now
  200 {"id", "reference", "pay_url"}   it was there already, the same
  409 {"error", "reference"} the reference belongs to something else, or is being worked on: look it up
  422 {"error"}             will not be taken as it is; 401 or 403: who are you; 429 or 503: later
GET /orders/<reference>
  200 {"id", "state", "paid_at", "pay_url", and the submission}; 404 {"error", "reference"}: surely not here
POST /orders/<reference>/cancel, /refund {"reason"}
  200 as above, also when it was so before; 404 as above; 409 {"error", "reference"} not in this state
GET /catalogue?after=<number>   {"goods": [{"sku", "name", "price", "currency", "stock", "enabled"}], "next"}
GET /changes?since=<number>&wait_s=<seconds>   {"last", "orders": [...], "goods": [...]}
GET /capabilities, /health
"""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any

from kiosk.store.base import (
    Capabilities,
    Changes,
    Page,
    StoreOrder,
    StoreState,
    Submission,
    SubmissionLine,
    Ware,
)

MAX_BODY_BYTES = 64 * 1024
MAX_ANSWER_BYTES = 4 * 1024 * 1024  # a page of the catalogue, or of changes
MAX_TEXT = 500  # characters of an id or a link
MAX_WAIT_S = 60.0
MAX_REFERENCE = 64  # characters; WeChat's out_trade_no has 32, Alipay's 64


def to_json(submission: Submission) -> dict[str, Any]:
    return asdict(submission)


def from_json(value: Any) -> Submission:
    """Raises ValueError saying which field is wrong."""
    data = _fields(value, {f.name: f.type for f in fields(Submission)} | {"lines": "list"}, "the order")
    lines = tuple(
        SubmissionLine(**_fields(line, {f.name: f.type for f in fields(SubmissionLine)}, f"line {n}"))
        for n, line in enumerate(data.pop("lines"), 1)
    )
    return Submission(lines=lines, **data)


def fault(submission: Submission) -> str | None:
    """Why no store could take this, or None."""
    if not 0 < len(submission.reference) <= MAX_REFERENCE:
        return f"a reference has 1 to {MAX_REFERENCE} characters"
    if not submission.lines:
        return "there is nothing in it"
    if any(line.quantity < 1 or line.unit_price < 0 for line in submission.lines):
        return "a quantity is 1 or more, and a price 0 or more"
    if submission.total != sum(line.quantity * line.unit_price for line in submission.lines):
        return "the total is not the sum of the lines"
    return None


def same(one: Submission, other: Submission) -> bool:
    """Whether both ask for the same things at the same price; a corrected title makes no other order."""

    def essence(submission: Submission) -> tuple[object, ...]:
        lines = [(line.sku, line.gtin, line.quantity, line.unit_price) for line in submission.lines]
        return submission.reference, submission.currency, submission.total, lines

    return essence(one) == essence(other)


def order_to_json(order: StoreOrder) -> dict[str, Any]:
    return {
        "id": order.store_id,
        "state": order.state.value,
        "paid_at": order.paid_at.isoformat() if order.paid_at else None,
        "pay_url": order.pay_url,
        "reference": order.reference,
        "lines": [asdict(line) for line in order.lines],
        "currency": order.currency,
        "total": order.total,
        "placed_at": order.placed_at,
    }


def order_from_json(value: Any) -> StoreOrder:
    """Raises ValueError saying which field is wrong."""
    said = _fields(value, {"id": "str", "state": "str"}, "the order")
    submission = from_json(value)
    paid_at = value.get("paid_at")
    if not 0 < len(said["id"]) <= MAX_TEXT:
        raise ValueError("the order: id is empty or too long")
    return StoreOrder(
        submission.reference,
        said["id"],
        StoreState(said["state"]),
        submission.lines,
        submission.currency,
        submission.total,
        submission.placed_at,
        _moment(paid_at) if paid_at is not None else None,
        pay_url(value),
    )


def pay_url(value: dict[str, Any]) -> str:
    """The pay link of an answer; "" for none, and for one that no phone should be sent to."""
    written = value.get("pay_url")
    if not isinstance(written, str) or len(written) > MAX_TEXT or not (written.isascii() and written.isprintable()):
        return ""
    return written if written.startswith(("https://", "http://")) else ""


def page_from_json(value: Any) -> Page:
    """Raises ValueError."""
    after = _whole(value.get("next"), "next") if value.get("next") is not None else None
    return Page(_wares(value), after)


def changes_from_json(value: Any) -> Changes:
    """Raises ValueError."""
    orders = value.get("orders")
    if not isinstance(orders, list):
        raise ValueError("the changes: orders must be a list")
    return Changes(_whole(value.get("last"), "last"), tuple(map(order_from_json, orders)), _wares(value))


def capabilities_from_json(value: dict[str, Any]) -> Capabilities:
    wait = value.get("longest_wait_s", 0)
    named = {f.name: value.get(f.name) is True for f in fields(Capabilities) if f.name != "longest_wait_s"}
    good = isinstance(wait, int | float) and not isinstance(wait, bool) and 0 <= wait <= MAX_WAIT_S
    return Capabilities(**named, longest_wait_s=float(wait) if good else 0.0)


def _wares(value: Any) -> tuple[Ware, ...]:
    goods = value.get("goods")
    if not isinstance(goods, list):
        raise ValueError("goods must be a list")
    return tuple(_ware(good) for good in goods)


def _ware(value: Any) -> Ware:
    said = _fields(value, {"sku": "str", "name": "str", "price": "int", "currency": "str"}, "a good")
    stock, enabled = value.get("stock"), value.get("enabled", True)
    if said["price"] < 0 or not isinstance(enabled, bool):
        raise ValueError(f"{said['sku']}: price is 0 or more, enabled true or false")
    return Ware(**said, stock=None if stock is None else max(0, _whole(stock, "stock")), enabled=enabled)


def _whole(value: Any, name: str) -> int:
    if type(value) is not int or abs(value) > 2**53:
        raise ValueError(f"{name} must be a whole number")
    return value


def _moment(value: Any) -> datetime:
    if not isinstance(value, str):
        raise ValueError("paid_at must be ISO 8601")
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("paid_at has no time zone")
    return moment.astimezone(UTC)


_KINDS: dict[str, type] = {"str": str, "int": int, "list": list}


def _fields(value: Any, kinds: dict[str, Any], where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{where}: not a JSON object")
    for name, kind in kinds.items():
        if type(value.get(name)) is not _KINDS[kind]:
            raise ValueError(f"{where}: {name} must be of type {kind}")
    return {name: value[name] for name in kinds}
