"""Small EPCIS documents of one event, and the real cases beside the repository."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.trace.epcis.export import document as exported
from kiosk.trace.epcis.read import Outcome, read
from kiosk.trace.epcis.store import EventStore

CASES = Path(__file__).parents[4] / "shared" / "data" / "epcis"
CONTEXT = ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld", {"gtk": "https://ns.example/epcis/"}]
ITEM = "https://id.gs1.org/01/09520123456788/10/L1/21/A1"
LOT = "urn:epc:class:lgtin:952012345678.0.L1"
SGLN = "urn:epc:id:sgln:9520123.00001.0"

WHEN = {"eventTime": "2026-03-01T08:00:00+08:00", "eventTimeZoneOffset": "+08:00"}
OBJECT: dict[str, Any] = {"type": "ObjectEvent", **WHEN, "action": "ADD", "epcList": [ITEM]}
PACKING: dict[str, Any] = {
    "type": "AggregationEvent",
    **WHEN,
    "action": "ADD",
    "parentID": "urn:epc:id:sscc:9520123.0000000001",
    "childEPCs": [ITEM],
}
MIXING: dict[str, Any] = {
    "type": "TransformationEvent",
    **WHEN,
    "inputQuantityList": [{"epcClass": LOT, "quantity": 2.5, "uom": "LTR"}],
    "outputEPCList": [ITEM],
}
SELLING: dict[str, Any] = {
    "type": "TransactionEvent",
    **WHEN,
    "action": "ADD",
    "epcList": [ITEM],
    "bizTransactionList": [{"type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:9520123000005:1"}],
}
MOUNTING: dict[str, Any] = {**PACKING, "type": "AssociationEvent", "parentID": "urn:epc:id:grai:9520123.00001.1"}
EVENTS = (OBJECT, PACKING, MIXING, SELLING, MOUNTING)


def document(*events: dict[str, Any], **envelope: Any) -> dict[str, Any]:
    return {
        "@context": copy.deepcopy(CONTEXT),
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-03-02T00:00:00Z",
        "epcisBody": {"eventList": [copy.deepcopy(event) for event in events]},
        **envelope,
    }


def outcomes(value: Any) -> list[Outcome]:
    return list(read(json.dumps(value).encode()))


def one(event: dict[str, Any], **envelope: Any) -> Outcome:
    [outcome] = outcomes(document(event, **envelope))
    return outcome


def rules(event: dict[str, Any], **envelope: Any) -> list[tuple[str, str]]:
    """What is refused: rule and the pointer from the event on."""
    outcome = one(event, **envelope)
    assert (outcome.event is None) == bool(outcome.problems)
    start = "/epcisBody/eventList/0"
    return [(problem.rule, problem.pointer.removeprefix(start)) for problem in outcome.problems]


def remarks(event: dict[str, Any], **envelope: Any) -> list[str]:
    outcome = one(event, **envelope)
    assert outcome.event is not None, outcome.problems
    return [remark.rule for remark in outcome.remarks]


def content(store: EventStore) -> list[tuple[str, dict[str, Any]]]:
    """What a round trip must keep of each event: its hash, and all of its JSON but the contexts around it."""
    events = store.all(everything=True)
    return [
        (event.hash, {name: value for name, value in event.raw.items() if name != "@context"}) for event in events
    ]


def written(store: EventStore, code: str | None = None) -> str:
    return "".join(exported(store, code))


def case_files(*folders: str) -> list[Path]:
    files = [path for folder in folders for path in sorted((CASES / folder).glob("*.json*"))]
    if not files:
        pytest.skip("the official EPCIS documents are not here: none in ../shared/data/epcis")
    return files


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EventStore]:
    with EventStore(tmp_path / "events.sqlite") as opened:
        yield opened
