"""When a text that was read is news, and when it is the same sticker still held there."""

from __future__ import annotations

from collections.abc import Iterable

GAP_S = 1.0


class Debounce:
    """One announcement per showing: the same text is news again only once it has been gone for `gap_s`.

    Pure: it keeps no clock; the caller hands in monotonic nanoseconds that never go back.
    """

    def __init__(self, gap_s: float = GAP_S) -> None:
        if gap_s <= 0:
            raise ValueError(f"a gap of {gap_s} s would announce every frame")
        self._gap_ns = round(gap_s * 1e9)
        self._seen: dict[str, int] = {}

    def admit(self, leading: str | None, also: Iterable[str], now_ns: int) -> bool:
        """Whether `leading` is news. `also` are the other texts of the frame: never announced while another
        leads, but one that was announced before counts as still held."""
        self._seen = {text: at for text, at in self._seen.items() if now_ns - at < self._gap_ns}
        for text in also:
            if text in self._seen:
                self._seen[text] = now_ns
        if leading is None:
            return False
        news = leading not in self._seen
        self._seen[leading] = now_ns
        return news

    def forget(self) -> None:
        """The next text is news, whatever was shown before."""
        self._seen.clear()
