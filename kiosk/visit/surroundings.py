"""What the town has where the visitor stands: pavilion, room, menu and dish of the page that is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from kiosk.order.model import Good
from kiosk.order.offer import Offer, Part, set_stock

if TYPE_CHECKING:
    from kiosk.town.model import Dish, Menu, Pavilion, Product, Room
    from kiosk.town.packed import Pack
    from kiosk.visit.visit import Visit

T = TypeVar("T")


class Ask(Protocol):
    """Answers from the town's pack, or with `otherwise` while there is none or it is damaged."""

    def __call__(self, ask: Callable[[Pack], T], otherwise: T) -> T: ...


class Live(Protocol):
    """What the store last said of a ware; kiosk.store.base.Ware is one."""

    @property
    def price(self) -> int: ...
    @property
    def currency(self) -> str: ...
    @property
    def stock(self) -> int | None: ...
    @property
    def enabled(self) -> bool: ...


class Surroundings:
    """live: what the store last said of a sku, None where it said nothing; the town's own figures then hold."""

    def __init__(self, visit: Visit, ask: Ask, live: Callable[[str], Live | None] = lambda sku: None) -> None:
        self._visit = visit
        self._ask = ask
        self.live = live
        visit.sell_from(self.offer_of)

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

    def good_of(self, menu: str, dish_id: str) -> Good | None:
        """A dish as a basket takes it, at today's price; None for what is not on the menu."""
        dish = self._ask(lambda pack: pack.dish(menu, dish_id), None)
        offer = self.offer_of(f"{menu}/{dish_id}")
        if dish is None or offer is None:
            return None
        currency = self._ask(lambda pack: pack.title().currency, "CNY")
        return Good(
            sku=f"{menu}/{dish.id}",
            gtin=dish.gtin,
            title_en=dish.name.en,
            title_zh=dish.name.zh,
            unit_price=offer.price,
            currency=currency,
            limit=dish.limit,
        )

    def offer_of(self, sku: str) -> Offer | None:
        """Price and stock as they are now; None for what this town does not sell.

        Of a set the stock is what its parts allow, and the store's own count where it says one.
        """
        dish = self.dish_of_sku(sku)
        if dish is None:
            return None
        live = self.live(sku)
        if live is not None and live.currency != self._ask(lambda pack: pack.title().currency, live.currency):
            live = None  # a price in other money is no price here
        price = live.price if live and live.price > 0 else dish.price
        stock = 0 if live and not live.enabled else live.stock if live else None if dish.parts else dish.stock
        if not dish.parts:
            return Offer(price, stock)
        menu = sku.partition("/")[0]
        parts = tuple(
            Part(f"{menu}/{part}", count, of_it.limit if (of_it := self.dish_of_sku(f"{menu}/{part}")) else 0)
            for part, count in Counter(dish.parts).items()
        )
        return Offer(price, set_stock(stock, parts, self.stock_of), parts)

    def stock_of(self, sku: str) -> int | None:
        """None where nobody counts; 0 for what is not sold."""
        offer = self.offer_of(sku)
        return offer.stock if offer else 0
