"""Dates and times in values: GS1 General Specifications, 7.12."""

from __future__ import annotations

from calendar import monthrange


def yymmd0(text: str) -> bool:
    """Day 00 stands for the month as a whole."""
    return _is_day(2000 + int(text[:2]), int(text[2:4]), int(text[4:]) or 1)


def yymmdd(text: str) -> bool:
    return _is_day(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))


def yyyymmdd(text: str) -> bool:
    return _is_day(int(text[:4]), int(text[4:6]), int(text[6:]))


def _is_day(year: int, month: int, day: int) -> bool:
    # Years of two digits lie within fifty years of today: 2000 is the only century among them, and a leap year.
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def hh(text: str) -> bool:
    return int(text) <= 23


def mi(text: str) -> bool:
    return int(text) <= 59


def hhmi(text: str) -> bool:
    return hh(text[:2]) and mi(text[2:])
