"""A code's modules, each at its place in the picture: fitted to finder patterns first, then to the whole code."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from kiosk.scan.model import Corners
from kiosk.scan.read.finder_frames import Frames, around
from kiosk.scan.read.grid_phase import Field, field, fineness, score_of, straightened
from kiosk.scan.read.grid_surface import Surface, fitted
from kiosk.scan.read.picture import Picture, Region
from kiosk.scan.read.symbol_tables import LEAST, MOST

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Singles = NDArray[np.float32]

ROUNDS = 4
ANCHOR = 0.36  # trust in a finder pattern from which a code is taken to lie where it is
RIGHT = 0.8  # agreement from which no other size is tried: a wrong one that is near may reach 0.7
ENOUGH = 0.09  # modules by which nine tenths of a surface may be off and be left at that
HOPELESS = 0.01  # coherence of a first measurement from which no fit comes; a strong blur has none either


class Grid:
    """One hypothesis of how a code lies. score: how well the known modules agree, -1..1; coherence: 0..1."""

    def __init__(self, surface: Surface, coherence: float = 0.0, negative: bool = False) -> None:
        self.surface = surface
        self.negative = negative
        self.modules = surface.modules
        self.coherence = coherence
        self.score = 0.0
        self._levels: Singles | None = None

    def map(self, uv: Floats) -> Floats:
        """(N, 2) module coordinates, (0, 0) the outer corner top left, to frame pixels."""
        return self.surface.map(uv)

    def levels(self, picture: Picture) -> Singles:
        """(modules, modules) mean brightness over the inner part of each module; dark on light in any case."""
        if self._levels is None:
            q = fineness(self.modules)
            flat = straightened(picture, self.surface, 0, q)
            n = self.modules
            cells = flat.reshape(n, q, n, q)[:, 1:-1, :, 1:-1]
            mean = cells.mean(axis=(1, 3))
            self._levels = cast("Singles", 255 - mean if self.negative else mean)
        return self._levels

    @property
    def corners(self) -> Corners:
        import numpy as np

        n = self.modules
        a, b, c, d = ((float(x), float(y)) for x, y in self.map(np.array([[0, 0], [n, 0], [n, n], [0, n]], float)))
        return (a, b, c, d)


def agreement(levels: Singles) -> float:
    """How well the known modules have the colours they must have, against their neighbourhood: -1..1."""
    import cv2
    import numpy as np

    from kiosk.scan.read.symbol import known

    n = len(levels)
    mask, dark = known(n)
    local = levels - cv2.blur(levels, (7, 7), borderType=cv2.BORDER_REFLECT)
    size = np.sqrt(cv2.blur(local * local, (9, 9), borderType=cv2.BORDER_REFLECT)) + 1.5
    local = np.clip(local / size, -1.5, 1.5)
    wanted = np.where(dark, -1.0, 1.0)
    corner = np.zeros((n, n), bool)
    corner[:8, :8] = corner[:8, -8:] = corner[-8:, :8] = True
    # The finder patterns agree by construction; timing and alignment patterns are what tells.
    parts = [local[mask & part] * wanted[mask & part] for part in (corner, ~corner)]
    return float(0.3 * parts[0].mean() + 0.7 * parts[1].mean())


def start(frames: Frames, modules: int) -> Surface:
    """The surface through the three finder patterns' own corners, bent as their axes say."""
    import numpy as np

    n = float(modules)
    centre, axes, trust = frames
    across = np.array([[-3.5, -3.5], [3.5, -3.5], [3.5, 3.5], [-3.5, 3.5], [0, 0]])
    middle = np.array([[3.5, 3.5], [n - 3.5, 3.5], [3.5, n - 3.5]])
    uv = [(middle[:, None] + across).reshape(-1, 2)]
    px = [(centre[:, None] + across @ axes.transpose(0, 2, 1)).reshape(-1, 2)]
    weight = [np.outer(trust, [1, 1, 1, 1, 4.0]).ravel()]
    # Between the patterns: cubics that leave and arrive along their axes.
    t = np.linspace(0, 1, 9)[1:-1, None]
    for end, along in ((1, 0), (2, 1)):
        span = n - 7
        line = (2 * t**3 - 3 * t**2 + 1) * centre[0] + (-2 * t**3 + 3 * t**2) * centre[end]
        line = line + (t**3 - 2 * t**2 + t) * axes[0][:, along] * span + (t**3 - t**2) * axes[end][:, along] * span
        uv.append(middle[0] + t * (middle[end] - middle[0]))
        px.append(line)
        weight.append(np.full(len(t), 0.7 * trust[0] * trust[end]))
    return fitted(modules, np.concatenate(uv), np.concatenate(px), np.concatenate(weight), 3, calm=3e-3, stiff=0.02)


