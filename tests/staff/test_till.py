from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Condition
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from kiosk.order.basket import Basket
from kiosk.order.model import Good, Line, Order, OrderRecord, OrderState
from kiosk.order.offer import Offer, OfferOf, Part
from kiosk.order.reconcile import reconcile
from kiosk.order.sync import Link, SyncStatus
from kiosk.settings import Settings, StoreSettings
from kiosk.staff.till import Till, remembered, share
from kiosk.store.base import Ware
from kiosk.store.embedded import EmbeddedStore
from kiosk.store.http import HttpStore
from kiosk.store.serve import StoreServer

YUZU = Ware("menu/yuzu", "Yuzu", 3900, "CNY", stock=50)
GOOD = Good("menu/yuzu", "09521403000110", "Yuzu", "柚子", 3900, "CNY", 50)


class Heard:
    """What a till told, and a way to wait for it."""

    def __init__(self) -> None:
        self.records: list[OrderRecord] = []
        self.links: list[Link] = []
        self.closed: list[str] = []
        self._changed = Condition()

    def till(self, settings: Settings) -> Till:
        return Till(
            settings,
            on_record=lambda record: self.note(self.records, record),
            on_status=lambda status: self.note(self.links, self._link(status)),
            on_wares=lambda: self.note([], None),
            on_trouble=lambda staff: None,
            on_closed=lambda staff: self.note(self.closed, staff),
        )

    def note(self, into: list[Any], what: Any) -> None:
        with self._changed:
            into.append(what)
            self._changed.notify_all()

    def until(self, reached: Callable[[], bool]) -> None:
        with self._changed:
            while not reached():
                assert self._changed.wait(20), "it never came to that"

    @staticmethod
    def _link(status: SyncStatus) -> Link:
        return status.link


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def shop(settings: Settings) -> Iterator[StoreServer]:
    settings.state_folder.mkdir(parents=True, exist_ok=True)
    server = StoreServer(EmbeddedStore(settings.state_folder / "shop.db", [replace(YUZU, price=4200, stock=9)]))
    yield server
    server.close()


def pieces(till: Till) -> int | None:
    ware = till.live(YUZU.sku)
    assert ware is not None
    return ware.stock


def order(till: Till, quantity: int, price: int = 3900) -> OrderRecord:
    basket = Basket()
    basket.add(replace(GOOD, unit_price=price), quantity)
    return till.place(basket, "en").result(20)


def selling_to(settings: Settings, url: str, allotment: int = 3) -> Settings:
    return replace(settings, store=StoreSettings(url=url, allotment=allotment))


def test_a_store_of_its_own_counts_what_the_town_sells(settings: Settings, heard: Heard) -> None:
    till = heard.till(settings)
    till.start([YUZU])
    try:
        record = order(till, 7)
        heard.until(lambda: any(one.state is OrderState.SENT for one in heard.records))
        heard.until(lambda: pieces(till) == 43)
        assert till.live("menu/none") is None
        assert till.pay_link(record) == "", "a file has no page that a phone could open"
    finally:
        till.close()


def test_what_the_store_says_of_price_and_stock_holds(settings: Settings, heard: Heard, shop: StoreServer) -> None:
    till = heard.till(selling_to(settings, shop.url))
    till.start([YUZU])
    try:
        heard.until(lambda: pieces(till) == 9)
        ware = till.live(YUZU.sku)
        assert ware is not None
        assert ware.price == 4200
        order(till, 2, 4200)
        heard.until(lambda: pieces(till) == 7)
    finally:
        till.close()


def test_a_booth_that_hears_nothing_sells_its_allotment_and_no_more(settings: Settings, heard: Heard) -> None:
    till = heard.till(selling_to(settings, "http://127.0.0.1:9", allotment=3))
    till.start([YUZU])
    try:
        heard.until(lambda: Link.OFFLINE in heard.links)
        assert pieces(till) == 3
        order(till, 2)
        assert pieces(till) == 1, "what is in the journal and not at the store is gone"
        order(till, 1)
        assert pieces(till) == 0
    finally:
        till.close()
    again = heard.till(selling_to(settings, "http://127.0.0.1:9", allotment=3))
    again.start([YUZU])
    try:
        heard.until(lambda: again.reachable is False)
        assert pieces(again) == 0, "also after a restart"
    finally:
        again.close()


def test_what_the_store_last_said_holds_over_a_restart_without_it(
    settings: Settings, heard: Heard, shop: StoreServer
) -> None:
    there = selling_to(settings, shop.url, allotment=20)
    till = heard.till(there)
    till.start([YUZU])
    assert not till.reachable, "nobody has answered yet"
    assert pieces(till) == 20
    heard.until(lambda: pieces(till) == 9)
    till.close()
    shop.close()
    again = heard.till(there)
    again.start([YUZU])
    try:
        ware = again.live(YUZU.sku)
        assert ware is not None
        assert (ware.price, ware.stock) == (4200, 9)
    finally:
        again.close()
    elsewhere = heard.till(selling_to(settings, "http://127.0.0.1:9", allotment=20))
    elsewhere.start([YUZU])
    try:
        assert pieces(elsewhere) == 20, "another store's word is not this one's"
    finally:
        elsewhere.close()


