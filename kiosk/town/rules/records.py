"""Who checks and who sells: laboratories with their accreditations, brands with their points, inspections."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from kiosk.town.rules.known import REFERENCES, Known
from kiosk.town.rules.say import Key, Writer, day, nearest, tables, texts

TEST = re.compile(r"[a-z0-9-]+")  # as model.Inspection.test


class _Scope(NamedTuple):
    """What one accreditation allows, as written."""

    tests: frozenset[str]
    valid_from: date
    valid_until: date


def laboratories(say: Writer) -> None:
    for name, laboratory in _sections(say):
        for where, accreditation in tables(laboratory, "accreditations", (name,)):
            first, last = day(accreditation.get("valid_from")), day(accreditation.get("valid_until"))
            if first and last and last < first:
                what = f"this accreditation ended on {last}, before it began on {first}"
                say((*where, "valid_until"), what, "correct one of the two days")
            written = accreditation.get("tests")
            for index, test in enumerate(written if isinstance(written, list) else []):
                if isinstance(test, str) and not TEST.fullmatch(test):
                    what = f'"{test}" is not the name of a test'
                    say((*where, "tests", index), what, f'write "{_slug(test) or "protein"}"')


def brands(say: Writer) -> None:
    _sections(say)  # the types say all the rest


def _sections(say: Writer) -> list[tuple[str, dict[str, Any]]]:
    """The sections of a file in which each is one laboratory or brand; its name is the id."""
    found = [(name, table) for name, table in say.source.data.items() if isinstance(table, dict)]
    for name, table in found:
        if "id" in table:
            what = "`id` is not a key that belongs here, the section's name is the id"
            say((name, "id"), what, "take the line out")
    return found


def known_section(
    table: dict[str, Any], where: Key, key: str, known: Collection[str], readable: bool, file: str, say: Writer
) -> None:
    """A laboratory or brand that is named has a section; one that has none is written out in both languages."""
    if (at := REFERENCES[key]) in table:
        say((*where, at), f"`{at}` is not a key that belongs here", f'write {key} = "a name from {file}"')
    written = table.get(key)
    if isinstance(written, str) and written not in known and readable:
        guess = nearest(written, known)
        instead = f'write {key} = "{guess}"' if guess else f"add a section [{_slug(written) or key}] to {file}"
        say((*where, key), f'{key} names "{written}", which is not in {file}', instead)


def inspections(above: Key, lot: dict[str, Any], say: Writer, known: Known) -> None:
    for where, inspection in tables(lot, "inspections", above):
        on, until = day(inspection.get("on")), day(inspection.get("valid_until"))
        if on and until and until < on:
            what = f"the certificate was valid until {until}, before the inspection on {on}"
            say((*where, "valid_until"), what, "correct one of the two days")
        readable = known.laboratories_readable
        for key in ("laboratory", "approved_by"):
            known_section(inspection, where, key, known.laboratories, readable, "laboratories.toml", say)
        for key in ("credential", "approval"):
            if key in inspection:
                what = f"`{key}` is not a key that belongs here: what was signed is a file of its own"
                say((*where, key), what, "put the file into certificates/, named by its certificate's number")
        _accredited(inspection, where, on, say, known)
        _covers(inspection, where, lot.get("lot"), say)


def _accredited(inspection: dict[str, Any], where: Key, on: date | None, say: Writer, known: Known) -> None:
    laboratory, test = inspection.get("laboratory"), inspection.get("test")
    if not isinstance(laboratory, str) or laboratory not in known.laboratories:
        return
    scopes = _scopes(known.laboratories[laboratory])
    if scopes is None:
        return  # a mistake at the laboratory itself
    tests = sorted({test for scope in scopes for test in scope.tests})
    if test is None:
        instead = (
            f'add test = "{tests[0]}"'
            if len(tests) == 1
            else f"add test = one of {', '.join(tests) or 'its tests'}"
        )
        say(where, f"this inspection does not say which test of {laboratory} it was", instead)
    elif isinstance(test, str) and TEST.fullmatch(test):
        allowed = [scope for scope in scopes if test in scope.tests]
        if not allowed:
            guess = nearest(test, tests)
            instead = f'write test = "{guess}"' if guess else f"add it to [{laboratory}] in laboratories.toml"
            say((*where, "test"), f'{laboratory} is not accredited for the test "{test}"', instead)
        elif on and not any(scope.valid_from <= on <= scope.valid_until for scope in allowed):
            held = " and ".join(f"from {scope.valid_from} to {scope.valid_until}" for scope in allowed)
            what = f'{laboratory} was accredited for "{test}" {held}, not on {on}'
            say((*where, "on"), what, "correct the day, or the accreditation in laboratories.toml")


def _covers(inspection: dict[str, Any], where: Key, lot: Any, say: Writer) -> None:
    named = texts(inspection.get("lots"))
    if named and isinstance(lot, str) and lot not in named:
        what = f"the certificate names {', '.join(named)}, but stands under lot {lot}"
        say((*where, "lots"), what, f'write lots = ["{lot}"], or move it to the lot it belongs to')


def _scopes(laboratory: dict[str, Any]) -> list[_Scope] | None:
    """None where one of them is written wrongly."""
    scopes: list[_Scope] = []
    written = laboratory.get("accreditations", [])
    for accreditation in written if isinstance(written, list) else [None]:
        if not isinstance(accreditation, dict):
            return None
        first, last = day(accreditation.get("valid_from")), day(accreditation.get("valid_until"))
        tests = texts(accreditation.get("tests"))
        if not first or not last or last < first or not tests:
            return None
        scopes.append(_Scope(frozenset(map(_slug, tests)), first, last))
    return scopes


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")
