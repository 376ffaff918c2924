"""Eight sachets of one design: each with its own colour and its own ingredient."""

# ruff: noqa: E501 (path data reads best unbroken)
from __future__ import annotations

import math

import motifs
from motifs import placed
from pen import CREAM, INK, Art, blob, dark, light, mix, poly, ribbon
from shapes import FLOOR, sticker

MASKS = {  # ground, accent, English, Chinese
    "mask-hyaluronic": ("#A9D3DE", "#28598C", "HYALURONIC", "玻尿酸"),
    "mask-yuzu": ("#F6CC58", "#B4651E", "YUZU", "柚子"),
    "mask-rice": ("#EBDDC0", "#A9301F", "RICE", "米"),
    "mask-matcha": ("#A9C46C", "#3F6B4A", "MATCHA", "抹茶"),
    "mask-camellia": ("#E58F80", "#8E2B22", "CAMELLIA", "山茶"),
    "mask-kelp": ("#5FA79A", "#1E4A3C", "KELP", "海藻"),
    "mask-honey": ("#F0B84C", "#7A4A24", "HONEY", "蜂蜜"),
    "mask-rose": ("#EBA3AE", "#8A2F5B", "ROSE", "玫瑰"),
}


def sachet(art: Art, slug: str) -> None:
    ground, accent, name, han = MASKS[slug]
    x, y, w, h = 176, 62, 448, 668
    art.shadow(410, FLOOR + 6, 232, 18)
    # crimped edges above and below
    teeth = [(x + w * i / 32, y + (0 if i % 2 else 7)) for i in range(33)]
    feet = [(x + w * i / 32, y + h - (0 if i % 2 else 7)) for i in range(33)]
    sides_r = [(x + w - 4, y + h * 0.3), (x + w - 7, y + h * 0.55), (x + w - 3, y + h * 0.8)]
    sides_l = [(x + 3, y + h * 0.8), (x + 7, y + h * 0.55), (x + 4, y + h * 0.3)]
    art.path(poly([*teeth, *sides_r, *feet[::-1], *sides_l]), ground)
    art.rect(x + 1, y + 14, w - 2, 32, dark(ground, 0.10))
    art.rect(x + 1, y + h - 46, w - 2, 32, dark(ground, 0.14))
    for k in range(3):
        art.line(f"M{x + 6} {y + 22 + 8 * k}H{x + w - 6}", light(ground, 0.4), 2)
        art.line(f"M{x + 6} {y + h - 38 + 8 * k}H{x + w - 6}", light(ground, 0.25), 2)
    # the round window of the noodle shop, with the ingredient, over a bowl
    cx = 400
    art.ellipse(cx, 336, 168, 168, light(ground, 0.62))
    art.ellipse(cx, 336, 150, 150, CREAM)
    INGREDIENTS[slug](art, cx, 314)
    art.path(f"M{cx - 150} 336A150 150 0 0 0 {cx + 150} 336Z", accent)
    art.path(
        f"M{cx + 50} 336H{cx + 150}A150 150 0 0 1 {cx + 20} 484Q{cx + 70} 424 {cx + 50} 336Z", dark(accent, 0.25)
    )
    art.path(f"M{cx - 160} 326H{cx + 160}V340H{cx - 160}Z", light(accent, 0.25))
    # three folds of noodle, the sign of the house
    for k in range(3):
        yy = 376 + 26 * k
        reach = 92 - 20 * k
        art.line(
            f"M{cx - reach} {yy}q{reach / 4:.0f} -16 {reach / 2:.0f} 0q{reach / 4:.0f} 16 {reach / 2:.0f} 0q{reach / 4:.0f} -16 {reach / 2:.0f} 0q{reach / 4:.0f} 16 {reach / 2:.0f} 0",
            CREAM,
            7,
        )
    art.words(han, cx, 158, 44, accent, font="serif")
    art.words(name, cx, 570, 56, accent, font="serif", width=370)
    art.line(f"M{cx - 150} 590H{cx - 2}", accent, 4)
    art.words("NOODLE MASK", cx - 76, 626, 22, dark(ground, 0.55), spacing=2, width=146)
    art.words("面膜面", cx - 76, 660, 27, dark(ground, 0.55), width=146)
    # tear notch, light and crease
    art.path(poly([(x + w, y + 66), (x + w - 16, y + 73), (x + w, y + 80)]), INK, opacity=0.25)
    art.path(
        poly(
            [
                (x + w - 64, y + 6),
                (x + w, y + 6),
                *sides_r,
                (x + w, y + h - 4),
                (x + w - 44, y + h - 4),
                (x + w - 70, y + h * 0.7),
                (x + w - 50, y + h * 0.35),
            ]
        ),
        "#1B1C38",
        opacity=0.12,
    )
    art.path(
        blob(
            [
                (x + 22, y + 70),
                (x + 40, y + 66),
                (x + 44, y + 240),
                (x + 34, y + 420),
                (x + 20, y + 420),
                (x + 26, y + 240),
            ]
        ),
        "#FFFDF4",
        opacity=0.42,
    )
    art.path(
        blob([(x + 56, y + 74), (x + 64, y + 74), (x + 64, y + 190), (x + 58, y + 190)]), "#FFFDF4", opacity=0.35
    )
    sticker(art, 506, 634, 84)


