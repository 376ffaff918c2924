"""A sticker as a picture: the QR code with its quiet zone on white paper, its serial beneath. And letters."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]  # BGRA, premultiplied

ASSETS = Path(__file__).resolve().parents[3] / "assets" / "camera"

QUIET_ZONE = 4  # modules, ISO/IEC 18004, 9.1
LABEL_WIDTH, LABEL_HEIGHT = 272, 310  # pixels, when held at arm's length from a 1080p camera
INK = (53, 42, 30)  # BGR
LANTERN = (34, 58, 203)


def matrix(text: str) -> NDArray[np.uint8]:
    """The QR code of `text` at error correction level M, with its quiet zone: 0 dark, 255 light, cell by cell.

    Raises ValueError for a text too long for a QR code.
    """
    import numpy as np
    import qrcode
    from qrcode.exceptions import DataOverflowError

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)  # takes alphanumeric mode for the runs that allow it
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise ValueError(f"too long for a QR code: {len(text)} characters") from error
    return np.where(np.array(code.get_matrix()), 0, 255).astype(np.uint8)


def serial(text: str) -> str:
    """What is printed under the code: AI 21 of a Digital Link, or nothing."""
    found = re.search(r"/21/([^/?#]{1,20})", text)
    return found[1] if found else ""


@lru_cache(maxsize=8)  # twice the sprites that are kept
def label(text: str) -> tuple[Picture, float]:
    """The sticker, LABEL_WIDTH x LABEL_HEIGHT, and how many pixels one module takes."""
    import cv2
    import numpy as np

    cells = matrix(text)
    side = LABEL_WIDTH - 4
    # Eight pixels a module, then averaged down: every module keeps its exact share of each pixel.
    big = cv2.resize(cells, None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST)
    code = cv2.resize(big, (side, side), interpolation=cv2.INTER_AREA)
    paper = np.zeros((LABEL_HEIGHT, LABEL_WIDTH, 4), np.uint8)
    corner = 14
    cv2.rectangle(paper, (corner, 0), (LABEL_WIDTH - 1 - corner, LABEL_HEIGHT - 1), (255, 255, 255, 255), -1)
    cv2.rectangle(paper, (0, corner), (LABEL_WIDTH - 1, LABEL_HEIGHT - 1 - corner), (255, 255, 255, 255), -1)
    for x in (corner, LABEL_WIDTH - 1 - corner):
        for y in (corner, LABEL_HEIGHT - 1 - corner):
            cv2.circle(paper, (x, y), corner, (255, 255, 255, 255), -1, cv2.LINE_AA)
    paper[..., :3] = np.minimum(paper[..., :3], paper[..., 3:])
    inner = paper[2 : 2 + side, 2 : 2 + side]
    inner[..., :3] = np.minimum(inner[..., :3], code[..., None])
    if serial(text):  # only the town's stickers carry its lantern dot
        line = letters(serial(text), 21, INK, LABEL_WIDTH - 84)
        y = LABEL_HEIGHT - 17 - line.shape[0]
        over(paper, line, 50, y)
        cv2.circle(paper, (30, y + line.shape[0] // 2), 9, (*LANTERN, 255), -1, cv2.LINE_AA)
    return paper, side / len(cells)


# --- letters ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _letter_sheet(assets: Path) -> tuple[NDArray[np.uint8], dict[str, Any]]:
    import cv2

    sheet = cv2.imread(str(assets / "letters.png"), cv2.IMREAD_GRAYSCALE)
    if sheet is None:
        raise FileNotFoundError(f"{assets / 'letters.png'} is missing: run assets/camera/render.py")
    return cast("NDArray[np.uint8]", sheet), json.loads((assets / "letters.json").read_text())


def letters(words: str, cap_px: float, colour: tuple[int, int, int], width: int, assets: Path = ASSETS) -> Picture:
    """One line of print, capitals `cap_px` high, made smaller where it would be wider than `width`.

    Characters the sheet does not have are left out; a line of none is one transparent pixel.
    """
    import cv2
    import numpy as np

    sheet, about = _letter_sheet(assets)
    table, pad = about["letters"], about["pad"]
    total = sum(table[c][2] if c in table else about["space"] * (c == " ") for c in words)
    if not total or not any(c in table for c in words):
        return np.zeros((1, 1, 4), np.uint8)
    line = np.zeros((sheet.shape[0], round(total) + 2 * pad), np.uint8)
    x = 0.0
    for character in words:
        if character in table:
            start, wide, advance = table[character]
            target = line[:, round(x) : round(x) + wide]
            np.maximum(target, sheet[:, start : start + target.shape[1]], out=target)
            x += advance
        elif character == " ":
            x += about["space"]
    rows = np.flatnonzero(line.any(axis=1))
    line = line[rows[0] : rows[-1] + 1, pad:-pad]
    scale = min(cap_px / about["cap"], width / line.shape[1])
    size = (max(1, round(line.shape[1] * scale)), max(1, round(line.shape[0] * scale)))
    alpha = cv2.resize(line, size, interpolation=cv2.INTER_AREA)
    result = np.empty((*alpha.shape, 4), np.uint8)
    for channel, value in enumerate((*colour, 255)):
        result[..., channel] = alpha.astype(np.uint16) * value // 255
    return result


def over(below: Picture, above: Picture, x: int, y: int) -> None:
    """Lays `above` on `below` with its left top at x, y; what sticks out is cut off. Both premultiplied."""
    import cv2

    x0, y0 = max(0, x), max(0, y)
    x1, y1 = min(below.shape[1], x + above.shape[1]), min(below.shape[0], y + above.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    top = above[y0 - y : y1 - y, x0 - x : x1 - x]
    view = below[y0:y1, x0:x1]
    rest = cv2.cvtColor(255 - top[..., 3], cv2.COLOR_GRAY2BGRA)
    rest[..., 3] = rest[..., 0]
    view[:] = cv2.add(cv2.multiply(view, rest, scale=1 / 255), top)
