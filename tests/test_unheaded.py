"""Figures that may stand under wrong headings are told, and those of tables laid out as printed are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pipeline.figures.unheaded import unheaded
from pipeline.figures.values import read_values
from pipeline.report import Report
from schemas.provenance import Box
from schemas.table import Cell, Table
from tests.drawing import Align, Drawing

HEADER = ["Indicatore", "Peso", "Target", "Risultato"]
ROWS = [["Tempi di pagamento", "30", "12", "11"], ["Pratiche evase", "70", "490", "502"]]
BUDGET = ["Risorse", "", "Stanziato", "Pagato"]


def why(rows: Sequence[Sequence[str]], *, header_rows: int = 1, bold: Sequence[int] = ()) -> str:
    """Why figures of a table may stand under wrong headings, and the first of its cells that says so; "" if none do."""
    cells = [
        Cell(row=r, column=c, text=text, page=1, box=Box(100 * c, 20 * r, 100 * c + 90, 20 * r + 10), bold=r in bold)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    table = Table(
        table_id="t1", first_page=1, last_page=1, rows=len(rows), columns=len(rows[0]), header_rows=header_rows, method="",
        cells=tuple(cells),
    )  # fmt: skip
    found = unheaded(read_values(table)[0])
    return f"{found.why}: {found.cells[0].text}" if found else ""


def test_a_header_under_figures_and_over_others_is_told() -> None:
    below = ["Personale", "", "1.200", "1.150"]
    assert why([HEADER, *ROWS, BUDGET, below]) == "another header: Stanziato"
    assert why([HEADER, *ROWS, BUDGET], bold=[0, 3]) == ""  # nothing below it
    words = ["Rilascio", "", "a vista", "immediato"]
    assert why([HEADER, *ROWS, words, below]) == ""  # values in words
    assert why([HEADER, *ROWS, words, below], bold=[0, 3]) == "another header: a vista"


def test_years_that_follow_one_another_under_figures_and_over_others_are_another_header() -> None:
    rows = [
        ["Servizio", "Entrate", "Costi"],
        ["Nido", "1.200", "1.150"],
        ["Oneri e costi", "2023", "2022"],
        ["Utenze", "800", "950"],
    ]
    assert why(rows) == "another header: 2023"
    assert why([*rows[:2], ["Costituite nel", "2023", "2019"], rows[3]]) == ""


def test_the_header_of_the_table_itself_may_return() -> None:
    assert why([HEADER, *ROWS, HEADER, ["Reclami", "0", "5", "4"]], bold=[0, 3]) == ""


def test_a_column_of_figures_before_the_first_named_one_may_be_codes() -> None:
    assert why([["Indicatore", "", "Target", "Risultato"], *ROWS]) == ""


def test_a_column_of_amounts_before_the_first_named_one_is_told() -> None:
    rows = [["Personale", "1.200,00", "12", "11"], ["Utenze", "800,50", "490", "502"], ["Altro", "0", "1", "2"]]
    assert why([["Voce", "", "Target", "Risultato"], *rows]) == "a column without heading: 1.200,00"


def test_figures_right_of_named_ones_that_no_heading_names_are_told() -> None:
    assert why([["Indicatore", "Peso", "Target", ""], *ROWS]) == "a column without heading: 11"


def test_several_columns_of_figures_without_a_header_are_told_and_one_is_not() -> None:
    assert why(ROWS, header_rows=0) == "no header: 30"
    assert why([row[:2] for row in ROWS], header_rows=0) == ""


def test_what_is_told_is_a_warning_that_names_its_table(report_on: Callable[[Drawing], Report]) -> None:
    report = report_on(Drawing().grid(72, 100, [160, 90, 90, 90], ROWS))
    assert [(f.rule, f.severity, f.table_id, f.row, f.column) for f in report.findings] == [("HEAD-1", "warning", "t1", 0, 1)]


@pytest.mark.parametrize(
    ("x", "below"),
    [
        (170, 12),
        (222, -12),
    ],  # over the labels, beside their name; over white between these and figures, which a column is made of
)
def test_figures_under_a_name_that_may_stand_over_more_columns_are_told(
    report_on: Callable[[Drawing], Report], x: float, below: float
) -> None:
    """The name of a group at the left of a wide column whose figures are at its right."""
    drawing = Drawing().text(72, 100 + max(below, 0), "Descrizione", size=9).text(x, 100, "Gestione", size=9)
    columns: list[tuple[float, Align]] = [(72, "l"), (330, "r"), (390, "r"), (450, "r"), (510, "r"), (565, "r")]
    names = ["", "Residui", "Competenza", "Totale", "Preventivo", "Scarto"]
    drawing.aligned(112, columns, [names], size=9)
    rows = [
        [label, *(f"{i + 3}.{k}12,50" for k in range(1, 6))]
        for i, label in enumerate(["Proventi finanziari", "Contributi agli investimenti", "Utenze", "Rimborsi", "Imposte"])
    ]
    (finding,) = report_on(drawing.aligned(130, columns, rows, size=9)).findings
    assert finding.rule == "HEAD-1"


def test_a_header_over_labels_alone_is_none_over_figures() -> None:
    assert why([["01.01", "Programma 01", "", ""], *(["Titolo", *row[:1], *row[2:]] for row in ROWS)]) == "no header: 12"
