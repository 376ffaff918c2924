"""Which camera a booth has: the one it was told, the first there is, or the simulated one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.scan.model import Camera
from kiosk.settings import Settings
from kiosk.staff.content import Sample

if TYPE_CHECKING:
    from kiosk.scan.simulated import SimulatedCamera

# What an item without artwork is printed in, before the simulated camera.
BLANKS = ("#28598C", "#7C9A55", "#C9764D", "#8A2F5B", "#1F7A70", "#B4651E")


def devices() -> list[Path]:
    """Video devices by their stable names where udev gives them, otherwise by node."""
    stable = sorted(Path("/dev/v4l/by-id").glob("*-index0")) if Path("/dev/v4l/by-id").is_dir() else []
    return stable or sorted(Path("/dev").glob("video[0-9]*"))


def camera_of(settings: Settings, samples: Sequence[Sample]) -> Camera:
    """The camera that the settings name; it is opened later, by the scanner."""
    wanted = settings.camera.source
    if wanted == "auto":
        found = devices()
        wanted = str(found[0]) if found else "simulated"
    size = (settings.camera.width, settings.camera.height)
    if wanted == "simulated":
        return simulated(settings, samples)
    if wanted.startswith("/dev/") or wanted.isdigit():
        from kiosk.scan.device import DeviceCamera

        return DeviceCamera(int(wanted) if wanted.isdigit() else wanted, size=size, fps=settings.camera.fps)
    from kiosk.scan.film import FilmCamera

    return FilmCamera(settings.base / wanted)


def simulated(settings: Settings, samples: Sequence[Sample]) -> SimulatedCamera:
    """A camera that holds up the samples' stickers when it is told to."""
    from kiosk.scan.simulated import SampleSticker, SimulatedCamera

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
    from kiosk.scan.simulated import SimulatedCamera

    if isinstance(camera, SimulatedCamera):
        if not scanning:
            camera.withdraw()
        elif camera.idle:
            camera.auto()
