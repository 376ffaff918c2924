"""The thank-you's promise, and that nothing on the page covers what somebody must read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QRectF

from kiosk.order.model import Order, OrderState
from kiosk.settings import Settings
from kiosk.staff.promise import promised
from kiosk.visit.page import Page
from tests.ui.conftest import LANDSCAPE, PORTRAIT, Window
from tests.ui.everywhere import SHOP, painted, spilt

LONG = (
    "Grantley Adams International Airport",
    "Chhatrapati Shivaji Maharaj International Airport",
    "Inner Mongolia",
)


def thanked(window: Window, language: str = "en", large: float = 1.0) -> Window:
    window.booth.visit.begin(language)
    window.booth.visit.set_text_size(large)
    assert window.booth.add_dish(SHOP, "mask-yuzu", 2)
    assert window.booth.add_dish(SHOP, "mask-rice", 1)
    window.booth.visit.go(Page.CONFIRM)
    window.page_is("confirm")
    window.booth.confirm()
    window.page_is("thanks")
    window.finger.until("the store to have it", lambda: state(window) is OrderState.SENT)
    window.finger.breathe(0.1)
    return window


def state(window: Window) -> OrderState | None:
    record = window.booth.visit.last_order
    return record.state if record else None


def text(window: Window, name: str) -> str:
    return str(window.finger.find(name).property("text"))


def area(window: Window, name: str, *, whole: bool = False) -> QRectF:
    item = window.finger.find(name)
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()) if whole else painted(item))


def promises(window: Window, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Has the booth promise what `change` makes of it, from the next order on."""
    before = window.booth.promised
    window.booth.promised = lambda order: change(dict(before(order)))  # type: ignore[method-assign]


def way(window: Window) -> list[str]:
    """The stops that are shown, without the flight."""
    between = "—" if window.booth.visit.language == "zh" else " – "
    shown = text(window, "promiseRoute").replace("\n", "" if between == "—" else " ")
    return shown.rpartition(" · ")[2].split(between)


def nothing_is_covered(window: Window) -> None:
    assert spilt(window) == []
    finish, said = area(window, "finish", whole=True), area(window, "orderState")
    for name in ("reference", "orderTotal", "claimText", "promise", "promiseRoute"):
        if window.finger.shows(name):
            assert not area(window, name).intersects(finish), name
            assert not area(window, name).intersects(said), name
    assert finish.height() >= 88
    assert not area(window, "claimCode", whole=True).intersects(finish)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_the_day_and_the_way_are_told_in_every_size_and_nothing_covers_them(
    open_window: Callable[..., Window], settings: Settings, size: tuple[int, int], language: str
) -> None:
    window = thanked(open_window(settings, size), language)
    placed = window.booth.visit.last_order
    assert placed is not None
    said = window.booth.promised(placed.order)
    for large in (1.0, 1.25, 1.5):
        window.booth.visit.set_text_size(large)
        for now in (OrderState.WAITING, OrderState.SENT, OrderState.PAID):
            window.booth._recorded(replace(placed, state=now))
            window.finger.breathe(0.1)
            assert text(window, "promise") == said["headline"]
            stops = way(window)
            assert stops in (said["stops"], [said["stops"][0], said["stops"][-1]])
            assert said["flight"] in text(window, "promiseRoute")
            nothing_is_covered(window)


def test_the_whole_way_is_told_where_there_is_room(window: Window) -> None:
    assert way(thanked(window)) == [
        "Osaka Kansai Airport",
        "Hangzhou Xiaoshan Airport",
        "Zhejiang, Shanghai, Jiangsu",
    ]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_a_way_of_long_names_is_shortened_by_whole_stops(
    open_window: Callable[..., Window], settings: Settings, size: tuple[int, int]
) -> None:
    window = open_window(settings, size)
    promises(window, lambda said: said | {"stops": list(LONG)})
    thanked(window, large=1.5)
    assert way(window) == [LONG[0], LONG[-1]]
    nothing_is_covered(window)
    window.booth.visit.end()
    window.page_is("attract")
    promises(window, lambda said: said | {"stops": [name * 3 for name in LONG]})
    thanked(window, large=1.5)
    assert text(window, "promiseRoute").startswith("GT ")
    assert "Adams" not in text(window, "promiseRoute")
    assert spilt(window) == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_a_stale_schedule_promises_no_day_and_says_so(
    open_window: Callable[..., Window], settings: Settings, size: tuple[int, int], language: str
) -> None:
    window = open_window(settings, size)

    def late(order: Order) -> dict[str, Any]:
        assert window.booth.pack is not None
        old = replace(order, placed_at=order.placed_at + timedelta(days=366))
        return promised(window.booth.pack, old, language)

    window.booth.promised = late  # type: ignore[method-assign]
    thanked(window, language, 1.5)
    assert {"en": "can't name a day", "zh": "说不准"}[language] in text(window, "promise")
    assert not window.finger.shows("promiseRoute")
    nothing_is_covered(window)


def test_what_is_not_on_its_way_is_promised_no_day(window: Window) -> None:
    thanked(window)
    placed = window.booth.visit.last_order
    assert placed is not None
    for over in (OrderState.REJECTED, OrderState.CANCELLED, OrderState.REFUNDED):
        window.booth._recorded(replace(placed, state=over))
        window.finger.until("no day", lambda: not window.finger.shows("promise"))
