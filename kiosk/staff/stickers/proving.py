"""`kiosk stickers proof`: every label of a PDF, held before the simulated camera and read by the booth's scanner.

The PDF that goes to the printer is rasterised (PDFium), each label of it becomes a card in the scene at the size
that a booth's camera sees, and what is read must be what was recorded: text, signature, serial in the register, and
the serial in print beside the code.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from kiosk.staff.stickers.layout import LEAST_MODULE, QUIET
from kiosk.staff.stickers.register import Issue, Register, RegisterError, open_register
from kiosk.staff.stickers.serials import grouped
from kiosk.staff.stickers.sheet import PAGES
from kiosk.staff.stickers.stocks import Stock, StockError, stock

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kiosk.scan.live.stream import Stream
    from kiosk.settings import Settings
    from kiosk.town.model import Issuer

    Picture = NDArray[np.uint8]

DPI = 600
CAMERA_PX_MM = 268 / ((45 + 2 * QUIET) * LEAST_MODULE)  # as large as the scene draws the display samples' stickers
FPS = 30.0
FIRST_S, FRAMES = 0.7, 60  # the hand has arrived; two seconds are what a visitor gives it
BORDER = 60  # pixels of the card around the label


class ProofError(Exception):
    """A PDF that cannot be proved; the text says why, for staff."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One label of a PDF. serial: as recorded for its place; picture: at camera scale, BGR; print: its words."""

    page: int
    position: int
    serial: str
    picture: Picture
    print: str


@dataclass(frozen=True, slots=True)
class Proof:
    """faults: empty where all is well. frames: shown until it was read."""

    page: int
    position: int
    serial: str
    text: str
    frames: int
    faults: tuple[str, ...]


def run(settings: Settings, options: argparse.Namespace) -> int:
    import cv2

    cv2.setNumThreads(1)  # as in the booth
    if not options.sheets and options.issue is None:
        print("Nothing to prove: name a PDF, or an issue with --issue.", file=sys.stderr)
        return 2
    with TemporaryDirectory() as folder:
        sheets = list(options.sheets)
        if options.issue is not None:
            printed = _printed(settings, options, Path(folder))
            if printed is None:
                return 2
            sheets += printed
        bad = 0
        for path in sheets:
            try:
                with open_register(settings.state_folder) as register:
                    count, failed = _prove(settings, path, register, options)
            except (ProofError, RegisterError, StockError, OSError) as error:
                return _could_not(str(error), path, options)
            bad += failed
            if not options.json:
                print(f"{path.name}: {count - failed} of {count} labels read back as recorded")
    return 1 if bad else 0


def _printed(settings: Settings, options: argparse.Namespace, folder: Path) -> list[Path] | None:
    """The sheets of an issue, printed for the proof alone; None where that cannot be, which is then said."""
    from kiosk.staff.stickers.issuing import IssueRefusedError, print_again
    from kiosk.staff.stickers.layout import LabelError
    from kiosk.town.fault import TownFaults
    from kiosk.town.pack import PackError
    from kiosk.trace.trust.keys import KeyFileError
    from kiosk.trace.trust.ring import RingError

    out = folder / f"issue-{options.issue}.pdf"
    try:
        print_again(settings, options.issue, options.key, out)
    except (
        IssueRefusedError,
        KeyFileError,
        LabelError,
        OSError,
        PackError,
        RegisterError,
        RingError,
        StockError,
        TownFaults,
    ) as error:
        _could_not(str(error), out, options)
        return None
    return sorted(folder.iterdir())


def _could_not(why: str, path: Path, options: argparse.Namespace) -> int:
    said = json.dumps({"file": str(path), "error": why}, ensure_ascii=False)
    print(said if options.json else why, file=sys.stderr)
    return 2


