"""What `kiosk orders` and `kiosk sync` understand. Each command is a module here, imported when called."""

from __future__ import annotations

import argparse
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
    "claim": "kiosk.staff.claims",
    "prune": ".pruning",
    "sync": ".syncing",
}
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


def _run(settings: Settings, options: argparse.Namespace) -> int:
    module = import_module(MODULES[options.orders_command or "list"], "kiosk.staff.orders")
    status: int = module.run(settings, options)
    return status
