"""Every fault in a town's files, told exactly: file, line, what is wrong, what to write instead."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.settings import ROOT
from kiosk.town.check import Fault, TownFaults, check, load
from kiosk.town.gtin import is_gtin
from kiosk.town.model import LegKind

HERE = Path(__file__).parent
MISTAKES: list[dict[str, Any]] = tomllib.loads((HERE / "mistakes.toml").read_text(encoding="utf-8"))["mistake"]


def spoil(path: Path, right: str, wrong: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")


def test_a_town_in_order_has_no_faults(folder: Path, assets: Path) -> None:
    assert check(folder, assets) == []


def test_it_loads_as_the_model(folder: Path, assets: Path) -> None:
    town = load(folder, assets)
    kitchen = town.pavilions[0].rooms[0]
    assert kitchen.products == ("09521201000039", "09521303001019")  # file names became GTINs of 14 digits
    milk = next(product for product in town.products if product.gtin == "09521201000039")
    assert milk.origin.name.zh == "农场"  # a name of places.toml became the place
    assert [leg.kind for leg in milk.lots[0].legs] == [LegKind.PRODUCTION, LegKind.FLIGHT]
    assert milk.lots[0].legs[1].to is not None
    assert milk.lots[0].legs[1].to.airport == "HGH"
    assert town.menus[0].id == "noodles"
    assert town.menus[0].dishes[0].price == 3900
    assert town.menus[0].dishes[0].gtin == "09521303001019"


@pytest.mark.parametrize("file", sorted({mistake["file"] for mistake in MISTAKES}))
def test_one_mistake_is_one_fault(file: str, folder: Path, assets: Path) -> None:
    """Each in turn in a town that is otherwise in order: told once, at its line, word for word, without an echo."""
    right = (folder / file).read_text(encoding="utf-8")
    mistakes = [mistake for mistake in MISTAKES if mistake["file"] == file]
    told: list[tuple[str, list[Fault]]] = []
    for mistake in mistakes:
        spoil(folder / file, mistake["right"], mistake["wrong"])
        told.append((mistake["wrong"], check(folder, assets)))
        (folder / file).write_text(right, encoding="utf-8")
    assert told == [
        (mistake["wrong"], [Fault(file, mistake["line"], mistake["what"], mistake["instead"])])
        for mistake in mistakes
    ]


def test_mistakes_do_not_hide_each_other(folder: Path, assets: Path) -> None:
    """As many mistakes at once as go together: each is still told, word for word, by file and line."""
    expected: list[Fault] = []
    lines_used: set[tuple[str, int]] = set()
    for mistake in MISTAKES:
        file, line, text = mistake["file"], mistake["line"], (folder / mistake["file"]).read_text(encoding="utf-8")
        one_line = "\n" not in mistake["right"] + mistake["wrong"] and mistake["right"] and mistake["wrong"]
        where = text[: text.find(mistake["right"])].count("\n") + 1
        if not one_line or "TOML" in mistake["what"] or where != line or mistake["right"] not in text:
            continue  # it moves lines, hides its file, or stands where another mistake is already
        if (file, line) in lines_used or mistake.get("alone"):
            continue
        lines_used.add((file, line))
        spoil(folder / file, mistake["right"], mistake["wrong"])
        expected.append(Fault(file, line, mistake["what"], mistake["instead"]))
    assert len(expected) >= 25
    assert check(folder, assets) == sorted(expected)


def test_a_file_that_cannot_be_read_is_one_fault_and_no_echo(folder: Path, assets: Path) -> None:
    (folder / "products/mask.toml").write_bytes("gtin = '牛奶'".encode("gb18030"))
    (folder / "products/milk.toml").write_text("\n  \n", encoding="utf-8")
    (folder / "menus/noodles.toml").write_text("name = \n", encoding="utf-8")
    (folder / "places.toml").write_text("[farm", encoding="utf-8")
    assert [(fault.file, fault.line, fault.what) for fault in check(folder, assets)] == [
        ("menus/noodles.toml", 1, "the file is not TOML: invalid value"),
        ("places.toml", 1, "the file is not TOML: expected ']' at the end of a table declaration"),
        ("products/mask.toml", 1, "the file is not written in UTF-8"),
        ("products/milk.toml", 1, "the file is empty"),
    ]


def test_files_in_the_wrong_place(folder: Path, assets: Path) -> None:
    (folder / "pavilions/europe.toml").rename(folder / "pavilions/eurpe.toml")
    (folder / "products/asia").mkdir()
    (folder / "products/asia/tea.toml").write_text("a = 1", encoding="utf-8")
    (folder / "town.toml").unlink()
    assert check(folder, assets) == [
        Fault("pavilions/eurpe.toml", 1, "there is no region `eurpe`", "name the file europe.toml"),
        Fault(
            "products/asia/tea.toml",
            1,
            "the booth does not read this file here",
            "move it into pavilions/, products/ or menus/",
        ),
        Fault("town.toml", 1, "the file is missing", "write town.toml with id, name, welcome, currency, time_zone"),
    ]


def test_a_town_without_pavilions_and_no_town_at_all(folder: Path, assets: Path) -> None:
    (folder / "pavilions/europe.toml").unlink()
    assert [fault.what for fault in check(folder, assets)] == ["the town has no pavilion"]
    assert [fault.what for fault in check(folder / "nowhere", assets)] == [
        f"there is no folder {folder / 'nowhere'}"
    ]


def test_a_pavilion_without_hosts(folder: Path, assets: Path) -> None:
    path = folder / "pavilions/europe.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[[hosts]]")] + text[text.index("[[rooms]]") :], encoding="utf-8")
    assert check(folder, assets) == [
        Fault("pavilions/europe.toml", 1, "`hosts` is missing", "add a section [[hosts]]")
    ]


def test_media_that_is_empty_or_elsewhere(folder: Path, assets: Path) -> None:
    (assets / "films/pasture.webm").write_bytes(b"")
    (assets / "other").mkdir()
    (assets / "pictures/milk.svg").rename(assets / "other/milk.svg")
    assert check(folder, assets) == [
        Fault(
            "products/milk.toml",
            8,
            'picture "pictures/milk.svg" is not there',
            'write picture = "other/milk.svg", or put the file into the assets folder',
        ),
        Fault(
            "products/milk.toml",
            9,
            'film "films/pasture.webm" is an empty file',
            "put the whole file in its place",
        ),
    ]


def test_several_folders_of_media(folder: Path, assets: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    (more / "films").mkdir(parents=True)
    (assets / "films/pasture.webm").rename(more / "films/pasture.webm")
    assert len(check(folder, assets)) == 1
    assert check(folder, [assets, more]) == []


def test_loading_tells_every_fault(folder: Path, assets: Path) -> None:
    spoil(folder / "menus/noodles.toml", "stock = 12", "stock = -1")
    spoil(folder / "town.toml", "CNY", "yuan")
    with pytest.raises(TownFaults) as told:
        load(folder, assets)
    assert list(told.value.faults) == check(folder, assets)
    assert str(told.value).splitlines() == [
        "menus/noodles.toml:15: `stock` is -1, which is too small. Instead: write a number from 0 up.",
        'town.toml:4: `currency` is "yuan", which does not have the right form. '
        'Instead: write it like currency = "CNY".',
    ]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_content_makes_it_raise(data: st.DataObject, folder: Path, assets: Path) -> None:
    """A value of another kind on any line, or a file cut short: faults or none, never a crash."""
    path = data.draw(st.sampled_from(sorted(folder.rglob("*.toml"))))
    before = path.read_bytes()
    lines = before.decode().splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    values = ["5", "nan", '""', "[]", "{}", "[[]]", "[{}]", "1979-05-27", "07:32:00", "true", "{ en = 1, zh = [] }"]
    value = data.draw(st.sampled_from(values) | st.text(max_size=8))
    lines[at] = f"{lines[at].split('=')[0]}= {value}"
    try:
        path.write_bytes(data.draw(st.sampled_from(["\n".join(lines).encode(), before[: at * 7]])))
        for fault in check(folder, assets):
            assert fault.line >= 1
            assert fault.what
            assert fault.instead
    finally:
        path.write_bytes(before)


# --- the sample town ----------------------------------------------------------------------------------------


def test_the_sample_town_is_in_order() -> None:
    assert [str(fault) for fault in check(ROOT / "config/town", ROOT / "assets")] == []


def test_the_sample_town_has_what_the_tour_shows() -> None:
    town = load(ROOT / "config/town", ROOT / "assets")
    assert [pavilion.id for pavilion in town.pavilions] == ["north-america", "europe", "asia", "oceania"]
    assert all(len(pavilion.hosts) == 2 for pavilion in town.pavilions)
    assert sum(len(pavilion.rooms) for pavilion in town.pavilions) == 6
    assert len(town.products) == 24
    assert all(product.gtin.startswith("0952") and is_gtin(product.gtin) for product in town.products)
    assert {kind for product in town.products for leg in product.lots[0].legs for kind in [leg.kind]} == set(
        LegKind
    )
    dishes = town.menus[0].dishes
    assert (len(dishes), sum(bool(dish.parts) for dish in dishes)) == (10, 2)
    assert [dish.id for dish in dishes if dish.stock == 0] == ["mask-rose"]
    lots = [lot for product in town.products for lot in product.lots]
    assert sum(lot.recalled for lot in lots) == 1
