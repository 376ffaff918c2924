from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.order.claim import LARGEST_TOTAL, LONGEST, Claim, ClaimError, booth_mark, read_claim, sign_claim
from kiosk.order.model import REFERENCE_ALPHABET
from kiosk.order.money import EXPONENTS

# RFC 8032, 7.1, test 1.
KEY = Ed25519PrivateKey.from_private_bytes(
    bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
)
PUBLIC = KEY.public_key().public_bytes_raw()
REFERENCE = "ABCD1234EFGH5678"
TEXT = sign_claim(REFERENCE, 11300, "CNY", "booth-1", KEY)
ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")  # ISO/IEC 18004, table 5


def keys(booth: str) -> bytes | None:
    return {"BOOTH-1": PUBLIC}.get(booth)


def test_a_claim_says_what_was_written_down() -> None:
    assert read_claim(TEXT, keys) == Claim(REFERENCE, 11300, "CNY", "BOOTH-1")
    assert TEXT.startswith("CLAIM1:ABCD1234EFGH5678:11300CNY:BOOTH-1:")
    assert len(TEXT) <= LONGEST
    assert set(TEXT) <= ALPHANUMERIC


def test_what_a_hand_makes_of_it_is_read() -> None:
    typed = " ".join(TEXT[at : at + 4] for at in range(0, len(TEXT), 4)).lower() + "\n"
    assert read_claim(typed, keys).reference == REFERENCE


@pytest.mark.parametrize("at", range(len(TEXT)))
def test_no_letter_of_it_can_be_another(at: int) -> None:
    for other in "A7B1:":
        if TEXT[at] == other:
            continue
        with pytest.raises(ClaimError):
            read_claim(TEXT[:at] + other + TEXT[at + 1 :], keys)


def test_a_signature_has_one_spelling() -> None:
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    readable = [one for one in last if _reads(TEXT[:-1] + one)]
    assert readable == [TEXT[-1]]


def _reads(text: str) -> bool:
    try:
        read_claim(text, keys)
    except ClaimError:
        return False
    return True


@given(st.text() | st.text(alphabet=sorted(ALPHANUMERIC), max_size=300) | st.just("A" * 100_000))
def test_any_text_is_answered(text: str) -> None:
    with pytest.raises(ClaimError):
        read_claim(text, keys)


@given(
    st.text(REFERENCE_ALPHABET, min_size=16, max_size=16),
    st.integers(1, LARGEST_TOTAL - 1),
    st.sampled_from(sorted(EXPONENTS)),
    st.text(min_size=1, max_size=40),
)
def test_every_order_of_every_booth_has_one(reference: str, total: int, currency: str, name: str) -> None:
    mark = booth_mark(name, PUBLIC)
    text = sign_claim(reference, total, currency, name, KEY)
    assert read_claim(text, lambda booth: PUBLIC if booth == mark else None) == Claim(
        reference, total, currency, mark
    )
    assert set(text) <= ALPHANUMERIC


def test_a_booth_nobody_knows_and_another_booths_key() -> None:
    with pytest.raises(ClaimError, match="no booth of this town"):
        read_claim(TEXT, lambda booth: None)
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    with pytest.raises(ClaimError, match="did not sign"):
        read_claim(TEXT, lambda booth: other)


@pytest.mark.parametrize(("total", "currency"), [(0, "CNY"), (-5, "CNY"), (100, "XXX"), (10**12, "CNY")])
def test_what_no_order_can_be(total: int, currency: str) -> None:
    with pytest.raises(ValueError, match="no claim"):
        sign_claim(REFERENCE, total, currency, "booth-1", KEY)
