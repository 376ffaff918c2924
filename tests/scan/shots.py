"""Pictures of one code, made with exact geometry: where every module lies is known."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.scan.camera.label import QUIET_ZONE, matrix
from kiosk.scan.read.picture import Picture

Floats = NDArray[np.float64]
FINE = 12  # pixels a module that the code is drawn with before it is photographed


@dataclass(frozen=True)
class Photo:
    grey: NDArray[np.uint8]
    modules: int
    dark: NDArray[np.bool_]
    nodes: Floats  # (modules + 1, modules + 1, 2): pixels of every module's corner

    @property
    def picture(self) -> Picture:
        return Picture(self.grey)

    @property
    def corners(self) -> Floats:
        n = self.modules
        return np.array([self.nodes[0, 0], self.nodes[0, n], self.nodes[n, n], self.nodes[n, 0]])

    @property
    def middles(self) -> Floats:
        """Of the finder patterns: top left, top right, bottom left."""
        n = self.modules
        places = ((3, 3), (3, n - 4), (n - 4, 3))
        return np.array([self.nodes[r : r + 2, c : c + 2].mean(axis=(0, 1)) for r, c in places])

    def with_grey(self, grey: NDArray[np.uint8]) -> Photo:
        return Photo(grey, self.modules, self.dark, self.nodes)


def photo(
    text: str,
    module_px: float = 6.0,
    *,
    roll: float = 0.0,
    tilt: float = 0.0,
    bend: float = 0.0,
    size: tuple[int, int] = (640, 480),
    blur_px: float = 0.7,
    noise: float = 2.0,
    background: int = 120,
    seed: int = 0,
) -> Photo:
    """A code on white paper in the middle of a frame, by a pinhole camera.

    roll, tilt: radians, about the line of sight and about an upright axis. bend: radians from the code's middle to
    its left and right edges as it lies round an upright cylinder.
    """
    cells = matrix(text)
    dark = cells[QUIET_ZONE:-QUIET_ZONE, QUIET_ZONE:-QUIET_ZONE] == 0
    n = len(dark)
    paper = np.kron(cells, np.ones((FINE, FINE), np.uint8))
    distance = 1400.0 / module_px  # modules

    c, s = np.cos(tilt), np.sin(tilt)
    tilted = np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])
    c, s = np.cos(roll), np.sin(roll)
    turn = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]) @ tilted
    focal = module_px * distance
    radius = n / 2 / bend if bend else 0.0

    # Where a module's corner is seen.
    grid = np.arange(n + 1) - n / 2
    u, v = np.meshgrid(grid, grid)
    x, z = (radius * np.sin(u / radius), radius * (1 - np.cos(u / radius))) if bend else (u, np.zeros_like(u))
    there = np.stack([x, v, z], axis=-1) @ turn.T + [0, 0, distance]
    nodes = focal * there[..., :2] / there[..., 2:] + np.array(size) / 2

    # And what is seen at a pixel: its ray meets the plane z = 0, or the near side of the cylinder.
    ys, xs = np.mgrid[0 : size[1], 0 : size[0]]
    rays = np.stack([(xs - size[0] / 2) / focal, (ys - size[1] / 2) / focal, np.ones(xs.shape)], axis=-1) @ turn
    eye = np.array([0, 0, -distance]) @ turn
    if bend:
        toward = rays[..., [0, 2]]
        start = eye[[0, 2]] - [0, radius]
        a, b = (toward**2).sum(-1), toward @ start
        root = b**2 - a * (start @ start - radius**2)
        far = np.where(root >= 0, (-b - np.sqrt(np.maximum(root, 0))) / a, np.nan)
    else:
        far = -eye[2] / rays[..., 2]
    hit = eye + far[..., None] * rays
    across = radius * np.arctan2(hit[..., 0], radius - hit[..., 2]) if bend else hit[..., 0]
    at = (np.stack([across, hit[..., 1]], axis=-1) + n / 2 + QUIET_ZONE) * FINE - 0.5
    at = np.nan_to_num(at, nan=-1e6).astype(np.float32)
    smooth = cv2.GaussianBlur(paper, (0, 0), max(0.3, 0.35 * FINE / module_px)).astype(np.float32)
    seen = cv2.remap(
        smooth, at[..., 0], at[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=-1
    )
    grey = np.where(seen >= 0, 25 + seen * (205 / 255), background).astype(np.float32)
    if blur_px:
        grey = cv2.GaussianBlur(grey, (0, 0), blur_px)
    grey += np.random.default_rng(seed).normal(0, noise, grey.shape)
    return Photo(np.clip(grey, 0, 255).astype(np.uint8), n, dark, nodes)
