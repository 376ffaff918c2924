"""What staff give a town from outside: serials and withdrawals on the command line, lots imported as events."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.settings import ROOT, Settings
from kiosk.staff import given
from kiosk.staff.content import build, pack_path, prepare
from kiosk.staff.imported import imported, merged
from kiosk.town.check import load
from kiosk.town.fault import TownFaults
from kiosk.town.model import Lot, Product, Town
from kiosk.town.packed import open_pack
from kiosk.trace.identify import identify
from kiosk.trace.model import Passport, Verdict


@pytest.fixture
def booth(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """On a copy of the sample town that a test may change; the command line sees the same booth."""
    town = shutil.copytree(ROOT / "config" / "town", tmp_path / "town")
    monkeypatch.setenv("KIOSK_BOOTH_STATE", settings.booth.state)
    monkeypatch.setenv("KIOSK_BOOTH_TOWN", str(town))
    return replace(settings, booth=replace(settings.booth, town=str(town)))


def sample(settings: Settings) -> tuple[str, str, str]:
    """GTIN, lot and serial of a display sample that is genuine."""
    with open_pack(pack_path(settings)) as pack:
        product, lot, item = next(iter(pack.items()))
        return product.gtin, lot.lot, item.serial


def csv(tmp_path: Path, name: str, heading: str, *rows: tuple[str, ...]) -> str:
    path = tmp_path / name
    path.write_text("\n".join([heading, *(",".join(row) for row in rows)]) + "\n", encoding="utf-8")
    return str(path)


def passport(settings: Settings) -> Passport:
    """Of sample()'s sticker."""
    gtin, _, serial = sample(settings)
    named = (f"/01/{gtin}/", f"/21/{serial}?")
    text = next(each.text for each in prepare(settings).samples if all(part in each.text for part in named))
    with open_pack(pack_path(settings)) as pack:
        found = identify(text, pack, datetime.now(UTC))
    assert isinstance(found, Passport)
    return found


# --- serials ----------------------------------------------------------------------------------------------------


