"""What the sample town's README says that each sample shows is what a booth says of it, by its own pack."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from kiosk.settings import ROOT, BoothSettings, Settings
from kiosk.staff.content import prepare
from kiosk.town.packed import open_pack
from kiosk.trace.identify import identify
from kiosk.trace.model import Passport

TODAY = date(2026, 11, 23)
_ROW = re.compile(r"^\| `([A-Z0-9]+)` [^|]*\| (\w+) \|", re.MULTILINE)


def test_the_samples_show_what_the_readme_says(tmp_path: Path) -> None:
    settings = Settings(booth=BoothSettings(state=str(tmp_path / "state")))
    told = dict(_ROW.findall((ROOT / "config/town/README.md").read_text(encoding="utf-8")))
    assert set(told.values()) == {"genuine", "unknown", "withdrawn", "inconsistent", "expired"}
    prepared = prepare(settings)
    shown: dict[str, str] = {}
    why: dict[str, list[str]] = {}
    with_pack = open_pack(prepared.pack)
    try:
        for sample in prepared.samples:
            passport = identify(sample.text, with_pack, TODAY)
            assert isinstance(passport, Passport)
            assert passport.serial is not None
            assert passport.sample
            shown[passport.serial] = passport.verdict.value
            why[passport.serial] = [finding.rule for finding in passport.findings if not finding.passed]
    finally:
        with_pack.close()
    assert {serial: shown[serial] for serial in told} == told
    # Nothing else is amiss with these, and nothing at all with the others.
    assert {serial: rules for serial, rules in why.items() if rules} == {
        "BG1004": ["expiry"],
        "HL0209": ["lot-recalled"],
        "LK3109": ["certificate-lot", "laboratory"],
        "SB9050": ["brand-standing"],
        "SB9051": ["brand-standing"],
        "TP0419": ["item-withdrawn"],
        "VM0817": ["cold-chain"],
    }
    assert len(shown) == 44
