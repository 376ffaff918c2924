"""Power cuts: the real journal's writes and fsyncs are recorded as they happen, and its disk is rebuilt as it could
be after a cut at any instant. Whatever was not fsynced may be gone, in part and out of order, down to a sector.

    python -m tests.faults.power FOLDER SEED FULL|NORMAL ORDERS   the booth that is recorded
"""

from __future__ import annotations

import json
import os
import random
import shutil
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kiosk.order.journal import Journal, JournalError, Mark, schema
from kiosk.order.model import Good, Line, Order, OrderRecord, OrderState

ROOT = Path(__file__).parents[2]
RECORDER = Path(__file__).with_name("recorder.c")
SECTOR = 512
LIVES = 3  # how often the recorded booth is started anew: logs are made, folded in and removed
SENDERS = 4


@dataclass
class Cuts:
    """orders: acknowledged in the recorded run. checked: those that had been before each cut, all together.
    opened: journals that opened as they were, with nothing set aside."""

    orders: int = 0
    checked: int = 0
    lost: int = 0
    opened: int = 0
    took_s: float = 0.0
    said: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Deed:
    """One record of recorder.c."""

    kind: str
    path: str
    offset: int
    data: bytes


class Disk:
    """Files as they are now, and what a cut leaves of them. One folder, whose own fsync makes names durable."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._names: dict[str, _File] = {}
        self._kept_names: dict[str, _File] = {}
        self._renamings: list[
            dict[str, _File]
        ] = []  # names as they were after each change since the folder's fsync

    def do(self, deed: Deed) -> None:
        file = self._names.get(deed.path)
        match deed.kind:
            case "o":
                self._names[deed.path] = _File()
                self._renamings.append(dict(self._names))
            case "u":
                self._names.pop(deed.path, None)
                self._renamings.append(dict(self._names))
            case "r":
                self._names[deed.data.decode()] = self._names.pop(deed.path)
                self._renamings.append(dict(self._names))
            case "w" if file:
                file.write(deed.offset, deed.data)
            case "t" if file:
                file.pending.append((deed.offset, None))
            case "s" if file:
                file.sync()
            case "s" if deed.path == self._folder:
                self._kept_names, self._renamings = dict(self._names), []

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """name -> content after a power cut here. Of what it was not asked to keep a disk may keep any part."""
        kept = chance.choice([0.0, 0.2, 0.5, 0.9])
        n = chance.randint(0, len(self._renamings))  # a file system's own log keeps their order
        names = self._renamings[n - 1] if n else self._kept_names
        return {name: file.cut(chance, kept) for name, file in names.items()}


class _File:
    def __init__(self) -> None:
        self.durable = bytearray()
        self.pending: list[tuple[int, bytes | None]] = []  # None: cut to that length

    def write(self, offset: int, data: bytes) -> None:
        self.pending.append((offset, data))

    def sync(self) -> None:
        for offset, data in self.pending:
            _apply(self.durable, offset, data)
        self.pending = []

    def cut(self, chance: random.Random, kept: float) -> bytes:
        content = bytearray(self.durable)
        for offset, data in self.pending:
            if data is None:
                if chance.random() < kept:
                    _apply(content, offset, None)
                continue
            at = 0
            while at < len(data):  # to the end of each sector
                size = min(SECTOR - (offset + at) % SECTOR, len(data) - at)
                if chance.random() < kept:
                    _apply(content, offset + at, data[at : at + size])
                at += size
        return bytes(content)


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(data)] = data


def power_cuts(folder: Path, seed: int, cuts: int, synchronous: str = "FULL", orders: int = 600) -> Cuts:
    """Records a booth that takes `orders`, then looks what `cuts` cuts at random instants leave of them.

    synchronous NORMAL is the control. Raises OSError or CalledProcessError where nothing can be recorded.
    """
    begun = time.monotonic()
    deeds = record(folder, seed, synchronous, orders)
    chance = random.Random(seed)
    instants = sorted(chance.randrange(len(deeds)) for _ in range(cuts))
    disk, found, acknowledged = Disk(str(folder / "booth")), Cuts(), {}
    at = 0
    for number, instant in enumerate(instants):
        for deed in deeds[at : instant + 1]:
            if deed.path.endswith("/acks"):
                acknowledged |= dict(json.loads(line) for line in deed.data.splitlines())
            elif not deed.path.endswith("-shm"):  # made anew by whoever opens it first
                disk.do(deed)
        at = max(at, instant + 1)
        _look(folder / f"cut-{number}", disk.cut(chance), acknowledged, found)
    found.orders = sum(deed.path.endswith("/acks") and deed.kind == "w" for deed in deeds)
    found.took_s = time.monotonic() - begun
    return found


def _look(folder: Path, files: dict[str, bytes], acknowledged: dict[str, list[object]], found: Cuts) -> None:
    """Starts a booth's journal on what is left, and asks it for every order that was acknowledged."""
    folder.mkdir()
    for name, content in files.items():
        (folder / Path(name).name).write_bytes(content)
    found.checked += len(acknowledged)
    try:
        with Journal(folder / "journal.sqlite") as journal:
            records = {record.order.reference: record for record in journal.records(1_000_000)}
            if journal.set_aside is None:
                found.opened += 1
            else:
                found.said.append(f"{folder.name}: set aside as damaged")
            journal.commit(an_order("AFTERTHECUT00000", 1)).result()
    except JournalError as error:
        found.said.append(f"{folder.name}: {error}")
        records = {}
    for reference, lines in acknowledged.items():
        if reference not in records or essence(records[reference].order) != lines:
            found.lost += 1
            if len(found.said) < 20:
                found.said.append(f"{folder.name}: {reference} is gone")
    shutil.rmtree(folder)


