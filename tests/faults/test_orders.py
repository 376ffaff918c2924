"""What happens to orders when other orders, clocks and networks misbehave."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.order.journal import Journal
from kiosk.order.model import Order, OrderState
from kiosk.order.sync import Sync
from kiosk.store.base import Answer, Rejected, RetryLater, Submission, Unknown
from kiosk.store.embedded import EmbeddedStore
from kiosk.store.http import HttpStore
from kiosk.store.serve import StoreServer
from tests.faults.judge import Report
from tests.faults.power import power_cuts
from tests.faults.trial import Plan, Trial, embedded

Make = Callable[..., Order]


class Choking(EmbeddedStore):
    """Has an answer of its own for one order, until it is cured."""

    poison = ""
    answer: Answer = Unknown("choked")

    def submit(self, submission: Submission) -> Answer:
        return self.answer if submission.reference == self.poison else super().submit(submission)


@pytest.mark.parametrize("answer", [Unknown("choked"), RetryLater("put off"), Rejected("never")])
def test_a_poison_order_in_front_of_a_hundred(
    tmp_path: Path, journal: Journal, make_order: Make, answer: Answer
) -> None:
    store = Choking(tmp_path / "store.db")
    server = StoreServer(store)
    names = [journal.commit(make_order()).result().order.reference for _ in range(101)]
    store.poison, store.answer = names[0], answer
    sync = Sync(journal, HttpStore(server.url))
    try:
        sync.start()
        end = time.monotonic() + 15
        while journal.counts()[OrderState.SENT] < 100:
            assert time.monotonic() < end, f"{journal.counts()[OrderState.SENT]} of 100 got past it"
            time.sleep(0.02)
        state = journal.find(names[0]).state  # type: ignore[union-attr]
        assert state is (OrderState.REJECTED if isinstance(answer, Rejected) else state)
        assert state is not OrderState.SENT
        store.poison = ""
        if isinstance(answer, Rejected):
            journal.retry(names[0], "cured")
        sync.retry_now()
        while journal.counts()[OrderState.SENT] < 101:
            assert time.monotonic() < end, "cured, and not sent"
            time.sleep(0.02)
    finally:
        sync.stop()
        server.close()
    assert len(EmbeddedStoreFile(tmp_path / "store.db")) == 101


class EmbeddedStoreFile(list[str]):
    """The references in a store's file."""

    def __init__(self, path: Path) -> None:
        store = EmbeddedStore(path)
        super().__init__(submission.reference for _, submission in store.orders(1000))
        store.close()


class Forgetful(EmbeddedStore):
    """Takes what it is given; its word is lost as often as it is told to."""

    lost = 0

    def submit(self, submission: Submission) -> Answer:
        answer = super().submit(submission)
        if self.lost:
            self.lost -= 1
            return Unknown("the reply was lost")
        return answer


