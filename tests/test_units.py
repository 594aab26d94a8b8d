"""What figures measure, in which unit and scale; and that what in a column of amounts is no number is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from pipeline.figures.scales import scale_of, scale_of_heading
from pipeline.report import Report
from schemas.records.variance_lines import VarianceLine
from tests.drawing import Drawing

ReportOn = Callable[[Drawing], Report]
Figure = tuple[str, str | None, int | None]


def table_of(rows: Sequence[Sequence[str]], caption: str = "", prose: str = "") -> Drawing:
    drawing = Drawing()
    if prose:
        drawing.text(72, 60, "Nota integrativa", bold=True, size=12).text(72, 84, prose)
    if caption:
        drawing.text(72, 114, caption, size=9)
    widths = [180, *[90] * (len(rows[0]) - 1)]
    return drawing.grid(72, 124, widths, rows, align="l" + "r" * (len(rows[0]) - 1), bold_rows=1)


def figures(report: Report, column: int) -> list[Figure]:
    """Value, unit and scale of a column's figures."""
    (table,) = report.tables
    return [(c.text, c.unit, c.scale) for c in table.cells if c.column == column and c.value is not None]


def test_columns_of_different_scales_keep_their_own(report_on: ReportOn) -> None:
    rows = [["Voce", "2023 (€/000)", "2024 (€)"], ["Personale", "431", "428.350"], ["Funzionamento", "1.204", "1.198.770"]]
    report = report_on(table_of(rows))
    assert figures(report, 1) == [("431", "EUR", 1000), ("1.204", "EUR", 1000)]
    assert figures(report, 2) == [("428.350", "EUR", 1), ("1.198.770", "EUR", 1)]


THOUSANDS = [["Voce", "2023", "2022"], ["Diritto annuale", "412.350", "431.206"], ["Contributi", "23.118", "21.990"]]


@pytest.mark.parametrize("corner", ["€/000", "(migliaia di euro)", "Voce (euro migliaia)"])
def test_the_heading_over_the_labels_says_the_scale(report_on: ReportOn, corner: str) -> None:
    rows = [[corner, *THOUSANDS[0][1:]], *THOUSANDS[1:]]
    assert figures(report_on(table_of(rows)), 1) == [("412.350", "EUR", 1000), ("23.118", "EUR", 1000)]


def test_the_label_of_a_total_says_the_scale_of_what_it_adds_up(report_on: ReportOn) -> None:
    rows = [*THOUSANDS, ["Totale (in migliaia di euro)", "435.468", "453.196"]]
    assert [figure[2] for figure in figures(report_on(table_of(rows)), 1)] == [1000] * 3


@pytest.mark.parametrize(
    "stated", [["", "(migliaia di euro)", ""], ["(migliaia di euro)", "", ""], ["", "migliaia di euro", "migliaia di euro"]]
)
@pytest.mark.parametrize("bold", [1, 2])
def test_a_row_under_the_names_of_columns_says_the_scale(report_on: ReportOn, stated: list[str], bold: int) -> None:
    spans = {(1, 1): (1, 2)} if not stated[2] else {}
    rows = [THOUSANDS[0], stated, *THOUSANDS[1:]]
    report = report_on(Drawing().grid(72, 124, [180, 90, 90], rows, align="lcc", bold_rows=bold, spans=spans))
    for column in (1, 2):
        assert [figure[2] for figure in figures(report, column)] == [1000] * 2


@pytest.mark.parametrize("stated", ["(migliaia di euro)", "€/000", "valori in migliaia di euro", "Migliaia di euro"])
def test_the_first_label_says_the_scale_where_it_says_nothing_else(report_on: ReportOn, stated: str) -> None:
    drawing = Drawing().aligned(100, [(72, "l"), (380, "r"), (470, "r")], [["Voce", "2023", "2022"]], bold_rows=1)
    drawing.aligned(114, [(72, "l"), (380, "r"), (470, "r")], [[stated, "", ""], *THOUSANDS[1:]])
    assert [figure[2] for figure in figures(report_on(drawing), 1)] == [1000] * 2


@pytest.mark.parametrize(
    ("heading", "scale"),
    [("31/12/2023 migliaia di euro", 1000), ("Debiti milioni di euro", 1_000_000), ("oltre 2 milioni di euro", None)],
)
def test_the_heading_of_a_column_may_end_with_its_scale(heading: str, scale: int | None) -> None:
    assert scale_of_heading(heading) == scale


def test_a_scale_in_brackets_needs_no_euro(report_on: ReportOn) -> None:
    rows = [["Intervento", "Presenze (migliaia)", "Dipendenti (n.)", "Valore (mln)"], ["Fiere", "12", "3", "4,2"]]
    rows.append(["Mostre", "1.204", "15", "12,75"])
    report = report_on(table_of(rows))
    assert [figures(report, column)[0] for column in (1, 2, 3)] == [("12", None, 1000), ("3", None, 1), ("4,2", None, 1_000_000)]


def test_a_scale_alone_over_the_labels_is_of_what_is_counted(report_on: ReportOn) -> None:
    rows = [
        ["Dato (migliaia)", "2023", "Quota"],
        ["Visitatori", "412", "12%"],
        ["Biglietti", "187", "8%"],
        ["Abbonamenti", "23", "2%"],
        ["Indice di affollamento", "4", "1%"],
    ]
    report = report_on(table_of(rows))
    assert figures(report, 1) == [("412", None, 1000), ("187", None, 1000), ("23", None, 1000), ("4", None, 1)]
    assert figures(report, 2)[1] == ("8%", "%", 1)


def test_what_is_measured_is_no_money_where_amounts_are_in_euro(report_on: ReportOn) -> None:
    rows = [["Immobile", "Superficie", "Canone"], ["Sede", "1.250", "123.125"], ["Archivio", "340", "15.300"]]
    report = report_on(table_of(rows, "Gli importi sono indicati in unità di euro, le superfici in metri quadrati."))
    assert [figures(report, column)[0][1] for column in (1, 2)] == [None, "EUR"]


def test_areas_and_how_densely_they_are_settled_are_no_money(report_on: ReportOn) -> None:
    rows = [
        ["Comune", "Superficie (kmq)", "Densità", "Entrate"],
        ["Abano", "21,57", "932,7", "18.412"],
        ["Rubano", "14,51", "1.137,3", "9.118"],
    ]
    report = report_on(table_of(rows, "Importi in euro"))
    assert [figures(report, column)[0][1] for column in (1, 2, 3)] == [None, None, "EUR"]


@pytest.mark.parametrize(
    ("banner", "unit"),
    [("valori in percentuale", "%"), ("(in migliaia di euro)", "EUR"), ("Valori assoluti e percentuali", "EUR"), ("%", "EUR")],
)
def test_a_row_that_says_nothing_but_percentages_is_of_the_rows_below_it(report_on: ReportOn, banner: str, unit: str) -> None:
    rows = [["Voce", "2023", "2022"], ["Entrate", "412.350,75", "398.118,40"], ["Spese", "387.904,20", "379.455,60"]]
    rows += [[banner, "", ""], ["Servizi propri", "78,40", "77,12"], ["Servizi altrui", "34,15", "33,90"]]
    report = report_on(table_of(rows, "Importi in euro"))
    assert [figure[1:] for figure in figures(report, 1)] == [("EUR", 1)] * 2 + [(unit, 1)] * 2
    assert {r.scale for r in report.records if isinstance(r, VarianceLine)} == {1}


@pytest.mark.parametrize(
    ("share", "between"),
    [
        ("56", []),
        ("56", [["Totale", "100"]]),
        ("51", [["Liquidità", ""]]),
        ("51", [["valori assoluti", ""]]),
        ("51", [["Mutui", "300"]]),
    ],
)
def test_percentages_end_where_they_make_a_whole_or_others_begin(
    report_on: ReportOn, share: str, between: list[list[str]]
) -> None:
    rows = [["Voce", "2023"], ["Entrate", "4.120"], ["Spese", "3.870"], ["Composizione in %", ""]]
    rows += [["Propri", "44"], ["Altrui", share], *between, ["Cassa", "30"], ["Banca", "10"]]
    report = report_on(table_of(rows, "(in migliaia di euro)"))
    units = {cells[0].text: cells[1].unit for cells in report.tables[0].body() if cells[0] and cells[1]}
    assert (units["Propri"], units["Altrui"], units["Cassa"], units["Banca"]) == ("%", "%", "EUR", "EUR")


def test_what_is_as_large_as_an_amount_is_no_percentage_for_a_row_over_it(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "2023"],
        ["valori percentuali", ""],
        ["Servizi propri", "78,40"],
        ["Entrate", "412.350,75"],
        ["Spese", "387.904,20"],
    ]
    assert {unit for _, unit, _ in figures(report_on(table_of(rows)), 1)} == {"EUR"}


def test_figures_with_units_of_measure_are_counted_whatever_their_column_is_of(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "Consumi"], ["Superficie", "mq 1.250", "1.250 mc"], ["Attesa", "gg. 34", "340 kWh"]]
    rows += [["Energia", "kWh 118.400", "80 km"], ["Canoni", "€ 1.204,15", "7 ore"]]
    report = report_on(table_of(rows))
    assert figures(report, 1) == [
        ("mq 1.250", None, 1), ("gg. 34", "days", 1), ("kWh 118.400", None, 1), ("€ 1.204,15", "EUR", 1),
    ]  # fmt: skip
    assert [unit for _, unit, _ in figures(report, 2)] == [None] * 4


@pytest.mark.parametrize("note", ["1.200,00 t", "n. 120"])
def test_a_letter_behind_an_amount_and_the_number_of_an_act_are_no_figures(report_on: ReportOn, note: str) -> None:
    rows = [["Voce", "Importo"], ["Diritti", "1.300,00"], ["Aree", "120 mq"], ["Determina", note], ["Altri", "340,00"]]
    assert note not in [text for text, _, _ in figures(report_on(table_of(rows, "Importi in euro")), 1)]


def test_a_third_decimal_among_cents_is_told_as_the_mark_of_a_note(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "Prezzo"], ["Diritti", "187.904,20", "112,50"], ["Rimborsi", "23.118,402", "118,125"]]
    rows += [["Canoni", "1.204,15", "120,00"], ["Altri", "340,00", "131,75"]]
    report = report_on(table_of(rows))
    assert told(report) == [("NUM-1", "23.118,402")]
    assert "23.118,402" not in [text for text, _, _ in figures(report, 1)]


def test_percentages_between_amounts_are_no_part_of_their_total(report_on: ReportOn) -> None:
    rows = [["Titolo", "2023", "2022"], ["Tributi", "612.400", "598.200"], ["% sul totale", "75,4", "75,0"]]
    rows += [["Canoni", "200.000", "199.455"], ["% sul totale", "24,6", "25,0"], ["Totale", "812.400", "797.655"]]
    report = report_on(table_of(rows, "Importi in euro"))
    assert not report.findings
    assert [r.prior_amount and r.prior_amount.text for r in report.records if isinstance(r, VarianceLine)] == [
        row[2] for row in rows[1::2]
    ]


@pytest.mark.parametrize("label", ["IVA al 22 %", "Cassa previdenza 4%"])
def test_an_amount_whose_label_ends_in_a_rate_is_a_part_of_its_total(report_on: ReportOn, label: str) -> None:
    rows = [["Voce", "2023", "2022"], ["Compensi", "6.124", "5.982"], [label, "122", "112"], ["Totale", "6.246", "6.094"]]
    report = report_on(table_of(rows, "(importi in migliaia di euro)"))
    assert {figure[1:] for figure in figures(report, 1)} == {("EUR", 1000)}
    assert len([r for r in report.records if isinstance(r, VarianceLine)]) == 3


def test_a_heading_in_euro_is_not_in_the_thousands_of_the_next_table_under_its_title(report_on: ReportOn) -> None:
    drawing = Drawing().text(72, 60, "Spese del servizio", bold=True, size=12)
    drawing.text(72, 84, "Nella tabella che segue sono esposti i valori.")
    heads = [["Spesa corrente", "2023 (€)", "2022 (€)"], ["Investimenti", "2023 (€/000)", "2022 (€/000)"]]
    rows = [["Missioni", "12.350", "11.980"], ["Buoni pasto", "9.118", "8.994"], ["Formazione", "4.200", "3.950"]]
    for top, head in zip((100, 200), heads, strict=True):
        drawing.grid(72, top, [180, 90, 90], [head, *rows], align="lrr", bold_rows=1)
    report = report_on(drawing.text(72, 300, "Seguono i commenti ai valori."))
    assert [{c.scale for c in table.cells if c.value is not None} for table in report.tables] == [{1}, {1000}]


@pytest.mark.parametrize("corner", ["€", "Euro", "(EUR)"])
def test_a_mark_alone_over_the_labels_says_euro_unless_more_is_said_elsewhere(report_on: ReportOn, corner: str) -> None:
    rows = [[corner, *THOUSANDS[0][1:]], *THOUSANDS[1:]]
    assert {figure[1:] for figure in figures(report_on(table_of(rows)), 1)} == {("EUR", 1)}
    thousands = report_on(table_of(rows, prose="Gli importi delle tabelle sono in migliaia di euro."))
    assert {figure[1:] for figure in figures(thousands, 1)} == {("EUR", 1000)}


@pytest.mark.parametrize("between", ["", "Grafico 1 - Andamento del debito"])
def test_a_line_below_a_table_says_no_scale_of_it(report_on: ReportOn, between: str) -> None:
    rows = [["Spese di rappresentanza", "2024"], ["Personale", "4.412"], ["Utenze", "1.188"], ["Imposte", "512"]]
    drawing = table_of(rows).text(72, 124 + 4 * 15.25 + 14, between or "(in migliaia di euro)", size=8)
    if between:
        drawing.text(72, 124 + 4 * 15.25 + 28, "(in migliaia di euro)", size=8)
        drawing.text(72, 124 + 4 * 15.25 + 160, "Il debito scende di anno in anno.", size=9)
    report = report_on(drawing)
    assert {figure[2] for figure in figures(report, 1)} == {1}
    assert [f.rule for f in report.findings] == ([] if between else ["UNIT-3"])


@pytest.mark.parametrize(
    ("line", "at", "told"),
    [
        ("Valori in milioni di euro", 196, True),
        ("Fonte: importi in migliaia di euro della Ragioneria", 196, False),
        ("(importi in euro)", 196, False),
        ("(in migliaia di euro)", 232, False),
    ],
)
def test_a_line_right_below_a_table_is_told_if_it_says_nothing_but_another_scale(
    report_on: ReportOn, line: str, at: float, told: bool
) -> None:
    rows = [["Voce", "2024"], ["Personale", "4.412"], ["Utenze", "1.188"], ["Imposte", "512"]]
    report = report_on(table_of(rows).text(72, at, line, size=8).text(72, 330, "Seguono i commenti agli scostamenti."))
    assert [f.rule for f in report.findings] == ["UNIT-3"] * told
    second = table_of(rows).text(72, at, line, size=8).grid(72, 250, [180, 90], rows, align="lr", bold_rows=1)
    assert "UNIT-3" not in [f.rule for f in report_on(second).findings]


@pytest.mark.parametrize("heading", ["Importo in euro", "Controvalore in euro dei crediti in USD"])
def test_a_heading_in_euro_is_in_the_scale_over_its_table(report_on: ReportOn, heading: str) -> None:
    rows = [["Voce", heading, "2023"], ["Personale", "4.412", "4.120"], ["Utenze", "1.188", "1.204"]]
    report = report_on(table_of(rows, "(valori in migliaia di euro)"))
    assert {figure[2] for column in (1, 2) for figure in figures(report, column)} == {1000}


@pytest.mark.parametrize("headings", [("M €", "F €"), ("Prezzo ml €", "Importo"), ("Classe K euro", "Classe C euro")])
def test_marks_of_men_and_metres_are_no_scale(report_on: ReportOn, headings: tuple[str, str]) -> None:
    rows = [["Voce", *headings], ["Personale", "4.412", "4.120"], ["Utenze", "1.188", "1.204"]]
    assert {figure[2] for column in (1, 2) for figure in figures(report_on(table_of(rows, "(in euro)")), column)} == {1}


