"""Hosts of the North American and European pavilions."""

# ruff: noqa: E501 (path data reads best unbroken)
from __future__ import annotations

import math

import motifs
from motifs import placed
from pen import CREAM, DEEP_LEAF, DELFT, LANTERN, SKIN, SUN, Art, blob, dark, light, mix, poly, sample
from people import Face, Lowered, features, head, neck, stripes, torso, torso_shade


def june(art: Art) -> None:
    """Keeper of the lodge, in plaid."""
    top = Lowered(art)
    face = Face(SKIN[3], "#2A1D1A", lips="#A3423C", smile=True, lashes=True, lines=True)
    curls = [
        (
            400 + 158 * math.cos(a) * (1 + 0.05 * math.cos(9 * a)),
            232 + 150 * math.sin(a) * (1 + 0.05 * math.sin(11 * a)),
        )
        for a in [math.tau * i / 40 for i in range(40)]
    ]
    top.path(blob(curls), face.hair)
    torso(art, LANTERN)
    stripes(art, "#5E1A1E", 74, 34, 0.5)
    stripes(art, "#2A1D26", 148, 10, 0.75)
    stripes(art, "#F3D9B1", 74, 4, 0.5)
    torso_shade(art)
    art.path("M344 532L400 640L456 532L448 560L400 600L352 560Z", CREAM)
    neck(top, face)
    for side in (-1, 1):
        art.path(
            poly([(400 + side * 58, 520), (400 + side * 118, 574), (400 + side * 66, 664), (400 + side * 4, 596)]),
            LANTERN if side < 0 else dark(LANTERN, 0.2),
        )
        art.path(
            poly([(400 + side * 92, 550), (400 + side * 118, 574), (400 + side * 66, 664), (400 + side * 46, 640)]),
            "#5E1A1E",
            opacity=0.5,
        )
    for y in (690, 756):
        art.ellipse(400, y, 9, 9, CREAM)
    head(top, face)
    # close curls and a knotted band
    front = [
        (288, 276),
        (284, 214),
        (312, 160),
        (360, 128),
        (400, 120),
        (446, 128),
        (490, 160),
        (516, 214),
        (512, 276),
        (500, 236),
        (470, 204),
        (436, 192),
        (400, 188),
        (362, 192),
        (328, 204),
        (302, 236),
    ]
    top.path(blob(front), face.hair)
    for x, y, r in (
        (300, 170, 20),
        (334, 136, 24),
        (378, 112, 26),
        (426, 110, 26),
        (470, 134, 24),
        (502, 172, 20),
        (272, 214, 18),
        (528, 216, 18),
    ):
        top.ellipse(x, y, r, r, mix(face.hair, "#6E5A54", 0.22 if x < 400 else 0.08))
    top.path(
        "M290 224C318 172 482 172 510 224C512 206 508 190 500 178C460 138 340 138 300 178C292 190 288 206 290 224Z",
        SUN,
    )
    top.path("M450 152C474 160 490 168 500 178C508 190 512 206 510 224C496 198 476 186 452 182Z", dark(SUN, 0.2))
    top.path(
        blob([(352, 150), (376, 120), (398, 144), (424, 118), (444, 150), (398, 164)]), mix(SUN, LANTERN, 0.25)
    )
    features(top, face)
    for x in (288, 512):
        top.path(f"M{x} 334a17 19 0 1 0 1 0Z", "none", stroke=SUN, stroke_width="6")


