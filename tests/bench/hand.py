"""A visitor's hand and the camera's own habits over time: tremor, approach, turning, focus hunting, exposure."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from tests.bench.codes import Rng
from tests.bench.optics import HEIGHT, WIDTH, Blur, Glare, Pose, Sensor
from tests.bench.recipes import Recipe

Wave = tuple[float, float, float]  # amplitude, frequency in Hz, phase


class Hand:
    """Where a print is held from moment to moment, as changes of its resting pose.

    Tremor is a sum of waves from 1 to 12 Hz, slow ones large, as a held hand's is; a visitor comes nearer, turns
    the product about, and stops. Motion blur is what the hand's speed makes of the exposure time.
    """

    def __init__(self, rng: Rng, r: Recipe, pose: Pose, seconds: float) -> None:
        steady = float(rng.uniform(0.5, 1.4))
        size = 1.6 * steady * pose.scale  # pixels, at one Hz
        self._sway_x, self._sway_y = _waves(rng, size), _waves(rng, size)
        self._roll, self._yaw, self._pitch = (_waves(rng, a * steady) for a in (1.2, 2.5, 2.5))
        self._breath = _waves(rng, 0.015 * steady)
        # What comes and goes: the product is turned to find the angle, once or twice.
        self._turn_s = float(rng.uniform(0.7, 1.6))
        self._turn = (float(rng.normal(0, 7)), float(rng.normal(0, 7)), float(rng.normal(0, 5)))
        self._turn_from = float(rng.uniform(0, 2 * math.pi))
        approach = rng.random() < 0.25
        self._approach_s = float(rng.uniform(0.25, 0.7)) if approach else 0.0
        self._from = (float(rng.uniform(-0.5, 0.5)) * WIDTH * 0.5, HEIGHT * float(rng.uniform(0.3, 0.7)))
        self._pose = pose
        self._shake = 1.0
        # The exposure that gives such hands the blur of the recipe, about half of the time.
        self._exposure_s = float(rng.uniform(1 / 100, 1 / 50))
        times = np.arange(0.75, 0.75 + seconds, 0.02)
        speed = float(np.median([math.hypot(*self._speed(t)) for t in times]))
        if r.motion_m and speed:
            self._exposure_s = min(1 / 30, max(1 / 100, r.motion_m * pose.scale / speed))
            self._shake = max(1.0, r.motion_m * pose.scale / speed / self._exposure_s)
        self._focus_s = float(rng.uniform(0.25, 0.9))
        self._hunts = float(rng.uniform(0.4, 1.2)) if rng.random() < 0.4 else 0.0
        self._adapts = float(rng.uniform(-0.6, 0.5)) if rng.random() < 0.6 else 0.0
        self._lamp = (_waves(rng, 0.22), _waves(rng, 0.22))

    def pose(self, at_s: float) -> Pose:
        p = self._pose
        dx, dy = self._offset(at_s)
        swing = math.sin(2 * math.pi * at_s / self._turn_s / 2 + self._turn_from)
        yaw, pitch, roll = (a * swing for a in self._turn)
        near = 1.0 + _sum(self._breath, at_s)
        if at_s < self._approach_s:
            near *= 0.55 + 0.45 * _ease(at_s / self._approach_s)
        return replace(
            p,
            scale=p.scale * near,
            at=(p.at[0] + dx, p.at[1] + dy),
            roll=p.roll + roll + _sum(self._roll, at_s),
            yaw=p.yaw + yaw + _sum(self._yaw, at_s),
            pitch=p.pitch + pitch + _sum(self._pitch, at_s),
        )

    def blur(self, r: Recipe, at_s: float) -> Blur:
        scale = self.pose(at_s).scale
        vx, vy = self._speed(at_s)
        length = math.hypot(vx, vy) * self._exposure_s
        later = self._speed(at_s + self._exposure_s)
        cross = vx * later[1] - vy * later[0]
        bow = max(-0.3, min(0.3, cross / (vx * vx + vy * vy + 1e-6) / 8))
        hunting = (
            self._hunts * math.exp(-at_s / self._focus_s * 2) * abs(math.cos(2 * math.pi * at_s / self._focus_s))
        )
        radius = max(0.45, (r.defocus_m + hunting) * scale)
        return Blur(radius, length, math.degrees(math.atan2(vy, vx)), bow)

    def glare(self, glare: Glare, side_m: float, at_s: float) -> Glare:
        """Mirrored lamps wander over the print as it turns; they were placed on its resting pose."""
        size = side_m * self._pose.scale
        at = self.pose(at_s).at
        dx = at[0] - self._pose.at[0] + _sum(self._lamp[0], at_s) * size
        dy = at[1] - self._pose.at[1] + _sum(self._lamp[1], at_s) * size
        moved = [(x + dx, y + dy, w, h, angle, light) for x, y, w, h, angle, light in glare.lamps]
        return Glare(moved, glare.softness)

    def sensor(self, camera: Sensor, at_s: float) -> Sensor:
        """The camera finds its exposure in the first half second."""
        gain = camera.gain * (1 + self._adapts * math.exp(-at_s / 0.18))
        return replace(camera, gain=gain)

    def _offset(self, at_s: float) -> tuple[float, float]:
        dx = _sum(self._sway_x, at_s) * self._shake
        dy = _sum(self._sway_y, at_s) * self._shake
        if 0 < self._approach_s > at_s:
            left = 1 - _ease(at_s / self._approach_s)
            dx, dy = dx + self._from[0] * left, dy + self._from[1] * left
        return dx, dy

    def _speed(self, at_s: float) -> tuple[float, float]:
        """Pixels a second."""
        (ax, ay), (bx, by) = self._offset(at_s - 0.004), self._offset(at_s + 0.004)
        return (bx - ax) / 0.008, (by - ay) / 0.008


def _waves(rng: Rng, amplitude: float) -> tuple[Wave, ...]:
    found = []
    for frequency in (*rng.uniform(1, 3, 2), *rng.uniform(3, 7, 2), *rng.uniform(7, 12, 2)):
        size = amplitude * float(rng.uniform(0.4, 1.2)) / float(frequency)
        found.append((size, float(frequency), float(rng.uniform(0, 2 * math.pi))))
    return tuple(found)


def _sum(waves: tuple[Wave, ...], at_s: float) -> float:
    return sum(size * math.sin(2 * math.pi * hz * at_s + phase) for size, hz, phase in waves)


def _ease(part: float) -> float:
    """0 to 1, slowing down."""
    part = min(1.0, max(0.0, part))
    return 1 - (1 - part) ** 3
