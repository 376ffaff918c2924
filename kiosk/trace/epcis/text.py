"""The characters of a document: strict JSON with places, and the formats of single values.

Anything from outside is hostile: what is too deep, too long, ambiguous or not exact is refused here, before any
other code sees it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from kiosk.trace.epcis.problem import Path

MAX_DEPTH = 64  # of objects and lists
MAX_EVENT = 4 << 20  # characters of one event, or of any other object but a document and its list of events
MAX_URI = 8000  # characters
MAX_DIGITS = 400  # of a number; a double has 17
MAX_EXPONENT = 400

# Possessive, so that a string of millions of escapes takes no memory to match.
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}"]', re.DOTALL)
_SPACE = re.compile(r"[ \t\n\r]*")
_LONE = re.compile("[\ud800-\udfff]")


class TextError(ValueError):
    """The text cannot be read. rule: a stable name, offset: where, in characters."""

    def __init__(self, rule: str, what: str, offset: int = 0) -> None:
        super().__init__(what)
        self.rule, self.offset = rule, offset


def decode(content: bytes) -> str:
    """UTF-8 with or without its mark (RFC 8259, 8.1). Raises TextError."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or b"\x00" in content[:4]:
        raise TextError("encoding", "UTF-16 or UTF-32; EPCIS in JSON is UTF-8 (RFC 8259, 8.1)")
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        good = content[: error.start].decode("utf-8", errors="replace")
        raise TextError("encoding", f"byte {error.start} is not UTF-8", len(good)) from error


def check_depth(text: str) -> None:
    """Raises TextError where brackets are more than MAX_DEPTH deep or a string does not end. In linear time."""
    depth = 0
    for match in _TOKEN.finditer(text):
        first = text[match.start()]
        if first in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise TextError("depth", f"more than {MAX_DEPTH} objects and lists deep", match.start())
        elif first in "]}":
            depth -= 1
        elif match.end() == match.start() + 1:
            raise TextError("json", "a string does not end", match.start())


def span(text: str, start: int, most: int) -> int:
    """Where the object or list at start ends, by its brackets alone and without holding it.

    Raises TextError where they do not match, or when it is longer than most.
    """
    open_: list[str] = []
    for match in _TOKEN.finditer(text, start):
        if match.end() - start > most:
            break
        first = text[match.start()]
        if first in "[{":
            open_.append("]" if first == "[" else "}")
        elif first in "]}":
            if not open_ or open_.pop() != first:
                raise TextError("json", f"not JSON: {first} closes nothing", match.start())
            if not open_:
                return match.end()
    if len(text) - start > most:
        raise TextError("size", f"an object of more than {most} characters", start)
    raise TextError("json", "not JSON: an object or list does not end", start)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise TextError("duplicate-key", f"{twice[:80]!r} stands twice in one object")
    return found


def _float(written: str) -> float | Decimal:
    """A double where it holds the very number, else a Decimal: a round trip must lose nothing."""
    if len(written) > MAX_DIGITS:
        raise TextError("number", f"a number of {len(written)} characters")
    exponent = written.lower().partition("e")[2]
    if exponent and (len(exponent) > 5 or abs(int(exponent)) > MAX_EXPONENT):
        raise TextError("number", f"{written[:40]} is beyond any quantity")
    value = float(written)
    exact = Decimal(written)
    return value if Decimal(repr(value)) == exact else exact


def _int(written: str) -> int:
    if len(written) > MAX_DIGITS:
        raise TextError("number", f"a number of {len(written)} digits")
    return int(written)


def _constant(written: str) -> Any:
    raise TextError("json", f"{written} is no JSON (RFC 8259, 6)")


_STRICT = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_float=_float, parse_int=_int, parse_constant=_constant, strict=True
)
_SKIPPING = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=_constant, strict=True)


def parse(text: str, start: int = 0) -> tuple[Any, int]:
    """The value at start, and where it ends. Raises TextError. check_depth must have passed."""
    if len(text) > MAX_EVENT and text[start : start + 1] in ("{", "["):
        span(text, start, MAX_EVENT)
    return _decode(_STRICT, text, start)


def skip(text: str, start: int) -> int:
    """Where the value at start ends; only its syntax is looked at. Raises TextError."""
    if len(text) > MAX_EVENT and text[start : start + 1] in ("{", "["):
        span(text, start, MAX_EVENT)  # before Python's own objects of it fill the memory
    return _decode(_SKIPPING, text, start)[1]


def _decode(decoder: json.JSONDecoder, text: str, start: int) -> tuple[Any, int]:
    try:
        return decoder.raw_decode(text, start)
    except TextError as error:
        error.offset = error.offset or start
        raise
    except json.JSONDecodeError as error:
        raise TextError("json", f"not JSON: {error.msg}", error.pos) from error
    except (RecursionError, ValueError) as error:
        raise TextError("json", f"not JSON: {error}"[:200], start) from error


def space(text: str, start: int) -> int:
    """The first place at or after start that is no white space."""
    match = _SPACE.match(text, start)
    return match.end() if match else start


