"""Of the label, the record it leads to, and whether the item may be used."""

from __future__ import annotations

from kiosk.town.model import Text
from kiosk.trace.words.saying import Saying, say

UNSIGNED = Text(
    en="This code carries no signature, so we can show the product but not confirm this particular item.",
    zh="这个码没有数字签名，我们可以介绍这款商品，但无法核实您手上的这一件。",
)

LABEL: dict[str, Saying] = {
    "label": say(
        "The label can be read.",
        "标签可以读取。",
        "What the label says is no product code we can make sense of.",
        "标签上的内容不是我们能看懂的商品码。",
        "There is no label to look at, only the record.",
        "这里只有档案，没有标签可供核对。",
    ),
    "label-journey": say(
        "The label is for this very lot.",
        "标签对应的正是这一批次。",
        "The label is for other goods than this journey.",
        "标签对应的不是这段旅程里的商品。",
    ),
    "signature": say(
        "The label's digital signature is intact: nothing on it was changed.",
        "标签的数字签名完好，内容没有被改动。",
        "The label's signature does not match what the label says.",
        "标签的数字签名与标签内容不符。",
        UNSIGNED.en,
        UNSIGNED.zh,
    ),
    "issuer": say(
        "Issued by {issuer}.",
        "签发方：{issuer}。",
        "We do not know who signed this label.",
        "我们不认识这个标签的签发方。",
    ),
    "key-product": say(
        "Its issuer may sign for this product.",
        "签发方有权为这款商品签名。",
        "Whoever signed this label may not sign for this product.",
        "签名的一方无权为这款商品签名。",
    ),
    "key-dates": say(
        "The signing key was in use when this lot was made.",
        "这一批次生产时，签名密钥正在使用期内。",
        "The label was signed with a key that was not in use when this lot was made.",
        "这一批次生产时，标签所用的签名密钥并不在使用期内。",
    ),
    "key-revoked": say(
        "The signing key had not been withdrawn.",
        "签名密钥没有被吊销。",
        "The signing key was withdrawn before this lot was made.",
        "这一批次生产之前，签名密钥就已被吊销。",
        "The signing key was withdrawn at some time, and we cannot tell whether this label is older.",
        "签名密钥后来被吊销，我们无法判断这个标签是否在那之前签发。",
    ),
    "lot": say(
        "Lot {lot} is on record.",
        "批次 {lot} 有档案可查。",
        "We have no record of this lot.",
        "我们这里没有这一批次的档案。",
    ),
    "lot-named": say(
        "The code names its lot.",
        "码中注明了批次。",
        "The code names the product, but not the lot.",
        "这个码只说明是哪款商品，没有注明批次。",
    ),
    "serial": say(
        "Serial {serial} belongs to this lot.",
        "序列号 {serial} 属于这一批次。",
        "The code names no single item.",
        "这个码没有注明具体是哪一件。",
    ),
    "serial-lot": say(
        "The serial is on record under this lot.",
        "该序列号登记在这一批次之下。",
        "This serial is on record under another lot.",
        "该序列号登记在另一个批次之下。",
    ),
    "serial-listed": say(
        "The brand's own list has this serial.",
        "品牌方的清单中有这个序列号。",
        "The brand keeps a list of its serials, and this one is not on the list we have.",
        "品牌方有一份序列号清单，我们手上的这份里没有这个号。",
    ),
    "item-withdrawn": say(
        "This item has not been withdrawn.",
        "这件商品没有被撤回。",
        "This item has been withdrawn. Please do not use it.",
        "这件商品已被撤回，请不要使用。",
    ),
    "lot-recalled": say(
        "The lot has not been recalled.",
        "这一批次没有被召回。",
        "This lot has been recalled. Please do not use it.",
        "这一批次已被召回，请不要使用。",
    ),
    "expiry": say(
        "Best before {date}.",
        "保质期至{date}。",
        "Past its date: best before {date}.",
        "已过保质期，保质期至{date}。",
        "The record does not say how long the goods keep.",
        "档案里没有写明保质期。",
    ),
    "copies": say(
        "This label has not turned up anywhere that would make us wonder.",
        "这个标签没有在可疑的地点或时间出现过。",
        "The same label was seen where one item cannot have been: it may have been copied.",
        "同一个标签出现在一件商品不可能同时到达的地方，可能被复制了。",
    ),
}
