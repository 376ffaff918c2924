"""The pages a visitor can be on, and what each needs to know to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Page(StrEnum):
    ATTRACT = "attract"  # nobody is here
    TOWN = "town"  # the four pavilions
    PAVILION = "pavilion"
    ROOM = "room"
    SCAN = "scan"
    PASSPORT = "passport"
    UNKNOWN = "unknown"  # a code without a passport
    FILM = "film"
    MENU = "menu"
    DISH = "dish"
    BASKET = "basket"
    CONFIRM = "confirm"
    THANKS = "thanks"
    STAFF_DOOR = "staffDoor"  # asks staff for their PIN
    STAFF = "staff"  # the orders' queue


# Where no visitor walks to: reached by an end, an order, a knock and a PIN.
NOT_WALKED_TO = frozenset({Page.ATTRACT, Page.THANKS, Page.STAFF_DOOR, Page.STAFF})


# To add a page: name it above, say here what it needs, and give it a face in kiosk/ui/qml.
REQUIRED: Mapping[Page, frozenset[str]] = {
    Page.PAVILION: frozenset({"pavilion"}),
    Page.ROOM: frozenset({"pavilion", "room"}),
    Page.PASSPORT: frozenset({"passport"}),
    Page.MENU: frozenset({"menu"}),
    Page.DISH: frozenset({"menu", "dish"}),
}
OPTIONAL: Mapping[Page, frozenset[str]] = {
    Page.UNKNOWN: frozenset({"reason"}),
    Page.FILM: frozenset({"gtin"}),  # without one, the film of the passport on screen
}


def checked(page: Page | str, params: Mapping[str, str]) -> Page:
    """The page, if these parameters are what it needs. Raises ValueError."""
    page = Page(page)
    needed = REQUIRED.get(page, frozenset())
    if missing := needed - {name for name, value in params.items() if value}:
        raise ValueError(f"page {page} needs {', '.join(sorted(missing))}")
    if surplus := params.keys() - needed - OPTIONAL.get(page, frozenset()):
        raise ValueError(f"page {page} knows no {', '.join(sorted(surplus))}")
    return page
