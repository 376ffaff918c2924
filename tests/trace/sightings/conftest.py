"""Three booths: two in one city, one far away; their keys, and a clock that a test turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.trace.log.note import ED25519, Signer
from kiosk.trace.sightings.booths import Booth, Booths
from kiosk.trace.sightings.limits import Limits
from kiosk.trace.sightings.memory import Memory

SECRET = bytes(range(32))
HANGZHOU, HALL, SYDNEY = (30.23, 120.24), (30.25, 120.2), (-33.87, 151.21)
NOON = 498_000 * 3600.0


def signer(name: str, seed: int) -> Signer:
    return Signer(name, ED25519, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


SIGNERS = {name: signer(name, seed) for seed, name in enumerate(("booth-1", "booth-2", "booth-3"), 1)}


def town(*names: str) -> Booths:
    places = {"booth-1": HANGZHOU, "booth-2": HALL, "booth-3": SYDNEY}
    return Booths([Booth(name, places[name], str(SIGNERS[name].key)) for name in names or places])


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now

    def later(self, hours: float) -> None:
        self.now += 3600 * hours

    @property
    def hour(self) -> int:
        return int(self.now // 3600)


@pytest.fixture
def clock() -> Clock:
    return Clock()


Make = Callable[..., Memory]


@pytest.fixture
def make(tmp_path: Path, clock: Clock) -> Iterator[Make]:
    """Memories of booths, each on its own file; closed at the end."""
    made: list[Memory] = []

    def memory(
        own: str = "booth-1",
        *,
        limits: Limits | None = None,
        booths: Booths | None = None,
        exempt: Callable[[str, str], bool] = lambda gtin, serial: False,
        secret: bytes = SECRET,
    ) -> Memory:
        found = Memory(
            tmp_path / f"{own}.sqlite",
            own,
            secret,
            booths=booths or town(),
            limits=limits or Limits(),
            clock=clock,
            exempt=exempt,
        )
        made.append(found)
        return found

    yield memory
    for each in made:
        each.close()
