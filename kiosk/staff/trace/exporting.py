"""`kiosk trace export`: the town's events as one EPCIS 2.0 document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.staff.trace.importing import events_path
from kiosk.town import durable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from kiosk.settings import Settings


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0: written, 1: the code names nothing that events could be about, 2: no store, or it could not be written."""
    import sqlite3

    from kiosk.trace.digital_link import ParseError
    from kiosk.trace.epcis.export import document
    from kiosk.trace.epcis.store import EventStore, StoreError

    path = events_path(settings, options)
    try:
        uri = None if options.code is None else uri_of(options.code)
    except ParseError as error:
        print(f"{options.code}: {error}", file=sys.stderr)
        return 1
    if not path.exists():
        print(f"{path}: no events were imported yet", file=sys.stderr)
        return 2
    try:
        with EventStore(path, write=False) as store:
            _write(document(store, uri), options.out)
    except BrokenPipeError:
        return 2  # whoever read our output has had enough
    except (StoreError, sqlite3.Error, OSError) as error:
        print(f"{options.out or path}: {error}", file=sys.stderr)
        return 2
    return 0


def uri_of(code: str) -> str:
    """The URI of what a code names: an EPC URN as it is, a sticker's text by its keys. Raises ParseError."""
    if code.lower().startswith("urn:"):
        return code
    from kiosk.trace.digital_link import elements
    from kiosk.trace.epcis.identifiers import from_elements

    identifying = [(ai, value) for ai, value in elements(code) if ai in _KEYS]
    return from_elements(*identifying).written


_KEYS = frozenset(
    {"00", "01", "10", "21", "22", "235", "253", "254", "255", "401", "402", "414", "417"}
    | {"8003", "8004", "8006", "8010", "8011", "8013", "8017", "8018"}
)


def _write(pieces: Iterator[str], out: Path | None) -> None:
    """To a file whole or not at all, or to standard output."""
    if out is None:
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
        return
    with durable.whole(out, 0o644) as half, half.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)
