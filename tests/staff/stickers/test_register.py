import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.staff.stickers import register as module
from kiosk.staff.stickers.register import FILE_NAME, Order, Register, RegisterError, open_register

ORDER = Order("09520123456788", "L1", "K", "ab" * 32, 35, "210x297:5x7:35x35:7.5x11:40x40")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with open_register(tmp_path, make=True) as opened:
        yield opened


def test_what_was_issued_is_found(register: Register) -> None:
    issue = register.record_random(ORDER, 40, 12)
    serials = list(register.serials(issue.id))
    assert len(set(serials)) == 40
    first, last = register.find(ORDER.gtin, serials[0]), register.find(ORDER.gtin, serials[39])
    assert first is not None
    assert last is not None
    assert (first.issue, first.sheet, last.sheet) == (issue, 1, 2)
    assert register.find(ORDER.gtin, "NEVER") is None
    assert register.find("00000000000000", serials[0]) is None


def test_a_serial_is_given_once_for_a_product(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["AAA", "AAA", "BBB", "AAA", "BBB", "CCC"])
    monkeypatch.setattr(module, "new_serial", lambda length: next(drawn))
    first = register.record_random(ORDER, 2, 12)
    second = register.record_random(ORDER._replace(lot="L2"), 1, 12)
    assert list(register.serials(first.id)) == ["AAA", "BBB"]
    assert list(register.serials(second.id)) == ["CCC"]


def test_own_serials_are_all_recorded_or_none(register: Register) -> None:
    register.record(ORDER, ["A", "B"])
    with pytest.raises(RegisterError, match="serial B of 09520123456788 was issued before"):
        register.record(ORDER, ["C", "B"])
    assert register.find(ORDER.gtin, "C") is None
    register.record(ORDER._replace(gtin="09521201000039"), ["B"])
    with pytest.raises(RegisterError, match="no serial"):
        register.record(ORDER, [])
    with pytest.raises(RegisterError, match="no issue 77"):
        register.issue(77)


def test_a_failure_half_way_records_nothing(register: Register) -> None:
    def serials() -> Iterator[str]:
        yield "A"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        register.record(ORDER, serials())
    assert register.find(ORDER.gtin, "A") is None
    register.record(ORDER, ["A"])


def test_it_is_on_the_disk_when_it_returns(tmp_path: Path) -> None:
    """Another connection sees it at once, no journal is left, and SQLite was told to wait for the disk."""
    with open_register(tmp_path, make=True) as register:
        issue = register.record_random(ORDER, 3, 12)
        assert register._connection.execute("PRAGMA synchronous").fetchone()[0] == 3  # EXTRA
        path = tmp_path / "stickers" / FILE_NAME
        with closing(sqlite3.connect(path)) as other:
            rows = other.execute("SELECT lot, key_id, issue, sheet FROM register").fetchall()
        assert rows == [("L1", "K", issue.id, 1)] * 3
        assert [file.name for file in path.parent.iterdir()] == [FILE_NAME]


def test_nobody_else_reads_the_register(tmp_path: Path) -> None:
    with open_register(tmp_path, make=True):
        pass
    assert stat.S_IMODE((tmp_path / "stickers" / FILE_NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "stickers").stat().st_mode) == 0o700


def test_two_that_issue_at_once_get_different_serials(tmp_path: Path) -> None:
    with open_register(tmp_path, make=True):
        pass
    issued: list[list[str]] = []

    def issue() -> None:
        with open_register(tmp_path) as register:
            one = register.record_random(ORDER, 200, 12)
            issued.append(list(register.serials(one.id)))

    threads = [threading.Thread(target=issue) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({serial for serials in issued for serial in serials}) == 800


def test_long_issues_come_in_order_and_in_parts(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 7)
    wanted = [f"S{number}" for number in range(50)]
    assert list(register.serials(register.record(ORDER, wanted).id)) == wanted


def test_a_register_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="nothing was issued"), open_register(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_another_file_is_no_register(tmp_path: Path) -> None:
    (tmp_path / "stickers").mkdir()
    path = tmp_path / "stickers" / FILE_NAME
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE something (a)")
    with pytest.raises(RegisterError, match="not a register"), open_register(tmp_path, make=True):
        pass
    path.write_bytes(b"nonsense" * 1000)
    with pytest.raises(RegisterError, match="cannot be used"), open_register(tmp_path, make=True):
        pass


def test_serials_that_could_be_guessed_are_not_made(register: Register) -> None:
    with pytest.raises(RegisterError, match="too easy to guess"):
        register.record_random(ORDER, 1_000_000, 8)
