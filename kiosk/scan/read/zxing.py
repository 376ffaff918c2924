"""The one place where zxing-cpp is called: QR model 2, from a contiguous grey picture, error correction obeyed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.scan.model import Corners
from kiosk.scan.read.picture import Found, Kind, Region

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# All formats at once cost eight times as much and invent codes; Micro QR's noise reads as short numbers.
FORMATS = ("QRCodeModel2",)


class Zxing:
    """formats: zxing-cpp names, such as "QRCodeModel2" or "EAN13". Raises ValueError for a name it does not know.

    zxing-cpp is imported here and not with the module. It lets the interpreter go while it works.
    """

    def __init__(self, formats: tuple[str, ...] = FORMATS) -> None:
        import zxingcpp

        unknown = [name for name in formats if not hasattr(zxingcpp.BarcodeFormat, name)]
        if unknown or not formats:
            raise ValueError(f"zxing-cpp knows no barcode format {', '.join(unknown) or '(none given)'}")
        # The stub of zxing-cpp 3.1 leaves out that a list of formats is taken too.
        self._formats: Any = [getattr(zxingcpp.BarcodeFormat, name) for name in formats]
        self._read = zxingcpp.read_barcodes
        self._local = zxingcpp.Binarizer.LocalAverage
        self._fixed = zxingcpp.Binarizer.FixedThreshold
        # What the code says, byte for byte; the default spells control characters out and puts brackets into GS1.
        self._plain = zxingcpp.TextMode.Plain

    def read(
        self, grey: NDArray[np.uint8], *, binary: bool = False, pure: bool = False, downscale: bool = True
    ) -> tuple[list[Found], list[Region]]:
        """Codes that were read, and regions (Kind.NEAR) that were located and not read, in pixels of `grey`.

        binary: `grey` is black and white already (threshold 127). pure: just one upright code and its margin.
        downscale: look at smaller versions too.
        """
        found: list[Found] = []
        near: list[Region] = []
        for code in self._read(
            grey,
            formats=self._formats,
            try_rotate=False,
            try_invert=False,
            try_downscale=downscale,
            is_pure=pure,
            binarizer=self._fixed if binary else self._local,
            text_mode=self._plain,
            return_errors=True,
        ):
            corners = _corners(code.position)
            if code.error is not None:
                if corners[0] != corners[2]:  # "invalid symbol size" comes without a place
                    near.append(Region(corners, Kind.NEAR, _modules(code.extra)))
            elif code.text:
                found.append(Found(code.text, corners))
        return found, near


def _modules(extra: Any) -> int | None:
    """A side in modules, from the version that zxing-cpp took the unread code for (ISO/IEC 18004, 6.3.1)."""
    version = extra.get("Version", "") if extra else ""
    return 17 + 4 * int(version) if version.isdecimal() and 1 <= int(version) <= 40 else None


def _corners(at: Any) -> Corners:
    return (
        (float(at.top_left.x), float(at.top_left.y)),
        (float(at.top_right.x), float(at.top_right.y)),
        (float(at.bottom_right.x), float(at.bottom_right.y)),
        (float(at.bottom_left.x), float(at.bottom_left.y)),
    )
