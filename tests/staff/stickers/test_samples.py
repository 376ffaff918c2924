from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from kiosk.staff.stickers.samples import MARK
from tests.staff.stickers.conftest import Said


def test_samples_say_in_print_that_they_are(stickers: Callable[..., Said], tmp_path: Path) -> None:
    said = stickers("--out", tmp_path / "out")
    assert said.status == 0
    files = list((tmp_path / "out").glob("*.svg"))
    assert f"{len(files)} stickers in" in said.out
    for file in files:
        drawing = ElementTree.parse(file).getroot()  # it is XML
        words = [text.text or "" for text in drawing.iter("{http://www.w3.org/2000/svg}text")]
        assert words[1] == MARK == "展示样品 Display sample"
        assert file.stem.split("-")[1] in words[0]
        # The words lie below the code's quiet zone.
        side = float(drawing.attrib["viewBox"].split()[2])
        assert all(float(text.attrib["y"]) > side for text in drawing.iter("{http://www.w3.org/2000/svg}text"))
