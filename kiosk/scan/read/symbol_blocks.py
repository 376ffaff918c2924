"""The codewords of a symbol, block by block, from soft bits: errors, and erasures where the bits are doubtful.

Forney's generalised minimum distance decoding: each block is tried with none, then more and more of its most
doubtful codewords erased. What comes out is believed only where noise would hardly come as close to a codeword.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk.scan.read import reed_solomon
from kiosk.scan.read.symbol_tables import Blocks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What noise may pass for a block of, in each try. Over all numbers of erasures and errors that is 2.3e-10 at most
# for each view of a symbol whose data are noise and which has one block (5-L is the worst), less for each more.
CHANCE = math.log(1e-11)
HOPELESS = 1.0  # wrong codewords expected, for each one of error correction; there are about twice as many
QUICKLY = 0.5  # the same, for a try without erasures
CLEARLY = 0.15  # the same, below which bits are so sure that no block being right is no matter of blur
TRIES = 40  # corrections at once, about: blocks times numbers of erasures
# 7.4: bits of the character count in versions 1 to 9, 10 to 26, 27 to 40; characters of a group, and its bits.
# Numeric, alphanumeric, byte, Kanji; Hanzi is of the Chinese standard, GB/T 18284.
_COUNT = {1: (10, 12, 14), 2: (9, 11, 13), 4: (8, 16, 16), 8: (8, 10, 12), 13: (8, 10, 12)}
_GROUP = {1: (3, 10), 2: (2, 11), 4: (1, 8), 8: (1, 13), 13: (1, 13)}
_PAD = (0b11101100, 0b00010001)


class Correction:
    """What is known of one symbol's blocks, more with every view of it.

    codewords: (codewords,), in the order of the symbol. settled: which of them were corrected; done: which blocks.
    chance: logarithm of how likely noise was to pass for the least certain of them. hopeless: no other look at the
    last view is worth while, which was too poor to try, or so clear that it would have been read if it could.
    """

    def __init__(self, blocks: Blocks) -> None:
        import numpy as np

        self.blocks = blocks
        count = int(blocks.index.max()) + 1
        self.codewords = np.zeros(count, np.uint8)
        self.settled = np.zeros(count, np.bool_)
        self.done = np.zeros(len(blocks.index), np.bool_)
        self.chance = -math.inf
        self.hopeless = False

    def attempt(self, bits: NDArray[np.float32], quick: bool = False) -> None:
        """bits: soft, unmasked, 8 a codeword, dark (1) above 0. quick: without erasures."""
        import numpy as np

        odds = bits.reshape(-1, 8)
        doubts = np.log1p(np.exp(-np.abs(odds))).sum(axis=1)
        wrong = np.where(self.settled, 0, 1 - np.exp(-doubts))
        left, ec = int((~self.done).sum()), self.blocks.ec
        expected = float(wrong.sum()) / (ec * left)
        self.hopeless = expected > (QUICKLY if quick else HOPELESS)
        if self.hopeless:
            return
        # Most blocks of a good view need no erasures, which is a fraction of the work.
        if expected < QUICKLY:
            self._correct(odds, doubts, [0])
        if not quick and not self.done.all():
            self._correct(odds, doubts, range(0, ec - 1, 2 * math.ceil(ec * left / 2 / TRIES)))
        self.hopeless = expected < CLEARLY and not self.done.any()

    def _correct(self, odds: NDArray[np.float32], doubts: NDArray[np.float32], erasures: Sequence[int]) -> None:
        """Each block that is left, with each number of its most doubtful codewords erased."""
        import numpy as np

        left = np.flatnonzero(~self.done)
        index, ec = self.blocks.index[left], self.blocks.ec
        absent = index < 0
        words = np.where(absent, np.uint8(0), np.packbits(odds > 0, axis=1)[:, 0][index])
        rank = np.argsort(np.argsort(np.where(absent, 1, -doubts[index]), axis=1), axis=1)
        rows = np.tile(np.arange(len(left)), len(erasures))
        erased = rank[rows] < np.repeat(np.array(erasures), len(left))[:, None]
        result = reed_solomon.correct(words[rows], ec, erased)
        for i in np.flatnonzero(result.good & ~(absent[rows] & (result.words != 0)).any(axis=1)):
            row, word = rows[i], result.words[i]
            if self.done[left[row]]:
                continue
            here = ~absent[row]
            changed = erased[i] | (word != words[row])
            chance = _chance(int(result.errors[i]), int(erased[i].sum()), ec, int(here.sum()))
            chance -= _agreement(word[changed], odds[index[row][changed]])
            if chance < CHANCE:
                self.codewords[index[row][here]] = word[here]
                self.settled[index[row][here]] = True
                self.done[left[row]] = True
                self.chance = max(self.chance, chance)

    def message(self) -> bytes:
        """The data codewords in order, once all blocks are done."""
        return bytes(self.codewords[self.blocks.index.ravel()[self.blocks.data]])


def _chance(errors: int, erasures: int, ec: int, length: int) -> float:
    """Logarithm of the part of all words that some codeword is as near to: it differs in no more than `errors`
    places besides the erased ones. There are 256^(length - ec) codewords among 256^length words."""
    return math.log(math.comb(length - erasures, errors)) + (erasures + errors - ec) * math.log(256)


def _agreement(codewords: NDArray[np.uint8], odds: NDArray[np.float32]) -> float:
    """How much less likely that is made by the soft bits, (codewords, 8), of the codewords that were filled in.

    To noise they are coins tossed: Hoeffding's inequality bounds how often they agree as well as they do, weighted.
    """
    import numpy as np

    gain = float(np.where(np.unpackbits(codewords[:, None], axis=1), odds, -odds).sum())
    return gain**2 / (2 * float((odds**2).sum())) if gain > 0 else 0.0


def padded(data: bytes, version: int) -> bool:
    """Whether what follows the message is what 7.4.9 and 7.4.10 ask for: a terminator, zeros up to a whole
    codeword, then 11101100 and 00010001 by turns. Also False where the message cannot be followed to its end."""
    size = 0 if version < 10 else 1 if version < 27 else 2
    end, at = 8 * len(data), 0
    bits = int.from_bytes(data, "big")

    def take(count: int) -> int:
        nonlocal at
        at += count
        return bits >> max(end - at, 0) & (1 << count) - 1

    while end - at >= 4 and (mode := take(4)):
        if mode in _COUNT:
            if mode == 13:
                take(4)  # the character set
            characters = take(_COUNT[mode][size])
            group, length = _GROUP[mode]
            at += -(-length * characters // group)
        elif mode == 7:  # 7.4.2.2: as many ones lead the assignment number as codewords follow its first
            first = take(8)
            at += 16 if first >= 0b11000000 else 8 if first >= 0b10000000 else 0
        elif mode in (3, 9):  # structured append (8), FNC1 in second position (7.4.8.3)
            at += 16 if mode == 3 else 8
        elif mode != 5:
            return False
        if at > end:
            return False
    rest = end - at
    if rest % 8 and take(rest % 8):
        return False
    tail = data[at // 8 :]
    return all(byte == _PAD[i % 2] for i, byte in enumerate(tail))
