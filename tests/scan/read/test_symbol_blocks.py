from __future__ import annotations

import math

import numpy as np
import pytest
import qrcode
from numpy.typing import NDArray

from kiosk.scan.read import reed_solomon, symbol_tables
from kiosk.scan.read.symbol_blocks import CHANCE, Correction, padded

Bits = NDArray[np.float32]


def message_of(text: str, version: int, level: int = 0) -> bytes:
    """The data codewords that the qrcode library makes, in message order."""
    code = qrcode.QRCode(version=version, error_correction=level)
    code.add_data(text)
    code.make(fit=False)
    blocks = symbol_tables.blocks(version, {1: "L", 0: "M", 3: "Q", 2: "H"}[level])
    cache = np.array([*code.data_cache, 0], np.uint8)  # index -1 is the codeword that is not there
    return bytes(cache[blocks.index.ravel()[blocks.data]])


@pytest.mark.parametrize(
    ("text", "version"),
    [("A", 1), ("HELLO WORLD", 1), ("0123456789" * 3, 2), ("abc", 10), ("x" * 213, 10), ("1", 27), ("a" * 14, 1)],
)
def test_the_padding_of_real_messages(text: str, version: int) -> None:
    assert padded(message_of(text, version), version)


def test_every_length_is_followed_to_its_end() -> None:
    """Byte mode in 1-M holds 14 characters: at 14 only the terminator has room, below there is padding."""
    for length in range(1, 15):
        assert padded(message_of("q" * length, 1), 1)


@pytest.mark.parametrize(
    ("bits", "good"),
    [
        ("0111 00001001 0100 00000001 01000001 0000 0000", True),  # ECI 9, one byte, terminator, fill
        ("0111 10000011 11101000 0100 00000001 01000001 0000 0000", True),  # an ECI of two codewords
        ("0111 11000000 00000011 11101000 0100 00000001 01000001 0000 0000", True),  # of three
        ("0011 00010010 10101010 0100 00000001 01000001 0000 0000", True),  # structured append
        ("0101 0100 00000001 01000001 0000", True),  # FNC1 in first position
        ("1001 00000101 0100 00000001 01000001 0000 0000", True),  # in second
        ("1000 00000001 1101010101111 0000 000", True),  # one Kanji character
        ("1101 0001 00000001 0000000000001 0000 0000000", True),  # one Hanzi character
        ("0001 0000000001 0111 0000 00", True),  # one digit
        ("0010 000000001 100000 0000 0", True),  # one letter
        ("0100 00000001 01000001 0000 0001", False),  # a bit set where zeros fill up
        ("0110 00000001 01000001 0000", False),  # a mode that there is not
        ("0100 11111111 01000001 0000", False),  # more characters than there is room for
    ],
)
def test_modes_and_terminators(bits: str, good: bool) -> None:
    bare = bits.replace(" ", "")
    bare += "0" * (-len(bare) % 8)
    data = int(bare, 2).to_bytes(len(bare) // 8, "big")
    assert padded(data + bytes([0b11101100, 0b00010001, 0b11101100]), 1) is good
    assert not padded(data + bytes([0b00010001, 0b11101100]), 1)


def soft(codewords: NDArray[np.uint8], strength: float = 8) -> Bits:
    return np.where(np.unpackbits(codewords), strength, -strength).astype(np.float32)


@pytest.fixture
def sent() -> NDArray[np.uint8]:
    """The codewords of a version 7-M symbol, in the symbol's order."""
    blocks = symbol_tables.blocks(7, "M")
    data = np.random.default_rng(1).integers(0, 256, (4, 31), dtype=np.uint8)
    words = np.hstack((data, reed_solomon.encode(data, 18)))
    codewords = np.zeros(196, np.uint8)
    codewords[blocks.index] = words
    return codewords


def test_doubtful_codewords_are_erased(sent: NDArray[np.uint8]) -> None:
    """Twelve wrong in every block: more than nine errors, fewer than eighteen erasures."""
    correction = Correction(symbol_tables.blocks(7, "M"))
    bits = soft(sent).reshape(-1, 8)
    bits[:48] = np.random.default_rng(2).normal(0, 0.5, (48, 8))
    correction.attempt(bits.ravel(), quick=True)
    assert not correction.done.any()
    correction.attempt(bits.ravel())
    assert correction.done.all()
    assert np.array_equal(correction.codewords, sent)
    assert correction.message() == bytes(sent[correction.blocks.index.ravel()[correction.blocks.data]])
    assert correction.chance < CHANCE


def test_blocks_are_settled_one_by_one(sent: NDArray[np.uint8]) -> None:
    blocks = symbol_tables.blocks(7, "M")
    correction = Correction(blocks)
    bits = soft(sent).reshape(-1, 8)
    bits[blocks.index[2][:16]] *= -1  # sure and wrong: nothing to tell which
    correction.attempt(bits.ravel())
    assert correction.done.tolist() == [True, True, False, True]
    assert correction.settled.sum() == 3 * 49
    assert np.array_equal(correction.codewords[correction.settled], sent[correction.settled])
    # A later view needs to be good only for what is left.
    later = np.zeros_like(bits)
    later[blocks.index[2]] = soft(sent).reshape(-1, 8)[blocks.index[2]]
    correction.attempt(later.ravel())
    assert np.array_equal(correction.codewords, sent)


@pytest.mark.parametrize(("erased", "good"), [(12, True), (13, True), (14, False), (15, False)])
def test_what_is_erased_altogether_needs_a_margin(sent: NDArray[np.uint8], erased: int, good: bool) -> None:
    """Noise passes for one of four spare codewords once in 256^4, not rare enough; of five it is."""
    blocks = symbol_tables.blocks(7, "M")
    assert -5 * math.log(256) < CHANCE < -4 * math.log(256)
    bits = soft(sent).reshape(-1, 8)
    bits[blocks.index[:, :erased]] = 0
    correction = Correction(blocks)
    correction.attempt(bits.ravel())
    assert bool(correction.done.all()) is good


def test_a_view_without_hope_is_not_tried() -> None:
    correction = Correction(symbol_tables.blocks(7, "M"))
    correction.attempt(np.random.default_rng(3).normal(0, 0.5, 196 * 8).astype(np.float32))
    assert correction.hopeless
    assert not correction.done.any()
