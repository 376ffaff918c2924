"""Products in pouches, and those that are soft themselves."""

# ruff: noqa: E501 (path data reads best unbroken)
from __future__ import annotations

import math
import random

import motifs
from motifs import placed
from pen import (
    AMBER,
    CREAM,
    DEEP_LEAF,
    INK,
    LANTERN,
    NIGHT,
    PLUM,
    REEF,
    SUN,
    Art,
    arc,
    blob,
    curve,
    dark,
    light,
    mix,
    poly,
)
from shapes import FLOOR, pouch, pouch_light, sticker


def cranberries(art: Art) -> None:
    cx, top, w, red = 400, 74, 430, "#8E2438"
    art.shadow(cx + 18, FLOOR + 14, 232, 20)
    pouch(art, cx, top, w, red, dark(red, 0.25))
    # a bog at dusk with juniper on the bank
    art.path(poly([(190, 238), (612, 238), (614, 420), (188, 420)]), "#F3D9B1")
    art.ellipse(474, 330, 44, 44, SUN)
    art.path(
        curve([(189, 372), (270, 318), (350, 366), (450, 330), (614, 380)]) + "V420H188Z",
        mix(DEEP_LEAF, "#F3D9B1", 0.45),
    )
    art.path(curve([(189, 404), (300, 380), (430, 402), (614, 384)]) + "V424H188Z", DEEP_LEAF)
    for x, s in ((226, 78), (262, 104), (560, 96), (590, 70)):
        with placed(art, x, 398 - s * 0.44, s):
            motifs.pine(art, dark(DEEP_LEAF, 0.12))
    art.rect(189, 416, 424, 130, CREAM)
    art.words("JUNIPER ROW", cx, 482, 56, red, font="serif", width=340)
    art.words("DRIED CRANBERRIES", cx, 526, 26, DEEP_LEAF, spacing=2, width=330)
    # the clear belly
    window = blob([(226, 626), (270, 566), (400, 556), (530, 566), (576, 626), (530, 688), (400, 700), (270, 688)])
    art.path(window, "#4A1220")
    rng = random.Random(6)
    spots = [(rng.uniform(-1, 1), rng.uniform(-1, 1)) for _ in range(260)]
    for u, v in [p for p in spots if p[0] ** 4 + p[1] ** 2 < 0.72][:64]:
        with art.group(f"translate({400 + u * 164:.0f} {628 + v * 62:.0f})"):
            motifs.berry(art, rng.uniform(14, 19), rng.choice(["#B3263A", "#C6392F", "#9A1F35"]))
    pouch_light(art, cx, top, w)
    sticker(art, 540, 190, 88)


