"""Single mutations of a valid journey, each with the rules of which one must name it.

A mutation that leaves the journey plausible (a flight an hour later, another declaration number) can only be known
by the public log, and must be: its rule is `log`. One that changes nothing of the record (the order of the list,
when an event was written down) must raise no alarm: its rules are empty.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from kiosk.town.model import LegKind
from tests.bench.journey_writing import Json, Told, World, key_of
from tests.bench.journeys import NOW


@dataclass
class Mutation:
    """One change. rules: any of these may name it; empty where it does not matter."""

    kind: str
    document: Json
    rules: frozenset[str]


@dataclass
class Case:
    """What a mutation has to work with: its own copy of a document."""

    told: Told
    world: World
    rng: random.Random
    document: Json

    @property
    def events(self) -> list[Json]:
        found: list[Json] = self.document["epcisBody"]["eventList"]
        return found

    @property
    def profile(self) -> bool:
        return self.told.plan.style == "profile"

    def places(self, *names: str) -> list[int]:
        return [place for place, (name, _) in enumerate(self.told.roles) if name in names]

    def one(self, *names: str) -> int | None:
        found = self.places(*names)
        return self.rng.choice(found) if found else None

    def of_leg(self, name: str, number: int) -> int | None:
        found = [place for place, role in enumerate(self.told.roles) if role == (name, number)]
        return found[0] if found else None

    def time(self, place: int) -> datetime:
        return datetime.fromisoformat(self.events[place]["eventTime"])

    def set_time(self, place: int, at: datetime) -> None:
        self.events[place]["eventTime"] = at.isoformat()


Change = Callable[[Case], "set[str] | None"]
KINDS: dict[str, Change] = {}


def kind(name: str) -> Callable[[Change], Change]:
    def keep(change: Change) -> Change:
        KINDS[name] = change
        return change

    return keep


def mutate(name: str, told: Told, world: World, rng: random.Random) -> Mutation | None:
    """None where this journey has nothing for this kind of change, or where it came out as it was."""
    case = Case(told, world, rng, copy.deepcopy(told.document))
    rules = KINDS[name](case)
    if rules is None or case.document == told.document:
        return None
    return Mutation(name, case.document, frozenset(rules))


# --- a date -------------------------------------------------------------------------------------------------------


@kind("date: produced, by days")
def produced(case: Case) -> set[str]:
    days = case.rng.choice((-1, 1)) * case.rng.randrange(3, 90)
    new = case.told.plan.lot.produced + timedelta(days=days)
    event = case.events[case.places("produce")[0]]
    if case.profile:
        event["gtk:lot"]["gtk:produced"] = new.isoformat()
    else:
        event["ilmd"]["gs1:productionDate"] = new.isoformat()
    return {"production-date"}


@kind("date: expires before it is produced")
def expires(case: Case) -> set[str]:
    new = case.told.plan.lot.produced - timedelta(days=case.rng.randrange(1, 900))
    event = case.events[case.places("produce")[0]]
    if case.profile:
        event["gtk:lot"]["gtk:expires"] = new.isoformat()
        event["ilmd"]["cbvmda:itemExpirationDate"] = new.isoformat()
    else:
        event["ilmd"]["cbvmda:itemExpirationDate"] = new.isoformat()
    return {"shelf-life", "expiry"}


@kind("date: keeps longer than it does")
def keeps(case: Case) -> set[str]:
    new = case.told.plan.lot.expires + timedelta(days=case.rng.randrange(30, 300))
    event = case.events[case.places("produce")[0]]
    if case.profile:
        event["gtk:lot"]["gtk:expires"] = new.isoformat()
    event["ilmd"]["cbvmda:itemExpirationDate"] = new.isoformat()
    return {"log", "expiry"}


@kind("date: arrived before it left")
def backwards(case: Case) -> set[str] | None:
    arrive = case.one("arrive")
    assert arrive is not None
    depart = case.of_leg("depart", case.told.roles[arrive][1])
    assert depart is not None
    case.set_time(arrive, case.time(depart) - timedelta(minutes=case.rng.randrange(1, 3000)))
    # As others write it, an arrival before the departure is an arrival somewhere else altogether.
    return {"leg-times"} if case.profile else {"leg-times", "legs-join", "legs-in-order", "speed", "journey"}


@kind("date: left before it had arrived")
def early(case: Case) -> set[str] | None:
    numbers = [number for name, number in case.told.roles if name == "depart" and number > 1]
    if not numbers:
        return None
    number = case.rng.choice(numbers)
    depart, before = case.of_leg("depart", number), case.of_leg("arrive", _moved_before(case, number))
    assert depart is not None
    assert before is not None
    case.set_time(depart, case.time(before) - timedelta(minutes=case.rng.randrange(5, 60)))
    return {"legs-in-order", "legs-join", "speed", "leg-times", "flight-duration"}


@kind("date: produced after everything")
def produced_last(case: Case) -> set[str]:
    place = case.places("produce")[0]
    latest = max(case.time(at) for at in range(len(case.events)))
    case.set_time(place, latest + timedelta(hours=case.rng.randrange(2, 90)))
    extension = case.events[place].get("gtk:leg")
    if extension is not None:
        extension["gtk:start"] = case.events[place]["eventTime"]
    return {"production-first", "legs-in-order", "production-date"}


@kind("date: entry before it set out")
def entry_first(case: Case) -> set[str] | None:
    return _clear_at(case, "import", -1, {"customs-after-departure", "customs-entry"})


@kind("date: exported after it had left")
def export_last(case: Case) -> set[str] | None:
    return _clear_at(case, "export", 1, {"export-before-departure", "customs-exit"})


@kind("date: in the future")
def future(case: Case) -> set[str]:
    place = case.rng.choice(case.places("arrive", "depart", "import", "export", "inspect", "produce"))
    case.set_time(place, NOW + timedelta(hours=case.rng.randrange(30, 5000)))
    return {"not-in-the-future"}


@kind("date: inspected before it was made")
def inspected_first(case: Case) -> set[str] | None:
    place = case.one("inspect")
    assert place is not None
    earliest = case.told.plan.lot.produced - timedelta(days=case.rng.randrange(2, 200))
    case.set_time(place, datetime.combine(earliest, datetime.min.time(), NOW.tzinfo))
    return {"inspected-after-production"}


@kind("date: certificate lapsed")
def lapsed(case: Case) -> set[str] | None:
    place, number = _inspection(case)
    on = case.told.plan.lot.inspections[number].on
    if case.rng.random() < 0.5:
        return _certify(case, place, on - timedelta(days=case.rng.randrange(1, 400)), {"certificate-dates"})
    ended = max(on, NOW.date() - timedelta(days=case.rng.randrange(1, 60)))
    return _certify(case, place, ended, {"certificates-valid"})


@kind("date: milked after it was bottled")
def late_milk(case: Case) -> set[str] | None:
    lot = case.told.plan.lot
    if not lot.ingredients:
        return None
    end = lot.legs[0].end or lot.legs[0].start
    new = end + timedelta(hours=case.rng.randrange(1, 300))
    if case.profile:
        said = case.events[case.places("produce")[0]]["gtk:ingredients"]
        case.rng.choice(said)["gtk:at"] = new.isoformat()
    else:
        place = case.one("farm")
        assert place is not None
        case.set_time(place, new)
    return {"ingredients-first"}


@kind("date: a flight too short or too long")
def duration(case: Case) -> set[str] | None:
    flights = _flights(case)
    if not flights:
        return None
    number = case.rng.choice(flights)
    depart, arrive = case.of_leg("depart", number), case.of_leg("arrive", number)
    assert depart is not None
    assert arrive is not None
    if case.rng.random() < 0.5:
        took = (case.time(arrive) - case.time(depart)) * case.rng.uniform(0.05, 0.5)
        case.set_time(arrive, case.time(depart) + took)
    else:
        case.set_time(depart, case.time(arrive) - timedelta(hours=case.rng.randrange(60, 200)))
    return {"flight-duration", "legs-in-order", "legs-join"}


@kind("date: a plausible time of another hour")
def plausible(case: Case) -> set[str] | None:
    place = case.rng.choice(case.places("arrive", "depart", "produce"))
    case.set_time(place, case.time(place) + timedelta(minutes=case.rng.choice((-7, -3, 4, 9))))
    return {"log"}


# --- what does not matter -----------------------------------------------------------------------------------------


@kind("neutral: the list in another order")
def shuffled(case: Case) -> set[str]:
    case.rng.shuffle(case.events)
    return set()


@kind("neutral: an event twice")
def twice(case: Case) -> set[str]:
    case.events.append(dict(case.rng.choice(case.events)))
    return set()


@kind("neutral: when it was written down")
def recorded(case: Case) -> set[str]:
    event = case.rng.choice(case.events)
    event["recordTime"] = event["eventTime"]
    return set()


# --- helpers ------------------------------------------------------------------------------------------------------


def _moved_before(case: Case, number: int) -> int:
    legs = case.told.plan.lot.legs
    moved = [at for at in range(1, number) if legs[at].kind is not LegKind.CUSTOMS]
    return moved[-1]


def _flights(case: Case) -> list[int]:
    return [number for number, leg in enumerate(case.told.plan.lot.legs) if leg.kind is LegKind.FLIGHT]


def _clear_at(case: Case, direction: str, sign: int, rules: set[str]) -> set[str] | None:
    """Customs moved to the other side of the whole way: export behind the last leg, import before the first one."""
    place = case.one(direction)
    if place is None:
        return None
    legs = case.told.plan.lot.legs
    if sign > 0:
        to = max(case.time(at) for at in case.places("arrive")) + timedelta(hours=case.rng.randrange(1, 50))
    else:
        to = legs[1].start - timedelta(hours=case.rng.randrange(1, 20))
    moved = to - case.time(place)
    for at in (place, *case.places(f"{direction}-declared")):
        case.set_time(at, case.time(at) + moved)
    extension = case.events[place].get("gtk:leg")
    if extension is not None:
        extension["gtk:start"] = (datetime.fromisoformat(extension["gtk:start"]) + moved).isoformat()
    return rules


def _inspection(case: Case) -> tuple[int, int]:
    place = case.rng.choice(case.places("inspect"))
    return place, case.told.roles[place][1]


def _certify(case: Case, place: int, until: date, rules: set[str]) -> set[str]:
    event = case.events[place]
    if case.profile:
        event["gtk:inspection"]["gtk:validUntil"] = until.isoformat()
    else:
        event["ex:validUntil"] = until.isoformat()
    return rules


def said_of_inspection(case: Case, place: int, ours: str, theirs: str, value: Any) -> None:
    event = case.events[place]
    if case.profile:
        event["gtk:inspection"][f"gtk:{ours}"] = value
    else:
        event[f"ex:{theirs}"] = value


__all__ = ["KINDS", "Case", "Change", "Mutation", "key_of", "kind", "mutate", "said_of_inspection"]
