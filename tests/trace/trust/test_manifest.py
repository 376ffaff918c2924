import json
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.town.model import Issuer
from kiosk.trace.trust.manifest import (
    DOMAIN,
    LARGEST,
    Manifest,
    ManifestError,
    TrustedLog,
    check_issuers,
    read_manifest,
    sign_manifest,
    verifier_key,
)
from tests.trace.test_signature import LOW_ORDER
from tests.trace.trust.conftest import public_hex, vkey

Make = Callable[..., Any]


def signed(inner: object, root: Ed25519PrivateKey) -> str:
    """What a root that does not look would sign."""
    signature = root.sign(DOMAIN + rfc8785.dumps(inner)).hex()  # type: ignore[arg-type]
    return rfc8785.dumps({"manifest": inner, "signature": signature}).decode()  # type: ignore[dict-item]


def inner_of(text: str) -> dict[str, Any]:
    inner: dict[str, Any] = json.loads(text)["manifest"]
    return inner


def test_what_the_root_signed_is_read_back(make_manifest: Make, root: Ed25519PrivateKey, root_hex: str) -> None:
    manifest = make_manifest()
    text = sign_manifest(manifest, root)
    assert read_manifest(text, root_hex) == manifest
    assert text.encode() == rfc8785.dumps(json.loads(text))
    assert inner_of(text)["created"] == "2026-11-23T08:00:00Z"


def test_equal_times_are_one_text(make_manifest: Make, root: Ed25519PrivateKey) -> None:
    manifest = make_manifest()
    there = timezone(timedelta(hours=8))
    assert sign_manifest(manifest.model_copy(update={"created": manifest.created.astimezone(there)}), root) == (
        sign_manifest(manifest, root)
    )


def test_an_issuer_keeps_all_that_is_said_of_it(
    make_manifest: Make, make_issuer: Make, root: Ed25519PrivateKey, root_hex: str
) -> None:
    issuer = make_issuer(
        gtins=("0952",),
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 12, 31),
        revoked_since=date(2026, 6, 1),
    )
    assert read_manifest(sign_manifest(make_manifest(issuers=(issuer,)), root), root_hex).issuers == (issuer,)


def test_another_root_is_not_believed(make_manifest: Make, root: Ed25519PrivateKey) -> None:
    text = sign_manifest(make_manifest(), root)
    with pytest.raises(ManifestError, match="not signed by this booth's root"):
        read_manifest(text, public_hex(Ed25519PrivateKey.generate()))


@pytest.mark.parametrize("weak", LOW_ORDER)
def test_a_weak_root_is_refused_whatever_it_signed(weak: str, make_manifest: Make, root: Ed25519PrivateKey) -> None:
    text = sign_manifest(make_manifest(), root)
    with pytest.raises(ManifestError, match="low order"):
        read_manifest(text, weak)


def test_a_signature_that_a_weak_root_would_verify_is_refused(make_manifest: Make, root: Ed25519PrivateKey) -> None:
    """Under the neutral point, R = S = 0 in encoded form verifies every message in a lax library."""
    outer = json.loads(sign_manifest(make_manifest(), root)) | {"signature": "01" + "00" * 63}
    with pytest.raises(ManifestError, match="low order"):
        read_manifest(rfc8785.dumps(outer).decode(), LOW_ORDER[0])


def test_no_character_of_a_manifest_can_change(make_manifest: Make, root: Ed25519PrivateKey, root_hex: str) -> None:
    text = sign_manifest(make_manifest(), root)
    survived = []
    for place, was in enumerate(text):
        for now in {chr(ord(was) ^ 1), chr(ord(was) ^ 32), "", was * 2, " " + was} - {was}:
            try:
                read_manifest(text[:place] + now + text[place + 1 :], root_hex)
            except ManifestError:
                continue
            survived.append((place, now))
    assert survived == []


@given(text=st.text(max_size=300) | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(json.dumps))
def test_nothing_else_is_a_manifest(text: str, root_hex: str) -> None:
    with pytest.raises(ManifestError):
        read_manifest(text, root_hex)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"manifest":{"sequence":' + "9" * 5000 + '},"signature":""}',
        "\ud800",
        "NaN",
    ],
)
def test_hostile_text_is_refused_in_words(text: str, root_hex: str) -> None:
    with pytest.raises(ManifestError):
        read_manifest(text, root_hex)


