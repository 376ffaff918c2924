"""A camera for machines without one: live 1080p30 frames of products that a hand brings, holds and takes away.

Everything after it sees only frames. It can be told what to show, and unplugged, like a real one.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.scan.camera.label import ASSETS
from kiosk.scan.camera.motion import ENTER_S, LEAVE_S, Conditions, Showing
from kiosk.scan.camera.scene import Scene, Truth
from kiosk.scan.camera.sprite import SampleSticker, Sprite, sprite
from kiosk.scan.model import CameraError, Frame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Conditions", "SampleSticker", "SimulatedCamera", "Truth"]

Held = tuple[SampleSticker, Showing]

HELD_S, AWAY_S = 3.0, 2.0  # of the automatic round
UNKNOWN_COLOUR = "#55606B"
TRUTHS = 900  # frames remembered: half a minute
SPRITES = 4  # finished sprites kept, some 4 MB each


class SimulatedCamera:
    """Shows `stickers` one after the other (auto), or what `show` asks for.

    open, read, close: one thread, as with every Camera. All other methods: any thread.
    The same seed and the same calls give the same frames: see `render`.
    """

    def __init__(
        self,
        stickers: Sequence[SampleSticker],
        fps: float = 30,
        seed: int = 0,
        *,
        auto: bool = True,
        assets: Path = ASSETS,
    ) -> None:
        self.name = "simulated camera"
        self.stickers = tuple(stickers)
        self.fps = fps
        self.conditions = Conditions()  # set whenever you like: the next frame has them
        self.first_shown_ns: dict[str, int] = {}  # text -> when its first decodable frame of the last showing left
        self._seed = seed
        self._assets = assets
        self._lock = threading.RLock()
        self._drawing = threading.Lock()
        self._making = threading.Lock()
        self._sprites: OrderedDict[tuple[SampleSticker, int], Sprite] = OrderedDict()
        self._scene: Scene | None = None
        self._epoch_ns = time.monotonic_ns()
        self._number = -1
        self._opened = False
        self._plugged = True
        self._unplugged = threading.Event()
        self._auto_since: float | None = 0.0 if auto and stickers else None
        self._shows: tuple[Held, ...] = ()
        self._count = 0
        self._truths: OrderedDict[int, Truth] = OrderedDict()
        self._measured: dict[str, int] = {}  # text -> the showing that first_shown_ns speaks of

    # --- Camera -------------------------------------------------------------------------------------------

    def open(self) -> None:
        if not self._plugged:
            raise CameraError("the simulated camera is unplugged")
        try:
            self._scene = self._scene or Scene(self._seed, self._assets)
        except FileNotFoundError as error:
            raise CameraError(str(error)) from error
        self._opened = True

    def read(self) -> Frame:
        if not self._opened or not self._plugged:
            raise CameraError("the simulated camera is unplugged" if self._opened else "the camera is not open")
        # A late reader misses frames, as with a real camera; it never gets old ones.
        number = max(self._number + 1, int(self._now() * self.fps))
        t = number / self.fps
        if t > self._now() and self._unplugged.wait(min(1.0, t - self._now())):
            raise CameraError("the simulated camera was unplugged")
        image, truths = self._draw(t)
        self._number = number
        captured_ns = time.monotonic_ns()
        self._remember(number, truths, captured_ns)
        return Frame(image, captured_ns, number)

    def close(self) -> None:
        self._opened = False

    # --- the script ---------------------------------------------------------------------------------------

    def show(self, which: str | int) -> SampleSticker:
        """Brings a sticker now: by its number, by its text, or any other text as a code that nobody knows.

        What is held leaves first, and the automatic round ends. Returns the sticker that comes.
        """
        sticker = self._find(which)
        with self._lock:
            self._settle(self._now())
            self._count += 1
            key = self._count
        self._sprite(sticker, key)  # made before it is needed, so that no frame waits for it
        with self._lock:
            if key != self._count:
                return sticker  # another thread has asked for something else meanwhile
            now = self._now()
            start = max([now] + [showing.gone for _, showing in self._shows])
            self._shows = (*self._shows, (sticker, Showing(key, start)))
            self.first_shown_ns.pop(sticker.text, None)
        return sticker

    def show_beside(self, which: str | int) -> SampleSticker:
        """Brings another sticker beside what is held, which makes room for it; as `show` where nothing is held."""
        sticker = self._find(which)
        with self._lock:
            self._count += 1
            key = self._count
        self._sprite(sticker, key)
        with self._lock:
            now = self._now()
            held = self._at(now)
            if len(held) != 1 or held[0][0] == sticker:
                return self.show(which)
            (other, showing) = held[0]
            self._auto_since = None
            stays = replace(showing, leaves=None).beside(-1, now)
            self._shows = ((other, stays), (sticker, Showing(key, now).beside(1, now - ENTER_S)))
            self.first_shown_ns.pop(sticker.text, None)
        return sticker

    def withdraw(self) -> None:
        """Takes away what is held; the scene stays empty until `show` or `auto`."""
        with self._lock:
            self._count += 1  # a show() that is still being made ready comes too late
            self._settle(self._now())

    def auto(self) -> None:
        """Starts the automatic round: each sticker in turn, about 3 s in view and 2 s away."""
        with self._lock:
            now = self._now()
            self._count += 1
            self._settle(now)
            self._auto_since = max([now] + [showing.gone for _, showing in self._shows]) if self.stickers else None

    @property
    def idle(self) -> bool:
        """Whether nothing is in view and nothing will come by itself."""
        with self._lock:
            return self._auto_since is None and not self._at(self._now())

    def unplug(self) -> None:
        """From now on read() and open() raise CameraError, until replug()."""
        self._plugged = False
        self._unplugged.set()

    def replug(self) -> None:
        self._unplugged.clear()
        self._plugged = True

    # --- what is shown ------------------------------------------------------------------------------------

    def render(self, t: float) -> NDArray[np.uint8]:
        """The frame at `t` seconds after the camera was made, by the script as it stands. Any thread."""
        return self._draw(t)[0]

    def truth_at(self, t: float) -> Truth | None:
        """What `render(t)` shows; of two the one that came first; None for an empty scene."""
        with self._lock:
            held = self._at(t)
        return self._truth(t, held[0]) if held else None

    def ground_truth(self, sequence: int) -> Truth | None:
        """What a frame that was read showed, as `truth_at`, for the last half minute; None for an empty scene."""
        with self._lock:
            return self._truths.get(sequence)

    def _draw(self, t: float) -> tuple[NDArray[np.uint8], tuple[tuple[Truth, int], ...]]:
        """The frame, and what it shows with the number of its showing."""
        with self._lock:
            held = self._at(t)
            # In the automatic round the next one is made while the scene is empty: nobody sees that frame wait.
            soon = held or (self._at(t + AWAY_S / 2) if self._auto_since is not None else ())
        made = [(self._sprite(sticker, showing.key), showing) for sticker, showing in soon]
        with self._drawing:
            self._scene = self._scene or Scene(self._seed, self._assets)
            image = self._scene.render(t, made if held else (), self.conditions)
        truths = ((self._truth(t, one), one[1].key) for one in held)
        return image, tuple((truth, key) for truth, key in truths if truth is not None)

    def _truth(self, t: float, held: Held) -> Truth | None:
        sticker, showing = held
        return Scene.truth(t, sticker.text, self._sprite(sticker, showing.key), showing, self.conditions)

    def _at(self, t: float) -> tuple[Held, ...]:
        """What is held at `t`, what came first first."""
        held = tuple((sticker, showing) for sticker, showing in self._shows if showing.covers(t))
        if held or self._auto_since is None or t < self._auto_since:
            return held
        turn = ENTER_S + HELD_S + LEAVE_S + AWAY_S
        number = int((t - self._auto_since) / turn)
        start = self._auto_since + number * turn + AWAY_S / 2
        showing = Showing(number, start, start + ENTER_S + HELD_S)
        return ((self.stickers[number % len(self.stickers)], showing),) if showing.covers(t) else ()

    def _settle(self, now: float) -> None:
        """Ends what is held, drops what has not begun, forgets what is long over, and ends the automatic round."""
        held = self._at(now)
        self._auto_since = None
        # Not `until` alone: a showing of the automatic round may be leaving already.
        self._shows = tuple((sticker, showing.until(now)) for sticker, showing in held)
        self._count = max([self._count] + [showing.key for _, showing in held])

    def _find(self, which: str | int) -> SampleSticker:
        if isinstance(which, int):
            return self.stickers[which]
        for sticker in self.stickers:
            if sticker.text == which:
                return sticker
        return SampleSticker(which, "", "box", UNKNOWN_COLOUR)

    def _sprite(self, sticker: SampleSticker, key: int) -> Sprite:
        tone = key % 4
        with self._making:  # not the script's lock: frames go on while one is made
            made = self._sprites.get((sticker, tone))
            if made is None:
                try:
                    made = sprite(sticker, tone, self._assets)
                except FileNotFoundError:
                    # A picture that is gone or broken must not end the show: the blank product has none.
                    made = sprite(replace(sticker, artwork=None), tone, self._assets)
                self._sprites[sticker, tone] = made
            self._sprites.move_to_end((sticker, tone))
            while len(self._sprites) > SPRITES:
                self._sprites.popitem(last=False)
            return made

    def _remember(self, number: int, truths: Sequence[tuple[Truth, int]], captured_ns: int) -> None:
        with self._lock:
            if truths:
                self._truths[number] = truths[0][0]
            while len(self._truths) > TRUTHS:
                self._truths.popitem(last=False)
            for truth, key in truths:
                if truth.decodable and self._measured.get(truth.text) != key:
                    self._measured[truth.text] = key
                    self.first_shown_ns[truth.text] = captured_ns

    def _now(self) -> float:
        return (time.monotonic_ns() - self._epoch_ns) / 1e9