def _hyaluronic(art: Art, x: float, y: float) -> None:
    for dx, dy, s in ((0, -60, 110), (-66, -14, 70), (62, -10, 76)):
        with placed(art, x + dx, y + dy, s):
            motifs.drop_shape(art, "#7FBBD0")
            art.path("M34 20A34 34 0 0 1 -10 52C20 48 30 30 22 -4C30 6 34 14 34 20Z", "#4C93B4")
            art.ellipse(-13, 10, 7, 12, "#FFFFFF")


def _yuzu(art: Art, x: float, y: float) -> None:
    y -= 36
    art.ellipse(x, y, 88, 88, "#F2A93B")
    art.ellipse(x, y, 76, 76, "#FFF4D2")
    for k in range(9):
        a, half = math.tau * k / 9, 0.27
        art.path(
            poly(
                [
                    (x + 10 * math.cos(a), y + 10 * math.sin(a)),
                    *[
                        (x + 66 * math.cos(a + u * half), y + 66 * math.sin(a + u * half))
                        for u in (-1, -0.3, 0.3, 1)
                    ],
                ]
            ),
            "#F7B92F",
            stroke="#F7B92F",
            stroke_width="5",
            stroke_linejoin="round",
        )
    with art.group(f"translate({x + 74:.0f} {y - 66:.0f}) rotate(-36)"):
        art.path("M-46 0C-20 -30 24 -28 50 0C24 26 -20 26 -46 0Z", "#3F6B4A")


def _rice(art: Art, x: float, y: float) -> None:
    for dx, turn, s in ((-58, -24, 108), (0, 0, 128), (58, 24, 108)):
        with placed(art, x + dx, y - 30 + abs(dx) * 0.3, s, turn):
            motifs.ear(art, "#E0B23E")


def _matcha(art: Art, x: float, y: float) -> None:
    for turn, s, tone in ((-58, 116, "#5E8C34"), (58, 116, "#4C7A2C"), (0, 148, "#6E9E3C")):
        with art.group(f"translate({x:.0f} {y + 20:.0f}) rotate({turn}) scale({s / 100})"):
            art.path("M0 0C-34 -30 -30 -76 0 -104C30 -76 34 -30 0 0Z", tone)
            art.path("M0 0C34 -30 30 -76 0 -104Z", dark(tone, 0.16))
            art.line("M0 -4V-84", "#DCE8B4", 3)


