"""Three rooms, 1600 x 1200: the Japanese bathhouse, the Australian yoga studio, the noodle shop. The lower left stays calm."""

from furnish import HORIZON, boards, jar, shelf, steam, sunbeam, tiles, view, walls
from parts import bowl, gum_tree, lantern, pine, plank_wall, potted
from pen import (
    CLAY, CREAM, DARK_WOOD, DEEP_LEAF, DELFT, INK, LANTERN, LEAF, NIGHT, PLUM, REEF, SKIN, SUN, WINDOW, WOOD,
    at, blob, circle, dark, glow, land, light, line, mix, oval, path, picture, poly, rect, stroke, thread,
)

SIZE = (1600, 1200)
HINOKI = "#D9AE74"


def tub(x: float, y: float, w: float) -> str:
    """A hooped wooden wash tub."""
    return at(x, y, path("M-60 -64L60 -64L50 0L-50 0Z", HINOKI), path("M26 -64L60 -64L50 0L22 0Z", dark(HINOKI, 0.2)), *[line([(a, -62), (a * 0.84, -2)], 2, dark(HINOKI, 0.25)) for a in (-36, -12, 12, 36)], path("M-58.600 -54L58.600 -54L57 -44L-57 -44Z", "#C0843F"), path("M-53 -18L53 -18L51.600 -8L-51.600 -8Z", "#C0843F"), oval(0, -64, 60, 9, dark(HINOKI, 0.35)), s=w / 120)


def bather(x: float, y: float, s: float, skin: str, hair: str, towel: str) -> str:
    return at(x, y, path("M-70 0C-66 -44 -40 -60 0 -60C40 -60 66 -44 70 0Z", skin), path("M24 -57C50 -52 66 -38 70 0L30 0Z", dark(skin, 0.15)), rect(-15, -84, 30, 34, dark(skin, 0.1)), oval(0, -112, 32, 38, skin), path("M14 -146C36 -140 36 -88 12 -76C20 -100 20 -126 14 -146Z", dark(skin, 0.13)), path("M-34 -112C-40 -160 40 -160 34 -112C24 -128 -20 -134 -34 -112Z", hair), rect(-30, -166, 60, 22, towel, 7), rect(10, -166, 20, 22, dark(towel, 0.14), 7), stroke("M-14 -110Q-8 -104 -2 -110", 3.5, INK), stroke("M10 -110Q16 -104 22 -110", 3.5, INK), stroke("M-2 -92Q5 -87 12 -92", 3, dark(skin, 0.4)), s=s)


