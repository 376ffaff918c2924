"""`kiosk orders reconcile` where something is gone, waits, or is parked."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.order.journal import Journal, read_journal
from kiosk.order.model import OrderState
from kiosk.order.sync import submission
from kiosk.settings import Settings
from kiosk.store.base import Accepted, Changes, StoreOrder
from kiosk.store.embedded import EmbeddedStore
from kiosk.store.serve import StoreServer
from tests.staff.orders.conftest import Kiosk, Place, basket, journal_of


def lose(journal: Path) -> None:
    for part in journal.parent.glob(journal.name + "*"):
        part.unlink()


@pytest.mark.parametrize("more", [(), ("--only-booth",)])
def test_a_journal_that_is_gone_differs_in_every_order_of_the_store(
    place: Place, kiosk: Kiosk, settings: Settings, more: tuple[str, ...]
) -> None:
    names = place([basket(1), basket(2)])[1]
    assert kiosk("sync", "--once")[0] == 0
    lose(journal_of(settings))
    status, out, err = kiosk("orders", "reconcile", "--json", *more)
    assert status == 1
    assert {(one["reference"], one["journal"]) for one in map(json.loads, out.splitlines())} == {
        (name, "has none") for name in names
    }
    assert "there is no journal here, and embedded has 2 orders" in err
    assert not journal_of(settings).exists()  # asking makes none


def test_a_journal_that_is_gone_while_the_store_is_on_the_network(
    place: Place, kiosk: Kiosk, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = StoreServer(EmbeddedStore(tmp_path / "shop.db"))
    monkeypatch.setenv("KIOSK_STORE_URL", server.url)
    try:
        assert kiosk("orders", "reconcile")[0::2] == (0, "No orders yet.\n")
        names = place([basket(1)])[1]
        assert kiosk("sync", "--once")[0] == 0
        assert kiosk("orders", "reconcile")[0] == 0
        lose(journal_of(settings))
        status, out, _ = kiosk("orders", "reconcile")
        assert status == 1
        assert out.startswith(f"{names[0]}  order: journal has none, store ")
    finally:
        server.close()
    assert kiosk("orders", "reconcile")[0] == 2  # nobody answers: nothing is proved


def test_a_shop_that_lists_no_orders_cannot_say_what_a_lost_journal_held(
    kiosk: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("a secret that is long enough to sign with")
    for name, value in (
        ("URL", "http://127.0.0.1:9"),
        ("KIND", "webhook"),
        ("SECRET_FILE", str(tmp_path / "secret")),
    ):
        monkeypatch.setenv(f"KIOSK_STORE_{name}", value)
    status, _, err = kiosk("orders", "reconcile")
    assert status == 2
    assert "lists no orders" in err


def test_what_waits_or_is_parked_is_counted_and_not_said_to_agree(
    place: Place, kiosk: Kiosk, settings: Settings
) -> None:
    names = place([basket(1)] * 2)[1]
    assert kiosk("sync", "--once")[0] == 0
    waits, doubt, parked, given_up = place([basket(1)] * 4)[1]
    with Journal(journal_of(settings)) as journal:
        journal.mark(doubt, OrderState.UNCERTAIN, reason="cut")
        for name in (parked, given_up):
            journal.mark(name, OrderState.REJECTED, reason="no")
        journal.give_up(given_up, "they left")
    told = "2 still wait here; 1 are parked here; 1 were given up\n"
    assert kiosk("orders", "reconcile") == (0, f"2 orders compared with embedded and agree; {told}", "")
    with Journal(journal_of(settings)) as journal:
        journal.mark(names[0], OrderState.PAID)
    status, out, err = kiosk("orders", "reconcile", "--json")
    assert (status, len(out.splitlines())) == (1, 1)
    assert err == f"2 orders compared with embedded, 1 agree; {told.strip()}; 1 differences\n"
    assert waits not in out


def test_orders_that_were_pruned_here_are_no_difference_and_others_are(
    place: Place, kiosk: Kiosk, settings: Settings
) -> None:
    names = place([basket(1)] * 3)[1]
    assert kiosk("sync", "--once")[0] == 0
    store = EmbeddedStore(settings.state_folder / "store.db")
    for name in names[:2]:
        store.pay(name)
    late = datetime.now(UTC) + timedelta(days=40)
    with Journal(journal_of(settings), now=lambda: late) as journal:
        for name in names[:2]:
            found = store.order(name)
            assert isinstance(found, StoreOrder)
            journal.mark(name, OrderState.PAID, found.store_id)
        journal._now = lambda: late + timedelta(days=40)
        journal.mark(names[2], OrderState.SENT, "E000003", pay_url="https://shop.example/new")
        assert journal.prune(30) == 2
    told = "1 orders compared with embedded and agree; 2 settled ones are at the store alone, pruned here\n"
    assert kiosk("orders", "reconcile")[:2] == (0, told)
    # No more than were pruned: what is paid there and was never here is a stranger all the same.
    for n in range(5):
        one = replace(read_journal(journal_of(settings))[0].order, reference=f"STRANGER0000000{n}")
        assert isinstance(store.submit(submission(one)), Accepted)
        store.pay(one.reference)
    status, out, _ = kiosk("orders", "reconcile")
    assert (status, out.count("STRANGER")) == (1, 4)
    store.close()


def test_one_answer_that_cannot_be_read_hides_no_difference(
    place: Place, kiosk: Kiosk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = place([basket(1)] * 4)[1]
    assert kiosk("sync", "--once")[0] == 0
    with closing(sqlite3.connect(settings.state_folder / "store.db")) as connection, connection:
        broken, altered = names[3], names[0]  # the newest is asked after first
        connection.execute("UPDATE orders SET body = '{' WHERE external_reference = ?", (broken,))
        connection.execute(
            "UPDATE orders SET body = json_set(body, '$.lines[0].quantity', 3) WHERE external_reference = ?",
            (altered,),
        )
        # As a shop would that lists no more than it can read.
        connection.execute("DELETE FROM changes WHERE key = ?", (broken,))
    status, out, err = kiosk("orders", "reconcile")
    assert status == 1
    assert f"{altered}  line 1 quantity: journal 1, store 3\n" in out
    assert f"kiosk orders reconcile: {broken}: " in err
    with closing(sqlite3.connect(settings.state_folder / "store.db")) as connection, connection:
        connection.execute("UPDATE orders SET body = json_set(body, '$.lines[0].quantity', 1) WHERE id = 1")
    assert kiosk("orders", "reconcile")[0] == 2  # not all of it is proved


def test_a_store_whose_changes_never_end_is_left(
    place: Place, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(basket(1))
    monkeypatch.setattr(EmbeddedStore, "changes", lambda self, since, wait_s=0.0: Changes(since + 1))
    status, _, err = kiosk("orders", "reconcile")
    assert (status, "do not end" in err) == (2, True)


@pytest.mark.parametrize(
    ("total", "price", "says"),
    [(1, 2900, {"total"}), (5800, 2000, {"line 1 unit_price", "sum of the store's lines"})],
)
def test_no_difference_is_one_of_equals(
    place: Place, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, total: int, price: int, says: set[str]
) -> None:
    place(basket(2))
    assert kiosk("sync", "--once")[0] == 0
    true = EmbeddedStore.order

    def altered(self: EmbeddedStore, reference: str) -> StoreOrder:
        found = true(self, reference)
        assert isinstance(found, StoreOrder)
        return replace(found, total=total, lines=(replace(found.lines[0], unit_price=price),))

    monkeypatch.setattr(EmbeddedStore, "order", altered)
    status, out, _ = kiosk("orders", "reconcile", "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert (status, {one["field"] for one in found}) == (1, says)
    assert all(one["journal"] != one["store"] for one in found)


def test_a_store_that_lost_its_orders_differs(place: Place, kiosk: Kiosk, settings: Settings) -> None:
    place([basket(1)] * 3)
    assert kiosk("sync", "--once")[0] == 0
    lose(settings.state_folder / "store.db")
    status, out, _ = kiosk("orders", "reconcile")
    assert status == 1
    assert out.count("store has none") == 3
