"""How many digits of an amount of money are minor: ISO 4217, table A.1.

Unicode's tables, and so Intl.NumberFormat, have fewer for some currencies (HUF, IDR, IQD): fit for a price tag,
wrong for amounts that come in ISO's minor units. config/stores/vendure/src/money.ts has the same digits as this.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_CURRENCIES = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF"
    " CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL"
    " HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP"
    " MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD"
    " SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UZS VED"
    " VES WST XCD XCG YER ZAR ZMW",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
EXPONENTS: Mapping[str, int] = MappingProxyType(
    {currency: digits for digits, named in _CURRENCIES.items() for currency in named.split()}
)


def exponent(currency: str) -> int:
    """How many digits of `currency` (upper case) are minor. Raises ValueError for one that ISO does not have."""
    try:
        return EXPONENTS[currency]
    except KeyError:
        raise ValueError(f"currency {currency!r} is not one of ISO 4217, such as CNY") from None


def digits(minor: int, currency: str) -> str:
    """3900 CNY -> "39.00", -1200 JPY -> "-1,200", 5 KWD -> "0.005": never through a float.

    Raises ValueError for an unknown currency, TypeError for an amount that is not an integer.
    """
    if isinstance(minor, bool) or not isinstance(minor, int):
        raise TypeError(f"money is an integer in minor units, not {minor!r}")
    places = exponent(currency)
    whole, rest = divmod(abs(minor), 10**places)
    return ("-" if minor < 0 else "") + f"{whole:,}" + (f".{rest:0{places}d}" if places else "")
