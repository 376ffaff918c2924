"""Packing a town: whole or not at all, the same for the same town, and a way back."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.town.check import load
from kiosk.town.model import Issuer, Text, Town
from kiosk.town.pack import PackError, build, open_pack, undo
from kiosk.town.source import source_hash

ISSUER = Issuer(key_id="K", public_key="ab" * 32, name=Text(en="Town hall", zh="镇公所"))


@pytest.fixture
def town(folder: Path, assets: Path) -> Town:
    return load(folder, assets)


def renamed(town: Town, name: str) -> Town:
    return town.model_copy(update={"info": town.info.model_copy(update={"name": Text(en=name, zh=name)})})


def name_of(path: Path) -> str:
    with open_pack(path) as pack:
        return pack.info().name.en


def test_everything_comes_back(town: Town, assets: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = build(town, assets, out, [ISSUER])
    assert summary.path == out / "town.pack"
    assert (summary.pavilions, summary.products, summary.lots, summary.items, summary.dishes) == (1, 2, 1, 2, 1)
    assert summary.media_files == 6
    with open_pack(summary.path) as pack:
        assert pack.info() == town.info
        assert pack.pavilions() == town.pavilions
        for product in town.products:
            assert pack.product(product.gtin) == product.model_copy(update={"lots": ()})
            assert [pack.lot(product.gtin, lot.lot) for lot in product.lots] == list(product.lots)
        assert pack.menus() == town.menus
        assert pack.issuers() == (ISSUER,)


def test_media_is_named_by_its_content(town: Town, assets: Path, tmp_path: Path) -> None:
    (assets / "pictures/saskia.svg").write_text("the same", encoding="utf-8")
    (assets / "pictures/kitchen.svg").write_text("the same", encoding="utf-8")
    build(town, assets, tmp_path / "out")
    files = sorted(path.name for path in (tmp_path / "out/media").iterdir())
    assert len(files) == 5
    assert all(len(Path(file).stem) == 64 and Path(file).suffix in (".svg", ".webm") for file in files)
    with open_pack(tmp_path / "out/town.pack") as pack:
        assert pack.media("pictures/saskia.svg") == pack.media("pictures/kitchen.svg")


def test_a_poster_beside_a_film_comes_along(town: Town, assets: Path, tmp_path: Path) -> None:
    (assets / "films/pasture.jpg").write_text("poster", encoding="utf-8")
    with open_pack(build(town, assets, tmp_path / "out").path) as pack:
        poster = pack.media("films/pasture.jpg")
        assert poster is not None
        assert poster.read_text(encoding="utf-8") == "poster"


def test_equal_towns_make_equal_bytes(town: Town, assets: Path, tmp_path: Path) -> None:
    first, second = build(town, assets, tmp_path / "a"), build(town, assets, tmp_path / "b")
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.content == second.content


def test_a_new_pack_keeps_the_one_before(town: Town, assets: Path, tmp_path: Path) -> None:
    out = tmp_path
    build(renamed(town, "First"), assets, out)
    assert not (out / "town.previous.pack").exists()
    build(renamed(town, "Second"), assets, out)
    assert (name_of(out / "town.pack"), name_of(out / "town.previous.pack")) == ("Second", "First")


def test_undo_is_the_same_step_backwards_and_forwards(town: Town, assets: Path, tmp_path: Path) -> None:
    build(renamed(town, "First"), assets, tmp_path)
    build(renamed(town, "Second"), assets, tmp_path)
    undo(tmp_path)
    assert name_of(tmp_path / "town.pack") == "First"
    undo(tmp_path)
    assert name_of(tmp_path / "town.pack") == "Second"
    assert name_of(tmp_path / "town.previous.pack") == "First"


def test_undo_with_nothing_to_go_back_to(town: Town, assets: Path, tmp_path: Path) -> None:
    build(town, assets, tmp_path)
    with pytest.raises(PackError, match="no previous pack"):
        undo(tmp_path)
    (tmp_path / "town.previous.pack").write_bytes(b"garbage" * 100)
    with pytest.raises(PackError, match="not a pack"):
        undo(tmp_path)
    assert name_of(tmp_path / "town.pack") == "Test Town"


def test_the_same_town_again_and_a_broken_pack_are_no_way_back(town: Town, assets: Path, tmp_path: Path) -> None:
    build(renamed(town, "First"), assets, tmp_path)
    build(renamed(town, "Second"), assets, tmp_path)
    again = build(renamed(town, "Second"), assets, tmp_path, source="touched")
    assert not again.changed
    assert name_of(tmp_path / "town.previous.pack") == "First"
    (tmp_path / "town.pack").write_bytes(b"broken")
    assert build(renamed(town, "Third"), assets, tmp_path).changed
    assert name_of(tmp_path / "town.previous.pack") == "First"


def test_media_stays_while_the_previous_pack_needs_it(town: Town, assets: Path, tmp_path: Path) -> None:
    out, film = tmp_path / "out", assets / "films/pasture.webm"
    seen: list[set[str]] = []
    for content in ("one", "two", "three"):
        film.write_text(content, encoding="utf-8")
        build(town, assets, out)
        seen.append({path.name for path in (out / "media").glob("*.webm")})
    assert [len(films) for films in seen] == [1, 2, 2]
    assert seen[0] & seen[1] == seen[0]
    assert not seen[0] & seen[2]
    undo(out)
    with open_pack(out / "town.pack") as pack:
        path = pack.media("films/pasture.webm")
        assert path is not None
        assert path.read_text(encoding="utf-8") == "two"


def test_spoilt_media_is_replaced(town: Town, assets: Path, tmp_path: Path) -> None:
    build(town, assets, tmp_path / "out")
    kept = next((tmp_path / "out/media").glob("*.webm"))
    kept.write_bytes(b"x" * kept.stat().st_size)  # the same size, so that only its content tells
    build(town, assets, tmp_path / "out")
    assert kept.read_text(encoding="utf-8") == "films/pasture.webm"


def test_a_build_that_fails_changes_nothing(town: Town, assets: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = build(town, assets, out).path.read_bytes()
    (assets / "films/pasture.webm").unlink()
    with pytest.raises(PackError, match=r"films/pasture\.webm is not there"):
        build(renamed(town, "Second"), assets, out)
    assert (out / "town.pack").read_bytes() == before


def test_a_folder_that_cannot_be_written(town: Town, assets: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(PackError, match="cannot be written"):
        build(town, assets, tmp_path / "out")


def test_an_open_pack_stays_as_it_was(town: Town, assets: Path, tmp_path: Path) -> None:
    build(renamed(town, "First"), assets, tmp_path)
    with open_pack(tmp_path / "town.pack") as pack:
        build(renamed(town, "Second"), assets, tmp_path)
        assert pack.info().name.en == "First"
        assert pack.product("09521201000039") is not None


BUILD_FOR_EVER = """
import sys
from pathlib import Path
from kiosk.town.check import load
from kiosk.town.model import Text
from kiosk.town.pack import build
folder, assets, out = map(Path, sys.argv[1:])
town = load(folder, assets)
number = 0
while True:
    name = Text(en=f"Town {number}", zh="镇")
    build(town.model_copy(update={"info": town.info.model_copy(update={"name": name})}), assets, out)
    number += 1
    print(number, flush=True)
