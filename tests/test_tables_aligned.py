"""Tables that no grid of rules encloses: found by how their words are set."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.report import Report
from pipeline.vocabulary import TYPED_RULE
from tests.conftest import Texts
from tests.drawing import BLACK, GREY, Align, Drawing

FindTables = Callable[[Drawing], list[Texts]]
ReportOn = Callable[[Drawing], Report]

ACCOUNT = [
    ["Voce", "2015", "2016"],
    ["Diritto annuale", "4.116.035,72", "3.290.338,80"],
    ["Diritti di segreteria", "1.120.361,96", "1.135.100,00"],
    ["Contributi trasferimenti e altre entrate", "562.851,62", "728.311,26"],
    ["Proventi da gestione di beni e servizi", "204.383,17", "192.930,53"],
    ["Variazione delle rimanenze", "-1.204,50", "3.411,00"],
    ["Totale proventi correnti", "6.002.427,97", "5.350.091,59"],
]
COLUMNS: list[tuple[float, Align]] = [(72, "l"), (380, "r"), (480, "r")]
PROSE = (
    "Si riepilogano i risultati del confronto dei dati finali con quelli del bilancio di esercizio",
    "precedente, secondo i sottomastri in cui sono suddivise le spese di funzionamento, con la",
    "variazione assoluta e percentuale di ciascuna componente, come precisato nella relazione",
    "sulla gestione e sui risultati, cui si fa rinvio per ogni ulteriore dettaglio.",
)


def account(font: str = "Helvetica", **more: object) -> Drawing:
    return Drawing(font=font).aligned(120, COLUMNS, ACCOUNT, bold_rows=1, **more)  # type: ignore[arg-type]


# ── columns by their alignment ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman", "Vera"])
@pytest.mark.parametrize(("size", "leading"), [(7, 9), (9, 12), (10, 18), (11, 26)])
def test_labels_and_amounts_aligned_right(find_tables: FindTables, font: str, size: float, leading: float) -> None:
    assert find_tables(account(font, size=size, leading=leading)) == [ACCOUNT]


def test_a_head_that_is_not_bold(find_tables: FindTables) -> None:
    assert find_tables(Drawing().aligned(120, COLUMNS, ACCOUNT)) == [ACCOUNT]


def test_prose_above_and_below_stays_out(find_tables: FindTables) -> None:
    drawing = account().lines(72, 60, PROSE).lines(72, 250, PROSE)
    assert find_tables(drawing) == [ACCOUNT]


def test_a_caption_above_and_a_note_below_stay_out(find_tables: FindTables) -> None:
    drawing = account().text(72, 96, "Tabella 1 - Proventi correnti (valori in euro)", bold=True)
    drawing.text(72, 240, "Fonte: bilancio di esercizio 2016", size=7)
    assert find_tables(drawing) == [ACCOUNT]


def test_amounts_aligned_on_their_decimal_mark(find_tables: FindTables) -> None:
    rows = [["Indicatore", "2015", "2016"], ["Tempo medio", "12,5", "9"], ["Quota", "100", "98,75"], ["Ore", "1.204", "1.199,5"]]
    drawing = Drawing()
    for r, row in enumerate(rows):
        drawing.text(72, 120 + 14 * r, row[0], size=9, bold=r == 0)
        for x, text in ((300, row[1]), (400, row[2])):
            whole = text.split(",")[0]
            drawing.text(x - 5 * len(whole), 120 + 14 * r, text, size=9, bold=r == 0)
    assert find_tables(drawing) == [rows]


def test_columns_set_centred(find_tables: FindTables) -> None:
    rows = [
        ["Anno", "Imprese iscritte", "Imprese cessate"],
        ["2014", "2.541", "2.498"],
        ["2015", "2.611", "2.302"],
        ["2016", "998", "3"],
    ]
    drawing = Drawing().aligned(120, [(100, "c"), (220, "c"), (360, "c")], rows, bold_rows=1)
    assert find_tables(drawing) == [rows]


def test_narrow_gutters_between_amounts(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2014", "2015", "2016"],
        *([f"Spese di gruppo {c}", "1.234.567,89", "2.345.678,90", "3.456.789,01"] for c in "ABCDE"),
    ]
    drawing = Drawing().aligned(120, [(72, "l"), (220, "r"), (280, "r"), (340, "r")], rows, size=9, bold_rows=1)
    assert find_tables(drawing) == [rows]


def test_a_label_that_nearly_reaches_the_amount(find_tables: FindTables) -> None:
    rows = [
        ["", "2016"],
        ["Oneri per organi istituzionali e commissioni", "47.564,91"],
        ["Quote", "384.987,38"],
        ["Altri", "1,00"],
    ]
    drawing = Drawing().aligned(120, [(72, "l"), (72 + 184 + 9 + 40, "r")], rows, size=9)
    assert find_tables(drawing) == [rows]


def test_account_codes_in_a_column_of_their_own(find_tables: FindTables) -> None:
    rows = [
        ["Conto", "Descrizione", "2015", "2016"],
        ["325", "FUNZIONAMENTO", "1.796.089,37", "1.588.317,37"],
        ["3250", "PRESTAZIONE DI SERVIZI", "743.675,64", "603.523,63"],
        ["3260", "GODIMENTO BENI DI TERZI", "10.994,95", "10.689,95"],
    ]
    drawing = Drawing().aligned(120, [(72, "l"), (110, "l"), (360, "r"), (450, "r")], rows, bold_rows=1)
    assert find_tables(drawing) == [rows]


def test_amounts_that_are_missing_leave_their_place_empty(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2014", "2015", "2016"],
        ["Contributi", "1.000,00", "", "3.000,00"],
        ["Rimborsi", "", "2.200,00", ""],
        ["Sponsorizzazioni", "1.500,00", "2.500,00", "3.500,00"],
        ["Altro", "", "", "9,00"],
    ]
    drawing = Drawing().aligned(120, [(72, "l"), (260, "r"), (350, "r"), (440, "r")], rows, bold_rows=1)
    assert find_tables(drawing) == [rows]


def test_a_dash_stands_in_the_place_of_an_amount(find_tables: FindTables) -> None:
    rows = [["Voce", "2015", "2016"], ["Contributi", "1.000,00", "-"], ["Rimborsi", "---", "2.200,00"], ["Altro", "5,00", "6,00"]]
    assert find_tables(Drawing().aligned(120, COLUMNS, rows, bold_rows=1)) == [rows]


def test_negative_amounts_and_percentages_of_every_style(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2016", "var.", "var. %"],
        ["Proventi", "154.007,00", "+ 20.100,00", "+20,1%"],
        ["Oneri", "(207.772,00)", "- 305,00", "-11,57%"],
        ["Rettifiche", "1.234,56-", "−4.860,00", "4,1 %"],
    ]
    drawing = Drawing(font="Vera").aligned(120, [(72, "l"), (260, "r"), (360, "r"), (440, "r")], rows, bold_rows=1)
    assert find_tables(drawing) == [rows]


def test_the_euro_sign_far_left_of_its_amount(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2015", "2016"],
        ["Oneri", "290.338,80", "1.361,96"],
        ["Proventi", "151.035,72", "0,00"],
        ["Altro", "5,00", "-7,00"],
    ]
    drawing = Drawing().aligned(120, COLUMNS, rows, bold_rows=1)
    for r in (1, 2, 3):
        drawing.text(310, 120 + 14 * r, "€", size=9).text(410, 120 + 14 * r, "€", size=9)
    assert find_tables(drawing) == [[rows[0], *([label, f"€ {a}", f"€ {b}"] for label, a, b in rows[1:])]]


def test_dots_that_lead_to_the_amount_are_not_part_of_it(find_tables: FindTables) -> None:
    rows = [["Voce", "2016"], ["Personale", "1.234.567,00"], ["Funzionamento", "1.588.317,37"], ["Ammortamenti", "98.000,00"]]
    drawing = Drawing().aligned(120, [(72, "l"), (480, "r")], rows)
    for r, x in ((1, 118), (2, 138), (3, 134)):
        drawing.text(x, 120 + 14 * r, "." * int((410 - x) / 2.5), size=9)
    (table,) = find_tables(drawing)
    assert [row[-1] for row in table] == ["2016", "1.234.567,00", "1.588.317,37", "98.000,00"]


@pytest.mark.parametrize("gap", [0.5, 3.0])
def test_the_first_of_spaced_dots_is_not_the_end_of_the_label(find_tables: FindTables, gap: float) -> None:
    rows = [["Voce", "2016"], ["Personale", "1.234.567,00"], ["Funzionamento", "1.588.317,37"], ["Ammortamenti", "98.000,00"]]
    drawing = Drawing().aligned(120, [(72, "l"), (480, "r")], rows)
    for r, (label, _) in enumerate(rows[1:], 1):
        x = 72 + stringWidth(label, "Helvetica", 9) + gap
        drawing.text(x, 120 + 14 * r, "." + " ." * int((400 - x) / 5), size=9)
    (table,) = find_tables(drawing)
    assert table == rows


def test_twelve_months_in_small_print_across_the_page(find_tables: FindTables) -> None:
    months = ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"]
    rows = [["Sportello", *months]]
    rows += [
        [name, *(str(137 * k % 1000 + k) for k in range(n, n + 12))] for n, name in enumerate(("Lucca", "Viareggio", "Barga"), 1)
    ]
    columns: list[tuple[float, Align]] = [(40, "l"), *((120.0 + 55 * i, "r") for i in range(12))]
    drawing = Drawing((842, 595)).aligned(120, columns, rows, size=6, leading=9, bold_rows=1)
    assert find_tables(drawing) == [rows]


# ── heads ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_years_over_groups_of_columns(report_on: ReportOn) -> None:
    drawing = Drawing().text(300, 106, "2015", size=9, bold=True, align="c").text(450, 106, "2016", size=9, bold=True, align="c")
    body = [
        ["Programma", "Previsto", "Speso", "Previsto", "Speso"],
        ["Turismo", "10.000,00", "9.500,00", "12.000,00", "11.800,00"],
        ["Formazione", "4.000,00", "3.900,00", "4.500,00", "4.100,00"],
        ["Innovazione", "7.000,00", "6.000,00", "7.500,00", "7.450,00"],
    ]
    drawing.aligned(120, [(72, "l"), (290, "r"), (350, "r"), (440, "r"), (500, "r")], body, bold_rows=1)
    (table,) = report_on(drawing).tables
    assert table.headings() == ["Programma", "2015 Previsto", "2015 Speso", "2016 Previsto", "2016 Speso"]
    assert table.texts()[table.header_rows :] == body[1:]
    assert {(c.row, c.column): c.column_span for c in table.cells if c.column_span > 1} == {(0, 1): 2, (0, 3): 2}


def test_a_name_in_the_middle_of_columns_whose_own_names_are_set_left(report_on: ReportOn) -> None:
    drawing = Drawing().text(72, 100, "Conto", bold=True).text(414, 100, "Importi", bold=True, align="c")
    drawing.text(520, 100, "Scostamento", bold=True, align="r").text(366, 116, "2012", bold=True)
    drawing.text(417, 116, "2011", bold=True)
    rows = [["Spese per servizi", "397.725", "468.674", "(70.949)"], ["Spese di acqua", "7.012", "6.892", "121"]]
    drawing.aligned(132, [(72, "l"), (409, "r"), (461, "r"), (520, "r")], rows)
    (table,) = report_on(drawing).tables
    assert table.texts() == [["Conto", "Importi", "", "Scostamento"], ["", "2012", "2011", ""], *rows]
    assert table.header_rows == 2


def test_a_head_aside_of_a_single_row_of_amounts(find_tables: FindTables) -> None:
    rows = [["PROVENTI 2012", "ONERI 2012", "INVESTIMENTI 2012"], ["200.579,52", "33.558,98", "11.367,89"]]
    drawing = Drawing().aligned(120, [(50, "l"), (215, "l"), (380, "l")], rows[:1], bold_rows=1)
    drawing.aligned(137, [(207, "r"), (372, "r"), (537, "r")], rows[1:])
    assert find_tables(drawing) == [rows]


def test_names_of_columns_over_two_and_three_lines(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "Consuntivo\n2015", "Preventivo\naggiornato\n2016", "Consuntivo\n2016"],
        ["Oneri del personale", "3.611.244,82", "3.500.000,00", "3.446.720,87"],
        ["Funzionamento", "1.796.089,37", "1.700.000,00", "1.588.317,37"],
        ["Interventi", "900.000,00", "950.000,00", "912.345,00"],
    ]
    drawing = Drawing().aligned(120, [(72, "l"), (270, "r"), (370, "r"), (470, "r")], rows, bold_rows=1)
    (table,) = report_on(drawing).tables
    assert table.texts() == [[text.replace("\n", " ") for text in row] for row in rows]
    assert table.header_rows == 1


def test_names_of_columns_set_on_the_bottom_line_of_a_high_head(find_tables: FindTables) -> None:
    drawing = (
        Drawing()
        .text(300, 100, "Variazione", size=9, bold=True, align="r")
        .text(300, 111, "assoluta", size=9, bold=True, align="r")
    )
    drawing.text(72, 111, "Voce", size=9, bold=True).text(400, 100, "Variazione", size=9, bold=True, align="r")
    drawing.text(400, 111, "%", size=9, bold=True, align="r")
    rows = [["Oneri", "-207.772,00", "-11,57"], ["Proventi", "154.007,00", "20,10"], ["Altri", "-305,00", "-2,77"]]
    drawing.aligned(126, [(72, "l"), (300, "r"), (400, "r")], rows)
    assert find_tables(drawing) == [[["Voce", "Variazione assoluta", "Variazione %"], *rows]]


def test_a_title_centred_over_all_columns_of_a_block(find_tables: FindTables) -> None:
    rows = [
        ["CCIAA Prova", "Promos", "InTec", "Totale"],
        ["3.611.244,82", "164.523,95", "142.811,10", "3.918.579,87"],
        ["-51.200,00", "1.000,00", "0,00", "-50.200,00"],
    ]
    drawing = Drawing().text(280, 106, "ANNO 2015", size=9, bold=True, align="c")
    drawing.aligned(120, [(120, "c"), (230, "c"), (330, "c"), (440, "c")], rows, bold_rows=1)
    assert find_tables(drawing) == [[["ANNO 2015", "", "", ""], *rows]]


def test_a_name_of_two_lines_wider_than_the_figures_under_it(find_tables: FindTables) -> None:
    drawing = Drawing().text(120, 115, "Totale", bold=True, align="c").text(220, 115, "Camera di Prova", bold=True, align="c")
    drawing.text(340, 110, "Azienda Speciale di Prova", bold=True, align="c").text(340, 120, "Lavoro", bold=True, align="c")
    drawing.text(460, 115, "Fondazione", bold=True, align="c")
    rows = [["4.739,48", "2.937,71", "1.212,04", "590,73"], ["-169,41", "-187,88", "18,66", "-0,19"]]
    drawing.aligned(136, [(120, "c"), (220, "c"), (340, "c"), (460, "c")], rows)
    assert find_tables(drawing) == [[["Totale", "Camera di Prova", "Azienda Speciale di Prova Lavoro", "Fondazione"], *rows]]


def test_a_head_repeated_inside_a_table(report_on: ReportOn) -> None:
    rows = [
        ["PROVENTI", "2015", "2016"],
        ["Diritto annuale", "4.116.035,72", "3.290.338,80"],
        ["Diritti di segreteria", "1.120.361,96", "1.135.100,00"],
        ["ONERI", "2015", "2016"],
        ["Personale", "3.611.244,82", "3.446.720,87"],
        ["Funzionamento", "1.796.089,37", "1.588.317,37"],
    ]
    drawing = Drawing()
    for r, row in enumerate(rows):
        drawing.aligned(120 + 14 * r, COLUMNS, [row], bold_rows=int(r in (0, 3)))
    tables = [table.texts() for table in report_on(drawing).tables]
    assert tables in ([rows], [rows[:3], rows[3:]])


@pytest.mark.parametrize("units", [["", "€", "€", "%"], ["", "(€/000)", "(€/000)", "(%)"], ["", "euro", "euro", "%"]])
@pytest.mark.parametrize("bold", [0, 1, 2])
def test_units_on_a_line_of_their_own_under_the_names_of_columns(report_on: ReportOn, units: list[str], bold: int) -> None:
    rows = [
        ["Voce", "2015", "2016", "Var."],
        units,
        ["Oneri", "1.000,00", "2.000,00", "100,0"],
        ["Proventi", "3.000,00", "4.500,00", "50,0"],
        ["Altro", "10,00", "9,00", "-10,0"],
    ]
    columns: list[tuple[float, Align]] = [(72, "l"), (250, "r"), (350, "r"), (430, "r")]
    (table,) = report_on(Drawing().aligned(120, columns, rows, bold_rows=bold)).tables
    assert table.headings() == ["Voce", f"2015 {units[1]}", f"2016 {units[2]}", f"Var. {units[3]}"]
    assert table.texts()[table.header_rows :] == rows[2:]


@pytest.mark.parametrize("ruled", [False, True])
def test_names_of_columns_that_run_upwards(find_tables: FindTables, ruled: bool) -> None:
    rows = [["Lucca", "12", "7", "19"], ["Capannori", "3", "5", "8"], ["Altopascio", "4", "1", "5"], ["Porcari", "1", "1", "2"]]
    drawing = Drawing().aligned(180, [(72, "l"), (190, "r"), (214, "r"), (238, "r")], rows).text(72, 166, "Comune", size=9)
    for i, head in enumerate(("Maschi", "Femmine", "Totale")):
        drawing.text(188 + 24 * i, 166, head, size=9, angle=270)
    for y in (125, 169, 226) if ruled else ():
        drawing.rule(72, y, 240, y)
    assert find_tables(drawing) == [[["Comune", "Maschi", "Femmine", "Totale"], *rows]]


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("last", [True, False])
def test_labels_over_several_lines_with_the_amount_on_the_first_or_the_last(find_tables: FindTables, last: bool) -> None:
    labels = [
        ["Contributi, trasferimenti e altre", "entrate da amministrazioni centrali"],
        ["Personale"],
        ["Quote associative al sistema", "camerale, all'unione regionale e", "alle associazioni di categoria"],
        ["Organi istituzionali"],
    ]
    amounts = [
        ("562.851,62", "728.311,26"),
        ("3.611.244,82", "3.446.720,87"),
        ("418.449,24", "384.987,38"),
        ("53.772,06", "47.564,91"),
    ]
    drawing = Drawing().aligned(100, COLUMNS, [["Voce", "2015", "2016"]], bold_rows=1)
    y = 120.0
    for lines, pair in zip(labels, amounts, strict=True):
        drawing.lines(72, y, lines, leading=10.5, size=9)
        at = y + 10.5 * (len(lines) - 1) * last
        drawing.text(380, at, pair[0], size=9, align="r").text(480, at, pair[1], size=9, align="r")
        y += 10.5 * len(lines) + 5
    assert find_tables(drawing) == [
        [["Voce", "2015", "2016"], *([" ".join(ls), *pair] for ls, pair in zip(labels, amounts, strict=True))]
    ]


def test_labels_over_two_lines_set_as_close_as_rows(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(100, COLUMNS, [["Voce", "2015", "2016"]], bold_rows=1, size=9)
    lines = [
        ("Contributi, trasferimenti e altre entrate da", "", ""),
        ("amministrazioni centrali", "562.851,62", "728.311,26"),
        ("Personale", "3.611.244,82", "3.446.720,87"),
        ("Quote associative al sistema camerale e alla", "", ""),
        ("unione regionale", "418.449,24", "384.987,38"),
        ("Organi istituzionali", "53.772,06", "47.564,91"),
    ]
    drawing.aligned(112, COLUMNS, lines, leading=12)
    assert find_tables(drawing) == [
        [
            ["Voce", "2015", "2016"],
            ["Contributi, trasferimenti e altre entrate da amministrazioni centrali", "562.851,62", "728.311,26"],
            ["Personale", "3.611.244,82", "3.446.720,87"],
            ["Quote associative al sistema camerale e alla unione regionale", "418.449,24", "384.987,38"],
            ["Organi istituzionali", "53.772,06", "47.564,91"],
        ]
    ]


def test_headings_among_the_rows_and_labels_set_in(find_tables: FindTables) -> None:
    rows = [
        ["", "2015", "2016"],
        ["A) Proventi correnti", "", ""],
        ["1) Diritto annuale", "4.116.035,72", "3.290.338,80"],
        ["2) Diritti di segreteria", "1.120.361,96", "1.135.100,00"],
        ["Totale proventi correnti (A)", "5.236.397,68", "4.425.438,80"],
        ["B) Oneri correnti", "", ""],
        ["6) Personale", "3.611.244,82", "3.446.720,87"],
        ["a) competenze al personale", "2.700.000,00", "2.600.000,00"],
        ["b) oneri sociali", "911.244,82", "846.720,87"],
        ["Totale oneri correnti (B)", "3.611.244,82", "3.446.720,87"],
    ]
    indent = (0, 0, 12, 12, 0, 0, 12, 24, 24, 0)
    drawing = Drawing()
    for r, (row, by) in enumerate(zip(rows, indent, strict=True)):
        drawing.aligned(120 + 14 * r, [(72 + by, "l"), (380, "r"), (480, "r")], [row])
    assert find_tables(drawing) == [rows]


def test_white_between_groups_of_rows_and_above_the_total(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(120, COLUMNS, ACCOUNT[:4], bold_rows=1)
    drawing.aligned(drawing.bottom + 10, COLUMNS, ACCOUNT[4:6])
    drawing.aligned(drawing.bottom + 12, COLUMNS, ACCOUNT[6:], bold_rows=1)
    assert find_tables(drawing) == [ACCOUNT]


# ── rules and stripes without a grid ──────────────────────────────────────────────────────────────────────────────────


def test_a_row_left_white_parts_neither_the_header_nor_the_first_row_from_the_table(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (300, "r"), (390, "r"), (480, "r")]
    rows = [[*row, "1.000,00" if i else "Differenza"] for i, row in enumerate(ACCOUNT)]
    drawing = Drawing().aligned(120, columns, rows[:2], leading=16).aligned(168, columns, rows[3:], leading=16)
    assert find_tables(drawing) == [[*rows[:2], *rows[3:]]]


def test_rules_between_rows_only(find_tables: FindTables) -> None:
    drawing = account()
    for r in range(8):
        drawing.rule(70, 110.5 + 14 * r, 482, 110.5 + 14 * r)
    assert find_tables(drawing) == [ACCOUNT]


def test_rules_between_rows_of_several_lines(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2015", "2016"],
        ["Contributi, trasferimenti e altre\nentrate", "562.851,62", "728.311,26"],
        ["Personale", "3.611.244,82", "3.446.720,87"],
        ["Quote associative al sistema camerale,\nall'unione regionale", "418.449,24", "384.987,38"],
    ]
    drawing, y = Drawing().rule(70, 108, 482, 108), 120.0
    for row in rows:
        drawing.aligned(y, COLUMNS, [row])
        y += 14 + 11 * row[0].count("\n")
        drawing.rule(70, y - 10, 482, y - 10)
    assert find_tables(drawing) == [[[text.replace("\n", " ") for text in row] for row in rows]]


def test_a_rule_under_the_head_and_rules_around_the_total_only(find_tables: FindTables) -> None:
    drawing = account().rule(70, 124, 482, 124)
    drawing.rule(330, 120 + 14 * 5 + 3.5, 482, 120 + 14 * 5 + 3.5).rule(330, 120 + 14 * 6 + 3, 482, 120 + 14 * 6 + 3, width=1.2)
    assert find_tables(drawing) == [ACCOUNT]


def test_stripes_behind_every_other_row(find_tables: FindTables) -> None:
    drawing = Drawing()
    for r in range(0, 7, 2):
        drawing.box(70, 110.5 + 14 * r, 482, 124.5 + 14 * r, fill=GREY)
    assert find_tables(drawing.aligned(120, COLUMNS, ACCOUNT, bold_rows=1)) == [ACCOUNT]


def test_a_filled_head_over_rows_without_rules(find_tables: FindTables) -> None:
    drawing = Drawing().box(70, 108, 482, 125, fill=GREY).aligned(120, COLUMNS, ACCOUNT, bold_rows=1)
    assert find_tables(drawing) == [ACCOUNT]


def test_rules_under_the_names_of_columns_one_by_one(find_tables: FindTables) -> None:
    drawing = account()
    for x0, x1 in ((72, 280), (320, 380), (420, 480)):
        drawing.rule(x0, 123.5, x1, 123.5)
    assert find_tables(drawing) == [ACCOUNT]


def test_a_head_centred_on_one_of_two_lines_above_a_single_row_between_rules(find_tables: FindTables) -> None:
    drawing = Drawing().text(445, 104, "RISULTATO CONSEGUITO", size=9, bold=True, align="c")
    drawing.text(61, 109, "TARGET STRATEGICO", size=9, bold=True).text(445, 114, "%", size=9, bold=True, align="c")
    drawing.aligned(126, [(61, "l"), (445, "c")], [["Redazione di due rapporti.", "100%"]], size=9)
    for y in (95, 118, 130):
        drawing.rule(57, y, 538, y)
    assert find_tables(drawing) == [[["TARGET STRATEGICO", "RISULTATO CONSEGUITO %"], ["Redazione di due rapporti.", "100%"]]]


def test_tables_of_a_single_row_under_a_head_that_returns(find_tables: FindTables) -> None:
    tables = [
        [[f"Target strategico {n} - anno 2009", "Risultato conseguito"], [text, share]]
        for n, text, share in [
            (1, "Avvio del percorso.", "85%"),
            (2, "Rinnovo del sito.", "100%"),
            (3, "Lavori della sede.", "66%"),
        ]
    ]
    drawing = Drawing()
    for i, table in enumerate(tables):
        drawing.aligned(100 + 90 * i, [(54, "l"), (463, "c")], table, size=8, leading=16).text(54, 150 + 90 * i, "Commento.")
    assert find_tables(drawing) == tables
    once = Drawing().aligned(100, [(54, "l"), (463, "c")], tables[0], size=8, leading=16)
    assert find_tables(once) == []


def test_rules_between_columns_only(find_tables: FindTables) -> None:
    drawing = account()
    for x in (300, 390):
        drawing.rule(x, 110, x, 210)
    assert find_tables(drawing) == [ACCOUNT]


# ── several tables ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_tables_one_under_another_with_a_caption_between(find_tables: FindTables) -> None:
    other = [
        ["Oneri", "Preventivo", "Consuntivo", "%"],
        ["Personale", "3.500.000", "3.446.720", "98,5"],
        ["Funzionamento", "1.700.000", "1.588.317", "93,4"],
        ["Interventi", "950.000", "912.345", "96,0"],
    ]
    drawing = account().text(72, 245, "Tabella 2. Oneri e loro realizzazione", size=10, bold=True)
    drawing.aligned(265, [(72, "l"), (280, "r"), (380, "r"), (450, "r")], other, bold_rows=1)
    assert find_tables(drawing) == [ACCOUNT, other]


def test_two_halves_side_by_side_are_one_printed_table(find_tables: FindTables) -> None:
    rows = [
        ["ENTRATE", "", "USCITE", ""],
        ["Avanzo di amministrazione", "120.000,00", "Spese correnti", "5.210.000,00"],
        ["Entrate tributarie", "4.200.000,00", "Spese in conto capitale", "800.000,00"],
        ["Trasferimenti", "1.100.000,00", "Rimborso di prestiti", "110.000,00"],
        ["Entrate extratributarie", "700.000,00", "", ""],
        ["Totale entrate", "6.120.000,00", "Totale uscite", "6.120.000,00"],
    ]
    drawing = Drawing().aligned(120, [(60, "l"), (280, "r"), (320, "l"), (540, "r")], rows, bold_rows=1)
    assert find_tables(drawing) == [rows]


def test_two_tables_of_one_shape_under_headings_of_their_own(find_tables: FindTables) -> None:
    first = [["Sede", "Iscrizioni", "Cessazioni"], ["Lucca", "120", "98"], ["Viareggio", "87", "60"], ["Barga", "12", "9"]]
    second = [["Sede", "Iscrizioni", "Cessazioni"], ["Lucca", "131", "70"], ["Viareggio", "90", "66"], ["Barga", "15", "7"]]
    drawing = Drawing().text(72, 80, "Anno 2015", bold=True, size=11).aligned(100, COLUMNS, first, bold_rows=1)
    drawing.text(72, 180, "Anno 2016", bold=True, size=11).aligned(200, COLUMNS, second, bold_rows=1)
    assert find_tables(drawing) == [first, second]


# ── dirty text ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_turned_by_its_rotation(find_tables: FindTables, rotate: int) -> None:
    drawing = Drawing(rotate=rotate).aligned(120, COLUMNS, ACCOUNT, bold_rows=1)
    assert find_tables(drawing) == [ACCOUNT]


@pytest.mark.parametrize("degrees", [0.2, 0.5, -1.0, 3.0])
def test_text_a_little_skewed(find_tables: FindTables, degrees: float) -> None:
    drawing = Drawing()
    drawing.canvas.rotate(degrees)
    assert find_tables(drawing.aligned(120, COLUMNS, ACCOUNT, bold_rows=1)) == [ACCOUNT]


def test_a_sideways_note_beside_an_upright_table(find_tables: FindTables) -> None:
    drawing = account().text(40, 200, "Bilancio d'esercizio 2016", size=8, angle=270)
    assert find_tables(drawing) == [ACCOUNT]


def test_rows_struck_twice(find_tables: FindTables) -> None:
    drawing = Drawing()
    for r, (label, prior, current) in enumerate(ACCOUNT):
        strike = drawing.struck_twice if r in (0, 6) else drawing.text
        strike(72, 120 + 14 * r, label, size=9)
        strike(380, 120 + 14 * r, prior, size=9, align="r")
        strike(480, 120 + 14 * r, current, size=9, align="r")
    assert find_tables(drawing) == [ACCOUNT]


def test_a_total_with_its_letters_spaced_out(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2015", "2016"],
        ["Oneri", "1.000,00", "2.000,00"],
        ["Altri", "2.000,00", "7.000,00"],
        ["T O T A L E", "3.000,00", "9.000,00"],
    ]
    drawing = Drawing().aligned(120, COLUMNS, rows, bold_rows=1)
    assert find_tables(drawing) == [[*rows[:3], ["TOTALE", "3.000,00", "9.000,00"]]]


def test_the_label_of_a_bold_line_may_stand_over_the_codes_and_the_labels_of_few_rows(find_tables: FindTables) -> None:
    rows = [
        ["N.", "Indicatore", "Target", "Risultato"],
        ["2.2.1", "Risorse erogate alle imprese", "758.000", "770.128"],
        ["2.2.2", "Partecipazione agli eventi", "66,00", "48,40"],
        ["2.2.3", "Pubblicazione dei dati", "60,00", "49,90"],
    ]
    places: list[tuple[float, Align]] = [(72, "l"), (105, "l"), (380, "r"), (470, "r")]
    drawing = Drawing().aligned(120, places, rows, bold_rows=1)
    for x, text in ((72, "Grado di realizzazione"), (470, "85,27")):
        drawing.text(x, 120 + 14 * len(rows), text, bold=True, align="r" if x > 72 else "l")
    assert find_tables(drawing) == [[*rows, ["Grado di realizzazione", "", "", "85,27"]]]


@pytest.mark.parametrize("sign", "€$£")
def test_signs_of_money_at_the_first_amounts_of_columns_that_are_near_one_another(find_tables: FindTables, sign: str) -> None:
    rows = [["Voce", "2022", "2023"], ["Totale", f"{sign}29.600", f"{sign}36.900"]]
    rows += [["Quote", "8.100", "36.500"], ["Fondi", "7.800", "29.100"], ["Prestiti", "12.500", "48.900"]]
    drawing = Drawing().aligned(120, [(72, "l"), (300, "r"), (340, "r")], rows, size=10)
    assert find_tables(drawing) == [rows]


def test_hidden_text_among_the_rows(find_tables: FindTables) -> None:
    drawing = account().text(330, 134, "9.999.999,99", size=9, hidden=True).box(60, 60, 70, 70, fill=BLACK)
    assert find_tables(drawing) == [ACCOUNT]


# ── as reports really are ─────────────────────────────────────────────────────────────────────────────────────────────


def test_three_rules_and_short_ones_under_groups_of_columns(report_on: ReportOn) -> None:
    body = [
        ["Programma", "Previsto", "Speso", "Previsto", "Speso"],
        ["Turismo", "10.000", "9.500", "12.000", "11.800"],
        ["Formazione", "4.000", "3.900", "4.500", "4.100"],
        ["Innovazione", "7.000", "6.000", "7.500", "7.450"],
        ["Totale", "21.000", "19.400", "24.000", "23.350"],
    ]
    drawing = (
        Drawing(font="Times-Roman")
        .rule(70, 93, 502, 93, width=0.8)
        .text(310, 106, "2015", align="c")
        .text(450, 106, "2016", align="c")
    )
    drawing.rule(240, 110, 350, 110, width=0.4).rule(390, 110, 500, 110, width=0.4).aligned(
        122, [(72, "l"), (290, "r"), (350, "r"), (440, "r"), (500, "r")], body, size=10
    )
    drawing.rule(70, 126.5, 502, 126.5, width=0.5).rule(70, 182.5, 502, 182.5, width=0.8)
    (table,) = report_on(drawing).tables
    assert table.headings() == ["Programma", "2015 Previsto", "2015 Speso", "2016 Previsto", "2016 Speso"]
    assert table.texts()[table.header_rows :] == body[1:]


def test_a_spreadsheet_in_accounting_format(find_tables: FindTables) -> None:
    rows = [
        ["Conto", "Descrizione", "2015", "2016"],
        ["E.1.01", "Tributi", "4.200.000,00", "4.350.120,50"],
        ["E.1.03", "Fondi perequativi", "-", "120.000,00"],
        ["E.2.01", "Trasferimenti correnti", "1.100.000,00", "-"],
        ["", "TOTALE", "5.300.000,00", "4.470.120,50"],
    ]
    drawing = Drawing().aligned(120, [(60, "l"), (110, "l"), (360, "r"), (480, "r")], rows, bold_rows=1)
    for r in range(1, 5):
        drawing.text(280, 120 + 14 * r, "€", size=9).text(400, 120 + 14 * r, "€", size=9)
    drawing.rule(58, 124, 482, 124).rule(58, 166, 482, 166).rule(58, 180, 482, 180).rule(58, 182, 482, 182)
    (table,) = find_tables(drawing)
    assert table == [rows[0], *([code, name, f"€ {a}", f"€ {b}"] for code, name, a, b in rows[1:])]


def test_amounts_in_the_middle_of_labels_of_three_lines(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(100, COLUMNS, [["Voce", "2015", "2016"]], bold_rows=1)
    expected = [["Voce", "2015", "2016"]]
    for i, (lines, a, b) in enumerate(
        (
            (
                ("Contributi, trasferimenti e altre", "entrate da amministrazioni", "centrali e locali"),
                "562.851,62",
                "728.311,26",
            ),
            (("Quote associative al sistema", "camerale e all'unione regionale", "delle camere"), "418.449,24", "384.987,38"),
            (("Ammortamenti e accantonamenti", "di immobilizzazioni materiali e", "immateriali"), "98.000,00", "87.500,00"),
        )
    ):
        y = 120 + 42 * i
        drawing.lines(72, y, lines, leading=10.5, size=9).text(380, y + 10.5, a, size=9, align="r").text(
            480, y + 10.5, b, size=9, align="r"
        )
        expected.append([" ".join(lines), a, b])
    assert find_tables(drawing) == [expected]


def test_a_column_of_notes_over_several_lines(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(100, [(60, "l"), (250, "r"), (290, "l")], [["Servizio", "Giorni", "Note"]], bold_rows=1)
    expected = [["Servizio", "Giorni", "Note"]]
    y = 120.0
    for service, days, note in (
        (
            "Vidimazioni",
            "7",
            (
                "la vidimazione viene fatta il giorno stesso",
                "o il giorno dopo la presentazione,",
                "il ritiro dipende dall'utente",
            ),
        ),
        ("Copie di atti", "10", ("su richiesta",)),
        ("Verifiche periodiche", "50", ("n. 115 verifiche di cui 102 nei termini", "e 13 fuori termine")),
        ("Elenchi", "10", ()),
    ):
        drawing.text(60, y, service, size=9).text(250, y, days, size=9, align="r").lines(290, y, note, leading=10.5, size=9)
        y += max(1, len(note)) * 10.5 + 7
        expected.append([service, days, " ".join(note)])
    assert find_tables(drawing) == [expected]


def test_numbers_with_their_groups_parted_by_spaces(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2015", "2016"],
        ["Oneri", "1 234 567,89", "12 345,00"],
        ["Proventi", "345 678,90", "1 000 000,00"],
        ["Totale", "1 580 246,79", "1 012 345,00"],
    ]
    assert find_tables(Drawing().aligned(120, COLUMNS, rows, bold_rows=1)) == [rows]


def test_a_list_of_procedures_with_numbers_and_wrapped_names(find_tables: FindTables) -> None:
    drawing = Drawing((842, 595)).aligned(
        90,
        [(50, "l"), (80, "l"), (330, "l"), (480, "l"), (700, "r")],
        [["N.", "PROCEDIMENTO", "COORDINATORE", "FONTE", "RISULTATO"]],
        bold_rows=1,
    )
    expected = [["N.", "PROCEDIMENTO", "COORDINATORE", "FONTE", "RISULTATO"]]
    y = 108.0
    for number, name, who, source, result in (
        ("1", ("Pagamento delle fatture passive", "(TRASVERSALE)"), "Ragioneria", "Programma contabile", "100%"),
        (
            "2",
            ("Evasione delle istanze telematiche del", "registro delle imprese (DI AREA)"),
            "Registro imprese",
            "Priamo",
            "97,5%",
        ),
        ("3", ("Liquidazione dei contributi",), "Promozione", "Registro contributi", "83%"),
        ("4", ("Aggiornamento del sito",), "Segreteria", "Sito", "100%"),
    ):
        drawing.text(50, y, number, size=9).lines(80, y, name, leading=10.5, size=9).text(330, y, who, size=9).text(
            480, y, source, size=9
        )
        drawing.text(700, y, result, size=9, align="r")
        y += 10.5 * len(name) + 7
        expected.append([number, " ".join(name), who, source, result])
    assert find_tables(drawing) == [expected]


def test_right_under_a_paragraph_with_no_more_white_than_between_lines(find_tables: FindTables) -> None:
    drawing = Drawing().lines(72, 68, PROSE, leading=13).aligned(120, COLUMNS, ACCOUNT, size=10, leading=13)
    drawing.lines(72, 120 + 13 * 7, PROSE, leading=13)
    assert find_tables(drawing) == [ACCOUNT]


def test_amounts_with_marks_of_notes(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2015", "2016"],
        ["Oneri (*)", "1.000,00", "2.000,00 (1)"],
        ["Proventi", "3.000,00 *", "4.500,00"],
        ["Altri", "10,00", "9,00"],
    ]
    drawing = Drawing().aligned(120, [(72, "l"), (300, "l"), (400, "l")], rows, bold_rows=1)
    drawing.text(72, 190, "(*) al netto dei rimborsi  (1) dato provvisorio", size=7)
    assert find_tables(drawing) == [rows]


def test_one_column_of_amounts_and_a_total_under_a_rule(find_tables: FindTables) -> None:
    rows = [
        ["Saldo iniziale", "154.007,00"],
        ["Riscossioni", "5.350.091,59"],
        ["Pagamenti", "-5.035.038,24"],
        ["Saldo finale", "469.060,35"],
    ]
    assert find_tables(Drawing().aligned(120, [(72, "l"), (420, "r")], rows).rule(350, 152, 422, 152)) == [rows]


def test_rows_of_a_printout_in_capitals_without_a_head(find_tables: FindTables) -> None:
    rows = [
        [f"{300 + 10 * i}{i}000", name, f"{a}", f"{b}"]
        for i, (name, a, b) in enumerate(
            (
                ("DIRITTO ANNUALE", "4.116.035,72", "3.290.338,80"),
                ("SANZIONI DIRITTO ANNUALE", "120.000,00", "98.000,00"),
                ("INTERESSI MORATORI", "12.000,00", "9.000,55"),
                ("DIRITTI DI SEGRETERIA", "1.120.361,96", "1.135.100,00"),
            )
        )
    ]
    drawing = Drawing().aligned(120, [(72, "l"), (130, "l"), (400, "r"), (500, "r")], rows, size=8, leading=11)
    assert find_tables(drawing) == [rows]


def test_personnel_of_each_body_under_the_year(report_on: ReportOn) -> None:
    rows = [
        ["CCIAA Prova", "Prova Promos", "Prova InTec", "Tot Sistema Camerale"],
        ["3.446.720,87", "164.523,95", "149.165,54", "3.760.410,36"],
        ["-134.279,13", "4.523,95", "0,00", "-129.755,18"],
        ["-3,7%", "2,8%", "0,0%", "-3,3%"],
    ]
    drawing = Drawing().text(300, 106, "ANNO 2015", size=9, bold=True, align="c")
    drawing.aligned(120, [(110, "c"), (240, "c"), (360, "c"), (490, "c")], rows, bold_rows=1)
    (table,) = report_on(drawing).tables
    assert table.texts() == [["ANNO 2015", "", "", ""], *rows]
    assert table.header_rows == 2


def test_a_year_between_rules_in_the_middle_of_columns_narrower_than_the_rules(find_tables: FindTables) -> None:
    rows = [["Totale", "CCIAA Prova", "Prova Lavoro", "Prova Export"], ["1.872,69", "1.037,53", "126,62", "708,54"]]
    drawing = Drawing().text(297, 106, "ANNO 2015", size=8, bold=True, align="c")
    drawing.aligned(120, [(122, "r"), (250, "r"), (400, "r"), (536, "r")], rows, size=8, bold_rows=1)
    for y in (96, 110, 124, 138):
        drawing.rule(50, y, 544, y)
    assert find_tables(drawing) == [[["ANNO 2015", "", "", ""], *rows]]


def test_rows_whose_first_cell_is_empty_below_a_group_name(find_tables: FindTables) -> None:
    rows = [
        ["Area", "Servizio", "2015", "2016"],
        ["Anagrafica", "Registro imprese", "120", "131"],
        ["", "Albo artigiani", "87", "90"],
        ["", "Protesti", "45", "40"],
        ["Promozione", "Fiere", "12", "15"],
        ["", "Contributi", "33", "21"],
    ]
    assert find_tables(Drawing().aligned(120, [(72, "l"), (160, "l"), (340, "r"), (420, "r")], rows, bold_rows=1)) == [rows]


def test_percent_signs_in_a_column_of_their_own(find_tables: FindTables) -> None:
    rows = [["Obiettivo", "Realizzazione"], ["Carta dei servizi", "97,94"], ["Formazione", "100"], ["Trasparenza", "66,5"]]
    drawing = Drawing().aligned(120, [(72, "l"), (400, "r")], rows, bold_rows=1)
    for r in (1, 2, 3):
        drawing.text(410, 120 + 14 * r, "%", size=9)
    assert find_tables(drawing) == [[rows[0], *([name, f"{value} %"] for name, value in rows[1:])]]


def test_headings_in_bold_over_groups_of_rows_without_figures_beside_them(find_tables: FindTables) -> None:
    rows = [
        ["Indicatore", "Target", "Risultato"],
        ["Area anagrafica", "", ""],
        ["Tempi di iscrizione", "5", "3,2"],
        ["Errori formali", "2%", "1,1%"],
        ["Area promozione", "", ""],
        ["Imprese assistite", "120", "131"],
        ["Eventi", "10", "12"],
    ]
    drawing = Drawing()
    for r, row in enumerate(rows):
        drawing.aligned(120 + 14 * r, COLUMNS, [row], bold_rows=int(r in (0, 1, 4)))
    assert find_tables(drawing) == [rows]


Columns = list[tuple[float, Align]]

# ── titles between tables, spaces in labels, signs above their amounts ────────────────────────────────────────────────

PEOPLE = [["Ente", "Costo 2015", "Costo 2016"], ["Camera", "3.446,72", "3.214,40"], ["Fondazione", "162,62", "170,01"]]
STATEMENT = [
    ["Voce", "Anno 2015", "Anno 2016", "Differenza"],
    ["Proventi", "100,00", "120,00", "20,00"],
    ["Oneri", "80,00", "90,00", "10,00"],
]


def test_a_title_under_figures_and_over_a_header_parts_two_tables_between_rules_of_one_width(find_tables: FindTables) -> None:
    drawing = Drawing()
    top = 100.0
    two: Columns = [(72, "l"), (300, "r"), (480, "r")]
    three: Columns = [(72, "l"), (260, "r"), (370, "r"), (480, "r")]
    for rows, columns in ((PEOPLE, two), (STATEMENT, three)):
        drawing.rule(68, top, 484, top)
        for row in rows:
            drawing.aligned(top + 11, columns, [row], bold_rows=int(row is rows[0]))
            drawing.rule(68, top + 16, 484, top + 16)
            top += 16
        if rows is PEOPLE:
            drawing.text(72, top + 12, "CONTO ECONOMICO AL 31.12.2016", size=10, bold=True)
            top += 17
    assert find_tables(drawing) == [PEOPLE, STATEMENT]


def test_spaces_after_codes_of_one_width_are_no_gutter(find_tables: FindTables) -> None:
    rows = [
        ["3250 PRESTAZIONI DI SERVIZI", "949,69", "920,08"],
        ["3260 GODIMENTO DI BENI DI TERZI", "889,84", "213,37"],
        ["3270 ONERI DIVERSI DI GESTIONE", "859,78", "782,13"],
        ["3280 QUOTE ASSOCIATIVE", "334,88", "610,15"],
        ["3290 ORGANI ISTITUZIONALI", "904,47", "908,89"],
        ["325 FUNZIONAMENTO", "3.939,66", "3.436,62"],
    ]
    drawing = Drawing()
    for i, (label, *amounts) in enumerate(rows):
        y, (code, name) = 100 + 14 * i, label.split(" ", 1)
        drawing.text(72, y, code, size=9).text(76.2 + 5.004 * len(code), y, name, size=9)
        drawing.text(340, y, amounts[0], size=9, align="r").text(420, y, amounts[1], size=9, align="r")
    assert find_tables(drawing) == [rows]


def test_an_amount_under_its_bare_currency_is_of_the_same_row(find_tables: FindTables) -> None:
    columns: Columns = [(72, "l"), (300, "r"), (400, "r")]
    lines = [
        ["Voce", "2015", "2016"],
        ["Diritto annuale", "EUR 19,94", "EUR 98,16"],
        ["Diritti di segreteria", "EUR", "EUR 39,61"],
        ["", "2.567.048,30", ""],
        ["Contributi", "EUR", "EUR -"],
        ["", "2.666.755,69", "2.477.877,52"],
        ["Rimanenze", "EUR -23,42", "EUR 10,70"],
    ]
    assert find_tables(Drawing().aligned(100, columns, lines, leading=11.5, bold_rows=1)) == [
        [
            ["Voce", "2015", "2016"],
            ["Diritto annuale", "EUR 19,94", "EUR 98,16"],
            ["Diritti di segreteria", "EUR 2.567.048,30", "EUR 39,61"],
            ["Contributi", "EUR 2.666.755,69", "EUR - 2.477.877,52"],
            ["Rimanenze", "EUR -23,42", "EUR 10,70"],
        ]
    ]


def test_a_note_and_a_chart_beside_a_table_are_no_part_of_it(find_tables: FindTables) -> None:
    rows = [
        ["Provenienza", "2019", "2018"],
        ["Erogazioni liberali", "660", "1.480"],
        ["Lotteria", "51.189", "393"],
        ["Totale", "51.849", "1.873"],
    ]
    beside = ["Nota a margine. Le erogazioni", "sono state destinate per intero", "Erogazioni liberali  660", "Lotteria  51.189"]
    drawing = Drawing().rule(68, 100, 340, 100)
    for i, (row, note) in enumerate(zip(rows, beside, strict=True)):
        drawing.aligned(111 + 16 * i, [(72, "l"), (250, "r"), (336, "r")], [row], bold_rows=int(i == 0))
        drawing.text(352, 111 + 16 * i, note, size=9).rule(68, 116 + 16 * i, 340, 116 + 16 * i)
    assert find_tables(drawing) == [rows]


def test_currency_signs_behind_words_of_amounts_are_of_these(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2023", "2024"],
        ["Valore della produzione", "12,4 mln €", "13,1 mln €"],
        ["Costi operativi", "1,2 mld €", "0,9 mld €"],
        ["Oneri", "35 mila €", "31 mila €"],
    ]
    assert find_tables(Drawing().aligned(100, [(72, "l"), (300, "r"), (390, "r")], rows, leading=16)) == [rows]


def test_an_amount_broken_between_groups_of_its_digits_is_one(find_tables: FindTables) -> None:
    columns: Columns = [(72, "l"), (300, "r"), (400, "r")]
    lines = [
        ["Voce", "2015", "2016"],
        ["Contributi", "367 430,55", "2 322 700,00"],
        ["Manutenzioni", "2 483", "614 000,00"],
        ["", "800,40", ""],
        ["Rimborsi", "20 045,66", "7 877 000,00"],
    ]
    whole = [*lines[:2], ["Manutenzioni", "2 483 800,40", "614 000,00"], lines[4]]
    assert find_tables(Drawing().aligned(100, columns, lines, leading=12, bold_rows=1)) == [whole]


def test_neighbouring_columns_that_are_never_filled_on_one_line(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "Dare", "Avere", "Saldo"],
        ["Cassa", "10,00", "", "10,00"],
        ["Banca", "", "20,00", "-20,00"],
        ["Clienti", "30,00", "", "30,00"],
        ["Fornitori", "", "5,00", "-5,00"],
    ]
    assert find_tables(Drawing().aligned(120, [(72, "l"), (300, "r"), (345, "r"), (430, "r")], rows)) == [rows]


@pytest.mark.parametrize("headed", [True, False])
def test_a_total_set_apart_by_more_white_than_the_rows(find_tables: FindTables, headed: bool) -> None:
    rows = [["Personale", "10.000,00"], ["Servizi", "20.000,00"], ["Utenze", "1.000,00"], ["Altro", "5.000,00"]]
    rows = [["Voce", "Importo"], *rows] if headed else rows
    columns: list[tuple[float, Align]] = [(72, "l"), (400, "r")]
    drawing = Drawing().aligned(120, columns, rows)
    drawing.aligned(drawing.bottom + 7, columns, [["Totale", "36.000,00"]])
    assert find_tables(drawing) == [[*rows, ["Totale", "36.000,00"]]]


@pytest.mark.parametrize("blank", [9, 14, 22])
def test_sections_parted_by_blank_rows_are_one_table(find_tables: FindTables, blank: float) -> None:
    sections = [
        [["A) Proventi", "", ""], ["Diritto annuale", "1.200,00", "1.100,00"], ["Canoni", "300,00", "-40,00"]],
        [["B) Oneri", "", ""], ["Personale", "900,00", "870,50"], ["Totale B", "900,00", "870,50"]],
        [["Risultato", "500,00", "99,50"]],
    ]
    drawing = Drawing().aligned(120, COLUMNS, [ACCOUNT[0]], bold_rows=1)
    for section in sections:
        drawing.aligned(drawing.bottom + blank, COLUMNS, section, bold_rows=1)
    assert find_tables(drawing) == [[ACCOUNT[0], *(row for section in sections for row in section)]]


def test_units_in_letters_are_a_column_of_their_own(find_tables: FindTables) -> None:
    rows = [
        ["Indicatore", "Unità di misura", "Target", "Risultato"],
        ["Spesa per addetto", "euro", "950", "27.503"],
        ["Costo medio del processo", "euro", "332,50", "223,00"],
        ["Fatture pagate nei termini", "%", "28", "16,9"],
    ]
    columns: list[tuple[float, Align]] = [(72, "l"), (250, "l"), (420, "r"), (500, "r")]
    assert find_tables(Drawing().aligned(120, columns, rows, bold_rows=1)) == [rows]


def test_the_euro_sign_in_a_column_of_units_is_of_no_amount(find_tables: FindTables) -> None:
    rows = [
        ["Indicatore", "U.m.", "2023", "2024"],
        ["Proventi complessivi", "€", "12.450.310,25", "11.980.114,70"],
        ["Imprese registrate", "n.", "48.120", "47.903"],
        ["Quota riscossa", "%", "83,4", "81,9"],
        ["Tempo medio di pagamento", "gg", "28", "31"],
    ]
    columns: list[tuple[float, Align]] = [(72, "l"), (280, "r"), (380, "r"), (480, "r")]
    assert find_tables(Drawing().aligned(120, columns, rows, bold_rows=1)) == [rows]


def test_labels_close_behind_the_amounts_of_the_column_before(find_tables: FindTables) -> None:
    rows = [
        ["ATTIVITÀ", "Importo", "PASSIVITÀ", "Importo"],
        ["Crediti verso utenti", "54.879,86", "Debiti verso fornitori", "88,18"],
        ["Cassa e banche", "555.757,57", "Fondi per rischi", "6.120,00"],
        ["Immobili", "996.837,39", "Patrimonio netto", "1.601.266,64"],
        ["Totale attività", "1.607.474,82", "Totale passività", "1.607.474,82"],
    ]
    columns: list[tuple[float, Align]] = [(72, "l"), (300, "r"), (303, "l"), (520, "r")]
    assert find_tables(Drawing().aligned(120, columns, rows, bold_rows=1)) == [rows]


def test_a_bold_title_right_under_an_unruled_total_over_a_header_that_is_not_bold(find_tables: FindTables) -> None:
    second = [["Attività", "Entrate", "Uscite"], ["Corsi", "16.234,78", "715,17"], ["Fiere", "82.865,00", "6,00"]]
    columns: list[tuple[float, Align]] = [(72, "l"), (300, "r"), (420, "r")]
    drawing = Drawing().aligned(120, COLUMNS, ACCOUNT)
    drawing.text(72, drawing.bottom, "ONERI DA UNIONE EUROPEA", size=9, bold=True)
    drawing.aligned(drawing.bottom + 14, columns, second)
    assert find_tables(drawing) == [ACCOUNT, second]


def test_a_title_over_a_lone_name_and_a_section_parts_two_statements_of_one_column(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (480, "r")]
    first = [["ATTIVO", "Anno 2018"], ["Crediti verso organismi e istituzioni nazionali", "97.145"], ["TOTALE ATTIVO", "97.145"]]
    second = [["Diritto annuale", "30.071"], ["Diritti di segreteria", "71.080"], ["Totale proventi", "101.151"]]
    drawing = Drawing().aligned(120, columns, first, size=8, bold_rows=1)
    top = drawing.bottom
    drawing.text(72, top + 18, "CONTO ECONOMICO AL 31/12/2018", bold=True)
    drawing.text(480, top + 30, "Anno 2018", size=8, bold=True, align="r")
    drawing.text(72, top + 42, "A) PROVENTI CORRENTI", size=8, bold=True)
    drawing.aligned(top + 54, columns, second, size=8)
    assert [table[-1] for table in find_tables(drawing)] == [first[-1], second[-1]]


def test_the_next_line_of_a_bold_total_over_a_bold_section_is_no_title(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(60, "l"), (110, "l"), (340, "r"), (440, "r")]
    total = ["", "Totale missione 04 - Istruzione\ne diritto allo studio", "852,78", "67,55"]
    rows = [["04.01", "Istruzione prescolastica", "627,68", "60,00"], ["04.06", "Servizi ausiliari", "225,10", "7,55"]]
    below = [["10.02", "Trasporto locale", "1.090,90", "185,19"], ["10.05", "Strade", "202,50", "12,50"]]
    drawing = Drawing().aligned(
        100, columns, [["Cod.", "DENOMINAZIONE", "RESIDUI", "CASSA"], ["", "", "(EP=RS-PR+R)", "(CS)"]], bold_rows=2
    )
    drawing.aligned(drawing.bottom, columns, rows)
    drawing.aligned(drawing.bottom, columns, [total], bold_rows=1)
    drawing.aligned(drawing.bottom, columns, [["MISS.", "Trasporti e mobilità", "", ""]], bold_rows=1)
    drawing.aligned(drawing.bottom, columns, below)
    assert len(find_tables(drawing)) == 1


def test_a_numbered_title_over_the_next_table_is_no_row_of_this_one(find_tables: FindTables) -> None:
    first = [["Voce", "2024", "2023"], ["Diritto annuale", "431.206,10", "412.350,75"], ["Contributi", "104.875,25", "96.410,00"]]
    second = [["Conto", "Previsto", "Speso"], ["Personale", "10,00", "8,00"], ["Servizi", "20,00", "18,00"]]
    columns: list[tuple[float, Align]] = [(72, "l"), (340, "r"), (430, "r")]
    drawing = Drawing().aligned(120, columns, first, bold_rows=1)
    drawing.text(72, drawing.bottom, "2. Oneri correnti", size=10).aligned(drawing.bottom + 14, columns, second, bold_rows=1)
    assert find_tables(drawing) == [first, second]


@pytest.mark.parametrize(
    ("x", "text", "size"), [(540, "12", 9), (540, "Pag. 12", 9), (40, "12", 9), (40, "31/12", 6), (545, "bozza", 6)]
)
def test_parts_of_the_foot_on_the_baseline_of_the_last_row_are_no_cells(
    find_tables: FindTables, x: float, text: str, size: float
) -> None:
    rows = [["Voce", "2024", "2023"], *([f"Capitolo {n}", f"{n}.206,10", f"{n}.350,75"] for n in range(1, 6))]
    drawing = Drawing().aligned(700, [(72, "l"), (340, "r"), (430, "r")], rows, bold_rows=1)
    assert find_tables(drawing.text(x, 770, text, size=size, align="r")) == [rows]


@pytest.mark.parametrize("text", ["12", "- 12 -", "pag. 12"])
def test_the_page_number_in_the_middle_of_the_last_row_is_no_cell(find_tables: FindTables, text: str) -> None:
    rows = [["Voce", "2024", "2023"], *([f"Capitolo {n}", f"{n}.206,10", f"{n}.350,75"] for n in range(1, 6))]
    drawing = Drawing().aligned(700, [(72, "l"), (420, "r"), (510, "r")], rows, bold_rows=1)
    assert find_tables(drawing.text(drawing.width / 2, 770, text, size=9, align="c")) == [rows]


def test_small_print_close_behind_the_last_row_is_of_it(find_tables: FindTables) -> None:
    rows = [["Voce", "2024", "2023"], *([f"Capitolo {n}", f"{n}.206,10", f"{n}.350,75"] for n in range(1, 6))]
    drawing = Drawing().aligned(700, [(72, "l"), (340, "r"), (430, "r")], rows, bold_rows=1)
    (found,) = find_tables(drawing.text(442, 770, "di cui residui", size=7))
    assert "di cui residui" in " ".join(found[-1])


@pytest.mark.parametrize("above", ["3", ""])
def test_the_number_of_a_note_in_the_middle_of_the_last_row_is_a_cell(find_tables: FindTables, above: str) -> None:
    rows = [["Voce", "Note", "2024", "2023"], *([f"Capitolo {n}", "", f"{n}.206,10", f"{n}.350,75"] for n in range(1, 6))]
    rows[2][1], rows[-1][1] = above, "12"
    columns: list[tuple[float, Align]] = [(72, "l"), (Drawing().width / 2, "c"), (420, "r"), (510, "r")]
    assert find_tables(Drawing().aligned(700, columns, rows, bold_rows=1)) == [rows]


@pytest.mark.parametrize(("text", "size"), [("1.250", 9), ("1,50", 6), ("12%", 6)])
def test_an_amount_on_the_baseline_of_the_last_row_is_a_cell(find_tables: FindTables, text: str, size: float) -> None:
    rows = [["Voce", "2024", "2023"], *([f"Capitolo {n}", f"{n}.206,10", f"{n}.350,75"] for n in range(1, 6))]
    drawing = Drawing().aligned(700, [(72, "l"), (340, "r"), (430, "r")], rows, bold_rows=1)
    (found,) = find_tables(drawing.text(540, 770, text, size=size, align="r"))
    assert found[-1] == [*rows[-1], text]


def test_labels_that_run_over_empty_cells_do_not_join_the_amounts_of_others_to_theirs(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2023", "2024"],
        ["Diritto annuale dovuto dalle imprese iscritte", "", "431.206,10"],
        ["Diritti di segreteria", "187.904,20", "179.455,60"],
        ["Contributi e trasferimenti da enti e organismi", "", "104.875,25"],
        ["Rimborsi", "1.204,15", "-856,30"],
    ]
    assert find_tables(Drawing().aligned(120, [(72, "l"), (270, "r"), (360, "r")], rows, bold_rows=1)) == [rows]


@pytest.mark.parametrize("stroke", ["-", "- ", "– ", "*", "="])
@pytest.mark.parametrize("white", [0.5, 8])
def test_strokes_that_lead_up_to_a_figure_are_no_text_and_no_sign(find_tables: FindTables, stroke: str, white: float) -> None:
    rows = [["Proventi", "431.206,10", "12.350,75"], ["Oneri", "104.875,25", "6.410,00"], ["Rimborsi", "856,30", "204,15"]]
    drawing = Drawing().aligned(120, [(72, "l"), (290, "r"), (400, "r")], rows, size=10)
    for i, (label, amount, _) in enumerate(rows):
        room = 290 - 72 - white - 4 - sum(drawing.canvas.stringWidth(text, "Helvetica", 10) for text in (label, amount))
        strokes = (stroke * int(room / drawing.canvas.stringWidth(stroke, "Helvetica", 10))).rstrip()
        at = 290 - white - drawing.canvas.stringWidth(amount, "Helvetica", 10)
        drawing.text(at, 120 + 14 * i, strokes, size=10, align="r")
    assert find_tables(drawing) == [rows]


def test_strokes_for_nil_are_cells(find_tables: FindTables) -> None:
    rows = [["Proventi", "431.206,10", "12.350,75"], ["Oneri", "------", "6.410,00"], ["Rimborsi", "856,30", "------"]]
    assert find_tables(Drawing().aligned(120, [(72, "l"), (290, "r"), (400, "r")], rows)) == [rows]


@pytest.mark.parametrize("nil", ["____", "__________"])
def test_underscores_for_nil_are_cells(find_tables: FindTables, nil: str) -> None:
    rows = [["Proventi", "431.206,10", "12.350,75"], ["Oneri", nil, "6.410,00"], ["Rimborsi", "856,30", nil], ["Altro", nil, nil]]
    assert find_tables(Drawing().aligned(120, [(72, "l"), (290, "r"), (400, "r")], rows)) == [rows]


@pytest.mark.parametrize("stroke", [" -", "=", "*"])
def test_the_sign_behind_strokes_that_lead_up_to_a_figure_is_its_sign(find_tables: FindTables, stroke: str) -> None:
    rows = [["Proventi", "431.206,10"], ["Oneri", "-104.875,25"], ["Rimborsi", "-856,30"], ["Saldo", "(9.204,15)"]]
    lines = [label + stroke[-1] * (40 - len(label) - len(amount)) + stroke[:-1] + amount for label, amount in rows]
    assert find_tables(Drawing(font="Courier").lines(72, 120, lines)) == [rows]


def test_a_word_for_nil_and_counts_with_their_names_make_a_row(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "Scostamento", "Atti"],
        ["Diritto annuale", "412.350,75", "18 atti"],
        ["Proventi da servizi", "nessuno", "0 atti"],
        ["Rimborsi", "1.204,15", "12 atti"],
    ]
    assert find_tables(Drawing().aligned(120, [(72, "l"), (290, "r"), (400, "r")], rows, bold_rows=1)) == [rows]


def test_a_figure_that_runs_over_an_empty_cell_does_not_join_the_columns(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2023", "2024"],
        ["Diritto annuale", "412.350,75", "431.206,10"],
        ["Diritti di segreteria", "", "1.179.455.600.210,00"],
        ["Rimborsi", "1.204,15", "856,30"],
        ["Proventi", "", "2.104.875.250.310,00"],
    ]
    assert find_tables(Drawing().aligned(120, [(72, "l"), (310, "r"), (380, "r")], rows, bold_rows=1)) == [rows]


def test_low_strokes_up_to_a_figure_are_no_text(find_tables: FindTables) -> None:
    rows = [["Proventi", "431.206,10", "12.350,75"], ["Oneri", "104.875,25", "6.410,00"], ["Rimborsi", "856,30", "204,15"]]
    columns: list[tuple[float, Align]] = [(72, "l"), (290, "r"), (400, "r")]
    dotted = [[f"{label}{'_' * (44 - len(label) - len(amounts[0]))}", *amounts] for label, *amounts in rows]
    assert find_tables(Drawing().aligned(120, columns, dotted)) == [rows]


def test_rules_typed_as_characters_are_no_cells_and_dots_that_lead_to_a_figure_no_text(find_tables: FindTables) -> None:
    rows = [["Voce", "2024", "2023"], *([f"Capitolo {n}", f"{n}.206,10", f"{n}.453,75"] for n in range(1, 6))]
    columns: list[tuple[float, Align]] = [(72, "l"), (340, "r"), (430, "r")]
    dotted = [[f"{label} {'.' * 40}" if i else label, *amounts] for i, (label, *amounts) in enumerate(rows)]
    drawing = Drawing().aligned(120, columns, dotted)
    drawing.aligned(drawing.bottom, columns, [["", "-" * 12, "-" * 12]])
    drawing.aligned(drawing.bottom, columns, [["Totale", "15.030,50", "17.268,75"]])
    assert find_tables(drawing) == [[*rows, ["Totale", "15.030,50", "17.268,75"]]]


@pytest.mark.parametrize("white", [3, 5, 8])
def test_currency_signs_before_the_amounts_of_close_columns_begin_their_columns(find_tables: FindTables, white: float) -> None:
    rows = [
        ["Voce", "2023", "2022", "Differenza"],
        ["Personale", "€ 6.774.747", "€ 5.301.524", "€ 1.473.223"],
        ["Eventi", "€ 1.420.000", "€ 1.265.600", "€ 154.400"],
        ["Quote", "€ 635.170", "€ 4.816.100", "€ (4.180.930)"],
        ["Totale", "€ 8.829.917", "€ 11.383.224", "€ (2.553.307)"],
    ]
    drawing = Drawing().aligned(106, [(72, "l"), (240, "r"), (293 + white, "r"), (352 + 2 * white, "r")], rows)
    assert find_tables(drawing) == [rows]


@pytest.mark.parametrize("sign", ["{}", "€ {}", "{} €"])
def test_labels_that_begin_a_space_behind_the_amounts_of_the_column_before(find_tables: FindTables, sign: str) -> None:
    rows = [
        ["Crediti verso enti locali", sign.format("893.610,62"), "Contributi relativi a esercizi precedenti", "527,77"],
        ["Immobilizzazioni", sign.format("1.293,99"), "Trasferimenti a favore delle imprese", "460.546,71"],
        ["Disponibilità liquide", sign.format("204,00"), "Contributi per studi e ricerche", "6.462,58"],
        ["Totale attività", sign.format("895.108,61"), "Totale passività", "467.537,06"],
    ]
    head = ["Attività", "Importo", "Passività", "Importo"]
    columns: list[tuple[float, Align]] = [(60, "l"), (240, "r"), (242.5, "l"), (500, "r")]
    drawing = Drawing().aligned(100, [(60, "l"), (200, "l"), (242.5, "l"), (460, "l")], [head], bold_rows=1)
    assert find_tables(drawing.aligned(114, columns, rows)) == [[head, *rows]]


def test_currency_signs_behind_the_amounts_stay_with_them(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2024", "2023", "2022", "Totale"],
        ["Noleggi", "88,54 €", "88,12 €", "8.079,18 €", "8.255,84 €"],
        ["Pulizie", "88,39 €", "558.172,82 €", "41.901,39 €", "600.162,60 €"],
        ["Forniture", "353,99 €", "0,00", "786.742,59 €", "787.096,58 €"],
        ["Abbonamenti", "6.073,13 €", "9.396,87 €", "(6.496,77) €", "8.973,23 €"],
        ["Costi", "(6.214,00) €", "47.104,04 €", "(7.487,15) €", "33.402,89 €"],
        ["Stampati", "614,48 €", "0,00", "6.700,80 €", "7.315,28 €"],
        ["Totale", "1.004,53 €", "614.761,85 €", "829.440,04 €", "1.445.206,42 €"],
    ]
    assert find_tables(Drawing().aligned(106, [(72, "l"), (240, "r"), (340, "r"), (440, "r"), (530, "r")], rows)) == [rows]


@pytest.mark.parametrize("between", [["(1) Contributi resi", "STATO PATRIMONIALE"], ["Tabella 3: Contributi"], []])
def test_rules_of_one_width_chain_no_tables_of_other_columns(find_tables: FindTables, between: list[str]) -> None:
    movements = [
        ["Descrizione", "Iniziale", "Incrementi", "Decrementi", "Finale"],
        ["Diritti", "3.964.437,04", "80,81", "92.893,60", "70.374,11"],
        ["Rimborsi", "61.765,86", "67,02", "126.414,34", "844.716,54"],
        ["Totale", "35.575,18", "42,08", "73,50", "4,00"],
    ]
    statement = [
        ["Voci", "2018", "2017"],
        ["Ratei", "92.665,70", "71.509,45"],
        ["Imposte", "4.988.408,20", "552.482,16"],
        ["Totale", "5.081.073,90", "623.991,61"],
    ]
    rules = {"top", "bottom", "rows"}
    drawing = Drawing().grid(72, 100, [110, 80, 80, 80, 80], movements, align="lrrrr", rules=rules)
    drawing.lines(72, drawing.bottom + 10, between, leading=12, size=9)
    top = drawing.bottom + 3 + 12 * len(between)
    drawing.grid(72, top, [200, 100, 130], statement, align="lrr", rules=rules)
    assert find_tables(drawing) == [movements, statement]


@pytest.mark.parametrize("pages", [1, 2])
def test_labels_on_lines_of_their_own_over_their_figures_are_a_column(find_tables: FindTables, pages: int) -> None:
    head = ["", "Previsioni", "Impegni", "Residui"]
    rows = [
        ["100/1 Personale", "1.200,00", "900,50", "300,10"],
        ["110/0 Contributi sociali", "640,00", "-512,25", "127,75"],
        ["120/3 Spese postali", "86,00", "42,00", "44,00"],
        ["130/0 Imposte", "17,20", "3.008,11", "9,09"],
    ]
    drawing = Drawing()
    for page in range(pages):
        drawing = drawing.page() if page else drawing
        drawing.text(72, 88, "Capitolo e descrizione", bold=True, size=9)
        drawing.aligned(100, [(72, "l"), (160, "r"), (300, "r"), (450, "r")], [head], bold_rows=1)
        for n, (label, *figures) in enumerate(rows):
            drawing.text(72, 120 + 25 * n, label, size=9)
            drawing.aligned(131 + 25 * n, [(160, "r"), (300, "r"), (450, "r")], [figures])
    assert find_tables(drawing) == [[head, *rows * pages]]


@pytest.mark.parametrize("typed", ["=" * 58, "-" * 101], ids=["double", "single"])
def test_a_rule_typed_under_a_header_holds_it_to_its_table(find_tables: FindTables, typed: str) -> None:
    rows = [["DESCRIZIONE", "2022", "2023"], *([f"Voce {n}", f"{n}.338,35", f"-{n}3,70"] for n in range(1, 7))]
    drawing = Drawing()
    for n, line in enumerate([None, rows[0], None, *rows[1:]]):
        if line is None:
            drawing.text(72, 100 + 10 * n, typed, size=8)
        else:
            drawing.aligned(100 + 10 * n, [(72, "l"), (260, "r"), (340, "r")], [line], size=8)
    assert find_tables(drawing) == [rows]


@pytest.mark.parametrize("typed", ["────", "├──────┼────┤", "╔════╦══╗", "+----+--+", "┼─────┼"])
def test_rules_are_typed_with_the_characters_of_boxes_too(typed: str) -> None:
    assert TYPED_RULE.fullmatch(typed)


@pytest.mark.parametrize("form", ["{} K", "L. {}", "{}/00", "{} p.m.", "{}‰", "{} (quattro/00)"])
def test_amounts_with_something_beside_them_are_a_table(find_tables: FindTables, form: str) -> None:
    rows = [["Voce", "2023", "2024"], *([f"Voce {i}", form.format(f"41{i}.350"), form.format(f"8.44{i}")] for i in range(4))]
    drawing = Drawing(font="Vera").text(72, 60, "I proventi sono esposti per voce.")
    assert find_tables(drawing.aligned(100, [(72, "l"), (300, "r"), (420, "r")], rows)) == [rows]


WIDE: list[tuple[float, Align]] = [(40, "l"), (500, "r"), (650, "r"), (800, "r")]
MOVEMENTS = [[*row, change] for row, change in zip(ACCOUNT, ["Variazione", *6 * ["12.345,67"]], strict=True)]
ONE_YEAR = [["", "Importo"], *([row[0], row[2]] for row in ACCOUNT[1:])]
ON_ONE_LINE = "Il presente documento illustra i risultati della gestione, ai sensi dell'art. 23 del D.P.R. 254/2005, con le note."


def test_text_set_off_between_two_tables_parts_them(find_tables: FindTables) -> None:
    drawing = Drawing((842, 595)).aligned(100, WIDE, MOVEMENTS, size=9, leading=16).text(40, 230, ON_ONE_LINE, size=9)
    drawing.text(40, 257, "Tabella 2 - Dati di sintesi", size=9)
    drawing.aligned(277, [WIDE[0], WIDE[3]], ONE_YEAR, size=9, leading=16)
    assert find_tables(drawing) == [MOVEMENTS, ONE_YEAR]


def test_text_set_off_between_rules_is_no_row(find_tables: FindTables) -> None:
    drawing = Drawing((842, 400)).aligned(100, WIDE, MOVEMENTS, size=9, leading=16)
    drawing.lines(40, 219, [f"{ON_ONE_LINE} {ON_ONE_LINE[:50]}", "approvate dal Consiglio."], size=9, leading=11)
    drawing.text(40, 248, "Tabella 2 - Dati di sintesi", size=9)
    drawing.aligned(265, WIDE, [["Voce", "Preventivo", "Consuntivo", "Differenza"]], size=9)
    for y in [*range(105, 200, 16), 255, 271]:
        drawing.rule(40, y, 800, y)
    drawing.page().aligned(60, WIDE, [["Voce", "Preventivo", "Consuntivo", "Differenza"], *MOVEMENTS[1:]], size=9, leading=16)
    assert find_tables(drawing)[0] == MOVEMENTS


def test_white_between_words_of_the_only_long_label_parts_no_column(find_tables: FindTables) -> None:
    rows = [
        ["Codice", "Descrizione", "2023", "2022", "Differenza"],
        ["2.20", "Costo medio dei processi", "8.205,61", "591.567,76", "330,90"],
        ["6.06", "Grado di utilizzo delle risorse stanziate", "238.463,90", "755,95", "102,00"],
        ["2.06", "Tempestività dei pagamenti", "-792,37", "471,57", "240,07"],
        ["6.18", "Imprese coinvolte nei progetti di orientamento", "298.195,28", "8.942,99", "318.679,06"],
        ["7.13", "Ore di formazione erogate per dipendente", "9.427,88", "2.976,55", "1.929,25"],
        ["2.05", "Tasso di evasione delle pratiche telematiche entro 5 giorni", "-671,17", "466.278,81", "991,33"],
        ["", "Totale", "552.829,13", "1.070.993,63", "322.272,61"],
    ]
    columns: list[tuple[float, Align]] = [(40, "l"), (74.5, "l"), (644.5, "r"), (699.5, "r"), (747.5, "r")]
    drawing = Drawing((842, 400)).aligned(133, columns, rows[1:], size=8)
    for (x, align), text in zip([(40, "l"), (335, "c"), *columns[2:]], rows[0], strict=True):
        drawing.text(x, 120, text, size=8, bold=True, align=align)  # type: ignore[arg-type]
    assert find_tables(drawing) == [rows]


def test_a_heading_over_all_columns_that_ends_a_page_is_of_the_table_with_others_like_it(find_tables: FindTables) -> None:
    heading = "Entrate derivanti dalla gestione dei servizi ai cittadini e alle imprese"
    rows = [["Diritti", "412.350,75", "431.206,10"], ["Rimborsi", "7.904,20", "-6.455,60"], ["Altri", "96.410,00", "98.770,00"]]
    columns: list[tuple[float, Align]] = [(72, "l"), (300, "r"), (400, "r")]
    drawing = Drawing()
    for y in (100, 152, 204):
        drawing.text(72, y, heading)
        if y < 204:
            drawing.aligned(y + 13, columns, rows)
    (found,) = find_tables(drawing)
    assert found[-1] == [heading, "", ""]


STAFF = [
    ["Categoria", "Dotazione", "Anni persona", "Rapporto"],
    ["Dirigente di area", "22", "7,0", "tempo indeterminato"],
    ["Istruttore contabile", "26", "0,5", "comando"],
    ["Operatore esperto", "35", "18,0", "tempo determinato"],
]


@pytest.mark.parametrize("words", [["tempo indeterminato", "comando", "tempo determinato"], ["giorni", "giorni", "giorni"]])
def test_different_words_in_line_right_behind_figures_in_line_are_a_column(find_tables: FindTables, words: list[str]) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (300, "r"), (400, "r"), (402, "l")]
    rows = [STAFF[0], *([*row[:3], word] for row, word in zip(STAFF[1:], words, strict=True))]
    drawing = Drawing().rule(72, 88, 520, 88).aligned(100, columns, rows).rule(72, 104, 520, 104).rule(72, 147, 520, 147)
    (found,) = find_tables(drawing)
    assert found == (rows if len(set(words)) > 1 else [[*row[:2], " ".join(row[2:])] for row in rows])


def test_the_numbers_of_items_behind_amounts_are_no_column_of_figures(find_tables: FindTables) -> None:
    rows = [
        ["1) Materie prime", "982,14 €", "4) ", "Erogazioni liberali", "2.594,42 €"],
        ["2) Servizi", "450,75 €", "5) ", "Proventi del 5 per mille", "8.875,34 €"],
        ["3) Personale", "795,29 €", "6) ", "Contributi da soggetti privati", "957,73 €"],
        ["Totale oneri", "2.228,18 €", "", "Totale proventi", "12.427,49 €"],
    ]
    drawing = Drawing()
    for i, (cost, amount, mark, revenue, other) in enumerate(rows):
        y = 100 + 14 * i
        drawing.text(72, y, cost, size=8).text(260, y, amount, size=8, align="r").text(265, y, mark, size=8)
        drawing.text(265 + stringWidth(mark, "Helvetica", 8), y, revenue, size=8).text(480, y, other, size=8, align="r")
    assert find_tables(drawing) == [[[cost, amount, mark + revenue, other] for cost, amount, mark, revenue, other in rows]]


@pytest.mark.parametrize("bold_rows", [0, 1])
def test_a_total_under_figures_with_currency_signs_is_a_row_of_its_own(find_tables: FindTables, bold_rows: int) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (300, "c"), (360, "c"), (420, "c")]
    rows = [["Dirigenti", "€ 45", "€ 13", "€ 2"], ["Funzionari", "€ 74", "€ 84", "€ 12"], ["Tirocinanti", "€ 58", "€ 1", "€ 38"]]
    total = ["Totale generale", "177", "198", "152"]
    drawing = Drawing().aligned(120, columns, [["Area", "2021", "2022", "2023"], *rows], leading=12)
    (table,) = find_tables(drawing.aligned(drawing.bottom, columns, [total], bold_rows=bold_rows))
    assert table[1:] == [*rows, total]


def test_a_total_set_off_by_white_is_a_row_if_its_figures_are_in_line(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(120, COLUMNS, ACCOUNT, bold_rows=1)
    total = ["Totale generale", *ACCOUNT[-1][1:]]
    (table,) = find_tables(drawing.aligned(drawing.bottom + 45, COLUMNS, [total], bold_rows=1))
    assert table[-1] == total


@pytest.mark.parametrize("count", [3, 1])
def test_a_shaded_row_that_touches_the_shaded_head_over_it_keeps_its_columns(find_tables: FindTables, count: int) -> None:
    columns: list[tuple[float, Align]] = [(76, "l"), (290, "r"), (370, "r"), (450, "r")]
    rows = [["Fornitori", "4.119", "8.616", "755"], ["Banche", "3.052", "637", "53"], ["Dipendenti", "5.297", "797", "9.214"]]
    rows, drawing = rows[:count], Drawing()
    for x0, x1 in ((72, 220), (220, 296), (296, 376), (376, 456)):
        drawing.box(x0, 100, x1, 116, fill=GREY)
    for k in range(0, len(rows), 2):
        drawing.box(72, 116 + 14 * k, 456, 130 + 14 * k, fill=GREY)
    head = ["Debiti", "Saldo", "entro 12", "oltre 12"]
    (table,) = find_tables(drawing.aligned(111, columns, [head], bold_rows=1).aligned(126, columns, rows))
    assert table == [head, *rows]


def test_headings_one_under_the_other_between_shaded_rows_are_rows(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(76, "l"), (370, "r"), (450, "r")]
    rows = [
        ["", "31/12/2022", "31/12/2021"], ["A) Quote associative", "3.820,46", "4.517,31"],
        ["B) Immobilizzazioni", "", ""], ["I - Immobilizzazioni immateriali", "", ""],
        ["1) costi di impianto", "109.781,10", "124.579,59"], ["7) altre", "8.990,63", "11.033,30"],
        ["Totale immobilizzazioni", "118.771,73", "135.612,89"], ["PASSIVO", "", ""], ["A) Patrimonio netto", "", ""],
        ["I - Fondo di dotazione", "130.147,98", "117.081,12"], ["II - Patrimonio vincolato", "11.827,39", "10.978,18"],
        ["Totale patrimonio netto", "141.975,37", "128.059,30"],
    ]  # fmt: skip
    drawing = Drawing()
    for k, row in enumerate(rows):
        for x0, x1 in ((72, 290), (292, 374), (376, 456)) if row[1] else ():
            drawing.box(x0, 100 + 17 * k, x1, 115 + 17 * k, fill=GREY, line=0)
        drawing.aligned(111 + 17 * k, columns, [row], bold_rows=not row[1])
    assert find_tables(drawing) == [rows]


def test_typed_names_a_space_apart_stand_over_the_figures_they_end_with(find_tables: FindTables) -> None:
    rows = [
        ["Personale", "12000.00", "9800.50", "9700.00"],
        ["Servizi", "4100.00", "3900.10", "88.00"],
        ["Imposte", "890.00", "700.00", "650.00"],
        ["Totale", "16990.00", "4400.60", "10438.00"],
    ]
    typed = [f"{label:<10} {a:>10} {b:>7} {c:>11}" for label, a, b, c in rows]
    head = f"{'':<10} Previsione Impegni Pagato fin."
    (table,) = find_tables(Drawing(font="Courier").lines(72, 120, [head, *typed]))
    assert table == [["", "Previsione", "Impegni", "Pagato fin."], *rows]


def test_numbers_of_columns_that_have_no_other_names_are_their_header(report_on: ReportOn) -> None:
    rows = [["", "1", "2", "3"], *([row[0], *row[1:], "12,00"] for row in ACCOUNT[1:])]
    (table,) = report_on(Drawing().aligned(120, [*COLUMNS, (540, "r")], rows)).tables
    assert (table.header_rows, table.headings()) == (1, ["", "1", "2", "3"])


def test_names_equally_apart_stand_over_texts_set_right(find_tables: FindTables) -> None:
    names = ["piano", "tipo", "disagio", "importo"]
    ends = [200.0]
    for name in names[1:3]:
        ends.append(ends[-1] + 12 + stringWidth(name, "Helvetica", 10))
    columns: list[tuple[float, Align]] = [(72, "l"), *((end, "r") for end in (*ends, 400.0))]
    rows = [["Sede", "6", "M", "SI", "43,00"], ["Ufficio", "7", "MX", "NO", "88,00"], ["Teatro", "5", "F", "SI", "34,10"]]
    assert find_tables(Drawing().aligned(120, columns, [["", *names], *rows], size=10)) == [[["", *names], *rows]]


def test_equal_spaces_of_a_justified_label_part_no_columns(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(120, COLUMNS, ACCOUNT[:3], bold_rows=1)
    x, y = 72.0, drawing.bottom
    for word in ("Debiti", "verso", "società", "e", "organismi"):
        drawing.text(x, y, word, size=9)
        x += stringWidth(word, "Helvetica", 9) + 12
    drawing.text(72, y + 11, "del sistema", size=9).text(380, y, "204.383,17", size=9, align="r")
    drawing.text(480, y, "192.930,53", size=9, align="r")
    (table,) = find_tables(drawing.aligned(y + 25, COLUMNS, ACCOUNT[3:]))
    justified = ["Debiti verso società e organismi del sistema", "204.383,17", "192.930,53"]
    assert table == [*ACCOUNT[:3], justified, *ACCOUNT[3:]]


def justified(drawing: Drawing, y: float, *lines: str, width: float) -> Drawing:
    """Lines set from x = 72 to their full width, but for the last, which has single spaces."""
    for i, line in enumerate(lines):
        words = line.split()
        white = width - sum(stringWidth(word, "Helvetica", 9) for word in words)
        space = white / (len(words) - 1) if i + 1 < len(lines) and len(words) > 1 else 2.5
        x = 72.0
        for word in words:
            drawing.text(x, y + 11 * i, word, size=9)
            x += stringWidth(word, "Helvetica", 9) + space
    return drawing


def test_spaces_of_labels_set_to_their_full_width_part_no_columns(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(120, COLUMNS, ACCOUNT[:1], bold_rows=1)
    labels = [
        ["Contributi dal", "Ministero per", "progetti di ricerca"],
        ["Entrate da tariffe", "per servizi a", "domanda"],
        ["Rimborsi e", "recuperi di spese", "anticipate"],
    ]
    figures = [["318.440,12", "301.205,90"], ["96.512,05", "88.730,44"], ["7.381,60", "9.014,25"]]
    y = drawing.bottom
    for lines, (first, second) in zip(labels, figures, strict=True):
        justified(drawing, y, *lines, width=92).text(380, y + 11, first, size=9, align="r")
        drawing.text(480, y + 11, second, size=9, align="r")
        y += 44
    rows = [[" ".join(lines), *row] for lines, row in zip(labels, figures, strict=True)]
    assert find_tables(drawing) == [[ACCOUNT[0], *rows]]


def test_a_table_as_wide_as_the_text_over_it_has_its_columns(find_tables: FindTables) -> None:
    text = ["Il saldo della gestione", "risulta da entrate e da", "spese dell'anno in corso", "e di quelli trascorsi"]
    rows = [["Voce", "Importo"], ["Entrate", "10.200,00"], ["Spese", "9.150,00"], ["Saldo", "1.050,00"]]
    drawing = justified(Drawing(), 100, *text, width=112).aligned(170, [(72, "l"), (184, "r")], rows, bold_rows=1)
    assert find_tables(drawing) == [rows]


@pytest.mark.parametrize(("at", "align"), [(200, "r"), (160, "c")])
def test_letters_in_a_column_stay_apart_from_the_names_before_them(find_tables: FindTables, at: float, align: Align) -> None:
    rows = [["Milano", "A", "120,00"], ["Roma", "B", "230,00"], ["Torino", "E", "90,00"], ["Bari", "C", "80,00"]]
    rows = [["Sede", "Tipo", "Importo"], *rows, ["Palermo", "A", "70,00"]]
    assert find_tables(Drawing().aligned(120, [(72, "l"), (at, align), (420, "r")], rows, bold_rows=1)) == [rows]


def test_words_of_columns_that_end_at_one_place_stay_in_them(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (152, "l"), (232, "l"), (380, "r")]
    rows = [["Sede", "Primo", "Esito", "Importo"], ["medio", "medio", "nullo", "12,50"], ["alto", "alto", "nullo", "7,10"]]
    rows += [["basso", "basso", "nullo", "101,00"], ["buono", "alto", "pieno", "8,30"]]
    assert find_tables(Drawing().aligned(120, columns, rows, bold_rows=1)) == [rows]


@pytest.mark.parametrize("code", ["BA{}010", "2.4.00{}"])
def test_labels_in_line_close_behind_codes_in_line_are_a_column(find_tables: FindTables, code: str) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (72 + stringWidth(code.format(1), "Helvetica", 9) + 5, "l"), *COLUMNS[1:]]
    rows = [[code.format(k), *row] for k, row in enumerate(ACCOUNT[1:], 1)]
    assert find_tables(Drawing().aligned(120, columns, rows)) == [rows]
    joined = [[f"1.{k} {row[0]}", *row[1:]] for k, row in enumerate(ACCOUNT[1:], 1)]
    assert find_tables(Drawing().aligned(120, COLUMNS, joined)) == [joined]


def test_the_first_label_of_many_lines_is_whole_beside_the_figures_on_its_last(find_tables: FindTables) -> None:
    labels = [
        ["Lavori di", "adeguamento", "della scuola", "di via Garibaldi,", "secondo lotto", "finanziato con", "fondi statali"],
        ["Acquisto di arredi"],
        ["Manutenzione", "straordinaria della", "viabilità"],
    ]
    drawing = Drawing().lines(72, 80, ["Descrizione", "dell'intervento"], leading=12, bold=True)
    drawing.lines(205, 80, ["Importo", "finanziato"], leading=12, bold=True)
    drawing.lines(295, 80, ["Importo", "speso"], leading=12, bold=True)
    y = 110.0
    for label in labels:
        for line in label:
            drawing.text(72, y, line)
            y += 12
        drawing.text(260, y - 12, "491.606,29", align="r").text(340, y - 12, "176.262,11", align="r")
        y += 6
    rows = [[" ".join(label), "491.606,29", "176.262,11"] for label in labels]
    assert find_tables(drawing) == [[["Descrizione dell'intervento", "Importo finanziato", "Importo speso"], *rows]]


def test_numbered_labels_right_behind_the_amounts_of_the_other_half(find_tables: FindTables) -> None:
    head = ["ONERI", "2024", "PROVENTI", "2024"]
    columns: list[tuple[float, Align]] = [(40, "l"), (270, "r"), (274, "l"), (540, "r")]
    rows = [
        ["1) Servizi", "401.350,00", "1) Quote associative", "20.447,00"],
        ["2) Personale", "16,00", "2) Erogazioni", "423,00"],
    ]
    rows += [["3) Ammortamenti", "2.945,00", "3) Contributi da enti", "685,00"], ["Totale", "404.311,00", "Totale", "21.555,00"]]
    assert find_tables(Drawing().aligned(120, columns, [head, *rows], size=9)) == [[head, *rows]]


def test_filled_boxes_of_a_head_part_texts_below_that_nearly_touch(find_tables: FindTables) -> None:
    rows = [["Obiettivo", "Indicatore", "Atteso", "Esito"], ["Rimborsi da enti pubblici e privati", "Giorni medi", "12", "11"]]
    rows += [["Quote diverse", "Numero di iniziative", "30", "38"], ["Oneri", "Pratiche chiuse", "44", "29"]]
    second = 72 + stringWidth(rows[1][0], "Helvetica", 9) + 4
    edges = [70, second - 2, 330, 420, 510]
    drawing = Drawing()
    for x0, x1 in pairwise(edges):
        drawing.box(x0, 99, x1 - 1, 114, fill=GREY)
    drawing.aligned(110, [(72, "l"), (second, "l"), (416, "r"), (506, "r")], rows, leading=16, bold_rows=1)
    assert find_tables(drawing) == [rows]


def test_rules_of_one_width_hold_no_two_tables_with_a_sentence_between_them(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(60, "l"), *((x, "r") for x in (290, 350, 410, 470, 538))]
    others: list[tuple[float, Align]] = [(60, "l"), (320, "r"), (430, "r"), (538, "r")]
    first = [[f"Servizio {i}", *["8.011.239"] * 5] for i in range(1, 8)]
    second = [[f"Obiettivo {i}", "90,56", "6.813.856", "4.633.261"] for i in range(1, 8)]
    drawing = Drawing().aligned(110, columns, [["Voce", "2019", "2020", "2021", "2022", "2023"], *first], size=9, leading=11)
    drawing.rule(58, 113, 540, 113)
    drawing.text(
        58,
        198,
        "Il Collegio prende atto che gli importi trovano corrispondenza nelle scritture dell'ente e nei suoi registri.",
        size=9,
    )
    lines = ["Obiettivi dell'anno", "- revisione dei residui", "- spese", "- entrate", "- cassa", "(importi in euro)"]
    drawing.lines(58, 209, lines, leading=11, size=9)
    drawing.aligned(277, others, [["Nome", "Peso", "Target", "Consuntivo"], *second], size=9, leading=14)
    for y in (267, *range(281, 390, 14)):
        drawing.rule(58, y, 540, y)
    upper, lower = report_on(drawing).tables
    assert (upper.texts()[1:], lower.texts()[1:]) == (first, second)


def test_amounts_in_filled_boxes_stand_on_the_lines_of_their_labels(find_tables: FindTables) -> None:
    rows = [["Voce", "2023", "2022"], ["Diritto annuale", "412.350,75", "431.206,10"], ["Segreteria", "187.904,20", "179.455,60"]]
    rows += [["Servizi", "23.118,40", "21.990,05"], ["Interessi", "1.204,15", "856,30"], ["Rimborsi", "118,40", "98,20"]]
    drawing = Drawing()
    for i, row in enumerate(rows):
        for j, x in enumerate((330.0, 440.0)) if i else ():
            drawing.box(x, 92 + 20 * i, x + 110, 112 + 20 * i, fill=(1, 0.95 - 0.1 * i, 0.6 + 0.1 * j), line=0)
        drawing.text(72, 106 + 20 * i, row[0]).text(432, 106 + 20 * i, row[1], align="r").text(
            542, 106 + 20 * i, row[2], align="r"
        )
    assert find_tables(drawing) == [rows]


def test_boxes_around_the_labels_of_a_table_part_them_not_from_their_amounts(find_tables: FindTables) -> None:
    rows = [["Voce", "2023", "2022"], ["Diritto annuale", "412.350,75", "431.206,10"], ["Segreteria", "187.904,20", "179.455,60"]]
    rows += [["Servizi", "23.118,40", "21.990,05"], ["Interessi", "1.204,15", "856,30"], ["Rimborsi", "118,40", "98,20"]]
    drawing = Drawing()
    for i, (label, this, last) in enumerate(rows):
        y = 106 + 20 * i
        if i:
            drawing.box(68, y - 12, 300, y + 5)
        drawing.text(72, y, label).text(432, y, this, align="r").text(542, y, last, align="r")
    assert find_tables(drawing) == [rows]


def test_a_section_below_a_total_that_a_rule_parts_from_its_lines(find_tables: FindTables) -> None:
    """Names of lines stand behind the column of references, which sections and most lines leave blank."""
    rows = [
        ["Rif.", "Voce", "2020", "2021"],
        ["", "Proventi correnti", "", ""],
        ["", "Diritto annuale", "2.564", "2.008"],
        ["", "Contributi trasferimenti e altre entrate", "148", "126"],
        ["12", "Variazione delle rimanenze", "2", "2"],
        ["", "Totale proventi correnti", "2.714", "2.136"],
        ["", "Oneri correnti", "", ""],
        ["3", "Personale", "2.422", "2.704"],
        ["", "Funzionamento", "405", "173"],
        ["16", "Totale oneri correnti", "2.827", "2.877"],
    ]
    drawing = Drawing()
    for i, row in enumerate(rows):
        for text, (x, align) in zip(row, [(60, "l"), (90, "l"), (400, "r"), (470, "r")], strict=True):
            drawing.text(x, 120 + 12 * i, text, size=8, bold=i in (0, 1, 5, 6, 9), align=align)  # type: ignore[arg-type]
    for y in (111, 123, 171, 219, 231):
        drawing.rule(55, y, 475, y)
    assert find_tables(drawing) == [rows]


def test_a_section_far_above_its_first_line_is_no_part_of_its_name(find_tables: FindTables) -> None:
    rows = [
        ["ATTIVO", "Anno 2018", "Anno 2017", "PASSIVO", "Anno 2018", "Anno 2017"],
        ["Immobilizzazioni", "", "", "Patrimonio netto", "", ""],
        ["Immobilizzazioni immateriali", "633.239,44", "541.862,99", "Patrimonio netto iniziale", "909.562,17", "822.030,20"],
        ["Immobilizzazioni materiali", "353.529,87", "375.837,60", "Risultato dell'esercizio", "3.307.542,96", "1.750.211,33"],
        ["Immobilizzazioni finanziarie", "64.759,82", "68.198,57", "Totale patrimonio netto", "4.217.105,13", "2.572.241,53"],
    ]
    columns: list[tuple[float, Align]] = [(x, "l") for x in (58, 185, 244, 303.6, 423.7, 483)]
    drawing = Drawing().aligned(120, columns, rows[:1], bold_rows=1)
    assert find_tables(drawing.aligned(148.5, columns, rows[1:], leading=17.5)) == [rows]


def test_currency_signs_at_the_left_of_their_cells_part_columns_that_nearly_touch(find_tables: FindTables) -> None:
    drawing = Drawing()
    for i, (label, *amounts) in enumerate(ACCOUNT):
        drawing.text(60, 84 + 13 * i, label, size=9)
        for x, amount in zip((240, 345), amounts, strict=True):
            drawing.text(x, 84 + 13 * i, "€" if i else "", size=9).text(x + 100, 84 + 13 * i, amount, size=9, align="r")
    (table,) = find_tables(drawing)
    assert table[1] == ["Diritto annuale", "€ 4.116.035,72", "€ 3.290.338,80"]


def test_columns_of_few_rows_whose_amounts_nearly_touch_are_parted_where_their_names_are(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (290, "r"), (350, "r"), (410, "r"), (470, "r")]
    rows = [
        ["Voci", "Organi", "Servizi", "Anagrafe", "Totale"],
        ["Proventi", "-1.100.045,00", "-1.845.210,00", "-1.100.045,00", "-4.045.300,00"],
        ["Personale", "-1.412.000,00", "-1.633.120,25", "-1.102.340,00", "-4.147.460,25"],
        ["Funzionamento", "-1.310.000,00", "-1.512.400,00", "-1.733.120,00", "-4.555.520,00"],
        ["Interventi", "-1.722.000,00", "-1.100.310,25", "-1.976.840,50", "-4.799.150,75"],
    ]
    assert find_tables(Drawing().aligned(100, columns, rows, bold_rows=1)) == [rows]


def test_a_text_right_behind_an_amount_at_half_the_height_of_a_label_is_a_cell_of_its_own(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (250, "r"), (350, "r"), (355.2, "l")]
    drawing = Drawing().aligned(100, columns, [["Società", "Capitale", "Risultato", "Esito"]], bold_rows=1)
    rows = [
        ["Acque del Chiampo\nS.p.A.", "3.480.000", "401.233", "mantenimento"],
        ["Montagna Viva soc.\ncoop. a r.l.", "42.000", "-15.422", "razionalizzazione\n(fusione)"],
        ["Fiera Servizi S.r.l.\nin liquidazione", "100.000", "-98.312", "liquidazione in\ncorso"],
        ["InfoCamere\nS.C.p.A.", "17.670.000", "733.410", "mantenimento"],
    ]
    for i, row in enumerate(rows):
        for (x, align), text in zip(columns, row, strict=True):
            for k, line in enumerate(text.split("\n")):
                y = 118 + 28 * i + (10.2 * k if "\n" in text else 5.1)
                drawing.text(x, y, line, size=9, align=align)
    (table,) = find_tables(drawing)
    assert table[1:] == [[text.replace("\n", " ") for text in row] for row in rows]


@pytest.mark.parametrize(("name", "figure"), [(422, 440), (426, 448)])
def test_the_last_figure_of_the_only_note_makes_no_column(find_tables: FindTables, name: float, figure: float) -> None:
    drawing = Drawing(font="Vera")
    rows = [("Servizio", "Valore", "Note", "Risultato")]
    drawing.aligned(100, [(60, "l"), (200, "l"), (300, "l"), (name, "l")], rows, size=8.5)
    for i in range(16):
        note = "n. 259 pratiche di cui 253" if i == 6 else ""
        rows = [(f"Rilascio di visure {i}", f"{12 + i} gg.", note, "97,7" if note else "100")]
        drawing.aligned(116 + 14 * i, [(60, "l"), (200, "l"), (300.125, "l"), (figure, "l")], rows, size=8.5)
    ((header, *found),) = find_tables(drawing)
    assert header == ["Servizio", "Valore", "Note", "Risultato"]
    assert found[6][2:] == ["n. 259 pratiche di cui 253", "97,7"]


@pytest.mark.parametrize("names", [("Dare", "Avere"), ("Entrate", "Uscite")])
def test_columns_of_which_each_row_fills_one_keep_their_names_set_left(find_tables: FindTables, names: tuple[str, str]) -> None:
    drawing = Drawing().text(60, 100, "Conto").text(150, 100, names[0]).text(230, 100, names[1])
    rows = [["Cassa", "1.200,00", ""], ["Banca", "", "1.300,00"], ["Crediti", "2.200,00", ""], ["Debiti", "", "3.300,00"]]
    drawing.aligned(114, [(60, "l"), (226, "r"), (306, "r")], rows)
    assert find_tables(drawing) == [[["Conto", *names], *rows]]


def _in_words(drawing: Drawing, x: float, y: float, text: str) -> None:
    """Draw a small text word by word, as browsers do, with its middle at x."""
    x -= stringWidth(text, drawing.font, 7) / 2
    for word in text.split():
        drawing.text(x, y, word, size=7)
        x += stringWidth(word + " ", drawing.font, 7)


def test_names_a_word_space_apart_drawn_word_by_word_stand_over_sparse_columns(find_tables: FindTables) -> None:
    heads = ["Voce", "Previsione definitiva", "Note", "Accertamenti", "Tempo pieno", "Totale", "Previsione iniziale"]
    rows = [
        ["Fondo rischi", "", "al netto dei rimborsi", "84.889,17", "78.303,65", "", "855.738,47"],
        ["Oneri diversi di gestione", "", "al netto dei rimborsi", "-729.662,72", "12.031,05", "", "543,01"],
        ["Immobilizzazioni immateriali", "", "in linea con il 2023", "448.740,20", "10.090,29", "", "190,77"],
        ["Imposte", "", "Stato", "907.806,98", "256,56", "", "997.550,38"],
        ["Materie prime", "", "", "42.950,72", "-469.278,34", "245,94", "-89.670,44"],
        ["Debiti verso fornitori", "50.218,31", "", "278.634,76", "84.933,68", "", "762.813,23"],
        ["Trasferimenti correnti da enti e amministrazioni", "", "", "552.232,94", "365.505,92", "", "94.094,19"],
        ["Quote associative", "", "", "85.812,82", "62.959,17", "986.449,92", "72.269,06"],
        ["Contributi in conto esercizio", "417.788,02", "fondi propri", "80.603,11", "250,23", "", "3.566,19"],
        ["Personale", "", "al netto dei rimborsi", "25,10", "287.628,20", "726,97", "10.698,84"],
        ["Fabbricati", "974.815,16", "", "178.612,12", "54.151,49", "160.132,59", "5.282,96"],
    ]
    middles = {1: 211.3, 3: 318.7, 4: 357.4, 5: 393.0, 6: 436.1}
    drawing = Drawing(font="Times-Roman")
    for i, row in enumerate([heads, *rows]):
        for column, text in enumerate(row):
            if column in middles:
                _in_words(drawing, middles[column], 84 + 7.5 * i, text)
            else:
                drawing.text(242 if column else 34, 84 + 7.5 * i, text, size=7)
    assert find_tables(drawing) == [[heads, *rows]]


def test_names_set_right_as_wide_as_their_columns_stand_half_an_em_apart(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(36, "l"), (216, "r"), (266, "r"), (270, "l"), (401, "r"), (457.5, "r")]
    rows = [
        ["Voce", "Impegni", "Part time", "Voce", "Accertamenti", "Scostamento"],
        ["Debiti verso fornitori", "", "258,05", "", "", ""],
        ["Oneri diversi di gestione", "", "-825,47", "Diritti di segreteria", "895.558,35", "10.547,86"],
        ["Ammortamenti e svalutazioni", "", "73.569,68", "Rimborsi", "", "29.709,14"],
        ["di cui verso enti locali", "525.160,50", "-237,57", "Quote associative", "", "467,85"],
        ["Contributi in conto esercizio", "1.456,55", "208,55", "Disponibilità liquide", "", "245,09"],
        ["Interessi attivi", "", "653.430,45", "Imposte", "", "235.030,39"],
        ["Godimento di beni di terzi", "", "72.015,41", "", "", ""],
    ]
    assert find_tables(Drawing().aligned(84, columns, rows, leading=12)) == [rows]


def test_a_count_set_right_nearly_touches_an_amount_that_fills_its_cell(find_tables: FindTables) -> None:
    rows = [
        ["Area", "Uomini", "Donne", "Stipendio"],
        ["Segretario generale", "40", "0", "156.742,79"],
        ["Dirigenti", "4", "14", "496.196,33"],
        ["Funzionari", "36", "112", "430.033,62"],
        ["Istruttori", "8", "38", "525.401,93"],
    ]
    columns: list[tuple[float, Align]] = [
        (72, "l"),
        (230, "r"),
        (290, "r"),
        (292 + stringWidth("156.742,79", "Helvetica", 9), "r"),
    ]
    assert find_tables(Drawing().aligned(100, columns, rows)) == [rows]


@pytest.mark.parametrize("white", [4, 10])
def test_a_nil_whose_currency_stands_as_far_behind_as_cents_would_is_one_figure(report_on: ReportOn, white: float) -> None:
    rows = [
        ("Pro loco", "801.987,78", "283.393,58"),
        ("Caritas", "-", "-"),
        ("Polisportiva", "-", "-"),
        ("Banda", "876.525,94", "361.064,18"),
    ]
    drawing = Drawing()
    for x, text in ((72, "Beneficiario"), (240, "2023"), (373, "2022")):
        drawing.text(x, 100, text, size=9, bold=True)
    for i, (label, *amounts) in enumerate(rows, 1):
        drawing.text(72, 100 + 13 * i, label, size=9)
        for x, amount in zip((340, 473), amounts, strict=True):
            drawing.text(x - (white if amount == "-" else 3), 100 + 13 * i, amount, size=9, align="r").text(
                x, 100 + 13 * i, "€", size=9
            )
    (table,) = report_on(drawing).tables
    assert [tuple(row) for row in table.texts()[1:]] == [
        (label, *(f"{amount} €" for amount in amounts)) for label, *amounts in rows
    ]
    assert [c.value for c in table.cells if c.row == 2 and c.column] == [0, 0]


def test_digits_drawn_at_once_with_the_amount_behind_them_are_no_count(report_on: ReportOn) -> None:
    rows = [("Voce", "2024"), ("Resi", "1 412.400,00"), ("Oneri", "1.204,15"), ("Altri", "12 118.204,15")]
    report = report_on(Drawing().aligned(100, [(72, "l"), (320, "r")], rows))
    assert not {Decimal("412400.00"), Decimal("118204.15")} & {cell.value for cell in report.tables[0].cells}
    assert report.findings


def test_the_same_words_right_behind_figures_are_a_column_where_both_have_a_name(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (300, "r"), (380, "r"), (440, "r"), (444, "l")]
    rows = [
        ["Imposta municipale", "865.006,98", "865.001,16", "5,82", "arrotondamento tesoriere"],
        ["Tassa sui rifiuti", "417.071,72", "417.071,72", "-", ""],
        ["Fondi perequativi", "494.295,23", "494.295,23", "-", ""],
        ["Altre entrate correnti", "847.814,47", "847.869,84", "-55,37", "arrotondamento tesoriere"],
        ["Partite di giro", "97.080,68", "97.012,16", "68,52", "arrotondamento tesoriere"],
    ]
    names = ["Descrizione", "Incassi", "Contabilità", "Differenza", "Motivazione"]
    drawing = Drawing()
    for (x, align), name in zip([(72, "l"), (300, "r"), (380, "r"), (440, "r"), (495, "c")], names, strict=True):
        drawing.text(x, 100, name, size=9, bold=True, align=align)  # type: ignore[arg-type]
    assert find_tables(drawing.aligned(116, columns, rows)) == [[names, *rows]]


@pytest.mark.parametrize("white", [2.5, 4])
def test_a_label_that_ends_close_before_a_column_of_words_is_no_part_of_it(find_tables: FindTables, white: float) -> None:
    rows = [["Voce", "Ente", "2015", "2016"], ["Contributi", "Comune di Lucca", "1.588,11", "1.600,00"]]
    rows += [["Affitti", "Provincia", "816,63", "220,00"], ["Ammortamento dei beni immateriali", "Regione", "310,00", "295,00"]]
    rows += [["Rimborsi", "Unione dei comuni", "412,50", "500,00"], ["Spese", "Azienda speciale", "78,00", "12,00"]]
    begins = 72 + stringWidth(rows[3][0], "Helvetica", 9) + white
    drawing = Drawing().aligned(100, [(72, "l"), (begins, "l"), (430, "r"), (520, "r")], rows)
    assert find_tables(drawing) == [rows]


@pytest.mark.parametrize("ruled", [False, True])
def test_two_amounts_drawn_at_once_with_a_space_stay_in_one_cell(find_tables: FindTables, *, ruled: bool) -> None:
    rows = [["Tributo", "Vecchio e nuovo"], ["Imu", "1.204,15 1.300,20"], ["Tari", "804,15 900,20"], ["Cosap", "204,15 300,20"]]
    drawing = Drawing().aligned(100, [(72, "l"), (300, "r")], rows)
    assert find_tables(drawing.rule(72, 104, 300, 104) if ruled else drawing) == [rows]
