"""`kiosk orders prune`: settled orders that are old are deleted, and nothing else ever is."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from kiosk.staff.orders.opening import journal_path

if TYPE_CHECKING:
    import argparse

    from kiosk.settings import Settings


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0; 1: the journal was damaged and is set aside; 2: no journal, or a number of days that is none."""
    from kiosk.order.journal import Journal, JournalError

    path = journal_path(settings)
    if not path.exists():
        print("kiosk orders prune: there is no journal yet", file=sys.stderr)
        return 2
    try:
        with Journal(path) as journal:
            n, aside = journal.prune(options.days), journal.set_aside
    except (JournalError, ValueError) as error:
        print(f"kiosk orders prune: {error}", file=sys.stderr)
        return 2
    said = f"{n} settled orders older than {options.days} days were deleted"
    print(json.dumps({"pruned": n, "days": options.days}) if options.json else said)
    if aside is not None:
        print(f"kiosk orders prune: the journal was damaged and is set aside: {aside}", file=sys.stderr)
    return 1 if aside else 0
