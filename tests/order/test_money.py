from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.order.money import EXPONENTS, exponent, format_money


@pytest.mark.parametrize(
    ("minor", "currency", "language", "written"),
    [
        (3900, "CNY", "en", "¥39.00"),
        (3900, "CNY", "zh", "¥39.00"),
        (5, "EUR", "en", "€0.05"),
        (123456789, "GBP", "en", "£1,234,567.89"),
        (1200, "JPY", "zh", "JP¥1,200"),
        (100, "USD", "en", "$1.00"),
        (100, "USD", "zh", "US$1.00"),
        (1999, "AUD", "en", "A$19.99"),
        (1234567, "KWD", "en", "KWD\u00a01,234.567"),
        (-3900, "CNY", "en", "-¥39.00"),
    ],
)
def test_money_as_people_write_it(minor: int, currency: str, language: str, written: str) -> None:
    assert format_money(minor, currency, language) == written


@given(st.integers(-(10**18), 10**18), st.sampled_from(sorted(EXPONENTS)), st.sampled_from(["en", "zh"]))
def test_no_digit_is_lost_or_made_up(minor: int, currency: str, language: str) -> None:
    text = format_money(minor, currency, language)
    assert int("".join(c for c in text if c.isdigit() or c == "-")) == minor
    assert len(text.partition(".")[2]) == exponent(currency)


def test_what_is_not_money() -> None:
    with pytest.raises(ValueError, match="'cny'"):
        format_money(1, "cny")
    with pytest.raises(TypeError, match=r"39\.0"):
        format_money(39.0, "CNY")  # type: ignore[arg-type]