def test_a_manifest_has_a_size(root_hex: str) -> None:
    with pytest.raises(ManifestError, match="longer than"):
        read_manifest("{" + " " * LARGEST, root_hex)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"more": 1}, "more"),
        ({"sequence": 0}, "sequence"),
        ({"sequence": 1.5}, "JSON"),
        ({"sequence": True}, "sequence"),
        ({"sequence": "7"}, "sequence"),
        ({"created": "2026-11-23T08:00:00"}, "created"),
        ({"created": "2026-11-23T16:00:00+08:00"}, "canonical"),
        ({"created": "2026-11-23T08:00:00.5Z"}, "canonical"),
        ({"content": "AB" * 32}, "content"),
        ({"town": ""}, "town"),
        ({"version": 2}, "version"),
        ({"log": None}, "canonical"),
        ({"issuers": []}, "canonical"),
        ({"issuers": [{"key_id": "K"}]}, "issuers"),
        ({"log": {"origin": "a", "key": "b", "colour": "red"}}, "log"),
    ],
)
def test_the_root_cannot_sign_a_manifest_that_is_none(
    change: dict[str, object], why: str, make_manifest: Make, root: Ed25519PrivateKey, root_hex: str
) -> None:
    inner = inner_of(sign_manifest(make_manifest(), root)) | change
    with pytest.raises(ManifestError, match=why):
        read_manifest(signed(inner, root), root_hex)


@pytest.mark.parametrize("missing", ["sequence", "created", "town", "content", "version"])
def test_nothing_of_it_may_be_missing(
    missing: str, make_manifest: Make, root: Ed25519PrivateKey, root_hex: str
) -> None:
    inner = inner_of(sign_manifest(make_manifest(), root))
    del inner[missing]
    with pytest.raises(ManifestError, match=missing if missing != "version" else "canonical"):
        read_manifest(signed(inner, root), root_hex)


def test_a_name_that_is_said_twice_is_refused(make_manifest: Make, root: Ed25519PrivateKey, root_hex: str) -> None:
    text = sign_manifest(make_manifest(), root)
    with pytest.raises(ManifestError, match="canonical"):
        read_manifest(text.replace('"sequence":7', '"sequence":9,"sequence":7'), root_hex)


# --- keys ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("weak", LOW_ORDER)
def test_weak_keys_of_issuers_are_refused(
    weak: str, make_manifest: Make, make_issuer: Make, root: Ed25519PrivateKey
) -> None:
    with pytest.raises(ManifestError, match="issuer K is refused"):
        sign_manifest(make_manifest(issuers=(make_issuer(public_key=weak),)), root)


@pytest.mark.parametrize("weak", LOW_ORDER)
def test_weak_keys_of_log_and_witness_are_refused(
    weak: str, make_manifest: Make, log: TrustedLog, root: Ed25519PrivateKey
) -> None:
    raw = bytes.fromhex(weak)
    changes = ({"key": vkey(log.origin, raw)}, {"witnesses": (vkey("weak.example", raw, 4),)})
    for change in changes:
        with pytest.raises(ManifestError, match="low order"):
            sign_manifest(make_manifest(log=log.model_copy(update=change)), root)


def test_a_key_id_is_given_once(make_issuer: Make) -> None:
    with pytest.raises(ManifestError, match="issuer K is listed twice"):
        check_issuers([make_issuer("K"), make_issuer("L"), make_issuer("K")])


def test_a_key_is_one_issuers(make_issuer: Make) -> None:
    first = make_issuer("K")
    with pytest.raises(ManifestError, match="public key of another"):
        check_issuers([first, make_issuer("L", public_key=first.public_key)])


def test_keys_that_overlap_in_time_are_how_one_rotates(make_issuer: Make) -> None:
    check_issuers(
        [
            make_issuer("K", valid_until=date(2026, 12, 31)),
            make_issuer("L", valid_from=date(2026, 12, 1)),
        ]
    )


