"""One event's JSON, checked against EPCIS 2.0, 7.4, and made an Event of.

The rules are those of the official JSON schema and of the standard's text beside it; where the two differ, what
the text (or an earlier public draft of it) allows is read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from kiosk.trace.epcis.certificates import certification
from kiosk.trace.epcis.context import Context, extend
from kiosk.trace.epcis.event import Action, ErrorDeclaration, Event, Party, Quantity, Transaction
from kiosk.trace.epcis.fields import Fields
from kiosk.trace.epcis.hash import event_hash
from kiosk.trace.epcis.identifiers import Identifier
from kiosk.trace.epcis.problem import Findings, Path, shown
from kiosk.trace.epcis.sensors import sensor
from kiosk.trace.epcis.text import is_offset, is_uri
from kiosk.trace.epcis.vocabulary import (
    ACTIONS,
    BIZ_STEP,
    DISPOSITION,
    ERROR_REASON,
    EVENT_TYPES,
    PARTY_TYPE,
    TRANSACTION_TYPE,
)

_COMMON = frozenset({
    "@context", "type", "eventTime", "recordTime", "eventTimeZoneOffset", "eventID", "certificationInfo",
    "errorDeclaration", "bizStep", "disposition", "readPoint", "bizLocation", "bizTransactionList", "sourceList",
    "destinationList", "sensorElementList",
    # The final standard has it in object and transformation events only, public drafts had it in all.
    "persistentDisposition",
})  # fmt: skip
_MAIN = ("ObjectEvent", "TransformationEvent")


class _Kind(NamedTuple):
    """required: besides eventTime and eventTimeZoneOffset. own: fields of this type alone."""

    required: tuple[str, ...]
    own: frozenset[str]
    rules: Callable[[Fields, dict[str, Any]], None]


def check(event: dict[str, Any], text: str, context: Context, found: Findings) -> Event | None:
    """The event, or None where it must be refused; found says why, with paths from the event on."""
    fields = Fields(found, context)
    if "@context" in event:
        fields.context = context = extend(context, event["@context"], ("@context",), found)
    if not context.entries:
        found.refuse("context", (), "neither the event nor its document has an @context")
    elif not context.standard:
        found.remark("context", (), "no @context is GS1's EPCIS context")
    kind = event.get("type")
    if not isinstance(kind, str):
        found.refuse("event-type", ("type",) if "type" in event else (), "the event has no type")
        return None
    known = _KINDS.get(kind)
    if known is None and not is_uri(kind):
        found.refuse("event-type", ("type",), f"{shown(kind)} is no event of EPCIS, and no URI of one's own")
        return None
    fields.required(event, (), "eventTime", "eventTimeZoneOffset", *(known.required if known else ()))
    return _build(fields, kind, event, text)


def _build(fields: Fields, kind: str, event: dict[str, Any], text: str) -> Event | None:
    known = _KINDS.get(kind)
    # An event type of somebody's own may use the fields of any.
    own = known.own if known else frozenset[str]().union(*(kind.own for kind in _KINDS.values()))

    def of(name: str, check: Callable[[Any, Path], Any], empty: Any = None) -> Any:
        if name not in event or not (name in own or name in _COMMON):
            return empty
        return check(event[name], (name,))

    def each(name: str, check: Callable[[Any, Path], Any], least: int = 0) -> tuple[Any, ...]:
        return of(name, lambda value, path: tuple(fields.each(value, path, check, least)), ())  # type: ignore[no-any-return]

    def one_place(value: Any, path: Path) -> Identifier | None:
        holder = fields.object(value, path)
        if holder is None or not fields.required(holder, path, "id"):
            return None
        fields.extensions(holder, path, frozenset({"id"}))
        return fields.place(holder["id"], (*path, "id"))

    def quantities(name: str) -> tuple[Quantity, ...]:
        return each(name, lambda value, path: _quantity(fields, value, path))

    def parties(name: str, role: str) -> tuple[Party, ...]:
        return each(name, lambda value, path: _party(fields, value, path, role))

    unique = kind in _MAIN
    time, offset = (
        of("eventTime", fields.time),
        of("eventTimeZoneOffset", lambda value, path: _offset(fields, value, path)),
    )
    certificates = of("certificationInfo", lambda value, path: certification(fields, value, path), ((), ()))
    persistent = of("persistentDisposition", lambda value, path: _persistent(fields, value, path, kind), ((), ()))
    ilmd = of("ilmd", lambda value, path: _ilmd(fields, value, path), {})
    built = {
        "event_id": of("eventID", fields.uri),
        "record_time": of("recordTime", fields.time),
        "action": of("action", lambda value, path: _action(fields, value, path)),
        "epcs": of("epcList", lambda value, path: fields.things(value, path, unique), ()),
        "quantities": quantities("quantityList"),
        "parent": of("parentID", fields.thing),
        "children": of("childEPCs", lambda value, path: fields.things(value, path, unique), ()),
        "child_quantities": quantities("childQuantityList"),
        "inputs": of("inputEPCList", fields.things, ()),
        "input_quantities": quantities("inputQuantityList"),
        "outputs": of("outputEPCList", fields.things, ()),
        "output_quantities": quantities("outputQuantityList"),
        "transformation_id": of("transformationID", fields.uri),
        "biz_step": of("bizStep", lambda value, path: fields.word(BIZ_STEP, "biz-step", value, path)),
        "disposition": of("disposition", lambda value, path: fields.word(DISPOSITION, "disposition", value, path)),
        "read_point": of("readPoint", one_place),
        "biz_location": of("bizLocation", one_place),
        "transactions": each(
            "bizTransactionList",
            lambda value, path: _transaction(fields, value, path),
            1 if kind == "TransactionEvent" else 0,
        ),
        "sources": parties("sourceList", "source"),
        "destinations": parties("destinationList", "destination"),
        "sensors": each("sensorElementList", lambda value, path: sensor(fields, value, path)),
        "error": of("errorDeclaration", lambda value, path: _error(fields, value, path)),
        "extensions": fields.extensions(event, (), own | _COMMON),
    }
    if known is not None:
        known.rules(fields, event)
    if fields.found.problems or time is None or offset is None:
        return None
    written = event["eventTime"]
    if not written.endswith(("Z", "z", "-00:00")) and written[-6:] != offset:
        what = f"eventTime is written with {written[-6:]}, eventTimeZoneOffset is {offset}"
        fields.found.remark("offset", ("eventTimeZoneOffset",), what)
    return Event(
        type=kind,
        time=time,
        offset=offset,
        raw=event,
        text=text,
        context=fields.context.entries,
        hash=_hash(fields, event),
        certification_info=certificates[0],
        certifications=certificates[1],
        persistent_set=persistent[0],
        persistent_unset=persistent[1],
        ilmd=ilmd,
        **built,
    )


def _hash(fields: Fields, event: dict[str, Any]) -> str:
    found = event_hash(event, fields.context)
    named = event.get("eventID", "")
    # Older versions of the algorithm gave other hashes, and their documents are still about.
    if named.startswith("ni:///sha-256;") and named != found:
        fields.found.remark("event-hash", ("eventID",), f"the eventID is a hash, but not this event's, {found}")
    return found


# --- parts of an event -------------------------------------------------------------------------------------------


def _offset(fields: Fields, value: Any, path: Path) -> str | None:
    if isinstance(value, str) and is_offset(value):
        return value
    fields.found.refuse("offset", path, f"eventTimeZoneOffset {shown(value)} is not +hh:mm or -hh:mm, up to 14:00")
    return None


def _action(fields: Fields, value: Any, path: Path) -> Action | None:
    for action in ACTIONS:
        if value == action:
            return action  # type: ignore[return-value]  # one of the three
    fields.found.refuse("action", path, f"action {shown(value)} is not ADD, OBSERVE or DELETE")
    return None


def _quantity(fields: Fields, value: Any, path: Path) -> Quantity | None:
    holder = fields.object(value, path)
    if holder is None or not fields.required(holder, path, "epcClass"):
        return None
    fields.only(holder, path, frozenset({"epcClass", "quantity", "uom"}))
    epc_class = fields.thing(holder["epcClass"], (*path, "epcClass"))
    amount = fields.number(holder["quantity"], (*path, "quantity")) if "quantity" in holder else None
    uom = fields.text(holder["uom"], (*path, "uom")) if "uom" in holder else None
    if uom is not None and not (2 <= len(uom) <= 3 and uom.isascii() and uom.isalnum() and uom == uom.upper()):
        fields.found.refuse("uom", (*path, "uom"), f"{shown(uom)} is no code of UNECE Recommendation 20")
    if amount is not None and amount < 0:
        fields.found.remark("quantity", (*path, "quantity"), f"a quantity of {amount:g}")
    if epc_class is None:
        return None
    if epc_class.serial is not None or epc_class.sscc is not None:
        fields.found.remark("class", (*path, "epcClass"), f"{shown(epc_class.written)} is one thing, no class")
    return Quantity(epc_class, amount, uom)


def _transaction(fields: Fields, value: Any, path: Path) -> Transaction | None:
    holder = fields.object(value, path)
    if holder is None or not fields.required(holder, path, "bizTransaction"):
        return None
    fields.only(holder, path, frozenset({"type", "bizTransaction"}))
    kind = (
        fields.word(TRANSACTION_TYPE, "transaction-type", holder["type"], (*path, "type"))
        if "type" in holder
        else None
    )
    uri = fields.uri(holder["bizTransaction"], (*path, "bizTransaction"))
    return None if uri is None else Transaction(kind, uri)


def _party(fields: Fields, value: Any, path: Path, role: str) -> Party | None:
    holder = fields.object(value, path)
    if holder is None or not fields.required(holder, path, "type", role):
        return None
    fields.only(holder, path, frozenset({"type", role}))
    kind = fields.word(PARTY_TYPE, f"{role}-type", holder["type"], (*path, "type"))
    identifier = fields.place(holder[role], (*path, role))
    return None if kind is None or identifier is None else Party(kind, identifier)


def _persistent(fields: Fields, value: Any, path: Path, kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    holder = fields.object(value, path)
    if holder is None:
        return (), ()
    if kind in EVENT_TYPES and kind not in _MAIN:
        fields.found.remark("persistent-disposition", path, f"EPCIS 2.0 has no persistentDisposition in {kind}")
    fields.only(holder, path, frozenset({"set", "unset"}))
    if not holder.keys() & {"set", "unset"}:
        fields.found.refuse("required", path, "set or unset is missing")
    words = []
    for name in ("set", "unset"):
        here = (*path, name)
        words.append(
            tuple(
                fields.each(
                    holder[name],
                    here,
                    lambda inner, place: fields.word(DISPOSITION, "disposition", inner, place),
                    least=1,
                )
            )
            if name in holder
            else ()
        )
        if len(set(words[-1])) < len(words[-1]):
            fields.found.refuse("duplicate", here, "a disposition is listed twice")
    return words[0], words[1]


def _ilmd(fields: Fields, value: Any, path: Path) -> dict[str, Any]:
    holder = fields.object(value, path)
    return {} if holder is None else fields.extensions(holder, path, frozenset())


def _error(fields: Fields, value: Any, path: Path) -> ErrorDeclaration | None:
    holder = fields.object(value, path)
    if holder is None:
        return None
    fields.required(holder, path, "declarationTime")
    extensions = fields.extensions(holder, path, frozenset({"declarationTime", "reason", "correctiveEventIDs"}))
    time = (
        fields.time(holder["declarationTime"], (*path, "declarationTime")) if "declarationTime" in holder else None
    )
    reason = (
        fields.word(ERROR_REASON, "error-reason", holder["reason"], (*path, "reason"))
        if "reason" in holder
        else None
    )
    corrective = (
        fields.each(holder["correctiveEventIDs"], (*path, "correctiveEventIDs"), fields.uri)
        if "correctiveEventIDs" in holder
        else []
    )
    return None if time is None else ErrorDeclaration(time, reason, tuple(corrective), extensions)


# --- what each type of event must have together ------------------------------------------------------------------


def _filled(event: dict[str, Any], *names: str) -> bool:
    return any(isinstance(event.get(name), list) and event[name] for name in names)


def _object_rules(fields: Fields, event: dict[str, Any]) -> None:
    # An empty epcList says that nothing was seen (EPCIS 2.0, 7.4.2); sensors alone need the place they stand at.
    seen = isinstance(event.get("epcList"), list) or _filled(event, "quantityList")
    if not seen and not (_filled(event, "sensorElementList") and "readPoint" in event):
        what = "an ObjectEvent needs an epcList, a quantityList, or sensorElementList with a readPoint"
        fields.found.refuse("no-objects", (), what)
    if "ilmd" in event and event.get("action") in ("OBSERVE", "DELETE"):
        fields.found.refuse("ilmd-action", ("ilmd",), f"ilmd goes with action ADD, not {event['action']}")


def _aggregation_rules(fields: Fields, event: dict[str, Any]) -> None:
    action = event.get("action")
    if not _filled(event, "childEPCs", "childQuantityList") and action != "DELETE":
        what = f"an {event['type']} needs childEPCs or childQuantityList, unless its action is DELETE"
        fields.found.refuse("no-objects", (), what)
    if "parentID" not in event and action in ("ADD", "DELETE") and event["type"] == "AggregationEvent":
        fields.found.refuse("parent", (), f"parentID is missing, with action {action}")
    parent, children = event.get("parentID"), event.get("childEPCs")
    if isinstance(parent, str) and isinstance(children, list) and parent in children:
        fields.found.refuse("parent", ("childEPCs", children.index(parent)), "the parent is its own child")


def _transaction_rules(fields: Fields, event: dict[str, Any]) -> None:
    seen = isinstance(event.get("epcList"), list) or _filled(event, "quantityList")
    if not seen and event.get("action") != "DELETE":
        what = "a TransactionEvent needs an epcList or quantityList, unless its action is DELETE"
        fields.found.refuse("no-objects", (), what)


def _transformation_rules(fields: Fields, event: dict[str, Any]) -> None:
    inputs, outputs = (
        _filled(event, "inputEPCList", "inputQuantityList"),
        _filled(event, "outputEPCList", "outputQuantityList"),
    )
    named = "transformationID" in event
    if not (inputs and outputs) and not (named and (inputs or outputs)):
        missing = "inputs" if outputs else "outputs" if inputs else "inputs and outputs"
        what = f"a TransformationEvent without {missing}; one side alone needs a transformationID"
        fields.found.refuse("transformation" if inputs or outputs else "no-objects", (), what)


_KINDS = {
    "ObjectEvent": _Kind(("action",), frozenset({"action", "epcList", "quantityList", "ilmd"}), _object_rules),
    "AggregationEvent": _Kind(
        ("action",), frozenset({"action", "parentID", "childEPCs", "childQuantityList"}), _aggregation_rules
    ),
    "AssociationEvent": _Kind(
        ("action", "parentID"),
        frozenset({"action", "parentID", "childEPCs", "childQuantityList"}),
        _aggregation_rules,
    ),
    "TransactionEvent": _Kind(
        ("action", "bizTransactionList"),
        frozenset({"action", "parentID", "epcList", "quantityList"}),
        _transaction_rules,
    ),
    "TransformationEvent": _Kind(
        (),
        frozenset({
            "inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList", "transformationID", "ilmd",
        }),
        _transformation_rules,
    ),
}  # fmt: skip
