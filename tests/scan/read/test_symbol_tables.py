from __future__ import annotations

import numpy as np
import pytest
import qrcode
from qrcode import base, util

from kiosk.scan.read import symbol_tables
from kiosk.scan.read.symbol_tables import LEVELS

CODES = {"L": 1, "M": 0, "Q": 3, "H": 2}  # qrcode's names for the levels are the bits of table 12


@pytest.mark.parametrize("version", range(1, 41))
def test_every_version_against_the_qrcode_library(version: int) -> None:
    layout = symbol_tables.layout(17 + 4 * version)
    assert list(symbol_tables.alignment(version)) == util.PATTERN_POSITION_TABLE[version - 1]
    counted = [*layout.formats.ravel(), *layout.data, *layout.rest, *np.flatnonzero(layout.known)]
    assert sorted(counted) == list(range(layout.n**2))

    number = version // 2 % 4
    mask = (version + version // 8) % 8
    code = qrcode.QRCode(version=version, error_correction=CODES[LEVELS[number]], border=0, mask_pattern=mask)
    code.add_data(b"hello")
    code.make(fit=False)
    dark = np.array(code.get_matrix())
    assert np.array_equal(dark[layout.known], layout.dark[layout.known])
    assert (dark.ravel()[layout.formats] == symbol_tables.format_patterns()[8 * number + mask]).all()
    codewords = np.packbits(dark.ravel()[layout.data] ^ layout.masks[mask])
    assert codewords.tolist() == list(code.data_cache)
    assert not (dark.ravel()[layout.rest] ^ layout.rest_masks[mask]).any()


@pytest.mark.parametrize("version", range(1, 41))
@pytest.mark.parametrize("level", LEVELS)
def test_blocks_against_the_qrcode_library(version: int, level: str) -> None:
    blocks = symbol_tables.blocks(version, level)
    expected = base.rs_blocks(version, CODES[level])
    assert [int((row >= 0).sum()) for row in blocks.index] == [block.total_count for block in expected]
    assert {block.total_count - block.data_count for block in expected} == {blocks.ec}
    assert len(blocks.data) == sum(block.data_count for block in expected)
    assert sorted(blocks.index[blocks.index >= 0]) == list(range(symbol_tables.layout(17 + 4 * version).codewords))


@pytest.mark.parametrize("n", [0, 17, 20, 22, 44, 181])
def test_other_sizes_are_no_symbols(n: int) -> None:
    with pytest.raises(ValueError, match="modules wide"):
        symbol_tables.layout(n)


def test_format_words_differ_in_seven_places_at_least() -> None:
    words = symbol_tables.format_patterns()
    apart = (words[:, None] != words).sum(axis=2)
    assert apart[~np.eye(32, dtype=bool)].min() == 7


def test_what_is_kept_cannot_be_changed() -> None:
    layout = symbol_tables.layout(25)
    with pytest.raises(ValueError, match="read-only"):
        layout.known[0, 0] = False
