from __future__ import annotations

import json
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import pytest

from kiosk.town.model import Inspection, Laboratory
from kiosk.trace.log import multibase
from kiosk.trace.log.credential import (
    MAX_CHARACTERS,
    approval_state,
    certificate_state,
    issue_approval,
    issue_credential,
    verify_credential,
)
from kiosk.trace.log.document import canonical
from kiosk.trace.log.errors import CredentialError
from kiosk.trace.log.integrity import check_secured, secured
from tests.trace.conftest import GTIN, inspection, text
from tests.trace.log.conftest import private_key

# W3C Data Integrity EdDSA Cryptosuites 1.0, B.3: "Representation: eddsa-jcs-2022".
W3C: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
    "proof": {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2023-02-24T23:36:38Z",
        "verificationMethod": ("https://vc.example/issuers/5678#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"),
        "proofPurpose": "assertionMethod",
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
        "proofValue": ("z63t83Y53KfzJ5ZosfKTnqfMcKB2dmTrfjSaQjeNNjAD5srBowQfmWqeRb8rRjmeEuCBEsddF9LsVogtuTsijJKh4"),
    },
}
W3C_KEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
W3C_SEED = multibase.decoded("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq")[2:]

CREATED = datetime(2026, 9, 3, 8, 0, tzinfo=UTC)
LABORATORY, GROUP, OTHER = (private_key(name) for name in ("laboratory", "group", "other"))


def of(key: Any) -> Laboratory:
    return Laboratory(id="lab", name=text("Lab"), public_key=key.public_key().public_bytes_raw().hex())


def plain(**changed: Any) -> Inspection:
    return inspection(**{"lots": ("A1", "A2"), "test": "protein", **changed})


def signed(**changed: Any) -> Inspection:
    check = plain(**changed)
    return check.model_copy(update={"credential": issue_credential(check, GTIN, LABORATORY, CREATED)})


def approved() -> Inspection:
    check = signed()
    return check.model_copy(update={"approval": issue_approval(check, GTIN, GROUP, CREATED)})


CHECK = signed()
assert CHECK.credential is not None
CREDENTIAL = CHECK.credential


def test_the_vector_of_w3c_verifies_and_is_made_again() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(W3C_SEED)
    check_secured(W3C, multibase.public_of(W3C_KEY))
    unsecured = {name: value for name, value in W3C.items() if name != "proof"}
    moment = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
    assert secured(unsecured, key, moment, W3C["proof"]["verificationMethod"]) == W3C
    assert verify_credential(json.dumps(W3C), multibase.public_of(W3C_KEY)).issuer == W3C["issuer"]
    with pytest.raises(CredentialError, match="not known here"):
        verify_credential(json.dumps(W3C))
    with pytest.raises(ValueError, match="time zone"):
        secured(unsecured, key, moment.replace(tzinfo=None), "m")


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Alumni credential"},
        {"more": 1},
        {"proof": {**W3C["proof"], "created": "2023-02-24T23:36:39Z"}},
        {"proof": {**W3C["proof"], "domain": "x"}},
        {"proof": {**W3C["proof"], "proofPurpose": "authentication"}},
        {"proof": {**W3C["proof"], "cryptosuite": "eddsa-rdfc-2022"}},
        {"proof": {**W3C["proof"], "type": "Ed25519Signature2020"}},
        {"proof": {**W3C["proof"], "proofValue": W3C["proof"]["proofValue"][:-1]}},
        {"proof": {**W3C["proof"], "proofValue": W3C["proof"]["proofValue"] + "1"}},
        {"proof": {**W3C["proof"], "proofValue": "z1" + W3C["proof"]["proofValue"][1:]}},
        {"proof": {**W3C["proof"], "proofValue": "u" + W3C["proof"]["proofValue"][1:]}},
        {"proof": {**W3C["proof"], "proofValue": None}},
        {"proof": {**W3C["proof"], "@context": W3C["@context"][:1]}},
        {"proof": {name: value for name, value in W3C["proof"].items() if name != "@context"}},
        {"proof": [W3C["proof"]]},
        {"proof": None},
        {"@context": W3C["@context"][::-1]},
        {"@context": W3C["@context"][:1]},
        {"@context": None},
    ],
)
def test_no_change_of_the_vector_verifies(change: dict[str, Any]) -> None:
    with pytest.raises(CredentialError):
        check_secured({**W3C, **change}, multibase.public_of(W3C_KEY))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({}, None),
        ({"type": "Ed25519Signature2020"}, "not a DataIntegrityProof"),
        ({"cryptosuite": "eddsa-rdfc-2022"}, "not a DataIntegrityProof"),
        ({"proofPurpose": "authentication"}, "not to assert"),
        ({"@context": [*W3C["@context"], "https://more.example"]}, "do not begin with"),
    ],
)
def test_a_proof_of_another_kind_is_refused_though_well_signed(change: dict[str, Any], says: str | None) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(W3C_SEED)
    config = {name: value for name, value in {**W3C["proof"], **change}.items() if name != "proofValue"}
    unsecured = {name: value for name, value in W3C.items() if name != "proof"}
    signed_as = {**unsecured, "@context": config["@context"]}
    value = multibase.encoded(key.sign(sha256(canonical(config)).digest() + sha256(canonical(signed_as)).digest()))
    odd = {**unsecured, "proof": {**config, "proofValue": value}}
    if says is None:
        check_secured(odd, multibase.public_of(W3C_KEY))
        return
    with pytest.raises(CredentialError, match=says):
        check_secured(odd, multibase.public_of(W3C_KEY))


