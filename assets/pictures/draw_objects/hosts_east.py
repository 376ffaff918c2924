"""Hosts of the Asian and Oceanian pavilions."""

# ruff: noqa: E501 (path data reads best unbroken)
from __future__ import annotations

import math

from pen import CREAM, INK, LANTERN, PLUM, REEF, SKIN, SUN, Art, arc, blob, dark, light, mix, poly, sample
from people import Face, Lowered, features, head, neck, torso, torso_shade


def haruka(art: Art) -> None:
    """Hostess of the bathhouse, in indigo."""
    indigo = "#2B3A6B"
    top = Lowered(art)
    face = Face(mix(SKIN[0], "#F3D2AE", 0.5), "#241A1F", lips="#B8423E", lashes=True)
    top.ellipse(400, 92, 74, 58, face.hair)
    top.ellipse(384, 78, 38, 22, mix(face.hair, "#6A5A78", 0.35))
    top.path(
        "M278 280C266 150 330 100 400 100C470 100 534 150 522 280C524 330 510 360 496 376H304C290 360 276 330 278 280Z",
        face.hair,
    )
    torso(art, indigo)
    # waves dyed into the cloth
    for row, y in enumerate((626, 676, 726, 776)):
        for i in range(7):
            x = 186 + i * 72 + 36 * (row % 2)
            if 250 < x < 556 or (y > 650 and 176 < x < 630):
                for r in (26, 17, 8):
                    art.line(poly(arc(x, y + 12, r, r, 180, 360, 10), close=False), mix(indigo, CREAM, 0.62), 4)
    neck(top, face)
    art.path("M344 545H456L462 556L404 706L338 556Z", face.skin)
    art.path("M404 706L462 556L456 545H432C430 600 420 660 404 706Z", dark(face.skin, 0.16))
    art.path("M318 548C322 610 360 676 424 736L446 712C392 656 352 600 346 540Z", mix(indigo, CREAM, 0.72))
    # left over right, as the living wear it
    art.path("M454 540C450 630 400 712 300 800H520C512 700 492 610 484 546Z", indigo)
    art.path("M486 548C484 640 420 736 330 800H288C390 724 446 634 454 540Z", mix(indigo, CREAM, 0.86))
    torso_shade(art)
    art.path("M196 748C330 732 470 732 604 748V800H196Z", PLUM)
    art.path("M528 740L604 748V800H536Z", dark(PLUM, 0.25))
    art.path("M196 770C330 754 470 754 604 770V780C470 764 330 764 196 780Z", SUN)
    head(top, face)
    top.path(
        "M288 296C276 190 320 130 400 126C480 130 524 190 512 296C506 250 484 206 452 184C420 210 330 216 306 236C296 256 292 276 288 296Z",
        face.hair,
    )
    top.path("M330 160C350 146 380 140 404 142C380 154 350 168 328 190Z", mix(face.hair, "#6A5A78", 0.45))
    features(top, face)
    # a pin with one camellia
    top.line("M446 62L548 36", "#C99A62", 8)
    for k in range(5):
        a = math.radians(72 * k - 90)
        top.ellipse(
            470 + 17 * math.cos(a),
            112 + 17 * math.sin(a),
            16,
            16,
            LANTERN if k not in (1, 2) else dark(LANTERN, 0.18),
        )
    top.ellipse(470, 112, 9, 9, SUN)
    for k, y in enumerate((146, 166, 186)):
        top.ellipse(492 + k * 3, y, 6, 6, CREAM)


