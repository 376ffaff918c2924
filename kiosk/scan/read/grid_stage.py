"""Reads a located code module by module: its grid is fitted to the picture, its modules' brightness is decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from kiosk.scan.read import symbol
from kiosk.scan.read.finder_frames import Frames, around
from kiosk.scan.read.grid import RIGHT, Grid, evened, fitted_to, trust_of
from kiosk.scan.read.picture import Found, Kind, Picture, Region
from kiosk.scan.read.symbol_tables import LEAST, MOST

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Singles = NDArray[np.float32]

WORTH = 0.33  # agreement of the known modules from which a grid is decoded: wrong ones stay below
LIKELY = 0.6  # from which its corners are better than those it began with
FIRST = 4  # steps that the likeliest hypothesis takes


class GridStage:
    """Steps: find the finder patterns where only corners are known; fit; decode; decode with the light evened out
    and the blur between modules taken back; then further hypotheses, each fitted and decoded: where the third
    pattern may be else, and the sizes beside."""

    name = "grid"

    def steps(self, picture: Picture, region: Region) -> int:
        notes = region.notes
        if region.kind is Kind.TEXTURE:  # rescue makes it another kind once there is something to fit
            return 0
        if "frames" in notes and notes["frames"] is None:
            return 0
        others = len(notes.get("others", ()))
        grid = notes.get("grid")
        return FIRST + others + (0 if grid is not None and grid.score > RIGHT else 2)

    def attempt(self, picture: Picture, region: Region, step: int) -> Found | None:
        frames = self._frames(picture, region)
        if frames is None or step == 0:
            return None
        grid = self._grid(picture, region, frames)
        if step >= FIRST:
            return self._else(picture, region, frames, step - FIRST)
        if step == 1 or grid.score < WORTH:
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
            region.notes["modules"] = region.modules
            grid = fitted_to(picture, frames, region.modules, region.notes.get("negative", False))
            region.notes["grid"] = grid
            if grid.score > LIKELY:
                region.corners = grid.corners
        return cast("Grid", region.notes["grid"])

    def _else(self, picture: Picture, region: Region, frames: Frames, number: int) -> Found | None:
        others = region.notes.get("others", ())
        if number < len(others):
            frames, modules = others[number]
        else:
            modules = region.notes["modules"] + (4, -4)[number - len(others)]
        if not LEAST <= modules <= MOST:
            return None
        grid = fitted_to(picture, frames, modules, region.notes.get("negative", False))
        if grid.score < WORTH:
            return None
        if grid.score > region.notes["grid"].score:
            region.notes["grid"], region.modules, region.corners = grid, modules, grid.corners
        return self._decoded(picture, grid) or self._again(picture, grid)

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


def sharpened(levels: Singles) -> Singles:
    """What the lens mixed between neighbouring modules is taken back, to the first order."""
    import cv2

    return cast("Singles", levels + 1.2 * (levels - cv2.GaussianBlur(levels, (0, 0), 0.8)))
