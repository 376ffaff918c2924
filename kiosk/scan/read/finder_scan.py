"""Where finder patterns may be: rows of a thresholded picture that run dark, light, dark, light, dark as 1:1:3:1:1
(ISO/IEC 18004, 6.3.3), along the row and, more loosely, across it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Floats = NDArray[np.float64]

MOST_HITS = 4000  # rows of one step looked at further; noise has more of them than any sheet of codes
MOST_SEEDS = 160
MOST_OF_CROWD = 300
STEPS = 49  # samples across a row, one direction and the other
REACH = 6.0  # modules sampled on each side
WIDEST = 7.5  # modules of the geometric mean that the light ring may end at in a pattern seen aslant
ROUND = 2.8  # modules: the radius of the circle that a square of 2.5 looks like

# Arrays of so many at a time stay in the processor's cache; memory that is asked for anew costs more than what is
# done with it.
BAND = 96  # rows
FEW_HITS, FEW_SEEDS = 256, 32


class Seeds(NamedTuple):
    """N places. centre: (N, 2) pixels of the picture that was scanned; shape: (N, 2, 2) pixels a module, symmetric,
    as a circle round the pattern would lie."""

    centre: Floats
    shape: Floats


def threshold(grey: Bytes, block: int) -> Bytes:
    """Not 0 where a pixel is darker than the mean of the `block` pixels around it."""
    import cv2

    # Half the time of cv2.adaptiveThreshold, which looks every pixel up in a table.
    mean = cv2.blur(grey, (block, block), borderType=cv2.BORDER_REPLICATE)
    return cast("Bytes", cv2.compare(grey, mean, cv2.CMP_LT))


def seeds(dark: Bytes, stride: int = 1, smallest: float = 1.4) -> Seeds:
    """Seeds of a thresholded picture. stride: every so many rows are scanned."""
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
    if len(x) == 0:
        return no_seeds()
    centre, size = _gather(x, y, module, across, stride)
    parts = [_shapes(dark, centre[few], size[few]) for few in _few(len(size), FEW_SEEDS)]
    return Seeds(centre, np.concatenate([no_seeds().shape, *parts]))


def no_seeds() -> Seeds:
    import numpy as np

    return Seeds(np.zeros((0, 2)), np.zeros((0, 2, 2)))


def _few(count: int, at_a_time: int) -> list[slice]:
    return [slice(i, i + at_a_time) for i in range(0, count, at_a_time)]


def _hits(dark: Bytes, stride: int, smallest: float) -> tuple[Floats, Floats, Floats]:
    """Middles of the cores (x, y) and modules (pixels), row by row."""
    import numpy as np

    rows = dark[::stride]
    parts = []
    for band in _few(len(rows), BAND):
        x, row, module = _hits_of(rows[band], smallest)
        parts.append((x, (row + band.start) * stride, module))
    x, y, module = (np.concatenate(part) for part in zip(*parts, strict=True))
    return x, y, module


def _hits_of(rows: Bytes, smallest: float) -> tuple[Floats, Floats, Floats]:
    import numpy as np

    height, width = rows.shape
    # A light column between rows, so that no run goes round the corner; the first run of all is light.
    padded = np.zeros((height, width + 2), np.bool_)
    np.not_equal(rows, 0, out=padded[:, 1:-1])
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
    return x.astype(float), row.astype(float), module.astype(float)


def _across(dark: Bytes, x: Floats, y: Floats, module: Floats) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Goes up and down from every hit. Returns the middle of its core, the module size across, and which pass."""
    import numpy as np

    if len(x) == 0:
        return y, module, np.zeros(0, bool)
    parts = [_across_few(dark, x[few], y[few], module[few]) for few in _few(len(x), FEW_HITS)]
    middle, across, good = (np.concatenate(part) for part in zip(*parts, strict=True))
    return middle, across, good


def _across_few(dark: Bytes, x: Floats, y: Floats, module: Floats) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    import numpy as np

    height, width = dark.shape
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
    return cast("NDArray[np.intp]", after.argmax(axis=1))


def _gather(x: Floats, y: Floats, module: Floats, across: Floats, stride: int) -> tuple[Floats, Floats]:
    """One centre (N, 2) and one module size (N,) for all hits whose middles fall together."""
    import numpy as np

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
    best = np.argsort(-share * np.sqrt(hits), kind="stable")
    # A sheet of codes has many that are good; noise has few.
    best = np.concatenate(
        [best[:MOST_SEEDS], best[MOST_SEEDS:MOST_OF_CROWD][share[best[MOST_SEEDS:MOST_OF_CROWD]] > 0.4]]
    )
    best = best[share[best] > 0.12]
    return centre[best], mean[best]


def _shapes(dark: Bytes, centre: Floats, module: Floats) -> Floats:
    """How wide the pattern is in four directions, as an ellipse: (N, 2, 2) pixels a module.

    Its light ring ends 2.5 modules from the middle. Four directions evenly spread see a square as round, however it
    is turned.
    """
    import numpy as np

    height, width = dark.shape
    away = np.linspace(0, WIDEST, STEPS)
    turn = np.arange(8) * (np.pi / 4)
    ways = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    at = centre[:, None, None] + ways[:, None] * (away[:, None] * module[:, None, None, None])
    columns = np.clip(np.rint(at[..., 0]), 0, width - 1).astype(np.int32)
    rows = np.clip(np.rint(at[..., 1]), 0, height - 1).astype(np.int32)
    light = (dark[rows, columns] == 0).reshape(-1, STEPS)
    ends = _first(~light, _first(light, 0)).reshape(-1, 8)
    seen = ends < STEPS - 1
    reach = ends * (WIDEST / (STEPS - 1)) * module[:, None]
    # Opposite rays together; where one of them meets no ring, the other counts twice.
    both = np.where(seen, reach, 0)
    count = seen[:, :4].astype(float) + seen[:, 4:]
    spread = (both[:, :4] + both[:, 4:]) / np.maximum(count, 1)
    good = (count > 0).all(axis=1) & (spread > 0).all(axis=1)
    power = 1 / np.square(np.where(good[:, None], spread, 1.0))
    # dQd = 1 / r^2 for d at 0, 45, 90 and 135 degrees, by least squares.
    mean = power.mean(axis=1)
    tilt, slant = (power[:, 0] - power[:, 2]) / 2, (power[:, 1] - power[:, 3]) / 2
    strength = np.minimum(np.hypot(tilt, slant), 0.93 * mean)
    along = np.arctan2(slant, tilt) / 2
    small, large = 1 / np.sqrt(mean + strength), 1 / np.sqrt(mean - strength)
    c, s = np.cos(along), np.sin(along)
    parts = (c * c * small + s * s * large, c * s * (small - large), s * s * small + c * c * large)
    shape = np.stack([np.stack(parts[:2], -1), np.stack(parts[1:], -1)], axis=1) / ROUND
    return np.where(good[:, None, None], shape, np.eye(2) * module[:, None, None])
