"""What `kiosk orders` and `kiosk sync` understand. Each command is a module here, imported when called."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.settings import Settings

# Each has run(settings, options) -> exit status: 0 well, 1 something was refused or differs, 2 could not be tried.
MODULES = {
    "list": ".listing",
    "show": ".showing",
    "queue": ".queue",
    "reconcile": ".reconciling",
    "retry": ".deciding",
    "give-up": ".deciding",
    "place": ".placing",
    "salvage": ".salvaging",
    "recover": ".salvaging",
    "claim": "kiosk.staff.claims",
    "prune": ".pruning",
    "sync": ".syncing",
}
LOOK_FOR_DAMAGE = ("list", "show", "queue", "reconcile", "retry", "give-up", "place", "sync")
STATES = ("waiting", "uncertain", "rejected", "sent", "paid", "cancelled", "refunded")


def add_orders(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    orders = commands.add_parser("orders", help="the orders in the journal: list, show, mend, place, prove")
    orders.add_argument("--json", action="store_true", help="one JSON object a line")
    orders.add_argument("--csv", action="store_true", help="a table for a spreadsheet, a line for each good")
    orders.add_argument("--state", choices=STATES, help="only these")
    orders.set_defaults(command=_run, orders_command="list")
    inside = orders.add_subparsers(metavar="COMMAND", dest="orders_command", required=False)

    show = _add(inside, "show", "one order: its lines, and all that ever happened to it")
    show.add_argument("reference", metavar="REF")

    queue = _add(inside, "queue", "counts by state, the oldest waiting, each parked order and what to do")
    queue.add_argument("--csv", action="store_true", default=argparse.SUPPRESS, help="the parked orders as a table")

    reconcile = _add(inside, "reconcile", "compare journal and store line by line; exit 1 with every difference")
    reconcile.add_argument(
        "--only-booth",
        action="store_true",
        help="nobody else sells at this store: an order there that is not in the journal is a difference",
    )

    retry = _add(inside, "retry", "send a parked order again")
    retry.add_argument("reference", metavar="REF")
    retry.add_argument("--reason", default="staff: try again", help="why, for the journal")

    give_up = _add(inside, "give-up", "cancel a parked order, which no store has")
    give_up.add_argument("reference", metavar="REF")
    give_up.add_argument("--reason", required=True, help="why, for the journal")

    place = _add(
        inside, "place", "write a basket down as an order, as a touch would; prints its reference once durable"
    )
    place.add_argument("--file", type=Path, required=True, metavar="BASKET.json", help="a basket or a list of them")

    salvage = _add(
        inside, "salvage", "what a damaged journal still holds, and which orders the present one has not"
    )
    salvage.add_argument("file", type=Path, metavar="FILE", help="journal.damaged-*.sqlite, in the state folder")

    recover = _add(inside, "recover", "salvage, and write those orders into the present journal")
    recover.add_argument("file", type=Path, metavar="FILE")

    claim = _add(inside, "claim", "whether a claim is true that a visitor shows, and what became of its order")
    claim.add_argument("text", metavar="TEXT", help="as the code says it, or as it is written under it")

    prune = _add(inside, "prune", "delete settled orders (paid, cancelled, refunded) that are older")
    prune.add_argument("--days", type=int, required=True, metavar="N")


def add_sync(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sync = commands.add_parser("sync", help="carry what waits in the journal to the store")
    sync.add_argument("--once", action="store_true", required=True, help="try everything that waits, then end")
    sync.add_argument("--json", action="store_true", help="one JSON object a line")
    sync.set_defaults(command=_run, orders_command="sync")


def _add(
    inside: argparse._SubParsersAction[argparse.ArgumentParser], name: str, words: str
) -> argparse.ArgumentParser:
    parser = inside.add_parser(name, help=words)
    # SUPPRESS: else the inner default would undo `kiosk orders --json show`.
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="one JSON object a line")
    return parser


def _plain(text: str) -> str:
    """What a shell hands over, without what neither a database nor a terminal takes: bytes that are no UTF-8 come
    as lone surrogates."""
    shown = (
        letter if letter.isprintable() else " " if letter.isspace() else ascii(letter)[1:-1] for letter in text
    )
    return "".join(shown)


def _run(settings: Settings, options: argparse.Namespace) -> int:
    for name, value in vars(options).items():
        if isinstance(value, str):
            setattr(options, name, _plain(value))
    command = options.orders_command or "list"
    module = import_module(MODULES[command], "kiosk.staff.orders")
    status: int = module.run(settings, options)
    if command in LOOK_FOR_DAMAGE:
        from kiosk.staff.orders.opening import damaged_journals

        for path in damaged_journals(settings):
            print(
                f"{path} is a damaged journal that was set aside; there may be orders in it that are nowhere else."
                f" See them with: kiosk orders salvage {path}",
                file=sys.stderr,
            )
    return status
