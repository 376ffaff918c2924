from __future__ import annotations

import argparse
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.cli import main
from kiosk.order.model import Good, Line, Order
from kiosk.settings import Settings
from kiosk.staff.claims import Claims, run
from kiosk.trace.sightings.open import booth_signer

ORDER = Order(
    "ABCD1234EFGH5678",
    (Line(Good("shop/rice", "09521303001033", "Rice", "米", 2900, "CNY", 5), 2),),
    "CNY",
    5800,
    datetime(2026, 11, 23, tzinfo=UTC),
    "zh",
)


def judged(settings: Settings, text: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = run(settings, argparse.Namespace(text=text, json=True))
    said = capsys.readouterr()
    return status, said.out + said.err


def test_this_booths_claim_is_true_and_another_is_not(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = Claims(settings)
    text = claims.claim(ORDER)
    assert claims.claim(ORDER) == text
    status, said = judged(settings, text, capsys)
    assert status == 0
    about = json.loads(said)
    assert (about["reference"], about["total"], about["booth"], about["state"]) == (
        ORDER.reference,
        5800,
        settings.booth.name.upper(),
        "",
    )
    status, said = judged(settings, text.replace("5800", "5801"), capsys)
    assert status == 1
    assert "did not sign" in said


def test_a_claim_of_another_booth_of_the_town(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere")
    elsewhere = replace(settings, booth=replace(settings.booth, name="booth-7", state=str(folder)))
    text = Claims(elsewhere).claim(ORDER)
    status, said = judged(settings, text, capsys)
    assert status == 1
    assert "BOOTH-7 is no booth of this town" in said
    booths = folder / "booths.toml"
    booths.write_text(f'[booth-7]\nkey = "{booth_signer(elsewhere).key}"\n')
    listed = replace(settings, copies=replace(settings.copies, booths=str(booths)))
    assert judged(listed, text, capsys)[0] == 0


def test_the_command(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KIOSK_BOOTH_STATE", str(settings.state_folder))
    text = Claims(settings).claim(ORDER)
    assert main(["orders", "claim", text.lower()]) == 0
    assert "true: ABCD1234EFGH5678 over ¥58.00" in capsys.readouterr().out
    assert main(["orders", "--json", "claim", text[:-2]]) == 1
    assert not json.loads(capsys.readouterr().err)["true"]
