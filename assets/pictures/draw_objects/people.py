"""How a host is built: the same head, eyes and shoulders for all, so that eight people look drawn by one hand."""

# ruff: noqa: E501 (path data reads best unbroken)
from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pen import Art, Point, dark, mix, poly

SHOULDERS: list[Point] = [
    (152, 800),
    (160, 690),
    (186, 622),
    (250, 578),
    (342, 540),
    (400, 560),
    (458, 540),
    (550, 578),
    (614, 622),
    (640, 690),
    (648, 800),
]


@dataclass(frozen=True)
class Face:
    skin: str
    hair: str
    brow: str | None = None
    lips: str | None = None
    smile: bool = False  # teeth showing
    lashes: bool = False
    lines: bool = False  # the years around the eyes


class Lowered(Art):
    """The same picture, drawn `by` pixels further down: heads sit on their shoulders."""

    def __init__(self, art: Art, by: int = 42) -> None:
        self._art, self._by, self._depth = art, by, 0

    def path(self, data: str, fill: str = "none", **more: Any) -> None:
        if self._depth:
            self._art.path(data, fill, **more)
            return
        with self._art.group(f"translate(0 {self._by})"):
            self._art.path(data, fill, **more)

    @contextmanager
    def group(self, transform: str, **more: Any) -> Iterator[None]:
        lead = "" if self._depth else f"translate(0 {self._by}) "
        self._depth += 1
        with self._art.group(lead + transform, **more):
            yield
        self._depth -= 1


def shoulder_y(x: float) -> float:
    """The upper edge of the shoulders at x."""
    for (a, b), (c, d) in itertools.pairwise(SHOULDERS):
        if a <= x <= c and c > a:
            return b + (d - b) * (x - a) / (c - a)
    return 800


def torso(art: Art, colour: str) -> None:
    art.path(
        "M150 800C152 700 160 640 220 600C262 574 320 562 346 536L400 570L454 536C480 562 538 574 580 600C640 640 648 700 650 800Z",
        colour,
    )


def torso_shade(art: Art) -> None:
    art.path(
        "M470 552C500 568 542 576 580 600C640 640 648 700 650 800H528C540 700 530 620 470 552Z",
        "#1B1C38",
        opacity=0.15,
    )
    art.path("M560 700C572 730 574 770 572 800H588C590 764 582 726 560 700Z", "#1B1C38", opacity=0.14)
    art.path("M240 700C228 730 226 770 228 800H214C212 764 220 726 240 700Z", "#1B1C38", opacity=0.12)


def neck(art: Art, face: Face) -> None:
    art.path("M344 400H456V506C452 556 348 556 344 506Z", face.skin)
    art.path(
        "M344 418C370 468 430 472 456 420V506C454 530 430 543 404 544C430 510 420 490 344 456Z",
        dark(face.skin, 0.2),
    )


def head(art: Art, face: Face) -> None:
    """Ears, skull and the shaded side; the features come with `features`."""
    for x in (290, 510):
        art.ellipse(x, 304, 21, 32, face.skin if x < 400 else dark(face.skin, 0.16))
        art.path(
            f"M{x - 6} 288C{x + 8} 292 {x + 8} 314 {x - 4} 320",
            "none",
            stroke=dark(face.skin, 0.24),
            stroke_width="5",
            stroke_linecap="round",
        )
    art.path(
        "M292 266C292 184 338 140 400 140C462 140 508 184 508 266C508 342 496 396 456 428C438 442 420 448 400 448C380 448 362 442 344 428C304 396 292 342 292 266Z",
        face.skin,
    )
    art.path(
        "M452 154C490 176 508 216 508 266C508 342 496 396 456 428C440 441 424 447 406 448C446 420 470 368 466 300C464 240 470 196 452 154Z",
        dark(face.skin, 0.13),
    )


def features(art: Art, face: Face) -> None:
    skin, line = face.skin, dark(face.skin, 0.42)
    warm = mix(skin, "#CB3A22", 0.32)
    art.ellipse(332, 356, 27, 18, warm, opacity=0.42)
    art.ellipse(464, 356, 25, 18, warm, opacity=0.42)
    iris = "#2A1A16"
    for x, side in ((354, -1), (444, 1)):
        art.path(
            f"M{x - 25} 302C{x - 14} 283 {x + 14} 283 {x + 25} 302C{x + 12} 314 {x - 12} 314 {x - 25} 302Z",
            "#FFFDF6",
        )
        art.ellipse(x, 299, 12.5, 13.5, iris)
        art.ellipse(x - 4, 294, 4, 4, "#FFFFFF")
        art.line(
            f"M{x - 26} 302C{x - 14} 282 {x + 14} 282 {x + 26} 302", dark(skin, 0.62), 7 if face.lashes else 5.5
        )
        if face.lashes:
            art.line(f"M{x + side * 25} 300L{x + side * 35} 291", dark(skin, 0.62), 5.5)
        art.line(f"M{x - 22} 314C{x - 10} 321 {x + 10} 321 {x + 22} 314", dark(skin, 0.18), 4)
        if face.lines:
            art.line(
                f"M{x + side * 38} 304L{x + side * 49} 299M{x + side * 38} 313L{x + side * 49} 315",
                dark(skin, 0.24),
                4,
            )
        art.line(
            f"M{x - side * 24} 262C{x - side * 8} 250 {x + side * 14} 250 {x + side * 30} 264",
            face.brow or face.hair,
            9 if face.lashes else 12,
        )
    art.path("M404 296C408 322 424 340 420 354C414 364 404 366 398 366C408 350 400 322 404 296Z", dark(skin, 0.17))
    art.line("M380 358C386 368 410 370 420 358", line, 5.5)
    if face.smile:
        art.path("M352 386C374 394 426 394 448 386C440 424 420 434 400 434C380 434 360 424 352 386Z", "#7A2A26")
        art.path(
            "M358 389C380 395 420 395 442 389C440 400 436 406 434 408C414 412 386 412 366 408C362 402 360 396 358 389Z",
            "#FFFDF6",
        )
        art.line("M348 383C374 394 426 394 452 383", face.lips or line, 6)
    else:
        art.path(
            "M354 390C374 396 388 390 400 393C412 390 426 396 446 390C434 414 418 420 400 420C382 420 366 414 354 390Z",
            face.lips or mix(skin, "#A13A30", 0.5),
        )
        art.line("M350 388C374 402 426 402 450 388", dark(face.lips or mix(skin, "#8A2F22", 0.6), 0.4), 5.5)
    art.line("M386 436C394 440 406 440 414 436", dark(skin, 0.2), 4)


def stripes(art: Art, colour: str, step: int, width: float, opacity: float) -> None:
    """A woven plaid over the shoulders: upright and level bands, as wide as told."""
    for x in range(212, 610, step):
        if not 352 < x < 448:
            top = shoulder_y(x) + 10
            art.path(
                poly([(x - width / 2, top), (x + width / 2, top), (x + width / 2, 800), (x - width / 2, 800)]),
                colour,
                opacity=opacity,
            )
    for y in range(620, 800, step):
        inset = max(0.0, (724 - y) * 0.6)
        art.path(
            poly([(156 + inset, y), (644 - inset, y), (646 - inset, y + width), (154 + inset, y + width)]),
            colour,
            opacity=opacity,
        )
