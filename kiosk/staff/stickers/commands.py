"""What `kiosk stickers` understands. Each command is a module beside this one, imported when it is called."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.settings import Settings

# Each has run(settings, options) -> exit status: 0 well, 1 something was refused or failed, 2 could not be tried.
MODULES = {None: "samples", "issue": "issuing", "proof": "proving", "keys": "keys", "stocks": "stocks"}


def add_stickers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    stickers = commands.add_parser(
        "stickers", help="issue, print and prove stickers; alone, the display samples' as SVG"
    )
    stickers.add_argument("--out", type=Path, default=Path("build/stickers"), help="where the samples' SVGs go")
    stickers.set_defaults(command=_run, stickers_command=None)
    inside = stickers.add_subparsers(metavar="COMMAND", dest="stickers_command")

    issue = _add(inside, "issue", "make serials, record them, sign them, and print them on sheets of labels")
    issue.add_argument("--gtin", help="8 to 14 digits, of a product of this town")
    issue.add_argument("--lot", help="of that product")
    issue.add_argument("--count", type=int, metavar="N", help="how many (as many as --serials has)")
    issue.add_argument("--out", type=Path, metavar="PDF", help="the sheets; above 100 of them PDF-001, -002, ...")
    issue.add_argument("--csv", type=Path, metavar="FILE", help="the same as a table, for a printing house")
    issue.add_argument("--stock", default="", help="the label sheets (kiosk stickers stocks), or its numbers in mm")
    issue.add_argument("--key", type=Path, metavar="FILE", help="the issuer's key (the newest that may sign)")
    issue.add_argument("--serials", type=Path, metavar="FILE", help="serials of your own, one a line")
    issue.add_argument("--again", type=int, metavar="ISSUE", help="print what was recorded in this issue once more")
    issue.add_argument("--outline", action="store_true", help="with the labels' outlines, for a try on plain paper")

    proof = _add(inside, "proof", "hold every label of a PDF before the simulated camera, and check what it reads")
    proof.add_argument("sheets", type=Path, nargs="*", metavar="PDF", help="as kiosk stickers issue wrote them")
    proof.add_argument(
        "--issue", type=int, metavar="ISSUE", help="what the register has of it, printed for the proof"
    )
    proof.add_argument("--key", type=Path, metavar="FILE", help="the key that issue was signed with")
    proof.add_argument("--pictures", type=Path, metavar="FOLDER", help="keep the camera's picture of each failure")

    _add(inside, "stocks", "the label sheets there are")

    keys = inside.add_parser("keys", help="the issuers' keys: make, list, rotate, revoke")
    doing = keys.add_subparsers(required=True, metavar="COMMAND", dest="keys_command")
    new = _add(doing, "new", "make a key in a file of its own, and list it as an issuer")
    new.add_argument("--use", choices=("issuer", "root", "log", "witness"), default="issuer")
    new.add_argument("--file", type=Path, help="where it is kept (in the folder global-town of your configuration)")
    new.add_argument("--id", help="of an issuer: a letter that was never given (the next); else the key's name")
    new.add_argument("--name", nargs=2, metavar=("EN", "ZH"), help="the issuer as visitors read it")
    new.add_argument(
        "--gtins", nargs="*", default=[], metavar="DIGITS", help="beginnings of GTINs it may sign (all)"
    )
    new.add_argument("--from", dest="valid_from", metavar="DATE", help="first day of production it may sign")
    new.add_argument("--until", dest="valid_until", metavar="DATE", help="last day of production it may sign")
    _add(doing, "list", "the issuers, their keys' files, and this booth's root")
    rotate = _add(doing, "rotate", "make the key that follows another; both are good for a while")
    rotate.add_argument("id", metavar="ID", help="the issuer whose key is followed")
    rotate.add_argument("--file", type=Path, help="where the new one is kept")
    rotate.add_argument("--overlap-days", type=int, default=30, metavar="N", help="both are good for so long (30)")
    revoke = _add(doing, "revoke", "say since when an issuer's key is not to be believed")
    revoke.add_argument("id", metavar="ID")
    revoke.add_argument("--since", metavar="DATE", help="first day of production (the key's first day)")


def _add(
    inside: argparse._SubParsersAction[argparse.ArgumentParser], name: str, words: str
) -> argparse.ArgumentParser:
    parser = inside.add_parser(name, help=words)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    return parser


def _run(settings: Settings, options: argparse.Namespace) -> int:
    module = import_module(f"kiosk.staff.stickers.{MODULES[options.stickers_command]}")
    status: int = module.run(settings, options)
    return status
