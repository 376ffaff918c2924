"""What the log says of a lot's document, as a passport shows it."""

from __future__ import annotations

import base64

from kiosk.trace.log.errors import LogError
from kiosk.trace.log.keys import LogKeys
from kiosk.trace.log.proof import verify_proof
from kiosk.trace.model import Evidence, Inclusion


def evidence(document: bytes, proof: str | None, keys: LogKeys | None) -> Evidence:
    """The log's word on a document: document.document() of a lot, proof the tlog-proof's text beside it.

    Whatever document and proof hold, this answers. Without a proof, or in a town without a log (keys None), the
    state is MISSING; a proof that fails in any way, or a checkpoint that too few witnesses have seen, is ALTERED.
    """
    if keys is None:
        return Evidence(Inclusion.MISSING, "this town keeps no log")
    if proof is None:
        return Evidence(Inclusion.MISSING, f"the pack holds no proof from the log {keys.origin}", keys.origin)
    try:
        found = verify_proof(document, proof, keys)
    except LogError as error:
        return Evidence(Inclusion.ALTERED, str(error), keys.origin)
    tree = found.opened.checkpoint
    names = ", ".join(found.opened.witnesses) or "nobody"
    return Evidence(
        Inclusion.INCLUDED,
        f"leaf {found.index} of {tree.size} in {tree.origin}, witnessed by {names}",
        tree.origin,
        tree.size,
        found.index,
        base64.b64encode(tree.root).decode(),
        found.opened.text,
        found.opened.witnesses,
    )
