from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.settings import Settings
from kiosk.staff.content import pack_path
from kiosk.town.packed import open_pack
from kiosk.visit.page import Page
from kiosk.visit.surroundings import Surroundings
from kiosk.visit.visit import Visit


@pytest.fixture
def visit() -> Visit:
    visit = Visit(lambda: 0.0)
    visit.begin()
    return visit


@pytest.fixture
def here(visit: Visit, settings: Settings) -> Iterator[Surroundings]:
    with open_pack(pack_path(settings)) as pack:
        yield Surroundings(visit, lambda ask, otherwise: ask(pack))


def test_what_is_here_is_what_the_page_names(visit: Visit, here: Surroundings) -> None:
    assert here.pavilion() is None
    visit.go(Page.ROOM, pavilion="europe", room="german-kitchen")
    pavilion, room = here.pavilion(), here.room()
    assert pavilion is not None
    assert pavilion.id == "europe"
    assert room is not None
    assert [product.gtin for product in here.products_of(room)] == list(room.products)
    visit.go(Page.DISH, menu="noodle-shop", dish="mask-yuzu")
    dish = here.dish()
    assert dish is not None
    assert here.dish_of(dish.gtin) == ("noodle-shop", "mask-yuzu")
    assert here.stock_of("noodle-shop/mask-yuzu") == dish.stock


def test_a_product_stands_in_its_pavilion(here: Surroundings) -> None:
    room = next(room for pavilion in here.pavilions() for room in pavilion.rooms if pavilion.id == "oceania")
    assert here.region_of(room.products[0]) == "oceania"
    assert here.region_of("0" * 14) == ""


def test_without_a_pack_there_is_nothing_and_no_fault(visit: Visit) -> None:
    def nothing(ask: object, otherwise: object) -> object:
        return otherwise

    here = Surroundings(visit, nothing)  # type: ignore[arg-type]
    visit.go(Page.DISH, menu="noodle-shop", dish="mask-yuzu")
    assert (here.pavilions(), here.menu(), here.dish(), here.stock_of("noodle-shop/mask-yuzu")) == (
        (),
        None,
        None,
        0,
    )
    assert here.first_menu_id() == ""
