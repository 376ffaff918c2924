"""What a booth remembers: quickly, durably, bounded, and nothing of its own samples."""

from __future__ import annotations

import sqlite3
import threading
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pytest

from kiosk.town.model import Issuer, Place, Product, Text
from kiosk.trace.model import Doubt, Passport, Sightings, Verdict
from kiosk.trace.sightings.exchange import Received
from kiosk.trace.sightings.limits import Limits
from kiosk.trace.sightings.memory import Memory, SightingsError

if TYPE_CHECKING:
    from conftest import Clock, Make

GTIN = "09520123456788"


def test_what_was_seen_is_remembered_over_a_restart(make: Make, clock: Clock) -> None:
    first = make()
    first.seen(GTIN, "A1")
    first.close()
    clock.later(5)
    again = make()
    assert again.about(GTIN, "A1") == Sightings(1, 1, ())
    assert again.about(GTIN, "A2") == again.about("09520123456795", "A1") == Sightings()


def test_ten_times_in_ten_minutes_is_once(make: Make, clock: Clock) -> None:
    memory = make()
    for _ in range(10):
        memory.seen(GTIN, "A1")
        clock.later(1 / 60)
    memory.flush()
    assert memory.about(GTIN, "A1").scans == 1
    assert memory.counts() == {"booth-1": 1}


def test_only_a_signed_sticker_that_is_no_sample_counts(make: Make) -> None:
    memory = make()
    words = Text(en="-", zh="-")
    place = Place(name=words, country="CN", latitude=30, longitude=120)
    product = Product(
        gtin=GTIN, brand=words, name=words, tagline=words, story=words, origin=place, picture="milk.svg"
    )
    issuer = Issuer(key_id="A", public_key="0" * 64, name=words)
    genuine = Passport("code", product, None, "A1", Verdict.GENUINE, (), issuer)
    memory.shown(replace(genuine, issuer=None, verdict=Verdict.FORGED))
    memory.shown(replace(genuine, sample=True))
    memory.shown(replace(genuine, serial=None))
    memory.flush()
    assert memory.counts() == {}
    memory.shown(genuine)
    memory.flush()
    assert memory.about(GTIN, "A1").scans == 1


def test_eight_hours_are_a_doubt(make: Make, clock: Clock) -> None:
    memory = make()
    for _ in range(8):
        memory.flush()
        assert memory.about(GTIN, "A1").doubts == ()
        memory.seen(GTIN, "A1")
        clock.later(1)
    memory.flush()
    found = memory.about(GTIN, "A1")
    assert found == Sightings(8, 1, (Doubt.MANY_SCANS,))
    ((_, doubtful),) = memory.doubtful()
    assert doubtful == found


def test_a_display_sample_is_never_a_copy(make: Make, clock: Clock) -> None:
    """It is held up all day, every day; another booth that does not know it may even tell of it."""
    memory = make(exempt=lambda gtin, serial: (gtin, serial) == (GTIN, "SAMPLE"))
    stranger = make("booth-2")
    for _ in range(100):
        for each in (memory, stranger):
            each.seen(GTIN, "SAMPLE")
            each.sold(GTIN, "SAMPLE")
        clock.later(1)
    memory.merge(Received("booth-2", clock.hour, tuple(stranger.own_entries())))
    assert memory.own_entries() == []
    assert stranger.about(GTIN, "SAMPLE").doubts
    assert memory.about(GTIN, "SAMPLE") == Sightings()


def test_after_the_sale(make: Make, clock: Clock) -> None:
    memory = make()
    memory.seen(GTIN, "A1")
    memory.sold(GTIN, "A1")  # in the same hour: the note is joined, not lost
    memory.sold(GTIN, "A1")
    memory.flush()
    assert memory.own_entries()[0][2] == 1
    clock.later(24)
    memory.seen(GTIN, "A1")
    memory.flush()
    assert memory.about(GTIN, "A1").doubts == ()
    clock.later(1)
    memory.seen(GTIN, "A1")
    memory.flush()
    assert memory.about(GTIN, "A1").doubts == (Doubt.AFTER_SALE,)


def test_two_places_at_once_once_the_other_booth_has_told(make: Make, clock: Clock) -> None:
    here, there = make("booth-1"), make("booth-3")
    here.seen(GTIN, "A1")
    there.seen(GTIN, "A1")
    here.flush()
    assert here.about(GTIN, "A1").doubts == ()
    here.merge(Received("booth-3", clock.hour, tuple(there.own_entries())))
    assert here.about(GTIN, "A1") == Sightings(2, 2, (Doubt.TWO_PLACES,))


def test_old_hours_are_forgotten(make: Make, clock: Clock) -> None:
    memory = make(limits=Limits(days=2))
    memory.seen(GTIN, "A1")
    memory.flush()
    clock.later(48)
    assert memory.about(GTIN, "A1").scans == 1
    clock.later(1)
    assert memory.about(GTIN, "A1").scans == 0
    memory.seen(GTIN, "A2")
    memory.flush()
    assert memory.counts() == {"booth-1": 1}  # and gone from the disk, too


