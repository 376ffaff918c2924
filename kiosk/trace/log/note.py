"""Signed notes: text with signature lines below it (C2SP signed-note v1), and the keys that make and check them.

    <text, ending in a newline>
    <empty line>
    — <key name> base64(<4 bytes of key id> || <signature>)

Two kinds of key: 0x01, Ed25519 over the text, for logs; 0x04, Ed25519 over the text with a time, for witnesses
(C2SP tlog-cosignature v1). Signatures of unknown keys are ignored, a wrong one of a known key refuses the note.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Literal

from kiosk.trace.log.errors import NoteError
from kiosk.trace.log.merkle import LARGEST

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

    from kiosk.trace.trust.keys import Key

ED25519: Final = 0x01
COSIGNATURE: Final = 0x04
Kind = Literal[0x01, 0x04]

MAX_BYTES = 256 * 1024  # of a note: sixteen signatures of post-quantum size, which must be accepted, and more
MAX_SIGNATURES = 100
MAX_NAME = 256  # characters
_DASH = "\u2014 "


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A key as its user knows it. public: 32 bytes, vetted: on the curve and not of low order."""

    name: str
    kind: Kind
    public: bytes

    @property
    def key_id(self) -> bytes:
        """signed-note, "Signatures": the first four bytes of a hash over name, kind and key."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self) -> str:
        """As a vkey: name, key id in hexadecimal, base64 of kind and key, with a plus between."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature line: signed holds what follows the key id."""

    name: str
    key_id: bytes
    signed: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {base64.b64encode(self.key_id + self.signed).decode()}"


@dataclass(frozen=True, slots=True)
class Note:
    """text: with its last newline. signatures: all of them, by whomever, unchecked."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(f"{line}\n" for line in self.signatures)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that verifies. time: of a cosignature, seconds since 1970 UTC."""

    key: VerifierKey
    time: int | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    """A key as its owner holds it."""

    name: str
    kind: Kind
    private_key: Ed25519PrivateKey

    @classmethod
    def of(cls, key: Key) -> Signer:
        """Of a log's or witness's key file, under the key's own name. Raises NoteError for other uses."""
        kinds: dict[str, Kind] = {"log": ED25519, "witness": COSIGNATURE}
        if key.use not in kinds:
            raise NoteError(f"a key of {key.use} signs no notes")
        return cls(key.name, kinds[key.use], key.private_key)

    @property
    def key(self) -> VerifierKey:
        """The public half. Raises NoteError for a name that no note can hold."""
        _check_name(self.name)
        return VerifierKey(self.name, self.kind, self.private_key.public_key().public_bytes_raw())

    def sign(self, text: str, time: int | None = None) -> Signature:
        """time: of a cosignature, seconds since 1970 UTC. Raises NoteError for a text that is none of a note."""
        _check_text(text)
        if (time is None) != (self.kind == ED25519):
            raise NoteError("a cosignature needs its time, and no other signature has one")
        if time is None:
            return Signature(self.name, self.key.key_id, self.private_key.sign(text.encode()))
        if not 0 < time <= LARGEST:
            raise NoteError("the time of a cosignature is not within 1 and 2^63 - 1 seconds")
        signed = time.to_bytes(8, "big") + self.private_key.sign(_cosigned(text, time))
        return Signature(self.name, self.key.key_id, signed)


def read_vkey(text: str) -> VerifierKey:
    """The key of a verifier key's text, which has one spelling. Raises NoteError."""
    name, plus, rest = text[:1024].partition("+")
    key_id, second_plus, encoded = rest.partition("+")
    if not plus or not second_plus or len(text) > 1024:
        raise NoteError("a verifier key is a name, a key id and a key, with a plus between")
    _check_name(name)
    raw = decoded(encoded)
    if len(raw) != 33 or raw[0] not in (ED25519, COSIGNATURE):
        raise NoteError(f"verifier key {name} is neither Ed25519 (1) nor an Ed25519 cosignature (4)")
    _vet(name, raw[1:])
    key = VerifierKey(name, ED25519 if raw[0] == ED25519 else COSIGNATURE, raw[1:])
    if key.key_id.hex() != key_id:
        raise NoteError(f"verifier key {name} has key id {key.key_id.hex()}, not what it says")
    return key


