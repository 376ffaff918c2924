"""The real shop: Vendure with our plugin, its database in a file, over HTTP. If it cannot start, these fail."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from queue import Queue
from typing import Any

import pytest

from kiosk.store.base import Accepted, NotAuthorised, Rejected, StoreOrder, Submission, SubmissionLine
from kiosk.store.http import HttpStore
from tests.store.conftest import PARTS, Nudge
from tests.tools.vendure import Vendure

SKUS = ["noodle-shop/yuzu", "noodle-shop/last", "noodle-shop/rare", "noodle-shop/pair"]
RARE, PAIR = ("noodle-shop/rare", 1900), ("noodle-shop/pair", 8000)
NUMBERS = count()


@pytest.fixture
def shop(vendure: Vendure) -> Vendure:
    return vendure


@pytest.fixture
def store(shop: Vendure) -> Iterator[HttpStore]:
    store = HttpStore(shop.url, shop.token_file)
    yield store
    store.close()


def an_order(sku: str = "noodle-shop/yuzu", quantity: int = 1, price: int = 3900) -> Submission:
    line = SubmissionLine(sku, "09521403000110", "Yuzu mask <b>", quantity, price)
    reference = f"TESTVENDURE{next(NUMBERS):05d}"
    return Submission(reference, (line,), "CNY", quantity * price, "2026-11-23T10:00:00+00:00")


def call(shop: Vendure, path: str, method: str = "GET", token: str | None = None) -> tuple[int, Any]:
    request = urllib.request.Request(
        path if path.startswith("http") else shop.url + path,
        method=method,
        headers={"Authorization": f"Bearer {shop.token if token is None else token}"},
        data=b"" if method == "POST" else None,
    )
    try:
        with urllib.request.urlopen(request, timeout=40) as answer:
            status, text = answer.status, answer.read()
    except urllib.error.HTTPError as error:
        status, text = error.code, error.read()
    return status, json.loads(text) if text.startswith(b"{") else text.decode()


def stock(shop: Vendure, sku: str) -> int:
    [good] = call(shop, f"/catalogue?sku={sku}")[1]["goods"]
    return int(good["stock"])


def test_an_order_is_taken_once_and_found_by_its_reference(store: HttpStore) -> None:
    order = an_order(quantity=2)
    assert store.find(order.reference) is None
    first = store.submit(order)
    assert isinstance(first, Accepted)
    assert not first.already_there
    assert store.submit(order) == Accepted(first.store_id, already_there=True)
    assert store.find(order.reference) == Accepted(first.store_id, already_there=True)
    other = replace(order, lines=(replace(order.lines[0], quantity=3),), total=3 * 3900)
    assert store.submit(other) == Rejected("the reference belongs to another order")


@pytest.mark.parametrize(
    ("order", "says"),
    [
        (an_order(price=3800), "costs 3900"),
        (an_order(sku="noodle-shop/none"), "is not sold here"),
        (an_order(quantity=900), "900 wanted"),
        (replace(an_order(), currency="EUR"), "sells in CNY"),
        (replace(an_order(), total=1), "not the sum"),
    ],
)
def test_what_the_shop_will_not_sell_is_refused_whole(store: HttpStore, order: Submission, says: str) -> None:
    answer = store.submit(order)
    assert isinstance(answer, Rejected)
    assert says in answer.reason
    assert store.find(order.reference) is None


def test_strangers_are_turned_away(shop: Vendure, store: HttpStore) -> None:
    for path in ("/health", "/catalogue", "/changes", "/orders/TESTVENDURE00000"):
        assert call(shop, path, token="not-the-token-of-any-booth")[0] == 401
    token = shop.token_file.read_text()
    try:
        shop.token_file.write_text("not-the-token-of-any-booth")
        assert isinstance(store.submit(an_order()), NotAuthorised)
    finally:
        shop.token_file.write_text(token)


def test_eight_senders_of_one_order_are_one_order(shop: Vendure) -> None:
    order, answers = an_order(), []

    def send() -> None:
        store = HttpStore(shop.url, shop.token_file, timeout=30)
        answers.append(store.submit(order))
        store.close()

    senders = [threading.Thread(target=send) for _ in range(8)]
    before = stock(shop, "noodle-shop/yuzu")
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert all(isinstance(answer, Accepted) for answer in answers), answers
    assert sum(not answer.already_there for answer in answers) == 1
    assert len({answer.store_id for answer in answers}) == 1
    assert stock(shop, "noodle-shop/yuzu") == before - 1


def test_goods_are_held_when_ordered_and_the_last_ones_are_sold_once(shop: Vendure, store: HttpStore) -> None:
    orders = [an_order("noodle-shop/last", 3, 2900) for _ in range(3)]
    answers: list[object] = []

    def send(order: Submission) -> None:
        sender = HttpStore(shop.url, shop.token_file, timeout=30)
        answers.append(sender.submit(order))
        sender.close()

    booths = [threading.Thread(target=send, args=(order,)) for order in orders]
    for booth in booths:
        booth.start()
    for booth in booths:
        booth.join()
    assert sorted(type(answer).__name__ for answer in answers) == ["Accepted", "Rejected", "Rejected"]
    assert stock(shop, "noodle-shop/last") == 2
    [sold] = [order for order in orders if store.find(order.reference)]
    status, cancelled = call(shop, f"/orders/{sold.reference}/cancel", "POST")
    assert (status, cancelled["state"]) == (200, "cancelled")
    assert stock(shop, "noodle-shop/last") == 5
    assert call(shop, f"/orders/{sold.reference}/cancel", "POST")[1]["state"] == "cancelled", "once is enough"


def basket(*wants: tuple[tuple[str, int], int]) -> Submission:
    lines = tuple(SubmissionLine(sku, "", sku, quantity, price) for (sku, price), quantity in wants)
    return replace(an_order(), lines=lines, total=sum(line.quantity * line.unit_price for line in lines))


def on_the_shelf(shop: Vendure) -> dict[str, int]:
    return {sku: stock(shop, sku) for sku in (*PARTS, PAIR[0])}


def test_two_booths_want_the_last_piece_alone_and_within_a_set(shop: Vendure, store: HttpStore) -> None:
    held = basket((RARE, 1))
    assert isinstance(store.submit(held), Accepted)
    before = on_the_shelf(shop)
    assert (before["noodle-shop/rare"], before["noodle-shop/pair"]) == (1, 1)
    for alone_first in (True, False, True, False):
        orders = [basket((RARE, 1)), basket((PAIR, 1))]
        answers: dict[str, object] = {}

        def send(order: Submission, answers: dict[str, object] = answers) -> None:
            sender = HttpStore(shop.url, shop.token_file, timeout=30)
            answers[order.reference] = sender.submit(order)
            sender.close()

        booths = [threading.Thread(target=send, args=(order,)) for order in orders[:: 1 if alone_first else -1]]
        for booth in booths:
            booth.start()
        for booth in booths:
            booth.join()
        [refused] = [answer for answer in answers.values() if isinstance(answer, Rejected)]
        said = ("noodle-shop/rare: 1 wanted, 0 left", "noodle-shop/rare, in noodle-shop/pair: 1 wanted, 0 left")
        assert refused.reason in said
        [sold] = [reference for reference, answer in answers.items() if isinstance(answer, Accepted)]
        assert (stock(shop, RARE[0]), stock(shop, PAIR[0])) == (0, 0)
        assert call(shop, f"/orders/{sold}/cancel", "POST")[1]["state"] == "cancelled"
        assert on_the_shelf(shop) == before
    assert call(shop, f"/orders/{held.reference}/cancel", "POST")[0] == 200


def test_a_set_and_its_parts_in_one_order_come_off_one_shelf_and_go_back(shop: Vendure, store: HttpStore) -> None:
    yuzu = ("noodle-shop/yuzu", 3900)
    before = on_the_shelf(shop)
    since = call(shop, "/changes?since=0")[1]["last"]
    while (last := call(shop, f"/changes?since={since}")[1]["last"]) != since:
        since = last
    too_many = basket((RARE, 1), (PAIR, 2))
    assert store.submit(too_many) == Rejected("noodle-shop/rare, in noodle-shop/pair: 3 wanted, 2 left")
    assert (store.find(too_many.reference), on_the_shelf(shop)) == (None, before)
    order = basket((yuzu, 3), (PAIR, 1))
    assert isinstance(store.submit(order), Accepted)
    after = {"noodle-shop/yuzu": before["noodle-shop/yuzu"] - 5, "noodle-shop/rare": 1, "noodle-shop/pair": 1}
    assert on_the_shelf(shop) == after
    told = {good["sku"]: good["stock"] for good in call(shop, f"/changes?since={since}")[1]["goods"]}
    assert told == after, "who only listens knows as much"
    assert isinstance(store.submit(order), Accepted)
    assert on_the_shelf(shop) == after, "the same once more takes nothing more"
    found = store.order(order.reference)
    assert isinstance(found, StoreOrder)
    assert (found.lines, found.total) == (order.lines, order.total), "line by line as it was sent"
    assert "Paid. Thank you!" in call(shop, found.pay_url, "POST")[1]
    assert on_the_shelf(shop) == after
    for _ in range(2):
        assert call(shop, f"/orders/{order.reference}/refund", "POST")[1]["state"] == "refunded"
        assert on_the_shelf(shop) == before


def test_what_the_shops_own_staff_cancel_goes_back_as_it_was_taken(shop: Vendure, store: HttpStore) -> None:
    before, order = on_the_shelf(shop), basket((PAIR, 1))
    answer = store.submit(order)
    assert isinstance(answer, Accepted)
    assert on_the_shelf(shop) != before
    staff = Staff(shop)
    [variant] = staff.ask("{ productVariants(options: {filter: {sku: {eq: %s}}}) { items { id } } }", PAIR[0])[
        "items"
    ]
    change = "mutation { updateProductVariants(input: [{id: %s, customFields: {kioskParts: [%s]}}]) { id } }"
    staff.ask(change, variant["id"], RARE[0])  # the set is made up anew meanwhile
    try:
        assert stock(shop, PAIR[0]) == 1
        [there] = staff.ask("{ orders(options: {filter: {code: {eq: %s}}}) { items { id } } }", answer.store_id)[
            "items"
        ]
        staff.ask(
            "mutation { cancelOrder(input: {orderId: %s, reason: %s}) { __typename } }", there["id"], "broken"
        )
        assert call(shop, f"/orders/{order.reference}")[1]["state"] == "cancelled"
    finally:
        staff.ask(change.replace("[%s]", json.dumps(PARTS)), variant["id"])
    assert on_the_shelf(shop) == before


@pytest.mark.parametrize("part", ["noodle-shop/none", "noodle-shop/pair"])
def test_a_set_of_what_is_not_sold_is_not_sold(shop: Vendure, store: HttpStore, part: str) -> None:
    staff = Staff(shop)
    [variant] = staff.ask("{ productVariants(options: {filter: {sku: {eq: %s}}}) { items { id } } }", PAIR[0])[
        "items"
    ]
    change = "mutation { updateProductVariants(input: [{id: %s, customFields: {kioskParts: %%s}}]) { id } }"
    change = change % json.dumps(variant["id"])
    staff.ask(change % json.dumps([*PARTS, part]))
    try:
        assert stock(shop, PAIR[0]) == 0
        assert store.submit(basket((PAIR, 1))) == Rejected(f"{part}, in noodle-shop/pair, is not sold here")
    finally:
        staff.ask(change % json.dumps(PARTS))
    assert stock(shop, PAIR[0]) > 0


class Staff:
    """The shop's own staff, at its admin interface."""

    def __init__(self, shop: Vendure) -> None:
        self._url = shop.url.replace("/kiosk", "/admin-api")
        self._token = ""
        login = "mutation { login(username: %s, password: %s) { __typename } }"
        assert self.ask(login, "superadmin", shop.pay_secret)["__typename"] == "CurrentUser"

    def ask(self, query: str, *texts: str) -> Any:
        """What the only field of a query says; texts fill its %s, quoted."""
        written = query % tuple(map(json.dumps, texts)) if texts else query
        headers = {"Content-Type": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        request = urllib.request.Request(self._url, json.dumps({"query": written}).encode(), headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            self._token = answer.headers.get("vendure-auth-token") or self._token
            said = json.loads(answer.read())
        assert "errors" not in said, said
        [value] = said["data"].values()
        return value


def test_a_phone_pays_and_who_waits_for_changes_hears_of_it(shop: Vendure, store: HttpStore) -> None:
    order = an_order()
    store.submit(order)
    found = call(shop, f"/orders/{order.reference}")[1]
    assert found["state"] == "accepted"
    page = call(shop, found["pay_url"])
    assert page[0] == 200
    assert "Yuzu mask &#60;b&#62;" in page[1], "what a booth sent is text and never markup"
    told = call(shop, "/changes?since=0")[1]
    assert order.reference in [one["reference"] for one in told["orders"]], "that it was taken is a change, too"
    last = told["last"]
    assert call(shop, "/changes?since=999999999&wait_s=20")[1]["last"] == last, "beyond the end: begin again"
    heard: list[Any] = []
    waiter = threading.Thread(target=lambda: heard.append(call(shop, f"/changes?since={last}&wait_s=20")))
    waiter.start()
    assert "Paid. Thank you!" in call(shop, found["pay_url"], "POST")[1]
    waiter.join(timeout=10)
    assert heard, "the change was not told within ten seconds of its payment"
    [told] = heard[0][1]["orders"]
    assert (told["reference"], told["state"]) == (order.reference, "paid")
    assert "Paid. Thank you!" in call(shop, found["pay_url"], "POST")[1], "a second press pays nothing more"
    assert call(shop, f"/orders/{order.reference}/cancel", "POST")[0] == 409, "what is paid is refunded instead"
    before = stock(shop, "noodle-shop/yuzu")
    assert call(shop, f"/orders/{order.reference}/refund", "POST")[1]["state"] == "refunded"
    assert stock(shop, "noodle-shop/yuzu") == before + 1


def test_a_pay_link_that_was_touched_opens_nothing(shop: Vendure, store: HttpStore) -> None:
    order = an_order()
    store.submit(order)
    url = call(shop, f"/orders/{order.reference}")[1]["pay_url"]
    for wrong in (url[:-1] + ("A" if url[-1] != "A" else "B"), url.replace("3900CNY", "39CNY")):
        assert call(shop, wrong)[0] == 404
        assert call(shop, wrong, "POST")[0] == 404
    assert call(shop, f"/orders/{order.reference}")[1]["state"] == "accepted"


def test_the_catalogue_comes_page_by_page(shop: Vendure) -> None:
    first = call(shop, "/catalogue?limit=1")[1]
    second = call(shop, f"/catalogue?limit=3&after={first['next']}")[1]
    assert [good["sku"] for good in first["goods"] + second["goods"]] == SKUS
    assert second["next"] is None
    assert [good["parts"] for good in second["goods"]] == [[], [], list(PARTS)]
    names = [(good["name"], good["name_en"], good["name_zh"]) for good in first["goods"]]
    assert names == [("Yuzu mask", "Yuzu mask", "柚子面膜")]


def test_a_shop_that_is_killed_in_the_middle_keeps_what_it_answered_for(shop: Vendure) -> None:
    orders = [an_order() for _ in range(12)]
    answers: dict[str, object] = {}
    begun = threading.Event()

    def send() -> None:
        store = HttpStore(shop.url, shop.token_file, timeout=10)
        for number, order in enumerate(orders):
            if number == 4:
                begun.set()
            answers[order.reference] = store.submit(order)
        store.close()

    sender = threading.Thread(target=send)
    sender.start()
    begun.wait(60)
    shop.kill()
    sender.join()
    shop.start()
    store = HttpStore(shop.url, shop.token_file, timeout=30)
    for order in orders:
        answer, found = answers[order.reference], store.find(order.reference)
        if isinstance(answer, Accepted):
            assert found == Accepted(answer.store_id, already_there=True), "answered for, so it is there"
        else:
            again = store.submit(order)
            assert isinstance(again, Accepted)
            assert again.already_there is (found is not None)
    assert any(not isinstance(answer, Accepted) for answer in answers.values()), (
        "the cut came too late to try anything"
    )
    store.close()


def test_a_webhook_only_nudges_and_is_signed(shop: Vendure, store: HttpStore, nudges: Queue[Nudge]) -> None:
    while not nudges.empty():
        nudges.get()
    assert isinstance(store.submit(an_order()), Accepted)
    signature, body = nudges.get(timeout=20)
    t, v1 = (part.partition("=")[2] for part in signature.split(","))
    assert hmac.new(shop.pay_secret.encode(), f"{t}.".encode() + body, hashlib.sha256).hexdigest() == v1
    assert set(json.loads(body)) == {"changes"}, "that something changed, and nothing of it"
    for hidden in (shop.pay_secret, shop.token):
        assert hidden not in (shop.folder / "shop.log").read_text()
