"""A lot as EPCIS 2.0 events and as a document, from which the very same lot is read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from typing import Any

from kiosk.town.model import Ingredient, Inspection, Leg, LegKind, Lot, Place, Text
from kiosk.trace.epcis.identifiers import from_elements
from kiosk.trace.journey.profile import CONTEXT

_STEPS = {
    LegKind.PRODUCTION: "creating_class_instance",
    LegKind.TRANSPORT: "storing",
    LegKind.FLIGHT: "departing",
    LegKind.CUSTOMS: "entering_exiting",
    LegKind.DISTRIBUTION: "retail_selling",
}
_MOVING = frozenset({LegKind.TRANSPORT, LegKind.FLIGHT, LegKind.DISTRIBUTION})

Json = dict[str, Any]


def document_of(gtin: str, lot: Lot, sticker: str | None = None, proof: str | None = None) -> Json:
    """An EPCISDocument of one lot, with the sticker of one of its items and the lot's tlog-proof where given."""
    events = events_of(gtin, lot)
    latest = max((leg.end or leg.start for leg in lot.legs), default=datetime.now(UTC))
    document: Json = {
        "@context": CONTEXT,
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": latest.astimezone(UTC).isoformat(),
        "epcisBody": {"eventList": events},
    }
    if sticker is not None:
        document["gtk:sticker"] = sticker
    if proof is not None:
        document["gtk:proof"] = proof
    return document


def events_of(gtin: str, lot: Lot) -> list[Json]:
    """The lot's events: a departure and an arrival for every leg that moves it, one event for every other, and one
    for each inspection. gtin: 14 digits. `journeys` reads the same lot from them."""
    about = from_elements(("01", gtin), ("10", lot.lot)).link()
    events = [event for number, leg in enumerate(lot.legs) for event in _leg(number, leg, about, lot)]
    _of_lot(events[0], lot)
    events += [_inspection(number, each, about) for number, each in enumerate(lot.inspections, 1)]
    return events


def _of_lot(first: Json, lot: Lot) -> None:
    said: Json = {"gtk:produced": lot.produced.isoformat(), "gtk:expires": lot.expires.isoformat()}
    if lot.recalled:
        said["gtk:recalled"] = True
    if lot.items:
        said["gtk:items"] = [{"gtk:serial": item.serial, "gtk:withdrawn": item.withdrawn} for item in lot.items]
    first["gtk:lot"] = said
    if lot.ingredients:
        first["gtk:ingredients"] = [_ingredient(each) for each in lot.ingredients]
    if first.get("action") == "ADD":
        # CBV 2.0, 9.2.2, for readers that do not know our extension.
        first["ilmd"] = {
            "cbvmda:lotNumber": lot.lot,
            "cbvmda:itemExpirationDate": lot.expires.isoformat(),
            "gs1:productionDate": lot.produced.isoformat(),
        }


def _leg(number: int, leg: Leg, about: str, lot: Lot) -> Iterator[Json]:
    extension: Json = {"gtk:number": number, "gtk:kind": leg.kind.value}
    for name, text in (("carrier", leg.carrier), ("note", leg.note)):
        if text is not None:
            extension[f"gtk:{name}"] = _words(text)
    for name, value in (("flight", leg.flight), ("declaration", leg.declaration), ("customs", leg.customs)):
        if value is not None:
            extension[f"gtk:{name}"] = value
    sensors = list(_sensors(leg))
    if leg.kind in _MOVING and leg.to is not None:
        step = {LegKind.DISTRIBUTION: "shipping"}.get(leg.kind, "departing")
        first = _event(leg.start, step, leg.place, about, "in_transit")
        first["gtk:leg"] = extension
        first["destinationList"] = [{"type": "location", "destination": _uri(leg.to)}]
        first["gtk:to"] = _place(leg.to)
        if leg.end is None:
            if sensors:
                first["sensorElementList"] = sensors
            yield first
            return
        yield first
        last = _event(leg.end, "arriving" if step == "departing" else "receiving", leg.to, about, "in_progress")
        last["gtk:leg"] = {name: extension[name] for name in ("gtk:number", "gtk:kind")}
        if leg.flight is not None:
            last["gtk:leg"]["gtk:flight"] = leg.flight
        if sensors:
            last["sensorElementList"] = sensors
        yield last
        return
    single = _event(leg.end or leg.start, _STEPS[leg.kind], leg.place, about, "in_progress")
    if leg.kind is LegKind.PRODUCTION:
        single["action"], single["disposition"] = "ADD", "active"
    if leg.end is not None:
        extension["gtk:start"] = leg.start.isoformat()
    single["gtk:leg"] = extension
    if leg.to is not None:
        single["destinationList"] = [{"type": "location", "destination": _uri(leg.to)}]
        single["gtk:to"] = _place(leg.to)
    if sensors:
        single["sensorElementList"] = sensors
    yield single


