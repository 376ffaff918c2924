"""The record that a label leads to: its lot, its serial."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.trace.model import Verdict
from kiosk.trace.rules.case import Answer, Case, lacking, plain
from kiosk.trace.signature import Signature


def answers(case: Case) -> Iterator[Answer]:
    named, lot = case.identifiers.lot, case.lot
    if not case.label or case.unreadable is not None:
        return
    if named is None:
        yield lacking("lot-named", "the code has no AI 10")
    elif lot is None:
        yield lacking("lot", f"lot {named} of {case.identifiers.gtin14} is not in this pack")
    else:
        yield Answer("lot", True, Verdict.UNKNOWN, f"lot {named} is in this pack", {"lot": plain(named)})
    serial = case.identifiers.serial
    if serial is None:
        yield lacking("serial", "the code has no AI 21")
    elif case.lot_of_serial is not None and case.lot_of_serial != named:
        staff = f"serial {serial} is on record under lot {case.lot_of_serial}, the code says {named}"
        yield Answer("serial-lot", False, Verdict.INCONSISTENT, staff)
    elif lot is not None and case.signature is Signature.VALID:
        sample = any(item.serial == serial for item in lot.items)
        staff = (
            "a display sample of this pack" if sample else "not listed, vouched for by the signature over its lot"
        )
        yield Answer("serial", True, Verdict.UNKNOWN, f"serial {serial}: {staff}", {"serial": plain(serial)})
    if serial is not None and case.serial_listed is not None:
        staff = f"serial {serial} is {'' if case.serial_listed else 'not '}on the brand's list for lot {named}"
        # The list may be older than the label: neutral, whatever the signature says.
        yield Answer("serial-listed", case.serial_listed, Verdict.UNKNOWN, staff)


def events(case: Case) -> Iterator[Answer]:
    """Of a journey from a file: an event that is not well-formed EPCIS tells nothing."""
    if case.unread is not None:
        yield Answer("events", False, Verdict.UNKNOWN, case.unread)
