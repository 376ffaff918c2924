"""A bowl as a surface of revolution: its exact outline, its glaze, and patterns laid around its wall."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pen import INK, Art, Point, arc, blob, curve, dark, light, mix, oval, poly

CX, RIM_Y = 400.0, 372.0
TILT = math.radians(35)
S, C = math.sin(TILT), math.cos(TILT)
RIM = 352.0  # outer radius
LIP = 17.0
DEEP = 300.0  # from rim to foot
BROTH_Z = -34.0  # the broth's height against the rim
BROTH_R = 318.0


@dataclass(frozen=True)
class Bowl:
    glaze: str
    inside: str
    broth: str
    pattern: str
    accent: str


def at(x: float, y: float, z: float = 0) -> Point:
    """Plan to picture: x, y in broth radii, z in pixels above the broth."""
    return CX + x * BROTH_R, RIM_Y + y * BROTH_R * S - (BROTH_Z + z) * C


def radius(depth: float) -> float:
    """The wall's radius at a depth (0 rim, 1 foot): generous, rounding in towards a small foot."""
    return 150 + (RIM - 150) * (1 - depth**2.3) ** 0.62 if depth < 1 else 150


def wall(depth: float, angle: float) -> Point:
    """A point of the outer wall; angle in degrees, 0 right, 90 towards the viewer."""
    a = math.radians(angle)
    r = radius(depth)
    return CX + r * math.cos(a), RIM_Y + depth * DEEP * C + r * S * math.sin(a)


def _edge(depth: float) -> float:
    """The angle (degrees) at which the outline runs at this depth."""
    e = 1e-3
    slope = (radius(min(depth + e, 1)) - radius(max(depth - e, 0))) / (2 * e * DEEP)
    return math.degrees(math.asin(min(1, max(0, -slope * S / C))))


DEPTHS = [i / 40 for i in range(38)]


def side(share: float, top: float = 0, bottom: float = 0.925) -> list[Point]:
    """Points down the wall; share 0 is the left outline, 1 the right."""
    out = []
    for depth in DEPTHS:
        if top <= depth <= bottom:
            edge = _edge(depth)
            out.append(wall(depth, 180 - edge + (2 * edge - 180) * share))
    return out


def around(depth: float, start: float = 0, end: float = 1, steps: int = 30) -> list[Point]:
    edge = _edge(depth)
    return [
        wall(depth, 180 - edge + (2 * edge - 180) * (start + (end - start) * i / steps)) for i in range(steps + 1)
    ]


def band(top: float, bottom: float, start: float = 0, end: float = 1) -> str:
    left = side(start, top, bottom)
    right = side(end, top, bottom)
    return poly(around(top, start, end) + right + around(bottom, end, start) + left[::-1])


def back(art: Art, bowl: Bowl) -> None:
    """Shadow, foot, the inside's far wall and the broth."""
    foot_y = RIM_Y + DEEP * C
    art.ellipse(CX + 40, foot_y + 62, 300, 46, INK, opacity=0.10)
    art.ellipse(CX + 18, foot_y + 62, 220, 36, INK, opacity=0.13)
    foot = dark(bowl.glaze, 0.34)
    ring = arc(CX, foot_y + 16, 142, 142 * S, 0, 180)
    art.path(poly([(CX + 146, foot_y - 20), *ring, (CX - 146, foot_y - 20)]), foot)
    art.path(
        poly([(CX + 146, foot_y - 20), *arc(CX, foot_y + 16, 142, 142 * S, 0, 62), (CX + 60, foot_y - 20)]),
        dark(foot, 0.3),
    )
    art.ellipse(CX, RIM_Y, RIM, RIM * S, light(bowl.inside, 0.3))
    inner = RIM - LIP
    art.ellipse(CX, RIM_Y + 2, inner, inner * S, dark(bowl.inside, 0.1))
    # light from the left falls on the right inner wall
    art.path(_crescent(inner, -95, 60, 0.16), light(bowl.inside, 0.35))
    _rim(art, bowl)
    if not bowl.broth:
        art.ellipse(CX, RIM_Y + 66, 250, 122, dark(bowl.inside, 0.05))
        art.ellipse(CX + 14, RIM_Y + 84, 180, 82, light(bowl.inside, 0.3))
        _hare_mark(art, bowl)
        return
    x, y = at(0, 0)
    art.ellipse(x, y, BROTH_R, BROTH_R * S, dark(bowl.broth, 0.24))
    art.ellipse(x + 3, y + 5, BROTH_R - 12, (BROTH_R - 12) * S, bowl.broth)
    art.ellipse(x - 14, y - 4, BROTH_R * 0.86, BROTH_R * 0.86 * S, light(bowl.broth, 0.14))
    # reflections of the light along the left edge
    for r, a, b, w in ((0.93, 150, 214, 9), (0.87, 166, 196, 6), (0.94, 224, 236, 8), (0.93, 20, 44, 5)):
        art.line(curve(arc(x, y, BROTH_R * r, BROTH_R * r * S, a, b, 10)), light(bowl.broth, 0.72), w)
    for px, py, r in (
        (-0.6, 0.5, 17),
        (-0.46, 0.64, 10),
        (0.62, 0.55, 14),
        (0.73, 0.38, 9),
        (-0.78, 0.12, 9),
        (0.3, 0.82, 12),
        (0.12, 0.86, 7),
        (0.05, -0.86, 10),
        (0.48, -0.74, 12),
    ):
        drop(art, px, py, r, bowl.broth)


