"""Tables printed line by line in typewriter type, with rules and the reach of names typed as dashes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.reading.dashed_names import with_dashed_names
from pipeline.reading.model import Char, Font, word_of
from pipeline.report import Report
from tests.drawing import Align, Drawing

ReportOn = Callable[[Drawing], Report]

RULE = "-" * 96
GROUPS = f"{'':34}-----------Previsioni---------- -----------Consuntivo----------"
NAMES = f"{'Voce':<34}        iniziali       assestate    accertamenti     riscossioni"
SECTION = "TITOLO 1 - Entrate correnti di natura tributaria"
AMOUNTS = ["622,74", "9.463.156,11", "9.944.179,83", "831,56"]
ROWS = [
    [label, *AMOUNTS[k:], *AMOUNTS[:k]]
    for k, label in enumerate(["Imposte e tasse", "Utenze e canoni", "Compensi ai revisori", "Quote associative"])
]


def printout(*heads: str) -> Drawing:
    lines = [f"{row[0]:<34}" + "".join(f"{amount:>15} " for amount in row[1:]) for row in ROWS]
    return Drawing((842, 595), font="Courier").lines(40, 60, [*heads, *lines], size=8, leading=9.6)


@pytest.mark.parametrize("title", [[], ["", "Prospetto riepilogativo dell'esercizio 2024".center(96), ""]])
def test_dashes_on_both_sides_of_a_name_show_over_which_columns_it_stands(report_on: ReportOn, title: list[str]) -> None:
    (table,) = report_on(printout(*title, RULE, GROUPS, NAMES, RULE, SECTION)).tables
    groups = {cell.text: (cell.column, cell.column_span) for cell in table.cells if cell.column_span == 2 and cell.column}
    assert groups == {"Previsioni": (1, 2), "Consuntivo": (3, 2)}
    assert table.header_rows == 2
    assert table.texts()[-4:] == ROWS


def test_a_rule_typed_between_a_header_and_a_heading_of_rows_is_no_white(report_on: ReportOn) -> None:
    names = f"{'Voce':<40}Consuntivo 2023 Consuntivo 2024"
    rows = [f"{row[0]:<40}{row[1]:>15} {row[2]:>15}" for row in ROWS]
    drawing = Drawing((842, 595), font="Courier").lines(40, 60, [RULE, names, RULE, SECTION, *rows], size=8, leading=9.6)
    (table,) = report_on(drawing).tables
    assert (table.header_rows, table.texts()[0]) == (1, ["Voce", "Consuntivo 2023", "Consuntivo 2024"])
    assert table.texts()[1:] == [[SECTION, "", ""], *(row[:3] for row in ROWS)]


def test_dashes_for_nil_on_both_sides_of_a_label_are_figures(report_on: ReportOn) -> None:
    rows = [
        ["Entrate", "Competenza", "Cassa", "Spese", "Competenza", "Cassa"],
        ["Avanzo", "---", "---", "Disavanzo", "---", "---"],
        ["Entrate correnti", "1.250,00", "1.100,00", "Spese correnti", "1.050,00", "980,00"],
        ["Accensione prestiti", "---", "---", "Rimborso prestiti", "500,00", "500,00"],
        ["Totale", "1.250,00", "1.100,00", "Totale", "1.550,00", "1.480,00"],
    ]
    columns: list[tuple[float, Align]] = [(40, "l"), (240, "r"), (310, "r"), (330, "l"), (520, "r"), (590, "r")]
    (table,) = report_on(Drawing((842, 595)).aligned(60, columns, rows, bold_rows=1)).tables
    assert table.texts() == rows


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("------ Valore al 31/12/2023 ------ ---Movimenti---", ["Valore al 31/12/2023", "Movimenti"]),
        ("====Residui==== Totale", ["Residui", "Totale"]),
        ("Pagina -- 3 --", ["Pagina", "--", "3", "--"]),
        ("--- ---", ["---", "---"]),
        ("Verde--Blu e --Rosso-- e", ["Verde--Blu", "e", "--Rosso--", "e"]),
    ],
)
def test_names_between_dashes_are_words_by_themselves(line: str, names: list[str]) -> None:
    font = Font("Courier", 8.0, bold=False)
    words, x = [], 0.0
    for text in line.split(" "):
        chars = [Char(ch, x + 4.8 * i, 0, x + 4.8 * i + 4.8, 8, 6, font) for i, ch in enumerate(text)]
        words.append(word_of(chars))
        x += 4.8 * (len(text) + 1)
    found = with_dashed_names(words)
    assert [word.text for word in found] == names
    assert [ch for word in found for ch in word.chars] == [ch for word in words for ch in word.chars]


def test_bars_typed_between_names_part_them(report_on: ReportOn) -> None:
    lines = [
        "-" * 71,
        "| Cap. |   Denominazione    | Iniziali | Variazioni|Definitive|  Somme   |",
        "|      |                    |   (A)    |    (B)    | (C=A+B)  |    da    |",
        "|      |                    |          |           |          |riscuotere|",
        "-" * 71,
        "|1.01  |Quote degli iscritti|167.245,83|(17.030,64)|150.215,19|104.992,06|",
        "|1.02  |Tasse di iscrizione |  7.652,06|     743,40|  8.395,46|  6.416,94|",
        "|1.03  |Diritti di segreteri|  1.445,41|     122,10|  1.567,51|    533,11|",
        "-" * 71,
    ]
    (table,) = report_on(Drawing((842, 595), font="Courier").lines(40, 60, lines, size=9, leading=10.8)).tables
    assert table.headings() == [
        "Cap.", "Denominazione", "Iniziali (A)", "Variazioni (B)", "Definitive (C=A+B)", "Somme da riscuotere",
    ]  # fmt: skip
