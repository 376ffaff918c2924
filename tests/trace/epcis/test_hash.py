"""The event hash of CBV 2.0, 8.9: the values that others computed, and what it must and must not see."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.trace.epcis.context import Context, extend
from kiosk.trace.epcis.hash import pre_hash
from kiosk.trace.epcis.problem import Findings
from kiosk.trace.epcis.read import read_events
from tests.trace.epcis.conftest import CASES, CONTEXT, EVENTS, LOT, MIXING, OBJECT, PACKING, SELLING, SGLN, one

# By the reference implementation (RalphTro/epcis-event-hash-generator, MIT), CBV 2.0, of the official documents.
PUBLISHED = {
    name: f"ni:///sha-256;{digest}?ver=CBV2.0"
    for name, digest in (
        (
            "documents/ObjectEvent_all_possible_fields.json",
            "9811bfb2672e9c3a0f6151be339d22b60db375c8b23d2740f6137cc6539f0639",
        ),
        (
            "documents/AssociationEvent_all_possible_fields.json",
            "3dada0cdabe84618e9f0b842031159cb49534f487d5714cac9cfd647bf5f6c54",
        ),
        (
            "documents/epcisDocWithAllGS1Keys.json",
            "40744f32beff53a4bf5bb5956d465cb52de5bbcc9f131409d8efb903b04d9351",
        ),
        ("events/TransformationEvent.json", "e16ce101f3d7383612e00b74419b2d88f12baa6a124b0e390252d396687d5cf7"),
    )
}

# CBV 2.0's own example of extensions inside and outside a readPoint.
DEPARTING = {
    "type": "ObjectEvent",
    "eventTime": "2020-03-04T11:00:30+01:00",
    "eventTimeZoneOffset": "+01:00",
    "epcList": ["urn:epc:id:sgtin:0614141.011111.987"],
    "action": "OBSERVE",
    "bizStep": "departing",
    "disposition": "in_transit",
    "readPoint": {"id": "urn:epc:id:sgln:4012345.00011.0", "example:myField1": "AB-12"},
    "bizTransactionList": [{"type": "po", "bizTransaction": "urn:epc:id:gdti:4012345.11111.123"}],
    "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:4012345.00000"}],
    "destinationList": [{"type": "owning_party", "destination": "urn:epc:id:pgln:0614141.00000"}],
    "example:userExt": "CD-34",
}
EXAMPLE = [CONTEXT[0], {"example": "https://ns.example.com/epcis/"}]


def of(event: dict[str, Any], **envelope: Any) -> str:
    found = one(event, **envelope).event
    assert found is not None, one(event, **envelope).problems
    return found.hash


def plain(event: dict[str, Any]) -> str:
    return pre_hash(event, extend(Context(), CONTEXT, (), Findings()))


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_reference_gives_the_same_hash(name: str) -> None:
    path = CASES / name
    if not path.exists():
        pytest.skip(f"the official EPCIS documents are not here: no {path.name} in ../shared/data/epcis")
    [event] = read_events(path)
    assert event.hash == PUBLISHED[name]


def test_the_standards_example_has_the_published_hash() -> None:
    expected = "3ae14c02c4bdc220cc31942cf804f6845eb8dec96ba6483391c92a9b165f9329"
    assert of(DEPARTING, **{"@context": EXAMPLE}) == f"ni:///sha-256;{expected}?ver=CBV2.0"


def test_what_is_hashed_is_every_field_in_the_standards_order() -> None:
    assert plain(MIXING) == (
        "eventType=TransformationEventeventTime=2026-03-01T00:00:00.000ZeventTimeZoneOffset=+08:00"
        "inputQuantityListquantityElementepcClass=https://id.gs1.org/01/09520123456788/10/L1quantity=2.5uom=LTR"
        "outputEPCListepc=https://id.gs1.org/01/09520123456788/21/A1"
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"eventTime": "2026-03-01T00:00:00.0004Z"},
        {"eventTime": "2026-02-28T19:00:00-05:00"},
        {"epcList": ["urn:epc:id:sgtin:9520123.045678.B", "urn:epc:id:sgtin:952012345678.0.A1"]},
        {"bizStep": "urn:epcglobal:cbv:bizstep:commissioning"},
        {"readPoint": {"id": "https://example.com/414/9520123000011?x=y"}},
        {"quantityList": [{"uom": "LTR", "quantity": 2.50, "epcClass": "https://id.gs1.org/01/09520123456788/10/L1"}]},
        {"gtk:weight": 7}, {"gtk:weight": "7.0"}, {"gtk:weight": " 07 "},
        {"eventID": "urn:x:y"},
        {"recordTime": "2026-04-01T00:00:00Z"},
        {"certificationInfo": "urn:x:y"},
        {"errorDeclaration": {"declarationTime": "2026-04-01T00:00:00Z"}},
    ],
)  # fmt: skip
def test_the_same_event_spelled_otherwise_has_the_same_hash(changes: dict[str, Any]) -> None:
    event = {
        **OBJECT,
        "epcList": [*OBJECT["epcList"], "https://id.gs1.org/01/09520123456788/21/B"],
        "bizStep": "commissioning",
        "readPoint": {"id": SGLN},
        "quantityList": [{"epcClass": LOT, "quantity": 2.5, "uom": "LTR"}],
        "gtk:weight": "7",
    }
    changes = {**changes, **({"epcList": event["epcList"][::-1]} if "epcList" in changes else {})}
    assert of({**event, **changes}) == of(event)


def test_whatever_an_event_says_is_in_its_hash() -> None:
    report = {"type": "Temperature", "value": 4, "uom": "CEL"}
    changes: list[dict[str, Any]] = [
        {},
        {"eventTime": "2026-03-01T08:00:00.0005+08:00"},
        {"eventTimeZoneOffset": "+00:00"},
        {"action": "OBSERVE"},
        {"bizStep": "shipping"},
        {"disposition": "active"},
        {"epcList": []},
        {"readPoint": {"id": SGLN}},
        {"readPoint": {"id": SGLN, "gtk:gate": 2}},
        {"bizLocation": {"id": SGLN}},
        {"bizLocation": {"id": SGLN, "gtk:gate": 2}},
        {"quantityList": [{"epcClass": LOT}]},
        {"quantityList": [{"epcClass": LOT, "quantity": 1}]},
        {"quantityList": [{"epcClass": LOT, "gtk:grade": "A"}]},
        {"bizTransactionList": [{"bizTransaction": "urn:x:y"}]},
        {"bizTransactionList": [{"type": "po", "bizTransaction": "urn:x:y"}]},
        {"sourceList": [{"type": "location", "source": SGLN}]},
        {"destinationList": [{"type": "location", "destination": SGLN}]},
        {"sensorElementList": [{"sensorReport": [report]}]},
        {"sensorElementList": [{"sensorReport": [report, report]}]},
        {"sensorElementList": [{"sensorReport": [report]}, {"sensorReport": [report]}]},
        {"sensorElementList": [{"sensorReport": [report], "gtk:x": 1}]},
        {"sensorElementList": [{"sensorReport": [report | {"gtk:x": 1}]}]},
        {"sensorElementList": [{"sensorReport": [report | {"bizRules": "urn:x:y"}]}]},
        {"sensorElementList": [{"sensorReport": [report], "sensorMetadata": {"gtk:x": 1}}]},
        {"sensorElementList": [{"sensorReport": [report], "sensorMetadata": {"deviceID": "urn:x:y"}}]},
        {"persistentDisposition": {"set": ["recalled"]}},
        {"persistentDisposition": {"unset": ["recalled"]}},
        {"ilmd": {"gtk:colour": "red"}},
        {"gtk:colour": "red"},
        {"gtk:colour": {"gtk:of": "red"}},
        {"gtk:colour": ["red", "blue"]},
        {"gtk:colour": True},
    ]
    hashes = [of({**OBJECT, **change}) for change in changes]
    hashes += [of({**event, "eventTimeZoneOffset": "+09:00"}) for event in EVENTS]
    assert len(set(hashes)) == len(hashes)


def test_another_prefix_for_the_same_namespace_changes_nothing() -> None:
    renamed = [CONTEXT[0], {"other": "https://ns.example/epcis/"}]
    assert of({**PACKING, "other:field": 1}, **{"@context": renamed}) == of({**PACKING, "gtk:field": 1})
    moved = [CONTEXT[0], {"gtk": "https://elsewhere.example/"}]
    assert of({**PACKING, "gtk:field": 1}, **{"@context": moved}) != of({**PACKING, "gtk:field": 1})


@given(st.randoms(use_true_random=False))
def test_the_order_of_members_and_of_lists_changes_nothing(chance: Any) -> None:
    event = copy.deepcopy({**SELLING, "gtk:list": [3, 1, {"gtk:b": 1, "gtk:a": [2, 1]}], "readPoint": {"id": SGLN}})
    event["epcList"].append("urn:epc:id:sgtin:9520123.045678.B")
    assert plain(_shuffled(event, chance)) == plain(event)


def _shuffled(value: Any, chance: Any) -> Any:
    if isinstance(value, dict):
        members = [(name, _shuffled(inner, chance)) for name, inner in value.items()]
        chance.shuffle(members)
        return dict(members)
    if isinstance(value, list):
        value = [_shuffled(inner, chance) for inner in value]
        chance.shuffle(value)
    return value
