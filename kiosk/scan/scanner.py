"""The scanner: one thread draws frames from the camera, one reads the newest of them.

The camera is drained at its own pace so that no stale buffer piles up; the decoder always takes the newest frame
and lets the rest go. A camera that fails is LOST, is closed, and is opened again, at first at once and at most
a second apart. Nothing a camera returns ends a thread.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from kiosk.scan.cascade import BUDGET_MS
from kiosk.scan.choice import CHOOSE_S, Choice, Lead
from kiosk.scan.debounce import GAP_S, Debounce
from kiosk.scan.model import Camera, CameraError, CameraState, Frame, Reading, Sight
from kiosk.scan.newest import Newest
from kiosk.scan.zxing import FORMATS

log = logging.getLogger(__name__)

FIRST_RETRY_S = 0.1
LAST_RETRY_S = 1.0
GARBAGE_LIMIT = 30  # unusable frames in a row before the camera counts as lost
LINGER_S = 5.0  # a paused camera stays open this long: coming back is quick, and then its light goes out
JOIN_S = 4.0  # read() blocks for at most 1 s; opening a device can take longer


@dataclass(frozen=True, slots=True)
class Stats:
    """What the scanner has done since it started. Times are medians of the last 300 decoded frames."""

    frames: int  # usable frames delivered by the camera
    garbage: int  # frames of a wrong shape or type, dropped
    decoded: int  # frames the decoder looked at
    skipped: int  # frames replaced by a newer one before the decoder was free
    with_code: int  # decoded frames in which a code was read
    readings: int  # readings announced
    lost: int  # times the camera was lost
    decode_ms: float  # for one frame
    age_ms: float  # from a frame's capture to the end of its decoding


class Scanner:
    """Owns the camera, its thread and the decoder's.

    on_reading(reading): decode thread; once for each showing of a text, for the code that is meant: the only one
    in view, the one that has led for choose_s, or the one that was picked (then on the thread that picked it).
    on_state(state, detail): capture thread, when either changed; detail is for staff, "" when all is well.
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
        self.camera = camera
        self._on_reading = on_reading
        self._on_state = on_state
        self._on_frame = on_frame
        self._on_sight = on_sight
        self._decode_every_s = 1 / decode_fps if decode_fps else 0.0
        self._formats = formats
        self._budget_ms = budget_ms
        self._decoder = decoder
        self._linger_s = linger_s
        self._debounce = Debounce(gap_s)
        self._choice = Choice(choose_s)
        self._view_lock = threading.Lock()  # of those two, and of what is seen at all
        self._fresh = False
        self.lead: Lead | None = None  # of the stickers in view; read from any thread
        self._newest: Newest[Frame] = Newest()
        self._wake = threading.Condition()
        self._stopping = False
        self._paused = False
        self._threads: tuple[threading.Thread, ...] = ()
        self._failed: list[Callable[..., None]] = []
        self._counts = {"frames": 0, "garbage": 0, "decoded": 0, "with_code": 0, "readings": 0, "lost": 0}
        self._decode_ms: deque[float] = deque(maxlen=300)
        self._age_ms: deque[float] = deque(maxlen=300)
        self.state = CameraState.CLOSED
        self.detail = ""

    # --- for the owner ------------------------------------------------------------------------------------

    def start(self, *, paused: bool = False) -> None:
        """Starts both threads; a second call does nothing. A stopped scanner does not start again."""
        if self._stopping:
            raise RuntimeError("this scanner was stopped; make a new one")
        if self._threads:
            return
        self._paused = paused
        self._threads = (
            threading.Thread(target=self._capture, name=f"capture {self.camera.name}"),
            threading.Thread(target=self._decode, name=f"decode {self.camera.name}"),
        )
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends and joins both threads and closes the camera. May be called twice, and before start()."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        self._newest.close()
        for thread in self._threads:
            thread.join(JOIN_S)
            if thread.is_alive():
                log.error("thread %s did not end within %s s", thread.name, JOIN_S)

    def pause(self) -> None:
        """Stops reading and decoding at once; the camera closes `linger_s` later if nobody resumes."""
        with self._wake:
            self._paused = True
            self._wake.notify_all()
        self._newest.clear()

    def resume(self) -> None:
        """Reads again. What is held before the camera is news, even if it was read before the pause."""
        with self._view_lock:
            self._debounce.forget()
            self._choice.forget()
            self._fresh = True
        with self._wake:
            self._paused = False
            self._wake.notify_all()

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
        return self._paused

    def stats(self) -> Stats:
        return Stats(
            **self._counts,
            skipped=self._newest.replaced,
            decode_ms=median(self._decode_ms.copy() or [0.0]),
            age_ms=median(self._age_ms.copy() or [0.0]),
        )

    # --- capture thread -----------------------------------------------------------------------------------

    def _capture(self) -> None:
        opened = False
        retry_s = FIRST_RETRY_S
        garbage = 0
        while not self._stopping:
            if self._paused:
                opened = self._idle(opened)
                continue
            try:
                if not opened:
                    if self.state is not CameraState.LOST:
                        self._announce(CameraState.STARTING)
                    self.camera.open()
                    opened, garbage = True, 0
                frame = self.camera.read()
                if _usable(frame):
                    garbage = 0
                else:
                    garbage += 1
                    self._counts["garbage"] += 1
                    if garbage < GARBAGE_LIMIT:
                        continue
                    raise CameraError(f"{garbage} unusable frames in a row")
            except Exception as error:
                # A driver may raise anything (cv2.error, OSError); the visitor sees one thing: no camera now.
                opened = False
                self._close()
                self._lost(error)
                self._rest(retry_s)
                retry_s = min(LAST_RETRY_S, retry_s * 2)
                continue
            retry_s = FIRST_RETRY_S
            if not self._awake() or self._stopping:
                continue  # paused while read() blocked
            self._counts["frames"] += 1
            self._announce(CameraState.LIVE)
            self._newest.put(frame)
            if self._on_frame is not None:
                self._call(self._on_frame, frame)
        if opened:
            self._close()
        self._announce(CameraState.CLOSED)

    def _idle(self, opened: bool) -> bool:
        """Waits while paused; returns whether the camera is still open."""
        with self._wake:
            self._wake.wait_for(self._awake, self._linger_s if opened else None)
            if self._awake():
                return opened
        self._close()
        self._announce(CameraState.CLOSED, "paused")
        return False

    def _awake(self) -> bool:
        return self._stopping or not self._paused

    def _rest(self, seconds: float) -> None:
        with self._wake:
            self._wake.wait_for(lambda: self._stopping, seconds)

    def _close(self) -> None:
        try:
            self.camera.close()
        except Exception:
            log.exception("closing camera %s", self.camera.name)

    def _lost(self, error: Exception) -> None:
        if not isinstance(error, CameraError):
            log.warning("camera %s raised %r", self.camera.name, error)
        if self.state is not CameraState.LOST:
            self._counts["lost"] += 1
        self._newest.clear()
        self._announce(CameraState.LOST, str(error) or repr(error))

    def _announce(self, state: CameraState, detail: str = "") -> None:
        if (state, detail) == (self.state, self.detail):
            return
        self.state, self.detail = state, detail
        self._call(self._on_state, state, detail)

    # --- decode thread ------------------------------------------------------------------------------------

    def _decode(self) -> None:
        decode, stream = self._decoder, None
        if decode is None:
            from kiosk.scan.stream import Stream

            stream = Stream(self._budget_ms, self._formats)
            decode = stream.decode
        not_before = 0.0
        while not self._newest.closed:
            wait_s = not_before - time.monotonic()
            if wait_s > 0:
                self._rest(wait_s)
            frame = self._newest.take()
            if frame is None:
                continue
            not_before = time.monotonic() + self._decode_every_s
            started_ns = time.monotonic_ns()
            try:
                if self._fresh and stream is not None:
                    stream.forget()
                self._fresh = False
                sight = decode(frame)
            except Exception:
                log.exception("decoding frame %d", frame.sequence)
                continue
            now_ns = time.monotonic_ns()
            self._decode_ms.append((now_ns - started_ns) / 1e6)
            self._age_ms.append((now_ns - frame.captured_ns) / 1e6)
            self._counts["decoded"] += 1
            if not self._paused:
                self._report(sight, now_ns)

    def _report(self, sight: Sight, now_ns: int) -> None:
        """Announces the code that is meant, if it is news: the only one, or the one that leads or was picked."""
        with self._view_lock:
            self.lead = lead = self._choice.consider(sight.readings, now_ns)
            meant = None
            if lead is not None and lead.settled >= 1:
                meant = next((reading for reading in sight.readings if reading.text == lead.text), None)
            others = [reading.text for reading in sight.readings if reading is not meant]
            news = self._debounce.admit(meant.text if meant else None, others, now_ns)
        if sight.readings:
            self._counts["with_code"] += 1
        if meant is not None and news:
            self._counts["readings"] += 1
            self._call(self._on_reading, meant)
        if self._on_sight is not None:
            self._call(self._on_sight, sight)

    def _call(self, callback: Callable[..., None], *arguments: object) -> None:
        try:
            callback(*arguments)
        except Exception:
            # In full once: thirty a second of the same would bury everything else.
            if callback not in self._failed:
                self._failed.append(callback)
                log.exception("a listener of the scanner failed: %r", callback)


def _usable(frame: object) -> bool:
    """Whether it is a Frame as the contract has it: uint8, height x width x 3, C-contiguous, not tiny."""
    image: Any = getattr(frame, "image", None)
    shape: tuple[int, ...] = getattr(image, "shape", ())
    return (
        isinstance(frame, Frame)
        and len(shape) == 3
        and shape[2] == 3
        and min(shape[:2]) >= 16
        and str(image.dtype) == "uint8"
        and bool(image.flags["C_CONTIGUOUS"])
    )
