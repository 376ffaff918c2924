"""What is kept: each event once, errors taken back, the refused in quarantine; and nothing lost on the way out."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.trace.epcis.read import read
from kiosk.trace.epcis.store import EventStore, StoreError, Taken
from tests.trace.epcis.conftest import (
    CONTEXT,
    EVENTS,
    ITEM,
    LOT,
    MIXING,
    OBJECT,
    PACKING,
    content,
    document,
    outcomes,
    written,
)

DECLARED = {"declarationTime": "2026-03-05T00:00:00Z", "reason": "did_not_occur"}


def put(store: EventStore, value: Any) -> list[Taken]:
    return [store.add(outcome, "file.json") for outcome in outcomes(value)]


def became(store: EventStore, *events: dict[str, Any]) -> list[str]:
    return [taken.became for taken in put(store, document(*events))]


def test_an_event_is_kept_once_however_it_is_written_and_whoever_sends_it(store: EventStore) -> None:
    assert became(store, OBJECT, PACKING, OBJECT) == ["taken", "taken", "already"]
    respelled = {
        **OBJECT,
        "epcList": ["urn:epc:id:sgtin:952012345678.0.A1"],
        "eventTime": "2026-03-01T00:00:00.000Z",
    }
    assert became(store, respelled) == ["already"]
    assert store.count() == 2


def test_what_was_imported_is_there_after_closing(tmp_path: Path) -> None:
    path = tmp_path / "trace" / "events.sqlite"
    with EventStore(path) as store:
        assert became(store, *EVENTS) == ["taken"] * len(EVENTS)
    with EventStore(path, write=False) as store:
        assert [event.type for event in store.all()] == [event["type"] for event in EVENTS]


def test_a_tried_import_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "events.sqlite"
    with EventStore(path) as store:
        became(store, OBJECT)
    with EventStore(path, keep=False) as store:
        assert became(store, OBJECT, PACKING) == ["already", "taken"]
    with EventStore(path) as store:
        assert store.count() == 1


def test_events_are_found_by_any_spelling_and_by_their_lot(store: EventStore) -> None:
    became(store, OBJECT, MIXING)
    assert len(store.events_about("urn:epc:id:sgtin:952012345678.0.A1")) == 2
    assert [event.type for event in store.events_about(LOT)] == ["TransformationEvent"]
    assert len(store.events_about("https://id.gs1.org/01/09520123456788/10/L1", wider=True)) == 2
    assert len(store.events_about("https://id.gs1.org/01/09520123456788", wider=True)) == 2
    assert store.events_about("https://id.gs1.org/01/09520123456788") == []


def test_events_come_in_order_of_time(store: EventStore) -> None:
    late = {**PACKING, "eventTime": "2026-03-01T08:00:00-11:00"}
    became(store, late, {**OBJECT, "eventTime": "2026-03-01T09:00:00+08:00"})
    assert [event.type for event in store.all()] == ["ObjectEvent", "AggregationEvent"]


def test_an_eventid_stands_for_one_event(store: EventStore) -> None:
    named = {**OBJECT, "eventID": "urn:uuid:1"}
    assert became(store, named, {**PACKING, "eventID": "urn:uuid:1"}) == ["taken", "refused"]
    [taken] = put(store, document({**named, "certificationInfo": "urn:x:y"}))
    assert (taken.became, taken.problems[0].rule, taken.problems[0].pointer) == (
        "refused",
        "event-id",
        "/epcisBody/eventList/0/eventID",
    )
    assert store.count() == 1
    assert [kept.problems[0].rule for kept in store.quarantined()] == ["event-id", "event-id"]


@pytest.mark.parametrize("named", [{}, {"eventID": "urn:uuid:1"}])
def test_an_error_declaration_takes_the_event_back_whichever_comes_first(
    tmp_path: Path, named: dict[str, Any]
) -> None:
    wrong, declaration = {**OBJECT, **named}, {**OBJECT, **named, "errorDeclaration": DECLARED}
    for number, order in enumerate(([wrong, declaration], [declaration, wrong])):
        with EventStore(tmp_path / f"{number}.sqlite") as store:
            assert became(store, *order, PACKING) == ["taken", "corrected", "taken"]
            assert [event.type for event in store.all()] == ["AggregationEvent"]
            assert [event.type for event in store.events_about(ITEM)] == ["AggregationEvent"]
            assert store.count() == len(list(store.all(everything=True))) == 3


def test_one_event_under_two_names_is_one_event_but_both_are_kept(store: EventStore) -> None:
    assert became(store, OBJECT, {**OBJECT, "eventID": "urn:uuid:1"}) == ["taken", "taken"]
    assert len(list(store.all())) == 1
    assert became(store, {**OBJECT, "errorDeclaration": DECLARED}) == ["corrected"]
    assert list(store.all()) == []


def test_the_refused_is_kept_once_with_its_reasons(store: EventStore) -> None:
    for _ in range(2):
        assert became(store, {**OBJECT, "bizStep": "flying", "action": "x"}, PACKING)[0] == "refused"
    store.add(next(read(b"\xff nothing")), "broken.json")
    first, second = store.quarantined()
    assert [problem.rule for problem in first.problems] == ["action", "biz-step"]
    assert (first.name, first.pointer, first.type) == ("file.json", "/epcisBody/eventList/0", "ObjectEvent")
    assert json.loads(first.text)["bizStep"] == "flying"
    assert (second.name, second.problems[0].rule) == ("broken.json", "encoding")


def test_master_data_are_kept_even_without_events(store: EventStore) -> None:
    element = {"id": "urn:epc:id:sgln:9520123.00001.0", "attributes": [{"id": "cbvmda:name", "attribute": "Farm"}]}
    vocabulary = {"type": "urn:epcglobal:epcis:vtype:BusinessLocation", "vocabularyElementList": [element]}
    header = {"epcisMasterData": {"vocabularyList": [vocabulary]}, "gtk:note": "x"}
    assert [taken.became for taken in put(store, document(epcisHeader=header))] == ["taken"]
    assert [place.text("name") for place in store.master_of("https://id.gs1.org/414/9520123000011")] == ["Farm"]
    assert json.loads(written(store))["epcisHeader"] == header


@pytest.mark.parametrize("body", [{}, {"epcisBody": {}}])
def test_master_data_alone_need_no_body(store: EventStore, body: dict[str, Any]) -> None:
    alone = document(epcisHeader={"epcisMasterData": {"vocabularyList": []}})
    del alone["epcisBody"]
    assert [taken.became for taken in put(store, alone | body)] == ["taken"]
    assert json.loads(written(store))["epcisBody"] == {"eventList": []}


def test_a_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "text", tmp_path / "other"
    text.write_text("not a database, and longer than a header " * 10)
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE orders (id)")
    db.close()
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(StoreError):
            EventStore(path)
        assert path.read_bytes().startswith(before[:16])
    with pytest.raises(sqlite3.OperationalError):
        EventStore(tmp_path / "absent", write=False)


# --- out and in again ---------------------------------------------------------------------------------------------


def round_trip(*values: Any) -> dict[str, Any]:
    """The export of documents, once it was found to say the same as they."""
    with EventStore(None) as first, EventStore(None) as second:
        for value in values:
            assert all(taken.became in ("taken", "corrected") for taken in put(first, value))
        text = written(first)
        for outcome in read(text.encode()):
            assert second.add(outcome).became in ("taken", "corrected"), outcome.problems
        assert content(first) == content(second)
        return dict(json.loads(text))


def test_one_document_comes_out_as_it_went_in() -> None:
    whole = document(*EVENTS, id="urn:x:doc", sender="a", receiver="b", instanceIdentifier="7", **{"gtk:sent": 1})
    assert round_trip(whole) == whole


def test_a_document_with_a_context_we_do_not_fetch_keeps_it() -> None:
    remote = {"@context": ["https://example.org/context.jsonld", *CONTEXT], "gtk:sent": 1}
    whole = document({**OBJECT, "far:field": 1}, **remote)
    assert round_trip(whole) == whole


def test_the_answer_to_a_query_comes_out_as_a_document() -> None:
    vocabulary = [{"type": "urn:x:t", "vocabularyElementList": [{"id": "urn:x:y"}]}]
    results = {"queryName": "all", "resultsBody": {"eventList": [OBJECT], "vocabularyList": vocabulary}}
    found = round_trip({"@context": CONTEXT, "type": "EPCISQueryDocument", "epcisBody": {"queryResults": results}})
    assert (found["type"], found["epcisBody"]["eventList"]) == ("EPCISDocument", [OBJECT])
    assert found["epcisHeader"]["epcisMasterData"]["vocabularyList"] == vocabulary


def test_contexts_are_merged_and_an_event_keeps_its_own_where_they_contradict() -> None:
    mine = {**OBJECT, "gtk:field": 1}
    others = {**PACKING, "gtk:field": 2}
    third = {**MIXING, "far:field": 3}
    found = round_trip(
        document(mine),
        document(others, **{"@context": [CONTEXT[0], {"gtk": "https://elsewhere.example/"}]}),
        document(third, **{"@context": [*CONTEXT, {"far": "https://far.example/"}]}),
    )
    events = found["epcisBody"]["eventList"]
    assert found["@context"] == [*CONTEXT, {"far": "https://far.example/"}]
    assert [("@context" in event) for event in events] == [False, True, False]


def test_a_name_stays_undefined_though_another_document_defines_it() -> None:
    remote = [*CONTEXT, "https://example.org/context.jsonld"]
    vague = {**OBJECT, "far:field": {"near:inner": 1}}
    nested = {**PACKING, "gtk:field": {"far:inner": 1}}
    define = [*CONTEXT, {"far": "https://far.example/", "near": "https://near.example/"}]
    round_trip(
        document(vague, **{"@context": remote}),
        document(nested),
        document({**MIXING, "far:field": 1, "near:x": 2}, **{"@context": define}),
    )


def test_only_what_concerns_an_item_with_all_that_held_it_or_went_into_it(store: EventStore) -> None:
    pallet = {**PACKING, "parentID": "urn:epc:id:sscc:9520123.0000000009", "childEPCs": [PACKING["parentID"]]}
    flight = {**OBJECT, "action": "OBSERVE", "epcList": [pallet["parentID"]], "bizStep": "transporting"}
    milk = {**OBJECT, "epcList": [], "quantityList": [{"epcClass": LOT}]}
    other = {**OBJECT, "epcList": ["https://id.gs1.org/01/09520123456788/21/B2"]}
    became(store, milk, MIXING, PACKING, pallet, flight, other)
    events = json.loads(written(store, ITEM))["epcisBody"]["eventList"]
    assert events == [milk, MIXING, PACKING, pallet, flight]


_NAMES = st.sampled_from(["gtk:a", "gtk:b", "cbvmda:lotNumber", "https://own.example/c", "urn:own:d"])
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"), max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES | st.just("bare"), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
_EXTENSIONS = st.dictionaries(_NAMES, _VALUES, max_size=3)


@st.composite
def made_events(draw: st.DrawFn) -> dict[str, Any]:
    event = {**draw(st.sampled_from(EVENTS)), **draw(_EXTENSIONS)}
    event["eventTime"] = draw(st.datetimes()).isoformat() + draw(st.sampled_from(["Z", "+08:00", "-03:30"]))
    if draw(st.booleans()):
        event["readPoint"] = {"id": draw(st.sampled_from(["geo:1,2", "urn:x:é"])), **draw(_EXTENSIONS)}
    if event["type"] in ("ObjectEvent", "TransformationEvent"):
        event["ilmd"] = draw(_EXTENSIONS)
    if draw(st.booleans()):
        event["errorDeclaration"] = {**DECLARED, **draw(_EXTENSIONS)}
    report = {"type": "Temperature", "value": draw(st.floats(-50, 50)), **draw(_EXTENSIONS)}
    event["sensorElementList"] = draw(st.sampled_from([[], [{"sensorReport": [report]}]]))
    return event


@settings(max_examples=60)
@given(st.lists(made_events(), min_size=1, max_size=4), st.sampled_from(["https://ns.example/epcis/", "urn:else:"]))
def test_any_event_survives_the_round_trip(events: list[dict[str, Any]], namespace: str) -> None:
    with EventStore(None) as first, EventStore(None) as second:
        for number, event in enumerate(events):
            context = [CONTEXT[0], {"gtk": namespace if number % 2 else "https://ns.example/epcis/"}]
            for taken in put(first, document(event, **{"@context": context})):
                assert taken.became != "refused" or "0001" in event["eventTime"] or "9999" in event["eventTime"]
        for outcome in read(written(first).encode()):
            assert second.add(outcome).became != "refused"
        assert content(first) == content(second)
