"""`kiosk orders reconcile`: proves that journal and store agree, or says where they do not."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from dataclasses import asdict
from itertools import chain
from typing import TYPE_CHECKING

from kiosk.staff.orders.opening import journal_path, opened_store

if TYPE_CHECKING:
    import argparse

    from kiosk.settings import Settings


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0: they agree in every order, line, total and state. 1: they differ. 2: it could not be found out."""
    import sqlite3

    from kiosk.order.journal import JournalError, each_record, rows, schema
    from kiosk.order.reconcile import NoAnswerError, reconcile, strangers

    path = journal_path(settings)
    if not path.exists():
        print("No orders yet.", file=sys.stderr)
        return 0
    store = opened_store(settings, "orders reconcile")
    if store is None:
        return 2
    differences = compared = 0
    # A store in this booth's own folder is nobody else's.
    only_booth = options.only_booth or settings.store.url == "embedded"
    try:
        with closing(store), closing(schema.open_for_reading(path)) as connection:

            def counted() -> object:
                nonlocal compared
                for record in each_record(path):
                    compared += 1
                    yield record

            found = reconcile(counted(), store, lambda reference: rows.find(connection, reference))  # type: ignore[arg-type]
            if only_booth:
                found = chain(found, strangers(store, lambda name: rows.find(connection, name) is not None))
            for difference in found:
                differences += 1
                print(
                    json.dumps(asdict(difference), ensure_ascii=False) if options.json else difference, flush=True
                )
    except (NoAnswerError, JournalError, sqlite3.Error) as error:
        print(f"kiosk orders reconcile: {error}", file=sys.stderr)
        return 2
    said = f"{compared} orders compared with {store.name}: " + (
        f"{differences} differences" if differences else "all agree"
    )
    print(said, file=sys.stderr if options.json else sys.stdout)
    return 1 if differences else 0
