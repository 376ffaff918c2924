"""What moves across the town, and the invitation: aeroplane, sun, moon, sticker, hand."""

# ruff: noqa: E501  (a path's data is one string)

from pen import (
    CLAY,
    CREAM,
    DEEP_WATER,
    DELFT,
    INK,
    INK_SOFT,
    LANTERN,
    NIGHT,
    PAPER,
    PAPER_SHADE,
    REEF,
    SKIN,
    SUN,
    at,
    circle,
    dark,
    light,
    line,
    mix,
    path,
    rect,
    stroke,
)


def aeroplane() -> list[str]:
    """A charter freighter flying to the right, towing a banner on a line."""
    body, low = CREAM, "#D8CDB8"
    out = [
        stroke("M178 92Q150 104 128 96", 3, INK_SOFT),
        path("M4 70Q36 58 66 70T128 70L128 122Q96 134 66 122T4 122L18 96Z", LANTERN),
        path("M66 70Q96 58 128 70L128 122Q96 134 66 122Z", dark(LANTERN, 0.12)),
    ]
    out += [
        path("M14 84Q40 74 66 84T128 84L128 90Q96 100 66 90T16 90Z", CREAM),
        path("M16 104Q40 94 66 104T128 104L128 108Q96 118 66 108T14 108Z", CREAM, 0.8),
    ]
    out += [
        path("M206 84L184 14L222 14L262 76Z", LANTERN),
        path("M222 14L262 76L244 80L206 14Z", dark(LANTERN, 0.16)),
        path("M300 78L262 40L290 40L352 78Z", low),
        path(
            "M176 88C190 72 230 66 280 66L500 66C546 66 580 82 588 100C580 116 546 124 500 124L300 124C250 124 200 110 176 88Z",
            body,
        ),
        path("M186 98C260 108 420 108 588 100C580 116 546 124 500 124L300 124C254 124 210 113 186 98Z", low),
        path("M548 78C562 84 570 88 576 92L540 92L538 80Z", INK),
        rect(396, 74, 66, 40, "#C7BBA3", 4),
        rect(400, 78, 58, 32, body, 3),
        *[circle(x, 86, 5, DEEP_WATER) for x in (486, 508, 530)],
        rect(214, 96, 352, 6, LANTERN),
        rect(340, 128, 76, 28, DELFT, 12),
        rect(340, 143, 66, 13, dark(DELFT, 0.25), 6),
        rect(402, 128, 14, 28, CREAM, 6),
        path("M344 104L430 104L318 178L282 178Z", "#B9AE9A"),
        path("M344 104L388 104L296 178L282 178Z", "#CFC4AF"),
        path("M202 92L236 92L192 118L172 118Z", "#B9AE9A"),
    ]
    return out


def moon() -> list[str]:
    return [
        circle(150, 150, 140, CREAM, 0.08),
        circle(150, 150, 116, CREAM, 0.1),
        circle(150, 150, 90, "#F7EBC9"),
        path("M150 60A90 90 0 0 1 150 240A120 120 0 0 0 150 60Z", "#E6D5A6"),
        circle(118, 126, 17, "#E6D5A6"),
        circle(140, 186, 11, "#E6D5A6"),
        circle(104, 172, 7, "#E6D5A6"),
    ]


def sun() -> list[str]:
    return [
        circle(200, 200, 190, SUN, 0.14),
        circle(200, 200, 150, SUN, 0.22),
        circle(200, 200, 112, SUN),
        path("M200 88A112 112 0 0 1 200 312A150 150 0 0 0 200 88Z", mix(SUN, CLAY, 0.3)),
    ]


def code_motif(x: float, y: float, size: float) -> str:
    """Square eyes and steps that look like a code and can never be one: the eyes are round-pupilled, a leaf sits inside."""
    u = size / 11
    out = [rect(x, y, size, size, CREAM)]
    for ex, ey in ((0, 0), (8, 0), (0, 8)):
        px, py = x + ex * u, y + ey * u
        out += [
            rect(px, py, 3 * u, 3 * u, INK, u * 0.7),
            rect(px + 0.5 * u, py + 0.5 * u, 2 * u, 2 * u, CREAM, u * 0.5),
            circle(px + 1.5 * u, py + 1.5 * u, 0.62 * u, LANTERN),
        ]
    cells = (
        (4, 0),
        (6, 1),
        (4, 2),
        (5, 3),
        (0, 4),
        (2, 4),
        (1, 5),
        (9, 4),
        (10, 5),
        (8, 5),
        (0, 6),
        (2, 7),
        (4, 9),
        (5, 10),
        (9, 7),
        (10, 8),
        (8, 8),
        (9, 10),
        (7, 9),
        (4, 8),
        (10, 10),
        (7, 7),
        (6, 0),
        (3, 6),
        (7, 4),
        (3, 4),
    )
    out += [rect(x + (cx + 0.06) * u, y + (cy + 0.06) * u, u * 0.88, u * 0.88, INK, u * 0.22) for cx, cy in cells]
    cx, cy = x + 5.5 * u, y + 5.6 * u
    out.append(
        path(
            f"M{cx - 1.3 * u:.1f} {cy + 1.2 * u:.1f}C{cx - 1.5 * u:.1f} {cy - 0.9 * u:.1f} {cx:.1f} {cy - 1.5 * u:.1f} {cx + 1.4 * u:.1f} {cy - 1.4 * u:.1f}C{cx + 1.5 * u:.1f} {cy + 0.3 * u:.1f} {cx + 0.7 * u:.1f} {cy + 1.5 * u:.1f} {cx - 1.3 * u:.1f} {cy + 1.2 * u:.1f}Z",
            REEF,
        )
    )
    out.append(line([(cx - 1.0 * u, cy + 0.9 * u), (cx + 0.8 * u, cy - 0.8 * u)], u * 0.16, CREAM))
    return "".join(out)


