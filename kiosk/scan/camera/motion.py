"""How a hand moves a product before the camera, and how the camera's focus and exposure follow. Pure numbers.

Times in seconds on the scene's own clock, lengths in pixels of a 1920 x 1080 frame, angles in degrees.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

ENTER_S, LEAVE_S = 0.75, 0.55
ASIDE_S = 0.5  # to make room for another
ASIDE_PX, ASIDE_SCALE = 235, 0.74  # so that both are in the middle half of the picture
SHUTTER = 0.4  # part of a frame's time that the shutter is open
FRAME_S = 1 / 30
FOCAL_PX = 1700.0  # about 59 degrees across 1920 pixels


@dataclass(frozen=True, slots=True)
class Pose:
    """Where the sticker's middle is, how the product is turned, and how large it is beside arm's length."""

    x: float
    y: float
    scale: float
    roll: float
    yaw: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Showing:
    """One product's time before the camera. `leaves` is None while nobody has taken it away.

    side: -1 or 1 while another is held beside it, from `aside` on.
    """

    key: int  # gives each showing its own sway
    shown: float
    leaves: float | None = None
    side: int = 0
    aside: float = 0.0

    @property
    def gone(self) -> float:
        return math.inf if self.leaves is None else self.leaves + LEAVE_S

    def covers(self, t: float) -> bool:
        return self.shown <= t < self.gone

    def until(self, t: float) -> Showing:
        """The same showing, ending at `t`: not before the product has arrived, not later than it would."""
        return replace(self, leaves=min(max(t, self.shown + ENTER_S), self.leaves or math.inf))

    def beside(self, side: int, t: float) -> Showing:
        """The same showing, aside from `t` on."""
        return replace(self, side=side, aside=t)


@dataclass(frozen=True, slots=True)
class Conditions:
    """What makes it hard. light: of the picture, 1 is a lit hall. distance: in arm's lengths.

    glare: radius of a lamp's reflection on the sticker, in pixels at arm's length.
    """

    light: float = 1.0
    distance: float = 1.0
    glare: float = 0.0


def pose(showing: Showing, t: float, distance: float = 1.0) -> Pose:
    """The product's pose at `t`, also a little outside of the showing. distance: in arm's lengths."""
    seed = showing.key * 2.399963  # golden angle: neighbours sway unlike each other
    away = 1 - _clamp((t - showing.shown) / ENTER_S)
    enter = away * away * away  # fast at the edge of the picture, gentle at the end
    leave = 0.0
    if showing.leaves is not None and t > showing.leaves:
        u = _clamp((t - showing.leaves) / LEAVE_S)
        leave = u * u * (1.4 * u - 0.4) if u < 1 else 1.0  # lifts a little before it drops
    held = t - showing.shown
    side = 1 if showing.key % 2 == 0 else -1

    def sway(rate: float, phase: float) -> float:
        a = math.sin(held * rate + seed + phase)
        return 0.7 * a + 0.3 * math.sin(held * rate * 2.37 + 2 * seed + phase)

    aside = _smooth((t - showing.aside) / ASIDE_S) if showing.side else 0.0
    scale = 1.0 + 0.03 * sway(0.9, 2) - 0.10 * enter + 0.05 * leave
    return Pose(
        x=975 + showing.side * ASIDE_PX * aside + 17 * sway(1.3, 0) + 330 * enter + 260 * leave,
        y=548 + 13 * sway(1.7, 1) + 1450 * enter + 1500 * leave,
        scale=scale * (1 - (1 - ASIDE_SCALE) * aside) / distance,
        roll=side * 1.5 + 2.4 * sway(1.1, 3) + 20 * enter + 15 * leave,
        yaw=8.5 * sway(1.05, 4) - 24 * enter - 12 * leave,
        pitch=4.5 * sway(1.45, 5) + 16 * enter,
    )


def speed(showing: Showing, t: float, distance: float = 1.0) -> tuple[float, float]:
    """How far the sticker's middle moves while the shutter is open, in pixels across and down."""
    half = SHUTTER * FRAME_S / 2
    before, after = pose(showing, t - half, distance), pose(showing, t + half, distance)
    return after.x - before.x, after.y - before.y


def defocus(showing: Showing, t: float) -> float:
    """Diameter of the blur disc in pixels: autofocus finds the product, overshoots, and sometimes hunts."""
    held = t - showing.shown
    finding = 17 * (1 - _smooth((held - 0.30) / 0.48))
    overshoot = 5.0 * _bump(held - 0.98, 0.09)
    period = 5.5 + (showing.key % 3) * 0.8
    hunting = 8.0 * _bump((held - 3.4) % period - period / 2, 0.16) if held > 3.4 else 0.0
    return finding + overshoot + hunting


def exposure(showing: Showing | None, t: float) -> float:
    """Gain of the whole picture: lights that change, and the camera stopping down for a white sticker."""
    gain = 1.0 + 0.045 * math.sin(t * 0.83) + 0.025 * math.sin(t * 2.9 + 1) + 0.006 * math.sin(t * 19.7)
    if showing is not None and showing.covers(t):
        held = t - showing.shown
        gain += 0.11 * _bump(held - 0.45, 0.22) - 0.03 * _smooth(held / 0.8)
    return gain


def _clamp(value: float) -> float:
    return min(1.0, max(0.0, value))


def _smooth(value: float) -> float:
    value = _clamp(value)
    return value * value * (3 - 2 * value)


def _bump(offset: float, width: float) -> float:
    return math.exp(-((offset / width) ** 2))
