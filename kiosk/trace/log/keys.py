"""Whom a town believes about its log: the log's key, its witnesses, and how many of them must have looked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kiosk.trace.log.errors import NoteError
from kiosk.trace.log.note import COSIGNATURE, ED25519, VerifierKey, read_vkey

MAX_WITNESSES = 32


@dataclass(frozen=True, slots=True)
class LogKeys:
    """origin: the log's name, first line of its checkpoints. log, witnesses: verifier keys as C2SP vkey text.

    quorum: witnesses that must have cosigned a checkpoint before it counts; 0 needs none.
    """

    origin: str
    log: str
    witnesses: tuple[str, ...] = ()
    quorum: int = 0

    @property
    def log_key(self) -> VerifierKey:
        """Raises NoteError for keys that cannot be used, like check()."""
        return _parsed(self)[0]

    @property
    def witness_keys(self) -> tuple[VerifierKey, ...]:
        """Raises NoteError for keys that cannot be used, like check()."""
        return _parsed(self)[1]

    def check(self) -> LogKeys:
        """These keys, once they have proved usable.

        Raises NoteError: a malformed or weak key, a key of the wrong kind, one key under two names (a witness
        could count twice, a log witness itself), a quorum that the witnesses cannot reach.
        """
        _parsed(self)
        return self

    def to_json(self) -> dict[str, Any]:
        return {
            "origin": self.origin,
            "log": self.log,
            "witnesses": list(self.witnesses),
            "quorum": self.quorum,
        }

    @classmethod
    def from_json(cls, value: object) -> LogKeys:
        """From what to_json gives, checked. Raises NoteError."""
        if not isinstance(value, dict) or value.keys() != {"origin", "log", "witnesses", "quorum"}:
            raise NoteError("a log's keys are an object of origin, log, witnesses and quorum")
        origin, log, witnesses, quorum = (value[name] for name in ("origin", "log", "witnesses", "quorum"))
        if not isinstance(witnesses, list) or not all(isinstance(each, str) for each in [origin, log, *witnesses]):
            raise NoteError("origin, log and witnesses are text")
        if type(quorum) is not int:
            raise NoteError("the quorum is no whole number")
        return cls(origin, log, tuple(witnesses), quorum).check()


@lru_cache(maxsize=16)
def _parsed(keys: LogKeys) -> tuple[VerifierKey, tuple[VerifierKey, ...]]:
    if not keys.origin or any(c < " " for c in keys.origin):
        raise NoteError("a log needs an origin of one line")
    if len(keys.witnesses) > MAX_WITNESSES:
        raise NoteError(f"{len(keys.witnesses)} witnesses, more than {MAX_WITNESSES}")
    log = read_vkey(keys.log)
    witnesses = tuple(map(read_vkey, keys.witnesses))
    if log.kind != ED25519:
        raise NoteError(f"the log's key {log.name} is a witness's")
    for witness in witnesses:
        if witness.kind != COSIGNATURE:
            raise NoteError(f"the witness's key {witness.name} is a log's")
    everyone = [log, *witnesses]
    if len({key.public for key in everyone}) != len(everyone) or len({key.name for key in everyone}) != len(
        everyone
    ):
        raise NoteError("a key or a name stands twice among the log and its witnesses")
    if not 0 <= keys.quorum <= len(witnesses):
        raise NoteError(f"a quorum of {keys.quorum} cannot be reached by {len(witnesses)} witnesses")
    return log, witnesses
