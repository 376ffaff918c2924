"""The trial of sets: goods of which the catalogue says that they hold others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kiosk.store.contract import MAX_QUANTITY
from kiosk.store.trial import Skipped, must

if TYPE_CHECKING:
    from kiosk.store.trials import Check


def sets(check: Check) -> str:
    """Orders one set, then more than its parts allow, and gives it back."""
    if not check.can.sets:
        raise Skipped("it knows no sets")
    found = [ware for ware in check.wares if ware.parts and ware.enabled and ware.stock]
    if not found:
        raise Skipped("none of its goods is a set that can be had, and whose parts are counted")
    ware, parts = found[0], Counter(found[0].parts)
    before = {sku: check.stock(sku) for sku in parts}
    order = check.an_order(sku=ware.sku, price=ware.price)
    check.place(order)
    for sku, count in parts.items():
        was, now = before[sku], check.stock(sku)
        must(was is None or (now is not None and now <= was - count), f"{sku}: {was} before a set, {now} after")
    said, left = "its parts are held", check.stock(ware.sku)
    if left is not None and left < MAX_QUANTITY:
        said = check.refuse(check.an_order(left + 1, ware.price, ware.sku))
        must(any(sku in said for sku in parts), f"refused without naming the part that lacks: {said}")
    if check.can.cancel:
        check.cancel(order.reference)
        for sku, was in before.items():
            now = check.stock(sku)
            must(
                was is None or (now is not None and now >= was), f"{sku}: {was} before a set, {now} once cancelled"
            )
    return said
