"""The eight hosts, half length, 800 x 800."""

from __future__ import annotations

import math

import motifs
from motifs import placed
from pen import CREAM, DEEP_LEAF, DELFT, INK, LANTERN, PLUM, REEF, SKIN, SUN, Art, arc, blob, dark, light, mix, poly, sample
from people import Face, features, head, neck, stripes, torso, torso_shade


def june(art: Art) -> None:
    """Keeper of the lodge, in plaid."""
    face = Face(SKIN[3], "#2A1D1A", lips="#A3423C", smile=True, lashes=True, lines=True)
    curls = [(400 + 158 * math.cos(a) * (1 + 0.05 * math.cos(9 * a)), 232 + 150 * math.sin(a) * (1 + 0.05 * math.sin(11 * a))) for a in [math.tau * i / 40 for i in range(40)]]
    art.path(blob(curls), face.hair)
    torso(art, LANTERN)
    stripes(art, "#5E1A1E", 74, 34, 0.5)
    stripes(art, "#2A1D26", 148, 10, 0.75)
    stripes(art, "#F3D9B1", 74, 4, 0.5)
    torso_shade(art)
    art.path("M344 532L400 640L456 532L448 560L400 600L352 560Z", CREAM)
    neck(art, face)
    for side in (-1, 1):
        art.path(poly([(400 + side * 58, 520), (400 + side * 118, 574), (400 + side * 66, 664), (400 + side * 4, 596)]), LANTERN if side < 0 else dark(LANTERN, 0.2))
        art.path(poly([(400 + side * 92, 550), (400 + side * 118, 574), (400 + side * 66, 664), (400 + side * 46, 640)]), "#5E1A1E", opacity=0.5)
    for y in (690, 756):
        art.ellipse(400, y, 9, 9, CREAM)
    head(art, face)
    # close curls and a knotted band
    front = [(288, 276), (284, 214), (312, 160), (360, 128), (400, 120), (446, 128), (490, 160), (516, 214), (512, 276), (500, 236), (470, 204), (436, 192), (400, 188), (362, 192), (328, 204), (302, 236)]
    art.path(blob(front), face.hair)
    for x, y, r in ((300, 170, 20), (334, 136, 24), (378, 112, 26), (426, 110, 26), (470, 134, 24), (502, 172, 20), (272, 214, 18), (528, 216, 18)):
        art.ellipse(x, y, r, r, mix(face.hair, "#6E5A54", 0.22 if x < 400 else 0.08))
    art.path("M290 224C318 172 482 172 510 224C512 206 508 190 500 178C460 138 340 138 300 178C292 190 288 206 290 224Z", SUN)
    art.path("M450 152C474 160 490 168 500 178C508 190 512 206 510 224C496 198 476 186 452 182Z", dark(SUN, 0.2))
    art.path(blob([(352, 150), (376, 120), (398, 144), (424, 118), (444, 150), (398, 164)]), mix(SUN, LANTERN, 0.25))
    features(art, face)
    for x in (288, 512):
        art.path(f"M{x} 334a17 19 0 1 0 1 0Z", "none", stroke=SUN, stroke_width="6")


