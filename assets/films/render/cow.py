"""A dairy cow, seen from the side, facing right: centimetres, the ground at y = 0, the barrel's middle at x = 0."""

from dataclasses import dataclass
from math import cos, pi, radians, sin

from PySide6.QtGui import QColor, QPainter, QPainterPath
from stage import CREAM, INK, Point, bend, fill, lerp, limb, mix, oval, smooth, soft, tone, within

STRIDE = 119.0  # ground covered in one cycle of the walk
STANCE = 0.62  # share of the cycle in which a foot stands
REACH = STRIDE * STANCE / 2

# When each foot comes down, in cycles: left hind, left fore, right hind, right fore. The four-beat walk.
BEATS = {"left hind": 0.0, "left fore": 0.25, "right hind": 0.5, "right fore": 0.75}


@dataclass(frozen=True)
class Coat:
    """Base and patch colour, where the patches lie, and the face."""

    base: QColor
    patch: QColor
    patches: tuple[tuple[Point, ...], ...]
    tag: QColor


@dataclass(frozen=True)
class Pose:
    """What the cow does now. graze 0 is head up, 1 muzzle in the grass; stride None stands."""

    graze: float = 0.0
    chew: float = 0.0  # -1 .. 1, the lower jaw
    ear: float = 0.0  # -1 .. 1
    tail: float = 0.0  # -1 .. 1
    shift: float = 0.0  # -1 .. 1, weight from leg to leg
    stride: float | None = None  # cycles walked
    nod: float = 0.0  # centimetres the muzzle swings while biting


def friesian() -> Coat:
    return Coat(
        QColor(CREAM),
        mix(INK, "#3A3A3C", 0.4),
        (
            ((92, -150), (40, -152), (22, -128), (30, -98), (56, -78), (84, -70), (104, -96)),
            ((8, -150), (-50, -150), (-60, -118), (-34, -92), (-8, -96), (8, -118)),
            ((-76, -150), (-104, -140), (-102, -96), (-84, -82), (-78, -110)),
            ((2, -78), (-18, -82), (-22, -56), (8, -54)),
        ),
        QColor("#F0C04A"),
    )


def white_friesian() -> Coat:
    """The same breed, the other way about: more white than black."""
    return Coat(
        QColor(CREAM),
        mix(INK, "#3A3A3C", 0.4),
        (
            ((104, -150), (52, -152), (46, -126), (62, -100), (80, -84), (104, -80)),
            ((18, -152), (-16, -150), (-20, -128), (2, -114), (22, -126)),
            ((-58, -150), (-84, -146), (-80, -122), (-60, -112), (-48, -128)),
        ),
        QColor("#F0C04A"),
    )


def red_pied() -> Coat:
    return Coat(
        mix(CREAM, "#F3D9B1", 0.25),
        mix("#A9713F", "#8A3B20", 0.62),
        (
            ((104, -150), (30, -152), (4, -136), (0, -100), (22, -78), (50, -90), (70, -68), (98, -70)),
            ((-26, -150), (-104, -146), (-106, -90), (-72, -76), (-52, -92), (-40, -120)),
        ),
        QColor("#F0C04A"),
    )


BODY: tuple[Point, ...] = (
    (-90, -137), (-64, -142), (-30, -138), (10, -138), (44, -143), (68, -136), (86, -114), (84, -88),
    (70, -68), (40, -61), (4, -53), (-34, -58), (-58, -72), (-82, -86), (-95, -108), (-96, -128),
)  # fmt: skip


def draw_cow(p: QPainter, coat: Coat, pose: Pose, lit: int = 1) -> None:
    """Paint it. lit is 1 when the light falls on the tail's side, -1 when the painter is mirrored."""
    sway = 1.8 * pose.shift
    rise = 0.0
    if pose.stride is not None:
        rise = 1.3 * sin(4 * pi * pose.stride)
    shade = mix(coat.base, "#7F8A8C", 0.42)
    dark = mix(coat.patch, "#0E1418", 0.3)

    for name in ("right hind", "right fore"):
        _leg(p, name, pose, sway, rise, shade, dark)
    _tail(p, coat, pose, sway, rise)
    _udder(p, sway, rise)

    p.save()
    p.translate(sway, rise)
    body = soft(BODY)
    neck, head_at, tilt = _neck(pose)
    fill(p, coat.base, body)
    _patches(p, coat, body)
    # the side turned from the light, and the belly
    under = soft(((-100, -92), (-50, -84), (0, -78), (46, -84), (100, -104), (110, -30), (-100, -30)))
    within(p, body, tone(INK, 0.17), under)
    if lit < 0:
        within(p, body, tone(INK, 0.15), soft(((-110, -160), (-72, -160), (-66, -110), (-84, -60), (-120, -60))))
    else:
        within(
            p, body, tone("#FFF3D0", 0.13), soft(((-108, -150), (-82, -146), (-88, -110), (-84, -84), (-110, -84)))
        )
    p.restore()

    for name in ("left hind", "left fore"):
        _leg(p, name, pose, sway, rise, coat.base, coat.patch)

    p.save()
    p.translate(sway, rise)
    fill(p, coat.patch, neck)
    within(p, neck, tone(INK, 0.13), neck.translated(9, 20))
    _head(p, coat, pose, head_at, tilt)
    p.restore()


