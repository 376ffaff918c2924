from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.settings import Settings
from kiosk.staff.content import pack_path
from kiosk.staff.menu_codes import MenuCode, dish_of_code, menu_code, order_by_code
from kiosk.town.gtin import is_gtin, to_gtin14
from kiosk.town.packed import open_pack
from kiosk.trace.digital_link import parse
from kiosk.visit.page import Page
from kiosk.visit.surroundings import Surroundings
from kiosk.visit.visit import Visit

YUZU = "HTTPS://ID.EXAMPLE/01/09521303001026?M=NOODLE-SHOP/MASK-YUZU"


def test_one_spelling() -> None:
    assert menu_code("noodle-shop", "mask-yuzu", "09521303001026") == YUZU
    assert dish_of_code(YUZU) == MenuCode("noodle-shop", "mask-yuzu", "09521303001026")
    found = parse(YUZU)  # any reader of Digital Links finds the product, and nothing more
    assert (found.gtin14, found.lot, found.serial) == ("09521303001026", None, None)


@pytest.mark.parametrize(
    "text",
    [
        YUZU.lower(),
        YUZU.replace("HTTPS", "HTTP"),
        YUZU.replace("ID.EXAMPLE", "EVIL.EXAMPLE"),
        YUZU.replace("09521303001026", "09521303001027"),  # check digit
        YUZU.replace("09521303001026", "9521303001026"),
        YUZU + "/",
        YUZU + "&S=KA",
        YUZU + "\n",
        YUZU.replace("MASK-YUZU", "MASK_YUZU"),
        YUZU.replace("MASK-YUZU", ""),
        YUZU.replace("0", "０"),
        "",
    ],
)
def test_every_other_spelling_is_none_of_ours(text: str) -> None:
    assert dish_of_code(text) is None


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    assert dish_of_code(text) is None
    assert dish_of_code(YUZU + text) in (None, MenuCode("noodle-shop", "mask-yuzu", "09521303001026")) or text


names = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,2}", fullmatch=True)
gtins = st.integers(0, 10**12 - 1).map(lambda n: next(f"{n:013d}{d}" for d in range(10) if is_gtin(f"{n:013d}{d}")))


@given(names, names, gtins)
def test_what_is_printed_is_what_is_read(menu: str, dish: str, gtin: str) -> None:
    assert dish_of_code(menu_code(menu, dish, to_gtin14(gtin))) == MenuCode(menu, dish, gtin)


@pytest.mark.parametrize("name", ["Mask", "mask yuzu", "面", "mask_yuzu", "a--b", "", "x" * 99])
def test_a_name_that_a_code_cannot_say(name: str) -> None:
    with pytest.raises(ValueError, match="code"):
        menu_code("noodle-shop", name, "09521303001026")


def test_a_number_that_is_none() -> None:
    with pytest.raises(ValueError, match="GTIN"):
        menu_code("noodle-shop", "mask-yuzu", "09521303001027")


@pytest.fixture
def visit() -> Visit:
    return Visit(lambda: 0.0)


@pytest.fixture
def here(visit: Visit, settings: Settings) -> Iterator[Surroundings]:
    with open_pack(pack_path(settings)) as pack:
        yield Surroundings(visit, lambda ask, otherwise: ask(pack))


def test_a_code_puts_one_into_the_basket_and_shows_it(visit: Visit, here: Surroundings) -> None:
    assert order_by_code(YUZU, visit, here.good_of)
    assert (visit.page, visit.basket.quantity("noodle-shop/mask-yuzu")) == (Page.BASKET, 1)
    visit.go(Page.SCAN)
    assert order_by_code(YUZU, visit, here.good_of)
    assert (visit.page, visit.basket.quantity("noodle-shop/mask-yuzu")) == (Page.BASKET, 2)
    assert visit.basket.total == 8400


def test_a_dish_that_cannot_be_had_is_shown_instead(visit: Visit, here: Surroundings) -> None:
    assert order_by_code("HTTPS://ID.EXAMPLE/01/09521303001088?M=NOODLE-SHOP/MASK-ROSE", visit, here.good_of)
    assert (visit.page, dict(visit.params)) == (Page.DISH, {"menu": "noodle-shop", "dish": "mask-rose"})
    tray = "HTTPS://ID.EXAMPLE/01/09521303002023?M=NOODLE-SHOP/SET-WINTER"
    assert order_by_code(tray, visit, here.good_of)
    visit.go(Page.SCAN)
    assert order_by_code(tray, visit, here.good_of)  # one for each visitor
    assert visit.page is Page.DISH
    assert visit.basket.count == 1


@pytest.mark.parametrize(
    "text",
    [
        YUZU.replace("MASK-YUZU", "MASK-SOUP"),
        YUZU.replace("NOODLE-SHOP", "TEA-HOUSE"),
        YUZU.replace("09521303001026", "09521303001033"),  # another dish's number
        "HTTPS://ID.EXAMPLE/01/09521303001026",
    ],
)
def test_what_is_not_on_the_menu_is_a_code_like_any_other(visit: Visit, here: Surroundings, text: str) -> None:
    assert not order_by_code(text, visit, here.good_of)
    assert not visit.active
