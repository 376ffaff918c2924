"""Laboratory certificates and approvals as W3C Verifiable Credentials (Data Model 2.0), signed with eddsa-jcs-2022.

    issuer             did:key of the laboratory, or of the inspection group that approves
    type               VerifiableCredential and InspectionCredential, or ApprovalCredential
    validFrom/Until    first second of the day of inspection, last second of the certificate's last day, UTC
    credentialSubject  gtin, lots, test, tested, limit, result, passed, certificate; of an approval also credential,
                       the SHA-256 of the laboratory's credential that was approved, where there is one

An Inspection carries them as text: `credential` of its `laboratory_id`, `approval` of its `approver_id`, both the
ids of a Laboratory with a `public_key`. certificate_state and approval_state are what the rules ask.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal

from kiosk.trace.log.document import read_json
from kiosk.trace.log.errors import CredentialError, LogError
from kiosk.trace.log.integrity import check_secured, instant, secured
from kiosk.trace.log.multibase import did_key, public_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from kiosk.town.model import Inspection, Laboratory

State = Literal["signed", "unsigned", "altered", "foreign"]

MAX_CHARACTERS = 16384
V2 = "https://www.w3.org/ns/credentials/v2"
# Our subject's terms stand in no vocabulary of W3C; this context of theirs says so.
CONTEXTS = [V2, "https://www.w3.org/ns/credentials/undefined-terms/v2"]
INSPECTION = "InspectionCredential"
APPROVAL = "ApprovalCredential"

# VC Data Model 2.0, 4.9: xsd:dateTimeStamp, which always has a zone.
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Credential:
    """A credential whose signature verifies. issuer: as written. Times are in UTC; None is unbounded."""

    issuer: str
    types: tuple[str, ...]
    valid_from: datetime | None
    valid_until: datetime | None
    subject: dict[str, Any]


def issue_credential(inspection: Inspection, gtin: str, private_key: Ed25519PrivateKey, created: datetime) -> str:
    """The laboratory's credential for what it found, as JSON text. created: timezone-aware."""
    return _issue(INSPECTION, _subject(inspection, gtin), inspection, private_key, created)


def issue_approval(inspection: Inspection, gtin: str, private_key: Ed25519PrivateKey, created: datetime) -> str:
    """The inspection group's approval of an inspection and its credential, as JSON text."""
    return _issue(APPROVAL, _approved(inspection, gtin), inspection, private_key, created)


def verify_credential(text: str, public_hex: str | None = None) -> Credential:
    """A credential that its issuer signed as it stands. Raises CredentialError.

    public_hex: the key that must have signed. None takes the one that the issuer's did:key itself is, which shows
    that the text is unaltered and by whom, not that anybody should believe them.
    """
    if len(text) > MAX_CHARACTERS:
        raise CredentialError(f"a credential of {len(text)} characters, more than {MAX_CHARACTERS}")
    try:
        value = read_json(text, largest=MAX_CHARACTERS)
    except LogError as error:
        raise CredentialError(str(error)) from None
    if not isinstance(value, dict):
        raise CredentialError("a credential is a JSON object")
    contexts, types, subject = value.get("@context"), value.get("type"), value.get("credentialSubject")
    if not isinstance(contexts, list) or contexts[:1] != [V2]:
        raise CredentialError(f"a credential's first context is {V2}")
    types = [types] if isinstance(types, str) else types
    if not isinstance(types, list) or not all(isinstance(each, str) for each in types):
        raise CredentialError("a credential's type is text")
    if "VerifiableCredential" not in types:
        raise CredentialError("not of type VerifiableCredential")
    if not isinstance(subject, dict):
        raise CredentialError("the credential has no subject, or more than one")
    issuer = value.get("issuer")
    issuer = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not isinstance(issuer, str):
        raise CredentialError("the credential has no issuer")
    check_secured(value, _key(value, issuer, public_hex))
    start, end = _moment(value, "validFrom"), _moment(value, "validUntil")
    if start and end and end < start:
        raise CredentialError("the credential ends before it begins")
    return Credential(issuer, tuple(types), start, end, subject)


