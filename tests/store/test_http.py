from __future__ import annotations

import base64
import hmac
import http.client
import json
import logging
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kiosk.store import contract, paying
from kiosk.store.base import (
    Accepted,
    Capabilities,
    Changes,
    NotAuthorised,
    Page,
    Rejected,
    RetryLater,
    StoreOrder,
    StoreState,
    Submission,
    Unknown,
)
from kiosk.store.embedded import EmbeddedStore
from kiosk.store.http import HttpStore
from kiosk.store.serve import StoreServer

Make = Callable[..., Submission]


@pytest.fixture
def server(embedded: EmbeddedStore) -> Iterator[StoreServer]:
    server = StoreServer(embedded, token="s3cret")
    yield server
    server.close()


@pytest.fixture
def token(tmp_path: Path) -> Path:
    path = tmp_path / "token"
    path.write_text("s3cret\n")
    return path


def test_what_became_of_an_order_since_is_told_when_it_comes_again(
    server: StoreServer, embedded: EmbeddedStore, token: Path, make_submission: Make
) -> None:
    with closing(HttpStore(server.url, token)) as store:
        store.submit(make_submission())
        assert isinstance(store.cancel("REF1", "sold out"), StoreOrder)
        again = store.submit(make_submission())
        assert isinstance(again, Accepted)
        assert (again.already_there, again.state) == (True, StoreState.CANCELLED)


def test_there_and_back(server: StoreServer, token: Path, make_submission: Make) -> None:
    store = HttpStore(server.url, token)
    assert store.find("REF1") is None
    assert store.submit(make_submission()) == Accepted("E000001")
    assert store.submit(make_submission()) == Accepted("E000001", already_there=True)
    assert store.find("REF1") == Accepted("E000001", already_there=True)
    assert store.submit(make_submission(quantity=2)) == Rejected("the reference belongs to another order")
    assert isinstance(store.submit(replace(make_submission("REF2"), total=1)), Rejected)
    store.close()


def test_a_token_replaced_by_staff_is_taken_at_the_next_try(
    server: StoreServer, token: Path, make_submission: Make, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    store = HttpStore(server.url, token)
    for wrong in ("wrong-one", "", "two tokens"):
        token.write_text(wrong)
        assert isinstance(store.submit(make_submission()), NotAuthorised)
    token.unlink()
    assert isinstance(store.find("REF1"), NotAuthorised)
    token.write_text("s3cret")
    assert store.submit(make_submission()) == Accepted("E000001")
    assert "s3cret" not in caplog.text
    store.close()


@pytest.mark.parametrize(
    "url", ["http://shop.example", "ftp://shop.example", "https://", "https://a:b@shop.example", "https://x/?a=1"]
)
def test_addresses_that_no_order_is_sent_to(url: str) -> None:
    with pytest.raises(ValueError, match=r"write|token"):
        HttpStore(url)


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        store = HttpStore(f"http://127.0.0.1:{free.getsockname()[1]}", timeout=0.5)
        assert store.find("REF1") == RetryLater("no connection")
        store.close()


class Says(BaseHTTPRequestHandler):
    status, body, headers_sent = 200, b"", {}

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(self.status)
        for name, value in ({"Content-Length": str(len(self.body))} | self.headers_sent).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.body)

    do_GET = do_POST

    def log_message(self, *_: object) -> None: ...


class Speaking(HTTPServer):
    """Serves until shutdown(), whose return means that its thread is gone too."""

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def shutdown(self) -> None:
        super().shutdown()
        self._thread.join()


def answer_to(
    status: int, body: bytes = b"", headers: dict[str, str] | None = None
) -> tuple[HttpStore, HTTPServer]:
    handler = type("Handler", (Says,), {"status": status, "body": body, "headers_sent": headers or {}})
    server = Speaking(handler)
    return HttpStore(f"http://127.0.0.1:{server.server_address[1]}", timeout=0.3), server


SUBMIT = [
    (429, b"", RetryLater),
    (503, b"", RetryLater),
    (404, b"<html>wrong address</html>", RetryLater),
    (500, b"", Unknown),
    (502, b"", Unknown),
    (302, b"", Unknown),
    (200, b"not json", Unknown),
    (200, b'{"id": "1", "reference": "ANOTHER"}', Unknown),
    (201, b'{"id": 7, "reference": "REF1"}', Unknown),
    (201, b"[" * 60_000, Unknown),
    (201, b" " * (contract.MAX_BODY_BYTES + 1), Unknown),
    (409, b"", Unknown),
    (401, b"", NotAuthorised),
    (403, b"", NotAuthorised),
    (400, b"", Rejected),
    (422, b'{"error": "sold\\nout"}', Rejected),
]


@pytest.mark.parametrize(("status", "body", "kind"), SUBMIT)
def test_the_five_kinds_of_answer(status: int, body: bytes, kind: type, make_submission: Make) -> None:
    store, server = answer_to(status, body, {"Location": "http://127.0.0.1:1/"} if status == 302 else None)
    try:
        answer = store.submit(make_submission())
        assert type(answer) is kind
        if status == 422:
            assert answer == Rejected("sold out")
    finally:
        store.close()
        server.shutdown()
        server.server_close()


def test_a_404_of_somebody_else_proves_nothing() -> None:
    for body, kind in ((b"<html>", Unknown), (b'{"reference": "REF1"}', type(None))):
        store, server = answer_to(404, body)
        assert type(store.find("REF1")) is kind
        store.close()
        server.shutdown()
        server.server_close()


