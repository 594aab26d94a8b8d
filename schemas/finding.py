"""What a reviewer must decide."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from schemas.base import Model
from schemas.provenance import Box

Severity = Literal["error", "warning", "info"]
Verdict = Literal["located", "ambiguous", "unlocatable"]


class Candidate(Model):
    """A figure that may be the wrong one."""

    row: int | None
    column: int | None
    printed_text: str
    suggested_value: Decimal
    """The value under which everything holds that the figure takes part in."""
    cost: float
    """The lower, the likelier."""


class Finding(Model):
    """Something that does not add up, or could not be read."""

    finding_id: str
    """Stays the same while the document and the cell do."""
    severity: Severity
    """`error`: the report contradicts itself. `warning`: look at it. `info`: worth knowing."""
    rule: str
    """The code of the first identity concerned, or of the trouble in reading."""
    message: str
    """A sentence for a reviewer, with the sum written out."""
    table_id: str | None = None
    page: int | None = None
    row: int | None = None
    column: int | None = None
    printed_text: str | None = None
    printed_value: Decimal | None = None
    verdict: Verdict
    """`located`: one figure is wrong, by a clear margin, and a slip explains it. `ambiguous`: see `candidates`."""
    suggested_value: Decimal | None = None
    """Only where the figure is located."""
    slip: str | None = None
    """How the printed figure came from the suggested one: `digit`, `transposition`, `sign`, `dropped_digit` …"""
    candidates: tuple[Candidate, ...] = ()
    check_ids: tuple[str, ...] = ()
    box: Box | None = None
    """Of the figure on its page."""
    status: Literal["open", "accepted", "corrected", "dismissed"] = "open"
    """`corrected`: a reviewer decided the value. `accepted`: it stands as printed, and the report is wrong."""
    decided_value: Decimal | None = None
    """What a reviewer decided that the figure is."""
    decided_by: str | None = None
    decided_on: date | None = None
    decision_reason: str | None = None