@pytest.mark.parametrize("stated", ["(importi in k€)", "(valori in mgl di euro)", "(dati in €/000)"])
def test_the_caption_under_a_table_says_the_scale(report_on: ReportOn, stated: str) -> None:
    drawing = table_of(THOUSANDS, prose="I proventi e gli oneri sono posti a confronto con quelli precedenti.")
    drawing.text(72, 196, f"Tabella 3 - Proventi e oneri {stated}", size=8).text(72, 240, "Seguono i commenti agli scostamenti.")
    assert [figure[2] for figure in figures(report_on(drawing), 1)] == [1000] * 2


def test_an_amount_for_each_is_in_euro_where_totals_are_in_thousands(report_on: ReportOn) -> None:
    rows = [
        ["Missione", "Impegni", "€/abitante"],
        ["Istruzione", "4.412", "44,12"],
        ["Viabilità", "2.188", "21,88"],
    ]
    report = report_on(table_of(rows, "(importi in migliaia di euro)"))
    assert figures(report, 1)[0] == ("4.412", "EUR", 1000)
    assert figures(report, 2)[0] == ("44,12", "EUR", 1)


def test_a_row_in_euro_among_thousands(report_on: ReportOn) -> None:
    rows = [["Voce", "2023"], ["Costo del personale", "4.412"], ["Costo medio per dipendente (€)", "31.070"]]
    rows += [["Formazione", "1.288"], ["Totale (€)", "5.700"]]
    report = report_on(table_of(rows, "(importi in migliaia di euro)"))
    assert [scale for _, _, scale in figures(report, 1)] == [1000, 1, 1000, 1000]


def test_what_says_a_scale_is_named_the_nearest_first(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "2024 (in euro)"], ["Personale", "431", "428.350"], ["Oneri (€ mln)", "1,2", "1.198.770"]]
    (table,) = report_on(table_of(rows, "Importi in migliaia di euro")).tables
    assert table.scale_source == "rows; headings; above it: Importi in migliaia di euro"
    rows = [["", "2021"], ["B) Immobilizzazioni", "9.890"], ["C) Attivo circolante", "6.510"], ["Totale attivo", "16.400"]]
    (by_law,) = report_on(table_of(rows)).tables
    assert by_law.scale_source == "the law"
    (silent,) = report_on(table_of([["Ufficio", "2023"], ["Anagrafe", "12"], ["Tributi", "8"]])).tables
    assert silent.scale_source is None


def test_the_head_of_a_lone_page_says_the_scale_of_its_accounts(report_on: ReportOn) -> None:
    drawing = Drawing().text(523, 40, "Valori in migliaia di euro", size=8, align="r")
    drawing.text(72, 76, "Conto economico", bold=True, size=14).lines(72, 96, ["I valori sono posti a confronto."] * 3)
    drawing.grid(72, 160, [180, 90, 90], THOUSANDS, align="lrr", bold_rows=1).text(72, 230, "Il personale in servizio:")
    staff = [["Ufficio", "2023", "2022"], ["Anagrafe", "12", "13"], ["Tributi", "8", "7"]]
    report = report_on(drawing.grid(72, 260, [180, 90, 90], staff, align="lrr", bold_rows=1))
    assert [[c.scale for c in table.cells if c.value is not None] for table in report.tables] == [[1000] * 4, [1] * 4]


def test_the_heading_over_the_labels_counts_before_what_the_section_says(report_on: ReportOn) -> None:
    rows = [["Voce (in euro)", *THOUSANDS[0][1:]], *THOUSANDS[1:]]
    said = "Gli importi delle tabelle sono espressi in migliaia di euro, se non diversamente indicato."
    assert figures(report_on(table_of(rows, prose=said)), 1) == [("412.350", "EUR", 1), ("23.118", "EUR", 1)]


@pytest.mark.parametrize("caption", ["(Euro migliaia)", "(€ migliaia)"])
def test_euro_before_the_word_for_thousands(report_on: ReportOn, caption: str) -> None:
    assert figures(report_on(table_of(THOUSANDS, caption=caption)), 1)[0] == ("412.350", "EUR", 1000)


def test_the_line_over_one_table_is_not_said_of_cents_in_another(report_on: ReportOn) -> None:
    drawing = table_of(THOUSANDS, caption="(in migliaia di euro)", prose="Seguono gli importi.")
    drawing.text(72, 200, "Segue il dettaglio in euro.")
    rows = [THOUSANDS[0], ["Diritto annuale", "412.350,75", "431.206,10"], ["Contributi", "23.118,40", "21.990,05"]]
    report = report_on(drawing.grid(72, 220, [180, 90, 90], rows, align="lrr", bold_rows=1))
    assert [[c.scale for c in table.cells if c.value is not None] for table in report.tables] == [[1000] * 4, [1] * 4]


def test_a_running_head_says_the_scale(report_on: ReportOn) -> None:
    drawing = Drawing()
    for name in ("Conto economico", "Stato patrimoniale", "Rendiconto"):
        drawing.text(523, 40, "Importi in migliaia di euro", size=8, align="r").text(72, 90, name, bold=True, size=14)
        drawing.grid(72, 124, [180, 90, 90], THOUSANDS, align="lrr", bold_rows=1).text(72, 200, "Seguono i commenti.")
        drawing.page()
    report = report_on(drawing.text(72, 90, "Fine."))
    assert [c.scale for table in report.tables for c in table.cells if c.value is not None] == [1000] * 12


@pytest.mark.parametrize(("amount", "scale"), [("23.118", 1000), ("23.118,40", 1)])
def test_a_sentence_about_all_amounts_holds_in_other_sections(report_on: ReportOn, amount: str, scale: int) -> None:
    drawing = Drawing().text(72, 60, "Premessa", bold=True, size=14)
    drawing.text(72, 84, "Gli importi delle tabelle sono espressi in migliaia di euro, se non diversamente indicato.")
    drawing.page().text(72, 60, "Conto economico", bold=True, size=14)
    rows = [*THOUSANDS, ["Interessi attivi", amount, amount]]
    drawing.grid(72, 124, [180, 90, 90], rows, align="lrr", bold_rows=1)
    assert [figure[2] for figure in figures(report_on(drawing), 1)] == [scale] * 3


def test_a_row_of_percentages_is_told_by_the_sign_within_its_label(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "2023"],
        ["Proventi", "412.350,75"],
        ["Incidenza % del personale", "46,50"],
        ["IVA al 22 % di legge", "90,40"],
    ]
    assert [unit for _, unit, _ in figures(report_on(table_of(rows)), 1)] == ["EUR", "%", "EUR"]


def test_amounts_whose_labels_speak_of_percentages_are_amounts(report_on: ReportOn) -> None:
    rows = [["Voce", "2023"], ["Fondo (% dei residui)", "125.400,00"], ["Quota % diritti (art. 6)", "36.200,50"]]
    assert [unit for _, unit, _ in figures(report_on(table_of(rows)), 1)] == ["EUR", "EUR"]


def test_a_total_in_euro_says_nothing_of_what_is_counted_above(report_on: ReportOn) -> None:
    rows = [["Indicatore", "2024"], ["Popolazione residente", "12.450"], ["Totale spesa corrente (in euro)", "8.450.120"]]
    assert [unit for _, unit, _ in figures(report_on(table_of(rows)), 1)] == [None, "EUR"]


ASSETS = [["Immobilizzazioni", "12.762", "12.300", "3,76"], ["Crediti", "3.118", "2.990", "4,28"],
          ["Disponibilità liquide", "1.200", "1.000", "20,00"], ["Totale attivo", "17.080", "16.290", "4,85"]]  # fmt: skip
LIABILITIES = [["Patrimonio netto", "10.412", "10.000", "4,12"], ["Fondi per rischi", "1.350", "1.290", "4,65"],
               ["Debiti", "5.318", "5.000", "6,36"], ["Totale passivo", "17.080", "16.290", "4,85"]]  # fmt: skip


@pytest.mark.parametrize("parted", [False, True])
def test_percentages_beside_thousands_are_no_cents(report_on: ReportOn, *, parted: bool) -> None:
    drawing = Drawing().text(72, 60, "Stato patrimoniale", bold=True, size=14).text(72, 84, "(in migliaia di euro)", size=9)
    for y, side, rows in ((100, "Attivo", ASSETS), (300, "Passivo", LIABILITIES)):
        if parted and side == "Passivo":
            drawing.page().text(72, 60, "Stato patrimoniale", bold=True, size=14)
        drawing.text(72, y - 6, side, size=9)
        table = [[side, "2024", "2023", "Var. %"], *rows]
        drawing.grid(72, 100 if parted else y, [180, 80, 80, 60], table, align="lrrr", bold_rows=1)
    scales = [{c.scale for c in found.cells if c.column == 1 and c.value is not None} for found in report_on(drawing).tables]
    assert scales == [{1000}, {1000}]


def test_what_is_said_of_the_notes_holds_for_no_statement_nor_for_persons(report_on: ReportOn) -> None:
    drawing = Drawing().text(72, 60, "Premessa", bold=True, size=14)
    drawing.text(72, 84, "Gli importi delle tabelle della nota integrativa sono espressi in migliaia di euro.")
    drawing.page().text(72, 60, "Conto economico", bold=True, size=14)
    rows = [["Voce", "2024", "2023"], ["A) Valore della produzione", "8.412.350", "8.231.206"],
            ["B) Costi della produzione", "7.923.118", "7.821.990"],
            ["Differenza tra valore e costi della produzione", "489.232", "409.216"],
            ["Imposte", "120.332", "110.222"], ["Utile dell'esercizio", "368.900", "298.994"]]  # fmt: skip
    drawing.grid(72, 124, [220, 90, 90], rows, align="lrr", bold_rows=1)
    drawing.page().text(72, 60, "Il personale nel bilancio sociale", bold=True, size=14)
    rows = [["Qualifica", "2024", "2023"], ["Dirigenti", "12", "11"], ["Funzionari", "85", "83"], ["Operatori", "120", "118"]]
    drawing.grid(72, 124, [180, 90, 90], rows, align="lrr", bold_rows=1)
    said = [{(c.unit, c.scale) for c in table.cells if c.value is not None} for table in report_on(drawing).tables]
    assert said == [{("EUR", 1)}, {(None, 1)}]


def test_a_running_head_in_thousands_is_not_of_amounts_with_cents(report_on: ReportOn) -> None:
    drawing = Drawing()
    rows = [["Voce", "2024", "2023"], ["Ricavi", "8.412.350,20", "8.231.206,10"], ["Costi", "7.118.100,55", "7.021.000,10"]]
    for name in ("Conto economico", "Allegato", "Dettaglio"):
        drawing.text(523, 40, "Importi in migliaia di euro", size=8, align="r").text(72, 90, name, bold=True, size=14)
        drawing.grid(72, 124, [180, 90, 90], rows, align="lrr", bold_rows=1).page()
    report = report_on(drawing.text(72, 90, "Fine."))
    assert {c.scale for table in report.tables for c in table.cells if c.value is not None} == {1}


def test_amounts_in_millions_have_decimals(report_on: ReportOn) -> None:
    drawing = Drawing().text(72, 60, "Conto economico", bold=True, size=14).text(72, 84, "(in milioni di euro)", size=9)
    rows = [["Voce", "2024", "2023"], ["A) Valore della produzione", "84,12", "82,31"],
            ["B) Costi della produzione", "79,23", "78,22"],
            ["Differenza tra valore e costi della produzione", "4,89", "4,09"]]  # fmt: skip
    drawing.grid(72, 100, [240, 80, 80], rows, align="lrr", bold_rows=1).text(72, 200, "Dettaglio dei ricavi")
    rows = [["Voce", "2024", "2023"], ["Ricavi delle vendite", "1.060,12", "50,31"], ["Proventi diversi", "24,00", "32,00"],
            ["Totale ricavi", "1.084,12", "82,31"]]  # fmt: skip
    report = report_on(drawing.grid(72, 210, [240, 80, 80], rows, align="lrr", bold_rows=1))
    assert [{c.scale for c in table.cells if c.value is not None} for table in report.tables] == [{1_000_000}] * 2


def test_a_running_head_makes_no_money_of_persons(report_on: ReportOn) -> None:
    drawing = Drawing()
    rows = [["Qualifica", "2024", "2023"], ["Dirigenti", "12", "11"], ["Funzionari", "85", "83"]]
    for name in ("Il personale", "Le sedi", "Gli uffici"):
        drawing.text(523, 40, "Importi in migliaia di euro", size=8, align="r").text(72, 90, name, bold=True, size=14)
        drawing.grid(72, 124, [180, 90, 90], rows, align="lrr", bold_rows=1).page()
    report = report_on(drawing.text(72, 90, "Fine."))
    assert {c.unit for table in report.tables for c in table.cells if c.value is not None} == {None}


def test_numbers_of_acts_are_no_figures(report_on: ReportOn) -> None:
    rows = [["N. delibera", "Importo"], ["12", "12.500,00"], ["18", "9.118,40"]]
    assert figures(report_on(table_of(rows)), 0) == []


def test_a_row_says_the_unit_of_its_figures(report_on: ReportOn) -> None:
    rows = [
        ["Indicatore", "2023", "2024"],
        ["Proventi (migliaia di euro)", "12.431", "12.980"],
        ["Imprese assistite (n.)", "1.250", "1.310"],
        ["Numero dipendenti", "84", "86"],
        ["Personale (unità)", "91", "93"],
        ["Spese di funzionamento (€)", "98.350,00", "97.120,00"],
        ["Quota di mercato (%)", "12,5", "13,1"],
    ]
    report = report_on(table_of(rows))
    assert figures(report, 1) == [
        ("12.431", "EUR", 1000), ("1.250", None, 1), ("84", None, 1), ("91", None, 1), ("98.350,00", "EUR", 1),
        ("12,5", "%", 1),
    ]  # fmt: skip
    (table,) = report.tables
    assert [c.measure for c in table.cells if c.column == 1 and c.value is not None] == [
        "amount", "count", "count", "count", "amount", "percentage",
    ]  # fmt: skip


def test_a_column_of_units_says_the_unit_of_each_row(report_on: ReportOn) -> None:
    rows = [["Voce", "Unità", "2024"], ["Ricavi", "€", "98.350"], ["Addetti", "n.", "84"], ["Margine", "%", "12"]]
    assert figures(report_on(table_of(rows)), 2) == [("98.350", "EUR", 1), ("84", None, 1), ("12", "%", 1)]


def test_per_cent_signs_in_a_column_of_their_own_are_of_the_column_before(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "2024", "Quota", ""], ["Diritti", "98.350,00", "97.120,50", "3,1", "%"]]
    rows += [["Resi", "12.204,15", "11.900,00", "12,4", "%"], ["Altri", "4.310,25", "5.118,40", "7", "%"]]
    report = report_on(Drawing().grid(72, 124, [150, 90, 90, 40, 16], rows, align="lrrrl", bold_rows=1))
    assert {unit for column in (1, 2) for _, unit, _ in figures(report, column)} == {"EUR"}
    assert [unit for _, unit, _ in figures(report, 3)] == ["%", "%", "%"]


def test_one_amount_in_euro_does_not_make_a_column_of_counts_money(report_on: ReportOn) -> None:
    rows = [["Attività", "2024"], ["Visure", "1.250"], ["Certificati", "870"], ["Incassi", "€ 4.310"], ["Bollati", "210"]]
    assert [unit for _, unit, _ in figures(report_on(table_of(rows)), 1)] == [None, None, "EUR", None]


def test_an_amount_in_thousands_says_nothing_of_the_next_column(report_on: ReportOn) -> None:
    rows = [["Voce", "Stima", "2024"], ["Diritti", "412 k€", "394.257,02"], ["Resi", "2,1 M€", "229.301,33"]]
    report = report_on(table_of(rows))
    assert figures(report, 1) == [("412 k€", "EUR", 1000), ("2,1 M€", "EUR", 1_000_000)]
    assert figures(report, 2) == [("394.257,02", "EUR", 1), ("229.301,33", "EUR", 1)]


