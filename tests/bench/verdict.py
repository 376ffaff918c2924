"""`make bench-verdict`: a thousand valid journeys without an alarm, ten thousand mutations caught by name."""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.trace.journey.judged import Judged, UnreadableError, judge_file
from kiosk.trace.journey.trust import Trust, read_trust
from kiosk.trace.model import Verdict
from tests.bench.journey_writing import World, world
from tests.bench.journeys import NOW
from tests.bench.mutations import mutate
from tests.bench.mutations_more import KINDS


@dataclass
class Row:
    made: int = 0
    caught: int = 0
    named: int = 0
    examples: list[str] = field(default_factory=list)


@dataclass
class Report:
    valid: int = 0
    alarms: list[str] = field(default_factory=list)
    rows: dict[str, Row] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        return not self.alarms and all(row.made == row.named for row in self.rows.values())


def judged(document: object, trust: Trust) -> list[Judged]:
    try:
        return judge_file(json.dumps(document).encode(), trust, NOW)
    except UnreadableError:
        return []


def run(made: World, mutations: int, seed: int = 7) -> Report:
    """Every journey once as it is, and `mutations` single changes, the kinds in turn."""
    trust = read_trust(json.dumps(made.trust).encode())
    report = Report()
    for told in made.told:
        report.valid += 1
        found = judged(told.document, trust)
        if [each.verdict for each in found] != [Verdict.GENUINE]:
            report.alarms.append(f"journey {told.plan.number}: {[(each.failed, each.missing) for each in found]}")
    for name, number, row in _turns(report, mutations):
        rng = random.Random(f"{seed}-{number}-{name}")
        mutation = None
        while mutation is None:
            told = rng.choice(made.told)
            mutation = mutate(name, told, made, rng)
        row.made += 1
        found = judged(mutation.document, trust)
        rules = {rule for each in found for rule in (*each.failed, *each.missing)}
        alarm = not found or any(each.verdict is not Verdict.GENUINE for each in found)
        row.caught += alarm
        good = bool(rules & mutation.rules) and alarm if mutation.rules else not alarm
        row.named += good
        if not good:
            row.examples.append(f"journey {told.plan.number} turn {number}: {sorted(rules)}")
    return report


def _turns(report: Report, mutations: int) -> Iterator[tuple[str, int, Row]]:
    names = sorted(KINDS)
    for number in range(mutations):
        name = names[number % len(names)]
        yield name, number, report.rows.setdefault(name, Row())


def printed(report: Report) -> Iterator[str]:
    yield f"{report.valid} valid journeys, {len(report.alarms)} false alarms"
    yield from report.alarms[:20]
    yield f"{'mutation':44} {'made':>6} {'caught':>7} {'right':>6} {'missed':>7}"
    totals: Counter[str] = Counter()
    for name, row in report.rows.items():
        neutral = name.startswith("neutral")
        yield f"{name:44} {row.made:6} {row.caught:7} {row.named:6} {row.made - row.named:7}"
        yield from (f"    {example}" for example in row.examples[:5])
        totals.update(
            made=row.made, caught=0 if neutral else row.caught, right=row.named, neutral=row.made if neutral else 0
        )
    yield (
        f"{totals['made']} mutations, of them {totals['neutral']} that do not matter: "
        f"{totals['caught']} caught, {totals['right']} answered by the right rule"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--journeys", type=int, default=1000)
    parser.add_argument("--mutations", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--write", type=Path, help="write the journeys and trust.json into this folder, and stop")
    options = parser.parse_args()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        made = world(options.journeys, Path(folder), options.seed)
    if options.write is not None:
        options.write.mkdir(parents=True, exist_ok=True)
        (options.write / "trust.json").write_text(json.dumps(made.trust, ensure_ascii=False, indent=1))
        for told in made.told:
            file = options.write / f"journey-{told.plan.number:05d}.json"
            file.write_text(json.dumps(told.document, ensure_ascii=False, indent=1))
        return 0
    report = run(made, options.mutations, options.seed)
    print("\n".join(printed(report)))
    print(f"{time.perf_counter() - start:.0f} s")
    return 0 if report.good else 1


if __name__ == "__main__":
    sys.exit(main())
