"""Signed JSON: W3C Data Integrity proofs of the cryptosuite eddsa-jcs-2022 (Data Integrity EdDSA 1.0, 3.3).

No context is ever fetched: what is signed is the canonical JSON itself, and terms mean what their spelling says.
"""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kiosk.trace.log import multibase
from kiosk.trace.log.document import canonical
from kiosk.trace.log.errors import CredentialError, DocumentError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SUITE = "eddsa-jcs-2022"


def secured(
    document: dict[str, Any], private_key: Ed25519PrivateKey, created: datetime, method: str
) -> dict[str, Any]:
    """The document with its proof (3.3.1). created: timezone-aware. method: the verification method's URL.

    Raises DocumentError for what has no canonical JSON, ValueError for a naive time.
    """
    if created.tzinfo is None:
        raise ValueError("a proof needs to know the time zone of its time")
    proof: dict[str, Any] = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": instant(created),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    if "@context" in document:
        proof["@context"] = document["@context"]
    value = multibase.encoded(private_key.sign(_hashed(document, proof)))
    return {**document, "proof": {**proof, "proofValue": value}}


def check_secured(document: dict[str, Any], public_hex: str) -> None:
    """That the holder of this key signed the document as it is (3.3.2). Raises CredentialError.

    One proof, not a set or chain of them. Whether the verification method belongs to the key is the caller's to
    say, as are the proof's age and purpose beyond "assertionMethod".
    """
    proof = document.get("proof")
    if not isinstance(proof, dict):
        raise CredentialError("the document has no proof, or more than one")
    if proof.get("type") != "DataIntegrityProof" or proof.get("cryptosuite") != SUITE:
        raise CredentialError(f"the proof is not a DataIntegrityProof of {SUITE}")
    if proof.get("proofPurpose") != "assertionMethod":
        raise CredentialError("the proof's purpose is not to assert (assertionMethod)")
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    if "@context" in proof:
        # 3.3.2, step 4: the document may have gained contexts after signing, but only behind the signed ones.
        signed, present = _listed(proof["@context"]), _listed(unsecured.get("@context", []))
        if present[: len(signed)] != signed:
            raise CredentialError("the document's contexts do not begin with those of the proof")
        unsecured["@context"] = proof["@context"]
    value = proof.get("proofValue")
    if not isinstance(value, str):
        raise CredentialError("the proof has no value")
    signature = multibase.decoded(value)
    if len(signature) != 64 or multibase.encoded(signature) != value:
        raise CredentialError("the proof's value is not a signature of 64 bytes")

    from cryptography.exceptions import InvalidSignature

    from kiosk.trace.signature import public_key

    try:
        public_key(public_hex).verify(signature, _hashed(unsecured, config))
    except InvalidSignature:
        raise CredentialError("the signature does not match the document") from None
    except (DocumentError, ValueError) as error:
        raise CredentialError(str(error)) from None


def instant(moment: datetime) -> str:
    """RFC 3339 in UTC to the second, the one spelling that we write."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _hashed(document: dict[str, Any], config: dict[str, Any]) -> bytes:
    """3.3.4: the hash of the proof's configuration, then the document's."""
    return sha256(canonical(config)).digest() + sha256(canonical(document)).digest()


def _listed(contexts: object) -> list[Any]:
    return contexts if isinstance(contexts, list) else [contexts]
