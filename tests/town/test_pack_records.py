"""What a pack holds beside the town: proofs, registers, the log's keys, lists of serials, a manifest."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from kiosk.town.check import load
from kiosk.town.model import Accreditation, Brand, Laboratory, Penalty, Text, Town
from kiosk.town.pack import PackError, Records, build, open_pack, undo
from kiosk.town.schema import VERSION
from kiosk.town.serials import Source, build_list

MILK, LOT = "09521201000039", "VM26-09A"


@pytest.fixture
def town(folder: Path, assets: Path) -> Town:
    both = Text(en="Polder", zh="圩田")
    licence = Accreditation(
        body=both, number="L 1", tests=("protein",), valid_from=date(2020, 1, 1), valid_until=date(2030, 1, 1)
    )
    penalty = Penalty(on=date(2026, 1, 1), points=3, reason=both)
    return load(folder, assets).model_copy(
        update={
            "laboratories": (Laboratory(id="polder", name=both, accreditations=(licence,)),),
            "brands": (Brand(id="veldmelk", name=both, penalties=(penalty,)),),
        }
    )


def numbered(town: Town, number: int) -> Town:
    name = Text(en=f"Town {number}", zh="镇")
    return town.model_copy(update={"info": town.info.model_copy(update={"name": name})})


def list_of(out: Path, *serials: str) -> str:
    return build_list([Source("list", lambda: [(MILK, LOT, serial) for serial in serials])], out / "serials").file


def test_registers_and_proofs_come_back(town: Town, assets: Path, tmp_path: Path) -> None:
    keys: dict[str, object] = {"origin": "log", "log": "vkey", "witnesses": [], "quorum": 0}
    records = Records([(MILK, LOT, "c2sp.org/tlog-proof@v1\n")], keys, "checkpoint\n", '{"size":1}')
    with open_pack(build(town, assets, tmp_path, records=records).path) as pack:
        assert pack.laboratory("polder") == town.laboratories[0]
        assert pack.laboratory("other") is None
        assert pack.brand("veldmelk") == town.brands[0]
        assert pack.brand("other") is None
        assert pack.proof(MILK, LOT) == "c2sp.org/tlog-proof@v1\n"
        assert pack.proof(MILK, "other") is None
        assert json.loads(pack.log_keys() or "") == keys
        assert (pack.checkpoint(), pack.continuity()) == ("checkpoint\n", '{"size":1}')
        assert pack.penalty_limit == town.info.penalty_limit
        pack.verify_content()


def test_a_pack_without_any_of_them(town: Town, assets: Path, tmp_path: Path) -> None:
    with open_pack(build(town, assets, tmp_path).path) as pack:
        assert pack.proof(MILK, LOT) is None
        assert pack.log_keys() is None
        assert (pack.checkpoint(), pack.continuity(), pack.manifest()) == (None, None, None)
        assert pack.serials_file() is None
        assert pack.serial_listed(MILK, LOT, "S1") is None
        assert pack.serial_lot(MILK, "S1") is None
        assert not pack.serial_withdrawn(MILK, LOT, "S1")


def test_every_part_is_in_the_content(town: Town, assets: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    made = [
        build(town, assets, out, records=records).content
        for records in (
            Records(),
            Records(proofs=[(MILK, LOT, "one")]),
            Records(proofs=[(MILK, LOT, "two")]),
            Records(log={"origin": "log"}),
            Records(checkpoint="one"),
            Records(continuity="one"),
            Records(serials=list_of(out, "S1")),
            Records(serials=list_of(out, "S2")),
        )
    ]
    assert len(set(made)) == len(made)


def test_the_manifest_is_over_the_content_and_not_in_it(town: Town, assets: Path, tmp_path: Path) -> None:
    sealed = build(town, assets, tmp_path / "a", seal=lambda content: f"signed {content}")
    assert sealed.content == build(town, assets, tmp_path / "b").content
    with open_pack(sealed.path) as pack:
        assert pack.manifest() == f"signed {sealed.content}"
        pack.verify_content()
    again = build(town, assets, tmp_path / "a", seal=lambda _: "signed again")
    assert not again.changed
    with open_pack(again.path) as pack:
        assert pack.manifest() == f"signed {sealed.content}", "the same content keeps its manifest"


def test_a_pack_that_is_not_accepted_takes_no_place(town: Town, assets: Path, tmp_path: Path) -> None:
    before = build(town, assets, tmp_path).path.read_bytes()

    def refuse(path: Path) -> None:
        with open_pack(path) as pack:
            assert pack.info().name.en == "Town 2"
        raise PackError("an old pack")

    with pytest.raises(PackError, match="an old pack"):
        build(numbered(town, 2), assets, tmp_path, accept=refuse)
    assert (tmp_path / "town.pack").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file() and path.suffix == ".pack") == [
        "town.pack"
    ]
    assert not list(tmp_path.glob(".town*"))


def test_the_same_content_is_taken_again_where_the_old_is_no_longer_accepted(
    town: Town, assets: Path, tmp_path: Path
) -> None:
    build(town, assets, tmp_path, seal=lambda _: "old root")

    def accept(path: Path) -> None:
        with open_pack(path) as pack:
            if pack.manifest() != "new root":
                raise PackError("another root")

    build(town, assets, tmp_path, seal=lambda _: "new root", accept=accept)
    with open_pack(tmp_path / "town.pack") as pack:
        assert pack.manifest() == "new root"
    assert not (tmp_path / "town.previous.pack").exists()


def test_a_list_stays_as_long_as_a_pack_uses_it(town: Town, assets: Path, tmp_path: Path) -> None:
    lists = []
    for number in range(3):
        lists.append(list_of(tmp_path, f"S{number}"))
        os.utime(tmp_path / "serials" / lists[-1], (1, 1))
        build(numbered(town, number), assets, tmp_path, records=Records(serials=lists[-1]))
    assert {path.name for path in (tmp_path / "serials").iterdir()} == set(lists[1:])
    undo(tmp_path)
    with open_pack(tmp_path / "town.pack") as pack:
        assert pack.serial_listed(MILK, LOT, "S1")
        assert not pack.serial_listed(MILK, LOT, "S2")


def test_a_list_that_is_missing_or_cut_is_told_at_opening(town: Town, assets: Path, tmp_path: Path) -> None:
    name = list_of(tmp_path, "S1")
    path = build(town, assets, tmp_path, records=Records(serials=name)).path
    file = tmp_path / "serials" / name
    whole = file.read_bytes()
    file.write_bytes(whole[:-4096])
    with pytest.raises(PackError, match=r"has \d+ of \d+ bytes; build it again"):
        open_pack(path)
    file.unlink()
    with pytest.raises(PackError, match="is missing; build it again"):
        open_pack(path)


def test_a_damaged_list_is_told_by_whoever_meets_it(town: Town, assets: Path, tmp_path: Path) -> None:
    name = list_of(tmp_path, "S1")
    path = build(town, assets, tmp_path, records=Records(serials=name)).path
    file = tmp_path / "serials" / name
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    with open_pack(path) as pack:
        with pytest.raises(PackError, match="damaged"):
            pack.serial_listed(MILK, LOT, "S1")
        with pytest.raises(PackError, match="was changed since the pack was built"):
            pack.verify_content()
    file.write_bytes(b"no list")
    os.truncate(file, len(whole))
    with open_pack(path) as pack, pytest.raises(PackError, match="damaged"):
        pack.serial_lot(MILK, "S1")


def test_a_pack_of_version_1_is_to_be_built_again(town: Town, assets: Path, tmp_path: Path) -> None:
    path = build(town, assets, tmp_path).path
    assert VERSION == 2
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 1")
    with pytest.raises(PackError, match=r"older kiosk \(pack version 1\); build it again"):
        open_pack(path)
    assert build(town, assets, tmp_path).changed
    assert not (tmp_path / "town.previous.pack").exists(), "a pack that cannot be opened is no way back"
