"""The statements that bodies publish, each by its scheme: read by what its model declares, held against what it claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from pipeline.report import Report
from schemas.finding import Finding
from schemas.records.base import Figure
from tests.drawing import Drawing

ReportOn = Callable[[Drawing], Report]


def table(
    rows: Sequence[Sequence[str]], *, first: float = 230, other: float = 80, title: str = "", header_rows: int = 1
) -> Drawing:
    widths = [first, *[other] * (len(rows[0]) - 1)]
    drawing = Drawing((842, 595)).text(40, 60, title, size=11, bold=True)
    return drawing.grid(40, 75, widths, rows, bold_rows=header_rows, align="l" + "r" * (len(rows[0]) - 1), size=8)


def lines(report: Report, dataset: str) -> list[Any]:
    assert {record.dataset for record in report.records} == {dataset}
    return list(report.records)


def values(record: Any, *fields: str) -> list[str | None]:
    found = [getattr(record, field) for field in fields]
    return [str(figure.value) if isinstance(figure, Figure) else figure for figure in found]


def errors(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.severity == "error"]


def holding(report: Report, rule: str) -> int:
    assert {check.result for check in report.checks if check.rule == rule} <= {"holds"}
    return sum(check.rule == rule for check in report.checks)


def with_text(rows: Sequence[Sequence[str]], printed: str, other: str) -> list[list[str]]:
    assert any(printed in row for row in rows)
    return [[other if text == printed else text for text in row] for row in rows]


# ── stato patrimoniale ────────────────────────────────────────────────────────────────────────────────────────────────

BALANCE = [
    ["STATO PATRIMONIALE", "31/12/2021", "31/12/2020"],
    ["ATTIVO", "", ""],
    ["B) Immobilizzazioni", "", ""],
    ["I - Immobilizzazioni immateriali", "1.250", "1.500"],
    ["II - Immobilizzazioni materiali", "8.640", "9.100"],
    ["Totale immobilizzazioni", "9.890", "10.600"],
    ["C) Attivo circolante", "", ""],
    ["II - Crediti", "4.210", "3.900"],
    ["IV - Disponibilità liquide", "2.300", "1.750"],
    ["Totale attivo circolante", "6.510", "5.650"],
    ["D) Ratei e risconti", "115", "90"],
    ["Totale attivo", "16.515", "16.340"],
    ["PASSIVO", "", ""],
    ["A) Patrimonio netto", "11.020", "10.840"],
    ["B) Fondi per rischi e oneri", "1.700", "1.650"],
    ["C) Trattamento di fine rapporto", "985", "940"],
    ["D) Debiti", "2.700", "2.820"],
    ["E) Ratei e risconti", "110", "90"],
    ["Totale passivo", "16.515", "16.340"],
]


def test_a_balance_sheet_by_the_numbering_of_the_civil_code(report_on: ReportOn) -> None:
    found = lines(report_on(table(BALANCE)), "balance_sheet_lines")
    assert {(r.scheme, r.prior_date, r.current_date) for r in found} == {
        ("art. 2424 c.c.", date(2020, 12, 31), date(2021, 12, 31))
    }
    assert [(r.side, r.scheme_code, r.label, *values(r, "prior_amount", "current_amount")) for r in found[:4]] == [
        ("assets", "B.I", "I - Immobilizzazioni immateriali", "1500", "1250"),
        ("assets", "B.II", "II - Immobilizzazioni materiali", "9100", "8640"),
        ("assets", "total_B", "Totale immobilizzazioni", "10600", "9890"),
        ("assets", "C.II", "II - Crediti", "3900", "4210"),
    ]
    assert [(r.side, r.scheme_code, r.is_total) for r in found[8:]] == [
        ("liabilities", "A", False),
        ("liabilities", "B", False),
        ("liabilities", "C", False),
        ("liabilities", "D", False),
        ("liabilities", "E", False),
        ("liabilities", None, True),
    ]


def test_assets_equal_liabilities_and_sections_add_up(report_on: ReportOn) -> None:
    report = report_on(table(BALANCE))
    assert (holding(report, "BS-1"), holding(report, "BS-2")) == (8, 2)
    assert errors(report) == []


def test_a_wrong_line_of_a_section_is_an_error(report_on: ReportOn) -> None:
    (finding,) = errors(report_on(table(with_text(BALANCE, "8.640", "8.460"))))
    assert (finding.printed_text, str(finding.suggested_value)) == ("8.460", "8640")


# ── conto economico ───────────────────────────────────────────────────────────────────────────────────────────────────

INCOME = [
    ["CONTO ECONOMICO", "31/12/2021", "31/12/2020", "Diff."],
    ["A) Valore della produzione", "", "", ""],
    ["1) ricavi delle vendite e delle prestazioni", "8.200", "7.900", "300"],
    ["5) altri ricavi e proventi", "640", "510", "130"],
    ["Totale valore della produzione (A)", "8.840", "8.410", "430"],
    ["B) Costi della produzione", "", "", ""],
    ["6) per materie prime", "1.150", "1.020", "130"],
    ["7) per servizi", "3.410", "3.300", "110"],
    ["9) per il personale:", "", "", ""],
    ["a) salari e stipendi", "2.100", "2.050", "50"],
    ["b) oneri sociali", "620", "600", "20"],
    ["14) oneri diversi di gestione", "95", "120", "-25"],
    ["Totale costi della produzione (B)", "7.375", "7.090", "285"],
    ["Differenza tra valore e costi della produzione (A-B)", "1.465", "1.320", "145"],
]


def test_an_income_statement_of_the_civil_code(report_on: ReportOn) -> None:
    report = report_on(table(INCOME, first=260))
    found = lines(report, "income_statement_lines")
    assert {(r.scheme, r.prior_year, r.current_year) for r in found} == {("art. 2425 c.c.", 2020, 2021)}
    assert [r.scheme_code for r in found] == ["A.1", "A.5", "total_A", "B.6", "B.7", "B.9.a", "B.9.b", "B.14", "total_B", None]
    assert values(found[0], "prior_amount", "current_amount", "variance") == ["7900", "8200", "300"]
    assert (holding(report, "CE-3"), holding(report, "FOR-2")) == (4, 3)


def test_a_wrong_cost_of_the_civil_code_is_an_error(report_on: ReportOn) -> None:
    found = errors(report_on(table(with_text(INCOME, "3.410", "3.140"), first=260)))
    assert {finding.printed_text for finding in found} == {"3.140"}


# ── movements ─────────────────────────────────────────────────────────────────────────────────────────────────────────

MOVED = [
    ["Immobilizzazioni", "Valore al 31.12.2020", "Incrementi", "Alienazioni (-)", "Ammortamenti (-)", "Valore al 31.12.2021"],
    ["Terreni e fabbricati", "48.866", "1.240", "", "7.009", "43.097"],
    ["Impianti", "174.157", "12.460", "1.000", "26.033", "159.584"],
    ["Attrezzature", "17.889", "21.608", "", "1.696", "37.801"],
    ["Totale", "240.912", "35.308", "1.000", "34.738", "240.482"],
]


def test_movements_lead_from_the_beginning_to_the_end(report_on: ReportOn) -> None:
    report = report_on(table(MOVED, other=95))
    found = lines(report, "movement_lines")
    fields = ("opening", "increases", "decreases", "depreciation", "revaluations", "closing")
    assert values(found[1], *fields) == ["174157", "12460", "1000", "26033", None, "159584"]
    assert holding(report, "MOV-1") == 4


def test_movements_that_a_body_prints_negative_are_added(report_on: ReportOn) -> None:
    signed = [MOVED[0], *[[*row[:3], *(f"-{text}" if text else "" for text in row[3:5]), row[5]] for row in MOVED[1:]]]
    assert holding(report_on(table(signed, other=95)), "MOV-1") == 4


def test_a_wrong_movement_is_located_between_its_line_and_its_column(report_on: ReportOn) -> None:
    (finding,) = errors(report_on(table(with_text(MOVED, "1.696", "166"), other=95)))
    assert (finding.printed_text, str(finding.suggested_value), finding.verdict) == ("166", "1696", "located")


# ── enti del terzo settore ────────────────────────────────────────────────────────────────────────────────────────────

HALVES = [
    ["USCITE", "2019", "2018", "ENTRATE", "2019", "2018"],
    ["A) Uscite da attività di interesse generale", "", "", "A) Entrate da attività di interesse generale", "", ""],
    ["1) Materie prime", "1.660", "477", "1) Quote associative", "3.680", "1.893"],
    ["2) Servizi", "8.887", "344", "2) Erogazioni liberali", "9.640", "4.030"],
    ["Totale", "10.547", "821", "Totale", "13.320", "5.923"],
    ["", "", "", "Avanzo/disavanzo attività di interesse generale", "2.773", "5.102"],
    ["B) Uscite da attività diverse", "", "", "B) Entrate da attività diverse", "", ""],
    ["1) Materie prime", "620", "310", "1) Ricavi", "900", "210"],
    ["2) Servizi", "115", "95", "2) Contributi", "40", "35"],
    ["Totale", "735", "405", "Totale", "940", "245"],
    ["", "", "", "Avanzo/disavanzo attività diverse", "205", "-160"],
    ["C) Uscite da attività di raccolta fondi", "", "", "C) Entrate da attività di raccolta fondi", "", ""],
    ["1) Raccolte abituali", "50", "70", "1) Raccolte abituali", "510", "440"],
    ["2) Raccolte occasionali", "25", "20", "2) Raccolte occasionali", "120", "160"],
    ["Totale", "75", "90", "Totale", "630", "600"],
    ["", "", "", "Avanzo/disavanzo attività di raccolta fondi", "555", "510"],
    ["Totale uscite della gestione", "11.357", "1.316", "Totale entrate della gestione", "14.890", "6.768"],
]


def nonprofit(rows: Sequence[Sequence[str]] = HALVES) -> Drawing:
    return Drawing((842, 595)).grid(40, 75, [220, 70, 70, 230, 70, 70], rows, bold_rows=1, align="lrrlrr", size=8)


def test_both_halves_of_a_rendiconto_per_cassa_are_read(report_on: ReportOn) -> None:
    found = lines(report_on(nonprofit()), "nonprofit_lines")
    assert len(found) == 10 + 13
    assert {(r.scheme, r.prior_year, r.current_year) for r in found} == {("D.M. 5/3/2020 D", 2018, 2019)}
    assert [(r.side, r.area, r.scheme_code, *values(r, "current_amount")) for r in found if r.label == "2) Servizi"] == [
        ("costs", "A", "A.2", "8887"),
        ("costs", "B", "B.2", "115"),
    ]
    assert [(r.side, r.area) for r in found if r.label.startswith("Avanzo")] == [(None, "A"), (None, "B"), (None, "C")]


def test_areas_add_up_and_their_results_are_revenues_less_costs(report_on: ReportOn) -> None:
    report = report_on(nonprofit())
    assert (holding(report, "NP-1"), holding(report, "NP-2"), holding(report, "NP-3")) == (12, 6, 4)
    assert errors(report) == []


# ── bilancio finanziario ──────────────────────────────────────────────────────────────────────────────────────────────

RESULT = [
    ["", "", "RESIDUI", "COMPETENZA", "TOTALE"],
    ["Fondo cassa al 1° gennaio", "", "", "", "4.696.884,41"],
    ["RISCOSSIONI", "(+)", "357.053,32", "6.697.535,23", "7.054.588,55"],
    ["PAGAMENTI", "(-)", "346.338,56", "1.710.210,40", "2.056.548,96"],
    ["SALDO DI CASSA AL 31 DICEMBRE", "(=)", "", "", "9.694.924,00"],
    ["RESIDUI ATTIVI", "(+)", "149.393,97", "2.093.132,00", "2.242.525,97"],
    ["RESIDUI PASSIVI", "(-)", "243.899,84", "431.632,74", "675.532,58"],
    ["RISULTATO DI AMMINISTRAZIONE AL 31 DICEMBRE", "(=)", "", "", "11.261.917,39"],
]


def result(rows: Sequence[Sequence[str]] = RESULT) -> Drawing:
    return Drawing((842, 595)).grid(40, 75, [260, 40, 90, 90, 100], rows, bold_rows=1, align="lcrrr", size=8)


def test_the_result_of_administration_is_what_its_signs_make(report_on: ReportOn) -> None:
    report = report_on(result())
    found = lines(report, "administration_result_lines")
    assert [r.sign for r in found] == [None, "+", "-", "=", "+", "-", "="]
    assert (holding(report, "ADM-1"), holding(report, "ADM-2")) == (4, 2)


def test_a_wrong_figure_of_the_result_is_located(report_on: ReportOn) -> None:
    (finding,) = errors(report_on(result(with_text(RESULT, "2.242.525,97", "2.242.255,97"))))
    assert (finding.printed_text, str(finding.suggested_value)) == ("2.242.255,97", "2242525.97")


def test_a_line_of_the_budget_account_takes_three_rows(report_on: ReportOn) -> None:
    from tests.test_formulas import STACKED, WIDTHS

    drawing = Drawing((842, 595)).grid(40, 80, WIDTHS, STACKED, bold_rows=3, align="llrrrrr", size=8)
    first, *_, last = lines(report_on(drawing), "budget_account_lines")
    assert (first.side, first.code, first.label) == ("revenue", "101", "101 Tributi")
    fields = ("opening_residuals", "residuals_settled", "residuals_revised", "residuals_kept", "budget", "settled", "committed",
              "difference", "new_residuals", "cash_budget", "total_settled", "cash_difference", "closing_residuals")  # fmt: skip
    assert values(first, *fields) == [
        "3772.58", "1303.80", "-66.17", "2402.61", "5416.67", "3566.33", "4369.97",
        "-1046.70", "803.64", "8233.02", "4870.13", "-3362.89", "3206.25",
    ]  # fmt: skip
    assert last.code == "301"


def test_a_cash_account_by_code(report_on: ReportOn) -> None:
    rows = [
        ["Codice", "DESCRIZIONE CODICE ECONOMICO", "TOTALE ENTRATE"],
        ["1100", "Diritto annuale", "410,00"],
        ["1200", "Sanzioni diritto annuale", "69.641,00"],
        ["", "TOTALE ENTRATE", "70.051,00"],
    ]
    drawing = Drawing().grid(40, 75, [60, 220, 100], rows, bold_rows=1, align="llr", size=8)
    found = lines(report_on(drawing), "cash_account_lines")
    assert [(r.side, r.code, r.label, r.is_total, *values(r, "amount")) for r in found] == [
        ("receipts", "1100", "Diritto annuale", False, "410.00"),
        ("receipts", "1200", "Sanzioni diritto annuale", False, "69641.00"),
        ("receipts", None, "TOTALE ENTRATE", True, "70051.00"),
    ]


# ── others ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_contributions_without_their_total(report_on: ReportOn) -> None:
    rows = [
        ["Data", "Soggetto erogante", "Importo", "Causale"],
        ["03/10/2019", "Comune di Prova", "8.364,00", "Contributo annuale"],
        ["04/10/2019", "Regione Toscana", "161,50", "Bando giovani"],
        ["", "Totale", "8.525,50", ""],
    ]
    drawing = Drawing().text(40, 60, "Contributi ricevuti (L. 124/2017)", bold=True)
    found = lines(report_on(drawing.grid(40, 75, [70, 150, 80, 150], rows, bold_rows=1, align="llrl", size=8)), "contributions")
    assert [(r.date_text, r.payer, r.reason, *values(r, "amount")) for r in found] == [
        ("03/10/2019", "Comune di Prova", "Contributo annuale", "8364.00"),
        ("04/10/2019", "Regione Toscana", "Bando giovani", "161.50"),
    ]


def test_indicators_of_a_performance_report(report_on: ReportOn) -> None:
    rows = [
        ["Obiettivo", "Indicatore", "Formula", "Peso", "Baseline", "Target", "Risultato", "Grado di raggiungimento"],
        ["Semplificare", "Tempo medio di risposta", "giorni / pratiche", "40%", "30 gg", "20 gg", "18 gg", "100%"],
        ["Semplificare", "Servizi in linea", "servizi in linea / servizi", "60%", "45%", "60%", "54%", "90%"],
    ]
    drawing = Drawing((842, 595)).grid(30, 75, [90, 130, 130, 50, 70, 70, 80, 110], rows, bold_rows=1, size=8)
    found = lines(report_on(drawing), "performance_indicators")
    assert [
        (r.indicator, r.baseline_text, r.target_text, r.result_text, *values(r, "weight_pct", "achievement_pct")) for r in found
    ] == [
        ("Tempo medio di risposta", "30 gg", "20 gg", "18 gg", "40", "100"),
        ("Servizi in linea", "45%", "60%", "54%", "60", "90"),
    ]


@pytest.mark.parametrize("heading", ["Incrementi", "Note"])
def test_a_table_with_a_column_that_is_no_movement_is_of_another_kind(report_on: ReportOn, heading: str) -> None:
    rows = [["Voce", "Valore iniziale", heading, "Valore finale"], ["Impianti", "100", "20", "120"], ["Mobili", "50", "5", "55"]]
    kinds = set(report_on(table(rows, other=90)).kinds.values())
    assert kinds == ({"movement_lines"} if heading == "Incrementi" else {"other"})
