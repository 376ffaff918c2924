"""A live camera's frames, one after the other: little is spent on what is known, all on what nearly read.

Each frame first passes the gate, which knows without a grey conversion whether there is anything new. A code that
was read is then followed in a crop; a code that was only located is carried from frame to frame, its sweep resumed
where the last deadline cut it short, and the evidence of its frames added up.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.scan.decode import sight_of
from kiosk.scan.guide import Gauge
from kiosk.scan.live.fuse import Fuse
from kiosk.scan.live.gate import Effort, Gate
from kiosk.scan.live.track import Box, Tracks
from kiosk.scan.model import Frame, Hint, Sight
from kiosk.scan.read.cascade import BUDGET_MS, Cascade, Deadline, Sweep
from kiosk.scan.read.picture import Found, Kind, Picture
from kiosk.scan.read.whole import Answer, moved
from kiosk.scan.read.zxing import FORMATS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


# A scene that keeps changing and shows no sign of a code is no reason to work at full power: somebody walks past, a
# screen plays. After a second in vain it is looked at ten times a second, with little time; a code that shows
# itself to zxing-cpp or to the search for finder patterns gets it all again.
EAGER = 30
CALM_EVERY = 3
CALM_PART = 0.2  # of the budget
CALMED = 8  # frames without anything new end it
HOPE = 300  # steps that a located code is worth, some 0.8 s of full power, before it counts as none

# A step that begins just before the deadline ends after it, and on a machine with others at work long after it.
OVERRUN_S = 0.04
LEAST_S = 0.005
TELLING_S = 0.01  # what follows the last step: a look at why nothing was read, and telling of it

SMALLEST = 128  # pixels a side; what is smaller than this is no camera's frame, and has no blocks to compare


class Stream:
    """One instance serves one camera and one thread.

    budget_ms: the deadline for a frame, in wall time. formats: zxing-cpp names. Raises ValueError for a format that
    zxing-cpp does not know.
    """

    def __init__(
        self,
        budget_ms: float = BUDGET_MS,
        formats: tuple[str, ...] = FORMATS,
        *,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        import cv2

        self._cv2 = cv2
        self._clock = clock
        self._gate = Gate()
        self._tracks = Tracks()
        self._gauge = Gauge()
        self._cascade = Cascade(budget_ms, formats, adapt=True, clock=clock)
        self._fuse = Fuse(self._cascade.zxing, self._cascade.stages)
        self._cascade.stages = (self._fuse, *self._cascade.stages)
        self._budget_s = budget_ms / 1e3
        self._sweep = Sweep()
        self._last = Sight()
        self._vain = 0  # frames tried in a row without a sign of a code
        self._quiet = 0  # frames in a row with nothing new

    def decode(self, frame: Frame, within_s: float = math.inf) -> Sight:
        """What `frame` shows. Frames come in the order of their capture.

        within_s: when the answer is wanted at the latest. What was picked up late gets a part of its budget.
        """
        begun = self._clock()
        until = begun + max(LEAST_S, min(self._budget_s, within_s - OVERRUN_S))
        height, width = frame.image.shape[:2]
        if min(height, width) < SMALLEST:
            return sight_of(frame, *self._cascade.zxing.read(self._cascade.grey(frame.image).grey))
        look = self._gate.look(frame.image)
        self._tracks.begin(frame.captured_ns, (width, height), not look.changed)
        if self._calm(look.effort, frame.sequence) or look.effort is Effort.SKIP:
            return self._again(frame)
        crops = self._tracks.crops()
        if crops:
            found = self._follow(frame.image, crops)
            if not self._tracks.missing():
                return self._told(frame, found, Hint.MANY if len(found) > 1 else None)
        picture = self._cascade.grey(frame.image)
        found, near = self._cascade.zxing.read(picture.grey)
        new = self._tracks.seen(near, found)
        if look.effort is Effort.TRY:
            if self._vain >= EAGER:
                until -= (1 - CALM_PART) * self._budget_s
            deadline = Deadline(self._clock(), until, begun + within_s - TELLING_S)
            found = self._work(picture, found, deadline)
            self._vain = 0 if found or self._tracks.hopeful(HOPE) else self._vain + 1
        elif new:
            self._gate.forget()
        unread = [region for region in self._tracks.regions() if region.kind is not Kind.TRACKED]
        hint = self._gauge.measure(picture, [code.corners for code in found], unread, frame.captured_ns)
        return self._told(frame, found, hint)

    def warm_up(self) -> None:
        """Makes what first calls make, before the first frame."""
        self._cascade.warm_up()

    def forget(self) -> None:
        """The next frame has nothing to do with the last: the camera was closed, or a visit has ended."""
        self._gate.forget()
        self._tracks.forget()
        self._fuse.keep(())
        self._sweep = Sweep()
        self._last = Sight()
        self._vain = self._quiet = 0

    def _calm(self, effort: Effort, sequence: int) -> bool:
        """Whether a frame that the gate would try is left out, as many before it were tried in vain."""
        if effort is not Effort.TRY:
            self._quiet += 1
            if self._quiet >= CALMED:
                self._vain = 0
            return False
        self._quiet = 0
        return self._vain >= EAGER and sequence % CALM_EVERY != 0

    def _work(self, picture: Picture, found: list[Found], deadline: Deadline) -> list[Found]:
        """What else can be read of a scene that is not fully tried."""
        regions = list(self._tracks.unresolved(picture))
        self._fuse.keep(self._tracks.regions())
        outcome = self._cascade.work(picture, found, regions, self._sweep, deadline)
        fresh = [region for region in outcome.regions if not any(region is known for known in regions)]
        self._tracks.seen(fresh, outcome.found[len(found) :])
        complete = outcome.complete and not self._fuse.hungry
        if complete:
            self._sweep = Sweep()
            for region in self._tracks.regions():
                region.cursor.clear()
        self._gate.tried(complete, bool(outcome.found or self._tracks.located()))
        return outcome.found

    def _follow(self, image: NDArray[np.uint8], crops: Sequence[Box]) -> list[Found]:
        """The codes that were read before, looked for where they should be now."""
        found: list[Found] = []
        for x0, y0, x1, y1 in crops:
            grey = self._cv2.cvtColor(image[y0:y1, x0:x1], self._cv2.COLOR_BGR2GRAY)
            answer: Answer = self._cascade.zxing.read(grey, downscale=False)  # type: ignore[arg-type]
            found += moved(answer, 1.0, x0, y0)[0]
        self._tracks.seen([], found, crops)
        return found

    def _told(self, frame: Frame, found: list[Found], hint: Hint | None) -> Sight:
        self._last = replace(sight_of(frame, found, []), located=self._tracks.located(), hint=hint)
        return self._last

    def _again(self, frame: Frame) -> Sight:
        """The last sight, as this frame's: nothing has changed."""
        now_ns = time.monotonic_ns()
        readings = tuple(
            replace(one, sequence=frame.sequence, captured_ns=frame.captured_ns, decoded_ns=now_ns)
            for one in self._last.readings
        )
        self._last = replace(self._last, readings=readings)
        return self._last
