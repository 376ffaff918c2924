"""The town's events on disk, each with its very characters, so that what goes out is what came in.

One SQLite file (WAL). A connection belongs to its thread: an EventStore is used by the thread that opened it, and
others open their own. What was refused is kept in quarantine with the reason.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from kiosk.trace.epcis.checks import check
from kiosk.trace.epcis.context import Context, extend
from kiosk.trace.epcis.event import Event, MasterData
from kiosk.trace.epcis.identifiers import Identifier, from_elements, identify
from kiosk.trace.epcis.problem import Findings, Problem
from kiosk.trace.epcis.read import Document, Outcome
from kiosk.trace.epcis.text import dumps, parse

Became = Literal["taken", "already", "refused", "corrected"]

VERSION = 1
_SCHEMA = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, name TEXT NOT NULL, taken TEXT NOT NULL,
    envelope TEXT NOT NULL  -- JSON without the events
) STRICT;
CREATE TABLE contexts (id INTEGER PRIMARY KEY, entries TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,  -- of everything an event says
    hash TEXT NOT NULL,        -- CBV 2.0, 8.9
    event_id TEXT,
    time INTEGER NOT NULL,     -- microseconds since 1970
    context INTEGER NOT NULL REFERENCES contexts (id),
    document INTEGER REFERENCES documents (id),
    declares INTEGER NOT NULL, -- 1: an error declaration, no event of its own
    void INTEGER NOT NULL,     -- 1: an error declaration says that it is wrong
    text TEXT NOT NULL
) STRICT;
CREATE INDEX events_hash ON events (hash);
CREATE INDEX events_id ON events (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX events_time ON events (time, id);
CREATE TABLE things (
    canonical TEXT NOT NULL, event INTEGER NOT NULL REFERENCES events (id),
    wider INTEGER NOT NULL,  -- 1: the event is about an item or lot of this class
    PRIMARY KEY (canonical, wider, event)
) STRICT, WITHOUT ROWID;
CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, name TEXT NOT NULL, taken TEXT NOT NULL,
    pointer TEXT NOT NULL, line INTEGER NOT NULL, type TEXT NOT NULL,
    problems TEXT NOT NULL,  -- JSON: [rule, pointer, what, line] of each
    text TEXT NOT NULL
) STRICT;
CREATE TABLE master (
    canonical TEXT NOT NULL, type TEXT NOT NULL, written TEXT NOT NULL, attributes TEXT NOT NULL,
    children TEXT NOT NULL, PRIMARY KEY (canonical, type)
) STRICT, WITHOUT ROWID;
"""
# Neither taken back nor a declaration; and of one event under two eventIDs, the one that came first.
_STANDING = (
    "void = 0 AND declares = 0 AND NOT EXISTS (SELECT 1 FROM events AS other"
    " WHERE other.hash = events.hash AND other.id < events.id AND other.void = 0 AND other.declares = 0)"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_CONTEXTS = 1000  # held in memory
_BATCH = 500  # events in one transaction
_MAX_QUARANTINED = 1 << 20  # characters of a refused text that are kept


class StoreError(Exception):
    """The file is no event store of ours; the text says why, for staff."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What the store made of an outcome. problems: why it was refused."""

    outcome: Outcome
    became: Became
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Quarantined:
    name: str
    taken: str  # ISO 8601, UTC
    pointer: str
    line: int
    type: str
    problems: tuple[Problem, ...]
    text: str


class EventStore:
    """Opens the file, or makes it. Raises StoreError, sqlite3.Error and OSError. Close it, or use it in a with."""

    def __init__(self, path: Path | None, *, write: bool = True, keep: bool = True) -> None:
        """path None: in memory. write False: an absent file is an error, and nothing is changed.

        keep False: what is added is forgotten when the store is closed, to try an import.
        """
        self._keep = keep
        if path is None:
            self._db = sqlite3.connect(":memory:", isolation_level=None)
        elif write:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
        else:
            uri = f"{path.resolve().as_uri()}?mode=ro"
            self._db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=30)
        try:
            self._prepare(write)
        except BaseException:
            self._db.close()
            raise
        self._contexts: dict[str, int] = {}
        self._documents: dict[int, tuple[Document, int]] = {}
        self._open = 0
        self._parsed: dict[int, Context] = {}

    def _prepare(self, write: bool) -> None:
        try:
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0 and write:
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = NORMAL")
                if self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                    raise StoreError("a database, but not one of events")
                self._db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
            elif version != VERSION:
                raise StoreError(f"an event store of version {version}, this kiosk reads {VERSION}")
        except sqlite3.DatabaseError as error:
            raise StoreError(f"not an event store: {error}") from error

    def close(self) -> None:
        try:
            if self._open:
                self._db.execute("COMMIT" if self._keep else "ROLLBACK")
        finally:
            self._db.close()

    def __enter__(self) -> EventStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- taking events

    def add(self, outcome: Outcome, name: str = "") -> Taken:
        """Keep an event, or quarantine what was refused. name: the file it came from.

        Changes are on disk after commit() or close(), or when some hundreds have gathered.
        """
        if not self._open:
            self._db.execute("BEGIN IMMEDIATE")
        self._open += 1
        taken = self._add(outcome, name)
        if taken.became == "refused":
            self._quarantine(outcome, taken.problems, name)
        if self._open >= _BATCH and self._keep:
            self.commit()
        return taken

    def commit(self) -> None:
        if self._open:
            self._db.execute("COMMIT")
            self._open = 0

    def _add(self, outcome: Outcome, name: str) -> Taken:
        event = outcome.event
        if event is None:
            if outcome.index is None and not outcome.problems:
                self._document(outcome.document, name)
                return Taken(outcome, "taken")
            return Taken(outcome, "refused", outcome.problems)
        key = _key(event)
        if self._db.execute("SELECT 1 FROM events WHERE key = ?", (key,)).fetchone():
            return Taken(outcome, "already")
        declares = event.error is not None
        same = self._db.execute(
            "SELECT id, hash, event_id, declares FROM events WHERE hash = ? OR event_id = ?",
            (event.hash, event.event_id),
        ).fetchall()
        # An event that is declared an error stands for nothing any more, so it can contradict nothing.
        if not declares and any(row[2] is not None and row[2] == event.event_id and not row[3] for row in same):
            what = f"eventID {event.event_id} already stands for an event that says something else"
            path = f"{outcome.pointer}/eventID"
            return Taken(outcome, "refused", (Problem("event-id", path, what, outcome.line),))
        partners = [row[0] for row in same if row[1] == event.hash and bool(row[3]) != declares]
        row = self._insert(event, key, self._document(outcome.document, name), bool(partners) and not declares)
        if partners and declares:
            self._db.executemany("UPDATE events SET void = 1 WHERE id = ?", [(partner,) for partner in partners])
        self._index(event, row)
        return Taken(outcome, "corrected" if partners else "taken")

    def _insert(self, event: Event, key: str, document: int | None, void: bool) -> int:
        outer = event.context
        own = event.raw.get("@context")
        if own is not None:
            outer = outer[: len(outer) - (len(own) if isinstance(own, list) else 1)]
        cursor = self._db.execute(
            "INSERT INTO events (key, hash, event_id, time, context, document, declares, void, text)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                event.hash,
                event.event_id,
                (event.time - _EPOCH) // timedelta(microseconds=1),
                self._context(list(outer)),
                document,
                event.error is not None,
                void,
                event.text,
            ),
        )
        return int(cursor.lastrowid or 0)

    def _index(self, event: Event, row: int) -> None:
        rows = {(thing.canonical, row, 0) for thing in event.things()}
        for thing in event.things():
            if thing.gtin is not None:
                rows.add((f"01/{thing.gtin}", row, 1))
                if thing.lot is not None:
                    rows.add((lot_of(thing.gtin, thing.lot).canonical, row, 1))
        self._db.executemany("INSERT OR IGNORE INTO things (canonical, event, wider) VALUES (?, ?, ?)", rows)

    def _context(self, entries: list[Any]) -> int:
        text = dumps(entries)
        known = self._contexts.get(text)
        if known is None:
            self._db.execute("INSERT OR IGNORE INTO contexts (entries) VALUES (?)", (text,))
            known = self._db.execute("SELECT id FROM contexts WHERE entries = ?", (text,)).fetchone()[0]
            if len(self._contexts) < _MOST_CONTEXTS:
                self._contexts[text] = known
        return int(known)

    def _document(self, document: Document | None, name: str) -> int | None:
        if document is None:
            return None
        known = self._documents.get(id(document))
        if known is not None:
            return known[1]
        envelope = dumps(document.envelope)
        digest = hashlib.sha256(envelope.encode()).hexdigest()
        self._db.execute(
            "INSERT OR IGNORE INTO documents (digest, name, taken, envelope) VALUES (?, ?, ?, ?)",
            (digest, name, _now(), envelope),
        )
        row = int(self._db.execute("SELECT id FROM documents WHERE digest = ?", (digest,)).fetchone()[0])
        for data in document.master:
            self._db.execute(
                "INSERT OR REPLACE INTO master VALUES (?, ?, ?, ?, ?)",
                (data.id.canonical, data.type, data.id.written, dumps(data.attributes), dumps(list(data.children))),
            )
        self._documents = {id(document): (document, row)}  # holds it, so that its id() stays its own
        return row

    def _quarantine(self, outcome: Outcome, problems: tuple[Problem, ...], name: str) -> None:
        kept = outcome.text[:_MAX_QUARANTINED].encode("utf-8", errors="replace").decode()
        written = [[problem.rule, problem.pointer, problem.what, problem.line] for problem in problems]
        digest = hashlib.sha256(dumps([kept, written[0][0] if written else ""]).encode()).hexdigest()
        self._db.execute(
            "INSERT OR IGNORE INTO quarantine (digest, name, taken, pointer, line, type, problems, text)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (digest, name, _now(), outcome.pointer, outcome.line, outcome.type, dumps(written), kept),
        )

    # --- asking

    def count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM events").fetchone()[0])

    def all(self, *, everything: bool = False) -> Iterator[Event]:
        """In order of time. everything: also what an error declaration took back, and those declarations."""
        where = "" if everything else f"WHERE {_STANDING}"
        yield from self._events(f"SELECT text, context FROM events {where} ORDER BY time, id")  # noqa: S608  # ours

    def events_about(
        self, thing: Identifier | str, *, wider: bool = False, everything: bool = False
    ) -> list[Event]:
        """Events that name this item, lot or class, in order of time; wider: or any item or lot of that class."""
        canonical = identify(thing).canonical if isinstance(thing, str) else thing.canonical
        where = "" if everything else f"AND {_STANDING}"
        return list(
            self._events(
                "SELECT text, context FROM events WHERE id IN"  # noqa: S608  # of our own words
                f" (SELECT event FROM things WHERE canonical = ? AND wider <= ?) {where} ORDER BY time, id",
                (canonical, int(wider)),
            )
        )

    def master(self) -> Iterator[MasterData]:
        """What documents' headers say of places, parties and classes; of two that disagree, the one taken last."""
        rows = self._db.execute("SELECT written, type, attributes, children FROM master ORDER BY canonical, type")
        for written, kind, attributes, children in rows:
            yield MasterData(identify(written), kind, parse(attributes)[0], tuple(json.loads(children)))

    def master_of(self, thing: Identifier | str) -> tuple[MasterData, ...]:
        canonical = identify(thing).canonical if isinstance(thing, str) else thing.canonical
        return tuple(data for data in self.master() if data.id.canonical == canonical)

    def quarantined(self) -> Iterator[Quarantined]:
        rows = self._db.execute(
            "SELECT name, taken, pointer, line, type, problems, text FROM quarantine ORDER BY id"
        )
        for name, taken, where, line, kind, problems, text in rows:
            listed = tuple(Problem(rule, place, what, at) for rule, place, what, at in json.loads(problems))
            yield Quarantined(name, taken, where, line, kind, listed, text)

    def written(self, keys: set[str] | None = None) -> Iterator[tuple[str, tuple[Any, ...], int | None]]:
        """Each event's characters, the contexts around it, and its document, in the order they came; for export.

        keys: canonical identifiers; only events that name one of them.
        """
        about = (
            ""
            if keys is None
            else "WHERE id IN (SELECT event FROM things WHERE canonical IN (SELECT value FROM json_each(?)))"
        )
        rows = self._db.execute(
            f"SELECT text, context, document FROM events {about} ORDER BY id",  # noqa: S608  # of our own words
            () if keys is None else (json.dumps(sorted(keys)),),
        )
        for text, context, document in rows:
            yield text, self._parsed_context(context).entries, document

    def envelopes(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The documents that events came in, without them, by number."""
        for row, envelope in self._db.execute("SELECT id, envelope FROM documents ORDER BY id"):
            yield row, parse(envelope)[0]

    def _events(self, query: str, values: tuple[Any, ...] = ()) -> Iterator[Event]:
        for text, context in self._db.execute(query, values):
            found = Findings()
            event = check(parse(text)[0], text, self._parsed_context(context), found)
            if event is None:
                raise StoreError(f"an event in the store no longer passes the checks: {found.problems[:1]}")
            yield event

    def _parsed_context(self, row: int) -> Context:
        known = self._parsed.get(row)
        if known is None:
            text = self._db.execute("SELECT entries FROM contexts WHERE id = ?", (row,)).fetchone()[0]
            entries = parse(text)[0]
            known = extend(Context(), entries, (), Findings()) if entries else Context()
            if len(self._parsed) >= _MOST_CONTEXTS:
                self._parsed.clear()
            self._parsed[row] = known
        return known


def lot_of(gtin: str, lot: str) -> Identifier:
    """The identifier of a lot, whose canonical form events are found by."""
    return from_elements(("01", gtin), ("10", lot))


def _key(event: Event) -> str:
    """Of the hash and of what it leaves out, but for recordTime: what two records must share to be one."""
    rest = [event.raw.get(name) for name in ("eventID", "certificationInfo", "errorDeclaration")]
    sorted_rest = json.dumps(rest, sort_keys=True, default=str)
    return hashlib.sha256(f"{event.hash}\n{sorted_rest}".encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
