"""The commands. Each imports what it needs when it is called, so that `kiosk --help` is quick."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.settings import DEFAULT_FILE, Settings, SettingsError, load

if TYPE_CHECKING:
    from kiosk.booth import Booth


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    logging.basicConfig(
        level=logging.INFO if options.verbose else logging.WARNING, format="%(levelname)s %(message)s"
    )
    try:
        settings = load(options.settings)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        status: int = options.command(settings, options)
    except BrokenPipeError:
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk", description="A booth of the Global Town.")
    parser.add_argument(
        "--settings", type=Path, default=DEFAULT_FILE, help="the booth's settings (config/kiosk.toml)"
    )
    parser.add_argument("--verbose", "-v", action="store_true", help="say what happens")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="start the booth; the tour where there is no display")
    run.add_argument("--windowed", action="store_true", help="in a window instead of the full screen")
    run.add_argument("--diagnostics", action="store_true", help="a line about the camera on the scan page")
    run.set_defaults(command=_run)

    tour = commands.add_parser("tour", help="a whole visit by real touches and frames on a virtual screen")
    tour.add_argument("--out", type=Path, default=Path("build/tour"), help="where pictures and timings go")
    tour.add_argument("--orientation", choices=("portrait", "landscape"), action="append", help="only this one")
    tour.add_argument("--visits", type=int, default=1, help="visits in each orientation, for steadier medians")
    tour.set_defaults(command=_tour)

    check = commands.add_parser("check", help="read a town and report each fault: file, line, what, what instead")
    check.add_argument("town", type=Path, nargs="?", help="the town's folder (as in the settings)")
    check.add_argument("--json", action="store_true", help="one JSON object a line")
    check.set_defaults(command=_check)

    build = commands.add_parser("build", help="make the pack that the booth opens")
    build.add_argument("--undo", action="store_true", help="go back to the pack before")
    build.add_argument("--adopt", type=Path, metavar="FOLDER", help="take a pack that was built elsewhere")
    build.add_argument(
        "--serials",
        type=Path,
        nargs="*",
        metavar="FILE",
        help="list these serials from now on (the stickers' register, or CSV: gtin,lot,serial); no file: none",
    )
    build.add_argument(
        "--withdrawn",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="withdraw these lots and items (CSV: gtin,lot,serial,reason,date)",
    )
    build.set_defaults(command=_build)

    from kiosk.staff.access import add_staff
    from kiosk.staff.menu.commands import add_menu
    from kiosk.staff.orders.commands import add_orders, add_sync
    from kiosk.staff.stickers.commands import add_stickers
    from kiosk.staff.trace.commands import add_trace

    add_menu(commands)
    add_stickers(commands)
    add_trace(commands)
    add_orders(commands)
    add_sync(commands)
    add_staff(commands)

    promise = commands.add_parser("promise", help="what delivery a visitor would be promised, hub by hub, and why")
    promise.add_argument("--at", metavar="TIME", help="ordered then, as 2026-11-23T12:00 by the town's clock (now)")
    promise.add_argument("--region", default="", help="delivered there (as in schedule.toml: home)")
    promise.add_argument("--hub", action="append", help="only from this hub")
    promise.add_argument("--backlog", type=float, metavar="HOURS", help="as if so much work lay there now")
    promise.add_argument("--language", choices=("en", "zh"), default="en")
    promise.add_argument("--json", action="store_true", help="one JSON object a line")
    promise.set_defaults(command=_promise)

    doctor = commands.add_parser("doctor", help="look at every part of the booth and say what is wrong")
    doctor.add_argument("--json", action="store_true", help="one JSON object a line")
    doctor.set_defaults(command=_doctor)

    read = commands.add_parser(
        "read", help="read the codes in pictures, or in a folder of frames, as the booth would"
    )
    read.add_argument("images", type=Path, nargs="*", metavar="IMAGE", help="pictures")
    read.add_argument("--sequence", type=Path, action="append", default=[], metavar="FOLDER", help="frames by name")
    read.add_argument("--fps", type=float, default=30.0, help="of the sequences' camera (30)")
    read.add_argument("--budget-ms", type=float, help="the time for one picture (as in the settings: 30)")
    read.add_argument("--json", action="store_true", help="one JSON object a line")
    read.set_defaults(command=_read)

    bench = commands.add_parser("bench", help="figures beside a named peer, in the same run")
    bench.set_defaults(command=_bench)
    return parser


def make_booth(settings: Settings) -> Booth:
    """A booth on these settings, its pack built if the town changed.

    Raises kiosk.town.check.TownFaults when the town cannot be built and there is no former pack.
    """
    from kiosk.booth import Booth
    from kiosk.staff.cameras import camera_of, play_along
    from kiosk.staff.content import prepare
    from kiosk.visit.page import Page

    prepared = prepare(settings)
    for fault in prepared.faults:
        logging.warning("the town has a fault, so the last good pack is shown: %s", fault)
    booth = Booth(settings, pack=prepared.pack, camera=lambda: camera_of(settings, prepared.samples))
    booth.on("visit_changed", lambda _: play_along(booth.camera, scanning=booth.visit.page is Page.SCAN))
    return booth


def _run(settings: Settings, options: argparse.Namespace) -> int:
    from kiosk.ui.screen import has_display

    if not has_display():
        print("No display here: the tour on a virtual screen instead.", flush=True)
        tour = argparse.Namespace(out=Path("build/tour"), orientation=None, visits=1)
        return _tour(settings, tour)
    from kiosk.town.fault import TownFaults
    from kiosk.town.packed import PackError

    if options.diagnostics:
        settings = replace(settings, screen=replace(settings.screen, diagnostics=True))
    try:
        booth = make_booth(settings)
    except TownFaults as error:
        return _say_faults(error)
    except PackError as error:
        print(error, file=sys.stderr)
        return 1
    from kiosk.ui.app import run

    return run(booth, windowed=options.windowed)


def _tour(settings: Settings, options: argparse.Namespace) -> int:
    from kiosk.ui.tour.command import run_tours

    return run_tours(settings, options.out, options.orientation or ["portrait", "landscape"], options.visits)


def _check(settings: Settings, options: argparse.Namespace) -> int:
    from kiosk.town.check import check

    faults = check(options.town or settings.town_folder, settings.assets_folder)
    for fault in faults:
        if options.json:
            shown = {"file": str(fault.file), "line": fault.line, "what": fault.what, "instead": fault.instead}
            print(json.dumps(shown, ensure_ascii=False))
        else:
            print(fault)
    if not options.json:
        print(f"{len(faults)} faults" if faults else "The town is in order.")
    return 1 if faults else 0


def _build(settings: Settings, options: argparse.Namespace) -> int:
    from kiosk.staff.building import run

    return run(settings, options)


def _promise(settings: Settings, options: argparse.Namespace) -> int:
    from kiosk.staff.promise import run

    return run(settings, options)


def _doctor(settings: Settings, options: argparse.Namespace) -> int:
    from kiosk.staff.doctor import examine

    findings = examine(settings)
    for finding in findings:
        if options.json:
            print(
                json.dumps({"part": finding.part, "well": finding.well, "says": finding.says}, ensure_ascii=False)
            )
        else:
            print(f"{'well ' if finding.well else 'WRONG'}  {finding.part:<12} {finding.says}")
    return 0 if all(finding.well for finding in findings) else 1


def _read(settings: Settings, options: argparse.Namespace) -> int:
    from kiosk.staff.read import read

    return read(settings, options.images, options.sequence, options.budget_ms, options.fps, as_json=options.json)


def _bench(settings: Settings, options: argparse.Namespace) -> int:
    from kiosk.ui.tour.bench import run_bench

    return run_bench(settings)


def _say_faults(error: object) -> int:
    for fault in getattr(error, "faults", ()):
        print(fault, file=sys.stderr)
    print("The town cannot be built until these are put right.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
