from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from queue import Queue

import pytest

from kiosk.store.base import Submission, SubmissionLine
from kiosk.store.embedded import EmbeddedStore
from tests.tools.vendure import Vendure, Ware


@pytest.fixture
def make_submission() -> Callable[..., Submission]:
    def make(reference: str = "REF1", quantity: int = 1, price: int = 3900, sku: str = "mask-1") -> Submission:
        line = SubmissionLine(sku, "09520123456788", "米面膜", quantity, price)
        return Submission(reference, (line,), "CNY", quantity * price, "2026-11-23T12:00:00+00:00")

    return make


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[EmbeddedStore]:
    store = EmbeddedStore(tmp_path / "store.db")
    yield store
    store.close()


Nudge = tuple[str, bytes]  # a webhook's signature and body


@pytest.fixture(scope="session")
def nudges() -> Queue[Nudge]:
    return Queue()


@pytest.fixture(scope="session")
def hook(nudges: Queue[Nudge]) -> Iterator[str]:
    """The address of one who gets webhooks."""

    class Hook(BaseHTTPRequestHandler):
        timeout = 5

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(204)
            self.end_headers()
            nudges.put((self.headers["X-Kiosk-Signature"], body))

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        listening = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        listening.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/nudge"
        server.shutdown()
        listening.join()


PARTS = ("noodle-shop/yuzu", "noodle-shop/rare", "noodle-shop/yuzu")


@pytest.fixture(scope="session")
def vendure(tmp_path_factory: pytest.TempPathFactory, hook: str) -> Iterator[Vendure]:
    """The real shop. If it cannot start, what wants it fails."""
    wares = [
        Ware("noodle-shop/yuzu", "Yuzu mask", "柚子面膜", 3900, 500),
        Ware("noodle-shop/last", "The last ones", "最后几碗", 2900, 5),
        Ware("noodle-shop/rare", "The very last one", "最后一碗", 1900, 2),
        Ware("noodle-shop/pair", "Two of yuzu, and a rare one", "套餐", 8000, 0, PARTS),
    ]
    with Vendure(tmp_path_factory.mktemp("shop"), wares, hook=hook) as shop:
        yield shop