def certificate_state(inspection: Inspection, gtin: str, lot: str, laboratory: Laboratory | None) -> State:
    """What the credential of an inspection amounts to.

    unsigned: there is none. altered: it is malformed, its signature fails, or it says something else than the
    inspection does. foreign: well signed, but not with this laboratory's key, or about another product or lot.
    laboratory: the one the inspection names; None where the town does not know it.
    """
    if inspection.credential is None:
        return "unsigned"
    return _state(INSPECTION, inspection.credential, _subject(inspection, gtin), inspection, lot, laboratory)


def approval_state(inspection: Inspection, gtin: str, lot: str, approver: Laboratory | None) -> State:
    """Like certificate_state, of the approval; approver: whom inspection.approver_id names."""
    if inspection.approval is None:
        return "unsigned"
    return _state(APPROVAL, inspection.approval, _approved(inspection, gtin), inspection, lot, approver)


def _state(
    kind: str, text: str, expected: dict[str, Any], inspection: Inspection, lot: str, signer: Laboratory | None
) -> State:
    credential = _verified(text)
    if credential is None:
        return "altered"
    if signer is None or signer.public_key is None or credential.issuer != did_key(signer.public_key):
        return "foreign"
    subject = credential.subject
    lots = subject.get("lots")
    if subject.get("gtin") != expected["gtin"] or not isinstance(lots, list) or lot not in lots:
        return "foreign"
    same = all(subject.get(name) == value for name, value in expected.items())
    days = (_day(credential.valid_from), _day(credential.valid_until)) == (inspection.on, inspection.valid_until)
    return "signed" if kind in credential.types and same and days else "altered"


@lru_cache(maxsize=256)  # a passport is judged again each time its code is shown
def _verified(text: str) -> Credential | None:
    try:
        return verify_credential(text)
    except CredentialError:
        return None


def _issue(
    kind: str, subject: dict[str, Any], inspection: Inspection, private_key: Ed25519PrivateKey, created: datetime
) -> str:
    issuer = did_key(private_key.public_key().public_bytes_raw().hex())
    document = {
        "@context": CONTEXTS,
        "type": ["VerifiableCredential", kind],
        "issuer": issuer,
        "validFrom": instant(datetime.combine(inspection.on, time(), UTC)),
        "validUntil": instant(datetime.combine(inspection.valid_until, time(23, 59, 59), UTC)),
        "credentialSubject": subject,
    }
    method = f"{issuer}#{issuer.removeprefix('did:key:')}"
    text = json.dumps(secured(document, private_key, created, method), ensure_ascii=False, separators=(",", ":"))
    verify_credential(text)
    return text


def _subject(inspection: Inspection, gtin: str) -> dict[str, Any]:
    return {
        "gtin": gtin,
        "lots": list(inspection.lots),
        "test": inspection.test,
        "tested": inspection.tested.model_dump(),
        "limit": inspection.limit.model_dump(),
        "result": inspection.result.model_dump(),
        "passed": inspection.passed,
        "certificate": inspection.certificate,
    }


def _approved(inspection: Inspection, gtin: str) -> dict[str, Any]:
    credential = inspection.credential
    digest = {} if credential is None else {"credential": sha256(credential.encode()).hexdigest()}
    return {**_subject(inspection, gtin), **digest}


def _key(value: dict[str, Any], issuer: str, public_hex: str | None) -> str:
    """The key that must have signed; the proof has to name it as one of the issuer's."""
    proof = value.get("proof")
    method = proof.get("verificationMethod") if isinstance(proof, dict) else None
    if not isinstance(method, str) or method.partition("#")[0] != issuer:
        raise CredentialError("the proof's verification method is not the issuer's")
    if issuer.startswith("did:key:"):
        named = public_of(method)
        if public_hex not in (None, named):
            raise CredentialError("the issuer is another than the one whose key is known")
        return named
    if public_hex is None:
        raise CredentialError("the issuer is no did:key, and its key is not known here")
    return public_hex


def _moment(value: dict[str, Any], name: str) -> datetime | None:
    written = value.get(name)
    if written is None:
        return None
    try:
        if not isinstance(written, str) or not _STAMP.fullmatch(written):
            raise ValueError
        return datetime.fromisoformat(written).astimezone(UTC)
    except (ValueError, OverflowError):
        raise CredentialError(f"{name} is not a date and time with its zone") from None


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
