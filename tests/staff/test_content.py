from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import zxingcpp

from kiosk.settings import ROOT, Settings
from kiosk.staff.content import pack_path, prepare
from kiosk.staff.stickers.samples import sticker_svg
from kiosk.town.fault import TownFaults
from kiosk.town.pack import open_pack


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
