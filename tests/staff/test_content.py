from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import zxingcpp

from kiosk.settings import ROOT, Settings
from kiosk.staff.content import pack_path, prepare
from kiosk.staff.stickers.samples import sticker_svg
from kiosk.town.fault import TownFaults
from kiosk.town.pack import PackError, open_pack


@pytest.fixture
def own_town(settings: Settings, tmp_path: Path) -> Settings:
    """Settings on a copy of the sample town that a test may change."""
    town = shutil.copytree(ROOT / "config" / "town", tmp_path / "town")
    return replace(settings, booth=replace(settings.booth, town=str(town)))


def test_a_pack_is_built_once(own_town: Settings) -> None:
    assert not prepare(own_town).built, "the copy is the content that was packed"
    dish = own_town.town_folder / "menus" / "noodle-shop.toml"
    os.utime(dish, ns=(1, 1))
    assert prepare(own_town).built
    assert not prepare(own_town).built


def test_faults_leave_the_last_good_pack(own_town: Settings) -> None:
    prepare(own_town)
    (own_town.town_folder / "town.toml").write_text("")
    prepared = prepare(own_town)
    assert not prepared.built
    assert prepared.faults
    assert prepared.samples
    with open_pack(prepared.pack) as pack:
        assert pack.info().name.en == "Global Town"


def test_faults_without_a_pack_are_raised(own_town: Settings) -> None:
    shutil.rmtree(own_town.state_folder / "pack")
    (own_town.town_folder / "town.toml").write_text("")
    with pytest.raises(TownFaults):
        prepare(own_town)
    assert not pack_path(own_town).exists()


def test_keys_are_for_us_alone(own_town: Settings) -> None:
    shutil.rmtree(own_town.state_folder / "keys")
    prepare(replace(own_town))
    (own_town.town_folder / "menus" / "noodle-shop.toml").touch()
    prepare(own_town)
    assert (own_town.state_folder / "keys" / "issuer.json").stat().st_mode & 0o077 == 0


def test_every_sample_is_a_sticker_that_reads_back(settings: Settings) -> None:
    for sample in prepare(settings).samples[:6]:
        svg = sticker_svg(sample.text, "caption")
        assert 'width="20.99mm"' in svg
        assert [code.text for code in zxingcpp.read_barcodes(drawn(svg))] == [sample.text]


def drawn(svg: str) -> np.ndarray:
    """The SVG's modules as pixels, four to a module."""
    side = int(svg.split('viewBox="0 0 ')[1].split(" ")[0])
    picture = np.full((side, side), 255, np.uint8)
    for cell in svg.split('<path d="')[1].split('"')[0].split("M")[1:]:
        x, y = cell.split("h")[0].split(" ")
        picture[int(y), int(x)] = 0
    return np.kron(picture, np.ones((4, 4), np.uint8))


def test_an_older_kiosks_pack_is_built_again(own_town: Settings) -> None:
    """As after an update of the booth: its pack cannot be opened, and its town did not change."""
    record = own_town.state_folder / "pack" / "built.json"
    prepare(own_town)
    written = record.read_text("utf-8")
    with closing(sqlite3.connect(pack_path(own_town))) as connection:
        connection.execute("PRAGMA user_version = 1")
    with pytest.raises(PackError, match="older kiosk"):
        open_pack(pack_path(own_town))
    record.write_text(written.replace('"source": "', '"source": "of version 1 '), encoding="utf-8")
    assert prepare(own_town).built
    with open_pack(pack_path(own_town)) as pack:
        assert pack.manifest()


UNCHANGED = """
import sys
from dataclasses import replace
from kiosk.settings import Settings
from kiosk.staff.content import prepare
settings = Settings()
prepared = prepare(replace(settings, booth=replace(settings.booth, state=sys.argv[1])))
assert not prepared.built and len(prepared.samples) > 16
print(*sys.modules)
"""


def test_an_unchanged_town_is_prepared_without_anything_heavy(settings: Settings) -> None:
    prepare(settings)
    command = [sys.executable, "-c", UNCHANGED, settings.booth.state]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {
        "pydantic",
        "cryptography",
        "numpy",
        "sqlite3",
        "pyroaring",
        "rfc8785",
        "biip",
        "shutil",
        "lzma",
    }


def test_a_pack_that_cannot_be_written_leaves_the_last_good_one(own_town: Settings) -> None:
    prepare(own_town)
    (own_town.state_folder / "trust.json").write_text("[", encoding="utf-8")
    (own_town.town_folder / "town.toml").touch()
    name = own_town.town_folder / "town.toml"
    name.write_text(name.read_text("utf-8").replace("Global Town", "Winter Town"), encoding="utf-8")
    prepared = prepare(own_town)
    assert not prepared.built
    assert "trust.json is damaged" in prepared.faults[0]
    with open_pack(prepared.pack) as pack:
        assert pack.info().name.en == "Global Town"
