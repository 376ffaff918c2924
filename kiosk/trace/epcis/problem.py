"""What is wrong with an event, and where.

The rules' names, which scripts may rely on:

    of the text       encoding, json, depth, size, number, duplicate-key, text (half a surrogate pair)
    of the document   document, context, schema-version; and required, type, uri, time, namespace as for events
    of any field      required (missing), type (of JSON), empty, uri, time, number, namespace (an extension without
                      a defined one), unknown-field (where no extension may be), duplicate (in a list)
    of a value        event-type, action, offset, biz-step, disposition, transaction-type, source-type,
                      destination-type, error-reason, measurement, alert, component, hex, uom, identifier,
                      certification
    of an event       no-objects, parent, transformation, ilmd-action, sensor-range, sensor-times
    of the store      event-id (an eventID that stands for another event)

Some also, and some only, stand in remarks: offset, identifier, context, namespace, sensor-range, sensor-unit,
class, quantity, persistent-disposition, unknown-field, schema-version, event-hash.
"""

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
