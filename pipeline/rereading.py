"""Figures recognised in pictures: read again if suspect, told if nothing confirms them, never held against a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress

import pypdfium2

from pipeline.findings.about_cell import about_cell
from pipeline.limits import LIMITS
from pipeline.reading import pdfium
from pipeline.settle import Hypothesis
from pipeline.source import Source, Unreadable
from schemas.check import Check
from schemas.finding import Finding
from schemas.table import Cell, Table

Place = tuple[str | None, int | None, int | None]
"""Table, row and column."""

DPI = 300.0
"""At which a figure is looked at again."""

MOST_SUSPECTS = 24
"""Figures of a document that are read again."""

NAMED = 5
"""Figures that a finding names."""


def _is_recognised(cell: Cell) -> bool:
    return cell.text_source != "text" and cell.misread is None


def read_again(source: Source, tables: Sequence[Table], findings: Iterable[Finding]) -> list[Hypothesis]:
    """Other texts of recognised figures that findings suspect, each read alone and larger, by the other engine if it is there."""
    cells = {(t.table_id, c.row, c.column): c for t in tables for c in t.cells if _is_recognised(c)}
    suspects = [place for place in _suspects(findings) if place in cells][:MOST_SUSPECTS]
    if not suspects:
        return []
    from pipeline.reading.ocr.page import text_at

    hypotheses = []
    with ExitStack() as stack:
        document = _opened(source)
        if document is None:
            return []
        stack.callback(document.close)
        for page in sorted({cells[place].page for place in suspects}):
            with suppress(Unreadable), pdfium.ink_on(document, page) as ink:
                picture, scale = ink.picture(DPI, text=True)
                for place in (place for place in suspects if cells[place].page == page):
                    table_id, row, column = place
                    text = text_at(picture, scale, cells[place].box)
                    if text and table_id is not None and row is not None and column is not None:
                        hypotheses.append(Hypothesis(table_id, texts={(row, column): text}))
    return hypotheses


def _opened(source: Source) -> pypdfium2.PdfDocument | None:
    for copy in source.copies:
        with suppress(pypdfium2.PdfiumError):
            return pypdfium2.PdfDocument(copy)
    return None


def _suspects(findings: Iterable[Finding]) -> list[Place]:
    """The cells that may be wrong, those of errors first."""
    found: dict[Place, None] = {}
    for finding in sorted(findings, key=lambda f: f.severity != "error"):
        if finding.severity != "info":
            places = [(finding.row, finding.column), *((c.row, c.column) for c in finding.candidates)]
            found.update(dict.fromkeys((finding.table_id, row, column) for row, column in places))
    return list(found)


def misread(document_id: str, before: Iterable[Table], accepted: Iterable[Hypothesis]) -> list[Finding]:
    """That figures were read anew: `before` are the tables as they were read first."""
    cells = {(table.table_id, cell.row, cell.column): cell for table in before for cell in table.cells}
    return [
        about_cell(
            document_id, hypothesis.table_id, cells[hypothesis.table_id, row, column], "READ-1", "info",
            f"«{cells[hypothesis.table_id, row, column].text}» was recognised and does not add up; read again it is «{text}», "
            "which does. That was taken.",
            f"«{cells[hypothesis.table_id, row, column].text}» non quadra; riletto è «{text}», che quadra: vale questa lettura.",
        )
        for hypothesis in accepted
        for (row, column), text in hypothesis.texts.items()
    ]  # fmt: skip


def unblamed(findings: Iterable[Finding], checks: Iterable[Check], tables: Iterable[Table]) -> Iterator[Finding]:
    """The findings, those that rest on a recognised figure being no errors of the report: it may be the reading that errs."""
    recognised = {(t.table_id, c.row, c.column) for t in tables for c in t.cells if _is_recognised(c)}
    unsure = {check.check_id for check in checks if any((o.table_id, o.row, o.column) in recognised for o in check.operands)}
    for finding in findings:
        if finding.severity == "error" and unsure.intersection(finding.check_ids):
            message = f"{finding.message} Figures of it were recognised in a picture and may be misread."
            yield finding.model_copy(update={"severity": "warning", "message": message})
        else:
            yield finding


def unconfirmed(document_id: str, tables: Iterable[Table], confirmations: Mapping[tuple[str, int, int], int]) -> list[Finding]:
    """For each table that recognised figures of it are confirmed by nothing, if they are more than the share that may be."""
    found = []
    for table in tables:
        figures = [cell for cell in table.cells if cell.value is not None and _is_recognised(cell)]
        alone = [cell for cell in figures if not confirmations.get((table.table_id, cell.row, cell.column))]
        if len(alone) > LIMITS.most_unconfirmed * len(figures):
            named = ", ".join(f"«{cell.text}»" for cell in alone[:NAMED]) + (" …" if len(alone) > NAMED else "")
            message = f"{len(alone)} of {len(figures)} figures recognised in a picture are confirmed by no sum: {named}."
            message_it = f"{len(alone)} di {len(figures)} cifre riconosciute in un'immagine non sono confermate: {named}."
            found.append(about_cell(document_id, table.table_id, alone[0], "OCR-1", "warning", message, message_it))
    return found
