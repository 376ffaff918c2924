"""Lists of serials: what is listed is found, nothing else is, and what no list can hold is told with its place."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.town import durable, serial_key, serial_list, serial_writer, serials
from kiosk.town.serial_list import SerialList
from kiosk.town.serials import Listed, Row, SerialsError, Source, build_list, open_list, open_source

MILK, MASK = "09521201000039", "09521303001019"


def source(rows: list[Row], name: str = "here") -> Source:
    return Source(name, lambda: rows)


def listed(folder: Path, *rows: Row) -> tuple[Listed, SerialList]:
    made = build_list([source(list(rows))], folder)
    return made, open_list(folder / made.file)


def every(rows: list[Row], found: SerialList) -> None:
    for gtin, lot, serial in rows:
        assert found.listed(gtin, lot, serial) is True, serial
        assert found.lot_of(gtin, serial) == lot
        number = found.number(gtin, serial)
        assert number is not None
        assert number in (found.numbers_of(gtin, lot) or ())


def test_what_is_listed_is_found_and_nothing_else(tmp_path: Path) -> None:
    rows = [(MILK, f"L{n % 3}", f"VM{n:05}") for n in range(1000)] + [(MASK, "L1", f"VM{n:05}") for n in range(500)]
    made, found = listed(tmp_path, *rows)
    with closing(found):
        every(rows, found)
        assert (made.serials, made.lots, made.repeated, found.count()) == (1500, 4, 0, 1500)
        assert len({found.number(gtin, serial) for gtin, _, serial in rows}) == 1500
        assert found.listed(MILK, "L0", "VM00001") is False, "listed, but under another lot"
        assert found.listed(MILK, "L0", "VM01000") is False
        assert found.listed(MILK, "L0", "VM0001") is False
        assert found.listed(MASK, "L1", "VM00500") is False
        assert found.listed(MILK, "L9", "VM00001") is None, "no list is kept of this lot"
        assert found.lot_of(MASK, "VM00999") is None
    assert made.file == f"{durable.sha256(tmp_path / made.file)}.serials"


def test_numbers_of_a_lot_are_in_the_order_of_issue(tmp_path: Path) -> None:
    rows = [(MILK, "B", "S9"), (MILK, "A", "S8"), (MILK, "B", "S7"), (MILK, "A", "S1")]
    _, found = listed(tmp_path, *rows)
    with closing(found):
        assert found.numbers_of(MILK, "A") == range(2)
        assert found.numbers_of(MILK, "B") == range(2, 4)
        assert [found.number(MILK, serial) for serial in ("S8", "S1", "S9", "S7")] == [0, 1, 2, 3]
        assert [found.lot_at(number) for number in (1, 2)] == [(MILK, "A"), (MILK, "B")]


def test_the_same_rows_make_the_same_file(tmp_path: Path) -> None:
    rows = [(MILK, "A", f"S{n}") for n in range(300)]
    assert listed_file(tmp_path / "a", rows) == listed_file(tmp_path / "b", rows)


def listed_file(folder: Path, rows: list[Row]) -> str:
    return build_list([source(rows)], folder).file


SERIALS = st.text("0123456789AB", min_size=1, max_size=20) | st.text('aZ-_/"', min_size=1, max_size=20)


@settings(max_examples=25, deadline=None)
@given(
    rows=st.dictionaries(st.tuples(st.sampled_from([MILK, MASK]), SERIALS), st.sampled_from("AB"), max_size=60),
    asked=st.lists(SERIALS, max_size=20),
)
def test_every_kind_of_serial(
    rows: dict[tuple[str, str], str], asked: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    written = [(gtin, lot, serial) for (gtin, serial), lot in rows.items()]
    _, found = listed(tmp_path_factory.mktemp("list"), *written)
    with closing(found):
        every(written, found)
        for serial in asked:
            for gtin in (MILK, MASK):
                assert found.lot_of(gtin, serial) == rows.get((gtin, serial))


def test_items_that_share_a_key_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing to tell GTINs apart by, the same serial of two of them has one key."""
    monkeypatch.setattr(serial_key, "tweak", lambda gtin: 0)
    monkeypatch.setattr(serial_writer, "tweak", lambda gtin: 0)
    monkeypatch.setattr(serial_list, "tweak", lambda gtin: 0)
    end = "Z" * 12
    assert serial_key.key_of(MILK, end) == serial_key.key_of(MASK, end)
    rows = [(MILK, "A", end), (MASK, "A", end), (MILK, "A", "Y" * 12)]
    _, found = listed(tmp_path, *rows)
    with closing(found):
        every(rows, found)
        with closing(sqlite3.connect(tmp_path / next(tmp_path.glob("*.serials")))) as connection:
            assert connection.execute("SELECT gtin, serial FROM other_serial").fetchall() == [(MASK, end)]
        assert found.listed(MASK, "A", "Y" * 12) is False, "the key is there, but of another GTIN"


