"""What the reader makes of documents, lists, lines, and of anything else at all."""

from __future__ import annotations

import json
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.trace.epcis import layout, text
from kiosk.trace.epcis.event import Event
from kiosk.trace.epcis.read import Outcome, read, read_events
from tests.trace.epcis.conftest import CONTEXT, EVENTS, ITEM, LOT, MIXING, OBJECT, PACKING, document, one, outcomes

BARE = {"@context": CONTEXT, **OBJECT}


def only(content: bytes) -> Outcome:
    [outcome] = read(content)
    return outcome


def fault(content: bytes) -> tuple[str, int]:
    """Rule and line of what makes a whole document unreadable."""
    outcome = only(content)
    assert outcome.event is None
    return outcome.problems[0].rule, outcome.problems[0].line


def query(*events: dict[str, Any]) -> dict[str, Any]:
    results = {"queryName": "all", "resultsBody": {"eventList": list(events)}}
    return {"@context": CONTEXT, "type": "EPCISQueryDocument", "epcisBody": {"queryResults": results}}


@pytest.mark.parametrize(
    ("value", "pointers"),
    [
        (document(OBJECT, PACKING), ["/epcisBody/eventList/0", "/epcisBody/eventList/1"]),
        (query(OBJECT), ["/epcisBody/queryResults/resultsBody/eventList/0"]),
        (BARE, [""]),
        ([BARE, BARE], ["/0", "/1"]),
        ({**document(), "epcisBody": {"event": OBJECT}}, ["/epcisBody/event"]),
    ],
)
def test_every_form_of_document_is_read(value: Any, pointers: list[str]) -> None:
    found = outcomes(value)
    assert [outcome.pointer for outcome in found] == pointers
    assert [outcome.index for outcome in found] == list(range(len(pointers)))
    assert all(outcome.event for outcome in found)


def test_json_lines_are_read_line_by_line_and_a_broken_one_spoils_no_other(tmp_path: Path) -> None:
    lines = [json.dumps(BARE), '{"type": ', "", json.dumps(document(PACKING)), json.dumps({**BARE, "action": "x"})]
    path = tmp_path / "events.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = [(outcome.index, outcome.line, bool(outcome.event)) for outcome in read(path)]
    assert found == [(0, 1, True), (None, 2, False), (1, 4, True), (2, 5, False)]
    lines[0], lines[1] = lines[1], lines[0]
    assert [bool(outcome.event) for outcome in read("\n".join(lines).encode())] == [False, True, True, False]


def test_a_document_of_one_event_a_line_is_no_json_lines() -> None:
    text = json.dumps(document(OBJECT)).replace('"eventList": [', '"eventList": [\n').replace("]}}", "\n]}}")
    assert only(text.encode()).event is not None


def test_lines_and_pointers_lead_to_the_fault() -> None:
    text = json.dumps(document(OBJECT, {**PACKING, "bizStep": "flying"}), indent=1)
    [_, outcome] = read(text.encode())
    [problem] = outcome.problems
    assert problem.pointer == "/epcisBody/eventList/1/bizStep"
    assert '"bizStep": "flying"' in text.splitlines()[problem.line - 1]
    assert text.splitlines()[outcome.line - 1].strip() == "{"


def test_what_an_event_says() -> None:
    sensor = {
        "sensorMetadata": {"startTime": "2026-03-01T00:00:00Z", "deviceID": "urn:x:7"},
        "sensorReport": [
            {"type": "gs1:Temperature", "minValue": 35.6, "maxValue": 41, "uom": "FAH", "gtk:probe": 2}
        ],
    }
    event = {
        **MIXING,
        "sensorElementList": [sensor],
        "gtk:flight": {"gtk:number": "CA1"},
        "ilmd": {"cbvmda:lotNumber": 7},
    }
    found = one(event).event
    assert isinstance(found, Event)
    assert found.time == datetime(2026, 3, 1, tzinfo=UTC)
    assert found.local_time.isoformat() == "2026-03-01T08:00:00+08:00"
    assert [quantity.amount for quantity in found.input_quantities] == [2.5]
    assert found.input_quantities[0].epc_class.lot == "L1"
    assert [thing.canonical for thing in found.things()] == ["01/09520123456788/21/A1", "01/09520123456788/10/L1"]
    assert found.extensions == {"https://ns.example/epcis/flight": {"https://ns.example/epcis/number": "CA1"}}
    assert found.ilmd == {"urn:epcglobal:cbv:mda:lotNumber": 7}
    [report] = found.sensors[0].reports
    assert [round(celsius, 6) for celsius in report.celsius()] == [2.0, 5.0]
    assert report.extensions == {"https://ns.example/epcis/probe": 2}


