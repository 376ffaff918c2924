"""What being durable and being sent cost, each beside the least that it could. `kiosk bench` prints this."""

from __future__ import annotations

import http.client
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.order.journal import Journal, Mark, fold
from kiosk.order.journal.fold import AT_STORE
from kiosk.order.model import Good, Line, Order, OrderState, new_reference
from kiosk.order.sync import Sync, submission
from kiosk.store import contract
from kiosk.store.base import Accepted, Submission


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


@dataclass(frozen=True, slots=True)
class Shop:
    """A store that runs already. skus: what it sells, each at `price` minor units of `currency`."""

    url: str
    token_file: Path | None = None
    skus: tuple[str, ...] = ("sku-1", "sku-2", "sku-3")
    price: int = 3900
    currency: str = "CNY"

    def order(self) -> Order:
        """Three bowls, as a visitor would order them."""
        lines = tuple(
            Line(Good(sku, f"0952012345{n:04d}", "Rice mask", "米发酵面膜", self.price, self.currency, 5), n)
            for n, sku in enumerate(self.skus, 1)
        )
        total = sum(line.total for line in lines)
        return Order(new_reference(), lines, self.currency, total, datetime.now(UTC), "zh")


def bench_drain(n: int = 10_000, senders: int = 4, folder: Path | None = None, turns: int = 1) -> dict[str, float]:
    """Orders a second that leave a full journal, beside a bare client on the same store with the same concurrency.

    The store is an EmbeddedStore behind HTTP in a process of its own, new for each run. The bare client
    writes nothing down: it posts n orders, made before, from `senders` threads over http.client.
    The adapter is our HttpStore alone in as many threads: what lies between it and ours is journal and sync.
    All are taken in turn; the rates are the medians over `turns`. Raises JournalError, OSError.
    """
    rates: dict[str, list[float]] = {"bare": [], "adapter": [], "ours": []}
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-", dir=folder) as name:
        for turn in range(turns):
            for kind in list(rates)[:: 1 if turn % 2 == 0 else -1]:
                with _served(Path(name) / f"store-{turn}-{kind}.db") as at:
                    if kind == "ours":
                        taken = _drain(at, Path(name) / f"journal-{turn}.db", n, senders)
                    else:
                        taken = _post_all(at, n, senders, _bare_client if kind == "bare" else _adapter)
                    rates[kind].append(n / taken)
    found = {f"{kind}_per_s": statistics.median(several) for kind, several in rates.items()}
    ours = found["ours_per_s"]
    return (
        {"n": n, "senders": senders}
        | found
        | {
            "ratio": ours / found["bare_per_s"],
            "ratio_to_adapter": ours / found["adapter_per_s"],
        }
    )


