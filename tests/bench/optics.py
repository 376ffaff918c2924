"""How a print becomes a picture: a pinhole camera, flat and curved surfaces, light, lens, sensor and motion JPEG.

Pictures are float32 BGR in linear light until `jpeg`. Frame coordinates are pixels, the middle of the first pixel
is (0, 0). A print's coordinates are modules from its middle, u right and v down; the camera looks along +z.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.bench.codes import Floats, Print, Rng

WIDTH, HEIGHT = 1920, 1080
STRIP = 54  # rows
FOCAL = 1500.0  # pixels: 65 degrees across, as webcams have
CENTRE = ((WIDTH - 1) / 2, (HEIGHT - 1) / 2)

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pose:
    """scale: pixels a module at the print's middle, seen square. at: where that middle is, in the frame.
    roll, yaw, pitch: degrees. radius: of the bottle, in modules; None is flat."""

    scale: float
    at: tuple[float, float]
    roll: float = 0.0
    yaw: float = 0.0
    pitch: float = 0.0
    radius: float | None = None

    def rotation(self) -> Points:
        a, b, c = (math.radians(v) for v in (self.roll, self.yaw, self.pitch))
        roll = np.array([[math.cos(a), -math.sin(a), 0], [math.sin(a), math.cos(a), 0], [0, 0, 1]])
        yaw = np.array([[math.cos(b), 0, math.sin(b)], [0, 1, 0], [-math.sin(b), 0, math.cos(b)]])
        pitch = np.array([[1, 0, 0], [0, math.cos(c), -math.sin(c)], [0, math.sin(c), math.cos(c)]])
        return roll @ pitch @ yaw  # type: ignore[no-any-return]

    def middle(self) -> Points:
        """Where the print's middle is from the camera, in modules."""
        x, y = self.at
        return np.array([(x - CENTRE[0]) / FOCAL, (y - CENTRE[1]) / FOCAL, 1.0]) * (FOCAL / self.scale)

    def project(self, uv: Points) -> Points:
        """Frame coordinates of points of the print, n x 2."""
        if self.radius is None:
            solid = np.column_stack((uv, np.zeros(len(uv))))
        else:
            turn = uv[:, 0] / self.radius
            solid = np.column_stack((self.radius * np.sin(turn), uv[:, 1], self.radius * (1 - np.cos(turn))))
        seen = solid @ self.rotation().T + self.middle()
        return FOCAL * seen[:, :2] / seen[:, 2:] + CENTRE  # type: ignore[no-any-return]

    def homography(self) -> Points:
        """Print to frame, for a flat print."""
        rotation = self.rotation()
        camera = np.array([[FOCAL, 0, CENTRE[0]], [0, FOCAL, CENTRE[1]], [0, 0, 1]])
        return camera @ np.column_stack((rotation[:, 0], rotation[:, 1], self.middle()))  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Blur:
    """radius: of the lens's disc of confusion. length, angle (degrees), bow: the path of the print during exposure;
    bow is the height of its arc as a part of its length. All in pixels."""

    radius: float = 0.6
    length: float = 0.0
    angle: float = 0.0
    bow: float = 0.0


@dataclass(slots=True)
class Glare:
    """Lamps mirrored in the print: ellipses (x, y, half-width, half-height, degrees, strength in linear light)."""

    lamps: list[tuple[float, float, float, float, float, float]] = field(default_factory=list)
    softness: float = 0.35  # how far the edge spreads, as a part of the lamp


@dataclass(frozen=True, slots=True)
class Sensor:
    """gain: exposure. shot, read: noise of a full well and of the dark, in parts of white. veil: light that the
    lens scatters evenly; bloom: a part of the light that it spreads around. quality: of the motion JPEG."""

    gain: float = 1.0
    shot: float = 0.012
    read: float = 0.002
    veil: float = 0.006
    bloom: float = 0.03
    sharpen: float = 0.4
    warmth: float = 0.0
    quality: int = 85


# --- the print in the frame -------------------------------------------------------------------------------


def texels(scale: float) -> int:
    """How finely a print has to be drawn to be seen at `scale` pixels a module."""
    return int(min(32, max(5, round(scale * _supersampled(scale) * 1.25))))


