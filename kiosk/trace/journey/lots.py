"""Lots with their legs, inspections and ingredients, from events; and what the events leave unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from kiosk.town.model import Ingredient, Item, LegKind, Lot
from kiosk.trace.epcis.event import Event, MasterData
from kiosk.trace.journey.draft import Draft, Told
from kiosk.trace.journey.follow import Follower, Key, Thread
from kiosk.trace.journey.inspections import inspection, is_inspection
from kiosk.trace.journey.legs import drafts
from kiosk.trace.journey.places import Places
from kiosk.trace.journey.profile import TRAVELLING, day, local, moment, ours, reasonable, words, written
from kiosk.trace.rules.case import leg_words

_LOT = re.compile(r"[A-Z0-9-]{1,20}")
_SERIAL = re.compile(r"[A-Z0-9]{1,20}")
_MADE = ("productiondate", "dateofmanufacture", "manufacturedate", "packagingdate", "harvestenddate")
_KEEPS = ("itemexpirationdate", "expirationdate", "bestbeforedate", "sellbydate")
_NEVER = date(9999, 12, 31)
_DEEPEST = 4  # transformations one after the other
_MOST_INGREDIENTS = 200
_MOST_EVENTS = 5000  # of one way of one lot
_MOST_EVENTS_OF_A_LOT = 20_000  # of all its ways together
_MOST_LEGS = 300


@dataclass(frozen=True, slots=True)
class Journey:
    """One way that a lot, or a part of it, went. gtin: 14 digits. number: the lot's, as written.

    lot: None where no event says where it was. absent, faults: what the document lacks or contradicts itself in, by
    the name of the rule that says so, with the detail for staff; the lot then holds a stand-in (`expires` in the
    year 9999). events: places in the list that was given. of: a leg or certificate as rules name it -> its events.
    """

    gtin: str
    number: str
    lot: Lot | None
    serials: tuple[str, ...] = ()
    absent: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    events: tuple[int, ...] = ()
    of: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def behind(self, rule: str, staff: str) -> tuple[int, ...]:
        """The events that a finding is about: those of the legs and certificates its detail names."""
        found = set(self.of.get(rule, ()))
        for name, indexes in self.of.items():
            if name in staff:
                found.update(indexes)
        return tuple(sorted(found))


def journeys(
    events: Sequence[Event], master: Iterable[MasterData] = (), serials: Mapping[Key, str] | None = None
) -> list[Journey]:
    """Every way that every lot of the document went, by GTIN and lot, the fullest first.

    serials: of lots of which only one item's way is asked for. Raises nothing.
    """
    valid, told = _valid(events)
    master = tuple(master)
    places = Places(master, (events[index] for index in valid))
    follower = Follower([events[index] for index in valid])
    found: list[Journey] = []
    reached: set[int] = set()
    ingredients = {thing for key in follower.members for thing, _, _, _ in follower.inputs(key)}
    for key in sorted(follower.members):
        if follower.members[key] <= ingredients and len(follower.members) > 1:
            # What went into another lot of this document is told there.
            continue
        threads = follower.threads(key, (serials or {}).get(key))
        left = _MOST_EVENTS_OF_A_LOT
        for number, thread in enumerate(threads):
            reached |= thread.events
            left -= len(thread.events)
            if left < 0 and number:
                staff = f"it went {len(threads)} ways, of which {number} are judged"
                found[-1] = _with_absent(found[-1], "journey", staff)
                break
            found.append(_journey(key, thread, follower, valid, places, master, told))
    loose = _loose(follower, reached)
    if loose:
        staff = f"{len(loose)} events are of things that nothing links to a lot: {', '.join(sorted(loose)[:5])}"
        found = [_with_absent(journey, "journey", staff) for journey in found]
    return found


def lots(events: Sequence[Event], master: Iterable[MasterData] = ()) -> dict[Key, Lot]:
    """The lots of which the events say enough for a record: where they were, when made, and how long they keep.

    Of a lot that went several ways it is the one told most fully. Raises nothing.
    """
    found: dict[Key, Lot] = {}
    for journey in journeys(events, master):
        whole = not {"production-date", "expiry", "places"} & journey.absent.keys()
        if journey.lot is not None and journey.number and whole:
            found.setdefault((journey.gtin, journey.number), journey.lot)
    return found


def _valid(events: Sequence[Event]) -> tuple[list[int], Told]:
    """The events that stand: each once, and none that was declared to be in error (EPCIS 2.0, 7.4.1.3)."""
    told = Told()
    void = {event.event_id or event.hash for event in events if event.error is not None} - {""}
    known = {event.event_id for event in events} | {event.hash for event in events}
    seen: set[str] = set()
    found: list[int] = []
    for index, event in enumerate(events):
        if event.error is not None:
            lost = [each for each in event.error.corrective_ids if each not in known]
            if lost:
                told.lacks("corrections", f"{event.event_id or event.hash} is to be corrected by {', '.join(lost)}")
            continue
        if (event.event_id or event.hash) in void or (event.hash and event.hash in seen):
            continue
        if not reasonable(event.time):
            told.fault("leg-times", f"event {index} at {event.time}", index)
            continue
        seen.add(event.hash)
        found.append(index)
    _hashes(events, found, told)
    return found, told


def _hashes(events: Sequence[Event], valid: Sequence[int], told: Told) -> None:
    """Events whose id is their hash (CBV 2.0, 8.9). Where none of a document's agrees, its writer reckons otherwise
    than the standard, and nothing can be told; where others agree, the odd one was changed afterwards."""
    named = [index for index in valid if (events[index].event_id or "").startswith("ni:///sha-256;")]
    odd = [index for index in named if _bare(events[index].event_id or "") != _bare(events[index].hash)]
    for index in odd:
        staff = f"event {index}: {events[index].event_id} is not the hash of what it says, {events[index].hash}"
        if len(odd) < len(named):
            told.fault("event-hash", staff, index)
        else:
            told.lacks("event-hash", staff)


def _bare(hash_uri: str) -> str:
    return hash_uri.partition("?")[0].lower()


def _journey(
    key: Key,
    thread: Thread,
    follower: Follower,
    valid: Sequence[int],
    places: Places,
    master: Sequence[MasterData],
    before: Told,
) -> Journey:
    told = Told(dict(before.absent), dict(before.faults), {rule: list(at) for rule, at in before.at.items()})
    events, chosen = follower.events, sorted(thread.events)[: _MOST_EVENTS + 1]
    goods = follower.members[key]
    tests = [index for index in chosen if is_inspection(events[index])]
    tested = set(tests)
    moving = [index for index in chosen if index not in tested]
    legs = drafts(events, moving, goods, places, told)
    if len(chosen) > _MOST_EVENTS or len(legs) > _MOST_LEGS:
        told.lacks("journey", f"more than {_MOST_EVENTS} events or {_MOST_LEGS} legs: only the first are judged")
        legs = legs[:_MOST_LEGS]
    found = [(*inspection(events[index], key[1], goods, told), index) for index in tests]
    found.sort(key=lambda each: (each[0], events[each[2]].time, each[1].certificate, each[1].tested.en))
    inspections = [(check, index) for _, check, index in found]
    numbers = {number for number, _, _ in found if 0 < number <= 1000}
    if numbers and (gone := set(range(1, max(numbers))) - numbers):
        told.lacks("inspected", f"inspections {', '.join(map(str, sorted(gone)[:10]))} are not on record")
    if not key[1]:
        told.lacks("lot-named", "no event names the lot")
    if places.clashes:
        told.fault("places", f"two positions for {', '.join(sorted(places.clashes))}")
    made, keeps, recalled, items = _dates(key, chosen, follower, master, legs, told)
    of: dict[str, list[int]] = {}
    for draft in legs:
        of.setdefault(leg_words(draft.leg()), []).extend(draft.events)
        if draft.kind is LegKind.PRODUCTION:
            for rule in ("production-date", "shelf-life", "expiry", "ingredients-first"):
                of.setdefault(rule, []).extend(draft.events)
    of.setdefault("ingredients-first", []).extend(
        first for *_, first, _ in follower.inputs(key) if first is not None
    )
    for check, index in inspections:
        of.setdefault(check.certificate, []).append(index)
    for rule, at in told.at.items():
        of.setdefault(rule, []).extend(at)
    lot = None
    if legs:
        lot = Lot(
            lot=_lot_name(key[1]),
            produced=made,
            expires=keeps,
            recalled=recalled,
            items=items,
            legs=tuple(draft.leg() for draft in legs),
            inspections=tuple(check for check, _ in inspections),
            ingredients=tuple(_ingredients(key, chosen, follower, places, master)),
        )
    else:
        told.lacks("journey", "no event says where the lot was")
    return Journey(
        key[0],
        key[1],
        lot,
        tuple(sorted(thread.serials)),
        told.absent,
        told.faults,
        tuple(valid[index] for index in chosen),
        {
            name: tuple(sorted({valid[at] if name not in told.at else at for at in found}))
            for name, found in of.items()
        },
    )


def _dates(
    key: Key,
    chosen: Sequence[int],
    follower: Follower,
    master: Sequence[MasterData],
    legs: Sequence[Draft],
    told: Told,
) -> tuple[date, date, bool, tuple[Item, ...]]:
    """When the lot was made and how long it keeps, as every part of the document that says so agrees."""
    made: set[date] = set()
    keeps: set[date] = set()
    recalled = False
    items: tuple[Item, ...] = ()
    sources: list[tuple[int | None, Mapping[str, Any]]] = [
        (None, data.attributes) for data in master if data.id.canonical in follower.members[key]
    ]
    for index in chosen:
        event = follower.events[index]
        own = {thing.canonical for thing in event.things()} & follower.members[key]
        if own:
            sources.append((index, event.ilmd))
            recalled = recalled or "recalled" in (event.disposition, *event.persistent_set)
        extension = ours(event.extensions, "lot")
        if isinstance(extension, dict) and own:
            made |= {found for found in (day(extension.get("produced")),) if found}
            keeps |= {found for found in (day(extension.get("expires")),) if found}
            recalled = recalled or extension.get("recalled") is True
            items = items or _items(extension.get("items"))
    for _, said in sources:
        for name, value in said.items():
            found = day(value)
            if found is not None and local(name) in _MADE:
                made.add(found)
            elif found is not None and local(name) in _KEEPS[:3]:
                keeps.add(found)
    if len(made) > 1:
        told.fault("production-date", f"produced on {' and on '.join(map(str, sorted(made)))}")
    if len(keeps) > 1 and max(keeps) - min(keeps) > timedelta(days=400):
        told.fault("expiry", f"expires on {' and on '.join(map(str, sorted(keeps)))}")
    if not keeps:
        told.lacks("expiry", "no date of expiry")
    production = next((draft for draft in legs if draft.kind is LegKind.PRODUCTION), None)
    if not made and production is None:  # else the event that made it says when
        told.lacks("production-date", "no date of production")
    first = production or min(legs, key=lambda draft: draft.start, default=None)
    stand_in = (first.end or first.start).date() if first is not None else _NEVER
    return min(made, default=stand_in), min(keeps, default=_NEVER), recalled, items


def _items(said: Any) -> tuple[Item, ...]:
    found = []
    for each in said if isinstance(said, list) else ():
        serial = written(each.get("serial")) if isinstance(each, dict) else None
        if serial is not None and _SERIAL.fullmatch(serial):
            found.append(Item(serial=serial, withdrawn=each.get("withdrawn") is True))
    return tuple(found)


def _ingredients(
    key: Key, chosen: Sequence[int], follower: Follower, places: Places, master: Sequence[MasterData]
) -> list[Ingredient]:
    names = {data.id.canonical: data for data in master}
    found: list[Ingredient] = []
    for index in chosen:
        said = ours(follower.events[index].extensions, "ingredients")
        for each in said if isinstance(said, list) else ():
            found += _written_ingredient(each, follower.events[index], places)
    if found:
        return found[:_MOST_INGREDIENTS]
    level, seen = [key], {key}
    for _ in range(_DEEPEST):
        deeper: list[Key] = []
        for made in level:
            for thing, uri, first, _ in follower.inputs(made):
                event = follower.events[first] if first is not None else None
                place = places.here(event) if event is not None else None
                if event is not None and place is not None:
                    data = names.get(thing)
                    name = words(data.text("descriptionShort") or data.text("name") if data else None, thing)
                    if name is not None:
                        found.append(Ingredient(name=name, place=place, at=event.local_time, lot=uri))
                deeper += [
                    other for other, members in follower.members.items() if thing in members and other not in seen
                ]
        seen |= set(deeper)
        level = deeper
    return sorted(found, key=lambda each: (each.at, each.lot or ""))[:_MOST_INGREDIENTS]


def _written_ingredient(said: Any, event: Event, places: Places) -> list[Ingredient]:
    if not isinstance(said, dict):
        return []
    name, at, place = words(said.get("name")), moment(said.get("at")), said.get("place")
    if name is None or at is None or not isinstance(place, dict):
        return []
    return [Ingredient(name=name, place=places.described(place), at=at, lot=written(said.get("lot")))]


def _lot_name(number: str) -> str:
    """The lot's number in the letters that records have."""
    if _LOT.fullmatch(number):
        return number
    return re.sub(r"[^A-Z0-9-]", "-", number.upper())[:20] or "-"


def _loose(follower: Follower, reached: set[int]) -> set[str]:
    """Things of which the document tells something that no lot was part of, other than what went into one.

    A container's own beginning, and what becomes of it when it is empty, is nobody's journey; but an SSCC is one
    logistic unit and not used again (GS1 General Specifications, 2.2.1), so it does not travel without its goods.
    """
    used = {thing for key in follower.members for thing, _, _, _ in follower.inputs(key)}
    used |= {thing for members in follower.members.values() for thing in members}
    carried = {stay.parent for stay in follower.stays} | {stay.child for stay in follower.stays}
    carried &= {thing.canonical for index in reached for thing in follower.events[index].things()}
    found: set[str] = set()
    for index, event in enumerate(follower.events):
        things = {thing.canonical for thing in event.things()}
        if index in reached or things & used:
            continue
        if things <= carried and not (event.biz_step in TRAVELLING and any(each.sscc for each in event.things())):
            continue
        found |= things
    return found


def _with_absent(journey: Journey, rule: str, staff: str) -> Journey:
    from dataclasses import replace

    return replace(journey, absent={rule: staff, **journey.absent})