"""


def test_killed_at_any_moment_the_pack_is_whole(folder: Path, assets: Path, tmp_path: Path) -> None:
    """A builder that never stops, killed again and again: what stands there can always be opened and read."""
    out = tmp_path / "out"
    for builds in range(1, 5):
        command = [sys.executable, "-c", BUILD_FOR_EVER, str(folder), str(assets), str(out)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as builder:
            assert builder.stdout is not None
            for _ in range(builds):
                assert builder.stdout.readline()
            os.kill(builder.pid, signal.SIGKILL)
        assert name_of(out / "town.pack").startswith("Town ")
        with closing(sqlite3.connect(out / "town.pack")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with open_pack(out / "town.pack") as pack:
            assert pack.media("films/pasture.webm") is not None
    build(load(folder, assets), assets, out)
    left = sorted(path.name for path in out.iterdir() if path.is_file())
    assert left == [".lock", "town.pack", "town.previous.pack"]


def test_the_fingerprint_of_the_sources(folder: Path, assets: Path, town: Town, tmp_path: Path) -> None:
    first = source_hash(folder, assets)
    assert source_hash(folder, assets) == first
    assert source_hash(folder, assets, [ISSUER]) != first
    (folder / "notes.txt").write_text("not read", encoding="utf-8")
    assert source_hash(folder, assets) == first
    later = (folder / "town.toml").stat().st_mtime_ns + 1_000_000_000
    os.utime(folder / "town.toml", ns=(later, later))
    second = source_hash(folder, assets)
    assert second != first
    (assets / "pictures/new.svg").write_text("new", encoding="utf-8")
    assert source_hash(folder, assets) != second
    build(town, assets, tmp_path / "out", source=second)
    with open_pack(tmp_path / "out/town.pack") as pack:
        assert pack.source() == second
