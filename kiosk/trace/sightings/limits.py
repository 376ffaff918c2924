"""The thresholds at which a sticker is called copied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.settings import CopiesSettings


@dataclass(frozen=True, slots=True)
class Limits:
    """As the settings' [copies] has them. Nought turns a threshold off."""

    places: int = 3
    scans: int = 8
    travel_kmh: float = 800.0
    after_sale_h: int = 24
    days: int = 90
    entries: int = 100_000

    @classmethod
    def of(cls, settings: CopiesSettings) -> Limits:
        return cls(
            settings.places,
            settings.scans,
            settings.travel_kmh,
            settings.after_sale_h,
            settings.days,
            settings.entries,
        )
