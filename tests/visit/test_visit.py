from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kiosk.order.model import Good, OrderRecord, OrderState
from kiosk.visit.idle import IdleOver, IdleTimes, IdleWarning, Presence
from kiosk.visit.page import Page
from kiosk.visit.visit import Change, Confirmation, Visit, VisitSettings

MakeGood = Callable[..., Good]
MakeRecord = Callable[[Confirmation], OrderRecord]


@pytest.fixture
def visit(clock: Any) -> Visit:
    visit = Visit(clock)
    visit.begin()
    return visit


@pytest.fixture
def heard(visit: Visit) -> list[Change]:
    heard: list[Change] = []
    visit.on_change.append(heard.append)
    return heard


def at_confirm(visit: Visit, good: Good) -> Visit:
    visit.add(good, 2)
    visit.go(Page.BASKET)
    visit.go(Page.CONFIRM)
    return visit


# --- coming and going -------------------------------------------------------------------------------------------


def test_the_first_touch_begins_a_visit_and_a_second_does_not(clock: Any) -> None:
    visit = Visit(clock)
    assert (visit.page, visit.active, visit.id) == (Page.ATTRACT, False, None)
    assert visit.begin("en")
    first = visit.id
    assert (visit.page, visit.language) == (Page.TOWN, "en")
    assert not visit.begin("zh")
    assert (visit.id, visit.language) == (first, "en")


def test_each_visit_has_a_number_of_its_own(clock: Any) -> None:
    visit = Visit(clock)
    seen = set()
    for _ in range(20):
        visit.begin()
        seen.add(visit.id)
        visit.end()
    assert len(seen) == 20


def test_pages_follow_each_other_and_back_leads_through_them(visit: Visit) -> None:
    visit.go(Page.PAVILION, pavilion="asia")
    visit.go("room", pavilion="asia", room="bathhouse")
    assert (visit.page, dict(visit.params)) == (Page.ROOM, {"pavilion": "asia", "room": "bathhouse"})
    assert visit.back()
    assert (visit.page, dict(visit.params)) == (Page.PAVILION, {"pavilion": "asia"})
    assert visit.back()
    assert (visit.page, visit.can_go_back) == (Page.TOWN, False)
    assert not visit.back()
    assert visit.active


def test_going_where_one_is_changes_nothing(visit: Visit, heard: list[Change]) -> None:
    assert not visit.go(Page.TOWN)
    assert (heard, visit.can_go_back) == ([], False)


def test_home_leaves_nothing_to_go_back_to(visit: Visit) -> None:
    visit.go(Page.SCAN)
    assert visit.home()
    assert (visit.page, visit.can_go_back) == (Page.TOWN, False)


@pytest.mark.parametrize(
    ("page", "params"),
    [("kitchen", {}), ("room", {}), ("dish", {"menu": "m"}), ("scan", {"x": "1"}), ("attract", {}), ("thanks", {})],
)
def test_there_is_no_way_to_a_wrong_page(visit: Visit, page: str, params: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        visit.go(page, **params)
    assert visit.page is Page.TOWN


def test_nothing_moves_while_nobody_is_here(clock: Any, make_good: MakeGood) -> None:
    visit = Visit(clock)
    assert not visit.go(Page.SCAN)
    assert not visit.back()
    assert not visit.home()
    assert not visit.add(make_good())
    visit.set_text_size(1.5)
    assert (visit.page, visit.basket.count, visit.text_size) == (Page.ATTRACT, 0, 1.0)


def test_a_sticker_held_before_a_resting_booth_begins_a_visit(clock: Any) -> None:
    visit = Visit(clock)
    assert visit.show_passport("P1")
    assert (visit.page, visit.params["passport"]) == (Page.PASSPORT, "P1")
    assert visit.back()
    assert visit.page is Page.TOWN


def test_a_new_look_takes_the_place_of_the_last_one(visit: Visit) -> None:
    visit.go(Page.SCAN)
    visit.show_passport("P1")
    visit.show_unknown("malformed")
    visit.show_passport("P2")
    assert visit.params["passport"] == "P2"
    assert visit.back()
    assert visit.page is Page.SCAN


# --- language and text size -------------------------------------------------------------------------------------


def test_language_and_text_size_last_as_long_as_the_visit(visit: Visit, heard: list[Change]) -> None:
    visit.set_language("en")
    visit.set_text_size(1.5)
    assert heard == [Change.LANGUAGE, Change.TEXT_SIZE]
    visit.end()
    assert (visit.language, visit.text_size) == ("zh", 1.0)
    visit.begin()
    assert (visit.language, visit.text_size) == ("zh", 1.0)


def test_a_language_chosen_on_attract_begins_the_visit(clock: Any) -> None:
    visit = Visit(clock)
    visit.set_language("en")
    assert (visit.active, visit.language) == (True, "en")


def test_other_languages_and_sizes_are_refused(visit: Visit) -> None:
    with pytest.raises(ValueError, match="nl"):
        visit.set_language("nl")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"2\.0"):
        visit.set_text_size(2.0)
    with pytest.raises(ValueError, match="nl"):
        VisitSettings(language="nl")  # type: ignore[arg-type]


