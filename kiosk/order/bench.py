"""What being durable costs, beside the least that SQLite asks for it. `kiosk bench` prints this."""

from __future__ import annotations

import json
import sqlite3
import statistics
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from kiosk.order.journal import Journal, fold
from kiosk.order.model import Good, Line, Order, new_reference


def bench_commit(n: int = 300, folder: Path | None = None) -> dict[str, float]:
    """Medians over n commits each, taken in turn in one run on one file system (that of `folder`).

    journal_ms: Journal.commit() until its Future has resolved, with thread, events and fold.
    bare_ms: one INSERT of the same bytes in one transaction, WAL, synchronous=FULL, in the calling thread.
    ratio: the median of journal over the median of bare. Raises JournalError or sqlite3.Error.
    """
    journal_s: list[float] = []
    bare_s: list[float] = []
    with (
        tempfile.TemporaryDirectory(prefix="kiosk-bench-", dir=folder) as name,
        Journal(Path(name) / "journal.db") as journal,
        closing(_bare(Path(name) / "bare.db")) as bare,
    ):
        for turn in range(n + 10):
            order = _order()
            reference, text = new_reference(), json.dumps(fold.body(order), ensure_ascii=False)
            # Each goes first as often as second: what the other left in the disk's queue weighs on both alike.
            for first in (turn % 2 == 0, turn % 2 == 1):
                start = time.perf_counter()
                if first:
                    journal.commit(order).result()
                else:
                    bare.execute("BEGIN IMMEDIATE")
                    bare.execute("INSERT INTO orders (reference, body) VALUES (?, ?)", (reference, text))
                    bare.execute("COMMIT")
                (journal_s if first else bare_s).append(time.perf_counter() - start)
    # The first ten make files grow and caches fill.
    journal_ms, bare_ms = (statistics.median(times[10:]) * 1000 for times in (journal_s, bare_s))
    return {"n": n, "journal_ms": journal_ms, "bare_ms": bare_ms, "ratio": journal_ms / bare_ms}


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, body TEXT NOT NULL)"
    )
    return connection


def _order() -> Order:
    """Three bowls, as a visitor would order them."""
    lines = tuple(
        Line(Good(f"sku-{n}", f"0952012345{n:04d}", "Rice ferment mask", "米发酵面膜", 3900 + n, "CNY", 5), n)
        for n in (1, 2, 3)
    )
    return Order(new_reference(), lines, "CNY", sum(line.total for line in lines), datetime.now(UTC), "zh")
