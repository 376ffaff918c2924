"""`make soak`: the real window on a virtual screen, on the scan page, for an hour: what leaks, lags or misses.

Stickers come and go before the simulated camera at 1080p30. The window stays on the scan page when one was read,
so that the preview is measured all the time. A table line a minute, then the verdict; exits with 1 when short.
SOAK_MINUTES (60) says how long; SOAK_WARM_UP_S (180) how long the memory may settle, at most half of the time.

rss: each second's mean of ten samples (memory is given back once a second: one sample a second would show where in
that sawtooth it happened to fall), and the median of each tenth of the time after the warm-up: the fitted line, and
the highest above the first, both within 2 %.
age: from a frame's capture to when its decoding begins (picked) and ends (decoded), the worst of each minute. None
may be older than 100 ms when it is picked; of 300 in a row, 99 in 100 must be told by then: a last step that the
machine's other work holds up ends when it ends.
preview: frames of the camera that reached the screen, counted at the window's swaps, in whole seconds.
cpu: seconds of processor a second, by thread: camera (drawing simulated frames, and copying them to the preview),
decode, draw (the renderer and its rasteriser), and the rest.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from kiosk.ui.screen import virtual_screen

SIZE = (1080, 1920)
HELD_S, AWAY_S = 3.0, 2.0  # away counts from the moment the hand leaves, which takes half a second
OLDEST_MS = 100.0
SLOWEST_FPS = 25.0
LINE_S = int(os.environ.get("SOAK_LINE_S", "60"))
FLAT = 0.02
KINDS = ("camera", "decode", "draw", "rest")
PAGE = os.sysconf("SC_PAGE_SIZE")


def rss_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1e6


def cpu_by_thread() -> Counter[str]:
    """Seconds of processor that this process has used, by kind of thread."""
    named = {thread.native_id: thread.name.split()[0] for thread in threading.enumerate()}
    used: Counter[str] = Counter()
    for task in Path("/proc/self/task").iterdir():
        try:
            nanoseconds = int((task / "schedstat").read_text().split()[0])
            kind = named.get(int(task.name)) or (task / "comm").read_text().strip()
        except OSError:
            continue  # it has just ended
        kind = {"capture": "camera", "QSGRenderThread": "draw"}.get(kind, "draw" if "llvmpipe" in kind else kind)
        used[kind if kind in ("camera", "decode", "draw") else "rest"] += nanoseconds / 1e9
    return used


@dataclass
class Second:
    """One second of the soak."""

    t: float
    rss_mb: float
    fps: int
    frames: int
    picked_ms: float
    decoded_ms: float
    told_ms: float  # 99 in 100 were decoded by then


@dataclass
class Log:
    """What is counted while it runs; each list has one writer."""

    seconds: list[Second] = field(default_factory=list)
    shown: list[tuple[str, int]] = field(default_factory=list)
    read: list[tuple[str, int]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    put: int = 0  # frames handed to the preview's sink
    presented: int = 0  # swaps of the window that had a new one
    swaps: int = 0


def soak(minutes: float, warm_up_s: float) -> int:
    from PySide6.QtCore import QMetaObject, Qt, QTimer
    from PySide6.QtGui import QGuiApplication

    from kiosk.booth import Booth
    from kiosk.scan.model import Camera, CameraState, Frame, Reading
    from kiosk.settings import load
    from kiosk.staff.adopt import set_apart
    from kiosk.staff.cameras import simulated
    from kiosk.staff.content import prepare
    from kiosk.ui.app import App, prepare_environment
    from kiosk.visit.idle import Presence
    from kiosk.visit.page import Page

    settings = load()
    prepared = prepare(settings)
    prepare_environment(hardware_video=False)
    application = QGuiApplication(["soak"])
    queued = Qt.ConnectionType.QueuedConnection
    camera = simulated(settings, prepared.samples)
    log = Log()

    def the_camera() -> Camera:
        return camera

    with tempfile.TemporaryDirectory(prefix="kiosk-soak-") as state:
        booth = Booth(set_apart(settings, Path(state)), pack=prepared.pack, camera=the_camera)

        def read(reading: Reading) -> None:
            log.read.append((reading.text, time.monotonic_ns()))
            booth.announce("reading", reading)
            booth.present(Presence.SCAN)

        # In place of showing the passport: the scan page stays, and with it the preview that is measured.
        booth._read = read  # type: ignore[method-assign]
        booth.on(
            "camera_state",
            lambda s: log.lost.append(booth.troubles["camera"].staff) if s is CameraState.LOST else None,
        )
        app = App(booth, SIZE)
        show = booth.on_frame
        assert show is not None

        def counted(frame: Frame) -> None:
            show(frame)
            log.put += 1

        booth.on_frame = counted
        last = [0]

        def swapped() -> None:
            log.swaps += 1
            if log.put != last[0]:
                last[0] = log.put
                log.presented += 1

        app.window.frameSwapped.connect(swapped, Qt.ConnectionType.DirectConnection)
        over = threading.Event()
        hand = threading.Thread(target=_hand, args=(camera, log, over), name="hand")

        def begin() -> None:
            booth.visit.begin()
            booth.visit.go(Page.SCAN)
            hand.start()

        QTimer.singleShot(3000, begin)
        clock = _Clock(log, booth, minutes)

        def measure() -> None:
            clock.begin()
            samples.start()
            second.start()

        second = QTimer(interval=1000, timerType=Qt.TimerType.PreciseTimer)

        def tick() -> None:
            clock.tick()
            if clock.over:
                # As in kiosk.ui.app.run: quit() waits for the render thread, and that perhaps for `swapped`.
                second.stop()
                samples.stop()
                app.window.frameSwapped.disconnect(swapped)
                QTimer.singleShot(500, lambda: QMetaObject.invokeMethod(application, "quit", queued))

        second.timeout.connect(tick)
        samples = QTimer(interval=97, timerType=Qt.TimerType.PreciseTimer)
        samples.timeout.connect(clock.sample)
        QTimer.singleShot(8000, measure)
        try:
            app.show(fullscreen=False)
            application.exec()
        finally:
            over.set()
            if hand.ident is not None:
                hand.join()
            app.close()
    return verdict(log, min(warm_up_s, minutes * 30))


def _hand(camera: object, log: Log, over: threading.Event) -> None:
    """Brings one sticker after the other, as a visitor would, until it is over."""
    from kiosk.scan.camera.simulated import SimulatedCamera

    assert isinstance(camera, SimulatedCamera)
    number = 0
    while not over.wait(AWAY_S):
        sticker = camera.show(number % len(camera.stickers))
        log.shown.append((sticker.text, time.monotonic_ns()))
        number += 1
        over.wait(HELD_S)
        camera.withdraw()


class _Clock:
    """Takes stock once a second on the window's thread, and prints a line a minute."""

    def __init__(self, log: Log, booth: object, minutes: float) -> None:
        self._log, self._booth, self._minutes = log, booth, minutes
        self._rss: list[float] = []
        self.over = False
        print(
            f"{'min':>5} {'rss MB':>8} {'fps mean':>9} {'p1':>4} {'min':>4} {'camera':>7} {'decode ms':>10} "
            f"{'picked ms':>10} {'decoded ms':>11} {'shown':>6} {'read':>5} {'lost':>5}  "
            + " ".join(f"{kind:>7}" for kind in KINDS)
            + "  (cpu)",
            flush=True,
        )

    def begin(self) -> None:
        """Once everything has come to its pace."""
        self._began = self._at = self._line_at = time.monotonic()
        self._cpu = cpu_by_thread()
        self._presented, self._put = self._log.presented, self._log.put

    def sample(self) -> None:
        self._rss.append(rss_mb())

    def tick(self) -> None:
        log = self._log
        now = time.monotonic()
        took = now - self._at
        stats = self._booth.scanner.stats()  # type: ignore[attr-defined]
        log.seconds.append(
            Second(
                now - self._began,
                float(np.mean(self._rss or [rss_mb()])),
                round((log.presented - self._presented) / took),
                log.put - self._put,
                stats.picked_max_ms,
                stats.age_max_ms,
                stats.age_p99_ms,
            )
        )
        self._at, self._presented, self._put = now, log.presented, log.put
        self._rss.clear()
        if len(log.seconds) % LINE_S == 0:
            self._line(log.seconds[-LINE_S:], stats.decode_ms)
        self.over = now - self._began >= self._minutes * 60

    def _line(self, seconds: list[Second], decode_ms: float) -> None:
        log = self._log
        fps = [s.fps for s in seconds]
        now, cpu = time.monotonic(), cpu_by_thread()
        spent = {kind: (cpu[kind] - self._cpu[kind]) / (now - self._line_at) for kind in KINDS}
        self._line_at, self._cpu = now, cpu
        print(
            f"{seconds[-1].t / 60:5.1f} {np.mean([s.rss_mb for s in seconds]):8.1f} {np.mean(fps):9.1f} "
            f"{np.percentile(fps, 1):4.0f} {min(fps):4d} "
            f"{np.mean([s.frames for s in seconds]):7.1f} {decode_ms:10.1f} "
            f"{max(s.picked_ms for s in seconds):10.1f} {max(s.decoded_ms for s in seconds):11.1f} "
            f"{len(log.shown):6d} {len(log.read):5d} {len(log.lost):5d}  "
            + " ".join(f"{spent[kind]:7.2f}" for kind in KINDS),
            flush=True,
        )