def bathhouse() -> list[str]:
    tile, blue = "#E6EEE8", "#3C74A0"
    out = [rect(0, 0, 1600, 900, "#EADCC2"), rect(0, 0, 1600, 60, DARK_WOOD), *[rect(x, 60, 44, 26, dark(DARK_WOOD, 0.2)) for x in (120, 520, 920, 1320)]]
    # the painted wall: a mountain over the sea
    mural = [rect(0, 0, 1130, 430, "#9CC7D8"), rect(0, 0, 1130, 130, "#7FB2CB"), circle(210, 130, 66, LANTERN), path("M300 300C420 270 500 120 566 84L640 84C706 120 800 270 950 300Z", blue), path("M640 84C706 120 800 270 950 300L700 300C660 220 650 140 620 84Z", dark(blue, 0.2))]
    mural += [path("M566 84L640 84C664 100 690 130 712 160L684 150L664 186L638 152L606 192L580 150L546 178L502 156C524 126 546 96 566 84Z", CREAM), path("M620 84L640 84C664 100 690 130 712 160L684 150L664 186L640 152Z", "#D3DCDA")]
    mural += [rect(0, 296, 1130, 134, "#4F93AE"), rect(0, 340, 1130, 90, "#3F7F9E"), *[stroke(f"M{x} {y}q14 -12 28 0q14 -12 28 0", 4, "#BFDDE2") for x, y in ((80, 330), (330, 320), (520, 350), (760, 326), (960, 352), (200, 390), (620, 400), (860, 396), (420, 376))]]
    mural += [path("M0 300C60 250 130 262 170 304Z", DEEP_LEAF), path("M900 430C920 360 1040 330 1130 352L1130 430Z", "#5C7F58"), path("M0 430L0 404Q60 396 120 430Z", "#5C7F58")]
    for x, y, k in ((936, 376, 0.8), (1034, 344, 1.05), (86, 274, 0.6)):
        mural.append(at(x, y, stroke("M0 0C-10 -40 16 -60 4 -110", 10, DARK_WOOD), *[oval(a, b, 52 - i * 8, 15, DEEP_LEAF) + oval(a - 10, b - 4, 34 - i * 5, 9, "#6F9A62") for i, (a, b) in enumerate(((-24, -66), (34, -90), (4, -122)))], s=k))
    mural += [at(420, 372, path("M-60 -14L60 -14L40 10L-44 10Z", "#7A4A32"), path("M0 -108L46 -26L0 -26Z", CREAM), rect(-3, -112, 6, 100, DARK_WOOD), path("M-6 -100L-6 -26L-40 -26Z", "#E6D9BE"))]
    out += [rect(402, 92, 1150, 450, DARK_WOOD), at(412, 102, *mural)]
    # tiled wall below the painting, and the bath
    out += [rect(380, 542, 1220, 190, tile)]
    for r in range(4):
        out += [rect(380 + 61 * c, 542 + 48 * r, 58, 45, light(tile, 0.4) if (r + c) % 5 else "#CFE0E0") for c in range(20)]
    out += [rect(380, 542, 1220, 12, blue), rect(404, 720, 1196, 30, "#B9CBC8"), rect(404, 744, 30, 150, "#D6E2DC"), rect(430, 744, 1170, 150, "#6FB3BC"), rect(430, 744, 1170, 26, "#4E97A4"), *[rect(x, y, w, 7, "#CDE8E4", 3, 0.8) for x, y, w in ((480, 792, 120), (660, 820, 90), (820, 786, 150), (1060, 830, 120), (1230, 794, 90), (1400, 824, 130), (560, 860, 120), (940, 868, 100), (1290, 866, 140))]]
    out += [at(1330, 544, rect(-16, 40, 32, 70, "#9AA5A8", 5), path("M-12 108L12 108L20 204L-20 204Z", "#CDE8E4", 0.85), rect(-30, 36, 60, 16, "#B9C4C6", 5))]
    out += [bather(720, 836, 1.0, SKIN[0], "#2A211D", CREAM), bather(1110, 822, 0.9, SKIN[1], "#4A423C", "#BFD5E2"), *[oval(x, y, 104, 10, "#CDE8E4", 0.7) for x, y in ((720, 838), (1110, 824))]]
    out += [rect(404, 884, 1196, 40, "#D6E2DC"), rect(404, 914, 1196, 10, "#A9BDBA"), rect(404, 924, 1196, 60, blue)]
    out += [rect(404 + 40 * c, 927 + 28 * r, 37, 25, light(blue, 0.14) if (c + r) % 3 else "#6FA3C4", 2) for c in range(30) for r in range(2)]
    # slate floor
    out += [rect(0, 860, 404, 124, "#8B949A"), rect(370, 86, 34, 790, "#8A5C36"), rect(392, 86, 12, 790, DARK_WOOD), rect(362, 866, 50, 22, "#6F777D", 3), rect(0, 860, 362, 10, INK, op=0.2), rect(0, 984, 1600, 216, "#8B949A"), rect(404, 984, 1196, 14, INK, op=0.2)]
    out += [line([(0, y), (1600 if y > 984 else 380, y)], 3, "#78828A") for y in (900, 940, 990, 1050, 1122)] + [line([(800 + (x - 800) * 0.62, 990), (x, 1200)], 3, "#78828A") for x in range(-600, 2300, 150)]
    # entrance: a door with its noren, light falling in
    out += [rect(52, 180, 300, 690, DARK_WOOD), rect(74, 206, 256, 664, "#F3DDAE"), rect(74, 206, 256, 664, WINDOW, op=0.35), poly([(74, 870), (330, 870), (470, 1130), (150, 1130)], "#F6E6BE", 0.35), path("M74 600Q140 540 210 566Q280 520 330 560L330 870L74 870Z", "#B9BE84"), round_bush(122, 640), round_bush(282, 660), path("M74 720Q190 680 330 724L330 870L74 870Z", "#93A866"), path("M190 690C176 740 170 780 120 870L280 870C240 790 226 740 216 690Z", "#E6D6B4"), *[oval(204 - 6 * k, 712 + 46 * k, 14 + 12 * k, 5 + 3 * k, "#C9B890") for k in range(4)], rect(36, 176, 332, 26, dark(DARK_WOOD, 0.2), 4)]
    for k in range(3):
        x = 78 + 84 * k
        out += [path(f"M{x} 202L{x + 80} 202L{x + 79} 438Q{x + 40} 448 {x + 1} 438Z", "#2B4A78"), path(f"M{x + 58} 202L{x + 80} 202L{x + 79} 438L{x + 62} 441Z", dark("#2B4A78", 0.3))]
    out += [at(202, 330, stroke("M-44 30Q-54 62 0 62Q54 62 44 30", 11, CREAM), *[stroke(f"M{x} 34q-12 -18 0 -34q12 -18 0 -36", 10, CREAM) for x in (-24, 0, 24)])]
    out += [*[steam(x, y, h, w, 0.34) for x, y, h, w in ((560, 760, 250, 20), (880, 750, 330, 24), (980, 780, 200, 16), (1240, 760, 280, 22), (1480, 770, 220, 18), (640, 700, 160, 14))]]
    # wooden things in front
    out += [poly([(860, 1040), (1600, 1040), (1600, 1128), (820, 1128)], dark(HINOKI, 0.35))] + [poly([(864 - 8 * k, 1034 + 18 * k), (1600, 1034 + 18 * k), (1600, 1047 + 18 * k), (861 - 8 * k, 1047 + 18 * k)], light(HINOKI, 0.1) if k % 2 else HINOKI) for k in range(5)]
    out += [oval(1320, 1108, 240, 14, INK, 0.2)] + [tub(x, y, 136) for x, y in ((1180, 1108), (1322, 1108), (1464, 1108), (1250, 1032), (1392, 1032), (1322, 956))]
    out += [at(980, 1106, oval(0, 2, 84, 10, INK, 0.2), rect(-70, -70, 140, 20, HINOKI, 5), rect(-70, -56, 140, 7, dark(HINOKI, 0.3)), poly([(-60, -50), (-40, -50), (-44, 0), (-62, 0)], dark(HINOKI, 0.1)), poly([(40, -50), (60, -50), (62, 0), (44, 0)], dark(HINOKI, 0.3)), rect(-46, -88, 84, 20, CREAM, 8), rect(-46, -104, 84, 20, "#BFD5E2", 8), rect(-46, -78, 84, 5, LANTERN)), jar(846, 1110, 40, 74, CREAM, LANTERN), jar(800, 1114, 34, 58, "#A9CDBF", DARK_WOOD)]
    return out


