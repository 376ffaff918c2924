"""The street of the attract scene: four pavilion buildings, by day or as lit windows only, from one geometry."""

from parts import gum_tree, pine, round_tree
from pen import INK, WINDOW, at, glow, line, poly, rect
from town_east import hall, veranda
from town_west import canal_houses, lodge


def street_lamp(lit: bool, x: float, y: float) -> str:
    if lit:
        return glow(x, y - 218, 92) + rect(x - 11, y - 236, 22, 34, WINDOW, 4)
    return "".join(
        [
            rect(x - 4, y - 200, 8, 200, INK),
            rect(x - 12, y - 14, 24, 14, INK, 3),
            rect(x - 15, y - 240, 30, 42, INK, 5),
            rect(x - 11, y - 236, 22, 34, "#E9D9B4", 4),
            poly([(x - 20, y - 238), (x + 20, y - 238), (x, y - 262)], INK),
        ]
    )


def town(lit: bool) -> list[str]:
    """The whole street, 2400 x 1350, the buildings' feet on y = 1130."""
    y, out = 1130.0, []
    places = ((62, lodge, 1.1), (676, canal_houses, 1.12), (1236, hall, 1.08), (1852, veranda, 0.97))
    if not lit:
        ground, kerb = "#E4CDA4", "#C9AE83"
        out += [
            pine(24, y, 330),
            pine(640, y, 280),
            pine(-20, y, 250),
            round_tree(1238, y, 210, "#D98A6A"),
            pine(596, y, 360),
            gum_tree(2300, y, 500),
            gum_tree(1838, y, 350),
        ]
        out += [rect(0, y - 4, 2400, 224, ground), rect(0, y - 4, 2400, 10, "#F0DDB9")]
    out += [at(x, y, draw(lit), s=k) for x, draw, k in places]
    if not lit:
        out += [rect(0, y + 66, 2400, 10, kerb), rect(0, y + 76, 2400, 144, "#D3B78B")]
        for row, (yy, step) in enumerate(((y + 18, 118), (y + 44, 150))):
            out += [
                line([(x + 40 * row, yy), (x + 40 * row + step * 0.4, yy)], 3, kerb, 0.8)
                for x in range(20, 2400, step)
            ]
        for row, (yy, step) in enumerate(((y + 104, 170), (y + 142, 230), (y + 186, 300))):
            out += [
                line([(x + 90 * row, yy), (x + 90 * row + step * 0.3, yy)], 4 + row, "#C2A477", 0.8)
                for x in range(-20, 2400, step)
            ]
    out += [street_lamp(lit, x, y + 30) for x in (668, 1204, 1816)]
    return out
