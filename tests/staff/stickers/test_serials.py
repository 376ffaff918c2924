import math
import re
import secrets
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.staff.stickers.serials import (
    ALPHABET,
    SerialError,
    bits,
    grouped,
    length_beside,
    most,
    new_serial,
    read_serials,
)

LOOK_ALIKES = ["0OQD", "1IL", "2Z", "5S", "6G", "8B", "UV"]


def test_of_characters_that_look_alike_one_is_used() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 21
    assert re.fullmatch(r"[A-Z0-9]+", ALPHABET)
    assert all(len(set(group) & set(ALPHABET)) <= 1 for group in LOOK_ALIKES)


def test_serials_come_from_the_systems_random_source(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def choice(alphabet: str) -> str:
        drawn.append(alphabet)
        return alphabet[len(drawn) % len(alphabet)]

    monkeypatch.setattr(secrets, "choice", choice)
    assert len(new_serial(12)) == 12
    assert drawn == [ALPHABET] * 12


def test_every_character_comes_up_about_as_often() -> None:
    drawn = "".join(new_serial(12) for _ in range(2000))
    counts = [drawn.count(character) for character in ALPHABET]
    expected = len(drawn) / len(ALPHABET)
    chi_squared = sum((count - expected) ** 2 / expected for count in counts)
    assert chi_squared < 62  # 20 degrees of freedom: once in 300,000


@pytest.mark.parametrize(("lot", "length"), [("L", 12), ("VM26-09A", 12), ("VM26-09AB", 11), ("L" * 20, 10)])
def test_a_serial_is_as_long_as_the_smallest_code_allows(lot: str, length: int) -> None:
    assert length_beside(lot) == length


def test_the_bits_are_as_the_manual_says() -> None:
    assert round(bits(12), 1) == 52.7
    assert round(bits(10), 1) == 43.9
    assert bits(10) == pytest.approx(math.log2(21**10))


def test_a_million_guesses_find_hardly_one() -> None:
    for length in (10, 12):
        assert most(length) * 1_000_000 / 21**length <= 1
    assert most(10) > 10_000_000  # ten million serials of one product


@given(serial=st.text(st.sampled_from(ALPHABET + "018BZ"), min_size=1, max_size=20))
def test_groups_are_the_serial(serial: str) -> None:
    groups = grouped(serial)
    assert "".join(groups) == serial
    assert all(1 <= len(group) <= 4 for group in groups)
    assert max(map(len, groups)) - min(map(len, groups[:-1] or groups)) <= 1


def test_a_serials_own_hyphens_are_its_groups() -> None:
    assert grouped("AB-123-X") == ["AB", "123", "X"]


def test_serials_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "own.txt"
    file.write_text("A1\n\n  B-2 \n")
    assert list(read_serials(file)) == ["A1", "B-2"]
    file.write_text("A1\nb2\n")
    with pytest.raises(SerialError, match=r"own.txt:2: 'b2'"):
        list(read_serials(file))
