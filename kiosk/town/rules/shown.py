"""What is shown: pavilions with their rooms and hosts, menus with their dishes."""

from __future__ import annotations

from kiosk.town.rules.known import Known
from kiosk.town.rules.say import Key, Writer, nearest, once, tables
from kiosk.town.rules.sets import is_set, sets


def pavilion(say: Writer, known: Known) -> None:
    data = say.source.data
    once(say, tables(data, "rooms"), "id", "give each room its own id")
    once(say, tables(data, "hosts"), "id", "give each host an id of their own")
    for where, room in tables(data, "rooms"):
        products = room.get("products")
        for index, product in enumerate(products if isinstance(products, list) else []):
            if isinstance(product, str):
                _known_product((*where, "products", index), "this room", product, say, known)
        menu = room.get("menu")
        if isinstance(menu, str) and menu not in known.menus:
            guess = nearest(menu, known.menus)
            instead = f'write menu = "{guess}"' if guess else f"write menus/{menu}.toml, or take the line out"
            say((*where, "menu"), f'this room names the menu "{menu}", which is not in menus/', instead)


def menu(say: Writer, known: Known) -> None:
    once(say, tables(say.source.data, "dishes"), "id", "give each dish its own id")
    for where, dish in tables(say.source.data, "dishes"):
        for wrong, right in (("price", "price_fen"), ("gtin", "product")):
            if wrong in dish and not (wrong == "gtin" and is_set(dish)):
                instead = "take the line out" if right in dish else f"write `{right}`"
                say((*where, wrong), f"`{wrong}` is not a key that belongs here", instead)
        if isinstance(dish.get("product"), str) and not is_set(dish):
            _known_product((*where, "product"), "this dish", dish["product"], say, known)
    sets(say, known)


def _known_product(where: Key, who: str, product: str, say: Writer, known: Known) -> None:
    if product in known.gtin_by_slug or known.gtin(product):
        return
    if product.isdigit():
        if not known.products_readable:
            return  # it may be the GTIN of a file that has a fault of its own
        guess = nearest(product, [gtin for gtin in known.gtin_by_slug.values() if gtin])
        slug = next((slug for slug, gtin in known.gtin_by_slug.items() if gtin and gtin == guess), None)
        instead = f'write "{slug}", the product\'s file name' if slug else "write the product's file name"
        say(where, f"{who} names GTIN {product}, which no product has", instead)
        return
    guess = nearest(product, known.gtin_by_slug)
    instead = f'write "{guess}"' if guess else f"write products/{product}.toml, or take it out"
    say(where, f'{who} names the product "{product}", which is not in products/', instead)
