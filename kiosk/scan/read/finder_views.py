"""The same picture in another light: its negative, and one in which shadow and sun are evened out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from kiosk.scan.read.picture import Picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

EVEN_REACH = 21  # pixels: a finder pattern of modules half as large as the largest that the even view is for
LEAST_SPAN = 20  # grey values: less contrast than this is not stretched to the full
SMALL = 700  # pixels across, of a picture that is evened out as it is and not at half its size


class View(NamedTuple):
    """picture: what is looked at; scale: pixels of the frame that one of its pixels is wide; home: whose finder
    patterns are found in it."""

    picture: Picture
    scale: float
    home: Picture


def plain(picture: Picture) -> View:
    return View(picture, 1.0, picture)


def negative(picture: Picture) -> View:
    """In it a code that is light on dark is as any other."""

    def make() -> Picture:
        import cv2

        return Picture(cast("Bytes", cv2.bitwise_not(picture.grey)))

    turned = cast("Picture", picture.made("negative", make))
    return View(turned, 1.0, turned)


def even(picture: Picture) -> View:
    """Every pixel between the darkest and the lightest around it: the edge of a shadow is seen no further than a
    finder pattern's width. Half the size, which is enough for modules of four pixels."""

    def make() -> Picture:
        import cv2

        grey = picture.grey
        if picture.width > SMALL:
            size = (picture.width // 2, picture.height // 2)
            grey = cast("Bytes", cv2.resize(grey, size, interpolation=cv2.INTER_AREA))
        return Picture(stretched(grey, EVEN_REACH))

    seen = cast("Picture", picture.made("even", make))
    return View(seen, picture.width / seen.width, picture)


def stretched(grey: Bytes, reach: int) -> Bytes:
    """Local contrast made the same everywhere, over `reach` pixels (odd)."""
    import cv2
    import numpy as np

    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (reach, reach))
    half = (reach // 2 * 2 + 1, reach // 2 * 2 + 1)
    low = cv2.blur(cv2.erode(grey, kernel), half)
    span = cv2.subtract(cv2.blur(cv2.dilate(grey, kernel), half), low)
    return cast(
        "Bytes", cv2.divide(cv2.subtract(grey, low), cv2.max(span, np.full_like(span, LEAST_SPAN)), scale=255)
    )
