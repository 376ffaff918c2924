"""Draws every picture again: python assets/pictures/draw/draw.py [name ...]."""

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = ("attract", "pavilions", "rooms", "exhibits")


def main(wanted: list[str]) -> None:
    for name in MODULES:
        for file, text in importlib.import_module(name).layers().items():
            if not wanted or any(w in file for w in wanted):
                (HERE.parent / file).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
