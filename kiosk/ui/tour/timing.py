"""How long a visitor waits, measured on the window itself."""

from __future__ import annotations

import json
import threading
import time
from collections import defaultdict, deque
from pathlib import Path
from statistics import median
from typing import Any

from PySide6.QtQuick import QQuickWindow

from kiosk.scan.model import Frame


class Stopwatch:
    """Collects waits in milliseconds by name, and knows when the window showed its frames."""

    def __init__(self, window: QQuickWindow) -> None:
        self.waits: defaultdict[str, list[float]] = defaultdict(list)
        self._swaps: deque[int] = deque(maxlen=2000)
        window.frameSwapped.connect(self._swapped)

    def _swapped(self) -> None:
        self._swaps.append(time.monotonic_ns())

    def first_frame_after(self, ns: int) -> int | None:
        """When the window first showed a frame drawn after this moment; None before it has."""
        return next((swap for swap in self._swaps if swap > ns), None)

    def note(self, name: str, from_ns: int, to_ns: int) -> None:
        self.waits[name].append((to_ns - from_ns) / 1e6)

    def table(self) -> dict[str, Any]:
        """Name -> median, worst and number of the waits, in ms."""
        return {
            name: {"median_ms": round(median(waits), 1), "max_ms": round(max(waits), 1), "n": len(waits)}
            for name, waits in sorted(self.waits.items())
        }

    def write(self, path: Path, **more: Any) -> None:
        path.write_text(json.dumps(more | {"waits": self.table()}, indent=1) + "\n", encoding="utf-8")


class FrameLog:
    """Keeps the frames that reach the camera interface, to find afterwards which was the first decodable."""

    LONGEST = 120  # 4 s at 30 a second, 6 MB each

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._frames: list[Frame] = []
        self._recording = False

    def start(self) -> None:
        with self._lock:
            self._frames.clear()
            self._recording = True

    def take(self, frame: Frame) -> None:
        """Called on the capture thread with every frame."""
        with self._lock:
            if self._recording and len(self._frames) < self.LONGEST:
                self._frames.append(frame)

    def first_decodable_ns(self, text: str) -> int | None:
        """When the first frame in which a plain zxing-cpp reads `text` was captured; None if in none."""
        from kiosk.scan.decode import Decoder

        with self._lock:
            self._recording = False
            frames, self._frames = self._frames, []
        decoder = Decoder()
        texts = ((f.captured_ns, [r.text for r in decoder.decode(f).readings]) for f in frames)
        return next((captured_ns for captured_ns, read in texts if text in read), None)