def round_bush(x: float, y: float) -> str:
    return blob([(x - 44, y + 60), (x - 50, y), (x, y - 40), (x + 48, y), (x + 40, y + 60)], "#7F9A5C")


def yogi(x: float, y: float, s: float, top: str, legs: str, skin: str, hair: str) -> str:
    """Someone sitting cross-legged and facing us, hands on knees, eyes closed."""
    return at(x, y, oval(0, 2, 150, 14, INK, 0.16),
              path("M-140 -14C-146 -40 -90 -70 -40 -78L40 -78C90 -70 146 -40 140 -14C120 6 60 -4 0 -14C-60 -4 -120 6 -140 -14Z", legs), path("M40 -78C90 -70 146 -40 140 -14C124 0 90 0 60 -4C90 -30 70 -60 30 -78Z", dark(legs, 0.22)),
              path("M-86 -6C-40 -28 20 -30 70 -14C40 4 -40 8 -86 -6Z", dark(legs, 0.12)), oval(-70, -6, 26, 11, skin), oval(72, -8, 24, 10, dark(skin, 0.12)),
              path("M-46 -70C-40 -120 -62 -150 -58 -196C-40 -212 40 -212 58 -196C62 -150 40 -120 46 -70Z", top), path("M22 -208C40 -208 52 -202 58 -196C62 -150 40 -120 46 -70L18 -70C30 -120 30 -160 22 -208Z", dark(top, 0.2)),
              line([(-54, -186), (-92, -116), (-108, -50)], 21, skin), line([(54, -186), (92, -116), (108, -50)], 21, dark(skin, 0.14)), circle(-110, -46, 13, skin), circle(110, -46, 13, dark(skin, 0.14)),
              rect(-14, -236, 28, 40, dark(skin, 0.12)), oval(0, -262, 31, 38, skin), path("M12 -297C36 -290 34 -236 10 -226C18 -250 18 -276 12 -297Z", dark(skin, 0.13)), path("M-34 -258C-42 -312 42 -312 34 -258C26 -280 -16 -288 -34 -258Z", hair), circle(0, -312, 17, hair), stroke("M-16 -258Q-10 -253 -4 -258", 3.5, INK), stroke("M6 -258Q12 -253 18 -258", 3.5, INK), stroke("M-5 -241Q1 -237 8 -241", 3, dark(skin, 0.45)), s=s)


