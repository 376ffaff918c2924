"""The sticker's signature: Ed25519 (RFC 8032) over its own upper-case GS1 Digital Link.

    HTTPS://ID.EXAMPLE/01/<gtin>/10/<lot>/21/<serial>?S=<key id><version><signature>

key id: one of A-Z and 2-7. version: "1". signature: 64 bytes as base32 (RFC 4648, 6), 103 characters, no padding.
Signed are the bytes of everything before the question mark. Both parts have one spelling only, so that no
character of a sticker can change without the signature failing.
"""

from __future__ import annotations

import base64
import binascii
import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from kiosk.town.gtin import is_gtin
from kiosk.trace.digital_link import Identifiers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

    from kiosk.town.model import Issuer

PARAMETER = "S"
VERSION = "1"
HOST = "ID.EXAMPLE"  # reserved by RFC 2606: a town with a resolver of its own signs with that host

_LINK = re.compile(
    r"HTTPS://(?P<host>[A-Z0-9.-]+)/01/(?P<gtin>[0-9]{14})/10/(?P<lot>[A-Z0-9-]{1,20})/21/(?P<serial>[A-Z0-9-]{1,20})"
)
_KEY_ID = re.compile(r"[A-Z2-7]")
_SIGNATURE = re.compile(r"(?P<key_id>[A-Z2-7])(?P<version>[A-Z0-9])(?P<signature>[A-Z2-7]{103})")


class Signature(StrEnum):
    """What the signature of a code amounts to."""

    VALID = "valid"
    ABSENT = "absent"  # nothing that claims to be one
    UNKNOWN_KEY = "unknown-key"  # well formed, by a key or in a version that this town does not know
    ALTERED = "altered"  # another spelling than ours: something was changed after signing
    WRONG = "wrong"  # the key did not sign this link


class WeakKeyError(ValueError):
    """A public key that no issuer can own alone: not a point of the curve, not canonical, or of low order."""


def canonical_link(identifiers: Identifiers, host: str = HOST) -> str:
    """The unsigned upper-case link of one item. Raises ValueError for what a sticker of ours cannot carry."""
    link = f"HTTPS://{host}/01/{identifiers.gtin14}/10/{identifiers.lot or ''}/21/{identifiers.serial or ''}"
    if not _LINK.fullmatch(link):
        raise ValueError(f"a sticker needs a 14-digit GTIN, lot and serial of at most 20 of A-Z, 0-9 and -: {link}")
    if not is_gtin(identifiers.gtin14):
        raise ValueError(f"the check digit of GTIN {identifiers.gtin14} is wrong")
    return link


def sign(identifiers: Identifiers, key_id: str, private_key: Ed25519PrivateKey, host: str = HOST) -> str:
    """The text of a sticker: the item's link with its signature. Raises ValueError like canonical_link."""
    check_key_id(key_id)
    link = canonical_link(identifiers, host)
    signature = base64.b32encode(private_key.sign(link.encode("ascii"))).decode("ascii").rstrip("=")
    return f"{link}?{PARAMETER}={key_id}{VERSION}{signature}"


def check_key_id(key_id: str) -> None:
    """Raises ValueError."""
    if not _KEY_ID.fullmatch(key_id):
        raise ValueError(f"a key id is one of A-Z and 2-7, not {key_id!r}")


