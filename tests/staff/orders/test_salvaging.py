"""What a damaged journal still holds, how staff learn of one, and how its orders come back."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from kiosk.order.journal import Journal, each_record, read_journal
from kiosk.order.journal.carve import carve
from kiosk.order.model import Good, Line, Order, OrderState, new_reference
from kiosk.settings import Settings
from kiosk.staff.doctor import examine
from tests.staff.orders.conftest import Kiosk, Place, basket, journal_of

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def an_order(lines: int = 1) -> Order:
    goods = [Good(f"menu/{n}", f"{n:014}", f"Dish {n}", "一道菜" * 20, 2900, "CNY", 5) for n in range(lines)]
    return Order(new_reference(), tuple(Line(one, 2) for one in goods), "CNY", 5800 * lines, AT, "zh")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed journal with 60 orders, some with so many lines that a page does not hold them."""
    path = tmp_path_factory.mktemp("journal") / "journal.sqlite"
    with Journal(path) as journal:
        for n in range(60):
            order = an_order(1 + 40 * (n % 7 == 0))
            journal.commit(order).result()
            if n % 2:
                journal.mark(order.reference, OrderState.SENT, f"E{n}", pay_url="https://shop.example/p")
    return path


def folded(path: Path) -> dict[str, list[tuple[str, str]]]:
    return {
        name: [(event.kind, json.dumps(event.detail)) for event in events]
        for name, events in carve(path).by_reference().items()
    }


def written(path: Path) -> dict[str, list[tuple[str, str]]]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT reference, kind, detail FROM event ORDER BY id").fetchall()
    events: dict[str, list[tuple[str, str]]] = {}
    for reference, kind, detail in rows:
        events.setdefault(reference, []).append((kind, json.dumps(json.loads(detail))))
    return events


def test_all_of_a_sound_journal_is_read_and_nothing_more(sound: Path) -> None:
    assert folded(sound) == written(sound)
    assert carve(sound).damaged == set()


def test_an_order_that_no_page_holds_with_another_is_read(tmp_path: Path) -> None:
    """Its end, with the words that others are known by, lies on pages of its own."""
    order = an_order(60)
    with Journal(tmp_path / "journal.sqlite") as journal:
        journal.commit(order).result()
    assert folded(tmp_path / "journal.sqlite").keys() == {order.reference}


def test_what_is_only_in_the_log_is_read(sound: Path, tmp_path: Path) -> None:
    shutil.copy(sound, tmp_path / "journal.sqlite")
    late = [an_order(), an_order(60)]
    with Journal(tmp_path / "journal.sqlite") as journal:
        for order in late:
            journal.commit(order).result()
        aside = tmp_path / "aside.sqlite"
        shutil.copy(tmp_path / "journal.sqlite", aside)
        shutil.copy(tmp_path / "journal.sqlite-wal", tmp_path / "aside.sqlite-wal")
    assert {order.reference for order in late} <= folded(aside).keys()
    assert {order.reference for order in late}.isdisjoint(folded(sound))
    aside.write_bytes(b"")  # and even where nothing else is left
    assert {order.reference for order in late} <= folded(aside).keys()


@pytest.mark.parametrize("harm", ["header", "schema", "interior", "leaves", "cut"])
def test_damage_costs_what_it_hit_and_nothing_else(sound: Path, tmp_path: Path, harm: str) -> None:
    data, path = bytearray(sound.read_bytes()), tmp_path / "aside.sqlite"
    all_of_it = written(sound)
    if harm == "header":
        data[:100] = b"\xff" * 100
    elif harm == "schema":
        data[:4096] = bytes(4096)
    elif harm == "interior":  # the roots of the trees: SQLite finds no leaf any more
        for start in range(0, len(data), 4096):
            if data[start + (100 if start == 0 else 0)] in (2, 5):
                data[start : start + 4096] = bytes(4096)
    elif harm == "leaves":  # they do not say any more what they are, nor where their rows begin
        for start in range(4096, len(data), 4096):
            if data[start] == 13:
                n = int.from_bytes(data[start + 3 : start + 5], "big")
                data[start : start + 8 + 2 * n] = b"\xff" * (8 + 2 * n)
    else:
        del data[len(data) // 2 :]
    path.write_bytes(data)
    found = folded(path)
    if harm == "cut":
        assert 0 < len(found) < len(all_of_it)
        assert all(set(events) <= set(all_of_it[name]) for name, events in found.items())
    else:
        assert found == all_of_it


@settings_of(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 200))
def test_no_damage_makes_an_event_that_was_never_written(sound: Path, seed: int, hits: int) -> None:
    chance = random.Random(seed)
    data = bytearray(sound.read_bytes())
    for _ in range(hits):
        at = chance.randrange(len(data))
        data[at] ^= 1 << chance.randrange(8)
    path = sound.with_name("hit.sqlite")
    path.write_bytes(data)
    truth = written(sound)
    found = folded(path)
    assert all(set(events) <= set(truth.get(name, ())) for name, events in found.items())
    lost = sum(map(len, truth.values())) - sum(map(len, found.values()))
    assert lost <= 2 * hits  # a bit costs its own row, and at most the neighbour that a pointer was turned to


