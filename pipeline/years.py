"""What a report says of the year before, against what that year's own report said: a restatement is a question, no error."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.datasets import read_document
from pipeline.findings.judge import finding_id
from pipeline.findings.wording_en import italian
from pipeline.summary import Summary
from schemas.finding import Finding
from schemas.provenance import Box

RESTATED = "YEAR-1"
"""The rule of a figure that is not what last year's report says."""

CODES = {"variance_lines": "account_code", "income_statement_lines": "scheme_code"}
"""The datasets that set two years side by side, and the code of their lines."""

DOCUMENTS_HELD = 32
"""Documents whose lines are held at a time: reports of one body are compared one after the other."""

Row = Mapping[str, Any]
Line = tuple[str, str]
"""A dataset, and the code and label of a line."""


def restatements(output: Path, documents: Iterable[Summary], new: Collection[str]) -> dict[tuple[str, str], list[Finding]]:
    """The figures of the year before that differ from that year's report, for every two reports of a body.

    By the ids of the later and the earlier report; only pairs are compared of which one is in `new`. Lines are told apart by code
    and label; one that stands for several amounts is left.
    """
    by_year: dict[tuple[str, int], list[Summary]] = defaultdict(list)
    for document in documents:
        if document.document.entity is not None and document.document.fiscal_year is not None:
            by_year[_bare(document.document.entity), document.document.fiscal_year].append(document)
    pairs = [
        (earlier, later)
        for (entity, year), these in by_year.items()
        for later in these
        for earlier in by_year.get((entity, year - 1), [])
        if later.document_id in new or earlier.document_id in new
    ]

    @lru_cache(DOCUMENTS_HELD)
    def lines_of(document_id: str) -> dict[str, pl.DataFrame]:
        return {name: frame for name, frame in read_document(output, document_id, CODES).items() if frame.height}

    return {
        (later.document_id, earlier.document_id): found
        for earlier, later in pairs
        if (found := list(_compared(_named(earlier), _named(later), lines_of)))
    }


def _named(summary: Summary) -> Row:
    return {"document_id": summary.document_id, **summary.document.model_dump(include={"fiscal_year", "source_file"})}


def _compared(earlier: Row, later: Row, lines_of: Callable[[str], Mapping[str, pl.DataFrame]]) -> Iterator[Finding]:
    year = earlier["fiscal_year"]
    said: dict[Line, set[Decimal]] = defaultdict(set)
    exact: dict[Line, bool] = {}
    for line, row in _lines(lines_of(earlier["document_id"]), "current_year", year):
        if row["current_amount"] is not None:
            said[line].add(row["current_amount"] * row["scale"])
            exact[line] = _is_exact(row, "current_amount")
    for line, row in _lines(lines_of(later["document_id"]), "prior_year", year):
        if row["prior_amount"] is None or len(said[line]) != 1:
            continue
        (before,) = said[line]
        now = row["prior_amount"] * row["scale"]
        room = Decimal(0) if exact[line] and _is_exact(row, "prior_amount") else Decimal(1000 if row["scale"] > 1 else 1)
        if abs(now - before) > room:
            yield _finding(later, earlier, row, before, now)


def _lines(lines: Mapping[str, pl.DataFrame], column: str, year: int) -> Iterator[tuple[Line, Row]]:
    for name, frame in lines.items():
        for row in frame.filter(pl.col(column) == year).to_dicts():
            yield (name, f"{row[CODES[name]]} {_bare(row['label'])}"), row


def _is_exact(row: Row, field: str) -> bool:
    """Whether the figure is printed in euros and cents."""
    source = _source(row, field)
    return row["scale"] == 1 and source is not None and "," in source["text"]


def _source(row: Row, field: str) -> Row | None:
    sources: Iterable[Row] = row["sources"] or ()
    return next((source for source in sources if source["field"] == field), None)


def _finding(later: Row, earlier: Row, row: Row, before: Decimal, now: Decimal) -> Finding:
    source = _source(row, "prior_amount") or row
    box = Box(*(source[edge] for edge in ("x0", "top", "x1", "bottom")))
    text, year = source.get("text"), earlier["fiscal_year"]
    figures = [italian(_to_cents(value)) for value in (now, before, abs(now - before))]
    return Finding(
        finding_id=finding_id(later["document_id"], source["page"], box, text or "", RESTATED),
        severity="warning",
        rule=RESTATED,
        message=(
            f"{row['label']} {year} is {figures[0]} here, but {figures[1]} in the report of {year}, {earlier['source_file']} "
            f"({figures[2]} {'more' if now > before else 'less'}): it may have been restated."
        ),
        message_it=(
            f"{row['label']} {year} è {figures[0]} qui, ma {figures[1]} nella relazione {year}, {earlier['source_file']} "
            f"({figures[2]} in {'più' if now > before else 'meno'}): può essere stata riesposta."
        ),
        table_id=row["table_id"],
        page=source["page"],
        row=source["row_index"],
        column=source.get("column_index"),
        printed_text=text,
        printed_value=row["prior_amount"],
        verdict="unlocatable",
        box=box,
    )


def _to_cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))


def _bare(text: str) -> str:
    return " ".join(text.casefold().split())