@pytest.mark.parametrize("text", [None, "", "[", "7", '[{"sku": 1}]', '[{"sku": "a", "name": "b", "price": -1}]'])
def test_what_was_remembered_and_cannot_be_read_is_nothing(text: str | None) -> None:
    assert remembered(text) == {}


@given(st.integers(0, 10**6), st.integers(1, 50))
def test_the_shares_of_all_booths_are_what_there_is(pieces: int, booths: int) -> None:
    shares = [share(pieces, booths, number) for number in range(1, booths + 1)]
    assert sum(shares) == pieces
    assert max(shares) - min(shares) <= 1


def test_two_booths_that_are_cut_off_do_not_sell_the_same_last_piece(settings: Settings, heard: Heard) -> None:
    sold = 0
    for number in (1, 2):
        state = replace(settings.booth, state=str(settings.state_folder / str(number)))
        store = StoreSettings(url="http://127.0.0.1:9", allotment=20, booths=2, number=number)
        till = heard.till(replace(settings, booth=state, store=store))
        till.start([replace(YUZU, stock=1)])
        try:
            while pieces(till):
                order(till, 1)
                sold += 1
        finally:
            till.close()
    assert sold == 1


def test_a_store_that_cannot_be_opened_closes_orders_in_words(settings: Settings, heard: Heard) -> None:
    till = heard.till(selling_to(settings, "http://shop.example"))
    till.start([YUZU])
    till.close()
    [said] = heard.closed
    assert "https://" in said
    assert not till.open
    with pytest.raises(RuntimeError, match="closed"):
        till.place(Basket(), "en")


def test_what_waits_is_off_the_shelf_once_until_the_store_has_it(settings: Settings, heard: Heard) -> None:
    till = heard.till(settings)
    till._town = {YUZU.sku: YUZU}
    order = Order("WAITING000000001", (Line(GOOD, 3),), "CNY", 3 * 3900, datetime.now(UTC), "zh")
    allotted = till.live(YUZU.sku).stock  # type: ignore[union-attr]
    assert allotted is not None
    seen = []
    for state in (OrderState.WAITING, OrderState.UNCERTAIN, OrderState.WAITING, OrderState.SENT, OrderState.PAID):
        till._recorded(OrderRecord(order, state))
        seen.append(allotted - till.live(YUZU.sku).stock)  # type: ignore[operator, union-attr]
    assert seen == [3, 3, 3, 0, 0]


# --- sets: dishes sold as one, whose pieces stand on one shelf with those sold alone ----------------------------

RICE = Ware("menu/rice", "Rice", 2900, "CNY", stock=7)
TRAY = Ware("menu/tray", "Tray", 9000, "CNY", parts=("menu/yuzu", "menu/rice", "menu/yuzu"))
PAIR = Ware("menu/pair", "Pair", 6000, "CNY", parts=("menu/yuzu", "menu/rice"))
TOWN = [replace(YUZU, stock=9), RICE, TRAY, PAIR]
OFFLINE = "http://127.0.0.1:9"


def offer_of(till: Till) -> OfferOf:
    """As the surroundings of a visit make it."""

    def offer(sku: str) -> Offer | None:
        ware = till.live(sku)
        if ware is None:
            return None
        parts = tuple(Part(part, count, 99) for part, count in Counter(ware.parts).items())
        return Offer(ware.price, ware.stock if ware.enabled else 0, parts)

    return offer


def good_of(ware: Ware) -> Good:
    return Good(ware.sku, "09521403000110", ware.name, ware.name, ware.price, "CNY", 20)


def stocks(till: Till) -> dict[str, int | None]:
    return {ware.sku.removeprefix("menu/"): live.stock for ware in TOWN if (live := till.live(ware.sku))}


def a_set(ware: Ware, quantity: int, reference: str = "SET0000000000001") -> Order:
    line = Line(good_of(ware), quantity)
    return Order(reference, (line,), "CNY", line.total, datetime.now(UTC), "zh")


def test_a_set_that_waits_has_its_parts_off_the_shelf_until_the_store_has_it(
    settings: Settings, heard: Heard
) -> None:
    till = heard.till(selling_to(settings, OFFLINE, allotment=8))
    till._town = {ware.sku: ware for ware in TOWN}
    whole = {"yuzu": 8, "rice": 7, "tray": 4, "pair": 7}
    assert stocks(till) == whole
    till._recorded(OrderRecord(a_set(TRAY, 3), OrderState.WAITING))
    assert stocks(till) == {"yuzu": 2, "rice": 4, "tray": 1, "pair": 2}
    till._town[TRAY.sku] = replace(TRAY, parts=("menu/rice", "menu/rice"))  # what it holds was changed meanwhile
    till._recorded(OrderRecord(a_set(TRAY, 3), OrderState.SENT))
    till._town[TRAY.sku] = TRAY
    assert stocks(till) == whole


