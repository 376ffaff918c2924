"""Evidence added up over frames: one picture of a code that no single frame showed, and what reads it.

Each frame's region is rectified onto one patch, aligned with the mean of those before it to a twentieth of a module
and added with a weight that is its local contrast squared: blurred frames, and where glare lies, count next to
nothing. Noise falls with the root of the frames, glare moves on, blur comes and goes. Whatever reads a region of a
frame then reads the patch; every text is confirmed by the code's own error correction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from kiosk.scan.model import Corners
from kiosk.scan.read.picture import Found, Kind, Picture, Region, Stage
from kiosk.scan.read.quads import side
from kiosk.scan.read.zxing import Zxing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PATCHES = 4
LEAST_PX = 16  # of a code's side: smaller is no code
FIRST_STEPS, LAST_STEP = 1, 10**6  # of each stage: the likeliest, tried again whenever something was learned
FADE = 0.94  # of the evidence, at every frame: the last sixteen count
ENOUGH = 16  # frames after which more of them bring little
MODULE_PX = 5
SMALL = 3  # the patch is aligned and weighed at a third of its size
GRID = 8  # points a side that are followed for the alignment
LEAST_POINTS = 0.3  # of them, that must agree
ALIKE = 0.3  # the correlation of an aligned frame with the mean, at least
AGREE_PX = 2.0  # of the patch
BLACK = 2.4  # deviations below the mean
ELSEWHERE = 0.06  # of the code's side: corners that are off by more are other corners
LEARNED, AFRESH = 1.15, 2.0  # times the evidence: the first steps are tried again, all of them are


@dataclass(slots=True, eq=False)
class _Sweep:
    region: Region  # of the patch: what the stages are given
    steps: range  # of each stage
    evidence: float = 1.0  # when it began
    done: bool = False

    def next(self, stages: Sequence[Stage], fused: Picture) -> tuple[Stage, int] | None:
        """The step that is to be taken: of the stage that has been tried least."""
        best = None
        for stage in stages:
            at = self.region.cursor.get(stage.name, self.steps.start)
            if at < min(self.steps.stop, stage.steps(fused, self.region)) and (best is None or at < best[1]):
                best = stage, at
        self.done = best is None
        return best


@dataclass(slots=True, eq=False)
class _Patch:
    region: Region  # of the frames
    size: int  # pixels a side
    corners: Corners  # of the code, in the patch
    total: Floats  # brightness, weighted and summed
    weight: Floats
    flat: Floats  # the mean so far, as _Small has it
    worth: Floats  # summed
    fine: Floats  # the mean
    quick: _Sweep  # the stages' first steps
    deep: _Sweep  # all of their steps
    to_frame: Any  # 3 x 3, patch to the newest frame
    fused: Picture | None = None
    frames: int = 1
    evidence: float = 1.0
    added: bool = True  # whether the newest frame is in it
    shows: float = 0.0  # of the modules, the best frame
    offered: int = 1  # frames since it began
    refused: int = 0  # frames in a row that did not fit


@dataclass(frozen=True, slots=True)
class _Small:
    flat: Floats  # brightness over the local contrast, about 0
    worth: Floats  # 0 to 1
    fine: Floats  # structure of a module's size, of the middle, beside all contrast


class Fuse:
    """A Stage over frames. `keep` once a frame, then `attempt` for each region that is unread.

    zxing: shared with others of the same thread. stages: tried on the patch, their sweeps resumed as everywhere.
    Holds at most PATCHES patches, each only as long as its region lives; no other part of a frame is kept.
    """

    name = "fuse"

    def __init__(self, zxing: Zxing | None = None, stages: Sequence[Stage] = ()) -> None:
        import cv2
        import numpy as np

        self._cv2: Any = cv2
        self._np: Any = np
        self._zxing = zxing or Zxing()
        self.stages = stages
        self._patches: list[_Patch] = []
        self._known: dict[int, Region] = {}

    def keep(self, regions: Iterable[Region]) -> None:
        """A new frame, in which these live: patches of others are forgotten, and each may be added to once."""
        # A region holds on to its id as long as it is here.
        self._known = {id(region): region for region in regions if region.kind is not Kind.TEXTURE}
        self._patches = [patch for patch in self._patches if id(patch.region) in self._known]
        for patch in self._patches:
            patch.added = False
            patch.offered += 1
            patch.region.cursor.pop(self.name, None)

    @property
    def hungry(self) -> bool:
        """Whether a patch would still gain from more frames: not yet the time to call a scene fully tried."""
        return any(patch.offered < ENOUGH for patch in self._patches)

    def steps(self, picture: Picture, region: Region) -> int:
        # What came up in this very frame may be gone with it.
        if id(region) not in self._known or side(region.corners) < LEAST_PX:
            return 0
        patch = self._of(region)
        if patch is None:
            return 1 if len(self._patches) < PATCHES or self._weakest(region) is not None else 0
        return 2 + FIRST_STEPS * len(self.stages) if patch.frames > 1 and self.stages else 1

    def attempt(self, picture: Picture, region: Region, step: int) -> Found | None:
        """Step 0 adds this frame, about 3 ms, and reads the patch. The others try the stages on it, a step each:
        the likeliest of every stage, again and again as evidence grows, and in the last one of all the rest."""
        patch = self._of(region)
        if patch is None:
            self._begin(picture, region)
            return None
        if step == 0:
            if patch.added:
                return None
            if self._add(picture, patch):
                patch.refused = 0
                return self._mapped(self._read(patch), patch)
            patch.refused += 1
            if patch.refused > max(2, patch.frames // 2):
                # What it began with was no good picture, or of something else.
                self._patches.remove(patch)
                self._begin(picture, region)
            return None
        sweep = patch.quick if step <= FIRST_STEPS * len(self.stages) else patch.deep
        if patch.fused is None or not patch.added:
            return None
        turn = sweep.next(self.stages, patch.fused)
        if turn is None:
            return None
        stage, at = turn
        sweep.region.cursor[stage.name] = at + 1
        return self._mapped(stage.attempt(patch.fused, sweep.region, at), patch)

    # --- the patch ----------------------------------------------------------------------------------------

    def _of(self, region: Region) -> _Patch | None:
        return next((patch for patch in self._patches if patch.region is region), None)

    def _weakest(self, region: Region) -> _Patch | None:
        """The patch that gives way to `region`: one that has had its frames and was not read."""
        done = [patch for patch in self._patches if patch.offered >= ENOUGH and patch.region is not region]
        return max(done, key=lambda patch: patch.offered, default=None)

    def _begin(self, picture: Picture, region: Region) -> None:
        if len(self._patches) >= PATCHES:
            weakest = self._weakest(region)
            if weakest is None:
                return
            self._patches.remove(weakest)
        cv2, np = self._cv2, self._np
        inner, margin = _sizes(region)
        size = inner + 2 * margin
        size += -size % SMALL
        a, b = float(margin), float(margin + inner)
        corners: Corners = ((a, a), (b, a), (b, b), (a, b))
        matrix = cv2.getPerspectiveTransform(np.float32(corners), np.float32(region.corners))
        levels = self._rectified(picture, matrix, size, side(region.corners) / inner)
        if levels is None:
            return
        small = self._small(self._third(levels))
        weight = self._whole(small.worth, size)
        total = _normal(np, levels) * weight
        quick = _Sweep(Region(corners, region.kind, region.modules), range(FIRST_STEPS))
        deep = _Sweep(Region(corners, region.kind, region.modules), range(FIRST_STEPS, LAST_STEP))
        self._patches.append(
            _Patch(region, size, corners, total, weight, small.flat, small.worth, small.fine, quick, deep, matrix)
        )

    def _add(self, picture: Picture, patch: _Patch) -> bool:
        """Rectifies, aligns and adds this frame's region; False when it does not fit what was seen before."""
        cv2, np = self._cv2, self._np
        where = cv2.getPerspectiveTransform(np.float32(patch.corners), np.float32(patch.region.corners))
        zoom = side(patch.region.corners) / side(patch.corners)
        # To align, a third of the size will do: s maps its pixels' middles to the patch's.
        s = np.float64([[SMALL, 0, (SMALL - 1) / 2], [0, SMALL, (SMALL - 1) / 2], [0, 0, 1]])
        coarse = self._rectified(picture, where @ s, patch.size // SMALL, zoom * SMALL)
        if coarse is None:
            return False
        shift = self._aligned(patch.flat, self._small(coarse).flat)
        if shift is None:
            return False
        where = where @ shift
        levels = self._rectified(picture, where, patch.size, zoom)
        if levels is None:
            return False
        small = self._small(self._third(levels))
        if _alike(np, patch.flat, small.flat) < ALIKE:
            return False
        # How much of what is known of the modules this frame shows, noise left out as it is in no other: a blurred
        # frame has little to say beside sharp ones, and a sharp one much beside those that were blurred.
        there = small.worth[_inner(small.worth)] * patch.fine
        shows = float((there * small.fine).sum()) / (float((there * patch.fine).sum()) + 1e-6)
        part = min(max(shows / (patch.shows or shows or 1.0), 0.2), 2.0) ** 2
        patch.shows = max(0.97 * patch.shows, shows, 1e-3)
        weight = self._whole(small.worth * np.float32(part), patch.size)
        patch.total = patch.total * np.float32(FADE) + _normal(np, levels) * weight
        patch.weight = patch.weight * np.float32(FADE) + weight
        patch.evidence = patch.evidence * FADE + part
        patch.frames += 1
        patch.to_frame = where
        patch.added = True
        mean = patch.total / patch.weight
        fused = cv2.convertScaleAbs(cv2.max(mean, -BLACK), alpha=128 / BLACK, beta=128)
        patch.fused = Picture(fused)
        # The small ones are means too, of what the same frames gave.
        worth = small.worth * np.float32(part)
        patch.worth = patch.worth * np.float32(FADE) + worth
        patch.flat += worth / patch.worth * (small.flat - patch.flat)
        patch.fine += np.float32(part / patch.evidence) * (small.fine - patch.fine)
        for sweep, more in ((patch.quick, LEARNED), (patch.deep, AFRESH)):
            sweep.region.notes.clear()
            if sweep.done and patch.evidence > more * sweep.evidence:
                sweep.evidence, sweep.done = patch.evidence, False
                sweep.region.cursor.clear()
        return True

    def _rectified(self, picture: Picture, matrix: Any, size: int, zoom: float) -> NDArray[np.uint8] | None:
        """The patch as this frame shows it. zoom: frame pixels for one of the patch. None when it lies outside."""
        cv2, np = self._cv2, self._np
        ends = cv2.perspectiveTransform(
            np.float32([[(0, 0), (size, 0), (size, size), (0, size)]]), matrix.astype(np.float64)
        )[0]
        if not np.isfinite(ends).all():
            return None
        x0, y0 = (max(0, int(n) - 2) for n in ends.min(axis=0))
        x1, y1 = int(ends[:, 0].max()) + 3, int(ends[:, 1].max()) + 3
        x1, y1 = min(picture.width, x1), min(picture.height, y1)
        if x1 - x0 < 12 or y1 - y0 < 12:
            return None
        crop, scale = picture.grey[y0:y1, x0:x1], 1.0
        if zoom > 1.5:  # every pixel of the frame shall count
            scale = 1 / zoom
            crop = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        sx, sy = crop.shape[1] / (x1 - x0), crop.shape[0] / (y1 - y0)
        # Pixels' middles are whole numbers, before and after.
        into = np.array([[sx, 0, (0.5 - x0) * sx - 0.5], [0, sy, (0.5 - y0) * sy - 0.5], [0, 0, 1]]) @ matrix
        how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        rectified = cv2.warpPerspective(crop, into, (size, size), flags=how, borderMode=cv2.BORDER_REPLICATE)
        return cast("NDArray[Any]", rectified)

    def _small(self, levels: NDArray[np.uint8]) -> _Small:
        """The patch at a third, flattened for the alignment, and what its places are worth. levels: at a third."""
        cv2, np = self._cv2, self._np
        small = cv2.GaussianBlur(levels.astype(np.float32), (0, 0), 1)
        window = (max(5, small.shape[0] // 8),) * 2
        mean = cv2.blur(small, window)
        variance = np.maximum(cv2.blur(small * small, window) - mean * mean, 0)
        some = variance[::3, ::3]
        usual = float(np.partition(some, -some.size // 4, axis=None)[-some.size // 4]) + 1
        # Glare has edges that wander over the code: without its own contrast a place is nothing to align by.
        flat = (small - mean) / (np.sqrt(variance) + np.float32(0.35 * usual**0.5))
        # Local contrast, squared twice over: glare and saturation have none, blur has little. Relative to the
        # frame's best, so that exposure does not matter.
        worth = np.clip(variance * np.float32(1 / usual), 0.05, 1.0)
        fine = cv2.Laplacian(small, cv2.CV_32F)[_inner(small)] * np.float32(
            1 / (cv2.meanStdDev(small)[1][0, 0] + 1)
        )
        return _Small(flat, worth * worth, fine)

    def _third(self, levels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        size = (levels.shape[1] // SMALL, levels.shape[0] // SMALL)
        return cast("NDArray[Any]", self._cv2.resize(levels, size, interpolation=self._cv2.INTER_AREA))

    def _whole(self, worth: Floats, size: int) -> Floats:
        return cast("Floats", self._cv2.resize(worth, (size, size), interpolation=self._cv2.INTER_LINEAR))

    def _aligned(self, before: Floats, now: Floats) -> Any:
        """3 x 3, from the patch to the patch as this frame's corners have it; None when the two do not agree."""
        cv2, np = self._cv2, self._np
        size = before.shape[0]
        window = cv2.createHanningWindow((size, size), cv2.CV_32F)
        (dx, dy), _ = cv2.phaseCorrelate(before, now, window)
        line = np.linspace(0.12, 0.88, GRID, dtype=np.float32) * size
        points = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 1, 2)
        if abs(dx) > size / 4 or abs(dy) > size / 4:
            dx = dy = 0.0
        guess = points + np.float32((dx, dy))
        end = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 10, 0.01)
        how = {"winSize": (15, 15), "maxLevel": 1, "criteria": end, "flags": cv2.OPTFLOW_USE_INITIAL_FLOW}
        flow, good, _ = cv2.calcOpticalFlowPyrLK(_bytes(cv2, before), _bytes(cv2, now), points, guess, **how)
        good = good.ravel() > 0
        if good.sum() < LEAST_POINTS * GRID * GRID:
            return None
        half = np.float32((SMALL - 1) / 2)  # a small pixel's middle, in the patch's pixels
        shift, inliers = cv2.findHomography(
            points[good] * SMALL + half, flow[good] * SMALL + half, cv2.USAC_MAGSAC, AGREE_PX, maxIters=200
        )
        if shift is None or inliers.sum() < LEAST_POINTS * GRID * GRID:
            return None
        return shift

    # --- reading ------------------------------------------------------------------------------------------

    def _read(self, patch: _Patch) -> Found | None:
        cv2 = self._cv2
        assert patch.fused is not None
        found, near = self._zxing.read(patch.fused.grey, downscale=False)
        if not found:
            block = max(11, patch.size // 7) | 1
            binary = cv2.adaptiveThreshold(
                patch.fused.grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, block, 4
            )
            found, other = self._zxing.read(binary, binary=True, downscale=False)
            near += other
        if not found:
            self._sharpen(patch, near)
        return found[0] if found else None

    def _sharpen(self, patch: _Patch, near: Sequence[Region]) -> None:
        """The patch shows finder patterns that no frame did: where the code lies in it is known better now."""
        whole = side(patch.corners)
        fitting = [region.corners for region in near if 0.6 * whole < side(region.corners) < 1.3 * whole]
        if not fitting:
            return
        corners = max(fitting, key=side)
        known = patch.quick.region.corners
        off = max(abs(x - u) + abs(y - v) for (x, y), (u, v) in zip(corners, known, strict=True))
        if off < ELSEWHERE * whole:
            return
        for sweep in (patch.quick, patch.deep):
            sweep.region = Region(corners, Kind.NEAR)
            sweep.evidence, sweep.done = patch.evidence, False

    def _mapped(self, code: Found | None, patch: _Patch) -> Found | None:
        """The code in the newest frame's pixels."""
        if code is None:
            return None
        cv2, np = self._cv2, self._np
        points = cv2.perspectiveTransform(np.float32([code.corners]), np.asarray(patch.to_frame, np.float64))[0]
        a, b, c, d = ((float(x), float(y)) for x, y in points)
        return replace(
            code, corners=(a, b, c, d), stage=self.name if code.stage == "zxing" else f"{self.name} {code.stage}"
        )


def _sizes(region: Region) -> tuple[int, int]:
    """Pixels of the code's side in the patch, and of the margin around it."""
    if region.modules is not None:
        inner = min(max(150, MODULE_PX * region.modules), 260)
        inner = max(inner, min(4 * region.modules, 480))
        return inner, max(12, 5 * inner // region.modules)
    inner = round(min(max(150.0, 2 * side(region.corners)), 250.0))
    return inner, inner // 7


def _normal(np: Any, levels: NDArray[np.uint8]) -> Floats:
    """Mean 0, deviation 1: exposure does not matter."""
    few = levels[::4, ::4].astype(np.float32)
    deviation = max(float(few.std()), 1.0)
    return cast("Floats", (levels.astype(np.float32) - np.float32(few.mean())) * np.float32(1 / deviation))


def _inner(small: Floats) -> tuple[slice, slice]:
    """All but the margin, and what lies beyond the code."""
    edge = max(1, small.shape[0] // 6)
    return (slice(edge, -edge),) * 2


def _bytes(cv2: Any, flat: Floats) -> NDArray[np.uint8]:
    return cast("NDArray[Any]", cv2.convertScaleAbs(cv2.max(flat, -2.1), alpha=60, beta=128))


def _alike(np: Any, one: Floats, other: Floats) -> float:
    """Their correlation, -1 to 1."""
    a, b = one.ravel(), other.ravel()
    return float(a @ b / np.sqrt((a @ a) * (b @ b) + 1e-6))