@pytest.mark.parametrize(
    ("caption", "prose"),
    [("Importi in migliaia di euro", ""), ("", "I valori delle tabelle sono espressi in migliaia di euro.")],
)
def test_the_caption_or_a_sentence_of_the_section_says_the_scale(report_on: ReportOn, caption: str, prose: str) -> None:
    rows = [["Voce", "2023", "2024"], ["Personale", "431", "428"], ["Funzionamento", "1.204", "1.198"]]
    report = report_on(table_of(rows, caption, prose))
    assert figures(report, 1) == [("431", "EUR", 1000), ("1.204", "EUR", 1000)]
    assert {getattr(record, "scale", None) for record in report.records} == {1000}


def test_a_heading_that_says_euro_outdoes_a_caption_that_says_thousands(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "2024 (in euro)"], ["Personale", "431", "428.350"], ["Funzionamento", "1.204", "1.198.770"]]
    report = report_on(table_of(rows, "Importi in migliaia di euro"))
    assert (figures(report, 1)[0], figures(report, 2)[0]) == (("431", "EUR", 1000), ("428.350", "EUR", 1))


FUNDS = [
    ["", "Inizio", "Fine"],
    ["Fondo rischi", "247.583", "385.411"],
    ["Fondo spese future", "1.240", "1.302"],
    ["Totale", "248.823", "386.713"],
]


@pytest.mark.parametrize(
    ("prose", "scale"),
    [("Il fondo passa da euro 247.583 a euro 385.411.", 1), ("Il saldo è di €/migliaia 385.411.", 1000)],
)
def test_a_sentence_that_names_a_figure_of_the_table_says_what_all_are(report_on: ReportOn, prose: str, scale: int) -> None:
    assert figures(report_on(table_of(FUNDS, prose=prose)), 1) == [(row[1], "EUR", scale) for row in FUNDS[1:]]


def test_sentences_that_name_figures_in_two_scales_say_nothing(report_on: ReportOn) -> None:
    prose = "Il fondo passa da euro 247.583 a €/migliaia 385.411."
    assert {unit for _, unit, _ in figures(report_on(table_of(FUNDS, prose=prose)), 1)} == {None}


def test_a_statement_by_its_scheme_is_in_euro(report_on: ReportOn) -> None:
    rows = [
        ["", "2021", "2020"],
        ["B) Immobilizzazioni", "9.890", "10.600"],
        ["C) Attivo circolante", "6.510", "5.650"],
        ["D) Ratei e risconti", "115", "90"],
        ["Totale attivo", "16.515", "16.340"],
    ]
    assert figures(report_on(table_of(rows)), 1) == [(row[1], "EUR", 1) for row in rows[1:]]
    assert figures(report_on(table_of(rows, caption="(valori in migliaia di euro)")), 1)[0] == ("9.890", "EUR", 1000)


def test_what_classes_are_measured_in_is_no_scale_of_what_is_counted_in_them(report_on: ReportOn) -> None:
    rows = [["Classe di abitanti (migliaia)", "Spesa", "Comuni (n.)"], ["fino a 5", "1.234", "45"], ["da 5 a 10", "3.345", "21"]]
    assert [figures(report_on(table_of(rows)), column)[0][2] for column in (1, 2)] == [1, 1]
    rows = [["Dato (migliaia)", "Valore", "Uffici (n.)"], ["Biglietti", "187", "4"], ["Abbonamenti", "23", "2"]]
    assert [figures(report_on(table_of(rows)), column)[0][2] for column in (1, 2)] == [1000, 1]


def test_a_unit_at_the_foot_of_a_page_is_of_the_table_on_the_next(report_on: ReportOn) -> None:
    rows = [["Voce", "2021", "2020"], ["Contributi ricevuti", "890", "600"], ["Servizi resi", "510", "650"]]
    drawing = Drawing().text(72, 60, "RELAZIONE", size=16, bold=True).lines(72, 90, ["Testo della relazione sulla gestione."] * 3)
    drawing.text(72, 770, "Risorse impiegate", size=13, bold=True).text(520, 784, "€/000", size=7, align="r").page()
    drawing.grid(72, 60, [180, 90, 90], rows, align="lrr", bold_rows=1)
    assert figures(report_on(drawing), 1) == [("890", "EUR", 1000), ("510", "EUR", 1000)]


def test_counts_over_their_shares_are_no_per_cent(report_on: ReportOn) -> None:
    rows = [
        ["", "Molto", "Poco"],
        ["Casi", "20", "56"],
        ["Quota", "4,3%", "12,0%"],
        ["Casi", "40", "28"],
        ["Quota", "8,6%", "6,0%"],
    ]
    units = [unit for _, unit, _ in figures(report_on(table_of(rows)), 1)]
    assert units == [None, "%", None, "%"]


def test_an_account_by_the_codes_of_its_headings_is_in_euro(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "Residui (RS)", "Riscossi (RR)", "Riaccertati (R)", "Tenuti (EP=RS-RR+R)", "Previsti (CP)", "Cassa (CS)",
         "Nuovi (EC=A-RC)"],
        ["Imposte", "919", "837", "-60", "22", "33.750", "455", "28.859"],
        ["Tributi", "95.676", "1.785", "-81", "93.810", "712", "889", "8.179"],
    ]  # fmt: skip
    drawing = Drawing((842, 595)).grid(40, 75, [120, *[90] * 7], rows, bold_rows=1, align="l" + "r" * 7, size=7)
    assert {(cell.unit, cell.scale) for cell in report_on(drawing).tables[0].cells if cell.value is not None} == {("EUR", 1)}


def test_the_second_half_of_a_statement_is_in_the_scale_of_the_first(report_on: ReportOn) -> None:
    assets = [
        ["ATTIVO", "2021"],
        ["B) Immobilizzazioni", "9.890"],
        ["C) Attivo circolante", "6.510"],
        ["Totale attivo", "16.400"],
    ]
    others = [["PASSIVO", "2021"], ["A) Patrimonio netto", "11.700"], ["D) Debiti", "4.700"], ["Totale passivo", "16.400"]]
    drawing = Drawing().text(72, 80, "STATO PATRIMONIALE", bold=True, size=12).text(72, 105, "(€/000)", size=9)
    drawing.grid(72, 114, [180, 90], assets, align="lr", bold_rows=1).grid(72, 260, [180, 90], others, align="lr", bold_rows=1)
    units = [{(c.unit, c.scale) for c in table.cells if c.value is not None} for table in report_on(drawing).tables]
    assert units == [{("EUR", 1000)}, {("EUR", 1000)}]


def test_people_counted_under_the_title_of_amounts_are_no_amounts(report_on: ReportOn) -> None:
    costs = [["Funzione", "2021"], ["Supporto interno", "9.890"], ["Servizi digitali", "6.510"], ["Totale", "16.400"]]
    staff = [["Categoria", "2021"], ["Dirigenti", "16"], ["Categoria D", "26"], ["Totale", "42"]]
    drawing = Drawing().text(72, 80, "RISORSE", bold=True, size=12).text(72, 105, "(€/migliaia)", size=9)
    drawing.grid(72, 114, [180, 90], costs, align="lr", bold_rows=1).grid(72, 260, [180, 90], staff, align="lr", bold_rows=1)
    units = [{(c.unit, c.scale) for c in table.cells if c.value is not None} for table in report_on(drawing).tables]
    assert units == [{("EUR", 1000)}, {(None, 1)}]


@pytest.mark.parametrize(("printed", "scale"), [("2.398.764", 1000), ("2.398.761", None)])
def test_a_table_that_prints_amounts_of_a_statement_in_thousands_is_in_thousands(
    report_on: ReportOn, printed: str, scale: int | None
) -> None:
    statement = [
        ["", "2024"],
        ["B) Immobilizzazioni", "125.899.629"],
        ["C) Attivo circolante", "2.398.764.441"],
        ["D) Ratei e risconti", "26.951.648"],
        ["Totale attivo", "2.551.615.718"],
    ]
    drawing = table_of(statement)
    rows = [["Descrizione", "2024"], ["Programmi", printed], ["Immobilizzazioni", "125.900"], ["Altri", "315"]]
    drawing.grid(72, 400, [180, 90], rows, align="lr", bold_rows=1)
    (_, other) = report_on(drawing).tables
    assert {cell.scale for cell in other.cells if cell.text == printed} == {scale or 1}
    assert {cell.unit for cell in other.cells if cell.text == printed} == {"EUR" if scale else None}


def test_the_conto_economico_of_a_chamber_is_in_euro(report_on: ReportOn) -> None:
    lines = ["Diritto annuale", "Diritti di segreteria", "Proventi da gestione di beni", "Personale", "Funzionamento"]
    lines += ["Interventi economici", "Ammortamenti e accantonamenti", "Totale oneri correnti (B)"]
    rows = [["Voce", "2020", "2021"], *[[line, f"{n}.204", f"{n}.310"] for n, line in enumerate(lines, 1)]]
    assert {unit for _, unit, _ in figures(report_on(table_of(rows)), 1)} == {"EUR"}


@pytest.mark.parametrize(("said", "unit"), [("(in euro)", "EUR"), ("(in migliaia di euro)", None), ("", None)])
def test_accounts_are_in_euro_where_all_other_tables_are(report_on: ReportOn, said: str, unit: str | None) -> None:
    """In a document that counts in thousands elsewhere, what a table without a word of it counts in is not known."""
    drawing = table_of([["Voce", f"2021 {said}"], ["Personale", "7.100"], ["Organi", "2.400"]])
    staff = [["Categoria", "2021"], ["Dirigenti", "1.204"], ["Impiegati", "2.310"]]
    for rows, y in ((FUNDS, 300), (staff, 450)):
        drawing.grid(72, y, [180, 90, 90][: len(rows[0])], rows, align="lrr"[: len(rows[0])], bold_rows=1)
    units = [{c.unit for c in table.cells if c.value is not None} for table in report_on(drawing).tables]
    assert units == [{"EUR"} if said else {None}, {unit}, {None}]


def test_a_line_over_one_table_says_nothing_of_marks_in_another(report_on: ReportOn) -> None:
    drawing = (
        Drawing()
        .text(72, 60, "Costi dei servizi", bold=True, size=9)
        .text(432, 74, "(importi in unità di euro)", size=8, align="r")
    )
    drawing.grid(72, 80, [180, 90, 90], [["Voce", "2020", "2021"], ["Personale", "7.100", "7.300"], ["Organi", "2.400", "2.100"]],
                 align="lrr", bold_rows=1)  # fmt: skip
    drawing.text(72, 240, "Giudizio degli utenti", bold=True, size=9)
    drawing.grid(72, 250, [180, 90, 90], [["Sportello", "Media", "Risposte"], ["Sede", "4,46", "528"], ["Sito", "3,48", "265"]],
                 align="lrr", bold_rows=1)  # fmt: skip
    costs, marks = report_on(drawing).tables
    assert (costs.title, marks.title) == ("Costi dei servizi", "Giudizio degli utenti")
    assert [{c.unit for c in table.cells if c.value is not None} for table in (costs, marks)] == [{"EUR"}, {None}]


def test_the_line_over_the_last_table_of_a_page_says_nothing_of_the_next_page(report_on: ReportOn) -> None:
    drawing = Drawing().text(72, 60, "Costi dei servizi", bold=True, size=9).text(72, 74, "(importi in euro)", size=8)
    rows = [["Voce", "2020", "2021"], ["Personale", "7.100", "7.300"], ["Organi", "2.400", "2.100"]]
    drawing.grid(72, 80, [180, 90, 90], rows, align="lrr", bold_rows=1).page()
    drawing.text(72, 60, "Giudizio degli utenti", bold=True, size=9)
    rows = [["Sportello", "Media", "Risposte"], ["Sede", "4,46", "528"], ["Sito", "3,48", "265"]]
    report = report_on(drawing.grid(72, 80, [180, 90, 90], rows, align="lrr", bold_rows=1))
    assert [{c.unit for c in table.cells if c.value is not None} for table in report.tables] == [{"EUR"}, {None}]


def test_vehicles_and_other_goods_are_accounts(report_on: ReportOn) -> None:
    drawing = table_of([["Voce", "2021 (in euro)"], ["Personale", "7.100"], ["Organi", "2.400"]])
    rows = [
        ["", "Inizio", "Fine"],
        ["Automezzi", "31.548", "34.234"],
        ["Altri beni", "9.701", "8.812"],
        ["Totale", "41.249", "43.046"],
    ]
    drawing.grid(72, 300, [180, 90, 90], rows, align="lrr", bold_rows=1)
    assert [{c.unit for c in table.cells if c.value is not None} for table in report_on(drawing).tables] == [{"EUR"}] * 2


STAFF = [
    ["Categoria", "Tempo indeterminato", "", "Tempo determinato", "", "Totale"],
    ["", "Uomini", "Donne", "Uomini", "Donne", ""],
    ["Dirigenti", "6", "9", "3", "2", "20"],
    ["Funzionari", "15", "9", "4", "7", "35"],
    ["Istruttori", "41", "45", "3", "4", "93"],
    ["Operatori", "16", "18", "9", "7", "50"],
    ["Totale", "78", "81", "19", "20", "198"],
]


def test_persons_by_sex_are_counted_and_a_wrong_total_of_all_is_located(report_on: ReportOn) -> None:
    def drawn(total: str) -> Drawing:
        rows = [*STAFF[:-1], [*STAFF[-1][:-1], total]]
        drawing = Drawing((842, 595)).text(40, 60, "Dotazione organica (valori in euro)", bold=True)
        spans = {(0, 1): (1, 2), (0, 3): (1, 2)}
        return drawing.grid(40, 75, [160, *[90] * 5], rows, bold_rows=2, align="lrrrrr", spans=spans)

    report = report_on(drawn("198"))
    assert {(fact.unit, fact.measure) for fact in report.facts} == {(None, "count")}
    (finding,) = [f for f in report_on(drawn("798")).findings if f.severity == "error"]
    assert (finding.printed_text, str(finding.suggested_value), finding.verdict) == ("798", "198", "located")


def test_the_total_of_amounts_beside_numbered_rows_is_an_amount(report_on: ReportOn) -> None:
    rows = [
        ["N.", "Missione", "Spese correnti", "Spese in conto capitale", "Totale"],
        ["01", "Servizi istituzionali", "177.589,72", "20.410,28", "198.000,00"],
        ["04", "Istruzione", "91.250,00", "8.750,00", "100.000,00"],
    ]
    report = report_on(Drawing((842, 595)).grid(40, 75, [40, 200, 110, 130, 110], rows, bold_rows=1, align="llrrr"))
    assert {(fact.unit, fact.measure) for fact in report.facts} == {("EUR", "amount")}


@pytest.mark.parametrize(
    "heading",
    [
        *("Unità", "Quantità", "Durata (anni)", "Superficie (mq)", "Rifiuti (t)", "Interventi n."),
        *("Num. atti", "Età media", "Q.tà"),
    ],
)
def test_what_is_counted_is_no_money_where_amounts_are_in_euro(report_on: ReportOn, heading: str) -> None:
    rows = [
        ["Ufficio", heading, "Spesa"],
        ["Anagrafe", "1.250", "12.350"],
        ["Tributi", "980", "9.118"],
        ["Scuola", "3.412", "187.904"],
    ]
    report = report_on(table_of(rows, caption="Importi in euro"))
    assert [{unit for _, unit, _ in figures(report, column)} for column in (1, 2)] == [{None}, {"EUR"}]


@pytest.mark.parametrize("heading", ["Interventi", "Rate", "Pratiche evase", "Regione"])
@pytest.mark.parametrize("cents", ["", ",50"])
def test_what_adds_up_with_amounts_is_money_whatever_its_heading(report_on: ReportOn, heading: str, cents: str) -> None:
    rows = [
        ["Ufficio", heading, "Personale", "Totale"],
        ["Anagrafe", "1.250", f"12.350{cents}", f"13.600{cents}"],
        ["Tributi", "980", f"9.118{cents}", f"10.098{cents}"],
        ["Scuola", "3.412", f"187.904{cents}", f"191.316{cents}"],
    ]
    report = report_on(table_of(rows, caption="(importi in euro)"))
    assert {unit for column in (1, 2, 3) for _, unit, _ in figures(report, column)} == {"EUR"}