def place(frame: Floats, item: Print, pose: Pose, blur: Blur, shade: Floats | None = None) -> None:
    """Lays a print over a frame, in place: antialiased, blurred with its outline. shade: one factor for each pixel
    of the frame, light that falls on the print."""
    height, width = item.texture.shape[:2]
    half_u, half_v = width / 2 / item.per_module, height / 2 / item.per_module
    if pose.radius is not None:
        half_u = min(half_u, pose.radius * math.pi / 2)
    across = np.linspace(-1, 1, 33)
    rim = np.concatenate(
        [np.column_stack((across * half_u, np.full(33, side * half_v))) for side in (-1, 1)]
        + [np.column_stack((np.full(33, side * half_u), across * half_v)) for side in (-1, 1)]
    )
    seen = pose.project(rim)
    reach = math.ceil(blur.radius + blur.length / 2) + 2
    x0, y0 = (max(0, math.floor(v) - reach) for v in seen.min(0))
    x1, y1 = (
        min(WIDTH, math.ceil(seen[:, 0].max()) + reach + 1),
        min(HEIGHT, math.ceil(seen[:, 1].max()) + reach + 1),
    )
    if x1 <= x0 or y1 <= y0:
        return
    # What moves into the part of the frame from beside it has to be there before blurring.
    x0, y0, x1, y1 = x0 - reach, y0 - reach, x1 + reach, y1 + reach
    x1, y1 = x1 + (x1 - x0) % 2, y1 + (y1 - y0) % 2  # even, so that it can be halved
    patch = _seen(item, pose, x0, y0, x1 - x0, y1 - y0)
    patch = blurred(patch, blur)
    left, top, right, bottom = max(0, -x0), max(0, -y0), min(x1, WIDTH) - x0, min(y1, HEIGHT) - y0
    patch = patch[top:bottom, left:right]
    part = frame[y0 + top : y0 + bottom, x0 + left : x0 + right]
    alpha = cv2.merge([patch[..., 3]] * 3)
    colour = np.ascontiguousarray(patch[..., :3])
    if shade is not None:
        light = shade[y0 + top : y0 + bottom, x0 + left : x0 + right]
        colour = cv2.multiply(colour, cv2.merge([light] * 3))
    part[:] = cv2.add(colour, cv2.multiply(part, 1 - alpha))


def _supersampled(scale: float) -> int:
    return 2 if scale < 9 else 1


def _seen(item: Print, pose: Pose, x0: int, y0: int, width: int, height: int) -> Floats:
    """The print in a part of the frame, premultiplied, before the lens."""
    times = _supersampled(pose.scale)
    size = (width * times, height * times)
    texture_h, texture_w = item.texture.shape[:2]
    # A print's (u, v) lies at texel u * per_module + (w - 1) / 2; a frame's x at sample (x - x0 + .5) * times - .5.
    to_texel = np.array(
        [[item.per_module, 0, (texture_w - 1) / 2], [0, item.per_module, (texture_h - 1) / 2], [0, 0, 1.0]]
    )
    to_sample = np.array([[times, 0, (0.5 - x0) * times - 0.5], [0, times, (0.5 - y0) * times - 0.5], [0, 0, 1.0]])
    if pose.radius is None:
        matrix = to_sample @ pose.homography() @ np.linalg.inv(to_texel)
        large = cv2.warpPerspective(item.texture, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(0, 0, 0, 0))
    else:
        u, v = _unrolled(pose, x0, y0, width, height, times)
        map_x = u * np.float32(item.per_module) + np.float32((texture_w - 1) / 2)
        map_y = v * np.float32(item.per_module) + np.float32((texture_h - 1) / 2)
        large = cv2.remap(
            item.texture, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(0, 0, 0, 0)
        )
        turn = np.clip(u / np.float32(pose.radius), -1.57, 1.57)
        round_shade = 0.35 + 0.65 * np.cos(turn + 0.25)
        large[..., :3] *= round_shade[..., None]
    if times == 1:
        return large.astype(np.float32, copy=False)
    return cv2.resize(large, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32, copy=False)


