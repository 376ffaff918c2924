"""Pydantic's errors, said again for the person who wrote the file: what is wrong, and what to write instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from kiosk.town.model import Brand, Dish, Inspection, Laboratory, Menu, Pavilion, Place, Product, Text
from kiosk.town.positions import Where

DISH_KEYS = {
    "price": "price_fen",
    "gtin": "product",
}  # staff write the unit into the name, and a product's file name
# The name of the file or section says it, or the reference, or a file that was signed.
_NOT_WRITTEN: dict[type[BaseModel] | None, tuple[str, ...]] = {
    Menu: ("id",),
    Pavilion: ("id",),
    Laboratory: ("id",),
    Brand: ("id",),
    Product: ("brand_id",),
    Inspection: ("laboratory_id", "approver_id", "credential", "approval"),
}
_NEEDED = {
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "string_type": "text in quotation marks",
}
_EXAMPLES = {
    "latitude": "latitude = 30.25",
    "longitude": "longitude = 120.17",
    "gtin": 'gtin = "9521234567899"',
    "price_fen": "price_fen = 3900",
    "country": 'country = "NL"',
    "flight": 'flight = "GT 8812"',
    "airport": 'airport = "HGH"',
    "lot": 'lot = "A2026-04"',
    "serial": 'serial = "A0001"',
    "currency": 'currency = "CNY"',
    "temperature_c": "temperature_c = [2.0, 6.0]",
    "storage_c": "storage_c = [2.0, 8.0]",
    "celsius": "celsius = 4.5",
    "test": 'test = "antibiotic-residues"',
    "tests": 'tests = ["antibiotic-residues"]',
    "points": "points = 3",
    "public_key": 'public_key = "64 of 0-9 and a-f"',
    "start": "start = 2026-05-31T08:30:00+08:00",
    "end": "end = 2026-05-31T08:30:00+08:00",
    "at": "at = 2026-05-31T08:30:00+08:00",
    "time_zone": 'time_zone = "Europe/Amsterdam"',
    "weekdays": 'weekdays = ["mon", "thu"]',
    "serves": 'serves = ["NL"]',
    "picture": 'picture = "pictures/name.svg"',
    "film": 'film = "films/name.webm"',
    "products": 'products = ["a product\'s file name"]',
    "product": 'product = "the product\'s file name"',
}


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant."""
    names = sorted(known)
    folded = {name.casefold(): name for name in reversed(names)}
    close = difflib.get_close_matches(written.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def as_written(where: Where) -> Where:
    """A place in the model as a place in the file."""
    if where[0] != "dishes":
        return where
    return tuple(DISH_KEYS.get(part, part) if isinstance(part, str) else part for part in where)


def words(error: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """What is wrong and what to write instead, for one error of validating `model`."""
    where = error["loc"]
    what, instead = _words(error, model)
    if (
        isinstance(where[-1], int) and error["type"] != "missing"
    ):  # one value of a list: the rest of the list may stay
        key = f"{_last_key(as_written(where))} = "
        instead = (
            instead.replace(f"{key}[", "", 1).removesuffix("]")
            if f"{key}[" in instead
            else instead.replace(key, "", 1)
        )
    return what, instead


def _words(error: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    where, kind, given = error["loc"], error["type"], _shown(error["input"])
    key, name = _last_key(as_written(where)), _name(where)
    example = _example(key, _annotation(model, where))
    if kind == "extra_forbidden":
        return _unknown_key(where, model)
    if key in ("en", "zh") and len(where) > 1 and kind in ("missing", "string_too_short"):
        language = {"en": "English", "zh": "Chinese"}[key]
        instead = f'add {key} = "…" inside its braces' if kind == "missing" else f"write them after {key} ="
        return f"{_name(where[:-1])} has no {language} words", instead
    if kind == "missing":
        return f"{name} is missing", f"{'write' if isinstance(where[-1], int) else 'add'} {example}"
    if key == "price_fen" and kind == "int_type":
        return f"`price_fen` is {given}, but a price is a whole number of fen", f"write {_fen(error['input'])}"
    if kind in _NEEDED:
        return f"{name} is {given}, not {_NEEDED[kind]}", f"write {_repaired(key, error['input'], kind) or example}"
    if kind == "model_type" and error.get("ctx", {}).get("class_name") == "Text":
        text = error["input"] if isinstance(error["input"], str) else "…"
        return f"{name} is not in both languages", f'write {key} = {{ en = "{text}", zh = "…" }}'
    if kind in ("model_type", "tuple_type"):
        return f"{name} is {given}, which cannot be", f"write {example}"
    if kind.startswith("time_"):
        return f"{name} is {given}, not a time of day", f"write {example}"
    if kind.startswith(("date", "timezone")):
        return _time(kind, key, name, str(error["input"]))
    return _not_allowed(error, key, name, example)


def _time(kind: str, key: str, name: str, written: str) -> tuple[str, str]:
    day = written[:10] if re.match(r"\d{4}-\d\d-\d\d", written) else "2026-05-31"
    if kind == "timezone_aware":
        return f"{name} has no time zone", f"add the zone of the place, such as {key} = {written}+08:00"
    if kind.startswith("datetime"):
        return f"{name} is {written}, not a day with time and zone", f"write {key} = {day}T08:30:00+08:00"
    return f"{name} is {written}, not a day", f"write {key} = {day}"


def _not_allowed(error: ErrorDetails, key: str, name: str, example: str) -> tuple[str, str]:
    """The right type, but a value that cannot be."""
    kind, given, context = error["type"], _shown(error["input"]), error.get("ctx", {})
    if kind in ("literal_error", "enum"):
        choices = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        guess = nearest(str(error["input"]), choices)
        instead = f'write {key} = "{guess}"' if guess else f"write one of {', '.join(choices)}"
        return f"{name} is {given}, which is none of {', '.join(choices)}", instead
    if kind == "string_pattern_mismatch":
        return f"{name} is {given}, which does not have the right form", f"write it like {example}"
    if kind == "too_short":
        return f"{name} has nothing in it", f"write at least one, such as {example}"
    if kind == "too_long":
        return f"{name} has {context.get('actual_length')} values", f"keep at most {context.get('max_length')}"
    if kind == "string_too_short":
        return f"{name} has nothing in it", f"write {example}"
    if kind in ("greater_than_equal", "greater_than"):
        least = f"from {context['ge']:.0f} up" if "ge" in context else f"above {context['gt']}"
        return f"{name} is {given}, which is too small", f"write a number {least}"
    if kind == "less_than_equal":
        return f"{name} is {given}, which is too large", f"write a number up to {context['le']:.0f}"
    return f"{name} is {given}, which cannot be ({kind})", "write it as in the sample town"


def _name(where: Where) -> str:
    """How a place is called in a sentence: `price_fen`, or `benefits`, number 2."""
    key = f"`{_last_key(as_written(where))}`"
    return f"{key}, number {where[-1] + 1}," if isinstance(where[-1], int) else key


def _unknown_key(where: Where, model: type[BaseModel]) -> tuple[str, str]:
    written = str(where[-1])
    known = _known_keys(where, model)
    guess = _meant(written, known)
    instead = f"write `{guess}`" if guess else f"take it out, or use one of {', '.join(known)}"
    return f"`{written}` is not a key that belongs here", instead


def meant_by(unknown: Where, model: type[BaseModel]) -> str | None:
    """The model's field that an unknown key is probably a misspelling of."""
    known = _known_keys(unknown, model)
    guess = _meant(str(unknown[-1]), known)
    return known[guess] if guess else None


def _meant(written: str, known: Iterable[str]) -> str | None:
    return nearest(written, known) or next(
        (key for key in known if len(written) > 2 and key.startswith(written)), None
    )


def _known_keys(where: Where, model: type[BaseModel]) -> dict[str, str]:
    """The keys that may stand beside the one at `where`, and the fields they become."""
    inside = _model_at(model, where[:-1])
    fields = [field for field in inside.model_fields if field not in _NOT_WRITTEN.get(inside, ())] if inside else []
    return {DISH_KEYS.get(field, field) if inside is Dish else field: field for field in fields}


def _last_key(where: Where) -> str:
    return next((part for part in reversed(where) if isinstance(part, str)), "file")


def _fen(price: Any) -> str:
    """A guess at what was meant: 39.0 and "39" are yuan, as people say prices."""
    try:
        yuan = float(str(price).strip().lstrip("¥￥").removesuffix("元"))
        return f"price_fen = {round(yuan * 100)} for ¥{yuan:.2f}"
    except (ValueError, OverflowError):
        return "price_fen = 3900 for ¥39.00"


def _repaired(key: str, value: Any, kind: str) -> str | None:
    """The same value written with the right type, where that is beyond doubt."""
    if kind == "string_type" and isinstance(value, int | float) and not isinstance(value, bool):
        return f'{key} = "{value}"'
    if kind == "int_type" and isinstance(value, float) and value.is_integer():
        return f"{key} = {int(value)}"
    if kind in ("int_type", "float_type") and isinstance(value, str):
        number = value.strip()
        if number.lstrip("-").replace(".", "", 1 if kind == "float_type" else 0).isdigit():
            return f"{key} = {number}"
    if kind == "bool_type" and str(value).casefold() in ("yes", "no", "true", "false", "1", "0"):
        return f"{key} = {'true' if str(value).casefold() in ('yes', 'true', '1') else 'false'}"
    return None


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _example(key: str, annotation: Any) -> str:
    if key in _EXAMPLES:
        return _EXAMPLES[key]
    kinds = list(_kinds(annotation))
    models = [kind for kind in kinds if issubclass(kind, BaseModel)]
    if Place in models:
        return f'{key} = "a name from places.toml"'
    if Text in models:
        pair = '{ en = "…", zh = "…" }'
        return f"{key} = [{pair}]" if tuple in kinds else f"{key} = {pair}"
    if models:
        return f"a section [[{key}]]"
    if tuple in kinds and str in kinds:
        return f'{key} = ["…"]'
    written = {datetime: "2026-05-31T08:30:00+08:00", date: "2026-05-31", time: '"08:00"', bool: "true", int: "1"}
    for kind, value in written.items():
        if kind in kinds:
            return f"{key} = [{value}]" if tuple in kinds else f"{key} = {value}"
    return f"{key} = 1.5" if float in kinds else f'{key} = "…"'


def _kinds(annotation: Any) -> Iterable[type]:
    """The classes an annotation is made of, outermost first: tuple[Lot, ...] | None is tuple, Lot, NoneType."""
    origin = getattr(annotation, "__origin__", None)
    if isinstance(annotation, type) and origin is None:
        yield annotation
    elif isinstance(origin, type):
        yield origin
    for part in get_args(annotation):
        yield from _kinds(part)


def _annotation(model: type[BaseModel], where: Where) -> Any:
    """The annotation of the field that the last key of `where` names."""
    keys = [part for part in where if isinstance(part, str)]
    inside: type[BaseModel] | None = model
    for key in keys[:-1]:
        inside = _model_at(inside, (key,)) if inside else None
    field = inside.model_fields.get(keys[-1]) if inside and keys else None
    return field.annotation if field else str


def _model_at(model: type[BaseModel], where: Where) -> type[BaseModel] | None:
    inside: type[BaseModel] | None = model
    for key in (part for part in where if isinstance(part, str)):
        field = inside.model_fields.get(key) if inside else None
        models = [kind for kind in _kinds(field.annotation) if issubclass(kind, BaseModel)] if field else []
        inside = models[0] if models else None
    return inside
