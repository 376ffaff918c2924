"""Minor units by ISO 4217, wherever money is shown: here, on the pay page, and on the shop's own pay page."""

from __future__ import annotations

import json
import re
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.store import payment_page
from kiosk.store.base import StoreOrder, StoreState, SubmissionLine
from kiosk.store.currency import EXPONENTS, digits, exponent
from tests.tools.vendure import _node

MONEY_TS = Path(__file__).parents[2] / "config" / "stores" / "vendure" / "src" / "money.ts"
AMOUNTS = (0, 1, -1, 9, 10, 99, 100, 999, 1000, 1001, 12345, 999999, 1000000, -1234567, 2**53 - 1)


@pytest.mark.parametrize(
    ("minor", "currency", "written"),
    [
        (3900, "CNY", "39.00"),
        (1200, "JPY", "1,200"),
        (5, "KWD", "0.005"),
        (1250, "HUF", "12.50"),
        (1, "UYW", "0.0001"),
    ],
)
def test_the_point_is_where_iso_4217_has_it(minor: int, currency: str, written: str) -> None:
    assert digits(minor, currency) == written


@given(st.integers(-(10**18), 10**18), st.sampled_from(sorted(EXPONENTS)))
def test_what_is_written_is_the_amount(minor: int, currency: str) -> None:
    written = digits(minor, currency)
    assert Decimal(written.replace(",", "")).scaleb(exponent(currency)) == minor
    assert re.fullmatch(r"-?\d{1,3}(,\d{3})*(\.\d+)?", written)
    assert len(written.partition(".")[2]) == exponent(currency)


def test_what_is_not_money() -> None:
    with pytest.raises(ValueError, match="'cny'"):
        exponent("cny")
    with pytest.raises(TypeError, match="True"):
        digits(True, "CNY")


@given(st.integers(1, 99), st.integers(1, 10**9), st.sampled_from(sorted(EXPONENTS)))
def test_the_pay_page_shows_each_line_and_the_sum_so(quantity: int, price: int, currency: str) -> None:
    page = payment_page.order(sold(quantity, price, currency))
    assert page.count(f"{currency} {digits(quantity * price, currency)}") == 3, "its line, the sum, the button"


def test_an_amount_of_a_currency_that_nobody_knows_gets_no_point() -> None:
    assert "QQQ 1250 (minor units)" in payment_page.order(sold(1, 1250, "QQQ"))


def sold(quantity: int, price: int, currency: str) -> StoreOrder:
    line = SubmissionLine("noodle-shop/yuzu", "09521403000110", "Yuzu", quantity, price)
    return StoreOrder("ABCD1234EFGH5678", "S1", StoreState.ACCEPTED, (line,), currency, quantity * price)


def test_the_shops_own_pay_page_writes_the_same() -> None:
    """Its module, its types taken off, in the Node that runs the shop."""
    source = re.sub(r": (number|string)\b", "", MONEY_TS.read_text(encoding="utf-8")).replace("export ", "")
    asked = [(minor, currency) for currency in EXPONENTS for minor in AMOUNTS]
    program = f"{source}\nconsole.log(JSON.stringify({json.dumps(asked)}.map(([m, c]) => written(m, c))));"
    ran = subprocess.run([_node(), "-e", program], capture_output=True, text=True, timeout=30, check=True)
    assert json.loads(ran.stdout) == [f"{currency} {digits(minor, currency)}" for minor, currency in asked]
