"""Noodles that are folded face masks: sheaves of wide white ribbons, folded to and fro."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dishes_bowl import Bowl, at
from pen import Art, Point, dark, light, mix, offset, poly, sample

SHEET = "#FFFDF6"

# spines in plan: x, y in broth radii, z in pixels above the broth
Spine = Sequence[tuple[float, float, float]]

FOLDS: dict[str, list[tuple[Spine, float, int]]] = {
    # one skein folded to and fro, from the back to the front: (spine, width in radii, ribbons)
    "fold": [
        (
            [
                (-0.86, -0.12, -16),
                (-0.74, -0.36, 4),
                (-0.34, -0.58, 24),
                (0.16, -0.62, 30),
                (0.54, -0.5, 34),
                (0.68, -0.27, 40),
                (0.5, -0.08, 46),
                (0.1, -0.05, 56),
                (-0.34, -0.02, 54),
                (-0.6, 0.12, 44),
                (-0.58, 0.36, 38),
                (-0.3, 0.5, 36),
                (0.06, 0.56, 20),
                (0.3, 0.66, -6),
                (0.44, 0.78, -16),
            ],
            0.40,
            6,
        ),
    ],
    "nest": [
        (
            [
                (0.88, 0.02, -16),
                (0.84, -0.22, 0),
                (0.5, -0.54, 22),
                (-0.06, -0.62, 30),
                (-0.56, -0.42, 22),
                (-0.83, 0.0, -3),
                (-0.87, 0.24, -16),
            ],
            0.38,
            6,
        ),
        (
            [
                (-0.84, -0.14, -10),
                (-0.76, 0.26, 16),
                (-0.36, 0.56, 26),
                (0.2, 0.6, 24),
                (0.62, 0.36, 12),
                (0.8, 0.02, -8),
                (0.84, -0.16, -30),
            ],
            0.34,
            5,
        ),
        (
            [
                (0.74, 0.16, -20),
                (0.56, -0.1, 28),
                (0.3, -0.32, 48),
                (-0.12, -0.36, 60),
                (-0.44, -0.1, 66),
                (-0.34, 0.26, 68),
                (0.06, 0.36, 64),
                (0.36, 0.14, 58),
                (0.3, -0.04, 40),
            ],
            0.34,
            5,
        ),
    ],
    "wave": [
        (
            [
                (0.86, -0.1, -16),
                (0.78, -0.34, 4),
                (0.36, -0.6, 24),
                (-0.16, -0.62, 28),
                (-0.64, -0.4, 18),
                (-0.85, -0.02, -8),
                (-0.87, 0.16, -16),
            ],
            0.38,
            6,
        ),
        (
            [
                (0.84, 0.1, -16),
                (0.66, -0.04, 10),
                (0.3, -0.22, 46),
                (-0.12, -0.28, 58),
                (-0.46, -0.14, 60),
                (-0.56, 0.1, 56),
                (-0.36, 0.28, 54),
                (0.0, 0.34, 50),
                (0.3, 0.46, 24),
                (0.42, 0.62, -8),
                (0.46, 0.8, -16),
            ],
            0.40,
            6,
        ),
    ],
}

ARRANGED = {
    "mask-hyaluronic": "nest",
    "mask-yuzu": "fold",
    "mask-rice": "wave",
    "mask-matcha": "nest",
    "mask-camellia": "wave",
    "mask-kelp": "fold",
    "mask-honey": "fold",
    "mask-rose": "wave",
}


def _lay(spine: Spine, per_span: int = 5) -> tuple[list[Point], list[float]]:
    plan = sample([(x, y) for x, y, _ in spine], per_span)
    heights = [y for _, y in sample([(float(i), z) for i, (_, _, z) in enumerate(spine)], per_span)]
    return plan, heights


def _strip(
    plan: list[Point], heights: list[float], left: list[float], right: list[float], lift: list[float]
) -> list[Point]:
    a, b = offset(plan, left), offset(plan, right)
    one = [at(x, y, z + k) for (x, y), z, k in zip(a, heights, lift, strict=True)]
    two = [at(x, y, z + k) for (x, y), z, k in zip(b, heights, lift, strict=True)]
    return one + two[::-1]


def _runs(heights: list[float]) -> list[tuple[int, int, bool]]:
    """Stretches of the spine above and below the broth: (first, last, sunk)."""
    out, start = [], 0
    for i in range(1, len(heights) + 1):
        if i == len(heights) or (heights[i] < 0) != (heights[start] < 0):
            out.append((start, min(i, len(heights) - 1), heights[start] < 0))
            start = i
    return out


def sheaf(art: Art, spine: Spine, width: float, count: int, tint: str) -> None:
    """`count` ribbons side by side along the spine, gathered at both ends where they dive into the broth."""
    plan, heights = _lay(spine)
    size = len(plan)
    spread = [width * (0.74 + 0.26 * min(1, 5 * (i / (size - 1)) * (1 - i / (size - 1)))) for i in range(size)]
    facing = _facing(plan)
    for first, last, sunk in sorted(_runs(heights), key=lambda run: not run[2]):
        cut = slice(first, last + 1)
        if last - first < 1:
            continue
        line, high, wide, face = plan[cut], heights[cut], spread[cut], facing[cut]
        if sunk:
            half = slice(0, len(line) // 2 + 1) if high[0] > high[-1] else slice((len(line) - 1) // 2, len(line))
            for part, share in ((slice(0, len(line)), 0.22), (half, 0.44)):
                flat = [0.0] * len(line[part])
                strip = _strip(
                    line[part], high[part], [-w * 0.5 for w in wide[part]], [w * 0.5 for w in wide[part]], flat
                )
                art.path(poly(strip), mix(tint, SHEET, share))
            for k in range(1, count):
                at_k = [w * (k / count - 0.5) for w in wide]
                art.line(poly(_line(line, high, at_k), close=False), mix(tint, SHEET, 0.12), 2.5)
            continue
        _lit(art, line, high, wide, face, count, tint)


def _facing(plan: list[Point]) -> list[float]:
    """How far each place's right-hand edge turns from the light (1: fully away, -1: fully towards)."""
    out = []
    for i in range(len(plan)):
        (ax, ay), (bx, by) = plan[max(i - 1, 0)], plan[min(i + 1, len(plan) - 1)]
        dx, dy = bx - ax, by - ay
        long = math.hypot(dx, dy) or 1
        out.append((-dy * 0.6 + dx * 0.8) / long)
    return out


