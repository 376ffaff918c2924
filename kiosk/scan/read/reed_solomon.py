"""Reed-Solomon codes over GF(256) as QR codes use them (ISO/IEC 18004:2015, 7.5.2): many words corrected at once.

Polynomial x^8 + x^4 + x^3 + x^2 + 1, generator with roots alpha^0 to alpha^(ec - 1); a word's first codeword
belongs to the highest power. Words lie in the rows of an array, so that numpy works on all of them in each step.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

_POLYNOMIAL = 0b100011101


@dataclass(frozen=True, slots=True, eq=False)
class Corrected:
    """words: as they were handed over, corrected where `good`. errors: how many codewords that were not erased had
    to be changed, 0 where not good."""

    words: Bytes
    good: NDArray[np.bool_]
    errors: NDArray[np.intp]


@lru_cache(maxsize=1)
def _field() -> tuple[Bytes, Bytes, NDArray[np.intp]]:
    """exp (510), the product table flattened (256 * 256), inverse (256; that of 0 is 0)."""
    import numpy as np

    exp, log = np.zeros(510, np.uint8), np.zeros(256, np.intp)
    x = 1
    for i in range(255):
        exp[i] = exp[i + 255] = x
        log[x] = i
        x = x << 1 ^ (_POLYNOMIAL if x >> 7 else 0)
    product = exp[log[:, None] + log]
    product[0, :] = product[:, 0] = 0
    inverse = exp[(255 - log) % 255].astype(np.intp)
    inverse[0] = 0
    return exp, product.ravel(), inverse


@lru_cache(maxsize=512)
def _powers(length: int, count: int, sign: int) -> Bytes:
    """alpha^(sign * i * j) for i < count, (count, length); j falls from length - 1 to 0."""
    import numpy as np

    exp = _field()[0]
    powers: Bytes = exp[sign * np.arange(count)[:, None] * np.arange(length - 1, -1, -1) % 255]
    return powers


def multiply(a: Bytes, b: Bytes) -> Bytes:
    """Products in the field, element by element, of arrays that numpy can broadcast."""
    import numpy as np

    return _field()[1].take((a.astype(np.intp) << 8) | b)


def syndromes(words: Bytes, ec: int) -> Bytes:
    """(words, ec): the words' values at alpha^0 to alpha^(ec - 1); all zero for a word without errors."""
    import numpy as np

    terms = multiply(words[:, None, :], _powers(words.shape[1], ec, 1))
    values: Bytes = np.bitwise_xor.reduce(terms, axis=2)
    return values


def encode(data: Bytes, ec: int) -> Bytes:
    """The `ec` error correction codewords of each row of data, (words, ec)."""
    import numpy as np

    generator = np.ones(1, np.uint8)
    for i in range(ec):
        root = _field()[0][i : i + 1]
        generator = np.append(generator, np.uint8(0)) ^ np.append(np.uint8(0), multiply(generator, root))
    rest = np.zeros((len(data), ec), np.uint8)
    for column in range(data.shape[1]):
        lead = rest[:, :1] ^ data[:, column : column + 1]
        rest = np.hstack((rest[:, 1:], np.zeros_like(lead))) ^ multiply(lead, generator[1:])
    return rest


def correct(words: Bytes, ec: int, erased: NDArray[np.bool_]) -> Corrected:
    """Every row on its own: up to (ec - erasures) // 2 errors besides the codewords that are erased.

    words: (rows, length); erased: the same shape, what stands there does not matter. A row is good when the
    result is a codeword and differs from what came in at no more places than that; one with more than `ec`
    erasures is not.
    """
    import numpy as np

    rows, length = words.shape
    received = np.where(erased, np.uint8(0), words)
    syndrome = syndromes(received, ec)
    count = erased.sum(axis=1)
    good = ~syndrome.any(axis=1) & (count <= ec)
    result = np.where(good[:, None], received, words)
    errors = np.zeros(rows, np.intp)
    work = np.flatnonzero(~good & (count <= ec))
    if not len(work):
        return Corrected(result, good, errors)
    syndrome, count = syndrome[work], count[work]
    locator = _locator(syndrome, erased[work], count)

    # A locator of degree d with d different roots among the positions, or this row is beyond correction.
    degree = np.where(locator.any(axis=1), ec - np.argmax(locator[:, ::-1] != 0, axis=1), ec + 1)
    fits = 2 * degree - count <= ec
    work, syndrome, count, locator, degree = (a[fits] for a in (work, syndrome, count, locator, degree))
    inverses = _powers(length, ec + 1, -1)
    wrong = _evaluate(locator, inverses) == 0
    fits = wrong.sum(axis=1) == degree
    if not fits.any():
        return Corrected(result, good, errors)
    work, syndrome, count, locator, degree, wrong = (
        a[fits] for a in (work, syndrome, count, locator, degree, wrong)
    )
    fixed = received[work] ^ _magnitudes(syndrome, locator, wrong, inverses)
    fits = ~syndromes(fixed, ec).any(axis=1)
    work = work[fits]
    result[work] = fixed[fits]
    good[work] = True
    errors[work] = (degree - count)[fits]
    return Corrected(result, good, errors)


