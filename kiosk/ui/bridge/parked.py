"""The parked orders as a list model: a row stays the same order's while it is parked, so that nothing jumps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtQml import QmlElement

from kiosk.ui.bridge.qt_types import QmlUncreatable

QML_IMPORT_NAME = "Kiosk.Bridge"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Row:
    """placed: local time. reason: the store's words. busy: something is being done about it."""

    reference: str
    placed: str
    goods: str
    total: str
    reason: str
    todo: str
    busy: bool


ROLES = {Qt.ItemDataRole.UserRole + i: f.name for i, f in enumerate(fields(Row))}


@QmlElement
@QmlUncreatable("made by the staff's bridge")
class ParkedModel(QAbstractListModel):
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

    def show(self, rows: Sequence[Row]) -> None:
        """These rows from now on, in their order, which is the same for those that were here before."""
        staying = {row.reference for row in rows}
        for at in range(len(self._rows) - 1, -1, -1):
            if self._rows[at].reference not in staying:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self._rows[at]
                self.endRemoveRows()
        for at, row in enumerate(rows):
            if at == len(self._rows) or self._rows[at].reference != row.reference:
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, row)
                self.endInsertRows()
            elif self._rows[at] != row:
                self._rows[at] = row
                self.dataChanged.emit(self.index(at), self.index(at))
