"""Merkle proofs as JSON, in the spellings that logs and their tests give them.

    inclusion    leafIdx, treeSize, leafHash, root, proof        transparency-dev/merkle's test data
                 leaf_index, tree_size, leaf_input, sha256_root_hash, audit_path    RFC 6962, 4.3 to 4.8
                 logIndex, treeSize, rootHash, hashes, leafHash  Rekor
    consistency  size1, size2, root1, root2, proof               transparency-dev/merkle's test data
                 first, second, consistency, with both roots     RFC 6962, 4.4

Upper case, underscores and hyphens in names do not matter, other members are ignored. Hashes are base64 or 64
hexadecimal digits, numbers whole JSON numbers. What else a file claims about itself, such as "valid", is not read.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Literal

from kiosk.trace.log.document import MAX_DEPTH
from kiosk.trace.log.errors import LogError, ProofError
from kiosk.trace.log.merkle import MAX_PATH, check_consistency, check_inclusion, leaf_hash
from kiosk.trace.log.note import decoded

MAX_CHARACTERS = 64 * 1024 * 1024
Kind = Literal["inclusion", "consistency", "unknown"]

_NAMES = {
    "index": ("leafidx", "leafindex", "logindex", "index"),
    "size": ("treesize", "size"),
    "leaf": ("leafhash", "merkleleafhash"),
    "input": ("leafinput",),
    "root": ("root", "roothash", "sha256roothash", "treeroot"),
    "size1": ("size1", "first", "firstsize", "oldsize", "treesize1", "fromsize"),
    "size2": ("size2", "second", "secondsize", "newsize", "treesize2", "tosize"),
    "root1": ("root1", "firsthash", "firstroot", "oldroot", "roothash1", "fromroot"),
    "root2": ("root2", "secondhash", "secondroot", "newroot", "roothash2", "toroot"),
    "proof": (
        *("proof", "hashes", "path", "auditpath", "inclusionproof", "inclusionpath"),
        *("consistency", "consistencyproof", "consistencypath"),
    ),
}
_MEANING = {name: meaning for meaning, names in _NAMES.items() for name in names}
_HEX = re.compile(r"[0-9a-fA-F]{64}")
_MAX_DIGITS = 25  # of a number; Python refuses thousands, and 2^63 has 19


@dataclass(frozen=True, slots=True)
class Checked:
    """reason: why the proof is refused; None for one that holds."""

    kind: Kind
    reason: str | None


@dataclass(frozen=True, slots=True)
class _Unreadable:
    """Stands where JSON allows what we do not, so that one bad proof does not take its neighbours with it."""

    reason: str


def read_values(text: str) -> list[Any]:
    """The proofs of a file: one object, a list of them, or one a line. Raises ProofError for what is no JSON."""
    if len(text) > MAX_CHARACTERS:
        raise ProofError(f"{len(text)} characters, more than {MAX_CHARACTERS}")
    try:
        value = _loads(text)
    except ProofError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2:
            raise
        return [_loads(line) for line in lines]
    return value if isinstance(value, list) else [value]


def check_value(value: object) -> Checked:
    """Whether one proof holds. Never raises for what the value is."""
    kind: Kind = "unknown"
    try:
        if isinstance(value, _Unreadable):
            raise ProofError(value.reason)
        if not isinstance(value, dict):
            raise ProofError("a proof is a JSON object")
        found = _members(value)
        kind = "consistency" if {"size1", "size2", "root1", "root2"} & found.keys() else "inclusion"
        if kind == "consistency":
            check_consistency(
                _number(found, "size1"),
                _number(found, "size2"),
                _hash(found, "root1"),
                _hash(found, "root2"),
                _path(found),
            )
        else:
            check_inclusion(
                _number(found, "index"),
                _number(found, "size"),
                _leaf(found),
                _path(found),
                _hash(found, "root"),
            )
    except LogError as error:
        return Checked(kind, str(error))
    return Checked(kind, None)


def _loads(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_int=_int, parse_constant=_constant)
    except (ValueError, RecursionError) as error:
        raise ProofError(f"no JSON: {error or type(error).__name__}") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | _Unreadable:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _Unreadable("a name stands twice in one object")


def _int(digits: str) -> int | _Unreadable:
    return int(digits) if len(digits) <= _MAX_DIGITS else _Unreadable(f"a number of {len(digits)} digits")


def _constant(name: str) -> _Unreadable:
    return _Unreadable(f"{name} is no JSON number")


def _members(value: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, member in value.items():
        meaning = _MEANING.get(name.lower().replace("_", "").replace("-", "")) if len(name) <= MAX_DEPTH else None
        if meaning is None:
            continue
        if meaning in found:
            raise ProofError(f"{name[:40]!r} says again what another member says")
        found[meaning] = member
    return found


def _number(found: dict[str, Any], name: str) -> int:
    value = found.get(name)
    if isinstance(value, _Unreadable):
        raise ProofError(f"{name}: {value.reason}")
    if type(value) is not int:
        raise ProofError(f"{name} is missing" if value is None else f"{name} is no whole number")
    return value


def _leaf(found: dict[str, Any]) -> bytes:
    if "input" not in found:
        return _hash(found, "leaf")
    leaf = leaf_hash(_bytes("input", found["input"], hexadecimal=False))
    if "leaf" in found and _hash(found, "leaf") != leaf:
        raise ProofError("the leaf's hash is not that of its input")
    return leaf


def _hash(found: dict[str, Any], name: str) -> bytes:
    if name not in found:
        raise ProofError(f"{name} is missing")
    return _bytes(name, found[name])


def _path(found: dict[str, Any]) -> list[bytes]:
    value = found.get("proof")
    if value is None:  # Go writes an empty list so
        return []
    if not isinstance(value, list):
        raise ProofError("the proof is not a list of hashes")
    if len(value) > MAX_PATH:
        raise ProofError(f"the proof has {len(value)} hashes, more than any tree needs")
    return [_bytes(f"hash {number} of the proof", each) for number, each in enumerate(value)]


def _bytes(name: str, value: object, *, hexadecimal: bool = True) -> bytes:
    if not isinstance(value, str):
        raise ProofError(f"{name} is not text")
    if hexadecimal and _HEX.fullmatch(value):
        return bytes.fromhex(value)
    try:
        return decoded(value)
    except LogError as error:
        raise ProofError(f"{name}: {error}") from None
