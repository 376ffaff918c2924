"""A Merkle tree on disk: a file for each level, holding the hashes of its full subtrees from left to right.

Level k of a tree of n leaves has n >> k hashes of 32 bytes, so a million leaves take 64 MB. Files only grow; what a
crash left beyond the size that its owner knows of is cut off on opening. In memory is one hash for each level.
"""

from __future__ import annotations

import mmap
import os
from pathlib import Path
from typing import BinaryIO

from kiosk.trace.log.errors import LogError
from kiosk.trace.log.merkle import HASH_BYTES, joined, node_hash


class Tree:
    """Use it in a with block. Indexes and sizes as in merkle; hashes are 32 bytes."""

    def __init__(self, folder: Path, size: int) -> None:
        """The tree of a folder as it was at size. Raises LogError where files lack leaves of it, and OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._levels: list[BinaryIO] = []
        self._maps: dict[int, mmap.mmap] = {}
        self._edge: dict[tuple[int, int], bytes] = {}  # hashes of subtrees that are not full
        self.size = 0
        try:
            self._open(size)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Tree:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._forget()
        for file in self._levels:
            file.close()
        self._levels.clear()

    def add(self, leaf: bytes) -> int:
        """Puts a leaf's hash last, and gives its index. It is safe from a crash after sync()."""
        index, level = self.size, 0
        self._write(0, leaf)
        number = index
        while number & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            level, number = level + 1, number >> 1
            self._write(level, leaf)
        self._peaks.append(leaf)
        self.size += 1
        return index

    def root(self) -> bytes:
        return joined(self._peaks)

    def root_at(self, size: int) -> bytes:
        """The root as it was at an earlier size, of one leaf or more."""
        self._check(0, size)
        return self._subtree(0, size)

    def sync(self) -> None:
        """After this everything added survives a power cut."""
        for file in self._levels:
            file.flush()
            os.fsync(file.fileno())
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(handle)  # new levels are new names
        finally:
            os.close(handle)

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """RFC 6962, 2.1.1: from the leaf's sibling up to the child of the root at size. Raises LogError."""
        self._check(index, size)
        low, high = 0, size
        path = []
        while high - low > 1:
            middle = low + _split(high - low)
            if index < middle:
                path.append(self._subtree(middle, high))
                high = middle
            else:
                path.append(self._subtree(low, middle))
                low = middle
        return path[::-1]

    def consistency(self, size1: int, size2: int) -> list[bytes]:
        """RFC 6962, 2.1.2, from size1 to size2, neither of them zero. Raises LogError."""
        self._check(size1 - 1, size2)
        low, high = 0, size2
        path = []
        while size1 < high:
            middle = low + _split(high - low)
            if size1 <= middle:
                path.append(self._subtree(middle, high))
                high = middle
            else:
                path.append(self._subtree(low, middle))
                low = middle
        if low:  # the first tree's right edge is no root that the verifier knows
            path.append(self._subtree(low, high))
        return path[::-1]

    def leaf(self, index: int) -> bytes:
        """Its hash. Raises LogError."""
        self._check(index, self.size)
        return self._node(0, index)

    def _open(self, size: int) -> None:
        levels = size.bit_length()
        for level in range(levels):
            file = self._file(level)
            self._repair(level, file, size >> level)
        for path in self._folder.iterdir():
            if path.name.isdecimal() and int(path.name) >= levels:
                path.unlink()
        self.size = size
        self._peaks = [
            self._node(level, (size >> level) - 1) for level in range(levels - 1, -1, -1) if size >> level & 1
        ]

    def _repair(self, level: int, file: BinaryIO, number: int) -> None:
        """Cuts a level to its number of hashes, or completes it from the level below."""
        found = file.seek(0, os.SEEK_END) // HASH_BYTES
        if found > number or file.tell() % HASH_BYTES:
            found = min(found, number)
            file.truncate(found * HASH_BYTES)
            file.seek(0, os.SEEK_END)
        if found < number and level == 0:
            raise LogError(f"{self._folder} holds {found} leaves of {number}: restore it from a copy")
        for index in range(found, number):
            file.write(node_hash(self._node(level - 1, 2 * index), self._node(level - 1, 2 * index + 1)))

    def _file(self, level: int) -> BinaryIO:
        if level == len(self._levels):
            path = self._folder / f"{level:02}"
            # Unbuffered opening would cost a system call for each of a million hashes.
            self._levels.append(path.open("r+b" if path.exists() else "w+b", buffering=1 << 16))
            self._levels[level].seek(0, os.SEEK_END)
        return self._levels[level]

    def _write(self, level: int, value: bytes) -> None:
        self._file(level).write(value)
        if self._maps:
            self._forget()

    def _node(self, level: int, index: int) -> bytes:
        mapped = self._maps.get(level)
        if mapped is None:
            file = self._levels[level]
            file.flush()
            mapped = self._maps[level] = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        start = index * HASH_BYTES
        return mapped[start : start + HASH_BYTES]

    def _subtree(self, low: int, high: int) -> bytes:
        """The root over leaves low to high, where low is a multiple of a power of two no less than high - low."""
        width = high - low
        if width & (width - 1) == 0:
            level = width.bit_length() - 1
            return self._node(level, low >> level)
        known = self._edge.get((low, high))
        if known is None:
            middle = low + _split(width)
            known = node_hash(self._subtree(low, middle), self._subtree(middle, high))
            self._edge[low, high] = known
        return known

    def _check(self, index: int, size: int) -> None:
        if not 0 <= index < size <= self.size:
            raise LogError(f"no proof for leaf {index} of {size} in a tree of {self.size}")

    def _forget(self) -> None:
        for mapped in self._maps.values():
            mapped.close()
        self._maps.clear()
        self._edge.clear()


def _split(width: int) -> int:
    """RFC 6962, 2.1: the largest power of two smaller than width."""
    return int(1 << (width - 1).bit_length() - 1)
