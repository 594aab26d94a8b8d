"""Views of one report, of tables, of findings and of the datasets, for the terminal."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text
from rich.tree import Tree

from flows.console import findings_list
from flows.run import worst_first
from pipeline.columns import MODELS, columns_of
from pipeline.datasets import as_fields, frames_of, read_dataset, scan_dataset
from pipeline.findings.rules import RULES
from pipeline.report import Report
from pipeline.tables_only import PlainTable
from schemas.finding import Finding
from schemas.page import PLACES
from schemas.section import Section

LONGEST = 100
"""Characters of a heading shown."""

MOST_UNBROKEN = 20
"""Characters of a word that a table keeps on one line, whatever the width of the terminal: no amount has more."""


def inspection(report: Report) -> RenderableType:
    """One report: the document, its sections as a tree with their tables, its records by kind, its findings."""
    d = report.document
    head = Text(f"{d.source_file}: {d.title or 'no title'}\n", style="bold")
    head.append(
        f"{d.entity or 'unknown body'}, fiscal year {d.fiscal_year or 'unknown'}, "
        f"{d.page_count} {'page' if d.page_count == 1 else 'pages'}, {d.completeness}",
        style="",
    )
    parts: list[RenderableType] = [head, Text(), _pages(report), Text(), _sections(report)]
    kinds = Counter(record.dataset for record in report.records)
    if kinds:
        parts += [Text(), Text("Records", style="bold"), *(Text(f"{n:6} {dataset}") for dataset, n in kinds.items())]
    parts += [Text(), Text("Findings", style="bold")]
    parts.append(findings_list(worst_first(("", finding) for finding in report.findings)) if report.findings else Text("none"))
    return Group(*parts)


def inspection_as_rows(report: Report) -> dict[str, Any]:
    """The rows of every dataset that a document has, as they would be written."""
    return {dataset: frame.to_dicts() for dataset, frame in frames_of(report)}


def _pages(report: Report) -> RenderableType:
    """The ledger: how many figures of each page are where, and below it what was not read, line by line."""
    grid = Grid(
        title=Text("Figures, page by page", style="bold"), title_justify="left", box=None, padding=(0, 1),
        collapse_padding=True, pad_edge=False,
    )  # fmt: skip
    for heading in ("page", "figures", *(place.replace("_", " ") for place in PLACES), "images"):
        grid.add_column(heading, justify="right", min_width=max(map(len, heading.split())))
    remarks: list[Text] = []
    for page in report.pages:
        counts = (getattr(page, f"figures_{place}") for place in PLACES)
        cells = [
            str(page.page),
            *(str(n or "") for n in (page.figures, *counts)),
            f"{page.image_share:.0%}" if page.image_share else "",
        ]
        style = "" if page.completeness == "complete" else "red"
        grid.add_row(*map(Text, cells), style=style)
        remarks += [Text(f"p. {page.page}  {remark}", style=style) for remark in page.remarks]
    return Group(grid, *([Text("\nNot read, or read otherwise", style="bold"), *remarks] if remarks else []))


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
            scale = f"  scale said by {table.scale_source}" if table.scale_source else ""
            node.add(Text(f"{table.table_id}  {pages}  {table.rows} × {table.columns}  {kind}{scale}", style="green"))


def table_view(table: PlainTable) -> RenderableType:
    """A table as found; no column is so narrow that an amount would be broken."""
    grid = Grid(title=Text(f"page {table['page']}, {table['method']}"), title_justify="left", show_header=False, show_lines=True)
    for texts in zip(*table["rows"], strict=True):
        longest = max((len(word) for text in texts for word in text.split()), default=0)
        grid.add_column(overflow="fold", min_width=min(longest, MOST_UNBROKEN))
    for row in table["rows"]:
        grid.add_row(*(Text(text) for text in row))
    return grid


def findings_of(
    output: Path, *, severity: str | None = None, rule: str | None = None, document: str | None = None, status: str | None = None
) -> list[tuple[str, Finding]]:
    """The findings of a run with the names of their documents, the worst first, as far as they are asked for.

    `document` is a part of its name, or of its id from the beginning.
    """
    names = dict(scan_dataset(output, "documents").select("document_id", "source_file").collect().iter_rows())
    found: list[tuple[str, Finding]] = []
    for row in read_dataset(output, "findings").iter_rows(named=True):
        name = names.get(row["document_id"], "?")
        wanted = {"severity": severity, "rule": rule, "status": status}
        if any(asked is not None and row[field] != asked for field, asked in wanted.items()):
            continue
        if document is None or document in name or str(row["document_id"]).startswith(document):
            found.append((name, Finding.model_validate(as_fields(Finding, row))))
    return worst_first(found)


def rules_of(output: Path) -> set[str]:
    """The codes of the rules that there are: the product's, and those of kinds of a team in an output."""
    said = (scan_dataset(output, dataset).select("rule").unique().collect()["rule"] for dataset in ("findings", "checks"))
    return RULES.keys() | set(chain.from_iterable(said))


def schema_as_json() -> dict[str, object]:
    """The datasets' dictionary: for each its meaning and its columns."""
    return {
        dataset: {
            "description": _summary(MODELS[dataset].__doc__),
            "columns": [
                {
                    "name": c.name,
                    "type": str(c.type),
                    "unit": c.unit,
                    "allowed": list(c.allowed),
                    "required": c.required,
                    "description": c.description,
                }
                for c in columns_of(dataset)
            ],
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