def _unrolled(pose: Pose, x0: int, y0: int, width: int, height: int, times: int) -> tuple[Floats, Floats]:
    """Where on a bottle's print each sample looks: u, v in modules, far outside where it misses the bottle."""
    assert pose.radius is not None
    radius = np.float32(pose.radius)
    back = pose.rotation().T.astype(np.float32)
    origin = (-back @ pose.middle()).astype(np.float32)
    xs = ((np.arange(width * times, dtype=np.float32) + 0.5) / times - 0.5 + x0 - CENTRE[0]) / FOCAL
    ys = ((np.arange(height * times, dtype=np.float32) + 0.5) / times - 0.5 + y0 - CENTRE[1]) / FOCAL
    xs, ys = xs.astype(np.float32)[None, :], ys.astype(np.float32)[:, None]
    dx, dy, dz = (back[i, 0] * xs + back[i, 1] * ys + back[i, 2] for i in range(3))
    # x^2 + (z - r)^2 = r^2, the nearer crossing of the ray.
    oz = origin[2] - radius
    a = dx * dx + dz * dz
    b = origin[0] * dx + oz * dz
    c = origin[0] ** 2 + oz**2 - radius**2
    inside = b * b - a * c
    hit = inside > 0
    t = (-b - np.sqrt(np.maximum(inside, 0))) / a
    u = radius * np.arctan2(origin[0] + t * dx, -(oz + t * dz))
    v = origin[1] + t * dy
    return np.where(hit, u, np.float32(1e4)), np.where(hit, v, np.float32(1e4))


# --- lens and light ---------------------------------------------------------------------------------------


