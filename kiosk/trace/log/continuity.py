"""That a pack's log continues the log of the pack before it, whichever that was.

A booth that skipped some packs needs a proof from the checkpoint it last saw. So a pack carries one from each of
the log's earlier checkpoints, as JSON:

    {"size": 1200, "from": {"1000": [base64 of 32 bytes, …], …}}
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence

from kiosk.trace.log.checkpoint import check_extends, decimal, open_checkpoint
from kiosk.trace.log.document import read_json
from kiosk.trace.log.errors import LogError, RewrittenError
from kiosk.trace.log.keys import LogKeys
from kiosk.trace.log.note import decoded

MAX_PROOFS = 1024  # of the latest earlier checkpoints; a booth that missed more begins anew, by hand
MAX_BYTES = 8 * 1024 * 1024


def write_continuity(size: int, proofs: Mapping[int, Sequence[bytes]]) -> str:
    """size: of the log now. proofs: from each earlier size."""
    chosen = sorted(proofs)[-MAX_PROOFS:]
    found = {str(each): [base64.b64encode(value).decode() for value in proofs[each]] for each in chosen}
    return json.dumps({"size": size, "from": found}, separators=(",", ":"))


def check_continuity(seen: str | None, now: str, continuity: str | None, keys: LogKeys) -> None:
    """That the log of checkpoint now continues checkpoint seen, the last that this booth accepted (None: none yet).

    keys: as the new pack's manifest, once it is believed, names them; seen keeps counting under new witnesses, but
    not under another log key. continuity: what write_continuity gave. Raises RewrittenError, or another LogError
    where a text is malformed or a checkpoint does not count.
    """
    after = open_checkpoint(now, keys).checkpoint
    if seen is None:
        return
    log = LogKeys(keys.origin, keys.log)
    before = open_checkpoint(seen, log).checkpoint
    proof: Sequence[bytes] = ()
    if 0 < before.size < after.size:
        proof = _proofs(continuity, after.size).get(before.size, ())
        if not proof:
            raise RewrittenError(f"nothing shows that the log of {after.size} continues the one of {before.size}")
    check_extends(seen, now, proof, log)


def _proofs(continuity: str | None, size: int) -> dict[int, tuple[bytes, ...]]:
    if continuity is None:
        return {}
    value = read_json(continuity, largest=MAX_BYTES)
    if not isinstance(value, dict) or value.keys() != {"size", "from"} or not isinstance(value["from"], dict):
        raise LogError("the pack's proofs of continuity are not an object of size and from")
    if type(value["size"]) is not int or value["size"] != size:
        raise LogError(f"the pack's proofs of continuity are not for its log of {size}")
    found = {}
    for written, hashes in value["from"].items():
        if not isinstance(hashes, list) or not all(isinstance(each, str) for each in hashes):
            raise LogError(f"the proof of continuity from {written[:20]} is not a list of hashes")
        found[decimal("a size in the proofs of continuity", written)] = tuple(map(decoded, hashes))
    return found
