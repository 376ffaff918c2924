"""The queue as staff see it: how many orders are where, what waits longest, what is parked and what mends it."""

from __future__ import annotations

import csv
import json
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kiosk.staff.orders.opening import journal_path
from kiosk.staff.orders.shape import clean, plain

if TYPE_CHECKING:
    import argparse

    from kiosk.order.model import OrderRecord, OrderState
    from kiosk.settings import Settings

MOST_PARKED = 200

# What the stores we know say when they refuse an order, and what mends it in both languages. The first that fits.
ADVICE = (
    (
        ("wanted", "stock", "sold out"),
        "The store has too few. Restock it there and send the order again; or give it up, and offer its visitor"
        " something else when they come with their claim code.",
        "商店库存不够。请在商店补货，再重新发送；或放弃这一单，等顾客拿着取货码来时换一样给他。",
    ),
    (
        ("costs", "price"),
        "The price at the store is not the one the visitor agreed to. Put the price right at the store and send the"
        " order again; a visitor is never charged another price.",
        "商店的价格与顾客同意的不一致。请在商店把价格改正，再重新发送；绝不会按别的价格向顾客收钱。",
    ),
    (
        ("not sold", "no such product", "unknown product", "disabled"),
        "The store does not sell this. Add or enable it there under the same sku and send the order again.",
        "商店没有上架这一样。请在商店用同一个 sku 添加或启用，再重新发送。",
    ),
    (
        ("currency",),
        "The store sells in another currency. Put the town's or the store's right, then send the order again.",
        "商店用的是另一种货币。请把小镇或商店的货币改正，再重新发送。",
    ),
    (
        ("reference",),
        "The store has another order under this reference. Compare both, then give this one up and place it anew.",
        "商店里已有另一张同号订单。请核对两张订单，然后放弃这一单，重新下单。",
    ),
    (
        ("is damaged",),
        "The journal cannot say any more what was ordered. Ask the visitor when they come with their claim code and"
        " place it anew; then give this one up.",
        "日志里已看不出这一单点了什么。等顾客拿着取货码来时问清楚，重新下单，再放弃这一单。",
    ),
)
OTHERWISE = (
    "Read the store's reason and mend it there; then send the order again, or give it up and tell the visitor when"
    " they come with their claim code."
)
OTHERWISE_ZH = "请看商店给出的原因并在商店处理；然后重新发送，或放弃这一单，等顾客拿着取货码来时告诉他。"


@dataclass(frozen=True, slots=True)
class Parked:
    """An order that the store refused. reason: the store's words; todo: ours."""

    record: OrderRecord
    reason: str
    todo: str


@dataclass(frozen=True, slots=True)
class Queue:
    """counts has every state. oldest: of all that still has to reach the store. parked: the oldest first."""

    counts: dict[OrderState, int]
    oldest: OrderRecord | None
    oldest_for: timedelta | None
    parked: tuple[Parked, ...]


def queue_of(path: Path, now: datetime) -> Queue:
    """Read beside a running booth, from any thread, in some milliseconds. Raises JournalError."""
    import sqlite3

    from kiosk.order.journal import JournalError, rows, schema
    from kiosk.order.model import OrderState

    with closing(schema.open_for_reading(path)) as connection:
        try:
            connection.execute("BEGIN")  # all from one moment
            counts = rows.counts(connection)
            oldest = rows.oldest_unsent(connection)
            refused = rows.oldest(connection, MOST_PARKED, OrderState.REJECTED)
        except sqlite3.Error as error:
            raise JournalError(f"{path}: {error}") from error
    parked = tuple(Parked(record, record.reason or "", advice(record.reason or "")) for record in refused)
    since = max(timedelta(), now - oldest.order.placed_at) if oldest else None
    return Queue(counts, oldest, since, parked)


def advice(reason: str, language: str = "en") -> str:
    """What to do, in plain words, about what a store said."""
    said = reason.lower()
    fits = ((en, zh) for words, en, zh in ADVICE if any(word in said for word in words))
    en, zh = next(fits, (OTHERWISE, OTHERWISE_ZH))
    return zh if language == "zh" else en


def write_parked(queue: Queue, file: IO[str]) -> None:
    """The parked orders as CSV."""
    writer = csv.writer(file)
    writer.writerow(("reference", "placed_at", "total_minor", "currency", "goods", "reason", "what to do"))
    for one in queue.parked:
        order = one.record.order
        goods = ", ".join(f"{line.quantity} x {line.good.title_en}" for line in order.lines)
        row = (
            order.reference,
            order.placed_at.isoformat(),
            order.total,
            order.currency,
            goods,
            one.reason,
            one.todo,
        )
        writer.writerow([plain(cell) for cell in row])


def as_json(queue: Queue) -> dict[str, Any]:
    oldest = queue.oldest
    return {
        "counts": {state.value: n for state, n in queue.counts.items()},
        "oldest": oldest.order.reference if oldest else None,
        "oldest_for_s": round(queue.oldest_for.total_seconds()) if queue.oldest_for is not None else None,
        "parked": [
            {"reference": one.record.order.reference, "reason": one.reason, "todo": one.todo}
            for one in queue.parked
        ],
    }


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0: nothing is parked; 1: something is; 2: the journal cannot be read."""
    from kiosk.order.journal import JournalError

    path = journal_path(settings)
    if not path.exists():
        print("No orders yet.", file=sys.stderr)
        return 0
    try:
        queue = queue_of(path, datetime.now(UTC))
    except JournalError as error:
        print(f"kiosk orders queue: {error}", file=sys.stderr)
        return 2
    if options.csv:
        write_parked(queue, sys.stdout)
    elif options.json:
        print(json.dumps(as_json(queue), ensure_ascii=False))
    else:
        print("\n".join(map(clean, _in_words(queue))))
    return 1 if queue.parked else 0


def _in_words(queue: Queue) -> list[str]:
    lines = [f"{state.value:<10} {n:>7}" for state, n in queue.counts.items()]
    if queue.oldest is not None and queue.oldest_for is not None:
        minutes = queue.oldest_for.total_seconds() / 60
        why = f": {queue.oldest.reason}" if queue.oldest.reason else ""
        lines.append(f"The oldest that waits is {queue.oldest.order.reference}, for {minutes:.0f} min{why}")
    for one in queue.parked:
        lines += [f"parked  {one.record.order.reference}  {one.reason}", f"        {one.todo}"]
    if queue.parked:
        lines.append("send again: kiosk orders retry REF    give up: kiosk orders give-up REF --reason WHY")
    return lines
