import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.town.gtin import check_digit, is_gtin
from kiosk.trace.digital_link import Identifiers, ParseError, parse

gtins = st.from_regex(r"[0-9]{13}", fullmatch=True).map(lambda digits: digits + str(check_digit(digits)))
values = st.from_regex(r"[A-Z0-9-]{1,20}", fullmatch=True)


@pytest.mark.parametrize(
    "text",
    [
        "https://id.gs1.org/01/09520123456788/10/ABC/21/12345",
        "HTTPS://ID.EXAMPLE/01/09520123456788/10/ABC/21/12345",
        "http://shop.example:8080/some/path/01/09520123456788/10/ABC/21/12345",
        "https://[2001:db8::1]:8443/01/09520123456788/10/ABC/21/12345?17=270301;lang=en#top",
        "]Q1https://e.example/01/09520123456788/10/%41BC/21/12345",
        "0109520123456788" + "10ABC\x1d2112345",
        "]Q30109520123456788" + "10ABC\x1d2112345",
        "^0109520123456788" + "10ABC^2112345",
        "(01)09520123456788(10)ABC(21)12345",
    ],
)
def test_one_item_in_its_spellings(text: str) -> None:
    identifiers = parse(text)
    assert (identifiers.gtin14, identifiers.lot, identifiers.serial) == ("09520123456788", "ABC", "12345")


@pytest.mark.parametrize("text", ["9520123456788", "09520123456788", "]E09520123456788"])
def test_a_shelf_barcode_names_the_product_only(text: str) -> None:
    assert parse(text) == Identifiers("09520123456788")


def test_attributes_are_kept_and_an_ambiguous_one_is_nothing() -> None:
    identifiers = parse("https://e.example/01/09520123456788?a=1&S=x%2By&a=2&flag&17=270301")
    assert identifiers.query == (("a", "1"), ("S", "x+y"), ("a", "2"), ("17", "270301"))
    assert identifiers.attribute("S") == "x+y"
    assert identifiers.attribute("a") is None
    assert identifiers.attribute("absent") is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not-a-product-code"),
        ("hello", "not-a-product-code"),
        ("你好", "not-a-product-code"),
        ("https://example.com/", "not-a-product-code"),
        ("https://example.com/01", "malformed"),
        ("javascript:alert(1)", "not-a-product-code"),
        ("WIFI:S:town;T:WPA;P:secret;;", "not-a-product-code"),
        ("https://e.example/00/006141411234567890", "not-a-product-code"),  # a pallet
        ("https://e.example/01/09520123456789", "malformed"),  # check digit
        ("https://e.example/01/9520123456788", "malformed"),  # 13 digits where 14 belong
        ("https://e.example/01/09520123456788/21/1/10/2", "malformed"),  # qualifiers out of order
        ("https://e.example/01/09520123456788/21/%00", "malformed"),
        ("https://e.example/01/09520123456788/21/123456789012345678901", "malformed"),
        ("https://e.example/01/09520123456788?21=1", "malformed"),  # a qualifier belongs in the path
        ("https://e.example/01/09520123456788?10=1", "malformed"),  # so does this one behind AI 01
        ("https://e.example/01/09520123456788/10/A?99=A+B", "malformed"),  # a space in a query
        ("https://e.example/01/09520123456788?17=270229", "malformed"),  # no leap year
        ("Https://e.example/01/09520123456788", "not-a-product-code"),
        ("https://e.example:/01/09520123456788", "not-a-product-code"),
        ("https://e..example/01/09520123456788", "not-a-product-code"),
        ("https://-e.example/01/09520123456788", "not-a-product-code"),
        ("https://[::g]/01/09520123456788", "not-a-product-code"),
        ("https://e.example:70000/01/09520123456788", "not-a-product-code"),
        ("https://id.gs1.org@evil.example/01/09520123456788", "not-a-product-code"),
        ("https://e.example/01/09520123456788\n", "not-a-product-code"),
        ("0109520123456789", "malformed"),
        ("9520123456789", "malformed"),
        ("٩520123456788", "not-a-product-code"),  # a digit, but not one of GS1's
    ],
)
def test_what_names_no_product_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(ParseError) as refused:
        parse(text)
    assert refused.value.reason == reason
    assert str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_length_is_looked_at_before_anything_else() -> None:
    stem = "https://e.example/01/09520123456788?x="
    assert parse(stem + "a" * (2000 - len(stem))).gtin14 == "09520123456788"
    with pytest.raises(ParseError, match="2001 characters"):
        parse(stem + "a" * (2001 - len(stem)))


@given(gtin=gtins, lot=values, serial=values)
def test_what_is_written_is_read_back(gtin: str, lot: str, serial: str) -> None:
    assert parse(f"HTTPS://ID.EXAMPLE/01/{gtin}/10/{lot}/21/{serial}") == Identifiers(gtin, lot, serial)
    assert parse(f"01{gtin}10{lot}\x1d21{serial}") == Identifiers(gtin, lot, serial)


@given(gtin=gtins, place=st.integers(0, 13), by=st.integers(1, 9))
def test_any_wrong_digit_of_a_gtin_is_refused(gtin: str, place: int, by: int) -> None:
    wrong = gtin[:place] + str((int(gtin[place]) + by) % 10) + gtin[place + 1 :]
    with pytest.raises(ParseError):
        parse(f"https://e.example/01/{wrong}")


@given(
    st.one_of(
        st.text(), st.text().map(lambda tail: "https://e/01/09520123456788" + tail), st.from_regex(r"01\d{14}.*")
    )
)
def test_any_text_is_answered_or_refused(text: str) -> None:
    with contextlib.suppress(ParseError):
        found = parse(text)
        assert is_gtin(found.gtin14)
        assert len(found.gtin14) == 14
