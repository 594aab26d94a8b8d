"""camelot's opinion on ruled tables in doubt, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.reading.document import read_pages
from pipeline.reading.running_lines import body_lines
from pipeline.second_opinion import Opinion, opinions
from pipeline.settle import in_doubt
from pipeline.source import open_source
from pipeline.tables.find import find_tables
from pipeline.tables.logical import assemble
from schemas.finding import Finding, Verdict
from schemas.provenance import Box
from schemas.table import Table
from tests.drawing import Drawing

ROWS = [["Voce", "2015", "2016"], ["Personale", "1.200,00", "1.100,00"], ["Funzionamento", "300,00", "250,00"]]

Ask = Callable[[Callable[[Table], Table]], Opinion]


def doubt(table: Table, verdict: Verdict) -> Finding:
    return Finding(
        finding_id="f", severity="error", rule="SUM-1", message="", verdict=verdict, table_id=table.table_id, page=1,
        box=Box(0, 0, 1, 1), printed_text="", suggested_value=Decimal(300) if verdict == "located" else None,
    )  # fmt: skip


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Asks camelot about the drawn table as if it had been read otherwise."""
    path = Drawing().grid(72, 100, [150, 80, 80], ROWS).save(tmp_path / "drawn.pdf")
    source = open_source(path)
    pages = read_pages(source, path.name, lambda page, pages: None, None).read
    ((parts,), *_) = find_tables(pages, body_lines(pages))

    def opinion(change: Callable[[Table], Table]) -> Opinion:
        table = change(assemble(parts, {page.number: page for page in pages}, "t1"))
        (told,) = opinions(source, [table])
        return told

    return opinion


def test_it_tells_that_it_finds_the_same(ask: Ask) -> None:
    assert ask(lambda table: table).says == "camelot finds the same"


def test_it_tells_of_another_grid_and_proposes_it(ask: Ask) -> None:
    opinion = ask(lambda t: t.model_copy(update={"rows": 2, "cells": tuple(cell for cell in t.cells if cell.row < 2)}))
    assert opinion.says == "camelot finds 3 × 3"
    assert opinion.grid is not None
    assert opinion.grid.texts() == ROWS
    assert {cell.page for cell in opinion.grid.cells} == {1}


def test_it_tells_of_another_text(ask: Ask) -> None:
    def changed(table: Table) -> Table:
        cells = tuple(c._replace(text="999,00") if c.text == "300,00" else c for c in table.cells)
        return table.model_copy(update={"cells": cells})

    assert ask(changed).says == "camelot reads otherwise in row 3 column 2 «300,00»"


def test_what_a_reviewer_read_is_not_laid_out_anew(ask: Ask) -> None:
    def read_by_a_reviewer(table: Table) -> Table:
        first, *others = table.cells
        return table.model_copy(update={"cells": (first._replace(misread="Vocc"), *others)})

    assert ask(read_by_a_reviewer).grid is None


@pytest.mark.parametrize(("verdict", "asked"), [("ambiguous", True), ("unlocatable", True), ("located", False)])
def test_a_table_is_in_doubt_where_the_wrong_figure_cannot_be_told(verdict: Verdict, asked: bool) -> None:
    table = Table(table_id="t1", first_page=1, last_page=1, rows=1, columns=1, header_rows=0, method="ruled", boxes=(), cells=())
    assert in_doubt([table], [doubt(table, verdict)]) == [table] * asked


@pytest.mark.parametrize("method", ["columns as a reviewer decided", "ruled; headings as a reviewer decided"])
def test_what_a_reviewer_laid_out_is_in_no_doubt(method: str) -> None:
    table = Table(table_id="t1", first_page=1, last_page=1, rows=1, columns=1, header_rows=0, method=method, boxes=(), cells=())
    assert in_doubt([table], [doubt(table, "ambiguous")]) == []


def test_recognised_text_is_not_laid_out_anew(ask: Ask) -> None:
    def recognised(table: Table) -> Table:
        return table.model_copy(update={"cells": tuple(c._replace(text_source="ocr") for c in table.cells)})

    assert ask(recognised).grid is None
