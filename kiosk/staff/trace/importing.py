"""`kiosk trace import`: EPCIS events into the town's store; good ones are taken, bad ones quarantined."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from kiosk.settings import Settings
    from kiosk.trace.epcis.store import Taken

_PROGRESS_S = 1.0  # between lines of progress on standard error


def events_path(settings: Settings, options: argparse.Namespace) -> Path:
    chosen: Path | None = options.events
    return chosen or settings.state_folder / "trace" / "events.sqlite"


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0: everything was taken or already there, 1: something was refused, 2: a file could not be opened."""
    import sqlite3

    from kiosk.trace.epcis.read import read
    from kiosk.trace.epcis.store import EventStore, StoreError

    path = events_path(settings, options)
    became: Counter[str] = Counter()
    unreadable = False
    begun = shown = time.monotonic()
    try:
        # An import that is only tried leaves no file behind.
        with EventStore(None if options.check and not path.exists() else path, keep=not options.check) as store:
            for file in options.files:
                try:
                    for outcome in read(file):
                        taken = store.add(outcome, file.name)
                        became[taken.became] += 1
                        _say(file, taken, options.json)
                        if time.monotonic() - shown >= _PROGRESS_S:
                            shown = time.monotonic()
                            print(f"{file.name}: {_totals(became)}", file=sys.stderr, flush=True)
                except OSError as error:
                    print(f"{file}: {error.strerror or error}", file=sys.stderr)
                    unreadable = True
    except (StoreError, sqlite3.Error, OSError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 2
    tried = " (tried only, nothing is kept)" if options.check else ""
    print(f"{_totals(became)} in {time.monotonic() - begun:.1f} s{tried}", file=sys.stderr)
    return 2 if unreadable else int(became["refused"] > 0)


def _totals(became: Counter[str]) -> str:
    words = (f"{became[word]} {word}" for word in ("taken", "already", "corrected", "refused") if became[word])
    return ", ".join(words) or "no events"


def answer(file: Path, taken: Taken) -> dict[str, Any]:
    """One event as --json has it. rule and what: of the first problem; problems: of all."""
    outcome = taken.outcome
    first = taken.problems[0] if taken.problems else None
    return {
        "file": str(file),
        "index": outcome.index,
        "pointer": first.pointer if first else outcome.pointer,
        "line": first.line if first else outcome.line,
        "type": outcome.type,
        "event": outcome.pointer,
        "hash": outcome.event.hash if outcome.event else None,
        "outcome": taken.became,
        "rule": first.rule if first else None,
        "what": first.what if first else None,
        "problems": [_listed(problem) for problem in taken.problems],
        "remarks": [_listed(remark) for remark in outcome.remarks],
    }


def _listed(problem: Any) -> dict[str, Any]:
    return {"rule": problem.rule, "pointer": problem.pointer, "line": problem.line, "what": problem.what}


def _say(file: Path, taken: Taken, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer(file, taken)))
        return
    outcome = taken.outcome
    named = outcome.type or "event" if outcome.index is None else f"{outcome.type or 'event'} {outcome.index}"
    print(f"{file}:{outcome.line}: {named} {taken.became}")
    for problem in taken.problems:
        print(f"    {problem}")
    for remark in outcome.remarks:
        print(f"    note: {remark}")
