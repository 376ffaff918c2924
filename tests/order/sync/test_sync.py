from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.order.journal import Journal, JournalError
from kiosk.order.model import Order, OrderState
from kiosk.order.sync import Backoff, Link, Sync, SyncStatus
from kiosk.order.sync.schedule import Job
from kiosk.store.base import Accepted, Answer, NotAuthorised, Rejected, RetryLater, StoreState, Submission, Unknown

Make = Callable[..., Order]
QUICK = Backoff(first_s=0.01, most_s=0.05, paused_s=0.05)


class Scripted:
    """A store that gives the answers it was told to, then takes everything. It remembers what it was asked."""

    name = "scripted"

    def __init__(self, submits: list[Answer | Exception] = [], finds: list[object] = []) -> None:  # noqa: B006
        self.submits, self.finds = list(submits), list(finds)
        self.asked: list[tuple[str, str]] = []

    def submit(self, submission: Submission) -> Answer:
        self.asked.append(("submit", submission.reference))
        answer = self.submits.pop(0) if self.submits else Accepted(f"S-{submission.reference}")
        if isinstance(answer, Exception):
            raise answer
        return answer

    def find(self, reference: str):  # type: ignore[no-untyped-def]
        self.asked.append(("find", reference))
        return self.finds.pop(0) if self.finds else None

    def close(self) -> None:
        self.asked.append(("close", ""))


class Turned:
    """A clock turned by hand; run() makes every step that is due, turning it over the waits, up to `until`."""

    now = 0.0

    def run(self, sync: Sync, until: float = 10_000.0) -> None:
        for _ in range(500):
            delay = sync.step()
            if delay is None or self.now + delay > until:
                return
            self.now += delay
        raise AssertionError("the queue does not come to rest")


@pytest.fixture
def clock() -> Turned:
    return Turned()


def stepped(journal: Journal, store: object, clock: Turned, **more: object) -> Sync:
    return Sync(journal, store, monotonic=lambda: clock.now, chance=lambda: 0.0, **more)  # type: ignore[arg-type]


def committed(journal: Journal, make_order: Make, n: int) -> list[str]:
    return [journal.commit(make_order()).result(5).order.reference for _ in range(n)]


def states(journal: Journal) -> list[OrderState]:
    return [record.state for record in reversed(journal.records(1000))]


def test_the_oldest_goes_first(journal: Journal, make_order: Make, clock: Turned) -> None:
    names = committed(journal, make_order, 3)
    store = Scripted()
    clock.run(stepped(journal, store, clock))
    assert [name for what, name in store.asked if what == "submit"] == names
    assert states(journal) == [OrderState.SENT] * 3
    assert journal.find(names[0]).store_id == f"S-{names[0]}"  # type: ignore[union-attr]


def test_later_means_longer_and_longer_and_nothing_is_lost(
    journal: Journal, make_order: Make, clock: Turned
) -> None:
    committed(journal, make_order, 1)
    heard: list[SyncStatus] = []
    store = Scripted([RetryLater("shut")] * 4)
    sync = stepped(journal, store, clock, on_change=heard.append, backoff=Backoff(first_s=1, most_s=4))
    clock.run(sync)
    assert clock.now == 1 + 2 + 4 + 4
    assert states(journal) == [OrderState.SENT]
    assert [status.link for status in heard] == [Link.OFFLINE] * 4 + [Link.ONLINE]
    assert sync.status == SyncStatus()


def test_jitter_shortens_but_never_to_nothing() -> None:
    assert Backoff(first_s=2, jitter=0.5).after(1, 0.999) == pytest.approx(1.0, abs=0.01)
    assert Backoff(first_s=2, most_s=60).after(10_000, 0.0) == 60


def test_no_answer_is_looked_up_before_anything_is_sent_again(
    journal: Journal, make_order: Make, clock: Turned
) -> None:
    [name] = committed(journal, make_order, 1)
    store = Scripted([Unknown("cut"), Unknown("cut")], [None, Unknown("still cut"), Accepted("S1")])
    sync = stepped(journal, store, clock)
    clock.run(sync)
    assert [what for what, _ in store.asked] == ["submit", "find", "submit", "find", "find"]
    kinds = [(event.kind, event.detail.get("reason")) for event in journal.events(name)[1:]]
    none = ("waiting", "the store is sure that it has none")
    assert kinds == [("uncertain", "cut"), none, ("uncertain", "cut"), ("sent", None)]


