"""The dataset `series`: one file for each body, under the year of its latest report; it is written again when one of its reports
changed, came or went."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pipeline.datasets import PARTITION, frame_of, read_document, row_of, write_frame
from pipeline.files import writing
from pipeline.summary import Summary
from pipeline.years.findings import Found, Place, asked_by, findings_of
from pipeline.years.lines import lines_of, needed
from pipeline.years.link import Series, link_reports
from pipeline.years.model import BodyReport, Line
from schemas.series import SeriesPoint, body_key

DATASET = "series"


@dataclass(frozen=True)
class Body:
    """A body, and what its reports say over the years."""

    key: str
    """Names its files."""
    entity: str
    """As its latest report names it."""
    reports: tuple[BodyReport, ...]
    """In the order of their years."""
    points: tuple[tuple[str, SeriesPoint], ...]
    """The rows of `series`, each with the id of the report that prints it first."""
    findings: tuple[Found, ...]


def follow(output: Path, reports: Iterable[BodyReport], new: Collection[str]) -> Iterator[Body]:
    """Bring `series` up to date, body by body; those are looked at of whose reports one is in `new`, came, or went.

    `reports` are all reports in the output whose body and year are known, `new` the ids of those just read. Raises `Unwritable`.
    """
    bodies = of_each(reports)
    present = {file.stem: file for file in (output / DATASET).glob(f"{PARTITION}=*/*-*.parquet")}
    names = {key: f"{key}-{_digest(*(f'{r.document_id} {r.year} {r.name}' for r in of))}" for key, of in bodies.items()}
    for key, of in bodies.items():
        if names[key] not in present or any(report.document_id in new for report in of):
            body = read_body(key, of, output)
            write_frame(frame_of(DATASET, (row_of(*point) for point in body.points)), output, DATASET, names[key], of[-1].year)
            yield body
    for gone in present.keys() - set(names.values()):
        with writing(present[gone]):
            present[gone].unlink(missing_ok=True)


def reports_of(summaries: Iterable[Summary]) -> list[BodyReport]:
    """The reports whose body and year are known."""
    return [
        BodyReport(s.document_id, d.source_file, d.entity, d.fiscal_year)
        for s in summaries
        if (d := s.document).entity is not None and d.fiscal_year is not None
    ]


def of_each(reports: Iterable[BodyReport]) -> dict[str, list[BodyReport]]:
    """The reports of each body, in the order of their years, by what names its files."""
    bodies: dict[str, list[BodyReport]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: (report.year, report.name)):
        bodies[body_key(report.entity)].append(report)
    return dict(bodies)


def read_body(key: str, reports: Sequence[BodyReport], output: Path) -> Body:
    """What the reports of a body, in order, say over the years; their records are in the output."""
    lines: list[list[Line]] = []
    asked: dict[Place, list[Decimal]] = defaultdict(list)
    for report in reports:
        frames = read_document(output, report.document_id, (*needed(), "findings"), across=False)
        lines.append(lines_of(report, frames))
        for place, value in asked_by(report.document_id, frames["findings"].iter_rows(named=True)):
            asked[place].append(value)
    series, doubts = link_reports(lines)
    points = tuple(points_of(series, key, reports[-1].entity))
    return Body(key, reports[-1].entity, tuple(reports), points, tuple(findings_of(series, doubts, asked)))


def points_of(series: Iterable[Series], key: str, entity: str) -> Iterator[tuple[str, SeriesPoint]]:
    """The rows of `series`, statement by statement and line by line, each with the id of the report that prints it first."""
    ordered = sorted(series, key=lambda one: (one.last.statement, -one.last.report.year, one.last.position))
    for position, one in enumerate(ordered):
        first = one.lines[0][0]
        series_id = _digest(key, repr(first.key))
        for year in sorted({year for line, _ in one.lines for year in line.amounts}):
            prints = [(line, link) for line, link in one.lines if year in line.amounts]
            line, link = prints[0]
            stated = line.amounts[year]
            others = [p for p, _ in prints if p.report.year > line.report.year and not p.amounts[year].agrees(stated)]
            yield (
                line.report.document_id,
                SeriesPoint(
                    series_id=series_id,
                    entity=entity,
                    statement=line.statement,
                    line=one.last.label,
                    line_path=one.last.path,
                    position=position,
                    year=year,
                    first_printed=stated.euro,
                    restated=others[-1].amounts[year].euro if others else None,
                    restated_by=others[-1].report.document_id if others else None,
                    documents=tuple(p.report.document_id for p, _ in prints),
                    link=link,
                    is_total=one.last.is_total,
                    table_id=line.table_id,
                    page=stated.page,
                    text=stated.text,
                    box=stated.box,
                ),
            )


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
