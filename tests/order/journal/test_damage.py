"""What a bit that falls over inside of a row may cost: that one order's content, and nobody else anything."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.order.journal import Journal, JournalError, fold, read_journal
from kiosk.order.model import Good, Line, Order, OrderState

Make = Callable[..., Order]
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def filled(path: Path, make_order: Make, n: int = 5) -> list[str]:
    with Journal(path) as journal:
        return [journal.commit(make_order()).result(5).order.reference for _ in range(n)]


def harm(path: Path, statement: str, *values: object) -> None:
    """As a disk would: past the triggers."""
    with closing(sqlite3.connect(path)) as connection:
        trigger = "SELECT sql FROM sqlite_schema WHERE name = 'event_stays'"
        [(sql,)] = connection.execute(trigger).fetchall()
        connection.execute("DROP TRIGGER event_stays")
        assert connection.execute(statement, values).rowcount == 1
        connection.execute(sql)
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
        with pytest.raises(JournalError, match="damaged"):
            journal.retry(names[1], "staff: again")
        assert journal.give_up(names[1], "staff: placed anew").state is OrderState.CANCELLED
    assert len(read_journal(path)) == 5


def test_many_damaged_ones_in_front_hold_nobody_up(tmp_path: Path, make_order: Make) -> None:
    path = tmp_path / "j.db"
    names = filled(path, make_order, 12)
    for name in names[:11]:
        harm(path, "UPDATE event SET detail = '' WHERE reference = ?", name)
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


def rewrite_sql(path: Path, sql: str) -> None:
    """The same bytes mean something else from here on."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'orders_by_state'", (sql,))
        connection.commit()


def test_an_index_that_does_not_fit_its_table_is_made_anew_and_nothing_is_set_aside(
    tmp_path: Path, make_order: Make, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "j.db"
    names = filled(path, make_order)
    rewrite_sql(path, "CREATE INDEX orders_by_state ON orders (reference, seq)")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("REINDEX")
    rewrite_sql(path, "CREATE INDEX orders_by_state ON orders (state, seq)")
    with Journal(path) as journal:
        assert journal.set_aside is None
        assert [one.order.reference for one in journal.claim(9, ())] == names
    assert "made anew" in caplog.text


def test_a_row_that_disagrees_with_its_events_is_folded_anew(tmp_path: Path, make_order: Make) -> None:
    path = tmp_path / "j.db"
    names = filled(path, make_order, 2)
    with Journal(path) as journal:
        journal.mark(names[1], OrderState.SENT, "E1")
    harm(path, "UPDATE orders SET state = 'sent', store_id = 'E7' WHERE reference = ?", names[0])
    with Journal(path) as journal:
        assert [one.order.reference for one in journal.claim(9, ())] == names[:1]
        found = journal.find(names[0])
        assert found is not None
        assert found.store_id is None
        assert {state.value: n for state, n in journal.counts().items() if n} == {"waiting": 1, "sent": 1}


def test_what_can_be_read_of_a_damaged_journal_is_brought_into_the_new_one(
    tmp_path: Path, make_order: Make
) -> None:
    path = tmp_path / "j.db"
    names = filled(path, make_order, 200)
    with Journal(path) as journal:
        journal.mark(names[0], OrderState.SENT, "E1")
        journal.mark(names[1], OrderState.PAID, "E2")
        journal.mark(names[2], OrderState.REJECTED, reason="sold out")
    good = path.read_bytes()
    hole = len(good) // 4096 // 2 * 4096
    path.write_bytes(good[:hole] + b"\xa5" * 4096 + good[hole + 4096 :])
    with Journal(path) as journal:
        assert journal.set_aside is not None
        assert journal.set_aside.read_bytes()[:4096] == good[:4096]
        records = {one.order.reference: one for one in journal.records(1000)}
        assert 150 < len(records) < 200 or hole_is_elsewhere(records, names)
        for name in list(records)[:20]:
            assert fold.fold(journal.events(name)) == records[name]
        unsent = {name for name, one in records.items() if one.state is OrderState.WAITING}
        assert unsent
        assert journal.under_way() == unsent, "what came of them later may be what could not be read"
        assert sum(journal.counts().values()) == len(records)
        journal.commit(make_order()).result(5)
    with Journal(path) as journal:
        assert journal.set_aside is None
        assert len(journal.records(1000)) == len(records) + 1


def hole_is_elsewhere(records: dict[str, object], names: list[str]) -> bool:
    """The page that went held no events: then every order is there."""
    return set(records) == set(names)


@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_no_harm_makes_a_journal_that_cannot_be_opened_or_an_order_that_nobody_placed(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "j.db"
        path.write_bytes(_journal())
        content = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 6))):
            at = data.draw(st.integers(100, len(content) - 1))
            content[at] ^= 1 << data.draw(st.integers(0, 7))
        path.write_bytes(content)
        with Journal(path) as journal:
            for record in journal.records(1000):
                order = record.order
                placed = _PLACED.get(order.reference)
                assert not order.lines or placed is None or placed == order, "another order than was placed"
            for record in journal.claim(1000, ()):
                assert record.order == _PLACED.get(record.order.reference), "sent as nobody placed it"


_PLACED: dict[str, Order] = {}
_BYTES: list[bytes] = []


def _journal() -> bytes:
    if not _BYTES:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "j.db"
            with Journal(path) as journal:
                for number in range(30):
                    good = Good(f"shop/{number}", "09520123450001", "Rice mask", "米发酵面膜", 3900, "CNY", 5)
                    order = Order(f"REF{number:013d}", (Line(good, 2),), "CNY", 7800, NOW, "zh")
                    journal.commit(order).result(5)
                    _PLACED[order.reference] = order
            _BYTES.append(path.read_bytes())
    return _BYTES[0]
