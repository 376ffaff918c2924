"""The store server: its pages, what it is sent, and that it ends when it is told to."""

from __future__ import annotations

import http.client
import json
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.store import paying
from kiosk.store.base import (
    Accepted,
    Changes,
    NotAuthorised,
    Page,
    StoreOrder,
    StoreState,
    Submission,
    Unknown,
    Ware,
)
from kiosk.store.embedded import EmbeddedStore
from kiosk.store.http import HttpStore
from kiosk.store.serve import StoreServer

Make = Callable[..., Submission]
TOKEN, SECRET = "the-token-of-a-booth", "a-secret-for-pay-links"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[StoreServer]:
    store = EmbeddedStore(tmp_path / "s.db", [Ware(f"mask-{n:03d}", "Mask", 3900, "CNY", 9) for n in range(450)])
    server = StoreServer(store, 0, TOKEN, SECRET)
    yield server
    server.close()


@pytest.fixture
def store(server: StoreServer, tmp_path: Path) -> Iterator[HttpStore]:
    (tmp_path / "token").write_text(TOKEN)
    (tmp_path / "secret").write_text(SECRET)
    with closing(HttpStore(server.url, tmp_path / "token", 5, pay_secret_file=tmp_path / "secret")) as store:
        yield store


def call(server: StoreServer, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
    address = server.url.removeprefix("http://")
    with closing(http.client.HTTPConnection(address, timeout=5)) as connection:
        sent = {"Authorization": f"Bearer {TOKEN}"} | {
            name.replace("_", "-"): text for name, text in headers.items()
        }
        connection.request(method, path.removeprefix(server.url), body, sent)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_every_page_of_the_catalogue_once(store: HttpStore) -> None:
    seen: list[str] = []
    after: int | None = 0
    while after is not None:
        page = store.catalogue(after)
        assert isinstance(page, Page)
        seen += [ware.sku for ware in page.wares]
        after = page.after
    assert seen == [f"mask-{n:03d}" for n in range(450)]


def test_a_booths_own_pay_link_opens_before_its_order_and_pays_it_after(
    server: StoreServer, store: HttpStore, make_submission: Make
) -> None:
    order = make_submission(sku="mask-001")
    link = store.pay_link(order.reference, order.total, order.currency)
    assert link is not None
    assert "still on its way" in call(server, "GET", link)[1]
    assert "still on its way" in call(server, "POST", link)[1]
    answer = store.submit(order)
    assert isinstance(answer, Accepted)
    assert answer.pay_url == link
    assert "付款 · Pay CNY 39.00" in call(server, "GET", link)[1]
    assert "Paid. Thank you!" in call(server, "POST", link)[1]
    assert "Paid. Thank you!" in call(server, "POST", link)[1]
    found = store.order(order.reference)
    assert isinstance(found, StoreOrder)
    assert found.state is StoreState.PAID
    assert found.paid_at is not None
    refunded = store.refund(order.reference, "no bowls left")
    assert isinstance(refunded, StoreOrder)
    assert refunded.state is StoreState.REFUNDED
    assert call(server, "POST", link)[0] == 409
    assert "The money was given back" in call(server, "GET", link)[1]


def test_a_link_for_another_sum_pays_nothing(server: StoreServer, store: HttpStore, make_submission: Make) -> None:
    store.submit(make_submission(sku="mask-001"))
    for total, currency in ((1, "CNY"), (3900, "EUR")):
        link = paying.pay_link(server.url, SECRET, "REF1", total, currency)
        assert call(server, "POST", link)[0] == 409
    link = paying.pay_link(server.url, SECRET, "REF1", 3900, "CNY")
    assert call(server, "POST", link[:-1] + "a")[0] == 404
    found = store.order("REF1")
    assert isinstance(found, StoreOrder)
    assert found.state is StoreState.ACCEPTED


def test_what_a_booth_sent_is_text_and_never_markup(
    server: StoreServer, store: HttpStore, make_submission: Make
) -> None:
    order = make_submission(sku="mask-001")
    object.__setattr__(order.lines[0], "title", "<script>alert(1)</script>")
    store.submit(order)
    page = call(server, "GET", store.pay_link("REF1", 3900, "CNY") or "")[1]
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_reason_is_kept_as_one_bounded_line(server: StoreServer, store: HttpStore, make_submission: Make) -> None:
    for n, body in enumerate(
        (b'{"reason": "a\\nb \\ud800"}', b"[1]", b"\xff", json.dumps({"reason": "x" * 9999}).encode())
    ):
        store.submit(make_submission(f"REF{n}", sku=f"mask-{n:03d}"))
        assert call(server, "POST", f"/orders/REF{n}/cancel", body)[0] == 200
    rows = [row[0] for row in server.store._open().execute("SELECT reason FROM orders ORDER BY id")]
    assert rows[:3] == ["a b ?", "asked for by a booth", "asked for by a booth"]
    assert rows[3] == "x" * 500


@pytest.mark.parametrize(
    "path",
    [
        "/changes?since=-1",
        "/changes?wait_s=nan",
        "/changes?since=99999999999999999",
        "/catalogue?after=%F0%9F%98%80",
        "/x",
    ],
)
def test_numbers_that_are_none(server: StoreServer, path: str) -> None:
    assert call(server, "GET", path)[0] in (400, 404)


def test_a_length_in_disguise_is_not_waited_for(server: StoreServer) -> None:
    assert call(server, "POST", "/orders", b"", Content_Length="000000000000000000099999999")[0] == 413


def test_a_waiting_booth_does_not_hold_up_the_end(server: StoreServer, store: HttpStore) -> None:
    heard: list[object] = []
    waiter = threading.Thread(target=lambda: heard.append(store.changes(0, 20)))
    waiter.start()
    while not any("process_request_thread" in thread.name for thread in threading.enumerate()):
        time.sleep(0.01)  # until the server has begun to serve it
    begun = time.monotonic()
    server.close()
    waiter.join()
    assert time.monotonic() - begun < 5
    assert isinstance(heard[0], Changes | Unknown)


def test_the_log_holds_no_pay_link(server: StoreServer, store: HttpStore, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    link = store.pay_link("REF1", 1, "CNY")
    assert link is not None
    call(server, "GET", link)
    call(server, "GET", "/health")
    assert link[-26:] not in caplog.text
    for hidden in (TOKEN, SECRET):
        assert hidden not in caplog.text
    with pytest.raises(ValueError, match="at least 16"):
        StoreServer(server.store, pay_secret="short")


def test_a_client_that_says_nothing_or_half_a_thing_is_survived(server: StoreServer, store: HttpStore) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    for said in (b"", b"POST /orders HTTP/1.1\r\nContent-Length: 50\r\n\r\n{", b"\x16\x03\x01\x00\r\n\r\n"):
        with socket.create_connection((host, int(port)), timeout=5) as client:
            client.sendall(said)
    assert store.health() is None


def test_a_store_that_knows_nobody(server: StoreServer, store: HttpStore, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("another-token-entirely")
    for answer in (store.health(), store.catalogue(), store.changes(0), store.capabilities(), store.order("REF1")):
        assert isinstance(answer, NotAuthorised)
