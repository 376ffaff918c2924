"""Submissions as JSON, the one shape that HttpStore sends and the store server reads.

POST /orders with Idempotency-Key: <reference> and the submission as body
  201 {"id", "reference"}   stored now
  200 {"id", "reference"}   it was there already, the same
  409 {"error", "reference"} the reference belongs to something else, or is being worked on: look it up
  422 {"error"}             will not be taken as it is; 401 or 403: who are you; 429 or 503: later
GET /orders/<reference>
  200 {"id", and the submission}; 404 {"error", "reference"}: surely not here
"""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from kiosk.store.base import Submission, SubmissionLine

MAX_BODY_BYTES = 64 * 1024
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


_KINDS: dict[str, type] = {"str": str, "int": int, "list": list}


def _fields(value: Any, kinds: dict[str, Any], where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{where}: not a JSON object")
    for name, kind in kinds.items():
        if type(value.get(name)) is not _KINDS[kind]:
            raise ValueError(f"{where}: {name} must be of type {kind}")
    return {name: value[name] for name in kinds}
