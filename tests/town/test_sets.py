"""Set meals as staff write them, and what they are told when one cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.settings import ROOT
from kiosk.town.check import check, load

SET = """
[[dishes]]
id = "pair"
gtin = "09521303002016"
parts = ["clear-broth", "clear-broth"]
name = { en = "Pair", zh = "双碗" }
broth = { en = "Two of it", zh = "两碗" }
benefits = [{ en = "Two", zh = "两碗" }]
description = { en = "A tray.", zh = "一盘。" }
price_fen = 6900
picture = "pictures/mask.svg"
"""


def with_set(folder: Path, assets: Path, text: str) -> list[str]:
    menu = folder / "menus" / "noodles.toml"
    menu.write_text(menu.read_text("utf-8") + text, "utf-8")
    return [f"{fault.what} | {fault.instead}" for fault in check(folder, assets)]


def test_a_set_has_the_stock_of_its_parts_and_a_number_of_its_own(folder: Path, assets: Path) -> None:
    assert with_set(folder, assets, SET) == []
    dish = load(folder, assets).menus[0].dishes[1]
    assert dish.parts == ("clear-broth", "clear-broth")
    assert (dish.stock, dish.gtin, dish.price) == (6, "09521303002016", 6900)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('"clear-broth", "clear-broth"', '"clear-broth"', "a set of fewer than two dishes is no set"),
        ('parts = ["clear-broth", ', 'parts = ["clear-brot", ', 'which is not on this menu | write "clear-broth"'),
        ('parts = ["clear-broth", ', 'parts = ["pair", ', '"pair" is a set itself'),
        ("6900", "7801", "its parts alone 7800 | write a price up to 7800"),
        ("6900", "3119", "far less than its parts alone, 7800"),
        ('gtin = "09521303002016"', 'gtin = "09521303002017"', "is not a GTIN"),
        ('gtin = "09521303002016"', 'gtin = "09521303001019"', "is also that of another product or set"),
        ('gtin = "09521303002016"', "", "`gtin` is missing"),
        ("price_fen", "stock = 3\nprice_fen", "a set has no `stock` of its own"),
        ("price_fen", 'product = "mask"\nprice_fen', "a set has no `product` of its own"),
        ('parts = ["clear-broth", "clear-broth"]', "parts = 2", "`parts` is 2"),
        ('"clear-broth"]', '"clear-broth"' + ', "clear-broth"' * 4 + "]", "one visitor may have 5"),
    ],
)
def test_what_cannot_be_a_set_is_said_with_what_to_write(
    folder: Path, assets: Path, right: str, wrong: str, said: str
) -> None:
    spoilt = SET.replace(right, wrong, 1)
    if "visitor" in said:
        spoilt = spoilt.replace("6900", "16000")  # a price that six of them may have
    faults = with_set(folder, assets, spoilt)
    assert len(faults) == 1, faults
    assert said in faults[0]


def test_the_sample_town_sells_two() -> None:
    dishes = load(ROOT / "config/town", ROOT / "assets").menus[0].dishes
    assert {dish.id: (dish.stock, dish.price) for dish in dishes if dish.parts} == {
        "set-traveller": (60, 9900),
        "set-winter": (14, 17900),
    }
