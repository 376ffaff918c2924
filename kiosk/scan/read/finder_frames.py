"""The three finder patterns of one code with their frames, and how to come by them where only corners are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kiosk.scan.model import Corners
from kiosk.scan.read.finder_groups import sights
from kiosk.scan.read.finder_marks import Marks, settle
from kiosk.scan.read.finder_timing import likeliest, timing
from kiosk.scan.read.grid_surface import plane, through
from kiosk.scan.read.picture import Picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Neighbouring versions' patterns lie so close together that fitting from one reaches the other.
SIZES = (21, 25, 29, 33, 37, 45, 57, 77, 109)
BESIDE = ((0, 0), (1.3, 0), (-1.3, 0), (0, 1.3), (0, -1.3))  # modules
GOOD = 0.55  # a mark's score from which it is believed


class Frames(NamedTuple):
    """Top left, top right, bottom left. centre: (3, 2) pixels; axes: (3, 2, 2), right and down in pixels a module;
    trust: (3,), 0..1."""

    centre: Floats
    axes: Floats
    trust: Floats


def around(picture: Picture, corners: Corners, modules: int | None) -> tuple[Frames, int] | None:
    """The finder patterns at the corners of a code, and its size in modules; None where there are not even two.

    corners: in the code's own order, to a module or two; modules: where it is known.
    """
    import numpy as np

    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], float)
    h = plane(square, np.array(corners, float), calm=1e-6)
    sizes = SIZES if modules is None else (modules,)
    guesses = [frames_on(h, size) for size in sizes]
    # Corners are a module or two off, and a fit reaches one module: it starts beside each guess too. (T, 3, …)
    beside = np.array(BESIDE)
    centre = np.concatenate([guess[0] + guess[1] @ off for guess in guesses for off in beside])
    axes = np.concatenate([guess[1] for guess in guesses for _ in beside])
    marks = settle(picture, centre, axes)
    score = marks.score.reshape(-1, 3)
    best = score.argmax(axis=0)
    good = score.max(axis=0)
    if (good > GOOD).sum() < 2:
        return None
    rows = best * 3 + np.arange(3)
    chosen = marks.take(rows)
    measured = modules_of(chosen, good) if modules is None else float(modules)
    size = 17 + 4 * int(np.clip(round((measured - 17) / 4), 1, 40))
    if (good <= GOOD).any():
        centres, frames = frames_on(h, size)
        lost = good <= GOOD
        chosen = Marks(
            np.where(lost[:, None], centres, chosen.centre),
            np.where(lost[:, None, None], frames, chosen.axes),
            np.where(lost, 0.2, good),
        )
    if modules is None:
        trio, none = np.arange(3)[None], np.zeros((1, 3), np.int64)
        likely = np.array([measured])
        size = int(likeliest(timing(picture, chosen, trio, none, likely), likely)[0][0])
    return Frames(chosen.centre, chosen.axes, np.clip(chosen.score, 0.05, 1) ** 2), size


def modules_of(marks: Marks, score: Floats) -> float:
    """A side's modules, as the patterns that are believed see each other; marks in a code's order."""
    import numpy as np

    _, distance = sights(marks)
    sides = [float(distance[0, end]) for end in (1, 2) if score[0] > GOOD and score[end] > GOOD]
    if not sides:  # top left is lost: from corner to corner both coordinates are a side
        sides = [float(distance[1, 2])]
    return float(np.mean(sides)) + 7


def frames_on(h: Floats, modules: int) -> tuple[Floats, Floats]:
    """Centres (3, 2) and axes (3, 2, 2) of the patterns on a plane; h: from the unit square to pixels."""
    return predicted(h, ((3.5, 3.5), (modules - 3.5, 3.5), (3.5, modules - 3.5)), 1 / modules)


def predicted(h: Floats, places: tuple[tuple[float, float], ...], unit: float = 1.0) -> tuple[Floats, Floats]:
    """Centres and axes of patterns at module coordinates `places`, seen through a homography of modules * unit."""
    import numpy as np

    step = np.array([[0, 0], [1, 0], [0, 1], [-1, 0], [0, -1]], float)
    at = (np.array(places, float)[:, None] + step).reshape(-1, 2) * unit
    seen = through(h, at).reshape(len(places), 5, 2)
    axes = np.stack([(seen[:, 1] - seen[:, 3]) / 2, (seen[:, 2] - seen[:, 4]) / 2], axis=2)
    return seen[:, 0], axes
