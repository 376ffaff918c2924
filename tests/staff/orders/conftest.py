from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main
from kiosk.settings import Settings

Kiosk = Callable[..., tuple[int, str, str]]
Place = Callable[[Any], tuple[int, list[str], str]]
RICE = "noodle-shop/mask-rice"


@pytest.fixture
def kiosk(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kiosk:
    """Runs a command; answers its status, what it printed, and what it said on standard error."""
    monkeypatch.setenv("KIOSK_BOOTH_STATE", str(settings.state_folder))

    def run(*words: str) -> tuple[int, str, str]:
        status = main(list(words))
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.fixture
def place(kiosk: Kiosk, tmp_path: Path) -> Place:
    """Places a basket, or what a file says; answers the status, the references, and what was said."""

    def run(basket: Any) -> tuple[int, list[str], str]:
        file = tmp_path / "basket.json"
        file.write_text(basket if isinstance(basket, str) else json.dumps(basket))
        status, out, err = kiosk("orders", "place", "--file", str(file))
        return status, out.split(), err

    return run


def journal_of(settings: Settings) -> Path:
    return settings.state_folder / "journal.sqlite"


def basket(quantity: int = 1, sku: str = RICE, **more: Any) -> dict[str, Any]:
    return {"language": "en", "lines": [{"sku": sku, "quantity": quantity}], **more}
