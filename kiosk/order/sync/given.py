"""An order as a store is given it, and one question put to a store."""

from __future__ import annotations

import logging

from kiosk.order.model import Order
from kiosk.order.sync.schedule import Job
from kiosk.store.base import Accepted, Answer, Store, Submission, SubmissionLine, Unknown

log = logging.getLogger(__name__)


def submission(order: Order) -> Submission:
    """The same order always gives the same."""
    return Submission(
        reference=order.reference,
        lines=tuple(
            SubmissionLine(
                sku=line.good.sku,
                gtin=line.good.gtin,
                title=line.good.title_zh if order.language == "zh" else line.good.title_en,
                quantity=line.quantity,
                unit_price=line.good.unit_price,
            )
            for line in order.lines
        ),
        currency=order.currency,
        total=order.total,
        placed_at=order.placed_at.isoformat(),
    )


def ask(store: Store, job: Job) -> Answer | None:
    """None: looked up, and the store is sure that it has none. What a store raises is no answer."""
    try:
        answer = store.find(job.reference) if job.look_up else store.submit(submission(job.record.order))
    except Exception as error:
        log.exception("the store %s failed on %s", store.name, job.reference)
        return Unknown(f"{type(error).__name__}: {error}")
    if isinstance(answer, Accepted) and not answer.store_id:
        return Unknown("the store said yes, and did not name the order")
    return answer
