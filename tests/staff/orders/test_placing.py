"""`kiosk orders place` counts, limits and refuses as the screen does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.order.journal import read_journal
from kiosk.settings import Settings
from kiosk.staff.orders.opening import pack_of
from kiosk.staff.till import catalogue
from kiosk.store.base import RetryLater, Ware
from kiosk.store.embedded import EmbeddedStore
from kiosk.store.serve import StoreServer
from tests.staff.orders.conftest import RICE, Kiosk, Place, basket, journal_of

TOKEN = "a-token-of-this-test"


def wares(settings: Settings) -> dict[str, Ware]:
    pack = pack_of(settings)
    assert pack is not None
    with pack:
        return {ware.sku: ware for ware in catalogue(pack)}


@pytest.fixture
def online(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddedStore]:
    """The booth's store is a real one on the network, which has two pieces of RICE left at a price of its own."""
    sold = wares(settings)
    sold[RICE] = replace(sold[RICE], price=3100, stock=2)
    store = EmbeddedStore(tmp_path / "shop.db", list(sold.values()))
    server = StoreServer(store, token=TOKEN)
    (tmp_path / "token").write_text(TOKEN)
    monkeypatch.setenv("KIOSK_STORE_URL", server.url)
    monkeypatch.setenv("KIOSK_STORE_TOKEN_FILE", str(tmp_path / "token"))
    yield store
    server.close()


@pytest.mark.parametrize("where", ["basket", "line"])
@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("currency", "USD"),
        ("currency", None),
        ("money", 2900.0),
        ("money", True),
        ("money", "2900"),
        ("money", None),
        ("money", 10**400),
    ],
)
def test_money_is_todays_in_its_currency_and_an_integer(
    place: Place, settings: Settings, where: str, name: str, given: object
) -> None:
    wanted = basket()
    if where == "basket":
        wanted["total" if name == "money" else name] = given
    else:
        wanted["lines"][0]["unit_price" if name == "money" else name] = given
    status, names, err = place(wanted)
    assert (status, names) == (1, [])
    assert ("CNY" if name == "currency" else "2900") in err
    assert len(err) < 500
    assert not journal_of(settings).exists()


def test_true_is_no_price_even_where_the_price_is_one(place: Place) -> None:
    status, _, err = place(basket(quantity=True))
    assert (status, "a line is" in err) == (1, True)
    assert place(basket(quantity=1.0))[0] == 1


def test_a_key_that_nobody_knows_is_no_quantity_of_one(place: Place) -> None:
    status, _, err = place({"lines": [{"sku": RICE, "qty": 4}]})
    assert (status, "knows no 'qty'" in err) == (1, True)


def test_what_the_store_last_said_holds_while_it_is_away(
    place: Place, online: EmbeddedStore, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """Its price, and of its two pieces the one that is left: not the town's 150, and not the allotment."""
    assert place(basket(1))[0] == 0
    assert place(basket(1, "noodle-shop/mask-yuzu"))[0] == 0
    monkeypatch.setattr("kiosk.staff.orders.counter.wares_of", lambda store: RetryLater("away"))
    given = basket(1)
    given["lines"][0]["unit_price"] = 3100
    status, _, err = place([given, given])
    assert (status, "Sold out" in err) == (3, True)
    assert place(given)[0] == 0
    assert read_journal(journal_of(settings))[0].order.total == 3100


def test_money_that_is_right_is_taken(place: Place) -> None:
    given = basket(2, total=5800, currency="CNY")
    given["lines"][0] |= {"unit_price": 2900, "currency": "CNY"}
    assert place(given)[0] == 0


@pytest.mark.parametrize("text", ["noodle-shop/\ud800", "\udcff/mask-rice", "noodle-shop/mask-rice\x1b[2J"])
def test_what_is_no_text_is_on_no_menu(place: Place, text: str) -> None:
    status, _, err = place(basket(sku=text))
    assert status == 1
    assert "is on no menu" in err
    assert "\x1b" not in err


@pytest.mark.parametrize("text", ["en\ud800", ["zh"], {"a": 1}, 7])
def test_what_is_no_language(place: Place, text: object) -> None:
    status, _, err = place(basket(language=text))
    assert (status, "zh or en" in err) == (1, True)


def test_one_file_has_no_more_than_the_shelf(place: Place, settings: Settings) -> None:
    """150 pieces are there; the 31st basket of five finds none left, and nothing of the file is placed."""
    assert wares(settings)[RICE].stock == 150
    status, names, err = place([basket(5)] * 31)
    assert (status, names) == (3, [])
    assert "basket 31: noodle-shop/mask-rice: Sold out (5 wanted)" in err
    assert not journal_of(settings).exists()
    status, names, _ = place([basket(5)] * 30)
    assert (status, len(names)) == (0, 30)


def test_what_waits_in_the_journal_is_gone_from_the_shelf(place: Place, settings: Settings, kiosk: Kiosk) -> None:
    assert place([basket(5)] * 29 + [basket(3)])[0] == 0
    status, names, err = place(basket(3))
    assert (status, names) == (3, [])
    assert "basket 1: noodle-shop/mask-rice: Only 2 left (3 wanted)" in err
    assert place(basket(2))[0] == 0
    assert "Sold out (1 wanted)" in place(basket(1))[2]
    # At the store, or not: they are sold once.
    assert kiosk("sync", "--once")[0] == 0
    assert place(basket(1))[0] == 3
    assert len(read_journal(journal_of(settings))) == 31


def test_the_store_says_price_and_stock(place: Place, online: EmbeddedStore) -> None:
    given = basket(1)
    given["lines"][0]["unit_price"] = 2900
    status, _, err = place(given)
    assert (status, "unit_price is 3100, not 2900" in err) == (1, True)
    assert place(basket(3))[0] == 3
    status, names, _ = place([basket(1), basket(1)])
    assert (status, len(names)) == (0, 2)
    assert place(basket(1))[0] == 3


def test_a_store_that_is_not_heard_of_leaves_the_allotment(
    place: Place, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setenv("KIOSK_STORE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("KIOSK_STORE_ALLOTMENT", "7")
    status, names, err = place([basket(5), basket(2)])
    assert (status, len(names)) == (0, 2)
    assert "is not heard of" in err
    assert place(basket(1))[0] == 3
    monkeypatch.setenv("KIOSK_STORE_URL", "embedded")
    assert place(basket(5))[0] == 0


def test_a_set_takes_what_is_in_it(place: Place, settings: Settings) -> None:
    sold = wares(settings)
    tray = next(ware for ware in sold.values() if ware.parts)
    # Of the part that there is least of, all but one set's worth.
    part = min(set(tray.parts), key=lambda sku: sold[sku].stock or 0)
    spare = (sold[part].stock or 0) - tray.parts.count(part)
    assert place([basket(1, part)] * spare + [basket(1, tray.sku)])[0] == 0
    for sku in (tray.sku, part):
        assert "Sold out (1 wanted)" in place(basket(1, sku))[2]


def test_a_damaged_journal_is_set_aside_and_named(place: Place, settings: Settings) -> None:
    assert place(basket(1))[0] == 0
    journal_of(settings).write_bytes(b"not a database at all, " * 100)
    status, names, err = place(basket(1))
    assert (status, len(names)) == (0, 1)
    assert "journal.damaged-" in err


def test_shape_in_the_message_is_one_that_is_taken(place: Place) -> None:
    from kiosk.staff.orders.placing import SHAPE

    assert place(json.loads(SHAPE))[0] == 0
