"""The code under a dish on the paper menu: it puts one of that dish into the basket.

    HTTPS://ID.EXAMPLE/01/<GTIN, 14 digits>?M=<MENU>/<DISH>

A GS1 Digital Link like a sticker's, so that any phone opens it as a plain link, and upper case, so that it stays
small as a QR code. M is a key of our own: keys that are all digits belong to GS1 (URI syntax 1.6, 4.8). Nobody
signs it: it says what somebody would like, and nothing about goods. Only this one spelling counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from kiosk.town.gtin import is_gtin
from kiosk.trace.signature import HOST
from kiosk.visit.page import Page

if TYPE_CHECKING:
    from kiosk.order.model import Good
    from kiosk.visit.visit import Visit

STEM = f"HTTPS://{HOST}"
LONGEST = 120  # characters of a code
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(
    re.escape(STEM) + r"/01/([0-9]{14})\?M=([A-Z0-9]+(?:-[A-Z0-9]+)*)/([A-Z0-9]+(?:-[A-Z0-9]+)*)", re.ASCII
)


class MenuCode(NamedTuple):
    menu: str
    dish: str
    gtin: str  # 14 digits


def menu_code(menu: str, dish: str, gtin: str) -> str:
    """Raises ValueError for ids of anything but small letters, digits and single hyphens, or for no GTIN-14."""
    for name in (menu, dish):
        if not _ID.fullmatch(name):
            raise ValueError(f'"{name}" has no code: write it in small letters a to z, digits and hyphens')
    if len(gtin) != 14 or not is_gtin(gtin):
        raise ValueError(f'"{gtin}" is not a GTIN of 14 digits')
    code = f"{STEM}/01/{gtin}?M={menu}/{dish}".upper()
    if len(code) > LONGEST:
        raise ValueError(f'the names "{menu}" and "{dish}" are too long for a code')
    return code


def dish_of_code(text: str) -> MenuCode | None:
    """What a code says, if it is one of a menu's, spelled as menu_code() does; any text is answered."""
    found = _CODE.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or not is_gtin(found[1]):
        return None
    return MenuCode(found[2].lower(), found[3].lower(), found[1])


def order_by_code(text: str, visit: Visit, good_of: Callable[[str, str], Good | None]) -> bool:
    """One of the dish into the basket, which is then shown; where it is sold out or at its limit, the dish's page.

    That page says why. A visit begins where there is none. False, and nothing done, for any other code, for a dish
    that is not on the menu, and for one that has another number by now: then it is a code like any other.
    """
    code = dish_of_code(text)
    good = good_of(code.menu, code.dish) if code else None
    if code is None or good is None or good.gtin != code.gtin:
        return False
    visit.begin()
    if visit.add(good):
        visit.go(Page.BASKET)
    else:
        visit.go(Page.DISH, menu=code.menu, dish=code.dish)
    return True


__all__ = ["LONGEST", "STEM", "MenuCode", "dish_of_code", "menu_code", "order_by_code"]
