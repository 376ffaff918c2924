"""Four travel posters, 1600 x 1200, one a pavilion, each in its pavilion's colours."""

from parts import bunting, cloud, cow, curved_roof, gum_tree, lantern, pine, plank_wall, poplar, round_tree, window
from pen import (
    AMBER, CLAY, CREAM, DARK_WOOD, DEEP_LEAF, DEEP_WATER, DELFT, INK, LANTERN, LEAF, PEACH, PLUM, REEF, SUN, WARM_SKY, WATER, WINDOW,
    Point, at, blob, circle, curve, dark, faint, land, light, line, mix, oval, path, picture, poly, rect, stroke, thread,
)
from town import lodge, stepped, veranda

SIZE = (1600, 1200)


def bands(top: float, bottom: float, colours: list[str]) -> list[str]:
    """Flat stripes of sky or water, each reaching down under the next."""
    step = (bottom - top) / len(colours)
    return [rect(0, top + step * i, 1600, bottom - top - step * i, c) for i, c in enumerate(colours)]


def peak(x: float, y: float, left: float, right: float, base: float, rock: str, snow: str) -> str:
    """A mountain: lit on its left face, shaded on the right, snow on top."""
    h = base - y

    def along(side: float, t: float) -> Point:
        return (x + side * t, y + h * t)

    ragged = [along(-left, 0.34), (x - left * 0.2, y + h * 0.29), (x - left * 0.12, y + h * 0.4), (x - 4, y + h * 0.3)]
    shaded = [(x - 4, y + h * 0.3), (x + right * 0.1, y + h * 0.42), (x + right * 0.18, y + h * 0.3), along(right, 0.36)]
    return "".join([
        poly([(x, y), (x + right, base), (x - left, base)], dark(rock, 0.22)),
        poly([(x, y), (x + right * 0.02, y + h * 0.3), (x - right * 0.1, y + h * 0.62), (x + right * 0.08, base), (x - left, base)], rock),
        poly([(x, y), *ragged], snow), poly([(x, y), *shaded], dark(snow, 0.2)),
    ])


def gulls(places: list[tuple[float, float, float]], colour: str) -> list[str]:
    return [stroke(f"M{x - 24 * k:.0f} {y - 8 * k:.0f}Q{x - 10 * k:.0f} {y - 16 * k:.0f} {x} {y}Q{x + 12 * k:.0f} {y - 18 * k:.0f} {x + 28 * k:.0f} {y - 12 * k:.0f}", 5 * k, colour) for x, y, k in places]


