"""The hall behind the visitor: booth fronts, floor and lights, out of focus as a near-set camera sees them."""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

WIDTH, HEIGHT = 960, 540  # painted in units of a 1920 x 1080 frame

GOODS = ("#CB3A22", "#FBF6EA", "#3F6B4A", "#C9764D", "#3E7C8C", "#8A2F5B", "#6B4428")
WARM = ("#FFC45A", "#F29A2B", "#FFD98A", "#FFB347", "#F08A4B")


def fill(p: QPainter, colour: str, *points: tuple[float, float]) -> None:
    p.setBrush(QColor(colour))
    p.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))


def box(p: QPainter, colour: str, x: float, y: float, w: float, h: float) -> None:
    p.setBrush(QColor(colour))
    p.drawRect(QRectF(x, y, w, h))


def disc(p: QPainter, colour: str, x: float, y: float, rx: float, ry: float | None = None) -> None:
    p.setBrush(QColor(colour))
    p.drawEllipse(QPointF(x, y), rx, ry or rx)


def paint(p: QPainter) -> None:
    p.scale(0.5, 0.5)
    box(p, "#2E1F1B", 0, 0, 1920, 1080)
    # Ceiling beams run towards a vanishing point left of the middle.
    for x in range(-400, 2600, 260):
        fill(p, "#3D2820", (x, 0), (x + 110, 0), (820 + (x - 820) * 0.32, 330), (800 + (x - 820) * 0.32, 330))
    # Far plane: the warm end of the hall.
    box(p, "#8A5A36", 0, 300, 1920, 420)
    box(p, "#C98A4B", 560, 340, 560, 380)
    box(p, "#F0C27E", 700, 380, 300, 340)
    # Middle plane: four booth fronts in the pavilions' colours.
    booths = (
        (-60, 440, "#7A3F14", "#B4651E"),
        (410, 300, "#1C4166", "#28598C"),
        (1120, 330, "#5E1D3D", "#8A2F5B"),
        (1480, 500, "#14534B", "#1F7A70"),
    )
    for x, w, dark, light in booths:
        box(p, dark, x, 330, w, 440)
        fill(p, light, (x - 30, 400), (x + 20, 300), (x + w - 20, 300), (x + w + 30, 400))
        box(p, "#F3D9B1", x - 30, 398, w + 60, 26)
        box(p, "#FFD98A", x + 40, 470, w - 80, 180)
        box(p, "#F2A93B", x + 40, 600, w - 80, 50)
        for i in range(int((w - 110) / 62)):  # goods on two shelves
            box(p, GOODS[(i * 3 + x) % 7], x + 60 + i * 62, 500 + (i * 37 + x) % 40, 42, 66 - (i * 37 + x) % 40)
            box(p, GOODS[(i * 5 + x + 2) % 7], x + 74 + i * 62, 588 + (i * 29 + x) % 30, 44, 62 - (i * 29 + x) % 30)
        box(p, "#A9713F", x - 10, 690, w + 20, 120)
        box(p, "#6B4428", x - 10, 730, w + 20, 80)
    # Floor, with the light of the booths lying on it.
    box(p, "#6A4A35", 0, 800, 1920, 280)
    for x, w, _, light in booths:
        fill(p, light, (x, 810), (x + w, 810), (x + w * 1.15 - 60, 905), (x - 60, 905))
        fill(p, "#E3B57B", (x + 70, 812), (x + w - 70, 812), (x + w - 90, 870), (x + 40, 870))
    fill(p, "#D79F63", (690, 800), (1010, 800), (1140, 1080), (480, 1080))
    # People standing further back.
    for x, h, body, head in (
        (330, 330, "#2A3A46", "#A86F47"),
        (1085, 300, "#6B2A2A", "#D9A074"),
        (1010, 280, "#3F6B4A", "#6E4630"),
    ):
        disc(p, body, x, 760, 58, h * 0.55)
        disc(p, head, x, 760 - h * 0.62, 34, 40)


