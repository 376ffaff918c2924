"""Documents as others write them: plain CBV steps, SGLN places with master data, nothing of our namespace."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kiosk.trace.epcis.read import read
from kiosk.trace.journey import Journey, journeys
from kiosk.trace.journey.judged import Judged, judge_file

Json = dict[str, Any]
NOW = date(2026, 11, 23)
GTIN, LOT = "09521201000039", "MLK-0901"
ITEM = f"https://id.gs1.org/01/{GTIN}/21/A1"
CASE, PALLET = "urn:epc:id:sscc:9521201.0000000001", "urn:epc:id:sscc:9521201.0000000002"
LOGGER = "urn:epc:id:giai:9521201.LOGGER7"
MILK = "urn:epc:class:lgtin:9521201.000300.WH-0913"
# name, country, latitude, longitude
SITES = {
    "urn:epc:id:sgln:9521201.00001.0": ("Wilgenhof farm", "NL", 53.05, 5.70),
    "urn:epc:id:sgln:9521201.00002.0": ("Sneek dairy", "NL", 53.03, 5.66),
    "urn:epc:id:sgln:9521201.00003.0": ("Schiphol Airport", "NL", 52.31, 4.77),
    "urn:epc:id:sgln:9521201.00004.0": ("Pudong Airport", "CN", 31.14, 121.81),
    "urn:epc:id:sgln:9521201.00005.0": ("Shanghai shop", "CN", 31.23, 121.47),
}
FARM, DAIRY, AMS, PVG, SHOP = SITES


def event(kind: str, time: str, step: str | None, place: str | None, **more: Any) -> Json:
    said: Json = {"type": kind, "eventTime": time, "eventTimeZoneOffset": time[-6:]}
    if step is not None:
        said["bizStep"] = step
    if place is not None:
        said["readPoint"] = {"id": place}
    if kind == "ObjectEvent":
        said["action"] = "OBSERVE"
    return said | more


def customs(direction: str) -> list[Json]:
    kind = f"https://example.com/btt/customs-{direction}"
    return [{"type": kind, "bizTransaction": f"urn:example:declaration:{direction}-1"}]


def plain_events() -> dict[str, Json]:
    pallet = {"epcList": [PALLET]}
    lot = f"https://id.gs1.org/01/{GTIN}/10/{LOT}"
    return {
        "milked": event(
            "ObjectEvent", "2026-09-01T05:00:00+02:00", "commissioning", FARM,
            action="ADD", quantityList=[{"epcClass": MILK, "quantity": 900, "uom": "LTR"}],
        ),
        "made": event(
            "TransformationEvent", "2026-09-01T09:00:00+02:00", "commissioning", DAIRY,
            inputQuantityList=[{"epcClass": MILK, "quantity": 900, "uom": "LTR"}],
            outputQuantityList=[{"epcClass": lot, "quantity": 1}],
            outputEPCList=[ITEM],
            ilmd={"cbvmda:lotNumber": LOT, "cbvmda:itemExpirationDate": "2027-09-01"},
        ),
        "cased": event(
            "AggregationEvent", "2026-09-01T11:00:00+02:00", "packing", DAIRY,
            action="ADD", parentID=CASE, childEPCs=[ITEM],
        ),
        "stacked": event(
            "AggregationEvent", "2026-09-01T12:00:00+02:00", "packing", DAIRY,
            action="ADD", parentID=PALLET, childEPCs=[CASE],
        ),
        "logged": event(
            "AssociationEvent", "2026-09-01T12:10:00+02:00", "assembling", DAIRY,
            action="ADD", parentID=PALLET, childEPCs=[LOGGER],
        ),
        "shipped": event("ObjectEvent", "2026-09-02T08:00:00+02:00", "shipping", DAIRY, **pallet),
        "received": event("ObjectEvent", "2026-09-02T12:00:00+02:00", "receiving", AMS, **pallet),
        "exported": event(
            "ObjectEvent", "2026-09-02T18:00:00+02:00", "accepting", AMS,
            bizTransactionList=customs("export"), **pallet,
        ),
        "departed": event(
            "ObjectEvent", "2026-09-03T10:00:00+02:00", "departing", AMS, **{"ex:flightNumber": "MU772"}, **pallet
        ),
        "measured": event(
            "ObjectEvent", "2026-09-04T06:00:00+08:00", "sensor_reporting", None,
            epcList=[LOGGER],
            sensorElementList=[
                {"sensorReport": [
                    {"type": "Temperature", "value": 5 + hour % 3, "uom": "CEL",
                     "time": f"2026-09-03T{10 + hour:02d}:00:00+02:00"}
                    for hour in range(12)
                ]}
            ],
        ),
        "arrived": event(
            "ObjectEvent", "2026-09-04T04:30:00+08:00", "arriving", PVG, **{"ex:flightNumber": "MU772"}, **pallet
        ),
        "imported": event(
            "ObjectEvent", "2026-09-05T10:00:00+08:00", "accepting", PVG,
            bizTransactionList=customs("import"), **pallet,
        ),
        "sent": event("ObjectEvent", "2026-09-06T08:00:00+08:00", "shipping", PVG, **pallet),
        "came": event("ObjectEvent", "2026-09-06T10:00:00+08:00", "receiving", SHOP, **pallet),
        "unpacked": event(
            "AggregationEvent", "2026-09-06T11:00:00+08:00", "unpacking", SHOP,
            action="DELETE", parentID=PALLET, childEPCs=[CASE],
        ),
        "tested": event(
            "ObjectEvent", "2026-09-01T16:00:00+02:00", "inspecting", None,
            quantityList=[{"epcClass": lot}], disposition="conformant",
            bizTransactionList=[{"type": "cert", "bizTransaction": "urn:example:certificate:77"}],
            **{"ex:laboratory": "Polder Laboratory", "ex:test": "Protein", "ex:validUntil": "2027-12-31"},
        ),
    }  # fmt: skip


@pytest.fixture
def plain() -> dict[str, Json]:
    return plain_events()


def document(events: dict[str, Json] | list[Json], **more: Any) -> Json:
    elements = [
        {
            "id": site,
            "attributes": [
                {"id": "cbvmda:name", "attribute": name},
                {"id": "cbvmda:countryCode", "attribute": country},
                {"id": "cbvmda:latitude", "attribute": latitude},
                {"id": "cbvmda:longitude", "attribute": longitude},
            ],
        }
        for site, (name, country, latitude, longitude) in SITES.items()
    ]
    vocabulary = {"type": "urn:epcglobal:epcis:vtype:Location", "vocabularyElementList": elements}
    return copy.deepcopy(
        {
            "@context": [
                "https://ref.gs1.org/standards/epcis/epcis-context.jsonld",
                {"ex": "https://example.com/logistics/", "gtk": "https://ns.globaltown.example/epcis/"},
            ],
            "type": "EPCISDocument",
            "schemaVersion": "2.0",
            "creationDate": "2026-11-01T00:00:00Z",
            "epcisHeader": {"epcisMasterData": {"vocabularyList": [vocabulary]}},
            "epcisBody": {"eventList": list(events.values()) if isinstance(events, dict) else events},
            **more,
        }
    )


def told(made: Json) -> list[Journey]:
    outcomes = list(read(json.dumps(made).encode()))
    assert not [outcome.problems for outcome in outcomes if outcome.problems]
    header = outcomes[0].document
    found = [outcome.event for outcome in outcomes if outcome.event is not None]
    return journeys(found, header.master if header is not None else ())


@pytest.fixture
def one() -> Callable[[Json], Journey]:
    """The only journey of a document."""

    def read_one(made: Json) -> Journey:
        found = told(made)
        assert len(found) == 1, [(each.number, each.serials) for each in found]
        return found[0]

    return read_one


@pytest.fixture
def judge_one() -> Callable[..., Judged]:
    def judge(made: Json, **more: Any) -> Judged:
        found = judge_file(json.dumps(made).encode(), None, NOW, **more)
        assert len(found) == 1
        return found[0]

    return judge
