import json
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.trace.identify import identify, warm_up
from kiosk.trace.issue import IssuerKey, sticker_text
from kiosk.trace.journey.trust import Trust
from kiosk.trace.model import Inclusion, Passport, Unidentified, Verdict

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def passport(text: str, town: Any) -> Passport:
    found = identify(text, town, NOW)
    assert isinstance(found, Passport)
    return found


def test_a_signed_sticker_of_a_known_lot_is_genuine(town: Any, key: IssuerKey, gtin: str) -> None:
    found = passport(sticker_text(gtin, "L1", "7KQ2", key), town)
    assert found.verdict is Verdict.GENUINE
    assert found.lot is not None
    assert (found.product.gtin, found.lot.lot, found.serial) == (gtin, "L1", "7KQ2")
    assert all(finding.passed for finding in found.findings)


def test_the_same_words_without_the_signature_are_unknown(town: Any, key: IssuerKey, gtin: str) -> None:
    text = sticker_text(gtin, "L1", "7KQ2", key).partition("?")[0]
    assert passport(text, town).verdict is Verdict.UNKNOWN


def test_a_shelf_barcode_shows_the_product(town: Any, gtin: str) -> None:
    found = passport(gtin[1:], town)
    assert (found.verdict, found.product.name.en, found.lot, found.serial) == (Verdict.UNKNOWN, "Milk", None, None)


def test_a_signature_does_not_move_to_another_item(town: Any, key: IssuerKey, gtin: str) -> None:
    text = sticker_text(gtin, "L1", "7KQ2", key).replace("7KQ2", "7KQ3")
    assert passport(text, town).verdict is Verdict.FORGED


def test_a_serial_on_record_under_another_lot_does_not_add_up(town: Any, key: IssuerKey, gtin: str) -> None:
    assert passport(sticker_text(gtin, "L1", "SAMPLE1", key), town).verdict is Verdict.GENUINE
    found = passport(sticker_text(gtin, "L1", "SAMPLE2", key), town)
    assert (found.verdict, found.findings[0].rule) == (Verdict.INCONSISTENT, "serial-lot")


def test_a_signed_lot_that_the_town_has_no_record_of_is_unknown(town: Any, key: IssuerKey, gtin: str) -> None:
    found = passport(sticker_text(gtin, "L9", "7KQ2", key), town)
    assert (found.verdict, found.findings[0].rule, found.lot) == (Verdict.UNKNOWN, "lot", None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("https://example.com/menu", "not-a-product-code"),
        ("https://id.gs1.org/01/09520123456789", "malformed"),
        ("https://id.gs1.org/01/00012345678905", "not-of-this-town"),
    ],
)
def test_codes_without_a_passport(town: Any, text: str, reason: str) -> None:
    found = identify(text, town, NOW)
    assert isinstance(found, Unidentified)
    assert (found.text, found.reason) == (text, reason)
    assert found.visitor.zh
    assert found.staff


def test_now_needs_a_zone(town: Any) -> None:
    with pytest.raises(ValueError, match="time zone"):
        identify("4006381333931", town, datetime(2026, 11, 23))  # noqa: DTZ001 - the point of the test
    assert isinstance(identify("4006381333931", town, date(2026, 11, 23)), Unidentified)


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    assert isinstance(identify(text, Trust(), NOW), Unidentified)


def test_one_look_is_quick(town: Any, key: IssuerKey, gtin: str) -> None:
    """The best of twenty, so that a busy machine does not decide; the budget is a tenth of a frame."""
    warm_up()
    text = sticker_text(gtin, "L1", "7KQ2", key)
    took = []
    for _ in range(20):
        start = perf_counter()
        passport(text, town)
        took.append(perf_counter() - start)
    assert min(took) < 0.003


def test_a_passport_says_who_signed_it_and_whether_it_is_a_sample(town: Any, key: IssuerKey, gtin: str) -> None:
    sample = passport(sticker_text(gtin, "L1", "SAMPLE1", key), town)
    assert (sample.sample, sample.issuer) == (True, town.keys[0])
    assert [each.id for each in sample.laboratories] == ["lab"]
    forged = passport(sticker_text(gtin, "L1", "7KQ2", key).replace("7KQ2", "7KQ3"), town)
    assert (forged.sample, forged.issuer) == (False, None)  # no forgery borrows a name


def test_the_packs_lists_and_registers_are_asked(town: Any, key: IssuerKey, gtin: str) -> None:
    text = sticker_text(gtin, "L1", "7KQ2", key)
    town.listed = {"OTHER"}
    assert passport(text, town).findings[0].rule == "serial-listed"
    town.listed, town.withdrawn = None, {"7KQ2"}
    assert passport(text, town).verdict is Verdict.WITHDRAWN
    town.withdrawn = set()
    town.laboratories = {}
    assert passport(text, town).findings[0].rule == "laboratory"


def test_the_log_is_asked_for_the_lots_document(town: Any, key: IssuerKey, gtin: str, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from kiosk.trace.log.document import document
    from kiosk.trace.log.note import ED25519, Signer
    from kiosk.trace.log.writer import LogWriter

    signer = Signer("log.example", ED25519, Ed25519PrivateKey.generate())
    text = sticker_text(gtin, "L1", "7KQ2", key)
    with LogWriter(tmp_path / "log", signer) as writer:
        index = writer.append(document(gtin, town.lots[0]))
        writer.checkpoint()
        town.log, proof = json.dumps(writer.keys.to_json()), writer.proof(index)
    assert passport(text, town).evidence.state is Inclusion.MISSING  # type: ignore[union-attr]
    town.proofs = {(gtin, "L1"): proof}
    found = passport(text, town)
    assert found.evidence is not None
    assert (found.verdict, found.evidence.state, found.evidence.tree_size) == (
        Verdict.GENUINE,
        Inclusion.INCLUDED,
        1,
    )
    town.lots[0] = town.lots[0].model_copy(update={"expires": date(2028, 1, 1)})
    altered = passport(text, town)
    assert (altered.verdict, altered.findings[0].rule) == (Verdict.INCONSISTENT, "log")
    town.log = "{}"  # keys that cannot be used vouch for nothing
    assert passport(text, town).verdict is Verdict.UNKNOWN
