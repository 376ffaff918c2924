"""What the stages of the cascade work on and hand each other: a grey picture, a region of it, a code in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from kiosk.scan.model import Corners

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Picture:
    """One frame in grey, and what was made of it: each thing once, when first asked for.

    grey: uint8, height x width, C-contiguous, not written to.
    """

    __slots__ = ("_made", "grey", "height", "width")

    def __init__(self, grey: NDArray[np.uint8]) -> None:
        self.grey = grey
        self.height, self.width = grey.shape
        self._made: dict[str, Any] = {}

    def made(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` returns, kept under `name` for as long as the picture lives."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]


@dataclass(frozen=True, slots=True)
class Found:
    """A code whose error correction confirmed its text. stage: who read it, for measurements."""

    text: str
    corners: Corners
    stage: str = "zxing"


class Kind(StrEnum):
    """How a region was come by; what is known of it follows from that."""

    NEAR = "near"  # zxing-cpp located a code and could not read it: corners to a module or so, in the code's order
    FINDERS = "finders"  # three finder patterns of our own search: corners, order and size in modules are good
    TEXTURE = "texture"  # somewhere in here there may be a code: an upright box, nothing else
    TRACKED = "tracked"  # a code was read here in an earlier frame


@dataclass(slots=True)
class Region:
    """A place in the frame that is worth a closer look. Lives from frame to frame when a tracker carries it.

    corners: the code without its quiet zone, frame pixels. modules: a side's length, 21 + 4 k, where it is known.
    finders: centres of the finder patterns top left, top right, bottom left, where they are known.
    cursor: for each stage, the step at which its sweep goes on: a sweep that a deadline cuts short is resumed.
    notes: what stages remember of this region in this frame (a rectified patch, …); emptied when the frame changes.
    """

    corners: Corners
    kind: Kind
    modules: int | None = None
    finders: tuple[tuple[float, float], ...] = ()
    cursor: dict[str, int] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)


class Stage(Protocol):
    """A way of reading a located code: a short table of steps, each bounded (aim for 3 ms, never above 8 ms on one
    core at 1080p), so that the cascade can look at its deadline in between. Keeps no state of a frame itself."""

    name: str

    def steps(self, picture: Picture, region: Region) -> int:
        """How many steps there are for such a region; 0 when this stage has nothing to offer it."""
        ...

    def attempt(self, picture: Picture, region: Region, step: int) -> Found | None:
        """One step. May sharpen `region` (modules, corners) for those who come after."""
        ...


class Locator(Protocol):
    """A way of finding places that hold a code. The same bounds as a stage."""

    name: str

    def steps(self, picture: Picture) -> int: ...

    def attempt(self, picture: Picture, step: int) -> list[Region]: ...
