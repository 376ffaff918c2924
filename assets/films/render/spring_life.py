"""What lives at the spring: koi under the water, a heron, maple leaves."""

from math import atan2, cos, degrees, hypot, pi, sin

from PySide6.QtGui import QColor, QPainter
from stage import (
    CREAM,
    INK,
    LANTERN,
    NIGHT,
    SUN,
    TAU,
    Point,
    bend,
    fill,
    keyed,
    leaf,
    lerp,
    limb,
    mix,
    oval,
    soft,
    tone,
    wave,
    within,
)

FLAT = 0.42  # how much the water's plane is foreshortened


def koi(
    p: QPainter, t: float, centre: Point, radii: Point, phase: float, size: float, base: QColor, patch: QColor
) -> None:
    """It swims once round its beat; the tail follows the head along the curve, waving more towards the end."""

    def on_path(u: float) -> Point:
        a = TAU * u
        return centre[0] + radii[0] * cos(a) + 0.2 * radii[0] * sin(2 * a), centre[1] + radii[1] * sin(a)

    around = TAU * hypot(radii[0], radii[1] / FLAT) / 1.35
    head = t + phase + 0.006 * wave(t, 7, phase)
    spine: list[Point] = []
    for i in range(12):
        k = i / 11
        u = head - k * size / around
        x, y = on_path(u)
        x1, y1 = on_path(u + 0.002)
        dx, dy = x1 - x, (y1 - y) / FLAT
        d = hypot(dx, dy) or 1.0
        swing = size * (0.012 + 0.10 * k * k) * sin(TAU * (24 * t + phase - 0.75 * k))
        spine.append((x - dy / d * swing, y + dx / d * swing * FLAT))
    profile = (0.050, 0.078, 0.094, 0.100, 0.098, 0.090, 0.078, 0.062, 0.046, 0.032, 0.022, 0.016)

    def side(k: int, way: int, factor: float = 1.0) -> Point:
        (ax, ay), (bx, by) = spine[max(0, k - 1)], spine[min(11, k + 1)]
        dx, dy = ax - bx, (ay - by) / FLAT
        d = hypot(dx, dy) or 1.0
        r = profile[k] * size * factor * way
        return spine[k][0] - dy / d * r, spine[k][1] + dx / d * r * FLAT

    outline = [side(k, 1) for k in range(12)] + [side(k, -1) for k in range(11, -1, -1)]
    body = soft(outline)
    fill(p, tone(NIGHT, 0.22), body.translated(10, 16))
    fin = mix(base, CREAM, 0.25)
    for way in (-1, 1):
        root, tip = side(3, way, 0.8), side(5, way, 2.7 + 0.5 * sin(TAU * (12 * t + phase)))
        fill(p, tone(fin, 0.85), soft((root, side(4, way, 2.3), tip, side(5, way, 0.9))))
    (ex, ey), (fx, fy) = spine[11], spine[9]
    a = atan2((ey - fy) / FLAT, ex - fx)
    for way in (-1, 1):
        b = a + way * 0.42
        far = (ex + 0.2 * size * cos(b), ey + 0.2 * size * sin(b) * FLAT)
        near = (ex + 0.1 * size * cos(a), ey + 0.1 * size * sin(a) * FLAT)
        fill(p, fin, soft((spine[10], (lerp(ex, far[0], 0.6), lerp(ey, far[1], 0.6) + way), far, near)))
    fill(p, base, body)
    for k in (1, 4, 7):
        x, y = spine[k]
        spot = soft(
            (
                side(k - 1, 1, 0.9),
                side(k, 1, 1.3),
                side(k + 1, 0, 0),
                side(k + 2, -1, 0.7),
                side(k, -1, 1.2),
                (x, y),
            )
        )
        within(p, body, patch, spot)
    within(
        p,
        body,
        tone(NIGHT, 0.14),
        soft(
            [side(k, 1 if side(k, 1)[1] > spine[k][1] else -1, 1.2) for k in range(12)]
            + [spine[k] for k in range(11, -1, -1)]
        ),
    )
    fill(p, tone(CREAM, 0.5), limb(spine[2:8], [size * 0.008] * 6))
    fill(p, INK, *(oval(*side(0, way, 0.9), size * 0.012, size * 0.008) for way in (-1, 1)))


