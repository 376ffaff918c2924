"""Valid journeys from a fixed seed, as EPCIS documents with a sticker, a proof and a trust block.

Half are written in our profile, half as others write them: plain CBV steps, SGLN places with master data, bottles
in cases on pallets, a logger fixed to the pallet, milk of several farms, and extensions of a namespace that is not
ours. Real airports and time zones, so that daylight saving, the date line and the night shift come as they do.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from math import cos, radians
from zoneinfo import ZoneInfo

from kiosk.town.distance import great_circle_km
from kiosk.town.gtin import check_digit
from kiosk.town.model import Ingredient, Inspection, Leg, LegKind, Lot, Place, Temperature, Text

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Port:
    code: str
    country: str
    latitude: float
    longitude: float
    zone: str
    name: str


# Airports: IATA, ISO 3166-1, degrees, IANA zone.
HOMES = (
    Port("AMS", "NL", 52.3105, 4.7683, "Europe/Amsterdam", "Schiphol Airport"),
    Port("FRA", "DE", 50.0379, 8.5622, "Europe/Berlin", "Frankfurt Airport"),
    Port("CDG", "FR", 49.0097, 2.5479, "Europe/Paris", "Charles de Gaulle Airport"),
    Port("LHR", "GB", 51.4700, -0.4543, "Europe/London", "Heathrow Airport"),
    Port("YYZ", "CA", 43.6777, -79.6248, "America/Toronto", "Pearson Airport"),
    Port("BOS", "US", 42.3656, -71.0096, "America/New_York", "Logan Airport"),
    Port("AKL", "NZ", -37.0082, 174.7850, "Pacific/Auckland", "Auckland Airport"),
    Port("SYD", "AU", -33.9399, 151.1753, "Australia/Sydney", "Sydney Airport"),
    Port("NRT", "JP", 35.7720, 140.3929, "Asia/Tokyo", "Narita Airport"),
    Port("SCL", "CL", -33.3930, -70.7858, "America/Santiago", "Santiago Airport"),
    Port("HNL", "US", 21.3187, -157.9225, "Pacific/Honolulu", "Honolulu Airport"),
)
HUBS = (
    Port("DXB", "AE", 25.2532, 55.3657, "Asia/Dubai", "Dubai Airport"),
    Port("ANC", "US", 61.1743, -149.9962, "America/Anchorage", "Anchorage Airport"),
    Port("SIN", "SG", 1.3644, 103.9915, "Asia/Singapore", "Changi Airport"),
    Port("HEL", "FI", 60.3172, 24.9633, "Europe/Helsinki", "Helsinki Airport"),
    Port("ICN", "KR", 37.4602, 126.4407, "Asia/Seoul", "Incheon Airport"),
    Port("LAX", "US", 33.9416, -118.4085, "America/Los_Angeles", "Los Angeles Airport"),
)
ENDS = (
    Port("HGH", "CN", 30.2295, 120.4344, "Asia/Shanghai", "Xiaoshan Airport"),
    Port("PVG", "CN", 31.1443, 121.8083, "Asia/Shanghai", "Pudong Airport"),
    Port("CAN", "CN", 23.3924, 113.2988, "Asia/Shanghai", "Baiyun Airport"),
    Port("URC", "CN", 43.9071, 87.4742, "Asia/Shanghai", "Diwopu Airport"),
    Port("SVO", "RU", 55.9726, 37.4146, "Europe/Moscow", "Sheremetyevo Airport"),
    Port("GRU", "BR", -23.4356, -46.4731, "America/Sao_Paulo", "Guarulhos Airport"),
)
CARRIERS = ("MU", "CA", "KL", "LH", "NZ", "QF", "AC", "5X", "EK", "CX")
TESTS = ("protein", "antibiotic-residues", "heavy-metals", "pesticides", "microbiology", "fatty-acids")


def text(said: str) -> Text:
    return Text(en=said, zh=said)


@dataclass
class Plan:
    """One journey before it is written: the lot, the serial of the sticker, and how it is told."""

    number: int
    gtin: str
    lot: Lot
    serial: str
    style: str  # "profile" or "plain"
    storage_c: tuple[float, float] | None
    brand_id: str
    zones: dict[str, str] = field(default_factory=dict)  # place name -> IANA zone


def gtin_of(company: int, number: int) -> str:
    digits = f"0952{company:04d}{number % 100000:05d}"
    return digits + str(check_digit(digits))


def plans(count: int, seed: int = 4) -> Iterator[Plan]:
    for number in range(count):
        yield plan(number, random.Random(f"{seed}-{number}"))


def plan(number: int, rng: random.Random) -> Plan:
    brand = rng.randrange(8)
    home, end = rng.choice(HOMES), rng.choice(ENDS)
    cold = (2.0, 8.0) if rng.random() < 0.4 else None
    made = _Maker(rng, cold, number)
    plant = made.nearby(home, f"Plant {number}", 15, 280)
    made.produce(plant, home.zone)
    made.wait(2, 90)
    way = rng.choices(("air", "sea", "domestic"), (7, 2, 1))[0]
    if way == "domestic":
        made.carry(plant, made.nearby(home, f"Depot {number}", 5, 120), LegKind.TRANSPORT, home.zone, home.zone)
        here, zone = made.legs[-1].to or plant, home.zone
    else:
        here, zone = made.abroad(plant, home, end, way)
    made.wait(1, 60)
    shop = made.around(here, f"Shop {number}", 3, 60)
    made.carry(here, shop, LegKind.DISTRIBUTION, zone, zone)
    produced = made.legs[0].start.date()
    if rng.random() < 0.3 and made.legs[0].end is not None:
        produced = made.legs[0].end.date()  # the shift's last bottle gives the date
    lot = Lot(
        lot=f"{rng.choice('ABCDEFGH')}{produced:%y%m}-{number % 10000:04d}",
        produced=produced,
        expires=produced + timedelta(days=rng.randrange(400, 900)),
        legs=tuple(made.legs),
        inspections=(),
        ingredients=tuple(made.ingredients),
    )
    lot = lot.model_copy(update={"inspections": tuple(made.inspections(lot, way != "domestic"))})
    serial = "".join(rng.choices("23456789ABCDEFGHJKMNPQRSTVWXYZ", k=10))
    style = "plain" if number % 2 else "profile"
    return Plan(number, gtin_of(brand, number), lot, serial, style, cold, f"brand-{brand}", made.zones)


class _Maker:
    def __init__(self, rng: random.Random, cold: tuple[float, float] | None, number: int) -> None:
        self.rng, self.cold, self.number = rng, cold, number
        self.legs: list[Leg] = []
        self.ingredients: list[Ingredient] = []
        self.zones: dict[str, str] = {}
        # Night shifts, and the days on which clocks change in Europe, America, Oceania.
        days = [date(2026, 1, 10) + timedelta(days=rng.randrange(220))]
        days += [date(2026, 3, 28), date(2026, 3, 7), date(2026, 4, 4)] if rng.random() < 0.2 else []
        self.at = datetime.combine(rng.choice(days), datetime.min.time(), UTC) + timedelta(
            minutes=rng.randrange(1440)
        )

    # --- places

    def nearby(self, port: Port, name: str, least: float, most: float) -> Place:
        self.zones[name] = port.zone
        return self._around(port.latitude, port.longitude, port.country, name, least, most)

    def around(self, place: Place, name: str, least: float, most: float) -> Place:
        self.zones[name] = self.zones.get(place.name.en, "Asia/Shanghai")
        return self._around(place.latitude, place.longitude, place.country, name, least, most)

    def _around(self, lat: float, lon: float, country: str, name: str, least: float, most: float) -> Place:
        km, north = self.rng.uniform(least, most), self.rng.uniform(-1, 1)
        east = self.rng.choice((-1, 1)) * (1 - north * north) ** 0.5
        new_lat = lat + km * north / 111.2
        new_lon = (lon + km * east / (111.2 * cos(radians(lat))) + 180) % 360 - 180
        return Place(name=text(name), country=country, latitude=round(new_lat, 4), longitude=round(new_lon, 4))

    def airport(self, port: Port) -> Place:
        self.zones[port.name] = port.zone
        return Place(
            name=text(port.name),
            country=port.country,
            latitude=port.latitude,
            longitude=port.longitude,
            airport=port.code,
        )

    # --- legs

    def wait(self, least_minutes: float, most_hours: float) -> None:
        self.at += timedelta(minutes=self.rng.uniform(least_minutes, most_hours * 60))

    def local(self, zone: str) -> datetime:
        return self.at.replace(second=0, microsecond=0).astimezone(ZoneInfo(zone))

    def produce(self, plant: Place, zone: str) -> None:
        for farm in range(self.rng.randrange(5)):
            place = self.around(plant, f"Farm {self.number}-{farm}", 4, 90)
            at = self.local(zone) - timedelta(hours=self.rng.uniform(2, 30))
            lot = f"urn:epc:class:lgtin:0952{self.number % 1000:03d}.000{farm:03d}.F{self.number}-{farm}"
            self.ingredients.append(Ingredient(name=text(f"Milk {farm}"), place=place, at=_written(at), lot=lot))
        start = self.local(zone)
        self.wait(60, 11)
        self._leg(LegKind.PRODUCTION, plant, None, start, self.local(zone))

    def carry(self, a: Place, b: Place, kind: LegKind, zone: str, other: str, **more: object) -> None:
        km = great_circle_km(a.latitude, a.longitude, b.latitude, b.longitude)
        hours = {
            LegKind.FLIGHT: km / self.rng.uniform(780, 930) + 0.7,
            LegKind.TRANSPORT: km / self.rng.uniform(35, 75) + self.rng.uniform(0.3, 5),
        }.get(kind, km / self.rng.uniform(25, 60) + self.rng.uniform(0.3, 3))
        if more.pop("sea", False):
            hours = km / self.rng.uniform(22, 38) + 12
        start = self.local(zone)
        self.at += timedelta(hours=hours)
        self._leg(kind, a, b, start, self.local(other), **more)

    def abroad(self, plant: Place, home: Port, end: Port, way: str) -> tuple[Place, str]:
        """By air over none to two hubs, or by sea; export and import customs where borders are."""
        rng = self.rng
        gate = self.airport(home) if way == "air" else self.nearby(home, f"{home.code} Docks", 5, 30)
        self.carry(plant, gate, LegKind.TRANSPORT, home.zone, home.zone, carrier=text("Green Road"))
        self.wait(5, 20)
        self._clear("export", gate, home.zone)
        self.wait(10, 30)
        if way == "sea":
            here = self.nearby(end, f"{end.code} Docks", 5, 30)
            self.carry(gate, here, LegKind.TRANSPORT, home.zone, end.zone, carrier=text("Blue Line"), sea=True)
        else:
            stops = [home, *rng.sample([hub for hub in HUBS if hub.country != home.country], rng.randrange(3)), end]
            for a, b in itertools.pairwise(stops):
                number = f"{rng.choice(CARRIERS)}{rng.choice(('', ' '))}{rng.randrange(1, 10000)}"
                places = self.airport(a), self.airport(b)
                self.carry(*places, LegKind.FLIGHT, a.zone, b.zone, flight=number, carrier=text("Sky Cargo"))
                self.wait(45, 14)
            here = self.airport(end)
        if rng.random() < 0.5:
            self.wait(5, 20)
            bonded = self.around(here, f"Bonded {self.number}", 2, 40)
            self.carry(here, bonded, LegKind.TRANSPORT, end.zone, end.zone)
            here = bonded
        self.wait(5, 40)
        self._clear("import", here, end.zone)
        return here, end.zone

    def _clear(self, direction: str, place: Place, zone: str) -> None:
        start = self.local(zone)
        self.wait(20, 9)
        number = f"{place.country}{self.rng.randrange(10**12):012d}"
        self._leg(LegKind.CUSTOMS, place, None, start, self.local(zone), customs=direction, declaration=number)

    def _leg(
        self, kind: LegKind, place: Place, to: Place | None, start: datetime, end: datetime, **more: object
    ) -> None:
        start, end = _written(start), _written(max(end, start + timedelta(minutes=1)))
        measured = self.cold is not None or self.rng.random() < 0.1
        if measured and kind is not LegKind.PRODUCTION:
            more["temperatures"] = self._readings(start, end)
        self.legs.append(
            Leg.model_validate({"kind": kind, "place": place, "to": to, "start": start, "end": end, **more})
        )

    def _readings(self, start: datetime, end: datetime) -> tuple[Temperature, ...]:
        low, high = self.cold or (-5.0, 30.0)
        pace = max((end - start) / 12, timedelta(minutes=10))
        count = int((end - start) / pace) + 1
        return tuple(
            Temperature(at=start + pace * step, celsius=round(self.rng.uniform(low + 0.2, high - 0.2), 1))
            for step in range(count)
        )

    # --- inspections

    def inspections(self, lot: Lot, abroad: bool) -> Iterator[Inspection]:
        made, sold = lot.legs[0].end or lot.legs[0].start, lot.legs[-1].start
        window = max(0, (sold.date() - made.date()).days)
        for number in range(self.rng.randrange(1, 4)):
            on = made.date() + timedelta(days=self.rng.randrange(window + 1))
            on = max(on, lot.produced)
            lab, test = number * 2 + self.number % 2, TESTS[(number + self.number) % len(TESTS)]
            yield Inspection(
                laboratory=text(f"Laboratory {lab}"),
                laboratory_id=f"lab-{lab}",
                test=test,
                lots=(lot.lot,),
                tested=text(test),
                limit=text("at most 1 mg/kg"),
                result=text("not detected" if abroad else "0.2 mg/kg"),
                passed=True,
                on=on,
                certificate=f"C{self.number:05d}-{number}",
                valid_until=on + timedelta(days=self.rng.randrange(380, 1500)),
                approved_by=text("Town inspection group") if self.rng.random() < 0.5 else None,
            )


def _written(at: datetime) -> datetime:
    """The time with the offset that its zone had on that day, as a document writes it."""
    return datetime.fromisoformat(at.isoformat())