def north_america() -> list[str]:
    out = bands(0, 740, ["#D98B3F", "#E39F50", "#ECB468", "#F2C785", "#F6D8A6"])
    out += [circle(520, 420, 250, "#F8DFAF", 0.35), circle(520, 420, 190, "#FBE8C0", 0.5), circle(520, 420, 138, CREAM)]
    out += [cloud(240, 210, 380, "#F3C98F", "#EBB36F"), cloud(1240, 150, 460, "#F0BE7C", "#E5A75E"), cloud(1010, 290, 240, "#F6D8A6", "#F0C486")]
    far, mid = "#C98A5A", "#A8623A"
    out += [peak(220, 380, 300, 340, 720, far, "#F8E6C6"), peak(1480, 340, 330, 280, 720, far, "#F8E6C6"), peak(760, 440, 260, 280, 720, mix(far, PEACH, 0.3), "#F8E6C6")]
    out += [peak(1130, 250, 400, 430, 740, mid, CREAM), peak(880, 430, 260, 200, 740, dark(mid, 0.08), CREAM)]
    # the far shore: prairie and a comb of pines
    out.append(land([(0, 690), (260, 668), (560, 700), (900, 684), (1240, 704), (1600, 680)], 800, "#B98B45"))
    for i in range(46):
        x = 12 + i * 35.5
        out.append(poly([(x - 16, 724), (x, 724 - 52 - (i * 37 % 41)), (x + 16, 724)], "#6A5A34" if i % 3 else "#57502F"))
    out += bands(720, 1200, ["#DDA45E", "#C98F57", "#B07B52", "#94694C"])
    out += [poly([(430, 724), (610, 724), (584, 760), (456, 760)], CREAM, 0.75), *[rect(520 - w / 2, y, w, 12, CREAM, 6, 0.6) for y, w in ((774, 170), (800, 120), (826, 150), (856, 80), (884, 104), (920, 52))]]
    out += [rect(x, y, w, 7, "#F3CD93", 3, 0.6) for x, y, w in ((40, 770, 160), (760, 768, 220), (180, 832, 140), (820, 846, 120), (60, 900, 200), (640, 960, 150), (880, 900, 90), (330, 980, 120))]
    # the lodge on its point
    out += [land([(560, 1200), (700, 1040), (800, 940), (900, 850), (1040, 792), (1300, 760), (1600, 750)], 1200, "#7D6B35"), land([(640, 1200), (800, 1010), (920, 900), (1100, 836), (1340, 816), (1600, 806)], 1200, "#8F7A3C")]
    out += [pine(1040, 822, 250, "#4E6040"), pine(1110, 810, 340, "#44593C"), pine(1560, 800, 400, "#44593C"), pine(1500, 800, 300, "#4E6040")]
    out += [thread([(1412, 470), (1398, 420), (1424, 380), (1404, 330), (1430, 290)], 18, CREAM, 0.4), at(1090, 846, lodge(False), s=0.75)]
    out += [*[rect(x, 868 + d, 13, 70, DARK_WOOD) for x, d in ((1000, 14), (900, 26), (800, 34))], poly([(1070, 850), (1160, 850), (800, 912), (740, 896)], "#C9935A"), poly([(740, 896), (800, 912), (800, 922), (740, 906)], "#8F6238"), poly([(800, 912), (1160, 850), (1160, 858), (800, 922)], "#8F6238")]
    # a canoe heading out
    canoe = [oval(420, 1012, 190, 14, "#7A563F", 0.5), path("M222 958C250 1002 330 1018 420 1018C510 1018 590 1002 618 958C600 980 540 984 420 984C300 984 240 980 222 958Z", LANTERN), path("M470 1016C540 1010 596 992 618 958C600 980 560 983 500 984Z", dark(LANTERN, 0.2))]
    for x, shirt, skin in ((350, DELFT, "#D9A074"), (500, SUN, "#6E4630")):
        canoe += [path(f"M{x - 26} 986C{x - 30} 940 {x - 18} 918 {x} 916C{x + 20} 918 {x + 28} 944 {x + 26} 986Z", shirt), path(f"M{x + 6} 917C{x + 22} 922 {x + 28} 944 {x + 26} 986L{x + 8} 986Z", dark(shirt, 0.2)), circle(x, 892, 20, skin), path(f"M{x - 28} 886L{x + 26} 886L{x + 16} 882Q{x} 858 {x - 18} 882Z", CREAM)]
        canoe += [line([(x - 44, 906), (x + 40, 1010)], 6, DARK_WOOD), oval(x + 46, 1020, 9, 18, DARK_WOOD), line([(x - 4, 930), (x - 26, 930)], 12, dark(shirt, 0.15))]
    out.append(at(86, 0, *canoe))
    # prairie at our feet, framed by big pines
    out += [land([(0, 1080), (300, 1118), (700, 1090), (1060, 1060), (1340, 1000), (1600, 960)], 1200, "#6B4A2A"), land([(0, 1140), (420, 1160), (900, 1130), (1300, 1090), (1600, 1040)], 1200, "#543A24")]
    for i in range(52):
        x, base = 14 + i * 31, 1200
        tall = 74 + (i * 53 % 47)
        out.append(path(f"M{x - 5} {base}Q{x} {base - tall * 0.6:.0f} {x + 16} {base - tall}Q{x + 6} {base - tall * 0.5:.0f} {x + 6} {base}Z", ("#C8873C", "#A96C30", "#DDA552")[i % 3]))
    out += [pine(60, 1170, 820, "#3C4A35"), pine(196, 1196, 560, "#46573C"), pine(1540, 1190, 620, "#3C4A35"), pine(1440, 1210, 400, "#46573C")]
    return out + gulls([(720, 250, 1), (800, 214, 0.8), (660, 190, 0.7)], "#8A5228")


