"""Draws what the simulated camera shows: the hall, the hands, the blank products and the letters on them.

Run it after a change here or in assets/pictures/products: `.venv/bin/python assets/camera/render.py`.
Everything is drawn here; the letters come from the fonts in assets/fonts (OFL). The camera itself
(kiosk/scan/) only opens the pictures, so that it needs no Qt.

Pictures of products: every assets/pictures/products/<slug>.svg becomes assets/camera/products/<slug>.png.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from xml.etree import ElementTree

import cv2
import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

import blanks
import hall
import hands
from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPainter,
    QPainterPath,
)
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).parent
ASSETS = HERE.parent
PRODUCT_PX, PRODUCT_WIDE_PX = 700, 800
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789&'.,-+!?%"
LETTER_PX = 96
STICKER_CELLS = "M-39.6 -39.6h7.2v7.2"  # how the code of a drawn sticker begins


def pixels(image: QImage) -> np.ndarray:
    """BGRA, straight alpha, copied out of Qt's memory."""
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width()].copy()


def canvas(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def painter_on(image: QImage) -> QPainter:
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(Qt.PenStyle.NoPen)
    return painter


def save(path: Path, image: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if image.ndim == 3 and image.shape[2] == 4:
        image[image[..., 3] == 0] = 0  # colour nobody sees only costs bytes
    how = [cv2.IMWRITE_JPEG_QUALITY, 90] if path.suffix == ".jpg" else [cv2.IMWRITE_PNG_COMPRESSION, 9]
    cv2.imwrite(str(path), image, how)
    print(f"{path.relative_to(ASSETS)}: {image.shape[1]}x{image.shape[0]}, {path.stat().st_size // 1024} kB")


def draw_letters() -> None:
    """One row of letters as an alpha picture, and where each stands in it."""
    font_id = QFontDatabase.addApplicationFont(str(ASSETS / "fonts" / "NotoSerifSC_900Black.ttf"))
    font = QFont(QFontDatabase.applicationFontFamilies(font_id)[0])
    font.setPixelSize(LETTER_PX)
    font.setWeight(QFont.Weight.Black)
    metrics = QFontMetricsF(font)
    pad = 8
    height = round(metrics.ascent() + metrics.descent()) + 2 * pad
    image = canvas(len(LETTERS) * LETTER_PX * 2, height)
    painter = painter_on(image)
    painter.setBrush(QColor("white"))
    table: dict[str, list[float]] = {}
    x = 0.0
    for letter in LETTERS:
        advance = metrics.horizontalAdvance(letter)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)  # this font's strokes overlap
        path.addText(x + pad, pad + metrics.ascent(), font, letter)
        painter.drawPath(path)
        table[letter] = [round(x), round(advance + 2 * pad), round(advance, 1)]
        x = round(x + advance + 2 * pad)
    painter.end()
    save(HERE / "letters.png", pixels(image)[:, : int(x), 3])
    about = {
        "pad": pad,
        "ascent": round(metrics.ascent(), 1),
        "cap": round(metrics.capHeight(), 1),
        "space": round(metrics.horizontalAdvance(" "), 1),
        "letters": table,
    }
    (HERE / "letters.json").write_text(json.dumps(about) + "\n")


def without_sticker(source: Path) -> bytes:
    """The drawing without its drawn label (assets/pictures/draw_objects/shapes.py): a real one is stuck on."""
    tree = ElementTree.parse(source)
    for parent in list(tree.iter()):
        for child in list(parent):
            cells = [e.get("d", "") for e in child if e.tag.endswith("path")]
            if child.tag.endswith("}g") and any(d.startswith(STICKER_CELLS) for d in cells):
                parent.remove(child)
    return ElementTree.tostring(tree.getroot())


def draw_products() -> None:
    for source in sorted((ASSETS / "pictures" / "products").glob("*.svg")):
        renderer = QSvgRenderer(QByteArray(without_sticker(source)))
        if not renderer.isValid():
            print(f"{source.name}: not an SVG that Qt can draw, left out")
            continue
        image = canvas(2 * PRODUCT_PX, 2 * PRODUCT_PX)
        painter = painter_on(image)
        renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        renderer.render(painter, QRectF(image.rect()))
        painter.end()
        picture = pixels(image)
        picture[picture[..., 3] < 80] = 0  # the shadow on the floor: in a hand there is none
        ys, xs = np.nonzero(picture[..., 3])
        picture = picture[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
        scale = min(PRODUCT_PX / picture.shape[0], PRODUCT_WIDE_PX / picture.shape[1])
        size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
        save(HERE / "products" / f"{source.stem}.png", shrink(picture, size))


def shrink(picture: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Smaller, averaged with alpha so that no dark fringe appears; colours rounded to 4 steps to compress well."""
    flat = picture.astype(np.float32)
    flat[..., :3] *= flat[..., 3:] / 255
    flat = cv2.resize(flat, size, interpolation=cv2.INTER_AREA)
    flat[..., :3] *= 255 / np.maximum(flat[..., 3:], 1)
    flat[..., :3] = np.round(flat[..., :3] / 4) * 4
    return np.clip(np.round(flat), 0, 255).astype(np.uint8)


def main() -> int:
    app = QGuiApplication.instance() or QGuiApplication(sys.argv)
    hall_image = QImage(hall.WIDTH, hall.HEIGHT, QImage.Format.Format_RGB32)
    painter = painter_on(hall_image)
    hall.paint(painter)
    painter.end()
    save(HERE / "hall.jpg", hall.defocus(pixels(hall_image)))
    for name, (size, paint) in {**hall.layers(), **hands.layers(), **blanks.layers()}.items():
        image = canvas(2 * size[0], 2 * size[1])
        painter = painter_on(image)
        painter.scale(2, 2)
        paint(painter)
        painter.end()
        picture = shrink(pixels(image), size)
        save(HERE / f"{name}.png", hall.soften(picture) if name.startswith("passer") else picture)
    draw_letters()
    draw_products()
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main())
