"""Checkpoints: a log's size and root, signed by the log and cosigned by witnesses (C2SP tlog-checkpoint)."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kiosk.trace.log.errors import NoteError, ProofError, RewrittenError
from kiosk.trace.log.keys import LogKeys
from kiosk.trace.log.merkle import EMPTY_ROOT, HASH_BYTES, LARGEST, check_consistency
from kiosk.trace.log.note import Signer, decoded, read_note, verified, write_note

_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """size: leaves. root: 32 bytes. extensions: further lines, opaque to everybody."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The note's text."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class Opened:
    """A checkpoint that its log signed. text: the note, whole. witnesses: names of those whose cosignature counts.

    seen: the latest time at which a witness vouched for it, seconds since 1970 UTC; None without witnesses.
    """

    checkpoint: Checkpoint
    text: str
    witnesses: tuple[str, ...]
    seen: int | None


def read_checkpoint(body: str) -> Checkpoint:
    """From the text of a note, in its one spelling. Raises NoteError."""
    lines = body.split("\n")
    if lines.pop() != "" or len(lines) < 3 or not all(lines):
        raise NoteError("a checkpoint is three lines or more, none of them empty")
    origin, size, root, *extensions = lines
    hashed = decoded(root)
    if len(hashed) != HASH_BYTES:
        raise NoteError(f"the checkpoint's root is not {HASH_BYTES} bytes long")
    return Checkpoint(origin, decimal("the checkpoint's size", size), hashed, tuple(extensions))


@lru_cache(maxsize=32)  # all lots of a pack share one checkpoint
def open_checkpoint(text: str, keys: LogKeys) -> Opened:
    """A checkpoint that counts: of this origin, signed by this log, cosigned by the quorum. Raises NoteError."""
    note = read_note(text)
    checkpoint = read_checkpoint(note.text)
    if checkpoint.origin != keys.origin:
        raise NoteError(f"the checkpoint is of the log {checkpoint.origin[:100]!r}, not of {keys.origin!r}")
    signed = verified(note, (keys.log_key, *keys.witness_keys))
    if all(each.key != keys.log_key for each in signed):
        raise NoteError(f"the checkpoint is not signed by {keys.log_key.name}")
    seen = {each.key.name: each.time for each in signed if each.time is not None}
    if len(seen) < keys.quorum:
        raise NoteError(f"the checkpoint has {len(seen)} of the {keys.quorum} witnesses it needs")
    return Opened(checkpoint, text, tuple(seen), max(seen.values(), default=None))


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> str:
    """The note, by the log alone. Only a writer that keeps its word calls this: see LogWriter. Raises NoteError."""
    body = str(checkpoint)
    read_checkpoint(body)
    return write_note(body, [signer.sign(body)])


def cosigned(text: str, signer: Signer, time: int) -> str:
    """The checkpoint with a witness's cosignature added. Only Witness calls this. Raises NoteError."""
    note = read_note(text)
    read_checkpoint(note.text)
    own = signer.key
    kept = [line for line in note.signatures if (line.name, line.key_id) != (own.name, own.key_id)]
    return write_note(note.text, [*kept, signer.sign(note.text, time)])


def check_extends(seen: str, now: str, proof: Sequence[bytes], keys: LogKeys) -> None:
    """That the log of checkpoint now continues the log of checkpoint seen; proof as in merkle.check_consistency.

    seen is what we accepted once, and has to count by itself; an empty log is continued by every log.
    Raises NoteError where one of them does not count, RewrittenError where the log was rewritten.
    """
    before, after = open_checkpoint(seen, keys).checkpoint, open_checkpoint(now, keys).checkpoint
    continues(before, after, proof)


def continues(before: Checkpoint, after: Checkpoint, proof: Sequence[bytes]) -> None:
    """Like check_extends, of checkpoints that are believed already. Raises RewrittenError."""
    if before.origin != after.origin:
        raise RewrittenError(f"{after.origin!r} is another log than {before.origin!r}")
    if before.size == 0 and before.root == EMPTY_ROOT:
        return
    try:
        check_consistency(before.size, after.size, before.root, after.root, proof)
    except ProofError as error:
        raise RewrittenError(f"the log does not continue what it was at {before.size}: {error}") from None


def decimal(what: str, text: str) -> int:
    """A number in its one spelling, at most 2^63 - 1. Raises NoteError."""
    if not _NUMBER.fullmatch(text) or int(text) > LARGEST:
        raise NoteError(f"{what} is not a decimal number within 0 and 2^63 - 1 without leading zeros")
    return int(text)
