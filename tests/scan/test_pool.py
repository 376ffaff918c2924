from __future__ import annotations

import threading

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kiosk.scan.pool import KEPT, Pool


def pool(kept: int = KEPT) -> Pool[NDArray[np.uint8]]:
    return Pool(lambda: np.zeros((4, 4, 3), np.uint8), kept)


def test_what_nobody_holds_is_used_again() -> None:
    frames = pool()
    first = id(frames.take())
    assert id(frames.take()) == first


def test_what_somebody_holds_is_nobody_elses() -> None:
    frames = pool()
    held = frames.take()
    assert frames.take() is not held
    view = held[1:3, 1:3]
    del held
    assert frames.take() is not view.base


def test_more_than_are_kept_are_made_and_forgotten() -> None:
    frames = pool(kept=2)
    held = [frames.take() for _ in range(5)]
    assert len({id(one) for one in held}) == 5
    kept = {id(one) for one in held[:2]}
    del held
    assert {id(frames.take()) for _ in range(9)} == kept


@given(st.lists(st.integers(0, 11), max_size=60), st.integers(1, 4))
def test_no_two_hold_the_same(moves: list[int], kept: int) -> None:
    frames, held = pool(kept), {}
    for move in moves:
        if move in held:
            del held[move]
        else:
            held[move] = frames.take()
            held[move][:] = move
        assert all((one == name).all() for name, one in held.items())


def test_another_thread_that_lets_go_frees_it() -> None:
    frames = pool(kept=1)
    here, there = threading.Event(), threading.Event()
    box = [frames.take()]
    name = id(box[0])

    def hold() -> None:
        mine = box.pop()
        here.set()
        there.wait(5)
        del mine

    thread = threading.Thread(target=hold)
    thread.start()
    assert here.wait(5)
    assert id(frames.take()) != name
    there.set()
    thread.join(5)
    assert id(frames.take()) == name
