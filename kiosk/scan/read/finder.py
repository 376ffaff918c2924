"""Codes found by their finder patterns, where zxing-cpp located nothing: blurred, bent, half in glare, or worn."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, cast

from kiosk.scan.model import Corners
from kiosk.scan.read.finder_frames import Frames
from kiosk.scan.read.finder_groups import CROWD, Groups, triples
from kiosk.scan.read.finder_marks import Marks, no_marks, pyramid, settle, turned
from kiosk.scan.read.finder_pairs import GOOD, pairs
from kiosk.scan.read.finder_scan import Seeds, no_seeds, seeds, threshold
from kiosk.scan.read.finder_views import View, even, negative, plain
from kiosk.scan.read.grid_surface import plane
from kiosk.scan.read.picture import Kind, Picture, Region
from kiosk.scan.read.quads import same_place

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_MARKS = 200  # that are good; a photographed sheet of codes has as many
MOST_WEAK = 24  # that may be a pattern half lost
MOST_REGIONS = 60  # of one step: a photographed sheet of codes has as many
MOST_PAIRS = 4
MOST_OTHERS = 2  # hypotheses beside the best one of a place
LEAST_SCORE = 0.5
CERTAIN = 2.7  # and one from which it is even where its timing patterns cannot be made out
SURE = 2.2  # a group's score from which it is handed on


class Look(NamedTuple):
    """One binarisation. level: halvings of the picture; block: pixels of the mean there; stride: every so many rows
    are scanned; columns: columns instead, for patterns so slanted that their rows have no room for five runs."""

    level: int
    block: int
    stride: int
    columns: bool = False


# What is looked at, step by step: modules of 4 to 9 pixels, 2 to 4, those in shadow and sun, large ones, …
SWEEP: tuple[tuple[Callable[[Picture], View], tuple[Look, ...]], ...] = (
    (plain, (Look(1, 31, 1),)),
    (plain, (Look(0, 25, 2),)),
    (even, (Look(0, 21, 1),)),
    (plain, (Look(2, 41, 1), Look(3, 41, 1), Look(2, 21, 1))),
    (plain, (Look(0, 61, 2),)),
    (plain, (Look(1, 15, 1), Look(1, 61, 1))),
    (negative, (Look(1, 31, 1),)),
    (negative, (Look(0, 25, 2),)),
    (plain, (Look(0, 25, 2, columns=True),)),
)


class _Known:
    """What earlier steps found in a picture. marks: all patterns; settled: middles of those that belong to a code
    for certain; told: regions that were handed on."""

    def __init__(self) -> None:
        self.marks = no_marks()
        self.settled: list[tuple[float, float]] = []
        self.told: list[Corners] = []


class Finders:
    """Locator: every look takes two steps, one that scans and one that fits and groups what was scanned.

    Where a deadline came between the two, what the last frame showed is fitted to this one: a hand moves a pattern
    by less than its width from one to the next, and to scan again would take twice as long as to fit.
    """

    name = "finders"

    def __init__(self) -> None:
        # The last look's number, its picture's width and height, and what it showed.
        self._scanned: tuple[tuple[int, int, int], Seeds] = (-1, 0, 0), no_seeds()

    def steps(self, picture: Picture) -> int:
        return 2 * len(SWEEP)

    def attempt(self, picture: Picture, step: int) -> list[Region]:
        import numpy as np

        look = step // 2
        view_of, looks = SWEEP[look]
        view = view_of(picture)
        seen, home = view.picture, view.home
        of, fits = (look, seen.width, seen.height), step % 2 == 1
        if self._scanned[0] != of or not fits:
            self._scanned = of, scan(seen, looks)
        if not fits:
            return []
        places = self._scanned[1]
        fresh = scaled(settle(seen, places.centre, places.shape, turned=False), view.scale)
        known = cast("_Known", home.made("finders", _Known))
        before, known.marks = known.marks, merged(known.marks, fresh)
        if not (known.marks.score > GOOD).any() or len(known.marks.score) == len(before.score):
            return []
        pool = without(known.marks, known.settled)
        here = scaled(pool, 1 / view.scale)
        groups = triples(seen, here)
        for row in np.flatnonzero((groups.score > CERTAIN) & (groups.timing > 0.5)):
            known.settled += [(float(x), float(y)) for x, y in pool.centre[groups.marks[row]]]
        whole, used = regions(pool, groups)
        torn: list[Region] = []
        if len(pool.score) < CROWD:
            more, groups = pairs(seen, here, used)
            torn, _ = regions(scaled(more, view.scale), groups, most=MOST_PAIRS)
        for region in whole + torn:
            region.notes["negative"] = view_of is negative
        # Those that no earlier step handed on.
        new = [region for region in whole + torn if not any(_near(region.corners, old) for old in known.told)]
        known.told += [region.corners for region in new]
        return new


def scan(picture: Picture, looks: tuple[Look, ...]) -> Seeds:
    import cv2
    import numpy as np

    levels = pyramid(picture)
    found = []
    for look in looks:
        image = levels[min(look.level, len(levels) - 1)]
        scale = picture.width / image.shape[1]
        dark = threshold(image, look.block)
        some = seeds(cast("NDArray[np.uint8]", cv2.transpose(dark)) if look.columns else dark, look.stride)
        if look.columns:
            some = Seeds(some.centre[:, ::-1], some.shape[:, ::-1, ::-1])
        found.append(Seeds((some.centre + 0.5) * scale - 0.5, some.shape * scale))
    return Seeds(*(np.concatenate(part) for part in zip(*found, strict=True)))


def scaled(marks: Marks, by: float) -> Marks:
    """The marks in a picture `by` times as large."""
    return Marks((marks.centre + 0.5) * by - 0.5, marks.axes * by, marks.score)


def merged(pool: Marks, fresh: Marks) -> Marks:
    """Each pattern once, the best fit of it; the best MOST_MARKS."""
    import numpy as np

    both = pool + fresh
    order = np.argsort(-both.score, kind="stable")
    order = order[both.score[order] > LEAST_SCORE]
    both = both.take(order[: 2 * MOST_MARKS])
    size = np.sqrt(np.abs(np.linalg.det(both.axes)))
    apart = np.linalg.norm(both.centre[:, None] - both.centre[None], axis=2)
    same = np.tril(apart < 2.5 * np.maximum(size[:, None], size[None]), -1)
    keep = np.ones(len(size), bool)
    for i in range(len(size)):
        if same[i].any() and (same[i] & keep).any():
            keep[i] = False
    good, weak = (np.flatnonzero(keep & part) for part in (both.score > GOOD, both.score <= GOOD))
    return both.take(np.concatenate([good[:MOST_MARKS], weak[:MOST_WEAK]]))


def without(pool: Marks, settled: list[tuple[float, float]]) -> Marks:
    """The marks that do not belong to a code for certain."""
    import numpy as np

    if not settled or not len(pool.score):
        return pool
    apart = np.linalg.norm(pool.centre[:, None] - np.array(settled)[None], axis=2).min(axis=1)
    return pool.take(apart > 2.5 * np.sqrt(np.abs(np.linalg.det(pool.axes))))


def regions(pool: Marks, groups: Groups, most: int = MOST_REGIONS) -> tuple[list[Region], set[int]]:
    """Groups as regions, best first, and which marks they took: a pattern belongs to one code only."""
    import numpy as np

    taken: set[int] = set()
    found: list[Region] = []
    for row in range(len(groups.score)):
        trio = [int(m) for m in groups.marks[row]]
        if len(found) == most:
            break
        plain = groups.timing[row] > 0.2 or groups.score[row] > CERTAIN
        if groups.score[row] < SURE or not plain:
            continue
        centre, axes = pool.centre[trio], turned(pool.axes[trio], groups.turns[row])
        frames = Frames(centre, axes, np.clip(pool.score[trio], 0.05, 1) ** 2)
        modules = int(groups.modules[row])
        shared = len(taken & set(trio))
        if shared == 1 or (shared and len(found) > 9):
            continue
        corners = outline(centre, axes, modules)
        if shared:
            # Two patterns alone leave open where the third one is.
            for region in found:
                others = region.notes["others"]
                if same_place(region.corners, corners) and len(others) < MOST_OTHERS:
                    others.append((frames, modules))
                    break
            continue
        taken |= set(trio)
        region = Region(corners, Kind.FINDERS, modules)
        region.finders = tuple((float(x), float(y)) for x, y in centre)
        region.notes.update(frames=frames, others=[])
        found.append(region)
    return found, taken


def outline(centre: Floats, axes: Floats, modules: int) -> Corners:
    """The four outer corners, from three patterns' frames: three are theirs, the fourth is where the lines along
    the outer edges would meet on a plane."""
    import numpy as np

    n = modules
    mine = np.array([[-3.5, -3.5], [3.5, -3.5], [3.5, 3.5], [-3.5, 3.5], [0, 0]])
    middle = np.array([[3.5, 3.5], [n - 3.5, 3.5], [3.5, n - 3.5]])
    here = (middle[:, None] + mine).reshape(-1, 2)
    there = (centre[:, None] + mine @ axes.transpose(0, 2, 1)).reshape(-1, 2)
    h = plane(here, there)
    flat = np.array([[0, 0], [n, 0], [n, n], [0, n]], float)
    at = np.c_[flat, np.ones(4)] @ h.T
    at = at[:, :2] / at[:, 2:]
    a, b, c, d = ((float(x), float(y)) for x, y in at)
    return (a, b, c, d)


def _near(one: Corners, other: Corners) -> bool:
    size = max(abs(one[0][0] - one[2][0]), abs(one[0][1] - one[2][1]), 1)
    return all(abs(p[0] - q[0]) + abs(p[1] - q[1]) < 0.12 * size for p, q in zip(one, other, strict=True))
