"""What the travel posters share: flat skies, mountains, gulls."""

# ruff: noqa: E501  (a path's data is one string)

from pen import Point, dark, poly, rect, stroke


def bands(top: float, bottom: float, colours: list[str]) -> list[str]:
    """Flat stripes of sky or water, each reaching down under the next."""
    step = (bottom - top) / len(colours)
    return [rect(0, top + step * i, 1600, bottom - top - step * i, c) for i, c in enumerate(colours)]


def peak(x: float, y: float, left: float, right: float, base: float, rock: str, snow: str) -> str:
    """A mountain: lit on its left face, shaded on the right, snow on top."""
    h = base - y

    def along(side: float, t: float) -> Point:
        return (x + side * t, y + h * t)

    ragged = [
        along(-left, 0.34),
        (x - left * 0.2, y + h * 0.29),
        (x - left * 0.12, y + h * 0.4),
        (x - 4, y + h * 0.3),
    ]
    shaded = [
        (x - 4, y + h * 0.3),
        (x + right * 0.1, y + h * 0.42),
        (x + right * 0.18, y + h * 0.3),
        along(right, 0.36),
    ]
    return "".join(
        [
            poly([(x, y), (x + right, base), (x - left, base)], dark(rock, 0.22)),
            poly(
                [
                    (x, y),
                    (x + right * 0.02, y + h * 0.3),
                    (x - right * 0.1, y + h * 0.62),
                    (x + right * 0.08, base),
                    (x - left, base),
                ],
                rock,
            ),
            poly([(x, y), *ragged], snow),
            poly([(x, y), *shaded], dark(snow, 0.2)),
        ]
    )


def gulls(places: list[tuple[float, float, float]], colour: str) -> list[str]:
    return [
        stroke(
            f"M{x - 24 * k:.0f} {y - 8 * k:.0f}Q{x - 10 * k:.0f} {y - 16 * k:.0f} {x} {y}Q{x + 12 * k:.0f} {y - 18 * k:.0f} {x + 28 * k:.0f} {y - 12 * k:.0f}",
            5 * k,
            colour,
        )
        for x, y, k in places
    ]
