"""The sample town's schedule as the promise reckons with it, and `kiosk promise`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.cli import main
from kiosk.order.promise import Schedule, promise
from kiosk.order.promise.simulate import simulate
from kiosk.settings import ROOT
from kiosk.staff.promise import hubs_of, promise_for, schedule_of
from kiosk.town.check import load
from kiosk.town.pack import Pack, build, open_pack

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY_NOON = datetime(2026, 11, 30, 12, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A booth's state folder with the sample town's pack in it."""
    state = tmp_path_factory.mktemp("state")
    build(load(ROOT / "config/town", ROOT / "assets"), ROOT / "assets", state / "pack")
    return state


@pytest.fixture
def pack(state: Path) -> Iterator[Pack]:
    with open_pack(state / "pack" / "town.pack") as opened:
        yield opened


@pytest.fixture
def schedule(pack: Pack) -> Schedule:
    found = schedule_of(pack)
    assert found
    return found


def test_it_is_the_schedule_that_staff_wrote(schedule: Schedule) -> None:
    hub, flight = schedule.hub("amsterdam"), schedule.flights[0]
    assert hub
    assert (hub.hours.zone.key, hub.hours.opens, hub.parcels_per_hour) == ("Europe/Amsterdam", time(8), 60)
    assert hub.hours.weekdays == frozenset(range(6))
    assert hub.backlog.measured_at == datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert (flight.number, flight.cut_off, flight.block) == (
        "GT 8812",
        timedelta(hours=4.5),
        timedelta(hours=10.5),
    )
    assert datetime(2027, 2, 6).date() in schedule.arrival.hours.closed  # noqa: DTZ001 - a day, not an instant


def test_five_days_is_what_it_comes_to_and_no_constant(schedule: Schedule) -> None:
    """Ordered at noon on any of four weeks: mostly the fifth day, and the sixth where a Sunday lies between."""
    days: dict[str, list[int]] = {"amsterdam": [], "frankfurt": [], "osaka": []}
    for n in range(28):
        at = MONDAY_NOON - timedelta(days=7) + timedelta(days=n)
        for hub, found in days.items():
            made = promise(schedule, at, "east-china", hubs=[hub])
            assert made
            found.append((made.day - at.date()).days)
            delivered = simulate(schedule, at, "east-china", hub, schedule.hub(hub).backlog)  # type: ignore[union-attr]
            assert delivered
            assert (delivered.at, delivered.day) == (made.by, made.day)
    assert sorted(days["amsterdam"])[14] == 5
    assert all(set(found) <= {4, 5, 6} and len(set(found)) > 1 for found in days.values())


def test_spring_festival_makes_it_later(schedule: Schedule) -> None:
    made = promise(schedule, datetime(2027, 2, 2, 12, tzinfo=SHANGHAI), "east-china", hubs=["amsterdam"])
    assert made
    assert made.day > datetime(2027, 2, 12).date()  # noqa: DTZ001 - a day, not an instant


def test_a_basket_comes_from_where_its_goods_are_packed(pack: Pack, schedule: Schedule) -> None:
    dishes = {dish.id: dish for menu in pack.menus() for dish in menu.dishes}
    gtins = [dish.gtin for dish in dishes.values()]
    hubs = hubs_of(pack, schedule, gtins)
    assert hubs
    assert "osaka" in hubs
    assert set(hubs) <= {hub.id for hub in schedule.hubs}
    made = promise_for(pack, schedule, gtins, MONDAY_NOON)
    assert made
    each = [promise(schedule, MONDAY_NOON, schedule.home, hubs=[hub]) for hub in hubs]
    assert made.by == max(one.by for one in each if one)


def test_no_schedule_or_unknown_goods_and_nothing_is_promised(pack: Pack, schedule: Schedule) -> None:
    assert promise_for(pack, None, ["09521303001019"], MONDAY_NOON) is None
    assert promise_for(pack, schedule, ["00000000000000"], MONDAY_NOON) is None
    assert promise_for(pack, schedule, [], MONDAY_NOON) is None


def run(state: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setenv("KIOSK_BOOTH_STATE", str(state))
    return main(["promise", *arguments])


def test_the_command(state: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(state, monkeypatch, "--at", "2026-11-30T12:00", "--json") == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(answers) == 9
    first = answers[0]
    assert (first["id"], first["promised"], first["flight"]) == ("amsterdam", True, "GT 8812")
    assert first["reckoned"][0] == {"step": "order", "latest": "2026-11-30T12:00:00+08:00"}  # the town's own clock
    busy = ["--at", "2026-11-30T12:00", "--hub", "amsterdam", "--backlog", "60", "--json"]
    assert run(state, monkeypatch, *busy) == 0
    assert json.loads(capsys.readouterr().out)["day"] > first["day"]


def test_the_command_says_why_not(
    state: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(state, monkeypatch, "--at", "2028-01-03T12:00", "--hub", "osaka") == 1
    assert capsys.readouterr().out == "osaka: no promise, the schedule is older than it may be\n"
    assert run(state, monkeypatch, "--at", "noon") == 2
    assert run(state / "nowhere", monkeypatch) == 2
    assert "kiosk build" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [["--backlog", "nan"], ["--backlog", "inf"], ["--backlog", "1e300"], ["--backlog=-5"]]
    + [["--at", at] for at in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "noon")],
)
def test_what_cannot_be_reckoned_with_is_said_in_words(
    state: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    monkeypatch.setenv("KIOSK_BOOTH_STATE", str(state))
    assert main(["promise", *options]) == 2
    assert capsys.readouterr().err.startswith("kiosk promise: ")