def marcus(art: Art) -> None:
    """Farmer of the prairie, under his hat."""
    face = Face(mix(SKIN[0], SKIN[1], 0.5), "#8A5A30", lines=True)
    torso(art, CREAM)
    torso_shade(art)
    art.path("M338 536L400 620L462 536L454 530L400 572L346 530Z", dark(CREAM, 0.12))
    neck(art, face)
    for side in (-1, 1):
        art.path(poly([(400 + side * 56, 516), (400 + side * 116, 572), (400 + side * 62, 640), (400, 592)]), CREAM if side < 0 else dark(CREAM, 0.12))
    denim = "#3C5F86"
    for side in (-1, 1):
        art.path(poly([(400 + side * 150, 566), (400 + side * 196, 586), (400 + side * 152, 700), (400 + side * 100, 690)]), denim if side < 0 else dark(denim, 0.2))
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
    head(art, face)
    art.path("M290 250C290 300 288 316 300 336C310 320 306 286 310 250ZM510 250C510 300 512 316 500 336C490 320 494 286 490 250Z", face.hair)
    # the day's stubble
    art.path("M300 340C312 356 330 366 352 372C370 362 430 362 448 372C470 366 488 356 500 340C496 388 476 422 448 436C424 450 376 450 352 436C324 422 304 388 300 340Z", face.hair, opacity=0.34)
    features(art, face)
    straw = "#E3BE74"
    art.path("M170 224C220 178 580 178 630 224C640 236 628 248 606 246C520 218 280 218 194 246C172 248 160 236 170 224Z", dark(straw, 0.2))
    art.path("M280 206C280 112 320 64 362 66C380 68 388 80 400 80C412 80 424 66 442 66C486 66 520 112 520 206C450 186 350 186 280 206Z", straw)
    art.path("M442 66C486 66 520 112 520 206C498 200 474 196 450 194C470 150 464 100 442 66Z", dark(straw, 0.18))
    art.path("M280 206C279 188 281 170 284 156C350 136 450 136 516 156C519 170 521 188 520 206C450 186 350 186 280 206Z", "#8A2F22")
    art.path("M170 224C220 192 580 192 630 224C560 204 240 204 170 224Z", light(straw, 0.3))
    art.path("M286 250C340 232 460 232 514 250C512 262 510 268 508 272C450 252 350 252 292 272C290 268 288 262 286 250Z", "#1B1C38", opacity=0.16)


def saskia(art: Art) -> None:
    """Keeps the dairy; braids and a blue apron."""
    face = Face(SKIN[0], "#E2B45A", brow="#B98A3C", lips="#C65B52", smile=True, lashes=True)
    art.path("M284 260C270 150 330 112 400 112C470 112 530 150 516 260C520 320 512 360 500 384H300C288 360 280 320 284 260Z", dark(face.hair, 0.2))
    torso(art, CREAM)
    torso_shade(art)
    neck(art, face)
    for side in (-1, 1):
        art.path(f"M{400 + side * 56} 520C{400 + side * 90} 540 {400 + side * 112} 560 {400 + side * 116} 584C{400 + side * 80} 620 {400 + side * 30} 610 400 588Z", "#FFFFFF" if side < 0 else dark(CREAM, 0.1))
    # the apron with its straps
    for side in (-1, 1):
        art.path(poly([(400 + side * 128, 566), (400 + side * 172, 582), (400 + side * 140, 690), (400 + side * 100, 690)]), DELFT if side < 0 else dark(DELFT, 0.2))
    art.path("M272 672C340 660 460 660 528 672V800H272Z", DELFT)
    art.path("M476 664L528 672V800H486Z", dark(DELFT, 0.2))
    art.line("M284 694C350 682 450 682 516 694", CREAM, 5)
    with placed(art, 400, 748, 92):
        motifs.cow(art, dark(DELFT, 0.35), CREAM)
    head(art, face)
    art.path("M286 290C276 180 330 120 400 120C470 120 524 180 514 290C506 236 486 196 400 176C314 196 294 236 286 290Z", face.hair)
    art.path("M400 120C470 120 524 180 514 290C506 236 486 196 400 176Z", dark(face.hair, 0.13))
    art.line("M400 122V174", dark(face.hair, 0.3), 5)
    for d in (28, 56, 84):
        art.line(f"M{400 - d * 0.5} {128 + d * 0.12}C{400 - d} {150 + d * 0.3} {400 - d * 1.15} {186 + d * 0.3} {400 - d * 1.25} {206 + d * 0.3}", light(face.hair, 0.35), 4)
    features(art, face)
    # two braids over the shoulders
    for side in (-1, 1):
        tone = face.hair if side < 0 else dark(face.hair, 0.13)
        line = sample([(400 + side * 112, 330), (400 + side * 132, 440), (400 + side * 138, 560), (400 + side * 126, 690)], 3)
        for i, (x, y) in enumerate(line[:-1]):
            swing = 9 if i % 2 else -9
            with art.group(f"translate({x + swing:.0f} {y:.0f}) rotate({28 if i % 2 else -28})"):
                art.ellipse(0, 0, 31 - i * 0.9, 24, tone if i % 2 else dark(tone, 0.14))
                art.line("M-16 -6C-6 -14 8 -14 16 -8", light(tone, 0.35), 4)
        x, y = line[-1]
        art.path(poly([(x - 20, y + 6), (x + 20, y + 6), (x + 14, y + 52), (x, y + 64), (x - 14, y + 52)]), tone)
        art.path(poly([(x - 22, y - 12), (x + 22, y - 12), (x + 20, y + 10), (x - 20, y + 10)]), LANTERN)
    # the kerchief
    art.path("M292 206C300 130 350 96 400 96C450 96 500 130 508 206C480 156 440 138 400 138C360 138 320 156 292 206Z", DELFT)
    art.path("M430 100C470 112 502 146 508 206C490 172 466 152 440 144Z", dark(DELFT, 0.2))
    for x, y in ((324, 152), (356, 126), (400, 116), (444, 126), (476, 152)):
        art.ellipse(x, y, 6, 6, CREAM)


