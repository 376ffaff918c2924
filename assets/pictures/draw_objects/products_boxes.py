"""Products in boxes."""

# ruff: noqa: E501 (path data reads best unbroken)
from __future__ import annotations

import math

import motifs
from motifs import placed
from pen import (
    CREAM,
    DARK_WOOD,
    DEEP_LEAF,
    DEEP_WATER,
    INK,
    LANTERN,
    SUN,
    WATER,
    Art,
    arc,
    blob,
    curve,
    dark,
    light,
    mix,
    poly,
    ribbon,
)
from shapes import FLOOR, LEAN, carton, carton_light, shaded, sticker, turned, wrap

NAVY = "#24405E"


def candle(art: Art) -> None:
    """The box at the back, the lit candle before it."""
    art.shadow(420, FLOOR + 6, 330, 24)
    x, y, w, h = 110, 166, 300, 560
    carton(art, x, y, w, h, NAVY, (76, -42))
    # a lighthouse by the harbour
    art.path(poly([(x, 520), (x + w, 500), (x + w, y + h), (x, y + h)]), DEEP_WATER)
    art.path(
        poly([(x, 560), (x + 90, 540), (x + 200, 562), (x + w, 540), (x + w, y + h), (x, y + h)]),
        dark(DEEP_WATER, 0.25),
    )
    for k, wy in enumerate((606, 648, 690)):
        for wx in range(x + 22 + 26 * (k % 2), x + w - 50, 74):
            art.line(f"M{wx} {wy}q11 -10 22 0q11 10 22 0", WATER, 4, opacity=0.7)
    art.path(poly([(x, y + 124), (x + 196, y + 184), (x, y + 252)]), SUN, opacity=0.5)
    art.path(poly([(206, 546), (220, 356), (266, 356), (280, 546)]), CREAM)
    for a, b in ((400, 440), (484, 526)):
        u, v = (a - 356) / 190, (b - 356) / 190
        art.path(poly([(220 - 14 * u, a), (266 + 14 * u, a), (266 + 14 * v, b), (220 - 14 * v, b)]), LANTERN)
    art.path(poly([(250, 356), (266, 356), (280, 546), (254, 546)]), "#1B1C38", opacity=0.2)
    art.rect(212, 344, 62, 14, INK)
    art.rect(224, 308, 38, 36, "#FFD98A")
    art.path(poly([(216, 308), (243, 280), (270, 308)]), LANTERN)
    art.path(blob([(150, 560), (210, 534), (290, 540), (330, 566), (240, 584)]), DARK_WOOD)
    art.words("HARBOR LANE", x + w / 2, 232, 42, CREAM, font="serif", width=250)
    art.line(f"M{x + 60} 254H{x + w - 60}", LANTERN, 4)
    carton_light(art, x, y, w, h)
    sticker(art, x + 62, 664, 82)
    # the candle in its glass
    cx = 530
    art.ellipse(cx + 30, FLOOR - 2, 170, 24, INK, opacity=0.16)
    turned(art, cx, [(446, 148), (700, 148), (722, 138)], "#CFE0DC")
    turned(art, cx, [(504, 136), (700, 136), (710, 130)], "#F5E3C0")
    art.ellipse(cx, 504, 136, 136 * LEAN, "#FFF3D6")
    art.ellipse(cx, 503, 66, 66 * LEAN, "#FFDF9A")
    art.line(f"M{cx} 502V468", INK, 6)
    art.path(f"M{cx} 372C{cx + 34} 416 {cx + 36} 452 {cx} 472C{cx - 36} 452 {cx - 34} 416 {cx} 372Z", SUN)
    art.path(
        f"M{cx - 2} 412C{cx + 16} 434 {cx + 16} 454 {cx} 466C{cx - 16} 454 {cx - 16} 434 {cx - 2} 412Z", "#FFE9A6"
    )
    wrap(art, cx, 560, 672, 149, NAVY, -0.8, 0.8)
    wrap(art, cx, 568, 574, 149, SUN, -0.8, 0.8)
    wrap(art, cx, 656, 662, 149, SUN, -0.8, 0.8)
    art.words("HARBOR", cx, 622, 40, CREAM, font="serif", width=190)
    art.words("CEDAR & SALT", cx, 656, 21, SUN, spacing=2)
    shaded(art, cx, [(446, 148), (700, 148), (722, 138)], 0.8, 0.8)
    art.path(poly(arc(cx, 446, 148, 16, 0, 360)), "none", stroke="#E6F0EC", stroke_width="6")