def test_a_rejected_order_is_parked_with_its_reason(journal: Journal, make_order: Make, clock: Turned) -> None:
    names = committed(journal, make_order, 3)
    sync = stepped(journal, Scripted([Rejected("sold out")]), clock)
    clock.run(sync)
    assert states(journal) == [OrderState.REJECTED, OrderState.SENT, OrderState.SENT]
    assert journal.find(names[0]).reason == "sold out"  # type: ignore[union-attr]
    assert clock.now == 0
    journal.mark(names[0], OrderState.WAITING, reason="staff: sold again")
    clock.run(sync)
    assert states(journal) == [OrderState.SENT] * 3


def test_a_store_that_does_not_know_us_pauses_the_queue(journal: Journal, make_order: Make, clock: Turned) -> None:
    committed(journal, make_order, 2)
    store = Scripted([NotAuthorised("401")] * 2)
    sync = stepped(journal, store, clock)
    clock.run(sync, until=119)
    assert (sync.status.link, sync.status.last_error) == (Link.PAUSED, "401")
    assert [what for what, _ in store.asked].count("submit") == 1
    sync.retry_now()  # too early: the token is still wrong
    clock.run(sync, until=119)
    assert [what for what, _ in store.asked].count("submit") == 2
    clock.run(sync)
    assert states(journal) == [OrderState.SENT] * 2


@pytest.mark.parametrize("answer", [Unknown("500"), RuntimeError("a bug"), RetryLater("503")])
def test_a_poison_order_holds_up_nobody(
    journal: Journal, make_order: Make, clock: Turned, answer: Answer | Exception
) -> None:
    names = committed(journal, make_order, 6)

    class Choking(Scripted):
        def submit(self, submission: Submission) -> Answer:
            self.submits = [answer] if submission.reference == names[0] else []
            return super().submit(submission)

    clock.run(stepped(journal, Choking(), clock), until=10)
    assert states(journal)[1:] == [OrderState.SENT] * 5
    assert states(journal)[0] in (OrderState.WAITING, OrderState.UNCERTAIN)


def test_a_new_sync_looks_up_what_the_last_one_left_in_doubt(
    journal: Journal, make_order: Make, clock: Turned
) -> None:
    names = committed(journal, make_order, 3)
    journal.mark(names[1], OrderState.UNCERTAIN, reason="the booth was switched off")
    store = Scripted(finds=[Accepted("S9", already_there=True)])
    clock.run(stepped(journal, store, clock))
    assert store.asked[0] == ("find", names[1])
    assert ("submit", names[1]) not in store.asked
    assert states(journal) == [OrderState.SENT] * 3


def test_what_the_journal_could_not_note_is_looked_up(journal: Journal, make_order: Make, clock: Turned) -> None:
    names = committed(journal, make_order, 2)
    store = Scripted(finds=[Accepted("S1")])
    sync = stepped(journal, store, clock)
    submit = store.submit

    def submit_on_a_failing_disk(given: Submission) -> Answer:
        journal._writer.ask(durable=False, work=lambda c: c.execute("PRAGMA query_only = ON"))
        store.submit = submit  # type: ignore[method-assign]
        return submit(given)

    store.submit = submit_on_a_failing_disk  # type: ignore[method-assign]
    with pytest.raises(JournalError, match="readonly"):
        sync.step()
    assert sync.status.link is Link.OFFLINE
    journal._writer.ask(durable=False, work=lambda c: c.execute("PRAGMA query_only = OFF"))
    clock.run(sync)
    assert store.asked == [("submit", names[0]), ("submit", names[1]), ("find", names[0])]
    assert states(journal) == [OrderState.SENT] * 2


def test_a_retry_after_25_hours_finds_what_the_store_had_all_along(
    journal: Journal, make_order: Make, clock: Turned
) -> None:
    """Nothing here has an age: a store's idempotency key may have run out, our reference has not."""
    names = committed(journal, make_order, 2)
    store = Scripted([Unknown("no answer")], [Unknown("no answer")] * 200)
    sync = stepped(journal, store, clock, backoff=Backoff(most_s=900))
    clock.run(sync, until=25 * 3600)
    assert 90 < len(store.asked) < 120  # it was asked all the time
    store.finds = [Accepted("S1", already_there=True)]
    clock.run(sync, until=26 * 3600)
    assert clock.now > 24.9 * 3600
    assert states(journal) == [OrderState.SENT] * 2
    assert [name for what, name in store.asked if what == "submit"] == names


