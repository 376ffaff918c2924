from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.order.model import Good
from kiosk.visit.page import NOT_WALKED_TO, Page
from kiosk.visit.visit import Change, Visit


@pytest.fixture
def told(clock: Callable[[], float]) -> tuple[Visit, list[Change]]:
    visit, changes = Visit(clock), []
    visit.on_change.append(changes.append)
    return visit, changes


def test_a_knock_ends_whatever_visit_there_was(
    told: tuple[Visit, list[Change]], make_good: Callable[..., Good]
) -> None:
    visit, changes = told
    visit.begin("en")
    visit.add(make_good())
    former = visit.id
    changes.clear()
    visit.knock()
    assert visit.page is Page.STAFF_DOOR
    assert visit.id not in (None, former)
    assert visit.basket.count == 0
    assert not visit.can_go_back
    assert changes == [Change.ENDED, Change.BEGAN, Change.PAGE]


def test_a_knock_on_attract_ends_nothing(told: tuple[Visit, list[Change]]) -> None:
    visit, changes = told
    visit.knock()
    assert changes == [Change.BEGAN, Change.PAGE]


def test_only_who_stands_at_the_door_is_admitted(told: tuple[Visit, list[Change]]) -> None:
    visit, _ = told
    visit.admit()
    assert visit.page is Page.ATTRACT
    visit.begin()
    visit.admit()
    assert visit.page is Page.TOWN
    visit.knock()
    visit.set_language("en")
    visit.admit()
    assert (visit.page, visit.language, visit.can_go_back) == (Page.STAFF, "en", False)
    assert not visit.back()


@pytest.mark.parametrize("page", sorted(NOT_WALKED_TO))
def test_nobody_walks_to_them(told: tuple[Visit, list[Change]], page: Page) -> None:
    visit, _ = told
    visit.begin()
    with pytest.raises(ValueError, match="not a page to go to"):
        visit.go(page)
    assert visit.page is Page.TOWN


@pytest.mark.parametrize(("page", "seconds"), [(Page.STAFF_DOOR, 20), (Page.STAFF, 60)])
def test_a_door_left_open_closes(make_clock: Callable[[], object], page: Page, seconds: int) -> None:
    clock = make_clock()
    visit = Visit(clock)  # type: ignore[arg-type]
    visit.knock()
    if page is Page.STAFF:
        visit.admit()
    clock.turn(seconds - 0.1)  # type: ignore[attr-defined]
    visit.tick()
    assert visit.page is page
    clock.turn(0.2)  # type: ignore[attr-defined]
    visit.tick()
    assert visit.page is Page.ATTRACT
