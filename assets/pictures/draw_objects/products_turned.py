"""Products in bottles, jars and tins."""

# ruff: noqa: E501 (path data reads best unbroken)
from __future__ import annotations

import motifs
from motifs import placed
from pen import AMBER, CREAM, DEEP_LEAF, DELFT, INK, LANTERN, PAPER, REEF, SUN, Art, arc, dark, light, mix, poly
from shapes import FLOOR, LEAN, lid, shaded, smooth, sticker, turned, wrap


def maple_syrup(art: Art) -> None:
    cx, glass = 400, "#8E4312"
    art.shadow(cx + 24, FLOOR + 8, 236, 22)
    profile = [
        *smooth((196, 52), (240, 56), (288, 96), (340, 158), (420, 190)),
        *smooth((470, 192), (640, 192), (706, 184), (732, 166)),
    ]
    # the handle by the neck
    art.path(
        "M452 214C520 196 560 232 548 296C544 318 530 330 516 334L506 316C520 308 528 292 528 274C528 244 498 232 458 244Z",
        dark(glass, 0.2),
    )
    turned(art, cx, profile, glass)
    level = [p for p in profile if p[0] > 300]
    turned(art, cx, [(y, r - 12) for y, r in level], "#B9621C")
    art.ellipse(cx, 302, 112, 112 * LEAN, "#D98A35")
    turned(art, cx, [(100, 56), (190, 58)], LANTERN)
    lid(art, cx, 100, 56, LANTERN)
    for x in range(-46, 50, 15):
        art.line(f"M{cx + x} 118V184", dark(LANTERN, 0.24), 4)
    wrap(art, cx, 190, 206, 62, dark(LANTERN, 0.3))
    shaded(art, cx, [(100, 56), (190, 58)], gloss=0.3)
    wrap(art, cx, 424, 684, 193, CREAM, -0.86, 0.86)
    wrap(art, cx, 640, 684, 193, DEEP_LEAF, -0.86, 0.86)
    wrap(art, cx, 424, 436, 193, AMBER, -0.86, 0.86)
    for x, s in ((254, 46), (280, 58), (520, 58), (546, 46)):
        with placed(art, x, 654 - s * 0.42, s):
            motifs.pine(art, DEEP_LEAF)
    with placed(art, cx, 496, 104):
        motifs.maple_leaf(art, LANTERN)
    art.words("TALLPINE", cx, 606, 54, INK, font="serif", width=214)
    art.words("MAPLE SYRUP", cx, 682, 26, CREAM, spacing=3)
    shaded(art, cx, profile, gloss=0.42)
    sticker(art, 468, 372, 84, "skewY(-3)")


def milk(art: Art) -> None:
    cx = 400
    art.shadow(cx + 20, FLOOR + 8, 190, 20)
    profile = [
        *smooth((150, 66), (196, 64), (250, 72), (330, 118), (410, 148)),
        *smooth((452, 152), (640, 152), (712, 148), (734, 136)),
    ]
    turned(art, cx, profile, "#D6E5E8")
    inside = [(y, r - 11) for y, r in profile if y > 236][:-1]
    turned(art, cx, [*inside, (724, 132)], "#FDFBF4")
    art.ellipse(cx, 238, 62, 62 * LEAN, "#FFFFFF")
    turned(art, cx, [(106, 76), (150, 78), (160, 70)], DELFT)
    lid(art, cx, 106, 76, DELFT)
    shaded(art, cx, [(106, 76), (150, 78), (160, 70)], gloss=0.3)
    wrap(art, cx, 168, 180, 69, "#B9D0D6")
    # painted straight on the glass, in delft blue
    wrap(art, cx, 652, 700, 151, DELFT, -0.995, 0.995)
    for x in (-96, -48, 0, 48, 96):
        with placed(art, cx + x, 688, 34):
            motifs.wave(art, "#FBF6EA")
    with placed(art, cx - 12, 446, 168):
        motifs.cow_head(art, DELFT, "#DCE7EE")
    art.words("veldmelk", cx, 588, 58, DELFT, font="serif", width=226)
    art.line(f"M{cx - 92} 610Q{cx} 634 {cx + 92} 610", DELFT, 5)
    shaded(art, cx, profile, 0.8, 0.9)
    sticker(art, 474, 330, 70, "skewY(-4)")


