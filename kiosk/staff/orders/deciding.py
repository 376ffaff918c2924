"""`kiosk orders retry` and `kiosk orders give-up`: what staff decide about an order that the store refused."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from kiosk.staff.orders.opening import journal_path
from kiosk.staff.orders.shape import brief

if TYPE_CHECKING:
    import argparse

    from kiosk.settings import Settings


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0: durable; a running booth sends it within a second. 1: not parked, or unknown; 2: no journal."""
    from kiosk.order.journal import Journal, JournalError

    name, path = f"kiosk orders {options.orders_command}", journal_path(settings)
    if not path.exists():
        print(f"{name}: there is no journal yet", file=sys.stderr)
        return 2
    try:
        with Journal(path) as journal:
            act = journal.retry if options.orders_command == "retry" else journal.give_up
            record = act(options.reference, options.reason)
    except JournalError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return 1
    what = "is sent again" if options.orders_command == "retry" else "was given up"
    print(json.dumps(brief(record), ensure_ascii=False) if options.json else f"{options.reference} {what}")
    return 0
