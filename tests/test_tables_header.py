"""Which rows of a table are its header, as its layout decides once: with rules and without."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.reading.page import Page
from pipeline.report import Report
from pipeline.tables.cells.columns import names_in_order
from pipeline.tables.features.text_rows import segments_of
from tests.conftest import Texts
from tests.drawing import EVERYTHING, GREY, Align, Drawing

FindTables = Callable[[Drawing], list[Texts]]
ReadPages = Callable[[Drawing], list[Page]]
ReportOn = Callable[[Drawing], Report]

COLUMNS: list[tuple[float, Align]] = [(72, "l"), (300, "r"), (400, "r"), (500, "r")]
AMOUNTS = [
    ["Diritto annuale", "1.250.000,00", "1.310.500,00", "60.500,00"],
    ["Diritti di segreteria", "420.300,00", "398.150,00", "-22.150,00"],
    ["Contributi e trasferimenti", "88.000,00", "91.200,00", "3.200,00"],
]


def test_dates_head_columns_though_they_look_like_numbers(report_on: ReportOn) -> None:
    head = [["Voce", "31.12.2023", "31.12.2024", "Variazione"]]
    for drawing in (
        Drawing().aligned(120, COLUMNS, [*head, *AMOUNTS]),
        Drawing().grid(72, 100, [160, 90, 90, 90], [*head, *AMOUNTS]),
    ):
        (table,) = report_on(drawing).tables
        assert (table.texts(), table.header_rows) == ([*head, *AMOUNTS], 1)


@pytest.mark.parametrize(
    "counted",
    [
        ["", "(1)", "(2)", "(3=2-1)"], ["", "(1)", "(2)", "(3)=(2)-(1)"], ["(1)", "(2)", "(3)", "(4)"], ["1", "2", "3", "4"],
        ["", "1", "2", "3=2-1"], ["", "col. 1", "col. 2", "col. 3"],
    ],
)  # fmt: skip
def test_a_row_that_counts_the_columns_is_of_the_header(report_on: ReportOn, counted: list[str]) -> None:
    head = ["Voce", "Previsto", "Accertato", "Differenza"]
    for drawing in (
        Drawing().aligned(120, COLUMNS, [head, counted, *AMOUNTS], bold_rows=1),
        Drawing().grid(72, 100, [160, 90, 90, 90], [head, counted, *AMOUNTS]),
    ):
        report = report_on(drawing)
        (table,) = report.tables
        assert (table.texts()[:2], table.header_rows, report.findings) == ([head, counted], 2, ())


def test_a_first_row_that_counts_is_no_header_beside_a_name(report_on: ReportOn) -> None:
    rows = [["Voce", "Nord", "Centro", "Sud"], ["Aperti", "1", "2", "3"], ["Chiusi", "4", "8", "2"], ["Altri", "7", "5", "9"]]
    (table,) = report_on(Drawing().grid(72, 100, [160, 90, 90, 90], rows)).tables
    assert table.header_rows == 1


def test_a_heading_over_all_columns_below_their_names_heads_rows(report_on: ReportOn) -> None:
    head = ["Voce", "2023", "2024", "Variazione"]
    drawing = Drawing().aligned(120, COLUMNS, [head], bold_rows=1).text(286, 137, "Entrate", bold=True, align="c")
    (table,) = report_on(drawing.aligned(154, COLUMNS, AMOUNTS)).tables
    assert (table.texts(), table.header_rows) == ([head, ["Entrate", "", "", ""], *AMOUNTS], 1)


@pytest.mark.parametrize("classes", [["1.000 abitanti", "5.000 abitanti"], ["2,5 kW", "10,0 kW"], ["100 k€", "200 k€"]])
def test_names_with_units_that_no_label_stands_beside_are_of_the_header(report_on: ReportOn, classes: list[str]) -> None:
    rows = [["Voce", "Primi", "Altri"], ["", *classes], ["Enti", "12", "30"], ["Entrate", "1.200,00", "3.300,00"]]
    (table,) = report_on(Drawing().grid(72, 100, [120, 100, 100], rows, align="lrr")).tables
    assert (table.texts(), table.header_rows) == (rows, 2)


@pytest.mark.parametrize("wide", [{(0, 1): (1, 3)}, {}], ids=["over the rest", "in one cell"])
def test_the_names_of_columns_below_a_form_end_the_header(
    report_on: ReportOn, wide: dict[tuple[int, int], tuple[int, int]]
) -> None:
    rows = [
        ["OBIETTIVO 1", "Fiera montana", "", ""],
        ["Descrizione", "Dodici incontri", "", ""],
        ["Indicatore", "Atteso", "Rilevato", "Commento"],
        ["Incontri", "12", "11", "uno rinviato"],
        ["Studenti", "400", "412", "oltre il previsto"],
    ]
    widths = [100.0, 100.0, 80.0, 120.0]
    drawing = Drawing().grid(72, 100, widths, rows[:1], spans=wide, bold_rows=1)
    drawing.grid(72, drawing.bottom, widths, rows[1:2], spans=wide).grid(72, drawing.bottom, widths, rows[2:], bold_rows=1)
    (table,) = report_on(drawing).tables
    assert (table.texts(), table.header_rows) == (rows, 3)


@pytest.mark.parametrize("bold", [0, 1])
@pytest.mark.parametrize(
    "heads",
    [
        (["Voce", "2023", "2024", "Variazione"], ["Voce", "2024", "2023", "Variazione"]),
        (["Voce", "Previsione", "Pagato", "Differenza"], ["Voce", "Consuntivo", "Pagato", "Differenza"]),
    ],
)
def test_a_header_with_other_names_on_the_next_page_starts_a_table(
    report_on: ReportOn, heads: tuple[list[str], list[str]], bold: int
) -> None:
    drawing = Drawing().aligned(700, COLUMNS, [heads[0], *AMOUNTS], bold_rows=bold).page()
    drawing.aligned(90, COLUMNS, [heads[1], *AMOUNTS], bold_rows=bold)
    tables = report_on(drawing).tables
    assert [(table.texts(), table.header_rows) for table in tables] == [([head, *AMOUNTS], 1) for head in heads]


def test_the_years_swapped_start_a_table_though_no_white_parts_it(report_on: ReportOn) -> None:
    heads = [["Voce", "2023", "2024", "Variazione"], ["Voce", "2024", "2023", "Variazione"]]
    drawing = Drawing().aligned(120, COLUMNS, [heads[0], *AMOUNTS, heads[1], *AMOUNTS])
    assert [table.texts() for table in report_on(drawing).tables] == [[head, *AMOUNTS] for head in heads]


def test_the_same_header_on_the_next_page_goes_on(report_on: ReportOn) -> None:
    head = ["Voce", "2023", "2024", "Variazione"]
    drawing = Drawing().aligned(700, COLUMNS, [head, *AMOUNTS]).page().aligned(90, COLUMNS, [head, *AMOUNTS])
    (table,) = report_on(drawing).tables
    assert table.texts() == [head, *AMOUNTS, *AMOUNTS]


@pytest.mark.parametrize("first", ["Voce", ""])
@pytest.mark.parametrize(("title", "bold"), [("Tabella 4 - Dettaglio", False), ("STATO PATRIMONIALE", True)])
def test_a_title_between_the_rules_of_two_tables_is_no_row(report_on: ReportOn, title: str, bold: bool, first: str) -> None:
    head = [first, "2023", "2024", "Variazione"]
    drawing = Drawing()
    for top in (100, 180):
        drawing.text(72, top + 6, title, size=9, bold=bold)
        drawing.rule(70, top + 10, 502, top + 10).rule(70, top + 25, 502, top + 25)
        drawing.aligned(top + 20, COLUMNS, [head, *AMOUNTS], bold_rows=1).rule(70, drawing.bottom - 10, 502, drawing.bottom - 10)
    tables = report_on(drawing).tables
    assert [(table.texts(), table.header_rows) for table in tables] == [([head, *AMOUNTS], 1)] * 2


@pytest.mark.parametrize(("above", "name"), [("Descrizione della voce e", "conto"), ("SPESE", "Conto")])
def test_what_stands_above_the_name_of_the_first_column_is_part_of_it_where_it_goes_on(
    report_on: ReportOn, above: str, name: str
) -> None:
    head = [name, "2023", "2024", "Variazione"]
    drawing = Drawing().rule(70, 98, 502, 98).text(72, 109, above, size=9, bold=True).rule(70, 125, 502, 125)
    (table,) = report_on(drawing.aligned(120, COLUMNS, [head, *AMOUNTS], bold_rows=1).rule(70, 180, 502, 180)).tables
    head[0] = f"{above} {name}" if name.islower() else name
    assert (table.texts(), table.header_rows) == ([head, *AMOUNTS], 1)


@pytest.mark.parametrize("bold", [0, 1])
def test_a_heading_of_rows_of_two_lines_right_under_the_header_is_no_part_of_it(report_on: ReportOn, bold: int) -> None:
    head = ["Voce", "2023", "2024", "Variazione"]
    columns: list[tuple[float, Align]] = [(72, "l"), (240, "r"), (330, "r"), (420, "r")]
    drawing = Drawing().aligned(120, columns, [head], bold_rows=1)
    drawing.lines(72, 135, ["A) Proventi correnti e altri", "per il personale"], leading=10.5, size=9, bold=bool(bold))
    (table,) = report_on(drawing.aligned(161, columns, AMOUNTS)).tables
    section = ["A) Proventi correnti e altri per il personale", "", "", ""]
    assert (table.texts(), table.header_rows) == ([head, section, *AMOUNTS], 1)


@pytest.mark.parametrize("ruled", [True, False])
def test_headings_of_rows_in_both_halves_of_a_table_are_no_part_of_its_header(report_on: ReportOn, ruled: bool) -> None:
    rows = [
        ["USCITE", "2023", "2022", "ENTRATE", "2023", "2022"],
        ["A) Acquisti", "", "", "A) Contributi", "", ""],
        ["1) Beni", "1.250,00", "1.310,50", "1) Quote", "6.050,00", "5.900,00"],
        ["2) Servizi", "420,30", "398,15", "2) Donazioni", "1.020,00", "980,10"],
        ["Totale", "1.670,30", "1.708,65", "Totale", "7.070,00", "6.880,10"],
    ]
    widths, columns = [90, 55, 55, 90, 55, 55], [(72, "l"), (210, "r"), (265, "r"), (285, "l"), (410, "r"), (465, "r")]
    drawing = Drawing().grid(72, 100, widths, rows, align="lrrlrr") if ruled else Drawing().aligned(100, columns, rows)  # type: ignore[arg-type]
    (table,) = report_on(drawing).tables
    assert (table.texts(), table.header_rows) == (rows, 1)


def test_a_label_that_begins_right_under_the_header_and_goes_on_beside_its_figures_is_no_part_of_it(report_on: ReportOn) -> None:
    head = ["Descrizione", "2023", "2024", "Variazione"]
    drawing = Drawing().aligned(120, COLUMNS, [head], bold_rows=0)
    for y, label, amounts in zip((134, 160, 186), ("Fondi di", "Quote verso", "Ratei di"), AMOUNTS, strict=True):
        drawing.text(72, y, label, size=9).aligned(y + 11, COLUMNS, [["competenza", *amounts[1:]]])
    (table,) = report_on(drawing).tables
    labels = [f"{label} competenza" for label in ("Fondi di", "Quote verso", "Ratei di")]
    assert (table.texts(), table.header_rows) == (
        [head, *([label, *row[1:]] for label, row in zip(labels, AMOUNTS, strict=True))],
        1,
    )


def test_names_that_rules_part_below_the_name_over_them_are_a_second_row_of_the_header(report_on: ReportOn) -> None:
    rows = [
        ["Descrizione", "Costo storico", "", "Valore netto"],
        ["", "Iniziale", "Finale", ""],
        ["Fondi", "10.517,06", "6.538.849,93", "99.156,60"],
        ["Quote", "38.106,45", "75,47", "751.389,19"],
        ["Totale", "48.623,51", "6.538.925,40", "850.545,79"],
    ]
    drawing, xs = Drawing(), [72.0, 172.0, 252.0, 332.0, 412.0]
    for x in xs:
        drawing.rule(x, 100 if x != 252 else 115, x, 190)
    for y in (100, 130, 150, 170, 190):
        drawing.rule(72, y, 412, y)
    drawing.text(76, 118, "Descrizione", size=9).text(176, 111, "Costo storico", size=9).text(336, 118, "Valore netto", size=9)
    drawing.text(176, 125, "Iniziale", size=9).text(256, 125, "Finale", size=9)
    for y, row in zip((143, 163, 183), rows[2:], strict=True):
        drawing.aligned(y, [(76, "l"), (248, "r"), (328, "r"), (408, "r")], [row])
    (table,) = report_on(drawing).tables
    assert (table.texts(), table.header_rows) == (rows, 2)


@pytest.mark.parametrize("titled", [True, False])
def test_names_of_groups_in_one_cell_of_the_header_are_over_the_columns_in_whose_middle_they_stand(
    report_on: ReportOn, titled: bool
) -> None:
    rows = [
        ["Voce", "31/12/2022", "", "31/12/2023", "", "30/6/2024", ""],
        ["", "Euro", "%", "Euro", "%", "Euro", "%"],
        *([name, "1.204,15", "25,0", "1.090,40", "27,5", "3.925,00", "24,9"] for name in ("Quote", "Fondi", "Prestiti")),
    ]
    drawing, xs = Drawing(), [72.0, 172.0, 232.0, 272.0, 332.0, 372.0, 432.0, 472.0]
    for x in xs:
        drawing.rule(x, 100 if x in (72, 172, 472) else 116, x, 180)
    for y in (100, 132, 148, 164, 180):
        drawing.rule(72, y, 472, y)
    drawing.rule(172, 116, 472, 116)
    drawing.text(76, 127, "Voce", size=9)
    for x, name in zip((222, 322, 422), rows[0][1::2], strict=True):
        drawing.text(x, 111, name, size=9, align="c")
    columns: list[tuple[float, Align]] = [(76, "l"), *((x - 4, "r") for x in xs[2:])]
    drawing.aligned(127, columns, [rows[1]], size=9).aligned(143, columns, rows[2:], size=9, leading=16)
    if titled:
        drawing.rule(72, 84, 472, 84).rule(72, 84, 72, 100).rule(472, 84, 472, 100).text(272, 95, "Impieghi", size=9, align="c")
    (table,) = report_on(drawing).tables
    assert table.texts()[-len(rows) :] == rows


@pytest.mark.parametrize("ruled", [True, False])
def test_a_code_and_a_name_under_the_names_of_their_columns_head_rows(report_on: ReportOn, ruled: bool) -> None:
    rows = [["Titolo", "Denominazione", "Previsioni", "Accertamenti"], ["TITOLO 1", "Entrate correnti", "", ""]]
    rows += [[f"1010{n}", *amounts[:3]] for n, amounts in enumerate(AMOUNTS)]
    columns: list[tuple[float, Align]] = [(72, "l"), (140, "l"), (400, "r"), (500, "r")]
    drawing = Drawing()
    drawn = (
        drawing.grid(72, 100, [70, 180, 90, 90], rows, bold_rows=2) if ruled else drawing.aligned(120, columns, rows, bold_rows=2)
    )
    (table,) = report_on(drawn).tables
    assert (table.texts(), table.header_rows) == (rows, 1)


def test_a_date_alone_over_the_amounts_is_the_header(report_on: ReportOn) -> None:
    rows = [["", "31/12/2024"], ["Attivo", ""], *(amounts[:2] for amounts in AMOUNTS)]
    (table,) = report_on(Drawing().grid(72, 100, [200, 90], rows)).tables
    assert (table.texts(), table.header_rows) == (rows, 1)


@pytest.mark.parametrize("bold", [0, 2])
def test_names_over_several_columns_begin_where_the_first_of_these_does(report_on: ReportOn, bold: int) -> None:
    head = [["Voce", "Consistenza", "", "Variazioni", "", "Saldo"], ["", "iniziale", "finale", "in più", "in meno", ""]]
    lefts: list[tuple[float, Align]] = [(72, "l"), (180, "l"), (250, "l"), (320, "l"), (390, "l"), (460, "l")]
    rights: list[tuple[float, Align]] = [(72, "l"), (244, "r"), (314, "r"), (384, "r"), (454, "r"), (524, "r")]
    rows = [
        ["Terreni", "1.250,00", "1.310,50", "60,50", "0,00", "1.310,50"],
        ["Arredi", "420,30", "398,15", "0,00", "22,15", "398,15"],
    ]
    drawing = Drawing().aligned(120, lefts, head, bold_rows=bold, leading=14).aligned(148, rights, rows, leading=14)
    (table,) = report_on(drawing).tables
    assert (table.texts(), table.header_rows) == ([*head, *rows], 2)
    assert [(cell.text, cell.column_span) for cell in table.cells if cell.row == 0 and cell.column_span > 1] == [
        ("Consistenza", 2),
        ("Variazioni", 2),
    ]


@pytest.mark.parametrize(
    ("lefts", "lower"),
    [
        ([200, 260, 350, 450], ["Iniziale", "Definitiva", "Prevista", "Definitiva"]),
        ([220, 290, 385, 470], ["Iniziale", "Definitiva", "Prevista", "Pagata"]),
    ],
    ids=["a name returns", "set apart from the first name"],
)
def test_names_of_an_upper_level_stand_over_columns_that_nothing_else_names_there(
    report_on: ReportOn, lefts: list[int], lower: list[str]
) -> None:
    rows = [
        ["Terreni", "1.250,00", "1.310,50", "60,50", "1.310,50"],
        ["Arredi", "420,30", "398,15", "22,15", "398,15"],
        ["Totale", "1.670,30", "1.708,65", "82,65", "1.708,65"],
    ]
    drawing = Drawing().text(lefts[0], 120, "Competenza", size=9, bold=True).text(lefts[2], 120, "Cassa", size=9, bold=True)
    drawing.text(72, 125, "Missione", size=9, bold=True)
    drawing.aligned(131, [(72, "l"), (200, "l"), (260, "l"), (350, "l"), (450, "l")], [["", *lower]], bold_rows=1)
    drawing.aligned(142, [(72, "l"), (250, "r"), (310, "r"), (410, "r"), (505, "r")], rows, leading=11)
    for y in (112, 123, 134, 145, 156, 167):
        drawing.rule(190 if y == 123 else 72, y, 510, y)
    (table,) = report_on(drawing).tables
    upper = ["Competenza", "Competenza", "Cassa", "Cassa"]
    assert table.headings() == ["Missione", *map(" ".join, zip(upper, lower, strict=True))]


def test_a_title_close_over_the_rule_above_the_header_of_a_table_of_words_is_no_row(report_on: ReportOn) -> None:
    rows = [
        ["Obiettivo", "Struttura", "Scadenza", "Esito"],
        ["Aumentare la trasparenza", "Urbanistica", "concluso", "Raggiunto"],
        ["Migliorare i tempi di\npagamento", "Ragioneria", "in corso", "Rinviato"],
        ["Potenziare i controlli", "Tributi", "concluso", "Raggiunto"],
    ]
    columns: list[tuple[float, Align]] = [(72, "l"), (200, "l"), (300, "l"), (400, "l")]
    drawing = Drawing().text(72, 100, "OBIETTIVI DELL'ANNO", size=9, bold=True).aligned(113, columns, rows, bold_rows=1)
    for y in (88, 103, 117, drawing.bottom - 10):
        drawing.rule(72, y, 480, y)
    (table,) = report_on(drawing).tables
    assert (table.texts(), table.header_rows) == ([[text.replace("\n", " ") for text in row] for row in rows], 1)


def test_the_lines_of_a_name_set_closer_than_rows_are_one(report_on: ReportOn) -> None:
    head = [["Voce", "Consistenza", "Variazioni", "Consistenza"], ["", "iniziale", "", "finale"]]
    lefts: list[tuple[float, Align]] = [(72, "l"), (270, "l"), (370, "l"), (470, "l")]
    rights: list[tuple[float, Align]] = [(72, "l"), (330, "r"), (430, "r"), (530, "r")]
    drawing = Drawing().aligned(120, lefts, head, bold_rows=2, leading=11).aligned(148, rights, AMOUNTS, leading=15)
    (table,) = report_on(drawing).tables
    assert (table.texts()[0], table.header_rows) == (["Voce", "Consistenza iniziale", "Variazioni", "Consistenza finale"], 1)


def test_a_year_in_the_white_between_two_columns_is_the_name_of_both(report_on: ReportOn) -> None:
    drawing = Drawing().text(287, 100, "2023", size=9, align="c").text(447, 100, "2024", size=9, align="c")
    names = ["Voce", "Previsione", "Consuntivo", "Previsione", "Consuntivo"]
    rows = [[label, *(f"{i}.{k}00,50" for k in range(1, 5))] for i, label in enumerate(["Diritti", "Servizi", "Altri"], 1)]
    drawing.aligned(116, [(72, "l"), (270, "r"), (350, "r"), (430, "r"), (510, "r")], [names, *rows], leading=16)
    (table,) = report_on(drawing).tables
    assert table.columns == 5
    assert table.headings() == ["Voce", "2023 Previsione", "2023 Consuntivo", "2024 Previsione", "2024 Consuntivo"]
    assert table.texts()[table.header_rows :] == rows


def test_two_names_over_one_column_are_one_cell(report_on: ReportOn) -> None:
    drawing = Drawing().text(72, 103, "CUP", bold=True).text(150, 103, "Intervento", bold=True)
    for x, name in ((300, "2023"), (400, "2024"), (500, "Variazione")):
        drawing.text(x, 103, name, bold=True, align="r")
    drawing.aligned(120, COLUMNS, [[f"B17H{n} {row[0]}", *row[1:]] for n, row in enumerate(AMOUNTS, 2100456)])
    (table,) = report_on(drawing).tables
    assert table.texts()[0] == ["CUP Intervento", "2023", "2024", "Variazione"]
    places = [(cell.row, cell.column) for cell in table.cells]
    assert len(set(places)) == len(places)


def test_names_flush_left_over_figures_flush_right_head_them_though_long_labels_reach_near(find_tables: FindTables) -> None:
    long = [
        "Proventi da gestione di beni e servizi",
        "Contributi, trasferimenti e entrate",
        "Manutenzione ordinaria degli immobili",
    ]
    labels = [*long, "Oneri", "Personale", "Utenze", "Imposte", "Ammortamenti", "Interessi", "Sopravvenienze", "Totale"]
    rows = [[label, *(f"{n + 1}.771.119,{n % 10}{column}" for column in range(3))] for n, label in enumerate(labels)]
    head = ["Descrizione", "2021", "2022", "2023"]
    drawing = Drawing()
    for x0, x1 in ((40, 210), (210, 325), (325, 440), (440, 555)):
        drawing.box(x0, 90, x1, 104, fill=GREY, line=0)
    drawing.aligned(100, [(44, "l"), (214, "l"), (329, "l"), (444, "l")], [head], bold_rows=1)
    drawing.aligned(114, [(44, "l"), (321, "r"), (436, "r"), (551, "r")], rows)
    (table,) = find_tables(drawing)
    assert table == [head, *rows]


@pytest.mark.parametrize("align", ["l", "c"])
def test_names_in_order_head_the_columns_that_they_are_not_right_over(report_on: ReportOn, align: Align) -> None:
    head = [["Voci", "Impegnato", "Liquidato", "Differenza"]]
    rows = [["Spese per l'acquisto di beni e di servizi diversi", "9.310,00", "1.500,00", "60,00"], *AMOUNTS]
    names: list[tuple[float, Align]] = [(72, "l"), (250, align), (360, align), (450, align)]
    columns: list[tuple[float, Align]] = [(72, "l"), (355, "r"), (445, "r"), (540, "r")]
    drawing = Drawing().aligned(120, names, head, bold_rows=1)
    (table,) = report_on(drawing.aligned(drawing.bottom, columns, rows)).tables
    assert (table.texts(), table.header_rows) == ([*head, *rows], 1)


@pytest.mark.parametrize("first", ["", "A) Entrate"])
def test_names_in_order_whose_gaps_meet_no_gutter_are_the_header(report_on: ReportOn, first: str) -> None:
    head = ["", "Preventivo 2023", "Consuntivo 2023", "Variazione"]
    rows = [
        *([[first, "", "", ""]] if first else []),
        *AMOUNTS,
        ["Altre entrate e recuperi diversi dell'ente", "1,00", "2,00", "1,00"],
    ]
    drawing = Drawing().aligned(120, [(72, "l"), (245, "l"), (345, "l"), (445, "l")], [head], bold_rows=1)
    columns: list[tuple[float, Align]] = [(72, "l"), (342, "r"), (442, "r"), (542, "r")]
    (table,) = report_on(drawing.aligned(134, columns, rows)).tables
    assert (table.texts(), table.header_rows) == ([head, *rows], 1)


@pytest.mark.parametrize("align", ["l", "r", "c"])
def test_a_name_set_to_one_end_of_the_columns_below_it_is_over_all_of_them(report_on: ReportOn, align: Align) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (290, "r"), (370, "r"), (450, "r"), (530, "r")]
    names = ["Missione", "Iniziale", "Definitiva", "Prevista", "Pagata"]
    drawing = Drawing()
    for name, left, right in (("Competenza", "Iniziale", 370.0), ("Cassa", "Prevista", 530.0)):
        start = right - 80 - stringWidth(left, "Helvetica-Bold", 9)
        drawing.text({"l": start, "r": right, "c": (start + right) / 2}[align], 104, name, size=9, bold=True, align=align)
    rows = [[*row, row[1]] for row in AMOUNTS]
    (table,) = report_on(drawing.aligned(120, columns, [names, *rows], bold_rows=1)).tables
    head = [(cell.text, cell.column, cell.column_span) for cell in table.cells if cell.row == 0 and cell.text]
    assert [item for item in head if item[0] != "Missione"] == [("Competenza", 1, 2), ("Cassa", 3, 2)]


def test_names_set_to_the_right_over_the_last_of_columns_that_are_named_alike_are_over_all_of_these(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(40.0, "l"), (250.0, "r"), (330.0, "r"), (420.0, "r"), (500.0, "r")]
    rows = [
        ["Natura della spesa", "", "Consuntivo 2022", "", "Consuntivo 2023"],
        ["", "Importo", "%", "Importo", "%"],
        ["Personale", "€ 9.655,23", "4,1 %", "€ 14.949,98", "6,9 %"],
        ["Servizi", "€ 33.391,54", "14,1 %", "€ 35.859,95", "16,6 %"],
        ["Trasferimenti", "€ 194.587,12", "81,8 %", "€ 165.265,80", "76,5 %"],
    ]
    (table,) = report_on(Drawing().aligned(90, columns, rows, bold_rows=2, leading=17)).tables
    assert [(c.text, c.column, c.column_span) for c in table.cells if c.row == 0 and c.column] == [
        ("Consuntivo 2022", 1, 2), ("Consuntivo 2023", 3, 2)
    ]  # fmt: skip


def test_a_lone_name_set_to_the_right_end_of_all_amounts_is_over_no_labels(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (400, "r"), (500, "r")]
    drawing = Drawing().text(500, 106, "Importi", size=9, bold=True, align="r")
    rows = [["ATTIVO", "al 31.12.2016", "al 31.12.2015"], *(row[:3] for row in AMOUNTS)]
    (table,) = report_on(drawing.aligned(120, columns, rows, bold_rows=1)).tables
    assert table.headings() == ["ATTIVO", "Importi al 31.12.2016", "Importi al 31.12.2015"]


def test_the_second_line_of_a_name_is_no_level_of_a_header_without_names_over_several_columns(report_on: ReportOn) -> None:
    drawing = Drawing().aligned(120, COLUMNS, [["Voci", "Affari (A)", "Servizi interni", "Totale (A+B)"]], bold_rows=1)
    drawing.text(400, 133, "(B)", size=9, bold=True, align="r")
    (table,) = report_on(drawing.aligned(146, COLUMNS, AMOUNTS, leading=13)).tables
    assert table.header_rows == 1
    assert table.texts()[0] == ["Voci", "Affari (A)", "Servizi interni (B)", "Totale (A+B)"]


def test_names_that_touch_are_told_apart_by_their_runs_of_text(report_on: ReportOn) -> None:
    names = ["Organi istituzionali (A)", "Servizi di supporto (B)", "Anagrafe e registri (C)"]
    columns: list[tuple[float, Align]] = [(72, "l"), (330, "r"), (436, "r"), (540, "r")]
    drawing = Drawing().text(72, 120, "Voci", size=9, bold=True)
    x = 222.0
    for name in names:
        drawing.text(x, 120, name, size=9, bold=True)
        x += stringWidth(name, "Helvetica-Bold", 9) + 2.5
    (table,) = report_on(drawing.aligned(134, columns, AMOUNTS)).tables
    assert table.texts()[0] == ["Voci", *names]


def test_a_heading_centred_over_names_of_columns_is_part_of_a_header_without_rules(find_tables: FindTables) -> None:
    rows = [
        ["ATTIVO", "Anno 2018", "Anno 2017"],
        ["Immobilizzazioni", "7.340.659,81", "7.295.345,19"],
        ["Attivo circolante", "551.549,92", "407.111,65"],
        ["Ratei e risconti", "550.512,06", "1.037,86"],
    ]
    columns: list[tuple[float, Align]] = [(72, "l"), (400, "r"), (500, "r")]
    drawing = Drawing().text(72, 80, "STATO PATRIMONIALE", size=12, bold=True)
    drawing.text(429, 106, "Saldi di bilancio", size=9, bold=True, align="c").aligned(120, columns, rows, bold_rows=1)
    assert find_tables(drawing) == [[["ATTIVO", "Saldi di bilancio", ""], ["", *rows[0][1:]], *rows[1:]]]


def test_a_name_over_the_columns_of_a_rule_is_not_in_the_middle_of_the_table(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (400, "r"), (500, "r")]
    drawing = Drawing().text(425, 100, "Saldi di bilancio", size=9, bold=True, align="c").rule(340, 104, 502, 104)
    drawing.text(72, 107.5, "ATTIVO", size=9, bold=True)
    for x, text in ((375, "Anno 2016"), (475, "Anno 2017")):
        drawing.text(x, 115, text, size=9, bold=True, align="c")
    for y in (122, 138, 154, 170):
        drawing.rule(70, y, 502, y)
    drawing.aligned(134, columns, [row[:3] for row in AMOUNTS], leading=16)
    (table,) = report_on(drawing).tables
    assert table.headings() == ["ATTIVO", "Saldi di bilancio Anno 2016", "Saldi di bilancio Anno 2017"]


@pytest.mark.parametrize("align", ["l", "c"])
def test_names_over_columns_of_unlike_widths_are_over_all_of_them(report_on: ReportOn, align: Align) -> None:
    edges = [185, 264, 340, 415, 498, 597, 674]
    names = ["Saldo iniziale", "Incrementi", "Decrementi", "Saldo iniziale", "Quota dell'anno", "Utilizzi"]
    drawing = Drawing((842, 400)).text(72, 112, "Descrizione", size=9, bold=True)
    for left, right, name in zip(edges, edges[1:], names, strict=False):
        drawing.text(left + 4 if align == "l" else (left + right) / 2, 112, name, size=9, bold=True, align=align)
    for left, right, name in ((edges[0], edges[3], "Costo storico"), (edges[3], edges[6], "Fondo ammortamento")):
        drawing.text(left + 4 if align == "l" else (left + right) / 2, 99, name, size=9, bold=True, align=align)
    columns: list[tuple[float, Align]] = [(72, "l"), *((right - 4, "r") for right in edges[1:])]
    rows = [[label, *["1.254.310,00", "42.108,50", "-8.904,20"] * 2] for label in ("Software", "Immobili", "Arredi")]
    (table,) = report_on(drawing.aligned(132, columns, rows, size=9)).tables
    head = [(cell.text, cell.column, cell.column_span) for cell in table.cells if cell.row == 0 and cell.column_span > 1]
    assert head == [("Costo storico", 1, 3), ("Fondo ammortamento", 4, 3)]


def test_a_name_over_the_last_columns_above_names_in_the_middle_of_the_header_is_part_of_it(report_on: ReportOn) -> None:
    drawing = Drawing().text(470, 100, "Valore", size=8, align="c")
    drawing.text(120, 104.6, "Indicatore", size=8, align="c").text(300, 104.6, "Definizione", size=8, align="c")
    columns: list[tuple[float, Align]] = [(72, "l"), (250, "l"), (430, "r"), (490, "r"), (550, "r")]
    rows = [[label, "Interessi su entrate", "78,60%", "89,60%", "12,40%"] for label in ("Interessi", "Personale", "Debiti")]
    for x, year in ((412, "2021"), (472, "2022"), (532, "2023")):
        drawing.text(x, 108.6, year, size=8, align="c")
    (table,) = report_on(drawing.aligned(118, columns, rows, size=8, leading=10)).tables
    assert [(c.text, c.column, c.column_span) for c in table.cells if c.text == "Valore"] == [("Valore", 2, 3)]


def test_names_that_nearly_touch_are_told_apart_by_the_wider_white_between_them(report_on: ReportOn) -> None:
    names = ["Consuntivo 2022", "Budget 2023", "Preconsuntivo 2023", "Consuntivo 2023"]
    drawing = Drawing().text(72, 100, "Voci", size=9, bold=True).text(200, 100, "  ".join(names), size=9, bold=True)
    ends = [200 + stringWidth("  ".join(names[: i + 1]), "Helvetica-Bold", 9) for i in range(len(names))]
    columns = [(72.0, "l"), *((end, "r") for end in ends)]
    rows = [[label, "413,66", "438,49", "7.317,48", "-1,94"] for label in ("Interessi", "Imposte", "Rimborsi", "Totale")]
    (table,) = report_on(drawing.aligned(114, columns, rows, size=9)).tables  # type: ignore[arg-type]
    assert table.texts()[0] == ["Voci", *names]


def test_a_per_cent_sign_that_begins_a_name_is_none_of_the_name_before_it(read_pages: ReadPages) -> None:
    drawing = Drawing().text(72, 100, "Valore raggiunto", size=9).text(250, 100, "% realizzazione", size=9)
    (line,) = read_pages(drawing)[0].lines
    assert [segment.text for segment in segments_of(line)] == ["Valore raggiunto", "% realizzazione"]


def test_a_framed_head_of_several_rows_belongs_to_the_rows_under_it_that_have_no_rules(report_on: ReportOn) -> None:
    head = [["Voce", "Previsioni", "", "Differenza"], ["", "Iniziali", "Definitive", ""]]
    spans = {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1)}
    drawing = Drawing().grid(72, 100, [140, 90, 100, 108], head, spans=spans)
    (table,) = report_on(drawing.aligned(drawing.bottom + 12, COLUMNS, AMOUNTS)).tables
    assert (table.texts(), table.header_rows) == ([*head, *AMOUNTS], 2)


@pytest.mark.parametrize("x", [74, 124])
def test_a_section_right_under_a_framed_head_is_its_first_row(report_on: ReportOn, x: float) -> None:
    head = ["Codice", "Voce", "Preventivo", "Consuntivo", "Differenza"]
    columns: list[tuple[float, Align]] = [(74, "l"), (124, "l"), *COLUMNS[1:]]
    wrapped = ["Altri contributi\ne trasferimenti", *AMOUNTS[-1][1:]]
    rows = [[f"{code}.1.00{code}", *row] for code, row in enumerate([*AMOUNTS, wrapped], 1)]
    sections = ["TITOLO I - ENTRATE CORRENTI", "TITOLO III - PARTITE DI GIRO"]
    drawing = Drawing().grid(72, 100, [50, 110, 80, 100, 100], [head])
    y = drawing.bottom + 12
    for section in sections:
        drawing.text(x, y, section, bold=True, size=9)
        y = drawing.aligned(y + 15, columns, rows).bottom
    (table,) = report_on(drawing).tables
    assert table.header_rows == 1
    assert [row for row in table.texts() if not any(row[2:])] == [
        [section, "", "", "", ""] if x == 74 else ["", section, "", "", ""] for section in sections
    ]


def test_a_section_in_the_column_of_labels_behind_codes_is_no_name_of_a_column(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(74, "l"), (124, "l"), *COLUMNS[1:]]
    head = ["Codice", "Descrizione", "Preventivo", "Consuntivo", "Differenza"]
    rows = [[f"{code}015", *row] for code, row in enumerate(AMOUNTS, 1)]
    drawing = Drawing().aligned(120, columns, [head], bold_rows=1).text(124, 134, "DIRITTI", bold=True, size=9)
    (table,) = report_on(drawing.aligned(148, columns, rows)).tables
    assert (table.texts(), table.header_rows) == ([head, ["", "DIRITTI", "", "", ""], *rows], 1)


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("mark", ["A)", "IV.", "1)"])
def test_a_section_with_its_mark_in_a_column_of_its_own_is_the_first_row(report_on: ReportOn, mark: str, *, ruled: bool) -> None:
    rows = [
        ["", "", "Parziali", "Totali"],
        [mark, "PROVENTI CORRENTI", "", ""],
        ["1)", "Diritto annuale", "1.250.000,00", ""],
        ["2)", "Diritti di segreteria", "420.300,00", ""],
        ["", "Totale", "", "1.670.300,00"],
    ]
    columns: list[tuple[float, Align]] = [(72.0, "l"), (100.0, "l"), (400.0, "r"), (500.0, "r")]
    drawing = Drawing()
    if ruled:
        drawing.grid(72, 100, [30, 220, 90, 90], rows, bold_rows=2)
    else:
        drawing.aligned(120, columns, rows, bold_rows=2)
    (table,) = report_on(drawing).tables
    assert (table.texts(), table.header_rows) == (rows, 1)


def test_a_level_over_two_columns_drawn_word_by_word_is_no_name_of_each(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (260, "c"), (318, "c"), (375, "c"), (432, "c")]
    names = ["Voci", "Parziali", "Totali", "Parziali", "Totali"]
    rows = [[label, *amounts, amounts[0]] for label, *amounts in AMOUNTS]
    drawing = Drawing()
    for middle in (289, 404):
        width = stringWidth("Esercizio 2022", "Helvetica-Bold", 9)
        drawing.text(middle - width / 2, 100, "Esercizio", size=9, bold=True)
        drawing.text(middle + width / 2, 100, "2022", size=9, bold=True, align="r")
    drawing.aligned(112, columns, [names], bold_rows=1).aligned(126, columns, rows)
    (table,) = find_tables(drawing)
    assert table == [["Voci", "Esercizio 2022", "", "Esercizio 2022", ""], ["", *names[1:]], *rows]


def test_lowest_names_that_nearly_touch_beside_names_at_another_height_are_of_their_columns(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (260, "r"), (310, "r"), (362, "r"), (470, "r")]
    rows = [["Software", "353,68", "419,61", "483,57", "9.858,79"], ["Licenze d'uso", "710,62", "997,01", "856,65", "591,52"]]
    drawing = Drawing().text(282, 100, "Costo storico", size=9, bold=True, align="c")
    drawing.text(72, 106, "Descrizione", size=9, bold=True).text(470, 106, "Valore netto", size=9, bold=True, align="r")
    drawing.aligned(112, columns, [["", "al 31.12.2022", "Incrementi", "Decrementi", ""]], bold_rows=1)
    (table,) = find_tables(drawing.aligned(128, columns, rows))
    assert [row[1:4] for row in table[-3:]] == [["al 31.12.2022", "Incrementi", "Decrementi"], *(row[1:4] for row in rows)]


def test_a_row_with_its_sign_and_no_amount_is_no_header(report_on: ReportOn) -> None:
    rows = [
        ["", "", "Importo"],
        ["A) Fondo pluriennale vincolato iscritto in entrata", "(+)", ""],
        ["AA) Recupero disavanzo di amministrazione", "(-)", "7.276"],
        ["B) Entrate Titoli 1.00 - 2.00 - 3.00", "(+)", "1.507.113"],
        ["D) Spese Titolo 1.00 - Spese correnti", "(-)", "7.608"],
        ["G) Somma finale", "(=)", "1.492.229"],
    ]
    (table,) = report_on(Drawing().aligned(120, [(72, "l"), (330, "l"), (430, "r")], rows, bold_rows=1)).tables
    assert (table.texts(), table.header_rows) == (rows, 1)


def test_the_last_line_of_a_name_in_the_middle_of_the_table_heads_its_column(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (250, "r"), (316, "r"), (420, "r"), (520, "r")]
    rows = [["Diritti", "1.250,00", "310,50", "60,50", "2,00"], ["Sanzioni", "420,00", "398,10", "22,10", "3,10"]]
    drawing = Drawing().aligned(120, columns, [["Voce", "Iniziali", "Da", "Totale", "Altre"]], bold_rows=1)
    drawing.text(316, 130, "riscuotere", bold=True, size=9, align="r")
    (table,) = report_on(drawing.aligned(146, columns, rows)).tables
    assert (table.texts(), table.header_rows) == ([["Voce", "Iniziali", "Da riscuotere", "Totale", "Altre"], *rows], 1)


@pytest.mark.parametrize("leading", [14, 28])
def test_a_lone_text_between_the_columns_of_figures_names_some_of_them(report_on: ReportOn, leading: float) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (260, "r"), (330, "r"), (410, "r"), (480, "r")]
    drawing = Drawing().text(412, 104, "di cui esigibili", bold=True, size=9, align="c")
    drawing.text(140, 118, "Debiti", bold=True, size=9)
    drawing.text(262, 118, "Saldo iniziale", bold=True, size=9, align="r").text(266, 118, "Saldo finale", bold=True, size=9)
    drawing.text(410, 132, "entro 12 mesi", bold=True, size=9, align="r").text(415, 132, "oltre 12 mesi", bold=True, size=9)
    rows = [[*row[:3], row[1], row[2]] for row in AMOUNTS]
    (table,) = report_on(drawing.aligned(132 + leading, columns, rows, leading=leading)).tables
    assert "di cui esigibili" in table.texts()[0]


def test_a_name_at_the_left_of_its_group_is_over_all_of_it_if_no_other_name_is_as_low(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (230, "l"), (300, "l"), (370, "l"), (450, "l")]
    drawing = Drawing()
    for box in (
        (70, 104, 228, 130),
        (228, 104, 438, 117),
        (438, 104, 520, 130),
        *((228 + 70 * k, 117, 298 + 70 * k, 130) for k in range(3)),
    ):
        drawing.box(*box, fill=GREY)
    drawing.text(72, 119, "Spesa", size=9).text(450, 119, "Limite", size=9).text(230, 113, "Consuntivo", size=9)
    for x, year in ((230, "2021"), (300, "2022"), (370, "2023")):
        drawing.text(x, 126, year, size=9)
    rows = [[*row, "1.000,00"] for row in AMOUNTS]
    (table,) = report_on(drawing.aligned(142, columns, rows)).tables
    (over,) = (cell for cell in table.cells if cell.text.startswith("Consuntivo"))
    assert over.column_span == 3


def test_a_section_of_two_lines_with_its_code_between_them_is_one_row(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(74, "l"), (124, "l"), *COLUMNS[1:]]
    head = ["Codice", "Descrizione", "Preventivo", "Consuntivo", "Differenza"]
    rows = [[f"01.0{code}", *row] for code, row in enumerate(AMOUNTS, 1)]
    drawing = Drawing().aligned(120, columns, [head], bold_rows=1)
    drawing.text(124, 136, "Servizi istituzionali, generali", bold=True, size=9).text(
        124, 146, "e di gestione", bold=True, size=9
    )
    drawing.text(74, 141, "Missione 01", bold=True, size=8)
    (table,) = report_on(drawing.aligned(162, columns, rows)).tables
    section = ["Missione 01", "Servizi istituzionali, generali e di gestione", "", "", ""]
    assert (table.texts(), table.header_rows) == ([head, section, *rows], 1)


def test_names_centred_over_cells_of_narrow_figures_set_right_are_of_their_columns(report_on: ReportOn) -> None:
    drawing = Drawing().text(300, 100, "Classi di età", align="c")
    for x, group in ((240, "fino a 39"), (360, "40 - 49")):
        drawing.text(x, 112, group, align="c")
    for x, name in ((120, "Categoria"), (210, "U"), (270, "D"), (330, "U"), (390, "D"), (450, "Totale")):
        drawing.text(x, 124, name, align="c")
    columns: list[tuple[float, Align]] = [(72, "l"), *((float(x), "r") for x in (237, 297, 357, 417, 477))]
    rows = [
        ["Dirigenti", "3", "12", "10", "5", "30"],
        ["Funzionari", "14", "2", "1", "3", "20"],
        ["Totale", "17", "14", "11", "8", "50"],
    ]
    (table,) = report_on(drawing.aligned(142, columns, rows)).tables
    groups = ["Classi di età fino a 39", "Classi di età 40 - 49"]
    names = [f"{group} {name}" for group in groups for name in "UD"]
    assert table.headings() == ["Categoria", *names, "Totale"]


def test_the_first_line_of_a_name_of_two_lines_is_over_no_other_columns(report_on: ReportOn) -> None:
    drawing = Drawing()
    for x, y, name in ((300, 100, "Quota"), (225, 112, "Decrementi"), (300, 112, "ammortamento"), (375, 112, "Variazioni")):
        drawing.text(x, y, name, align="c")
    columns: list[tuple[float, Align]] = [(72, "l"), *((float(x), "r") for x in (258, 333, 408))]
    rows = [
        ["Immobili", "410,00", "1.229,50", "0,00"],
        ["Impianti", "0,00", "330,10", "12,00"],
        ["Arredi", "7,00", "98,00", "0,00"],
    ]
    (table,) = report_on(drawing.aligned(130, columns, rows)).tables
    assert table.headings() == ["", "Decrementi", "Quota ammortamento", "Variazioni"]


def test_a_day_on_the_last_line_of_a_name_is_no_figure(report_on: ReportOn) -> None:
    drawing = Drawing().text(500, 100, "Residui al", align="r").text(500, 112, "31.12", align="r")
    for x, name in ((300, "Accertate"), (400, "Riscosse")):
        drawing.text(x, 124, name, align="r")
    (table,) = report_on(drawing.text(72, 124, "Entrate").aligned(142, COLUMNS, AMOUNTS)).tables
    assert table.headings() == ["Entrate", "Accertate", "Riscosse", "Residui al 31.12"]


def test_a_year_on_the_last_line_of_a_name_beside_names_that_end_with_it_is_no_figure(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "Budget aggiornato\n2020", "Consuntivo 2020", "Differenza"],
        ["Doposcuola", "1.116,58", "1.337,22", "220,64"],
        ["Mensa solidale", "5.020,10", "4.980,00", "-40,10"],
    ]
    (table,) = report_on(Drawing().grid(40, 75, [160, 90, 90, 90], rows, rules=(), bold_rows=1, align="lrrr")).tables
    assert table.headings() == ["Voce", "Budget aggiornato 2020", "Consuntivo 2020", "Differenza"]


def test_a_section_of_two_lines_in_both_halves_of_a_table_is_no_part_of_its_header(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(40, "l"), (230, "r"), (300, "l"), (500, "r")]
    rows = [["COSTI", "2024", "RICAVI", "2024"], ["A) Costi delle attività", "", "A) Ricavi delle attività di", ""]]
    rows += [["di interesse generale", "", "interesse generale", ""], ["1) Servizi", "410,00", "1) Quote", "1.229,50"]]
    rows += [["2) Personale", "32,00", "2) Erogazioni", "98,00"], ["3) Altri costi", "41,00", "3) Altri ricavi", "9,10"]]
    (table,) = report_on(Drawing().aligned(120, columns, rows)).tables
    assert (table.header_rows, table.headings()) == (1, rows[0])


def test_a_column_without_figures_beside_texts_keeps_its_heading_of_more_lines(find_tables: FindTables) -> None:
    heads = [
        ["obiettivo o", "indicatore"], ["descrizione del risultato atteso"], ["risultato a", "giugno: numero", "e/o %"],
        ["risultato a", "settembre:", "numero e/o %"], ["risultato a", "dicembre:", "numero e/o %"], ["commento"],
    ]  # fmt: skip
    texts = ["indicatore 1)", "Approvazione in Giunta del Progetto definitivo", "", "100", "100", "aggiornato in luglio"]
    others = ["indicatore 2)", "Approvazione della convenzione entro luglio", "", "90", "100", "sottoscritta nel 2017"]
    drawing = Drawing()
    places = [40, 110, 290, 360, 430, 500]
    for x, lines in zip(places, heads, strict=True):
        drawing.lines(x, 80, lines, leading=10.5, size=7.5)
    for i, row in enumerate((texts, others)):
        for x, text in zip(places, row, strict=True):
            drawing.text(x + 24 * text.isdigit(), 117 + 16 * i, text, size=7.5)
    (table,) = find_tables(drawing)
    assert table[-2:] == [texts, others]


STAFF = [
    ["Dirigenti", "14", "2", "3", "5", "9"],
    ["Funzionari", "29", "10", "13", "23", "6"],
    ["Operatori", "3", "0", "0", "0", "3"],
]
STAFF_COLUMNS: list[tuple[float, Align]] = [(72, "l"), (230, "r"), (300, "r"), (370, "r"), (440, "r"), (510, "r")]
IN_SERVICE = [
    "Area",
    "Dotazione organica",
    "In servizio Tempo pieno",
    "In servizio Part-time",
    "In servizio Totale",
    "Posti vacanti",
]


@pytest.mark.parametrize("ruled", [False, True])
def test_names_that_run_upwards_beside_a_name_over_several_of_them(report_on: ReportOn, *, ruled: bool) -> None:
    drawing = Drawing().aligned(240, STAFF_COLUMNS, STAFF, size=9).text(72, 173 if ruled else 226, "Area", size=9)
    drawing.text(368, 122 if ruled else 158, "In servizio", size=9, align="c")
    for i, name in enumerate(IN_SERVICE[1:]):
        text = name.removeprefix("In servizio ")
        middle, half = 170 if text == name else 200, stringWidth(text, "Helvetica", 9) / 2
        drawing.text(230 + 70 * i, middle + half if ruled else 226, text, size=9, angle=270)
    for x0, x1, y in ((72, 510, 110), (240, 446, 160), (72, 510, 228), (72, 510, 280)) if ruled else ():
        drawing.rule(x0, y, x1, y)
    (table,) = report_on(drawing).tables
    assert (table.header_rows, table.headings()) == (2, IN_SERVICE)


def test_upright_rules_beside_a_name_bound_the_columns_that_it_is_over(report_on: ReportOn) -> None:
    drawing = Drawing().aligned(150, STAFF_COLUMNS, STAFF, size=9).text(100, 123, "Area", size=9)
    drawing.text(352, 112, "In servizio", size=8, align="c")
    names = [name.removeprefix("In servizio ") for name in IN_SERVICE[1:]]
    for x, y, name in zip((205, 278, 352, 426, 508), (123, 132, 132, 132, 123), names, strict=True):
        drawing.text(x, y, name, size=8, align="c")
    for x in (242, 462):
        drawing.rule(x, 100, x, 185)
    for y in (100, 138, 185):
        drawing.rule(70, y, 540, y)
    (table,) = report_on(drawing).tables
    assert (table.header_rows, table.headings()) == (2, IN_SERVICE)


def test_the_last_line_of_names_shows_that_they_are_of_one_level(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(40, "l"), (190, "r"), (270, "r"), (340, "r"), (410, "r"), (490, "r"), (560, "r")]
    rows = [["Missione 1", *["1.267,10"] * 6], ["Missione 2", *["850.094,36"] * 6], ["Missione 3", *["55,00"] * 6]]
    drawing = Drawing().aligned(136, columns, rows, size=8).text(40, 121, "Missioni", size=8)
    for x, over in ((128, "IMPEGNI"), (348, "PAGAMENTI")):
        drawing.text(x, 99, over, size=8).text(x, 121, "Correnti", size=8)
        drawing.lines(x + 70, 110, ["Titolo 2 Spese in", "conto capitale"], leading=11, size=8).text(
            x + 150, 121, "Totale", size=8
        )
    (table,) = report_on(drawing).tables
    names = ("Correnti", "Titolo 2 Spese in conto capitale", "Totale")
    levels = [f"{over} {name}" for over in ("IMPEGNI", "PAGAMENTI") for name in names]
    assert table.headings() == ["Missioni", *levels]


def test_a_name_that_goes_on_in_its_middle_in_small_letters_is_over_no_names_in_capitals(report_on: ReportOn) -> None:
    middles = (220, 285, 350, 415, 480)
    names = ["Acquisizioni", "Dismissioni", "Quota\nannuale", "Altre", "Saldo"]
    rows = [[label, *["1.254,00", "42,50", "8.904,20", "12,00", "7,10"]] for label in ("Software", "Immobili", "Arredi", "Auto")]
    columns: list[tuple[float, Align]] = [(72, "l"), *((x + 28, "r") for x in middles)]
    drawing = Drawing().text(72, 120, "Descrizione", size=9).text(350, 109, "Quota", size=9, align="c")
    for x, name in zip(middles, names, strict=True):
        drawing.text(x, 120, name.split("\n")[-1], size=9, align="c")
    (table,) = report_on(drawing.aligned(136, columns, rows, size=9)).tables
    assert table.headings() == ["Descrizione", *(name.replace("\n", " ") for name in names)]


def test_a_name_set_right_that_goes_on_in_small_letters_is_over_no_names_in_capitals(report_on: ReportOn) -> None:
    ends = (255, 325, 420, 490, 575)
    names = ["Anno 2019", "totale", "Anno 2020", "totale", "assoluta"]
    rows = [[label, "28.769,00", "58,22%", "33.611,00", "58,38%", "4.842,00"] for label in ("Quote", "Donazioni", "Lasciti")]
    columns: list[tuple[float, Align]] = [(40, "l"), *((x, "r") for x in ends)]
    drawing = Drawing((842, 595)).text(40, 120, "Voce", size=9)
    for x, name in zip(ends, names, strict=True):
        drawing.text(x, 120, name, size=9, align="r")
    for x, name in ((325, "% sul"), (490, "% sul"), (575, "Variazione")):
        drawing.text(x, 109, name, size=9, align="r")
    (table,) = report_on(drawing.aligned(136, columns, rows, size=9)).tables
    assert table.headings() == ["Voce", "Anno 2019", "% sul totale", "Anno 2020", "% sul totale", "Variazione assoluta"]


def test_the_sign_of_a_share_goes_on_with_its_name(report_on: ReportOn) -> None:
    middles, ends = (219.5, 275.4, 331.3, 387.3, 438.9), (246.9, 292, 358.7, 404, 466)
    names = ["Anno 2020", "%", "Anno 2019", "%", "assoluta"]
    rows = [[label, "115.506,76", "24,07 %", "106.762,88", "21,21 %", "8.743,88"] for label in ("Quote", "Donazioni", "Lasciti")]
    columns: list[tuple[float, Align]] = [(69, "l"), *((x, "r") for x in ends)]
    drawing = Drawing((842, 595)).text(69, 118, "Voce", size=7.5)
    for x, name in zip(middles, names, strict=True):
        drawing.text(x, 118, name, size=7.5, align="c")
    for x, name in ((275.4, "Incidenza"), (387.3, "Incidenza"), (438.9, "Variazione")):
        drawing.text(x, 108, name, size=7.5, align="c")
    (table,) = report_on(drawing.aligned(132, columns, rows, size=7.5)).tables
    assert table.headings() == ["Voce", "Anno 2020", "Incidenza %", "Anno 2019", "Incidenza %", "Variazione assoluta"]


def test_a_rule_under_a_name_holds_it_to_the_names_below_whatever_the_white(report_on: ReportOn) -> None:
    head = ["Voce", "Anno 2023", "Anno 2024", "Importo", "%"]
    columns: list[tuple[float, Align]] = [(72, "l"), (300, "r"), (370, "r"), (440, "r"), (510, "r")]
    rows = [["Proventi", "1.254,00", "1.300,00", "46,00", "3,6"], ["Oneri", "42,50", "50,00", "7,50", "1,7"]]
    rows += [["Risultato", "1.211,50", "1.250,00", "38,50", "3,2"], ["Imposte", "12,00", "10,00", "-2,00", "-1,6"]]
    drawing = Drawing().text(385, 114, "Variazione", size=8).rule(380, 121, 512, 121)
    drawing.aligned(136, columns, [head, *rows], leading=15, size=8)
    for y in (100, 141, *range(156, 217, 15)):
        drawing.rule(70, y, 512, y)
    (table,) = report_on(drawing).tables
    assert table.headings() == [*head[:3], "Variazione Importo", "Variazione %"]


def test_names_on_three_levels_that_begin_over_the_signs_of_figures_are_all_of_the_header(report_on: ReportOn) -> None:
    names = [["Codice", "Iniziali (RS)", "", "Riscossi (RR)", ""], ["", "Previsti (CP)", "", "Accertati (RC)", ""]]
    names += [["", "Cassa (CS)", "", "Totale (TR)", ""]]
    spans = {(0, 0): (3, 1), **{(r, c): (1, 2) for r in range(3) for c in (1, 3)}}
    rows = [
        [code, a, "1.250,00", b, "40,00"] for code in ("10101", "10301") for a, b in (("RS", "RR"), ("CP", "RC"), ("CS", "TR"))
    ]
    (table,) = report_on(Drawing().grid(72, 100, [80, 30, 110, 30, 110], [*names, *rows], spans=spans)).tables
    assert table.header_rows == 3


def test_a_name_that_begins_with_a_sign_per_cent_is_not_of_the_dash_that_ends_the_one_before(report_on: ReportOn) -> None:
    names = ["Voce", "Budget (a)", "Saldo (b)", "Scarto (c = b -\na)", "% (c / a)"]
    columns: list[tuple[float, Align]] = [(72, "l"), (240, "r"), (320, "r"), (420, "r"), (500, "r")]
    rows = [["Proventi", "1.254,00", "1.300,00", "46,00", "3,6"], ["Oneri", "42,50", "50,00", "7,50", "1,7"]]
    rows += [["Risultato", "1.211,50", "1.250,00", "38,50", "3,2"], ["Imposte", "12,00", "-", "-12,00", "-1,6"]]
    drawing = Drawing().aligned(110, columns, [[name.split("\n")[0] for name in names]])
    drawing.text(420, 121, "a)", align="r").rule(70, 126, 502, 126)
    (table,) = report_on(drawing.aligned(140, columns, rows, leading=15)).tables
    assert table.headings() == [name.replace("\n", " ") for name in names]


def test_one_row_under_years_is_a_table(report_on: ReportOn) -> None:
    rows = [["Risultato dell'esercizio", "2025", "31/12/2024"], ["Avanzo di gestione", "870,52", "1.612.791,21"]]
    (table,) = report_on(Drawing().aligned(120, COLUMNS[:3], rows)).tables
    assert (table.texts(), table.header_rows) == (rows, 1)


def test_names_a_blank_line_above_the_rows_of_their_columns_are_its_header(report_on: ReportOn) -> None:
    head = ["Voce di bilancio", "Consuntivo\n2023", "Consuntivo\n2024", "Variazione"]
    drawing = Drawing(font="Courier").aligned(100, COLUMNS, [head], line_leading=10)
    (table,) = report_on(drawing.aligned(130, COLUMNS, [*AMOUNTS, *AMOUNTS], leading=10)).tables
    assert table.headings() == [name.replace("\n", " ") for name in head]


GRID = [(190.0 + 60 * i, 250.0 + 60 * i) for i in range(5)]
"""The cells of five columns of figures, with no padding to speak of."""


def _in_cells(drawing: Drawing, y: float, names: dict[tuple[int, int], str]) -> Drawing:
    """Names in the middle of the cells of these columns, the first to the last."""
    for (first, last), name in names.items():
        drawing.text((GRID[first][0] + GRID[last][1]) / 2, y, name, size=8, align="c")
    return drawing


def _figures_in_cells(drawing: Drawing, y: float) -> Drawing:
    columns: list[tuple[float, Align]] = [(72, "l"), *((right - 1.5, "r") for _, right in GRID)]
    rows = [[label, *["1.254,00", "42,50", "8.904,20", "12,00", "7,10"]] for label in ("Software", "Immobili", "Arredi", "Auto")]
    return drawing.aligned(y, columns, rows, size=8)


def test_names_but_a_word_space_apart_are_of_the_columns_at_whose_middles_they_stand(report_on: ReportOn) -> None:
    names = ["Ferie e festività", "Permessi brevi", "Sciopero locale", "Totale assenze"]
    drawing = Drawing().text(72, 100, "Qualifica", size=8).text(200, 100, " ".join(names), size=8)
    columns: list[tuple[float, Align]] = [(72, "l"), *((255 + 56.2 * i, "r") for i in range(4))]
    rows = [[label, *["1.254,00", "42,50", "8.904,20", "7,10"]] for label in ("Dirigenti", "Categoria D", "Categoria C")]
    (table,) = report_on(drawing.aligned(116, columns, rows, size=8)).tables
    assert table.headings() == ["Qualifica", *names]


def test_a_name_alone_on_its_line_is_over_the_names_in_whose_middle_it_stands(report_on: ReportOn) -> None:
    drawing = _in_cells(Drawing(), 88, {(1, 3): "Variazioni dell'esercizio"})
    drawing = _in_cells(drawing, 94.5, {(0, 0): "Valore netto", (4, 4): "Valore netto"})
    drawing = _in_cells(drawing, 103.5, {(0, 0): "al 1.1.2023", (4, 4): "al 31.12.2023", (1, 1): "Aumenti", (2, 2): "Quote"})
    drawing = _in_cells(drawing, 103.5, {(3, 3): "Altre"}).text(72, 103.5, "Categoria", size=8)
    (table,) = report_on(_figures_in_cells(drawing, 118)).tables
    over = [f"Variazioni dell'esercizio {name}" for name in ("Aumenti", "Quote", "Altre")]
    assert table.headings() == ["Categoria", "Valore netto al 1.1.2023", *over, "Valore netto al 31.12.2023"]


def test_a_name_over_columns_beside_labels_without_a_name_is_over_no_labels(report_on: ReportOn) -> None:
    drawing = _in_cells(Drawing(), 88, {(0, 4): "GESTIONE"})
    names = ["RESIDUI", "COMPETENZA", "CASSA", "ALTRO", "TOTALE"]
    drawing = _in_cells(drawing, 102, {(i, i): name for i, name in enumerate(names)})
    (table,) = report_on(_figures_in_cells(drawing, 118)).tables
    assert table.headings() == ["", *(f"GESTIONE {name}" for name in names)]


ENDS = (300, 370, 440, 510)
FIGURES = ["254.310,00", "42.108,50", "-8.904,20", "971.400,00", "61.230,00"]


def set_names(
    drawing: Drawing, y: float, names: Mapping[float, str] | Mapping[int, str], align: Align = "r", *, bold: bool = False
) -> Drawing:
    for x, name in names.items():
        drawing.text(x, y, name, size=8, align=align, bold=bold)
    return drawing


def with_rows(drawing: Drawing, y: float = 150, ends: Sequence[float] = ENDS) -> Drawing:
    columns: list[tuple[float, Align]] = [(60, "l"), *((x, "r") for x in ends)]
    return drawing.aligned(y, columns, [[label, *FIGURES[: len(ends)]] for label in ("Entrate", "Uscite", "Saldo")], size=8)


@pytest.mark.parametrize("align", ["l", "r"])
def test_a_lone_name_two_rows_above_the_names_of_its_columns_is_part_of_the_header(report_on: ReportOn, align: Align) -> None:
    ends = ENDS[:3]
    drawing = set_names(Drawing(), 112, {260 if align == "l" else ends[-1]: "Gestione"}, align, bold=True)
    names = dict(zip((260, 325, 395) if align == "l" else ends, ("Residui", "Cassa", "Totale"), strict=True))
    set_names(set_names(drawing, 134, names, align, bold=True), 134, {60: "Voce"}, "l", bold=True)
    (table,) = report_on(with_rows(drawing, ends=ends)).tables
    assert table.headings() == ["Voce", "Gestione Residui", "Gestione Cassa", "Gestione Totale"]


def test_names_of_groups_two_rows_above_the_names_of_their_columns_are_part_of_the_header(report_on: ReportOn) -> None:
    drawing = set_names(Drawing(), 104, {370: "Bilancio", 510: "Variazione"}, bold=True)
    set_names(drawing, 125, {370: "Esercizio"}, bold=True)
    set_names(drawing, 134, dict(zip(ENDS, ("Corrente", "precedente", "Importo", "Quota"), strict=True)), bold=True)
    (table,) = report_on(with_rows(set_names(drawing, 134, {60: "Voce"}, "l", bold=True))).tables
    names = ["Bilancio Corrente", "Bilancio Esercizio precedente", "Variazione Importo", "Variazione Quota"]
    assert table.headings() == ["Voce", *names]


def test_boxes_of_names_over_small_figures_set_right_are_no_scale(report_on: ReportOn) -> None:
    names = [["Conto", "Bilancio", "", "Assestato", "", "Variazione", ""], ["", "2024", "2023", "2024", "2023", "Importo", "%"]]
    spans = {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (1, 2), (0, 5): (1, 2)}
    drawing = Drawing().grid(60, 100, [140, *[40] * 6], names, spans=spans, size=5, height=10)
    columns: list[tuple[float, Align]] = [(62, "l"), *((239.2 + 40 * i, "r") for i in range(6))]
    rows = [[label, *["225.317", "98.850"] * 2, "-3.418", "94,18"] for label in ("Entrate", "Uscite", "Saldo", "Totale")]
    (table,) = report_on(drawing.aligned(127, columns, rows, size=5, leading=8)).tables
    heads = [f"{over} {year}" for over in ("Bilancio", "Assestato") for year in (2024, 2023)]
    assert table.headings() == ["Conto", *heads, "Variazione Importo", "Variazione %"]


def test_a_note_above_names_of_two_lines_is_none_of_the_header(report_on: ReportOn) -> None:
    drawing = Drawing().text(60, 98, "Dati al 31 dicembre", size=8)
    for y in (88, 128, *range(142, 203, 15)):
        drawing.rule(58, y, 512, y)
    names = {300: "Residui", 370: "riscossioni", 440: "minimo", 510: "netta"}
    set_names(set_names(drawing, 110, {370: "Media delle", 440: "Fondo", 510: "Quota"}), 120, names)
    set_names(drawing, 120, {60: "Tipo", 100: "Denominazione"}, "l")
    columns: list[tuple[float, Align]] = [(60, "l"), (100, "l"), *((x, "r") for x in ENDS)]
    rows = [[f"{i}", label, *FIGURES[:4]] for i, label in enumerate(("Entrate", "Uscite", "Saldo", "Totale"), 1)]
    (table,) = report_on(drawing.aligned(138, columns, rows, size=8, leading=15)).tables
    assert table.headings() == ["Tipo", "Denominazione", "Residui", "Media delle riscossioni", "Fondo minimo", "Quota netta"]


def test_levels_nearer_than_the_lines_of_a_name_can_be_are_no_lines_of_one(report_on: ReportOn) -> None:
    starts = (270, 330, 400, 460)
    drawing = set_names(set_names(Drawing(), 100, {60: "Voce"}, "l"), 100, {270: "Budget", 400: "Consuntivo"}, "l")
    set_names(drawing, 108.7, {x: "economico" if x in (270, 400) else "degli" for x in starts}, "l")
    set_names(
        set_names(drawing, 119.4, {330: "investimenti", 460: "investimenti"}, "l"), 128.1, dict.fromkeys(starts, "euro"), "l"
    )
    (table,) = report_on(with_rows(drawing, 142, ends=(318, 388, 448, 518))).tables
    names = [f"{over} {name} euro" for over in ("Budget", "Consuntivo") for name in ("economico", "degli investimenti")]
    assert table.headings() == ["Voce", *names]


def test_a_year_under_all_names_names_no_columns(report_on: ReportOn) -> None:
    ends = [417.7 + 63.4 * i for i in range(7)]
    levels = [{ends[1]: "Dotazione organica", ends[5]: "In servizio", ends[6]: "Totale"}]
    levels += [{ends[0]: "prevista", ends[1]: "coperta", ends[3]: "Tempo indeterminato", ends[5]: "Tempo determinato"}]
    levels += [dict(zip(ends[2:6], ["uomini", "donne"] * 2, strict=True)), dict.fromkeys(ends, "2022")]
    drawing = set_names(Drawing((842, 595)), 100, {354.2: "Profilo professionale", 78.8: "Area"})
    for y, names in zip((100, 110.7, 121.4, 132.1), levels, strict=True):
        set_names(drawing, y, names)
    columns: list[tuple[float, Align]] = [(40, "l"), (81.7, "l"), *((x, "r") for x in ends)]
    figures = ["571", "996", "391", "362", "637", "920", "474"]
    rows = [[f"{i}", area, *figures] for i, area in enumerate(("Servizi", "Cultura", "Turismo"), 1)]
    (table,) = report_on(drawing.aligned(142.8, columns, rows, size=8, leading=10.7)).tables
    said = ["Dotazione organica prevista", "Dotazione organica coperta"]
    said += [f"In servizio Tempo {kind} {who}" for kind in ("indeterminato", "determinato") for who in ("uomini", "donne")]
    assert table.headings() == ["Area", "Profilo professionale", *(f"{name} 2022" for name in [*said, "Totale"])]


def test_lines_as_near_as_those_of_one_name_are_of_one_name(report_on: ReportOn) -> None:
    drawing = set_names(set_names(Drawing(), 107, {510: "IMPORTO EROGATO"}, bold=True), 117, {370: "IMPORTO"}, bold=True)
    drawing.rule(376, 110, 512, 110)
    names = ["RICHIESTO", "CONCESSO", "ACCONTO", "SALDO"]
    set_names(set_names(drawing, 126.2, {60: "BENEFICIARIO"}, "l"), 126.2, dict(zip(ENDS, names, strict=True)), bold=True)
    (table,) = report_on(with_rows(drawing, 142)).tables
    names = ["RICHIESTO", "IMPORTO CONCESSO", "IMPORTO EROGATO ACCONTO", "IMPORTO EROGATO SALDO"]
    assert table.headings() == ["BENEFICIARIO", *names]


def test_a_name_is_over_names_that_begin_alike(report_on: ReportOn) -> None:
    middles = (235, 290, 345, 400, 455)
    drawing = set_names(Drawing(), 120, {(middles[2] + middles[3]) / 2: "Importo erogato"}, "c")
    names = ["Richiesto", "Concesso", "in acconto", "a saldo", "Residuo"]
    set_names(set_names(drawing, 134, dict(zip(middles, names, strict=True)), "c"), 134, {60: "Beneficiario"}, "l")
    columns: list[tuple[float, Align]] = [(60, "l"), *((x + 24, "r") for x in middles)]
    rows = [[label, *FIGURES] for label in ("Alfa", "Beta", "Gamma")]
    (table,) = report_on(drawing.aligned(150, columns, rows, size=8)).tables
    names[2:4] = [f"Importo erogato {name}" for name in names[2:4]]
    assert table.headings() == ["Beneficiario", *names]


def test_a_rule_under_a_row_of_names_holds_none_of_them_to_all_names_below(report_on: ReportOn) -> None:
    middles = [x - 26 for x in ENDS]
    drawing = Drawing()
    for y, line in ((100, "Residui|Media delle|Importo|Accantonato"), (109.5, "attivi|riscossioni|minimo del"), (119, "||fondo")):
        set_names(drawing, y, {x: name for x, name in zip(middles, line.split("|"), strict=False) if name}, "c")
    set_names(set_names(drawing, 100, {60: "Tipologia"}, "l"), 136, dict.fromkeys(middles, "2022"), "c")
    drawing.rule(245, 124, 515, 124)
    for y in (90, 141, *range(156, 217, 15)):
        drawing.rule(58, y, 515, y)
    columns: list[tuple[float, Align]] = [(60, "l"), *((x, "r") for x in ENDS)]
    rows = [[label, *FIGURES[:4]] for label in ("Entrate", "Uscite", "Saldo", "Totale")]
    (table,) = report_on(drawing.aligned(152, columns, rows, size=8, leading=15)).tables
    names = ["Residui attivi", "Media delle riscossioni", "Importo minimo del fondo", "Accantonato"]
    assert table.headings() == ["Tipologia", *(f"{name} 2022" for name in names)]


def test_a_name_that_may_be_over_more_or_fewer_columns_is_told(report_on: ReportOn) -> None:
    starts: dict[float, str] = {250: "Acquisti", 322: "Cessioni", 390: "Utilizzi", 458: "Valore netto"}
    drawing = set_names(set_names(Drawing(), 120, {322: "Variazioni"}, "l"), 134, {60: "Categoria", **starts}, "l")
    told = [f for f in report_on(with_rows(drawing)).findings if f.rule == "HEAD-1"]
    assert [(f.column, "under headings of which it is not clear" in f.message) for f in told] == [(4, True)]
    drawing = set_names(set_names(Drawing(), 120, {415: "Variazioni"}, "c"), 134, {60: "Categoria", **starts}, "l")
    drawing.rule(320, 123, 442, 123)
    assert [f for f in report_on(with_rows(drawing)).findings if f.rule == "HEAD-1"] == []


def test_a_year_in_the_middle_over_all_columns_is_not_in_doubt(report_on: ReportOn) -> None:
    middles = [102, 200, 298, 394, 490]
    drawing = set_names(Drawing(), 120, {296: "ANNO 2022"}, "c")
    names = ("Tot Sistema Camerale", "CCIAA Prova dei", "Prova Innovazione srl", "Consorzio Export", "Fondazione Prova")
    set_names(drawing, 130, dict(zip(middles, names, strict=True)), "c")
    set_names(drawing, 140, {200: "Colli", 394: "Prova", 490: "Cultura"}, "c")
    rows = [
        ["8.260.670,78", "2.883.194,99", "2.361.207,40", "1.569.050,90", "1.446.717,49"],
        ["-9,12%", "-10,57%", "-6,65%", "-12,01%", "-6,81%"],
    ]
    columns: list[tuple[float, Align]] = [(x, "c") for x in middles]
    for y in (112, 145, 175):
        drawing.rule(60, y, 535, y)
    report = report_on(drawing.aligned(156, columns, rows, size=8, leading=13))
    assert report.tables[0].headings()[0] == "ANNO 2022 Tot Sistema Camerale"
    assert [f for f in report.findings if f.rule == "HEAD-1"] == []


PAY = [
    "Incarico",
    *(f"{year} {name}" for year in (2024, 2023) for name in ("Retribuzione fissa", "Retribuzione variabile", "Totale")),
]


@pytest.mark.parametrize("align", ["l", "r"])
def test_names_of_groups_may_be_set_otherwise_than_the_names_under_them(report_on: ReportOn, align: Align) -> None:
    ends = (250, 310, 370, 430, 490, 550)
    columns: list[tuple[float, Align]] = [(43, "l"), *((x, "r") for x in ends)]
    rows = [[label, *["45.560,00"] * 6] for label in ("Direttore", "Segretario", "Dirigente")]
    drawing = Drawing().aligned(144, columns, rows, size=8).text(43, 114, "Incarico", size=8)
    for first, year in ((0, "2024"), (3, "2023")):
        left, right, of_two = ends[first] - 53, ends[first + 2], ends[first + 1]
        drawing.text(left if align == "l" else right, 99, year, size=8, align=align)
        drawing.text(left if align == "l" else of_two, 114, "Retribuzione", size=8, align=align)
        drawing.text(right - 26, 121, "Totale", size=8, align="c")
        for x, name in ((ends[first], "fissa"), (of_two, "variabile")):
            drawing.text(x - 26, 129, name, size=8, align="c")
    (table,) = report_on(drawing).tables
    assert (table.header_rows, table.headings()) == (3, PAY)


def test_a_name_over_an_amount_and_its_share_is_no_first_line_of_the_amount(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(42, "l"), (352, "r"), (410, "r"), (467, "r"), (524, "r")]
    rows = [[label, "125.000,00", "131.050,00", "6.050,00", "4,84"] for label in ("Diritto annuale", "Diritti di segreteria")]
    drawing = Drawing().aligned(156, columns, rows, size=8).text(299, 129, "Valori", size=8).text(414, 129, "Variazione", size=8)
    for x, name in zip((42, 299, 356, 414, 471), ("Voce", "2021", "2020", "assoluta", "%"), strict=True):
        drawing.text(x, 142, name, size=8)
    (table,) = report_on(drawing).tables
    assert table.headings() == ["Voce", "Valori 2021", "Valori 2020", "Variazione assoluta", "Variazione %"]


def test_names_that_begin_lower_than_those_of_other_columns_are_under_a_name_over_them(report_on: ReportOn) -> None:
    names = ["Residui presunti", "Accertamenti (A)", "Maggiori entrate"]
    middles = (230, 295, 360, 425, 490, 555)
    columns: list[tuple[float, Align]] = [(40, "l"), *((x + 25, "r") for x in middles)]
    rows = [[label, *["3.329.541"] * 6] for label in ("Tributi", "Trasferimenti", "Proventi")]
    drawing = Drawing().aligned(137, columns, rows, size=8).text(90, 115, "Denominazione", size=7, align="c")
    for x, name in zip((230, 295, 555), names, strict=True):
        drawing.text(x, 110, name, size=7, align="c")
    drawing.text(425, 110, "Riscossioni", size=7, align="c")
    for x, name in ((360, "in c/competenza"), (425, "in c/residui"), (490, "Totale")):
        drawing.text(x, 119, name, size=7, align="c")
    (table,) = report_on(drawing).tables
    over = [f"Riscossioni {name}" for name in ("in c/competenza", "in c/residui", "Totale")]
    assert table.headings() == ["Denominazione", *names[:2], *over, names[2]]


def test_a_name_over_two_columns_may_be_of_two_lines(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(45, "l"), (336, "r"), (420, "r"), (493, "r"), (550, "r")]
    rows = [[label, "7.997.147", "3.753.560", "4.452.108", "30,29"] for label in ("Ricavi", "Costi", "Imposte")]
    drawing = Drawing().aligned(236, columns, rows, size=11).text(45, 201, "Conto", size=11)
    drawing.lines(430, 155, ["Variazione", "2024/2023"], leading=14, size=11).text(263, 169, "Schema di bilancio", size=11)
    for x, year in ((263, "2024"), (346, "2023")):
        drawing.lines(x, 187, ["Consuntivo", year], leading=14, size=11)
    drawing.text(430, 201, "Importo", size=11).text(503, 201, "%", size=11)
    (table,) = report_on(drawing).tables
    scheme = [f"Schema di bilancio Consuntivo {year}" for year in (2024, 2023)]
    assert table.headings() == ["Conto", *scheme, "Variazione 2024/2023 Importo", "Variazione 2024/2023 %"]


def test_names_set_left_under_groups_over_figures_set_right_are_of_the_table(report_on: ReportOn) -> None:
    lefts, ends = (190, 251, 312, 368, 434, 495), (249, 311, 365, 434, 494, 553)
    columns: list[tuple[float, Align]] = [(42, "l"), *((x, "r") for x in ends)]
    first = ["958.240,00", "683.360,00", "89.122,00", "-802.610,00", "107.500,00", "902.070,00"]
    second = ["686,14", "4.031,70", "2.662,50", "1.943,00", "772,39", "40.500,00"]
    rows = [[f"Servizio {i}", *(first if i % 2 else second)] for i in range(1, 9)]
    drawing = Drawing().box(40, 98, 555, 128, fill=GREY, line=0).text(42, 123, "Componente", bold=True)
    for x, name in zip(lefts[::2], ("Parte fissa", "Parte variabile", "Totale"), strict=True):
        drawing.text(x, 108, name, bold=True)
    for x, year in zip(lefts, ("2021", "2020") * 3, strict=True):
        drawing.text(x, 123, year, bold=True)
    (table,) = report_on(drawing.aligned(139, columns, rows, leading=15)).tables
    names = [f"{name} {year}" for name in ("Parte fissa", "Parte variabile", "Totale") for year in (2021, 2020)]
    assert (table.header_rows, table.headings()) == (2, ["Componente", *names])


def test_a_list_right_over_a_table_is_none_of_its_names(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(40, "l"), (90, "l"), (320, "r"), (420, "r"), (520, "r")]
    rows = [[f"1.0{i}", f"Intervento di esempio {i}", "2.811.163", "8.858.629", "5.818.378"] for i in range(1, 6)]
    drawing = Drawing().aligned(160, columns, rows)
    for y, item in ((105, "economie di spesa sui capitoli;"), (117, "adeguamento del fondo rischi;")):
        drawing.text(40, y, "•").text(58, y, item)
    for x, name in zip((62, 170, 295, 395, 495), ("Codice", "Intervento", "Previsto", "Impegnato", "Pagato"), strict=True):
        drawing.text(x, 140, name, bold=True, align="c")
    (table,) = report_on(drawing).tables
    assert table.texts()[0] == ["Codice", "Intervento", "Previsto", "Impegnato", "Pagato"]


def test_white_under_a_group_that_stands_alone_on_its_line_parts_no_header(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(40, "l"), *((x, "r") for x in (250, 325, 400, 475, 550))]
    above = [[f"Servizio {i}", *["871.850,00"] * 5] for i in range(1, 9)]
    rows = [[f"Missione {i}", *["1.588.899"] * 5] for i in range(1, 9)]
    drawing = Drawing().aligned(100, columns, [["Voce", "2019", "2020", "2021", "2022", "2023"], *above], size=7, leading=12)
    drawing.text(40, 212, "L'elenco comprende le spese.", size=7).text(254, 221, "Previsioni", size=7, align="c")
    drawing.text(441, 221, "Impegni", size=7, align="c").text(478, 230, "di cui", size=7, align="c")
    names = ("iniziali", "definitive", "totali", "esigibili", "reimputati")
    for x, name in zip((250, 325, 400, 475, 550), names, strict=True):
        drawing.text(x - 34, 250, name, size=7, align="c")
    drawing.text(40, 250, "Missione", size=7)
    table = report_on(drawing.aligned(262, columns, rows, size=7, leading=12)).tables[-1]
    over = ("Previsioni", "Previsioni", "Impegni", "Impegni di cui", "Impegni di cui")
    assert table.headings() == ["Missione", *(f"{group} {name}" for group, name in zip(over, names, strict=True))]


def test_names_in_another_size_right_under_a_table_are_of_the_next(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(40, "l"), (300, "r"), (380, "r"), (460, "r"), (540, "r")]
    first = [[f"Servizio {i}", *["871.850"] * 4] for i in range(1, 7)]
    second = [[f"Impresa {i}", *["66.483,00"] * 4] for i in range(1, 7)]
    drawing = Drawing().aligned(100, columns, [["Voce", "2020", "2021", "2022", "2023"], *first], size=10, leading=15)
    names = ["Denominazione", "Quota", "Capitale", "Risultato", "Patrimonio"]
    drawing.aligned(203, columns, [names], size=7).aligned(222, columns, [["", *["(a)", "(b)", "(c)", "(d)"]]], size=7)
    tables = report_on(drawing.aligned(234, columns, second, size=7, leading=15)).tables
    assert [len(table.texts()) - table.header_rows for table in tables] == [6, 6]
    assert tables[1].headings()[1:] == ["Quota (a)", "Capitale (b)", "Risultato (c)", "Patrimonio (d)"]


def test_a_bold_name_beside_levels_that_are_not_is_down_to_the_last_of_them(report_on: ReportOn) -> None:
    head = [["Incarico", "2023", "", "2022", ""], ["", "fissa", "variabile", "fissa", "variabile"]]
    rows = [[f"Dirigente {i}", *["45.560,00"] * 4] for i in range(1, 4)]
    spans = {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (1, 2)}
    (table,) = report_on(Drawing().grid(72, 100, [120, 80, 80, 80, 80], [*head, *rows], spans=spans, bold_rows=1)).tables
    assert (table.header_rows, table.headings()[1:3]) == (2, ["2023 fissa", "2023 variabile"])


def test_a_table_of_texts_over_one_of_figures_names_no_groups_of_it(report_on: ReportOn) -> None:
    rules = frozenset({"top", "bottom", "rows"})
    target = [["TARGET STRATEGICO 2", "RISULTATO CONSEGUITO"], ["Riduzione del costo del personale", "-4,1% nel 2015"]]
    drawing = Drawing().grid(45, 100, [330, 190], target, rules=rules).text(50, 151, "ANNO 2014")
    names = ["Totale sistema", "Camera", "Azienda", "Societa"]
    rows = [["3.920.649,00", "3.577.948,92", "187.538,47", "155.161,61"], ["160.238,64", "131.228,05", "24.911,02", "4.099,57"]]
    tables = report_on(drawing.grid(45, drawing.bottom + 16, [130] * 4, [names, *rows], rules=rules)).tables
    assert [table.texts()[-3:] for table in tables[1:]] == [[names, *rows]]


def test_a_lone_name_at_the_left_of_many_columns_may_be_over_some_of_them(report_on: ReportOn) -> None:
    ends = (230, 290, 350, 410, 470, 530)
    names = ["entro 12 mesi", "oltre 12 mesi", "oltre 5 anni", "lordo", "fondo", "netto"]
    drawing = set_names(set_names(Drawing(), 120, {180: "Scadenza"}, "l"), 134, dict(zip(ends, names, strict=True)), "r")
    columns: list[tuple[float, Align]] = [(60, "l"), *((x, "r") for x in ends)]
    rows = [[label, *["84.561,00"] * 6] for label in ("Alfa", "Beta", "Gamma")]
    set_names(drawing, 134, {60: "Natura"}, "l").aligned(150, columns, rows, size=8)
    assert [f.rule for f in report_on(drawing).findings if f.rule == "HEAD-1"]


def test_a_label_of_two_lines_right_under_a_ruled_header_is_whole(report_on: ReportOn) -> None:
    head = [["Denominazione", "Quota", "Risultato", ""], ["", "", "2021", "2022"]]
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2)}
    drawing = Drawing().grid(50, 100, [150, 90, 90, 90], head, spans=spans, size=9)
    columns: list[tuple[float, Align]] = [(54, "l"), (286, "r"), (376, "r"), (466, "r")]
    rows = [[f"Impresa {i}", "38,42", "7.582.267", "9.337.579"] for i in range(1, 6)]
    drawing.text(54, drawing.bottom + 11, "Sviluppo sostenibile e", size=9)
    drawing.aligned(drawing.bottom + 21, columns, [["tutela del territorio", *rows[0][1:]], *rows], leading=16)
    (table,) = report_on(drawing).tables
    assert table.texts() == [*head, ["Sviluppo sostenibile e tutela del territorio", *rows[0][1:]], *rows]


def test_the_first_line_of_the_name_over_labels_is_of_the_header(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(42, "l"), (106, "l"), (300, "r"), (370, "r"), (440, "r"), (530, "r")]
    rows = [["Qualita", f"Indicatore {i}", "196", "203", "211", "98,5"] for i in range(1, 6)]
    drawing = Drawing().text(42, 120, "Obiettivo", size=8).text(370, 116, "Target", size=8, align="c")
    drawing.aligned(131, columns, [["operativo", "Indicatore", "2021", "2022", "2023", "Esito"], *rows], size=8, leading=15)
    (table,) = report_on(drawing).tables
    assert table.headings()[0] == "Obiettivo operativo"


def test_a_bold_name_of_a_group_heads_names_that_are_not_bold(report_on: ReportOn) -> None:
    ends = (262, 313, 374, 433, 488, 549)
    names = ["Precedenti", "2020", "2021", "2022", "2023", "Totale"]
    drawing = Drawing().text(382, 91, "Anno di provenienza", size=8, bold=True, align="c")
    columns: list[tuple[float, Align]] = [(42, "l"), *((x, "r") for x in ends)]
    rows = [[f"Titolo {i}", *["48.473,00"] * 6] for i in range(1, 8)]
    set_names(drawing, 103, {42: "Titoli", **{x - 36: name for x, name in zip(ends, names, strict=True)}}, "l")
    (table,) = report_on(drawing.aligned(118, columns, rows, size=8, leading=12)).tables
    assert table.headings()[2] == "Anno di provenienza 2020"


def test_names_of_which_all_go_on_in_small_letters_are_one_to_a_column(report_on: ReportOn) -> None:
    ends = (308.0, 367, 430, 497)
    columns: list[tuple[float, Align]] = [(98, "l"), *((x, "r") for x in ends)]
    rows = [[label, "583,10", "10.852,31", "7.403,85", "12,00"] for label in ("Imposte e tasse", "Interessi attivi", "Rimborsi")]
    drawing = Drawing().aligned(122, columns, rows, size=8, leading=10).text(98, 108, "Descrizione", size=8, bold=True)
    names = {80.6: ["", "", "", "Residui attivi"], 89.1: ["", "", "", "da esercizi"]}
    names |= {99.2: ["Residui attivi", "Riscossioni in", "Riaccertamenti", "precedenti"]}
    names |= {108: ["al 1/1 (RS)", "c/residui (RR)", "residui (R)", "(EP=RS-RR+R)"]}
    for y, texts in names.items():
        for x, text in zip(ends, texts, strict=True):
            drawing.text(x, y, text, size=8, bold=True, align="r")
    (table,) = report_on(drawing).tables
    one_each = [" ".join(part for part in parts if part) for parts in zip(*names.values(), strict=True)]
    assert table.headings() == ["Descrizione", *one_each]


@pytest.mark.parametrize("rules", [EVERYTHING, EVERYTHING - {"columns"}], ids=["ruled", "rows"])
def test_codes_of_columns_under_their_names_are_header(report_on: ReportOn, rules: frozenset[str]) -> None:
    names = [["Missioni e programmi", "Redditi da lavoro", "Imposte e tasse", "Totale"], ["", "101", "102", "100"]]
    rows = [[row[0], *(figure.lstrip("-") for figure in row[1:])] for row in AMOUNTS]
    drawing = Drawing().grid(72, 100, [160, 100, 90, 90], [*names, *rows], align="lrrr", bold_rows=2, rules=rules)
    (table,) = report_on(drawing).tables
    assert (table.texts(), table.header_rows) == ([*names, *rows], 2)


def test_a_row_of_counts_over_amounts_is_none_of_codes(report_on: ReportOn) -> None:
    names, counts = ["Voce", "2022", "2023", "2024"], ["Utenti", "101", "102", "100"]
    drawing = Drawing().grid(72, 100, [160, 90, 90, 90], [names, counts, *AMOUNTS], align="lrrr", bold_rows=1)
    (table,) = report_on(drawing).tables
    assert table.header_rows == 1


def test_a_header_reaches_as_far_down_as_its_cells(report_on: ReportOn) -> None:
    names = [["Spesa", "Media 2011/2013", "Rendiconto 2024"], ["", "2008 per enti non soggetti al patto", ""]]
    rows = [row[:3] for row in AMOUNTS]
    spans = {(0, 0): (2, 1), (0, 2): (2, 1)}
    drawing = Drawing().grid(72, 100, [160, 150, 90], [*names, *rows], align="lrr", bold_rows=2, spans=spans)
    (table,) = report_on(drawing).tables
    assert (table.texts(), table.header_rows) == ([*names, *rows], 2)


def test_a_first_row_without_a_label_counts_no_columns(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (300, "r"), (400, "r"), (500, "r")]
    rows = [["", "2", "3", "4"], ["Dirigenti", "1", "1", "1"], ["Funzionari", "5", "7", "6"], ["Operatori", "9", "8", "8"]]
    (table,) = report_on(Drawing().aligned(100, columns, rows, leading=14)).tables
    assert table.header_rows == 0


def test_names_as_tight_as_padding_leaves_them_are_parted_by_the_figures_below(find_tables: FindTables) -> None:
    places: list[tuple[float, Align]] = [(72, "l"), (152, "l"), (201, "l"), (247, "l"), (296, "l")]
    drawing = Drawing().text(72, 88, "Qualifica", bold=True, size=12)
    drawing.text(195, 88, "Tempo pieno", bold=True, size=12, align="c").text(290, 88, "Part time", bold=True, size=12, align="c")
    for (x, _), name in zip(places[1:], ("Uomini", "Donne", "Uomini", "Donne"), strict=True):
        drawing.text(x, 104, name, bold=True, size=12)
    rows = [("Dirigenti", "12", "20", "23", "4"), ("Funzionari", "18", "33", "24", "3"), ("Istruttori", "32", "27", "6", "21")]
    ((_, names, *found),) = find_tables(drawing.aligned(122, places, rows, size=12, leading=16))
    assert names[1:] == ["Uomini", "Donne", "Uomini", "Donne"]
    assert found == [list(row) for row in rows]


def test_two_words_of_a_name_over_two_columns_are_no_two_names(find_tables: FindTables) -> None:
    drawing = Drawing().text(150, 100, "Anno", bold=True, size=9).text(178, 100, "2024", bold=True, size=9)
    rows = [("Qualifica", "U", "D", "Tot."), ("Dirigenti", "12", "20", "32"), ("Funzionari", "18", "33", "51")]
    places: list[tuple[float, Align]] = [(60, "l"), (160, "r"), (196, "r"), (232, "r")]
    ((groups, *found),) = find_tables(drawing.aligned(113, places, rows, bold_rows=1))
    assert "Anno 2024" in groups
    assert found[1:] == [list(row) for row in rows[1:]]


def test_a_word_of_a_name_that_reaches_behind_its_figures_names_no_column_of_notes(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (220, "l"), (330, "l"), (420, "l"), (500, "l")]
    drawing = Drawing()
    for line, names in enumerate((["Processo", "Valore", "Valore", "Note", "Esito"], ["", "atteso", "rilevato (giorni", "", ""])):
        for (x, _), name in zip(columns, names, strict=True):
            drawing.text(x, 100 + 11 * line, name, size=9, bold=True)
    drawing.text(330, 122, "lavorativi)", size=9, bold=True)
    rows = [
        ["Deposito di marchi", "3 gg.", "2 gg.", "", "100"],
        ["Cancellazioni", "3 gg.", "79,8%", "n. 198 pratiche", "79,8"],
        ["Rilascio di visure", "1 gg.", "0,6 gg.", "", "100"],
        ["Deposito di listini", "7 gg.", "2 gg.", "n. 12 pratiche", "100"],
    ]
    (table,) = find_tables(drawing.aligned(140, columns, rows))
    assert table == [["Processo", "Valore atteso", "Valore rilevato (giorni lavorativi)", "Note", "Esito"], *rows]


@pytest.mark.parametrize("beside", ["sign", "note", "code"])
def test_the_name_of_the_one_column_of_figures_heads_them_beside_signs_notes_or_codes(
    find_tables: FindTables, beside: str
) -> None:
    """A name of two lines, set apart by white, with the name of the labels level with its middle."""
    signs = {
        "sign": ["(+)", "(-)", "(+)", "(-)"],
        "note": ["nota 1", "", "al netto", ""],
        "code": ["1.01", "1.02", "2.01", "2.02"],
    }
    labels = ["Fondo pluriennale vincolato", "Recupero del disavanzo", "Entrate correnti", "Spese correnti"]
    amounts = ["83.252,92", "1.020,00", "4.339.706,00", "2.089.364,74"]
    drawing = Drawing().text(450, 100, "COMPETENZA", bold=True, align="c", size=9)
    drawing.text(180, 105.5, "EQUILIBRIO ECONOMICO", bold=True, align="c", size=9)
    drawing.text(450, 111, "DELL'ESERCIZIO", bold=True, align="c", size=9)
    label, other = (110, 72) if beside == "code" else (72, 330)
    for i, (text, sign, amount) in enumerate(zip(labels, signs[beside], amounts, strict=True)):
        y = 130 + 13 * i
        drawing.text(label, y, text, size=9).text(other, y, sign, size=9).text(500, y, amount, size=9, align="r")
    names = ["EQUILIBRIO ECONOMICO", "", "COMPETENZA DELL'ESERCIZIO"]
    rows = [list(row) for row in zip(labels, signs[beside], amounts, strict=True)]
    if beside == "code":
        names, rows = ["", names[0], names[2]], [[sign, text, amount] for text, sign, amount in rows]
    assert find_tables(drawing) == [[names, *rows]]


def test_words_are_names_where_gutters_part_them_and_each_reaches_over_its_column(read_pages: ReadPages) -> None:
    drawing = Drawing().text(72, 100, "Voci di", size=9).text(104.5, 100, "bilancio", size=9).text(300, 100, "Importo", size=9)
    (line,) = read_pages(drawing)[0].lines
    names = [segments_of(line)]
    assert [segment.text for segment in names[0]] == ["Voci di bilancio", "Importo"]
    assert names_in_order([(200, 240), (500, 580)], names) == {0: (144, 199), 1: (209, 271), 2: (600, 662)}
    assert names_in_order([(200, 400), (500, 580)], names) == {}  # the second column begins at 200 points


def test_the_first_line_of_a_name_in_the_middle_of_a_table_is_of_its_column_if_it_begins_with_it(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(42, "l"), (127, "l"), (170, "l"), (213, "l")]
    rows = [
        ["Receivables", "22,700.32", "- €", "193"],
        ["Other expenses", "42,330.46", "- €", "37"],
        ["Grants received", "126.09", "- €", "7"],
        ["Office supplies", "121,159.38", "414.52", "98"],
        ["Cash at bank", "57,264.40", "18,991.07", "22"],
        ["Payables to suppliers", "54,479.33", "- €", "8"],
    ]
    drawing = Drawing().text(127, 90, "Closing", size=8, bold=True)
    drawing.aligned(100, columns, [["Item", "balance", "Part time", "Change"]], size=8, bold_rows=1)
    (table,) = find_tables(drawing.aligned(112, columns, rows, size=8, leading=12))
    assert table == [["Item", "Closing balance", "Part time", "Change"], *rows]


def test_a_gutter_parts_no_name_that_begins_in_it_where_each_is_drawn_by_itself(read_pages: ReadPages) -> None:
    """`N. dipendenti` reaches to the left of its small counts, over the white between the columns."""
    drawing = Drawing().text(72, 100, "Voci", size=9).text(270, 100, "2023", size=9).text(293, 100, "N. dipendenti", size=9)
    (line,) = read_pages(drawing)[0].lines
    names = [segments_of(line)]
    assert [segment.text for segment in names[0]] == ["Voci", "2023 N. dipendenti"]
    assert list(names_in_order([(200, 520), (578, 609)], names)) == [0, 1, 2]


def test_a_sign_under_the_name_of_a_column_of_figures_is_the_end_of_that_name(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (300, "r"), (400, "r"), (500, "r")]
    drawing = Drawing().aligned(
        100, columns, [["Immobilizzazioni", "Valore iniziale", "Ammortamenti", "Valore finale"]], bold_rows=1
    )
    drawing.text(400, 111, "(-)", size=9, bold=True, align="r")
    rows = [["Terreni", "48.866", "7.009", "41.857"], ["Impianti", "174.157", "26.033", "148.124"]]
    (table,) = find_tables(drawing.aligned(130, columns, rows))
    assert table == [["Immobilizzazioni", "Valore iniziale", "Ammortamenti (-)", "Valore finale"], *rows]


def test_names_stand_over_figures_that_are_set_to_the_left(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (300, "l"), (390, "l"), (500, "l")]
    drawing = Drawing()
    names = (
        ["Processo", "Valore", "Valore rilevato", "Note"],
        ["", "atteso (giorni", "(giorni lavorativi)"],
        ["", "lavorativi)"],
    )
    for line, texts in enumerate(names):
        for (x, _), name in zip(columns, texts, strict=False):
            drawing.text(x, 100 + 11 * line, name, size=9, bold=True)
    rows = [
        ["Deposito di marchi", "30 gg.", "2", "fuori termine"],
        ["Cancellazioni", "180 gg.", "79", "fuori termine"],
        ["Rilascio di visure", "1 gg.", "0,6", ""],
        ["Deposito di listini", "7 gg.", "2", "in corso"],
    ]
    (table,) = find_tables(drawing.aligned(140, columns, rows))
    assert table == [["Processo", "Valore atteso (giorni lavorativi)", "Valore rilevato (giorni lavorativi)", "Note"], *rows]


CLASSES = [
    ["<30", "30-39", "40-49", ">=50"],
    ["< 30", "31 - 40", "41 - 50", "> 50"],
    ["1", "2", "3", "4"],
    ["0-1.000", "1.001-5.000", "5.001-10.000", "> 10.000"],
]
COUNTS = [
    ["Dirigenti", "0", "1", "2", "3", "6"],
    ["Funzionari", "4", "12", "18", "9", "43"],
    ["Totale", "4", "13", "20", "12", "49"],
]
CLASS_COLUMNS: list[tuple[float, Align]] = [(72, "l"), (240, "r"), (310, "r"), (380, "r"), (450, "r"), (510, "r")]


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("classes", CLASSES)
def test_classes_that_columns_count_are_their_names(report_on: ReportOn, classes: list[str], *, ruled: bool) -> None:
    rows = [["Categoria", *classes, "Totale"], *COUNTS]
    drawing = Drawing()
    if ruled:
        drawing.grid(72, 100, [110, 70, 70, 70, 70, 60], rows, align="lrrrrr")
    else:
        drawing.aligned(100, CLASS_COLUMNS, rows)
    (table,) = report_on(drawing).tables
    assert (table.texts(), table.header_rows) == (rows, 1)


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize(
    "names",
    [
        ["€ 2023", "€ 2022", "scost."],
        ["2023 (1)", "2022 (2)", "diff."],
        ["2023 %", "2022 %", "diff. %"],
        ["(1)", "(2)", "(3)=(1)-(2)"],
        ["1", "2", "3=1-2"],
        ["10101", "10102", "10103"],
    ],
)
def test_years_and_numbers_that_follow_one_another_name_columns(report_on: ReportOn, names: list[str], *, ruled: bool) -> None:
    rows = [["Voce", *names], ["Personale", "1.250,00", "980,50", "269,50"], ["Utenze", "430,20", "510,10", "-79,90"]]
    drawing = Drawing()
    if ruled:
        drawing.grid(72, 100, [110, 70, 70, 70], rows, align="lrrr")
    else:
        drawing.aligned(100, COLUMNS, rows)
    (table,) = report_on(drawing).tables
    assert (table.texts(), table.header_rows) == (rows, 1)


@pytest.mark.parametrize("counts", [["12", "13", "14"], ["€ 2023", "€ 2019", "€ 4"], ["2", "3", "5"]])
def test_counts_over_amounts_are_a_row(report_on: ReportOn, counts: list[str]) -> None:
    rows = [["Dipendenti", *counts], ["Personale", "1.250,00", "980,50", "269,50"], ["Utenze", "430,20", "510,10", "-79,90"]]
    (table,) = report_on(Drawing().grid(72, 100, [110, 70, 70, 70], rows, align="lrrr")).tables
    assert (table.texts(), table.header_rows) == (rows, 0)


def test_classes_in_every_row_are_figures(report_on: ReportOn) -> None:
    rows = [["Azoto", "<5", "10-20", "12"], ["Fosforo", "<1", "20-30", "15"], ["Zolfo", "<2", "10-30", "11"]]
    (table,) = report_on(Drawing().grid(72, 100, [110, 70, 70, 70], rows, align="lrrr")).tables
    assert (table.texts(), table.header_rows) == (rows, 0)


def test_figures_of_equal_width_are_not_set_to_the_left_for_a_mark_behind_one_of_them(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (341, "r"), (401, "r"), (478, "r")]
    names = ["", "Incremento", "Scostamento", "Residui passivi"]
    rows = [
        ["Tasse", "2", "35.417", "9"],
        ["Acquisto di materie prime, sussidiarie e di consumo", "2", "74.001", "8"],
        ["Immobilizzazioni immateriali", "3", "48.106", "8"],
        ["Quote associative", "7", "32.744", "2"],
        ["Ammortamenti e svalutazioni", "8", "33.646", "1"],
        ["Interessi attivi", "9", "82.932", "5"],
    ]
    drawing = Drawing().aligned(100, columns, [names], bold_rows=1).aligned(116, columns, rows)
    drawing.text(341.3, 116 + 4 * 14, "*", size=9)
    rows[4][1] += "*"
    assert find_tables(drawing) == [[names, *rows]]


@pytest.mark.parametrize("number", ["Tabella 4", "Tab. 4.2:", "Table 4"])
@pytest.mark.parametrize("hangs", [True, False])
def test_a_title_set_apart_from_its_number_is_no_header(find_tables: FindTables, number: str, *, hangs: bool) -> None:
    rows = [["Voce", "2023", "2024", "Variazione"], *AMOUNTS]
    drawing = Drawing().text(72, 96, number).text(128, 96, "Proventi accertati nell'esercizio e in quello precedente,")
    drawing.text(128 if hangs else 72, 108, "al netto dei trasferimenti tra le sedi dell'Ente").rule(72, 114, 500, 114)
    assert find_tables(drawing.aligned(124, COLUMNS, rows).rule(72, 128, 500, 128)) == [rows]


BOLD_NAMES = [
    ["0", "1", "2"],
    ["100%", "50%", "25%"],
    ["1.01", "1.02", "1.03"],
    ["10.000", "20.000", "30.000"],
    ["0,5", "1", "1,5"],
    ["-1", "0", "+1"],
]


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("names", BOLD_NAMES)
def test_bold_numbers_equally_far_from_one_another_name_columns(report_on: ReportOn, names: list[str], *, ruled: bool) -> None:
    rows = [["Voce", *names], ["Personale", "1.250,00", "980,50", "269,50"], ["Utenze", "430,20", "510,10", "-79,90"]]
    drawing = Drawing()
    if ruled:
        drawing.grid(72, 100, [110, 70, 70, 70], rows, align="lrrr", bold_rows=1)
    else:
        drawing.aligned(100, COLUMNS, rows, bold_rows=1)
    (table,) = report_on(drawing).tables
    assert (table.texts(), table.header_rows) == (rows, 1)


@pytest.mark.parametrize("first", [["Totale", "10", "20", "30"], ["Entrate", "10", "25", "30"], ["Quota", "10%", "25%", "30%"]])
def test_a_bold_first_row_of_a_total_or_of_other_numbers_names_no_columns(report_on: ReportOn, first: list[str]) -> None:
    rows = [first, ["Correnti", "4", "20%", "12"], ["In conto capitale", "6", "5", "18"]]
    (table,) = report_on(Drawing().grid(72, 100, [110, 70, 70, 70], rows, align="lrrr", bold_rows=1)).tables
    assert (table.texts(), table.header_rows) == (rows, 0)


def test_a_class_without_an_upper_end_names_a_column(report_on: ReportOn) -> None:
    rows = [["Età", "0-14", "15-64", "65+"], ["Nord", "120", "412", "98"], ["Sud", "201", "350", "74"]]
    (table,) = report_on(Drawing().grid(72, 100, [110, 70, 70, 70], rows, align="lrrr")).tables
    assert (table.texts(), table.header_rows) == (rows, 1)


def test_the_upper_line_of_the_name_of_labels_beside_names_of_one_line_is_no_title(report_on: ReportOn) -> None:
    drawing = Drawing().text(72, 115, "Titolo").text(72, 127, "Tipologia")
    for x, name in zip((300, 400, 500), ("2024", "2023", "Diff."), strict=True):
        drawing.text(x, 121, name, align="r")
    (table,) = report_on(drawing.rule(72, 103, 500, 103).rule(72, 132, 500, 132).aligned(146, COLUMNS, AMOUNTS)).tables
    assert table.headings() == ["Titolo Tipologia", "2024", "2023", "Diff."]


def test_a_name_over_names_that_run_upwards_is_near_though_that_of_the_labels_is_half_as_high(report_on: ReportOn) -> None:
    drawing = Drawing().aligned(240, STAFF_COLUMNS, STAFF, size=9).text(72, 194, "Area", size=9)
    drawing.text(370, 155, "Personale in servizio", size=9, align="c")
    names = ["Indeterminato", "Determinato", "Comando", "Distacco", "Totale"]
    for i, name in enumerate(names):
        drawing.text(230 + 70 * i, 226, name, size=9, angle=270)
    (table,) = report_on(drawing).tables
    assert table.headings() == ["Area", *(f"Personale in servizio {name}" for name in names)]


def test_a_name_in_a_filled_box_over_boxes_of_names_that_run_upwards_is_near(report_on: ReportOn) -> None:
    drawing = Drawing().box(66, 140, 200, 240, fill=GREY, line=0).box(200, 140, 500, 155, fill=GREY, line=0)
    drawing.text(350, 151, "Personale in servizio", size=9, align="c").text(133, 234, "Area", size=9, align="c")
    names = ["Tempo indeterminato", "Tempo determinato", "Comando", "Totale"]
    for i, name in enumerate(names):
        drawing.box(200 + 75 * i, 155, 275 + 75 * i, 240, fill=GREY, line=0).text(240 + 75 * i, 237, name, size=9, angle=270)
    columns: list[tuple[float, Align]] = [(72, "l"), *((237.0 + 75 * i, "c") for i in range(4))]
    (table,) = report_on(drawing.aligned(252, columns, [row[:5] for row in STAFF], size=9, leading=17)).tables
    assert table.headings() == ["Area", *(f"Personale in servizio {name}" for name in names)]


def test_figures_of_one_width_beside_figures_in_the_middle_of_their_cells_are_there_too(report_on: ReportOn) -> None:
    middles = [276 + 62 * i for i in range(8)]
    columns: list[tuple[float, Align]] = [(72, "l"), *((at, "c") for at in middles)]
    shares = [("88,1%", "13,7%"), ("24,6%", "58,8%"), ("50,2%", "39,0%")]
    amounts = [["598,08", "1.086.638,60", "7.409,33"], ["7.205.509,54", "441,24", "60,89"], ["34,73", "88.833,35", "90.034,58"]]
    rows = [[f"Voce {a}", *amounts[i], a, *amounts[i - 1], b] for i, (a, b) in enumerate(shares)]
    names = ["2024", "2023", "Var.", "Var. %"]
    drawing = Drawing(size=(842, 595)).text(369, 106, "Entrate", size=8, align="c").text(617, 106, "Spese", size=8, align="c")
    drawing.aligned(118, columns, [["Missione", *names, *names]], size=8)
    (table,) = report_on(drawing.aligned(130, columns, rows, size=8)).tables
    assert table.headings() == ["Missione", *(f"{group} {name}" for group in ("Entrate", "Spese") for name in names)]


def test_a_year_at_the_left_of_its_columns_is_over_all_of_them_though_their_names_are_but_units(report_on: ReportOn) -> None:
    places = [285, 385, 485, 585]
    drawing = Drawing(size=(842, 595)).text(59, 108, "Voce").text(285, 108, "2024").text(485, 108, "2023")
    for x, unit in zip(places, ("n.", "€", "n.", "€"), strict=True):
        drawing.text(x, 122, unit)
    rows = [["Personale", "12", "1.250,00", "14", "980,50"], ["Utenze", "3", "430,20", "5", "510,10"]]
    columns: list[tuple[float, Align]] = [(59, "l"), *((x + 84.0, "r") for x in places)]
    (table,) = report_on(drawing.aligned(138, columns, [*rows, ["Totale", "15", "1.680,20", "19", "1.490,60"]])).tables
    assert table.headings() == ["Voce", "2024 n.", "2024 €", "2023 n.", "2023 €"]


@pytest.mark.parametrize("ruled", [False, True])
def test_a_name_at_the_left_of_columns_set_right_is_over_both_and_no_column_of_its_own(report_on: ReportOn, ruled: bool) -> None:
    ends = (250.0, 350, 450, 550)
    drawing = set_names(Drawing(), 100, {152: "Residui", 355: "Entrate"}, "l", bold=True)
    for x in (152, 354) if ruled else ():
        drawing.rule(x, 103, x + 198, 103)
    names = dict(zip(ends, ("Importo", "Previsione", "Importo", "Consuntivo"), strict=True))
    set_names(set_names(drawing, 112, names, bold=True), 112, {60: "Voce"}, "l", bold=True)
    (table,) = report_on(with_rows(drawing, 128, ends)).tables
    assert table.headings() == ["Voce", "Residui Importo", "Residui Previsione", "Entrate Importo", "Entrate Consuntivo"]


def test_a_name_of_two_lines_over_names_set_right_is_over_all_of_them_though_it_goes_on_in_small_letters(
    report_on: ReportOn,
) -> None:
    ends = (308.0, 388, 468)
    drawing = set_names(set_names(Drawing(), 100, {232: "Variazioni"}, "l"), 109.2, {232: "in corso d'anno"}, "l")
    set_names(drawing, 119.8, dict(zip(ends, ("Avere", "Dare", "Saldo"), strict=True)))
    (table,) = report_on(with_rows(set_names(drawing, 119.8, {72: "Voce"}, "l"), 136, ends)).tables
    assert table.headings() == ["Voce", *(f"Variazioni in corso d'anno {name}" for name in ("Avere", "Dare", "Saldo"))]


def test_years_set_right_are_over_all_of_their_columns_though_the_names_of_these_are_but_units(report_on: ReportOn) -> None:
    ends = [258.0 + 60 * i for i in range(6)]
    drawing = set_names(Drawing((842, 595)), 100, {ends[2]: "2024", ends[5]: "2023"})
    set_names(set_names(drawing, 112, dict(zip(ends, ["n.", "€", "%"] * 2, strict=True))), 100, {59: "Voce"}, "l")
    figures = [["181", "61.404,50", "27,5"], ["12", "9.871,50", "8,1"], ["244", "70.318,50", "64,4"]]
    rows = [[label, *row, *row] for label, row in zip(("Imposte", "Rimborsi", "Utenze"), figures, strict=True)]
    columns: list[tuple[float, Align]] = [(59, "l"), *((x, "r") for x in ends)]
    (table,) = report_on(drawing.aligned(128, columns, rows, size=8)).tables
    assert table.headings() == ["Voce", *(f"{year} {unit}" for year in (2024, 2023) for unit in ("n.", "€", "%"))]


def test_a_name_at_the_left_of_columns_of_figures_is_not_over_the_words_centred_before_them(report_on: ReportOn) -> None:
    places: list[tuple[float, Align]] = [(60, "l"), (272.5, "c"), (377.5, "c"), (490, "r"), (560, "r")]
    names = ["Lavori", "Responsabile", "Modalità di affidamento", "Previsto", "Pagato"]
    words = [("Settore tecnico", "aperta"), ("Ufficio legale", "diretto"), ("Segreteria", "convenzione")]
    rows = [[label, *row, "18.682,50", "98.164,50"] for label, row in zip(("Strade", "Scuole", "Verde"), words, strict=True)]
    drawing = Drawing((842, 595)).text(450, 88, "Importi", size=7, bold=True)
    drawing.aligned(104, places, [names], size=7, bold_rows=1).aligned(122, places, rows, size=7)
    (table,) = report_on(drawing).tables
    assert table.headings() == [*names[:3], "Importi Previsto", "Importi Pagato"]