def emil(art: Art) -> None:
    """Cooks in the German kitchen; moustache and apron."""
    face = Face(mix(SKIN[0], "#E8A98A", 0.3), "#6B4428", lines=True)
    torso(art, "#F2EEE4")
    torso_shade(art)
    neck(art, face)
    art.path(blob([(338, 520), (400, 560), (462, 520), (478, 556), (440, 598), (400, 612), (360, 598), (322, 556)]), LANTERN)
    art.path(blob([(420, 560), (462, 520), (478, 556), (440, 598), (404, 610)]), dark(LANTERN, 0.2))
    art.path("M384 600L362 664L398 646L404 612ZM412 602L446 656L414 648L400 616Z", dark(LANTERN, 0.12))
    apron = DEEP_LEAF
    for side in (-1, 1):
        art.path(poly([(400 + side * 108, 556), (400 + side * 140, 568), (400 + side * 128, 700), (400 + side * 100, 690)]), apron if side < 0 else dark(apron, 0.2))
    art.path("M268 682C340 670 460 670 532 682V800H268Z", apron)
    art.path("M478 674L532 682V800H488Z", dark(apron, 0.2))
    art.path("M268 682C340 670 460 670 532 682V698C460 686 340 686 268 698Z", light(apron, 0.25))
    # a wooden spoon in the pocket
    art.path("M320 800V746H480V800Z", dark(apron, 0.16))
    art.line("M452 748L470 664", "#C99A62", 12)
    art.ellipse(474, 640, 19, 29, "#C99A62", transform="rotate(12 474 640)")
    art.ellipse(471, 640, 10, 19, "#E3BE8A", transform="rotate(12 471 640)")
    head(art, face)
    art.path("M288 300C280 240 292 200 306 186L318 236C306 260 304 290 300 322ZM512 300C520 240 508 200 494 186L482 236C494 260 496 290 500 322Z", face.hair)
    features(art, face)
    # the moustache, waxed
    art.path("M400 368C384 358 358 362 344 380C332 396 314 396 300 384C304 412 336 424 362 412C380 404 392 392 400 384C408 392 420 404 438 412C464 424 496 412 500 384C486 396 468 396 456 380C442 362 416 358 400 368Z", face.hair)
    art.path("M400 368C416 358 442 362 456 380C468 396 486 396 500 384C496 412 464 424 438 412C420 404 408 392 400 384Z", dark(face.hair, 0.22))
    art.line("M382 376C366 374 356 384 348 394", light(face.hair, 0.3), 5)
    # the cook's cap
    art.path("M296 216C240 196 232 110 300 92C322 40 398 26 430 58C480 34 552 70 536 130C556 170 534 206 504 216Z", "#FFFDF6")
    art.path("M430 58C480 34 552 70 536 130C556 170 534 206 504 216H450C486 180 480 100 430 58Z", dark(CREAM, 0.13))
    for x, t in ((330, 12), (372, 4), (424, -4), (470, -12)):
        art.line(f"M{x} 196L{x - t} 128", dark(CREAM, 0.16), 5)
    art.path("M292 190H508V242C440 226 360 226 292 242Z", CREAM)
    art.path("M458 190H508V242C492 238 476 235 460 233Z", dark(CREAM, 0.16))


