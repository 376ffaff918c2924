"""Things that stand in more than one picture. Each is placed by the middle of its foot unless it says otherwise."""

# ruff: noqa: E501  (a path's data is one string)

from dataclasses import dataclass

from pen import (
    CREAM,
    DARK_WOOD,
    DEEP_LEAF,
    INK,
    LANTERN,
    LEAF,
    NIGHT,
    SKIN,
    SUN,
    WINDOW,
    at,
    blob,
    circle,
    dark,
    light,
    line,
    mix,
    oval,
    path,
    poly,
    rect,
    stroke,
    thread,
)


def round_tree(x: float, y: float, h: float, leaf: str = LEAF, trunk: str = DARK_WOOD) -> str:
    shade, high = dark(leaf, 0.22), light(leaf, 0.2)
    clumps = ((-52, -176, 44), (50, -178, 46), (-40, -228, 46), (48, -232, 44), (0, -262, 44), (0, -196, 58))
    lit = ((-58, -182, 33), (-46, -236, 35), (-8, -270, 33), (-14, -212, 36), (34, -196, 22))
    return at(
        x,
        y,
        path("M-9 0C-7 -60 -6 -90 -5 -170L7 -170C8 -90 9 -60 12 0Z", trunk),
        path("M3 0C4 -60 3 -90 2 -140L7 -140C8 -90 9 -60 12 0Z", dark(trunk, 0.25)),
        *[circle(cx, cy, r, shade) for cx, cy, r in clumps],
        *[circle(cx, cy, r, leaf) for cx, cy, r in lit],
        *[circle(cx - r * 0.25, cy - r * 0.3, r * 0.45, high) for cx, cy, r in lit[:3]],
        s=h / 306,
    )


def pine(x: float, y: float, h: float, leaf: str = DEEP_LEAF) -> str:
    out = [rect(-7, -40, 14, 40, DARK_WOOD)]
    for base, top, half in ((-26, -150, 74), (-98, -216, 60), (-168, -270, 44), (-228, -310, 28)):
        out.append(
            poly(
                [(0, top), (half, base), (half * 0.35, base + 9), (-half * 0.4, base + 9), (-half, base)],
                dark(leaf, 0.2),
            )
        )
        out.append(poly([(0, top), (6, base + 4), (-half * 0.4, base + 9), (-half, base)], leaf))
    return at(x, y, *out, s=h / 310)


def poplar(x: float, y: float, h: float, leaf: str = LEAF) -> str:
    return at(
        x,
        y,
        rect(-5, -60, 10, 60, DARK_WOOD),
        blob(
            [(0, -300), (26, -220), (34, -120), (20, -48), (0, -36), (-20, -48), (-34, -120), (-26, -220)],
            dark(leaf, 0.2),
        ),
        blob([(-3, -288), (4, -210), (2, -120), (-4, -52), (-20, -56), (-30, -120), (-22, -216)], leaf),
        s=h / 300,
    )


def gum_tree(x: float, y: float, h: float, leaf: str = "#8FA36B", bark: str = "#E3CDB0") -> str:
    """A eucalypt: pale leaning trunk, forked, flat clouds of leaf."""
    shade = dark(bark, 0.2)
    out = [
        path(
            "M-14 0C-8 -90 -2 -150 -14 -230L-2 -236C6 -190 10 -170 12 -150C22 -190 40 -220 60 -246L70 -240"
            "C44 -206 30 -160 26 -120C22 -70 22 -40 26 0Z",
            shade,
        ),
        path("M-14 0C-8 -90 -2 -150 -14 -230L-6 -233C2 -180 6 -110 4 0Z", bark),
        line([(-8, -205), (-58, -262)], 9, bark),
        line([(50, -232), (96, -262)], 7, shade),
    ]
    for cx, cy, k in ((-74, -266, 1.0), (0, -318, 1.15), (92, -270, 1.0), (30, -258, 0.72)):
        crown = [(-58, 8), (-50, -26), (-10, -44), (38, -36), (60, -4), (40, 20), (0, 14), (-30, 24)]
        lit = [(-54, 2), (-44, -24), (-8, -40), (16, -30), (4, -8), (-24, 12)]
        out.append(at(cx, cy, blob(crown, dark(leaf, 0.2)), blob(lit, leaf), s=k))
    return at(x, y, *out, s=h / 365)


