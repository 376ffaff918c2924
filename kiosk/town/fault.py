"""What is wrong with a town's files, in words for the staff who wrote them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake. file: below the town's folder, with forward slashes. line: counted from 1."""

    file: str
    line: int
    what: str
    instead: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}. Instead: {self.instead}."


class TownFaults(ValueError):  # noqa: N818 - it is a list of faults, and says so
    """The town cannot be used as it is written. `faults` is sorted by file and line and never empty."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