def bench_pages(n: int = 100_000, folder: Path | None = None, tries: int = 30) -> dict[str, float]:
    """Milliseconds that the slowest of `tries` takes, of each thing that a page or staff ask of a journal with n
    orders while another thread commits without a pause. Also the time to open it, check included.

    Raises JournalError.
    """
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-", dir=folder) as name:
        path = Path(name) / "journal.db"
        names = _fill(path, n)
        start = time.perf_counter()
        with Journal(path) as journal:
            found: dict[str, float] = {"n": n, "open": (time.perf_counter() - start) * 1000}
            stop = threading.Event()
            writer = threading.Thread(target=_commit_until, args=(journal, stop))
            writer.start()
            asks: dict[str, Callable[[], object]] = {
                "counts": journal.counts,
                "records": lambda: journal.records(20),
                "rejected": lambda: journal.records(20, OrderState.REJECTED),
                "waiting": lambda: journal.waiting(1),
                "find": lambda: journal.find(names[n // 2]),
                "events": lambda: journal.events(names[n // 3]),
                "refresh": journal.refresh,
            }
            try:
                for what, ask in asks.items():
                    found[what] = max(_ms(ask) for _ in range(tries))
                    found[f"{what} median"] = statistics.median(_ms(ask) for _ in range(tries))
            finally:
                stop.set()
                writer.join()
    return found


def _ms(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000


def _commit_until(journal: Journal, stop: threading.Event) -> None:
    while not stop.is_set():
        journal.commit(_order()).result()


def _fill(path: Path, n: int) -> list[str]:
    """n orders, nine of ten at the store, the rest in every other state."""
    with Journal(path) as journal:
        done = [journal.commit(_order()) for _ in range(n)]
        names = [one.result().order.reference for one in done]
        others = [state for state in OrderState if state is not OrderState.SENT]
        for number, reference in enumerate(names):
            state = others[number // 10 % len(others)] if number % 10 == 0 else OrderState.SENT
            if state is not OrderState.WAITING:
                last = journal.mark_soon(Mark(reference, state, f"E{number}" if state in AT_STORE else None))
        last.result()
    return names


@contextmanager
def _served(path: Path) -> Iterator[Shop]:
    code = (
        "import sys, pathlib, kiosk.store.embedded as e, kiosk.store.serve as s;"
        "server = s.StoreServer(e.EmbeddedStore(pathlib.Path(sys.argv[1])));"
        "print(server.url, flush=True); sys.stdin.read(); server.close()"
    )
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdin is not None and process.stdout is not None  # noqa: PT018
        yield Shop(process.stdout.readline().strip())
        process.stdin.close()


def _drain(shop: Shop, path: Path, n: int, senders: int) -> float:
    """Seconds until a journal that holds n orders knows of each that the store has it."""
    with Journal(path) as journal:
        for done in [journal.commit(shop.order()) for _ in range(n)]:
            done.result()
        return drained(journal, shop, n, senders)[0]


def drained(journal: Journal, shop: Shop, upto: int, senders: int) -> tuple[float, int]:
    """Seconds until at least so many of the journal are known to be at the store, and how many are then."""
    from kiosk.store.http import HttpStore

    def one() -> HttpStore:
        return HttpStore(shop.url, shop.token_file)

    sync = Sync(journal, one(), more=one, senders=senders)
    start = time.perf_counter()
    sync.start()
    try:
        while (now := journal.counts()[OrderState.SENT]) < upto:
            time.sleep(0.01)
        return time.perf_counter() - start, now
    finally:
        sync.stop()


Post = Callable[[Submission, bytes], bool]
"""Gives a store one order, once as it is and once as JSON; answers whether it was taken."""


def _post_all(shop: Shop, n: int, clients: int, client: Callable[[Shop], AbstractContextManager[Post]]) -> float:
    """Seconds that bare clients need to post n orders. Raises OSError when one was refused."""
    todo = [submission(shop.order()) for _ in range(n)]
    given = iter([(order, json.dumps(contract.to_json(order), ensure_ascii=False).encode()) for order in todo])
    gate = threading.Lock()
    refused: list[str] = []

    def post_until_none_is_left() -> None:
        with client(shop) as post:
            while True:
                with gate:
                    order = next(given, None)
                if order is None:
                    return
                if not post(*order):
                    refused.append(order[0].reference)

    threads = [threading.Thread(target=post_until_none_is_left) for _ in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = time.perf_counter() - start
    if refused:
        raise OSError(f"the store refused {len(refused)} orders of a bare client")
    return taken


@contextmanager
def _bare_client(shop: Shop) -> Iterator[Post]:
    """The standard library's; a connection is kept for as long as the store keeps it."""
    parts = urlsplit(shop.url)
    token = {"Authorization": f"Bearer {shop.token_file.read_text().strip()}"} if shop.token_file else {}
    with closing(http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)) as connection:

        def post(order: Submission, body: bytes) -> bool:
            headers = {"Content-Type": "application/json", "Idempotency-Key": order.reference} | token
            connection.request("POST", parts.path.rstrip("/") + "/orders", body, headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status == 201

        yield post


@contextmanager
def _adapter(shop: Shop) -> Iterator[Post]:
    from kiosk.store.http import HttpStore

    with closing(HttpStore(shop.url, shop.token_file)) as store:
        yield lambda order, body: isinstance(store.submit(order), Accepted)


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, body TEXT NOT NULL)"
    )
    return connection


def _order() -> Order:
    return Shop("").order()