def house(x: float, w: float, h: float, kind: str, wall: str, door: str) -> str:
    """A canal house on the quay: kind is step, neck or beam; its windows are tall and white-framed."""
    out, eave, trim, mid = [], -h, CREAM, x + w / 2
    if kind == "step":
        out.append(stepped(x, w, eave, 4, 24, wall, trim))
    elif kind == "neck":
        out.append(path(f"M{x} 0L{x} {eave}C{x + 6} {eave - 30} {mid - w * 0.2:.0f} {eave - 20} {mid - w * 0.2:.0f} {eave - 96}L{mid + w * 0.2:.0f} {eave - 96}C{mid + w * 0.2:.0f} {eave - 20} {x + w - 6} {eave - 30} {x + w} {eave}L{x + w} 0Z", wall))
        out += [path(f"M{mid - w * 0.22:.0f} {eave - 94}Q{mid} {eave - 140} {mid + w * 0.22:.0f} {eave - 94}Z", trim), stroke(f"M{x} {eave}C{x + 6} {eave - 30} {mid - w * 0.2:.0f} {eave - 20} {mid - w * 0.2:.0f} {eave - 92}", 8, trim)]
        out.append(stroke(f"M{x + w} {eave}C{x + w - 6} {eave - 30} {mid + w * 0.2:.0f} {eave - 20} {mid + w * 0.2:.0f} {eave - 92}", 8, dark(trim, 0.12)))
    else:
        out += [poly([(x, 0), (x, eave), (mid, eave - 90), (x + w, eave), (x + w, 0)], wall), poly([(x - 8, eave + 6), (mid, eave - 100), (x + w + 8, eave + 6), (x + w + 2, eave + 14), (mid, eave - 84), (x - 2, eave + 14)], trim), rect(mid - 3, eave - 76, 6, 26, DARK_WOOD)]
    out.append(rect(x + w * 0.82, eave + 4, w * 0.18, h - 4, INK, op=0.14))
    glass, ww, wh = "#45637A", w * 0.19, 62.0
    floors = max(2, int((h - 110) // 96))
    for f in range(floors):
        out += [window(x + w * (0.12 + 0.29 * c), eave + 20 + f * (h - 120) / floors, ww, wh, glass, trim, 2, 3) for c in range(3)]
    out += [window(mid - 13, eave - 46, 26, 36, glass, trim, 2, 2), rect(x + w * 0.12, -94, w * 0.28, 94, trim), rect(x + w * 0.15, -88, w * 0.22, 88, door), window(x + w * 0.52, -84, w * 0.34, 56, glass, trim, 3, 1)]
    return "".join([*out, rect(x, -6, w, 6, dark(wall, 0.35))])


def windmill(x: float, y: float, s: float, body: str, sail: str, turn: float) -> str:
    vane = [rect(-5, -300, 10, 300, "#E7D6B8"), rect(-58, -296, 53, 220, sail), *[rect(-58, -296 + 27 * k, 53, 5, DARK_WOOD, op=0.5) for k in range(1, 8)], rect(-34, -296, 5, 220, DARK_WOOD, op=0.5)]
    return at(x, y,
              rect(-120, -96, 240, 96, "#A85640"), rect(50, -96, 70, 96, dark("#A85640", 0.25)), rect(-20, -70, 44, 70, CREAM), rect(-14, -64, 32, 64, DEEP_LEAF),
              poly([(-92, -96), (-58, -420), (58, -420), (92, -96)], body), poly([(22, -96), (16, -420), (58, -420), (92, -96)], dark(body, 0.28)),
              rect(-150, -128, 300, 12, CREAM), *[rect(-144 + 26 * k, -166, 7, 40, CREAM) for k in range(12)], rect(-150, -172, 300, 8, CREAM), *[line([(k * 140, -118), (k * 98, -60)], 7, DARK_WOOD) for k in (-1, 1)],
              window(-16, -250, 30, 40, WINDOW, CREAM), window(-14, -350, 26, 34, WINDOW, CREAM), rect(-66, -428, 132, 14, CREAM),
              path("M-62 -426C-62 -500 62 -500 62 -426Z", DARK_WOOD), path("M16 -481C44 -474 62 -456 62 -426L24 -426Z", dark(DARK_WOOD, 0.3)), at(0, -444, *[at(0, 0, *vane, turn=turn + 90 * k) for k in range(4)], circle(0, 0, 17, DARK_WOOD), circle(0, 0, 7, SUN)), s=s)


def europe() -> list[str]:
    out = bands(0, 760, ["#7FA9CB", "#93B7D3", "#A9C6DA", "#C0D5E0", "#D8E2E2", "#EFE7D6"])
    out += [circle(1010, 330, 150, "#F6EBD0", 0.5), circle(1010, 330, 104, "#FBF3DC"), cloud(1330, 210, 520, CREAM, "#CBDCE6"), cloud(860, 170, 330, "#EAF0EE", "#C3D6E2"), cloud(200, 120, 420, "#DCE8EC", "#B5CEDF")]
    # polder to the horizon
    out += [rect(0, 700, 1600, 100, "#8FA79B"), *[poplar(x, 716, h, "#7E9C8A") for x, h in ((960, 90), (996, 104), (1032, 96), (1068, 108), (1500, 100), (1540, 112), (1580, 98))], rect(0, 712, 1600, 500, "#87A263")]
    out += [poly([(1092, 714), (1100, 660), (1112, 714)], "#6F8FA6"), rect(1094, 690, 16, 26, "#6F8FA6"), at(1230, 716, rect(-16, -40, 32, 40, "#7892A2"), poly([(-20, -40), (0, -60), (20, -40)], "#6B5A52"))]
    out += [path("M860 730L1600 738L1600 762L820 752Z", "#9DC3CC"), path("M840 772L1600 792L1600 824L790 800Z", "#9DC3CC"), *[rect(x, y, w, 4, CREAM, 2, 0.7) for x, y, w in ((1000, 742, 80), (1320, 748, 110), (950, 786, 90), (1250, 800, 130))]]
    out += [land([(840, 900), (960, 840), (1120, 800), (1400, 790), (1600, 806)], 1200, "#6E9252"), windmill(1340, 812, 1.06, "#3E5468", CREAM, 22)]
    # the row of houses along the quay and its canal
    row = [(-40, 190, 360, "step", "#28598C", SUN), (150, 170, 430, "neck", "#B5583C", DELFT), (320, 176, 380, "beam", "#E4D3B2", LANTERN), (496, 166, 440, "step", "#7C3F36", DEEP_LEAF), (662, 176, 350, "neck", "#3C7BA6", CREAM)]
    out += [at(0, 846, *[house(*h) for h in row])]
    out += [rect(-10, 842, 880, 22, "#DCCBAA"), rect(-10, 860, 876, 44, "#8C6F5C"), *[rect(x + (14 if k else 0), 866 + 18 * k, 26, 3, "#6F5648") for k in (0, 1) for x in range(10, 850, 58)]]
    out.append(path("M-10 902L866 902L1000 884L1600 880L1600 1010L-10 1050Z", "#3F6F98"))
    out += [rect(h[0] + 10, 908, h[1] - 22, 84 + (i % 3) * 26, mix(h[4], "#3F6F98", 0.74)) for i, h in enumerate(row)]
    out += [rect(x, y, w, 6, "#A9CBDD", 3, 0.75) for x, y, w in ((20, 930, 140), (260, 950, 190), (560, 926, 130), (700, 974, 200), (960, 930, 170), (1220, 906, 150), (1400, 946, 160), (90, 1000, 200), (430, 1010, 120), (1040, 984, 120))]
    for x in (66, 246, 560, 730):
        out.append(round_tree(x, 848, 190, "#7FA05A"))
    out += [line([(400, 846), (430, 800), (474, 800), (492, 846)], 5, INK), line([(430, 800), (452, 846), (474, 800)], 5, INK), *[stroke(f"M{x - 22} 828A22 22 0 1 1 {x + 22} 828A22 22 0 1 1 {x - 22} 828Z", 5, INK) for x in (402, 490)], line([(474, 800), (468, 782), (486, 780)], 5, INK), line([(422, 790), (440, 790)], 7, INK)]
    # a flat-bottomed boat
    out += [path("M250 946L640 946C632 1000 590 1016 540 1016L340 1016C290 1016 262 990 250 946Z", "#7A4A32"), path("M500 946L640 946C632 1000 590 1016 540 1016L480 1016Z", dark("#7A4A32", 0.25)), rect(244, 938, 404, 14, SUN, 4), rect(330, 892, 170, 48, CREAM, 6), rect(450, 892, 50, 48, dark(CREAM, 0.15), 6), *[rect(x, 902, 28, 22, DELFT, 3) for x in (346, 384, 422)], rect(322, 884, 188, 12, LANTERN, 4)]
    # meadow, cows, tulips
    out += [land([(0, 1064), (380, 1040), (820, 1010), (1200, 976), (1600, 968)], 1200, "#6B9148"), land([(0, 1110), (500, 1090), (1000, 1080), (1600, 1050)], 1200, "#577F40")]
    out += [cow(1020, 1088, 250, INK), cow(1390, 1066, 220, "#8A4B2E", flip=True)]
    for row_, (y, size, colours) in enumerate(((1120, 17, (LANTERN, "#E46B3C")), (1160, 21, (SUN, "#F6C667")), (1204, 26, ("#D8577E", CREAM)))):
        for i in range(int(1700 / (size * 1.55))):
            x = i * size * 1.55 - 10 + row_ * 9
            c = colours[(i * 7 // 3) % 2]
            out.append(path(f"M{x - size * 0.5:.0f} {y - size:.0f}L{x - size * 0.22:.0f} {y - size * 0.6:.0f}L{x:.0f} {y - size * 1.1:.0f}L{x + size * 0.22:.0f} {y - size * 0.6:.0f}L{x + size * 0.5:.0f} {y - size:.0f}Q{x + size * 0.5:.0f} {y:.0f} {x:.0f} {y:.0f}Q{x - size * 0.5:.0f} {y:.0f} {x - size * 0.5:.0f} {y - size:.0f}Z", c))
        out.append(rect(0, y + 2, 1600, 34, "#3F6B3A"))
    return out + gulls([(600, 170, 0.9), (680, 130, 0.7), (1110, 480, 0.7)], CREAM)


def pagoda(x: float, y: float, s: float) -> str:
    tile, post, wall, out = "#4A3656", "#8E2F3A", "#EBD3AE", []
    widths = ((300, 96), (240, 84), (186, 76), (136, 70))
    base = 0.0
    for i, (w, h) in enumerate(widths):
        out += [rect(-w / 2, base - h, w, h, wall), rect(w * 0.24, base - h, w * 0.26, h, dark(wall, 0.2))]
        out += [rect(-w / 2 + (w - 12) * k / 4, base - h, 12, h, post) for k in range(5)]
        out += [window(-w * 0.19, base - h + 20, w * 0.13, h * 0.44, WINDOW, post, 2, 2), window(w * 0.07, base - h + 20, w * 0.13, h * 0.44, WINDOW, post, 2, 2)]
        roof = base - h + 14
        top = widths[i + 1][0] if i < 3 else 26
        out.append(at(0, roof, curved_roof(w + 170, 62 if i < 3 else 88, 30, max(top - 10, 60), tile)))
        base = roof - 62
    tip = base - 12
    out += [rect(-5, tip - 116, 10, 116, SUN), *[oval(0, tip - 22 - 20 * k, 22 - 4 * k, 6, SUN) for k in range(4)], circle(0, tip - 122, 10, SUN)]
    return at(x, y, rect(-196, 0, 392, 26, "#C8B08C"), rect(-176, -10, 352, 14, "#DCC6A0"), *out, s=s)


def asia() -> list[str]:
    out = bands(0, 700, ["#8A2F5B", "#A3416A", "#BC5B78", "#D27C85", "#E39E93", "#EFBFA5"])
    out += [circle(620, 380, 250, "#F3B18C", 0.35), circle(620, 380, 186, "#F08A5A"), path("M620 194A186 186 0 0 1 620 566A250 250 0 0 0 620 194Z", "#E2703F")]
    out += [cloud(320, 330, 420, "#F0C2B0", "#E2A59C"), cloud(930, 420, 330, "#F3CDB6", "#E8AFA0"), cloud(1320, 210, 380, "#C66E86", "#B45B78")]
    out += [land([(0, 620), (160, 480), (240, 560), (330, 430), (430, 590), (560, 640), (760, 720)], 900, "#B76A86"), peak(1120, 330, 520, 560, 780, "#8C4A78", "#F6E0D0")]
    mist = "#E9B6A8"
    out += [land([(0, 700), (110, 520), (200, 560), (300, 660), (420, 700), (560, 640), (700, 720), (900, 690), (1200, 730), (1600, 660)], 900, "#7A3C66"), path("M0 700C300 670 500 750 800 716C1100 690 1300 740 1600 706L1600 770L0 780Z", mist, 0.55)]
    out.append(land([(0, 800), (300, 760), (600, 800), (900, 770), (1200, 800), (1600, 720)], 1200, "#55305A"))
    # terraces step down to the left, water in each
    for i, (y, w, c) in enumerate(((776, 640, "#6F7A48"), (820, 760, "#7F8A4E"), (868, 880, "#8E9A55"), (922, 990, "#9AA65B"), (984, 1090, "#88984F"), (1054, 1180, "#748944"))):
        edge = [(-10, y + 10), (w * 0.25, y - 8), (w * 0.5, y + 14), (w * 0.75, y + 4), (w, y + 46)]
        out.append(path(curve_to(edge, 1210), dark(c, 0.28)))
        out.append(path(curve_to([(x, yy + 18) for x, yy in edge[:-1]] + [(w - 24, y + 62)], 1210), c))
        out.append(path(curve_to([(x, yy + 24) for x, yy in edge[:-1]] + [(w - 70, y + 66)], 1210), "#E7B7A4" if i % 2 == 0 else "#D996A0"))
        out += [line([(40 + k * w / 9, y + 38 + (k % 3) * 4), (40 + k * w / 9, y + 26 + (k % 3) * 4)], 4, c) for k in range(8)]
    out += [at(360, 966, path("M-14 0L-10 -50Q0 -66 14 -50L18 0Z", DELFT), path("M4 -58Q12 -54 14 -50L18 0L6 0Z", dark(DELFT, 0.25)), poly([(-30, -56), (2, -82), (34, -56)], "#E7C47F"), poly([(2, -82), (34, -56), (10, -56)], "#C79A52"), line([(-4, -40), (-26, -16)], 8, DELFT))]
    # the pagoda on its rise and the hall below it
    out += [land([(600, 1210), (720, 1060), (820, 940), (960, 850), (1240, 800), (1600, 790)], 1210, "#4A3A4C"), round_tree(1030, 850, 170, "#D8768C", "#4A2A34"), round_tree(1520, 806, 250, "#D8768C", "#4A2A34"), pagoda(1280, 824, 0.98), round_tree(1430, 836, 150, "#E690A0", "#4A2A34"), round_tree(1110, 850, 130, "#E690A0", "#4A2A34")]
    out.append(land([(700, 1210), (820, 1060), (1000, 950), (1300, 900), (1600, 900)], 1210, "#5C5A46"))
    out += [poly([(1236, 850), (1324, 850), (1400, 1210), (1010, 1210)], "#CDB390"), poly([(1304, 850), (1324, 850), (1400, 1210), (1320, 1210)], "#B0916F")]
    for k in range(9):
        y, t = 866 + 38 * k, (16 + 38 * k) / 360
        out.append(line([(1236 - 226 * t, y), (1324 + 76 * t, y)], 4 + k * 0.5, "#9C7E62", 0.8, "butt"))
    for x, y, s in ((1172, 960, 0.8), (1420, 960, 0.8), (1080, 1090, 1.1), (1462, 1090, 1.1)):
        out.append(at(x, y, rect(-14, -70, 28, 70, "#9C8E84"), rect(4, -70, 10, 70, "#7D716A"), rect(-30, -104, 60, 36, "#A89A8E"), rect(-14, -98, 28, 24, WINDOW), poly([(-46, -102), (46, -102), (14, -128), (-14, -128)], "#7D716A"), rect(-26, -8, 52, 12, "#7D716A"), s=s))
    out += [land([(0, 1150), (400, 1120), (800, 1160), (1150, 1180), (1600, 1150)], 1210, "#3A2742")]
    # lanterns and a blossoming branch before it all
    out += [thread([(-20, 60), (180, 96), (360, 70), (560, 110), (690, 96)], 22, "#3A2233"), thread([(300, 80), (420, 150), (520, 170)], 12, "#3A2233"), thread([(120, 84), (200, 160), (260, 180)], 11, "#3A2233")]
    for i, (x, y) in enumerate(((60, 50), (130, 112), (210, 80), (258, 176), (320, 52), (396, 100), (430, 148), (520, 174), (556, 92), (620, 116), (692, 92), (200, 150), (480, 96), (30, 100), (660, 70), (350, 120))):
        r = 22 + i * 7 % 11
        out += [at(x, y, *[circle(r * 0.62 * a, r * 0.62 * b, r * 0.55, "#F2B3BE" if i % 2 else "#F8D3D3") for a, b in ((0, -1), (0.95, -0.3), (0.6, 0.8), (-0.6, 0.8), (-0.95, -0.3))], circle(0, 0, r * 0.3, "#C2426A"))]
    out += [lantern(150, 110, 330), lantern(330, 84, 260, SUN), lantern(1524, -40, 370), lantern(1096, -30, 250)]
    for x, y, k in ((800, 250, 1.0), (900, 196, 0.8), (716, 168, 0.7)):
        out.append(at(x, y, path("M-60 8C-20 -4 10 0 24 0L70 -14L74 -10L30 10C6 18 -30 16 -60 8Z", CREAM), path("M0 2C-10 -34 -40 -56 -70 -60C-50 -30 -34 -8 -14 8Z", CREAM), path("M12 4C20 -36 40 -60 66 -74C58 -40 44 -12 26 6Z", dark(CREAM, 0.12)), circle(68, -13, 4, LANTERN), s=k))
    return out


def curve_to(points: list[Point], bottom: float) -> str:
    """A smooth bank whose right end rounds off and falls to the bottom."""
    x, y = points[-1]
    return f"{curve(points)}C{x + 30:.0f} {y + 20:.0f} {x + 40:.0f} {y + 80:.0f} {x - 40:.0f} {bottom}L{points[0][0]:.0f} {bottom}Z"


def oceania() -> list[str]:
    out = bands(0, 520, ["#8CCABF", "#A3D4C6", "#BBDDCB", "#D5E5CF", "#EFE8CE"])
    out += [circle(420, 300, 200, "#F8EFC9", 0.45), circle(420, 300, 130, "#FBE9B0"), cloud(860, 200, 480, CREAM, "#CFE2D2"), cloud(1330, 130, 330, "#E6EFDF", "#C0DCCC"), cloud(150, 160, 300, "#E6EFDF", "#C0DCCC")]
    out += [land([(0, 500), (180, 470), (420, 496), (620, 478), (800, 512)], 560, "#6FA79B")]
    out += bands(510, 1200, ["#1F7A70", "#2B8C80", "#3E9F91", "#5AB3A2", "#7CC6B2", "#A0D6C0"])
    out += [poly([(300, 512), (540, 512), (500, 560), (340, 560)], CREAM, 0.5), *[rect(420 - w / 2, y, w, 9, CREAM, 4, 0.5) for y, w in ((574, 130), (598, 90), (624, 110), (656, 50))]]
    # coral gardens under the water
    for x, y, k in ((250, 720, 1.2), (560, 660, 0.8), (760, 760, 1.0), (120, 840, 1.1), (480, 850, 1.3)):
        reef = [blob([(-110, 0), (-70, -26), (0, -34), (80, -24), (118, 4), (60, 28), (-40, 30)], "#2A8277", 0.8)]
        for i, (cx, cy, r) in enumerate(((-70, 2, 17), (-44, -10, 12), (-38, 10, 14), (-6, -14, 15), (6, 8, 19), (34, -10, 13), (60, 6, 17), (84, -2, 10), (-88, 10, 8), (34, 14, 9))):
            reef.append(oval(cx, cy, r, r * 0.66, ("#D98A6A", "#E9B36A", "#C25B74", "#8FBFA0")[i % 4], 0.78))
        out.append(at(x, y, *reef, s=k))
    out += [rect(x, y, w, 6, CREAM, 3, 0.6) for x, y, w in ((40, 600, 130), (620, 590, 170), (60, 760, 90), (640, 700, 120), (330, 780, 160), (160, 916, 120), (620, 900, 90), (820, 640, 100))]
    out += [land([(940, 470), (1060, 430), (1200, 380), (1400, 350), (1600, 300)], 720, "#5E8B62")]
    out += [poly([(724, 640), (748, 560), (766, 520), (852, 476), (884, 556), (862, 640), (800, 690)], "#D29A6C"), poly([(852, 476), (962, 446), (1016, 520), (1000, 640), (862, 660), (884, 556)], "#A6714A")]
    out += [path("M752 530C800 486 880 452 962 432L1040 430L1030 520C980 500 960 520 930 492C900 510 880 484 852 506C820 500 800 520 752 530Z", "#5E8B62"), line([(790, 560), (776, 620)], 5, "#B67F54"), line([(830, 570), (812, 650)], 5, "#B67F54")]
    # the beach curves in from the right
    out += [path("M760 700C900 620 1100 620 1600 560L1600 1210L520 1210C600 1080 700 1040 760 960C820 880 700 780 760 700Z", CREAM, 0.75), path("M800 710C930 640 1120 640 1600 580L1600 1210L590 1210C660 1090 750 1050 806 970C866 880 744 790 800 710Z", "#F1D9AC"), path("M1000 790C1120 720 1300 700 1600 680L1600 1210L800 1210C940 1100 900 900 1000 790Z", "#E5C48F")]
    out += [land([(980, 842), (1010, 806), (1160, 730), (1400, 700), (1600, 690)], 840, "#7C9A55"), path("M984 838C1120 862 1400 850 1600 820L1600 850C1400 880 1100 880 1010 800Z", "#6B8748")]
    out += [gum_tree(1100, 800, 420, "#7E9B62"), gum_tree(1545, 790, 560, "#88A368"), at(1080, 826, veranda(False), s=0.86)]
    out += [path("M1170 850C1150 960 1060 1040 960 1210L1120 1210C1150 1060 1220 960 1240 850Z", "#F6E7C6")]
    # a sloop on the bay, boards on the sand
    out += [at(590, 600, oval(0, 4, 110, 8, "#1F7A70", 0.5), path("M-90 -28L100 -28L74 4L-66 4Z", LANTERN), path("M40 -28L100 -28L74 4L30 4Z", dark(LANTERN, 0.2)), rect(-3, -270, 7, 244, DARK_WOOD), path("M10 -262Q104 -150 112 -44L10 -44Z", CREAM), path("M56 -200Q104 -130 112 -44L70 -44Z", dark(CREAM, 0.14)), path("M-10 -240Q-60 -140 -84 -44L-10 -44Z", SUN))]
    out += [at(300, 580, path("M-40 -10L44 -10L32 4L-28 4Z", CREAM), path("M2 -110Q44 -60 46 -18L2 -18Z", CREAM), path("M-4 -96Q-24 -56 -32 -18L-4 -18Z", REEF))]
    for x, y, c, t in ((1350, 1124, LANTERN, -5), (1426, 1128, CREAM, 3), (1500, 1124, DELFT, 7)):
        out.append(at(x, y, path("M0 -250C34 -190 36 -60 20 10L-20 10C-36 -60 -34 -190 0 -250Z", c), path("M0 -250C34 -190 36 -60 20 10L4 10Z", dark(c, 0.18)), rect(-3, -236, 6, 240, SUN, 3), turn=t))
    out += [line([(1300, 1130), (1550, 1130)], 14, DARK_WOOD), line([(1320, 1130), (1320, 1176)], 14, DARK_WOOD), line([(1530, 1130), (1530, 1176)], 14, DARK_WOOD)]
    dome = "M-120 -150Q-104 -246 6 -252Q116 -246 132 -150Q110 -166 90 -152Q66 -168 48 -152Q26 -168 6 -152Q-16 -168 -36 -152Q-58 -168 -78 -152Q-100 -166 -120 -150Z"
    out += [at(940, 900, line([(6, 0), (6, -250)], 8, "#D9D2C2"), path(dome, REEF), path("M6 -252Q-70 -240 -78 -152Q-58 -168 -36 -152Q-34 -230 6 -252Z", CREAM), path("M6 -252Q46 -230 48 -152Q66 -168 90 -152Q86 -236 6 -252Z", CREAM), path("M90 -152Q86 -236 6 -252Q116 -246 132 -150Q110 -166 90 -152Z", dark(REEF, 0.25)), circle(6, -254, 7, SUN), turn=-7)]
    out += [rect(984, 876, 130, 13, LANTERN, 6), path("M984 880L960 846L972 842L998 878Z", LANTERN), rect(996, 887, 8, 18, DARK_WOOD), rect(1092, 887, 8, 18, DARK_WOOD)]
    # gum leaves lean in from the near corner
    out += [thread([(-20, 40), (120, 90), (260, 80), (380, 140)], 13, "#7B5B48"), thread([(140, 90), (190, 180), (180, 260)], 8, "#7B5B48")]
    for i, (x, y, t) in enumerate(((60, 70, 100), (110, 96, 60), (150, 110, 120), (196, 86, 70), (240, 90, 110), (290, 96, 50), (330, 120, 95), (384, 140, 60), (186, 190, 130), (186, 230, 70), (180, 262, 95), (30, 56, 70), (90, 60, -30), (220, 70, -20), (310, 90, -10))):
        leaf = (DEEP_LEAF, "#5C8460", "#4B7454")[i % 3]
        out.append(at(x, y, path("M0 0C30 -22 86 -20 128 10C84 18 30 16 0 0Z", leaf), path("M0 0C40 0 90 4 128 10C84 18 30 16 0 0Z", dark(leaf, 0.2)), turn=t))
    out += [circle(x, y, 12, "#E4574A") + circle(x - 3, y - 3, 5, "#F4A58E") for x, y in ((134, 116), (250, 104), (196, 204))]
    out += [land([(0, 1130), (160, 1110), (360, 1150), (560, 1210)], 1210, "#3F6B4A"), *[path(f"M{x} 1210Q{x + d * 0.3:.0f} {1210 - h * 0.7:.0f} {x + d} {1210 - h}Q{x + d * 0.7:.0f} {1210 - h * 0.5:.0f} {x + 18} 1210Z", c) for x, d, h, c in ((20, -40, 190, REEF), (60, 20, 230, "#2F5A40"), (110, 70, 180, REEF), (170, 40, 150, "#2F5A40"), (230, 90, 120, REEF), (0, 60, 150, "#4F7F58"))]]
    return out + gulls([(980, 330, 1.2), (1060, 290, 0.9), (700, 400, 0.8), (640, 372, 0.6)], CREAM)


def layers() -> dict[str, str]:
    draw = {"north-america": north_america, "europe": europe, "asia": asia, "oceania": oceania}
    return {f"pavilions/{name}.svg": picture(*SIZE, *make()) for name, make in draw.items()}
