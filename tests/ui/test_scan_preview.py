"""The preview: codes outlined where they are, one of several touched, and what would help said softly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QObject, QPointF
from PySide6.QtGui import QGuiApplication

from kiosk.scan import guide
from kiosk.scan.camera.simulated import Conditions
from kiosk.scan.model import CameraState, Corners, Hint, Reading, Sight
from kiosk.settings import Settings
from kiosk.ui.bridge.marks import MarkModel, Row
from kiosk.visit.page import Page
from tests.ui.conftest import LANDSCAPE, PORTRAIT, Window

HD = (1920, 1080)
SIDEWAYS = (1080, 1920)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A camera at full pace: these tests look at its frames."""
    return replace(settings, camera=replace(settings.camera, fps=30))


def square(x: float, y: float, side: float = 160) -> Corners:
    """Around x, y."""
    a, b = side / 2, side / 2
    return ((x - a, y - b), (x + a, y - b), (x + a, y + b), (x - a, y + b))


def read(text: str, corners: Corners, size: tuple[int, int] = HD) -> Reading:
    return Reading(text, corners, size, 0, 0, 0)


def scanning(window: Window, language: str = "en") -> None:
    """On the scan page, with an empty scene before the camera."""
    window.booth.visit.begin("en" if language == "en" else "zh")
    window.booth.visit.go(Page.SCAN)
    window.page_is("scan")
    window.camera.withdraw()
    window.finger.until("the camera to be live", lambda: window.booth.camera_state is CameraState.LIVE)


def by_hand(window: Window) -> Callable[[Sight], None]:
    """From now on the page is shown what the test sees, as the decoder would have it shown."""
    scanning(window)
    show = window.booth.on_sight
    assert show is not None
    window.booth.on_sight = None
    window.finger.breathe(0.1)  # what was under way has arrived

    def see(sight: Sight) -> None:
        show(sight)
        window.finger.breathe(0.03)

    return see


def preview_of(window: Window) -> Any:
    return next(i for i in window.finger.items() if i.metaObject().className().startswith("Preview_QMLTYPE"))


def drawn_at(window: Window, name: str) -> QPointF:
    """The middle of a mark, in the preview."""
    return window.finger.find(name).property("middle")  # type: ignore[no-any-return]


def hint(window: Window) -> str:
    """What the pill says; "" while there is none."""
    pills = [i for i in window.finger.items() if i.objectName() == "hint" and i.property("opacity") > 0.9]
    return str(pills[0].property("said")) if pills else ""


def test_a_located_code_is_outlined_by_the_next_turn_and_goes_after_it_left(window: Window) -> None:
    see = by_hand(window)
    see(Sight((), (square(900, 500),), None, HD))
    assert window.finger.shows("mark-0")
    for _ in range(30):
        see(Sight((), (), None, HD))
    assert not window.finger.shows("mark-0")


@pytest.mark.parametrize(
    ("size", "mirrored", "frame"),
    [
        (PORTRAIT, True, HD),
        (PORTRAIT, False, HD),
        (LANDSCAPE, True, HD),
        (LANDSCAPE, True, SIDEWAYS),
        (PORTRAIT, False, SIDEWAYS),
        (LANDSCAPE, False, (640, 480)),
    ],
)
def test_the_outline_lies_where_the_picture_shows_the_code(
    open_window: Callable[..., Window],
    settings: Settings,
    size: tuple[int, int],
    mirrored: bool,
    frame: tuple[int, int],
) -> None:
    window = open_window(replace(settings, camera=replace(settings.camera, mirrored=mirrored)), size)
    see = by_hand(window)
    x, y = 0.55 * frame[0], 0.46 * frame[1]
    for _ in range(2):  # the first says how large frames are
        see(Sight((), (square(x, y, 60),), None, frame))
    preview = preview_of(window)
    # The picture fills the preview and is cut off evenly at two sides.
    scale = max(preview.width() / frame[0], preview.height() / frame[1])
    across = (x - frame[0] / 2) * scale * (-1 if mirrored else 1)
    expected = QPointF(preview.width() / 2 + across, preview.height() / 2 + (y - frame[1] / 2) * scale)
    found = drawn_at(window, "mark-0")
    assert (found - expected).manhattanLength() < 2, (found, expected)


def test_a_picture_that_would_lose_most_of_itself_is_not_cut_so_far(window: Window) -> None:
    see = by_hand(window)
    wide = (3840, 640)
    for _ in range(2):
        see(Sight((), (square(1920, 320, 60), square(3000, 320, 60)), None, wide))
    preview = preview_of(window)
    shown = float(preview.property("frameWidth"))
    assert preview.width() / shown > 0.4
    assert float(preview.property("frameHeight")) < preview.height()


def test_what_the_page_cuts_off_is_not_spoken_of(window: Window) -> None:
    see = by_hand(window)
    at_the_side = read("elsewhere", square(150, 540))
    for _ in range(20):
        see(Sight((read(window.sample("mask-yuzu"), square(960, 540)), at_the_side), (), Hint.MANY, HD))
    bridge = window.app.face.camera
    assert (bridge.located, bridge.several, bridge.hint) == (1, False, "")