def marcus(art: Art) -> None:
    """Farmer of the prairie, under his hat."""
    top, shirt = Lowered(art), "#EBCB95"
    face = Face(mix(SKIN[0], SKIN[1], 0.5), "#8A5A30", lines=True)
    torso(art, shirt)
    torso_shade(art)
    art.path("M338 536L400 620L462 536L454 530L400 572L346 530Z", dark(shirt, 0.12))
    neck(top, face)
    for side in (-1, 1):
        art.path(
            poly([(400 + side * 56, 516), (400 + side * 116, 572), (400 + side * 62, 640), (400, 592)]),
            shirt if side < 0 else dark(shirt, 0.12),
        )
    denim = "#3C5F86"
    for side in (-1, 1):
        art.path(
            poly(
                [(400 + side * 150, 566), (400 + side * 196, 586), (400 + side * 152, 700), (400 + side * 100, 690)]
            ),
            denim if side < 0 else dark(denim, 0.2),
        )
    art.path("M282 676H518V800H282Z", denim)
    art.path("M470 676H518V800H480Z", dark(denim, 0.2))
    art.path("M282 676H518V694H282Z", light(denim, 0.2))
    art.path("M346 724H454V800H346Z", dark(denim, 0.12))
    art.line("M350 730H450", SUN, 3, stroke_dasharray="8 8")
    for x in (298, 502):
        art.ellipse(x, 690, 15, 15, "#E9B04A")
        art.ellipse(x - 3, 687, 8, 8, "#F6D77B")
    with placed(art, 326, 726, 64, -14):
        motifs.ear(art, "#F2C14E")
    head(top, face)
    top.path(
        "M290 250C290 300 288 316 300 336C310 320 306 286 310 250ZM510 250C510 300 512 316 500 336C490 320 494 286 490 250Z",
        face.hair,
    )
    # the day's stubble
    top.path(
        "M300 340C312 356 330 366 352 372C370 362 430 362 448 372C470 366 488 356 500 340C496 388 476 422 448 436C424 450 376 450 352 436C324 422 304 388 300 340Z",
        face.hair,
        opacity=0.34,
    )
    features(top, face)
    straw = "#E3BE74"
    top.path(
        "M170 224C220 178 580 178 630 224C640 236 628 248 606 246C520 218 280 218 194 246C172 248 160 236 170 224Z",
        dark(straw, 0.2),
    )
    top.path(
        "M280 206C280 112 320 64 362 66C380 68 388 80 400 80C412 80 424 66 442 66C486 66 520 112 520 206C450 186 350 186 280 206Z",
        straw,
    )
    top.path("M442 66C486 66 520 112 520 206C498 200 474 196 450 194C470 150 464 100 442 66Z", dark(straw, 0.18))
    top.path(
        "M280 206C279 188 281 170 284 156C350 136 450 136 516 156C519 170 521 188 520 206C450 186 350 186 280 206Z",
        "#8A2F22",
    )
    top.path("M170 224C220 192 580 192 630 224C560 204 240 204 170 224Z", light(straw, 0.3))
    top.path(
        "M286 250C340 232 460 232 514 250C512 262 510 268 508 272C450 252 350 252 292 272C290 268 288 262 286 250Z",
        "#1B1C38",
        opacity=0.16,
    )


def saskia(art: Art) -> None:
    """Keeps the dairy; braids and a blue apron."""
    top = Lowered(art)
    face = Face(SKIN[0], "#E2B45A", brow="#B98A3C", lips="#C65B52", smile=True, lashes=True)
    top.path(
        "M284 260C270 150 330 112 400 112C470 112 530 150 516 260C520 320 512 360 500 384H300C288 360 280 320 284 260Z",
        dark(face.hair, 0.2),
    )
    torso(art, "#D9E4EA")
    torso_shade(art)
    neck(top, face)
    for side in (-1, 1):
        art.path(
            f"M{400 + side * 56} 520C{400 + side * 90} 540 {400 + side * 112} 560 {400 + side * 116} 584C{400 + side * 80} 620 {400 + side * 30} 610 400 588Z",
            "#FFFFFF" if side < 0 else dark(CREAM, 0.1),
        )
    # the apron with its straps
    for side in (-1, 1):
        art.path(
            poly(
                [(400 + side * 128, 566), (400 + side * 172, 582), (400 + side * 140, 690), (400 + side * 100, 690)]
            ),
            DELFT if side < 0 else dark(DELFT, 0.2),
        )
    art.path("M272 672C340 660 460 660 528 672V800H272Z", DELFT)
    art.path("M476 664L528 672V800H486Z", dark(DELFT, 0.2))
    art.line("M284 694C350 682 450 682 516 694", CREAM, 5)
    with placed(art, 400, 748, 92):
        motifs.cow(art, dark(DELFT, 0.35), CREAM)
    head(top, face)
    top.path(
        "M286 290C276 180 330 120 400 120C470 120 524 180 514 290C506 236 486 196 400 176C314 196 294 236 286 290Z",
        face.hair,
    )
    top.path("M400 120C470 120 524 180 514 290C506 236 486 196 400 176Z", dark(face.hair, 0.13))
    top.line("M400 122V174", dark(face.hair, 0.3), 5)
    for d in (28, 56, 84):
        top.line(
            f"M{400 - d * 0.5} {128 + d * 0.12}C{400 - d} {150 + d * 0.3} {400 - d * 1.15} {186 + d * 0.3} {400 - d * 1.25} {206 + d * 0.3}",
            light(face.hair, 0.35),
            4,
        )
    features(top, face)
    # two braids over the shoulders
    for side in (-1, 1):
        tone = face.hair if side < 0 else dark(face.hair, 0.13)
        line = sample(
            [(400 + side * 122, 352), (400 + side * 136, 440), (400 + side * 140, 540), (400 + side * 128, 650)], 3
        )
        for i, (x, y) in enumerate(line[:-1]):
            swing, turn = (7, -38) if i % 2 else (-7, 38)
            with top.group(f"translate({x + swing:.0f} {y:.0f}) rotate({turn})"):
                top.path("M-38 2C-30 -24 22 -30 38 -4C28 24 -24 26 -38 2Z", tone if i % 2 else dark(tone, 0.12))
                top.line("M-22 -6C-10 -16 10 -16 22 -8", light(tone, 0.35), 4)
        x, y = line[-1]
        top.path(poly([(x - 20, y + 6), (x + 20, y + 6), (x + 14, y + 52), (x, y + 64), (x - 14, y + 52)]), tone)
        top.path(poly([(x - 22, y - 12), (x + 22, y - 12), (x + 20, y + 10), (x - 20, y + 10)]), LANTERN)
    # the kerchief
    top.path(
        "M292 206C300 130 350 96 400 96C450 96 500 130 508 206C480 156 440 138 400 138C360 138 320 156 292 206Z",
        DELFT,
    )
    top.path("M430 100C470 112 502 146 508 206C490 172 466 152 440 144Z", dark(DELFT, 0.2))
    for x, y in ((324, 152), (356, 126), (400, 116), (444, 126), (476, 152)):
        top.ellipse(x, y, 6, 6, CREAM)