def oats(art: Art) -> None:
    blue = "#3C6E9A"
    x, y, w, h = 172, 116, 386, 620
    art.shadow(430, FLOOR + 4, 290, 22)
    carton(art, x, y, w, h, blue, (92, -50))
    art.rect(x, y, w, 330, "#BFD8E2")
    with placed(art, 260, 250, 130):
        motifs.sun(art, SUN)
    art.path(curve([(x, 392), (x + 110, 352), (x + 240, 396), (x + w, 356)]) + f"V{y + h}H{x}Z", "#8FA65C")
    art.path(curve([(x, 452), (x + 140, 410), (x + 270, 446), (x + w, 412)]) + f"V{y + h}H{x}Z", "#E9B04A")
    art.path(curve([(x, 520), (x + 120, 486), (x + 260, 512), (x + w, 478)]) + f"V{y + h}H{x}Z", "#D08F2E")
    # a red barn on the rise
    art.path(poly([(446, 392), (446, 342), (478, 314), (512, 342), (512, 392)]), LANTERN)
    art.path(poly([(490, 324), (512, 342), (512, 392), (490, 392)]), dark(LANTERN, 0.25))
    art.rect(464, 360, 20, 32, CREAM)
    for ex, ey, s, t in ((214, 476, 150, -8), (256, 500, 170, 3), (300, 478, 150, 10)):
        with placed(art, ex, ey, s, t):
            motifs.ear(art, "#F6D77B")
    art.path(f"M{x} 552H{x + w}V{y + h}H{x}Z", blue)
    art.rect(x, 546, w, 9, CREAM)
    art.words("BLUEGRAIN", x + w / 2, 634, 66, CREAM, font="serif", width=340)
    art.words("ROLLED OATS", x + w / 2, 686, 34, "#F6D77B", spacing=5)
    # the side panel
    art.path(poly([(558, 552), (650, 502), (650, 509), (558, 559)]), mix(CREAM, INK, 0.3))
    carton_light(art, x, y, w, h)
    art.path(
        poly([(x + 14, y), (x + w * 0.5 + 46, y - 25), (x + w + 78, y - 50), (x + w + 92, y - 50), (x + w, y)]),
        "#FFF8E8",
        opacity=0.18,
    )
    sticker(art, 492, 462, 94)


def kettle(art: Art) -> None:
    copper = "#C9764D"
    art.shadow(420, FLOOR + 6, 350, 24)
    x, y, w, h = 84, 206, 300, 520
    box = "#2C3A44"
    carton(art, x, y, w, h, box, (70, -40))
    art.path(poly([(x, 470), (x + w, 400), (x + w, y + h), (x, y + h)]), copper)
    art.words("KUPFER", x + w / 2, 290, 60, "#EBB58A", font="serif", width=236)
    art.words("HERD", x + w / 2, 350, 60, "#EBB58A", font="serif", width=236)
    art.path("M150 640V590C150 556 174 540 206 540H262C290 540 306 556 306 590V640Z", box)
    art.path("M306 580C326 574 332 556 344 556L348 570C336 576 330 602 306 604Z", box)
    art.path("M166 540C166 494 290 494 290 540", "none", stroke=box, stroke_width="12")
    carton_light(art, x, y, w, h)
    sticker(art, x + 70, 414, 86)
    # the kettle
    cx = 530
    art.ellipse(cx + 30, FLOOR, 222, 26, INK, opacity=0.18)
    art.path(
        ribbon([(420, 470), (398, 330), (470, 218), (570, 214), (650, 290), (652, 430)], [26, 24, 24, 24, 24, 26]),
        DARK_WOOD,
    )
    art.path(ribbon([(412, 440), (398, 340), (466, 226), (540, 208)], [6, 8, 8, 4]), light(DARK_WOOD, 0.3))
    for px, py in ((424, 470), (650, 432)):
        art.ellipse(px, py, 22, 22, dark(copper, 0.35))
        art.ellipse(px - 3, py - 3, 15, 15, copper)
    art.path(
        "M648 566C690 552 704 508 716 452C722 434 742 428 768 434L764 450C752 452 748 462 746 474C736 556 706 620 660 640Z",
        dark(copper, 0.2),
    )
    art.path(
        "M656 560C690 546 706 504 716 456C720 444 728 440 738 440C726 480 716 560 660 588Z", light(copper, 0.2)
    )
    profile = [(432, 96), (446, 112)] + [
        (446 + 288 * i / 24, 112 + 80 * math.sin(math.pi * (i / 24) ** 0.72)) for i in range(1, 25)
    ]
    profile = [(yy, r if yy < 600 else max(r, 152)) for yy, r in profile]
    turned(art, cx, profile, copper)
    shaded(art, cx, profile, 1.3, 0)
    bright = [p for p in profile if 470 < p[0] < 680]
    art.path(
        poly([(cx - r * 0.78, yy) for yy, r in bright] + [(cx - r * 0.56, yy) for yy, r in bright[::-1]]),
        "#FBDCC0",
        opacity=0.85,
    )
    art.path(
        poly([(cx - r * 0.48, yy) for yy, r in bright[:12]] + [(cx - r * 0.42, yy) for yy, r in bright[:12][::-1]]),
        "#FBDCC0",
        opacity=0.8,
    )
    art.path(
        poly([(cx + r * 0.74, yy) for yy, r in bright] + [(cx + r * 0.8, yy) for yy, r in bright[::-1]]),
        "#EBB58A",
        opacity=0.6,
    )
    for hx, hy in ((470, 560), (520, 520), (560, 590), (500, 636), (600, 540), (572, 648), (446, 620), (622, 610)):
        art.ellipse(hx, hy, 13, 10, dark(copper, 0.12), opacity=0.5)
        art.ellipse(hx + 2, hy + 3, 10, 7, light(copper, 0.15), opacity=0.5)
    turned(art, cx, [(398, 30), (412, 70), (434, 98)], light(copper, 0.1))
    shaded(art, cx, [(398, 30), (412, 70), (434, 98)], 1, 0)
    wrap(art, cx, 432, 442, 100, dark(copper, 0.35))
    art.ellipse(cx, 384, 22, 20, DARK_WOOD)
    art.ellipse(cx - 6, 378, 8, 6, light(DARK_WOOD, 0.4))
    turned(art, cx, [(716, 158), (732, 160)], dark(copper, 0.4))


