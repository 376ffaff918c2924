"""The camera's side of the scanner: one thread that is in the driver, and one that watches it.

The camera is drained at its own pace so that no stale buffer piles up. A camera that fails is LOST, is closed, and
is opened again, at first at once and at most a second apart. A call into a driver that does not come back is LOST
too: its thread and its camera are left alone, and another thread with a camera object of its own takes over. So
no two threads are ever in one camera object, and nobody else waits for a driver.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar, runtime_checkable

from kiosk.scan.camera.watch import Blind, Watch
from kiosk.scan.model import Camera, CameraError, CameraState, Frame

T = TypeVar("T")
log = logging.getLogger(__name__)

FIRST_RETRY_S = 0.1
LAST_RETRY_S = 1.0
FROZEN_RETRY_S = 2.0  # twice as long each time, and at most:
LAST_FROZEN_RETRY_S = 30.0
GARBAGE_LIMIT = 30  # unusable frames in a row before the camera counts as lost
LINGER_S = 5.0  # a paused camera stays open this long: coming back is quick, and then its light goes out
STUCK_S = {"open": 5.0, "read": 2.0, "close": 2.0}  # a call that takes longer than this does not come back
GUARD_S = 0.2  # so often the guard looks
ABANDONED_LIMIT = 3  # threads left in a driver; more would not help
JOIN_S = 1.5  # read() blocks for at most 1 s
LATE_S = 0.5  # for one that seems to be stuck, and may be late because the machine is busy


@runtime_checkable
class Replaceable(Protocol):
    """A camera of which there can be another object for the same device."""

    def another(self) -> Camera: ...


class Shift:
    """One thread's time with one camera object; over once another has taken its place."""

    def __init__(self, camera: Camera, work: Callable[[Shift], None]) -> None:
        self.camera = camera
        self.over = False
        self.call = ""  # what it is in the driver for
        self.since = 0.0
        # A driver's call that never comes back must not keep the process.
        self.thread = threading.Thread(target=work, args=(self,), name=f"capture {camera.name}", daemon=True)

    def stuck(self) -> bool:
        call = self.call
        return call != "" and time.monotonic() - self.since > STUCK_S[call]