def verdict(log: Log, warm_up_s: float) -> int:
    """Prints what held and what did not; the exit status."""
    settled = [s for s in log.seconds if s.t >= warm_up_s]
    tenths = np.array_split(np.array([s.rss_mb for s in settled]), 10)
    rss = np.array([np.median(tenth) for tenth in tenths])
    slope, first = np.polyfit(np.arange(10), rss, 1)
    drift, spread = slope * 9 / first, (rss.max() - rss[0]) / rss[0]
    minutes = (settled[-1].t - settled[0].t) / 60
    fps = np.array([s.fps for s in log.seconds])
    picked, usual = max(s.picked_ms for s in log.seconds), max(s.told_ms for s in log.seconds)
    decoded = max(s.decoded_ms for s in log.seconds)
    # One may be in hand as it ends.
    shown, read = [text for text, _ in log.shown], [text for text, _ in log.read]
    told = read == shown or read == shown[:-1]
    lines = [
        ("memory, fitted", f"{drift:+.2%} over {minutes:.1f} min, {rss[-1]:.0f} MB", abs(drift) <= FLAT),
        ("memory, highest above the first tenth", f"{spread:+.2%}", spread <= FLAT),
        ("oldest frame as its decoding began", f"{picked:.0f} ms", picked <= OLDEST_MS),
        ("99 in 100 as their decoding ended", f"{usual:.0f} ms (the oldest {decoded:.0f} ms)", usual <= OLDEST_MS),
        ("preview, mean", f"{fps.mean():.1f} fps", fps.mean() >= SLOWEST_FPS),
        (
            "preview, 1st percentile of seconds",
            f"{np.percentile(fps, 1):.0f} fps",
            np.percentile(fps, 1) >= SLOWEST_FPS,
        ),
        ("readings", f"{len(read)} of {len(shown)} stickers, {'in' if told else 'NOT in'} their order", told),
        ("camera lost", f"{len(log.lost)} times {log.lost[:1] or ''}", not log.lost),
    ]
    print(f"load of the machine {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores; swaps of the window {log.swaps}")
    for what, is_, well in lines:
        print(f"{'holds' if well else 'SHORT'}  {what:<40} {is_}")
    if not told:
        _say_misses(log)
    return 0 if all(well for *_, well in lines) else 1


def _say_misses(log: Log) -> None:
    for number, (text, at) in enumerate(log.shown):
        until = log.shown[number + 1][1] if number + 1 < len(log.shown) else sys.maxsize
        between = [one for one, when in log.read if at <= when < until]
        if between != [text]:
            others = sum(one != text for one in between)
            print(f"  shown as number {number}: read {len(between)} times, {others} of others")


def main() -> int:
    minutes = float(os.environ.get("SOAK_MINUTES", "60"))
    warm_up_s = float(os.environ.get("SOAK_WARM_UP_S", "180"))
    with virtual_screen(*SIZE) as display:
        os.environ |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        return soak(minutes, warm_up_s)


if __name__ == "__main__":
    sys.exit(main())
