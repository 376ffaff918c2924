"""A small town of records: one milk, two lots, one display sample, and the issuer's key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kiosk.town.model import (
    Accreditation,
    Brand,
    Inspection,
    Issuer,
    Item,
    Laboratory,
    Leg,
    LegKind,
    Lot,
    Place,
    Product,
    Text,
)
from kiosk.trace.issue import IssuerKey, issuer_key

# A machine with other work on its hands must not decide whether a rule holds.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

GTIN = "09520123456788"
START = datetime(2026, 9, 1, 6, 0, tzinfo=UTC)


def text(words: str) -> Text:
    return Text(en=words, zh=words)


FARM = Place(name=text("Friesland"), country="NL", latitude=53.1, longitude=5.8)
AMS = Place(name=text("Schiphol"), country="NL", latitude=52.3, longitude=4.8, airport="AMS")
PVG = Place(name=text("Pudong"), country="CN", latitude=31.1, longitude=121.8, airport="PVG")
SHOP = Place(name=text("Shanghai"), country="CN", latitude=31.2, longitude=121.5)


def leg(kind: LegKind, place: Place, day: float, days: float | None = None, **more: object) -> Leg:
    """day: days after START; days: how long it takes."""
    start = START + timedelta(days=day)
    end = None if days is None else start + timedelta(days=days)
    return Leg.model_validate({"kind": kind, "place": place, "start": start, "end": end, **more})


def journey() -> list[Leg]:
    return [
        leg(LegKind.PRODUCTION, FARM, 0, 0.5),
        leg(LegKind.TRANSPORT, FARM, 1, 0.2, to=AMS),
        leg(LegKind.CUSTOMS, AMS, 1.5),
        leg(LegKind.FLIGHT, AMS, 2, 0.5, to=PVG, flight="MU772"),
        leg(LegKind.CUSTOMS, PVG, 3, 0.2, declaration="2233"),
        leg(LegKind.DISTRIBUTION, SHOP, 4),
    ]


def inspection(**changed: object) -> Inspection:
    usual: dict[str, object] = {
        "laboratory": text("Lab"),
        "laboratory_id": "lab",
        "test": "protein",
        "lots": ("L1", "L2"),
        "tested": text("protein"),
        "limit": text("at least 3 g"),
        "result": text("3.4 g"),
        "passed": True,
        "on": date(2026, 9, 2),
        "certificate": "C-1",
        "valid_until": date(2027, 9, 2),
    }
    return Inspection.model_validate(usual | changed)


def laboratory(**changed: object) -> Laboratory:
    licence: dict[str, object] = {
        "body": text("Register"),
        "number": "R 1",
        "tests": ("protein",),
        "valid_from": date(2026, 1, 1),
        "valid_until": date(2026, 12, 31),
    }
    return Laboratory(id="lab", name=text("Lab"), accreditations=(Accreditation.model_validate(licence | changed),))


@dataclass
class Town:
    """Satisfies kiosk.trace.identify.Records; lots and keys can be put in as a test needs them."""

    keys: list[Issuer] = field(default_factory=list)
    lots: list[Lot] = field(default_factory=list)
    laboratories: dict[str, Laboratory] = field(default_factory=lambda: {"lab": laboratory()})
    brands: dict[str, Brand] = field(default_factory=dict)
    brand_id: str | None = None
    proofs: dict[tuple[str, str], str] = field(default_factory=dict)
    log: str | None = None
    listed: set[str] | None = None
    withdrawn: set[str] = field(default_factory=set)

    def product(self, gtin: str) -> Product | None:
        if gtin != GTIN:
            return None
        return Product(
            gtin=GTIN,
            brand=text("Brand"),
            brand_id=self.brand_id,
            name=text("Milk"),
            tagline=text("t"),
            story=text("s"),
            origin=FARM,
            picture="milk.svg",
            lots=tuple(self.lots),
        )

    def lot(self, gtin: str, lot: str) -> Lot | None:
        return next((known for known in self.lots if known.lot == lot and gtin == GTIN), None)

    def issuers(self) -> list[Issuer]:
        return self.keys

    def laboratory(self, laboratory_id: str) -> Laboratory | None:
        return self.laboratories.get(laboratory_id)

    def brand(self, brand_id: str) -> Brand | None:
        return self.brands.get(brand_id)

    def proof(self, gtin: str, lot: str) -> str | None:
        return self.proofs.get((gtin, lot))

    def log_keys(self) -> str | None:
        return self.log

    def serial_lot(self, gtin: str, serial: str) -> str | None:
        return next((lot.lot for lot in self.lots for item in lot.items if item.serial == serial), None)

    def serial_listed(self, gtin: str, lot: str, serial: str) -> bool | None:
        return None if self.listed is None else serial in self.listed

    def serial_withdrawn(self, gtin: str, lot: str, serial: str) -> bool:
        return serial in self.withdrawn

    def item(self, gtin: str, serial: str) -> Item | None:
        return next((item for lot in self.lots for item in lot.items if item.serial == serial), None)

    @property
    def penalty_limit(self) -> int:
        return 12


@pytest.fixture
def gtin() -> str:
    return GTIN


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> IssuerKey:
    return issuer_key(Path(tmp_path_factory.mktemp("keys")) / "issuer.json")


@pytest.fixture(scope="session")
def issuer(key: IssuerKey) -> Issuer:
    return Issuer(key_id=key.key_id, public_key=key.public_hex, name=text("Town guild"))


@pytest.fixture(scope="session")
def make_leg() -> Callable[..., Leg]:
    return leg


@pytest.fixture(scope="session")
def make_inspection() -> Callable[..., Inspection]:
    return inspection


@pytest.fixture(scope="session")
def make_lot() -> Callable[..., Lot]:
    def make(**changed: object) -> Lot:
        usual: dict[str, object] = {
            "lot": "L1",
            "produced": date(2026, 9, 1),
            "expires": date(2027, 3, 1),
            "items": (Item(serial="SAMPLE1"),),
            "legs": tuple(journey()),
            "inspections": (inspection(),),
        }
        return Lot.model_validate(usual | changed)

    return make


@pytest.fixture
def legs() -> list[Leg]:
    return journey()


@pytest.fixture
def town(issuer: Issuer, make_lot: Callable[..., Lot]) -> Town:
    return Town([issuer], [make_lot(), make_lot(lot="L2", items=(Item(serial="SAMPLE2"),))])
