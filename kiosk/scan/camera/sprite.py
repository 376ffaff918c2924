"""A product in a hand, as one flat picture that a scene moves, turns and blurs: made once for each sticker.

Canvas in pixels of a 1080p frame at arm's length: the product stands on y = FOOT around x = CENTRE, its sticker's
middle is at (CENTRE, STICKER_Y). The parts are drawn by assets/camera/render.py on the same canvas, HEAD lower.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from kiosk.scan.camera.label import ASSETS, INK, LABEL_HEIGHT, LABEL_WIDTH, label, letters, over
from kiosk.scan.model import Point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

Shape = Literal["bottle", "box", "pouch"]
Colour = tuple[int, int, int]  # red, green, blue

HEAD = 300  # room above for tall products
WIDTH, HEIGHT = 1000, 1500 + HEAD
CENTRE, FOOT, STICKER_Y = 470, 930 + HEAD, 576 + HEAD
GRIP_Y = 850 + HEAD
HALF = 215  # half the width the hand is drawn for
WIDEST_GRIP = 330  # half the width it still reaches round
TONES = 4
SHADOW = 66  # alpha up to which a part of the hand is its shadow
TITLES = {"bottle": (470, 364 + HEAD, 360), "box": (442, 350 + HEAD, 350), "pouch": (470, 322 + HEAD, 380)}


@dataclass(frozen=True, slots=True)
class SampleSticker:
    """A product to hold up: what its code says and how the product looks.

    title is printed on it (Latin letters); artwork is a PNG of the product to show in place of our blank one,
    transparent around it; colour is (r, g, b) or "#RRGGBB".
    """

    text: str
    title: str
    shape: Shape
    colour: Colour | str
    artwork: Path | None = None

    @property
    def rgb(self) -> Colour:
        if isinstance(self.colour, str):
            digits = self.colour.removeprefix("#")
            if len(digits) != 6:
                raise ValueError(f"colour {self.colour!r} is not #RRGGBB")
            value = int(digits, 16)
            return (value >> 16, value >> 8 & 255, value & 255)
        return self.colour


class Sprite(NamedTuple):
    image: Picture  # BGRA, premultiplied, cut to what is not transparent
    origin: tuple[int, int]  # where its left top lies on the canvas
    label: tuple[Point, Point, Point, Point]  # the sticker's corners on the canvas
    module_px: float


class Layer(NamedTuple):
    image: Picture
    x: int
    y: int


def sprite(sticker: SampleSticker, tone: int = 0, assets: Path = ASSETS) -> Sprite:
    """Puts one together; takes some 50 ms. Raises FileNotFoundError when a picture is missing."""
    import numpy as np

    canvas = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    body = np.zeros_like(canvas)
    front = np.zeros_like(canvas)
    light = None
    if sticker.artwork is not None:
        _artwork(body, sticker.artwork)
    else:
        _tinted(body, _layer(assets, f"{sticker.shape}-tint"), sticker.rgb)
        _lay(body, _layer(assets, f"{sticker.shape}-paper"))
        light = _layer(assets, f"{sticker.shape}-light")
        _title(front, sticker, assets)
    grip = _grip(canvas, body, f"hand-{tone % TONES}", assets)
    x, y = TITLES[sticker.shape][0], STICKER_Y
    if sticker.artwork is not None:
        x, y = _free_place(body, grip, sticker.shape == "bottle")
    paper, module_px = label(sticker.text)
    shadow = np.zeros_like(paper)
    shadow[..., 3] = paper[..., 3] // 6
    over(front, shadow, x - LABEL_WIDTH // 2 + 3, y - LABEL_HEIGHT // 2 + 5)
    over(front, paper, x - LABEL_WIDTH // 2, y - LABEL_HEIGHT // 2)
    corners = [
        (x + sx * LABEL_WIDTH / 2, y + sy * LABEL_HEIGHT / 2) for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    if sticker.shape == "bottle":
        row_left, row_right = _edges(body, y)
        radius = max((row_right - row_left) / 2, LABEL_WIDTH / 2 + 30)
        front = _curved(front, (row_left + row_right) / 2, radius)
        half = radius * math.sin(LABEL_WIDTH / 2 / radius)
        corners = [(x + math.copysign(half, cx - x), cy) for cx, cy in corners]
    over(body, front, 0, 0)
    if light is not None:
        _lay(body, light)
    over(canvas, body, 0, 0)
    over(canvas, _without_loose_shadow(grip, canvas), 0, 0)
    rows = np.flatnonzero(canvas[..., 3].any(axis=1))
    columns = np.flatnonzero(canvas[..., 3].any(axis=0))
    image = np.ascontiguousarray(canvas[rows[0] :, columns[0] : columns[-1] + 1])
    a, b, c, d = corners
    return Sprite(image, (int(columns[0]), int(rows[0])), (a, b, c, d), module_px)


@lru_cache(maxsize=40)
def _layer(assets: Path, name: str) -> Layer:
    image, x, y = _picture(assets / f"{name}.png")
    return Layer(image, x, y + HEAD)


def _picture(path: Path) -> Layer:
    """A PNG with alpha, premultiplied and cut to what is not transparent."""
    import cv2
    import numpy as np

    image = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if image is None:
        raise FileNotFoundError(f"{path} is missing or no picture")
    if image.ndim != 3 or image.shape[2] != 4 or image.dtype != np.uint8:
        raise FileNotFoundError(f"{path} has no transparency: 8-bit RGBA is needed")
    ys, xs = np.flatnonzero(image[..., 3].any(axis=1)), np.flatnonzero(image[..., 3].any(axis=0))
    if not len(ys):
        raise FileNotFoundError(f"{path} is all transparent")
    image = image[ys[0] : ys[-1] + 1, xs[0] : xs[-1] + 1]
    alpha = cv2.cvtColor(image[..., 3], cv2.COLOR_GRAY2BGRA)
    alpha[..., 3] = 255
    return Layer(cast("Picture", cv2.multiply(image, alpha, scale=1 / 255)), int(xs[0]), int(ys[0]))


def _lay(canvas: Picture, layer: Layer, dx: int = 0) -> None:
    over(canvas, layer.image, layer.x + dx, layer.y)


def _grip(canvas: Picture, body: Picture, hand: str, assets: Path) -> Picture:
    """Puts the palm on the canvas and returns fingers and thumb, a hand as large as the product asks for."""
    import numpy as np

    left, right = _edges(body, GRIP_Y)
    half = (right - left) / 2
    scale = min(1.3, max(0.95, half / HALF))
    grip = np.zeros_like(canvas)
    # What is too wide to reach round lies on the palm: the thumb is before it, the fingers are behind.
    lying = half > WIDEST_GRIP
    _lay_scaled(canvas, _layer(assets, f"{hand}-back"), scale, 0)
    if not lying:
        _lay_scaled(grip, _layer(assets, f"{hand}-fingers"), scale, round(right - CENTRE - HALF * scale))
    thumb = round(left - CENTRE + HALF * scale)
    _lay_scaled(grip, _layer(assets, f"{hand}-thumb"), scale, 0 if lying else thumb)
    return grip


def _lay_scaled(canvas: Picture, layer: Layer, scale: float, dx: int) -> None:
    """Lays a part of the hand, larger or smaller about the middle of the product's foot."""
    import cv2

    size = tuple(round(n * scale) for n in layer.image.shape[1::-1])
    image = cast(
        "Picture", cv2.resize(layer.image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    )
    over(canvas, image, round(CENTRE + (layer.x - CENTRE) * scale) + dx, round(FOOT + (layer.y - FOOT) * scale))


def _without_loose_shadow(grip: Picture, below: Picture) -> Picture:
    """Shadows of the fingers, whatever is mostly transparent, fall only on what is there."""
    import numpy as np

    shadow = grip[..., 3:] <= SHADOW
    return np.where(shadow, (grip.astype(np.uint16) * below[..., 3:] // 255).astype(np.uint8), grip)


def _free_place(body: Picture, grip: Picture, curved: bool) -> tuple[int, int]:
    """Where the sticker hides least of the picture: on the product, clear of the fingers, rather in the middle."""
    import cv2
    import numpy as np

    step = 4
    small = cv2.resize(body, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    taken = cv2.resize(grip[..., 3], None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_BGRA2GRAY).astype(np.float32)
    detail = np.abs(cv2.Laplacian(grey, cv2.CV_32F, ksize=3))
    cost = np.minimum(detail, 120) + 900.0 * (small[..., 3] < 128) + 900.0 * (taken > SHADOW)
    window = (LABEL_WIDTH // step + 9, LABEL_HEIGHT // step + 9)  # and some room around it
    mean = cv2.blur(cost, window, borderType=cv2.BORDER_REPLICATE)
    ys, xs = np.mgrid[0 : mean.shape[0], 0 : mean.shape[1]].astype(np.float32) * step
    mean = mean + 0.02 * np.abs(xs - CENTRE) + 0.02 * np.abs(ys - STICKER_Y)
    if curved:
        left, right = _edges(body, STICKER_Y)
        mean = mean + 10 * np.abs(xs - (left + right) / 2)
    high = (HEAD + 48) // step  # what is higher may leave the picture when the hand sways
    margin_y, margin_x = LABEL_HEIGHT // 2 // step, LABEL_WIDTH // 2 // step
    inner = mean[high + margin_y : -margin_y, margin_x:-margin_x]
    row, column = np.unravel_index(int(np.argmin(inner)), inner.shape)
    return (int(column) + margin_x) * step, (int(row) + high + margin_y) * step


def _tinted(canvas: Picture, layer: Layer, rgb: Colour) -> None:
    import numpy as np

    red, green, blue = rgb
    colour = np.array([blue, green, red, 255], np.uint16)
    _lay(canvas, Layer((layer.image * colour // 255).astype(np.uint8), layer.x, layer.y))


def _artwork(canvas: Picture, path: Path) -> None:
    """The product's own picture, standing at FOOT, as large as the hand and the sticker allow."""
    import cv2

    image = _picture(path).image
    height, width = image.shape[:2]
    # As large as a hand holds, and wider than the sticker even where it is at its narrowest there.
    scale = min(880 / height, 600 / width) if width < 1.15 * height else 860 / width
    middle = image[round(height * 0.45) : round(height * 0.75), :, 3]
    row = max(1, int((middle > 128).sum(axis=1).min()))
    scale = min(max(scale, 330 / row), 1180 / height)
    size = (round(width * scale), round(height * scale))
    image = cast("Picture", cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC))
    over(canvas, image, CENTRE - size[0] // 2, FOOT - size[1])


def _edges(body: Picture, y: int) -> tuple[int, int]:
    """The product's left and right at a height; the whole picture's where that row is empty."""
    import numpy as np

    xs = np.flatnonzero(body[y, :, 3] > 128)
    if not len(xs):
        xs = np.flatnonzero(body[..., 3].max(axis=0) > 128)
    return int(xs[0]), int(xs[-1])


def _title(front: Picture, sticker: SampleSticker, assets: Path) -> None:
    """The name in one line, or in two where that prints it larger."""
    x, y, width = TITLES[sticker.shape]
    words = sticker.title.split()
    lines = [sticker.title]
    if len(sticker.title) > 12 and len(words) > 1:
        cuts = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
        lines = list(min(cuts, key=lambda pair: max(map(len, pair))))
    cap = 50 if len(lines) == 1 else 36
    for i, words_of_line in enumerate(lines):
        line = letters(words_of_line, cap, INK, width, assets)
        middle = y + round((i - (len(lines) - 1) / 2) * cap * 1.45)
        over(front, line, x - line.shape[1] // 2, middle - line.shape[0] // 2)


def _curved(front: Picture, middle: float, radius: float) -> Picture:
    """What lay flat, wrapped round a standing cylinder: narrower to the sides, and bowed as seen from above."""
    import cv2
    import numpy as np

    xs = np.arange(front.shape[1], dtype=np.float32) - np.float32(middle)
    ratio = np.clip(xs / radius, -1, 1)
    map_x = np.float32(middle) + np.float32(radius) * np.arcsin(ratio)
    map_x[np.abs(xs) >= radius] = -1
    drop = 16 * (1 - np.sqrt(1 - ratio * ratio))
    map_y = np.arange(front.shape[0], dtype=np.float32)[:, None] + drop[None, :].astype(np.float32)
    whole_x = np.repeat(map_x[None, :].astype(np.float32), front.shape[0], axis=0)
    curved = cv2.remap(front, whole_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
    return cast("Picture", curved)
