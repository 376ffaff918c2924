"""The codes in the preview as a list model: a row stays the same code's for as long as it is outlined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, QPointF, Qt
from PySide6.QtQml import QmlElement

from kiosk.ui.bridge.qt_types import QmlUncreatable

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


ROLES = {Qt.ItemDataRole.UserRole + i: f.name for i, f in enumerate(fields(Row))}


@QmlElement
@QmlUncreatable("made by the camera's bridge")
class MarkModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in ROLES:
            return None
        return getattr(self._rows[index.row()], ROLES[role])

    def roleNames(self) -> dict[int, QByteArray]:
        return {role: QByteArray(name.encode()) for role, name in ROLES.items()}

    def read_rows(self) -> int:
        """How many were read."""
        return sum(bool(row.text) for row in self._rows)

    def show(self, rows: Sequence[Row]) -> None:
        """These rows from now on, in the order of their keys: rows that stay are changed and not made anew."""
        keys = {row.key for row in rows}
        for at in range(len(self._rows) - 1, -1, -1):
            if self._rows[at].key not in keys:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self._rows[at]
                self.endRemoveRows()
        for at, row in enumerate(sorted(rows, key=lambda row: row.key)):
            if at == len(self._rows) or self._rows[at].key != row.key:
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, row)
                self.endInsertRows()
            elif self._rows[at] != row:
                changed = [
                    role for role, name in ROLES.items() if getattr(self._rows[at], name) != getattr(row, name)
                ]
                self._rows[at] = row
                self.dataChanged.emit(self.index(at), self.index(at), changed)
