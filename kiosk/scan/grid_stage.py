"""Reads a located code module by module: its grid is fitted to the picture, its modules' brightness is decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from kiosk.scan import symbol
from kiosk.scan.finder_frames import Frames, around
from kiosk.scan.grid import Grid, fitted_to, trust_of
from kiosk.scan.picture import Found, Kind, Picture, Region

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]

WORTH = 0.33  # agreement of the known modules from which a grid is decoded: wrong ones stay below
RIGHT = 0.62  # from which no other size is tried


class GridStage:
    """Five steps: find the finder patterns where only corners are known; fit; decode; decode with the light evened
    out and the blur between modules taken back; try the sizes beside."""

    name = "grid"

    def steps(self, picture: Picture, region: Region) -> int:
        if region.kind is Kind.TEXTURE and "frames" not in region.notes:
            return 0
        grid = region.notes.get("grid")
        if grid is None:
            return 5 if "frames" not in region.notes or region.notes["frames"] is not None else 0
        if grid.score < WORTH:
            return 5
        return 4 if grid.score > RIGHT else 5

    def attempt(self, picture: Picture, region: Region, step: int) -> Found | None:
        frames = self._frames(picture, region)
        if frames is None or region.modules is None or step == 0:
            return None
        grid = self._grid(picture, region, frames)
        if step == 1:
            return None
        if step == 4:
            return self._beside(picture, region, frames, grid)
        if grid.score < WORTH:
            return None
        return self._decoded(picture, grid) if step == 2 else self._again(picture, grid)

    def _frames(self, picture: Picture, region: Region) -> Frames | None:
        notes = region.notes
        if "frames" not in notes:
            found = around(picture, region.corners, region.modules)
            notes["frames"] = None
            if found is not None:
                notes["frames"], region.modules = found
                region.finders = tuple((float(x), float(y)) for x, y in notes["frames"].centre)
        return cast("Frames | None", notes["frames"])

    def _grid(self, picture: Picture, region: Region, frames: Frames) -> Grid:
        if "grid" not in region.notes:
            assert region.modules is not None
            grid = fitted_to(picture, frames, region.modules)
            region.notes["grid"] = grid
            if grid.score > RIGHT:
                region.corners = grid.corners
        return cast("Grid", region.notes["grid"])

    def _beside(self, picture: Picture, region: Region, frames: Frames, grid: Grid) -> Found | None:
        for modules in (grid.modules + 4, grid.modules - 4):
            if not 21 <= modules <= 177:
                continue
            other = fitted_to(picture, frames, modules)
            if other.score > max(WORTH, grid.score):
                region.notes["grid"], region.modules = other, modules
                code = self._decoded(picture, other) or self._again(picture, other)
                if code is not None:
                    return code
        return None

    def _decoded(self, picture: Picture, grid: Grid) -> Found | None:
        levels = grid.levels(picture)
        text = symbol.decode(levels, trust_of(levels))
        return Found(text, grid.corners, self.name) if text else None

    def _again(self, picture: Picture, grid: Grid) -> Found | None:
        levels = grid.levels(picture)
        trust = trust_of(levels)
        for other in (evened(levels), sharpened(levels)):
            text = symbol.decode(other, trust)
            if text:
                return Found(text, grid.corners, self.name)
        return None


def evened(levels: Singles) -> Singles:
    """Logarithms: a shadow is a factor, so on both sides of its edge the same difference parts dark from light."""
    import numpy as np

    return cast("Singles", 64 * np.log(np.maximum(levels - 0.7 * float(levels.min()), 0) + 4))


def sharpened(levels: Singles) -> Singles:
    """What the lens mixed between neighbouring modules is taken back, to the first order."""
    import cv2

    return cast("Singles", levels + 1.2 * (levels - cv2.GaussianBlur(levels, (0, 0), 0.8)))
