"""`kiosk orders …` and `kiosk sync`, on the sample town with a real journal and the embedded store."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiosk.order.journal import Journal, read_journal
from kiosk.order.journal.fold import DAMAGED
from kiosk.order.model import OrderState
from kiosk.order.sync import submission
from kiosk.settings import Settings
from kiosk.staff.orders.queue import ADVICE, OTHERWISE, advice, queue_of
from kiosk.staff.orders.shape import COLUMNS
from kiosk.store.base import Accepted
from kiosk.store.embedded import EmbeddedStore
from tests.staff.orders.conftest import RICE, Kiosk, basket, journal_of


def test_a_basket_from_a_file_is_an_order_as_a_touch_makes_it(
    place: Callable[..., Any], kiosk: Kiosk, settings: Settings
) -> None:
    status, names, _ = place([basket(2), basket(1, "noodle-shop/mask-yuzu", language="zh")])
    assert status == 0
    records = {record.order.reference: record for record in read_journal(journal_of(settings))}
    assert set(records) == set(names)
    assert len(names) == 2
    [line] = records[names[0]].order.lines
    assert (line.good.sku, line.quantity, records[names[0]].order.total) == (RICE, 2, 2 * line.good.unit_price)
    status, out, _ = kiosk("orders", "show", names[0], "--json")
    shown = json.loads(out)
    assert (shown["state"], shown["lines"][0]["quantity"], shown["events"][0]["kind"]) == ("waiting", 2, "placed")
    assert kiosk("orders", "show", names[0])[1].startswith(f"{names[0]}  waiting")
    assert kiosk("orders", "show", "NOSUCHORDER00000")[0] == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (basket(sku="noodle-shop/none"), "on no menu"),
        (basket(6), "allowed by"),
        ({"lines": [{"sku": RICE, "quantity": 1, "unit_price": 1}]}, "unit_price is 2900, not 1"),
        (basket(total=1), "total is 2900, not 1"),
        (basket(0), "a line is"),
        (basket(quantity=True), "a line is"),
        ({"lines": []}, "write it as"),
        (basket(language="fr"), "zh or en"),
        ([basket(1), basket(99)], "basket 2"),
    ],
)
def test_a_basket_that_no_visitor_could_fill_is_refused_whole(
    place: Callable[..., Any], settings: Settings, given: Any, says: str
) -> None:
    status, names, err = place(given)
    assert (status, names) == (1, [])
    assert says in err
    assert not journal_of(settings).exists()


@pytest.mark.parametrize("text", ["{", "[]", "[" * 100_000])
def test_a_file_that_holds_no_basket(place: Callable[..., Any], text: str) -> None:
    assert place(text)[0] == 2


def test_orders_go_to_the_store_once_and_both_agree(
    place: Callable[..., Any], kiosk: Kiosk, settings: Settings
) -> None:
    names = place([basket(1), basket(2)])[1]
    assert kiosk("orders", "reconcile") == (
        0,
        "0 orders compared with embedded and agree; 2 still wait here\n",
        "",
    )
    status, out, _ = kiosk("sync", "--once", "--json")
    assert (status, json.loads(out)) == (0, {"done": 2, "left": 0, "error": None, "set_aside": None})
    assert json.loads(kiosk("sync", "--once", "--json")[1])["done"] == 0
    assert kiosk("orders", "reconcile")[:2] == (0, "2 orders compared with embedded and agree\n")
    assert [json.loads(line)["state"] for line in kiosk("orders", "--json")[1].splitlines()] == ["sent", "sent"]
    assert kiosk("orders", "--json", "--state", "waiting")[1] == ""
    rows = list(csv.DictReader(io.StringIO(kiosk("orders", "--csv")[1])))
    assert tuple(rows[0]) == COLUMNS
    assert {row["reference"] for row in rows} == set(names)
    assert sum(int(row["line_total_minor"]) for row in rows) == sum(int(row["order_total_minor"]) for row in rows)


def test_every_difference_is_named(place: Callable[..., Any], kiosk: Kiosk, settings: Settings) -> None:
    names = place([basket(1), basket(2), basket(1)])[1]
    assert kiosk("sync", "--once")[0] == 0
    store = EmbeddedStore(settings.state_folder / "store.db")
    with Journal(journal_of(settings)) as journal:
        journal.mark(names[0], OrderState.PAID)  # the store never said so
        seven = (
            "UPDATE event SET detail = json_set(detail, '$.lines[0].quantity', 7, '$.total', 20300), crc = NULL"
            " WHERE reference = ? AND id = 2"
        )

        def harm(connection: Any) -> None:
            connection.execute("DROP TRIGGER event_stays")
            connection.execute(seven, (names[1],))
            connection.execute("UPDATE orders SET store_id = 'E999999' WHERE reference = ?", (names[2],))

        journal._writer.ask(harm, durable=True).result()
    stranger = read_journal(journal_of(settings))[0].order
    assert isinstance(store.submit(submission(replace(stranger, reference="STRANGER00000001"))), Accepted)
    store.close()
    status, out, _ = kiosk("orders", "reconcile", "--json")
    found = {(d["reference"], d["field"], d["journal"], d["store"]) for d in map(json.loads, out.splitlines())}
    assert status == 1
    assert (names[0], "state", "paid", "sent") in found
    assert (names[1], "line 1 quantity", "7", "2") in found
    assert (names[1], "total", "20300", "5800") in found
    assert (names[2], "store id", "E999999") in {one[:3] for one in found}
    assert ("STRANGER00000001", "order", "has none") in {one[:3] for one in found}
    assert len(found) == 5


def test_a_store_that_does_not_answer_proves_nothing(
    place: Callable[..., Any], kiosk: Kiosk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(basket())
    monkeypatch.setenv("KIOSK_STORE_URL", "http://127.0.0.1:9")
    status, _, err = kiosk("orders", "reconcile")
    assert status == 2
    assert "no connection" in err
    status, out, _ = kiosk("sync", "--once")
    assert status == 1
    assert "1 left: no connection" in out


def test_a_parked_order_is_shown_with_what_to_do_and_sent_again_or_given_up(
    place: Callable[..., Any], kiosk: Kiosk, settings: Settings
) -> None:
    again, given_up, fine = place([basket(1), basket(1), basket(1)])[1]
    with Journal(journal_of(settings)) as journal:
        for name in (again, given_up):
            journal.mark(name, OrderState.REJECTED, reason='=cmd|" /c calc"!A1: 3 wanted, 0 left')
    status, out, _ = kiosk("orders", "queue", "--json")
    queue = json.loads(out)
    assert status == 1
    assert (queue["counts"]["rejected"], queue["counts"]["waiting"], queue["oldest"]) == (2, 1, fine)
    assert {one["todo"] for one in queue["parked"]} == {ADVICE[0][1]}
    rows = list(csv.DictReader(io.StringIO(kiosk("orders", "queue", "--csv")[1])))
    assert [row["reason"][0] for row in rows] == ["'", "'"]  # no formula in anybody's spreadsheet
    assert "kiosk orders retry" in kiosk("orders", "queue")[1]
    assert kiosk("orders", "retry", again)[0] == 0
    assert kiosk("orders", "give-up", given_up, "--reason", "the visitor left")[0] == 0
    for name in (again, fine, "NOSUCHORDER00000"):
        assert kiosk("orders", "retry", name)[0] == 1
    assert kiosk("sync", "--once")[0] == 0
    states = {record.order.reference: record.state.value for record in read_journal(journal_of(settings))}
    assert states == {again: "sent", given_up: "cancelled", fine: "sent"}
    assert kiosk("orders", "queue")[0] == 0
    assert kiosk("orders", "reconcile")[0] == 0


def test_another_process_that_sends_is_left_to_it(
    place: Callable[..., Any], kiosk: Kiosk, settings: Settings
) -> None:
    place(basket())
    with Journal(journal_of(settings)) as journal:
        assert journal.sender.take()
        status, _, err = kiosk("sync", "--once")
        assert status == 2
        assert "sends this journal's orders already" in err
        assert kiosk("orders", "--json")[0] == 0


def test_the_oldest_waits_by_its_place_and_not_by_the_clock(
    place: Callable[..., Any], settings: Settings, kiosk: Kiosk
) -> None:
    first, second = place([basket(1), basket(1)])[1]
    with Journal(journal_of(settings)) as journal:
        journal.mark(second, OrderState.UNCERTAIN, reason="cut")
    queue = queue_of(journal_of(settings), datetime.now(UTC) - timedelta(hours=1))  # the clock was set back
    assert queue.oldest is not None
    assert queue.oldest.order.reference == first
    assert queue.oldest_for == timedelta()


def test_old_orders_are_pruned_when_asked(place: Callable[..., Any], kiosk: Kiosk) -> None:
    place(basket())
    assert kiosk("orders", "prune", "--days", "30")[1] == "0 settled orders older than 30 days were deleted\n"
    assert kiosk("orders", "prune", "--days", "0")[0] == 2


def test_where_there_is_nothing(kiosk: Kiosk) -> None:
    for words in (("orders",), ("orders", "queue"), ("orders", "reconcile"), ("sync", "--once")):
        assert kiosk(*words) == (0, "", "No orders yet.\n")
    for words in (("orders", "show", "X"), ("orders", "retry", "X"), ("orders", "prune", "--days", "9")):
        assert kiosk(*words)[0] == 2


@pytest.mark.parametrize(
    ("reason", "todo"),
    [
        ("noodle-shop/mask-rice: 2 wanted, 0 left", ADVICE[0][1]),
        ("noodle-shop/mask-rice costs 4100 CNY (minor units), not 3900", ADVICE[1][1]),
        ("noodle-shop/mask-rice is not sold here", ADVICE[2][1]),
        ("the store has another order with this reference", ADVICE[4][1]),
        (DAMAGED, ADVICE[5][1]),
        ("teapot", OTHERWISE),
    ],
)
def test_advice_follows_the_stores_words(reason: str, todo: str) -> None:
    assert advice(reason) == todo
