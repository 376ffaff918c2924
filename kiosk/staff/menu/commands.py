"""What `kiosk menu` understands."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.settings import Settings


def add_menu(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    menu = commands.add_parser("menu", help="the menu on paper")
    inside = menu.add_subparsers(required=True, metavar="COMMAND")
    printing = inside.add_parser("print", help="a PDF of the menu, a code under each dish that orders it")
    printing.add_argument("--menu", metavar="ID", help="which one (the town's first)")
    printing.add_argument("--out", type=Path, default=Path("menu.pdf"), metavar="PDF")
    printing.add_argument("--language", choices=("zh", "en", "both"), default="both")
    printing.add_argument("--size", choices=("a4", "a5"), default="a4")
    printing.set_defaults(command=_run)


def _run(settings: Settings, options: argparse.Namespace) -> int:
    from kiosk.staff.menu.printing import run

    return run(settings, options)
