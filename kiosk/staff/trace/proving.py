"""`kiosk trace prove`: Merkle proofs, tlog-proofs, checkpoints and credentials from files, checked offline.

Without --key, checkpoints are tried with the keys that this booth's pack names.

With --json one object a line: file, index (of the proof in its file, from zero), kind, valid, reason (null where
valid), and of what a signature stands behind also says. Exit status 1 where any is refused, 2 where a file or a key
could not be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.trace.log.keys import LogKeys
    from kiosk.trace.log.note import VerifierKey

MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Keys:
    """What --key gave: of a log (C2SP kind 1), of witnesses (kind 4), of credentials' issuers (in hexadecimal)."""

    settings: Settings
    log: VerifierKey | None = None
    witnesses: tuple[VerifierKey, ...] = ()
    issuers: tuple[str, ...] = ()

    def of_log(self, origin: str) -> LogKeys:
        """Whose checkpoints count. Whoever gives a log's key believes its origin. Raises NoteError."""
        from kiosk.trace.log.errors import NoteError
        from kiosk.trace.log.keys import LogKeys

        if self.log is not None:
            witnesses = tuple(map(str, self.witnesses))
            return LogKeys(origin, str(self.log), witnesses, len(witnesses)).check()
        town = None if self.witnesses or self.issuers else _town_keys(self.settings)
        if town is None:
            raise NoteError("no key of a log given to check it with (--key)")
        return town


@dataclass(frozen=True, slots=True)
class Answer:
    kind: str
    reason: str | None  # None: valid
    says: dict[str, Any] | None = None


def run(settings: Settings, options: argparse.Namespace) -> int:
    from kiosk.trace.log.errors import LogError

    status = 0
    try:
        keys = _keys(options.key, settings)
        document = None if options.document is None else options.document.read_bytes()
    except (LogError, OSError) as error:
        print(f"kiosk trace prove: {error}", file=sys.stderr)
        return 2
    for path in options.files:
        try:
            raw = _read(path)
        except OSError as error:
            print(f"kiosk trace prove: {error}", file=sys.stderr)
            status = 2
            continue
        for index, answer in enumerate(_answers(raw, document, keys)):
            _print(path, index, answer, as_json=options.json)
            if answer.reason is not None:
                status = max(status, 1)
    return status


def _answers(raw: bytes, document: bytes | None, keys: Keys) -> Iterator[Answer]:
    from kiosk.trace.log.errors import ProofError
    from kiosk.trace.log.proof import HEADER
    from kiosk.trace.log.proof_json import check_value, read_values

    if len(raw) > MAX_BYTES:
        yield Answer("unknown", f"more than {MAX_BYTES} bytes")
        return
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        yield Answer("unknown", "not UTF-8 text")
        return
    if text.startswith(HEADER.partition("@")[0]):
        yield _tlog_proof(text, document, keys)
    elif text.lstrip()[:1] not in ("{", "[") and "\n\n\u2014 " in text:
        yield _checkpoint(text, keys)
    else:
        try:
            values = read_values(text)
        except ProofError as error:
            yield Answer("unknown", str(error))
            return
        if not values:
            yield Answer("unknown", "an empty list proves nothing")
        for value in values:
            if isinstance(value, dict) and ("credentialSubject" in value or "@context" in value):
                # As it stood in the file where it stands alone, so that nothing is mended on the way.
                yield _credential(text if len(values) == 1 else json.dumps(value, default=str), keys)
            else:
                checked = check_value(value)
                yield Answer(checked.kind, checked.reason)


def _tlog_proof(text: str, document: bytes | None, keys: Keys) -> Answer:
    from kiosk.trace.log.errors import LogError
    from kiosk.trace.log.proof import read_proof, verify_proof

    kind = "tlog-proof"
    try:
        proof = read_proof(text)
        if document is None:
            return Answer(kind, "no document given that it could be for (--document)")
        log_keys = keys.of_log(proof.checkpoint.partition("\n")[0])
        found = verify_proof(document, text, log_keys)
    except LogError as error:
        return Answer(kind, str(error))
    tree = found.opened.checkpoint
    says = {"origin": tree.origin, "leafIndex": found.index, "treeSize": tree.size}
    return Answer(kind, None, {**says, "witnesses": list(found.opened.witnesses)})


def _checkpoint(text: str, keys: Keys) -> Answer:
    from kiosk.trace.log.checkpoint import open_checkpoint
    from kiosk.trace.log.errors import LogError

    kind = "checkpoint"
    try:
        opened = open_checkpoint(text, keys.of_log(text.partition("\n")[0]))
    except LogError as error:
        return Answer(kind, str(error))
    tree = opened.checkpoint
    says = {"origin": tree.origin, "treeSize": tree.size, "root": str(tree).split("\n")[2]}
    return Answer(kind, None, {**says, "witnesses": list(opened.witnesses)})


def _credential(text: str, keys: Keys) -> Answer:
    from kiosk.trace.log.credential import verify_credential
    from kiosk.trace.log.errors import CredentialError

    kind = "credential"
    try:
        # Without a key the credential speaks for its own did:key, and `says` who that is.
        tried: tuple[str | None, ...] = keys.issuers or (None,)
        for number, key in enumerate(tried, 1):
            try:
                found = verify_credential(text, key)
                break
            except CredentialError:
                if number == len(tried):
                    raise
    except CredentialError as error:
        return Answer(kind, str(error))
    return Answer(kind, None, {"issuer": found.issuer, "known": bool(keys.issuers)})


def _town_keys(settings: Settings) -> LogKeys | None:
    """Those of this booth's pack. Raises NoteError."""
    from kiosk.staff.trace.judging import opened
    from kiosk.trace.log.keys import LogKeys

    pack = opened(settings)
    if pack is None:
        return None
    with closing(pack):
        written = pack.log_keys()
    return None if written is None else LogKeys.from_json(json.loads(written))


def _keys(texts: list[str], settings: Settings) -> Keys:
    """Raises NoteError or CredentialError."""
    from kiosk.trace.log.errors import NoteError
    from kiosk.trace.log.multibase import public_of
    from kiosk.trace.log.note import ED25519, read_vkey

    vkeys = [read_vkey(text) for text in texts if "+" in text]
    issuers = tuple(public_of(text) for text in texts if "+" not in text)
    logs = [key for key in vkeys if key.kind == ED25519]
    if len(logs) > 1:
        raise NoteError("more than one key of a log given")
    witnesses = tuple(key for key in vkeys if key.kind != ED25519)
    return Keys(settings, next(iter(logs), None), witnesses, issuers)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _print(path: Path, index: int, answer: Answer, *, as_json: bool) -> None:
    valid = answer.reason is None
    if as_json:
        line: dict[str, Any] = {
            "file": str(path),
            "index": index,
            "kind": answer.kind,
            "valid": valid,
            "reason": answer.reason,
        }
        if answer.says is not None:
            line["says"] = answer.says
        print(json.dumps(line, ensure_ascii=False))
        return
    words = "holds" if valid else f"refused: {answer.reason}"
    says = "" if answer.says is None else " ".join(f", {name} {value}" for name, value in answer.says.items())
    print(f"{path}[{index}] {answer.kind} {words}{says}")
