"""Reads a picture within a deadline: zxing-cpp first, then what it missed, what promises most for its cost first.

The work is a queue of steps, most of a few milliseconds and none of more than thirty: a look at the whole picture
in another version, a search for places that hold a code, an attempt at one such place. Steps are taken in the order
of `PLAN` until the deadline; what was not reached is taken up at the next frame, as each region and the sweep
remember where they are.
"""

from __future__ import annotations

import heapq
import itertools
import logging
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from kiosk.scan.read.picture import Found, Kind, Locator, Picture, Region, Stage
from kiosk.scan.read.quads import centre, inside, same_place, side
from kiosk.scan.read.whole import CROWD, TRIPLES, Box, Whole, named
from kiosk.scan.read.zxing import FORMATS, Zxing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

BUDGET_MS = 30.0
REGIONS, CROWDED = 24, 120  # of a picture, and of one with a crowd of codes: more are clutter
THOROUGH_MS = 60.0  # with as much time as this, a picture of several codes is searched for more of them
FADES = 0.9  # what a step took at most counts for so much, each time it is taken or put off
UNKNOWN_S = 0.05  # what one may take at most that was never taken


@dataclass(frozen=True, slots=True)
class Turn:
    """When a step's turn comes, lower first: step 0 at `first`, each next one `each` later, and `rank` later for
    every region of the kind that promises more. The steps from `early` on come `later` in all."""

    first: float
    each: float = 1.0
    rank: float = 0.0
    early: int = 99
    later: float = 0.0

    def of(self, step: int, rank: int) -> float:
        return self.first + step * self.each + rank * self.rank + (self.later if step >= self.early else 0.0)


# Measured on frames that zxing-cpp could not read: at each point what read most of the rest for a millisecond.
PLAN: dict[tuple[str, Kind | None], Turn] = {
    ("tiles", None): Turn(-10, 0.1),
    ("fuse", Kind.NEAR): Turn(-5, 1.5, 0.5),
    ("fuse", Kind.TRACKED): Turn(-5, 1.5, 0.5),
    ("fuse", Kind.FINDERS): Turn(-4, 2, 1),
    ("rescue", Kind.NEAR): Turn(0, 1, 0.5, early=4, later=20),
    ("rescue", Kind.TRACKED): Turn(0, 1, 0.5, early=4, later=20),
    ("whole", None): Turn(5, 2, early=1, later=18),
    ("grid", Kind.NEAR): Turn(5.5, 0.5, 0.5, early=3, later=15),
    ("grid", Kind.TRACKED): Turn(5.5, 0.5, 0.5, early=3, later=15),
    ("texture", None): Turn(10, 16),
    ("rescue", Kind.TEXTURE): Turn(11, 1, 3, early=3, later=15),
    ("finders", None): Turn(14, 1, early=2, later=12),
    ("grid", Kind.FINDERS): Turn(16, 1, 2, early=5, later=10),
    ("rescue", Kind.FINDERS): Turn(22, 2, 2, early=2, later=15),
}


@dataclass(slots=True)
class Sweep:
    """Where the work on a scene stands. A live stream keeps it from frame to frame; a still picture starts anew."""

    cursor: dict[str, int] = field(default_factory=dict)  # of locators and of the whole picture's versions


@dataclass(slots=True)
class Look:
    """What came of one picture. regions: located and not read. complete: nothing is left to try."""

    found: list[Found]
    regions: list[Region]
    complete: bool


class Deadline(NamedTuple):
    """Of one picture, in seconds on the cascade's clock. begun: when the work was. until: no step is begun later;
    the last may overrun it a little. latest: no step is begun that has lately taken longer than until then."""

    begun: float
    until: float
    latest: float = math.inf


