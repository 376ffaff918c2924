"""The booth's icons: 96 x 96, one colour, strokes of 7 with round caps; each in ink and in paper."""

# ruff: noqa: E501 (path data reads best unbroken)
from __future__ import annotations

from pen import INK, PAPER, Art, arc, box, curve, oval
from seal_ring import scallops

Stroke = str
DOT = "dot:"  # cx cy r: a filled disc


def dot(x: float, y: float, r: float = 4.6) -> str:
    return "dot:" + oval(x, y, r, r)


ICONS: dict[str, list[Stroke]] = {
    "back": ["M58 18L28 48L58 78"],
    "arrow-right": ["M16 48H80", "M54 22L80 48L54 74"],
    "home": ["M12 48L48 16L84 48", "M22 40V80H74V40", "M40 80V58H56V80"],
    "close": ["M22 22L74 74", "M74 22L22 74"],
    "plus": ["M48 18V78", "M18 48H78"],
    "minus": ["M18 48H78"],
    "check": ["M16 50L38 72L80 26"],
    "cross": [oval(48, 48, 36, 36), "M35 35L61 61", "M61 35L35 61"],
    "missing": [
        *(curve(arc(48, 48, 38, 38, turn, turn + 22)) for turn in range(-90, 270, 40)),
        "M38 39C38 26 58 26 58 39C58 48 48 48 48 57",
        dot(48, 69, 5),
    ],
    "basket": ["M12 40H84L76 80H20Z", "M28 40L42 14", "M68 40L54 14", "M38 52V68", "M58 52V68"],
    "bowl": [
        "M10 46H86C86 66 72 78 62 78H34C24 78 10 66 10 46Z",
        "M38 86H58",
        "M36 34C30 28 42 22 36 14",
        "M58 34C52 28 64 22 58 14",
    ],
    "scan": [
        "M14 32V14H32",
        "M64 14H82V32",
        "M82 64V82H64",
        "M32 82H14V64",
        box(31, 31, 13, 13),
        box(52, 31, 13, 13),
        box(31, 52, 13, 13),
        dot(55, 55),
        dot(65, 65),
    ],
    "camera-off": [
        "M40 16H58L66 29H84V62",
        "M17 31H12V80H62",
        curve(arc(48, 49, 16, 16, -84, -4)),
        curve(arc(48, 49, 16, 16, 96, 176)),
        "M12 12L84 84",
    ],
    "language": [
        "M8 24H50",
        "M29 12V23",
        "M41 25C38 42 26 56 10 63",
        "M17 25C21 40 32 54 46 62",
        "M50 86L68 42L86 86",
        "M57 71H79",
    ],
    "production": [
        "M48 84V44",
        "M48 60C24 62 14 48 14 24C38 22 50 34 48 60Z",
        "M48 46C49 24 62 14 84 14C84 38 72 48 48 46Z",
    ],
    "transport": [
        "M24 70H10V24H56V70H42",
        "M56 38H72L86 54V70H80",
        "M62 70H56",
        oval(33, 71, 9, 9),
        oval(71, 71, 9, 9),
    ],
    "flight": [
        "M48 10C54 10 55 18 55 24V38L86 58V66L55 56V72L65 80V86L48 81L31 86V80L41 72V56L10 66V58L41 38V24C41 18 42 10 48 10Z"
    ],
    "customs": [
        "M34 48C40 42 36 34 36 26A12 12 0 0 1 60 26C60 34 56 42 62 48",
        "M20 66V56C20 51 23 48 28 48H68C73 48 76 51 76 56V66Z",
        "M16 82H80",
    ],
    "distribution": [
        "M16 46V82H80V46",
        "M12 34L20 14H76L84 34C84 42 72 46 66 36C60 46 52 46 48 36C44 46 36 46 30 36C24 46 12 42 12 34Z",
        "M52 82V58H68V82",
        "M28 64H38",
    ],
    "laboratory": ["M28 16L42 10L57 45L43 51Z", "M60 26C78 34 82 60 64 76", "M18 82H80", "M28 62H56", "M50 62V51"],
    "certificate": [
        "M38 76H14V12H70V34",
        "M28 28H56",
        "M28 44H44",
        oval(64, 54, 15, 15),
        "M55 67V86L64 80L73 86V67",
    ],
    "film": [box(10, 18, 76, 60, 8), "M40 35V61L62 48Z"],
    "warning": ["M48 14L86 80H10Z", "M48 38V56", dot(48, 68)],
    "clock": [oval(48, 48, 36, 36), "M48 27V48L62 58"],
    "phone": [box(26, 8, 44, 80, 9), "M42 75H54"],
    "offline": [
        curve(arc(48, 74, 48, 48, -138, -127)),
        curve(arc(48, 74, 48, 48, -94, -42)),
        curve(arc(48, 74, 26, 26, -142, -122)),
        curve(arc(48, 74, 26, 26, -58, -38)),
        dot(48, 76, 6),
        "M16 12L80 84",
    ],
    "seal": [
        # twelve soft scallops
        curve([(48 + r * c, 48 + r * s) for r, c, s in scallops(12, 39, 32)], close=True),
        "M34 49L44 59L63 39",
    ],
    "thermometer": ["M40 54V20A9 9 0 0 1 58 20V54A17 17 0 1 1 40 54Z", "M49 40V68", "M72 22H82", "M72 38H78"],
    "text-size": ["M8 80L31 20L54 80", "M16 62H46", "M60 80L74 44L88 80", "M65 68H83"],
}


def draw() -> None:
    for name, strokes in ICONS.items():
        for suffix, colour in (("", INK), ("-light", PAPER)):
            art = Art(96, 96)
            for stroke in strokes:
                if stroke.startswith(DOT):
                    art.path(stroke.removeprefix(DOT), colour)
                else:
                    art.line(stroke, colour, 7)
            art.save(f"icons/{name}{suffix}.svg")


if __name__ == "__main__":
    draw()
