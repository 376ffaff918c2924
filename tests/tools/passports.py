"""The passport page in pictures: every verdict, the shortest and the longest records, in both languages.

python tests/tools/passports.py                 all of them, into build/passports, and the sheets of docs/pictures
python tests/tools/passports.py long forged     only these

A portrait page is drawn whole, as high as it is; a landscape one as it stands on the screen. The records are made
for the page alone (tests/ui/passports.py); no rule has judged them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OUT, DOCS = ROOT / "build" / "passports", ROOT / "docs" / "pictures"
SCREENS = {"portrait": (1080, 12000), "landscape": (1920, 1080)}
SHEETS = {
    "passport-verdicts": ("genuine", "unknown", "withdrawn", "inconsistent", "forged", "copied", "expired"),
    "passport-records": ("product-only", "one-leg", "domestic", "long"),
}
SEAL = ("genuine", "unknown", "inconsistent")  # also with their seal opened
WIDTH, GAP, HIGHEST, PHONE = 300, 18, 1420, 16 / 9


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", nargs="*")
    parser.add_argument("--here", help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if options.here:
        return draw(options.here, options.records)
    from kiosk.ui.screen import virtual_screen

    OUT.mkdir(parents=True, exist_ok=True)
    for orientation, size in SCREENS.items():
        with virtual_screen(*size) as display:
            again = [sys.executable, __file__, *options.records, "--here", orientation]
            env = os.environ | {"DISPLAY": display, "QSG_RENDER_LOOP": "basic", "QT_QPA_PLATFORM": "xcb"}
            subprocess.run(again, env=env, check=True)
    if not options.records:
        sheets()
    return 0


def draw(orientation: str, wanted: list[str]) -> int:
    os.environ.setdefault("KIOSK_BOOTH_STATE", str(OUT / "state"))
    from PySide6.QtGui import QGuiApplication

    from kiosk.settings import load
    from kiosk.staff.content import prepare
    from kiosk.ui.app import App, prepare_environment
    from tests.ui.everywhere import at_rest
    from tests.ui.passports import RECORDS

    prepare_environment(hardware_video=False)
    application = QGuiApplication(["passports"])
    settings = at_rest(load())
    from kiosk.cli import make_booth

    booth = make_booth(settings)
    milk = next(s.gtin for s in prepare(settings).samples if "VELDMELK" in s.brand.upper())
    app = App(booth, (1080, 1920) if orientation == "portrait" else SCREENS[orientation])
    app.show(fullscreen=False)
    page = Page(app, application)
    page.wait(0.5)
    try:
        for name in wanted or [*SHEETS["passport-verdicts"], *RECORDS]:
            for language in ("en", "zh"):
                page.open(booth, milk, name, language)
                page.picture(f"{name}-{orientation}-{language}", whole=orientation == "portrait")
                if name in SEAL:
                    page.press("seal")
                    page.picture(f"{name}-{orientation}-{language}-opened", whole=False)
                    page.press("closeFindings")
    finally:
        app.close()
    return 0


class Page:
    """The window, and a hand on it."""

    def __init__(self, app: Any, application: Any) -> None:
        self.app, self.application, self.window = app, application, app.window
        self.height = self.window.height()

    def wait(self, seconds: float) -> None:
        import time

        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.application.processEvents()
            time.sleep(0.005)

    def open(self, booth: Any, gtin: str, name: str, language: str) -> None:
        from tests.ui.passports import made

        booth.visit.begin(language)
        booth.visit.set_language(language)
        booth.passport = made(booth.pack.product(gtin), name)
        booth.announce("scanned", booth.passport)
        booth.visit.show_passport(booth.passport.text)
        self.wait(1.5)

    def press(self, name: str) -> None:
        item = self.item(name)
        item.metaObject().invokeMethod(item, "chosen")
        self.wait(1.0)

    def item(self, name: str, within: Any = None) -> Any:
        root = within or self.window.contentItem()
        if root.objectName() == name and root.isVisible():
            return root
        return next((found for child in root.childItems() if (found := self.item(name, child))), None)

    def picture(self, name: str, *, whole: bool) -> None:
        if whole:
            entries = self.item("entries")
            beside = self.window.height() - entries.height()
            self.window.setHeight(max(self.height, round(entries.property("contentHeight") + beside)))
            self.wait(1.5)
        self.window.grabWindow().save(str(OUT / f"{name}.png"))
        print(OUT / f"{name}.png", flush=True)
        if whole:
            self.window.setHeight(self.height)
            self.wait(0.3)


def sheets() -> None:
    """Side by side and small, English and Chinese in turn: first the verdicts, then whole pages."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter

    smooth = Qt.TransformationMode.SmoothTransformation
    plain = {
        "passport-verdicts": (SHEETS["passport-verdicts"], round(WIDTH * PHONE)),
        "passport-records": (SHEETS["passport-records"], HIGHEST),
        "passport-whole": (("genuine", "genuine", "inconsistent", "inconsistent"), 2600),
    }
    for sheet, (names, highest) in plain.items():
        pictures = []
        for number, name in enumerate(names):
            picture = QImage(str(OUT / f"{name}-portrait-{'zh' if number % 2 else 'en'}.png"))
            if picture.isNull():
                raise FileNotFoundError(f"{name}: not drawn")
            pictures.append(picture.scaledToWidth(WIDTH, smooth))
        height = min(highest, max(picture.height() for picture in pictures))
        ground = QImage((WIDTH + GAP) * len(pictures) - GAP, height, QImage.Format.Format_RGB32)
        ground.fill(Qt.GlobalColor.white)
        painter = QPainter(ground)
        for number, picture in enumerate(pictures):
            painter.drawImage(number * (WIDTH + GAP), 0, picture.copy(0, 0, WIDTH, min(height, picture.height())))
        painter.end()
        ground.save(str(DOCS / f"{sheet}.jpg"), quality=82)
        print(DOCS / f"{sheet}.jpg")


if __name__ == "__main__":
    sys.exit(main())