# --- idle -------------------------------------------------------------------------------------------------------


def test_idle_warns_counts_down_and_resets(visit: Visit, heard: list[Change], clock: Any) -> None:
    clock.turn(44.9)
    assert visit.tick() == []
    clock.turn(0.1)
    assert visit.tick() == [IdleWarning(15)]
    assert visit.tick() == []
    clock.turn(10)
    assert visit.tick() == [IdleWarning(5)]
    assert visit.idle_seconds_left == 5
    assert heard == [Change.IDLE, Change.IDLE]
    clock.turn(5)
    assert visit.tick() == [IdleOver()]
    assert (visit.page, visit.idle_seconds_left) == (Page.ATTRACT, None)
    assert heard[-1] is Change.ENDED


@pytest.mark.parametrize("kind", list(Presence))
def test_every_kind_of_presence_counts(visit: Visit, clock: Any, heard: list[Change], kind: Presence) -> None:
    clock.turn(50)
    visit.tick()
    visit.present(kind)
    assert visit.idle_seconds_left is None
    assert heard == [Change.IDLE, Change.IDLE]
    clock.turn(44)
    assert visit.tick() == []


def test_films_and_confirmations_are_given_more_time_and_thanks_less(clock: Any) -> None:
    settings = VisitSettings()
    usual = settings.idle_times(Page.ROOM)
    assert settings.idle_times(Page.THANKS).warn_after_s < usual.warn_after_s
    assert settings.idle_times(Page.FILM).warn_after_s > usual.warn_after_s
    assert settings.idle_times(Page.CONFIRM).warn_after_s > usual.warn_after_s
    visit = Visit(clock, replace(settings, idle_on={Page.FILM: IdleTimes(200, 210)}))
    visit.begin()
    visit.go(Page.FILM)
    clock.turn(199)
    assert visit.tick() == []


def test_a_touch_that_leads_nowhere_is_presence(visit: Visit, clock: Any) -> None:
    clock.turn(44)
    assert not visit.go(Page.CONFIRM)  # nothing is in the basket
    clock.turn(44)
    assert visit.tick() == []


def test_attract_may_stand_for_days(clock: Any) -> None:
    visit = Visit(clock)
    clock.turn(1e6)
    assert visit.tick() == []
    visit.begin()
    assert visit.tick() == []


# --- the order --------------------------------------------------------------------------------------------------


def test_the_basket_is_bounded_by_stock_and_limit(clock: Any, make_good: MakeGood, heard: list[Change]) -> None:
    visit = Visit(clock, stock=lambda sku: {"a": 2, "b": 9}.get(sku))
    visit.on_change.append(heard.append)
    visit.begin()
    assert visit.add(make_good("a"), 2)
    assert not visit.add(make_good("a"))
    assert visit.add(make_good("b", limit=3), 5)
    assert visit.basket.count == 5
    assert heard.count(Change.BASKET) == 2


def test_quantities_change_only_for_what_is_in_the_basket(visit: Visit, make_good: MakeGood) -> None:
    visit.add(make_good("a"))
    assert visit.set_quantity("a", 3)
    assert not visit.set_quantity("b", 3)
    assert visit.remove("a")
    assert not visit.remove("a")
    assert visit.basket.count == 0


