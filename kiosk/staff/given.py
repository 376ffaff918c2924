"""What staff give a town from outside its folder: lists of serials, withdrawals, and imported events.

A list of serials is compiled when it is given, and its register is not needed again: state/serials.json names the
compiled file. Withdrawals are copied to state/withdrawn/ by the name of their file, so that the stick they came
on may go; a file of the same name given again replaces what it said before. CSVs in the town's own withdrawn/
folder count just the same.

beside() is asked at every start, so nothing is imported here that it does not need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.town.serials import Listed, Progress
    from kiosk.town.withdrawn import Withdrawn


def events_file(settings: Settings) -> Path:
    return settings.state_folder / "trace" / "events.sqlite"


def beside(settings: Settings) -> list[Path]:
    """Every file beside the town's own that a pack is built from; some may not be there."""
    events = events_file(settings)
    return [_record(settings), events, events.with_name(f"{events.name}-wal"), *_withdrawn_files(settings)]


def take_serials(settings: Settings, files: Sequence[Path], progress: Callable[[Progress], None]) -> Listed | None:
    """Makes these registers and CSVs, all together, the town's list of serials; no file at all takes the list away.

    Raises PackError, naming every row that cannot be listed; then the former list stays.
    """
    import json

    from kiosk.town import durable
    from kiosk.town.packed import PackError
    from kiosk.town.serials import SerialsError, build_list, open_source

    if not files:
        _record(settings).unlink(missing_ok=True)
        return None
    try:
        listed = build_list([open_source(file) for file in files], _folder(settings), progress)
        durable.write_text(_record(settings), json.dumps({"file": listed.file, "serials": listed.serials}))
    except SerialsError as error:
        raise PackError(str(error)) from error
    except OSError as error:
        raise PackError(f"the list cannot be kept ({error.strerror or error})") from error
    return listed


def serials(settings: Settings) -> str | None:
    """The file of the town's list of serials, beside the pack; None where it has none. Raises PackError."""
    import json

    from kiosk.town.packed import PackError

    try:
        name = str(json.loads(_record(settings).read_text(encoding="utf-8"))["file"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PackError(f"{_record(settings)} cannot be read; give the serials again: --serials FILE") from error
    if not (_folder(settings) / name).is_file():
        raise PackError(
            f"the list of serials {name} is missing; give the serials again: kiosk build --serials FILE"
        )
    return name


def take_withdrawn(settings: Settings, files: Sequence[Path]) -> int:
    """Keeps these withdrawals, all or none of the files, and returns how many rows they have. Raises PackError."""
    from kiosk.town import durable
    from kiosk.town.packed import PackError
    from kiosk.town.withdrawn import WithdrawnError, read_withdrawn

    if len({file.stem for file in files}) < len(files):
        raise PackError("two of the files have one name; a file replaces what the one of its name said before")
    try:
        rows = sum(1 for file in files for _ in read_withdrawn(file))
        _kept(settings).mkdir(parents=True, exist_ok=True)
        for file in files:
            durable.copy(file, _kept(settings) / f"{file.stem}.csv")
    except WithdrawnError as error:
        raise PackError(str(error)) from error
    except OSError as error:
        raise PackError(f"the withdrawals cannot be kept ({error.strerror or error})") from error
    return rows


def withdrawn(settings: Settings) -> Iterator[Withdrawn]:
    """Raises WithdrawnError."""
    from kiosk.town.withdrawn import read_withdrawn

    for file in _withdrawn_files(settings):
        yield from read_withdrawn(file)


def _withdrawn_files(settings: Settings) -> list[Path]:
    folders = (settings.town_folder / "withdrawn", _kept(settings))
    return [file for folder in folders for file in sorted(folder.glob("*.csv"))]


def _kept(settings: Settings) -> Path:
    return settings.state_folder / "withdrawn"


def _record(settings: Settings) -> Path:
    return settings.state_folder / "serials.json"


def _folder(settings: Settings) -> Path:
    from kiosk.town.serial_list import FOLDER

    return settings.state_folder / "pack" / FOLDER
