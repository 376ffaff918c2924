"""What would help the code in view to be read: measured in each frame, and said steadily.

A cause is measured on one patch, the code's own square brought upright: at most 112 x 112 pixels, 0.3 ms.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from kiosk.scan.model import Corners, Hint
from kiosk.scan.read.picture import Kind, Picture, Region
from kiosk.scan.read.quads import centre, side

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What is measured, in the frame's pixels and grey levels (0 to 255).
SMALL_MODULE_PX = 2.6  # a module smaller than this, and zxing-cpp reads fewer than half
USUAL_MODULES = 33  # of a side, where nothing is known
FEWEST_MODULES = 15  # as they are estimated: version 1 has 21, and blur hides some
FILLS = 0.9  # of the frame's shorter side
LARGE = 0.3  # of the same: so large and cut off by the edge, a code is too near, and not just aside
DARK_WHITE = 72  # the code's paper is darker than this
DARK_FRAME = 60  # nothing in the whole picture is lighter
PAPER_WHITE, BURNT = 236, 150  # the code's paper is nearly all the sensor gives, and its dark is lighter than this
BURNT_SHARE = 0.05  # of the code's blocks without any dark left
BLOCKS = 6  # across a code: each is 4 modules wide or more, and holds some dark ones
MIXED = 0.45  # of a code's pixels lie between black and white, unless it is blurred
BLUR_MODULES = 0.4  # sigma of an edge, beside a module's side
SMEARED = 0.4  # energy of edges along the smear beside those across it
EXPOSURE_S = 1 / 60
BEFORE_NS = 250_000_000
PATCH = 112

# When it is said.
HOLD_NS = 250_000_000  # measured for so long before it is said
GAP_NS = 250_000_000  # a frame or two without it do not count
STAY_NS = 1_200_000_000  # said for so long
QUIET_NS = 1_000_000_000  # and nothing for so long after it


class Gauge:
    """Measures one frame after the other; remembers where the code was, to know how fast it moves."""

    def __init__(self) -> None:
        import cv2
        import numpy as np

        self._cv2, self._np = cv2, np
        self._before: tuple[Corners, int] | None = None

    def measure(
        self, picture: Picture, readings: Sequence[Corners], regions: Sequence[Region], at_ns: int
    ) -> Hint | None:
        """What is amiss with the largest code that was not read; Hint.MANY when several were; None when all is
        well.

        regions: what was located in the frame and not read; those of Kind.TEXTURE count only when they look like a
        code. at_ns: monotonic, when the frame was captured.
        """
        before, self._before = self._before, None
        if readings:
            return Hint.MANY if len(readings) > 1 else None
        for region in sorted(regions, key=_order):
            patch = self._patch(picture, region.corners)
            sure = patch.may_be_a_code(side(region.corners)) if region.kind is not Kind.TEXTURE else False
            if not (sure or patch.like_a_code):
                continue
            if region.kind is not Kind.TEXTURE:
                self._before = (region.corners, at_ns)
                if before is not None and at_ns - before[1] > BEFORE_NS:
                    before = None
            return _cause(picture, region, patch, before, at_ns)
        return Hint.DARK if self._all_dark(picture) else None

    def _all_dark(self, picture: Picture) -> bool:
        sample = picture.grey[8::16, 8::16]
        return bool(self._np.quantile(sample, 0.98) < DARK_FRAME)

    def _patch(self, picture: Picture, corners: Corners) -> Patch:
        cv2, array = self._cv2, self._np.array
        length = side(corners)
        size = max(24, min(PATCH, round(length)))
        target = array(((0, 0), (size, 0), (size, size), (0, size)), "float32")
        to_patch = cv2.getPerspectiveTransform(array(corners, "float32"), target)
        grey = cv2.warpPerspective(picture.grey, to_patch, (size, size), borderMode=cv2.BORDER_REPLICATE)
        return Patch.of(cast("NDArray[np.uint8]", grey), length)


class Patch(NamedTuple):
    """A code's square, in numbers. black, white: grey levels. burnt: part of the blocks with no dark left.

    modules: of a side, estimated from its edges, too few where it is blurred. smear: energy of the edges in the
    direction with least beside that with most. blur_px: sigma of the steepest edges, in the frame's pixels.
    """

    black: float
    white: float
    burnt: float
    modules: float
    smear: float
    blur_px: float
    balance: float
    between: float

    def may_be_a_code(self, length: float) -> bool:
        """Enough edges for one of this side, however smeared: clutter that is taken for one has fewer."""
        return self.white < DARK_WHITE or self.modules >= min(FEWEST_MODULES, length / 6)

    @property
    def like_a_code(self) -> bool:
        """Black and white in equal parts with little between, and as many edges across as down."""
        return (
            self.white - self.black > 50
            and 14 <= self.modules <= 120
            and 0.28 < self.balance < 0.72
            and self.between < MIXED
            and self.smear > 0.3
        )

    @classmethod
    def of(cls, grey: NDArray[np.uint8], length: float) -> Patch:
        """grey: the code's square, upright, any size from 24 pixels. length: its side in the frame."""
        import cv2
        import numpy as np

        size = grey.shape[0]
        black, white = _levels(grey, 0.05, 0.93)
        contrast = max(1.0, white - black)
        low, middle, high = (float((grey <= black + contrast * part).mean()) for part in (0.3, 0.5, 0.7))
        # The darkest of each block, but for a pixel or two.
        block = size // BLOCKS
        blocks = grey[: block * BLOCKS, : block * BLOCKS].reshape(BLOCKS, block, BLOCKS, block)
        darkest = np.partition(blocks.transpose(0, 2, 1, 3).reshape(BLOCKS * BLOCKS, -1), 2, axis=1)[:, 2]
        burnt = float((darkest >= BURNT).mean()) if white >= PAPER_WHITE else 0.0
        # Grey levels over two pixels of the patch. Upright as it is, its edges run along one of the two.
        across = cv2.Sobel(grey, cv2.CV_16S, 1, 0, ksize=1)
        down = cv2.Sobel(grey, cv2.CV_16S, 0, 1, ksize=1)
        xx, yy = cv2.norm(across, cv2.NORM_L2SQR), cv2.norm(down, cv2.NORM_L2SQR)
        xy = (xx + yy - cv2.norm(across, down, cv2.NORM_L2SQR)) / 2
        spread = math.hypot((xx - yy) / 2, xy)
        smear = ((xx + yy) / 2 - spread) / max(1.0, (xx + yy) / 2 + spread)
        # A row of n modules changes colour about 0.47 n times, and each change adds the contrast to its variation.
        edges = (cv2.norm(across, cv2.NORM_L1) + cv2.norm(down, cv2.NORM_L1)) / 4 / grey.size
        modules = edges * size / (0.47 * contrast)
        steep = cv2.max(cv2.convertScaleAbs(across), cv2.convertScaleAbs(down))
        (steepest,) = _levels(cast("NDArray[np.uint8]", steep), 0.98)
        blur = contrast / (math.sqrt(2 * math.pi) * max(0.5, steepest / 2)) * length / size
        return cls(black, white, burnt, modules, smear, blur, middle, high - low)