def defocus(picture: np.ndarray) -> np.ndarray:
    """The painted hall through an open lens: soft planes, each light a disc of its own, darker corners."""
    soft = cv2.GaussianBlur(picture[..., :3], (0, 0), 13).astype(np.float32)
    lights = np.zeros_like(soft)
    rng = np.random.default_rng(7)

    def light(x: float, y: float, radius: float, colour: str, strength: float) -> None:
        q = QColor(colour)
        patch = np.zeros(soft.shape[:2], np.float32)
        at = (round(x * 8), round(y * 8))  # 4 bits of sub-pixel below, at half size
        cv2.circle(patch, at, round(radius * 8), 0.78, -1, cv2.LINE_AA, 4)
        cv2.circle(patch, at, round(radius * 8), 1.0, 2, cv2.LINE_AA, 4)
        patch = cv2.GaussianBlur(patch, (0, 0), 0.8) * strength
        for channel, value in enumerate((q.blue(), q.green(), q.red())):
            lights[..., channel] = np.maximum(lights[..., channel], 0) + patch * value

    # Three strings of bulbs hang across the hall; the nearer, the larger their discs.
    for left, right, sag, radius, count, strength in (
        ((-40, 40), (1960, 120), 190, 34, 17, 0.50),
        ((-40, 210), (1960, 190), 150, 22, 27, 0.42),
        ((300, 330), (1700, 320), 70, 12, 30, 0.45),
    ):
        for i in range(count):
            f = (i + 0.5) / count
            x = left[0] + (right[0] - left[0]) * f
            y = left[1] + (right[1] - left[1]) * f + sag * math.sin(math.pi * f)
            light(
                x,
                y,
                radius * rng.uniform(0.9, 1.08),
                WARM[int(rng.integers(5))],
                strength * rng.uniform(0.75, 1.35),
            )
    # Paper lanterns, and the odd light from a counter or a screen.
    for x, y, radius in ((170, 300, 62), (1790, 250, 70), (1420, 180, 46), (520, 200, 42)):
        light(x, y, radius, "#E5512F", 0.62)
        light(x, y, radius * 0.5, "#FFB45E", 0.40)
    for _ in range(26):
        x, y = rng.uniform(0, 1920), rng.uniform(430, 830)
        colour = ("#FFD98A", "#F2A93B", "#8FBFC0", "#EBB58A", "#CB3A22")[int(rng.integers(5))]
        light(x, y, rng.uniform(10, 30), colour, rng.uniform(0.15, 0.40))
    whole = (
        255 - (255 - np.clip(soft, 0, 255)) * (255 - np.clip(lights, 0, 255)) / 255
    )  # screen: light adds to light
    ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    away = np.hypot((xs - WIDTH / 2) / WIDTH, (ys - HEIGHT / 2) / HEIGHT)
    whole *= (1.0 - 0.75 * np.clip(away - 0.25, 0, 1))[..., None]
    return np.clip(whole, 0, 255).astype(np.uint8)


def layers() -> dict[str, tuple[tuple[int, int], Callable[[QPainter], None]]]:
    """People who pass by behind, at half the frame's size: they are out of focus like the hall."""
    return {
        "passer-0": ((220, 420), lambda p: passer(p, "#33475A", "#24333F", "#A86F47", "#2B2018")),
        "passer-1": ((220, 420), lambda p: passer(p, "#9A4A34", "#7A3626", "#F1C9A5", "#5A3A22")),
    }


def passer(p: QPainter, coat: str, shade: str, skin: str, hair: str) -> None:
    disc(p, hair, 112, 66, 29, 34)
    disc(p, skin, 105, 72, 24, 29)
    fill(p, "#2B2A33", (82, 300), (112, 300), (108, 430), (70, 430))
    fill(p, "#201F27", (108, 300), (140, 300), (158, 430), (122, 430))
    body = QPainterPath()
    body.moveTo(94, 98)
    body.cubicTo(62, 106, 58, 140, 54, 216)
    body.lineTo(66, 326)
    body.lineTo(152, 326)
    body.lineTo(164, 216)
    body.cubicTo(160, 140, 156, 106, 124, 98)
    body.closeSubpath()
    p.fillPath(body, QColor(coat))
    p.setClipPath(body)
    box(p, shade, 118, 90, 80, 250)
    p.setClipping(False)
    p.setPen(QPen(QColor("#6B4428"), 8))
    p.drawLine(QPointF(88, 104), QPointF(140, 236))  # the strap of a bag
    p.setPen(QPen(QColor(0, 0, 0, 0)))
    box(p, "#6B4428", 118, 232, 52, 58)


def soften(picture: np.ndarray) -> np.ndarray:
    flat = picture.astype(np.float32)
    flat[..., :3] *= flat[..., 3:] / 255
    flat = cv2.GaussianBlur(flat, (0, 0), 9)
    flat[..., :3] *= 255 / np.maximum(flat[..., 3:], 1)
    return np.clip(flat, 0, 255).astype(np.uint8)
