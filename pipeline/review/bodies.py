"""A body's lines over the years as a page: drawn small, beside their figures, with the breaks marked. It needs no script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from markupsafe import Markup

from pipeline.files import write_file, writing
from pipeline.findings.wording_en import italian_like
from pipeline.headings_it import SHEETS
from pipeline.review import FOLDER
from pipeline.review.pages import body_page, environment, sheet_name
from pipeline.summary import Summary
from pipeline.years.follow import Body, of_each, read_body, reports_of
from pipeline.years.model import BodyReport
from schemas.series import SeriesPoint, body_key

WIDTH, HEIGHT, MARGIN = 150.0, 34.0, 5.0
"""Of a drawn line, in points."""

A_YEAR = 34.0
"""Points between two years at most: a line of two years does not fill the width."""


def write_body_page(output: Path, body: Body) -> None:
    """Write the page of a body. Raises `Unwritable`."""
    page = environment().get_template("body.html").render(**_shown(body), home="../index.html", app=None)
    write_file(output / FOLDER / body_page(body.key), page.encode())


def body_of(key: str, documents: Iterable[Summary], output: Path) -> dict[str, Any]:
    """What the page of a body shows, of the documents in the output. Raises `KeyError` for one that none of them is of."""
    return _shown(read_body(key, of_each(reports_of(documents))[key], output))


def _shown(body: Body) -> dict[str, Any]:
    points = [point for _, point in body.points]
    printed = sorted({point.year for point in points})
    years = range(printed[0], printed[-1] + 1) if printed else range(0)
    reports = {report.document_id: report for report in body.reports}
    return {
        "entity": body.entity,
        "reports": [
            {"name": r.name, "year": r.year, "href": f"../documents/{sheet_name(r.document_id, 1)}"} for r in body.reports
        ],
        "years": [{"year": year, "gap": i > 0 and year - 1 != printed[i - 1]} for i, year in enumerate(printed)],
        "statements": [
            {"name": SHEETS.get(name, name), "dataset": name, "lines": [_line(line, printed, years, reports) for line in lines]}
            for name, lines in _by_statement(points)
        ],
        "findings": [
            {
                "id": f.finding_id,
                "message": f.message,
                "message_it": f.message_it,
                "rule": f.rule,
                "page": f.page,
                "name": reports[later].name,
                "href": f"../documents/{sheet_name(later, 1)}",
            }
            for later, _, f in body.findings
        ],
    }


def remove_body_pages(output: Path, entities: Iterable[str]) -> None:
    """Remove the pages of bodies that have no reports; `entities` are the bodies of all reports. Raises `Unwritable`."""
    known = set(map(body_key, entities))
    for page in (output / FOLDER).glob(body_page("*")):
        if page.stem not in known:
            with writing(page):
                page.unlink()


def _by_statement(points: Sequence[SeriesPoint]) -> list[tuple[str, list[list[SeriesPoint]]]]:
    ordered = sorted(points, key=lambda p: (p.statement, p.position, p.year))
    return [
        (statement, [list(line) for _, line in groupby(of, key=lambda p: p.series_id)])
        for statement, of in groupby(ordered, key=lambda p: p.statement)
    ]


def _line(
    points: Sequence[SeriesPoint], printed: Sequence[int], years: range, reports: Mapping[str, BodyReport]
) -> dict[str, Any]:
    by_year = {p.year: p for p in points}
    return {
        "label": points[0].line,
        "path": points[0].line_path,
        "is_total": points[0].is_total,
        "picture": picture(points, years),
        "cells": [_cell(by_year[year], reports) if year in by_year else None for year in printed],
    }


def _cell(point: SeriesPoint, reports: Mapping[str, BodyReport]) -> dict[str, Any]:
    return {
        "value": italian_like(point.first_printed),
        "restated": None if point.restated is None else italian_like(point.restated),
        "by": reports[point.restated_by].year if point.restated_by else None,
        "link": point.link if point.link in ("alike", "value") else None,
        "page": point.page,
        "name": reports[point.documents[0]].name,
    }


def picture(points: Sequence[SeriesPoint], years: range) -> Markup:
    """A line over the years, to its own scale from zero.

    It breaks where a year is missing, is dashed where it goes on under another name, and has a ring at what was restated later.
    """
    values = [v for p in points for v in (p.first_printed, p.restated) if v is not None]
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    step = min(A_YEAR, (WIDTH - 2 * MARGIN) / max(1, len(years) - 1))

    def x(year: int) -> str:
        return f"{MARGIN + (year - years.start) * step:.1f}"

    def y(value: Decimal) -> str:
        share = float((value - low) / (high - low)) if high > low else 0.0
        return f"{HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN):.1f}"

    drawn = [f'<line class="zero" x1="0" x2="{WIDTH:g}" y1="{y(Decimal(0))}" y2="{y(Decimal(0))}"/>']
    for before, after in pairwise(points):
        if after.year == before.year + 1:
            kind = "renamed" if after.link in ("alike", "value") else "on"
            ends = f'x1="{x(before.year)}" y1="{y(_latest(before))}" x2="{x(after.year)}" y2="{y(_latest(after))}"'
            drawn.append(f'<line class="{kind}" {ends}/>')
    for p in points:
        if p.restated is not None:
            drawn.append(
                f'<line class="restated" x1="{x(p.year)}" x2="{x(p.year)}" y1="{y(p.first_printed)}" y2="{y(p.restated)}"/>'
            )
            drawn.append(f'<circle class="first" cx="{x(p.year)}" cy="{y(p.first_printed)}" r="3"/>')
        drawn.append(f'<circle cx="{x(p.year)}" cy="{y(_latest(p))}" r="2.2"/>')
    return Markup(
        f'<svg class="series" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" width="{WIDTH:g}" height="{HEIGHT:g}" aria-hidden="true">'
        f"{''.join(drawn)}</svg>"
    )


def _latest(point: SeriesPoint) -> Decimal:
    return point.first_printed if point.restated is None else point.restated