def cloud(x: float, y: float, w: float, colour: str, shade: str = "") -> str:
    """A poster cloud with a flat foot."""
    d = (
        "M-150 0C-176 0 -180 -36 -150 -40C-150 -78 -98 -92 -76 -66C-62 -112 10 -120 30 -74C56 -98 104 -82 100 -44"
        "C138 -52 172 -30 164 -10C162 -2 154 0 146 0Z"
    )
    low = "M-150 0C-160 0 -168 -6 -170 -14C-90 -6 -20 -22 40 -16C90 -12 128 -14 165 -20C168 -6 158 0 146 0Z"
    return at(x, y, path(d, colour), path(low, shade) if shade else "", s=w / 340)


def lantern(x: float, y: float, h: float, colour: str = LANTERN, lit: bool = False) -> str:
    """A hanging paper lantern, placed by the top of its cord."""
    body, edge = ("#EE6236", "#D84A2A") if lit else (colour, dark(colour, 0.2))
    out = [
        line([(0, 0), (0, 52)], 4, DARK_WOOD),
        path("M-42 66C-92 100 -92 200 -42 236L42 236C92 200 92 100 42 66Z", body),
        path("M16 66C52 104 52 198 16 236L42 236C92 200 92 100 42 66Z", edge),
    ]
    for yy, half in ((92, 64), (122, 76), (151, 79), (180, 76), (210, 64)):
        out.append(stroke(f"M{-half} {yy}Q0 {yy + 10} {half} {yy}", 3, dark(body, 0.22), 0.55))
    if lit:
        out += [oval(-8, 152, 52, 76, "#F8934A", 0.75), oval(-12, 152, 30, 58, "#FFDB92", 0.85)]
    else:
        out.append(path("M-48 88C-70 114 -72 180 -52 212C-56 180 -54 118 -40 88Z", light(colour, 0.35), 0.8))
    out += [
        rect(-46, 52, 92, 18, DARK_WOOD, 4),
        rect(-46, 232, 92, 16, DARK_WOOD, 4),
        line([(0, 248), (0, 266)], 4, SUN),
        path("M-9 264L9 264L13 316L-13 316Z", SUN),
        path("M2 264L9 264L13 316L4 316Z", dark(SUN, 0.2)),
    ]
    return at(x, y, *out, s=h / 320)


