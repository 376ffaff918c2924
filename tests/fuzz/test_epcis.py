"""Hypothesis against the EPCIS reader; the coverage-guided run is `make fuzz-trace`."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, epcis

SEEDS = [seed for seed in TARGETS["epcis"].seeds() if len(seed) < 6_000][:40]

_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["ObjectEvent", "urn:epc:", "2026"]),
)
_JSON = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=10), inner, max_size=4)),
    max_leaves=12,
)


@given(st.one_of(st.binary(max_size=400), _JSON.map(lambda value: json.dumps(value).encode())))
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    epcis(data)


@given(st.sampled_from(SEEDS), st.data())
@settings(max_examples=400, deadline=None)
def test_a_document_with_one_part_exchanged_is_read_or_refused(seed: bytes, data: st.DataObject) -> None:
    try:
        document = json.loads(seed)
    except ValueError:
        return  # some seeds are broken on purpose
    places: list[tuple[Callable[[Any, Any], None], Any]] = []
    _walk(document, places)
    if places:
        put, key = data.draw(st.sampled_from(places))
        put(key, data.draw(_JSON))
    epcis(json.dumps(document).encode())


@given(st.sampled_from(SEEDS), st.integers(0, 6_000), st.integers(0, 255))
@settings(max_examples=200, deadline=None)
def test_a_document_with_one_byte_exchanged_is_read_or_refused(seed: bytes, place: int, byte: int) -> None:
    damaged = bytearray(seed)
    damaged[place % len(damaged)] = byte
    epcis(bytes(damaged))


@pytest.mark.parametrize("piece", [b"[", b'{"a":', b'"', b"1", b"[]\n", b"\\u", b'{"type":"ObjectEvent"}\n', b" "])
def test_no_repetition_takes_long(piece: bytes) -> None:
    for start in (b"", b'{"@context":', b'{"type":"EPCISDocument","epcisBody":{"eventList":['):
        began = time.process_time()
        epcis(start + piece * (20_000 // len(piece)))
        assert time.process_time() - began < 4


def _walk(value: Any, places: list[tuple[Callable[[Any, Any], None], Any]]) -> None:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        places.append((value.__setitem__, key))
        _walk(child, places)