def haruka(art: Art) -> None:
    """Hostess of the bathhouse, in indigo."""
    indigo = "#2B3A6B"
    face = Face(mix(SKIN[0], "#F3D2AE", 0.5), "#241A1F", lips="#B8423E", lashes=True)
    art.ellipse(400, 92, 74, 58, face.hair)
    art.ellipse(384, 78, 38, 22, mix(face.hair, "#6A5A78", 0.35))
    art.path("M278 280C266 150 330 100 400 100C470 100 534 150 522 280C524 330 510 360 496 376H304C290 360 276 330 278 280Z", face.hair)
    torso(art, indigo)
    # waves dyed into the cloth
    for row, y in enumerate((626, 676, 726, 776)):
        for i in range(7):
            x = 186 + i * 72 + 36 * (row % 2)
            if 250 < x < 556 or (y > 650 and 176 < x < 630):
                for r in (26, 17, 8):
                    art.line(poly(arc(x, y + 12, r, r, 180, 360, 10), close=False), mix(indigo, CREAM, 0.62), 4)
    neck(art, face)
    art.path("M344 500C340 560 356 612 400 668C444 612 460 560 456 500L474 540C470 620 440 690 398 742C356 690 330 620 326 540Z", CREAM)
    art.path("M326 528C322 620 380 720 470 800H560C440 730 362 640 350 530Z", indigo)
    art.path("M474 528C478 610 440 690 396 744L376 716C424 660 452 600 450 530Z", dark(indigo, 0.22))
    art.path("M318 530C312 630 380 730 452 800H476C392 720 346 630 344 530Z", mix(indigo, CREAM, 0.85))
    art.path("M482 530C486 620 446 700 404 752L392 736C434 684 462 610 458 530Z", mix(indigo, CREAM, 0.7))
    torso_shade(art)
    art.path("M196 748C330 732 470 732 604 748V800H196Z", PLUM)
    art.path("M528 740L604 748V800H536Z", dark(PLUM, 0.25))
    art.path("M196 770C330 754 470 754 604 770V780C470 764 330 764 196 780Z", SUN)
    head(art, face)
    art.path("M288 296C276 190 320 130 400 126C480 130 524 190 512 296C506 250 484 206 452 184C420 210 330 216 306 236C296 256 292 276 288 296Z", face.hair)
    art.path("M330 160C350 146 380 140 404 142C380 154 350 168 328 190Z", mix(face.hair, "#6A5A78", 0.45))
    features(art, face)
    # a pin with one camellia
    art.line("M446 62L548 36", "#C99A62", 8)
    for k in range(5):
        a = math.radians(72 * k - 90)
        art.ellipse(470 + 17 * math.cos(a), 112 + 17 * math.sin(a), 16, 16, LANTERN if k not in (1, 2) else dark(LANTERN, 0.18))
    art.ellipse(470, 112, 9, 9, SUN)
    for k, y in enumerate((146, 166, 186)):
        art.ellipse(492 + k * 3, y, 6, 6, CREAM)


