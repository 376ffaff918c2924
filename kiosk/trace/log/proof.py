"""Proofs that a document is in a log, to keep beside it and check offline (C2SP tlog-proof v1)."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.trace.log.checkpoint import Opened, decimal, open_checkpoint
from kiosk.trace.log.errors import ProofError
from kiosk.trace.log.keys import LogKeys
from kiosk.trace.log.merkle import HASH_BYTES, MAX_PATH, check_inclusion, leaf_hash
from kiosk.trace.log.note import MAX_BYTES, decoded

HEADER = "c2sp.org/tlog-proof@v1"
MAX_EXTRA = 64 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class LogProof:
    """hashes: from the leaf's sibling up to the root's child. checkpoint: the signed note, whole.

    extra: opaque, and not vouched for by anybody.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None

    def __str__(self) -> str:
        extra = [] if self.extra is None else [f"extra {base64.b64encode(self.extra).decode()}"]
        hashes = [base64.b64encode(value).decode() for value in self.hashes]
        return "\n".join([HEADER, *extra, f"index {self.index}", *hashes, "", self.checkpoint])


@dataclass(frozen=True, slots=True)
class Included:
    """A document that a log which counts holds."""

    index: int
    opened: Opened


def write_proof(index: int, hashes: Sequence[bytes], checkpoint: str, extra: bytes | None = None) -> str:
    """The text of a tlog-proof. Raises ProofError or NoteError where read_proof would not take it."""
    text = str(LogProof(index, tuple(hashes), checkpoint, extra))
    read_proof(text)
    return text


def read_proof(text: str) -> LogProof:
    """A tlog-proof in its one spelling; nothing in it is verified yet. Raises ProofError or NoteError."""
    if len(text) > 2 * MAX_EXTRA + MAX_BYTES:
        raise ProofError(f"the proof has {len(text)} characters, too many")
    above, blank, checkpoint = text.partition("\n\n")
    if not blank:
        raise ProofError("the proof lacks an empty line with a checkpoint below it")
    header, *lines = above.split("\n")
    if header != HEADER:
        raise ProofError(f"the proof does not begin with {HEADER}")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = decoded(lines.pop(0).removeprefix("extra "))
        if not 0 < len(extra) <= MAX_EXTRA:
            raise ProofError(f"the extra data of a proof are 1 to {MAX_EXTRA} bytes, or left out")
    if not lines or not lines[0].startswith("index "):
        raise ProofError("the proof does not say its index")
    index = decimal("the index", lines.pop(0).removeprefix("index "))
    if len(lines) > MAX_PATH:
        raise ProofError(f"the proof has {len(lines)} hashes, more than any tree needs")
    hashes = tuple(map(decoded, lines))
    if any(len(value) != HASH_BYTES for value in hashes):
        raise ProofError(f"a hash of the proof is not {HASH_BYTES} bytes long")
    return LogProof(index, hashes, checkpoint, extra)


def verify_proof(document: bytes, text: str, keys: LogKeys) -> Included:
    """That the document is a leaf of a log which counts: signed, witnessed, and holding it. Raises LogError."""
    proof = read_proof(text)
    opened = open_checkpoint(proof.checkpoint, keys)
    tree = opened.checkpoint
    check_inclusion(proof.index, tree.size, leaf_hash(document), proof.hashes, tree.root)
    return Included(proof.index, opened)
