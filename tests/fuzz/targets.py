"""What is fuzzed: each target takes any bytes, and any exception that leaves it is a find."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from kiosk.trace.digital_link import Options, ParseError, canonical_link, element_string, elements, formats, read
from kiosk.trace.epcis.read import read as read_epcis

SHARED = Path(__file__).parents[3] / "shared" / "data"
_OPTIONS = (
    Options(),
    Options(zero_suppressed_gtin=True, convenience_alphas=True),
    Options(unknown_ais=True, unknown_attributes=True, associations=False),
    Options(associations=True),
)


def payload(data: bytes) -> None:
    """The text of a code: read, or refused with a reason; and what was read is the same in either spelling."""
    text = data[1:].decode("utf-8", "surrogateescape")
    try:
        message = read(text, _OPTIONS[data[0] % len(_OPTIONS)] if data else Options())
    except ParseError as refused:
        if refused.reason not in ("not-a-product-code", "malformed") or not str(refused):
            raise
        return
    assert message.elements
    if any(formats.exactly(ai) is None for ai, _ in message.elements):
        return  # carried along without a table; only brackets or a link can say it again
    assert elements(element_string(message.elements)) == message.elements
    link = canonical_link(message.elements)
    if link is not None and len(link) <= 2000:
        assert sorted(elements(link)) == sorted(set(message.elements))


def epcis(data: bytes) -> None:
    """A document: every event is good, or comes with what is wrong."""
    for outcome in read_epcis(data):
        empty = outcome.index is None and outcome.document is not None  # an envelope around no event
        assert empty or (outcome.event is not None) == (not outcome.problems)
        for problem in outcome.problems:
            assert problem.rule


class Target(NamedTuple):
    """longest: bytes of an input. seconds: of processor time that one input may take."""

    run: Callable[[bytes], None]
    longest: int
    seconds: float
    seeds: Callable[[], Iterator[bytes]]
    words: Callable[[], Iterator[str]]


def _payload_seeds() -> Iterator[bytes]:
    texts = [
        "HTTPS://ID.EXAMPLE/01/09520123456788/10/L-1/21/ABC?S=K1MFRGG&17=270301",
        "^0109520123456788" + "10ABC^2112345",
        "(01)09520123456788(3103)000195(3922)0299",
        "]C1006141411234567890\x1d10A",
        "9520123456788",
    ]
    for name, field in (
        ("parse_dl_uri", "uri"),
        ("process_element_string", "element_string"),
        ("validate_ais", "ai_data"),
    ):
        path = SHARED / "digital-link" / f"{name}.json"
        if path.exists():
            texts += [case[field] for case in json.loads(path.read_text(encoding="utf-8"))]
    for number, text in enumerate(texts):
        yield bytes([number % len(_OPTIONS)]) + text.encode()


def _payload_words() -> Iterator[str]:
    yield from (
        "https://",
        "HTTP://",
        "/01/",
        "09520123456788",
        "?17=270301",
        "&",
        ";",
        "%2F",
        "%00",
        "]Q3",
        "gtin",
        "[::1]",
    )
    yield from (f"({ai})" for ai in formats.all_known())


_EVENT = {
    "type": "ObjectEvent",
    "action": "OBSERVE",
    "bizStep": "shipping",
    "disposition": "in_transit",
    "eventTime": "2026-01-02T03:04:05.000+08:00",
    "eventTimeZoneOffset": "+08:00",
    "epcList": ["https://id.gs1.org/01/09520123456788/21/1"],
    "readPoint": {"id": "urn:epc:id:sgln:9520123.45678.0"},
    "sensorElementList": [{"sensorReport": [{"type": "Temperature", "value": 4.5, "uom": "CEL"}]}],
}
_DOCUMENT = {
    "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"ex": "https://e.example/"}],
    "type": "EPCISDocument",
    "schemaVersion": "2.0",
    "creationDate": "2026-01-02T03:04:05Z",
    "epcisBody": {"eventList": [_EVENT]},
}


def _epcis_seeds() -> Iterator[bytes]:
    yield json.dumps(_DOCUMENT).encode()
    yield json.dumps([_EVENT]).encode()
    for path in sorted((SHARED / "epcis").glob("*/**/*.json*")):
        if path.stat().st_size <= 20_000:
            yield path.read_bytes()


def _epcis_words() -> Iterator[str]:
    yield from (
        '"type":"',
        '"epcList":',
        '"action":"ADD"',
        '"eventTime":"',
        "Z",
        '"@context":',
        '"id":"urn:epc:id:sgtin:',
    )
    yield from (
        f"{name}Event" for name in ("Object", "Aggregation", "Transaction", "Transformation", "Association")
    )
    yield from ("1e999", "NaN", "-0", "\\ud800", "[[[[[[[[", '{"":', "null", "true")


TARGETS = {
    "payload": Target(payload, 2_100, 0.1, _payload_seeds, _payload_words),
    "epcis": Target(epcis, 20_000, 2.0, _epcis_seeds, _epcis_words),
}