def _crescent(r: float, start: float, end: float, depth: float) -> str:
    """A sliver inside the rim, thickest in the middle and running out to nothing at both ends."""
    outer = arc(CX, RIM_Y + 2, r, r * S, start, end, 40)
    inner = [
        (CX + (x - CX) * (1 - k), RIM_Y + 2 + (y - RIM_Y - 2) * (1 - k))
        for i, (x, y) in enumerate(outer)
        for k in [depth * math.sin(math.pi * i / 40)]
    ]
    return poly(outer + inner[::-1])


def drop(art: Art, px: float, py: float, r: float, broth: str) -> None:
    """A round of essence floating on the broth."""
    x, y = at(px, py)
    art.ellipse(x, y, r, r * S * 1.1, light(broth, 0.42))
    art.ellipse(x + r * 0.12, y + r * 0.1, r * 0.74, r * 0.74 * S, light(broth, 0.2))
    art.ellipse(x - r * 0.35, y - r * 0.2, r * 0.26, r * 0.2, "#FFFDF4", opacity=0.9)


def _hare_mark(art: Art, bowl: Bowl) -> None:
    x, y = CX + 8, RIM_Y + 92
    for turn in range(5):
        a = math.radians(turn * 72 - 90)
        art.ellipse(x + 30 * math.cos(a), y + 17 * math.sin(a), 20, 12, bowl.accent, opacity=0.85)
    art.ellipse(x, y, 11, 6.5, bowl.inside)


def front(art: Art, bowl: Bowl) -> None:
    """The near wall with its pattern and light, then the rim."""
    inner = RIM - LIP
    lip = arc(CX, RIM_Y + 2, inner, inner * S, 0, 180, 40)
    left, right = side(0), side(1)
    outline = poly(lip + left + around(0.925, 0, 1) + right[::-1])
    art.path(outline, bowl.glaze)
    art.path(poly(around(0, 0, 0.3) + side(0.3) + around(0.925, 0.3, 0) + left[::-1]), light(bowl.glaze, 0.12))
    PATTERNS[bowl.pattern](art, bowl)
    for share, opacity in ((0.60, 0.09), (0.78, 0.13), (0.92, 0.14)):
        art.path(
            poly(around(0, share, 1) + side(1) + around(0.925, 1, share) + side(share)[::-1]),
            "#1B1C38",
            opacity=opacity,
        )
    low = [(x, y) for x, y in around(0.68, 0, 1)]
    art.path(poly(low + side(1, 0.68) + around(0.925, 1, 0) + side(0, 0.68)[::-1]), "#1B1C38", opacity=0.08)
    # one long highlight where the window is reflected
    gloss = side(0.13, 0.16, 0.62)
    gloss_in = side(0.175, 0.18, 0.55)
    art.path(blob([*gloss[::3], *gloss_in[::-3]]), "#FFFDF4", opacity=0.55)
    art.path(blob([*side(0.205, 0.2, 0.36)[::2], *side(0.225, 0.21, 0.34)[::-2]]), "#FFFDF4", opacity=0.5)
    _rim(art, bowl, near=True)