class Capture:
    """Owns a camera and the threads that are in it.

    deliver(frame): capture thread, every usable frame of a camera that sees. on_state(state, detail): when either
    changed, on the thread that noticed; detail is for staff: what is wrong, or with a LIVE camera what it refused.
    watch: tells a black or frozen camera; None for films, which may rest.
    """

    def __init__(
        self,
        camera: Camera,
        deliver: Callable[[Frame], None],
        on_state: Callable[[CameraState, str], None],
        *,
        linger_s: float = LINGER_S,
        watch: Watch | None = None,
    ) -> None:
        self.state = CameraState.CLOSED
        self.detail = ""
        self.counts = {"frames": 0, "garbage": 0, "lost": 0, "abandoned": 0}
        self.paused = False
        self.stopping = False
        self._deliver = deliver
        self._on_state = on_state
        self._linger_s = linger_s
        self._watch = watch
        self._wake = threading.Condition()
        self._telling = threading.RLock()  # states are told in the order in which they came
        self._shift = Shift(camera, self._work)
        self._abandoned: list[threading.Thread] = []
        self._guard = threading.Thread(target=self._watch_over, name=f"guard {camera.name}")
        self._frozen_again_at = 0.0
        self._frozen_retry_s = FROZEN_RETRY_S

    @property
    def camera(self) -> Camera:
        """The one that is in use; another object after a driver's call has been given up."""
        return self._shift.camera

    def start(self, *, paused: bool) -> None:
        self.paused = paused
        self._shift.thread.start()
        self._guard.start()

    def stop(self) -> None:
        """Ends the threads and closes the camera, and waits for that no longer than JOIN_S."""
        with self._wake:
            self.stopping = True
            self._wake.notify_all()
        if self._guard.ident is None:
            return
        self._guard.join()
        shift = self._shift
        shift.thread.join(LATE_S if shift.stuck() else JOIN_S)
        if shift.thread.is_alive():
            log.error("camera %s: %s() does not come back; its thread is left alone", shift.camera.name, shift.call)
            self._announce(shift, CameraState.CLOSED)
            with self._wake:
                shift.over = True

    def pause(self) -> None:
        with self._wake:
            self.paused = True
            self._wake.notify_all()

    def resume(self) -> None:
        with self._wake:
            self.paused = False
            self._wake.notify_all()

    # --- the thread in the driver -------------------------------------------------------------------------

    def _work(self, shift: Shift) -> None:
        opened = False
        retry_s = FIRST_RETRY_S
        garbage = 0
        while not (self.stopping or shift.over):
            if self.paused:
                opened = self._idle(shift, opened)
                continue
            try:
                if not opened:
                    if self.state is not CameraState.LOST:
                        self._announce(shift, CameraState.STARTING)
                    self._in_driver(shift, "open", shift.camera.open)
                    opened, garbage = True, 0
                    continue  # unless it was given up, stopped or paused meanwhile
                frame = self._in_driver(shift, "read", shift.camera.read)
                if not usable(frame):
                    garbage += 1
                    self.counts["garbage"] += 1
                    if garbage < GARBAGE_LIMIT:
                        continue
                    raise CameraError(f"{garbage} unusable frames in a row")
                garbage = 0
                if not self._awake() or self.stopping or shift.over:
                    continue  # paused while read() blocked
                if self._is_blind(shift, frame):
                    continue
            except Exception as error:
                # A driver may raise anything (cv2.error, OSError); the visitor sees one thing: no camera now.
                opened = False
                self._close(shift)
                self._lost(shift, error)
                self._rest(retry_s)
                retry_s = min(LAST_RETRY_S, retry_s * 2)
                continue
            retry_s = FIRST_RETRY_S
            self.counts["frames"] += 1
            self._announce(shift, CameraState.LIVE, "; ".join(getattr(shift.camera, "problems", ())))
            self._deliver(frame)
        if opened:
            self._close(shift)
        self._announce(shift, CameraState.CLOSED)

    def _in_driver(self, shift: Shift, name: str, call: Callable[[], T]) -> T:
        with self._wake:
            shift.call, shift.since = name, time.monotonic()
        try:
            return call()
        finally:
            with self._wake:
                shift.call = ""

    def _is_blind(self, shift: Shift, frame: Frame) -> bool:
        """Raises CameraError when opening the camera again may help."""
        blind = self._watch.see(frame.image, frame.captured_ns) if self._watch is not None else None
        if blind is None:
            self._frozen_again_at, self._frozen_retry_s = 0.0, FROZEN_RETRY_S
            return False
        error = CameraError(f"{shift.camera.name}: {blind}")
        now = time.monotonic()
        if blind is Blind.FROZEN and now >= self._frozen_again_at:
            self._frozen_again_at = now + self._frozen_retry_s
            self._frozen_retry_s = min(LAST_FROZEN_RETRY_S, self._frozen_retry_s * 2)
            raise error
        self._lost(shift, error)
        return True

    def _idle(self, shift: Shift, opened: bool) -> bool:
        """Waits while paused; returns whether the camera is still open."""
        with self._wake:
            self._wake.wait_for(self._awake, self._linger_s if opened else None)
            if self._awake():
                return opened
        self._close(shift)
        self._announce(shift, CameraState.CLOSED, "paused")
        return False

    def _awake(self) -> bool:
        return self.stopping or not self.paused

    def _rest(self, seconds: float) -> None:
        with self._wake:
            self._wake.wait_for(lambda: self.stopping, seconds)

    def _close(self, shift: Shift) -> None:
        try:
            self._in_driver(shift, "close", shift.camera.close)
        except Exception:
            log.exception("closing camera %s", shift.camera.name)

    def _lost(self, shift: Shift, error: Exception) -> None:
        if not isinstance(error, CameraError):
            log.warning("camera %s raised %r", shift.camera.name, error)
        self._announce(shift, CameraState.LOST, str(error) or repr(error))

    def _announce(self, shift: Shift, state: CameraState, detail: str = "") -> None:
        with self._telling:
            if shift.over or (state, detail) == (self.state, self.detail):
                return
            if state is CameraState.LOST and self.state is not CameraState.LOST:
                self.counts["lost"] += 1
            self.state, self.detail = state, detail
            self._on_state(state, detail)

    # --- the thread that watches it -----------------------------------------------------------------------

    def _watch_over(self) -> None:
        while not self.stopping:
            with self._wake:
                self._wake.wait_for(lambda: self.stopping, GUARD_S)
            shift = self._shift
            if not self.stopping and shift.stuck():
                self._announce(shift, CameraState.LOST, f"{shift.camera.name}: the driver does not answer")
                self._take_over(shift)

    def _take_over(self, shift: Shift) -> None:
        """Another thread with another camera object, where there can be one."""
        self._abandoned = [thread for thread in self._abandoned if thread.is_alive()]
        if not isinstance(shift.camera, Replaceable) or len(self._abandoned) >= ABANDONED_LIMIT:
            return
        fresh = Shift(shift.camera.another(), self._work)
        with self._wake:
            if self.stopping or not shift.stuck():
                return  # it came back after all
            shift.over = True
            self._abandoned.append(shift.thread)
            self._shift = fresh
        self.counts["abandoned"] += 1
        log.error(
            "camera %s: %s() does not come back; %d threads are left in the driver",
            shift.camera.name,
            shift.call,
            len(self._abandoned),
        )
        fresh.thread.start()


def usable(frame: object) -> bool:
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