def _prove(settings: Settings, path: Path, register: Register, options: argparse.Namespace) -> tuple[int, int]:
    count = failed = 0
    prover = Prover(settings.camera.budget_ms)
    issue, printed = read_sheets(path, register)
    for label in printed:
        proof = prover.prove(label, issue, register)
        count += 1
        failed += bool(proof.faults)
        if options.json:
            said: dict[str, Any] = {"file": str(path), "page": proof.page, "position": proof.position}
            said |= {"serial": proof.serial, "text": proof.text, "frames": proof.frames, "faults": proof.faults}
            print(json.dumps(said, ensure_ascii=False), flush=True)
        elif proof.faults:
            print(f"sheet {proof.page}, label {proof.position + 1}, {proof.serial}: {'; '.join(proof.faults)}")
        if proof.faults and options.pictures is not None:
            prover.keep(options.pictures / f"{path.stem}-{proof.page}-{proof.position + 1}.png")
    return count, failed


def read_sheets(path: Path, register: Register) -> tuple[Issue, Iterator[Printed]]:
    """What was recorded for a PDF, and its labels in order. Raises ProofError, RegisterError and StockError."""
    try:
        import pypdfium2
    except ImportError:
        raise ProofError("a proof looks at the PDF itself, and pypdfium2 is not installed: make setup") from None
    if not path.is_file():
        raise ProofError(f"there is no {path}")
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise ProofError(f"{path} is not a PDF that can be read ({error})") from None
    try:
        about = json.loads(document.get_metadata_value("Subject"))
        issue, sheets, start = register.issue(int(about["issue"])), stock(about["stock"]), int(about["start"])
    except (ValueError, KeyError, TypeError, RecursionError):
        document.close()
        raise ProofError(f"{path} was not written by kiosk stickers issue") from None
    except (RegisterError, StockError):
        document.close()
        raise
    return issue, _labels(document, issue, sheets, start, register)


