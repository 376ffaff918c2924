"""The parked orders as a list model: a row stays the same order's while it is parked, so that nothing jumps."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QObject
from PySide6.QtQml import QmlElement

from kiosk.ui.bridge.qt_types import QmlUncreatable
from kiosk.ui.bridge.rows import RowModel, roles_of

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


@QmlElement
@QmlUncreatable("made by the staff's bridge")
class ParkedModel(RowModel, QAbstractListModel):  # named again for metaobjectdump, which reads this file only
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, roles_of(Row), "reference")