def _patches(p: QPainter, coat: Coat, body: QPainterPath) -> None:
    for patch in coat.patches:
        within(p, body, coat.patch, soft(patch))


def _foot(name: str, pose: Pose) -> tuple[float, float, float]:
    """Where the foot is from its place of rest: forward, up, and how far it is folded (0..1)."""
    if pose.stride is None:
        rest = {"left hind": -7.0, "right hind": 9.0, "left fore": 4.0, "right fore": -6.0}
        return rest[name], 0.0, 0.0
    phase = (pose.stride - BEATS[name]) % 1.0
    if phase < STANCE:
        return lerp(REACH, -REACH, phase / STANCE), 0.0, 0.0
    u = (phase - STANCE) / (1 - STANCE)
    lift = sin(pi * u) ** 1.3
    return lerp(-REACH, REACH, 0.25 * u + 0.75 * smooth(u)), 13 * lift, sin(pi * u) * (1 - 0.5 * u)


def _leg(p: QPainter, name: str, pose: Pose, sway: float, rise: float, colour: QColor, patch: QColor) -> None:
    forward, up, fold = _foot(name, pose)
    hind = name.endswith("hind")
    far = 5.0 if name.startswith("right") else 0.0
    if hind:
        hip = (-68 + far + sway, -104 + rise)
        foot = (-76 + far + forward, -11 - up)
        hock = bend(hip, foot, 53, 43.5, 1)
        stifle = (lerp(hip[0], hock[0], 0.45) + 11, lerp(hip[1], hock[1], 0.5))
        upper = limb((hip, stifle, hock), (25, 17, 8.2))
        lower = limb((hock, (lerp(hock[0], foot[0], 0.5), lerp(hock[1], foot[1], 0.5)), foot), (8.2, 5.6, 5.8))
    else:
        shoulder = (60 + far * 0.6 + sway + 0.28 * forward, -100 + rise)
        foot = (61 + far * 0.6 + forward, -11 - up)
        knee = bend(shoulder, foot, 51, 39, -1)
        upper = limb(
            (shoulder, (lerp(shoulder[0], knee[0], 0.55), lerp(shoulder[1], knee[1], 0.55)), knee), (19, 10, 7.6)
        )
        lower = limb((knee, (lerp(knee[0], foot[0], 0.5), lerp(knee[1], foot[1], 0.5)), foot), (7.6, 5.2, 5.8))
    near_thigh = hind and not far
    fill(p, colour if near_thigh else patch, upper)
    if near_thigh:
        within(p, upper, patch, oval(-98 + sway, -112, 26, 34))
        within(p, upper, tone(INK, 0.1), soft(((-70, -90), (-40, -100), (-40, -50), (-100, -44), (-84, -70))))
    fill(p, colour, lower)
    # pastern and hoof, folding back as the foot leaves the ground
    p.save()
    p.translate(*foot)
    p.rotate(72 * fold)
    fill(p, colour, limb(((0, 0), (2.2, 6)), (5.8, 5)))
    fill(p, mix(INK, "#6B4428", 0.35), soft(((-4.2, 4), (5.5, 3.5), (10, 11), (-4.5, 11)), tension=0.35))
    p.restore()


def _udder(p: QPainter, sway: float, rise: float) -> None:
    pink = mix("#EBB58A", "#E9A9A0", 0.7)
    udder = soft(((-62, -74), (-30, -70), (-30, -56), (-42, -49), (-58, -50), (-66, -60)))
    udder.translate(sway * 0.7, rise)
    fill(p, pink, udder)
    teats = (limb(((-40, -50), (-40, -44)), (2.6, 1.8)), limb(((-54, -51), (-54, -45)), (2.6, 1.8)))
    fill(p, mix(pink, CREAM, 0.1).darker(112), *(teat.translated(sway * 0.7, rise) for teat in teats))


