"""Symbols drawn by the qrcode library, spoilt module by module, and decoded to their text or to nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import cv2
import numpy as np
import pytest
import qrcode
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from qrcode import base

from kiosk.scan.read import symbol, symbol_tables
from kiosk.scan.read.symbol_tables import LEVELS

CODES = {"L": 1, "M": 0, "Q": 3, "H": 2}
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789/:."

Dark = NDArray[np.bool_]
Levels = NDArray[np.float32]


@lru_cache(maxsize=512)
def drawn(text: str, level: str = "M", version: int | None = None, mask: int | None = None) -> Dark:
    """The symbol without its quiet zone, True for dark."""
    code = qrcode.QRCode(version=version, error_correction=CODES[level], border=0, mask_pattern=mask)
    code.add_data(text)
    code.make(fit=version is None)
    return np.array(code.get_matrix(), bool)


def filled(version: int, level: str, seed: int = 0) -> str:
    """A text that nearly fills the symbol."""
    room = sum(block.data_count for block in base.rs_blocks(version, CODES[level])) - 4
    return "".join(np.random.default_rng(seed).choice(list(LETTERS), max(1, room - seed % 3)))


def seen(dark: Dark, light: float = 200, shade: float = 40) -> Levels:
    return np.where(dark, shade, light).astype(np.float32)


def codeword_of(dark: Dark, level: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(positions, block): of each codeword the flat positions of its modules, (codewords, 8), and its block."""
    layout = symbol_tables.layout(len(dark))
    blocks = symbol_tables.blocks(layout.version, level)
    block = np.zeros(layout.codewords, np.intp)
    for row, index in enumerate(blocks.index):
        block[index[index >= 0]] = row
    return layout.data.reshape(-1, 8), block


def by_zxing(levels: Levels) -> str | None:
    """What zxing-cpp makes of the same modules as black and white squares with a margin."""
    even = cv2.boxFilter(levels, -1, (9, 9), borderType=cv2.BORDER_REPLICATE)
    picture = np.pad(np.where(levels > even, 255, 0).astype(np.uint8), 4, constant_values=255)
    picture = np.ascontiguousarray(np.kron(picture, np.ones((3, 3), np.uint8)))
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCodeModel2, try_rotate=False)
    return found[0].text if found else None


@pytest.mark.parametrize("version", [1, 2, 6, 7, 9, 10, 14, 21, 26, 27, 32, 40])
def test_every_size_is_read(version: int) -> None:
    level = LEVELS[version % 4]
    text = filled(version, level, version)
    assert symbol.decode(seen(drawn(text, level, version))) == text


@pytest.mark.parametrize("mask", range(8))
@pytest.mark.parametrize("level", LEVELS)
def test_every_format_is_read(level: str, mask: int) -> None:
    assert symbol.decode(seen(drawn("FORMAT", level, 2, mask))) == "FORMAT"


@pytest.mark.parametrize(
    "text", ["面膜面 952", "0123456789" * 6, "HTTPS://ID.EXAMPLE/01/09521234567899", "ÄÖ ab 12 AB", "a"]
)
def test_every_kind_of_segment_is_read(text: str) -> None:
    assert symbol.decode(seen(drawn(text))) == text


def test_the_scale_of_the_levels_does_not_matter() -> None:
    dark = drawn("SCALE")
    for light, shade in ((1.0, 0.0), (-3.0, -3.5), (60000.0, 100.0), (0.0, 255.0)):
        assert symbol.decode(seen(dark, light, shade)) == "SCALE"


@pytest.mark.parametrize("version", [1, 7])
def test_mirrored_and_light_on_dark(version: int) -> None:
    dark = drawn("MIRROR", "M", version)
    assert symbol.decode(seen(dark.T)) == "MIRROR"
    assert symbol.decode(seen(~dark)) == "MIRROR"
    assert symbol.decode(seen(~dark.T)) == "MIRROR"


def test_light_that_falls_off_to_one_side() -> None:
    dark = drawn("SHADOW" * 8)
    falloff = np.linspace(1, 0.25, len(dark), dtype=np.float32)
    text = symbol.decode(seen(dark) * falloff + np.random.default_rng(1).normal(0, 3, dark.shape))
    assert text == "SHADOW" * 8


@st.composite
def spoilt(draw: st.DrawFn, room: float) -> tuple[str, Levels, Levels]:
    """(text, levels, trust) of a symbol in which each block has some codewords wrong and some erased: 1 takes
    all that error correction has, short of the five codewords that are kept as a margin against chance."""
    version = draw(st.sampled_from([1, 2, 3, 5, 7, 8, 11]))
    level = draw(st.sampled_from(LEVELS))
    seed = draw(st.integers(0, 2**20))
    text = filled(version, level, seed)
    dark = drawn(text, level, version)
    chance = np.random.default_rng(seed)
    positions, block = codeword_of(dark, level)
    ec = symbol_tables.blocks(version, level).ec
    levels, trust = seen(dark).ravel(), np.ones(dark.size, np.float32)
    part = draw(st.floats(0, 1))
    for row in range(int(block.max()) + 1):
        mine = chance.permutation(np.flatnonzero(block == row))
        spare = max(0, int(room * (ec - 5)))
        erasures = int(part * spare)
        errors = (spare - erasures) // 2
        hidden = positions[mine[:erasures]].ravel()
        trust[hidden] = 0
        levels[hidden] = chance.choice([40, 200, 255], len(hidden))
        for codeword in mine[erasures : erasures + errors]:
            flipped = positions[codeword][chance.random(8) < 0.5]
            levels[flipped] = 240 - levels[flipped]
    return text, levels.reshape(dark.shape), trust.reshape(dark.shape)


