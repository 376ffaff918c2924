"""Where finder patterns may be: rows of a thresholded picture that run dark, light, dark, light, dark as 1:1:3:1:1
(ISO/IEC 18004, 6.3.3), along the row and, more loosely, across it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Floats = NDArray[np.float64]

MOST_HITS = 3500  # rows of one step looked at further; noise has more of them than any sheet of codes
MOST_SEEDS = 260
STEPS = 49  # samples across a row, one direction and the other
REACH = 6.0  # modules sampled on each side


class Seeds(NamedTuple):
    """N places: centre (N, 2) and module (N,), both in pixels of the picture that was scanned; hits (N,): rows."""

    centre: Floats
    module: Floats
    hits: NDArray[np.int64]


def threshold(grey: Bytes, block: int, bias: float = 1.0) -> Bytes:
    """1 where a pixel is darker, by `bias` grey values or more, than the mean of the `block` pixels around it."""
    import cv2

    dark = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, bias)
    return cast("Bytes", dark)


def seeds(dark: Bytes, stride: int = 1, smallest: float = 1.4) -> Seeds:
    """Seeds of a thresholded picture, those with most rows first. stride: every so many rows are scanned."""
    import numpy as np

    hits = _hits(dark, stride, smallest)
    x, y, module = hits
    if len(x) > MOST_HITS:
        # Large patterns have many rows each and lose nothing by this.
        keep = np.sort(np.random.default_rng(0).choice(len(x), MOST_HITS, replace=False))
        x, y, module = x[keep], y[keep], module[keep]
    y, across, good = _across(dark, x, y, module)
    # A second look along the row from the middle that the first found.
    x, y, module, across = x[good], y[good], module[good], across[good]
    return _gather(x, y, module, across, dark.shape[1], stride)


def _hits(dark: Bytes, stride: int, smallest: float) -> tuple[Floats, Floats, Floats]:
    import numpy as np

    rows = dark[::stride] if stride > 1 else dark
    height, width = rows.shape
    # A light column between rows, so that no run goes round the corner; the first run of all is light.
    padded = np.zeros((height, width + 2), np.uint8)
    padded[:, 1:-1] = rows
    flat = padded.ravel()
    edges = np.flatnonzero(flat[1:] != flat[:-1]).astype(np.int32)
    if len(edges) < 6:
        none = np.zeros(0)
        return none, none, none
    runs = np.diff(edges)
    # Even runs are dark (from an even edge on), so five runs from an even one on are the pattern's.
    r0, r1, r2, r3, r4 = (runs[i : len(runs) - 4 + i : 2] for i in range(5))
    most = min(len(r) for r in (r0, r1, r2, r3, r4))
    r0, r1, r2, r3, r4 = (r[:most] for r in (r0, r1, r2, r3, r4))
    # The cheap test first: the middle is the longest, and the two light runs are alike to a pixel or half.
    maybe = np.flatnonzero((r2 >= r1) & (r2 >= r3) & (r2 * 2 <= 5 * (r1 + r3)) & (r2 * 4 >= 3 * (r1 + r3)))
    first, one, core, three, last = (r[maybe].astype(np.float32) for r in (r0, r1, r2, r3, r4))
    # Quiet zones may have run into shadow: the outer runs may be longer, but not shorter than half a module.
    module = (one + core + three) / 5
    slack = 0.5 * module + 0.6
    good = (np.abs(one - module) < slack) & (np.abs(three - module) < slack)
    good &= (np.abs(core - 3 * module) < 1.8 * slack) & (first > module - slack) & (last > module - slack)
    good &= (first < 2.6 * module + 1) & (last < 2.6 * module + 1) & (module >= smallest)
    at = maybe[good]
    module, first, core, one = module[good], first[good], core[good], one[good]
    begin = edges[2 * at + 2]  # the last pixel, in the padded row, before the core
    row, column = np.divmod(begin, width + 2)
    # Pixel k of a row is k + 1 in the padded one: the core begins at pixel `column`.
    x = column + (core - 1) / 2
    return x.astype(float), (row * stride).astype(float), module.astype(float)


def _across(dark: Bytes, x: Floats, y: Floats, module: Floats) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Goes up and down from every hit. Returns the middle of its core, the module size across, and which pass."""
    import numpy as np

    height, width = dark.shape
    if len(x) == 0:
        return y, module, np.zeros(0, bool)
    away = np.linspace(0, REACH, STEPS)
    column = np.clip(np.rint(x), 0, width - 1).astype(np.int32)[:, None]
    ends = []
    for sign in (-1, 1):
        rows = np.clip(np.rint(y[:, None] + sign * away * module[:, None]), 0, height - 1).astype(np.int32)
        values = dark[rows, column]
        light = values == 0
        first = _first(light, 0)
        second = _first(~light, first)
        third = _first(light, second)
        ends.append(np.stack([first, second, third], axis=1) * (REACH / (STEPS - 1)))
    up, down = ends
    core = up[:, 0] + down[:, 0]
    ring_up, ring_down = up[:, 1] - up[:, 0], down[:, 1] - down[:, 0]
    across = (up[:, 1] + down[:, 1]) / 5  # in modules of the row
    outer_up, outer_down = up[:, 2] - up[:, 1], down[:, 2] - down[:, 1]
    pixel = 0.6 / module + 0.1
    slack = 0.6 * across + pixel
    good = (across > 0.35) & (across < 2.2) & (np.abs(core - 3 * across) < 1.7 * slack)
    good &= (np.abs(ring_up - across) < slack) & (np.abs(ring_down - across) < slack)
    # One outer bar may be swallowed by dirt or glare, not both.
    good &= (np.abs(outer_up - across) < 1.3 * slack) | (np.abs(outer_down - across) < 1.3 * slack)
    middle = y + (down[:, 0] - up[:, 0]) / 2 * module
    return middle, across * module, good


def _first(wanted: NDArray[np.bool_], begin: NDArray[np.intp] | int) -> NDArray[np.intp]:
    """The first column from `begin` on in which `wanted` holds; the last column where it never does."""
    import numpy as np

    columns = np.arange(wanted.shape[1])
    after = wanted & (columns >= (begin if isinstance(begin, int) else begin[:, None]))
    after[:, -1] = True
    return after.argmax(axis=1)


def _gather(x: Floats, y: Floats, module: Floats, across: Floats, width: int, stride: int) -> Seeds:
    """One seed for all hits whose middles fall together."""
    import numpy as np

    if len(x) == 0:
        return Seeds(np.zeros((0, 2)), np.zeros(0), np.zeros(0, np.int64))
    size = np.sqrt(module * across)
    # Cells about a pattern's core wide, per octave of size; neighbours are merged once more after fitting.
    octave = np.rint(np.log2(size) * 1.5).astype(np.int64)
    cell = 2.0 * 2 ** (octave / 1.5)
    gx, gy = np.floor(x / cell).astype(np.int64), np.floor(y / cell).astype(np.int64)
    key = (octave * 8192 + gy) * 8192 + gx
    _, which, hits = np.unique(key, return_inverse=True, return_counts=True)
    centre = np.stack([np.bincount(which, x) / hits, np.bincount(which, y) / hits], axis=1)
    mean = np.bincount(which, size) / hits
    # A share of the rows that a pattern of that size has: a large one with a single row is chance.
    share = hits / np.maximum(3 * mean / stride, 1)
    best = np.argsort(-share * np.sqrt(hits), kind="stable")[:MOST_SEEDS]
    best = best[share[best] > 0.12]
    return Seeds(centre[best], mean[best], hits[best])
