"""Finder patterns as they lie in the picture: where each is, how it is turned and stretched, how well it agrees.

A mark's frame is affine: centre + u * a + v * b in pixels, u and v in modules from the middle of the pattern. All
seeds are fitted at once, by inverse compositional alignment (Baker and Matthews, IJCV 2004): the template's
derivatives, and so the normal equations, are worked out once for all.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from kiosk.scan.read.picture import Picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Singles = NDArray[np.float32]

SIDE = 16  # samples along one side of the template
REACH = 4.6  # modules from the middle: the pattern (3.5) and its separator (ISO/IEC 18004, 6.3.3)
BLUR = 0.45  # modules: a lens and a sensor round the corners
BEST_MODULE_PX = 3.0  # a pyramid level is chosen at which a module is about as large
# Correlation that a seed must have reached before each round of fitting: true patterns do, 99 of 100.
FLOORS = (0.12, 0.3, 0.4, 0.45, 0.45)
MOST_ALIVE = 100


class Marks(NamedTuple):
    """N finder patterns. centre: (N, 2) pixels. axes: (N, 2, 2), axes[i] @ (u, v) is in pixels, u and v in modules;
    which way round is unknown by quarter turns. score: (N,) correlation with the ideal pattern, -1..1."""

    centre: Floats
    axes: Floats
    score: Floats

    def take(self, which: NDArray[np.intp] | NDArray[np.bool_]) -> Marks:
        return Marks(self.centre[which], self.axes[which], self.score[which])

    def __add__(self, other: object) -> Marks:
        import numpy as np

        assert isinstance(other, Marks)
        return Marks(*(np.concatenate(pair) for pair in zip(self, other, strict=True)))


def no_marks() -> Marks:
    import numpy as np

    return Marks(np.zeros((0, 2)), np.zeros((0, 2, 2)), np.zeros(0))


def turned(axes: Floats, turns: NDArray[np.int64]) -> Floats:
    """Axes (N, 2, 2) after quarter turns: the first axis becomes the second, the second the first's opposite."""
    import numpy as np

    quarter = np.array([[[1, 0], [0, 1]], [[0, -1], [1, 0]], [[-1, 0], [0, -1]], [[0, 1], [-1, 0]]], float)
    return cast("Floats", axes @ quarter[turns])


class _Template(NamedTuple):
    points: Singles  # (S, 2) modules from the middle
    ideal: Singles  # (S,) brightness without its plane, unit length
    light: Singles  # (S, 3) orthonormal: an even light and its slope, which a fit does not look at
    solve: Singles  # (6, S): error -> change of the affine frame


@lru_cache(maxsize=1)
def _template() -> _Template:
    import cv2
    import numpy as np

    fine = 16  # drawn so many times finer than a module
    cells = np.ones((13, 13), np.float32)
    cells[3:10, 3:10] = 0
    cells[4:9, 4:9] = 1
    cells[5:8, 5:8] = 0
    drawn = np.kron(cells, np.ones((fine, fine), np.float32))
    drawn = cast("NDArray[np.float32]", cv2.GaussianBlur(drawn, (0, 0), BLUR * fine))
    across = np.linspace(-REACH, REACH, SIDE)
    u, v = (part.ravel() for part in np.meshgrid(across, across))
    # The two outer corners of the separator's ring may hold anything or be rounded: weighing all alike is fine.
    at_u, at_v = ((part + 6.5) * fine - 0.5 for part in (u, v))
    du, dv = np.gradient(drawn, axis=1) * fine, np.gradient(drawn, axis=0) * fine

    def sample(image: NDArray[Any]) -> Floats:
        maps = (at_u.astype(np.float32)[None], at_v.astype(np.float32)[None])
        return cast("Floats", cv2.remap(image.astype(np.float32), *maps, cv2.INTER_LINEAR)[0].astype(np.float64))

    light, _ = np.linalg.qr(np.stack([np.ones_like(u), u, v], axis=1))
    ideal = sample(drawn)
    ideal -= light @ (light.T @ ideal)
    norm = np.linalg.norm(ideal)
    gu, gv = sample(du), sample(dv)
    steep = np.stack([gu, gv, gu * u, gu * v, gv * u, gv * v], axis=1)
    steep -= light @ (light.T @ steep)
    # The gain is fitted too, so a change that only looks like more contrast is none.
    steep -= np.outer(ideal, ideal @ steep) / norm**2
    steep /= norm
    solve = np.linalg.solve(steep.T @ steep, steep.T)
    parts = (np.stack([u, v], axis=1), ideal / norm, light, solve)
    return _Template(*(part.astype(np.float32) for part in parts))


