"""One thing that is tried at a shop, and how it came out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was tried. ok: None where the shop does not do it."""

    name: str
    ok: bool | None
    said: str
    ms: float


class Failed(Exception):  # noqa: N818 - the shop erred, we did not
    """What a shop answered instead."""


class Skipped(Exception):  # noqa: N818 - it is no error
    """Why something was not tried."""


def must(good: bool, otherwise: object) -> None:
    if not good:
        raise Failed(str(otherwise)[:500])
