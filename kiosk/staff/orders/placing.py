"""`kiosk orders place`: a basket from a file, by the same way that a touch takes."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kiosk.staff.orders.opening import pack_of
from kiosk.store.contract import is_text

if TYPE_CHECKING:
    import argparse

    from kiosk.order.basket import Basket
    from kiosk.order.model import Good
    from kiosk.settings import Settings
    from kiosk.staff.orders.counter import Counter
    from kiosk.visit.surroundings import Surroundings

MOST_BYTES = 64 * 1024 * 1024
LINE = '{"sku": "noodle-shop/mask-rice", "quantity": 2, "unit_price": 2900}'
KEYS = frozenset({"sku", "quantity", "unit_price", "currency"})
SHAPE = f'{{"language": "zh", "currency": "CNY", "total": 5800, "lines": [{LINE}]}}'


class BasketError(Exception):
    """Why a file's basket is not taken. status: what the command ends with."""

    status = 1


class SoldOutError(BasketError):
    """There are fewer of something than are wanted."""

    status = 3


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0: each basket is an order, durable before its reference was printed. 1: a basket was refused, and none of
    the file was placed; or the journal could not write. 2: the file, the pack or the journal cannot be read.
    3: sold out, or fewer left than wanted: none of the file was placed."""
    from kiosk.order.journal import JournalError
    from kiosk.staff.orders.counter import Counter
    from kiosk.staff.till import catalogue
    from kiosk.town.packed import PackError

    pack = pack_of(settings)
    if pack is None:
        return _said("there is no pack; make one with: kiosk build", 2)
    counter = Counter(settings, "orders place")
    try:
        with pack:
            try:
                given = _read(options.file)
            except (OSError, ValueError) as error:
                return _said(f"{options.file}: {error}", 2)
            counter.start(catalogue(pack))
            here = _surroundings(settings, lambda ask, otherwise: ask(pack), counter)
            try:
                baskets = [_held(basket, here, counter, settings, n) for n, basket in enumerate(given, 1)]
            except BasketError as fault:
                return _said(f"{options.file}: {fault}", fault.status)
        return _place(counter, baskets, as_json=options.json)
    except (PackError, JournalError, OSError, ValueError) as error:
        return _said(str(error), 2)
    finally:
        counter.close()


def _said(text: str, status: int) -> int:
    print(f"kiosk orders place: {text}", file=sys.stderr)
    return status


def _place(counter: Counter, baskets: list[tuple[Basket, str]], *, as_json: bool) -> int:
    from kiosk.order.journal import JournalError

    try:
        counter.open_journal()
        for done in [counter.place(basket, language) for basket, language in baskets]:
            order = done.result().order
            shown = {"reference": order.reference, "total": order.total, "currency": order.currency}
            print(json.dumps(shown) if as_json else order.reference, flush=True)
    except (JournalError, OSError) as error:
        return _said(str(error), 1)
    return 0


def _surroundings(settings: Settings, ask: Any, counter: Counter) -> Surroundings:
    from kiosk.visit.settings import visit_settings
    from kiosk.visit.surroundings import Surroundings
    from kiosk.visit.visit import Visit

    return Surroundings(Visit(time.monotonic, visit_settings(settings)), ask, counter.live)


def _read(path: Path) -> list[Any]:
    """Raises OSError, ValueError."""
    if str(path) == "-":
        text = _bounded(sys.stdin.buffer)
    else:
        with path.open("rb") as file:
            text = _bounded(file)
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    baskets = value if isinstance(value, list) else [value]
    if not baskets:
        raise ValueError("there is no basket in it")
    return baskets


def _bounded(file: IO[bytes]) -> str:
    read = file.read(MOST_BYTES + 1)
    if len(read) > MOST_BYTES:
        raise ValueError(f"more than {MOST_BYTES} bytes")
    return read.decode("utf-8")


def _held(given: Any, here: Surroundings, counter: Counter, settings: Settings, n: int) -> tuple[Basket, str]:
    """A basket and its language; the next basket of the file finds fewer on the shelf."""
    try:
        basket, language = _basket(given, here), _language(given, settings)
    except BasketError as fault:
        raise type(fault)(f"basket {n}: {fault}") from None
    counter.hold(basket, language)
    return basket, language


def _language(given: Any, settings: Settings) -> str:
    language = given.get("language", settings.booth.language)
    if language not in ("zh", "en"):
        raise BasketError(f"language is zh or en, not {_shown(language)}")
    return str(language)


def _basket(given: Any, here: Surroundings) -> Basket:
    """As fingers would fill it. Money (minor units, and its currency) may be left out; what is not today's is
    refused."""
    from kiosk.order.basket import Basket

    if not isinstance(given, dict) or not isinstance(given.get("lines"), list) or not given["lines"]:
        raise BasketError(f"write it as {SHAPE}")
    basket = Basket(offer_of=here.offer_of)
    for line in given["lines"]:
        sku, quantity = (line.get("sku"), line.get("quantity", 1)) if isinstance(line, dict) else (None, None)
        if not isinstance(sku, str) or type(quantity) is not int or quantity < 1:
            raise BasketError(f"a line is {LINE}, not {_shown(line)}")
        if unknown := line.keys() - KEYS:  # "qty": 4 is no quantity of 1
            raise BasketError(f"{_shown(sku)}: a line knows no {_shown(min(unknown))}; it is {LINE}")
        good = _good(sku, here)
        _agrees(line, "unit_price", good.unit_price, sku)
        _agrees(line, "currency", good.currency, sku)
        change = basket.add(good, quantity)
        if change.held_by == "stock":
            left = f"Only {change.quantity} left" if change.quantity else "Sold out"
            raise SoldOutError(f"{sku}: {left} ({change.asked} wanted)")
        if change.held_by is not None:
            raise BasketError(f"{sku}: {change.asked} wanted, {change.quantity} allowed by {change.held_by}")
    _agrees(given, "currency", basket.currency, "all of it")
    _agrees(given, "total", basket.total, "all of it")
    return basket


def _good(sku: str, here: Surroundings) -> Good:
    menu, _, dish = sku.partition("/")
    good = here.good_of(menu, dish) if is_text(sku) else None
    if good is None:
        raise BasketError(f"{_shown(sku)} is on no menu")
    return good


def _agrees(given: dict[str, Any], name: str, today: object, what: str) -> None:
    """What the file says of money is what it costs: in JSON an integer, for 2900.0 and true are none."""
    if name in given and (type(given[name]) is not type(today) or given[name] != today):
        raise BasketError(f"{what}: {name} is {today!r}, not {_shown(given[name])}")


def _shown(value: object) -> str:
    """Of a file that anybody may have written: short, and nothing that a terminal obeys."""
    return ascii(value)[:100]
