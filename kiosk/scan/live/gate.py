"""Which frames are worth a look: idle ones cost a fraction of a decoder's call, no sticker held still is missed.

A frame is sampled at every eighth pixel of its green channel and compared, block by block (8 x 8 samples, 64 pixels
a side), with the scene last tried in full. Not with the frame before: a slow drift adds up until it counts.
A sticker of 20 mm at 2.2 pixels a module is 99 pixels wide and fills 60 % of one block at least, wherever it lies.
Samples are single pixels, not means: a code that only became sharp has changed too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

STEP = 8  # pixels between samples
BLOCK = 8  # samples along a block's side
LOOK_EVERY = 8  # frames: a plain look at a scene that was tried and has not changed
GLANCE_EVERY = 3  # frames: a plain look while something without any code's texture passes
# A hall in which people walk about: after so many complete sweeps on end that found nothing, so many frames until
# the next, and every second of them is looked at. What stands still or is located is tried at once.
REST = (0, 0, 0, 4, 8, 12)
BUSY_EVERY = 2
# Frames from a complete sweep of an unchanged scene to the next, for each frame that the sweep took: other noise
# may let a code be read. A hundredth of the time is all that it may cost where nothing is located.
SWEEP_AFTER = (100, 200)
SOONER = 4  # times, where something is located
# A scene stands still and so many frames have located nothing: the rest of its sweep takes every third frame.
AT_ONCE, UNHURRIED = 4, 3
SWEEPS_IN_NOISE = 4  # before that
LEARN_FIRST, LEARN_EVERY = 8, 8  # frames: the noise is learned from all of the first, then now and then
STILL_AFTER = 2  # frames without motion
# Mean squares of 64 normal differences stay below 2.2 times their expectation but once in 10^7; of 256 below 1.6.
ONE_BLOCK, FOUR_BLOCKS = 2.2, 1.6
# Levels of 255. Less is never asked for: a code of a contrast of 15 changes its block by 4. More is no sensor's, or
# nothing can be read in it.
LEAST_NOISE, MOST_NOISE = 1.6, 16.0
MEANS, LEAST_MEAN = 5.0, 4.0  # a block's mean has changed: in deviations of its noise, and in levels
NOISY = 4.0  # levels: what cannot be read in one frame's noise may be in the next one's
EXPOSED = 0.15  # a change of gain beyond this is another picture: a code may have come out of the dark
FIXED_POINT = 240.0  # brighter is near saturation, where gain and noise mean nothing: all the same
ROW_LIMIT = 12.0  # levels: a lamp's flicker is less
DARK = 40.0  # median level of the blocks
TEXTURE_FLOOR = 5.0  # squared levels


class Effort(StrEnum):
    """What a frame deserves."""

    SKIP = "skip"  # nothing that was not tried before
    LOOK = "look"  # one plain call of the decoder
    TRY = "try"  # the whole cascade, under its deadline


@dataclass(frozen=True, slots=True)
class Look:
    """What a glance at the samples tells.

    changed: part of the blocks unlike the scene last tried, 0 to 1. moving: differs from the frame before.
    still: nothing has moved for a few frames. textured: in what has changed a code could hide.
    brightness: median over the blocks, noise: sigma of one pixel; both in levels of 255.
    box: x0, y0, x1, y1 in pixels around all that has changed and one block more; None: nothing, or no scene yet.
    """

    effort: Effort
    changed: float
    moving: bool
    still: bool
    textured: bool
    brightness: float
    noise: float
    box: tuple[int, int, int, int] | None = None

    @property
    def dark(self) -> bool:
        return self.brightness < DARK


class Gate:
    """Looks at every frame of one camera, in order, on one thread. Keeps three sets of samples, no pictures."""

    def __init__(self) -> None:
        import cv2
        import numpy as np

        self._cv2, self._np = cv2, np
        self.forget()

    def forget(self) -> None:
        """The next frame is tried, whatever it shows."""
        self._reference: _Scene | None = None
        self._sweep: _Scene | None = None  # the frame with which the sweep under way began
        self._before: _Scene | None = None
        self._noise: Floats | None = None  # variance of one sample, by block
        self._usual = 0.0  # of most blocks
        self._sigma = 0.0  # of the median block
        self._count = 0
        self._unmoved = 0
        self._since_look = self._since_sweep = 0
        self._fruitless = 0  # complete sweeps on end that found nothing, of a scene that kept moving
        self._empty = False  # nothing was located in the last frame that was tried
        self._tries = self._taken = 0  # frames that the sweep under way, and the last one, took
        self._sweeps = 0  # complete ones of this unchanged scene

    def tried(self, complete: bool, located: bool = True) -> None:
        """To be told after a frame of Effort.TRY. complete: the sweep of this scene has come to its end. located: a
        code is, or may be, in view, read or not: then nothing is put off.

        What the sweep's first frame showed is then known; what came while it lasted is new. Until then every frame
        is to be tried.
        """
        self._tries += 1
        self._empty = not located
        if located:
            self._fruitless = 0
        if not complete or self._sweep is None:
            return
        self._fruitless += not located
        self._taken, self._tries = self._tries, 0
        self._reference, self._sweep = self._sweep, None
        self._since_sweep = 0
        self._sweeps += 1

    def look(self, image: NDArray[np.uint8]) -> Look:
        """image: height x width x 3, BGR, at least 16 x 16. 0.2 ms at 1080p. A new size begins anew."""
        scene = _Scene(self._cv2, self._np, image)
        if self._before is not None and self._before.samples.shape != scene.samples.shape:
            self.forget()
        before, self._before = self._before, scene
        self._count += 1
        self._since_look += 1
        self._since_sweep += 1
        brightness = _quantile(self._np, scene.means, 0.5)
        different = None
        if self._noise is not None and self._reference is not None:
            different = self._differs(scene, self._reference)
        changed = 1.0 if different is None else float(different.mean())
        # What is as it was when it was tried has not moved; the noise is learned now and then all the same.
        moving = False
        if before is not None and (changed or self._count < LEARN_FIRST or self._count % LEARN_EVERY == 0):
            moving = self._learn(scene, before) and bool(changed)
        self._unmoved = 0 if moving else self._unmoved + 1
        still = self._unmoved >= STILL_AFTER
        box, textured = None, False
        if different is None:
            self._sweep = self._sweep or scene
            self._sweeps = 0
            return Look(self._turn(still), 1.0, moving, still, True, brightness, self._sigma)
        if changed:
            self._sweeps = 0
            live = self._textured(scene, image, different)
            textured = bool(live.any())
            box = self._box(live if textured and not still else different, image)
        effort = self._effort(scene, bool(changed), still, textured or not moving)
        if effort is Effort.LOOK:
            self._since_look = 0
        return Look(effort, changed, moving, still, textured, brightness, self._sigma, box)

    def _effort(self, scene: _Scene, changed: bool, still: bool, may_hide_a_code: bool) -> Effort:
        if not changed or still:
            self._fruitless = 0
        if changed and not may_hide_a_code:
            # Somebody passes, out of focus. It is tried as soon as it stands still, and looked at meanwhile.
            return Effort.LOOK if self._since_look >= GLANCE_EVERY else Effort.SKIP
        if self._sweep is None and self._since_sweep <= REST[min(self._fruitless, len(REST) - 1)]:
            return Effort.LOOK if self._since_look >= BUSY_EVERY else Effort.SKIP
        again = self._sweeps - 1 - (SWEEPS_IN_NOISE if self._sigma > NOISY else 0)
        rest = max(1, self._taken) * SWEEP_AFTER[min(max(again, 0), len(SWEEP_AFTER) - 1)]
        due = again < 0 or self._since_sweep >= (rest if self._empty else rest // SOONER)
        if changed or due or self._sweep is not None:
            self._sweep = self._sweep or scene
            return self._turn(still)
        return Effort.LOOK if self._since_look >= LOOK_EVERY else Effort.SKIP

    def _turn(self, still: bool) -> Effort:
        """Of a frame of a sweep: its turn to be tried, or not yet."""
        hurried = self._tries < AT_ONCE or not still or not self._empty or self._sigma > NOISY
        if not hurried and self._since_look < UNHURRIED:
            return Effort.SKIP
        self._since_look = 0
        return Effort.TRY

    # --- comparing ----------------------------------------------------------------------------------------

    def _learn(self, scene: _Scene, before: _Scene) -> bool:
        """Learns the noise from what differs from the frame before, and returns whether more than noise does."""
        np = self._np
        squares, means, _ = scene.against(before)
        one = squares / 2  # the difference of two samples has twice the variance of one
        # Of the noisier blocks: JPEG leaves noise where there is detail. Motion must not pass for it.
        usual = min(_quantile(np, one, 0.6), MOST_NOISE**2, scene.roughness())
        self._usual = min(usual, 1.05 * self._usual) if self._usual else usual
        low, high = max(LEAST_NOISE**2, 0.6 * self._usual), max(LEAST_NOISE**2, 4 * self._usual)
        if self._noise is None:
            self._noise = np.clip(one, max(low, self._usual), high)
            self._sigma = math.sqrt(_quantile(np, self._noise, 0.5))
            return False
        moved = self._beyond(squares, means)
        # 64 squares average less than 0.4 of their expectation never: there the noise has become less at once. It
        # rises slowly and never far: a hand that trembles must not teach that its sticker is noise.
        rate = np.where(one < 0.4 * self._noise, np.float32(0.5), np.float32(0.1))
        learned = self._noise + rate * (np.minimum(one, 2 * self._noise) - self._noise)
        self._noise = np.clip(learned, low, high)
        self._sigma = math.sqrt(_quantile(np, self._noise, 0.5))
        return bool(moved.any())

    def _differs(self, scene: _Scene, reference: _Scene) -> NDArray[np.bool_]:
        squares, means, gain = scene.against(reference)
        different = self._beyond(squares, means)
        if different.mean() > 0.5:
            # Nearly everything: either the scene is another, or the camera's tone curve is no plain gain.
            squares, means, gain = scene.against(reference, fitted=True)
            different = self._beyond(squares, means)
        if abs(math.log(gain)) > EXPOSED:
            return self._np.ones_like(different)
        return different

    def _beyond(self, squares: Floats, means: Floats) -> NDArray[np.bool_]:
        """Blocks whose differences noise does not explain, alone or with three neighbours."""
        assert self._noise is not None
        ratio = squares / (2 * self._noise)
        # In the dark a sheet of paper is found by its mean: 64 samples leave an eighth of the noise.
        allowed = self._np.maximum(self._noise * self._np.float32(2 * MEANS**2 / BLOCK**2), LEAST_MEAN**2)
        alone = cast("NDArray[Any]", (ratio > ONE_BLOCK) | (means * means > allowed))
        if float(ratio.max()) > FOUR_BLOCKS and min(ratio.shape) > 1:
            four = (ratio[:-1, :-1] + ratio[1:, :-1] + ratio[:-1, 1:] + ratio[1:, 1:]) / 4 > FOUR_BLOCKS
            if four.any():
                for y, x in ((0, 0), (1, 0), (0, 1), (1, 1)):
                    alone[y : y + four.shape[0], x : x + four.shape[1]] |= four
        return alone

    def _textured(self, scene: _Scene, image: NDArray[np.uint8], where: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Blocks of `where` in which a code could hide: steps over two pixels vary more than noise and a smooth
        slope explain."""
        assert self._noise is not None
        np = self._np
        ys, xs = np.flatnonzero(where.any(axis=1)), np.flatnonzero(where.any(axis=0))
        blocks = (slice(ys[0], ys[-1] + 1), slice(xs[0], xs[-1] + 1))
        y0, y1, x0, x1 = (int(n) * BLOCK for n in (ys[0], ys[-1] + 1, xs[0], xs[-1] + 1))
        here = scene.samples[y0:y1, x0:x1]
        energy = np.zeros_like(self._noise[blocks])
        for dx, dy in ((-2, 0), (0, -2)):
            beside = np.minimum(
                image[STEP // 2 + dy :: STEP, STEP // 2 + dx :: STEP, 1][y0:y1, x0:x1], int(FIXED_POINT)
            )
            step = np.zeros_like(here)
            rows, columns = beside.shape
            np.subtract(here[:rows, :columns], beside, out=step[:rows, :columns])
            energy += scene.by_block(step * step) - scene.by_block(step) ** 2
        textured = np.zeros_like(where)
        textured[blocks] = (energy > 5.5 * self._noise[blocks] + TEXTURE_FLOOR) & where[blocks]
        return cast("NDArray[Any]", textured)

    def _box(self, blocks: NDArray[np.bool_], image: NDArray[np.uint8]) -> tuple[int, int, int, int]:
        np = self._np
        ys, xs = np.flatnonzero(blocks.any(axis=1)), np.flatnonzero(blocks.any(axis=0))
        height, width = image.shape[:2]
        side = STEP * BLOCK
        x0, y0, x1, y1 = (int(n) * side for n in (xs[0] - 1, ys[0] - 1, xs[-1] + 2, ys[-1] + 2))
        return max(0, x0), max(0, y0), min(width, x1), min(height, y1)


class _Scene:
    """The samples of one frame, float32, and their means by block."""

    __slots__ = ("_cv2", "_np", "means", "samples")

    def __init__(self, cv2: Any, np: Any, image: NDArray[np.uint8]) -> None:
        self._cv2, self._np = cv2, np
        samples = image[STEP // 2 :: STEP, STEP // 2 :: STEP, 1].astype(np.float32)
        cv2.min(samples, FIXED_POINT, dst=samples)
        # Whole blocks only: what a block lacks at the right and at the bottom is mirrored, and averaging is exact.
        lacking = [-n % BLOCK for n in samples.shape]
        if any(lacking):
            samples = cv2.copyMakeBorder(samples, 0, lacking[0], 0, lacking[1], cv2.BORDER_REFLECT)
        self.samples: Floats = samples
        self.means: Floats = self.by_block(samples)

    def by_block(self, values: Floats) -> Floats:
        """Means of BLOCK x BLOCK."""
        size = (values.shape[1] // BLOCK, values.shape[0] // BLOCK)
        return cast("Floats", self._cv2.resize(values, size, interpolation=self._cv2.INTER_AREA))

    def against(self, other: _Scene, fitted: bool = False) -> tuple[Floats, Floats, float]:
        """Differences by block, without exposure and lamps' flicker: mean squares, means, and the gain from other.

        Exposure: the median gain of the blocks (a power of the light stays one under any gamma), or when `fitted`
        the gain and offset that suit most of them. Flicker: a rolling shutter draws it as bands, so each row of
        samples gets a gain of its own. Neither can hide a code's pattern.
        """
        cv2, np = self._cv2, self._np
        gain, offset = _quantile(np, (self.means + 1) / (other.means + 1), 0.5), 0.0
        if fitted:
            gain, offset = _exposure(np, other.means.ravel(), self.means.ravel())
        expected = cv2.min(other.samples * np.float32(gain), FIXED_POINT)
        if offset:
            expected += np.float32(offset)
        rest = self.samples - expected
        # Every fourth sample tells a row's gain; a visitor in the row pulls it by little.
        few = expected[:, ::4]
        held = cv2.max(cv2.min(rest[:, ::4].copy(), ROW_LIMIT), -ROW_LIMIT)
        pulled = cv2.reduce(held * few, 1, cv2.REDUCE_SUM) / (cv2.reduce(few * few, 1, cv2.REDUCE_SUM) + 1)
        rest -= expected * pulled
        return self.by_block(rest * rest), self.by_block(rest), gain

    def roughness(self) -> float:
        """An upper bound of the noise's variance: neighbouring samples in the smoothest tenth of the picture."""
        step = self._np.zeros_like(self.samples)
        step[:, 1:] = self.samples[:, 1:] - self.samples[:, :-1]
        squares = self.by_block(step * step).ravel() / 2
        # Blocks that are black or white all over know no noise.
        usable = squares[squares > 0.1]
        if not usable.size:
            return LEAST_NOISE**2
        return 2 * _quantile(self._np, usable, 0.1) + 1


def _exposure(np: Any, before: Floats, now: Floats) -> tuple[float, float]:
    """Gain and offset with which most of `before` becomes `now`: least squares, twice, without what stands out."""
    gain, offset = 1.0, _quantile(np, now - before, 0.5)
    for _ in range(2):
        rest = np.abs(now - before * gain - offset)
        middle = _quantile(np, rest, 0.5)
        good = rest <= 2.5 * middle + 0.5
        x, y = before[good], now[good]
        spread = float(((x - x.mean()) ** 2).sum())
        if spread < 100 * len(x):  # an even picture tells gain from offset badly: all to the offset
            gain, offset = 1.0, float((y - x).mean())
            continue
        gain = float(((x - x.mean()) * (y - y.mean())).sum()) / spread
        gain = min(2.0, max(0.5, gain))
        offset = float(y.mean() - gain * x.mean())
    return gain, offset


def _quantile(np: Any, values: NDArray[Any], part: float) -> float:
    """np.quantile without its checks, which cost ten times as much here."""
    at = int(part * values.size)
    return float(np.partition(values, at, axis=None)[at])
