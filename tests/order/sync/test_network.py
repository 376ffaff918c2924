"""Exactly once over real HTTP, whatever the network does."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.order.journal import Journal
from kiosk.order.model import Order, OrderState, new_reference
from kiosk.order.sync import Backoff, Link, Sync
from kiosk.store import contract
from kiosk.store.base import Answer, Submission
from kiosk.store.embedded import EmbeddedStore
from kiosk.store.http import HttpStore
from kiosk.store.serve import StoreServer, _Handler

Make = Callable[..., Order]
QUICK = Backoff(first_s=0.01, most_s=0.05, paused_s=0.05)


def states(journal: Journal) -> list[OrderState]:
    return [record.state for record in reversed(journal.records(1000))]


def committed(journal: Journal, make_order: Make, n: int) -> list[str]:
    return [journal.commit(make_order()).result(5).order.reference for _ in range(n)]


# --- a real store over real HTTP, and a network that does its worst -------------------------------------------


class FaultyServer(StoreServer):
    """Does to the n-th POST what faults[n] says; after the last fault it is a good store."""

    def __init__(self, store: EmbeddedStore, faults: list[str]) -> None:
        self.faults, self.posts, self.ended = list(faults), 0, threading.Event()
        super().__init__(store)
        self._server.RequestHandlerClass = FaultyHandler

    def close(self) -> None:
        self.ended.set()
        super().close()


class FaultyHandler(_Handler):
    def do_POST(self) -> None:
        owner = self.server.owner
        assert isinstance(owner, FaultyServer)
        owner.posts += 1
        fault = owner.faults.pop(0) if owner.faults else ""
        if fault == "503":
            self.rfile.read(int(self.headers["Content-Length"]))
            return self._answer(503, {"error": "busy"})
        if fault == "cut":
            return None
        answer = self._post()
        if fault == "cut after storing":
            self.connection.shutdown(socket.SHUT_RDWR)
        elif fault == "hang after storing":
            owner.ended.wait(10)
        elif fault == "500 after storing":
            self._answer(500, {"error": "oops"})
        elif fault == "garbage after storing":
            self._answer(200, {"hello": "from the hotel's Wi-Fi"})
        else:
            self._answer(*answer)
        return None


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[list[str]], FaultyServer]]:
    servers: list[FaultyServer] = []

    def start(faults: list[str]) -> FaultyServer:
        servers.append(FaultyServer(EmbeddedStore(tmp_path / "store.db"), faults))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def delivered(journal: Journal, url: str, store: HttpStore | None = None) -> None:
    """Runs the thread until the queue is empty."""
    idle = threading.Event()
    sync = Sync(journal, store or HttpStore(url, timeout=0.2), backoff=QUICK)
    journal._on_change = lambda record: idle.set() if not journal.waiting(1) else None
    sync.start()
    assert idle.wait(15), sync.status
    sync.stop()
    assert not any(thread.is_alive() for thread in sync._threads)


FAULTS = ["503", "cut", "cut after storing", "hang after storing", "500 after storing", "garbage after storing"]


@pytest.mark.parametrize("fault", FAULTS)
def test_exactly_once_whatever_the_network_does(
    journal: Journal, make_order: Make, serve: Callable[[list[str]], FaultyServer], fault: str
) -> None:
    names = committed(journal, make_order, 3)
    server = serve([fault, "", fault])
    delivered(journal, server.url)
    assert states(journal) == [OrderState.SENT] * 3
    assert sorted(order.reference for _, order in server.store.orders()) == sorted(names)
    assert server.faults == []


def test_a_store_that_is_not_there_yet(
    journal: Journal, make_order: Make, serve: Callable[[list[str]], FaultyServer]
) -> None:
    names = committed(journal, make_order, 2)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    offline, idle = threading.Event(), threading.Event()
    journal._on_change = lambda record: idle.set() if not journal.waiting(1) else None
    sync = Sync(
        journal,
        HttpStore(f"http://127.0.0.1:{port}", timeout=0.5),
        lambda status: offline.set() if status.link is Link.OFFLINE else None,
        backoff=QUICK,
    )
    sync.start()
    assert offline.wait(5)
    assert states(journal) == [OrderState.WAITING] * 2
    server = StoreServer(EmbeddedStore(journal.path.with_name("late.db")), port)
    try:
        assert idle.wait(10)
        assert [order.reference for _, order in reversed(server.store.orders())] == names
    finally:
        sync.stop()
        server.close()


def test_control_with_a_fresh_id_for_each_attempt_orders_double(
    journal: Journal, make_order: Make, serve: Callable[[list[str]], FaultyServer]
) -> None:
    """The same faults, the same machinery, one thing wrong: shows that the tests above can fail."""

    class Forgetful(HttpStore):
        def submit(self, submission: Submission) -> Answer:
            return super().submit(replace(submission, reference=new_reference()))

    committed(journal, make_order, 3)
    server = serve(["cut after storing", "", "hang after storing"])
    delivered(journal, server.url, Forgetful(server.url, timeout=0.2))
    assert len(server.store.orders()) == 5


def test_a_healthy_store_has_the_order_at_once(tmp_path: Path, make_order: Make) -> None:
    sent = threading.Event()
    journal = Journal(tmp_path / "j.db", lambda r: sent.set() if r.state is OrderState.SENT else sync.wake())
    sync = Sync(journal, EmbeddedStore(tmp_path / "s.db"))
    sync.start()
    journal.commit(make_order()).result(5)
    assert sent.wait(1)  # nothing but wake() would have brought it before the end of time
    sync.stop()
    sync.stop()
    journal.close()


def test_what_a_store_is_given_is_plain_json(make_order: Make) -> None:
    from kiosk.order.sync import submission

    given = submission(make_order(quantity=2))
    assert contract.from_json(json.loads(json.dumps(contract.to_json(given)))) == given
    assert contract.fault(given) is None


# --- time, and the breaker --------------------------------------------------------------------------------------
