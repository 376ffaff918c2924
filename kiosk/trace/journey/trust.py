"""Whom to believe when a journey is judged without this booth's pack: a trust block, one JSON object in a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.town.model import Brand, Issuer, Item, Laboratory, Lot, Product, Text

_NONE = Text(en="-", zh="-")
_MEMBERS = frozenset(
    {"issuers", "laboratories", "brands", "products", "log", "penaltyLimit", "withdrawn", "listed"}
)


class TrustError(ValueError):
    """The trust block cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Goods:
    """What is believed of a product: its brand and its cold chain."""

    gtin: str
    brand_id: str | None = None
    storage_c: tuple[float, float] | None = None


@dataclass(frozen=True)
class Trust:
    """Satisfies kiosk.trace.identify.Records; lots and proofs come with the journey."""

    keys: tuple[Issuer, ...] = ()
    register: dict[str, Laboratory] = field(default_factory=dict)
    brands: dict[str, Brand] = field(default_factory=dict)
    goods: dict[str, Goods] = field(default_factory=dict)
    log: str | None = None  # LogKeys as JSON
    limit: int = 12
    withdrawn: frozenset[tuple[str, str]] = frozenset()  # GTIN, serial
    listed: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)  # GTIN, lot -> serials

    def product(self, gtin: str) -> Product | None:
        known = self.goods.get(gtin)
        if known is None:
            return None
        origin = {"name": _NONE, "country": "ZZ", "latitude": 0, "longitude": 0}
        words: dict[str, Any] = dict.fromkeys(("brand", "name", "tagline", "story"), _NONE)
        return Product.model_validate(
            {
                **words,
                "gtin": gtin,
                "brand_id": known.brand_id,
                "storage_c": known.storage_c,
                "origin": origin,
                "picture": "-",
            }
        )

    def lot(self, gtin: str, lot: str) -> Lot | None:
        return None

    def issuers(self) -> tuple[Issuer, ...]:
        return self.keys

    def laboratory(self, laboratory_id: str) -> Laboratory | None:
        return self.register.get(laboratory_id)

    def brand(self, brand_id: str) -> Brand | None:
        return self.brands.get(brand_id)

    def proof(self, gtin: str, lot: str) -> str | None:
        return None

    def log_keys(self) -> str | None:
        return self.log

    def serial_lot(self, gtin: str, serial: str) -> str | None:
        return next((lot for (of, lot), serials in self.listed.items() if of == gtin and serial in serials), None)

    def serial_listed(self, gtin: str, lot: str, serial: str) -> bool | None:
        known = self.listed.get((gtin, lot))
        return None if known is None else serial in known

    def serial_withdrawn(self, gtin: str, lot: str, serial: str) -> bool:
        return (gtin, serial) in self.withdrawn

    def item(self, gtin: str, serial: str) -> Item | None:
        return None

    @property
    def penalty_limit(self) -> int:
        return self.limit


def read_trust(content: bytes) -> Trust:
    """issuers, laboratories, brands: lists as town.model has them. products: {gtin, brand_id, storage_c}.

    log: a LogKeys, or null. penaltyLimit: points. withdrawn: [gtin, serial]. listed: [gtin, lot, [serials]].
    Every member may be absent. Raises TrustError.
    """
    from pydantic import TypeAdapter, ValidationError

    from kiosk.trace.log.document import read_json
    from kiosk.trace.log.errors import LogError
    from kiosk.trace.log.keys import LogKeys

    try:
        said = read_json(content)
        if not isinstance(said, dict) or said.keys() - _MEMBERS:
            raise TrustError(f"a trust block is an object of {', '.join(sorted(_MEMBERS))}")
        keys = TypeAdapter(tuple[Issuer, ...]).validate_python(said.get("issuers", ()))
        register = TypeAdapter(tuple[Laboratory, ...]).validate_json(_dumped(said.get("laboratories", [])))
        brands = TypeAdapter(tuple[Brand, ...]).validate_json(_dumped(said.get("brands", [])))
        goods = TypeAdapter(tuple[Goods, ...]).validate_python(said.get("products", ()))
        withdrawn = TypeAdapter(list[tuple[str, str]]).validate_python(said.get("withdrawn", []))
        listed = TypeAdapter(list[tuple[str, str, list[str]]]).validate_python(said.get("listed", []))
        limit = TypeAdapter(int).validate_python(said.get("penaltyLimit", 12))
        log = said.get("log")
        return Trust(
            keys,
            {each.id: each for each in register},
            {each.id: each for each in brands},
            {each.gtin: each for each in goods},
            _dumped(LogKeys.from_json(log).to_json()) if log is not None else None,
            limit,
            frozenset(withdrawn),
            {(gtin, lot): frozenset(serials) for gtin, lot, serials in listed},
        )
    except (ValidationError, LogError) as error:
        raise TrustError(" ".join(str(error).split())) from None


def trust_file(path: Path) -> Trust:
    """Raises TrustError, and OSError for a file that cannot be read."""
    return read_trust(path.read_bytes())


def _dumped(said: Any) -> str:
    import json

    return json.dumps(said)
