"""A root, an issuer, a log and a witness, and the manifest that the root signs of them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.town.model import Issuer, Text
from kiosk.trace.trust.manifest import ED25519, Manifest, TrustedLog


def public_hex(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


def vkey(name: str, key: Ed25519PrivateKey | bytes, kind: int = ED25519) -> str:
    """C2SP signed-note, "Verifier keys"."""
    raw = key if isinstance(key, bytes) else key.public_key().public_bytes_raw()
    digest = hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + raw).hexdigest()[:8]
    return f"{name}+{digest}+{base64.b64encode(bytes([kind]) + raw).decode()}"


@pytest.fixture(scope="session")
def root() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


@pytest.fixture(scope="session")
def root_hex(root: Ed25519PrivateKey) -> str:
    return public_hex(root)


@pytest.fixture(scope="session")
def make_issuer() -> Callable[..., Issuer]:
    def make(key_id: str = "K", **changed: object) -> Issuer:
        usual: dict[str, object] = {
            "key_id": key_id,
            "public_key": public_hex(Ed25519PrivateKey.generate()),
            "name": Text(en="Town hall", zh="镇公所"),
        }
        return Issuer.model_validate(usual | changed)

    return make


@pytest.fixture(scope="session")
def log() -> TrustedLog:
    key, witnesses = Ed25519PrivateKey.generate(), [Ed25519PrivateKey.generate() for _ in range(2)]
    return TrustedLog(
        origin="town.example/log",
        key=vkey("town.example/log", key),
        witnesses=tuple(vkey(f"witness-{n}.example", witness, 4) for n, witness in enumerate(witnesses)),
        quorum=1,
    )


@pytest.fixture
def make_manifest(log: TrustedLog, make_issuer: Callable[..., Issuer]) -> Callable[..., Manifest]:
    def make(**changed: object) -> Manifest:
        usual: dict[str, object] = {
            "sequence": 7,
            "created": datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
            "town": "global-town",
            "content": "ab" * 32,
            "issuers": (make_issuer(),),
            "log": log,
        }
        return Manifest.model_validate(usual | changed)

    return make