def test_a_time_does_not_end_before_it_begins(make_issuer: Make) -> None:
    check_issuers([make_issuer(valid_from=date(2026, 1, 1), valid_until=date(2026, 1, 1))])
    with pytest.raises(ManifestError, match="before it begins"):
        check_issuers([make_issuer(valid_from=date(2026, 1, 2), valid_until=date(2026, 1, 1))])


@pytest.mark.parametrize("beginning", ["", "12a", "１２", "0" * 15, "-1"])
def test_goods_are_said_in_digits(beginning: str, make_issuer: Make) -> None:
    with pytest.raises(ManifestError, match="not the beginning"):
        check_issuers([make_issuer(gtins=(beginning,))])


def test_each_use_has_a_key_of_its_own(
    make_manifest: Make, make_issuer: Make, log: TrustedLog, root: Ed25519PrivateKey, root_hex: str
) -> None:
    both = Ed25519PrivateKey.generate()
    as_log = log.model_copy(update={"key": vkey(log.origin, both)})
    for manifest in (
        make_manifest(issuers=(make_issuer(public_key=root_hex),)),
        make_manifest(log=log.model_copy(update={"key": vkey(log.origin, root)})),
        make_manifest(log=as_log, issuers=(make_issuer(public_key=public_hex(both)),)),
        make_manifest(log=as_log.model_copy(update={"witnesses": (vkey("w", both, 4),)})),
    ):
        with pytest.raises(ManifestError, match="two uses"):
            sign_manifest(manifest, root)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"origin": "another.example/log"}, "its origin"),
        ({"quorum": 3}, "quorum is 3 of 2"),
        ({"witnesses": ("town.example/log+00000000+AAAA",)}, "kind"),
    ],
)
def test_a_log_agrees_with_itself(
    change: dict[str, object], why: str, make_manifest: Make, log: TrustedLog, root: Ed25519PrivateKey
) -> None:
    with pytest.raises(ManifestError, match=why):
        sign_manifest(make_manifest(log=log.model_copy(update=change)), root)


def test_witnesses_differ_in_name(make_manifest: Make, log: TrustedLog, root: Ed25519PrivateKey) -> None:
    twice = tuple(vkey("w.example", Ed25519PrivateKey.generate(), 4) for _ in range(2))
    for witnesses in (twice, (vkey(log.origin, Ed25519PrivateKey.generate(), 4),)):
        with pytest.raises(ManifestError, match="same name"):
            sign_manifest(make_manifest(log=log.model_copy(update={"witnesses": witnesses})), root)


def test_verifier_keys_are_c2sps() -> None:
    # golang.org/x/mod/sumdb: the key of the Go checksum database, and its package's example.
    public = {
        "sum.golang.org": "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
        "PeterNeumann": "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    }
    assert [verifier_key(vkey, (1,))[0] for vkey in public.values()] == list(public)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda key: key.replace("+", "", 1),
        lambda key: key + "=",
        lambda key: "x" + key,
        lambda key: key.replace("log.example", "log example"),
        lambda key: key.replace("log.example", "log\n.example"),
        lambda key: key[:-1],
        lambda key: "",
        lambda key: "a+b+c+d",
    ],
)
def test_other_verifier_keys_are_refused(spoil: Callable[[str], str]) -> None:
    good = vkey("log.example", Ed25519PrivateKey.generate())
    verifier_key(good, (1,))
    with pytest.raises(ManifestError):
        verifier_key(spoil(good), (1,))


def test_a_witness_key_is_no_log_key() -> None:
    with pytest.raises(ManifestError, match="kind"):
        verifier_key(vkey("w.example", Ed25519PrivateKey.generate(), 4), (1,))


def test_what_a_root_would_not_read_it_does_not_sign(
    make_manifest: Make, make_issuer: Make, root: Ed25519PrivateKey
) -> None:
    manifest = Manifest.model_construct(**dict(make_manifest()))  # past the checks that come with the type
    for spoilt in (
        manifest.model_copy(update={"sequence": 0}),
        manifest.model_copy(update={"created": datetime(1969, 1, 1).astimezone(), "town": ""}),
        manifest.model_copy(update={"issuers": (Issuer.model_construct(**dict(make_issuer()) | {"key_id": "k"}),)}),
    ):
        with pytest.raises(ManifestError):
            sign_manifest(spoilt, root)
