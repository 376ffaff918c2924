"""Three finder patterns that make a code: their frames must agree on where the others are, and the timing patterns
between them must alternate in the grey picture (ISO/IEC 18004, 6.3.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kiosk.scan.finder_marks import Marks, pyramid
from kiosk.scan.picture import Picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

LEAST, MOST = 21, 177  # modules a side: versions 1 and 40
SAMPLES = 96  # along one timing pattern; where modules are more than half as many, MANY
MANY = 280
LARGE = 57
MOST_TRIPLES = 60
CROWD = 40  # marks: a sheet of codes, whose patterns have their partners close by
MOST_OF_CROWD = 160
LEAST_PRIOR = 1.6  # the three scores together, less what their distances differ
NEIGHBOURS = 5  # that one pattern may have in one direction


class Groups(NamedTuple):
    """N hypotheses. marks: (N, 3) rows of the pool: top left, top right, bottom left. turns: (N, 3) quarter turns
    that bring each one's axes to right and down. modules: (N,). score: (N,) higher is better, 0 is chance."""

    marks: Ints
    turns: Ints
    modules: Ints
    score: Floats
    timing: Floats


def turned(axes: Floats, turns: Ints) -> Floats:
    """Axes (N, 2, 2) after quarter turns: the first axis becomes the second, the second the first's opposite."""
    import numpy as np

    quarter = np.array([[[1, 0], [0, 1]], [[0, -1], [1, 0]], [[-1, 0], [0, -1]], [[0, 1], [-1, 0]]], float)
    return axes @ quarter[turns]


