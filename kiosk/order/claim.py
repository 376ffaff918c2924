"""What a visitor takes home of an order that no store has heard of yet: a claim, signed by the booth.

    CLAIM1:<reference>:<total><currency>:<booth>:<signature>

total: minor units. booth: its name in capitals. signature: Ed25519 (RFC 8032) over everything before it, in base32
(RFC 4648, 6) without padding, encoded in its one canonical way. All of it is in the alphabet of a QR code's
alphanumeric mode. It names no person. The booth's journal is what counts; by the claim, store and staff can tell
that a booth of this town wrote the order down, before the order itself has arrived.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from kiosk.order.model import REFERENCE_ALPHABET, REFERENCE_LENGTH
from kiosk.order.money import EXPONENTS

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MAGIC = "CLAIM1"
LONGEST = 220  # characters
LARGEST_TOTAL = 10**12  # minor units
_BOOTH = re.compile(r"[A-Z0-9.-]{1,32}", re.ASCII)
_CLAIM = re.compile(
    rf"{MAGIC}:([{REFERENCE_ALPHABET}]{{{REFERENCE_LENGTH}}}):([1-9][0-9]{{0,11}})([A-Z]{{3}})"
    rf":({_BOOTH.pattern}):([A-Z2-7]{{103}})",
    re.ASCII,
)


class ClaimError(ValueError):
    """Not a claim that can be believed; the text says why, for staff."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a booth says that it wrote down. total: minor units."""

    reference: str
    total: int
    currency: str
    booth: str

    @property
    def said(self) -> str:
        return f"{MAGIC}:{self.reference}:{self.total}{self.currency}:{self.booth}:"


def booth_mark(name: str, public_key: bytes) -> str:
    """How claims call a booth: its name in capitals, or its key's beginning where a code cannot say the name."""
    written = name.upper()
    if name.isascii() and _BOOTH.fullmatch(written) and not written.startswith("KEY-"):
        return written
    return "KEY-" + base64.b32encode(sha256(public_key).digest()).decode("ascii")[:16]


def sign_claim(reference: str, total: int, currency: str, booth: str, key: Ed25519PrivateKey) -> str:
    """The claim as a code says it. booth: its name. Raises ValueError for what no order can be."""
    mark = booth_mark(booth, key.public_key().public_bytes_raw())
    claim = Claim(reference, total, currency, mark)
    signature = base64.b32encode(key.sign(claim.said.encode("ascii"))).decode("ascii").rstrip("=")
    text = claim.said + signature
    if _CLAIM.fullmatch(text) is None or currency not in EXPONENTS:
        raise ValueError(f"no claim can be made of {reference} over {total} {currency}")
    return text


def read_claim(text: str, key_of: Callable[[str], bytes | None]) -> Claim:
    """What a claim says, if the booth that it names signed it. Small letters and spaces are what hands make of it.

    key_of(booth): that booth's public key, 32 bytes; None for one that is not of this town. Raises ClaimError.
    """
    if len(text) > 3 * LONGEST:
        raise ClaimError("this is too long for a claim")
    written = "".join(text.split()).upper() if text.isascii() else ""
    found = _CLAIM.fullmatch(written)
    if found is None:
        raise ClaimError(f"this is not written like a claim ({MAGIC}:reference:total:booth:signature)")
    reference, total, currency, booth, signature = found.groups()
    if currency not in EXPONENTS:
        raise ClaimError(f"there is no currency {currency}")
    key = key_of(booth)
    if key is None:
        raise ClaimError(f"{booth} is no booth of this town whose key is known here")
    claim = Claim(reference, int(total), currency, booth)
    if not _signed(claim.said, signature, key):
        raise ClaimError(f"{booth} did not sign this: a letter is wrong, or it is forged")
    return claim


def _signed(said: str, signature: str, key: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        raw = base64.b32decode(signature + "=" * (-len(signature) % 8))
        if base64.b32encode(raw).decode("ascii").rstrip("=") != signature:
            return False  # 103 characters hold 515 bits: only one way of writing the 512 counts
        Ed25519PublicKey.from_public_bytes(key).verify(raw, said.encode("ascii"))
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True
