"""GS1's own cases: the tables that the GS1 Barcode Syntax Engine is tested with, every one, in both directions."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.trace.digital_link import (
    Options,
    ParseError,
    associations,
    canonical_link,
    element_string,
    elements,
    read,
)
from kiosk.trace.digital_link.element_strings import read_bracketed

CASES = Path(__file__).parents[3] / "shared" / "data" / "digital-link"
FUNCTIONS = {
    "validateAIrepeats": associations.repeated,
    "validateAImutex": associations.excluded,
    "validateAIrequisites": associations.missing,
    "validateDigSigRequiresSerialisedKey": associations.unserialised,
}


def cases(name: str) -> Iterator[dict[str, object]]:
    path = CASES / f"{name}.json"
    if not path.exists():
        pytest.skip(f"GS1's cases are not here: no {path.name} in ../shared/data/digital-link")
    yield from json.loads(path.read_text(encoding="utf-8"))


def outcome(text: str, flags: object = ()) -> str | None:
    """The element string, or None for a refusal."""
    assert isinstance(flags, list | tuple)
    try:
        return element_string(read(text, Options(**dict.fromkeys(flags, True))).elements)
    except ParseError:
        return None


def test_every_link_is_read_into_its_element_string_or_refused() -> None:
    wrong = [
        (case, found)
        for case in cases("parse_dl_uri")
        if (found := outcome(str(case["uri"]), case["flags"])) != (case["element_string"] if case["ok"] else None)
    ]
    assert wrong == []


def test_every_element_string_of_a_link_is_read_and_written_as_a_link_again() -> None:
    for case in cases("parse_dl_uri"):
        if case["ok"]:
            said = elements(str(case["element_string"]))
            assert element_string(said) == case["element_string"]
            link = canonical_link(said)
            assert link is not None
            assert outcome(link) == case["element_string"]


def test_every_element_string_is_read_or_refused() -> None:
    wrong = [
        case
        for case in cases("process_element_string")
        if (outcome(str(case["element_string"])) is not None) != case["ok"]
    ]
    assert wrong == []


def test_every_rule_between_identifiers_finds_what_it_should() -> None:
    wrong = [
        case
        for case in cases("validate_ais")
        if (FUNCTIONS[str(case["fn"])](read_bracketed(str(case["ai_data"]))) is None) != case["ok"]
    ]
    assert wrong == []


def test_and_the_text_as_a_whole_is_judged_the_same() -> None:
    wrong = [case for case in cases("validate_ais") if (outcome(str(case["ai_data"])) is not None) != case["ok"]]
    assert wrong == []
