"""A symbol's modules as grey levels -> its text: soft bits, and error correction that is told which ones to doubt.

ISO/IEC 18004:2015, section 12, with one difference: what is weakly seen is erased rather than guessed, as
Reed-Solomon codes correct twice as many erasures as errors (Forney's generalised minimum distance decoding).
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from kiosk.scan import reed_solomon, symbol_bits, symbol_tables
from kiosk.scan.symbol_tables import LEVELS, Blocks, Layout
from kiosk.scan.zxing import Zxing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grid = NDArray[np.float32]

DATA_AGREES = 0.78  # of the trusted modules, with what they were corrected to
CHANCE = math.log(1e-10)  # what noise may pass for a block, for each try
QUIET = 4  # modules, 9.1


def known(n: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(mask, dark), n x n: modules whose colour the version alone decides (finder patterns and separators, timing
    and alignment patterns, the dark module, version information), and which of them are dark.

    Shared between callers, not to be written to. Raises ValueError when no version is n modules wide.
    """
    layout = symbol_tables.layout(n)
    return layout.known, layout.dark


def decode(levels: Grid, trust: Grid | None = None) -> str | None:
    """The text of a symbol, or None.

    levels: (n, n), each module's mean brightness on any scale, row 0 the symbol's own top; light on dark and
    mirrored symbols are recognised. trust: (n, n), 0 for a module of which nothing is known (saturated, covered,
    outside the picture) to 1. Raises ValueError when no version is n modules wide.
    """
    import numpy as np

    layout = symbol_tables.layout(len(levels))
    levels = np.asarray(levels, np.float32)
    trust = np.ones_like(levels) if trust is None else np.clip(trust, 0, 1).astype(np.float32)
    shaded = symbol_bits.shade(levels, trust, layout)
    if shaded is None:
        return None
    x, soft = shaded
    formats = _formats(soft, layout)
    for mirrored, row in formats[:1]:
        turn = np.transpose if mirrored else np.asarray
        text = _attempt(turn(soft), turn(trust), layout, row, quick=True)
        if text is not None:
            return text
    for mirrored in dict.fromkeys(mirrored for mirrored, _ in formats):
        if mirrored:
            x, trust, soft = (np.ascontiguousarray(part.T) for part in (x, trust, soft))
        sharp = symbol_bits.sharpen(x, trust, layout.known, layout.dark, soft)
        for turned, row in _formats(sharp, layout):
            text = None if turned else _attempt(sharp, trust, layout, row)
            if text is not None:
                return text
    return None


def _formats(soft: Grid, layout: Layout) -> list[tuple[bool, int]]:
    """(mirrored, row of format_patterns()), the likeliest first, few (12, 7.9.1)."""
    import numpy as np

    signs = np.where(symbol_tables.format_patterns(), 1, -1).astype(np.float32)
    rated = []
    for mirrored in (False, True):
        seen = (soft.T if mirrored else soft).ravel()[layout.formats]
        fit = signs @ seen.sum(axis=0) / max(float(np.abs(seen).sum()), 1e-3)
        rated += [(float(fit[row]), mirrored, int(row)) for row in np.argsort(-fit)[:2]]
    rated.sort(reverse=True)
    return [(mirrored, row) for fit, mirrored, row in rated if fit > max(0.3, rated[0][0] - 0.2)][:3]


