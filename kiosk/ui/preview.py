"""Camera frames into a QVideoSink, from the capture thread.

Measured: 0.66 ms a frame colour-converted straight into the mapped frame; from the GUI thread it stalled 41 ms.
"""

from __future__ import annotations

import threading

from PySide6.QtCore import QSize
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat, QVideoSink

from kiosk.scan.model import Frame


class Preview:
    """Owns no thread: show() runs on the camera's, `sink` is set on the GUI's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sink: QVideoSink | None = None
        self._format: QVideoFrameFormat | None = None

    @property
    def sink(self) -> QVideoSink | None:
        return self._sink

    @sink.setter
    def sink(self, sink: QVideoSink | None) -> None:
        with self._lock:  # the page's sink must outlive the frame being written into it
            self._sink = sink
            if sink is not None:
                sink.destroyed.connect(self.close)

    def close(self) -> None:
        with self._lock:
            self._sink = None

    def show(self, frame: Frame) -> None:
        """Copy one BGR frame to the screen's sink, if there is one."""
        with self._lock:
            if self._sink is None:
                return
            import cv2
            import numpy as np

            height, width = frame.image.shape[:2]
            if self._format is None or self._format.frameSize() != QSize(width, height):
                self._format = QVideoFrameFormat(
                    QSize(width, height), QVideoFrameFormat.PixelFormat.Format_BGRX8888
                )
            picture = QVideoFrame(self._format)
            if not picture.map(QVideoFrame.MapMode.WriteOnly):
                return
            stride = picture.bytesPerLine(0)
            target = np.frombuffer(picture.bits(0), np.uint8, stride * height).reshape(height, stride // 4, 4)
            cv2.cvtColor(frame.image, cv2.COLOR_BGR2BGRA, dst=target[:, :width])
            del target
            picture.unmap()
            self._sink.setVideoFrame(picture)