def mat(x: float, y: float, w: float, colour: str) -> str:
    """A cork mat lying towards the viewer."""
    d = w * 0.5
    flecks = [oval(x + (i * 97 % 100 - 50) / 100 * w * 0.8, y + 8 + (i * 61 % 90) / 90 * (d - 18), 5, 2, dark(colour, 0.28), 0.6) for i in range(26)]
    return "".join([poly([(x - w * 0.44, y), (x + w * 0.44, y), (x + w * 0.56, y + d), (x - w * 0.56, y + d)], colour), poly([(x - w * 0.56, y + d), (x + w * 0.56, y + d), (x + w * 0.56, y + d + 9), (x - w * 0.56, y + d + 9)], dark(colour, 0.4)), *flecks])


def yoga_studio() -> list[str]:
    out = walls("#F2E8D5", "#E0CFAF")
    sea = [rect(0, 0, 1190, 640, "#CFE6DA"), rect(0, 0, 1190, 150, "#B3DAD0"), circle(250, 150, 84, "#FBE9B0"), rect(0, 300, 1190, 340, "#2B8C80"), rect(0, 350, 1190, 290, "#3E9F91"), rect(0, 410, 1190, 230, "#63B8A7"), rect(0, 470, 1190, 60, "#9AD3C1")]
    sea += [*[rect(x, y, w, 6, CREAM, 3, 0.7) for x, y, w in ((190, 314, 120), (210, 334, 80), (60, 380, 110), (420, 370, 140), (700, 330, 90), (330, 436, 150), (620, 446, 120), (90, 456, 90))], path("M660 300C760 250 900 262 960 220C1030 200 1110 196 1190 176L1190 430C1060 420 960 400 900 360C820 330 740 320 660 300Z", "#6C9468"), path("M660 300C700 290 720 300 740 318C800 326 860 340 900 360C880 380 820 380 780 352C730 340 690 330 660 300Z", "#C98F62")]
    sea += [path("M0 520C240 486 480 530 700 486C900 450 1040 440 1190 436L1190 640L0 640Z", "#F1D9AC"), path("M0 580C300 540 640 576 1190 500L1190 640L0 640Z", "#8BA65C"), path("M0 612C400 580 800 606 1190 560L1190 640L0 640Z", "#6F8F4C"), gum_tree(690, 600, 530, "#7F9E65"), gum_tree(1030, 590, 370, "#8FAE72"), gum_tree(176, 610, 430, "#7F9E65"), at(400, 300, path("M-40 -8L44 -8L32 8L-28 8Z", CREAM), path("M2 -110Q44 -60 46 -16L2 -16Z", CREAM), path("M-4 -96Q-24 -56 -32 -16L-4 -16Z", LANTERN))]
    out += [view(350, 120, 1190, 640, sea, "#D9B98A", 3, 1, 18)]
    out += [rect(0, 0, 1600, 46, "#D9B98A"), rect(0, 38, 1600, 8, "#B8925E"), *[rect(x, 46, 56, 30, "#B8925E") for x in (120, 470, 820, 1170, 1500)]]
    out += [line([(944, 46), (944, 150)], 8, "#8F6B42"), path("M700 146Q820 130 944 150Q820 168 700 160Z", "#8F6B42"), path("M944 150Q1060 130 1190 146L1188 160Q1060 168 944 150Z", "#A9834F"), circle(944, 152, 22, "#6B4F30")]
    # left wall: shelves of mats, blocks, bolsters
    out += [rect(40, 330, 250, 540, "#C79A6B"), rect(54, 344, 222, 512, dark("#C79A6B", 0.25))]
    for r, row in enumerate(((REEF, CLAY, "#D9C08A"), ("#D9C08A", REEF, SUN))):
        for c, colour in enumerate(row):
            x, y = 92 + 72 * c, 424 + 88 * r
            out += [circle(x, y, 34, colour), circle(x + 5, y + 3, 29, dark(colour, 0.14)), circle(x, y, 23, colour), circle(x + 3, y + 2, 17, dark(colour, 0.14)), circle(x, y, 11, light(colour, 0.3))]
    out += [rect(54, 560, 222, 14, "#C79A6B"), *[rect(66 + 52 * c, 694 - 34 * (r + 1), 48, 31, "#C48A56" if (c + r) % 2 else "#B57A48", 4) for r in range(2) for c in range(4)], rect(54, 694, 222, 14, "#C79A6B"), rect(66, 716, 198, 60, REEF, 28), rect(220, 716, 44, 60, dark(REEF), 24), rect(66, 780, 198, 66, "#E9D9B4", 30), rect(220, 780, 44, 66, dark("#E9D9B4"), 26), potted(100, 330, 110, CREAM), jar(196, 330, 44, 60, "#8FBFC0", CREAM), jar(248, 330, 36, 46, "#D9A79A", CREAM)]
    for x, drop, size in ((268, 130, 1.0),):
        out.append(at(x, drop, line([(0, -180), (-24, 0)], 3, DARK_WOOD), line([(0, -180), (24, 0)], 3, DARK_WOOD), path("M-36 0L36 0Q30 46 0 46Q-30 46 -36 0Z", CLAY), path("M10 0L36 0Q30 46 4 46Z", dark(CLAY)), *[thread([(a, 4), (a * 1.7, 40), (a * 1.9, b)], 6, c) for a, b, c in ((-30, 110, LEAF), (-12, 150, DEEP_LEAF), (10, 128, LEAF), (30, 96, DEEP_LEAF))], *[oval(a * 1.9, b * f, 10, 7, LEAF) for a, b in ((-30, 110), (-12, 150), (10, 128), (30, 96)) for f in (0.5, 0.75, 1.0)], blob([(-44, 4), (-30, -26), (0, -36), (32, -24), (44, 4), (0, 12)], LEAF), s=size))
    out += boards("#DDBB8B") + [sunbeam(330, 420, 0.34)]
    out += [mat(740, 900, 330, "#C08A54"), mat(1240, 900, 330, "#C08A54"), mat(1000, 1040, 440, "#B67C46")]
    out += [yogi(740, 1012, 0.88, REEF, INK, SKIN[2], "#2A1D16"), yogi(1240, 1012, 0.88, "#E4B04A", "#5A3A56", SKIN[0], "#8B5A36")]
    out += [potted(1530, 960, 330, CLAY, "#4F7F58"), at(1440, 1130, oval(0, 2, 110, 14, INK, 0.16), rect(-104, -64, 208, 64, LANTERN, 32), rect(56, -64, 48, 64, dark(LANTERN), 24), line([(-60, -60), (-60, -4)], 5, CREAM, 0.7), line([(40, -60), (40, -4)], 5, CREAM, 0.7)), at(700, 1150, rect(-18, -92, 36, 92, REEF, 10), rect(6, -92, 12, 92, dark(REEF), 8), rect(-11, -112, 22, 24, INK, 5), rect(-18, -56, 36, 24, CREAM)), at(1010, 1150, rect(-56, -26, 112, 26, "#E9D9B4", 9), rect(-50, -46, 100, 24, "#BFD9D0", 9), at(0, -46, path("M-34 -26Q-30 0 0 0Q30 0 34 -26Z", "#C79A3A"), oval(0, -26, 34, 7, "#E3BE62"), line([(26, -30), (52, -46)], 7, DARK_WOOD)))]
    return out


