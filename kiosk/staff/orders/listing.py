"""`kiosk orders`: every order in the journal, newest first, beside a running booth or without one."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from kiosk.staff.orders.opening import journal_path
from kiosk.staff.orders.shape import brief, clean, money_words, write_csv

if TYPE_CHECKING:
    import argparse

    from kiosk.order.model import OrderRecord
    from kiosk.settings import Settings


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0; 1: the journal cannot be read."""
    from kiosk.order.journal import JournalError, each_record
    from kiosk.order.model import OrderState

    path = journal_path(settings)
    if not path.exists():
        print("No orders yet.", file=sys.stderr)
        return 0
    records = each_record(path, state=OrderState(options.state) if options.state else None)
    try:
        if options.csv:
            write_csv(records, sys.stdout)
        else:
            for record in records:
                print(json.dumps(brief(record), ensure_ascii=False) if options.json else words(record))
    except JournalError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def words(record: OrderRecord) -> str:
    order = record.order
    total = money_words(order.total, order.currency)
    goods = ", ".join(f"{line.quantity} x {line.good.title_en}" for line in order.lines)
    reason = f"  {record.reason}" if record.reason else ""
    return clean(
        f"{order.placed_at:%Y-%m-%d %H:%M}  {order.reference}  {record.state:<9} {total:>10}  {goods}{reason}"
    )
