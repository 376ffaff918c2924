from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.store.base import (
    Accepted,
    Changes,
    Page,
    Rejected,
    RetryLater,
    StoreOrder,
    StoreState,
    Submission,
    SubmissionLine,
    Ware,
)
from kiosk.store.embedded import EmbeddedStore

Make = Callable[..., Submission]


def test_one_order_for_a_reference(embedded: EmbeddedStore, make_submission: Make) -> None:
    assert embedded.find("REF1") is None
    assert embedded.submit(make_submission()) == Accepted("E000001")
    assert embedded.submit(make_submission()) == Accepted("E000001", already_there=True)
    assert embedded.find("REF1") == Accepted("E000001", already_there=True)
    assert isinstance(embedded.submit(make_submission(quantity=2)), Rejected)
    assert embedded.orders() == [("E000001", make_submission())]


def test_it_is_still_there_after_reopening(embedded: EmbeddedStore, make_submission: Make) -> None:
    embedded.submit(make_submission())
    embedded.close()
    with closing(EmbeddedStore(embedded.path)) as again:
        found = again.order("REF1")
        assert isinstance(found, StoreOrder)
        assert (found.store_id, found.lines, found.total) == ("E000001", make_submission().lines, 3900)


def test_two_booths_at_once_sell_the_last_one_once(tmp_path: Path, make_submission: Make) -> None:
    catalogue = [Ware("mask-1", "Mask", 3900, "CNY", stock=5)]
    stores = [EmbeddedStore(tmp_path / "s.db", catalogue) for _ in range(2)]
    with ThreadPoolExecutor(2) as booths:
        answers = list(booths.map(lambda n: stores[n % 2].submit(make_submission(f"REF{n}")), range(12)))
    for store in stores:
        store.close()
    assert [type(answer) for answer in answers].count(Accepted) == 5
    assert {answer.reason for answer in answers if isinstance(answer, Rejected)} == {"mask-1: 1 wanted, 0 left"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"price": 1}, "costs 3900 CNY"),
        ({"sku": "mask-9"}, "mask-9 is not sold here"),
        ({"quantity": 6}, "6 wanted, 5 left"),
        ({"quantity": 0}, "1 or more"),
        ({"reference": ""}, "1 to 64"),
    ],
)
def test_what_it_refuses(tmp_path: Path, make_submission: Make, change: dict[str, object], reason: str) -> None:
    with closing(EmbeddedStore(tmp_path / "s.db", [Ware("mask-1", "Mask", 3900, "CNY", stock=5)])) as store:
        answer = store.submit(make_submission(**change))
        assert isinstance(answer, Rejected)
        assert reason in answer.reason
        assert store.orders() == []


def test_a_total_that_does_not_add_up(embedded: EmbeddedStore, make_submission: Make) -> None:
    assert isinstance(embedded.submit(replace(make_submission(), total=1)), Rejected)


def test_a_full_disk_means_later(embedded: EmbeddedStore, make_submission: Make) -> None:
    embedded.submit(make_submission())
    pages = embedded._open().execute("PRAGMA page_count").fetchone()[0]
    embedded._open().execute(f"PRAGMA max_page_count = {pages}")
    answers = [embedded.submit(make_submission(f"REF{n}")) for n in range(2, 60)]
    full = [n for n, answer in enumerate(answers, 2) if isinstance(answer, RetryLater)]
    assert full
    assert all(embedded.find(f"REF{n}") is None for n in full)


def test_a_file_that_is_no_store_means_later(tmp_path: Path, make_submission: Make) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(b"rubbish" * 1000)
    with closing(EmbeddedStore(path)) as store:
        assert isinstance(store.submit(make_submission()), RetryLater)
        assert isinstance(store.find("REF1"), RetryLater)
    assert path.read_bytes() == b"rubbish" * 1000


# --- files of earlier versions, and of others ---------------------------------------------------------------------


@pytest.fixture(params=[1, 2, 3])
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[int, Path]:
    """A file of an earlier version with three orders; since version 2 the second is paid, the third cancelled."""
    path = tmp_path / "store.db"
    shutil.copy(Path(__file__).parent / "fixtures" / f"embedded-{request.param}.sqlite", path)
    return request.param, path


