"""A located code laid flat: its perspective undone, and the curve of a bottle where there may be one.

Coordinates of a patch: pixels from its left top. Those of a code: -1 to 1 from side to side, x right, y down.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kiosk.scan.model import Corners

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]  # N x 2

MARGIN = 5  # modules around a code: its quiet zone, and one for corners that are not exact
PX = 6.0  # pixels a module
FLAT, STEEPEST = 1.25, 4.0  # ratios of edges across and along a slant: no slant below, noise above
LARGEST = 560  # pixels a side: large versions get fewer pixels a module


@dataclass(frozen=True, slots=True)
class Patch:
    """A part of the frame, straightened. image: uint8, C-contiguous. px: pixels a module, as far as is known.

    back: from points of the patch to points of the frame, both N x 2.
    """

    image: NDArray[np.uint8]
    px: float
    back: Callable[[Points], Points]

    def corners(self, of: Corners) -> Corners:
        """Four points of the patch as points of the frame."""
        import numpy as np

        a, b, c, d = ((float(x), float(y)) for x, y in self.back(np.array(of, np.float64)))
        return a, b, c, d


def scale_for(modules: int, px: float = PX, margin: float = MARGIN) -> float:
    """Pixels a module that keep a patch of such a code within LARGEST."""
    return min(px, LARGEST / (modules + 2 * margin))


def rectify(
    grey: NDArray[np.uint8], corners: Corners, modules: int, px: float = PX, margin: float = MARGIN
) -> Patch:
    """The code between `corners` seen straight on, `px` pixels a module, `margin` modules of what lies around it.

    Raises ValueError where the corners are no quadrilateral that can be seen from the front.
    """
    import cv2
    import numpy as np

    if not convex(corners):
        raise ValueError(f"corners {corners} span no area")
    low, high = margin * px, (margin + modules) * px
    flat = np.array(((low, low), (high, low), (high, high), (low, high)), np.float32)
    seen = np.array(corners, np.float32)
    # How many of the frame's pixels a pixel of the patch stands for: more than a few would alias.
    sides = np.linalg.norm(seen - np.roll(seen, 1, axis=0), axis=1)
    shrink = float(sides.mean()) / (high - low)
    size = round((modules + 2 * margin) * px)
    source: Any = grey
    origin = np.zeros(2, np.float32)
    reduced: Any = np.ones(2, np.float32)  # pixels of the frame for one of `source`
    if shrink > 1.6 or shrink < 0.7:
        # Brought near to its size first: resizing is quick, and the warp then needs no more than four pixels each.
        reach = 1.3 * float(sides.max()) * margin / modules
        x0, y0 = np.maximum(np.floor(seen.min(axis=0) - reach), 0).astype(int)
        x1, y1 = np.maximum(np.ceil(seen.max(axis=0) + reach), 0).astype(int)
        part = grey[y0:y1, x0:x1]
        if part.size:
            reduced = shrink / 1.2 if shrink > 1 else 1 / min(3, round(1 / shrink))
            wanted = (max(1, round(part.shape[1] / reduced)), max(1, round(part.shape[0] / reduced)))
            source = cv2.resize(part, wanted, interpolation=cv2.INTER_AREA if shrink > 1 else cv2.INTER_CUBIC)
            origin = np.array((x0, y0), np.float32)
            reduced = np.array((part.shape[1] / wanted[0], part.shape[0] / wanted[1]), np.float32)
    # Pixel centres lie at half pixels; OpenCV counts them from zero.
    to_frame = cv2.getPerspectiveTransform(flat, (seen - origin) / reduced)
    centred = _shift(-0.5) @ to_frame @ _shift(0.5)
    image: Any = cv2.warpPerspective(
        source,
        centred,
        (size, size),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )

    def back(points: Points) -> Points:
        homogeneous = np.column_stack((points, np.ones(len(points)))) @ to_frame.T
        there: Points = homogeneous[:, :2] / homogeneous[:, 2:] * reduced + origin
        return there

    return Patch(image, px, back)


def enlarge(grey: NDArray[np.uint8], box: Corners, modules: int, px: float, margin: float) -> Patch:
    """The upright box round these corners as a square of `modules` and a margin, `px` pixels a module.

    What lies beyond the picture's edge is filled as at that edge: it closes finder patterns that are cut off there.
    Raises ValueError where the box has no part in the picture.
    """
    import cv2
    import numpy as np

    corners = np.array(box)
    low, high = corners.min(axis=0), corners.max(axis=0)
    around = (high - low) * margin / modules
    x0, y0 = np.floor(low - around).astype(int)
    x1, y1 = np.ceil(high + around).astype(int)
    height, width = grey.shape
    if x0 >= width or y0 >= height or x1 <= 0 or y1 <= 0:
        raise ValueError(f"box {box} lies outside of the picture")
    part: Any = grey[max(0, y0) : y1, max(0, x0) : x1]
    if x0 < 0 or y0 < 0 or x1 > width or y1 > height:
        top, bottom, left, right = (int(max(0, n)) for n in (-y0, y1 - height, -x0, x1 - width))
        part = cv2.copyMakeBorder(part, top, bottom, left, right, cv2.BORDER_REPLICATE)
    each = (high - low) / (modules * px)  # pixels of the frame for one of the patch
    wanted = (max(1, round(part.shape[1] / each[0])), max(1, round(part.shape[0] / each[1])))
    # What shrinks is averaged, what grows is interpolated; a box is rarely both.
    how = cv2.INTER_AREA if each.mean() > 1 else cv2.INTER_CUBIC
    image: Any = cv2.resize(part, wanted, interpolation=how)
    scale, origin = np.array((part.shape[1], part.shape[0])) / wanted, np.array((x0, y0))
    return Patch(image, px, lambda points: points * scale + origin)


def convex(corners: Corners) -> bool:
    """Whether the four points run clockwise (y down) round a convex shape of at least some pixels."""
    turns = []
    for i in range(4):
        (ax, ay), (bx, by), (cx, cy) = corners[i], corners[(i + 1) % 4], corners[(i + 2) % 4]
        turns.append((bx - ax) * (cy - by) - (by - ay) * (cx - bx))
    return min(turns) > 16 or max(turns) < -16


def unslant(patch: Patch, power: float) -> Patch | None:
    """A patch with a code seen from far aside, stretched across the slant; None where it shows no slant.

    A code has as many edges one way as the other; seen from aside they crowd together one way. The structure tensor
    tells which way and how much: its eigenvalues' ratio, to the `power` (1 where every edge is as wide, less where
    edges melt into each other).
    """
    import cv2
    import numpy as np

    image = patch.image
    height, width = image.shape
    gx, gy = cv2.Sobel(image, cv2.CV_32F, 1, 0), cv2.Sobel(image, cv2.CV_32F, 0, 1)
    tall, wide = (cv2.getGaussianKernel(n, 0.3 * n, cv2.CV_32F) for n in (height, width))
    weight: Any = tall @ wide.T  # the middle counts: around the code there is something else
    xy = float(np.vdot(weight * gx, gy))
    values, axes = np.linalg.eigh(np.array(((np.vdot(weight * gx, gx), xy), (xy, np.vdot(weight * gy, gy)))))
    ratio = min((float(values[1]) / max(float(values[0]), 1e-9)) ** power, STEEPEST)
    if ratio < FLAT:
        return None
    stretch = axes @ np.diag((1.0, ratio)) @ axes.T
    middle = np.array((width / 2, height / 2))
    outline = np.array(((0, 0), (width, 0), (width, height), (0, height))) - middle
    reach = np.abs(outline @ stretch.T).max(axis=0)
    scale = min(1.0, LARGEST / (2 * float(reach.max())))
    stretch, reach = stretch * scale, reach * scale
    shift = reach - stretch @ middle
    across, down = (math.ceil(2 * r) for r in reach)
    there = np.column_stack((stretch, shift + stretch @ (0.5, 0.5) - 0.5))
    upright: Any = cv2.warpAffine(
        image, there, (across, down), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    inverse = np.linalg.inv(stretch)

    def back(points: Points) -> Points:
        return patch.back((points - shift) @ inverse.T)

    return Patch(upright, patch.px * scale * math.sqrt(ratio), back)


@dataclass(frozen=True, slots=True)
class Bend:
    """How a code lies on a cylinder, as seen after its four corners were pulled straight.

    along: the code's axis that goes round. half_rad: half the angle it covers. off_rad: how far its middle is
    turned away from the viewer. bow: how far the middle of the other two sides is pushed out by looking from above
    or below, in half sides.
    """

    along: str  # "x" or "y"
    half_rad: float
    off_rad: float = 0.0
    bow: float = 0.0


def unroll(patch: Patch, bend: Bend, margin: float = MARGIN) -> Patch:
    """The patch with the cylinder undone."""
    import cv2

    size = patch.image.shape[0]
    map_x, map_y = _tables(size, margin * patch.px / size, bend)
    image: Any = cv2.remap(patch.image, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)

    def back(points: Points) -> Points:
        low = margin * patch.px
        half = size / 2 - low
        there = _bent((points - low) / half - 1, bend)
        return patch.back((there + 1) * half + low)

    return Patch(image, patch.px, back)


def _bent(points: Any, bend: Bend) -> Any:
    """Where points of the flat code are found on the bent one; both in half sides from its middle.

    A cylinder seen from far away: what goes round shows as the sine of its angle, what comes nearer as the cosine.
    The four corners stay where they are.
    """
    import numpy as np

    round_, other = (points[..., 0], points[..., 1]) if bend.along == "x" else (points[..., 1], points[..., 0])
    first, last = math.sin(bend.off_rad - bend.half_rad), math.sin(bend.off_rad + bend.half_rad)
    angle = np.clip(bend.off_rad + bend.half_rad * round_, -1.5, 1.5)
    seen = 2 * (np.sin(angle) - first) / (last - first) - 1
    if bend.bow:
        near, far = math.cos(bend.off_rad - bend.half_rad), math.cos(bend.off_rad + bend.half_rad)
        rise = np.cos(angle) - (near + (far - near) * (seen + 1) / 2)
        other = other + bend.bow * rise / (1 - math.cos(bend.half_rad))
    return np.stack((seen, other) if bend.along == "x" else (other, seen), axis=-1)


@lru_cache(maxsize=16)  # some 5 MB; four times as many found a table again in 63 of 100 cases in place of 59
def _tables(size: int, margin: float, bend: Bend) -> tuple[Any, Any]:
    """Fixed-point tables for cv2.remap. margin: as a part of the side."""
    import cv2
    import numpy as np

    low = margin * size
    half = size / 2 - low
    axis = (np.arange(size) + 0.5 - low) / half - 1
    grid = np.stack(np.meshgrid(axis, axis), axis=-1)
    there = ((_bent(grid, bend) + 1) * half + low - 0.5).astype(np.float32)
    return cv2.convertMaps(there[..., 0], there[..., 1], cv2.CV_16SC2)


def _shift(by: float) -> Any:
    import numpy as np

    return np.array(((1, 0, by), (0, 1, by), (0, 0, 1)), np.float64)
