"""Tables that state how far each objective was reached."""

from __future__ import annotations

from typing import Any

from pipeline.figures.lines import TableLine
from pipeline.records.declared import declared
from pipeline.records.kind import Source
from schemas.records.objective_results import ObjectiveResult


def _scope(source: Source, _: TableLine) -> dict[str, Any]:
    return {"scope": source.table.headings()[0]}


KIND = declared(ObjectiveResult, of_line=_scope)
