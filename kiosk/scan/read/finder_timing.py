"""The timing patterns between finder patterns: they alternate module by module (ISO/IEC 18004, 6.3.5), so they tell
whether two patterns belong together, and how many modules lie between them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from kiosk.scan.read.finder_marks import Marks, pyramid, turned
from kiosk.scan.read.picture import Picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Singles = NDArray[np.float32]
    Ints = NDArray[np.int64]

VERSIONS = 40
SAMPLES = 144  # from middle to middle; where a side has more than LARGE modules, three times as many
LARGE = 61
OFFSETS = (2.6, 3.0, 3.4)  # modules from the line between the middles: 3, more or less when the paper bends
BEST_MODULE_PX = 2.2

Frame = tuple["Floats", "Floats"]  # centres (N, 2) and axes (N, 2, 2)


def timing(picture: Picture, pool: Marks, marks: Ints, turns: Ints, modules: Floats) -> Floats:
    """How well both timing patterns of N hypotheses alternate, as every version would: (N, 40), -1..1, chance is
    near 0. marks, turns: (N, 3), top left, top right, bottom left; modules: (N,), a side as measured."""
    import numpy as np

    axes = [turned(pool.axes[marks[:, c]], turns[:, c]) for c in range(3)]
    centres = [pool.centre[marks[:, c]] for c in range(3)]
    row = between(picture, (centres[0], axes[0]), (centres[1], axes[1]), modules)
    swap = [a[:, :, ::-1] for a in axes]
    column = between(picture, (centres[0], swap[0]), (centres[2], swap[2]), modules)
    # A weak one is forgiven in part: glare may lie on it.
    return np.asarray(0.65 * (row + column) / 2 + 0.35 * np.maximum(row, column))


def likeliest(agreement: Floats, modules: Floats) -> tuple[Ints, Floats, Floats]:
    """Of each row of `timing` the size in modules that fits best, its agreement, and how far off the measured size
    it is, 1 being plausible."""
    import numpy as np

    sizes = 17 + 4 * np.arange(1, VERSIONS + 1)
    # Further sizes need better reasons: the distance is good to some per cent.
    off = np.abs(sizes - modules[:, None]) / (2 + 0.06 * modules[:, None])
    near = off <= np.maximum(np.sort(off, axis=1)[:, 4:5], 1e-9)
    which = np.argmax(np.where(near, agreement - 0.12 * off, -9), axis=1)
    rows = np.arange(len(modules))
    return sizes[which], agreement[rows, which], off[rows, which]


def between(picture: Picture, one: Frame, two: Frame, modules: Floats) -> Floats:
    """How well a timing pattern alternates between two patterns, (N, 40).

    one, two: centres (N, 2) and axes (N, 2, 2), the first axis from one to two, the second towards the inside of
    the code. The line is a cubic that leaves and arrives along these axes: so it bends with a bottle, and hurries
    and lingers with perspective.
    """
    import numpy as np

    agreement = np.zeros((len(modules), VERSIONS))
    large = modules > LARGE
    for which, samples in ((~large, SAMPLES), (large, 3 * SAMPLES)):
        if which.any():
            frames = ((one[0][which], one[1][which]), (two[0][which], two[1][which]))
            agreement[which] = _between(picture, *frames, modules[which], samples)
    return agreement


def _between(picture: Picture, one: Frame, two: Frame, modules: Floats, samples: int) -> Floats:
    import numpy as np

    t = np.linspace(0, 1, samples)
    start_stop = np.stack([2 * t**3 - 3 * t**2 + 1, -2 * t**3 + 3 * t**2], axis=1)
    leave_arrive = np.stack([t**3 - 2 * t**2 + t, t**3 - t**2], axis=1)
    ends = np.stack([one[0], two[0]], axis=1)
    span = (modules - 7)[:, None, None]
    line = start_stop @ ends + leave_arrive @ (np.stack([one[1][:, :, 0], two[1][:, :, 0]], axis=1) * span)
    side = np.stack([1 - t, t], axis=1) @ np.stack([one[1][:, :, 1], two[1][:, :, 1]], axis=1)
    at = np.stack([line + off * side for off in OFFSETS], axis=1).astype(np.float32)
    values = _sampled(picture, at, np.sqrt(np.abs(np.linalg.det(one[1])))).reshape(-1, samples)
    # The light's slow changes go: a running mean over a sixth of the line.
    half = samples // 12
    padded = np.concatenate([values[:, :half][:, ::-1], values, values[:, -half:][:, ::-1]], axis=1)
    total = np.cumsum(padded, axis=1, dtype=np.float64)
    values[:, half:-half] -= ((total[:, 2 * half :] - total[:, : -2 * half]) / (2 * half))[:, half:-half]
    values[:, :half] -= values[:, :half].mean(axis=1, keepdims=True)
    values[:, -half:] -= values[:, -half:].mean(axis=1, keepdims=True)
    ideal, inside = _ideals(samples)
    # einsum and not matmul: a threaded BLAS takes milliseconds to wake its threads for this on a busy machine.
    length = np.sqrt(np.einsum("ns,ks->nk", np.square(values), inside))
    alike = np.einsum("ns,ks->nk", values, ideal) / (length + 1e-3)
    return np.asarray(alike.reshape(len(modules), len(OFFSETS), VERSIONS).max(axis=1), dtype=float)


@lru_cache(maxsize=2)
def _ideals(samples: int) -> tuple[Singles, Singles]:
    """For every version, (40, samples): the pattern, its mean zero and its length one; and where it is, 1 or 0."""
    import numpy as np

    n = 17 + 4.0 * np.arange(1, VERSIONS + 1)[:, None]
    u = 3.5 + np.linspace(0, 1, samples) * (n - 7)  # module coordinates
    inside = (u > 7) & (u < n - 7)
    wave = np.where(inside, -np.sin(np.pi * u), 0)  # even modules are dark
    wave -= np.where(inside, wave.sum(axis=1, keepdims=True) / inside.sum(axis=1, keepdims=True), 0)
    wave /= np.linalg.norm(wave, axis=1, keepdims=True)
    return wave.astype(np.float32), inside.astype(np.float32)


def _sampled(picture: Picture, at: Singles, module_px: Floats) -> Singles:
    """Grey values at (N, ...) places, from the level of the pyramid that suits each row's modules."""
    import cv2
    import numpy as np

    levels = pyramid(picture)
    wanted = np.floor(np.log2(np.maximum(module_px, 1e-3) / BEST_MODULE_PX))
    level_of = np.clip(wanted, 0, len(levels) - 1).astype(int)
    values = np.empty(at.shape[:-1], np.float32)
    for level in np.unique(level_of):
        which = level_of == level
        maps = ((at[which] + 0.5) * np.float32(0.5**level) - 0.5).reshape(int(which.sum()), -1, 2)
        x, y = np.ascontiguousarray(maps[..., 0]), np.ascontiguousarray(maps[..., 1])
        got = cv2.remap(levels[level], x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        values[which] = cast("Singles", got).reshape(values[which].shape)
    return values
