"""What the files of a town may refer to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from pydantic import ValidationError

from kiosk.town import gtin as gtins
from kiosk.town import media
from kiosk.town.model import Place, Region, Text
from kiosk.town.read import Kind, Source

# Keys that may name a section of brands.toml or laboratories.toml, and where the model has that name.
REFERENCES = {"brand": "brand_id", "laboratory": "laboratory_id", "approved_by": "approver_id"}
REGIONS: tuple[Region, ...] = get_args(Region)
_SOMEWHERE: dict[str, Any] = {"name": {"en": "-", "zh": "-"}, "country": "CN", "latitude": 0, "longitude": 0}
_NAMELESS: dict[str, Any] = {"en": "-", "zh": "-"}


@dataclass(frozen=True)
class Known:
    """What the files of a town may refer to. Files that cannot be read count as there: one fault, not two."""

    assets: media.Roots
    places: dict[
        str, dict[str, Any]
    ]  # by name; a faulty one is replaced by somewhere, and reported at its own file
    places_readable: bool
    gtin_by_slug: dict[str, str | None]  # None where the product's own GTIN is faulty
    products_readable: bool
    menus: frozenset[str]
    laboratories: dict[str, dict[str, Any]]  # by id, as written
    laboratories_readable: bool
    brands: dict[str, dict[str, Any]]
    brands_readable: bool

    @staticmethod
    def of(sources: list[Source], assets: media.Roots) -> Known:
        products = [source for source in sources if source.kind is Kind.PRODUCT]
        places, places_readable = _sections(sources, Kind.PLACES)
        laboratories, laboratories_readable = _sections(sources, Kind.LABORATORIES)
        brands, brands_readable = _sections(sources, Kind.BRANDS)
        return Known(
            assets,
            {name: _usable(place) for name, place in places.items()},
            places_readable,
            {source.stem: written_gtin(source) for source in products},
            all(source.readable and written_gtin(source) for source in products),
            frozenset(source.stem for source in sources if source.kind is Kind.MENU),
            {name: table if isinstance(table, dict) else {} for name, table in laboratories.items()},
            laboratories_readable,
            {name: table if isinstance(table, dict) else {} for name, table in brands.items()},
            brands_readable,
        )

    def gtin(self, product: str) -> str | None:
        """The GTIN-14 that a product's file name or its GTIN stands for."""
        if product in self.gtin_by_slug:
            return self.gtin_by_slug[product]
        written = gtins.to_gtin14(product) if gtins.is_gtin(product) else None
        return written if written in self.gtin_by_slug.values() else None

    def place(self, name: str) -> dict[str, Any]:
        return self.places.get(name, _SOMEWHERE)

    def usable_place(self, name: str) -> dict[str, Any] | None:
        """The place as written; None where there is none of that name, or where it is faulty."""
        place = self.place(name)
        return None if place is _SOMEWHERE else place

    def laboratory_name(self, laboratory: str) -> dict[str, Any]:
        return _name(self.laboratories.get(laboratory, {}))

    def brand_name(self, brand: str) -> dict[str, Any]:
        return _name(self.brands.get(brand, {}))


def written_gtin(source: Source) -> str | None:
    written = source.data.get("gtin")
    return gtins.to_gtin14(written) if isinstance(written, str) and gtins.is_gtin(written) else None


def _sections(sources: list[Source], kind: Kind) -> tuple[dict[str, Any], bool]:
    found = [source for source in sources if source.kind is kind]
    sections = {name: table for source in found for name, table in source.data.items()}
    return sections, all(source.readable for source in found)


def _usable(place: Any) -> dict[str, Any]:
    try:
        Place.model_validate(place, strict=True)
    except ValidationError:
        return _SOMEWHERE
    return dict(place)


def _name(table: dict[str, Any]) -> dict[str, Any]:
    """The name of a laboratory or brand; a faulty one is replaced, and reported at its own file."""
    name = table.get("name")
    try:
        Text.model_validate(name, strict=True)
    except ValidationError:
        return _NAMELESS
    return dict(name) if isinstance(name, dict) else _NAMELESS
