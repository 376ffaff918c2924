from __future__ import annotations

import subprocess
import sys

import cv2
import numpy as np
import pytest

from kiosk.scan.camera.label import matrix
from kiosk.scan.decode import Decoder, by_rank
from kiosk.scan.model import Frame, Reading


def picture(*codes: tuple[str, int, int, int]) -> Frame:
    """A grey frame with codes: text, left, top, pixels a module."""
    image = np.full((1080, 1920, 3), 90, np.uint8)
    for text, x, y, module in codes:
        cells = matrix(text)
        code = cv2.resize(cells, None, fx=module, fy=module, interpolation=cv2.INTER_NEAREST)
        image[y : y + len(code), x : x + len(code)] = code[..., None]
    return Frame(image, captured_ns=5, sequence=7)


def test_a_reading_says_what_where_and_when() -> None:
    (reading,) = Decoder().decode(picture(("HELLO 952", 700, 300, 8))).readings
    side = 8 * (len(matrix("HELLO 952")) - 8)
    left, top = 700 + 32, 300 + 32
    expected = ((left, top), (left + side, top), (left + side, top + side), (left, top + side))
    assert np.allclose(reading.corners, expected, atol=3)
    assert (reading.text, reading.sequence, reading.captured_ns) == ("HELLO 952", 7, 5)
    assert reading.frame_size == (1920, 1080)
    assert reading.decoded_ns > 0


def test_corners_begin_at_the_codes_own_top_left() -> None:
    frame = picture(("TURNED", 700, 300, 8))
    turned = np.ascontiguousarray(np.rot90(frame.image, 2))
    (reading,) = Decoder().decode(Frame(turned, 0, 0)).readings
    assert reading.corners[0][0] > reading.corners[1][0]
    assert reading.corners[0][1] > reading.corners[3][1]


def test_all_codes_are_read_and_the_one_in_the_middle_leads() -> None:
    shown = picture(("CORNER", 20, 20, 6), ("MIDDLE", 860, 450, 6), ("EDGE", 1600, 800, 6))
    readings = Decoder().decode(shown).readings
    assert next(r.text for r in readings) == "MIDDLE"
    assert {r.text for r in readings} == {"MIDDLE", "CORNER", "EDGE"}


def test_of_two_as_far_from_the_middle_the_larger_leads() -> None:
    def at(x: float, side: float, text: str) -> Reading:
        a, b, c, d = ((x + i * side / 2, 540 + j * side / 2) for i, j in ((-1, -1), (1, -1), (1, 1), (-1, 1)))
        return Reading(text, (a, b, c, d), (1920, 1080), 0, 0, 0)

    assert [r.text for r in by_rank([at(660, 200, "small"), at(1260, 260, "large")])] == ["large", "small"]


def test_other_formats_are_a_matter_of_configuration() -> None:
    import zxingcpp

    bars = np.array(zxingcpp.create_barcode("4006381333931", zxingcpp.BarcodeFormat.EAN13).to_image(scale=4))
    image = np.full((480, 640), 255, np.uint8)
    image[100 : 100 + bars.shape[0], 60 : 60 + bars.shape[1]] = bars
    frame = Frame(np.ascontiguousarray(np.repeat(image[..., None], 3, axis=2)), 0, 0)
    assert Decoder().decode(frame).readings == ()
    assert [r.text for r in Decoder(("QRCodeModel2", "EAN13")).decode(frame).readings] == ["4006381333931"]


def test_an_empty_frame_has_no_codes() -> None:
    assert Decoder().decode(picture()).readings == ()


@pytest.mark.parametrize("formats", [(), ("QRCode9",)])
def test_unknown_formats_are_refused(formats: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="no barcode format"):
        Decoder(formats)


def test_importing_the_room_loads_no_picture_library() -> None:
    """Start-up time: the booth's first frame must not wait for OpenCV."""
    code = """
import importlib, pkgutil, sys
import kiosk.scan
rooms = [room.name for room in pkgutil.walk_packages(kiosk.scan.__path__, "kiosk.scan.")]
assert len(rooms) > 40
for room in rooms: importlib.import_module(room)
print([m for m in ("cv2", "numpy", "zxingcpp", "qrcode", "PIL") if m in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
