"""The passport page with every verdict, with next to nothing on record, and with far too much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import zxingcpp
from PySide6.QtCore import QMetaObject
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem

from kiosk.settings import Settings
from kiosk.town.model import Product
from kiosk.trace.model import Inclusion, Passport, Unidentified, Verdict
from kiosk.ui.codes import code_image
from tests.ui.conftest import LANDSCAPE, PORTRAIT, Window
from tests.ui.everywhere import at_rest, number, shown, spilt, words
from tests.ui.passports import RECORDS, checkpoint, evidence, made, text
from tests.ui.test_pages_town import target_faults

Open = Callable[..., Window]
BOTH = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
MILK = "09521201000039"


def milk(window: Window) -> Product:
    product = window.booth._from_pack(lambda pack: pack.product(MILK), None)
    assert product is not None
    return product


def shows(
    window: Window, name: str, language: str = "en", change: Callable[[Passport], Passport] | None = None
) -> None:
    """A made passport, as if it had just been scanned."""
    booth = window.booth
    passport = made(milk(window), name)
    passport = change(passport) if change else passport
    booth.visit.begin()
    booth.visit.set_language("zh" if language == "zh" else "en")
    booth.passport, booth.unidentified = passport, None
    booth.announce("scanned", passport)
    booth.visit.show_passport(passport.text)
    if passport.lot is not None:
        window.finger.until("what loads after the page", lambda: window.finger.shows("inspections"))
    window.finger.breathe(0.05)


def touch(window: Window, name: str) -> None:
    QMetaObject.invokeMethod(window.finger.find(name), "chosen")


def said(window: Window) -> str:
    return "\n".join(words(window))


def faults(window: Window) -> list[str]:
    return spilt(window) + target_faults(window)


# --- every record on every screen -----------------------------------------------------------------------------


def settled(window: Window) -> None:
    """Until nothing that is long becomes longer."""
    before: list[float] = []

    def still() -> bool:
        now = [number(item, "contentHeight") for item in shown(window) if item.inherits("QQuickFlickable")]
        same, before[:] = before == now, now
        window.finger.breathe(0.05)
        return same

    window.finger.until("the page to stand still", still)


def sources(window: Window) -> set[str]:
    return {str(i.property("source").toString()) for i in shown(window) if i.inherits("QQuickImage")}


@pytest.mark.parametrize(
    ("size", "text_size", "names"),
    [
        (PORTRAIT, 1.0, [*Verdict, *RECORDS]),
        (LANDSCAPE, 1.5, [*RECORDS, *Verdict]),
        (LANDSCAPE, 1.0, [*RECORDS, "long"]),
        (PORTRAIT, 2.0, ["unknown", "long"]),  # larger than visitors can ask for today
    ],
    ids=["portrait", "landscape-large", "landscape", "portrait-larger"],
)
def test_every_verdict_and_every_record_has_room_and_a_seal_of_its_own(
    open_window: Open,
    settings: Settings,
    size: tuple[int, int],
    text_size: float,
    names: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kiosk.visit.visit.TEXT_SIZES", (1.0, 1.5, 2.0))
    window = open_window(at_rest(settings), size)
    seals, found = set(), []
    for turn, name in enumerate(names):
        language = "zh" if turn % 2 else "en"
        shows(window, name, language)
        window.booth.visit.set_text_size(text_size)
        if name == "long":
            touch(window, "allLegs")
            touch(window, "allInspections")
            window.finger.until("the whole record", lambda: said(window).count("GT 8812") == 10)
        settled(window)
        passport, entries = window.app.face.passport.passport, words(window)
        assert passport["verdictTitle"] in entries
        for finding in [f for f in passport["findings"] if f["state"] != "passed"][:3]:
            assert finding["text"] in entries, "why, beside the seal"
        seals |= {s for s in sources(window) if "/seals/" in s and "guilloche" not in s}
        found += [f"{name} {language}: {fault}" for fault in faults(window)]
        if name in ("long", "product-only", "unknown"):
            touch(window, "seal")
            window.finger.until("the findings", lambda: window.finger.shows("publicLog"))
            settled(window)
            found += [f"{name} {language}, opened: {fault}" for fault in spilt(window)]
            touch(window, "closeFindings")
    verdicts = {made(milk(window), name).verdict for name in names}
    assert len(seals) == len(verdicts), "each verdict's own"
    assert found == [], "\n".join(found[:40])


# --- the short ones -------------------------------------------------------------------------------------------


def test_what_is_not_on_record_is_said_and_not_left_blank(open_window: Open, settings: Settings) -> None:
    window = open_window(at_rest(settings))
    shows(window, "domestic")
    assert "The record does not say that a laboratory has tested this lot." in said(window)
    assert not window.finger.shows("temperatures")
    assert "by air" not in words(window)
    shows(window, "one-leg")
    assert "The record names no way from one place to another." in said(window)
    assert window.finger.shows("routeMap")
    shows(window, "product-only")
    assert not window.finger.shows("journey")
    assert not window.finger.shows("sample")


def test_a_display_sample_says_so(open_window: Open, settings: Settings) -> None:
    window = open_window(at_rest(settings))
    shows(window, "genuine")
    assert window.finger.shows("sample")
    shows(window, "genuine", change=lambda passport: replace(passport, sample=False))
    assert "Display sample, not for sale" not in words(window)


# --- the journey ----------------------------------------------------------------------------------------------


def test_the_journey_tells_both_times_customs_and_temperatures(open_window: Open, settings: Settings) -> None:
    window = open_window(at_rest(settings))
    shows(window, "inconsistent")
    entries = words(window)
    for entry in ("AMS", "HGH", "GT 8812", "21:30", "19:30 UTC", "14:45", "06:45 UTC"):
        assert entry in entries, entry
    for entry in ("Declared", "Cleared", "Declaration 291020261000049172", "13 Sep 23:30 UTC"):
        assert entry in entries, entry
    assert "Made from: milk of the Hofstra farm" in entries
    assert "11.6 °C in the air: 5.6 degrees warmer than these goods allow." in entries
    assert "The record does not say how warm it was: on the road." in entries
    shows(window, "genuine")
    assert "All the way within what is allowed." in words(window)


def test_an_inspection_tells_how_far_it_reaches(open_window: Open, settings: Settings) -> None:
    window = open_window(at_rest(settings))
    shows(window, "genuine")
    entries = words(window)
    assert "West Lake Import Inspection, accredited for this by CNAS (L0482)" in entries
    assert "WLI-26-3821 of 12 Sep 2026, valid until 10 Jan 2028" in entries
    assert "Lot VM26-09A" in entries
    shows(window, "genuine", change=lambda p: replace(p, lot=p.lot and p.lot.model_copy(update={"lot": "OTHER"})))
    assert "Lot VM26-09A, and not this one" in words(window)


def test_a_long_journey_unfolds_in_order(open_window: Open, settings: Settings) -> None:
    window = open_window(at_rest(settings))
    shows(window, "long")
    assert "Show the 32 steps between" in words(window)
    touch(window, "allLegs")
    window.finger.until("the whole journey", lambda: said(window).count("GT 8812") == 10)
    window.finger.breathe(0.1)
    flights = [item for item in shown(window) if item.inherits("QQuickText") and item.property("text") == "GT 8812"]
    heights = [item.mapToScene(item.boundingRect().topLeft()).y() for item in flights]
    assert heights == sorted(heights)
    assert not window.finger.shows("allLegs")
    shows(window, "genuine")
    shows(window, "long")
    assert window.finger.shows("allLegs"), "the next visitor finds it folded"


# --- the map --------------------------------------------------------------------------------------------------


def plane(window: Window) -> QQuickItem:
    return next(i for i in shown(window) if i.property("flownShare") is not None)


def test_the_aeroplane_flies_once_and_only_while_it_is_seen(open_window: Open, settings: Settings) -> None:
    window = open_window(settings, LANDSCAPE)
    shows(window, "genuine", change=lambda p: replace(p, product=p.product.model_copy(update={"story": text(".")})))
    assert number(plane(window), "flownShare") == 1, "not while nobody sees it"
    entries = window.finger.find("entries")
    entries.setProperty("contentY", 500.0)
    window.finger.until("it to fly", lambda: 0 < number(plane(window), "flownShare") < 1)
    entries.setProperty("contentY", 0.0)
    window.finger.until("it to have landed", lambda: number(plane(window), "flownShare") == 1, 1.0)
    entries.setProperty("contentY", 500.0)
    window.finger.breathe(0.2)
    assert number(plane(window), "flownShare") == 1, "once"


def test_with_reduced_motion_it_stands_where_it_landed(open_window: Open, settings: Settings) -> None:
    window = open_window(at_rest(settings), LANDSCAPE)
    shows(window, "genuine")
    window.finger.find("entries").setProperty("contentY", 500.0)
    for _ in range(5):
        window.finger.breathe(0.03)
        assert number(plane(window), "flownShare") == 1


# --- the seal, opened -----------------------------------------------------------------------------------------


def opened(window: Window, name: str, change: Callable[[Passport], Passport] | None = None) -> str:
    shows(window, name, change=change)
    touch(window, "seal")
    window.finger.until("the log", lambda: window.finger.shows("publicLog"))
    return said(window)


def test_the_opened_seal_keeps_failed_missing_and_passed_apart(open_window: Open, settings: Settings) -> None:
    window = open_window(at_rest(settings))
    entries = opened(window, "unknown")
    headings = ["What does not fit", "What the record does not say", "What is in order"]
    assert [entries.index(heading) for heading in headings] == sorted(entries.index(h) for h in headings)
    sheet = entries[entries.index("What was checked") :]
    assert (
        sheet.index("This code carries no signature.")
        < sheet.index(headings[1])
        < sheet.index("The record does not show its customs entry.")
        < sheet.index(headings[2])
    )
    touch(window, "closeFindings")
    assert "What does not fit" not in opened(window, "genuine")


def test_the_log_is_told_as_it_is(open_window: Open, settings: Settings) -> None:
    window = open_window(at_rest(settings))
    for state, witnesses, expected in (
        (Inclusion.INCLUDED, 1, "This record is entry 12 of 24 in the log globaltown.example/log."),
        (Inclusion.INCLUDED, 0, "Nobody else has signed for the state of the log yet."),
        (Inclusion.MISSING, 0, "This booth holds no proof that this record is in the log."),
        (Inclusion.ALTERED, 0, "This record is not the one that was entered in the log."),
        (None, 0, "This record is not entered in a log."),
    ):
        log = evidence(state, witnesses) if state else None
        entries = opened(window, "genuine", lambda passport, log=log: replace(passport, evidence=log))
        assert expected in entries
        assert window.finger.shows("checkpoint") is (state is Inclusion.INCLUDED)


def test_the_checkpoint_is_read_back_as_large_as_it_is_shown(open_window: Open, settings: Settings) -> None:
    window = open_window(at_rest(settings), LANDSCAPE)
    for witnesses in (0, 1, 3, 9):
        log = evidence(witnesses=witnesses)
        entries = opened(window, "genuine", lambda passport, log=log: replace(passport, evidence=log))
        code = str(window.app.face.passport.passport["evidence"]["code"])
        image = window.finger.find("checkpoint")
        room = image.property("sourceSize").width()
        picture = code_image(code, room).convertToFormat(QImage.Format.Format_Grayscale8)
        drawn = "the code to be drawn, whole pixels a module"
        window.finger.until(drawn, lambda image=image, picture=picture: image.width() == picture.width())
        (read,) = zxingcpp.read_barcodes(as_array(picture))
        assert read.text == code
        whole = checkpoint(witnesses)
        if witnesses < 9:
            assert code == whole
        else:
            assert whole.startswith(code.rstrip("\n"))
            assert code.count("\n\N{EM DASH} ") == 1, "the log's own signature, and no other"
            assert "The witnesses' would not fit." in entries


def as_array(picture: QImage):  # type: ignore[no-untyped-def]
    import numpy as np

    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    return np.pad(rows[:, : picture.width()].copy(), 20, constant_values=255)


def test_a_touch_on_the_sheet_keeps_it_open(open_window: Open, settings: Settings) -> None:
    window = open_window(at_rest(settings))
    opened(window, "genuine")
    sheet = window.finger.find("findingsList")
    window.finger.tap_at(sheet.mapToScene(sheet.boundingRect().center()).toPoint())
    window.finger.breathe(0.1)
    assert window.finger.shows("findings")


# --- a code without a passport --------------------------------------------------------------------------------


@BOTH
def test_a_code_without_a_passport_is_met_kindly(
    open_window: Open, settings: Settings, size: tuple[int, int]
) -> None:
    window = open_window(at_rest(settings), size)
    booth = window.booth
    for reason, title in {
        "not-a-product-code": "Not one of our stickers",
        "malformed": "We could not quite read this one",
        "not-of-this-town": "We have not met this one",
    }.items():
        booth.visit.begin("en")
        booth.passport, booth.unidentified = None, Unidentified("X", reason, text("It may be another town's."), "")
        booth.announce("scanned", booth.unidentified)
        booth.visit.show_unknown(reason)
        window.page_is("unknown")
        assert title in words(window)
        assert faults(window) == []
