"""Every figure of every table in long form: what its line and its headings say of it, and which is printed again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

import pytest

from pipeline.datasets import frames_of
from pipeline.facts.headings import dimension_of, measure_of
from pipeline.figures.periods import period_of, period_of_title
from pipeline.report import Report
from schemas.fact import Fact
from tests.drawing import Align, Drawing

ReportOn = Callable[[Drawing], Report]


def table(rows: Sequence[Sequence[str]], *, x: float = 40, top: float = 120, bold_rows: int = 1) -> Drawing:
    widths = [220, *[85] * (len(rows[0]) - 1)]
    return Drawing().grid(x, top, widths, rows, bold_rows=bold_rows, align="l" + "r" * (len(rows[0]) - 1))


def paths(report: Report) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(fact.label_path for fact in report.facts))


# ── lines ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_lines_are_part_of_what_their_numbering_puts_them_under(report_on: ReportOn) -> None:
    rows = [
        ["ATTIVO", "31/12/2021", "31/12/2020"],
        ["B) Immobilizzazioni", "", ""],
        ["I - Immateriali", "", ""],
        ["1) costi di impianto", "1.200,00", "1.000,00"],
        ["2) software", "300,00", "500,00"],
        ["Totale immateriali", "1.500,00", "1.500,00"],
        ["II - Materiali", "", ""],
        ["1) terreni e fabbricati", "8.500,00", "8.900,00"],
        ["Totale immobilizzazioni", "10.000,00", "10.400,00"],
        ["C) Attivo circolante", "2.000,00", "1.600,00"],
        ["Totale attivo", "12.000,00", "12.000,00"],
    ]
    first, second, third = "B) Immobilizzazioni", "I - Immateriali", "II - Materiali"
    assert paths(report_on(table(rows))) == [
        (first, second, "1) costi di impianto"),
        (first, second, "2) software"),
        (first, second, "Totale immateriali"),
        (first, third, "1) terreni e fabbricati"),
        (first, "Totale immobilizzazioni"),
        ("C) Attivo circolante",),
        ("Totale attivo",),
    ]


def test_capitals_that_letter_anew_under_a_number_are_part_of_it(report_on: ReportOn) -> None:
    rows = [
        ["VOCI", "2016", "2015"],
        ["B) ONERI CORRENTI", "", ""],
        ["6) PERSONALE", "900,00", "700,00"],
        ["A) COMPETENZE", "600,00", "500,00"],
        ["B) ONERI SOCIALI", "300,00", "200,00"],
        ["C) GESTIONE FINANZIARIA", "", ""],
        ["10) PROVENTI", "40,00", "30,00"],
    ]
    costs, finance = "B) ONERI CORRENTI", "C) GESTIONE FINANZIARIA"
    assert paths(report_on(table(rows))) == [
        (costs, "6) PERSONALE"),
        (costs, "6) PERSONALE", "A) COMPETENZE"),
        (costs, "6) PERSONALE", "B) ONERI SOCIALI"),
        (finance, "10) PROVENTI"),
    ]


def test_items_of_a_list_are_part_of_the_line_above_that_they_add_up_to(report_on: ReportOn) -> None:
    rows = [
        ["Costi", "2020", "2021"],
        ["Prestazione di servizi", "117.821,00", "116.800,00"],
        ["- energia elettrica", "58.825,00", "67.136,00"],
        ["- pulizie", "58.996,00", "49.664,00"],
        ["Organi", "9.000,00", "8.500,00"],
        ["- gettoni", "5.000,00", "5.500,00"],
        ["- rimborsi", "4.000,00", "3.000,00"],
        ["Totale costi", "126.821,00", "125.300,00"],
    ]
    report = report_on(table(rows))
    assert ("Prestazione di servizi", "- pulizie") in paths(report)
    assert ("Organi", "- gettoni") in paths(report)
    assert report.findings == ()


def test_one_section_of_two_rows_does_not_make_lines_of_all(report_on: ReportOn) -> None:
    rows = [
        ["Denominazione", "Residui", "Competenza"],
        ["MISSIONE Servizi", "", ""],
        ["Organi", "22.532,94", "15.570,92"],
        ["Segreteria", "2.362,24", "1.655,74"],
        ["MISSIONE Istruzione", "", ""],
        ["Scuole", "7.119,30", "4.200,00"],
        ["MISSIONE Trasporti", "", ""],
        ["Mobilità", "", ""],
        ["Strade", "9.600,00", "1.100,10"],
    ]
    found = paths(report_on(table(rows)))
    assert {("MISSIONE Servizi", "Organi"), ("MISSIONE Istruzione", "Scuole")} <= set(found)


def test_years_behind_the_word_for_euro_head_columns(report_on: ReportOn) -> None:
    rows = [["Voce", "Euro 2020", "Euro 2019"], ["Personale", "5.103,04", "6.507,32"], ["Servizi", "1.922,47", "1.404,41"]]
    report = report_on(table(rows, bold_rows=0))
    assert [fact.heading_path for fact in report.facts] == [("Euro 2020",), ("Euro 2019",)] * 2


def test_lines_are_part_of_what_they_are_indented_under(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(40.0, "l"), (330.0, "r"), (430.0, "r")]
    drawing = Drawing().aligned(100, columns, [["Voce", "2016", "2015"], ["Personale", "900,00", "700,00"]], bold_rows=1)
    drawing.aligned(128, [(52.0, "l"), *columns[1:]], [["stipendi", "600,00", "500,00"], ["oneri", "300,00", "200,00"]])
    drawing.aligned(156, columns, [["Servizi", "1.100,00", "1.000,00"], ["Totale", "2.000,00", "1.700,00"]])
    assert paths(report_on(drawing)) == [
        ("Personale",),
        ("Personale", "stipendi"),
        ("Personale", "oneri"),
        ("Servizi",),
        ("Totale",),
    ]


SUMS = [
    ["COSTI", "2021", "2020"],
    ["B) Costi della produzione", "", ""],
    ["7) Per servizi", "", ""],
    ["- utenze", "1.200,00", "1.000,00"],
    ["- pulizie", "300,00", "500,00"],
    ["{name}", "1.500,00", "1.500,00"],
    ["9) Per il personale", "", ""],
    ["- stipendi", "8.500,00", "8.900,00"],
    ["{name}", "8.500,00", "8.900,00"],
]


def test_figures_without_a_label_that_sum_up_a_section_are_its_total(report_on: ReportOn) -> None:
    facts = report_on(table([[text.replace("{name}", "") for text in row] for row in SUMS])).facts
    assert [(f.label, len(f.label_path)) for f in facts if f.is_total][::2] == [("7) Per servizi", 2), ("9) Per il personale", 2)]


def test_a_bare_total_is_of_the_section_that_it_adds_up(report_on: ReportOn) -> None:
    rows = [[text.replace("{name}", "Totale") for text in row] for row in SUMS[:3]]
    rows += [
        ["a) energia", "", ""],
        *SUMS[3:5],
        ["b) altri", "", ""],
        ["- vigilanza", "90,00", "80,00"],
        ["Totale", "1.590,00", "1.580,00"],
    ]
    assert paths(report_on(table(rows)))[-1] == ("B) Costi della produzione", "7) Per servizi", "Totale")


def test_a_total_behind_a_line_whose_figures_are_blank_is_of_the_section(report_on: ReportOn) -> None:
    rows = [
        ["PASSIVO", "2023", "2024"],
        ["C) Trattamento di fine rapporto", "", ""],
        ["F.do trattamento di fine rapporto", "4.524,25", "5.429,10"],
        ["F.do indennità di anzianità", "", ""],
        ["Totale f.do tratt. fine rapporto", "4.524,25", "5.429,10"],
    ]
    assert paths(report_on(table(rows)))[-1] == (rows[1][0], rows[4][0])


def test_centred_labels_are_not_indented(report_on: ReportOn) -> None:
    drawing = Drawing()
    names = [("Bergamo", "372"), ("Lodi", "482"), ("In verifica e aggiornamento", "36"), ("Monza Brianza", "9")]
    drawing.grid(60, 100, [260, 80], [("LOMBARDIA", "Casi"), *names], align="cc", bold_rows=1)
    assert paths(report_on(drawing)) == [(name,) for name, _ in names]


def test_roman_numbers_without_a_point_and_numbers_with_bis_are_marks(report_on: ReportOn) -> None:
    rows = [
        ["ATTIVO", "31/12/2021", "31/12/2020"],
        ["C) Attivo circolante", "", ""],
        ["II Crediti", "", ""],
        ["1) verso clienti", "1.200,00", "1.000,00"],
        ["5-quater) verso altri", "", ""],
        ["- diversi", "300,00", "500,00"],
        ["IV Liquidità", "", ""],
        ["1) depositi", "500,00", "900,00"],
    ]
    current, owed = "C) Attivo circolante", "II Crediti"
    assert paths(report_on(table(rows))) == [
        (current, owed, "1) verso clienti"),
        (current, owed, "5-quater) verso altri", "- diversi"),
        (current, "IV Liquidità", "1) depositi"),
    ]


def test_a_label_that_is_a_year_is_the_period_of_its_line(report_on: ReportOn) -> None:
    rows = [["Anno", "Utenti", "Addetti"], ["2019", "1.250", "31"], ["2020", "1.310", "29"]]
    facts = report_on(table(rows).text(40, 110, "Servizi dal 2019, aggiornati al 31/12/2022")).facts
    assert [(f.label, f.period_end) for f in facts if f.heading_path == ("Utenti",)] == [
        ("2019", date(2019, 12, 31)),
        ("2020", date(2020, 12, 31)),
    ]


def test_a_code_beside_the_label_is_part_of_it_and_no_figure(report_on: ReportOn) -> None:
    rows = [["Codice", "Descrizione", "Importo"], ["1100", "Diritto annuale", "€ 4.100"], ["1200", "Sanzioni", "€ 640"]]
    drawing = Drawing().grid(40, 120, [60, 200, 90], rows, bold_rows=1, align="llr")
    assert [(fact.label, fact.printed_value, fact.euro) for fact in report_on(drawing).facts] == [
        ("1100 Diritto annuale", Decimal(4100), Decimal(4100)),
        ("1200 Sanzioni", Decimal(640), Decimal(640)),
    ]


def test_years_that_name_lines_are_no_figures(report_on: ReportOn) -> None:
    rows = [["Anno", "Descrizione", "Residuo"], ["2015", "Mensa scolastica", "41.672,06"], ["2014", "Oneri", "4.200,42"]]
    facts = report_on(Drawing().grid(40, 120, [60, 200, 90], rows, bold_rows=1, align="llr")).facts
    assert [(fact.label, str(fact.printed_value)) for fact in facts] == [
        ("2015 Mensa scolastica", "41672.06"),
        ("2014 Oneri", "4200.42"),
    ]


# ── headings ──────────────────────────────────────────────────────────────────────────────────────────────────────────

YEAR_2016 = (date(2016, 1, 1), date(2016, 12, 31))


@pytest.mark.parametrize(
    ("path", "days"),
    [
        (["2016"], YEAR_2016),
        (["VALORI ANNO 2016"], YEAR_2016),
        (["Consuntivo", "2016"], YEAR_2016),
        (["ANNO 2016", "CCIAA Lucca"], YEAR_2016),
        (["Valori al 31-12- 2016"], (None, date(2016, 12, 31))),
        (["RESIDUI ATTIVI AL 1/1/2016 (RS)"], (None, date(2016, 1, 1))),
        (["al 31 dicembre 2016"], (None, date(2016, 12, 31))),
        (["dal 1.1.2016 al 30.6.2016"], (date(2016, 1, 1), date(2016, 6, 30))),
        (["II trimestre 2016"], (date(2016, 4, 1), date(2016, 6, 30))),
        (["1° semestre 2016"], (date(2016, 1, 1), date(2016, 6, 30))),
        (["febbraio 2016"], (date(2016, 2, 1), date(2016, 2, 29))),
        (["2016/2015"], None),
        (["2016–17"], None),
        (["esercizi 2016 e 2015"], None),
        (["D.P.R. 254/2005"], None),
        (["Importo"], None),
        (["32/13/2016"], None),
    ],
)
def test_a_period_is_what_headings_state(path: list[str], days: tuple[date | None, date] | None) -> None:
    found = period_of(path)
    assert (found and (found.start, found.end)) == days


def test_a_title_gives_the_period_beside_the_law_that_it_names() -> None:
    found = period_of_title("CONTO ECONOMICO AL 31.12.2021 (previsto dall'articolo 21, comma 1, D.P.R. 254/2005)")
    assert found
    assert (found.start, found.end) == (None, date(2021, 12, 31))
    assert period_of_title("CONTO CONSUNTIVO IN TERMINI DI CASSA (art. 9, D.M. 27 marzo 2013)") is None


def test_a_description_in_the_header_names_no_column(report_on: ReportOn) -> None:
    about = "sistemazione dell'area esterna agli edifici e definizione del progetto esecutivo, con l'affidamento dei lavori " * 2
    lines = [about[k : k + 55] for k in range(0, len(about), 55)]
    rows = [
        ["Progetto", "\n".join(lines), ""],
        ["Indicatore", "Giugno", "Dicembre"],
        ["aziende", "12", "26"],
        ["corsi", "4", "9"],
    ]
    drawing = Drawing().grid(40, 100, [120, 200, 160], rows, spans={(0, 1): (1, 2)}, align="llr", bold_rows=2)
    assert {fact.heading_path for fact in report_on(drawing).facts} == {("Giugno",), ("Dicembre",)}


@pytest.mark.parametrize(
    ("path", "unit", "measure"),
    [
        (("2016",), "EUR", "amount"),
        (("2016",), None, None),
        (("Stanziamento definitivo",), "EUR", "budget"),
        (("Stanziato",), "EUR", "budget"),
        (("Var.",), "EUR", "variance"),
        (("Var. %",), "%", "variance_pct"),
        (("% impegnato",), "%", "percentage"),
        (("incidenza",), "%", "share"),
        (("Comp. %",), "%", "share"),
        (("Quota %",), "%", "share"),
        (("Valore rilevato",), "days", "days"),
    ],
)
def test_a_measure_is_what_heading_and_unit_say(path: tuple[str, ...], unit: str | None, measure: str | None) -> None:
    assert measure_of(path, unit) == measure


@pytest.mark.parametrize(
    ("path", "dimension"),
    [
        (("Consuntivo 2016",), None),
        (("VALORI ANNO 2016",), None),
        (("Importo in euro al 31.12.2016",), None),
        (("2016", "AGENZIA"), "AGENZIA"),
        (("Valori al 31-12-2021", "ENTRO 12 MESI"), "ENTRO 12 MESI"),
        (("GESTIONE", "RESIDUI"), "GESTIONE / RESIDUI"),
    ],
)
def test_a_dimension_is_what_headings_say_beside_measure_and_period(path: tuple[str, ...], dimension: str | None) -> None:
    assert dimension_of(path) == dimension


@pytest.mark.parametrize(
    ("caption", "day"),
    [("Ripartizione per provincia al 03/03/2020 ore 17", date(2020, 3, 3)), ("Nel 2019 i casi sono stati pochi.", None)],
)
def test_a_caption_that_is_no_sentence_says_the_period(report_on: ReportOn, caption: str, day: date | None) -> None:
    rows = [["Provincia", "Casi"], ["Lodi", "482"], ["Cremona", "287"], ["Pavia", "122"]]
    assert {fact.period_end for fact in report_on(table(rows).text(40, 112, caption, size=9)).facts} == {day}


def test_the_last_headings_repeated_on_a_new_page_stand_under_those_that_are_not(report_on: ReportOn) -> None:
    rows = [
        ["", "Valori al 31/12/2020", "", "Valori al 31/12/2021", ""],
        ["", "Entro 12 mesi", "Oltre 12 mesi", "Entro 12 mesi", "Oltre 12 mesi"],
        ["Fornitori", "1.200,00", "300,00", "1.500,00", "410,00"],
        ["", "Entro 12 mesi", "Oltre 12 mesi", "Entro 12 mesi", "Oltre 12 mesi"],
        ["Dipendenti", "2.200,00", "150,00", "2.410,00", "95,00"],
    ]
    spans = {(0, 1): (1, 2), (0, 3): (1, 2)}
    drawing = Drawing().grid(40, 120, [150, 85, 85, 85, 85], rows, bold_rows=2, align="lrrrr", spans=spans)
    facts = report_on(drawing).facts
    assert {fact.heading_path[0] for fact in facts} == {"Valori al 31/12/2020", "Valori al 31/12/2021"}
    assert len(facts) == 8


def test_a_column_of_nothing_but_nil_is_of_amounts_beside_amounts(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "Valore iniziale", "Alienazioni", "Valore finale"],
        ["Sede", "12.310,50", "0,00", "12.310,50"],
        ["Archivio", "8.204,75", "0,00", "8.204,75"],
    ]
    assert {fact.unit for fact in report_on(table(rows)).facts} == {"EUR"}
    rows = [["Voce", "Tasso", "Scarto"], ["Sede", "1,50", "0,00"], ["Archivio", "1,75", "0,00"]]
    assert {fact.unit for fact in report_on(table(rows)).facts} == {None}


def test_a_unit_over_the_last_column_is_no_heading_of_it(report_on: ReportOn) -> None:
    rows = [
        ["", "", "", "Importi in euro"],
        ["Descrizione", "2020", "2021", "Variazione %"],
        ["Crediti", "1.200,00", "1.500,00", "25,00"],
        ["Debiti", "1.000,00", "900,00", "-10,00"],
    ]
    facts = report_on(table(rows, bold_rows=2)).facts
    assert [fact.heading_path for fact in facts[:3]] == [("2020",), ("2021",), ("Variazione %",)]
    assert {fact.unit for fact in facts} == {"EUR", "%"}


def test_what_stands_over_the_labels_says_the_period(report_on: ReportOn) -> None:
    rows = [
        ["Composizione al 31 dicembre 2021", "Importo"],
        ["Fondo rischi", "482,10"],
        ["Altri fondi", "287,00"],
        ["Utili", "1,50"],
    ]
    assert {fact.period_end for fact in report_on(table(rows)).facts} == {date(2021, 12, 31)}


def test_what_stands_over_all_columns_is_no_heading_of_one(report_on: ReportOn) -> None:
    rows = [["", "31/12/2021", "31/12/2020"], ["Crediti", "1.200,00", "1.000,00"], ["Debiti", "300,00", "500,00"]]
    drawing = Drawing().grid(40, 100, [390], [["AGENZIA DEL DEMANIO - STATO PATRIMONIALE"]], bold_rows=1)
    (first, *_) = report_on(drawing.grid(40, drawing.bottom, [220, 85, 85], rows, bold_rows=1, align="lrr")).facts
    assert (first.heading_path, first.dimension) == (("31/12/2021",), None)


def test_what_no_heading_says_is_null(report_on: ReportOn) -> None:
    rows = [["Servizio", "Valore"], ["Sportelli aperti", "12"], ["Visure", "345"]]
    for fact in report_on(table(rows)).facts:
        assert (fact.measure, fact.period_start, fact.period_end, fact.unit, fact.euro, fact.repeats) == (None,) * 6


# ── totals and repeats ────────────────────────────────────────────────────────────────────────────────────────────────

COSTS = [
    ["Voce", "2016", "2015", "Var."],
    ["Prestazioni di servizi", "€ 603.523,63", "€ 743.675,64", "€ -140.152,01"],
    ["Quote associative", "€ 384.987,38", "€ 418.449,24", "€ -33.461,86"],
    ["Organi istituzionali", "€ 47.564,91", "€ 53.772,06", "€ -6.207,15"],
    ["Totale funzionamento", "€ 1.036.075,92", "€ 1.215.896,94", "€ -179.821,02"],
]


def test_a_table_printed_twice_is_summed_once(report_on: ReportOn) -> None:
    drawing = table(COSTS).page()
    drawing.text(40, 60, "ALLEGATO").grid(40, 120, [220, 85, 85, 85], COSTS, bold_rows=1, align="lrrr")
    facts = report_on(drawing).facts
    assert len(facts) == 24
    summed = [f for f in facts if f.repeats is None and not f.is_total and f.measure == "amount"]
    assert sum(f.best_value for f in summed if f.period_end == date(2016, 12, 31)) == Decimal("1036075.92")
    assert {f.repeats for f in facts if f.table_id == "t2"} == {f.fact_id for f in facts if f.table_id == "t1"}


def test_the_same_line_with_another_figure_is_no_repeat(report_on: ReportOn) -> None:
    other = [COSTS[0], *[[row[0], *(text.replace("3", "8") for text in row[1:])] for row in COSTS[1:]]]
    drawing = table(COSTS).page()
    drawing.text(40, 60, "ALLEGATO").grid(40, 120, [220, 85, 85, 85], other, bold_rows=1, align="lrrr")
    assert [f.repeats for f in report_on(drawing).facts] == [None] * 24


def test_a_sum_handed_on_to_the_next_page_is_a_total(report_on: ReportOn) -> None:
    rows = [["Voce", "2016"], ["Servizi", "€ 1.200,00"], ["a riportare", "€ 1.200,00"], ["Affitti", "€ 300,00"]]
    assert [(f.label, f.is_total) for f in report_on(table(rows)).facts] == [
        ("Servizi", False),
        ("a riportare", True),
        ("Affitti", False),
    ]


# ── the sample ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "year", "total"),
    [
        (r"^32[5-9]", 2015, "1796089.37"),
        (r"^32[5-9]", 2016, "1588317.37"),
        (r"^31[23] |^TOTALE GRUPPO", 2015, "767234.79"),
        (r"^31[23] |^TOTALE GRUPPO", 2016, "921241.79"),
    ],
)
def test_facts_of_the_sample_sum_up_to_the_totals_of_its_statements(sample: Report, lines: str, year: int, total: str) -> None:
    """The first of these tables is printed twice."""
    found = [f for f in sample.facts if re.match(lines, f.label or "") and f.period_end == date(year, 12, 31)]
    assert Decimal(total) in {f.printed_value for f in found if f.is_total}
    assert sum(f.best_value for f in found if f.repeats is None and not f.is_total) == Decimal(total)


def test_no_line_of_a_statement_is_summed_twice_with_those_that_make_it_up(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "Importo 2016"],
        ["B) Oneri correnti", ""],
        ["6) Personale", "€ 900,00"],
        ["a) competenze", "€ 600,00"],
        ["b) oneri sociali", "€ 200,00"],
        ["c) accantonamenti", "€ 100,00"],
        ["8) Interventi economici", "€ 1.100,00"],
        ["Totale oneri correnti (B)", "€ 2.000,00"],
    ]
    facts = report_on(table(rows)).facts
    assert sum(f.best_value for f in facts if not f.is_total) == 2000
    assert [f.label for f in facts if f.is_total] == ["6) Personale", "Totale oneri correnti (B)"]


def test_every_cell_of_the_sample_that_is_a_figure_is_a_fact_with_a_label(sample: Report) -> None:
    assert len({f.fact_id for f in sample.facts}) == len(sample.facts)
    facts = {(f.table_id, f.row, f.column): f for f in reversed(sample.facts)}
    assert all(f.label for f in sample.facts)
    for table in sample.tables:
        for cell in table.cells:
            if cell.value is not None and cell.unit is not None:
                assert facts[table.table_id, cell.row, cell.column].printed_value == cell.value


def test_records_say_which_facts_they_were_made_of(sample: Report) -> None:
    by_id: dict[str, Fact] = {f.fact_id: f for f in sample.facts}
    frame = dict(frames_of(sample))["variance_lines"]
    sources = [(row[s["field"]], s["fact_id"]) for row in frame.iter_rows(named=True) for s in row["sources"]]
    assert sources
    assert [value for value, _ in sources] == [by_id[fact_id].printed_value for _, fact_id in sources]


def test_words_said_of_a_line_are_no_part_of_its_name(report_on: ReportOn) -> None:
    rows = [
        ["Servizio", "Ufficio", "Indicatore", "Valore"],
        ["Rilascio di certificati", "Registro imprese", "Tempo massimo", "1.230,50"],
        ["Vidimazione di libri", "Registro imprese", "Tempo massimo", "2.340,75"],
        ["Deposito di bilanci", "Registro imprese", "Tempo massimo", "3.450,25"],
        ["Verifica di strumenti", "Metrologia", "Tempo massimo", "4.560,00"],
    ]
    report = report_on(Drawing().grid(60, 100, [140, 110, 110, 80], rows, bold_rows=1, align="lllr"))
    assert [f.label for f in report.facts] == [row[0] for row in rows[1:]]


def test_words_that_tell_lines_apart_are_part_of_their_names(report_on: ReportOn) -> None:
    rows = [
        ["Area", "Voce", "Valore"],
        ["Personale", "Competenze", "1.230,50"],
        ["Personale", "Oneri sociali", "2.340,75"],
        ["Funzionamento", "Prestazioni", "3.450,25"],
        ["Funzionamento", "Quote", "4.560,00"],
    ]
    report = report_on(Drawing().grid(60, 100, [140, 140, 80], rows, bold_rows=1, align="llr"))
    assert [f.label for f in report.facts] == [" ".join(row[:2]) for row in rows[1:]]


def test_a_cell_over_several_rows_names_the_group_of_all_of_them(report_on: ReportOn) -> None:
    rows = [
        ["Livello 1", "Livello 2", "Totale entrate"],
        ["Entrate correnti", "Interessi attivi", "549"],
        ["", "Rimborsi in entrata", "676.646"],
        ["Entrate correnti Totale", "", "677.195"],
        ["Entrate in conto capitale", "Contributi agli investimenti", "500.320"],
        ["", "Alienazione di beni", "12.480"],
        ["Entrate in conto capitale Totale", "", "512.800"],
    ]
    spans = {(1, 0): (2, 1), (3, 0): (1, 2), (4, 0): (2, 1), (6, 0): (1, 2)}
    facts = report_on(Drawing().grid(60, 100, [150, 150, 90], rows, spans=spans, bold_rows=1, align="llr")).facts
    assert [f.label for f in facts if not f.is_total] == [row[1] for row in rows[1:] if row[1]]
    assert [f.label_path[:-1] for f in facts] == [
        *[("Entrate correnti",)] * 2, (), *[("Entrate in conto capitale",)] * 2, (),
    ]  # fmt: skip


def test_a_line_whose_figures_are_blank_is_no_section_of_those_below(report_on: ReportOn) -> None:
    rows = [
        ["Comune", "2023", "2024"],
        ["Barga", "1.230,50", "1.310,00"],
        ["Camaiore", "", ""],
        ["Capannori", "", ""],
        ["Lucca", "3.450,25", "3.560,10"],
        ["Pescaglia", "", ""],
        ["Viareggio", "4.560,00", "4.470,35"],
    ]
    report = report_on(Drawing().grid(60, 100, [140, 80, 80], rows, bold_rows=1, align="lrr"))
    assert {f.label_path for f in report.facts} == {("Barga",), ("Lucca",), ("Viareggio",)}


def test_a_sum_of_sections_by_their_letters_stands_in_none_of_them(report_on: ReportOn) -> None:
    rows = [
        ["Voci", "2022", "2021"],
        ["A) Attività operativa", "", ""],
        ["Ammortamenti", "1.200,00", "1.000,00"],
        ["Flusso operativo (A)", "1.200,00", "1.000,00"],
        ["B) Attività di investimento", "", ""],
        ["Disinvestimenti", "300,00", "500,00"],
        ["Incremento delle disponibilità (A+B)", "1.500,00", "1.500,00"],
    ]
    assert paths(report_on(table(rows)))[-1] == ("Incremento delle disponibilità (A+B)",)


def test_a_bold_line_right_above_a_table_names_it_and_says_its_period(report_on: ReportOn) -> None:
    rows = [["Voce", "Impegni"], ["Retribuzioni", "46.522,70"], ["IRAP", "3.204,15"]]
    drawing = table(rows).text(40, 60, "3. Analisi della spesa", size=10, bold=True)
    drawing.text(40, 80, "La spesa è in linea con quella dell'anno prima.", size=10)
    drawing.text(40, 100, "Spesa del personale 2019", size=10, bold=True)
    report = report_on(drawing)
    assert report.tables[0].title == "Spesa del personale 2019"
    assert {fact.period_end for fact in report.facts} == {date(2019, 12, 31)}


def test_the_total_of_persons_that_are_counted_is_no_money(report_on: ReportOn) -> None:
    rows = [["Area", "Uomini", "Donne", "Totale"], ["Ufficio spese", "1.148", "1.137", "2.285"], ["Cassa", "35", "15", "50"]]
    drawing = table(rows).text(40, 80, "Gli importi sono espressi in euro.", size=10)
    assert {(fact.unit, fact.measure) for fact in report_on(drawing).facts} == {(None, "count")}


def test_amounts_without_cents_are_in_euro_where_the_document_says_so(report_on: ReportOn) -> None:
    rows = [["Progetto", "Budget", "Pagato"], ["Alfa", "22.299", "18.204"], ["Beta", "915", "716"]]
    drawing = table(rows).text(40, 80, "Gli importi sono espressi in euro.", size=10)
    assert {fact.unit for fact in report_on(drawing).facts} == {"EUR"}


@pytest.mark.parametrize("head", ["Rif.", "Nota", "Riferimento"])
def test_the_number_of_a_note_before_a_label_is_no_part_of_it(report_on: ReportOn, head: str) -> None:
    rows = [[head, "Voce", "2020", "2021"], ["1", "Personale", "7.100", "7.300"], ["", "Organi", "2.400", "2.100"],
            ["12", "Totale", "9.500", "9.400"]]  # fmt: skip
    drawing = Drawing().grid(60, 120, [70, 200, 80, 80], rows, align="clrr", bold_rows=1)
    assert [fact.label for fact in report_on(drawing).facts[::2]] == ["Personale", "Organi", "Totale"]


@pytest.mark.parametrize("unit", ["(migliaia di euro)", "(importi in €)", "(importi espressi in unità di euro)"])
def test_a_unit_over_the_names_of_columns_is_no_name_of_theirs(report_on: ReportOn, unit: str) -> None:
    rows = [["", "", "", unit], ["Rif.", "Voce", "Esercizio 2020", "Esercizio 2021"], ["12", "Personale", "7.100", "7.300"],
            ["3", "Organi", "2.400", "2.100"], ["", "Totale", "9.500", "9.400"]]  # fmt: skip
    drawing = Drawing().aligned(120, [(60, "l"), (90, "l"), (380, "r"), (470, "r")], rows, bold_rows=2)
    drawing.rule(55, 126, 475, 126).rule(55, 140, 475, 140)
    facts = report_on(drawing).facts
    assert {fact.heading_path for fact in facts} == {("Esercizio 2020",), ("Esercizio 2021",)}
    assert {fact.unit for fact in facts} == {"EUR"}


def test_the_numbers_of_lines_before_their_names_are_no_figures(report_on: ReportOn) -> None:
    rows = [["", "ATTIVO", "2021", "2020"], ["", "Immobilizzazioni", "", ""], ["1", "Terreni", "7.100,00", "7.300,00"],
            ["2", "Fabbricati", "2.400,00", "2.100,00"], ["", "Totale", "9.500,00", "9.400,00"], ["", "Crediti", "", ""],
            ["1", "Verso clienti", "12,00", "15,00"]]  # fmt: skip
    facts = report_on(Drawing().grid(60, 120, [30, 200, 80, 80], rows, align="clrr", bold_rows=1)).facts
    assert {fact.heading_path for fact in facts} == {("2021",), ("2020",)}
    assert [fact.label for fact in facts[::2]] == ["1 Terreni", "2 Fabbricati", "Totale", "1 Verso clienti"]
