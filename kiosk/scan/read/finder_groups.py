"""Three finder patterns that make a code: their frames must agree on where the others are, and the timing patterns
between them must alternate in the grey picture (ISO/IEC 18004, 6.3.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from kiosk.scan.read.finder_marks import Marks
from kiosk.scan.read.finder_timing import likeliest, timing
from kiosk.scan.read.picture import Picture
from kiosk.scan.read.symbol_tables import LEAST, MOST

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

MOST_TRIPLES = 60
CROWD = 40  # marks: a sheet of codes, whose patterns have their partners close by
MOST_OF_CROWD = 90
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


def triples(picture: Picture, pool: Marks) -> Groups:
    """The best hypotheses over all marks of the pool, best first."""
    import numpy as np

    count = len(pool.score)
    nothing = Groups(*(np.zeros((0, 3), np.int64),) * 2, np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
    if count < 3:
        return nothing
    seen, distance = sights(pool)
    good = neighbours(seen, distance)
    crowd = count > CROWD
    near, there = nearest(good, distance, 2 if crowd else NEIGHBOURS)
    # Every right-hand neighbour with every one below: (N, 4, few, few).
    right, down = near[:, :, :, None], near[:, [1, 2, 3, 0]][:, :, None, :]
    both = there[:, :, :, None] & there[:, [1, 2, 3, 0]][:, :, None, :]
    i, q, a, b = np.nonzero(both & (right != down))
    j, k = near[i, q, a], near[i, (q + 1) % 4, b]
    unlike = np.abs(np.log(distance[i, j] / distance[i, k]))
    prior = pool.score[i] + pool.score[j] + pool.score[k] - unlike
    kept = np.flatnonzero((unlike < 0.8) & (prior > LEAST_PRIOR))
    # In a crowd the patterns of one code are the nearest to each other.
    order = prior[kept] - (0.02 * (distance[i, j] + distance[i, k])[kept] if crowd else 0)
    kept = kept[np.argsort(-order, kind="stable")][: MOST_OF_CROWD if crowd else MOST_TRIPLES]
    if not len(kept):
        return nothing
    i, j, k, q, prior = i[kept], j[kept], k[kept], q[kept], prior[kept]
    turns = np.stack([q, facing(seen[j, i], (-1, 0)), facing(seen[k, i], (0, -1))], axis=1)
    # Where a bottle turns away its patterns are narrow, and a side measured in them is too long: the other counts.
    one, two = distance[i, j], distance[i, k]
    modules = np.where(np.abs(np.log(one / two)) < 0.12, (one + two) / 2, np.minimum(one, two)) + 7
    return judged(picture, pool, np.stack([i, j, k], axis=1), turns, modules, prior)


def judged(picture: Picture, pool: Marks, marks: Ints, turns: Ints, modules: Floats, prior: Floats) -> Groups:
    """Measures the timing patterns of every hypothesis at the likely sizes around `modules`; sorts by score."""
    import numpy as np

    chosen, best, off = likeliest(timing(picture, pool, marks, turns, modules), modules)
    score = prior + 2 * best - 0.15 * off
    order = np.argsort(-score, kind="stable")
    return Groups(marks[order], turns[order], chosen[order], score[order], best[order])


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
    plain = (aside < 0.5 * far) & (aside.T < 0.55 * far.T) & (far > 10) & (ratio > 0.4) & (ratio < 2.5)
    plain &= (distance > LEAST - 7 - 4) & (distance < (MOST - 7) * 1.1)
    u, v = seen[..., 0], seen[..., 1]
    flat = size[..., 0] > size[..., 1]
    ways = (flat & (u > 0), ~flat & (v > 0), flat & (u < 0), ~flat & (v < 0))
    return np.stack([plain & way for way in ways], axis=1)


def nearest(good: NDArray[np.bool_], distance: Floats, few: int) -> tuple[Ints, NDArray[np.bool_]]:
    """The few nearest neighbours in each direction, (N, 4, few), and whether there are so many."""
    import numpy as np

    far = np.where(good, distance[:, None], np.inf)
    near = np.argsort(far, axis=2)[:, :, :few]
    return near, np.isfinite(np.take_along_axis(far, near, axis=2))


def facing(there: Floats, back: tuple[int, int]) -> Ints:
    """Quarter turns of patterns that see another at `there`, (N, 2) in modules, after which it lies in direction
    `back`, such as (-1, 0) for straight to the left or (-1, 1) for left and below."""
    import numpy as np

    u, v = there.T
    ways = np.stack([np.stack(way) for way in ((u, v), (v, -u), (-u, -v), (-v, u))])  # (4, 2, N)
    wanted = np.array(back, float)[None, :, None]
    # What is asked of both directions must hold of the lesser one.
    alike = np.where(wanted == 0, np.inf, ways * wanted).min(axis=1)
    return cast("Ints", alike.argmax(axis=0).astype(np.int64))
