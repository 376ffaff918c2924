"""A town's own log in its state folder, for a booth with nothing prepared: keys are made when first asked for.

A real town gives its witness to somebody else: one beside the log keeps nobody honest but the log's own software.
"""

from __future__ import annotations

from pathlib import Path

from kiosk.trace.log.note import Signer
from kiosk.trace.log.witness import Witness
from kiosk.trace.log.writer import LogWriter
from kiosk.trace.trust.keys import open_key


def open_log(state: Path, origin: str) -> LogWriter:
    """state: the booth's state folder. origin: the log's name, for keys made now, such as "town.example/log".

    Below it: keys/log.json, keys/witness.json (mode 0600), log/ and witness/. Raises LogError like LogWriter,
    KeyFileError, and OSError.
    """
    log = open_key(state / "keys" / "log.json", "log", origin, state=state)
    witness = open_key(state / "keys" / "witness.json", "witness", f"{origin}/witness", state=state)
    seen = Witness(state / "witness" / "seen", Signer.of(witness))
    return LogWriter(state / "log", Signer.of(log), [seen])
