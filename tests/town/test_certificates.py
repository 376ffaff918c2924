from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.settings import ROOT
from kiosk.town.check import TownFaults, load
from kiosk.town.model import Inspection, Town
from kiosk.town.source import source_hash


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "town"
    shutil.copytree(ROOT / "config" / "town", copy)
    shutil.rmtree(copy / "certificates", ignore_errors=True)
    (copy / "certificates").mkdir()
    return copy


def inspection(town: Town, certificate: str) -> Inspection:
    found = [
        check
        for product in town.products
        for lot in product.lots
        for check in lot.inspections
        if check.certificate == certificate
    ]
    return found[0]


def test_what_a_laboratory_sent_stands_beside_its_inspection(folder: Path) -> None:
    assets = ROOT / "assets"
    plain = load(folder, assets)
    before = source_hash(folder, assets)
    (folder / "certificates" / "TLA-26-3493.json").write_text('{"a": 1}\n', encoding="utf-8")
    (folder / "certificates" / "TLA-26-3493.approval.json").write_text("as it came", encoding="utf-8")
    assert source_hash(folder, assets) != before
    found = inspection(load(folder, assets), "TLA-26-3493")
    assert (found.credential, found.approval) == ('{"a": 1}', "as it came")
    assert inspection(plain, "TLA-26-3493") == found.model_copy(update={"credential": None, "approval": None})
    assert inspection(load(folder, assets), "WLI-26-3530").credential is None


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("TLA-26-3494.json", b"{}", "no inspection has a certificate of this name"),
        ("TLA-26-3493.json", b"\xff", "not UTF-8"),
        ("TLA-26-3493.json", b" " * 16385, "more than 16384 bytes"),
    ],
)
def test_a_file_that_is_no_certificate_is_a_fault(folder: Path, name: str, content: bytes, says: str) -> None:
    (folder / "certificates" / name).write_bytes(content)
    with pytest.raises(TownFaults, match=says) as raised:
        load(folder, ROOT / "assets")
    assert [fault.file for fault in raised.value.faults] == [f"certificates/{name}"]
