"""Which camera a booth has: the one it was told, the first there is, or the simulated one."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from kiosk.scan.camera.devices import Device, devices
from kiosk.scan.model import Camera, CameraError
from kiosk.settings import Settings
from kiosk.staff.content import Sample

if TYPE_CHECKING:
    from kiosk.scan.camera.device import DeviceCamera
    from kiosk.scan.camera.simulated import SimulatedCamera

LONGEST_LOOK_S = 15.0
FILMS = {".webm", ".mp4", ".mkv", ".avi", ".mov", ".mjpg", ".mjpeg"}
# What an item without artwork is printed in, before the simulated camera.
BLANKS = ("#28598C", "#7C9A55", "#C9764D", "#8A2F5B", "#1F7A70", "#B4651E")


def camera_of(settings: Settings, samples: Sequence[Sample]) -> Camera:
    """The camera that the settings name; it is opened, and looked up again each time, by the scanner."""
    wanted = source_of(settings, devices())
    if wanted == "simulated":
        return simulated(settings, samples)
    if is_film(settings, wanted):
        from kiosk.scan.camera.film import FilmCamera

        return FilmCamera(settings.base / wanted)
    return device(settings, wanted)


def source_of(settings: Settings, there: Sequence[Device]) -> str:
    """What the settings' source means on this machine. "auto" is the first camera there is, by the name under which
    it comes back after it was unplugged, and the simulated one where there is none."""
    wanted = settings.camera.source.strip()
    if wanted == "auto":
        return there[0].stable if there else "simulated"
    return wanted


def is_film(settings: Settings, source: str) -> bool:
    """Whether it is a path below the booth's folder, and not a device or a part of a camera's name."""
    if source.startswith("/dev/") or source.isdigit():
        return False
    return "/" in source or Path(source).suffix.lower() in FILMS or (settings.base / source).exists()


def device(settings: Settings, source: str) -> DeviceCamera:
    """A camera of this machine as the settings want it: a path, a number, a name or part of one."""
    from kiosk.scan.camera.controls import Wishes
    from kiosk.scan.camera.device import DeviceCamera

    camera = settings.camera
    wishes = Wishes(_number(camera.exposure), camera.exposure_priority, _number(camera.focus))
    size = (camera.width, camera.height)
    return DeviceCamera(source, size, camera.fps, format=camera.format, wishes=wishes, rotation=camera.rotation)


@dataclass(frozen=True, slots=True)
class Look:
    """What a camera gave when it was tried: its node now, what it granted, its rate and age, what is wrong."""

    node: str
    granted: str
    fps: float
    age_ms: float
    problems: tuple[str, ...]

    def __str__(self) -> str:
        measured = f"{self.granted}; measured {self.fps:.1f} a second, {self.age_ms:.0f} ms old"
        return "; ".join((measured, *self.problems))


def look_through(settings: Settings, source: str, frames: int = 30) -> Look:
    """Opens the camera as the booth would and reads some frames. It must not be in use.

    Raises CameraError when it is not there, gives no picture, or does not answer within LONGEST_LOOK_S.
    """
    camera = device(settings, source)
    answer: queue.SimpleQueue[Look | Exception] = queue.SimpleQueue()

    def look() -> None:
        try:
            answer.put(_look(camera, settings.camera.fps, frames))
        except Exception as error:  # told to who waits, below
            answer.put(error)
        finally:
            camera.close()

    threading.Thread(target=look, name=f"look {source}", daemon=True).start()
    try:
        found = answer.get(timeout=LONGEST_LOOK_S)
    except queue.Empty:
        raise CameraError(f"{source} does not answer: its driver hangs") from None
    if isinstance(found, Exception):
        raise found if isinstance(found, CameraError) else CameraError(f"{source}: {found!r}")
    return found


def _look(camera: DeviceCamera, wanted_fps: float, frames: int) -> Look:
    from kiosk.scan.camera.watch import Blind, is_black

    camera.open()
    seen, ages = [], []
    for _ in range(frames):
        frame = camera.read()
        ages.append((time.monotonic_ns() - frame.captured_ns) / 1e6)
        seen.append(frame.captured_ns)
    fps = (len(seen) - 1) / max(1, seen[-1] - seen[0]) * 1e9
    problems = list(camera.problems)
    if fps < 0.8 * wanted_fps:
        problems.append(
            f"it delivers {fps:.1f} frames a second of {wanted_fps:g}: too little light, or a slow cable?"
        )
    if is_black(frame.image):
        problems.append(Blind.BLACK)
    return Look(camera.node(), camera.granted, fps, median(ages), tuple(problems))


def _number(value: str | int) -> int | None:
    return None if isinstance(value, str) else value


def simulated(settings: Settings, samples: Sequence[Sample]) -> SimulatedCamera:
    """A camera that holds up the samples' stickers when it is told to."""
    from kiosk.scan.camera.simulated import SampleSticker, SimulatedCamera

    stickers = []
    for number, sample in enumerate(samples):
        colour = BLANKS[number % len(BLANKS)]
        artwork = settings.assets_folder / "camera" / "products" / (Path(sample.picture).stem + ".png")
        stickers.append(
            SampleSticker(sample.text, sample.brand, sample.shape, colour, artwork if artwork.exists() else None)
        )
    return SimulatedCamera(stickers, fps=settings.camera.fps, auto=False)


def play_along(camera: Camera | None, scanning: bool) -> None:
    """Have a simulated camera hold things up by itself while the visitor is asked to, and only then."""
    from kiosk.scan.camera.simulated import SimulatedCamera

    if isinstance(camera, SimulatedCamera):
        if not scanning:
            camera.withdraw()
        elif camera.idle:
            camera.auto()