def test_a_file_of_an_earlier_version_is_opened(earlier: tuple[int, Path], make_submission: Make) -> None:
    version, path = earlier
    catalogue = [Ware("noodle-shop/yuzu", "Yuzu", 3900, "CNY", stock=10)]
    with closing(EmbeddedStore(path, catalogue)) as store:
        orders = [store.order(f"OLD{n}") for n in (1, 2, 3)]
        assert [(order.store_id, order.total) for order in orders if isinstance(order, StoreOrder)] == [
            ("E000001", 3900),
            ("E000002", 7800),
            ("E000003", 11700),
        ]
        states = [order.state.value for order in orders if isinstance(order, StoreOrder)]
        assert states == (["accepted"] * 3 if version == 1 else ["accepted", "paid", "cancelled"])
        sold = 6 if version == 1 else 3
        assert store.catalogue() == Page((replace(catalogue[0], stock=10 - sold),))
        assert store.submit(make_submission("NEW", sku="noodle-shop/yuzu")) == Accepted("E000004")
        told = store.changes(0)
        assert isinstance(told, Changes)
        assert [ware.stock for ware in told.wares] == [10 - sold - 1]
        assert isinstance(store.cancel("OLD1", "broken bowl"), StoreOrder)
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA user_version").fetchone() == (4,)
        assert plain.execute("SELECT reason FROM orders WHERE id = 1").fetchone() == ("broken bowl",)


def test_two_processes_bring_a_file_up_at_once(earlier: tuple[int, Path]) -> None:
    stores = [EmbeddedStore(earlier[1]) for _ in range(4)]
    with ThreadPoolExecutor(4) as booths:
        found = list(booths.map(lambda store: store.find("OLD1"), stores))
    for store in stores:
        store.close()
    assert found == [Accepted("E000001", already_there=True)] * 4


@pytest.mark.parametrize(
    "made", ["PRAGMA application_id = 7", "PRAGMA user_version = 1", "CREATE TABLE diary (day TEXT)"]
)
def test_a_database_of_somebody_else_is_left_as_it_is(tmp_path: Path, made: str, make_submission: Make) -> None:
    path = tmp_path / "store.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute(made)
        other.commit()
    before = path.read_bytes()
    with closing(EmbeddedStore(path)) as store:
        assert store.submit(make_submission()) == RetryLater("store.db: it is not a store's file")
    assert path.read_bytes() == before


def test_a_file_of_a_later_version_is_left_alone(embedded: EmbeddedStore, make_submission: Make) -> None:
    embedded.submit(make_submission())
    embedded._open().execute("PRAGMA user_version = 99")
    embedded.close()
    with closing(EmbeddedStore(embedded.path)) as store:
        assert store.find("REF1") == RetryLater("store.db: made by a later version (99)")


def test_a_damaged_row_is_no_crash(embedded: EmbeddedStore, make_submission: Make) -> None:
    embedded.submit(make_submission())
    embedded._open().execute("UPDATE orders SET body = '[1]'")
    for answer in (embedded.find("REF1"), embedded.submit(make_submission()), embedded.cancel("REF1", "")):
        assert isinstance(answer, RetryLater)
    assert embedded.submit(make_submission("REF2")) == Accepted("E000002"), "no transaction was left open"


# --- what becomes of an order -------------------------------------------------------------------------------------

STOCK = 20


