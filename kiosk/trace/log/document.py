"""A lot's document: what the log vouches for, as canonical JSON (RFC 8785) of {"gtin": …, and the lot's fields}.

Fields with their default value are left out, so that a field added to the model later changes no old document.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kiosk.trace.log.errors import DocumentError

if TYPE_CHECKING:
    from kiosk.town.model import Lot

MAX_BYTES = 1024 * 1024  # of a document or credential
MAX_DEPTH = 32


def document(gtin: str, lot: Lot) -> bytes:
    """The leaf of a lot. Raises DocumentError for numbers that RFC 8785 has no place for."""
    return canonical({**lot.model_dump(mode="json", exclude_defaults=True), "gtin": gtin})


def canonical(value: Any) -> bytes:
    """RFC 8785 of plain JSON data. Raises DocumentError.

    Numbers are IEEE 754 doubles (3.2.2.3): whole numbers beyond 2^53, which would lose digits elsewhere, infinities
    and NaN are refused.
    """
    import rfc8785

    try:
        return rfc8785.dumps(value)
    except (ValueError, RecursionError, UnicodeEncodeError) as error:
        raise DocumentError(f"no canonical JSON: {error or type(error).__name__}") from None


def read_json(text: str | bytes, *, largest: int = MAX_BYTES) -> Any:
    """JSON from outside, bounded in size and depth. Raises DocumentError, also where a name stands twice in one
    object (RFC 8785, 3.1 asks for I-JSON) or a number is no JSON number."""
    if len(text) > largest:
        raise DocumentError(f"{len(text)} characters of JSON, more than {largest}")
    try:
        text = text.decode() if isinstance(text, bytes) else text  # json would guess UTF-16 and -32 too
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except DocumentError:
        raise
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"no JSON: {error or type(error).__name__}") from None
    if _deep(value):
        raise DocumentError(f"JSON nested deeper than {MAX_DEPTH}")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DocumentError("a name stands twice in one object")
    return found


def _no_number(name: str) -> Any:
    raise DocumentError(f"{name} is no JSON number")


def _deep(value: Any) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            below
            for each in level
            if isinstance(each, (dict, list))
            for below in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return True
