"""Withdrawals: everything that was withdrawn is found, and nothing else ever is."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.town import withdrawn as rules
from kiosk.town.check import load
from kiosk.town.model import Town
from kiosk.town.pack import Pack, PackError, Records, build, open_pack
from kiosk.town.serials import Source, build_list
from kiosk.town.withdrawn import Notice, Withdrawn, WithdrawnError, count, read_withdrawn

MILK, MASK, LOT = "09521201000039", "09521303001019", "VM26-09A"
GLASS = "glass in the bottle"


@pytest.fixture
def town(folder: Path, assets: Path) -> Town:
    return load(folder, assets)


@pytest.fixture
def make(town: Town, assets: Path, tmp_path: Path) -> Iterator[object]:
    opened: list[Pack] = []

    def pack(*rows: Withdrawn, listed: list[tuple[str, str, str]] = []) -> Pack:  # noqa: B006 - not changed
        out = tmp_path / "out"
        name = build_list([Source("list", lambda: listed)], out / "serials").file if listed else None
        opened.append(open_pack(build(town, assets, out, records=Records(serials=name, withdrawn=rows)).path))
        return opened[-1]

    yield pack
    for each in opened:
        each.close()


def item(serial: str, lot: str | None = LOT, gtin: str = MILK) -> Withdrawn:
    return Withdrawn(gtin, lot, serial, GLASS, date(2026, 10, 1))


def test_a_whole_lot(make) -> None:  # type: ignore[no-untyped-def]
    pack = make(Withdrawn(MILK, LOT, None, GLASS, date(2026, 10, 1)))
    assert pack.serial_withdrawn(MILK, LOT, "ANY1")
    assert pack.withdrawal(MILK, LOT, "ANY1") == Notice(GLASS, "2026-10-01", whole_lot=True)
    assert not pack.serial_withdrawn(MILK, "VM26-09B", "ANY1")
    assert not pack.serial_withdrawn(MASK, LOT, "ANY1")


def test_an_item_on_no_list(make) -> None:  # type: ignore[no-untyped-def]
    pack = make(item("S1"), item("x-2", lot=None))
    assert pack.withdrawal(MILK, LOT, "S1") == Notice(GLASS, "2026-10-01", whole_lot=False)
    assert pack.serial_withdrawn(MILK, LOT, "x-2")
    assert pack.serial_withdrawn(MILK, "ELSE", "S1"), "an item is its GTIN and serial, whatever lot a code says"
    assert not pack.serial_withdrawn(MILK, LOT, "S2")
    assert not pack.serial_withdrawn(MASK, LOT, "S1")


def test_an_item_on_a_list_is_one_bit(make) -> None:  # type: ignore[no-untyped-def]
    listed = [(MILK, f"L{n % 2}", f"S{n}") for n in range(1000)]
    pack = make(item("S7", lot=None), item("S9", "L1"), item("OTHER"), listed=listed)
    assert [n for n in range(1000) if pack.serial_withdrawn(MILK, f"L{n % 2}", f"S{n}")] == [7, 9]
    assert pack.serial_withdrawn(MILK, "L0", "OTHER")
    assert count(pack._connection) == (0, 3)
    assert [row[0] for row in pack._rows("SELECT serial FROM withdrawn_serial")] == ["OTHER"]
    assert pack.serial_listed(MILK, "L1", "S7") is True
    assert pack.serial_listed(MILK, "L1", "S1000") is False
    assert pack.serial_listed(MILK, LOT, "VM0914") is None, "of this lot no list is kept"
    assert pack.serial_lot(MILK, "S7") == "L1"
    assert pack.serial_lot(MILK, "VM0914") == LOT, "a display sample is on record too"
    assert pack.serial_lot(MILK, "S1000") is None


def test_a_code_that_names_another_lot_hides_no_recall(make) -> None:  # type: ignore[no-untyped-def]
    pack = make(Withdrawn(MILK, "L1", None, GLASS), listed=[(MILK, "L0", "S0"), (MILK, "L1", "S1")])
    assert pack.serial_withdrawn(MILK, "L0", "S1")
    assert not pack.serial_withdrawn(MILK, "L0", "S0")


def test_a_display_sample_counts_as_listed(make) -> None:  # type: ignore[no-untyped-def]
    pack = make(listed=[(MILK, LOT, "S1")])
    assert pack.serial_listed(MILK, LOT, "VM0914") is True
    assert pack.serial_listed(MILK, LOT, "VM0999") is False


def test_what_the_towns_own_files_withdraw(folder: Path, assets: Path, tmp_path: Path) -> None:
    path = folder / "products/milk.toml"
    text = path.read_text("utf-8").replace('{ serial = "VM0915" }', '{ serial = "VM0915", withdrawn = true }')
    path.write_text(text, encoding="utf-8")
    with open_pack(build(load(folder, assets), assets, tmp_path / "out").path) as pack:
        assert pack.serial_withdrawn(MILK, LOT, "VM0915")
        assert not pack.serial_withdrawn(MILK, LOT, "VM0914")


def test_nothing_withdrawn(make) -> None:  # type: ignore[no-untyped-def]
    pack = make(listed=[(MILK, LOT, "S1")])
    assert not pack.serial_withdrawn(MILK, LOT, "S1")


def test_the_first_of_two_notices_counts(make) -> None:  # type: ignore[no-untyped-def]
    listed = [(MILK, "L0", "S0")]
    again = Withdrawn(MILK, "L0", "S0", "a later reason")
    assert make(item("S0", "L0"), again, listed=listed).withdrawal(MILK, "L0", "S0").reason == GLASS
    assert make(item("Q0"), Withdrawn(MILK, LOT, "Q0", "later")).withdrawal(MILK, LOT, "Q0").reason == GLASS


def test_two_hundred_thousand_against_a_set(make) -> None:  # type: ignore[no-untyped-def]
    """Over several blocks of numbers, runs and scattered ones: the pack and a set agree on every serial."""
    chance = random.Random(4)
    listed = [(MILK, f"L{n // 50_000}", f"S{n:06}") for n in range(200_000)]
    gone = {n for n in range(200_000) if 60_000 <= n < 90_000 or chance.random() < 0.01}
    reasons = ("one", "two", "three")
    pack = make(*(Withdrawn(MILK, None, f"S{n:06}", reasons[n % 3]) for n in gone), listed=listed)
    asked = chance.sample(range(200_000), 4000) + chance.sample(sorted(gone), 2000)
    for n in asked:
        found = pack.withdrawal(MILK, f"L{n // 50_000}", f"S{n:06}")
        assert (found is not None) == (n in gone), n
        assert found is None or found.reason == reasons[n % 3]
    assert count(pack._connection) == (0, len(gone))
    size = sum(len(row[0]) for row in pack._rows("SELECT numbers FROM withdrawn_numbers"))
    assert size < 2.5 * len(gone)


NAMES = st.text("01AB", min_size=1, max_size=3) | st.sampled_from(["A" * 20, "x/1", "A" * 13])


@settings(max_examples=20, deadline=None)
@given(
    listed=st.sets(st.tuples(st.sampled_from([MILK, MASK]), NAMES)),
    gone=st.sets(st.tuples(st.sampled_from([MILK, MASK]), NAMES)),
)
def test_lists_and_withdrawals_of_any_shape(
    listed: set[tuple[str, str]], gone: set[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    import sqlite3

    from kiosk.town.schema import SCHEMA
    from kiosk.town.serials import open_list

    folder = tmp_path_factory.mktemp("lists")
    made = build_list([Source("list", lambda: [(gtin, "L", serial) for gtin, serial in sorted(listed)])], folder)
    with closing(open_list(folder / made.file)) as known, closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(SCHEMA)
        rules.write_withdrawn([item(serial, None, gtin) for gtin, serial in sorted(gone)], known, connection)
        asked = rules.Withdrawals(connection)
        for gtin, serial in listed | gone | {(MASK, "B"), (MILK, "B0")}:
            assert (asked.notice(gtin, "L", serial, known) is not None) == ((gtin, serial) in gone)
        assert count(connection) == (0, len(gone))


# --- the file ---------------------------------------------------------------------------------------------------


def written(tmp_path: Path, *lines: str, heading: str = "gtin,lot,serial,reason,date") -> Path:
    path = tmp_path / "recall.csv"
    path.write_text("\n".join([heading, *lines]) + "\n", encoding="utf-8-sig")
    return path


def test_reading_a_file(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        f"{LOT},2026-10-01,玻璃,9521201000039,",
        "",
        f",,B,{MASK},S-1",
        heading="lot,date,reason,gtin,serial",
    )
    assert list(read_withdrawn(path)) == [
        Withdrawn(MILK, LOT, None, "玻璃", date(2026, 10, 1)),
        Withdrawn(MASK, None, "S-1", "B", None),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"{MILK},{LOT},,", "recall.csv:2: 4 columns of 5"),
        (f"{MILK},,,{GLASS},", "recall.csv:2: neither lot nor serial"),
        (f"9521201000038,{LOT},,{GLASS},", "is no GTIN"),
        (f"{MILK},lot 5,,{GLASS},", "is no lot"),
        (f"{MILK},{LOT},a b,{GLASS},", "is no serial"),
        (f"{MILK},{LOT},,,", "no reason"),
        (f"{MILK},{LOT},,{GLASS},1.10.2026", "is no day"),
    ],
)
def test_a_row_that_cannot_be_used_is_told(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(WithdrawnError, match=words):
        list(read_withdrawn(written(tmp_path, line)))


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(WithdrawnError, match="no column reason"):
        list(read_withdrawn(written(tmp_path, heading="gtin,lot,serial,date")))
    with pytest.raises(WithdrawnError, match="cannot be read"):
        list(read_withdrawn(tmp_path / "missing.csv"))
    (tmp_path / "bytes.csv").write_bytes(b"gtin,lot,serial,reason,date\n\xff\n")
    with pytest.raises(WithdrawnError, match="cannot be read"):
        list(read_withdrawn(tmp_path / "bytes.csv"))


def test_more_notices_than_a_pack_holds(make, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(rules, "MOST_NOTICES", 2)
    with pytest.raises(PackError, match="more than 2 different reasons"):
        make(*(Withdrawn(MILK, LOT, f"S{n}", f"reason {n}") for n in range(3)))