class Life(RuleBasedStateMachine):
    """Any orders, paid, cancelled and refunded in any order, against what they should come to."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        ware = Ware("mask-1", "Mask", 3900, "CNY", STOCK)
        self.store = EmbeddedStore(Path(self.folder.name) / "s.db", [ware])
        self.states: dict[str, StoreState] = {}
        self.quantities: dict[str, int] = {}
        self.seen = 0
        self.told: dict[str, StoreState] = {}
        self.stock_told = STOCK

    @rule(number=st.integers(0, 5), quantity=st.integers(1, 8))
    def order(self, number: int, quantity: int) -> None:
        line = SubmissionLine("mask-1", "", "Mask", quantity, 3900)
        answer = self.store.submit(Submission(f"REF{number}", (line,), "CNY", quantity * 3900, ""))
        if f"REF{number}" in self.states:
            same = self.quantities[f"REF{number}"] == quantity
            assert isinstance(answer, Accepted if same else Rejected)
        elif quantity <= self.left():
            assert answer == Accepted(f"E{len(self.states) + 1:06d}")
            self.states[f"REF{number}"], self.quantities[f"REF{number}"] = StoreState.ACCEPTED, quantity
        else:
            assert isinstance(answer, Rejected)

    @rule(number=st.integers(0, 5), what=st.sampled_from(["pay", "cancel", "refund"]))
    def become(self, number: int, what: str) -> None:
        before, after = {
            "pay": (StoreState.ACCEPTED, StoreState.PAID),
            "cancel": (StoreState.ACCEPTED, StoreState.CANCELLED),
            "refund": (StoreState.PAID, StoreState.REFUNDED),
        }[what]
        reference = f"REF{number}"
        answer = self.store.pay(reference) if what == "pay" else getattr(self.store, what)(reference, "")
        state = self.states.get(reference)
        if state is None:
            assert answer is None
        elif state in (before, after):
            assert isinstance(answer, StoreOrder)
            assert answer.state is after
            self.states[reference] = after
        else:
            assert answer == Rejected(f"it is {state}")

    @rule()
    def listen(self) -> None:
        changes = self.store.changes(self.seen)
        assert isinstance(changes, Changes)
        self.seen = changes.last
        self.told |= {order.reference: order.state for order in changes.orders}
        self.stock_told = changes.wares[0].stock if changes.wares else self.stock_told  # type: ignore[assignment]
        assert self.told == self.states
        assert self.stock_told == self.left()

    @invariant()
    def shelf(self) -> None:
        page = self.store.catalogue()
        assert isinstance(page, Page)
        assert page.wares[0].stock == self.left()

    def left(self) -> int:
        gone = (StoreState.ACCEPTED, StoreState.PAID)
        return STOCK - sum(self.quantities[r] for r, state in self.states.items() if state in gone)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)


def test_who_waits_hears_at_once_and_close_ends_the_waiting(embedded: EmbeddedStore, make_submission: Make) -> None:
    embedded.submit(make_submission())
    first = embedded.changes(0)
    assert isinstance(first, Changes)
    with ThreadPoolExecutor(1) as listener:
        heard = listener.submit(embedded.changes, first.last, 20.0)
        embedded.pay("REF1")
        told = heard.result(timeout=2)
        assert isinstance(told, Changes)
        assert [order.state for order in told.orders] == [StoreState.PAID]
        waiting = listener.submit(embedded.changes, told.last, 20.0)
        embedded.close()
        assert waiting.result(timeout=2) == Changes(told.last)


def test_who_asks_from_beyond_the_end_starts_again_from_there(embedded: EmbeddedStore) -> None:
    assert embedded.changes(500, 20.0) == Changes(0), "a store that was put back to an earlier state"


# --- sets ---------------------------------------------------------------------------------------------------------

SHELF = {"yuzu": 6, "rice": 4}
PARTS = {"tray": ("yuzu", "rice", "yuzu"), "pair": ("rice", "yuzu")}
PRICES = {"yuzu": 3900, "rice": 2900, "tray": 9000, "pair": 6000}


def shelf(**other: Ware) -> list[Ware]:
    wares = {sku: Ware(sku, sku, PRICES[sku], "CNY", stock) for sku, stock in SHELF.items()}
    wares |= {sku: Ware(sku, sku, PRICES[sku], "CNY", parts=parts) for sku, parts in PARTS.items()}
    return list((wares | other).values())


def of(reference: str, **quantities: int) -> Submission:
    lines = tuple(SubmissionLine(sku, "", sku, quantity, PRICES[sku]) for sku, quantity in quantities.items())
    return Submission(reference, lines, "CNY", sum(line.quantity * line.unit_price for line in lines), "")


def there(store: EmbeddedStore) -> dict[str, int | None]:
    page = store.catalogue()
    assert isinstance(page, Page)
    return {ware.sku: ware.stock for ware in page.wares}


def gone(orders: Iterable[dict[str, int]]) -> dict[str, int]:
    count = dict.fromkeys(SHELF, 0)
    for order in orders:
        for sku, quantity in order.items():
            for part in PARTS.get(sku, (sku,)):
                count[part] += quantity
    return count


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from(sorted(PRICES)), st.integers(1, 3), min_size=1),
            st.sampled_from(["keep", "pay", "cancel", "refund"]),
        ),
        max_size=8,
    )
)
def test_what_is_sold_alone_and_within_sets_comes_off_one_shelf(wishes: list[tuple[dict[str, int], str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(EmbeddedStore(Path(folder) / "s.db", shelf())) as store:
        kept: list[dict[str, int]] = []
        told: dict[str, int | None] = there(store)
        seen = 0
        for number, (wanted, then) in enumerate(wishes):
            needs = gone([*kept, wanted])
            fits = all(needs[sku] <= count for sku, count in SHELF.items())
            answer = store.submit(of(f"REF{number}", **wanted))
            assert isinstance(answer, Accepted) is fits, answer
            if isinstance(answer, Rejected):
                assert any(needs[sku] > SHELF[sku] and answer.reason.startswith(sku) for sku in SHELF)
                continue
            if then in ("pay", "refund"):
                store.pay(f"REF{number}")
            if then in ("cancel", "refund"):
                getattr(store, then)(f"REF{number}", "")
                getattr(store, then)(f"REF{number}", "")
            else:
                kept.append(wanted)
            left = {sku: SHELF[sku] - count for sku, count in gone(kept).items()}
            sets = {sku: min(left[part] // parts.count(part) for part in parts) for sku, parts in PARTS.items()}
            assert there(store) == left | sets
            changes = store.changes(seen)
            assert isinstance(changes, Changes)
            seen = changes.last
            told |= {ware.sku: ware.stock for ware in changes.wares}
            assert told == left | sets, "who only listens knows as much"


def test_two_booths_want_the_last_piece_alone_and_within_a_set(tmp_path: Path) -> None:
    for number in range(10):
        last = Ware("rice", "rice", PRICES["rice"], "CNY", 1)
        stores = [EmbeddedStore(tmp_path / f"{number}.db", shelf(rice=last)) for _ in range(2)]
        orders = [of("ALONE", rice=1), of("WITHIN", tray=1)]
        assert [store.health() for store in stores] == [None, None]
        with ThreadPoolExecutor(2) as booths:
            answers = list(booths.map(lambda store, order: store.submit(order), stores, orders))
        assert there(stores[0])["rice"] == 0
        for store in stores:
            store.close()
        [refused] = [answer for answer in answers if isinstance(answer, Rejected)]
        assert refused.reason in ("rice: 1 wanted, 0 left", "rice, in tray: 1 wanted, 0 left")
        assert sum(isinstance(answer, Accepted) for answer in answers) == 1


@pytest.mark.parametrize(
    "rice",
    [
        Ware("other", "other", 1, "CNY", 5),
        Ware("rice", "rice", 2900, "CNY", 5, enabled=False),
        Ware("rice", "rice", 2900, "CNY", parts=("yuzu", "yuzu")),
    ],
)
def test_a_set_of_what_is_not_sold_is_not_sold(tmp_path: Path, rice: Ware) -> None:
    wares = [ware for ware in shelf() if ware.sku != "rice"]
    with closing(EmbeddedStore(tmp_path / "s.db", [*wares, rice])) as store:
        assert there(store)["tray"] == 0
        assert store.submit(of("REF1", tray=1)) == Rejected("rice, in tray, is not sold here")


def test_what_a_set_held_goes_back_whatever_it_holds_now(tmp_path: Path) -> None:
    with closing(EmbeddedStore(tmp_path / "s.db", shelf())) as store:
        assert store.submit(of("REF1", tray=2)) == Accepted("E000001")
    today = Ware("tray", "tray", PRICES["tray"], "CNY", parts=("rice", "rice"))
    with closing(EmbeddedStore(tmp_path / "s.db", shelf(tray=today))) as store:
        assert there(store) == {"yuzu": 2, "rice": 2, "tray": 1, "pair": 2}
        assert store.submit(of("REF1", tray=2)) == Accepted("E000001", already_there=True)
        assert isinstance(store.cancel("REF1", ""), StoreOrder)
        assert there(store) == {"yuzu": 6, "rice": 4, "tray": 2, "pair": 4}