def test_listing_serials(booth: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gtin, lot, serial = sample(booth)
    rows = [(gtin, lot, f"Q{n}") for n in range(1000)]
    assert main(["build", "--serials", csv(tmp_path, "one.csv", "gtin,lot,serial", *rows)]) == 0
    assert "1,000 serials of 1 lots listed" in capsys.readouterr().out
    with open_pack(pack_path(booth)) as pack:
        assert pack.serial_listed(gtin, lot, "Q77") is True
        assert pack.serial_listed(gtin, lot, "Q1000") is False
        assert pack.serial_listed(gtin, lot, serial) is True, "a display sample"
        pack.verify_content()
    (tmp_path / "one.csv").unlink()
    booth.town_folder.joinpath("town.toml").touch()
    assert main(["build"]) == 0
    with open_pack(pack_path(booth)) as pack:
        assert pack.serial_listed(gtin, lot, "Q77") is True, "the list stays when its source is gone"
    assert main(["build", "--serials"]) == 0
    with open_pack(pack_path(booth)) as pack:
        assert pack.serial_listed(gtin, lot, "Q77") is None


def test_a_list_with_faults_leaves_everything_as_it_was(
    booth: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gtin, lot, _ = sample(booth)
    before = pack_path(booth).read_bytes()
    file = csv(tmp_path, "one.csv", "gtin,lot,serial", (gtin, lot, "Q1"), (gtin, "OTHER", "Q1"))
    assert main(["build", "--serials", file]) == 1
    assert "listed under two lots: one.csv:2 and one.csv:3" in capsys.readouterr().err
    assert pack_path(booth).read_bytes() == before
    assert given.serials(booth) is None


def test_a_list_that_went_missing_is_told_and_the_last_good_pack_is_named(
    booth: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gtin, lot, _ = sample(booth)
    assert main(["build", "--serials", csv(tmp_path, "one.csv", "gtin,lot,serial", (gtin, lot, "Q1"))]) == 0
    shutil.rmtree(pack_path(booth).parent / "serials")
    booth.town_folder.joinpath("town.toml").touch()
    assert main(["build"]) == 1
    assert "give the serials again" in capsys.readouterr().err


def test_the_stickers_register_is_a_source(booth: Settings, tmp_path: Path) -> None:
    from kiosk.staff.stickers.register import Order, open_register

    gtin, lot, _ = sample(booth)
    with open_register(booth.state_folder, make=True) as register:
        issue = register.record_random(Order(gtin, lot, "K", "ab" * 32, 24, "a4"), 300, 12)
        serials = list(register.serials(issue.id))
    file = booth.state_folder / "stickers" / "register.sqlite"
    assert main(["build", "--serials", str(file)]) == 0
    with open_pack(pack_path(booth)) as pack:
        assert all(pack.serial_listed(gtin, lot, serial) for serial in serials)
        listed = pack._serials()
        assert listed is not None
        assert [listed.number(gtin, serial) for serial in serials] == list(range(300)), "in the order of issue"


# --- withdrawals ------------------------------------------------------------------------------------------------

HEADING = "gtin,lot,serial,reason,date"


def test_withdrawing_an_item_and_taking_it_back(
    booth: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gtin, lot, serial = sample(booth)
    file = csv(tmp_path, "recall.csv", HEADING, (gtin, lot, serial, "glass in it", "2026-10-01"))
    assert main(["build", "--withdrawn", file]) == 0
    assert "1 withdrawals taken" in capsys.readouterr().out
    Path(file).unlink()
    found = passport(booth)
    assert found.verdict is Verdict.WITHDRAWN
    assert [finding.rule for finding in found.findings if not finding.passed] == ["item-withdrawn"]
    with open_pack(pack_path(booth)) as pack:
        notice = pack.withdrawal(gtin, lot, serial)
        assert notice is not None
        assert (notice.reason, notice.since) == ("glass in it", "2026-10-01")
    assert main(["build", "--withdrawn", csv(tmp_path, "recall.csv", HEADING)]) == 0
    assert passport(booth).verdict is Verdict.GENUINE


def test_withdrawing_a_whole_lot_is_a_recall_in_the_log_too(booth: Settings, tmp_path: Path) -> None:
    gtin, lot, _ = sample(booth)
    folder = booth.town_folder / "withdrawn"
    folder.mkdir()
    csv(folder, "recall.csv", HEADING, (gtin, lot, "", "salmonella", ""))
    found = passport(booth)
    assert found.verdict is Verdict.WITHDRAWN
    assert found.lot is not None
    assert found.lot.recalled
    assert {finding.rule for finding in found.findings if not finding.passed} == {"item-withdrawn", "lot-recalled"}
    with open_pack(pack_path(booth)) as pack:
        assert pack.serial_withdrawn(gtin, lot, "ANY")


def test_a_recall_with_a_mistake_is_told_and_nothing_of_it_is_kept(
    booth: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gtin, lot, serial = sample(booth)
    good = csv(tmp_path, "good.csv", HEADING, (gtin, lot, serial, "glass", ""))
    bad = csv(tmp_path, "bad.csv", HEADING, (gtin, lot, serial, "", ""))
    assert main(["build", "--withdrawn", good, bad]) == 1
    assert "bad.csv:2: no reason" in capsys.readouterr().err
    assert passport(booth).verdict is Verdict.GENUINE


# --- imported lots ----------------------------------------------------------------------------------------------


@pytest.fixture
def town(booth: Settings) -> Town:
    return load(booth.town_folder, booth.assets_folder)


def milk(town: Town) -> tuple[Product, Lot]:
    product = next(product for product in town.products if product.lots and len(product.lots[0].legs) > 2)
    return product, product.lots[0]


def lots_of(town: Town, gtin: str) -> tuple[Lot, ...]:
    return next(product.lots for product in town.products if product.gtin == gtin)


def test_a_new_lot_comes_beside_the_written_ones(town: Town) -> None:
    product, lot = milk(town)
    new = lot.model_copy(update={"lot": "NEW-1", "items": ()})
    other = {(product.gtin, "NEW-1"): new, ("00000000000000", "NEW-1"): new}
    assert lots_of(merged(town, other), product.gtin) == (*product.lots, new)
    assert merged(town, {}) == town


def test_an_imported_lot_adds_what_was_not_written(town: Town) -> None:
    product, lot = milk(town)
    less = lot.model_copy(update={"legs": lot.legs[:-1], "inspections": ()})
    short = town.model_copy(update={"products": (product.model_copy(update={"lots": (less, *product.lots[1:])}),)})
    whole = lots_of(merged(short, {(product.gtin, lot.lot): lot}), product.gtin)[0]
    assert [leg.start for leg in whole.legs] == sorted(leg.start for leg in lot.legs)
    assert set(whole.inspections) == set(lot.inspections)
    assert whole.items == lot.items
    assert lots_of(merged(town, {(product.gtin, lot.lot): lot}), product.gtin) == product.lots, "nothing twice"


def test_a_contradiction_is_a_fault(town: Town) -> None:
    product, lot = milk(town)
    legs = tuple(leg.model_copy(update={"flight": "ZZ 1"}) if leg.flight else leg for leg in lot.legs)
    checks = tuple(
        check.model_copy(update={"valid_until": check.valid_until + timedelta(1)}) for check in lot.inspections
    )
    other = lot.model_copy(update={"produced": date(2020, 1, 1), "legs": legs, "inspections": checks})
    with pytest.raises(TownFaults) as told:
        merged(town, {(product.gtin, lot.lot): other})
    said = str(told.value)
    assert "says produced" in said
    assert "is ZZ 1 in the imported events" in said
    assert f"certificate {lot.inspections[0].certificate} says valid_until" in said


def test_events_that_were_imported_are_in_the_pack(booth: Settings, town: Town) -> None:
    import json

    from kiosk.trace.epcis.read import read
    from kiosk.trace.epcis.store import EventStore
    from kiosk.trace.journey import document_of

    product, lot = milk(town)
    new = lot.model_copy(update={"lot": "NEW-1", "items": ()})
    with EventStore(given.events_file(booth)) as store:
        for outcome in read(json.dumps(document_of(product.gtin, new)).encode()):
            store.add(outcome)
    found = imported(given.events_file(booth))[product.gtin, "NEW-1"]
    assert (found.produced, found.expires) == (lot.produced, lot.expires)
    assert prepare(booth).built, "new events are news"
    with open_pack(pack_path(booth)) as pack:
        assert pack.lot(product.gtin, "NEW-1") == found
        assert pack.proof(product.gtin, "NEW-1")
    assert not prepare(booth).built


def test_an_event_store_that_is_none(booth: Settings) -> None:
    file = given.events_file(booth)
    assert imported(file) == {}
    file.parent.mkdir(parents=True)
    file.write_text("not a database", encoding="utf-8")
    with pytest.raises(TownFaults, match="the imported events cannot be read"):
        build(booth)
    assert prepare(booth).faults, "and the last good pack is shown"
