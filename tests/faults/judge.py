"""What became of each order: baskets as they were given, the journal, and the shop's own books, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.order.journal import read_journal
from kiosk.order.model import OrderRecord, OrderState
from kiosk.order.reconcile import reconcile, strangers
from kiosk.store.http import HttpStore
from tests.faults.shops import Shop, Sold
from tests.tools.vendure import Ware

PLENTY = 1_000_000
WARES = [Ware(f"noodle-shop/dish-{n}", f"Dish {n}", f"面 {n}", 1900 + 100 * n, PLENTY) for n in range(8)]
SCARCE = Ware("noodle-shop/scarce", "The last ones", "最后几碗", 2900, 12)
POISON = "noodle-shop/not-sold"  # on the booth's menu, and not in the shop


@dataclass
class Report:
    """What became of it. lost, doubled, wrong: none, if all is well."""

    placed: int = 0  # references that were said to be durable
    journal: int = 0  # orders in it: also those whose booth died before it could say so
    sold: int = 0
    parked: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    calls: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
    took_s: float = 0.0

    @property
    def well(self) -> bool:
        return not (self.lost or self.doubled or self.wrong)


class Judge:
    """references: of the baskets by number, as they were said to be durable. fresh: it is the control, whose shop
    has references that no journal knows."""

    def __init__(
        self,
        baskets: Sequence[dict[str, Any]],
        references: Mapping[int, str],
        shop: Shop,
        journal: Path,
        report: Report,
        fresh: bool,
    ) -> None:
        self._baskets, self._references = baskets, references
        self._shop, self._journal, self._report, self._fresh = shop, journal, report, fresh

    def judge(self) -> None:
        report, records = self._report, read_journal(self._journal)
        by_reference = {record.order.reference: record for record in records}
        if not self._fresh:
            report.wrong += self._reconciled(records)
        self._shop.kill()
        sold, strays = self._shop.books()
        report.placed, report.journal, report.sold = len(self._references), len(records), len(sold)
        if strays:
            report.doubled.append(f"{strays} orders in the shop without a reference")
        copies = Counter(one.reference for one in sold) if not self._fresh else Counter()
        copies += Counter(one.placed_at for one in sold)
        report.doubled += [f"{name}: {n} orders in the shop" for name, n in copies.items() if n > 1]
        ours = {record.order.placed_at.isoformat() for record in records}
        report.doubled += [f"{one.reference}: nobody placed it" for one in sold if one.placed_at not in ours]
        at_store = {one.placed_at: one for one in sold}
        for n, reference in self._references.items():
            record = by_reference.get(reference)
            if record is None:
                report.lost.append(f"{reference}: gone from the journal")
            else:
                self._judge_one(n, record, at_store.get(record.order.placed_at.isoformat()))
        report.parked = sum(record.state is OrderState.REJECTED for record in records)
        if len(sold) + report.parked != len(records) and not self._fresh:
            report.wrong.append(f"{len(records)} orders, {report.parked} parked, {len(sold)} in the shop")
        self._count_stock(sold, records)

    def _judge_one(self, n: int, record: OrderRecord, found: Sold | None) -> None:
        """The basket as it was given to the booth, beside the journal's order and the shop's."""
        report, order = self._report, record.order
        wanted = tuple(sorted((sku, quantity) for sku, quantity in self._baskets[n]["lines"]))
        if tuple(sorted((line.good.sku, line.quantity) for line in order.lines)) != wanted:
            report.wrong.append(f"{order.reference}: the journal has other lines than basket {n}")
        may_be_refused = wanted[0][0] in (POISON, SCARCE.sku)
        if record.state is OrderState.REJECTED and may_be_refused:
            if found is not None:
                report.wrong.append(f"{order.reference}: parked, and yet in the shop")
        elif wanted[0][0] == POISON:
            report.wrong.append(
                f"{order.reference}: the shop does not sell that, and the journal has it {record.state}"
            )
        elif found is None:
            report.lost.append(f"{order.reference}: {record.state}, {record.reason or ''}")
        else:
            lines = tuple(sorted((line.good.sku, line.quantity, line.good.unit_price) for line in order.lines))
            if (found.lines, found.currency, found.total) != (lines, order.currency, order.total):
                report.wrong.append(f"{order.reference}: {found.lines} in the shop, {lines} in the journal")
            if not self._fresh and (found.reference, found.store_id) != (order.reference, record.store_id):
                report.wrong.append(f"{order.reference}: {record.store_id} is {found.reference} {found.store_id}")

    def _reconciled(self, records: list[OrderRecord]) -> list[str]:
        """The product's own proof."""
        known = {record.order.reference: record for record in records}
        store = HttpStore(
            f"http://127.0.0.1:{self._shop.port}{self._shop.prefix}", self._shop.token_file, timeout=30.0
        )
        try:
            found = [*reconcile(records, store, known.get), *strangers(store, lambda name: name in known)]
        finally:
            store.close()
        return [f"reconcile: {one}" for one in found]

    def _count_stock(self, sold: list[Sold], records: list[OrderRecord]) -> None:
        gone: Counter[str] = Counter()
        for one in sold:
            for sku, quantity, _ in one.lines:
                gone[sku] += quantity
        shelf = self._shop.shelf()
        for ware in [*WARES, SCARCE]:
            if shelf[ware.sku] != ware.stock - gone[ware.sku]:
                said = f"{ware.stock} less {gone[ware.sku]} sold"
                self._report.wrong.append(f"stock of {ware.sku}: {shelf[ware.sku]} left, {said}")
        wanted = sum(line.good.sku == SCARCE.sku for record in records for line in record.order.lines)
        if gone[SCARCE.sku] != min(wanted, SCARCE.stock):
            self._report.wrong.append(f"{gone[SCARCE.sku]} sold of {SCARCE.stock} where {wanted} were wanted")
