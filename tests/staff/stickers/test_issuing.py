from __future__ import annotations

import csv
import json
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk.settings import Settings
from kiosk.staff.content import pack_path
from kiosk.staff.stickers import issuing, sheet
from kiosk.staff.stickers.register import open_register
from kiosk.town.model import Lot
from kiosk.town.packed import Pack, open_pack
from kiosk.trace.digital_link import parse
from kiosk.trace.signature import Signature, verify
from kiosk.trace.trust.keys import make_key
from tests.staff.stickers.conftest import LOT, MILK, Said

Stickers = Callable[..., Said]


def rows(settings: Settings) -> list[tuple[Any, ...]]:
    path = settings.state_folder / "stickers" / "register.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT serial, gtin, lot, key_id, issue, sheet FROM register").fetchall()


def test_what_is_issued_is_recorded_signed_and_printed(issue: Stickers, settings: Settings, tmp_path: Path) -> None:
    out, table = tmp_path / "sheet.pdf", tmp_path / "table.csv"
    said = issue("--count", 40, "--out", out, "--csv", table)
    assert said.status == 0, said.err
    assert said.one["bits"] == 52.7
    assert said.one["files"] == [str(out), str(table)]
    with table.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["sheet"] for line in lines] == ["1"] * 35 + ["2"] * 5
    recorded = {row[0]: row[1:] for row in rows(settings)}
    assert len(recorded) == 40
    with open_pack(pack_path(settings)) as pack:
        for line in lines:
            assert recorded[line["serial"]][:3] == (MILK, LOT, "K")
            identifiers = parse(line["text"])
            assert (identifiers.gtin14, identifiers.lot, identifiers.serial) == (MILK, LOT, line["serial"])
            assert verify(line["text"], identifiers, pack.issuers())[0] is Signature.VALID


