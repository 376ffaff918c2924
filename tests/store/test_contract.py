from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.store import contract
from kiosk.store.base import Capabilities, Changes, Page, StoreOrder, StoreState, Submission, SubmissionLine, Ware

REFERENCES = st.from_regex(r"[A-Z0-9-]{1,64}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
MONEY = st.integers(0, 10**9)
LINES = st.lists(
    st.builds(SubmissionLine, TEXTS, TEXTS, TEXTS, st.integers(1, 1000), MONEY),
    min_size=1,
    max_size=5,
    unique_by=lambda line: line.sku,
).map(tuple)
SUBMISSIONS = st.builds(Submission, REFERENCES, LINES, st.just("CNY"), st.just(0), TEXTS).map(
    lambda one: replace(one, total=sum(line.quantity * line.unit_price for line in one.lines))
)
ORDERS = st.builds(
    lambda s, i, state, paid: StoreOrder(
        s.reference, i, state, s.lines, s.currency, s.total, s.placed_at, paid, "https://shop.example/pay/1"
    ),
    SUBMISSIONS,
    st.from_regex(r"[A-Za-z0-9]{1,20}", fullmatch=True),
    st.sampled_from(StoreState),
    st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["accepted", "CNY"])
FIELDS = (
    "id reference lines currency total placed_at state paid_at pay_url sku gtin title quantity unit_price goods "
    "orders last next name price stock enabled name_zh longest_wait_s catalogue"
)
NAMES = st.sampled_from(FIELDS.split())
JSON = st.recursive(
    LEAVES, lambda inside: st.lists(inside, max_size=4) | st.dictionaries(NAMES | st.text(), inside, max_size=8)
)
READERS: list[tuple[Callable[[Any], object], type]] = [
    (contract.from_json, Submission),
    (contract.order_from_json, StoreOrder),
    (contract.page_from_json, Page),
    (contract.changes_from_json, Changes),
    (contract.capabilities_from_json, Capabilities),
]


def reads(value: Any) -> None:
    """Every reader makes a value of its kind of it, or raises ValueError; anything else ends the test."""
    for read, kind in READERS:
        try:
            found = read(value)
        except ValueError:
            continue
        assert isinstance(found, kind)


@settings(max_examples=60)
@given(JSON)
def test_any_json_is_a_value_or_a_value_error(value: Any) -> None:
    reads(value)


@settings(max_examples=60)
@given(ORDERS, st.data())
def test_an_answer_with_one_field_gone_wrong_is_a_value_or_a_value_error(
    order: StoreOrder, data: st.DataObject
) -> None:
    good = {"sku": "a", "name": "A", "price": 1, "currency": "CNY", "stock": 1, "enabled": True, "name_zh": ""}
    said: dict[str, Any] = {"last": 1, "next": 2, "orders": [contract.order_to_json(order)], "goods": [good]}
    place = data.draw(st.sampled_from([said, said["orders"][0], said["orders"][0]["lines"][0], good]))
    place[data.draw(st.sampled_from(sorted(place)))] = data.draw(JSON)
    reads(said)
    reads(said["orders"])
    if isinstance(said["orders"], list):
        for one in said["orders"]:
            reads(one)


@settings(max_examples=60)
@given(ORDERS)
def test_an_order_there_and_back_is_the_same(order: StoreOrder) -> None:
    written = json.loads(json.dumps(contract.order_to_json(order)))
    assert contract.order_from_json(written) == order
    told = contract.changes_from_json({"last": 7, "orders": [written], "goods": []})
    assert told == Changes(7, (order,))


@settings(max_examples=60)
@given(SUBMISSIONS)
def test_what_adds_up_is_without_fault_and_there_and_back_the_same(submission: Submission) -> None:
    assert contract.fault(submission) is None
    assert contract.from_json(json.loads(json.dumps(contract.to_json(submission)))) == submission


LINE = SubmissionLine("mask", "09521403000110", "Mask", 2, 100)
GOOD = Submission("REF-1", (LINE,), "CNY", 200, "2026-11-23T12:00:00+00:00")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"reference": "../x"}, "1 to 64"),
        ({"reference": "REF\n"}, "1 to 64"),
        ({"reference": "A" * 65}, "1 to 64"),
        ({"currency": "cny"}, "capital"),
        ({"lines": ()}, "nothing"),
        ({"lines": (replace(LINE, quantity=10**9),), "total": 10**11}, "at most 1000"),
        ({"lines": (LINE, replace(LINE, title="again")), "total": 400}, "two lines"),
        ({"lines": tuple(replace(LINE, sku=str(n)) for n in range(101)), "total": 20200}, "100 lines"),
        ({"lines": (replace(LINE, title="x" * 501),)}, "501"),
        ({"lines": (replace(LINE, title="\ud83c"),)}, "written"),
        ({"total": 199}, "sum"),
    ],
)
def test_no_store_could_take_this(change: dict[str, Any], says: str) -> None:
    reason = contract.fault(replace(GOOD, **change))
    assert reason is not None
    assert says.replace("501", "500") in reason


@pytest.mark.parametrize(
    "paid_at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-23T12:00:00", "soon", 7]
)
def test_times_that_no_order_was_paid_at(paid_at: object) -> None:
    said = json.loads(json.dumps(contract.to_json(GOOD))) | {"id": "1", "state": "paid", "paid_at": paid_at}
    with pytest.raises(ValueError, match=r"paid_at|isoformat"):
        contract.order_from_json(said)


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "https://a\n.example", "https://" + "a" * 500, "file:///etc", 7, None, "//a"],
)
def test_links_that_no_phone_is_sent_to(link: object) -> None:
    assert contract.pay_url({"pay_url": link}) == ""


def test_a_ware_below_nought_is_sold_out_and_one_that_nobody_counts_is_not() -> None:
    goods = [asdict(Ware("a", "A", 1, "CNY", stock)) for stock in (-3, 0, None)]
    assert [ware.stock for ware in contract.page_from_json({"goods": goods}).wares] == [0, 0, None]


@settings(max_examples=60)
@given(st.text(), st.text())
def test_words_of_others_are_one_bounded_line(one: str, other: str) -> None:
    line = contract.plain(one + "\n\ud800" + other)
    assert len(line) <= contract.MAX_TEXT
    assert len(line.splitlines()) <= 1
    line.encode()
