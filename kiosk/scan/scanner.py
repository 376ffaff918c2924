"""The scanner: one thread draws frames from the camera (`capture`), one reads the newest of them.

The decoder always takes the newest frame and lets the rest go. Nothing a camera returns ends a thread, and a camera
that does not return at all keeps nobody waiting.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from statistics import median

from kiosk.scan.camera.capture import LINGER_S, Capture
from kiosk.scan.camera.heap import Heap
from kiosk.scan.camera.watch import Watch
from kiosk.scan.choice import CHOOSE_S, Choice, Lead
from kiosk.scan.debounce import GAP_S, Debounce
from kiosk.scan.model import Camera, CameraState, Corners, Frame, Reading, Sight
from kiosk.scan.newest import Newest
from kiosk.scan.read.cascade import BUDGET_MS
from kiosk.scan.read.quads import same_place
from kiosk.scan.read.zxing import FORMATS

log = logging.getLogger(__name__)

JOIN_S = 4.0  # of the decoder
OLDEST_S = 0.1  # nothing is told of what was before the camera longer ago
NICE = 4  # what the decoder's thread adds to its niceness: 29 frames of the preview a second, where 25 were left
KEPT = 300  # frames whose times are remembered


@dataclass(frozen=True, slots=True)
class Stats:
    """What the scanner has done since it started. Times: medians of the last 300 decoded frames."""

    frames: int  # usable frames delivered by the camera
    garbage: int  # frames of a wrong shape or type, dropped
    decoded: int  # frames the decoder looked at
    skipped: int  # frames replaced by a newer one before the decoder was free
    with_code: int  # decoded frames in which a code was read
    readings: int  # readings announced
    lost: int  # times the camera was lost
    abandoned: int  # calls into the driver that did not come back
    fps: float  # frames a second that the camera delivers, now
    decode_ms: float  # for one frame
    picked_ms: float  # from a frame's capture to the beginning of its decoding
    picked_max_ms: float
    age_ms: float  # from a frame's capture to the end of its decoding
    age_p99_ms: float
    age_max_ms: float
    granted: str  # what the camera gave, such as "1920x1080 MJPG at 30 frames a second"; "" where none asks
    problems: tuple[str, ...]  # what it gave otherwise than asked


class Scanner:
    """Owns the camera, its threads and the decoder's.

    on_reading(reading): decode thread; once for each showing of a text, for the code that is meant: the only one
    in view, the one that has led for choose_s, or the one that was picked (then on the thread that picked it).
    on_state(state, detail): when either changed, on a thread of Capture's; detail is for staff, "" if all is well.
    on_frame(frame): capture thread, every usable frame, for the preview; must return within a frame's time.
    on_sight(sight): decode thread, for every decoded frame: all codes in view, what was located, what would help.
    budget_ms: the time for reading one frame, see `stream`.
    decode_fps caps how often the decoder looks; None is every frame it can.
    A callback that raises is logged, once, and changes nothing here.
    """

    def __init__(
        self,
        camera: Camera,
        on_reading: Callable[[Reading], None],
        on_state: Callable[[CameraState, str], None],
        on_frame: Callable[[Frame], None] | None = None,
        on_sight: Callable[[Sight], None] | None = None,
        *,
        decode_fps: float | None = None,
        formats: tuple[str, ...] = FORMATS,
        budget_ms: float = BUDGET_MS,
        gap_s: float = GAP_S,
        choose_s: float = CHOOSE_S,
        linger_s: float = LINGER_S,
        decoder: Callable[[Frame], Sight] | None = None,
    ) -> None:
        self._on_reading = on_reading
        self._on_state = on_state
        self._on_frame = on_frame
        self._on_sight = on_sight
        self._decode_every_s = 1 / decode_fps if decode_fps else 0.0
        self._formats = formats
        self._budget_ms = budget_ms
        self._decoder = decoder
        watch = None if getattr(camera, "recorded", False) else Watch()
        self._capture = Capture(camera, self._deliver, self._camera_is, linger_s=linger_s, watch=watch)
        self._debounce = Debounce(gap_s)
        self._choice = Choice(choose_s)
        self._view_lock = threading.Lock()  # of those two, and of what is seen at all
        self._fresh = False
        self._held: tuple[str, Corners] | None = None  # what was meant, and where it was
        self.lead: Lead | None = None  # of the stickers in view; read from any thread
        self._newest: Newest[Frame] = Newest()
        self._stop = threading.Event()
        self._decoding: threading.Thread | None = None
        self._failed: list[Callable[..., None]] = []
        self._counts = {"decoded": 0, "with_code": 0, "readings": 0}
        self._captured_ns: deque[int] = deque(maxlen=KEPT)
        self._decode_ms: deque[float] = deque(maxlen=KEPT)
        self._picked_ms: deque[float] = deque(maxlen=KEPT)
        self._age_ms: deque[float] = deque(maxlen=KEPT)

    @property
    def camera(self) -> Camera:
        return self._capture.camera

    @property
    def state(self) -> CameraState:
        return self._capture.state

    @property
    def detail(self) -> str:
        return self._capture.detail

    # --- for the owner ------------------------------------------------------------------------------------

    def start(self, *, paused: bool = False) -> None:
        """Starts the threads; a second call does nothing. A stopped scanner does not start again."""
        if self._stop.is_set():
            raise RuntimeError("this scanner was stopped; make a new one")
        if self._decoding is not None:
            return
        self._decoding = threading.Thread(target=self._decode, name=f"decode {self.camera.name}")
        self._decoding.start()
        self._capture.start(paused=paused)

    def stop(self) -> None:
        """Ends the threads and closes the camera. May be called twice, and before start()."""
        self._stop.set()
        self._newest.close()
        self._capture.stop()
        if self._decoding is not None:
            self._decoding.join(JOIN_S)
            if self._decoding.is_alive():
                log.error("thread %s did not end within %s s", self._decoding.name, JOIN_S)

    def pause(self) -> None:
        """Stops reading and decoding at once; the camera closes `linger_s` later if nobody resumes."""
        self._capture.pause()
        self._newest.clear()

    def resume(self) -> None:
        """Reads again. What is held before the camera is news, even if it was read before the pause."""
        with self._view_lock:
            self._debounce.forget()
            self._choice.forget()
            self._held = None
            self._fresh = True
        self._capture.resume()

    def pick(self, text: str) -> None:
        """A visitor touched this one of the codes in view: it is announced at once, unless it has just been."""
        now_ns = time.monotonic_ns()
        with self._view_lock:
            reading = self._choice.pick(text, now_ns)
            news = reading is not None and self._debounce.admit(text, (), now_ns)
        if reading is not None and news:
            self._counts["readings"] += 1
            self._call(self._on_reading, reading)

    @property
    def paused(self) -> bool:
        return self._capture.paused

    def stats(self) -> Stats:
        captured, ages = self._captured_ns.copy(), sorted(self._age_ms.copy()) or [0.0]
        span_ns = captured[-1] - captured[0] if captured else 0
        picked = self._picked_ms.copy() or [0.0]
        camera = self.camera
        return Stats(
            **self._counts,
            **self._capture.counts,
            skipped=self._newest.replaced,
            fps=(len(captured) - 1) / span_ns * 1e9 if span_ns else 0.0,
            decode_ms=median(self._decode_ms.copy() or [0.0]),
            picked_ms=median(picked),
            picked_max_ms=max(picked),
            age_ms=median(ages),
            age_p99_ms=ages[(len(ages) * 99 - 1) // 100],
            age_max_ms=ages[-1],
            granted=getattr(camera, "granted", ""),
            problems=getattr(camera, "problems", ()),
        )

    # --- capture threads ----------------------------------------------------------------------------------

    def _deliver(self, frame: Frame) -> None:
        self._captured_ns.append(frame.captured_ns)
        self._newest.put(frame)
        if self._on_frame is not None:
            self._call(self._on_frame, frame)

    def _camera_is(self, state: CameraState, detail: str) -> None:
        if state is not CameraState.LIVE:
            self._newest.clear()
            self._captured_ns.clear()
        self._call(self._on_state, state, detail)

    # --- decode thread ------------------------------------------------------------------------------------

    def _decode(self) -> None:
        stream = None
        if self._decoder is None:
            from kiosk.scan.live.stream import Stream

            stream = Stream(self._budget_ms, self._formats)
            stream.warm_up()  # beside the camera's opening
        _step_back()
        heap = Heap(time.monotonic)
        not_before, stale = 0.0, False
        while not self._newest.closed:
            heap.tend()
            wait_s = not_before - time.monotonic()
            if wait_s > 0:
                self._stop.wait(wait_s)
            frame = self._newest.take()
            if frame is None:
                continue
            not_before = time.monotonic() + self._decode_every_s
            started_ns = time.monotonic_ns()
            old_s = (started_ns - frame.captured_ns) / 1e9
            if old_s > OLDEST_S + self._decode_every_s and not stale:
                stale = True  # the machine stood still; a newer one is on its way
                continue
            stale = False
            try:
                fresh, self._fresh = self._fresh, False
                if stream is None:
                    assert self._decoder is not None
                    sight = self._decoder(frame)
                else:
                    if fresh:
                        stream.forget()
                    sight = stream.decode(frame, OLDEST_S - old_s)
            except Exception:
                log.exception("decoding frame %d", frame.sequence)
                continue
            now_ns = time.monotonic_ns()
            self._decode_ms.append((now_ns - started_ns) / 1e6)
            self._picked_ms.append((started_ns - frame.captured_ns) / 1e6)
            self._age_ms.append((now_ns - frame.captured_ns) / 1e6)
            self._counts["decoded"] += 1
            if not self.paused:
                self._report(sight, now_ns)

    def _report(self, sight: Sight, now_ns: int) -> None:
        """Announces the code that is meant, if it is news: the only one, or the one that leads or was picked."""
        with self._view_lock:
            self.lead = lead = self._choice.consider(sight.readings, now_ns)
            meant = None
            if lead is not None and lead.settled >= 1:
                meant = next((reading for reading in sight.readings if reading.text == lead.text), None)
            others = [reading.text for reading in sight.readings if reading is not meant]
            others += self._still_held(sight)
            news = self._debounce.admit(meant.text if meant else None, others, now_ns)
        if sight.readings:
            self._counts["with_code"] += 1
        if meant is not None:
            self._held = (meant.text, meant.corners)
        if meant is not None and news:
            self._counts["readings"] += 1
            self._call(self._on_reading, meant)
        if self._on_sight is not None:
            self._call(self._on_sight, sight)

    def _still_held(self, sight: Sight) -> list[str]:
        """The text that was meant, while a code that cannot be read just now is where it was, and as large."""
        if self._held is None:
            return []
        text, corners = self._held
        for located in sight.located:
            if same_place(located, corners):
                self._held = (text, located)
                return [text]
        return []

    def _call(self, callback: Callable[..., None], *arguments: object) -> None:
        try:
            callback(*arguments)
        except Exception:
            # In full once: thirty a second of the same would bury everything else.
            if callback not in self._failed:
                self._failed.append(callback)
                log.exception("a listener of the scanner failed: %r", callback)


def _step_back() -> None:
    """The calling thread lets the screen and the camera go first where there are not cores enough for all."""
    if sys.platform == "linux":  # where a thread has a niceness of its own
        thread = threading.get_native_id()
        with suppress(OSError):  # forbidden: then all are alike
            os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + NICE)
