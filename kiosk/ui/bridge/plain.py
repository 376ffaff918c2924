"""Town and basket as the maps and lists that QML reads, in the visit's language. The passport is beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kiosk.order.model import Line
from kiosk.order.money import format_money
from kiosk.order.offer import Change, Offer, OfferOf
from kiosk.town.title import Said

if TYPE_CHECKING:
    from kiosk.town.model import Dish, Host, Menu, Pavilion, Place, Product, Room

Map = dict[str, Any]
MediaUrl = Callable[[str | None], str]


class Plain:
    """Turns the town's data into maps for one language. `media` gives a file URL for a media name, "" if none."""

    def __init__(self, language: str, currency: str, media: MediaUrl) -> None:
        self.language, self.currency, self.media = language, currency, media

    def text(self, text: Said | None) -> str:
        return text.to(self.language) if text is not None else ""

    def other(self, text: Said) -> str:
        """The same words in the other language, for the second line of a bilingual title."""
        return text.to("en" if self.language == "zh" else "zh")

    def money(self, minor: int) -> str:
        return format_money(minor, self.currency, self.language)

    def day(self, day: date) -> str:
        return (
            f"{day.year}年{day.month}月{day.day}日" if self.language == "zh" else f"{day.day} {day:%b} {day.year}"
        )

    def moment(self, moment: datetime) -> str:
        """Local time of the place where it happened: the zone it was written in."""
        return f"{self.day(moment.date())} {moment:%H:%M}"

    def place(self, place: Place | None) -> Map:
        if place is None:
            return {}
        return {
            "name": self.text(place.name),
            "country": place.country,
            "airport": place.airport or "",
            "latitude": place.latitude,
            "longitude": place.longitude,
        }

    def host(self, host: Host) -> Map:
        return {
            "id": host.id,
            "name": self.text(host.name),
            "role": self.text(host.role),
            "greeting": self.text(host.greeting),
            "picture": self.media(host.picture),
        }

    def pavilion(self, pavilion: Pavilion) -> Map:
        return {
            "id": pavilion.id,
            "name": self.text(pavilion.name),
            "otherName": self.other(pavilion.name),
            "tagline": self.text(pavilion.tagline),
            "story": self.text(pavilion.story),
            "picture": self.media(pavilion.picture),
            "rooms": [self.room_card(room) for room in pavilion.rooms],
            "hosts": [self.host(host) for host in pavilion.hosts],
        }

    def room_card(self, room: Room) -> Map:
        return {
            "id": room.id,
            "name": self.text(room.name),
            "otherName": self.other(room.name),
            "tagline": self.text(room.tagline),
            "story": self.text(room.story),
            "picture": self.media(room.picture),
            "menu": room.menu or "",
        }

    def product(self, product: Product) -> Map:
        return {
            "gtin": product.gtin,
            "brand": self.text(product.brand),
            "name": self.text(product.name),
            "otherName": self.other(product.name),
            "tagline": self.text(product.tagline),
            "story": self.text(product.story),
            "origin": self.place(product.origin),
            "picture": self.media(product.picture),
            "film": self.media(product.film),
            "poster": self.media(poster_of(product.film)),
        }

    def dish(self, dish: Dish, offer: Offer | None) -> Map:
        """offer: what it costs and how much of it there is now; stock is -1 where nobody counts."""
        stock = (-1 if offer.stock is None else offer.stock) if offer else 0
        return {
            "id": dish.id,
            "gtin": dish.gtin,
            "name": self.text(dish.name),
            "otherName": self.other(dish.name),
            "broth": self.text(dish.broth),
            "benefits": [self.text(benefit) for benefit in dish.benefits],
            "description": self.text(dish.description),
            "price": self.money(offer.price if offer else dish.price),
            "stock": stock,
            "soldOut": stock == 0,
            "limit": dish.limit,
            "isSet": bool(dish.parts),
            "picture": self.media(dish.picture),
        }

    def menu(self, menu: Menu, offer_of: OfferOf) -> Map:
        return {
            "id": menu.id,
            "name": self.text(menu.name),
            "tagline": self.text(menu.tagline),
            "dishes": [self.dish(dish, offer_of(f"{menu.id}/{dish.id}")) for dish in menu.dishes],
        }

    def line(self, line: Line, picture: str, change: Change | None = None) -> Map:
        """line: at today's price. change: what it was when the visitor agreed; was is "" where that is the same."""
        good = line.good
        return {
            "sku": good.sku,
            "name": good.title_zh if self.language == "zh" else good.title_en,
            "price": self.money(good.unit_price),
            "was": self.money(change.was) if change and change.was != change.now else "",
            "short": change.short if change else False,
            "left": change.most if change else line.quantity,
            "quantity": line.quantity,
            "limit": good.limit,
            "total": self.money(line.total),
            "picture": self.media(picture),
        }


def poster_of(film: str | None) -> str | None:
    """A film's poster stands beside it: films/x.webm, films/x.jpg."""
    return film.rsplit(".", 1)[0] + ".jpg" if film else None
