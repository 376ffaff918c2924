"""Money for people: integer minor units (ISO 4217) written out, without ever passing through a float."""

from __future__ import annotations

from kiosk.store.currency import EXPONENTS, digits, exponent

__all__ = ["EXPONENTS", "exponent", "format_money"]

# A bare sign only where it cannot be mistaken: yuan and yen share one, so yen carries its country (CLDR zh).
_SIGNS = {"CNY": "¥", "JPY": "JP¥", "EUR": "€", "GBP": "£", "AUD": "A$", "NZD": "NZ$", "CAD": "CA$", "HKD": "HK$"}
_SIGNS_BY_LANGUAGE = {"en": {"USD": "$"}, "zh": {"USD": "US$", "AUD": "AU$"}}
_NO_BREAK_SPACE = "\u00a0"


def format_money(minor: int, currency: str, language: str = "en") -> str:
    """3900 CNY -> "¥39.00", 1200 JPY -> "JP¥1,200", 1250 CHF -> "CHF 12.50" (with a no-break space).

    English and Chinese both group by thousands with a comma and put the point before the minor digits.
    Raises ValueError for an unknown currency, TypeError for an amount that is not an integer.
    """
    number = digits(minor, currency)
    sign = _SIGNS_BY_LANGUAGE.get(language, {}).get(currency) or _SIGNS.get(currency) or currency + _NO_BREAK_SPACE
    return "-" + sign + number[1:] if minor < 0 else sign + number
