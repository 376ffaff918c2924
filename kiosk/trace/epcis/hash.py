"""The event hash of CBV 2.0, 8.9: the same however an event is written, another as soon as it says another thing.

What is hashed is every field in the standard's order as name=value, without separators. Not hashed, because they
come later or name the event itself: eventID, recordTime, errorDeclaration, certificationInfo. Extensions of inner
elements follow after all standard fields, as CBV 2.0 has them (2.1 moves them inside).
"""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

from kiosk.trace.epcis.context import Context
from kiosk.trace.epcis.identifiers import identify
from kiosk.trace.epcis.text import to_time
from kiosk.trace.epcis.vocabulary import (
    ALERT,
    BIZ_STEP,
    COMPONENT,
    DISPOSITION,
    MEASUREMENT,
    PARTY_TYPE,
    TRANSACTION_TYPE,
    Vocabulary,
)

_QUANTITY = ("epcClass", "quantity", "uom")
_METADATA = (
    "time", "startTime", "endTime", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules",
)  # fmt: skip
_REPORT = (
    "type", "exception", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules", "time",
    "microorganism", "chemicalSubstance", "value", "component", "stringValue", "booleanValue", "hexBinaryValue",
    "uriValue", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue", "uom",
    "coordinateReferenceSystem",
)  # fmt: skip
_NEVER = frozenset({
    "@context", "type", "eventID", "recordTime", "errorDeclaration", "certificationInfo", "comment", "rdfs:comment",
})  # fmt: skip
_TIMES = frozenset({"time", "startTime", "endTime", "eventTime"})
_VOCABULARIES: dict[str, Vocabulary] = {
    "bizStep": BIZ_STEP,
    "disposition": DISPOSITION,
    "set": DISPOSITION,
    "unset": DISPOSITION,
    "exception": ALERT,
    "component": COMPONENT,
}
_URNS = (
    ("urn:epcglobal:cbv:bizstep:", "https://ref.gs1.org/cbv/BizStep-"),
    ("urn:epcglobal:cbv:disp:", "https://ref.gs1.org/cbv/Disp-"),
    ("urn:epcglobal:cbv:btt:", "https://ref.gs1.org/cbv/BTT-"),
    ("urn:epcglobal:cbv:sdt:", "https://ref.gs1.org/cbv/SDT-"),
    ("urn:epcglobal:cbv:er:", "https://ref.gs1.org/cbv/ER-"),
)
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,100}(?:\.[0-9]{0,100})?|\.[0-9]{1,100})(?:[eE][+-]?[0-9]{1,3})?")


def event_hash(event: dict[str, Any], context: Context) -> str:
    """ni:///sha-256;…?ver=CBV2.0 (RFC 6920, with the digest in hexadecimal) of an event that passed the checks."""
    digest = hashlib.sha256(pre_hash(event, context).encode()).hexdigest()
    return f"ni:///sha-256;{digest}?ver=CBV2.0"


def pre_hash(event: dict[str, Any], context: Context) -> str:
    """The text that is hashed."""
    return _Writer(context).event(event)


