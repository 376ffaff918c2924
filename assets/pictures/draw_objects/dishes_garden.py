"""What lies on the noodles: camellia, kelp, honey and rose."""

from __future__ import annotations

import math
import random

from dishes_bowl import Bowl, at, drop
from dishes_table import leaf, shade
from pen import Art, blob, curve, dark, light, mix, poly, ribbon

# --- camellia ---------------------------------------------------------------------------------------------


def camellia(art: Art, bowl: Bowl) -> None:
    x, y = at(0.46, 0.04, 76)
    leaf(art, x + 92, y + 40, 82, 34)
    leaf(art, x - 96, y + 58, 80, 152)
    leaf(art, x + 70, y - 74, 74, -40)
    bloom(art, x, y, 122, "#C6392F", bowl.broth)
    u, v = at(-0.6, -0.1, 70)
    leaf(art, u + 40, v + 24, 46, 24)
    bloom(art, u, v, 56, "#D9564A", bowl.broth)
    for px, py, r in ((0.7, 0.52, 22), (0.52, 0.64, 15), (0.84, 0.36, 13)):
        drop(art, px, py, r, "#F2A93B")


def bloom(art: Art, x: float, y: float, r: float, red: str, broth: str) -> None:
    """A camellia: round petals in two rings around a brush of gold."""
    shade(art, x, y + r * 0.3, r, r * 0.7, broth)
    with art.group(f"translate({x:.0f} {y:.0f}) scale(1 0.82)"):
        for ring, count, reach, size, turn in ((0, 5, 0.5, 0.56, -90), (1, 5, 0.3, 0.44, -54)):
            for k in (3, 2, 4, 1, 0) if count == 5 else range(count):
                a = math.radians(turn + 72 * k)
                px, py, s = r * reach * math.cos(a), r * reach * math.sin(a), r * size
                tone = mix(red, "#7E1C22", 0.12 + 0.3 * max(0.0, math.cos(a - 0.5)) - 0.1 * ring)
                art.ellipse(px + 5, py + 9, s, s, "#5E1219", opacity=0.4)
                art.ellipse(px, py, s, s, tone)
                art.path(
                    blob(
                        [
                            (px + s * 0.82 * math.cos(a + u), py + s * 0.82 * math.sin(a + u))
                            for u in (-1.2, -0.7, -0.2)
                        ]
                        + [(px + s * 0.6 * math.cos(a - 0.7), py + s * 0.6 * math.sin(a - 0.7))]
                    ),
                    light(red, 0.34),
                    opacity=0.8,
                )
        art.ellipse(4, 8, r * 0.25, r * 0.25, "#8C2A1A")
        for k in range(14):
            a = math.tau * k / 14
            art.line(
                f"M0 4L{r * 0.2 * math.cos(a):.1f} {r * 0.2 * math.sin(a) - 5:.1f}", "#F6D77B", max(3, r * 0.045)
            )
        for k in range(14):
            a = math.tau * k / 14
            art.ellipse(r * 0.21 * math.cos(a), r * 0.21 * math.sin(a) - 6, r * 0.045, r * 0.045, "#F2A93B")
        art.ellipse(0, 0, r * 0.1, r * 0.1, "#FFE9A6")


# --- kelp -------------------------------------------------------------------------------------------------