def niran(art: Art) -> None:
    """Taps rubber before dawn; a lamp on his cap."""
    top = Lowered(art)
    face = Face(mix(SKIN[1], SKIN[2], 0.55), "#1E1618", smile=True)
    shirt = "#3F6B66"
    torso(art, shirt)
    torso_shade(art)
    art.path("M250 700H346V790H250Z", dark(shirt, 0.14))
    art.path("M250 700H346V716H250Z", dark(shirt, 0.26))
    neck(top, face)
    # a checked cloth round the neck
    cloth = LANTERN
    art.path(
        blob(
            [
                (318, 530),
                (360, 556),
                (400, 566),
                (440, 556),
                (482, 530),
                (506, 570),
                (470, 622),
                (400, 642),
                (330, 622),
                (294, 570),
            ]
        ),
        cloth,
    )
    art.path("M366 628L330 800H424L420 632Z", cloth)
    art.path("M406 634L396 800H424L420 632Z", dark(cloth, 0.22))
    for x0, y0, x1, y1 in (
        (318, 556, 334, 618),
        (354, 566, 362, 632),
        (400, 574, 400, 640),
        (446, 566, 438, 632),
        (482, 556, 466, 618),
    ):
        art.line(f"M{x0} {y0}L{x1} {y1}", CREAM, 6, opacity=0.85)
    art.line(
        poly(sample([(302, 580), (350, 602), (400, 610), (450, 602), (498, 580)], 5), close=False),
        CREAM,
        6,
        opacity=0.85,
    )
    for y in (672, 712, 752, 790):
        art.line(f"M{360 - (y - 640) * 0.14:.0f} {y}H420", CREAM, 6, opacity=0.85)
    for x in (362, 392):
        art.line(f"M{x + 6} 646L{x - 12} 800", CREAM, 6, opacity=0.85)
    head(top, face)
    top.path(
        "M290 280C284 230 296 200 310 190L318 232C306 250 304 280 302 306ZM510 280C516 230 504 200 490 190L482 232C494 250 496 280 498 306Z",
        face.hair,
    )
    features(top, face)
    cap = "#2C4A6E"
    top.path("M286 232C280 130 330 84 400 84C470 84 520 130 514 232C450 206 350 206 286 232Z", cap)
    top.path("M440 90C490 110 518 154 514 232C500 226 486 222 470 219C478 170 470 124 440 90Z", dark(cap, 0.25))
    top.path("M276 236C330 190 470 190 524 236C500 246 470 226 400 226C330 226 300 246 276 236Z", dark(cap, 0.35))
    top.path("M286 184C340 158 460 158 514 184V206C460 180 340 180 286 206Z", "#2A2226")
    top.path("M312 164C304 160 304 140 318 140", "none", stroke="#2A2226", stroke_width="6")
    top.rect(358, 128, 84, 68, "#2A2226", 16)
    top.ellipse(400, 162, 31, 31, "#E9D8A6")
    top.ellipse(400, 162, 23, 23, "#FFD98A")
    top.ellipse(393, 155, 9, 9, "#FFFFFF")


def marlee(art: Art) -> None:
    """Teaches yoga by the sea."""
    top = Lowered(art)
    face = Face(mix(SKIN[3], "#7E5238", 0.4), "#2B1B18", lips="#9A4038", smile=True, lashes=True)
    hair = [
        (292, 150),
        (352, 98),
        (430, 92),
        (502, 128),
        (538, 200),
        (548, 290),
        (574, 370),
        (566, 460),
        (596, 540),
        (570, 620),
        (520, 610),
        (500, 590),
        (300, 590),
        (262, 600),
        (216, 610),
        (206, 530),
        (240, 450),
        (228, 370),
        (256, 290),
        (262, 200),
    ]
    top.path(blob(hair), face.hair)
    for x in (236, 268, 540, 566):
        top.line(
            f"M{x} 380C{x - 16} 430 {x + 18} 480 {x - 4} 560", mix(face.hair, "#8A5A40", 0.4 if x < 400 else 0.2), 7
        )
    skin = face.skin
    torso(art, skin)
    neck(top, face)
    torso_shade(art)
    # a top in the colour of the reef, and a shawl of warm wool
    art.path(
        "M268 620C276 600 282 586 288 570L318 560C330 640 470 640 482 560L512 570C518 586 524 600 532 620L540 800H260Z",
        REEF,
    )
    art.path("M482 560L512 570C518 586 524 600 532 620L540 800H484C500 720 496 640 482 560Z", dark(REEF, 0.22))
    art.line("M320 566C334 644 466 644 480 566", light(REEF, 0.35), 6)
    art.path("M150 800C152 700 160 640 222 600L250 588C300 660 296 740 300 800Z", "#E3A05A")
    art.path("M650 800C648 700 640 640 578 600L550 588C500 660 504 740 500 800Z", dark("#E3A05A", 0.16))
    for k in range(4):
        art.line(
            f"M{176 + k * 30} {690 - k * 18}C{190 + k * 26} 730 {188 + k * 28} 770 {186 + k * 30} 800",
            dark("#E3A05A", 0.16),
            5,
        )
        art.line(
            f"M{624 - k * 30} {690 - k * 18}C{610 - k * 26} 730 {612 - k * 28} 770 {614 - k * 30} 800",
            dark("#E3A05A", 0.3),
            5,
        )
    art.line("M352 556C372 596 428 596 448 556", "#F3D9B1", 4)
    art.ellipse(400, 594, 11, 11, SUN)
    head(top, face)
    top.path(
        "M286 316C270 210 310 128 400 126C490 128 530 210 514 316C510 262 496 222 462 186C430 206 370 190 344 200C312 226 296 262 286 316Z",
        face.hair,
    )
    top.path("M318 176C344 148 380 140 410 142C380 154 344 172 322 206Z", mix(face.hair, "#8A5A40", 0.45))
    features(top, face)
    for x in (288, 512):
        top.ellipse(x, 346, 9, 9, SUN)