def lotion(art: Art) -> None:
    cx, body = 400, "#C9D8B6"
    art.shadow(cx + 20, FLOOR + 8, 190, 20)
    profile = [
        *smooth((252, 96), (272, 128), (310, 150), (380, 158)),
        *smooth((420, 160), (640, 156), (710, 150), (734, 132)),
    ]
    # the pump
    art.path("M372 96C340 92 306 96 282 110L286 130C312 120 344 120 372 128Z", "#EFE6D2")
    art.rect(386, 120, 28, 84, "#D8CDB4")
    turned(art, cx, [(84, 40), (126, 42)], CREAM)
    lid(art, cx, 84, 40, CREAM)
    shaded(art, cx, [(84, 40), (126, 42)], gloss=0)
    turned(art, cx, [(190, 62), (250, 64)], CREAM)
    lid(art, cx, 190, 62, CREAM)
    for x in range(-48, 56, 16):
        art.line(f"M{cx + x} 208V246", "#D8CDB4", 4)
    shaded(art, cx, [(190, 62), (250, 64)], gloss=0)
    turned(art, cx, profile, body)
    art.ellipse(cx - 6, 474, 126, 134, CREAM)
    for x, y, s, turn in ((318, 566, 54, -30), (360, 592, 60, 10), (420, 598, 62, -8), (470, 570, 54, 30)):
        with art.group(f"translate({x} {y}) rotate({turn}) scale({s / 100})"):
            art.path("M-50 0C-30 -30 20 -32 50 0C20 26 -30 26 -50 0Z", DEEP_LEAF if turn < 0 else "#7C9A55")
    for x, y in ((340, 590), (448, 592), (394, 580)):
        art.ellipse(x, y, 9, 9, LANTERN)
    with placed(art, cx, 434, 112):
        motifs.hedgehog(art, "#A9713F")
    art.words("hedgerow", cx - 6, 532, 50, DEEP_LEAF, font="serif", width=190)
    art.words("BABY LOTION", cx, 672, 25, DEEP_LEAF, spacing=3)
    shaded(art, cx, profile, 0.9, 0.55)
    sticker(art, 486, 352, 76)


def sunscreen(art: Art) -> None:
    """A tube that stands on its cap."""
    cx = 400
    art.shadow(cx + 18, FLOOR + 8, 160, 18)
    cap = [(628, 104), (724, 110), (736, 104)]
    left = [(246, 84), (254, 300), (276, 520), (296, 628)]
    right = [(554, 84), (546, 300), (524, 520), (504, 628)]
    body = [*left, *[(cx + (x - cx), y + 10) for x, y in ((400, 632),)], *right[::-1]]
    art.path(poly(body), "#F3E6C8")
    art.path(poly([(250, 196), (550, 196), (541, 360), (518, 548), (282, 548), (259, 360)]), SUN)
    art.path(poly([(262, 400), (330, 372), (400, 398), (470, 366), (538, 392), (518, 548), (282, 548)]), REEF)
    art.path(poly([(266, 440), (350, 418), (430, 446), (534, 420), (518, 548), (282, 548)]), dark(REEF, 0.24))
    with placed(art, 396, 290, 150):
        motifs.sun(art, CREAM)
    for x, y, turn in (
        (308, 506, -30),
        (330, 474, 20),
        (366, 510, -10),
        (388, 478, 30),
        (424, 514, -20),
        (478, 510, 14),
    ):
        with art.group(f"translate({x} {y}) rotate({turn})"):
            art.path("M-22 0C-12 -14 10 -14 22 0C10 12 -12 12 -22 0Z", "#B9CFB4")
    art.rect(244, 70, 312, 46, "#EADFC9", 4)
    for x in range(258, 552, 14):
        art.line(f"M{x} 78V108", "#CDBE9C", 4)
    art.words("SALTBUSH", cx, 172, 48, REEF, font="serif", width=236)
    art.words("SPF 50", cx, 596, 40, REEF, font="bold")
    art.path(
        poly([(556, 84), (547, 300), (524, 520), (504, 628), (456, 634), (476, 520), (492, 300), (496, 84)]),
        "#1B1C38",
        opacity=0.15,
    )
    art.path(
        poly([(272, 130), (288, 130), (302, 520), (310, 612), (300, 612), (290, 520)]), "#FFFDF4", opacity=0.45
    )
    turned(art, cx, cap, REEF)
    wrap(art, cx, 628, 640, 105, light(REEF, 0.3))
    for x in range(-90, 96, 20):
        art.line(f"M{cx + x} 656V724", dark(REEF, 0.2), 5)
    shaded(art, cx, cap, 1, 0.3)
    sticker(art, 486, 424, 78, "skewY(-3)")


