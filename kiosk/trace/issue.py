"""Making stickers: the issuer's key, which lives outside the repository, and what a sticker says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kiosk.trace.digital_link import Identifiers
from kiosk.trace.signature import HOST, check_key_id, sign
from kiosk.trace.trust.keys import OURS, KeyFileError, open_key

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

__all__ = ["IssuerKey", "KeyFileError", "issuer_key", "sticker_text"]


class IssuerKey(NamedTuple):
    key_id: str
    private_key: Ed25519PrivateKey

    @property
    def public_hex(self) -> str:
        """The public key as town.model.Issuer holds it: 32 bytes in hexadecimal."""
        return self.private_key.public_key().public_bytes_raw().hex()


def issuer_key(path: Path, key_id: str = "K", *, state: Path = OURS) -> IssuerKey:
    """The key in a file, which is made with mode 0600 if it is absent; key_id names a key made now.

    Raises KeyFileError for a file that others may read or that is not such a key, ValueError for an impossible
    key id, and OSError. state: see trust.keys.
    """
    check_key_id(key_id)
    key = open_key(path, "issuer", key_id, state=state)
    try:
        check_key_id(key.name)
    except ValueError:
        raise KeyFileError(f"{path} is not an issuer key file (no key id)") from None
    return IssuerKey(key.name, key.private_key)


def sticker_text(gtin: str, lot: str, serial: str, key: IssuerKey, host: str = HOST) -> str:
    """What the sticker of one item says. Raises ValueError for identifiers that a sticker cannot carry."""
    return sign(Identifiers(gtin, lot, serial), key.key_id, key.private_key, host)
