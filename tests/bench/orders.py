"""What it costs to keep an order and to send it, each beside the least that it could.

    make bench-orders                          the whole, ten minutes and more
    make bench-orders BENCH_ARGS=--quick       a look, two minutes

Peers: SQLite alone, WAL and synchronous=FULL, for confirming; the standard library's http.client, keeping
connections and writing nothing down, for sending, to the same Vendure shop from as many threads. Exits with 1 where
a limit is not kept.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from kiosk.order import bench
from kiosk.order.bench import Shop, bench_commit, bench_drain, bench_pages
from kiosk.order.journal import Journal, fold
from kiosk.order.model import OrderRecord, OrderState
from kiosk.settings import Settings
from kiosk.staff.till import Till
from kiosk.store.base import Ware
from tests.tools.vendure import Vendure
from tests.tools.vendure import Ware as Stocked

COMMIT_RATIO = 1.5  # of a bare commit, at the median
DRAIN_RATIO = 0.9  # of what a bare client gets into the same shop
PAGE_MS = 10.0
SENDERS = 4
TURNS = 5
WAITING = 10_000  # orders that wait while a page asks what may still be sold
DISHES = 10  # on a page
BUSY = 1.6  # processes that want a core, this one among them: above, the slowest of many tries is somebody else's


class Figures:
    def __init__(self) -> None:
        self.broken: list[str] = []

    def add(self, what: str, figure: str, limit: str = "", kept: bool = True) -> None:
        print(f"  {what:<52}{figure:>26}  {limit:<12}{'' if kept else 'NOT KEPT'}", flush=True)
        if not kept:
            self.broken.append(f"{what}: {figure}, {limit}")


def commits(n: int, folder: Path, figures: Figures) -> None:
    """Wall from turns in one run; the processor's time from runs of each by itself."""
    found = bench_commit(n, folder)
    figures.add("confirm to durable, median", f"{found['journal_ms']:.2f} ms")
    figures.add("  bare SQLite commit of the same bytes, median", f"{found['bare_ms']:.2f} ms")
    ratio = found["ratio"]
    figures.add("  ratio", f"{ratio:.2f}", f"<= {COMMIT_RATIO}", ratio <= COMMIT_RATIO)
    orders = [bench._order() for _ in range(n)]
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-", dir=folder) as name:
        with Journal(Path(name) / "journal.db") as journal:
            ours = cpu_ms(lambda: [journal.commit(order).result() for order in orders], n)
        texts = [(order.reference, json.dumps(fold.body(order), ensure_ascii=False)) for order in orders]
        with closing(bench._bare(Path(name) / "bare.db")) as bare:

            def alone() -> None:
                for row in texts:
                    bare.execute("BEGIN IMMEDIATE")
                    bare.execute("INSERT INTO orders (reference, body) VALUES (?, ?)", row)
                    bare.execute("COMMIT")

            peer = cpu_ms(alone, n)
    figures.add("  processor's time, ours and bare", f"{ours:.2f} and {peer:.2f} ms")


