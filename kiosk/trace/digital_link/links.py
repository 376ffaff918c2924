"""GS1 Digital Link URIs: GS1 Digital Link Standard, URI syntax 1.6, read and written.

Nothing is ever fetched: a host name is text like any other.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from kiosk.trace.digital_link import associations
from kiosk.trace.digital_link.element_strings import check_value, known_or_carried
from kiosk.trace.digital_link.message import Element, Message, Options, ParseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CANONICAL_STEM = "https://id.gs1.org"

# 4.3, 4.4: the keys that may identify in a path, and the qualifiers that may follow each, in this order.
KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "00": ((),),
    "01": (("22", "10", "21"), ("235",)),
    "253": ((),),
    "255": ((),),
    "401": ((),),
    "402": ((),),
    "414": (("254",), ("7040",)),
    "415": (("8020",),),
    "417": (("7040",),),
    "8003": ((),),
    "8004": (("7040",),),
    "8006": (("22", "10", "21"),),
    "8010": (("8011",),),
    "8013": ((),),
    "8017": (("8019",),),
    "8018": (("8019",),),
}
# 4.8: these qualify a key or stand for one, so that they are never attributes.
NO_ATTRIBUTES = frozenset(("03", "21", "22", "235", "254", "7040", "7041", "8011", "8014", "8019", "8020", "8200"))
_SEQUENCES = frozenset(
    (key, *chosen)
    for key, alternatives in KEYS.items()
    for qualifiers in alternatives
    for count in range(len(qualifiers) + 1)
    for chosen in combinations(qualifiers, count)
)
# 1.1, annex: words for identifiers, deprecated since 1.2.
_ALPHAS = {
    "gtin": "01",
    "itip": "8006",
    "gmn": "8013",
    "cpid": "8010",
    "gln": "414",
    "payTo": "415",
    "party": "417",
    "gsrnp": "8017",
    "gsrn": "8018",
    "gcn": "255",
    "sscc": "00",
    "gdti": "253",
    "ginc": "401",
    "gsin": "402",
    "grai": "8003",
    "giai": "8004",
    "cpv": "22",
    "lot": "10",
    "ser": "21",
    "cpsn": "8011",
    "glnx": "254",
    "refno": "8020",
    "srin": "8019",
}
# 4.11: the scheme in lower or upper case, not mixed.
SCHEME = re.compile(r"(?:https?|HTTPS?)://")
_LINK = re.compile(SCHEME.pattern + r"(?P<place>[^/?#]*)(?P<path>/[^?#]*)(?:\?(?P<query>[^#]*))?(?:#.*)?")
_PLACE = re.compile(r"(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
# RFC 3986, 2: the only characters of a URI, percent signs with two hexadecimal digits after them.
_URI_TEXT = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd]")


def read_link(text: str, options: Options) -> Message:
    """What a text that begins with http:// or https:// identifies. Raises ParseError."""
    if not _URI_TEXT.fullmatch(text):
        raise ParseError("not-a-product-code", "holds characters that a URI may not hold (RFC 3986, 2)")
    link = _LINK.fullmatch(text)
    if link is None or not _is_place(link["place"]):
        raise ParseError("not-a-product-code", "a web address without a usable host and path")
    path = tuple(_path_elements(link["path"].split("/")[1:], options))
    sequence = tuple(ai for ai, _ in path)
    if sequence not in _SEQUENCES:
        raise ParseError("malformed", f"the path holds {', '.join(sequence[1:])} behind AI {sequence[0]}")
    query = link["query"] or ""
    elements = path + tuple(_query_elements(query, sequence, options))
    present = [ai for ai, _ in elements]
    if twice := next((ai for ai in present if present.count(ai) > 1), None):
        raise ParseError("malformed", f"AI {twice} appears twice")
    return Message("digital-link", elements, tuple(_attributes(query)))


