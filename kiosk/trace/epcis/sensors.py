"""Sensor elements and their reports (EPCIS 2.0, 7.3.7)."""

from __future__ import annotations

import re
from typing import Any

from kiosk.trace.epcis.event import Report, Sensor
from kiosk.trace.epcis.fields import Fields
from kiosk.trace.epcis.problem import Path, shown
from kiosk.trace.epcis.vocabulary import ALERT, COMPONENT, MEASUREMENT, MEASUREMENTS

_ELEMENT = frozenset({"sensorMetadata", "sensorReport"})
_TIMES = ("time", "startTime", "endTime")
_URIS = ("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules")
_METADATA = frozenset({*_TIMES, *_URIS})
_REPORT_URIS = (*_URIS, "microorganism", "chemicalSubstance", "coordinateReferenceSystem", "uriValue")
_NUMBERS = ("value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue")
_REPORT = frozenset({
    *_REPORT_URIS, *_NUMBERS,
    "type", "exception", "time", "component", "stringValue", "booleanValue", "hexBinaryValue", "uom",
})  # fmt: skip
_HEX = re.compile(r"[A-Fa-f0-9]+")


def sensor(fields: Fields, value: Any, path: Path) -> Sensor | None:
    element = fields.object(value, path)
    if element is None:
        return None
    metadata = fields.object(element.get("sensorMetadata", {}), (*path, "sensorMetadata")) or {}
    here = (*path, "sensorMetadata")
    extensions = fields.extensions(element, path, _ELEMENT) | fields.extensions(metadata, here, _METADATA)
    time, start, end = (fields.time(metadata[name], (*here, name)) if name in metadata else None for name in _TIMES)
    for name in _URIS:
        if name in metadata:
            fields.place(metadata[name], (*here, name))
    if start is not None and end is not None and start > end:
        fields.found.refuse("sensor-times", (*here, "endTime"), "the measurement ends before it starts")
    if not fields.required(element, path, "sensorReport"):
        return None
    reports = fields.each(
        element["sensorReport"],
        (*path, "sensorReport"),
        lambda inner, place: _report(fields, inner, place),
        least=1,
    )
    device = metadata.get("deviceID")
    return Sensor(tuple(reports), time, start, end, device if isinstance(device, str) else None, extensions)


def _report(fields: Fields, value: Any, path: Path) -> Report | None:
    report = fields.object(value, path)
    if report is None or not fields.required(report, path, "type"):
        return None
    kind = fields.word(MEASUREMENT, "measurement", report["type"], (*path, "type"))
    for name in _REPORT_URIS:
        if name in report:
            fields.place(report[name], (*path, name))
    numbers = {name: fields.number(report[name], (*path, name)) for name in _NUMBERS if name in report}
    extensions = fields.extensions(report, path, _REPORT)

    def checked(name: str, check: Any) -> Any:
        return check(report[name], (*path, name)) if name in report else None

    code = checked("hexBinaryValue", fields.text)
    if code is not None and not _HEX.fullmatch(code):
        fields.found.refuse("hex", (*path, "hexBinaryValue"), f"{shown(code)} is not hexadecimal")
    uom = checked("uom", fields.text)
    if kind is None:
        return None
    _sense(fields, kind, uom, numbers, path)
    return Report(
        type=kind,
        uom=uom,
        value=numbers.get("value"),
        minimum=numbers.get("minValue"),
        maximum=numbers.get("maxValue"),
        mean=numbers.get("meanValue"),
        time=checked("time", fields.time),
        exception=checked("exception", lambda inner, place: fields.word(ALERT, "alert", inner, place)),
        component=checked("component", lambda inner, place: fields.word(COMPONENT, "component", inner, place)),
        device=report["deviceID"] if isinstance(report.get("deviceID"), str) else None,
        text=checked("stringValue", fields.text),
        flag=checked("booleanValue", fields.flag),
        extensions=extensions,
    )


def _sense(fields: Fields, kind: str, uom: str | None, numbers: dict[str, float | None], path: Path) -> None:
    """What no schema can say: whether the numbers of one report can be true together."""
    low, mean, high = (numbers.get(name) for name in ("minValue", "meanValue", "maxValue"))
    if low is not None and high is not None and low > high:
        fields.found.refuse(
            "sensor-range", (*path, "minValue"), f"the lowest, {low:g}, is above the highest, {high:g}"
        )
    elif mean is not None and ((low is not None and mean < low) or (high is not None and mean > high)):
        # The standard's own examples have a mean beside its range, so this cannot refuse an event.
        fields.found.remark(
            "sensor-range", (*path, "meanValue"), f"the mean, {mean:g}, is outside lowest and highest"
        )
    rank = numbers.get("percRank")
    if rank is not None and not 0 <= rank <= 100:
        fields.found.remark("sensor-range", (*path, "percRank"), f"a percentile rank of {rank:g}")
    units = MEASUREMENTS.get(kind)
    if units and uom is not None and uom not in units:
        what = f"{kind} in {shown(uom)}, which is no unit of it (UNECE Recommendation 20)"
        fields.found.remark("sensor-unit", (*path, "uom"), what)
    if kind == "Temperature" and uom in ("CEL", "KEL", "FAH"):
        zero = {"CEL": -273.15, "KEL": 0.0, "FAH": -459.67}[uom]
        for name in ("value", "minValue", "maxValue", "meanValue"):
            number = numbers.get(name)
            if number is not None and number < zero:
                fields.found.refuse("sensor-range", (*path, name), f"{number:g} {uom} is below absolute zero")
