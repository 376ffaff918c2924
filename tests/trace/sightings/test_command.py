"""`kiosk trace sightings`: two booths that merge by file and by link, and the simulation."""

from __future__ import annotations

import argparse
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kiosk.settings import ROOT, BoothSettings, CopiesSettings, Settings
from kiosk.staff.trace import sighting
from kiosk.trace.model import Doubt
from kiosk.trace.sightings.link import AT_ONCE, LinkError, fetch, offer
from kiosk.trace.sightings.open import booth_signer, open_memory, secret_path
from kiosk.trace.sightings.simulate import Habits, simulate

GTIN = "09520123456788"
Run = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command with --json: its status, and what it said."""

    def run(settings: Settings, **options: Any) -> tuple[int, list[dict[str, Any]]]:
        given = {"merge": [], "out": None, "serve": None, "simulate": False, "seeds": 1, "items": 500, "json": True}
        given |= {"shown": 1.0, "elsewhere": 0.12, "sold": []}
        status = sighting.run(settings, argparse.Namespace(**(given | options)))
        return status, [json.loads(said) for said in capsys.readouterr().out.splitlines()]

    return run


@pytest.fixture
def booths(tmp_path: Path) -> tuple[Settings, Settings]:
    """Two booths of one town, far from each other, each with its state, the town's key in both, and one list."""
    first, second = (
        Settings(
            booth=BoothSettings(name=name, state=name),
            copies=CopiesSettings(booths="booths.toml"),
            base=tmp_path,
        )
        for name in ("booth-1", "booth-2")
    )
    for settings in (first, second):
        settings.state_folder.mkdir()
    open_memory(first).close()
    secret = secret_path(second)
    secret.parent.mkdir(mode=0o700)
    secret.write_bytes(secret_path(first).read_bytes())
    secret.chmod(0o600)
    write_list(tmp_path, first, second)
    return first, second


def write_list(folder: Path, *booths: Settings, link: str = "") -> None:
    places = ("latitude = 30.23\nlongitude = 120.24\n", "latitude = -33.87\nlongitude = 151.21\n")
    sections = [
        f'[{settings.booth.name}]\n{place}key = "{booth_signer(settings).key}"\nlink = "{link}"\n'
        for settings, place in zip(booths, places, strict=True)
    ]
    (folder / "booths.toml").write_text("\n".join(sections), encoding="utf-8")


def see(settings: Settings, *serials: str) -> None:
    with open_memory(settings) as memory:
        for serial in serials:
            memory.seen(GTIN, serial)


def test_two_booths_merge_by_file_in_either_direction(booths: tuple[Settings, Settings], run: Run) -> None:
    first, second = booths
    see(first, "A1", "A2")
    see(second, "A2", "A3")
    files = [settings.state_folder / "out.sightings" for settings in booths]
    for settings, file in zip(booths, files, strict=True):
        assert run(settings, out=file)[0] == 0
    expected = {"booth": "booth-2", "taken": 2, "known": 0, "forgotten": 0, "file": str(files[1])}
    assert run(first, merge=[str(files[1])]) == (0, [expected])
    assert run(second, merge=[str(files[0])])[0] == 0
    told = [run(settings)[1][2:] for settings in booths]
    assert told[0] == told[1]
    assert [(each["scans"], each["places"], each["doubts"]) for each in told[0]] == [(2, 2, ["two-places"])]
    assert run(first, merge=[str(files[1])])[1][0]["known"] == 2  # once more is nothing new


def test_a_file_that_is_refused(booths: tuple[Settings, Settings], run: Run, tmp_path: Path) -> None:
    first, second = booths
    see(second, "A1")
    file = tmp_path / "out.sightings"
    run(second, out=file)
    file.write_bytes(file.read_bytes().replace(b" -\n", b" s\n"))
    missing = tmp_path / "missing"
    status, told = run(first, merge=[str(file), str(missing)])
    assert status == 1
    assert told[0]["refused"] == "the sightings are not those that were signed"
    assert "No such file" in told[1]["refused"]
    assert run(first)[1][1]["sightings"] == 0


