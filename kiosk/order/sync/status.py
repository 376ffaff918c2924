"""What is known of the way to the store, and how long to wait on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.order.model import OrderState
from kiosk.store.base import StoreState

STATES = {
    StoreState.ACCEPTED: OrderState.SENT,
    StoreState.PAID: OrderState.PAID,
    StoreState.CANCELLED: OrderState.CANCELLED,
    StoreState.REFUNDED: OrderState.REFUNDED,
}


class Link(StrEnum):
    ONLINE = "online"  # the last answer was one, or nothing has been tried yet
    OFFLINE = "offline"  # no answer, or "later"
    PAUSED = "paused"  # the store does not know us: staff must look


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """last_error stays until the next answer. next_try is UTC, for showing; None when nothing is being waited out.

    sending is False while another process sends what this journal holds.
    """

    link: Link = Link.ONLINE
    last_error: str | None = None
    next_try: datetime | None = None
    sending: bool = True


@dataclass(frozen=True, slots=True)
class Backoff:
    """Seconds between tries: first_s, doubled each time up to most_s, then shortened by up to `jitter` of it.

    The jitter keeps a street of booths from all calling at once when the network comes back.
    """

    first_s: float = 0.5
    most_s: float = 60.0
    jitter: float = 0.5
    paused_s: float = 120.0

    def after(self, failures: int, chance: float) -> float:
        """Seconds to wait after so many failures in a row (1 or more); chance in [0, 1)."""
        whole = min(self.most_s, self.first_s * 2.0 ** min(failures - 1, 32))
        return whole * (1.0 - self.jitter * chance)
