"""Module brightness -> soft bits: local light and shade, and blur undone module by module.

Soft bits are logarithms of odds, above 0 for dark, below for light, 0 for not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kiosk.scan.read.symbol_tables import Layout

    Grid = NDArray[np.float32]

PLAIN_ODDS = 5.0  # soft bit of a module as dark or light as those around it
SEEN = 40.0  # function modules, weighted by trust, below which a symbol is not judged
FUNCTIONS_AGREE = 0.70  # of what is known beforehand, weighted; six standard deviations of what noise does, or more

# How far, in modules, light is taken to be even, in each step that estimates it. Glare and spots want it narrow;
# noise, and blur too strong for three modules, want it wide.
NARROW, WIDE = (3, 3, 3, 3, 5, 5), (7, 7, 7, 7, 7, 7)
NOISE_WINDOW = 9
FITS = (0, 1, 2, 4)  # steps that estimate the blur anew
RIDGE = 20.0  # modules' worth of belief that there is no blur
COVERED = 0.1  # what is left of a soft bit where the modules around are all alike
# In the first steps neighbours are not to be believed as much as it seems: wrong ones would confirm each other.
CAUTION = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
STEPS = len(CAUTION)


def shade(levels: Grid, trust: Grid, layout: Layout) -> tuple[Grid, Grid] | None:
    """(darkness, soft bits): darkness is -levels, or levels for a light symbol on dark (ISO/IEC 18004:2015, 6.2).

    Thresholds half-way between the lightest and the darkest modules around. None without the function patterns.
    """
    import cv2
    import numpy as np

    weight = trust * layout.known
    total = float(weight.sum())
    if total < SEEN:
        return None
    dark = layout.dark.astype(np.float32)
    share = float((weight * dark).sum()) / total
    x = levels if float((weight * (dark - share) * levels).sum()) > 0 else -levels

    around = np.ones((3, 3), np.uint8)
    top, bottom = (cv2.GaussianBlur(find(x, around), (0, 0), 1.0) for find in (cv2.dilate, cv2.erode))
    contrast = top - bottom
    # Where glare leaves next to no contrast, what contrast there is says little.
    scale = contrast / (contrast**2 + (0.1 * float(contrast.mean())) ** 2 + 1e-9)
    soft = (PLAIN_ODDS * np.clip((2 * x - top - bottom) * scale, -1.5, 1.5) * trust).astype(np.float32)
    agree = np.where(layout.dark, soft, -soft)[layout.known]
    if float(agree[agree > 0].sum()) <= FUNCTIONS_AGREE * float(np.abs(agree).sum()):
        return None
    return x, soft


def sharpen(
    x: Grid,
    trust: Grid,
    fixed: NDArray[np.bool_],
    dark: NDArray[np.bool_],
    soft: Grid,
    windows: tuple[int, ...] = NARROW,
) -> Grid:
    """Soft bits that take into account how much of each module's darkness is its neighbours'.

    x: darkness; fixed: modules that are known, dark: those of them that are dark; soft: what is believed at first;
    windows: how far light is even, NARROW or WIDE.
    The model: x = offset + gain * (3 x 3 blur of the modules as +-1) + noise; offset, gain and noise are local. The
    blur comes from least squares; the modules by taking off what the neighbours are believed to add, and
    collecting what each module has itself put into its neighbours (parallel soft interference cancellation).
    """
    import cv2
    import numpy as np

    signs = np.where(dark, np.float32(1), np.float32(-1))
    belief = np.where(fixed, signs, np.clip(soft / PLAIN_ODDS, -1, 1)).astype(np.float32)
    trusted = max(float(trust.sum()), 1e-3)
    around = _near(trust, NOISE_WINDOW) + 3
    darkness = trust * x
    blur = np.zeros((3, 3), np.float32)
    blur[1, 1] = 1
    ridge, prior = RIDGE * np.eye(9, dtype=np.float32), np.zeros(9, np.float32)
    prior[4] = 0.7 * RIDGE
    n = len(x)
    views = np.empty((9, n, n), np.float32)
    noise: Grid | None = None
    odds = soft
    window = 0
    for step in range(STEPS):
        # Around a symbol it is light (9.1).
        framed = cv2.copyMakeBorder(belief, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=-1.0)
        made = cv2.filter2D(framed, -1, blur)[1:-1, 1:-1]
        if step < len(windows):
            if windows[step] != window:
                window = windows[step]
                number = _near(trust, window) + np.float32(1e-3)
                mean_x = _near(darkness, window) / number
            weighted = trust * made
            parts = (weighted, weighted * made, darkness * made)
            mean, squares, products = (_near(part, window) / number for part in parts)
            variance, together = squares - mean * mean, products - mean * mean_x
            usual = float((number * together).sum()) / max(float((number * variance).sum()), 1e-6)
            usual = max(usual, 1e-3)
            gain = np.maximum((together + 0.1 * usual) / (variance + 0.1), 0.05 * usual)
            seen = (x - mean_x) / gain + mean
        if step in FITS:
            weight = trust * np.minimum((gain / usual) ** 2, 1) * 5 if noise is None else trust / (noise + 0.05)
            for place in range(9):
                row, column = divmod(place, 3)
                views[place] = framed[row : row + n, column : column + n]
            flat = views.reshape(9, -1)
            heavy = flat * weight.ravel()
            taps = np.linalg.solve(heavy @ flat.T + ridge, heavy @ seen.ravel() + prior)
            blur = taps.astype(np.float32).reshape(3, 3)
            made = cv2.filter2D(framed, -1, blur)[1:-1, 1:-1]
        rest = seen - made
        wide = trust * np.minimum(rest * rest, 4)
        noise = (_near(wide, NOISE_WINDOW) + np.float32(3 * float(wide.sum()) / trusted)) / around
        weight = trust / (noise + np.float32(0.1))
        turned = blur[::-1, ::-1].copy()
        own = cv2.filter2D(weight, -1, turned * turned, borderType=cv2.BORDER_CONSTANT)
        raw = cv2.filter2D(weight * rest, -1, turned, borderType=cv2.BORDER_CONSTANT) + own * belief
        calm = step > max(FITS) and bool(((raw > 0) == (odds > 0)).all())
        odds = np.clip((2 if calm else 2 * CAUTION[step]) * raw, -18, 18).astype(np.float32)
        if calm:
            break
        belief = ((belief + np.where(fixed, signs, np.tanh(odds / 2))) / 2).astype(np.float32)
    return np.where(_alike(odds > 0, fixed), np.float32(COVERED) * odds, odds)


def _alike(dark: NDArray[np.bool_], fixed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Modules of squares of 4 x 4 that are all dark or all light and none of them known: something lies on them, or
    light has swallowed them, as data masks leave few such squares (7.8)."""
    import cv2
    import numpy as np

    side = np.ones((4, 4), np.uint8)
    same = np.zeros(dark.shape, np.bool_)
    for colour in (dark, ~dark):
        seen = (colour & ~fixed).astype(np.uint8)
        same |= cv2.dilate(cv2.erode(seen, side, borderValue=0), side, anchor=(1, 1)) > 0
    return same


def _near(values: Grid, window: int) -> Grid:
    """Sums over window x window modules; nothing lies outside."""
    import cv2

    return cast(
        "Grid", cv2.boxFilter(values, -1, (window, window), normalize=False, borderType=cv2.BORDER_CONSTANT)
    )
