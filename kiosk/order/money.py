"""Money for people: integer minor units (ISO 4217) written out, without ever passing through a float."""

from __future__ import annotations

# ISO 4217:2015, table A.1: digits after the decimal separator, for the currencies a town has been asked for.
EXPONENTS = {
    "AED": 2, "AUD": 2, "BHD": 3, "BRL": 2, "CAD": 2, "CHF": 2, "CLP": 0, "CNY": 2, "CZK": 2, "DKK": 2,
    "EUR": 2, "GBP": 2, "HKD": 2, "HUF": 2, "IDR": 2, "INR": 2, "ISK": 0, "JOD": 3, "JPY": 0, "KRW": 0,
    "KWD": 3, "MOP": 2, "MXN": 2, "MYR": 2, "NOK": 2, "NZD": 2, "OMR": 3, "PHP": 2, "PLN": 2, "SEK": 2,
    "SGD": 2, "THB": 2, "TND": 3, "TRY": 2, "TWD": 2, "USD": 2, "VND": 0, "ZAR": 2,
}  # fmt: skip

# A bare sign only where it cannot be mistaken: yuan and yen share one, so yen carries its country (CLDR zh).
_SIGNS = {"CNY": "¥", "JPY": "JP¥", "EUR": "€", "GBP": "£", "AUD": "A$", "NZD": "NZ$", "CAD": "CA$", "HKD": "HK$"}
_SIGNS_BY_LANGUAGE = {"en": {"USD": "$"}, "zh": {"USD": "US$", "AUD": "AU$"}}
_NO_BREAK_SPACE = "\u00a0"


def exponent(currency: str) -> int:
    """How many digits of `currency` (ISO 4217, upper case) are minor. Raises ValueError for one not known here."""
    try:
        return EXPONENTS[currency]
    except KeyError:
        raise ValueError(f"currency {currency!r} is not known; there are: {', '.join(EXPONENTS)}") from None


def format_money(minor: int, currency: str, language: str = "en") -> str:
    """3900 CNY -> "¥39.00", 1200 JPY -> "JP¥1,200", 1250 CHF -> "CHF 12.50" (with a no-break space).

    English and Chinese both group by thousands with a comma and put the point before the minor digits.
    Raises ValueError for an unknown currency, TypeError for an amount that is not an integer.
    """
    if isinstance(minor, bool) or not isinstance(minor, int):
        raise TypeError(f"money is an integer in minor units, not {minor!r}")
    digits = exponent(currency)
    whole, rest = divmod(abs(minor), 10**digits)
    sign = _SIGNS_BY_LANGUAGE.get(language, {}).get(currency) or _SIGNS.get(currency) or currency + _NO_BREAK_SPACE
    number = f"{whole:,}" + (f".{rest:0{digits}d}" if digits else "")
    return ("-" if minor < 0 else "") + sign + number
