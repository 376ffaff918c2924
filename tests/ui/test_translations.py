"""Every word on a page is said in Chinese as well."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

from kiosk.settings import ROOT

TS = ROOT / "assets" / "translations" / "kiosk_zh.ts"


def messages(path: Path) -> dict[tuple[str, str], ET.Element]:
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            found[context.findtext("name", ""), message.findtext("source", "")] = message
    return found


def test_no_sentence_of_a_page_is_missing(tmp_path: Path) -> None:
    fresh = tmp_path / "kiosk_zh.ts"
    pages = [str(path) for path in (ROOT / "kiosk" / "ui").rglob("*.qml")]
    lupdate = Path(sys.executable).parent / "pyside6-lupdate"
    subprocess.run(
        [lupdate, "-silent", "-locations", "none", *pages, "-ts", fresh], check=True, capture_output=True
    )
    said = messages(TS)
    assert len(messages(fresh)) > 50, "lupdate found hardly a word"
    assert sorted(messages(fresh).keys() - said.keys()) == [], "run make words, and translate"
    unfinished = [
        source
        for (_, source), m in said.items()
        if m.find("translation").get("type") or not m.findtext("translation")
    ]
    assert unfinished == []


def test_places_for_values_are_the_same_in_both_languages() -> None:
    for (_, source), message in messages(TS).items():
        holes = sorted(re.findall(r"%\d", source))
        assert sorted(re.findall(r"%\d", message.findtext("translation", ""))) == holes, source
