"""A plan as an EPCIS document, in our profile or as others write it, and the trust block that all of them share."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.town.gtin import check_digit
from kiosk.town.model import LegKind, Place
from kiosk.trace.digital_link import Identifiers
from kiosk.trace.epcis.read import read, read_events
from kiosk.trace.journey import document_of, journeys
from kiosk.trace.log.document import document
from kiosk.trace.log.note import COSIGNATURE, ED25519, Signer
from kiosk.trace.log.witness import Witness
from kiosk.trace.log.writer import LogWriter
from kiosk.trace.signature import sign
from tests.bench.journeys import TESTS, Plan, plans

Json = dict[str, Any]
Role = tuple[str, int]
_SKEW = timedelta(minutes=1)


@dataclass
class Told:
    """A written journey. roles: what each event of the list is, with the number of its leg or inspection."""

    plan: Plan
    document: Json
    roles: list[Role]

    @property
    def events(self) -> list[Json]:
        found: list[Json] = self.document["epcisBody"]["eventList"]
        return found


@dataclass
class World:
    told: list[Told]
    trust: Json
    keys: dict[str, Ed25519PrivateKey]

    def sticker(self, gtin: str, lot: str, serial: str, key_id: str) -> str:
        return sign(Identifiers(gtin, lot, serial), key_id, self.keys[key_id])


def key_of(plan: Plan) -> str:
    return "A" if plan.brand_id < "brand-4" else "B" if plan.brand_id < "brand-6" else "C"


def world(count: int, folder: Path, seed: int = 4) -> World:
    """count journeys, their log in folder, and whom to believe. The same for the same seed."""
    rng = random.Random(seed)
    keys = {letter: Ed25519PrivateKey.from_private_bytes(rng.randbytes(32)) for letter in "ABCDEFG"}
    told = [write(plan) for plan in plans(count, seed)]
    log = Signer("log.example/journeys", ED25519, Ed25519PrivateKey.from_private_bytes(rng.randbytes(32)))
    seen = Signer("witness.example", COSIGNATURE, Ed25519PrivateKey.from_private_bytes(rng.randbytes(32)))
    with LogWriter(folder / "log", log, [Witness(folder / "witness", seen)]) as writer:
        places = [writer.append(_leaf(each)) for each in told]
        writer.checkpoint(1_790_000_000)
        for each, index in zip(told, places, strict=True):
            each.document["gtk:proof"] = writer.proof(index)
        trust = _trust(keys, told, writer.keys.to_json())
    made = World(told, trust, keys)
    for each in told:
        plan = each.plan
        each.document["gtk:sticker"] = made.sticker(plan.gtin, plan.lot.lot, plan.serial, key_of(plan))
    return made


def _leaf(told: Told) -> bytes:
    """What the log vouches for: the lot as it is read from the document, for items that went together."""
    outcomes = list(read(json.dumps(told.document).encode()))
    events = [outcome.event for outcome in outcomes if outcome.event is not None]
    assert len(events) == len(outcomes), [outcome.problems for outcome in outcomes if outcome.problems]
    header = outcomes[0].document
    found = journeys(events, header.master if header is not None else ())
    assert len(found) == 1, (told.plan.number, [(each.number, each.serials) for each in found])
    assert found[0].lot is not None
    return document(found[0].gtin, found[0].lot)


def _trust(keys: dict[str, Ed25519PrivateKey], told: list[Told], log: Json) -> Json:
    def issuer(letter: str, brands: tuple[int, ...], **more: Any) -> Json:
        return {
            "key_id": letter,
            "public_key": keys[letter].public_key().public_bytes_raw().hex(),
            "name": {"en": f"Issuer {letter}", "zh": f"签发方{letter}"},
            "gtins": [f"0952{brand:04d}" for brand in brands],
            **more,
        }

    def words(said: str) -> Json:
        return {"en": said, "zh": said}

    licence = {"body": words("Register"), "number": "R", "valid_from": "2025-01-01", "valid_until": "2026-12-31"}
    laboratories = [
        {"id": f"lab-{n}", "name": words(f"Laboratory {n}"), "accreditations": [{**licence, "tests": list(TESTS)}]}
        for n in range(8)
    ]
    laboratories.append(
        {"id": "lab-x", "name": words("Laboratory X"), "accreditations": [{**licence, "tests": ["patch-test"]}]}
    )
    old = {"on": "2025-03-01", "points": 12, "reason": words("long ago")}
    few = {"on": "2026-09-01", "points": 4, "reason": words("a late recall")}
    products = {each.plan.gtin: each.plan for each in told}
    return {
        "issuers": [
            issuer("A", (0, 1, 2, 3)),
            issuer("B", (4, 5), valid_from="2025-06-01", valid_until="2026-12-31"),
            issuer("C", (6, 7), revoked_since="2026-10-15"),
            issuer("D", (), valid_until="2025-12-31"),
            issuer("E", (), revoked_since="2025-12-01"),
            issuer("F", (99,)),
        ],
        "laboratories": laboratories,
        "brands": [
            {"id": f"brand-{n}", "name": words(f"Brand {n}"), "penalties": [old, few][: n % 3]} for n in range(8)
        ],
        "products": [
            {"gtin": gtin, "brand_id": plan.brand_id, "storage_c": list(plan.storage_c) if plan.storage_c else None}
            for gtin, plan in products.items()
        ],
        "log": log,
    }


def write(plan: Plan) -> Told:
    if plan.style == "profile":
        made = document_of(plan.gtin, plan.lot)
        return Told(plan, made, _profile_roles(plan))
    return _Plain(plan).told()


def _profile_roles(plan: Plan) -> list[Role]:
    roles: list[Role] = []
    for number, leg in enumerate(plan.lot.legs):
        if leg.kind is LegKind.PRODUCTION:
            roles.append(("produce", number))
        elif leg.kind is LegKind.CUSTOMS:
            roles.append((str(leg.customs), number))
        else:
            roles += [("depart", number), ("arrive", number)]
    return roles + [("inspect", number) for number in range(len(plan.lot.inspections))]


class _Plain:
    """Plain CBV: nothing of our namespace but sticker and proof."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.rng = plan, random.Random(f"plain-{plan.number}")
        self.written: list[tuple[Json, Role]] = []
        self.places: dict[str, tuple[str, Place]] = {}
        base = f"0952{plan.number:06d}"
        self.items = [f"https://id.gs1.org/01/{plan.gtin}/21/{serial}" for serial in (plan.serial, "S2", "S3")]
        self.of_lot = f"https://id.gs1.org/01/{plan.gtin}/10/{plan.lot.lot}"
        self.case, self.pallet = (f"https://id.gs1.org/00/{_sscc(base, n)}" for n in (1, 2))
        self.logger = f"https://id.gs1.org/8004/{base}L1"

    def told(self) -> Told:
        legs = self.plan.lot.legs
        self._production()
        for number, leg in enumerate(legs[1:], 1):
            if leg.kind is LegKind.CUSTOMS:
                self._customs(number)
            else:
                self._move(number)
            if leg.temperatures:
                self._sense(number)
        self._sale()
        for number in range(len(self.plan.lot.inspections)):
            self._inspection(number)
        self.written.sort(key=lambda pair: datetime.fromisoformat(pair[0]["eventTime"]))
        events = [event for event, _ in self.written]
        made = {
            "@context": [
                "https://ref.gs1.org/standards/epcis/epcis-context.jsonld",
                {"ex": "https://example.com/logistics/", "gtk": "https://ns.globaltown.example/epcis/"},
            ],
            "type": "EPCISDocument",
            "schemaVersion": "2.0",
            "creationDate": "2026-11-20T00:00:00Z",
            "epcisHeader": {"epcisMasterData": {"vocabularyList": [self._master()]}},
            "epcisBody": {"eventList": events},
        }
        ids = self.rng.choice(("hash", "uuid", "none"))
        if ids == "hash":
            for event, read_ in zip(events, read_events(json.dumps(made).encode()), strict=True):
                event["eventID"] = read_.hash
        elif ids == "uuid":
            for place, event in enumerate(events):
                event["eventID"] = f"urn:uuid:00000000-0000-4000-8000-{self.plan.number:06d}{place:06d}"
        return Told(self.plan, made, [role for _, role in self.written])

    # --- events

    def _event(self, kind: str, at: datetime, step: str, place: Place | None, role: Role, **more: Any) -> None:
        event: Json = {
            "type": kind,
            "eventTime": at.isoformat(),
            "eventTimeZoneOffset": _offset(at),
            "bizStep": step,
        }
        if place is not None:
            event["readPoint"] = {"id": self._gln(place)}
        self.written.append((event | more, role))

    def _production(self) -> None:
        lot, leg = self.plan.lot, self.plan.lot.legs[0]
        end = leg.end or leg.start
        ilmd = {
            "cbvmda:lotNumber": lot.lot,
            "cbvmda:itemExpirationDate": lot.expires.isoformat(),
            "gs1:productionDate": lot.produced.isoformat(),
        }
        whole = [{"epcClass": self.of_lot, "quantity": 3}]
        for number, each in enumerate(lot.ingredients):
            at = each.at
            things = [{"epcClass": each.lot, "quantity": 900, "uom": "LTR"}]
            self._event(
                "ObjectEvent", at, "commissioning", each.place, ("farm", number), action="ADD", quantityList=things
            )
        if lot.ingredients:
            inputs = [{"epcClass": each.lot, "quantity": 900, "uom": "LTR"} for each in lot.ingredients]
            more = {"inputQuantityList": inputs, "outputQuantityList": whole, "ilmd": ilmd}
            self._event("TransformationEvent", leg.start, "commissioning", leg.place, ("produce", 0), **more)
        else:
            more = {"action": "ADD", "quantityList": whole, "ilmd": ilmd}
            self._event("ObjectEvent", leg.start, "creating_class_instance", leg.place, ("produce", 0), **more)
        named = {"cbvmda:lotNumber": lot.lot}
        more = {"action": "ADD", "epcList": self.items, "ilmd": named, "disposition": "active"}
        self._event("ObjectEvent", end, "commissioning", leg.place, ("commission", 0), **more)
        step = (lot.legs[1].start - end) / 5
        pack = {"parentID": self.case, "childEPCs": self.items, "action": "ADD"}
        self._event("AggregationEvent", end + step, "packing", leg.place, ("pack", 0), **pack)
        pack = {"parentID": self.pallet, "childEPCs": [self.case], "action": "ADD"}
        self._event("AggregationEvent", end + 2 * step, "packing", leg.place, ("pack", 1), **pack)
        if any(leg.temperatures for leg in lot.legs):
            pack = {"parentID": self.pallet, "childEPCs": [self.logger], "action": "ADD"}
            self._event("AssociationEvent", end + 3 * step, "assembling", leg.place, ("attach", 0), **pack)

    def _move(self, number: int) -> None:
        leg = self.plan.lot.legs[number]
        assert leg.to is not None
        assert leg.end is not None
        away, home = self.rng.choice((("departing", "arriving"), ("shipping", "receiving")))
        more: Json = {"action": "OBSERVE", "epcList": [self.pallet]}
        if leg.flight is not None:
            more["ex:flightNumber"] = leg.flight
        if leg.carrier is not None:
            more["ex:carrier"] = leg.carrier.en
        bound = [{"type": "location", "destination": self._gln(leg.to)}]
        self._event("ObjectEvent", leg.start, away, leg.place, ("depart", number), destinationList=bound, **more)
        self._event("ObjectEvent", leg.end, home, leg.to, ("arrive", number), **more)

    def _customs(self, number: int) -> None:
        leg = self.plan.lot.legs[number]
        assert leg.end is not None
        kind = f"https://example.com/btt/{leg.customs}-declaration"
        more: Json = {
            "action": "OBSERVE",
            "epcList": [self.pallet],
            "bizTransactionList": [{"type": kind, "bizTransaction": f"urn:example:declaration:{leg.declaration}"}],
        }
        self._event("ObjectEvent", leg.start, "holding", leg.place, (f"{leg.customs}-declared", number), **more)
        self._event("ObjectEvent", leg.end, "accepting", leg.place, (str(leg.customs), number), **more)

    def _sense(self, number: int) -> None:
        leg = self.plan.lot.legs[number]
        reports = [
            {"type": "Temperature", "value": each.celsius, "uom": "CEL", "time": each.at.isoformat()}
            for each in leg.temperatures
        ]
        sensors = [{"sensorMetadata": {"deviceID": self.logger}, "sensorReport": reports}]
        more: Json = {"action": "OBSERVE", "epcList": [self.logger], "sensorElementList": sensors}
        self._event("ObjectEvent", leg.end or leg.start, "sensor_reporting", None, ("sense", number), **more)

    def _sale(self) -> None:
        last = self.plan.lot.legs[-1]
        assert last.end is not None
        shop = last.to or last.place
        out = {"parentID": self.pallet, "childEPCs": [self.case], "action": "DELETE"}
        self._event("AggregationEvent", last.end + _SKEW, "unpacking", shop, ("unpack", 0), **out)
        out = {"parentID": self.case, "childEPCs": [], "action": "DELETE"}
        self._event("AggregationEvent", last.end + 2 * _SKEW, "unpacking", shop, ("unpack", 1), **out)
        more: Json = {"action": "OBSERVE", "epcList": self.items, "disposition": "sellable_accessible"}
        self._event("ObjectEvent", last.end + 3 * _SKEW, "stocking", shop, ("stock", 0), **more)

    def _inspection(self, number: int) -> None:
        check = self.plan.lot.inspections[number]
        more: Json = {
            "action": "OBSERVE",
            "quantityList": [{"epcClass": self.of_lot}],
            "disposition": "conformant",
            "certificationInfo": f"https://certificates.example/{check.certificate}",
            "ex:laboratory": check.laboratory.en,
            "ex:laboratoryId": check.laboratory_id,
            "ex:test": check.test,
            "ex:limit": check.limit.en,
            "ex:result": check.result.en,
            "ex:certificateNumber": check.certificate,
            "ex:validUntil": check.valid_until.isoformat(),
        }
        at = datetime.combine(check.on, datetime.min.time(), UTC) + timedelta(hours=10)
        self._event("ObjectEvent", at, "inspecting", None, ("inspect", number), **more)

    # --- places

    def _gln(self, place: Place) -> str:
        known = self.places.get(place.name.en)
        if known is None:
            body = f"0952{self.plan.number % 100000:05d}{len(self.places):03d}"
            known = (f"https://id.gs1.org/414/{body}{check_digit(body)}", place)
            self.places[place.name.en] = known
        return known[0]

    def _master(self) -> Json:
        def attributes(place: Place) -> list[Json]:
            said = {
                "cbvmda:name": place.name.en,
                "cbvmda:latitude": place.latitude,
                "cbvmda:longitude": place.longitude,
                "cbvmda:countryCode": place.country,
            }
            if place.airport is not None:
                said["https://example.com/logistics/iata"] = place.airport
            return [{"id": name, "attribute": value} for name, value in said.items()]

        elements = [{"id": gln, "attributes": attributes(place)} for gln, place in self.places.values()]
        return {"type": "urn:epcglobal:epcis:vtype:Location", "vocabularyElementList": elements}


def _sscc(base: str, number: int) -> str:
    digits = f"0{base}{number:06d}"
    return digits + str(check_digit(digits))


def _offset(at: datetime) -> str:
    return at.isoformat()[-6:] if at.utcoffset() else "+00:00"


def today() -> date:
    return date(2026, 11, 23)
