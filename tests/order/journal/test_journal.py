from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from kiosk.order.journal import Journal, JournalError, fold, read_journal
from kiosk.order.model import Good, Line, Order, OrderRecord, OrderState, new_reference

Make = Callable[..., Order]


def test_a_resolved_future_is_on_the_disk(journal: Journal, make_order: Make) -> None:
    record = journal.commit(make_order()).result(5)
    assert read_journal(journal.path) == [record]  # another connection, while the booth's is open
    assert record.state is OrderState.WAITING


def test_the_same_order_twice_is_one(journal: Journal, make_order: Make) -> None:
    order = make_order()
    assert journal.commit(order).result(5) == journal.commit(order).result(5)
    with pytest.raises(JournalError, match="other lines"):
        journal.commit(make_order(order.reference, quantity=2)).result(5)
    assert len(journal.records()) == 1


def test_listeners_hear_of_each_change_and_may_read(tmp_path: Path, make_order: Make) -> None:
    heard: list[tuple[OrderState, dict[OrderState, int]]] = []

    def listen(record: OrderRecord) -> None:
        heard.append((record.state, journal.counts()))
        raise RuntimeError("a listener's fault is not the journal's")

    with Journal(tmp_path / "j.db", listen) as journal:
        order = make_order()
        journal.commit(order).result(5)
        journal.mark(order.reference, OrderState.SENT, store_id="E1")
    assert [state for state, _ in heard] == [OrderState.WAITING, OrderState.SENT]
    assert heard[1][1][OrderState.SENT] == 1


def test_what_is_at_the_store_stays_there(journal: Journal, make_order: Make) -> None:
    order = make_order()
    journal.commit(order).result(5)
    journal.mark(order.reference, OrderState.SENT, store_id="E1")
    with pytest.raises(JournalError, match="stays there"):
        journal.mark(order.reference, OrderState.WAITING)
    with pytest.raises(JournalError, match="never placed"):
        journal.mark(new_reference(), OrderState.WAITING)


def test_a_full_disk_is_said_and_nothing_half_done_remains(journal: Journal, make_order: Make) -> None:
    kept = [journal.commit(make_order()).result(5)]
    journal._writer.ask(
        durable=False,
        work=lambda c: c.execute(f"PRAGMA max_page_count = {c.execute('PRAGMA page_count').fetchone()[0]}"),
    )
    with pytest.raises(JournalError, match="full"):  # noqa: PT012 - which commit is the first not to fit is SQLite's matter
        for _ in range(50):
            kept.insert(0, journal.commit(make_order()).result(5))
    assert journal.records() == kept
    journal._writer.ask(
        durable=False, work=lambda c: c.execute("PRAGMA max_page_count = 100000")
    )  # staff made room
    kept.insert(0, journal.commit(make_order()).result(5))
    assert read_journal(journal.path) == kept


def test_a_read_only_journal_says_so(journal: Journal, make_order: Make) -> None:
    journal._writer.ask(durable=False, work=lambda c: c.execute("PRAGMA query_only = ON"))
    with pytest.raises(JournalError, match="readonly"):
        journal.commit(make_order()).result(5)
    assert journal.records() == []


def test_after_the_end_nothing_is_promised(tmp_path: Path, make_order: Make) -> None:
    journal = Journal(tmp_path / "j.db")
    last = journal.commit(make_order())
    journal.close()
    assert last.result(0).state is OrderState.WAITING
    with pytest.raises(JournalError, match="closed"):
        journal.commit(make_order()).result(5)
    assert "journal" not in [thread.name for thread in threading.enumerate()]


