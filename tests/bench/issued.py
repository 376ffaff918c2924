"""A town grown to as many lots and serials as a bench needs, each lot with a journey, certificates and stickers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.settings import Settings
from kiosk.staff.content import prepare
from kiosk.staff.stickers.serials import ALPHABET, LONGEST
from kiosk.town.model import Inspection, Lot, Product, Town
from kiosk.town.pack import open_pack
from kiosk.town.serials import Row
from kiosk.trace.identify import identify
from kiosk.trace.log.credential import issue_approval, issue_credential
from kiosk.trace.model import Passport, Verdict

LOT_SIZE = 5000
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LETTERS = np.frombuffer(ALPHABET.encode(), np.uint8)


def serials_of(lot: int, count: int) -> list[str]:
    """Of the bench's nth lot, such as `kiosk stickers issue` makes, but by chance that can be repeated."""
    chosen = LETTERS[np.random.default_rng([4, lot]).integers(0, len(LETTERS), (count, LONGEST))]
    text = chosen.tobytes().decode("ascii")
    return [text[at : at + LONGEST] for at in range(0, count * LONGEST, LONGEST)]


def plan(gtins: list[str], total: int) -> list[tuple[str, str, int]]:
    """GTIN, lot and size of each lot."""
    lots = -(-total // LOT_SIZE)
    return [(gtins[n % len(gtins)], f"B{n:06}", min(LOT_SIZE, total - n * LOT_SIZE)) for n in range(lots)]


def issued(lots: list[tuple[str, str, int]]) -> Iterator[Row]:
    for n, (gtin, lot, size) in enumerate(lots):
        for serial in serials_of(n, size):
            yield gtin, lot, serial


def grown(town: Town, lots: list[tuple[str, str, int]]) -> Town:
    """The sample town with these lots beside its own, each a copy of a sample lot under its own number.

    Certificates and approvals are signed anew, so that each lot's passport has its own to verify.
    """
    keys = {laboratory.id: Ed25519PrivateKey.generate() for laboratory in town.laboratories}
    new: dict[str, list[Lot]] = {}
    likes = {product.gtin: product.lots[0] for product in town.products if product.lots}
    for gtin, number, _ in lots:
        checks = tuple(certified(check, gtin, number, keys) for check in likes[gtin].inspections)
        update = {"lot": number, "items": (), "inspections": checks}
        new.setdefault(gtin, []).append(likes[gtin].model_copy(update=update))
    products = tuple(with_lots(product, new.get(product.gtin, [])) for product in town.products)
    signing = {name: key.public_key().public_bytes_raw().hex() for name, key in keys.items()}
    laboratories = tuple(each.model_copy(update={"public_key": signing[each.id]}) for each in town.laboratories)
    return town.model_copy(update={"products": products, "laboratories": laboratories})


def certified(check: Inspection, gtin: str, lot: str, keys: dict[str, Ed25519PrivateKey]) -> Inspection:
    check = check.model_copy(update={"lots": (lot,), "credential": None, "approval": None})
    if check.laboratory_id:
        text = issue_credential(check, gtin, keys[check.laboratory_id], NOW)
        check = check.model_copy(update={"credential": text})
    if check.approver_id:
        check = check.model_copy(update={"approval": issue_approval(check, gtin, keys[check.approver_id], NOW)})
    return check


def with_lots(product: Product, lots: list[Lot]) -> Product:
    return product.model_copy(update={"lots": (*product.lots, *lots)})


def genuine(settings: Settings) -> list[str]:
    """GTINs of the sample town whose samples are genuine: nothing was withdrawn, and their brands stand well."""
    prepared = prepare(settings)
    with open_pack(prepared.pack) as pack:
        found = [identify(sample.text, pack, NOW) for sample in prepared.samples]
        good = {
            each.product.gtin for each in found if isinstance(each, Passport) and each.verdict is Verdict.GENUINE
        }
    return sorted(good)