def blanket(art: Art) -> None:
    """A folded blanket in an open-fronted box, held by a paper band."""
    box, wool = "#8FA9B8", "#F4E7CF"
    art.shadow(420, FLOOR + 6, 350, 24)
    x, y, w, h = 92, 300, 560, 430
    carton(art, x, y, w, h, box, (80, -60))
    art.path(poly([(x, y), (x + 80, y - 60), (x + w + 80, y - 60), (x + w, y)]), dark(box, 0.22))
    # the lid, standing open behind
    art.path(
        poly([(x + 80, y - 60), (x + w + 80, y - 60), (x + w + 60, y - 214), (x + 100, y - 214)]), light(box, 0.3)
    )
    art.path(poly([(x + w - 20, y - 60), (x + w + 80, y - 60), (x + w + 60, y - 214), (x + w - 26, y - 214)]), box)
    art.words("PUDDLEWICK", x + w / 2 + 78, y - 112, 62, DELFT_SOFT, font="serif", width=430)
    # the window in the front
    wx, wy, ww, wh = x + 44, y + 44, w - 88, h - 128
    art.rect(wx, wy, ww, wh, dark(box, 0.45), 22)
    art.rect(wx + 8, wy + 12, ww - 8, wh - 12, "#E7D8BB", 18)
    rows = 4
    tones = (wool, "#F1CFA6", wool, "#BCD0C7")
    for i in range(rows):
        top = wy + 14 + i * (wh - 20) / rows
        tall = (wh - 20) / rows
        art.path(
            f"M{wx + 12} {top + tall / 2:.0f}C{wx + 12} {top + 4:.0f} {wx + 26} {top + 2:.0f} {wx + 60} {top + 3:.0f}H{wx + ww - 10}V{top + tall - 2:.0f}H{wx + 60}C{wx + 26} {top + tall - 2:.0f} {wx + 12} {top + tall - 4:.0f} {wx + 12} {top + tall / 2:.0f}Z",
            tones[i],
        )
        art.path(
            f"M{wx + 30} {top + tall * 0.72:.0f}H{wx + ww - 10}V{top + tall - 2:.0f}H{wx + 60}C{wx + 40} {top + tall - 2:.0f} {wx + 32} {top + tall - 8:.0f} {wx + 30} {top + tall * 0.72:.0f}Z",
            dark(tones[i], 0.13),
        )
        for k in range(12):
            kx = wx + 64 + k * 33
            art.line(f"M{kx} {top + 18:.0f}l9 10l9 -10", dark(tones[i], 0.2), 4)
    bw = 150
    art.rect(x + w / 2 - bw / 2, wy + 2, bw, wh + 4, "#FBF6EA")
    art.rect(x + w / 2 + bw / 2 - 22, wy + 2, 22, wh + 4, "#1B1C38", opacity=0.1)
    with placed(art, x + w / 2, wy + 104, 124):
        motifs.duck(art, SUN)
    for dx in (-44, 0, 44):
        art.line(f"M{x + w / 2 + dx - 18:.0f} {wy + 178}q9 -9 18 0q9 9 18 0", box, 6)
    with placed(art, x + w / 2 - 36, wy + 224, 34):
        motifs.drop_shape(art, box)
    with placed(art, x + w / 2, wy + 238, 34):
        motifs.drop_shape(art, box)
    with placed(art, x + w / 2 + 36, wy + 224, 34):
        motifs.drop_shape(art, box)
    art.words("BABY BLANKET", x + w / 2 - 34, y + h - 28, 36, CREAM, spacing=4, width=380)
    carton_light(art, x, y, w, h)
    sticker(art, x + w - 62, y + h - 56, 88)


