"""Merkle trees over SHA-256: hashes and the checking of proofs (RFC 6962, 2.1; algorithms of RFC 9162, 2.1).

A hash is 32 bytes, a size counts leaves, an index counts from zero. The checks raise ProofError and else return
nothing, so that no caller can overlook an answer.

What a proof can say: the path of a leaf depends on the shape of its way to the root alone, which some neighbouring
sizes share. Size and root therefore belong together, and come from one signed checkpoint.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from kiosk.trace.log.errors import ProofError

HASH_BYTES = 32
LARGEST = 2**63 - 1  # leaves; C2SP keeps sizes and times below 2^63
MAX_PATH = 64  # hashes: of a consistency proof within 2^63 leaves, and one more than inclusion needs
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """RFC 6962, 2.1: the prefix keeps a leaf from being taken for a node."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def check_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """That the leaf of this hash stands at index in the tree of this size and root (RFC 9162, 2.1.3.2).

    proof: from the leaf's sibling up to the root's child. Raises ProofError.
    """
    _check_size("tree size", size)
    _check_count("leaf index", index)
    if index >= size:
        raise ProofError(f"leaf index {index} is outside a tree of {size}")
    _check_hash("leaf hash", leaf)
    _check_hash("root", root)
    _check_path(proof)
    node, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofError(f"the proof has {len(proof)} hashes, more than leaf {index} of {size} needs")
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            while not node & 1:  # ends: node is above 0 here, as last is
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise ProofError(f"the proof has {len(proof)} hashes, fewer than leaf {index} of {size} needs")
    if found != root:
        raise ProofError("the proof leads to another root")


def check_consistency(size1: int, size2: int, root1: bytes, root2: bytes, proof: Sequence[bytes]) -> None:
    """That the tree of size2 begins with the very leaves of the tree of size1 (RFC 9162, 2.1.4.2).

    Raises ProofError, for an empty first tree too: every log continues it, so it would prove nothing.
    """
    _check_size("first size", size1)
    _check_size("second size", size2)
    if size1 > size2:
        raise ProofError(f"a log of {size1} has shrunk to {size2}")
    _check_path(proof)
    if size1 == size2:
        # Nothing is hashed here, the roots are only compared; transparency-dev/merkle takes placeholders too.
        if proof:
            raise ProofError(f"the sizes are equal, but the proof has {len(proof)} hashes")
        if not root1 or root1 != root2:
            raise ProofError("two roots for one size" if root1 else "no root")
        return
    _check_hash("first root", root1)
    _check_hash("second root", root2)
    if not proof:
        raise ProofError("the proof is empty, but the sizes differ")
    # The root of a full first tree is itself a node of the second.
    path = [root1, *proof] if size1 & (size1 - 1) == 0 else list(proof)
    node, last = size1 - 1, size2 - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofError(f"the proof has {len(proof)} hashes, more than {size1} to {size2} needs")
        if node & 1 or node == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not node & 1:  # ends: node is above 0 here, as last is
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise ProofError(f"the proof has {len(proof)} hashes, fewer than {size1} to {size2} needs")
    if first != root1:
        raise ProofError("the proof leads to another first root")
    if second != root2:
        raise ProofError("the proof leads to another second root")


class RootBuilder:
    """The root of leaves given one after the other, holding a hash for each bit of their number."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []  # roots of the full subtrees, largest first

    def add(self, leaf: bytes) -> None:
        """leaf: its hash."""
        _check_hash("leaf hash", leaf)
        full = self.size
        while full & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            full >>= 1
        self._peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        return joined(self._peaks)


def joined(peaks: Sequence[bytes]) -> bytes:
    """The root over the roots of full subtrees, largest first."""
    if not peaks:
        return EMPTY_ROOT
    *rest, root = peaks
    for peak in reversed(rest):
        root = node_hash(peak, root)
    return root


def _check_count(what: str, number: object) -> None:
    # True is an int to Python, and no size.
    if type(number) is not int:
        raise ProofError(f"{what} is no whole number")
    if not 0 <= number <= LARGEST:
        raise ProofError(f"{what} is not within 0 and 2^63 - 1")


def _check_size(what: str, number: object) -> None:
    _check_count(what, number)
    if number == 0:
        raise ProofError(f"{what} is zero: an empty tree proves nothing")


def _check_hash(what: str, value: object) -> None:
    if type(value) is not bytes or len(value) != HASH_BYTES:
        raise ProofError(f"{what} is not {HASH_BYTES} bytes long")


def _check_path(proof: Sequence[bytes]) -> None:
    if len(proof) > MAX_PATH:  # before hashing anything
        raise ProofError(f"the proof has {len(proof)} hashes, more than any tree needs")
    for number, value in enumerate(proof):
        _check_hash(f"hash {number} of the proof", value)
