"""A list model of rows: a row stays the same thing's for as long as it is there, so that nothing is made anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt


def roles_of(row: type) -> dict[int, str]:
    """A role for each field of a dataclass."""
    return {Qt.ItemDataRole.UserRole + n: f.name for n, f in enumerate(fields(row))}


class RowModel(QAbstractListModel):
    """roles: as roles_of() its rows. key: the field that says which thing a row is of."""

    def __init__(self, parent: QObject, roles: Mapping[int, str], key: str) -> None:
        super().__init__(parent)
        self._roles = roles
        self._key = key
        self._rows: list[Any] = []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in self._roles:
            return None
        return getattr(self._rows[index.row()], self._roles[role])

    def roleNames(self) -> dict[int, QByteArray]:
        return {role: QByteArray(name.encode()) for role, name in self._roles.items()}

    def _of(self, row: Any) -> object:
        return getattr(row, self._key)

    def show(self, rows: Sequence[Any]) -> None:
        """These rows from now on, in their order, which is the same for those that were here before: rows that stay
        are changed and not made anew."""
        staying = {self._of(row) for row in rows}
        for at in range(len(self._rows) - 1, -1, -1):
            if self._of(self._rows[at]) not in staying:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self._rows[at]
                self.endRemoveRows()
        for at, row in enumerate(rows):
            if at == len(self._rows) or self._of(self._rows[at]) != self._of(row):
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, row)
                self.endInsertRows()
            elif self._rows[at] != row:
                before = self._rows[at]
                changed = [r for r, name in self._roles.items() if getattr(before, name) != getattr(row, name)]
                self._rows[at] = row
                self.dataChanged.emit(self.index(at), self.index(at), changed)
