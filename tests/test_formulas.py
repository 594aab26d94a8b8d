"""Formulas that a report prints in headings and labels: each is held against the figures that it names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pipeline.report import Report
from schemas.check import Check
from schemas.finding import Finding
from tests.drawing import Align, Drawing

ReportOn = Callable[[Drawing], Report]


def table(rows: Sequence[Sequence[str]], *, widths: Sequence[float] = (), header_rows: int = 1) -> Drawing:
    widths = widths or [150, *[90] * (len(rows[0]) - 1)]
    return Drawing((842, 595)).grid(40, 80, widths, rows, bold_rows=header_rows, align="l" + "r" * (len(rows[0]) - 1), size=8)


def formulas(report: Report) -> list[Check]:
    return [check for check in report.checks if check.rule.startswith("FOR-")]


def errors(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.severity == "error"]


COLUMNS = [
    ["Voce", "Previsione (a)", "Accertamenti (b)", "Riscossioni (c)", "Differenza (d=b-a)", "Residui (b-c)"],
    ["Tributi", "1.200,00", "1.350,00", "1.000,00", "150,00", "350,00"],
    ["Trasferimenti", "2.300,00", "2.100,00", "2.100,00", "-200,00", "0,00"],
    ["Extratributarie", "800,00", "845,50", "700,00", "45,50", "145,50"],
    ["Alienazioni", "415,00", "420,00", "20,00", "5,00", "400,00"],
]


def test_formulas_in_headings_are_checked_on_every_line(report_on: ReportOn) -> None:
    found = formulas(report_on(table(COLUMNS)))
    assert [(check.rule, check.result, check.origin) for check in found] == [("FOR-1", "holds", "declared")] * 8
    assert {check.claim for check in found} == {"The printed formula «d=b-a» holds.", "The printed formula «b-c» holds."}


def test_a_figure_that_two_formulas_contradict_is_an_error_with_what_it_should_be(report_on: ReportOn) -> None:
    rows = [*COLUMNS[:3], ["Extratributarie", "800,00", "854,50", "700,00", "45,50", "145,50"], *COLUMNS[4:]]
    (finding,) = errors(report_on(table(rows)))
    assert (finding.printed_text, str(finding.suggested_value), finding.verdict) == ("854,50", "845.50", "located")


STACKED = [
    ["TITOLO", "DENOMINAZIONE", "RESIDUI (RS)", "RISCOSSIONI (RR)", "RIACCERTAMENTO (R)", "", "DA RIPORTARE (EP=RS-RR+R)"],
    ["", "", "PREVISIONI (CP)", "RISCOSSIONI (RC)", "ACCERTAMENTI (A)", "MAGGIORI =A-CP", "COMPETENZA (EC=A-RC)"],
    ["", "", "CASSA (CS)", "TOTALE (TR=RR+RC)", "MAGGIORI =TR-CS", "", "TOTALE (TR=EP+EC)"],
    ["101", "Tributi", "3.772,58", "1.303,80", "-66,17", "", "2.402,61"],
    ["", "", "5.416,67", "3.566,33", "4.369,97", "-1.046,70", "803,64"],
    ["", "", "8.233,02", "4.870,13", "-3.362,89", "", "3.206,25"],
    ["104", "Trasferimenti", "4.800,11", "4.288,13", "0,00", "", "511,98"],
    ["", "", "7.509,24", "1.946,80", "3.897,95", "-3.611,29", "1.951,15"],
    ["", "", "1.161,72", "6.234,93", "5.073,21", "", "2.463,13"],
    ["301", "Fondi perequativi", "706,39", "834,95", "516,65", "", "388,09"],
    ["", "", "528,78", "919,73", "1.344,45", "815,67", "424,72"],
    ["", "", "352,33", "1.754,68", "1.402,35", "", "812,81"],
]
"""Entrate of a rendiconto (D.Lgs. 118/2011, annex 10): each line takes three rows, and TR is the name of two columns."""

WIDTHS = (50, 120, 110, 120, 120, 110, 130)


def test_formulas_of_lines_that_take_several_rows_find_their_figures(report_on: ReportOn) -> None:
    found = [check for check in report_on(table(STACKED, widths=WIDTHS, header_rows=3)).checks if check.rule[:3] != "SUM"]
    assert {(check.rule[:3], check.result, check.origin) for check in found} == {("BUD", "holds", "declared")}
    assert len(found) == 6 * 3


def test_a_wrong_figure_of_a_line_of_several_rows_is_located(report_on: ReportOn) -> None:
    rows = [[text.replace("6.234,93", "6.243,93") for text in row] for row in STACKED]
    (finding,) = errors(report_on(table(rows, widths=WIDTHS, header_rows=3)))
    assert (finding.printed_text, str(finding.suggested_value)) == ("6.243,93", "6234.93")


@pytest.mark.parametrize("costs", ["-700,00", "700,00"])
def test_formulas_in_labels_are_checked_whatever_the_sign_of_costs(report_on: ReportOn, costs: str) -> None:
    rows = [
        ["Voce", "Importo", "Di cui"],
        ["Totale proventi correnti (A)", "1.000,00", "900,00"],
        ["Totale oneri correnti (B)", costs, costs],
        ["Risultato della gestione corrente (A-B)", "300,00", "200,00"],
    ]
    found = formulas(report_on(table(rows, widths=(260, 90, 90))))
    assert [(str(check.stated), check.result) for check in found] == [("300.00", "holds"), ("200.00", "holds")]


def test_a_code_that_nothing_is_called_claims_nothing(report_on: ReportOn) -> None:
    rows = [["Voce", "Importo"], ["Totale parte accantonata (B)", "100,00"], ["Totale parte disponibile (E=A-B)", "50,00"]]
    assert formulas(report_on(table(rows, widths=(260, 90)))) == []


def test_a_boxed_header_is_that_of_the_unruled_rows_right_below(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(45.0, "l"), (330.0, "r"), (430.0, "r")]
    drawing = Drawing().grid(40, 100, [190, 105, 100], [["Voce", "Importo 2016", "Importo 2015"]], bold_rows=1, align="lrr")
    rows = [["Personale", "900,00", "700,00"], ["Servizi", "1.100,00", "1.000,00"], ["Totale", "2.000,00", "1.700,00"]]
    drawing.aligned(drawing.bottom + 12, columns, rows)
    (found,) = report_on(drawing).tables
    assert (found.rows, found.header_rows, found.headings()) == (4, 1, ["Voce", "Importo 2016", "Importo 2015"])


def test_a_boxed_header_that_the_next_page_repeats_begins_no_other_table(report_on: ReportOn) -> None:
    head = [["Voce", "Importo 2016", "Importo 2015"]]
    drawing = Drawing()
    for page, rows in enumerate(
        ([["Personale", "900,00", "700,00"], ["Servizi", "1.100,00", "1.000,00"]], [["Imposte", "3,00", "2,00"]])
    ):
        if page:
            drawing.page()
        drawing.grid(40, 160 - 40 * page, [190, 105, 100], head, bold_rows=1, align="lrr")
        drawing.aligned(drawing.bottom + 12, [(45.0, "l"), (330.0, "r"), (430.0, "r")], [*rows, ["Altro", "5,00", "6,00"]])
    (found,) = report_on(drawing).tables
    assert [row[0] for row in found.texts()] == ["Voce", "Personale", "Servizi", "Altro", "Imposte", "Altro"]


def test_a_sign_that_is_lost_is_not_taken_for_how_the_body_prints_what_it_takes_off(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "2021"],
        ["A) Entrate correnti", "812.450,10"],
        ["B) Spese correnti", "640.118,35"],
        ["C) Saldo corrente (C=A-B)", "172.331,75"],
        ["D) Entrate in conto capitale", "95.300,40"],
        ["F) Spese in conto capitale", "-88.214,95"],
        ["G) Saldo in conto capitale (G=D-F)", "7.085,45"],
    ]
    (finding,) = errors(report_on(table(rows, widths=[300, 90])))
    assert (finding.printed_text, finding.verdict, finding.slip) == ("-88.214,95", "located", "sign")