def test_a_flood_of_codes_stays_within_the_bound_and_keeps_the_newest(make: Make, clock: Clock) -> None:
    memory = make(limits=Limits(entries=50))
    for n in range(200):
        memory.seen(GTIN, f"A{n}")
        if n % 20 == 19:
            clock.later(1)
    memory.flush()
    assert memory.counts() == {"booth-1": 50}
    assert memory.about(GTIN, "A199").scans == 1
    assert memory.about(GTIN, "A0").scans == 0


def test_another_booths_flood_costs_only_that_booth(make: Make, clock: Clock) -> None:
    memory = make(limits=Limits(entries=50))
    memory.seen(GTIN, "A1")
    flood = tuple(sorted((clock.hour - n % 5, n.to_bytes(16, "big"), 0) for n in range(1000)))
    merged = memory.merge(Received("booth-2", clock.hour, flood))
    assert (merged.taken, merged.known, merged.forgotten) == (50, 0, 950)
    again = memory.merge(Received("booth-2", clock.hour, flood))
    assert (again.taken, again.known, again.forgotten) == (0, 50, 950)
    assert memory.counts() == {"booth-1": 1, "booth-2": 50}


def test_asking_is_quick_and_never_waits_for_a_write(make: Make, clock: Clock) -> None:
    memory = make()
    many = tuple(sorted((clock.hour - n % 500, (n // 500).to_bytes(16, "big"), 0) for n in range(20_000)))
    memory.merge(Received("booth-2", clock.hour, many))
    other = sqlite3.connect(memory.path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")  # somebody else writes, and takes their time
        other.execute("INSERT INTO sightings VALUES (x'00', 'booth-3', 1, 0)")
        memory.seen(GTIN, "A1")
        times = []
        for n in range(200):
            began = time.perf_counter()
            memory.about(GTIN, f"A{n}")
            memory.seen(GTIN, "A1")
            times.append(time.perf_counter() - began)
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert median(times) < 0.001
    memory.flush()
    assert memory.about(GTIN, "A1").scans == 1


def test_asking_from_several_threads(make: Make) -> None:
    memory = make()
    memory.seen(GTIN, "A1")
    memory.flush()
    wrong: list[Sightings] = []

    def ask() -> None:
        for n in range(200):
            memory.seen(GTIN, f"B{n}")
            found = memory.about(GTIN, "A1")
            if found != Sightings(1, 1, ()):
                wrong.append(found)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    memory.flush()
    assert wrong == []
    assert memory.counts() == {"booth-1": 201}


def test_a_damaged_file_is_set_aside_and_accuses_nobody(make: Make, tmp_path: Path) -> None:
    memory = make()
    memory.seen(GTIN, "A1")
    memory.close()
    (tmp_path / "booth-1.sqlite").write_bytes(b"not a database at all" * 1000)
    again = make()
    assert again.about(GTIN, "A1") == Sightings()
    assert again.set_aside is not None
    assert again.set_aside.read_bytes().startswith(b"not a database")
    again.seen(GTIN, "A1")
    again.flush()
    assert again.about(GTIN, "A1").scans == 1


def test_a_file_of_something_else_or_of_a_later_version_is_set_aside(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "booth-1.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE orders (id)")
    other.commit()
    other.close()
    memory = make()
    assert memory.set_aside is not None
    memory.close()
    later = sqlite3.connect(path)
    later.execute("PRAGMA user_version = 99")
    later.close()
    assert make().set_aside is not None


def test_a_disk_that_will_not(tmp_path: Path, make: Make) -> None:
    (tmp_path / "booth-1.sqlite").mkdir()
    with pytest.raises(SightingsError, match=r"booth-1\.sqlite"):
        make()


def test_a_write_that_fails_costs_the_note_and_not_the_booth(make: Make, clock: Clock) -> None:
    memory = make()
    memory.flush()
    other = sqlite3.connect(memory.path)
    other.execute("CREATE TRIGGER full BEFORE INSERT ON sightings BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    other.commit()
    memory.seen(GTIN, "A1")
    with pytest.raises(SightingsError, match="disk full"):
        memory.merge(Received("booth-2", clock.hour, ((clock.hour, b"x" * 16, 0),)))
    assert memory.dropped == 1
    assert memory.about(GTIN, "A1") == Sightings()
    other.execute("DROP TRIGGER full")
    other.commit()
    other.close()
    memory.seen(GTIN, "A2")
    memory.flush()
    assert memory.counts() == {"booth-1": 1}


def test_after_the_end_nothing_is_taken_and_nothing_raised(make: Make) -> None:
    memory = make()
    memory.seen(GTIN, "A1")
    memory.close()
    memory.close()
    memory.seen(GTIN, "A2")
    assert memory.about(GTIN, "A1") == Sightings()
    with pytest.raises(SightingsError, match="closed"):
        memory.flush()
    assert not any(thread.name == "sightings" for thread in threading.enumerate())


def test_no_person_and_no_serial_is_written(make: Make, tmp_path: Path) -> None:
    memory: Memory = make()
    memory.seen(GTIN, "SECRETSERIAL")
    memory.flush()
    memory.close()
    written = (tmp_path / "booth-1.sqlite").read_bytes()
    assert b"SECRETSERIAL" not in written
    assert GTIN.encode() not in written
