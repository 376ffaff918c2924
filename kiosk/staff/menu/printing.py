"""`kiosk menu print`: the town's menu as a PDF, a code under each dish."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from kiosk.order.money import format_money
from kiosk.staff.menu_codes import menu_code

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.staff.menu.page import Card
    from kiosk.town.packed import Pack

LANGUAGES = {"zh": ("zh",), "en": ("en",), "both": ("zh", "en")}


class MenuRefusedError(Exception):
    """A menu that cannot be printed, and why, for staff."""


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0 printed, 1 refused, 2 could not be tried."""
    from kiosk.staff.content import prepare
    from kiosk.staff.menu.page import write_menu
    from kiosk.town.fault import TownFaults
    from kiosk.town.packed import PackError, open_pack

    try:
        with open_pack(prepare(settings).pack) as pack:
            card = card_of(pack, settings, options.menu, options.language, options.size)
            pages = write_menu(card, options.out, lambda why: print(why, file=sys.stderr))
    except (MenuRefusedError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    except TownFaults as error:
        print("\n".join(str(fault) for fault in error.faults), file=sys.stderr)
        print("The town cannot be built until these are put right.", file=sys.stderr)
        return 1
    except (PackError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{len(card.entries)} dishes on {pages} pages in {options.out}")
    return 0


def card_of(pack: Pack, settings: Settings, menu_id: str | None, language: str, size: str) -> Card:
    """Everything that is printed. Raises MenuRefusedError, ValueError for an id without a code, and PackError."""
    from kiosk.staff.menu.page import Card, Entry

    menus = pack.menus()
    menu = next((menu for menu in menus if menu_id in (None, menu.id)), None)
    if menu is None:
        there = ", ".join(menu.id for menu in menus) or "none"
        raise MenuRefusedError(f"there is no menu {menu_id}; there is: {there}" if menu_id else "there is no menu")
    languages = LANGUAGES[language]
    currency = pack.title().currency
    entries = tuple(
        Entry(
            dish.name,
            dish.broth,
            dish.benefits,
            format_money(dish.price, currency, languages[0]),
            menu_code(menu.id, dish.id, dish.gtin),
            pack.media(dish.picture),
        )
        for dish in menu.dishes
    )
    return Card(menu.name, menu.tagline, entries, languages, size, settings.assets_folder / "fonts")