def muesli(art: Art) -> None:
    cx, top, w, kraft = 400, 74, 430, "#CFA878"
    art.shadow(cx + 18, FLOOR + 14, 232, 20)
    pouch(art, cx, top, w, kraft, dark(kraft, 0.16))
    art.path(poly([(191, 160), (609, 160), (611, 452), (189, 452)]), DEEP_LEAF)
    for x, y, s, t in (
        (250, 214, 74, -24),
        (330, 190, 50, 20),
        (560, 210, 66, 26),
        (228, 400, 62, -140),
        (580, 396, 60, 130),
    ):
        with placed(art, x, y, s, t):
            motifs.heart_leaf(art, "#7C9A55")
    with placed(art, 400, 236, 96):
        motifs.heart_leaf(art, "#A9C46C")
    art.words("Lind & Korn", cx, 368, 76, CREAM, font="serif", width=350)
    art.words("MÜSLI MIT APFEL", cx, 416, 28, "#F6D77B", spacing=3, width=320)
    art.ellipse(cx, 582, 150, 112, "#8A5A30")
    rng = random.Random(9)
    for i in range(120):
        a, k = i * 2.39996, math.sqrt((i + 0.5) / 120)
        x, y = cx + 136 * k * math.cos(a), 582 + 98 * k * math.sin(a)
        kind = rng.random()
        with art.group(f"translate({x:.0f} {y:.0f}) rotate({rng.uniform(0, 180):.0f})"):
            if kind < 0.62:
                art.ellipse(0, 0, 18, 13, rng.choice(["#EBD0A0", "#DDB878", "#F3E0B8"]))
                art.line("M-10 0H10", "#C39A5C", 2)
            elif kind < 0.78:
                art.ellipse(0, 0, 15, 11, "#5A2A22")
                art.ellipse(-4, -3, 5, 3, "#8C4A3A")
            elif kind < 0.92:
                art.path("M-16 0C-8 -14 10 -12 17 0C10 10 -8 12 -16 0Z", "#B0713C")
            else:
                art.path("M-16 -8A18 18 0 0 1 16 -8L11 6A12 12 0 0 0 -11 6Z", LANTERN)
                art.path("M-12 -5A14 14 0 0 1 12 -5L9 6A12 12 0 0 0 -9 6Z", CREAM)
    art.path(poly(arc(cx, 582, 150, 112, 0, 360)), "none", stroke=CREAM, stroke_width="9")
    for x, t in ((234, -10), (566, 10)):
        with placed(art, x, 560, 104, t):
            motifs.ear(art, "#8A5A30")
    pouch_light(art, cx, top, w)
    sticker(art, 552, 672, 80)


def bath_salts(art: Art) -> None:
    cx, top, w = 400, 74, 430
    art.shadow(cx + 18, FLOOR + 14, 232, 20)
    pouch(art, cx, top, w, PLUM, dark(PLUM, 0.3))
    # a mountain in snow, the pool, the moon
    art.path(poly([(192, 170), (608, 170), (612, 560), (188, 560)]), "#E9C9C0")
    art.ellipse(486, 262, 54, 54, "#FBF6EA")
    art.path(poly([(190, 440), (330, 250), (372, 250), (510, 440)]), "#6E6A96")
    art.path(poly([(376, 250), (372, 250), (400, 440), (510, 440)]), dark("#6E6A96", 0.25))
    art.path(
        poly(
            [
                (300, 290),
                (330, 250),
                (372, 250),
                (402, 290),
                (384, 302),
                (368, 290),
                (350, 308),
                (332, 292),
                (318, 304),
            ]
        ),
        CREAM,
    )
    art.path(curve([(189, 430), (280, 400), (400, 428), (520, 392), (612, 424)]) + "V560H188Z", dark(PLUM, 0.2))
    art.path(curve([(189, 476), (300, 456), (420, 476), (612, 452)]) + "V560H188Z", "#8FBFC0")
    for y, x0, x1 in ((500, 240, 330), (520, 360, 520), (542, 250, 400), (494, 470, 570)):
        art.line(f"M{x0} {y}H{x1}", CREAM, 5, opacity=0.8)
    for x, y, rx in ((232, 488, 36), (276, 464, 26), (546, 464, 38), (578, 490, 26)):
        art.ellipse(x, y, rx, rx * 0.62, dark(NIGHT, 0.1))
        art.ellipse(x - 5, y - 6, rx * 0.7, rx * 0.34, "#3D4468")
    with placed(art, 400, 430, 104):
        motifs.springs(art, CREAM)
    art.rect(188, 556, 425, 8, SUN)
    art.words("ゆかり", 310, 640, 60, CREAM, font="serif", width=190)
    art.words("YUKARI", 310, 680, 30, SUN, spacing=4)
    art.words("BATH SALTS", 310, 710, 21, CREAM, spacing=3)
    pouch_light(art, cx, top, w)
    sticker(art, 506, 650, 92)


