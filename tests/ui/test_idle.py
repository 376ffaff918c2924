"""When the visitor has gone: a warning, a way to stay, and a booth that remembers nothing. The clock is ours."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtMultimedia import QMediaPlayer

from kiosk.scan.model import CameraState
from kiosk.settings import Settings
from kiosk.visit.idle import Presence
from kiosk.visit.page import Page
from tests.ui.conftest import LANDSCAPE, PORTRAIT, Window
from tests.ui.everywhere import PAGES, SHOP, reads, shown, spilt, walk_to, words

Open = Callable[..., Window]
WARN_S, RESET_S = 45.0, 60.0  # the settings' own, on most pages


class Clock:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def window(open_window: Open, settings: Settings, clock: Clock) -> Window:
    return open_window(settings, clock=clock)


def pass_by(window: Window, clock: Clock, seconds: float) -> None:
    """Time goes by and nobody comes: the booth's own timer sees it."""
    clock.now_s += seconds
    window.finger.breathe(0.6)


def warned(window: Window) -> bool:
    return window.finger.shows("idleNotice")


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_the_warning_comes_with_its_seconds_and_counts_down(
    open_window: Open, settings: Settings, clock: Clock, size: tuple[int, int]
) -> None:
    window = open_window(settings, size, clock=clock)
    window.booth.visit.begin("en")
    window.page_is("town")
    pass_by(window, clock, WARN_S - 1)
    assert not warned(window)
    pass_by(window, clock, 2)
    assert warned(window)
    assert any("In 14 seconds" in text for text in words(window))
    pass_by(window, clock, 5)
    assert any("In 9 seconds" in text for text in words(window))
    assert not spilt(window)


def test_a_touch_anywhere_keeps_the_visit_and_presses_nothing_beneath(window: Window, clock: Clock) -> None:
    window.booth.visit.begin("en")
    window.page_is("town")
    beneath = window.finger.find("pavilion-europe")
    for point in (window.finger._middle(beneath), QPoint(3, 3), window.finger._middle(window.finger.find("scan"))):
        pass_by(window, clock, WARN_S + 3)
        assert warned(window)
        window.finger.tap_at(point)
        window.finger.breathe(0.3)
        assert not warned(window)
        assert window.booth.visit.page is Page.TOWN
        assert window.booth.visit.active
    window.finger.tap("pavilion-europe")
    window.page_is("pavilion")


def test_the_notices_own_button_keeps_the_visit(window: Window, clock: Clock) -> None:
    window.booth.visit.begin("en")
    walk_to(window, "confirm")
    pass_by(window, clock, 75 + 1)
    window.finger.tap("stay")
    window.finger.breathe(0.3)
    assert not warned(window)
    assert window.booth.visit.page is Page.CONFIRM
    assert window.booth.visit.basket.count == 3
    assert not window.booth.visit.placing


def test_a_swipe_on_the_notice_moves_nothing_beneath(window: Window, clock: Clock) -> None:
    window.booth.visit.begin("en")
    walk_to(window, "passport", settle_s=0.8)
    pass_by(window, clock, WARN_S + 3)
    assert warned(window)
    window.finger.swipe(QPoint(540, 1400), QPoint(0, -700))
    assert not warned(window)
    moved = [item for item in shown(window) if item.inherits("QQuickFlickable") and item.property("contentY") > 1]
    assert not moved


def test_silence_forgets_everything(window: Window, clock: Clock) -> None:
    visit = window.booth.visit
    visit.begin("en")
    window.page_is("town")
    visit.set_text_size(1.5)
    walk_to(window, "passport")
    window.booth.add_dish(SHOP, "mask-yuzu", 2)
    pass_by(window, clock, WARN_S + 1)
    assert warned(window)
    pass_by(window, clock, RESET_S - WARN_S)
    window.page_is("attract")
    assert not warned(window)
    assert not visit.active
    assert visit.basket.count == 0
    assert visit.language == window.booth.settings.booth.language == "zh"
    assert visit.text_size == 1.0
    assert window.booth.passport is None
    assert window.app.face.visit.textScale == 1.0
    assert window.app.face.passport.passport == {}
    assert window.app.face.camera.corners == []
    assert window.app.face.order.lines == []


def test_the_thanks_page_is_forgotten_too(window: Window, clock: Clock) -> None:
    window.booth.visit.begin("en")
    walk_to(window, "thanks")
    reference = window.app.face.order.reference
    assert reference
    pass_by(window, clock, 30 + 1)
    assert warned(window)
    pass_by(window, clock, 15)
    window.page_is("attract")
    assert window.app.face.order.reference == ""
    assert window.app.face.order.orderPictures == []
    assert window.booth.visit.last_order is None


