"""When a text that was read is news, and when it is the same sticker still held there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

GAP_S = 1.0
LOOKS = 2  # frames without it, at least: a machine that is too busy to look has not seen it go
AWAY_S = 0.4  # nobody swaps two stickers quicker; two that are both in view miss each other for less
CALM_S = 0.25  # without a frame that reads the one that was announced: it has left, and does not just flicker


@dataclass(slots=True)
class _Seen:
    last_ns: int
    missed: int = 0  # frames since then
    returned: bool = False  # it was away for AWAY_S since the last announcement


class Debounce:
    """One announcement per showing. A text is news when

    - it was not seen for `gap_s`, in LOOKS frames or more; or
    - it comes back in place of another: since that one was announced it was away for AWAY_S, and now the other is
      away. So who compares two stickers, one after the other, sees each as often as they hold it up, while two that
      are in view together are announced once each, however they take turns in being read.

    Pure: it keeps no clock; the caller hands in monotonic nanoseconds that never go back.
    """

    def __init__(self, gap_s: float = GAP_S) -> None:
        if gap_s <= 0:
            raise ValueError(f"a gap of {gap_s} s would announce every frame")
        self._gap_ns = round(gap_s * 1e9)
        self._away_ns, self._calm_ns = round(AWAY_S * 1e9), round(CALM_S * 1e9)
        self._seen: dict[str, _Seen] = {}
        self._told: str | None = None  # what was announced last

    def admit(self, leading: str | None, also: Iterable[str], now_ns: int) -> bool:
        """Whether `leading` is news. `also` are the other texts of the frame: never announced while another
        leads, but one that was announced before counts as still held."""
        self._seen = {
            text: one
            for text, one in self._seen.items()
            if now_ns - one.last_ns < self._gap_ns or one.missed < LOOKS
        }
        for one in self._seen.values():
            one.missed += 1  # unless it is seen, below
        for text in also:
            self._again(text, now_ns)
        if leading is None:
            return False
        known = self._again(leading, now_ns)
        if known and not (self._seen[leading].returned and self._replaces(leading, now_ns)):
            return False
        self._told = leading
        for one in self._seen.values():
            one.returned = False
        self._seen[leading] = _Seen(now_ns)
        return True

    def _again(self, text: str, now_ns: int) -> bool:
        """Notes that `text` is in view; whether it was announced before, and is remembered."""
        one = self._seen.get(text)
        if one is None:
            return False
        one.returned |= now_ns - one.last_ns >= self._away_ns and one.missed > LOOKS
        one.last_ns, one.missed = now_ns, 0
        return True

    def _replaces(self, text: str, now_ns: int) -> bool:
        """Whether the one that was announced last is another, and is away."""
        if self._told is None or self._told == text:
            return False
        last = self._seen.get(self._told)
        return last is None or now_ns - last.last_ns >= self._calm_ns

    def forget(self) -> None:
        """The next text is news, whatever was shown before."""
        self._seen.clear()
        self._told = None