def refined(picture: Picture, surface: Surface, anchors: tuple[bool, ...], rounds: int = ROUNDS) -> Grid:
    """Measures the whole code and fits again, until little changes. anchors: as for `field`."""
    import numpy as np

    best, best_score = surface, -1.0
    settled = False
    for turn in range(rounds + 1):
        seen = field(picture, surface, None if settled else anchors)
        score = score_of(seen)
        if score > best_score:
            best, best_score = surface, score
        shift = np.abs(seen.off[seen.weight > 0])
        if turn == rounds or (turn == 0 and score < HOPELESS) or not len(shift):
            break
        most = float(np.percentile(shift, 90))
        if most < ENOUGH:
            break
        settled = most < 0.3
        surface = _again(surface, seen, surface.modules, 3 if turn < 2 else 4)
    return Grid(best, best_score)


def _again(surface: Surface, seen: Field, n: int, degree: int) -> Surface:
    import numpy as np

    px = surface.map(seen.uv + seen.off)
    weight = seen.weight**2 + 0.002
    flat = fitted(n, seen.uv, px, weight, 0, calm=1e-4)
    bent = fitted(n, seen.uv, px, weight, degree, calm=1e-4, stiff=0.002)
    # What is as good as flat is flat: fewer freedoms stand more noise.
    off = np.linalg.norm(flat.map(seen.uv) - px, axis=1) / _module_px(flat)
    return flat if float(np.sqrt(np.average(off**2, weights=weight))) < 0.07 else bent


def _module_px(surface: Surface) -> float:
    import numpy as np

    n = surface.modules
    a, b = surface.map(np.array([[n / 2 - 1, n / 2], [n / 2 + 1, n / 2]]))
    return float(np.hypot(*(a - b))) / 2 + 1e-6


def fitted_to(picture: Picture, frames: Frames, modules: int, negative: bool = False) -> Grid:
    """The grid of so many modules that starts at these finder patterns. negative: they are light on dark."""
    trusted = tuple(bool(trust > ANCHOR) for trust in frames.trust)
    grid = refined(picture, start(frames, modules), trusted if any(trusted) else (True, True, True))
    grid.negative = negative
    grid.score = agreement(grid.levels(picture))
    return grid


def evened(levels: Singles) -> Singles:
    """Logarithms: a shadow is a factor, so on both sides of its edge the same difference parts dark from light."""
    import numpy as np

    return cast("Singles", 64 * np.log(np.maximum(levels - 0.7 * float(levels.min()), 0) + 4))


def trust_of(levels: Singles) -> Singles:
    """0..1 for each module: 0 where its surroundings hold no contrast, as in a glare that has swallowed it all."""
    import cv2
    import numpy as np

    even = evened(levels)
    kernel = np.ones((3, 3), np.uint8)
    span = cast("Singles", cv2.GaussianBlur(cv2.dilate(even, kernel) - cv2.erode(even, kernel), (0, 0), 0.8))
    return cast("Singles", np.clip(span / max(float(np.percentile(span, 75)), 1.0) / 0.35 - 0.2, 0, 1))


def fit(picture: Picture, region: Region) -> list[Grid]:
    """The best few hypotheses, best first; sizes beside the likely one where it is not sure."""
    frames, modules = region.notes.get("frames"), region.modules
    if frames is None or modules is None:
        found = around(picture, region.corners, modules)
        if found is None:
            return []
        frames, modules = found
    others = region.notes.get("others", [])
    negative = region.notes.get("negative", False)
    grids = [fitted_to(picture, those, size, negative) for those, size in [(frames, modules), *others]]
    if max(grid.score for grid in grids) < RIGHT:
        beside = (size for size in (modules + 4, modules - 4) if LEAST <= size <= MOST)
        grids += [fitted_to(picture, frames, size, negative) for size in beside]
    return sorted(grids, key=lambda grid: -grid.score)
