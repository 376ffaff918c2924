"""`kiosk orders show`: one order, its lines, and all that ever happened to it."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

from kiosk.staff.orders.opening import journal_path
from kiosk.staff.orders.shape import clean, money_words, whole

if TYPE_CHECKING:
    import argparse

    from kiosk.settings import Settings


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0; 1: there is no such order; 2: the journal cannot be read."""
    import sqlite3

    from kiosk.order.journal import JournalError, rows, schema

    try:
        with closing(schema.open_for_reading(journal_path(settings))) as connection:
            record = rows.find(connection, options.reference)
            events = rows.events(connection, options.reference)
    except (JournalError, sqlite3.Error) as error:
        print(f"kiosk orders show: {error}", file=sys.stderr)
        return 2
    if record is None:
        print(f"kiosk orders show: there is no order {options.reference}", file=sys.stderr)
        return 1
    shown = whole(record, events)
    print(json.dumps(shown, ensure_ascii=False) if options.json else "\n".join(_in_words(shown)))
    return 0


def _in_words(shown: dict[str, Any]) -> list[str]:
    def money(minor: int) -> str:
        return money_words(minor, shown["currency"])

    lines = [f"{shown['reference']}  {shown['state']}  {money(shown['total'])}"]
    lines += [f"  at the store  {shown['store_id']}"] if shown["store_id"] else []
    lines += [f"  to be paid at {shown['pay_url']}"] if shown["pay_url"] else []
    for line in shown["lines"]:
        each = money(line["unit_price"])
        lines.append(f"  {line['quantity']} x {line['title_en']} ({line['sku']})  {each}  {money(line['total'])}")
    for event in shown["events"]:
        told = "  ".join(event[name] for name in ("store_id", "reason") if name in event)
        lines.append(f"  {event['at'][:19]}Z  {event['kind']:<9}  {told}".rstrip())
    return [clean(line) for line in lines]