def test_an_answer_cut_short_is_no_answer(make_submission: Make) -> None:
    store, server = answer_to(201, b'{"id": "1", "reference": "REF1"}', {"Content-Length": "500"})
    try:
        assert isinstance(store.submit(make_submission()), Unknown)
    finally:
        store.close()
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("path", "headers", "body", "status"),
    [
        ("/orders", {"Content-Length": "99999999"}, b"", 413),
        ("/orders", {"Content-Length": "9" * 9000}, b"", 413),
        ("/orders", {"Content-Length": "-1"}, b"", 411),
        ("/orders", {}, b"[]", 400),
        ("/orders", {}, b"[" * 50_000, 400),
        ("/orders", {}, b"\xff\xfe", 400),
        ("/orders", {}, json.dumps({"reference": True}).encode(), 400),
        ("/elsewhere", {}, b"{}", 404),
        ("/orders", {"Authorization": "Bearer wrong"}, b"{}", 401),
    ],
)
def test_the_server_survives_what_it_is_sent(
    server: StoreServer, path: str, headers: dict[str, str], body: bytes, status: int
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", int(server.url.rsplit(":", 1)[1]), timeout=5)
    connection.request("POST", path, body, {"Authorization": "Bearer s3cret"} | headers)
    assert connection.getresponse().status == status
    connection.close()


ORDER = (
    b'{"id": "1", "state": "paid", "paid_at": null, "reference": "REF1", "lines": [], "currency": "CNY",'
    b' "total": 0, "placed_at": ""}'
)
ASKED = [
    (200, b'{"goods": [], "next": 0}', lambda store: store.catalogue(), Unknown),
    (200, b'{"goods": [], "next": 7}', lambda store: store.catalogue(7), Unknown),
    (200, b'{"goods": [{"sku": "a"}], "next": null}', lambda store: store.catalogue(), Unknown),
    (200, b'{"goods": [], "next": 8}', lambda store: store.catalogue(7), Page),
    (200, b'{"last": 3, "orders": [], "goods": []}', lambda store: store.changes(900), Changes),
    (200, b'{"last": -1, "orders": [], "goods": []}', lambda store: store.changes(0), Unknown),
    (200, b'{"last": 1, "orders": [7], "goods": []}', lambda store: store.changes(0), Unknown),
    (404, b"", lambda store: store.changes(0), Unknown),
    (200, b"[]", lambda store: store.capabilities(), Capabilities),
    (200, b'{"changes": "yes", "longest_wait_s": 1e400}', lambda store: store.capabilities(), Capabilities),
    (200, b'{"well": 1}', lambda store: store.health(), Unknown),
    (503, b"", lambda store: store.health(), RetryLater),
    (200, b'{"well": true}', lambda store: store.health(), type(None)),
    (200, ORDER, lambda store: store.order("REF1"), StoreOrder),
    (200, ORDER, lambda store: store.order("REF2"), Unknown),
    (200, ORDER, lambda store: store.cancel("REF2", ""), Unknown),
    (409, b'{"reference": "REF1", "error": "paid"}', lambda store: store.cancel("REF1", ""), Rejected),
    (404, b'{"reference": "REF1"}', lambda store: store.refund("REF1", ""), type(None)),
    (404, b"<html>", lambda store: store.refund("REF1", ""), Unknown),
    (500, b"", lambda store: store.refund("REF1", "\ud800"), Unknown),
]


@pytest.mark.parametrize(("status", "body", "ask", "kind"), ASKED)
def test_whatever_is_answered_to_whatever_is_asked(
    status: int, body: bytes, ask: Callable[[HttpStore], object], kind: type
) -> None:
    store, server = answer_to(status, body)
    try:
        assert type(ask(store)) is kind
    finally:
        store.close()
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("reference", ["..", "a/b", "REF1\r\nX: y", "", "A" * 65, "\ud800", "?"])
def test_a_reference_that_no_store_could_have_is_not_asked_for(reference: str, make_submission: Make) -> None:
    with closing(HttpStore("http://127.0.0.1:9")) as store:  # where nobody is: any call would say "no connection"
        assert store.find(reference) is None
        assert store.order(reference) is None
        assert store.cancel(reference, "") is None
        assert isinstance(store.submit(make_submission(reference)), Rejected)


def test_pay_links_without_a_secret_that_can_be_used(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    with closing(
        HttpStore("http://127.0.0.1:9", pay_secret_file=secret, public_url="https://shop.example/")
    ) as store:
        assert store.pay_link("REF1", 1, "CNY") is None
        assert isinstance(store.health(), RetryLater)
        secret.write_text("short")
        assert store.pay_link("REF1", 1, "CNY") is None
        assert "at least 16" in getattr(store.health(), "reason", "")
        secret.write_text("long-enough-for-links")
        link = store.pay_link("REF1", 1, "CNY")
        assert link is not None
        assert link.startswith("https://shop.example/pay/REF1/1CNY/")
    with closing(HttpStore("http://127.0.0.1:9")) as store:
        assert store.pay_link("REF1", 1, "CNY") is None


def test_the_plugin_and_the_booth_sign_alike() -> None:
    """The same value as config/stores/vendure/src/signing.ts gives; test_check.py compares whole links."""
    signature = paying.pay_signature("0123456789abcdef", "REF1", 3900, "CNY")
    said = hmac.new(b"0123456789abcdef", b"pay1.REF1.3900.CNY", "sha256").digest()
    assert signature == base64.b32encode(said).decode()[:26]


def test_a_client_that_hangs_up_is_no_news(
    server: StoreServer, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "kiosk.store.serve")
    port = int(server.url.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"POST /orders HTTP/1.1\r\nContent-Length: 100\r\n\r\n{")
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with closing(HttpStore(server.url)) as later:
        later.health()  # who came first was let in first
    server.close()  # waits for whoever is being served
    assert "Traceback" not in capfd.readouterr().err
    assert "a client went away: [Errno 104] Connection reset by peer" in caplog.messages
    assert {record.levelname for record in caplog.records} == {"DEBUG"}
