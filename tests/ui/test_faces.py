"""What breaks has a face: kind words for the visitor, the detail for staff, and the window goes on."""

from __future__ import annotations

import os
import random
import shutil
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtMultimedia import QMediaPlayer

from kiosk.order.model import OrderState
from kiosk.scan.model import CameraState, Frame
from kiosk.settings import Settings
from kiosk.store.embedded import EmbeddedStore
from kiosk.store.serve import StoreServer
from kiosk.visit.page import Page
from tests.ui.conftest import LANDSCAPE, PORTRAIT, Window
from tests.ui.everywhere import SHOP, enum, shown, spilt, walk_to, words

Open = Callable[..., Window]
FILM = "films/dutch-pasture.webm"


def closed(window: Window) -> str:
    """Waits for the closed face; answers what staff read on it."""
    window.finger.until("the closed face", lambda: window.finger.shows("staffDetail"))
    window.finger.breathe(0.4)
    assert not spilt(window)
    return str(window.finger.find("staffDetail").property("text"))


# --- the pack -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("damage", ["missing", "garbage", "truncated", "future"])
def test_a_pack_that_cannot_be_opened_is_a_closed_face(
    open_window: Open, settings: Settings, damage: str, size: tuple[int, int]
) -> None:
    def hurt(pack: Path) -> None:
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

    window = open_window(settings, size, before=hurt)
    detail = closed(window)
    assert detail
    assert detail == window.booth.troubles["pack"].staff
    window.finger.tap_at(window.app.window.contentItem().boundingRect().center().toPoint())
    window.finger.breathe(0.2)
    assert window.finger.shows("staffDetail")


def overwrite(pack: Path, table: str) -> None:
    """Turns the table's own first page to noise, as a failing disk would."""
    with closing(sqlite3.connect(pack)) as connection:
        page_size = connection.execute("PRAGMA page_size").fetchone()[0]
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    with pack.open("r+b") as file:
        file.seek((root - 1) * page_size)
        file.write(random.Random(1).randbytes(page_size))


@pytest.mark.parametrize(
    ("table", "page"),
    [
        ("pavilion", "town"),
        ("product", "passport"),
        ("product", "room"),
        ("menu", "menu"),
        ("dish", "dish"),
        ("dish", "basket"),
        ("media", "pavilion"),
    ],
)
def test_a_pack_that_turns_out_damaged_closes_the_town_and_not_the_window(
    open_window: Open, settings: Settings, table: str, page: str
) -> None:
    window = open_window(settings, before=lambda pack: overwrite(pack, table))
    window.booth.visit.begin("en")
    for step in dict.fromkeys(("town", "pavilion", page)):
        if window.booth.pack is None:
            break
        go(window, step)
    assert "damaged" in closed(window)
    assert window.booth.pack is None
    window.booth.visit.end()
    window.finger.breathe(0.2)
    assert window.finger.shows("staffDetail")


def go(window: Window, page: str) -> None:
    """Like walk_to, where the way may break off."""
    visit = window.booth.visit
    ways: dict[str, Callable[[], Any]] = {
        "town": visit.home,
        "pavilion": lambda: visit.go(Page.PAVILION, pavilion="europe"),
        "room": lambda: visit.go(Page.ROOM, pavilion="europe", room="german-kitchen"),
        "menu": lambda: visit.go(Page.MENU, menu=SHOP),
        "dish": lambda: visit.go(Page.DISH, menu=SHOP, dish="mask-yuzu"),
        "passport": lambda: window.camera.show(window.sample("veldmelk")),
        "basket": lambda: window.booth.add_dish(SHOP, "mask-yuzu", 1),
    }
    ways[page]()
    window.finger.breathe(0.3)


# --- typefaces ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["missing", "garbage", "empty"])
def test_a_broken_typeface_is_told_to_staff_and_the_town_opens(
    open_window: Open, settings: Settings, tmp_path: Path, damage: str
) -> None:
    assets = tmp_path / "assets"
    shutil.copytree(settings.assets_folder, assets, copy_function=os.symlink)
    font = assets / "fonts" / "NotoSansSC_400Regular.ttf"
    font.unlink()
    if damage != "missing":
        font.write_bytes(random.Random(2).randbytes(40_000) if damage == "garbage" else b"")
    broken = replace(settings, booth=replace(settings.booth, assets=str(assets)))
    window = open_window(broken)
    assert font.name in window.booth.troubles["assets"].staff
    window.booth.visit.begin("en")
    window.page_is("town")
    assert "Where shall we go?" in words(window)


# --- films --------------------------------------------------------------------------------------------------