def test_a_context_of_an_events_own_adds_to_the_documents() -> None:
    own = {**OBJECT, "@context": [{"my": "https://my.example/"}], "my:field": 1, "gtk:field": 2}
    found = one(own).event
    assert found is not None
    assert set(found.extensions) == {"https://my.example/field", "https://ns.example/epcis/field"}


def test_a_name_from_a_context_we_do_not_fetch_is_taken_with_a_remark() -> None:
    outcome = one({**OBJECT, "far:away": 1}, **{"@context": [*CONTEXT, "https://example.org/context.jsonld"]})
    assert outcome.event is not None
    assert [remark.rule for remark in outcome.remarks] == ["namespace"]


def test_an_event_without_any_context_is_refused() -> None:
    [outcome] = outcomes([OBJECT])
    assert [problem.rule for problem in outcome.problems] == ["context"]


def test_master_data_are_read_from_the_header() -> None:
    attributes = [
        {"id": "cbvmda:name", "attribute": "Farm"},
        {"id": "urn:epcglobal:cbv:mda#latitude", "attribute": "-36.5"},
        {"id": "gtk:opened", "attribute": 1999},
    ]
    element = {"id": "urn:epc:id:sgln:9520123.00001.0", "attributes": attributes, "children": ["urn:x:y"]}
    vocabulary = {"type": "urn:epcglobal:epcis:vtype:BusinessLocation", "vocabularyElementList": [element]}
    header = {"epcisMasterData": {"vocabularyList": [vocabulary]}}
    outcome = one(OBJECT, epcisHeader=header)
    assert outcome.document is not None
    [place] = outcome.document.master
    assert place.id.gln == "9520123000011"
    assert (place.text("name"), place.number("latitude"), place.number("name")) == ("Farm", -36.5, None)
    assert place.attributes["https://ns.example/epcis/opened"] == 1999
    assert place.children == ("urn:x:y",)


@pytest.mark.parametrize(
    ("changes", "rule", "pointer"),
    [
        ({"creationDate": "yesterday"}, "time", "/creationDate"),
        ({"schemaVersion": "two"}, "schema-version", "/schemaVersion"),
        ({"type": "Document"}, "document", "/type"),
        ({"@context": ["no uri"]}, "context", "/@context/0"),
        ({"note": "x"}, "namespace", "/note"),
        ({"sender": 5}, "type", "/sender"),
        ({"epcisBody": {}}, "required", "/epcisBody"),
        ({"epcisBody": {"eventList": {}}}, "type", "/epcisBody/eventList"),
        ({"epcisHeader": {"epcisMasterData": {"vocabularyList": [{}]}}}, "required",
         "/epcisHeader/epcisMasterData/vocabularyList/0"),
    ],
)  # fmt: skip
def test_a_document_with_a_bad_envelope_is_refused_whole(changes: dict[str, Any], rule: str, pointer: str) -> None:
    [outcome] = outcomes({**document(OBJECT), **changes})
    assert outcome.index is None
    assert (outcome.problems[0].rule, outcome.problems[0].pointer) == (rule, pointer)


def test_what_is_odd_about_a_document_is_said_once() -> None:
    found = outcomes(document(OBJECT, PACKING, schemaVersion="3.0"))
    assert [[remark.rule for remark in outcome.remarks] for outcome in found] == [["schema-version"], []]
    [empty] = outcomes(document(schemaVersion="3.0"))
    assert [remark.pointer for remark in empty.remarks] == ["/schemaVersion"]


@pytest.mark.parametrize("missing", ["@context", "schemaVersion", "creationDate", "type"])
def test_an_envelope_must_be_whole(missing: str) -> None:
    value = document(OBJECT)
    del value[missing]
    [outcome] = outcomes(value)
    assert outcome.problems[0].rule in ("required", "document")


GOOD = json.dumps(BARE)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ("json", 1)),
        (b"  \n ", ("json", 2)),
        (b"7", ("document", 1)),
        (b'"text"', ("document", 1)),
        (b"\xff\xfe{\x00}\x00", ("encoding", 1)),
        ("{}".encode("utf-16-be"), ("encoding", 1)),
        (b'{"a":\n"\xc3\x28"}', ("encoding", 2)),
        (b'{"a": "never ends', ("json", 1)),
        (b'{"a": 1,}', ("json", 1)),
        (b'{"type": "EPCISDocument", "type": 1}', ("duplicate-key", 1)),
        (b"[1, 2] 3", ("json", 1)),
        (b"[" * 100_000, ("depth", 1)),
        (b'{"a":' * 1000 + b"1" + b"}" * 1000, ("depth", 1)),
        (b'\n\n{"a": NaN}', ("json", 3)),
    ],
)
def test_what_is_no_document_is_refused_with_its_place(content: bytes, expected: tuple[str, int]) -> None:
    assert fault(content) == expected


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        (GOOD.replace('"action"', '"action": "ADD", "action"'), "duplicate-key"),
        (GOOD.replace('"ADD"', '"\\ud800"'), "text"),
        (GOOD.replace('"ADD"', "1" * 5000), "number"),
        (GOOD.replace('"ADD"', "1e99999"), "number"),
        (GOOD.replace('"ADD"', f"0.{'1' * 500}"), "number"),
    ],
)
def test_ambiguous_and_impossible_values_are_refused(changed: str, rule: str) -> None:
    assert only(changed.encode()).problems[0].rule == rule