def niran(art: Art) -> None:
    """Taps rubber before dawn; a lamp on his cap."""
    face = Face(mix(SKIN[1], SKIN[2], 0.55), "#1E1618", smile=True)
    shirt = "#3F6B66"
    torso(art, shirt)
    torso_shade(art)
    art.path("M250 700H346V790H250Z", dark(shirt, 0.14))
    art.path("M250 700H346V716H250Z", dark(shirt, 0.26))
    neck(art, face)
    # a checked cloth round the neck
    cloth = LANTERN
    art.path(blob([(318, 530), (360, 556), (400, 566), (440, 556), (482, 530), (506, 570), (470, 622), (400, 642), (330, 622), (294, 570)]), cloth)
    art.path("M366 628L330 800H424L420 632Z", cloth)
    art.path("M406 634L396 800H424L420 632Z", dark(cloth, 0.22))
    for x0, y0, x1, y1 in ((318, 556, 334, 618), (354, 566, 362, 632), (400, 574, 400, 640), (446, 566, 438, 632), (482, 556, 466, 618)):
        art.line(f"M{x0} {y0}L{x1} {y1}", CREAM, 6, opacity=0.85)
    art.line(poly(sample([(302, 580), (350, 602), (400, 610), (450, 602), (498, 580)], 5), close=False), CREAM, 6, opacity=0.85)
    for y in (672, 712, 752, 790):
        art.line(f"M{360 - (y - 640) * 0.14:.0f} {y}H420", CREAM, 6, opacity=0.85)
    for x in (362, 392):
        art.line(f"M{x + 6} 646L{x - 12} 800", CREAM, 6, opacity=0.85)
    head(art, face)
    art.path("M290 280C284 230 296 200 310 190L318 232C306 250 304 280 302 306ZM510 280C516 230 504 200 490 190L482 232C494 250 496 280 498 306Z", face.hair)
    features(art, face)
    cap = "#2C4A6E"
    art.path("M286 232C280 130 330 84 400 84C470 84 520 130 514 232C450 206 350 206 286 232Z", cap)
    art.path("M440 90C490 110 518 154 514 232C500 226 486 222 470 219C478 170 470 124 440 90Z", dark(cap, 0.25))
    art.path("M276 236C330 190 470 190 524 236C500 246 470 226 400 226C330 226 300 246 276 236Z", dark(cap, 0.35))
    art.path("M286 184C340 158 460 158 514 184V206C460 180 340 180 286 206Z", "#2A2226")
    art.path("M312 164C304 160 304 140 318 140", "none", stroke="#2A2226", stroke_width="6")
    art.rect(358, 128, 84, 68, "#2A2226", 16)
    art.ellipse(400, 162, 31, 31, "#E9D8A6")
    art.ellipse(400, 162, 23, 23, "#FFD98A")
    art.ellipse(393, 155, 9, 9, "#FFFFFF")


def marlee(art: Art) -> None:
    """Teaches yoga by the sea."""
    face = Face(mix(SKIN[3], "#7E5238", 0.4), "#2B1B18", lips="#9A4038", smile=True, lashes=True)
    hair = [(292, 150), (352, 98), (430, 92), (502, 128), (538, 200), (548, 290), (574, 370), (566, 460), (596, 540), (570, 620), (520, 610), (500, 520), (300, 500), (262, 600), (216, 610), (206, 530), (240, 450), (228, 370), (256, 290), (262, 200)]
    art.path(blob(hair), face.hair)
    for x in (236, 268, 540, 566):
        art.line(f"M{x} 380C{x - 16} 430 {x + 18} 480 {x - 4} 560", mix(face.hair, "#8A5A40", 0.4 if x < 400 else 0.2), 7)
    skin = face.skin
    torso(art, skin)
    neck(art, face)
    torso_shade(art)
    # a top in the colour of the reef, and a shawl of warm wool
    art.path("M268 620C276 600 282 586 288 570L318 560C330 640 470 640 482 560L512 570C518 586 524 600 532 620L540 800H260Z", REEF)
    art.path("M482 560L512 570C518 586 524 600 532 620L540 800H484C500 720 496 640 482 560Z", dark(REEF, 0.22))
    art.line("M320 566C334 644 466 644 480 566", light(REEF, 0.35), 6)
    art.path("M150 800C152 700 160 640 222 600L250 588C300 660 296 740 300 800Z", "#E3A05A")
    art.path("M650 800C648 700 640 640 578 600L550 588C500 660 504 740 500 800Z", dark("#E3A05A", 0.16))
    for k in range(4):
        art.line(f"M{176 + k * 30} {690 - k * 18}C{190 + k * 26} 730 {188 + k * 28} 770 {186 + k * 30} 800", dark("#E3A05A", 0.16), 5)
        art.line(f"M{624 - k * 30} {690 - k * 18}C{610 - k * 26} 730 {612 - k * 28} 770 {614 - k * 30} 800", dark("#E3A05A", 0.3), 5)
    art.line("M352 556C372 596 428 596 448 556", "#F3D9B1", 4)
    art.ellipse(400, 594, 11, 11, SUN)
    head(art, face)
    art.path("M286 316C270 210 310 128 400 126C490 128 530 210 514 316C510 262 496 222 462 186C430 206 370 190 344 200C312 226 296 262 286 316Z", face.hair)
    art.path("M318 176C344 148 380 140 410 142C380 154 344 172 322 206Z", mix(face.hair, "#8A5A40", 0.45))
    features(art, face)
    for x in (288, 512):
        art.ellipse(x, 346, 9, 9, SUN)


