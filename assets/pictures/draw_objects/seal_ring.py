"""Rings with a worked edge, shared by the seal icon and the seals."""

from __future__ import annotations

import math


def scallops(count: int, outer: float, inner: float) -> list[tuple[float, float, float]]:
    """(radius, cosine, sine) around a scalloped ring."""
    out = []
    for i in range(count * 2):
        angle = math.pi * i / count - math.pi / 2
        out.append((outer if i % 2 == 0 else inner, math.cos(angle), math.sin(angle)))
    return out
