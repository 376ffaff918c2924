"""Stores that can be killed, and whose own files say afterwards what they really sold."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tests.tools.vendure import Vendure, Ware


@dataclass(frozen=True, slots=True)
class Sold:
    """One order in the shop's own books. lines: (sku, quantity, unit price in minor units), by sku."""

    store_id: str
    reference: str
    placed_at: str  # the booth's, to the microsecond: who is in the books twice has it twice
    lines: tuple[tuple[str, int, int], ...]
    currency: str
    total: int


class Shop(Protocol):
    """start() and kill() as often as one likes; the port stays. books() and shelf() want it to be down."""

    port: int
    prefix: str
    token_file: Path

    def start(self) -> None: ...

    def kill(self) -> None: ...

    def books(self) -> tuple[list[Sold], int]:
        """What was sold, and how many orders there are that no booth's reference is known of."""
        ...

    def shelf(self) -> dict[str, int]:
        """sku -> pieces that can still be sold."""
        ...


class VendureShop:
    prefix = "/kiosk"

    def __init__(self, folder: Path, wares: Sequence[Ware]) -> None:
        self._vendure = Vendure(folder, wares)
        self._file = folder / "shop.sqlite"

    @property
    def port(self) -> int:
        return self._vendure.port

    @property
    def token_file(self) -> Path:
        return self._vendure.token_file

    def start(self) -> None:
        self._vendure.start()

    def kill(self) -> None:
        self._vendure.kill()

    def books(self) -> tuple[list[Sold], int]:
        with closing(sqlite3.connect(self._file)) as base:
            sold = []
            rows = base.execute(
                'SELECT o.id, o.code, o.currencyCode, k.reference, k.body FROM "order" o'
                " JOIN kiosk_order k ON k.orderId = o.id ORDER BY o.id"
            ).fetchall()
            for number, code, currency, reference, body in rows:
                lines = base.execute(
                    "SELECT v.sku, l.quantity, l.listPrice FROM order_line l"
                    " JOIN product_variant v ON v.id = l.productVariantId WHERE l.orderId = ? ORDER BY v.sku",
                    (number,),
                ).fetchall()
                total = sum(quantity * price for _, quantity, price in lines)
                placed_at = json.loads(body)["placed_at"]
                sold.append(Sold(code, reference, placed_at, tuple(map(tuple, lines)), currency, total))
            [(strays,)] = base.execute(
                'SELECT COUNT(*) FROM "order" WHERE id NOT IN (SELECT orderId FROM kiosk_order)'
            ).fetchall()
        return sold, strays

    def shelf(self) -> dict[str, int]:
        with closing(sqlite3.connect(self._file)) as base:
            return dict(
                base.execute(
                    "SELECT v.sku, SUM(s.stockOnHand - s.stockAllocated) FROM stock_level s"
                    " JOIN product_variant v ON v.id = s.productVariantId GROUP BY v.sku"
                ).fetchall()
            )


SERVE = """
import json, sys, threading
from pathlib import Path
from kiosk.store.base import Ware
from kiosk.store.embedded import EmbeddedStore
from kiosk.store.serve import StoreServer
wares = [Ware(*one) for one in json.loads(sys.argv[3])]
server = StoreServer(EmbeddedStore(Path(sys.argv[1]), wares), int(sys.argv[2]), token=sys.argv[4])
print(server.url.rsplit(":", 1)[1], flush=True)
threading.Event().wait()
"""


@dataclass
class EmbeddedShop:
    """The embedded store behind HTTP, in a process of its own that can be killed."""

    folder: Path
    wares: Sequence[Ware]
    port: int = 0
    prefix: str = ""
    token: str = "a-token-of-the-fault-run"
    _process: subprocess.Popen[str] | None = field(default=None, repr=False)

    @property
    def token_file(self) -> Path:
        return self.folder / "token"

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.token_file.write_text(self.token)
        wares = json.dumps([(w.sku, w.en, w.price, "CNY", w.stock) for w in self.wares])
        command = [sys.executable, "-c", SERVE, str(self.folder / "store.db"), str(self.port), wares, self.token]
        with (self.folder / "shop.log").open("a") as errors:
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())

    def kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def books(self) -> tuple[list[Sold], int]:
        with closing(sqlite3.connect(self.folder / "store.db")) as base:
            rows = base.execute("SELECT id, external_reference, body FROM orders ORDER BY id").fetchall()
        sold = []
        for number, reference, body in rows:
            said = json.loads(body)
            lines = sorted((line["sku"], line["quantity"], line["unit_price"]) for line in said["lines"])
            total = sum(quantity * price for _, quantity, price in lines)
            sold.append(Sold(f"E{number:06d}", reference, said["placed_at"], tuple(lines), said["currency"], total))
        return sold, 0

    def shelf(self) -> dict[str, int]:
        with closing(sqlite3.connect(self.folder / "store.db")) as base:
            gone = dict(base.execute("SELECT sku, quantity FROM sold").fetchall())
        return {ware.sku: ware.stock - gone.get(ware.sku, 0) for ware in self.wares}
