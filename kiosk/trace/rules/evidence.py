"""The public log's word on the lot's document."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.trace.model import Inclusion, Verdict
from kiosk.trace.rules.case import Answer, Case, lacking


def answers(case: Case) -> Iterator[Answer]:
    found = case.evidence
    if found is None or case.lot is None:
        return
    if found.state is Inclusion.MISSING:
        yield lacking("log", found.staff)
    else:
        # An altered record is no forged label: its signature may be right, and which of the two records is the true
        # one cannot be told from here. So: inconsistent.
        yield Answer("log", found.state is Inclusion.INCLUDED, Verdict.INCONSISTENT, found.staff)
