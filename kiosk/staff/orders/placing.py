"""`kiosk orders place`: a basket from a file, by the same way that a touch takes."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.staff.orders.opening import journal_path, pack_of

if TYPE_CHECKING:
    import argparse

    from kiosk.order.basket import Basket
    from kiosk.settings import Settings
    from kiosk.visit.surroundings import Surroundings

MOST_BYTES = 64 * 1024 * 1024
SHAPE = '{"language": "zh", "lines": [{"sku": "noodle-shop/rice-mask", "quantity": 2, "unit_price": 3900}]}'


class BasketError(Exception):
    """Why a file's basket is not taken."""


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0: each basket is an order, durable before its reference was printed. 1: a basket was refused, and none of
    the file was placed; or the journal could not write. 2: the file or the pack cannot be read."""
    from kiosk.order.journal import Journal, JournalError
    from kiosk.order.place import place
    from kiosk.town.packed import PackError

    pack = pack_of(settings)
    if pack is None:
        print("kiosk orders place: there is no pack; make one with: kiosk build", file=sys.stderr)
        return 2
    with pack:
        try:
            given = _read(options.file)
        except (OSError, ValueError) as error:
            print(f"kiosk orders place: {options.file}: {error}", file=sys.stderr)
            return 2
        here = _surroundings(settings, lambda ask, otherwise: ask(pack))
        try:
            baskets = [(_basket(basket, here, n), _language(basket, settings)) for n, basket in enumerate(given, 1)]
        except BasketError as fault:
            print(f"kiosk orders place: {options.file}: {fault}", file=sys.stderr)
            return 1
        except PackError as error:
            print(f"kiosk orders place: {error}", file=sys.stderr)
            return 2
    try:
        settings.state_folder.mkdir(parents=True, exist_ok=True)
        with Journal(journal_path(settings)) as journal:
            placed = [place(basket, journal, lambda: datetime.now(UTC), language) for basket, language in baskets]
            for done in placed:
                order = done.result().order
                shown = {"reference": order.reference, "total": order.total, "currency": order.currency}
                print(json.dumps(shown) if options.json else order.reference, flush=True)
    except (JournalError, OSError) as error:
        print(f"kiosk orders place: {error}", file=sys.stderr)
        return 1
    return 0


def _surroundings(settings: Settings, ask: Any) -> Surroundings:
    from kiosk.visit.settings import visit_settings
    from kiosk.visit.surroundings import Surroundings
    from kiosk.visit.visit import Visit

    return Surroundings(Visit(time.monotonic, visit_settings(settings), lambda sku: None), ask)


def _read(path: Path) -> list[Any]:
    """Raises OSError, ValueError."""
    text = sys.stdin.read(MOST_BYTES) if str(path) == "-" else _bounded(path)
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    baskets = value if isinstance(value, list) else [value]
    if not baskets:
        raise ValueError("there is no basket in it")
    return baskets


def _bounded(path: Path) -> str:
    with path.open("rb") as file:
        read = file.read(MOST_BYTES + 1)
    if len(read) > MOST_BYTES:
        raise ValueError(f"more than {MOST_BYTES} bytes")
    return read.decode("utf-8")


def _language(given: Any, settings: Settings) -> str:
    language = given.get("language", settings.booth.language)
    if language not in ("zh", "en"):
        raise BasketError(f"language is zh or en, not {language!r}")
    return str(language)


def _basket(given: Any, here: Surroundings, number: int) -> Basket:
    """As fingers would fill it. unit_price (minor units) may be left out; one that is not today's is refused."""
    from kiosk.order.basket import Basket

    where = f"basket {number}"
    if not isinstance(given, dict) or not isinstance(given.get("lines"), list) or not given["lines"]:
        raise BasketError(f"{where}: write it as {SHAPE}")
    basket = Basket(offer_of=here.offer_of)
    for line in given["lines"]:
        sku, quantity = (line.get("sku"), line.get("quantity", 1)) if isinstance(line, dict) else (None, None)
        if not isinstance(sku, str) or type(quantity) is not int or quantity < 1:
            raise BasketError(f"{where}: a line is {SHAPE[30:-2]}, not {str(line)[:100]}")
        menu, _, dish = sku.partition("/")
        good = here.good_of(menu, dish)
        if good is None:
            raise BasketError(f"{where}: {sku} is on no menu")
        if "unit_price" in line and line["unit_price"] != good.unit_price:
            raise BasketError(f"{where}: {sku} costs {good.unit_price} {good.currency}, not {line['unit_price']}")
        if "total" in given and type(given["total"]) is not int:
            raise BasketError(f"{where}: total is in minor units")
        change = basket.add(good, quantity)
        if change.held_by is not None:
            raise BasketError(
                f"{where}: {sku}: {change.asked} wanted, {change.quantity} allowed by {change.held_by}"
            )
    if given.get("total", basket.total) != basket.total:
        raise BasketError(f"{where}: it costs {basket.total}, not {given['total']}")
    return basket
