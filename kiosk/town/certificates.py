"""Certificates as laboratories send them: signed files in the town's folder, named by their certificate's number.

    certificates/TLA-26-3493.json            the laboratory's W3C Verifiable Credential
    certificates/TLA-26-3493.approval.json   the inspection group's approval of it

They are put beside the inspections of that number, as they are; whether they hold is judged with the passport.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.town.fault import Fault

if TYPE_CHECKING:
    from kiosk.town.model import Inspection, Lot, Product

FOLDER = "certificates"
APPROVAL = ".approval.json"
MAX_BYTES = 16384  # as the model has it


def with_certificates(products: tuple[Product, ...], folder: Path) -> tuple[tuple[Product, ...], list[Fault]]:
    """The products with what the town's folder holds for their inspections, and what is wrong with those files."""
    texts, faults = _read(folder / FOLDER)
    if not texts:
        return products, faults
    numbers = {check.certificate for product in products for lot in product.lots for check in lot.inspections}
    for name in sorted(texts):
        if name.removesuffix(APPROVAL).removesuffix(".json") not in numbers:
            instead = "name it as the inspection's certificate is called, or take it out"
            faults.append(Fault(f"{FOLDER}/{name}", 1, "no inspection has a certificate of this name", instead))
    return tuple(_product(product, texts) for product in products), faults


def _read(folder: Path) -> tuple[dict[str, str], list[Fault]]:
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.json")):
        try:
            with path.open("rb") as file:
                raw = file.read(MAX_BYTES + 1)
            if len(raw) > MAX_BYTES:
                raise ValueError
            texts[path.name] = raw.decode().strip()
        except OSError as error:
            why = f"the file cannot be opened ({error.strerror})"
            faults.append(Fault(f"{FOLDER}/{path.name}", 1, why, "check who may read it"))
        except ValueError:
            why = f"not a certificate: more than {MAX_BYTES} bytes, or not UTF-8"
            faults.append(Fault(f"{FOLDER}/{path.name}", 1, why, "ask its laboratory to send it again"))
    return texts, faults


def _product(product: Product, texts: dict[str, str]) -> Product:
    lots = tuple(_lot(lot, texts) for lot in product.lots)
    return product if lots == product.lots else product.model_copy(update={"lots": lots})


def _lot(lot: Lot, texts: dict[str, str]) -> Lot:
    checks = tuple(_inspection(check, texts) for check in lot.inspections)
    return lot if checks == lot.inspections else lot.model_copy(update={"inspections": checks})


def _inspection(check: Inspection, texts: dict[str, str]) -> Inspection:
    found = {
        "credential": check.credential or texts.get(f"{check.certificate}.json"),
        "approval": check.approval or texts.get(f"{check.certificate}{APPROVAL}"),
    }
    return check.model_copy(update=found)
