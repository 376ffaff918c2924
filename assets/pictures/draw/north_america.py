"""The North America poster: prairie, pines, a lodge on the lake."""

# ruff: noqa: E501  (a path's data is one string)

from parts import cloud, pine
from pen import (
    CREAM,
    DARK_WOOD,
    DELFT,
    LANTERN,
    PEACH,
    SUN,
    at,
    circle,
    dark,
    land,
    line,
    mix,
    oval,
    path,
    poly,
    rect,
    thread,
)
from poster import bands, gulls, peak
from town_west import lodge


def north_america() -> list[str]:
    out = bands(0, 740, ["#D98B3F", "#E39F50", "#ECB468", "#F2C785", "#F6D8A6"])
    out += [
        circle(520, 420, 250, "#F8DFAF", 0.35),
        circle(520, 420, 190, "#FBE8C0", 0.5),
        circle(520, 420, 138, CREAM),
    ]
    out += [
        cloud(240, 210, 380, "#F3C98F", "#EBB36F"),
        cloud(1240, 150, 460, "#F0BE7C", "#E5A75E"),
        cloud(1010, 290, 240, "#F6D8A6", "#F0C486"),
    ]
    far, mid = "#C98A5A", "#A8623A"
    out += [
        peak(220, 380, 300, 340, 720, far, "#F8E6C6"),
        peak(1480, 340, 330, 280, 720, far, "#F8E6C6"),
        peak(760, 440, 260, 280, 720, mix(far, PEACH, 0.3), "#F8E6C6"),
    ]
    out += [peak(1130, 250, 400, 430, 740, mid, CREAM), peak(880, 430, 260, 200, 740, dark(mid, 0.08), CREAM)]
    # the far shore: prairie and a comb of pines
    out.append(land([(0, 690), (260, 668), (560, 700), (900, 684), (1240, 704), (1600, 680)], 800, "#B98B45"))
    for i in range(46):
        x = 12 + i * 35.5
        out.append(
            poly([(x - 16, 724), (x, 724 - 52 - (i * 37 % 41)), (x + 16, 724)], "#6A5A34" if i % 3 else "#57502F")
        )
    out += bands(720, 1200, ["#DDA45E", "#C98F57", "#B07B52", "#94694C"])
    out += [
        poly([(430, 724), (610, 724), (584, 760), (456, 760)], CREAM, 0.75),
        *[
            rect(520 - w / 2, y, w, 12, CREAM, 6, 0.6)
            for y, w in ((774, 170), (800, 120), (826, 150), (856, 80), (884, 104), (920, 52))
        ],
    ]
    out += [
        rect(x, y, w, 7, "#F3CD93", 3, 0.6)
        for x, y, w in (
            (40, 770, 160),
            (760, 768, 220),
            (180, 832, 140),
            (820, 846, 120),
            (60, 900, 200),
            (640, 960, 150),
            (880, 900, 90),
            (330, 980, 120),
        )
    ]
    # the lodge on its point
    out += [
        land(
            [(740, 1200), (850, 1060), (930, 950), (990, 860), (1080, 796), (1300, 760), (1600, 750)],
            1200,
            "#7D6B35",
        ),
        land([(800, 1200), (920, 1040), (1010, 920), (1140, 838), (1340, 816), (1600, 806)], 1200, "#8F7A3C"),
    ]
    out += [
        pine(1040, 822, 250, "#4E6040"),
        pine(1110, 810, 340, "#44593C"),
        pine(1560, 800, 400, "#44593C"),
        pine(1500, 800, 300, "#4E6040"),
    ]
    out += [
        thread([(1412, 470), (1398, 420), (1424, 380), (1404, 330), (1430, 290)], 18, CREAM, 0.4),
        at(1090, 846, lodge(False), s=0.75),
    ]
    out += [
        *[rect(x, 868 + d, 13, 70, DARK_WOOD) for x, d in ((1000, 14), (900, 26), (800, 34))],
        poly([(1070, 850), (1160, 850), (800, 912), (740, 896)], "#C9935A"),
        poly([(740, 896), (800, 912), (800, 922), (740, 906)], "#8F6238"),
        poly([(800, 912), (1160, 850), (1160, 858), (800, 922)], "#8F6238"),
    ]
    # a canoe heading out
    canoe = [
        oval(420, 1012, 190, 14, "#7A563F", 0.5),
        path(
            "M222 958C250 1002 330 1018 420 1018C510 1018 590 1002 618 958C600 980 540 984 420 984C300 984 240 980 222 958Z",
            LANTERN,
        ),
        path("M470 1016C540 1010 596 992 618 958C600 980 560 983 500 984Z", dark(LANTERN, 0.2)),
    ]
    for x, shirt, skin in ((350, DELFT, "#D9A074"), (500, SUN, "#6E4630")):
        canoe += [
            path(f"M{x - 26} 986C{x - 30} 940 {x - 18} 918 {x} 916C{x + 20} 918 {x + 28} 944 {x + 26} 986Z", shirt),
            path(f"M{x + 6} 917C{x + 22} 922 {x + 28} 944 {x + 26} 986L{x + 8} 986Z", dark(shirt, 0.2)),
            circle(x, 892, 20, skin),
            path(f"M{x - 28} 886L{x + 26} 886L{x + 16} 882Q{x} 858 {x - 18} 882Z", CREAM),
        ]
        canoe += [
            line([(x - 44, 906), (x + 40, 1010)], 6, DARK_WOOD),
            oval(x + 46, 1020, 9, 18, DARK_WOOD),
            line([(x - 4, 930), (x - 26, 930)], 12, dark(shirt, 0.15)),
        ]
    out.append(at(86, 0, *canoe))
    # prairie at our feet, framed by big pines
    out += [
        land([(0, 1080), (300, 1118), (700, 1090), (1060, 1060), (1340, 1000), (1600, 960)], 1200, "#6B4A2A"),
        land([(0, 1140), (420, 1160), (900, 1130), (1300, 1090), (1600, 1040)], 1200, "#543A24"),
    ]
    for i in range(52):
        x, base = 14 + i * 31, 1200
        tall = 74 + (i * 53 % 47)
        out.append(
            path(
                f"M{x - 5} {base}Q{x} {base - tall * 0.6:.0f} {x + 16} {base - tall}Q{x + 6} {base - tall * 0.5:.0f} {x + 6} {base}Z",
                ("#C8873C", "#A96C30", "#DDA552")[i % 3],
            )
        )
    out += [
        pine(60, 1170, 820, "#3C4A35"),
        pine(196, 1196, 560, "#46573C"),
        pine(1540, 1190, 620, "#3C4A35"),
        pine(1440, 1210, 400, "#46573C"),
    ]
    return out + gulls([(720, 250, 1), (800, 214, 0.8), (660, 190, 0.7)], "#8A5228")
