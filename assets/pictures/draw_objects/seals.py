"""The seven verdicts as rubber stamps, 400 x 400: each with its own shape and sign, never told by colour alone."""

# ruff: noqa: E501 (path data reads best unbroken)
from __future__ import annotations

import math

from pen import DEEP_LEAF, DELFT, INK, INK_SOFT, LANTERN, PLUM, Art, arc, blob, curve, oval, poly
from seal_ring import scallops

RED, GREEN, GREY = LANTERN, DEEP_LEAF, INK_SOFT
BURNT = "#9A4A12"


def _ring(art: Art, r: float, colour: str, width: float, **more: str) -> None:
    art.line(oval(200, 200, r, r), colour, width, **more)


def _ticks(art: Art, r: float, colour: str, count: int, size: float = 5) -> None:
    """A ring of small beads, as engravers set between two circles."""
    beads = [
        oval(200 + r * math.cos(math.tau * i / count), 200 + r * math.sin(math.tau * i / count), size, size)
        for i in range(count)
    ]
    art.path("".join(beads), colour)


def genuine(art: Art) -> None:
    points = [(200 + r * c, 200 + r * s) for r, c, s in scallops(20, 190, 170)]
    art.path(curve(points, close=True), GREEN)
    _ring(art, 150, "#FBF6EA", 6)
    _ticks(art, 134, "#FBF6EA", 40, 4)
    _ring(art, 118, "#FBF6EA", 4)
    art.line("M142 204L184 246L262 154", "#FBF6EA", 30)


def unknown(art: Art) -> None:
    _ring(art, 180, GREY, 14)
    _ring(art, 154, GREY, 5, stroke_dasharray="2 16")
    art.line("M152 158C152 122 176 104 204 104C234 104 256 124 256 152C256 186 206 188 204 226V238", GREY, 26)
    art.ellipse(204, 286, 18, 18, GREY)


def withdrawn(art: Art) -> None:
    def octagon(r: float) -> list[tuple[float, float]]:
        return [
            (200 + r * math.cos(math.tau * (i + 0.5) / 8), 200 + r * math.sin(math.tau * (i + 0.5) / 8))
            for i in range(8)
        ]

    art.path(poly(octagon(190)), RED, stroke=RED, stroke_width="10", stroke_linejoin="round")
    art.path(poly(octagon(166)), "none", stroke="#FBF6EA", stroke_width="7", stroke_linejoin="round")
    hand = "#FBF6EA"
    for x, top, low in ((158, 132, 220), (188, 108, 220), (218, 114, 220), (248, 140, 226)):
        art.line(f"M{x} {top}V{low}", hand, 25)
    art.path(
        "M145.5 200H260.5V246C260.5 290 236 304 204 304C174 304 158 292 144 268L108 216C98 198 118 186 131 200L146 218Z",
        hand,
    )
    for x in (173, 203, 233):
        art.line(f"M{x} 150V196", RED, 4)


def inconsistent(art: Art) -> None:
    for start in (-62, 118):
        art.line(curve(arc(200, 200, 176, 176, start, start + 124)), BURNT, 16)
        art.line(curve(arc(200, 200, 148, 148, start + 4, start + 120)), BURNT, 5)
    # two reports that point in opposite directions
    art.line("M112 164H270", BURNT, 24)
    art.line("M228 122L272 164L228 206", BURNT, 24)
    art.line("M288 250H130", BURNT, 24)
    art.line("M172 208L128 250L172 292", BURNT, 24)


def forged(art: Art) -> None:
    def triangle(r: float) -> list[tuple[float, float]]:
        return [(200 + r * math.cos(math.radians(a)), 224 + r * math.sin(math.radians(a))) for a in (-90, 30, 150)]

    art.path(poly(triangle(196)), INK, stroke=INK, stroke_width="24", stroke_linejoin="round")
    art.path(poly(triangle(160)), "none", stroke="#FBF6EA", stroke_width="6", stroke_linejoin="round")
    with art.group("translate(198 226) rotate(38)"):
        art.path(
            "M-17 -92H17V34L0 84L-17 34Z", "#FBF6EA", stroke="#FBF6EA", stroke_width="4", stroke_linejoin="round"
        )
        art.line("M0 84V40", INK, 5)
        art.ellipse(0, 34, 6, 6, INK)
        art.line("M-17 -56H17", INK, 6)
    art.line("M138 176L262 284", INK, 36)
    art.line("M138 176L262 284", RED, 20)


def copied(art: Art) -> None:
    for cx, colour in ((146, PLUM), (254, PLUM)):
        art.line(oval(cx, 200, 128, 128), colour, 16)
    art.path(
        curve(arc(146, 200, 128, 128, -65, 65)) + "L" + curve(arc(254, 200, 128, 128, 115, 245))[1:] + "Z",
        PLUM,
        opacity=0.3,
    )
    # the same label twice
    for x in (44, 298):
        art.rect(x, 168, 58, 64, PLUM, 8)
        art.path(
            "".join(f"M{x + a} {168 + b}h12v12h-12Z" for a, b in ((9, 10), (37, 10), (9, 42), (25, 27), (38, 40))),
            "#FBF6EA",
        )
    art.line("M200 152V206", PLUM, 18)
    art.ellipse(200, 240, 12, 12, PLUM)


def expired(art: Art) -> None:
    colour = DELFT
    _ring(art, 180, colour, 14)
    for i in range(12):
        a = math.tau * i / 12
        art.line(
            f"M{200 + 158 * math.cos(a):.1f} {200 + 158 * math.sin(a):.1f}L{200 + 146 * math.cos(a):.1f} {200 + 146 * math.sin(a):.1f}",
            colour,
            9,
        )
    art.line("M140 108H260", colour, 18)
    art.line("M140 292H260", colour, 18)
    art.line(
        "M154 112C154 164 190 176 190 200C190 224 154 236 154 288M246 112C246 164 210 176 210 200C210 224 246 236 246 288",
        colour,
        12,
    )
    art.path(blob([(164, 284), (176, 256), (200, 242), (224, 256), (236, 284), (200, 287)]), colour)
    art.line("M200 202V244", colour, 6)


DRAWN = {
    "genuine": genuine,
    "unknown": unknown,
    "withdrawn": withdrawn,
    "inconsistent": inconsistent,
    "forged": forged,
    "copied": copied,
    "expired": expired,
}


def draw() -> None:
    for name, seal in DRAWN.items():
        art = Art(400, 400)
        seal(art)
        art.save(f"seals/{name}.svg")


if __name__ == "__main__":
    draw()