def test_an_order_from_basket_to_thanks(
    visit: Visit, make_good: MakeGood, make_record: MakeRecord, heard: list[Change]
) -> None:
    at_confirm(visit, make_good())
    confirmed = visit.confirm()
    assert confirmed is not None
    assert [(line.good.sku, line.quantity) for line in confirmed.lines] == [("noodles/rose", 2)]
    assert visit.placing
    record = make_record(confirmed)
    assert visit.order_placed(confirmed.visit_id, record)
    assert (visit.page, visit.last_order, visit.basket.count, visit.placing) == (Page.THANKS, record, 0, False)
    assert not visit.can_go_back
    assert heard[-5:] == [Change.PLACING, Change.PLACING, Change.BASKET, Change.ORDER, Change.PAGE]
    visit.go(Page.SCAN)
    assert visit.back()
    assert visit.page is Page.TOWN  # never back into an order that is made


def test_a_double_tap_is_one_order(visit: Visit, make_good: MakeGood, make_record: MakeRecord) -> None:
    at_confirm(visit, make_good())
    confirmed = visit.confirm()
    assert confirmed is not None
    assert visit.confirm() is None
    assert visit.order_placed(confirmed.visit_id, make_record(confirmed))
    assert visit.confirm() is None
    assert not visit.order_placed(confirmed.visit_id, make_record(confirmed))


def test_nothing_moves_while_an_order_is_written_down(visit: Visit, make_good: MakeGood) -> None:
    at_confirm(visit, make_good()).confirm()
    assert not visit.add(make_good("other"))
    assert not visit.go(Page.SCAN)
    assert not visit.show_passport("P1")
    assert not visit.back()
    assert not visit.home()
    assert (visit.page, visit.basket.count) == (Page.CONFIRM, 2)


def test_a_failure_returns_to_confirm_and_can_be_tried_again(
    visit: Visit, make_good: MakeGood, make_record: MakeRecord
) -> None:
    at_confirm(visit, make_good())
    reference = visit.basket.reference()
    confirmed = visit.confirm()
    assert confirmed is not None
    assert visit.order_failed(confirmed.visit_id, "not-saved")
    assert (visit.page, visit.order_error, visit.basket.count) == (Page.CONFIRM, "not-saved", 2)
    again = visit.confirm()
    assert again is not None
    assert visit.order_error is None
    assert visit.basket.reference() == reference  # so that the journal sees one order
    assert visit.order_placed(again.visit_id, make_record(again))


def test_there_is_nothing_to_confirm_in_an_empty_basket(visit: Visit, make_good: MakeGood) -> None:
    assert not visit.go(Page.CONFIRM)
    visit.add(make_good())
    assert visit.confirm() is None  # not on the confirm page
    visit.go(Page.CONFIRM)
    visit.go(Page.BASKET)
    visit.remove(make_good().sku)
    assert visit.back()
    assert visit.page is Page.TOWN  # past the confirm page that has lost its meaning


def test_an_order_that_comes_late_finds_nobody(visit: Visit, make_good: MakeGood, make_record: MakeRecord) -> None:
    confirmed = at_confirm(visit, make_good()).confirm()
    assert confirmed is not None
    visit.end()
    visit.begin()
    at_confirm(visit, make_good("other")).confirm()
    assert not visit.order_placed(confirmed.visit_id, make_record(confirmed))
    assert not visit.order_failed(confirmed.visit_id, "not-saved")
    assert (visit.page, visit.last_order, visit.order_error, visit.placing) == (Page.CONFIRM, None, None, True)


def test_news_of_the_order_on_screen_is_shown_and_no_other(
    visit: Visit, make_good: MakeGood, make_record: MakeRecord
) -> None:
    confirmed = at_confirm(visit, make_good()).confirm()
    assert confirmed is not None
    record = make_record(confirmed)
    visit.order_placed(confirmed.visit_id, record)
    sent = replace(record, state=OrderState.SENT)
    assert visit.order_changed(sent)
    assert not visit.order_changed(make_record(confirmed))
    assert visit.last_order == sent
    visit.end()
    assert not visit.order_changed(sent)
    assert visit.last_order is None
