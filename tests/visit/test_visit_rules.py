"""Visitors who do anything in any order: what must hold whatever they do."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from kiosk.order.model import Good, OrderRecord
from kiosk.visit.idle import IdleOver, IdleWarning, Presence
from kiosk.visit.page import Page
from kiosk.visit.visit import Confirmation, Visit

OPEN_PAGES: list[tuple[Page, dict[str, str]]] = [
    (Page.TOWN, {}),
    (Page.PAVILION, {"pavilion": "asia"}),
    (Page.ROOM, {"pavilion": "asia", "room": "bathhouse"}),
    (Page.SCAN, {}),
    (Page.FILM, {}),
    (Page.MENU, {"menu": "noodles"}),
    (Page.BASKET, {}),
    (Page.CONFIRM, {}),
]


class Visitors(RuleBasedStateMachine):
    make_clock: Callable[[], Any]
    make_good: Callable[..., Good]
    make_record: Callable[[Confirmation], OrderRecord]

    def __init__(self) -> None:
        super().__init__()
        self.clock = self.make_clock()
        self.visit = Visit(self.clock)
        self.pending: list[Confirmation] = []  # orders whose outcome is still to come, of whatever visit
        self.placed: list[str] = []  # references shown to the visit that is here now
        self.skus: set[str] = set()  # what the visit that is here now has picked
        self.quiet_since = self.clock()
        self.count = 0

    def here(self) -> None:
        self.quiet_since = self.clock()

    def touched(self) -> None:
        """Every touch on a page that listens is presence, whether or not it leads anywhere."""
        if self.visit.active and not self.visit.placing:
            self.here()

    def gone(self) -> None:
        self.placed, self.skus = [], set()

    @rule(language=st.sampled_from([None, "zh", "en"]))
    def begin(self, language: Any) -> None:
        was = self.visit.id
        if self.visit.begin(language):
            assert was is None
            self.here()
            assert self.visit.basket.count == 0
            assert self.visit.last_order is None
            assert not self.visit.can_go_back
            assert (self.visit.text_size, self.visit.language) == (1.0, language or "zh")

    @rule()
    def end(self) -> None:
        self.visit.end()
        self.gone()

    @rule(to=st.sampled_from(OPEN_PAGES))
    def go(self, to: tuple[Page, dict[str, str]]) -> None:
        if self.visit.go(to[0], **to[1]):
            assert self.visit.page is to[0]
        self.touched()

    @rule()
    def back(self) -> None:
        was = self.visit.id
        self.visit.back()
        self.touched()
        assert self.visit.id == was
        assert (self.visit.page is Page.ATTRACT) == (was is None)

    @rule()
    def home(self) -> None:
        if self.visit.home():
            assert self.visit.page is Page.TOWN
        self.touched()

    @rule()
    def scan(self) -> None:
        self.count += 1
        self.visit.show_passport(f"P{self.count}")
        self.touched()

    @rule(size=st.sampled_from([1.0, 1.25, 1.5]), language=st.sampled_from(["zh", "en"]))
    @precondition(lambda self: self.visit.active)
    def adjust(self, size: float, language: Any) -> None:
        self.visit.set_text_size(size)
        self.visit.set_language(language)
        self.here()

    @rule(n=st.integers(1, 3))
    def pick(self, n: int) -> None:
        self.count += 1
        good = self.make_good(f"dish-{self.count}")
        if self.visit.add(good, n):
            self.skus.add(good.sku)
        self.touched()

    @rule()
    def confirm(self) -> None:
        was_placing = self.visit.placing
        confirmed = self.visit.confirm()
        if confirmed is not None:
            assert not was_placing
            assert confirmed.visit_id == self.visit.id
            assert self.visit.confirm() is None
            self.pending.append(confirmed)
            self.here()

    @rule()
    def order(self) -> None:
        """The way most visitors take, so that it is well trodden."""
        self.pick(1)
        self.go((Page.CONFIRM, {}))
        self.confirm()

    @rule()
    def next_visitor(self) -> None:
        """Quick on the heels of the one before, whose order may still be on its way to the disk."""
        self.end()
        self.begin(None)
        self.order()

    @rule(saved=st.booleans(), which=st.integers(0, 5))
    @precondition(lambda self: self.pending)
    def outcome(self, saved: bool, which: int) -> None:
        confirmed = self.pending.pop(which % len(self.pending))
        record = self.make_record(confirmed)
        of_this_visit = confirmed.visit_id == self.visit.id
        if saved:
            shown = self.visit.order_placed(confirmed.visit_id, record)
        else:
            shown = self.visit.order_failed(confirmed.visit_id, "not-saved")
        assert shown == of_this_visit
        if shown:
            self.here()
            assert self.visit.page is (Page.THANKS if saved else Page.CONFIRM)
            assert (self.visit.basket.count == 0) == saved
            if saved:
                self.placed.append(record.order.reference)

    @rule(kind=st.sampled_from(list(Presence)))
    def present(self, kind: Presence) -> None:
        self.visit.present(kind)
        self.here()

    @rule(seconds=st.floats(0, 70))
    def wait(self, seconds: float) -> None:
        self.clock.turn(seconds)
        times = self.visit.settings.idle_times(self.visit.page)
        quiet = self.clock() - self.quiet_since
        active = self.visit.active
        said = self.visit.tick()
        if not active or quiet < times.warn_after_s:
            assert said == []
        if IdleOver() in said:
            assert quiet >= times.reset_after_s
            assert said == [IdleOver()]
            self.gone()
        elif active:
            assert quiet < times.reset_after_s
            assert all(isinstance(one, IdleWarning) and one.seconds_left >= 1 for one in said)

    @invariant()
    def nothing_of_another_visit_is_here(self) -> None:
        visit = self.visit
        assert {line.good.sku for line in visit.basket.lines} <= self.skus
        if visit.last_order is not None:
            assert visit.last_order.order.reference == self.placed[-1]

    @invariant()
    def attract_is_empty(self) -> None:
        visit = self.visit
        assert visit.active == (visit.page is not Page.ATTRACT)
        if not visit.active:
            assert (visit.basket.count, visit.last_order, visit.params, visit.can_go_back) == (0, None, {}, False)
            assert (visit.language, visit.text_size, visit.placing) == ("zh", 1.0, False)
            assert (visit.order_error, visit.idle_seconds_left) == (None, None)

    @invariant()
    def at_most_one_order_of_a_visit_is_under_way(self) -> None:
        mine = [confirmed for confirmed in self.pending if confirmed.visit_id == self.visit.id]
        assert len(mine) == int(self.visit.placing)


def test_whatever_visitors_do(
    make_clock: Callable[[], Any],
    make_good: Callable[..., Good],
    make_record: Callable[[Confirmation], OrderRecord],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Visitors, "make_clock", staticmethod(make_clock), raising=False)
    monkeypatch.setattr(Visitors, "make_good", staticmethod(make_good), raising=False)
    monkeypatch.setattr(Visitors, "make_record", staticmethod(make_record), raising=False)
    run_state_machine_as_test(Visitors, settings=settings(max_examples=200, stateful_step_count=40, deadline=None))
