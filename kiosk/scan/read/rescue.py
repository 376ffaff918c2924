"""Codes that were located and not read: straightened, evened out, sharpened, unrolled, and read again.

Each trial is one picture of the region and one call of zxing-cpp on it, whose error correction decides. The trials
are sorted by what they brought for their cost on frames that zxing-cpp could not read; what
undoes the blur that a patch shows comes early, and what last worked comes first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kiosk.scan.read.picture import Found, Kind, Picture, Region
from kiosk.scan.read.quads import centre, inside, side
from kiosk.scan.read.sharpen import Blur, Disc, Spectrum, Streak, drift, softness
from kiosk.scan.read.symbol_tables import LEAST, MOST
from kiosk.scan.read.unroll import Bend, Patch, convex, enlarge, rectify, scale_for, unroll, unslant

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]

PX = 4.0  # pixels a module: enough for zxing-cpp, and a third of the cost of 6
BOX_MARGIN = 2  # modules around a box that holds a code somewhere
SMEARED = 1.4  # ratio of edge energies from which a movement is worth trying,
TORN = 2.0  # and beyond which no lens explains it
SOFT = 1.6  # width of edges, pixels at PX, from which a lens is worth trying
PART = (0.3, 1.3)  # of a box's side: the code that may lie in it
FADE = 0.8  # of a trial's wins at the next win of any,
FORGOTTEN = 0.25  # and below this they no longer count
BLURRED = 2.1  # SOFT, where a lens is the first guess


class View:
    """What one region looks like in one picture, straightened; each version is made when first asked for."""

    def __init__(self, picture: Picture, region: Region) -> None:
        import cv2

        self.cv2: Any = cv2
        self.picture = picture
        self._corners = region.corners
        self._boxed = region.kind is Kind.TEXTURE
        self.modules = region.modules or modules_across(picture.grey, region)
        self._made: dict[Any, Any] = {}

    def flat(self, px: float = PX) -> Patch:
        """The region seen straight on, about `px` pixels a module."""

        def make() -> Patch:
            grey, modules = self.picture.grey, self.modules
            if self._boxed:
                return enlarge(grey, self._corners, modules, scale_for(modules, px, BOX_MARGIN), BOX_MARGIN)
            return rectify(grey, self._corners, modules, scale_for(modules, px))

        return self._once(("flat", px), make)  # type: ignore[no-any-return]

    def sharp(self, blur: Callable[[float, float], Blur], noise: float, px: float = PX) -> Patch:
        """The flat patch without a blur; `blur` is given pixels a module and the angle of the smear."""
        flat = self.flat(px)
        spectrum = self._once(("spectrum", px), lambda: Spectrum(flat.image))
        return Patch(spectrum.without(blur(flat.px, self.smear[0]), noise), flat.px, flat.back)

    @property
    def look(self) -> Look:
        if self.smear[1] > TORN:
            return Look.SMEARED
        return Look.SOFT if self.soft > BLURRED else Look.CRISP

    @property
    def soft(self) -> float:
        return self._once("soft", lambda: softness(self.flat().image))  # type: ignore[no-any-return]

    @property
    def smear(self) -> tuple[float, float]:
        return self._once("drift", lambda: drift(self.flat().image))  # type: ignore[no-any-return]

    def _once(self, key: Any, make: Callable[[], Any]) -> Any:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]


def modules_across(grey: Image, region: Region) -> int:
    """How many modules a region is likely to be wide, from how often light and dark change in it.

    Good to a factor of 1.5, which is enough to choose a scale and the windows of a threshold.
    """
    import cv2
    import numpy as np

    xs, ys = [x for x, _ in region.corners], [y for _, y in region.corners]
    part = grey[max(0, int(min(ys))) : int(max(ys)) + 1, max(0, int(min(xs))) : int(max(xs)) + 1]
    if min(part.shape) < 8:
        return LEAST
    smooth = cv2.GaussianBlur(part, (0, 0), 0.8)
    window = min(255, min(part.shape) // 5 | 1)
    light = smooth > cv2.blur(smooth, (window, window))
    changes = (np.mean(light[:, 1:] != light[:, :-1]) + np.mean(light[1:] != light[:-1])) / 2
    # Two neighbours of a random symbol differ half of the time; blur swallows a quarter of it.
    module_px = 0.37 / max(float(changes), 0.37 / 40)
    side = float(np.mean(np.linalg.norm(np.subtract(region.corners, np.roll(region.corners, 1, axis=0)), axis=1)))
    return round(min(max(side / module_px, LEAST), MOST))


Shown = tuple[Patch, bool]  # a picture, and whether it is black and white already


class Look(StrEnum):
    """What is wrong with a patch at first sight: what undoes that is tried early."""

    CRISP = "crisp"
    SOFT = "soft"
    SMEARED = "smeared"


@dataclass(frozen=True, slots=True)
class Trial:
    """name: for measurements. early: the look of a patch that brings it forward."""

    name: str
    show: Callable[[View], Shown | None]
    early: Look | None = None


def _raw(px: float) -> Callable[[View], Shown]:
    return lambda view: (view.flat(px), False)


def _threshold(px: float, window: float, offset: int, smooth: float = 0.0) -> Callable[[View], Shown]:
    """Each pixel against the mean of `window` modules less `offset` grey levels. smooth: sigma in modules."""

    def show(view: View) -> Shown:
        flat = view.flat(px)
        image = flat.image
        if smooth:
            image = view.cv2.GaussianBlur(image, (0, 0), smooth * flat.px)
        return Patch(_black_white(view.cv2, image, window * flat.px, offset), flat.px, flat.back), True

    return show


def _grown(window: float, by: float) -> Callable[[View], Shown]:
    """Thresholded, and every dark spot wider by a part of a module: dots and thin print become modules again."""

    def show(view: View) -> Shown:
        import numpy as np

        flat = view.flat(6)
        binary = _black_white(view.cv2, flat.image, window * flat.px, 4)
        size = max(2, round(by * flat.px))
        return Patch(view.cv2.erode(binary, np.ones((size, size), np.uint8)), flat.px, flat.back), True

    return show


def _evened(px: float, window: float) -> Callable[[View], Shown]:
    """Local contrast spread over the whole range (CLAHE, Zuiderveld 1994)."""

    def show(view: View) -> Shown:
        flat = view.flat(px)
        tiles = max(2, round(flat.image.shape[0] / (window * flat.px)))
        return Patch(view.cv2.createCLAHE(4.0, (tiles, tiles)).apply(flat.image), flat.px, flat.back), False

    return show


def _unsharp(px: float, sigma: float, amount: float) -> Callable[[View], Shown]:
    def show(view: View) -> Shown:
        flat = view.flat(px)
        # A mean over as wide a window does what a Gaussian does, at a tenth of its cost.
        window = round(3.5 * sigma * flat.px) | 1
        image = view.cv2.addWeighted(
            flat.image, 1 + amount, view.cv2.blur(flat.image, (window, window)), -amount, 0
        )
        return Patch(image, flat.px, flat.back), False

    return show


def _disc(radius: float, noise: float, window: float = 0.0, px: float = PX) -> Callable[[View], Shown | None]:
    """Out of focus by a circle of `radius` modules; thresholded afterwards over `window` modules."""

    def show(view: View) -> Shown | None:
        if view.soft < SOFT or view.smear[1] > TORN:
            return None
        flat = view.sharp(lambda module, _: Disc(radius * module), noise, px)
        if not window:
            return flat, False
        return Patch(_black_white(view.cv2, flat.image, window * flat.px, 0), flat.px, flat.back), True

    return show


def _streak(length: float, turn: float, noise: float) -> Callable[[View], Shown | None]:
    """Moved by `length` modules, `turn` radians off the direction in which the patch is smeared."""

    def show(view: View) -> Shown | None:
        if view.smear[1] < SMEARED:
            return None
        return view.sharp(lambda module, angle: Streak(length * module, angle + turn), noise), False

    return show


def _slant(power: float, window: float = 0.0) -> Callable[[View], Shown | None]:
    """Seen from far aside: stretched as far as its edges say (`unslant`); thresholded over `window` modules."""

    def show(view: View) -> Shown | None:
        upright = unslant(view.flat(), power)
        if upright is None:
            return None
        if not window:
            return upright, False
        binary = _black_white(view.cv2, upright.image, window * upright.px, 2)
        return Patch(binary, upright.px, upright.back), True

    return show


def _bent(bend: Bend, px: float = PX) -> Callable[[View], Shown]:
    def show(view: View) -> Shown:
        round_ = unroll(view.flat(px), bend)
        return Patch(_black_white(view.cv2, round_.image, 7 * round_.px, 4), round_.px, round_.back), True

    return show


def _inverted(view: View) -> Shown:
    flat = view.flat()
    return Patch(view.cv2.bitwise_not(flat.image), flat.px, flat.back), False


def _black_white(cv2: Any, image: Image, window_px: float, offset: int) -> Image:
    block = max(3, int(window_px) | 1)
    binary: Image = cv2.adaptiveThreshold(image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, block, offset)
    return binary


TRIALS = {
    trial.name: trial
    for trial in (
        Trial("threshold 3", _threshold(4, 3, 0)),
        Trial("threshold 9", _threshold(4, 9, 4)),
        Trial("threshold 15", _threshold(4, 15, 4)),
        Trial("smooth 3", _threshold(4, 3, 2, 0.33)),
        Trial("raw 8", _raw(8)),
        Trial("unsharp", _unsharp(4, 1.0, 3.0)),
        Trial("evened", _evened(6, 4)),
        Trial("grown", _grown(7, 0.5)),
        Trial("inverted", _inverted),
        Trial("disc 0.75", _disc(0.75, 0.03), Look.SOFT),
        Trial("disc 0.85", _disc(0.85, 0.01, 7), Look.SOFT),
        Trial("disc 1.0", _disc(1.0, 0.01), Look.SOFT),
        Trial("disc 1.15", _disc(1.15, 0.01), Look.SOFT),
        Trial("smear 1.9", _streak(1.9, 0, 0.03), Look.SMEARED),
        Trial("smear 2.3", _streak(2.3, 0, 0.03), Look.SMEARED),
        Trial("smear 2.7", _streak(2.7, 0, 0.02), Look.SMEARED),
        Trial("smear 3.2", _streak(3.2, 0, 0.02), Look.SMEARED),
        Trial("smear 2.2 left", _streak(2.2, -0.2, 0.02)),
        Trial("smear 2.2 right", _streak(2.2, 0.2, 0.02)),
        Trial("slant", _slant(0.75), Look.SMEARED),
        Trial("slant binary", _slant(1.0, 7)),
        Trial("round x 0.9", _bent(Bend("x", 0.9))),
        Trial("round y 0.9", _bent(Bend("y", 0.9))),
        Trial("round x 0.8 left", _bent(Bend("x", 0.8, -0.25))),
        Trial("round x 0.8 right", _bent(Bend("x", 0.8, 0.25))),
        Trial("round y 0.8 up", _bent(Bend("y", 0.8, -0.25))),
        Trial("round y 0.8 down", _bent(Bend("y", 0.8, 0.25))),
    )
}

# Where a code was located, and where only a box that may hold one is known; the first few whatever the look.
FIRST = {True: 3, False: 1}
LOCATED = (
    *("threshold 3", "unsharp", "disc 1.0", "smooth 3", "smear 1.9", "round x 0.9", "threshold 9", "round y 0.9"),
    *("smear 2.3", "disc 0.85", "evened", "raw 8", "round x 0.8 left", "round x 0.8 right", "smear 2.7"),
    *("disc 1.15", "disc 0.75", "grown", "inverted", "round y 0.8 up", "round y 0.8 down", "threshold 15"),
    *("smear 2.2 right", "smear 2.2 left", "smear 3.2"),
)
BOXES = (
    *("unsharp", "threshold 3", "raw 8", "inverted", "disc 0.75", "disc 1.0", "smear 1.9", "slant", "smooth 3"),
    *("evened", "smear 2.7", "grown", "threshold 15", "disc 1.15", "slant binary", "threshold 9"),
)


class Rescue:
    """A Stage (picture.py). One instance serves one thread.

    A box (Kind.TEXTURE) in which zxing-cpp locates a code turns into that code's region (Kind.NEAR), with the steps
    of one from step 0.

    adapt: whether what worked goes first from then on; without it the order is always that of `TRIALS`.
    """

    name = "rescue"

    def __init__(self, zxing: Any = None, *, adapt: bool = True) -> None:
        from kiosk.scan.read.zxing import Zxing

        self._zxing: Zxing = zxing or Zxing()
        self._adapt = adapt
        self._wins: dict[str, float] = {}
        self._order: dict[tuple[bool, Look], tuple[Trial, ...]] = {}
        self._sort()

    def steps(self, picture: Picture, region: Region) -> int:
        xs, ys = [x for x, _ in region.corners], [y for _, y in region.corners]
        seen = max(xs) > 1 and max(ys) > 1 and min(xs) < picture.width - 1 and min(ys) < picture.height - 1
        if not seen or not convex(region.corners):
            return 0
        return len(BOXES if region.kind is Kind.TEXTURE else LOCATED)

    def attempt(self, picture: Picture, region: Region, step: int) -> Found | None:
        noted = region.notes.get(self.name)
        if noted is None or noted[0] is not picture:
            noted = region.notes[self.name] = (picture, View(picture, region))
        view: View = noted[1]
        trial = self._order[region.kind is Kind.TEXTURE, view.look][step]
        shown = trial.show(view)
        if shown is None:
            return None
        patch, binary = shown
        found, near = self._zxing.read(patch.image, binary=binary, downscale=False)
        if not found:
            if region.kind is Kind.TEXTURE:
                self._promote(region, patch, near)
            return None
        self._won(trial)
        return Found(found[0].text, patch.corners(found[0].corners), f"{self.name} {trial.name}")

    def order(self, boxes: bool = False, look: Look = Look.CRISP) -> tuple[str, ...]:
        """The names of the trials as they would be made now, for a located region or for a box."""
        return tuple(trial.name for trial in self._order[boxes, look])

    def _promote(self, region: Region, patch: Patch, near: list[Region]) -> None:
        """A box in which a code was located becomes that code's region, and its trials begin anew."""
        for code in near:
            corners = patch.corners(code.corners)
            share = side(corners) / side(region.corners)
            if (
                code.modules
                and convex(corners)
                and inside(centre(corners), region.corners)
                and PART[0] < share < PART[1]
            ):
                region.corners, region.kind, region.modules = corners, Kind.NEAR, code.modules
                region.notes.pop(self.name, None)
                region.cursor[self.name] = 0
                return

    def _won(self, trial: Trial) -> None:
        if not self._adapt:
            return
        self._wins = {name: FADE * wins for name, wins in self._wins.items()}
        self._wins[trial.name] = self._wins.get(trial.name, 0) + 1
        self._sort()

    def _sort(self) -> None:
        # A win long ago is forgotten; all else stays as it is in the table.
        wins = {name: count for name, count in self._wins.items() if count > FORGOTTEN}
        for boxes, names in ((True, BOXES), (False, LOCATED)):
            for look in Look:

                def rank(
                    place: int, boxes: bool = boxes, names: tuple[str, ...] = names, look: Look = look
                ) -> tuple[float, bool, int]:
                    name = names[place]
                    return -wins.get(name, 0), place >= FIRST[boxes] and TRIALS[name].early is not look, place

                order = sorted(range(len(names)), key=rank)
                self._order[boxes, look] = tuple(TRIALS[names[place]] for place in order)
