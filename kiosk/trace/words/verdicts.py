"""The verdicts' own words, and what is said of a code without a passport."""

from __future__ import annotations

from typing import NamedTuple

from kiosk.town.model import Text
from kiosk.trace.model import Verdict


class VerdictWords(NamedTuple):
    title: Text
    sentence: Text


VERDICTS: dict[Verdict, VerdictWords] = {
    Verdict.GENUINE: VerdictWords(
        Text(en="The record is genuine", zh="档案属实"),
        Text(
            en="The label comes from its issuer and the record is unaltered. A label can be copied, though: "
            "compare the serial on the pack and look at the seal.",
            zh="标签由签发方签发，档案未被改动。不过标签可能被复制，请再核对包装上的序列号和封签。",
        ),
    ),
    Verdict.UNKNOWN: VerdictWords(
        Text(en="We cannot confirm this item", zh="无法核实这一件"),
        Text(
            en="We know this product, but something is missing to confirm this particular item.",
            zh="我们认得这款商品，但还缺少信息，无法核实您手上的这一件。",
        ),
    ),
    Verdict.WITHDRAWN: VerdictWords(
        Text(en="Withdrawn", zh="已召回"),
        Text(
            en="Please do not use this item. Our staff will help you.",
            zh="请不要使用这件商品，工作人员会协助您处理。",
        ),
    ),
    Verdict.INCONSISTENT: VerdictWords(
        Text(en="The record does not add up", zh="档案前后不符"),
        Text(
            en="Something in this record cannot be right, so we do not vouch for it. Please ask our staff.",
            zh="这份档案有对不上的地方，我们不能为它担保，请咨询工作人员。",
        ),
    ),
    Verdict.FORGED: VerdictWords(
        Text(en="The signature does not match", zh="签名不符"),
        Text(
            en="Those who may sign for this product did not sign this label as it stands. "
            "That is none of your doing. Please tell our staff.",
            zh="有权为这款商品签名的一方，没有签过这样的标签。这与您无关，请交给工作人员查看。",
        ),
    ),
    Verdict.COPIED: VerdictWords(
        Text(en="This label may be a copy", zh="标签疑似被复制"),
        Text(
            en="The same label has been seen in too many places. Please ask our staff.",
            zh="同一个标签在太多地方出现过，请咨询工作人员。",
        ),
    ),
    Verdict.EXPIRED: VerdictWords(
        Text(en="Past its best-before date", zh="已过保质期"),
        Text(
            en="The goods are past their best-before date. Please do not use them.",
            zh="商品已过保质期，请不要使用。",
        ),
    ),
}

# The verdict is EXPIRED as well, but it is the papers that are past their date and not the goods.
OUTDATED = VerdictWords(
    Text(en="A certificate has lapsed", zh="证书已过有效期"),
    Text(
        en="The goods are within their date, but a certificate in the record is no longer valid.",
        zh="商品仍在保质期内，但档案里有证书已过有效期。",
    ),
)

UNIDENTIFIED: dict[str, Text] = {
    "not-a-product-code": Text(
        en="This is not a product label. Try the square code on one of the town's stickers.",
        zh="这不是商品标签，请试试小镇商品贴纸上的二维码。",
    ),
    "malformed": Text(
        en="This looks like a product label, but we cannot make sense of it. Is there another one on the pack?",
        zh="这像是商品标签，但内容不完整。包装上还有别的码吗？",
    ),
    "not-of-this-town": Text(
        en="This is a product code, but the product is not one of our town's.",
        zh="这是一个商品码，不过这款商品不在本小镇展出。",
    ),
}
