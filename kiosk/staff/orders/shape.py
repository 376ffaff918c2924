"""Orders as JSON and as rows of a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.order.journal import Event
    from kiosk.order.model import OrderRecord

COLUMNS = (
    "reference", "state", "placed_at", "changed_at", "store_id", "sku", "gtin", "title_en", "title_zh", "quantity",
    "unit_price_minor", "line_total_minor", "order_total_minor", "currency", "reason",
)  # fmt: skip


def money_words(minor: int, currency: str, language: str = "en") -> str:
    """ "?" where nobody can say any more: the order's record is damaged."""
    from kiosk.order.journal.fold import NO_CURRENCY
    from kiosk.order.money import format_money

    return "?" if currency == NO_CURRENCY else format_money(minor, currency, language)


def clean(text: str) -> str:
    """A shop's words, or a damaged row's, without what a terminal would obey (Unicode categories C, Zl, Zp)."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def brief(record: OrderRecord) -> dict[str, Any]:
    order = record.order
    return {
        "reference": order.reference,
        "state": record.state.value,
        "total": order.total,
        "currency": order.currency,
        "placed_at": order.placed_at.isoformat(),
        "store_id": record.store_id,
        "reason": record.reason,
        "lines": [{"sku": line.good.sku, "quantity": line.quantity} for line in order.lines],
    }


def whole(record: OrderRecord, events: Iterable[Event]) -> dict[str, Any]:
    """brief() with prices and names, and the order's life."""
    return brief(record) | {
        "language": record.order.language,
        "attempts": record.attempts,
        "pay_url": record.pay_url,
        "changed_at": record.changed_at.isoformat() if record.changed_at else None,
        "lines": [
            {
                "sku": line.good.sku,
                "gtin": line.good.gtin,
                "title_en": line.good.title_en,
                "title_zh": line.good.title_zh,
                "quantity": line.quantity,
                "unit_price": line.good.unit_price,
                "total": line.total,
            }
            for line in record.order.lines
        ],
        "events": [
            {"at": event.at.isoformat(), "kind": event.kind}
            | {name: event.detail[name] for name in ("store_id", "reason", "pay_url") if event.detail.get(name)}
            for event in events
        ],
    }


def write_csv(records: Iterable[OrderRecord], file: IO[str]) -> None:
    """A line for each good, money in minor units; RFC 4180, and nothing that a spreadsheet takes for a formula."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for record in records:
        order = record.order
        before = (
            order.reference,
            record.state.value,
            order.placed_at.isoformat(),
            record.changed_at.isoformat() if record.changed_at else "",
            record.store_id or "",
        )
        goods: list[tuple[object, ...]] = [
            (
                line.good.sku,
                line.good.gtin,
                line.good.title_en,
                line.good.title_zh,
                line.quantity,
                line.good.unit_price,
                line.total,
            )
            for line in order.lines
        ]
        for good in goods or [("",) * 7]:  # one whose record is damaged has none, and is an order
            row = (*before, *good, order.total, order.currency, record.reason or "")
            writer.writerow([plain(cell) for cell in row])


def plain(cell: object) -> object:
    """A reason comes from a shop: no cell of ours runs as a formula (OWASP, CSV injection)."""
    if not isinstance(cell, str):
        return cell
    return ("'" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else "") + clean(cell)
