"""Reading files as people save them: other line ends, a byte order mark, hidden files, nonsense without end."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.town.check import check
from kiosk.town.read import Kind, read_folder


def test_the_files_of_a_town(folder: Path) -> None:
    sources, faults = read_folder(folder)
    assert faults == []
    assert [(source.kind, source.stem) for source in sources] == [
        (Kind.MENU, "noodles"),
        (Kind.PAVILION, "europe"),
        (Kind.PLACES, "places"),
        (Kind.PRODUCT, "mask"),
        (Kind.PRODUCT, "milk"),
        (Kind.TOWN, "town"),
    ]


def test_windows_files_and_hidden_ones(folder: Path, assets: Path) -> None:
    path = folder / "menus/noodles.toml"
    text = path.read_text(encoding="utf-8").replace("stock = 12", "stock = -1").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    (folder / "menus/.noodles.toml").write_text("an editor's copy", encoding="utf-8")
    assert [(fault.file, fault.line) for fault in check(folder, assets)] == [("menus/noodles.toml", 15)]


@pytest.mark.parametrize("depth", [100, 300, 900, 20_000])
def test_nesting_without_end(folder: Path, assets: Path, depth: int) -> None:
    (folder / "menus/deep.toml").write_text(f"name = {'[' * depth}{']' * depth}", encoding="utf-8")
    faults = check(folder, assets)
    assert faults
    assert {fault.file for fault in faults} == {"menus/deep.toml"}


def test_a_name_longer_than_any_file(folder: Path, assets: Path) -> None:
    path = folder / "products/milk.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("pictures/milk", "m" * 5000), encoding="utf-8")
    assert [(fault.file, fault.line) for fault in check(folder, assets)] == [("products/milk.toml", 8)]