def jack(art: Art) -> None:
    """Patrols the beach and keeps bees."""
    face = Face(mix(SKIN[1], "#D08A62", 0.35), "#8E8A84", lines=True)
    yellow = "#F2B83A"
    torso(art, yellow)
    art.path("M150 800C152 700 160 640 220 600L262 582C250 640 246 720 250 800Z", LANTERN)
    art.path("M650 800C648 700 640 640 580 600L538 582C550 640 554 720 550 800Z", LANTERN)
    torso_shade(art)
    neck(art, face)
    for side in (-1, 1):
        art.path(poly([(400 + side * 56, 516), (400 + side * 118, 570), (400 + side * 62, 648), (400, 594)]), LANTERN if side < 0 else dark(LANTERN, 0.2))
    art.line("M400 600V700", dark(yellow, 0.25), 5)
    for y in (636, 680):
        art.ellipse(400, y, 8, 8, CREAM)
    # a patch with his bees
    art.path(poly([(484 + 46 * math.cos(math.tau * i / 6), 712 + 46 * math.sin(math.tau * i / 6)) for i in range(6)]), CREAM)
    art.ellipse(472, 698, 14, 9, "#C9DDE0", transform="rotate(-30 472 698)")
    art.ellipse(494, 696, 14, 9, "#C9DDE0", transform="rotate(30 494 696)")
    art.ellipse(484, 716, 25, 17, SUN)
    for x in (476, 490):
        art.line(f"M{x} 703V729", INK, 6)
    art.ellipse(508, 716, 6, 7, INK)
    head(art, face)
    art.path("M288 300C280 240 292 210 306 200L316 240C304 262 302 290 300 322ZM512 300C520 240 508 210 494 200L484 240C496 262 498 290 500 322Z", face.hair)
    # the beard, greying
    art.path("M292 306C300 340 318 362 346 372C366 360 434 360 454 372C482 362 500 340 508 306C514 372 500 430 462 466C436 490 364 490 338 466C300 430 286 372 292 306Z", face.hair)
    art.path("M454 372C482 362 500 340 508 306C514 372 500 430 462 466C446 480 420 486 404 486C444 460 460 420 454 372Z", dark(face.hair, 0.2))
    art.path("M346 430C360 460 380 470 400 472C420 470 436 458 446 434C430 446 420 448 400 448C380 448 362 446 346 430Z", "#C9C5BC")
    features(art, face)
    art.path("M400 372C380 362 356 368 340 392C362 400 384 394 400 386C416 394 438 400 460 392C444 368 420 362 400 372Z", mix(face.hair, "#6A655E", 0.3))
    # the patrol cap, quartered red and yellow
    art.path("M284 238C276 130 330 82 400 82C470 82 524 130 516 238C450 208 350 208 284 238Z", LANTERN)
    art.path("M400 82C350 96 336 160 338 217C358 213 380 211 400 211Z", yellow)
    art.path("M400 82C470 82 524 130 516 238C500 230 482 224 462 219C464 160 450 98 400 82Z", yellow)
    art.path("M400 82C450 98 464 160 462 219C442 214 420 211 400 211Z", dark(LANTERN, 0.1))
    art.path("M448 96C494 118 520 164 516 238C504 232 494 228 482 225C488 172 478 124 448 96Z", "#1B1C38", opacity=0.15)
    art.path("M284 238C350 208 450 208 516 238L514 252C450 224 350 224 286 252Z", CREAM)
    art.line("M300 250C302 300 306 340 316 372", CREAM, 5)
    art.line("M500 250C498 300 494 340 484 372", dark(CREAM, 0.15), 5)


DRAWN = {
    "june": june,
    "marcus": marcus,
    "saskia": saskia,
    "emil": emil,
    "haruka": haruka,
    "niran": niran,
    "marlee": marlee,
    "jack": jack,
}


def draw() -> None:
    for name, host in DRAWN.items():
        art = Art()
        host(art)
        art.save(f"hosts/{name}.svg")


if __name__ == "__main__":
    draw()
