"""Source or reading: before a report is blamed for a figure, another engine reads the figure too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.findings.judge import finding_id
from pipeline.reading.page import Page
from pipeline.reading.second_engine import bare, read_again, text_in
from pipeline.source import Source
from schemas.finding import Finding
from schemas.table import Cell, Table

Place = tuple[str, int, int]
"""Table, row and column."""

MISREAD = "READ-1"
"""The rule of a finding that says that a figure was read anew."""

MOST_SUSPECTS = 24
"""Figures that are read again in one document."""

EDGE = 1.0
"""Points around a cell's text within which the other engine may place it."""


@dataclass(frozen=True)
class Reread:
    """What the other engine makes of suspect cells."""

    same: frozenset[Place]
    """Those that it reads as they were read."""
    other: Mapping[Place, str]
    """What it reads in those that it reads otherwise."""


def reread(source: Source, pages: Iterable[Page], tables: Iterable[Table], findings: Sequence[Finding]) -> Reread:
    """Read the cells again that findings of wrong figures suspect, but not those that a reviewer has read."""
    cells = {(table.table_id, cell.row, cell.column): cell for table in tables for cell in table.cells}
    suspects = [p for p in _suspects(findings) if p in cells and cells[p].misread is None][:MOST_SUSPECTS]
    by_number = {page.number: page for page in pages}
    again: dict[int, Page | None] = {}
    same, other = [], {}
    for place in suspects:
        cell = cells[place]
        if cell.page not in again:
            again[cell.page] = read_again(source, by_number[cell.page]) if cell.page in by_number else None
        page = again[cell.page]
        text = text_in(page, cell.box.grown(EDGE)) if page else ""
        if text and bare(text) == bare(cell.text):
            same.append(place)
        elif text:
            other[place] = text
    return Reread(frozenset(same), other)


def _suspects(findings: Iterable[Finding]) -> list[Place]:
    """The cells that may be wrong, those of errors first."""
    found: dict[Place, None] = {}
    for finding in sorted(findings, key=lambda f: f.severity != "error"):
        if finding.table_id is None or finding.severity == "info":
            continue
        places = [(finding.row, finding.column), *((c.row, c.column) for c in finding.candidates)]
        found.update(dict.fromkeys((finding.table_id, r, c) for r, c in places if r is not None and c is not None))
    return list(found)


def accept_rereadings(texts: Mapping[Place, str], verdict: Callable[[Mapping[Place, str]], tuple[int, int]]) -> dict[Place, str]:
    """Of texts read otherwise those under which fewer identities are broken and more hold; `verdict` counts both under some."""
    taken: dict[Place, str] = {}
    least, most = verdict(taken) if texts else (0, 0)
    for place, text in texts.items():
        broken, sound = verdict({**taken, place: text})
        if broken < least and sound > most:
            taken[place], least, most = text, broken, sound
    return taken


def with_texts(tables: Iterable[Table], texts: Mapping[Place, str]) -> list[Table]:
    """The tables with other texts in some cells."""
    changed = {table_id for table_id, _, _ in texts}

    def cell_of(table: Table, cell: Cell) -> Cell:
        text = texts.get((table.table_id, cell.row, cell.column))
        return cell if text is None else cell.model_copy(update={"text": text})

    return [
        table.model_copy(update={"cells": tuple(cell_of(table, cell) for cell in table.cells)})
        if table.table_id in changed
        else table
        for table in tables
    ]


def misread(document_id: str, tables: Iterable[Table], texts: Mapping[Place, str]) -> list[Finding]:
    """That figures were read anew: `tables` as they were read first, `texts` what was taken instead."""
    return [
        Finding(
            finding_id=finding_id(document_id, cell.page, cell.box, cell.text, MISREAD),
            severity="info",
            rule=MISREAD,
            message=f"«{cell.text}» did not add up; another engine reads «{text}» there, which does. That was taken.",
            message_it=f"«{cell.text}» non quadrava; un altro motore vi legge «{text}», che quadra: vale questa lettura.",
            table_id=table.table_id,
            page=cell.page,
            row=cell.row,
            column=cell.column,
            printed_text=text,
            verdict="unlocatable",
            box=cell.box,
        )
        for table in tables
        for cell in table.cells
        if (text := texts.get((table.table_id, cell.row, cell.column))) is not None
    ]


def confirmed(findings: Iterable[Finding], same: frozenset[Place]) -> list[Finding]:
    """The findings, those of located figures that both engines read alike with a word about it."""
    return [
        finding.model_copy(update={"message": f"{finding.message} Two engines read it so."})
        if finding.verdict == "located"
        and finding.table_id is not None
        and (finding.table_id, finding.row, finding.column) in same
        else finding
        for finding in findings
    ]
