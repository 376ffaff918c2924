"""`kiosk stickers issue`: serials are made, recorded durably, and only then signed and printed."""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.staff.stickers.register import FILE_NAME, FOLDER, Issue, Order, Register, RegisterError, open_register
from kiosk.staff.stickers.serials import SerialError, bits, length_beside, read_serials
from kiosk.staff.stickers.stocks import USUAL, Stock, StockError, stock
from kiosk.town import durable

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.staff.stickers.layout import Words
    from kiosk.staff.stickers.sheet import Job
    from kiosk.town.model import Issuer, Lot, Product, Text
    from kiosk.trace.issue import IssuerKey

SAID_EVERY_S = 2.0


class IssueRefusedError(Exception):
    """What cannot be issued, and why, for staff."""


@dataclass(frozen=True, slots=True)
class Goods:
    """What the pack says of the goods, and who may sign for them. samples: serials of the product's on display."""

    product: Product
    lot: Lot
    town: Text
    issuers: tuple[Issuer, ...]
    samples: frozenset[str]


def run(settings: Settings, options: argparse.Namespace) -> int:
    from kiosk.staff.stickers.layout import LabelError
    from kiosk.town.fault import TownFaults
    from kiosk.town.pack import PackError
    from kiosk.trace.trust.keys import KeyFileError
    from kiosk.trace.trust.ring import RingError

    try:
        _check_options(options)
        said = issue(settings, options)
    except TownFaults as error:
        print("\n".join(str(fault) for fault in error.faults), file=sys.stderr)
        return 2
    except (IssueRefusedError, LabelError, StockError, SerialError, RegisterError) as error:
        return _refused(str(error), options, 1)
    except (KeyFileError, RingError, PackError, OSError, UnicodeDecodeError) as error:
        return _refused(str(error), options, 2)
    if options.json:
        print(json.dumps(said, ensure_ascii=False))
    else:
        print(
            f"issue {said['issue']}: {said['count']} stickers of {said['gtin']}, lot {said['lot']}, "
            f"key {said['key']}; recorded in {said['register']}"
        )
        for file in said["files"]:
            print(f"  {file}")
        if options.out is not None:
            print("Print at 100 %, measure the ruler, then: kiosk stickers proof " + " ".join(said["files"][:1]))
    return 0


def _refused(why: str, options: argparse.Namespace, status: int) -> int:
    print(json.dumps({"error": why}, ensure_ascii=False) if options.json else why, file=sys.stderr)
    return status


def _check_options(options: argparse.Namespace) -> None:
    if options.out is None and options.csv is None:
        raise IssueRefusedError("say where the stickers go: --out sheet.pdf, --csv table.csv, or both")
    if options.again is None and (not options.gtin or not options.lot):
        raise IssueRefusedError("say what is issued: --gtin and --lot")
    if options.again is None and options.count is None and options.serials is None:
        raise IssueRefusedError("say how many: --count, or --serials with your own")
    if options.count is not None and not 1 <= options.count <= 10_000_000:
        raise IssueRefusedError(f"--count is 1 to 10000000, not {options.count}")
    for path in (options.out, options.csv):
        if path is not None and (path.exists() or path.with_name(f"{path.stem}-001{path.suffix}").exists()):
            raise IssueRefusedError(f"{path} is there already: printed sheets are not written over")
    if options.out is not None and options.out.suffix.lower() != ".pdf":
        raise IssueRefusedError(f"--out is a PDF: {options.out.with_suffix('.pdf')}")


def print_again(settings: Settings, number: int, key: Path | None, out: Path) -> None:
    """The sheets of an issue that is in the register. Raises what issue() does."""
    options = {"again": number, "key": key, "out": out, "csv": None, "stock": "", "serials": None, "outline": False}
    issue(settings, argparse.Namespace(**options))


