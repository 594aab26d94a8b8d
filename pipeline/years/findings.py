"""What the reports of a body say against one another: restated figures, and lines that may be one and are not linked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.findings.about_cell import about_place
from pipeline.findings.wording_en import italian
from pipeline.years.link import Doubt, Series
from pipeline.years.model import Amount, Line, Row
from schemas.finding import Finding, Severity

RESTATED = "YEAR-1"
"""The rule of a figure that is not what an earlier report says."""

UNLINKED = "YEAR-2"
"""The rule of a line that may be one of an earlier report and is not linked with it."""

FEWEST_APART = 6
"""Figures of two reports that differ, and are most of those that both state, for the reports to be taken for one another's."""

Found = tuple[str, str, Finding]
"""A finding, and the ids of the later report, which it is about, and of the earlier one."""

Place = tuple[str, str | None, int | None, int | None]
"""A cell: report, table, row and column."""

SCALES = (1, 1000)
"""Euro that a table may count in."""


@dataclass(frozen=True)
class _Pair:
    """One figure as a later report and the first that has it state it."""

    line: Line
    amount: Amount
    before: Line
    stated: Amount
    year: int


def findings_of(
    series: Iterable[Series], doubts: Sequence[Doubt], asked: Mapping[Place, Collection[Decimal]] | None = None
) -> list[Found]:
    """The findings of one body's lines; `asked` are the values under which sums of the reports hold that are broken."""
    return [*_restatements(series, asked or {}), *map(_unlinked, doubts)]


def asked_by(document_id: str, findings: Iterable[Row]) -> Iterator[tuple[Place, Decimal]]:
    """What figures of a report would have to be for its broken sums to hold, one of several candidates or the only one."""
    for finding in findings:
        for said in (finding, *(finding["candidates"] or ())) if finding["severity"] == "error" else ():
            if said["suggested_value"] is not None:
                place = document_id, finding["table_id"], said["row_index"], said["column_index"]
                yield place, said["suggested_value"]


def _restatements(series: Iterable[Series], asked: Mapping[Place, Collection[Decimal]]) -> Iterator[Found]:
    """The figures that a later report gives otherwise than the first that has them: a restatement is a question, no error.

    Of two reports of which most figures differ, one finding tells it.
    """
    reports: dict[tuple[str, str], list[_Pair]] = {}
    for pair in (pair for one in series for pair in _pairs(one)):
        reports.setdefault((pair.before.report.document_id, pair.line.report.document_id), []).append(pair)
    for pairs in reports.values():
        restated = [pair for pair in pairs if not pair.amount.agrees(pair.stated)]
        if len(restated) >= FEWEST_APART and 2 * len(restated) > len(pairs):
            yield _apart(restated[0], len(restated), len(pairs))
        else:
            yield from (_restated(p, asked) for p in restated)


def _pairs(series: Series) -> Iterator[_Pair]:
    first: dict[int, tuple[Line, Amount]] = {}
    for line, _ in series.lines:
        for year, amount in line.amounts.items():
            before, stated = first.setdefault(year, (line, amount))
            if before.report.year < line.report.year:
                yield _Pair(line, amount, before, stated, year)


def _apart(pair: _Pair, differ: int, of: int) -> Found:
    report = pair.before.report
    return _found(
        pair.line,
        pair.before,
        pair.year,
        RESTATED,
        "warning",
        f"{differ} of the {of} figures that this report and that of {report.year}, {report.name}, both state differ, "
        f"{pair.line.label} {pair.year} the first: they may be of other bodies or years than they were taken for.",
        f"{differ} delle {of} cifre che questa relazione e quella del {report.year}, {report.name}, riportano entrambe sono "
        f"diverse, {pair.line.label} {pair.year} per prima: possono essere di altri enti o anni di quelli attribuiti.",
    )


def _restated(pair: _Pair, asked: Mapping[Place, Collection[Decimal]]) -> Found:
    """That a figure is given otherwise: a slip, where the sums of the first report ask for what the later one says."""
    line, before, year = pair.line, pair.before, pair.year
    now, then = pair.amount.euro, pair.stated.euro
    wanted = asked.get((before.report.document_id, before.table_id, pair.stated.row, pair.stated.column), ())
    slip = any(abs(value * scale - now) <= pair.amount.room for value in wanted for scale in SCALES)
    figures = [italian(value.quantize(Decimal("0.01"))) for value in (now, then, abs(now - then))]
    report, more = before.report, now > then
    return _found(
        line,
        before,
        year,
        RESTATED,
        "warning",
        f"{line.label} {year} is {figures[0]} here, but {figures[1]} in the report of {report.year}, {report.name} "
        f"({figures[2]} {'more' if more else 'less'}): "
        + ("its sums there ask for the former, so it was printed wrongly." if slip else "it may have been restated."),
        f"{line.label} {year} è {figures[0]} qui, ma {figures[1]} nella relazione {report.year}, {report.name} "
        f"({figures[2]} in {'più' if more else 'meno'}): "
        + ("le somme di quella richiedono la prima: lì era stampata male." if slip else "può essere stata riesposta."),
    )


def _unlinked(doubt: Doubt) -> Found:
    line, report = doubt.later, doubt.earlier.report
    return _found(
        line,
        doubt.earlier,
        max(line.amounts),
        UNLINKED,
        "info",
        f"«{line.label}» may be «{doubt.earlier.label}» of the report of {report.year}, {report.name}: the names have words in "
        "common, and no figure that both print tells that they are one. The two are not linked.",
        f"«{line.label}» può essere «{doubt.earlier.label}» della relazione {report.year}, {report.name}: i nomi hanno parole in "
        "comune, e nessuna cifra riportata da entrambe dice che sono la stessa voce. Le due non sono collegate.",
    )


def _found(line: Line, earlier: Line, year: int, rule: str, severity: Severity, message: str, message_it: str) -> Found:
    amount, document_id = line.amounts[year], line.report.document_id
    found = about_place(document_id, line.table_id, amount, rule, severity, message, message_it=message_it)
    return document_id, earlier.report.document_id, found
