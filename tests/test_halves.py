"""Tables printed as two halves side by side: one table, each half of which has labels, years and sums of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.datasets import frames_of
from pipeline.figures.once import once_a_table
from pipeline.figures.two_sided import halves_of
from pipeline.report import Report
from pipeline.review.cards import cards_of
from schemas.records.statements import BalanceSheetLine
from schemas.table import Table
from tests.drawing import Drawing

ReportOn = Callable[[Drawing], Report]
Rows = list[list[str]]

ACCOUNT: Rows = [
    ["ENTRATE", "", "USCITE", ""],
    ["Descrizione", "Importo", "Descrizione", "Importo"],
    ["Titolo 1 - Tributarie", "4.200.000,00", "Titolo 1 - Correnti", "5.210.000,00"],
    ["Titolo 2 - Trasferimenti", "1.100.000,00", "Titolo 2 - In conto capitale", "800.000,00"],
    ["Titolo 3 - Extratributarie", "700.000,00", "", ""],
    ["Totale entrate", "6.000.000,00", "Totale uscite", "6.010.000,00"],
    ["Disavanzo", "10.000,00", "Avanzo", ""],
    ["Totale a pareggio", "6.010.000,00", "Totale a pareggio", "6.010.000,00"],
]
BALANCE: Rows = [
    ["ATTIVO", "2016", "2015", "PASSIVO", "2016", "2015"],
    ["A) Immobilizzazioni", "", "", "A) Patrimonio netto", "", ""],
    ["Immobili", "800.000,10", "810.000,00", "Fondo di dotazione", "900.000,10", "900.000,00"],
    ["Impianti", "100.000,20", "90.000,00", "Riserve", "12.000,00", "10.000,00"],
    ["Totale immobilizzazioni", "900.000,30", "900.000,00", "Totale patrimonio netto", "912.000,10", "910.000,00"],
    ["B) Attivo circolante", "", "", "B) Debiti", "", ""],
    ["Crediti", "30.000,00", "25.000,00", "Verso fornitori", "15.000,00", "10.000,00"],
    ["Cassa", "7.000,00", "5.000,00", "Verso dipendenti", "10.000,20", "10.000,00"],
    ["Totale attivo circolante", "37.000,00", "30.000,00", "Totale debiti", "25.000,20", "20.000,00"],
    ["TOTALE ATTIVO", "937.000,30", "930.000,00", "TOTALE PASSIVO", "937.000,30", "930.000,00"],
]


def account(rows: Rows) -> Drawing:
    return Drawing().grid(50, 100, [150, 90, 150, 90], rows, align="lrlr", bold_rows=2)


def balance(rows: Rows) -> Drawing:
    return Drawing().grid(40, 100, [130, 65, 65] * 2, rows, align="lrrlrr", bold_rows=1, size=8)


def with_cell(rows: Rows, row: int, column: int, text: str) -> Rows:
    return [[text if (r, c) == (row, column) else old for c, old in enumerate(line)] for r, line in enumerate(rows)]


def texts_of(half: Table) -> Rows:
    """The half's texts without the columns of the other half."""
    return [list(column) for column in zip(*(c for c in zip(*half.texts(), strict=True) if any(c)), strict=True)]


def test_a_table_of_two_halves_is_one_table_whose_halves_are_known(report_on: ReportOn) -> None:
    (table,) = report_on(account(ACCOUNT)).tables
    assert table.texts() == ACCOUNT
    left, right = halves_of(table)
    assert texts_of(left) == [row[:2] for row in ACCOUNT]
    assert texts_of(right) == [row[2:] for row in ACCOUNT]
    assert {cell.column for cell in right.cells if cell.text} == {2, 3}


def test_one_name_of_the_figures_of_both_halves_is_no_row(report_on: ReportOn) -> None:
    rows = [["BILANCIO", "", "", ""], ["Entrate", "Importo", "Uscite", "Importo"], *ACCOUNT[2:6]]
    (table,) = report_on(account(rows)).tables
    assert (table.texts(), table.header_rows) == (rows, 2)


def test_a_caption_in_each_half_is_no_head(report_on: ReportOn) -> None:
    (table,) = report_on(balance(BALANCE)).tables
    assert (table.texts(), table.header_rows) == (BALANCE, 1)


@pytest.mark.parametrize(
    "heads",
    [
        ["Proventi", "2016", "Oneri", "2016"],
        ["Costi", "Importo", "Ricavi", "Importo"],
        ["DARE", "euro", "AVERE", "euro"],
        ["Voce", "2015", "Voce", "2016"],
        ["Personale", "Euro", "Funzionamento", "Euro"],
    ],
)
def test_halves_are_known_by_the_names_of_the_sides_or_by_heads_that_repeat(report_on: ReportOn, heads: list[str]) -> None:
    rows = [heads, *ACCOUNT[2:5]]
    (table,) = report_on(account(rows)).tables
    assert [texts_of(half) for half in halves_of(table)] == [[row[:2] for row in rows], [row[2:] for row in rows]]


