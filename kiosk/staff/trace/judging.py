"""`kiosk trace judge`: the verdict on journeys in EPCIS, and the rules that failed. Nothing is kept."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from kiosk.settings import Settings
    from kiosk.town.pack import Pack
    from kiosk.trace.identify import Records
    from kiosk.trace.journey.judged import Judged


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0: no rule failed, 1: one did, 2: a file, the trust block or the date cannot be read."""
    from kiosk.trace.journey.trust import TrustError, trust_file

    try:
        now = day(options.at)
        trusted = trust_file(options.trust) if options.trust is not None else None
    except (TrustError, OSError, ValueError) as error:
        print(f"kiosk trace judge: {error}", file=sys.stderr)
        return 2
    if trusted is not None:
        return _judge(options, trusted, now)
    pack = opened(settings)
    if pack is None:
        return _judge(options, None, now)
    with closing(pack):
        return _judge(options, pack, now)


def _judge(options: argparse.Namespace, records: Records | None, now: date) -> int:
    from kiosk.trace.journey.judged import UnreadableError, judge_file

    status = 0
    for path in options.files:
        try:
            found = judge_file(path.read_bytes(), records, now, options.code)
        except (UnreadableError, OSError) as error:
            _say(options, {"file": str(path), "error": str(error)}, f"{path}: cannot be read: {error}")
            status = 2
            continue
        for judged in found:
            answer = as_json(path, judged, options.language)
            _say(options, answer, _in_words(answer))
            if judged.failed:
                status = max(status, 1)
    return status


def day(at: str | None) -> date:
    """The day that is judged as of: now where none is named. Raises ValueError."""
    if at is None:
        return datetime.now(UTC)
    try:
        return date.fromisoformat(at)
    except ValueError:
        raise ValueError(f"--at wants a date such as 2026-11-23, not {at!r}") from None


def opened(settings: Settings) -> Pack | None:
    """This booth's pack, where there is one that can be opened."""
    from kiosk.staff.content import pack_path
    from kiosk.town.pack import PackError, open_pack

    try:
        return open_pack(pack_path(settings))
    except PackError:
        return None


def as_json(path: Path, judged: Judged, language: str) -> dict[str, Any]:
    """failed: rules, the gravest first; missing: rules that the record does not say enough for. events: their
    places in the file's list, from 0.
    """
    from kiosk.trace.words import verdict_words

    title, sentence = verdict_words(judged.verdict, judged.findings)
    return {
        "file": str(path),
        "gtin": judged.gtin or None,
        "lot": judged.lot or None,
        "serial": judged.serial,
        "verdict": judged.verdict.value,
        "title": title.to(language),
        "sentence": sentence.to(language),
        "journey": judged.journey,
        "failed": list(judged.failed),
        "missing": list(judged.missing),
        "findings": [
            {
                "rule": finding.rule,
                "passed": finding.passed,
                "missing": finding.missing,
                "visitor": finding.visitor.to(language),
                "staff": finding.staff,
                "events": list(judged.of.get(finding.rule, ())),
            }
            for finding in judged.findings
        ],
    }


def _in_words(answer: dict[str, Any]) -> str:
    lines = [
        f"{answer['file']}: {answer['gtin']} lot {answer['lot']}"
        + (f" serial {answer['serial']}" if answer["serial"] else ""),
        f"  {answer['verdict']}: {answer['title']}. The journey is {answer['journey']}.",
    ]
    for finding in answer["findings"]:
        if finding["passed"]:
            continue
        where = f" (events {', '.join(map(str, finding['events']))})" if finding["events"] else ""
        kind = "missing" if finding["missing"] else "failed"
        lines += [f"  {kind} {finding['rule']}: {finding['visitor']}", f"    {finding['staff']}{where}"]
    return "\n".join(lines)


def _say(options: argparse.Namespace, answer: dict[str, Any], words: str) -> None:
    print(json.dumps(answer, ensure_ascii=False) if options.json else words, flush=True)