@pytest.mark.parametrize(
    "label", ["Imprese", "Studenti: tasse", "Corsi organizzati", "Autonomia scolastica", "Quota % dello Stato"]
)
def test_rows_that_add_up_with_amounts_are_in_their_scale(report_on: ReportOn, label: str) -> None:
    rows = [["Voce", "2023"], [label, "345"], ["Enti pubblici", "4.310"], ["Totale", "4.655"]]
    report = report_on(table_of(rows, caption="(in migliaia di euro)"))
    assert [figure[1:] for figure in figures(report, 1)] == [("EUR", 1000)] * 3


def told_of(report: Report) -> list[str]:
    """The names that `UNIT-4` gives."""
    return [name for f in report.findings if f.rule == "UNIT-4" for name in re.findall("«(.*?)»", f.message)]


@pytest.mark.parametrize(
    ("heading", "told"),
    [("Interventi", False), ("Corsi di formazione", False), ("Iscritti 2023", False), ("Titolo", False), ("Morosi", True)],
)
def test_whole_numbers_among_cents_are_no_money_if_no_sum_joins_them(report_on: ReportOn, heading: str, told: bool) -> None:
    rows = [
        ["Ufficio", heading, "Entrate", "Spese"],
        ["Anagrafe", "1.250", "12.350,50", "9.118,40"],
        ["Tributi", "980", "9.118,25", "8.204,10"],
        ["Scuola", "3.412", "187.904,00", "161.316,75"],
    ]
    report = report_on(table_of(rows, caption="(importi in euro)"))
    assert [{unit for _, unit, _ in figures(report, column)} for column in (1, 2, 3)] == [{None}, {"EUR"}, {"EUR"}]
    assert told_of(report) == [heading] * told


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Iniziale", ("1.250", "980", "3.412")),
        ("2022", ("1.250", "980", "3.412")),
        ("Contributi a imprese", ("1.250", "980", "3.412")),
        ("Comune", ("12.000", "8.500", "150.000")),
    ],
)
def test_whole_numbers_among_cents_are_money_by_their_name_or_if_they_are_rounded(
    report_on: ReportOn, heading: str, values: Sequence[str]
) -> None:
    amounts = zip(("Anagrafe", "Tributi", "Scuola"), values, ("12.350,50", "9.118,25", "187.904,00"), strict=True)
    report = report_on(table_of([["Ufficio", heading, "Spese"], *map(list, amounts)], caption="(importi in euro)"))
    assert {unit for column in (1, 2) for _, unit, _ in figures(report, column)} == {"EUR"}
    assert told_of(report) == []


@pytest.mark.parametrize("scale", ["(importi in euro)", "(in migliaia di euro)"])
def test_what_is_counted_beside_whole_amounts_is_told(report_on: ReportOn, scale: str) -> None:
    rows = [
        ["Servizio", "Interventi", "Spesa"],
        ["Verde", "412", "118.340"],
        ["Strade", "188", "412.118"],
        ["Luce", "96", "4.350"],
    ]
    report = report_on(table_of(rows, caption=scale))
    assert [figure[1:] for figure in figures(report, 1)] == [(None, 1)] * 3
    assert told_of(report) == ["Interventi"]


@pytest.mark.parametrize("caption", ["", "(importi in euro)"])
def test_enterprises_are_counted_where_nothing_says_euro_of_them(report_on: ReportOn, caption: str) -> None:
    rows = [["Settore", "Imprese", "Aperte"], ["Commercio", "1.204", "412"], ["Servizi", "988", "96"]]
    report = report_on(table_of(rows, caption))
    measures = [cell.measure for cell in report.tables[0].cells if cell.column == 1 and cell.value]
    assert measures == (["amount"] if caption else ["count"]) * 2


@pytest.mark.parametrize("heading", ["Mezzi propri", "Soci c/versamenti", "Fatture da emettere"])
def test_whole_numbers_among_cents_under_a_name_of_accounts_are_no_count(report_on: ReportOn, heading: str) -> None:
    rows = [["Opera", heading, "Mutuo"], ["Scuola", "118.204", "412.350,50"], ["Strada", "88.350", "96.118,00"]]
    report = report_on(table_of([*rows, ["Ponte", "12.118", "75.204,20"]], caption="(importi in euro)"))
    assert all(unit == "EUR" for _, unit, _ in figures(report, 1)) or told_of(report) == [heading]


@pytest.mark.parametrize(
    ("head", "label"),
    [
        (["Uscite", "2024", "2023"], "Convegni"),
        (["Area", "Spesa 2024", "Spesa 2023"], "Minori"),
        (["Voce", "2024", "2023"], "Fatture da ricevere"),
        (["Voce", "2024", "2023"], "Soci c/versamenti"),
        (["Voce", "2024", "2023"], "Azioni"),
        (["Voce", "2024", "2023"], "Minori trasferimenti"),
        (["Programma", "Previsioni", "Consuntivo"], "Interventi per gli anziani"),
    ],
)
def test_whole_amounts_of_what_accounts_name_are_money_though_no_sum_joins_them(
    report_on: ReportOn, head: list[str], label: str
) -> None:
    rows = [head, [label, "12.350", "11.204"], ["Spese generali", "41.204", "38.118"]]
    report = report_on(table_of(rows, caption="(importi in euro)"))
    assert ({unit for column in (1, 2) for _, unit, _ in figures(report, column)}, told_of(report)) == ({"EUR"}, [])


def test_whole_amounts_among_some_that_lost_the_zeros_of_their_cents_are_money(report_on: ReportOn) -> None:
    rows = [["Voce", "2024"], ["Cancelleria", "1.204"], ["Utenze", "1.118,55"], ["Pulizie", "918,25"], ["Postali", "412,1"]]
    report = report_on(table_of([*rows, ["Affitto", "9.118,21"]], caption="(importi in euro)"))
    assert ({unit for _, unit, _ in figures(report, 1)}, told_of(report)) == ({"EUR"}, [])


@pytest.mark.parametrize(("largest", "told"), [("3.412", False), ("412.350", True)])
def test_what_may_be_paid_to_those_whom_a_column_names_is_told(report_on: ReportOn, largest: str, told: bool) -> None:
    rows = [["Sede", "Persone giuridiche", "Spese"], ["Nord", "1.251", "12.350,50"], ["Sud", "988", "9.118,25"]]
    report = report_on(table_of([*rows, ["Isole", largest, "187.904,00"]], caption="(importi in euro)"))
    assert told_of(report) == ["Persone giuridiche"] * told


def test_a_table_in_euro_that_only_counts_is_believed_unless_more_is_meant(report_on: ReportOn) -> None:
    rows = [["Anno", "Imprese", "Famiglie"], ["2022", "41.204", "18.118"], ["2023", "38.412", "21.350"]]
    report = report_on(table_of(rows, caption="Contributi erogati (importi in euro)"))
    assert ({unit for column in (1, 2) for _, unit, _ in figures(report, column)}, told_of(report)) == ({"EUR"}, [])
    rows = [["Sede", "Corsi", "Eventi"], ["Nord", "1.204", "118"], ["Sud", "412", "350"]]
    report = report_on(table_of(rows, prose="Gli importi delle tabelle sono espressi in migliaia di euro."))
    assert {figure[1:] for column in (1, 2) for figure in figures(report, column)} == {(None, 1)}
    assert told_of(report) == ["Corsi", "Eventi"]


def test_the_total_of_what_is_counted_is_counted_and_years_may_be_mixed(report_on: ReportOn) -> None:
    def drawn(rows: list[list[str]]) -> Drawing:
        drawing = Drawing((842, 595)).text(72, 114, "Importi in euro")
        return drawing.grid(72, 124, [90] * len(rows[0]), rows, align="l" + "r" * (len(rows[0]) - 1), bold_rows=1)

    rows = [["Sede", "Corsi", "Eventi", "Totale", "Costo"], ["Nord", "12", "4", "16", "41.204,50"]]
    rows += [["Sud", "8", "3", "11", "28.118,00"], ["Isole", "3", "1", "4", "9.412,75"]]
    report = report_on(drawn(rows))
    assert [{unit for _, unit, _ in figures(report, column)} for column in (1, 2, 3, 4)] == [{None}] * 3 + [{"EUR"}]
    rows = [["Area", "Corsi 2022", "Corsi 2023", "Spese 2022", "Spese 2023", "Totale 2022", "Totale 2023"]]
    rows += [["Nord", "412", "318", "1.204,50", "1.350,20", "1.616,50", "1.668,20"]]
    rows += [["Sud", "318", "204", "918,10", "812,30", "1.236,10", "1.016,30"]]
    rows += [["Isole", "96", "88", "412,20", "318,40", "508,20", "406,40"]]
    report = report_on(
        Drawing((842, 595)).text(72, 114, "Importi in euro").grid(72, 124, [90] * 7, rows, align="lrrrrrr", bold_rows=1)
    )
    assert {unit for column in range(1, 7) for _, unit, _ in figures(report, column)} == {"EUR"}


@pytest.mark.parametrize(
    ("label", "amounts", "unit"),
    [
        ("Utenti del servizio", ("1.250", "980"), None),
        ("Mandati emessi", ("1.251", "980"), None),
        ("Grado di copertura", ("78,40", "77,12"), None),
        ("Contributi a imprese", ("1.250", "980"), "EUR"),
        ("Affitto sala", ("1.200", "900"), "EUR"),
        ("Grado di copertura", ("7.804,40", "7.712,10"), "EUR"),
    ],
)
def test_a_row_of_whole_numbers_or_of_rates_among_cents_is_told_unless_its_name_is_of_money(
    report_on: ReportOn, label: str, amounts: tuple[str, str], unit: str | None
) -> None:
    rows = [["Voce", "2023", "2022"], ["Entrate", "287.904,20", "279.455,60"], [label, *amounts]]
    rows += [["Canoni", "412.350,75", "431.206,10"], ["Rimborsi", "12.118,00", "9.850,50"]]
    report = report_on(table_of(rows))
    assert [figure[1] for figure in figures(report, 1)] == ["EUR", unit, "EUR", "EUR"]
    assert told_of(report) == [label] * (unit is None)


def test_whole_numbers_that_a_total_adds_up_with_cents_are_money(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "2023"],
        ["Quote", "12.350,50"],
        ["Tessere", "645"],
        ["Eventi", "1.251"],
        ["Bar", "918,40"],
        ["Fiere", "204,10"],
    ]
    report = report_on(table_of([*rows, ["Totale", "15.369,00"]]))
    assert ({unit for _, unit, _ in figures(report, 1)}, told_of(report)) == ({"EUR"}, [])


def test_a_record_of_what_is_counted_is_in_no_thousands(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "2022", "Variazione"], ["Valore della produzione", "41.204", "39.118", "2.086"]]
    rows += [["Dipendenti", "112", "98", "14"], ["Utile", "2.792", "1.914", "878"]]
    records = report_on(table_of(rows, caption="(in migliaia di euro)")).records
    assert [(r.label, r.scale) for r in records if isinstance(r, VarianceLine)] == [
        ("Valore della produzione", 1000),
        ("Dipendenti", 1),
        ("Utile", 1000),
    ]


def test_a_row_of_percentages_is_in_no_doubt_for_its_number(report_on: ReportOn) -> None:
    rows = [
        ["ID", "Voce", "2023"],
        ["1,1", "Spese", "41.204"],
        ["1,2", "Incidenza", "52%"],
        ["1,3", "Utile", "918"],
    ]
    assert told_of(report_on(table_of(rows, caption="Importi in euro"))) == []


def test_what_stands_under_a_name_of_money_or_a_heading_of_amounts_is_money(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "2023"],
        ["Contributi a:", ""],
        ["Imprese", "12.350"],
        ["Famiglie", "8.412"],
        ["Spese di gestione", "41.204"],
    ]
    report = report_on(table_of(rows, caption="Importi in euro"))
    assert ({unit for _, unit, _ in figures(report, 1)}, told_of(report)) == ({"EUR"}, [])
    rows = [["Voce", "Importo"], ["Corsi", "12.350"], ["Contributi", "9.204"]]
    report = report_on(table_of(rows, caption="Importi in euro"))
    assert ({unit for _, unit, _ in figures(report, 1)}, told_of(report)) == ({"EUR"}, [])
    rows = [["Voce", "2023"], ["Corsi", "1.204"], ["Contributi", "9.204"]]
    report = report_on(table_of(rows, caption="Importi in euro"))
    assert ([unit for _, unit, _ in figures(report, 1)], told_of(report)) == ([None, "EUR"], ["Corsi"])


def test_amounts_in_cents_are_money_though_their_heading_names_who_they_are_for(report_on: ReportOn) -> None:
    rows = [["Voce", "Dipendenti", "Volontari"], ["Compensi", "12.350,75", "9.118,40"], ["Rimborsi", "187.904,20", "4.118,00"]]
    report = report_on(table_of(rows, caption="Importi in euro"))
    assert {unit for column in (1, 2) for _, unit, _ in figures(report, column)} == {"EUR"}
    rows = [["Voce", "Dipendenti", "Volontari", "Totale"], ["Compensi", "12.350,75", "9.118,40", "21.469,15"]]
    report = report_on(table_of([*rows, ["Rimborsi", "187.904,20", "4.118,00", "192.022,20"]], caption="Importi in euro"))
    assert {unit for column in (1, 2, 3) for _, unit, _ in figures(report, column)} == {"EUR"}


def test_debts_to_staff_are_money_and_those_who_benefit_are_counted(report_on: ReportOn) -> None:
    rows = [["Voce", "Beneficiari", "Costo"], ["Debiti verso dipendenti", "324", "39.287,00"], ["Centro", "54", "10.140,00"]]
    report = report_on(table_of(rows, caption="Importi in euro"))
    assert figures(report, 1) == [("324", None, 1), ("54", None, 1)]
    assert figures(report, 2) == [("39.287,00", "EUR", 1), ("10.140,00", "EUR", 1)]


def test_codes_of_a_table_in_euro_are_no_money(report_on: ReportOn) -> None:
    rows = [["Titolo", "Voce", "2021"], ["10101", "Imposte", "7.100"], ["10104", "Compartecipazioni", "2.400"]]
    report = report_on(table_of(rows, caption="Importi in euro"))
    assert {unit for _, unit, _ in figures(report, 0)} == {None}


@pytest.mark.parametrize("heading", ["Note", "Nota", "Rif. nota"])
def test_numbers_of_notes_are_no_money_and_no_part_of_labels(report_on: ReportOn, heading: str) -> None:
    rows = [["Voce", heading, "2021 (€)"], ["Crediti", "4", "7.100"], ["Debiti", "", "2.400"], ["Fondi", "12", "1.250"]]
    facts = report_on(table_of(rows)).facts
    assert [(fact.label, str(fact.printed_value)) for fact in facts] == [
        ("Crediti", "7100"),
        ("Debiti", "2400"),
        ("Fondi", "1250"),
    ]


def test_tax_codes_are_names_by_their_heading_alone(report_on: ReportOn) -> None:
    rows = [["Beneficiario", "Codice fiscale", "P.IVA", "Quota"], ["Pro loco", "92012340281", "1", "18912340281"]]
    rows += [["Banda", "92045670283", "2", "05"], ["Caritas", "92078900287", "3", "12"]]
    report = report_on(table_of(rows, "Importi in euro"))
    assert [len(figures(report, column)) for column in (1, 2, 3)] == [0, 0, 3]


def test_years_and_codes_are_no_money(report_on: ReportOn) -> None:
    rows = [
        ["Codice", "Intervento", "Anno", "Importo"],
        ["1010", "Palazzo", "2021", "128.350,00"],
        ["1020", "Magazzino", "2022", "98.770,00"],
    ]
    drawing = Drawing().grid(72, 124, [60, 150, 60, 90], rows, align="llrr", bold_rows=1)
    (table,) = report_on(drawing).tables
    cells = {(c.row, c.column): c for c in table.cells}
    assert [(cells[1, c].value, cells[1, c].unit, cells[1, c].measure) for c in (0, 2, 3)] == [
        (None, None, "identifier"),
        (Decimal(2021), None, "year"),
        (Decimal("128350.00"), "EUR", "amount"),
    ]


# ── what is no number ─────────────────────────────────────────────────────────────────────────────────────────────────


def told(report: Report) -> list[tuple[str, str | None]]:
    return [(f.rule, f.printed_text) for f in report.findings if f.rule.startswith("NUM")]


