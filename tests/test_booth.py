"""The booth without a window: the second face, which proves that the seam is real."""

from __future__ import annotations

import json
import os
import queue
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.booth import Booth
from kiosk.order.journal import read_journal
from kiosk.order.model import OrderState
from kiosk.scan.camera.simulated import SimulatedCamera
from kiosk.scan.model import CameraState
from kiosk.settings import Settings
from kiosk.staff.cameras import simulated
from kiosk.staff.content import Prepared, Sample, pack_path, prepare
from kiosk.staff.menu_codes import menu_code
from kiosk.store.embedded import EmbeddedStore
from kiosk.town.packed import open_pack
from kiosk.trace.model import Passport, Unidentified, Verdict
from kiosk.visit.page import Page


class Headless:
    """A face of a dozen lines: it waits to be woken, and takes the booth's turn."""

    def __init__(self, settings: Settings, on_the_shelf: Sequence[Sample] = ()) -> None:
        self.prepared: Prepared = prepare(settings)
        self.camera: SimulatedCamera = simulated(settings, tuple(on_the_shelf) or self.prepared.samples)
        self.booth = Booth(settings, pack=self.prepared.pack, camera=lambda: self.camera)
        self._woken: queue.SimpleQueue[None] = queue.SimpleQueue()
        self.booth.wake = lambda: self._woken.put(None)
        self.booth.open()
        self.booth.start()

    def until(self, reached: Callable[[], bool], timeout_s: float = 10.0) -> None:
        deadline = time.monotonic() + timeout_s
        while not reached():
            assert time.monotonic() < deadline, f"not reached in {timeout_s} s; troubles: {self.booth.troubles}"
            with suppress(queue.Empty):
                self._woken.get(timeout=0.05)
            self.booth.turn()


@pytest.fixture
def face(settings: Settings) -> Iterator[Headless]:
    face = Headless(settings)
    yield face
    face.booth.close()


def sample(face: Headless, word: str) -> str:
    return next(s.text for s in face.prepared.samples if word in s.picture)


def order_two(face: Headless) -> None:
    booth = face.booth
    booth.visit.begin()
    assert booth.add_dish("noodle-shop", "mask-matcha", 2)
    booth.visit.go(Page.BASKET)
    booth.visit.go(Page.CONFIRM)
    booth.confirm()


def test_a_sticker_before_the_camera_becomes_a_passport(face: Headless) -> None:
    booth = face.booth
    found: list[object] = []
    booth.on("scanned", found.append)
    face.camera.show(sample(face, "veldmelk"))
    face.until(lambda: booth.visit.page is Page.PASSPORT)
    passport = found[-1]
    assert isinstance(passport, Passport)
    assert passport.verdict is Verdict.GENUINE
    assert any(leg.flight for leg in passport.lot.legs) if passport.lot else False


def test_a_product_left_standing_is_read_once_and_keeps_nobody_here(face: Headless) -> None:
    booth = face.booth
    scans: list[object] = []
    booth.on("scanned", scans.append)
    face.camera.show(sample(face, "veldmelk"))
    face.until(lambda: booth.visit.page is Page.PASSPORT)
    assert booth.scanner is not None
    seen = booth.scanner.stats().with_code
    booth.visit.set_language("en")
    face.until(lambda: booth.scanner is not None and booth.scanner.stats().with_code > seen + 15)
    assert len(scans) == 1
    booth.visit.go(Page.SCAN)
    face.until(lambda: len(scans) == 2)


def test_a_dish_is_ordered_by_holding_its_code_before_the_camera(settings: Settings) -> None:
    samples = prepare(settings).samples
    milk = next(sample for sample in samples if "veldmelk" in sample.picture)
    with open_pack(pack_path(settings)) as pack:
        dish = pack.dish("noodle-shop", "mask-matcha")
    assert dish is not None
    code = menu_code("noodle-shop", dish.id, dish.gtin)
    face = Headless(settings, [replace(milk, text=code)])
    booth = face.booth
    try:
        face.camera.show(code)
        face.until(lambda: booth.visit.page is Page.BASKET)
        assert [(line.good.sku, line.quantity) for line in booth.visit.basket.lines] == [
            ("noodle-shop/mask-matcha", 1)
        ]
        assert booth.passport is None
    finally:
        booth.close()


def test_a_foreign_code_is_answered_kindly_and_never_opened(face: Headless) -> None:
    face.booth.visit.begin()
    face.camera.show("https://example.com/anything")
    face.until(lambda: face.booth.visit.page is Page.UNKNOWN)
    assert isinstance(face.booth.unidentified, Unidentified)


def test_an_order_is_durable_before_the_thanks_and_reaches_the_store(face: Headless) -> None:
    booth = face.booth
    happened: list[str] = []
    journal = booth.settings.state_folder / "journal.sqlite"

    def placed(_: object) -> None:
        happened.append("placed")
        assert [r.order.lines[0].quantity for r in read_journal(journal)] == [2]

    booth.on("order_placed", placed)
    booth.on("visit_changed", lambda _: happened.append(booth.visit.page.value))
    order_two(face)
    face.until(lambda: booth.visit.page is Page.THANKS)
    assert happened.index("placed") < happened.index("thanks")
    face.until(lambda: booth.visit.last_order is not None and booth.visit.last_order.state is OrderState.SENT)
    with closing(EmbeddedStore(booth.settings.state_folder / "store.db")) as store:
        assert [submission.reference for _, submission in store.orders()] == [
            booth.visit.last_order.order.reference
        ]


