"""The formats of application identifiers: GS1 General Specifications, 3 and figure 3.2-1.

biip's table says which identifiers exist, whether FNC1 ends them, and the format of those that are one piece;
FORMATS below takes the others apart into components, each with what its content must be (see content.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kiosk.trace.digital_link.content import CHARACTERS, CHECKS, Check

_TERM = re.compile(r"(?P<optional>\[)?(?P<charset>[NXYZ])(?P<upto>\.\.)?(?P<length>\d+)\]?(?:,(?P<checks>.+))?")
_ONE_PIECE = re.compile(r"N\d\+([NXYZ](?:\.\.)?\d+)")

# "N6": six digits; "X..20": 1 to 20 characters of set 82 (Y: 39, Z: 64); in brackets: may be absent.
FORMATS = {
    "00": "N18,csum,key",
    "01 02 03": "N14,csum,key",
    "11 12 13 15 16 17": "N6,yymmd0",
    "253": "N13,csum,key [X..17]",
    "255": "N13,csum,key [N..12]",
    "391n 393n": "N3,iso4217 N..15",
    "401 7023 8004": "X..30,key",
    "402": "N17,csum,key",
    "410 411 412 413 414 415 416 417": "N13,csum,key",
    "421": "N3,iso3166 X..9",
    "422 424 426": "N3,iso3166",
    "423 425": "N3,iso3166 [N3],iso3166 [N3],iso3166 [N3],iso3166 [N3],iso3166",
    "4300 4301 4310 4311 4320": "X..35,pcenc",
    "4302 4303 4304 4305 4306 4312 4313 4314 4315 4316 7257": "X..70,pcenc",
    "4307 4317": "X2,iso3166alpha2",
    "4309": "N10,latitude N10,longitude",
    "4321 4322 4323": "N1,yesno",
    "4324 4325": "N6,yymmd0 N4,hhmi",
    "4326 7006": "N6,yymmdd",
    "4330 4331 4332 4333": "N6 [X1],hyphen",
    "7003": "N6,yymmdd N4,hhmi",
    "7007": "N6,yymmdd [N6],yymmdd",
    "7011": "N6,yymmdd [N4],hhmi",
    "703n": "N3,iso3166999 X..27",
    "7040": "N1 X1 X1 X1,importeridx",
    "7041": "X..4,packagetype",
    "723n": "X2 X..28",
    "7241": "N2,mediatype",
    "7250": "N8,yyyymmdd",
    "7251": "N8,yyyymmdd N4,hhmi",
    "7252": "N1,iso5218",
    "7253 7254 7259": "X..40,pcenc",
    "7256": "X..90,pcenc",
    "7258": "X3,posinseqslash",
    "8001": "N4,nonzero N5,nonzero N3,nonzero N1,winding N1",
    "8003": "N1,zero N13,csum,key [X..16]",
    "8006 8026": "N14,csum,key N4,pieceoftotal",
    "8007": "X..34,iban",
    "8008": "N6,yymmdd N2,hh [N2],mi [N2],ss",
    "8010": "Y..30,key",
    "8011": "N..12,nozeroprefix",
    "8013": "X..25,csumalpha,key",
    "8014": "X..25,csumalpha,key,hasnondigit",
    "8017 8018": "N18,csum,key",
    "8030": "Z..90,cset64",
    "8043": "N18 [N..2]",
    "8110": "X..70,couponcode",
    "8112": "X..70,couponposoffer",
}
# General Specifications, figure 7.8.5-2: identifiers that begin so have a length known beforehand, AI included.
PREDEFINED = {
    **dict.fromkeys(("00",), 20),
    **dict.fromkeys(("01", "02", "03"), 16),
    **dict.fromkeys(("04",), 18),
    **dict.fromkeys(("11", "12", "13", "14", "15", "16", "17", "18", "19"), 8),
    **dict.fromkeys(("20",), 4),
    **dict.fromkeys(("31", "32", "33", "34", "35", "36"), 10),
    **dict.fromkeys(("41",), 16),
}
UNKNOWN_LENGTH = 90  # characters: the longest value that any identifier has


@dataclass(frozen=True, slots=True)
class Component:
    charset: str
    shortest: int
    longest: int
    optional: bool
    checks: tuple[tuple[str, Check], ...]


@dataclass(frozen=True, slots=True)
class Format:
    """ai: 2 to 4 digits. title: the standard's data title, empty for an unknown one.

    length: of the value where it is predefined, so that no FNC1 is needed; else None.
    """

    ai: str
    title: str
    length: int | None
    components: tuple[Component, ...]

    def fault(self, value: str) -> str | None:
        """What is wrong with this value, in words; None for a right one."""
        rest = value
        for component in self.components:
            if component.optional and not rest:
                return None
            piece, rest = rest[: component.longest], rest[component.longest :]
            if len(piece) < component.shortest:
                return "too short" if value else "empty"
            if not CHARACTERS[component.charset].issuperset(piece):
                return f"holds characters outside of set {component.charset}"
            for name, check in component.checks:
                if not check(piece):
                    return f"{piece} is wrong ({name})"
        return "too long" if rest else None


def find(text: str) -> Format | None:
    """The identifier that a text begins with; None where no table knows one."""
    return _find(text[:4])


def exactly(ai: str) -> Format | None:
    """The identifier that this is; None where no table knows it."""
    found = _find(ai) if len(ai) <= 4 else None
    return found if found and found.ai == ai else None


@lru_cache(maxsize=1024)
def unknown(ai: str) -> Format | None:
    """A format to carry an identifier that no table knows; None where it cannot be one.

    The first two digits settle how many there are (General Specifications, 3.2), so 999 is no identifier.
    """
    if not re.fullmatch("[0-9]{2,4}", ai):
        return None
    lengths = {len(known) for known in _beginning_with(ai[:2])}
    if lengths and len(ai) not in lengths:
        return None
    total = PREDEFINED.get(ai[:2])
    if total is None:
        return Format(ai, "", None, (Component("X", 1, UNKNOWN_LENGTH, False, ()),))
    length = total - len(ai)
    return Format(ai, "", length, (Component("N", length, length, False, ()),))


@cache
def all_known() -> tuple[str, ...]:
    """Every identifier of the table, in order."""
    return tuple(ai for number in range(100) for ai in _beginning_with(f"{number:02d}"))


@lru_cache(maxsize=100)
def _beginning_with(two: str) -> tuple[str, ...]:
    """The known identifiers that begin with two digits; biip tells only what a text begins with."""
    found = (_find(f"{two}{number:02d}") for number in range(100))
    return tuple(sorted({known.ai for known in found if known}))


@lru_cache(maxsize=16_384)  # bounded: what it is asked for comes from strangers
def _find(start: str) -> Format | None:
    if not start.isascii() or not start[:2].isdigit():
        return None
    from biip import ParseError
    from biip.gs1_application_identifiers import GS1ApplicationIdentifier

    try:
        known = GS1ApplicationIdentifier.extract(start)
    except ParseError:
        return None
    components = _components(_taken_apart(known.ai) or _ONE_PIECE.sub(r"\1", known.format))
    length = None if known.separator_required else sum(component.longest for component in components)
    return Format(known.ai, known.data_title, length, components)


def _taken_apart(ai: str) -> str | None:
    return next(
        (written for names, written in FORMATS.items() if ai in names.split() or ai[:3] + "n" in names.split()),
        None,
    )


def _components(written: str) -> tuple[Component, ...]:
    return tuple(_component(term) for term in written.split())


def _component(written: str) -> Component:
    term = _TERM.fullmatch(written)
    assert term is not None, written
    longest = int(term["length"])
    checks = tuple((name, CHECKS[name]) for name in (term["checks"] or "").split(",") if name)
    return Component(term["charset"], 1 if term["upto"] else longest, longest, bool(term["optional"]), checks)
