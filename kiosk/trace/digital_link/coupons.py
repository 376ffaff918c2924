"""North American coupons: the content of AI 8110 and AI 8112.

GS1 US, "North American Coupon Application Guideline Using GS1 DataBar Expanded Symbols": a row of fields, many of
them led by one digit that says how long they are.
"""

from __future__ import annotations

from kiosk.trace.digital_link.dates import yymmdd

_REQUIREMENT_CODES = "012349"


class _MalformedError(ValueError):
    """A field is missing, too short, or not one of its values."""


class _Digits:
    """Fields taken from the left of a row of digits. Each method raises _MalformedError."""

    def __init__(self, text: str) -> None:
        if not (text.isascii() and text.isdecimal()):
            raise _MalformedError
        self._rest = text

    def __bool__(self) -> bool:
        return bool(self._rest)

    def begins(self, digit: str) -> bool:
        return self._rest.startswith(digit)

    def take(self, count: int) -> str:
        if len(self._rest) < count:
            raise _MalformedError
        taken, self._rest = self._rest[:count], self._rest[count:]
        return taken

    def one_of(self, allowed: str) -> str:
        digit = self.take(1)
        if digit not in allowed:
            raise _MalformedError
        return digit

    def led(self, lengths: str, more: int = 0) -> str:
        """A field as long as its leading digit says, and `more`."""
        return self.take(int(self.one_of(lengths)) + more)

    def purchase(self) -> None:
        self.led("12345")  # requirement
        self.one_of(_REQUIREMENT_CODES)
        self.take(3)  # family code

    def prefix_or_none(self) -> None:
        """A company prefix, or 9: the same as that of the first purchase."""
        if (length := self.one_of("01234569")) != "9":
            self.take(int(length) + 6)

    def day(self) -> str:
        day = self.take(6)
        if not yymmdd(day):
            raise _MalformedError
        return day


def is_coupon(text: str) -> bool:
    try:
        _read_coupon(_Digits(text))
    except _MalformedError:
        return False
    return True


def is_offer(text: str) -> bool:
    """A paperless coupon: format, funder, offer code, serial number."""
    try:
        row = _Digits(text)
        row.one_of("01")
        row.led("0123456", 6)
        row.take(6)
        row.led("0123456789", 6)
    except _MalformedError:
        return False
    return not row


def _read_coupon(row: _Digits) -> None:
    row.led("0123456", 6)  # company prefix
    row.take(6)  # offer code
    row.led("12345")  # save value
    row.purchase()
    expires = starts = None
    for field in "1234569":
        if not row.begins(field):
            continue
        row.take(1)
        if field == "1":
            row.one_of("0123")
        if field in "12":
            row.purchase()
            row.prefix_or_none()
        elif field == "3":
            expires = row.day()
        elif field == "4":
            starts = row.day()
            if expires and expires < starts:
                raise _MalformedError
        elif field == "5":
            row.led("0123456789", 6)
        elif field == "6":
            row.led("1234567", 6)
        else:
            row.one_of("01256")  # save value code
            row.one_of("012")  # which purchase it applies to
            row.take(1)  # store coupon
            row.one_of("01")  # do not multiply
    if row:
        raise _MalformedError
