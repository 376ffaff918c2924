"""One target under atheris, guided by which lines and comparisons an input reaches. Called by tests.fuzz.run.

    python -m tests.fuzz.guided TARGET FIGURES.json CORPUS [libFuzzer options]

Writes figures as it goes, for libFuzzer ends the process itself.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kiosk"]):
    from tests.fuzz.targets import TARGETS


def resident_mb() -> float:
    """Memory of this process now, not its peak."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return round(pages * 4096 / 1e6, 1)


class Watched:
    """The target with a clock and an eye on memory."""

    def __init__(self, name: str, figures: Path) -> None:
        self.target = TARGETS[name]
        self.figures = figures
        self.began = self.written = time.monotonic()
        self.runs = 0
        self.slowest = 0.0
        self.memory: list[float] = []

    def __call__(self, data: bytes) -> None:
        started = time.process_time()
        self.target.run(data)
        took = time.process_time() - started
        self.runs += 1
        # The first inputs load schemas and tables.
        if self.runs > 500 and took > self.slowest:
            self.slowest = took
            if took > self.target.seconds:
                raise TimeoutError(f"{took:.2f} s of processor time for {len(data)} bytes")
        if time.monotonic() - self.written > 5:
            self.write()

    def write(self) -> None:
        self.written = time.monotonic()
        self.memory.append(resident_mb())
        told = {
            "runs": self.runs,
            "seconds": round(self.written - self.began, 1),
            "slowest_ms": round(self.slowest * 1e3, 2),
            "resident_mb": self.memory,
        }
        self.figures.write_text(json.dumps(told), encoding="utf-8")


def main() -> None:
    name, figures, corpus, *options = sys.argv[1:]
    atheris.Setup([sys.argv[0], corpus, *options], Watched(name, Path(figures)))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