def _camellia(art: Art, x: float, y: float) -> None:
    y -= 34
    for turn in (20, 160):
        with art.group(f"translate({x:.0f} {y + 30:.0f}) rotate({turn})"):
            art.path("M40 0C70 -34 120 -26 138 0C116 26 70 26 40 0Z", "#3F6B4A")
    for k in range(5):
        a = math.radians(72 * k - 90)
        px, py = x + 46 * math.cos(a), y + 46 * math.sin(a)
        art.ellipse(px, py, 46, 46, mix("#C6392F", "#7E1C22", 0.1 + 0.35 * max(0.0, math.cos(a - 0.5))))
    art.ellipse(x, y, 26, 26, "#F2A93B")
    for k in range(9):
        a = math.tau * k / 9
        art.ellipse(x + 20 * math.cos(a), y + 20 * math.sin(a), 6, 6, "#FFE9A6")


def _kelp(art: Art, x: float, y: float) -> None:
    for dx, tall, tone in ((-60, 110, "#2F6B50"), (0, 158, "#1E4A3C"), (56, 124, "#3F8560")):
        p = [
            (x + dx, y + 18),
            (x + dx - 18, y + 18 - tall * 0.33),
            (x + dx + 18, y + 18 - tall * 0.66),
            (x + dx - 4, y + 18 - tall),
        ]
        art.path(ribbon(p, [30, 46, 40, 4]), tone)
        art.path(ribbon(p, [3, 5, 4, 1]), light(tone, 0.4))
    for dx, dy, r in ((-30, -88, 8), (34, -110, 10), (88, -60, 7), (-92, -50, 6)):
        art.ellipse(x + dx, y + dy, r, r, "#5FA79A")


def _honey(art: Art, x: float, y: float) -> None:
    tones = ("#F2A93B", "#E08E1E", "#F6C862", "#D98A1F", "#F2A93B", "#E59A2B", "#F6C862")
    for k, (dx, dy) in enumerate(((0, -40), (0, -108), (58, -74), (58, -6), (0, 28), (-58, -6), (-58, -74))):
        art.path(
            poly(
                [
                    (x + dx + 35 * math.cos(math.tau * i / 6), y + dy + 35 * math.sin(math.tau * i / 6))
                    for i in range(6)
                ]
            ),
            tones[k],
        )
        art.path(
            poly(
                [
                    (x + dx + 30 * math.cos(math.tau * i / 6), y + dy + 30 * math.sin(math.tau * i / 6))
                    for i in (2, 3, 4)
                ]
            ),
            light(tones[k], 0.4),
        )


def _rose(art: Art, x: float, y: float) -> None:
    y -= 40
    art.line(f"M{x} {y + 40}V{y + 70}", "#3F6B4A", 8)
    for turn in (24, 156):
        with art.group(f"translate({x:.0f} {y + 40:.0f}) rotate({turn})"):
            art.path("M30 0C58 -30 104 -24 120 0C100 24 58 22 30 0Z", "#3F6B4A")
    tone = "#D2486A"
    for r, count, turn, share in ((50, 5, -90, 0.0), (32, 4, -50, 0.12), (16, 3, 0, 0.2)):
        for k in range(count):
            a = math.radians(turn + 360 * k / count)
            art.ellipse(
                x + r * 0.9 * math.cos(a),
                y + r * 0.9 * math.sin(a),
                r * 0.7 + 10,
                r * 0.7 + 10,
                mix(light(tone, 0.25 - share), "#7E1C40", 0.1 + 0.3 * max(0.0, math.cos(a - 0.5)) + share),
            )
    art.line(f"M{x + 3} {y + 2}c-10 -8 -16 6 -4 12c14 6 24 -10 14 -22c-12 -12 -32 -2 -34 14", light(tone, 0.55), 5)


INGREDIENTS = {
    "mask-hyaluronic": _hyaluronic,
    "mask-yuzu": _yuzu,
    "mask-rice": _rice,
    "mask-matcha": _matcha,
    "mask-camellia": _camellia,
    "mask-kelp": _kelp,
    "mask-honey": _honey,
    "mask-rose": _rose,
}


def _drawer(slug: str):  # type: ignore[no-untyped-def]
    return lambda art: sachet(art, slug)


DRAWN = {slug: _drawer(slug) for slug in MASKS}
