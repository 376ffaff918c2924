"""What can be wrong with a proof. Every fault of content in this room is a LogError; str() says it to staff."""

from __future__ import annotations


class LogError(ValueError):
    """The log's word cannot be taken."""


class ProofError(LogError):
    """A Merkle proof proves nothing."""


class NoteError(LogError):
    """A signed note or a verifier key is malformed, or no signature that counts verifies."""


class RewrittenError(LogError):
    """Two checkpoints of one log contradict each other, or nothing shows that they agree."""


class DocumentError(LogError):
    """A lot cannot be written as canonical JSON, or the bytes are not such a document."""


class CredentialError(LogError):
    """A credential is malformed, or its signature does not verify."""
