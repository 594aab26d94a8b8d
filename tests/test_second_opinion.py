"""camelot's opinion on ruled tables in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.report import read_report
from pipeline.second_opinion import with_second_opinions
from pipeline.source import Source, open_source
from schemas.finding import Finding, Verdict
from schemas.provenance import Box
from schemas.table import Table
from tests.drawing import Drawing

ROWS = [["Voce", "2015", "2016"], ["Personale", "1.200,00", "1.100,00"], ["Funzionamento", "300,00", "250,00"]]


def doubt(table: Table, verdict: Verdict) -> Finding:
    return Finding(
        finding_id="f", severity="error", rule="SUM-1", message="", verdict=verdict, table_id=table.table_id, page=1,
        box=Box(0, 0, 1, 1), printed_text="",
    )  # fmt: skip


@pytest.fixture
def read(tmp_path: Path) -> tuple[Source, Table]:
    path = Drawing().grid(72, 100, [150, 80, 80], ROWS).save(tmp_path / "drawn.pdf")
    (table,) = read_report(path).tables
    return open_source(path), table


def test_it_is_asked_where_the_wrong_figure_cannot_be_told(read: tuple[Source, Table]) -> None:
    source, table = read
    (after,) = with_second_opinions(source, [table], [doubt(table, "ambiguous")])
    assert after.method == "ruled; camelot finds the same"
    assert after.cells == table.cells


def test_it_tells_of_another_grid(read: tuple[Source, Table]) -> None:
    source, table = read
    cut = table.model_copy(update={"rows": 2, "cells": tuple(cell for cell in table.cells if cell.row < 2)})
    (after,) = with_second_opinions(source, [cut], [doubt(table, "unlocatable")])
    assert after.method == "ruled; camelot finds 3 × 3"


def test_it_tells_of_another_text(read: tuple[Source, Table]) -> None:
    source, table = read
    cells = tuple(c.model_copy(update={"text": "999,00"}) if c.text == "300,00" else c for c in table.cells)
    (after,) = with_second_opinions(source, [table.model_copy(update={"cells": cells})], [doubt(table, "ambiguous")])
    assert after.method == "ruled; camelot reads otherwise in row 3 column 2 «300,00»"


def test_it_is_not_asked_about_a_located_figure(read: tuple[Source, Table]) -> None:
    source, table = read
    assert with_second_opinions(source, [table], [doubt(table, "located")]) == [table]
