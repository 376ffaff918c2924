"""A serial's key: nothing is lost on the way there, and one serial and a column of them go the same way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.town import serial_columns
from kiosk.town.serial_key import GS1_SERIAL, key_of, serial_of, tweak

GTIN, OTHER = "09521201000039", "09521303001019"
SERIALS = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=20)


@given(SERIALS)
def test_a_key_goes_back_to_its_serial(serial: str) -> None:
    found = key_of(GTIN, serial)
    assert found is not None
    assert serial_of(GTIN, *found) == serial
    assert found != key_of(OTHER, serial)


@pytest.mark.parametrize("serial", ["0", "00", "A", "0A", "Z" * 12, "1" + "0" * 12, "Z" * 20, "0" * 20, "0" * 13])
def test_serials_that_a_number_would_confuse(serial: str) -> None:
    found = key_of(GTIN, serial)
    assert found is not None
    assert -(2**63) <= found[0] < 2**63
    assert 0 <= found[1] < 2**43
    assert serial_of(GTIN, *found) == serial


@pytest.mark.parametrize("serial", ["", "a", "A B", "1_2", " 1", "1\n", "É", "٣", "A-1", "A" * 21, "-1"])
def test_what_has_no_key(serial: str) -> None:
    assert key_of(GTIN, serial) is None


def test_a_key_that_no_serial_has() -> None:
    with pytest.raises(ValueError, match="no serial"):
        serial_of(GTIN, 5, 35)  # a rest begins with the digit 1


@given(st.lists(st.tuples(st.sampled_from([GTIN, OTHER]), SERIALS | st.text(max_size=24)), min_size=1, max_size=40))
def test_a_column_of_serials_has_the_keys_of_each(rows: list[tuple[str, str]]) -> None:
    rows = [(gtin, serial) for gtin, serial in rows if serial.isascii() and not serial.endswith("\0")]
    if not rows:
        return
    text = serial_columns.characters([serial for _, serial in rows])
    tweaks = np.array([tweak(gtin) for gtin, _ in rows], np.uint64)
    keys, rests, keyed = serial_columns.keys(text, tweaks)
    for row, (gtin, serial) in enumerate(rows):
        found = key_of(gtin, serial)
        assert bool(keyed[row]) == (found is not None), serial
        if found is not None:
            assert (int(keys[row]), int(rests[row])) == found


def test_serials_in_a_row_are_scattered_and_none_is_lost() -> None:
    serials = [f"LOT{number:07}" for number in range(200_000)]
    tweaks = np.full(len(serials), tweak(GTIN), np.uint64)
    keys, rests, keyed = serial_columns.keys(serial_columns.characters(serials), tweaks)
    assert keyed.all()
    assert not rests.any()
    assert len(np.unique(keys)) == len(serials)
    # Scattered evenly, so that buckets by the highest bits are of one size.
    sizes = np.bincount((keys >> 56) + 128, minlength=256)
    assert sizes.min() > 0.8 * len(serials) / 256


@pytest.mark.parametrize(
    ("serial", "allowed"), [("aB-_9/", True), ("A" * 20, True), ("A" * 21, False), ("", False)]
)
def test_the_characters_of_ai_21(serial: str, allowed: bool) -> None:
    assert bool(GS1_SERIAL.fullmatch(serial)) is allowed


@pytest.mark.parametrize("character", ["#", "$", "@", "[", "\\", "]", "^", "`", "{", "|", "}", "~", " ", "é", "\0"])
def test_what_ai_21_has_no_room_for(character: str) -> None:
    assert not GS1_SERIAL.fullmatch("A" + character)
