"""What happened to a lot: its own events, and those of whatever it was in, or had with it, at the time.

EPCIS 2.0, 7.4.3: an aggregation holds from its ADD to its DELETE; 7.4.6: so does an association, by which a
logger's measurements are those of the pallet it is fixed to; 7.4.5: a transformation makes outputs of inputs,
which end there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from kiosk.trace.epcis.event import Event
from kiosk.trace.journey.profile import CLEARING, TRAVELLING, local, written

EVER = datetime.min.replace(tzinfo=UTC)
ALWAYS = datetime.max.replace(tzinfo=UTC)
_MOST_THREADS = 64  # ways that the parts of one lot went
_MOST_STAYS = 2000  # that one item is followed through
_DEEPEST = 16  # containers within containers

Key = tuple[str, str]  # GTIN with 14 digits, lot


@dataclass(frozen=True, slots=True)
class Stay:
    """child was in, or fixed to, parent from start until end."""

    child: str
    parent: str
    start: datetime
    end: datetime
    fixed: bool  # by association


@dataclass(slots=True)
class Thread:
    """One way that (a part of) a lot went: the events, as places in the document's list."""

    events: set[int] = field(default_factory=set)
    serials: set[str] = field(default_factory=set)


class Follower:
    """events: without those that were declared void."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = events
        self.about: dict[str, list[int]] = {}
        self.lot_of: dict[str, Key] = {}  # a serialised item's canonical identifier -> its lot
        self.members: dict[Key, set[str]] = {}  # a lot -> canonical identifiers of itself and its items
        for index, event in enumerate(events):
            for thing in {thing.canonical for thing in event.things()}:
                self.about.setdefault(thing, []).append(index)
            self._members(event)
        for event in events:
            self._without_lot(event)
        self.makers: dict[str, list[int]] = {}  # what a transformation put out -> its events
        for index, event in enumerate(events):
            for made in (*event.outputs, *(quantity.epc_class for quantity in event.output_quantities)):
                self.makers.setdefault(made.canonical, []).append(index)
        self.stays = _stays(events)
        self.held: dict[str, tuple[datetime, datetime]] = {}  # parent -> when the first came in, the last went out
        for stay in self.stays:
            if not stay.fixed:
                first, last = self.held.get(stay.parent, (ALWAYS, EVER))
                self.held[stay.parent] = min(first, stay.start), max(last, stay.end)
        self.of_child: dict[str, list[Stay]] = {}
        self.fixed_to: dict[str, list[Stay]] = {}
        for stay in self.stays:
            self.of_child.setdefault(stay.child, []).append(stay)
            if stay.fixed:
                self.fixed_to.setdefault(stay.parent, []).append(stay)

    def _members(self, event: Event) -> None:
        lot_said = next(
            (
                written(value)
                for name, value in event.ilmd.items()
                if local(name) in ("lotnumber", "batchnumber", "lot")
            ),
            None,
        )
        described = {thing.canonical for thing in event.epcs}
        described |= {thing.canonical for thing in event.outputs}
        for thing in event.things():
            if thing.gtin is None:
                continue
            lot = thing.lot or (lot_said if thing.serial and thing.canonical in described else None)
            if lot is not None:
                key = (thing.gtin, lot)
                self.members.setdefault(key, set()).add(thing.canonical)
                if thing.serial:
                    self.lot_of[thing.canonical] = key

    def _without_lot(self, event: Event) -> None:
        """Items, or a product, of which no event names the lot: together under the lot ""."""
        named = {gtin for gtin, lot in self.members if lot}
        for thing in event.things():
            if thing.gtin is None or thing.lot or thing.canonical in self.lot_of:
                continue
            if thing.serial or thing.gtin not in named:
                self.members.setdefault((thing.gtin, ""), set()).add(thing.canonical)
                if thing.serial:
                    self.lot_of[thing.canonical] = (thing.gtin, "")

    def threads(self, key: Key, serial: str | None = None) -> list[Thread]:
        """The ways that the lot went: one for all that travelled together; that of the serial alone if it is
        known.
        """
        members = self.members.get(key, set())
        whole = {thing for thing in members if thing not in self.lot_of}
        items = sorted(members - whole)
        common = Thread()
        split: list[list[Stay]] = [[]]
        for thing in whole:
            stays = self.of_child.get(thing, [])
            apart = _divided(stays)
            for stay in apart:
                split.append([stay])
            self._walk(thing, EVER, ALWAYS, common.events, set(apart), set())
        if serial is not None and f"01/{key[0]}/21/{serial}" in items:
            items = [f"01/{key[0]}/21/{serial}"]
        found: list[Thread] = []
        for item in items[:4096]:
            thread = Thread(set(common.events), {item.rpartition("/")[2]})
            self._walk(item, EVER, ALWAYS, thread.events, set(), set())
            found.append(thread)
        if not items or len(split) > 1:
            for ways in split[1:] or split:
                thread = Thread(set(common.events))
                for stay in ways:
                    self._walk(stay.parent, stay.start, stay.end, thread.events, set(), set())
                found.append(thread)
        return _merged(found)[:_MOST_THREADS]

    def _walk(
        self,
        thing: str,
        start: datetime,
        end: datetime,
        into: set[int],
        without: set[Stay],
        seen: set[tuple[str, datetime, datetime]],
        depth: int = 0,
    ) -> None:
        """Every event of the thing within the time, and of what it was in, or carried, meanwhile."""
        if depth > _DEEPEST or len(seen) > _MOST_STAYS or (thing, start, end) in seen:
            return
        seen.add((thing, start, end))
        for index in self.about.get(thing, ()):
            event = self.events[index]
            if start <= event.time <= end and not _consumes(event, thing):
                into.add(index)
        for stay in self.of_child.get(thing, ()):
            if stay not in without and (begin := max(start, stay.start)) <= (over := min(end, stay.end)):
                self._walk(stay.parent, begin, over, into, without, seen, depth + 1)
                into.update(self._out_of_time(stay))
        for stay in self.fixed_to.get(thing, ()):
            begin, over = max(start, stay.start), min(end, stay.end)
            for index in self.about.get(stay.child, ()):
                if begin <= self.events[index].time <= over and self.events[index].sensors:
                    into.add(index)

    def _out_of_time(self, stay: Stay) -> Iterator[int]:
        """What an SSCC is said to have done before anything was in it, or at customs after all of it was out.

        An SSCC is one logistic unit and not used again (GS1 General Specifications, 2.2.1): without its goods it
        travels nowhere, so these are the goods' events with a time that cannot be. Other containers are used again.
        """
        if stay.fixed or not stay.parent.startswith("00/"):
            return
        first, last = self.held[stay.parent]
        for index in self.about.get(stay.parent, ()):
            event = self.events[index]
            early = event.time < first == stay.start and event.biz_step in TRAVELLING
            late = event.time > last == stay.end and event.biz_step in CLEARING
            if early or late:
                yield index

    def inputs(self, key: Key) -> Iterator[tuple[str, str, int | None, int]]:
        """Of each ingredient: its canonical identifier, as written, its last event before the transformation, and
        that.
        """
        makers = {index for member in self.members.get(key, ()) for index in self.makers.get(member, ())}
        for index in sorted(makers):
            event = self.events[index]
            for thing in (*event.inputs, *(quantity.epc_class for quantity in event.input_quantities)):
                before = [at for at in self.about.get(thing.canonical, ()) if at != index]
                first = min(before, key=lambda at: self.events[at].time, default=None)
                yield thing.canonical, thing.written, first, index


def _consumes(event: Event, thing: str) -> bool:
    """Whether the thing ends as an input of this transformation: what follows is the outputs' story."""
    return event.type == "TransformationEvent" and thing in (
        {each.canonical for each in event.inputs} | {each.epc_class.canonical for each in event.input_quantities}
    )