def yoga_mat(art: Art) -> None:
    """A rolled mat of cork, lying, with its end spiral towards us and a strap."""
    cork, back = "#C9986A", REEF
    art.shadow(410, FLOOR - 38, 366, 32)
    cx, cy, r = 236, 508, 178
    length = 352
    art.path(
        poly(
            [*arc(cx, cy, r * 0.86, r, 270, 90), (cx + length, cy + r), *arc(cx + length, cy, r * 0.86, r, 90, -90)]
        ),
        cork,
    )
    # the tail of the mat runs out on the floor
    art.path(
        f"M{cx + 6} {cy + r}H{cx + length}C{cx + length + 60} {cy + r} {cx + length + 90} {cy + r + 10} {cx + length + 120} {cy + r + 22}H{cx + 130}C{cx + 90} {cy + r + 20} {cx + 60} {cy + r + 6} {cx + 6} {cy + r}Z",
        dark(cork, 0.24),
    )
    rng = random.Random(2)
    for _ in range(150):
        x = rng.uniform(cx + 60, cx + length + 126)
        y = cy + rng.uniform(-0.94, 0.94) * r
        reach = math.sqrt(max(0, 1 - ((y - cy) / r) ** 2)) * r * 0.86
        if x > cx + length + reach - 10 or x < cx + reach + 10:
            continue
        art.ellipse(
            x, y, rng.uniform(3, 8), rng.uniform(2, 4), rng.choice(["#A9743F", "#DDB488", "#8F5F34", "#B98555"])
        )
    art.path(
        poly(
            [
                (cx, cy + r * 0.36),
                (cx + length + 140, cy + r * 0.36),
                *arc(cx + length, cy, r * 0.86, r, 22, 90),
                (cx, cy + r),
            ]
        ),
        "#1B1C38",
        opacity=0.14,
    )
    art.path(
        poly(
            [
                (cx, cy + r * 0.72),
                (cx + length + 100, cy + r * 0.72),
                *arc(cx + length, cy, r * 0.86, r, 50, 90),
                (cx, cy + r),
            ]
        ),
        "#1B1C38",
        opacity=0.14,
    )
    art.path(
        poly(
            [
                (cx + 30, cy - r * 0.82),
                (cx + length + 60, cy - r * 0.82),
                (cx + length + 80, cy - r * 0.62),
                (cx + 50, cy - r * 0.62),
            ]
        ),
        "#FFF8E8",
        opacity=0.28,
    )

    def bent(x: float, wide: float, colour: str) -> None:
        """A band round the roll, as wide as told, starting at x."""
        near = [(px - cx + x, py) for px, py in arc(cx, cy, r * 0.88, r * 1.012, -90, 90)]
        art.path(poly(near + [(px + wide, py) for px, py in near[::-1]]), colour)
        art.path(poly(near[15:] + [(px + wide, py) for px, py in near[:14:-1]]), "#1B1C38", opacity=0.14)
        art.path(poly(near[19:] + [(px + wide, py) for px, py in near[:18:-1]]), "#1B1C38", opacity=0.14)

    # a paper sleeve between two straps
    bent(cx + 40, 30, back)
    bent(cx + 96, 186, CREAM)
    bent(cx + 106, 8, SUN)
    bent(cx + 264, 8, SUN)
    bent(cx + 310, 30, back)
    with placed(art, 574, 424, 124):
        motifs.banksia(art)
    art.words("BANKSIA", 580, 526, 36, INK, font="serif", width=136)
    art.words("CORK YOGA MAT", 576, 552, 18, AMBER, width=130)
    # the end: cork outside, reef inside, rolled
    art.ellipse(cx, cy, r * 0.86, r, cork)
    art.ellipse(cx + 3, cy, r * 0.78, r * 0.91, back)
    spiral = [
        (cx + 3 + k * 0.86 * math.cos(t), cy + k * math.sin(t))
        for i in range(96)
        for t in [i * 0.32]
        for k in [r * 0.86 * (1 - i / 104)]
    ]
    art.line(curve(spiral[::2]), cork, 15)
    art.line(curve([(x - 2, y - 3) for x, y in spiral[::2]]), light(cork, 0.3), 4)
    art.ellipse(cx + 4, cy, 13, 15, dark(back, 0.5))
    sticker(art, 548, 606, 72, "skewX(-10)")