def test_a_byte_order_mark_and_any_white_space_are_no_fault() -> None:
    assert only(b"\xef\xbb\xbf \r\n\t" + GOOD.encode() + b"\r\n").event is not None


def test_an_event_and_a_document_may_not_be_endless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MAX_EVENT", len(GOOD) - 1)
    assert fault(GOOD.encode()) == ("size", 1)
    assert fault(json.dumps(document(BARE)).encode()) == ("size", 1)
    monkeypatch.setattr(text, "MAX_EVENT", len(GOOD))
    assert len(outcomes([BARE] * 3)) == 3
    monkeypatch.setattr(layout, "MAX_EVENTS", 2)
    assert fault(json.dumps([BARE] * 3).encode()) == ("size", 1)


@pytest.mark.parametrize(
    "shape",
    [
        '{{"type": "EPCISDocument", "x": [{}]}}',
        '{{"x": [{}]}}',
        "[[{}]]",
        '{{"epcisBody": {{"eventList": [[{}]]}}}}',
        "[{}",
    ],
)
def test_a_hostile_text_fills_no_memory(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MAX_EVENT", 2000)
    content = shape.format(",".join(["{}"] * 30_000)).encode()
    tracemalloc.start()
    try:
        assert fault(content)[0] in ("size", "json")
        assert tracemalloc.get_traced_memory()[1] < 10 * len(content)  # as Python's objects it is 25 times
    finally:
        tracemalloc.stop()


def test_a_big_file_that_is_no_json_lines_is_not_read_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.trace.epcis.read.MAX_BYTES", 1000)
    path = tmp_path / "big"
    path.write_text(json.dumps(document(*EVENTS), indent=1), encoding="utf-8")
    assert next(read(path)).problems[0].rule == "size"
    path.write_text(f"{GOOD}\n" * 5, encoding="utf-8")
    assert len(read_events(path)) == 5


def test_numbers_keep_every_digit() -> None:
    text = json.dumps({**BARE, "quantityList": [{"epcClass": LOT, "quantity": 0}]})
    event = only(text.replace('"quantity": 0', '"quantity": 0.12345678901234567890').encode()).event
    assert event is not None
    assert str(event.raw["quantityList"][0]["quantity"]) == "0.12345678901234567890"
    assert event.quantities[0].amount == pytest.approx(0.12345678901234568)
    assert event.epcs[0].written == ITEM


@pytest.mark.parametrize(
    "value",
    [
        "1" * 100_000 + "x",
        "\n" * 100_000,
        "a:" + "%41" * 30_000,
        "urn:epc:id:sgtin:" + "." * 100_000,
        "http://" + "/01/" * 30_000,
        "2026-03-01T00:00:00." + "1" * 100_000,
        ["urn:x:y"] * 10_000,
        ["no uri"] * 10_000,
    ],
)
def test_no_value_takes_more_than_its_length_in_time(value: Any) -> None:
    every = ["gtk:x", "epcList", "eventTime", "eventID", "bizStep", "certificationInfo", "persistentDisposition"]
    begun = time.process_time()
    for name in every:
        for outcome in outcomes(document({**OBJECT, name: value, "ilmd": {"gtk:y": [value]}})):
            assert outcome.event or outcome.problems
    assert time.process_time() - begun < 10  # a square of its length would take minutes


_TEXT = json.dumps(document(*EVENTS), indent=1)


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", errors="surrogatepass"))
)
def test_no_bytes_make_the_reader_fail(content: bytes) -> None:
    for outcome in read(content):
        assert outcome.event is None
        assert outcome.problems


@given(st.integers(0, len(_TEXT)), st.integers(0, 40), st.text('{}[]",:\\u0e1dx\n\ufeff', max_size=8))
def test_no_edit_makes_the_reader_fail(at: int, removed: int, inserted: str) -> None:
    for outcome in read((_TEXT[:at] + inserted + _TEXT[at + removed :]).encode()):
        assert bool(outcome.event) != bool(outcome.problems)
        assert all(1 <= problem.line <= _TEXT.count("\n") + 10 for problem in outcome.problems)
