"""Every part of a booth looked at once, and what is wrong with it in a line that staff can act on."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from kiosk.scan.camera.devices import Device, choose, devices
from kiosk.scan.model import CameraError
from kiosk.settings import FONTS, Settings
from kiosk.staff.access import Access, AccessError
from kiosk.staff.cameras import is_film, look_through, source_of
from kiosk.staff.content import pack_path
from kiosk.staff.orders.opening import damaged_journals, journal_path

ROOM_NEEDED_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    part: str
    well: bool
    says: str


def examine(settings: Settings) -> list[Finding]:
    """One finding per part, in the order in which a visit needs them. Changes nothing; needs no display."""
    return [
        _town(settings),
        *_pack(settings),
        _fonts(settings),
        *_cameras(settings),
        _journal(settings),
        *_set_aside(settings),
        _staff(settings),
        _disk(settings),
    ]


def _town(settings: Settings) -> Finding:
    from kiosk.town.check import check

    faults = check(settings.town_folder, settings.assets_folder)
    if faults:
        return Finding("town", False, f"{len(faults)} faults, the first: {faults[0]}")
    return Finding("town", True, f"{settings.town_folder} is in order")


def _pack(settings: Settings) -> list[Finding]:
    from kiosk.town.pack import PackError, open_pack

    try:
        with open_pack(pack_path(settings)) as pack:
            pavilions = len(pack.pavilions())
            names = {p.picture for p in pack.pavilions()} | {d.picture for m in pack.menus() for d in m.dishes}
            missing = sorted(name for name in names if pack.media(name) is None)
    except PackError as error:
        return [Finding("pack", False, str(error))]
    well = Finding("pack", True, f"{pavilions} pavilions")
    media = Finding("media", not missing, f"missing or damaged: {', '.join(missing)}" if missing else "all there")
    return [well, media]


def _fonts(settings: Settings) -> Finding:
    missing = [name for name in FONTS if not (settings.assets_folder / "fonts" / name).is_file()]
    return Finding("fonts", not missing, f"missing: {', '.join(missing)}" if missing else "all there")


def _cameras(settings: Settings) -> list[Finding]:
    """What is chosen and how it does, then every camera that this machine has."""
    there = devices()
    source = source_of(settings, there)
    if source == "simulated":
        says = "the simulated one" + (", because none was found" if settings.camera.source == "auto" else "")
        chosen, node = Finding("camera", True, says), None
    elif is_film(settings, source):
        path = settings.base / source
        chosen, node = (
            Finding("camera", path.exists(), str(path) + ("" if path.exists() else " is not there")),
            None,
        )
    else:
        chosen, node = _device(settings, source, there)
    return [
        chosen,
        *(
            Finding("a camera", True, f"{one.node}  {one}" + ("  <- chosen" if one.node == node else ""))
            for one in there
        ),
    ]


def _device(settings: Settings, source: str, there: list[Device]) -> tuple[Finding, str | None]:
    try:
        node = None if source.startswith("/") or source.isdigit() else choose(source, there).node
        look = look_through(settings, source)
    except CameraError as error:
        return Finding("camera", False, str(error)), None
    return Finding("camera", not look.problems, f"{source}: {look}"), node or look.node


def _journal(settings: Settings) -> Finding:
    import sqlite3
    from contextlib import closing

    from kiosk.order.journal import JournalError, rows, schema
    from kiosk.order.model import UNSENT, OrderState

    path = journal_path(settings)
    if not path.exists():
        return Finding("journal", True, "no orders yet")
    try:
        with closing(schema.open_for_reading(path)) as connection:
            counts = rows.counts(connection)
    except (JournalError, sqlite3.Error) as error:
        return Finding("journal", False, str(error))
    waiting, rejected = sum(counts[state] for state in UNSENT), counts[OrderState.REJECTED]
    says = f"{sum(counts.values())} orders, {waiting} not yet sent, {rejected} rejected"
    return Finding("journal", not rejected, says)


def _set_aside(settings: Settings) -> list[Finding]:
    """Damaged journals, for as long as they lie there: there may be orders in them that are nowhere else."""
    return [
        Finding("set aside", False, f"a damaged journal; keep it, and see: kiosk orders salvage {path}")
        for path in damaged_journals(settings)
    ]


def _staff(settings: Settings) -> Finding:
    access = Access(settings.state_folder)
    try:
        access.check()
    except AccessError as error:
        return Finding("staff", False, str(error))
    says = "a PIN is set" if access.is_set else "the staff screen stays shut: set a PIN with kiosk staff pin"
    return Finding("staff", True, says)


def _disk(settings: Settings) -> Finding:
    folder = settings.state_folder
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return Finding("disk", free > ROOM_NEEDED_BYTES, f"{free / 1e9:.1f} GB free for {settings.state_folder}")