def test_several_are_numbered_named_and_large_enough_to_touch(window: Window) -> None:
    see = by_hand(window)
    for _ in range(20):
        see(
            Sight(
                (
                    read(window.sample("mask-yuzu"), square(860, 500, 40)),
                    read("https://elsewhere.example/x", square(1100, 500, 40)),
                ),
                (),
                Hint.MANY,
                HD,
            )
        )
    first, second = window.finger.find("code-1"), window.finger.find("code-2")
    assert min(first.width(), first.height(), second.width(), second.height()) >= 88
    yuzu = window.booth.name_on(window.sample("mask-yuzu"))
    assert yuzu is not None
    assert (first.property("label"), second.property("label")) == (yuzu.to("en"), "Sticker 2")
    assert hint(window) == "Touch one"
    window.booth.visit.set_language("zh")
    see(Sight((read(window.sample("mask-yuzu"), square(860, 500, 40)),), (), None, HD))
    assert window.finger.find("mark-1").property("name") == yuzu.to("zh")


def test_a_frame_that_misses_one_of_two_does_not_take_the_choice_away(window: Window) -> None:
    see = by_hand(window)
    both = (read("x", square(860, 500)), read("y", square(1100, 500)))
    bridge = window.app.face.camera
    said = []
    for i in range(60):
        see(Sight(both if i % 3 else both[:1], (), Hint.MANY if i % 3 else None, HD))
        said.append((bridge.several, bridge.hint))
    assert set(said[said.index((True, "many")) :]) == {(True, "many")}


def test_one_that_was_read_cannot_be_touched_alone(window: Window) -> None:
    see = by_hand(window)
    see(Sight((read("x", square(900, 500)),), (), None, HD))
    assert window.finger.shows("mark-1")
    assert not window.finger.shows("code-1")


def test_a_page_that_is_left_shows_and_keeps_nothing(window: Window) -> None:
    see = by_hand(window)
    see(Sight((), (square(900, 500),), Hint.DARK, HD))
    window.booth.visit.go(Page.TOWN)
    window.page_is("town")
    bridge = window.app.face.camera
    assert bridge.marks.rowCount() == 0
    see(Sight((), (square(900, 500),), Hint.DARK, HD))
    assert bridge.marks.rowCount() == 0
    assert bridge.hint == ""


def test_a_page_that_is_late_is_shown_the_newest_sight_only(window: Window) -> None:
    by_hand(window)
    bridge = window.app.face.camera
    for x in range(700, 1200, 50):
        bridge._saw(Sight((), (square(x, 500),), None, HD))
    window.finger.breathe(0.03)
    assert bridge.located == 1
    assert bridge.marks.data(bridge.marks.index(0), corners_role())[0].x() == pytest.approx((1150 - 80) / 1920)


def corners_role() -> int:
    from kiosk.ui.bridge.marks import ROLES

    return next(role for role, name in ROLES.items() if name == "corners")


SAID = {
    Hint.CLOSER: ("Closer", "再近一点"),
    Hint.FURTHER: ("Further away", "再远一点"),
    Hint.DARK: ("More light", "太暗了"),
    Hint.GLARE: ("Tilt it", "反光了，斜一点"),
    Hint.STILL: ("Hold still", "请拿稳"),
    Hint.MANY: ("Touch one", "点选一个"),
}


