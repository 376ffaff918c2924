"""From the events of one way that a lot went to its legs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from kiosk.town.model import LegKind, Place, Temperature, Text
from kiosk.trace.epcis.event import Event
from kiosk.trace.journey.draft import Draft, Told, describe, is_customs, measure, near, readings
from kiosk.trace.journey.places import Places
from kiosk.trace.journey.profile import COMING, LEAVING, PRODUCING, SELLING, TESTING, moment, ours, written
from kiosk.trace.rules.geography import UNKNOWN_COUNTRY, air_hours, ground_hours, kilometres, located

_MARGIN = timedelta(hours=1)  # loggers are read a little after unloading
_BY_AIR_KM = 800.0  # between two airports: no lorry
_NEXT_DOOR_KM = 5.0
_NOWHERE = Place(name=Text(en="-", zh="-"), country=UNKNOWN_COUNTRY, latitude=0, longitude=0)
_MOST_LEGS = 1000
_KINDS = {kind.value: kind for kind in LegKind}


def drafts(
    events: Sequence[Event], chosen: Sequence[int], goods: set[str], places: Places, told: Told
) -> list[Draft]:
    """The legs of the chosen events, in the order of our profile's numbers, or else of time.

    goods: canonical identifiers of the lot and its items; what they are packed in is not produced with them.
    """
    numbered: dict[int, list[int]] = {}
    rest: list[int] = []
    for index in chosen:
        number = _number(events[index])
        if number is None:
            rest.append(index)
        else:
            numbered.setdefault(number, []).append(index)
    found = [_numbered(events, number, numbered[number], places, told) for number in sorted(numbered)]
    gone = [number for number in range(max(numbered, default=0)) if number not in numbered]
    if gone:
        told.lacks("journey", f"legs {', '.join(map(str, gone[:10]))} of {max(numbered)} are not on record")
    rest.sort(key=lambda index: (events[index].time, index))
    others = _by_time(events, rest, goods, places, told)
    found = _together(found, others) if found else others
    _temperatures(found, events, rest)
    return found


def _number(event: Event) -> int | None:
    extension = ours(event.extensions, "leg")
    number = extension.get("number") if isinstance(extension, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < _MOST_LEGS else None


# --- our profile: the document says which events make a leg -------------------------------------------------------


def _numbered(events: Sequence[Event], number: int, indexes: list[int], places: Places, told: Told) -> Draft:
    begins = [index for index in indexes if events[index].biz_step in LEAVING]
    ends = [index for index in indexes if events[index].biz_step in COMING]
    if len(begins) > 1 or len(ends) > 1:
        told.fault("legs-in-order", f"leg {number} has {len(begins)} departures and {len(ends)} arrivals", *indexes)
    first = events[(begins or ends or indexes)[0]]
    extension = ours(first.extensions, "leg")
    kind = _KINDS.get(str(written(extension.get("kind"))), LegKind.TRANSPORT)
    draft = Draft(kind, places.here(first) or _NOWHERE, first.local_time, number=number)
    if begins:
        draft.to = places.bound_for(first)
        if ends:
            last = events[ends[0]]
            arrived = places.here(last) or _NOWHERE
            if draft.to is not None and not near(draft.to, arrived):
                fault = f"leg {number} was bound for {draft.to.name.en} and came to {arrived.name.en}"
                told.fault("legs-join", fault, *indexes)
            draft.to, draft.end = arrived, last.local_time
    else:
        if ends:
            told.lacks("leg-times", f"leg {number} came to {draft.place.name.en} and has no departure")
        draft.to = places.bound_for(first)
        began = moment(extension.get("start"))
        if began is not None:
            draft.start, draft.end = began, first.local_time
    for index in indexes:
        describe(draft, events[index], index, told)
        measure([], draft, events[index])
    return draft


def _together(found: list[Draft], others: list[Draft]) -> list[Draft]:
    """Legs of our profile, with those of others' events that tell of something else than they do."""
    known = [place for draft in found for place in (draft.place, draft.to or draft.place)]
    produced = any(draft.kind is LegKind.PRODUCTION for draft in found)
    for other in others:
        moves = other.to is not None or other.kind in (LegKind.FLIGHT, LegKind.CUSTOMS)
        elsewhere = located(other.place) and not any(near(other.place, place) for place in known)
        if moves or elsewhere or (other.kind is LegKind.PRODUCTION and not produced):
            at = next((place for place, draft in enumerate(found) if draft.start > other.start), len(found))
            found.insert(at, other)
    return found