def blurred(image: Floats, blur: Blur) -> Floats:
    """The image, of even width and height, as the lens and the movement leave it."""
    if blur.radius > 5:  # nothing that half as many pixels could not show
        height, width = image.shape[:2]
        small = cv2.resize(image, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        half = blurred(small, Blur(blur.radius / 2, blur.length / 2, blur.angle, blur.bow))
        return cv2.resize(half, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32, copy=False)
    if blur.length >= 1:
        image = cv2.filter2D(image, -1, path(blur.length, blur.angle, blur.bow), borderType=cv2.BORDER_REPLICATE)
    if blur.radius >= 0.3:
        image = cv2.filter2D(image, -1, disc(round(blur.radius, 2)), borderType=cv2.BORDER_REPLICATE)
    return image


@lru_cache(maxsize=256)
def disc(radius: float) -> Floats:
    """The kernel of a lens out of focus, with the pixel's own width at its edge."""
    reach = math.ceil(radius + 0.5)
    fine = 5
    axis = (np.arange((2 * reach + 1) * fine) + 0.5) / fine - reach - 0.5
    inside = (np.hypot(axis[:, None], axis[None, :]) <= radius).astype(np.float32)
    kernel = cv2.resize(inside, (2 * reach + 1, 2 * reach + 1), interpolation=cv2.INTER_AREA)
    return (kernel / kernel.sum()).astype(np.float32)


def path(length: float, angle: float, bow: float) -> Floats:
    """The kernel of a movement along an arc; its centre of gravity is its middle."""
    steps = max(8, math.ceil(length * 4))
    along = np.linspace(-0.5, 0.5, steps)
    aside = bow * (1 - 4 * along**2)
    turn = math.radians(angle)
    xs = length * (along * math.cos(turn) - aside * math.sin(turn))
    ys = length * (along * math.sin(turn) + aside * math.cos(turn))
    xs, ys = xs - xs.mean(), ys - ys.mean()
    reach = math.ceil(max(np.abs(xs).max(), np.abs(ys).max())) + 1
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    left, top = np.floor(xs).astype(int), np.floor(ys).astype(int)
    fx, fy = xs - left, ys - top
    for dy, wy in ((0, 1 - fy), (1, fy)):
        for dx, wx in ((0, 1 - fx), (1, fx)):
            np.add.at(kernel, (top + dy + reach, left + dx + reach), wx * wy)
    return kernel / kernel.sum()


def shine(frame: Floats, glare: Glare) -> None:
    """Adds the lamps' mirror images, in place."""
    for x, y, half_w, half_h, angle, strength in glare.lamps:
        reach = math.hypot(half_w, half_h) * (1 + 2.5 * glare.softness)
        x0, y0 = max(0, int(x - reach)), max(0, int(y - reach))
        x1, y1 = min(WIDTH, int(x + reach)), min(HEIGHT, int(y + reach))
        if x1 <= x0 or y1 <= y0:
            continue
        turn = math.radians(angle)
        xs = np.arange(x0, x1, dtype=np.float32)[None, :] - np.float32(x)
        ys = np.arange(y0, y1, dtype=np.float32)[:, None] - np.float32(y)
        along = (xs * math.cos(turn) + ys * math.sin(turn)) / half_w
        aside = (ys * math.cos(turn) - xs * math.sin(turn)) / half_h
        away = np.sqrt(along * along + aside * aside)
        light = np.float32(strength) / (1 + np.exp(np.clip((away - 1) / (glare.softness * 0.4), -20, 20)))
        part = frame[y0:y1, x0:x1]
        cv2.add(part, cv2.merge([light.astype(np.float32)] * 3), dst=part)


def smooth(rng: Rng, cells: int, low: float, high: float, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Floats:
    """A soft random map between low and high."""
    rows = max(2, round(cells * size[1] / size[0]))
    small = rng.uniform(low, high, (rows, cells)).astype(np.float32)
    return np.clip(cv2.resize(small, size, interpolation=cv2.INTER_CUBIC), low, high)


# --- sensor -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _grain() -> Floats:
    """Noise of a colour sensor after demosaicing, sigma 1: larger than a frame, cut out elsewhere each time."""
    rng = np.random.default_rng(20261123)
    shape = (HEIGHT + 192, WIDTH + 256)
    luma = rng.standard_normal(shape, np.float32)
    grain = np.empty((*shape, 3), np.float32)
    for channel, soft in ((0, 0.75), (1, 0.55), (2, 0.75)):
        own = cv2.GaussianBlur(rng.standard_normal(shape, np.float32), (0, 0), soft)
        own = own / own.std() * 0.8 + cv2.GaussianBlur(luma, (0, 0), 0.55) * 0.9
        grain[..., channel] = own / own.std()
    return grain


@lru_cache(maxsize=1)
def _vignette() -> Floats:
    ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    away = ((xs - WIDTH / 2) ** 2 + (ys - HEIGHT / 2) ** 2) / (WIDTH / 2) ** 2
    return cv2.merge([(1 - 0.22 * away).astype(np.float32)] * 3)


def jpeg(frame: Floats, camera: Sensor, rng: Rng) -> NDArray[np.uint8]:
    """What the camera sends for this light: exposed, noisy, encoded, sharpened, as motion JPEG (4:2:2)."""
    small = cv2.resize(frame, (WIDTH // 8, HEIGHT // 8), interpolation=cv2.INTER_AREA)
    spread = cv2.addWeighted(cv2.GaussianBlur(small, (0, 0), 2), 0.6, cv2.GaussianBlur(small, (0, 0), 9), 0.4, 0)
    spread = cv2.resize(spread, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)
    y, x = int(rng.integers(0, 192)), int(rng.integers(0, 256))
    grain = _grain()[y : y + HEIGHT, x : x + WIDTH]
    if rng.random() < 0.5:
        grain = grain[:, ::-1]
    encoded = np.empty((HEIGHT, WIDTH, 3), np.uint8)
    for top in range(0, HEIGHT, STRIP):  # strips stay in the processor's cache
        rows = slice(top, top + STRIP)
        _expose(frame[rows], spread[rows], _vignette()[rows], grain[rows], camera, encoded[rows])
    soft = cv2.GaussianBlur(encoded, (3, 3), 0.6)
    if camera.sharpen:
        wide = cv2.GaussianBlur(soft, (5, 5), 1.1)
        soft = cv2.addWeighted(soft, 1 + camera.sharpen, wide, -camera.sharpen, 0)
    options = [cv2.IMWRITE_JPEG_QUALITY, camera.quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, 0x211111]
    ok, data = cv2.imencode(".jpg", soft, options)
    assert ok
    return data  # type: ignore[return-value]


def _expose(
    frame: Floats, spread: Floats, vignette: Floats, grain: Floats, camera: Sensor, encoded: NDArray[np.uint8]
) -> None:
    """Some rows of the frame, into `encoded`."""
    light = cv2.addWeighted(frame, 1, spread, camera.bloom, 0)
    light = cv2.multiply(light, vignette, scale=camera.gain)
    if camera.warmth:
        light *= np.float32([1 - camera.warmth, 1, 1 + camera.warmth])
    light += np.float32(camera.veil)
    # Shot noise grows with the root of the light, read noise is always there.
    sigma = cv2.sqrt(light * np.float32(camera.shot**2) + np.float32(camera.read**2))
    cv2.add(light, cv2.multiply(sigma, np.ascontiguousarray(grain)), dst=light)
    np.maximum(light, 0, out=light)
    # Gamma: close to sRGB's curve, and much quicker as root and line.
    cv2.addWeighted(cv2.sqrt(light), 255 * 1.12, light, -255 * 0.12, 0, dst=encoded, dtype=cv2.CV_8U)
