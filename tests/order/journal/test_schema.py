from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.order.journal import Journal, JournalError, fold, read_journal, schema
from kiosk.order.model import Order, OrderState

Make = Callable[..., Order]
OLD = sorted((Path(__file__).parent.parent / "fixtures").glob("journal-*.sqlite"))
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def layout(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
        return sorted((kind, name, " ".join(sql.split())) for kind, name, sql in rows)


def test_there_is_a_file_of_every_version_before_this_one() -> None:
    assert [path.stem for path in OLD] == [f"journal-{n}" for n in range(1, schema.VERSION)]


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_an_old_journal_is_brought_up_to_date(tmp_path: Path, old: Path, make_order: Make) -> None:
    path = tmp_path / "journal.sqlite"
    shutil.copy(old, path)
    with pytest.raises(JournalError, match="start the booth once"):
        read_journal(path)
    with Journal(path) as journal:
        assert journal.set_aside is None
        records = {record.order.reference[-1]: record for record in journal.records()}
        assert {n: record.state.value for n, record in records.items()} == {
            "1": "waiting", "2": "sent", "3": "uncertain", "4": "rejected", "5": "sent", "6": "waiting",
        }  # fmt: skip
        assert [records[n].store_id for n in "25"] == ["E000001", "E000002"]
        assert records["4"].reason == "noodles/dish-1 is not sold here"
        for record in records.values():
            assert fold.fold(journal.events(record.order.reference)) == record
        assert {state.value: n for state, n in journal.counts().items() if n} == {
            "waiting": 2, "sent": 2, "uncertain": 1, "rejected": 1,
        }  # fmt: skip
        assert journal.under_way() == {"V1ORDER000000001"}
        journal.mark("V1ORDER000000002", OrderState.PAID)
        journal.commit(make_order()).result(5)
    Journal(tmp_path / "new.sqlite").close()
    assert layout(path) == layout(tmp_path / "new.sqlite")


def test_a_step_that_fails_leaves_the_old_journal_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal.sqlite"
    shutil.copy(OLD[0], path)

    def half(connection: sqlite3.Connection) -> None:
        schema._to_2(connection)
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(schema, "STEPS", (schema._to_1, half))
    with pytest.raises(JournalError, match="full"):
        Journal(path)
    assert layout(path) == layout(OLD[0])
    monkeypatch.undo()
    with Journal(path) as journal:
        assert len(journal.records()) == 6


def test_a_new_journal_that_could_not_be_made_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(connection: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(schema, "STEPS", (schema._to_1, full))
    with pytest.raises(JournalError, match="full"):
        Journal(tmp_path / "j.db")
    assert not (tmp_path / "j.db").exists()


def damaged(tmp_path: Path, make_order: Make, harm: str) -> tuple[Path, bytes]:
    path = tmp_path / "j.db"
    with Journal(path) as journal:
        for _ in range(30):
            journal.commit(make_order()).result(5)
    good = path.read_bytes()
    bad = {
        "wrong magic": b"rubbish" * 1000,
        "short header": good[:40],
        "pages": good[:4096] + b"\xa5" * (len(good) - 4096),
        "half": good[: len(good) // 2],
        "empty": b"",
    }[harm]
    path.write_bytes(bad)
    return path, bad


@pytest.mark.parametrize("harm", ["wrong magic", "short header", "pages", "half", "empty"])
def test_a_damaged_journal_is_set_aside_not_lost(tmp_path: Path, make_order: Make, harm: str) -> None:
    path, bad = damaged(tmp_path, make_order, harm)
    with Journal(path) as journal:
        assert journal.set_aside is not None
        assert journal.set_aside.read_bytes() == bad
        assert journal.set_aside.name.startswith("j.damaged-")
        journal.commit(make_order()).result(5)
    with Journal(path) as journal:
        assert journal.set_aside is None
        saved = len(journal.records()) - 1
        assert 0 <= saved < 30  # what could be read of it


def test_a_log_whose_journal_is_gone_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "j.db-wal").write_bytes(b"orders that were never brought into the file")
    with Journal(tmp_path / "j.db") as journal:
        assert journal.set_aside is not None
        assert b"orders" in schema.beside(journal.set_aside, "-wal").read_bytes()


def end_of(log: Path) -> int:
    """The bytes up to the last frame that a COMMIT wrote (SQLite file format, 4.1); behind it is room."""
    content = log.read_bytes()
    page = int.from_bytes(content[8:12], "big")
    starts = range(32, len(content) - page - 23, 24 + page)
    return max(at + 24 + page for at in starts if any(content[at + 4 : at + 8]))


def test_the_log_has_its_length_before_the_first_order(tmp_path: Path, make_order: Make) -> None:
    path = tmp_path / "j.db"
    with Journal(path) as journal:
        log = schema.beside(path, "-wal")
        length = log.stat().st_size
        assert length >= schema.ROOM
        for _ in range(300):
            journal.commit(make_order())
        journal.commit(make_order()).result(5)
        assert end_of(log) > 0
        assert log.stat().st_size == length
    assert path.stat().st_size < schema.ROOM / 4  # what was rolled back never came into it


def test_a_disk_that_is_nearly_full_is_left_its_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_order: Make
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=schema.ROOM)
    monkeypatch.setattr(schema.shutil, "disk_usage", lambda _: usage)
    with Journal(tmp_path / "j.db") as journal:
        journal.commit(make_order()).result(5)
        assert schema.beside(tmp_path / "j.db", "-wal").stat().st_size < schema.ROOM / 4


def test_a_cut_log_keeps_all_that_stands_before_the_cut(tmp_path: Path, make_order: Make) -> None:
    path, copy = tmp_path / "j.db", tmp_path / "copy" / "j.db"
    copy.parent.mkdir()
    with Journal(path) as journal:
        names = [journal.commit(make_order()).result(5).order.reference for _ in range(10)]
        for ending in ("", "-wal"):  # as after a power cut: no end was written
            shutil.copy(schema.beside(path, ending), schema.beside(copy, ending))
    log = schema.beside(copy, "-wal")
    log.write_bytes(log.read_bytes()[: end_of(log) * 3 // 5])
    with Journal(copy) as journal:
        kept = [record.order.reference for record in reversed(journal.records())]
        assert journal.set_aside is None
    assert 1 < len(kept) < 10
    assert kept == names[: len(kept)]


def test_a_damaged_journal_that_another_process_has_open_is_left_there(tmp_path: Path, make_order: Make) -> None:
    path, bad = damaged(tmp_path, make_order, "wrong magic")
    other = schema.FileLock(schema.beside(path, "-users"))
    other.share()
    with pytest.raises(JournalError, match="another kiosk"):
        Journal(path)
    assert path.read_bytes() == bad
    other.close()


def test_a_locked_journal_says_so(tmp_path: Path, make_order: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "BUSY_S", 0.05)
    with Journal(tmp_path / "j.db") as journal, closing(sqlite3.connect(journal.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalError, match="locked"):
            journal.commit(make_order()).result(5)
        assert journal.records() == []  # reading goes on
        other.execute("ROLLBACK")
        journal.commit(make_order()).result(5)


@pytest.mark.parametrize("how", ["removed", "replaced"])
def test_nothing_is_promised_on_a_file_that_was_taken_away(tmp_path: Path, make_order: Make, how: str) -> None:
    with Journal(tmp_path / "j.db") as journal:
        journal.commit(make_order()).result(5)
        if how == "removed":
            journal.path.unlink()
        else:
            (tmp_path / "other").write_bytes(journal.path.read_bytes())
            (tmp_path / "other").replace(journal.path)
        with pytest.raises(JournalError):
            journal.commit(make_order()).result(5)


def test_the_check_of_a_huge_journal_ends(
    tmp_path: Path, make_order: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Journal(tmp_path / "j.db") as journal:
        for done in [journal.commit(make_order()) for _ in range(2000)]:
            done.result(10)
    monkeypatch.setattr(schema, "CHECK_S", -1.0)
    with Journal(tmp_path / "j.db") as journal:
        assert journal.set_aside is None
        assert journal.counts()[OrderState.WAITING] == 2000


# --- what is pruned ---------------------------------------------------------------------------------------------


def test_only_what_is_settled_and_old_is_pruned(tmp_path: Path, make_order: Make) -> None:
    clock = [NOW - timedelta(days=100)]
    with Journal(tmp_path / "j.db", now=lambda: clock[0]) as journal:
        names = {}
        for state in OrderState:
            names[state] = journal.commit(make_order()).result(5).order.reference
            if state is not OrderState.WAITING:
                journal.mark(names[state], state, f"S-{state}" if state in fold.AT_STORE else None)
        old = names[OrderState.PAID]
        clock[0] = NOW
        young = journal.commit(make_order()).result(5).order.reference
        journal.mark(young, OrderState.PAID, "S9")
        assert journal.prune(101) == 0
        assert journal.prune(99) == 3
        left = {record.order.reference for record in journal.records()}
        assert left == {young} | {names[s] for s in OrderState if s not in ("paid", "cancelled", "refunded")}
        assert journal.events(old) == []
        assert sum(journal.counts().values()) == 5
        with pytest.raises(ValueError, match="1 day"):
            journal.prune(0)
    with Journal(tmp_path / "j.db", now=lambda: NOW + timedelta(days=1), keep_days=1) as journal:
        assert len(journal.records()) == 5  # a day has not passed since anything happened


def test_a_clock_that_is_years_ahead_prunes_nothing_young(tmp_path: Path, make_order: Make) -> None:
    with Journal(tmp_path / "j.db", now=lambda: NOW) as journal:
        name = journal.commit(make_order()).result(5).order.reference
        journal.mark(name, OrderState.PAID, "S1")
    with Journal(tmp_path / "j.db", now=lambda: NOW + timedelta(days=4000), keep_days=30) as journal:
        assert [record.order.reference for record in journal.records()] == [name]


def test_more_than_one_bite_is_pruned(tmp_path: Path, make_order: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.order.journal.rows.PRUNED_AT_ONCE", 3)
    clock = [NOW]
    with Journal(tmp_path / "j.db", now=lambda: clock[0]) as journal:
        for n in range(10):
            name = journal.commit(make_order()).result(5).order.reference
            journal.mark(name, OrderState.PAID, f"S{n}")
        clock[0] = NOW + timedelta(days=40)
        journal.commit(make_order()).result(5)
        assert journal.prune(30) == 10


# --- two processes ----------------------------------------------------------------------------------------------

OTHER = """
import sys, pathlib
from datetime import UTC, datetime
from kiosk.order.journal import Journal
from kiosk.order.model import Good, Line, Order, new_reference
line = Line(Good("s", "09520123456788", "e", "z", 3900, "CNY", 5), 1)
with Journal(pathlib.Path(sys.argv[1])) as journal:
    assert journal.set_aside is None
    for _ in range(int(sys.argv[2])):
        order = Order(new_reference(), (line,), "CNY", 3900, datetime.now(UTC), "zh")
        print(journal.commit(order).result().order.reference)
"""


def test_processes_that_start_at_once_on_one_new_journal_all_commit(tmp_path: Path) -> None:
    path = tmp_path / "state" / "j.db"
    command = [sys.executable, "-c", OTHER, str(path), "20"]
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    told = [name for child in children for name in child.communicate(timeout=30)[0].split()]
    assert [child.returncode for child in children] == [0, 0, 0]
    assert len(told) == 60
    assert {record.order.reference for record in read_journal(path)} == set(told)


def test_what_another_process_changed_is_heard_of_once(tmp_path: Path, make_order: Make) -> None:
    heard: list[tuple[str, OrderState]] = []
    path = tmp_path / "j.db"
    with Journal(path, lambda r: heard.append((r.order.reference, r.state))) as ours, Journal(path) as other:
        name = ours.commit(make_order()).result(5).order.reference
        foreign = other.commit(make_order()).result(5).order.reference
        other.mark(name, OrderState.SENT, "S1")
        own = ours.commit(make_order()).result(5).order.reference
        heard.clear()
        assert ours.refresh() == 2
        assert set(heard) == {(name, OrderState.SENT), (foreign, OrderState.WAITING)}
        assert ours.refresh() == 0
        assert own not in dict(heard)
