"""Faults in the charter's schedule, told exactly; and the schedule in the pack."""

from __future__ import annotations

import tomllib
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.settings import ROOT
from kiosk.town.check import Fault, check, load
from kiosk.town.pack import build, open_pack

MISTAKES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("mistakes-schedule.toml").read_text(encoding="utf-8")
)["mistake"]
SCHEDULE = """\
as_of = 2026-11-20T18:00:00+08:00
valid_for_days = 30
valid_from = 2026-11-01
valid_until = 2027-06-30
horizon_days = 14
home = "zhejiang"

[[holidays]]
country = "CN"
days = [2027-02-05, 2027-02-06]

[arrival]
place = "xiaoshan"
time_zone = "Asia/Shanghai"
opens = "08:30"
closes = "17:30"
weekdays = ["mon", "tue", "wed", "thu", "fri"]
unload_hours = 2
customs_hours = 6
collected = "18:00"

[[hubs]]
id = "amsterdam"
place = "schiphol"
time_zone = "Europe/Amsterdam"
serves = ["NL", "BE"]
opens = 08:00:00
closes = "00:00"
weekdays = ["mon", "tue", "sat"]
handling_hours = 2.5
parcels_per_hour = 40

[hubs.backlog]
hours = 3
measured_at = 2026-11-20T09:00:00+01:00
valid_hours = 36
intake_hours_per_day = 2
limit_hours = 8

[[hubs]]
id = "second"
place = "schiphol"
time_zone = "Europe/Amsterdam"
serves = ["DE"]
opens = "08:00"
closes = "20:00"
weekdays = ["mon"]
handling_hours = 1
parcels_per_hour = 10
backlog = { hours = 1, measured_at = 2026-11-20T09:00:00+01:00, valid_hours = 36, intake_hours_per_day = 0 }

[[flights]]
number = "GT 8812"
hub = "amsterdam"
weekdays = ["mon", "thu"]
dates = [2026-12-20]
cancelled = [2026-12-24]
departs = "21:10"
cut_off_hours = 4.5
block_minutes = 630
delay_hours = 3
capacity = 900

[[regions]]
id = "zhejiang"
name = { en = "Zhejiang", zh = "浙江" }
country = "CN"
time_zone = "Asia/Shanghai"
days = 1
delivers_from = "09:00"
delivers_until = "20:00"
weekdays = ["mon", "sun"]
"""


@pytest.fixture
def town(folder: Path) -> Path:
    (folder / "schedule.toml").write_text(SCHEDULE, encoding="utf-8")
    return folder


def test_it_loads_as_the_model_and_comes_back_from_the_pack(town: Path, assets: Path, tmp_path: Path) -> None:
    assert check(town, assets) == []
    loaded = load(town, assets)
    schedule = loaded.schedule
    assert schedule
    assert schedule.hubs[0].place.airport == "AMS"  # a name of places.toml became the place
    assert (schedule.hubs[0].opens, schedule.hubs[0].closes) == (time(8), time(0))  # TOML's own time, and text
    assert schedule.hubs[1].backlog.limit_hours is None
    assert schedule.flights[0].dates == (date(2026, 12, 20),)
    with open_pack(build(loaded, assets, tmp_path / "out").path) as pack:
        assert pack.schedule() == schedule


def test_a_town_without_a_schedule_has_none_in_its_pack(folder: Path, assets: Path, tmp_path: Path) -> None:
    with open_pack(build(load(folder, assets), assets, tmp_path / "out").path) as pack:
        assert pack.schedule() is None


def test_one_mistake_is_one_fault(town: Path, assets: Path) -> None:
    """Each in turn in a schedule that is otherwise in order: told once, at its line, word for word."""
    told: list[tuple[str, list[Fault]]] = []
    for mistake in MISTAKES:
        assert SCHEDULE.count(mistake["right"]) >= 1, mistake["right"]
        spoilt = SCHEDULE.replace(mistake["right"], mistake["wrong"], 1)
        (town / "schedule.toml").write_text(spoilt, encoding="utf-8")
        told.append((mistake["wrong"], check(town, assets)))
    assert told == [
        (mistake["wrong"], [Fault("schedule.toml", mistake["line"], mistake["what"], mistake["instead"])])
        for mistake in MISTAKES
    ]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_schedule_makes_it_raise(data: st.DataObject, town: Path, assets: Path) -> None:
    """A value of another kind on any line: faults or none, never a crash."""
    lines = SCHEDULE.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    values = ["5", "nan", "-1.5", '""', "[]", "{}", "[[]]", "[{}]", "1979-05-27", "07:32:00", '"24:00"', '"8:00Z"']
    lines[at] = f"{lines[at].split('=')[0]}= {data.draw(st.sampled_from(values) | st.text(max_size=8))}"
    (town / "schedule.toml").write_text("\n".join(lines), encoding="utf-8")
    for fault in check(town, assets):
        assert fault.line >= 1
        assert fault.what
        assert fault.instead


def test_the_sample_towns_goods_all_have_a_hub() -> None:
    sample = load(ROOT / "config/town", ROOT / "assets")
    assert sample.schedule
    served = {country for hub in sample.schedule.hubs for country in hub.serves}
    assert {product.origin.country for product in sample.products} <= served
    flown = {leg.flight for product in sample.products for lot in product.lots for leg in lot.legs if leg.flight}
    assert {flight.number for flight in sample.schedule.flights} <= flown