@pytest.mark.parametrize("content", [b"", b"text", b"\x0d" * 9000, bytes(8192), random.Random(1).randbytes(20_000)])
def test_a_file_that_is_no_journal_holds_nothing(kiosk: Kiosk, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    for command in ("salvage", "recover"):
        status, _, err = kiosk("orders", command, str(tmp_path / "x"))
        assert (status, "no event" in err) == (2, True)
    assert kiosk("orders", "salvage", str(tmp_path / "none"))[0] == 2


def broken(settings: Settings) -> None:
    """Its first page is gone: SQLite finds nothing in it any more."""
    path = journal_of(settings)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.write_bytes(b"\xa5" * 4096 + path.read_bytes()[4096:])
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def test_orders_of_a_damaged_journal_come_back_and_reach_the_store_once(
    place: Place, kiosk: Kiosk, settings: Settings
) -> None:
    sent = place([basket(1), basket(2)])[1]
    assert kiosk("sync", "--once")[0] == 0
    waiting = place([basket(1), basket(3)])[1]
    parked = place(basket(1))[1]
    with Journal(journal_of(settings)) as journal:
        journal.mark(parked[0], OrderState.REJECTED, reason="the store has too few")
    broken(settings)

    status, out, err = kiosk("sync", "--once", "--json")
    assert status == 1
    [aside] = settings.state_folder.glob("journal.damaged-*.sqlite")
    assert json.loads(out)["set_aside"] == str(aside)
    assert f"a new one begun with what could be read: {aside}" in err

    # Everybody says so for as long as it lies there.
    assert any(not one.well and str(aside) in one.says for one in examine(settings))
    for words in (("orders",), ("orders", "queue"), ("orders", "reconcile"), ("sync", "--once")):
        assert f"kiosk orders salvage {aside}" in kiosk(*words)[2]

    # What could be read came back by itself, and reached the store.
    back = {record.order.reference: record.state.value for record in each_record(journal_of(settings))}
    assert back == dict.fromkeys(sent + waiting, "sent") | {parked[0]: "rejected"}

    # And by hand, from a file that somebody kept, into a journal that has none of them.
    for part in settings.state_folder.glob("journal.sqlite*"):
        part.unlink()
    Journal(journal_of(settings)).close()
    before = aside.read_bytes()
    status, out, err = kiosk("orders", "salvage", str(aside), "--json")
    assert status == 1
    shown = {one["reference"]: one["state"] for one in map(json.loads, out.splitlines())}
    assert shown == dict.fromkeys(sent, "sent") | dict.fromkeys(waiting, "waiting") | {parked[0]: "rejected"}
    assert "5 orders are not in the journal" in err
    assert read_journal(journal_of(settings)) == []  # it only shows

    status, out, _ = kiosk("orders", "recover", str(aside))
    assert (status, "5 of them were brought back" in out) == (0, True)
    assert {
        record.order.reference: record.state.value for record in each_record(journal_of(settings))
    } == dict.fromkeys(sent, "sent") | dict.fromkeys(waiting, "uncertain") | {parked[0]: "rejected"}
    assert kiosk("orders", "recover", str(aside))[0] == 0  # again: they are there
    assert kiosk("orders", "salvage", str(aside))[1].endswith("each is in the journal\n")
    assert kiosk("sync", "--once")[0] == 0
    status, out, _ = kiosk("orders", "reconcile")
    assert (status, out) == (0, "4 orders compared with embedded and agree; 1 are parked here\n")
    assert aside.read_bytes() == before

    aside.unlink()
    assert all(one.well for one in examine(settings) if one.part == "set aside")
    assert "salvage" not in kiosk("orders", "queue")[2]


def test_an_order_that_the_store_has_under_a_lost_event_is_not_sent_again(
    place: Place, kiosk: Kiosk, settings: Settings
) -> None:
    """The journal forgot that it was sent: it is looked up by its reference, and found."""
    [name] = place(basket(1))[1]
    shutil.copy(journal_of(settings), settings.state_folder / "old.sqlite")
    assert kiosk("sync", "--once")[0] == 0
    for part in settings.state_folder.glob("journal.sqlite*"):
        part.unlink()
    assert kiosk("orders", "recover", str(settings.state_folder / "old.sqlite"))[0] == 0
    assert kiosk("sync", "--once")[0] == 0
    assert kiosk("orders", "reconcile")[:2] == (0, "1 orders compared with embedded and agree\n")
    with Journal(journal_of(settings)) as journal:
        assert [event.kind for event in journal.events(name)] == ["placed", "uncertain", "sent"]


def test_nothing_comes_back_while_another_process_sends(place: Place, kiosk: Kiosk, settings: Settings) -> None:
    place(basket(1))
    aside = settings.state_folder / "old.sqlite"
    shutil.copy(journal_of(settings), aside)
    for part in settings.state_folder.glob("journal.sqlite*"):
        part.unlink()
    with Journal(journal_of(settings)) as journal:
        assert journal.sender.take()
        status, _, err = kiosk("orders", "recover", str(aside))
        assert (status, "end it first" in err) == (2, True)
        assert journal.records() == []


@pytest.fixture
def one_damaged(place: Place, settings: Settings) -> str:
    """An order whose row is not what was written, in a journal that is otherwise well."""
    names = place([basket(1), basket(2)])[1]
    with closing(sqlite3.connect(journal_of(settings))) as connection, connection:
        connection.execute("DROP TRIGGER event_stays")
        connection.execute("UPDATE event SET detail = replace(detail, 'lines', 'lynes') WHERE id = 1")
    return names[0]


@pytest.mark.parametrize(
    "words", [(), ("--json",), ("--csv",), ("queue",), ("show", "REF"), ("show", "REF", "--json")]
)
def test_an_order_whose_row_is_damaged_is_shown_as_one(
    kiosk: Kiosk, one_damaged: str, words: tuple[str, ...]
) -> None:
    status, out, _ = kiosk("orders", *(one_damaged if word == "REF" else word for word in words))
    assert status == 0
    assert one_damaged in out


def test_salvage_names_an_order_that_is_damaged_there_too(
    kiosk: Kiosk, one_damaged: str, settings: Settings
) -> None:
    aside = settings.state_folder / "old.sqlite"
    with closing(sqlite3.connect(journal_of(settings))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(journal_of(settings), aside)
    for part in settings.state_folder.glob("journal.sqlite*"):
        part.unlink()
    status, out, err = kiosk("orders", "salvage", str(aside))
    assert status == 1
    assert f"{one_damaged}: its record is damaged there too" in err
    assert one_damaged not in out


@pytest.mark.parametrize("text", ["\udcff", "A\udcff", "\x1b[2J", "\u202e", ""])
@pytest.mark.parametrize("command", ["show", "retry", "give-up"])
def test_a_reference_that_is_no_text_is_an_unknown_one(place: Place, kiosk: Kiosk, command: str, text: str) -> None:
    place(basket(1))
    status, _, err = kiosk("orders", command, text, *(("--reason", "\udcfe") if command != "show" else ()))
    assert status == 1
    assert err.strip().isprintable()


def test_a_reason_that_is_no_text_is_written_down_as_far_as_it_is(
    place: Place, kiosk: Kiosk, settings: Settings
) -> None:
    [name] = place(basket(1))[1]
    with Journal(journal_of(settings)) as journal:
        journal.mark(name, OrderState.REJECTED, reason="\x1b]0;owned\x07\u202eno")
    for words in ((), ("show", name), ("--csv",), ("queue",), ("queue", "--csv")):
        out = kiosk("orders", *words)[1]
        assert not set("\x1b\x07\u202e") & set(out)
    assert kiosk("orders", "give-up", name, "--reason", "caf\udce9")[0] == 0
    assert "caf\\udce9" in kiosk("orders", "show", name)[1]
