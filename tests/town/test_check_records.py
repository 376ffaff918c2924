"""Faults in what a journey is judged by: laboratories, brands, certificates, customs, temperatures, ingredients."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.settings import ROOT
from kiosk.town.check import Fault, check, load
from kiosk.town.distance import great_circle_km
from kiosk.town.model import LegKind, Lot, Product

HERE = Path(__file__).parent
MISTAKES: list[dict[str, Any]] = tomllib.loads((HERE / "mistakes-records.toml").read_text(encoding="utf-8"))[
    "mistake"
]
RECORDS = {
    "laboratories.toml": """\
[polder]
name = { en = "Polder Laboratory", zh = "圩田实验室" }

[[polder.accreditations]]
body = { en = "Register", zh = "名录" }
number = "LCR 0417"
tests = ["antibiotic-residues", "protein"]
valid_from = 2023-04-01
valid_until = 2027-03-31

[lake]
name = { en = "Lake Laboratory", zh = "湖畔实验室" }
""",
    "brands.toml": """\
[weide]
name = { en = "Weide", zh = "草场" }

[[weide.penalties]]
on = 2026-03-01
points = 3
reason = { en = "A label was late.", zh = "标签迟到。" }

[duin]
name = { en = "Duin", zh = "沙丘" }
""",
    "products/yoghurt.toml": """\
gtin = "9521201000053"
brand = "weide"
name = { en = "Yoghurt", zh = "酸奶" }
tagline = { en = "Sour", zh = "酸" }
story = { en = "A story.", zh = "一个故事。" }
origin = "farm"
storage_c = [2.0, 8.0]
picture = "pictures/milk.svg"

[[lots]]
lot = "WY26-09"
produced = 2026-09-14
expires = 2027-12-31

[[lots.ingredients]]
name = { en = "Morning milk", zh = "晨奶" }
place = "farm"
at = 2026-09-14T04:00:00+02:00

[[lots.legs]]
kind = "production"
place = "farm"
start = 2026-09-14T05:10:00+02:00

[[lots.legs]]
kind = "transport"
place = "farm"
to = "schiphol"
start = 2026-09-23T08:10:00+02:00
end = 2026-09-23T19:05:00+02:00
temperature_c = [4.0, 8.0]
temperatures = [
  { at = 2026-09-23T08:20:00+02:00, celsius = 4.0 },
  { at = 2026-09-23T12:00:00+02:00, celsius = 6.5 },
]

[[lots.legs]]
kind = "customs"
customs = "export"
place = "schiphol"
start = 2026-09-24T08:35:00+02:00

[[lots.legs]]
kind = "flight"
place = "schiphol"
to = "xiaoshan"
start = 2026-09-24T21:10:00+02:00
end = 2026-09-25T14:40:00+08:00
flight = "GT 8812"

[[lots.legs]]
kind = "customs"
customs = "import"
place = "xiaoshan"
start = 2026-09-26T09:05:00+08:00

