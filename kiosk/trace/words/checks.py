"""Of inspections, the brand's standing, and the public log."""

from __future__ import annotations

from kiosk.trace.words.saying import Saying, say

CHECKS: dict[str, Saying] = {
    "inspected": say(
        "Inspected on its way, with a certificate.",
        "途中经过检验，并有证书。",
        "The goods were on sale before anybody had tested them.",
        "还没检验，商品就已开售。",
        "The record names no inspection.",
        "档案里没有检验记录。",
    ),
    "inspected-after-production": say(
        "Inspected after it was produced.",
        "检验在生产之后进行。",
        "An inspection is dated before production.",
        "有一项检验的日期早于生产日期。",
    ),
    "inspections-passed": say(
        "Every inspection on record was passed.",
        "所有检验项目均合格。",
        "An inspection on record was not passed.",
        "有一项检验不合格。",
        "The record does not say how an inspection ended.",
        "档案里没有写明一项检验的结果。",
    ),
    "certificate-dates": say(
        "The certificates' dates make sense.",
        "检验证书的日期合理。",
        "A certificate ends before the inspection it stands for.",
        "有一份证书的有效期早于检验日期。",
    ),
    "certificates-valid": say(
        "The certificates are still valid.",
        "检验证书均在有效期内。",
        "A certificate was valid only until {date}.",
        "有一份证书的有效期只到{date}。",
        "The record does not say how long a certificate holds.",
        "档案里没有写明证书的有效期。",
    ),
    "certificate-lot": say(
        "The certificates name this very lot.",
        "证书上写的正是这一批次。",
        "A certificate is for another lot.",
        "有一份证书是另一批次的。",
        "A certificate does not say which lot it is for.",
        "有一份证书没有写明是哪一批次。",
    ),
    "certificate-number": say(
        "Each certificate has a number of its own.",
        "每份证书都有自己的编号。",
        "Two certificates bear the same number.",
        "有两份证书的编号相同。",
        "An inspection comes without a certificate.",
        "有一项检验没有证书。",
    ),
    "laboratory": say(
        "We know the laboratories that tested it.",
        "检验的实验室我们都认识。",
        "We do not know a laboratory that is named here.",
        "这里提到的一家实验室，我们不认识。",
        "The record does not say for certain which laboratory tested it.",
        "档案里没有确切写明由哪家实验室检验。",
    ),
    "laboratory-name": say(
        "Each laboratory goes by its own name.",
        "实验室的名称与登记相符。",
        "The laboratory's name is not that of the laboratory it claims to be.",
        "实验室的名称与其登记的身份不符。",
    ),
    "laboratory-accredited": say(
        "The laboratories were accredited for these tests on that day.",
        "实验室在检验当天具备这些项目的资质。",
        "A laboratory was not accredited for that test on that day.",
        "有一家实验室在检验当天不具备该项目的资质。",
        "The record does not say for certain what was tested.",
        "档案里没有确切写明检验的是哪个项目。",
    ),
    "certificate-signed": say(
        "The laboratories signed their certificates, and nothing in them was changed.",
        "检验证书由实验室数字签名，内容没有被改动。",
        "A certificate is not what the laboratory signed.",
        "有一份证书与实验室签署的内容不符。",
        "A certificate does not bear the laboratory's own signature.",
        "有一份证书没有实验室的数字签名。",
    ),
    "approval-signed": say(
        "The approval is signed by those who gave it.",
        "验货批准由批准方数字签名。",
        "An approval is not what its approver signed.",
        "有一份批准与批准方签署的内容不符。",
        "An approval does not bear its approver's signature.",
        "有一份批准没有批准方的数字签名。",
    ),
    "brand-standing": say(
        "The brand is in good standing with the town.",
        "品牌在小镇的信誉良好。",
        "The brand has lost its good standing with the town for now.",
        "品牌目前在小镇的信誉分已扣满。",
        "We have no word on the brand's standing.",
        "我们没有这个品牌的信誉记录。",
    ),
    "log": say(
        "The record is in the public log, unaltered.",
        "档案收录于公开日志，未被改动。",
        "The record is not the one that stands in the public log.",
        "这份档案与公开日志中收录的不一致。",
        "We have no proof that this record is in the public log.",
        "我们没有凭证说明这份档案收录于公开日志。",
    ),
}
