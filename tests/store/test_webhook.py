"""A shop that knows only signed webhooks, and keeps its promise to take a reference once."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kiosk.store import check
from kiosk.store.base import Accepted, Capabilities, NotAuthorised, Rejected, RetryLater, Submission, Unknown
from kiosk.store.open import open_store
from kiosk.store.webhook import WebhookStore

Make = Callable[..., Submission]
SECRET = "a-secret-for-webhooks"


class Shop(ThreadingHTTPServer):
    def __init__(self) -> None:
        self.orders: dict[str, tuple[str, bytes]] = {}
        self.lock = threading.Lock()
        self.says: list[tuple[int, bytes]] = []  # instead of the answer, once each; status 0: no answer
        super().__init__(("127.0.0.1", 0), Hook)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"


class Hook(BaseHTTPRequestHandler):
    """As a shop would write it: check the signature, keep the first of a reference, answer repeats with its id."""

    server: Shop
    OLDEST_S = 300

    def signed(self, method: str, path: str, body: bytes) -> bool:
        t, v1 = (part.partition("=")[2] for part in self.headers.get("X-Kiosk-Signature", "t=0,v1=").split(","))
        said = f"{t}.{method}.{path}.".encode() + body
        good = hmac.compare_digest(hmac.new(SECRET.encode(), said, hashlib.sha256).hexdigest(), v1)
        return good and abs(time.time() - int(t)) < self.OLDEST_S

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path != "/hook" or not self.signed("POST", "", body):
            return self.say(401, {"error": "that signature is not good"})
        order = json.loads(body)
        assert self.headers["Idempotency-Key"] == order["reference"]
        essence = [order["total"], [(line["sku"], line["quantity"]) for line in order["lines"]]]
        with self.server.lock:
            known = self.server.orders.get(order["reference"])
            made = known or (f"W{len(self.server.orders) + 1}", json.dumps(essence).encode())
            self.server.orders[order["reference"]] = made
            instead = self.server.says.pop(0) if self.server.says else None
        if instead is not None and instead[0] == 0:
            self.close_connection = True
            return None
        if instead is not None:
            return self.say(instead[0], instead[1])
        if made[1] != json.dumps(essence).encode():
            return self.say(
                409, {"error": "the reference belongs to another order", "reference": order["reference"]}
            )
        return self.say(200, {"id": made[0]})

    def do_GET(self) -> None:
        reference = self.path.rpartition("/")[2]
        if not self.signed("GET", f"/{reference}", b""):
            return self.say(401, {})
        found = self.server.orders.get(reference)
        return self.say(
            *((200, {"id": found[0], "reference": reference}) if found else (404, {"reference": reference}))
        )

    def say(self, status: int, value: dict[str, str] | bytes) -> None:
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def shop() -> Iterator[Shop]:
    with Shop() as shop:
        thread = threading.Thread(target=shop.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield shop
        shop.shutdown()
        thread.join()


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text(SECRET)
    return path


@pytest.fixture(params=["", "/orders"])
def store(shop: Shop, key: Path, request: pytest.FixtureRequest) -> Iterator[WebhookStore]:
    """With and without an address where the shop can be asked."""
    lookup = shop.url + request.param if request.param else ""
    store = open_store(f"{shop.url}/hook", Path(), kind="webhook", secret_file=key, lookup_url=lookup)
    assert isinstance(store, WebhookStore)
    with closing(store):
        yield store


def test_an_order_is_taken_once_and_its_repeat_is_the_same(store: WebhookStore, make_submission: Make) -> None:
    assert store.find("REF1") is None
    answers = [store.submit(make_submission()) for _ in range(3)]
    assert all(answer == Accepted("W1", already_there=True) for answer in answers)
    assert store.submit(make_submission(quantity=2)) == Rejected("the reference belongs to another order")


def test_what_is_in_doubt_is_sent_again_and_is_not_doubled(
    shop: Shop, store: WebhookStore, make_submission: Make
) -> None:
    shop.says = [(0, b""), (500, b""), (200, b"<html>log in, please</html>"), (204, b""), (503, b"")]
    kinds = []
    while not isinstance(answer := store.submit(make_submission()), Accepted):
        kinds.append(type(answer))
        found = store.find("REF1")
        if isinstance(found, Accepted):
            answer = found
            break
        assert found is None, "nobody can be asked, so it may be sent again"
    assert isinstance(answer, Accepted)
    assert answer.store_id == "W1"
    assert set(kinds) <= {Unknown, RetryLater}
    assert list(shop.orders) == ["REF1"]


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (201, b'{"id": "W9"}', Accepted),
        (202, b'{"id": "W9", "reference": "OTHER"}', Unknown),
        (200, b'{"id": 9}', Unknown),
        (302, b"", Unknown),
        (404, b"", RetryLater),
        (422, b'{"error": "sold out"}', Rejected),
        (403, b"", NotAuthorised),
        (500, b"", Unknown),
    ],
)
def test_answers(
    shop: Shop, store: WebhookStore, make_submission: Make, status: int, body: bytes, kind: type
) -> None:
    shop.says = [(status, body)]
    assert type(store.submit(make_submission())) is kind


def test_what_it_cannot_do_it_says(store: WebhookStore) -> None:
    assert store.capabilities() == Capabilities(orders=store._lookup is not None)
    assert store.health() is None
    assert store.pay_link("REF1", 1, "CNY") is None
    for answer in (store.catalogue(), store.changes(0), store.cancel("REF1", ""), store.refund("REF1", "")):
        assert isinstance(answer, Unknown)


def test_another_secret_is_turned_away(shop: Shop, tmp_path: Path, make_submission: Make) -> None:
    other = tmp_path / "other"
    other.write_text("another-secret-entirely")
    with closing(WebhookStore(f"{shop.url}/hook", other)) as store:
        answer = store.submit(make_submission())
        assert isinstance(answer, NotAuthorised)
        assert answer.reason.startswith("answered 401: ")
        other.write_text("short")
        assert isinstance(store.submit(make_submission()), NotAuthorised)
    assert shop.orders == {}


def test_what_no_shop_could_take_is_not_sent(shop: Shop, store: WebhookStore, make_submission: Make) -> None:
    assert isinstance(store.submit(replace(make_submission(), total=1)), Rejected)
    assert shop.orders == {}


def test_a_shop_that_takes_old_signatures_is_told(
    shop: Shop, key: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Hook, "OLDEST_S", 10**6)
    arguments = [f"{shop.url}/hook", "--webhook", "--secret-file", str(key), "--sku", "a/b", "--price", "3900"]
    assert check.main(arguments) == 1
    assert "BAD  what was signed an hour ago is turned away" in capsys.readouterr().out


@pytest.mark.parametrize("asked", [False, True])
def test_a_shop_checks_itself(shop: Shop, key: Path, asked: bool, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--lookup-url", f"{shop.url}/orders"] if asked else []
    arguments += [f"{shop.url}/hook", "--webhook", "--secret-file", str(key), "--sku", "a/b", "--price", "3900"]
    status = check.main(arguments)
    out = capsys.readouterr().out
    assert status == 0, out
    assert "8 senders of one order are one order" in out
    assert "ok   what was signed an hour ago is turned away" in out
    assert "still at the shop: CHECK" in out, "nobody can cancel there, and that is said"
