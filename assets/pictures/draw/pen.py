"""The pen all pictures are drawn with: every function returns a piece of SVG Tiny as text.

Lengths are user units of the picture, angles degrees, y grows downwards. Light comes from the left:
helpers that shade put the darker tone on the right.
"""

from collections.abc import Iterable, Sequence

Point = tuple[float, float]

PAPER, PAPER_SHADE, INK, INK_SOFT, LANTERN = "#F6EFE2", "#EADFC9", "#1E2A35", "#55606B", "#CB3A22"
AMBER, DELFT, PLUM, REEF = "#B4651E", "#28598C", "#8A2F5B", "#1F7A70"
SUN, WARM_SKY, PEACH, LEAF, DEEP_LEAF = "#F2A93B", "#F3D9B1", "#EBB58A", "#7C9A55", "#3F6B4A"
WATER, DEEP_WATER, WOOD, DARK_WOOD = "#8FBFC0", "#3E7C8C", "#A9713F", "#6B4428"
CLAY, CREAM, NIGHT, WINDOW = "#C9764D", "#FBF6EA", "#1B2540", "#FFD98A"
SKIN = ("#F1C9A5", "#D9A074", "#A86F47", "#6E4630")


def mix(a: str, b: str, t: float) -> str:
    """The colour t of the way from a to b."""
    pairs = zip(bytes.fromhex(a[1:]), bytes.fromhex(b[1:]), strict=True)
    return "#" + "".join(f"{round(p + (q - p) * t):02X}" for p, q in pairs)


def dark(colour: str, t: float = 0.18) -> str:
    return mix(colour, INK, t)


def light(colour: str, t: float = 0.2) -> str:
    return mix(colour, CREAM, t)


def num(value: float) -> str:
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def _paint(fill: str, op: float) -> str:
    return f' fill="{fill}"' + (f' opacity="{op:g}"' if op < 1 else "")


def rect(x: float, y: float, w: float, h: float, fill: str, r: float = 0, op: float = 1) -> str:
    round_ = f' rx="{num(r)}"' if r else ""
    return f'<rect x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}"{round_}{_paint(fill, op)}/>'


def circle(x: float, y: float, r: float, fill: str, op: float = 1) -> str:
    return f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(r)}"{_paint(fill, op)}/>'


def oval(x: float, y: float, rx: float, ry: float, fill: str, op: float = 1) -> str:
    return f'<ellipse cx="{num(x)}" cy="{num(y)}" rx="{num(rx)}" ry="{num(ry)}"{_paint(fill, op)}/>'


def poly(points: Iterable[Point], fill: str, op: float = 1) -> str:
    text = " ".join(f"{num(x)},{num(y)}" for x, y in points)
    return f'<polygon points="{text}"{_paint(fill, op)}/>'


def path(d: str, fill: str, op: float = 1) -> str:
    return f'<path d="{d}"{_paint(fill, op)}/>'


def stroke(d: str, width: float, colour: str, op: float = 1, cap: str = "round") -> str:
    faint = f' opacity="{op:g}"' if op < 1 else ""
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{num(width)}"'
        f' stroke-linecap="{cap}" stroke-linejoin="round"{faint}/>'
    )


def line(points: Sequence[Point], width: float, colour: str, op: float = 1, cap: str = "round") -> str:
    d = "M" + " L".join(f"{num(x)} {num(y)}" for x, y in points)
    return stroke(d, width, colour, op, cap)


def curve(points: Sequence[Point], closed: bool = False) -> str:
    """Path data of a smooth (Catmull-Rom) curve through the points."""
    count = len(points)
    d = f"M{num(points[0][0])} {num(points[0][1])}"

    def at(i: int) -> Point:
        return points[i % count] if closed else points[max(0, min(count - 1, i))]

    for i in range(count if closed else count - 1):
        before, start, end, after = at(i - 1), at(i), at(i + 1), at(i + 2)
        handles = (
            start[0] + (end[0] - before[0]) / 6,
            start[1] + (end[1] - before[1]) / 6,
            end[0] - (after[0] - start[0]) / 6,
            end[1] - (after[1] - start[1]) / 6,
            end[0],
            end[1],
        )
        d += "C" + " ".join(num(v) for v in handles)
    return d + ("Z" if closed else "")


def blob(points: Sequence[Point], fill: str, op: float = 1) -> str:
    return path(curve(points, closed=True), fill, op)


def land(points: Sequence[Point], bottom: float, fill: str, op: float = 1) -> str:
    """Ground under a smooth skyline that runs from left to right."""
    return path(f"{curve(points)}L{num(points[-1][0])} {num(bottom)}L{num(points[0][0])} {num(bottom)}Z", fill, op)


def thread(points: Sequence[Point], width: float, colour: str, op: float = 1) -> str:
    """A smooth line."""
    return stroke(curve(points), width, colour, op)


def at(x: float, y: float, *parts: str, s: float = 1, flip: bool = False, turn: float = 0) -> str:
    """The parts moved to x, y; scaled by s, mirrored, or turned clockwise about that point."""
    moves = f"translate({num(x)} {num(y)})"
    if turn:
        moves += f" rotate({turn:g})"
    if flip or s != 1:
        moves += f" scale({-s if flip else s:g} {s:g})"
    return f'<g transform="{moves}">' + "".join(parts) + "</g>"


def faint(op: float, *parts: str) -> str:
    return f'<g opacity="{op:g}">' + "".join(parts) + "</g>"


def glow(x: float, y: float, r: float, colour: str = WINDOW, op: float = 0.12) -> str:
    """Lamp light as a poster prints it: three flat rings."""
    return "".join(circle(x, y, r * k, colour, op) for k in (1, 0.68, 0.4))


def picture(width: int, height: int, *parts: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny"'
        f' width="{width}" height="{height}" viewBox="0 0 {width} {height}">\n'
        + "\n".join(p for p in parts if p)
        + "\n</svg>\n"
    )
