"""The line on which each key of a TOML text stands; tomllib gives the values but not the places."""

from __future__ import annotations

from collections import Counter

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

Where = tuple[str | int, ...]  # a value's place: keys, and indices of arrays, from the top of the file

_PARSER = Parser(Language(tree_sitter_toml.language()))
_KEYS = ("bare_key", "quoted_key", "dotted_key")
_NOT_VALUES = ("comment", "[", "]", ",")


def find_lines(text: str) -> dict[Where, int]:
    """Every key, table and array element of the text, with its line counted from 1."""
    lines: dict[Where, int] = {(): 1}
    sections: Counter[Where] = Counter()  # how many [[sections]] of each name came so far
    for node in _PARSER.parse(text.encode()).root_node.children:
        if node.type == "pair":
            _pair(node, (), lines)
        elif node.type in ("table", "table_array_element"):
            where = _header(node, sections)
            lines.setdefault(where, _line(node))
            for child in node.children:
                if child.type == "pair":
                    _pair(child, where, lines)
    return lines


def _header(node: Node, sections: Counter[Where]) -> Where:
    """[[lots.legs]] under the second [[lots]] is ("lots", 1, "legs", 0)."""
    keys = next((_keys(child) for child in node.children if child.type in _KEYS), ())
    where: Where = ()
    for key in keys[:-1]:
        where = (*where, key)
        if sections[where]:
            where = (*where, sections[where] - 1)
    where = (*where, *keys[-1:])
    if node.type == "table_array_element":
        sections[where] += 1
        where = (*where, sections[where] - 1)
    return where


def _pair(node: Node, above: Where, lines: dict[Where, int]) -> None:
    key, value = node.children[0], node.children[-1]
    where = above
    for part in _keys(key):
        where = (*where, part)
        lines.setdefault(where, _line(key))
    _value(value, where, lines)


def _value(node: Node, where: Where, lines: dict[Where, int]) -> None:
    if node.type == "inline_table":
        for child in node.children:
            if child.type == "pair":
                _pair(child, where, lines)
    elif node.type == "array":
        elements = [child for child in node.children if child.type not in _NOT_VALUES]
        for index, element in enumerate(elements):
            lines[(*where, index)] = _line(element)
            _value(element, (*where, index), lines)


def _keys(node: Node) -> tuple[str, ...]:
    if node.type == "dotted_key":
        return tuple(key for child in node.children if child.type in _KEYS for key in _keys(child))
    written = (node.text or b"").decode()
    return (written[1:-1] if node.type == "quoted_key" else written,)


def _line(node: Node) -> int:
    return node.start_point[0] + 1
