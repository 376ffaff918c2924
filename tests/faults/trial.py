"""A booth, a bad network and a store, of which two are killed again and again; then what became of each order.

Baskets, faults and instants of killing come from the seed; which call meets which fault is the threads' doing.
"""

from __future__ import annotations

import contextlib
import json
import queue
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.order.journal import read_journal
from kiosk.order.model import UNSENT
from tests.faults.judge import POISON, SCARCE, WARES, Judge, Report
from tests.faults.proxy import Proxy
from tests.faults.shops import EmbeddedShop, Shop, VendureShop

DRAIN_S = 600.0


@dataclass(frozen=True, slots=True)
class Plan:
    """pause_s: mean between two visitors. booth_s, store_s: between two kills. *_kills: the least."""

    orders: int = 1000
    seed: int = 20261123
    fresh: bool = False  # the control
    rate: float = 0.35
    pause_s: float = 0.1
    booth_s: float = 4.0
    store_s: float = 18.0
    booth_kills: int = 20
    store_kills: int = 6
    storm_s: float = 480.0  # it is over by then, whatever is left


def baskets(plan: Plan) -> list[dict[str, Any]]:
    """One in a hundred is poison, three in a hundred want what there is little of; at least one of each."""
    chance = random.Random(plan.seed)
    made = []
    for n in range(plan.orders):
        kind = chance.random()
        if kind < 0.01 or n == plan.orders // 3:
            lines = [[POISON, 1]]
        elif kind < 0.04:
            lines = [[SCARCE.sku, 1]]
        else:
            some = chance.sample(WARES, chance.randint(1, 3))
            lines = [[ware.sku, chance.randint(1, 4)] for ware in some]
        made.append({"n": n, "language": chance.choice(["zh", "en"]), "lines": lines})
    return made