class Cascade:
    """One instance serves one thread.

    budget_ms: the deadline for a picture, in wall time. formats: zxing-cpp names; the steps after the first read QR
    codes only. adapt: what has just worked is tried first, so that a picture's result depends on those before it.
    clock: seconds, for tests. Raises ValueError for a format zxing-cpp does not know.
    """

    def __init__(
        self,
        budget_ms: float = BUDGET_MS,
        formats: tuple[str, ...] = FORMATS,
        *,
        adapt: bool = False,
        stages: Sequence[Stage] | None = None,
        locators: Sequence[Locator] | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        import cv2

        self.budget_ms = budget_ms
        self.zxing = Zxing(formats)
        self.whole = Whole(self.zxing)
        self._cv2: Any = cv2
        self._clock = clock
        self._grey: NDArray[np.uint8] | None = None
        self._failures: set[str] = set()
        self._cost: dict[tuple[str, int], float] = {}  # seconds a step took, a running mean
        self._most: dict[tuple[str, int], float] = {}  # the most it took, fading
        # All of these import OpenCV, and only who reads pictures should wait for it.
        from kiosk.scan.read.finder import Finders
        from kiosk.scan.read.grid_stage import GridStage
        from kiosk.scan.read.rescue import Rescue
        from kiosk.scan.read.texture import Texture

        self.stages: Sequence[Stage] = (Rescue(Zxing(), adapt=adapt), GridStage()) if stages is None else stages
        self.locators: Sequence[Locator] = (Finders(), Texture()) if locators is None else locators

    def grey(self, image: NDArray[np.uint8]) -> Picture:
        """`image` (height x width x 3 BGR, or height x width grey) as a picture, until the next call of this."""
        if image.ndim == 2:
            return Picture(image)
        # A contiguous grey picture: handing over BGR costs zxing-cpp half as much again.
        grey: Any = self._cv2.cvtColor(image, self._cv2.COLOR_BGR2GRAY, dst=self._grey)
        self._grey = grey
        return Picture(grey)

    def still(self, image: NDArray[np.uint8], budget_ms: float | None = None) -> tuple[Found, ...]:
        """Every code of one picture that can be read within the budget. Nothing is kept for the next."""
        started = self._clock()
        budget_ms = self.budget_ms if budget_ms is None else budget_ms
        picture = self.grey(image)
        found, near = self.zxing.read(picture.grey)
        # One code, and no sign of another: who holds up one sticker is not kept waiting.
        thorough = budget_ms >= THOROUGH_MS and (len(found) != 1 or bool(near))
        deadline = Deadline(self._clock(), started + budget_ms / 1e3)
        look = self.work(picture, found, near, Sweep(), deadline, thorough=thorough)
        return tuple(look.found)

    def warm_up(self) -> None:
        """Makes what first calls make (imports, tables, filters), so that no visitor waits: half a second."""
        import numpy as np

        chance = np.random.default_rng(0)
        cells = chance.integers(0, 2, (29, 29), dtype=np.uint8) * 160 + 40
        for y, x in ((0, 0), (0, 22), (22, 0)):
            cells[y : y + 7, x : x + 7] = 40
            cells[y + 1 : y + 6, x + 1 : x + 6] = 200
            cells[y + 2 : y + 5, x + 2 : x + 5] = 40
        frame = np.full((480, 640), 200, np.uint8)
        # Three finder patterns and no code: every kind of step has a go at it.
        frame[80:428, 120:468] = np.kron(cells, np.ones((12, 12), np.uint8))
        self.still(frame, 2000)
        self._cost.clear()
        self._most.clear()

    def work(
        self,
        picture: Picture,
        found: Sequence[Found],
        regions: Sequence[Region],
        sweep: Sweep,
        deadline: Deadline,
        *,
        thorough: bool = False,
    ) -> Look:
        """What else can be read in time.

        found: what zxing-cpp read already. regions: places to look at, of this frame and carried over from earlier
        ones, the most promising first. thorough: search on where a code was read already.
        """
        crowd = len(found) + len(regions) >= CROWD
        if found and not (regions or thorough or crowd):
            return Look(list(found), [], True)  # most frames that show a code: not a queue's time is lost
        work = _Work(self, picture, sweep, list(found), deadline, thorough, CROWDED if crowd else REGIONS)
        work.add_regions(regions)
        if crowd:
            work.add_tiles(len(found) + len(regions))
        work.run()
        return Look(work.found, work.open_regions(), work.complete)

    def timed(self, name: str, step: int, run: Callable[[], Any]) -> Any:
        """`run()`, its cost remembered for `expected`."""
        started = self._clock()
        result = run()
        cost = self._clock() - started
        key = (name, step)
        known = key in self._cost
        self._cost[key] = 0.8 * self._cost[key] + 0.2 * cost if known else cost
        self._most[key] = max(cost, FADES * self._most.get(key, cost)) if known else cost
        return result

    def may_begin(self, name: str, step: int, deadline: Deadline) -> bool:
        """Whether such a step is likely to be done in time.

        What would not fit though it came first is thought to be quicker from time to time, or one slow moment
        would be the last time that it, and all that comes after it, was tried.
        """
        now, key = self._clock(), (name, step)
        cost = self._cost.get(key, 0.002)
        if now + 0.6 * cost > deadline.until:
            if deadline.begun + 0.6 * cost > deadline.until:
                self._cost[key] = FADES * cost
            return False
        most = self._most.get(key, UNKNOWN_S)
        if now + most <= deadline.latest:
            return True
        self._most[key] = FADES * most
        return False

    def failed(self, name: str) -> None:
        """Logs the exception being handled, once for each kind of step: thirty a second would bury the rest."""
        if name not in self._failures:
            self._failures.add(name)
            log.exception("a step of the cascade failed: %s", name)


class _Work:
    """The queue of one picture."""

    def __init__(
        self,
        cascade: Cascade,
        picture: Picture,
        sweep: Sweep,
        found: list[Found],
        deadline: Deadline,
        thorough: bool,
        limit: int,
    ) -> None:
        self._cascade = cascade
        self._limit = limit  # regions
        self._picture = picture
        self._sweep = sweep
        self._deadline = deadline
        self._order = itertools.count()
        self._queue: list[tuple[float, int, Callable[[], None], str, int, Region | None]] = []
        self._regions: list[Region] = []
        self._closed: set[int] = set()  # id of regions that were read
        self.found = found
        self._thorough = thorough
        self.complete = True

    def run(self) -> None:
        for locator in self._cascade.locators:
            self._push_locator(locator, self._sweep.cursor.get(locator.name, 0))
        self._push_whole(self._sweep.cursor.get("whole", 0))
        cascade = self._cascade
        while self._queue:
            _, _, step, name, number, region = heapq.heappop(self._queue)
            if id(region) in self._closed if region is not None else not self._wanted(name):
                continue
            if not cascade.may_begin(name, number, self._deadline):
                self.complete = False
                self._queue.clear()  # what waits there holds this: pictures would stay until garbage is collected
                return
            try:
                cascade.timed(name, number, step)
            except Exception:
                # What the camera shows is anybody's; one step that trips over it must not cost what others read.
                cascade.failed(name)

    def open_regions(self) -> list[Region]:
        return [region for region in self._regions if id(region) not in self._closed]

    # --- what may be done ---------------------------------------------------------------------------------

    def add_tiles(self, located: int) -> None:
        """A crowd: its codes are small, and may be too many for one call."""
        boxes = self._cascade.whole.tiles(self._picture)
        ways = [(1.0, False)] * (located >= TRIPLES) + [(2.0, False), (2.0, True), (3.0, False)]
        for number, ((scale, sharpen), box) in enumerate(itertools.product(ways, boxes)):
            self._push(("tiles", None), number, 0, partial(self._tile, box, scale, sharpen))

    def add_regions(self, regions: Sequence[Region]) -> None:
        for region in regions:
            if len(self._regions) >= self._limit:
                return
            if any(inside(centre(region.corners), code.corners) for code in self.found):
                continue
            if any(_same(r, region) for r in self._regions):
                continue
            rank = sum(r.kind is region.kind for r in self._regions)
            self._regions.append(region)
            for stage in self._cascade.stages:
                self._push_stage(stage, region, rank)

    def _tile(self, box: Box, scale: float, sharpen: bool) -> None:
        x, y, w, h = box
        area = (x, y), (x + w, y), (x + w, y + h), (x, y + h)
        if scale == 1 or any(inside(centre(region.corners), area) for region in self.open_regions()):
            self._take(named(self._cascade.whole.tile(self._picture, box, scale, sharpen), "tiles"))

    def _take(self, answer: tuple[list[Found], list[Region]]) -> None:
        for code in answer[0]:
            self._read(code)
        self.add_regions(answer[1])

    def _read(self, code: Found) -> None:
        middle = centre(code.corners)
        if any(
            inside(middle, known.corners) or inside(centre(known.corners), code.corners) for known in self.found
        ):
            return
        self.found.append(code)
        for region in self._regions:
            # A texture's box may hold more than the one code.
            large = region.kind is Kind.TEXTURE and side(region.corners) > 2 * side(code.corners)
            if not large and (inside(centre(region.corners), code.corners) or inside(middle, region.corners)):
                self._closed.add(id(region))

    # --- the queue ----------------------------------------------------------------------------------------

    def _push(
        self,
        plan: tuple[str, Kind | None],
        step: int,
        rank: int,
        run: Callable[[], None],
        region: Region | None = None,
    ) -> None:
        when = PLAN[plan].of(step, rank)
        heapq.heappush(self._queue, (when, next(self._order), run, plan[0], step, region))

    def _push_whole(self, step: int) -> None:
        whole = self._cascade.whole
        if step >= whole.steps(self._picture):
            return

        def run() -> None:
            self._sweep.cursor["whole"] = step + 1
            self._take(whole.attempt(self._picture, step))
            self._push_whole(step + 1)

        self._push(("whole", None), step, 0, run)

    def _push_locator(self, locator: Locator, step: int) -> None:
        if step >= locator.steps(self._picture):
            return

        def run() -> None:
            self._sweep.cursor[locator.name] = step + 1
            self.add_regions(locator.attempt(self._picture, step))
            self._push_locator(locator, step + 1)

        self._push((locator.name, None), step, 0, run)

    def _push_stage(self, stage: Stage, region: Region, rank: int) -> None:
        step = region.cursor.get(stage.name, 0)
        if step >= stage.steps(self._picture, region):
            return

        def run() -> None:
            region.cursor[stage.name] = step + 1
            code = stage.attempt(self._picture, region, step)
            if code is not None:
                self._closed.add(id(region))
                self._read(replace(code, stage=code.stage if code.stage != "zxing" else stage.name))
            else:
                self._push_stage(stage, region, rank)

        self._push((stage.name, region.kind), step, rank, run, region)

    def _wanted(self, name: str) -> bool:
        """Whether to search the picture still: a visitor who got an answer is not kept waiting for another."""
        return name == "tiles" or self._thorough or not self.found


def _same(one: Region, other: Region) -> bool:
    """Whether both say the same of the same code. What a later look at the picture makes of finder patterns at a
    place is another hypothesis, and may be the right one, when it has them elsewhere."""
    if one.kind is not other.kind or not same_place(one.corners, other.corners):
        return False
    far = 0.12 * side(one.corners)
    pairs = zip(one.finders, other.finders, strict=False)
    return one.kind is not Kind.FINDERS or all(abs(a[0] - b[0]) + abs(a[1] - b[1]) < far for a, b in pairs)
