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
GET /catalogue?after=<number>
  {"goods": [{"sku", "name", "price", "currency", "stock", "enabled", "parts"}], "next"}
GET /changes?since=<number>&wait_s=<seconds>   {"last", "orders": [...], "goods": [...]}
  a `last` below `since`: the store was put back to an earlier state, so ask again from there
GET /capabilities, /health

The readers raise ValueError for whatever JSON is not of these shapes, and nothing else.
"""

from __future__ import annotations

import re
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
MAX_TEXT = 500  # characters of a name or a link
MAX_ID = 200  # characters
MAX_LINES = 100
MAX_QUANTITY = 1000  # of one product in one order
MAX_PARTS = 100  # pieces in a set
MAX_WAIT_S = 60.0
MAX_REFERENCE = 64  # characters; WeChat's out_trade_no has 32, Alipay's 64
_REFERENCE = re.compile(r"[A-Z0-9-]{1,64}")  # and so part of an address, a header and a file's name as it is
_CURRENCY = re.compile(r"[A-Z]{3}")  # ISO 4217


_SUBMISSION = tuple(f.name for f in fields(Submission))
_LINE = tuple(f.name for f in fields(SubmissionLine))


def to_json(submission: Submission) -> dict[str, Any]:
    # Not asdict(), which copies deeply: a tenth of a millisecond for each order.
    given = {name: getattr(submission, name) for name in _SUBMISSION}
    return given | {"lines": [{name: getattr(line, name) for name in _LINE} for line in submission.lines]}


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
    if not is_reference(submission.reference):
        return f"a reference has 1 to {MAX_REFERENCE} of A-Z, 0-9 and -"
    if not _CURRENCY.fullmatch(submission.currency):
        return "a currency is three capital letters"
    if not submission.lines:
        return "there is nothing in it"
    if len(submission.lines) > MAX_LINES:
        return f"an order has at most {MAX_LINES} lines"
    if any(not 0 < line.quantity <= MAX_QUANTITY or line.unit_price < 0 for line in submission.lines):
        return f"a quantity is 1 or more (at most {MAX_QUANTITY}), and a price 0 or more"
    if len({line.sku for line in submission.lines}) < len(submission.lines):
        return "a product stands in two lines"
    texts = [
        submission.placed_at,
        *(text for line in submission.lines for text in (line.sku, line.gtin, line.title)),
    ]
    if any(len(text) > MAX_TEXT or not is_text(text) for text in texts):
        return f"a text is longer than {MAX_TEXT} characters, or none that can be written down"
    if submission.total != sum(line.quantity * line.unit_price for line in submission.lines):
        return "the total is not the sum of the lines"
    return None


def plain(text: str) -> str:
    """Somebody's words as one line of bounded length."""
    return " ".join(text.encode("utf-8", "replace").decode().split())[:MAX_TEXT]


def is_reference(text: str) -> bool:
    return _REFERENCE.fullmatch(text) is not None


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
    if not is_id(said["id"]):
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


def is_id(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_ID and value.isprintable() and is_text(value)


def pay_url(value: dict[str, Any]) -> str:
    """The pay link of an answer; "" for none, and for one that no phone should be sent to."""
    written = value.get("pay_url")
    if not isinstance(written, str) or len(written) > MAX_TEXT or not (written.isascii() and written.isprintable()):
        return ""
    return written if written.startswith(("https://", "http://")) else ""


def page_from_json(value: Any) -> Page:
    """Raises ValueError."""
    goods, after = _wares(value), value.get("next")
    return Page(goods, None if after is None else _whole(after, "next"))


def changes_from_json(value: Any) -> Changes:
    """Raises ValueError."""
    orders = _fields(value, {"orders": "list"}, "the changes")["orders"]
    return Changes(_whole(value.get("last"), "last"), tuple(map(order_from_json, orders)), _wares(value))


def capabilities_from_json(value: Any) -> Capabilities:
    """What is not said, or not said right, cannot be done. Raises ValueError for what is no JSON object."""
    _fields(value, {}, "the capabilities")
    wait = value.get("longest_wait_s", 0)
    told = [f.name for f in fields(Capabilities) if f.name not in ("longest_wait_s", "orders")]
    named = {name: value.get(name) is True for name in told}  # orders: whoever speaks this contract can
    good = isinstance(wait, int | float) and not isinstance(wait, bool) and 0 <= wait <= MAX_WAIT_S
    return Capabilities(**named, longest_wait_s=float(wait) if good else 0.0)


def _wares(value: Any) -> tuple[Ware, ...]:
    return tuple(_ware(good) for good in _fields(value, {"goods": "list"}, "the answer")["goods"])


def _ware(value: Any) -> Ware:
    said = _fields(value, {"sku": "str", "name": "str", "price": "int", "currency": "str"}, "a good")
    stock, enabled = value.get("stock"), value.get("enabled", True)
    names = {name: value.get(name, "") for name in ("name_zh", "name_en")}
    if said["price"] < 0 or not isinstance(enabled, bool):
        raise ValueError("a good: price is 0 or more, enabled true or false")
    if any(
        not isinstance(text, str) or len(text) > MAX_TEXT for text in (said["sku"], said["name"], *names.values())
    ):
        raise ValueError(f"a good: sku and names are texts of at most {MAX_TEXT} characters")
    counted = None if stock is None else _whole(stock, "stock", least=-(2**53))
    left = None if counted is None else max(0, counted)
    return Ware(**said, stock=left, enabled=enabled, **names, parts=_parts(value.get("parts")))


def _parts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    good = isinstance(value, list | tuple) and len(value) <= MAX_PARTS
    if not good or not all(isinstance(sku, str) and 0 < len(sku) <= MAX_TEXT for sku in value):
        raise ValueError(f"a good: parts are at most {MAX_PARTS} skus")
    return tuple(value)


def _whole(value: Any, name: str, least: int = 0) -> int:
    if type(value) is not int or not least <= value <= 2**53:
        raise ValueError(f"{name} must be a whole number")
    return value


def is_text(text: str) -> bool:
    """Whether it can be written down: half a surrogate pair stands in JSON and in what a shell hands over, but
    neither in UTF-8 nor in a database."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _moment(value: Any) -> datetime:
    if not isinstance(value, str):
        raise ValueError("paid_at must be ISO 8601")
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("paid_at has no time zone")
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # in the first or the last hours of the calendar
        raise ValueError("paid_at is no time of ours") from None


_KINDS: dict[str, type] = {"str": str, "int": int, "list": list}


def _fields(value: Any, kinds: dict[str, Any], where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{where}: not a JSON object")
    for name, kind in kinds.items():
        found = value.get(name)
        if type(found) is not _KINDS[kind]:
            raise ValueError(f"{where}: {name} must be of type {kind}")
        if isinstance(found, int) and abs(found) > 2**53:  # no further than every JSON reader counts
            raise ValueError(f"{where}: {name} is too large")
        if isinstance(found, str) and not is_text(found):
            raise ValueError(f"{where}: {name} cannot be written down")
    return {name: value[name] for name in kinds}
