"""Numbers that count the lines of a page in its margin are no column of its tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.report import Report
from tests.drawing import Drawing

ReportOn = Callable[[Drawing], Report]

PROSE = ["Bilancio 2024", "Il prospetto espone gli importi che risultano dalle scritture contabili.", "Sono espressi in euro."]
ROWS = [
    ["Voce", "2024", "2023"],
    ["Canoni", "1.234,00", "2.345,10"],
    ["Tasse", "5.678,10", "912,34"],
    ["Utenze", "31,20", "76,50"],
    ["Spese", "4.321,00", "43,10"],
    ["Oneri", "90,10", "8,05"],
]


def page(first: int, *, counted: int = 0) -> Drawing:
    """Prose and a table, each line with its number in the margin, from the line `counted` on."""
    drawing = Drawing()
    for i, text in enumerate(PROSE):
        drawing.text(90, 80 + 14 * i, text)
    drawing.aligned(80 + 14 * len(PROSE), [(90, "l"), (300, "r"), (400, "r")], ROWS, size=10)
    for i in range(counted, len(PROSE) + len(ROWS)):
        drawing.text(70, 80 + 14 * i, str(first + i - counted), align="r")
    return drawing


def test_numbers_that_count_all_lines_of_a_page_are_no_column(report_on: ReportOn) -> None:
    report = report_on(page(1))
    assert [table.texts() for table in report.tables] == [ROWS]
    (ledger,) = report.pages
    assert ledger.characters_in_running_lines == sum(len(str(i + 1)) for i in range(len(PROSE) + len(ROWS)))


@pytest.mark.parametrize(("first", "counted"), [(31, 0), (1, 1)])
def test_numbers_that_begin_elsewhere_are_left(report_on: ReportOn, first: int, counted: int) -> None:
    texts = [cell for table in report_on(page(first, counted=counted)).tables for row in table.texts() for cell in row]
    assert str(first + 6 - counted) in texts


def test_the_numbers_of_the_rows_of_a_table_without_header_are_its_column(report_on: ReportOn) -> None:
    works = ["Acquisto di beni e di servizi per gli uffici", "Interessi passivi", "Rimborso di prestiti", "Altre spese"] * 2
    rows = [[str(i + 1), work, f"{i + 2}.110,00"] for i, work in enumerate(works)]
    report = report_on(Drawing().aligned(80, [(80, "r"), (96, "l"), (480, "r")], rows, size=10))
    assert [table.texts() for table in report.tables] == [rows]
