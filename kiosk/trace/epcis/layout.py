"""Where the events are in a document, found without holding them: the envelope is read, events are skipped."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Any

from kiosk.trace.epcis.problem import Path
from kiosk.trace.epcis.text import TextError, items, members, parse, skip, space

MAX_EVENTS = 5_000_000  # in one document
DOCUMENTS = ("EPCISDocument", "EPCISQueryDocument")
_BODY = ("epcisBody",)
_RESULTS = ("epcisBody", "queryResults", "resultsBody")
_EVENT = (*_BODY, "event")  # of a draft of EPCIS 2.0
_INSIDE = frozenset({_BODY, _RESULTS[:2], _RESULTS})
_LISTS = frozenset({(*_BODY, "eventList"), (*_RESULTS, "eventList")})


@dataclass(slots=True)
class Layout:
    """envelope: a document without its events, None for a bare event or list. list_path: to the events.

    starts, ends: of each event, in characters of the text.
    """

    envelope: dict[str, Any] | None
    list_path: Path = ()
    starts: array[int] = field(default_factory=lambda: array("Q"))
    ends: array[int] = field(default_factory=lambda: array("Q"))
    single: Path | None = None  # of the one event that is in no list

    def path(self, index: int) -> Path:
        return (*self.list_path, index) if self.single is None else self.single


def lay_out(text: str) -> tuple[Layout, int]:
    """The layout of the document that a text begins with, and where it ends. Raises TextError."""
    start = space(text, 0)
    first = text[start : start + 1]
    layout = Layout(None)
    if first == "[":
        return layout, _take_list(text, start, layout)
    if first != "{":
        end = skip(text, start)
        raise TextError("document", "neither an EPCIS document nor an event, nor a list of them", min(start, end))
    if _is_document(text, start):
        layout.envelope, end = _object(text, start, (), layout)
        return layout, end
    end = skip(text, start)
    layout.single = ()
    _take(layout, start, end)
    return layout, end


def _is_document(text: str, start: int) -> bool:
    """By its type or its epcisBody, wherever in the object they stand."""
    walk = members(text, start)
    try:
        name, at = next(walk)
        while True:
            if name == "epcisBody":
                return True
            if name == "type" and text.startswith(tuple(f'"{kind}"' for kind in DOCUMENTS), at):
                return True
            name, at = walk.send(skip(text, at))
    except StopIteration:
        return False


def _object(text: str, start: int, path: tuple[str, ...], layout: Layout) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    walk = members(text, start)
    try:
        name, at = next(walk)
        while True:
            here = (*path, name)
            if here in _INSIDE and text[at : at + 1] == "{":
                found[name], end = _object(text, at, here, layout)
            elif here == _EVENT and text[at : at + 1] == "{" and not layout.list_path:
                end = skip(text, at)
                layout.list_path = layout.single = here
                _take(layout, at, end)
                found[name] = {}
            elif here in _LISTS and text[at : at + 1] == "[":
                if layout.list_path:
                    raise TextError("document", "a document with two lists of events", at)
                layout.list_path = here
                end = _take_list(text, at, layout)
                found[name] = []
            else:
                found[name], end = parse(text, at)
            name, at = walk.send(end)
    except StopIteration as stop:
        ended: int = stop.value
        return found, ended


def _take_list(text: str, start: int, layout: Layout) -> int:
    walk = items(text, start)
    try:
        while True:
            _take(layout, *next(walk))
    except StopIteration as stop:
        ended: int = stop.value
        return ended


def _take(layout: Layout, start: int, end: int) -> None:
    if len(layout.starts) >= MAX_EVENTS:
        raise TextError("size", f"more than {MAX_EVENTS} events", start)
    layout.starts.append(start)
    layout.ends.append(end)