def cook(x: float, y: float, s: float, skin: str, band: str) -> str:
    """A cook from the waist up, placed by the middle of the waist, lifting noodles."""
    return at(x, y, path("M-74 0L-80 -120C-76 -160 -40 -172 0 -172C40 -172 76 -160 80 -120L74 0Z", CREAM), path("M30 -169C60 -164 78 -150 80 -120L74 0L34 0Z", dark(CREAM, 0.16)), path("M-16 -170L10 -110L28 -170Z", skin), line([(-24, -172), (10, -108), (10, -20)], 6, "#C9BFA9"), rect(-76, -40, 152, 40, NIGHT), rect(-18, -204, 36, 40, dark(skin, 0.14)), oval(0, -236, 42, 50, skin), path("M18 -282C48 -270 46 -204 14 -190C26 -220 26 -254 18 -282Z", dark(skin, 0.13)), path("M-44 -244C-50 -304 50 -304 44 -244C30 -262 -26 -266 -44 -244Z", "#2A211D"), path("M-45 -256Q0 -278 45 -256L44 -240Q0 -262 -44 -240Z", band), path("M44 -254L66 -266L62 -248L68 -236L44 -242Z", band), stroke("M-22 -232Q-14 -226 -6 -232", 4, INK), stroke("M10 -232Q18 -226 26 -232", 4, INK), stroke("M-8 -206Q3 -198 14 -206", 4, dark(skin, 0.5)),
              line([(-72, -136), (-116, -76), (-124, -128)], 34, CREAM), line([(72, -136), (112, -70), (70, -36)], 34, dark(CREAM, 0.14)), circle(-124, -142, 17, skin), circle(66, -34, 16, dark(skin, 0.1)), s=s)