# Not to the last codeword: at the brink the bound against chance may refuse what could be mended.
@given(spoilt(room=0.75))
@settings(deadline=None, max_examples=100)
def test_what_error_correction_can_mend_is_read(case: tuple[str, Levels, Levels]) -> None:
    text, levels, trust = case
    assert symbol.decode(levels, trust) == text


@given(spoilt(room=2.5), st.floats(0, 60))
@settings(deadline=None, max_examples=120)
def test_what_is_beyond_it_is_never_read_wrong(case: tuple[str, Levels, Levels], noise: float) -> None:
    text, levels, trust = case
    rough = levels + np.random.default_rng(int(levels.sum())).normal(0, noise, levels.shape).astype(np.float32)
    assert symbol.decode(rough, trust) in (text, None)


def noise_grids() -> Iterator[Levels]:
    chance = np.random.default_rng(2026)
    for number in range(2000):
        n = 21 + 4 * (number % 12)
        grid = chance.normal(0, 1, (n, n)).astype(np.float32)
        yield cv2.GaussianBlur(grid, (3, 3), 0) if number % 3 == 0 else grid


def test_noise_says_nothing() -> None:
    assert [symbol.decode(grid) for grid in noise_grids()] == [None] * 2000


def test_noise_in_a_symbol_s_frame_says_nothing() -> None:
    """Everything that is known beforehand is in place and the format is good: error correction stands alone."""
    chance = np.random.default_rng(7)
    for number in range(200):
        level = LEVELS[number % 4]
        dark = drawn("X", level, 1 + number % 7).copy()
        data = symbol_tables.layout(len(dark)).data
        dark.ravel()[data] = chance.random(len(data)) < 0.5
        soft = seen(dark) + chance.normal(0, 40 if number % 2 else 5, dark.shape).astype(np.float32)
        assert symbol.decode(soft) is None


def test_a_symbol_of_another_size_says_nothing() -> None:
    dark = drawn("ANOTHER SIZE " * 6)
    for n in (len(dark) - 4, len(dark) + 4):
        assert symbol.decode(cv2.resize(seen(dark), (n, n), interpolation=cv2.INTER_AREA)) is None


def test_nothing_trusted_says_nothing() -> None:
    dark = drawn("TRUST")
    assert symbol.decode(seen(dark), np.zeros(dark.shape, np.float32)) is None
    assert symbol.decode(np.full(dark.shape, 128, np.float32)) is None


def test_a_size_that_no_version_has_is_refused() -> None:
    with pytest.raises(ValueError, match="modules wide"):
        symbol.decode(np.zeros((22, 22), np.float32))


def test_known_modules_are_those_of_every_symbol() -> None:
    mask, dark = symbol.known(45)
    for text in ("ONE", "ANOTHER"):
        assert np.array_equal(drawn(text, "Q", 7)[mask], dark[mask])
    # Finders, timing, alignment (two of them on the timing patterns), version information, the dark module.
    assert mask.sum() == 3 * 64 + 2 * 29 + 6 * 25 - 2 * 5 + 2 * 18 + 1


def blurred(dark: Dark, sigma: float, noise: float, seed: int) -> Levels:
    """Mean brightness of modules after a lens out of focus: sigma in modules."""
    fine = np.pad(seen(dark), 4, constant_values=200).repeat(5, axis=0).repeat(5, axis=1)
    grid = cv2.resize(cv2.GaussianBlur(fine, (0, 0), 5 * sigma), None, fx=0.2, fy=0.2, interpolation=cv2.INTER_AREA)
    rough = grid[4:-4, 4:-4] + np.random.default_rng(seed).normal(0, noise, dark.shape)
    return rough.astype(np.float32)


def test_blur_that_black_and_white_cannot_survive() -> None:
    ours = theirs = 0
    for seed in range(10):
        text = filled(7, "M", seed)
        levels = blurred(drawn(text, "M", 7), 0.6, 3, seed)
        ours += symbol.decode(levels) == text
        theirs += by_zxing(levels) == text
    assert ours >= 9
    assert theirs <= 1


def test_another_look_reads_what_the_first_does_not() -> None:
    once = more = 0
    for seed in range(8):
        text = filled(9, "M", seed)
        levels = blurred(drawn(text, "M", 9), 0.73, 3, seed)
        once += symbol.decode(levels, rounds=1) == text
        more += symbol.decode(levels) == text
    assert once <= 3
    assert more >= 6


def test_glare_that_is_known_to_be_glare() -> None:
    """A blob over 24 % of the symbol, clear of the format and of two finder patterns."""
    ours = theirs = 0
    for seed in range(10):
        text = filled(7, "Q", seed)
        dark = drawn(text, "Q", 7)
        rows, columns = np.mgrid[0:45, 0:45]
        blob = np.hypot(rows - 24 - seed % 3, columns - 26) < 0.276 * 45
        levels = np.where(blob, 255, seen(dark)).astype(np.float32)
        ours += symbol.decode(levels, (~blob).astype(np.float32)) == text
        theirs += by_zxing(levels) == text
    assert ours == 10
    assert theirs <= 5
