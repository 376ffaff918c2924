"""What the chart is told: every reading in its leg's column, and nothing that was not measured."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.town.model import Leg, LegKind, Lot, Place, Product, Temperature, Text
from kiosk.trace.digital_link import Identifiers
from kiosk.trace.rules import Case, cold
from kiosk.trace.signature import Signature
from kiosk.ui.bridge.temperatures import MOST_READINGS, temperatures

NOON = datetime(2026, 9, 8, 12, tzinfo=UTC)
HERE = Place(name=Text(en="Here", zh="这里"), country="NL", latitude=52.0, longitude=5.0)
COLD = (2.0, 6.0)


def leg(*readings: tuple[float, float], hours: float = 4, span: tuple[float, float] | None = None) -> Leg:
    """Readings as (hours after the start, degrees)."""
    return Leg(
        kind=LegKind.TRANSPORT,
        place=HERE,
        start=NOON,
        end=NOON + timedelta(hours=hours),
        temperatures=tuple(Temperature(at=NOON + timedelta(hours=h), celsius=c) for h, c in readings),
        temperature_c=span,
    )


def test_nothing_measured_and_nothing_asked_is_no_chart() -> None:
    assert temperatures([leg()], None) == {}


def test_readings_stand_in_their_legs_column() -> None:
    found = temperatures([leg((0, 4), (2, 5), (4, 3)), leg((0, 4), (4, 4))], COLD)
    assert found["lines"] == [[[0, 4], [0.25, 5], [0.5, 3]], [[0.5, 4], [1, 4]]]
    assert found["measured"] == [3, 5]
    assert found["gaps"] == found["worst"] == found["bars"] == []


def test_a_leg_without_a_reading_is_a_gap_only_where_goods_must_be_cold() -> None:
    assert [gap["from"] for gap in temperatures([leg((0, 4), (4, 4)), leg()], COLD)["gaps"]] == [0.5]
    assert temperatures([leg((0, 4), (4, 4)), leg()], None)["gaps"] == []


def test_a_silence_within_a_leg_breaks_the_line() -> None:
    found = temperatures([leg((0, 4), (1, 4), (9, 4), (10, 4), hours=10)], COLD)
    assert [len(line) for line in found["lines"]] == [2, 2]
    (gap,) = found["gaps"]
    assert (gap["from"], gap["to"]) == pytest.approx((0.1, 0.9)), "eight hours where one is usual"


def test_a_silence_at_the_beginning_and_at_the_end_counts() -> None:
    found = temperatures([leg((8, 4), (9, 4), hours=20)], COLD)
    assert [(gap["from"], gap["to"]) for gap in found["gaps"]] == [
        pytest.approx((0, 0.4)),
        pytest.approx((0.45, 1)),
    ]


def test_only_the_extremes_of_a_leg_are_a_bar() -> None:
    (bar,) = temperatures([leg(span=(3.0, 5.0))], COLD)["bars"]
    assert (bar["low"], bar["high"], bar["from"], bar["to"]) == (3.0, 5.0, 0, 1)


def test_the_worst_of_each_side_is_marked_by_how_much() -> None:
    found = temperatures([leg((0, 7), (1, 9.5), (2, 1), (4, 4)), leg(span=(-3.0, 5.0))], COLD)
    warm, cold = found["worst"]
    assert (warm["celsius"], warm["by"], warm["kind"]) == (9.5, 3.5, "transport")
    assert (cold["celsius"], cold["by"], cold["x"]) == (-3.0, 5.0, 0.75)
    assert temperatures([leg((0, 2), (4, 6))], COLD)["worst"] == [], "the limits themselves are allowed"


READINGS = st.lists(st.tuples(st.floats(0, 48), st.floats(-90, 90)), min_size=1, max_size=300)


@given(st.lists(READINGS, min_size=1, max_size=4))
def test_every_point_is_on_the_chart_and_no_extreme_is_thinned_away(
    journeys: list[list[tuple[float, float]]],
) -> None:
    legs = [leg(*sorted(readings), hours=48) for readings in journeys]
    found = temperatures(legs, COLD)
    points = [point for line in found["lines"] for point in line]
    every = [celsius for readings in journeys for _, celsius in readings]
    assert {min(every), max(every)} <= {celsius for _, celsius in points}
    for x, celsius in points:
        assert -1e-9 <= x <= 1 + 1e-9
        assert found["low"] <= celsius <= found["high"]
    assert found["low"] < COLD[0] < COLD[1] < found["high"]
    assert 2 <= len(found["ticks"]) <= 9
    assert found["ticks"][0] == found["low"]
    assert found["ticks"][-1] == pytest.approx(found["high"])
    assert all(len(line) <= MOST_READINGS + 4 for line in found["lines"])
    for line in found["lines"]:
        assert all(a[0] <= b[0] + 1e-9 for a, b in pairwise(line))


@given(st.lists(READINGS | st.just([]), min_size=1, max_size=4))
def test_a_gap_is_drawn_wherever_the_rule_finds_one(journeys: list[list[tuple[float, float]]]) -> None:
    legs = [leg(*sorted(readings), hours=48) for readings in journeys]
    words = Text(en="Milk", zh="奶")
    product = Product(
        gtin="09521201000039",
        brand=words,
        storage_c=COLD,
        name=words,
        tagline=words,
        story=words,
        origin=HERE,
        picture="x",
    )
    lot = Lot(lot="A", produced=NOON.date(), expires=NOON.date(), legs=tuple(legs))
    case = Case(Identifiers(gtin14=product.gtin), Signature.ABSENT, None, lot, None, NOON, product)
    (measured,) = [answer for answer in cold.answers(case) if answer.rule == "cold-chain-measured"]
    assert bool(temperatures(legs, COLD)["gaps"]) is not measured.passed
