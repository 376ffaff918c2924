from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.order.journal import JournalError
from kiosk.order.journal.thread import ConnectionThread


def opened() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("CREATE TABLE said (what)")
    return connection


@pytest.fixture
def owner() -> Iterator[ConnectionThread]:
    owner = ConnectionThread("owner", Path("memory"), opened)
    yield owner
    owner.close()


def where(_: sqlite3.Connection) -> int:
    return threading.get_ident()


def test_whoever_waits_does_it_meanwhile(owner: ConnectionThread) -> None:
    assert owner.ask(where, durable=True).result() == threading.get_ident()


def test_whoever_does_not_wait_has_it_done(owner: ConnectionThread) -> None:
    done = threading.Event()
    found: list[int] = []
    future = owner.ask(where, durable=True)
    future.add_done_callback(lambda one: (found.append(one.result()), done.set()))
    assert done.wait(5)
    assert found != [threading.get_ident()]


def test_nobody_overtakes_what_was_asked_before(owner: ConnectionThread) -> None:
    hold, said = threading.Event(), []

    def slow(_: sqlite3.Connection) -> None:
        assert hold.wait(5)
        said.append("first")

    first = owner.ask(slow, durable=False)
    second = owner.ask(lambda _: said.append("second"), durable=True)
    threading.Timer(0.05, hold.set).start()
    second.result()
    assert first.done()
    assert said == ["first", "second"]


def test_what_is_patient_is_not_overtaken_either(owner: ConnectionThread) -> None:
    said: list[int] = []
    owner.ask(lambda _: said.append(1), durable=True, patient=True)
    owner.ask(lambda _: said.append(2), durable=True).result()
    assert said == [1, 2]


def test_what_follows_may_ask_again_and_wait(owner: ConnectionThread) -> None:
    found: list[int] = []

    def after(_: int) -> None:
        found.append(owner.ask(where, durable=False).result())

    owner.ask(where, durable=True, after=after).result()
    assert found == [threading.get_ident()]


def test_an_interruption_leaves_no_transaction_open(owner: ConnectionThread) -> None:
    def interrupted(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO said VALUES (1)")
        raise KeyboardInterrupt

    future = owner.ask(interrupted, durable=True)
    with pytest.raises((KeyboardInterrupt, JournalError)):
        future.result()
    count = owner.ask(
        lambda connection: connection.execute("SELECT COUNT(*) FROM said").fetchone()[0], durable=True
    )
    assert count.result(5) == 0


@given(asks=st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.booleans()), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_every_thread_finds_its_own_in_its_order(asks: list[tuple[int, bool, bool]]) -> None:
    """asks: by which of three threads, whether it waits, whether it is patient."""
    owner = ConnectionThread("owner", Path("memory"), opened)
    try:

        def write(value: str):
            return lambda connection: connection.execute("INSERT INTO said VALUES (?)", (value,))

        def act(mine: int) -> None:
            last = None
            for n, (who, waits, patient) in enumerate(asks):
                if who == mine:
                    last = owner.ask(write(f"{mine}.{n}"), durable=True, patient=patient)
                    if waits:
                        last.result()
            if last is not None:
                last.result()

        threads = [threading.Thread(target=act, args=(mine,)) for mine in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rows = owner.ask(
            lambda c: [value for (value,) in c.execute("SELECT what FROM said ORDER BY rowid")], durable=False
        )
        said = rows.result()
        assert len(said) == len(asks)
        for mine in range(3):
            numbers = [int(one.split(".")[1]) for one in said if one.startswith(f"{mine}.")]
            assert numbers == sorted(numbers)
    finally:
        owner.close()
