"""Reading a town's folder: which files there are, and what TOML they hold. What it means is check.py's.

town.toml               the town's name, money and time zone
places.toml             places by name, so that a journey can say place = "hangzhou-airport"
laboratories.toml       laboratories by name, each with what it is accredited for
brands.toml             brands by name, each with its penalty points
schedule.toml           the charter flights, and what a delivery is promised by
pavilions/<region>.toml one of the four pavilions: its hosts and rooms
products/<slug>.toml    one product: its story, lots, journeys, inspections
menus/<id>.toml         one menu and its dishes
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.town.fault import Fault

if TYPE_CHECKING:
    from kiosk.town.positions import Where


class Kind(StrEnum):
    TOWN = "town"
    PLACES = "places"
    LABORATORIES = "laboratories"
    BRANDS = "brands"
    SCHEDULE = "schedule"
    PAVILION = "pavilion"
    PRODUCT = "product"
    MENU = "menu"


DEEPEST = 20
FILES = {f"{kind}.toml": kind for kind in (Kind.TOWN, Kind.PLACES, Kind.LABORATORIES, Kind.BRANDS, Kind.SCHEDULE)}
FOLDERS = {"pavilions": Kind.PAVILION, "products": Kind.PRODUCT, "menus": Kind.MENU}
_AT = re.compile(r"^(?P<why>.*?) \(at (?:line (?P<line>\d+), column \d+|end of document)\)$", re.DOTALL)
_FULL_WIDTH = "“”‘’＝，：｛｝［］"


@dataclass(frozen=True)
class Source:
    """One file as written. `data` is empty and `readable` False where it could not be read."""

    file: str
    kind: Kind
    text: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    readable: bool = True

    @property
    def stem(self) -> str:
        return Path(self.file).stem

    @cached_property
    def _lines(self) -> dict[Where, int]:
        from kiosk.town.positions import find_lines  # only a town with faults pays for the parser

        return find_lines(self.text)

    def line(self, where: Where) -> int:
        """The line of the value at `where`, or of the nearest thing around it that is written down."""
        while where not in self._lines:
            where = where[:-1]
        return self._lines[where]


def read_folder(folder: Path) -> tuple[list[Source], list[Fault]]:
    """Every file of the town, sorted by name, and what keeps some of them from being read. Never raises."""
    sources: list[Source] = []
    faults: list[Fault] = []
    if not folder.is_dir():
        return [], [Fault("town.toml", 1, f"there is no folder {folder}", "give the folder that holds town.toml")]
    if not (folder / "town.toml").is_file():
        faults.append(
            Fault(
                "town.toml", 1, "the file is missing", "write town.toml with id, name, welcome, currency, time_zone"
            )
        )
    for path in sorted(folder.rglob("*.toml")):
        file = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in Path(file).parts) or not path.is_file():
            continue
        kind = _kind(file)
        if kind is None:
            what = "the booth does not read this file here"
            faults.append(Fault(file, 1, what, "move it into pavilions/, products/ or menus/"))
            continue
        source = _read(path, file, kind)
        if isinstance(source, Fault):
            faults.append(source)
            source = Source(file, kind, readable=False)
        sources.append(source)
    return sources, faults


def _kind(file: str) -> Kind | None:
    parts = file.split("/")
    if len(parts) == 1:
        return FILES.get(file)
    return FOLDERS.get(parts[0]) if len(parts) == 2 else None


def _read(path: Path, file: str, kind: Kind) -> Source | Fault:
    try:
        raw = path.read_bytes()
    except OSError as error:
        return Fault(file, 1, f"the file cannot be opened ({error.strerror})", "check who may read it")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Fault(file, line, "the file is not written in UTF-8", "save it again with the encoding UTF-8")
    text = text.replace("\r\n", "\n")
    if not text.strip():
        return Fault(file, 1, "the file is empty", "write it, or delete it")
    try:
        data = tomllib.loads(text)
        if _depth(data) > DEEPEST:
            return Fault(file, 1, "the file nests brackets deeper than a town ever does", "take brackets out")
        return Source(file, kind, text, data)
    except tomllib.TOMLDecodeError as error:
        return _syntax(file, text, str(error))
    except (RecursionError, ValueError) as error:  # nested too deep, or a date such as 2026-02-30
        return Fault(file, 1, f"the file is not TOML ({error})", "look for a date or a bracket that cannot be")


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0)


def _syntax(file: str, text: str, message: str) -> Fault:
    found = _AT.match(message)
    why = found["why"] if found else message
    last = len(text.rstrip().splitlines())
    line = int(found["line"]) if found and found["line"] else last
    written = text.splitlines()[line - 1] if 0 < line <= len(text.splitlines()) else ""
    strange = [sign for sign in _FULL_WIDTH if sign in re.sub(r'"[^"]*"', "", written)]
    if "Illegal character" in why:
        why = "a text is not closed on this line"
    if strange:
        instead = f"replace {' '.join(strange)} by the plain signs of an English keyboard"
    elif "overwrite" in why or "twice" in why or "multiple times" in why:
        instead = "keep only one of the lines that say the same thing"
    elif "Unterminated" in why or "not closed" in why:
        instead = 'close the text with a quotation mark on the same line, such as name = "words"'
    elif "Expected '='" in why:
        instead = "write key = value on one line"
    elif "date" in why:
        instead = "write a day of the calendar, such as 2026-05-31"
    elif "inline table" in why or "array" in why.lower():
        instead = 'close every bracket, with a comma between values, such as { en = "words", zh = "文字" }'
    else:
        instead = 'write text in quotation marks, key = "words", and numbers without'
    return Fault(file, line, f"the file is not TOML: {why[:1].lower()}{why[1:]}", instead)
