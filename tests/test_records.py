"""Each kind of record, recognised by what its headers say wherever they stand, and read as printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar

import pytest

from pipeline.report import Report
from schemas.records.base import Figure, Record
from schemas.records.income_statement_lines import IncomeStatementLine
from schemas.records.monitored_procedures import MonitoredProcedure
from schemas.records.objective_results import ObjectiveResult
from schemas.records.personnel_costs import PersonnelCost
from schemas.records.project_indicators import ProjectIndicator
from schemas.records.service_standards import ServiceStandard
from schemas.records.strategic_objectives import StrategicObjective
from schemas.records.strategic_targets import StrategicTarget
from schemas.records.variance_lines import VarianceLine
from tests.drawing import Drawing

ReportOn = Callable[[Drawing], Report]
Kind = TypeVar("Kind", bound=Record)


def only(report: Report, kind: type[Kind]) -> list[Kind]:
    """The records, all of which must be of one kind."""
    assert {type(record) for record in report.records} <= {kind}
    return [record for record in report.records if isinstance(record, kind)]


def value(figure: Figure | None) -> str | None:
    return str(figure.value) if figure else None


def grid(rows: Sequence[Sequence[str]], first: float = 160, other: float = 78, **more: object) -> Drawing:
    widths = [first, *[other] * (len(rows[0]) - 1)]
    return Drawing((842, 595)).grid(40, 120, widths, rows, bold_rows=1, align="l" + "r" * (len(rows[0]) - 1), **more)  # type: ignore[arg-type]


# ── two years side by side ────────────────────────────────────────────────────────────────────────────────────────────

COSTS = [
    ["", "2015", "2016", "var.", "Var.%", "incidenza"],
    ["325 FUNZIONAMENTO", "€1.796.089,37", "€1.588.317,37", "-€207.772,00", "-11,57", "100"],
    ["3250 PRESTAZIONE DI SERVIZI", "€743.675,64", "€603.523,63", "-€140.152,01", "-18,85", "67"],
    ["3260 GODIMENTO BENI DI TERZI", "€10.994,95", "€10.689,95", "-€305,00", "-2,77", "00"],
    ["3270 ALTRI ONERI", "€1.041.418,78", "€974.103,79", "-€67.314,99", "-6,46", "33"],
]


def columns_in_order(rows: Sequence[Sequence[str]], order: Sequence[int]) -> list[list[str]]:
    return [[row[c] for c in order] for row in rows]


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (0, 2, 1, 3, 4, 5), (0, 5, 4, 3, 2, 1), (0, 3, 1, 4, 2, 5)])
def test_variance_lines_whatever_the_order_of_their_columns(report_on: ReportOn, order: Sequence[int]) -> None:
    lines = only(report_on(grid(columns_in_order(COSTS, order))), VarianceLine)
    assert [(r.account_code, r.label, r.is_total, r.prior_year, r.current_year) for r in lines] == [
        ("325", "FUNZIONAMENTO", True, 2015, 2016),
        ("3250", "PRESTAZIONE DI SERVIZI", False, 2015, 2016),
        ("3260", "GODIMENTO BENI DI TERZI", False, 2015, 2016),
        ("3270", "ALTRI ONERI", False, 2015, 2016),
    ]
    assert [
        [value(f) for f in (r.prior_amount, r.current_amount, r.variance, r.variance_pct, r.share_pct)] for r in lines[:3]
    ] == [
        ["1796089.37", "1588317.37", "-207772.00", "-11.57", "100"],
        ["743675.64", "603523.63", "-140152.01", "-18.85", "67"],
        ["10994.95", "10689.95", "-305.00", "-2.77", "0"],
    ]


@pytest.mark.parametrize(
    "head",
    [
        ["Voce", "2015", "2016", "var.", "Var.%", "incidenza"],
        ["Conto", "Consuntivo 2015", "Consuntivo 2016", "Scostamento", "Scostamento %", "Inc. %"],
        ["Descrizione", "Anno 2015", "Anno 2016", "Differenza", "Differenza %", "% sul totale"],
        ["", "31/12/2015", "31/12/2016", "Variazione", "%", "Peso %"],
        ["Voci", "Valori anno 2015", "Valori anno 2016", "Delta", "Delta %", "incidenza percentuale"],
    ],
)
def test_variance_lines_whatever_their_columns_are_called(report_on: ReportOn, head: list[str]) -> None:
    drawing = Drawing((842, 595), font="Vera").grid(
        40, 120, [180, *[100] * 5], [head, *COSTS[1:]], align="lrrrrr", size=7, bold_rows=1
    )
    lines = only(report_on(drawing), VarianceLine)
    assert [value(f) for f in (lines[0].prior_amount, lines[0].current_amount, lines[0].variance)] == [
        "1796089.37",
        "1588317.37",
        "-207772.00",
    ]
    assert [value(f) for f in (lines[1].variance_pct, lines[1].share_pct)] == ["-18.85", "67"]
    assert (lines[0].prior_year, lines[0].current_year) == (2015, 2016)


@pytest.mark.parametrize("style", ["grid", "aligned"])
def test_variance_lines_with_codes_before_a_dash_and_a_total_by_name(report_on: ReportOn, style: str) -> None:
    rows = [
        ["", "Consuntivo 2016", "Consuntivo 2015", "Variazione"],
        ["312 - CONTRIBUTI E TRASFERIMENTI", "728.311,26", "562.851,62", "165.459,64"],
        ["313 - PROVENTI GESTIONE SERVIZI", "192.930,53", "204.383,17", "-11.452,64"],
        ["TOTALE GRUPPO ENTRATE", "921.241,79", "767.234,79", "154.007,00"],
    ]
    columns = [(40.0, "l"), (320.0, "r"), (430.0, "r"), (530.0, "r")]
    drawing = grid(rows, 200, 100) if style == "grid" else Drawing().aligned(120, columns, rows, bold_rows=1)  # type: ignore[arg-type]
    lines = only(report_on(drawing), VarianceLine)
    assert [(r.account_code, r.label, r.is_total) for r in lines] == [
        ("312", "CONTRIBUTI E TRASFERIMENTI", False),
        ("313", "PROVENTI GESTIONE SERVIZI", False),
        (None, "TOTALE GRUPPO ENTRATE", True),
    ]
    assert [(value(r.prior_amount), value(r.current_amount)) for r in lines][2] == ("767234.79", "921241.79")


def test_variance_lines_with_codes_in_a_column_of_their_own(report_on: ReportOn) -> None:
    rows = [
        ["Conto", "Voce", "2015", "2016"],
        ["3250", "Servizi", "743.675,64", "603.523,63"],
        ["3260", "Godimento beni", "10.994,95", "10.689,95"],
    ]
    lines = only(report_on(Drawing().grid(40, 120, [50, 150, 80, 80], rows, align="llrr", bold_rows=1)), VarianceLine)
    assert [(r.account_code, r.label, r.variance) for r in lines] == [("3250", "Servizi", None), ("3260", "Godimento beni", None)]


def test_a_variance_in_euro_and_in_per_cent_in_one_cell(report_on: ReportOn) -> None:
    rows = [
        ["", "2015", "2016", "Variazione"],
        ["Entrate", "767.234,79", "921.241,79", "154.007,00 20,1%"],
        ["Altre", "1.000,00", "900,00", "-100,00 -10,0%"],
    ]
    lines = only(report_on(grid(rows, 160, 110)), VarianceLine)
    assert [(value(r.variance), value(r.variance_pct)) for r in lines] == [("154007.00", "20.1"), ("-100.00", "-10.0")]


def test_the_scale_of_the_amounts_is_the_captions(report_on: ReportOn) -> None:
    rows = [["", "2015", "2016"], ["Entrate", "767", "921"], ["Uscite", "1.234", "1.100"]]
    drawing = grid(rows).text(40, 110, "Tabella 1 - Entrate e uscite (importi in migliaia di euro)")
    assert {(r.scale, value(r.prior_amount)) for r in only(report_on(drawing), VarianceLine)} == {(1000, "767"), (1000, "1234")}


def test_the_scale_of_the_amounts_is_one_where_nothing_is_said(report_on: ReportOn) -> None:
    rows = [["", "2015", "2016"], ["Entrate", "767", "921"], ["Uscite", "1.234", "1.100"]]
    drawing = grid(rows).text(40, 110, "Le entrate superano i 2 milioni di euro:")
    assert {r.scale for r in only(report_on(drawing), VarianceLine)} == {1}


def test_a_dash_is_zero_and_what_is_not_stated_is_null(report_on: ReportOn) -> None:
    rows = [
        ["", "2015", "2016"],
        ["Entrate", "767,00", "-"],
        ["Uscite", "n.d.", "1.100,00"],
        ["Altro", "", "---"],
        ["Fondi", "5,00", "NC"],
    ]
    lines = only(report_on(grid(rows)), VarianceLine)
    assert [(value(r.prior_amount), value(r.current_amount)) for r in lines] == [
        ("767.00", "0"),
        (None, "1100.00"),
        (None, "0"),
        ("5.00", None),
    ]


def test_amounts_in_another_convention_than_the_next_columns(report_on: ReportOn) -> None:
    rows = [["", "2015", "2016"], ["Entrate", "1,767.50", "1.767,50"], ["Uscite", "12,345.00", "12.345,00"]]
    lines = only(report_on(grid(rows)), VarianceLine)
    assert [(value(r.prior_amount), value(r.current_amount)) for r in lines] == [("1767.50", "1767.50"), ("12345.00", "12345.00")]


def test_a_value_shows_where_it_was_read(report_on: ReportOn) -> None:
    (line, *_) = only(report_on(grid(COSTS)), VarianceLine)
    assert line.variance is not None
    assert (line.table_id, line.row, line.page) == ("t1", 1, 1)
    assert (line.variance.text, line.variance.row, line.variance.column, line.variance.page) == ("-€207.772,00", 1, 3, 1)
    assert line.variance.box.x1 == pytest.approx(40 + 160 + 3 * 78 - 4, abs=1.5)


# ── the conto economico ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("headings", "scheme"),
    [
        (["Preconsuntivo 2022", "Preventivo 2023"], "D.P.R. 254/2005 A"),
        (["Previsione 2022", "Budget 2023"], "D.P.R. 254/2005 A"),
        (["Budget 2022", "Anno 2023"], "D.P.R. 254/2005 C"),
        (["Consuntivo 2022", "Consuntivo 2023"], "D.P.R. 254/2005 C"),
        (["Valori anno 2022", "Valori anno 2023"], "D.P.R. 254/2005 C"),
    ],
)
def test_what_is_planned_is_told_from_what_came_of_it(report_on: ReportOn, headings: list[str], scheme: str) -> None:
    names = ["1) Diritto annuale", "2) Diritti di segreteria", "4) Proventi da gestione di beni e servizi"]
    names += ["Totale proventi correnti (A)", "6) Personale", "7) Funzionamento", "8) Interventi economici"]
    names += ["Totale oneri correnti (B)"]
    rows = [["Voci", *headings], *([name, f"{n}.100,00", f"{n}.200,00"] for n, name in enumerate(names, 1))]
    report = report_on(Drawing().grid(40, 60, [250, 120, 120], rows, align="lrr", bold_rows=1))
    assert {record.scheme for record in only(report, IncomeStatementLine)} == {scheme}


@pytest.mark.parametrize("style", ["grid", "aligned"])
@pytest.mark.parametrize("total", ["Totale proventi correnti (A)", "Totale (A) proventi correnti"])
@pytest.mark.parametrize("years", [("2015", "2016"), ("2016", "2015")])
@pytest.mark.parametrize("capitals", [False, True])
def test_lines_of_the_conto_economico_by_their_place_in_the_scheme(
    report_on: ReportOn, style: str, years: tuple[str, str], total: str, capitals: bool
) -> None:
    amounts = {
        "A) Proventi correnti": "", "1) Diritto annuale": "A.1", "2) Diritti di segreteria": "A.2",
        "3) Contributi trasferimenti e altre entrate": "A.3", "4) Proventi da gestione di beni e servizi": "A.4",
        "5) Variazione delle rimanenze": "A.5", total: "total_A", "B) Oneri correnti": "",
        "6) Personale": "B.6", "a) competenze al personale": "B.6.a", "b) oneri sociali": "B.6.b", "7) Funzionamento": "B.7",
        "a) prestazioni servizi": "B.7.a", "e) organi istituzionali": "B.7.e", "8) Interventi economici": "B.8",
        "9) Ammortamenti e accantonamenti": "B.9", "a) immob. immateriali": "B.9.a", "Totale oneri correnti (B)": "total_B",
        "Risultato della gestione corrente (A-B)": "result_current", "C) GESTIONE FINANZIARIA": "",
        "10) Proventi finanziari": "C.10", "11) Oneri finanziari": "C.11", "Risultato della gestione finanziaria": "result_C",
        "12) Proventi straordinari": "D.12", "Risultato della gestione straordinaria": "result_D",
        "14) Rivalutazioni attivo patrimoniale": "E.14", "Differenza rettifiche di valore attività finanziaria": "result_E",
        "Disavanzo/Avanzo economico d'esercizio": "result_year",
    }  # fmt: skip
    if capitals:
        amounts = {label.upper(): code for label, code in amounts.items()}
    rows = [["VOCI DI ONERE/PROVENTO", *years, "DIFFERENZE"]]
    rows += [
        [label, *((f"{100 + i},00", f"{200 + i},00", "100,00") if code else ("", "", ""))]
        for i, (label, code) in enumerate(amounts.items())
    ]
    columns = [(40.0, "l"), (380.0, "r"), (460.0, "r"), (540.0, "r")]
    if style == "grid":
        drawing = Drawing().grid(40, 60, [260, 70, 70, 70], rows, align="lrrr", bold_rows=1)
    else:
        drawing = Drawing().aligned(60, columns, rows, bold_rows=1)  # type: ignore[arg-type]
    report = report_on(drawing)
    lines = only(report, IncomeStatementLine)
    assert [r.scheme_code for r in lines] == [code for code in amounts.values() if code]
    assert [r.label for r in lines] == [label for label, code in amounts.items() if code]
    assert {r.scheme_code for r in lines if r.is_total} == {
        "total_A", "total_B", "result_current", "result_C", "result_D", "result_E", "result_year",
    }  # fmt: skip
    earlier = (lines[0].prior_amount, lines[0].current_amount)
    assert [value(f) for f in earlier] == (["101.00", "201.00"] if years[0] == "2015" else ["201.00", "101.00"])
    assert value(lines[0].variance) == "100.00"
    assert (lines[0].prior_year, lines[0].current_year) == (2015, 2016)
    assert report.kinds == {"t1": "income_statement_lines"}


@pytest.mark.parametrize("numbered", [False, True])
@pytest.mark.parametrize("below", [False, True])
def test_the_conto_economico_without_letters_and_with_sums_above_or_below(
    report_on: ReportOn, *, numbered: bool, below: bool
) -> None:
    personnel = [("Competenze al personale", "B.6.a", 400), ("Oneri sociali", "B.6.b", 100), ("Altri costi", "B.6.d", 50)]
    running = [("Prestazioni servizi", "B.7.a", 300), ("Quote associative", "B.7.d", 60), ("Organi istituzionali", "B.7.e", 40)]

    def block(number: int, name: str, lines: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
        first = f"{number}) {name}" if numbered else name
        whole = sum(amount for *_, amount in lines)
        if below:
            return [(first, "", 0), *lines, (f"Totale {name.lower()}", f"B.{number}", whole)]
        return [(first, f"B.{number}", whole), *lines]

    expected = [
        ("Diritto annuale", "A.1", 900), ("Diritti di segreteria", "A.2", 300), ("Proventi da gestione di beni", "A.4", 80),
        ("Totale proventi correnti", "total_A", 1280), *block(6, "Personale", personnel), *block(7, "Funzionamento", running),
        ("Interventi economici", "B.8", 200), ("Totale oneri correnti", "total_B", 1150),
        ("Risultato della gestione corrente", "result_current", 130),
    ]  # fmt: skip
    rows = [["Voci", "2020", "2021"]]
    rows += [[label, *((f"{amount},00", f"{amount * 2},00") if code else ("", ""))] for label, code, amount in expected]
    report = report_on(Drawing().grid(40, 60, [260, 90, 90], rows, align="lrr", bold_rows=1))
    found = only(report, IncomeStatementLine)
    assert [(r.label, r.scheme_code) for r in found] == [(label, code) for label, code, _ in expected if code]
    assert all(r.is_total == (r.label.startswith(("Totale", "Risultato"))) for r in found)
    sums = {check.claim for check in report.checks if check.rule == "CE-2"}
    assert {claim.split(" is ")[0] for claim in sums} >= {name for name, code, _ in expected if code in ("B.6", "B.7", "total_B")}


# ── personnel ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def personnel(year: str, *rows: Sequence[str]) -> list[list[str]]:
    return [[f"ANNO {year}", "", ""], ["CCIAA Prova", "Prova Promos", "Totale Sistema"], *map(list, rows)]


def test_lines_with_labels_are_no_personnel_costs_of_the_year_that_the_title_ends_with(report_on: ReportOn) -> None:
    rows = [["Servizio", "Nord", "Centro", "Totale"], ["Sportello", "308", "90", "398"], ["Biblioteca", "205", "371", "576"]]
    drawing = (
        Drawing().text(60, 60, "Utenti dei servizi - anno 2021", bold=True).grid(60, 80, [130, 90, 90, 90], rows, bold_rows=1)
    )
    report = report_on(drawing)
    assert report.kinds == {"t1": "other"}
    assert {fact.label for fact in report.facts} == {"Sportello", "Biblioteca"}


def test_personnel_costs_of_each_body_in_each_year_against_the_base_that_fits(report_on: ReportOn) -> None:
    blocks = [
        personnel("2014", ["3.581.000,00", "160.000,00", "3.741.000,00"]),
        personnel(
            "2015",
            ["3.446.720,87", "164.523,95", "3.611.244,82"],
            ["-134.279,13", "4.523,95", "-129.755,18"],
            ["-3,7%", "2,8%", "-3,5%"],
        ),
        personnel(
            "2016",
            ["3.394.100,00", "170.900,00", "3.565.000,00"],
            ["-186.900,00", "10.900,00", "-176.000,00"],
            ["-5,2%", "6,8%", "-4,7%"],
        ),
    ]
    drawing = Drawing()
    for i, rows in enumerate(blocks):
        drawing.grid(60, 80 + 110 * i, [130, 130, 130], rows, spans={(0, 0): (1, 3)}, align="ccc", bold_rows=2)
    costs = only(report_on(drawing), PersonnelCost)
    assert [
        (r.year, r.entity, value(r.amount), value(r.change), value(r.change_pct), r.base_year, r.is_total) for r in costs
    ] == [
        (2014, "CCIAA Prova", "3581000.00", None, None, None, False),
        (2014, "Prova Promos", "160000.00", None, None, None, False),
        (2014, "Totale Sistema", "3741000.00", None, None, None, True),
        (2015, "CCIAA Prova", "3446720.87", "-134279.13", "-3.7", 2014, False),
        (2015, "Prova Promos", "164523.95", "4523.95", "2.8", 2014, False),
        (2015, "Totale Sistema", "3611244.82", "-129755.18", "-3.5", 2014, True),
        (2016, "CCIAA Prova", "3394100.00", "-186900.00", "-5.2", 2014, False),
        (2016, "Prova Promos", "170900.00", "10900.00", "6.8", 2014, False),
        (2016, "Totale Sistema", "3565000.00", "-176000.00", "-4.7", 2014, True),
    ]


def test_the_base_of_changes_in_thousands_is_the_year_under_which_they_hold_within_rounding(report_on: ReportOn) -> None:
    blocks = [
        personnel("2014", ["11", "16", "27"]),
        personnel("2015", ["12", "15", "27"], ["1", "-1", "0"], ["7,8%", "-6,0%", "-0,1%"]),
        personnel("2016", ["14", "12", "27"], ["3", "-4", "-1"], ["27,0%", "-24,0%", "-3,2%"]),
    ]
    drawing = Drawing().text(60, 60, "(importi in migliaia di euro)")
    for i, rows in enumerate(blocks):
        drawing.grid(60, 80 + 110 * i, [130, 130, 130], rows, spans={(0, 0): (1, 3)}, align="ccc", bold_rows=2)
    report = report_on(drawing)
    assert {r.year: r.base_year for r in only(report, PersonnelCost) if r.change} == {2015: 2014, 2016: 2014}
    assert report.findings == ()


def test_blocks_of_personnel_costs_that_stand_in_one_table(report_on: ReportOn) -> None:
    rows = [
        *personnel("2014", ["3.581.000,00", "160.000,00", "3.741.000,00"]),
        *personnel("2015", ["3.446.720,87", "164.523,95", "3.611.244,82"], ["-134.279,13", "4.523,95", "-129.755,18"]),
    ]
    spans = {(0, 0): (1, 3), (3, 0): (1, 3)}
    costs = only(report_on(Drawing().grid(60, 80, [130, 130, 130], rows, spans=spans, align="ccc", bold_rows=2)), PersonnelCost)
    assert [(r.year, r.entity, value(r.amount), r.base_year) for r in costs] == [
        (2014, "CCIAA Prova", "3581000.00", None),
        (2014, "Prova Promos", "160000.00", None),
        (2014, "Totale Sistema", "3741000.00", None),
        (2015, "CCIAA Prova", "3446720.87", 2014),
        (2015, "Prova Promos", "164523.95", 2014),
        (2015, "Totale Sistema", "3611244.82", 2014),
    ]


def test_personnel_costs_with_an_entity_beside_the_year_or_the_year_above_the_table(report_on: ReportOn) -> None:
    names, figures = ["CCIAA Prova", "Totale Sistema"], ["3.581.000,00", "3.741.000,00"]
    drawing = Drawing().text(60, 60, "Anno 2014").grid(60, 80, [130] * 3, [[*names, "Prova Promos"], [*figures, "160.000,00"]])
    rows = [["", "ANNO 2015", "Prova Promos"], [*names, ""], [*figures, "160.000,00"]]
    drawing.grid(60, 200, [130] * 3, rows, spans={(0, 2): (2, 1)}, bold_rows=2)
    costs = only(report_on(drawing), PersonnelCost)
    entities = [("CCIAA Prova", "3581000.00"), ("Totale Sistema", "3741000.00"), ("Prova Promos", "160000.00")]
    assert [(r.year, r.entity, value(r.amount)) for r in costs] == [(y, *entity) for y in (2014, 2015) for entity in entities]


def test_an_entity_without_a_name_counts_and_a_name_over_all_figures_is_none(report_on: ReportOn) -> None:
    rows = [["ANNO 2014", "", ""], ["CCIAA Prova", "", "Totale Sistema"], ["3.581.000,00", "160.000,00", "3.741.000,00"]]
    report = report_on(Drawing().grid(60, 80, [130, 130, 130], rows, spans={(0, 0): (1, 3)}, align="ccc", bold_rows=2))
    assert [r.entity for r in only(report, PersonnelCost)] == ["CCIAA Prova", "", "Totale Sistema"]
    assert [c.result for c in report.checks if c.rule == "PER-1"] == ["holds"]
    spans = {(0, 0): (1, 3), (1, 0): (1, 3)}
    rows[1] = ["CCIAA Prova Promos Totale Sistema", "", ""]
    drawing = Drawing().grid(60, 80, [130, 130, 130], rows, spans=spans, align="ccc", bold_rows=2)
    assert only(report_on(drawing), PersonnelCost) == []


# ── strategic objectives and targets ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
def test_revenues_costs_and_investments_of_a_strategic_objective(report_on: ReportOn, order: Sequence[int]) -> None:
    rows = columns_in_order(
        [["PROVENTI 2016", "ONERI 2016", "INVESTIMENTI 2016"], ["€ 151.035,72", "€ 290.338,80", "€ 0,00"]], order
    )
    drawing = Drawing().text(72, 80, "OBIETTIVO STRATEGICO 2C", bold=True).grid(72, 100, [130, 130, 130], rows, bold_rows=1)
    (record,) = only(report_on(drawing), StrategicObjective)
    assert (record.objective_code, record.fiscal_year) == ("2C", 2016)
    assert [value(f) for f in (record.revenues, record.costs, record.investments)] == ["151035.72", "290338.80", "0.00"]


def test_figures_of_a_strategic_objective_that_stand_askew_go_to_the_headings_in_their_order(report_on: ReportOn) -> None:
    rows = [["PROVENTI 2016", "ONERI 2016", "INVESTIMENTI 2016", ""], ["", "€ 151.035,72", "-", "€ 290,00"]]
    (record,) = only(report_on(Drawing().grid(72, 100, [110, 110, 110, 110], rows, bold_rows=1)), StrategicObjective)
    assert [value(f) for f in (record.revenues, record.costs, record.investments)] == ["151035.72", "0", "290.00"]


def test_strategic_targets_with_a_percentage_a_text_or_several_values(report_on: ReportOn) -> None:
    drawing = Drawing().text(72, 80, "OBIETTIVO STRATEGICO 3A", bold=True)
    for i, result in enumerate(
        ("100%", "Parziale realizzazione", "1) 100% 2) 66% 83%", "2015: - 160.238,64 -4,1% 2016: 3.100,00 2,0%")
    ):
        rows = [
            [f"TARGET STRATEGICO {i + 1} – ANNO 2016", "RISULTATO CONSEGUITO % e/o numero"],
            ["Riduzione degli oneri", result],
        ]
        drawing.grid(72, 100 + 60 * i, [220, 230], rows, bold_rows=1)
    targets = only(report_on(drawing), StrategicTarget)
    assert [(r.objective_code, r.target_number, r.fiscal_year, r.description, value(r.result_pct)) for r in targets] == [
        ("3A", 1, 2016, "Riduzione degli oneri", "100"),
        ("3A", 2, 2016, "Riduzione degli oneri", None),
        ("3A", 3, 2016, "Riduzione degli oneri", "83"),
        ("3A", 4, 2016, "Riduzione degli oneri", None),
    ]
    assert targets[1].result_text == "Parziale realizzazione"


# ── services ──────────────────────────────────────────────────────────────────────────────────────────────────────────

SERVICE_HEAD = [
    "PROCESSO/SERVIZIO",
    "UNITA' ORGANIZZATIVA\nRESPONSABILE",
    "INDICATORE",
    "VALORE PROGRAMMATO",
    "VALORE RILEVATO",
    "NOTE",
    "RISULTATO",
]
SERVICES = [
    ["3.1.1 REGISTRO IMPRESE", "", "", "", "", "", ""],
    ["Iscrizioni e depositi", "", "", "", "", "", ""],
    ["- Servizio telematico", "UFFICIO REGISTRO", "Tempo massimo", "< 5 gg.", "1,3", "", "100"],
    ["- Servizio allo sportello", "UFFICIO REGISTRO", "Tempo massimo", "a vista", "a vista", "", "100"],
    ["Rilascio copie", "UFFICIO REGISTRO", "Tempo massimo", "7 gg.", "a vista", "", "98,8"],
    ["3.2.5 SERVIZIO METRICO", "", "", "", "", "", ""],
    ["Verifica periodica", "UFFICIO ISPETTIVO", "Tempo massimo", "50 gg.", "88,7%", "n. 115 di cui 102 nei termini", "88,7"],
    ["Collaudo", "UFFICIO ISPETTIVO", "Tempo massimo", "15 gg.", "NON RICHIESTO", "", "NC"],
]


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5, 6), (0, 6, 4, 3, 5, 2, 1)])
def test_service_standards_with_their_areas_and_groups(report_on: ReportOn, order: Sequence[int]) -> None:
    rows = columns_in_order([SERVICE_HEAD, *SERVICES], order)
    drawing = Drawing((842, 595)).grid(
        30, 60, [130, *[108] * 6], rows, spans={(r, 0): (1, 7) for r in (1, 2, 6)}, size=7, bold_rows=1
    )
    records = only(report_on(drawing), ServiceStandard)
    assert [(r.area_code, r.area, r.service_group, r.service) for r in records] == [
        ("3.1.1", "REGISTRO IMPRESE", "Iscrizioni e depositi", "Servizio telematico"),
        ("3.1.1", "REGISTRO IMPRESE", "Iscrizioni e depositi", "Servizio allo sportello"),
        ("3.1.1", "REGISTRO IMPRESE", None, "Rilascio copie"),
        ("3.2.5", "SERVIZIO METRICO", None, "Verifica periodica"),
        ("3.2.5", "SERVIZIO METRICO", None, "Collaudo"),
    ]
    assert [(r.target_text, value(r.target_days), r.observed_text, value(r.observed_days)) for r in records] == [
        ("< 5 gg.", "5", "1,3", "1.3"),
        ("a vista", None, "a vista", None),
        ("7 gg.", "7", "a vista", None),
        ("50 gg.", "50", "88,7%", None),
        ("15 gg.", "15", "NON RICHIESTO", None),
    ]
    assert [(value(r.result_pct), r.not_computable) for r in records] == [
        ("100", False), ("100", False), ("98.8", False), ("88.7", False), (None, True),
    ]  # fmt: skip
    assert (records[3].office, records[3].indicator, records[3].note) == (
        "UFFICIO ISPETTIVO",
        "Tempo massimo",
        "n. 115 di cui 102 nei termini",
    )


def test_a_heading_whose_word_a_narrow_cell_breaks(report_on: ReportOn) -> None:
    rows = [[*SERVICE_HEAD[:-1], "RISULTAT\nO"], SERVICES[4]]
    drawing = Drawing((842, 595)).grid(30, 60, [130, *[108] * 5, 40], rows, size=7, bold_rows=1)
    (record,) = only(report_on(drawing), ServiceStandard)
    assert (record.service, value(record.result_pct)) == ("Rilascio copie", "98.8")


# ── procedures, objectives, projects ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (0, 5, 1, 3, 4, 2)])
def test_monitored_procedures(report_on: ReportOn, order: Sequence[int]) -> None:
    rows = [
        ["N.", "PROCEDIMENTI/PROCEDURE", "COORDINATORE", "RISULTATO ATTESO", "FONTE", "RISULTATO"],
        ["1", "Pagamento fatture (TRASVERSALE)", "Rossi", "30 gg.", "Contabilità", "100%"],
        ["2", "Istanze telematiche (DI AREA)", "Bianchi", "5 gg.", "Priamo", "1) 100% 2) 66% 83%"],
        ["3", "Aggiornamento del sito", "Verdi", "2 gg.", "Sito", "n.d."],
    ]
    drawing = Drawing((842, 595)).grid(30, 60, [30, 180, 100, 100, 100, 120], rows, bold_rows=1)
    if order != (0, 1, 2, 3, 4, 5):
        drawing = Drawing((842, 595)).grid(30, 60, [30, 120, 180, 100, 100, 100], columns_in_order(rows, order), bold_rows=1)
    records = only(report_on(drawing), MonitoredProcedure)
    assert [(r.number, r.scope, r.coordinator, r.source, r.result_text, value(r.result_pct)) for r in records] == [
        (1, "TRASVERSALE", "Rossi", "Contabilità", "100%", "100"),
        (2, "DI AREA", "Bianchi", "Priamo", "1) 100% 2) 66% 83%", "83"),
        (3, None, "Verdi", "Sito", "n.d.", None),
    ]


@pytest.mark.parametrize("style", ["grid", "rows"])
def test_results_of_objectives(report_on: ReportOn, style: str) -> None:
    rows = [
        ["OBIETTIVI DI ENTE ANNO 2016", "REALIZZAZIONE"],
        ["1) Semplificazione", "97,5%"],
        ["2) Innovazione", "100%"],
        ["Altro obiettivo", "99.55%"],
    ]
    rules = ("top", "bottom", "rows") if style == "rows" else ("top", "bottom", "left", "right", "rows", "columns")
    records = only(report_on(Drawing().grid(72, 100, [250, 120], rows, rules=rules, bold_rows=1)), ObjectiveResult)
    assert [(r.scope, r.number, r.objective, value(r.realization_pct)) for r in records] == [
        ("OBIETTIVI DI ENTE ANNO 2016", 1, "Semplificazione", "97.5"),
        ("OBIETTIVI DI ENTE ANNO 2016", 2, "Innovazione", "100"),
        ("OBIETTIVI DI ENTE ANNO 2016", None, "Altro obiettivo", "99.55"),
    ]


def test_indicators_of_a_project_followed_through_the_year(report_on: ReportOn) -> None:
    rows = [
        ["OBIETTIVO N. 3", "INNOVAZIONE E TECNOLOGIA", "", "", "", ""],
        [
            "",
            "descrizione target/risultato atteso",
            "risultato a giugno",
            "risultato a settembre",
            "risultato a dicembre",
            "commento",
        ],
        ["indicatore 3a", "Apertura del polo", "50%", "80%", "100%", "concluso"],
        ["indicatore 3b", "Imprese assistite", "10", "20", "32", ""],
    ]
    drawing = Drawing((842, 595)).grid(30, 60, [100, 220, 100, 100, 100, 100], rows, spans={(0, 1): (1, 5)}, bold_rows=2)
    records = only(report_on(drawing), ProjectIndicator)
    assert [
        (r.project, r.indicator, r.description, value(r.june), value(r.september), value(r.december), r.comment) for r in records
    ] == [
        ("INNOVAZIONE E TECNOLOGIA", "3a", "Apertura del polo", "50", "80", "100", "concluso"),
        ("INNOVAZIONE E TECNOLOGIA", "3b", "Imprese assistite", "10", "20", "32", None),
    ]


# ── no known kind ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_table_of_no_known_kind_is_kept_with_its_values(report_on: ReportOn) -> None:
    rows = [
        ["Provincia", "Spesa (euro)", "Abitanti", "Quota %"],
        ["Lucca", "1.773,22", "389.295", "10,4"],
        ["Pisa", "2.444,72", "421.642", "n.d."],
    ]
    report = report_on(grid(rows))
    assert report.records == ()
    assert report.kinds == {"t1": "other"}
    (table,) = report.tables
    assert table.texts() == rows
    assert {(c.row, c.column): (c.value, c.unit) for c in table.cells if c.value is not None} == {
        (1, 1): (Decimal("1773.22"), "EUR"),
        (1, 2): (Decimal("389295"), None),
        (1, 3): (Decimal("10.4"), "%"),
        (2, 1): (Decimal("2444.72"), "EUR"),
        (2, 2): (Decimal("421642"), None),
    }


def test_two_columns_of_one_year_are_no_two_years(report_on: ReportOn) -> None:
    rows = [["Voce", "Preventivo 2016", "Consuntivo 2016"], ["Oneri", "1.000,00", "900,00"], ["Proventi", "2.000,00", "2.100,00"]]
    assert report_on(grid(rows, 120, 110)).kinds == {"t1": "other"}


def test_of_a_year_in_parts_the_total_counts(report_on: ReportOn) -> None:
    rows = [
        ["Descrizione", "2024 AGENZIA", "2024 SPP", "2024 TOTALE", "2023 TOTALE", "Differenza"],
        ["Manutenzioni", "147.673,00", "310,00", "147.983,00", "147.673,00", "310,00"],
        ["Anticipi", "110,00", "15,00", "125,00", "29,00", "96,00"],
    ]
    lines = only(report_on(grid(rows)), VarianceLine)
    assert [(value(r.prior_amount), value(r.current_amount), value(r.variance)) for r in lines] == [
        ("147673.00", "147983.00", "310.00"),
        ("29.00", "125.00", "96.00"),
    ]


def test_three_years_are_no_two_years(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "2014", "2015", "2016"],
        ["Oneri", "1.000,00", "900,00", "800,00"],
        ["Proventi", "2.000,00", "2.100,00", "2.200,00"],
    ]
    assert report_on(grid(rows)).kinds == {"t1": "other"}


def test_an_amount_above_a_percentage_is_no_percentage(report_on: Callable[[Drawing], Report]) -> None:
    rows = [["Ente", "ANNO 2015"], ["Costo", "3.466.720,87"], ["Variazione", "-131.228,05"], ["Variazione %", "-3,7%"]]
    drawing = Drawing().text(72, 60, "Costo del personale").grid(72, 100, (150, 90), rows, align="lr", bold_rows=1)
    (table,) = report_on(drawing).tables
    assert [cell.unit for cell in table.cells if cell.value is not None] == ["EUR", "EUR", "%"]
