"""Further single mutations: a place, a hash, a lab, a flight, a swapped leg, a cut event, a sticker; see
mutations.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.town.model import LegKind
from kiosk.trace.rules.geography import RADIUS_KM, kilometres
from tests.bench.journey_writing import Json
from tests.bench.mutations import KINDS, Case, key_of, kind, said_of_inspection

# --- a place ------------------------------------------------------------------------------------------------------


def _move_to(case: Case, place: int, latitude: float, longitude: float, name: str) -> None:
    """One event somewhere else, in a place of its own."""
    event = case.events[place]
    event["readPoint"] = {"id": f"geo:{latitude:.4f},{longitude:.4f}"}
    if case.profile:
        event["gtk:place"] = event["gtk:place"] | {"gtk:latitude": latitude, "gtk:longitude": longitude}
        event["gtk:place"]["gtk:name"] = {"gtk:en": name, "gtk:zh": name}


@kind("place: an event elsewhere")
def elsewhere(case: Case) -> set[str] | None:
    place = case.one("produce", "depart", "arrive", "import", "export")
    if place is None:
        return None
    latitude = case.rng.uniform(-60, 60)
    longitude = case.rng.uniform(-180, 180)
    _move_to(case, place, latitude, longitude, "Elsewhere")
    return {"legs-join", "speed", "flight-airports", "flight-duration", "leg-times"}


@kind("place: another airport")
def airport(case: Case) -> set[str] | None:
    flights = [number for number, leg in enumerate(case.told.plan.lot.legs) if leg.kind is LegKind.FLIGHT]
    if not flights:
        return None
    number = case.rng.choice(flights)
    place = case.of_leg(case.rng.choice(("depart", "arrive")), number)
    assert place is not None
    _move_to(case, place, -1.3192, 36.9278, "Nairobi Airport")
    return {"legs-join"}


@kind("place: bound for another")
def bound(case: Case) -> set[str] | None:
    place = case.one("depart")
    assert place is not None
    case.events[place]["destinationList"] = [{"type": "location", "destination": "geo:-1.3192,36.9278"}]
    return {"legs-join", "places"}


@kind("place: the site's position changed")
def position(case: Case) -> set[str] | None:
    """By a little, everywhere it is named: only the log can know."""
    if case.profile:
        old = case.rng.choice(case.events[: len(case.told.plan.lot.legs)])["gtk:place"]
        by = round(old["gtk:latitude"] + 0.015, 4)
        for event in case.events:
            for name in ("gtk:place", "gtk:to"):
                if event.get(name) == old:
                    event[name] = old | {"gtk:latitude": by}
        return {"log", "places"}
    elements = case.document["epcisHeader"]["epcisMasterData"]["vocabularyList"][0]["vocabularyElementList"]
    attributes = case.rng.choice(elements)["attributes"]
    attributes[1]["attribute"] = round(attributes[1]["attribute"] + 0.015, 4)
    return {"log"}


@kind("place: no position")
def nowhere(case: Case) -> set[str] | None:
    if case.profile:
        old = case.events[case.places("produce")[0]]["readPoint"]
        for event in case.events:
            if event.get("readPoint") == old:
                event["readPoint"] = {"id": "https://example.com/somewhere"}
                event["gtk:place"] = {"gtk:name": {"gtk:en": "Somewhere", "gtk:zh": "某地"}}
        return {"places"}
    elements = case.document["epcisHeader"]["epcisMasterData"]["vocabularyList"][0]["vocabularyElementList"]
    del case.rng.choice(elements)["attributes"][1:3]
    return {"places"}


# --- a hash -------------------------------------------------------------------------------------------------------


@kind("hash: of the proof")
def proof(case: Case) -> set[str]:
    said = case.document["gtk:proof"]
    at = case.rng.choice([place for place, letter in enumerate(said) if letter.isalnum()])
    other = case.rng.choice([letter for letter in "ABCDEFabcdef0123456789" if letter != said[at]])
    case.document["gtk:proof"] = said[:at] + other + said[at + 1 :]
    return {"log"}


@kind("hash: another lot's proof")
def other_proof(case: Case) -> set[str]:
    other = case.rng.choice([told for told in case.world.told if told is not case.told])
    case.document["gtk:proof"] = other.document["gtk:proof"]
    return {"log"}


@kind("hash: the proof is gone")
def no_proof(case: Case) -> set[str]:
    del case.document["gtk:proof"]
    return {"log"}


@kind("hash: of an event")
def event_hash(case: Case) -> set[str] | None:
    event = case.rng.choice(case.events)
    said = event.get("eventID", "")
    if not said.startswith("ni:"):
        return None
    at = case.rng.randrange(14, 78)
    event["eventID"] = said[:at] + ("0" if said[at] != "0" else "1") + said[at + 1 :]
    return {"event-hash"}


# --- a lab --------------------------------------------------------------------------------------------------------


@kind("lab: unknown")
def stranger(case: Case) -> set[str]:
    place = case.rng.choice(case.places("inspect"))
    said_of_inspection(case, place, "laboratoryId", "laboratoryId", f"lab-{case.rng.randrange(100, 999)}")
    return {"laboratory"}


@kind("lab: under another's name")
def misnamed(case: Case) -> set[str]:
    place = case.rng.choice(case.places("inspect"))
    name = "Laboratory X"
    said_of_inspection(
        case, place, "laboratory", "laboratory", {"gtk:en": name, "gtk:zh": name} if case.profile else name
    )
    return {"laboratory-name"}


@kind("lab: not accredited")
def unlicensed(case: Case) -> set[str]:
    place = case.rng.choice(case.places("inspect"))
    if case.rng.random() < 0.5:
        said_of_inspection(case, place, "test", "test", case.rng.choice(("patch-test", "radioactivity")))
    else:
        said_of_inspection(case, place, "laboratoryId", "laboratoryId", "lab-x")
    return {"laboratory-accredited"}


@kind("lab: no id")
def anonymous(case: Case) -> set[str]:
    event = case.events[case.rng.choice(case.places("inspect"))]
    holder = event["gtk:inspection"] if case.profile else event
    del holder["gtk:laboratoryId" if case.profile else "ex:laboratoryId"]
    return {"laboratory"}


@kind("lab: the result was a failure")
def failure(case: Case) -> set[str]:
    place = case.rng.choice(case.places("inspect"))
    if case.profile:
        case.events[place]["gtk:inspection"]["gtk:passed"] = False
    else:
        case.events[place]["disposition"] = "non_conformant"
    return {"inspections-passed"}


@kind("lab: certificate of another lot")
def other_lot(case: Case) -> set[str]:
    place = case.rng.choice(case.places("inspect"))
    if case.profile:
        case.events[place]["gtk:inspection"]["gtk:lots"] = ["Z9-1"]
        return {"certificate-lot"}
    things = case.events[place]["quantityList"]
    things[0]["epcClass"] = things[0]["epcClass"].rpartition("/")[0] + "/Z9-1"
    # The inspection is now of another lot: this one has one less, or none.
    return {"inspected", "log", "journey"}


# --- a flight -----------------------------------------------------------------------------------------------------


def _flight(case: Case) -> tuple[list[Json], str] | None:
    flights = [number for number, leg in enumerate(case.told.plan.lot.legs) if leg.kind is LegKind.FLIGHT]
    if not flights:
        return None
    number = case.rng.choice(flights)
    events = [
        case.events[place] for name in ("depart", "arrive") if (place := case.of_leg(name, number)) is not None
    ]
    if case.profile:
        return [event["gtk:leg"] for event in events], "gtk:flight"
    return events, "ex:flightNumber"


@kind("flight: malformed number")
def malformed(case: Case) -> set[str] | None:
    if (found := _flight(case)) is None:
        return None
    holders, name = found
    holders[case.rng.randrange(2)][name] = case.rng.choice(("MU77212", "772", "M-77", "XX", "?", "ABC 12"))
    return {"flight-number"}


@kind("flight: two numbers")
def two_numbers(case: Case) -> set[str] | None:
    if (found := _flight(case)) is None:
        return None
    holders, name = found
    holders[case.rng.randrange(2)][name] = "ZZ 1"
    return {"flight-number"}


@kind("flight: another number")
def another_flight(case: Case) -> set[str] | None:
    if (found := _flight(case)) is None:
        return None
    for holder in found[0]:
        holder[found[1]] = "ZZ 1"
    return {"log"}


@kind("flight: no number")
def unnamed(case: Case) -> set[str] | None:
    if (found := _flight(case)) is None:
        return None
    for holder in found[0]:
        del holder[found[1]]
    return {"flight-number"}


# --- a swapped leg, a cut event -----------------------------------------------------------------------------------


@kind("swapped: two legs' times")
def swapped(case: Case) -> set[str] | None:
    numbers = sorted({number for name, number in case.told.roles if name == "depart"})
    if len(numbers) < 2:
        return None
    at = case.rng.randrange(len(numbers) - 1)
    pairs = [[case.of_leg(name, number) for name in ("depart", "arrive")] for number in numbers[at : at + 2]]
    for one, other in zip(*pairs, strict=True):
        assert one is not None
        assert other is not None
        a, b = case.time(one), case.time(other)
        case.set_time(one, b)
        case.set_time(other, a)
    return {"legs-in-order", "legs-join", "speed", "flight-duration", "leg-times"}


@kind("swapped: two legs' places")
def swapped_places(case: Case) -> set[str] | None:
    numbers = sorted({number for name, number in case.told.roles if name == "depart"})
    if len(numbers) < 2:
        return None
    at = case.rng.randrange(len(numbers) - 1)
    for name in ("depart", "arrive"):
        one, other = (case.of_leg(name, number) for number in numbers[at : at + 2])
        assert one is not None
        assert other is not None
        for key in ("readPoint", "gtk:place", "destinationList", "gtk:to"):
            a, b = case.events[one].get(key), case.events[other].get(key)
            if a is not None and b is not None:
                case.events[one][key], case.events[other][key] = b, a
    return {"legs-join", "speed", "flight-duration", "legs-in-order", "flight-airports", "log"}


_CUT = {
    "produce": {"production-first", "production-date", "expiry", "journey"},
    "depart": {"legs-join", "leg-times"},
    "arrive": {"legs-join", "leg-times", "flight-duration", "flight-airports"},
    "import": {"customs-entry", "cleared-after-arrival", "log"},
    "export": {"customs-exit", "log"},
    "inspect": {"inspected", "log"},
    "pack": {"journey"},
    "attach": {"cold-chain-measured", "journey", "log"},
    "sense": {"cold-chain-measured", "log"},
    "farm": {"log"},
    "commission": {"log", "journey", "lot-named", "lot"},
}


@kind("cut: an event")
def cut(case: Case) -> set[str] | None:
    place = case.one(*_CUT)
    assert place is not None
    name, number = case.told.roles[place]
    del case.events[place]
    last = max(number for role, number in case.told.roles if role == "arrive")
    if name == "depart" and not case.profile and _short(case, number):
        return {"log"}  # next door: as others write it, one arrives there without having left
    # Cut the last arrival, and the goods are on their way to the shop: plausible, and only the log knows better.
    return _CUT[name] | ({"log"} if (name, number) == ("arrive", last) else set())


def _short(case: Case, number: int) -> bool:
    leg = case.told.plan.lot.legs[number]
    assert leg.to is not None
    return kilometres(leg.place, leg.to) <= RADIUS_KM


@kind("cut: declared an error")
def void(case: Case) -> set[str] | None:
    place = case.one("arrive", "depart")
    assert place is not None
    event = case.events[place]
    event.setdefault("eventID", "urn:uuid:00000000-0000-4000-8000-00000000cafe")
    event["errorDeclaration"] = {"declarationTime": "2026-11-20T00:00:00Z", "reason": "did_not_occur"}
    return {"legs-join", "leg-times", "flight-duration", "flight-airports", "log"}


@kind("cold: too warm")
def warm(case: Case) -> set[str] | None:
    found = _reports(case)
    if not found or case.told.plan.storage_c is None:
        return None
    case.rng.choice(case.rng.choice(found))["value"] = 21.5
    return {"cold-chain"}


@kind("cold: readings cut")
def gap(case: Case) -> set[str] | None:
    found = [reports for reports in _reports(case) if len(reports) > 10 and _span(reports) > timedelta(hours=12)]
    if not found or case.told.plan.storage_c is None:
        return None
    reports = case.rng.choice(found)
    start = case.rng.randrange(1, len(reports) - 6)
    del reports[start : start + 5]
    return {"cold-chain-measured"}


def _reports(case: Case) -> list[list[Json]]:
    return [
        element["sensorReport"]
        for event in case.events
        for element in event.get("sensorElementList", ())
        if "value" in element["sensorReport"][0]
    ]


def _span(reports: list[Json]) -> timedelta:
    return datetime.fromisoformat(reports[-1]["time"]) - datetime.fromisoformat(reports[0]["time"])


# --- the sticker --------------------------------------------------------------------------------------------------


@kind("sticker: another item's signature")
def other_signature(case: Case) -> set[str]:
    plan = case.told.plan
    other = case.world.sticker(plan.gtin, plan.lot.lot, "OTHER777", key_of(plan))
    case.document["gtk:sticker"] = case.document["gtk:sticker"].partition("?")[0] + "?" + other.partition("?")[2]
    return {"signature"}


@kind("sticker: of another lot")
def other_sticker(case: Case) -> set[str]:
    other = case.rng.choice([told for told in case.world.told if told.plan.lot.lot != case.told.plan.lot.lot])
    case.document["gtk:sticker"] = other.document["gtk:sticker"]
    return {"label-journey"}


@kind("sticker: one bit")
def one_bit(case: Case) -> set[str]:
    said = case.document["gtk:sticker"]
    at = case.rng.randrange(len(said))
    case.document["gtk:sticker"] = said[:at] + chr(ord(said[at]) ^ (1 << case.rng.randrange(7))) + said[at + 1 :]
    return {"signature", "issuer", "label", "lot-named", "serial"}


@kind("sticker: a key that may not")
def wrong_key(case: Case) -> set[str]:
    plan = case.told.plan
    letter, rule = case.rng.choice(
        (("D", "key-dates"), ("E", "key-revoked"), ("F", "key-product"), ("G", "issuer"))
    )
    case.document["gtk:sticker"] = case.world.sticker(plan.gtin, plan.lot.lot, plan.serial, letter)
    return {rule}


__all__ = ["KINDS"]
