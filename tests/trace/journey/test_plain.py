"""Journeys of others: aggregation, association, transformation, sensors, corrections; and what is not said."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kiosk.town.model import LegKind
from kiosk.trace.journey import Journey
from kiosk.trace.journey.judged import Judged, UnreadableError, judge_file
from tests.trace.journey.conftest import AMS, CASE, DAIRY, GTIN, LOT, NOW, PALLET, SHOP, document, event, told

Json = dict[str, Any]
One = Callable[[Json], Journey]
Judge = Callable[..., Judged]


def test_the_bottle_in_the_case_on_the_pallet_on_the_flight(plain: dict[str, Json], one: One) -> None:
    journey = one(document(plain))
    lot = journey.lot
    assert lot is not None
    assert (journey.gtin, journey.number, journey.serials) == (GTIN, LOT, ("A1",))
    assert [(leg.kind.value, leg.place.name.en, leg.to.name.en if leg.to else None) for leg in lot.legs] == [
        ("production", "Sneek dairy", None),
        ("transport", "Sneek dairy", "Schiphol Airport"),
        ("customs", "Schiphol Airport", None),
        ("flight", "Schiphol Airport", "Pudong Airport"),
        ("customs", "Pudong Airport", None),
        ("transport", "Pudong Airport", "Shanghai shop"),
    ]
    flight = lot.legs[3]
    assert (flight.flight, len(flight.temperatures)) == ("MU772", 12)
    assert flight.start.isoformat() == "2026-09-03T10:00:00+02:00"  # local, as it was written
    assert [leg.customs for leg in lot.legs if leg.kind is LegKind.CUSTOMS] == ["export", "import"]
    assert (lot.expires, lot.inspections[0].certificate) == (date(2027, 9, 1), "urn:example:certificate:77")


def test_the_milk_of_this_farm(plain: dict[str, Json], one: One) -> None:
    lot = one(document(plain)).lot
    assert lot is not None
    assert [(each.place.name.en, each.at.isoformat()) for each in lot.ingredients] == [
        ("Wilgenhof farm", "2026-09-01T05:00:00+02:00")
    ]


def test_it_is_judged_without_a_sticker(plain: dict[str, Json], judge_one: Judge) -> None:
    judged = judge_one(document(plain))
    assert (judged.verdict.value, judged.journey) == ("unknown", "consistent")
    assert (judged.failed, judged.missing) == ((), ("label",))


def test_what_it_is_made_of_by_whom_and_until_when_may_contradict_itself(
    plain: dict[str, Json], judge_one: Judge
) -> None:
    plain["made"]["ilmd"]["gs1:productionDate"] = "2026-08-20"
    assert judge_one(document(plain)).failed == ("production-date",)
    plain["made"]["ilmd"] |= {"gs1:productionDate": "2026-09-01", "cbvmda:itemExpirationDate": "2026-08-31"}
    assert set(judge_one(document(plain)).failed) == {"shelf-life", "expiry"}


CUTS = {
    "made": ["production-first"],
    "shipped": ["legs-join"],
    "received": ["legs-join", "leg-times"],
    "departed": ["legs-join"],
    "arrived": ["legs-join", "leg-times", "flight-airports"],
    "imported": ["customs-entry"],
    "exported": ["customs-exit"],
    "cased": ["journey"],
    "stacked": ["journey"],
    "tested": ["inspected"],
}


@pytest.mark.parametrize(("cut", "rules"), CUTS.items())
def test_a_cut_event_is_named(plain: dict[str, Json], judge_one: Judge, cut: str, rules: list[str]) -> None:
    before = judge_one(document(plain))
    del plain[cut]
    ways = judge_file(json.dumps(document(plain)).encode(), None, NOW)
    found = {rule for judged in ways for rule in (*judged.failed, *judged.missing)} - {*before.missing}
    assert found & set(rules), found
    assert all(judged.journey != "consistent" for judged in ways)


TIMES = {
    "arrived": ("2026-09-03T09:00:00+08:00", {"flight-duration", "legs-join", "leg-times"}),
    "imported": ("2026-09-02T10:00:00+08:00", {"customs-after-departure"}),
    "exported": ("2026-09-04T10:00:00+02:00", {"export-before-departure"}),
    "received": ("2026-09-02T08:20:00+02:00", {"speed"}),
    "milked": ("2026-09-01T10:00:00+02:00", {"ingredients-first"}),
    "made": ("2026-09-05T10:00:00+02:00", {"production-first"}),
    "came": ("2026-12-06T10:00:00+08:00", {"not-in-the-future"}),
}


@pytest.mark.parametrize(("name", "changed"), TIMES.items())
def test_a_time_that_cannot_be_is_named(
    plain: dict[str, Json], judge_one: Judge, name: str, changed: tuple[str, set[str]]
) -> None:
    time, rules = changed
    plain[name]["eventTime"] = time
    judged = judge_one(document(plain))
    assert set(judged.failed) & rules, judged.failed
    rule = next(rule for rule in judged.failed if rule in rules)
    at = list(plain).index(name)
    assert rule == "production-first" or at in judged.of[rule], judged.of  # and it points to the event


def test_a_reading_belongs_to_the_leg_under_way(plain: dict[str, Json], one: One) -> None:
    """Even where that leg begins minutes after the last one ended; what is measured between legs is storage."""
    plain["exported"]["eventTime"] = "2026-09-02T12:02:00+02:00"
    plain["departed"]["eventTime"] = "2026-09-02T12:05:00+02:00"
    reports = plain["measured"]["sensorElementList"][0]["sensorReport"]
    for hour, report in enumerate(reports):
        report["time"] = f"2026-09-02T{12 + hour:02d}:10:00+02:00"
    for day, report in enumerate(reports[-2:]):
        report["time"] = f"2026-09-04T2{2 + day}:00:00+02:00"  # at Pudong, waiting for customs
    lot = one(document(plain)).lot
    assert lot is not None
    assert [(leg.kind.value, leg.place.name.en, len(leg.temperatures)) for leg in lot.legs if leg.temperatures] == [
        ("flight", "Schiphol Airport", 10),
        ("transport", "Pudong Airport", 2),
    ]


def test_goods_that_must_have_flown_are_no_impossible_lorry(judge_one: Judge) -> None:
    """Shipped in Friesland, received in Shanghai three days later: no flight is named, and nobody accused."""
    item = [f"https://id.gs1.org/01/{GTIN}/10/{LOT}/21/A1"]
    made = [
        event("ObjectEvent", "2026-09-01T09:00:00+02:00", "commissioning", DAIRY, action="ADD", epcList=item),
        event("ObjectEvent", "2026-09-02T08:00:00+02:00", "shipping", DAIRY, epcList=item),
        event("ObjectEvent", "2026-09-05T08:00:00+08:00", "receiving", SHOP, epcList=item),
    ]
    judged = judge_one(document(made))
    assert judged.failed == ()
    assert {"flight-number", "flight-airports", "customs-entry"} <= set(judged.missing)
    made[2]["eventTime"] = "2026-09-02T18:00:00+08:00"  # four hours: nobody
    assert judge_one(document(made)).failed == ("speed",)
    made[2]["eventTime"] = "2026-10-05T08:00:00+08:00"  # a month: a ship
    judged = judge_one(document(made))
    assert judged.told is not None
    assert judged.told.lot is not None
    assert judged.told.lot.legs[1].kind is LegKind.TRANSPORT


def test_a_split_lot_is_followed_on_both_ways(plain: dict[str, Json]) -> None:
    """Two pallets of one lot on two flights are no contradiction."""
    other, second = "urn:epc:id:sscc:9521201.0000000003", f"https://id.gs1.org/01/{GTIN}/21/B2"
    plain["made"]["outputEPCList"].append(second)
    events = [*plain.values()]
    events.append(plain["stacked"] | {"parentID": other, "childEPCs": [second]})
    moved = {"departed": "2026-09-07T10:00:00+02:00", "arrived": "2026-09-08T04:30:00+08:00"}
    for name in ("shipped", "received", "exported", "departed", "arrived"):
        changed = plain[name] | {"epcList": [other]}
        if name in moved:
            changed |= {"eventTime": moved[name], "ex:flightNumber": "KL895"}
        events.append(changed)
    found = told(document(events))
    assert sorted((each.serials, len(each.lot.legs) if each.lot else 0) for each in found) == [
        (("A1",), 6),
        (("B2",), 4),
    ]
    judged = judge_file(json.dumps(document(events)).encode(), None, NOW)
    assert [each.failed for each in judged] == [()]


def test_a_container_is_followed_only_while_the_goods_are_in_it(plain: dict[str, Json], one: One) -> None:
    after = event("ObjectEvent", "2026-09-09T10:00:00+08:00", "departing", AMS, epcList=[PALLET])
    journey = one(document([*plain.values(), after]))
    assert journey.lot is not None
    assert len(journey.lot.legs) == 6


@pytest.mark.parametrize(
    ("name", "time", "rule"),
    [
        ("imported", "2026-08-30T10:00:00+08:00", "production-first"),
        ("imported", "2026-09-01T10:00:00+08:00", "customs-after-departure"),
        ("exported", "2026-09-07T18:00:00+02:00", "export-before-departure"),
        ("shipped", "2026-08-31T08:00:00+02:00", "production-first"),
    ],
)
def test_a_pallet_goes_nowhere_before_it_was_stacked(
    plain: dict[str, Json], judge_one: Judge, name: str, time: str, rule: str
) -> None:
    """Customs entry before production: the fault that real labels were caught with."""
    plain[name]["eventTime"] = time
    judged = judge_one(document(plain))
    assert rule in judged.failed, (judged.failed, judged.missing)
    assert list(plain).index(name) in judged.of[rule]


def test_a_crate_that_is_used_again_does(plain: dict[str, Json], judge_one: Judge) -> None:
    crate = "urn:epc:id:grai:9521201.00001.7"
    text = json.dumps(plain).replace(PALLET, crate)
    earlier = event("ObjectEvent", "2026-08-20T08:00:00+02:00", "departing", AMS, epcList=[crate])
    judged = judge_one(document([*json.loads(text).values(), earlier]))
    assert (judged.journey, judged.failed) == ("consistent", ())


def test_what_was_declared_an_error_did_not_happen(plain: dict[str, Json], one: One) -> None:
    wrong = event(
        "ObjectEvent",
        "2026-09-03T11:00:00+02:00",
        "arriving",
        DAIRY,
        epcList=[PALLET],
        eventID="urn:uuid:0e6a5c8c-0000-4000-8000-000000000001",
    )
    events = [*plain.values(), wrong]
    assert "legs-join" not in one(document(plain)).faults
    lot = one(document(events)).lot
    assert lot is not None
    assert "Sneek dairy" in [leg.to.name.en for leg in lot.legs if leg.to]
    declared = {"declarationTime": "2026-09-10T00:00:00Z", "reason": "did_not_occur"}
    journey = one(document([*events, wrong | {"errorDeclaration": declared}]))
    assert journey.lot == one(document(plain)).lot
    corrected = declared | {"correctiveEventIDs": ["urn:uuid:0e6a5c8c-0000-4000-8000-000000000002"]}
    assert "corrections" in one(document([*events, wrong | {"errorDeclaration": corrected}])).absent


def test_an_event_taken_twice_counts_once(plain: dict[str, Json], one: One) -> None:
    assert one(document([*plain.values(), *plain.values()])).lot == one(document(plain)).lot


def test_the_order_of_the_list_means_nothing(plain: dict[str, Json], one: One) -> None:
    assert one(document([*plain.values()][::-1])).lot == one(document(plain)).lot


def test_places_without_a_position_are_said_to_be_so(plain: dict[str, Json], judge_one: Judge) -> None:
    made = document(plain)
    del made["epcisHeader"]
    judged = judge_one(made)
    assert "places" in judged.missing
    assert judged.failed == ()


def test_an_item_whose_lot_nobody_names(judge_one: Judge) -> None:
    alone = event(
        "ObjectEvent",
        "2026-09-02T08:00:00+02:00",
        "shipping",
        DAIRY,
        epcList=["urn:epc:id:sgtin:9521201.000003.A1"],
    )
    judged = judge_one(document([alone]))
    assert (judged.lot, judged.serial, judged.journey) == ("", "A1", "incomplete")
    assert "lot-named" in judged.missing


def test_a_document_about_no_product(judge_one: Judge) -> None:
    judged = judge_one(
        document([event("ObjectEvent", "2026-09-02T08:00:00+02:00", "shipping", DAIRY, epcList=[CASE])])
    )
    assert (judged.gtin, judged.verdict.value, judged.missing) == ("", "unknown", ("label", "journey"))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"type": "EPCISDocument"}', b"\xff\xfe"])
def test_what_is_no_epcis(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        judge_file(content, None, NOW)


def test_an_event_that_cannot_be_read_is_named(plain: dict[str, Json], judge_one: Judge) -> None:
    plain["imported"]["eventTime"] = "2026-13-45T10:00:00+08:00"
    judged = judge_one(document(plain))
    assert "events" in judged.failed
    assert "customs-entry" in judged.missing


def test_cycles_and_depth_end(plain: dict[str, Json]) -> None:
    """A pallet within itself, and boxes within boxes, are followed only so far."""
    time = "2026-09-01T12:30:00+02:00"
    chain = [f"urn:epc:id:sscc:9521201.1{number:09d}" for number in range(40)]
    nested = [
        event("AggregationEvent", time, "packing", DAIRY, action="ADD", parentID=parent, childEPCs=[child])
        for child, parent in zip([PALLET, *chain], [*chain, PALLET], strict=True)
    ]
    assert told(document([*plain.values(), *nested]))
