"""What is wrong with an event, and where."""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_SHOWN = 20  # problems listed of one event; a hostile one could have millions

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """rule: a stable name. pointer: RFC 6901, from the document's root. line: from 1. what: for staff."""

    rule: str
    pointer: str
    what: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.rule} at {self.pointer or '/'} (line {self.line}): {self.what}"


@dataclass(slots=True)
class Findings:
    """What the checks found in one event: problems refuse it, remarks only stand beside it."""

    problems: list[tuple[str, Path, str]] = field(default_factory=list)
    remarks: list[tuple[str, Path, str]] = field(default_factory=list)

    def refuse(self, rule: str, path: Path, what: str) -> None:
        if len(self.problems) < MAX_SHOWN:
            self.problems.append((rule, path, what))

    def remark(self, rule: str, path: Path, what: str) -> None:
        if len(self.remarks) < MAX_SHOWN:
            self.remarks.append((rule, path, what))


def pointer(path: Path) -> str:
    """RFC 6901: a JSON pointer, "" for the whole document."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def shown(value: object, most: int = 80) -> str:
    """A value as staff can read it, one line and not endless."""
    text = (
        repr(value)
        if not isinstance(value, str | dict | list)
        else (f'"{value}"' if isinstance(value, str) else f"{'an object' if isinstance(value, dict) else 'a list'}")
    )
    text = "".join(character if character.isprintable() else "\ufffd" for character in text)
    return text if len(text) <= most else text[: most - 1] + "…"
