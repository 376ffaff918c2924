"""Just as much YAML 1.2 as config/stores/openapi.yaml is written in; anything else is an error, not a guess."""

from __future__ import annotations

import re
from typing import Any

_KEY = re.compile(r"""("[^"]*"|[^\s"'{}\[\],#&*!|>%@`-][^:"]*):(?:\s+(.*))?$""")


class YamlError(ValueError):
    """Not in this part of YAML."""


def read(text: str) -> Any:
    """Raises YamlError."""
    lines = [(len(line) - len(line.lstrip()), line.strip()) for line in text.splitlines()]
    value, rest = _block(lines, 0)
    if any(content for _, content in lines[rest:]):
        raise YamlError(f"line {rest + 1}: {lines[rest][1]}")
    return value


def _block(lines: list[tuple[int, str]], at: int) -> tuple[Any, int]:
    """The mapping or sequence that begins in line `at`, and the line after it."""
    while at < len(lines) and not lines[at][1]:
        at += 1
    indent = lines[at][0]
    mapping: dict[str, Any] = {}
    sequence: list[Any] = []
    while at < len(lines):
        if not lines[at][1]:
            at += 1
            continue
        here, content = lines[at]
        if here < indent:
            break
        if here > indent:
            raise YamlError(f"line {at + 1} is indented too far")
        if content.startswith("- "):
            inner = content[2:].lstrip()
            if _KEY.match(inner) and inner[0] not in "{[":
                lines[at] = (indent + len(content) - len(inner), inner)
                value, at = _block(lines, at)
            else:
                value, at = _flow(inner, at), at + 1
            sequence.append(value)
            continue
        found = _KEY.match(content)
        if found is None or sequence:
            raise YamlError(f"line {at + 1}: {content}")
        key, given = found[1].strip('"'), found[2]
        if key in mapping:
            raise YamlError(f"line {at + 1}: {key} twice")
        if given == "|":
            mapping[key], at = _literal(lines, at + 1, indent)
        elif given:
            mapping[key], at = _flow(given, at), at + 1
        else:
            mapping[key], at = _block(lines, at + 1)
    return sequence or mapping, at


def _literal(lines: list[tuple[int, str]], at: int, above: int) -> tuple[str, int]:
    indent, text = lines[at][0], []
    while at < len(lines) and (lines[at][0] > above or not lines[at][1]):
        here, content = lines[at]
        text.append(" " * (here - indent) + content if content else "")
        at += 1
    return "\n".join(text).rstrip() + "\n", at


def _flow(text: str, line: int) -> Any:
    value, end = _value(text, 0, "")
    if text[end:].strip():
        raise YamlError(f"line {line + 1}: {text}")
    return value


def _value(text: str, at: int, until: str) -> tuple[Any, int]:
    at += len(text[at:]) - len(text[at:].lstrip())
    if text[at] in "{[":
        return _collection(text, at)
    if text[at] in "\"'":
        end = text.index(text[at], at + 1)
        if "\\" in text[at:end]:
            raise YamlError(f"escapes are not read: {text}")
        return text[at + 1 : end], end + 1
    end = at
    while end < len(text) and text[end] not in until and text[end : end + 2] not in (": ", " #"):
        end += 1
    word = text[at:end].strip()
    if word[:1] in ("&", "*", "!", "|", ">", "%", "@", "`", "-", "?", "#") or not word:
        raise YamlError(f"{word!r} in {text}")
    if word in ("true", "false", "null"):
        return {"true": True, "false": False, "null": None}[word], end
    return (int(word) if word.isdigit() else word), end


def _collection(text: str, at: int) -> tuple[Any, int]:
    closing = "}" if text[at] == "{" else "]"
    mapping: dict[str, Any] = {}
    sequence: list[Any] = []
    is_mapping = text[at] == "{"
    at += 1
    while text[at : at + 1].strip() or text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        if text[at] == closing:
            return (mapping if is_mapping else sequence), at + 1
        value, at = _value(text, at, ",:" + closing if is_mapping else "," + closing)
        if is_mapping:
            key = str(value)
            if text[at : at + 2] != ": ":
                raise YamlError(f"no value for {key!r} in {text}")
            mapping[key], at = _value(text, at + 2, "," + closing)
        else:
            sequence.append(value)
        at += len(text[at:]) - len(text[at:].lstrip())
        if text[at : at + 1] == ",":
            at += 1
        elif text[at : at + 1] != closing:
            raise YamlError(f"{text[at:]!r} in {text}")
    raise YamlError(f"{closing} is missing in {text}")
