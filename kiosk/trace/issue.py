"""Making stickers: the issuer's key, which lives outside the repository, and what a sticker says."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kiosk.trace.digital_link import Identifiers
from kiosk.trace.signature import HOST, check_key_id, sign

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class KeyFileError(Exception):
    """The issuer's key file cannot be used; the text says why, for staff."""


class IssuerKey(NamedTuple):
    key_id: str
    private_key: Ed25519PrivateKey

    @property
    def public_hex(self) -> str:
        """The public key as town.model.Issuer holds it: 32 bytes in hexadecimal."""
        return self.private_key.public_key().public_bytes_raw().hex()


def issuer_key(path: Path, key_id: str = "K") -> IssuerKey:
    """The key in a file, which is made with mode 0600 if it is absent; key_id names a key made now.

    The file is JSON: {"key_id": one of A-Z and 2-7, "private_key": 32 bytes in hexadecimal}.
    Raises KeyFileError for a file that others may read or that is not such a key, ValueError for an impossible
    key id, and OSError.
    """
    check_key_id(key_id)
    if not path.exists():
        _create(path, key_id)
    if path.stat().st_mode & 0o077:
        raise KeyFileError(f"{path} may be read by others: chmod 600 it, and issue a new key if it was copied")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        stored = json.loads(path.read_text(encoding="ascii"))
        return IssuerKey(
            str(stored["key_id"]), Ed25519PrivateKey.from_private_bytes(bytes.fromhex(stored["private_key"]))
        )
    except (ValueError, KeyError, TypeError) as error:
        # Only the kind of fault: a message with the file's content would spread the key through logs.
        raise KeyFileError(f"{path} is not an issuer key file ({type(error).__name__})") from None


def sticker_text(gtin: str, lot: str, serial: str, key: IssuerKey, host: str = HOST) -> str:
    """What the sticker of one item says. Raises ValueError for identifiers that a sticker cannot carry."""
    return sign(Identifiers(gtin, lot, serial), key.key_id, key.private_key, host)


def _create(path: Path, key_id: str) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    stored = {"key_id": key_id, "private_key": Ed25519PrivateKey.generate().private_bytes_raw().hex()}
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".issuer-")  # mode 0600 from its first moment
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump(stored, file)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(name, path)  # fails rather than replacing a key that another process has just made
        except FileExistsError:
            return
    finally:
        Path(name).unlink()
