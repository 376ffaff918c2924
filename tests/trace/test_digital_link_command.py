"""`kiosk trace parse` as a shell calls it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from kiosk.cli import main

LINK = "HTTPS://ID.EXAMPLE/01/09520123456788/10/L-1/21/ABC?S=K1MFRGG&lang=en&17=270301"


def answers(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_object_a_line_says_all_that_the_code_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "parse", "--json", LINK]) == 0
    assert answers(capsys) == [
        {
            "text": LINK,
            "valid": True,
            "kind": "digital-link",
            "gtin": "09520123456788",
            "serial": "ABC",
            "lot": "L-1",
            "element_string": "^010952012345678810L-1^21ABC^17270301",
            "ais": [
                {"ai": "01", "title": "GTIN", "value": "09520123456788"},
                {"ai": "10", "title": "BATCH/LOT", "value": "L-1"},
                {"ai": "21", "title": "SERIAL", "value": "ABC"},
                {"ai": "17", "title": "USE BY or EXPIRY", "value": "270301"},
            ],
            "query": [{"name": "S", "value": "K1MFRGG"}, {"name": "lang", "value": "en"}],
            "link": "https://id.gs1.org/01/09520123456788/10/L-1/21/ABC?17=270301",
        }
    ]


def test_a_pallet_is_valid_without_being_a_product_and_one_bad_text_makes_the_status_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["trace", "parse", "--json", "https://e.example/00/006141411234567890", "95201234"]) == 1
    pallet, shelf = answers(capsys)
    assert (pallet["valid"], pallet["gtin"], pallet["element_string"]) == (True, None, "^00006141411234567890")
    assert shelf == {
        "text": "95201234",
        "valid": False,
        "reason": "malformed",
        "detail": "the check digit of GTIN 95201234 is wrong",
    }


def test_lines_come_from_standard_input_whatever_they_hold(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = b"9520123456788\r\n\xff\xfe\n\n^0109520123456788" + b"x" * 30_000 + b"\n]C10109520123456788\x1d10A"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
    assert main(["trace", "parse", "--json"]) == 1
    found = answers(capsys)
    assert [(answer["valid"], answer.get("reason")) for answer in found] == [
        (True, None),
        (False, "not-a-product-code"),
        (False, "not-a-product-code"),
        (False, "not-a-product-code"),
        (True, None),
    ]
    assert len(found[3]["text"]) == 10_000


def test_options_say_what_else_to_accept(capsys: pytest.CaptureFixture[str]) -> None:
    deprecated = "https://e.example/gtin/9520123456788"
    assert main(["trace", "parse", deprecated]) == 1
    assert main(["trace", "parse", deprecated, "--permit-convenience-alphas", "--permit-zero-suppressed-gtin"]) == 0
    assert main(["trace", "parse", "(10)A"]) == 1
    assert main(["trace", "parse", "(10)A", "--no-associations"]) == 0
    assert main(["trace", "parse", "^10A"]) == 0
    assert main(["trace", "parse", "^10A", "--associations"]) == 1
    assert "AI 10 needs AI 01" in capsys.readouterr().out
