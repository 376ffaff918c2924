"""A booth without a screen, for killing: baskets come in on standard input, references go out once durable.

    python -m tests.faults.booth JOURNAL STORE_URL TOKEN_FILE WARES.json [--fresh]

In: {"n": 7, "language": "zh", "lines": [["noodle-shop/yuzu", 2], ...]} on a line. Out: "ready", then for each
"placed 7 REFERENCE", or "failed 7 REASON". At the end of its input it stops as a booth does.

--fresh is the control: a new reference for each attempt, and no looking up, as a shop's plain client would do it.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.order.basket import Basket
from kiosk.order.journal import Journal
from kiosk.order.model import Good, OrderRecord, new_reference
from kiosk.order.place import place
from kiosk.order.sync import Backoff, Sync
from kiosk.store.base import Answer, Submission
from kiosk.store.http import HttpStore

SENDERS = 2
TIMEOUT_S = 1.5  # the booth's own is 10: the run would wait ten minutes for what hangs
BACKOFF = Backoff(first_s=0.05, most_s=1.0, paused_s=0.5)


class FreshId(HttpStore):
    def submit(self, submission: Submission) -> Answer:
        return super().submit(replace(submission, reference=new_reference()))

    def find(self, reference: str) -> None:
        return None


class Booth:
    def __init__(self, journal: Path, url: str, token_file: Path, wares: Path, fresh: bool) -> None:
        self._goods = {
            sku: Good(sku, gtin, en, zh, price, "CNY", 1000)
            for sku, gtin, en, zh, price in json.loads(wares.read_text())
        }
        self._saying = threading.Lock()
        kind = FreshId if fresh else HttpStore

        def store() -> HttpStore:
            return kind(url, token_file, TIMEOUT_S)

        self._journal = Journal(journal)
        self._sync = Sync(self._journal, store(), more=store, senders=SENDERS, backoff=BACKOFF)

    def run(self, baskets: Iterator[str]) -> None:
        self._sync.start()
        self._say("ready")
        try:
            for text in baskets:
                self._place(json.loads(text))
        finally:
            self._sync.stop()
            self._journal.close()

    def _place(self, given: dict[str, Any]) -> None:
        basket = Basket()
        for sku, quantity in given["lines"]:
            basket.add(self._goods[sku], quantity)
        done = place(basket, self._journal, lambda: datetime.now(UTC), given["language"])
        done.add_done_callback(lambda done: self._placed(given["n"], done))

    def _placed(self, n: int, done: Future[OrderRecord]) -> None:
        error = done.exception()
        self._say(f"failed {n} {error}" if error else f"placed {n} {done.result().order.reference}")
        self._sync.wake()

    def _say(self, line: str) -> None:
        with self._saying:
            print(line, flush=True)


def main(arguments: list[str]) -> int:
    fresh = arguments[-1] == "--fresh"
    journal, url, token_file, wares = arguments[: 4 if fresh else None][:4]
    Booth(Path(journal), url, Path(token_file), Path(wares), fresh).run(iter(sys.stdin.readline, ""))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
