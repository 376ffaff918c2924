"""Who sends, and how often: many senders of one order, two booths for one last piece, two processes on a file."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from kiosk.order.journal import Journal, read_journal
from kiosk.order.journal.lock import FileLock
from kiosk.order.model import Good, Order, OrderState
from kiosk.order.sync import Sync, submission
from kiosk.store.base import Accepted, Submission
from kiosk.store.embedded import EmbeddedStore
from kiosk.store.http import HttpStore
from kiosk.store.serve import StoreServer
from tests.faults.judge import WARES
from tests.faults.shops import EmbeddedShop
from tests.tools.vendure import Vendure

Make = Callable[..., Order]
ROOT = Path(__file__).parents[2]
LAST = Good("noodle-shop/last", "09521403000110", "The last one", "最后一碗", 2900, "CNY", 5)


def until(so: Callable[[], bool], what: str, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end, what
        time.sleep(0.02)


def raced(open_store: Callable[[], HttpStore], order: Submission) -> list[Accepted]:
    """The answers of eight that submit it at the same moment."""
    answers, at_once = [], threading.Barrier(8)

    def send() -> None:
        store = open_store()
        at_once.wait()
        answers.append(store.submit(order))
        store.close()

    senders = [threading.Thread(target=send) for _ in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return answers  # type: ignore[return-value]


def one_order(answers: list[Accepted]) -> bool:
    assert all(isinstance(answer, Accepted) for answer in answers), answers
    return len({answer.store_id for answer in answers}) == 1 and sum(not one.already_there for one in answers) == 1


def test_eight_senders_race_on_one_reference(tmp_path: Path, make_order: Make) -> None:
    server = StoreServer(EmbeddedStore(tmp_path / "store.db"))
    try:
        for _ in range(5):
            assert one_order(raced(lambda: HttpStore(server.url), submission(make_order())))
        assert len(server.store.orders()) == 5
    finally:
        server.close()


def test_eight_senders_race_on_one_reference_at_the_real_shop(vendure: Vendure, make_order: Make) -> None:
    for _ in range(3):
        assert one_order(raced(lambda: HttpStore(vendure.url, vendure.token_file, 30.0), submission(make_order())))


def test_the_last_one_wanted_by_two_booths_is_sold_once(vendure: Vendure, tmp_path: Path, make_order: Make) -> None:
    with ExitStack() as booths:
        journals, syncs = [], []
        for name in ("north", "south"):
            journal = booths.enter_context(Journal(tmp_path / name / "journal.sqlite"))
            journal.commit(make_order(good=LAST)).result()
            journals.append(journal)
            syncs.append(Sync(journal, HttpStore(vendure.url, vendure.token_file, 30.0)))
            booths.callback(syncs[-1].stop)
        for sync in syncs:
            sync.start()
        settled = {OrderState.SENT, OrderState.REJECTED}
        until(lambda: all(one.records()[0].state in settled for one in journals), "the shop did not decide")
        records = sorted((journal.records()[0] for journal in journals), key=lambda record: record.state)
    assert [record.state for record in records] == [OrderState.REJECTED, OrderState.SENT]
    assert records[0].reason is not None
    assert "1 wanted, 0 left" in records[0].reason
    store = HttpStore(vendure.url, vendure.token_file, 30.0)
    assert store.find(records[0].order.reference) is None
    assert store.find(records[1].order.reference) is not None
    store.close()


class Running:
    """A booth in a process of its own, on a journal that others have open too."""

    def __init__(self, folder: Path, shop: EmbeddedShop) -> None:
        wares = folder / "wares.json"
        wares.write_text(json.dumps([(w.sku, "09521403000110", w.en, w.zh, w.price) for w in WARES]))
        command = [sys.executable, "-m", "tests.faults.booth", str(folder / "journal.sqlite")]
        command += [f"http://127.0.0.1:{shop.port}", str(shop.token_file), str(wares)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.said() == ["ready"]

    def said(self) -> list[str]:
        assert self.process.stdout is not None
        return self.process.stdout.readline().split()

    def order(self, n: int) -> str:
        """Answers the reference once it is durable."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"n": n, "language": "zh", "lines": [[WARES[0].sku, 1]]}) + "\n")
        self.process.stdin.flush()
        word, number, reference = self.said()
        assert (word, number) == ("placed", str(n))
        return reference

    def end(self) -> None:
        self.process.communicate()


def test_two_processes_on_one_journal_and_the_sender_dies(tmp_path: Path) -> None:
    shop = EmbeddedShop(tmp_path / "shop", WARES)
    shop.start()
    journal = tmp_path / "journal.sqlite"
    sender = FileLock(tmp_path / "journal.sqlite-sender")
    booths = [Running(tmp_path, shop)]

    def at_store() -> int:
        return len(read_journal(journal, state=OrderState.SENT))

    try:
        until(lambda: sender.owner() == booths[0].process.pid, "the first booth does not send")
        booths.append(Running(tmp_path, shop))
        placed = [booths[n % 2].order(n) for n in range(20)]
        until(lambda: at_store() == 20, "what both took did not leave")
        assert sender.owner() == booths[0].process.pid, "the second one took the sending from a living one"
        booths[0].process.kill()
        placed += [booths[1].order(n) for n in range(20, 30)]
        until(lambda: at_store() == 30, "nobody took over from the dead sender")
        assert sender.owner() == booths[1].process.pid
    finally:
        for booth in booths:
            booth.end()
        shop.kill()
    sold, _ = shop.books()
    assert sorted(one.reference for one in sold) == sorted(placed)
