"""Where the modules of a code lie in the picture: a plane seen by a camera, and on top of it a gentle bend.

The bend is a polynomial in module coordinates with its terms held back. Up to the fourth degree it follows a
cylinder to about 60 degrees off its middle within a tenth of a module, whatever way its axis lies, and it follows
creased paper as well, which a cylinder does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Surface:
    """Module coordinates, (0, 0) to (modules, modules), to pixels.

    h: (3, 3) homography. bend: (terms, 2) modules, or None where it is flat; degree: of the bend.
    """

    __slots__ = ("bend", "degree", "h", "modules")

    def __init__(self, modules: int, h: Floats, bend: Floats | None = None, degree: int = 0) -> None:
        self.modules = modules
        self.h = h
        self.bend = bend
        self.degree = degree

    def map(self, uv: Floats) -> Floats:
        """(N, 2) modules -> (N, 2) pixels."""
        if self.bend is not None:
            uv = uv + terms(uv, self.modules, self.degree) @ self.bend
        return through(self.h, uv)


def through(h: Floats, points: Floats) -> Floats:
    below = points @ h[2, :2] + h[2, 2]
    return cast("Floats", (points @ h[:2, :2].T + h[:2, 2]) / below[:, None])


def terms(uv: Floats, modules: int, degree: int) -> Floats:
    """(N, terms): Legendre products up to a total degree, over the code's own square."""
    import numpy as np

    x, y = (uv * (2.0 / modules) - 1).T
    legendre_x = np.polynomial.legendre.legvander(np.clip(x, -1.15, 1.15), degree)
    legendre_y = np.polynomial.legendre.legvander(np.clip(y, -1.15, 1.15), degree)
    columns = [legendre_x[:, i] * legendre_y[:, d - i] for d in range(degree + 1) for i in range(d + 1)]
    return np.stack(columns, axis=1)


def fitted(
    modules: int, uv: Floats, px: Floats, weight: Floats, degree: int, *, calm: float = 1e-3, stiff: float = 0.02
) -> Surface:
    """The surface through (uv, px) pairs in the sense of weighted least squares.

    calm: pulls the homography towards an affine map; stiff: pulls the bend towards none, more so for higher terms.
    """
    import numpy as np

    h = plane(uv, px, weight, calm)
    if degree == 0:
        return Surface(modules, h)
    back = through(cast("Floats", np.linalg.inv(h)), px)
    matrix = terms(uv, modules, degree)
    orders = np.array([d for d in range(degree + 1) for _ in range(d + 1)], float)
    weighted = matrix * weight[:, None]
    square = weighted.T @ matrix
    square[np.diag_indices_from(square)] += stiff * weight.sum() * (0.02 + orders / degree) ** 2
    bend = cast("Floats", np.linalg.solve(square, weighted.T @ (back - uv)))
    return Surface(modules, h, bend, degree)


def plane(here: Floats, there: Floats, weight: Floats | None = None, calm: float = 1e-3) -> Floats:
    """Homography by weighted least squares in normalised coordinates. calm: pulls towards an affine map, so that
    few points in a corner do not turn the rest over."""
    import numpy as np

    def normal(points: Floats) -> Floats:
        middle, size = points.mean(axis=0), points.std() + 1e-9
        return np.array([[1 / size, 0, -middle[0] / size], [0, 1 / size, -middle[1] / size], [0, 0, 1]])

    a, b = normal(here), normal(there)
    p = here * a[0, 0] + a[:2, 2]
    q = there * b[0, 0] + b[:2, 2]
    one, zero = np.ones(len(p)), np.zeros((len(p), 3))
    rows = np.c_[p, one]
    system = np.r_[np.c_[rows, zero, -q[:, :1] * p], np.c_[zero, rows, -q[:, 1:] * p]]
    wanted = np.r_[q[:, 0], q[:, 1]]
    if weight is not None:
        both = np.sqrt(np.r_[weight, weight] / max(float(weight.mean()), 1e-12))
        system, wanted = system * both[:, None], wanted * both
    square = system.T @ system
    square[[6, 7], [6, 7]] += calm * len(p)
    h = np.append(np.linalg.solve(square + 1e-9 * np.eye(8), system.T @ wanted), 1).reshape(3, 3)
    return np.asarray(np.linalg.inv(b) @ h @ a)
