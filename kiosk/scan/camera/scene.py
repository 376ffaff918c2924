"""Draws one frame: the hall, somebody passing, a product in a hand, lens and sensor. A pure function of time.

The background is out of focus, so it is kept at half size; the product is warped, blurred and laid on only
where it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kiosk.scan.camera import motion
from kiosk.scan.camera.label import ASSETS, over
from kiosk.scan.camera.motion import Conditions, Pose, Showing
from kiosk.scan.camera.sprite import CENTRE, STICKER_Y, Sprite, _picture
from kiosk.scan.model import Point
from kiosk.scan.pool import Pool

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

WIDTH, HEIGHT = 1920, 1080
NOISE_BIAS = 24
NOISE_MARGIN = 128
# Blur that zxing-cpp may still read, in modules of the code: measured over 12 arrivals it first read at 1.3 to 2.0.
# At the upper end, so that times counted from here flatter nobody.
READABLE_BLUR = 2.0
READABLE_TILT = 0.72  # the code's shorter side beside its longer one
READABLE_LIGHT = 0.25
READABLE_MODULE = 2.0  # pixels
GOOD = Conditions()


@dataclass(frozen=True, slots=True)
class Truth:
    """What a frame really shows, for measuring what was read of it.

    visible: part of the sticker inside the picture, 0 to 1. module_px: the smallest side of a module.
    blur_px: defocus and motion together. decodable: whether a good decoder should read it.
    """

    text: str
    visible: float
    module_px: float
    blur_px: float
    corners: tuple[Point, Point, Point, Point]
    decodable: bool


class Scene:
    """Holds the pictures of one hall; one thread draws. Raises FileNotFoundError when a picture is missing."""

    def __init__(self, seed: int = 0, assets: Path = ASSETS) -> None:
        import cv2
        import numpy as np

        hall = cv2.imread(str(assets / "hall.jpg"))
        if hall is None:
            raise FileNotFoundError(f"{assets / 'hall.jpg'} is missing: run assets/camera/render.py")
        self._hall = cast("Picture", cv2.cvtColor(hall, cv2.COLOR_BGR2BGRA))
        self._passers = [_picture(assets / f"passer-{i}.png").image for i in range(2)]
        self._seed = seed
        rng = np.random.default_rng(seed)
        # A quarter of it drawn and repeated: nobody sees that, and it takes a quarter of the time.
        shape = ((HEIGHT + NOISE_MARGIN) // 2, (WIDTH + NOISE_MARGIN) // 2)
        grain = 4.2 * rng.standard_normal((*shape, 1), np.float32) + 2.4 * rng.standard_normal(
            (*shape, 3), np.float32
        )
        # A sensor's noise comes through demosaicing: neighbours are alike.
        soft = cv2.GaussianBlur(grain, (0, 0), 0.6)
        self._noise = np.tile(np.clip(np.round(soft + NOISE_BIAS), 0, 2 * NOISE_BIAS).astype(np.uint8), (2, 2, 1))
        self._canvas = np.empty((HEIGHT, WIDTH, 3), np.uint8)
        self._back, self._small = self._hall.copy(), np.empty((*self._hall.shape[:2], 3), np.uint8)
        self._spare = tuple(_Room() for _ in range(4))
        self._frames: Pool[Picture] = Pool(lambda: np.empty((HEIGHT, WIDTH, 3), np.uint8))

    def render(
        self, t: float, held: Sequence[tuple[Sprite, Showing]] = (), conditions: Conditions = GOOD
    ) -> Picture:
        """The frame at `t` seconds: HEIGHT x WIDTH x 3, BGR, an array that nobody else holds.

        held: the hindmost first.
        """
        import cv2

        self._back[:] = self._hall
        self._pass_by(self._back, t)
        cv2.cvtColor(self._back, cv2.COLOR_BGRA2BGR, dst=self._small)
        cv2.resize(self._small, (WIDTH, HEIGHT), dst=self._canvas)
        for sprite, showing in held:
            if showing.covers(t):
                self._hold(sprite, showing, t, conditions.distance)
                if conditions.glare:
                    self._shine(motion.pose(showing, t, conditions.distance), conditions.glare)
        gain = motion.exposure(held[0][1] if held else None, t) * conditions.light
        step = int(t * 1000 + 0.5) * 2654435761 + self._seed * 40503
        dx, dy = (step >> 7) % NOISE_MARGIN, (step >> 17) % NOISE_MARGIN
        noise = self._noise[dy : dy + HEIGHT, dx : dx + WIDTH]
        frame = self._frames.take()
        cv2.addWeighted(self._canvas, gain, noise, 1.0, -float(NOISE_BIAS), dst=frame)
        return frame

    def _shine(self, at: Pose, radius: float) -> None:
        """A lamp mirrored by the sticker: burnt in the middle, a haze around it."""
        import cv2
        import numpy as np

        reach = round(1.5 * radius * at.scale)
        x, y = round(at.x + 0.2 * reach), round(at.y - 0.15 * reach)
        x0, x1, y0, y1 = max(0, x - reach), min(WIDTH, x + reach), max(0, y - reach), min(HEIGHT, y + reach)
        if x1 - x0 < 2 or y1 - y0 < 2:
            return
        ys, xs = np.mgrid[y0:y1, x0:x1].astype(np.float32)
        haze = np.clip(1.5 - 1.5 * np.hypot(xs - x, 1.3 * (ys - y)) / reach, 0, 1) * 270
        view = self._canvas[y0:y1, x0:x1]
        view[:] = cv2.add(view, cv2.cvtColor(np.clip(haze, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR))

    def _pass_by(self, back: Picture, t: float) -> None:
        """Two people cross the hall now and then, each at their own pace."""
        for i, (period, walk_s, pace) in enumerate(((19.0, 11.0, 118.0), (27.0, 12.0, -104.0))):
            u = (t + self._seed * 3.1 + 6.0 + i * 11) % period
            if u > walk_s:
                continue
            x = -240 + u * pace if pace > 0 else 980 + u * pace
            bob = 5 * abs(math.sin(u * 5.2))
            over(back, self._passers[i], round(x), round(148 - bob))

    def _hold(self, sprite: Sprite, showing: Showing, t: float, distance: float) -> None:
        import cv2
        import numpy as np

        to_frame = _homography(motion.pose(showing, t, distance))
        height, width = sprite.image.shape[:2]
        ox, oy = sprite.origin
        corners = ((ox, oy), (ox + width, oy), (ox + width, oy + height), (ox, oy + height))
        xs, ys = zip(*(_project(to_frame, *corner) for corner in corners), strict=True)
        across, down = motion.speed(showing, t, distance)
        disc = motion.defocus(showing, t)
        reach = math.ceil(disc) + 2
        x0 = max(0, math.floor(min(xs) - abs(across) / 2) - reach)
        x1 = min(WIDTH, math.ceil(max(xs) + abs(across) / 2) + reach)
        y0 = max(0, math.floor(min(ys) - abs(down) / 2) - reach)
        y1 = min(HEIGHT, math.ceil(max(ys) + abs(down) / 2) + reach)
        if x1 - x0 < 2 or y1 - y0 < 2:
            return
        shift = np.array([[1, 0, -x0], [0, 1, -y0], [0, 0, 1]], np.float64)
        place = np.array([[1, 0, ox], [0, 1, oy], [0, 0, 1]], np.float64)
        size = (y1 - y0, x1 - x0)
        piece, other = self._spare[0].of(*size, 4), self._spare[1].of(*size, 4)
        cv2.warpPerspective(sprite.image, shift @ np.array(to_frame) @ place, size[::-1], dst=piece)
        # Below the picture the arm goes on: blur must not see an edge there.
        border = cv2.BORDER_REPLICATE
        if max(abs(across), abs(down)) >= 1.5:
            kernel = (max(1, round(abs(across))), max(1, round(abs(down))))
            cv2.blur(piece, kernel, dst=other, borderType=border)
            piece, other = other, piece
        if disc >= 1.2:
            # Two boxes make nearly a disc, and cost the same for any width.
            side = max(2, round(disc * 0.62))
            cv2.blur(piece, (side, side), dst=other, borderType=border)
            cv2.blur(other, (side, side), dst=piece, borderType=border)
        _blend(self._canvas[y0:y1, x0:x1], piece, self._spare[2].of(*size, 1), self._spare[3].of(*size, 3))

    @staticmethod
    def truth(t: float, text: str, sprite: Sprite, showing: Showing, conditions: Conditions = GOOD) -> Truth | None:
        """What `render` shows at `t`; None while the product is not held."""
        if not showing.covers(t):
            return None
        to_frame = _homography(motion.pose(showing, t, conditions.distance))
        quad = [_project(to_frame, x, y) for x, y in sprite.label]
        sides = [math.dist(quad[i], quad[(i + 1) % 4]) for i in range(4)]
        shrink = min(sides[0] + sides[2], sides[1] + sides[3]) / (sides[0] + sides[1] + sides[2] + sides[3]) * 2
        flat = [math.dist(sprite.label[i], sprite.label[(i + 1) % 4]) for i in range(4)]
        module = sprite.module_px * min(sides[i] / flat[i] for i in range(4))
        across, down = motion.speed(showing, t, conditions.distance)
        disc = motion.defocus(showing, t)
        blur = math.hypot(disc if disc >= 1.2 else 0.0, math.hypot(across, down))
        visible = _inside(quad)
        readable = visible >= 0.999 and blur <= READABLE_BLUR * module and shrink >= READABLE_TILT
        readable &= conditions.light >= READABLE_LIGHT and module >= READABLE_MODULE and not conditions.glare
        a, b, c, d = quad
        return Truth(text, visible, module, blur, (a, b, c, d), readable)


Homography = tuple[tuple[float, float, float], ...]


def _homography(at: Pose) -> Homography:
    """Canvas pixels -> frame pixels: the flat sprite turned about the sticker's middle before a pinhole camera."""
    roll, yaw, pitch = (math.radians(a) for a in (at.roll, at.yaw, at.pitch))
    cr, sr, cy, sy, cp, sp = (f(a) for a in (roll, yaw, pitch) for f in (math.cos, math.sin))
    # Columns of Rz(roll) Ry(yaw) Rx(pitch) that the plane z = 0 uses.
    ux, uy, uz = cr * cy, sr * cy, -sy
    vx, vy, vz = cr * sy * sp - sr * cp, sr * sy * sp + cr * cp, cy * sp
    f, s = motion.FOCAL_PX, at.scale
    # Depth is f at scale 1, so canvas and frame pixels are the same size there.
    rows = []
    for u, v, offset in ((ux, vx, at.x), (uy, vy, at.y)):
        a, b = s * (u + offset * uz * s / f), s * (v + offset * vz * s / f)
        rows.append((a, b, offset - a * CENTRE - b * STICKER_Y))
    g, h = uz * s / f, vz * s / f
    rows.append((g, h, 1 - g * CENTRE - h * STICKER_Y))
    return tuple(rows)


