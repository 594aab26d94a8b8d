"""Tables to records: a kind is one module and one line here."""

from __future__ import annotations

from pipeline.records import (
    income_statement_lines,
    monitored_procedures,
    objective_results,
    personnel_costs,
    project_indicators,
    service_standards,
    statements,
    strategic_objectives,
    strategic_targets,
    variance_lines,
)
from pipeline.records.kind import Kind
from pipeline.records.team import team_kinds
from schemas.records.base import Record
from schemas.records.indicators import Indicator

KINDS: tuple[Kind, ...] = (
    *team_kinds(),
    service_standards.KIND,
    monitored_procedures.KIND,
    objective_results.KIND,
    project_indicators.KIND,
    strategic_objectives.KIND,
    strategic_targets.KIND,
    personnel_costs.KIND,
    income_statement_lines.KIND,
    *statements.KINDS,
    variance_lines.KIND,
)
"""In the order in which a table is offered to them, a team's own first; the first that recognises it takes it."""

RECORDS: tuple[type[Record], ...] = tuple(dict.fromkeys((*(kind.record for kind in KINDS), Indicator)))
"""The models of all records: those of tables, and the one that is read from the narrative."""
