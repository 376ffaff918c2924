"""Borders, places, speeds, flights and temperatures, each broken on its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.town.model import Ingredient, Leg, Lot, Place, Product, Temperature, Text
from kiosk.trace.model import Verdict
from kiosk.trace.rules import Case
from kiosk.trace.rules.geography import air_hours, ground_hours, kilometres, longest_air_hours, territory

Ask = Callable[[Case], tuple[Verdict, list[str], list[str]]]
MakeCase = Callable[..., Case]
MakeLeg = Callable[..., Leg]
WRONG, UNKNOWN, GENUINE = Verdict.INCONSISTENT, Verdict.UNKNOWN, Verdict.GENUINE


def place(name: str, country: str, latitude: float, longitude: float, airport: str | None = None) -> Place:
    return Place(
        name=Text(en=name, zh=name), country=country, latitude=latitude, longitude=longitude, airport=airport
    )


SYD = place("Sydney", "AU", -33.94, 151.18, "SYD")
LYON = place("Lyon", "FR", 45.72, 5.08)
NOWHERE = place("Somewhere", "ZZ", 0, 0)


def changed(legs: list[Leg], at: int, **values: Any) -> tuple[Leg, ...]:
    return tuple(leg.model_copy(update=values) if place == at else leg for place, leg in enumerate(legs))


def without(legs: list[Leg], *cut: int) -> tuple[Leg, ...]:
    return tuple(leg for place, leg in enumerate(legs) if place not in cut)


@pytest.fixture
def broken(legs: list[Leg], make_leg: MakeLeg) -> dict[str, tuple[tuple[Leg, ...], Verdict, list[str], list[str]]]:
    """0 production at the farm, 1 lorry to Schiphol, 2 export, 3 flight to Pudong, 4 entry, 5 shop."""
    _, lorry, export, flight, entry, shop = legs
    hour = timedelta(hours=1)
    return {
        "as it is": (tuple(legs), GENUINE, [], []),
        "no entry": (without(legs, 4), UNKNOWN, [], ["customs-entry"]),
        "no export": (without(legs, 2), UNKNOWN, [], ["customs-exit"]),
        "no lorry": (without(legs, 1), WRONG, ["legs-join"], []),
        "no flight": (without(legs, 3), WRONG, ["legs-join"], []),
        "exported after it left": (
            (*legs[:2], flight, export.model_copy(update={"start": flight.start + hour}), entry, shop),
            WRONG,
            ["export-before-departure"],
            [],
        ),
        "released before it arrived": (
            changed(legs, 4, start=flight.start + hour, end=flight.start + 2 * hour),
            WRONG,
            ["cleared-after-arrival"],
            [],
        ),
        "in the shop before customs released it": (
            changed(legs, 5, start=entry.start + hour),
            WRONG,
            ["legs-in-order", "distribution-after-customs"],
            [],
        ),
        "in France nobody clears goods of the Netherlands": (
            (legs[0], lorry.model_copy(update={"to": LYON, "end": lorry.start + 16 * hour})),
            GENUINE,
            [],
            [],
        ),
        "cleared nowhere on the way": (
            changed(legs, 4, place=SYD, customs="import"),
            WRONG,
            ["legs-join"],
            ["customs-entry"],
        ),
        "a lorry like an arrow": (changed(legs, 1, end=lorry.start + timedelta(minutes=40)), WRONG, ["speed"], []),
        "a lorry that never came": (changed(legs, 1, end=None), UNKNOWN, [], ["leg-times"]),
        "flown in an hour": (changed(legs, 3, end=flight.start + hour), WRONG, ["flight-duration"], []),
        "flown for two days": (
            changed([*legs[:4], *(leg for leg in changed(legs[4:], 0, start=entry.start + 36 * hour,
            end=None))][:5], 3,
                    end=flight.start + 48 * hour),
            WRONG,
            ["flight-duration"],
            [],
        ),
        "landed at an unknown time": (changed(legs, 3, end=None), UNKNOWN, [], ["leg-times", "flight-duration"]),
        "flown home": (
            changed(legs, 3, to=flight.place),
            WRONG,
            ["legs-join", "flight-airports", "flight-duration"],
            [],
        ),
        "landed in Sydney": (changed(legs, 3, to=SYD), WRONG, ["legs-join", "flight-duration"], []),
        "flown from a yard": (
            changed(legs, 3, place=flight.place.model_copy(update={"airport": None})),
            UNKNOWN,
            [],
            ["flight-airports"],
        ),
        "from an unknown place": (changed(legs, 0, place=NOWHERE), UNKNOWN, [], ["places"]),
    }  # fmt: skip


def test_every_break_is_named(case: MakeCase, judged: Ask, broken: dict[str, Any]) -> None:
    for name, (legs, *expected) in broken.items():
        assert (name, *judged(case(legs=legs))) == (name, *expected)


def test_goods_that_arrive_far_away_may_have_flown_where_nobody_says_how(
    case: MakeCase, judged: Ask, legs: list[Leg]
) -> None:
    """Records of others: commissioning, departing, arriving, and no word of an aeroplane."""

    def by(carrier: str | None, hours: float) -> list[str]:
        away = legs[1].model_copy(
            update={
                "to": SYD,
                "end": legs[1].start + timedelta(hours=hours),
                "carrier": carrier and text_of(carrier),
            }
        )
        return judged(case(legs=(legs[0], away)))[1]

    assert "speed" not in by(None, 24)
    assert "speed" in by(None, 10)
    assert "speed" in by("Lorries of the Lowlands", 24)


def text_of(words: str) -> Text:
    return Text(en=words, zh=words)


def test_ingredients_come_first_and_in_time(case: MakeCase, judged: Ask, legs: list[Leg]) -> None:
    def milk(where: Place, hours: float) -> tuple[Ingredient, ...]:
        at = legs[0].start + timedelta(hours=hours)
        return (Ingredient(name=Text(en="Milk", zh="奶"), place=where, at=at),)

    farm = legs[0].place
    assert judged(case(ingredients=milk(farm, -2))) == (GENUINE, [], [])
    assert judged(case(ingredients=milk(farm, 13))) == (WRONG, ["ingredients-first"], [])
    assert judged(case(ingredients=milk(SYD, 2))) == (WRONG, ["speed"], [])


@pytest.fixture
def chilled(product: Product) -> Product:
    return product.model_copy(update={"storage_c": (2.0, 8.0)})


def measured(leg: Leg, *celsius: float) -> Leg:
    end = leg.end or leg.start
    step = (end - leg.start) / max(1, len(celsius) - 1)
    readings = tuple(Temperature(at=leg.start + step * at, celsius=value) for at, value in enumerate(celsius))
    return leg.model_copy(update={"temperatures": readings})


def test_the_cold_chain(case: MakeCase, judged: Ask, legs: list[Leg], chilled: Product) -> None:
    cold = [measured(leg, 4, 5, 6, 5, 4) if leg.end and leg.kind != "production" else leg for leg in legs]
    assert judged(case(legs=tuple(cold), product=chilled)) == (GENUINE, [], [])
    warm = changed(cold, 3, temperatures=measured(legs[3], 4, 5, 8.1, 5).temperatures)
    assert judged(case(legs=warm, product=chilled)) == (WRONG, ["cold-chain"], [])
    told = changed(cold, 3, temperatures=(), temperature_c=(1.0, 7.0))
    assert judged(case(legs=told, product=chilled)) == (WRONG, ["cold-chain"], [])
    assert judged(case(legs=changed(cold, 3, temperatures=()), product=chilled)) == (
        UNKNOWN,
        [],
        ["cold-chain-measured"],
    )
    assert judged(case(legs=warm)) == (GENUINE, [], [])  # goods that need no cold


def test_a_logger_with_a_gap_is_not_a_whole_measurement(
    case: MakeCase, judged: Ask, legs: list[Leg], chilled: Product
) -> None:
    cold = [measured(leg, *[5.0] * 13) if leg.end and leg.kind != "production" else leg for leg in legs]
    readings = cold[3].temperatures
    for kept in (readings[:3] + readings[8:], readings[:5], readings[8:]):
        holed = changed(cold, 3, temperatures=kept)
        assert judged(case(legs=holed, product=chilled)) == (UNKNOWN, [], ["cold-chain-measured"])


def test_a_logger_of_another_journey(case: MakeCase, judged: Ask, legs: list[Leg]) -> None:
    odd = measured(legs[3], 4, 5, 6)
    earlier = tuple(each.model_copy(update={"at": each.at - timedelta(days=1)}) for each in odd.temperatures)
    assert judged(case(legs=changed(legs, 3, temperatures=earlier))) == (WRONG, ["logger"], [])
    assert judged(case(legs=changed(legs, 3, temperatures=odd.temperatures[::-1]))) == (WRONG, ["logger"], [])
    beyond = changed(legs, 3, temperatures=odd.temperatures, temperature_c=(4.0, 5.0))
    assert judged(case(legs=beyond)) == (WRONG, ["logger"], [])


def test_a_crossing_of_the_date_line_is_short() -> None:
    auckland, honolulu = place("A", "NZ", -37.0, 174.8), place("H", "US", 21.3, -157.9)
    assert kilometres(auckland, honolulu) == pytest.approx(7080, rel=0.01)


@given(st.floats(0, 20_000))
def test_least_times_grow_with_the_way_and_air_is_the_fastest(km: float) -> None:
    assert 0 <= ground_hours(km) <= ground_hours(km + 100)
    assert air_hours(km) < longest_air_hours(km)
    assert km < 100 or air_hours(km) < ground_hours(km)


def test_the_union_clears_at_its_outer_border() -> None:
    assert territory("NL") == territory("FR") != territory("GB")
    assert territory("LI") == territory("CH")


def test_a_lot_never_passes_with_a_rule_that_failed(
    case: MakeCase, judged: Ask, make_lot: Callable[..., Lot]
) -> None:
    assert judged(case(recalled=True, inspections=())) == (Verdict.WITHDRAWN, ["lot-recalled"], ["inspected"])
