"""From files to a town: every fault with its line, or all of it as the model."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kiosk.town import gtin as gtins
from kiosk.town.certificates import with_certificates
from kiosk.town.fault import Fault, TownFaults
from kiosk.town.media import Roots
from kiosk.town.model import Brand, Laboratory, Menu, Pavilion, Place, Product, Town, TownInfo
from kiosk.town.read import Kind, Source, read_folder
from kiosk.town.rules import REFERENCES, REGIONS, Known, faults_of
from kiosk.town.rules.sets import is_set, stock_of
from kiosk.town.schedule import Schedule

__all__ = ["Fault", "TownFaults", "check", "load"]

Model = TypeVar("Model", bound=BaseModel)

_SOME_GTIN = "0" * 14  # stands in for a reference that is a fault of its own, so that it is reported once


def check(folder: Path, assets: Roots) -> list[Fault]:
    """Everything wrong with the town in `folder`, sorted by file and line; empty when there is nothing.

    assets: the folder (or folders, first match wins) that picture and film names are below.
    Never raises for content.
    """
    return _read_town(folder, assets)[1]


def load(folder: Path, assets: Roots) -> Town:
    """The town in `folder`. Raises TownFaults with every fault when there is any."""
    town, faults = _read_town(folder, assets)
    if town is None:
        raise TownFaults(faults)
    return town


def _read_town(folder: Path, assets: Roots) -> tuple[Town | None, list[Fault]]:
    sources, faults = read_folder(folder)
    known = Known.of(sources, assets)
    faults += faults_of(sources, known)
    infos = _valid(sources, Kind.TOWN, TownInfo, lambda source: source.data, faults)
    _sections(sources, Kind.PLACES, Place, faults)
    laboratories = _sections(sources, Kind.LABORATORIES, Laboratory, faults)
    brands = _sections(sources, Kind.BRANDS, Brand, faults)
    pavilions = _valid(sources, Kind.PAVILION, Pavilion, lambda source: _pavilion(source, known), faults)
    products = _valid(sources, Kind.PRODUCT, Product, lambda source: _product(source, known), faults)
    menus = _valid(sources, Kind.MENU, Menu, lambda source: _menu(source, known), faults)
    schedules = _valid(sources, Kind.SCHEDULE, Schedule, lambda source: _schedule(source, known), faults)
    products, sent = with_certificates(products, folder)
    # A product with a fault is not among them, and its certificates would seem to be nobody's.
    faults += sent if not faults else []
    if faults:
        return None, sorted(set(faults))
    town = Town(
        info=infos[0],
        pavilions=_in_order(pavilions),
        products=products,
        menus=menus,
        laboratories=laboratories,
        brands=brands,
        schedule=schedules[0] if schedules else None,
    )
    return town, []


def _in_order(pavilions: tuple[Pavilion, ...]) -> tuple[Pavilion, ...]:
    return tuple(sorted(pavilions, key=lambda pavilion: (pavilion.order, pavilion.id)))


def _valid(
    sources: list[Source],
    kind: Kind,
    model: type[Model],
    shaped: Callable[[Source], dict[str, Any]],
    faults: list[Fault],
) -> tuple[Model, ...]:
    """The valid sources of one kind as models; what is wrong with the others is added to `faults`."""
    found: list[Model] = []
    for source in sources:
        if source.kind is kind and source.readable:
            valid = _validate(source, (), model, shaped(source), faults)
            found += [valid] if valid else []
    return tuple(found)


def _validate(
    source: Source, above: tuple[str, ...], model: type[Model], data: dict[str, Any], faults: list[Fault]
) -> Model | None:
    # Strict JSON is TOML's own types: text stays text, arrays become tuples, days and times come as ISO 8601.
    try:
        return model.model_validate_json(json.dumps(_finite(data), default=_iso), strict=True)
    except ValidationError as error:
        from kiosk.town.wording import as_written, meant_by, words

        errors = error.errors(include_url=False)
        unknown = [found["loc"] for found in errors if found["type"] == "extra_forbidden"]
        misspelt = {(*where[:-1], meant_by(where, model)) for where in unknown}
        for found in errors:
            if found["type"] == "missing" and found["loc"] in misspelt:
                continue  # the misspelt key is the fault; its absence under the right name only echoes it
            if found["type"] == "too_short" and found["input"]:
                continue  # counted without the faulty ones among them, which are reported themselves
            if found["loc"][-1] == "country" and found["type"] == "string_pattern_mismatch":
                continue  # rules.py looks every code up, and says which one was meant
            what, instead = words(found, model)
            faults.append(Fault(source.file, source.line((*above, *as_written(found["loc"]))), what, instead))
        return None


def _finite(value: Any) -> Any:
    """The same with nan and inf, which JSON does not have, made nought; rules.py reports them."""
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_finite(inner) for inner in value]
    return value if not isinstance(value, float) or math.isfinite(value) else 0.0


def _iso(value: object) -> str:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(f"TOML has no {type(value).__name__}")


# --- files as the model has them: references resolved, file names as ids -----------------------------------


_SECTIONS: dict[Kind, tuple[str, str]] = {
    Kind.PLACES: ("a place", "name, country, latitude and longitude"),
    Kind.LABORATORIES: ("a laboratory", "name and accreditations"),
    Kind.BRANDS: ("a brand", "name, and penalties where there are any"),
}


def _sections(sources: list[Source], kind: Kind, model: type[Model], faults: list[Fault]) -> tuple[Model, ...]:
    """The valid sections of a file that holds one thing in each; a section's name is its id, where it has one."""
    found: list[Model] = []
    for source in sources:
        for name, table in source.data.items() if source.kind is kind else ():
            if isinstance(table, dict):
                data = {**table, "id": name} if "id" in model.model_fields else table
                valid = _validate(source, (name,), model, data, faults)
                found += [valid] if valid else []
            else:
                what, keys = _SECTIONS[kind]
                instead = f"write a section [{name}] with {keys}"
                faults.append(Fault(source.file, source.line((name,)), f"`{name}` is not {what}", instead))
    return tuple(found)


