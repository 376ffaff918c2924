import contextlib
import string
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.town.gtin import check_digit
from kiosk.town.model import Issuer, Text
from kiosk.trace.digital_link import Identifiers, ParseError, parse
from kiosk.trace.issue import IssuerKey, issuer_key, sticker_text
from kiosk.trace.signature import (
    Signature,
    WeakKeyError,
    canonical_link,
    may_sign,
    public_key,
    revoked_on,
    sign,
    valid_on,
    verify,
)

NAME = Text(en="x", zh="x")
LINK = "HTTPS://ID.EXAMPLE/01/09520123456788/10/L1/21/A7"


def check(text: str, *issuers: Issuer) -> Signature:
    return verify(text, parse(text), issuers)[0]


@pytest.fixture(scope="module")
def sticker(key: IssuerKey) -> str:
    return sticker_text("09520123456788", "L1", "A7", key)


def test_a_sticker_is_the_link_and_its_signature(sticker: str, issuer: Issuer) -> None:
    link, _, signature = sticker.partition("?")
    assert link == LINK
    assert signature.startswith("S=K1")
    assert len(signature) == len("S=K1") + 103
    assert verify(sticker, parse(sticker), [issuer]) == (Signature.VALID, issuer)


gtins = st.from_regex(r"[0-9]{13}", fullmatch=True).map(lambda digits: digits + str(check_digit(digits)))
values = st.from_regex(r"[A-Z0-9-]{1,20}", fullmatch=True)


@given(gtin=gtins, lot=values, serial=values)
def test_every_item_that_is_signed_verifies(
    key: IssuerKey, issuer: Issuer, gtin: str, lot: str, serial: str
) -> None:
    assert check(sticker_text(gtin, lot, serial, key), issuer) is Signature.VALID


def test_no_character_of_a_sticker_can_change(sticker: str, issuer: Issuer) -> None:
    """Every place, every character that QR codes and links hold, and every single bit."""
    others = string.ascii_letters + string.digits + "-._~:/?#[]@!$&'()*+,;=% "
    survived = []
    for place, was in enumerate(sticker):
        for now in {*others, *(chr(ord(was) ^ (1 << bit)) for bit in range(7))} - {was}:
            changed = sticker[:place] + now + sticker[place + 1 :]
            with contextlib.suppress(ParseError):
                if check(changed, issuer) is Signature.VALID:
                    survived.append(changed)
    assert survived == []


@given(data=st.data())
def test_nothing_put_in_or_taken_out_verifies(sticker: str, issuer: Issuer, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(sticker)))
    end = data.draw(st.integers(start, min(len(sticker), start + 4)))
    put_in = data.draw(st.text(st.sampled_from(sticker + "#&;=%?/"), max_size=4))
    changed = sticker[:start] + put_in + sticker[end:]
    if changed == sticker:
        return
    with contextlib.suppress(ParseError):
        assert check(changed, issuer) is not Signature.VALID


def test_a_signature_has_one_spelling(sticker: str, issuer: Issuer) -> None:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    outcomes = [check(sticker[:-1] + last, issuer) for last in alphabet]
    assert outcomes.count(Signature.VALID) == 1
    # 103 characters carry three bits more than 64 bytes do: seven others would decode to the same signature.
    assert outcomes.count(Signature.ALTERED) == 28
    assert outcomes.count(Signature.WRONG) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LINK, Signature.ABSENT),
        (LINK + "?s=K1A", Signature.ABSENT),
        (LINK + "?S=", Signature.ALTERED),
        (LINK + "?S=hello", Signature.ALTERED),
        (LINK + "?S=K1" + "A" * 102, Signature.ALTERED),
        (LINK + "?S=K1" + "A" * 103, Signature.WRONG),
        (LINK + "?S=Z1" + "A" * 103, Signature.UNKNOWN_KEY),
        (LINK + "?S=K2" + "A" * 103, Signature.UNKNOWN_KEY),
    ],
)
def test_what_is_there_instead_of_a_signature(text: str, expected: Signature, issuer: Issuer) -> None:
    assert check(text, issuer) is expected


def test_another_issuer_of_the_same_id_did_not_sign_it(sticker: str) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    assert check(sticker, Issuer(key_id="K", public_key=other, name=NAME)) is Signature.WRONG


