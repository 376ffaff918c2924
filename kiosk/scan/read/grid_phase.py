"""How far a code's modules lie from where a surface says, read off the whole code and not only its known parts.

In a picture straightened by a surface that is right, brightness changes at whole modules only. So the strength
of the change, multiplied by a wave of one module, has a phase of zero everywhere; where the surface is off by a
part of a module the phase says by how much. A phase repeats with every module: which one is meant is carried
outwards from the finder patterns, from neighbour to neighbour, the most certain first.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

from kiosk.scan.read.finder_marks import pyramid
from kiosk.scan.read.grid_surface import Surface
from kiosk.scan.read.picture import Picture
from kiosk.scan.read.symbol_tables import alignment, version_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Singles = NDArray[np.float32]

MARGIN = 3  # modules around the code that are straightened with it
SPREAD = 1.7  # modules, standard deviation of the window that one phase is measured in
CLEAR = 0.8  # correlation of an alignment pattern that is one
CLOSE = 0.25  # modules
LOST = 0.12  # coherence below which a phase says nothing


class Field(NamedTuple):
    """N nodes. uv: (N, 2) modules; off: (N, 2) modules by which the picture's edges lie further right and down;
    weight: (N,), 0 where nothing was measured."""

    uv: Floats
    off: Floats
    weight: Floats


def fineness(modules: int) -> int:
    """Pixels a module in a straightened picture."""
    return 6 if modules <= 65 else 5 if modules <= 101 else 4


def straightened(picture: Picture, surface: Surface, margin: int = MARGIN, fine: int = 0) -> Singles:
    """The code as if drawn on squared paper: ((modules + 2 margin) * fineness) pixels a side."""
    import cv2
    import numpy as np

    n, q = surface.modules, fine or fineness(surface.modules)
    side = n + 2 * margin
    across = np.arange(side) + 0.5 - margin
    u, v = np.meshgrid(across, across)
    nodes = surface.map(np.stack([u.ravel(), v.ravel()], axis=1)).reshape(side, side, 2)
    middle = nodes[margin:-margin, margin:-margin] if margin else nodes
    module_px = float(np.median(np.linalg.norm(np.diff(middle, axis=1), axis=2)))
    levels = pyramid(picture)
    level = int(np.clip(np.floor(np.log2(max(module_px, 1e-3) / q / 1.2) + 0.5), 0, len(levels) - 1))
    nodes = ((nodes + 0.5) * 0.5**level - 0.5).astype(np.float32)
    # Between the modules' middles the surface is as good as straight; resizing is the quickest way along it.
    size = (side * q, side * q)
    maps = [cv2.resize(np.ascontiguousarray(nodes[..., c]), size, interpolation=cv2.INTER_LINEAR) for c in (0, 1)]
    way = cv2.INTER_LINEAR if module_px * 0.5**level > 3.5 else cv2.INTER_CUBIC
    flat = cv2.remap(levels[level], maps[0], maps[1], way, borderMode=cv2.BORDER_REPLICATE)
    return flat.astype(np.float32)


def measured(flat: Singles, modules: int, margin: int = MARGIN) -> tuple[Floats, Floats]:
    """Phases at every module's middle: off (n, n, 2) modules within a half, and coherence (n, n, 2), 0..1."""
    import cv2
    import numpy as np

    side = modules + 2 * margin
    q = flat.shape[0] // side
    off = np.empty((modules, modules, 2))
    sure = np.empty((modules, modules, 2))
    wave = np.exp(-2j * np.pi * (np.arange(side * q) + 1) / q)
    inside = slice(margin, margin + modules)
    for axis in (0, 1):
        change = np.zeros_like(flat)
        if axis == 0:
            change[:, :-1] = np.abs(flat[:, 1:] - flat[:, :-1])
            real, imaginary = wave.real.astype(np.float32)[None], wave.imag.astype(np.float32)[None]
        else:
            change[:-1] = np.abs(flat[1:] - flat[:-1])
            real, imaginary = wave.real.astype(np.float32)[:, None], wave.imag.astype(np.float32)[:, None]
        # The rim of a glare or a shadow is one strong line among many: it counts no more than they do.
        mean = cv2.blur(change, (6 * q + 1, 6 * q + 1))
        change = np.minimum(change, 3 * mean + 1)
        parts = []
        for part in (change * real, change * imaginary, change):
            small = cv2.resize(part, (side, side), interpolation=cv2.INTER_AREA)
            parts.append(cv2.GaussianBlur(small, (0, 0), SPREAD, borderType=cv2.BORDER_CONSTANT)[inside, inside])
        off[..., axis] = -np.arctan2(parts[1], parts[0]) / (2 * np.pi)
        noise = 0.4  # grey values a pixel: what flat paper has
        sure[..., axis] = np.hypot(parts[0], parts[1]) / (parts[2] + noise)
    return off, sure