def read_note(text: str) -> Note:
    """A note's text and signatures, none of them checked yet. Raises NoteError.

    What is read has one spelling: str() of it is the same text again.
    """
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise NoteError("the note is not valid UTF-8") from None
    if size > MAX_BYTES:
        raise NoteError(f"the note has {size} bytes, more than {MAX_BYTES}")
    body, blank, below = text.rpartition("\n\n")
    if not blank or not below.endswith("\n"):
        raise NoteError("the note lacks an empty line with signature lines below it")
    body += "\n"
    _check_text(body)
    lines = below[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise NoteError(f"the note has {len(lines)} signatures, more than {MAX_SIGNATURES}")
    return Note(body, tuple(map(_read_signature, lines)))


def verified(note: Note, keys: Iterable[VerifierKey]) -> tuple[Signed, ...]:
    """The signatures by these keys, in the order of the note. Raises NoteError.

    Others are ignored, even where they share a name or an id with one of these. A known key whose signature is
    wrong, or that signed twice, refuses the note.
    """
    known = {(key.name, key.key_id): key for key in keys}
    found: dict[tuple[str, bytes], Signed] = {}
    for line in note.signatures:
        key = known.get((line.name, line.key_id))
        if key is None:
            continue
        if (line.name, line.key_id) in found:
            raise NoteError(f"two signatures of {line.name}")
        found[line.name, line.key_id] = _verified(note.text, line, key)
    return tuple(found.values())


def write_note(text: str, signatures: Sequence[Signature]) -> str:
    """Raises NoteError."""
    _check_text(text)
    if not signatures:
        raise NoteError("a note needs a signature")
    return str(Note(text, tuple(signatures)))


def decoded(text: str) -> bytes:
    """Base64 (RFC 4648, 4) in its one spelling: no white space, padding, unused bits zero. Raises NoteError."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError("not base64") from None
    if base64.b64encode(raw).decode() != text:
        raise NoteError("base64 in another spelling than the standard's")
    return raw


def _verified(text: str, line: Signature, key: VerifierKey) -> Signed:
    signed, message, time = line.signed, text.encode(), None
    if key.kind == COSIGNATURE:
        if len(signed) != 72:
            raise NoteError(f"the cosignature of {key.name} is not 72 bytes long")
        time, signed = int.from_bytes(signed[:8], "big"), signed[8:]
        if time > LARGEST:
            raise NoteError(f"the cosignature of {key.name} has a time beyond 2^63 - 1")
        message = _cosigned(text, time)
    from cryptography.exceptions import InvalidSignature

    try:
        _vet(key.name, key.public).verify(signed, message)
    except InvalidSignature:
        raise NoteError(f"the signature of {key.name} is wrong") from None
    return Signed(key, time)


def _cosigned(text: str, time: int) -> bytes:
    """What a witness signs (tlog-cosignature, "Ed25519 signed message")."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


@lru_cache(maxsize=64)
def _vet(name: str, public: bytes) -> Ed25519PublicKey:
    from kiosk.trace.signature import public_key

    try:
        return public_key(public.hex())
    except ValueError as error:
        raise NoteError(f"verifier key {name}: {error}") from None


def _read_signature(line: str) -> Signature:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space:
        raise NoteError("a signature line is not a dash (U+2014), a name and base64, with a space between")
    _check_name(name)
    raw = decoded(encoded)
    if len(raw) < 5:
        raise NoteError(f"the signature of {name} is too short for its key id")
    return Signature(name, raw[:4], raw[4:])


def _check_name(name: str) -> None:
    wrong = any(c.isspace() or c < " " or "\ud800" <= c <= "\udfff" for c in name)
    if not name or len(name) > MAX_NAME or "+" in name or wrong:
        raise NoteError(f"a key name has 1 to {MAX_NAME} characters, no spaces and no plus")


def _check_text(text: str) -> None:
    if not text.endswith("\n") or text == "\n":
        raise NoteError("the text of a note ends in a newline, and is not empty")
    if any(c < " " and c != "\n" for c in text):
        raise NoteError("the note holds control characters")
