"""What an EPCIS event says, typed (EPCIS 2.0, 7.4), and the places and things that documents describe beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, Literal

from kiosk.trace.epcis.identifiers import Identifier

Action = Literal["ADD", "OBSERVE", "DELETE"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """So much of a class: a lot, a GTIN. amount None: the document does not say. uom: UNECE Rec. 20, or pieces."""

    epc_class: Identifier
    amount: float | None = None
    uom: str | None = None


@dataclass(frozen=True, slots=True)
class Transaction:
    """type: a bare CBV word ("po"), another URI, or None."""

    type: str | None
    id: str


@dataclass(frozen=True, slots=True)
class Party:
    """One source or destination. type: "owning_party", "possessing_party", "location", or another URI."""

    type: str
    id: Identifier


@dataclass(frozen=True, slots=True)
class Report:
    """One sensor report. type: a bare CBV measurement ("Temperature") or another URI. time: aware, UTC.

    values in the unit uom; `extensions` has everything that this class does not name, keys as full URIs.
    """

    type: str
    uom: str | None = None
    value: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    mean: float | None = None
    time: datetime | None = None
    exception: str | None = None
    component: str | None = None
    device: str | None = None
    text: str | None = None
    flag: bool | None = None
    extensions: Mapping[str, Any] = field(default_factory=dict)

    def celsius(self) -> Iterator[float]:
        """The temperatures it reports, in degrees Celsius; none for anything else."""
        if self.type == "Temperature":
            for number in (self.value, self.minimum, self.maximum, self.mean):
                if number is not None and self.uom in ("CEL", "KEL", "FAH"):
                    yield {"CEL": number, "KEL": number - 273.15, "FAH": (number - 32) / 1.8}[self.uom]


@dataclass(frozen=True, slots=True)
class Sensor:
    """One sensor element. A report's own time wins over the element's."""

    reports: tuple[Report, ...]
    time: datetime | None = None
    start: datetime | None = None
    end: datetime | None = None
    device: str | None = None
    extensions: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ErrorDeclaration:
    """Who recorded the event says that it is wrong, and which events put it right (EPCIS 2.0, 7.4.1.3)."""

    time: datetime
    reason: str | None = None
    corrective_ids: tuple[str, ...] = ()
    extensions: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One event. Times are aware and UTC, `offset` says the local time; CBV values are bare words.

    Of the lists a type does not have, the tuple is empty: `epcs` and `quantities` are of object and transaction
    events, `parent`, `children` and `child_quantities` of aggregation and association, inputs and outputs of
    transformation. ilmd and extensions have full URIs as keys. certification_info: URIs; certifications: GS1
    CertificationDetails that are written out. raw is the event's JSON, text its very characters, context the
    JSON-LD contexts that hold for it. hash: CBV 2.0, 8.9, ni:///sha-256;…?ver=CBV2.0.
    """

    type: str
    time: datetime
    offset: str
    raw: Mapping[str, Any]
    text: str = ""
    context: tuple[Any, ...] = ()
    hash: str = ""
    event_id: str | None = None
    record_time: datetime | None = None
    action: Action | None = None
    epcs: tuple[Identifier, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    parent: Identifier | None = None
    children: tuple[Identifier, ...] = ()
    child_quantities: tuple[Quantity, ...] = ()
    inputs: tuple[Identifier, ...] = ()
    input_quantities: tuple[Quantity, ...] = ()
    outputs: tuple[Identifier, ...] = ()
    output_quantities: tuple[Quantity, ...] = ()
    transformation_id: str | None = None
    biz_step: str | None = None
    disposition: str | None = None
    persistent_set: tuple[str, ...] = ()
    persistent_unset: tuple[str, ...] = ()
    read_point: Identifier | None = None
    biz_location: Identifier | None = None
    transactions: tuple[Transaction, ...] = ()
    sources: tuple[Party, ...] = ()
    destinations: tuple[Party, ...] = ()
    sensors: tuple[Sensor, ...] = ()
    ilmd: Mapping[str, Any] = field(default_factory=dict)
    extensions: Mapping[str, Any] = field(default_factory=dict)
    certification_info: tuple[str, ...] = ()
    certifications: tuple[Mapping[str, Any], ...] = ()
    error: ErrorDeclaration | None = None

    @property
    def local_time(self) -> datetime:
        """The event's time as clocks showed it where it took place."""
        sign = -1 if self.offset.startswith("-") else 1
        hours, minutes = int(self.offset[1:3]), int(self.offset[4:6])
        return self.time.astimezone(timezone(sign * timedelta(hours=hours, minutes=minutes)))

    def things(self) -> Iterator[Identifier]:
        """Every item, lot or class that the event is about, in whatever role; some may come twice."""
        if self.parent is not None:
            yield self.parent
        yield from self.epcs
        yield from self.children
        yield from self.inputs
        yield from self.outputs
        for quantities in (self.quantities, self.child_quantities, self.input_quantities, self.output_quantities):
            for quantity in quantities:
                yield quantity.epc_class


@dataclass(frozen=True, slots=True)
class MasterData:
    """What a document's header says of one place, party or class (EPCIS 2.0, 6.1; CBV 2.0, 9).

    type: the vocabulary's URI. attributes: last part of the attribute's name -> value, for CBV's own master data
    ("name", "latitude", "countryCode"), full URI -> value for others.
    """

    id: Identifier
    type: str
    attributes: Mapping[str, Any]
    children: tuple[str, ...] = ()

    def text(self, name: str) -> str | None:
        found = self.attributes.get(name)
        return found if isinstance(found, str) else None

    def number(self, name: str) -> float | None:
        found = self.attributes.get(name)
        try:
            return float(found) if isinstance(found, int | float | str) else None
        except ValueError:
            return None