class Clocks:
    """The wall's and the machine's, turned by hand."""

    def __init__(self) -> None:
        self.wall = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
        self.monotonic = 0.0

    def turn(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.monotonic += seconds


@pytest.mark.parametrize("restarted", [False, True])
def test_a_retry_after_25_hours_is_the_same_order(tmp_path: Path, make_order: Make, restarted: bool) -> None:
    """Others forget their idempotency keys after 24 hours, and take the order a second time."""
    clocks = Clocks()
    store = Forgetful(tmp_path / "store.db", now=lambda: clocks.wall)
    store.lost = 1

    def opened(journal: Journal) -> Sync:
        return Sync(journal, store, monotonic=lambda: clocks.monotonic, chance=lambda: 0.0)

    path = tmp_path / "journal.sqlite"
    with Journal(path, now=lambda: clocks.wall) as journal:
        name = journal.commit(make_order(at=clocks.wall)).result().order.reference
        sync = opened(journal)
        sync.step()
        assert journal.find(name).state is OrderState.UNCERTAIN  # type: ignore[union-attr]
        clocks.turn(25 * 3600)
        if not restarted:
            sync.once()
        sync.stop()
    with Journal(path, now=lambda: clocks.wall) as journal:
        sync = opened(journal)
        sync.once()
        sync.stop()
        record = journal.find(name)
        assert record is not None
        assert record.state is OrderState.SENT
        assert journal.commit(record.order).result().store_id == record.store_id, "nor is it a new one here"
    store = Forgetful(tmp_path / "store.db")
    assert len(store.orders()) == 1
    from kiosk.order.sync import submission

    again = store.submit(submission(record.order))
    assert again.already_there  # type: ignore[union-attr]
    store.close()


def test_a_clock_set_back_an_hour_changes_nothing(tmp_path: Path, make_order: Make) -> None:
    clocks = Clocks()
    store = Forgetful(tmp_path / "store.db", now=lambda: clocks.wall)
    with Journal(tmp_path / "journal.sqlite", now=lambda: clocks.wall) as journal:
        sync = Sync(journal, store, monotonic=lambda: clocks.monotonic, chance=lambda: 0.0)
        names = [journal.commit(make_order(at=clocks.wall)).result().order.reference for _ in range(3)]
        store.lost = 1
        sync.step()  # the first is in doubt, and everything else waits
        clocks.wall -= timedelta(hours=1)
        names += [journal.commit(make_order(at=clocks.wall)).result().order.reference for _ in range(3)]
        assert [record.order.reference for record in reversed(journal.records())] == names, (
            "newest first, as before"
        )
        assert journal.oldest_unsent().order.reference == names[0]  # type: ignore[union-attr]
        clocks.monotonic += 1.0  # a second, and no hour, until it is tried again
        sync.once()
        sync.stop()
        assert journal.counts()[OrderState.SENT] == 6
        assert [event.kind for event in journal.events(names[0])] == ["placed", "uncertain", "sent"]
        again = journal.events(names[0])
        assert again[0].at > again[-1].at, "the clock did go back"
    assert EmbeddedStoreFile(tmp_path / "store.db") == list(reversed(names))


def test_twenty_orders_through_everything_that_goes_wrong(tmp_path: Path) -> None:
    """`make faults` in small: a bad network, and kill -9 of booth and store."""
    plan = Plan(
        20, seed=1, rate=0.5, pause_s=0.02, booth_s=1.2, store_s=1.5, booth_kills=2, store_kills=1, storm_s=4
    )
    report = Trial(plan, tmp_path, embedded(tmp_path / "shop")).run()
    assert report.well, (report.lost, report.doubled, report.wrong)
    assert report.placed == 20
    assert report.sold + report.parked == report.journal
    assert sum(report.faults.values()) >= 10


def test_twenty_orders_with_a_fresh_id_for_each_attempt_double(tmp_path: Path) -> None:
    plan = Plan(20, seed=1, fresh=True, rate=0.5, pause_s=0.02, booth_kills=0, store_kills=0, storm_s=2)
    report = Trial(plan, tmp_path, embedded(tmp_path / "shop")).run()
    assert report.doubled, "the run above could not have failed"


def test_the_judge_sees_what_is_lost_doubled_or_altered(tmp_path: Path) -> None:
    shop = embedded(tmp_path / "shop")
    trial = Trial(Plan(8, seed=3, rate=0.0, pause_s=0.01, booth_kills=0, store_kills=0), tmp_path, shop)
    assert trial.run().well
    with closing(sqlite3.connect(tmp_path / "shop/store.db")) as books, books:
        names = [row[0] for row in books.execute("SELECT external_reference FROM orders")]
        gone, altered, doubled = names[:3]
        books.execute("DELETE FROM orders WHERE external_reference = ?", (gone,))
        change = "UPDATE orders SET body = json_set(body, '$.lines[0].quantity', 77) WHERE external_reference = ?"
        books.execute(change, (altered,))
        books.execute(
            "INSERT INTO orders (external_reference, body) SELECT 'SECOND', body FROM orders"
            " WHERE external_reference = ?",
            (doubled,),
        )
    trial.report = Report()
    shop.start()
    trial.judge()
    said = trial.report
    assert [one.partition(":")[0] for one in said.lost] == [gone]
    assert len(said.doubled) == 1
    for name in (gone, altered):
        assert any(one.startswith(f"reconcile: {name}") for one in said.wrong)
    assert any(one.startswith(f"{altered}: ") for one in said.wrong)
    assert any(one.startswith("stock of ") for one in said.wrong)


def test_no_acknowledged_order_is_lost_in_a_power_cut(tmp_path: Path) -> None:
    found = power_cuts(tmp_path / "full", 1, cuts=25, orders=60)
    assert (found.lost, found.opened) == (0, 25), found.said
    assert found.checked > 300


def test_a_journal_that_does_not_wait_for_the_disk_loses_some(tmp_path: Path) -> None:
    assert power_cuts(tmp_path / "normal", 1, cuts=25, synchronous="NORMAL", orders=60).lost > 0