def film_file(pack: Path) -> Path:
    with closing(sqlite3.connect(pack)) as connection:
        return (
            pack.parent
            / "media"
            / connection.execute("SELECT file FROM media WHERE name = ?", (FILM,)).fetchone()[0]
        )


def hurt_film(pack: Path, damage: str) -> None:
    path = film_file(pack)
    whole = path.read_bytes()
    path.unlink()  # the file is shared with other tests by a hard link
    noise = random.Random(3).randbytes(len(whole))
    if damage == "truncated":
        path.write_bytes(whole[: len(whole) // 2])
    elif damage == "garbage":
        path.write_bytes(noise)
    elif damage == "hole":
        third = len(whole) // 3
        path.write_bytes(whole[:third] + noise[third : 2 * third] + whole[2 * third :])
    elif damage == "zeros":
        third = len(whole) // 3
        path.write_bytes(whole[:third] + bytes(len(whole) - third))


def players(window: Window) -> list[QMediaPlayer]:
    return window.app.window.findChildren(QMediaPlayer)


@pytest.mark.parametrize("damage", ["missing", "truncated"])
def test_a_film_that_is_not_whole_is_not_offered(open_window: Open, settings: Settings, damage: str) -> None:
    window = open_window(settings, before=lambda pack: hurt_film(pack, damage))
    window.booth.visit.begin("en")
    walk_to(window, "passport", settle_s=1.2)
    assert not players(window)
    assert not window.finger.shows("film")
    assert FILM in window.booth.troubles["media"].staff
    window.finger.tap("again")
    window.page_is("scan")


def test_a_film_of_noise_leaves_the_poster_and_says_why(open_window: Open, settings: Settings) -> None:
    window = open_window(settings, before=lambda pack: hurt_film(pack, "garbage"))
    window.booth.visit.begin("en")
    walk_to(window, "passport")
    window.finger.until("the passport to do without", lambda: not window.finger.shows("film"))
    assert window.booth.troubles["film"].staff
    walk_to(window, "film")
    window.finger.until("kind words", lambda: any("not here today" in text for text in words(window)))
    window.finger.breathe(0.2)
    assert not players(window), "a broken film keeps no decoder"
    assert poster_shows(window)
    window.finger.tap("back")
    window.page_is("passport")


def poster_shows(window: Window) -> bool:
    items = shown(window)
    return any(
        item.inherits("QQuickImage") and "jpg" in item.property("source").toString() and enum(item, "status") == 1
        for item in items
    )


@pytest.mark.parametrize("damage", ["hole", "zeros"])
def test_a_hole_in_a_film_never_freezes_the_screen(open_window: Open, settings: Settings, damage: str) -> None:
    window = open_window(settings, before=lambda pack: hurt_film(pack, damage))
    window.booth.visit.begin("en")
    walk_to(window, "film")
    window.finger.until("the film to begin", lambda: any(p.position() > 0 for p in players(window)))
    player = players(window)[0]
    player.setPosition(int(player.duration() * 0.32))

    def over_it() -> bool:
        playing = players(window)
        if not playing:
            return True
        return (
            playing[0].position() < 0.3 * playing[0].duration()
            or playing[0].position() > 0.8 * playing[0].duration()
        )

    window.finger.until("the film to get over the hole, or the poster", over_it, 20)
    if not players(window):
        assert poster_shows(window)
        assert window.booth.troubles["film"].staff
    window.finger.tap("back")
    window.page_is("passport")


# --- the camera ---------------------------------------------------------------------------------------------


def test_the_camera_unplugged_while_scanning_has_a_face_and_comes_back(window: Window) -> None:
    window.booth.visit.begin("en")
    walk_to(window, "scan")
    window.finger.until("the preview", lambda: window.booth.camera_state is CameraState.LIVE)
    assert not window.finger.shows("cameraFace")
    for _ in range(3):
        window.camera.unplug()
        window.finger.find("cameraFace")
        assert "The camera is resting" in words(window)
        assert "unplugged" in window.booth.troubles["camera"].staff
        window.camera.replug()
        window.finger.until("the preview again", lambda: not window.finger.shows("cameraFace"))
        assert "camera" not in window.booth.troubles
    window.camera.show(window.sample("veldmelk"))
    window.page_is("passport")


def frames(kind: str) -> Callable[[int], Any]:
    good = np.zeros((480, 640, 3), np.uint8)
    return {
        "none": lambda n: None,
        "grey": lambda n: Frame(good[:, :, 0].copy(), n, n),
        "float": lambda n: Frame(good.astype(np.float32), n, n),  # type: ignore[arg-type]
        "four channels": lambda n: Frame(np.zeros((480, 640, 4), np.uint8), n, n),
        "tiny": lambda n: Frame(np.zeros((2, 3, 3), np.uint8), n, n),
        "strided": lambda n: Frame(good[::2, ::2], n, n),
        "text": lambda n: "a frame",
        "alternating": lambda n: None if n % 2 else Frame(good[:, :, 0].copy(), n, n),
    }[kind]


@pytest.mark.parametrize(
    "kind", ["none", "grey", "float", "four channels", "tiny", "strided", "text", "alternating"]
)
def test_a_camera_that_yields_garbage_is_lost_and_told(window: Window, kind: str) -> None:
    window.booth.visit.begin("en")
    walk_to(window, "scan")
    count = iter(range(10_000_000))
    make, honest = frames(kind), window.camera.read
    window.camera.read = lambda: make(next(count))  # type: ignore[method-assign]
    window.finger.until("the camera's face", lambda: window.booth.camera_state is CameraState.LOST)
    window.finger.find("cameraFace")
    assert "unusable frames" in window.booth.troubles["camera"].staff
    window.camera.read = honest  # type: ignore[method-assign]
    window.finger.until("the preview again", lambda: not window.finger.shows("cameraFace"))


def test_frames_of_every_size_are_shown(window: Window) -> None:
    window.booth.visit.begin("en")
    walk_to(window, "scan")
    sizes = [(16, 16), (479, 641), (1080, 1920), (2160, 3840), (17, 4001), (3001, 16)]
    seen: list[int] = []
    count = iter(range(10_000_000))

    def read() -> Frame:
        number = next(count)
        seen.append(number)
        height, width = sizes[number % len(sizes)]
        return Frame(np.full((height, width, 3), 90, np.uint8), window.finger.released_ns, number)

    window.camera.read = read  # type: ignore[method-assign]
    window.finger.until("forty frames", lambda: len(seen) > 40)
    assert window.booth.camera_state is CameraState.LIVE
    assert not window.finger.shows("cameraFace")


# --- orders -------------------------------------------------------------------------------------------------


def confirmed(window: Window) -> None:
    window.booth.visit.begin("en")
    walk_to(window, "confirm")
    window.finger.tap("confirmOrder")


def test_a_disk_that_will_not_keeps_the_basket_and_the_visitor_may_try_again(window: Window) -> None:
    journal = window.booth.till.journal
    assert journal is not None
    journal._writer.ask(lambda c: c.execute("PRAGMA query_only = ON"), durable=False).result()
    confirmed(window)
    window.finger.until("the failure", lambda: window.finger.shows("failure"))
    assert window.booth.visit.page is Page.CONFIRM
    assert window.booth.visit.basket.count == 3
    assert "readonly" in window.booth.troubles["journal"].staff
    assert not spilt(window)
    journal._writer.ask(lambda c: c.execute("PRAGMA query_only = OFF"), durable=False).result()
    window.finger.tap("confirmOrder")
    window.page_is("thanks")
    assert "journal" not in window.booth.troubles, "an order that was written down ends the trouble"


def test_a_store_that_does_not_know_us_is_told_to_staff_and_the_visitor_is_not_troubled(
    open_window: Open, settings: Settings, tmp_path: Path
) -> None:
    server = StoreServer(EmbeddedStore(tmp_path / "store.db"), token="another")
    try:
        window = open_window(replace(settings, store=replace(settings.store, url=server.url)))
        confirmed(window)
        window.page_is("thanks")
        window.finger.until("staff to be told", lambda: "store" in window.booth.troubles)
        assert "401" in window.booth.troubles["store"].staff
        assert "Written down safely" in str(window.finger.find("orderState").property("text"))
    finally:
        server.close()


def test_a_store_that_is_away_is_told_honestly_and_gets_the_order_later(
    open_window: Open, settings: Settings, tmp_path: Path
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = tmp_path / "token"
    token.write_text("only-a-test", encoding="ascii")
    token.chmod(0o600)
    away = replace(settings, store=replace(settings.store, url=f"http://127.0.0.1:{port}", token_file=str(token)))
    window = open_window(away)
    confirmed(window)
    window.page_is("thanks")
    state = window.finger.find("orderState")
    assert "The store has your order" not in str(state.property("text"))
    assert window.booth.visit.last_order is not None
    assert window.booth.visit.last_order.state in (OrderState.WAITING, OrderState.UNCERTAIN)
    server = StoreServer(EmbeddedStore(tmp_path / "store.db"), port=port, token="only-a-test")
    try:
        window.finger.until(
            "the store to have it", lambda: "The store has your order" in str(state.property("text")), 20
        )
    finally:
        server.close()
