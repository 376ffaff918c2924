"""Live change of language: English stands in the source, Chinese in assets/translations/kiosk_zh.ts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtQml import QQmlEngine


class Languages:
    """Installs the translator of the language in use and has every page say itself again."""

    def __init__(self, folder: Path, engine: QQmlEngine) -> None:
        self._engine = engine
        self._translators: dict[str, QTranslator] = {}
        self._installed: QTranslator | None = None
        self.broken: list[str] = []
        path = folder / "kiosk_zh.qm"
        translator = QTranslator(engine)
        if translator.load(str(path)):
            self._translators["zh"] = translator
        else:
            self.broken.append(f"{path} is missing or damaged: make translations")

    def use(self, language: str) -> None:
        if self._installed is not None:
            QCoreApplication.removeTranslator(self._installed)
        self._installed = self._translators.get(language)
        if self._installed is not None:
            QCoreApplication.installTranslator(self._installed)
        self._engine.retranslate()