DELFT_SOFT = "#3C6E9A"


def pillow(art: Art) -> None:
    """A contoured latex pillow with a band of board."""
    with art.group("translate(0 62)"):
        _pillow(art)


def _pillow(art: Art) -> None:
    slip, green = "#FBF6EA", DEEP_LEAF
    art.shadow(410, FLOOR - 60, 372, 30)
    body = [
        (44, 470),
        (60, 392),
        (130, 336),
        (230, 330),
        (330, 372),
        (430, 388),
        (540, 350),
        (640, 310),
        (724, 334),
        (764, 420),
        (760, 540),
        (730, 618),
        (640, 650),
        (400, 662),
        (160, 654),
        (70, 616),
        (44, 550),
    ]
    art.path(blob(body), slip)
    art.path(
        blob(
            [
                (60, 520),
                (220, 548),
                (430, 560),
                (620, 534),
                (762, 470),
                (760, 560),
                (730, 618),
                (640, 650),
                (400, 662),
                (160, 654),
                (70, 616),
            ]
        ),
        dark(slip, 0.11),
    )
    art.path(
        blob([(640, 322), (724, 340), (762, 420), (758, 540), (730, 612), (690, 630), (704, 520), (700, 400)]),
        dark(slip, 0.16),
    )
    art.line(curve([(52, 520), (220, 546), (430, 556), (620, 530), (760, 466)]), dark(slip, 0.24), 4)
    for row, (y0, count) in enumerate(((404, 4), (448, 4), (492, 3))):
        for i in range(count):
            art.ellipse(96 + i * 40 + 18 * (row % 2), y0 + i * 5 - 14 * math.sin(i), 7, 5, dark(slip, 0.2))
            art.ellipse(712 - i * 36 - 18 * (row % 2), y0 - 16 + i * 5, 7, 5, dark(slip, 0.3))
    # the band, following the wave
    band = [(262, 338), (330, 372), (430, 388), (540, 350), (552, 346)]
    low = [(556, 656), (400, 662), (256, 658)]
    art.path("M" + curve(band)[1:] + "L" + curve(low)[1:] + "Z", green)
    art.path("M" + curve([(480, 374), (540, 350), (552, 346)])[1:] + "L556 656L490 660Z", "#1B1C38", opacity=0.18)
    art.path(curve([(262, 346), (330, 380), (430, 396), (552, 354)]), "none", stroke="#F6D77B", stroke_width="7")
    art.path(curve([(258, 646), (400, 651), (556, 645)]), "none", stroke="#F6D77B", stroke_width="7")
    # a tapped rubber tree with its cup
    art.path("M306 640V462C306 446 322 440 330 452L340 470L350 448H362L356 500V640Z", "#C9A77C")
    for k in range(4):
        art.line(f"M308 {524 + k * 16}L354 {538 + k * 16}", "#FFFFFF", 5)
    art.path("M336 604H366C366 624 336 624 336 604Z", DARK_WOOD)
    art.ellipse(351, 604, 15, 4.5, "#FFFFFF")
    for lx, ly, t in ((296, 452, -150), (330, 432, -90), (370, 444, -30), (296, 484, 170), (376, 474, 20)):
        with art.group(f"translate({lx} {ly}) rotate({t})"):
            art.path("M-16 0C0 -20 24 -18 40 0C24 16 0 14 -16 0Z", "#8FB56A")
    art.words("素养", 452, 492, 66, CREAM, font="serif")
    art.words("SUANYANG", 456, 534, 30, "#F6D77B", spacing=2, width=150)
    art.words("NATURAL LATEX", 456, 566, 18, CREAM, spacing=1, width=150)
    sticker(art, 456, 606, 66)


DRAWN = {
    "harbor-lane-candle": candle,
    "bluegrain-oats": oats,
    "kupferherd-kettle": kettle,
    "puddlewick-baby-blanket": blanket,
    "suanyang-latex-pillow": pillow,
}
