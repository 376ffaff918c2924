"""`kiosk orders reconcile` where something is gone, waits, or is parked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.order.journal import Journal
from kiosk.order.model import OrderState
from kiosk.settings import Settings
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


def test_a_store_that_lost_its_orders_differs(place: Place, kiosk: Kiosk, settings: Settings) -> None:
    place([basket(1)] * 3)
    assert kiosk("sync", "--once")[0] == 0
    lose(settings.state_folder / "store.db")
    status, out, _ = kiosk("orders", "reconcile")
    assert status == 1
    assert out.count("store has none") == 3
