"""What lies on the noodles: each dish's ingredient, chopsticks and steam."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from dishes_bowl import S, Bowl, at, drop
from pen import Art, blob, curve, dark, light, mix, poly, ribbon

LACQUER = {"mask-hyaluronic": "#28598C", "mask-rose": "#6B2145", "mask-yuzu": "#CB3A22", "mask-kelp": "#2A2226"}


def _shade(art: Art, x: float, y: float, rx: float, ry: float, broth: str) -> None:
    art.ellipse(x + rx * 0.16, y + ry * 0.3, rx, ry, dark(broth, 0.55), opacity=0.34)


def leaf(art: Art, x: float, y: float, size: float, turn: float, colour: str = "#3F6B4A") -> None:
    with art.group(f"translate({x:.0f} {y:.0f}) rotate({turn}) scale({size / 100:.2f})"):
        art.path("M-96 6C-60 -50 30 -58 104 0C40 48 -50 50 -96 6Z", "#1E2A35", opacity=0.16, transform="translate(8 14)")
        art.path("M-100 0C-60 -52 30 -58 100 -4C36 4 -40 6 -100 0Z", light(colour, 0.18))
        art.path("M-100 0C-40 6 36 4 100 -4C40 46 -50 46 -100 0Z", dark(colour, 0.14))
        art.line("M-100 0C-40 6 36 4 96 -4", light(colour, 0.5), 4)
        for u in (-50, -10, 30):
            art.line(f"M{u} 3L{u + 26} -22", light(colour, 0.4), 2.5)


# --- hyaluronic -------------------------------------------------------------------------------------------


def pearl(art: Art, x: float, y: float, r: float, tint: str) -> None:
    """A clear drop that holds its own light."""
    art.ellipse(x + r * 0.25, y + r * 0.62, r * 0.95, r * 0.5, dark(tint, 0.5), opacity=0.28)
    art.ellipse(x, y, r, r, mix(tint, "#FFFFFF", 0.42), opacity=0.92)
    art.path(
        f"M{x - r:.1f} {y:.1f}A{r} {r} 0 0 0 {x + r:.1f} {y:.1f}C{x + r * 0.8:.1f} {y + r * 0.55:.1f} {x - r * 0.8:.1f} {y + r * 0.6:.1f} {x - r:.1f} {y:.1f}Z",
        mix(tint, "#3E7C8C", 0.45),
        opacity=0.75,
    )
    art.path(blob([(x - r * 0.1, y + r * 0.52), (x + r * 0.4, y + r * 0.36), (x + r * 0.56, y + r * 0.56), (x + r * 0.1, y + r * 0.8)]), "#FFFFFF", opacity=0.8)
    art.ellipse(x - r * 0.34, y - r * 0.42, r * 0.3, r * 0.22, "#FFFFFF")
    art.ellipse(x + r * 0.08, y - r * 0.6, r * 0.1, r * 0.08, "#FFFFFF")


def hyaluronic(art: Art, bowl: Bowl) -> None:
    for px, py, z, r in (
        (0.5, -0.52, 60, 26), (-0.02, -0.02, 66, 34), (0.2, 0.06, 70, 25), (0.06, 0.2, 82, 21), (-0.6, -0.28, 54, 20),
        (0.62, 0.46, 20, 33), (0.42, 0.6, 26, 27), (0.78, 0.28, 12, 22), (0.56, 0.68, 6, 17), (-0.52, 0.52, 50, 25), (-0.66, 0.36, 44, 17),
    ):
        x, y = at(px, py, z)
        pearl(art, x, y, r, bowl.broth)
    x, y = at(0.82, 0.42, 26)
    leaf(art, x - 10, y - 18, 46, -38, "#5E9A6A")
    leaf(art, x + 8, y + 2, 40, 18, "#5E9A6A")


# --- yuzu -------------------------------------------------------------------------------------------------


def slice_of_yuzu(art: Art, px: float, py: float, z: float, r: float, tilt: float, broth: str) -> None:
    x, y = at(px, py, z)
    _shade(art, x, y + 18, r, r * 0.66, broth)
    with art.group(f"translate({x:.0f} {y:.0f}) rotate({tilt}) scale(1 0.7)"):
        art.ellipse(3, 18, r, r, "#C97F16")
        art.ellipse(0, 0, r, r, "#F2A93B")
        art.ellipse(-2, -2, r * 0.93, r * 0.93, "#F9C743")
        art.ellipse(0, 0, r * 0.86, r * 0.86, "#FFF4D2")
        for k in range(9):
            a, half = math.tau * k / 9 + 0.2, math.pi / 9 - 0.075
            outer, inner = r * 0.8, r * 0.13
            p = [(outer * math.cos(a + u * half), outer * math.sin(a + u * half)) for u in (-1, -0.5, 0, 0.5, 1)]
            tip = (inner * math.cos(a), inner * math.sin(a))
            art.path(poly([tip, *p]), "#F7B92F", stroke="#F7B92F", stroke_width="5", stroke_linejoin="round")
            q = [(r * 0.7 * math.cos(a + u * half), r * 0.7 * math.sin(a + u * half)) for u in (-0.7, 0, 0.1)]
            art.path(poly([(r * 0.3 * math.cos(a - 0.1), r * 0.3 * math.sin(a - 0.1)), *q]), "#FFDB75")
        art.ellipse(0, 0, r * 0.09, r * 0.09, "#FFF4D2")


def yuzu(art: Art, bowl: Bowl) -> None:
    slice_of_yuzu(art, 0.66, -0.22, 74, 84, 14, bowl.broth)
    slice_of_yuzu(art, 0.58, 0.16, 58, 96, -8, bowl.broth)
    slice_of_yuzu(art, -0.52, -0.42, 62, 62, -18, bowl.broth)
    x, y = at(0.86, 0.14, 66)
    leaf(art, x - 6, y - 66, 62, -52)
    leaf(art, x + 6, y - 4, 52, 24)
    rng = random.Random(4)
    for _ in range(16):
        px, py = rng.uniform(-0.6, 0.25), rng.uniform(-0.35, 0.5)
        x, y = at(px, py, 66)
        art.line(curve([(x, y), (x + 9, y - 6), (x + 17, y + 1)]), rng.choice(["#F2A93B", "#E08E1E", "#FFD15C"]), 5)


# --- rice -------------------------------------------------------------------------------------------------


def grain(art: Art, x: float, y: float, size: float, turn: float, tone: str) -> None:
    with art.group(f"translate({x:.0f} {y:.0f}) rotate({turn:.0f})"):
        art.ellipse(0, 0, size, size * 0.46, tone)


def rice(art: Art, bowl: Bowl) -> None:
    cx, cy = at(0.4, 0.06, 44)
    _shade(art, cx + 10, cy + 44, 128, 74, bowl.broth)
    dome = blob([(cx - 128, cy + 36), (cx - 104, cy - 34), (cx - 40, cy - 82), (cx + 34, cy - 84), (cx + 100, cy - 36), (cx + 126, cy + 36), (cx + 60, cy + 78), (cx - 60, cy + 80)])
    art.path(dome, "#E3D3B4")
    rng = random.Random(8)
    spots = []
    for i in range(116):
        a, k = i * 2.39996, math.sqrt((i + 0.5) / 116)
        spots.append((k * math.cos(a), k * math.sin(a)))
    spots.sort(key=lambda p: p[1])
    for u, v in spots:
        x, y = cx + u * 120, cy + v * 76
        side = (u * 0.8 + v * 0.45 + 1) / 2
        tone = mix("#FFFEFA", "#D9C49D", max(0, min(1, side * 1.15 - 0.28 + rng.uniform(-0.14, 0.14))))
        grain(art, x, y, rng.uniform(15, 19), rng.uniform(-70, 70), tone)
    # an ear of rice, ripe, laid over the rim of noodles
    stem = [at(-0.84, 0.3, 60), at(-0.4, 0.28, 110), at(0.02, 0.12, 128), at(0.3, -0.08, 150)]
    art.line(curve(stem), "#9C8433", 6)
    from pen import sample

    for i, (x, y) in enumerate(sample(stem, 8)[5:]):
        for turn, off in ((-62, -11), (14, 11)):
            with art.group(f"translate({x:.0f} {y + off:.0f}) rotate({turn - i})"):
                art.ellipse(0, 0, 17, 8, "#E0B23E" if off < 0 else "#C28F28")
                art.ellipse(-3, -2, 10, 3.4, "#F6D77B")
    for px, py, z in ((0.3, -0.14, 120), (0.46, 0.0, 116), (0.26, 0.08, 118)):
        x, y = at(px, py, z)
        art.ellipse(x + 3, y + 5, 17, 12, "#7A1F16", opacity=0.35)
        art.ellipse(x, y, 17, 12, "#CB3A22")
        art.ellipse(x - 5, y - 4, 6, 3, "#F08E73")


# --- matcha -----------------------------------------------------------------------------------------------


def matcha(art: Art, bowl: Bowl) -> None:
    foam = light(bowl.broth, 0.45)
    points = [at((0.05 + 0.2 * t / 6.3) * math.cos(t) * 0.9 - 0.02, (0.05 + 0.2 * t / 6.3) * math.sin(t) * 0.8 + 0.0, 44) for t in [i * 0.42 for i in range(20)]]
    art.line(curve(points), foam, 9)
    # fine powder over one shoulder of the nest
    rng = random.Random(3)
    for px, py, z, r in ((-0.46, -0.4, 62, 70), (-0.5, -0.36, 66, 46)):
        x, y = at(px, py, z)
        art.path(blob([(x + r * (1 + 0.16 * math.sin(k * 2.3)) * math.cos(math.tau * k / 10), y + r * 0.6 * (1 + 0.16 * math.cos(k * 3.1)) * math.sin(math.tau * k / 10)) for k in range(10)]), "#5F8A2C", opacity=0.55 if r > 50 else 0.9)
    for _ in range(34):
        x, y = at(rng.gauss(-0.4, 0.2), rng.gauss(-0.3, 0.17), 62)
        art.ellipse(x, y, rng.uniform(2, 5), rng.uniform(1.5, 3.5), "#55812A")
    dumplings = ((0.62, 0.44, 34, "#FBF6EA"), (0.36, 0.58, 40, "#F2B6B4"), (0.64, 0.66, 20, "#A9C46C"))
    for px, py, z, tone in dumplings:
        x, y = at(px, py, z)
        r = 50
        art.ellipse(x + 12, y + 24, r, r * 0.6, dark(bowl.broth, 0.6), opacity=0.4)
        art.ellipse(x, y, r, r * 0.9, dark(tone, 0.17))
        art.path(blob([(x - r + 1, y), (x - r * 0.5, y - r * 0.78), (x + r * 0.3, y - r * 0.78), (x + r * 0.62, y - r * 0.2), (x + r * 0.3, y + r * 0.5), (x - r * 0.5, y + r * 0.7)]), tone)
        art.path(blob([(x - r * 0.62, y - r * 0.24), (x - r * 0.3, y - r * 0.6), (x - r * 0.1, y - r * 0.56), (x - r * 0.4, y - r * 0.16)]), "#FFFFFF", opacity=0.85)
    x, y = at(0.62, -0.3, 56)
    leaf(art, x + 22, y - 22, 60, -40, "#4C7A2C")
    leaf(art, x - 30, y - 12, 50, -128, "#5E8C34")
    leaf(art, x + 4, y + 14, 56, 12, "#4C7A2C")


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
    _shade(art, x, y + r * 0.3, r, r * 0.7, broth)
    with art.group(f"translate({x:.0f} {y:.0f}) scale(1 0.82)"):
        for ring, count, reach, size, turn in ((0, 5, 0.5, 0.56, -90), (1, 5, 0.3, 0.44, -54)):
            for k in (3, 2, 4, 1, 0) if count == 5 else range(count):
                a = math.radians(turn + 72 * k)
                px, py, s = r * reach * math.cos(a), r * reach * math.sin(a), r * size
                tone = mix(red, "#7E1C22", 0.12 + 0.3 * max(0.0, math.cos(a - 0.5)) - 0.1 * ring)
                art.ellipse(px + 5, py + 9, s, s, "#5E1219", opacity=0.4)
                art.ellipse(px, py, s, s, tone)
                art.path(
                    blob([(px + s * 0.82 * math.cos(a + u), py + s * 0.82 * math.sin(a + u)) for u in (-1.2, -0.7, -0.2)] + [(px + s * 0.6 * math.cos(a - 0.7), py + s * 0.6 * math.sin(a - 0.7))]),
                    light(red, 0.34),
                    opacity=0.8,
                )
        art.ellipse(4, 8, r * 0.25, r * 0.25, "#8C2A1A")
        for k in range(14):
            a = math.tau * k / 14
            art.line(f"M0 4L{r * 0.2 * math.cos(a):.1f} {r * 0.2 * math.sin(a) - 5:.1f}", "#F6D77B", max(3, r * 0.045))
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
        p = [(x + dx * 0.6, y + 46), (x + dx - 22, y - top * 0.3), (x + dx + 18, y - top * 0.66), (x + dx + lean, y - top)]
        art.path(ribbon(p, [40, 66, 54, 5]), tone)
        art.path(ribbon([(a - 12, b) for a, b in p], [10, 17, 12, 1]), light(tone, 0.28))
        art.line(curve(p[:-1]), lit, 4)
    for k, (px, py) in enumerate(((0.34, 0.12), (0.5, 0.2), (0.66, 0.12), (0.42, 0.26), (0.58, 0.3), (0.74, 0.24), (0.5, 0.08), (0.66, 0.34), (0.5, 0.4), (0.8, 0.12), (0.36, 0.36))):
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
        return top[0][0] + (top[1][0] - top[0][0]) * u + (top[3][0] - top[0][0]) * v, top[0][1] + (top[1][1] - top[0][1]) * u + (top[3][1] - top[0][1]) * v

    for row in range(5):
        for col in range(5):
            u, v = 0.1 + 0.2 * col + (0.1 if row % 2 else 0) - 0.02, 0.11 + 0.195 * row
            if u > 0.97:
                continue
            cell = [on_top(u + 0.095 * math.cos(math.tau * k / 6), v + 0.1 * math.sin(math.tau * k / 6)) for k in range(6)]
            full = (row * 3 + col) % 4
            art.path(poly(cell), ("#B8691B", "#E59A2B", "#D98A1F", "#F0AE3A")[full])
            art.path(poly([cell[2], cell[3], cell[4], cell[5], ((cell[5][0] + cell[2][0]) / 2, (cell[5][1] + cell[2][1]) / 2 - 2)]), ("#9A5414", "#F6C862", "#EAA63A", "#FFDB85")[full])
    # honey running from the corner and over the noodles
    art.path("M%.0f %.0fc10 30 -6 52 2 84c4 18 30 18 32 -2c2 -26 -8 -44 6 -74Z" % (top[3][0] - 26, top[3][1] + 10), "#F0A52C")
    art.path("M%.0f %.0fc6 24 -2 40 2 60" % (top[3][0] - 14, top[3][1] + 24), "none", stroke="#FFE29A", stroke_width="6", stroke_linecap="round")
    thread = [at(-0.72, -0.3, 60), at(-0.36, -0.5, 84), at(0.02, -0.36, 82), at(-0.2, -0.1, 92), at(-0.5, 0.06, 90), at(-0.3, 0.28, 84), at(0.0, 0.34, 80)]
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
        art.path("M-48 8C-44 -34 -6 -46 20 -38C50 -28 56 6 40 26C12 44 -34 40 -48 8Z", "#5E1B36", opacity=0.28, transform="translate(6 12)")
        art.path("M-48 4C-44 -36 -6 -48 20 -40C50 -30 56 4 40 24C12 40 -34 36 -48 4Z", tone)
        art.path("M-48 4C-30 26 16 30 44 18C30 42 -34 38 -48 4Z", dark(tone, 0.22))
        art.path("M-34 -8C-26 -28 -2 -34 12 -32C-4 -22 -20 -14 -34 -8Z", light(tone, 0.5))


def rose(art: Art, bowl: Bowl) -> None:
    tone = "#D2486A"
    for px, py, z, size, turn in ((-0.5, -0.36, 66, 44, -20), (-0.62, 0.26, 52, 50, 30), (-0.14, 0.1, 78, 38, 80), (0.62, 0.56, 8, 46, 10), (0.8, 0.3, 6, 36, 60), (-0.1, -0.56, 52, 34, 160)):
        x, y = at(px, py, z)
        petal(art, x, y, size, turn, mix(tone, "#F3B9B4", 0.35 if turn % 20 else 0.1))
    x, y = at(0.42, -0.02, 78)
    leaf(art, x + 98, y + 34, 70, 26)
    leaf(art, x - 88, y + 58, 66, 146)
    leaf(art, x + 66, y - 70, 60, -48)
    _shade(art, x, y + 36, 116, 78, bowl.broth)
    with art.group(f"translate({x:.0f} {y:.0f}) scale(1 0.84)"):
        for r, count, turn, share in ((108, 5, 10, 0.0), (84, 5, 48, 0.18), (58, 4, 5, 0.3)):
            for k in range(count):
                a = math.radians(turn + 360 * k / count)
                px, py = r * 0.46 * math.cos(a), r * 0.46 * math.sin(a)
                shade = mix(light(tone, 0.28 - share * 0.6), "#7E1C40", 0.05 + 0.32 * max(0.0, math.cos(a - 0.5)))
                art.ellipse(px + 4, py + 8, r * 0.6, r * 0.6, "#5E1B36", opacity=0.28)
                art.ellipse(px, py, r * 0.6, r * 0.6, shade)
                edge = [(px + r * 0.55 * math.cos(a + u), py + r * 0.55 * math.sin(a + u)) for u in (-1.1, -0.5, 0.1, 0.6)]
                art.line(curve(edge), light(tone, 0.55), 5, opacity=0.85)
        art.ellipse(0, 0, 40, 40, dark(tone, 0.2))
        art.line(curve([(4, 2), (-8, -6), (-14, 8), (2, 18), (20, 6), (14, -18), (-12, -24), (-30, -2)]), light(tone, 0.4), 6)


TOPPINGS: dict[str, Callable[[Art, Bowl], None]] = {
    "mask-hyaluronic": hyaluronic,
    "mask-yuzu": yuzu,
    "mask-rice": rice,
    "mask-matcha": matcha,
    "mask-camellia": camellia,
    "mask-kelp": kelp,
    "mask-honey": honey,
    "mask-rose": rose,
}


# --- chopsticks and steam ---------------------------------------------------------------------------------


def _stick(art: Art, tip: tuple[float, float], end: tuple[float, float], colour: str) -> None:
    dx, dy = end[0] - tip[0], end[1] - tip[1]
    size = math.hypot(dx, dy)
    nx, ny = -dy / size, dx / size
    body = [(tip[0] - nx * 4, tip[1] - ny * 4), (end[0] - nx * 10, end[1] - ny * 10), (end[0] + nx * 10, end[1] + ny * 10), (tip[0] + nx * 4, tip[1] + ny * 4)]
    art.path(poly(body), colour)
    art.path(poly([tip, end, body[2], body[3]]), dark(colour, 0.28))
    for a, b, tone in ((0.80, 0.83, "#E9B04A"), (0.86, 0.875, "#E9B04A")):
        p, q = (tip[0] + dx * a, tip[1] + dy * a), (tip[0] + dx * b, tip[1] + dy * b)
        w = 4 + 6 * a + 0.5
        art.path(poly([(p[0] - nx * w, p[1] - ny * w), (q[0] - nx * w, q[1] - ny * w), (q[0] + nx * w, q[1] + ny * w), (p[0] + nx * w, p[1] + ny * w)]), tone)


def chopsticks(art: Art, slug: str, bowl: Bowl) -> None:
    """Resting on the far rim at the right, their tips on the noodles."""
    colour = LACQUER.get(slug)
    if not colour:
        return
    rests = (((292, 318), (792, 152)), ((322, 340), (796, 196)))
    for (x, y), (u, v) in rests:
        lift = ((x + 6, y + 8), (x + (u - x) * 0.62, y + (v - y) * 0.62 + 40), (x + (u - x) * 0.62, y + (v - y) * 0.62 + 56), (x + 4, y + 16))
        art.path(poly(lift), dark(bowl.broth, 0.6), opacity=0.28)
    for tip, end in rests:
        _stick(art, tip, end, colour)


def steam(art: Art, slug: str, colour: str) -> None:
    seed = sum(map(ord, slug)) % 3
    for k, (x, low, high, wide) in enumerate(((250, 190, 40, 20), (392, 170, 10, 28), (536, 186, 48, 20))):
        sway = 26 if (k + seed) % 2 else -26
        tall = low - high
        points = [(x, low), (x + sway, low - tall * 0.3), (x - sway * 0.7, low - tall * 0.62), (x + sway * 0.5, high)]
        art.path(ribbon(points, [wide, wide * 1.2, wide * 0.7, 1]), colour, opacity=0.85)
