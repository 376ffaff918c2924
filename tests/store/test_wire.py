"""One request to a store over real sockets: what is kept, what is cut, what never ends."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import select
import socket
import socketserver
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kiosk.store.base import Accepted, RetryLater, Submission, Unknown
from kiosk.store.http import HttpStore
from kiosk.store.wire import KEPT_S, SIGNATURE, Wire, sign

Make = Callable[..., Submission]
FAULTS = ("", "idle", "reset", "lost", "unanswered", "half a head", "half a body")


class Shop(socketserver.ThreadingTCPServer):
    """Keeps connections, and takes every order that reaches it, again, too: whoever sends twice has doubled it."""

    daemon_threads = False
    allow_reuse_address = True

    def __init__(self) -> None:
        self.script: list[str] = []
        self.taken: Counter[str] = Counter()
        self.connections = 0
        self.headers: list[dict[str, str]] = []
        super().__init__(("127.0.0.1", 0), Talk)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def close(self) -> None:
        self.shutdown()
        self.server_close()
        self.thread.join()


class Talk(socketserver.StreamRequestHandler):
    server: Shop
    timeout = 5

    def handle(self) -> None:
        self.server.connections += 1
        while (line := self.rfile.readline()).strip():
            method, path, _ = line.decode().split()
            headers = {}
            while written := self.rfile.readline().strip():
                name, _, value = written.decode().partition(": ")
                headers[name] = value
            body = self.rfile.read(int(headers.get("Content-Length", 0)))
            self.server.headers.append(headers)
            fault = self.server.script.pop(0) if self.server.script else ""
            if fault == "lost":
                return
            answer = self.answer(method, path, body)
            if fault == "unanswered":
                return
            cut = {"half a head": 12, "half a body": len(answer) - 5}.get(fault)
            self.wfile.write(answer[:cut])
            if cut is not None or fault == "idle":
                return
            if fault == "reset":  # when the next request comes, unread
                select.select([self.connection], [], [], 5)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return

    def answer(self, method: str, path: str, body: bytes) -> bytes:
        reference = json.loads(body)["reference"] if method == "POST" else path.rpartition("/")[2]
        self.server.taken[reference] += method == "POST"
        there = self.server.taken[reference] > 0
        said = json.dumps({"id": "1", "reference": reference} if there else {"reference": reference}).encode()
        status = "201 Created" if method == "POST" else "200 OK" if there else "404 Not Found"
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(said)}\r\nSet-Cookie: who=you; Path=/\r\n\r\n"
        return head.encode() + said


@pytest.fixture
def shop() -> Iterator[Shop]:
    with closing(Shop()) as shop:
        yield shop


def test_orders_in_a_row_share_a_connection_and_bring_no_cookie_back(shop: Shop, make_submission: Make) -> None:
    with closing(HttpStore(shop.url, timeout=2)) as store:
        for n in range(5):
            assert store.submit(make_submission(f"REF{n}")) == Accepted("1")
    assert shop.connections == 1
    assert not any("Cookie" in headers for headers in shop.headers)


def test_a_connection_that_was_not_used_for_long_is_not_trusted(
    shop: Shop, make_submission: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(HttpStore(shop.url, timeout=2)) as store:
        store.submit(make_submission("REF1"))
        later = time.monotonic() + KEPT_S + 0.1
        monkeypatch.setattr("kiosk.store.wire.time.monotonic", lambda: later)
        assert store.submit(make_submission("REF2")) == Accepted("1")
    assert shop.connections == 2


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(FAULTS), max_size=12))
@example(["reset", "", "reset", ""])
@example(["idle", "idle", "unanswered", "lost"])
def test_a_connection_that_dies_at_any_time_loses_and_doubles_nothing(
    make_submission: Make, script: list[str]
) -> None:
    with closing(Shop()) as shop, closing(HttpStore(shop.url, timeout=2)) as store:
        shop.script = list(script)
        sent: Counter[str] = Counter()
        for n in range(4):
            reference = f"REF{n}"
            found: object = None
            for _ in range(30):  # as sync does: in doubt, look; only what is surely not there is sent again
                if found is None:
                    sent[reference] += 1
                    found = store.submit(make_submission(reference))
                if isinstance(found, Accepted):
                    break
                found = store.find(reference)
            assert isinstance(found, Accepted)
        assert shop.taken == Counter({f"REF{n}": 1 for n in range(4)})
        assert all(sent[reference] >= 1 for reference in shop.taken)


@pytest.mark.parametrize("fault", ["reset", "lost", "unanswered", "half a head", "half a body"])
def test_what_may_have_been_sent_is_unknown_and_is_never_sent_again_by_itself(
    shop: Shop, make_submission: Make, fault: str
) -> None:
    with closing(HttpStore(shop.url, timeout=2)) as store:
        shop.script = ["reset"] if fault == "reset" else ["", fault]
        assert store.submit(make_submission("REF1")) == Accepted("1")
        assert isinstance(store.submit(make_submission("REF2")), Unknown)
    assert shop.taken["REF2"] == (0 if fault in ("lost", "reset") else 1)


# --- what never ends ----------------------------------------------------------------------------------------------

ENDLESS = {
    "head": (b"HTTP/1.1 200 OK\r\nX: ", b"a"),
    "lines": (b"HTTP/1.1 200 OK\r\n", b"X: a\r\n"),
    "continue": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body": (b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n", b" "),
    "chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
}


@contextmanager
def dripping(first: bytes, drop: bytes, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """A shop that says a little, and then ever a little more. Yields its port."""
    over = threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        with listening, closing(listening.accept()[0]) as plain:
            plain.settimeout(5)
            try:
                with context.wrap_socket(plain, server_side=True) if context else plain as talk:
                    talk.recv(65536)
                    talk.sendall(first)
                    while not over.wait(0.02):
                        talk.sendall(drop)
            except OSError:
                return  # the other side has had enough

    shop = threading.Thread(target=drip)
    shop.start()
    try:
        yield listening.getsockname()[1]
    finally:
        over.set()
        shop.join()


@pytest.mark.parametrize("kind", ENDLESS)
def test_an_answer_without_end_is_ended(kind: str) -> None:
    with dripping(*ENDLESS[kind]) as port, closing(Wire(f"http://127.0.0.1:{port}", timeout=0.1)) as wire:
        begun = time.monotonic()
        assert isinstance(wire.call("GET", "/health"), Unknown)
        assert time.monotonic() - begun < 1.5, "three times the timeout, and a slow machine"


# --- TLS ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of 127.0.0.1, signed by itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "shop.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


def context_of(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


WHOLE = b'HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{"well":true}'


def test_a_shop_with_an_authority_of_its_own(certificate: Path) -> None:
    with dripping(WHOLE, b"", context_of(certificate)) as port:
        wire = Wire(f"https://127.0.0.1:{port}", timeout=2, ca_file=certificate)
        with closing(wire):
            assert wire.call("GET", "/health") == (200, {"well": True})


@pytest.mark.parametrize(("host", "trusted"), [("127.0.0.1", False), ("localhost", True)])
def test_a_certificate_of_nobody_we_know_or_of_another_name(certificate: Path, host: str, trusted: bool) -> None:
    with dripping(WHOLE, b"", context_of(certificate)) as port:
        wire = Wire(f"https://{host}:{port}", timeout=2, ca_file=certificate if trusted else None)
        with closing(wire):
            assert wire.call("POST", "/orders", b"{}") == RetryLater("the store's certificate is not valid")


def test_an_answer_without_end_is_ended_behind_tls_too(certificate: Path) -> None:
    with dripping(*ENDLESS["lines"], context_of(certificate)) as port:
        wire = Wire(f"https://127.0.0.1:{port}", timeout=0.2, ca_file=certificate)
        with closing(wire):
            begun = time.monotonic()
            assert isinstance(wire.call("GET", "/health"), Unknown)
            assert time.monotonic() - begun < 2


def test_an_authority_that_is_not_there(tmp_path: Path) -> None:
    with closing(Wire("https://127.0.0.1:9", ca_file=tmp_path / "none.pem")) as wire:
        answer = wire.call("GET", "/")
        assert isinstance(answer, RetryLater)
        assert "ca_file" in answer.reason


# --- who we are ---------------------------------------------------------------------------------------------------


def test_a_signature_says_who_what_and_when(shop: Shop, tmp_path: Path, make_submission: Make) -> None:
    key = tmp_path / "secret"
    key.write_text("a-secret-for-signing")
    with closing(HttpStore(shop.url, pay_secret_file=key, signed=True, timeout=2)) as store:
        store.submit(make_submission("REF1"))
        store.find("REF1")
    t, v1 = (part.partition("=")[2] for part in shop.headers[1][SIGNATURE].split(","))
    said = f"{t}.GET./orders/REF1.".encode()
    assert v1 == hmac.new(b"a-secret-for-signing", said, hashlib.sha256).hexdigest()
    assert abs(int(t) - time.time()) < 60
    assert shop.headers[0][SIGNATURE] != shop.headers[1][SIGNATURE]
    with pytest.raises(ValueError, match="at least 16"):
        sign("short", 0, "GET", "/", b"")


def test_no_secret_is_ever_in_a_log(
    shop: Shop, tmp_path: Path, make_submission: Make, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("urllib3").setLevel(logging.DEBUG)
    token, key = tmp_path / "token", tmp_path / "secret"
    token.write_text("t0ken-of-a-booth")
    key.write_text("s3cret-for-signing")
    with closing(HttpStore(shop.url, token, pay_secret_file=key, signed=True, timeout=2)) as store:
        for script in ([], ["unanswered"], ["half a body"], ["reset", ""]):
            shop.script = list(script)
            store.submit(make_submission(f"REF{len(caplog.records)}"))
            store.find("REF1")
        link = store.pay_link("REF1", 1, "CNY")
        token.write_text("t0ken-of-a-booth and more")
        answer = repr(store.find("REF1")) + repr(store.health())
    assert "urllib3" in {record.name.partition(".")[0] for record in caplog.records}, "it was listened to"
    assert link is not None
    for hidden in ("t0ken", "s3cret", link[-20:], "Bearer"):
        assert hidden not in caplog.text + answer
