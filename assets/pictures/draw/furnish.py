"""What several rooms share: floors, windows, light on the floor, frames, shelves. Places are top left unless said otherwise."""

# ruff: noqa: E501  (a path's data is one string)

from pen import CREAM, DARK_WOOD, INK, Point, at, curve, dark, light, line, path, poly, rect

HORIZON = 860.0  # where the wall meets the floor, of 1200


def walls(wall: str, skirting: str) -> list[str]:
    return [
        rect(0, 0, 1600, HORIZON, wall),
        rect(0, HORIZON - 34, 1600, 34, skirting),
        rect(0, HORIZON - 38, 1600, 6, light(skirting, 0.4)),
    ]


def boards(colour: str, count: int = 15) -> list[str]:
    """Floor boards running towards the viewer."""
    out = [rect(0, HORIZON, 1600, 1200 - HORIZON, colour), rect(0, HORIZON, 1600, 12, dark(colour, 0.3))]
    for i in range(-6, count + 7):
        top, foot = 1600 * i / count, 800 + (1600 * i / count - 800) * 1.75
        nxt = 800 + (1600 * (i + 1) / count - 800) * 1.75
        if max(nxt, top + 1600 / count) < 0 or min(foot, top) > 1600:
            continue
        if i % 3 == 0:
            out.append(
                poly(
                    [(top, HORIZON + 12), (top + 1600 / count, HORIZON + 12), (nxt, 1200), (foot, 1200)],
                    light(colour, 0.12),
                )
            )
        out.append(line([(top, HORIZON + 12), (foot, 1200)], 3, dark(colour, 0.22), 0.7, "butt"))
    return out


def tiles(one: str, two: str, rows: int = 6, count: int = 14) -> list[str]:
    """A checkered floor in perspective."""
    out = [rect(0, HORIZON, 1600, 1200 - HORIZON, one)]
    edges = [HORIZON + (1200 - HORIZON) * (r / rows) ** 1.5 for r in range(rows + 1)]

    def x_at(i: float, y: float) -> float:
        return 800 + (1600 * i / count - 800) * (1 + 0.8 * (y - HORIZON) / (1200 - HORIZON))

    for r in range(rows):
        a, b = edges[r], edges[r + 1]
        for i in range(-4, count + 4):
            if (i + r) % 2 == 0 and x_at(i + 1, b) > 0 and x_at(i, b) < 1600:
                out.append(poly([(x_at(i, a), a), (x_at(i + 1, a), a), (x_at(i + 1, b), b), (x_at(i, b), b)], two))
    return [*out, rect(0, HORIZON, 1600, 10, INK, op=0.2)]


def sunbeam(x: float, w: float, op: float = 0.28) -> str:
    """Light from a window on the left, lying on the floor as two panes."""

    def quad(a: float, b: float) -> list[Point]:
        return [(a, HORIZON + 40), (b, HORIZON + 40), (b + 210, 1130), (a + 210, 1130)]

    return poly(quad(x, x + w * 0.47), CREAM, op) + poly(quad(x + w * 0.53, x + w), CREAM, op)


def view(
    x: float, y: float, w: float, h: float, scene: list[str], frame: str, cols: int, rows: int, bar: float = 12
) -> str:
    """A window with a real view; the scene must keep inside w x h, its origin at the window's top left."""
    out = [at(x, y, *scene)]
    out += [
        rect(x + w * i / cols - bar / 2, y, bar, h, frame)
        + rect(x + w * i / cols + bar * 0.2, y, bar * 0.3, h, dark(frame, 0.15))
        for i in range(1, cols)
    ]
    out += [rect(x, y + h * i / rows - bar / 2, w, bar, frame) for i in range(1, rows)]
    e = bar * 1.8
    out += [
        rect(x - e, y - e, w + 2 * e, e, frame),
        rect(x - e, y + h, w + 2 * e, e, frame),
        rect(x - e, y, e, h, dark(frame, 0.16)),
        rect(x + w, y, e, h, light(frame, 0.3)),
    ]
    return "".join(
        [
            *out,
            rect(x - e - 20, y + h + e, w + 2 * e + 40, 18, light(frame, 0.3), 3),
            rect(x - e - 10, y + h + e + 18, w + 2 * e + 20, 8, INK, op=0.18),
        ]
    )


