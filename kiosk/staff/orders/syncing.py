"""`kiosk sync --once`: without a booth, what waits goes to the store, and what became of orders comes back."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from kiosk.staff.orders.opening import journal_path, opened_store
from kiosk.staff.orders.shape import clean

if TYPE_CHECKING:
    import argparse

    from kiosk.settings import Settings


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0: nothing waits any more. 1: something does, or the store did not say what became of the orders that it has,
    and why is said; or the journal was damaged and is set aside,
    with orders in it, perhaps, that could not be brought into the new one. 2: another process sends, or journal or
    store cannot be opened."""
    from kiosk.order.journal import Journal, JournalError
    from kiosk.order.model import UNSENT, OrderState
    from kiosk.order.sync import Sync
    from kiosk.staff.orders.hearing import Hearing

    path = journal_path(settings)
    if not path.exists():
        print("No orders yet.", file=sys.stderr)
        return 0
    store = opened_store(settings, "sync")
    if store is None:
        return 2
    try:
        with Journal(path) as journal:
            aside = journal.set_aside
            sync = Sync(journal, store)
            try:
                owner = journal.sender.owner()
                if not journal.sender.take():
                    print(f"kiosk sync: process {owner} sends this journal's orders already", file=sys.stderr)
                    return 2
                before = journal.counts()
                sync.once()
                now = journal.counts()
                unheard = None
                if any(now[state] for state in (OrderState.SENT, OrderState.PAID)):
                    unheard = Hearing(journal, store).hear()
            finally:
                sync.stop()
    except (JournalError, OSError) as error:
        print(f"kiosk sync: {error}", file=sys.stderr)
        return 2
    left = sum(now[state] for state in UNSENT)
    done = sum(before[state] for state in UNSENT) - left
    why = sync.status.last_error if left else unheard.reason if unheard else None
    if aside is not None:
        print(
            f"kiosk sync: the journal was damaged, and a new one begun with what could be read: {aside}",
            file=sys.stderr,
        )
    if options.json:
        said = {"done": done, "left": left, "error": why, "set_aside": str(aside) if aside else None}
        print(json.dumps(said, ensure_ascii=False))
    else:
        print(f"{done} orders settled with {store.name}, {left} left" + (f": {clean(why)}" if why else ""))
    return 1 if left or unheard or aside else 0
