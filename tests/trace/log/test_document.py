from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.town.model import Lot
from kiosk.trace.log.document import canonical, document, read_json
from kiosk.trace.log.errors import DocumentError
from tests.trace.conftest import GTIN, inspection, journey


def lot(**changed: Any) -> Lot:
    usual: dict[str, Any] = {
        "lot": "A1",
        "produced": "2026-09-01",
        "expires": "2027-09-01",
        "legs": tuple(leg.model_dump() for leg in journey()),
        "inspections": (inspection().model_dump(),),
    }
    return Lot.model_validate({**usual, **changed})


def test_a_document_is_the_lot_under_its_gtin_in_order_of_names() -> None:
    text = document(GTIN, lot()).decode()
    value = json.loads(text)
    assert list(value) == sorted(value)
    assert (value["gtin"], value["lot"], value["produced"]) == (GTIN, "A1", "2026-09-01")
    assert value["legs"][0]["start"] == "2026-09-01T06:00:00Z"
    assert " " not in text.replace("at least 3 g", "").replace("3.4 g", "")


def test_what_is_not_said_is_not_written() -> None:
    value = json.loads(document(GTIN, lot()))
    assert "recalled" not in value
    assert "items" not in value
    assert json.loads(document(GTIN, lot(recalled=True)))["recalled"] is True


def test_every_change_is_another_document() -> None:
    documents = {
        document(GTIN, lot()),
        document("09520123456795", lot()),
        document(GTIN, lot(recalled=True)),
        document(GTIN, lot(expires="2027-09-02")),
        document(GTIN, lot(legs=lot().legs[:-1])),
        document(GTIN, lot(legs=(*lot().legs[1:], lot().legs[0]))),
        document(GTIN, lot(inspections=())),
        document(GTIN, lot(inspections=(inspection(passed=False),))),
    }
    assert len(documents) == 8


def test_reading_a_lot_from_a_pack_changes_no_byte() -> None:
    assert document(GTIN, Lot.model_validate_json(lot().model_dump_json())) == document(GTIN, lot())


def test_the_example_of_rfc_8785() -> None:
    """3.2.2 and 3.2.4; its text as read by any JSON parser."""
    text = (
        r'{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],'
        r' "string": "\u20ac$\u000F\u000aA'
        "'"
        r'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}'
    )
    assert canonical(read_json(text)).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_names_are_in_order_of_utf_16() -> None:
    assert canonical({"\ufb33": 1, "\U0001f600": 2, "\u20ac": 3, "1": 4, "\r": 5}).decode() == (
        '{"\\r":5,"1":4,"€":3,"\U0001f600":2,"\ufb33":1}'
    )


@pytest.mark.parametrize(
    "value", [2**53, -(2**53), float("nan"), float("inf"), float("-inf"), "\ud800", {"\ud800": 1}, {1: 2}, b"x"]
)
def test_what_has_no_canonical_json(value: Any) -> None:
    with pytest.raises(DocumentError):
        canonical([value])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"a":1,"a":2}',
        '{"a":{"b":1,"b":1}}',
        "NaN",
        "[Infinity]",
        "[-Infinity]",
        "1" * 5000,
        "[" * 40 + "]" * 40,
        "[" * 200_000,
        '{"a":' * 100_000,
        b"\xff",
        b"\xff\xfe{\x00}\x00",
        '"' + "a" * 2_000_000 + '"',
    ],
)
def test_json_that_is_not_taken(text: str | bytes) -> None:
    with pytest.raises(DocumentError):
        read_json(text)


# As IEEE 754 doubles are read back: a whole one from 2^53 to 10^21 is written like the integers that are refused.
doubles = st.floats(allow_nan=False, allow_infinity=False).filter(lambda x: not 2**53 <= abs(x) < 1e21)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | doubles | words


@given(st.recursive(scalars, lambda below: st.lists(below, max_size=4) | st.dictionaries(words, below, max_size=4)))
def test_canonical_json_is_json_and_stays_as_it_is(value: Any) -> None:
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written