def kelp(art: Art, bowl: Bowl) -> None:
    deep, mid, lit = "#1E4A3C", "#2F6B50", "#5E9A6A"
    x, y = at(0.5, -0.16, 40)
    art.ellipse(x + 20, y + 40, 130, 56, "#0F2E2C", opacity=0.35)
    # three blades standing against the rim, and one that trails into the broth
    for dx, top, lean, tone in ((96, 178, 40, deep), (34, 214, -6, mid), (-34, 158, -34, deep)):
        p = [
            (x + dx * 0.6, y + 46),
            (x + dx - 22, y - top * 0.3),
            (x + dx + 18, y - top * 0.66),
            (x + dx + lean, y - top),
        ]
        art.path(ribbon(p, [40, 66, 54, 5]), tone)
        art.path(ribbon([(a - 12, b) for a, b in p], [10, 17, 12, 1]), light(tone, 0.28))
        art.line(curve(p[:-1]), lit, 4)
    for k, (px, py) in enumerate(
        (
            (0.34, 0.12),
            (0.5, 0.2),
            (0.66, 0.12),
            (0.42, 0.26),
            (0.58, 0.3),
            (0.74, 0.24),
            (0.5, 0.08),
            (0.66, 0.34),
            (0.5, 0.4),
            (0.8, 0.12),
            (0.36, 0.36),
        )
    ):
        u, v = at(px, py, 44 - 4 * (k % 3))
        r = (24, 20, 22)[k % 3]
        art.ellipse(u + 5, v + 9, r, r * 0.8, "#173F38", opacity=0.45)
        art.ellipse(u, v, r, r, "#4F8F43")
        art.ellipse(u - 3, v - 3, r * 0.76, r * 0.76, "#77B255")
        art.ellipse(u - r * 0.32, v - r * 0.36, r * 0.28, r * 0.22, "#E8F5C8")
    trail = [at(-0.92, 0.26, 2), at(-0.6, 0.3, 70), at(-0.3, 0.2, 88), at(-0.12, 0.02, 92), at(0.1, -0.1, 96)]
    art.path(ribbon([(a + 6, b + 14) for a, b in trail], [20, 34, 30, 26, 6]), "#173F38", opacity=0.35)
    art.path(ribbon(trail, [20, 36, 32, 28, 6]), mid)
    art.path(ribbon([(a, b - 8) for a, b in trail], [4, 10, 9, 7, 1]), lit)
    rng = random.Random(5)
    for _ in range(22):
        u, v = at(rng.uniform(-0.5, 0.2), rng.uniform(-0.55, 0.4), 66)
        art.ellipse(u, v, 4.5, 3, "#F3D9B1" if rng.random() < 0.6 else "#2A2226")


# --- honey ------------------------------------------------------------------------------------------------


def honey(art: Art, bowl: Bowl) -> None:
    x, y = at(0.5, 0.02, 70)
    art.ellipse(x + 22, y + 66, 138, 62, dark(bowl.broth, 0.6), opacity=0.4)
    top = [(x - 130, y - 22), (x + 14, y - 92), (x + 140, y - 34), (x - 2, y + 56)]
    left = [top[0], top[3], (top[3][0], top[3][1] + 54), (top[0][0] + 6, top[0][1] + 50)]
    right = [top[3], top[2], (top[2][0] - 4, top[2][1] + 50), (top[3][0], top[3][1] + 54)]
    join = {"stroke_width": "10", "stroke_linejoin": "round"}
    art.path(poly(left), "#D98A1F", stroke="#D98A1F", **join)
    art.path(poly(right), "#A9621A", stroke="#A9621A", **join)
    art.path(poly(top), "#F2C14E", stroke="#F2C14E", **join)

    def on_top(u: float, v: float) -> tuple[float, float]:
        return top[0][0] + (top[1][0] - top[0][0]) * u + (top[3][0] - top[0][0]) * v, top[0][1] + (
            top[1][1] - top[0][1]
        ) * u + (top[3][1] - top[0][1]) * v

    for row in range(5):
        for col in range(5):
            u, v = 0.1 + 0.2 * col + (0.1 if row % 2 else 0) - 0.02, 0.11 + 0.195 * row
            if u > 0.97:
                continue
            cell = [
                on_top(u + 0.095 * math.cos(math.tau * k / 6), v + 0.1 * math.sin(math.tau * k / 6))
                for k in range(6)
            ]
            full = (row * 3 + col) % 4
            art.path(poly(cell), ("#B8691B", "#E59A2B", "#D98A1F", "#F0AE3A")[full])
            art.path(
                poly(
                    [
                        cell[2],
                        cell[3],
                        cell[4],
                        cell[5],
                        ((cell[5][0] + cell[2][0]) / 2, (cell[5][1] + cell[2][1]) / 2 - 2),
                    ]
                ),
                ("#9A5414", "#F6C862", "#EAA63A", "#FFDB85")[full],
            )
    # honey running from the corner and over the noodles
    art.path(
        f"M{top[3][0] - 26:.0f} {top[3][1] + 10:.0f}c10 30 -6 52 2 84c4 18 30 18 32 -2c2 -26 -8 -44 6 -74Z",
        "#F0A52C",
    )
    art.path(
        f"M{top[3][0] - 14:.0f} {top[3][1] + 24:.0f}c6 24 -2 40 2 60",
        "none",
        stroke="#FFE29A",
        stroke_width="6",
        stroke_linecap="round",
    )
    thread = [
        at(-0.72, -0.3, 60),
        at(-0.36, -0.5, 84),
        at(0.02, -0.36, 82),
        at(-0.2, -0.1, 92),
        at(-0.5, 0.06, 90),
        at(-0.3, 0.28, 84),
        at(0.0, 0.34, 80),
    ]
    art.path(ribbon([(a + 5, b + 9) for a, b in thread], [8, 30, 26, 30, 26, 30, 16]), "#9A5414", opacity=0.3)
    art.path(ribbon(thread, [8, 30, 26, 30, 26, 30, 16]), "#EFA028")
    art.path(ribbon([(a - 2, b - 4) for a, b in thread], [1, 9, 6, 9, 6, 9, 3]), "#FFE29A")
    for px, py in ((-0.62, 0.44), (0.3, 0.52)):
        u, v = at(px, py, 54)
        for k in range(5):
            a = math.tau * k / 5
            art.ellipse(u + 13 * math.cos(a), v + 9 * math.sin(a), 11, 8, "#FBF6EA" if k % 2 else "#FFFFFF")
        art.ellipse(u, v, 7, 5, "#F2A93B")


