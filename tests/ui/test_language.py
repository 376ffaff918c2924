"""The other language, at any moment: every word at once, and nothing else moves."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint

from kiosk.settings import ROOT, Settings
from tests.ui.conftest import LANDSCAPE, PORTRAIT, Window
from tests.ui.everywhere import PAGES, at_rest, shown, spilt, walk_to, words

Open = Callable[..., Window]
# Words of the town's own content that must be there in each language; the rest of the page's words are translated.
CONTENT = {
    "town": ("Europe", "欧洲馆"),
    "pavilion": ("German kitchen", "德式厨房"),
    "room": ("Kupferherd", "铜灶"),
    "passport": ("Veldmelk", "旷野牧场"),
    "film": ("Friesland", "弗里斯兰"),
    "menu": ("Yuzu Shio, Extra Bright", "柚子盐汤面·加亮"),
    "dish": ("Yuzu peel and vitamin C", "柚子皮萃取 · 维C"),
    "basket": ("Yuzu Shio, Extra Bright", "柚子盐汤面·加亮"),
    "confirm": ("Yuzu Shio, Extra Bright", "柚子盐汤面·加亮"),
    "unknown": ("", ""),
}


def switch(window: Window, to: str) -> None:
    window.finger.tap("languageSwitch")
    window.finger.until(to, lambda: window.booth.visit.language == to)


def scrolled(window: Window) -> list[tuple[str, float]]:
    """Every view that has been scrolled, and how far."""
    return [
        (item.objectName(), round(float(item.property("contentY"))))
        for item in shown(window)
        if item.inherits("QQuickFlickable") and float(item.property("contentY")) > 1
    ]


def english_sentences() -> set[str]:
    """What the pages say in English where nothing was translated."""
    messages = ET.parse(ROOT / "assets" / "translations" / "kiosk_zh.ts").getroot().iter("message")
    return {m.findtext("source", "") for m in messages if m.findtext("translation", "") != m.findtext("source", "")}


def chinese(said: list[str]) -> int:
    return sum(any("\u4e00" <= letter <= "\u9fff" for letter in text) for text in said)


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_every_page_changes_its_words_at_once_and_nothing_else(
    open_window: Open, settings: Settings, size: tuple[int, int]
) -> None:
    window = open_window(at_rest(settings), size)
    visit = window.booth.visit
    for page in PAGES:
        if page == "attract":
            continue
        visit.begin("en")
        if visit.language != "en":
            visit.set_language("en")
        walk_to(window, page, settle_s=0.25)
        before, basket, params = words(window), visit.basket.lines, dict(visit.params)
        where = (visit.page, params, basket, visit.can_go_back, visit.last_order)
        switch(window, "zh")
        after = words(window)  # not a breath later
        assert after != before, f"{page} says the same"
        english, zh = CONTENT.get(page, ("", ""))
        if english:
            assert any(english in text for text in before), f"{page}: {before}"
            assert any(zh in text for text in after), f"{page}: {after}"
        assert chinese(after) > chinese(before), page
        assert not english_sentences().intersection(after), f"{page} still says this in English"
        assert (visit.page, dict(visit.params), visit.basket.lines, visit.can_go_back, visit.last_order) == where
        window.finger.breathe(0.1)
        assert spilt(window) == [], f"{page} in Chinese"
        switch(window, "en")
        window.finger.breathe(0.1)
        assert sorted(words(window)) == sorted(before), f"{page} does not find back to English"
        assert spilt(window) == [], f"{page} in English"


@pytest.mark.parametrize("page", ["pavilion", "passport", "menu"])
def test_what_was_scrolled_stays_scrolled(window: Window, page: str) -> None:
    window.booth.visit.begin("en")
    window.booth.visit.set_text_size(1.5)
    walk_to(window, page, settle_s=0.8)
    window.finger.swipe(QPoint(540, 1400), QPoint(0, -400))
    before = scrolled(window)
    assert before, f"{page} did not scroll"
    window.booth.visit.set_language("zh")
    window.finger.breathe(0.5)
    after = dict(scrolled(window))
    for name, far in before:
        assert after.get(name, 0) > far * 0.5, f"{page}: {before} -> {after}"
    assert window.booth.visit.text_size == 1.5


def test_on_attract_the_switch_begins_a_visit_in_the_other_language(window: Window) -> None:
    window.finger.tap("languageSwitch")
    window.page_is("town")
    assert window.booth.visit.language == "en"
    assert "Where shall we go?" in words(window)


def test_an_attract_screen_says_both_languages_whatever_was_chosen_last(window: Window) -> None:
    before = words(window)
    assert any("Hold a product's sticker" in text for text in before)
    assert chinese(before) >= 3
    window.booth.visit.begin("en")
    window.page_is("town")
    window.booth.visit.end()
    window.page_is("attract")
    assert words(window) == before


def test_a_hundred_switches_leave_everything_where_it_was(window: Window) -> None:
    window.booth.visit.begin("en")
    walk_to(window, "basket")
    before = words(window)
    for _ in range(100):
        window.app.face.visit.setLanguage("zh")
        window.app.face.visit.setLanguage("en")
    window.finger.breathe(0.2)
    assert words(window) == before
    assert window.booth.visit.basket.count == 3