def jack(art: Art) -> None:
    """Patrols the beach and keeps bees."""
    top = Lowered(art)
    face = Face(mix(SKIN[1], "#D08A62", 0.35), "#8E8A84", lines=True)
    yellow = "#F2B83A"
    torso(art, yellow)
    art.path("M150 800C152 700 160 640 220 600L262 582C250 640 246 720 250 800Z", LANTERN)
    art.path("M650 800C648 700 640 640 580 600L538 582C550 640 554 720 550 800Z", LANTERN)
    torso_shade(art)
    neck(top, face)
    for side in (-1, 1):
        art.path(
            poly([(400 + side * 56, 516), (400 + side * 118, 570), (400 + side * 62, 648), (400, 594)]),
            LANTERN if side < 0 else dark(LANTERN, 0.2),
        )
    art.line("M400 600V700", dark(yellow, 0.25), 5)
    for y in (636, 680):
        art.ellipse(400, y, 8, 8, CREAM)
    # a patch with his bees
    art.path(
        poly([(484 + 46 * math.cos(math.tau * i / 6), 712 + 46 * math.sin(math.tau * i / 6)) for i in range(6)]),
        CREAM,
    )
    art.ellipse(472, 698, 14, 9, "#C9DDE0", transform="rotate(-30 472 698)")
    art.ellipse(494, 696, 14, 9, "#C9DDE0", transform="rotate(30 494 696)")
    art.ellipse(484, 716, 25, 17, SUN)
    for x in (476, 490):
        art.line(f"M{x} 703V729", INK, 6)
    art.ellipse(508, 716, 6, 7, INK)
    head(top, face)
    top.path(
        "M288 300C280 240 292 210 306 200L316 240C304 262 302 290 300 322ZM512 300C520 240 508 210 494 200L484 240C496 262 498 290 500 322Z",
        face.hair,
    )
    # the beard, greying
    top.path(
        "M292 306C300 340 318 362 346 372C366 360 434 360 454 372C482 362 500 340 508 306C514 372 500 430 462 466C436 490 364 490 338 466C300 430 286 372 292 306Z",
        face.hair,
    )
    top.path(
        "M454 372C482 362 500 340 508 306C514 372 500 430 462 466C446 480 420 486 404 486C444 460 460 420 454 372Z",
        dark(face.hair, 0.2),
    )
    top.path(
        "M346 430C360 460 380 470 400 472C420 470 436 458 446 434C430 446 420 448 400 448C380 448 362 446 346 430Z",
        "#C9C5BC",
    )
    features(top, face)
    top.path(
        "M400 372C380 362 356 368 340 392C362 400 384 394 400 386C416 394 438 400 460 392C444 368 420 362 400 372Z",
        mix(face.hair, "#6A655E", 0.3),
    )
    # the patrol cap, quartered red and yellow
    top.path("M284 238C276 130 330 82 400 82C470 82 524 130 516 238C450 208 350 208 284 238Z", LANTERN)
    top.path("M400 82C350 96 336 160 338 217C358 213 380 211 400 211Z", yellow)
    top.path("M400 82C470 82 524 130 516 238C500 230 482 224 462 219C464 160 450 98 400 82Z", yellow)
    top.path("M400 82C450 98 464 160 462 219C442 214 420 211 400 211Z", dark(LANTERN, 0.1))
    top.path(
        "M448 96C494 118 520 164 516 238C504 232 494 228 482 225C488 172 478 124 448 96Z", "#1B1C38", opacity=0.15
    )
    top.path("M284 238C350 208 450 208 516 238L514 252C450 224 350 224 286 252Z", CREAM)
    top.line("M300 250C302 300 306 340 316 372", CREAM, 5)
    top.line("M500 250C498 300 494 340 484 372", dark(CREAM, 0.15), 5)