@pytest.mark.parametrize(
    "text",
    [
        *("########", "#DIV/0!", "96.410,00 CR", "BOZZA 96.410,00", "96.Z410,00", "1.234.56", "1,23E+06"),
        *("XXXXX", "***"),
        *("3.206,10 4.206,10", "€ 3.206,10 € 4.206,10", "3.206,10 (L. 6.207.875)", "+4,57% 3.206,10", "cinquecento euro"),
    ],
)
def test_what_is_no_number_in_a_column_of_amounts_is_told(report_on: ReportOn, text: str) -> None:
    rows = [["Voce", "2024"], ["Diritti", "187.904,20"], ["Contributi", text], ["Rimborsi", "1.204,15"]]
    assert told(report_on(table_of(rows))) == [("NUM-1", text)]


def test_an_amount_within_a_long_text_of_a_column_of_amounts_is_told(report_on: ReportOn) -> None:
    text = "Minore spesa € 89.141,16 per rinvio delle attività"
    rows = [["Voce", "2024"], ["Diritti", "187.904,20"], ["Contributi", text], ["Rimborsi", "1.204,15"]]
    assert told(report_on(Drawing().grid(60, 100, [90, 390], rows, align="lr"))) == [("NUM-1", text)]


def test_a_cell_of_several_amounts_with_their_names_is_told_however_long_it_is(report_on: ReportOn) -> None:
    text = "Dettaglio della quota ordinaria 400.350,75 e della quota aggiuntiva 12.000,00"
    rows = [["Voce", "2024"], ["Diritti", "187.904,20"], ["Contributi", text], ["Rimborsi", "1.204,15"]]
    assert told(report_on(Drawing().grid(60, 100, [90, 390], rows, align="lr"))) == [("NUM-1", text)]


def test_a_mark_that_columns_write_differently_is_told_where_it_may_part_thousands_or_decimals(report_on: ReportOn) -> None:
    rows = [["Indice", "2023", "2024"], ["A", "1.250", "2,750"], ["B", "340,5", "1.100"], ["C", "2,5", "12.5"]]
    assert {text for _, text in told(report_on(table_of(rows)))} == {"1.250", "2,750"}


def test_amounts_in_one_cell_behind_their_codes_are_told_though_their_column_has_no_figure(report_on: ReportOn) -> None:
    coded = ["RS 28,72 CP 21,27", "RR 12,30 RC 13,75"]
    rows = [["Voce", "Previsioni", "Riscossioni"], ["TOTALE GENERALE", *coded], ["Avanzo di cui art. 12 CP 1", "", "TR 2024 A"]]
    assert told(report_on(table_of(rows))) == [("NUM-1", text) for text in coded]


@pytest.mark.parametrize(
    ("labels", "found"), [("%s 1.412,00", True), ("Legge 12 %s 1.412,00", False), ("%s", False), ("1.412,00RR", True)]
)
def test_a_column_of_labels_that_end_in_amounts_or_of_amounts_that_run_into_signs_is_told(
    report_on: ReportOn, labels: str, found: bool
) -> None:
    names = [labels.replace("%s", name) for name in ("Diritti", "Contributi", "Rimborsi", "Altri")]
    rows = [
        ["Voce", "2024"],
        *([name, amount] for name, amount in zip(names, ("1,00", "20,00", "1.300,00", "4,50"), strict=True)),
    ]
    assert told(report_on(table_of(rows))) == ([("NUM-2", names[0])] if found else [])


@pytest.mark.parametrize(("text", "told_of"), [("- 1 -", []), ("- 2 -", [("NUM-1", "- 2 -")])])
def test_the_number_of_its_page_is_no_figure(report_on: ReportOn, text: str, told_of: list[tuple[str, str]]) -> None:
    rows = [["Voce", "2024"], ["Diritti", "187.904,20"], ["Resi", "1.204,15"], ["Altri", "12,00"], ["", text]]
    assert told(report_on(table_of(rows))) == told_of


@pytest.mark.parametrize("dots", ["…", "..."])
def test_a_column_of_figures_cut_off_with_dots_is_told(report_on: ReportOn, dots: str) -> None:
    rows = [["Voce", "2024"], *([name, text + dots] for name, text in (("Diritti", "41"), ("Resi", "18"), ("Altri", "1.2")))]
    assert told(report_on(table_of(rows))) == [("NUM-2", f"41{dots}")]


def test_a_column_of_amounts_in_words_is_told(report_on: ReportOn) -> None:
    rows = [["Voce", "Importo"], ["Diritti", "duemila"], ["Resi", "milleduecento/50"], ["Altri", "un milione"]]
    assert told(report_on(table_of(rows))) == [("NUM-2", "duemila")]


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("max 1.250,00", True), ("< 1.250,00", True), ("n. 15", True), ("1,2M", True), ("12 per cento", True),
        ("31.12.2024", False), ("5.", False), ("vedi nota", False), ("vedi nota 3", False), ("n.d. (1)", False),
        ("Consuntivo 2023", False), ("art. 6", False), ("31/12/24", False), ("3° trim.", False),
    ],
)  # fmt: skip
def test_what_has_digits_among_amounts_and_is_none_is_told(report_on: ReportOn, text: str, is_told: bool) -> None:
    rows = [["Voce", "2024"], ["Diritti", "187.904,20"], ["Resi", "1.204,15"], ["Altri", text], ["Fitti", "960,40"]]
    report = report_on(table_of(rows))
    assert told(report) == [("NUM-1", text)] * is_told
    assert text not in [figure[0] for figure in figures(report, 1)]


def test_bounds_among_counts_are_told_and_those_of_a_column_of_bounds_are_read(report_on: ReportOn) -> None:
    rows = [["Parametro", "2024", "Limite"], ["Arsenico", "< 5", "< 10"], ["Cloruri", "118", "< 250"], ["Sodio", "82", "< 200"]]
    report = report_on(table_of(rows))
    assert told(report) == [("NUM-1", "< 5")]
    assert [figure[0] for figure in figures(report, 2)] == ["< 10", "< 250", "< 200"]


def test_aims_may_be_bounds(report_on: ReportOn) -> None:
    rows = [["Indicatore", "Target 2024", "Risultato"], ["Incontri", ">= 3", "4"], ["Corsi", "10", "12"], ["Servizi", "2", "2"]]
    report = report_on(table_of(rows))
    assert told(report) == []
    assert [figure[0] for figure in figures(report, 1)] == [">= 3", "10", "2"]


@pytest.mark.parametrize("texts", [["8.30 / 12.30", "9.00 / 12.00"], ["12, 13, 14", "15, 16"]])
def test_few_times_or_lists_are_not_told(report_on: ReportOn, texts: list[str]) -> None:
    rows = [["Sede", "Mattina", "Canone"], *([f"Sede {i}", text, "1.250,00"] for i, text in enumerate(texts))]
    assert told(report_on(table_of(rows))) == []


@pytest.mark.parametrize("texts", [["2,5‰"], ["2,5‰", "1,2‰"], ["CHF 2.500,00", "$ 900,00"], ["412,30 / 398,10"]])
def test_a_column_of_few_rows_of_which_no_figure_was_read_is_told(report_on: ReportOn, texts: list[str]) -> None:
    rows = [["Voce", "2024", "2023"], *([f"Voce {i}", text, "1.250,00"] for i, text in enumerate(texts))]
    assert [text for _, text in told(report_on(table_of(rows)))] == texts[:1]


def test_a_column_of_which_no_figure_was_read_is_one_finding(report_on: ReportOn) -> None:
    rows = [["Voce", "2024"], ["Diritti", "1 87.904,20"], ["Contributi", "9 6.410,00"], ["Rimborsi", "1 1.204,15"]]
    report = report_on(table_of(rows))
    assert told(report) == [("NUM-2", "1 87.904,20")]
    (finding,) = report.findings
    assert finding.message.startswith("3 of the 3 figures of the column «2024» could not be read: «1 87.904,20», for one,")
    assert finding.message_it.startswith("3 delle 3 cifre della colonna «2024» non si sono potute leggere")


@pytest.mark.parametrize(
    "texts",
    [
        ("12", "14/A", "16"),
        ("1", "2.1.3", "4"),
        ("3", "4, 5", "6"),
        ("n.d.", "12", "-"),
        ("0583 976.614", "0583 976.615", "06 1.234"),
    ],
)
def test_house_numbers_versions_and_lists_are_no_warnings(report_on: ReportOn, texts: Sequence[str]) -> None:
    rows = [["Sede", "Dato"], *([name, text] for name, text in zip(("Nord", "Centro", "Sud"), texts, strict=True))]
    assert told(report_on(table_of(rows))) == []


def test_places_of_an_outline_before_the_names_of_lines_are_no_amounts(report_on: ReportOn) -> None:
    rows = [[code, name, "1.412,00"] for code, name in (("1.1.001", "Diritti"), ("1.2.014", "Resi"), ("3.001", "Altri"))]
    report = report_on(table_of([["", "Voce", "2024"], *rows]))
    assert told(report) == []
    assert {fact.best_value for fact in report.facts} == {Decimal(1412)}


@pytest.mark.parametrize("texts", [(".75", ".10", ".35"), (": 412,75", ": 87,20", ": 96,00"), ("«412,75»", "«87,20»", "«96,00»")])
def test_a_column_of_amounts_that_other_signs_stand_beside_is_told(report_on: ReportOn, texts: Sequence[str]) -> None:
    rows = [["Voce", "2024"], *([name, text] for name, text in zip(("Diritti", "Resi", "Altri"), texts, strict=True))]
    assert told(report_on(table_of(rows))) == [("NUM-2", texts[0])]


@pytest.mark.parametrize(("heads", "told_of"), [(("", "", "", ""), [("NUM-2", "4")]), (("Sì", "No", "Bis", "Mai"), [])])
def test_digits_boxed_one_by_one_are_told(report_on: ReportOn, heads: tuple[str, ...], told_of: list[tuple[str, str]]) -> None:
    rows = [["Voce", *heads], ["Diritti", *"4123"], ["Segreteria", *"1879"], ["Contributi", *"9641"]]
    report = report_on(Drawing().grid(72, 124, [150, 16, 16, 16, 16], rows, align="lcccc", bold_rows=1))
    assert told(report) == told_of
    assert any(cell.value is not None for cell in report.tables[0].cells) is not bool(told_of)


@pytest.mark.parametrize(("inner", "told_of"), [("086", [("NUM-2", "316")]), ("861", [])])
def test_groups_of_digits_boxed_one_by_one_are_told(report_on: ReportOn, inner: str, told_of: list[tuple[str, str]]) -> None:
    rows = [
        ["Voce", "", "", ""],
        ["Diritti", "316", "568", "28"],
        ["Segreteria", "282", inner, "85"],
        ["Contributi", "333", "727", "72"],
    ]
    assert told(report_on(Drawing().grid(72, 124, [150, 30, 30, 30], rows, align="lccc", bold_rows=1))) == told_of


@pytest.mark.parametrize(("heading", "found"), [("Tasso", []), ("Importo", [("NUM-1", "27,70 - 28,00")])])
def test_one_range_among_rates_is_not_told(report_on: ReportOn, heading: str, found: list[tuple[str, str]]) -> None:
    rows = [["Voce", heading], ["Diritti", "27,50"], ["Contributi", "27,70 - 28,00"], ["Rimborsi", "120,15"]]
    assert told(report_on(table_of(rows))) == found


def test_a_column_of_ranges_is_not_told(report_on: ReportOn) -> None:
    ranges = ["0,00 – 500,00", "500,01 – 900,00", "900,01 – 999,00"]
    rows = [["Fascia", "Reddito", "Quota"], *([f"Fascia {i}", text, f"1{i}.500,00"] for i, text in enumerate(ranges))]
    assert told(report_on(table_of(rows))) == []


def test_amounts_of_two_columns_in_one_cell_are_told(report_on: ReportOn) -> None:
    rows = [["Voce", "2024"], ["Diritti", "234,00 - 67,00"], ["Resi", "310,20 - 118,40"], ["Altri", "118,40 - 210,00"]]
    assert told(report_on(table_of(rows))) == [("NUM-2", "234,00 - 67,00")]


def test_a_table_in_english_adds_up(report_on: ReportOn) -> None:
    rows = [["County", "Voters"], ["Adams", "1,453"], ["Baker", "855"], ["Clark", "2,904"], ["Total", "5,212"]]
    report = report_on(table_of(rows))
    assert [c.value for c in report.tables[0].cells if c.column == 1 and c.value] == [1453, 855, 2904, 5212]
    assert (report.findings, {check.result for check in report.checks}) == ((), {"holds"})


# ── cents and spaces ──────────────────────────────────────────────────────────────────────────────────────────────────

CENTS = (("412.350", "75"), ("187.904", "20"), ("23.118", "05"))


@pytest.mark.parametrize("comma", ["", ","])
def test_cents_set_high_are_cents(report_on: ReportOn, comma: str) -> None:
    drawing = Drawing().grid(72, 100, [150, 110], [["Voce", "2024"], *([f"Voce {i}", ""] for i in range(3))], height=16)
    for i, (whole, cents) in enumerate(CENTS):
        y = 100 + 16 * (i + 1) + 11
        drawing.text(310, y, whole + comma, size=9, align="r").text(310.4, y - 3, cents, size=5.5)
    assert [text for text, _, _ in figures(report_on(drawing), 1)] == ["412.350,75", "187.904,20", "23.118,05"]


@pytest.mark.parametrize("spacing", [2.3, 3.0, 4.5])
def test_figures_spaced_out_are_figures(report_on: ReportOn, spacing: float) -> None:
    drawing = Drawing().grid(72, 100, [150, 140], [["Voce", "2024"], *([f"Voce {i}", ""] for i in range(3))], height=16)
    for i, text in enumerate(("412.350,75", "-8.448,60", "1.204,15")):
        drawing.text(355, 100 + 16 * (i + 1) + 11, text, size=9, align="r", spacing=spacing)
    assert [text for text, _, _ in figures(report_on(drawing), 1)] == ["412.350,75", "-8.448,60", "1.204,15"]


def test_single_digits_side_by_side_stay_apart(report_on: ReportOn) -> None:
    drawing = Drawing().grid(72, 100, [150, 140], [["Voce", "Voti"], ["Prova", ""]], height=16)
    drawing.text(300, 127, "4123", size=9, spacing=4)
    (table,) = report_on(drawing).tables
    assert [c.text for c in table.cells if c.row == 1] == ["Prova", "4 1 2 3"]


def test_records_hold_amounts_of_one_scale_and_the_others_are_told(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "2023 (€/000)", "2024 (€)", "Differenza (€)"],
        ["Personale", "431", "428.350", "-2.650"],
        ["Funzionamento", "1.204", "1.198.770", "-5.230"],
        ["Interventi", "96", "104.875", "8.875"],
    ]
    report = report_on(table_of(rows))
    lines = [record for record in report.records if isinstance(record, VarianceLine)]
    assert [(line.scale, line.prior_amount, line.current_amount and line.current_amount.value) for line in lines] == [
        (1, None, Decimal(428350)), (1, None, Decimal(1198770)), (1, None, Decimal(104875)),
    ]  # fmt: skip
    assert [(f.severity, f.rule, f.printed_text) for f in report.findings] == [("warning", "UNIT-1", "431")]


@pytest.mark.parametrize(
    ("here", "caption", "there", "apart"),
    [
        ("736.670,70", "Valori in migliaia di euro", "736.670,70", True),
        ("736.670,70", "Valori in migliaia di euro", "737", False),
        ("736.670.700", "Valori in euro", "736.671", True),
        ("736.670,70", "Valori in euro", "736.671", False),
    ],
)
def test_totals_whose_tables_scales_cannot_both_be_are_told(
    report_on: ReportOn, here: str, caption: str, there: str, apart: bool
) -> None:
    drawing = Drawing().text(72, 90, "Valori in euro", size=9)
    for top, line, total in ((100, "Diritti", here), (300, "Gestione", there)):
        rows = [["Voce", "2023", "2024"], [line, "12,10", "14,25"], ["Totale proventi correnti", "1,00", total]]
        drawing.grid(72, top, [180, 90, 90], rows, align="lrr", bold_rows=1)
    drawing.text(72, 290, caption, size=9)
    assert [f.rule for f in report_on(drawing).findings if f.rule.startswith("UNIT")] == (["UNIT-2"] if apart else [])


