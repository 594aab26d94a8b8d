"""Where a finding stands between what is decided now and what the last reading knew of."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from pipeline.decisions import STATUS
from pipeline.review.cards import Row
from schemas.correction import Correction


@dataclass(frozen=True)
class Decisions:
    """What is decided now."""

    by_finding: Mapping[str, Correction]
    read_with: Set[str]
    """The documents whose datasets were written with exactly the decisions of now."""

    def on(self, finding: Row) -> Correction | None:
        """What is decided about a finding; None also for a decision that the last reading knew and did not apply."""
        decision = self.by_finding.get(finding["finding_id"])
        if decision is None or finding["document_id"] not in self.read_with or is_applied(decision, finding):
            return decision
        return None


def is_applied(decision: Correction, finding: Row) -> bool:
    """Whether a finding is written as it was decided."""
    value = decision.printed_value if decision.decision == "as_printed" else decision.value
    return bool(finding["status"] == STATUS[decision.decision] and finding["decided_value"] == value)


def standing(finding: Row, decisions: Decisions | None) -> str:
    """`open`, `waiting` for the next reading to apply what was decided, or `decided`. None: the datasets alone are known."""
    if decisions is None:
        return "open" if finding["status"] == "open" else "decided"
    decision = decisions.on(finding)
    if decision is None:
        return "open"
    return "decided" if is_applied(decision, finding) else "waiting"
