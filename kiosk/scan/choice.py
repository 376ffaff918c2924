"""Which of several stickers in view is meant: the one that leads steadily, or the one that a visitor touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.scan.decode import rank
from kiosk.scan.model import Reading

CHOOSE_S = 1.5
TOGETHER_S = 0.4  # a sticker that no frame has read for so long is out of view
OVERTAKES = 1.25  # so many times the leading one's rank: two that are held level do not change places each frame


@dataclass(frozen=True, slots=True)
class Lead:
    """The sticker that leads. settled: 0 to 1, how much of its time it has led; at 1 it is what is meant."""

    text: str
    settled: float


class Choice:
    """One sticker in view is meant at once; of several the one that has led for `choose_s`, or was picked.

    Pure: it keeps no clock; the caller hands in monotonic nanoseconds that never go back. It says who is meant for
    as long as that is so: whether it is news is for Debounce to say.
    """

    def __init__(self, choose_s: float = CHOOSE_S) -> None:
        if choose_s < 0:
            raise ValueError(f"nobody can choose within {choose_s} s")
        self._choose_ns = round(choose_s * 1e9)
        self._together_ns = round(TOGETHER_S * 1e9)
        self._view: dict[str, tuple[Reading, int]] = {}  # what is in view, and when it was last read
        self._leading: str | None = None
        self._since_ns = 0
        self._meant: str | None = None  # what was settled stays settled while it leads
        self._picked = False

    def consider(self, readings: Sequence[Reading], now_ns: int) -> Lead | None:
        """Who leads after a frame with these readings; None while nothing is in view."""
        self._view = {t: (r, at) for t, (r, at) in self._view.items() if now_ns - at < self._together_ns}
        for reading in sorted(readings, key=rank):  # of two that say the same, the one that leads
            self._view[reading.text] = (reading, now_ns)
        if not self._view:
            self._leading = self._meant = None
            self._picked = False
            return None
        first = self._foremost()
        if first != self._leading:
            self._leading, self._since_ns, self._picked = first, now_ns, False
        if len(self._view) == 1 or now_ns - self._since_ns >= self._choose_ns:
            self._meant = first
        if self._meant == first:
            return Lead(first, 1.0)
        return Lead(first, (now_ns - self._since_ns) / self._choose_ns)

    def pick(self, text: str, now_ns: int) -> Reading | None:
        """A visitor touched this one: it leads, whatever is larger, until it leaves. None when it has left."""
        if text not in self._view:
            return None
        self._leading = self._meant = text
        self._since_ns, self._picked = now_ns, True
        return self._view[text][0]

    def forget(self) -> None:
        """Whatever is in view is new."""
        self._view.clear()
        self._leading = self._meant = None
        self._picked = False

    def _foremost(self) -> str:
        """The leading one, until another overtakes it or it is gone."""
        best = max(self._view, key=lambda text: rank(self._view[text][0]))
        if self._leading not in self._view:
            return best
        held = rank(self._view[self._leading][0])
        return self._leading if self._picked or rank(self._view[best][0]) < OVERTAKES * held else best