def _event(at: datetime, step: str, place: Place, about: str, disposition: str) -> Json:
    return {
        "type": "ObjectEvent",
        "eventTime": at.isoformat(),
        "eventTimeZoneOffset": _offset(at),
        "action": "OBSERVE",
        "bizStep": step,
        "disposition": disposition,
        "epcList": [],
        "quantityList": [{"epcClass": about}],
        "readPoint": {"id": _uri(place)},
        "gtk:place": _place(place),
    }


def _inspection(number: int, check: Inspection, about: str) -> Json:
    at = datetime.combine(check.on, time(12), UTC)
    said: Json = {
        "gtk:number": number,
        "gtk:laboratory": _words(check.laboratory),
        "gtk:tested": _words(check.tested),
        "gtk:limit": _words(check.limit),
        "gtk:result": _words(check.result),
        "gtk:passed": check.passed,
        "gtk:certificate": check.certificate,
        "gtk:validUntil": check.valid_until.isoformat(),
        "gtk:lots": list(check.lots),
    }
    if check.laboratory_id is not None:
        said["gtk:laboratoryId"] = check.laboratory_id
    if check.test is not None:
        said["gtk:test"] = check.test
    if check.approved_by is not None:
        said["gtk:approvedBy"] = _words(check.approved_by)
    for name, value in (
        ("credential", check.credential),
        ("approverId", check.approver_id),
        ("approval", check.approval),
    ):
        if value is not None:
            said[f"gtk:{name}"] = value
    return {
        "type": "ObjectEvent",
        "eventTime": at.isoformat(),
        "eventTimeZoneOffset": "+00:00",
        "action": "OBSERVE",
        "bizStep": "inspecting",
        "disposition": "conformant" if check.passed else "non_conformant",
        "epcList": [],
        "quantityList": [{"epcClass": about}],
        "gtk:inspection": said,
    }


def _sensors(leg: Leg) -> Iterable[Json]:
    if leg.temperature_c is not None:
        low, high = leg.temperature_c
        yield {"sensorReport": [{"type": "Temperature", "uom": "CEL", "minValue": low, "maxValue": high}]}
    if leg.temperatures:
        yield {
            "sensorReport": [
                {"type": "Temperature", "uom": "CEL", "time": each.at.isoformat(), "value": each.celsius}
                for each in leg.temperatures
            ]
        }


def _ingredient(each: Ingredient) -> Json:
    said: Json = {"gtk:name": _words(each.name), "gtk:place": _place(each.place), "gtk:at": each.at.isoformat()}
    if each.lot is not None:
        said["gtk:lot"] = each.lot
    return said


def _place(place: Place) -> Json:
    said: Json = {
        "gtk:name": _words(place.name),
        "gtk:country": place.country,
        "gtk:latitude": place.latitude,
        "gtk:longitude": place.longitude,
    }
    if place.airport is not None:
        said["gtk:airport"] = place.airport
    return said


def _uri(place: Place) -> str:
    """RFC 5870, with a parameter of ours that keeps apart what stands on the same spot."""
    from hashlib import sha256

    apart = sha256(place.model_dump_json().encode()).hexdigest()[:12]
    return f"geo:{place.latitude!r},{place.longitude!r};place={apart}"


def _words(text: Text) -> Json:
    return {"gtk:en": text.en, "gtk:zh": text.zh}


def _offset(at: datetime) -> str:
    return at.isoformat()[-6:] if at.utcoffset() else "+00:00"
