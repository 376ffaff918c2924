"""Merkle trees by the letter of RFC 6962, 2.1: slow, recursive, and written without a look at kiosk.trace.log."""

from __future__ import annotations

from hashlib import sha256
from itertools import count
from typing import Any

Expression = Any


def leaf(data: bytes) -> bytes:
    return sha256(b"\0" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def split(n: int) -> int:
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def root(leaves: list[bytes]) -> bytes:
    """MTH, of hashes of leaves."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return node(root(leaves[:k]), root(leaves[k:]))


def inclusion(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*inclusion(m, leaves[:k]), root(leaves[k:])]
    return [*inclusion(m - k, leaves[k:]), root(leaves[:k])]


def consistency(m: int, leaves: list[bytes], whole: bool = True) -> list[bytes]:
    """PROOF and SUBPROOF."""
    if m == len(leaves):
        return [] if whole else [root(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*consistency(m, leaves[:k], whole), root(leaves[k:])]
    return [*consistency(m - k, leaves[k:], False), root(leaves[:k])]


def inclusion_shape(m: int, n: int) -> tuple[str, ...]:
    """On which side each hash of a path stands: all that a path's verification depends on."""
    if n == 1:
        return ()
    k = split(n)
    return (*inclusion_shape(m, k), "right") if m < k else (*inclusion_shape(m - k, n - k), "left")


def consistency_shape(m: int, n: int) -> tuple[Expression, Expression]:
    """Both roots as formulas over the proof's hashes by number, "root" standing for the first root itself."""
    numbers = count()

    def formulas(m: int, n: int, whole: bool) -> tuple[Expression, Expression]:
        if m == n:
            seed = "root" if whole else next(numbers)
            return seed, seed
        k = split(n)
        if m <= k:
            old, new = formulas(m, k, whole)
            return old, (new, next(numbers))
        old, new = formulas(m - k, n - k, False)
        other = next(numbers)
        return (other, old), (other, new)

    return formulas(m, n, True)