def _pavilion(source: Source, known: Known) -> dict[str, Any]:
    data = {**source.data, "id": source.stem if source.stem in REGIONS else REGIONS[0]}
    if isinstance(data.get("rooms"), list):
        data["rooms"] = [_room(room, known) for room in data["rooms"]]
    return data


def _room(room: Any, known: Known) -> Any:
    if not isinstance(room, dict) or not isinstance(room.get("products"), list):
        return room
    return {**room, "products": [_gtin(product, known) for product in room["products"]]}


def _product(source: Source, known: Known) -> dict[str, Any]:
    data = _with_places(source.data, ("origin",), known)
    if isinstance(data.get("gtin"), str):
        data["gtin"] = gtins.to_gtin14(data["gtin"]) if gtins.is_gtin(data["gtin"]) else _SOME_GTIN
    if isinstance(data.get("lots"), list):
        data["lots"] = [_lot(lot, known) for lot in data["lots"]]
    return _named(data, "brand", known.brand_name)


def _lot(lot: Any, known: Known) -> Any:
    if not isinstance(lot, dict):
        return lot
    resolved = dict(lot)
    for key, inside in (("legs", ("place", "to")), ("ingredients", ("place",))):
        if isinstance(lot.get(key), list):
            resolved[key] = [_with_places(of, inside, known) if isinstance(of, dict) else of for of in lot[key]]
    if isinstance(lot.get("inspections"), list):
        resolved["inspections"] = [
            _inspection(of, known) if isinstance(of, dict) else of for of in lot["inspections"]
        ]
    return resolved


def _inspection(inspection: dict[str, Any], known: Known) -> dict[str, Any]:
    signed = ("credential", "approval")  # files of their own, see certificates.py
    data = {key: value for key, value in inspection.items() if key not in signed}
    data = _named(data, "laboratory", known.laboratory_name)
    return _named(data, "approved_by", known.laboratory_name)


def _menu(source: Source, known: Known) -> dict[str, Any]:
    data = {**source.data, "id": source.stem}
    if isinstance(data.get("dishes"), list):
        data["dishes"] = [_dish(dish, data["dishes"], known) for dish in data["dishes"]]
    return data


def _dish(dish: Any, dishes: list[Any], known: Known) -> Any:
    if not isinstance(dish, dict):
        return dish
    if is_set(dish):
        return _set(dish, dishes)
    shaped = {key: value for key, value in dish.items() if key not in ("price_fen", "product")}
    if "price_fen" in dish or "price" in dish:  # `price` is a fault of its own, see rules.py
        shaped["price"] = dish.get("price_fen", 1)
    if "product" in dish or "gtin" in dish:
        shaped["gtin"] = _gtin(dish.get("product", ""), known)
    return shaped


def _set(dish: dict[str, Any], dishes: list[Any]) -> dict[str, Any]:
    shaped = {key: value for key, value in dish.items() if key not in ("price_fen", "product")}
    if "price_fen" in dish or "price" in dish:
        shaped["price"] = dish.get("price_fen", 1)
    written = dish.get("gtin")
    shaped["gtin"] = gtins.to_gtin14(written) if isinstance(written, str) and gtins.is_gtin(written) else _SOME_GTIN
    return shaped | {"stock": stock_of(dish, dishes)}


def _schedule(source: Source, known: Known) -> dict[str, Any]:
    data = dict(source.data)
    if isinstance(data.get("arrival"), dict):
        data["arrival"] = _with_places(data["arrival"], ("place",), known)
    if isinstance(data.get("hubs"), list):
        data["hubs"] = [_with_places(of, ("place",), known) if isinstance(of, dict) else of for of in data["hubs"]]
    return data


def _gtin(product: Any, known: Known) -> Any:
    return (known.gtin(product) or _SOME_GTIN) if isinstance(product, str) else product


def _with_places(data: dict[str, Any], keys: tuple[str, ...], known: Known) -> dict[str, Any]:
    """A copy with the names of places replaced by the places themselves."""
    return {**data, **{key: known.place(data[key]) for key in keys if isinstance(data.get(key), str)}}


def _named(data: dict[str, Any], key: str, name: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """A copy in which the id of a brand or laboratory is its words, and the id stands beside them."""
    reference = REFERENCES[key]
    shaped = {at: value for at, value in data.items() if at != reference}  # a fault of its own, see rules/
    if isinstance(data.get(key), str):
        shaped |= {key: name(data[key]), reference: data[key]}
    return shaped
