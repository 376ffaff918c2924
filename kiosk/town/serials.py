"""Making a list of serials from any number of them, in one pass over what was issued and in constant memory.

Rows are read in chunks, turned into keys by numpy and dealt out to 256 scratch files by the key's highest bits;
each of those is then sorted and appended to the list's trees in the order of their keys, which fills their pages.
A file that is still too large to be sorted is dealt out again by the next bits. So memory is a chunk and a
bucket, and what is known of each lot, whatever the number of serials.
"""

from __future__ import annotations

import csv
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kiosk.town import durable
from kiosk.town.serial_list import APPLICATION_ID, SCHEMA, SUFFIX, VERSION, SerialList

Row = tuple[str, str, str]  # GTIN of 14 digits, lot, serial
_REGISTER = (  # kiosk/staff/stickers/register.py, in the order of issue
    "SELECT sticker.gtin, issue.lot, sticker.serial FROM issue JOIN sticker ON sticker.issue = issue.id "
    "ORDER BY issue.id, sticker.position"
)
MOST_FAULTS = 20  # that are told; the rest is counted


class SerialsError(Exception):
    """The list cannot be made; the text is for staff, a line for each fault."""


@dataclass(frozen=True, slots=True)
class Progress:
    """stage: "reading" or "writing". done: serials, of: how many there are, known once all are read."""

    stage: str
    done: int
    of: int | None
    peak_mb: float  # of this process's memory


@dataclass(frozen=True, slots=True)
class Listed:
    """What build_list() wrote. file: its name below the folder, which is its SHA-256. size: bytes.

    repeated: rows that said the same again, and are in the list once.
    """

    file: str
    size: int
    serials: int
    lots: int
    repeated: int


class Source:
    """Rows from somewhere, each known by its place. `name` is for staff."""

    def __init__(self, name: str, rows: Callable[[], Iterable[Row]], what: str = "row") -> None:
        self.name = name
        self.rows = rows
        self._what = what

    def place(self, nth: int) -> str:
        """Where the nth row is written, counted from 0."""
        return f"{self.name}, {self._what} {nth + 1}"


def open_source(path: Path) -> Source:
    """What `kiosk stickers issue` writes (its register, SQLite), or a CSV with columns gtin, lot and serial."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        raise SerialsError(f"{path} cannot be opened ({error.strerror})") from error
    if start.startswith(b"SQLite format 3\0"):
        return Source(path.name, lambda: _register(path), "sticker")
    return CsvSource(path)


class CsvSource(Source):
    def __init__(self, path: Path) -> None:
        super().__init__(path.name, self._read)
        self._path = path

    def _read(self) -> Iterator[Row]:
        for _, row in self._lines():
            yield row

    def _lines(self) -> Iterator[tuple[int, Row]]:
        try:
            with self._path.open(encoding="utf-8-sig", newline="") as file:
                reader = csv.reader(file)
                heading = [name.strip().lower() for name in next(reader, [])]
                missing = [name for name in ("gtin", "lot", "serial") if name not in heading]
                if missing:
                    raise SerialsError(f"{self.name}:1: no column {', '.join(missing)}; write gtin,lot,serial")
                gtin, lot, serial = (heading.index(name) for name in ("gtin", "lot", "serial"))
                last = max(gtin, lot, serial)
                for cells in reader:
                    if len(cells) > last:
                        yield reader.line_num, (cells[gtin], cells[lot], cells[serial])
                    elif cells:
                        raise SerialsError(f"{self.name}:{reader.line_num}: {len(cells)} columns of {last + 1}")
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise SerialsError(f"{self.name} cannot be read ({error})") from error

    def place(self, nth: int) -> str:
        line = next(islice((line for line, _ in self._lines()), nth, None), 0)
        return f"{self.name}:{line}"


def _register(path: Path) -> Iterator[Row]:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            yield from connection.execute(_REGISTER)
    except sqlite3.Error as error:
        raise SerialsError(f"{path.name} is not a register of stickers ({error})") from error


def build_list(
    sources: Iterable[Source], folder: Path, progress: Callable[[Progress], None] = lambda _: None
) -> Listed:
    """Writes folder/<SHA-256>.serials from the sources' rows, in their order, and returns what it holds.

    Raises SerialsError for rows that no list can hold, for a serial that is listed under two lots (with both
    places), and where nothing can be written. Then, and when interrupted, nothing is left behind.
    """
    from kiosk.town.serial_writer import Writer  # numpy, which no look-up needs

    def report(stage: str, done: int, of: int | None) -> None:
        progress(Progress(stage, done, of, peak_mb()))

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as scratch:
            path = Path(scratch) / "list"
            with durable.alone(Path(scratch)), closing(_new(path)) as connection:
                writer = Writer(connection, Path(scratch), report)
                for source in sources:
                    writer.read(source)
                writer.write()
                if writer.faults:
                    raise SerialsError("\n".join(writer.faults))
                connection.execute("COMMIT")
            durable.sync(path)
            file = f"{durable.sha256(path)}{SUFFIX}"
            size = path.stat().st_size
            path.replace(folder / file)
            durable.sync_folder(folder)
            return Listed(file, size, writer.serials, len(writer.lots), writer.repeated)
    except OSError as error:
        raise SerialsError(f"the list cannot be written to {folder} ({error.strerror or error})") from error
    except sqlite3.Error as error:
        raise SerialsError(f"the list cannot be written to {folder} ({error})") from error


def open_list(path: Path) -> SerialList:
    """Raises SerialsError where it is missing or of another version."""
    try:
        return SerialList(path)
    except (OSError, sqlite3.Error) as error:
        raise SerialsError(f"{path} is not a list of serials ({error}); give the serials again") from error


def clean(folder: Path, used: set[str]) -> None:
    """Removes what killed builds left, and lists that are not used and older than a day.

    A younger one may have been made by another process, whose pack is not built yet.
    """
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name.startswith(".new-") and not durable.in_use(path):
            shutil.rmtree(path, ignore_errors=True)
        elif path.suffix == SUFFIX and path.name not in used and time.time() - path.stat().st_mtime > 86400:
            path.unlink()


def peak_mb() -> float:
    """The most memory that this process had, in MB (2^20 bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def _new(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    # The file has another name until it is whole and synced, so SQLite need not protect it meanwhile.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA page_size = 4096")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("BEGIN")
    for statement in SCHEMA.strip().split(";\n"):
        connection.execute(statement)
    return connection