class Guide:
    """Says a hint once it has been measured for a while, and then long enough to be read; it never flickers.

    Pure: it keeps no clock; the caller hands in monotonic nanoseconds that never go back.
    """

    def __init__(self) -> None:
        self._held: dict[Hint, tuple[int, int]] = {}  # since when, and when last
        self._said: Hint | None = None
        self._changed_ns: int | None = None

    def forget(self) -> None:
        """Nothing was measured and nothing said: for a page that comes anew."""
        self._held.clear()
        self._said = self._changed_ns = None

    def see(self, hint: Hint | None, now_ns: int, *, read: bool = False) -> Hint | None:
        """What to say after a frame in which `hint` was measured. read: a code was, so any other hint is done."""
        self._held = {h: (since, last) for h, (since, last) in self._held.items() if now_ns - last <= GAP_NS}
        if hint is not None:
            self._held[hint] = (self._held.get(hint, (now_ns, 0))[0], now_ns)
        if read and hint is not Hint.MANY:
            self._held.clear()
            if self._said is not None:
                self._say(None, now_ns)
            return None
        if self._said in self._held:
            return self._said
        least = QUIET_NS if self._said is None else STAY_NS
        if self._changed_ns is not None and now_ns - self._changed_ns < least:
            return self._said
        ripe = [h for h, (since, last) in self._held.items() if last - since >= HOLD_NS]
        best = min(ripe, key=PRIORITY.index, default=None)
        if best is not self._said:
            self._say(best, now_ns)
        return self._said

    def _say(self, hint: Hint | None, now_ns: int) -> None:
        self._said, self._changed_ns = hint, now_ns


PRIORITY = (Hint.MANY, Hint.DARK, Hint.GLARE, Hint.FURTHER, Hint.CLOSER, Hint.STILL)


def _levels(image: NDArray[np.uint8], *parts: float) -> tuple[float, ...]:
    """The values below which these parts of the pixels lie."""
    import cv2
    import numpy as np

    counts = np.cumsum(cv2.calcHist([image], [0], None, [256], [0, 256]).ravel())
    return tuple(float(np.searchsorted(counts, part * image.size)) for part in parts)


def _order(region: Region) -> tuple[bool, float]:
    """What is known to be a code first, the larger first."""
    return (region.kind is Kind.TEXTURE, -side(region.corners))


def _cause(
    picture: Picture, region: Region, patch: Patch, before: tuple[Corners, int] | None, at_ns: int
) -> Hint | None:
    length, short = side(region.corners), min(picture.width, picture.height)
    texture = region.kind is Kind.TEXTURE
    cut_off = length > LARGE * short and not texture and _cut_off(picture, region.corners)
    if cut_off or (length > FILLS * short and patch.between < MIXED):
        return Hint.FURTHER
    if patch.white < DARK_WHITE:
        return Hint.DARK
    if patch.burnt > BURNT_SHARE and patch.between < MIXED and not texture:
        return Hint.GLARE
    module_px = length / (region.modules or max(USUAL_MODULES, patch.modules))
    if module_px < SMALL_MODULE_PX:
        return Hint.CLOSER
    if texture:
        return None  # its edges are not known well enough to speak of blur
    moved_px = _speed(region.corners, before, at_ns) * EXPOSURE_S
    blurred = patch.blur_px > BLUR_MODULES * module_px
    if moved_px > module_px or patch.smear < SMEARED:
        return Hint.STILL
    if blurred:
        return Hint.FURTHER if length > 1.5 * LARGE * short else Hint.STILL
    return None


def _cut_off(picture: Picture, corners: Corners) -> bool:
    return any(not (1 <= x < picture.width - 1 and 1 <= y < picture.height - 1) for x, y in corners)


def _speed(corners: Corners, before: tuple[Corners, int] | None, at_ns: int) -> float:
    """Pixels a second that the middle has moved; 0 when it is not known to be the same code."""
    if before is None or at_ns <= before[1]:
        return 0.0
    way = math.dist(centre(corners), centre(before[0]))
    if way > side(corners) or not 0.6 < side(corners) / max(1.0, side(before[0])) < 1.6:
        return 0.0
    return way / ((at_ns - before[1]) / 1e9)
