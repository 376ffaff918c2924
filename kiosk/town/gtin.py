"""Global Trade Item Numbers: GS1 General Specifications, 7.9 (check digit), 3.3.2 (14 digits)."""

from __future__ import annotations

LENGTHS = (8, 12, 13, 14)


def check_digit(digits: str) -> int:
    """The check digit that belongs behind these: weights 3, 1, 3, … from the right, up to a multiple of ten."""
    if not digits.isascii() or not digits.isdigit():
        raise ValueError(f"not digits: {digits!r}")
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return -weighted % 10


def is_gtin(written: str) -> bool:
    """True for 8, 12, 13 or 14 digits whose last one is right."""
    return (
        written.isascii()
        and written.isdigit()
        and len(written) in LENGTHS
        and check_digit(written[:-1]) == int(written[-1])
    )


def to_gtin14(written: str) -> str:
    return written.zfill(14)
