"""The pack's manifest: what a town's offline root vouches for, signed with Ed25519 (RFC 8032).

    {"manifest": {"content", "created", "issuers", "log", "sequence", "town", "version"}, "signature": hexadecimal}

It is canonical JSON (RFC 8785) and so has one spelling. Signed are DOMAIN and the canonical bytes of "manifest".
The root says which content is the town's, who may sign its stickers, which log and witnesses to believe, and a
number that only grows, so that an old pack cannot come back.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable
from datetime import UTC
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from pydantic import AwareDatetime, Field, ValidationError

from kiosk.town.model import Issuer, Plain
from kiosk.trace.signature import public_key

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

DOMAIN = b"global-town-kiosk/manifest/v1\n"  # no other thing that a root signs begins like this
LARGEST = 1 << 20  # bytes
MOST_WITNESSES = 64
LATEST = 2**53 - 1  # what every reader of JSON counts to exactly: RFC 8785, appendix D

ED25519, COSIGNATURE = 1, 4  # C2SP signed-note and tlog-cosignature: the kinds of verifier key


class ManifestError(ValueError):
    """A manifest that is not to be trusted; the text says why, for staff."""


class TrustedLog(Plain):
    """The log to believe, as C2SP verifier keys: <name>+<8 hexadecimal digits>+<base64 of kind and key>."""

    origin: str = Field(min_length=1, max_length=256)
    key: str = Field(max_length=512)
    witnesses: tuple[str, ...] = Field(default=(), max_length=MOST_WITNESSES)
    quorum: int = Field(
        default=0, ge=0, le=MOST_WITNESSES, strict=True
    )  # cosignatures without which no checkpoint is


class Manifest(Plain):
    """What is signed. `content`: SHA-256 of the pack's content, as kiosk.town.pack computes it, in hexadecimal."""

    version: Literal[1] = 1
    sequence: int = Field(ge=1, le=LATEST, strict=True)
    created: AwareDatetime
    town: str = Field(min_length=1, max_length=128)  # TownInfo.id
    content: str = Field(pattern=r"^[0-9a-f]{64}$")
    issuers: tuple[Issuer, ...] = ()
    log: TrustedLog | None = None


def sign_manifest(manifest: Manifest, root: Ed25519PrivateKey) -> str:
    """The manifest as it goes into a pack. Raises ManifestError for what read_manifest would refuse."""
    inner = _plain(manifest)
    signature = root.sign(DOMAIN + _canonical(inner)).hex()
    text = _canonical({"manifest": inner, "signature": signature}).decode()
    read_manifest(text, root.public_key().public_bytes_raw().hex())
    return text


def read_manifest(text: str, root: str) -> Manifest:
    """The manifest, if the root signed exactly this. root: its public key, 64 hexadecimal digits.

    Raises ManifestError: too large, not canonical, signed by another, fields unknown or missing, a weak key, a key
    or key id used twice, a time that ends before it begins.
    """
    if len(text) > LARGEST or (not text.isascii() and len(text.encode(errors="replace")) > LARGEST):
        raise ManifestError(f"the manifest is longer than {LARGEST} bytes")
    outer = _parsed(text)
    if not isinstance(outer, dict) or outer.keys() != {"manifest", "signature"}:
        raise ManifestError("a manifest has the fields manifest and signature, and no others")
    _verify(outer["signature"], DOMAIN + _canonical(outer["manifest"]), root)
    # Only what the root signed is looked at any closer.
    try:
        manifest = Manifest.model_validate(outer["manifest"])
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ManifestError(f"the manifest's {place or 'fields'}: {first['msg']}") from None
    if _canonical({"manifest": _plain(manifest), "signature": outer["signature"]}) != text.encode(errors="replace"):
        raise ManifestError("the manifest is not written in its one canonical form (RFC 8785)")
    check_issuers(manifest.issuers)
    _check_keys(manifest, root)
    return manifest


