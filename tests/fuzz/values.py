"""Right values for every application identifier, made by hypothesis."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from kiosk.town.gtin import check_digit
from kiosk.trace.digital_link import Element, associations, formats
from kiosk.trace.digital_link.codes import COUNTRIES_ALPHA2, COUNTRIES_NUMERIC, CURRENCIES_NUMERIC
from kiosk.trace.digital_link.content import CHARACTERS, SET_32, csumalpha
from kiosk.trace.digital_link.formats import Component

Texts = st.SearchStrategy[str]


def _number(low: int, high: int, width: int) -> Texts:
    return st.integers(low, high).map(lambda number: str(number).zfill(width))


_DAY = st.dates().map(lambda day: day.strftime("%y%m%d"))
_TIME = st.times().map(lambda time: time.strftime("%H%M"))
_COUPON = st.just("106141416543213150110120")  # of GS1 US's guideline
# What a component with this check may hold; the rest of the checks are met by _plain and what follows it.
_MADE: dict[str, Callable[[Component], Texts]] = {
    "yymmd0": lambda _: st.one_of(_DAY, _DAY.map(lambda day: day[:4] + "00")),
    "yymmdd": lambda _: _DAY,
    "yyyymmdd": lambda _: st.dates().map(lambda day: f"{day.year:04d}{day:%m%d}"),
    "hhmi": lambda _: _TIME,
    "hh": lambda _: _TIME.map(lambda time: time[:2]),
    "mi": lambda _: _TIME.map(lambda time: time[2:]),
    "ss": lambda _: _TIME.map(lambda time: time[2:]),
    "iso3166": lambda _: st.sampled_from(sorted(COUNTRIES_NUMERIC)),
    "iso3166999": lambda _: st.sampled_from([*sorted(COUNTRIES_NUMERIC), "999"]),
    "iso3166alpha2": lambda _: st.sampled_from(sorted(COUNTRIES_ALPHA2)),
    "iso4217": lambda _: st.sampled_from(sorted(CURRENCIES_NUMERIC)),
    "iso5218": lambda _: st.sampled_from("0129"),
    "iban": lambda _: st.sampled_from(
        ["DE89370400440532013000", "GB82WEST12345698765432", "FR1420041010050500013M02606"]
    ),
    "latitude": lambda _: _number(0, 180 * 10**7, 10),
    "longitude": lambda _: _number(0, 360 * 10**7, 10),
    "pieceoftotal": lambda _: st.sampled_from(["0101", "0102", "0299", "9999"]),
    "posinseqslash": lambda _: st.sampled_from(["1/1", "1/2", "3/9"]),
    "pcenc": lambda part: _plain(part).map(lambda text: text.replace("%", "-")),
    "yesno": lambda _: st.sampled_from("01"),
    "winding": lambda _: st.sampled_from("019"),
    "importeridx": lambda _: st.sampled_from("Az09-_"),
    "mediatype": lambda _: st.sampled_from(["01", "10", "80", "99"]),
    "packagetype": lambda _: st.sampled_from(["BX", "201"]),
    "hyphen": lambda _: st.just("-"),
    "nonzero": lambda part: _number(1, 10**part.longest - 1, part.longest),
    "zero": lambda part: st.just("0" * part.longest),
    "nozeroprefix": lambda _: st.integers(0, 10**12 - 1).map(str),
    "couponcode": lambda _: _COUPON,
    "couponposoffer": lambda _: st.sampled_from(["001234561234560123456", "101234569999999123456789012345"]),
    "cset64": lambda part: _plain(part).map(lambda text: text.replace("=", "_")),
    "csum": lambda part: _digits(part.longest - 1).map(lambda digits: digits + str(check_digit(digits))),
    "csumalpha": lambda _: st.text("ABCxyz019_", min_size=1, max_size=19).map(lambda tail: _paired("9521" + tail)),
    "key": lambda part: _key(part),
}


def _digits(count: int) -> Texts:
    return _number(0, 10**count - 1, count)


def _plain(part: Component) -> Texts:
    return st.text(sorted(CHARACTERS[part.charset]), min_size=part.shortest, max_size=part.longest)


def _key(part: Component) -> Texts:
    tail = st.text(sorted(CHARACTERS[part.charset]), max_size=part.longest - 4)
    return st.tuples(_digits(4), tail).map("".join)


def _paired(body: str) -> str:
    """The body of an alphanumeric key with its check characters."""
    return next(body + high + low for high in SET_32 for low in SET_32 if csumalpha(body + high + low))


def _component(part: Component) -> Texts:
    made = next((_MADE[name] for name, _ in part.checks if name in _MADE), _plain)
    if any(name == "hasnondigit" for name, _ in part.checks):
        return made(part).filter(lambda text: not text.isdecimal())
    return made(part)


@st.composite
def values(draw: st.DrawFn, ai: str) -> str:
    known = formats.exactly(ai)
    assert known is not None
    written = []
    for part in known.components:
        if part.optional and draw(st.booleans()):
            break
        written.append(draw(_component(part)))
    return "".join(written)


@st.composite
def element(draw: st.DrawFn, ais: st.SearchStrategy[str]) -> Element:
    ai = draw(ais)
    return ai, draw(values(ai))


def messages() -> st.SearchStrategy[tuple[Element, ...]]:
    """Elements that may stand together in one symbol; what they need may be missing."""
    rows = st.lists(
        element(st.sampled_from(formats.all_known())), min_size=1, max_size=6, unique_by=lambda row: row[0]
    )
    return rows.map(tuple).filter(lambda row: associations.fault(row, complete=False) is None)
