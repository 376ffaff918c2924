"""Two processes on one journal, and several senders in one: real processes, real HTTP, real kill -9."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.order.journal import Journal, read_journal
from kiosk.order.model import Order, OrderState
from kiosk.order.sync import Backoff, Sync, submission
from kiosk.store.base import Accepted, Answer, Submission, Unknown
from kiosk.store.embedded import EmbeddedStore
from kiosk.store.http import HttpStore
from kiosk.store.serve import StoreServer

Make = Callable[..., Order]
QUICK = Backoff(first_s=0.01, most_s=0.05, paused_s=0.05)

BOOTH = """
import sys, pathlib
from datetime import UTC, datetime
from kiosk.order.journal import Journal
from kiosk.order.model import Good, Line, Order, new_reference
from kiosk.order.sync import Sync
from kiosk.store.http import HttpStore
line = Line(Good("s", "09520123456788", "e", "z", 3900, "CNY", 5), 1)
journal = Journal(pathlib.Path(sys.argv[1]))
sync = Sync(journal, HttpStore(sys.argv[2]), more=lambda: HttpStore(sys.argv[2]))
sync.start()
print("started", flush=True)
for _ in range(int(sys.argv[3])):
    order = Order(new_reference(), (line,), "CNY", 3900, datetime.now(UTC), "zh")
    print(journal.commit(order).result().order.reference, flush=True)
    sync.wake()
sys.stdin.read()
sync.stop()
journal.close()
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[StoreServer]:
    opened = StoreServer(EmbeddedStore(tmp_path / "store.db"))
    yield opened
    opened.close()


def until(what: Callable[[], bool], within_s: float = 15.0) -> None:
    end = time.monotonic() + within_s
    while not what():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


def booth(path: Path, server: StoreServer, orders: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BOOTH, str(path), server.url, str(orders)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def sent(path: Path) -> list[str]:
    return [record.order.reference for record in read_journal(path, state=OrderState.SENT)]


def test_two_processes_on_one_journal_one_sends_and_the_other_takes_over(
    tmp_path: Path, server: StoreServer, make_order: Make
) -> None:
    path = tmp_path / "j.db"
    told: list[str] = []
    with booth(path, server, 10) as first:
        assert first.stdout is not None
        assert first.stdin is not None
        told += [first.stdout.readline().strip() for _ in range(11)][1:]
        until(lambda: len(sent(path)) == 10)
        heard: list[str] = []
        with Journal(path, lambda record: heard.append(record.state.value)) as journal:
            sync = Sync(journal, HttpStore(server.url), more=lambda: HttpStore(server.url))
            sync.start()
            try:
                until(lambda: not sync.status.sending)
                order = journal.commit(make_order()).result(5).order
                told.append(order.reference)
                until(lambda: heard == ["waiting", "sent"])  # the first sent it, and we heard of it
                assert not journal.sender.held
                first.kill()
                first.wait()
                told.append(journal.commit(make_order()).result(5).order.reference)
                sync.wake()
                until(lambda: len(sent(path)) == 12)
                assert sync.status.sending
                assert journal.sender.held
            finally:
                sync.stop()
    assert sorted(told) == sorted(order.reference for _, order in server.store.orders())
    assert sorted(told) == sorted(sent(path))


def test_killed_again_and_again_nothing_is_lost_or_doubled(tmp_path: Path, server: StoreServer) -> None:
    path = tmp_path / "j.db"
    told: list[str] = []
    for round_ in range(3):
        with booth(path, server, 40) as process:
            assert process.stdout is not None
            told += [process.stdout.readline().strip() for _ in range(5 + 9 * round_)]
            process.kill()
            told += process.stdout.read().split()
    told = [name for name in told if name != "started"]
    with Journal(path) as journal:
        sync = Sync(journal, HttpStore(server.url))
        sync.once()
        sync.stop()
        assert journal.counts()[OrderState.SENT] == len(journal.records(1000))
        kept = sorted(record.order.reference for record in journal.records(1000))
    assert set(told) <= set(kept)
    assert kept == sorted(order.reference for _, order in server.store.orders(1000))


class Naive:
    """Keeps every submission as an order of its own; what one thread sends, all see."""

    name = "naive"

    def __init__(self, orders: list[str], poison: str = "") -> None:
        self.orders, self.poison = orders, poison

    def submit(self, given: Submission) -> Answer:
        if given.reference == self.poison:
            return Unknown("500")
        self.orders.append(given.reference)
        return Accepted(f"S-{given.reference}")

    def find(self, reference: str) -> Accepted | None:
        return Accepted(f"S-{reference}") if reference in self.orders else None

    def close(self) -> None:
        pass


@pytest.mark.parametrize("senders", [1, 4])
def test_a_poison_order_in_front_of_a_hundred(tmp_path: Path, make_order: Make, senders: int) -> None:
    done = threading.Event()

    def listen(record: object) -> None:
        if journal.counts()[OrderState.SENT] == 100:
            done.set()

    with Journal(tmp_path / "j.db", listen) as journal:
        names = [f.result(5).order.reference for f in [journal.commit(make_order()) for _ in range(101)]]
        orders: list[str] = []
        sync = Sync(
            journal,
            Naive(orders, names[0]),  # type: ignore[arg-type]
            more=lambda: Naive(orders, names[0]),  # type: ignore[arg-type, return-value]
            senders=senders,
            backoff=QUICK,
        )
        sync._threads.pop()  # this store has nothing to listen to
        started = time.monotonic()
        sync.start()
        assert done.wait(10)
        assert time.monotonic() - started < 5
        sync.stop()
        assert journal.find(names[0]).state in (OrderState.UNCERTAIN, OrderState.WAITING)  # type: ignore[union-attr]
        assert sorted(orders) == sorted(names[1:])  # none twice, though the store would have taken it


def test_eight_senders_racing_on_one_reference(tmp_path: Path, make_order: Make, server: StoreServer) -> None:
    given, gate, answers = submission(make_order()), threading.Barrier(8), list[Answer]()

    def race() -> None:
        store = HttpStore(server.url)
        gate.wait(5)
        answers.append(store.submit(given))
        store.close()

    threads = [threading.Thread(target=race) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len({answer.store_id for answer in answers if isinstance(answer, Accepted)}) == 1
    assert sum(isinstance(answer, Accepted) and not answer.already_there for answer in answers) == 1
    assert len(server.store.orders()) == 1


def test_eight_senders_on_one_journal_send_each_order_once(tmp_path: Path, make_order: Make) -> None:
    orders: list[str] = []
    done = threading.Event()

    def listen(record: object) -> None:
        if journal.counts()[OrderState.SENT] == 300:
            done.set()

    with Journal(tmp_path / "j.db", listen) as journal:
        names = [f.result(5).order.reference for f in [journal.commit(make_order()) for _ in range(300)]]
        sync = Sync(journal, Naive(orders), more=lambda: Naive(orders), senders=8)  # type: ignore[arg-type, return-value]
        sync._threads.pop()
        sync.start()
        assert done.wait(20)
        sync.stop()
    assert sorted(orders) == sorted(names)