def curved_roof(w: float, h: float, lift: float, ridge: float, tile: str, rows: int = 3, step: float = 26) -> str:
    """A tiled hall roof, foot of the eaves at y 0 and centred on 0; ridge is the length of the ridge."""
    a, b = w / 2, ridge / 2
    shape = (
        f"M{-a} {-lift}Q{-a * 0.8:.0f} 0 {-b * 0.9:.0f} 0L{b * 0.9:.0f} 0Q{a * 0.8:.0f} 0 {a} {-lift}"
        f"Q{b * 1.08:.0f} {-h * 0.32:.0f} {b} {-h}L{-b} {-h}Q{-b * 1.08:.0f} {-h * 0.32:.0f} {-a} {-lift}Z"
    )
    out = [path(shape, tile)]
    out.append(
        path(
            f"M{b * 0.5:.0f} 0L{b * 0.9:.0f} 0Q{a * 0.8:.0f} 0 {a} {-lift}Q{b * 1.08:.0f} {-h * 0.32:.0f} {b} {-h}"
            f"L{b * 0.62:.0f} {-h}Q{b * 0.62:.0f} {-h * 0.4:.0f} {b * 0.5:.0f} 0Z",
            dark(tile, 0.18),
        )
    )
    count = int(ridge // step)
    for i in range(1, count):
        x = -b + ridge * i / count
        out.append(line([(x * 0.97, -h + 6), (x * 0.98, -5)], 3, dark(tile, 0.3), 0.7, "butt"))
    out.append(rect(-b - 12, -h - 14, ridge + 24, 18, dark(tile, 0.3), 5))
    for side in (-1, 1):
        out.append(
            path(
                f"M{side * (b - 4)} {-h - 12}q{side * 26} -6 {side * 28} -34q{side * 8} 26 {-side * 4} 46Z",
                dark(tile, 0.3),
            )
        )
    out.append(
        stroke(
            f"M{-a} {-lift}Q{-a * 0.8:.0f} 0 {-b * 0.9:.0f} 0L{b * 0.9:.0f} 0Q{a * 0.8:.0f} 0 {a} {-lift}",
            8,
            light(tile, 0.2),
        )
    )
    return "".join(out)


def cow(x: float, y: float, w: float, coat: str = INK, flip: bool = False) -> str:
    """A grazing cow seen from the side, head down on the left."""
    hide = "#F4EAD8"
    back = dark(hide, 0.2)
    out = [
        path("M48 -52L46 0L58 0L64 -50Z", back),
        path("M-46 -50L-42 0L-31 0L-28 -52Z", back),
        path(
            "M-78 -104C-40 -116 50 -116 86 -104C104 -90 102 -56 88 -46C50 -36 -44 -36 -64 -48C-80 -60 -84 -84 -78 -104Z",
            hide,
        ),
        path("M-62 -50C-44 -37 60 -38 90 -48C98 -62 100 -74 99 -84C60 -58 -20 -56 -62 -50Z", back),
        path("M-58 -60L-62 0L-50 0L-42 -56Z", hide),
        path("M66 -60L68 0L80 0L88 -60Z", hide),
        path("M-60 -108C-82 -106 -100 -86 -110 -62L-88 -42C-80 -52 -70 -54 -56 -56Z", coat),
        path(
            "M-112 -68C-122 -52 -134 -30 -140 -12C-142 0 -128 4 -118 -2C-104 -14 -92 -36 -86 -52C-90 -68 -104 -74 -112 -68Z",
            coat,
        ),
        path("M-108 -66C-116 -50 -126 -30 -131 -14L-122 -14C-114 -30 -106 -48 -101 -64Z", hide),
        path("M-136 -22C-143 -8 -140 1 -131 2C-121 3 -112 -5 -108 -14Z", "#E3B9A0"),
        path("M-94 -66C-82 -80 -68 -78 -62 -68C-72 -58 -86 -58 -94 -66Z", dark(coat, 0.12)),
        line([(-104, -70), (-112, -84)], 5, "#E8D9B8"),
        *[rect(fx, -7, 12, 7, INK) for fx in (46, -42, -62, 68)],
        blob([(-22, -110), (18, -110), (26, -84), (4, -66), (-24, -78)], coat),
        blob([(58, -106), (86, -102), (96, -76), (78, -64), (62, -82)], coat),
        path("M14 -42Q26 -26 40 -42Z", "#E3B9A0"),
        thread([(94, -96), (108, -70), (104, -34)], 5, hide),
        oval(104, -30, 5, 11, coat),
    ]
    return at(x, y, *out, s=w / 230, flip=flip)


def bowl(x: float, y: float, w: float, colour: str, steam: bool = True) -> str:
    out = [
        path("M-60 -52C-58 -16 -34 0 -22 0L22 0C34 0 58 -16 60 -52Z", colour),
        path("M18 -52C18 -20 12 -6 6 0L22 0C34 0 58 -16 60 -52Z", dark(colour, 0.22)),
        oval(0, -52, 60, 13, light(colour, 0.4)),
        oval(0, -51, 52, 9.5, "#E6B65E"),
        thread([(-40, -52), (-22, -56), (-8, -50), (10, -56)], 5, CREAM),
        circle(24, -54, 8, CREAM),
        circle(24, -54, 4, SUN),
        path("M-22 -60L-2 -66L4 -54L-14 -50Z", DEEP_LEAF),
    ]
    if steam:
        out.append(thread([(-14, -72), (-24, -94), (-8, -114), (-18, -140)], 7, CREAM, 0.5))
        out.append(thread([(14, -72), (6, -92), (20, -116), (12, -134)], 6, CREAM, 0.4))
    return at(x, y, *out, s=w / 120)


def potted(x: float, y: float, h: float, pot: str = "#C9764D", leaf: str = DEEP_LEAF) -> str:
    out = []
    for bend, tall, c in (
        (78, 140, dark(leaf, 0.25)),
        (-84, 136, dark(leaf, 0.15)),
        (-62, 180, leaf),
        (56, 186, dark(leaf, 0.12)),
        (-28, 216, light(leaf, 0.15)),
        (22, 222, leaf),
        (-4, 230, light(leaf, 0.08)),
    ):
        mx, my = bend * 0.42, -66 - (tall - 66) * 0.58
        nx, ny = 24 * (tall - 66) / tall, 24 * bend / tall
        out.append(
            path(f"M-4 -66Q{mx - nx:.0f} {my - ny:.0f} {bend} {-tall}Q{mx + nx:.0f} {my + ny:.0f} 6 -66Z", c)
        )
    out += [
        path("M-40 -74L40 -74L28 0L-28 0Z", pot),
        path("M8 -74L40 -74L28 0L8 0Z", dark(pot)),
        rect(-45, -84, 90, 18, light(pot, 0.15), 3),
    ]
    return at(x, y, *out, s=h / 232)


@dataclass(frozen=True)
class Look:
    """How a passer-by is dressed. wear is one of jacket, coat, dress; hair one of short, long, bun, hat."""

    top: str
    legs: str = INK
    skin: str = SKIN[0]
    hair: str = "#3A2A22"
    wear: str = "jacket"
    style: str = "short"
    bag: str = ""
    still: bool = False
    child: bool = False


def person(x: float, y: float, h: float, look: Look, flip: bool = False, *held: str) -> str:
    """A passer-by walking to the right. held is drawn with its origin in the front hand (24, -150 of 300)."""
    shade, out = dark(look.top, 0.2), []
    bare = look.wear == "dress"
    leg, back = (look.skin, dark(look.skin, 0.15)) if bare else (look.legs, dark(look.legs, 0.2))
    if look.still:
        out += [
            poly([(2, -140), (22, -140), (18, -5), (5, -5)], back),
            poly([(-20, -140), (2, -140), (-3, -5), (-16, -5)], leg),
        ]
        feet = ((12, 0), (-9, 0))
    else:
        out += [poly([(-18, -140), (8, -140), (-22, -72), (-30, -8), (-43, -8), (-36, -78)], back)]
        out += [poly([(-10, -140), (20, -140), (24, -76), (38, -6), (25, -6), (8, -74)], leg)]
        feet = ((-36, -2), (34, 0))
    for fx, fy in feet:
        out.append(
            path(
                f"M{fx - 11} {fy - 11}L{fx + 6} {fy - 11}Q{fx + 10} {fy - 6} {fx + 20} {fy - 4}L{fx + 20} {fy}L{fx - 11} {fy}Z",
                dark(look.legs, 0.35),
            )
        )
    hem, spread = {"jacket": (-124, 31), "coat": (-78, 40), "dress": (-72, 50)}[look.wear]
    out += [
        rect(-8, -258, 15, 26, dark(look.skin, 0.12)),
        path(f"M-25 -232Q-2 -250 22 -233L27 -180L{spread} {hem}Q0 {hem + 8} {-spread} {hem}L-28 -180Z", look.top),
        path(
            f"M8 -242Q16 -238 22 -233L27 -180L{spread} {hem}Q{spread - 14} {hem + 5} {spread - 26} {hem + 5}L8 -180Z",
            shade,
        ),
    ]
    cx, head = 3, []
    head.append(oval(cx, -272, 18, 22, look.skin))
    head.append(path("M9 -293C24 -290 25 -262 12 -251C14 -264 14 -280 9 -293Z", dark(look.skin, 0.14)))
    cap = "M-17 -268C-22 -300 2 -304 12 -297C24 -292 22 -282 20 -278C8 -280 0 -284 -4 -272C-6 -262 -8 -254 -12 -254C-16 -258 -17 -262 -17 -268Z"
    head.append(path(cap, look.hair))
    if look.style == "long":
        head.append(
            path(
                "M-17 -280C-24 -258 -28 -236 -26 -222C-16 -216 -6 -222 -6 -230C-10 -246 -4 -262 -2 -276Z", look.hair
            )
        )
    elif look.style == "bun":
        head.append(circle(-16, -288, 10, look.hair))
    elif look.style == "hat":
        head.append(path("M-30 -284Q2 -294 36 -282L36 -278Q2 -286 -30 -279Z", light(look.top, 0.45)))
        head.append(path("M-16 -286Q-14 -312 4 -312Q20 -312 21 -286Z", light(look.top, 0.45)))
    if look.child:
        head = [at(0, 62, *head, s=1.27)]
    out += head
    if look.bag:
        out += [
            line([(-6, -232), (16, -132)], 5, dark(look.bag, 0.2)),
            path("M0 -140L34 -140L38 -92L-2 -92Z", look.bag),
            path("M22 -140L34 -140L38 -92L26 -92Z", dark(look.bag, 0.2)),
        ]
    if held:
        out += [
            at(46, -176, *held),
            line([(-6, -222), (8, -176), (42, -176)], 15, shade),
            circle(46, -176, 8, look.skin),
        ]
    else:
        out += [line([(-6, -222), (-12, -178), (8, -140)], 15, shade), circle(10, -136, 8, look.skin)]
    return at(x, y, oval(2, 0, 50, 7, NIGHT, 0.16), *out, s=h / 300, flip=flip)


def window(x: float, y: float, w: float, h: float, glass: str, frame: str, cols: int = 2, rows: int = 2) -> str:
    """A window placed by its top left corner, with a sky reflection across the glass."""
    bar = max(3.0, w * 0.07)
    out = [rect(x - bar, y - bar, w + 2 * bar, h + 2 * bar, frame), rect(x, y, w, h, glass)]
    out.append(poly([(x, y + h * 0.55), (x, y), (x + w * 0.62, y)], light(glass, 0.3)))
    out += [rect(x + w * i / cols - bar / 2, y, bar, h, frame) for i in range(1, cols)]
    out += [rect(x, y + h * i / rows - bar / 2, w, bar, frame) for i in range(1, rows)]
    out.append(rect(x - bar * 2, y + h + bar, w + bar * 4, bar * 1.4, light(frame, 0.2)))
    return "".join(out)


def lit_window(x: float, y: float, w: float, h: float, cols: int = 2, rows: int = 2) -> str:
    """The same window at night: only its panes shine."""
    bar, out = max(3.0, w * 0.07), []
    for i in range(cols):
        for j in range(rows):
            left, top = x + w * i / cols + (bar / 2 if i else 0), y + h * j / rows + (bar / 2 if j else 0)
            right = x + w * (i + 1) / cols - (bar / 2 if i < cols - 1 else 0)
            bottom = y + h * (j + 1) / rows - (bar / 2 if j < rows - 1 else 0)
            out.append(
                rect(left, top, right - left, bottom - top, WINDOW if (i + j) % 2 == 0 else mix(WINDOW, SUN, 0.3))
            )
    return "".join(out)


def bunting(
    x0: float, y0: float, x1: float, y1: float, sag: float, colours: tuple[str, ...], count: int, size: float = 34
) -> str:
    """A string of flags from one point to another."""
    mx, my = (x0 + x1) / 2, (y0 + y1) / 2 + sag * 2
    out = [stroke(f"M{x0} {y0}Q{mx:.0f} {my:.0f} {x1} {y1}", 3, DARK_WOOD)]
    for i in range(count):
        t = (i + 0.5) / count
        px = (1 - t) ** 2 * x0 + 2 * t * (1 - t) * mx + t * t * x1
        py = (1 - t) ** 2 * y0 + 2 * t * (1 - t) * my + t * t * y1
        colour = colours[i % len(colours)]
        out.append(poly([(px - size / 2, py), (px + size / 2, py), (px, py + size * 1.15)], colour))
        out.append(poly([(px + size * 0.06, py), (px + size / 2, py), (px, py + size * 1.15)], dark(colour, 0.15)))
    return "".join(out)


def plank_wall(x: float, y: float, w: float, h: float, colour: str, step: float = 20, upright: bool = False) -> str:
    out = [rect(x, y, w, h, colour)]
    length = w if upright else h
    for i in range(1, int(length // step) + 1):
        o = i * step
        if o >= length - 2:
            break
        ends = [(x + o, y), (x + o, y + h)] if upright else [(x, y + o), (x + w, y + o)]
        out.append(line(ends, 2, dark(colour, 0.25), 0.6, "butt"))
    return "".join(out)
