"""The staff screen without a window: what its worker brings back, and what it leaves alone."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.order.journal import Journal
from kiosk.order.model import Good, Line, Order, OrderState, new_reference
from kiosk.settings import Settings
from kiosk.staff.access import Access
from kiosk.staff.office import Office, export_orders
from kiosk.visit.page import Page
from kiosk.visit.visit import Visit

PIN = "4821"


class Desk:
    """An office whose booth is the test: turn() does what the worker posted."""

    def __init__(self, settings: Settings) -> None:
        Access(settings.state_folder).set(PIN)
        self.settings = settings
        self.journal = Journal(settings.state_folder / "journal.sqlite")
        self.woken = 0
        self.inbox: queue.Queue[Callable[[], None]] = queue.Queue()
        self.visit = Visit(time.monotonic)
        self.till: Any = SimpleNamespace(journal=self.journal, sync=SimpleNamespace(wake=self._wake))
        self.office = Office(settings, self.visit, self.till, self.inbox.put, lambda: None)

    def _wake(self) -> None:
        self.woken += 1

    def turn(self) -> None:
        self.inbox.get(timeout=10)()

    def go_in(self) -> None:
        self.office.knock()
        self.office.enter(PIN)
        self.turn()
        assert self.office.open
        self.turn()  # the first look

    def park(self, reason: str = "2 wanted, 0 left") -> str:
        line = Line(Good("shop/rose", "09520123456788", "Rose mask", "玫瑰面膜", 3900, "CNY", 5), 1)
        order = Order(new_reference(), (line,), "CNY", 3900, datetime.now(UTC), "en")
        self.journal.commit(order).result()
        self.journal.mark(order.reference, OrderState.REJECTED, reason=reason)
        return order.reference

    def state(self, reference: str) -> OrderState:
        record = self.journal.find(reference)
        assert record is not None
        return record.state


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    made = Desk(settings)
    yield made
    made.office.close()
    made.journal.close()


def test_send_again_wakes_the_sync_and_the_queue_is_new_at_once(desk: Desk) -> None:
    reference = desk.park()
    desk.go_in()
    assert desk.office.desktop.queue is not None
    assert [one.record.order.reference for one in desk.office.desktop.queue.parked] == [reference]
    desk.office.retry(reference)
    desk.office.retry(reference)  # a second tap while it is under way does nothing
    assert desk.office.desktop.busy == {reference}
    desk.turn()
    assert desk.inbox.empty()
    assert desk.state(reference) is OrderState.WAITING
    assert desk.woken == 1
    assert desk.office.desktop.queue.parked == ()
    assert desk.office.desktop.busy == set()


def test_an_order_of_no_journal_is_said(desk: Desk) -> None:
    desk.go_in()
    for reference in ("NEVERPLACEDHERE1", ""):
        desk.office.give_up(reference)
        desk.turn()
        assert "never placed" in desk.office.desktop.failure
    desk.till.journal = None
    desk.office.retry("X")
    desk.turn()
    assert desk.office.desktop.failure == "orders are closed"


def test_what_comes_after_staff_have_left_is_let_go(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.park()
    desk.go_in()
    gate = threading.Event()
    read = desk.office._read
    monkeypatch.setattr(desk.office, "_read", lambda: (gate.wait(10), read())[1])
    desk.office.look()
    desk.visit.end()
    gate.set()
    desk.turn()
    assert desk.office.desktop.queue is None
    desk.go_in()
    assert desk.office.desktop.queue is not None, "the next look is not held up"


def test_a_right_pin_that_comes_too_late_opens_nothing(desk: Desk) -> None:
    desk.office.knock()
    desk.office.enter(PIN)
    desk.visit.end()
    desk.visit.begin("en")
    desk.turn()
    assert desk.visit.page is Page.TOWN


def test_a_job_that_breaks_does_not_end_the_looking(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk.go_in()
    reference = desk.park()
    with monkeypatch.context() as broken:
        broken.setattr(desk.office, "_read", lambda: 1 / 0)
        desk.office.look()
        desk.office.retry(reference)
        desk.turn()
        desk.turn()
    assert "the staff screen failed" in caplog.text
    assert "ZeroDivisionError" in desk.office.desktop.failure
    assert desk.office.desktop.busy == set()
    desk.office.look()
    desk.turn()
    assert desk.office.desktop.queue is not None


def test_the_pin_never_comes_into_the_log(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    desk.office.knock()
    for pin in ("7351", PIN):
        desk.office.enter(pin)
        desk.turn()
    assert desk.office.open
    assert not [record for record in caplog.records if "7351" in record.getMessage() or PIN in record.getMessage()]


def test_an_export_has_its_time_in_its_name_and_is_whole_or_not_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.park()
    at = datetime(2026, 11, 23, 22, 5, 7, tzinfo=UTC)
    path = export_orders(desk.settings, at)
    assert path.name == "orders-2026-11-23-220507.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbfreference,state,")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kiosk.staff.orders.shape.write_csv", full)
    with pytest.raises(OSError, match="No space"):
        export_orders(desk.settings, at.replace(hour=23))
    assert [Path(one).name for one in path.parent.iterdir()] == [path.name]
