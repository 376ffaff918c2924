"""What the booth says about a code, to visitors, in both languages.

The words are honest: a signature proves who issued a code and that the record is unaltered, never that this bottle
is the one it was made for. Unknown is neutral, never an accusation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.trace.words.checks import CHECKS
from kiosk.trace.words.journey import JOURNEY
from kiosk.trace.words.label import LABEL, UNSIGNED
from kiosk.trace.words.saying import Saying, date_words, filled
from kiosk.trace.words.verdicts import OUTDATED, UNIDENTIFIED, VERDICTS, VerdictWords

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.trace.model import Finding, Verdict

__all__ = [
    "RULES",
    "UNIDENTIFIED",
    "UNSIGNED",
    "VERDICTS",
    "Saying",
    "VerdictWords",
    "date_words",
    "filled",
    "verdict_words",
]

RULES: dict[str, Saying] = LABEL | JOURNEY | CHECKS


def verdict_words(verdict: Verdict, findings: Iterable[Finding]) -> VerdictWords:
    """The verdict's title and sentence: goods past their date and papers past theirs are two things."""
    if verdict.value == "expired" and all(finding.passed for finding in findings if finding.rule == "expiry"):
        return OUTDATED
    return VERDICTS[verdict]