def _tail(p: QPainter, coat: Coat, pose: Pose, sway: float, rise: float) -> None:
    swing = 24 * pose.tail
    root = (-91 + sway, -134 + rise)
    joints = [
        root,
        (-99 + sway - 0.1 * swing, -118 + rise),
        (-100 + sway - 0.55 * swing, -88 + rise - 0.05 * abs(swing)),
        (-98 + sway - 1.25 * swing, -62 - 0.30 * abs(swing)),
    ]
    fill(p, coat.patch, limb(joints, (4.6, 3.2, 2.4, 2.2)))
    x, y = joints[-1]
    lean = -0.8 * swing
    fill(
        p,
        mix(coat.base, coat.patch, 0.12),
        soft(
            (
                (x - 2, y - 4),
                (x + 3, y - 3),
                (x + 6 + lean * 0.5, y + 14),
                (x + lean, y + 31),
                (x - 4 + lean * 0.5, y + 14),
            )
        ),
    )


def _neck(pose: Pose) -> tuple[QPainterPath, Point, float]:
    """The neck's outline, where the poll is, and the face's angle below the horizon in degrees."""
    g = smooth(pose.graze)
    bob = 2.2 * sin(4 * pi * pose.stride - 0.6) if pose.stride is not None else 0.0
    base = (60.0, -113.0)
    lift = radians(lerp(-30, 55, g))
    length = 80 + 4 * sin(pi * g)
    poll = (base[0] + length * cos(lift) + pose.nod * 0.5, base[1] + length * sin(lift) + bob)
    arch = (lerp(base[0], poll[0], 0.55) + 7 * g, lerp(base[1], poll[1], 0.55) + lerp(3, -7, g))
    joints, radii = [], []
    for i in range(7):
        k = i / 6
        x = (1 - k) ** 2 * base[0] + 2 * k * (1 - k) * arch[0] + k * k * poll[0]
        y = (1 - k) ** 2 * base[1] + 2 * k * (1 - k) * arch[1] + k * k * poll[1]
        joints.append((x, y))
        radii.append(lerp(28, 13, k**0.8))
    return limb(joints, radii), poll, lerp(34, 74, g) + pose.nod * 0.8


def _head(p: QPainter, coat: Coat, pose: Pose, at: Point, tilt: float) -> None:
    """In the head's own frame: x along the face from poll to muzzle, y towards the throat."""
    p.save()
    p.translate(*at)
    p.rotate(tilt)
    jaw = 2.6 * pose.chew
    dark = mix(coat.patch, "#0E1418", 0.25)
    # far ear, then lower jaw, skull, muzzle
    fill(p, dark, _ear(-0.5 * pose.ear).translated(4, -5))
    fill(p, dark, soft(((0, 6), (24, 8), (42, 6), (50, 8 + jaw), (44, 13 + jaw), (26, 14 + jaw * 0.5), (6, 17))))
    skull = soft(
        (
            (-8, -6),
            (2, -13),
            (14, -13),
            (32, -9),
            (46, -9),
            (55, -4),
            (55, 5),
            (46, 10),
            (26, 10),
            (8, 15),
            (-6, 12),
        )
    )
    fill(p, coat.patch, skull)
    blaze = soft(((4, -14), (12, -9), (30, -5), (44, -4), (60, -10), (40, -16), (12, -18)))
    within(p, skull, coat.base, blaze)
    within(p, skull, mix("#EBB58A", "#C98F86", 0.55), soft(((44, -14), (42, 0), (45, 14), (62, 12), (62, -12))))
    fill(p, tone(INK, 0.85), oval(51.5, -2.5, 1.8, 2.6), oval(15, -3.2, 2.7, 2.3))
    fill(p, tone(CREAM, 0.9), oval(15.6, -3.9, 0.8))
    fill(p, mix(coat.patch, CREAM, 0.10), _ear(pose.ear))
    fill(p, coat.tag, soft(((-13, -9), (-7, -9), (-7, -1), (-13, -1)), tension=0.3).translated(-3, 3 + pose.ear))
    p.restore()


def _ear(flick: float) -> QPainterPath:
    """Out behind the poll, drooping a little; flick swings it."""
    a = radians(188 + 26 * flick)
    c, s = cos(a), sin(a)
    outline = ((0, -5), (10, -8), (21, -4), (25, 2), (17, 6), (7, 5))
    return soft([(3 + u * c - v * s, -4 + u * s + v * c) for u, v in outline])