def test_what_a_booth_told_counts_no_longer_once_it_is_off_the_list(
    booths: tuple[Settings, Settings], run: Run, tmp_path: Path
) -> None:
    first, second = booths
    see(first, "A1")
    see(second, "A1")
    run(second, out=tmp_path / "out.sightings")
    run(first, merge=[str(tmp_path / "out.sightings")])
    assert run(first)[1][-1]["doubts"] == ["two-places"]
    (tmp_path / "booths.toml").write_text("[booth-1]\n", encoding="utf-8")
    told = run(first)[1]
    assert [(each["booth"], each["listed"]) for each in told] == [("booth-1", True), ("booth-2", False)]


def test_a_booth_that_cannot_be_opened_is_said(booths: tuple[Settings, Settings], run: Run, tmp_path: Path) -> None:
    (tmp_path / "booths.toml").write_text("[booth-1", encoding="utf-8")
    status, told = run(booths[0])
    assert status == 2
    assert "booths.toml" in told[0]["error"]
    spaced = replace(booths[0], booth=replace(booths[0].booth, name="our booth"))
    assert run(spaced)[0] == 2


@pytest.mark.parametrize("address", ["8080", ":80", "localhost:", "localhost:99999", "localhost:x"])
def test_an_address_that_is_none(booths: tuple[Settings, Settings], run: Run, address: str) -> None:
    assert run(booths[0], serve=address)[0] == 2