# The heron's neck from shoulder to head in three attitudes, and the bill's angle below the horizon.
REST = (((42, -150), (60, -176), (44, -204), (52, -238)), 4.0)
STALK = (((42, -146), (74, -158), (88, -182), (112, -196)), 34.0)
STRIKE = (((44, -140), (82, -128), (112, -92), (134, -62)), 62.0)


def heron(p: QPainter, t: float) -> None:
    """A grey heron, about 260 pixels tall, feet at y = 0, facing right. It waits, leans, strikes, waits."""
    stalk = keyed(t, (0.0, 0), (0.26, 0), (0.40, 1), (0.60, 1), (0.72, 0))
    strike = 0.0
    if 0.520 < t < 0.60:
        u = (t - 0.520) / 0.08
        strike = min(1.0, u / 0.10) if u < 0.3 else max(0.0, 1 - (u - 0.3) / 0.7) ** 1.4
    grey, pale, dark = mix("#8D9DB8", CREAM, 0.18), mix("#C9D2DE", CREAM, 0.4), mix(INK, NIGHT, 0.4)
    breath = 1.2 * wave(t, 6)
    dip = 7 * stalk + 8 * strike
    leg = mix(SUN, INK, 0.45)
    for hip, foot, colour in (((6, -100 + dip), (12, 0), mix(leg, INK, 0.4)), ((-4, -100 + dip), (-8, 0), leg)):
        knee = bend(hip, foot, 52, 54, 1)
        fill(p, colour, limb((hip, knee, foot), (4.2, 3.2, 2.6)))
        fill(
            p,
            colour,
            limb((foot, (foot[0] + 17, foot[1] + 2)), (2.4, 1.4)),
            limb((foot, (foot[0] - 9, foot[1] + 2)), (2, 1.2)),
        )
    p.save()
    p.translate(0, dip)
    p.rotate(5 * stalk + 5 * strike)
    # tail, body, folded wing
    body = soft(
        (
            (-70, -96),
            (-40, -122),
            (0, -148 - breath),
            (34, -160),
            (52, -146),
            (44, -118),
            (10, -96 + breath),
            (-30, -88),
        )
    )
    fill(p, pale, body)
    wing = soft(((-92, -82), (-52, -116), (-8, -148 - breath), (26, -152), (32, -134), (4, -112), (-44, -92)))
    fill(p, grey, wing)
    within(
        p,
        wing,
        mix(grey, NIGHT, 0.42),
        soft(((-100, -80), (-60, -98), (-10, -118), (30, -136), (40, -110), (-40, -76))),
    )
    fill(p, dark, soft(((-96, -78), (-50, -98), (-20, -106), (-48, -88))))
    # plumes at the breast
    points = []
    for (rx, ry), (sx, sy), (kx, ky) in zip(REST[0], STALK[0], STRIKE[0], strict=True):
        x, y = lerp(rx, sx, stalk), lerp(ry, sy, stalk)
        points.append((lerp(x, kx, strike), lerp(y, ky, strike)))
    curve: list[Point] = []
    for i in range(15):
        k = i / 14
        a, b, c, d = (1 - k) ** 3, 3 * k * (1 - k) ** 2, 3 * k * k * (1 - k), k**3
        # pulled out past the middle points, so that the S is deep
        m1 = (points[1][0] * 1.5 - 0.25 * (points[0][0] + points[3][0]), points[1][1])
        m2 = (points[2][0] * 1.5 - 0.25 * (points[0][0] + points[3][0]), points[2][1])
        curve.append(
            (
                a * points[0][0] + b * m1[0] + c * m2[0] + d * points[3][0],
                a * points[0][1] + b * m1[1] + c * m2[1] + d * points[3][1],
            )
        )
    fill(p, pale, limb(curve, [lerp(13, 6.4, (i / 14) ** 0.6) for i in range(15)]))
    fill(p, mix(pale, dark, 0.35), limb([(x + 3, y + 2) for x, y in curve[3:11]], [1.4] * 8))
    for j in range(3):
        fill(
            p,
            CREAM,
            leaf(curve[1][0] + 3 * j - 2, curve[1][1] + 4, 1.25 + 0.14 * j + 0.08 * wave(t, 4, 0.1 * j), 36, 3),
        )
    hx, hy = curve[-1]
    p.translate(hx, hy)
    p.rotate(lerp(lerp(REST[1], STALK[1], stalk), STRIKE[1], strike))
    fill(p, mix(SUN, LANTERN, 0.25), soft(((6, -5), (26, -2.5), (54, 1), (26, 3.5), (6, 5)), tension=0.4))
    fill(p, CREAM, soft(((-10, -2), (-2, -9), (8, -7), (14, -1), (8, 6), (-4, 7))))
    fill(p, dark, soft(((8, -5), (-2, -9), (-14, -5), (-40, 4 + 2 * wave(t, 5)), (-12, 0), (0, -3))))
    fill(p, SUN, oval(6, -1.5, 2.2))
    fill(p, INK, oval(6.3, -1.5, 1.1))
    p.restore()