[[lots.inspections]]
laboratory = "polder"
test = "protein"
tested = { en = "Protein", zh = "蛋白质" }
limit = { en = "at least 3.2", zh = "不低于 3.2" }
result = { en = "3.6", zh = "3.6" }
passed = true
on = 2026-09-17
certificate = "PFS-26-3858"
lots = ["WY26-09", "WY26-10"]
valid_until = 2028-01-10
""",
}


@pytest.fixture
def town(folder: Path) -> Path:
    """The town of conftest.py with laboratories, brands, and a product whose record is complete."""
    for file, text in RECORDS.items():
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def test_it_loads_as_the_model(town: Path, assets: Path) -> None:
    assert check(town, assets) == []
    loaded = load(town, assets)
    assert [laboratory.id for laboratory in loaded.laboratories] == ["polder", "lake"]
    assert loaded.laboratories[0].accreditations[0].tests == ("antibiotic-residues", "protein")
    assert [(brand.id, sum(penalty.points for penalty in brand.penalties)) for brand in loaded.brands] == [
        ("weide", 3),
        ("duin", 0),
    ]
    yoghurt = next(product for product in loaded.products if product.gtin.endswith("53"))
    assert (yoghurt.brand.zh, yoghurt.brand_id) == ("草场", "weide")  # a section's name became its words
    (inspection,) = yoghurt.lots[0].inspections
    assert (inspection.laboratory.en, inspection.laboratory_id) == ("Polder Laboratory", "polder")
    assert yoghurt.lots[0].ingredients[0].place.name.zh == "农场"
    mask = next(product for product in loaded.products if product.brand.en == "Mizunoha")
    assert mask.brand_id is None  # written out where it stands


@pytest.mark.parametrize("file", sorted({mistake["file"] for mistake in MISTAKES}))
def test_one_mistake_is_one_fault(file: str, town: Path, assets: Path) -> None:
    """Each in turn in a town that is otherwise in order: told once, at its line, word for word, without an echo."""
    right = (town / file).read_text(encoding="utf-8")
    mistakes = [mistake for mistake in MISTAKES if mistake["file"] == file]
    told: list[tuple[str, list[Fault]]] = []
    for mistake in mistakes:
        assert right.count(mistake["right"]) == 1, mistake["right"]
        (town / file).write_text(right.replace(mistake["right"], mistake["wrong"]), encoding="utf-8")
        told.append((mistake["wrong"], check(town, assets)))
        (town / file).write_text(right, encoding="utf-8")
    assert told == [
        (mistake["wrong"], [Fault(mistake.get("at", file), mistake["line"], mistake["what"], mistake["instead"])])
        for mistake in mistakes
    ]


def test_files_that_cannot_be_read_are_one_fault_each_and_no_echo(town: Path, assets: Path) -> None:
    (town / "laboratories.toml").write_text("[polder", encoding="utf-8")
    (town / "brands.toml").write_bytes("name = '牛奶'".encode("gb18030"))
    assert [(fault.file, fault.line) for fault in check(town, assets)] == [
        ("brands.toml", 1),
        ("laboratories.toml", 1),
    ]


def test_without_the_files_each_reference_is_told(town: Path, assets: Path) -> None:
    (town / "laboratories.toml").unlink()
    (town / "brands.toml").unlink()
    assert [(fault.line, fault.what, fault.instead) for fault in check(town, assets)] == [
        (2, 'brand names "weide", which is not in brands.toml', "add a section [weide] to brands.toml"),
        (
            58,
            'laboratory names "polder", which is not in laboratories.toml',
            "add a section [polder] to laboratories.toml",
        ),
    ]


def test_what_is_not_well_with_the_goods_is_no_mistake_of_the_writer(town: Path, assets: Path) -> None:
    path = town / "products/yoghurt.toml"
    text = path.read_text(encoding="utf-8")
    for right, wrong in (
        ("[4.0, 8.0]", "[4.0, 19.0]"),  # the cold chain broke
        ("celsius = 6.5", "celsius = 19.0"),
        ("passed = true", "passed = false"),
        ("expires = 2027-12-31", "expires = 2026-09-15\nrecalled = true"),
    ):
        text = text.replace(right, wrong)
    path.write_text(text, encoding="utf-8")
    assert check(town, assets) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_content_makes_it_raise(data: st.DataObject, town: Path, assets: Path) -> None:
    """A value of another kind on any line of the new files: faults or none, never a crash."""
    path = town / data.draw(st.sampled_from(sorted(RECORDS)))
    before = path.read_text(encoding="utf-8")
    lines = before.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    values = [
        "5",
        "nan",
        '""',
        "[]",
        "{}",
        "[[]]",
        "[{}]",
        "[1, true]",
        "1979-05-27",
        "07:32:00",
        "true",
        "[nan, 1]",
    ]
    lines[at] = f"{lines[at].split('=')[0]}= {data.draw(st.sampled_from(values))}"
    try:
        path.write_text("\n".join(lines), encoding="utf-8")
        assert all(fault.line >= 1 and fault.what and fault.instead for fault in check(town, assets))
    finally:
        path.write_text(before, encoding="utf-8")


def test_goods_may_pass_through_a_country_and_within_a_customs_union(town: Path, assets: Path) -> None:
    """Germany to the Netherlands crosses no border of customs; a hub abroad may clear in and out."""
    path = town / "products/yoghurt.toml"
    text = path.read_text(encoding="utf-8")
    places = (town / "places.toml").read_text(encoding="utf-8")
    (town / "places.toml").write_text(places.replace('"NL"', '"DE"', 1), encoding="utf-8")
    assert check(town, assets) == []
    hub = """
[hub]
name = { en = "Hub", zh = "中转站" }
country = "SG"
latitude = 1.36
longitude = 103.99
"""
    (town / "places.toml").write_text(places + hub, encoding="utf-8")
    leg = """[[lots.legs]]
kind = "flight"
place = "schiphol"
to = "hub"
start = 2026-09-24T12:00:00+02:00
end = 2026-09-25T08:00:00+08:00
flight = "GT 8811"

[[lots.legs]]
kind = "customs"
customs = "import"
place = "hub"
start = 2026-09-25T09:00:00+08:00

[[lots.legs]]
kind = "customs"
customs = "export"
place = "hub"
start = 2026-09-25T10:00:00+08:00

