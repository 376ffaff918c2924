from __future__ import annotations

import threading

from kiosk.scan.newest import Newest


def test_the_newest_replaces_what_nobody_took() -> None:
    slot: Newest[int] = Newest()
    empty = [slot.put(value) for value in range(5)]
    assert empty == [True, False, False, False, False], "so that one signal is under way at most"
    assert slot.take(0) == 4
    assert slot.replaced == 4
    assert slot.take(0) is None


def test_closing_wakes_who_waits() -> None:
    slot: Newest[int] = Newest()
    taken: list[int | None] = []
    waiter = threading.Thread(target=lambda: taken.append(slot.take()))
    waiter.start()
    slot.close()
    waiter.join(5)
    assert taken == [None]


def test_nothing_is_handed_out_once_closed() -> None:
    slot: Newest[int] = Newest()
    slot.put(1)
    slot.close()
    slot.put(2)
    assert slot.take(0) is None


def test_cleared_is_empty() -> None:
    slot: Newest[int] = Newest()
    slot.put(1)
    slot.clear()
    assert slot.take(0) is None
