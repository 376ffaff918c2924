"""The envelope of a document, and the master data in its header (EPCIS 2.0, 6 and 9.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kiosk.trace.epcis.context import Context, extend
from kiosk.trace.epcis.event import MasterData
from kiosk.trace.epcis.fields import Fields
from kiosk.trace.epcis.identifiers import identify
from kiosk.trace.epcis.problem import Findings, Path, shown

_DOCUMENT = frozenset({
    "@context", "id", "type", "schemaVersion", "creationDate", "instanceIdentifier", "sender", "receiver",
    "epcisHeader", "epcisBody",
})  # fmt: skip
_QUERY = frozenset({"@context", "id", "type", "schemaVersion", "creationDate", "epcisBody"})
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_CBV_MASTER = (
    "urn:epcglobal:cbv:mda:",
    "urn:epcglobal:cbv:mda#",
    "https://ref.gs1.org/cbv/",
    "https://ref.gs1.org/voc/",
)


def envelope(document: Mapping[str, Any], found: Findings) -> tuple[Context, tuple[MasterData, ...]]:
    """The context of a document's events and its master data. What is wrong goes to found."""
    document = dict(document)
    context = Context()
    if "@context" in document:
        context = extend(context, document["@context"], ("@context",), found)
    fields = Fields(found, context)
    kind = document.get("type")
    query = kind == "EPCISQueryDocument"
    if not query and kind != "EPCISDocument":
        found.refuse("document", ("type",), f"a document of type {shown(kind)}, not EPCISDocument")
    required = ("@context", "epcisBody") if query else ("@context", "schemaVersion", "creationDate", "epcisBody")
    # Master data need no events; the official schema asks for a body all the same.
    only_master = not query and _holds_master_data(document)
    if only_master and _bodiless(document.get("epcisBody", {})):
        found.remark("required", (), "there is no list of events, not even an empty one")
        document["epcisBody"] = {"eventList": []}
    fields.required(document, (), *required)
    for name, check in (("id", fields.uri), ("creationDate", fields.time)):
        if name in document:
            check(document[name], (name,))
    version = document.get("schemaVersion", "2.0")
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        found.refuse("schema-version", ("schemaVersion",), f"schemaVersion {shown(version)} is no version")
    elif not version.startswith("2"):
        found.remark("schema-version", ("schemaVersion",), f"schemaVersion {version}, these are the rules of 2.0")
    for name in ("instanceIdentifier", "sender", "receiver"):
        if name in document and not query:
            fields.text(document[name], (name,))
    fields.extensions(document, (), _QUERY if query else _DOCUMENT)
    master: list[MasterData] = []
    if "epcisBody" in document:
        _body(fields, document["epcisBody"], query, master)
    if "epcisHeader" in document and not query:
        _header(fields, document["epcisHeader"], master)
    return context, tuple(master)


def _holds_master_data(document: Mapping[str, Any]) -> bool:
    header = document.get("epcisHeader")
    return isinstance(header, dict) and isinstance(header.get("epcisMasterData"), dict)


def _bodiless(body: Any) -> bool:
    return isinstance(body, dict) and not body.keys() & {"eventList", "event"}


def _body(fields: Fields, body: Any, query: bool, master: list[MasterData]) -> None:
    path: Path = ("epcisBody",)
    holder = fields.object(body, path)
    if holder is None:
        return
    if not query:
        _events(fields, holder, path)
        return
    fields.extensions(holder, path, frozenset({"queryResults"}))
    if not fields.required(holder, path, "queryResults"):
        return
    path = (*path, "queryResults")
    results = fields.object(holder["queryResults"], path)
    if results is None:
        return
    fields.extensions(results, path, frozenset({"queryName", "subscriptionID", "resultsBody"}))
    for name in ("queryName", "subscriptionID"):
        if name in results:
            fields.text(results[name], (*path, name))
    if fields.required(results, path, "queryName", "resultsBody"):
        path = (*path, "resultsBody")
        inner = fields.object(results["resultsBody"], path)
        if inner is not None:
            fields.extensions(inner, path, frozenset({"eventList", "vocabularyList"}))
            _events(fields, inner, path)
            if "vocabularyList" in inner:
                fields.each(
                    inner["vocabularyList"],
                    (*path, "vocabularyList"),
                    lambda v, p: _vocabulary(fields, v, p, master),
                )


def _events(fields: Fields, holder: dict[str, Any], path: Path) -> None:
    if "eventList" not in holder and isinstance(holder.get("event"), dict) and path == ("epcisBody",):
        fields.found.remark(
            "document", (*path, "event"), "one event instead of an eventList, as in a draft of EPCIS 2.0"
        )
        return
    if fields.required(holder, path, "eventList") and not isinstance(holder["eventList"], list):
        what = f"eventList must be a list, not {shown(holder['eventList'])}"
        fields.found.refuse("type", (*path, "eventList"), what)


def _header(fields: Fields, value: Any, master: list[MasterData]) -> None:
    path: Path = ("epcisHeader",)
    header = fields.object(value, path)
    if header is None:
        return
    fields.extensions(header, path, frozenset({"epcisMasterData"}))
    if "epcisMasterData" not in header:
        return
    path = (*path, "epcisMasterData")
    data = fields.object(header["epcisMasterData"], path)
    if data is not None and "vocabularyList" in data:
        fields.each(
            data["vocabularyList"], (*path, "vocabularyList"), lambda v, p: _vocabulary(fields, v, p, master)
        )


def _vocabulary(fields: Fields, value: Any, path: Path, master: list[MasterData]) -> None:
    vocabulary = fields.object(value, path)
    if vocabulary is None or not fields.required(vocabulary, path, "type"):
        return
    kind = fields.uri(vocabulary["type"], (*path, "type"))
    if "vocabularyElementList" in vocabulary:
        found = fields.each(
            vocabulary["vocabularyElementList"],
            (*path, "vocabularyElementList"),
            lambda v, p: _element(fields, v, p, fields.context.expand(kind or "")),
        )
        master.extend(found)


def _element(fields: Fields, value: Any, path: Path, kind: str) -> MasterData | None:
    element = fields.object(value, path)
    if element is None or not fields.required(element, path, "id"):
        return None
    uri = fields.uri(element["id"], (*path, "id"))
    attributes: dict[str, Any] = {}

    def take(written: Any, place: Path) -> None:
        attribute = fields.object(written, place)
        if attribute is None or not fields.required(attribute, place, "id"):
            return
        name = fields.uri(attribute["id"], (*place, "id"))
        inner = attribute.get("attribute")
        if isinstance(inner, list | bool):
            what = f"an attribute is text, a number or an object, and this {shown(inner)}"
            fields.found.remark("type", (*place, "attribute"), what)
        if name is not None:
            attributes[_short(fields.context.expand(name))] = fields.context.expanded(inner)

    if "attributes" in element:
        fields.each(element["attributes"], (*path, "attributes"), take)
    children: list[str] = []
    if "children" in element:
        children = fields.each(element["children"], (*path, "children"), fields.uri)
    return None if uri is None else MasterData(identify(uri), kind, attributes, tuple(children))


def _short(name: str) -> str:
    """CBV 2.0, 9: its own attributes by their last part, "name"; others by their whole URI."""
    start = next((start for start in _CBV_MASTER if name.startswith(start)), "")
    return name.removeprefix(start).removeprefix("MDA-") if start else name