def test_the_register_is_on_the_disk_before_the_sheet_is_begun(
    issue: Stickers, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a crash never leaves a serial that is printed and not recorded."""
    seen: list[int] = []

    def crash(*arguments: Any) -> Any:
        seen.append(len(rows(settings)))
        raise OSError("the power is gone")

    monkeypatch.setattr(sheet, "draw", crash)
    said = issue("--count", 7, "--out", tmp_path / "sheet.pdf")
    assert said.status == 2
    assert json.loads(said.err) == {"error": "the power is gone"}
    assert seen == [7]
    assert len(rows(settings)) == 7
    assert not (tmp_path / "sheet.pdf").exists()
    monkeypatch.undo()


def test_what_was_recorded_can_be_printed_again(
    issue: Stickers, stickers: Stickers, settings: Settings, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    number = issue("--count", 5, "--csv", first).one["issue"]
    again = stickers("issue", "--again", number, "--csv", second, "--json")
    assert again.status == 0, again.err
    assert first.read_text() == second.read_text()
    assert len(rows(settings)) == 5
    other = stickers("issue", "--again", number, "--csv", tmp_path / "d.csv", "--stock", "avery-l7121")
    assert "35 to a sheet" in other.err
    assert stickers("issue", "--again", 77, "--csv", tmp_path / "c.csv").status == 1


def test_own_serials_are_taken_all_or_none(issue: Stickers, settings: Settings, tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("A-1\nA-2\nA-3\n")
    said = issue("--serials", own, "--csv", tmp_path / "a.csv")
    assert (said.status, said.one["count"], said.one["bits"]) == (0, 3, None)
    own.write_text("A-4\nA-2\n")
    assert "A-2" in issue("--serials", own, "--csv", tmp_path / "b.csv").err
    own.write_text("A-5\na-6\n")
    assert "own.txt:2" in issue("--serials", own, "--csv", tmp_path / "b.csv").err
    own.write_text("A-5\n")
    assert "--count says 2" in issue("--serials", own, "--count", 2, "--csv", tmp_path / "b.csv").err
    with open_pack(pack_path(settings)) as pack:
        sample = next(item.serial for product, _, item in pack.items() if product.gtin == MILK)
    own.write_text(f"{sample}\n")
    assert "display sample" in issue("--serials", own, "--csv", tmp_path / "b.csv").err
    assert sorted(row[0] for row in rows(settings)) == ["A-1", "A-2", "A-3"]
    assert not (tmp_path / "b.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--gtin", "4006381333931", "--lot", LOT, "--count", 1), "not a product of this town"),
        (("--gtin", "9521201000038", "--lot", LOT, "--count", 1), "check digit"),
        (("--gtin", "milk", "--lot", LOT, "--count", 1), "8 to 14 digits"),
        (("--gtin", MILK, "--lot", "NOPE", "--count", 1), "has no lot 'NOPE'"),
        (("--gtin", MILK, "--lot", LOT), "how many"),
        (("--gtin", MILK, "--lot", LOT, "--count", 0), "1 to 10000000"),
        (("--gtin", MILK, "--lot", LOT, "--count", 1, "--stock", "23x23:1x1:23x23:0x0:23x23"), "no room"),
        (("--gtin", MILK, "--lot", LOT, "--count", 1, "--stock", "paper"), "is not a stock"),
        (("--gtin", MILK, "--lot", LOT, "--count", 1, "--key", "/nowhere/key.json"), "no key at"),
        (("--count", 1), "--gtin and --lot"),
    ],
)
def test_what_cannot_be_issued_is_refused_before_anything_is_recorded(
    arguments: tuple[object, ...], why: str, stickers: Stickers, settings: Settings, tmp_path: Path
) -> None:
    said = stickers("issue", *arguments, "--out", tmp_path / "sheet.pdf")
    assert said.status == 1
    assert why in said.err
    assert not (settings.state_folder / "stickers").exists() or rows(settings) == []
    assert not (tmp_path / "sheet.pdf").exists()


def test_nothing_is_written_over(issue: Stickers, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("mine")
    assert "there already" in issue("--count", 1, "--csv", table).err
    assert table.read_text() == "mine"
    (tmp_path / "sheet-001.pdf").write_text("mine")
    assert "there already" in issue("--count", 1, "--out", tmp_path / "sheet.pdf").err
    assert "--out is a PDF" in issue("--count", 1, "--out", tmp_path / "sheet.svg").err
    assert "say where" in issue("--count", 1).err


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"recalled": True}, "recalled"),
        ({"expires": date(2020, 1, 1), "produced": date(2019, 1, 1)}, "best before"),
    ],
)
def test_no_more_of_a_bad_lot_is_issued(
    change: dict[str, object], why: str, issue: Stickers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Pack.lot

    def lot(pack: Pack, gtin: str, number: str) -> Lot | None:
        found = real(pack, gtin, number)
        return found and found.model_copy(update=change)

    monkeypatch.setattr(Pack, "lot", lot)
    said = issue("--count", 1, "--csv", tmp_path / "a.csv")
    assert said.status == 1
    assert why in said.err


def test_only_a_key_of_this_town_signs(issue: Stickers, tmp_path: Path) -> None:
    make_key(tmp_path / "mine" / "k.json", "issuer", "K")
    said = issue("--count", 1, "--csv", tmp_path / "a.csv", "--key", tmp_path / "mine" / "k.json")
    assert said.status == 1
    assert "is not an issuer's" in said.err
    make_key(tmp_path / "mine" / "root.json", "root", "K")
    said = issue("--count", 1, "--csv", tmp_path / "a.csv", "--key", tmp_path / "mine" / "root.json")
    assert said.status == 2
    assert "another use" in said.err


def test_the_newest_issuer_that_may_sign_does(
    stickers: Stickers, issue: Stickers, settings: Settings, tmp_path: Path
) -> None:
    assert stickers("keys", "new", "--gtins", "0400", "--json").one["key_id"] == "L"
    assert issue("--count", 1, "--csv", tmp_path / "a.csv").one["key"] == "K"  # L is not this milk's
    assert stickers("keys", "new", "--gtins", "095212", "--json").one["key_id"] == "M"
    assert issue("--count", 1, "--csv", tmp_path / "b.csv").one["key"] == "M"
    stickers("keys", "revoke", "M")
    assert issue("--count", 1, "--csv", tmp_path / "c.csv").one["key"] == "K"
    stickers("keys", "revoke", "K")
    refused = issue("--count", 1, "--csv", tmp_path / "d.csv")
    assert refused.status == 1
    for word in ("issuer M was revoked", "issuer K was revoked", "issuer L may sign 0400..."):
        assert word in refused.err
    key_file = tmp_path / "config" / "global-town" / "keys" / "issuer-L.json"
    assert "may sign 0400" in issue("--count", 1, "--csv", tmp_path / "d.csv", "--key", key_file).err


def test_a_key_that_others_may_read_is_not_used(issue: Stickers, settings: Settings, tmp_path: Path) -> None:
    (settings.state_folder / "keys" / "issuer.json").chmod(0o644)
    said = issue("--count", 1, "--csv", tmp_path / "a.csv")
    assert said.status == 2
    assert "chmod 600" in said.err


def test_it_says_how_far_it_is_where_somebody_watches(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(issuing.sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(issuing, "SAID_EVERY_S", -1)
    told = list(issuing._told(iter([("A", "a"), ("B", "b")]), 2, "printed"))
    assert told == [("A", "a"), ("B", "b")]
    assert capsys.readouterr().err.splitlines() == ["1 of 2 printed", "2 of 2 printed"]


def test_the_register_can_be_asked(issue: Stickers, settings: Settings, tmp_path: Path) -> None:
    number = issue("--count", 36, "--csv", tmp_path / "a.csv").one["issue"]
    with open_register(settings.state_folder) as register:
        last = list(register.serials(number))[-1]
        entry = register.find(MILK, last)
    assert entry is not None
    assert (entry.issue.order.lot, entry.sheet) == (LOT, 2)
    assert stat.S_IMODE((settings.state_folder / "stickers").stat().st_mode) == 0o700
