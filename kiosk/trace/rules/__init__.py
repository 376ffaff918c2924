"""The rules a passport is judged by, and the verdict that follows from them.

Each rule has a stable name (its key in words.RULES) and lives in the file of its subject. A failed rule takes the
seal away: every one names a verdict that is not GENUINE, and the gravest verdict of all failed rules is the
passport's. A rule that cannot be judged, because the record does not say enough, is `missing`: the verdict is then
at best UNKNOWN.

docs/epcis-profile.md lists the rules, what each is judged from, and which absences matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kiosk.trace import words
from kiosk.trace.model import Finding, Verdict
from kiosk.trace.rules import cold, copies, evidence, inspections, label, places, record, safety, standing, times
from kiosk.trace.rules.case import GRAVITY, Answer, Case, lacking

__all__ = ["GRAVITY", "RULES", "Answer", "Case", "judge"]

# In the order that a passport tells them.
RULES: tuple[Callable[[Case], Iterator[Answer]], ...] = (
    label.answers,
    record.answers,
    safety.answers,
    copies.answers,
    record.events,
    times.production,
    times.order,
    times.borders,
    places.answers,
    places.flights,
    times.present,
    cold.answers,
    inspections.answers,
    inspections.certificates,
    inspections.laboratories,
    inspections.credentials,
    standing.answers,
    evidence.answers,
)


def judge(case: Case) -> tuple[Verdict, tuple[Finding, ...]]:
    """The verdict, and every rule's finding: first what failed, the gravest on top, then what passed."""
    answers = _answers(case)
    answers.sort(key=_weight)
    failed = [answer.otherwise for answer in answers if not answer.passed]
    verdict = failed[0] if failed else Verdict.GENUINE
    return verdict, tuple(_finding(answer) for answer in answers)


def _answers(case: Case) -> list[Answer]:
    """Every rule's answer; what a file lacks or contradicts itself in takes the place of a rule's own."""
    found = [answer for rule in RULES for answer in rule(case)]
    told = {rule: lacking(rule, staff) for rule, staff in case.absent.items()}
    told |= {rule: Answer(rule, False, Verdict.INCONSISTENT, staff) for rule, staff in case.faults.items()}
    broken = {answer.rule for answer in found if not answer.passed and not answer.missing}
    told = {rule: answer for rule, answer in told.items() if rule not in broken}
    return [answer for answer in found if answer.rule not in told] + list(told.values())


def _weight(answer: Answer) -> tuple[int, bool]:
    return (len(GRAVITY) if answer.passed else GRAVITY.index(answer.otherwise), answer.missing)


def _finding(answer: Answer) -> Finding:
    saying = words.RULES[answer.rule]
    template = saying.passed if answer.passed else saying.failed
    if answer.missing and saying.missing is not None:
        template = saying.missing
    sentence = words.filled(template, answer.values)
    return Finding(answer.rule, answer.passed, sentence, answer.staff, answer.missing)