class Trial:
    def __init__(self, plan: Plan, folder: Path, shop: Shop, say: Callable[[str], None] = lambda _: None) -> None:
        self._plan, self._folder, self._shop, self._say = plan, folder, shop, say
        self._chance = random.Random(plan.seed + 1)
        self._events: queue.Queue[tuple[str, Any]] = queue.Queue()
        self._baskets = baskets(plan)
        self._todo = list(self._baskets)
        self._unsaid: dict[int, dict[str, Any]] = {}  # given to a booth, nothing heard of yet
        self._references: dict[int, str] = {}
        self._booth: subprocess.Popen[str] | None = None
        self._reading: threading.Thread | None = None
        self._starting: threading.Thread | None = None  # the store
        self._store_up = False
        self._calm = False
        self.report = Report()

    @property
    def journal(self) -> Path:
        return self._folder / "journal.sqlite"

    def run(self) -> Report:
        try:
            return self._run()
        finally:
            self._shop.kill()

    def _run(self) -> Report:
        begun = time.monotonic()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._start_store()
        proxy = Proxy(
            lambda: self._shop.port,
            random.Random(self._plan.seed + 2),
            self._plan.rate,
            lambda who: self._events.put(("kill", who)),
        )
        self._url = f"http://127.0.0.1:{proxy.port}{self._shop.prefix}"
        goods = [(w.sku, "09521403000110", w.en, w.zh, w.price) for w in [*WARES, SCARCE]]
        goods.append((POISON, "09521403000110", "Not sold", "没有", 100))
        (self._folder / "wares.json").write_text(json.dumps(goods))
        try:
            self._start_booth()
            self._storm()
            self._calm = True
            proxy.calm()
            self._say(f"calm after {time.monotonic() - begun:.0f} s: {len(self._references)} placed")
            self._drain()
        finally:
            proxy.close()
            self._end_booth()
            self.report.calls, self.report.faults = proxy.calls, proxy.done
            if proxy.followed:
                self.report.wrong.append(f"{proxy.followed} redirects were followed")
        self.judge()
        self.report.took_s = time.monotonic() - begun
        return self.report

    def judge(self) -> None:
        """While the shop is up; it is down afterwards."""
        Judge(self._baskets, self._references, self._shop, self.journal, self.report, self._plan.fresh).judge()

    # --- the storm ----------------------------------------------------------------------------------------

    def _storm(self) -> None:
        """Until everybody has ordered, enough was killed, and most of it got through in spite of everything."""
        now = time.monotonic()
        until = now + self._plan.storm_s
        least = {"booth": self._plan.booth_kills, "store": self._plan.store_kills}
        due = {"visitor": now, "booth": now + self._after(self._plan.booth_s)}
        due["store"] = now + self._after(self._plan.store_s)
        told = now
        while not self._over() and now < until:
            now = time.monotonic()
            if now - told > 20:
                told = now
                self._say(f"{len(self._references)} placed, killed {dict(self.report.kills)}")
            if now >= due["visitor"]:
                due["visitor"] = now + self._after(self._plan.pause_s)
                if self._todo:
                    self._give(self._todo.pop(0))
            for who, mean in (("booth", self._plan.booth_s), ("store", self._plan.store_s)):
                if now >= due[who]:
                    # Once enough was killed they live longer, or nothing would get through while faults last.
                    due[who] = now + self._after(mean if self.report.kills[who] < least[who] else 4 * mean)
                    self._kill(who)
            self._turn(max(0.0, min(due.values()) - time.monotonic()))

    def _over(self) -> bool:
        kills = self.report.kills
        enough = kills["booth"] >= self._plan.booth_kills and kills["store"] >= self._plan.store_kills
        return enough and not self._todo and not self._unsaid and self._unsent() <= self._plan.orders // 20

    def _unsent(self) -> int:
        return sum(len(read_journal(self.journal, state=state)) for state in UNSENT)

    def _after(self, mean_s: float) -> float:
        return self._chance.expovariate(1 / mean_s)

    def _turn(self, wait_s: float) -> None:
        try:
            what, given = self._events.get(timeout=min(wait_s, 0.5) + 0.001)
        except queue.Empty:
            return
        if what == "kill":
            self._kill(given)
        elif what == "broken":
            raise given
        elif what == "up":
            self._store_up = True
        else:
            self._heard(given)

    def _heard(self, line: str) -> None:
        word, _, rest = line.strip().partition(" ")
        if word == "placed":
            n, reference = rest.split()
            self._unsaid.pop(int(n), None)
            if self._references.setdefault(int(n), reference) != reference:
                # The visitor was told nothing and ordered again, and then the first booth's word came after all.
                self.report.wrong.append(f"basket {n} was said to be two orders")
        elif word != "ready":
            self.report.wrong.append(f"the booth said: {line.strip()}")

    def _give(self, basket: dict[str, Any]) -> None:
        self._unsaid[basket["n"]] = basket
        assert self._booth is not None
        assert self._booth.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._booth.stdin.write(json.dumps(basket) + "\n")
            self._booth.stdin.flush()

    # --- killing and starting -----------------------------------------------------------------------------

    def _kill(self, who: str) -> None:
        if self._calm:
            return
        if who == "booth":
            self.report.kills["booth"] += 1
            self._stop_booth()
            self._start_booth()
        elif self._store_up:
            self.report.kills["store"] += 1
            self._store_up = False
            self._shop.kill()
            self._starting = threading.Thread(target=self._start_again)
            self._starting.start()

    def _start_again(self) -> None:
        try:
            self._shop.start()
        except Exception as error:
            self._events.put(("broken", error))
        else:
            self._events.put(("up", None))

    def _start_store(self) -> None:
        self._shop.start()
        self._store_up = True

    def _start_booth(self) -> None:
        command = [sys.executable, "-m", "tests.faults.booth", str(self.journal), self._url]
        command += [str(self._shop.token_file), str(self._folder / "wares.json")]
        command += ["--fresh"] if self._plan.fresh else []
        with (self._folder / "booth.log").open("a") as errors:
            self._booth = subprocess.Popen(
                command,
                cwd=Path(__file__).parents[2],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self._reading = threading.Thread(target=self._read, args=(self._booth,))
        self._reading.start()
        for basket in list(self._unsaid.values()):
            self._give(basket)

    def _read(self, booth: subprocess.Popen[str]) -> None:
        assert booth.stdout is not None
        for line in booth.stdout:
            if line.endswith("\n"):
                self._events.put(("said", line))

    def _stop_booth(self) -> None:
        """kill -9. What it had said is heard; the rest is ordered again, as a visitor without a thank-you would."""
        assert self._booth is not None
        self._booth.kill()
        self._closed()

    def _end_booth(self) -> None:
        """As a booth ends; twice is once."""
        if self._booth is None:
            return
        assert self._booth.stdin is not None
        with contextlib.suppress(OSError):
            self._booth.stdin.close()
        watch = threading.Timer(60, self._booth.kill)
        watch.start()
        self._closed()
        watch.cancel()
        watch.join()
        self._booth = None
        if self._starting is not None:
            self._starting.join()

    def _closed(self) -> None:
        assert self._booth is not None
        assert self._reading is not None
        self._reading.join()
        self._booth.wait()
        for pipe in (self._booth.stdin, self._booth.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        heard = []
        while not self._events.empty():
            heard.append(self._events.get())
        for what, given in heard:
            if what == "said":
                self._heard(given)
            elif (what, given) != ("kill", "booth"):
                self._events.put((what, given))

    # --- afterwards ---------------------------------------------------------------------------------------

    def _drain(self) -> None:
        until = time.monotonic() + DRAIN_S
        while time.monotonic() < until:
            self._turn(0.2)
            if self._store_up and not self._unsent():
                return
        left = Counter(record.state.value for record in read_journal(self.journal))
        self.report.wrong.append(f"not drained after {DRAIN_S:.0f} s: {dict(left)}")


def vendure(folder: Path) -> VendureShop:
    return VendureShop(folder, [*WARES, SCARCE])


def embedded(folder: Path) -> EmbeddedShop:
    return EmbeddedShop(folder, [*WARES, SCARCE])