def _labels(document: Any, issue: Issue, sheets: Stock, start: int, register: Register) -> Iterator[Printed]:
    try:
        pages = len(document)
        serials = _from(register.serials(issue.id), start)
        left = min(issue.count - start, PAGES * sheets.per_sheet)
        if left < 1 or pages != -(-left // sheets.per_sheet):
            raise ProofError(f"the PDF has {pages} pages, and {left} stickers were recorded for it")
        for number in range(pages):
            page = document[number]
            picture = page.render(scale=DPI / 72, grayscale=True).to_numpy()
            words = page.get_textpage()
            for position in range(min(sheets.per_sheet, left)):
                yield Printed(
                    start // sheets.per_sheet + number + 1,
                    position,
                    next(serials),
                    _cut(picture, sheets, position),
                    _print(words, sheets, position),
                )
            left -= sheets.per_sheet
            words.close()
            page.close()
    finally:
        document.close()


def _from(serials: Iterator[str], start: int) -> Iterator[str]:
    from itertools import islice

    return islice(serials, start, None)


def _cut(page: Picture, sheets: Stock, position: int) -> Picture:
    """A label as the camera sees it: averaged down from the print's resolution, as paper is by a lens."""
    import cv2

    left, top = sheets.place(position)
    x0, y0, x1, y1 = (round(v * DPI / 25.4) for v in (left, top, left + sheets.label[0], top + sheets.label[1]))
    size = (round(sheets.label[0] * CAMERA_PX_MM), round(sheets.label[1] * CAMERA_PX_MM))
    grey = page[y0:y1, x0:x1].reshape(y1 - y0, x1 - x0)
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    coloured: Any = cv2.cvtColor(small, cv2.COLOR_GRAY2BGR)
    return coloured  # type: ignore[no-any-return]


def _print(words: Any, sheets: Stock, position: int) -> str:
    left, top = sheets.place(position)
    height = sheets.page[1]
    point = 72 / 25.4
    text: str = words.get_text_bounded(
        left=left * point,
        bottom=(height - top - sheets.label[1]) * point,
        right=(left + sheets.label[0]) * point,
        top=(height - top) * point,
    )
    return text


class Prover:
    """One hall, one scanner, one label after the other."""

    def __init__(self, budget_ms: float) -> None:
        from kiosk.scan.camera.scene import Scene
        from kiosk.scan.live.stream import Stream

        self._scene = Scene()
        self._stream: Stream = Stream(budget_ms)
        self._stream.warm_up()
        self._number = 0
        self._frame: Picture | None = None

    def prove(self, label: Printed, issue: Issue, register: Register) -> Proof:
        text, frames = self._show(label)
        faults = list(_faults(text, label, issue, register))
        return Proof(label.page, label.position, label.serial, text, frames, tuple(faults))

    def keep(self, path: Path) -> None:
        """The last frame of the last label, as a picture."""
        import cv2

        path.parent.mkdir(parents=True, exist_ok=True)
        if self._frame is not None:
            cv2.imwrite(str(path), self._frame)

    def _show(self, label: Printed) -> tuple[str, int]:
        """Holds a label before the camera until it is read. The text is "" where two seconds were not enough."""
        from kiosk.scan.camera.motion import Showing
        from kiosk.scan.model import Frame

        card = _card(label.picture)
        showing = Showing(label.page * 1000 + label.position, 0.0)
        self._stream.forget()  # each is a visitor of its own
        for number in range(FRAMES):
            self._frame = self._scene.render(FIRST_S + number / FPS, [(card, showing)])
            self._number += 1
            sight = self._stream.decode(Frame(self._frame, round(self._number / FPS * 1e9), self._number))
            if sight.readings:
                return sight.readings[0].text, number + 1
        return "", FRAMES


def _card(label: Picture) -> Any:
    """The label on a card of brown board, as the scene holds things: its middle where a sticker's is."""
    import numpy as np

    from kiosk.scan.camera.sprite import CENTRE, STICKER_Y, Sprite

    height, width = label.shape[:2]
    card = np.full((height + 2 * BORDER, width + 2 * BORDER, 4), 255, np.uint8)
    card[..., :3] = (120, 160, 190)
    card[BORDER:-BORDER, BORDER:-BORDER, :3] = label
    x, y = CENTRE - width // 2 - BORDER, STICKER_Y - height // 2 - BORDER
    x0, y0, x1, y1 = x + BORDER, y + BORDER, x + BORDER + width, y + BORDER + height
    return Sprite(card, (x, y), ((x0, y0), (x1, y0), (x1, y1), (x0, y1)), CAMERA_PX_MM * LEAST_MODULE)


def _faults(text: str, label: Printed, issue: Issue, register: Register) -> Iterator[str]:
    """What is amiss with one label, in words for staff."""
    from kiosk.trace.digital_link import ParseError, parse
    from kiosk.trace.signature import Signature, verify

    if not text:
        yield "the code could not be read"
        return
    try:
        identifiers = parse(text)
    except ParseError as error:
        yield f"the code is no Digital Link ({error})"
        return
    read = (identifiers.gtin14, identifiers.lot, identifiers.serial)
    recorded = (issue.order.gtin, issue.order.lot, label.serial)
    if read != recorded:
        yield f"the code says {' / '.join(str(part) for part in read)}, recorded is {' / '.join(recorded)}"
    signature, _ = verify(text, identifiers, [_issuer(issue)])
    if signature is not Signature.VALID:
        yield f"the signature is {signature}"
    entry = register.find(str(identifiers.gtin14), identifiers.serial or "")
    if entry is None or entry.issue.id != issue.id:
        yield "the serial is not in the register under this issue"
    if "".join(grouped(label.serial)) not in "".join(label.print.split()).replace("-", ""):
        yield "the serial in print is not the one that was recorded"


def _issuer(issue: Issue) -> Issuer:
    from kiosk.town.model import Issuer, Text

    name = Text(en=issue.order.key_id, zh=issue.order.key_id)
    return Issuer(key_id=issue.order.key_id, public_key=issue.order.public_key, name=name)
