"""Pictures in files, in place of a camera's: which there are in a folder, and one as an image."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff"}


class PictureError(Exception):
    """The file is no picture that can be read; the text is for staff."""


def pictures_in(folder: Path) -> list[Path]:
    """The pictures of a folder in name order. Raises PictureError when there are none."""
    if not folder.is_dir():
        raise PictureError(f"{folder} is not a folder")
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURES)
    if not paths:
        raise PictureError(f"{folder} holds no pictures ({', '.join(sorted(PICTURES))})")
    return paths


def load(path: Path) -> NDArray[np.uint8]:
    """The picture as height x width x 3, BGR. Raises PictureError, also for more than MOST_PIXELS of kiosk.scan."""
    import cv2
    import numpy as np

    if not path.is_file():
        raise PictureError(f"{path} is not there" if not path.exists() else f"{path} is not a file")
    try:
        image = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)
    except (cv2.error, OSError) as error:
        raise PictureError(f"{path} cannot be read: {error}") from error
    if image is None or image.size == 0:
        raise PictureError(f"{path} is no picture that can be read")
    return cast("NDArray[np.uint8]", image)
