"""What `kiosk trace` understands. Each command is a module beside this one, imported when it is called."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.settings import Settings

# Each has run(settings, options) -> exit status: 0 well, 1 something was refused or failed, 2 could not be tried.
MODULES = {
    "parse": "parsing",
    "show": "showing",
    "import": "importing",
    "export": "exporting",
    "judge": "judging",
    "prove": "proving",
    "sightings": "sighting",
}


def add_trace(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    trace = commands.add_parser("trace", help="codes, journeys, verdicts and proofs")
    inside = trace.add_subparsers(required=True, metavar="COMMAND", dest="trace_command")
    trace.set_defaults(command=_run)

    parse = _add(inside, "parse", "what a code's text says, and whether it is valid")
    parse.add_argument("texts", nargs="*", metavar="TEXT", help="code texts; none reads lines from standard input")
    for name, words in (
        ("zero-suppressed-gtin", "links may give a GTIN-8, -12 or -13 (deprecated)"),
        ("convenience-alphas", "links may say /gtin/ for /01/ and the like (deprecated)"),
        ("unknown-ais", "identifiers that no table knows (bracketed text may always hold them)"),
        ("unknown-attributes", "such identifiers in a link's query"),
    ):
        parse.add_argument(f"--permit-{name}", action="store_true", help=words)
    parse.add_argument(
        "--associations",
        action=argparse.BooleanOptionalAction,
        help="refuse an identifier without those it needs: an item's whole data (bracketed text only)",
    )

    show = _add(inside, "show", "the passport of what a code names, from this booth's pack")
    show.add_argument("code", metavar="CODE")
    show.add_argument("--language", choices=("en", "zh"), default="en")
    show.add_argument("--at", metavar="DATE", help="judged as of this day (today)")

    taken = _add(inside, "import", "take EPCIS 2.0 documents and event lists into the town's events")
    taken.add_argument("files", type=Path, nargs="+", metavar="FILE")
    taken.add_argument("--events", type=Path, help="the file that keeps them (state/trace/events.sqlite)")
    taken.add_argument("--check", action="store_true", help="say what would be taken, and take nothing")

    export = _add(inside, "export", "the town's events as an EPCIS 2.0 document")
    export.add_argument("--events", type=Path, help="the file that keeps them (state/trace/events.sqlite)")
    export.add_argument("--code", help="only what concerns this item or lot")
    export.add_argument("--out", type=Path, help="a file (standard output)")

    judge = _add(inside, "judge", "the verdict on journeys in EPCIS, and the rules that failed")
    judge.add_argument("files", type=Path, nargs="+", metavar="FILE")
    judge.add_argument("--code", help="the sticker that the journey is claimed for (the file's own)")
    judge.add_argument(
        "--trust", type=Path, help="whose keys, laboratories and log count, as JSON (this booth's pack)"
    )
    judge.add_argument("--at", metavar="DATE", help="judged as of this day (today)")
    judge.add_argument("--language", choices=("en", "zh"), default="en")

    prove = _add(inside, "prove", "check inclusion and consistency proofs, as JSON or as tlog-proof")
    prove.add_argument("files", type=Path, nargs="+", metavar="FILE")
    prove.add_argument("--document", type=Path, help="the document that a tlog-proof is for")
    prove.add_argument("--key", action="append", default=[], help="verifier keys of the log and its witnesses")

    sightings = _add(
        inside, "sightings", "what this booth saw of each sticker: merge, write out, try the thresholds"
    )
    sightings.add_argument(
        "--merge",
        action="append",
        default=[],
        metavar="FILE|URL",
        help="of another booth in config/booths.toml; a URL only if it is that booth's link",
    )
    sightings.add_argument(
        "--sold", action="append", default=[], metavar="CODE", help="this item was sold, now: what its sticker says"
    )
    sightings.add_argument("--out", type=Path, help="write this booth's, for others to merge")
    sightings.add_argument("--serve", metavar="HOST:PORT", help="offer this booth's, for others to merge by link")
    sightings.add_argument("--simulate", action="store_true", help="false alarms and copies caught, by threshold")
    sightings.add_argument("--seeds", type=int, default=3, help="how many simulations, each from its own seed (3)")
    sightings.add_argument("--items", type=int, default=20_000, help="genuine items in each simulation (20000)")
    sightings.add_argument("--shown", type=float, default=1.0, help="times that an item is shown, on average (1)")
    sightings.add_argument(
        "--elsewhere", type=float, default=0.12, help="of these, in a city where it was not sold (0.12)"
    )


def _add(
    inside: argparse._SubParsersAction[argparse.ArgumentParser], name: str, words: str
) -> argparse.ArgumentParser:
    parser = inside.add_parser(name, help=words)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    return parser


def _run(settings: Settings, options: argparse.Namespace) -> int:
    module = import_module(f"kiosk.staff.trace.{MODULES[options.trace_command]}")
    status: int = module.run(settings, options)
    return status