def test_a_column_whose_figures_all_have_a_side_is_told(report_on: ReportOn) -> None:
    rows = [["Conto", "Saldo"], ["Cassa", "1.250,00 DR"], ["Banca", "87.310,20 CR"], ["Fornitori", "9.118,40 CR"]]
    assert told(report_on(table_of(rows))) == [("NUM-2", "1.250,00 DR")]


def test_a_column_whose_figures_all_have_a_side_is_told_without_rules(report_on: ReportOn) -> None:
    rows = [["Conto", "2023", "2024"], ["Cassa", "1.250,00 D", "960,40 A"], ["Banca", "87.310,20 A", "12.118,40 D"]]
    rows += [["Fornitori", "9.118,40 A", "7.204,15 A"], ["Erario", "4.310,25 D", "3.118,00 A"]]
    report = report_on(Drawing().aligned(110, [(72, "l"), (300, "r"), (400, "r")], rows))
    assert told(report) == [("NUM-2", "1.250,00 D"), ("NUM-2", "960,40 A")]


@pytest.mark.parametrize(
    "texts",
    [
        ("L. 798.422", "L. 12.350", "L. 9.118"),
        ("$ 910.00", "$ 1,250.50", "£ 80"),
        ("+1,2 p.p.", "-0,4 p.p.", "+3 punti percentuali"),
    ],
)
def test_a_column_in_another_unit_is_told(report_on: ReportOn, texts: Sequence[str]) -> None:
    names = zip(("Diritti", "Resi", "Altri"), texts, ("412,35", "6,37", "4.118,20"), strict=True)
    assert told(report_on(table_of([["Voce", "Prima", "Ora"], *map(list, names)]))) == [("NUM-2", texts[0])]


def test_euro_and_cents_in_columns_of_their_own_are_told_and_not_added_up(report_on: ReportOn) -> None:
    rows = [["Voce", "euro", "cent."], ["Diritti", "1.250", "75"], ["Resi", "310", "40"], ["Altri", "9.118", "85"]]
    rows.append(["Totale", "10.680", "00"])
    assert told(report_on(table_of(rows))) == [("NUM-2", "1.250")]


def test_running_sums_under_a_heading_that_may_number_the_rows_are_amounts(report_on: ReportOn) -> None:
    rows = [["Voce", "Importo", "Progressivo"], ["Diritti", "1.250,75", "1.250,75"], ["Resi", "310,40", "1.561,15"]]
    assert figures(report_on(table_of(rows)), 2) == [("1.250,75", "EUR", 1), ("1.561,15", "EUR", 1)]


def test_figures_in_parts_of_a_thousand_are_told(report_on: ReportOn) -> None:
    rows = [["Voce", "2024", "Quota"], *(["Diritti", "1.250,75", "2,3‰"], ["Resi", "310,40", "1,0‰"], ["Altri", "80,10", "4‰"])]
    assert told(report_on(table_of(rows))) == [("NUM-2", "2,3‰")]


def test_notes_that_speak_of_amounts_are_not_told(report_on: ReportOn) -> None:
    rows = [["Voce", "Nota"], ["Diritti", "quota di 1.250,00"], ["Resi", "circa 87.310,20"], ["Altri", "pari a 9.118,40"]]
    assert told(report_on(table_of(rows))) == []


TRUE = {
    "Diritto annuale": (1018420, 2506310), "Diritti di segreteria": (2302870, 566540), "Contributi": (1572130, 3861660),
    "Proventi da servizi": (2553480, 2008450), "Interessi": (2643760, 2456220), "Altri proventi": (3532640, 1988440),
}  # fmt: skip


def rounded(to: int, slip: int = 0) -> Drawing:
    """A table of two years and their differences, each figure rounded and printed with its zeros; one has slipped."""
    lines = [*TRUE.items(), ("Totale proventi", tuple(map(sum, zip(*TRUE.values(), strict=True))))]
    rows = [["Voce", "2023", "2024", "Differenza"]]
    for label, (prior, current) in lines:
        figures = [(value + to // 2) // to * to for value in (prior, current, current - prior)]
        figures[2] += slip if label == "Interessi" else 0
        rows.append([label, *(f"{figure:,}".replace(",", ".") for figure in figures)])
    return Drawing().grid(72, 100, [150, 90, 90, 90], rows, align="lrrr", bold_rows=1)


@pytest.mark.parametrize("to", [100, 1000])
def test_amounts_rounded_to_hundreds_or_thousands_differ_by_the_rounding(report_on: ReportOn, to: int) -> None:
    report = report_on(rounded(to))
    assert "within_rounding" in {check.result for check in report.checks}
    assert not report.findings


@pytest.mark.parametrize("to", [100, 1000])
def test_a_slip_in_rounded_amounts_is_an_error(report_on: ReportOn, to: int) -> None:
    (found,) = report_on(rounded(to, slip=9 * to)).findings
    assert (found.severity, found.row, found.column) == ("error", 5, 3)


@pytest.mark.parametrize("to", [10, 1000])
def test_a_column_may_be_rounded_beside_others_that_are_not(report_on: ReportOn, to: int) -> None:
    lines = [(f"Regione {i}", 21_347 * i + 1_111, 10_000 + i * i * 7_907 % 80_000) for i in range(1, 13)]
    lines.append(("Totale", sum(line[1] for line in lines), sum(line[2] for line in lines)))
    rows = [["Voce", "2023", "Previsione 2024"]]
    rows += [
        [label, f"{actual:,}".replace(",", "."), f"{round(plan / to) * to:,}".replace(",", ".")] for label, actual, plan in lines
    ]
    report = report_on(Drawing().grid(72, 100, [150, 90, 90], rows, align="lrr", bold_rows=1))
    assert "within_rounding" in {check.result for check in report.checks}
    assert not report.findings


def test_round_amounts_beside_others_are_exact(report_on: ReportOn) -> None:
    rows = [["Voce", "Preventivo 2024", "Consuntivo 2024", "Differenza"]]
    for label, (budget, outturn) in TRUE.items():
        rows.append([label, f"{budget // 1000 * 1000:,}", f"{outturn + 7:,}", f"{outturn + 7 - budget // 1000 * 1000:,}"])
    rows[2][3] = f"{int(rows[2][3].replace(',', '')) + 100:,}"
    rows = [[text.replace(",", ".") for text in row] for row in rows]
    report = report_on(Drawing().grid(72, 100, [150, 90, 90, 90], rows, align="lrrr", bold_rows=1))
    assert [found.row for found in report.findings] == [2]


def test_shares_with_two_decimals_over_large_whole_numbers_are_no_money(report_on: ReportOn) -> None:
    rows = [["Voce", "Media"], ["Occupati", "0,57"], ["Pensionati", "0,28"], ["Studenti", "0,15"], ["Abitanti", "384.198"]]
    report = report_on(Drawing().grid(60, 100, [140, 80], rows, bold_rows=1, align="lr"))
    assert {f.unit for f in report.facts} == {None}


@pytest.mark.parametrize(("wrapped", "found"), [(3, [("NUM-2", "92,13%")]), (2, [])])
def test_dashes_over_the_only_figures_of_their_rows_may_be_signs(
    report_on: ReportOn, wrapped: int, found: list[tuple[str, str]]
) -> None:
    names = ("Contributi in conto esercizio", "Rettifica dei contributi", "Ricavi per prestazioni")
    rows = [["Voce", "2023", "2024", "%"]]
    for i, name in enumerate(names):
        below = f"9{i + 2},1{i + 3}%"
        rows.append([f"{i + 1}) {name}", f"1.98{i},31", f"85{i},10", "-" if i < wrapped else f"-{below}"])
        if i < wrapped:
            rows.append(["da altre amministrazioni", "", "", below])
    rows.append(["4) Concorsi e rimborsi", "1.204,15", "1.204,15", "0,00%"])
    assert told(report_on(table_of(rows))) == found


def test_a_column_of_dashes_behind_figures_is_of_zeros(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "Saldo al 31/12/2021", "Incrementi", "Decrementi", "Saldo al 31/12/2022"],
        ["Autovetture", "495.639", "441", "-", "496.080"],
        ["Impianti", "80.621", "9.434", "-", "90.055"],
        ["Mobili", "72.964", "20.981", "-", "93.945"],
    ]
    report = report_on(Drawing((842, 595)).grid(60, 100, [140, 110, 80, 80, 110], rows, bold_rows=1, align="lrrrr"))
    assert [fact.printed_value for fact in report.facts if fact.heading_path == ("Decrementi",)] == [0, 0, 0]


def test_a_sentence_that_amounts_are_in_euro_says_nothing_of_what_a_table_counts(report_on: ReportOn) -> None:
    rows = [["Voce", "2021", "2022", "2023"], ["Visure", "8.787", "8.120", "9.004"], ["Certificati", "1.230", "1.104", "1.377"]]
    report = report_on(table_of(rows, caption="Gli importi sono espressi in euro."))
    assert [figure[:2] for figure in figures(report, 1)] == [("8.787", None), ("1.230", None)]
    rows[0][0] = "Spese"
    report = report_on(table_of(rows, caption="Gli importi sono espressi in euro."))
    assert [figure[:2] for figure in figures(report, 1)] == [("8.787", "EUR"), ("1.230", "EUR")]


@pytest.mark.parametrize("said", ["", "Gli importi delle note sono in migliaia di euro."])
def test_accounts_beside_a_statement_are_in_its_unit_by_law(report_on: ReportOn, said: str) -> None:
    balance = [
        ["ATTIVO", "31/12/2021", "31/12/2020"], ["B) Immobilizzazioni", "9.890", "10.600"],
        ["C) Attivo circolante", "3.110", "2.400"], ["D) Ratei e risconti", "0", "0"], ["Totale attivo", "13.000", "13.000"],
    ]  # fmt: skip
    notes = [["Spese", "2021", "2020"], ["Utenze", "8.787", "8.120"], ["Pulizie", "1.230", "1.104"]]
    drawing = Drawing().text(72, 60, "Stato patrimoniale", bold=True, size=12)
    drawing.grid(72, 80, [180, 90, 90], balance, align="lrr", bold_rows=1)
    drawing.text(72, 240, "Nota integrativa", bold=True, size=12).text(72, 262, said)
    counts = [["Voce", "2021", "2020"], ["Visure", "8.787", "8.120"], ["Certificati", "1.230", "1.104"]]
    drawing.grid(72, 280, [180, 90, 90], notes, align="lrr", bold_rows=1).text(72, 360, "Si sono contate anche le visure.")
    _, costs, counted = report_on(drawing.grid(72, 380, [180, 90, 90], counts, align="lrr", bold_rows=1)).tables
    scale = 1000 if said else 1
    assert {(c.unit, c.scale) for c in costs.cells if c.value is not None and c.row} == {("EUR", scale)}
    assert said or {c.unit for c in counted.cells if c.value is not None and c.row} == {None}


def test_what_counts_differ_by_is_counted_too(report_on: ReportOn) -> None:
    rows = [
        ["Profilo", "Dipendenti al 31/12/2019", "Dipendenti al 31/12/2020", "Var."],
        ["Dirigenti", "3", "4", "1"],
        ["Istruttori", "41", "38", "-3"],
    ]
    report = report_on(table_of(rows, caption="Importi in euro"))
    assert [figure[:2] for figure in figures(report, 3)] == [("1", None), ("-3", None)]


def test_the_north_is_no_number_of_order(report_on: ReportOn) -> None:
    rows = [["Servizio", "Nord", "Sud"], ["Sportello", "308", "90"], ["Biblioteca", "205", "371"]]
    assert [figure[0] for figure in figures(report_on(table_of(rows)), 1)] == ["308", "205"]


def test_a_running_head_says_nothing_of_what_is_counted(report_on: ReportOn) -> None:
    drawing = Drawing()
    for k, name in enumerate(("Conto economico", "Le imprese", "Il territorio")):
        if k:
            drawing.page()
        rows = [["Voce", "2023", "2022"], *([label, f"8.4{k}2", f"7.{k}31"] for label in ("Attive", "Iscritte", "Cessate"))]
        drawing.text(523, 40, "Importi in migliaia di euro", size=8, align="r").text(72, 90, name, bold=True, size=14)
        drawing.text(72, 110, "Segue il dettaglio.").grid(72, 124, [180, 90, 90], rows, align="lrr", bold_rows=1)
    scales = [{(c.unit, c.scale) for c in table.cells if c.value is not None} for table in report_on(drawing).tables]
    assert scales == [{("EUR", 1000)}, {(None, 1)}, {(None, 1)}]


def test_a_title_at_the_edge_of_a_page_states_the_scale_of_its_table_alone(report_on: ReportOn) -> None:
    drawing = Drawing().text(72, 40, "Tabella 1 - Debiti verso banche (migliaia di euro)", bold=True)
    drawing.grid(72, 60, [180, 90, 90], THOUSANDS, align="lrr", bold_rows=1)
    drawing.text(72, 190, "Tabella 2 - Spese di rappresentanza", bold=True)
    rows = [["Voce", "2023", "2022"], ["Acquisti di beni", "1.534", "1.120"], ["Compensi", "4.100", "1.000"]]
    report = report_on(drawing.grid(72, 210, [180, 90, 90], rows, align="lrr", bold_rows=1))
    assert [{c.scale for c in table.cells if c.value is not None} for table in report.tables] == [{1000}, {1}]


@pytest.mark.parametrize(
    "rows",
    [
        [["Voce", "", "2024"], ["Proventi", "€", "1.234"], ["Contributi", "", "2.345"], ["Totale", "€", "3.579"]],
        [
            ["Voce", "2024", "2023"],
            ["Conto Unicredit (USD)", "1.234", "1.100"],
            ["Conto BNL (EUR)", "345", "200"],
            ["Cassa", "9", "8"],
        ],
        [["Voce", "2024", "2023"], ["Entrate correnti (€)", "1.234", "1.100"], ["Contributi", "345", "200"], ["Altro", "9", "8"]],
        [
            ["Voce", "2024", "2023"],
            ["Non residenti", "1.234", "1.100"],
            ["Da residenti", "345", "200"],
            ["Tariffa per superficie", "9", "8"],
        ],
        [["Sede", "Canone €/anno", "Spese"], ["Bari", "1.234", "45"], ["Lecce", "345", "12"]],
        [["Voce", "€/migliaia 2024", "€/migliaia 2023"], ["Proventi", "1.234", "1.100"], ["Altri ricavi", "345", "200"]],
        [
            ["Voce", "2024", "2023"],
            ["Servizi ai residenti", "1.234", "1.100"],
            ["Pulizia superfici", "345", "200"],
            ["Altro", "9", "8"],
        ],
    ],
)
def test_what_only_names_a_currency_or_an_account_leaves_the_scale_of_its_table(
    report_on: ReportOn, rows: list[list[str]]
) -> None:
    (table,) = report_on(table_of(rows, "(valori in migliaia di euro)")).tables
    assert {(c.unit, c.scale) for c in table.cells if c.value is not None} == {("EUR", 1000)}


def test_by_what_amounts_are_shared_out_counts_nothing(report_on: ReportOn) -> None:
    rows = [["Comune", "Popolazione", "Quota superficie", "Totale"], ["Alba", "12.345,10", "3.456,20", "15.801,30"]]
    rows += [["Bra", "22.345,10", "4.456,20", "26.801,30"]]
    (table,) = report_on(table_of(rows)).tables
    assert {c.unit for c in table.cells if c.value is not None} == {"EUR"}


def test_passengers_in_millions_are_no_euro(report_on: ReportOn) -> None:
    rows = [["Scalo", "Passeggeri (in milioni)"], ["Bari", "4,1"], ["Brindisi", "3,0"]]
    assert figures(report_on(table_of(rows)), 1)[0] == ("4,1", None, 1_000_000)
    rows = [["Gestore", "Acqua"], ["Bari", "4,1"], ["Brindisi", "3,0"]]
    assert figures(report_on(table_of(rows, "(dati in mln. di mc)")), 1)[0][1] is None


@pytest.mark.parametrize(
    ("said", "scale"),
    [
        ("Gli importi delle tabelle sono espressi in migliaia di euro, salvo ove indicato in milioni di euro.", 1000),
        ("Il prospetto, che espone ricavi per oltre 3 milioni di euro, riporta i valori in migliaia di euro.", 1000),
        ("I valori della tabella, riferiti a un bilancio di 2 miliardi, sono in milioni di euro.", 1_000_000),
    ],
)
def test_a_sentence_states_the_scale_that_it_names_first_for_its_tables(report_on: ReportOn, said: str, scale: int) -> None:
    rows = [["Voce", "2023"], ["Ricavi da servizi", "4.412"], ["Contributi in conto esercizio", "1.288"]]
    assert figures(report_on(table_of(rows, prose=said)), 1)[0] == ("4.412", "EUR", scale)


def test_what_labels_are_measured_in_is_no_scale_of_amounts_in_cents(report_on: ReportOn) -> None:
    rows = [["Fascia ISEE (migliaia)", "Contributi erogati"], ["fino a 10", "1.234.567,00"], ["oltre 10", "345.210,50"]]
    assert figures(report_on(table_of(rows)), 1)[0] == ("1.234.567,00", "EUR", 1)


def test_a_unit_at_the_foot_of_a_page_says_nothing_of_the_table_above_it(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "2022"], ["Acquisti di beni", "1.534", "1.120"], ["Compensi", "4.100", "1.000"]]
    drawing = Drawing().grid(72, 60, [180, 90, 90], rows, align="lrr", bold_rows=1)
    drawing.text(72, 745, "Debiti verso banche", bold=True).text(72, 765, "(importi in migliaia di euro)")
    report = report_on(drawing.page().grid(72, 60, [180, 90, 90], THOUSANDS, align="lrr", bold_rows=1))
    assert [{c.scale for c in table.cells if c.value is not None} for table in report.tables] == [{1}, {1000}]