def members(text: str, start: int) -> Generator[tuple[str, int], int, int]:
    """Names of the object at start, and where their values are; send() back where each value ended.

    Returns where the object ends. Raises TextError.
    """
    at = space(text, start + 1)
    names: set[str] = set()
    while text[at : at + 1] != "}":
        if names:
            at = _expect(text, at, ",")
        if text[at : at + 1] != '"':
            raise TextError("json", "not JSON: a name in quotation marks is expected", at)
        name, at = parse(text, at)
        if name in names:
            raise TextError("duplicate-key", f"{name[:80]!r} stands twice in one object", at)
        names.add(name)
        at = _expect(text, space(text, at), ":")
        at = space(text, (yield name, at))
    return at + 1


def items(text: str, start: int) -> Generator[tuple[int, int], None, int]:
    """Start and end of each value in the list at start; only their syntax is looked at.

    Returns where the list ends. Raises TextError.
    """
    at = space(text, start + 1)
    first = True
    while text[at : at + 1] != "]":
        at = at if first else _expect(text, at, ",")
        first = False
        end = skip(text, at)
        yield at, end
        at = space(text, end)
    return at + 1


def _expect(text: str, at: int, character: str) -> int:
    if text[at : at + 1] != character:
        raise TextError("json", f"not JSON: {character!r} is expected", at)
    return space(text, at + 1)


class Locator:
    """Where the values of one JSON text are, by their paths. Each object or list on the way is walked only once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._inner: dict[Path, dict[str | int, int]] = {}

    def offset(self, path: Path) -> int:
        """Of the value that a path leads to; of the deepest there is on the way, if there is none."""
        at = space(self._text, 0)
        for depth, part in enumerate(path):
            inner = self._children(path[:depth], at).get(part)
            if inner is None:
                break
            at = inner
        return at

    def _children(self, path: Path, at: int) -> dict[str | int, int]:
        if path not in self._inner:
            self._inner[path] = dict(self._walk(at))
        return self._inner[path]

    def _walk(self, at: int) -> Iterator[tuple[str | int, int]]:
        first = self._text[at : at + 1]
        try:
            if first == "[":
                for place, (begin, _) in enumerate(items(self._text, at)):
                    yield place, begin
            elif first == "{":
                walk = members(self._text, at)
                name, inner = next(walk)
                while True:
                    yield name, inner
                    name, inner = walk.send(skip(self._text, inner))
        except (TextError, StopIteration):
            return


def has_lone_surrogate(value: Any) -> bool:
    """True where a string in it could not be written as UTF-8 again."""
    if isinstance(value, str):
        return _LONE.search(value) is not None
    if isinstance(value, dict):
        return any(has_lone_surrogate(name) or has_lone_surrogate(inner) for name, inner in value.items())
    return isinstance(value, list) and any(map(has_lone_surrogate, value))


# --- single values -----------------------------------------------------------------------------------------------

# RFC 3986, with the characters beyond ASCII that JSON-LD allows in IRIs (RFC 3987, 2.2).
_PLAIN = (
    r"[A-Za-z0-9\-._~:/?@!$&'()*+,;=\[\]"
    r"\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U000dfffd]*+"
)
_PATH = rf"{_PLAIN}(?:%[0-9A-Fa-f]{{2}}{_PLAIN})*+"
_URI = re.compile(rf"[A-Za-z][A-Za-z0-9+.\-]*+:{_PATH}(?:#{_PATH})?")
_AUTHORITY = re.compile(
    r"(?:[^\[\]/?#@]*@)?(?:[^\[\]:/?#@]*|\[[0-9A-Fa-f:.]+\]|\[v[0-9A-Fa-f]+\.[^\]]+\])(?::[0-9]*)?"
)
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII)
_OFFSET = re.compile(r"[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00)")


def is_uri(written: str) -> bool:
    """RFC 3986: a scheme, and only the characters that a URI or IRI may hold."""
    if len(written) > MAX_URI or not _URI.fullmatch(written):
        return False
    rest = written.partition(":")[2]
    if rest.startswith("//"):
        authority, path = re.match(r"//([^/?#]*)(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr]
        return _AUTHORITY.fullmatch(authority) is not None and "[" not in path and "]" not in path
    return "[" not in rest and "]" not in rest


def is_offset(written: str) -> bool:
    """EPCIS 2.0, 7.3.2: +hh:mm or -hh:mm, up to fourteen hours."""
    return _OFFSET.fullmatch(written) is not None


def to_time(written: str) -> datetime | None:
    """RFC 3339 date-time as aware UTC, to the microsecond; None for anything else, also for 30 February."""
    match = _TIME.fullmatch(written)
    if match is None:
        return None
    day, clock, second, fraction, sign, hours, minutes = match.groups()
    if int(second) == 60 and clock.endswith(":59"):
        second, fraction = "59", "999999"  # a leap second, which no datetime can hold
    try:
        naive = datetime.fromisoformat(f"{day}T{clock}:{second}.{(fraction or '0')[:6].ljust(6, '0')}")
        if sign is None:
            return naive.replace(tzinfo=UTC)
        if int(minutes) > 59:
            return None
        zone = timezone((-1 if sign == "-" else 1) * timedelta(hours=int(hours), minutes=int(minutes)))
        return naive.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def dumps(value: Any) -> str:
    """Compact JSON with the members in their order, and every number exactly."""
    if isinstance(value, Mapping):
        return (
            "{"
            + ",".join(f"{json.dumps(name, ensure_ascii=False)}:{dumps(inner)}" for name, inner in value.items())
            + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(dumps, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
