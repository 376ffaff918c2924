"""`kiosk orders salvage FILE` and `kiosk orders recover FILE`: what a journal that was set aside still holds.

salvage only shows it. recover writes the orders that the present journal has not into it, under the references that
they always had, so that a store which has one of them already takes it for the same.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.order.model import UNSENT, OrderState
from kiosk.staff.orders.listing import words
from kiosk.staff.orders.opening import journal_path
from kiosk.staff.orders.shape import brief

if TYPE_CHECKING:
    import argparse

    from kiosk.order.journal import Journal
    from kiosk.order.journal.carve import Found
    from kiosk.order.model import OrderRecord
    from kiosk.settings import Settings


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0: every order that can be read there is in the present journal, now. 1: some are not, or are damaged too.
    2: no event can be read there; or the present journal cannot be read, or (recover) another process sends."""
    from kiosk.order.journal import JournalError
    from kiosk.order.journal.carve import carve

    name = f"kiosk orders {options.orders_command}"
    try:
        found = carve(options.file)
        missing, here = _missing(found, journal_path(settings))
        lost = {one for one in found.damaged if one not in here and one not in {r.order.reference for r in missing}}
        if not found.events and not lost:
            print(f"{name}: {options.file}: no event of a journal can be read in it", file=sys.stderr)
            return 2
        back = 0
        for record in missing:
            print(json.dumps(brief(record), ensure_ascii=False) if options.json else words(record), flush=True)
        if options.orders_command == "recover" and missing:
            back = _recover(missing, settings, options.file)
    except (JournalError, OSError) as error:
        print(f"{name}: {error}", file=sys.stderr)
        return 2
    for reference in sorted(lost):
        print(
            f"{name}: {reference}: its record is damaged there too, and no order can be made of it", file=sys.stderr
        )
    print(_summary(found, missing, back, len(lost)), file=sys.stderr if options.json else sys.stdout)
    return 1 if lost or len(missing) > back else 0


def _summary(found: Found, missing: list[OrderRecord], back: int, lost: int) -> str:
    orders = len({event.reference for _, event in found.events.values()})
    said = [f"{len(found.events)} events of {orders} orders can be read"]
    said += [f"{len(missing)} orders are not in the journal"] if missing else ["each is in the journal"]
    said += [f"{back} of them were brought back"] if back else []
    said += [f"{lost} orders cannot be read"] if lost else []
    said += [f"{found.unread} pages cannot be read"] if found.unread else []
    if missing and not back:
        said.append("bring them back with: kiosk orders recover FILE")
    return "; ".join(said)


def _missing(found: Found, path: Path) -> tuple[list[OrderRecord], set[str]]:
    """Orders that the present journal has not, the oldest first; and those references that it has. Raises
    JournalError."""
    from kiosk.order.journal import each_record
    from kiosk.order.journal.fold import what_is_left

    here = {record.order.reference for record in each_record(path)} if path.exists() else set()
    missing = []
    for reference, events in found.by_reference().items():
        if reference in here:
            continue
        record = what_is_left(events)
        if record is None or not record.order.lines:
            found.damaged.add(reference)
        else:
            missing.append(record)
    return sorted(missing, key=lambda record: record.order.placed_at), here


def _recover(missing: list[OrderRecord], settings: Settings, file: Path) -> int:
    """How many are in the journal now. Raises JournalError, OSError."""
    from kiosk.order.journal import Journal, JournalError

    with Journal(journal_path(settings)) as journal:
        owner = journal.sender.owner()
        if not journal.sender.take():  # else one might be sent before it is written down that it is in doubt
            raise JournalError(f"process {owner} sends this journal's orders; end it first")
        return sum(_back(record, journal, f"brought back from {file.name}") for record in missing)


def _back(record: OrderRecord, journal: Journal, reason: str) -> bool:
    """Into the journal, in the state it had. What had not reached a store is in doubt from now on: the rest of its
    life may be lost, so it is looked up there before anything is sent."""
    from kiosk.order.journal import JournalError

    reference = record.order.reference
    try:
        journal.commit(record.order).result()
        if record.state in UNSENT:
            journal.mark(reference, OrderState.UNCERTAIN, reason=reason)
        elif record.store_id is None:
            journal.mark(reference, OrderState.REJECTED, reason=record.reason or reason)
            if record.state is OrderState.CANCELLED:
                journal.give_up(reference, record.reason or reason)
        else:
            journal.mark(reference, record.state, record.store_id, record.reason or reason, record.pay_url)
    except (JournalError, ValueError) as error:
        print(f"kiosk orders recover: {reference}: {error}", file=sys.stderr)
        return False
    return True
