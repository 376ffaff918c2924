"""What would help the camera, a small round scene for each: 160 x 160, read at a glance from a step away."""

from __future__ import annotations

from pen import (
    CREAM,
    DEEP_WATER,
    INK,
    INK_SOFT,
    LANTERN,
    NIGHT,
    PAPER_SHADE,
    PEACH,
    SKIN,
    SKY,
    SUN,
    WATER,
    WHITE,
    WINDOW,
    Art,
    arc,
    blob,
    box,
    curve,
    dark,
    light,
    mix,
    oval,
    poly,
)

MIDDLE, RADIUS = 80, 78


def scene(ground: str) -> Art:
    art = Art(160, 160)
    art.ellipse(MIDDLE, MIDDLE, RADIUS, RADIUS, ground)
    return art


def sticker(
    art: Art, cx: float, cy: float, side: float, turn: float = 0, paper: str = WHITE, ink: str = INK
) -> None:
    """The town's sticker as a motif: three corners and a few modules, no code that anything could read."""
    u = side / 10
    with art.group(f"translate({cx} {cy}) rotate({turn})"):
        art.rect(-side / 2 + u * 0.5, -side / 2 + u * 0.6, side, side, INK, u, opacity=0.22)
        art.rect(-side / 2, -side / 2, side, side, paper, u)
        for x, y, colour in ((-3.7, -3.7, ink), (0.9, -3.7, ink), (-3.7, 0.9, LANTERN if ink == INK else ink)):
            art.path(
                box(x * u, y * u, 2.8 * u, 2.8 * u, 0.7 * u)
                + box((x + 0.8) * u, (y + 0.8) * u, 1.2 * u, 1.2 * u, 0.3 * u),
                colour,
                fill_rule="evenodd",
            )
        for x, y in ((1.2, 1.2), (2.9, 0.9), (2.2, 2.4), (0.9, 3.2), (3.2, 3.3)):
            art.rect(x * u, y * u, 0.95 * u, 0.95 * u, ink, 0.25 * u)


def lens(art: Art, cx: float, cy: float, r: float) -> None:
    """The camera's eye, lit from the left."""
    art.ellipse(cx, cy, r, r, INK)
    art.path(poly([(cx, cy), *arc(cx, cy, r, r, -70, 70)]), dark(INK, 0.5))
    art.ellipse(cx, cy, r * 0.7, r * 0.7, DEEP_WATER)
    art.ellipse(cx + r * 0.08, cy + r * 0.08, r * 0.44, r * 0.44, NIGHT)
    art.ellipse(cx - r * 0.3, cy - r * 0.32, r * 0.2, r * 0.2, CREAM)


def arrow(art: Art, x0: float, x1: float, y: float, half: float) -> None:
    """From x0 to x1, its head at x1."""
    way = 1 if x1 > x0 else -1
    neck = x1 - way * half * 1.15
    art.path(
        poly(
            [
                (x0, y - half * 0.38),
                (neck, y - half * 0.38),
                (neck, y - half),
                (x1, y),
                (neck, y + half),
                (neck, y + half * 0.38),
                (x0, y + half * 0.38),
            ]
        ),
        LANTERN,
        stroke=LANTERN,
        stroke_width="4",
        stroke_linejoin="round",
    )


def hand(art: Art, cx: float, top: float, size: float) -> None:
    """Thumb and sleeve that hold something up from below: its wrist leaves the scene at the foot."""
    skin, shade = SKIN[1], dark(SKIN[1], 0.18)
    s = size
    art.path(
        curve(
            [
                (cx - 0.2 * s, top + 0.5 * s),
                (cx - 0.32 * s, top + 1.32 * s),
                (cx + 0.36 * s, top + 1.32 * s),
                (cx + 0.3 * s, top + 0.5 * s),
            ],
            close=True,
        ),
        skin,
    )
    art.path(
        blob(
            [
                (cx - 0.2 * s, top + 0.55 * s),
                (cx - 0.2 * s, top + 0.1 * s),
                (cx, top),
                (cx + 0.17 * s, top + 0.12 * s),
                (cx + 0.22 * s, top + 0.6 * s),
                (cx, top + 0.75 * s),
            ]
        ),
        skin,
    )
    art.path(
        blob(
            [
                (cx + 0.06 * s, top + 0.05 * s),
                (cx + 0.17 * s, top + 0.14 * s),
                (cx + 0.22 * s, top + 0.6 * s),
                (cx + 0.1 * s, top + 0.7 * s),
                (cx + 0.12 * s, top + 0.35 * s),
            ]
        ),
        shade,
    )
    art.path(
        blob(
            [
                (cx - 0.1 * s, top + 0.24 * s),
                (cx - 0.1 * s, top + 0.1 * s),
                (cx, top + 0.05 * s),
                (cx + 0.08 * s, top + 0.13 * s),
                (cx + 0.07 * s, top + 0.26 * s),
                (cx - 0.02 * s, top + 0.29 * s),
            ]
        ),
        light(skin, 0.4),
    )


