"""See a page: the real window on a virtual screen, one PNG per orientation and language in /tmp/look.

python tests/tools/look.py menu menu=noodle-shop
python tests/tools/look.py dish menu=noodle-shop dish=mask-yuzu --text 1.5 --only portrait --language en
python tests/tools/look.py passport scan=VELDMELK       the first sample whose brand or title has this in it
python tests/tools/look.py passport scan=text:HELLO     any text, as if a code had said it
python tests/tools/look.py passport record=forged       a verdict, or a record: tests/ui/passports.py
python tests/tools/look.py passport record=long down=2000
python tests/tools/look.py confirm basket=mask-yuzu:2,mask-rice:1
python tests/tools/look.py thanks way=now               an order, placed for this: see tests/tools/placed.py
python tests/tools/look.py thanks way=counter promise=stale
python tests/tools/look.py town --live                  on this display, loaded again whenever a file is saved
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page")
    parser.add_argument("params", nargs="*", metavar="key=value")
    parser.add_argument("--only", choices=tuple(SIZES))
    parser.add_argument("--language", choices=("en", "zh"))
    parser.add_argument("--text", type=float, default=1.0, help="text size: 1.0, 1.25 or 1.5")
    parser.add_argument("--after", type=float, default=1.5, help="seconds until the picture is taken")
    parser.add_argument("--out", type=Path, default=Path("/tmp/look"))
    parser.add_argument("--tap", help="touch what has this objectName, and wait again")
    parser.add_argument("--live", action="store_true")
    parser.add_argument("--here", nargs=2, metavar=("ORIENTATION", "LANGUAGE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if options.here or options.live:
        return show(options, *(options.here or ("portrait", options.language or "zh")))
    from kiosk.ui.screen import virtual_screen

    options.out.mkdir(parents=True, exist_ok=True)
    status = 0
    for orientation in [options.only] if options.only else SIZES:
        with virtual_screen(*SIZES[orientation]) as display:
            for language in [options.language] if options.language else ("en", "zh"):
                again = [sys.executable, __file__, *sys.argv[1:], "--here", orientation, language]
                env = os.environ | {"DISPLAY": display, "QSG_RENDER_LOOP": "basic"}
                status |= subprocess.run(again, env=env, check=False).returncode
    return status


def show(options: argparse.Namespace, orientation: str, language: str) -> int:
    params = dict(param.split("=", 1) for param in options.params)
    named = "-".join([options.page, *(params[key] for key in ("record", "way", "promise") if key in params)])
    os.environ.setdefault("KIOSK_BOOTH_STATE", str(options.out / "state"))
    from PySide6.QtCore import QFileSystemWatcher
    from PySide6.QtGui import QGuiApplication

    from kiosk.cli import make_booth
    from kiosk.settings import load
    from kiosk.ui.app import QML, App, prepare_environment

    settings, server = load(), None
    if options.page == "thanks":
        from tests.tools.placed import shop

        settings, server = shop(settings, params.get("way", "now"))
    prepare_environment(hardware_video=False)
    application = QGuiApplication(["look"])
    booth = make_booth(settings)
    app = App(booth, SIZES[orientation])
    app.show(fullscreen=False)
    down = float(params.pop("down", 0))  # pixels that the page is scrolled
    try:
        walk(booth, application, options.page, params, language, options.text)
    except Exception:
        app.close()
        if server is not None:
            server.close()
        raise
    if options.live:
        watcher = QFileSystemWatcher([str(path) for path in QML.rglob("*.qml")] + [str(p) for p in QML.rglob("*")])

        def reload() -> None:
            app.engine.clearComponentCache()
            host = app.window.findChild(type(app.window.contentItem()), "pageHost")
            if host is not None:
                host.metaObject().invokeMethod(host, "show")

        watcher.fileChanged.connect(reload)
        watcher.directoryChanged.connect(reload)
        application.exec()
    else:
        wait(application, options.after)
        name = (
            f"{named}-{orientation}-{language}"
            + (f"-{options.text}" if options.text != 1 else "")
            + (f"-{options.tap}" if options.tap else "")
            + (f"-{down:.0f}" if down else "")
            + ".png"
        )
        if options.tap:
            press = named_item(app.window.contentItem(), options.tap)
            press.metaObject().invokeMethod(press, "chosen")
            wait(application, options.after)
        for flick in flickables(app.window.contentItem()) if down else ():
            flick.setProperty("contentY", min(down, max(0, flick.property("contentHeight") - flick.height())))
        if down:
            wait(application, options.after)
        app.window.grabWindow().save(str(options.out / name))
        print(options.out / name)
    app.close()
    if server is not None:
        server.close()
    return 0


def flickables(item):
    found = [item] if item.inherits("QQuickFlickable") and item.isVisible() else []
    for child in item.childItems():
        found += flickables(child)
    return found


def named_item(item, name):
    if item.objectName() == name and item.isVisible():
        return item
    return next((found for child in item.childItems() if (found := named_item(child, name))), None)


def walk(booth, application, page, params, language, text) -> None:
    """To the page as a visitor would have come there."""
    from kiosk.scan.model import Reading
    from kiosk.staff.content import prepare

    wait(application, 0.2)
    scan, basket = params.pop("scan", None), params.pop("basket", None)
    if page == "attract":
        return
    booth.visit.begin(language)
    booth.visit.set_text_size(text)
    for entry in (basket or "").split(",") if basket else ():
        dish, _, count = entry.partition(":")
        booth.add_dish(booth.here.first_menu_id(), dish, int(count or 1))
    if record := params.pop("record", None):
        from tests.ui.passports import made

        milk = next(s.gtin for s in prepare(booth.settings).samples if "VELDMELK" in s.brand.upper())
        product = booth._from_pack(lambda pack: pack.product(milk), None)
        booth.passport = made(product, record)
        booth.announce("scanned", booth.passport)
        booth.visit.show_passport(booth.passport.text)
    elif scan or page in ("passport", "unknown", "film"):
        samples = prepare(booth.settings).samples
        wanted = (scan or "").upper()
        said = scan[5:] if (scan or "").startswith("text:") else None
        said = said or next(s.text for s in samples if wanted in f"{s.brand} {s.title} {s.gtin} {s.text}".upper())
        corners = ((800.0, 400.0), (1100.0, 400.0), (1100.0, 700.0), (800.0, 700.0))
        now = time.monotonic_ns()
        booth._read(
            Reading("not a code" if page == "unknown" and not scan else said, corners, (1920, 1080), 1, now, now)
        )
        if page == "film":
            booth.visit.go("film")
    elif page == "thanks":
        from tests.tools.placed import order

        order(booth, lambda: wait(application, 0.05), params.pop("way", "now"), params.pop("promise", ""))
    elif page == "scan":
        booth._read = lambda reading: booth.announce("reading", reading)  # stay, to be looked at
        booth.visit.go("scan")
    elif page == "closed":
        from kiosk.town.pack import PackError

        booth._pack_broke(
            PackError("town.pack is not a pack: its first page is damaged. Build it again: kiosk build")
        )
        booth.announce("pack_changed", None)
    elif page != "town":
        booth.visit.go(page, **params)


def wait(application, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        application.processEvents()
        time.sleep(0.005)


if __name__ == "__main__":
    sys.exit(main())
