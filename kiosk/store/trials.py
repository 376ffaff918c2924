"""What kiosk.store.check tries at a shop, one thing after the other; every order that it places is cancelled."""

from __future__ import annotations

import secrets
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from kiosk.store.base import (
    Accepted,
    Capabilities,
    Changes,
    NotAuthorised,
    Page,
    Rejected,
    Store,
    StoreOrder,
    StoreState,
    Submission,
    SubmissionLine,
    Ware,
)
from kiosk.store.trial import Failed, Line, Skipped, must
from kiosk.store.trial_of_sets import sets
from kiosk.store.wire import opened

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ1234567890"
_SENDERS = 8
_ROW = 10
_PAGES = 500


@dataclass
class Check:
    """Tries one shop. open: a new Store each time, for a thread of its own; stranger: one that the shop does not
    know. ware: what is ordered; None: the first of the catalogue of which there is enough. told_apart: whether the
    shop says which sending was the first, and all of an order that is looked up. asked: whether it can be asked.
    hear_s: how soon it tells of changes.
    """

    open: Callable[[], Store]
    stranger: Callable[[], Store] | None = None
    late: Callable[[], Store] | None = None  # signs as if it were an hour ago
    ware: Ware | None = None
    told_apart: bool = True
    asked: bool = True
    hear_s: float = 15.0
    placed: list[str] = field(default_factory=list)
    can: Capabilities = field(default_factory=Capabilities)
    wares: list[Ware] = field(default_factory=list)  # of its catalogue, once that is read

    def lines(self) -> Iterator[Line]:
        """One after the other, as they are tried. Never raises for what a shop does."""
        self.store = self.open()
        try:
            for name, trial in (
                ("it is well", self._health),
                ("a stranger is turned away", self._stranger),
                ("what was signed an hour ago is turned away", self._late),
                ("it says what it can do", self._capabilities),
                ("its catalogue comes page by page, and ends", self._catalogue),
                ("a reference that was never sent is not there", self._absent),
                ("an order is taken", self._order),
                ("the same once more is the same order", self._again),
                (f"{_SENDERS} senders of one order are one order", self._race),
                ("its reference with other goods is refused", self._other),
                ("a wrong price is refused whole", self._price),
                ("an unknown product is refused whole", self._unknown),
                ("an order is found line by line as it was sent", self._look_up),
                ("its goods are held", self._held),
                ("who waits for changes hears of them", self._changes),
                ("its pay link is the booth's, and only that one opens", self._pay_link),
                ("what is not paid is not refunded", self._refund),
                ("a set takes what is in it off the shelf", lambda: sets(self)),
                (f"{_ROW} orders in a row", self._row),
                ("all of them are cancelled, and twice is once", self._cancel),
            ):
                yield self._tried(name, trial)
        finally:
            self.store.close()

    @staticmethod
    def _tried(name: str, trial: Callable[[], str]) -> Line:
        begun = time.monotonic()
        try:
            ok, said = True, trial()
        except Skipped as reason:
            return Line(name, None, str(reason), 0.0)
        except Failed as reason:
            ok, said = False, str(reason)
        return Line(name, ok, said, 1000 * (time.monotonic() - begun))

    # --- what is tried --------------------------------------------------------------------------------------------

    def _health(self) -> str:
        must(self.store.health() is None, self.store.health())
        return ""

    def _stranger(self) -> str:
        if self.stranger is None:
            raise Skipped("it knows nobody from nobody")
        store = self.stranger()
        try:
            answers: list[object] = [store.find(self._reference())] if self.asked else []
            answers.append(store.submit(self.an_order()))
        finally:
            store.close()
        must(all(isinstance(answer, NotAuthorised) for answer in answers), answers)
        return ""

    def _late(self) -> str:
        if self.late is None:
            raise Skipped("its calls are not signed")
        store, order = self.late(), self.an_order()
        try:
            answer = store.submit(order)
        finally:
            store.close()
        if isinstance(answer, Accepted):
            self.placed.append(order.reference)
        must(isinstance(answer, NotAuthorised), f"{answer}: whoever overhears a call can send it again for ever")
        return ""

    def _capabilities(self) -> str:
        said = self.store.capabilities()
        if not isinstance(said, Capabilities):
            raise Failed(str(said))
        self.can = said
        known = ("catalogue", "changes", "pay_link", "cancel", "refund", "sets")
        names = [name for name in known if getattr(said, name)]
        return ", ".join(names) or "orders alone"

    def _catalogue(self) -> str:
        if not self.can.catalogue:
            raise Skipped("it shows none")
        wares: list[Ware] = []
        after = 0
        for _ in range(_PAGES):
            page = self.store.catalogue(after)
            if not isinstance(page, Page):
                raise Failed(str(page))
            wares += page.wares
            if page.after is None:
                break
            after = page.after
        else:
            raise Failed(f"more than {_PAGES} pages")
        must(len({ware.sku for ware in wares}) == len(wares), "a product stands in it twice")
        self.wares = wares
        single = [ware for ware in wares if ware.enabled and ware.price > 1 and not ware.parts]
        enough = [ware for ware in single if ware.stock is None or ware.stock > 3 * _ROW]
        if self.ware is None and enough:
            self.ware = enough[0]
        wanted = self.ware.sku if self.ware else None
        must(any(ware.sku == wanted for ware in wares), f"nothing to order: of none there are more than {3 * _ROW}")
        return f"{len(wares)} goods; orders are of {wanted}"

    def _absent(self) -> str:
        must(self.store.find(self._reference()) is None, "it answered something else")
        return ""

    def _order(self) -> str:
        self.before = self.stock()
        self.since = self._newest()
        self.first = self.an_order(quantity=2)
        self.answer = self.place(self.first)
        must(not (self.told_apart and self.answer.already_there), "it says that it had it before")
        return self.answer.store_id

    def _again(self) -> str:
        answer = self.store.submit(replace(self._placed_first(), placed_at=_now()))
        must(isinstance(answer, Accepted) and answer.store_id == self.answer.store_id, answer)
        must(not self.told_apart or getattr(answer, "already_there", False), "it says that this one is new")
        return ""

    def _race(self) -> str:
        submission = self.an_order()

        def send(_: int) -> object:
            store = self.open()
            try:
                return store.submit(submission)
            finally:
                store.close()

        self.placed.append(submission.reference)
        with ThreadPoolExecutor(_SENDERS) as senders:
            answers = list(senders.map(send, range(_SENDERS)))
        # One that came too early for a look-up may be in doubt; it asks again, and must hear the same.
        answers = [answer if isinstance(answer, Accepted) else self.store.submit(submission) for answer in answers]
        taken = [answer for answer in answers if isinstance(answer, Accepted)]
        must(len(taken) == _SENDERS and len({answer.store_id for answer in taken}) == 1, answers)
        must(sum(not answer.already_there for answer in taken) <= 1, "more than one of them was the first")
        return ""

    def _other(self) -> str:
        first = self._placed_first()
        line = replace(first.lines[0], quantity=1)
        answer = self.store.submit(replace(first, lines=(line,), total=line.unit_price))
        must(isinstance(answer, Rejected), answer)
        return str(getattr(answer, "reason", ""))

    def _price(self) -> str:
        if not self.can.catalogue:
            raise Skipped("it shows no prices")
        return self.refuse(self.an_order(price=self._ware().price - 1))

    def _unknown(self) -> str:
        if not self.can.catalogue:
            raise Skipped("it shows no catalogue")
        return self.refuse(self.an_order(sku=f"no-such-{secrets.token_hex(8)}"))

    def _look_up(self) -> str:
        first = self._placed_first()
        if not self.asked:
            raise Skipped("it cannot be asked, and promises to take a reference once")
        if not self.told_apart:
            known = self.store.find(first.reference)
            must(isinstance(known, Accepted) and known.store_id == self.answer.store_id, known)
            return "its number"
        found = self.store.order(first.reference)
        if not isinstance(found, StoreOrder):
            raise Failed(str(found))
        must((found.lines, found.currency, found.total) == (first.lines, first.currency, first.total), found)
        must((found.store_id, found.state) == (self.answer.store_id, StoreState.ACCEPTED), found)
        return ""

    def _held(self) -> str:
        after = self.stock()
        self._placed_first()
        if self.before is None or after is None:
            raise Skipped("nobody counts them")
        must(after <= self.before - 3, f"{self.before} before three were ordered, {after} after")
        return f"{self.before} before, {after} after"

    def _changes(self) -> str:
        if not self.can.changes:
            raise Skipped("it tells of none")
        first = self._placed_first()
        wait = min(10.0, self.can.longest_wait_s)
        since = self._newest()
        if not self.can.cancel:
            must(isinstance(told := self.store.changes(since), Changes), told)
            return "asked; it lets us change nothing to hear of"
        with ThreadPoolExecutor(1) as listener:
            listening = listener.submit(self._heard, first.reference, since, wait, time.monotonic() + self.hear_s)
            time.sleep(0.3)  # so that it waits when the change comes; one that came sooner would be heard as well
            self.cancel(first.reference)
            changed = time.monotonic()
            heard = listening.result()
        return f"heard {max(0.0, 1000 * (heard - changed)):.0f} ms after it was cancelled"

    def _heard(self, reference: str, since: int, wait_s: float, until: float) -> float:
        """When a change of this order was told, monotonic seconds."""
        store = self.open()
        try:
            while time.monotonic() < until:
                told = store.changes(since, wait_s)
                if not isinstance(told, Changes):
                    raise Failed(str(told))
                if any(order.reference == reference for order in told.orders):
                    return time.monotonic()
                since = told.last
        finally:
            store.close()
        raise Failed("an order was cancelled, and nobody told of it")

    def _pay_link(self) -> str:
        if not self.can.pay_link:
            raise Skipped("it has no pay page")
        order = self.an_order()
        url = self.place(order).pay_url
        must(url != "", "it took an order without saying where to pay it")
        ours = self.store.pay_link(order.reference, order.total, order.currency)
        if ours is not None:
            must(ours == url, f"the booth would show {ours}, the shop says {url}")
        touched = url[:-1] + ("A" if url[-1] != "A" else "B")
        pages = [opened(link) for link in (url, touched)]
        must(pages[0] == 200 and pages[1] in (403, 404), f"its page answers {pages[0]}, a touched one {pages[1]}")
        if ours is None:
            return "no secret for pay links: the booth's own were not compared"
        unsent = self.store.pay_link(self._reference(), 100, order.currency)
        must(unsent is not None and opened(unsent) == 200, "a link that came before its order does not open")
        return ""

    def _refund(self) -> str:
        if not self.can.refund:
            raise Skipped("it does not")
        order = self.an_order()
        self.place(order)
        answer = self.store.refund(order.reference, "kiosk store check")
        must(isinstance(answer, Rejected), answer)
        return ""

    def _row(self) -> str:
        times = []
        for _ in range(_ROW):
            begun = time.monotonic()
            self.place(self.an_order())
            times.append(1000 * (time.monotonic() - begun))
        return f"{statistics.median(times):.1f} ms each (median), {max(times):.1f} ms at most"

    def _cancel(self) -> str:
        if not self.can.cancel:
            raise Skipped(f"it does not: {len(self.placed)} orders stay there")
        must(self.store.cancel(self._reference(), "kiosk store check") is None, "it cancelled what was never there")
        count = len(self.placed)
        for reference in list(self.placed):
            self.cancel(reference)
            self.cancel(reference)
            self.placed.remove(reference)
        after = self.stock()
        if self.before is not None and after is not None and count:
            must(after >= self.before, f"{self.before} before, {after} after: not all goods came back")
        return f"{count} orders"

    # --- helpers --------------------------------------------------------------------------------------------------

    def _reference(self) -> str:
        return "CHECK" + "".join(secrets.choice(ALPHABET) for _ in range(11))

    def _ware(self) -> Ware:
        if self.ware is None:
            raise Skipped("there is nothing to order; name it: --sku, --price, --currency")
        return self.ware

    def an_order(self, quantity: int = 1, price: int | None = None, sku: str | None = None) -> Submission:
        ware = self.ware or Ware("check", "Check", 100, "CNY")
        each = ware.price if price is None else price
        line = SubmissionLine(sku or ware.sku, "", "kiosk store check", quantity, each)
        return Submission(self._reference(), (line,), ware.currency, quantity * each, _now())

    def place(self, submission: Submission) -> Accepted:
        self._ware()
        self.placed.append(submission.reference)
        answer = self.store.submit(submission)
        if not isinstance(answer, Accepted):
            raise Failed(str(answer))
        return answer

    def _placed_first(self) -> Submission:
        if not hasattr(self, "answer"):
            raise Skipped("no order was taken")
        return self.first

    def refuse(self, submission: Submission) -> str:
        self._ware()
        self.placed.append(submission.reference)
        answer = self.store.submit(submission)
        if not isinstance(answer, Rejected):
            raise Failed(str(answer))
        found = self.store.find(submission.reference)
        must(found is None, f"refused, and yet {found}")
        self.placed.remove(submission.reference)
        return answer.reason

    def cancel(self, reference: str) -> None:
        answer = self.store.cancel(reference, "kiosk store check")
        if answer is None:
            return  # it was never taken
        must(isinstance(answer, StoreOrder) and answer.state is StoreState.CANCELLED, answer)

    def _newest(self) -> int:
        last = 0
        for _ in range(_PAGES if self.can.changes else 0):
            told = self.store.changes(last)
            if not isinstance(told, Changes):
                raise Failed(str(told))
            if told.last == last:
                break
            last = told.last
        return last

    def stock(self, sku: str = "") -> int | None:
        """Of `sku`, or of what is ordered; None where nobody counts."""
        wanted = sku or (self.ware.sku if self.ware else "")
        after: int | None = 0
        while self.can.catalogue and wanted and after is not None:
            page = self.store.catalogue(after)
            if not isinstance(page, Page):
                raise Failed(str(page))
            for ware in page.wares:
                if ware.sku == wanted:
                    return ware.stock
            after = page.after
        return None


def _now() -> str:
    return datetime.now(UTC).isoformat()
