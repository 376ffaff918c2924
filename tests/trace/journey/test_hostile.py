"""Whatever a document says, judging it ends with an answer or with UnreadableError."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.trace.journey import document_of
from kiosk.trace.journey.judged import UnreadableError, judge_file
from tests.bench.journeys import plan
from tests.trace.journey.conftest import NOW, document, plain_events

_ODD: tuple[Any, ...] = (
    None, True, -1, 0, 1e308, 10**30, "", " ", "\u0000", "x" * 3000, [], {}, [[]], [None], {"@value": {}},
    "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59-12:00", "2026-02-30", "-14:00", "+14:00",
    "urn:epc:id:sscc:9521201.0000000002", "geo:91,181", "geo:0,0", "ni:///sha-256;00?ver=CBV2.0",
    "https://id.gs1.org/01/09521201000039/10/%20", "MU772", "ADD", "DELETE", "shipping", "Temperature", "nan",
)  # fmt: skip


def documents() -> list[Any]:
    ours = plan(2, random.Random(3))
    return [document(plain_events()), document_of(ours.gtin, ours.lot, "HTTPS://ID.EXAMPLE/01/1", "proof")]


def broken(made: Any, rng: random.Random) -> Any:
    """One to four places of a document replaced, removed, or written twice."""
    made = copy.deepcopy(made)
    for _ in range(rng.randrange(1, 5)):
        holder, keys = made["epcisBody"]["eventList"], []  # the envelope is the reader's to refuse
        while isinstance(holder, dict | list) and holder and (not keys or rng.random() < 0.85):
            keys.append((holder, rng.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))))
            holder = keys[-1][0][keys[-1][1]]
        if not keys:
            continue
        holder, key = keys[-1]
        choice = rng.random()
        if choice < 0.2:
            del holder[key]
        elif choice < 0.3 and isinstance(holder, list):
            holder.append(holder[key])
        else:
            holder[key] = rng.choice(_ODD)
    return made


@pytest.mark.parametrize("made", documents(), ids=["plain", "profile"])
@settings(max_examples=150)
@given(st.integers(0, 2**32))
def test_a_broken_document_is_answered(made: Any, seed: int) -> None:
    try:
        content = json.dumps(broken(made, random.Random(seed))).encode()
    except (TypeError, ValueError):
        return
    try:
        for judged in judge_file(content, None, NOW):
            assert judged.verdict.value != "genuine"  # without a label that holds, nothing is
    except UnreadableError:
        pass


@given(st.text())
@settings(max_examples=50)
def test_any_sticker_and_proof_are_answered(said: str) -> None:
    made = document(plain_events(), **{"gtk:sticker": said, "gtk:proof": said})
    try:
        content = json.dumps(made, ensure_ascii=True).encode()
        found = judge_file(content, None, NOW)
    except UnreadableError:
        return
    assert all(judged.verdict.value != "genuine" for judged in found)