def closer() -> Art:
    art = scene(SKY)
    art.path(poly(arc(MIDDLE, MIDDLE, RADIUS, RADIUS, 24, 156)), mix(SKY, PEACH, 0.7))
    lens(art, 40, 80, 25)
    sticker(art, 121, 80, 38, 4)
    arrow(art, 98, 71, 80, 13)
    return art


def further() -> Art:
    art = scene(SKY)
    art.path(poly(arc(MIDDLE, MIDDLE, RADIUS, RADIUS, 24, 156)), mix(SKY, PEACH, 0.7))
    lens(art, 32, 80, 20)
    sticker(art, 82, 80, 58, -4)
    arrow(art, 116, 148, 80, 15)
    return art


def more_light() -> Art:
    art = scene(NIGHT)
    art.path(
        poly([(52, 58), (72, 58), (150, 118), *arc(MIDDLE, MIDDLE, RADIUS, RADIUS, 30, 118), (44, 149)]),
        mix(NIGHT, WINDOW, 0.62),
    )
    sticker(art, 98, 106, 52, 6, mix(WHITE, WINDOW, 0.3))
    art.path(poly([(98, 80), (124, 82.7), (119, 134.6), (93, 132)]), NIGHT, opacity=0.34)
    art.line("M62 8V22", PAPER_SHADE, 3)
    art.path(blob([(62, 20), (86, 32), (86, 50), (62, 62), (38, 50), (38, 32)]), LANTERN)
    art.path(blob([(66, 20), (86, 32), (86, 50), (66, 62), (76, 41)]), dark(LANTERN, 0.2))
    art.line("M50 24C46 34 46 48 50 58", light(LANTERN, 0.35), 3)
    art.rect(52, 17, 20, 6, SUN, 2)
    art.rect(52, 58, 20, 6, SUN, 2)
    return art


def glare() -> Art:
    art = scene(WATER)
    art.path(poly(arc(MIDDLE, MIDDLE, RADIUS, RADIUS, 24, 156)), mix(WATER, DEEP_WATER, 0.45))
    sticker(art, 76, 74, 74, -9)
    cx, cy = 98, 54
    rays = []
    for i in range(16):
        r = 38 if i % 4 == 0 else 25 if i % 2 == 0 else 15
        rays += arc(cx, cy, r, r, i * 22.5, i * 22.5, 1)[:1]
    art.path(poly(rays), WINDOW)
    art.ellipse(cx, cy, 16, 16, CREAM)
    art.line(curve(arc(76, 92, 48, 40, 28, 122)), LANTERN, 8)
    art.path("M40 130L43 108L62 124Z", LANTERN, stroke=LANTERN, stroke_width="4", stroke_linejoin="round")
    return art


def still() -> Art:
    art = scene(PEACH)
    art.path(poly(arc(MIDDLE, MIDDLE, RADIUS, RADIUS, 24, 156)), mix(PEACH, "#C9764D", 0.4))
    for shift, strength in ((32, 0.3), (18, 0.5)):
        for way in (-1, 1):
            art.rect(80 + way * shift - 28, 38, 56, 56, CREAM, 6, opacity=strength)
    sticker(art, 80, 66, 60)
    hand(art, 80, 84, 50)
    return art


def many() -> Art:
    art = scene(SKY)
    art.path(poly(arc(MIDDLE, MIDDLE, RADIUS, RADIUS, 24, 156)), mix(SKY, PEACH, 0.7))
    sticker(art, 112, 58, 46, 7, PAPER_SHADE, INK_SOFT)
    sticker(art, 56, 66, 52, -5)
    art.path(oval(60, 78, 21, 21), "none", stroke=LANTERN, stroke_width="6")
    skin, shade = SKIN[1], dark(SKIN[1], 0.18)
    with art.group("translate(60 76) rotate(-24)"):
        art.path(curve([(-12, 44), (-18, 62), (-12, 81), (29, 81), (34, 58), (24, 42)], close=True), skin)
        art.rect(-9, 0, 18, 56, skin, 9)
        art.path("M2 0a9 9 0 0 1 7 9v40h-6Z", shade)
        art.path(curve([(9, 44), (24, 42), (34, 58), (29, 81), (19, 81), (22, 60)], close=True), shade)
        art.rect(-5, 3, 10, 12, light(skin, 0.45), 5)
    return art


DRAWN = {"closer": closer, "further": further, "dark": more_light, "glare": glare, "still": still, "many": many}


def draw() -> None:
    for name, make in DRAWN.items():
        make().save(f"hints/{name}.svg")


if __name__ == "__main__":
    draw()