# --- everybody's: a leg is what happens between leaving and coming ------------------------------------------------


def _by_time(
    events: Sequence[Event], ordered: Sequence[int], goods: set[str], places: Places, told: Told
) -> list[Draft]:
    found: list[Draft] = []
    here: Place | None = None
    moving: Draft | None = None
    unasked: list[tuple[Place, datetime, int]] = []  # arrivals without a departure
    for index in ordered:
        event = events[index]
        place, step, at = places.here(event), event.biz_step, event.local_time
        if is_customs(event, places):
            _clear(found, event, index, place or here or _NOWHERE, told)
        elif _produces(event, goods):
            if _is_birth(event) and (
                moving is not None or any(each.kind is not LegKind.PRODUCTION for each in found)
            ):
                told.fault("production-first", f"made at {at}, after it had been elsewhere", index)
            here = _produce(found, event, index, place or _NOWHERE, told)
        elif step in LEAVING:
            place = place or here or _NOWHERE
            if moving is not None and _still_there(moving, place):
                moving.start = at  # loaded, shipped, departed: it is gone at the last of these
            else:
                if moving is not None:
                    if step == "transporting":
                        moving.to, moving.end = place, at  # a station on the way
                    else:
                        told.lacks("leg-times", f"left {moving.place.name.en} {moving.start}, and no arrival")
                    found.append(moving)
                moving = Draft(LegKind.TRANSPORT, place, at)
            moving.to = places.bound_for(event) or moving.to
            describe(moving, event, index, told)
            for there, then, which in unasked:
                if moving.to is not None and there.name == moving.to.name:
                    told.fault(
                        "leg-times", f"came to {there.name.en} {then} before it left for it {at}", which, index
                    )
        elif step in TESTING or step == "sensor_reporting" or place is None:
            continue  # a laboratory's or a logger's place is not where the goods went
        elif moving is not None and (step in COMING or not near(place, moving.place)):
            _arrive(moving, event, index, place, told)
            found.append(moving)
            here, moving = place, None
        elif moving is None and step in COMING and (here is None or place.name != here.name) and near(place, here):
            unasked.append((place, at, index))  # a short way that nobody recorded, or an arrival out of its time
            if here is not None and not _next_door(place, here):
                told.lacks("leg-times", f"came to {place.name.en} {at}, and did not leave {here.name.en}")
            here = place
        elif moving is None and not near(place, here):
            unasked += [(place, at, index)] if step in COMING else []
            found.append(Draft(LegKind.TRANSPORT, place, at, events=[index]))
            here = place
        if step in SELLING and place is not None:
            found.append(Draft(LegKind.DISTRIBUTION, place, at, events=[index]))
    if moving is not None:
        found.append(moving)
    for draft in found:
        _kind(draft)
    return sorted(found, key=lambda draft: draft.start) if _in_time(found) else found


def _still_there(moving: Draft, place: Place) -> bool:
    """Whether goods that are to leave a place are loaded or shipped there once more, and not from where they were
    bound.
    """
    if place.name == moving.place.name:
        return True
    return _next_door(place, moving.place) and (moving.to is None or place.name != moving.to.name)


def _next_door(one: Place, other: Place) -> bool:
    """A terminal and its sheds: handed over without a departure."""
    return near(one, other) and kilometres(one, other) <= _NEXT_DOOR_KM


def _in_time(found: list[Draft]) -> bool:
    return all(draft.end is None or draft.end >= draft.start for draft in found)


def _produces(event: Event, goods: set[str]) -> bool:
    outputs = {thing.canonical for thing in event.outputs}
    outputs |= {quantity.epc_class.canonical for quantity in event.output_quantities}
    if outputs & goods:
        return True
    things = {thing.canonical for thing in event.epcs} | {each.epc_class.canonical for each in event.quantities}
    return event.biz_step in PRODUCING and bool(things & goods)


def _is_birth(event: Event) -> bool:
    """Whether the lot itself begins here; single items may get their numbers, or their labels, anywhere later."""
    return event.type == "TransformationEvent" or event.biz_step == "creating_class_instance"


