"""Set meals: dishes made of other dishes of the same menu, sold as one."""

from __future__ import annotations

from collections import Counter
from typing import Any

from kiosk.town import gtin as gtins
from kiosk.town.rules.known import Known
from kiosk.town.rules.say import Key, Writer, nearest, tables, texts

LEAST_SHARE = 0.4  # of what the parts cost alone: a set below that is a slip of the pen


def is_set(dish: dict[str, Any]) -> bool:
    return "parts" in dish


def stock_of(dish: dict[str, Any], dishes: list[Any]) -> int:
    """How many of this set its parts, as written, allow; 0 where one of them has a fault of its own."""
    by_id = {other.get("id"): other for other in dishes if isinstance(other, dict) and not is_set(other)}
    counted = Counter(texts(dish.get("parts")))
    there = [(by_id.get(part, {}).get("stock"), count) for part, count in counted.items()]
    return min((stock // count if type(stock) is int and stock > 0 else 0 for stock, count in there), default=0)


def sets(say: Writer, known: Known) -> None:
    """What a menu's sets cannot be; the dishes themselves are shown.menu's."""
    dishes = list(tables(say.source.data, "dishes"))
    single = {dish["id"]: dish for _, dish in dishes if isinstance(dish.get("id"), str) and not is_set(dish)}
    composed = {dish["id"] for _, dish in dishes if isinstance(dish.get("id"), str) and is_set(dish)}
    seen: set[str] = set()
    for where, dish in dishes:
        if is_set(dish):
            _number(where, dish, seen, say, known)
            _parts(where, dish, single, composed, say)


def _number(where: Key, dish: dict[str, Any], seen: set[str], say: Writer, known: Known) -> None:
    for key, why in (("product", "its parts are the products"), ("stock", "its parts' stock decides")):
        if key in dish:
            say((*where, key), f"a set has no `{key}` of its own: {why}", "take the line out")
    written = dish.get("gtin")
    if not isinstance(written, str):
        what = "`gtin` is not text in quotation marks" if "gtin" in dish else "`gtin` is missing: a set has its own"
        say((*where, "gtin"), what, 'write gtin = "the 8 to 14 digits that GS1 gave the set"')
        return
    if not gtins.is_gtin(written):
        say((*where, "gtin"), f'"{written}" is not a GTIN', "write the 8 to 14 digits that GS1 gave the set")
    elif known.gtin(written) or written in seen:
        what = f"`gtin` {written} is also that of another product or set"
        say((*where, "gtin"), what, "give the set a GTIN of its own")
    seen.add(written)


def _parts(where: Key, dish: dict[str, Any], single: dict[str, Any], composed: set[str], say: Writer) -> None:
    at = (*where, "parts")
    parts = dish["parts"]
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        return  # a fault of its type
    if len(parts) < 2:
        say(at, "a set of fewer than two dishes is no set", 'write parts = ["one dish\'s id", "another\'s"]')
    unknown = False
    for index, part in enumerate(parts):
        if part in single:
            continue
        unknown = True
        if part in composed:
            what = f'"{part}" is a set itself'
            say((*at, index), what, "write the ids of the dishes that are in it")
        else:
            guess = nearest(part, single)
            instead = f'write "{guess}"' if guess else "write the id of a dish of this menu, or take it out"
            say((*at, index), f'this set names the dish "{part}", which is not on this menu', instead)
    if unknown or len(parts) < 2:
        return
    counted = Counter(parts)
    for part, count in counted.items():
        limit = single[part].get("limit", 5)
        if type(limit) is int and count > limit:
            what = f'this set holds {count} of "{part}", and one visitor may have {limit}'
            say(at, what, f'raise the `limit` of "{part}", or put fewer of it in')
    _price(where, dish, [single[part].get("price_fen") for part in parts], say)


def _price(where: Key, dish: dict[str, Any], alone: list[Any], say: Writer) -> None:
    price = dish.get("price_fen")
    if type(price) is not int or not all(type(part) is int for part in alone):
        return  # a fault of its type
    together = sum(alone)
    if price > together:
        what = f"this set costs {price} fen, and its parts alone {together}"
        say((*where, "price_fen"), what, f"write a price up to {together}")
    elif 0 < price < LEAST_SHARE * together:
        what = f"this set costs {price} fen, far less than its parts alone, {together}"
        say((*where, "price_fen"), what, f"write a price of at least {int(LEAST_SHARE * together) + 1}")
