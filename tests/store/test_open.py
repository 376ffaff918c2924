from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.store.open import open_store


def test_the_names_of_stores(tmp_path: Path) -> None:
    assert open_store("embedded", tmp_path).name == "embedded"
    assert open_store("https://shop.example/api", tmp_path).name == "shop.example"
    assert list(tmp_path.iterdir()) == []


def test_what_to_write_instead(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r'"shop\.example" names no store; write "embedded"'):
        open_store("shop.example", tmp_path)
