"""Ed25519 keys and signatures as base58btc multibase, and did:key (W3C Controlled Identifiers 1.0, 2.3 and 2.4)."""

from __future__ import annotations

from kiosk.trace.log.errors import CredentialError

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519 = b"\xed\x01"  # multicodec ed25519-pub
_MAX = 128  # characters; a signature has 89


def encoded(raw: bytes) -> str:
    """Multibase "z": base58btc."""
    number, digits = int.from_bytes(raw, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        digits = _ALPHABET[digit] + digits
    zeros = len(raw) - len(raw.lstrip(b"\0"))
    return "z" + "1" * zeros + digits


def decoded(text: str) -> bytes:
    """Raises CredentialError for anything but base58btc in its one spelling."""
    if not text.startswith("z") or len(text) > _MAX or any(c not in _ALPHABET for c in text[1:]):
        raise CredentialError("not a multibase value in base58btc")
    digits = text[1:]
    number = 0
    for digit in digits:
        number = number * 58 + _ALPHABET.index(digit)
    zeros = len(digits) - len(digits.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def did_key(public_hex: str) -> str:
    """did:key of an Ed25519 public key of 32 bytes in hexadecimal."""
    return "did:key:" + encoded(_ED25519 + bytes.fromhex(public_hex))


def public_of(identifier: str) -> str:
    """The public key of a did:key, its verification method (did:key:z6Mk…#z6Mk…), or a bare z6Mk…: hexadecimal.

    Raises CredentialError, also for keys that nobody can own alone (of low order).
    """
    name, mark, fragment = identifier[: 3 * _MAX].removeprefix("did:key:").partition("#")
    if mark and fragment != name:
        raise CredentialError("a did:key whose verification method is another key")
    raw = decoded(name)
    if len(raw) != 34 or not raw.startswith(_ED25519):
        raise CredentialError("not an Ed25519 key (z6Mk…)")
    from kiosk.trace.signature import public_key

    try:
        public_key(raw[2:].hex())
    except ValueError as error:
        raise CredentialError(str(error)) from None
    return raw[2:].hex()
