"""Events written back as one EPCISDocument, each with its very characters.

Contexts are merged into the document's; an event whose contexts would contradict them keeps its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from kiosk.trace.epcis.context import SCHEMES, STANDARD, Context, extend
from kiosk.trace.epcis.identifiers import identify
from kiosk.trace.epcis.problem import Findings
from kiosk.trace.epcis.store import EventStore, lot_of
from kiosk.trace.epcis.text import dumps, members, parse, skip

_MOST_CONTEXTS = 1000  # held in memory
_MOST_FOLLOWED = 10_000  # identifiers, from an item up through its cases, pallets and ingredients
_BLANK = re.compile(r'("[^"\\]*+(?:\\.[^"\\]*+)*+")|[ \t\r\n]++', re.DOTALL)
_ENVELOPE = ("id", "schemaVersion", "creationDate", "instanceIdentifier", "sender", "receiver")


def document(store: EventStore, code: str | None = None, now: datetime | None = None) -> Iterator[str]:
    """The document in pieces of text, one line an event. code: the URI of an item or lot, and what concerns it.

    now: written as the creationDate of a document that is not simply the one that was imported.
    """
    keys = None if code is None else concerning(store, code)
    used = {document for _, _, document in store.written(keys)}
    envelopes = [envelope for row, envelope in store.envelopes() if keys is None or row in used]
    alone = len(envelopes) == 1 and None not in used
    if alone:
        merged = _Merged(iter(()), _context_of(envelopes[0]))
    else:
        merged = _Merged(chain((contexts for _, contexts, _ in store.written(keys)), map(_context_of, envelopes)))
    head: dict[str, Any] = {"@context": merged.entries, "type": "EPCISDocument", "schemaVersion": "2.0"}
    head["creationDate"] = (now or datetime.now(UTC)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if alone:
        head |= _same(envelopes[0])
    header = _header(envelopes, merged)
    if header:
        head["epcisHeader"] = header
    yield f'{dumps(head)[:-1]},"epcisBody":{{"eventList":['
    comma = ""
    for text, contexts, _ in store.written(keys):
        if not merged.holds_for(text, contexts):
            text = _with_context(text, contexts, merged.foreign(contexts))
        yield f"{comma}\n{_compact(text)}"
        comma = ","
    yield "\n]}}\n"


def concerning(store: EventStore, code: str) -> set[str]:
    """An item's or lot's identifier, and those of what held it or went into it, as far up as events tell."""
    identifier = identify(code)
    found, new = {identifier.canonical}, [identifier]
    if identifier.gtin and identifier.lot and identifier.serial:
        new.append(lot_of(identifier.gtin, identifier.lot))
        found.add(new[-1].canonical)
    while new and len(found) < _MOST_FOLLOWED:
        thing = new.pop()
        for event in store.events_about(thing, everything=True):
            above = []
            inside = (*event.children, *(quantity.epc_class for quantity in event.child_quantities))
            if event.parent is not None and any(child.canonical in found for child in inside):
                above.append(event.parent)
            made = (*event.outputs, *(quantity.epc_class for quantity in event.output_quantities))
            if any(output.canonical in found for output in made):
                above += [*event.inputs, *(quantity.epc_class for quantity in event.input_quantities)]
            new += [other for other in above if other.canonical not in found]
            found.update(other.canonical for other in above)
    return found


# --- contexts ----------------------------------------------------------------------------------------------------


class _Merged:
    """The contexts of all events in one list, without those that would contradict others before them."""

    def __init__(self, contexts: Iterator[tuple[Any, ...]], first: tuple[Any, ...] = ()) -> None:
        """first: a document's own, whatever they are."""
        self.entries: list[Any] = list(first)
        self.context = _own(first)
        # By the contexts as written: whether they agree, and what finds names that only others define.
        self._first = dumps(first) if first else None
        self._known: dict[str, tuple[bool, re.Pattern[str] | None]] = {}
        last: tuple[Any, ...] | None = None
        for entries in contexts:
            if entries is last:
                continue
            last, own = entries, _own(entries)
            if not _simple(entries, own) or _differ(own.terms, self.context.terms):
                continue
            for entry in entries:
                # The standard context is named once, at the first address that it is found at.
                if not isinstance(entry, str) or not any(isinstance(other, str) for other in self.entries):
                    self.entries += [entry] if entry not in self.entries else []
            self.context = _own(tuple(self.entries))
        if not self.context.standard and not first:
            self.entries.insert(0, STANDARD)
            self.context = _own(tuple(self.entries))

    def holds_for(self, text: str, contexts: tuple[Any, ...]) -> bool:
        """True where every name in the event means inside the merged contexts what it meant in its own."""
        key = dumps(contexts)
        if key == self._first:
            return True
        if key not in self._known:
            if len(self._known) >= _MOST_CONTEXTS:
                self._known.clear()
            own = _own(contexts)
            agrees = _simple(contexts, own) and own.terms.items() <= self.context.terms.items()
            foreign = self.foreign(contexts)
            names = "|".join(map(re.escape, sorted(foreign)))
            self._known[key] = agrees, re.compile(f'"(?:{names})[":]') if names else None
        agrees, foreign_name = self._known[key]
        return agrees and (foreign_name is None or foreign_name.search(text) is None)

    def foreign(self, contexts: tuple[Any, ...]) -> set[str]:
        """Terms that other events define, but not these contexts."""
        return set(self.context.terms) - set(_own(contexts).terms)


