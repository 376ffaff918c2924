"""The page that a visitor's phone opens to pay: no script, nothing from elsewhere; what is not ours is escaped.

config/stores/vendure/src/page.ts shows the same.
"""

from __future__ import annotations

from html import escape

from kiosk.store.base import StoreOrder, StoreState
from kiosk.store.currency import digits

_SAID = {
    StoreState.PAID: ("已付款，谢谢！", "Paid. Thank you!"),
    StoreState.CANCELLED: ("订单已取消", "This order was cancelled"),
    StoreState.REFUNDED: ("已退款", "The money was given back"),
}
_STYLE = (
    "body{margin:0 auto;max-width:32rem;padding:2rem 1.25rem;background:#f6efe2;color:#1e2a35;"
    "font:1.125rem/1.6 system-ui,sans-serif}h1{font-size:1.5rem;font-variant-numeric:tabular-nums;"
    "letter-spacing:.04em}table{width:100%;border-collapse:collapse}td{padding:.5rem 0;vertical-align:top;"
    "border-bottom:1px solid #eadfc9}td:last-child{text-align:right;white-space:nowrap}.sum{text-align:right;"
    "font-size:1.5rem;margin:1rem 0}button{width:100%;min-height:3.5rem;border:0;border-radius:.5rem;"
    "background:#cb3a22;color:#fbf6ea;font:inherit;font-weight:600}.said{font-size:1.25rem;text-align:center;"
    "margin:3rem 0}"
)


def order(found: StoreOrder) -> str:
    rows = "".join(
        f"<tr><td>{line.quantity} ×</td><td>{escape(line.title)}</td>"
        f"<td>{_money(line.quantity * line.unit_price, found.currency)}</td></tr>"
        for line in found.lines
    )
    total = _money(found.total, found.currency)
    if found.state is StoreState.ACCEPTED:
        action = f'<form method="post"><button>付款 · Pay {total}</button></form>'
    else:
        zh, en = _SAID[found.state]
        action = _words(zh, en)
    return _page(f'<h1>{_spaced(found.reference)}</h1><table>{rows}</table><p class="sum">{total}</p>{action}')


def not_yet(reference: str) -> str:
    """The order is still on its way from the booth: the page asks again by itself."""
    zh = "订单还在路上，本页会自动刷新；也可以稍后再打开这个链接。"
    en = "Your order is still on its way here. This page asks again by itself; the link keeps working later, too."
    return _page(f"<h1>{_spaced(reference)}</h1>{_words(zh, en)}", refresh_s=10)


def refused() -> str:
    return _page(_words("这个链接不对", "This link is not one of ours"))


def failed() -> str:
    return _page(_words("付款没有成功，请稍后再试", "The payment did not go through. Please try again later"))


def _words(zh: str, en: str) -> str:
    return f'<p class="said">{zh}<br>{en}</p>'


def _page(inside: str, refresh_s: int | None = None) -> str:
    refresh = f'<meta http-equiv="refresh" content="{refresh_s}">' if refresh_s else ""
    return (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8"><meta name="viewport" '
        'content="width=device-width"><meta name="referrer" content="no-referrer"><meta name="robots" '
        f'content="noindex">{refresh}<title>环球小镇 Global Town</title><style>{_STYLE}</style></head>'
        f"<body>{inside}</body></html>"
    )


def _money(minor: int, currency: str) -> str:
    try:
        return f"{currency} {digits(minor, currency)}"
    except ValueError:  # nobody here knows where its point belongs
        return f"{escape(currency)} {minor} (minor units)"


def _spaced(reference: str) -> str:
    return escape(" ".join(reference[start : start + 4] for start in range(0, len(reference), 4)))
