"""The checks of single values: each says what is wrong to the findings, and returns the value where it is right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from kiosk.trace.epcis.context import Context
from kiosk.trace.epcis.identifiers import Identifier, identify
from kiosk.trace.epcis.problem import Findings, Path, shown
from kiosk.trace.epcis.text import is_uri, to_time
from kiosk.trace.epcis.vocabulary import Vocabulary

Number = int | float | Decimal


class Fields:
    """One event's checks. `found` gathers what is wrong, `context` says which namespaces are defined."""

    def __init__(self, found: Findings, context: Context) -> None:
        self.found, self.context = found, context

    # --- values

    def text(self, value: Any, path: Path) -> str | None:
        if isinstance(value, str):
            return value
        self.found.refuse("type", path, f"{path[-1]} must be text, not {shown(value)}")
        return None

    def uri(self, value: Any, path: Path) -> str | None:
        if not isinstance(value, str):
            self.found.refuse("type", path, f"{_name(path)} must be a URI, not {shown(value)}")
        elif not is_uri(value):
            self.found.refuse("uri", path, f"{_name(path)} {shown(value)} is no URI (RFC 3986)")
        else:
            return value
        return None

    def time(self, value: Any, path: Path) -> datetime | None:
        if not isinstance(value, str):
            self.found.refuse("type", path, f"{_name(path)} must be a time, not {shown(value)}")
            return None
        moment = to_time(value)
        if moment is None:
            what = f"{_name(path)} {shown(value)} is no date and time with its zone (RFC 3339)"
            self.found.refuse("time", path, what)
        return moment

    def number(self, value: Any, path: Path) -> float | None:
        if isinstance(value, bool) or not isinstance(value, Number):
            self.found.refuse("type", path, f"{_name(path)} must be a number, not {shown(value)}")
            return None
        try:
            return float(value)
        except OverflowError:
            self.found.refuse("number", path, f"{_name(path)} is beyond any quantity")
            return None

    def flag(self, value: Any, path: Path) -> bool | None:
        if isinstance(value, bool):
            return value
        self.found.refuse("type", path, f"{_name(path)} must be true or false, not {shown(value)}")
        return None

    def word(self, vocabulary: Vocabulary, rule: str, value: Any, path: Path) -> str | None:
        """A standard value as its bare word, whatever its spelling, or another's URI as it is."""
        if not isinstance(value, str):
            self.found.refuse("type", path, f"{_name(path)} must be a word or URI, not {shown(value)}")
            return None
        word = vocabulary.word(value)
        if word is not None:
            return word
        if not is_uri(value):
            what = f"{shown(value)} is no standard value of CBV 2.0, and no URI of one's own"
            self.found.refuse(rule, path, what)
        elif vocabulary.claims(value):
            self.found.refuse(rule, path, f"{shown(value)} is in GS1's namespace, but CBV 2.0 does not define it")
        else:
            if value.startswith(("cbv:", "gs1:")):
                self.found.remark(rule, path, f"{shown(value)} is not defined by CBV 2.0")
            return value
        return None

    def thing(self, value: Any, path: Path) -> Identifier | None:
        """The identifier of an item, a lot or a class: a malformed one is refused."""
        uri = self.uri(value, path)
        if uri is None:
            return None
        identifier = identify(uri)
        if identifier.fault:
            self.found.refuse("identifier", path, f"{shown(uri)}: {identifier.fault}")
        return identifier

    def place(self, value: Any, path: Path) -> Identifier | None:
        """The identifier of a place, a party or a device: a malformed one is remarked, and stands for itself."""
        uri = self.uri(value, path)
        if uri is None:
            return None
        identifier = identify(uri)
        if identifier.fault:
            self.found.remark("identifier", path, f"{shown(uri)}: {identifier.fault}")
        return identifier

    # --- structures

    def object(self, value: Any, path: Path) -> dict[str, Any] | None:
        if isinstance(value, dict):
            return value
        self.found.refuse("type", path, f"{_name(path)} must be an object, not {shown(value)}")
        return None

    def each(self, value: Any, path: Path, check: Callable[[Any, Path], Any], least: int = 0) -> list[Any]:
        """What check makes of each in a list, without what it refused."""
        if not isinstance(value, list):
            self.found.refuse("type", path, f"{_name(path)} must be a list, not {shown(value)}")
            return []
        if len(value) < least:
            self.found.refuse("empty", path, f"{_name(path)} must not be empty")
        checked = (check(inner, (*path, place)) for place, inner in enumerate(value))
        return [inner for inner in checked if inner is not None]

    def things(self, value: Any, path: Path, unique: bool = True) -> tuple[Identifier, ...]:
        found = self.each(value, path, self.thing)
        if unique and isinstance(value, list):
            seen: set[str] = set()
            for place, inner in enumerate(value):
                if isinstance(inner, str):
                    if inner in seen:
                        self.found.refuse("duplicate", (*path, place), f"{shown(inner)} is listed twice")
                    seen.add(inner)
        return tuple(found)

    def required(self, holder: dict[str, Any], path: Path, *names: str) -> bool:
        missing = [name for name in names if name not in holder]
        for name in missing:
            self.found.refuse("required", path, f"{name} is missing")
        return not missing

    def only(self, holder: dict[str, Any], path: Path, names: frozenset[str]) -> None:
        """For objects without an extension point (EPCIS 2.0, 7.3). What is named in full there does no harm."""
        for name in holder:
            if name in names:
                continue
            if is_uri(name) and self.context.knows(name):
                what = f"EPCIS has no place for extensions in {_name(path)}"
                self.found.remark("unknown-field", (*path, name), what)
            else:
                self.found.refuse("unknown-field", (*path, name), f"{shown(name)} is no field of {_name(path)}")

    def extensions(self, holder: dict[str, Any], path: Path, names: frozenset[str]) -> dict[str, Any]:
        """The fields that the standard does not name, with full URIs; they need a namespace (EPCIS 2.0, 9.3)."""
        found: dict[str, Any] = {}
        for name, value in holder.items():
            if name in names:
                continue
            if self.named(name, (*path, name)):
                found[self.context.expand(name)] = self.context.expanded(value)
        return found

    def named(self, name: str, path: Path) -> bool:
        if name in self.context.terms:
            return True
        if not is_uri(name):
            what = f"{shown(name)} is no field of EPCIS here, and as an extension it has no namespace"
            self.found.refuse("namespace", path, what)
            return False
        if not self.context.knows(name):
            what = f"the namespace of {shown(name)} is not defined in @context"
            if not self.context.remote:
                self.found.refuse("namespace", path, what)
                return False
            self.found.remark("namespace", path, f"{what}, or only in a context that is not fetched")
        return True


def _name(path: Path) -> str:
    """What staff call the place: the nearest name, not a number in a list."""
    names = [part for part in path if isinstance(part, str)]
    return names[-1] if names else "the event"