# --- rose -------------------------------------------------------------------------------------------------


def petal(art: Art, x: float, y: float, size: float, turn: float, tone: str) -> None:
    with art.group(f"translate({x:.0f} {y:.0f}) rotate({turn}) scale({size / 50:.2f})"):
        art.path(
            "M-48 8C-44 -34 -6 -46 20 -38C50 -28 56 6 40 26C12 44 -34 40 -48 8Z",
            "#5E1B36",
            opacity=0.28,
            transform="translate(6 12)",
        )
        art.path("M-48 4C-44 -36 -6 -48 20 -40C50 -30 56 4 40 24C12 40 -34 36 -48 4Z", tone)
        art.path("M-48 4C-30 26 16 30 44 18C30 42 -34 38 -48 4Z", dark(tone, 0.22))
        art.path("M-34 -8C-26 -28 -2 -34 12 -32C-4 -22 -20 -14 -34 -8Z", light(tone, 0.5))


def rose(art: Art, bowl: Bowl) -> None:
    tone = "#D2486A"
    for px, py, z, size, turn in (
        (-0.5, -0.36, 66, 44, -20),
        (-0.62, 0.26, 52, 50, 30),
        (-0.14, 0.1, 78, 38, 80),
        (0.62, 0.56, 8, 46, 10),
        (0.8, 0.3, 6, 36, 60),
        (-0.1, -0.56, 52, 34, 160),
    ):
        x, y = at(px, py, z)
        petal(art, x, y, size, turn, mix(tone, "#F3B9B4", 0.35 if turn % 20 else 0.1))
    x, y = at(0.42, -0.02, 78)
    leaf(art, x + 98, y + 34, 70, 26)
    leaf(art, x - 88, y + 58, 66, 146)
    leaf(art, x + 66, y - 70, 60, -48)
    shade(art, x, y + 36, 116, 78, bowl.broth)
    with art.group(f"translate({x:.0f} {y:.0f}) scale(1 0.84)"):
        for r, count, turn, share in ((108, 5, 10, 0.0), (84, 5, 48, 0.18), (58, 4, 5, 0.3)):
            for k in range(count):
                a = math.radians(turn + 360 * k / count)
                px, py = r * 0.46 * math.cos(a), r * 0.46 * math.sin(a)
                petal_tone = mix(
                    light(tone, 0.28 - share * 0.6), "#7E1C40", 0.05 + 0.32 * max(0.0, math.cos(a - 0.5))
                )
                art.ellipse(px + 4, py + 8, r * 0.6, r * 0.6, "#5E1B36", opacity=0.28)
                art.ellipse(px, py, r * 0.6, r * 0.6, petal_tone)
                edge = [
                    (px + r * 0.55 * math.cos(a + u), py + r * 0.55 * math.sin(a + u))
                    for u in (-1.1, -0.5, 0.1, 0.6)
                ]
                art.line(curve(edge), light(tone, 0.55), 5, opacity=0.85)
        art.ellipse(0, 0, 40, 40, dark(tone, 0.2))
        art.line(
            curve([(4, 2), (-8, -6), (-14, 8), (2, 18), (20, 6), (14, -18), (-12, -24), (-30, -2)]),
            light(tone, 0.4),
            6,
        )