def test_a_journal_from_the_future_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    Journal(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    for open_it in (Journal, read_journal):
        with pytest.raises(JournalError, match="newer kiosk"):
            open_it(path)
    assert path.read_bytes() == before
    assert {part.name for part in tmp_path.iterdir()} == {"j.db", "j.db-users"}


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    before = path.read_bytes()
    with pytest.raises(JournalError, match="not a booth's journal"):
        Journal(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("harm", ["header", "pages"])
def test_a_damaged_journal_is_set_aside_not_lost(tmp_path: Path, make_order: Make, harm: str) -> None:
    path = tmp_path / "j.db"
    with Journal(path) as journal:
        for _ in range(30):
            journal.commit(make_order()).result(5)
    good = path.read_bytes()
    bad = b"rubbish" * 1000 if harm == "header" else good[:4096] + b"\xa5" * (len(good) - 4096)
    path.write_bytes(bad)
    with Journal(path) as journal:
        assert journal.set_aside is not None
        assert journal.set_aside.read_bytes() == bad
        assert journal.set_aside.name.startswith("j.damaged-")
        journal.commit(make_order()).result(5)
    with Journal(path) as journal:
        assert journal.set_aside is None
        assert len(journal.records()) == 1


def test_events_are_only_ever_added(journal: Journal, make_order: Make) -> None:
    journal.commit(make_order()).result(5)
    with closing(sqlite3.connect(journal.path)) as connection:
        for harm in ("DELETE FROM event", "UPDATE event SET kind = 'sent'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(harm)


CHILD = """
import sys, pathlib
from datetime import UTC, datetime
from kiosk.order.journal import Journal
from kiosk.order.model import Good, Line, Order, new_reference
journal = Journal(pathlib.Path(sys.argv[1]))
line = Line(Good("s", "09520123456788", "e", "z", 3900, "CNY", 5), 1)
while True:
    order = Order(new_reference(), (line,), "CNY", 3900, datetime.now(UTC), "zh")
    journal.commit(order).result()
    sys.stdout.write(order.reference + "\\n")
    sys.stdout.flush()
"""


@pytest.mark.parametrize("acknowledged", [1, 7, 40])
def test_kill_9_loses_no_acknowledged_order(tmp_path: Path, acknowledged: int) -> None:
    path = tmp_path / "j.db"
    with subprocess.Popen([sys.executable, "-c", CHILD, path], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        told = [child.stdout.readline().strip() for _ in range(acknowledged)]
        child.kill()
        told += child.stdout.read().split()
    assert child.returncode == -9
    with Journal(path) as journal:
        assert journal.set_aside is None
        kept = {record.order.reference for record in journal.records(100_000)}
    assert set(told) <= kept
    assert len(kept) - len(told) <= 1  # the one that was under way may be there, unacknowledged


class Machine(RuleBasedStateMachine):
    """Commits, marks and reopenings in any order: the fold on the disk is the fold of the events."""

    references = Bundle("references")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "j.db"
        self.journal = Journal(self.path)
        self.expected: dict[str, OrderState] = {}
        self.given_up: set[str] = set()

    @rule(target=references, quantity=st.integers(1, 5), language=st.sampled_from(["zh", "en"]), title=st.text())
    def commit(self, quantity: int, language: str, title: str) -> str:
        line = Line(Good("s", "g", title.encode(errors="replace").decode(), "面", 3900, "CNY", 5), quantity)
        order = Order(new_reference(), (line,), "CNY", line.total, self.journal._now(), language)
        assert self.journal.commit(order).result(5).order == order
        assert self.journal.commit(order).result(5).order == order
        self.expected[order.reference] = OrderState.WAITING
        return order.reference

    @rule(reference=references, state=st.sampled_from(OrderState), reason=st.none() | st.just("why"))
    def mark(self, reference: str, state: OrderState, reason: str | None) -> None:
        """The rules of what may follow, written down a second time and in another manner."""
        before, at_store = self.expected[reference], ("sent", "paid", "cancelled", "refunded")
        store_id = "E1" if state.value in at_store else None
        given_up = reference in self.given_up and state is not OrderState.CANCELLED
        if (before.value in at_store and state.value not in at_store) or given_up:
            with pytest.raises(JournalError):
                self.journal.mark(reference, state, store_id, reason)
            return
        late = state is OrderState.SENT and before.value in ("paid", "cancelled", "refunded")
        expected = before if late else state
        assert self.journal.mark(reference, state, store_id, reason).state is expected
        self.expected[reference] = expected

    @rule(reference=references)
    def give_up(self, reference: str) -> None:
        if self.expected[reference] is not OrderState.REJECTED:
            with pytest.raises(JournalError):
                self.journal.give_up(reference, "nobody wants it")
            return
        self.journal.give_up(reference, "nobody wants it")
        self.expected[reference] = OrderState.CANCELLED
        self.given_up.add(reference)

    @rule()
    def reopen(self) -> None:
        self.journal.close()
        self.journal = Journal(self.path)

    @invariant()
    def fold_is_the_fold_of_the_events(self) -> None:
        records = self.journal.records(1000)
        assert {record.order.reference: record.state for record in records} == self.expected
        assert [record.order.reference for record in reversed(records)] == list(self.expected)
        for record in records:
            assert fold.fold(self.journal.events(record.order.reference)) == record
        states = list(self.expected.values())
        assert self.journal.counts() == {state: states.count(state) for state in OrderState}
        open_ones = [
            n for s in (OrderState.UNCERTAIN, OrderState.WAITING) for n, t in self.expected.items() if t is s
        ]
        assert [record.order.reference for record in self.journal.waiting(1000)] == open_ones

    def teardown(self) -> None:
        self.journal.close()
        self.folder.cleanup()


Machine.TestCase.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)
TestMachine = Machine.TestCase
