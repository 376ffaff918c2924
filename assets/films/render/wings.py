"""What flies: birds far and near, butterflies. Each in its own units around (0, 0), flying to the right."""

from math import cos, sin

from PySide6.QtGui import QColor, QPainter
from stage import INK, TAU, fill, limb, mix, poly, soft, within


def gull(p: QPainter, x: float, y: float, size: float, beat: float, colour: str | QColor = INK) -> None:
    """A far bird as a painter's tick; beat is in wingbeats, size the half span in pixels."""
    up = sin(TAU * beat)
    lag = sin(TAU * beat - 0.9)
    for side in (-1, 1):
        elbow = (x + side * size * 0.45, y - size * (0.16 + 0.30 * up))
        tip = (x + side * size, y - size * (0.06 + 0.42 * lag))
        wing = soft(
            (
                (x, y - size * 0.05),
                elbow,
                tip,
                (elbow[0] - side * size * 0.02, elbow[1] + size * 0.13),
                (x, y + size * 0.1),
            ),
            tension=0.7,
        )
        fill(p, colour, wing)
    fill(p, colour, soft(((x - size * 0.26, y), (x, y - size * 0.08), (x + size * 0.28, y), (x, y + size * 0.1))))


def swift_bird(
    p: QPainter, x: float, y: float, size: float, beat: float, heading: float, back: QColor, belly: QColor
) -> None:
    """A near bird from the side: body, two beating wings, a forked tail; heading in degrees."""
    p.save()
    p.translate(x, y)
    p.rotate(heading)
    p.scale(size / 30, size / 30)
    up = sin(TAU * beat)
    lag = sin(TAU * beat - 0.8)
    far = soft(((6, -2), (2, -22 * up - 2), (-12, -40 * lag - 3), (-8, -18 * up), (-7, 0)), tension=0.8)
    fill(p, mix(back, INK, 0.35), far)
    fill(p, back, poly((-16, -2), (-46, -7), (-34, -1), (-47, 5), (-16, 3)))
    fill(p, back, soft(((-20, 0), (-4, -7), (16, -7), (25, -3), (31, 0), (22, 4), (4, 8), (-14, 4))))
    fill(p, belly, soft(((-16, 2), (2, 3), (18, 1), (24, 2), (14, 6), (2, 8), (-10, 5))))
    near = soft(((10, -2), (4, -26 * up), (-16, -48 * lag), (-12, -20 * up), (-8, 1)), tension=0.8)
    fill(p, mix(back, "#FFFFFF", 0.12), near)
    p.restore()


def butterfly(p: QPainter, x: float, y: float, size: float, beat: float, heading: float, wing: QColor) -> None:
    """Seen from above and behind: both pairs of wings close and open about the body."""
    p.save()
    p.translate(x, y)
    p.rotate(heading)
    p.scale(size / 20, size / 20)
    spread = 0.25 + 0.75 * (0.5 + 0.5 * cos(TAU * beat))
    for side in (-1, 1):
        k = side * spread
        lit = mix(wing, "#FFFFFF", 0.10) if side < 0 else mix(wing, INK, 0.20)
        fill(p, mix(lit, INK, 0.12), soft(((0, 1 * k), (-3, 11 * k), (-9, 17 * k), (-15, 13 * k), (-12, 5 * k))))
        fore = soft(((3, 1 * k), (10, 10 * k), (15, 21 * k), (6, 21 * k), (-1, 13 * k), (-2, 3 * k)), tension=0.8)
        fill(p, lit, fore)
        within(
            p, fore, mix(INK, wing, 0.15), soft(((11, 8 * k), (22, 16 * k), (16, 28 * k), (0, 26 * k), (9, 17 * k)))
        )
    fill(p, INK, limb(((8, 0), (-9, 0)), (1.3, 0.8)))
    p.restore()
