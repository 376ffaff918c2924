"""The contract test that a shop can run against itself, run against all stores that we have."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from kiosk.store import check
from kiosk.store.base import Accepted, Answer, Capabilities, Changes, Page, Store, StoreOrder, Submission, Ware
from kiosk.store.embedded import EmbeddedStore
from kiosk.store.serve import StoreServer
from kiosk.store.trial import Line
from kiosk.store.trials import Check
from tests.tools.vendure import Vendure

SECRET = "a-secret-for-pay-links"
WARES = [
    Ware("noodle-shop/yuzu", "Yuzu mask", 3900, "CNY", 500),
    Ware("noodle-shop/rice", "Rice mask", 2900, "CNY", 50),
    Ware(
        "noodle-shop/tray", "Tray", 9000, "CNY", parts=("noodle-shop/rice", "noodle-shop/yuzu", "noodle-shop/rice")
    ),
]
APART = (
    "what was signed an hour ago is turned away",
    "a stranger is turned away",
    "its pay link is the booth's, and only that one opens",
)


@contextmanager
def served(tmp_path: Path) -> Iterator[tuple[StoreServer, Path, Path]]:
    token, secret = tmp_path / "token", tmp_path / "secret"
    token.write_text("the-token-of-a-booth\n")
    secret.write_text(SECRET)
    server = StoreServer(EmbeddedStore(tmp_path / "served.db", WARES), 0, "the-token-of-a-booth", SECRET)
    try:
        yield server, token, secret
    finally:
        server.close()


def ran(trial: Check) -> list[Line]:
    lines = list(trial.lines())
    assert [line for line in lines if line.ok is False] == []
    assert trial.placed == []
    return lines


def test_the_embedded_store_keeps_to_the_contract(tmp_path: Path) -> None:
    lines = ran(Check(lambda: EmbeddedStore(tmp_path / "store.db", WARES)))
    assert {line.name for line in lines if line.ok is None} == set(APART)


def test_the_store_server_keeps_to_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with served(tmp_path) as (server, token, secret):
        status = check.main([server.url, "--token-file", str(token), "--pay-secret-file", str(secret)])
        out = capsys.readouterr().out
        assert status == 0, out
        assert out.count("ok  ") == 19
        assert "SECRET" not in out
        with closing(EmbeddedStore(server.store.path, WARES)) as store:
            states = {store.order(one.reference).state for _, one in store.orders()}  # type: ignore[union-attr]
        assert states == {"cancelled"}, "it cleans up after itself"


def test_the_real_vendure_keeps_to_the_contract(vendure: Vendure, capsys: pytest.CaptureFixture[str]) -> None:
    secret = vendure.folder / "pay-secret"
    secret.write_text(vendure.pay_secret)
    arguments = [vendure.url, "--token-file", str(vendure.token_file), "--pay-secret-file", str(secret)]
    assert check.main(arguments) == 0, capsys.readouterr().out
    assert capsys.readouterr().out.count("ok  ") == 19


class Wrong(EmbeddedStore):
    """A shop with one fault in it."""

    fault = ""
    apart: ClassVar = {ware.sku: replace(ware, stock=ware.stock or 9) for ware in WARES if "yuzu" not in ware.sku}

    def submit(self, submission: Submission) -> Answer:
        if self.fault == "doubles" and submission.total != 1:
            number = sum(reference.startswith(submission.reference) for reference in self.references())
            answer = super().submit(replace(submission, reference=f"{submission.reference}-{number}"))
            return replace(answer, already_there=number > 0) if isinstance(answer, Accepted) else answer
        if self.fault == "any price":
            prices = {ware.sku: ware.price for ware in WARES}
            lines = tuple(replace(line, unit_price=prices.get(line.sku, 1)) for line in submission.lines)
            total = sum(line.quantity * line.unit_price for line in lines)
            submission = replace(submission, lines=lines, total=total)
        return super().submit(submission)

    def references(self) -> list[str]:
        return [one.reference for _, one in self.orders(1000)]

    def order(self, reference: str) -> StoreOrder | None:  # type: ignore[override]
        found = super().order(reference)
        if self.fault == "forgets" or not isinstance(found, StoreOrder):
            return None
        return replace(found, lines=found.lines * 2) if self.fault == "other lines" else found

    def cancel(self, reference: str, reason: str) -> StoreOrder | None:  # type: ignore[override]
        return self.order(reference) if self.fault == "keeps" else super().cancel(reference, reason)  # type: ignore

    def refund(self, reference: str, reason: str) -> StoreOrder | None:  # type: ignore[override]
        return self.order(reference) if self.fault == "gives back" else super().refund(reference, reason)  # type: ignore

    def changes(self, since: int, wait_s: float = 0.0) -> Changes:  # type: ignore[override]
        return Changes(since) if self.fault == "silent" else super().changes(since, 0.01)  # type: ignore

    def catalogue(self, after: int = 0) -> Page:  # type: ignore[override]
        page = super().catalogue(after)
        assert isinstance(page, Page)
        if self.fault == "endless":
            return replace(page, after=after + 1)
        if self.fault == "sets apart":  # it counts a set by itself, and sells what is in it once more
            return replace(page, wares=tuple(self.apart.get(ware.sku, ware) for ware in page.wares))
        return replace(page, wares=tuple(WARES)) if self.fault == "not held" else page

    def capabilities(self) -> Capabilities:
        return replace(super().capabilities(), longest_wait_s=0.01)


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        ("doubles", "the same once more is the same order"),
        ("any price", "a wrong price is refused whole"),
        ("forgets", "an order is found line by line as it was sent"),
        ("other lines", "an order is found line by line as it was sent"),
        ("keeps", "all of them are cancelled, and twice is once"),
        ("gives back", "what is not paid is not refunded"),
        ("endless", "its catalogue comes page by page, and ends"),
        ("not held", "its goods are held"),
        ("sets apart", "a set takes what is in it off the shelf"),
    ],
)
def test_a_shop_with_a_fault_is_told_of_it(tmp_path: Path, fault: str, line: str) -> None:
    def opened() -> Store:
        store: Store = type("Faulty", (Wrong,), {"fault": fault})(tmp_path / "s.db", WARES)
        return store

    bad = [one.name for one in Check(opened, hear_s=0.5).lines() if one.ok is False]
    assert line in bad


def test_a_shop_that_is_not_there_fails_every_line_and_exits_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main(["http://127.0.0.1:9/kiosk"]) == 1
    out = capsys.readouterr().out
    assert "no connection" in out
    assert "must be put right" in out


def test_an_address_that_orders_are_not_sent_to_is_an_error_of_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        check.main(["http://shop.example"])
    assert ended.value.code == 2
    assert "https" in capsys.readouterr().err
