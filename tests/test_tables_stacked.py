"""Several tables one under the other without white, in one frame or none: each has a header of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Texts
from tests.drawing import Align, Drawing

FindTables = Callable[[Drawing], list[Texts]]

INDICATORS = [
    ["Indicatore", "Algoritmo", "Peso", "Target", "Risultato"],
    ["Tempo medio di pagamento", "giorni", "30%", "25", "22"],
    ["Imprese assistite", "numero", "40%", "1.200", "1.134"],
    ["Grado di utilizzo dei servizi", "istanze", "30%", "90%", "92%"],
    ["Totale", "", "100%", "", "98,2%"],
]
RESOURCES = [
    ["Risorse assegnate", "Budget iniziale", "Budget aggiornato", "Consuntivo"],
    ["Personale", "120.000,00", "125.000,00", "118.450,30"],
    ["Interventi promozionali", "45.000,00", "40.000,00", "39.120,00"],
]
TITLE = "OBIETTIVO 2 - Semplificazione e tempi di pagamento"
LEFT, WIDE, NARROW = 72.0, [110.0, 110.0, 115.0, 115.0], [150.0, 75.0, 60.0, 75.0, 90.0]
WIDE_COLUMNS: list[tuple[float, Align]] = [(76, "l"), (288, "r"), (403, "r"), (518, "r")]
NARROW_COLUMNS: list[tuple[float, Align]] = [(76, "l"), (226, "l"), (353, "r"), (428, "r"), (518, "r")]


@pytest.mark.parametrize("bold", [0, 1])
def test_in_a_full_grid(find_tables: FindTables, bold: int) -> None:
    drawing = Drawing().grid(LEFT, 100, NARROW, INDICATORS, bold_rows=bold)
    drawing.grid(LEFT, drawing.bottom, WIDE, RESOURCES, bold_rows=bold)
    drawing.grid(LEFT, drawing.bottom, NARROW, INDICATORS, bold_rows=bold)
    assert find_tables(drawing) == [INDICATORS, RESOURCES, INDICATORS]


def test_in_a_full_grid_with_the_title_of_the_next_in_a_row(find_tables: FindTables) -> None:
    drawing = Drawing().grid(LEFT, 100, NARROW, INDICATORS, bold_rows=1)
    drawing.grid(LEFT, drawing.bottom, NARROW, [[TITLE, "", "", "", ""], *INDICATORS], spans={(0, 0): (1, 5)}, bold_rows=2)
    assert find_tables(drawing) == [INDICATORS, [[TITLE, "", "", "", ""], *INDICATORS]]


def test_in_columns_of_the_same_widths_the_bold_header_tells(find_tables: FindTables) -> None:
    other = [["Risorse assegnate", "Iniziale", "Aggiornato", "Speso"], *RESOURCES[1:]]
    drawing = Drawing().grid(LEFT, 100, WIDE, RESOURCES, bold_rows=1)
    assert find_tables(drawing.grid(LEFT, drawing.bottom, WIDE, other, bold_rows=1)) == [RESOURCES, other]


def test_a_heading_of_rows_under_figures_is_no_header(find_tables: FindTables) -> None:
    rows = [*RESOURCES, ["Uscite", "", "", ""], *RESOURCES[1:]]
    assert find_tables(Drawing().grid(LEFT, 100, WIDE, rows, bold_rows=1)) == [rows]


def test_in_a_grid_whose_rules_part_no_rows_and_end_above_a_title_which_stays_in_the_cell_above(find_tables: FindTables) -> None:
    codes: list[tuple[float, Align]] = [(76, "l"), (186, "l"), (403, "r"), (518, "r")]
    other = [
        ["Capitolo", "Descrizione", "Stanziato", "Impegnato"],
        ["7817", "Servizi", "88,08", "-"],
        ["5482", "Beni", "-", "6,15"],
    ]
    drawing = Drawing().grid(LEFT, 100, NARROW, [["" for _ in NARROW]], height=16)
    drawing.aligned(112, NARROW_COLUMNS, INDICATORS, bold_rows=1).text(76, 182, "Personale dedicato", size=9, bold=True)
    for x in (182.0, 332.0, 407.0, 467.0):
        drawing.rule(x, 116, x, 172)
    drawing.grid(LEFT, 186, WIDE, [["" for _ in WIDE]], height=16).grid(LEFT, 202, WIDE, [["" for _ in WIDE]], height=30)
    for x in (LEFT, 522.0):
        drawing.rule(x, 100, x, 232)
    title = ["Personale dedicato", "", "", "", ""]
    assert find_tables(drawing.aligned(198, codes, other, bold_rows=1)) == [[*INDICATORS, title], other]


@pytest.mark.parametrize("titled", [False, True])
@pytest.mark.parametrize("rules", ["none", "under the headers"])
def test_in_a_frame_without_rules_between_cells(find_tables: FindTables, rules: str, titled: bool) -> None:
    drawing = Drawing()
    y = 114.0
    for rows, columns in ((INDICATORS, NARROW_COLUMNS), (RESOURCES, WIDE_COLUMNS)) * 2:
        if titled and rows is INDICATORS:
            drawing.text(76, y, TITLE, bold=True)
            y += 14
        drawing.aligned(y, columns, rows, bold_rows=1, leading=14)
        if rules != "none":
            drawing.rule(LEFT, y + 4, 522, y + 4)
        y += 14 * len(rows)
    for height in (100.0, y - 8):
        drawing.rule(LEFT, height, 522, height)
    for x in (LEFT, 522.0):
        drawing.rule(x, 100, x, y - 8)
    assert find_tables(drawing) == [INDICATORS, RESOURCES, INDICATORS, RESOURCES]


@pytest.mark.parametrize(
    ("bold_title", "bold_header", "bold_total", "same_columns"),
    [(True, 1, 1, True), (True, 1, 0, True), (True, 0, 1, False), (False, 0, 0, False), (True, 0, 0, False)],
)
def test_a_title_right_under_a_total_is_no_row_of_either_table(
    find_tables: FindTables, bold_title: bool, bold_header: int, bold_total: int, same_columns: bool
) -> None:
    upper = [*RESOURCES, ["Totale", "165.000,00", "165.000,00", "157.570,30"]]
    lower = [
        ["Oneri", "Previsione", "Variazione", "Pagato"],
        ["Organi istituzionali", "12.000,00", "500,00", "9.450,20"],
        ["Ammortamenti", "5.000,00", "-100,00", "5.120,00"],
        ["Totale", "17.000,00", "400,00", "14.570,20"],
    ]
    columns: list[tuple[float, Align]] = WIDE_COLUMNS if same_columns else [(76, "l"), (320, "r"), (440, "r"), (520, "r")]
    drawing = Drawing().aligned(100, WIDE_COLUMNS, upper[:-1], bold_rows=bold_header, leading=14)
    drawing.aligned(142, WIDE_COLUMNS, upper[-1:], bold_rows=bold_total, leading=14)
    drawing.text(76, 156, "Oneri correnti", size=9, bold=bold_title).aligned(
        170, columns, lower, bold_rows=bold_header, leading=14
    )
    assert find_tables(drawing) == [upper, lower]


def test_the_end_of_a_label_that_had_no_room_stays_with_its_row_over_another_table(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2023", "2024"],
        ["Interventi economici e di promozione", "45.000,00", "39.120,00"],
        ["Avanzo della gestione (A-B +/-C +/-D", "5.000,00", "5.120,00"],
    ]
    columns: list[tuple[float, Align]] = [(76, "l"), (380, "r"), (480, "r")]
    drawing = Drawing().aligned(100, columns, rows, bold_rows=1, leading=14).text(76, 142, "+/-E +/-F)", size=9)
    whole = [*rows[:-1], [f"{rows[-1][0]} +/-E +/-F)", *rows[-1][1:]]]
    assert find_tables(drawing.aligned(156, WIDE_COLUMNS, RESOURCES, bold_rows=1, leading=14)) == [whole, RESOURCES]


@pytest.mark.parametrize(("bold_title", "bold_header"), [(True, 1), (True, 0), (False, 1)])
def test_what_stands_over_the_title_of_a_table_is_no_header_of_it(
    find_tables: FindTables, bold_title: bool, bold_header: int
) -> None:
    drawing = Drawing().aligned(
        100, [(76, "l"), (430, "l")], [["IL SEGRETARIO", "IL PRESIDENTE"], ["Mario Bianchi", "Anna Verdi"]]
    )
    drawing.text(76, 132, "Quadro 2", size=9, bold=bold_title)
    assert find_tables(drawing.aligned(145, WIDE_COLUMNS, RESOURCES, bold_rows=bold_header)) == [RESOURCES]


def test_a_caption_over_a_header_between_rules_of_one_width_parts_two_tables(find_tables: FindTables) -> None:
    indices = [
        ["N.", "Indicatore", "2023", "2022"],
        ["1", "Lasciti dell'Azienda, recuperi degli organi", "580,52", "21,17%"],
        ["2", "Manutenzioni ordinarie", "54,02", "108%"],
        ["3", "Recuperi per altre attività", "73,02%", "51,76"],
    ]
    columns: list[tuple[float, Align]] = [(90, "c"), (110, "l"), (430, "r"), (518, "r")]
    drawing = Drawing().aligned(100, WIDE_COLUMNS, RESOURCES, bold_rows=1, leading=12)
    drawing.text(76, 145, "Tab. 3 - Tributi (valori in euro)", size=8)
    drawing.text(96, 160, "N.", size=9, bold=True).text(340, 160, "Indicatore", size=9, bold=True)
    drawing.text(430, 160, "2023", size=9, bold=True, align="r").text(518, 160, "2022", size=9, bold=True, align="r")
    drawing.aligned(172, columns, indices[1:], leading=12)
    for y in (91.0, 103.0, 151.0, 163.0):
        drawing.rule(LEFT, y, 522, y)
    assert find_tables(drawing) == [RESOURCES, indices]


@pytest.mark.parametrize("at", [500.0, 440.0])
def test_a_title_over_a_lone_name_of_a_column_begins_a_table(find_tables: FindTables, at: float) -> None:
    rows = [["", "Residui", "Competenza", "Totale"], *RESOURCES[1:], ["Risultato", "165.000,00", "165.000,00", "157.570,30"]]
    drawing = Drawing().aligned(100, WIDE_COLUMNS, rows, bold_rows=1, leading=14)
    drawing.text(76, 158, "Equilibri di bilancio", size=10, bold=True).text(at, 172, "Competenza", bold=True, size=9, align="r")
    lines = [("Entrate correnti", "12.000,00"), ("Spese correnti", "5.000,00"), ("Somma finale", "7.000,00")]
    drawing.aligned(186, [(76, "l"), (518, "r")], lines, leading=14)
    first, second = find_tables(drawing)
    assert first == rows
    assert second == [["", "Competenza"], *map(list, lines)]


@pytest.mark.parametrize("bold", [0, 1])
def test_names_set_left_head_the_one_row_of_figures_set_right_under_them(find_tables: FindTables, bold: int) -> None:
    people = [["Risorse umane", "Unità assegnate", "A tempo parziale", "Anni persona"], ["Dirigenti", "19", "14", "10,0"]]
    names: list[tuple[float, Align]] = [(72, "l"), (260, "l"), (350, "l"), (430, "l")]
    figures: list[tuple[float, Align]] = [(72, "l"), (346, "r"), (426, "r"), (496, "r")]
    drawing = Drawing().rule(72, 88, 500, 88).aligned(100, names, people[:1], bold_rows=bold).rule(72, 104, 500, 104)
    assert find_tables(drawing.aligned(114, figures, people[1:]).rule(72, 119, 500, 119)) == [people]


def test_a_numbered_caption_parts_two_tables_whose_names_stand_over_white(find_tables: FindTables) -> None:
    first: list[tuple[float, Align]] = [(72, "l"), (280, "r"), (360, "r")]
    names: list[tuple[float, Align]] = [(72, "l"), (220, "c"), (420, "c")]
    second: list[tuple[float, Align]] = [(72, "l"), (360, "r"), (500, "r")]
    upper = [["Diritti", "12,00", "31,50"], ["Rimborsi", "140,00", "98,20"], ["Totale", "152,00", "129,70"]]
    lower = [["Visure", "164.515", "24.033"], ["Sanzioni", "48.224", "5.417"], ["Totale", "212.739", "29.450"]]
    drawing = Drawing().aligned(100, first, [["Voce", "2023", "2022"], *upper], leading=12, bold_rows=1)
    y = drawing.bottom + 6
    drawing.text(72, y, "Tabella 4", size=9).aligned(y + 14, names, [["Voce", "Nel periodo", "In tutto"]])
    found = find_tables(drawing.aligned(y + 26, second, lower, leading=12))
    assert [table[1:] for table in found] == [upper, lower]


def test_the_last_line_of_a_label_over_a_rule_and_another_header_stays_with_its_row(find_tables: FindTables) -> None:
    rows = [["Tasso di copertura", "112,39%", "234", "109"], ["Pratiche telematiche su totale", "155,20%", "344", "45.332"]]
    names, further = (
        ["Indicatore", "Baseline", "Target", "Consuntivo"],
        ["Voce di bilancio", "Preventivo", "Consuntivo", "Differenza"],
    )
    money = [["Vigilanza", "1.204,00", "48.158,00", "7.001,00"], ["Interessi", "88,00", "9.724,00", "88,00"]]
    drawing, y = Drawing(), 100.0
    for row in (names, *rows, ["pratiche", "", "", ""], further, *money):
        drawing.aligned(y, WIDE_COLUMNS, [row], bold_rows=int(row in (names, further)))
        if row != rows[1]:
            drawing.rule(LEFT, y + 5, 518, y + 5)
        y += 15
    whole = ["Pratiche telematiche su totale pratiche", *rows[1][1:]]
    assert find_tables(drawing) == [[names, rows[0], whole], [further, *money]]


def test_filled_names_right_under_a_ruled_grid_are_those_of_the_next_table(find_tables: FindTables) -> None:
    drawing = Drawing().grid(LEFT, 100, NARROW, INDICATORS)
    top, x = drawing.bottom + 2, LEFT
    for width, name in zip(WIDE, RESOURCES[0], strict=True):
        drawing.box(x, top, x + width, top + 18, fill=(0.8, 0.85, 0.95), line=0).text(x + 4, top + 12, name, size=9)
        x += width
    drawing.aligned(top + 32, WIDE_COLUMNS, RESOURCES[1:])
    assert find_tables(drawing) == [INDICATORS, RESOURCES]


def test_a_filled_total_right_under_a_ruled_grid_is_its_last_row(find_tables: FindTables) -> None:
    rows = [["Missione", "Programma", "2024", "2023"], ["Servizi", "Organi", "1.234", "1.100"]]
    rows.append(["Servizi", "Uffici", "2.345", "2.200"])
    drawing = Drawing().grid(40, 70, [120, 120, 80, 80], rows, align="llrr", bold_rows=1)
    top = drawing.bottom
    for x0, x1, text in ((40, 270, "Totale complessivo"), (270, 365, "3.579"), (365, 440, "3.300")):
        drawing.box(x0, top, x1, top + 16, fill=(0.8, 0.8, 0.8)).text(x0 + 4, top + 12, text, size=9, bold=True)
    (table,) = find_tables(drawing)
    assert [text for text in table[-1] if text] == ["Totale complessivo", "3.579", "3.300"]


def test_prose_between_a_numbered_title_and_its_table_is_no_part_of_the_table_above(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(100, WIDE_COLUMNS, RESOURCES, leading=16)
    drawing.text(250, 148, "Prospetto 3 - Cassa", size=9)
    drawing.text(72, 160, "Di seguito si espone la situazione delle poste in esame, nel rispetto dei principi contabili,", size=9)
    drawing.text(72, 171, "raffrontata con quella dell'anno precedente.", size=9)
    drawing.text(340, 186, "Gestione", size=9, bold=True)
    cash = [["Voce", "Residui", "Competenza", "Totale"], *RESOURCES[1:]]
    drawing.aligned(202, WIDE_COLUMNS, cash, leading=16)
    for y in (90, 106, 122, 138, 176, 192, 208, 224, 240):
        drawing.rule(LEFT, y, 522, y)
    first, second = find_tables(drawing)
    assert (first, second[-3:]) == (RESOURCES, cash)


def notes(*, gap: float, name_at: float) -> tuple[Drawing, list[Texts]]:
    """Tables of notes to accounts: no rules but under the names of each, titles in bold, names in the middle of wide columns."""
    receivables = [
        ["", "Valore di inizio", "Variazione", "Valore di fine"],
        ["Crediti verso clienti", "63.344", "1.196", "64.540"],
        ["Crediti tributari", "13.710", "1.696", "15.406"],
    ]
    people = [["", "Numero medio"], ["Dirigenti", "1"], ["Quadri", "3"], ["Impiegati", "17"], ["Operai", "42"], ["Totale", "63"]]
    fees = [["", "Amministratori", "Sindaci"], ["Compensi", "24.000", "18.500"]]
    drawing, y = Drawing(), 100.0
    for title, names, ends, rows in (
        ("Analisi delle variazioni dei crediti", (250.0, 360.0, 470.0), (300.0, 410.0, 518.0), receivables),
        ("Dati sull'occupazione", (name_at,), (518.0,), people),
        ("Compensi ad amministratori\ne sindaci", (310.0, 455.0), (400.0, 518.0), fees),
    ):
        for line in title.split("\n"):
            drawing.text(72, y, line, size=9, bold=True)
            y += 12
        y += gap
        for x, name in zip(names, rows[0][1:], strict=True):
            drawing.text(x, y, name, size=9, align="c")
        drawing.rule(72, y + 4, 518, y + 4, width=0.3)
        columns: list[tuple[float, Align]] = [(72, "l"), *((end, "r") for end in ends)]
        y = drawing.aligned(y + 15, columns, rows[1:], leading=13).bottom + 24
    return drawing, [receivables, people, fees]


@pytest.mark.parametrize("gap", [4, 10])
@pytest.mark.parametrize("name_at", [400, 455])
def test_tables_with_rules_under_their_names_alone_are_parted_by_their_titles(
    find_tables: FindTables, gap: float, name_at: float
) -> None:
    drawing, tables = notes(gap=gap, name_at=name_at)
    assert find_tables(drawing) == tables


def test_a_lone_name_heads_figures_that_look_like_pages(find_tables: FindTables) -> None:
    rows = [["Dirigenti", "1"], ["Quadri", "3"], ["Impiegati", "17"], ["Operai", "42"], ["Totale", "63"]]
    drawing = (
        Drawing().text(72, 100, "Dati sull'occupazione", size=9, bold=True).text(400, 122, "Numero medio", size=9, align="c")
    )
    drawing.rule(72, 126, 518, 126).aligned(140, [(72, "l"), (518, "r")], rows, leading=14)
    assert find_tables(drawing.rule(72, 201, 518, 201)) == [[["", "Numero medio"], *rows]]


def test_a_note_over_the_last_of_two_columns_under_a_section_begins_no_table(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (400, "r"), (518, "r")]
    above = [["Voce", "2024", "2023"], ["Crediti", "63.344", "1.196"], ["Cassa", "13.710", "1.696"]]
    below = [["Debiti verso fornitori", "24.000", "18.500"], ["Fondi", "1.200", "1.350"]]
    drawing = Drawing().aligned(100, columns, above, bold_rows=1, leading=14)
    drawing.text(72, 154, "Passivo", size=9, bold=True).text(518, 168, "segue", size=9, align="r")
    assert len(find_tables(drawing.aligned(182, columns, below, leading=14))) == 1


def test_amounts_at_the_end_of_a_column_of_labels_are_another_table(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (215, "r"), (275, "r"), (300, "l"), (460, "r"), (530, "r")]
    accounts = [
        ["USCITE", "2024", "2023", "ENTRATE", "2024", "2023"],
        ["Materie prime", "1.200,50", "980,00", "Quote associative", "2.150,00", "2.080,00"],
        ["Servizi", "33.412,10", "29.870,44", "Attività mutuali", "-", "-"],
        ["Godimento di beni", "6.000,00", "6.000,00", "Erogazioni liberali", "18.450,00", "21.200,00"],
        ["Personale", "-", "-", "Cinque per mille", "7.412,33", "6.890,10"],
        ["Uscite diverse", "812,30", "1.044,00", "Enti pubblici", "21.000,00", "15.000,00"],
        ["Totale", "41.424,90", "37.894,44", "Totale", "49.012,33", "45.170,10"],
    ]
    rows = [["Cassa", "412,20", "388,15"], ["Depositi bancari e postali", "24.511,90", "19.722,62"], ["Fondi", "1,00", "2,00"]]
    drawing = Drawing().aligned(100, columns, accounts, bold_rows=1).text(72, 212, "Cassa e banca", size=9)
    drawing.aligned(226, [(72, "l"), (370, "r"), (530, "r")], rows)
    assert find_tables(drawing) == [accounts, rows]


STAFF = [["Ufficio", "Referente", "Sede"], ["Ragioneria", "Bianchi", "Lucca"], ["Anagrafe", "Verdi", "Pisa"]]
ACCOUNT = [["Affitti", "816,63", "220,00"], ["Utenze", "12,63", "20,00"], ["Spese", "412,50", "500,00"]]


def test_a_framed_table_of_words_right_over_one_of_figures_is_no_header_of_it(find_tables: FindTables) -> None:
    rows = [["Voce", "Previsto", "Pagato"], *ACCOUNT]
    drawing = Drawing().grid(72, 100, [150, 100, 110], STAFF, height=16, size=9, bold_rows=1)
    assert find_tables(drawing.aligned(drawing.bottom + 13, [(76, "l"), (300, "r"), (430, "r")], rows)) == [STAFF, rows]


def test_framed_names_are_no_header_of_rows_whose_columns_stand_elsewhere(find_tables: FindTables) -> None:
    drawing = Drawing().grid(72, 100, [80, 90, 190], STAFF[:2], height=16, size=9, bold_rows=1)
    assert find_tables(drawing.aligned(drawing.bottom + 13, [(200, "l"), (330, "r"), (430, "r")], ACCOUNT)) == [
        STAFF[:2],
        ACCOUNT,
    ]