def issue(settings: Settings, options: argparse.Namespace) -> dict[str, Any]:
    """What was issued, as --json says it.

    Raises IssueRefusedError, LabelError, StockError, SerialError, RegisterError, KeyFileError, RingError,
    PackError, TownFaults, UnicodeDecodeError and OSError; of these only OSError when something was recorded.
    """
    from kiosk.staff.stickers.sheet import measure, write_sheets
    from kiosk.trace.issue import sticker_text

    with open_register(settings.state_folder, make=True) as register:
        again = register.issue(options.again) if options.again is not None else None
        if again is None:
            goods = _goods(settings, _gtin(options.gtin), options.lot)
        else:
            goods = _goods(settings, again.order.gtin, again.order.lot)
        sheets = stock(options.stock or (again.order.stock if again else USUAL))
        key, issuer = _key(settings, options, goods)
        if again is not None and issuer.public_key != again.order.public_key:
            raise IssueRefusedError(
                f"issue {again.id} was signed with key {again.order.key_id}: name it with --key"
            )
        if again is not None and sheets.per_sheet != again.order.per_sheet:
            raise IssueRefusedError(
                f"issue {again.id} was printed {again.order.per_sheet} to a sheet: name its --stock"
            )
        length = length_beside(goods.lot.lot)
        _try_on(goods, sheets, key, measure(settings.assets_folder / "fonts"), length)
        made = again or _record(register, options, goods, key, sheets, length)
        stickers = (
            (serial, sticker_text(goods.product.gtin, goods.lot.lot, serial, key))
            for serial in register.serials(made.id)
        )
        files: list[Path] = []
        if options.out is not None:
            job = _job(settings, goods, made, sheets, outline=options.outline)
            files += [path for path, _ in write_sheets(job, _told(stickers, made.count, "printed"), options.out)]
            stickers = (
                (serial, sticker_text(goods.product.gtin, goods.lot.lot, serial, key))
                for serial in register.serials(made.id)
            )
        if options.csv is not None:
            _write_table(options.csv, made, _told(stickers, made.count, "written"))
            files.append(options.csv)
    return {
        "issue": made.id,
        "gtin": made.order.gtin,
        "lot": made.order.lot,
        "count": made.count,
        "key": made.order.key_id,
        "bits": round(bits(length), 1) if options.serials is None else None,
        "files": [str(file) for file in files],
        "register": str(settings.state_folder / FOLDER / FILE_NAME),
    }


def _record(
    register: Register, options: argparse.Namespace, goods: Goods, key: IssuerKey, sheets: Stock, length: int
) -> Issue:
    order = Order(goods.product.gtin, goods.lot.lot, key.key_id, key.public_hex, sheets.per_sheet, sheets.spelled)
    if options.serials is None:
        return register.record_random(order, options.count, length)

    def own() -> Iterator[str]:
        have = 0
        for serial in read_serials(options.serials):
            if serial in goods.samples:
                raise SerialError(f"serial {serial} is a display sample's")
            have += 1
            yield serial
        if options.count is not None and options.count != have:
            raise SerialError(f"{options.serials} has {have} serials, --count says {options.count}")

    return register.record(order, own())


# --- what, and by whom --------------------------------------------------------------------------------------


def _gtin(digits: str) -> str:
    """As 14 digits. Raises IssueRefusedError."""
    from kiosk.town.gtin import is_gtin

    if not (digits.isascii() and digits.isdecimal() and 8 <= len(digits) <= 14):
        raise IssueRefusedError(f"a GTIN is 8 to 14 digits, not {digits[:40]!r}")
    if not is_gtin(digits.zfill(14)):
        raise IssueRefusedError(f"the check digit of GTIN {digits} is wrong")
    return digits.zfill(14)


def _goods(settings: Settings, gtin: str, number: str) -> Goods:
    from kiosk.staff.content import pack_path, prepare
    from kiosk.town.pack import open_pack

    for fault in prepare(settings).faults:
        print(f"the last good pack is used, because the town has a fault: {fault}", file=sys.stderr)
    with closing(open_pack(pack_path(settings))) as pack:
        product = pack.product(gtin)
        if product is None:
            raise IssueRefusedError(
                f"{gtin} is not a product of this town: write it in {settings.town_folder} first"
            )
        lot = pack.lot(gtin, number)
        if lot is None:
            raise IssueRefusedError(
                f"{product.name.en} has no lot {number[:40]!r} in this town: write it in {settings.town_folder} or "
                "import its events first"
            )
        samples = frozenset(item.serial for one, _, item in pack.items() if one.gtin == gtin)
        goods = Goods(product, lot, pack.info().name, pack.issuers(), samples)
    if lot.recalled:
        raise IssueRefusedError(f"lot {lot.lot} of {product.name.en} is recalled: nothing more of it is issued")
    if lot.expires < date.today():  # noqa: DTZ011 - the day where the stickers are printed
        raise IssueRefusedError(f"lot {lot.lot} of {product.name.en} was best before {lot.expires}")
    return goods


