"""Each rule on events: broken alone, it is the one that is named, at its place."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.trace.epcis.event import Event
from tests.trace.epcis.conftest import (
    EVENTS,
    ITEM,
    LOT,
    MIXING,
    MOUNTING,
    OBJECT,
    PACKING,
    SELLING,
    SGLN,
    one,
    outcomes,
    remarks,
    rules,
)


def sensing(**report: Any) -> dict[str, Any]:
    return {**OBJECT, "sensorElementList": [{"sensorReport": [{"type": "Temperature", "uom": "CEL", **report}]}]}


REPORT = "/sensorElementList/0/sensorReport/0"


def certified(**details: Any) -> dict[str, Any]:
    written = {f"gs1:{name}": value for name, value in details.items()}
    return {**OBJECT, "certificationInfo": [{"gs1:CertificationDetails": written}]}


def taken(event: dict[str, Any]) -> Event:
    found = one(event).event
    assert found is not None, one(event).problems
    return found


def without(event: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name not in names}


def test_the_events_these_tests_break_are_good() -> None:
    for event in EVENTS:
        assert rules(event) == []
        assert remarks(event) == []


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (without(OBJECT, "type"), ("event-type", "")),
        ({**OBJECT, "type": "ObjectEvents"}, ("event-type", "/type")),
        ({**OBJECT, "type": 5}, ("event-type", "/type")),
        (without(OBJECT, "eventTime"), ("required", "")),
        (without(OBJECT, "eventTimeZoneOffset"), ("required", "")),
        (without(SELLING, "bizTransactionList"), ("required", "")),
        (without(MOUNTING, "parentID"), ("required", "")),
        ({**OBJECT, "eventTime": "2026-02-30T08:00:00Z"}, ("time", "/eventTime")),
        ({**OBJECT, "eventTime": "2026-03-01T08:00:00"}, ("time", "/eventTime")),
        ({**OBJECT, "eventTime": 1772000000}, ("type", "/eventTime")),
        ({**OBJECT, "recordTime": "yesterday"}, ("time", "/recordTime")),
        ({**OBJECT, "eventTimeZoneOffset": "+14:30"}, ("offset", "/eventTimeZoneOffset")),
        ({**OBJECT, "eventTimeZoneOffset": "Z"}, ("offset", "/eventTimeZoneOffset")),
        ({**OBJECT, "eventID": "no uri"}, ("uri", "/eventID")),
        ({**OBJECT, "action": "add"}, ("action", "/action")),
        ({**OBJECT, "bizStep": "flying"}, ("biz-step", "/bizStep")),
        ({**OBJECT, "bizStep": "urn:epcglobal:cbv:bizstep:flying"}, ("biz-step", "/bizStep")),
        ({**OBJECT, "disposition": "https://ns.gs1.org/cbv/Disp-lost"}, ("disposition", "/disposition")),
        ({**OBJECT, "readPoint": SGLN}, ("type", "/readPoint")),
        ({**OBJECT, "readPoint": {}}, ("required", "/readPoint")),
        ({**OBJECT, "readPoint": {"id": SGLN, "name": "x"}}, ("namespace", "/readPoint/name")),
        ({**OBJECT, "epcList": [ITEM, ITEM]}, ("duplicate", "/epcList/1")),
        ({**OBJECT, "epcList": "x"}, ("type", "/epcList")),
        ({**OBJECT, "epcList": ["urn:epc:id:sgtin:1.2.3"]}, ("identifier", "/epcList/0")),
        ({**OBJECT, "epcList": ["https://id.gs1.org/01/09520123456789/21/A"]}, ("identifier", "/epcList/0")),
        (without(OBJECT, "epcList"), ("no-objects", "")),
        ({**without(OBJECT, "epcList"), "quantityList": []}, ("no-objects", "")),
        ({**OBJECT, "action": "OBSERVE", "ilmd": {}}, ("ilmd-action", "/ilmd")),
        ({**OBJECT, "action": "DELETE", "ilmd": {}}, ("ilmd-action", "/ilmd")),
        ({**OBJECT, "ilmd": {"colour": "red"}}, ("namespace", "/ilmd/colour")),
        ({**OBJECT, "ilmd": {"other:colour": "red"}}, ("namespace", "/ilmd/other:colour")),
        ({**OBJECT, "flight": "CA1"}, ("namespace", "/flight")),
        ({**OBJECT, "quantityList": [{"quantity": 1}]}, ("required", "/quantityList/0")),
        ({**OBJECT, "quantityList": [{"epcClass": LOT, "weight": 1}]}, ("unknown-field", "/quantityList/0/weight")),
        ({**OBJECT, "quantityList": [{"epcClass": LOT, "quantity": "1"}]}, ("type", "/quantityList/0/quantity")),
        ({**OBJECT, "quantityList": [{"epcClass": LOT, "uom": "kg"}]}, ("uom", "/quantityList/0/uom")),
        ({**OBJECT, "sourceList": [{"type": "owner", "source": SGLN}]}, ("source-type", "/sourceList/0/type")),
        ({**OBJECT, "sourceList": [{"source": SGLN}]}, ("required", "/sourceList/0")),
        ({**OBJECT, "destinationList": [{"type": "owner", "destination": SGLN}]},
         ("destination-type", "/destinationList/0/type")),
        ({**OBJECT, "bizTransactionList": [{"type": "bill", "bizTransaction": "urn:x:y"}]},
         ("transaction-type", "/bizTransactionList/0/type")),
        ({**OBJECT, "persistentDisposition": {}}, ("required", "/persistentDisposition")),
        ({**OBJECT, "persistentDisposition": {"set": []}}, ("empty", "/persistentDisposition/set")),
        ({**OBJECT, "persistentDisposition": {"set": ["recalled", "recalled"]}},
         ("duplicate", "/persistentDisposition/set")),
        ({**OBJECT, "errorDeclaration": {}}, ("required", "/errorDeclaration")),
        ({**OBJECT, "errorDeclaration": {"declarationTime": "2026-03-01T09:00:00Z", "reason": "oops"}},
         ("error-reason", "/errorDeclaration/reason")),
        (without(PACKING, "parentID"), ("parent", "")),
        ({**PACKING, "childEPCs": []}, ("no-objects", "")),
        ({**PACKING, "childEPCs": [PACKING["parentID"]]}, ("parent", "/childEPCs/0")),
        (without(SELLING, "epcList"), ("no-objects", "")),
        ({**SELLING, "bizTransactionList": []}, ("empty", "/bizTransactionList")),
        (without(MIXING, "outputEPCList"), ("transformation", "")),
        (without(MIXING, "inputQuantityList"), ("transformation", "")),
        ({**MIXING, "action": "ADD"}, ("namespace", "/action")),
        ({**OBJECT, "sensorElementList": [{}]}, ("required", "/sensorElementList/0")),
        ({**OBJECT, "sensorElementList": [{"sensorReport": []}]}, ("empty", "/sensorElementList/0/sensorReport")),
        (sensing(type="Heat"), ("measurement", f"{REPORT}/type")),
        (sensing(exception="FIRE"), ("alert", f"{REPORT}/exception")),
        (sensing(component="w"), ("component", f"{REPORT}/component")),
        (sensing(hexBinaryValue="xyz"), ("hex", f"{REPORT}/hexBinaryValue")),
        (sensing(minValue=5, maxValue=2), ("sensor-range", f"{REPORT}/minValue")),
        (sensing(value=-300), ("sensor-range", f"{REPORT}/value")),
        (sensing(value=True), ("type", f"{REPORT}/value")),
        ({**OBJECT, "sensorElementList": [{"sensorMetadata": {"startTime": "2026-03-02T00:00:00Z",
          "endTime": "2026-03-01T00:00:00Z"}, "sensorReport": [{"type": "Time"}]}]},
         ("sensor-times", "/sensorElementList/0/sensorMetadata/endTime")),
        ({**OBJECT, "certificationInfo": "no uri"}, ("certification", "/certificationInfo")),
        ({**OBJECT, "certificationInfo": ["urn:x:y", 5]}, ("certification", "/certificationInfo/1")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_at_its_place(event: dict[str, Any], expected: tuple[str, str]) -> None:
    assert rules(event)[0] == expected


@pytest.mark.parametrize(
    "event",
    [
        {**OBJECT, "epcList": []},
        {**without(OBJECT, "epcList"), "readPoint": {"id": SGLN},
         "sensorElementList": [{"sensorReport": [{"type": "Time"}]}]},
        {**without(PACKING, "parentID"), "action": "OBSERVE"},
        {**without(PACKING, "childEPCs"), "action": "DELETE"},
        {**without(SELLING, "epcList"), "action": "DELETE"},
        {**without(MIXING, "outputEPCList"), "transformationID": "urn:x:1"},
        {**OBJECT, "type": "gtk:CustomsEvent"},
        {**OBJECT, "gtk:flight": {"number": [1, None, {"x": True}]}},
        {**OBJECT, "http://example.org/flight": "CA1"},
        {**OBJECT, "readPoint": {"id": "geo:30.27,120.15"}},
        {**OBJECT, "readPoint": {"id": "https://example.org/gate/7"}},
        {**OBJECT, "certificationInfo": ["https://example.org/a", "urn:x:y"]},
        {**OBJECT, "eventTime": "2026-03-01t00:00:00.123456789z"},
        {**OBJECT, "bizStep": "https://example.org/steps/blessing"},
    ],
)  # fmt: skip
def test_what_the_standard_allows_is_read(event: dict[str, Any]) -> None:
    assert rules(event) == []


@pytest.mark.parametrize(
    "written",
    ["shipping", "cbv:BizStep-shipping", "urn:epcglobal:cbv:bizstep:shipping", "https://ref.gs1.org/cbv/BizStep-shipping",
     "https://ns.gs1.org/cbv/BizStep-shipping"],
)  # fmt: skip
def test_a_standard_value_is_one_word_in_every_spelling(written: str) -> None:
    assert taken({**OBJECT, "bizStep": written}).biz_step == "shipping"


def test_odd_things_are_remarked_but_taken() -> None:
    assert remarks(sensing(minValue=2, maxValue=4, meanValue=9)) == ["sensor-range"]
    assert remarks(sensing(uom="KGM", value=1)) == ["sensor-unit"]
    assert remarks(certified(certificationAuditDate="2026-02-01")) == ["certification"]
    assert remarks({**OBJECT, "eventTimeZoneOffset": "+01:00"}) == ["offset"]
    assert remarks({**OBJECT, "readPoint": {"id": "urn:epc:id:sgln:1.2"}}) == ["identifier"]
    assert remarks({**OBJECT, "quantityList": [{"epcClass": ITEM}]}) == ["class"]
    assert remarks({**PACKING, "persistentDisposition": {"set": ["recalled"]}}) == ["persistent-disposition"]
    assert remarks({**OBJECT, "quantityList": [{"epcClass": LOT, "gtk:grade": "A"}]}) == ["unknown-field"]
    assert remarks({**OBJECT, "eventID": f"ni:///sha-256;{'0' * 64}?ver=CBV2.0"}) == ["event-hash"]


def test_a_certificate_may_be_written_out() -> None:
    event = taken(certified(certificationAgency="Lab", certificationAuditDate="2026-02-01"))
    assert event.certification_info == ()
    [certificate] = event.certifications
    assert certificate["https://ref.gs1.org/voc/certificationAgency"] == "Lab"


@pytest.mark.parametrize(
    "event",
    [
        certified(certificationAgency="Lab", certificationEndDate="2026-02-30"),
        certified(certificationAgency=5),
        certified(certificationAgency="Lab", certificationURI="no uri"),
        {**OBJECT, "certificationInfo": {"gs1:CertificationDetails": "text"}},
    ],
)
def test_a_certificate_with_impossible_details_is_refused(event: dict[str, Any]) -> None:
    assert rules(event)[0][0] == "certification"


def test_all_that_is_wrong_with_an_event_is_said_at_once_and_only_with_that_event() -> None:
    bad = {**without(OBJECT, "action"), "bizStep": "flying", "disposition": "lost"}
    found = outcomes({"@context": [], **_list(OBJECT, bad, OBJECT)})
    assert [bool(outcome.event) for outcome in found] == [True, False, True]
    assert [problem.rule for problem in found[1].problems] == ["required", "biz-step", "disposition"]


def _list(*events: dict[str, Any]) -> dict[str, Any]:
    from tests.trace.epcis.conftest import document

    return document(*events)


def test_a_list_of_faults_has_an_end() -> None:
    [outcome] = outcomes(_list({**OBJECT, "epcList": [f"no uri {number}" for number in range(1000)]}))
    assert len(outcome.problems) == 20
