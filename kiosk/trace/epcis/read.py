"""From bytes to events: every event is either good or comes with what is wrong, by rule and place.

Takes EPCISDocument, EPCISQueryDocument, a bare event, a list of events, and JSON Lines of any of these. No input
makes it fail: what cannot be read is an outcome like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any

from kiosk.trace.epcis.checks import check
from kiosk.trace.epcis.context import Context
from kiosk.trace.epcis.documents import envelope
from kiosk.trace.epcis.event import Event, MasterData
from kiosk.trace.epcis.layout import Layout, lay_out
from kiosk.trace.epcis.problem import Findings, Path, Problem, pointer, shown
from kiosk.trace.epcis.text import (
    Locator,
    TextError,
    check_depth,
    decode,
    has_lone_surrogate,
    parse,
    space,
    span,
)

MAX_BYTES = 128 << 20  # of one document; JSON Lines may be longer, each line at most so long


@dataclass(frozen=True, slots=True)
class Document:
    """The envelope around events, without them, and its master data."""

    envelope: Mapping[str, Any]
    master: tuple[MasterData, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one event, or of a whole document (index None): one that cannot be read, or has no events.

    pointer: RFC 6901 from the document's root. line: from 1. text: its characters, for quarantine and for export.
    event: None where problems say why. remarks: odd, but no reason to refuse.
    """

    index: int | None
    pointer: str
    line: int
    type: str
    text: str
    event: Event | None
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    document: Document | None = field(default=None, repr=False)


def read(source: bytes | FilePath) -> Iterator[Outcome]:
    """The outcomes of a document, in the order of its events. Raises OSError for a file that cannot be read."""
    if isinstance(source, FilePath):
        yield from _read_file(source)
    else:
        yield from _read_bytes(source)


def read_events(source: bytes | FilePath) -> list[Event]:
    """The good events alone; for callers that import first and ask later."""
    return [outcome.event for outcome in read(source) if outcome.event is not None]


def _read_file(path: FilePath) -> Iterator[Outcome]:
    size = path.stat().st_size
    if size <= MAX_BYTES:
        yield from _read_bytes(path.read_bytes())
        return
    with path.open("rb") as file:
        if not _is_lines_start(file.readline(MAX_BYTES)):
            yield _refused(TextError("size", f"{size} bytes, more than {MAX_BYTES}"), "")
            return
        file.seek(0)
        yield from _read_lines(iter(lambda: file.readline(MAX_BYTES), b""))


def _read_bytes(content: bytes) -> Iterator[Outcome]:
    if len(content) > MAX_BYTES:
        yield _refused(TextError("size", f"{len(content)} bytes, more than {MAX_BYTES}"), "")
        return
    try:
        text = decode(content)
    except TextError as error:
        yield _refused(error, content.decode("utf-8", errors="replace"))
        return
    if _is_lines(text):
        yield from _read_lines(line.encode() for line in text.split("\n"))
    else:
        yield from _read_text(text, 1, 0)


def _is_lines(text: str) -> bool:
    """JSON Lines: a first line that is a whole object, and more after it; or a broken one before a whole one."""
    first, _, rest = text.lstrip().partition("\n")
    second = rest.lstrip().partition("\n")[0]
    if not second or _is_whole(first):
        return bool(second)
    return first.startswith("{") and _is_whole(second) and not _is_one_value(text)


def _is_one_value(text: str) -> bool:
    try:
        check_depth(text)
        return space(text, lay_out(text)[1]) == len(text)
    except TextError:
        return False


def _is_lines_start(line: bytes) -> bool:
    return _is_whole(line.decode("utf-8", errors="replace").strip())


def _is_whole(line: str) -> bool:
    line = line.rstrip()
    if not line.startswith("{") or not line.endswith("}"):
        return False
    try:
        return span(line, 0, MAX_BYTES) == len(line)
    except TextError:
        return False


def _read_lines(lines: Iterator[bytes]) -> Iterator[Outcome]:
    index = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            text = decode(line.rstrip(b"\r\n"))
        except TextError as error:
            yield _refused(error, line.decode("utf-8", errors="replace"), number)
            continue
        for outcome in _read_text(text, number, index):
            yield outcome
            index += outcome.index is not None


def _read_text(text: str, first_line: int, first_index: int) -> Iterator[Outcome]:
    """Of one JSON value. Its syntax is checked to the end before the first event is handed out."""
    found = Findings()
    document, context = None, Context()
    try:
        check_depth(text)
        layout, end = lay_out(text)
        if space(text, end) != len(text):
            raise TextError("json", "not JSON: something follows the document", end)
    except TextError as error:
        yield _refused(error, text, first_line)
        return
    if layout.envelope is not None:
        if has_lone_surrogate(layout.envelope):
            yield _refused(TextError("text", "half a surrogate pair, which is no character"), text, first_line)
            return
        context, master = envelope(layout.envelope, found)
        document = Document(layout.envelope, master)
        if found.problems:
            problems = tuple(_placed(found.problems, Locator(text), text, (), first_line))
            yield Outcome(None, "", problems[0].line, "document", text, None, problems)
            return
    noted = tuple(_placed(found.remarks, Locator(text), text, (), first_line))
    if document is not None and not layout.starts:
        yield Outcome(None, "", first_line, "document", "", None, (), noted, document)
    line, before = first_line, 0
    for index, (start, end) in enumerate(zip(layout.starts, layout.ends, strict=True)):
        line += text.count("\n", before, start)
        before = start
        outcome = _read_event(text[start:end], line, layout, index, first_index, context, document)
        # What is odd about the document is said once, with its first event.
        yield replace(outcome, remarks=(*noted, *outcome.remarks)) if noted and index == 0 else outcome


def _read_event(
    text: str, line: int, layout: Layout, index: int, first_index: int, context: Context, document: Document | None
) -> Outcome:
    found = Findings()
    path = layout.path(index)
    kind, event = "", None
    try:
        raw, _ = parse(text)
    except TextError as error:
        problem = Problem(error.rule, pointer(path), str(error), line + text.count("\n", 0, error.offset))
        return Outcome(first_index + index, pointer(path), line, kind, text, None, (problem,), document=document)
    if not isinstance(raw, dict):
        found.refuse("type", (), f"an event must be an object, not {shown(raw)}")
    elif "\\u" in text and has_lone_surrogate(raw):
        found.refuse("text", (), "half a surrogate pair, which is no character")
    else:
        kind = raw["type"] if isinstance(raw.get("type"), str) else ""
        event = check(raw, text, context, found)
    locator = Locator(text)
    return Outcome(
        first_index + index,
        pointer(path),
        line,
        kind,
        text,
        event,
        tuple(_placed(found.problems, locator, text, path, line)),
        tuple(_placed(found.remarks, locator, text, path, line)),
        document,
    )


def _placed(
    found: list[tuple[str, Path, str]], locator: Locator, text: str, outer: Path, line: int
) -> Iterator[Problem]:
    """With pointers from the document's root, and the line of the value, or of its holder where it is missing."""
    for rule, path, what in found:
        yield Problem(rule, pointer((*outer, *path)), what, line + text.count("\n", 0, locator.offset(path)))


def _refused(error: TextError, text: str, line: int = 1) -> Outcome:
    problem = Problem(error.rule, "", str(error), line + text.count("\n", 0, error.offset))
    return Outcome(None, "", problem.line, "document", text, None, (problem,))
