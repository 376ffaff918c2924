"""Check digits of GTINs, against GS1's own examples and against what they are for: single mistakes and swaps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.town.gtin import LENGTHS, check_digit, is_gtin, to_gtin14

DIGITS = st.text("0123456789", min_size=7, max_size=13)


@pytest.mark.parametrize("gtin", ["6291041500213", "09506000134352", "9521201000039", "012345678905", "40170725"])
def test_known_numbers(gtin: str) -> None:
    assert is_gtin(gtin)


@given(DIGITS)
def test_the_weighted_sum_is_a_multiple_of_ten(digits: str) -> None:
    whole = digits + str(check_digit(digits))
    total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(reversed(whole)))
    assert total % 10 == 0


@given(DIGITS, st.data())
def test_every_single_mistake_is_found(digits: str, data: st.DataObject) -> None:
    whole = digits + str(check_digit(digits))
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != whole[place]]))
    assert not is_gtin(whole[:place] + other + whole[place + 1 :])


@given(st.sampled_from(LENGTHS), st.data())
def test_zeros_in_front_change_nothing(length: int, data: st.DataObject) -> None:
    digits = data.draw(st.text("0123456789", min_size=length - 1, max_size=length - 1))
    gtin14 = to_gtin14(digits + str(check_digit(digits)))
    assert len(gtin14) == 14
    assert is_gtin(gtin14)


@pytest.mark.parametrize(
    "written", ["", "952", "95212010000390", "952120100003٩", "952 1201000039", "-9521201000039"]
)
def test_what_is_no_gtin(written: str) -> None:
    assert not is_gtin(written)


def test_letters_have_no_check_digit() -> None:
    with pytest.raises(ValueError, match="not digits"):
        check_digit("12a")
