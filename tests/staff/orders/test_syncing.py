"""`kiosk sync --once` carries both ways."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.order.journal import read_journal
from kiosk.settings import Settings
from kiosk.store.base import Capabilities, Changes, Unknown
from kiosk.store.embedded import EmbeddedStore
from tests.staff.orders.conftest import Kiosk, Place, basket, journal_of


@pytest.fixture
def shop(settings: Settings) -> Iterator[EmbeddedStore]:
    store = EmbeddedStore(settings.state_folder / "store.db")
    yield store
    store.close()


@pytest.mark.parametrize("announces", [True, False])
def test_what_became_of_orders_comes_back(
    place: Place,
    kiosk: Kiosk,
    settings: Settings,
    shop: EmbeddedStore,
    monkeypatch: pytest.MonkeyPatch,
    announces: bool,
) -> None:
    """Also from a store that can only be asked."""
    can = EmbeddedStore.capabilities
    monkeypatch.setattr(EmbeddedStore, "capabilities", lambda self: replace(can(self), changes=announces))
    paid, cancelled, refunded = place([basket(1)] * 3)[1]
    assert kiosk("sync", "--once")[0] == 0
    shop.pay(paid)
    shop.cancel(cancelled, "nobody came")
    shop.pay(refunded)
    assert kiosk("sync", "--once")[0] == 0
    shop.refund(refunded, "sorry")
    assert kiosk("sync", "--once")[0] == 0
    states = {record.order.reference: record.state.value for record in read_journal(journal_of(settings))}
    assert states == {paid: "paid", cancelled: "cancelled", refunded: "refunded"}
    assert kiosk("orders", "reconcile")[0] == 0


def test_a_store_that_does_not_say_is_told_of(place: Place, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.staff.orders.hearing.MOST_ASKED", 50)
    place(basket(1))
    assert kiosk("sync", "--once")[0] == 0
    for answer in (Unknown("cut"), Capabilities(changes=True)):
        with monkeypatch.context() as patch:
            patch.setattr(EmbeddedStore, "capabilities", lambda self, answer=answer: answer)
            patch.setattr(EmbeddedStore, "changes", lambda self, since, wait_s=0.0: Changes(since + 1))
            status, out, _ = kiosk("sync", "--once", "--json")
        assert status == 1
        assert json.loads(out)["left"] == 0
        assert json.loads(out)["error"] in ("cut", "the changes of embedded do not end")
