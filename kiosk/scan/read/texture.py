"""Where there may be a code though none was located: patches dense with edges both ways, with calm around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from kiosk.scan.read.picture import Kind, Picture, Region

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CELL_PX = 8  # of the frame: one cell of an energy map, smaller than a quiet zone at 2 px a module
LEVELS = 7  # at which a map is cut into islands
SMALLEST = 3  # cells a side
FLATTEST = 2.2  # longer side to shorter
FULLEST = 0.7  # of the picture: a larger box is the picture itself
BEST = 4
DIM = 24.0  # grey levels: contrast counts relative to brightness, less so in the dark where noise rules


class Scale(NamedTuple):
    """step_px: over which brightness differences are taken. floor: the part of a map that is taken for calm."""

    step_px: int
    floor: float


# The coarse one first: it costs less, and blurred, dim and noisy codes show there. Then small and faint ones.
FINE = Scale(2, 0.1)
SCALES = (Scale(4, 0.25), FINE)


class Texture:
    """A Locator (picture.py). Regions are upright boxes, Kind.TEXTURE, the likeliest first, at most BEST a step."""

    name = "texture"

    def steps(self, picture: Picture) -> int:
        return len(SCALES) if min(picture.width, picture.height) >= 8 * CELL_PX else 0

    def attempt(self, picture: Picture, step: int) -> list[Region]:
        scale = SCALES[step]
        boxes = islands(_map(picture, scale), scale.floor)
        return [
            Region(((x0, y0), (x1, y0), (x1, y1), (x0, y1)), Kind.TEXTURE)
            for x0, y0, x1, y1 in ((CELL_PX * a, CELL_PX * b, CELL_PX * c, CELL_PX * d) for a, b, c, d in boxes)
        ]


def energy(picture: Picture) -> float:
    """How strong the strongest texture of the picture is, relative to its brightness: 0 for an empty one.

    A sharp code on paper has 0.2 and more, a blurred or small one 0.03; a wall or a floor stays below 0.01.
    """
    strongest: float = _map(picture, FINE).max(initial=0.0)
    return float(strongest)


def _map(picture: Picture, scale: Scale) -> NDArray[np.float32]:
    made: NDArray[np.float32] = picture.made(f"texture{scale.step_px}", lambda: _measured(picture.grey, scale))
    return made


def _measured(grey: NDArray[np.uint8], scale: Scale) -> NDArray[np.float32]:
    """For each cell the weaker of its mean differences across and down, relative to its brightness.

    The weaker: edges of shelves and lines of print are strong one way only.
    """
    import cv2
    import numpy as np

    step = scale.step_px
    small: Any = grey
    for _ in range(step.bit_length() - 1):  # by halves: OpenCV's quickest way down
        small = cv2.resize(small, (small.shape[1] // 2, small.shape[0] // 2), interpolation=cv2.INTER_AREA)
    # A whole number of samples a cell, in which OpenCV averages several times as fast.
    each = CELL_PX // step
    cells = ((small.shape[1] - 1) // each, (small.shape[0] - 1) // each)
    whole = slice(0, cells[1] * each), slice(0, cells[0] * each)

    def mean(of: Any) -> Any:
        return cv2.blur(cv2.resize(of, cells, interpolation=cv2.INTER_AREA).astype(np.float32), (3, 3))

    here = small[whole]
    right, below = small[: here.shape[0], 1 : here.shape[1] + 1], small[1 : here.shape[0] + 1, : here.shape[1]]
    weaker = np.minimum(mean(cv2.absdiff(here, right)), mean(cv2.absdiff(here, below)))
    result: NDArray[np.float32] = weaker / (mean(here) + np.float32(DIM))
    return result


def islands(energy_map: NDArray[np.float32], floor: float) -> list[tuple[int, int, int, int]]:
    """The best boxes (left, top, right, bottom in cells, right and bottom beyond) that stand out of a map.

    The map is cut at several heights between its calm (the quantile `floor`) and its peak, so that a faint code on
    paper is as much of an island as a strong one; what counts is how far it rises over what is around it.
    """
    import cv2
    import numpy as np

    height, width = energy_map.shape
    calm = max(float(np.quantile(energy_map[::3, ::3], floor)), 0.003)
    peak = 0.8 * float(np.partition(energy_map[::2, ::2], -5, axis=None)[-5])
    if peak <= calm:
        return []
    kernel = np.ones((SMALLEST, SMALLEST), np.uint8)
    seen: dict[Any, None] = {}
    for level in np.geomspace(calm, peak, LEVELS):
        above: Any = (energy_map > level).view(np.uint8)
        above = cv2.morphologyEx(cv2.morphologyEx(above, cv2.MORPH_CLOSE, kernel), cv2.MORPH_OPEN, kernel)
        for outline in cv2.findContours(above, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
            _, _, w, h = box = cv2.boundingRect(outline)
            if box in seen or max(w, h) > FLATTEST * min(w, h) or w * h > FULLEST * width * height:
                continue
            # Outlines run through the middles of cells. A square on its corner fills half of its box.
            if cv2.contourArea(outline) + cv2.arcLength(outline, True) / 2 >= 0.45 * w * h:
                seen[box] = None
    if not seen:
        return []
    x, y, w, h = np.array(list(seen), np.intp).T
    sums: Any = cv2.integral(energy_map, sdepth=cv2.CV_64F)
    boxes: Any = np.stack((x, y, x + w, y + h), axis=1)
    wider: Any = np.stack((x - 2, y - 2, x + w + 2, y + h + 2), axis=1).clip(0, (width, height, width, height))
    inner, outer = _total(sums, boxes), _total(sums, wider)
    ring = (wider[:, 2] - wider[:, 0]) * (wider[:, 3] - wider[:, 1]) - w * h
    rise = np.log((inner / (w * h) + 0.002) / ((outer - inner) / np.maximum(ring, 1) + 0.004))
    score = rise * np.minimum(w, h) / np.maximum(w, h) * np.sqrt(np.minimum(w, h))
    kept: list[tuple[int, int, int, int]] = []
    for i in np.argsort(-score):
        box = tuple(int(n) for n in boxes[i])
        if all(_overlap(box, other) < 0.55 for other in kept):
            kept.append(box)  # type: ignore[arg-type]
            if len(kept) == BEST:
                break
    return kept


def _total(sums: NDArray[np.float64], boxes: NDArray[np.intp]) -> NDArray[np.float64]:
    x0, y0, x1, y1 = boxes.T
    total: NDArray[np.float64] = sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0]
    return total


def _overlap(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Area of both over area of either."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    if across <= 0 or down <= 0:
        return 0.0
    both = across * down
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return both / (sum(areas) - both)
