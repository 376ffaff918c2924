"""The spring's shores: boulders, the right bank with its path, the nearest stones, foam."""

from math import cos, sin
from random import Random

from PySide6.QtGui import QColor, QPainter
from stage import CREAM, DEEP_LEAF, INK, NIGHT, PEACH, PLUM, SUN, fill, mix, oval, poly, soft, tone, wave, within


def stone(p: QPainter, x: float, y: float, w: float, h: float, k: float = 0.0) -> None:
    """A boulder standing on y, lit on the left; k darkens it."""
    base = mix(mix("#6C7498", PLUM, 0.10), NIGHT, 0.22 + k)
    shape = soft(
        (
            (x - w, y),
            (x - w * 0.92, y - h * 0.55),
            (x - w * 0.4, y - h),
            (x + w * 0.25, y - h * 0.94),
            (x + w * 0.85, y - h * 0.5),
            (x + w, y),
            (x, y + h * 0.12),
        ),
        tension=0.75,
    )
    fill(p, base, shape)
    within(
        p,
        shape,
        tone(NIGHT, 0.38),
        soft(
            (
                (x + w * 0.1, y - h * 1.2),
                (x + w * 0.3, y - h * 0.5),
                (x + w * 0.05, y + h * 0.3),
                (x + w * 1.3, y + h * 0.3),
                (x + w * 1.3, y - h * 1.2),
            ),
            tension=0.4,
        ),
    )
    within(
        p,
        shape,
        tone(PEACH, 0.26),
        soft(
            (
                (x - w * 1.1, y - h * 0.3),
                (x - w * 0.5, y - h * 1.1),
                (x + w * 0.05, y - h * 1.1),
                (x - w * 0.45, y - h * 0.74),
                (x - w * 0.78, y),
            ),
            tension=0.6,
        ),
    )
    fill(p, tone("#A9C3D8", 0.32), oval(x, y + h * 0.06, w * 1.06, max(2.0, h * 0.045)))


def bank(p: QPainter) -> None:
    """The right bank, from the fall's foot round to the front."""
    moss = mix(mix(DEEP_LEAF, NIGHT, 0.42), "#47527E", 0.22)
    shore = soft(
        (
            (820, 716),
            (960, 726),
            (1046, 786),
            (1170, 848),
            (1128, 930),
            (1250, 1000),
            (1440, 1130),
            (2300, 1200),
            (2300, 690),
            (1100, 690),
        ),
        tension=0.7,
    )
    fill(p, mix(moss, NIGHT, 0.45), shore.translated(-10, 14))
    fill(p, moss, shore)
    within(
        p,
        shore,
        mix(moss, SUN, 0.22),
        soft(((1180, 742), (1500, 742), (1520, 800), (1330, 850), (1190, 812)), tension=0.7),
    )
    within(
        p,
        shore,
        tone(NIGHT, 0.24),
        soft(((1260, 960), (1600, 880), (2000, 900), (2000, 1200), (1300, 1200)), tension=0.7),
    )
    # stepping stones to the door
    for x, y, w in ((1336, 772, 44), (1310, 806, 52), (1346, 846, 62), (1318, 896, 74), (1370, 956, 88)):
        fill(p, mix("#7C84A4", SUN, 0.10), oval(x, y, w, w * 0.25))
        fill(
            p,
            tone(NIGHT, 0.28),
            soft(((x + w * 0.1, y - w * 0.24), (x + w, y), (x + w * 0.5, y + w * 0.22), (x, y + w * 0.24))),
        )
    for x, y, w, h in (
        (846, 728, 52, 40),
        (912, 738, 40, 34),
        (968, 764, 46, 30),
        (1016, 806, 52, 34),
        (1108, 846, 44, 30),
        (1150, 884, 40, 36),
        (1136, 938, 54, 34),
        (1206, 990, 62, 44),
        (1300, 1050, 80, 56),
    ):
        stone(p, x, y, w, h, 0.05)
    rng = Random(3)
    for _ in range(46):
        x, y = rng.uniform(1240, 1900), rng.uniform(800, 1070)
        _fern_tuft(p, x, y, 14 + 18 * (y - 780) / 300, mix(moss, "#6F8F7A", 0.35))


def _fern_tuft(p: QPainter, x: float, y: float, h: float, colour: QColor) -> None:
    for j in range(-2, 3):
        tip = (x + 0.5 * h * j, y - h * (1 - 0.12 * abs(j)))
        fill(p, colour if j < 1 else mix(colour, NIGHT, 0.25), poly((x - 2 + j, y), tip, (x + 2 + j, y)))


def near_rocks(p: QPainter) -> None:
    """The nearest plane: the heron's stone, dark boulders at both corners."""
    stone(p, 300, 926, 96, 46, 0.10)
    stone(p, 196, 944, 70, 62, 0.16)
    for x, y, w, h in (
        (40, 1090, 190, 150),
        (230, 1110, 150, 96),
        (420, 1120, 110, 62),
        (1850, 1120, 220, 150),
        (1640, 1130, 130, 84),
    ):
        stone(p, x, y, w, h, 0.34)
    for x, y, h in ((70, 960, 90), (130, 980, 70), (1790, 990, 96), (1900, 986, 120), (20, 950, 120)):
        for j in range(-3, 4):
            tip = (x + 0.36 * h * j, y - h * (1 - 0.1 * abs(j)) + 20)
            fill(
                p,
                mix(mix(NIGHT, DEEP_LEAF, 0.4), INK, 0.2 + 0.1 * (j > 0)),
                soft(
                    (
                        (x + 3 * j - 5, y + 30),
                        (x + 0.1 * h * j, y - h * 0.4),
                        tip,
                        (x + 0.1 * h * j + 8, y - h * 0.3),
                        (x + 3 * j + 6, y + 30),
                    ),
                    tension=0.7,
                ),
            )


def foam(p: QPainter, t: float, x: float, y: float, w: float) -> None:
    """Rounds that swell and sink where water meets water."""
    for i in range(11):
        k = i / 10 - 0.5
        r = (9 + 6 * sin(2.7 * i)) * (1 + 0.28 * wave(t, 14 + i % 4, 0.13 * i)) + 3
        fill(p, "#CFE0EA" if i % 2 else CREAM, oval(x + 2 * w * k, y + 4 * cos(5 * k), r * 1.3, r * 0.72))
