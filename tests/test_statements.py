"""The statements that bodies publish, each by its scheme: read by what its model declares, held against what it claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

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


@pytest.mark.parametrize(
    ("heading", "title"),
    [("31/12/2021", ""), ("Importo", "STATO PATRIMONIALE AL 31 DICEMBRE 2021"), ("Importo", "STATO PATRIMONIALE 2021")],
)
def test_a_statement_of_one_year_has_only_current_amounts(report_on: ReportOn, heading: str, title: str) -> None:
    report = report_on(table([["", heading], *([label, current] for label, current, _ in BALANCE[1:])], title=title))
    found = lines(report, "balance_sheet_lines")
    assert {(r.prior_date, r.current_date, r.prior_amount) for r in found} == {(None, date(2021, 12, 31), None)}
    assert values(found[0], "label", "current_amount") == ["I - Immobilizzazioni immateriali", "1250"]
    assert (holding(report, "BS-1"), holding(report, "BS-2")) == (4, 1)


def test_a_budget_beside_the_one_year_is_no_part_of_it(report_on: ReportOn) -> None:
    rows = [["", "31/12/2021", "Preventivo"], *([label, *amounts] for label, *amounts in BALANCE[1:])]
    assert not report_on(table(rows)).records


def test_a_wrong_line_of_a_section_is_an_error(report_on: ReportOn) -> None:
    (finding,) = errors(report_on(table(with_text(BALANCE, "8.640", "8.460"))))
    assert (finding.printed_text, str(finding.suggested_value)) == ("8.460", "8640")


def without(label: str) -> list[list[str]]:
    return [row for row in BALANCE if row[0] != label]


@pytest.mark.parametrize("columns", [3, 2])
def test_a_line_that_is_left_out_of_its_section_is_an_error(report_on: ReportOn, columns: int) -> None:
    (finding,) = errors(report_on(table([row[:columns] for row in without("D) Debiti")])))
    assert (finding.rule, finding.verdict, finding.slip, finding.printed_text) == ("BS-1", "located", "missing_row", "16.515")
    missing = "2.700" if columns == 2 else "2.700; 2.820"
    assert finding.message.endswith(f"if a line is missing that says {missing}.")
    assert finding.message_it.endswith("Il conto torna se tra le voci ne manca una.")


def test_a_line_that_is_left_out_of_one_half_is_an_error(report_on: ReportOn) -> None:
    rows = [list(row) for row in HALVES]
    rows[4][1:3], rows[5][4:], rows[-1][1:3] = ["94.467", "57.315"], ["-81.147", "-51.392"], ["95.277", "57.810"]
    (finding,) = errors(report_on(nonprofit(rows)))
    assert (finding.rule, finding.slip, finding.printed_text) == ("NP-1", "missing_row", "94.467")


@pytest.mark.parametrize(
    "lost",
    [
        table(without("D) Debiti")).text(450, 200, "2.700", angle=20),
        table(without("D) Debiti")).text(450, 200, "2.700", hidden=True),
        table(without("D) Debiti"), title="Debiti 2.700"),
        table(with_text(BALANCE, "D) Debiti", "Totale")),
        table([*without("D) Debiti"), ["Garanzie di terzi", "2.700", "2.820"]]),
    ],
)
def test_a_line_that_may_have_been_lost_in_reading_is_no_error(report_on: ReportOn, lost: Drawing) -> None:
    report = report_on(lost)
    assert errors(report) == []
    broken = [f for f in report.findings if f.rule == "BS-1"]
    assert {f.severity for f in broken} == {"warning"}
    assert all("verificare se è stampata" in f.message_it for f in broken if f.slip == "missing_row")


EQUITY_APART = [
    ["", "31/12/2021", "31/12/2022"],
    ["PASSIVO", "", ""],
    ["A) PATRIMONIO NETTO", "", ""],
    ["Patrimonio netto esercizi precedenti", "8.120.345,11", "8.301.227,40"],
    ["Avanzo economico esercizio", "180.882,29", "97.310,66"],
    ["TOTALE PATRIMONIO NETTO (A)", "8.301.227,40", "8.398.538,06"],
    ["D) DEBITI DI FUNZIONAMENTO", "", ""],
    ["Debiti v/fornitori", "412.660,18", "388.415,92"],
    ["Debiti tributari", "96.204,77", "101.338,05"],
    ["TOTALE DEBITI DI FUNZIONAMENTO (D)", "508.864,95", "489.753,97"],
    ["F) RATEI E RISCONTI PASSIVI", "", ""],
    ["Ratei passivi", "12.480,36", "9.918,20"],
    ["Risconti passivi", "60.515,46", "58.204,71"],
    ["TOTALE RATEI E RISCONTI PASSIVI (F)", "72.995,82", "68.122,91"],
    ["TOTALE PASSIVO", "581.860,77", "557.876,88"],
    ["TOTALE PASSIVO E PATRIMONIO NETTO", "8.883.088,17", "8.956.414,94"],
]
"""Annex D of D.P.R. 254/2005, where the total of liabilities leaves the equity out."""


def test_a_total_of_liabilities_may_leave_the_equity_out(report_on: ReportOn) -> None:
    assert holding(report_on(table(EQUITY_APART)), "BS-1") == 8
    (finding,) = errors(report_on(table(with_text(EQUITY_APART, "60.515,46", "6.015,46"))))
    assert (finding.printed_text, finding.verdict, finding.slip) == ("6.015,46", "located", "dropped_digit")


# ── lines that tables leave out ───────────────────────────────────────────────────────────────────────────────────────


def amounts(*lines: tuple[str, str, str, str], total: tuple[str, str, str], head: str = "Budget 2019") -> list[list[str]]:
    return [["Descrizione", head, "Consuntivo 2019", "Variazione"], *map(list, lines), ["Totale", *total]]


SERVICES_LINES = (
    ("Pulizie", "14.210,55", "15.118,20", "907,65"),
    ("Vigilanza", "9.304,18", "8.877,02", "-427,16"),
    ("Assicurazioni", "5.611,40", "5.946,37", "334,97"),
    ("Utenze", "21.070,93", "19.885,61", "-1.185,32"),
)
SERVICES = amounts(*SERVICES_LINES, total=("50.197,06", "49.827,20", "-369,86"))
SHORT = [row for row in SERVICES if row[0] != "Assicurazioni"]

OTHERS = (
    amounts(
        ("Sede", "3.150,00", "3.275,50", "125,50"),
        ("Archivio", "1.480,25", "1.390,75", "-89,50"),
        ("Magazzino", "2.212,60", "2.306,10", "93,50"),
        total=("6.842,85", "6.972,35", "129,50"),
    ),
    amounts(
        ("Corsi", "7.420,10", "6.918,44", "-501,66"),
        ("Missioni", "2.306,90", "2.711,15", "404,25"),
        ("Buoni pasto", "8.160,00", "8.022,60", "-137,40"),
        total=("17.887,00", "17.652,19", "-234,81"),
    ),
    [
        ["Categoria", "Donne", "Uomini", "Totale"],
        ["Dirigenti", "2", "3", "5"],
        ["Funzionari", "11", "7", "18"],
        ["Istruttori", "16", "9", "25"],
        ["Totale", "29", "19", "48"],
    ],
)


def several(first: Sequence[Sequence[str]], *others: Sequence[Sequence[str]], title: str = "Oneri per servizi") -> Drawing:
    draw, top = Drawing((595, 842)).text(40, 60, title, size=11, bold=True), 75.0
    for rows in (first, *others):
        draw.grid(40, top, [180, 90, 90, 90], rows, bold_rows=1, align="lrrr", size=8)
        top += 16 * len(rows) + 40
    return draw


@pytest.mark.parametrize("before", [(), OTHERS[:1]])
def test_a_line_that_is_left_out_is_an_error_where_the_other_tables_add_up(report_on: ReportOn, before: Sequence[Any]) -> None:
    (finding,) = errors(report_on(several(*before, SHORT, *OTHERS[len(before) :])))
    assert (finding.verdict, finding.slip, finding.printed_text) == ("located", "missing_row", "50.197,06")
    assert finding.message.endswith("Three identities hold if a line is missing that says 5.611,40; 5.946,37; 334,97.")


def test_what_a_table_lacks_may_stand_in_the_one_before_it(report_on: ReportOn) -> None:
    """A total of all is that of both, where one table was read as two."""
    both = amounts(*SERVICES_LINES, total=("57.039,91", "56.799,55", "-240,36"))
    assert errors(report_on(several(OTHERS[0], both, *OTHERS[1:], OTHERS[1]))) == []


@pytest.mark.parametrize(
    "drawn", [several(SHORT, *OTHERS[:2]), several(SHORT, *OTHERS, title="I principali oneri per servizi"), several(SHORT)]
)
def test_lines_that_a_table_need_not_list_are_no_error(report_on: ReportOn, drawn: Drawing) -> None:
    report = report_on(drawn)
    assert errors(report) == []
    assert "50.197,06" in {finding.printed_text for finding in report.findings}


ABOVE = [
    ["ATTIVO", "2021", "2022"],
    ["A) IMMOBILIZZAZIONI", "65.000,00", "70.460,00"],
    ["a) Immateriali", "20.000,00", "25.000,00"],
    ["Software", "13.785,82", "16.154,43"],
    ["Licenze d'uso", "6.214,18", "8.845,57"],
    ["b) Materiali", "45.000,00", "45.460,00"],
    ["Immobili", "40.000,00", "40.460,00"],
    ["Impianti", "5.000,00", "5.000,00"],
    ["B) ATTIVO CIRCOLANTE", "35.000,00", "34.540,00"],
    ["d) Rimanenze", "4.000,00", "4.540,00"],
    ["di cui di merci", "1.000,00", "1.100,00"],
    ["e) Crediti di funzionamento", "31.000,00", "30.000,00"],
    ["TOTALE ATTIVO", "100.000,00", "105.000,00"],
]


def test_lines_that_stand_below_their_total_are_its_parts(report_on: ReportOn) -> None:
    report = report_on(table(ABOVE))
    paths = {record.label: record.label_path[:-1] for record in lines(report, "balance_sheet_lines")}
    assert paths["Licenze d'uso"] == ("A) IMMOBILIZZAZIONI", "a) Immateriali")
    assert paths["di cui di merci"] == ("B) ATTIVO CIRCOLANTE", "d) Rimanenze")
    assert (holding(report, "BS-1"), errors(report)) == (10, [])


@pytest.mark.parametrize(
    ("printed", "other"), [("13.785,82", "1.785,82"), ("35.000,00", "35.500,00"), ("45.000,00", "54.000,00")]
)
def test_a_wrong_line_below_or_above_its_parts_is_an_error(report_on: ReportOn, printed: str, other: str) -> None:
    (finding,) = errors(report_on(table(with_text(ABOVE, printed, other))))
    assert finding.printed_text == other


@pytest.mark.parametrize("nil", ["0", "-"])
def test_a_zero_without_cents_hides_no_cents(report_on: ReportOn, nil: str) -> None:
    rows = [
        ["ATTIVO", "31/12/2021", "31/12/2020"],
        ["II - Crediti", "", ""],
        ["1) verso clienti", "1.957,67", "800,00"],
        ["2) verso associati", nil, "20,00"],
        ["9) crediti tributari", nil, "100,00"],
        ["Totale crediti", "1.957,76", "920,00"],
        ["Totale attivo", "1.957,76", "920,00"],
    ]
    (finding,) = errors(report_on(table(rows)))
    assert (finding.printed_text, str(finding.suggested_value)) == ("1.957,67", "1957.76")


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


def test_a_section_is_added_up_by_the_formula_that_its_total_prints(report_on: ReportOn) -> None:
    rows = [
        *INCOME,
        ["C) Proventi e oneri finanziari", "", "", ""],
        ["16) altri proventi finanziari", "193.553", "81.042", ""],
        ["17) interessi e altri oneri finanziari", "299", "30.630", ""],
        ["Totale proventi e oneri finanziari (15+16-17)", "193.258", "50.412", ""],
    ]
    (finding,) = errors(report_on(table(rows, first=260)))
    assert (finding.rule, finding.printed_text, finding.verdict) == ("CE-3", "193.258", "ambiguous")
    assert [candidate.suggested_value for candidate in finding.candidates if candidate.printed_text == "193.553"] == [193558]


@pytest.mark.parametrize("plan", ["Preventivo 2021", "Budget 2021", "Previsione 2021"])
@pytest.mark.parametrize("prior", [True, False])
def test_what_was_planned_beside_what_came_of_it_is_no_figure_of_the_year(report_on: ReportOn, plan: str, *, prior: bool) -> None:
    rows = [
        [row[0], *([row[2]] if prior else []), row[3], row[1], row[2]] if row[1] else [row[0], *[""] * (3 + prior)]
        for row in INCOME
    ]
    rows[0] = ["CONTO ECONOMICO", *(["Consuntivo 2020"] if prior else []), plan, "Consuntivo 2021", "Scostamento"]
    report = report_on(table(rows, first=260))
    found = lines(report, "income_statement_lines")
    assert len(found) == 10
    assert {(r.prior_year, r.current_year) for r in found} == {(2020 if prior else None, 2021)}
    assert values(found[0], "prior_amount", "current_amount", "variance") == ["7900" if prior else None, "8200", None]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (["Preventivo 2021", "Consuntivo 2021", "Preventivo 2022"], {(None, 2021, "8200")}),
        (["Assestato 2021", "Consuntivo 2021", "Previsto 2022"], {(None, 2021, "8200")}),
        (["Consuntivo 2020", "Preventivo 2021", "Assestato 2021"], {(None, 2020, "7900")}),
        (["Consuntivo 2021", "Preventivo 2022", "Variazione"], {(None, 2021, "7900")}),
    ],
)
def test_no_plan_stands_for_what_came_of_a_year(
    report_on: ReportOn, heads: list[str], expected: set[tuple[int | None, int, str]]
) -> None:
    rows = [["CONTO ECONOMICO", *heads], *([row[0], row[2], row[1], row[3]] for row in INCOME[1:])]
    first: list[Any] = list(report_on(table(rows, first=260)).records[:1])
    assert {(r.prior_year, r.current_year, str(r.current_amount.value)) for r in first} == expected


def test_a_total_that_two_claims_agree_on_is_wrong_beside_a_slip_in_one_of_its_lines(report_on: ReportOn) -> None:
    rows = [
        ["Area", "Stanziato 2021", "Speso 2021", "Differenza"],
        ["Competitività", "477.194,33", "494.945,96", "17.751,63"],
        ["Tutela", "7.719,18", "83.429,12", "6.279,94"],
        ["Servizi", "428.194,71", "466.817,87", "38.623,16"],
        ["Innovazione", "118.126,28", "125.993,49", "7.867,21"],
        ["Totale", "1.212.864,71", "1.171.186,44", "70.521,94"],
    ]
    found = errors(report_on(table(rows)))
    assert {(f.printed_text, str(f.suggested_value)) for f in found} == {
        ("7.719,18", "77149.18"), ("1.212.864,71", "1100664.50"),
    }  # fmt: skip


def test_an_income_statement_of_a_comune(report_on: ReportOn) -> None:
    rows = [
        ["CONTO ECONOMICO", "2022", "2021"],
        ["A) COMPONENTI POSITIVI DELLA GESTIONE", "", ""],
        ["Proventi da tributi", "254.645,27", "312.067,78"],
        ["Proventi da fondi perequativi", "89.174,12", "68.869,17"],
        ["TOTALE COMPONENTI POSITIVI DELLA GESTIONE (A)", "343.819,39", "380.936,95"],
        ["B) COMPONENTI NEGATIVI DELLA GESTIONE", "", ""],
        ["Prestazioni di servizi", "120.400,00", "118.000,50"],
        ["Utilizzo beni di terzi", "8.310,20", "7.999,10"],
        ["Personale", "99.000,00", "101.420,00"],
        ["TOTALE COMPONENTI NEGATIVI DELLA GESTIONE (B)", "227.710,20", "227.419,60"],
        ["DIFFERENZA FRA COMP. POSITIVI E NEGATIVI DELLA GESTIONE (A-B)", "116.109,19", "153.517,35"],
    ]
    report = report_on(table(rows, first=300))
    found = lines(report, "income_statement_lines")
    assert {(r.scheme, r.prior_year, r.current_year) for r in found} == {("D.Lgs. 118/2011 10 conto economico", 2021, 2022)}
    assert values(found[0], "label", "prior_amount", "current_amount") == ["Proventi da tributi", "312067.78", "254645.27"]
    assert (len(found), holding(report, "CE-3"), errors(report)) == (8, 4, [])
    (finding,) = errors(report_on(table(with_text(rows, "8.310,20", "8.130,20"), first=300)))
    assert (finding.printed_text, str(finding.suggested_value)) == ("8.130,20", "8310.20")


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


BUDGET = [
    ["", "Anno 2022", "", "Anno 2021", ""],
    ["", "Parziali", "Totali", "Parziali", "Totali"],
    ["A) VALORE DELLA PRODUZIONE", "", "", "", ""],
    ["1) Ricavi delle vendite e proventi per attività istituzionale", "", "9.150,00", "", "8.930,00"],
    ["a) contributo ordinario dello stato", "1.150,00", "", "1.130,00", ""],
    ["b) proventi fiscali e parafiscali", "8.000,00", "", "7.800,00", ""],
    ["5) altri ricavi e proventi", "", "640,00", "", "510,00"],
    ["Totale valore della produzione (A)", "", "9.790,00", "", "9.440,00"],
    ["B) COSTI DELLA PRODUZIONE", "", "", "", ""],
    ["7) per servizi", "", "3.410,00", "", "3.300,00"],
    ["a) erogazione di servizi istituzionali", "2.400,00", "", "2.350,00", ""],
    ["b) acquisizione di servizi", "1.010,00", "", "950,00", ""],
    ["8) per godimento di beni di terzi", "", "1.150,00", "", "1.020,00"],
    ["14) oneri diversi di gestione", "", "95,00", "", "120,00"],
    ["Totale costi (B)", "", "4.655,00", "", "4.440,00"],
]


def budget(rows: Sequence[Sequence[str]] = BUDGET) -> Drawing:
    spans = {(0, 1): (1, 2), (0, 3): (1, 2)}
    return Drawing((842, 595)).grid(40, 75, [330, 80, 80, 80, 80], rows, bold_rows=2, align="lrrrr", size=8, spans=spans)


def test_a_budget_economico_has_partial_amounts_and_totals(report_on: ReportOn) -> None:
    report = report_on(budget())
    found = lines(report, "income_statement_lines")
    assert {(r.scheme, r.prior_year, r.current_year) for r in found} == {("D.M. 27/3/2013 1", 2021, 2022)}
    assert [(r.scheme_code, *values(r, "prior_amount", "current_amount")) for r in found[:4]] == [
        ("A.1", "8930.00", "9150.00"),
        ("A.1.a", "1130.00", "1150.00"),
        ("A.1.b", "7800.00", "8000.00"),
        ("A.5", "510.00", "640.00"),
    ]
    assert holding(report, "CE-3") == 8
    assert errors(report) == []


def test_a_wrong_partial_amount_is_an_error(report_on: ReportOn) -> None:
    found = errors(report_on(budget(with_text(BUDGET, "1.010,00", "1.100,00"))))
    assert {finding.rule for finding in found} == {"CE-3"}


NET = [
    ["CONTO ECONOMICO", "31/12/2021", "31/12/2020"],
    ["Valore della produzione", "8.840", "8.410"],
    ["Costi della produzione", "1.655", "1.340"],
    ["C) Proventi e oneri finanziari", "", ""],
    ["16) Proventi finanziari", "", ""],
    ["- interessi attivi", "549", "152"],
    ["", "549", "152"],
    ["17) Oneri finanziari", "", ""],
    ["- interessi di mora", "670", "615"],
    ["", "670", "615"],
    ["Totale proventi e oneri finanziari", "(121)", "(463)"],
    ["20) Imposte sul reddito dell'esercizio", "", ""],
    ["- IRAP", "5.538", "5.138"],
    ["- altre imposte", "103", "107"],
    ["", "(5.641)", "(5.245)"],
    ["Utile dell'esercizio", "1.423", "1.362"],
]


def test_costs_without_a_sign_are_taken_from_proceeds_and_their_sum_may_have_one(report_on: ReportOn) -> None:
    report = report_on(table(NET))
    assert (holding(report, "CE-3"), [f for f in report.findings if f.severity != "info"]) == (8, [])


RECLASSIFIED = [
    ["Conto economico riclassificato", "2022", "2021"],
    ["Ricavi delle vendite", "1.900.000", "1.750.000"],
    ["Altri ricavi", "40.000", "30.000"],
    ["Valore della produzione", "1.940.000", "1.780.000"],
    ["Costi per servizi", "520.000", "500.000"],
    ["Costi per godimento di beni", "30.000", "28.000"],
    ["Valore aggiunto", "1.390.000", "1.252.000"],
    ["Costo del personale", "940.000", "910.000"],
    ["Margine operativo lordo (MOL)", "450.000", "342.000"],
    ["Ammortamenti e accantonamenti", "110.000", "105.000"],
    ["Risultato operativo", "340.000", "237.000"],
    ["Proventi e oneri finanziari", "-12.000", "-9.000"],
    ["Risultato ante imposte", "328.000", "228.000"],
    ["Imposte sul reddito", "90.000", "61.000"],
    ["Risultato netto", "238.000", "167.000"],
]


@pytest.mark.parametrize("sign", ["", "-"])
def test_the_margins_of_a_reclassified_income_statement_are_made_of_one_another(report_on: ReportOn, sign: str) -> None:
    costs = ("Cost", "Ammort", "Impost")
    rows = [[row[0], *(sign + text for text in row[1:])] if row[0].startswith(costs) else row for row in RECLASSIFIED[1:]]
    report = report_on(table([RECLASSIFIED[0], *rows]))
    found = lines(report, "income_statement_lines")
    assert {(r.scheme, r.prior_year, r.current_year) for r in found} == {("art. 2428 c.c.", 2021, 2022)}
    assert [r.label for r in found] == [row[0] for row in RECLASSIFIED[1:]]
    assert (holding(report, "CE-4"), errors(report)) == (12, [])


def test_a_wrong_margin_is_located_between_the_one_before_it_and_the_next(report_on: ReportOn) -> None:
    (finding,) = errors(report_on(table(with_text(RECLASSIFIED, "450.000", "480.000"))))
    assert (finding.rule, finding.printed_text, str(finding.suggested_value)) == ("CE-4", "480.000", "450000")


def test_margins_that_do_not_follow_from_one_another_claim_nothing(report_on: ReportOn) -> None:
    report = report_on(table([row for row in RECLASSIFIED if not row[0].startswith("Cost")]))
    assert not [check for check in report.checks if check.rule == "CE-4" and check.result == "broken"]


def test_the_result_in_the_equity_is_that_of_the_income_statement(report_on: ReportOn) -> None:
    def drawn(result: str) -> Drawing:
        equity = [
            ["PASSIVO", "31/12/2022", "31/12/2021"],
            ["A) Patrimonio netto", "", ""],
            ["I - Capitale", "500.000", "500.000"],
            ["IX - Utile dell'esercizio", result, "167.000"],
            ["Totale patrimonio netto", "738.000", "667.000"],
            ["B) Fondi per rischi e oneri", "12.000", "10.000"],
            ["D) Debiti", "50.000", "60.000"],
        ]
        rows = [[row[0].replace("Risultato netto", "Utile dell'esercizio"), *row[1:]] for row in RECLASSIFIED]
        drawing = table(rows)
        return drawing.text(40, 330, "Stato patrimoniale", bold=True).grid(
            40, 345, [230, 80, 80], equity, bold_rows=1, align="lrr"
        )

    report = report_on(drawn("238.000"))
    assert ([c.result for c in report.checks if c.rule == "BS-4"], errors(report)) == (["holds", "holds"], [])
    (finding,) = errors(report_on(drawn("233.000")))
    assert (finding.printed_text, str(finding.suggested_value), finding.verdict) == ("233.000", "238000", "located")


def test_a_reclassified_balance_sheet_has_a_scheme_of_its_own(report_on: ReportOn) -> None:
    rows = [
        ["Stato patrimoniale riclassificato", "31/12/2022", "31/12/2021"],
        ["Immobilizzazioni nette", "800.000", "820.000"],
        ["Crediti verso clienti", "300.000", "280.000"],
        ["Debiti verso fornitori", "-190.000", "-170.000"],
        ["Capitale circolante netto", "110.000", "110.000"],
        ["Capitale investito netto", "910.000", "930.000"],
        ["Patrimonio netto", "700.000", "690.000"],
        ["Posizione finanziaria netta", "210.000", "240.000"],
    ]
    report = report_on(table(rows))
    assert {r.scheme for r in lines(report, "balance_sheet_lines")} == {"art. 2428 c.c."}
    assert errors(report) == []


def test_lines_set_in_under_a_flow_lead_to_the_next(report_on: ReportOn) -> None:
    flows = [
        ("Utile (perdita) dell'esercizio", 10, "30.000"), ("Imposte sul reddito", 10, "4.000"),
        ("1. Utile (perdita) prima d'imposte sul reddito", 0, "34.000"), ("Ammortamenti delle immobilizzazioni", 10, "12.500"),
        ("2. Flusso finanziario prima delle variazioni del ccn", 0, "46.500"), ("Incremento dei debiti", 10, "-6.500"),
        ("Flusso finanziario della gestione reddituale (A)", 0, "40.000"), ("(Investimenti)", 10, "-8.000"),
        ("Flusso finanziario dell'attività di investimento (B)", 0, "-8.000"),
        ("Incremento (decremento) delle disponibilità liquide (A ± B)", 0, "32.000"),
        ("Disponibilità liquide all'inizio dell'esercizio", 0, "100.000"),
        ("Disponibilità liquide alla fine dell'esercizio", 0, "132.000"),
    ]  # fmt: skip
    drawing = Drawing((842, 595)).text(40, 50, "Rendiconto finanziario", bold=True)
    rows = [["Voci", "2022", "2021"], *(["", amount, amount] for _, _, amount in flows)]
    drawing.grid(40, 60, [320, 80, 80], rows, align="lrr", bold_rows=1, size=8)
    step = (drawing.bottom - 60) / len(rows)
    for i, (label, indent, _) in enumerate(flows, 1):
        drawing.text(44 + indent, 60 + step * i + 9, label, size=8)
    assert holding(report_on(drawing), "CF-2") == 6


DIRECT = [
    ["Rendiconto finanziario, metodo diretto", "2022", "2021"],
    ["A. Flussi finanziari derivanti dall'attività operativa", "", ""],
    ["Incassi da clienti", "900.000", "850.000"],
    ["(Pagamenti a fornitori)", "-410.000", "-400.000"],
    ["(Pagamenti al personale)", "-380.000", "-370.000"],
    ["Flusso finanziario dell'attività operativa (A)", "110.000", "80.000"],
    ["B. Flussi finanziari derivanti dall'attività d'investimento", "", ""],
    ["(Investimenti)", "-60.000", "-35.000"],
    ["Disinvestimenti", "5.000", "0"],
    ["Flusso finanziario dell'attività d'investimento (B)", "-55.000", "-35.000"],
    ["Incremento (decremento) delle disponibilità liquide (A ± B)", "55.000", "45.000"],
    ["Disponibilità liquide al 1° gennaio", "245.000", "200.000"],
    ["Disponibilità liquide al 31 dicembre", "300.000", "245.000"],
]


@pytest.mark.parametrize(
    ("printed", "other"), [("-380.000", "-330.000"), ("110.000", "170.000"), ("300.000", "330.000"), ("200.000", "260.000")]
)
def test_a_wrong_flow_of_the_direct_method_is_an_error(report_on: ReportOn, printed: str, other: str) -> None:
    report = report_on(table(DIRECT))
    found = lines(report, "cash_flow_lines")
    assert [len(r.label_path) for r in found] == [2, 2, 2, 2, 2, 2, 2, 1, 1, 1]
    assert holding(report, "CF-3") == 1
    assert errors(report) == []
    assert [f.rule for f in errors(report_on(table(with_text(DIRECT, printed, other))))]


def test_all_assets_are_no_part_of_current_assets_whose_name_begins_alike(report_on: ReportOn) -> None:
    rows = [
        ["ATTIVO", "Valori al 31.12.2020", "Valori al 31.12.2021"],
        ["A) IMMOBILIZZAZIONI", "", ""],
        ["a) Immateriali", "", ""],
        ["Software", "1.250,10", "1.500,00"],
        ["Licenze d'uso", "640,00", "100,25"],
        ["Totale immobilizzazioni immateriali", "1.890,10", "1.600,25"],
        ["b) Materiali", "", ""],
        ["Immobili", "88.640,00", "79.100,10"],
        ["Impianti", "4.210,00", "3.900,00"],
        ["Totale immobilizzazioni materiali", "92.850,00", "83.000,10"],
        ["B) ATTIVO CIRCOLANTE", "", ""],
        ["d) Rimanenze", "", ""],
        ["Rimanenze di magazzino", "54,75", "18,20"],
        ["Totale rimanenze", "54,75", "18,20"],
        ["TOTALE ATTIVO", "94.794,85", "84.618,55"],
    ]
    report = report_on(table(rows, title="STATO PATRIMONIALE"))
    assert (holding(report, "BS-1"), report.findings) == (8, ())


AGENCY = [
    ["CONTO ECONOMICO", "Anno 2022", "Anno 2021"],
    ["A) RICAVI ORDINARI", "", ""],
    ["1) Proventi da servizi", "125.430,00", "118.221,50"],
    ["6) Contributo della Camera di commercio", "310.000,00", "295.000,00"],
    ["Totale (A)", "435.430,00", "413.221,50"],
    ["B) COSTI DI STRUTTURA", "", ""],
    ["7) Organi istituzionali", "12.411,20", "12.870,00"],
    ["8) Personale", "208.115,37", "201.774,12"],
    ["Totale (B)", "220.526,57", "214.644,12"],
    ["C) COSTI ISTITUZIONALI", "", ""],
    ["11) Spese per progetti e iniziative", "196.204,10", "190.551,08"],
    ["Totale (C)", "196.204,10", "190.551,08"],
    ["Risultato della gestione corrente (A-B-C)", "18.699,33", "8.026,30"],
]

UNIVERSITY = [
    ["Voci", "2022", "2021"],
    ["A) PROVENTI OPERATIVI", "", ""],
    ["I. PROVENTI PROPRI", "", ""],
    ["1) Proventi per la didattica", "6.120.400,00", "5.998.210,00"],
    ["2) Proventi da ricerche commissionate", "1.204.318,00", "1.150.066,00"],
    ["TOTALE PROVENTI PROPRI", "7.324.718,00", "7.148.276,00"],
    ["TOTALE PROVENTI (A)", "7.324.718,00", "7.148.276,00"],
    ["B) COSTI OPERATIVI", "", ""],
    ["VIII. COSTI DEL PERSONALE", "5.011.230,00", "4.870.116,00"],
    ["IX. COSTI DELLA GESTIONE CORRENTE", "2.001.417,00", "1.987.345,00"],
    ["TOTALE COSTI (B)", "7.012.647,00", "6.857.461,00"],
    ["DIFFERENZA TRA PROVENTI E COSTI OPERATIVI (A-B)", "312.071,00", "290.815,00"],
]


@pytest.mark.parametrize(("rows", "scheme"), [(AGENCY, "D.P.R. 254/2005 H"), (UNIVERSITY, "D.I. 19/2014 1")])
def test_income_statements_of_agencies_and_universities(report_on: ReportOn, rows: list[list[str]], scheme: str) -> None:
    report = report_on(table(rows))
    assert {r.scheme for r in lines(report, "income_statement_lines")} == {scheme}
    assert (holding(report, "CE-3") > 1, report.findings) == (True, ())


NETTED = [
    ["C) PROVENTI E ONERI FINANZIARI", "-50.000,00", "-40.000,00"],
    ["1) Proventi finanziari", "1.000,00", "2.000,00"],
    ["2) Interessi ed altri oneri finanziari", "51.000,00", "42.000,00"],
    ["D) RETTIFICHE DI VALORE", "-3.000,00", "4.000,00"],
    ["1) Rivalutazioni", "2.000,00", "5.000,00"],
    ["2) Svalutazioni", "5.000,00", "1.000,00"],
    ["E) PROVENTI ED ONERI STRAORDINARI", "20.000,00", "10.000,00"],
    ["1) Proventi", "30.000,00", "20.000,00"],
    ["2) Oneri", "10.000,00", "10.000,00"],
]


def test_costs_without_a_minus_are_no_wrong_parts_of_what_they_are_netted_in(report_on: ReportOn) -> None:
    report = report_on(table([*UNIVERSITY, *NETTED]))
    assert ({r.scheme for r in lines(report, "income_statement_lines")}, report.findings) == ({"D.I. 19/2014 1"}, ())
    agency = [["D) Gestione finanziaria", "200,00", "200,00"], ["12) Proventi finanziari", "400,00", "300,00"]]
    agency += [["13) Oneri finanziari", "200,00", "100,00"], ["E) Gestione straordinaria", "300,00", "310,00"]]
    agency += [["14) Proventi straordinari", "1.000,00", "910,00"], ["15) Oneri straordinari", "700,00", "600,00"]]
    assert report_on(table([*AGENCY, *agency])).findings == ()
    total = [[row[0], "", ""] for row in NETTED[3:4]] + NETTED[4:6] + [["Totale (D)", *NETTED[3][1:]]]
    assert report_on(table([*UNIVERSITY, *total])).findings == ()
    (finding,) = errors(report_on(table([*UNIVERSITY, *with_text(NETTED, "42.000,00", "24.000,00")])))
    assert (finding.rule, finding.printed_text) == ("CE-3", "24.000,00")


HEALTH = [
    ["Cod.", "Schema di bilancio", "Anno 2018", "Anno 2017", "Importo variazione", "Variazione %"],
    ["", "A) VALORE DELLA PRODUZIONE", "", "", "", ""],
    ["AA0010", "Contributi in c/esercizio", "3.849.953,14", "3.691.335,07", "158.618,07", "4,30%"],
    ["AA0020", "Ricavi per prestazioni sanitarie", "577.992,71", "493.836,97", "84.155,74", "17,04%"],
    ["AA0040", "Compartecipazione alla spesa", "2.650.666,34", "3.098.098,82", "-447.432,48", "-14,44%"],
    ["AZ9999", "Totale A)", "7.078.612,19", "7.283.270,86", "-204.658,67", "-2,81%"],
    ["", "B) COSTI DELLA PRODUZIONE", "", "", "", ""],
    ["BA0010", "Acquisti di beni sanitari", "2.631.187,13", "2.335.704,82", "295.482,31", "12,65%"],
    ["BA0060", "Oneri diversi di gestione", "2.532.233,83", "2.816.856,91", "-284.623,08", "-10,10%"],
    ["BZ9999", "Totale B)", "5.163.420,96", "5.152.561,73", "10.859,23", "0,21%"],
    ["", "DIFFERENZA TRA VALORE E COSTI DELLA PRODUZIONE (A-B)", "1.915.191,23", "2.130.709,13", "-215.517,90", "-10,11%"],
]


def health(rows: Sequence[Sequence[str]] = HEALTH) -> Drawing:
    return Drawing((842, 595)).grid(30, 75, [60, 290, 95, 95, 110, 80], rows, bold_rows=1, align="llrrrr", size=8)


def test_a_code_of_letters_and_digits_is_no_name_of_a_line(report_on: ReportOn) -> None:
    report = report_on(health())
    found = lines(report, "income_statement_lines")
    assert found[1].label == "AA0020 Ricavi per prestazioni sanitarie"
    assert {r.label for r in found if r.is_total} == {"AZ9999 Totale A)", "BZ9999 Totale B)"}
    assert report.findings == ()


def test_figures_of_two_years_in_each_others_place_are_no_wrong_sign_of_their_difference(report_on: ReportOn) -> None:
    """The sign of the difference alone would leave its percentage wrong."""
    rows = [[*row[:2], row[3], row[2], *row[4:]] if row[0] == "AA0040" else row for row in HEALTH]
    found = [(f.printed_text, f.verdict, f.slip) for f in errors(report_on(health(rows)))]
    assert found == [("3.098.098,82", "located", "swapped"), ("2.650.666,34", "located", "swapped")]


def test_names_with_a_year_or_a_number_are_no_codes(report_on: ReportOn) -> None:
    rows = [
        ["Fonte", "Codice", "2024", "2023"],
        ["H2020", "AA01", "1.234", "1.100"],
        ["COVID19", "AA02", "2.345", "2.200"],
        ["PNRR2", "AA03", "3.456", "3.300"],
        ["Totale", "", "7.035", "6.600"],
    ]
    drawing = Drawing((842, 595)).text(60, 60, "Proventi per fonte", bold=True)
    report = report_on(drawing.grid(40, 75, [150, 60, 90, 90], rows, bold_rows=1, align="lrrr", size=8))
    assert [r.label for r in lines(report, "variance_lines")] == ["H2020", "COVID19", "PNRR2", "Totale"]


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
    assert {(r.scheme, r.year, r.opening_date, r.closing_date) for r in found} == {
        (None, 2021, date(2020, 12, 31), date(2021, 12, 31))
    }
    assert holding(report, "MOV-1") == 4


@pytest.mark.parametrize("heading", ["Altre variazioni", "Variazioni in aumento", "Variazioni dell'esercizio"])
def test_what_else_moved_is_no_difference_of_two_years(report_on: ReportOn, heading: str) -> None:
    rows = [[*row[:3], other, row[5]] for row, other in zip(MOVED, (heading, "1.150", "310", "412", "1.872"), strict=True)]
    assert report_on(table(rows, other=95)).findings == ()


@pytest.mark.parametrize(
    "heads",
    [
        ["Voce", "Netto 31/12/2020", "Acquisti", "Giroc.", "Amm.ti", "Netto 31/12/2021"],
        ["Fondo", "Al 1° gennaio", "Accant.", "Trasf.", "Utilizzi", "Al 31 dicembre"],
        ["Residui", "Al 1/1/2021", "Increm.", "Variazioni", "Riscossi", "Al 31/12/2021"],
    ],
)
def test_moves_are_known_by_what_their_names_are_cut_to(report_on: ReportOn, heads: list[str]) -> None:
    rows = [heads, ["Primo", "48.866", "1.240", "-206", "7.009", "42.891"], ["Secondo", "9.157", "460", "206", "1.000", "8.823"]]
    report = report_on(table(rows, other=95))
    assert [values(r, "opening", "increases", "transfers", "closing") for r in lines(report, "movement_lines")] == [
        ["48866", "1240", "-206", "42891"],
        ["9157", "460", "206", "8823"],
    ]
    assert holding(report, "MOV-1") == 2


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        ("Fondi di terzi", ["Fondo", "Saldo iniziale", "Riscossioni", "Accantonamenti", "Saldo finale"]),
        ("Fondi vincolati", ["Fondo", "Saldo al 01/01/2024", "Incassi", "Riclassifiche", "Saldo al 31/12/2024"]),
        ("Spese correnti", ["Capitolo", "Previsione iniziale", "Variazioni", "Pagato", "Residui al 31/12/2024"]),
        ("Immobilizzazioni", ["Voce", "Saldo iniziale", "Variazioni", "Ammortamenti", "Saldo al 31/12/2024"]),
        ("Crediti", ["Voce", "Saldo iniziale", "Incrementi", "Decrementi", "Variazioni", "Saldo finale"]),
    ],
)
def test_moves_that_may_have_either_sign_are_none(report_on: ReportOn, title: str, heads: list[str]) -> None:
    rows = [heads, *([name, *("4.100", "1.200", "300", "900", "5.000")[: len(heads) - 1]] for name in ("Primo", "Secondo"))]
    assert "movement_lines" not in {r.dataset for r in report_on(table(rows, other=105, title=title)).records}


def test_what_a_surplus_is_destined_to_is_an_increase(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "Consistenza iniziale", "Destinazione avanzo", "Utilizzi", "Consistenza finale"],
        ["Fondo di dotazione", "30.394", "2.260", "1.640", "31.014"],
        ["Patrimonio libero", "21.387", "2.854", "1.402", "22.839"],
    ]
    report = report_on(table(rows, other=110))
    assert values(lines(report, "movement_lines")[0], "opening", "increases", "decreases") == ["30394", "2260", "1640"]
    assert holding(report, "MOV-1") == 2


@pytest.mark.parametrize("current", ["450", "n.d."])
def test_a_change_of_a_negative_result_is_in_per_cent_of_its_amount(report_on: ReportOn, current: str) -> None:
    """The percentage is of the change, where that is printed in more rows than both years."""
    rows = [
        ["Conto economico", "2021", "2020", "Variazioni", "Variazioni %"],
        ["A) Proventi correnti", "", "", "", ""],
        ["1) Diritto annuale", "1.200", "1.000", "200", "20,0 %"],
        ["2) Diritti di segreteria", "450", "500", "-50", "-10,0 %"],
        ["3) Contributi trasferimenti e altre entrate", "80", "100", "-20", "-20,0 %"],
        ["4) Proventi da gestione di beni e servizi", "40", "50", "-10", "-20,0 %"],
        ["Totale proventi correnti (A)", "1.770", "1.650", "120", "7,3 %"],
        ["B) Oneri correnti", "", "", "", ""],
        ["6) Personale", "1.600", "1.500", "100", "6,7 %"],
        ["7) Funzionamento", "380", "400", "-20", "-5,0 %"],
        ["8) Interventi economici", "20", "50", "-30", "-60,0 %"],
        ["Totale oneri correnti (B)", "2.000", "1.950", "50", "2,6 %"],
        ["Risultato della gestione corrente (A-B)", "-230", "-300", "70", "23,3 %"],
    ]
    report = report_on(table(with_text(rows, "450", current)))
    assert "SUM-3" not in {finding.rule for finding in report.findings}
    assert holding(report, "SUM-3") == 10


def test_movements_that_a_body_prints_negative_are_added(report_on: ReportOn) -> None:
    signed = [MOVED[0], *[[*row[:3], *(f"-{text}" if text else "" for text in row[3:5]), row[5]] for row in MOVED[1:]]]
    assert holding(report_on(table(signed, other=95)), "MOV-1") == 4


def test_a_wrong_movement_is_located_between_its_line_and_its_column(report_on: ReportOn) -> None:
    (finding,) = errors(report_on(table(with_text(MOVED, "1.696", "166"), other=95)))
    assert (finding.printed_text, str(finding.suggested_value), finding.verdict) == ("166", "1696", "located")


@pytest.mark.parametrize(
    "heads",
    [
        ["Valore nominale", "Fondo svalutazione (-)", "Valore netto"],
        ["Valore di acquisto", "Fondo amm.to", "Valore residuo"],
        ["Costo d'acquisto", "Fondo ammortamento", "Valore contabile"],
    ],
)
def test_gross_amounts_less_funds_are_net(report_on: ReportOn, heads: list[str]) -> None:
    rows = [
        ["Crediti di funzionamento", *heads],
        ["Crediti da diritto annuale", "55.480", "48.134", "7.346"],
        ["Crediti v/clienti", "408.747", "", "408.747"],
        ["Totale", "464.227", "48.134", "416.093"],
    ]
    report = report_on(table(rows, other=110))
    assert values(lines(report, "movement_lines")[0], "gross", "funds", "net", "opening") == ["55480", "48134", "7346", None]
    assert holding(report, "MOV-2") == 3
    assert {(r.year, r.opening_date, r.closing_date) for r in lines(report, "movement_lines")} == {(None, None, None)}


DUE = [
    ["Debiti", "entro 12 mesi", "oltre 12 mesi", "oltre 5 anni", "Totale"],
    ["Debiti verso banche", "1.037", "1.478", "780", "3.295"],
    ["Debiti verso fornitori", "43.843", "1.480", "543", "45.866"],
    ["Debiti tributari", "4.883", "1.979", "549", "7.411"],
    ["Totale debiti", "49.763", "4.937", "1.872", "56.572"],
]


@pytest.mark.parametrize("part", [False, True])
def test_what_falls_due_after_five_years_is_added_or_part_of_what_is_due_later(report_on: ReportOn, part: bool) -> None:
    rows = DUE
    if part:
        later = [["2.258", "3.295"], ["2.023", "45.866"], ["2.528", "7.411"], ["6.809", "56.572"]]
        rows = [DUE[0], *[[row[0], row[1], beyond, row[3], total] for row, (beyond, total) in zip(DUE[1:], later, strict=True)]]
    report = report_on(table(rows, other=100))
    found = lines(report, "maturity_lines")
    assert values(found[2], "due_within", "due_beyond_five", "total") == ["4883", "549", "7411"]
    assert holding(report, "MAT-1") == 4
    assert errors(report) == []


def test_a_table_of_the_notes_has_the_scheme_that_it_cites_and_the_day_of_its_title(report_on: ReportOn) -> None:
    rows = [[f"{'D' if i == 4 else i}) {row[0]}" if i else row[0], *row[1:]] for i, row in enumerate(DUE)]
    drawing = Drawing((842, 595)).text(40, 60, "Debiti al 31/12/2023 (art. 2427, n. 6, c.c.)", bold=True)
    found = lines(report_on(drawing.grid(40, 75, [200, *[100] * 4], rows, bold_rows=1, align="lrrrr", size=8)), "maturity_lines")
    assert [(r.scheme, r.scheme_code, r.year, r.current_date) for r in found[:2]] == [
        ("art. 2427 c.c.", code, 2023, date(2023, 12, 31)) for code in "12"
    ]


def test_the_later_of_two_dates_may_be_told_by_its_terms_alone(report_on: ReportOn) -> None:
    rows = [
        ["", "2020", "ENTRO 12 MESI", "OLTRE 12 MESI", "TOTALE"],
        ["A) Patrimonio netto", "13.439.635", "", "", "13.522.811"],
        ["D) Debiti di funzionamento", "", "", "", ""],
        ["Debiti v/fornitori", "65.263", "47.978", "8.467", "56.445"],
        ["Debiti diversi", "7.049", "6.384", "1.127", "7.511"],
        ["Totale debiti di funzionamento", "72.312", "54.362", "9.594", "63.956"],
        ["F) Ratei e risconti passivi", "893", "", "", "23.437"],
    ]
    found = lines(report_on(table(rows, other=100)), "balance_sheet_lines")
    assert {(r.prior_date, r.current_date) for r in found} == {(date(2020, 12, 31), None)}
    assert values(found[1], "prior_amount", "due_within", "due_beyond", "current_amount") == ["65263", "47978", "8467", "56445"]


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


def test_one_sum_of_costs_that_is_negative_among_others_is_an_error(report_on: ReportOn) -> None:
    rows = [*HALVES[:9], ["Totale", "-735", "-405", *HALVES[9][3:]], *HALVES[10:]]
    assert {finding.printed_text for finding in errors(report_on(nonprofit(rows)))} == {"-735", "-405"}


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


def test_the_result_of_administration_holds_with_signs_without_brackets(report_on: ReportOn) -> None:
    report = report_on(result([[row[0], row[1].strip("()"), *row[2:]] for row in RESULT]))
    assert (holding(report, "ADM-1"), holding(report, "ADM-2")) == (4, 2)


def test_the_result_of_administration_is_what_its_signs_make(report_on: ReportOn) -> None:
    report = report_on(result())
    found = lines(report, "administration_result_lines")
    assert [r.sign for r in found] == [None, "+", "-", "=", "+", "-", "="]
    assert (holding(report, "ADM-1"), holding(report, "ADM-2")) == (4, 2)


def test_a_wrong_figure_of_the_result_is_located(report_on: ReportOn) -> None:
    (finding,) = errors(report_on(result(with_text(RESULT, "2.242.525,97", "2.242.255,97"))))
    assert (finding.printed_text, str(finding.suggested_value)) == ("2.242.255,97", "2242525.97")


def test_a_result_that_no_slip_explains_is_an_error_where_the_other_result_holds(report_on: ReportOn) -> None:
    (finding,) = errors(report_on(result(with_text(RESULT, "11.261.917,39", "11.900.404,12"))))
    assert (finding.rule, finding.printed_text, finding.verdict) == ("ADM-2", "11.900.404,12", "ambiguous")


def test_of_two_figures_that_may_be_wrong_it_is_the_one_whose_value_is_printed_elsewhere(report_on: ReportOn) -> None:
    """A slip in either closes the sum: 97 for 69, or a 0 left out of the other. The cash is what the balance above says."""
    rows = [
        *with_text(with_text(RESULT, "4.696.884,41", "1.996.884,41"), "9.694.924,00", "6.994.924,00")[:5],
        ["FONDO DI CASSA AL 31 DICEMBRE", "(=)", "", "", "9.694.924,00"],
        *RESULT[5:7],
        ["FONDO PLURIENNALE VINCOLATO", "(-)", "", "", "309.001,54"],
        [*RESULT[7][:4], "8.252.915,85"],
    ]
    (finding,) = errors(report_on(result(rows)))
    assert (finding.rule, finding.printed_text, finding.verdict) == ("ADM-2", "9.694.924,00", "located")
    assert str(finding.suggested_value) == "6994924.00"


def test_one_figure_between_two_results_breaks_both_and_is_an_error(report_on: ReportOn) -> None:
    rows = [
        *RESULT[:5],
        ["PAGAMENTI per azioni esecutive non regolarizzate", "(-)", "", "", "0,00"],
        ["FONDO DI CASSA AL 31 DICEMBRE", "(=)", "", "", "9.964.924,00"],
        *RESULT[5:],
    ]
    (finding,) = errors(report_on(result(rows)))
    assert (finding.rule, finding.printed_text, finding.verdict) == ("ADM-2", "9.964.924,00", "located")


def test_a_total_of_which_only_its_label_says_what_it_adds_up_is_corrected_by_no_likelihood(report_on: ReportOn) -> None:
    rows = [
        ["Entrate", "Livello 1", "Livello 2", "Totale"],
        ["Entrate", "Entrate extratributarie", "Interessi attivi", "549"],
        ["", "", "Rimborsi", "676.646"],
        ["", "Entrate extratributarie Totale", "", "677.195"],
        ["", "Entrate in conto capitale", "Contributi", "500.320.518"],
        ["", "", "Alienazioni", "0"],
        ["", "Entrate in conto capitale Totale", "", "500.320.518"],
        ["", "Trasferimenti correnti", "Da amministrazioni", "92.349.898"],
        ["", "Trasferimenti correnti Totale", "", "92.349.898"],
        ["Totale generale entrate", "", "", "593.347.611"],
    ]
    report = report_on(Drawing().grid(40, 80, [110, 150, 110, 80], rows, align="lllr", bold_rows=1, size=8))
    assert {(f.severity, f.suggested_value) for f in report.findings} <= {("info", None)}


def test_where_a_part_is_blank_no_figure_that_fits_in_is_corrected(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "2024", "2023", "2022"],
        ["Diritti", "507.313,67", "512.400,10", "498.120,00"],
        ["Contributi", "", "251.320,40", "270.118,25"],
        ["Fitti", "503.508,67", "480.220,15", "495.310,40"],
        ["Rimborsi", "768.774,28", "801.330,00", "755.200,10"],
        ["Interessi", "42.022,52", "40.118,35", "44.910,25"],
        ["Totale", "2.088.318,55", "2.085.389,00", "2.063.659,00"],
    ]
    report = report_on(Drawing().grid(40, 80, [150, 100, 100, 100], rows, align="lrrr", bold_rows=1))
    assert [f.suggested_value for f in report.findings] == [None]


def test_of_several_figures_that_may_be_wrong_it_is_the_one_out_of_line(report_on: ReportOn) -> None:
    """A first digit of the total, or one left out of any line, closes the sum: only the total is unlike what stands beside it."""
    rows = [
        ["Periodo", "Indicatore di tempestività (giorni)", "Importo dei pagamenti", "di cui dopo la scadenza"],
        ["I trimestre", "-12,40", "284.610,22", "23.646,45"],
        ["II trimestre", "-10,15", "246.018,77", "19.609,76"],
        ["III trimestre", "-8,92", "561.302,54", "48.577,27"],
        ["IV trimestre", "-11,30", "188.940,06", "15.232,13"],
        ["Totale anno 2018", "-10,77", "1.280.871,59", "807.065,61"],
    ]
    (finding,) = errors(report_on(table(rows, other=110, title="Indicatore di tempestività dei pagamenti 2018")))
    assert (finding.printed_text, finding.verdict, str(finding.suggested_value)) == ("807.065,61", "located", "107065.61")


def test_a_total_does_not_vouch_for_the_parts_that_its_slip_sets_at_variance(report_on: ReportOn) -> None:
    """The total was 1.110.813,94. Of four quarters alone one is hardly more out of line than another."""
    rows = [
        ["Periodo", "Importo dei pagamenti", "di cui dopo la scadenza"],
        ["1° trimestre", "490.777,57", "47.757,57"],
        ["2° trimestre", "306.792,13", "37.486,93"],
        ["3° trimestre", "123.165,82", "11.102,17"],
        ["4° trimestre", "190.078,42", "16.476,00"],
        ["Totale anno 2018", "1.170.813,94", "112.822,67"],
    ]
    (finding,) = errors(report_on(table(rows, other=110, title="Indicatore di tempestività dei pagamenti 2018")))
    assert (finding.verdict, finding.suggested_value) == ("ambiguous", None)
    assert "1.170.813,94" in {candidate.printed_text for candidate in finding.candidates}


@pytest.mark.parametrize(("row", "printed", "right"), [(6, "1.280.418", "1408372.00"), (3, "538.816", "638816.20")])
def test_a_figure_that_no_slip_or_several_explain_is_the_one_unlike_the_ratios_of_the_others(
    report_on: ReportOn, row: int, printed: str, right: str
) -> None:
    rows = [
        ["Missione", "Preventivo 2021", "Consuntivo 2021"],
        ["Competitività", "73.876", "71.204"],
        ["Mercati", "218.655", "215.318"],
        ["Commercio", "638.816", "611.377"],
        ["Servizi", "391.946", "377.102"],
        ["Fondi", "85.078", "82.466"],
        ["Totale risorse", "1.408.372", "1.357.468"],
    ]
    rows[row][1] = printed
    rows[1:] = [[name, *(f"{amount},20" for amount in amounts)] for name, *amounts in rows[1:]]
    rows[-1] = [text.replace(",20", ",00") for text in rows[-1]]
    (finding,) = errors(report_on(table(rows, other=110)))
    assert (finding.printed_text or "")[:-3] == printed
    assert (finding.verdict, finding.suggested_value) == ("located", Decimal(right))


def test_where_a_part_is_nil_no_figure_that_fits_in_is_corrected(report_on: ReportOn) -> None:
    """The dash stands for 1.170.117: that one slip in what is beside closes the sum as well, and fits better, is chance."""
    rows = [
        ["Voce", "2024", "2023"],
        ["Diritto annuale", "652.540", "1.097.271"],
        ["Manutenzioni", "474.421", "58.178"],
        ["Consulenze", "82.758", "100.461"],
        ["Assicurazioni", "895.807", "1.120.306"],
        ["Oneri finanziari", "174.464", "211.915"],
        ["Fitti attivi", "213.335", "193.706"],
        ["Diritti di segreteria", "772.257", "422.755"],
        ["Rimborsi", "110.908", "-"],
        ["Utenze", "739.597", "835.412"],
        ["Totale", "4.116.087", "4.153.200"],
    ]
    report = report_on(Drawing().grid(60, 90, [170, 90, 90], rows, align="lrr", bold_rows=1))
    assert {f.suggested_value for f in report.findings} == {None}


COMPOSITION = [
    ["Composizione del risultato di amministrazione al 31 dicembre 2021", "Importo"],
    ["Parte accantonata", ""],
    ["Fondo crediti di dubbia esigibilità", "3.104.220,16"],
    ["Fondo contenzioso", "61.060,77"],
    ["Altri accantonamenti", "18.330,45"],
    ["Totale parte accantonata (B)", "3.183.611,38"],
    ["Parte vincolata", ""],
    ["Vincoli derivanti da leggi e dai principi contabili", "1.218.645,50"],
    ["Vincoli derivanti da trasferimenti", "430.126,86"],
    ["Totale parte vincolata (C)", "1.648.772,36"],
    ["Totale parte destinata agli investimenti (D)", "105.097,85"],
    ["Totale parte disponibile (E=A-B-C-D)", "6.324.435,80"],
]


def composed(rows: Sequence[Sequence[str]]) -> Drawing:
    above = [*RESULT[:-1], ["RISULTATO DI AMMINISTRAZIONE AL 31 DICEMBRE (A)", *RESULT[-1][1:]]]
    drawing = result(above).text(40, 230, "Come è composto il risultato", size=11, bold=True)
    return drawing.grid(40, 245, [400, 100], rows, bold_rows=1, align="lr", size=8)


def test_the_parts_of_the_result_add_up_and_leave_what_is_available(report_on: ReportOn) -> None:
    report = report_on(composed(COMPOSITION))
    assert (holding(report, "ADM-4"), holding(report, "ADM-5")) == (2, 1)
    assert not report.findings or errors(report) == []


@pytest.mark.parametrize(("old", "new", "rule"), [("61.060,77", "16.060,77", "ADM-4"), ("6.324.435,80", "6.342.435,80", "ADM-5")])
def test_a_wrong_part_of_the_result_is_located(report_on: ReportOn, old: str, new: str, rule: str) -> None:
    (finding,) = errors(report_on(composed(with_text(COMPOSITION, old, new))))
    assert (finding.rule, finding.printed_text, finding.verdict, finding.slip) == (rule, new, "located", "transposition")


CASH = [
    ["Gestione di cassa", "In conto residui", "In conto competenza", "Totale"],
    ["Fondo di cassa al 1° gennaio 2021", "", "", "2.390.111,63"],
    ["Riscossioni", "260.703,02", "443.024,65", "703.727,67"],
    ["Pagamenti", "274.041,26", "638.878,95", "912.920,21"],
    ["Fondo di cassa al 31 dicembre 2021", "", "", "2.180.919,09"],
]


def test_the_cash_of_a_year_is_checked_without_printed_signs(report_on: ReportOn) -> None:
    draw = Drawing((842, 595))
    report = report_on(draw.grid(40, 75, [260, 90, 90, 100], CASH, bold_rows=1, align="lrrr", size=8))
    assert (holding(report, "ADM-1"), holding(report, "ADM-2")) == (2, 1)


@pytest.mark.parametrize(("old", "new"), [("703.727,67", "-703.727,67"), ("2.180.919,09", "-2.180.919,09")])
def test_a_wrong_sign_in_the_cash_of_a_year_is_located(report_on: ReportOn, old: str, new: str) -> None:
    draw = Drawing((842, 595))
    report = report_on(draw.grid(40, 75, [260, 90, 90, 100], with_text(CASH, old, new), bold_rows=1, align="lrrr", size=8))
    assert [(f.printed_text, f.verdict) for f in errors(report)] == [(new, "located")]


UNSIGNED = [[row[0], *row[2:]] for row in RESULT]


@pytest.mark.parametrize(("old", "new"), [("675.532,58", "675.352,58"), ("11.261.917,39", "11.261.911,39")])
def test_a_wrong_figure_of_a_result_without_printed_signs_is_an_error(report_on: ReportOn, old: str, new: str) -> None:
    def drawn(rows: Sequence[Sequence[str]]) -> Drawing:
        return Drawing((842, 595)).grid(40, 75, [260, 90, 90, 100], rows, bold_rows=1, align="lrrr", size=8)

    assert holding(report_on(drawn(UNSIGNED)), "ADM-2") == 2
    assert new in [f.printed_text for f in errors(report_on(drawn(with_text(UNSIGNED, old, new))))]


MOVED_CASH = [("Fondo di cassa al 1 gennaio 2024", 1000), ("Riscossioni", 5000), ("Pagamenti", 4500)]
CASH_AT_END = ("Fondo di cassa al 31 dicembre 2024", 1500)
LEFT_OVER = [("Residui attivi", 900), ("Residui passivi", 700)]


@pytest.mark.parametrize(
    "rows",
    [
        [CASH_AT_END, *((f"Totale {x.lower()}", n) for x, n in LEFT_OVER), ("Fondo pluriennale vincolato", 200),
         ("Risultato di amministrazione", 1500)],
        [*MOVED_CASH, CASH_AT_END, ("Somme rimaste da riscuotere", 900), ("Somme rimaste da pagare", 700),
         ("Fondo pluriennale vincolato", 50), ("Risultato di amministrazione", 1650)],
        [*MOVED_CASH, CASH_AT_END, *LEFT_OVER, ("Risultato di amministrazione al 31 dicembre 2024", 1700),
         ("Parte accantonata", 400), ("Parte vincolata", 300), ("Risultato di amministrazione disponibile", 1000)],
        [("Risultato di amministrazione al 31/12/2023", 1000), ("Utilizzo avanzo di amministrazione", 300),
         ("Fondo pluriennale vincolato in entrata", 100), ("Risultato di competenza", 200), ("Gestione dei residui", 50),
         ("Fondo pluriennale vincolato in spesa", 120), ("Risultato di amministrazione al 31/12/2024", 1230)],
    ],
)  # fmt: skip
def test_a_result_is_proved_by_no_other_lines_than_those_of_the_law(report_on: ReportOn, rows: list[tuple[str, int]]) -> None:
    drawing = Drawing((842, 595)).text(60, 60, "Risultato di amministrazione", bold=True, size=12)
    said = [["Voce", "Importo"], *([label, f"{amount:,}".replace(",", ".") + ".000,00"] for label, amount in rows)]
    report = report_on(drawing.grid(40, 90, [330, 110], said, bold_rows=1, align="lr", size=8))
    assert lines(report, "administration_result_lines")
    assert [f for f in report.findings if f.severity != "info"] == []


def test_the_first_year_of_a_plan_is_the_one_reported(report_on: ReportOn) -> None:
    rows = [
        ["Equilibri di bilancio", "Competenza 2024", "Competenza 2025", "Competenza 2026"],
        ["Fondo di cassa all'inizio dell'esercizio", "100,00", "", ""],
        ["Entrate titoli 1-2-3", "5.000,00", "5.100,00", "5.200,00"],
        ["Spese titolo 1", "4.500,00", "4.600,00", "4.700,00"],
        ["Utilizzo risultato di amministrazione", "10,00", "0,00", "0,00"],
        ["Equilibrio di parte corrente", "610,00", "500,00", "500,00"],
    ]
    found = lines(report_on(table(rows, other=110)), "administration_result_lines")
    assert [(r.year, *values(r, "accrual")) for r in found[:2]] == [(2024, "100.00"), (2024, "5000.00")]


def test_a_formula_of_a_label_that_no_slip_explains_is_an_error_where_another_of_its_table_holds(report_on: ReportOn) -> None:
    rows = [
        ["EQUILIBRIO ECONOMICO-FINANZIARIO", "COMPETENZA"],
        ["A) Fondo pluriennale vincolato per spese correnti (+)", "11.079,56"],
        ["B) Entrate Titoli 1.00 - 2.00 - 3.00 (+)", "2.233.478,83"],
        ["D) Spese Titolo 1.00 - Spese correnti (-)", "11.079,56"],
        ["G) Somma finale (G=A+B-D)", "1.154.686,87"],
        ["H) Utilizzo avanzo di amministrazione (+)", "43.228,49"],
        ["O1) RISULTATO DI COMPETENZA DI PARTE CORRENTE (O1=G+H)", "1.197.915,36"],
    ]
    drawing = Drawing((842, 595)).grid(40, 60, [330, 100], rows, bold_rows=1, align="lr", size=8)
    assert [(f.rule, f.verdict) for f in errors(report_on(drawing))] == [("FOR-2", "ambiguous")]


def test_one_wrong_figure_in_each_of_two_formulas_that_lead_to_one_another_is_told_of_each(report_on: ReportOn) -> None:
    rows = [
        ["EQUILIBRIO ECONOMICO-FINANZIARIO", "COMPETENZA"],
        ["A) Fondo pluriennale vincolato per spese correnti (+)", "13.837,67"],
        ["B) Entrate Titoli 1.00 - 2.00 - 3.00 (+)", "1.986.509,49"],
        ["D) Spese Titolo 1.00 - Spese correnti (-)", "2.845.822,82"],
        ["G) Somma finale (G=A+B-D)", "-827.475,66"],
        ["H) Utilizzo avanzo di amministrazione (+)", "46.824,36"],
        ["L) Entrate di parte corrente destinate a investimenti (-)", "46.824,36"],
        ["O1) RISULTATO DI COMPETENZA DI PARTE CORRENTE (O1=G+H-L)", "-785.502,68"],
    ]
    drawing = Drawing((842, 595)).grid(40, 60, [330, 100], rows, bold_rows=1, align="lr", size=8)
    found = [(f.severity, f.rule, f.verdict, f.printed_text) for f in report_on(drawing).findings if f.severity != "info"]
    assert found == [
        ("error", "FOR-2", "located", "13.837,67"),
        ("warning", "FOR-2", "ambiguous", "-785.502,68"),
    ]


SUMMARY = [
    ["ENTRATE", "ACCERTAMENTI", "INCASSI", "SPESE", "IMPEGNI", "PAGAMENTI"],
    ["Fondo di cassa all'inizio dell'esercizio", "", "4.696,41", "", "", ""],
    ["Utilizzo avanzo di amministrazione", "1.080,22", "", "Disavanzo di amministrazione", "0,00", ""],
    ["Fondo pluriennale vincolato di parte corrente", "171,86", "", "Titolo 1 - Spese correnti", "5.530,56", "6.658,72"],
    ["Titolo 1 - Entrate tributarie", "2.004,37", "1.920,74", "Fondo pluriennale vincolato", "17,31", ""],
    ["Titolo 2 - Trasferimenti correnti", "6.913,72", "5.197,47", "Titolo 2 - Spese in conto capitale", "522,15", "360,78"],
    ["Totale entrate finali", "8.918,09", "7.118,21", "Totale spese finali", "6.070,02", "7.019,50"],
    ["Titolo 9 - Entrate per conto terzi", "1.088,43", "771,52", "Titolo 7 - Uscite per conto terzi", "1.088,43", "1.036,46"],
    ["Totale entrate dell'esercizio", "10.006,52", "7.889,73", "Totale spese dell'esercizio", "7.158,45", "8.055,96"],
    ["TOTALE COMPLESSIVO ENTRATE", "11.258,60", "12.586,14", "TOTALE COMPLESSIVO SPESE", "7.158,45", "8.055,96"],
    ["DISAVANZO DELL'ESERCIZIO", "0,00", "", "AVANZO DI COMPETENZA / FONDO DI CASSA", "4.100,15", "4.530,18"],
    ["TOTALE A PAREGGIO", "11.258,60", "12.586,14", "TOTALE A PAREGGIO", "11.258,60", "12.586,14"],
]


def summary(rows: Sequence[Sequence[str]] = SUMMARY) -> Drawing:
    return Drawing((842, 595)).grid(20, 75, [225, 85, 80, 225, 85, 80], rows, bold_rows=1, align="lrrlrr", size=8)


def test_the_quadro_generale_riassuntivo_adds_up_on_both_sides(report_on: ReportOn) -> None:
    report = report_on(summary())
    found = lines(report, "administration_result_lines")
    assert {r.scheme for r in found} == {"D.Lgs. 118/2011 10 quadro"}
    assert [(r.side, *values(r, "accrual", "cash")) for r in found if r.label.startswith("Titolo 1")] == [
        ("receipts", "2004.37", "1920.74"),
        ("payments", "5530.56", "6658.72"),
    ]
    assert holding(report, "ADM-3") == 16
    assert errors(report) == []


def test_a_wrong_title_of_the_quadro_generale_riassuntivo_is_an_error(report_on: ReportOn) -> None:
    found = errors(report_on(summary(with_text(SUMMARY, "6.913,72", "6.931,72"))))
    assert {finding.rule for finding in found} == {"ADM-3"}


def test_the_composition_of_the_result_and_the_equilibri_are_its_lines(report_on: ReportOn) -> None:
    composition = [
        ["Composizione", "Importo"],
        ["Totale parte accantonata (B)", "4.478.059,85"],
        ["Totale parte vincolata (C)", "2.239.029,92"],
        ["Parte destinata agli investimenti (D)", "335.854,49"],
        ["Totale parte disponibile (E=A-B-C-D)", "4.142.205,36"],
    ]
    balances = [
        ["EQUILIBRIO ECONOMICO-FINANZIARIO", "", "COMPETENZA"],
        ["A) Fondo pluriennale vincolato per spese correnti", "(+)", "171.476,86"],
        ["B) Entrate Titoli 1.00 - 2.00 - 3.00", "(+)", "6.464.537,14"],
        ["D) Spese Titolo 1.00 - Spese correnti", "(-)", "530.823,56"],
        ["G) Somma finale (G=A+B-D)", "", "6.105.190,44"],
        ["H) Utilizzo risultato di amministrazione per spese correnti", "(+)", "43.228,49"],
        ["I) Entrate di parte corrente destinate a investimenti", "(-)", "10.000,00"],
        ["O1) RISULTATO DI COMPETENZA DI PARTE CORRENTE (O1=G+H-I)", "", "6.138.418,93"],
    ]
    drawing = Drawing((842, 595)).grid(40, 60, [300, 100], composition, bold_rows=1, align="lr", size=8)
    report = report_on(drawing.grid(40, 250, [320, 40, 100], balances, bold_rows=1, align="lcr", size=8))
    found = lines(report, "administration_result_lines")
    assert [(r.scheme, *values(r, "total")) for r in found[:1]] == [("D.Lgs. 118/2011 10 a", "4478059.85")]
    assert [(r.scheme, r.scheme_code, r.sign, *values(r, "accrual")) for r in found[4:7]] == [
        ("D.Lgs. 118/2011 10 equilibri", "A", "+", "171476.86"),
        ("D.Lgs. 118/2011 10 equilibri", "B", "+", "6464537.14"),
        ("D.Lgs. 118/2011 10 equilibri", "D", "-", "530823.56"),
    ]
    assert holding(report, "FOR-2") == 2
    paths = [fact.label_path for fact in report.facts if fact.label and fact.label.startswith(("H)", "I)"))]
    assert [len(path) for path in paths] == [1, 1]


def test_a_heading_whose_words_a_narrow_cell_breaks_names_its_column(report_on: ReportOn) -> None:
    rows = [[*row[:-1], row[-1].replace("competenza", "compe tenza")] for row in BUDGET_REVENUE]
    found = lines(report_on(table(rows, first=130, other=95, header_rows=2)), "budget_account_lines")
    assert [values(r, "difference") for r in found[:2]] == [["-50.00"], ["20.00"]]


def test_a_line_of_the_budget_account_takes_three_rows(report_on: ReportOn) -> None:
    from tests.test_formulas import STACKED, WIDTHS

    drawing = Drawing((842, 595)).grid(40, 80, WIDTHS, STACKED, bold_rows=3, align="llrrrrr", size=8)
    first, *_, last = lines(report_on(drawing), "budget_account_lines")
    assert (first.side, first.code, first.label) == ("revenue", "101", "101 Tributi")
    assert (first.scheme, first.year) == ("D.Lgs. 118/2011 10", None)
    fields = ("opening_residuals", "residuals_settled", "residuals_revised", "residuals_kept", "budget", "settled", "committed",
              "difference", "new_residuals", "cash_budget", "total_settled", "cash_difference", "closing_residuals")  # fmt: skip
    assert values(first, *fields) == [
        "3772.58", "1303.80", "-66.17", "2402.61", "5416.67", "3566.33", "4369.97",
        "-1046.70", "803.64", "8233.02", "4870.13", "-3362.89", "3206.25",
    ]  # fmt: skip
    assert last.code == "301"


BUDGET_REVENUE = [
    ["Denominazione", "Residui", "Riscossioni", "Previsioni", "Riscossioni", "Accertamenti", "Maggiori o minori"],
    ["", "(RS)", "(RR)", "(CP)", "(RC)", "(A)", "entrate di competenza"],
    ["10101 Tributi", "100,00", "60,00", "900,00", "700,00", "850,00", "-50,00"],
    ["20101 Trasferimenti", "50,00", "20,00", "400,00", "390,00", "420,00", "20,00"],
    ["30100 Vendita di servizi", "40,00", "40,00", "300,00", "200,00", "260,00", "-40,00"],
]  # fmt: skip

BUDGET_SPENDING = [
    ["Denominazione", "Residui", "Pagamenti", "Previsioni", "Pagamenti", "Impegni", "Fondo", "Economie"],
    ["", "(RS)", "(PR)", "(CP)", "(PC)", "(I)", "(FPV)", "(ECP)"],
    ["0101 Organi istituzionali", "100,00", "60,00", "900,00", "700,00", "750,00", "100,00", "50,00"],
    ["0102 Segreteria", "50,00", "20,00", "400,00", "310,00", "330,00", "0,00", "70,00"],
    ["0103 Gestione economica", "40,00", "40,00", "300,00", "200,00", "240,00", "20,00", "40,00"],
    ["0104 Tributi", "30,00", "10,00", "200,00", "100,00", "150,00", "15,00", "35,00"],
    ["0105 Demanio", "70,00", "30,00", "500,00", "310,00", "410,00", "25,00", "65,00"],
]  # fmt: skip


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("rows", "rule"), [(BUDGET_REVENUE, "BUD-6"), (BUDGET_SPENDING, "BUD-7")])
def test_differences_from_the_budget_follow_from_the_columns_without_a_printed_formula(
    report_on: ReportOn, rows: list[list[str]], rule: str, turned: bool
) -> None:
    if turned:
        rows = [*rows[:2], *[[*row[:-1], row[-1][1:] if row[-1][0] == "-" else f"-{row[-1]}"] for row in rows[2:]]]
    report = report_on(table(rows, first=130, other=95, header_rows=2))
    assert (holding(report, rule), errors(report)) == (len(rows) - 2, [])
    assert all(r.difference for r in lines(report, "budget_account_lines"))
    above = {fact.heading_path[-1]: fact.measure for fact in report.facts}
    assert above.get("entrate di competenza", "variance") == "variance"
    wrong = [*rows[:3], [*rows[3][:-1], rows[3][-1].replace("0,00", "6,00")], *rows[4:]]
    assert {f.rule for f in errors(report_on(table(wrong, first=130, other=95, header_rows=2)))} == {rule}


def test_sections_and_labels_of_several_rows_are_no_headings_of_stacked_lines(report_on: ReportOn) -> None:
    from tests.test_formulas import STACKED, WIDTHS

    rows = [
        *STACKED[:2],
        [*STACKED[2][:4], "MAGGIORI =TR-\nCS", *STACKED[2][5:]],
        ["TITOLO 1", "Entrate correnti", "", "", "", "", ""],
        *([*row[:1], "perequativi" if n == 2 else row[1], *row[2:]] for n, row in enumerate(STACKED[3:])),
    ]
    report = report_on(Drawing((842, 595)).grid(40, 80, WIDTHS, rows, bold_rows=4, align="llrrrrr", size=8))
    first, second, _ = lines(report, "budget_account_lines")
    assert (first.label, first.label_path[0]) == ("101 Tributi perequativi", "TITOLO 1 Entrate correnti")
    assert values(second, "opening_residuals", "budget", "cash_difference") == ["4800.11", "7509.24", "5073.21"]
    assert {f.heading_path for f in report.facts if f.column == 4} == {
        ("RIACCERTAMENTO (R)",), ("ACCERTAMENTI (A)",), ("MAGGIORI =TR-CS",)
    }  # fmt: skip


@pytest.mark.parametrize("labelled", [0, 1, 2])
def test_lines_of_three_rows_without_rules_are_read_over_a_page_break_with_its_header_again(
    report_on: ReportOn, labelled: int
) -> None:
    from tests.test_formulas import STACKED

    rows = [list(row) for row in STACKED]
    for first in range(3, len(rows), 3):
        for column in (0, 1):
            rows[first + labelled][column], rows[first][column] = rows[first][column], rows[first + labelled][column]
    columns: list[tuple[float, Literal["l", "r"]]] = [(40, "l"), (90, "l"), *((x, "r") for x in (300, 420, 540, 660, 790))]
    drawing = Drawing((842, 595)).aligned(430, columns, rows[:8], size=8, bold_rows=3, leading=14)
    drawing.page().aligned(60, columns, [*rows[:3], *rows[8:]], size=8, bold_rows=3, leading=14)
    report = report_on(drawing)
    found = lines(report, "budget_account_lines")
    assert [record.label for record in found] == ["101 Tributi", "104 Trasferimenti", "301 Fondi perequativi"]
    fields = ("opening_residuals", "budget", "cash_difference", "closing_residuals")
    assert values(found[1], *fields) == ["4800.11", "7509.24", "5073.21", "2463.13"]
    assert {f.heading_path for f in report.facts if f.column == 5} == {("MAGGIORI =A-CP",)}


@pytest.mark.parametrize("coded", [True, False])
def test_lines_of_three_rows_in_boxes_with_the_code_of_each_figure_beside_it(report_on: ReportOn, *, coded: bool) -> None:
    from tests.test_formulas import STACKED

    columns = range(2, 7)
    codes = ["", "", "RS\nCP\nCS", "RR\nRC\nTR", "R\nA\nCS", "\nCP\n", "EP\nEC\nTR"]
    rows = [["\n".join(row[c] for row in STACKED[:3] if row[c]) for c in range(7)]]
    rows.append(["TITOLO 1:", "Entrate correnti", "", "", "", "", ""])
    labels = ["Tributi", "Trasferimenti\ncorrenti da\namministrazioni", "Fondi", "Vendite", "Sanzioni", "Interessi"]
    for i, label in enumerate(labels):
        group = STACKED[3 + i % 3 * 3 : 6 + i % 3 * 3]
        rows.append([f"10{i}", label, *("\n".join(row[c] for row in group) for c in columns)])
    widths, spans = [50.0, 90.0, *([128.0] * 5)], {}
    if coded:
        rows = [
            [*row[:2], *(text for c in columns for text in ((row[c], "") if n < 2 else (codes[c], row[c])))]
            for n, row in enumerate(rows)
        ]
        widths = [50.0, 90.0, *([25.0, 103.0] * 5)]
        spans = {(0, column): (1, 2) for column in range(2, 12, 2)}
    align = "ll" + ("lr" if coded else "r") * 5
    drawing = Drawing((842, 595)).grid(40, 60, widths, rows, bold_rows=2, align=align, size=8, spans=spans)
    found = lines(report_on(drawing), "budget_account_lines")
    assert [r.label for r in found[:3]] == ["100 Tributi", "101 Trasferimenti correnti da amministrazioni", "102 Fondi"]
    assert [r.label_path[0] for r in found] == ["TITOLO 1: Entrate correnti"] * 6
    fields = ("opening_residuals", "budget", "settled", "cash_difference", "closing_residuals")
    assert values(found[1], *fields) == ["4800.11", "7509.24", "1946.80", "5073.21", "2463.13"]


def test_the_last_line_of_a_label_beside_the_second_of_its_rows_joins_no_figures(report_on: ReportOn) -> None:
    from tests.test_formulas import STACKED

    columns: list[tuple[float, Literal["l", "r"]]] = [(40, "l"), (90, "l"), *((x, "r") for x in (300, 420, 540, 660, 790))]
    rows = [[text if text != "Trasferimenti" else "Trasferimenti correnti" for text in row] for row in STACKED]
    drawing = Drawing((842, 595)).aligned(60, columns, rows, size=8, bold_rows=3, leading=13)
    found = lines(report_on(drawing.text(90, 60 + 6 * 13 + 9, "da imprese", size=8)), "budget_account_lines")
    assert [record.label for record in found] == ["101 Tributi", "104 Trasferimenti correnti da imprese", "301 Fondi perequativi"]
    assert values(found[1], "opening_residuals", "budget", "cash_budget") == ["4800.11", "7509.24", "1161.72"]


RECEIPTS = [
    [
        "Voce",
        "Residui attivi al 1/1 (RS)",
        "Riscossioni in c/residui (RR)",
        "Riscossioni in c/competenza (RC)",
        "Accertamenti (A)",
    ],
    ["TITOLO 1 Entrate tributarie", "", "", "", ""],
    ["10101 Imposte", "3.772,58", "1.303,80", "3.566,33", "4.369,97"],
    ["10104 Compartecipazioni", "150,00", "110,00", "980,00", "1.100,00"],
    ["10000 Totale TITOLO 1", "3.922,58", "1.413,80", "4.546,33", "5.469,97"],
    ["TITOLO 2 Trasferimenti", "", "", "", ""],
    ["20101 Da amministrazioni", "250,00", "200,00", "2.300,00", "2.400,00"],
    ["20103 Da imprese", "75,00", "25,00", "120,00", "160,00"],
    ["20000 Totale TITOLO 2", "325,00", "225,00", "2.420,00", "2.560,00"],
]


def test_totals_with_a_code_are_the_sums_of_their_title(report_on: ReportOn) -> None:
    report = report_on(table(RECEIPTS, first=220, other=115))
    found = lines(report, "budget_account_lines")
    assert [(r.code, r.is_total) for r in found] == [
        ("10101", False), ("10104", False), ("10000", True), ("20101", False), ("20103", False), ("20000", True),
    ]  # fmt: skip
    assert holding(report, "BUD-5") == 8
    assert [f.label for f in report.facts if f.is_total][::4] == ["10000 Totale TITOLO 1", "20000 Totale TITOLO 2"]


def test_a_wrong_line_of_a_title_is_an_error(report_on: ReportOn) -> None:
    found = errors(report_on(table(with_text(RECEIPTS, "2.300,00", "2.030,00"), first=220, other=115)))
    assert {finding.rule for finding in found} == {"BUD-5"}


CODES = [
    ["Codice", "DESCRIZIONE CODICE ECONOMICO", "TOTALE ENTRATE"],
    ["1100", "Diritto annuale", "410,00"],
    ["1200", "Sanzioni diritto annuale", "69.641,00"],
    ["", "TOTALE ENTRATE", "70.051,00"],
]


def cash_account(rows: Sequence[Sequence[str]] = CODES) -> Drawing:
    return Drawing().grid(40, 75, [60, 220, 100], rows, bold_rows=1, align="llr", size=8)


def test_a_cash_account_by_code(report_on: ReportOn) -> None:
    report = report_on(cash_account())
    found = lines(report, "cash_account_lines")
    assert [(r.side, r.code, r.label, r.is_total, *values(r, "amount")) for r in found] == [
        ("receipts", "1100", "Diritto annuale", False, "410.00"),
        ("receipts", "1200", "Sanzioni diritto annuale", False, "69641.00"),
        ("receipts", None, "TOTALE ENTRATE", True, "70051.00"),
    ]
    assert holding(report, "CASH-1") == 1
    assert {fact.unit for fact in report.facts} == {"EUR"}


def test_a_wrong_amount_of_a_code_is_an_error(report_on: ReportOn) -> None:
    (finding,) = errors(report_on(cash_account(with_text(CODES, "69.641,00", "69.461,00"))))
    assert (finding.rule, finding.printed_text) == ("CASH-1", "69.461,00")


def test_codes_of_several_levels_are_not_added_up(report_on: ReportOn) -> None:
    report = report_on(cash_account([*CODES[:2], ["110001", "di cui riscosso", "400,00"], *CODES[2:]]))
    assert "CASH-1" not in {check.rule for check in report.checks}


@pytest.mark.parametrize("column", [0, 1], ids=["beside the codes", "beside the names"])
def test_missions_and_programmes_between_the_codes_are_sections_of_their_lines(report_on: ReportOn, column: int) -> None:
    rows = [
        ["Codice", "Descrizione", "Importo"],
        ["Missione 011 - Programma 005", "", ""],
        ["1101", "Competenze fisse", "1.200,00"],
        ["1202", "Contributi", "300,00"],
        ["Totale programma", "", "1.500,00"],
        ["Missione 012 - Programma 004", "", ""],
        ["1101", "Competenze fisse", "200,00"],
        ["1202", "Contributi", "100,00"],
        ["Totale programma", "", "300,00"],
    ]
    if column:
        rows = [["", row[0], row[2]] if not row[1] else row for row in rows]
    drawing = Drawing().text(40, 60, "Conto consuntivo in termini di cassa 2023 - Uscite", bold=True)
    drawing.grid(40, 75, [170, 170, 100], rows, bold_rows=1, align="llr", size=8)
    report = report_on(drawing)
    found = lines(report, "cash_account_lines")
    assert [(r.section, r.code, r.label) for r in found if not r.is_total] == [
        ("Missione 011 - Programma 005", "1101", "Competenze fisse"),
        ("Missione 011 - Programma 005", "1202", "Contributi"),
        ("Missione 012 - Programma 004", "1101", "Competenze fisse"),
        ("Missione 012 - Programma 004", "1202", "Contributi"),
    ]
    assert [(r.section, r.code, r.label, *values(r, "amount")) for r in found if r.is_total] == [
        ("Missione 011 - Programma 005", None, "Totale programma", "1500.00"),
        ("Missione 012 - Programma 004", None, "Totale programma", "300.00"),
    ]
    assert {(r.scheme, r.side, r.year) for r in found} == {("D.M. 27/3/2013 9", "payments", 2023)}


def test_a_line_prints_its_amount_among_the_partial_ones_and_a_total_among_the_totals(report_on: ReportOn) -> None:
    rows = [
        ["Livello", "Descrizione", "Parziali", "Totali"],
        ["1101", "Competenze fisse", "1.200,00", ""],
        ["1202", "Contributi", "300,00", ""],
        ["", "Totale personale", "", "1.500,00"],
    ]
    drawing = Drawing().text(40, 60, "Conto consuntivo in termini di cassa 2023 - Uscite", bold=True)
    drawing.grid(40, 75, [70, 170, 100, 100], rows, bold_rows=1, align="llrr", size=8)
    found = lines(report_on(drawing), "cash_account_lines")
    assert [(r.code, r.label, *values(r, "amount")) for r in found] == [
        ("1101", "Competenze fisse", "1200.00"), ("1202", "Contributi", "300.00"), (None, "Totale personale", "1500.00"),
    ]  # fmt: skip


def test_a_column_of_levels_before_one_of_codes_is_none_of_codes(report_on: ReportOn) -> None:
    rows = [
        ["Livello", "Codice", "Descrizione", "Importo"],
        ["1", "1000", "Entrate correnti", "12.500,00"],
        ["2", "1100", "Diritti", "9.500,00"],
        ["2", "1200", "Altre entrate", "3.000,00"],
    ]
    drawing = Drawing().text(40, 60, "Entrate SIOPE", bold=True)
    drawing.grid(40, 75, [60, 60, 170, 100], rows, bold_rows=1, align="llrr", size=8)
    assert [r.code for r in lines(report_on(drawing), "cash_account_lines")] == ["1000", "1100", "1200"]


def test_the_result_of_a_year_is_part_of_the_equity_and_no_total(report_on: ReportOn) -> None:
    rows = [
        ["STATO PATRIMONIALE", "2021", "2020"],
        ["ATTIVO", "", ""],
        ["Immobilizzazioni", "9.890", "10.600"],
        ["Disponibilità liquide", "2.110", "1.400"],
        ["TOTALE ATTIVO", "12.000", "12.000"],
        ["PASSIVO", "", ""],
        ["Patrimonio netto", "", ""],
        ["Patrimonio iniziale", "6.000", "5.000"],
        ["Risultato economico dell'esercizio", "500", "1.000"],
        ["Totale patrimonio netto", "6.500", "6.000"],
        ["Debiti", "5.500", "6.000"],
        ["TOTALE PASSIVO", "12.000", "12.000"],
    ]
    found = {r.label: r.is_total for r in lines(report_on(table(rows)), "balance_sheet_lines")}
    assert [label for label, total in found.items() if total] == ["TOTALE ATTIVO", "Totale patrimonio netto", "TOTALE PASSIVO"]


# ── others ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("payer", ["Soggetto erogante", "Ente erogatore", "Pubblica amministrazione erogatrice"])
def test_contributions_without_their_total(report_on: ReportOn, payer: str) -> None:
    rows = [
        ["Data", payer, "Importo", "Causale"],
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
    assert [(r.scheme, r.paid_on, r.year) for r in found] == [("L. 124/2017", date(2019, 10, day), 2019) for day in (3, 4)]


def test_how_soon_a_body_pays(report_on: ReportOn) -> None:
    rows = [
        ["Periodo", "Indicatore (giorni)", "Importo dei pagamenti", "di cui dopo la scadenza"],
        ["I trimestre 2023", "-12,34", "1.204.511,20", "18.220,15"],
        ["II trimestre 2023", "3,5", "988.120,00", "204.511,00"],
        ["Anno 2023", "-5,21", "2.192.631,20", "222.731,15"],
    ]
    drawing = Drawing((842, 595)).text(40, 60, "Indicatore di tempestività dei pagamenti", bold=True)
    report = report_on(drawing.grid(40, 75, [120, 120, 130, 130], rows, bold_rows=1, align="lrrr", size=8))
    found = lines(report, "payment_times")
    assert [(r.label, *values(r, "days", "paid", "late")) for r in found] == [
        ("I trimestre 2023", "-12.34", "1204511.20", "18220.15"),
        ("II trimestre 2023", "3.5", "988120.00", "204511.00"),
        ("Anno 2023", "-5.21", "2192631.20", "222731.15"),
    ]
    assert holding(report, "PAY-1") == 2
    assert {(r.scheme, r.year) for r in found} == {("D.P.C.M. 22/9/2014", 2023)}


def test_payments_after_they_were_due_are_not_all_payments(report_on: ReportOn) -> None:
    rows = [
        ["Periodo", "ITP (giorni)", "Totale pagamenti", "Pagamenti oltre scadenza"],
        ["I trim.", "-12,34", "1.204.511,20", "18.220,15"],
        ["II trim.", "3,5", "988.120,00", "204.511,00"],
        ["Anno 2023", "-5,21", "2.192.631,20", "222.731,15"],
    ]
    drawing = Drawing((842, 595)).text(40, 60, "Tempi di pagamento", bold=True)
    report = report_on(drawing.grid(40, 75, [120, 120, 130, 130], rows, bold_rows=1, align="lrrr", size=8))
    assert values(lines(report, "payment_times")[0], "days", "paid", "late") == ["-12.34", "1204511.20", "18220.15"]
    assert holding(report, "PAY-1") == 2


@pytest.mark.parametrize("heads", [["Indicatore", "2024", "2023"], ["Indicatore", "Target", "Consuntivo"]])
def test_indicators_beside_that_of_payments_are_no_times_of_payment(report_on: ReportOn, heads: list[str]) -> None:
    rows = [heads, ["Tempo medio di pagamento", "30", "28"], ["Reclami", "12", "15"], ["Utenti", "1.500", "1.420"]]
    report = report_on(table(rows, other=110, title="Tempo medio di pagamento e altri indicatori"))
    assert len(report.records) == 3


@pytest.mark.parametrize("quarters", [(2023, 2024), (2024,)])
def test_payments_of_a_year_are_those_of_its_own_quarters(report_on: ReportOn, quarters: tuple[int, ...]) -> None:
    amounts = {2023: (100, 200, 300, 300), 2024: (110, 220, 330, 340)}
    said = [
        [f"{n} trim. {year}", "-4", f"{amount}.000,00"]
        for year in quarters
        for n, amount in zip(("I", "II", "III", "IV"), amounts[year], strict=True)
    ]
    years = [["Anno 2023", "-3", "900.000,00"]] * (len(quarters) == 1) + [["Anno 2024", "-4", "1.000.000,00"]]
    rows = [["Periodo", "Giorni", "Importo dei pagamenti"], *said, *years]
    report = report_on(table(rows, other=110, title="Indicatore di tempestività dei pagamenti"))
    assert (holding(report, "PAY-1"), report.findings) == (1, ())


@pytest.mark.parametrize(
    ("heads", "reached", "target"),
    [
        (["Target", "Valore", "Raggiunto"], "28", "30"),
        (["Target", "Valore al 31/12", "Obiettivo raggiunto (SI/NO)"], "28", "30"),
        (["Target 2024", "Target 2025", "Risultato 2024"], "SI", "30"),
        (["Target 2024", "Risultato atteso 2025", "Risultato 2024"], "SI", "30"),
    ],
)
def test_whether_a_target_was_reached_is_no_value_and_the_next_target_is_another(
    report_on: ReportOn, heads: list[str], reached: str, target: str
) -> None:
    rows = [
        ["Obiettivo", "Indicatore", *heads],
        ["Semplificare", "Tempo medio", "30", "28", "SI"],
        ["Aprire", "Ore", "9", "8", "NO"],
    ]
    report = report_on(Drawing((842, 595)).grid(30, 75, [120, 170, 100, 100, 160], rows, bold_rows=1, size=8))
    found = lines(report, "performance_indicators")[0]
    assert (found.result_text, found.target_text) == (reached, target)


@pytest.mark.parametrize("heads", [("Valore 2022", "Risultato 2023"), ("Valore 2022", "Valore 2023")])
def test_the_value_of_an_earlier_year_is_not_what_an_indicator_reached(report_on: ReportOn, heads: tuple[str, str]) -> None:
    rows = [
        ["Obiettivo", "Indicatore", heads[0], "Target 2023", heads[1], "Punteggio %"],
        ["Semplificare", "Tempo medio di risposta", "25", "20", "18", "100,0"],
        ["Semplificare", "Servizi in linea", "51%", "60%", "54%", "90,0"],
    ]
    report = report_on(Drawing((842, 595)).grid(30, 75, [120, 170, 100, 100, 100, 100], rows, bold_rows=1, size=8))
    found = lines(report, "performance_indicators")
    assert [(r.result_text, *values(r, "achievement_pct")) for r in found] == [("18", "100.0"), ("54%", "90.0")]


def test_a_line_between_the_title_and_the_table_says_the_year(report_on: ReportOn) -> None:
    rows = [
        ["Periodo", "Indicatore (giorni)", "Importo dei pagamenti"],
        ["I trimestre", "-12,34", "1.204.511,20"],
        ["II trimestre", "3,50", "988.120,00"],
        ["Intero periodo", "-5,21", "2.192.631,20"],
    ]
    drawing = Drawing((842, 595)).text(40, 50, "4. Tempestività dei pagamenti", size=13, bold=True)
    drawing.text(40, 72, "Indicatore di tempestività dei pagamenti 2016", size=9)
    report = report_on(drawing.grid(40, 85, [120, 120, 130], rows, bold_rows=1, align="lrr", size=8))
    assert [record.year for record in lines(report, "payment_times")] == [2016] * 3


def test_indicators_without_a_weight_or_a_degree_are_known_by_target_and_result(report_on: ReportOn) -> None:
    rows = [
        ["Obiettivo", "Indicatore", "Unità di misura", "Target 2023", "Risultato 2023"],
        ["Semplificare", "Tempo medio di risposta", "giorni", "<= 20 gg", "18 gg"],
        ["Semplificare", "Servizi in linea", "%", ">= 60%", "54%"],
    ]
    report = report_on(Drawing((842, 595)).grid(30, 75, [120, 170, 110, 110, 110], rows, bold_rows=1, size=8))
    found = lines(report, "performance_indicators")
    assert [(r.indicator, r.unit, r.target_text, r.result_text, r.year) for r in found] == [
        ("Tempo medio di risposta", "giorni", "<= 20 gg", "18 gg", 2023),
        ("Servizi in linea", "%", ">= 60%", "54%", 2023),
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
    assert {(r.scheme, r.year) for r in found} == {(None, None)}


@pytest.mark.parametrize("heading", ["Decrementi", "Addetti"])
def test_a_table_with_a_column_that_is_no_movement_is_of_another_kind(report_on: ReportOn, heading: str) -> None:
    head = ["Voce", "Valore iniziale", "Incrementi", heading, "Valore finale"]
    rows = [head, ["Impianti", "100", "30", "10", "120"], ["Mobili", "50", "7", "2", "55"]]
    kinds = set(report_on(table(rows, other=80)).kinds.values())
    assert kinds == ({"movement_lines"} if heading == "Decrementi" else {"other"})


@pytest.mark.parametrize(
    "drawing",
    [table([BALANCE[0], ["", "77", "88"], *BALANCE[1:]]), nonprofit([HALVES[0], ["", "77", "88", "", "99", "66"], *HALVES[1:]])],
)
def test_figures_without_a_name_above_a_statement_are_part_of_no_section(report_on: ReportOn, drawing: Drawing) -> None:
    first, *_ = report_on(drawing).records
    assert values(first, "label", "label_path", "current_amount") == ["", (), "77"]


EQUITY = [
    ["Movimenti", "Fondo di dotazione", "Riserve", "Risultato", "Totale"],
    ["Saldo al 31/12/2021", "4.008.030,10", "322.434,00", "123.882,40", "4.454.346,50"],
    ["Destinazione del risultato", "123.882,40", "0,00", "-123.882,40", "0,00"],
    ["Risultato dell'esercizio", "0,00", "2.097,25", "89.185,00", "91.282,25"],
    ["Saldo al 31/12/2022", "4.131.912,50", "324.531,25", "89.185,00", "4.545.628,75"],
    ["Destinazione del risultato", "80.000,00", "9.185,00", "-89.185,00", "0,00"],
    ["Utilizzi", "10.000,00", "1.500,00", "0,00", "11.500,00"],
    ["Saldo al 31/12/2023", "4.201.912,50", "332.216,25", "0,00", "4.534.128,75"],
]


@pytest.mark.parametrize("days", [("Saldo al 31/12/",), ("Consistenza al 31 dicembre ",), ("Patrimonio netto al 31.12.",)])
def test_what_there_is_on_a_day_is_what_there_was_with_what_moved(report_on: ReportOn, days: tuple[str]) -> None:
    rows = [[row[0].replace("Saldo al 31/12/", days[0]), *row[1:]] for row in EQUITY]
    report = report_on(table(rows, first=200))
    assert (holding(report, "SUM-5"), errors(report)) == (8, [])
    found = errors(report_on(table(with_text(rows, "332.216,25", "332.276,25"), first=200)))
    assert [f.rule for f in found] == ["SUM-5"]
    assert "332.276,25" in {found[0].printed_text, *(c.printed_text for c in found[0].candidates)}


ASSETS = [
    ["Movimenti", "Terreni", "Fabbricati", "Valore lordo", "Fondo amm.", "Valore netto"],
    ["Valore al 1/1/2023", "310.000,00", "1.736.575,10", "2.046.575,10", "604.118,40", "1.442.456,70"],
    ["Acquisizioni", "0,00", "48.210,75", "48.210,75", "0,00", "48.210,75"],
    ["Ammortamenti", "0,00", "0,00", "0,00", "52.097,25", "52.097,25"],
    ["Valore al 31/12/2023", "310.000,00", "1.784.785,85", "2.094.785,85", "656.215,65", "1.438.570,20"],
]
SOLD = ["Dismissioni", "0,00", "12.300,00", "12.300,00", "7.300,00", "5.000,00"]
LEFT = ["Valore al 31/12/2023", "310.000,00", "1.772.485,85", "2.082.485,85", "648.915,65", "1.433.570,20"]


@pytest.mark.parametrize("rows", [ASSETS, [*ASSETS[:-1], SOLD, LEFT]], ids=["depreciated", "and sold"])
def test_what_takes_off_from_an_asset_adds_to_its_fund(report_on: ReportOn, rows: list[list[str]]) -> None:
    report = report_on(table(rows, first=140))
    assert (holding(report, "SUM-5"), errors(report)) == (5, [])
    slip = report_on(table(with_text(rows, "1.736.575,10", "1.736.515,10"), first=140))
    assert [check.result for check in slip.checks if check.rule == "SUM-5"].count("broken") == (rows is ASSETS)


def test_funds_of_one_day_are_no_balances(report_on: ReportOn) -> None:
    rows = [
        ["Fondi", "2022", "2021"],
        ["Fondo imposte al 31/12/2022", "10.500,10", "9.100,00"],
        ["Contenzioso", "2.400,00", "3.120,55"],
        ["Fondo spese legali al 31/12/2022", "7.810,30", "8.004,20"],
    ]
    assert [check.rule for check in report_on(table(rows)).checks if check.rule == "SUM-5"] == []


def test_zeros_beside_two_parts_of_an_announced_total_take_nothing_from_it(report_on: ReportOn) -> None:
    report = report_on(table(EQUITY[:5], first=200))
    assert holding(report, "SUM-2") == 4
    (finding,) = errors(report_on(table(with_text(EQUITY[:5], "324.531,25", "324.581,25"), first=200)))
    assert (finding.verdict, finding.printed_text, str(finding.suggested_value)) == ("located", "324.581,25", "324531.25")
