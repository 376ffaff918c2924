"""What the passport's page is told: every part of the record in the visitor's language, and nothing beyond it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPointF

from kiosk.town.model import Lot, Place, Product
from kiosk.trace.model import Passport
from kiosk.ui.bridge.passport import short
from kiosk.ui.bridge.plain_passport import MOST_CODE, PlainPassport, checkpoint_code
from kiosk.ui.bridge.route_map import route_map
from tests.ui.passports import DAIRY, RECORDS, checkpoint, cold_lot, domestic_lot, long_lot, made, text


def product() -> Product:
    return Product(
        gtin="09521201000039",
        brand=text("Veldmelk"),
        name=text("Milk", "牛奶"),
        tagline=text("-"),
        story=text("-"),
        origin=DAIRY,
        picture="x.svg",
    )


def plain(language: str = "en") -> PlainPassport:
    return PlainPassport(language, "CNY", lambda name: f"file:///{name}" if name else "")


def legs(name: str = "genuine", language: str = "en") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = plain(language).passport(made(product(), name))["lot"]["legs"]
    return found


# --- times ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("local", "offset_h", "en", "zh"),
    [
        ("2026-09-10T21:30", 2, "19:30 UTC", "19:30 UTC"),
        ("2026-09-14T07:30", 8, "13 Sep 23:30 UTC", "9月13日 23:30 UTC"),
        ("2026-12-31T20:00", -6, "1 Jan 02:00 UTC", "1月1日 02:00 UTC"),
        ("2026-06-01T12:00", 5.75, "06:15 UTC", "06:15 UTC"),
        ("2026-06-01T12:00", 0, "12:00 UTC", "12:00 UTC"),
    ],
)
def test_a_moment_in_utc_names_its_day_where_that_is_another(local: str, offset_h: float, en: str, zh: str) -> None:
    moment = datetime.fromisoformat(local).replace(tzinfo=timezone(timedelta(hours=offset_h)))
    assert plain("en").utc(moment) == en
    assert plain("zh").utc(moment) == zh


def test_a_flight_has_both_its_times_in_both_zones() -> None:
    flight = next(leg for leg in legs() if leg["kind"] == "flight")
    assert (flight["startTime"], flight["startUtc"]) == ("21:30", "19:30 UTC")
    assert (flight["endTime"], flight["endUtc"]) == ("14:45", "06:45 UTC")
    assert flight["minutes"] == 11 * 60 + 15
    assert flight["place"]["airport"] == "AMS"


def test_customs_says_which_way() -> None:
    assert [leg["customs"] for leg in legs() if leg["kind"] == "customs"] == ["export", "import"]


def test_days_are_counted_only_where_the_record_makes_sense() -> None:
    lot = cold_lot()
    assert plain().passport(made(product(), "genuine"))["lot"]["days"] == 6
    backward = lot.model_copy(update={"legs": lot.legs[::-1]})
    assert plain().lot(replace(made(product(), "genuine"), lot=backward))["days"] == 0


# --- findings and the log -------------------------------------------------------------------------------------


def test_failed_and_missing_are_two_states() -> None:
    found = plain().passport(made(product(), "unknown"))["findings"]
    assert [finding["state"] for finding in found[:4]] == ["failed", "missing", "missing", "missing"]
    assert {finding["state"] for finding in found[4:]} == {"passed"}


def test_what_is_not_known_is_empty_and_not_invented() -> None:
    found = plain().passport(made(product(), "product-only"))
    assert found["lot"] == found["evidence"] == found["sightings"] == {}
    assert found["serial"] == found["issuer"] == ""
    assert found["sample"] is False


def test_a_checkpoint_is_taken_whole_or_with_the_logs_own_signature_or_not_at_all() -> None:
    assert checkpoint_code(checkpoint(1)) == checkpoint(1)
    long = checkpoint(12)
    assert len(long.encode()) > MOST_CODE
    assert checkpoint_code(long) == checkpoint(0)
    assert checkpoint_code("x" * (MOST_CODE + 1)) == ""
    assert checkpoint_code("x" * MOST_CODE + "\n\n" + "y\n") == ""
    assert checkpoint_code("") == ""


# --- inspections ----------------------------------------------------------------------------------------------


def inspected(change: dict[str, Any], passport: Passport | None = None) -> dict[str, Any]:
    whole = passport or made(product(), "genuine")
    assert whole.lot is not None
    (inspection,) = whole.lot.inspections
    lot = whole.lot.model_copy(update={"inspections": (inspection.model_copy(update=change),)})
    found: dict[str, Any] = plain().lot(replace(whole, lot=lot))["inspections"][0]
    return found


@pytest.mark.parametrize(
    ("change", "accredited"),
    [
        ({}, "L0482"),
        ({"test": "melamine"}, ""),
        ({"test": None}, ""),
        ({"on": date(2030, 1, 1)}, ""),
        ({"on": date(2023, 12, 31)}, ""),
        ({"laboratory_id": None}, ""),
        ({"laboratory_id": "another"}, ""),
    ],
)
def test_accreditation_is_named_only_for_that_test_on_that_day(change: dict[str, Any], accredited: str) -> None:
    assert inspected(change)["accreditation"] == accredited


def test_a_certificate_says_which_lots_it_names() -> None:
    assert inspected({"lots": ()})["lots"] == ""
    assert inspected({"lots": ("B",)})["coversThis"] is False
    many = inspected({"lots": tuple(f"L{i}" for i in range(9))})["lots"]
    assert many == "L0, L1, L2, L3, L4, L5 +3"


def test_what_was_not_passed_comes_first() -> None:
    found = plain().lot(replace(made(product(), "genuine"), lot=long_lot()))["inspections"]
    assert [entry["passed"] for entry in found] == [False] + [True] * 24


# --- the map --------------------------------------------------------------------------------------------------


def drawn(lot: Lot, width: float = 900, height: float = 500) -> dict[str, Any]:
    def name(place: Place) -> str:
        return place.airport or short(place.name.en)

    return route_map(lot.legs, width, height, gap=20, name=name, measure=lambda text: (14.0 * len(text) + 20, 36))


def test_a_flight_is_an_arc_between_its_airports() -> None:
    found = drawn(cold_lot())
    assert {name["text"] for name in found["names"]} >= {"AMS", "HGH"}
    (arc,) = found["flights"]
    ends = {(round(dot["x"]), round(dot["y"])) for dot in found["dots"] if dot["airport"]}
    assert {(round(arc[0].x()), round(arc[0].y())), (round(arc[-1].x()), round(arc[-1].y()))} == ends
    assert min(point.y() for point in arc) < min(arc[0].y(), arc[-1].y()) - 30, "it bends to the north"
    assert len(found["roads"]) == 2
    assert found["sheet"] == "maps/land-world.svg"


def test_a_journey_by_road_alone_is_near_and_has_nothing_that_flies() -> None:
    found = drawn(domestic_lot())
    assert found["sheet"] == "maps/land-region.svg"
    assert found["flights"] == found["flown"] == []
    assert {name["text"] for name in found["names"]} == {"Chun'an", "Global Town"}


def test_a_single_place_is_a_dot_with_its_name() -> None:
    lot = domestic_lot()
    found = drawn(lot.model_copy(update={"legs": lot.legs[:1]}))
    assert len(found["dots"]) == 1
    assert [name["text"] for name in found["names"]] == ["Chun'an"]
    assert found["tiles"]


@pytest.mark.parametrize("size", [(932, 532), (853, 450), (300, 200)])
def test_round_the_world_every_dot_and_name_is_on_the_map(size: tuple[int, int]) -> None:
    width, height = size
    found = drawn(long_lot(), *size)
    for dot in found["dots"]:
        assert 0 <= dot["x"] <= width
        assert 0 <= dot["y"] <= height
    for name in found["names"]:
        assert name["x"] >= 0
        assert name["x"] + name["width"] <= width
    assert sum(dot["airport"] for dot in found["dots"]) == 11, "ten airports, and the first again after the world"
    assert len(found["flown"]) == len(found["turns"])


def test_what_flies_lands_before_the_last_airport_and_never_jumps() -> None:
    found = drawn(cold_lot())
    flown: list[QPointF] = found["flown"]
    steps = [(b - a).manhattanLength() for a, b in pairwise(flown)]
    assert max(steps) < 40
    assert (flown[-1] - found["flights"][-1][-1]).manhattanLength() >= 20


def test_a_place_is_short_on_the_map() -> None:
    assert short("Sneek, Friesland") == "Sneek"
    assert short("杭州，中国") == "杭州"
    assert short(", x") == ", x"
    assert len(short("x" * 99)) == 24


def test_every_made_record_becomes_plain_in_both_languages() -> None:
    for record in RECORDS:
        for language in ("en", "zh"):
            assert plain(language).passport(made(product(), record))["verdict"]
