"""The commands as a shell calls them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.settings import ROOT, Settings
from kiosk.staff.content import pack_path


@pytest.fixture
def home(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder that the commands of this test use."""
    monkeypatch.setenv("KIOSK_BOOTH_STATE", settings.booth.state)
    return settings.state_folder


def copy_of_town(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "config" / "town", tmp_path / "town"))


def test_check_finds_the_sample_town_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "in order" in capsys.readouterr().out


def test_check_names_file_line_and_what_to_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    town = copy_of_town(tmp_path)
    menu = town / "menus" / "noodle-shop.toml"
    lines = menu.read_text("utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, 1) if line.startswith("stock"))
    lines[number - 1] = "stock = -3"
    menu.write_text("\n".join(lines), encoding="utf-8")
    assert main(["check", str(town), "--json"]) == 1
    fault = json.loads(capsys.readouterr().out)
    assert (fault["file"], fault["line"]) == ("menus/noodle-shop.toml", number)
    assert fault["what"]
    assert fault["instead"]


def test_build_makes_a_pack_and_undo_takes_it_back(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    town = copy_of_town(tmp_path)
    monkeypatch.setenv("KIOSK_BOOTH_TOWN", str(town))
    info = town / "town.toml"
    info.write_text(info.read_text("utf-8").replace("Global Town", "Winter Town"), encoding="utf-8")
    assert main(["build"]) == 0
    assert "Winter Town" in capsys.readouterr().out
    assert main(["build", "--undo"]) == 0
    assert "Global Town" in capsys.readouterr().out


def test_a_town_with_a_fault_is_not_built_and_the_last_good_pack_stays(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    town = copy_of_town(tmp_path)
    (town / "pavilions" / "asia.toml").write_text("name = ", encoding="utf-8")
    monkeypatch.setenv("KIOSK_BOOTH_TOWN", str(town))
    before = (home / "pack" / "town.pack").read_bytes()
    assert main(["build"]) == 1
    assert "pavilions/asia.toml:1" in capsys.readouterr().err
    assert (home / "pack" / "town.pack").read_bytes() == before


def test_stickers_are_pictures_that_say_what_the_samples_say(home: Path, tmp_path: Path) -> None:
    assert main(["stickers", "--out", str(tmp_path / "out")]) == 0
    built = json.loads((home / "pack" / "built.json").read_text("utf-8"))
    assert len(list((tmp_path / "out").glob("*.svg"))) == len(built["samples"]) > 16


def test_orders_of_a_booth_that_has_none(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["orders"]) == 0
    assert capsys.readouterr().out == ""


def test_orders_lists_what_the_journal_holds(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from datetime import UTC, datetime

    from kiosk.order.journal import Journal
    from kiosk.order.model import Good, Line, Order, new_reference

    good = Good("noodle-shop/mask-yuzu", "09521234567899", "Sunny Yuzu", "柚子", 3900, "CNY", 5)
    order = Order(new_reference(), (Line(good, 2),), "CNY", 7800, datetime.now(UTC), "zh")
    with Journal(home / "journal.sqlite") as journal:
        journal.commit(order).result()
    assert main(["orders", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["reference"], shown["state"], shown["total"]) == (order.reference, "waiting", 7800)
    assert main(["orders"]) == 0
    text = capsys.readouterr().out
    assert order.reference in text
    assert "78.00" in text


def test_doctor_says_what_is_wrong(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor"]) == 0
    (home / "pack" / "town.pack").write_bytes(b"damaged")
    monkeypatch.setenv("KIOSK_CAMERA_SOURCE", "/dev/video99")
    capsys.readouterr()
    assert main(["doctor", "--json"]) == 1
    found = {f["part"]: f for f in map(json.loads, capsys.readouterr().out.splitlines())}
    assert not found["pack"]["well"]
    assert not found["camera"]["well"]
    assert found["fonts"]["well"]


def test_settings_that_cannot_be_used_are_said_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "kiosk.toml"
    bad.write_text("[camera]\nsauce = 1\n", encoding="utf-8")
    assert main(["--settings", str(bad), "check"]) == 2
    assert "sauce" in capsys.readouterr().err


def test_the_sample_pack_is_where_the_settings_say(settings: Settings) -> None:
    assert pack_path(settings).exists()