def test_a_second_tap_orders_nothing(face: Headless) -> None:
    order_two(face)
    face.booth.confirm()
    face.booth.confirm()
    face.until(lambda: face.booth.visit.page is Page.THANKS)
    assert len(read_journal(face.booth.settings.state_folder / "journal.sqlite")) == 1


def test_a_visit_leaves_nothing_behind(face: Headless) -> None:
    booth = face.booth
    face.camera.show(sample(face, "veldmelk"))
    face.until(lambda: booth.visit.page is Page.PASSPORT)
    booth.add_dish("noodle-shop", "mask-matcha", 1)
    booth.visit.set_language("en")
    booth.visit.end()
    assert booth.passport is None
    assert booth.visit.basket.count == 0
    assert booth.visit.language == "zh"


def test_the_camera_unplugged_and_back_are_states(face: Headless) -> None:
    booth = face.booth
    booth.visit.begin()
    face.until(lambda: booth.camera_state is CameraState.LIVE)
    face.camera.unplug()
    face.until(lambda: booth.camera_state is CameraState.LOST)
    assert "unplugged" in booth.troubles["camera"].staff
    face.camera.replug()
    face.until(lambda: booth.camera_state is CameraState.LIVE)
    assert "camera" not in booth.troubles
    face.camera.problems = ("asked for 30 frames a second, it gives 15",)  # type: ignore[attr-defined]
    face.until(lambda: "camera" in booth.troubles)
    assert booth.camera_state is CameraState.LIVE
    assert booth.troubles["camera"].staff == "camera: asked for 30 frames a second, it gives 15"


def test_the_camera_rests_on_pages_that_do_not_scan(face: Headless) -> None:
    booth = face.booth
    booth.visit.begin()
    assert booth.scanner is not None
    assert not booth.scanner.paused
    booth.visit.go(Page.MENU, menu="noodle-shop")
    assert booth.scanner.paused
    booth.visit.go(Page.SCAN)
    assert not booth.scanner.paused


@pytest.mark.parametrize("damage", ["missing", "garbage", "truncated", "future"])
def test_a_pack_that_cannot_be_read_leaves_a_closed_face(settings: Settings, damage: str) -> None:
    pack = pack_path(settings)
    whole = pack.read_bytes()
    if damage == "missing":
        pack.unlink()
    elif damage == "garbage":
        pack.write_bytes(b"not a pack" * 999)
    elif damage == "truncated":
        pack.write_bytes(whole[: len(whole) // 3])
    else:
        with closing(sqlite3.connect(pack)) as connection:
            connection.execute("PRAGMA user_version = 9999")
    booth = Booth(settings, pack=pack, camera=lambda: simulated(settings, ()))
    booth.open()
    booth.start()
    booth.here.pavilions()
    try:
        assert booth.pack is None
        assert booth.here.pavilions() == ()
        assert "pack" in booth.troubles
    finally:
        booth.close()


def test_a_journal_from_the_future_closes_orders_and_nothing_else(settings: Settings) -> None:
    journal = settings.state_folder / "journal.sqlite"
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute("PRAGMA user_version = 9999")
        connection.execute("CREATE TABLE something (x)")
    before = journal.read_bytes()
    face = Headless(settings)
    try:
        order_two(face)
        face.until(lambda: not face.booth.visit.placing)
        assert face.booth.visit.page is Page.CONFIRM
        assert face.booth.visit.order_error
        assert face.booth.visit.basket.count == 2
        assert len(face.booth.here.pavilions()) == 4
    finally:
        face.booth.close()
    assert journal.read_bytes() == before


def test_the_booth_runs_where_there_is_no_qt(settings: Settings, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "PySide6.py").write_text("raise ImportError('no Qt here')\n")
    script = (
        "import sys, json; from tests.test_booth import Headless, order_two; from kiosk.settings import load\n"
        "from kiosk.visit.page import Page\n"
        "face = Headless(load()); order_two(face)\n"
        "face.until(lambda: face.booth.visit.page is Page.THANKS); face.booth.close()\n"
        "print(json.dumps([name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))]))\n"
    )
    root = Path(__file__).resolve().parents[1]
    env = os.environ | {"PYTHONPATH": f"{blocked}:{root}", "KIOSK_BOOTH_STATE": str(settings.state_folder)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == []


def test_a_damaged_picture_is_a_gap_and_not_a_crash(settings: Settings) -> None:
    media = pack_path(settings).parent / "media"
    shutil.rmtree(media)
    booth = Booth(settings, pack=pack_path(settings), camera=lambda: simulated(settings, ()))
    booth.open()
    try:
        assert booth.media_url(booth.here.pavilions()[0].picture) == ""
        assert booth.pack is not None
    finally:
        booth.close()
