"""Two finder patterns of a code whose third is worn, covered or lost in glare: its place follows from the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.scan.read.finder_frames import predicted
from kiosk.scan.read.finder_groups import NEIGHBOURS, Groups, facing, judged, nearest, neighbours, sights
from kiosk.scan.read.finder_marks import Marks, settle, turned
from kiosk.scan.read.finder_timing import between, likeliest
from kiosk.scan.read.grid_surface import plane
from kiosk.scan.read.picture import Picture
from kiosk.scan.read.symbol_tables import LEAST, MOST

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

GOOD = 0.66  # a mark's score to be one of a pair: by chance few reach it
MOST_MARKS = 24
MOST_MEASURED = 60  # pairs whose timing pattern is looked at
MOST_EDGES = 8
ALTERNATES = 0.4  # agreement of the timing pattern between the two
ALTERNATES_WEAK = 0.5  # and where one of them is weak
# How much nearer, and how much narrower, a bottle's turn makes the third pattern than a plane would.
BENDS = ((1, 1), (0.96, 0.87), (0.91, 0.72), (0.85, 0.57), (0.79, 0.45), (1.07, 1.12), (1.16, 1.25))
FOUND = 0.45  # score from which the third is taken as fitted; below, as predicted
FOUND_BENT = 0.62  # and where the plane has it elsewhere


def pairs(picture: Picture, pool: Marks, used: set[int]) -> tuple[Marks, Groups]:
    """A pool with third marks added, and groups of it, best first. used: marks that belong to a code already."""
    import numpy as np

    ones = [i for i in range(len(pool.score)) if i not in used][:MOST_MARKS]
    base = pool.take(np.array(ones, np.intp))
    rows = [*_beside(picture, base), *_across(picture, base)] if len(ones) > 1 else []
    rows = sorted(rows, key=lambda row: -row[3])[: 2 * MOST_EDGES]
    if not rows:
        nobody = np.zeros((0, 3), np.int64)
        return base, Groups(nobody, nobody, np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
    third = _thirds(picture, rows)
    whole = base + third
    marks = np.array([row[0] for row in rows])
    turns = np.array([row[1] for row in rows])
    added = np.arange(len(rows)) + len(base.score)
    marks = np.where(marks < 0, added[:, None], marks)
    modules = np.array([row[4] for row in rows], float)
    prior = whole.score[marks].sum(axis=1)
    return whole, judged(picture, whole, marks, turns, modules, prior)


def _thirds(picture: Picture, rows: list[Row]) -> Marks:
    """The third patterns, fitted from where a plane has them and from where a bend would; else as predicted."""
    import numpy as np

    ways = np.array(BENDS)
    centres, axes, origin = (np.stack([row[2][part] for row in rows]) for part in range(3))
    # Nearer to the neighbour it is seen from, and shorter in that direction.
    away = centres - origin
    seeds = origin[:, None] + away[:, None] * ways[:, :1]
    along = away / np.linalg.norm(away, axis=1, keepdims=True)
    squeeze = np.eye(2) + (ways[None, :, 1, None, None] - 1) * along[:, None, :, None] * along[:, None, None, :]
    bent = squeeze @ axes[:, None]
    flat, frames = seeds.reshape(-1, 2), bent.reshape(-1, 2, 2)
    module = np.sqrt(np.abs(np.linalg.det(frames)))
    marks = settle(picture, flat, frames)
    marks.score[np.linalg.norm(marks.centre - flat, axis=1) > 2 * module] = -1
    score = marks.score.reshape(len(rows), -1)
    # Of many tries one fits something by chance: a bend needs better evidence than a plane.
    score[:, 1:] -= FOUND_BENT - FOUND
    best = score.argmax(axis=1)
    found = marks.take(best + np.arange(len(rows)) * len(ways))
    lost = score.max(axis=1) < FOUND
    return Marks(
        np.where(lost[:, None], centres, found.centre),
        np.where(lost[:, None, None], axes, found.axes),
        np.where(lost, 0.2, found.score),
    )


# marks (the third is -1), turns, centre and axes of the third and centre of its neighbour, timing, modules
Row = tuple[tuple[int, int, int], tuple[int, int, int], tuple["Floats", "Floats", "Floats"], float, float]


def _beside(picture: Picture, pool: Marks) -> list[Row]:
    """Pairs along one side of a code: top left and top right, or bottom left and top left."""
    import numpy as np

    seen, distance = sights(pool)
    near, there = nearest(neighbours(seen, distance), distance, NEIGHBOURS)
    edges = [(int(i), int(near[i, q, a]), int(q)) for i, q, a in np.argwhere(there)]
    edges = [edge for edge in edges if max(pool.score[edge[0]], pool.score[edge[1]]) > GOOD]
    edges = sorted(edges, key=lambda edge: -pool.score[edge[0]] - pool.score[edge[1]])[:MOST_MEASURED]
    if not edges:
        return []
    i, j, q = np.array(edges, np.int64).T
    p = facing(seen[j, i], (-1, 0))
    one, two = (pool.centre[i], turned(pool.axes[i], q)), (pool.centre[j], turned(pool.axes[j], p))
    measured = distance[i, j] + 7
    chosen, timing, off = likeliest(between(picture, one, two, measured), measured)
    rows: list[Row] = []
    for row in np.argsort(-timing)[:MOST_EDGES]:
        if timing[row] < ALTERNATES:
            break
        n = float(chosen[row])
        a, b = int(i[row]), int(j[row])
        # As if `a` were top left and `b` top right; and as if `a` were bottom left and `b` top left.
        frames = ((one[0][row], one[1][row]), (two[0][row], two[1][row]))
        low = _third(frames, ((3.5, 3.5), (n - 3.5, 3.5)), (3.5, n - 3.5))
        weak = min(pool.score[a], pool.score[b]) < GOOD
        if weak and timing[row] < ALTERNATES_WEAK:
            continue
        rank = float(timing[row] - 0.1 * off[row])
        rows.append(((a, b, -1), (int(q[row]), int(p[row]), 0), (*low, one[0][row]), rank, n))
        high = _third(frames, ((3.5, 3.5), (n - 3.5, 3.5)), (n - 3.5, n - 3.5))
        turns = (int(p[row] + 1) % 4, 1, int(q[row] + 1) % 4)
        rows.append(((b, -1, a), turns, (*high, two[0][row]), rank, n))
    return rows


def _across(picture: Picture, pool: Marks) -> list[Row]:
    """Pairs from corner to corner: bottom left and top right, the third top left."""
    import numpy as np

    seen, _ = sights(pool)
    near, far = np.sort(np.abs(seen), axis=2)[..., 0], np.abs(seen).max(axis=2)
    good = pool.score > GOOD
    slanted = good & good[:, None] & (near > 0.6 * far) & (far > LEAST - 9) & (far < MOST)
    rows: list[Row] = []
    for i, j in zip(*np.nonzero(slanted & slanted.T), strict=True):
        # i is bottom left: its axes are turned so that j lies right and up of it.
        u, v = seen[i, j]
        q = 0 if u > 0 > v else 1 if u > 0 else 2 if v > 0 else 3
        p = int(facing(seen[[j], [i]], (-1, 1))[0])
        one = (pool.centre[i], turned(pool.axes[[i]], np.array([q]))[0])
        two = (pool.centre[j], turned(pool.axes[[j]], np.array([p]))[0])
        # Where a bottle turns away a pattern is narrow and what it sees too far: then the other one counts.
        close, wide = sorted((float(far[i, j]), float(far[j, i])))
        n = (close if wide > 1.3 * close else (close * wide) ** 0.5) + 7
        n = 17 + 4 * float(np.clip(round((n - 17) / 4), 1, 40))
        third = _third((one, two), ((3.5, n - 3.5), (n - 3.5, 3.5)), (3.5, 3.5))
        # Nothing lies between the two that could be measured yet; the marks' own scores rank them.
        rank = float(pool.score[i] + pool.score[j]) / 2 - 0.5
        # On a plane; or as the one below sees it, or as the one beside it does, each along its own axis.
        up, left = one[0] - one[1][:, 1] * (n - 7), two[0] - two[1][:, 0] * (n - 7)
        for place in ((*third, one[0]), (up, one[1], one[0]), (left, two[1], two[0])):
            rows.append(((-1, int(j), int(i)), (0, p, q), place, rank, n))
    return sorted(rows, key=lambda row: -row[3])[:MOST_EDGES]


def _third(
    frames: tuple[tuple[Floats, Floats], tuple[Floats, Floats]],
    at: tuple[tuple[float, float], tuple[float, float]],
    wanted: tuple[float, float],
) -> tuple[Floats, Floats]:
    """Centre and axes of the third pattern, from a plane through the other two's corners."""
    import numpy as np

    across = np.array([[-3.5, -3.5], [3.5, -3.5], [3.5, 3.5], [-3.5, 3.5], [0, 0]])
    here = np.concatenate([across + place for place in at])
    there = np.concatenate([centre + across @ axes.T for centre, axes in frames])
    centre, axes = predicted(plane(here, there, calm=1e-3), (wanted,))
    return centre[0], axes[0]