class _Writer:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.used: set[str] = set(_NEVER)

    def event(self, event: dict[str, Any]) -> str:
        parts = [f"eventType={event['type']}"]

        def add(name: str, written: str) -> None:
            self.used.add(name)
            parts.append(written)

        for name in ("eventTime", "eventTimeZoneOffset"):
            add(name, self.field(event, name))
        add("epcList", self.epcs(event, "epcList"))
        add("parentID", self.field(event, "parentID"))
        add("inputEPCList", self.epcs(event, "inputEPCList"))
        add("childEPCs", self.epcs(event, "childEPCs"))
        for name in ("quantityList", "childQuantityList", "inputQuantityList"):
            add(name, self.quantities(event, name))
        add("outputEPCList", self.epcs(event, "outputEPCList"))
        add("outputQuantityList", self.quantities(event, "outputQuantityList"))
        for name in ("action", "transformationID", "bizStep", "disposition"):
            add(name, self.field(event, name))
        add("persistentDisposition", self.persistent(event))
        for name in ("readPoint", "bizLocation"):
            inner = self.field(_object(event, name), "id")
            add(name, f"{name}{inner}" if inner else "")
        add("bizTransactionList", self.typed(event, "bizTransactionList", "bizTransaction", TRANSACTION_TYPE))
        add("sourceList", self.typed(event, "sourceList", "source", PARTY_TYPE))
        add("destinationList", self.typed(event, "destinationList", "destination", PARTY_TYPE))
        elements = _objects(event, "sensorElementList")
        add("sensorElementList", "".join(sorted(map(self.element, elements))))
        ilmd = self.others(_object(event, "ilmd"), frozenset())
        add("ilmd", f"ilmd{ilmd}" if ilmd else "")
        for name in ("readPoint", "bizLocation"):
            inner = self.others(_object(event, name), frozenset({"id"}))
            parts.append(f"{name}{inner}" if inner else "")
        parts.append("".join(sorted(map(self.element_extensions, elements))))
        parts.append(self.others(event, frozenset(self.used)))
        return "".join(parts)

    # --- standard fields

    def field(self, holder: dict[str, Any], name: str) -> str:
        if name not in holder:
            return ""
        value = self.value(holder[name], name)
        return f"{name}={value}" if value else ""

    def epcs(self, event: dict[str, Any], name: str) -> str:
        inner = sorted(f"epc={self.value(epc, 'epc')}" for epc in event.get(name) or ())
        return name + "".join(inner) if inner else ""

    def quantities(self, event: dict[str, Any], name: str) -> str:
        inner = sorted(
            "quantityElement"
            + "".join(self.field(quantity, part) for part in _QUANTITY)
            + self.others(quantity, frozenset(_QUANTITY))
            for quantity in _objects(event, name)
        )
        return name + "".join(inner) if inner else ""

    def persistent(self, event: dict[str, Any]) -> str:
        holder = _object(event, "persistentDisposition")
        inner = "".join(
            "".join(sorted(f"{name}={self.value(word, name)}" for word in holder.get(name) or ()))
            for name in ("set", "unset")
        )
        return f"persistentDisposition{inner}" if inner else ""

    def typed(self, event: dict[str, Any], name: str, part: str, vocabulary: Vocabulary) -> str:
        inner = sorted(
            (f"type={self.word(vocabulary, holder['type'])}" if "type" in holder else "")
            + self.field(holder, part)
            + self.others(holder, frozenset({"type", part}))
            for holder in _objects(event, name)
        )
        return name + "".join(inner) if inner else ""

    def element(self, element: dict[str, Any]) -> str:
        metadata = "".join(self.field(_object(element, "sensorMetadata"), name) for name in _METADATA)
        reports = sorted(
            "sensorReport" + "".join(self.reported(report, name) for name in _REPORT)
            for report in _objects(element, "sensorReport")
        )
        return "sensorElement" + (f"sensorMetadata{metadata}" if metadata else "") + "".join(reports)

    def reported(self, report: dict[str, Any], name: str) -> str:
        if name == "type":
            return f"type={self.word(MEASUREMENT, report['type'])}"
        return self.field(report, name)

    # --- extensions

    def element_extensions(self, element: dict[str, Any]) -> str:
        metadata = self.others(_object(element, "sensorMetadata"), frozenset(_METADATA))
        reports = sorted(
            f"sensorReport{inner}"
            for report in _objects(element, "sensorReport")
            if (inner := self.others(report, frozenset(_REPORT)))
        )
        own = self.others(element, frozenset({"sensorMetadata", "sensorReport"}))
        inner = (f"sensorMetadata{metadata}" if metadata else "") + "".join(reports) + own
        return f"sensorElement{inner}" if inner else ""

    def others(self, holder: dict[str, Any], known: frozenset[str]) -> str:
        """All other members of an object, sorted as they are written."""
        written: list[str] = []
        for name, value in holder.items():
            if name in known or name in ("comment", "rdfs:comment"):
                continue
            full = self.name(name)
            written += [full + self.other(inner) for inner in (value if isinstance(value, list) else [value])]
        return "".join(sorted(written))

    def other(self, value: Any) -> str:
        if isinstance(value, dict):
            return self.others(value, frozenset())
        if isinstance(value, list):
            return "".join(sorted(map(self.other, value)))
        text = self.value(value, "")
        return f"={text}" if text else ""

    def name(self, name: str) -> str:
        """{namespace}local, of a CURIE; any other name as it is."""
        prefix, colon, local = name.partition(":")
        start = self.context.terms.get(prefix) if colon else None
        return name if start is None else f"{{{start}}}{local}"

    # --- values

    def value(self, value: Any, name: str) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if value is None:
            return ""
        if not isinstance(value, str):
            return _plain(Decimal(repr(value)) if isinstance(value, float) else Decimal(value))
        text = value.strip()
        if name in _TIMES:
            return _time(text)
        vocabulary = _VOCABULARIES.get(name)
        if vocabulary is not None:
            return self.word(vocabulary, text)
        if _NUMBER.fullmatch(text):
            return _plain(Decimal(text))
        return self.uri(text)

    def word(self, vocabulary: Vocabulary, text: str) -> str:
        word = vocabulary.word(text)
        return vocabulary.uri(word) if word is not None else self.uri(text)

    def uri(self, text: str) -> str:
        """GS1 keys as canonical Digital Link URIs, GS1's own CURIEs and URNs as web URIs; other texts stay."""
        if text.startswith(("urn:epc:", "http://", "https://")):
            return identify(text).link()
        for start, web in _URNS:
            if text.startswith(start):
                return web + text[len(start) :]
        prefix, colon, rest = text.partition(":")
        if colon and self.context.terms.get(prefix, "").startswith(("https://ref.gs1.org/", "https://gs1.org/")):
            return self.context.terms[prefix] + rest
        return text


def _object(holder: dict[str, Any], name: str) -> dict[str, Any]:
    found = holder.get(name)
    return found if isinstance(found, dict) else {}


def _objects(holder: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = holder.get(name)
    return [inner for inner in found if isinstance(inner, dict)] if isinstance(found, list) else []


def _time(text: str) -> str:
    """UTC to the millisecond, rounded up from the fourth decimal place on (CBV 2.0, 8.9.2)."""
    moment = to_time(text)
    if moment is None:
        return text
    moment += timedelta(microseconds=500)
    return f"{moment.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def _plain(number: Decimal) -> str:
    """Without sign of plus, leading and trailing zeros: 23.0 is 23, and so is 2.3E1."""
    if not number:
        return "0"
    number = number.normalize() if len(number.as_tuple().digits) <= 28 else number
    text = f"{number:f}" if abs(number.adjusted()) <= 400 else str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text
