"""Times in order: production first, then each step after the one before, and borders crossed as borders are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

from kiosk.town.model import Leg, LegKind, Lot
from kiosk.trace import words
from kiosk.trace.model import Verdict
from kiosk.trace.rules.case import Answer, Case, lacking, leg_words, naming
from kiosk.trace.rules.geography import known_country, territory

_WRONG = Verdict.INCONSISTENT


def production(case: Case) -> Iterator[Answer]:
    lot = case.lot
    if lot is None:
        return
    if not {"expiry", "production-date"} & case.absent.keys():
        staff = f"produced {lot.produced}, expires {lot.expires}"
        yield Answer("shelf-life", lot.produced <= lot.expires, _WRONG, staff)
    made = [leg for leg in lot.legs if leg.kind is LegKind.PRODUCTION]
    first = min(lot.legs, key=lambda leg: leg.start)
    if not made:
        yield lacking("production-first", f"no leg of production; the earliest is {leg_words(first)}")
        return
    begun = lot.legs[0].kind is LegKind.PRODUCTION and lot.legs[0].start <= first.start
    staff = "production is the first leg" if begun else f"the earliest leg is {leg_words(first)}, not production"
    yield Answer("production-first", begun, _WRONG, staff)
    # A day either way: a night shift, and the local date beside the offset that was written down.
    start, end = made[0].start.date(), max((leg.end or leg.start).date() for leg in made)
    same = start - timedelta(days=1) <= lot.produced <= end + timedelta(days=1)
    staff = f"lot says {lot.produced}, production took place from {start} to {end}"
    yield Answer("production-date", same, _WRONG, staff, {"date": words.date_words(lot.produced)})
    if lot.ingredients:
        done = max(leg.end or leg.start for leg in made)
        late = [f"{each.name.en} of {each.place.name.en} {each.at}" for each in lot.ingredients if each.at > done]
        yield Answer("ingredients-first", not late, _WRONG, naming(late, f"{len(lot.ingredients)} before {done}"))


def order(case: Case) -> Iterator[Answer]:
    lot = case.lot
    if lot is None:
        return
    moved = [leg for leg in lot.legs if leg.kind is not LegKind.CUSTOMS]
    late = [(a, b) for a, b in pairwise(lot.legs) if b.start < _may_begin(a, b)]
    # A clearance between two moves does not excuse the second for beginning before the first is done.
    late += [(a, b) for a, b in pairwise(moved) if b.start < (a.end or a.start) and (a, b) not in late]
    faults = [f"{leg_words(b)} begins before {leg_words(a)} is done" for a, b in late]
    for at, (a, b) in enumerate(pairwise(moved)):
        end = a.to or a.place
        if end != b.place and any(leg.place == end and leg.to == b.place for leg in moved[at + 2 :]):
            faults.append(f"{leg_words(b)}, where the goods came from {end.name.en} only later")
    yield Answer("legs-in-order", not faults, _WRONG, naming(faults, f"{len(lot.legs)} legs in order of time"))
    faults = [f"{leg_words(leg)} ends {leg.end}" for leg in lot.legs if leg.end is not None and leg.end < leg.start]
    unended = [leg_words(leg) for leg in moved[:-1] if leg.to is not None and leg.end is None]
    if unended and not faults:
        yield lacking("leg-times", f"no arrival: {'; '.join(unended)}")
    else:
        yield Answer("leg-times", not faults, _WRONG, naming(faults, "every leg ends after it begins"))


def borders(case: Case) -> Iterator[Answer]:
    """Customs, by territory: the European Union clears at its outer border, others at their own."""
    lot = case.lot
    if lot is None:
        return
    crossings = [leg for leg in lot.legs if leg.to is not None and _differ(leg.place.country, leg.to.country)]
    home = territory(_origin(lot).place.country)
    customs = [leg for leg in lot.legs if leg.kind is LegKind.CUSTOMS]
    # Where the record does not say which, customs of the country of origin clears exports.
    exits = [leg for leg in customs if (leg.customs or _usual(leg, home)) == "export"]
    entries = [leg for leg in customs if (leg.customs or _usual(leg, home)) == "import"]

    leaving = [
        (leg, clearance)
        for leg in crossings
        for clearance in exits
        if _same(clearance.place.country, leg.place.country)
    ]
    if leaving:
        faults = [f"{leg_words(leg)} before {leg_words(c)}" for leg, c in leaving if leg.start < (c.end or c.start)]
        yield Answer("export-before-departure", not faults, _WRONG, naming(faults, "cleared before departure"))
    entered = [
        (leg, clearance)
        for leg in crossings
        for clearance in entries
        if leg.to is not None and _same(clearance.place.country, leg.to.country)
    ]
    if entered:
        faults = [f"{leg_words(c)} before {leg_words(leg)}" for leg, c in entered if c.start < leg.start]
        yield Answer(
            "customs-after-departure", not faults, _WRONG, naming(faults, "entry is cleared after departure")
        )
        # A declaration may be lodged while the goods are in the air; their release may not.
        faults = [
            f"{leg_words(c)} released {c.end}, {leg_words(leg)} arrived {leg.end}"
            for leg, c in entered
            if c.end is not None and leg.end is not None and c.end < leg.end
        ]
        yield Answer("cleared-after-arrival", not faults, _WRONG, naming(faults, "released after arrival"))
    sold = [leg for leg in lot.legs if leg.kind is LegKind.DISTRIBUTION]
    waiting = [(leg, c) for leg in sold for c in entries if _same(leg.place.country, c.place.country)]
    if waiting:
        faults = [f"{leg_words(leg)} before {leg_words(c)}" for leg, c in waiting if leg.start < (c.end or c.start)]
        yield Answer("distribution-after-customs", not faults, _WRONG, naming(faults, "after customs released it"))
    yield from _clearances(lot, exits, entries)


def _clearances(lot: Lot, exits: list[Leg], entries: list[Leg]) -> Iterator[Answer]:
    """Whether a journey from one territory to another shows its customs."""
    last = lot.legs[-1]
    origin, here = _origin(lot).place.country, (last.to or last.place).country
    if not _differ(origin, here):
        return
    if any(_same(leg.place.country, here) for leg in entries):
        yield Answer("customs-entry", True, Verdict.UNKNOWN, f"entry into {here} is on record")
    else:
        yield lacking("customs-entry", f"from {origin} to {here} without customs entry there")
    if any(_same(leg.place.country, origin) for leg in exits):
        yield Answer("customs-exit", True, Verdict.UNKNOWN, f"export from {origin} is on record")
    else:
        yield lacking("customs-exit", f"no export clearance in {origin}")


def present(case: Case) -> Iterator[Answer]:
    lot = case.lot
    if lot is None:
        return
    ahead = [
        leg_words(leg)
        for leg in lot.legs
        if _after(leg.start, case.now) or (leg.end is not None and _after(leg.end, case.now))
    ]
    ahead += [f"produced {lot.produced}"] if lot.produced > case.today else []
    ahead += [f"{check.certificate} of {check.on}" for check in lot.inspections if check.on > case.today]
    yield Answer("not-in-the-future", not ahead, _WRONG, naming(ahead, "nothing after now"))


def _origin(lot: Lot) -> Leg:
    return next((leg for leg in lot.legs if leg.kind is LegKind.PRODUCTION), lot.legs[0])


def _may_begin(before: Leg, after: Leg) -> datetime:
    """When the leg after may begin: customs may clear goods that are still on their way."""
    return before.start if after.kind is LegKind.CUSTOMS or before.end is None else before.end


def _after(moment: datetime, now: date) -> bool:
    return moment > now if isinstance(now, datetime) else moment.date() > now


def _usual(leg: Leg, home: str) -> str:
    return "export" if territory(leg.place.country) == home else "import"


def _same(one: str, other: str) -> bool:
    return known_country(one) and territory(one) == territory(other)


def _differ(one: str, other: str) -> bool:
    return known_country(one) and known_country(other) and territory(one) != territory(other)
