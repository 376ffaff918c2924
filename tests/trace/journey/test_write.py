"""A lot as events and back: nothing is lost, whatever it says."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.town.model import Ingredient, Inspection, Item, Leg, LegKind, Lot, Place, Temperature, Text
from kiosk.trace.epcis.read import read
from kiosk.trace.journey import document_of, events_of, journeys, lots
from kiosk.trace.log.document import document

GTIN = "09520123456788"
_text = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=12)
_words = st.builds(Text, en=_text, zh=_text)
_zone = st.integers(-48, 56).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
_time = st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=_zone | st.just(UTC)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0)
)
_day = st.dates(date(2024, 1, 1), date(2027, 1, 1))
_place = st.builds(
    Place,
    name=_words,
    country=st.sampled_from(("NL", "CN", "US")),
    latitude=st.floats(1, 89).map(lambda at: round(at, 5)),  # 0, 0 is no place
    longitude=st.floats(-179, 179).map(lambda at: round(at, 5)),
    airport=st.none() | st.sampled_from(("AMS", "PVG")),
)
_celsius = st.floats(-40, 40).map(lambda at: round(at, 2))


@st.composite
def _legs(draw: st.DrawFn) -> Leg:
    kind = draw(st.sampled_from(LegKind))
    moving = kind in (LegKind.TRANSPORT, LegKind.FLIGHT, LegKind.DISTRIBUTION)
    said: dict[str, Any] = {
        "kind": kind,
        "place": draw(_place),
        "start": draw(_time),
        "end": draw(st.none() | _time),
        "carrier": draw(st.none() | _words),
        "note": draw(st.none() | _words),
        "temperature_c": draw(st.none() | st.tuples(_celsius, _celsius).map(sorted).map(tuple)),
        "temperatures": draw(st.lists(st.builds(Temperature, at=_time, celsius=_celsius), max_size=3).map(tuple)),
    }
    if moving:
        said["to"] = draw(_place)
    if kind is LegKind.FLIGHT:
        said["flight"] = draw(st.sampled_from(("MU772", "GT 8812", "5X 1")))
    if kind is LegKind.CUSTOMS:
        said |= {"customs": draw(st.none() | st.sampled_from(("export", "import"))), "declaration": draw(_text)}
    return Leg.model_validate(said)


_inspection = st.builds(
    Inspection,
    laboratory=_words,
    laboratory_id=st.none() | st.just("lab"),
    test=st.none() | st.just("protein"),
    lots=st.lists(st.sampled_from(("L1", "L2")), max_size=2).map(tuple),
    tested=_words,
    limit=_words,
    result=_words,
    passed=st.booleans(),
    on=_day,
    certificate=_text,
    valid_until=_day,
    credential=st.none() | st.just('{"a": "ü"}\n'),
    approved_by=st.none() | _words,
    approver_id=st.none() | st.just("group"),
    approval=st.none() | _text,
)
_lot = st.builds(
    Lot,
    lot=st.just("L1"),
    produced=_day,
    expires=_day,
    recalled=st.booleans(),
    items=st.lists(st.builds(Item, serial=st.sampled_from(("A1", "B2")), withdrawn=st.booleans()), max_size=2).map(
        tuple
    ),
    legs=st.lists(_legs(), min_size=1, max_size=6).map(tuple),
    inspections=st.lists(_inspection, max_size=3).map(tuple),
    ingredients=st.lists(
        st.builds(Ingredient, name=_words, place=_place, at=_time, lot=st.none() | st.just("urn:x:1")), max_size=3
    ).map(tuple),
)


@settings(max_examples=40)
@given(_lot)
def test_a_lot_comes_back_as_it_went(lot: Lot) -> None:
    outcomes = list(read(json.dumps(document_of(GTIN, lot)).encode()))
    assert not [outcome.problems for outcome in outcomes if outcome.problems]
    events = [outcome.event for outcome in outcomes if outcome.event is not None]
    assert len(events) == len(events_of(GTIN, lot))
    (journey,) = journeys(events)
    assert journey.lot == lot
    assert document(GTIN, journey.lot) == document(GTIN, lot)  # so the log's proof holds as well
    assert lots(events) in ({}, {(GTIN, "L1"): lot})


def test_the_sticker_and_the_proof_travel_with_it(make_lot: Any) -> None:
    made = document_of(GTIN, make_lot(), "HTTPS://ID.EXAMPLE/…", "proof\n")
    assert (made["gtk:sticker"], made["gtk:proof"]) == ("HTTPS://ID.EXAMPLE/…", "proof\n")
