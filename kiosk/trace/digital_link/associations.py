"""Which identifiers must come together and which never do: GS1 General Specifications, 4.13 and 4.14.

An n in a name stands for any digit. An exclusion that one symbol breaks is broken; a requirement may be met by
another symbol on the same item.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.trace.digital_link.message import Element

_MEASURES = "30,31nn,32nn,35nn,36nn"
# Each word is a requirement; commas part what meets it, plus signs join what meets it together.
REQUIRES = {
    "02 8026": "37",
    "10 11 13 15 16": "01,02,03,8006,8026",
    "12": "8020",
    "17": "01,02,03,255,8006,8026",
    "20 240 241 242 422 7001": "01,02,8006,8026",
    "21": "01,03,8006",
    "22 235 243 337n 71n 8001 8014 8200": "01",
    "250": "01,8006 21",
    "251 7021 7240 8012": "01,8006",
    "254": "414",
    "30 310n 311n 312n 313n 314n 315n 316n 32nn 350n 351n 352n 356n 357n 360n 361n 364n 365n 366n": "01,02",
    "330n 331n 332n 333n 334n 335n 336n 34nn 353n 354n 355n 362n 363n 367n 368n 369n 8009": "00,01",
    "37": "00 02,8026",
    "390n": "255,8020",
    "391n 415": "8020",
    "392n": f"01 {_MEASURES}",
    "393n 395n": _MEASURES,
    "394n 8111": "255",
    "4303": "4302",
    "4313": "4312",
    "403 430n 431n 432n 433n 7041": "00",
    "423 424 425 426 7002 7003 7005 7006 7007 7008 7009 7010 7011 703n 8005 8008": "01,02",
    "427": "01,02 422",
    "7004": "01 10",
    "7020": "01,8006 416",
    "7022": "7021",
    "723n": "01,8004",
    "7241 7242 7253 7254 7255 7256 8019": "8017,8018",
    "7250 7251 7252 7257 7259": "8018",
    "7258": "8018+7259",
    "8007 8020": "415",
    "8011": "8010",
    "8030": "00,01+21,253,255,8003,8004,8006+21,8010+8011,8017,8018",
}
# These must not come with any of those.
EXCLUDES = {
    "01": "255,37",
    "02": "01,03",
    "03": "01,02,37",
    "21": "235",
    "255": "01,02,415,8006,8020,8026",
    "390n": "390n,391n,394n,8111",
    "391n": "391n",
    "392n": "392n,393n",
    "393n": "393n",
    "394n": "394n,8111",
    "395n": "392n,393n,395n,8005",
    "420": "421",
    "421": "4307",
    "422 423 424 425": "426",
    "4330": "4331",
    "4332": "4333",
    "7250": "7251",
    "7253 7254 7255": "7256,7259",
    "7259": "7256",
    "8006": "01,37",
    "8017": "8018",
    "8026": "02,8006",
}
# Keys whose serial component is optional, and their length without it; signed data (AI 8030) must have it.
_WITHOUT_SERIAL = {"253": 13, "255": 13, "8003": 14}


def repeated(elements: Sequence[Element]) -> str | None:
    """General Specifications, 4.14: an identifier may come again only with the same value."""
    seen: dict[str, str] = {}
    for ai, value in elements:
        if seen.setdefault(ai, value) != value:
            return f"AI {ai} appears with different values"
    return None


def excluded(elements: Sequence[Element]) -> str | None:
    present = {ai for ai, _ in elements}
    for ai in present:
        for other in _exclusions(ai):
            if clash := next((found for found in present if found != ai and _matches(found, other)), None):
                return f"AI {ai} and AI {clash} exclude each other"
    return None


def missing(elements: Sequence[Element]) -> str | None:
    present = {ai for ai, _ in elements}
    for ai in present:
        for requirement in _requirements(ai):
            if not any(
                all(any(_matches(found, part) for found in present) for part in group.split("+"))
                for group in requirement.split(",")
            ):
                return f"AI {ai} needs {' or '.join('AI ' + group for group in requirement.split(','))}"
    return None


def unserialised(elements: Sequence[Element]) -> str | None:
    """General Specifications, 3.9.15: a digital signature belongs to one item, so its key names one."""
    if all(ai != "8030" for ai, _ in elements):
        return None
    for ai, value in elements:
        if len(value) == _WITHOUT_SERIAL.get(ai):
            return f"AI 8030 signs AI {ai}, which has no serial component"
    return None


def fault(elements: Sequence[Element], *, complete: bool) -> str | None:
    """The first rule between identifiers that these break. complete: nothing else marks the item."""
    return (
        repeated(elements)
        or excluded(elements)
        or (missing(elements) if complete else None)
        or unserialised(elements)
    )


def _matches(ai: str, name: str) -> bool:
    return ai == name or ("n" in name and re.fullmatch(name.replace("n", "[0-9]"), ai) is not None)


@lru_cache(maxsize=1024)
def _requirements(ai: str) -> tuple[str, ...]:
    if exact := next((needs for names, needs in REQUIRES.items() if ai in names.split()), None):
        return tuple(exact.split())
    matching = (needs for names, needs in REQUIRES.items() if any(_matches(ai, name) for name in names.split()))
    return tuple(next(matching, "").split())


@lru_cache(maxsize=1024)
def _exclusions(ai: str) -> tuple[str, ...]:
    if re.fullmatch("3[1-6][0-9]{2}", ai):
        return (ai[:3] + "n",)  # one measure, one place of the decimal point
    return tuple(
        other
        for names, others in EXCLUDES.items()
        if any(_matches(ai, name) for name in names.split())
        for other in others.split(",")
    )
