import { written } from './money';
import { Found } from './orders.service';

const WORDS: Record<string, [string, string]> = {
    accepted: ['付款', 'Pay'],
    paid: ['已付款，谢谢！', 'Paid. Thank you!'],
    cancelled: ['订单已取消', 'This order was cancelled'],
    refunded: ['已退款', 'The money was given back'],
};

/** The page that a visitor's phone opens. No script, nothing from elsewhere; all that is not ours is escaped. */
export function payPage(found: Found): string {
    const { submission, state, reference } = found;
    const money = (minor: number) => written(minor, submission.currency);
    const lines = submission.lines
        .map(line => `<tr><td>${line.quantity} ×</td><td>${escape(line.title)}</td><td>${money(line.quantity * line.unit_price)}</td></tr>`)
        .join('');
    const [zh, en] = WORDS[state];
    const action =
        state === 'accepted'
            ? `<form method="post"><button>${zh} · ${en} ${money(submission.total)}</button></form>`
            : `<p class="said">${zh}<br>${en}</p>`;
    return shell(`<h1>${spaced(reference)}</h1><table>${lines}</table><p class="sum">${money(submission.total)}</p>${action}`);
}

/** The order is still on its way from the booth: the page asks again by itself. */
export function notYetPage(reference: string): string {
    return shell(
        `<h1>${spaced(reference)}</h1><p class="said">订单还在路上，本页会自动刷新；也可以稍后再打开这个链接。<br>` +
            'Your order is still on its way here. This page asks again by itself; the link keeps working later, too.</p>',
        10,
    );
}

export function refusedPage(zh: string, en: string): string {
    return shell(`<p class="said">${escape(zh)}<br>${escape(en)}</p>`);
}

function shell(inside: string, refreshS?: number): string {
    const refresh = refreshS ? `<meta http-equiv="refresh" content="${refreshS}">` : '';
    return `<!doctype html><html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">${refresh}<title>环球小镇 Global Town</title><style>
body{margin:0 auto;max-width:32rem;padding:2rem 1.25rem;background:#f6efe2;color:#1e2a35;font:1.125rem/1.6 system-ui,sans-serif}
h1{font-size:1.5rem;font-variant-numeric:tabular-nums;letter-spacing:.04em}table{width:100%;border-collapse:collapse}
td{padding:.5rem 0;vertical-align:top;border-bottom:1px solid #eadfc9}td:last-child{text-align:right;white-space:nowrap}
.sum{text-align:right;font-size:1.5rem;margin:1rem 0}button{width:100%;min-height:3.5rem;border:0;border-radius:.5rem;
background:#cb3a22;color:#fbf6ea;font:inherit;font-weight:600}.said{font-size:1.25rem;text-align:center;margin:3rem 0}
</style></head><body>${inside}</body></html>`;
}

function spaced(reference: string): string {
    return escape(reference.replace(/(.{4})(?=.)/g, '$1 '));
}

function escape(text: string): string {
    return text.replace(/[&<>"']/g, found => `&#${found.charCodeAt(0)};`);
}
