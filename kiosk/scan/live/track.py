"""Places that hold a code, carried from frame to frame: what was begun there goes on there.

A track follows one code. What a frame locates or reads is matched with the tracks; where a frame shows nothing at a
track's place, a small picture of it is searched for around there. All coordinates are pixels of the frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.scan.live.follow import Follow, bounds
from kiosk.scan.model import Corners, Point
from kiosk.scan.read.picture import Found, Kind, Picture, Region
from kiosk.scan.read.quads import area, centre, inside, placed, side, turned

Box = tuple[int, int, int, int]  # x0, y0, x1, y1 in pixels, x1 and y1 not included

FRAME_NS = 33_333_333
UNSEEN_NS = 400_000_000  # after this long without a trace of it a track ends
FOLLOWED_NS = 1_500_000_000  # and after this long in which only its picture was found again
UNREAD_NS = 150_000_000  # a code that was read and has not been for this long may be tried like an unread one
ANSWER_NS = 500_000_000  # for this long after a code was read, mere textures are left alone
MOST_UNREAD = 8
MOST_READ = 64
FULL_EVERY = 4  # frames: a full look although all that is known can be read in crops
MOST_CROPS = 8
MOST_CROPPED = 0.5  # of the frame's area: with more, a full look is cheaper
PATIENCE = 60  # steps spent on an unread code in vain before it no longer asks for full looks at every frame

# Which kind knows more of the place.
_RANK = {Kind.TEXTURE: 0, Kind.NEAR: 1, Kind.FINDERS: 2, Kind.TRACKED: 3}


@dataclass(slots=True)
class _Track:
    region: Region
    seen_ns: int  # located, read or followed
    found_ns: int  # located or read
    text: str | None = None
    read_ns: int = 0
    frames: int = 1  # one bit for each frame, the newest last: whether it was located or read
    velocity: Point = (0.0, 0.0)  # pixels a nanosecond
    corners: Corners = ((0.0, 0.0),) * 4  # steadied, for the outline
    spent: int = 0  # steps of stages in all
    counted: int = 0  # of them, those of the sweep under way
    follow: Follow | None = None
    kept_ns: int = 0  # when that was cut out

    @property
    def now(self) -> bool:
        return bool(self.frames & 1)

    def hurry(self, dx: float, dy: float, passed_ns: int) -> None:
        """Velocity lacked (dx, dy) pixels in so long. What may be a shaky measurement teaches it nothing."""
        vx, vy = self.velocity
        if abs(dx) + abs(dy) < 2 + 0.02 * side(self.region.corners):
            self.velocity = (vx / 2, vy / 2)
        else:
            self.velocity = (vx + 0.6 * dx / passed_ns, vy + 0.6 * dy / passed_ns)


class Tracks:
    """One camera's codes; one thread. Every frame: `begin`, then `seen` for each look, then what is asked for.

    Regions keep their identity, and with it `cursor`, for as long as their track lives; `notes` live for a frame.
    """

    def __init__(self) -> None:
        self._tracks: list[_Track] = []
        self._now_ns = 0
        self._size = (0, 0)
        self._since_full = FULL_EVERY
        self._cropped: tuple[_Track, ...] = ()
        self._picture: Picture | None = None  # this frame's, and only while it lasts

    def forget(self) -> None:
        self._tracks.clear()
        self._since_full = FULL_EVERY
        self._cropped = ()

    def begin(self, captured_ns: int, size: tuple[int, int], unchanged: bool = False) -> None:
        """A new frame, captured at `captured_ns` (monotonic, never going back), `size` = (width, height).

        unchanged: the gate has seen that nothing differs from the frame before: all tracks are where they were.
        """
        passed_ns = captured_ns - self._now_ns
        if size != self._size:
            self.forget()
        self._now_ns, self._size = captured_ns, size
        self._picture = None
        self._since_full += 1
        self._cropped = ()
        for track in self._tracks:
            track.region.notes.clear()
            taken = sum(n for stage, n in track.region.cursor.items() if stage != "fuse")
            track.spent += max(0, taken - track.counted)
            track.counted = taken
            if unchanged:
                track.velocity = (0.0, 0.0)
                track.seen_ns = track.found_ns = captured_ns
                track.frames = (track.frames << 1 | track.frames & 1) & 0xFF
                continue
            track.frames = track.frames << 1 & 0xFF
            self._move(track, track.velocity[0] * passed_ns, track.velocity[1] * passed_ns)
        self._tracks = [
            track
            for track in self._tracks
            if captured_ns - track.seen_ns <= UNSEEN_NS
            and captured_ns - track.found_ns <= FOLLOWED_NS
            and self._in_frame(track)
        ]

    def crops(self) -> tuple[Box, ...]:
        """Where to look for the codes that were read before, in place of a full look; () asks for a full one.

        A full look is due every FULL_EVERY frames, while anything is unread, and where crops would cost more.
        """
        self._cropped = ()
        read = [track for track in self._tracks if track.text is not None]
        if not read or len(read) > MOST_CROPS or self._since_full >= FULL_EVERY:
            return ()
        if any(t.text is None and t.region.kind is not Kind.TEXTURE and t.spent < PATIENCE for t in self._tracks):
            return ()
        if any(not track.frames & 0b110 for track in read):  # lost in the last two frames: it may be anywhere
            return ()
        boxes = tuple(self._around(track) for track in read)
        if sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in boxes) > MOST_CROPPED * self._size[0] * self._size[1]:
            return ()
        self._cropped = tuple(read)
        return boxes

    def missing(self) -> bool:
        """After `seen` with crops: whether a code was not read in its crop, so that a full look is needed."""
        return any(not track.now for track in self._cropped)

    def seen(self, regions: Iterable[Region], found: Iterable[Found], boxes: Sequence[Box] = ()) -> bool:
        """What a look at this frame located and read. boxes: it saw only these, () the whole frame.

        Returns whether something was located or read where nothing was known. May be called several times a frame.
        """
        if not boxes:
            self._since_full = 0
        new = False
        for code in found:
            new |= self._read(code)
        for region in regions:
            new |= self._located(region)
        self._limit()
        if self._picture is not None:
            # What a search has found late in this frame is to be found again in the next.
            for track in self._tracks:
                if track.now and track.read_ns != self._now_ns != track.kept_ns:
                    self._remember(track, self._picture)
        return new

    def unresolved(self, picture: Picture) -> list[Region]:
        """What is unread in this frame, least tried first, then largest. A track that no look has seen in this
        frame is followed by its picture; one that cannot be found is left out."""
        open_tracks = []
        self._picture = picture
        answered = any(
            track.text is not None and self._now_ns - track.read_ns < ANSWER_NS for track in self._tracks
        )
        for track in self._tracks:
            if track.text is not None and self._now_ns - track.read_ns < UNREAD_NS:
                continue
            if answered and track.region.kind is Kind.TEXTURE:
                continue  # a visitor who got an answer is not kept waiting for what may be no code
            if not track.now and not self._follow(track, picture):
                continue
            self._remember(track, picture)
            open_tracks.append(track)
        open_tracks.sort(key=lambda track: (sum(track.region.cursor.values()) // 4, -area(track.region.corners)))
        return [track.region for track in open_tracks]

    def located(self) -> tuple[Corners, ...]:
        """Codes that are there and were not read, largest first, for the outline on the preview: from the first
        frame that located them until their track ends. A texture is no code yet."""
        shown = [
            track.corners for track in self._tracks if track.text is None and track.region.kind is not Kind.TEXTURE
        ]
        return tuple(sorted(shown, key=area, reverse=True))

    def hopeful(self, steps: int) -> bool:
        """Whether a code was read, or one is located on which fewer than `steps` were spent in vain."""
        return any(
            track.text is not None or (track.region.kind is not Kind.TEXTURE and track.spent < steps)
            for track in self._tracks
        )

    def regions(self) -> tuple[Region, ...]:
        """All that are alive, read or not."""
        return tuple(track.region for track in self._tracks)

    # --- matching -----------------------------------------------------------------------------------------

    def _read(self, code: Found) -> bool:
        middle = centre(code.corners)
        inner = [
            track
            for track in self._tracks
            if inside(middle, track.region.corners) or inside(centre(track.region.corners), code.corners)
        ]
        same = [track for track in inner if track.text == code.text]
        if not same:
            # It may have leapt; within two of its sides the same text is the same sticker.
            reach = 2 * side(code.corners)
            same = [
                track
                for track in self._tracks
                if track.text == code.text and not track.now and _away(track.region.corners, middle) < reach
            ]
        fitting = [track for track in inner if track.text is None and not _much_larger(track.region, code.corners)]
        track = min(same or fitting, key=lambda t: _away(t.region.corners, middle), default=None)
        # What else was open here was this code.
        gone = [other for other in fitting if other is not track]
        self._tracks = [other for other in self._tracks if not any(other is one for one in gone)]
        new = track is None or track.text != code.text
        if track is None:
            track = self._new(Region(code.corners, Kind.TRACKED))
        elif track.text != code.text:
            track.region.cursor.clear()
        track.text = code.text
        track.region.kind = Kind.TRACKED
        self._seen(track, code.corners)
        track.read_ns = self._now_ns
        track.corners = code.corners
        return new

    def _located(self, region: Region) -> bool:
        if any(track.region is region for track in self._tracks):
            return False
        middle, size = centre(region.corners), side(region.corners)
        best, nearest = None, 0.5
        for track in self._tracks:
            mine = side(track.region.corners)
            away = _away(track.region.corners, middle) / max(1.0, min(mine, size))
            coarse = Kind.TEXTURE in (region.kind, track.region.kind)
            if away < nearest and min(mine, size) > (0.4 if coarse else 0.6) * max(mine, size):
                best, nearest = track, away
        if best is None:
            self._new(region)
            return True
        if best.text is not None:
            # Where it was read is known better; that it is still there is worth knowing.
            if not best.now:
                self._seen(best, region.corners)
            return False
        if _RANK[region.kind] < _RANK[best.region.kind]:
            if not best.now:
                best.frames |= 1
                best.seen_ns = best.found_ns = self._now_ns
                self._move(best, *_shift(best.region.corners, middle))
            return False
        if region.kind is not best.region.kind:
            best.region.kind = region.kind
            best.region.cursor.clear()  # its steps are others
        best.region.modules = region.modules or best.region.modules
        best.region.finders = region.finders
        best.region.notes.update(region.notes)
        self._seen(best, region.corners)
        return False

    def _new(self, region: Region) -> _Track:
        track = _Track(region, self._now_ns, self._now_ns, corners=region.corners)
        self._tracks.append(track)
        return track

    def _seen(self, track: _Track, corners: Corners) -> None:
        """Its place in this frame, as a look has measured it."""
        passed_ns = self._now_ns - track.seen_ns
        if passed_ns > 0:
            # The region stands where velocity took it: what is left over is what velocity lacked.
            track.hurry(*_shift(track.region.corners, centre(corners)), passed_ns)
        if not track.now:
            a, b, c, d = (
                (0.4 * x + 0.6 * nx, 0.4 * y + 0.6 * ny)
                for (x, y), (nx, ny) in zip(turned(track.corners, like=corners), corners, strict=True)
            )
            track.corners = a, b, c, d
        track.region.corners = corners
        track.frames |= 1
        track.seen_ns = track.found_ns = self._now_ns

    def _move(self, track: _Track, dx: float, dy: float) -> None:
        if dx or dy:
            track.region.corners = placed(track.region.corners, x=dx, y=dy)
            track.region.finders = tuple((x + dx, y + dy) for x, y in track.region.finders)
            track.corners = placed(track.corners, x=dx, y=dy)

    def _limit(self) -> None:
        """Keeps what promises most: well located before textures, and those that were tried least."""
        unread = [track for track in self._tracks if track.text is None]
        unread.sort(key=lambda track: (-_RANK[track.region.kind], -track.seen_ns, track.spent))
        read = sorted((t for t in self._tracks if t.text is not None), key=lambda track: -track.read_ns)
        kept = {id(track) for track in unread[:MOST_UNREAD] + read[:MOST_READ]}
        self._tracks = [track for track in self._tracks if id(track) in kept]

    # --- following by the picture ------------------------------------------------------------------------

    def _remember(self, track: _Track, picture: Picture) -> None:
        track.follow, track.kept_ns = Follow.of(picture, track.region.corners), self._now_ns

    def _follow(self, track: _Track, picture: Picture) -> bool:
        """Moves the track to where its picture is now, and says whether it is anywhere."""
        shift = track.follow and track.follow.find(picture, centre(track.region.corners))
        if not shift:
            return False
        passed_ns = self._now_ns - track.seen_ns
        if passed_ns > 0:
            track.hurry(*shift, passed_ns)
        self._move(track, *shift)
        track.seen_ns = self._now_ns
        return True

    # --- places -------------------------------------------------------------------------------------------

    def _around(self, track: _Track) -> Box:
        """The code with its quiet zone, four modules of 21 at most, and room for a visitor's hand."""
        x0, y0, x1, y1 = bounds(track.region.corners, 0.2)
        room = 16 + round(0.5 * FRAME_NS * max(abs(track.velocity[0]), abs(track.velocity[1])))
        width, height = self._size
        return max(0, x0 - room), max(0, y0 - room), min(width, x1 + room), min(height, y1 + room)

    def _in_frame(self, track: _Track) -> bool:
        x, y = centre(track.region.corners)
        return -20 < x < self._size[0] + 20 and -20 < y < self._size[1] + 20


def _away(corners: Corners, point: Point) -> float:
    x, y = centre(corners)
    return float(((x - point[0]) ** 2 + (y - point[1]) ** 2) ** 0.5)


def _shift(corners: Corners, to: Point) -> Point:
    x, y = centre(corners)
    return to[0] - x, to[1] - y


def _much_larger(region: Region, corners: Corners) -> bool:
    """A texture's box may hold more than the one code."""
    return region.kind is Kind.TEXTURE and side(region.corners) > 2 * side(corners)
