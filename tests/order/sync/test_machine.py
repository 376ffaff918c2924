"""Sync against a store that answers anything, dies anywhere and deduplicates nothing: lost 0, doubled 0.

The store here keeps every submission that reaches it as an order of its own. So whatever is sent twice is doubled,
and only asking before sending again can keep it from happening.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.order.journal import Journal, fold
from kiosk.order.model import Good, Line, Order, OrderState, new_reference
from kiosk.order.sync import Sync
from kiosk.store.base import Accepted, Answer, NotAuthorised, Rejected, RetryLater, Submission, Unknown

GOOD = Good("mask-1", "09520123456788", "Rice mask", "米面膜", 3900, "CNY", 5)
FAULTS = ("later", "not authorised", "cut before", "cut after", "raise after", "rejected")
DEATHS = ("die before", "die after")
ANSWERS = st.lists(st.sampled_from(("", *FAULTS, *DEATHS)), min_size=1, max_size=5)


class PowerCut(BaseException):
    """The process is gone, between two instructions."""


class NaiveStore:
    name = "naive"

    def __init__(self) -> None:
        self.orders: list[str] = []
        self.refused: set[str] = set()
        self.submits: list[str] = []  # what happens next; then all is well
        self.finds: list[str] = []

    def submit(self, submission: Submission) -> Answer:
        fault = self.submits.pop(0) if self.submits else ""
        if fault == "die before":
            raise PowerCut
        if fault == "later":
            return RetryLater("503")
        if fault == "not authorised":
            return NotAuthorised("401")
        if fault == "cut before":
            return Unknown("reset")
        if fault == "rejected":
            self.refused.add(submission.reference)
            return Rejected("sold out")
        self.orders.append(submission.reference)
        if fault == "die after":
            raise PowerCut
        if fault == "cut after":
            return Unknown("no answer")
        if fault == "raise after":
            raise RuntimeError("an adapter's bug")
        return Accepted(f"S-{submission.reference}")

    def find(self, reference: str):  # type: ignore[no-untyped-def]
        fault = self.finds.pop(0) if self.finds else ""
        if fault.startswith("die"):
            raise PowerCut
        if fault == "later":
            return RetryLater("503")
        if fault == "not authorised":
            return NotAuthorised("401")
        if fault:
            return Unknown("no answer")
        return Accepted(f"S-{reference}", already_there=True) if reference in self.orders else None

    def close(self) -> None:
        pass


class Machine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = NaiveStore()
        self.now, self.wall = 0.0, datetime(2026, 11, 23, 12, tzinfo=UTC)
        self.placed: list[str] = []
        self.start()

    def start(self) -> None:
        self.journal = Journal(Path(self.folder.name) / "j.db", now=lambda: self.wall)
        self.sync = Sync(self.journal, self.store, monotonic=lambda: self.now, chance=lambda: 0.0)  # type: ignore[arg-type]

    def end(self) -> None:
        self.sync.stop()
        self.journal.close()

    @rule(n=st.integers(0, 3), submits=ANSWERS, finds=ANSWERS, steps=st.integers(1, 8))
    def a_bad_hour(self, n: int, submits: list[str], finds: list[str], steps: int) -> None:
        for _ in range(n):
            order = Order(new_reference(), (Line(GOOD, 1),), "CNY", 3900, self.wall, "zh")
            self.journal.commit(order).result(5)
            self.placed.append(order.reference)
        self.store.submits, self.store.finds = list(submits), list(finds)
        for _ in range(steps):
            try:
                delay = self.sync.step()
            except PowerCut:
                self.end()
                self.start()
                continue
            if delay is None:
                return
            self.now += delay

    @rule(hours=st.integers(-30, 30))
    def somebody_sets_the_clock(self, hours: int) -> None:
        self.wall += timedelta(hours=hours)

    @rule()
    def the_booth_is_switched_off_and_on(self) -> None:
        self.end()
        self.start()

    @precondition(lambda self: self.store.refused)
    @rule()
    def staff_try_again(self) -> None:
        for record in self.journal.records(1000, OrderState.REJECTED):
            self.journal.retry(record.order.reference, "staff: try again")
            self.store.refused.discard(record.order.reference)

    @rule()
    def all_is_well_again(self) -> None:
        self.store.submits, self.store.finds = [], []
        self.sync.retry_now()
        for _ in range(1000):
            delay = self.sync.step()
            if delay is None:
                break
            self.now += delay
        else:
            raise AssertionError("the queue does not come to rest")
        states = {record.order.reference: record.state for record in self.journal.records(1000)}
        assert set(states) == set(self.placed)
        for reference, state in states.items():
            assert state is (OrderState.REJECTED if reference in self.store.refused else OrderState.SENT)
        assert sorted(self.store.orders) == sorted(name for name, s in states.items() if s is OrderState.SENT)

    @invariant()
    def none_is_doubled_and_none_invented(self) -> None:
        assert not [name for name, n in Counter(self.store.orders).items() if n > 1]
        assert set(self.store.orders) <= set(self.placed)
        for record in self.journal.records(1000):
            assert fold.fold(self.journal.events(record.order.reference)) == record
            assert record.state is not OrderState.SENT or record.order.reference in self.store.orders

    def teardown(self) -> None:
        try:
            self.all_is_well_again()
            self.none_is_doubled_and_none_invented()
        finally:
            self.end()
            self.folder.cleanup()


Machine.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestMachine = Machine.TestCase


def test_sent_again_after_a_look_up_and_then_a_power_cut() -> None:
    """Found by the machine: what was in doubt once is still in the sender's hand when it waits again."""
    machine = Machine()
    machine.a_bad_hour(1, ["cut before", "die after"], [""], 8)
    assert machine.store.orders == machine.placed
    machine.teardown()