def field(picture: Picture, surface: Surface, anchors: tuple[bool, ...] | None = (True, True, True)) -> Field:
    """Measures a surface. Nodes are three modules apart, more in large codes.

    anchors: whether it is right at the top left, top right and bottom left finder pattern; further away it may be
    off by more than half a module. None: it is off by less everywhere.
    """
    import numpy as np

    n = surface.modules
    flat = straightened(picture, surface)
    off, sure = measured(flat, n)
    stride = max(3, round(n / 13))
    at = np.arange((n - 1) % stride // 2, n, stride)
    off, sure = off[np.ix_(at, at)], sure[np.ix_(at, at)].min(axis=2)
    near = np.abs(off).max(axis=2)[sure > LOST]
    # Where it is nowhere near half a module off there is nothing to unwrap.
    if anchors is not None and (len(near) < 0.5 * sure.size or float(np.percentile(near, 95)) > CLOSE):
        corners = ((3.5, 3.5), (n - 3.5, 3.5), (3.5, n - 3.5))
        seeds = [(u, v, 0.0, 0.0) for (u, v), right in zip(corners, anchors, strict=True) if right]
        whole, weight = _unwrapped(off, sure, at, seeds + alignments(flat, n))
    else:
        whole, weight = off, np.where((sure > LOST) & (np.abs(off).max(axis=2) < 0.4), sure, 0)
    v, u = np.meshgrid(at + 0.5, at + 0.5, indexing="ij")
    uv = np.stack([u.ravel(), v.ravel()], axis=1)
    return Field(uv, whole.reshape(-1, 2), weight.ravel())


Seed = tuple[float, float, float, float]  # u, v: a place in modules; how far right and down it really lies


def alignments(flat: Singles, modules: int, margin: int = MARGIN) -> list[Seed]:
    """Alignment patterns that are seen clearly in a straightened picture, within two modules of their place."""
    import numpy as np

    lines = alignment(version_of(modules))
    last = len(lines) - 1
    corners = {(0, 0), (0, last), (last, 0)}
    places = [(lines[i], lines[j]) for i in range(last + 1) for j in range(last + 1) if (i, j) not in corners]
    if not places:
        return []
    q = flat.shape[0] // (modules + 2 * margin)
    cells = np.ones((5, 5))
    cells[1:4, 1:4] = -1
    cells[2, 2] = 1
    pattern = (cells.mean() - cells).ravel()  # dark is low
    pattern /= np.linalg.norm(pattern)
    shift = np.arange(-2, 2.01, 0.5)
    step = np.arange(-2, 3)
    middle = np.array(places, float) + 0.5 + margin
    # rows[place, shift, cell], in pixels of the straightened picture
    rows = ((middle[:, :1, None] + shift[:, None] + step) * q - 0.5).astype(int)
    columns = ((middle[:, 1:, None] + shift[:, None] + step) * q - 0.5).astype(int)
    seen = flat[rows[:, :, None, :, None], columns[:, None, :, None, :]].reshape(len(places), -1, 25)
    seen = seen - seen.mean(axis=2, keepdims=True)
    alike = np.einsum("psc,c->ps", seen, pattern) / (np.linalg.norm(seen, axis=2) + 25.0)
    best = alike.argmax(axis=1)
    good = alike[np.arange(len(places)), best] > CLEAR
    down, right = shift[best // len(shift)], shift[best % len(shift)]
    return [
        (float(column) + 0.5, float(row) + 0.5, float(x), float(y))
        for (row, column), x, y, clear in zip(places, right, down, good, strict=True)
        if clear
    ]


def _unwrapped(off: Floats, sure: Floats, at: NDArray[np.intp], seeds: list[Seed]) -> tuple[Floats, Floats]:
    """Whole modules added so that neighbours agree, from what is known on."""
    import numpy as np

    side = len(at)
    table, certain = off.tolist(), sure.tolist()
    value: list[list[tuple[float, float] | None]] = [[None] * side for _ in range(side)]
    weight = np.zeros((side, side))
    queue: list[tuple[float, int, int, float, float]] = []
    for u, v, x, y in seeds:
        row, column = (int(np.argmin(np.abs(at + 0.5 - where))) for where in (v, u))
        heapq.heappush(queue, (-2.0, row, column, x, y))
    while queue:
        _, row, column, guess_x, guess_y = heapq.heappop(queue)
        if value[row][column] is not None:
            continue
        x, y = table[row][column]
        x, y = x + round(guess_x - x), y + round(guess_y - y)
        strength = certain[row][column]
        jump = max(abs(x - guess_x), abs(y - guess_y))
        if strength < LOST or jump > 0.36:
            # Nothing to see, or it may be one module or the other: what the neighbours say is better.
            x, y = guess_x, guess_y
            strength = 0.0
        weight[row, column] = strength
        value[row][column] = (x, y)
        for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            r, c = row + down, column + right
            if not (0 <= r < side and 0 <= c < side) or value[r][c] is not None:
                continue
            gx, gy = x, y
            br, bc = row - down, column - right
            if 0 <= br < side and 0 <= bc < side and (back := value[br][bc]) is not None:
                gx, gy = x + 0.7 * (x - back[0]), y + 0.7 * (y - back[1])
            heapq.heappush(queue, (-min(certain[r][c], strength + 0.1), r, c, gx, gy))
    return np.array(value, float), weight


def score_of(field_: Field) -> float:
    """Mean coherence of a measured field: how much the picture is a grid of these modules at all."""
    return float(field_.weight.mean())