def check_issuers(issuers: Iterable[Issuer]) -> None:
    """Raises ManifestError for a weak key, a key or key id used twice, and a time that ends before it begins."""
    ids: set[str] = set()
    keys: set[str] = set()
    for issuer in issuers:
        where = f"issuer {issuer.key_id}"
        if issuer.key_id in ids:
            raise ManifestError(f"{where} is listed twice: a key id is given once, and never again to a later key")
        if issuer.public_key in keys:
            raise ManifestError(f"{where} has the public key of another issuer")
        if issuer.valid_from and issuer.valid_until and issuer.valid_until < issuer.valid_from:
            raise ManifestError(f"{where} is valid until {issuer.valid_until}, before it begins")
        for beginning in issuer.gtins:
            if not (beginning.isascii() and beginning.isdecimal() and len(beginning) <= 14):
                raise ManifestError(f"{where}: {beginning!r} is not the beginning of a 14-digit GTIN")
        _strong(issuer.public_key, where)
        ids.add(issuer.key_id)
        keys.add(issuer.public_key)


def verifier_key(vkey: str, kinds: Iterable[int]) -> tuple[str, str]:
    """Name and public key, in hexadecimal, of a C2SP verifier key (signed-note, "Verifier keys").

    Raises ManifestError for another form, a wrong key hash, another kind, and a weak key.
    """
    name, _, rest = vkey.partition("+")
    digest, _, encoded = rest.partition("+")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if not name or any(character.isspace() for character in name) or not vkey.isprintable():
        raise ManifestError(f"verifier key {vkey[:80]!r} has no name")
    if len(raw) != 33 or raw[0] not in tuple(kinds) or base64.b64encode(raw).decode() != encoded:
        raise ManifestError(f"verifier key {name!r} is not an Ed25519 key of the kind that is needed here")
    if hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()[:8] != digest:
        raise ManifestError(f"verifier key {name!r} does not carry the hash of its name and key")
    _strong(raw[1:].hex(), f"verifier key {name!r}")
    return name, raw[1:].hex()


def _check_keys(manifest: Manifest, root: str) -> None:
    """Raises ManifestError where a key of log or witness is unfit, or where any key serves two uses."""
    keys = [root, *(issuer.public_key for issuer in manifest.issuers)]
    log = manifest.log
    if log is not None:
        name, key = verifier_key(log.key, (ED25519,))
        if name != log.origin:
            raise ManifestError(f"the log's key is named {name!r}, its origin is {log.origin!r}")
        witnesses = [verifier_key(vkey, (COSIGNATURE,)) for vkey in log.witnesses]
        names = [name for name, _ in witnesses]
        if len({log.origin, *names}) != 1 + len(names):
            raise ManifestError("two witnesses, or a witness and the log, have the same name")
        if log.quorum > len(witnesses):
            raise ManifestError(f"the log's quorum is {log.quorum} of {len(witnesses)} witnesses")
        keys += [key, *(key for _, key in witnesses)]
    if len(set(keys)) != len(keys):
        raise ManifestError("a key serves two uses: root, issuers, log and witnesses each need a key of their own")


def _verify(signature: object, signed: bytes, root: str) -> None:
    from cryptography.exceptions import InvalidSignature

    _strong(root, "the root")
    if not isinstance(signature, str) or len(signature) != 128 or set(signature) - set("0123456789abcdef"):
        raise ManifestError("the manifest's signature is not 128 of 0-9 and a-f")
    try:
        public_key(root).verify(bytes.fromhex(signature), signed)
    except InvalidSignature:
        raise ManifestError(f"the manifest is not signed by this booth's root {root[:16]}...") from None


def _strong(key: str, whose: str) -> None:
    try:
        public_key(key)
    except ValueError as error:
        raise ManifestError(f"the public key of {whose} is refused: {error}") from None


def _plain(manifest: Manifest) -> dict[str, Any]:
    """As plain JSON. Defaults are left out, so that equal manifests are equal text; the version is always said."""
    plain = manifest.model_dump(mode="json", exclude_defaults=True)
    created = manifest.created.astimezone(UTC)
    return plain | {"version": manifest.version, "created": f"{created:%Y-%m-%dT%H:%M:%SZ}"}


def _canonical(value: object) -> bytes:
    import rfc8785

    try:
        return rfc8785.dumps(value)  # type: ignore[arg-type]
    except (rfc8785.CanonicalizationError, RecursionError, UnicodeError) as error:
        raise ManifestError(f"the manifest cannot be written as canonical JSON ({type(error).__name__})") from None


def _parsed(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_no_number, parse_float=_no_number)
    except (ValueError, RecursionError) as error:
        raise ManifestError(f"the manifest is not JSON ({type(error).__name__})") from None


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text[:20]} has no place in a manifest")
