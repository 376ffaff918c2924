"""EPCIS events to lots with legs and inspections, and back. Our profile is described in docs/epcis-profile.md.

`journeys` follows what a document tells of each lot: the bottle in the case on the pallet on the flight, the milk
of these farms. Standard CBV 2.0 steps and dispositions, places by SGLN with master data or by geo: URIs, and
sensors are understood whoever wrote them; what the standard has no word for stands in extensions of the namespace
`profile.NS`. `events_of` writes a lot as events, and nothing is lost on the way there and back.
"""

from kiosk.trace.journey.lots import Journey, journeys, lots
from kiosk.trace.journey.write import document_of, events_of

__all__ = ["Journey", "document_of", "events_of", "journeys", "lots"]
