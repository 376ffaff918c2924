"""Every page in both orientations: what a finger can press, what a hostile town or code does to the layout."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QRectF, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtQuick import QQuickItem

from kiosk.settings import Settings
from kiosk.visit.page import Page
from tests.ui.conftest import LANDSCAPE, PORTRAIT, Window
from tests.ui.everywhere import (
    PAGES,
    ancestors,
    at_rest,
    enum,
    line,
    outside,
    reads,
    shown,
    spilt,
    targets,
    texts,
    walk_to,
    words,
)

Open = Callable[..., Window]
SMALLEST_PX = 88
# These fill the space behind other things; what stands on them is on top and is pressed instead.
GROUNDS = {"enter", "film"}
BAR = {"back", "home", "basket", "textSize", "languageSwitch"}
BOTH = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])


# --- targets ------------------------------------------------------------------------------------------------


def seen(window: Window, item: QQuickItem) -> QRectF:
    """The part of an item that is not cut off by a flickable or the window."""
    area = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
    for holder in ancestors(item):
        if holder.clip() or holder.inherits("QQuickFlickable"):
            area &= holder.mapRectToScene(QRectF(0, 0, holder.width(), holder.height()))
    return area & QRectF(0, 0, window.app.window.width(), window.app.window.height())


def target_faults(window: Window) -> list[str]:
    unit = min(window.app.window.width(), window.app.window.height()) / 1080
    items = shown(window)
    pressable = targets(items)
    faults = [] if pressable or window.booth.visit.page is Page.SCAN else ["nothing to press"]
    for item in pressable:
        name = item.objectName()
        if not name:
            faults.append(f"a target without a name: {item.property('label')!r}")
        if min(item.width(), item.height()) < SMALLEST_PX * unit - 0.5:
            faults.append(f"{name}: {item.width():.0f} x {item.height():.0f}")
        if why := outside(window, item, QRectF(0, 0, item.width(), item.height())):
            faults.append(f"{name}: {why}")
        if not str(item.property("label")).strip():
            faults.append(f"{name}: says nothing to assistive technology")
    for under, over in combinations(pressable, 2):  # in the order of painting: the second one is on top
        whole, taken = seen(window, under), seen(window, under) & seen(window, over)
        if min(taken.width(), taken.height()) <= 1 or under.objectName() in GROUNDS:
            continue
        # What scrolls may reach under the bar, whose buttons win; enough of it must be left for a finger.
        if over.objectName() not in BAR or whole.height() - taken.height() < SMALLEST_PX * unit:
            faults.append(f"{under.objectName()} and {over.objectName()} overlap by {taken.height():.0f} px")
    return faults


def cut_short(window: Window) -> list[str]:
    """One-line words that end in dots: for a name nobody foresaw, and not for our own."""
    cut = [text for text in texts(shown(window)) if text.property("truncated") and enum(text, "wrapMode") == 0]
    return [f"{line(text)!r} is cut short" for text in cut]


@BOTH
@pytest.mark.parametrize("text_size", [1.0, 1.5])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_target_is_large_enough_within_reach_and_alone(
    open_window: Open, settings: Settings, size: tuple[int, int], text_size: float, language: str
) -> None:
    window = open_window(at_rest(settings), size)
    faults: list[str] = []
    for page in PAGES:
        if page != "attract":
            window.booth.visit.begin()
            window.booth.visit.set_language("en" if language == "en" else "zh")
            window.booth.visit.set_text_size(text_size)
        walk_to(window, page, settle_s=0.2)
        faults += [f"{page}: {fault}" for fault in target_faults(window) + spilt(window) + cut_short(window)]
    assert not faults, "\n".join(faults)


# --- a hostile town -----------------------------------------------------------------------------------------

LONG_EN, LONG_ZH = "Wm" * 100, "国" * 200
RICH_EN = "<b>bold</b><img src='http://127.0.0.1:9/x'>&amp;\\u202Eright to left\\u202C \\t \U0001f35c %1 %2 {0}"
RICH_ZH = "<h1>大</h1><a href='file:///etc/passwd'>点</a>&lt;\\u202E反\\u202C%1"


def hostile_town(settings: Settings, tmp_path: Path, en: str, zh: str) -> Settings:
    """The sample town with every text in it replaced."""
    town = tmp_path / "town"
    shutil.copytree(settings.town_folder, town)
    for path in town.rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        swapped = re.sub(r'\{ en = "[^"]*", zh = "[^"]*" \}', lambda _: f'{{ en = "{en}", zh = "{zh}" }}', text)
        path.write_text(swapped, encoding="utf-8")
    return replace(settings, booth=replace(settings.booth, town=str(town)))


@BOTH
@pytest.mark.parametrize(
    ("text_size", "en", "zh"),
    [(1.0, LONG_EN, LONG_ZH), (1.5, LONG_EN, LONG_ZH), (1.5, RICH_EN, RICH_ZH)],
    ids=["long", "long-large", "rich-large"],
)
def test_a_hostile_town_stays_within_its_pages(
    open_window: Open, settings: Settings, tmp_path: Path, size: tuple[int, int], text_size: float, en: str, zh: str
) -> None:
    window = open_window(at_rest(hostile_town(settings, tmp_path, en, zh)), size)
    assert window.booth.info is not None
    assert window.booth.info.name.zh.startswith(zh[0])
    window.finger.breathe(0.4)
    faults = [f"attract: {fault}" for fault in spilt(window) + target_faults(window)]
    for page in PAGES[1:]:
        for language in ("en", "zh"):
            window.booth.visit.begin()
            window.booth.visit.set_text_size(text_size)
            window.booth.visit.set_language("en" if language == "en" else "zh")
            walk_to(window, page, settle_s=0.15)
            faults += [f"{page} {language}: {fault}" for fault in spilt(window) + target_faults(window)]
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults)


# --- hostile codes ------------------------------------------------------------------------------------------


class Opened(QObject):
    """Stands where a browser would, for every scheme that a code may name."""

    SCHEMES = ("http", "https", "file", "javascript", "mailto", "tel", "weixin")

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []
        for scheme in self.SCHEMES:
            QDesktopServices.setUrlHandler(scheme, self, "take")

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toString())

    def leave(self) -> None:
        for scheme in self.SCHEMES:
            QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def opened(qapp: object) -> Iterator[Opened]:
    handler = Opened()
    yield handler
    handler.leave()


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine, and every path that was asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def hostile_codes(address: str) -> list[str]:
    return [
        "A" * 10_000,
        "国" * 3_000,
        "\x00\x01\x02\x1b[31mred\x07\x7f\x9b",
        "line\nline\r\n" * 200,
        "\u202egnp.elif-esrever\u202c \u2066isolate\u2069 \u200b\u200f\ufeff",
        f"<b>bold</b><img src='{address}/img'><a href='{address}/a'>press</a>",
        f"<img src='file:///etc/passwd'><style>*{{}}</style>{address}/plain",
        f"{address}/page?q=<script>alert(1)</script>",
        "javascript:alert(document.cookie)",
        "file:///etc/passwd",
        "mailto:somebody@example.com?subject=x",
        "image://code/x",
        "qrc:/qt/qml/Kiosk/Main.qml",
        "\U0001f35c\U0001f468\u200d\U0001f469\u200d\U0001f467" * 200,
        "Z" + "\u0310\u0321\u0489\u0353" * 500,
        "%1 %2 %n %L1 {0} ${x} %s",
        "https://id.example.com/01/09506000134352/10/ABC/21/123",  # a good Digital Link, of no product of ours
        "\ud800 half a pair",
        "   ",
        "WIFI:T:WPA;S:free;P:password;;",
    ]


@BOTH
@pytest.mark.parametrize("text_size", [1.0, 1.5])
def test_whatever_a_code_says_is_text_and_never_opened(
    open_window: Open,
    settings: Settings,
    opened: Opened,
    listener: tuple[str, list[str]],
    size: tuple[int, int],
    text_size: float,
) -> None:
    address, asked = listener
    window = open_window(at_rest(settings), size)
    window.booth.visit.begin("en")
    window.booth.visit.set_text_size(text_size)
    for code in hostile_codes(address):
        reads(window, code)
        window.finger.until("the page", lambda: window.booth.visit.page is Page.UNKNOWN)
        window.finger.breathe(0.05)
        items = shown(window)
        assert all(enum(text, "textFormat") == 0 for text in texts(items)), "only plain text"
        said = next(text for text in words(window) if text.startswith("The code says"))
        assert len(said) <= len("The code says: ") + 80
        assert all(letter.isprintable() for letter in said)
        assert re.search("[\u0300-\u036f\u0489]{4}", said) is None, "a tower of marks runs over the page"
        assert spilt(window) == [], repr(code[:40])
        assert target_faults(window) == [], repr(code[:40])
        window.finger.tap_at(window.finger._middle(window.finger.find("reason")))
    assert opened.urls == []
    assert asked == []


def test_every_text_of_every_page_is_plain(open_window: Open, settings: Settings) -> None:
    window = open_window(settings)
    for page in PAGES:
        if page != "attract":
            window.booth.visit.begin("en")
        walk_to(window, page, settle_s=0.1)
        rich = [text.property("text") for text in texts(shown(window)) if enum(text, "textFormat") != 0]
        assert rich == [], page


def test_the_guards_of_this_file_can_see(opened: Opened) -> None:
    QDesktopServices.openUrl(QUrl("https://example.com/"))
    assert opened.urls == ["https://example.com/"]


@pytest.mark.parametrize("at", [-1, -12, -40])
def test_one_bit_flipped_in_a_signed_link_is_not_vouched_for(window: Window, at: int) -> None:
    text = window.sample("veldmelk")
    flipped = text[:at] + chr(ord(text[at]) ^ 1) + (text[at + 1 :] if at != -1 else "")
    assert flipped != text
    window.booth.visit.begin("en")
    reads(window, flipped)
    window.finger.breathe(0.6)
    assert window.booth.visit.page in (Page.PASSPORT, Page.UNKNOWN)
    if window.booth.visit.page is Page.PASSPORT:
        assert window.booth.passport is not None
        assert window.booth.passport.verdict.value == "forged"
        assert window.app.face.passport.passport["verdictTitle"] in words(window)
    assert spilt(window) == []


@BOTH
def test_text_grows_and_shrinks_on_every_page_without_a_complaint(
    open_window: Open, settings: Settings, size: tuple[int, int]
) -> None:
    window = open_window(at_rest(settings), size)
    for page in PAGES[1:]:
        window.booth.visit.begin("en")
        walk_to(window, page, settle_s=0.1)
        for text_size in (1.25, 1.5, 1.0):
            window.booth.visit.set_text_size(text_size)
            window.finger.breathe(0.05)
            assert spilt(window) == [], f"{page} at {text_size}"
        window.booth.visit.set_text_size(1.5)
        window.booth.visit.end()  # attract is shown while its words still shrink
        window.finger.breathe(0.1)
