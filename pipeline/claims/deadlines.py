"""Days promised against days observed, and the result that they imply."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.arithmetic.claims import Claims
from pipeline.arithmetic.identity import Identity, WithinLimit
from pipeline.numbers import Number, numbers_in
from schemas.records.base import Figure, Record
from schemas.records.indicators import Indicator
from schemas.records.monitored_procedures import MonitoredProcedure
from schemas.records.service_standards import ServiceStandard
from schemas.records.strategic_targets import StrategicTarget

LIMIT = re.compile(
    r"(?:\bentro|\b(?:inferior|superior)\w+\s+ai?|\bpari\s+ai?|\bmassimo|\bmax\.?|\boltre|[<≤])\s*(?:i\s+|gli\s+)?$",
    re.IGNORECASE,
)
"""What stands before a number of days that is a limit."""

AT_LEAST = re.compile(r"[>≥]|\balmeno\b|\bminim[oi]\b|(?<!non\s)\bsuperior\w+\s+a|\bnon\s+(?:meno|inferior\w+)\b", re.IGNORECASE)
LONGEST = re.compile(r"\bmassim[oi]\b|\bmax\b", re.IGNORECASE)
CALENDAR = re.compile(r"\bsolar|\bcalendario\b|\bconsecutiv|\bnatural", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days that a text states."""

    number: Number
    text: str
    is_limit: bool
    """Whether its words set it as a limit."""
    figure: Figure | None = None
    """The record's figure, if the days have a cell of their own."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What a record says of days."""

    record: Record
    name: str
    planned: Days
    observed: Days
    result: Figure
    implied: bool
    """Whether the result can be nothing but a hundred where the promise was kept: the longest time was observed, and no note
    tells of exceptions."""
    is_aim: bool = False
    """Whether the result is about the promise as a whole, not a share of cases."""


def claim_days(records: Sequence[Record], claims: Claims) -> None:
    """Enter that a result is less than a hundred where more days were observed than planned, and a hundred where not."""
    for promise in (promise for record in records for promise in _promises(record)):
        identity = _identity(promise, claims)
        outcome = claims.outcome(identity)
        late = outcome.status != "untestable" and outcome.computed is None
        if late or promise.implied or (promise.is_aim and outcome.status == "holds"):
            claims.declare([identity])


def _promises(record: Record) -> Iterator[Promise]:
    match record:
        case ServiceStandard(result_pct=Figure() as result):
            planned, observed = _days(record.target_text, record.target_days), _days(record.observed_text, record.observed_days)
            longest = LONGEST.search(record.indicator or "") is not None
            name, implied, is_aim = record.service, longest and record.note is None, False
        case MonitoredProcedure(result_pct=Figure() as result):
            planned, observed = _limit(record.expected_text), _days(record.result_text)
            name, implied, is_aim = f"procedure {record.number}", False, False
        case StrategicTarget(result_pct=Figure() as result):
            planned, observed = _limit(record.description), _days(record.result_text)
            name, implied, is_aim = f"target {record.target_number} of {record.objective_code}", False, True
        case Indicator(outcome_pct=Figure() as result):
            planned, observed = _limit(record.description), _days(record.outcome_text)
            name, implied, is_aim = f"indicator {record.indicator_number or ''}".strip(), False, True
        case _:
            return
    if planned is None or observed is None or observed.is_limit or AT_LEAST.search(planned.text):
        return
    if (CALENDAR.search(planned.text) is None) == (CALENDAR.search(observed.text) is None):
        yield Promise(record, name, planned, observed, result, implied, is_aim)


def _days(text: str | None, figure: Figure | None = None) -> Days | None:
    """The days that a text states, if it states one number of them."""
    found = [(number, at) for number, at in numbers_in(text or "") if number.unit == "days"]
    if text is None or len(found) != 1:
        return None
    number, at = found[0]
    return Days(number, text, LIMIT.search(text[:at]) is not None, figure)


def _limit(text: str | None) -> Days | None:
    """The days that a text sets as a limit, if it names no other."""
    days = _days(text)
    return days if days and days.is_limit else None


def _identity(promise: Promise, claims: Claims) -> Identity:
    record, result = promise.record, promise.result
    place = record.table_id or record.section_id or ""
    key = claims.quantity(
        (place, *_at(result, record, 0)), result.value, result.text, f"the result of {promise.name}", result.page, result.box,
        exact=False,
    )  # fmt: skip
    planned, observed = (
        claims.quantity(
            (place, *_at(days.figure, record, i)), days.number.value, days.text, f"the days {what} of {promise.name}",
            record.page, days.figure.box if days.figure else record.box, exact=days.number.decimals == 0,
        )
        for i, (what, days) in enumerate((("planned", promise.planned), ("observed", promise.observed)), 1)
    )  # fmt: skip
    claim = "The result is a hundred where no more days were observed than planned, and less where more were."
    return Identity("DAYS-1", claim, WithinLimit(key, observed, planned), key, "inferred", record.table_id, f"DAYS-1 {place}")


def _at(figure: Figure | None, record: Record, which: int) -> tuple[int, int, int]:
    """Row, column and place of a figure; of one without a cell of its own, the row, no column, and which of the row's it is."""
    if figure is None or figure.row is None or figure.column is None:
        return record.row or 0, -2, which
    return figure.row, figure.column, figure.position