def test_contexts_added_behind_the_signed_ones_change_nothing() -> None:
    check_secured({**W3C, "@context": [*W3C["@context"], "https://more.example"]}, multibase.public_of(W3C_KEY))


def test_a_did_key_has_one_spelling_and_an_owner() -> None:
    public = multibase.public_of(W3C_KEY)
    did = multibase.did_key(public)
    assert did == f"did:key:{W3C_KEY}"
    assert multibase.public_of(f"{did}#{W3C_KEY}") == public
    weak = multibase.did_key("01" + "00" * 31)
    for bad in (f"{did}#{W3C_KEY}x", did + "1", did[:-1], "did:web:a.example", "z", "", weak, "z" + "1" * 500):
        with pytest.raises(CredentialError):
            multibase.public_of(bad)


def test_multibase_round_trip() -> None:
    for raw in (b"", b"\0", b"\0\0\1", b"hello", bytes(range(64))):
        assert multibase.decoded(multibase.encoded(raw)) == raw
    assert multibase.encoded(b"Hello World!") == "z2NEpo7TZRRrLZSi2U"


def test_a_laboratorys_certificate_is_a_credential_about_its_lots() -> None:
    found = verify_credential(CREDENTIAL)
    assert found.issuer == multibase.did_key(str(of(LABORATORY).public_key))
    assert found.types == ("VerifiableCredential", "InspectionCredential")
    assert found.valid_from == datetime(2026, 9, 2, tzinfo=UTC)
    assert found.subject["lots"] == ["A1", "A2"]
    assert found.subject["passed"] is True
    verify_credential(CREDENTIAL, str(of(LABORATORY).public_key))
    with pytest.raises(CredentialError, match="another than the one"):
        verify_credential(CREDENTIAL, str(of(OTHER).public_key))
    value = json.loads(CREDENTIAL)
    assert value["@context"][0] == "https://www.w3.org/ns/credentials/v2"


def test_signed_unsigned_foreign() -> None:
    assert certificate_state(CHECK, GTIN, "A1", of(LABORATORY)) == "signed"
    assert certificate_state(CHECK, GTIN, "A2", of(LABORATORY)) == "signed"
    assert certificate_state(plain(), GTIN, "A1", of(LABORATORY)) == "unsigned"
    assert certificate_state(CHECK, GTIN, "A1", of(OTHER)) == "foreign"
    assert certificate_state(CHECK, GTIN, "A1", None) == "foreign"
    assert certificate_state(CHECK, GTIN, "A1", Laboratory(id="lab", name=text("Lab"))) == "foreign"
    assert certificate_state(CHECK, GTIN, "A3", of(LABORATORY)) == "foreign"
    assert certificate_state(CHECK, "09520123456795", "A1", of(LABORATORY)) == "foreign"


@pytest.mark.parametrize(
    "change",
    [
        {"result": text("3.5 g")},
        {"limit": text("at least 2 g")},
        {"tested": text("fat")},
        {"test": "fat"},
        {"passed": False},
        {"certificate": "C-2"},
        {"lots": ("A1",)},
        {"on": date(2026, 9, 1)},
        {"valid_until": date(2030, 1, 1)},
    ],
)
def test_a_record_that_says_something_else_than_its_certificate(change: dict[str, Any]) -> None:
    assert certificate_state(CHECK.model_copy(update=change), GTIN, "A1", of(LABORATORY)) == "altered"


def test_no_character_of_a_certificate_can_change() -> None:
    for at, char in enumerate(CREDENTIAL):
        changed = CREDENTIAL[:at] + chr(ord(char) ^ 1) + CREDENTIAL[at + 1 :]
        check = CHECK.model_copy(update={"credential": changed})
        assert certificate_state(check, GTIN, "A1", of(LABORATORY)) == "altered", (at, char)