def curtain(x: float, y: float, w: float, h: float, colour: str, folds: int = 4) -> str:
    out = [
        path(
            f"M{x} {y}L{x + w} {y}Q{x + w * 1.02:.0f} {y + h * 0.5:.0f} {x + w * 1.06:.0f} {y + h}L{x - w * 0.06:.0f} {y + h}Q{x - w * 0.02:.0f} {y + h * 0.5:.0f} {x} {y}Z",
            colour,
        )
    ]
    for i in range(folds):
        a = x + w * (i + 0.55) / folds
        out.append(
            path(
                f"M{a:.0f} {y}L{a + w * 0.4 / folds:.0f} {y}L{a + w * 0.5 / folds:.0f} {y + h}L{a:.0f} {y + h}Z",
                dark(colour, 0.16),
            )
        )
    return "".join(out)


def framed(x: float, y: float, w: float, h: float, frame: str, *art: str, paper: str = CREAM) -> str:
    """A picture on the wall; art is drawn about the middle of the paper."""
    return "".join(
        [
            rect(x + 8, y + 10, w, h, INK, op=0.14),
            rect(x, y, w, h, frame),
            rect(x + w - 10, y, 10, h, dark(frame, 0.25)),
            rect(x + 12, y + 12, w - 24, h - 24, paper),
            at(x + w / 2, y + h / 2, *art),
        ]
    )


def shelf(x: float, y: float, w: float, wood: str = DARK_WOOD) -> str:
    return (
        rect(x, y, w, 14, wood)
        + rect(x, y + 10, w, 4, dark(wood, 0.3))
        + rect(x + 6, y + 14, w - 12, 12, INK, op=0.13)
        + "".join(rect(b, y + 14, 12, 26, dark(wood, 0.25)) for b in (x + 30, x + w - 42))
    )


def jar(x: float, y: float, w: float, h: float, colour: str, lid: str) -> str:
    """A jar standing on y with its middle at x."""
    return (
        rect(x - w / 2, y - h, w, h, colour, w * 0.16)
        + rect(x + w * 0.22, y - h, w * 0.28, h, dark(colour, 0.2), w * 0.12)
        + rect(x - w * 0.4, y - h - h * 0.16, w * 0.8, h * 0.2, lid, 3)
    )


def books(x: float, y: float, run: list[tuple[float, float, str]]) -> str:
    """Books standing on y from x; each is width, height, colour."""
    out = []
    for w, h, colour in run:
        out += [
            rect(x, y - h, w, h, colour),
            rect(x + w * 0.74, y - h, w * 0.26, h, dark(colour, 0.22)),
            rect(x, y - h * 0.82, w, 5, light(colour, 0.5)),
        ]
        x += w + 1.5
    return "".join(out)


def steam(x: float, y: float, h: float, width: float = 12, op: float = 0.45) -> str:
    """A wisp that rises from x, y, swells and tapers away."""
    left = [
        (x - width * 0.2, y),
        (x - h * 0.15 - width * 0.9, y - h * 0.33),
        (x + h * 0.05 - width * 0.7, y - h * 0.66),
        (x - h * 0.08, y - h),
    ]
    right = [
        (x - h * 0.08, y - h),
        (x + h * 0.12 + width * 0.5, y - h * 0.64),
        (x - h * 0.08 + width * 0.9, y - h * 0.3),
        (x + width * 0.6, y),
    ]
    return path(curve(left) + curve(right).replace("M", "L", 1) + "Z", CREAM, op)


def pendant(x: float, top: float, length: float, w: float, colour: str, lit: str) -> str:
    y = top + length
    return (
        line([(x, top), (x, y)], 5, INK)
        + path(
            f"M{x - w * 0.16:.0f} {y}L{x + w * 0.16:.0f} {y}L{x + w / 2:.0f} {y + w * 0.5:.0f}L{x - w / 2:.0f} {y + w * 0.5:.0f}Z",
            colour,
        )
        + path(
            f"M{x + w * 0.04:.0f} {y}L{x + w * 0.16:.0f} {y}L{x + w / 2:.0f} {y + w * 0.5:.0f}L{x + w * 0.2:.0f} {y + w * 0.5:.0f}Z",
            dark(colour, 0.22),
        )
        + path(
            f"M{x - w * 0.2:.0f} {y + w * 0.5:.0f}Q{x} {y + w * 0.74:.0f} {x + w * 0.2:.0f} {y + w * 0.5:.0f}Z", lit
        )
    )