def _rim(art: Art, bowl: Bowl, near: bool = False) -> None:
    """The rim: all of it behind what is in the bowl, and its near half again in front."""
    inner = RIM - LIP
    colour = light(bowl.glaze, 0.30) if bowl.pattern != "drip" else bowl.accent
    if near:
        ring = arc(CX, RIM_Y, RIM, RIM * S, 0, 180, 48) + arc(CX, RIM_Y + 2, inner, inner * S, 180, 0, 48)
        art.path(poly(ring), colour)
        art.path(_crescent(RIM, 0, 95, LIP / RIM), dark(colour, 0.2))
        glint = arc(CX, RIM_Y, RIM - 5, (RIM - 5) * S, 125, 172) + arc(
            CX, RIM_Y + 1, RIM - 11, (RIM - 11) * S, 172, 125
        )
        art.path(poly(glint), "#FFFDF4", opacity=0.8)
        return
    art.path(oval(CX, RIM_Y, RIM, RIM * S) + oval(CX, RIM_Y + 2, inner, inner * S), colour, fill_rule="evenodd")
    art.path(_crescent(RIM, -50, 0, LIP / RIM), dark(colour, 0.14))


# --- glazes -----------------------------------------------------------------------------------------------


def _ripples(art: Art, bowl: Bowl) -> None:
    art.path(band(0.0, 0.05), bowl.accent)
    for share, depth, size in ((0.2, 0.5, 1.0), (0.5, 0.34, 1.25), (0.79, 0.5, 1.0)):
        for k in range(4):
            r = size * (0.035 + 0.035 * k)
            points = []
            for i in range(24):
                a = math.tau * i / 24
                d = depth + r * 2.4 * math.sin(a) * 0.62
                points.append(around(min(max(d, 0.06), 0.9), share + r * 0.85 * math.cos(a), 1, 1)[0])
            art.line(curve(points, close=True), bowl.accent, 5 if k % 2 else 7, opacity=(0.9, 0.7, 0.5, 0.35)[k])


def _stripes(art: Art, bowl: Bowl) -> None:
    art.path(band(0.05, 0.09), bowl.accent)
    for i in range(25):
        share = (i + 0.5) / 25
        top, low = side(share - 0.006, 0.14, 0.6), side(share + 0.006, 0.14, 0.6)
        art.path(poly(top + low[::-1]), bowl.accent, opacity=0.92)
    art.path(band(0.66, 0.69), bowl.accent)
    art.path(band(0.72, 0.735), bowl.accent, opacity=0.8)


def _band(art: Art, bowl: Bowl) -> None:
    art.path(band(0.12, 0.42), dark(bowl.glaze, 0.45))
    art.path(band(0.10, 0.125), bowl.accent)
    art.path(band(0.415, 0.44), bowl.accent)
    # the meander of a noodle shop's bowl
    for i in range(1, 10):
        s = (i + 0.5) / 11
        w = 0.032
        spots = [
            (-w, 0.375),
            (-w, 0.17),
            (w, 0.17),
            (w, 0.33),
            (-w * 0.3, 0.33),
            (-w * 0.3, 0.235),
            (w * 0.35, 0.235),
        ]
        art.line(
            poly([around(d, s + u, 1, 1)[0] for u, d in spots], close=False),
            bowl.accent,
            3 + 4 * math.sin(math.pi * s),
        )


def _drip(art: Art, bowl: Bowl) -> None:
    falls = (0.25, 0.42, 0.3, 0.55, 0.37, 0.29, 0.5, 0.34, 0.6, 0.32, 0.27, 0.46, 0.31)
    points: list[Point] = []
    for i, fall in enumerate(falls):
        share = 0.006 + 0.988 * i / (len(falls) - 1)
        points.append(around(fall, share, 1, 1)[0])
        if i < len(falls) - 1:
            points.append(around(min(fall, falls[i + 1]) * 0.72, share + 0.5 / (len(falls) - 1), 1, 1)[0])
    under = "".join(curve([(CX + (x - CX) * 0.97 + 3, y + 9) for x, y in points]))
    edge = "L".join(f"{x:.1f} {y:.1f}" for x, y in around(0, 1, 0))
    art.path(under + "L" + edge + "Z", dark(bowl.glaze, 0.35), opacity=0.5)
    art.path(curve(points) + "L" + edge + "Z", bowl.accent)
    art.path(band(0.0, 0.07), light(bowl.accent, 0.18))
    for i in range(34):
        share, depth = (i * 0.381966) % 1, 0.35 + (i * 0.2371) % 0.5
        x, y = around(depth, 0.03 + share * 0.94, 1, 1)[0]
        art.ellipse(x, y, 2.5 + i % 3, 2 + i % 2, mix(bowl.accent, bowl.glaze, 0.25), opacity=0.6)


