"""The staff screen by real touches: the quiet corner, the PIN, the queue, and what is done about parked orders."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest

from kiosk.order.journal import Journal, read_journal
from kiosk.order.model import Good, Line, Order, OrderState, new_reference
from kiosk.settings import Settings
from kiosk.staff.access import Access
from kiosk.staff.content import prepare
from kiosk.staff.office import Office
from kiosk.town.packed import open_pack
from kiosk.visit.page import Page
from tests.ui.conftest import LANDSCAPE, PORTRAIT, Window
from tests.ui.everywhere import SHOP, at_rest, reads, shown, spilt, targets, words
from tests.ui.test_idle import Clock

Open = Callable[..., Window]
PIN = "4821"
CORNER = QPoint(60, 60)
SHORT = "noodle-shop/mask-yuzu: 2 wanted, 0 left"
LONG = "the till in the back says: " + "no " * 120 + "x" * 200


@pytest.fixture
def staffed(settings: Settings) -> Settings:
    """A booth with a PIN."""
    Access(settings.state_folder).set(PIN)
    return settings


def parked(settings: Settings, n: int = 1, reason: str = SHORT) -> list[str]:
    """Orders that the store refused, in the journal before the booth starts; their references, the oldest first."""
    with open_pack(prepare(settings).pack) as pack:
        dish = pack.dish(SHOP, "mask-yuzu")
    assert dish is not None
    good = Good(f"{SHOP}/mask-yuzu", dish.gtin, dish.name.en, dish.name.zh, dish.price, "CNY", 5)
    line, at = Line(good, 2), datetime.now(UTC) - timedelta(hours=3)
    orders = [Order(new_reference(), (line,), "CNY", line.total, at, "en") for _ in range(n)]
    with Journal(settings.state_folder / "journal.sqlite") as journal:
        for order in orders:
            journal.commit(order).result()
            journal.mark(order.reference, OrderState.REJECTED, reason=reason)
    return [order.reference for order in orders]


def state(settings: Settings, reference: str) -> OrderState:
    found = {
        record.order.reference: record.state for record in read_journal(settings.state_folder / "journal.sqlite")
    }
    return found[reference]


def hold(window: Window, seconds: float) -> None:
    touch = QTest.touchEvent(window.app.window, window.finger._device)
    touch.press(0, CORNER, window.app.window).commit()
    window.finger.breathe(seconds)
    QTest.touchEvent(window.app.window, window.finger._device).release(0, CORNER, window.app.window).commit()
    window.finger.breathe(0.1)


def enter(window: Window, pin: str) -> None:
    for digit in pin:
        window.finger.tap(f"key{digit}")
    window.finger.tap("keyOpen")


def at_desk(window: Window, language: str = "en") -> Window:
    """Past the door, with the queue read."""
    window.app.face.staff.knock()
    window.page_is("staffDoor")
    window.booth.visit.set_language("en" if language == "en" else "zh")
    enter(window, PIN)
    window.page_is("staff")
    window.finger.until("the queue", lambda: bool(window.app.face.staff.known))
    return window


def text(window: Window, name: str) -> str:
    return str(window.finger.find(name).property("text"))


# --- the way in -----------------------------------------------------------------------------------------------


def test_the_corner_held_for_three_seconds_opens_the_door_and_the_pin_the_page(
    open_window: Open, staffed: Settings
) -> None:
    window = open_window(staffed)
    before = words(window)
    hold(window, 3.3)
    window.page_is("staffDoor")
    for digit in "111":
        window.finger.tap(f"key{digit}")
    assert len(window.finger.find("dots").childItems()) == 4  # a dot each, and the repeater
    assert not [said for said in words(window) if "111" in said]
    window.finger.tap("key1")
    window.finger.tap("keyOpen")
    window.finger.until("the refusal", lambda: bool(window.app.face.staff.wrong))
    assert window.booth.visit.page is Page.STAFF_DOOR
    enter(window, PIN)
    window.page_is("staff")
    window.finger.tap("done")
    window.page_is("attract")
    assert words(window) == before


def test_a_short_touch_in_the_corner_is_anybodys(open_window: Open, staffed: Settings) -> None:
    window = open_window(staffed)
    window.finger.tap_at(CORNER)
    window.page_is("town")
    window.booth.visit.end()
    window.page_is("attract")
    hold(window, 1.5)
    assert window.booth.visit.page is Page.ATTRACT


def test_a_finger_that_wanders_out_of_the_corner_opens_nothing(open_window: Open, staffed: Settings) -> None:
    window = open_window(staffed)
    touch = QTest.touchEvent(window.app.window, window.finger._device)
    touch.press(0, CORNER, window.app.window).commit()
    window.finger.breathe(0.2)
    touch.move(0, QPoint(500, 900), window.app.window).commit()
    window.finger.breathe(3.2)
    touch.release(0, QPoint(500, 900), window.app.window).commit()
    window.finger.breathe(0.1)
    assert window.booth.visit.page is not Page.STAFF_DOOR


def test_without_a_pin_nothing_opens(open_window: Open, settings: Settings) -> None:
    window = open_window(settings)
    window.app.face.staff.knock()
    assert window.booth.visit.page is Page.ATTRACT


def test_staff_reach_the_queue_from_the_closed_page(open_window: Open, staffed: Settings) -> None:
    (reference,) = parked(staffed)
    window = open_window(staffed, before=lambda pack: pack.unlink())
    window.finger.until("the closed face", lambda: window.finger.shows("staffDetail"))
    hold(window, 3.3)
    enter(window, PIN)
    window.finger.until("the queue", lambda: window.finger.shows(f"again-{reference}"))
    window.finger.tap("done")
    window.finger.until("the closed face", lambda: window.finger.shows("staffDetail"))


def test_too_many_wrong_pins_are_a_wait_that_is_shown(open_window: Open, staffed: Settings) -> None:
    access = Access(staffed.state_folder)
    for _ in range(5):
        access.enter("0000")
    window = open_window(staffed)
    window.app.face.staff.knock()
    window.booth.visit.set_language("en")
    window.page_is("staffDoor")
    assert text(window, "doorWords").startswith("Too many wrong PINs.")
    window.finger.tap("key4")
    assert len(window.finger.find("dots").childItems()) == 1
    window.finger.tap("leave")
    window.page_is("attract")


def test_nobody_walks_past_the_door(open_window: Open, staffed: Settings) -> None:
    window = open_window(staffed)
    visit = window.booth.visit
    for page in (Page.STAFF, Page.STAFF_DOOR):
        visit.begin("en")
        with pytest.raises(ValueError, match="not a page to go to"):
            visit.go(page)
    visit.admit()
    assert visit.page is Page.TOWN
    window.app.face.staff.enter(PIN)
    assert not window.app.face.staff.judging
    window.app.face.staff.look()
    window.app.face.staff.export()
    window.finger.breathe(0.3)
    assert visit.page is Page.TOWN
    assert not window.app.face.staff.known
    assert not (staffed.state_folder / "export").exists()


# --- the queue ------------------------------------------------------------------------------------------------


def test_a_parked_order_is_sent_again_and_reaches_the_store(open_window: Open, staffed: Settings) -> None:
    again, stays = parked(staffed, 2)
    window = at_desk(open_window(staffed))
    assert text(window, "count-rejected") == "2"
    read = " ".join(words(window))
    assert SHORT in read
    assert "Restock it there" in read
    assert "2 × Yuzu" in read
    window.finger.tap(f"again-{again}")
    window.finger.until("the store to have it", lambda: text(window, "count-sent") == "1")
    assert state(staffed, again) is OrderState.SENT
    assert not window.finger.shows(f"again-{again}")
    assert window.finger.shows(f"again-{stays}")


def test_giving_up_asks_once_more(open_window: Open, staffed: Settings) -> None:
    (reference,) = parked(staffed)
    window = at_desk(open_window(staffed))
    place = window.finger.tap(f"giveUp-{reference}")
    middle = window.finger._middle(place)
    window.finger.find(f"really-{reference}")
    window.finger.tap_at(middle)  # a second touch in the same place keeps it
    window.finger.find(f"giveUp-{reference}")
    assert state(staffed, reference) is OrderState.REJECTED
    window.finger.tap(f"giveUp-{reference}")
    window.finger.tap(f"really-{reference}")
    window.finger.until("the queue to be empty", lambda: window.finger.shows("nothingParked"))
    assert state(staffed, reference) is OrderState.CANCELLED


def test_what_somebody_else_did_meanwhile_is_said(open_window: Open, staffed: Settings) -> None:
    (reference,) = parked(staffed)
    window = at_desk(open_window(staffed))
    with Journal(staffed.state_folder / "journal.sqlite") as journal:
        journal.give_up(reference, "by hand")
    window.app.face.staff.retry(reference)
    window.finger.until("the failure", lambda: window.finger.shows("staffFailure"))
    assert "not parked" in text(window, "staffFailure")
    assert state(staffed, reference) is OrderState.CANCELLED


def test_an_order_of_which_nothing_can_be_read_is_there_with_the_others(
    open_window: Open, staffed: Settings
) -> None:
    damaged, whole = parked(staffed, 2)
    with closing(sqlite3.connect(staffed.state_folder / "journal.sqlite")) as connection:
        [(trigger,)] = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'event_stays'").fetchall()
        connection.execute("DROP TRIGGER event_stays")
        connection.execute("UPDATE event SET detail = '' WHERE reference = ? AND kind = 'placed'", (damaged,))
        connection.execute(trigger)
        connection.commit()
    window = at_desk(open_window(staffed))
    said = words(window)
    assert {damaged, whole, "?"} <= {text.replace(" ", "") for text in said}
    assert any("place it anew" in text for text in said)


def test_the_export_has_every_order_and_its_path_is_shown(open_window: Open, staffed: Settings) -> None:
    references = parked(staffed, 3, reason="=cmd|' /c calc'!A1")
    window = at_desk(open_window(staffed))
    window.finger.tap("export")
    window.finger.until("the path", lambda: bool(window.app.face.staff.exported))
    (path,) = (staffed.state_folder / "export").iterdir()
    assert str(path.resolve()) in text(window, "exported")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["reference"] for row in rows) == sorted(references)
    assert {row["reason"][0] for row in rows} == {"'"}


def test_an_export_that_cannot_be_written_is_said(open_window: Open, staffed: Settings) -> None:
    (staffed.state_folder / "export").write_text("in the way", "utf-8")
    parked(staffed)
    window = at_desk(open_window(staffed))
    window.finger.tap("export")
    window.finger.until("the failure", lambda: window.finger.shows("staffFailure"))
    assert not window.app.face.staff.exporting


def test_an_empty_queue_and_a_store_that_is_not_there_have_a_face(open_window: Open, staffed: Settings) -> None:
    gone = replace(staffed, store=replace(staffed.store, url="http://127.0.0.1:9"))
    window = at_desk(open_window(gone))
    assert text(window, "nothingParked") == "Nothing is parked"
    window.finger.until("the link", lambda: window.app.face.staff.link == "offline", 20)
    assert "does not answer" in text(window, "link")
    assert text(window, "linkReason")


def test_the_queue_is_read_once_a_second_and_only_while_shown(
    open_window: Open, staffed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    look = Office._read
    monkeypatch.setattr(Office, "_read", lambda office: (looks.append(1), look(office))[1])
    window = open_window(staffed)
    window.finger.breathe(0.3)
    assert looks == []
    at_desk(window)
    first = len(looks)
    window.finger.breathe(2.5)
    assert 2 <= len(looks) - first <= 3
    window.finger.tap("done")
    window.page_is("attract")
    last = len(looks)
    window.finger.breathe(1.5)
    assert len(looks) == last


# --- leaving --------------------------------------------------------------------------------------------------


def test_nobody_there_leaves_the_page_and_nothing_of_it_stays(open_window: Open, staffed: Settings) -> None:
    (reference,) = parked(staffed)
    clock = Clock()
    window = at_desk(open_window(staffed, clock=clock))
    clock.now_s += 50
    window.finger.until("the notice", lambda: window.finger.shows("idleNotice"))
    assert any("staff screen closes" in said for said in words(window))
    clock.now_s += 11
    window.page_is("attract")
    staff = window.app.face.staff
    assert (staff.known, staff.parked.rowCount(), staff.oldest, staff.exported) == (False, 0, "", "")
    window.finger.tap("enter")
    window.page_is("town")
    traces = (reference, reference[:4] + " " + reference[4:8], SHORT)
    assert not [said for said in words(window) for trace in traces if trace in said]


def test_the_door_closes_by_itself_after_twenty_seconds(open_window: Open, staffed: Settings) -> None:
    clock = Clock()
    window = open_window(staffed, clock=clock)
    window.app.face.staff.knock()
    window.page_is("staffDoor")
    window.finger.tap("key4")
    clock.now_s += 19
    window.finger.breathe(0.4)
    assert window.booth.visit.page is Page.STAFF_DOOR
    clock.now_s += 2
    window.page_is("attract")
    window.app.face.staff.knock()
    window.page_is("staffDoor")
    assert len(window.finger.find("dots").childItems()) == 1


def test_a_sticker_before_the_camera_disturbs_nobody_at_the_desk(open_window: Open, staffed: Settings) -> None:
    window = at_desk(open_window(staffed))
    reads(window, window.sample("veldmelk"))
    window.finger.breathe(0.2)
    assert window.booth.visit.page is Page.STAFF


# --- how it is shown ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "language"), [(PORTRAIT, "zh"), (LANDSCAPE, "en")])
def test_two_hundred_parked_orders_and_long_reasons_fit_every_screen(
    open_window: Open, staffed: Settings, size: tuple[int, int], language: str
) -> None:
    references = parked(staffed, 201, reason=LONG)
    window = open_window(at_rest(staffed), size)
    window.app.face.staff.knock()
    window.page_is("staffDoor")
    window.booth.visit.set_language("en" if language == "en" else "zh")
    for scale in (1.0, 1.5):
        window.booth.visit.set_text_size(scale)
        window.finger.breathe(0.1)
        assert not spilt(window)
        assert all(min(item.width(), item.height()) >= 88 for item in targets(shown(window)))
    at_desk(window, language)
    window.app.face.staff.export()
    window.finger.until("the path", lambda: bool(window.app.face.staff.exported))
    scroller = window.finger.find("scroller")
    top = window.finger.find("link").mapToScene(QPointF(0, 0)).y()
    assert top >= scroller.y(), "what comes first is not scrolled away"
    for scale in (1.0, 1.5):
        window.booth.visit.set_text_size(scale)
        window.finger.breathe(0.2)
        items = shown(window)
        assert len([item for item in items if item.objectName().startswith("again-")]) < 10, "only what is seen"
        assert all(min(item.width(), item.height()) >= 88 for item in targets(items))
        scroller.metaObject().invokeMethod(scroller, "positionViewAtEnd")
        window.finger.breathe(0.2)
        assert window.finger.shows(f"giveUp-{references[199]}")
        assert "200" in text(window, "moreParked")
        before = float(scroller.property("contentY"))
        window.app.face.staff.look()
        window.finger.breathe(1.2)
        assert float(scroller.property("contentY")) == before, "a new look moves nothing"
        assert not [fault for fault in spilt(window) if "of words in a box" in fault]
