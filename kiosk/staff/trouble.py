"""What can be wrong with a booth, in words: kind ones for the visitor, exact ones for staff."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.town.title import Phrase


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something is wrong with one part: a kind sentence for the visitor, the detail for staff."""

    visitor: Phrase
    staff: str


ORDERS_CLOSED = Phrase(
    en="Orders are closed for the moment. Please ask our staff.", zh="暂时无法下单，请联系工作人员。"
)
ORDER_ERRORS = {
    "orders-closed": ORDERS_CLOSED,
    "not-saved": Phrase(
        en="Your order could not be saved, and nothing was ordered. Please ask our staff.",
        zh="订单未能保存，没有产生任何订单。请联系工作人员。",
    ),
}
TOWN_CLOSED = Phrase(en="The town is closed for a moment.", zh="小镇暂时关闭，请稍候。")
CAMERA_GONE = Phrase(en="The camera is resting.", zh="摄像头正在休息。")
FILM_BROKEN = Phrase(en="The film is not here today.", zh="影片今天没有来。")