[[lots.legs]]
kind = "flight"
place = "hub"
to = "xiaoshan"
start = 2026-09-25T12:00:00+08:00
end = 2026-09-25T18:00:00+08:00
flight = "GT 8812"
"""
    first, second = text.index('[[lots.legs]]\nkind = "flight"'), text.rindex("[[lots.legs]]")
    path.write_text(text[:first] + leg + "\n" + text[second:], encoding="utf-8")
    assert check(town, assets) == []


def test_distances_are_those_of_the_globe() -> None:
    assert great_circle_km(52.3105, 4.7683, 30.2295, 120.4344) == pytest.approx(8922, abs=1)
    assert great_circle_km(0, 0, 0, 180) == pytest.approx(20015, abs=1)
    assert great_circle_km(10, 179.5, 10, -179.5) == pytest.approx(109.5, abs=0.1)  # across the date line
    assert great_circle_km(30, 120, 30, 120) == 0


# --- the sample town ----------------------------------------------------------------------------------------

SAMPLE = load(ROOT / "config/town", ROOT / "assets")
LOTS = [(product, lot) for product in SAMPLE.products for lot in product.lots]
LOT_IDS = [lot.lot for _, lot in LOTS]
TOLD_IN_THE_README = {"BG26-01", "HL26-02", "VM26-08C", "LK26-03"}  # second lots with something amiss


@pytest.mark.parametrize(("product", "lot"), LOTS, ids=LOT_IDS)
def test_a_sample_lot_has_its_whole_journey(product: Product, lot: Lot) -> None:
    kinds = [(leg.kind, leg.customs) for leg in lot.legs]
    assert kinds == [
        (LegKind.PRODUCTION, None),
        (LegKind.TRANSPORT, None),
        (LegKind.CUSTOMS, "export"),
        (LegKind.FLIGHT, None),
        (LegKind.TRANSPORT, None),
        (LegKind.CUSTOMS, "import"),
        (LegKind.DISTRIBUTION, None),
    ]
    here = product.origin
    for leg in lot.legs:
        assert leg.place == here  # it begins where the last one ended
        here = leg.to or leg.place
        if leg.to is not None:
            assert leg.end is not None
            km = great_circle_km(leg.place.latitude, leg.place.longitude, leg.to.latitude, leg.to.longitude)
            speed = km / ((leg.end - leg.start).total_seconds() / 3600)
            assert speed < (900 if leg.kind is LegKind.FLIGHT else 90)
        if product.storage_c is not None:
            assert leg.temperature_c is not None
            cold = product.storage_c[0] <= leg.temperature_c[0] <= leg.temperature_c[1] <= product.storage_c[1]
            assert cold or lot.lot == "VM26-08C"
    assert lot.produced == lot.legs[0].start.date()
    exported, imported = lot.legs[2].start.date(), lot.legs[5].start.date()
    *abroad, at_entry = lot.inspections
    assert all(lot.produced <= inspection.on <= exported for inspection in abroad)
    assert at_entry.on == imported
    assert at_entry.approved_by is not None


@pytest.mark.parametrize(("product", "lot"), LOTS, ids=LOT_IDS)
def test_a_sample_lots_laboratories_are_accredited(product: Product, lot: Lot) -> None:
    laboratories = {laboratory.id: laboratory for laboratory in SAMPLE.laboratories}
    vouched = [
        inspection.laboratory_id is not None
        and inspection.lots == (lot.lot,)
        and any(
            inspection.test in accreditation.tests
            and accreditation.valid_from <= inspection.on <= accreditation.valid_until
            for accreditation in laboratories[inspection.laboratory_id].accreditations
        )
        for inspection in lot.inspections
    ]
    assert all(vouched) == (lot.lot != "LK26-03")


def test_the_exceptions_are_those_that_the_readme_tells() -> None:
    readme = (ROOT / "config/town/README.md").read_text(encoding="utf-8")
    assert all(lot in readme for lot in TOLD_IN_THE_README)
    assert all(product.lots[0].lot not in TOLD_IN_THE_README for product in SAMPLE.products)
    withdrawn = [item.serial for _, lot in LOTS for item in lot.items if item.withdrawn]
    assert withdrawn == ["TP0419"]
    points = {
        brand.id: sum(p.points for p in brand.penalties if date(2025, 10, 2) <= p.on <= date(2026, 10, 1))
        for brand in SAMPLE.brands
    }
    assert [brand for brand, total in points.items() if total >= SAMPLE.info.penalty_limit] == ["saltbush"]
    assert all(product.brand_id in points for product in SAMPLE.products)
    for told in (*withdrawn, "SB9050", "VM0914"):
        assert told in readme
