"""The event hash of CBV 2.0, 8.9."""

from __future__ import annotations

from kiosk.trace.epcis.context import Context
from kiosk.trace.epcis.event import Event


def event_hash(event: Event, context: Context) -> Event:
    return event