def _attempt(soft: Grid, trust: Grid, layout: Layout, row: int, quick: bool = False) -> str | None:
    """The text, if all blocks can be corrected under this format."""
    import numpy as np

    level, mask = LEVELS[row // 8], row % 8
    parts = symbol_tables.blocks(layout.version, level)
    bits = soft.ravel()[layout.data] * np.where(layout.masks[mask], np.float32(-1), np.float32(1))
    codewords = correct_blocks(bits, parts, quick)
    if codewords is None:
        return None
    right = np.unpackbits(codewords).astype(np.bool_)
    sure = trust.ravel()[layout.data] > 0.5
    if sure.any() and float((right == (bits > 0))[sure].mean()) < DATA_AGREES:
        return None
    data = codewords[parts.index.ravel()[parts.data]]
    if not _padded(bytes(data), layout.version):
        return None
    return _text(layout, row, right)


def correct_blocks(bits: NDArray[np.float32], parts: Blocks, quick: bool = False) -> NDArray[np.uint8] | None:
    """The corrected codewords in the order of the symbol, or None.

    bits: soft, unmasked, 8 a codeword.
    """
    import numpy as np

    absent = parts.index < 0
    codewords = np.packbits(bits > 0)
    words = np.where(absent, np.uint8(0), codewords[parts.index])
    doubt = np.log1p(np.exp(-np.abs(bits))).reshape(-1, 8).sum(axis=1)
    doubts = np.where(absent, np.float32(-1), doubt[parts.index])
    soft = bits.reshape(-1, 8)[parts.index]
    order = np.argsort(-doubts, axis=1)
    rank = np.argsort(order, axis=1)
    length = parts.index.shape[1]
    done = np.zeros(len(words), np.bool_)
    for tries in ([0],) if quick else ([0], range(2, parts.ec - 1, 2)):
        left = np.flatnonzero(~done)
        if not len(left):
            break
        counts = np.repeat(np.array(list(tries)), len(left))
        rows = np.tile(left, len(counts) // len(left))
        erased = rank[rows] < counts[:, None]
        result = reed_solomon.correct(words[rows], parts.ec, erased)
        best: dict[int, tuple[float, int]] = {}
        for i in np.flatnonzero(result.good):
            chance = _chance(result, int(i), erased[i], soft[rows[i]], words[rows[i]], parts.ec, length)
            if not (result.words[i] != 0)[absent[rows[i]]].any() and chance < CHANCE:
                best[int(rows[i])] = min(best.get(int(rows[i]), (0.0, 0)), (chance, int(i)))
        for block, (_, chosen) in best.items():
            words[block] = result.words[chosen]
            done[block] = True
    if not done.all():
        return None
    corrected = np.zeros_like(codewords)
    corrected[parts.index[~absent]] = words[~absent]
    return corrected


def _chance(
    result: reed_solomon.Corrected,
    i: int,
    erased: NDArray[np.bool_],
    soft: Grid,
    word: NDArray[np.uint8],
    ec: int,
    length: int,
) -> float:
    """Logarithm of how likely noise were to come this close to a codeword."""
    import numpy as np

    errors, erasures = int(result.errors[i]), int(erased.sum())
    exact = math.log(math.comb(length - erasures, errors)) + (erasures + errors - ec) * math.log(256)
    changed = erased | (result.words[i] != word)
    bits = np.unpackbits(result.words[i][changed][:, None], axis=1)
    weights = soft[changed]
    gain = float(np.where(bits, weights, -weights).sum())
    if gain <= 0:
        return exact
    return exact - gain**2 / (2 * float((weights**2).sum()))


def _padded(data: bytes, version: int) -> bool:
    """Whether what follows the message is the padding of 7.4.10, as far as that can be told."""
    return True


def _text(layout: Layout, row: int, right: NDArray[np.bool_]) -> str | None:
    """What zxing-cpp reads from the symbol drawn anew: segments, character sets and the like are its trade."""
    import numpy as np

    picture = np.full((layout.n + 2 * QUIET, layout.n + 2 * QUIET), 255, np.uint8)
    symbol = layout.dark.copy().ravel()
    symbol[layout.formats] = symbol_tables.format_patterns()[row]
    symbol[layout.data] = right ^ layout.masks[row % 8]
    symbol[layout.rest] = layout.rest_masks[row % 8]
    picture[QUIET:-QUIET, QUIET:-QUIET][symbol.reshape(layout.n, layout.n)] = 0
    found, _ = _zxing().read(picture, binary=True, pure=True, downscale=False)
    return found[0].text if len(found) == 1 else None


@lru_cache(maxsize=1)
def _zxing() -> Zxing:
    # The pure mode of zxing-cpp 3.1 reads nothing when asked for model 2 alone; what is drawn here is no other.
    return Zxing(("QRCode",))