def test_a_town_may_sign_with_its_own_host(key: IssuerKey, issuer: Issuer) -> None:
    text = sign(Identifiers("09520123456788", "L1", "A7"), key.key_id, key.private_key, host="TOWN.EXAMPLE")
    assert check(text, issuer) is Signature.VALID
    assert check(text.replace("TOWN", "OTHER"), issuer) is Signature.WRONG


@pytest.mark.parametrize(
    "identifiers",
    [
        Identifiers("09520123456788"),
        Identifiers("09520123456788", "L1"),
        Identifiers("09520123456788", "l1", "A7"),
        Identifiers("09520123456788", "L/1", "A7"),
        Identifiers("09520123456788", "L1", "A" * 21),
        Identifiers("9520123456788", "L1", "A7"),
        Identifiers("09520123456789", "L1", "A7"),
    ],
)
def test_a_sticker_carries_only_what_it_can_say_in_one_way(identifiers: Identifiers) -> None:
    with pytest.raises(ValueError, match=r"a sticker needs|check digit"):
        canonical_link(identifiers)


# The points of order 1, 2, 4 and 8 of edwards25519, with either sign where x is not 0 (RFC 7748, 6.1 and RFC 8032).
LOW_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
]


@pytest.mark.parametrize("weak", LOW_ORDER)
def test_keys_of_low_order_are_refused(weak: str) -> None:
    with pytest.raises(WeakKeyError, match="low order"):
        public_key(weak)


@pytest.mark.parametrize(
    ("odd", "why"),
    [
        ("ee" + "ff" * 30 + "7f", "canonical"),  # 1, written as p + 1
        ("ff" * 32, "canonical"),
        ("01" + "00" * 30 + "80", "not a point"),  # minus zero
        ("02" + "00" * 31, "not a point"),
    ],
)
def test_keys_that_are_no_point_are_refused(odd: str, why: str) -> None:
    with pytest.raises(WeakKeyError, match=why):
        public_key(odd)


def test_honest_keys_are_taken() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    # RFC 8032, 7.1, test 1, and fifty of our own.
    taken = ["d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"]
    taken += [Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex() for _ in range(50)]
    assert [public_key(key).public_bytes_raw().hex() for key in taken] == taken


def test_a_weak_issuer_key_is_never_used_to_verify(sticker: str) -> None:
    assert check(sticker, Issuer(key_id="K", public_key=LOW_ORDER[0], name=NAME)) is Signature.UNKNOWN_KEY


def test_two_that_claim_one_key_id_are_neither_believed(sticker: str, issuer: Issuer) -> None:
    other = issuer.model_copy(
        update={"public_key": "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"}
    )
    assert check(sticker, issuer, other) is Signature.UNKNOWN_KEY
    assert check(sticker, other, issuer) is Signature.UNKNOWN_KEY


def test_keys_overlap_while_one_takes_over_from_another(tmp_path: Path) -> None:
    old, new = issuer_key(tmp_path / "k.json", "K"), issuer_key(tmp_path / "l.json", "L")
    issuers = [Issuer(key_id=key.key_id, public_key=key.public_hex, name=NAME) for key in (old, new)]
    for key, issuer in zip((old, new), issuers, strict=True):
        text = sticker_text("09520123456788", "L1", "A7", key)
        assert verify(text, parse(text), issuers) == (Signature.VALID, issuer)


@pytest.mark.parametrize(
    ("gtins", "signs"),
    [
        ((), True),
        (("0952012345678",), True),
        (("09520123456788",), True),
        (("0953", "0952"), True),
        (("0953",), False),
        (("952",), False),
    ],
)
def test_an_issuer_signs_the_goods_it_was_given(gtins: tuple[str, ...], signs: bool, issuer: Issuer) -> None:
    assert may_sign(issuer.model_copy(update={"gtins": gtins}), "09520123456788") is signs


@given(day=st.dates(), start=st.none() | st.dates(), end=st.none() | st.dates(), revoked=st.none() | st.dates())
def test_a_key_has_its_time(
    issuer: Issuer, day: date, start: date | None, end: date | None, revoked: date | None
) -> None:
    timed = issuer.model_copy(update={"valid_from": start, "valid_until": end, "revoked_since": revoked})
    assert valid_on(timed, day) is ((start or date.min) <= day <= (end or date.max))
    assert revoked_on(timed, day) is (revoked is not None and day >= revoked)
