"""An open pack: look-ups, time to open however large, and every way that a file can be broken."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

import pytest

from kiosk.town.check import load
from kiosk.town.pack import Pack, PackError, build, open_pack
from kiosk.town.schema import VERSION

MILK, MASK = "09521201000039", "09521303001019"


@pytest.fixture
def path(folder: Path, assets: Path, tmp_path: Path) -> Path:
    return build(load(folder, assets), assets, tmp_path / "out").path


@pytest.fixture
def pack(path: Path) -> Iterator[Pack]:
    with open_pack(path) as opened:
        yield opened


# --- look-ups -----------------------------------------------------------------------------------------------


def test_finding_a_room(pack: Pack) -> None:
    room = pack.room("europe", "kitchen")
    assert room is not None
    assert room.products == (MILK, MASK)
    assert pack.room("europe", "attic") is None
    assert pack.room("asia", "kitchen") is None


def test_finding_a_product_lot_and_item(pack: Pack) -> None:
    milk = pack.product(MILK)
    assert milk is not None
    assert milk.name.zh == "牛奶"
    assert milk.lots == ()
    lot = pack.lot(MILK, "VM26-09A")
    assert lot is not None
    assert lot.legs[0].place.name.en == "Farm"
    assert pack.item(MILK, "VM0914") == lot.items[0]
    assert pack.product("00000000000000") is None
    assert pack.lot(MILK, "VM26-09B") is None
    assert pack.item(MASK, "VM0914") is None


def test_products_in_the_order_asked_for(pack: Pack) -> None:
    assert [product.gtin for product in pack.products([MASK, "0" * 14, MILK])] == [MASK, MILK]


def test_every_sample_with_what_it_is_one_of(pack: Pack) -> None:
    found = [(product.gtin, lot.lot, item.serial) for product, lot, item in pack.items()]
    assert found == [(MILK, "VM26-09A", "VM0914"), (MILK, "VM26-09A", "VM0915")]


def test_finding_a_dish(pack: Pack) -> None:
    dish = pack.dish("noodles", "clear-broth")
    assert dish is not None
    assert dish.price == 3900
    menu = pack.menu("noodles")
    assert menu is not None
    assert menu.dishes == (dish,)
    assert pack.dish("noodles", "soup") is None
    assert pack.menu("sushi") is None


def test_media_must_be_there_whole(pack: Pack) -> None:
    film = pack.media("films/pasture.webm")
    assert film is not None
    assert film.is_absolute()
    assert film.read_text(encoding="utf-8") == "films/pasture.webm"
    assert pack.media("films/other.webm") is None
    film.write_text("cut", encoding="utf-8")
    assert pack.media("films/pasture.webm") is None
    film.unlink()
    assert pack.media("films/pasture.webm") is None


def test_nothing_can_be_written(pack: Pack) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        pack._connection.execute("DELETE FROM product")


def test_another_thread_is_our_mistake_not_the_files(pack: Pack) -> None:
    raised: list[BaseException] = []

    def ask() -> None:
        try:
            pack.menu("noodles")
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert isinstance(raised[0], sqlite3.ProgrammingError)


# --- time to open -------------------------------------------------------------------------------------------


def test_a_large_pack_opens_as_fast_as_a_small_one(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        body = connection.execute("SELECT body FROM product WHERE gtin = ?", (MILK,)).fetchone()[0]
        connection.execute("PRAGMA synchronous = OFF")
        connection.executemany("INSERT INTO product VALUES (?, ?)", ((f"{n:014}", body) for n in range(40_000)))
        connection.executemany(
            "INSERT INTO item VALUES (?, ?, 'L', '{\"serial\":\"X\"}')", ((MILK, f"S{n}") for n in range(200_000))
        )
    assert path.stat().st_size > 30_000_000
    taken_ms: list[float] = []
    for _ in range(9):
        start = time.perf_counter()
        with open_pack(path) as pack:
            assert len(pack.pavilions()) == 1
            assert pack.item(MILK, "S123456") is not None
        taken_ms.append((time.perf_counter() - start) * 1000)
    assert median(taken_ms) < 50


# --- broken packs -------------------------------------------------------------------------------------------


def refused(path: Path) -> str:
    with pytest.raises(PackError) as told:
        open_pack(path).close()
    return str(told.value)


def test_missing(tmp_path: Path) -> None:
    assert "there is no pack" in refused(tmp_path / "town.pack")


@pytest.mark.parametrize("content", [b"", b"short", b"not a database at all " * 100, bytes(4096)])
def test_not_sqlite(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "is not a pack" in refused(path)


def test_another_programs_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 0")
    assert "not a town's pack" in refused(path)


def test_from_the_future(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    assert f"newer kiosk (pack version {VERSION + 1}, this one reads up to {VERSION})" in refused(path)


def test_from_the_past(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 0")
    assert "older kiosk" in refused(path)


@pytest.mark.parametrize("part", [0.25, 0.5, 0.99])
def test_truncated(path: Path, part: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    assert f"of {len(whole)} bytes" in refused(path)


def test_not_finished(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM meta")
    assert "it was not finished" in refused(path)


def damage_told(path: Path, ask: Callable[[Pack], object]) -> bool:
    try:
        with open_pack(path) as pack:
            ask(pack)
    except PackError as error:
        return "is damaged" in str(error)
    return False


def test_every_overwritten_page_is_told_by_whoever_meets_it(path: Path) -> None:
    """A good header, and one page of noise after another: each is found by reading all, and no look-up crashes."""
    asked: list[Callable[[Pack], object]] = [
        lambda pack: pack.info(),
        lambda pack: pack.pavilions(),
        lambda pack: list(pack.items()),
        lambda pack: pack.lot(MILK, "VM26-09A"),
        lambda pack: pack.item(MILK, "VM0914"),
        lambda pack: pack.menus(),
        lambda pack: pack.dish("noodles", "clear-broth"),
        lambda pack: pack.issuers(),
        lambda pack: pack.media("films/pasture.webm"),
        lambda pack: pack.laboratory("polder"),
        lambda pack: pack.brand("veldmelk"),
        lambda pack: pack.proof(MILK, "VM26-09A"),
        lambda pack: pack.withdrawal(MILK, "VM26-09A", "VM0915"),
    ]
    whole = path.read_bytes()
    assert len(whole) >= 10 * 4096
    told = 0
    for page in range(1, len(whole) // 4096):
        path.write_bytes(whole[: page * 4096] + b"\xa5" * 4096 + whole[(page + 1) * 4096 :])
        told += sum(damage_told(path, ask) for ask in asked)
        with pytest.raises(PackError), open_pack(path) as pack:
            pack.verify_content()
    assert told > 8


def test_a_row_that_is_no_longer_json(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE product SET body = '{\"gtin\": 5'")
    with open_pack(path) as pack:
        assert pack.menus()
        with pytest.raises(PackError, match="a product is not readable"):
            pack.product(MILK)


def test_a_changed_row_is_found_by_reading_all(path: Path) -> None:
    with open_pack(path) as pack:
        pack.verify_content()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE lot SET body = replace(body, '2027-12-31', '2028-12-31')")
    with open_pack(path) as pack, pytest.raises(PackError, match="was changed since it was built"):
        pack.verify_content()


def test_a_changed_film_is_found_by_reading_all(path: Path) -> None:
    with open_pack(path) as pack:
        film = pack.media("films/pasture.webm")
        assert film is not None
        film.write_bytes(b"x" * film.stat().st_size)
        with pytest.raises(PackError, match="was changed since the pack was built"):
            pack.verify_content()
        film.unlink()
        pack.verify_content()


def test_no_permission(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "cannot be opened (Permission denied)" in refused(path)
