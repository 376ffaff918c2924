"""Every page of the town in a test's window, and what can be asked of it: its words, its targets, its bounds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem

from kiosk.scan.model import Reading
from kiosk.settings import Settings
from kiosk.visit.page import Page
from tests.ui.conftest import Window

SHOP = "noodle-shop"
CORNERS = ((800.0, 400.0), (1100.0, 400.0), (1100.0, 700.0), (800.0, 700.0))
# In the order of a visit. Film and thanks are apart: one plays, the other needs an order.
PAGES = ("attract", "town", "pavilion", "room", "scan", "unknown", "passport", "film", "menu", "dish", "basket")
PAGES += ("confirm", "thanks")
SLACK = 2.0  # px that type may stand over its box: antialiasing and side bearings


def at_rest(settings: Settings) -> Settings:
    """Nothing slides into place, so that a page can be measured as soon as it is there."""
    return replace(settings, screen=replace(settings.screen, still=True))


def reads(window: Window, text: str) -> None:
    """As if the camera had read this."""
    now = time.monotonic_ns()
    window.booth._read(Reading(text, CORNERS, (1920, 1080), 1, now, now))


def walk_to(window: Window, page: str, *, settle_s: float = 0.35) -> None:
    """To a page of a visit that has begun, by the ways that pages are reached."""
    booth, visit = window.booth, window.booth.visit
    if page == "attract":
        visit.end()
    else:
        if page == "pavilion":
            visit.go(Page.PAVILION, pavilion="europe")
        elif page == "room":
            visit.go(Page.ROOM, pavilion="europe", room="german-kitchen")
        elif page == "unknown":
            reads(window, "https://example.com/nothing")
        elif page in ("passport", "film"):
            reads(window, window.sample("veldmelk"))
            if page == "film":
                visit.go(Page.FILM)
            elif (passport := booth.passport) and passport.lot:
                window.finger.until("what loads after the page", lambda: window.finger.shows("inspections"))
        elif page == "menu":
            visit.go(Page.MENU, menu=SHOP)
        elif page == "dish":
            visit.go(Page.DISH, menu=SHOP, dish="mask-yuzu")
        elif page in ("basket", "confirm", "thanks"):
            if not visit.basket.count:
                assert booth.add_dish(SHOP, "mask-yuzu", 2)
                assert booth.add_dish(SHOP, "mask-honey", 1)
            visit.go(Page.BASKET if page == "basket" else Page.CONFIRM)
            if page == "thanks":
                booth.confirm()
        elif page == "town":
            visit.home()
        else:
            visit.go(page)
    window.finger.until(f"page {page}", lambda: visit.page.value == page)
    window.finger.rest(settle_s)


def shown(window: Window) -> list[QQuickItem]:
    """Every item that is shown. Keep the list while you use them: PySide drops a wrapper with its parent's."""
    return list(window.finger.items())


def texts(items: list[QQuickItem]) -> list[QQuickItem]:
    return [item for item in items if item.inherits("QQuickText") and str(item.property("text")).strip()]


def words(window: Window) -> list[str]:
    """What there is to read, in the order of the page."""
    return [str(item.property("text")) for item in texts(shown(window))]


def line(item: QQuickItem) -> str:
    said = " ".join(str(item.property("text")).split())
    return said if len(said) < 40 else said[:37] + "..."


def painted(text: QQuickItem) -> QRectF:
    """Where a Text draws, in its own coordinates: as wide as its words, wherever they stand in the box."""
    width, height = number(text, "contentWidth"), number(text, "contentHeight")
    across = enum(text, "effectiveHorizontalAlignment")
    down = enum(text, "verticalAlignment")
    left = {2: text.width() - width, 4: (text.width() - width) / 2}.get(across, 0.0)
    top = {64: text.height() - height, 128: (text.height() - height) / 2}.get(down, 0.0)
    return QRectF(left, top, width, height)


def number(item: QQuickItem, name: str) -> float:
    return float(item.property(name))


def enum(item: QQuickItem, name: str) -> int:
    """A property of one of Qt Quick's own enumerations, which PySide knows only through QML."""
    value, _ = QQmlExpression(qmlContext(item), item, name).evaluate()
    return int(value)


def ancestors(item: QQuickItem) -> Iterator[QQuickItem]:
    parent = item.parentItem()
    while parent is not None:
        yield parent
        parent = parent.parentItem()


def outside(window: Window, item: QQuickItem, area: QRectF) -> str:
    """Why `area` of an item can never be seen whole; "" when it can, by scrolling if need be."""
    holders = list(ancestors(item))
    flick = next((holder for holder in holders if holder.inherits("QQuickFlickable")), None)
    window_area = QRectF(0, 0, window.app.window.width(), window.app.window.height())
    if flick is None:
        seen = item.mapRectToScene(area)
        return "" if _within(seen, window_area) else f"{_says(seen)} is not within the window"
    content = flick.property("contentItem")
    inner = item.mapRectToItem(content, area)
    room = QRectF(
        -number(flick, "leftMargin"),
        -number(flick, "topMargin"),
        max(
            flick.width(),
            number(flick, "contentWidth") + number(flick, "leftMargin") + number(flick, "rightMargin"),
        ),
        max(flick.height(), number(flick, "contentHeight") + number(flick, "topMargin")),
    )
    if not _within(inner, room):
        return f"{_says(inner)} is not within what {flick.objectName() or 'its flickable'} scrolls, {_says(room)}"
    still = not flick.property("interactive")
    if still and not _within(item.mapRectToItem(flick, area), QRectF(0, 0, flick.width(), flick.height())):
        return f"{_says(inner)} is in {flick.objectName() or 'a flickable'} that does not scroll"
    return ""


def _within(inner: QRectF, outer: QRectF) -> bool:
    return outer.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(inner)


def _says(area: QRectF) -> str:
    return f"{area.x():.0f},{area.y():.0f} {area.width():.0f}x{area.height():.0f}"


def spilt(window: Window) -> list[str]:
    """Texts that run out of the window, or out of their own box sideways."""
    faults = []
    items = shown(window)
    for text in texts(items):
        area = painted(text)
        why = outside(window, text, area)
        if not why and text.width() > 0 and area.width() > text.width() + SLACK:
            why = f"{area.width():.0f} px of words in a box of {text.width():.0f}"
        if why:
            faults.append(f"{line(text)!r}: {why}")
    return faults


def targets(items: list[QQuickItem]) -> list[QQuickItem]:
    """Everything a finger can press: Press and what is made of it."""
    return [item for item in items if item.property("live") is not None and item.property("pressed") is not None]
