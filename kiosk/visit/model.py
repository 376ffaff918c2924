"""What a visit is told in and told of: changes, places, and how it starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from kiosk.visit.idle import IdleTimes
from kiosk.visit.page import Page, checked

if TYPE_CHECKING:
    from kiosk.order.model import Line

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
TEXT_SIZES = (1.0, 1.25, 1.5)
NOTHING: Mapping[str, str] = MappingProxyType({})


class Change(StrEnum):
    """What listeners are told has changed; they read the visit for the rest."""

    BEGAN = "began"
    PAGE = "page"
    LANGUAGE = "language"
    TEXT_SIZE = "text_size"
    BASKET = "basket"
    WARES = "wares"  # prices or stock are others than they were
    PLACING = "placing"  # an order is being written down, or no longer
    ORDER = "order"  # news of the order on screen
    IDLE = "idle"  # the warning came, counted down, or went away
    ENDED = "ended"


STAFF_IDLE = {Page.STAFF_DOOR: IdleTimes(15, 20), Page.STAFF: IdleTimes(45, 60)}  # a door left open closes soon


def _idle_on() -> dict[Page, IdleTimes]:
    visitors = {Page.FILM: IdleTimes(90, 105), Page.CONFIRM: IdleTimes(75, 90), Page.THANKS: IdleTimes(30, 45)}
    return visitors | STAFF_IDLE


@dataclass(frozen=True, slots=True)
class VisitSettings:
    """How a visit starts and how long it waits. home: the page after the first touch. Raises ValueError."""

    language: Language = "zh"
    text_size: float = 1.0
    home: Page = Page.TOWN
    home_params: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    idle: IdleTimes = field(default_factory=lambda: IdleTimes(45, 60))
    idle_on: Mapping[Page, IdleTimes] = field(default_factory=_idle_on)

    def __post_init__(self) -> None:
        checked(self.home, self.home_params)
        if self.language not in LANGUAGES or self.text_size not in TEXT_SIZES:
            raise ValueError(f"no such language or text size: {self.language}, {self.text_size}")

    def idle_times(self, page: Page) -> IdleTimes:
        return self.idle_on.get(page, self.idle)


@dataclass(frozen=True, slots=True)
class Where:
    page: Page
    params: Mapping[str, str] = field(default_factory=lambda: NOTHING)

    def __post_init__(self) -> None:
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))  # nobody changes it from outside


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a visitor has just confirmed, once. Hand visit_id back with the outcome."""

    visit_id: str
    lines: tuple[Line, ...]
    language: Language
