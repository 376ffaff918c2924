"""What a booth needs of a town for its first frame, as plain data.

model.py says what a town may be, and costs a tenth of a second to import; this costs nothing, and is read from a
pack whose content was checked when it was built.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Protocol


class Said(Protocol):
    """Words in the town's two languages."""

    def to(self, language: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Phrase:
    en: str
    zh: str

    def to(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Title:
    """A town's name and what every page needs: its ISO 4217 currency and the IANA time zone of the event."""

    name: Phrase
    welcome: Phrase
    currency: str
    time_zone: str

    @classmethod
    def read(cls, info: str) -> Title:
        """From a TownInfo as JSON. Raises ValueError, KeyError or TypeError for anything else."""
        found = json.loads(info)
        return cls(Phrase(**found["name"]), Phrase(**found["welcome"]), found["currency"], found["time_zone"])
