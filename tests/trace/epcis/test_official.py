"""The official documents: every valid one is read, every invalid one refused for what is wrong with it."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from kiosk.trace.epcis.read import read
from kiosk.trace.epcis.store import EventStore
from tests.trace.epcis.conftest import CASES, EVENTS, MIXING, case_files, content, document, outcomes, written

REASONS = {
    "Combination_of_events_with_missing_mandatory_fields": {("required", "")},
    "Combination_of_non_standard_bizStep_and_disposition": {
        ("biz-step", "bizStep"),
        ("disposition", "disposition"),
    },
    "ObjectEvent_with_ilmd_field_without_namespace": {("namespace", "materialType")},
    "ObjectEvent_with_invalid_certificationInfo": {("certification", "gs1:certificationAuditDate")},
    "ObjectEvent_with_non_standard_bizStep": {("biz-step", "bizStep")},
    "ObjectEvent_with_non_standard_disposition": {("disposition", "disposition")},
    "ObjectEvent_with_unknown_field_in_quantityList": {("unknown-field", "weight")},
    "ObjectEvent_without_identifier_list": {("no-objects", "")},
}


def test_every_valid_document_is_read() -> None:
    for path in case_files("documents", "events"):
        found = list(read(path))
        assert found, path.name
        for outcome in found:
            assert outcome.event is not None, (path.name, outcome.problems)
            assert outcome.event.raw == json.loads(outcome.text)


def test_every_invalid_document_is_refused_for_the_right_reason() -> None:
    seen = set()
    for path in case_files("invalid"):
        firsts = {outcome.problems[0] for outcome in read(path) if outcome.problems}
        assert all(outcome.event is None for outcome in read(path)), path.name
        expected = REASONS.get(path.stem)
        if expected is not None:
            seen.add(path.stem)
            found = {
                (
                    first.rule,
                    "" if first.pointer.endswith(tuple("0123456789")) else first.pointer.rpartition("/")[2],
                )
                for first in firsts
            }
            assert found == expected, path.name
    assert seen == REASONS.keys()


def test_a_round_trip_of_each_and_of_all_loses_nothing() -> None:
    files = case_files("documents", "events")
    check = _official_schema()
    for group in ([*files], *([path] for path in files)):
        with EventStore(None) as first, EventStore(None) as second:
            for path in group:
                for outcome in read(path):
                    first.add(outcome)
            text = written(first)
            assert not list(check.iter_errors(json.loads(text))), group
            became = {second.add(outcome).became for outcome in read(text.encode())}
            assert became <= {"taken", "corrected"}, group
            assert content(first) == content(second)
            assert first.count() == second.count()
            assert written(second) == text or len(group) > 1


# What the schema refuses and we read, each for a reason: see checks.py, certificates.py, fields.py, text.py.
_KNOWINGLY_READ = ("ü", "'http://a/b' was unexpected", "urn:epcglobal:cbv:", "persistentDisposition")
# What we refuse beyond the schema, because the standard's text says so.
_BEYOND_THE_SCHEMA = {
    "namespace", "context", "sensor-range", "sensor-times", "identifier", "parent", "biz-step", "disposition",
    "measurement", "transaction-type", "source-type", "destination-type", "event-type", "action", "uri", "type",
}  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_we_and_the_official_schema_agree_on_mutations(seed: int) -> None:
    check = _official_schema()
    chance = random.Random(seed)
    real = [json.loads(path.read_bytes()) for path in case_files("documents", "events")]
    agreed = 0
    for _ in range(400):
        mutated = copy.deepcopy(chance.choice([*real, document(*EVENTS), document(MIXING)]))
        _mutate(mutated, chance)
        errors = [error.message for error in check.iter_errors(mutated)]
        refused = [outcome.problems[0] for outcome in outcomes(mutated) if outcome.problems]
        if errors and not refused:
            assert any(word in " ".join(errors) for word in _KNOWINGLY_READ), errors
        elif refused and not errors:
            assert refused[0].rule in _BEYOND_THE_SCHEMA, refused
        else:
            agreed += 1
    assert agreed > 300


_JUNK: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, "", "x", "a b", "urn:x:y", "http://[x", "a:b", "%:x", "foo:%zz", "2020-01-01",
    "2020-02-30T00:00:00Z", "2020-01-01T24:00:00Z", "2020-01-01T00:00:00+24:00", "+15:00", "-13:59", [], {},
    ["x"], ["urn:x:y", "urn:x:y"], [{}], [1], {"id": "x"}, {"id": "urn:a:b"}, "shipping", "OBSERVE", "DELETE",
    "KGM", "kgm", "http://a/ü", "http://a/b?c#d#e", "f0f0", "https://www.gs1.org/voc/X",
    "https://ns.gs1.org/cbv/BizStep-x",
    "urn:epcglobal:cbv:bizstep:shipping", "AggregationEvent", "urn:own:event",
)  # fmt: skip
_NAMES = (
    "x",
    "a b:c",
    "http://a/b",
    "ilmd",
    "parentID",
    "epcList",
    "childEPCs",
    "transformationID",
    "action",
    "id",
)


def _mutate(value: Any, chance: random.Random) -> None:
    path = chance.choice([path for path in _paths(value) if path])
    for part in path[:-1]:
        value = value[part]
    what = chance.random()
    if what < 0.35:
        del value[path[-1]]
    elif what < 0.75:
        value[path[-1]] = copy.deepcopy(chance.choice(_JUNK))
    elif isinstance(value, dict):
        value[chance.choice(_NAMES)] = copy.deepcopy(chance.choice(_JUNK))
    else:
        value.append(copy.deepcopy(value[path[-1]]))


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in inner:
        yield from _paths(part, (*path, name))


def _official_schema() -> jsonschema_rs.Draft7Validator:
    path = CASES / "EPCIS-JSON-Schema.json"
    if not path.exists():
        pytest.skip("the official JSON schema is not here: no EPCIS-JSON-Schema.json in ../shared/data/epcis")
    return jsonschema_rs.Draft7Validator(json.loads(path.read_bytes()), validate_formats=True)