def slips(x: float, y: float, count: int, h: float = 120, step: float = 44) -> str:
    """Blank wooden menu slips on a rail."""
    out = [rect(x - 14, y - 10, count * step + 14, 10, DARK_WOOD, 4)]
    for i in range(count):
        a, tall, wood = x + i * step, h - (i * 29 % 22), ("#E3BE86", "#D9AE74", "#EBCB98")[i % 3]
        out += [line([(a + 14, y), (a + 14, y + 12)], 3, INK), rect(a, y + 10, 29, tall, wood), rect(a + 22, y + 10, 7, tall, dark(wood, 0.18)), rect(a + 11, y + 22, 7, 7, LANTERN if i % 4 == 1 else dark(wood, 0.35))]
    return "".join(out)


def noodle_room() -> list[str]:
    wall, wood, tone = "#E7C58F", "#6E3D2C", "#54302A"
    out = [rect(0, 0, 1600, HORIZON, wall), plank_wall(0, 560, 1600, 300, "#8E4F36", 64, upright=True), rect(0, 548, 1600, 16, wood), rect(0, 0, 1600, 70, tone), *[rect(x, 0, 40, 548, wood) + rect(x + 28, 0, 12, 548, dark(wood, 0.3)) for x in (440, 1560)], rect(0, 60, 1600, 14, dark(tone, 0.3))]
    dusk = [rect(0, 0, 310, 360, "#54406E"), rect(0, 120, 310, 240, "#8A4F78"), rect(0, 200, 310, 160, "#D97F6A"), circle(90, 230, 44, SUN), land([(0, 270), (90, 236), (200, 262), (310, 220)], 360, "#5A3A5E"), *[rect(x, 360 - h, w, h, c) for x, w, h, c in ((0, 62, 110, NIGHT), (70, 50, 150, "#2A3156"), (128, 70, 96, NIGHT), (206, 50, 170, "#2A3156"), (262, 48, 120, NIGHT))], *[rect(x, y, 12, 14, WINDOW) for x, y in ((14, 266), (36, 290), (84, 226), (84, 258), (100, 300), (146, 284), (174, 300), (220, 206), (236, 240), (220, 280), (276, 256), (290, 296))]]
    out += [view(80, 150, 310, 360, dusk, wood, 3, 3, 10)]
    # kitchen wall: dark opening with shelves of bowls, pots and steam
    out += [rect(480, 130, 1080, 520, "#DDA45E"), rect(480, 130, 1080, 60, dark("#DDA45E", 0.16)), rect(1380, 130, 180, 520, dark("#DDA45E", 0.1)), shelf(520, 330, 330, wood), shelf(1190, 430, 340, wood), shelf(520, 450, 230, wood)]
    out += [at(x, 330, *[path(f"M-34 {-14 * k}L34 {-14 * k}L28 {-14 * k - 14}L-28 {-14 * k - 14}Z", c if k % 2 == 0 else CREAM) for k in range(4)]) for x, c in ((566, DELFT), (646, LANTERN), (726, REEF))]
    out += [jar(800, 330, 46, 64, PLUM, CREAM), *[jar(x, 430, 44, h, c, DARK_WOOD) for x, h, c in ((1226, 66, "#7C9A55"), (1284, 76, "#F0D08A"), (1342, 66, CLAY), (1400, 76, DELFT))], at(1472, 430, path("M-30 0C-48 -30 -30 -60 -12 -64L-12 -84L12 -84L12 -64C30 -60 48 -30 30 0Z", CREAM), path("M4 -84L12 -84L12 -64C30 -60 48 -30 30 0L10 0C22 -30 14 -56 4 -64Z", dark(CREAM, 0.16)), circle(-4, -30, 12, LANTERN)), *[jar(x, 450, 36, 54, c, CREAM) for x, c in ((560, LANTERN), (604, INK), (648, SUN))], at(712, 450, path("M-26 0L-22 -40L22 -40L26 0Z", WOOD), *[line([(a, -38), (a * 2.1, -98)], 4, "#D9AE74") for a in (-12, -4, 5, 13)])]
    # big pots on the fire
    out += [rect(520, 586, 420, 64, "#4A4650"), *[circle(x, 622, 11, SUN) for x in (570, 640, 820, 890)]]
    for x, w, h in ((616, 150, 130), (826, 170, 104)):
        out += [at(x, 586, rect(-w / 2, -h, w, h, "#A8ADB2", 8), rect(w * 0.2, -h, w * 0.3, h, "#7F868D", 8), rect(-w / 2 - 8, -h - 8, w + 16, 16, "#C3C8CB", 6), rect(-w * 0.42, -h + 14, 12, h - 30, CREAM, 6, 0.6), rect(-w / 2 - 24, -h + 26, 24, 12, INK, 5), rect(w / 2, -h + 26, 24, 12, INK, 5))]
    out += [steam(600, 440, 190, 17, 0.6), steam(650, 440, 140, 13, 0.5), steam(810, 470, 220, 18, 0.6), steam(860, 470, 160, 14, 0.5)]
    out += [cook(1090, 650, 1.06, SKIN[0], LANTERN), at(958, 498, line([(0, 0), (-26, 110)], 7, DARK_WOOD), *[thread([(-14 + 8 * k, 66), (-18 + 7 * k, 110), (-16 + 8 * k, 152)], 5, "#F4DFA8") for k in range(5)])]
    out += [glow(x, y, r, "#FFE0A0", 0.1) for x, y, r in ((460, 186, 170), (1104, 160, 150))]
    # noren over the opening, lanterns on the beam, slips on the right
    for k in range(5):
        x = 484 + 112 * k
        out += [path(f"M{x} 128L{x + 106} 128L{x + 104} 236Q{x + 54} 248 {x + 2} 236Z", "#2B3F6C" if k % 2 else "#263860"), path(f"M{x + 84} 128L{x + 106} 128L{x + 104} 236L{x + 86} 240Z", NIGHT, 0.5), circle(x + 52, 184, 26, CREAM), path(f"M{x + 35} 182L{x + 69} 182Q{x + 66} 204 {x + 52} 204Q{x + 38} 204 {x + 35} 182Z", "#2B3F6C"), line([(x + 44, 179), (x + 62, 164)], 4, "#2B3F6C"), line([(x + 52, 179), (x + 68, 168)], 4, "#2B3F6C")]
    out += [rect(470, 120, 1090, 14, wood), slips(1182, 140, 8, 110)]
    # the counter
    out += [rect(450, 636, 1150, 30, "#D59A5E"), rect(450, 660, 1150, 10, dark("#D59A5E", 0.35))]
    out += [bowl(560, 636, 110, DELFT), bowl(744, 636, 110, LANTERN), bowl(1280, 636, 110, REEF), bowl(1450, 636, 110, CREAM)]
    out += [*[jar(x, 636, 26, h, c, INK) for x, h, c in ((644, 50, INK), (676, 42, LANTERN), (1366, 48, INK))], at(876, 636, path("M-26 0L-22 -46L22 -46L26 0Z", WOOD), path("M8 -46L22 -46L26 0L10 0Z", dark(WOOD)), *[line([(a, -44), (a * 2, -104)], 5, c) for a, c in ((-12, LANTERN), (-4, "#D9AE74"), (5, LANTERN), (13, "#D9AE74"))])]
    out += tiles("#7A6A70", "#6B5C64", 6, 16)
    out += [rect(470, 670, 1130, 244, "#7E432F"), *[rect(490 + 92 * k, 690, 78, 196, "#93533A" if k < 9 else "#7A4431") for k in range(12)], rect(470, 894, 1130, 20, tone), poly([(470, 914), (1600, 914), (1600, 946), (440, 946)], INK, 0.22)]
    for x in (640, 880, 1120, 1360):
        out.append(at(x, 1100, oval(0, 0, 84, 13, INK, 0.25), line([(-40, -230), (-58, 0)], 15, "#5A3426"), line([(40, -230), (58, 0)], 15, "#43261D"), line([(-51, -90), (51, -90)], 10, "#5A3426"), line([(0, -230), (0, -92)], 11, "#43261D"), rect(-66, -262, 132, 34, LANTERN, 15), rect(24, -262, 42, 34, dark(LANTERN), 15), rect(-60, -236, 120, 12, "#5A3426", 5)))
    out += [lantern(x, 66, 200, lit=True) for x in (1104,)]
    out += [lantern(460, 66, 250, lit=True), potted(230, 880, 250, DELFT)]
    return out


def layers() -> dict[str, str]:
    draw = {"japanese-bathhouse": bathhouse, "australian-yoga-studio": yoga_studio, "noodle-shop": noodle_room}
    return {f"rooms/{name}.svg": picture(*SIZE, *make()) for name, make in draw.items()}