def sticker() -> list[str]:
    return [
        at(
            200,
            200,
            rect(-150, -160, 316, 336, NIGHT, 34, 0.14),
            rect(-160, -170, 320, 340, PAPER, 34),
            path("M160 100L160 136A34 34 0 0 1 126 170L90 170Z", PAPER_SHADE),
            rect(-160, -136, 320, 8, LANTERN),
            code_motif(-104, -108, 208),
            rect(-104, 124, 120, 14, INK_SOFT, 7),
            rect(28, 124, 60, 14, LANTERN, 7),
            path("M90 170C96 146 96 112 102 106C118 112 142 106 160 100Z", CREAM),
            path("M90 170C98 150 98 118 102 106C118 112 142 106 160 100Z", dark(PAPER_SHADE, 0.12)),
            turn=-6,
        ),
    ]


def hand_sticker() -> list[str]:
    """A hand from the lower right holds a bottle whose sticker looks at the camera: palm behind, fingers round the left side."""
    skin, shade, glass, cap = SKIN[1], dark(SKIN[1], 0.17), "#A9CDBF", REEF
    bottle_ = [
        rect(-44, -258, 88, 62, cap, 10),
        rect(12, -258, 32, 62, dark(cap), 10),
        *[rect(-34 + 15 * k, -250, 4, 46, dark(cap, 0.2), 2) for k in range(5)],
        rect(-34, -200, 68, 30, dark(glass, 0.12)),
        path(
            "M-40 -176C-90 -166 -104 -142 -104 -110L-104 196C-104 218 -90 230 -70 230L70 230C90 230 104 218 104 196L104 -110C104 -142 90 -166 40 -176Z",
            glass,
        ),
        path(
            "M40 -176C90 -166 104 -142 104 -110L104 196C104 218 90 230 70 230L48 230C74 196 80 -130 40 -176Z",
            dark(glass, 0.2),
        ),
        rect(-92, -104, 12, 290, CREAM, 6, 0.6),
        rect(-76, -118, 146, 172, PAPER, 12),
        path("M58 -118Q70 -118 70 -106L70 42Q70 54 58 54Z", PAPER_SHADE),
        code_motif(-66, -108, 116),
        rect(-66, 24, 66, 10, INK_SOFT, 5),
        rect(10, 24, 38, 10, LANTERN, 5),
    ]
    arm = [
        path("M470 420C520 430 548 474 560 516L640 600L552 700L470 640C434 626 384 596 352 544L352 440Z", shade),
        path("M592 521L700 604L700 700L500 700L470 640Z", DELFT),
        path("M640 557L700 604L700 700L590 700Z", dark(DELFT, 0.2)),
        path("M582 484L620 514L494 668L456 636Z", CREAM),
        path("M612 508L620 514L494 668L486 662Z", PAPER_SHADE),
    ]
    out = [circle(350, 350, 320, PAPER_SHADE), *arm, at(330, 310, *bottle_, turn=-7)]
    for x, y, length in ((252, 388, 66), (253, 436, 78), (260, 484, 76), (270, 529, 60)):
        out += [
            line([(x - 8, y + 4), (x + length, y - 5)], 46, shade),
            line([(x - 8, y - 1), (x + length - 5, y - 10)], 36, skin),
            path(
                f"M{x + length - 12} {y - 24}Q{x + length + 14} {y - 24} {x + length + 12} {y - 6}Q{x + length} {y - 2} {x + length - 14} {y - 4}Z",
                light(skin, 0.45),
            ),
        ]
    out.append(
        path(
            "M560 516C548 450 520 408 478 396C456 376 430 364 404 372C384 380 386 404 404 412C424 420 436 434 438 458C440 520 452 560 486 590Z",
            skin,
        )
    )
    out.append(path("M560 516C552 480 540 450 520 428C516 480 506 540 470 574L486 590Z", shade))
    out.append(path("M404 372C388 378 386 398 398 408Q420 398 424 376Q414 370 404 372Z", light(skin, 0.45)))
    return out
