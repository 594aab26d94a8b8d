"""Views of one report, of tables, of findings and of the datasets, for the terminal."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polars as pl
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text
from rich.tree import Tree

from flows.console import SEVERITY_STYLE, place_of
from pipeline.datasets import MODELS, columns_of, read_dataset
from pipeline.report import Report
from pipeline.tables_only import PlainTable
from schemas.section import Section

LONGEST = 100
"""Characters of a heading shown."""


def inspection(report: Report) -> RenderableType:
    """One report: the document, its sections as a tree with their tables, its records by kind, its findings."""
    d = report.document
    head = Text(f"{d.source_file}: {d.title or 'no title'}\n", style="bold")
    head.append(
        f"{d.entity or 'unknown body'}, fiscal year {d.fiscal_year or 'unknown'}, {d.page_count} pages, {d.status}", style=""
    )
    parts: list[RenderableType] = [head, Text(), _sections(report)]
    kinds = Counter(record.dataset for record in report.records)
    if kinds:
        parts += [Text(), Text("Records", style="bold"), *(Text(f"{n:6} {dataset}") for dataset, n in kinds.items())]
    parts += [Text(), Text("Findings", style="bold")]
    parts += [_finding_line(f.severity, place_of("", f.page, f.table_id, f.row, f.column), f.message) for f in report.findings]
    if not report.findings:
        parts.append(Text("none"))
    return Group(*parts)


def _finding_line(severity: str, place: Text, message: str) -> Text:
    line = Text(f"{severity:8}", style=SEVERITY_STYLE[severity])
    return line.append(Text(f"{place.plain.lstrip(', ')}: {message}", style=""))


def _sections(report: Report) -> Tree:
    tree = Tree(Text("Sections and tables", style="bold"))
    nodes: dict[str | None, Tree] = {None: tree}
    for section in report.sections:
        nodes[section.section_id] = nodes[section.parent_id].add(Text(_heading(section)))
        _add_tables(nodes[section.section_id], report, section.section_id)
    _add_tables(tree, report, None)
    return tree


def _heading(section: Section) -> str:
    heading = section.heading if len(section.heading) <= LONGEST else f"{section.heading[:LONGEST]}…"
    return f"p. {section.first_page}  {heading or '(text without a heading)'}"


def _add_tables(node: Tree, report: Report, section_id: str | None) -> None:
    for table in report.tables:
        if table.section_id == section_id:
            pages = f"p. {table.first_page}" + (f"–{table.last_page}" if table.last_page > table.first_page else "")
            kind = report.kinds[table.table_id]
            node.add(Text(f"{table.table_id}  {pages}  {table.rows} × {table.columns}  {kind}", style="green"))


def table_view(table: PlainTable) -> RenderableType:
    """A table as found."""
    grid = Grid(title=Text(f"page {table['page']}, {table['method']}"), title_justify="left", show_header=False, show_lines=True)
    for _ in table["rows"][0]:
        grid.add_column(overflow="fold")
    for row in table["rows"]:
        grid.add_row(*(Text(text) for text in row))
    return grid


def findings_view(output: Path) -> RenderableType:
    """The findings of a run, errors first, with page and cell."""
    names = dict(read_dataset(output, "documents").select("document_id", "source_file").iter_rows())
    frame = read_dataset(output, "findings").with_columns(
        pl.col("severity").replace_strict({"error": 0, "warning": 1, "info": 2}, return_dtype=pl.Int8).alias("rank")
    )
    table = Grid(box=None, padding=(0, 1))
    for heading in ("id", "", "where", "what"):
        table.add_column(heading, overflow="fold")
    for row in frame.sort("rank", "document_id", "page").iter_rows(named=True):
        where = place_of(names.get(row["document_id"], "?"), row["page"], row["table_id"], row["row"], row["column"])
        table.add_row(
            Text(row["finding_id"]), Text(row["severity"], style=SEVERITY_STYLE[row["severity"]]), where, Text(row["message"])
        )
    return table if frame.height else Text("No findings.")


def schema_as_json() -> dict[str, object]:
    """The datasets' dictionary: for each its meaning and its columns."""
    return {
        dataset: {
            "description": _summary(MODELS[dataset].__doc__),
            "columns": [{"name": c.name, "type": str(c.type), "description": c.description} for c in columns_of(dataset)],
        }
        for dataset in MODELS
    }


def schema_view() -> RenderableType:
    parts: list[RenderableType] = []
    for dataset in MODELS:
        grid = Grid(box=None, padding=(0, 1), show_header=False)
        for column in columns_of(dataset):
            grid.add_row(Text(column.name, style="green"), Text(str(column.type), style="cyan"), Text(column.description))
        parts += [Text(f"{dataset}: {_summary(MODELS[dataset].__doc__)}", style="bold"), grid, Text()]
    return Group(*parts)


def _summary(docstring: str | None) -> str:
    return " ".join((docstring or "").split())