def _line(plan: list[Point], heights: list[float], by: list[float]) -> list[Point]:
    return [at(x, y, z) for (x, y), z in zip(offset(plan, by), heights, strict=True)]


def _lit(
    art: Art, line: list[Point], high: list[float], wide: list[float], face: list[float], count: int, tint: str
) -> None:
    size = len(line)
    flat = [0.0] * size
    # the shadow that the sheaf throws on what lies below, to the right and front
    low = [max(h - 30, 0) for h in high]
    out = [*[min(1.0, h / 26) for h in high], *[min(1.0, h / 26) for h in high[::-1]]]
    shade = _strip(line, low, [-s * 0.5 for s in wide], [s * 0.54 for s in wide], flat)
    art.path(poly([(x + 12 * k, y) for (x, y), k in zip(shade, out, strict=True)]), dark(tint, 0.55), opacity=0.36)
    gap = mix(SHEET, dark(tint, 0.42), 0.62)
    art.path(poly(_strip(line, high, [-s * 0.51 for s in wide], [s * 0.51 for s in wide], flat)), gap)
    for k in range(count):
        lo, hi = k / count - 0.5, (k + 1) / count - 0.5
        # a ribbon bellies: the middle of each sheaf stands a little higher
        lift = [9 * (1 - (2 * (k + 0.5) / count - 1) ** 2) * min(1.0, h / 24) for h in high]
        a, b = [s * (lo + 0.009) for s in wide], [s * (hi - 0.009) for s in wide]
        tone = mix(SHEET, light(tint, 0.45), 0.05 + 0.06 * (k % 2))
        art.path(poly(_strip(line, high, a, b, lift)), tone)
        shadow = mix(tone, dark(tint, 0.25), 0.32)
        for edge, sign in ((b, 1), (a, -1)):
            turned = [max(0.0, f * sign) for f in face]
            inner = [e - sign * w * 0.42 * t / count for e, w, t in zip(edge, wide, turned, strict=True)]
            for i, j in _where(turned):
                part = slice(i, j)
                art.path(poly(_strip(line[part], high[part], inner[part], edge[part], lift[part])), shadow)


def _where(values: list[float]) -> list[tuple[int, int]]:
    """Stretches in which the values are above nothing, with one more place at each end."""
    out, start = [], None
    for i, value in enumerate([*values, 0.0]):
        if value > 0.02 and start is None:
            start = i
        elif value <= 0.02 and start is not None:
            out.append((max(start - 1, 0), min(i + 1, len(values))))
            start = None
    return [(i, j) for i, j in out if j - i > 2]


def noodles(art: Art, slug: str, bowl: Bowl) -> None:
    for spine, width, count in FOLDS[ARRANGED[slug]]:
        sheaf(art, spine, width, count, bowl.broth)