def triples(picture: Picture, pool: Marks) -> Groups:
    """The best hypotheses over all marks of the pool, best first."""
    import numpy as np

    count = len(pool.score)
    nothing = Groups(*(np.zeros((0, 3), np.int64),) * 2, np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
    if count < 3:
        return nothing
    seen, distance = sights(pool)
    good = neighbours(seen, distance)
    few = 2 if count > CROWD else NEIGHBOURS
    rows: list[tuple[int, int, int, int]] = []
    priors: list[float] = []
    for i, q in zip(*np.nonzero(good.any(axis=2) & good[:, [1, 2, 3, 0]].any(axis=2)), strict=True):
        rights, downs = (nearest(good, distance, i, (q + turn) % 4, few) for turn in (0, 1))
        j, k = (part.ravel() for part in np.meshgrid(rights, downs, indexing="ij"))
        unlike = np.abs(np.log(distance[i, j] / distance[i, k]))
        prior = pool.score[i] + pool.score[j] + pool.score[k] - unlike
        kept = (unlike < 0.8) & (j != k) & (prior > LEAST_PRIOR)
        rows += [(int(i), int(a), int(b), int(q)) for a, b in zip(j[kept], k[kept], strict=True)]
        priors += prior[kept].tolist()
    if not rows:
        return nothing
    prior = np.array(priors)
    best = np.argsort(-prior, kind="stable")[: MOST_OF_CROWD if count > CROWD else MOST_TRIPLES]
    table, prior = np.array(rows, np.int64)[best], prior[best]
    i, j, k, q = table.T
    turns = np.stack([q, matching(pool, i, q, j), matching(pool, i, q, k)], axis=1)
    # Where a bottle turns away its patterns are narrow, and a side measured in them is too long: the other one counts.
    one, two = distance[i, j], distance[i, k]
    modules = np.where(np.abs(np.log(one / two)) < 0.12, (one + two) / 2, np.minimum(one, two)) + 7
    return judged(picture, pool, table[:, :3], turns, modules, prior)


def judged(picture: Picture, pool: Marks, marks: Ints, turns: Ints, modules: Floats, prior: Floats) -> Groups:
    """Measures the timing patterns of every hypothesis at the likely sizes around `modules`; sorts by score."""
    import numpy as np

    sizes = likely(modules)
    chosen, best, off = likeliest(sizes, timing(picture, pool, marks, turns, sizes), modules)
    score = prior + 2 * best - 0.15 * off
    order = np.argsort(-score, kind="stable")
    return Groups(marks[order], turns[order], chosen[order], score[order], best[order])


def likely(modules: Floats) -> Ints:
    """The five sizes nearest to a measured one, (N, 5)."""
    import numpy as np

    nearest = np.clip(np.rint((modules - 17) / 4), 1, 40).astype(np.int64)
    return np.asarray(17 + 4 * np.clip(nearest[:, None] + np.arange(-2, 3), 1, 40))


def likeliest(sizes: Ints, agreement: Floats, modules: Floats) -> tuple[Ints, Floats, Floats]:
    """Of each row the size that fits best, its agreement, and how far off the measured size it is."""
    import numpy as np

    # Further sizes need better reasons: the distance is good to some per cent.
    off = np.abs(sizes - modules[:, None]) / (2 + 0.06 * modules[:, None])
    which = np.argmax(agreement - 0.12 * off, axis=1)
    rows = np.arange(len(sizes))
    return sizes[rows, which], agreement[rows, which], off[rows, which]


def sights(pool: Marks) -> tuple[Floats, Floats]:
    """seen[i, j]: where j lies in i's frame, modules (N, N, 2); distance[i, j]: modules, as both see it."""
    import numpy as np

    between = pool.centre[None] - pool.centre[:, None]
    seen = np.einsum("iab,ijb->ija", np.linalg.inv(pool.axes), between)
    far = np.maximum(np.abs(seen[..., 0]), np.abs(seen[..., 1]))
    # Perspective makes one of them too long and the other too short by about the same factor.
    distance = np.sqrt(np.maximum(far * far.T, 1e-9))
    return seen, distance


def neighbours(seen: Floats, distance: Floats) -> NDArray[np.bool_]:
    """good[i, q, j]: j lies in the direction of i's axis after q quarter turns, and sees i along an axis too."""
    import numpy as np

    size = np.abs(seen)
    far, aside = size.max(axis=2), size.min(axis=2)
    ratio = far / np.maximum(far.T, 1e-6)
    plain = (aside < 0.4 * far) & (aside.T < 0.55 * far.T) & (far > 10) & (ratio > 0.4) & (ratio < 2.5)
    plain &= (distance > LEAST - 7 - 4) & (distance < (MOST - 7) * 1.1)
    u, v = seen[..., 0], seen[..., 1]
    flat = size[..., 0] > size[..., 1]
    ways = (flat & (u > 0), ~flat & (v > 0), flat & (u < 0), ~flat & (v < 0))
    return np.stack([plain & way for way in ways], axis=1)


def nearest(good: NDArray[np.bool_], distance: Floats, i: int, q: int, few: int = NEIGHBOURS) -> NDArray[np.intp]:
    """The few nearest neighbours in one direction."""
    import numpy as np

    near = np.flatnonzero(good[i, q])
    return near[np.argsort(distance[i, near])][:few]


def matching(pool: Marks, i: Ints, q: Ints, j: Ints) -> Ints:
    """Quarter turns that bring j's axes nearest to i's after q."""
    import numpy as np

    wanted = turned(pool.axes[i], q)[:, :, 0]
    a, b = pool.axes[j][:, :, 0], pool.axes[j][:, :, 1]
    inner_a = np.einsum("ni,ni->n", wanted, a) / np.linalg.norm(a, axis=1)
    inner_b = np.einsum("ni,ni->n", wanted, b) / np.linalg.norm(b, axis=1)
    return np.argmax(np.stack([inner_a, inner_b, -inner_a, -inner_b]), axis=0).astype(np.int64)


def timing(picture: Picture, pool: Marks, marks: Ints, turns: Ints, sizes: Ints) -> Floats:
    """How well both timing patterns alternate, (N, K) for N hypotheses and K sizes each: -1..1, chance is near 0."""
    import numpy as np

    axes = [turned(pool.axes[marks[:, c]], turns[:, c]) for c in range(3)]
    centres = [pool.centre[marks[:, c]] for c in range(3)]
    row = between(picture, (centres[0], axes[0]), (centres[1], axes[1]), sizes)
    swap = [a[:, :, ::-1] for a in axes]
    column = between(picture, (centres[0], swap[0]), (centres[2], swap[2]), sizes)
    # A weak one is forgiven in part: glare may lie on it.
    return np.asarray(0.65 * (row + column) / 2 + 0.35 * np.maximum(row, column))


def between(picture: Picture, one: tuple[Floats, Floats], two: tuple[Floats, Floats], sizes: Ints) -> Floats:
    """How well a timing pattern alternates between two patterns, (N, K) for sizes (N, K).

    one, two: centres (N, 2) and axes (N, 2, 2), the first axis from one to two, the second towards the inside of the
    code. The line is a cubic that leaves and arrives along these axes: so it bends with a bottle, and hurries and
    lingers with perspective.
    """
    import numpy as np

    count, many = sizes.shape
    if count == 0:
        return np.zeros((0, many))
    n = sizes[..., None].astype(float)  # (N, K, 1)
    u = 7.0 + np.linspace(0, 1, MANY if sizes.max() > LARGE else SAMPLES) * (
        n - 14
    )  # module coordinates; at both ends lie the separators
    t = ((u - 3.5) / (n - 7))[..., None]
    ideal = -np.sin(np.pi * u)  # even modules are dark
    span = (n - 7)[..., None]
    start, stop = one[0][:, None, None], two[0][:, None, None]
    leave, arrive = one[1][:, None, None, :, 0] * span, two[1][:, None, None, :, 0] * span
    line = (2 * t**3 - 3 * t**2 + 1) * start + (t**3 - 2 * t**2 + t) * leave
    line = line + (-2 * t**3 + 3 * t**2) * stop + (t**3 - t**2) * arrive
    side = (1 - t) * one[1][:, None, None, :, 1] + t * two[1][:, None, None, :, 1]
    best = np.full((count, many), -1.0)
    for off in (2.6, 3.0, 3.4):
        best = np.maximum(best, _alike(picture, line + off * side, ideal))
    return best


def _alike(picture: Picture, at: Floats, ideal: Floats) -> Floats:
    import cv2
    import numpy as np

    levels = pyramid(picture)
    step = float(np.median(np.linalg.norm(at[..., 1:, :] - at[..., :-1, :], axis=-1))) if at.size else 1.0
    level = int(np.clip(np.floor(np.log2(max(step, 1e-3) * 1.5)), 0, len(levels) - 1))
    maps = ((at + 0.5) * 0.5**level - 0.5).astype(np.float32).reshape(at.shape[0], -1, 2)
    values = cv2.remap(
        levels[level],
        np.ascontiguousarray(maps[..., 0]),
        np.ascontiguousarray(maps[..., 1]),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    ).reshape(at.shape[:-1])
    return _correlation(values.astype(np.float32), ideal)


def _correlation(values: NDArray[np.float32], ideal: Floats) -> Floats:
    """Along the last axis, after the light's slow changes are taken out of the values."""
    import numpy as np

    half = values.shape[-1] // 12
    # A running mean over about a sixth of the line, its ends held.
    ends = (np.repeat(values[..., end], half, -1) for end in (slice(0, 1), slice(-1, None)))
    total = np.cumsum(np.concatenate([next(ends), values, next(ends)], -1), axis=-1)
    values = values - (total[..., 2 * half :] - total[..., : -2 * half]) / (2 * half)
    ideal = ideal - ideal.mean(axis=-1, keepdims=True)
    top = (values * ideal).sum(axis=-1)
    bottom = np.sqrt((values**2).sum(axis=-1) * (ideal**2).sum(axis=-1))
    return np.asarray(top / (bottom + 1e-3), dtype=float)
