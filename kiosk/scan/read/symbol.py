"""A symbol's modules as grey levels -> its text (ISO/IEC 18004:2015, section 12, once modules are sampled).

Bits are soft, blur is undone among the modules (`symbol_bits`), and error correction is told which codewords to
doubt (`symbol_blocks`). Nothing is guessed: a text comes from a symbol all of whose blocks were confirmed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kiosk.scan.read import symbol_tables
from kiosk.scan.read.symbol_bits import NARROW, WIDE, shade, sharpen
from kiosk.scan.read.symbol_blocks import Correction, padded
from kiosk.scan.read.symbol_tables import LEVELS, Layout
from kiosk.scan.read.zxing import Zxing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grid = NDArray[np.float32]

# Logarithm: when noise is as unlikely as this, 1e-15, a message may end in other than the usual padding.
CLEAR = -34.5
DATA_AGREES = 0.78  # of the trusted modules, with what they were corrected to
FORMAT_FITS = 0.3  # correlation with the best of the 32 words
ROUNDS = 4
SETTLED = 0.99  # of the modules the same as in the round before: no more is to be had
QUIET = 4  # modules, 9.1


def known(n: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(mask, dark), n x n: modules whose colour the version alone decides (finder patterns and separators, timing
    and alignment patterns, the dark module, version information), and which of them are dark.

    Shared between callers, not to be written to. Raises ValueError when no version is n modules wide.
    """
    layout = symbol_tables.layout(n)
    return layout.known, layout.dark


def decode(levels: Grid, trust: Grid | None = None, rounds: int = ROUNDS) -> str | None:
    """The text of a symbol, or None.

    levels: (n, n), each module's mean brightness on any scale, row 0 the symbol's own top; light on dark and
    mirrored symbols are recognised. trust: (n, n), 0 for a module of which nothing is known (saturated, covered,
    outside the picture) to 1. rounds: how often to look; the first reads most, the others take as long each and
    read what is badly blurred. Raises ValueError when no version is n modules wide.
    """
    import numpy as np

    layout = symbol_tables.layout(len(levels))
    levels = np.asarray(levels, np.float32)
    trust = np.ones_like(levels) if trust is None else np.clip(trust, 0, 1).astype(np.float32)
    shaded = shade(levels, trust, layout)
    if shaded is None:
        return None
    formats = _formats(shaded[1], layout)
    # What is mirrored is read from the transposed grid.
    for mirrored in dict.fromkeys(mirrored for mirrored, _ in formats):
        view = _View(layout, *(np.ascontiguousarray(part.T) if mirrored else part for part in (*shaded, trust)))
        text = view.attempt(formats[0][1], view.soft, 1, quick=True) if mirrored == formats[0][0] else None
        text = text or view.read(rounds)
        if text is not None:
            return text
    return None


def _formats(soft: Grid, layout: Layout) -> list[tuple[bool, int]]:
    """(mirrored, row of format_patterns()), the likeliest first, few (7.9.1)."""
    import numpy as np

    signs = np.where(symbol_tables.format_patterns(), 1, -1).astype(np.float32)
    rated = []
    for mirrored in (False, True):
        seen = (soft.T if mirrored else soft).ravel()[layout.formats]
        fit = signs @ seen.sum(axis=0) / max(float(np.abs(seen).sum()), 1e-3)
        rated += [(float(fit[row]), mirrored, int(row)) for row in np.argsort(-fit)[:2]]
    rated.sort(reverse=True)
    return [(mirrored, row) for fit, mirrored, row in rated if fit > max(FORMAT_FITS, rated[0][0] - 0.2)][:3]


class _View:
    """One way round of looking at a symbol. x: darkness of the modules, soft: first soft bits, trust: 0 to 1."""

    def __init__(self, layout: Layout, x: Grid, soft: Grid, trust: Grid) -> None:
        self.layout = layout
        self.x = x
        self.soft = soft
        self.trust = trust

    def read(self, rounds: int) -> str | None:
        """The text, with the blur undone, under one of the formats that fit."""
        sharp = sharpen(self.x, self.trust, self.layout.known, self.layout.dark, self.soft)
        for mirrored, row in _formats(sharp, self.layout):
            text = None if mirrored else self.attempt(row, sharp, rounds)
            if text is not None:
                return text
        return None

    def attempt(self, row: int, soft: Grid, rounds: int, quick: bool = False) -> str | None:
        """The text, if all blocks can be corrected under this format. quick: without erasures.

        A block that is corrected tells the colour of modules all over the symbol, and by them the blur and the
        light are known better for the others.
        """
        import numpy as np

        layout = self.layout
        correction = Correction(symbol_tables.blocks(layout.version, LEVELS[row // 8]))
        flips = np.where(layout.masks[row % 8], np.float32(-1), np.float32(1))
        idle = 0
        for turn in range(rounds):
            if turn:
                windows = WIDE if turn % 2 else NARROW
                previous, soft = soft, sharpen(self.x, self.trust, *self._settled(correction, row), soft, windows)
                if not correction.done.any() and float(((soft > 0) == (previous > 0)).mean()) > SETTLED:
                    break
            before = int(correction.done.sum())
            bits = soft.ravel()[layout.data] * flips
            correction.attempt(bits, quick)
            if correction.done.all():
                return self._confirmed(correction, bits, row)
            idle = 0 if int(correction.done.sum()) > before else idle + 1
            if correction.hopeless or idle == 2:
                break
        return None

    def _settled(self, correction: Correction, row: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """(fixed, dark): what is known when the format and the corrected blocks are."""
        import numpy as np

        layout = self.layout
        fixed = layout.known.copy()
        fixed.ravel()[layout.formats] = fixed.ravel()[layout.rest] = True
        fixed.ravel()[layout.data] = np.repeat(correction.settled, 8)
        return fixed, _symbol(layout, row, correction)

    def _confirmed(self, correction: Correction, bits: NDArray[np.float32], row: int) -> str | None:
        """The text, if the symbol as corrected looks like what was seen."""
        import numpy as np

        sure = self.trust.ravel()[self.layout.data] > 0.5
        agree = np.unpackbits(correction.codewords).astype(np.bool_) == (bits > 0)
        if sure.any() and float(agree[sure].mean()) < DATA_AGREES:
            return None
        if correction.chance > CLEAR and not padded(correction.message(), self.layout.version):
            return None
        return _text(_symbol(self.layout, row, correction))


def _symbol(layout: Layout, row: int, correction: Correction) -> NDArray[np.bool_]:
    """The symbol drawn anew, (n, n), True for dark; codewords that are not settled are to be disregarded."""
    import numpy as np

    symbol = layout.dark.ravel().copy()
    symbol[layout.formats] = symbol_tables.format_patterns()[row]
    symbol[layout.data] = np.unpackbits(correction.codewords).astype(np.bool_) ^ layout.masks[row % 8]
    symbol[layout.rest] = layout.rest_masks[row % 8]
    return symbol.reshape(layout.n, layout.n)


def _text(symbol: NDArray[np.bool_]) -> str | None:
    """What zxing-cpp reads from a perfect symbol: segments, character sets and the like are its trade."""
    import numpy as np

    picture = np.pad(np.where(symbol, np.uint8(0), np.uint8(255)), QUIET, constant_values=255)
    found, _ = _zxing().read(picture, binary=True, pure=True, downscale=False)
    return found[0].text if len(found) == 1 else None


@lru_cache(maxsize=1)
def _zxing() -> Zxing:
    # The pure mode of zxing-cpp 3.1 reads nothing when asked for model 2 alone; what is drawn here is no other.
    return Zxing(("QRCode",))
