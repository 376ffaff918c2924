"""What the town has where the visitor stands: pavilion, room, menu and dish of the page that is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from kiosk.town.model import Dish, Menu, Pavilion, Product, Room
    from kiosk.town.packed import Pack
    from kiosk.visit.visit import Visit

T = TypeVar("T")


class Ask(Protocol):
    """Answers from the town's pack, or with `otherwise` while there is none or it is damaged."""

    def __call__(self, ask: Callable[[Pack], T], otherwise: T) -> T: ...


class Surroundings:
    def __init__(self, visit: Visit, ask: Ask) -> None:
        self._visit = visit
        self._ask = ask

    def pavilions(self) -> tuple[Pavilion, ...]:
        return self._ask(lambda pack: pack.pavilions(), ())

    def pavilion(self) -> Pavilion | None:
        name = self._visit.params.get("pavilion")
        return self._ask(lambda pack: pack.pavilion(name), None) if name else None

    def room(self) -> Room | None:
        pavilion, name = self._visit.params.get("pavilion"), self._visit.params.get("room")
        return self._ask(lambda pack: pack.room(pavilion, name), None) if pavilion and name else None

    def products_of(self, room: Room) -> tuple[Product, ...]:
        return self._ask(lambda pack: pack.products(room.products), ())

    def region_of(self, gtin: str) -> str:
        """The pavilion that shows a product, or ""."""
        shown = (p.id for p in self.pavilions() for room in p.rooms if gtin in room.products)
        return next(shown, "")

    def menus(self) -> tuple[Menu, ...]:
        return self._ask(lambda pack: pack.menus(), ())

    def menu(self) -> Menu | None:
        name = self._visit.params.get("menu")
        return self._ask(lambda pack: pack.menu(name), None) if name else None

    def dish(self) -> Dish | None:
        menu, name = self._visit.params.get("menu"), self._visit.params.get("dish")
        return self._ask(lambda pack: pack.dish(menu, name), None) if menu and name else None

    def first_menu_id(self) -> str:
        return next((menu.id for menu in self.menus()), "")

    def dish_of(self, gtin: str) -> tuple[str, str]:
        """Menu and dish that sell this product, or two empty strings."""
        sold = ((menu.id, dish.id) for menu in self.menus() for dish in menu.dishes if dish.gtin == gtin)
        return next(sold, ("", ""))

    def dish_of_sku(self, sku: str) -> Dish | None:
        """sku: menu and dish with a slash between them, as a basket's lines have it."""
        menu, _, dish = sku.partition("/")
        return self._ask(lambda pack: pack.dish(menu, dish), None)

    def picture_of(self, sku: str) -> str:
        dish = self.dish_of_sku(sku)
        return dish.picture if dish else ""

    def stock_of(self, sku: str) -> int:
        dish = self.dish_of_sku(sku)
        return dish.stock if dish else 0