def test_long_serials_that_share_a_key(tmp_path: Path) -> None:
    """Two long serials whose keys are equal by construction: the second beginning is chosen to undo the first."""
    end = "A" * 12
    first, second = int("1AB", 36), int("1CD", 36)
    number = int("1" + end, 36) ^ serial_key.mix(first) ^ serial_key.mix(second)
    text = serial_key._text(number)
    if not (text.startswith("1") and len(text) == 13):
        # Not every number is a serial's; look on until one is.
        for value in range(int("1000", 36), int("1ZZZ", 36)):
            number = int("1" + end, 36) ^ serial_key.mix(first) ^ serial_key.mix(value)
            text = serial_key._text(number)
            if text.startswith("1") and len(text) == 13:
                second = value
                break
    rows = [(MILK, "A", "AB" + end), (MILK, "A", serial_key._text(second)[1:] + text[1:])]
    assert len({(serial_key.key_of(gtin, serial) or (0,))[0] for gtin, _, serial in rows}) == 1
    _, found = listed(tmp_path, *rows)
    with closing(found):
        every(rows, found)
        assert found.count() == 2


def test_a_serial_under_two_lots_is_told_with_both_places(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text(f"gtin,lot,serial\n{MILK},A,S1\n\n{MILK},A,S2\n{MILK},A,x-1\n", encoding="utf-8")
    two.write_text(f"serial,lot,gtin\nS3,B,{MILK}\nS2,B,{MILK}\nx-1,B,{MILK}\n", encoding="utf-8")
    with pytest.raises(SerialsError) as told:
        build_list([open_source(one), open_source(two)], tmp_path / "out")
    assert str(told.value).splitlines() == [
        f"serial S2 of {MILK} is listed under two lots: one.csv:4 and two.csv:3",
        f"serial x-1 of {MILK} is listed under two lots: one.csv:5 and two.csv:4",
    ]
    assert list((tmp_path / "out").iterdir()) == []


def test_the_same_row_again_is_counted_and_kept_once(tmp_path: Path) -> None:
    rows = [(MILK, "A", "S1"), (MILK, "A", "x-1"), (MILK, "A", "S" * 20)]
    made, found = listed(tmp_path, *rows, *rows)
    with closing(found):
        every(rows, found)
    assert (made.serials, made.repeated) == (3, 3)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("9521201000039", "A", "S1"), "is no GTIN of 14 digits"),
        (("09521201000038", "A", "S1"), "is no GTIN of 14 digits"),
        ((MILK, "a", "S1"), "is no lot"),
        ((MILK, "", "S1"), "is no lot"),
        ((MILK, "A", ""), "is no serial"),
        ((MILK, "A", "S" * 21), "is no serial"),
        ((MILK, "A", "S 1"), "is no serial"),
        ((MILK, "A", "奶1"), "is no serial"),
        ((MILK, "A", "S1\0"), "is no serial"),
    ],
)
def test_what_no_list_can_hold(tmp_path: Path, row: Row, words: str) -> None:
    with pytest.raises(SerialsError, match=words) as told:
        build_list([source([(MILK, "A", "S0"), row, (MILK, "A", "S2")])], tmp_path)
    assert str(told.value).startswith("here, row 2: ")
    assert list(tmp_path.iterdir()) == []


