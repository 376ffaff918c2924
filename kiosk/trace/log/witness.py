"""A witness: it looks at a log's checkpoints in turn, and signs only what continues what it saw before.

C2SP tlog-cosignature and tlog-witness, but by function call: the file beside its key is all that it remembers.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kiosk.town.durable import write_text
from kiosk.trace.log.checkpoint import continues, cosigned, open_checkpoint, read_checkpoint
from kiosk.trace.log.errors import LogError
from kiosk.trace.log.keys import LogKeys
from kiosk.trace.log.note import COSIGNATURE, Signer, read_note

MAX_SEEN = 64 * 1024  # bytes of the file


class Witness:
    """path: the file that holds the last checkpoint's text this witness signed, of one log."""

    def __init__(self, path: Path, signer: Signer) -> None:
        """Raises LogError for a key that is no witness's."""
        if signer.kind != COSIGNATURE:
            raise LogError(f"the key {signer.name} is no witness's")
        self._path = path
        self.signer = signer

    @property
    def seen_size(self) -> int:
        """Of the log when this witness last signed; 0 before. Raises LogError for a damaged file, and OSError."""
        seen = self._seen()
        return read_checkpoint(seen).size if seen else 0

    def cosign(self, text: str, log: LogKeys, proof: Sequence[bytes], time: int) -> str:
        """The checkpoint with this witness's cosignature, which it remembers first.

        log: the log's origin and key, as the witness was told of them. proof: consistency from seen_size, empty
        where that is 0. time: now, seconds since 1970 UTC. Raises NoteError for a checkpoint that is not this
        log's, RewrittenError for one that shrank or branched off, LogError for a damaged file, and OSError.
        """
        checkpoint = open_checkpoint(text, LogKeys(log.origin, log.log)).checkpoint
        seen = self._seen()
        if seen is not None:
            continues(read_checkpoint(seen), checkpoint, proof)
        signed = cosigned(text, self.signer, time)
        write_text(self._path, str(checkpoint), 0o600)
        return signed

    def _seen(self) -> str | None:
        try:
            with self._path.open("rb") as file:
                raw = file.read(MAX_SEEN + 1)
        except FileNotFoundError:
            return None
        try:
            text = raw.decode()
            read_checkpoint(text)
        except (LogError, UnicodeDecodeError):
            # Signing on would be forgetting, and forgetting is all that a rewriter of the log needs.
            raise LogError(f"{self._path} is damaged: restore it, or begin with a new witness key") from None
        return text


def has_signed(text: str, witness: Witness) -> bool:
    """Whether the checkpoint names this witness among its signatures."""
    own = witness.signer.key
    return any((line.name, line.key_id) == (own.name, own.key_id) for line in read_note(text).signatures)