def honey_jar(art: Art) -> None:
    cx, honey = 400, "#E0901F"
    art.shadow(cx + 24, FLOOR + 8, 262, 24)
    profile = [*smooth((232, 176), (262, 206), (310, 226)), *smooth((352, 230), (620, 230), (704, 222), (732, 196))]
    turned(art, cx, profile, "#F6D58C")
    turned(art, cx, [*[(y, r - 13) for y, r in profile if y > 280][:-1], (722, 186)], honey)
    art.ellipse(cx, 282, 196, 196 * LEAN, "#F7BE52")
    turned(art, cx, [(110, 188), (206, 194), (226, 188)], "#E9B04A")
    wrap(art, cx, 196, 206, 194, "#B4781F")
    lid(art, cx, 110, 188, "#E9B04A")
    # a cloth over the lid, tied
    art.path(
        poly(
            [
                *arc(cx, 112, 192, 24, 180, 360),
                (604, 186),
                (580, 168),
                (548, 196),
                (512, 176),
                (470, 204),
                (432, 184),
                (392, 208),
                (350, 186),
                (312, 204),
                (276, 178),
                (244, 194),
                (222, 168),
                (196, 186),
            ]
        ),
        REEF,
    )
    art.ellipse(cx, 112, 192, 24, light(REEF, 0.16))
    for x, y in (
        (268, 148),
        (330, 166),
        (392, 158),
        (458, 168),
        (520, 150),
        (300, 112),
        (380, 104),
        (460, 114),
        (556, 172),
        (236, 172),
    ):
        art.ellipse(x, y, 9, 6, CREAM)
    art.path(
        poly([(604, 186), (580, 168), (548, 196), (512, 176), (500, 134), (588, 118)]), "#1B1C38", opacity=0.16
    )
    art.line("M206 220Q400 260 594 220", LANTERN, 9)
    # hexagon label
    hexagon = [(400, 348), (534, 410), (534, 596), (400, 664), (266, 596), (266, 410)]
    art.path(poly(hexagon), CREAM, stroke=CREAM, stroke_width="16", stroke_linejoin="round")
    art.path(
        poly([(400 + (x - 400) * 0.92, 505 + (y - 505) * 0.92) for x, y in hexagon]),
        "none",
        stroke="#E9B04A",
        stroke_width="6",
    )
    with placed(art, 398, 454, 138):
        motifs.wattle(art)
    art.words("WATTLE", cx, 574, 58, INK, font="serif", width=220)
    art.words("HONEY", cx, 616, 30, AMBER, spacing=6)
    shaded(art, cx, profile, 0.9, 0.6)
    sticker(art, 548, 618, 88, "skewY(-4)")


def milk_powder(art: Art) -> None:
    cx, tin = 400, "#F3EBDA"
    art.shadow(cx + 24, FLOOR + 8, 268, 26)
    profile = [(170, 232), (724, 232)]
    turned(art, cx, profile, tin)
    # green hills in three planes under a pale sky
    sky = [(210, 232), (560, 232)]
    turned(art, cx, sky, "#DCEAE2")
    with placed(art, 392, 318, 92):
        art.ellipse(0, 0, 46, 46, SUN)

    def hill(points: list[tuple[float, float]], colour: str) -> None:
        low = arc(cx, 560, 232, 232 * LEAN, 0, 180)
        art.path(poly([*motifs_line(points), *low]), colour)

    hill([(168, 428), (240, 380), (330, 430), (430, 372), (540, 424), (632, 384)], mix("#7C9A55", "#DCEAE2", 0.45))
    hill([(168, 486), (270, 444), (380, 486), (500, 440), (632, 474)], "#7C9A55")
    hill([(168, 540), (300, 508), (440, 532), (632, 500)], DEEP_LEAF)
    # a kauri: a straight trunk and a high, wide crown
    art.path("M488 530L496 372H520L528 530Z", "#6B4428")
    art.path("M512 530L510 372H520L528 530Z", dark("#6B4428", 0.3))
    for x, y, rx, ry, tone in (
        (508, 330, 82, 40, DEEP_LEAF),
        (470, 356, 48, 26, "#4F7F55"),
        (556, 352, 46, 26, dark(DEEP_LEAF, 0.2)),
        (494, 312, 50, 26, "#5F8F62"),
    ):
        art.ellipse(x, y, rx, ry, tone)
    with placed(art, 300, 496, 92):
        motifs.cow(art, "#6B4428", CREAM)
    wrap(art, cx, 560, 700, 232, REEF)
    wrap(art, cx, 560, 570, 232, SUN)
    art.words("KAURI", cx, 648, 70, CREAM, font="serif", width=230, spacing=4)
    art.words("WHOLE MILK POWDER", cx, 692, 25, PAPER, spacing=2)
    turned(art, cx, [(710, 236), (728, 236)], "#C8BFA9")
    shaded(art, cx, [(170, 232), (728, 236)], 1, 0.45)
    turned(art, cx, [(92, 240), (172, 240)], REEF)
    lid(art, cx, 92, 240, REEF)
    art.ellipse(cx, 94, 200, 200 * LEAN, dark(REEF, 0.12))
    art.ellipse(cx - 8, 97, 196, 196 * LEAN * 0.9, light(REEF, 0.2))
    wrap(art, cx, 160, 172, 241, dark(REEF, 0.3))
    shaded(art, cx, [(92, 240), (172, 240)], 1, 0.35)
    sticker(art, 268, 262, 86, "skewY(3)")


def motifs_line(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    from pen import sample

    return sample(points, 6)


DRAWN = {
    "tallpine-maple-syrup": maple_syrup,
    "veldmelk-milk": milk,
    "hedgerow-baby-lotion": lotion,
    "saltbush-sunscreen": sunscreen,
    "wattle-honey": honey_jar,
    "kauri-milk-powder": milk_powder,
}