def test_of_many_faults_the_first_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    with pytest.raises(SerialsError) as told:
        build_list([source([(MILK, "A", "-" * 30)] * 50)], tmp_path)
    lines = str(told.value).splitlines()
    assert len(lines) == serials.MOST_FAULTS + 1
    assert lines[-1] == "and 30 more"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ":1: no column gtin, lot, serial"),
        ("gtin,serial\n1,2\n", ":1: no column lot"),
        (f"gtin,lot,serial\n{MILK},A\n", ":2: 2 columns of 3"),
        ("gtin,lot,serial\n\udcff", "cannot be read"),
    ],
)
def test_a_csv_that_is_none(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(SerialsError, match=words):
        build_list([open_source(path)], tmp_path / "out")


def test_buckets_too_large_to_sort_are_dealt_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serial_writer, "LARGEST", 98)  # of 78 in a bucket on average
    monkeypatch.setattr(serial_writer, "CHUNK", 1000)
    parted: list[int] = []
    buckets = serial_writer.Buckets
    monkeypatch.setattr(serial_writer, "Buckets", lambda folder, n: parted.append(n) or buckets(folder, n))
    rows = [(MILK, "A", f"S{n}") for n in range(20_000)]
    made, found = listed(tmp_path, *rows)
    with closing(found):
        every(rows[::97], found)
    assert 48 in parted
    monkeypatch.undo()
    assert listed_file(tmp_path / "again", rows) == made.file
    monkeypatch.setattr(serial_writer, "LARGEST", 50)
    with pytest.raises(SerialsError, match="more than 50 times"):  # and no bits are left to part them by
        build_list([source([(MILK, "A", "S1")] * 60)], tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_progress_is_told_from_the_first_row_to_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serial_writer, "CHUNK", 100)
    told: list[serials.Progress] = []
    build_list([source([(MILK, "A", f"S{n}") for n in range(250)])], tmp_path, told.append)
    assert [now.done for now in told if now.stage == "reading"] == [100, 200, 250]
    writing = [now for now in told if now.stage == "writing"]
    assert writing[-1].done == 250
    assert {now.of for now in writing} == {250}
    assert all(now.peak_mb > 1 for now in told)


class StoppedError(Exception):
    pass


def test_an_interrupted_build_leaves_nothing(tmp_path: Path) -> None:
    def rows() -> Iterator[Row]:
        yield from ((MILK, "A", f"S{n}") for n in range(100_000))
        raise StoppedError

    with pytest.raises(StoppedError):
        build_list([Source("here", rows)], tmp_path)
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from kiosk.town.serials import Source, build_list
def rows():
    yield from (("09521201000039", "A", f"S{n}") for n in range(100_000))
    os.kill(os.getpid(), signal.SIGKILL)
build_list([Source("here", rows)], Path(sys.argv[1]))
"""


def test_what_a_killed_build_left_is_cleaned_away(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert [path.name[:5] for path in tmp_path.iterdir()] == [".new-"]
    with durable.alone(next(tmp_path.iterdir())):
        serials.clean(tmp_path, set())
        assert list(tmp_path.iterdir()), "somebody is still at it"
    serials.clean(tmp_path, set())
    assert list(tmp_path.iterdir()) == []


def test_lists_that_nobody_uses_are_cleaned_away_after_a_day(tmp_path: Path) -> None:
    used, unused, new = (listed_file(tmp_path, [(MILK, "A", serial)]) for serial in ("S1", "S2", "S3"))
    for file in (used, unused):
        os.utime(tmp_path / file, (1, 1))
    serials.clean(tmp_path, {used})
    assert {path.name for path in tmp_path.iterdir()} == {used, new}


def test_memory_does_not_grow_with_the_serials(tmp_path: Path) -> None:
    peaks = []
    for count in (200_000, 600_000):
        command = [sys.executable, "-c", COUNTED, str(tmp_path), str(count)]
        peaks.append(float(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    assert peaks[1] < peaks[0] + 6  # MB; the rows alone would be 13 MB more


COUNTED = """
import sys
from pathlib import Path
from kiosk.town.serials import Source, build_list, peak_mb
def rows():
    yield from (("09521201000039", f"L{n // 5000}", f"S{n:011}") for n in range(int(sys.argv[2])))
made = build_list([Source("here", rows)], Path(sys.argv[1]))
assert made.size / made.serials < 19, made
print(peak_mb())
"""


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(100), b"no list at all" * 20])
def test_what_is_no_list(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.serials"
    path.write_bytes(content)
    with pytest.raises(SerialsError, match="give the serials again"):
        open_list(path)
    with pytest.raises(SerialsError, match="give the serials again"):
        open_list(tmp_path / "missing")


def test_twenty_five_bytes_each_at_the_longest(tmp_path: Path) -> None:
    rows = [(MILK, f"L{n // 5000}", f"{n * 7919 % 10**8:08}{n:012}") for n in range(50_000)]
    made, found = listed(tmp_path, *rows)
    with closing(found):
        every(rows[::101], found)
    assert made.size / made.serials < 25, "twenty characters, the most that AI 21 has"
    assert serial_list.SHORT == 12
