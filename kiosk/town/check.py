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
from kiosk.town.fault import Fault, TownFaults
from kiosk.town.media import Roots
from kiosk.town.model import Menu, Pavilion, Place, Product, Town, TownInfo
from kiosk.town.read import Kind, Source, read_folder
from kiosk.town.rules import REGIONS, Known, faults_of

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
    _check_places(sources, faults)
    pavilions = _valid(sources, Kind.PAVILION, Pavilion, lambda source: _pavilion(source, known), faults)
    products = _valid(sources, Kind.PRODUCT, Product, lambda source: _product(source, known), faults)
    menus = _valid(sources, Kind.MENU, Menu, lambda source: _menu(source, known), faults)
    if faults:
        return None, sorted(set(faults))
    return Town(info=infos[0], pavilions=_in_order(pavilions), products=products, menus=menus), []


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


def _check_places(sources: list[Source], faults: list[Fault]) -> None:
    for source in sources:
        if source.kind is Kind.PLACES:
            for name, place in source.data.items():
                if isinstance(place, dict):
                    _validate(source, (name,), Place, place, faults)
                else:
                    what = f"`{name}` is not a place"
                    instead = f"write a section [{name}] with name, country, latitude and longitude"
                    faults.append(Fault(source.file, source.line((name,)), what, instead))


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
    return data


def _lot(lot: Any, known: Known) -> Any:
    if not isinstance(lot, dict) or not isinstance(lot.get("legs"), list):
        return lot
    legs = [_with_places(leg, ("place", "to"), known) if isinstance(leg, dict) else leg for leg in lot["legs"]]
    return {**lot, "legs": legs}


def _menu(source: Source, known: Known) -> dict[str, Any]:
    data = {**source.data, "id": source.stem}
    if isinstance(data.get("dishes"), list):
        data["dishes"] = [_dish(dish, known) for dish in data["dishes"]]
    return data


def _dish(dish: Any, known: Known) -> Any:
    if not isinstance(dish, dict):
        return dish
    shaped = {key: value for key, value in dish.items() if key not in ("price_fen", "product")}
    if "price_fen" in dish or "price" in dish:  # `price` is a fault of its own, see rules.py
        shaped["price"] = dish.get("price_fen", 1)
    if "product" in dish or "gtin" in dish:
        shaped["gtin"] = _gtin(dish.get("product", ""), known)
    return shaped


def _gtin(product: Any, known: Known) -> Any:
    return (known.gtin(product) or _SOME_GTIN) if isinstance(product, str) else product


def _with_places(data: dict[str, Any], keys: tuple[str, ...], known: Known) -> dict[str, Any]:
    """A copy with the names of places replaced by the places themselves."""
    return {**data, **{key: known.place(data[key]) for key in keys if isinstance(data.get(key), str)}}
