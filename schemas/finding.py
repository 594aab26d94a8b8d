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
    message_it: str = ""
    """The same in Italian, the figure named by its table's headings."""
    table_id: str | None = None
    """The table that the figure stands in; null for the text."""
    page: int | None = None
    """1-based."""
    row: int | None = None
    """Of the table, 0-based."""
    column: int | None = None
    """Of the table, 0-based."""
    printed_text: str | None = None
    """The figure as printed, or the words of the text around it."""
    printed_value: Decimal | None = None
    """What the print says, right or wrong."""
    verdict: Verdict
    """`located`: one figure is wrong, by a clear margin, and a slip explains it, or a total lacks a line (of severity `warning`
    where that line may have been lost in reading). `ambiguous`: see `candidates`."""
    suggested_value: Decimal | None = None
    """Only where the figure is located."""
    slip: str | None = None
    """How the printed figure came from the suggested one: `digit`, `transposition`, `sign`, `dropped_digit` …"""
    candidates: tuple[Candidate, ...] = ()
    """The figures that may be the wrong one, the likeliest first."""
    pictured: bool | None = None
    """Whether the picture of a figure that is said to be wrong bears out how it was read; false if it does not for certain."""
    check_ids: tuple[str, ...] = ()
    """The identities that are broken, or that led here."""
    box: Box | None = None
    """Of the figure on its page."""
    status: Literal["open", "accepted", "corrected", "dismissed"] = "open"
    """`open` until a reviewer decides. `corrected`: the value was decided. `accepted`: the report is wrong as printed."""
    decided_page: int | None = None
    """The page of the figure decided upon, 1-based."""
    decided_text: str | None = None
    """The figure decided upon, as printed: where several may be wrong, another than `printed_text`."""
    decided_value: Decimal | None = None
    """What a reviewer decided that this figure is."""
    decided_by: str | None = None
    """Who decided."""
    decided_on: date | None = None
    """When."""
    decision_reason: str | None = None
    """Why."""
