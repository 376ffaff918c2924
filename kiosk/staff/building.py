"""`kiosk build`: the pack, with what staff give it of serials and withdrawals; and the two other ways to one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from kiosk.settings import Settings
    from kiosk.town.serials import Progress


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0 well; 1 refused, with the reason on standard error, and the pack before in its place."""
    from kiosk.staff.content import pack_path
    from kiosk.town.fault import TownFaults
    from kiosk.town.pack import PackError, open_pack

    path = pack_path(settings)
    try:
        status = _undo(settings) if options.undo else _adopt(settings, options) if options.adopt else None
        if status is None:
            status = _build(settings, options)
        if status == 0:
            with open_pack(path) as pack:
                print(f"{path}: {pack.info().name.en}, {sum(1 for _ in pack.pavilions())} pavilions")
        return status
    except TownFaults as error:
        print("\n".join(str(fault) for fault in error.faults), file=sys.stderr)
        print("The town cannot be built until these are put right.", file=sys.stderr)
    except PackError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped. The booth shows what it showed before.", file=sys.stderr)
    return 1


def _undo(settings: Settings) -> int:
    from kiosk.staff.adopt import admit_back
    from kiosk.staff.content import pack_path
    from kiosk.town.pack import undo

    undo(pack_path(settings).parent, lambda path: admit_back(settings, path))
    return 0


def _adopt(settings: Settings, options: argparse.Namespace) -> int:
    from kiosk.staff.adopt import adopt_from
    from kiosk.staff.content import pack_path

    if not adopt_from(settings, options.adopt, pack_path(settings).parent):
        print("This is the pack that the booth shows already.")
    return 0


def _build(settings: Settings, options: argparse.Namespace) -> int:
    from kiosk.staff.content import prepare
    from kiosk.staff.given import take_serials, take_withdrawn

    if options.withdrawn:
        print(f"{take_withdrawn(settings, options.withdrawn)} withdrawals taken")
    if options.serials is not None:
        listed = take_serials(settings, options.serials, _Line().show)
        if listed is None:
            print("No serials are listed from now on.")
        else:
            each = listed.size / max(1, listed.serials)
            again = f", {listed.repeated} of them written twice" if listed.repeated else ""
            print(f"{listed.serials:,} serials of {listed.lots:,} lots listed{again}; {each:.1f} bytes each")
    prepared = prepare(settings)
    if prepared.faults:
        print("\n".join(prepared.faults), file=sys.stderr)
        return 1
    return 0


class _Line:
    """Progress, a line for each million serials and stage."""

    def __init__(self) -> None:
        self._said = ("", -1)

    def show(self, now: Progress) -> None:
        said = (now.stage, now.done // 1_000_000)
        if said != self._said and now.done >= 1_000_000:
            of = f" of {now.of:,}" if now.of else ""
            print(f"{now.stage} serials: {now.done:,}{of}, {now.peak_mb:.0f} MB of memory", flush=True)
        self._said = said
