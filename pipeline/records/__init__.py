"""Tables to records: a kind is one module and one line here."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records import income_statement_lines, personnel_costs, service_standards, statements, variance_lines
from pipeline.records.declared import declared, read_sections
from pipeline.records.kind import Kind
from pipeline.records.team import team_kinds
from schemas.records.base import Record
from schemas.records.indicators import Indicator
from schemas.records.monitored_procedures import MonitoredProcedure
from schemas.records.objective_results import ObjectiveResult
from schemas.records.project_indicators import ProjectIndicator
from schemas.records.strategic_objectives import StrategicObjective
from schemas.records.strategic_targets import StrategicTarget
from schemas.section import Section

KINDS: tuple[Kind, ...] = (
    *team_kinds(),
    service_standards.KIND,
    declared(MonitoredProcedure),
    declared(ObjectiveResult),
    declared(ProjectIndicator),
    declared(StrategicObjective),
    declared(StrategicTarget),
    personnel_costs.KIND,
    income_statement_lines.KIND,
    *statements.KINDS,
    variance_lines.KIND,
)
"""In the order in which a table is offered to them, a team's own first; the first that recognises it takes it."""

NARRATIVE = (Indicator,)
"""The models of records that are sections of the narrative."""

RECORDS: tuple[type[Record], ...] = tuple(dict.fromkeys((*(kind.record for kind in KINDS), *NARRATIVE)))
"""The models of all records."""


def read_narrative(sections: Sequence[Section]) -> list[Record]:
    """The records of the narrative."""
    return [record for model in NARRATIVE for record in read_sections(model, sections)]
