from __future__ import annotations

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from kiosk.order.model import REFERENCE_ALPHABET, REFERENCE_LENGTH
from kiosk.scan.camera.label import QUIET_ZONE
from kiosk.ui.codes import code_image


def pixels(image: QImage) -> np.ndarray:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return rows[:, : grey.width()].copy()


@given(st.text(REFERENCE_ALPHABET, min_size=REFERENCE_LENGTH, max_size=REFERENCE_LENGTH))
def test_a_claim_code_reads_back(reference: str) -> None:
    found = zxingcpp.read_barcodes(pixels(code_image(reference, 480)))
    assert [code.text for code in found] == [reference]


def test_modules_are_whole_pixels_and_the_quiet_zone_is_there() -> None:
    picture = pixels(code_image("GLOBALTOWN", 500))
    module = picture.shape[0] // (21 + 2 * QUIET_ZONE)
    assert picture.shape[0] == module * (21 + 2 * QUIET_ZONE)
    assert (picture[: module * QUIET_ZONE] == 255).all()
    assert set(np.unique(picture)) == {0, 255}


def test_a_text_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        code_image("X" * 5000)