def _stays(events: Sequence[Event]) -> list[Stay]:
    open_: dict[tuple[str, str], tuple[datetime, bool]] = {}
    found: list[Stay] = []
    ordered = sorted(events, key=lambda event: event.time)
    for event in ordered:
        if event.parent is None or event.type not in ("AggregationEvent", "AssociationEvent"):
            continue
        parent, fixed = event.parent.canonical, event.type == "AssociationEvent"
        children = [child.canonical for child in event.children]
        children += [quantity.epc_class.canonical for quantity in event.child_quantities]
        if event.action == "DELETE":
            for pair in [pair for pair in open_ if pair[1] == parent and (not children or pair[0] in children)]:
                start, held = open_.pop(pair)
                found.append(Stay(*pair, start, event.time, held))
        else:
            for child in children:
                if child != parent:
                    open_.setdefault((child, parent), (event.time, fixed))
    found += [Stay(*pair, start, ALWAYS, fixed) for pair, (start, fixed) in open_.items()]
    return found


def _divided(stays: Sequence[Stay]) -> list[Stay]:
    """Those of a lot's stays in which it was in another container too, and so divided. A fixing divides nothing."""
    held = sorted((stay for stay in stays if not stay.fixed), key=lambda stay: stay.start)
    found: dict[Stay, None] = {}
    longest: Stay | None = None
    for stay in held:
        if longest is not None and stay.start < longest.end and stay.parent != longest.parent:
            found |= {longest: None, stay: None}
        if longest is None or stay.end > longest.end:
            longest = stay
    return list(found)[:_MOST_THREADS]


def _merged(threads: list[Thread]) -> list[Thread]:
    """Those that went together as one."""
    together: dict[frozenset[int], Thread] = {}
    for thread in threads:
        known = together.setdefault(frozenset(thread.events), thread)
        known.serials |= thread.serials
    # What has fewer events than another of its own kind is still a way of its own: it may have stayed behind.
    return sorted(together.values(), key=lambda thread: (-len(thread.events), sorted(thread.serials)))


def unreached(events: Sequence[Event], reached: set[int]) -> list[int]:
    """The events of things that no lot led to."""
    return [index for index in range(len(events)) if index not in reached]


__all__ = ["ALWAYS", "EVER", "Follower", "Key", "Stay", "Thread", "unreached"]
