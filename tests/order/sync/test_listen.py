from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.order.journal import Journal, Mark
from kiosk.order.model import Order, OrderState
from kiosk.order.sync import Backoff, Link, Sync, SyncStatus, submission
from kiosk.order.sync.listen import PACE_S, POLL_S, POLLED_BESIDE, WAIT_S, Listener
from kiosk.store.base import (
    Capabilities,
    Changes,
    Failure,
    NotAuthorised,
    Page,
    RetryLater,
    StoreOrder,
    StoreState,
    Unknown,
    Ware,
)
from kiosk.store.embedded import EmbeddedStore
from kiosk.store.http import HttpStore
from kiosk.store.serve import StoreServer

Make = Callable[..., Order]
WARE = Ware("mask-1", "Rice mask", 3900, "CNY", 7)
CAN = Capabilities(catalogue=True, changes=True, longest_wait_s=1.0)


class Talking:
    """A store that says what it was told to say."""

    name = "talking"

    def __init__(self, can: object = CAN, pages: list[object] = [], said: list[object] = []) -> None:  # noqa: B006
        self.can, self.pages, self.said = can, list(pages), list(said)
        self.orders: dict[str, object] = {}
        self.asked: list[int] = []

    def capabilities(self) -> object:
        return self.can

    def health(self) -> Failure | None:
        return None

    def catalogue(self, after: int = 0) -> object:
        return self.pages.pop(0) if self.pages else Page(())

    def changes(self, since: int, wait_s: float = 0.0) -> object:
        self.asked.append(since)
        return self.said.pop(0) if self.said else Changes(since)

    def order(self, reference: str) -> object:
        return self.orders.get(reference)


def listener(journal: Journal, store: Talking, wares: list[Ware] | None = None) -> Listener:
    heard = wares.extend if wares is not None else None
    return Listener(journal, store, heard, lambda failure: None, Backoff())  # type: ignore[arg-type]


def at_store(order: Order, state: StoreState, store_id: str = "S1", pay_url: str = "") -> StoreOrder:
    given = submission(order)
    return StoreOrder(
        order.reference, store_id, state, given.lines, given.currency, given.total, given.placed_at, None, pay_url
    )


def test_the_catalogue_then_the_changes_then_on_from_there(journal: Journal, make_order: Make) -> None:
    order = journal.commit(make_order()).result(5).order
    journal.mark(order.reference, OrderState.SENT, "S1")
    wares: list[Ware] = []
    sold_out = Ware("mask-1", "Rice mask", 4100, "CNY", 0)
    stranger = at_store(make_order(), StoreState.PAID)
    said = Changes(41, (stranger, at_store(order, StoreState.PAID, pay_url="https://pay.example/1")), (sold_out,))
    store = Talking(pages=[Page((WARE,), 1), Page((WARE,))], said=[said])
    listening = listener(journal, store, wares)
    assert [listening.step() for _ in range(3)] == [(None, 0.0), (None, 0.0), (None, PACE_S)]
    assert wares == [WARE, WARE, sold_out]
    record = journal.find(order.reference)
    assert record is not None
    assert (record.state, record.pay_url) == (OrderState.PAID, "https://pay.example/1")
    assert len(journal.records()) == 1  # other booths' orders are not ours
    again = Talking(can=Capabilities(changes=True))
    listener(journal, again).step()
    assert again.asked == [41]


def test_what_the_store_said_is_kept_before_how_far_it_was_heard(journal: Journal, make_order: Make) -> None:
    order = journal.commit(make_order()).result(5).order
    store = Talking(Capabilities(changes=True), said=[Changes(9, (at_store(order, StoreState.CANCELLED),))])
    listening = listener(journal, store)
    journal._writer.ask(durable=False, work=lambda c: c.execute("PRAGMA query_only = ON"))
    with pytest.raises(Exception, match="readonly"):
        listening.step()
    journal._writer.ask(durable=False, work=lambda c: c.execute("PRAGMA query_only = OFF"))
    assert journal.note("changes of talking") is None
    store.said = [Changes(9, (at_store(order, StoreState.CANCELLED),))]
    listening.step()
    assert store.asked == [0, 0]
    assert journal.find(order.reference).state is OrderState.CANCELLED  # type: ignore[union-attr]


def test_a_contradiction_is_for_staff_and_stops_nothing(
    journal: Journal, make_order: Make, caplog: pytest.LogCaptureFixture
) -> None:
    order, other = (journal.commit(make_order()).result(5).order for _ in range(2))
    journal.mark(order.reference, OrderState.SENT, "S1")
    store = Talking(
        Capabilities(changes=True),
        said=[Changes(2, (at_store(order, StoreState.PAID, "S2"), at_store(other, StoreState.PAID, "S3")))],
    )
    assert listener(journal, store).step() == (None, PACE_S)
    assert "do not agree" in caplog.text
    assert journal.find(order.reference).store_id == "S1"  # type: ignore[union-attr]
    assert journal.find(other.reference).state is OrderState.PAID  # type: ignore[union-attr]


