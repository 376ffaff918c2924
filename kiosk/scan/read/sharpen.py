"""Blur undone: Wiener filters for a lens out of focus and a hand that moved, on patches of a few hundred pixels.

Wiener (1949): the estimate of least mean square error is conj(K) / (|K|^2 + noise) times the blurred spectrum.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NOISE = 0.01  # of the signal, power


@dataclass(frozen=True, slots=True)
class Disc:
    """A lens out of focus. radius: of the circle of confusion, pixels."""

    radius: float


@dataclass(frozen=True, slots=True)
class Streak:
    """A straight movement during the exposure. length in pixels; angle from the x axis, towards y, radians."""

    length: float
    angle: float


Blur = Disc | Streak


class Spectrum:
    """The spectrum of a grey patch, from which several blurs can be tried."""

    def __init__(self, patch: NDArray[np.uint8]) -> None:
        import cv2
        import numpy as np

        self._cv2: Any = cv2
        self.shape = patch.shape
        height, width = patch.shape
        # Mirrored at the edges: a jump there would ring through the patch. To one of a few sizes, so that filters
        # are found again.
        self._size = _size(height), _size(width)
        below, right = self._size[0] - height, self._size[1] - width
        self._at = below // 2, right // 2
        padded = cv2.copyMakeBorder(
            patch, self._at[0], below - self._at[0], self._at[1], right - self._at[1], cv2.BORDER_REFLECT_101
        )
        self._spectrum = cv2.dft(padded.astype(np.float32))

    def without(self, blur: Blur, noise: float = NOISE) -> NDArray[np.uint8]:
        """The patch as it may have been before it was blurred."""
        cv2 = self._cv2
        product = cv2.mulSpectrums(self._spectrum, _packed(_filter(self._size, _rounded(blur), noise)), 0)
        sharp = cv2.dft(product, flags=cv2.DFT_INVERSE | cv2.DFT_SCALE | cv2.DFT_REAL_OUTPUT)
        top, left = self._at
        part = sharp[top : top + self.shape[0], left : left + self.shape[1]]
        # Rounds and clips to 0..255; overshoot beyond white and black says nothing.
        image: NDArray[np.uint8] = cv2.convertScaleAbs(cv2.max(part, 0))
        return image


def softness(patch: NDArray[np.uint8]) -> float:
    """How wide the edges of a patch are, in pixels: its gradients against how fast they change.

    At 4 px a module a code in focus has 1.3 to 2, one out of focus by a whole module 2.2 to 3.
    """
    import cv2

    gx, gy = cv2.Sobel(patch, cv2.CV_32F, 1, 0, ksize=1), cv2.Sobel(patch, cv2.CV_32F, 0, 1, ksize=1)
    change = cv2.norm(cv2.Laplacian(patch, cv2.CV_32F, ksize=1))
    return math.hypot(cv2.norm(gx), cv2.norm(gy)) / max(change, 1e-6)


def drift(patch: NDArray[np.uint8]) -> tuple[float, float]:
    """The direction in which a patch is smeared, radians, and how much: 1 for not at all.

    The structure tensor's eigenvalues: a code has as many edges one way as the other, and a movement takes away
    those that it crosses. Returns the angle of the smaller and the ratio of the larger to it.
    """
    import cv2
    import numpy as np

    gx = cv2.Sobel(patch, cv2.CV_32F, 1, 0, ksize=3)
    gy = cv2.Sobel(patch, cv2.CV_32F, 0, 1, ksize=3)
    xx, yy, xy = float(cv2.norm(gx, cv2.NORM_L2SQR)), float(cv2.norm(gy, cv2.NORM_L2SQR)), float(np.vdot(gx, gy))
    mean, spread = (xx + yy) / 2, math.hypot((xx - yy) / 2, xy)
    if mean <= 0:
        return 0.0, 1.0
    angle = 0.5 * math.atan2(2 * xy, xx - yy) + math.pi / 2
    return angle % math.pi, (mean + spread) / max(mean - spread, 1e-6 * mean)


def _size(length: int) -> int:
    """The next size with 16 pixels to spare that the transform likes: 64, 128, 192, 256, 320, 384, ..."""
    return -(-(length + 16) // 64) * 64


def _rounded(blur: Blur) -> Blur:
    """To the nearest of a few settings, so that filters are found again."""
    if isinstance(blur, Disc):
        return Disc(round(blur.radius * 4) / 4)
    step = math.pi / 24
    return Streak(round(blur.length * 2) / 2, round(blur.angle / step) % 24 * step)


@lru_cache(maxsize=32)  # some 6 MB: what many frames of many kinds would keep is what a booth's memory grows by
def _filter(size: tuple[int, int], blur: Blur, noise: float) -> Any:
    """The Wiener filter's spectrum without its zeros: the first and the odd columns of OpenCV's packed layout."""
    import cv2
    import numpy as np

    kernel = _kernel(blur)
    reach = kernel.shape[0] // 2
    wrapped = np.zeros(size, np.float32)
    wrapped[: len(kernel), : len(kernel)] = kernel
    # Its middle at (0, 0). As it is the same from both sides its spectrum is real: the packed layout's imaginary
    # parts, which are its even columns, are zero.
    spectrum: Any = cv2.dft(np.roll(wrapped, (-reach, -reach), axis=(0, 1)))
    real = np.hstack((spectrum[:, :1], spectrum[:, 1::2]))
    return real / (real * real + np.float32(noise))


def _packed(real: Any) -> Any:
    """A filter as mulSpectrums wants it."""
    import numpy as np

    spectrum = np.zeros((len(real), 2 * (real.shape[1] - 1)), np.float32)
    spectrum[:, 0], spectrum[:, 1::2] = real[:, 0], real[:, 1:]
    return spectrum


def _kernel(blur: Blur) -> NDArray[np.float32]:
    """The blur as a small square picture with its middle in the middle; sums to 1."""
    import numpy as np

    reach = math.ceil(blur.radius if isinstance(blur, Disc) else blur.length / 2) + 1
    ys, xs = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    if isinstance(blur, Disc):
        kernel = np.clip(blur.radius + 0.5 - np.hypot(xs, ys), 0, 1)
    else:
        c, s = math.cos(blur.angle), math.sin(blur.angle)
        along, across = np.abs(xs * c + ys * s), np.abs(ys * c - xs * s)
        kernel = np.clip(blur.length / 2 + 0.5 - along, 0, 1) * np.clip(1 - across, 0, 1)
    whole: NDArray[np.float32] = (kernel / kernel.sum()).astype(np.float32)
    return whole
