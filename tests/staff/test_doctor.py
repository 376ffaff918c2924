from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from kiosk.settings import Settings
from kiosk.staff.content import pack_path
from kiosk.staff.doctor import examine


def well(settings: Settings) -> dict[str, bool]:
    return {finding.part: finding.well for finding in examine(settings)}


def test_a_sound_booth_is_well_in_every_part(settings: Settings) -> None:
    assert set(well(settings).values()) == {True}


def test_each_part_is_looked_at_by_itself(settings: Settings, tmp_path: Path) -> None:
    with closing(sqlite3.connect(settings.state_folder / "journal.sqlite")) as journal:
        journal.execute("PRAGMA user_version = 9999")
        journal.execute("CREATE TABLE something (x)")
    (pack_path(settings).parent / "media").rename(tmp_path / "elsewhere")
    broken = replace(settings, booth=replace(settings.booth, town=str(tmp_path / "nowhere")))
    found = well(broken)
    assert not found["town"]
    assert not found["journal"]
    assert not found["media"]
    assert found["pack"]
    assert found["disk"]