def test_a_store_that_answers_nothing_at_once_is_not_asked_in_a_circle(journal: Journal) -> None:
    failure, pause = listener(journal, Talking(Capabilities(changes=True, longest_wait_s=25))).step()
    assert failure is None
    assert POLL_S - 0.1 < pause <= POLL_S


def test_a_store_that_announces_nothing_is_asked_after_the_newest(journal: Journal, make_order: Make) -> None:
    orders = [journal.commit(make_order()).result(5).order for _ in range(3)]
    for n, order in enumerate(orders):
        journal.mark(order.reference, OrderState.SENT, f"S{n}")
    store = Talking(Capabilities())
    store.orders = {orders[1].reference: at_store(orders[1], StoreState.PAID, "S1")}
    assert listener(journal, store).step() == (None, POLL_S)
    assert [record.state.value for record in journal.records()] == ["sent", "paid", "sent"]
    store.orders = {orders[2].reference: Unknown("cut")}
    assert listener(journal, store).step() == (Unknown("cut"), 0.0)


def test_a_payment_or_refund_of_long_ago_is_asked_after_in_turn(journal: Journal, make_order: Make) -> None:
    store, n = Talking(Capabilities()), 60
    for number in range(n):
        order = journal.commit(make_order()).result(5).order
        paid = number % 2 == 0
        journal.mark_soon(Mark(order.reference, OrderState.PAID if paid else OrderState.SENT, f"S{number}"))
        told = StoreState.REFUNDED if paid else StoreState.PAID
        store.orders[order.reference] = at_store(order, told, f"S{number}")
    ears = listener(journal, store)
    for _ in range(n // POLLED_BESIDE + 1):
        assert ears.step() == (None, POLL_S)
    assert {record.state.value for record in journal.records()} == {"refunded", "paid"}


def test_a_store_that_says_nothing_by_itself_is_left_alone(journal: Journal, make_order: Make) -> None:
    order = journal.commit(make_order()).result(5).order
    journal.mark(order.reference, OrderState.SENT, "S1")
    store = Talking(Capabilities(orders=False))
    store.orders = {order.reference: Unknown("it cannot be asked for an order")}
    told: list[Failure | None] = []
    Listener(journal, store, None, told.append, Backoff()).run(threading.Event())  # type: ignore[arg-type]
    assert told == []  # neither online nor offline: its answers to orders say that


def test_failures_wait_longer_and_longer_and_are_told(journal: Journal) -> None:
    waits: list[float] = []
    told: list[Failure | None] = []

    class Stopping(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout or 0.0)
            if len(waits) == 4:
                self.set()
            return self.is_set()

    store = Talking(can=RetryLater("503"))
    heard = told.append
    Listener(journal, store, None, heard, Backoff(first_s=1, most_s=4), lambda: 0.0).run(Stopping())  # type: ignore[arg-type]
    assert waits == [1, 2, 4, 4]
    assert told == [RetryLater("503")] * 4


@pytest.mark.parametrize(
    ("failure", "link"), [(RetryLater("503"), Link.OFFLINE), (NotAuthorised("401"), Link.PAUSED)]
)
def test_a_booth_with_nothing_to_send_knows_when_the_store_is_gone(
    journal: Journal, failure: Failure, link: Link
) -> None:
    heard: list[SyncStatus] = []
    sync = Sync(journal, Talking(), heard.append)  # type: ignore[arg-type]
    sync._schedule.heard(failure)
    sync._schedule.heard(None)
    assert [status.link for status in heard] == [link, Link.ONLINE]


def test_paid_is_known_within_a_second_of_the_stores_word(tmp_path: Path, make_order: Make) -> None:
    """Over real HTTP, with long poll: sent, paid and stock, all fed back."""
    server = StoreServer(EmbeddedStore(tmp_path / "s.db", [WARE]))
    reached = {state: threading.Event() for state in OrderState}
    stock: list[int | None] = []
    with Journal(tmp_path / "j.db", lambda record: reached[record.state].set()) as journal:
        sync = Sync(
            journal,
            HttpStore(server.url),
            more=lambda: HttpStore(server.url),
            on_wares=lambda wares: stock.extend(ware.stock for ware in wares),
        )
        sync.start()
        try:
            order = journal.commit(make_order(quantity=2)).result(5).order
            sync.wake()
            assert reached[OrderState.SENT].wait(5)
            before = datetime.now(UTC)
            server.store.pay(order.reference)
            assert reached[OrderState.PAID].wait(5)
            assert datetime.now(UTC) - before < timedelta(seconds=1)
            server.store.refund(order.reference, "changed their mind")
            assert reached[OrderState.REFUNDED].wait(5)
        finally:
            sync.stop()
            server.close()
    assert 5 in stock


def test_the_end_does_not_wait_for_the_store_to_say_something(tmp_path: Path, journal: Journal) -> None:
    heard = threading.Event()
    sync = Sync(
        journal,
        EmbeddedStore(tmp_path / "s.db", [WARE]),
        more=lambda: EmbeddedStore(tmp_path / "s.db", [WARE]),
        on_wares=lambda wares: heard.set(),
    )
    sync.start()
    assert heard.wait(5)
    started = time.monotonic()
    sync.stop()
    assert time.monotonic() - started < WAIT_S / 2
