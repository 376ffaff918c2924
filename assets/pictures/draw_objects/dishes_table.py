"""Around every dish: leaves, shadows, chopsticks and steam."""

from __future__ import annotations

import math

from dishes_bowl import Bowl
from pen import Art, dark, light, poly, ribbon

LACQUER = {"mask-hyaluronic": "#28598C", "mask-rose": "#6B2145", "mask-yuzu": "#CB3A22", "mask-kelp": "#2A2226"}


def shade(art: Art, x: float, y: float, rx: float, ry: float, broth: str) -> None:
    art.ellipse(x + rx * 0.16, y + ry * 0.3, rx, ry, dark(broth, 0.55), opacity=0.34)


def leaf(art: Art, x: float, y: float, size: float, turn: float, colour: str = "#3F6B4A") -> None:
    with art.group(f"translate({x:.0f} {y:.0f}) rotate({turn}) scale({size / 100:.2f})"):
        art.path(
            "M-96 6C-60 -50 30 -58 104 0C40 48 -50 50 -96 6Z", "#1E2A35", opacity=0.16, transform="translate(8 14)"
        )
        art.path("M-100 0C-60 -52 30 -58 100 -4C36 4 -40 6 -100 0Z", light(colour, 0.18))
        art.path("M-100 0C-40 6 36 4 100 -4C40 46 -50 46 -100 0Z", dark(colour, 0.14))
        art.line("M-100 0C-40 6 36 4 96 -4", light(colour, 0.5), 4)
        for u in (-50, -10, 30):
            art.line(f"M{u} 3L{u + 26} -22", light(colour, 0.4), 2.5)


# --- chopsticks and steam ---------------------------------------------------------------------------------


def _stick(art: Art, tip: tuple[float, float], end: tuple[float, float], colour: str) -> None:
    dx, dy = end[0] - tip[0], end[1] - tip[1]
    size = math.hypot(dx, dy)
    nx, ny = -dy / size, dx / size
    body = [
        (tip[0] - nx * 4, tip[1] - ny * 4),
        (end[0] - nx * 10, end[1] - ny * 10),
        (end[0] + nx * 10, end[1] + ny * 10),
        (tip[0] + nx * 4, tip[1] + ny * 4),
    ]
    art.path(poly(body), colour)
    art.path(poly([tip, end, body[2], body[3]]), dark(colour, 0.28))
    for a, b, tone in ((0.80, 0.83, "#E9B04A"), (0.86, 0.875, "#E9B04A")):
        p, q = (tip[0] + dx * a, tip[1] + dy * a), (tip[0] + dx * b, tip[1] + dy * b)
        w = 4 + 6 * a + 0.5
        art.path(
            poly(
                [
                    (p[0] - nx * w, p[1] - ny * w),
                    (q[0] - nx * w, q[1] - ny * w),
                    (q[0] + nx * w, q[1] + ny * w),
                    (p[0] + nx * w, p[1] + ny * w),
                ]
            ),
            tone,
        )


def chopsticks(art: Art, slug: str, bowl: Bowl) -> None:
    """Resting on the far rim at the right, their tips on the noodles."""
    colour = LACQUER.get(slug)
    if not colour:
        return
    rests = (((292, 318), (792, 152)), ((322, 340), (796, 196)))
    for (x, y), (u, v) in rests:
        lift = (
            (x + 6, y + 8),
            (x + (u - x) * 0.62, y + (v - y) * 0.62 + 40),
            (x + (u - x) * 0.62, y + (v - y) * 0.62 + 56),
            (x + 4, y + 16),
        )
        art.path(poly(lift), dark(bowl.broth, 0.6), opacity=0.28)
    for tip, end in rests:
        _stick(art, tip, end, colour)


def steam(art: Art, slug: str, colour: str) -> None:
    seed = sum(map(ord, slug)) % 3
    for k, (x, low, high, wide) in enumerate(((250, 190, 40, 20), (392, 170, 10, 28), (536, 186, 48, 20))):
        sway = 26 if (k + seed) % 2 else -26
        tall = low - high
        points = [
            (x, low),
            (x + sway, low - tall * 0.3),
            (x - sway * 0.7, low - tall * 0.62),
            (x + sway * 0.5, high),
        ]
        art.path(ribbon(points, [wide, wide * 1.2, wide * 0.7, 1]), colour, opacity=0.85)
