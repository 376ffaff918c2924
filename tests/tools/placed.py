"""A real order for look.py: placed as a finger places it, into a real store that answers, or into none.

way=offline   no store to be heard of, and no secret for pay links: a signed claim for the counter
way=soon      no store to be heard of: a pay link that the booth worked out by itself
way=counter   the booth's own store, which has no pay page
way=now       a store over HTTP with a pay page
way=paid      the same, and the phone has paid
way=uncertain, rejected, cancelled, refunded    as way=now, and then as if the store had said so
promise=stale the order as if placed when the schedule is out of date
"""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from kiosk.booth import Booth
from kiosk.order.model import OrderState
from kiosk.settings import Settings
from kiosk.staff.promise import promised
from kiosk.store.embedded import EmbeddedStore
from kiosk.store.serve import StoreServer
from kiosk.visit.page import Page

LATE = timedelta(days=366)  # longer than the schedule's valid_for_days
NOBODY = "http://127.0.0.1:9"  # RFC 863's port, which nothing here listens on
SECRET = "for pictures only, and long enough"
TOLD = {state.value: state for state in OrderState}
BASKET = ("mask-yuzu", 2), ("mask-rice", 1)


def shop(settings: Settings, way: str) -> tuple[Settings, StoreServer | None]:
    """Settings whose store behaves so; the server is the caller's to close."""
    state = settings.state_folder.with_name(f"{settings.state_folder.name}-{way}")
    settings = replace(settings, booth=replace(settings.booth, state=str(state)))
    state.mkdir(parents=True, exist_ok=True)
    for name in ("journal.sqlite", "store.db", "shop.db"):  # or the allotment is sold after a few pictures
        for old in state.glob(f"{name}*"):
            old.unlink()
    if way == "counter":
        return settings, None
    secret, server = state / "pay-secret", None
    secret.write_text(SECRET)
    if way not in ("offline", "soon"):
        server = StoreServer(EmbeddedStore(state / "shop.db"), 0, None, SECRET, "https://shop.globaltown.example")
    store = replace(
        settings.store,
        url=server.url if server else NOBODY,
        secret_file="" if way == "offline" else str(secret),
        public_url="https://shop.globaltown.example",
    )
    return replace(settings, store=store), server


def order(booth: Booth, turn: Callable[[], None], way: str, promise: str) -> None:
    """From a basket to the thank-you, and on to where `way` ends. Raises TimeoutError."""
    if promise == "stale":
        booth.promised = lambda placed: booth._from_pack(  # type: ignore[method-assign]
            lambda pack: promised(pack, replace(placed, placed_at=placed.placed_at + LATE), booth.visit.language),
            {},
        )
    if not booth.visit.basket.count:
        for dish, count in BASKET:
            assert booth.add_dish(booth.here.first_menu_id() or "", dish, count), f"no {dish} to be had"
    until(turn, lambda: booth.till.sync is not None)
    booth.visit.go(Page.CONFIRM)
    until(turn, lambda: not booth.visit.review.short)
    booth.confirm()
    until(turn, lambda: booth.visit.page is Page.THANKS)
    if way in ("offline", "soon"):
        return
    until(turn, lambda: booth.visit.last_order is not None and booth.visit.last_order.state is OrderState.SENT)
    record = booth.visit.last_order
    assert record is not None
    if way == "paid":
        link = record.pay_url.replace("https://shop.globaltown.example", booth.settings.store.url)
        with urllib.request.urlopen(link, data=b"", timeout=5) as answer:
            answer.read()
        until(turn, lambda: booth.visit.last_order is not None and booth.visit.last_order.state is OrderState.PAID)
    elif way in TOLD:
        booth._recorded(replace(record, state=TOLD[way]))


def until(turn: Callable[[], None], reached: Callable[[], bool], timeout_s: float = 15.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not reached():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not reached in {timeout_s} s")
        turn()