def test_after_a_reset_no_page_knows_the_former_visitor(window: Window, clock: Clock) -> None:
    visit = window.booth.visit
    visit.begin("en")
    walk_to(window, "thanks")
    reference = window.app.face.order.reference
    visit.home()
    reads(window, "https://example.com/THE-FORMER-VISITOR")
    reads(window, window.sample("veldmelk"))
    window.booth.add_dish(SHOP, "mask-yuzu", 2)
    serial = window.app.face.passport.passport["serial"]
    window.page_is("passport")
    traces = (reference, " ".join(reference[i : i + 4] for i in range(0, 16, 4)), serial, "THE-FORMER-VISITOR")
    pass_by(window, clock, 300)
    window.page_is("attract")
    every_text(window, traces)
    visit.begin("en")
    for page in ("town", "pavilion", "room", "scan", "menu", "dish"):
        walk_to(window, page)
        every_text(window, traces)
        assert not window.finger.shows("basket"), f"a basket on {page}"
    visit.go(Page.BASKET)
    window.page_is("basket")
    assert window.finger.shows("emptyBasket")
    for page in (Page.PASSPORT, Page.UNKNOWN):  # nobody can walk there; yet if somebody could, there is nothing
        visit.go(page, **({"passport": "x"} if page is Page.PASSPORT else {}))
        window.page_is(page.value)
        every_text(window, traces)


def every_text(window: Window, traces: tuple[str, ...]) -> None:
    found = [(text, trace) for text in words(window) for trace in traces if trace in text]
    assert not found, f"{window.booth.visit.page}: {found}"


def kinds(window: Window, monkeypatch: pytest.MonkeyPatch) -> list[Presence]:
    told: list[Presence] = []
    present = window.booth.present
    monkeypatch.setattr(window.booth, "present", lambda kind: (told.append(kind), present(kind)))
    return told


def test_scrolling_is_presence(window: Window, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    window.booth.visit.begin("en")
    walk_to(window, "passport", settle_s=0.8)
    told = kinds(window, monkeypatch)
    for by in (-300, -300, 300):
        clock.now_s += WARN_S - 5
        window.finger.swipe(QPoint(540, 1300), QPoint(0, by))
    assert Presence.SCROLL in told
    window.finger.breathe(0.5)
    assert not warned(window)
    assert window.booth.visit.active


def test_a_touch_that_changes_no_page_is_presence(
    window: Window, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.booth.visit.begin("en")
    walk_to(window, "dish")
    told = kinds(window, monkeypatch)
    for name in ("plus", "minus", "minus"):  # the last one is at rest: one bowl is the fewest
        clock.now_s += WARN_S - 5
        window.finger.tap(name)
    window.finger.tap_at(QPoint(540, 960))
    assert told == [Presence.TOUCH] * 4
    window.finger.breathe(0.5)
    assert not warned(window)
    assert window.booth.visit.page is Page.DISH


def test_a_playing_film_is_presence_and_one_that_stands_still_is_not(
    window: Window, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.booth.visit.begin("en")
    walk_to(window, "film")
    told = kinds(window, monkeypatch)
    clock.now_s += 89
    window.finger.until("the film to say that somebody watches", lambda: Presence.FILM in told, 20)
    clock.now_s += 89
    window.finger.breathe(0.3)
    assert not warned(window)
    for player in window.app.window.findChildren(QMediaPlayer):
        player.pause()
    window.finger.until("the film to be given up", lambda: not window.app.window.findChildren(QMediaPlayer), 20)
    window.booth.present(Presence.TOUCH)
    pass_by(window, clock, 91)
    assert warned(window), "a film that stands still keeps nobody here"


@pytest.mark.parametrize("page", [page for page in PAGES if page != "attract"])
def test_every_page_comes_to_rest(window: Window, clock: Clock, page: str) -> None:
    window.booth.visit.begin("en")
    walk_to(window, page, settle_s=0.1)
    clock.now_s += 1000
    window.page_is("attract")
    assert not [timer for timer in window.app.face.findChildren(QTimer) if timer.isActive()], "the idle clock rests"
    window.finger.until("the camera to look again", lambda: window.booth.camera_state is CameraState.LIVE)


def test_coming_back_after_a_reset_is_a_new_visit(window: Window, clock: Clock) -> None:
    window.booth.visit.begin("en")
    window.page_is("town")
    first = window.booth.visit.id
    assert [timer for timer in window.app.face.findChildren(QTimer) if timer.isActive()], "the idle clock runs"
    pass_by(window, clock, 61)
    window.page_is("attract")
    window.finger.tap("enter")
    window.page_is("town")
    assert window.booth.visit.id not in (None, first)
    assert window.booth.visit.language == "zh"
