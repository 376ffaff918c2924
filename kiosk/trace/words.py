"""What the booth says about a code, to visitors, in both languages.

The words are honest: a signature proves who issued a code and that the record is unaltered, never that this bottle
is the one it was made for. Unknown is neutral, never an accusation.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from kiosk.town.model import Text
from kiosk.trace.model import Verdict


class Saying(NamedTuple):
    """The two sentences of one rule; braces are filled with what the rule found."""

    passed: Text
    failed: Text


class VerdictWords(NamedTuple):
    title: Text
    sentence: Text


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def date_words(day: date) -> Text:
    return Text(en=f"{day.day} {_MONTHS[day.month - 1]} {day.year}", zh=f"{day.year}年{day.month}月{day.day}日")


def filled(template: Text, values: dict[str, Text]) -> Text:
    if not values:
        return template
    return Text(
        en=template.en.format_map({name: value.en for name, value in values.items()}),
        zh=template.zh.format_map({name: value.zh for name, value in values.items()}),
    )


def _say(passed_en: str, passed_zh: str, failed_en: str, failed_zh: str) -> Saying:
    return Saying(Text(en=passed_en, zh=passed_zh), Text(en=failed_en, zh=failed_zh))


UNSIGNED = Text(
    en="This code carries no signature, so we can show the product but not confirm this particular item.",
    zh="这个码没有数字签名，我们可以介绍这款商品，但无法核实您手上的这一件。",
)

RULES: dict[str, Saying] = {
    "signature": _say(
        "The label's digital signature is intact: nothing on it was changed.",
        "标签的数字签名完好，内容没有被改动。",
        "The label's signature does not match what the label says.",
        "标签的数字签名与标签内容不符。",
    ),
    "issuer": _say(
        "Issued by {issuer}.",
        "签发方：{issuer}。",
        "We do not know who signed this label.",
        "我们不认识这个标签的签发方。",
    ),
    "lot": _say(
        "Lot {lot} is on record.",
        "批次 {lot} 有档案可查。",
        "We have no record of this lot.",
        "我们这里没有这一批次的档案。",
    ),
    "lot-named": _say(
        "The code names its lot.",
        "码中注明了批次。",
        "The code names the product, but not the lot.",
        "这个码只说明是哪款商品，没有注明批次。",
    ),
    "serial": _say(
        "Serial {serial} belongs to this lot.",
        "序列号 {serial} 属于这一批次。",
        "The code names no single item.",
        "这个码没有注明具体是哪一件。",
    ),
    "serial-lot": _say(
        "The serial is on record under this lot.",
        "该序列号登记在这一批次之下。",
        "This serial is on record under another lot.",
        "该序列号登记在另一个批次之下。",
    ),
    "item-withdrawn": _say(
        "This item has not been withdrawn.",
        "这件商品没有被撤回。",
        "This item has been withdrawn. Please do not use it.",
        "这件商品已被撤回，请不要使用。",
    ),
    "lot-recalled": _say(
        "The lot has not been recalled.",
        "这一批次没有被召回。",
        "This lot has been recalled. Please do not use it.",
        "这一批次已被召回，请不要使用。",
    ),
    "expiry": _say(
        "Best before {date}.",
        "保质期至{date}。",
        "Past its date: best before {date}.",
        "已过保质期，保质期至{date}。",
    ),
    "shelf-life": _say(
        "The date of production comes before the best-before date.",
        "生产日期早于保质期截止日。",
        "On record, the goods expire before they were produced.",
        "档案中的保质期截止日早于生产日期。",
    ),
    "production-first": _say(
        "The journey begins with production.",
        "旅程从生产开始。",
        "The record shows steps that took place before production.",
        "档案显示，有的环节发生在生产之前。",
    ),
    "production-date": _say(
        "Produced on {date}, as the journey says.",
        "{date}生产，与旅程记录一致。",
        "The date of production differs from the journey's.",
        "生产日期与旅程记录不一致。",
    ),
    "legs-in-order": _say(
        "Every step follows the one before it.",
        "各个环节的时间先后有序。",
        "Some steps of the journey are out of order.",
        "旅程中有的环节时间先后颠倒。",
    ),
    "leg-times": _say(
        "Every step ends after it begins.",
        "每个环节的起止时间合理。",
        "A step of the journey ends before it begins.",
        "旅程中有一个环节的结束早于开始。",
    ),
    "customs-after-departure": _say(
        "Customs cleared the goods after the flight had left.",
        "航班起飞之后才办理入境清关。",
        "Customs entry is recorded before the flight had left.",
        "档案显示，航班尚未起飞就已入境清关。",
    ),
    "flight-number": _say(
        "The flight is named: {flight}.",
        "航班号：{flight}。",
        "The record does not name the flight.",
        "档案中缺少航班号。",
    ),
    "not-in-the-future": _say(
        "Nothing on record lies in the future.",
        "档案中没有尚未发生的事。",
        "The record tells of something that has not happened yet.",
        "档案中记有尚未发生的事。",
    ),
    "inspected-after-production": _say(
        "Inspected after it was produced.",
        "检验在生产之后进行。",
        "An inspection is dated before production.",
        "有一项检验的日期早于生产日期。",
    ),
    "inspections-passed": _say(
        "Every inspection on record was passed.",
        "所有检验项目均合格。",
        "An inspection on record was not passed.",
        "有一项检验不合格。",
    ),
    "certificate-dates": _say(
        "The certificates' dates make sense.",
        "检验证书的日期合理。",
        "A certificate ends before the inspection it stands for.",
        "有一份证书的有效期早于检验日期。",
    ),
    "certificates-valid": _say(
        "The certificates are still valid.",
        "检验证书均在有效期内。",
        "A certificate was valid only until {date}.",
        "有一份证书的有效期只到{date}。",
    ),
}

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
            en="This label does not say what its issuer signed. That is none of your doing. Please tell our staff.",
            zh="标签内容与签发方签署的内容不一致。这与您无关，请交给工作人员查看。",
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
        Text(en="Past its date", zh="已过有效期"),
        Text(
            en="The record is in order, but a date in it has passed; it says below which one.",
            zh="档案没有问题，但其中有日期已经过了，详见下方说明。",
        ),
    ),
}

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