def _own(contexts: tuple[Any, ...]) -> Context:
    return extend(Context(), list(contexts), (), Findings()) if contexts else Context()


def _simple(contexts: tuple[Any, ...], own: Context) -> bool:
    """Only prefixes and terms with a URI each; a context from elsewhere, or a prefix "urn", may mean anything."""
    plain = (
        isinstance(entry, str)
        or all(isinstance(meaning, str) and not name.startswith("@") for name, meaning in entry.items())
        for entry in contexts
    )
    return not own.remote and not (SCHEMES & own.terms.keys()) and all(plain)


def _differ(terms: Mapping[str, str], others: Mapping[str, str]) -> bool:
    return any(others.get(name, meaning) != meaning for name, meaning in terms.items())


def _with_context(text: str, contexts: tuple[Any, ...], foreign: set[str]) -> str:
    """The event with all its contexts inside it, and every other character as it was.

    Names that the document defines for others are undefined again (JSON-LD 1.1, 4.1.1).
    """
    contexts = (dict.fromkeys(sorted(foreign)), *contexts) if foreign else contexts
    own = next((at for name, at in _top(text) if name == "@context"), None)
    if own is None:
        return f'{{"@context":{dumps(contexts)},{text[1:]}'
    end = skip(text, own)
    written, _ = parse(text, own)
    entries = [entry for entry in contexts if entry not in (written if isinstance(written, list) else [written])]
    return text[:own] + dumps([*entries, *(written if isinstance(written, list) else [written])]) + text[end:]


def _top(text: str) -> Iterator[tuple[str, int]]:
    walk = members(text, 0)
    try:
        name, at = next(walk)
        while True:
            yield name, at
            name, at = walk.send(skip(text, at))
    except StopIteration:
        return


def _compact(text: str) -> str:
    """On one line: white space between the tokens goes, inside strings it stays."""
    return _BLANK.sub(lambda match: match[1] or "", text)


# --- the envelope ------------------------------------------------------------------------------------------------


def _same(envelope: Mapping[str, Any]) -> dict[str, Any]:
    """What a document said of itself; a query's answer becomes a document."""
    kept = {name: envelope[name] for name in _ENVELOPE if name in envelope}
    return kept | {name: value for name, value in envelope.items() if ":" in name}


def _header(envelopes: list[dict[str, Any]], merged: _Merged) -> dict[str, Any]:
    """Headers one after another, each vocabulary once; names in full where a context of theirs was not merged."""
    header: dict[str, Any] = {}
    vocabularies: list[Any] = []
    for envelope in envelopes:
        written = envelope.get("epcisHeader", {})
        contexts = _context_of(envelope)
        if not merged.holds_for(dumps(written), contexts):
            written = _in_full(written, _own(contexts))
        data = written.get("epcisMasterData", {})
        answered = (
            envelope.get("epcisBody", {}).get("queryResults", {}).get("resultsBody", {}).get("vocabularyList", ())
        )
        listed = (*data.get("vocabularyList", ()), *answered)
        vocabularies += [entry for entry in listed if entry not in vocabularies]
        header |= {
            name: value for name, value in written.items() if name not in header and name != "epcisMasterData"
        }
        others = {name: value for name, value in data.items() if name != "vocabularyList"}
        if data:
            header["epcisMasterData"] = header.get("epcisMasterData", {}) | others
    if vocabularies:
        header["epcisMasterData"] = {**header.get("epcisMasterData", {}), "vocabularyList": vocabularies}
    return header


def _context_of(envelope: Mapping[str, Any]) -> tuple[Any, ...]:
    written = envelope.get("@context", [])
    return tuple(written if isinstance(written, list) else [written])


def _in_full(value: Any, context: Context) -> Any:
    if isinstance(value, dict):
        return {
            context.expand(name): context.expand(inner)
            if name in ("id", "type") and isinstance(inner, str)
            else _in_full(inner, context)
            for name, inner in value.items()
        }
    return [_in_full(inner, context) for inner in value] if isinstance(value, list) else value
