"""Every picture under assets/pictures: one that QtSvg draws completely, quietly and quickly."""

import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parents[2] / "assets" / "pictures"
PICTURES = sorted(ROOT.rglob("*.svg"))
DRAWN = ("attract", "exhibits", "pavilions", "rooms")
NAMES = {
    "attract": {
        "aeroplane",
        "cloud-1",
        "cloud-2",
        "far",
        "hand-sticker",
        "lantern",
        "moon",
        "near",
        "sticker",
        "sun",
        "town",
        "town-lights",
    },
    "exhibits": {"noodle-shop"},
    "pavilions": {"asia", "europe", "north-america", "oceania"},
    "rooms": {
        "american-living-room",
        "australian-yoga-studio",
        "german-kitchen",
        "japanese-bathhouse",
        "noodle-shop",
        "uk-baby-room",
    },
}
# SVG Tiny 1.2 has none of these, or QtSvg draws them wrongly or slowly.
FORBIDDEN = {"clipPath", "filter", "foreignObject", "image", "marker", "mask"}
FORBIDDEN |= {"pattern", "script", "style", "symbol", "text", "use"}
MOST_BYTES = 150_000
MOST_SECONDS = 3.0  # llvmpipe-class machine under load; a picture takes about 0.05 s alone


def name(picture: Path) -> str:
    return str(picture.relative_to(ROOT))


def draw(picture: Path, width: int) -> tuple[QImage, list[str]]:
    """The picture as pixels, and whatever Qt had to say about it."""
    said: list[str] = []

    def listen(_kind: QtMsgType, _context: object, message: str) -> None:
        said.append(message)

    before = qInstallMessageHandler(listen)
    try:
        renderer = QSvgRenderer(str(picture))
        assert renderer.isValid()
        box = renderer.viewBoxF()
        image = QImage(width, round(width * box.height() / box.width()), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter)
        painter.end()
    finally:
        qInstallMessageHandler(before)
    return image, said


def alphas(image: QImage) -> bytes:
    grey = image.convertToFormat(QImage.Format.Format_Alpha8)
    # Rows are padded to four bytes; the pad says nothing about the picture.
    rows, stride = bytes(grey.constBits()), grey.bytesPerLine()
    return b"".join(rows[y * stride : y * stride + grey.width()] for y in range(grey.height()))


@pytest.mark.parametrize("folder", DRAWN)
def test_the_pictures_that_pages_ask_for_are_there(folder: str) -> None:
    assert {p.stem for p in (ROOT / folder).glob("*.svg")} >= NAMES[folder]


@pytest.mark.parametrize("picture", PICTURES, ids=name)
def test_qt_draws_it_without_a_word_and_in_time(picture: Path, qapp: object) -> None:
    started = time.perf_counter()
    image, said = draw(picture, 1080)
    assert said == []
    assert time.perf_counter() - started < MOST_SECONDS
    assert any(alphas(image))


@pytest.mark.parametrize("picture", PICTURES, ids=name)
def test_it_is_small_and_keeps_to_the_subset(picture: Path) -> None:
    assert picture.stat().st_size < MOST_BYTES
    elements = list(ElementTree.parse(picture).iter())
    assert {str(e.tag).rsplit("}", 1)[-1] for e in elements}.isdisjoint(FORBIDDEN)
    assert not any("style" in e.attrib or "class" in e.attrib for e in elements)
    assert len(elements[0].attrib["viewBox"].split()) == 4


@pytest.mark.parametrize("folder", ["pavilions", "rooms", "exhibits"])
def test_scenes_fill_their_frame(folder: str, qapp: object) -> None:
    for picture in sorted((ROOT / folder).glob("*.svg")):
        image, _ = draw(picture, 400)
        assert min(alphas(image)) == 255, name(picture)


def test_lights_lie_only_where_the_town_stands(qapp: object) -> None:
    """town-lights is laid over town: its full-strength panes must fall on opaque walls, whatever the crop."""
    town, lights = (draw(ROOT / "attract" / f, 600)[0] for f in ("town.svg", "town-lights.svg"))
    bright = [i for i, alpha in enumerate(alphas(lights)) if alpha == 255]
    ground = alphas(town)
    assert len(bright) > 1000
    assert all(ground[i] > 250 for i in bright)  # an antialiased seam may be a step off


def test_layers_of_the_town_stand_on_the_bottom_edge_under_an_open_sky(qapp: object) -> None:
    for layer in ("far", "town"):
        image, _ = draw(ROOT / "attract" / f"{layer}.svg", 600)
        rows, width = alphas(image), image.width()
        assert min(rows[-width:]) == 255, layer
        assert max(rows[:width]) == 0, layer


@pytest.mark.parametrize("picture", ["sticker", "hand-sticker"])
def test_the_motif_on_the_invitation_is_no_code(picture: str, qapp: object) -> None:
    """The camera may see the screen: the drawn sticker must never be read, in any format."""
    image, _ = draw(ROOT / "attract" / f"{picture}.svg", 900)
    paper = QImage(image.size(), QImage.Format.Format_Grayscale8)
    paper.fill(255)
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    rows = np.frombuffer(bytes(paper.constBits()), np.uint8).reshape(paper.height(), paper.bytesPerLine())
    assert zxingcpp.read_barcodes(np.ascontiguousarray(rows[:, : paper.width()])) == []


def test_the_committed_pictures_are_what_the_source_draws(tmp_path: Path) -> None:
    copy = tmp_path / "pictures" / "draw"
    copy.mkdir(parents=True)
    for source in (ROOT / "draw").glob("*.py"):
        (copy / source.name).write_bytes(source.read_bytes())
    for folder in DRAWN:
        (copy.parent / folder).mkdir()
    subprocess.run([sys.executable, "-W", "error", str(copy / "draw.py")], check=True, timeout=60)
    for drawn in sorted(copy.parent.rglob("*.svg")):
        relative = drawn.relative_to(copy.parent)
        assert (ROOT / relative).read_bytes() == drawn.read_bytes(), f"{relative}: run assets/pictures/draw/draw.py"