UNIVERSITY = [
    ["Voce", "2024", "2023"], ["Proventi operativi", "10.200", "9.900"], ["Proventi propri", "3.000", "2.900"],
    ["Costi operativi", "9.700", "9.400"], ["Costi della gestione corrente", "3.000", "2.900"],
    ["Utile dell'esercizio", "500", "500"],
]  # fmt: skip
CIVIL_CODE = [
    ["Voce", "2024", "2023"], ["Valore della produzione", "10.200", "9.900"], ["Ricavi delle vendite", "3.000", "2.900"],
    ["Costi della produzione", "9.700", "9.400"], ["Godimento beni di terzi", "3.000", "2.900"],
    ["Utile dell'esercizio", "500", "500"],
]  # fmt: skip
OF_NOTES = "Tutti gli importi delle tabelle della nota integrativa sono in migliaia di euro."


def in_a_section(rows: list[list[str]], section: str, title: str) -> Drawing:
    """A premise that notes are in thousands, and on the next page a table under a heading in a section."""
    drawing = Drawing().text(60, 120, "1. Premessa", bold=True, size=14).text(60, 140, OF_NOTES)
    drawing.page().text(60, 120, f"2. {section}", bold=True, size=14)
    drawing.lines(60, 140, ["La gestione si è svolta nel rispetto degli indirizzi, con il confronto dei risultati attesi."] * 5)
    drawing.text(60, 240, f"2.1 {title}", bold=True, size=12)
    return drawing.grid(60, 258, [260, 85, 85], rows, align="lrr", bold_rows=1, size=8)


@pytest.mark.parametrize("rows", [UNIVERSITY, CIVIL_CODE])
@pytest.mark.parametrize(
    ("section", "title", "scale", "told"),
    [
        ("Risultati", "Dati di sintesi", 1000, True),
        ("Nota integrativa", "Dati di sintesi", 1000, False),
        ("Prospetti", "Conto economico", 1, False),
        ("Nota integrativa", "Conto economico", 1, True),
    ],
)
def test_the_law_says_euro_of_statements_and_a_sentence_thousands_of_what_is_in_notes(
    report_on: ReportOn, rows: list[list[str]], section: str, title: str, scale: int, told: bool
) -> None:
    report = report_on(in_a_section(rows, section, title))
    assert {c.scale for c in report.tables[0].cells if c.measure == "amount"} == {scale}
    assert [(f.severity, f.rule) for f in report.findings] == ([("warning", "UNIT-3")] if told else [])


@pytest.mark.parametrize(("thousands", "scale"), [("", 1), (".312", 1000)])
def test_the_lines_of_a_statement_say_the_scale_of_a_summary(report_on: ReportOn, thousands: str, scale: int) -> None:
    drawing = in_a_section(UNIVERSITY, "Risultati", "Dati di sintesi").page()
    rows = [[label, *(f"{figure}{thousands}" for figure in figures)] for label, *figures in UNIVERSITY[1:]]
    drawing.text(60, 120, "3. Conto economico", bold=True, size=14)
    report = report_on(drawing.grid(60, 140, [260, 85, 85], [UNIVERSITY[0], *rows], align="lrr", bold_rows=1, size=8))
    assert [{c.scale for c in table.cells if c.measure == "amount"} for table in report.tables] == [{scale}, {1}]
    assert not report.findings


@pytest.mark.parametrize("heading", ["Importo CHF", "2001 (Lire)", "c€/kWh", "cent/kWh", "2023 USD"])
def test_what_is_no_euro_is_read_without_a_unit(report_on: ReportOn, heading: str) -> None:
    rows = [["Spesa", heading, "Importo EUR"], ["Stand", "12.350,75", "11.980,20"], ["Viaggi", "4.118,00", "3.994,50"]]
    report = report_on(table_of(rows))
    assert figures(report, 1) == [("12.350,75", None, 1), ("4.118,00", None, 1)]
    assert figures(report, 2)[0] == ("11.980,20", "EUR", 1)


@pytest.mark.parametrize(
    "heading", ["Controvalore in euro dei crediti in USD", "Importo (€ al cambio CHF)", "Cent./Uffici di spesa €"]
)
def test_a_heading_that_names_another_currency_may_be_in_euro(report_on: ReportOn, heading: str) -> None:
    report = report_on(table_of([["Spesa", heading, "Note"], ["Stand", "12.350,75", "a"], ["Viaggi", "4.118,00", "b"]]))
    assert figures(report, 1) == [("12.350,75", "EUR", 1), ("4.118,00", "EUR", 1)]


def test_a_year_with_its_currency_heads_its_column(report_on: ReportOn) -> None:
    rows = [["Voce", "2023 EUR", "2022 EUR"], ["Quote", "1.250.300", "1.351.200"], ["Progetti", "412.350", "445.770"]]
    report = report_on(table_of(rows))
    assert figures(report, 1) == [("1.250.300", "EUR", 1), ("412.350", "EUR", 1)]


def test_a_column_of_amounts_that_none_of_its_cells_is_is_told(report_on: ReportOn) -> None:
    rows = [["Bando", "Spesa (€)"], ["A", "12 per uno"], ["B", "15 per due"], ["C", "18 per tre"]]
    assert [f.rule for f in report_on(table_of(rows)).findings] == ["NUM-2"]


@pytest.mark.parametrize("cents", [",12", ""])
def test_a_line_of_unit_over_the_title_of_the_next_table_says_nothing_of_the_one_above(report_on: ReportOn, cents: str) -> None:
    drawing = Drawing().text(60, 80, "Tabella 1 - Proventi", bold=True)
    above = [["Voce", "2024 (€)"], ["Contributi", f"120.345{cents}"], ["Rimborsi", f"20.345{cents}"]]
    drawing.grid(60, 90, [200, 90], above, align="lr", bold_rows=1).text(60, 156, "(valori in migliaia di euro)")
    drawing.text(60, 170, "Tabella 2 - Oneri", bold=True)
    below = [["Voce", "2024"], ["Personale", "345"], ["Servizi", "745"]]
    report = report_on(drawing.grid(60, 180, [200, 90], below, align="lr", bold_rows=1))
    assert [{cell.scale for cell in table.cells if cell.value is not None} for table in report.tables] == [{1}, {1000}]


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("Valori /1000", 1000), ("Importi/1.000", 1000), ("Importi in Euro mila", 1000), ("(€/mila)", 1000),
        ("(in mila euro)", 1000),
        ("(K/Euro)", 1000), ("(migl./€)", 1000), ("(in '000)", 1000),
        ("(importi in euro, 000 omessi)", 1000), ("(In thousands of Euros)", 1000),
        ("Tassi: valori/1000", None), ("Addetti per mln/€", None), ("tCO2/mln/€", None), ("bando euro mila per impresa", None),
        ("oltre 1.000 omessi versamenti", None), ("Totale arrotondato alle migliaia", None),
        ("dati /1000 abitanti", None), ("importi per 1.000 abitanti", None), ("Delibera n. 1000/2023", None),
        ("sono stati spesi euro 12 mila", None), ("valori /1000 residenti", None),
    ],
)  # fmt: skip
def test_how_reports_say_their_scale(text: str, scale: int | None) -> None:
    assert scale_of(text) == scale


@pytest.mark.parametrize(("figure", "scale"), [("412.350", 1000), ("412.350.000", 1)])
def test_rounded_figures_may_be_printed_with_their_noughts(report_on: ReportOn, figure: str, scale: int) -> None:
    rows = [["Voce", "2023"], ["Diritto annuale", figure], ["Segreteria", figure.replace("412.350", "23.118")]]
    report = report_on(table_of(rows, "Gli importi sono arrotondati alle migliaia di euro"))
    assert [found[2] for found in figures(report, 1)] == [scale] * 2


@pytest.mark.parametrize(
    "figures_of_it", [["412.350.000 €", "23.118.000 €"], ["412350000", "23118000"], ["412.350,75", "1.118,20"]]
)
@pytest.mark.parametrize(
    "caption", ["Importi in euro arrotondati alle migliaia", "Importi in euro. I totali sono arrotondati alle migliaia."]
)
def test_what_is_said_of_rounding_does_not_multiply_figures_in_euro(
    report_on: ReportOn, figures_of_it: list[str], caption: str
) -> None:
    rows = [
        ["Voce", "2023", "Utenti"],
        ["Diritto annuale", figures_of_it[0], "12.345"],
        ["Segreteria", figures_of_it[1], "1.020"],
    ]
    assert [found[1:] for found in figures(report_on(table_of(rows, caption)), 1)] == [("EUR", 1)] * 2


@pytest.mark.parametrize(
    ("label", "heading"), [("Totale arrotondato alle migliaia", "2023"), ("Totale", "Stanziamento (arrotondato alle migliaia)")]
)
def test_a_row_or_column_that_is_rounded_is_in_euro(report_on: ReportOn, label: str, heading: str) -> None:
    rows = [["Voce", heading], ["Diritto annuale", "412.350"], ["Segreteria", "118.200"], [label, "531.000"]]
    assert [found[1:] for found in figures(report_on(table_of(rows, "Importi in euro")), 1)] == [("EUR", 1)] * 3


def test_the_last_line_of_a_page_that_says_a_scale_is_told(report_on: ReportOn) -> None:
    drawing = table_of([["Voce", "2023", "2022"], ["Ricavi", "8.412", "7.950"], ["Costi", "6.377", "6.402"]], "Conto economico")
    drawing.text(72, 260, "Seguono alcune considerazioni sulla gestione dell'ente e sulle scelte compiute.")
    (told,) = report_on(drawing.text(230, 790, "Importi in migliaia di euro", size=14)).findings
    assert told.rule == "UNIT-3"


@pytest.mark.parametrize(("caption", "next_page"), [("Importi in euro", False), ("Conto economico", True)])
def test_the_last_line_of_a_page_is_not_told_of_tables_that_say_their_scale_nor_over_the_next(
    report_on: ReportOn, caption: str, next_page: bool
) -> None:
    drawing = table_of([["Voce", "2023", "2022"], ["Ricavi", "412.350", "398.118"], ["Costi", "118.204", "121.330"]], caption)
    drawing.text(72, 260, "Seguono alcune considerazioni sulla gestione dell'ente e sulle scelte compiute.")
    drawing.text(72, 780, "Importi in migliaia di euro", size=14, bold=True)
    if next_page:
        drawing.page().grid(72, 70, [180, 90], [["Voce", "2023"], ["Ricavi", "412"], ["Costi", "118"]], align="lr", bold_rows=1)
    assert [finding.rule for finding in report_on(drawing).findings] == []


@pytest.mark.parametrize(
    ("heading", "figures_of_it"),
    [
        ("Inc.", ["41,2", "38,6", "20,2"]), ("Aliquota", ["22,00", "10,00", "4,00"]), ("Tasso", ["3,250", "1,870", "0,000"]),
        ("Punteggio", ["82,50", "77,00", "91,25"]), ("Indice", ["98,4", "101,2", "100,3"]), ("Scarto", ["98,4", "1,2", "0,3"]),
    ],
)  # fmt: skip
def test_rates_beside_amounts_are_no_money(report_on: ReportOn, heading: str, figures_of_it: list[str]) -> None:
    amounts = [("412.350,75", "38.204,15"), ("1.187.904,20", "91.330,02"), ("98.118,40", "8.977,61")]
    rows = [["Voce", "Importo", heading, "Rata"]]
    rows += [[f"Mutuo {i}", one, rate, other] for i, ((one, other), rate) in enumerate(zip(amounts, figures_of_it, strict=True))]
    report = report_on(table_of(rows, "Importi in euro"))
    assert [unit for _, unit, _ in figures(report, 1) + figures(report, 3)] == ["EUR"] * 6
    assert [unit for _, unit, _ in figures(report, 2)] == [None] * 3


def test_prices_with_three_decimals_that_say_their_currency_are_money(report_on: ReportOn) -> None:
    rows = [["Utenza", "Tariffa (€/mc)", "Ricavo"], ["Domestico", "1,235", "509.906,80"], ["Agricolo", "0,642", "19.951,43"]]
    assert [unit for _, unit, _ in figures(report_on(table_of(rows, "Importi in euro")), 1)] == ["EUR"] * 2


@pytest.mark.parametrize(
    ("label", "figure", "said"),
    [
        ("Debito regionale, milioni di euro", "412,6", ("EUR", 1_000_000)), ("Debito (in milioni)", "412,6", ("EUR", 1_000_000)),
        ("Debito - migliaia di euro", "41.260", ("EUR", 1000)), ("Aliquota addizionale", "0,80", (None, 1)),
        ("Punteggio medio", "8,4", (None, 1)), ("Autonomia", "0,873", (None, 1)), ("Natalità (‰)", "6,8", (None, 1)),
        ("Percentuale di riscossione", "87,3", ("%", 1)), ("Rendiconto 5 per mille", "12.118,40", ("EUR", 1)),
    ],
)  # fmt: skip
def test_what_a_row_in_a_table_in_euro_says_of_its_figures(
    report_on: ReportOn, label: str, figure: str, said: tuple[str | None, int]
) -> None:
    rows = [
        ["Voce", "2023", "2022"],
        ["Entrate correnti", "1.204.377,18", "1.188.450,60"],
        ["Spese", "1.150.914,02", "1.166.203,41"],
    ]
    rows += [["Debiti", "412.377,18", "398.110,50"], [label, figure, figure]]
    report = report_on(table_of(rows, "Importi in euro"))
    assert [found[1:] for found in figures(report, 1)] == [("EUR", 1)] * 3 + [said]


@pytest.mark.parametrize(("label", "figure"), [("Costo per abitante in euro", "64,02"), ("Costo medio", "27,5")])
def test_a_row_with_other_decimals_in_a_table_in_thousands_is_told(report_on: ReportOn, label: str, figure: str) -> None:
    rows = [["Voce", "2023"], ["Ricavi", "8.412"], ["Costi", "6.377"], ["Margine", "2.035"], [label, figure]]
    report = report_on(table_of(rows, "Importi in migliaia di euro"))
    assert [found[1:] for found in figures(report, 1)] == [("EUR", 1000)] * 3 + [(None, 1)]
    assert [finding.rule for finding in report.findings if finding.severity == "warning"] == ["UNIT-4"]


