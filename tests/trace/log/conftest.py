"""Keys made from a word, so that every run signs the same, and where the public cases are."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.settings import ROOT
from kiosk.trace.log.keys import LogKeys
from kiosk.trace.log.note import COSIGNATURE, ED25519, Kind, Signer

ORIGIN = "town.example/log"


def private_key(word: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(sha256(word.encode()).digest())


def signer(name: str, kind: Kind = ED25519) -> Signer:
    return Signer(name, kind, private_key(name))


LOG = signer(ORIGIN)
ONE, TWO = signer("one.example", COSIGNATURE), signer("two.example", COSIGNATURE)
KEYS = LogKeys(ORIGIN, str(LOG.key), (str(ONE.key), str(TWO.key)), 2)


def public_cases(name: str) -> Path:
    """Of transparency-dev/merkle, read where they are; skips, in words, where they are not."""
    path = ROOT.parent / "shared" / "data" / "merkle" / name
    if not path.exists():
        pytest.skip(f"the public Merkle proofs are not here: no {name} in ../shared/data/merkle")
    return path


def read_cases(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads(public_cases(name).read_text(encoding="utf-8"))
    assert cases
    return cases