def _project(m: Homography, x: float, y: float) -> Point:
    w = m[2][0] * x + m[2][1] * y + m[2][2]
    return (m[0][0] * x + m[0][1] * y + m[0][2]) / w, (m[1][0] * x + m[1][1] * y + m[1][2]) / w


def _inside(quad: list[Point]) -> float:
    """The part of a quadrilateral that lies in the picture, from 11 x 11 points of it."""
    inside = 0
    for i in range(11):
        for j in range(11):
            u, v = i / 10, j / 10
            x = (1 - v) * ((1 - u) * quad[0][0] + u * quad[1][0]) + v * ((1 - u) * quad[3][0] + u * quad[2][0])
            y = (1 - v) * ((1 - u) * quad[0][1] + u * quad[1][1]) + v * ((1 - u) * quad[3][1] + u * quad[2][1])
            inside += 0 <= x < WIDTH and 0 <= y < HEIGHT
    return inside / 121


def _blend(view: Picture, piece: Picture, alpha: Picture, colour: Picture) -> None:
    """Lays a premultiplied BGRA piece on a BGR view of the same size. alpha, colour: room of that size."""
    import cv2

    cv2.extractChannel(piece, 3, dst=alpha)
    cv2.bitwise_not(alpha, dst=alpha)
    cv2.cvtColor(alpha, cv2.COLOR_GRAY2BGR, dst=colour)
    cv2.multiply(view, colour, dst=view, scale=1 / 255)
    cv2.cvtColor(piece, cv2.COLOR_BGRA2BGR, dst=colour)
    cv2.add(view, colour, dst=view)


class _Room:
    """Memory for one picture of a kind at a time, of any size up to a frame's."""

    def __init__(self) -> None:
        import numpy as np

        self._bytes = np.empty(WIDTH * HEIGHT * 4, np.uint8)

    def of(self, height: int, width: int, channels: int) -> Picture:
        """With anything in it; the one before is gone."""
        return self._bytes[: height * width * channels].reshape(height, width, channels)