def test_an_approval_is_of_the_very_certificate() -> None:
    check = approved()
    assert approval_state(check, GTIN, "A1", of(GROUP)) == "signed"
    assert approval_state(check, GTIN, "A1", of(LABORATORY)) == "foreign"
    assert approval_state(CHECK, GTIN, "A1", of(GROUP)) == "unsigned"
    # Another certificate, signed as well, in the place of the approved one.
    later = issue_credential(plain(), GTIN, LABORATORY, datetime(2026, 9, 4, tzinfo=UTC))
    swapped = check.model_copy(update={"credential": later})
    assert certificate_state(swapped, GTIN, "A1", of(LABORATORY)) == "signed"
    assert approval_state(swapped, GTIN, "A1", of(GROUP)) == "altered"
    alone = plain().model_copy(update={"approval": issue_credential(plain(), GTIN, GROUP, CREATED)})
    assert approval_state(alone, GTIN, "A1", of(GROUP)) == "altered"
    # A certificate is no approval, even where one key signs both.
    one = CHECK.model_copy(update={"approval": CREDENTIAL})
    assert approval_state(one, GTIN, "A1", of(LABORATORY)) == "altered"


def resigned(**change: Any) -> str:
    """Well signed, but odd."""
    value = {name: member for name, member in json.loads(CREDENTIAL).items() if name != "proof"}
    value = {name: member for name, member in {**value, **change}.items() if member is not ...}
    did = multibase.did_key(str(of(LABORATORY).public_key))
    return json.dumps(secured(value, LABORATORY, CREATED, f"{did}#{did.removeprefix('did:key:')}"))


@pytest.mark.parametrize(
    "change",
    [
        {"@context": ["https://www.w3.org/2018/credentials/v1"]},
        {"@context": "https://www.w3.org/ns/credentials/v2"},
        {"@context": ...},
        {"type": ["InspectionCredential"]},
        {"type": ["VerifiableCredential", 1]},
        {"type": ...},
        {"issuer": 1},
        {"issuer": multibase.did_key(str(of(OTHER).public_key))},
        {"issuer": ...},
        {"credentialSubject": [{}]},
        {"credentialSubject": ...},
        {"validFrom": "2026-09-02"},
        {"validFrom": "2026-09-02T00:00:00"},
        {"validFrom": "2026-13-02T00:00:00Z"},
        {"validFrom": "0001-01-01T00:00:00+14:00"},
        {"validFrom": "２０２６-09-02T00:00:00Z"},
        {"validFrom": 1},
        {"validUntil": "2020-01-01T00:00:00Z"},
    ],
)
def test_what_is_well_signed_but_no_credential_of_ours(change: dict[str, Any]) -> None:
    verify_credential(resigned())
    with pytest.raises(CredentialError):
        verify_credential(resigned(**change))


def test_a_credential_may_be_without_bounds() -> None:
    assert verify_credential(resigned(validFrom=...)).valid_from is None
    assert verify_credential(resigned(validUntil=...)).valid_until is None
    same = {"validFrom": "2026-09-02T00:00:00Z", "validUntil": "2026-09-02T02:00:00+02:00"}
    assert verify_credential(resigned(**same)).valid_until == datetime(2026, 9, 2, tzinfo=UTC)
    check = CHECK.model_copy(update={"credential": resigned(validUntil=...)})
    assert certificate_state(check, GTIN, "A1", of(LABORATORY)) == "altered"


def test_an_issuer_may_be_an_object_with_an_id() -> None:
    did = multibase.did_key(str(of(LABORATORY).public_key))
    assert verify_credential(resigned(issuer={"id": did, "name": "Lab"})).issuer == did


@pytest.mark.parametrize(
    "value",
    [
        "",
        "[]",
        "null",
        "{}",
        "{" + CREDENTIAL,
        CREDENTIAL.replace('"type":', '"type":[],"type":', 1),
        '{"a":' * 5000,
        "9" * 6000,
        CREDENTIAL + " " * MAX_CHARACTERS,
        CREDENTIAL.replace('"passed":true', '"passed":NaN'),
        CREDENTIAL.replace('"passed":true', '"passed":1e999'),
        CREDENTIAL.replace('"passed":true', '"passed":' + "9" * 20),
    ],
)
def test_any_text_is_answered(value: str) -> None:
    with pytest.raises(CredentialError):
        verify_credential(value)
    check = CHECK.model_copy(update={"credential": value})
    assert certificate_state(check, GTIN, "A1", of(LABORATORY)) == "altered"
