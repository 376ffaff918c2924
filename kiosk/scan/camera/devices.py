"""Which cameras a machine has, by names that stay when a plug is pulled. Opens none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.scan.model import CameraError

MACHINE = Path("/")


@dataclass(frozen=True, slots=True)
class Device:
    """A capture device as the kernel and udev name it.

    node: "/dev/video0", a number that may change on replugging. name: what the product calls itself.
    by_id: udev's link by product and serial, without its folder; by_path: the one by the socket it is in.
    Both are "" where udev made none.
    """

    node: str
    name: str
    by_id: str = ""
    by_path: str = ""

    @property
    def stable(self) -> str:
        """What finds it again after it was unplugged: its own name, or else its socket's, or else the node."""
        if self.by_id:
            return f"/dev/v4l/by-id/{self.by_id}"
        return f"/dev/v4l/by-path/{self.by_path}" if self.by_path else self.node

    def __str__(self) -> str:
        return f"{self.name or 'a camera without a name'} ({self.by_id or self.by_path or self.node})"


def devices(machine: Path = MACHINE) -> list[Device]:
    """Every capture device there is now, in the order of their nodes. machine: the root to look below."""
    by_id, by_path = _links(machine / "dev/v4l/by-id"), _links(machine / "dev/v4l/by-path")
    known = sorted((machine / "sys/class/video4linux").glob("video[0-9]*"), key=_number)
    # Nodes after a camera's first carry metadata, not pictures.
    nodes = {entry.name: _text(entry / "name") for entry in known if _text(entry / "index") in ("0", "")}
    if not known:
        nodes = {path.name: "" for path in sorted((machine / "dev").glob("video[0-9]*"), key=_number)}
    return [
        Device(f"/dev/{node}", name, by_id.get(node, ""), by_path.get(node, "")) for node, name in nodes.items()
    ]


def choose(wanted: str, there: Sequence[Device]) -> Device:
    """The one of `there` that `wanted` means: "auto", a node, a link or its name, or part of the product's name.

    Raises CameraError, for staff, when there is none or when it could be several.
    """
    listed = "; ".join(map(str, there)) or "none"
    if wanted == "auto" and there:
        return there[0]
    last = wanted.rpartition("/")[2]
    exact = [one for one in there if wanted == one.node or last in (one.by_id, one.by_path)]
    part = " ".join(wanted.replace("_", " ").casefold().split())
    fits = exact or [
        one for one in there if part in one.name.casefold() or part in one.by_id.replace("_", " ").casefold()
    ]
    if not fits or not wanted:
        what = "no camera" if wanted == "auto" else f"no camera is called {wanted!r}"
        raise CameraError(f"{what}: is it plugged in? There is: {listed}")
    if len(fits) > 1:
        raise CameraError(f"{wanted!r} could be any of: {'; '.join(map(str, fits))}. Write one of these in full")
    return fits[0]


def _links(folder: Path) -> dict[str, str]:
    """Node name -> the link to it. Of several links to one node the first by name."""
    found: dict[str, str] = {}
    for link in sorted(folder.iterdir()) if folder.is_dir() else []:
        if link.is_symlink():
            found.setdefault(link.readlink().name, link.name)
    return found


def _number(path: Path) -> int:
    return int(path.name.removeprefix("video"))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