def emil(art: Art) -> None:
    """Cooks in the German kitchen; moustache and apron."""
    top = Lowered(art)
    face = Face(mix(SKIN[0], "#E8A98A", 0.3), "#6B4428", lines=True)
    torso(art, "#D3DEE2")
    torso_shade(art)
    neck(top, face)
    art.path(
        blob([(338, 520), (400, 560), (462, 520), (478, 556), (440, 598), (400, 612), (360, 598), (322, 556)]),
        LANTERN,
    )
    art.path(blob([(420, 560), (462, 520), (478, 556), (440, 598), (404, 610)]), dark(LANTERN, 0.2))
    art.path("M384 600L362 664L398 646L404 612ZM412 602L446 656L414 648L400 616Z", dark(LANTERN, 0.12))
    apron = DEEP_LEAF
    for side in (-1, 1):
        art.path(
            poly(
                [(400 + side * 108, 556), (400 + side * 140, 568), (400 + side * 128, 700), (400 + side * 100, 690)]
            ),
            apron if side < 0 else dark(apron, 0.2),
        )
    art.path("M268 682C340 670 460 670 532 682V800H268Z", apron)
    art.path("M478 674L532 682V800H488Z", dark(apron, 0.2))
    art.path("M268 682C340 670 460 670 532 682V698C460 686 340 686 268 698Z", light(apron, 0.25))
    # a wooden spoon in the pocket
    art.path("M320 800V746H480V800Z", dark(apron, 0.16))
    art.line("M452 748L470 664", "#C99A62", 12)
    art.ellipse(474, 640, 19, 29, "#C99A62", transform="rotate(12 474 640)")
    art.ellipse(471, 640, 10, 19, "#E3BE8A", transform="rotate(12 471 640)")
    head(top, face)
    top.path(
        "M288 300C280 240 292 200 306 186L318 236C306 260 304 290 300 322ZM512 300C520 240 508 200 494 186L482 236C494 260 496 290 500 322Z",
        face.hair,
    )
    features(top, face)
    # the moustache, waxed
    top.path(
        "M400 368C384 358 358 362 344 380C332 396 314 396 300 384C304 412 336 424 362 412C380 404 392 392 400 384C408 392 420 404 438 412C464 424 496 412 500 384C486 396 468 396 456 380C442 362 416 358 400 368Z",
        face.hair,
    )
    top.path(
        "M400 368C416 358 442 362 456 380C468 396 486 396 500 384C496 412 464 424 438 412C420 404 408 392 400 384Z",
        dark(face.hair, 0.22),
    )
    top.line("M382 376C366 374 356 384 348 394", light(face.hair, 0.3), 5)
    # the cook's cap
    top.path(
        "M296 216C240 196 232 110 300 92C322 40 398 26 430 58C480 34 552 70 536 130C556 170 534 206 504 216Z",
        "#FFFDF6",
    )
    top.path("M430 58C480 34 552 70 536 130C556 170 534 206 504 216H450C486 180 480 100 430 58Z", dark(CREAM, 0.13))
    for x, t in ((330, 12), (372, 4), (424, -4), (470, -12)):
        top.line(f"M{x} 196L{x - t} 128", dark(CREAM, 0.16), 5)
    top.path("M292 190H508V242C440 226 360 226 292 242Z", CREAM)
    top.path("M458 190H508V242C492 238 476 235 460 233Z", dark(CREAM, 0.16))