def _is_place(place: str) -> bool:
    """RFC 3986, 3.2.2 and 3.2.3, names as RFC 1123, 2.1 has them; no user, for no link of GS1's has one."""
    found = _PLACE.fullmatch(place)
    if found is None or (found["port"] is not None and not 0 < int(found["port"]) <= 65535):
        return False
    host = found["host"]
    if host.startswith("["):
        from ipaddress import AddressValueError, IPv6Address

        try:
            IPv6Address(host[1:-1])
        except AddressValueError:
            return False
        return True
    return len(host) <= 253 and all(_LABEL.fullmatch(label) for label in host.removesuffix(".").split("."))


def _path_elements(segments: list[str], options: Options) -> Iterator[Element]:
    """From the last key on; whatever stands before it is the resolver's own path (1.6, 4.9)."""
    names = [_ALPHAS.get(segment, segment) for segment in segments] if options.convenience_alphas else segments
    for start in range(len(segments) - 2, -1, -2):
        if names[start] in KEYS:
            for place in range(start, len(segments), 2):
                yield _element(names[place], unquote(segments[place + 1], errors="replace"), options)
            return
    if any(name in KEYS for name in names):
        raise ParseError("malformed", "the path behind the key is not pairs of identifier and value")
    raise ParseError("not-a-product-code", "a web address without a GS1 key in its path")


def _query_elements(query: str, sequence: Sequence[str], options: Options) -> Iterator[Element]:
    for name, value in _parameters(query):
        if not (name.isascii() and name.isdecimal()):
            continue  # not GS1's: 4.10 leaves other names to whoever makes the link
        # In a query "+" is a space (application/x-www-form-urlencoded), which no value can hold.
        element = _element(name, unquote(value.replace("+", " "), errors="replace"), options, attribute=True)
        ai = element[0]
        if ai in NO_ATTRIBUTES:
            raise ParseError("malformed", f"AI {ai} belongs in the path, not in the query")
        if _qualifies(ai, sequence):
            raise ParseError("malformed", f"AI {ai} qualifies AI {sequence[0]} and belongs in the path")
        yield element


def _qualifies(ai: str, sequence: Sequence[str]) -> bool:
    """True where an identifier could stand in this path, so that it must (4.4)."""
    return any((*sequence[:at], ai, *sequence[at:]) in _SEQUENCES for at in range(1, len(sequence) + 1))


def _element(ai: str, value: str, options: Options, *, attribute: bool = False) -> Element:
    unknown = options.unknown_attributes if attribute else options.unknown_ais
    known = known_or_carried(ai, unknown=unknown)
    if ai == "01" and options.zero_suppressed_gtin and len(value) in (8, 12, 13):
        value = value.zfill(14)
    check_value(known, value)
    return ai, value


def _parameters(query: str) -> Iterator[tuple[str, str]]:
    """Names with their values, still encoded; 4.10: parted by "&" or ";". A name without "=" says nothing."""
    for part in re.split("[&;]", query):
        name, equals, value = part.partition("=")
        if equals:
            yield name, value


def _attributes(query: str) -> Iterator[Element]:
    """All parameters, decoded. One that hides control characters or broken UTF-8 is left out: it is no text."""
    for name, value in _parameters(query):
        decoded = unquote(name, errors="replace"), unquote(value, errors="replace")
        if not any(_UNPRINTABLE.search(part) for part in decoded):
            yield decoded


def link_of(elements: Iterable[Element], stem: str = CANONICAL_STEM) -> str | None:
    """The Digital Link URI that says these elements, under a scheme, host and path; None where none can.

    It needs a key; all that does not qualify the key must be allowed as an attribute (1.6, 4.11).
    """
    values = dict(elements)
    if associations.excluded(tuple(values.items())):
        return None
    for key in values:
        for qualifiers in KEYS.get(key, ()):
            sequence = (key, *(ai for ai in qualifiers if ai in values))
            rest = [ai for ai in values if ai not in sequence]
            if not any(ai in NO_ATTRIBUTES or _qualifies(ai, sequence) for ai in rest):
                path = "".join(f"/{ai}/{quote(values[ai], safe='')}" for ai in sequence)
                query = "&".join(f"{ai}={quote(values[ai], safe='')}" for ai in rest)
                return f"{stem.rstrip('/')}{path}" + (f"?{query}" if query else "")
    return None
