"""How far two places are from each other."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0  # mean radius, IUGG


def great_circle_km(latitude_a: float, longitude_a: float, latitude_b: float, longitude_b: float) -> float:
    """Kilometres between two points in WGS 84 degrees on a sphere (haversine): shorter than any road or flight."""
    a, b = radians(latitude_a), radians(latitude_b)
    across = sin(radians(longitude_b - longitude_a) / 2) ** 2
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * across
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))
