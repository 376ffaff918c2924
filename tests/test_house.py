"""The house keeps its own rules: layout, sizes, where Qt may live, and what may never be committed."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOP = {
    "pyproject.toml",
    "README.md",
    "Makefile",
    "requirements.lock",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
} | {
    "kiosk",
    "assets",
    "config",
    "tests",
    "docs",
    ".ci",
    ".gitignore",
}
LONGEST = 400


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [Path(name) for name in listed.split("\0") if name and (ROOT / name).exists()]


@pytest.fixture(scope="module")
def files() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: nothing says which files are ours")
    return tracked()


def test_the_top_level_is_the_one_of_the_design(files: list[Path]) -> None:
    assert {path.parts[0] for path in files} <= TOP


def test_no_source_file_is_longer_than_it_should_be(files: list[Path]) -> None:
    sources = [path for path in files if path.suffix in (".py", ".qml")]
    lengths = {str(path): len((ROOT / path).read_text("utf-8").splitlines()) for path in sources}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_qt_lives_only_under_ui(files: list[Path]) -> None:
    python = [path for path in files if path.parts[0] == "kiosk" and path.suffix == ".py" and path.parts[1] != "ui"]
    assert [str(path) for path in python if "PySide6" in (ROOT / path).read_text("utf-8")] == []


# What only the theme may say. Fractions of something else are free, and so are the street's pictures in units of
# their own: `N * street.zoom`, and nothing more clever than that.
MEASURE = (
    "[wW]idth|[hH]eight|[sS]ize|[rR]adius|[sS]pacing|[mM]argins?|[pP]adding|[dD]epth|[oO]ffset|duration|interval"
)
OURS_ALONE = re.compile(
    r'"#[0-9A-Fa-f]{3,8}"'
    r"|\* *(?:Theme\.)?unit\b|\bTheme\.unit *[*/]"
    r"|\b(?:duration|interval) *: *\d"
    rf'|\b(?:x|y|[\w.]*(?:{MEASURE})) *:[^"]*(?<![\w.])(?<!/ )\d{{2,}}\b(?! \* (?:street\.)?zoom\b)'
)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("width: Theme.column", True),
        ("height: Theme.space4 * 2 + parent.height * 0.62", True),
        ("x: 1492 * street.zoom + 62 * street.zoom * index", True),
        ("duration: Theme.dayLength / 22", True),
        ('color: "#CB3A22"', False),
        ("height: 116 * Theme.unit", False),
        ("depth: 5 * Theme.unit", False),
        ("width: (page.portrait ? 680 : 620) * Theme.unit", False),
        ("visible: free > 300 * Theme.unit", False),
        ("width: Math.max(implicitWidth, 560)", False),
        ("y: 40", False),
        ("anchors.topMargin: 12", False),
        ("x: (1193 - 260) * street.zoom", False),
        ("duration: 5", False),
        ("interval: Theme.still ? 0 : 150", False),
    ],
)
def test_what_a_page_may_not_write_is_seen(line: str, kept: bool) -> None:
    assert (OURS_ALONE.search(line) is None) is kept


def test_pages_write_no_colour_no_size_and_no_duration_of_their_own(files: list[Path]) -> None:
    qml = [path for path in files if path.suffix == ".qml" and path.name != "Theme.qml"]
    found = {
        f"{path}:{number}": line.strip()
        for path in qml
        for number, line in enumerate((ROOT / path).read_text("utf-8").splitlines(), 1)
        if OURS_ALONE.search(line.partition("//")[0])
    }
    assert qml
    assert found == {}


def test_nothing_names_a_registry_or_holds_a_secret(files: list[Path]) -> None:
    # Written apart, so that this file does not name them either.
    hosts = ["pypi" + ".org", "pythonhosted" + ".org", "registry.npmjs" + ".org", "deb.debian" + ".org"]
    secret = "-----BEGIN [A-Z ]*PRIVATE" + " KEY-----"
    found = []
    for path in files:
        if path.suffix in (".ttf", ".webm", ".jpg", ".png"):
            continue
        text = (ROOT / path).read_text("utf-8", errors="replace")
        found += [str(path) for host in hosts if host in text]
        found += [str(path)] if re.search(secret, text) else []
    assert found == []


def test_the_mirror_of_every_room_exists() -> None:
    rooms = [path.name for path in (ROOT / "kiosk").iterdir() if path.is_dir() and (path / "__init__.py").exists()]
    assert [room for room in rooms if not (ROOT / "tests" / room).is_dir()] == []
