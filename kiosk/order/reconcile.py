"""Whether journal and store agree, order by order and line by line. Asks the store; changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from kiosk.order.model import Order, OrderRecord, OrderState
from kiosk.order.sync.given import submission
from kiosk.order.sync.status import STATES
from kiosk.store.base import Capabilities, Changes, NotAuthorised, RetryLater, Store, StoreOrder, Unknown

MOST_SILENT = 3  # orders that no answer came of: it is the store, and not one of them
MOST_WITHOUT = 2_000  # answers one after another in which no order is new
MOST_ORDERS = 5_000_000

# Where an order may be that no store has; of the others the missing one is a difference.
NOT_THERE = {
    OrderState.WAITING: "waiting",
    OrderState.UNCERTAIN: "waiting",
    OrderState.REJECTED: "parked",
    OrderState.CANCELLED: "given_up",
}


class NoAnswerError(Exception):
    """The store did not answer, so nothing is proved."""


@dataclass(frozen=True, slots=True)
class Difference:
    """field: "order" where one side has none, else what differs, such as "state" or "line 2 quantity"."""

    reference: str
    field: str
    journal: str
    store: str

    def __str__(self) -> str:
        return f"{self.reference}  {self.field}: journal {self.journal}, store {self.store}"


@dataclass(slots=True)
class Tally:
    """The journal's orders by what came of comparing them. Those that wait, are parked or were given up have no
    order at the store to be compared with, which is as it should be."""

    agree: int = 0
    differ: int = 0
    waiting: int = 0  # for the store to be told, or in doubt and not there
    parked: int = 0
    given_up: int = 0
    pruned: int = 0  # at the store alone, settled: deleted here when they were old enough
    unanswered: list[str] = field(default_factory=list)  # why the store's word on an order could not be read


def reconcile(
    records: Iterable[OrderRecord],
    store: Store,
    again: Callable[[str], OrderRecord | None],
    tally: Tally | None = None,
) -> Iterator[Difference]:
    """Every difference of the journal's orders. again(reference): the record as it is now, for an order that was
    under way while it was compared. tally: counts each order in, also those that no answer came of. Raises
    NoAnswerError, with a tally only once MOST_SILENT orders had none, one after another."""
    silent = 0
    for record in records:
        reference = record.order.reference
        try:
            there = _asked(store, reference)
            found = list(_compared(record, there))
            if found:
                now = again(reference)
                if now is not None and now != record:
                    record, there = now, _asked(store, reference)
                    found = list(_compared(record, there))
        except NoAnswerError as error:
            silent += 1
            if tally is None or silent >= MOST_SILENT:
                raise
            tally.unanswered.append(str(error))
            continue
        silent = 0
        if tally is not None:
            name = "differ" if found else "agree" if there is not None else NOT_THERE[record.state]
            setattr(tally, name, getattr(tally, name) + 1)
        yield from found


def strangers(
    store: Store, known: Callable[[str], bool], pruned: Callable[[StoreOrder], bool] = lambda order: False
) -> Iterator[Difference]:
    """Orders at the store that the journal has not, of a store that lists changes. pruned(order): whether the
    journal had it once and deleted it, which is no difference. Raises NoAnswerError."""
    can = store.capabilities()
    if not isinstance(can, Capabilities):
        raise NoAnswerError(can.reason)
    if not can.changes:
        return
    since, seen, without = 0, set[str](), 0
    while True:
        found = store.changes(since)
        if not isinstance(found, Changes):
            raise NoAnswerError(found.reason)
        without = 0 if {order.reference for order in found.orders} - seen else without + 1
        if without > MOST_WITHOUT or len(seen) > MOST_ORDERS:
            raise NoAnswerError(f"the changes of {store.name} do not end")
        for order in found.orders:
            if order.reference not in seen and not known(order.reference) and not pruned(order):
                yield Difference(order.reference, "order", "has none", f"{order.store_id}, {order.state.value}")
            seen.add(order.reference)
        if found.last == since:
            return
        since = found.last


def _asked(store: Store, reference: str) -> StoreOrder | None:
    found = store.order(reference)
    if isinstance(found, (RetryLater, Unknown, NotAuthorised)):
        raise NoAnswerError(f"{reference}: {found.reason}")
    return found


def _compared(record: OrderRecord, found: StoreOrder | None) -> Iterator[Difference]:
    order = record.order
    reference = order.reference
    if found is None:
        if record.store_id is not None or record.state not in NOT_THERE:
            yield Difference(reference, "order", f"{record.store_id}, {record.state.value}", "has none")
        return
    if record.state in (OrderState.WAITING, OrderState.UNCERTAIN) or record.store_id is None:
        yield Difference(reference, "order", record.state.value, f"{found.store_id}, {found.state.value}")
    elif record.store_id != found.store_id:
        yield Difference(reference, "store id", record.store_id, found.store_id)
    elif record.state is not STATES[found.state]:
        yield Difference(reference, "state", record.state.value, STATES[found.state].value)
    yield from _lines(order, found)
    if order.currency != found.currency:
        yield Difference(reference, "currency", order.currency, found.currency)
    if order.total != found.total:
        yield Difference(reference, "total", str(order.total), str(found.total))
    summed = sum(line.quantity * line.unit_price for line in found.lines)
    if summed not in (order.total, found.total):
        yield Difference(reference, "sum of the store's lines", str(order.total), str(summed))


def _lines(order: Order, found: StoreOrder) -> Iterator[Difference]:
    ours, theirs = submission(order).lines, found.lines
    for number in range(max(len(ours), len(theirs))):
        mine = ours[number] if number < len(ours) else None
        other = theirs[number] if number < len(theirs) else None
        where = f"line {number + 1}"
        if mine is None or other is None:
            shown = [f"{line.quantity} x {line.sku}" if line else "has none" for line in (mine, other)]
            yield Difference(order.reference, where, *shown)
            continue
        for name in ("sku", "gtin", "quantity", "unit_price"):
            one, two = getattr(mine, name), getattr(other, name)
            if one != two:
                yield Difference(order.reference, f"{where} {name}", str(one), str(two))