def maple(p: QPainter, x: float, y: float, angle: float, size: float, flat: float, colour: QColor) -> None:
    """A leaf of seven points; flat squeezes it as it turns over or lies on the water. angle in radians."""
    p.save()
    p.translate(x, y)
    p.scale(1, flat)
    p.rotate(degrees(angle))
    lobes = ((0.0, 1.0), (0.62, 0.86), (-0.62, 0.86), (1.28, 0.64), (-1.28, 0.64), (2.05, 0.38), (-2.05, 0.38))
    for a, length in lobes:
        fill(p, colour if a <= 0 else mix(colour, INK, 0.12), leaf(0, 0, a, size * length, size * 0.21 * length))
    fill(p, mix(colour, INK, 0.3), limb(((0, 0), (-size * 0.55, size * 0.06)), (size * 0.03, size * 0.02)))
    p.restore()


def branch(
    p: QPainter,
    t: float,
    start: Point,
    points: tuple[Point, ...],
    leaves: list[tuple[float, float, float]],
    size: float,
) -> None:
    """A maple branch from `start`; leaves are (along 0..1, off -1..1, seed)."""
    sway = wave(t, 2, start[1] / 900)
    bark = mix(INK, "#5A2F3F", 0.45)
    joints = [start]
    for i, (dx, dy) in enumerate(points, 1):
        joints.append((start[0] + dx + sway * 2.4 * i, start[1] + dy + sway * 3.2 * i))
    n = len(joints)
    fill(p, bark, limb(joints, [lerp(size * 0.42, size * 0.07, (i / (n - 1)) ** 0.7) for i in range(n)]))
    for along, off, seed in sorted(leaves, key=lambda item: item[2]):
        k = along * (n - 1)
        i = min(int(k), n - 2)
        x = lerp(joints[i][0], joints[i + 1][0], k - i)
        y = lerp(joints[i][1], joints[i + 1][1], k - i)
        reach = size * (0.8 + 2.6 * abs(off))
        lx, ly = x + reach * 0.45 * sin(31 * seed), y + reach * (0.75 if off > 0 else -0.6)
        fill(p, bark, limb(((x, y), (lx, ly)), (1.8, 1.2)))
        colour = mix(mix(LANTERN, "#8A2F5B", 0.55 - 0.55 * seed), SUN, 0.34 * (seed > 0.72))
        flutter = 0.16 * wave(t, 5, seed * 3) + 0.10 * wave(t, 11, seed * 7)
        maple(
            p,
            lx,
            ly,
            pi / 2 + 0.9 * sin(17 * seed) + flutter,
            size * (0.9 + 0.5 * seed),
            0.82 + 0.14 * wave(t, 4, seed * 5),
            colour,
        )