def _key(settings: Settings, options: argparse.Namespace, goods: Goods) -> tuple[IssuerKey, Issuer]:
    """The key that signs: the one that is named, else the newest of the ring that may sign these goods."""
    from kiosk.staff.issuers import own_key_file, ring_file
    from kiosk.trace.issue import issuer_key
    from kiosk.trace.trust.ring import read_ring

    if options.key is not None:
        if not options.key.exists():
            raise IssueRefusedError(f"there is no key at {options.key}; make one with: kiosk stickers keys new")
        key = issuer_key(options.key, state=settings.state_folder)
        issuer = next((one for one in goods.issuers if one.public_key == key.public_hex), None)
        if issuer is None or issuer.key_id != key.key_id:
            raise IssueRefusedError(f"key {key.key_id} in {options.key} is not an issuer's of this town's pack")
        _check_issuer(issuer, goods)
        return key, issuer
    kept = read_ring(ring_file(settings))
    files = kept.files or {one.key_id: str(own_key_file(settings)) for one in goods.issuers}
    reasons = []
    for issuer in reversed(goods.issuers):
        file = files.get(issuer.key_id)
        if file is None or not Path(file).exists():
            reasons.append(f"the key of issuer {issuer.key_id} is not on this machine")
            continue
        try:
            _check_issuer(issuer, goods)
        except IssueRefusedError as error:
            reasons.append(str(error))
            continue
        key = issuer_key(Path(file), state=settings.state_folder)
        if key.public_hex != issuer.public_key or key.key_id != issuer.key_id:
            raise IssueRefusedError(f"{file} is not the key that the pack lists for issuer {issuer.key_id}")
        return key, issuer
    raise IssueRefusedError("no issuer may sign this: " + "; ".join(reasons or ["the pack lists none"]))


def _check_issuer(issuer: Issuer, goods: Goods) -> None:
    from kiosk.trace.signature import may_sign, revoked_on, valid_on

    lot, gtin = goods.lot, goods.product.gtin
    if not may_sign(issuer, gtin):
        raise IssueRefusedError(f"issuer {issuer.key_id} may sign {', '.join(issuer.gtins)}..., not {gtin}")
    if issuer.revoked_since is not None:  # whatever the lot's day: a booth cannot tell new stickers from old ones
        raise IssueRefusedError(f"issuer {issuer.key_id} was revoked since {issuer.revoked_since}")
    if not valid_on(issuer, lot.produced) or revoked_on(issuer, lot.produced):
        raise IssueRefusedError(
            f"issuer {issuer.key_id} may sign lots produced from {issuer.valid_from or 'ever'} "
            f"to {issuer.valid_until or 'ever'}, and lot {lot.lot} was produced on {lot.produced}"
        )


# --- on paper -----------------------------------------------------------------------------------------------


def _words(goods: Goods, serial: str) -> Words:
    from kiosk.staff.stickers.layout import Words

    return Words(goods.product.brand, goods.product.name, goods.lot.lot, goods.lot.expires, serial)


def _try_on(goods: Goods, sheets: Stock, key: IssuerKey, measure: Any, length: int) -> None:
    """Raises LabelError where the code does not fit the stock: before anything is recorded."""
    from kiosk.staff.stickers.layout import arrange
    from kiosk.staff.stickers.sheet import code
    from kiosk.trace.issue import sticker_text

    serial = "M" * length
    cells = code(sticker_text(goods.product.gtin, goods.lot.lot, serial, key))
    arrange(sheets, len(cells), _words(goods, serial), measure)


def _job(settings: Settings, goods: Goods, issue: Issue, sheets: Stock, *, outline: bool) -> Job:
    from kiosk.staff.stickers.sheet import Job

    brand, name = goods.product.brand, goods.product.name
    title = (
        f"{goods.town.zh} {goods.town.en}   {brand.zh} {name.zh}  {brand.en} {name.en}   {issue.order.gtin}   "
        f"批次 Lot {issue.order.lot}   #{issue.id}  {issue.issued_at:%Y-%m-%d}"
    )
    fonts = settings.assets_folder / "fonts"
    return Job(issue.id, issue.count, sheets, lambda serial: _words(goods, serial), title, fonts, outline)


def _write_table(path: Path, issue: Issue, stickers: Iterator[tuple[str, str]]) -> None:
    """One line a sticker, for a printing house; whole or not at all."""
    order = issue.order
    with durable.whole(path) as half, half.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("serial", "text", "gtin", "lot", "issued_at", "key_id", "sheet"))
        for position, (serial, text) in enumerate(stickers):
            sheet = position // order.per_sheet + 1
            table.writerow((serial, text, order.gtin, order.lot, issue.issued_at.isoformat(), order.key_id, sheet))


def _told(stickers: Iterator[tuple[str, str]], count: int, done: str) -> Iterator[tuple[str, str]]:
    """The same, saying how far it is where that takes long and somebody watches."""
    said = time.monotonic()
    for number, sticker in enumerate(stickers, 1):
        yield sticker
        if sys.stderr.isatty() and time.monotonic() - said > SAID_EVERY_S:
            said = time.monotonic()
            print(f"{number} of {count} {done}", file=sys.stderr)