@pytest.mark.parametrize(("label", "figure"), [("Rimanenze", "0,4"), ("Ratei attivi", "12,5")])
def test_an_amount_with_a_decimal_of_its_own_is_in_the_unit_of_its_table(report_on: ReportOn, label: str, figure: str) -> None:
    rows = [["Voce", "2023"], ["Immobilizzazioni", "41.318"], ["Crediti", "9.204"], ["Debiti", "1.204"], [label, figure]]
    report = report_on(table_of(rows, "Importi in milioni di euro"))
    assert [found[1:] for found in figures(report, 1)] == [("EUR", 1_000_000)] * 4
    assert not report.findings


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Popolazione (in '000)", (None, 1000)), ("Residenti (in migliaia)", (None, 1000)), ("Utenti (.000)", (None, 1000)),
        ("Ricavi (.000 €)", ("EUR", 1000)), ("Incassi (in migliaia)", ("EUR", 1000)), ("Ore (€/000)", ("EUR", 1000)),
    ],
)  # fmt: skip
def test_what_is_counted_in_thousands_is_no_money(report_on: ReportOn, heading: str, said: tuple[str | None, int]) -> None:
    rows = [["Comune", heading, "Spesa (€/000)"], ["Alba", "31", "12.318"], ["Bra", "29", "10.204"], ["Cuneo", "56", "25.770"]]
    report = report_on(Drawing().grid(72, 124, [110, 150, 110], rows, align="lrr", bold_rows=1))
    assert [found[1:] for found in figures(report, 1)] == [said] * 3
    assert [found[1:] for found in figures(report, 2)] == [("EUR", 1000)] * 3


def test_a_row_counted_in_thousands_is_no_money(report_on: ReportOn) -> None:
    rows = [["Voce", "2023"], ["Popolazione (in migliaia)", "1.318"], ["Spesa (in migliaia di euro)", "24.512"]]
    assert [found[1:] for found in figures(report_on(table_of(rows)), 1)] == [(None, 1000), ("EUR", 1000)]


@pytest.mark.parametrize(("last", "unit"), [("4.080,35", "EUR"), ("4.180,35", None)])
def test_what_sums_join_with_amounts_is_money_though_its_heading_counts(report_on: ReportOn, last: str, unit: str | None) -> None:
    rows = [["Iniziativa", "Costi", "Volontari", "Totale"], ["Festa", "1.204,15", "1.500", "2.704,15"]]
    rows += [["Fiera", "3.118,20", "2.750", "5.868,20" if unit else "5.888,20"], ["Corso", "2.770,35", "1.310", last]]
    assert [found[1] for found in figures(report_on(table_of(rows)), 2)] == [unit] * 3


def test_the_cell_of_an_amount_and_its_share_among_plain_amounts_is_told(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "Importo"],
        ["Personale", "412.350 (58,4%)"],
        ["Servizi", "204.118"],
        ["Oneri", "89.660"],
        ["Altro", "12.118"],
    ]
    report = report_on(table_of(rows))
    assert [figure[0] for figure in figures(report, 1)] == ["204.118", "89.660", "12.118"]
    assert [finding.rule for finding in report.findings] == ["NUM-1"]


NOTED = [["Voce", "2023"], ["Servizi", "187.904,10"], ["Altre", "7.301,15"], ["Interessi", "412,77"]]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (",50", "0.50"), ("-,35", "-0.35"), ("(,35)", "-0.35"), ("318.440,12b", "318440.12"), ("318.440,12 b", "318440.12"),
        ("318.440e", "318440"), ("412(a)", "412"),
    ],
)  # fmt: skip
def test_few_figures_printed_unlike_the_others_of_their_column(report_on: ReportOn, text: str, value: str) -> None:
    report = report_on(table_of([*NOTED, ["Contributi", text]]))
    (table,) = report.tables
    assert [cell.value for cell in table.cells if cell.text == text] == [Decimal(value)]
    assert not report.findings


@pytest.mark.parametrize("text", [",500", "318.440,12 h", ".50", "318.440,12 a", "318.440,12c", "12.10.50"])
def test_what_may_be_no_such_figure_is_told(report_on: ReportOn, text: str) -> None:
    report = report_on(table_of([*NOTED, ["Contributi", text]]))
    assert text not in [figure[0] for figure in figures(report, 1)]
    assert [finding.rule for finding in report.findings] == ["NUM-1"]


def test_the_letters_of_notes_are_known_by_one_that_is_no_side_of_an_account(report_on: ReportOn) -> None:
    report = report_on(table_of([*NOTED, ["Contributi", "318.440,12 a"], ["Rimborsi", "1.440,12 b"]]))
    values = [cell.value for cell in report.tables[0].cells if cell.text.startswith(("318", "1.440"))]
    assert values == [Decimal("318440.12"), Decimal("1440.12")]


def test_a_small_count_with_a_raised_mark_is_told(report_on: ReportOn) -> None:
    drawing = Drawing().grid(
        72, 124, [180, 90, 90], [["Sede", "2023", "2022"], ["Lucca", "", "11"], ["Massa", "8", "7"], ["Pisa", "25", "24"]]
    )
    drawing.text(260, 154, "12").text(272, 150, "1", size=6)
    (told,) = report_on(drawing).findings
    assert told.rule == "NUM-1"


@pytest.mark.parametrize(
    ("heading", "figures_of_it"),
    [
        ("Rimborsi", ["12,5", "7,5", "4,4"]), ("Tariffa", ["1,235", "0,642", "0,411"]), ("di cui UE", ["12,5", "7,5", "0,4"]),
        ("Differenza", ["12,5", "-7,5", "0,4"]), ("Comp.", ["870,10", "204,50", "118,00"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("caption", "scale"), [("Importi in euro", 1), ("Importi in milioni di euro", 1_000_000)])
def test_small_figures_whose_names_are_of_money_are_in_euro(
    report_on: ReportOn, heading: str, figures_of_it: list[str], caption: str, scale: int
) -> None:
    rows = [["Voce", "2023", heading]]
    rows += [[f"Misura {i}", str(1204 + 118 * i), figure] for i, figure in enumerate(figures_of_it)]
    assert [found[1:] for found in figures(report_on(table_of(rows, caption)), 2)] == [("EUR", scale)] * 3


def test_a_column_that_may_be_of_ratios_is_told(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "Scarto"], ["Entrate", "1.204", "98,4"], ["Spese", "1.118", "1,2"], ["Debito", "4.870", "0,3"]]
    report = report_on(table_of(rows, "Importi in milioni di euro"))
    assert [found[1:] for found in figures(report, 2)] == [(None, 1)] * 3
    assert [finding.rule for finding in report.findings if finding.severity == "warning"] == ["UNIT-4"]


@pytest.mark.parametrize(
    ("label", "figure", "said", "told"),
    [
        ("Interessi attivi", "12,5", ("EUR", 1), []), ("Costo per abitante in euro", "64,5", ("EUR", 1), []),
        ("Gettone di presenza", "30,5", ("EUR", 1), []), ("Arrotondamenti", "0,5", ("EUR", 1), []),
        ("Natalità", "6,8", (None, 1), ["UNIT-4"]),
        ("Percentuale su incassi", "12.377,18", ("EUR", 1), []), ("Presenze (migliaia)", "12,5", (None, 1000), []),
        ("Quota euro/1000 abitanti", "12,18", (None, 1), []),
    ],
)  # fmt: skip
def test_a_row_with_other_decimals_is_money_by_its_name_or_told(
    report_on: ReportOn, label: str, figure: str, said: tuple[str | None, int], told: list[str]
) -> None:
    rows = [["Voce", "2023"], ["Entrate", "1.204.377"], ["Spese", "1.150.914"], ["Debiti", "412.377"], [label, figure]]
    report = report_on(table_of(rows, "Importi in euro"))
    assert [found[1:] for found in figures(report, 1)] == [("EUR", 1)] * 3 + [said]
    assert [finding.rule for finding in report.findings if finding.severity == "warning"] == told


def test_a_note_that_says_the_scale_of_a_marked_row_is_told(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "2022"], ["Spesa corrente", "1.204.377", "1.188.450"], ["Investimenti *", "1.150", "1.166"]]
    drawing = table_of([*rows, ["Rimborsi", "98.412", "96.077"]], "Importi in euro")
    (told,) = report_on(drawing.text(72, 206, "* valori in migliaia di euro", size=8)).findings
    assert told.rule == "UNIT-3"


def test_places_of_a_chart_of_accounts_behind_another_column_are_no_figures(report_on: ReportOn) -> None:
    rows = [["Capitolo", "Piano dei conti", "Impegnato"], ["00123", "1.01.01.02.001", "412.350,75"]]
    rows += [
        ["00124", "1.01.02.01.001", "187.904,20"],
        ["00200", "1.03.01.02.999", "96.410,00"],
        ["00210", "1.03.02.05.004", "9.118,40"],
    ]
    report = report_on(table_of(rows))
    assert figures(report, 1) == []
    assert not report.findings


def test_days_with_two_digits_of_their_year_are_no_figures(report_on: ReportOn) -> None:
    rows = [
        ["Mutuo", "Scadenza", "Debito"],
        ["A", "31.12.24", "412.350,75"],
        ["B", "30.06.24", "187.904,20"],
        ["C", "15.03.25", "96.410,00"],
    ]
    report = report_on(table_of(rows))
    assert figures(report, 1) == []
    assert not report.findings


def test_groups_that_no_amount_has_among_amounts_are_told(report_on: ReportOn) -> None:
    rows = [["Voce", "2023"], ["Servizi", "1.234.56"], ["Imposte", "2.345.67"], ["Oneri", "187.904,20"], ["Altri", "18.904,20"]]
    assert {finding.rule for finding in report_on(table_of(rows)).findings} == {"NUM-1"}


def test_what_is_paid_to_an_insurer_of_employees_counts_none(report_on: ReportOn) -> None:
    rows = [
        ["Voce di costo", "2015", "2016"],
        ["Retribuzione ordinaria", "412.350", "431.206"],
        ["Inail dipendenti", "3.118", "2.990"],
    ]
    assert figures(report_on(table_of(rows, "(importi in euro)")), 1) == [("412.350", "EUR", 1), ("3.118", "EUR", 1)]


@pytest.mark.parametrize("nil", ["-", "--", "–"])
def test_dashes_are_nil_in_a_column_of_amounts_however_few_these_are(report_on: ReportOn, nil: str) -> None:
    rows = [["Descrizione", "Entro 12 mesi", "Oltre 12 mesi", "Totale"]]
    rows += [[f"Crediti {name}", f"{n}.836", nil, f"{n}.836"] for n, name in enumerate("abcd", 3)]
    rows += [["Crediti e", "2.399", "3.888", "6.287"], ["Totale", "20.743", "3.888", "24.631"]]
    report = report_on(table_of(rows, "(in unità di euro)"))
    assert figures(report, 2) == [(nil, "EUR", 1)] * 4 + [("3.888", "EUR", 1)] * 2
    (table,) = report.tables
    assert [c.value for c in table.cells if c.column == 2 and c.text == nil] == [0] * 4


def test_bare_figures_beside_marks_of_euro_are_no_money(report_on: ReportOn) -> None:
    rows = [["Categoria", "Premiati", "Importo", "Soglia minima"]]
    rows += [
        ["Dirigenti", "58", "232 €", "79,2"],
        ["Funzionari", "15", "15 €", "96,7"],
        ["Istruttori", "50", "50 €", "73,2"],
    ]
    report = report_on(table_of(rows, "(importi in migliaia di euro)"))
    assert [unit for place in (1, 2, 3) for _, unit, _ in figures(report, place)[:1]] == [None, "EUR", None]
    assert [finding for finding in report.findings if finding.severity != "info"] == []


def test_amounts_with_their_scale_are_no_header(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "2022"], ["Investimenti", "1,5 mln", "-2,1 mln €"], ["Personale", "412.350,75", "398.100,00"]]
    report = report_on(Drawing().grid(72, 124, [180, 90, 90], rows, align="lrr"))
    assert figures(report, 1) == [("1,5 mln", None, 1_000_000), ("412.350,75", None, 1)]
    assert figures(report, 2)[0] == ("-2,1 mln €", "EUR", 1_000_000)


def test_days_in_a_table_of_thousands_are_no_thousands_in_records(report_on: ReportOn) -> None:
    rows = [
        ["Indicatore", "Unità", "2023", "2022"],
        ["Spesa corrente", "migliaia di euro", "1.234", "1.100"],
        ["Durata media", "giorni", "31", "28"],
    ]
    records = [record for record in report_on(table_of(rows)).records if isinstance(record, VarianceLine)]
    assert [record.scale for record in records if record.label.startswith("Durata")] == [1]
    assert [record.scale for record in records if record.label.startswith("Spesa")] == [1000]


@pytest.mark.parametrize(
    ("printed", "value"),
    [("1.250 mq", 1250), ("412 k€", 412), ("8,5 per mille", None), ("L. 412.350", None), ("######", None), ("#DIV/0!", None)],
)
def test_a_first_row_of_figures_with_units_or_of_fillers_is_read_or_told(
    report_on: ReportOn, printed: str, value: int | None
) -> None:
    rows = [
        ["Voce", "2023", "2022"],
        ["Prima", printed, printed],
        ["Personale", "412.350,75", "398.100,00"],
        ["Altro", "1,00", "2,00"],
    ]
    report = report_on(Drawing().grid(72, 124, [180, 90, 90], rows, align="lrr"))
    assert [cell.value for cell in report.tables[0].cells if cell.text == printed] == [value] * 2
    assert {finding.row for finding in report.findings if finding.rule == "NUM-1"} == (set() if value else {1})


def test_dashes_alone_in_a_column_of_a_table_of_amounts_are_amounts(report_on: ReportOn) -> None:
    rows = [["Descrizione", "Entro 12 mesi", "Oltre 12 mesi", "Totale"], ["Clienti", "3.836,10", "-", "3.836,10"]]
    rows += [["Erario", "59.543,00", "-", "59.543,00"], ["Totale", "63.379,10", "-", "63.379,10"]]
    assert figures(report_on(table_of(rows)), 2) == [("-", "EUR", 1)] * 3


def test_the_total_of_persons_in_one_year_counts_persons(report_on: ReportOn) -> None:
    rows = [["Debiti", "Importo"], ["Fornitori", "12.350"], ["Fisco", "1.206"]]
    drawing = table_of(rows, "(importi in migliaia di euro)").text(72, 200, "Personale in servizio", bold=True)
    counted = [["Categoria", "Uomini", "Donne", "Totale 2017"], ["Dirigenti", "18", "16", "34"], ["Funzionari", "1", "1", "2"]]
    drawing.text(72, 214, "Tutti gli importi del documento sono in migliaia di euro.", size=9)
    report = report_on(drawing.grid(72, 224, [180, 90, 90, 90], counted, align="lrrr", bold_rows=1))
    assert [(c.text, c.unit, c.measure) for c in report.tables[1].cells if c.column == 3 and c.row] == [
        ("34", None, "count"),
        ("2", None, "count"),
    ]


@pytest.mark.parametrize("total", ["Totale", "Totale 2017"])
def test_a_total_beside_one_column_that_counts_may_be_money(report_on: ReportOn, total: str) -> None:
    rows = [["Voce", "Quantità", "Prezzo", total], ["Penne", "320", "25", "8.000"], ["Carta", "150", "30", "4.500"]]
    assert figures(report_on(table_of(rows, "(importi in euro)")), 3) == [("8.000", "EUR", 1), ("4.500", "EUR", 1)]


def test_bare_figures_that_make_up_an_amount_with_the_mark_of_euro_are_money(report_on: ReportOn) -> None:
    rows = [["Voce", "Roma", "Lecce", "Totale"], ["Premi", "120", "130", "€ 250"], ["Rimborsi", "75", "80", "€ 155"]]
    report = report_on(table_of([*rows, ["Varie", "250", "99", "€ 349"]], "(importi in euro)"))
    assert [unit for place in (1, 2, 3) for _, unit, _ in figures(report, place)] == ["EUR"] * 9


def test_dashes_are_no_nil_beside_few_numbers_of_acts_or_percentages(report_on: ReportOn) -> None:
    rows = [["Delibera", "N.", "Valore", "Quota %"], ["Sede", "-", "1.200,00", "-"], ["Uffici", "31", "2.200,00", "12,50"]]
    report = report_on(table_of([*rows, ["Magazzino", "-", "100,00", "-"]], "(importi in euro)"))
    assert {cell.value for cell in report.tables[0].cells if cell.text == "-"} == {None}