def pyramid(picture: Picture) -> list[NDArray[np.uint8]]:
    """The picture, and halves of halves of it down to 60 pixels."""

    def make() -> list[NDArray[np.uint8]]:
        import cv2

        levels = [picture.grey]
        while min(levels[-1].shape) >= 120:
            levels.append(
                cast(
                    "NDArray[np.uint8]", cv2.resize(levels[-1], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
                )
            )
        return levels

    return cast("list[NDArray[np.uint8]]", picture.made("pyramid", make))


def settle(picture: Picture, centre: Floats, axes: Floats, *, turned: bool = True) -> Marks:
    """Fits the pattern at every seed. centre: (N, 2) pixels; axes: (N, 2, 2) pixels a module.

    turned: the axes say which way the pattern lies; otherwise they say its shape only, and how it is turned is
    measured from the gradients around the seed. Seeds that run away (further than 2 modules, or to another size or
    shape) come back with score -1.
    """
    import numpy as np

    count = len(centre)
    if count == 0:
        return no_marks()
    levels = pyramid(picture)
    module_px = np.sqrt(np.abs(np.linalg.det(axes)))
    wanted = np.floor(np.log2(np.maximum(module_px, 1e-3) / BEST_MODULE_PX) + 0.5)
    level_of = np.clip(wanted, 0, len(levels) - 1).astype(int)
    result = Marks(np.array(centre, float), np.zeros((count, 2, 2)), np.full(count, -1.0))
    for level in np.unique(level_of):
        which = np.flatnonzero(level_of == level)
        scale = 0.5**level
        start, frames = (centre[which] + 0.5) * scale - 0.5, axes[which] * scale
        got = _settle_on(levels[level], start, frames if turned else _turned(levels[level], start, frames))
        result.centre[which] = (got.centre + 0.5) / scale - 0.5
        result.axes[which] = got.axes / scale
        result.score[which] = got.score
    return result


def _settle_on(image: NDArray[np.uint8], centre: Floats, axes: Floats) -> Marks:
    import numpy as np

    template = _template()
    points = template.points
    start = centre
    size = np.sqrt(np.abs(np.linalg.det(axes)))
    whole = Marks(centre.astype(float), axes.astype(float), np.full(len(centre), -1.0))
    alive = np.arange(len(centre))
    for turn in range(len(FLOORS) + 1):
        centre, axes = whole.centre[alive], whole.axes[alive]
        values = _sample(image, centre[:, None] + points @ axes.transpose(0, 2, 1))
        values -= (values @ template.light) @ template.light.T
        gain = values @ template.ideal
        length = np.sqrt(np.einsum("ns,ns->n", values, values)) + 1e-6
        score = gain / length
        whole.score[alive] = score
        if turn == len(FLOORS):
            break
        going = score > FLOORS[turn]
        if going.sum() > MOST_ALIVE:
            going &= score >= np.sort(score)[-MOST_ALIVE]
        alive, centre, axes = alive[going], centre[going], axes[going]
        if not len(alive):
            break
        error = values[going] / gain[going, None] - template.ideal
        change = error @ template.solve.T
        change[:, :2] = np.clip(change[:, :2], -0.7, 0.7)
        change[:, 2:] = np.clip(change[:, 2:], -0.2, 0.2)
        # Compose with the inverse of the change: W(x) <- W((1 + A)^-1 (x - t)).
        axes = axes @ np.linalg.inv(np.eye(2) + change[:, 2:].reshape(-1, 2, 2))
        whole.centre[alive] = centre - np.einsum("nij,nj->ni", axes, change[:, :2])
        whole.axes[alive] = axes
    centre, axes, score = whole
    strayed = np.hypot(*(centre - start).T) > 2.2 * size
    area = np.linalg.det(axes)
    longest = np.linalg.norm(axes, axis=1)
    lean = np.abs(np.einsum("ni,ni->n", axes[:, :, 0], axes[:, :, 1])) / (longest.prod(axis=1) + 1e-9)
    odd = (area < 0.4 * size**2) | (area > 2.2 * size**2) | (longest.max(axis=1) > 3.2 * longest.min(axis=1))
    return Marks(centre, axes, np.where(strayed | odd | (lean > 0.75), -1.0, score))


def _sample(image: NDArray[np.uint8], at: Floats) -> Singles:
    import cv2
    import numpy as np

    maps = at.astype(np.float32)
    values = cv2.remap(
        image,
        np.ascontiguousarray(maps[..., 0]),
        np.ascontiguousarray(maps[..., 1]),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return cast("Singles", values.astype(np.float32))


def _turned(image: NDArray[np.uint8], centre: Floats, axes: Floats) -> Floats:
    """The axes turned by what the gradients around each seed say: their directions repeat every quarter turn, so
    the mean of their fourth powers has four times the pattern's angle."""
    import numpy as np

    points = _template().points
    patch = _sample(image, centre[:, None] + points @ axes.transpose(0, 2, 1)).reshape(-1, SIDE, SIDE)
    gx = patch[:, 1:-1, 2:] - patch[:, 1:-1, :-2]
    gy = patch[:, 2:, 1:-1] - patch[:, :-2, 1:-1]
    slope = gx + 1j * gy
    power = np.abs(slope) + 1e-9
    inside = (np.hypot(*points.T) < 4.2).reshape(SIDE, SIDE)[1:-1, 1:-1]
    angle = np.angle(((slope / power) ** 4 * power * inside).sum(axis=(1, 2))) / 4
    cos, sin = np.cos(angle), np.sin(angle)
    return cast("Floats", axes @ np.stack([np.stack([cos, -sin], -1), np.stack([sin, cos], -1)], axis=1))
