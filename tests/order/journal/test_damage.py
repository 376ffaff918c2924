"""What a bit that falls over inside of a row may cost: that one order's content, and nobody else anything."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.order.journal import Journal, fold, read_journal
from kiosk.order.model import Order, OrderState

Make = Callable[..., Order]


def filled(path: Path, make_order: Make, n: int = 5) -> list[str]:
    with Journal(path) as journal:
        return [journal.commit(make_order()).result(5).order.reference for _ in range(n)]


def harm(path: Path, statement: str, *values: object) -> None:
    """As a disk would: past the triggers."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER event_stays")
        assert connection.execute(statement, values).rowcount == 1
        connection.commit()


@pytest.mark.parametrize(
    "change",
    [
        "detail = replace(detail, '{', '[')",
        'detail = replace(detail, \'"gtin":"0\', \'"gtin":"1\')',
        "detail = substr(detail, 1, 40)",
        "detail = '7'",
        "detail = '{}'",
        "at = 'yesterday'",
        "crc = crc + 1",
    ],
)
def test_a_damaged_order_is_parked_and_the_others_go_on(tmp_path: Path, make_order: Make, change: str) -> None:
    path = tmp_path / "j.db"
    names = filled(path, make_order)
    harm(path, f"UPDATE event SET {change} WHERE reference = ? AND kind = 'placed'", names[1])
    with Journal(path) as journal:
        assert [one.order.reference for one in journal.claim(2, ())] == [names[0], names[2]]
        found = journal.find(names[1])
        assert found is not None
        assert (found.state, found.reason, found.order.lines) == (OrderState.REJECTED, fold.DAMAGED, ())
        assert journal.counts()[OrderState.REJECTED] == 1
        assert journal.counts()[OrderState.WAITING] == 4
        journal.retry(names[1], "staff: again")  # it cannot be mended by trying
        assert names[1] not in [one.order.reference for one in journal.claim(9, ())]
        assert journal.give_up(names[1], "staff: placed anew").state is OrderState.CANCELLED
    assert len(read_journal(path)) == 5


def test_many_damaged_ones_in_front_hold_nobody_up(tmp_path: Path, make_order: Make) -> None:
    path = tmp_path / "j.db"
    names = filled(path, make_order, 12)
    for name in names[:11]:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DROP TRIGGER IF EXISTS event_stays")
            connection.execute("UPDATE event SET detail = '' WHERE reference = ?", (name,))
            connection.commit()
    with Journal(path) as journal:
        assert [one.order.reference for one in journal.claim(2, ())] == names[11:]


def test_the_store_may_still_say_that_it_has_a_damaged_one(tmp_path: Path, make_order: Make) -> None:
    path = tmp_path / "j.db"
    names = filled(path, make_order, 1)
    harm(path, "UPDATE event SET detail = '' WHERE reference = ?", names[0])
    with Journal(path) as journal:
        assert journal.claim(1, ()) == []
        assert journal.mark(names[0], OrderState.SENT, "E1").state is OrderState.SENT


def test_a_state_that_is_none_is_folded_anew(tmp_path: Path, make_order: Make) -> None:
    path = tmp_path / "j.db"
    names = filled(path, make_order, 3)
    with Journal(path) as journal:
        journal.mark(names[2], OrderState.SENT, "E1")
    for name, state in ((names[0], "waitinf"), (names[2], "rent")):
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE orders SET state = ? WHERE reference = ?", (state, name))
            connection.commit()
    assert len(read_journal(path)) == 3
    with Journal(path) as journal:
        states = {record.order.reference: record.state for record in journal.records()}
        assert states == {names[0]: OrderState.WAITING, names[1]: OrderState.WAITING, names[2]: OrderState.SENT}
        assert [one.order.reference for one in journal.claim(5, ())] == names[:2]


def test_an_index_that_does_not_fit_its_table_is_damage(tmp_path: Path, make_order: Make) -> None:
    path = tmp_path / "j.db"
    filled(path, make_order)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = 'CREATE INDEX orders_by_state ON orders (reference, seq)'"
            " WHERE name = 'orders_by_state'"
        )
        connection.commit()
    with Journal(path) as journal:
        assert journal.set_aside is not None
