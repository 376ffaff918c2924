"""The codes in the preview as a list model: a row stays the same code's for as long as it is outlined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QObject, QPointF
from PySide6.QtQml import QmlElement

from kiosk.ui.bridge.qt_types import QmlUncreatable
from kiosk.ui.bridge.rows import RowModel, roles_of

QML_IMPORT_NAME = "Kiosk.Bridge"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Row:
    """corners: 0 to 1 of the frame's width and height. number: of those read, from 1; 0 while unread.

    name: of the product, "" where the town knows none. here: False while it fades. settled: 0 to 1, of the time
    after which the leading one is meant.
    """

    key: int
    corners: list[QPointF]
    text: str
    name: str
    number: int
    here: bool
    leading: bool
    settled: float


ROLES = roles_of(Row)


@QmlElement
@QmlUncreatable("made by the camera's bridge")
class MarkModel(RowModel, QAbstractListModel):  # named again for metaobjectdump, which reads this file only
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, ROLES, "key")

    def read_rows(self) -> int:
        """How many were read."""
        return sum(bool(row.text) for row in self._rows)

    def show(self, rows: Sequence[Row]) -> None:
        """These rows from now on, in the order of their keys."""
        super().show(sorted(rows, key=lambda row: row.key))
