"""The sample town's booth, a keys folder of the test's own, and the command as a shell calls it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main
from kiosk.settings import Settings

MILK, LOT = "09521201000039", "VM26-09A"


@dataclass(frozen=True, slots=True)
class Said:
    status: int
    out: str
    err: str
    lines: list[dict[str, Any]] = field(default_factory=list)

    @property
    def one(self) -> dict[str, Any]:
        (line,) = self.lines
        return line


Stickers = Callable[..., Said]


@pytest.fixture
def stickers(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Stickers:
    """kiosk stickers ...; what it said on standard output is parsed where it was asked for JSON."""
    monkeypatch.setenv("KIOSK_BOOTH_STATE", settings.booth.state)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def call(*arguments: object) -> Said:
        capsys.readouterr()
        status = main(["stickers", *(str(argument) for argument in arguments)])
        out, err = capsys.readouterr()
        lines = [json.loads(line) for line in out.splitlines()] if "--json" in arguments else []
        return Said(status, out, err, lines)

    return call


@pytest.fixture
def issue(stickers: Stickers) -> Stickers:
    """kiosk stickers issue of the sample town's milk, with --json."""

    def call(*arguments: object) -> Said:
        return stickers("issue", "--gtin", MILK, "--lot", LOT, "--json", *arguments)

    return call