def test_every_hint_has_its_words_and_its_picture_and_one_goes_before_another_comes(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOLD_NS", "STAY_NS", "QUIET_NS"):  # their lengths are held by tests/scan/test_guide.py
        monkeypatch.setattr(guide, name, 100_000_000)
    see = by_hand(window)
    both = (read("x", square(860, 500)), read("y", square(1100, 500)))
    assert set(SAID) == set(Hint)
    before = ""
    for which, (words, _) in SAID.items():
        shown: list[str] = []

        def told(which: Hint = which, words: str = words, shown: list[str] = shown) -> bool:
            see(Sight(both if which is Hint.MANY else (), (), which, HD))
            shown.append(hint(window))
            return shown[-1] == words

        window.finger.until(f"{which} to be said", told)
        assert set(shown) <= {before, "", words}
        before = words
        sources = [str(i.property("source").toString()) for i in window.finger.items() if i.inherits("QQuickImage")]
        assert any(source.endswith(f"pictures/hints/{which.value}.svg") for source in sources)
    window.booth.visit.set_language("zh")
    window.finger.breathe(0.05)
    assert hint(window) == SAID[Hint.MANY][1]


# --- with real frames ---------------------------------------------------------------------------------------------


def hold_two(window: Window) -> tuple[str, str]:
    """Two products side by side, both read: the names of their pictures."""
    scanning(window)
    first, second = "mask-yuzu", "mask-rice"
    window.camera.show(window.sample(first))
    window.finger.until("the first to be held", lambda: window.sample(first) in window.camera.first_shown_ns)
    window.camera.show_beside(window.sample(second))
    return first, second


def test_of_two_stickers_the_touched_one_opens(open_window: Callable[..., Window], settings: Settings) -> None:
    settings = replace(settings, camera=replace(settings.camera, choose_s=60.0))
    window = open_window(settings)
    scanning(window)
    texts = [window.sample("mask-yuzu"), window.sample("mask-rice")]
    # Nothing is announced before both are there: it is the touch that decides.
    booth, announce = window.booth, window.booth._read
    booth._read = lambda reading: None  # type: ignore[method-assign]
    window.camera.show(texts[0])
    window.finger.until("the first to be read", lambda: window.app.face.camera.marks.read_rows() == 1)
    window.camera.show_beside(texts[1])
    window.finger.until("both to be read", lambda: window.finger.shows("code-2"))
    booth._read = announce  # type: ignore[method-assign]
    number = 0

    def there() -> bool:
        """The one held beside it, whatever number it has."""
        nonlocal number
        marks = [item for item in window.finger.items() if item.objectName() in ("mark-1", "mark-2")]
        number = next((int(m.property("number")) for m in marks if m.property("text") == texts[1]), 0)
        return bool(number) and window.finger.shows(f"code-{number}")

    window.finger.until("the touch to be possible", there)
    window.finger.tap_at(window.finger._middle(window.finger.find(f"code-{number}")))
    window.page_is("passport")
    assert booth.passport is not None
    assert booth.passport.text == texts[1]


def test_of_two_stickers_the_leading_one_opens_by_itself(
    open_window: Callable[..., Window], settings: Settings
) -> None:
    window = open_window(replace(settings, camera=replace(settings.camera, choose_s=0.6)))
    booth, announce = window.booth, window.booth._read
    booth._read = lambda reading: None  # type: ignore[method-assign]
    hold_two(window)
    window.finger.until("both to be read", lambda: window.finger.shows("code-2"))
    booth._read = announce  # type: ignore[method-assign]
    booth.scanner.resume()  # type: ignore[union-attr]  # whatever was meant before both were there
    ring: list[float] = []

    def led() -> bool:
        lead = booth.leading
        ring.append(lead.settled if lead else 0.0)
        return booth.visit.page is Page.PASSPORT

    window.finger.until("the passport of the leading one", led)
    assert any(0 < part < 1 for part in ring)


def test_darkness_is_said_in_both_languages_and_goes_when_it_is_over(window: Window) -> None:
    scanning(window)
    window.camera.conditions = Conditions(light=0.015)
    window.camera.show(window.sample("mask-yuzu"))
    window.finger.until("the hint", lambda: hint(window) == "More light")
    window.booth.visit.set_language("zh")
    window.finger.until("the hint in Chinese", lambda: hint(window) == "太暗了")
    window.camera.conditions = Conditions()
    window.page_is("passport")


def test_staff_may_have_a_line_about_the_camera(open_window: Callable[..., Window], settings: Settings) -> None:
    window = open_window(replace(settings, screen=replace(settings.screen, diagnostics=True)))
    scanning(window)
    notes = window.finger.find("cameraNotes")
    assert notes.isVisible()
    window.finger.until("the line", lambda: "frames/s" in window.app.face.camera.notes)
    for part in ("simulated camera", "1920x1080", "live", "age", "decoding", "skipped"):
        assert part in window.app.face.camera.notes, part


def test_visitors_are_spared_it(window: Window) -> None:
    scanning(window)
    assert not window.finger.shows("cameraNotes")


# --- the model ---------------------------------------------------------------------------------------------------


def row(key: int, text: str = "", settled: float = 0.0) -> Row:
    return Row(key, [QPointF(0, 0)] * 4, text, "", 1 if text else 0, True, False, settled)


def test_rows_that_stay_are_changed_and_not_made_anew(qapp: QGuiApplication) -> None:
    owner = QObject()
    model = MarkModel(owner)
    happened: list[tuple[str, int]] = []
    model.rowsInserted.connect(lambda _, first, last: happened.append(("in", first)))
    model.rowsRemoved.connect(lambda _, first, last: happened.append(("out", first)))
    model.dataChanged.connect(lambda first, last, roles: happened.append(("changed", first.row())))
    model.show([row(2), row(1)])
    assert happened == [("in", 0), ("in", 1)]
    happened.clear()
    model.show([row(1), row(2, "A"), row(3)])
    assert happened == [("changed", 1), ("in", 2)]
    happened.clear()
    model.show([row(3), row(2, "A", 0.5)])
    assert happened == [("out", 0), ("changed", 0)]
    happened.clear()
    model.show([row(3), row(2, "A", 0.5)])
    assert happened == []
    assert (model.rowCount(), model.read_rows(), model.rowCount(model.index(0))) == (2, 1, 0)
    assert model.data(QModelIndex()) is None
