"""`kiosk orders reconcile`: proves that journal and store agree, or says where they do not."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING

from kiosk.staff.orders.opening import damaged_journals, journal_path, opened_store
from kiosk.staff.orders.shape import clean

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from kiosk.order.reconcile import Difference, Tally
    from kiosk.settings import Settings
    from kiosk.store.base import Store, StoreOrder


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0: they agree in every order, line, total and state that both have; what still waits here, or is parked here,
    is counted and no difference. 1: they differ, which a journal that is gone does in every order that the store
    has. 2: it could not be found out."""
    import sqlite3

    from kiosk.order.journal import JournalError
    from kiosk.order.reconcile import NoAnswerError, Tally

    path, differences, tally = journal_path(settings), 0, Tally()
    gone = not path.exists()
    store = opened_store(settings, "orders reconcile")
    if store is None:
        return 2
    try:
        with closing(store):
            if gone:
                found = _without_journal(store)
            else:
                # A store in this booth's own folder is nobody else's.
                alone = options.only_booth or settings.store.url == "embedded"
                found = _with_journal(path, store, tally, strangers_too=alone)
            for difference in found:
                differences += 1
                print(
                    json.dumps(asdict(difference), ensure_ascii=False) if options.json else clean(str(difference)),
                    flush=True,
                )
    except (NoAnswerError, JournalError, sqlite3.Error) as error:
        tally.unanswered.append(str(error))
    if gone and not (differences or tally.unanswered or damaged_journals(settings)):
        print("No orders yet.", file=sys.stderr)
        return 0
    for why in tally.unanswered:
        print(f"kiosk orders reconcile: {clean(why)}", file=sys.stderr)
    if tally.unanswered and not differences:
        return 2
    said = (
        f"there is no journal here, and {store.name} has {differences} orders"
        if gone
        else in_words(tally, store.name)
    )
    if not gone and differences:
        said += f"; {differences} differences"
    if tally.unanswered:
        said += "; not all could be found out"
    print(said, file=sys.stderr if options.json else sys.stdout)
    return 1 if differences else 0


def _with_journal(path: Path, store: Store, tally: Tally, *, strangers_too: bool) -> Iterator[Difference]:
    from kiosk.order.journal import each_record, rows, schema
    from kiosk.order.reconcile import reconcile, strangers
    from kiosk.store.base import StoreState

    with closing(schema.open_for_reading(path)) as connection:
        yield from reconcile(each_record(path), store, lambda name: rows.find(connection, name), tally)
        if strangers_too:
            # Events go by pruning alone, an order's two or more at once: no more orders than that were pruned.
            most = connection.execute("SELECT (COALESCE(MAX(id), 0) - COUNT(*)) / 2 FROM event").fetchone()[0]

            def pruned(order: StoreOrder) -> bool:
                if order.state is StoreState.ACCEPTED or tally.pruned >= most:
                    return False
                tally.pruned += 1
                return True

            yield from strangers(store, lambda name: rows.find(connection, name) is not None, pruned)


def _without_journal(store: Store) -> Iterator[Difference]:
    """All that the store has. Whose it is nobody here can say any more, so other booths' orders are among it."""
    from kiosk.order.reconcile import NoAnswerError, strangers
    from kiosk.store.base import Capabilities

    can = store.capabilities()
    if isinstance(can, Capabilities) and not can.changes:
        raise NoAnswerError(f"there is no journal here, and {store.name} lists no orders: ask its keeper")
    yield from strangers(store, lambda reference: False)


def in_words(tally: Tally, store: str) -> str:
    compared = tally.agree + tally.differ
    said = [
        f"{compared} orders compared with {store}" + (f", {tally.agree} agree" if tally.differ else " and agree")
    ]
    rest = (
        (tally.pruned, "settled ones are at the store alone, pruned here"),
        (tally.waiting, "still wait here"),
        (tally.parked, "are parked here"),
        (tally.given_up, "were given up"),
    )
    return "; ".join(said + [f"{n} {what}" for n, what in rest if n])
