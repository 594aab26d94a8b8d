"""Rows of several lines, in tables that no grid of rules encloses: which lines are one row."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.report import Report
from tests.conftest import Texts
from tests.drawing import EVERYTHING, GREY, Align, Drawing

FindTables = Callable[[Drawing], list[Texts]]
ReportOn = Callable[[Drawing], Report]

LEFTS = (72, 200, 290, 360, 450)
COLUMNS: list[tuple[float, Align]] = [(x, "l") for x in LEFTS]
HEAD = ["Servizio", "Ufficio", "Previsto", "Rilevato", "Risultato"]
SERVICES = [
    ["Rilascio dei dispositivi\ndi firma", "Anagrafica", "45 gg.", "12 gg.", "100"],
    ["Deposito delle domande\nallo sportello", "Albi", "a vista", "a vista", "100"],
    ["Annotazione dei cam-\nbiali", "Protesti", "30 gg.", "tempo medio\n20", "98,5"],
    ["Vigilanza", "Metrico", "60 gg.", "51 gg.", "100"],
]
QUESTIONS = [
    ["Risposte a quesiti", "", "", "", ""],
    ["Listini", "Studi", "entro 8 gg.", "la banca dati\ndi altri", "NC"],
    ["Bollatura\ndi registri", "Metrico", "5 gg.", "3 gg.", "100"],
]


def whole(rows: Texts) -> Texts:
    return [[text.replace("cam-\n", "cam").replace("\n", " ") for text in row] for row in rows]


def services(rows: Texts, *, shaded: int = 0, ruled: bool = False) -> Drawing:
    """Rows no further apart than lines; every `shaded`th on filled boxes, or with a rule under each."""
    drawing = Drawing()
    top = 112.0
    for number, row in enumerate([HEAD, *rows]):
        bottom = top + 11 * (1 + max(text.count("\n") for text in row))
        for x0, x1 in zip(LEFTS, (*LEFTS[1:], 520), strict=True) if shaded and number % shaded == 0 else ():
            drawing.box(x0 - 4, top, x1 - 4, bottom, fill=GREY)
        drawing.aligned(top + 8, COLUMNS, [row], bold_rows=int(number == 0))
        if ruled:
            drawing.rule(68, bottom, 516, bottom)
        top = bottom
    return drawing


def test_lines_as_close_as_rows_go_on_where_a_word_is_broken_or_no_capital_begins(find_tables: FindTables) -> None:
    assert find_tables(services(SERVICES)) == [[HEAD, *whole(SERVICES)]]


@pytest.mark.parametrize("shaded", [1, 2])
def test_rows_on_a_ground_and_rows_between_them(find_tables: FindTables, shaded: int) -> None:
    rows = [*SERVICES, *QUESTIONS]
    assert find_tables(services(rows, shaded=shaded)) == [[HEAD, *whole(rows)]]


def test_two_figures_in_one_cell_between_rules(find_tables: FindTables) -> None:
    rows = [*SERVICES, *QUESTIONS, ["Pagamenti", "Servizio di\nragioneria", "30 gg.", "51,2", "43,1 giorni\n100%"]]
    assert find_tables(services(rows, ruled=True)) == [[HEAD, *whole(rows)]]


def test_a_row_right_below_a_head_on_a_ground_whose_first_line_has_no_figures(report_on: ReportOn) -> None:
    rows = [["", "Ufficio per gli\nalbi e i ruoli", "", "dato di un\ncampione", ""], *SERVICES]
    drawing = services(rows, shaded=2).text(72, 137, "Licenze", size=9).text(290, 137, "30 gg.", size=9)
    (table,) = report_on(drawing.text(450, 137, "100", size=9)).tables
    assert table.header_rows == 1
    assert table.texts()[1] == ["Licenze", "Ufficio per gli albi e i ruoli", "30 gg.", "dato di un campione", "100"]


def test_lines_of_a_label_further_apart_than_rows(find_tables: FindTables) -> None:
    rows = [
        ["Prestazioni\ndi servizi", "54", "66"],
        ["Godimento di\nbeni di terzi", "48", "31"],
        ["Quote\nassociative", "26", "27"],
    ]
    drawing = Drawing().aligned(
        120, [(72, "l"), (200, "r"), (260, "r")], [["Voce", "2015", "2016"], *rows], leading=8.5, bold_rows=1
    )
    assert find_tables(drawing) == [[["Voce", "2015", "2016"], *whole(rows)]]


def test_rows_closer_than_lines_where_some_cells_have_three(find_tables: FindTables) -> None:
    rows = [
        ["Licenze", "Ufficio\nalbi\ne ruoli", "45", "12"],
        ["Visti", "Sportello\ndella sede\ncentrale", "2", "1"],
        ["Deposito", "Registro", "8", "7"],
        ["Listini", "Studi e\nstatistica", "30", "28"],
    ]
    columns: list[tuple[float, Align]] = [(72, "l"), (150, "l"), (300, "r"), (380, "r")]
    head = ["Voce", "Servizio", "2015", "2016"]
    drawing = Drawing().aligned(120, columns, [head, *rows], leading=9.2, bold_rows=1)
    assert find_tables(drawing) == [[head, *whole(rows)]]


# ── forms over the columns ────────────────────────────────────────────────────────────────────────────────────────────

FORM = [
    ["Obiettivo\nN. 6", "Casa delle imprese", "", ""],
    ["Centro", "Area promozione", "attività svolte", ""],
    ["Referente", "Dirigente di area", "", ""],
    ["Descrizione", "Il progetto mette in rete i produttori del territorio, con un calendario", "", ""],
    ["", "unico degli eventi e un portale per le visite", "", ""],
]
INDICATORS = [
    [
        "Target",
        "Risultato\natteso\nnell'anno",
        "a giugno:\nper cento di\nrealizzazione",
        "a dicembre:\nper cento di\nrealizzazione",
    ],
    ["indicatore 1)", "Approvazione della\nconvenzione", "50", "100"],
    ["indicatore 2)", "Portale pubblicato", "", "85,5"],
    ["indicatore 3)", "Imprese coinvolte\nnelle attività", "20", "90"],
]
SHEET = [*whole(FORM[:3]), ["Descrizione", f"{FORM[3][1]} {FORM[4][1]}", "", ""], *whole(INDICATORS)]
SHEET_COLUMNS: list[tuple[float, Align]] = [(72, "l"), (150, "l"), (280, "l"), (345, "l")]


def sheet(drawing: Drawing, y: float) -> Drawing:
    drawing.aligned(y, SHEET_COLUMNS, FORM[:3]).aligned(drawing.bottom, SHEET_COLUMNS, FORM[3:], leading=11)
    drawing.aligned(drawing.bottom + 3, SHEET_COLUMNS, INDICATORS[:1], bold_rows=1)
    return drawing.aligned(drawing.bottom, [*SHEET_COLUMNS[:2], (335, "r"), (398, "r")], INDICATORS[1:])


def test_a_form_without_rules_over_a_table_with_more_columns(report_on: ReportOn) -> None:
    (table,) = report_on(sheet(Drawing(), 120)).tables
    assert table.texts() == SHEET
    assert table.header_rows == 5


def test_a_form_on_the_page_after_a_table_begins_with_its_first_label(find_tables: FindTables) -> None:
    results = [["Obiettivo", "Risultato"], ["Trasparenza", "100"], ["Formazione", "97,5"], ["Carta dei servizi", "88"]]
    drawing = Drawing().aligned(700, [(72, "l"), (310, "l")], results, bold_rows=1).page()
    assert find_tables(sheet(drawing, 72)) == [results, SHEET]


def test_stripes_are_rows_be_they_of_one_cell_or_of_several(find_tables: FindTables) -> None:
    rows = [
        ["2.1.2 COMMERCIO ESTERO", "", ""],
        ["Verifica periodica\nstrumenti", "7 gg.", "100"],
        ["Accesso agli atti\ne documenti", "60 gg.", "99"],
    ]
    drawing = Drawing().aligned(100, [(72, "l"), (250, "l"), (400, "r")], [["PROCESSO", "VALORE", "RISULTATO"]], bold_rows=1)
    top = 106.0
    for number, row in enumerate(rows):
        bottom = top + 12 + 11 * row[0].count("\n")
        if number == 0:
            drawing.box(68, top, 404, bottom, fill=GREY, line=0)
        elif number == 2:
            for x0, x1 in ((68, 246), (246, 360), (360, 404)):
                drawing.box(x0, top, x1, bottom, fill=GREY, line=0)
        drawing.aligned(top + 9, [(72, "l"), (250, "l"), (400, "r")], [row], bold_rows=int(number == 0))
        top = bottom
    assert find_tables(drawing) == [[["PROCESSO", "VALORE", "RISULTATO"], *whole(rows)]]


# ── figures beside the middle of a label ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("ground", ["", "stripes", "rules"])
@pytest.mark.parametrize("lines", [2, 4])
def test_figures_at_half_height_beside_a_label_of_several_lines_are_of_its_row(
    find_tables: FindTables, lines: int, ground: str
) -> None:
    label = ["Promozione del territorio", "e delle imprese locali", "in Italia e all'estero", "con fiere"][:lines]
    rows = [["Attività", "2015", "2016"], ["Interventi correnti"], ["Studi", "1,00", "2,00"]]
    rows += [["\n".join(label), "743.675,64", "603.523,63"], ["Tutela del\nmercato", "5,00", "6,00"]]
    drawing, y = Drawing(), 100.0
    for r, (first, *figures) in enumerate(rows):
        count = first.count("\n") + 1
        height = 6 + 11 * count
        if ground == "stripes" and r % 2 == 0:
            drawing.box(72, y, 432, y + height, fill=GREY)
        if ground == "rules":
            drawing.rule(72, y, 432, y).rule(72, y + height, 432, y + height)
        drawing.lines(76, y + 11, first.split("\n"), leading=11, size=9)
        for x, figure in zip((348, 428), figures, strict=False):
            drawing.text(x, y + 11 + 5.5 * (count - 1), figure, size=9, align="r")
        y += height
    rows[1] += ["", ""]
    assert find_tables(drawing) == [[[text.replace("\n", " ") for text in row] for row in rows]]


# ── rows that nothing parts ───────────────────────────────────────────────────────────────────────────────────────────


def test_lines_of_words_that_fill_all_columns_are_rows(find_tables: FindTables) -> None:
    rows = [["Comune", "Sito", "App"], ["Lucca", "Sì", "No"], ["Pisa", "No", "No"], ["Siena", "Sì", "Sì"], ["Prato", "No", "Sì"]]
    drawing = Drawing().aligned(120, [(72, "l"), (220, "l"), (320, "l")], rows, leading=12, bold_rows=1)
    assert find_tables(drawing) == [rows]


def test_codes_of_one_form_begin_rows(find_tables: FindTables) -> None:
    rows = [
        ["Codice", "Descrizione", "Importo"],
        ["U1101", "Stipendi", "10,00"],
        ["U1103", "Buoni pasto", "30,00"],
        ["U1104", "Corsi", ""],
        ["U1105", "Missioni", "5,00"],
    ]
    drawing = Drawing().aligned(120, [(72, "l"), (150, "l"), (420, "r")], rows, leading=11, bold_rows=1)
    assert find_tables(drawing) == [rows]


def test_a_heading_set_as_the_labels_are_is_a_row(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2024", "2023"],
        ["Diritto annuale", "431.206,10", "412.350,75"],
        ["Diritti di segreteria", "179.455,60", "187.904,20"],
        ["Oneri correnti", "", ""],
        ["Personale", "1.000,00", "900,00"],
        ["Servizi", "500,00", "450,00"],
    ]
    drawing = Drawing().aligned(120, [(72, "l"), (340, "r"), (430, "r")], rows, leading=12, bold_rows=1)
    assert find_tables(drawing) == [rows]


def test_the_label_of_a_group_in_the_middle_of_its_two_rows_leaves_them_two(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (150, "l"), (340, "r"), (430, "r")]
    groups = [
        ("Entrate", [["Diritto annuale", "431.206,10", "412.350,75"], ["Diritti di segreteria", "179.455,60", "187.904,20"]]),
        ("Uscite", [["Personale", "104.875,25", "96.410,00"], ["Interventi", "23.118,40", "21.990,05"]]),
    ]
    drawing = Drawing().aligned(106, columns, [["Area", "Voce", "2024", "2023"]], bold_rows=1)
    for number, (label, rows) in enumerate(groups):
        drawing.aligned(120 + 26 * number, columns[1:], rows, leading=13).text(72, 126.5 + 26 * number, label, size=9)
    labelled = [[label if i == 0 else "", *row] for label, rows in groups for i, row in enumerate(rows)]
    assert find_tables(drawing) == [[["Area", "Voce", "2024", "2023"], *labelled]]


def test_labels_in_the_middle_of_their_rows_are_of_all_of_them_be_the_rows_shaded_in_turn(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(60, "l"), (180, "l"), (330, "r"), (430, "r")]
    drawing = Drawing()
    for y in (105, 133, 161):
        drawing.box(55, y, 435, y + 14, fill=GREY)
    drawing.canvas.setFillColorRGB(0, 0, 0)
    drawing.aligned(100, columns, [["Missione", "Voce", "2023", "2022"]], bold_rows=1)
    rows = [[f"Spese {k}", f"{k + 1}.204,15", f"{k}.180,40"] for k in range(1, 6)]
    drawing.aligned(115, columns[1:], rows).text(60, 122, "Cultura", size=9).text(60, 157, "Turismo", size=9)
    (table,) = report_on(drawing).tables
    assert [(c.text, c.row, c.row_span) for c in table.cells if c.row and not c.column] == [("Cultura", 1, 2), ("Turismo", 3, 3)]


def test_a_label_with_a_capital_that_is_indented_is_no_end_of_the_one_above(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (300, "r"), (400, "r")]
    groups = {
        "Natura dei crediti verso soggetti terzi": ["Verso utenti", "Verso soci"],
        "Origine dei debiti verso\nsoggetti terzi": ["Fornitori", "Banche"],
    }
    drawing, rows = Drawing().aligned(106, columns, [["Voce", "2024", "2023"]]), [["Voce", "2024", "2023"]]
    top = 120.0
    for group, labels in groups.items():
        lines = group.split("\n")
        drawing.lines(72, top, lines, leading=11, size=9)
        amounts = [[label, f"{len(label)}.204,15", f"{len(label)}.856,30"] for label in labels]
        drawing.aligned(top + 11 * len(lines), [(80, "l"), *columns[1:]], amounts, leading=11)
        rows += [[" ".join(lines), "", ""], *amounts]
        top = drawing.bottom
    assert find_tables(drawing) == [rows]


@pytest.mark.parametrize("below", [0, 11], ids=["first", "last"])
def test_figures_beside_the_first_or_the_last_line_of_a_label_are_of_its_row(find_tables: FindTables, below: float) -> None:
    rows = [
        ["Attività", "2015", "2016"],
        ["Promozione del territorio e\ndelle imprese", "743.675,64", "603.523,63"],
        ["Formazione e orientamento al\nlavoro", "10.994,95", "10.689,95"],
        ["Studi", "1,00", "2,00"],
        ["Tutela del mercato e\ndella fede pubblica", "569.197,48", "541.551,50"],
    ]
    drawing, y = Drawing(), 100.0
    for first, *figures in rows:
        lines = first.split("\n")
        drawing.lines(76, y, lines, leading=11, size=9)
        for x, figure in zip((348, 428), figures, strict=True):
            drawing.text(x, y + below * (len(lines) - 1), figure, size=9, align="r")
        y += 15 + 11 * (len(lines) - 1)
    assert find_tables(drawing) == [[[text.replace("\n", " ") for text in row] for row in rows]]


@pytest.mark.parametrize("code", ["314 -", "XII -", "VII)"])
def test_a_heading_as_wide_as_its_column_ends_where_a_numbered_line_begins(find_tables: FindTables, code: str) -> None:
    heading = "Immobilizzazioni per attività istituzionali di competenza"
    rows = [["Voce", "2024", "2023"], [heading, "", ""], [f"{code} Manutenzioni", "743,64", "603,63"], ["Studi", "1,00", "2,00"]]
    assert find_tables(Drawing().aligned(106, [(72, "l"), (400, "r"), (480, "r")], rows)) == [rows]


def test_amounts_broken_over_two_lines_are_of_the_label_at_half_their_height(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2023", "2022"],
        ["Consulenze", "7 893\n100,82", "731\n570,00"],
        ["Ratei straordinari", "6 207\n600,06", "0,00"],
        ["Contributi a carico dell'ente e\nammortamenti oltre l'esercizio\nsuccessivo", "147\n140,21", "13 266,00"],
        ["Totale oneri", "14 247\n841,09", "744\n836,00"],
    ]
    drawing, top = Drawing(), 100.0
    for row in rows:
        height = 10.5 * max(text.count("\n") + 1 for text in row)
        for (x, align), text in zip([(72, "l"), (300, "r"), (360, "r")], row, strict=True):
            lines = text.split("\n")
            for k, line in enumerate(lines):
                drawing.text(x, top + 9 + (height - 10.5 * len(lines)) / 2 + 10.5 * k, line, size=9, align=align)  # type: ignore[arg-type]
        top += height + 5
    assert find_tables(drawing) == [[[text.replace("\n", " ") for text in row] for row in rows]]


@pytest.mark.parametrize("rules", [EVERYTHING, frozenset({"top", "bottom"})], ids=["ruled", "open"])
@pytest.mark.parametrize("currency", ["{}", "€ {}", "{} €"])
def test_amounts_broken_over_lines_in_several_cells_of_a_row_are_whole(
    find_tables: FindTables, rules: frozenset[str], currency: str
) -> None:
    cents = ",00" if currency == "{}" else ""
    million = "1\n307\n500" if currency == "€ {}" else "1 307\n500"
    amounts = [(million, "6 327\n800"), ("2 223\n100", "8 041\n783"), ("5 281\n536", "26 655\n094"), ("21 775", "4 008")]
    labels = ["Oneri per il personale\ndipendente", "Risconti", "Contributi verso clienti\ne altri", "Totale"]
    rows = [["Voce", "2023", "2022"]]
    rows += [[label, *(currency.format(a + cents) for a in pair)] for label, pair in zip(labels, amounts, strict=True)]
    drawing = Drawing().grid(72, 100, [130, 60, 60], rows, align="lrr", rules=rules)
    assert find_tables(drawing) == [[[text.replace("\n", " ") for text in row] for row in rows]]


@pytest.mark.parametrize("at", [".\n{}", "\n.{}"], ids=["after the point", "before it"])
@pytest.mark.parametrize("rules", [EVERYTHING, frozenset({"top", "bottom"})], ids=["ruled", "open"])
def test_amounts_broken_at_a_point_are_whole(find_tables: FindTables, rules: frozenset[str], at: str) -> None:
    rows = [["Voce", "2023", "2022"], ["Servizi", "12.345" + at.format("678,90"), "11.222" + at.format("333,44")]]
    rows += [
        ["Personale", "-23.456" + at.format("789,01"), "21.000" + at.format("000,00")],
        ["Altri oneri", "1.111,00", "2.222,00"],
    ]
    drawing = Drawing().grid(72, 100, [130, 60, 60], rows, align="lrr", rules=rules)
    assert find_tables(drawing) == [[[text.replace("\n", "") for text in row] for row in rows]]


@pytest.mark.parametrize("cents", ["5\n0", "\n50"], ids=["between the cents", "at the comma"])
@pytest.mark.parametrize("rules", [EVERYTHING, frozenset({"top", "bottom"})], ids=["ruled", "open"])
def test_a_total_too_wide_for_its_cells_is_whole(find_tables: FindTables, rules: frozenset[str], cents: str) -> None:
    rows = [["Voce", "2023", "2022"], ["Personale", "1.000.000,00", "2.000.000,00"], ["Servizi", "1.345.678,50", "2.222.333,50"]]
    rows += [["Totale\ngenerale", f"2.345.678,{cents}", f"4.222.333,{cents}"]]
    drawing = Drawing().grid(72, 100, [130, 60, 60], rows, align="lrr", rules=rules)
    assert find_tables(drawing) == [[*rows[:3], ["Totale generale", "2.345.678,50", "4.222.333,50"]]]


def test_a_bracket_that_closes_on_the_next_line_is_of_its_amount(find_tables: FindTables) -> None:
    rows = [["Voce", "2024"], ["Diritto annuale", "(412.350,75\n)"], ["Rimborsi", "7.904,20"]]
    (table,) = find_tables(Drawing().grid(72, 120, [150, 60], rows, align="lr", bold_rows=1))
    assert [row[1] for row in table] == ["2024", "(412.350,75)", "7.904,20"]


def test_amounts_broken_within_a_group_of_their_digits_are_whole(find_tables: FindTables) -> None:
    rows = [["Voce", "2023", "2022"], ["Personale", "1.000.0\n00,00", "12.000.00\n0,00"], ["Servizi", "5,00", "7,00"]]
    drawing = Drawing().grid(72, 100, [130, 60, 60], rows, align="lrr")
    assert find_tables(drawing) == [[rows[0], ["Personale", "1.000.000,00", "12.000.000,00"], rows[2]]]


def test_a_currency_over_its_amount_is_of_it_and_no_header(find_tables: FindTables) -> None:
    rows = [
        ["VOCI DI ONERE/PROVENTO", "2023", "2024"],
        ["A) Proventi correnti", "", ""],
        ["1) Diritto annuale", "EUR 2.891.325", "EUR 2.077.134"],
        ["2) Diritti di segreteria", "EUR 53.802", "EUR 78.542"],
        ["Totale proventi correnti (A)", "EUR 2.945.127", "EUR 2.155.676"],
        ["B) Oneri correnti", "", ""],
        ["6) Personale", "EUR 1.600.284", "EUR 1.506.293"],
        ["7) Funzionamento", "EUR 1.052.371", "EUR 876.554"],
        ["Totale oneri correnti (B)", "EUR 2.652.655", "EUR 2.382.847"],
    ]
    drawing, y = Drawing(), 100
    for row in rows:
        bold = row[0].startswith(("Totale", "A)", "B)", "VOCI"))
        drawing.text(72, y, row[0], size=9, bold=bold)
        for x, text in zip((400, 490), row[1:], strict=True):
            lines = text.split() if row[0].startswith("Totale") else [text]
            for place, line in enumerate(lines):
                drawing.text(x, y + 11 * place, line, size=9, bold=bold, align="r")
        y += 30 if row[0].startswith("Totale") else 18
    assert find_tables(drawing) == [rows]


def test_filled_boxes_keep_the_order_of_their_figures_beside_a_label_over_several(report_on: ReportOn) -> None:
    drawing = Drawing()
    for x0, x1, text in ((60.0, 200.0, "Voce"), (200.0, 300.0, "Competenza"), (300.0, 400.0, "Cassa")):
        drawing.box(x0, 92, x1, 106, fill=GREY).text(x0 + 2, 102, text, size=8, bold=True)
    for line in range(4):
        top = 106 + 42 * line
        for row in range(3):
            for x0, x1 in ((200.0, 300.0), (300.0, 400.0)):
                if (3 * line + row) % 2:
                    drawing.box(x0, top + 14 * row, x1, top + 14 * (row + 1), fill=GREY)
                drawing.text(x1 - 2, top + 14 * row + 10, f"{line + 1}.{row + 1}00,00", size=8, align="r")
        if line % 2:
            drawing.box(60, top, 200, top + 42, fill=GREY)
        drawing.text(62, top + 19, "Imposte, tasse e", size=8).text(62, top + 29, "proventi assimilati", size=8)
    (table,) = report_on(drawing).tables
    assert [row[1] for row in table.texts()[1:]] == [f"{line}.{row}00,00" for line in range(1, 5) for row in range(1, 4)]


def test_a_lettered_heading_below_a_total_is_no_part_of_it_behind_a_column_of_codes(report_on: ReportOn) -> None:
    rows = [
        ["Cod.", "Voce", "2023", "2024"],
        ["1", "Diritto annuale", "5.833", "7.384"],
        ["2", "Diritti di segreteria", "96.626", "83.675"],
        ["", "Totale proventi correnti", "102.459", "91.059"],
        ["", "B) ONERI CORRENTI", "", ""],
        ["6", "Personale", "-351.084", "-178.580"],
        ["7", "Funzionamento", "-43.947", "-14.646"],
        ["", "Totale oneri correnti", "-395.031", "-193.226"],
    ]
    columns: list[tuple[float, Align]] = [(72, "l"), (110, "l"), (400, "r"), (500, "r")]
    bold = {3, 4}
    drawing = Drawing().aligned(120, columns, [["", "", "", ""] if i in bold else row for i, row in enumerate(rows)], bold_rows=1)
    for i in bold:
        drawing.aligned(120 + 14 * i, columns, [rows[i]], bold_rows=1)
    (table,) = report_on(drawing).tables
    assert table.texts() == rows


def test_a_nil_dash_is_no_sign_of_the_figure_in_the_row_below(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "Competenza"],
        ["Entrate correnti", "19.204,10"],
        ["Recupero del disavanzo dell'esercizio precedente, iscritto in bilancio", "–"],
        ["Somma finale", "8.416,95"],
        ["Spese correnti", "1.204,00"],
    ]
    (table,) = report_on(Drawing().aligned(120, [(72, "l"), (480, "r")], rows, bold_rows=1)).tables
    assert table.texts() == rows


def test_a_section_over_rows_that_show_their_figures_first_is_no_begin_of_a_label(find_tables: FindTables) -> None:
    lines = [
        ["Voce", "2022", "2023"],
        ["D) Gestione finanziaria", "", ""],
        ["Rimborso prestiti", "632,05", "979.380,51"],
        ["Concessione crediti di breve", "6.340,70", "9.210,36"],
        ["termine", "", ""],
        ["Trasferimenti correnti", "877,99", "394.510,71"],
        ["Totale generale", "7.850,74", "1.383.101,58"],
    ]
    drawing = Drawing(font="Times-Roman").aligned(100, [(72, "l"), (260, "r"), (340, "r")], lines, leading=12)
    rows = [*lines[:3], ["Concessione crediti di breve termine", "6.340,70", "9.210,36"], *lines[5:]]
    assert find_tables(drawing) == [rows]


@pytest.mark.parametrize(("heading", "bold", "mark"), [("Gestione corrente", True, ""), ("Gestione corrente", False, "a) ")])
def test_a_heading_on_the_ground_of_the_row_below_it_is_a_row(
    find_tables: FindTables, heading: str, bold: bool, mark: str
) -> None:
    drawing = Drawing().box(72, 100, 440, 200, line=0.5)
    for top, bottom in ((100, 116), (148, 174)):
        for x0, x1 in ((72, 240), (240, 340), (340, 440)):
            drawing.box(x0, top, x1, bottom, fill=(0.9, 0.9, 0.9))
    drawing.text(76, 128, heading, size=9, bold=bold)
    columns: list[tuple[float, Align]] = [(76, "l"), (336, "r"), (436, "r")]
    rows = [["Voce", "2022", "2023"], [f"{mark}Diritti", "1.528,00", "1.600,00"], [f"{mark}Contributi", "21.816,63", "22.000,00"]]
    for y, row in zip((111, 142, 158), rows, strict=True):
        drawing.aligned(y, columns, [row], bold_rows=int(y == 111))
    drawing.text(76, 169, "e trasferimenti", size=9).aligned(188, columns, [[f"{mark}Totale", "23.344,63", "23.600,00"]])
    rows[2][0] += " e trasferimenti"
    assert find_tables(drawing) == [[rows[0], [heading, "", ""], *rows[1:], [f"{mark}Totale", "23.344,63", "23.600,00"]]]


def test_a_kind_with_its_number_begins_a_label_right_under_the_total_of_another(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (300, "r"), (400, "r")]
    lines = [
        ["Missioni", "2023", "2024"],
        ["Missione 01 - Tariffe di", "", ""],
        ["competenza", "", ""],
        ["Programma 01 opere", "503,16", "656,44"],
        ["di mercato", "", ""],
        ["Totale missione 01", "503,16", "656,44"],
        ["Missione 02 - Riserve", "", ""],
        ["obbligatorie", "", ""],
        ["Programma 01 lasciti", "88,40", "12,10"],
    ]
    drawing, y = Drawing(), 100.0
    for line in lines:
        drawing.aligned(y, columns, [line], bold_rows=int(line[0][:5] in ("Missi", "compe", "Total", "obbli")))
        y += 12.6
    (table,) = find_tables(drawing)
    assert [row[0] for row in table[-3:]] == ["Totale missione 01", "Missione 02 - Riserve obbligatorie", "Programma 01 lasciti"]


def test_a_label_that_begins_on_the_line_above_its_figures_is_none_of_the_row_before(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (300, "r"), (400, "r")]
    rows = [["Macchine d'ufficio elettroniche", "704,89", "233,29"], ["Immobilizzazioni in corso e", "", ""]]
    rows += [["acconti", "1.063,79", "166,52"], ["Altri beni", "277,15", "14,51"]]
    (table,) = report_on(Drawing().aligned(120, columns, [["Voce", "2023", "2024"], *rows])).tables
    assert table.texts()[1:] == [rows[0], ["Immobilizzazioni in corso e acconti", *rows[2][1:]], rows[3]]


@pytest.mark.parametrize("ruled", [False, True])
def test_labels_in_the_middle_of_groups_of_rows_stand_in_the_first(report_on: ReportOn, *, ruled: bool) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (120, "l"), (320, "l"), (440, "r"), (450, "l"), (540, "r")]
    labels = [["Imposte, tasse e proventi", "assimilati"], ["Fondi perequativi"], ["Trasferimenti correnti da", "imprese"]]
    head = ["Codice", "Denominazione", "", "Previsioni", "", "Riscossioni"]
    drawing = Drawing().aligned(100, columns, [head], size=9)
    rows, y = [], 118.0
    for i, label in enumerate(labels):
        group = [[sign, f"{1 + i}.{k}00,00", "R" + sign[0], f"{i}{k},00"] for k, sign in enumerate(("RS", "CP", "CS"))]
        drawing.aligned(y, columns[2:], group, leading=12, size=9).text(72, y + 12, f"1010{i}", size=9)
        drawing.lines(120, y + 12 - 5 * (len(label) - 1), label, leading=10, size=9)
        rows += [[f"1010{i}" if k == 0 else "", " ".join(label) if k == 0 else "", *row] for k, row in enumerate(group)]
        y += 36
    for x in (68, 116, 316, 336, 446, 462, 544) if ruled else ():
        drawing.rule(x, 88, x, y - 8)
    for at in (88, 106, y - 8) if ruled else ():
        drawing.rule(68, at, 544, at)
    (table,) = report_on(drawing).tables
    assert table.texts()[table.header_rows :] == rows
    assert all(cell.row_span == 3 for cell in table.cells if cell.column < 2 and cell.row >= table.header_rows and cell.text)


def test_a_label_of_which_a_row_is_the_total_is_no_end_of_the_label_above_it(find_tables: FindTables) -> None:
    rows = [["Voce", "2023", "2024"], ["Entrate correnti", "", ""], ["Contributi di terzi", "16.495,28", "387,88"]]
    rows += [["Totale entrate correnti", "16.495,28", "387,88"], ["Entrate in conto capitale", "", ""]]
    rows += [["Trasferimenti del Comune", "417,21", "56.698,90"], ["Alienazioni di beni", "3.250,10", "88,00"]]
    rows += [["Totale entrate in conto capitale", "3.667,31", "56.786,90"]]
    drawing = Drawing(font="Courier").aligned(100, [(72, "l"), (310, "r"), (400, "r")], rows[:-1], leading=10)
    drawing.text(72, 170, "Totale entrate in conto", size=9).text(72, 180, "capitale", size=9)
    assert find_tables(drawing.aligned(170, [(310, "r"), (400, "r")], [rows[-1][1:]])) == [rows]


def test_a_paragraph_under_a_table_of_bands_is_not_of_its_last_row(find_tables: FindTables) -> None:
    rows = [["Voce", "2023", "2022"], ["Diritto annuale", "412.350,75", "431.206,10"], ["Segreteria", "187.904,20", "179.455,60"]]
    rows += [["Contributi e\ntrasferimenti", "-12.400,00", "-9.850,50"], ["Interessi", "1.204,15", "856,30"]]
    rows += [["Rimborsi", "118,40", "98,20"], ["Totale", "588.577,50", "600.766,70"]]
    drawing, top = Drawing().text(76, 85, "Nella tabella che segue sono esposti i valori.", size=11), 100.0
    for i, row in enumerate(rows):
        bottom = top + 24.6 + 14.7 * row[0].count("\n")
        for x, width in ((72, 108), (180, 140), (320, 140)):
            if i == 0 or i % 2:
                drawing.box(x, top, x + width, bottom, fill=GREY, line=0)
        drawing.text(316, top + 10, row[1], align="r", size=11).text(456, top + 10, row[2], align="r", size=11)
        for n, part in enumerate(row[0].split("\n")):
            drawing.text(76, top + 10 + 14.7 * n, part, size=11)
        top = bottom
    drawing.text(76, top + 10, "Seguono i commenti.", size=11)
    (table,) = find_tables(drawing)
    assert table[: len(rows)] == [[text.replace("\n", " ") for text in row] for row in rows]


def test_a_heading_in_capitals_is_no_next_line_of_the_label_above_it(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(50, "l"), (100, "l"), (420, "r"), (500, "r")]
    above = [
        ["10101", "Acquisto di beni e di servizi", "1.250,00", "1.310,50"],
        ["10102", "Contributi agli investimenti", "88,00", "91,20"],
    ]
    below = [["10103", "Concorsi e premi", "420,30", "398,15"], ["10104", "Interessi", "12,00", "14,00"]]
    heading = "TUTELA DEL TERRITORIO E DELL'AMBIENTE"
    drawing = Drawing().aligned(110, columns, [["Codice", "Voce", "2023", "2024"], *above], leading=12)
    drawing.text(100, 146, heading).aligned(158, columns, below, leading=12)
    (table,) = report_on(drawing).tables
    assert table.texts()[1:] == [*above, ["", heading, "", ""], *below]


@pytest.mark.parametrize("upper", ["La spesa è così composta:", "Nel dettaglio:", "Importi in euro.", "Spese correnti"])
def test_a_line_over_labels_in_small_letters_is_not_of_the_first(find_tables: FindTables, upper: str) -> None:
    columns: list[tuple[float, Align]] = [(50, "l"), (380, "r"), (480, "r")]
    labels = ["affitti passivi", "utenze", "canoni", "manutenzioni", "assicurazioni"]
    rows = [[label, f"1{i}.250,40", f"1{i}.310,75"] for i, label in enumerate(labels)]
    (table,) = find_tables(Drawing().text(50, 77.5, upper, size=9).aligned(90, columns, rows))
    assert table[-len(rows) :] == rows


def test_a_label_in_capitals_goes_on_in_small_letters(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(50, "l"), (380, "r"), (480, "r")]
    above = [["Voce", "2023", "2022"], ["Fondo di cassa", "9.120,40", "8.310,75"], ["Residui attivi", "4.250,10", "4.110,00"]]
    last = ["al 31 dicembre", "12.345,10", "11.345,20"]
    below = [["Parte accantonata", "1.025,00", "1.000,00"], ["Parte vincolata", "2.250,00", "2.000,00"]]
    drawing = Drawing().aligned(100, columns, above, leading=11)
    drawing.text(50, 133, "RISULTATO DI AMMINISTRAZIONE", size=9).aligned(144, columns, [last, *below], leading=11)
    (table,) = find_tables(drawing)
    assert table == [*above, ["RISULTATO DI AMMINISTRAZIONE al 31 dicembre", *last[1:]], *below]


@pytest.mark.parametrize("text", ["n.d.", "non rilevato"])
def test_a_row_in_a_smaller_size_without_figures_heads_no_table(find_tables: FindTables, text: str) -> None:
    columns: list[tuple[float, Align]] = [(50, "l"), (320, "r"), (400, "r"), (480, "r")]
    above = [
        ["Voce", "2021", "2022", "2023"],
        *([f"Servizio {i}", "871.850,00", "860.120,50", "902.300,10"] for i in range(1, 5)),
    ]
    small = ["di cui rimborsi", text, text, text]
    below = [[f"Imposta {i}", "71.850,00", "60.120,50", "92.300,10"] for i in range(1, 5)]
    drawing = Drawing().aligned(100, columns, above, size=10).aligned(170, columns, [small], size=8)
    assert find_tables(drawing.aligned(184, columns, below, size=10)) == [[*above, small, *below]]


def test_a_heading_in_capitals_stands_over_labels_in_small_letters(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(50, "l"), (380, "r"), (480, "r")]
    above = [["Voce", "2023", "2022"], ["affitti", "9.120,40", "8.310,75"], ["canoni", "4.250,10", "4.110,00"]]
    below = [
        ["stipendi e altri", "12.345,10", "11.345,20"],
        ["contributi", "1.025,00", "1.000,00"],
        ["missioni", "80,00", "75,00"],
    ]
    drawing = Drawing().aligned(100, columns, above, leading=11).text(50, 133, "SPESE DI PERSONALE", size=9)
    (table,) = find_tables(drawing.aligned(144, columns, below, leading=11))
    assert table == [*above, ["SPESE DI PERSONALE", "", ""], *below]


@pytest.mark.parametrize("drawn", ["text", "rules", "stripes"])
def test_labels_at_half_the_height_of_their_rows_are_of_all_of_them(report_on: ReportOn, drawn: str) -> None:
    columns: list[tuple[float, Align]] = [(44, "l"), (130, "l"), (360, "r"), (450, "r")]
    drawing = Drawing().aligned(100, columns, [["Area", "Aspetto", "2023", "2024"]], bold_rows=1)
    groups = [("Registro Imprese", 3), ("Commercio estero", 2), ("Regolazione\ndel mercato", 3), ("Totale", 1)]
    rows: list[list[str]] = []
    y = 116.0
    for label, count in groups:
        lines = label.split("\n")
        if drawn == "stripes" and len(rows) % 2 == 0:
            drawing.box(40, y - 9, 126, y + 12 * count - 9, fill=GREY)
        for i in range(count) if drawn == "stripes" else ():
            if (len(rows) + i) % 2 == 0:
                drawing.box(126, y + 12 * i - 9, 460, y + 12 * i + 3, fill=GREY)
        drawing.lines(44, y + 6 * (count - len(lines)), lines, leading=12, size=9)
        for i in range(count):
            row = ["" if label == "Totale" else f"Aspetto {label[:2]}{i}", f"{i + 1},35", f"{i + 2},07"]
            drawing.aligned(y + 12 * i, columns, [["", *row]])
            rows.append(["" if i else label.replace("\n", " "), *row])
        y += 12 * count
    for x in (40, 126, 300, 400, 460) if drawn == "rules" else ():
        drawing.rule(x, 90, x, y - 6)
    (table,) = report_on(drawing).tables
    assert table.texts()[1:] == rows
    assert [c.row_span for c in table.cells if c.column == 0 and c.row] == [3, 2, 3, 1]


@pytest.mark.parametrize("drawn", ["nothing", "two lines", "grid", "stripes"])
def test_codes_of_single_rows_stay_beside_them(find_tables: FindTables, drawn: str) -> None:
    code = "1" if drawn == "nothing" else "Area\n1"
    rows = [["", "Entrate", "1.300,00"], [code, "Tributi", "1.000,00"], ["", "di cui IMU", "300,00"]]
    rows += [["", "Spese", "2.300,00"], [code.replace("1", "2"), "Personale", "2.000,00"], ["", "di cui TFR", "300,00"]]
    drawing, y = Drawing().aligned(92, [(64, "l"), (134, "l"), (416, "r")], [["Cod.", "Voce", "2024"]], bold_rows=1), 100.0
    for i, (label, *others) in enumerate(rows):
        lines = label.split("\n")
        height = 14.0 * len(lines)
        if drawn == "stripes" and i % 2:
            drawing.box(60, y, 420, y + height, fill=GREY)
        if drawn == "grid":
            drawing.rule(60, y, 420, y)
        drawing.lines(64, y + 10, lines, leading=14, size=9)
        drawing.aligned(y + 3 + height / 2, [(134, "l"), (416, "r")], [others])
        y += height
    for x in (60, 130, 300, 420) if drawn == "grid" else ():
        drawing.rule(60, 80, 420, 80).rule(60, y, 420, y).rule(x, 80, x, y)
    (table,) = find_tables(drawing)
    assert [row[0] for row in table[1:]] == [row[0].replace("\n", " ") for row in rows]


@pytest.mark.parametrize("none", ["n.d.", "N.D.", "n.a.", "ND", "n/a", "…", "//", "=="])
def test_rows_that_state_no_figure_are_rows_of_their_own(find_tables: FindTables, none: str) -> None:
    rows = [
        ["Indicatore", "2024", "2023"],
        ["Costo medio per pratica", none, none],
        ["Ore di formazione", "1.210", "998"],
        ["Grado di soddisfazione", none, none],
        ["Utenti", none, none],
        ["Pratiche evase", "411", "387"],
        ["Presenze", none, none],
    ]
    drawing = Drawing().aligned(100, [(72, "l"), (300, "r"), (380, "r")], rows, leading=10, bold_rows=1)
    assert find_tables(drawing) == [rows]


@pytest.mark.parametrize("numbered", [True, False])
def test_labels_of_two_lines_around_their_figures_as_close_as_rows(find_tables: FindTables, numbered: bool) -> None:
    labels = ["Contributi in conto esercizio", "Contributi da Regione per quota del\nFondo sanitario regionale"]
    labels += ["Contributi da Regione per quota del\nFondo vincolato", "Contributi extra fondo"]
    labels += ["Rettifica di contributi per la loro\nDestinazione"]
    labels = [f"{'A' + '.1' * (i + 1)}) {label}" if numbered else label for i, label in enumerate(labels)]
    rows = [["Codice", "Voce", "2023", "2022"]]
    rows += [[f"AA{i:02d}0", label, f"{6 + i}.512", f"{3 + i}.104"] for i, label in enumerate(labels, 1)]
    columns: list[tuple[float, Align]] = [(62, "l"), (102, "l"), (360, "r"), (420, "r")]
    drawing, y = Drawing(), 100.0
    drawing.rule(58, y, 424, y)
    for i, (code, label, *figures) in enumerate(rows):
        lines = label.split("\n")
        middle = y + 7.4 + 3.8 * (len(lines) - 1)
        drawing.aligned(middle, columns, [[code, "", *figures]], size=8, bold_rows=int(i == 0))
        drawing.lines(102, y + 7.4, lines, leading=7.6, size=8)
        y += 7.6 * len(lines)
        if i in (0, len(rows) - 1):
            drawing.rule(58, y + 1.5, 424, y + 1.5)
    for x in (58, 98, 300, 364, 424):
        drawing.rule(x, 100, x, y + 1.5)
    assert find_tables(drawing) == [whole(rows)]


def test_a_numbered_label_of_the_right_side_above_its_figures_begins_a_row(find_tables: FindTables) -> None:
    rows = [["USCITE", "2023", "2022", "ENTRATE", "2023", "2022"]]
    rows += [["1) Materie prime", "15.585", "22.636", "1) Quote associative", "11.631", "16.379"]]
    rows += [["2) Servizi", "16.725", "29.300", "2) Attività mutuali", "25.674", "1.754"]]
    rows += [["3) Beni di terzi", "13.098", "919", "3) Prestazioni e cessioni ad associati e\nfondatori", "14.682", "49"]]
    rows += [["4) Personale", "12.401", "21.717", "4) Erogazioni liberali", "19.699", "24.482"]]
    columns: list[tuple[float, Align]] = [(40, "l"), (180, "r"), (230, "r"), (240, "l"), (460, "r"), (510, "r")]
    drawing, y = Drawing(), 110.0
    for i, row in enumerate(rows):
        lines = row[3].split("\n")
        drawing.aligned(y + 9.5 * (len(lines) - 1), columns, [[*row[:3], lines[-1], *row[4:]]], size=8, bold_rows=int(i == 0))
        drawing.lines(240, y, lines[:-1], leading=9.5, size=8)
        y += 9.5 * len(lines)
    assert find_tables(drawing) == [whole(rows)]


def test_row_numbers_set_right_and_words_a_space_behind_them_are_two_columns(find_tables: FindTables) -> None:
    names = ["Cherasco", "Govone", "Bra", "Fossano", "Alba", "Cuneo", "Verzuolo"]
    head = ["N.", "Comune", "Indirizzo", "Canoni"]
    rows = [[str(n), names[n % 7], f"via Roma, {n * 23 % 70}", f"{n * 37 % 90}.219,10"] for n in range(1, 21)]
    columns: list[tuple[float, Align]] = [(76, "r"), (78.5, "l"), (200, "l"), (420, "r")]
    drawing = Drawing().aligned(500, columns, [head, *rows[:14]], bold_rows=1).page().aligned(90, columns, rows[14:])
    assert find_tables(drawing) == [[head, *rows]]


@pytest.mark.parametrize("names", [["Tavola 1", "Tavola 2", "Tavola 3"], ["Tab. 1", "Prospetto 2", "Allegato 3"]])
def test_numbers_of_plates_are_no_titles_of_their_rows(find_tables: FindTables, names: list[str]) -> None:
    rows = [["Elaborato", "Oggetto", "Fogli", "Costo"], *([name, "Planimetria generale", "4", "1.204,50"] for name in names)]
    assert find_tables(Drawing().aligned(100, [(72, "l"), (160, "l"), (420, "r"), (540, "r")], rows)) == [rows]


@pytest.mark.parametrize("at", [0.0, 0.5, 1.0])
def test_labels_between_rules_that_part_groups_are_of_all_rows_between_them(report_on: ReportOn, at: float) -> None:
    areas = [
        ("Qualità dei\nservizi", [("Tempi medi di attesa\nallo sportello", 3), ("Accessibilità", 2)]),
        ("Efficienza", [("Spesa", 4)]),
    ]
    rows: Texts = []
    drawing, y = Drawing(), 100.0
    drawing.aligned(
        92, [(62, "l"), (142, "l"), (250, "l"), (430, "r"), (500, "r")], [["Area", "Obiettivo", "Indicatore", "2022", "2023"]]
    )
    drawing.rule(60, 98, 504, 98)

    def label(x: float, text: str, count: int) -> None:
        lines = text.split("\n")
        drawing.lines(x, y + 10 + at * (14 * count - 11 * len(lines) - 3), lines, leading=11, size=9)

    for area, aims in areas:
        label(62, area, sum(count for _, count in aims))
        first = area.replace("\n", " ")
        for aim, count in aims:
            label(142, aim, count)
            for i in range(count):
                rows.append(
                    [first, "" if i else aim.replace("\n", " "), f"Minuti {len(rows)}", f"{len(rows)}7,3", f"{len(rows)}4,1"]
                )
                first, y = "", y + 14
                drawing.aligned(y - 4, [(250, "l"), (430, "r"), (500, "r")], [rows[-1][2:]])
                drawing.rule(246, y, 504, y)
            drawing.rule(138, y, 504, y)
        drawing.rule(60, y, 504, y)
    (table,) = report_on(drawing).tables
    assert table.texts()[1:] == rows
    assert [c.row_span for c in table.cells if c.column == 0 and c.row] == [5, 4]


def test_lines_of_a_label_closer_than_their_size_and_rows_set_apart(find_tables: FindTables) -> None:
    names = ["Entrate", "Trasferimenti\nZuweisungen", "Accensione di prestiti\nSchulden"]
    rows = [["Tit.", "Denominazione", "2022", "2023"]]
    rows += [[str(i), name, f"{i}.125.196,76", f"{i * 3}29.391,14"] for i, name in enumerate(names, 1)]
    drawing = Drawing().aligned(90, [(62, "l"), (82, "l"), (340, "r"), (440, "r")], rows[:1], bold_rows=1)
    for i, (number, name, *figures) in enumerate(rows[1:]):
        drawing.lines(82, 104 + 23 * i + 8.5 * (i == 0), name.split("\n"), leading=8.5, size=9)
        drawing.aligned(112.5 + 23 * i, [(62, "l"), (340, "r"), (440, "r")], [[number, *figures]])
    assert find_tables(drawing) == [whole(rows)]


@pytest.mark.parametrize(
    ("above", "below", "whole"), [("prime e/", "o beni", "prime e/o beni"), ("prime /", "beni", "prime / beni")]
)
def test_a_word_broken_at_a_slash_is_whole(find_tables: FindTables, above: str, below: str, whole: str) -> None:
    rows = [["Voce", "2024"], [f"{above}\n{below}", "1.210,00"], ["Servizi", "998,10"]]
    assert find_tables(Drawing().grid(72, 100, [150, 80], rows, align="lr", bold_rows=1))[0][1] == [whole, "1.210,00"]


@pytest.mark.parametrize("first", [["Utenze e", "Canoni"], ["QUOTE AL", "FONDO"]])
def test_labels_that_end_with_a_linking_word_go_on_beside_their_figures(find_tables: FindTables, first: list[str]) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (238, "r"), (318, "r")]
    header = ["Voci di bilancio e conti", "Preventivo", "Consuntivo"]
    rows = [["IMPOSTE E TASSE", "723,53", "900,66"], ["TARIFFE", "285.179,17", "619,60"], ["ORGANI", "37.579,58", "777.889,27"]]
    drawing = Drawing().aligned(120, columns, [header], bold_rows=1).text(72, 135, first[0], size=9)
    for k, row in enumerate([[first[1], "804.676,44", "371,03"], *rows]):
        drawing.aligned(146 + 16 * k, columns, [row]).rule(68, 150 + 16 * k, 322, 150 + 16 * k, dash=(1, 1))
    assert find_tables(drawing) == [[header, [" ".join(first), "804.676,44", "371,03"], *rows]]


@pytest.mark.parametrize("first", [["Quote al", "Fondo"], ["Utenze e", "Canoni"]])
def test_labels_that_end_with_a_linking_word_go_on_among_rows_as_far_apart(find_tables: FindTables, first: list[str]) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (238, "r"), (318, "r")]
    rows = [["Voci di bilancio e conti", "Preventivo", "Consuntivo"], ["IMPOSTE E TASSE", "723,53", "900,66"], [first[0], "", ""]]
    rows += [[first[1], "285.179,17", "619,60"], ["ORGANI", "37.579,58", "777.889,27"], ["TARIFFE", "79,58", "77.889,27"]]
    drawing = Drawing().aligned(120, columns, rows, bold_rows=1, leading=12)
    assert find_tables(drawing) == [[*rows[:2], [" ".join(first), *rows[3][1:]], *rows[4:]]]


@pytest.mark.parametrize("step", [11, 12])
def test_labels_of_several_lines_over_the_line_of_their_code_and_figures(find_tables: FindTables, step: float) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (110, "l"), (300, "r"), (380, "r")]
    rows = [
        ("104", ["Utenze e canoni"], "874,08", "678.921,21"),
        ("112", ["Formazione"], "54.405,15", "926,91"),
        ("116", ["Contributi dal", "Ministero"], "383.298,72", "27.865,35"),
        ("120", ["Trasferimenti correnti", "da amministrazioni", "pubbliche"], "591,51", "620,96"),
        ("121", ["Spese per", "Organi"], "1.591,51", "3.620,96"),
    ]
    header = ["Cod.", "Descrizione", "2024", "2023"]
    drawing, y = Drawing().aligned(120, columns, [header], bold_rows=1), 136.0
    for code, label, *figures in rows:
        drawing.lines(110, y, label[:-1], size=9, leading=11)
        y += 11 * (len(label) - 1)
        drawing.aligned(y, columns, [[code, label[-1], *figures]])
        y += step
    assert find_tables(drawing) == [[header, *([code, " ".join(label), *figures] for code, label, *figures in rows)]]


@pytest.mark.parametrize("at", [0.0, 0.5, 1.0])
def test_lines_of_two_distances_are_those_of_cells_and_of_rows_however_alike(find_tables: FindTables, at: float) -> None:
    labels = ["UTENZE\nE CANONI", "FORMAZIONE", "GODIMENTO\nBENI DI TERZI", "ORGANI", "QUOTE\nASSOCIATIVE", "RIMBORSI"]
    figures = ["383.298,72", "54.405,15", "591,51", "1.591,51", "27.865,35", "926,91"]
    columns: list[tuple[float, Align]] = [(72, "l"), (300, "r")]
    drawing, y = Drawing().aligned(120, columns, [["Descrizione", "2024"]], bold_rows=1), 138.0
    for label, figure in zip(labels, figures, strict=True):
        lines = label.split("\n")
        drawing.lines(72, y, lines, size=9, leading=11).text(300, y + 11 * at * (len(lines) - 1), figure, size=9, align="r")
        y += 11 * len(lines) + 0.5
    rows = [[label.replace("\n", " "), figure] for label, figure in zip(labels, figures, strict=True)]
    assert find_tables(drawing) == [[["Descrizione", "2024"], *rows]]


def test_a_capital_that_ends_a_heading_of_rows_goes_on_to_nothing(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (238, "r"), (318, "r")]
    rows = [["Voci di bilancio e conti", "Preventivo", "Consuntivo"], ["Area A", "", ""], ["Imposte", "723,53", "900,66"]]
    rows += [["Organi", "37.579,58", "777.889,27"], ["Area E", "", ""], ["Tariffe", "79,58", "77.889,27"]]
    assert find_tables(Drawing().aligned(120, columns, rows, bold_rows=1)) == [rows]


def test_amounts_grouped_by_apostrophes_stand_apart_however_close(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (380, "r"), (426, "r"), (458, "r")]
    rows = [["Voce", "2024", "2023", "Var."], ["Imposte", "31'388,94", "576'168,38", "-0,5%"], ["Oneri", "551", "86,27", "7,6%"]]
    rows += [["Tariffe", "904'518,11", "683'897,10", "-2,8%"], ["Organi", "-630'124,25", "58'756,73", "-42,8%"]]
    assert find_tables(Drawing().aligned(120, columns, rows, bold_rows=1)) == [rows]


@pytest.mark.parametrize("amount", ["{} €", "€ {}"])
def test_an_amount_with_its_currency_right_behind_a_long_label_is_in_its_column(find_tables: FindTables, amount: str) -> None:
    end = 72 + stringWidth("Accantonamenti", "Helvetica", 9) + 3.5 + stringWidth(amount.format("43.601"), "Helvetica", 9)
    figures = {"Ricavi": "1.749.991", "Quote": "10.658", "Accantonamenti": "43.601", "Imposte": "2.270", "Oneri": "1.081.701"}
    rows = [["", "2024"], *([label, amount.format(figure)] for label, figure in figures.items())]
    assert find_tables(Drawing().aligned(120, [(72, "l"), (end, "r")], rows, leading=16)) == [rows]


def narrow_cells(label: str) -> tuple[Drawing, Texts]:
    """Amounts with their minuses behind them, those of the total without room for these, whose label may go on beside them."""
    columns: list[tuple[float, Align]] = [(72, "l"), (380, "r"), (460, "r")]
    rows = [["Voce", "2018", "2019"], ["Proventi", "624.402,37", "660.816,34"], ["Oneri", "240.254,48 -", "235.697,12 -"]]
    rows += [["Risultato (A - B", "1.615.708,03", "1.595.188,83"], [label, "-", "-"], ["Interessi", "8.294,58", "9.944,43"]]
    return Drawing().aligned(120, columns, rows), rows


@pytest.mark.parametrize("end", ["", "+ C)"])
def test_minuses_behind_amounts_that_had_no_room_are_of_these(find_tables: FindTables, end: str) -> None:
    drawing, rows = narrow_cells(end)
    total = [f"Risultato (A - B {end}".strip(), "1.615.708,03 -", "1.595.188,83 -"]
    assert find_tables(drawing) == [[*rows[:3], total, *rows[5:]]]


def test_nils_with_a_label_of_their_own_are_no_minuses_of_amounts(find_tables: FindTables) -> None:
    drawing, rows = narrow_cells("Riserve")
    assert find_tables(drawing) == [rows]


def test_cents_that_had_no_room_are_of_the_amount_above(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (380, "r"), (460, "r")]
    rows = [["Voce", "2018", "2019"], ["Immobili", "19.401,40", "17.267,25"], ["Impianti", "12.804,33", "896,30 -"]]
    rows += [["Attrezzature", "197.479,0", "13.823,53"], ["", "5", "-"], ["Mobili", "20.087,47", "17.877,85"]]
    whole = ["Attrezzature", "197.479,05", "13.823,53 -"]
    assert find_tables(Drawing().aligned(120, columns, rows)) == [[*rows[:3], whole, rows[5]]]
