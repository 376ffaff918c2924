"""What a town is made of, as plain data.

Money is in minor units (fen) with the town's ISO 4217 currency, times are timezone-aware, places are WGS 84
degrees, countries ISO 3166-1 alpha-2. Field names follow GS1 (gtin, lot, serial) and IATA (airport, flight).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, Field

from kiosk.store.currency import EXPONENTS
from kiosk.town.plain import Place as Place
from kiosk.town.plain import Plain as Plain
from kiosk.town.plain import Region as Region
from kiosk.town.plain import Text as Text
from kiosk.town.schedule import Schedule


class LegKind(StrEnum):
    PRODUCTION = "production"
    TRANSPORT = "transport"
    FLIGHT = "flight"
    CUSTOMS = "customs"
    DISTRIBUTION = "distribution"


class Temperature(Plain):
    """One measurement of a logger that travels with the goods."""

    at: AwareDatetime
    celsius: float = Field(ge=-90, le=90)


class Leg(Plain):
    """One step of the journey. `to` is set where the leg moves the goods, `end` where it takes time.

    A customs leg starts with its declaration and ends with its clearance.
    """

    kind: LegKind
    place: Place
    to: Place | None = None
    start: AwareDatetime
    end: AwareDatetime | None = None
    carrier: Text | None = None
    flight: str | None = Field(default=None, pattern=r"^([A-Z][A-Z0-9]|\d[A-Z]) ?\d{1,4}$")
    declaration: str | None = None  # customs declaration number
    customs: Literal["export", "import"] | None = None  # of a customs leg
    temperature_c: tuple[float, float] | None = None  # lowest, highest measured
    temperatures: tuple[Temperature, ...] = ()  # in order of time, where the logger was read out
    note: Text | None = None


class Inspection(Plain):
    """What was tested against which limit by whom; the certificate, how long it holds, and its lots."""

    laboratory: Text
    laboratory_id: str | None = None  # of a Laboratory
    test: str | None = Field(default=None, pattern=r"^[a-z0-9-]+$")  # its name in an Accreditation's scope
    lots: tuple[str, ...] = ()  # that the certificate names; none means that it names no lot at all
    tested: Text
    limit: Text
    result: Text
    passed: bool
    on: date
    certificate: str
    valid_until: date
    credential: str | None = Field(default=None, max_length=16384)  # the laboratory's W3C Verifiable Credential
    approved_by: Text | None = None
    approver_id: str | None = None  # of a Laboratory: the inspection group stands among them
    approval: str | None = Field(default=None, max_length=16384)  # the approver's W3C Verifiable Credential


class Item(Plain):
    """One sample shown at the booth, the only items whose serials a pack lists."""

    serial: str = Field(pattern=r"^[A-Z0-9]{1,20}$")
    withdrawn: bool = False


class Ingredient(Plain):
    """What went into a lot, and where it was when it began: the milk of one farm."""

    name: Text
    place: Place
    at: AwareDatetime  # milked, picked, caught: when it was ready to leave that place
    lot: str | None = None  # its own identifier, an EPC class in URI form


class Lot(Plain):
    lot: str = Field(pattern=r"^[A-Z0-9-]{1,20}$")
    produced: date
    expires: date
    recalled: bool = False
    items: tuple[Item, ...] = ()
    legs: tuple[Leg, ...] = Field(min_length=1)
    inspections: tuple[Inspection, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()


class Accreditation(Plain):
    """A laboratory's licence for some tests, ISO/IEC 17025."""

    body: Text
    number: str
    tests: tuple[str, ...] = Field(min_length=1)  # Inspection.test
    valid_from: date
    valid_until: date


class Laboratory(Plain):
    id: str
    name: Text
    public_key: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")  # Ed25519, signs its credentials
    accreditations: tuple[Accreditation, ...] = ()


class Penalty(Plain):
    """Points against a brand, from the town's quality control. They count for a year."""

    on: date
    points: int = Field(gt=0, le=12)
    reason: Text


class Brand(Plain):
    id: str
    name: Text
    penalties: tuple[Penalty, ...] = ()


class Product(Plain):
    gtin: str = Field(pattern=r"^\d{14}$")
    brand: Text
    brand_id: str | None = None  # of a Brand
    storage_c: tuple[float, float] | None = None  # lowest, highest allowed from production to sale: a cold chain
    name: Text
    tagline: Text
    story: Text
    origin: Place
    shape: Literal["bottle", "box", "pouch"] = "box"  # how the item curves its sticker; for the simulated camera
    picture: str  # media name, below assets/
    film: str | None = None
    lots: tuple[Lot, ...] = ()


class Host(Plain):
    id: str
    name: Text
    role: Text
    greeting: Text
    picture: str


class Room(Plain):
    id: str
    name: Text
    tagline: Text
    story: Text
    picture: str
    products: tuple[str, ...] = ()  # GTINs
    menu: str | None = None  # the menu served here


class Pavilion(Plain):
    id: Region
    name: Text
    tagline: Text
    story: Text
    picture: str
    order: int = 0
    rooms: tuple[Room, ...] = ()
    hosts: tuple[Host, ...] = Field(min_length=1)


class Dish(Plain):
    """What a menu sells. A set meal is one with `parts`, sold as one ware under a GTIN of its own."""

    id: str
    gtin: str = Field(pattern=r"^\d{14}$")
    name: Text
    broth: Text  # the essence
    benefits: tuple[Text, ...] = Field(min_length=1, max_length=4)
    description: Text
    price: int = Field(gt=0, le=100_000_00)  # minor units
    stock: int = Field(ge=0)
    limit: int = Field(default=5, ge=1, le=20)  # per visitor
    picture: str
    parts: tuple[str, ...] = Field(
        default=(), max_length=12
    )  # of a set meal: ids of dishes of its menu, repeats too


class Menu(Plain):
    id: str
    name: Text
    tagline: Text
    dishes: tuple[Dish, ...] = Field(min_length=1)


class TownInfo(Plain):
    id: str
    name: Text
    welcome: Text
    currency: str = Field(pattern=f"^({'|'.join(EXPONENTS)})$")  # another has no minor units that anybody knows
    time_zone: str  # IANA name of the event's place
    penalty_limit: int = Field(default=12, ge=1)  # points in a year; then its standing is lost


class Issuer(Plain):
    """A public key that may sign stickers: of which GTINs, and of lots produced from when to when."""

    key_id: str = Field(pattern=r"^[A-Z2-7]$")
    public_key: str = Field(pattern=r"^[0-9a-f]{64}$")  # Ed25519, RFC 8032, hexadecimal
    name: Text
    gtins: tuple[str, ...] = ()  # beginnings of 14-digit GTINs; none means any of the town's
    valid_from: date | None = None
    valid_until: date | None = None
    revoked_since: date | None = None


class Town(Plain):
    """All of it, as checked and before it is packed."""

    info: TownInfo
    pavilions: tuple[Pavilion, ...]
    products: tuple[Product, ...]
    menus: tuple[Menu, ...]
    laboratories: tuple[Laboratory, ...] = ()
    brands: tuple[Brand, ...] = ()
    schedule: Schedule | None = None  # without one, no delivery is promised
