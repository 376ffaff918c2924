"""What the scan tests share: sample stickers as the town prints them, and waiting without sleeping."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from kiosk.scan.camera.sprite import SampleSticker
from kiosk.scan.model import CameraState, Frame, Reading


def text_of_sticker(number: int) -> str:
    """A sticker's text as kiosk.trace issues it: Digital Link, lot, serial and a signature of 103 characters."""
    letters = random.Random(number)
    signature = "".join(letters.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(103))
    return f"HTTPS://ID.EXAMPLE/01/09521234567899/10/LOT26A/21/K7M2Q9T{number}?S=K1{signature}"


@pytest.fixture(scope="session")
def town_text() -> Callable[[int], str]:
    """town_text(number): what the sticker of that number says."""
    return text_of_sticker


@pytest.fixture(scope="session")
def stickers() -> tuple[SampleSticker, ...]:
    return (
        SampleSticker(text_of_sticker(0), "Polder Oats", "bottle", "#28598C"),
        SampleSticker(text_of_sticker(1), "Kumo", "box", (138, 47, 91)),
        SampleSticker(text_of_sticker(2), "Southern Cross Tea", "pouch", "#7C9A55"),
    )


@pytest.fixture
def until() -> Callable[..., None]:
    """until(condition): returns as soon as it holds, fails after 10 s."""

    def wait(condition: Callable[[], object], what: str = "") -> None:
        deadline = time.monotonic() + 10
        while not condition():
            assert time.monotonic() < deadline, f"did not happen within 10 s: {what or condition}"
            time.sleep(0.002)

    return wait


class Heard:
    """What a scanner said."""

    def __init__(self) -> None:
        self.readings: list[Reading] = []
        self.states: list[tuple[CameraState, str]] = []
        self.frames: list[Frame] = []

    def state(self, state: CameraState, detail: str) -> None:
        self.states.append((state, detail))

    def names(self) -> list[str]:
        return [state.value for state, _ in self.states]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture(autouse=True)
def _no_threads_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    assert not left, f"threads left running: {left}"
