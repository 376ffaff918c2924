from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.scan.read import reed_solomon


def slow_product(a: int, b: int) -> int:
    """Carry-less multiplication modulo x^8 + x^4 + x^3 + x^2 + 1, bit by bit."""
    result = 0
    for bit in range(8):
        if b >> bit & 1:
            result ^= a << bit
    for bit in range(15, 7, -1):
        if result >> bit & 1:
            result ^= 0b100011101 << (bit - 8)
    return result


def test_products_are_those_of_the_field() -> None:
    a, b = np.mgrid[0:256:5, 0:256:3].astype(np.uint8)
    expected = [slow_product(int(x), int(y)) for x, y in zip(a.ravel(), b.ravel(), strict=True)]
    assert reed_solomon.multiply(a, b).ravel().tolist() == expected


def test_the_standard_s_example() -> None:
    """ISO/IEC 18004:2015, annex I.2: 01234567 in version 1-M."""
    data = [0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11]
    ec = [0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55]
    assert reed_solomon.encode(np.array([data], np.uint8), 10).tolist() == [ec]
    assert not reed_solomon.syndromes(np.array([data + ec], np.uint8), 10).any()


@st.composite
def damaged(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[int], int]:
    """(words as sent, as received, erased, errors of each, ec), none damaged beyond what can be corrected."""
    ec = draw(st.integers(1, 30))
    length = draw(st.integers(ec + 1, 153))
    rows = draw(st.integers(1, 6))
    chance = np.random.default_rng(draw(st.integers(0, 2**32)))
    data = chance.integers(0, 256, (rows, length - ec), dtype=np.uint8)
    words = np.hstack((data, reed_solomon.encode(data, ec)))
    received, erased, errors = words.copy(), np.zeros(words.shape, bool), []
    for row in range(rows):
        erasures = draw(st.integers(0, ec))
        wrong = min(draw(st.integers(0, (ec - erasures) // 2)), length - erasures)
        places = chance.permutation(length)
        erased[row, places[:erasures]] = True
        received[row, places[:erasures]] = chance.integers(0, 256, erasures)
        received[row, places[erasures : erasures + wrong]] ^= chance.integers(1, 256, wrong).astype(np.uint8)
        errors.append(wrong)
    return words, received, erased, errors, ec


@given(damaged())
@settings(deadline=None)
def test_what_can_be_corrected_is(
    case: tuple[np.ndarray, np.ndarray, np.ndarray, list[int], int],
) -> None:
    words, received, erased, errors, ec = case
    result = reed_solomon.correct(received, ec, erased)
    assert result.good.all()
    assert np.array_equal(result.words, words)
    assert result.errors.tolist() == errors


@pytest.mark.parametrize(("length", "ec"), [(4, 2), (5, 3), (6, 4)])
def test_against_all_codewords(length: int, ec: int) -> None:
    """A row is good exactly when one of all 65,536 codewords is near enough, and then it is that one."""
    data = np.array(list(itertools.product(range(256), repeat=length - ec)), np.uint8)
    book = np.hstack((data, reed_solomon.encode(data, ec)))
    chance = np.random.default_rng(length)
    near = far = 0
    words = book[chance.integers(0, len(book), 60)]
    words[chance.random(words.shape) < 0.3] ^= 0x5A
    erased = chance.random(words.shape) < 0.15
    result = reed_solomon.correct(words, ec, erased)
    for row, word in enumerate(words):
        away = ((book != word) & ~erased[row]).sum(axis=1)
        within = book[2 * away + erased[row].sum() <= ec]
        if len(within) and erased[row].sum() <= ec:
            near += 1
            assert result.good[row]
            assert result.words[row].tolist() in within.tolist()
        else:
            far += 1
            assert not result.good[row]
            assert np.array_equal(result.words[row], word)
    assert near > 5
    assert far > 5


def test_more_erasures_than_error_correction_is_not_good() -> None:
    erased = np.zeros((1, 20), bool)
    erased[0, :11] = True
    result = reed_solomon.correct(np.zeros((1, 20), np.uint8), 10, erased)
    assert not result.good.any()


def test_noise_is_hardly_ever_a_codeword() -> None:
    noise = np.random.default_rng(5).integers(0, 256, (3000, 45), dtype=np.uint8)
    result = reed_solomon.correct(noise, 18, np.zeros(noise.shape, bool))
    # C(45, 9) * 256^-9 of all words are within nine errors of a codeword.
    assert not result.good.any()
