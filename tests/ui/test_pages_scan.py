"""Scan, passport, unknown and film by real touches, and by films that are not films."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtQuick import QQuickItem

from kiosk.scan.model import Reading
from kiosk.settings import Settings
from kiosk.visit.page import Page
from tests.ui.conftest import LANDSCAPE, PORTRAIT, Window

CORNERS = ((800.0, 400.0), (1100.0, 400.0), (1100.0, 700.0), (800.0, 700.0))
MILK = "09521201000039"


def show(window: Window, text: str) -> None:
    """As if the camera had just read this."""
    now = time.monotonic_ns()
    window.booth.visit.begin("en")
    window.booth._read(Reading(text, CORNERS, (1920, 1080), 1, now, now))
    window.finger.breathe(0.6)  # the seal has landed


def words(window: Window) -> str:
    return "\n".join(str(item.property("text")) for item in window.finger.items() if item.property("text"))


def said(window: Window, has: str) -> str:
    return next(s.text for s in window.prepared.samples if has in s.text)


def seal(window: Window) -> str:
    """The picture of the stamp on the passport: seals/<verdict>.svg."""
    stamps = [str(i.property("source").toString()) for i in window.finger.items() if i.inherits("QQuickImage")]
    return next(Path(s).stem for s in stamps if "/seals/" in s and "guilloche" not in s)


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_a_genuine_bottle_shows_its_whole_journey(
    open_window: Callable[..., Window], settings: Settings, size: tuple[int, int]
) -> None:
    window = open_window(settings, size)
    show(window, said(window, MILK))
    for name in ("passport", "film", "journey", "inspections", "again"):
        window.finger.find(name)  # the journey is made after the page's first frame
    assert not window.finger.shows("order")  # no dish sells milk
    assert seal(window) == "genuine"
    text = words(window)
    for entry in ("Veldmelk", "GT 8812", "AMS", "HGH", "21:10", "291020261000049172", "VM26-09A", "VM0914"):
        assert entry in text, entry
    for entry in ("Aflatoxin M1", "PFS-26-3821", "Global Town inspection group", "10 Jan 2028"):
        assert entry in text, entry


def test_the_seal_opens_what_was_checked_and_a_touch_closes_it(window: Window) -> None:
    show(window, said(window, MILK))
    window.finger.tap("seal")
    window.finger.find("findings")
    window.finger.breathe(0.3)
    assert "Customs entry came after the goods had set out." in words(window)
    window.finger.tap("closeFindings")
    window.finger.until("the findings to be closed", lambda: not window.finger.shows("findings"))
    assert window.booth.visit.page is Page.PASSPORT


@pytest.mark.parametrize(
    ("item", "verdict", "sentence"),
    [
        ("HL0209", "withdrawn", "This lot has been recalled. Please do not use it."),
        ("BG1004", "expired", "Past its date: best before 13 July 2026."),
    ],
)
def test_a_bad_lot_says_why_beside_its_seal(window: Window, item: str, verdict: str, sentence: str) -> None:
    show(window, said(window, item))
    assert seal(window) == verdict
    assert sentence in words(window)


def test_a_changed_label_is_not_genuine(window: Window) -> None:
    show(window, said(window, "VM0914").replace("VM0914", "VM0915"))
    assert seal(window) == "forged"


def test_a_shelf_code_shows_the_product_and_claims_nothing_more(window: Window) -> None:
    show(window, MILK[1:])
    assert seal(window) == "unknown"
    assert window.finger.shows("passport")
    assert not window.finger.shows("journey")
    assert "Whole milk" in words(window)


def test_the_next_scan_replaces_the_passport_in_place(window: Window) -> None:
    show(window, said(window, MILK))
    show(window, said(window, "HL0209"))
    assert seal(window) == "withdrawn"
    assert "GT 8812" not in words(window)


def test_a_mask_leads_to_its_dish(window: Window) -> None:
    show(window, window.sample("mask-yuzu"))
    window.finger.tap("order")
    window.page_is("dish")
    assert window.booth.visit.params["dish"] == "mask-yuzu"


def test_an_unknown_code_is_shown_as_text_and_leads_back_to_the_camera(window: Window) -> None:
    show(window, "https://elsewhere.example/<b>hello</b>")
    assert window.booth.visit.page is Page.UNKNOWN
    assert "https://elsewhere.example/<b>hello</b>" in words(window)
    window.finger.tap("again")
    window.page_is("scan")


def player(window: Window) -> QQuickItem:
    return window.finger.find("filmPlayer")


def test_the_film_plays_and_ends_with_its_page(window: Window) -> None:
    show(window, said(window, MILK))
    window.finger.tap("film")
    window.page_is("film")
    window.finger.until("the film to move", lambda: int(player(window).property("position")) > 200)
    assert not player(window).property("broken")
    window.finger.tap("back")
    window.page_is("passport")
    assert not window.finger.shows("filmPlayer")


@pytest.mark.parametrize("what", ["garbage", "missing"])
def test_a_broken_film_leaves_its_poster_and_tells_staff(window: Window, what: str) -> None:
    booth = window.booth
    show(window, said(window, MILK))
    booth.visit.go(Page.FILM)
    window.page_is("film")
    broken = booth.settings.state_folder / "broken.webm"
    if what == "garbage":
        broken.write_bytes(b"this is no film" * 1000)
    film = player(window)
    film.setProperty("source", broken.as_uri())
    window.finger.until("the film to be given up", lambda: bool(player(window).property("broken")), 20)
    assert booth.troubles["film"].staff.startswith("film: ")
    assert "The film is not here today" in words(window)