def draining(n: int, folder: Path, figures: Figures) -> None:
    """A full journal into Vendure in turns, a bare client between them: what else the machine does, and the
    growing shop, weigh on both."""
    skus = tuple(f"noodle-shop/dish-{number}" for number in (1, 2, 3))
    wares = [Stocked(sku, "Rice mask", "米发酵面膜", 3900, 100 * n) for sku in skus]
    few = n // TURNS // 2
    taken, spent, sent = Counter[str](), Counter[str](), Counter[str]()
    with (
        tempfile.TemporaryDirectory(prefix="kiosk-bench-", dir=folder) as name,
        Vendure(Path(name) / "shop", wares) as vendure,
        Journal(Path(name) / "journal.db") as journal,
    ):
        shop = Shop(vendure.url, vendure.token_file, skus)
        for done in [journal.commit(shop.order()) for _ in range(n)]:
            done.result()
        bench._post_all(shop, max(20, n // 50), SENDERS, bench._bare_client)  # it is warm for both
        for turn in range(TURNS):
            for kind in ("bare", "ours")[:: 1 if turn % 2 == 0 else -1]:
                before, cpu = journal.counts()[OrderState.SENT], time.process_time()
                if kind == "ours":
                    seconds, now = bench.drained(journal, shop, n * (turn + 1) // TURNS, SENDERS)
                    taken[kind] += seconds
                    sent[kind] += now - before
                else:
                    taken[kind] += bench._post_all(shop, few, SENDERS, bench._bare_client)
                    sent[kind] += few
                spent[kind] += time.process_time() - cpu
    ours, bare = (sent[kind] / taken[kind] for kind in ("ours", "bare"))
    figures.add(f"{n} queued orders into Vendure, {SENDERS} senders", f"{ours:.1f} a second")
    figures.add(f"  bare client, {sent['bare']} between them", f"{bare:.1f} a second")
    figures.add("  ratio", f"{ours / bare:.2f}", f">= {DRAIN_RATIO}", ours / bare >= DRAIN_RATIO)
    each = [f"{spent[kind] * 1000 / sent[kind]:.1f}" for kind in ("ours", "bare")]
    figures.add("  processor's time for an order, ours and bare", f"{' and '.join(each)} ms")


def quick_store(n: int, folder: Path, figures: Figures) -> None:
    """No limit: both share two cores with a store that does nearly nothing."""
    found = bench_drain(n, SENDERS, folder)
    figures.add(f"{n} into the embedded store's server, for comparison", f"{found['ours_per_s']:.0f} a second")
    rates = f"{found['bare_per_s']:.0f} and {found['adapter_per_s']:.0f} a second"
    figures.add("  bare client; our HTTP adapter alone", rates)


def pages(n: int, folder: Path, figures: Figures) -> None:
    busy = os.getloadavg()[0] > BUSY
    found = bench_pages(n, folder)
    figures.add(f"opening a journal with {n} orders, checked", f"{found['open']:.0f} ms")
    for what in sorted(name.removesuffix(" median") for name in found if name.endswith(" median")):
        middle, most = found[f"{what} median"], found[what]
        counts = middle if busy else most
        limit = f"<= {PAGE_MS:.0f} ms"
        figures.add(f"  {what}: median, slowest of 30", f"{middle:.2f}, {most:.2f} ms", limit, counts <= PAGE_MS)
    if busy:
        figures.add("  the machine was busy: the medians are held", f"load {os.getloadavg()[0]:.1f}")
    took = menu_page_ms()
    limit = f"<= {PAGE_MS:.0f} ms"
    figures.add(f"  a page of {DISHES} dishes, {WAITING} orders waiting", f"{took:.2f} ms", limit, took <= PAGE_MS)


def menu_page_ms() -> float:
    """What prices and stock of a page of dishes cost while so many orders wait for the store."""

    def nothing(_: Any = None) -> None:
        return None

    till = Till(
        Settings(), on_record=nothing, on_status=nothing, on_wares=nothing, on_trouble=nothing, on_closed=nothing
    )
    till._heard_of([Ware(f"sku-{number}", "Rice mask", 3900, "CNY", 10**6) for number in range(DISHES)])
    for _ in range(WAITING):
        till._recorded(OrderRecord(bench._order(), OrderState.WAITING))
    assert till.live("sku-1") is not None
    return statistics.median(bench._ms(lambda: [till.live(f"sku-{n}") for n in range(DISHES)]) for _ in range(30))


def cpu_ms(act: Callable[[], object], n: int) -> float:
    before = time.process_time()
    act()
    return (time.process_time() - before) * 1000 / n


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="tests.bench.orders", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="400 orders drained, 10,000 in the journal")
    parser.add_argument("--drain", type=int, default=10_000, help="orders that wait in the journal")
    parser.add_argument("--journal", type=int, default=100_000, help="orders in a journal that pages read")
    parser.add_argument("--only", default="commit,pages,drain", help="of: %(default)s")
    options = parser.parse_args(arguments)
    drain, journal = (400, 10_000) if options.quick else (options.drain, options.journal)
    folder = Path("build").resolve()
    folder.mkdir(exist_ok=True)
    figures = Figures()
    print(f"Orders ({os.cpu_count()} cores, load {os.getloadavg()[0]:.1f})")
    if "commit" in options.only:
        commits(300 if options.quick else 1000, folder, figures)
    if "pages" in options.only:
        pages(journal, folder, figures)
    if "drain" in options.only:
        quick_store(min(drain, 2000), folder, figures)
        draining(drain, folder, figures)
    print("\n" + ("\n".join(f"NOT KEPT: {one}" for one in figures.broken) or "All limits kept."))
    return 1 if figures.broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
