"""Where a booth asks about codes: the pack it believes, what it saw of a sticker, and the passport from both.

A pack that this booth never adopted, or that was changed since, is found out beside the visitors: its signature in
milliseconds, its content in the seconds that it takes to read it all.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.town.packed import Pack, PackError
from kiosk.trace.model import Passport, Sightings, Unidentified

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.trace.sightings.memory import Memory


class Desk:
    """Belongs to the booth's thread. on_distrust(error) and on_trouble(staff) are called on threads of its own."""

    def __init__(
        self,
        settings: Settings,
        pack: Path,
        on_distrust: Callable[[PackError], None],
        on_trouble: Callable[[str], None],
    ) -> None:
        self._settings = settings
        self._pack = pack
        self._on_distrust = on_distrust
        self._on_trouble = on_trouble
        self._memory: Memory | None = None
        self._warming: threading.Thread | None = None
        self._checking: threading.Thread | None = None

    def start(self) -> None:
        """Opens the memory, and has everything else done beside the first visitor."""
        from kiosk.trace.sightings.memory import SightingsError
        from kiosk.trace.sightings.open import open_memory

        try:
            self._memory = open_memory(self._settings)
            if self._memory.set_aside is not None:
                self._on_trouble(f"a damaged memory of stickers was set aside as {self._memory.set_aside}")
        except SightingsError as error:
            self._on_trouble(f"copies of stickers are not noticed: {error}")
        self._warming = threading.Thread(target=self._warm_up, name="warm up")
        self._warming.start()
        self._checking = threading.Thread(target=self._check, name="check pack")
        self._checking.start()

    def close(self) -> None:
        for thread in (self._warming, self._checking):
            if thread is not None:
                thread.join()
        if self._memory is not None:
            self._memory.close()

    def identify(self, text: str, pack: Pack, now: datetime) -> Passport | Unidentified:
        """now: in the event's zone. Raises PackError for a damaged pack."""
        from kiosk.trace.identify import identify

        if self._warming is not None:
            self._warming.join()  # over long before anyone scans; or we would import beside it
        return identify(text, pack, now, self._about)

    def saw(self, passport: Passport) -> None:
        """A visitor was shown this passport."""
        if self._memory is not None:
            self._memory.shown(passport)

    def _about(self, gtin: str, serial: str) -> Sightings | None:
        return self._memory.about(gtin, serial, now=True) if self._memory is not None else None

    def _warm_up(self) -> None:
        from kiosk.trace.identify import warm_up

        warm_up()

    def _check(self) -> None:
        from kiosk.staff.adopt import check_shown
        from kiosk.town.content import changed_media, verify_content

        if self._warming is not None:
            self._warming.join()  # two threads that import the same at once may see it half made
        try:
            check_shown(self._settings, self._pack)
            verify_content(self._pack, media=False)
            # A film that was damaged costs its page a film, and not the visitors their town.
            if changed := changed_media(self._pack):
                self._on_trouble(f"media changed since the pack was built: {', '.join(changed)}; build it again")
        except PackError as error:
            self._on_distrust(error)