# --- by link ----------------------------------------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[Callable[[Callable[[], bytes]], str]]:
    """Offers what a function makes; the link to it."""
    running: list[tuple[Any, threading.Thread]] = []

    def start(file: Callable[[], bytes]) -> str:
        offered = offer("127.0.0.1", 0, file)
        thread = threading.Thread(target=offered.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        running.append((offered, thread))
        return f"http://127.0.0.1:{offered.server_address[1]}/sightings"

    yield start
    for offered, thread in running:
        offered.shutdown()
        thread.join()
        offered.server_close()


def test_two_booths_merge_by_link(
    booths: tuple[Settings, Settings], run: Run, tmp_path: Path, server: Callable[[Callable[[], bytes]], str]
) -> None:
    first, second = booths
    see(second, "A1")
    file = tmp_path / "out.sightings"
    run(second, out=file)
    link = server(file.read_bytes)
    status, told = run(first, merge=[link])
    assert (status, told[0]["refused"]) == (1, "it is the link of no booth on this booth's list of booths")
    write_list(tmp_path, first, second, link=link)
    assert run(first, merge=[link])[1][0]["taken"] == 1


def test_only_one_path_is_offered(server: Callable[[Callable[[], bytes]], str]) -> None:
    link = server(lambda: b"here")
    assert fetch(link, 4) == b"here"
    with pytest.raises(LinkError, match="answers 404"):
        fetch(link.replace("/sightings", "/../etc/passwd"), 100)


def test_more_askers_than_a_booth_can_bear_are_sent_away(server: Callable[[Callable[[], bytes]], str]) -> None:
    asked, answer = threading.Semaphore(0), threading.Event()

    def slow() -> bytes:
        asked.release()
        assert answer.wait(10)
        return b"here"

    link = server(slow)
    got: list[bytes] = []
    askers = [threading.Thread(target=lambda: got.append(fetch(link, 4))) for _ in range(AT_ONCE)]
    for asker in askers:
        asker.start()
    for _ in askers:
        assert asked.acquire(timeout=10)
    with pytest.raises(LinkError, match="answers 503"):
        fetch(link, 4)
    answer.set()
    for asker in askers:
        asker.join()
    assert got == [b"here"] * AT_ONCE


def test_a_link_that_sends_too_much_or_nothing(server: Callable[[Callable[[], bytes]], str]) -> None:
    link = server(lambda: b"x" * 1_000_000)
    with pytest.raises(LinkError, match="more than 1000 bytes"):
        fetch(link, 1000)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(LinkError, match=re.escape(f"http://127.0.0.1:{port}/")):
        fetch(f"http://127.0.0.1:{port}/", 1000)


def test_a_link_that_never_ends_is_left_after_a_while(server: Callable[[Callable[[], bytes]], str]) -> None:
    link = server(lambda: b"x" * 1_000_000)
    times = iter([0.0, 1.0, 61.0])
    with pytest.raises(LinkError, match="longer than 60 s"):
        fetch(link, 10_000_000, clock=lambda: next(times))


# --- the simulation ---------------------------------------------------------------------------------------------


def test_the_simulation_is_the_same_every_time_and_its_thresholds_are_ordered(run: Run) -> None:
    status, told = run(Settings(), simulate=True, seeds=2)
    assert status == 0
    assert told == run(Settings(), simulate=True, seeds=2)[1]
    assert [(each["seed"], each["places"], each["scans"]) for each in told] == [
        (seed, *threshold) for seed in (1, 2) for threshold in ((2, 6), (3, 8), (4, 12))
    ]
    for seed in (told[:3], told[3:]):
        assert seed[0]["false_alarms"] >= seed[1]["false_alarms"] >= seed[2]["false_alarms"]
        assert all(a["caught"]["5"] >= b["caught"]["5"] for a, b in pairwise(seed))
        assert seed[1]["caught"]["2"] <= seed[1]["caught"]["10"] <= seed[1]["caught"]["50"]
        assert all(each["alone"]["two-places"] == 0 for each in seed)  # one item is in one city a day


def test_an_item_that_is_never_shown_is_never_accused() -> None:
    for outcome in simulate(1, 50, sighting_limits(), Habits(shown=1e-9)):
        assert outcome.false_alarms == 0
        assert set(outcome.caught.values()) == {0.0}


def test_numbers_that_make_no_sense_are_refused(run: Run) -> None:
    assert run(Settings(), simulate=True, seeds=0)[0] == 2
    assert run(Settings(), simulate=True, items=10**9)[0] == 2
    assert run(Settings(), simulate=True, shown=float("nan"))[0] == 2
    assert run(Settings(), simulate=True, elsewhere=1.1)[0] == 2


def test_other_habits_are_tried_with_options(run: Run) -> None:
    rare = run(Settings(), simulate=True, shown=0.1)[1][1]
    usual = run(Settings(), simulate=True)[1][1]
    assert rare["false_alarms"] <= usual["false_alarms"]
    assert rare["caught"]["10"] < usual["caught"]["10"]


def sighting_limits() -> Any:
    from kiosk.trace.sightings.limits import Limits

    return Limits.of(Settings().copies)


def test_the_booths_of_the_sample_town_are_in_order() -> None:
    from kiosk.trace.sightings.booths import read_booths

    (booth,) = read_booths(ROOT / Settings().copies.booths, "booth-1")
    assert booth.place == (30.2305, 120.2437)


def test_an_item_that_was_sold_and_is_shown_later_is_doubted(booths: tuple[Settings, Settings], run: Run) -> None:
    settings = replace(booths[0], copies=replace(booths[0].copies, after_sale_h=24))
    status, said = run(settings, sold=[f"(01){GTIN}(21)A1", f"(01){GTIN}", "no code"])
    assert status == 1
    assert said[0] == {"sold": f"(01){GTIN}(21)A1", "gtin": GTIN, "serial": "A1"}
    assert [line["refused"] for line in said[1:]] == ["it names no single item", "neither a link nor GS1 data"]
    for hours, doubts in ((23, ()), (26, (Doubt.AFTER_SALE,))):
        with open_memory(settings, clock=lambda h=hours: time.time() + 3600 * h) as memory:  # type: ignore[misc]
            assert memory.about(GTIN, "A1", now=True).doubts == doubts
