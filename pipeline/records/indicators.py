"""Indicators of the narrative."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.narrative.sections import ancestors
from pipeline.records.kind import last_percentage
from schemas.records.base import Figure
from schemas.records.indicators import Indicator
from schemas.section import Section

LABEL = re.compile(r"^INDICATORE\s*(?:N\.?\s*)?(?:[0-9]{1,2}[A-Z]?|[a-z])?\s*[:.)–-]*\s*")


def read_indicators(sections: Sequence[Section]) -> list[Indicator]:
    """A record for each section that is an indicator."""
    records = []
    for section in sections:
        if section.kind != "indicator":
            continue
        objective = next((s.number for s in ancestors(sections, section.parent_id) if s.kind == "objective"), None)
        stated = last_percentage(section.outcome) if section.outcome else None
        records.append(
            Indicator(
                section_id=section.section_id,
                page=section.first_page,
                box=section.box,
                objective_number=objective,
                indicator_number=section.number,
                description=LABEL.sub("", section.heading),
                outcome_text=section.outcome,
                outcome_pct=Figure(value=stated.value, text=section.outcome, page=section.first_page, box=section.box)
                if stated and section.outcome
                else None,
            )
        )
    return records
