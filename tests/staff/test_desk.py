from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.settings import Settings
from kiosk.staff.content import Prepared, prepare
from kiosk.staff.desk import Desk
from kiosk.town.packed import PackError, open_pack
from kiosk.trace.digital_link import parse
from kiosk.trace.issue import issuer_key, sticker_text
from kiosk.trace.model import Doubt, Passport, Verdict

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def prepared(settings: Settings) -> Prepared:
    return prepare(settings)


class Told:
    def __init__(self) -> None:
        self.distrust: list[PackError] = []
        self.trouble: list[str] = []

    def desk(self, settings: Settings, prepared: Prepared) -> Desk:
        return Desk(settings, prepared.pack, self.distrust.append, self.trouble.append)


def an_item(settings: Settings, prepared: Prepared, serial: str) -> str:
    """The sticker of an item that is for sale, of the first lot that is judged genuine."""
    key = issuer_key(settings.state_folder / "keys" / "issuer.json", state=settings.state_folder)
    told = Told()
    desk = told.desk(settings, prepared)
    with open_pack(prepared.pack) as pack:
        for sample in prepared.samples:
            beside = parse(sample.text)
            assert beside.lot is not None
            text = sticker_text(beside.gtin14, beside.lot, serial, key)
            found = desk.identify(text, pack, NOW)
            if isinstance(found, Passport) and found.verdict is Verdict.GENUINE:
                return text
    raise AssertionError("the sample town has nothing genuine")


def test_the_pack_that_was_adopted_is_believed(settings: Settings, prepared: Prepared) -> None:
    told = Told()
    desk = told.desk(settings, prepared)
    desk.start()
    desk.close()
    assert (told.distrust, told.trouble) == ([], [])


def test_a_pack_that_was_changed_since_is_found_out(settings: Settings, prepared: Prepared) -> None:
    folder = settings.state_folder / "other"
    shutil.copytree(prepared.pack.parent, folder, symlinks=False)
    pack = folder / prepared.pack.name
    with closing(sqlite3.connect(pack)) as connection, connection:
        connection.execute("UPDATE product SET body = replace(body, 'Fremantle', 'Elsewhere')")
    told = Told()
    desk = told.desk(settings, replace(prepared, pack=pack))
    desk.start()
    desk.close()
    [error] = told.distrust
    assert "was changed since it was built" in str(error)


def test_a_sticker_seen_too_often_is_doubted_and_a_display_sample_never(
    settings: Settings, prepared: Prepared
) -> None:
    settings = replace(settings, copies=replace(settings.copies, scans=1))
    text = an_item(settings, prepared, "SALE0001")
    told = Told()
    desk = told.desk(settings, prepared)
    desk.start()
    with open_pack(prepared.pack) as pack:
        found = desk.identify(text, pack, NOW)
        assert isinstance(found, Passport)
        assert found.verdict is Verdict.COPIED
        assert found.sightings is not None
        assert found.sightings.doubts == (Doubt.MANY_SCANS,)
        samples = [desk.identify(sample.text, pack, NOW) for sample in prepared.samples]
    desk.close()
    for passport in samples:
        assert isinstance(passport, Passport)
        assert passport.sample
        assert passport.sightings is None
        assert passport.verdict is not Verdict.COPIED


def test_what_was_shown_is_remembered_and_forgeries_are_not(settings: Settings, prepared: Prepared) -> None:
    text = an_item(settings, prepared, "SALE0002")
    forged = text[:-4] + ("AAAA" if text[-4:] != "AAAA" else "BBBB")
    told = Told()
    desk = told.desk(settings, prepared)
    desk.start()
    with open_pack(prepared.pack) as pack:
        for code in (text, text, forged, prepared.samples[0].text):
            found = desk.identify(code, pack, NOW)
            assert isinstance(found, Passport)
            desk.saw(found)
    desk.close()
    with closing(sqlite3.connect(settings.state_folder / "sightings.sqlite")) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [row for table in tables for row in connection.execute(f"SELECT * FROM {table}")]
    assert sum(settings.booth.name in row for row in rows) == 1, "one sticker, once an hour"
    assert "SALE0002" not in repr(rows), "hashes, and no serial"


def test_a_film_that_was_damaged_is_told_and_the_town_stays_open(settings: Settings, prepared: Prepared) -> None:
    folder = settings.state_folder / "other"
    shutil.copytree(prepared.pack.parent, folder, symlinks=False)
    film = max((folder / "media").glob("*.webm"))
    film.write_bytes(film.read_bytes()[:1000])
    told = Told()
    desk = told.desk(settings, replace(prepared, pack=folder / prepared.pack.name))
    desk.start()
    desk.close()
    assert told.distrust == []
    [said] = told.trouble
    assert film.name in said
