"""What befalls a print before the camera sees it, and the light that falls on it: damage, screens, shadows, sun."""

from __future__ import annotations

import math

import cv2
import numpy as np

from tests.bench.codes import Floats, Print, Rng
from tests.bench.optics import HEIGHT, WIDTH, Glare, Pose, smooth
from tests.bench.recipes import Recipe


def damage(item: Print, r: Recipe, rng: Rng) -> None:
    """Scratches, stains, worn ink, a folded corner and crumpled paper, on the print's texture in place."""
    texture = item.texture
    symbol, u, v = item.codes[0]
    height, width = texture.shape[:2]
    s = item.per_module
    side = symbol.side * s
    left, top = u * s + width / 2 - side / 2, v * s + height / 2 - side / 2
    colour = texture[..., :3]
    for _ in range(r.scratches):
        start = rng.uniform(-0.2, 1.2, 2) * side + (left, top)
        steps = rng.normal(0, 1, (6, 2)) * side * 0.03 + rng.normal(0, 1, 2) * side * 0.14
        points = np.cumsum(np.vstack((start, steps)), 0)
        tone = float(rng.choice([0.75, 0.6, 0.1])) * float(rng.uniform(0.7, 1.1))
        thick = max(1, round(s * rng.uniform(0.12, 0.75)))
        _lines(colour, points, (tone * 0.95, tone, tone), thick)
    for _ in range(r.stains):
        at = rng.uniform(0, 1, 2) * side + (left, top)
        blob = _blob(rng, (height, width), at, side * float(rng.uniform(0.04, 0.14)))
        tint = np.float32((0.25, 0.45, 0.6)) * np.float32(rng.uniform(0.35, 1.0))
        colour *= 1 - blob[..., None] * (1 - tint) * np.float32(rng.uniform(0.4, 0.9))
    if r.wear:
        size = (width // 2, height // 2)
        grain = smooth(rng, 60, -1, 1, size) + smooth(rng, 220, -1, 1, size) * np.float32(0.8)
        worn = (grain > np.quantile(grain[::4, ::4], 1 - r.wear)).astype(np.float32)
        soft = cv2.resize(cv2.GaussianBlur(worn, (0, 0), max(0.4, s * 0.05)), (width, height))[..., None]
        colour += (np.float32(0.7) - colour) * soft * np.float32(0.9)
    if r.fold:
        _fold(colour, rng, left, top, side, side * r.fold)
    if r.crumple_m:
        _crumple(item, r.crumple_m, rng)


def _lines(colour: Floats, points: np.ndarray, tone: tuple[float, float, float], thick: int) -> None:
    part = np.ascontiguousarray(colour)
    cv2.polylines(part, [points.astype(np.int32)], False, tone, thick, cv2.LINE_AA)
    colour[:] = part


def _blob(rng: Rng, shape: tuple[int, int], at: np.ndarray, radius: float) -> Floats:
    """A spot with an uneven rim, 0 to 1."""
    turn = np.linspace(0, 2 * math.pi, 24, endpoint=False)
    reach = radius * (1 + 0.25 * rng.standard_normal(24))
    points = np.column_stack((np.cos(turn), np.sin(turn))) * reach[:, None] + at
    mask = np.zeros(shape, np.float32)
    cv2.fillPoly(mask, [points.astype(np.int32)], 1.0, cv2.LINE_AA)
    return cv2.GaussianBlur(mask, (0, 0), max(1.0, radius * 0.15)).astype(np.float32)


def _fold(colour: Floats, rng: Rng, left: float, top: float, side: float, size: float) -> None:
    """The corner without a finder pattern, folded over: the paper's back shows."""
    x, y = left + side, top + side
    a = size * float(rng.uniform(1.2, 2.2))
    b = size * float(rng.uniform(1.2, 2.2))
    points = np.array([[x + 2, y + 2], [x - a, y + 2], [x + 2, y - b]])
    part = np.ascontiguousarray(colour)
    cv2.fillPoly(part, [points.astype(np.int32)], (0.55, 0.58, 0.6), cv2.LINE_AA)
    colour[:] = part


def _crumple(item: Print, depth_m: float, rng: Rng) -> None:
    """Moves the paper about by up to depth_m modules, and shades it; the code's corners stay where they are."""
    height, width = item.texture.shape[:2]
    cells = int(rng.integers(4, 8))
    symbol, u, v = item.codes[0]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    half = symbol.side * item.per_module / 2
    across = (xs - width / 2 - u * item.per_module) / half
    down = (ys - height / 2 - v * item.per_module) / half
    # No movement at the corners of the code: the truth stays exact there.
    still = np.clip(1 - (across * down) ** 2, 0, 1)
    reach = np.float32(depth_m * item.per_module)
    dx = smooth(rng, cells, -1, 1, (width, height)) * reach * still
    dy = smooth(rng, cells, -1, 1, (width, height)) * reach * still
    item.texture[:] = cv2.remap(item.texture, xs + dx, ys + dy, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    slope = cv2.Sobel(dx, cv2.CV_32F, 1, 0, ksize=3) + cv2.Sobel(dy, cv2.CV_32F, 0, 1, ksize=3)
    shade = np.clip(1 + slope * np.float32(0.35), 0.4, 1.5)
    item.texture[..., :3] *= shade[..., None]


def display(item: Print, strength: float, rng: Rng) -> None:
    """The print as a monitor shows it: rows of subpixels with dark gaps, and bands of its refresh."""
    height, width = item.texture.shape[:2]
    # What a sensor's grid makes of a display's: slow stripes, apart in colour, in two directions that nearly cross.
    turn = float(rng.uniform(0, math.pi))
    for extra, depth in ((0.0, 0.75), (math.pi / 2 + float(rng.normal(0, 0.1)), 0.5)):
        period = item.per_module * float(rng.uniform(0.6, 4.0))
        xs = np.arange(width, dtype=np.float32) * np.float32(2 * math.pi / period * math.cos(turn + extra))
        ys = np.arange(height, dtype=np.float32) * np.float32(2 * math.pi / period * math.sin(turn + extra))
        wave = xs[None, :] + ys[:, None] + smooth(rng, 3, -1.5, 1.5, (width, height))
        for channel, phase in enumerate((1.2, 0.6, 0.0)):
            stripes = cv2.polarToCart(np.ones_like(wave), wave + np.float32(phase))[0]
            item.texture[..., channel] *= 1 - np.float32(strength * depth / 2) * (1 - stripes)
    bands = np.sin(np.arange(height, dtype=np.float32) / height * rng.uniform(2, 9) * math.pi + rng.uniform(0, 6))
    item.texture[..., :3] *= (1 - np.float32(0.3 * strength) * (0.5 + 0.5 * bands))[:, None, None]
    item.texture[..., :3] += np.float32(0.03 + 0.06 * strength)  # what the glass mirrors


def lighting(r: Recipe, pose: Pose, side_m: float, rng: Rng) -> Floats | None:
    """The light that falls on the print: shadows with hard edges, patches of sun. None where it is even."""
    if not r.shadows and not r.suns:
        return None
    half = (WIDTH // 2, HEIGHT // 2)
    light = np.ones((half[1], half[0]), np.float32)
    size = side_m * pose.scale / 2
    for _ in range(r.shadows):
        mask = _shape(rng, pose, size, half, stripes=bool(rng.random() < 0.4))
        edge = float(rng.uniform(0.4, 2.5))
        light *= 1 - cv2.GaussianBlur(mask, (0, 0), edge) * np.float32(1 - r.shadow)
    for _ in range(r.suns):
        mask = _shape(rng, pose, size * float(rng.uniform(0.25, 0.7)), half, stripes=bool(rng.random() < 0.25))
        edge = float(rng.uniform(0.5, 3))
        light += cv2.GaussianBlur(mask, (0, 0), edge) * np.float32(r.sun - 1)
    return cv2.resize(light, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR).astype(np.float32)


def _shape(rng: Rng, pose: Pose, size: float, frame: tuple[int, int], stripes: bool) -> Floats:
    """An outline near the code that crosses it: an edge, a hand, a lattice. size: half-size pixels of the code."""
    mask = np.zeros((frame[1], frame[0]), np.float32)
    middle = np.array(pose.at) / 2 + rng.normal(0, 0.35, 2) * size
    turn = float(rng.uniform(0, math.pi))
    way, side = np.array([math.cos(turn), math.sin(turn)]), np.array([-math.sin(turn), math.cos(turn)])
    if stripes:
        wide = size * float(rng.uniform(0.12, 0.4))
        for i in range(-6, 7):
            at = middle + side * i * wide * 2.2
            points = np.array([at - way * 3000 - side * wide / 2, at + way * 3000 - side * wide / 2,
                               at + way * 3000 + side * wide / 2, at - way * 3000 + side * wide / 2])  # fmt: skip
            cv2.fillConvexPoly(mask, points.astype(np.int32), 1.0, cv2.LINE_AA)
        return mask
    around = np.sort(rng.uniform(0, 2 * math.pi, int(rng.integers(3, 8))))
    reach = size * rng.uniform(0.5, 1.6, len(around))
    points = np.column_stack((np.cos(around), np.sin(around))) * reach[:, None] + middle
    cv2.fillPoly(mask, [points.astype(np.int32)], 1.0, cv2.LINE_AA)
    return mask


def lamps(r: Recipe, pose: Pose, side_m: float, rng: Rng) -> Glare:
    """Mirrored lamps on the code: bulbs and tubes."""
    glare = Glare(softness=float(rng.uniform(0.25, 0.9)))
    size = side_m * pose.scale
    for _ in range(r.lamps):
        x, y = np.array(pose.at) + rng.uniform(-0.42, 0.42, 2) * size
        wide = r.glare_m * size * float(rng.uniform(0.7, 1.2))
        tall = wide * float(rng.uniform(0.7, 1.0))
        if rng.random() < 0.4:
            wide, tall = wide * 2.6, wide * 0.35
        glare.lamps.append(
            (float(x), float(y), wide, tall, float(rng.uniform(0, 180)), r.glare * float(rng.uniform(0.6, 1.1)))
        )
    return glare