def verify(text: str, identifiers: Identifiers, issuers: Iterable[Issuer]) -> tuple[Signature, Issuer | None]:
    """Check the signature of a code's text, as it was read; identifiers are what parse() made of that text.

    The issuer is given where its key is known. A weak key, which public_key() refuses, counts as unknown, and so
    does a key id that two issuers claim. VALID says that the key signed this; may_sign, valid_on and revoked_on say
    whether it was that issuer's to sign.
    """
    if all(key != PARAMETER for key, _ in identifiers.query):
        return Signature.ABSENT, None
    link, _, query = text.partition("?")
    written = _SIGNATURE.fullmatch(query.removeprefix(f"{PARAMETER}="))
    if written is None or not query.startswith(f"{PARAMETER}="):
        return Signature.ALTERED, None
    known = [issuer for issuer in issuers if issuer.key_id == written["key_id"]]
    issuer = known[0] if len(known) == 1 else None
    if issuer is None or written["version"] != VERSION:
        return Signature.UNKNOWN_KEY, issuer
    signature = _decoded(written["signature"])
    if signature is None or not _LINK.fullmatch(link):
        return Signature.ALTERED, issuer

    from cryptography.exceptions import InvalidSignature

    try:
        public_key(issuer.public_key).verify(signature, link.encode("ascii"))
    except WeakKeyError:
        return Signature.UNKNOWN_KEY, None
    except InvalidSignature:
        return Signature.WRONG, issuer
    return Signature.VALID, issuer


def may_sign(issuer: Issuer, gtin: str) -> bool:
    """Whether these goods are the issuer's to sign. gtin: 14 digits. One without beginnings may sign all."""
    return not issuer.gtins or gtin.startswith(issuer.gtins)


def valid_on(issuer: Issuer, day: date) -> bool:
    """Whether the key's time covers a lot produced on `day`, both ends included. Revocation is another matter."""
    return (issuer.valid_from is None or issuer.valid_from <= day) and (
        issuer.valid_until is None or day <= issuer.valid_until
    )


def revoked_on(issuer: Issuer, day: date) -> bool:
    """Whether the key no longer speaks for lots produced on `day`: from the day it was revoked since, inclusive.

    A sticker does not say when it was signed. Who holds a stolen key can sign serials of older lots, so a key that
    was stolen is revoked since its first day, and the good stickers are known by the register of serials alone.
    """
    return issuer.revoked_since is not None and issuer.revoked_since <= day


def _decoded(written: str) -> bytes | None:
    """The 64 bytes; None for one of the seven other last characters that would decode to the same ones."""
    try:
        signature = base64.b32decode(written + "=")
    except binascii.Error:
        return None
    return signature if base64.b32encode(signature).decode("ascii").rstrip("=") == written else None


@lru_cache(maxsize=64)
def public_key(hexadecimal: str) -> Ed25519PublicKey:
    """An issuer's public key, 32 bytes in hexadecimal. Raises WeakKeyError, ValueError for another length."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    raw = bytes.fromhex(hexadecimal)
    if len(raw) != 32:
        raise ValueError(f"an Ed25519 public key is 32 bytes, not {len(raw)}")
    _refuse_weak(raw)
    return Ed25519PublicKey.from_public_bytes(raw)


# --- RFC 8032, 5.1: as much of the curve as it takes to know a weak key; cryptography accepts every 32 bytes -----

_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P


def _refuse_weak(raw: bytes) -> None:
    number = int.from_bytes(raw, "little")
    y, odd = number & (2**255 - 1), number >> 255
    if y >= _P:
        raise WeakKeyError("public key is not in canonical form")
    u, v = (y * y - 1) % _P, (_D * y * y + 1) % _P
    x = u * pow(v, 3, _P) * pow(u * pow(v, 7, _P), (_P - 5) // 8, _P) % _P  # RFC 8032, 5.1.3
    if v * x * x % _P == -u % _P:
        x = x * pow(2, (_P - 1) // 4, _P) % _P
    if v * x * x % _P != u or (x == 0 and odd):
        raise WeakKeyError("public key is not a point of the curve")
    for _ in range(3):  # eight times the point; the sign of x does not matter for the order
        x, y = _doubled(x, y)
    if (x, y) == (0, 1):
        raise WeakKeyError("public key is of low order: it would verify signatures that nobody made")


def _doubled(x: int, y: int) -> tuple[int, int]:
    product = _D * x * x * y * y % _P
    return (
        2 * x * y * pow(1 + product, -1, _P) % _P,
        (y * y + x * x) * pow(1 - product, -1, _P) % _P,
    )