def record(folder: Path, seed: int, synchronous: str, orders: int) -> list[Deed]:
    """What a booth in a process of its own did to its files, in order."""
    folder.mkdir(parents=True)
    library, log = folder / "recorder.so", folder / "deeds"
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise OSError("there is no C compiler (cc) for the recorder")
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", str(library), str(RECORDER), "-ldl"], check=True)
    (folder / "booth").mkdir()
    subprocess.run(
        [sys.executable, "-m", "tests.faults.power", str(folder / "booth"), str(seed), synchronous, str(orders)],
        cwd=ROOT,
        check=True,
        env=os.environ
        | {"LD_PRELOAD": str(library), "KIOSK_POWER_FOLDER": str(folder / "booth"), "KIOSK_POWER_LOG": str(log)},
    )
    deeds = list(_deeds(log.read_bytes()))
    if not any(deed.kind == "s" and deed.path.endswith("-wal") for deed in deeds):
        raise OSError("nothing was recorded of the journal's fsyncs")
    return deeds


def _deeds(log: bytes) -> Iterator[Deed]:
    at = 0
    while at < len(log):
        kind, n, offset, size = struct.unpack_from("<cHQI", log, at)
        at += 15
        path, data = log[at : at + n].decode(), log[at + n : at + n + size]
        at += n + size
        yield Deed(kind.decode(), path, offset, data)


def an_order(reference: str, n: int) -> Order:
    lines = tuple(
        Line(Good(f"noodle-shop/dish-{k}", "09521403000110", "Rice mask", "米面膜", 1900 + k, "CNY", 9), 1 + n % 4)
        for k in range(1 + n % 3)
    )
    return Order(reference, lines, "CNY", sum(line.total for line in lines), datetime.now(UTC), "zh")


def essence(order: Order) -> list[object]:
    return [order.total, order.placed_at.isoformat(), [[line.good.sku, line.quantity] for line in order.lines]]


def booth(folder: Path, seed: int, orders: int) -> None:
    """Visitors, several at once, and a sender's marks between them; an order is acknowledged once it is durable."""
    chance = random.Random(seed)
    acks = os.open(folder / "acks", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    saying = threading.Lock()

    def durable(done: Future[OrderRecord]) -> None:
        order = done.result().order
        with saying:
            os.write(acks, (json.dumps([order.reference, essence(order)]) + "\n").encode())

    n = 0
    for _ in range(LIVES):
        with Journal(folder / "journal.sqlite") as journal:
            for _ in range(orders // LIVES):
                n += 1
                reference = f"POWER{n:011d}"
                done = journal.commit(an_order(reference, n))
                done.add_done_callback(durable)
                if chance.random() < 0.7:
                    done.result()
                if chance.random() < 0.3:
                    for claimed in journal.claim(SENDERS):
                        name = claimed.order.reference
                        journal.mark_soon(Mark(name, OrderState.SENT, f"S-{name}"), patient=True)
    os.close(acks)


if __name__ == "__main__":
    _, where, seed_text, mode, orders_text = sys.argv
    schema.SYNCHRONOUS = mode
    booth(Path(where), int(seed_text), int(orders_text))
