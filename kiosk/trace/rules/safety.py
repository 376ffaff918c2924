"""Whether the item may be used: withdrawals, recalls, and the goods' own date."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.trace import words
from kiosk.trace.model import Verdict
from kiosk.trace.rules.case import Answer, Case


def answers(case: Case) -> Iterator[Answer]:
    lot, serial = case.lot, case.identifiers.serial
    item = next((item for item in lot.items if item.serial == serial), None) if lot is not None else None
    if item is not None or case.serial_withdrawn:
        withdrawn = case.serial_withdrawn or (item is not None and item.withdrawn)
        yield Answer("item-withdrawn", not withdrawn, Verdict.WITHDRAWN, f"item {serial} withdrawn: {withdrawn}")
    if lot is None:
        return
    yield Answer("lot-recalled", not lot.recalled, Verdict.WITHDRAWN, f"lot {lot.lot} recalled: {lot.recalled}")
    if "expiry" not in case.absent:
        yield Answer(
            "expiry",
            case.today <= lot.expires,
            Verdict.EXPIRED,
            f"expires {lot.expires}, today is {case.today}",
            {"date": words.date_words(lot.expires)},
        )
