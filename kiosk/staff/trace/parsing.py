"""`kiosk trace parse`: what a code's text says, and whether it is valid. Nothing is looked up."""

from __future__ import annotations

import json
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, TypedDict

from kiosk.trace.digital_link import Options, ParseError, canonical_link, element_string, read, title

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from kiosk.settings import Settings

MAX_LINE = 10_000  # characters read of one line of standard input; longer than any code by far


class Answer(TypedDict, total=False):
    """One line of --json. A text that is not valid has text, valid, reason and detail only."""

    text: str
    valid: bool
    reason: str
    detail: str
    kind: str
    gtin: str | None
    serial: str | None
    lot: str | None
    element_string: str
    ais: list[dict[str, str]]
    query: list[dict[str, str]]
    link: str | None


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0: every text is valid, 1: one is not."""
    del settings
    how = Options(
        zero_suppressed_gtin=options.permit_zero_suppressed_gtin,
        convenience_alphas=options.permit_convenience_alphas,
        unknown_ais=options.permit_unknown_ais,
        unknown_attributes=options.permit_unknown_attributes,
        associations=options.associations,
    )
    status = 0
    for text in options.texts or _lines():
        answer = judge(text, how)
        print(json.dumps(answer) if options.json else _in_words(answer), flush=True)
        status |= not answer["valid"]
    return status


def judge(text: str, options: Options) -> Answer:
    """One text, read or refused. link: None where no Digital Link can say the same."""
    try:
        message = read(text, options)
    except ParseError as error:
        return {"text": text, "valid": False, "reason": error.reason, "detail": str(error)}
    return {
        "text": text,
        "valid": True,
        "kind": message.kind,
        "gtin": message.value("01"),
        "serial": message.value("21"),
        "lot": message.value("10"),
        "element_string": element_string(message.elements),
        "ais": [{"ai": ai, "title": title(ai), "value": value} for ai, value in message.elements],
        "query": [{"name": name, "value": value} for name, value in message.query if not name.isdecimal()],
        "link": canonical_link(message.elements),
    }


def _lines() -> Iterator[str]:
    """The lines of standard input, one text each; an empty line is an empty text. Of a long line only the start."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")  # bytes that are no UTF-8 are refused as text, not here
    while line := sys.stdin.readline(MAX_LINE):
        rest = line
        while rest and not rest.endswith("\n"):
            rest = sys.stdin.readline(MAX_LINE)
        yield line.removesuffix("\n").removesuffix("\r")


def _in_words(answer: Answer) -> str:
    if not answer["valid"]:
        return f"{answer['text']!r}: {answer['reason']}: {answer['detail']}"
    said = " ".join(f"({ai['ai']}){ai['value']}" for ai in answer["ais"])
    return f"{answer['text']!r}: {answer['kind']}: {said}"