def _blossoms(art: Art, bowl: Bowl) -> None:
    art.path(band(0.0, 0.035), bowl.accent)
    branch = [
        around(d, s, 1, 1)[0]
        for s, d in ((0.06, 0.4), (0.2, 0.42), (0.42, 0.5), (0.62, 0.38), (0.82, 0.4), (0.93, 0.28))
    ]
    art.line(curve(branch), "#6B4428", 7)
    for s, d, turn in (
        (0.13, 0.3, -50),
        (0.3, 0.58, 30),
        (0.52, 0.32, -40),
        (0.56, 0.56, 30),
        (0.72, 0.5, 20),
        (0.36, 0.3, -20),
    ):
        x, y = around(d, s, 1, 1)[0]
        with art.group(f"translate({x:.0f} {y:.0f}) rotate({turn})"):
            art.path("M-26 0C-14 -16 12 -16 28 0C12 14 -14 16 -26 0Z", "#3F6B4A")
            art.path("M-26 0C-14 16 12 14 28 0Z", "#2F5440")
    for s, d, r in ((0.2, 0.42, 28), (0.44, 0.46, 36), (0.64, 0.37, 28), (0.83, 0.37, 23)):
        x, y = around(d, s, 1, 1)[0]
        wide = math.sin(math.pi * s) * 0.5 + 0.5
        for k in range(5):
            a = math.radians(k * 72 - 90)
            art.ellipse(
                x + r * 0.62 * wide * math.cos(a),
                y + r * 0.58 * math.sin(a),
                r * 0.56 * wide,
                r * 0.54,
                bowl.accent if k % 2 else mix(bowl.accent, "#F6EFE2", 0.12),
            )
        art.ellipse(x, y, r * 0.26 * wide, r * 0.26, "#F2A93B")


def _waves(art: Art, bowl: Bowl) -> None:
    art.path(band(0.0, 0.05), bowl.accent)
    rows = [0.22, 0.40, 0.58]
    for row, depth in enumerate(rows):
        count = 9
        for i in range(-1, count + 1):
            s = (i + (0.5 if row % 2 else 0)) / count
            for k, r in enumerate((0.055, 0.037, 0.018)):
                points = []
                for step in range(9):
                    a = math.pi + math.pi * step / 8
                    u = s + r * math.cos(a)
                    if 0.02 <= u <= 0.98:
                        points.append(around(depth + r * 2.6 * math.sin(a), u, 1, 1)[0])
                if len(points) > 3:
                    if k == 0:
                        art.path(poly(points), mix(bowl.glaze, bowl.accent, 0.16 + 0.05 * (row % 2)))
                    art.line(
                        poly(points, close=False),
                        bowl.accent,
                        4.5 if k == 0 else 3.5,
                        opacity=0.95 if k == 0 else 0.7,
                    )


def _flutes(art: Art, bowl: Bowl) -> None:
    for i in range(22):
        s = i / 22
        art.path(poly(side(s + 0.004, 0.06, 0.9) + side(s + 0.021, 0.06, 0.9)[::-1]), bowl.accent, opacity=0.55)
        art.path(
            poly(side(s + 0.034, 0.06, 0.9) + side(s + 0.044, 0.06, 0.9)[::-1]), dark(bowl.glaze, 0.2), opacity=0.6
        )
    art.path(band(0.0, 0.05), "#8A2F5B")


def _empty(art: Art, bowl: Bowl) -> None:
    art.path(band(0.0, 0.04), bowl.accent)
    art.path(band(0.5, 0.52), bowl.accent)
    art.path(band(0.545, 0.555), bowl.accent)


PATTERNS = {
    "ripples": _ripples,
    "stripes": _stripes,
    "band": _band,
    "drip": _drip,
    "blossoms": _blossoms,
    "waves": _waves,
    "flutes": _flutes,
    "empty": _empty,
}
