from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.scan.camera.label import LABEL_WIDTH
from kiosk.scan.camera.sprite import SampleSticker, Sprite, sprite
from kiosk.scan.decode import Decoder
from kiosk.scan.model import Frame

CORNERS_PX = 14  # a label's corner is rounded, its code begins after the quiet zone


def flat(made: Sprite) -> Frame:
    """The sprite on grey, as a frame."""
    image = made.image
    rest = 255 - image[..., 3:].astype(np.uint16)
    return Frame(np.ascontiguousarray((image[..., :3] + 120 * rest // 255).astype(np.uint8)), 0, 0)


def test_every_shape_carries_a_readable_sticker_where_it_says(stickers: tuple[SampleSticker, ...]) -> None:
    for tone, sticker in enumerate(stickers):
        made = sprite(sticker, tone)
        (reading,) = Decoder().decode(flat(made)).readings
        assert reading.text == sticker.text
        ox, oy = made.origin
        for corner, (x, y) in zip(reading.corners, made.label, strict=True):
            inside = 2 * LABEL_WIDTH / 6
            assert abs(corner[0] + ox - x) < inside
            assert abs(corner[1] + oy - y) < inside


def test_a_bottle_curves_its_sticker(stickers: tuple[SampleSticker, ...]) -> None:
    bottle, box = sprite(stickers[0]), sprite(replace(stickers[0], shape="box"))

    def width(made: Sprite) -> float:
        return made.label[1][0] - made.label[0][0]

    assert width(box) == LABEL_WIDTH
    assert width(bottle) < 0.97 * LABEL_WIDTH


def test_the_product_takes_its_colour_and_its_name(stickers: tuple[SampleSticker, ...]) -> None:
    red, blue = (sprite(replace(stickers[1], colour=c)).image.astype(int) for c in ("#C83232", (50, 50, 200)))
    differs = np.abs(red - blue).max(axis=2) > 60
    assert differs.mean() > 0.1
    named, nameless = sprite(stickers[1]).image, sprite(replace(stickers[1], title="")).image
    assert (named != nameless).any(axis=2).sum() > 500


def test_hands_differ(stickers: tuple[SampleSticker, ...]) -> None:
    hands = {sprite(stickers[1], tone).image.tobytes() for tone in range(4)}
    assert len(hands) == 4


@pytest.fixture
def artwork(tmp_path: Path) -> Path:
    """A picture of a jar: transparent around it, plain above, lettered from the middle down."""
    picture = np.zeros((700, 480, 4), np.uint8)
    cv2.rectangle(picture, (10, 10), (470, 690), (90, 160, 60, 255), -1)
    for y in range(350, 680, 12):
        for x in range(40, 440, 12):
            cv2.circle(picture, (x, y), 4, (255, 255, 255, 255), -1)
    path = tmp_path / "jar.png"
    cv2.imwrite(str(path), picture)
    return path


def test_artwork_is_held_and_its_sticker_hides_what_is_plain(
    artwork: Path, town_text: Callable[[int], str]
) -> None:
    sticker = SampleSticker(town_text(5), "not printed", "box", "#000000", artwork)
    made = sprite(sticker)
    (reading,) = Decoder().decode(flat(made)).readings
    assert reading.text == sticker.text
    image = made.image
    green = (image[..., 1] == 160) & (image[..., 0] == 90)
    rows = np.flatnonzero(green.any(axis=1)) + made.origin[1]
    lettered_from = rows[0] + (rows[-1] - rows[0]) * 0.49
    assert rows[0] < made.label[0][1]
    assert made.label[2][1] < lettered_from + 12


@pytest.mark.parametrize("break_it", ["missing", "garbage", "opaque", "empty"])
def test_broken_artwork_is_named(tmp_path: Path, break_it: str) -> None:
    path = tmp_path / "jar.png"
    if break_it == "garbage":
        path.write_bytes(b"not a picture")
    elif break_it == "opaque":
        cv2.imwrite(str(path), np.zeros((9, 9, 3), np.uint8))
    elif break_it == "empty":
        cv2.imwrite(str(path), np.zeros((9, 9, 4), np.uint8))
    with pytest.raises(FileNotFoundError, match=r"jar\.png"):
        sprite(SampleSticker("A", "", "box", "#000000", path))


def test_a_colour_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="#RRGGBB"):
        sprite(SampleSticker("A", "", "box", "reddish"))
