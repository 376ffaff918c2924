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


def test_a_webhook_shop_wants_a_secret(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs secret_file"):
        open_store("https://shop.example/hook", tmp_path, kind="webhook")
    store = open_store("https://shop.example/hook", tmp_path, kind="webhook", secret_file="keyring:hook")
    assert type(store).__name__ == "WebhookStore"
    with pytest.raises(ValueError, match='kind is "contract" or "webhook"'):
        open_store("https://shop.example", tmp_path, kind="soap")


def test_settings_of_a_booth_open_its_store(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a-secret-for-pay-links")
    store = open_store(
        "https://10.0.0.7/kiosk",
        tmp_path,
        "",
        secret_file=str(tmp_path / "secret"),
        public_url="https://shop.example",
    )
    link = store.pay_link("REF1", 3900, "CNY")
    assert link is not None
    assert link.startswith("https://shop.example/pay/REF1/3900CNY/")