@pytest.mark.parametrize(
    "said",
    [
        replace(RICE, stock=0),
        replace(RICE, enabled=False),
        replace(RICE, stock=None, enabled=False),
    ],
)
def test_a_set_is_sold_out_with_its_parts(settings: Settings, heard: Heard, said: Ware) -> None:
    till = heard.till(selling_to(settings, OFFLINE, allotment=8))
    till._town = {ware.sku: ware for ware in TOWN}
    till._heard_of([said, replace(TRAY, parts=(), stock=50)])  # a shop that does not say what is in the tray
    assert {name: count for name, count in stocks(till).items() if name != "rice"} == {
        "yuzu": 8,
        "tray": 0,
        "pair": 0,
    }


def test_a_set_of_what_nobody_knows_is_sold_out(settings: Settings, heard: Heard) -> None:
    till = heard.till(settings)
    till._town = {TRAY.sku: TRAY, YUZU.sku: YUZU}
    assert till.live(TRAY.sku).stock == 0  # type: ignore[union-attr]


wishes = st.lists(st.tuples(st.sampled_from(TOWN), st.integers(1, 4)), min_size=1, max_size=3)


@settings_of(max_examples=25, deadline=None)
@given(
    st.lists(wishes, max_size=5),
    st.integers(0, 9),
    st.integers(0, 12),
    st.none() | st.integers(0, 12),
    st.booleans(),
)
def test_no_booth_alone_sells_more_of_anything_than_it_has(
    baskets: list[list[tuple[Ware, int]]], allotment: int, yuzu: int, rice: int | None, twice: bool
) -> None:
    """Singles and sets in any mix, written down by a real journal while no shop can be reached."""
    with TemporaryDirectory() as folder:
        settings = replace(Settings(), booth=replace(Settings().booth, state=folder))
        heard = Heard()
        till = heard.till(selling_to(settings, OFFLINE, allotment))
        stock = {YUZU.sku: yuzu, RICE.sku: rice}
        till.start([replace(ware, stock=stock.get(ware.sku)) for ware in TOWN])
        try:
            heard.until(lambda: Link.OFFLINE in heard.links)
            for wishes in baskets:
                basket = Basket(offer_of=offer_of(till))
                for ware, quantity in wishes:
                    basket.add(good_of(ware), quantity)
                if basket.lines:
                    till.place(basket, "en").result(20)
            assert till.journal is not None
            gone: Counter[str] = Counter()
            for record in till.journal.records(limit=1000):
                for line in record.order.lines:
                    held = [ware.parts or (ware.sku,) for ware in TOWN if ware.sku == line.good.sku]
                    for sku in held[0]:
                        gone[sku] += line.quantity
            for sku, count in stock.items():
                most = allotment if count is None else min(count, allotment)
                assert gone[sku] <= most
                assert till.live(sku).stock == most - gone[sku]  # type: ignore[union-attr]
            before = stocks(till)
        finally:
            till.close()
        if twice:  # the next morning
            again = heard.till(selling_to(settings, OFFLINE, allotment))
            again.start([replace(ware, stock=stock.get(ware.sku)) for ware in TOWN])
            try:
                heard.until(lambda: not again.reachable)
                assert stocks(again) == before
            finally:
                again.close()


def test_two_booths_want_the_last_piece_alone_and_within_a_set(settings: Settings, tmp_path: Path) -> None:
    server = StoreServer(
        EmbeddedStore(tmp_path / "shop.db", [replace(YUZU, stock=9), replace(RICE, stock=1), TRAY])
    )
    town = [YUZU, RICE, replace(TRAY, parts=())]  # what is in the tray the shop alone says
    booths = [Heard(), Heard()]
    tills = []
    for number, heard in enumerate(booths):
        own = replace(settings, booth=replace(settings.booth, state=str(tmp_path / f"booth-{number}")))
        tills.append(heard.till(selling_to(own, server.url)))
        tills[-1].start(town)
    try:
        for heard, till in zip(booths, tills, strict=True):
            heard.until(lambda till=till: stocks(till)["tray"] == 1)
        baskets = [Basket(offer_of=offer_of(till)) for till in tills]
        for basket, ware in zip(baskets, (RICE, TRAY), strict=True):
            assert basket.add(good_of(ware)).quantity == 1
        for written in [till.place(basket, "zh") for till, basket in zip(tills, baskets, strict=True)]:
            written.result(20)
        final = (OrderState.SENT, OrderState.REJECTED)
        for heard in booths:
            heard.until(lambda heard=heard: any(record.state in final for record in heard.records))
        assert sorted(heard.records[-1].state for heard in booths) == ["rejected", "sent"]
        [refused] = [record for heard in booths for record in heard.records if record.state is OrderState.REJECTED]
        assert refused.reason in ("menu/rice: 1 wanted, 0 left", "menu/rice, in menu/tray: 1 wanted, 0 left")
        for heard, till in zip(booths, tills, strict=True):
            heard.until(lambda till=till: (stocks(till)["rice"], stocks(till)["tray"]) == (0, 0))
            assert till.journal is not None
            with closing(HttpStore(server.url)) as store:
                assert [*reconcile(till.journal.records(limit=9), store, till.journal.find)] == []
    finally:
        for till in tills:
            till.close()
        server.close()
