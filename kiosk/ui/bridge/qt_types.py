"""Names that PySide6's stubs describe too narrowly; metaobjectdump reads them by name, so they keep Qt's."""

from __future__ import annotations

from typing import Any

from PySide6 import QtQml

QVariantList: Any = "QVariantList"
QVariantMap: Any = "QVariantMap"
QmlUncreatable: Any = QtQml.QmlUncreatable