def _produce(found: list[Draft], event: Event, index: int, place: Place, told: Told) -> Place:
    last = found[-1] if found else None
    if last is not None and last.kind is LegKind.PRODUCTION and near(last.place, place):
        last.end = event.local_time
        describe(last, event, index, told)
    else:
        made = Draft(LegKind.PRODUCTION, place, event.local_time)
        describe(made, event, index, told)
        found.append(made)
    return place


def _clear(found: list[Draft], event: Event, index: int, place: Place, told: Told) -> None:
    """Declared and cleared are one leg when they are of one declaration, or of one place with nothing between."""
    made = Draft(LegKind.CUSTOMS, place, event.local_time)
    describe(made, event, index, told)
    for known in reversed(found):
        if known.kind is LegKind.CUSTOMS and (
            (known.declaration == made.declaration and known.declaration is not None)
            or (known is found[-1] and near(known.place, place) and None in (known.declaration, made.declaration))
        ):
            known.end = event.local_time
            if not near(known.place, place):
                fault = f"declared at {known.place.name.en}, cleared at {place.name.en}"
                told.fault("legs-join", fault, *known.events, index)
            describe(known, event, index, told)
            return
    found.append(made)


def _arrive(moving: Draft, event: Event, index: int, place: Place, told: Told) -> None:
    if moving.to is not None and event.biz_step in COMING and not near(moving.to, place):
        fault = f"bound for {moving.to.name.en} from {moving.place.name.en}, and came to {place.name.en}"
        told.fault("legs-join", fault, *moving.events, index)
    moving.to, moving.end = place, event.local_time
    describe(moving, event, index, told)


def _kind(draft: Draft) -> None:
    if draft.kind is not LegKind.TRANSPORT or draft.to is None:
        return
    km = kilometres(draft.place, draft.to) if located(draft.place) and located(draft.to) else 0.0
    airports = all(place.airport or "airport" in place.name.en.lower() for place in (draft.place, draft.to))
    hours = (draft.end - draft.start).total_seconds() / 3600 if draft.end is not None else None
    # From door to door faster than any ship or lorry, and slower than an aeroplane: it flew, and nobody says on
    # what.
    flown = hours is not None and air_hours(km) <= hours < ground_hours(km)
    if km > _BY_AIR_KM and (airports or flown):
        draft.kind = LegKind.FLIGHT


# --- temperatures -------------------------------------------------------------------------------------------------


def _temperatures(found: list[Draft], events: Sequence[Event], rest: Sequence[int]) -> None:
    """What loggers report outside our profile's legs: each reading into the leg of its time, or into storage."""
    stored: dict[int, list[Temperature]] = {}
    for index in rest:
        event = events[index]
        timed, extremes = readings(event)
        for reading in timed:
            leg = _leg_of(found, reading)
            if leg is not None:
                leg.readings.append(reading)
                leg.add(index)
                continue
            before = [at for at, draft in enumerate(found) if (draft.end or draft.start) <= reading.at]
            if before:
                stored.setdefault(max(before), []).append(reading)
        if extremes is not None and found:
            leg = next((draft for draft in found if index in draft.events), None) or next(
                (draft for draft in reversed(found) if draft.start <= event.time), found[0]
            )
            low, high = leg.low_high or extremes
            leg.low_high = (min(low, extremes[0]), max(high, extremes[1]))
            leg.add(index)
    for draft in found:
        if any(_number(events[index]) is None for index in draft.events):
            draft.readings.sort(key=lambda reading: reading.at)
    for at in sorted(stored, reverse=True):
        times = sorted(stored[at], key=lambda reading: reading.at)
        last = found[at]
        store = Draft(LegKind.TRANSPORT, last.to or last.place, times[0].at, times[-1].at, readings=times)
        found.insert(at + 1, store)


def _leg_of(found: list[Draft], reading: Temperature) -> Draft | None:
    """The leg that was under way; else one that had just ended, or was about to begin."""
    at = reading.at
    inside = [draft for draft in found if draft.start <= at <= (draft.end or draft.start)]
    if inside:
        return inside[-1]
    close = [draft for draft in found if draft.start - _MARGIN <= at <= (draft.end or draft.start) + _MARGIN]
    return min(
        close, key=lambda draft: min(abs(at - draft.start), abs(at - (draft.end or draft.start))), default=None
    )