def wrap(art: Art) -> None:
    """A folded wool wrap with fringes and a belly band."""
    wool, stripe = "#E9DCC4", "#5C7F8C"
    art.shadow(410, FLOOR - 18, 352, 28)
    layers = ((566, 152, wool), (446, 142, stripe), (332, 138, wool), (226, 130, "#D9896A"))
    for k, (y, tall, tone) in enumerate(layers):
        x0, x1 = 78 + 10 * (k % 2), 716 - 6 * (k % 2)
        mid = y + tall / 2
        art.path(
            f"M{x0} {mid}C{x0} {y + 10} {x0 + 22} {y} {x0 + 70} {y}H{x1 - 16}C{x1} {y} {x1} {y + tall} {x1 - 16} {y + tall}H{x0 + 70}C{x0 + 22} {y + tall} {x0} {y + tall - 10} {x0} {mid}Z",
            tone,
        )
        art.path(
            f"M{x0 + 8} {mid + 16}C{x0 + 30} {mid + 30} {x0 + 60} {mid + 30} {x0 + 90} {mid + 30}H{x1 - 5}C{x1 - 6} {y + tall - 6} {x1 - 10} {y + tall} {x1 - 16} {y + tall}H{x0 + 70}C{x0 + 22} {y + tall} {x0 + 6} {y + tall - 10} {x0 + 8} {mid + 16}Z",
            dark(tone, 0.13),
        )
        for row in range(3):
            for i in range(19):
                kx, ky = x0 + 66 + i * 30 + 15 * (row % 2), y + 24 + row * tall * 0.28
                if kx < x1 - 44:
                    art.line(f"M{kx} {ky:.0f}l8 9l8 -9", dark(tone, 0.16) if row < 2 else dark(tone, 0.28), 4)
        art.path(
            f"M{x1 - 74} {y}H{x1 - 16}C{x1} {y} {x1} {y + tall} {x1 - 16} {y + tall}H{x1 - 74}Z",
            "#1B1C38",
            opacity=0.12,
        )
        art.line(
            f"M{x0 + 12} {mid}C{x0 + 20} {mid - 4} {x0 + 40} {mid - 4} {x0 + 60} {mid - 4}", dark(tone, 0.3), 5
        )
    # the top turned back, with a fringe
    art.path(
        "M150 232C200 196 560 186 640 214C690 232 700 250 690 268C600 246 240 250 150 276C118 268 122 246 150 232Z",
        light("#D9896A", 0.2),
    )
    for i in range(26):
        x = 150 + i * 21
        art.line(
            f"M{x} {268 - 20 * math.sin(math.pi * i / 26):.0f}q{4 if i % 2 else -4} 18 0 {34 + 4 * (i % 3)}",
            light("#D9896A", 0.35),
            6,
        )
    # belly band
    art.rect(316, 206, 190, 514, CREAM)
    art.rect(478, 206, 28, 514, "#1B1C38", opacity=0.12)
    art.rect(316, 252, 190, 8, REEF)
    art.rect(316, 664, 190, 8, REEF)
    with placed(art, 410, 348, 130):
        motifs.koru(art, REEF)
    art.words("MERINO", 410, 470, 46, INK, font="serif", width=160)
    art.words("PURE WOOL WRAP", 410, 506, 20, AMBER, spacing=1, width=160)
    sticker(art, 410, 588, 100)


DRAWN = {
    "juniper-row-cranberries": cranberries,
    "lind-und-korn-muesli": muesli,
    "yukari-bath-salts": bath_salts,
    "banksia-yoga-mat": yoga_mat,
    "merino-wrap": wrap,
}