def test_an_empty_column_may_stand_between_the_halves(report_on: ReportOn) -> None:
    rows = [[*row[:2], "", *row[2:]] for row in ACCOUNT[1:]]
    (table,) = report_on(Drawing().grid(50, 100, [140, 80, 20, 140, 80], rows, align="lrllr", bold_rows=1)).tables
    _, right = halves_of(table)
    assert texts_of(right) == [row[3:] for row in rows]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Voce", "2015", "Nota", "2016"],
            ["Entrate", "1.000,00", "in calo", "900,00"],
            ["Uscite", "800,00", "stabili", "810,00"],
        ],
        [["Data", "Causale", "Dare", "Avere"], ["1/2", "Acquisti", "1.000,00", ""], ["3/2", "Rimborsi", "", "250,00"]],
        [["Sede", "Entrate", "Uscite", "Saldo"], ["Lucca", "120,00", "98,00", "22,00"], ["Barga", "87,00", "60,00", "27,00"]],
        [["Servizio", "Previsto", "Ufficio", "Rilevato"], ["Copie", "7", "Protocollo", "3"], ["Visure", "5", "Segreteria", "2"]],
    ],
)
def test_a_table_that_only_looks_like_two_halves_is_whole(report_on: ReportOn, rows: Rows) -> None:
    (table,) = report_on(account(rows)).tables
    assert halves_of(table) == (table,)


def test_a_line_of_the_right_half_has_its_own_label_and_years(report_on: ReportOn) -> None:
    rows = [["ATTIVO", "2016", "2015", "PASSIVO", "2014", "2013"], *BALANCE[1:]]
    lines = [record for record in report_on(balance(rows)).records if isinstance(record, BalanceSheetLine)]
    read = [
        (line.label, line.prior_date and line.prior_date.year, line.prior_amount and line.prior_amount.text, line.is_total)
        for line in lines
        if line.row in (2, 9)
    ]
    assert read == [
        ("Immobili", 2015, "810.000,00", False),
        ("TOTALE ATTIVO", 2015, "930.000,00", True),
        ("Fondo di dotazione", 2013, "900.000,00", False),
        ("TOTALE PASSIVO", 2013, "930.000,00", True),
    ]


def test_the_sums_of_each_half_are_its_own_and_vouch_for_every_figure(report_on: ReportOn) -> None:
    report = report_on(account(ACCOUNT))
    assert {check.result for check in report.checks} == {"holds"}
    sums = [check for check in report.checks if check.rule == "SUM-1"]
    assert {frozenset(operand.column for operand in check.operands) for check in sums} == {frozenset({1}), frozenset({3})}
    figures = [("t1", cell.row, cell.column) for cell in report.tables[0].cells if cell.value is not None]
    assert [report.confirmations.get(place, 0) > 0 for place in figures] == [True] * len(figures)


@pytest.mark.parametrize(
    ("row", "column", "wrong", "label", "beside"),
    [
        (8, 1, "38.000,00", "Totale attivo circolante", "Totale debiti"),
        (8, 4, "26.000,20", "Totale debiti", "Totale attivo circolante"),
    ],
)
def test_a_wrong_figure_is_located_in_its_half_and_called_by_its_label(
    report_on: ReportOn, row: int, column: int, wrong: str, label: str, beside: str
) -> None:
    report = report_on(balance(with_cell(BALANCE, row, column, wrong)))
    (finding,) = [f for f in report.findings if f.severity in ("error", "warning")]
    assert (finding.row, finding.column, finding.verdict, finding.printed_text) == (row, column, "located", wrong)
    assert f"{label} 2016 is" in finding.message
    assert f"riga «{label}»" in finding.message_it
    assert beside not in finding.message + finding.message_it


def test_a_card_calls_a_figure_by_the_label_of_its_half(report_on: ReportOn) -> None:
    report = report_on(balance(with_cell(BALANCE, 8, 4, "26.000,20")))
    (card,) = cards_of(dict(frames_of(report)), {1: (595.0, 842.0)})
    assert "Totale debiti · 2016" in {operand.name for claim in card.sums for operand in claim.operands}


def test_totals_that_should_balance_and_do_not_are_a_question_and_no_error(report_on: ReportOn) -> None:
    rows = with_cell(ACCOUNT, 7, 3, "6.011.000,00")
    report = report_on(account(rows))
    (check,) = [c for c in report.checks if c.rule == "SUM-4"]
    assert (check.result, check.origin) == ("broken", "inferred")
    assert [f.severity for f in report.findings if check.check_id in f.check_ids] == ["warning"]


def test_totals_that_need_not_balance_are_not_held_against_each_other(report_on: ReportOn) -> None:
    report = report_on(account(ACCOUNT[:6]))
    assert not [check for check in report.checks if check.rule == "SUM-4"]
    assert not [finding for finding in report.findings if finding.severity != "info"]


def test_what_is_asked_of_a_table_is_made_once_and_not_taken_for_another_table(report_on: ReportOn) -> None:
    (table,) = report_on(Drawing().grid(40, 100, [150, 80, 150, 80], ACCOUNT)).tables
    made: list[int] = []

    @once_a_table
    def rows(table: Table) -> int:
        made.append(table.rows)
        return table.rows

    assert [rows(table), rows(table)] == [len(ACCOUNT)] * 2
    assert [rows(table.model_copy(update={"rows": n})) for n in range(3)] == [0, 1, 2]
    assert made == [len(ACCOUNT), 0, 1, 2]