def _locator(syndrome: Bytes, erased: NDArray[np.bool_], count: NDArray[np.intp]) -> Bytes:
    """The errors-and-erasures locator of each row, coefficients from the constant up, (rows, ec + 1), times some
    constant: Berlekamp and Massey without division, which begins, as Blahut has it, with the erasures."""
    import numpy as np

    rows, ec = syndrome.shape
    product = _field()[1]
    # The erased positions' locators of each row, first in the row.
    first = np.argsort(~erased, axis=1, kind="stable")[:, :ec]
    places = _powers(erased.shape[1], 2, 1)[1][first]
    backwards = np.ascontiguousarray(syndrome[:, ::-1])
    # Kept one place further right, so that "times x" is the same array read one place to the left; as indices into
    # the table of products.
    now, before = np.zeros((2, rows, ec + 2), np.intp)
    now[:, 1] = before[:, 1] = 1
    scale = np.ones(rows, np.intp)
    balance = np.zeros(rows, np.intp)
    last = int(count.max())
    for step in range(ec):
        terms = product.take(now[:, 1 : step + 2] << 8 | backwards[:, ec - 1 - step :])
        delta = np.bitwise_xor.reduce(terms, axis=1).astype(np.intp)
        grow = (delta != 0) & (balance >= 0)
        factor, other = scale, before
        if step < last:
            erasing = step < count
            grow &= ~erasing
            delta = np.where(erasing, places[:, step], delta)
            factor = np.where(erasing, 1, scale)
            other = np.where(erasing[:, None], now, before)
        new = np.zeros_like(now)
        new[:, 1:] = product.take(factor[:, None] << 8 | now[:, 1:])
        new[:, 1:] ^= product.take(delta[:, None] << 8 | other[:, :-1])
        grown = grow[:, None]
        before[:, 1:] = np.where(grown[:, :1], now[:, 1:], before[:, :-1])
        balance = np.where(grow, -balance - 1, balance + 1)
        if step < last:
            before = np.where(erasing[:, None], new, before)
            balance[erasing] = 0
        scale = np.where(grow, delta, scale)
        now = new
    locator: Bytes = now[:, 1:].astype(np.uint8)
    return locator


def _evaluate(polynomials: Bytes, powers: Bytes) -> Bytes:
    """(rows, length): each row's polynomial, constant first, at the points whose powers are the columns."""
    import numpy as np

    terms = multiply(polynomials[:, :, None], powers[: polynomials.shape[1]])
    values: Bytes = np.bitwise_xor.reduce(terms, axis=1)
    return values


def _magnitudes(syndrome: Bytes, locator: Bytes, wrong: NDArray[np.bool_], inverses: Bytes) -> Bytes:
    """What to add at the wrong places (Forney), 0 elsewhere."""
    import numpy as np

    _, product, inverse = _field()
    ec = syndrome.shape[1]
    evaluator = np.zeros_like(syndrome)
    for i in range(ec):
        evaluator[:, i:] ^= multiply(locator[:, i : i + 1], syndrome[:, : ec - i])
    derivative = locator[:, 1:].copy()
    derivative[:, 1::2] = 0
    slope = _evaluate(derivative, inverses)
    # The first root is alpha^0, so the locator itself remains as a factor.
    size = multiply(_evaluate(evaluator, inverses), _powers(wrong.shape[1], 2, 1)[1])
    return np.where(wrong, product.take((size.astype(np.intp) << 8) | inverse[slope]), np.uint8(0))