@pytest.mark.parametrize("hours", [-1, -8760, 1, 8760])
def test_a_clock_that_is_set_changes_nothing(tmp_path: Path, make_order: Make, clock: Turned, hours: int) -> None:
    wall = [datetime(2026, 11, 23, 12, tzinfo=UTC)]
    with Journal(tmp_path / "j.db", now=lambda: wall[0]) as journal:
        names = committed(journal, make_order, 2)
        store = Scripted([RetryLater("shut")] * 3)
        sync = stepped(journal, store, clock, backoff=Backoff(first_s=1, most_s=4))
        assert sync.step() == 0.0
        wall[0] += timedelta(hours=hours)
        names += committed(journal, make_order, 1)
        clock.run(sync)
        assert clock.now == 1 + 2 + 4
        assert [name for what, name in store.asked if what == "submit"][3:] in (
            names,
            [names[1], names[2], names[0]],
        )
        assert states(journal) == [OrderState.SENT] * 3
        assert [record.order.reference for record in reversed(journal.records())] == names


def test_while_the_breaker_is_half_open_one_order_tries_it(
    journal: Journal, make_order: Make, clock: Turned
) -> None:
    committed(journal, make_order, 8)
    sync = stepped(journal, Scripted(), clock, more=Scripted, senders=4, backoff=Backoff(first_s=1, most_s=8))
    sync._take_over()
    schedule = sync._schedule
    jobs = [schedule.next() for _ in range(4)]  # four senders ask at once
    assert len({job.reference for job in jobs if isinstance(job, Job)}) == 4
    for job in jobs:
        schedule.answered(job, RetryLater("503"))  # type: ignore[arg-type]
    assert schedule.next() == 1.0  # four refusals at one time are one failure of the store
    clock.now += 1.0
    probe = schedule.next()
    assert isinstance(probe, Job)
    assert schedule.next() is None
    schedule.answered(probe, RetryLater("503"))
    assert schedule.next() == 2.0
    clock.now += 2.0
    probe = schedule.next()
    assert isinstance(probe, Job)
    written = schedule.answered(probe, Accepted("S1"))
    assert written is not None
    written.result(5)
    assert all(isinstance(schedule.next(), Job) for _ in range(4))
    sync.stop()


def test_an_order_that_alone_is_put_off_holds_up_nobody_who_comes_later(
    journal: Journal, make_order: Make, clock: Turned
) -> None:
    [poison] = committed(journal, make_order, 1)

    class Choking(Scripted):
        def submit(self, submission: Submission) -> Answer:
            self.submits = [RetryLater("503")] if submission.reference == poison else []
            return super().submit(submission)

    sync = stepped(journal, Choking(), clock)
    committed(journal, make_order, 3)
    clock.run(sync, until=600)
    for _ in range(5):
        before = clock.now
        committed(journal, make_order, 1)
        clock.run(sync, until=before + 1)
        assert states(journal)[1:] == [OrderState.SENT] * (len(states(journal)) - 1)
    assert journal.find(poison).reason == "503"  # type: ignore[union-attr]


def test_accepted_says_where_to_pay_and_what_became_of_it(
    journal: Journal, make_order: Make, clock: Turned
) -> None:
    names = committed(journal, make_order, 2)
    paid = Accepted("S2", already_there=True, state=StoreState.PAID)
    clock.run(stepped(journal, Scripted([Accepted("S1", pay_url="https://pay.example/1"), paid]), clock))
    first, second = (journal.find(name) for name in names)
    assert first is not None
    assert second is not None
    assert (first.state, first.pay_url) == (OrderState.SENT, "https://pay.example/1")
    assert second.state is OrderState.PAID


def test_a_store_that_says_yes_and_names_nothing_has_said_nothing(
    journal: Journal, make_order: Make, clock: Turned
) -> None:
    committed(journal, make_order, 1)
    store = Scripted([Accepted("")], [Accepted("S1")])
    clock.run(stepped(journal, store, clock))
    assert [what for what, _ in store.asked] == ["submit", "find"]
    assert states(journal) == [OrderState.SENT]
