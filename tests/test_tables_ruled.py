"""Ruled tables, from the textbook's to those that printers and spreadsheets really make."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.report import Report
from tests.conftest import Texts
from tests.drawing import BLACK, EVERYTHING, GREY, WHITE, Align, Drawing

FindTables = Callable[[Drawing], list[Texts]]
ReportOn = Callable[[Drawing], Report]

COSTS = [
    ["Conto", "Voce", "2015", "2016", "Scostamento"],
    ["3250", "Prestazione di servizi", "743.675,64", "603.523,63", "-140.152,01"],
    ["3260", "Godimento di beni di terzi", "10.994,95", "10.689,95", "-305,00"],
    ["3270", "Oneri diversi di gestione", "569.197,48", "541.551,50", "-27.645,98"],
    ["325", "Totale", "1.323.868,07", "1.155.765,08", "-168.102,99"],
]
WORDS = ["diversi", "sociali", "bancari", "comuni", "locali"]
WIDTHS = [40, 150, 80, 80, 80]
ALIGN = "llrrr"


def costs(x: float = 72, top: float = 100, rules: frozenset[str] = EVERYTHING, **more: object) -> Drawing:
    return Drawing().grid(x, top, WIDTHS, COSTS, align=ALIGN, bold_rows=1, rules=rules, **more)  # type: ignore[arg-type]


# ── the grid ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_full_grid(find_tables: FindTables) -> None:
    assert find_tables(costs()) == [COSTS]


def test_every_cell_knows_its_page_and_the_box_of_its_text(report_on: ReportOn) -> None:
    drawing = Drawing().page().grid(72, 100, [100, 80], [["Voce", "2016"], ["Oneri", "1.234,56"]], align="lr", height=20)
    (table,) = report_on(drawing).tables
    ((page, box),) = table.boxes
    assert page == 2
    assert tuple(box) == pytest.approx((72, 100, 252, 140), abs=0.5)
    cell = table.grid()[1][1]
    assert cell is not None
    assert (cell.text, cell.page) == ("1.234,56", 2)
    assert (cell.box.x1, cell.box.x0) == pytest.approx((248, 248 - 35.03), abs=0.1)
    assert 120 < cell.box.top < 131 < cell.box.bottom < 140


@pytest.mark.parametrize(
    "missing",
    [{"left", "right"}, {"top", "bottom"}, {"left"}, {"bottom"}, {"top", "bottom", "left", "right"}],
    ids=lambda missing: "+".join(sorted(missing)),
)
def test_outer_borders_that_are_missing(find_tables: FindTables, missing: set[str]) -> None:
    assert find_tables(costs(rules=EVERYTHING - missing)) == [COSTS]


def test_rules_between_columns_only_within_a_border(find_tables: FindTables) -> None:
    assert find_tables(costs(rules=EVERYTHING - {"rows"})) == [COSTS]


def test_rules_between_rows_only(find_tables: FindTables) -> None:
    assert find_tables(costs(rules=frozenset({"top", "bottom", "rows"}))) == [COSTS]


def test_a_border_and_rules_between_rows(find_tables: FindTables) -> None:
    assert find_tables(costs(rules=EVERYTHING - {"columns"})) == [COSTS]


@pytest.mark.parametrize("dash", [(3, 2), (1, 1.5), (0.5, 2), (6, 2, 1, 2)])
def test_dashed_and_dotted_rules(find_tables: FindTables, dash: tuple[float, ...]) -> None:
    assert find_tables(costs(line=lambda d, *ends: d.rule(*ends, dash=dash))) == [COSTS]


def test_rules_made_of_dots_drawn_one_by_one(find_tables: FindTables) -> None:
    def dots(d: Drawing, x0: float, y0: float, x1: float, y1: float) -> None:
        for i in range(int(max(x1 - x0, y1 - y0) / 2) + 1):
            x, y = (x0 + 2 * i, y0) if x1 > x0 else (x0, y0 + 2 * i)
            d.box(x - 0.3, y - 0.3, x + 0.3, y + 0.3, fill=BLACK)

    assert find_tables(costs(line=dots)) == [COSTS]


@pytest.mark.parametrize("apart", [1.0, 1.5, 2.0, 2.5])
def test_double_rules(find_tables: FindTables, apart: float) -> None:
    def double(d: Drawing, x0: float, y0: float, x1: float, y1: float) -> None:
        by = apart / 2
        for side in (-by, by):
            d.rule(x0 + side * (x0 == x1), y0 + side * (y0 == y1), x1 + side * (x0 == x1), y1 + side * (y0 == y1))

    assert find_tables(costs(line=double)) == [COSTS]


def test_every_cell_with_a_border_of_its_own_and_white_between(find_tables: FindTables) -> None:
    drawing, y = Drawing(), 100.0
    for row in COSTS:
        x = 72.0
        for width, text in zip(WIDTHS, row, strict=True):
            drawing.box(x + 0.75, y + 0.75, x + width - 0.75, y + 17.25).text(x + 4, y + 12, text, size=8)
            x += width
        y += 18
    assert find_tables(drawing) == [COSTS]


def test_cells_drawn_as_filled_rectangles(find_tables: FindTables) -> None:
    drawing, y = Drawing(), 100.0
    for row in COSTS:
        x = 72.0
        for width, text in zip(WIDTHS, row, strict=True):
            drawing.box(x + 0.5, y + 0.5, x + width - 0.5, y + 17.5, fill=GREY).text(x + 4, y + 12, text, size=8)
            x += width
        y += 18
    assert find_tables(drawing) == [COSTS]


def test_rules_drawn_as_thin_filled_rectangles(find_tables: FindTables) -> None:
    def bar(d: Drawing, x0: float, y0: float, x1: float, y1: float) -> Drawing:
        return d.box(x0 - 0.24, y0 - 0.24, x1 + 0.24, y1 + 0.24, fill=BLACK)

    assert find_tables(costs(line=bar)) == [COSTS]


@pytest.mark.parametrize("gap", [0.5, 1.0, 1.5])
def test_rules_that_miss_one_another_by_a_little(find_tables: FindTables, gap: float) -> None:
    def short(d: Drawing, x0: float, y0: float, x1: float, y1: float) -> Drawing:
        across, down = gap * (x1 > x0), gap * (y1 > y0)
        return d.rule(x0 + across, y0 + down, x1 - across, y1 - down)

    assert find_tables(costs(line=short)) == [COSTS]


# ── merged cells and heads of several rows ────────────────────────────────────────────────────────────────────────────


def test_cells_merged_across_columns_and_rows_stand_at_their_first_place(report_on: ReportOn) -> None:
    rows = [
        ["Area", "Consuntivo", "", "Totale"],
        ["", "2015", "2016", ""],
        ["Servizi", "10,00", "20,00", "30,00"],
        ["", "11,00", "21,00", "32,00"],
        ["Altro: non ripartito", "", "", "5,00"],
    ]
    spans = {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1), (2, 0): (2, 1), (4, 0): (1, 3)}
    (table,) = report_on(Drawing().grid(72, 100, [120, 80, 80, 80], rows, spans=spans, align="lrrr", bold_rows=2)).tables
    assert table.texts() == rows
    assert {(c.row, c.column): (c.row_span, c.column_span) for c in table.cells if (c.row_span, c.column_span) != (1, 1)} == spans
    assert table.header_rows == 2


def test_a_cell_merged_in_both_directions(report_on: ReportOn) -> None:
    rows = [["Voci", "", "2016"], ["", "", "€"], ["Oneri", "correnti", "7,00"], ["Oneri", "diversi", "8,00"]]
    (table,) = report_on(Drawing().grid(72, 100, [80, 80, 80], rows, spans={(0, 0): (2, 2)}, align="llr", bold_rows=2)).tables
    assert table.texts() == rows
    first = table.cells[0]
    assert (first.row_span, first.column_span) == (2, 2)


def test_a_head_of_three_rows_with_years_over_groups(report_on: ReportOn) -> None:
    rows = [
        ["Missione", "Impegni", "", "", "", "Pagamenti"],
        ["", "2015", "", "2016", "", "2016"],
        ["", "Competenza", "Residui", "Competenza", "Residui", "Totale"],
        ["01 Servizi istituzionali", "1.000,00", "200,00", "1.100,00", "150,00", "900,00"],
        ["03 Ordine pubblico", "500,00", "-", "520,00", "10,00", "480,00"],
    ]
    spans = {(0, 0): (3, 1), (0, 1): (1, 4), (1, 1): (1, 2), (1, 3): (1, 2)}
    drawing = Drawing((842, 595)).grid(60, 80, [150, 80, 80, 80, 80, 80], rows, spans=spans, align="lccccc", bold_rows=3)
    (table,) = report_on(drawing).tables
    assert table.texts() == rows
    assert table.header_rows == 3
    assert table.headings() == [
        "Missione",
        "Impegni 2015 Competenza",
        "Impegni 2015 Residui",
        "Impegni 2016 Competenza",
        "Impegni 2016 Residui",
        "Pagamenti 2016 Totale",
    ]


@pytest.mark.parametrize("bold", [0, 1])
def test_a_head_of_one_row_whether_bold_or_not(report_on: ReportOn, bold: int) -> None:
    (table,) = report_on(Drawing().grid(72, 100, WIDTHS, COSTS, align=ALIGN, bold_rows=bold)).tables
    assert (table.texts(), table.header_rows) == (COSTS, 1)


def test_a_heading_row_that_spans_the_width_below_the_head(report_on: ReportOn) -> None:
    rows = [
        ["Servizio", "Previsto", "Rilevato"],
        ["3.1.1 REGISTRO IMPRESE", "", ""],
        ["Vidimazioni", "7 gg.", "3 gg."],
        ["3.1.2 ALBI E RUOLI", "", ""],
        ["Iscrizioni", "30 gg.", "30 gg."],
    ]
    drawing = Drawing().grid(72, 100, [200, 80, 80], rows, spans={(1, 0): (1, 3), (3, 0): (1, 3)}, bold_rows=1)
    (table,) = report_on(drawing).tables
    assert table.texts() == rows
    assert table.header_rows == 1


def test_a_heading_row_in_bold_below_the_head_and_a_row_without_figures_below_it(report_on: ReportOn) -> None:
    head, rows = (
        [["Servizio", "Previsto", "Rilevato"], ["3.1.1 REGISTRO IMPRESE", "", ""]],
        [
            ["Vidimazioni", "a vista", "a vista"],
            ["Iscrizioni", "30 gg.", "28 gg."],
            ["Depositi", "5 gg.", "3 gg."],
        ],
    )
    drawing = Drawing().grid(72, 100, [200, 80, 80], head, spans={(1, 0): (1, 3)}, bold_rows=2)
    (table,) = report_on(drawing.grid(72, drawing.bottom, [200, 80, 80], rows)).tables
    assert table.texts() == [*head, *rows]
    assert table.header_rows == 1


def test_a_title_in_the_grid_over_all_columns(report_on: ReportOn) -> None:
    rows = [["ANNO 2015", "", ""], ["CCIAA", "Promos", "Totale"], ["3.446.720,87", "164.523,95", "3.611.244,82"]]
    (table,) = report_on(Drawing().grid(72, 100, [100, 100, 100], rows, spans={(0, 0): (1, 3)}, align="ccc", bold_rows=2)).tables
    assert (table.texts(), table.header_rows) == (rows, 2)


def test_a_white_head_on_a_dark_ground(find_tables: FindTables) -> None:
    drawing = Drawing().box(72, 100, 502, 115, fill=(0.1, 0.2, 0.5))
    for text, (x, align) in zip(COSTS[0], [(76, "l"), (116, "l"), (338, "r"), (418, "r"), (498, "r")], strict=True):
        drawing.text(x, 111, text, size=9, bold=True, color=WHITE, align=align)  # type: ignore[arg-type]
    drawing.grid(72, 115, WIDTHS, COSTS[1:], align=ALIGN)
    assert find_tables(drawing) == [COSTS]


def test_a_title_on_a_dark_ground_stays_whole(find_tables: FindTables) -> None:
    drawing = Drawing().box(72, 100, 502, 115, fill=(0.1, 0.2, 0.5))
    drawing.text(287, 111, "Tabella 3 Conto economico dell'esercizio 2016", size=9, color=WHITE, align="c")
    drawing.grid(72, 115, WIDTHS, COSTS, align=ALIGN, bold_rows=1)
    assert find_tables(drawing) == [[["Tabella 3 Conto economico dell'esercizio 2016", "", "", "", ""], *COSTS]]


@pytest.mark.parametrize("parted", ["", "-", "|", "-|"])
def test_coloured_rows_with_white_between(find_tables: FindTables, parted: str) -> None:
    drawing = Drawing()
    for r in range(5):
        color = (0.3, 0.5, 0.8) if r == 0 else (0.88, 0.92, 0.97) if r % 2 else GREY
        drawing.box(72, 100 + 16 * r, 502, 116 + 16 * r, fill=color)
    for y in range(116, 180, 16) if "-" in parted else ():
        drawing.box(72, y - 0.5, 502, y + 0.5, fill=WHITE)
    for x in (112, 262, 342, 422) if "|" in parted else ():
        drawing.box(x - 0.5, 100, x + 0.5, 180, fill=WHITE)
    drawing.grid(72, 100, WIDTHS, COSTS, align=ALIGN, height=16, rules=(), bold_rows=1)
    assert find_tables(drawing) == [COSTS]


def test_striped_rows_beside_a_filled_cell_over_several_rows(find_tables: FindTables) -> None:
    widths = (80.0, 200.0, 70.0, 90.0)
    rows = [
        ["Ufficio", "Attività svolta", "N. atti", "Spesa"],
        ["Ragioneria", "Imposte del parco", "87", "59.306,42"],
        ["", "Ricavi da fornitori", "43", "88,31"],
        ["", "Carburanti", "76", "88,29"],
        ["", "Proventi su titoli", "64", "8.399,72"],
        ["Tributi", "Rimborsi da privati", "12", "58.353,52"],
    ]
    drawing = Drawing().box(72, 116, 152, 180, fill=GREY, line=0)
    x = 72.0
    for column, width in enumerate(widths):
        for row in (0, 1, 3, 5) if column else (0, 5):
            drawing.box(x, 100 + 16 * row, x + width, 116 + 16 * row, fill=GREY if row else (0.8, 0.85, 0.9), line=0)
        x += width
    drawing.grid(72, 100, widths, rows, align="llrr", height=16, rules=(), bold_rows=1)
    assert find_tables(drawing) == [rows]


# ── several grids ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_grids_side_by_side_are_two_tables(find_tables: FindTables) -> None:
    left = [["Sede", "n."], ["Lucca", "12"], ["Viareggio", "7"]]
    right = [["Ufficio", "ore"], ["Registro", "36"], ["Protesti", "18"]]
    drawing = Drawing().grid(72, 100, [100, 60], left, align="lr").grid(300, 100, [100, 60], right, align="lr")
    assert find_tables(drawing) == [left, right]


def test_grids_one_under_another_with_a_caption_between(find_tables: FindTables) -> None:
    second = [["Anno", "Diritto annuale"], ["2015", "4.100.000,00"], ["2016", "3.200.000,00"]]
    drawing = costs().text(72, 230, "Tabella 2 - Diritto annuale riscosso").grid(72, 240, [60, 120], second, align="lr")
    assert find_tables(drawing) == [COSTS, second]


def test_a_table_within_a_frame_around_the_page(find_tables: FindTables) -> None:
    drawing = costs().box(30, 30, 565, 812).box(33, 33, 562, 809).text(72, 80, "RENDICONTO 2016", bold=True)
    assert find_tables(drawing) == [COSTS]


def test_a_table_within_a_frame_of_its_own(find_tables: FindTables) -> None:
    drawing = costs().box(60, 80, 514, 190).text(72, 95, "Oneri di funzionamento")
    assert find_tables(drawing) == [COSTS]


def test_two_tables_that_touch(find_tables: FindTables) -> None:
    upper = [["Proventi 2016", "Oneri 2016"], ["151.035,72", "290.338,80"]]
    lower = [["Target", "Risultato", "Note"], ["Polo tecnologico", "100%", "-"], ["Start up", "80%", "in corso"]]
    drawing = Drawing().grid(72, 100, [150, 150], upper, align="rr", bold_rows=1)
    drawing.grid(72, drawing.bottom, [160, 70, 70], lower, bold_rows=1)
    assert find_tables(drawing) == [upper, lower]


@pytest.mark.parametrize("headed", [0, 1])
def test_labels_beside_rules_around_the_amounts_are_of_their_rows(find_tables: FindTables, headed: int) -> None:
    rows = [["", "2015", "2016"], *([row[1], *row[2:4]] for row in COSTS[1:])][1 - headed :]
    drawing = Drawing().grid(300, 100, [80, 80], [row[1:] for row in rows], align="rr")
    for i, row in enumerate(rows):
        drawing.text(72, 111 + (drawing.bottom - 100) / len(rows) * i, row[0], size=9)
    assert find_tables(drawing) == [rows]


def test_one_row_with_edges_of_its_own_is_no_table(find_tables: FindTables) -> None:
    last = ["Variazione", "-168.102,99"]
    drawing = costs()
    drawing.grid(72, drawing.bottom, [350, 80], [last], align="lr")
    assert len(find_tables(drawing)) == 1


@pytest.mark.parametrize("bold", [0, 1])
def test_names_of_columns_above_the_grid_are_its_header(report_on: ReportOn, bold: int) -> None:
    drawing = (
        Drawing()
        .text(72, 80, "Tabella 1 - Conto economico")
        .grid(72, 90, WIDTHS, COSTS[:1], align=ALIGN, bold_rows=bold, rules=())
    )
    (table,) = report_on(drawing.grid(72, drawing.bottom, WIDTHS, COSTS[1:], align=ALIGN)).tables
    assert table.texts() == COSTS
    assert table.header_rows == 1


def test_names_of_two_lines_above_the_grid(find_tables: FindTables) -> None:
    head = [["Conto", "Voce", "Consuntivo\n2015", "Consuntivo\n2016", "Scostamento"]]
    drawing = Drawing().grid(72, 90, WIDTHS, head, align=ALIGN, rules=())
    assert find_tables(drawing.grid(72, drawing.bottom, WIDTHS, COSTS[1:], align=ALIGN)) == [
        [["Conto", "Voce", "Consuntivo 2015", "Consuntivo 2016", "Scostamento"], *COSTS[1:]]
    ]


def test_a_line_above_the_grid_that_does_not_name_each_column_of_figures_is_no_header(find_tables: FindTables) -> None:
    drawing = Drawing().grid(72, 90, WIDTHS, [["Nota", "", "", "", "in euro"]], align=ALIGN, rules=())
    assert find_tables(drawing.grid(72, drawing.bottom, WIDTHS, COSTS[1:], align=ALIGN)) == [COSTS[1:]]


def test_a_title_above_the_only_column_of_figures_of_a_grid_is_no_header(find_tables: FindTables) -> None:
    rows = [["Entrate", "10.200,00"], ["Spese", "9.150,00"], ["Saldo", "1.050,00"]]
    drawing = Drawing().text(252, 150, "Tabella 3", align="c").grid(72, 160, [140, 80], rows, align="lr")
    assert find_tables(drawing) == [rows]


# ── what stands in the cells ──────────────────────────────────────────────────────────────────────────────────────────


def test_cells_of_several_lines_are_whole_and_hyphens_at_line_ends_undone(find_tables: FindTables) -> None:
    rows = [
        ["Processo", "Valore\nprogram-\nmato", "Note"],
        ["Rilascio copie di atti societari e\nbilanci da archivio ottico", "7 gg.", "ritiro a cura\ndell'utente"],
        ["Attestazione dei parametri di rife-\nrimento", "25 gg.", ""],
    ]
    whole = [
        ["Processo", "Valore programmato", "Note"],
        ["Rilascio copie di atti societari e bilanci da archivio ottico", "7 gg.", "ritiro a cura dell'utente"],
        ["Attestazione dei parametri di riferimento", "25 gg.", ""],
    ]
    assert find_tables(Drawing().grid(72, 100, [180, 60, 100], rows, bold_rows=1)) == [whole]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("economico-", "finanziaria", "economico-finanziaria"),
        ("AMMINISTRATIVO-", "CONTABILE", "AMMINISTRATIVO-CONTABILE"),
        ("sanitario-", "assistenziale", "sanitario-assistenziale"),
        ("partico-", "lare", "particolare"),
        ("tossico-", "dipendenze", "tossicodipendenze"),
        ("rico-", "struzione", "ricostruzione"),
    ],
)
def test_a_compound_that_a_line_ends_in_keeps_its_hyphen(find_tables: FindTables, first: str, second: str, whole: str) -> None:
    rows = [["Area", "2016"], [f"{first}\n{second}", "1,00"], ["Altre", "2,00"]]
    assert find_tables(Drawing().grid(72, 100, [140, 60], rows, align="lr")) == [
        [["Area", "2016"], [whole, "1,00"], ["Altre", "2,00"]]
    ]


def test_rows_and_columns_with_nothing_in_them_are_left_out_and_a_column_with_a_heading_is_not(find_tables: FindTables) -> None:
    rows = [["Voce", "", "2016", "Note"], ["", "", "", ""], ["Oneri", "", "1,00", ""], ["Proventi", "", "2,00", ""]]
    filled = [["Voce", "2016", "Note"], ["Oneri", "1,00", ""], ["Proventi", "2,00", ""]]
    assert find_tables(Drawing().grid(72, 100, [100, 40, 60, 60], rows, align="llrl", height=16)) == [filled]


def test_a_column_that_is_filled_on_one_of_two_pages_only_stays(find_tables: FindTables) -> None:
    upper = [["Voce", "Note", "2016"], ["Oneri", "", "1,00"], ["Proventi", "lordi", "2,00"]]
    lower = [["Saldo", "", "1,00"], ["Riserve", "", "9,00"]]
    drawing = Drawing().grid(72, 745, [100, 60, 60], upper, align="llr", bold_rows=1, height=16)
    assert find_tables(drawing.page().grid(72, 72, [100, 60, 60], lower, align="llr", height=16)) == [upper + lower]


def test_amounts_that_nearly_touch_the_rule_between_them(find_tables: FindTables) -> None:
    rows = [["2014", "2015", "2016"], ["12.345.678,90", "98.765.432,10", "55.555.555,55"], ["1,00", "2,00", "3,00"]]
    drawing = Drawing().grid(72, 100, [64, 64, 64], rows, align="rrr", size=9)
    assert find_tables(drawing) == [rows]


def test_the_euro_sign_far_left_in_its_cell(find_tables: FindTables) -> None:
    drawing = Drawing().grid(
        72, 100, [150, 110, 110], [["Voce", "2015", "2016"], ["Oneri", "", ""], ["Proventi", "", ""]], height=16
    )
    for row, amounts in enumerate((("290.338,80", "-361,96"), ("151.035,72", "0,00"))):
        for column, amount in enumerate(amounts):
            x, y = 222 + 110 * column, 100 + 16 * (row + 1) + 11
            drawing.text(x + 4, y, "€", size=9).text(x + 106, y, amount, size=9, align="r")
    assert find_tables(drawing) == [
        [["Voce", "2015", "2016"], ["Oneri", "€ 290.338,80", "€ -361,96"], ["Proventi", "€ 151.035,72", "€ 0,00"]]
    ]


def test_glyphs_struck_twice_for_bold(find_tables: FindTables) -> None:
    drawing = Drawing().grid(72, 100, [150, 100], [["", ""], ["", ""], ["", ""]], height=16)
    for row, (label, amount) in enumerate((("Voce", "2016"), ("Oneri", "1.588,11"), ("TOTALE", "1.588,11"))):
        drawing.struck_twice(76, 111 + 16 * row, label, size=9).struck_twice(318, 111 + 16 * row, amount, size=9, align="r")
    assert find_tables(drawing) == [[["Voce", "2016"], ["Oneri", "1.588,11"], ["TOTALE", "1.588,11"]]]


@pytest.mark.parametrize("spaced", ["T O T A L E", "T O T A L E   G E N E R A L E"])
def test_letters_spaced_out_with_spaces(find_tables: FindTables, spaced: str) -> None:
    rows = [["Voce", "2016"], ["Oneri", "1.588,11"], [spaced, "1.588,11"]]
    whole = spaced.replace("   ", "_").replace(" ", "").replace("_", " ")
    assert find_tables(Drawing().grid(72, 100, [220, 100], rows, align="lr")) == [[*rows[:2], [whole, "1.588,11"]]]


@pytest.mark.parametrize("spacing", [2, 4])
def test_letters_spaced_out_by_their_spacing(find_tables: FindTables, spacing: float) -> None:
    drawing = Drawing().grid(
        72, 100, [220, 100], [["Voce", "2016"], ["Oneri", "1.588,11"], ["", "1.588,11"]], align="lr", height=16
    )
    drawing.text(76, 143, "TOTALE", size=9, spacing=spacing)
    assert find_tables(drawing) == [[["Voce", "2016"], ["Oneri", "1.588,11"], ["TOTALE", "1.588,11"]]]


@pytest.mark.parametrize("rotate", [90, 180, 270])
@pytest.mark.parametrize("size", [(595, 842), (842, 595)])
def test_a_page_turned_by_its_rotation(find_tables: FindTables, rotate: int, size: tuple[float, float]) -> None:
    assert find_tables(Drawing(size, rotate).grid(72, 100, WIDTHS, COSTS, align=ALIGN, bold_rows=1)) == [COSTS]


def test_a_head_set_sideways(find_tables: FindTables) -> None:
    rows = [["Comune", "", "", ""], ["Lucca", "12", "7", "19"], ["Capannori", "3", "5", "8"]]
    drawing = Drawing().grid(72, 160, [100, 24, 24, 24], rows[1:], align="lrrr", height=16)
    drawing.box(72, 100, 244, 160).text(76, 155, "Comune", size=9)
    for i, head in enumerate(("Maschi", "Femmine", "Totale")):
        drawing.rule(172 + 24 * i, 100, 172 + 24 * i, 160).text(187 + 24 * i, 156, head, size=9, angle=270)
    assert find_tables(drawing) == [[["Comune", "Maschi", "Femmine", "Totale"], *rows[1:]]]


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_table_set_sideways_on_an_upright_page(report_on: ReportOn, turn: int, ruled: bool) -> None:
    drawing = Drawing((842, 595), turn)
    drawing.grid(72, 100, WIDTHS, COSTS, align=ALIGN, bold_rows=1, rules=EVERYTHING if ruled else ())
    width, height = (842, 595) if turn == 180 else (595, 842)
    drawing.canvas.setPageRotation(0)
    drawing.canvas.setPageSize((width, height))
    (table,) = report_on(drawing).tables
    assert table.texts() == COSTS
    ((_, box),) = table.boxes
    assert (box.width, box.height) == pytest.approx((430, 76) if turn == 180 else (76, 430), abs=12)
    (cell,) = [c for c in table.cells if c.text == "603.523,63"]
    assert cell.value == Decimal("603523.63")
    middle = {90: (122, height - 398), 180: (width - 398, height - 122), 270: (width - 122, 398)}[turn]
    assert cell.box.grown(1).contains_point(*middle)
    assert box.grown(1).contains_point(*middle)


@pytest.mark.parametrize("degrees", [0.3, 1.0])
def test_a_table_a_little_skewed(find_tables: FindTables, degrees: float) -> None:
    drawing = Drawing()
    drawing.canvas.rotate(degrees)
    assert find_tables(drawing.grid(90, 120, WIDTHS, COSTS, align=ALIGN, bold_rows=1)) == [COSTS]


@pytest.mark.parametrize("how", [{"color": WHITE}, {"hidden": True}])
def test_hidden_text_over_a_cell_is_not_in_it(find_tables: FindTables, how: dict[str, object]) -> None:
    drawing = costs().text(305, 127, "9.999.999,99", size=9, **how).text(80, 140, "bozza", size=9, **how)  # type: ignore[arg-type]
    assert find_tables(drawing) == [COSTS]


def test_an_amount_printed_over_another_is_refused_and_said(report_on: ReportOn) -> None:
    drawing = costs().text(343, 127, "9.876,54", size=9, align="r")
    report = report_on(drawing)
    (table,) = report.tables
    cells = {(c.row, c.column): c for c in table.cells}
    assert [cells[place].value for place in ((1, 2), (1, 3), (2, 2))] == [None, Decimal("603523.63"), Decimal("10994.95")]
    assert [(f.rule, f.row, f.column) for f in report.findings if f.rule == "NUM-1"] == [("NUM-1", 1, 2)]


def test_text_that_runs_over_the_border_of_its_cell_belongs_to_where_it_begins(find_tables: FindTables) -> None:
    rows = [["Voce", "Note"], ["Oneri per prestazioni di serv", "vedi p. 3"], ["Altri", ""]]
    assert find_tables(Drawing().grid(72, 100, [116, 100], rows, height=16)) == [rows]


@pytest.mark.parametrize("gap", [0.8, 1.2, 1.6])
def test_digits_split_by_kerning(find_tables: FindTables, gap: float) -> None:
    drawing = kerned(gap)
    assert find_tables(drawing) == [[["Voce", "2016"], ["Oneri", "21.816,63"], ["Altri oneri", "7.000,00"]]]


def test_digits_a_space_apart_are_no_number_and_said(report_on: ReportOn) -> None:
    report = report_on(kerned(2.5))
    cells = {(c.row, c.column): c for c in report.tables[0].cells}
    assert (cells[1, 1].text, cells[1, 1].value, cells[2, 1].value) == ("2 1.816,63", None, Decimal("7000.00"))
    assert [(f.rule, f.row, f.column) for f in report.findings] == [("NUM-1", 1, 1)]


def kerned(gap: float) -> Drawing:
    """An amount the first digit of which stands so many points from the others."""
    rows = [["Voce", "2016"], ["Oneri", ""], ["Altri oneri", "7.000,00"]]
    drawing = Drawing().grid(72, 100, [150, 100], rows, align="lr", height=16)
    return drawing.text(318, 127, "1.816,63", size=9, align="r").text(318 - 35.03 - gap, 127, "2", size=9, align="r")


@pytest.mark.parametrize("gap", [0.5, 1.2, 1.6])
def test_a_small_number_close_to_the_next_column_stays_in_its_own(find_tables: FindTables, gap: float) -> None:
    rows = [["Voce", "N.", "2016"], ["Oneri", "", ""], ["Altri oneri", "3", "700,00"]]
    drawing = Drawing().grid(72, 100, [150, 61, 36 + gap / 2], rows, align="lrr", height=16)
    right = 319 + gap / 2
    drawing.text(right - 1, 127, "1.816,63", size=9, align="r").text(right - 36.03 - gap, 127, "2", size=9, align="r")
    assert find_tables(drawing) == [[rows[0], ["Oneri", "2", "1.816,63"], rows[2]]]


@pytest.mark.parametrize("raised", [1.3, 2.5, 3.5])
@pytest.mark.parametrize(("mark", "read"), [("(1)", "(1)"), ("1", "\u00b9"), ("12", "\u00b9\u00b2"), ("*", "*")])
def test_marks_of_notes_set_high_beside_amounts(report_on: ReportOn, raised: float, mark: str, read: str) -> None:
    rows = [["Voce", "2016"], ["Oneri", ""], ["Proventi", "7.000,00"]]
    drawing = Drawing().grid(72, 100, [150, 100], rows, align="lr", height=18)
    (table,) = report_on(drawing.text(300, 129, "1.588,11", size=9, align="r").text(300.5, 129 - raised, mark, size=5.5)).tables
    assert table.texts() == [rows[0], ["Oneri", f"1.588,11{read}"], rows[2]]
    assert [c.value for c in table.cells if (c.row, c.column) == (1, 1)] == [Decimal("1588.11")]


# ── as reports really are ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_watermark_across_the_page_is_in_no_cell(find_tables: FindTables) -> None:
    drawing = Drawing().text(120, 420, "BOZZA", size=120, angle=-45, color=(0.9, 0.9, 0.9))
    drawing.grid(72, 250, WIDTHS, COSTS, align=ALIGN, bold_rows=1, height=22)
    assert find_tables(drawing) == [COSTS]


def test_a_frame_with_a_rule_under_the_head_and_columns_by_alignment(find_tables: FindTables) -> None:
    drawing = costs(rules=frozenset({"top", "bottom", "left", "right"}))
    assert find_tables(drawing.rule(72, 115.25, 502, 115.25)) == [COSTS]


def test_every_other_column_shaded(find_tables: FindTables) -> None:
    drawing = Drawing().box(262, 100, 342, 176.25, fill=GREY).box(422, 100, 502, 176.25, fill=GREY)
    assert find_tables(drawing.grid(72, 100, WIDTHS, COSTS, align=ALIGN, bold_rows=1)) == [COSTS]


def test_a_diagonal_in_the_corner_cell(find_tables: FindTables) -> None:
    rows = [["", "2015", "2016"], ["Oneri", "1.000,00", "2.000,00"], ["Proventi", "3.000,00", "4.000,00"]]
    assert find_tables(Drawing().grid(72, 100, [100, 80, 80], rows, align="lrr", height=18).rule(72, 100, 172, 118)) == [rows]


def test_thick_borders(find_tables: FindTables) -> None:
    assert find_tables(costs(line=lambda d, *ends: d.rule(*ends, width=2.5))) == [COSTS]


def test_rules_of_many_thicknesses(find_tables: FindTables) -> None:
    assert find_tables(costs(line=lambda d, *ends: d.rule(*ends, width=2.25 if ends[1] in (100, 115.25) else 0.1))) == [COSTS]


def test_merged_cells_with_their_text_in_the_middle(find_tables: FindTables) -> None:
    rows = [
        ["Area", "Servizio", "gg."],
        ["", "Vidimazioni", "7"],
        ["", "Certificati", "1"],
        ["", "Elenchi", "10"],
        ["Altro", "Verifiche", "50"],
    ]
    drawing = Drawing().grid(72, 100, [110, 150, 50], rows, spans={(1, 0): (3, 1)}, align="llr", height=18, bold_rows=1)
    drawing.text(76, 148, "Area anagrafica", size=9)
    assert find_tables(drawing) == [[rows[0], ["Area anagrafica", *rows[1][1:]], *rows[2:]]]


def test_a_merged_cell_set_sideways_beside_its_rows(find_tables: FindTables) -> None:
    rows = [["", "Vidimazioni", "7"], ["", "Certificati", "1"], ["", "Elenchi", "10"], ["", "Copie", "7"]]
    drawing = Drawing().grid(72, 100, [20, 150, 50], rows, spans={(0, 0): (4, 1)}, align="llr", height=18)
    drawing.text(85, 165, "ANAGRAFE", size=9, angle=270)
    assert find_tables(drawing) == [[["ANAGRAFE", *rows[0][1:]], *rows[1:]]]


def test_merged_cells_set_sideways_one_under_another_are_two(find_tables: FindTables) -> None:
    rows = [["", "Vidimazioni", "7"], ["", "Certificati", "1"], ["", "Elenchi", "10"], ["", "Copie", "7"]]
    drawing = Drawing().grid(72, 100, [20, 150, 50], rows, spans={(0, 0): (2, 1), (2, 0): (2, 1)}, align="llr", height=18)
    drawing.text(85, 135, "Atti", size=12, angle=270).text(85, 164, "Copie", size=9, angle=270)
    assert find_tables(drawing) == [[["Atti", *rows[0][1:]], rows[1], ["Copie", *rows[2][1:]], rows[3]]]


def test_paragraphs_and_lists_within_a_cell(find_tables: FindTables) -> None:
    rows = [
        ["Obiettivo", "Descrizione", "%"],
        ["1", "Attività svolte:\n- monitoraggi periodici;\n- giornata della trasparenza;\n\nSi veda l'allegato.", "95"],
        ["2", "Formazione", "100"],
    ]
    (table,) = find_tables(Drawing().grid(72, 100, [60, 260, 40], rows, align="llr", bold_rows=1))
    assert table == [
        rows[0],
        ["1", "Attività svolte: - monitoraggi periodici; - giornata della trasparenza; Si veda l'allegato.", "95"],
        rows[2],
    ]


def test_a_grid_of_tiny_print_with_many_columns_and_three_rows_of_head(report_on: ReportOn) -> None:
    groups = ["Ricoverati", "Isolamento", "Tamponi", "Casi"]
    rows = [
        ["Regione", "AGGIORNAMENTO 31/01/2021 ORE 17.00", *[""] * 7],
        ["", *(text for g in groups for text in (g, ""))],
        ["", *(["totale", "incremento"] * 4)],
        *(
            [name, *(f"{(n * 37 + k * 911) % 9000:,}".replace(",", ".") for k in range(8))]
            for n, name in enumerate(("Lombardia", "Veneto", "Toscana", "Lazio"), 3)
        ),
        ["TOTALE", "9.999", "1", "2", "3", "40.000", "5", "600.000", "7"],
    ]
    spans = {(0, 0): (3, 1), (0, 1): (1, 8), **{(1, 1 + 2 * i): (1, 2) for i in range(4)}}
    drawing = Drawing((842, 595)).grid(40, 80, [90, *[48] * 8], rows, spans=spans, align="l" + "r" * 8, size=6, bold_rows=3)
    (table,) = report_on(drawing).tables
    assert table.texts() == rows
    assert table.header_rows == 3


def test_two_halves_side_by_side_in_one_grid(find_tables: FindTables) -> None:
    rows = [
        ["ATTIVO", "2016", "PASSIVO", "2016"],
        ["Immobilizzazioni", "12.345.678,90", "Patrimonio netto", "10.000.000,00"],
        ["Crediti di funzionamento", "2.345.678,90", "Debiti di funzionamento", "3.000.000,00"],
        ["Disponibilità liquide", "1.111.111,11", "Fondi per rischi e oneri", "2.802.468,91"],
        ["Totale attivo", "15.802.468,91", "Totale passivo", "15.802.468,91"],
    ]
    assert find_tables(Drawing().grid(60, 100, [140, 90, 140, 90], rows, align="lrlr", bold_rows=1)) == [rows]


def test_two_halves_parted_by_an_empty_column(find_tables: FindTables) -> None:
    rows = [
        ["ENTRATE", "Importo", "", "USCITE", "Importo"],
        ["Contributi", "1.000,00", "", "Acquisti", "600,00"],
        ["Rimborsi", "500,00", "", "Personale", "700,00"],
        ["Totale", "1.500,00", "", "Totale", "1.300,00"],
    ]
    filled = [[*row[:2], *row[3:]] for row in rows]
    assert find_tables(Drawing().grid(60, 100, [120, 80, 20, 120, 80], rows, align="lrllr", bold_rows=1)) == [filled]


def test_small_tables_stacked_under_names(find_tables: FindTables) -> None:
    tables = [
        [["Provincia", "Casi"], ["Bergamo", "423"], ["Lodi", "482"]],
        [["Provincia", "Casi"], ["Padova", "174"], ["Treviso", "45"]],
        [["Provincia", "Casi"], ["Lucca", "3"], ["Massa", "6"]],
    ]
    drawing = Drawing()
    for i, (name, rows) in enumerate(zip(("LOMBARDIA", "VENETO", "TOSCANA"), tables, strict=True)):
        drawing.text(72, 100 + 90 * i, name, bold=True).grid(72, 106 + 90 * i, [120, 60], rows, align="lr", height=15)
    assert find_tables(drawing) == tables


def test_a_name_of_a_column_broken_without_a_hyphen(find_tables: FindTables) -> None:
    rows = [
        ["Servizio", "VALORE\nPROGRAMMAT\nO (giorni)", "RILEVATO"],
        ["Vidimazioni", "7 gg.", "3 gg."],
        ["Copie", "7 gg.", "a vista"],
    ]
    (table,) = find_tables(Drawing().grid(72, 100, [140, 70, 70], rows, bold_rows=1))
    assert table == [["Servizio", "VALORE PROGRAMMAT O (giorni)", "RILEVATO"], *rows[1:]]


def test_a_missing_border_under_rules_that_headings_of_rows_interrupt(find_tables: FindTables) -> None:
    rows = [
        *(["Proventi", "", ""], ["Diritto annuale", "4.116,72", "3.290,80"]),
        *(["Oneri", "", ""], ["Personale", "1.204,50", "3.411,00"]),
        *(["Interventi", "", ""], ["Promozione", "562,62", "728,26"]),
    ]
    spans = {(row, 0): (1, 3) for row in (0, 2, 4)}
    assert find_tables(Drawing().grid(72, 100, [200, 80, 80], rows, spans=spans, rules=EVERYTHING - {"bottom"})) == [rows]


def test_a_frame_that_a_page_break_leaves_open_holds_the_row_at_its_end(find_tables: FindTables) -> None:
    rows = [["Voce", "2023", "2022"], *([f"Oneri {word}", f"1.20{n},00", f"90{n},00"] for n, word in enumerate(WORDS))]
    drawing = Drawing()
    for n, row in enumerate(rows):
        top = 100 + 14 * n
        if n % 2 == 0 and n < len(rows) - 1:
            for x0, x1 in ((72, 272), (272, 352), (352, 432)):
                drawing.box(x0, top, x1, top + 14, fill=GREY, line=0)
        for (x, align), text in zip([(76, "l"), (348, "r"), (428, "r")], row, strict=True):
            drawing.text(x, top + 10, text, size=9, align=align)  # type: ignore[arg-type]
    bottom = 100 + 14 * len(rows)
    drawing.rule(72, 100, 432, 100).rule(72, 100, 72, bottom).rule(432, 100, 432, bottom)
    assert find_tables(drawing) == [rows]


# ── rules and fills that say less, or more, than the grid ─────────────────────────────────────────────────────────────


def boxed_amounts(shade: bool = False, rows: int = 9) -> Drawing:
    """A box around all, upright rules around the amounts, and rules across them at totals only."""
    drawing = Drawing()
    tops = [100 + 14 * i for i in range(rows)]
    if shade:  # line by line, in the colour of the page
        for top in tops:
            drawing.box(72, top - 0.3, 460, top + 14, fill=WHITE, line=0)
    for top, (label, *amounts) in zip(tops, BALANCE[:rows], strict=True):
        drawing.text(76, top + 10, label, size=8)
        for right, amount in zip((380, 460), amounts, strict=True):
            drawing.text(right - 3, top + 10, amount, size=8, align="r")
        if label.startswith("Totale"):
            drawing.rule(300, top, 460, top).rule(300, top + 14, 460, top + 14)
    bottom = tops[-1] + 14
    drawing.box(72, 100, 460, bottom)
    for x in (300, 380):
        drawing.rule(x, 100, x, bottom)
    return drawing


BALANCE = [
    ["Immobilizzazioni immateriali", "", ""],
    ["- Altri diritti", "4.368.449", "4.099.086"],
    ["- Licenze software", "371.378", "207.488"],
    ["Totale immateriali", "4.739.827", "4.306.574"],
    ["Immobilizzazioni materiali", "", ""],
    ["- Terreni e fabbricati", "116.091.154", "114.201.860"],
    ["- Impianti", "421.789", "506.568"],
    ["- Altri beni", "2.204.870", "1.958.699"],
    ["Totale materiali", "118.717.813", "116.667.127"],
]


@pytest.mark.parametrize("shade", [False, True], ids=["plain", "shaded line by line"])
def test_rows_that_rules_around_amounts_do_not_part(find_tables: FindTables, shade: bool) -> None:
    assert find_tables(boxed_amounts(shade)) == [BALANCE]


def test_shading_painted_line_by_line_is_one_ground(find_tables: FindTables) -> None:
    drawing = Drawing()
    for k in range(5):
        for top in range(0, 20, 4):
            drawing.box(72, 100 + 20 * k + top, 502, 104.5 + 20 * k + top, fill=GREY, line=0)
    drawing.grid(72, 100, WIDTHS, COSTS, align=ALIGN, bold_rows=1, height=20)
    assert find_tables(drawing) == [COSTS]


def test_figures_side_by_side_in_one_column_of_rules_are_columns(find_tables: FindTables) -> None:
    drawing = Drawing()
    rows = [
        ["Voce", "2013", "2014", "2015", "2016"],
        ["Entrate", "120", "340", "560", "780"],
        ["Spese", "115", "310", "500", "720"],
        ["Saldo", "5", "30", "60", "60"],
    ]
    for i, (label, *figures) in enumerate(rows):
        top = 100 + 18 * i
        drawing.box(72, top, 180, top + 18).box(180, top, 460, top + 18).text(76, top + 12, label, size=8)
        for right, figure in zip((240, 310, 380, 450), figures, strict=True):
            drawing.text(right, top + 12, figure, size=8, align="r")
    assert find_tables(drawing) == [rows]


def test_a_label_of_two_lines_beside_figures_in_a_cell_over_columns_keeps_them_apart(find_tables: FindTables) -> None:
    drawing = Drawing()
    rows = [
        ["Entrate", "1) Quote associative", "133.680", "41.893"],
        ["Uscite", "2) Proventi dagli associati per\nattività mutuali", "100", "24.030"],
        ["Altro", "3) Contributi", "331", "10"],
    ]
    top = 100.0
    for first, label, *figures in rows:
        bottom = top + 18 + 10 * label.count("\n")
        drawing.box(72, top, 140, bottom).box(140, top, 460, bottom).text(76, top + 12, first, size=8)
        for k, line in enumerate(label.split("\n")):
            drawing.text(144, top + 12 + 10 * k, line, size=8)
        for right, figure in zip((380, 450), figures, strict=True):
            drawing.text(right, top + 12, figure, size=8, align="r")
        top = bottom
    assert find_tables(drawing) == [[[text.replace("\n", " ") for text in row] for row in rows]]


def strips(drawing: Drawing, rows: int) -> Drawing:
    """The ground of these rows, the padding of each cell left and right as a strip by itself."""
    x = 72.0
    for width in WIDTHS:
        for x0, x1 in ((x, x + 5), (x + 5, x + width - 5), (x + width - 5, x + width)):
            for row in range(rows):
                drawing.box(x0, 100 + 16 * row, x1, 116 + 16 * row, fill=GREY)
        x += width
    return drawing


@pytest.mark.parametrize("rows", [1, 5], ids=["header", "all rows"])
def test_padding_painted_as_strips_makes_no_columns(find_tables: FindTables, rows: int) -> None:
    drawing = strips(Drawing(), rows).grid(72, 100, WIDTHS, COSTS, align=ALIGN, bold_rows=1, height=16)
    assert find_tables(drawing) == [COSTS]


@pytest.mark.parametrize("by", [2.0, 3.6])
def test_double_rules_make_no_rows_and_columns(find_tables: FindTables, by: float) -> None:
    drawing = Drawing().grid(72, 100, WIDTHS, COSTS, align=ALIGN, bold_rows=1, height=20)
    for x in (72, 112, 262, 342, 422, 502):
        drawing.rule(x + by, 100, x + by, 200 + by)
    for y in range(100, 201, 20):
        drawing.rule(72, y + by, 502 + by, y + by)
    assert find_tables(drawing) == [COSTS]


@pytest.mark.parametrize(
    "rules", [EVERYTHING, frozenset({"top", "rows", "bottom"}), frozenset[str]()], ids=["grid", "rows", "none"]
)
def test_a_highlight_as_high_as_its_row_cuts_no_word(find_tables: FindTables, rules: frozenset[str]) -> None:
    drawing = Drawing().box(160, 116, 190, 132, fill=(1, 1, 0)).box(305, 132, 418, 148, fill=(1, 1, 0))
    assert find_tables(drawing.grid(72, 100, WIDTHS, COSTS, align=ALIGN, bold_rows=1, height=16, rules=rules)) == [COSTS]


def test_two_lines_under_a_heading_between_the_totals_of_one_column(find_tables: FindTables) -> None:
    rows = [
        ["10) ammortamenti e svalutazioni", ""],
        ["a) immobilizzazioni immateriali", "5.347,86"],
        ["b) immobilizzazioni materiali", "3.772,33"],
        ["Totale ammortamenti", "9.120,19"],
        ["14) oneri diversi di gestione", "2.427,05"],
        ["Totale costi", "1.403.594,11"],
        ["Differenza", "-384.901,82"],
        ["C) Proventi e oneri finanziari", ""],
        ["16) altri proventi finanziari", "406.953,09"],
        ["17) interessi e altri oneri finanziari", "317.021,19"],
        ["Totale finanziari", "89.931,90"],
        ["Risultato", "-294.969,92"],
    ]
    totals = {"Totale", "Differenza", "Risultato"}
    drawing = Drawing().grid(72, 100, [240, 100], [["Voci", "2015"]], align="lr", bold_rows=1, height=13)
    for i, (label, amount) in enumerate(rows):
        top, total = 113 + 13 * i, label.split()[0] in totals
        drawing.text(84 if amount and not total else 76, top + 10, label, size=9, bold=total or not amount)
        drawing.text(408, top + 10, amount, size=9, align="r", bold=total)
        if total:
            drawing.rule(312, top, 412, top).rule(312, top + 13, 412, top + 13)
    drawing.rule(312, 113, 312, 269).rule(412, 113, 412, 269)
    assert find_tables(drawing) == [[["Voci", "2015"], *rows]]


def test_a_box_around_few_amounts_parts_no_rows(find_tables: FindTables) -> None:
    assert find_tables(boxed_amounts(rows=4)) == [BALANCE[:4]]


def test_a_small_table_with_boxed_amounts_alone_among_prose(find_tables: FindTables) -> None:
    rows = [
        ["Affitti", "8.474,70", "414,34"],
        ["Formazione", "87,20", "29,41"],
        ["Acquisti", "9,50", "7,54"],
        ["Totale", "8.571,40", "451,29"],
    ]
    drawing = (
        Drawing().text(72, 80, "La tabella che segue riassume i costi dei progetti dell'anno.", size=9).box(72, 100, 460, 156)
    )
    for i, (name, *amounts) in enumerate(rows):
        drawing.text(76, 110 + 14 * i, name, size=8)
        for right, amount in zip((376, 456), amounts, strict=True):
            drawing.text(right, 110 + 14 * i, amount, size=8, align="r")
    drawing.rule(300, 100, 300, 156).rule(380, 100, 380, 156).rule(300, 142, 460, 142)
    assert find_tables(drawing) == [rows]


def test_a_frame_around_one_column_of_texts_is_no_table(find_tables: FindTables) -> None:
    drawing = Drawing().box(72, 100, 240, 140).rule(100, 100, 100, 140).rule(72, 120, 240, 120)
    assert find_tables(drawing.text(104, 114, "Differenza di rendimento").text(104, 134, "Differenza di prezzo")) == []


def test_blank_rows_between_boxed_blocks_do_not_part_a_table(find_tables: FindTables) -> None:
    rows = [["Voce", "2024", "2023"], *([f"Capitolo {n}", f"{n}.206,10", f"{n}.350,75"] for n in range(1, 7))]
    drawing = Drawing().grid(72, 100, [160, 90, 90], rows[:3], bold_rows=1)
    for block in (rows[3:5], rows[5:]):
        drawing.grid(72, drawing.bottom + 14, [160, 90, 90], block)
    assert find_tables(drawing) == [rows]


def test_account_codes_before_labels_in_one_column_of_rules_are_a_column(find_tables: FindTables) -> None:
    drawing = Drawing().box(72, 100, 502, 180).rule(262, 100, 262, 180).rule(72, 116, 502, 116)
    assert find_tables(drawing.grid(72, 100, WIDTHS, COSTS, align=ALIGN, bold_rows=1, height=16, rules=())) == [COSTS]


def test_a_line_drawn_at_once_over_two_grids_side_by_side_is_cut_between_them(find_tables: FindTables) -> None:
    left = [["Sede", "n."], ["Lucca", "12"], ["Pisa", "7"]]
    right = [["Sede", "n."], ["Prato", "36"], ["Siena", "18"]]
    drawing = Drawing(font="Courier").grid(72, 100, [60, 40], [["", ""]] * 3, height=16)
    drawing.grid(182, 100, [60, 40], [["", ""]] * 3, height=16)
    for i, (one, other) in enumerate(zip(left, right, strict=True)):
        drawing.text(76, 112 + 16 * i, f"{one[0]:<13}{one[1]:<7}{other[0]:<13}{other[1]}", size=9)
    assert find_tables(drawing) == [left, right]


STATEMENT = [
    ["Voce", "2016", "2015", "Variazione"],
    ["A) Proventi correnti", "", "", ""],
    ["1) Diritto annuale", "5.000,00", "4.000,00", "1.000,00"],
    ["2) Diritti di segreteria", "1.000,00", "900,00", "100,00"],
    ["Totale A", "6.000,00", "4.900,00", "1.100,00"],
    ["B) Oneri correnti", "", "", ""],
    ["6) Personale", "2.000,00", "1.800,00", "200,00"],
    ["Totale B", "2.000,00", "1.800,00", "200,00"],
]


@pytest.mark.parametrize("rules", ["rows", "totals", "none"])
@pytest.mark.parametrize("upright", [False, True])
def test_a_shaded_column_of_amounts_is_no_table_by_itself(find_tables: FindTables, rules: str, upright: bool) -> None:
    drawing, xs = Drawing(), (72, 260, 340, 420, 500)
    for i, (label, *_) in enumerate(STATEMENT):
        top = 100 + 16 * i
        drawing.box(260, top, 340, top + 16, fill=GREY)
        if rules == "rows" or (rules == "totals" and label.startswith("Totale")):
            drawing.rule(72, top, 500, top).rule(72, top + 16, 500, top + 16)
    for x in xs[1:-1] if upright else ():
        drawing.rule(x, 100, x, 100 + 16 * len(STATEMENT))
    drawing.grid(72, 100, [188, 80, 80, 80], STATEMENT, align="lrrr", bold_rows=1, height=16, rules=())
    assert find_tables(drawing) == [STATEMENT]


def test_a_heading_and_rows_of_figures_stacked_below_the_header_keep_every_figure(find_tables: FindTables) -> None:
    rows = [
        ["Missione", "Denominazione", "Impegni", "Pagamenti"],
        ["MISSIONE 99\nTOTALE\n", "Conto terzi\nConto terzi\n", "\n42.589,99\n96.499,98", "\n37.974,09\n99.009,37"],
        ["TOTALE", "Tutte le missioni", "603.420,34", "346.338,56"],
    ]
    (table,) = find_tables(Drawing().grid(72, 100, [80, 120, 90, 90], rows, align="llrr", bold_rows=3))
    assert [row for row in table if row[2]] == [
        rows[0],
        ["TOTALE", "Conto terzi", "42.589,99", "37.974,09"],
        ["", "", "96.499,98", "99.009,37"],
        rows[2],
    ]


@pytest.mark.parametrize("width", [0.75, 2])
def test_cells_in_boxes_painted_around_a_hole(find_tables: FindTables, width: float) -> None:
    rows = [
        ["Voce", "2015", "2016"],
        ["Diritto annuale", "1.250.000,00", "1.200.000,00"],
        ["Diritti di segreteria", "430.250,50", "441.300,00"],
        ["Totale proventi", "1.680.250,50", "1.641.300,00"],
    ]
    drawing, edges = Drawing(), [70.0, 160.0, 214 + 2 * width, 268 + 4 * width]
    height = 11 + 2 * width
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            x0, x1, y = edges[c], edges[c + 1], 100 + height * r
            drawing.ring(x0, y, x1, y + height, width)
            at = x0 + width + 1 if c == 0 else x1 - width - 1
            drawing.text(at, y + width + 8.5, text, size=9, align="r" if c else "l")
    assert find_tables(drawing) == [rows]


@pytest.mark.parametrize("up", [True, False])
def test_a_table_whose_text_runs_up_or_down_an_upright_page(find_tables: FindTables, up: bool) -> None:
    rows = [
        ["Voce", "2015", "2016"],
        ["Diritto annuale", "1.250.000,00", "1.200.000,00"],
        ["Diritti di segreteria", "430.250,50", "441.300,00"],
        ["Totale proventi", "1.680.250,50", "1.641.300,00"],
    ]
    drawing = Drawing()
    for y in (80, 94, 108, 122):
        drawing.text(72, y, "La tabella che segue riporta i proventi della gestione corrente degli ultimi due esercizi.")
    for r, row in enumerate(rows):
        x0 = 200 + 16 * (r if up else len(rows) - 1 - r)
        for c, text in enumerate(row):
            top = 200 + 100 * (len(row) - 1 - c if up else c)
            drawing.box(x0, top, x0 + 16, top + 100)
            if up:
                drawing.text(x0 + 11, top + 96, text, size=9, angle=-90)
            else:
                drawing.text(x0 + 5, top + 4, text, size=9, angle=90)
    assert find_tables(drawing) == [rows]


@pytest.mark.parametrize("middle", [False, True])
@pytest.mark.parametrize("lines", [2, 3])
def test_labels_and_figures_stacked_in_cells_are_rows_and_the_label_beside_them_is_of_all(
    find_tables: FindTables, lines: int, middle: bool
) -> None:
    labels, amounts = ["Stipendi", "Contributi", "Trasferte"][:lines], ["120.000,00", "34.500,00", "1.250,50"][:lines]
    rows = [
        ["Area", "Voce", "Importo"],
        ["" if middle else "Personale", "\n".join(labels), "\n".join(amounts)],
        ["Servizi", "Utenze e pulizie", "12.000,00"],
    ]
    drawing = Drawing().grid(72, 100, [120, 180, 90], rows)
    if middle:
        drawing.text(76, 117.25 + 9 + 11.25 * (lines - 1) / 2, "Personale", size=9)
    stacked = [["", label, amount] for label, amount in zip(labels, amounts, strict=True)]
    stacked[0][0] = "Personale"
    assert find_tables(drawing) == [[rows[0], *stacked, rows[2]]]


def test_the_end_of_a_label_beside_a_second_figure_begins_no_row(find_tables: FindTables) -> None:
    rows = [["Voce", "Importo"], ["Contributi e\ntrasferimenti", "120.000,00\n34.500,00"], ["Servizi", "12.000,00"]]
    assert find_tables(Drawing().grid(72, 100, [120, 90], rows)) == [
        [rows[0], ["Contributi e trasferimenti", "120.000,00 34.500,00"], rows[2]]
    ]


def test_a_label_between_two_lines_of_a_cell_joins_no_rows(find_tables: FindTables) -> None:
    objectives = ["1.1 Compensi degli organi", "2.1 Servizi di rete", "2.2 Formazione", "2.3 Missioni", "2.4 Canoni"]
    weights, results = ["15%", "25%", "20%", "30%", "10%"], ["Sì", "No", "Sì", "Sì", "No"]
    rows = [["Area", "Obiettivo", "Peso", "Esito"], ["Legale", "\n".join(objectives), "\n".join(weights), "\n".join(results)]]
    drawing = Drawing().grid(72, 100, [90, 200, 60, 60], rows).text(76, 117.25 + 9 + 2.5 * 11.25, "Ufficio tecnico", size=9)
    (table,) = find_tables(drawing)
    assert [row[1:] for row in table] == [rows[0][1:], *map(list, zip(objectives, weights, results, strict=True))]


def test_groups_of_rows_set_apart_in_boxed_columns_are_one_table_with_the_header_over_the_box(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(76, "l"), (370, "r"), (450, "r"), (530, "r")]
    head = ["", "31/12/2024", "31/12/2023", "Diff."]
    groups = [
        [
            ["10) Ammortamenti", "", "", ""],
            ["a) immateriali", "4.343.332", "2.846.686", "1.496.646"],
            ["", "4.343.332", "2.846.686", "1.496.646"],
        ],
        [
            ["12) Accantonamenti", "", "", ""],
            ["a) rischi", "9.822.502", "7.083.629", "2.738.873"],
            ["", "9.822.502", "7.083.629", "2.738.873"],
        ],
        [
            ["14) Oneri diversi", "", "", ""],
            ["a) imposte", "797.646", "776.319", "21.327"],
            ["b) altri", "528.272", "637.859", "-109.587"],
            ["", "1.325.918", "1.414.178", "-88.260"],
        ],
        [["TOTALE COSTI", "15.491.752", "11.344.493", "4.147.259"]],
    ]
    drawing = Drawing().aligned(92, columns, [head], bold_rows=1)
    y = 112.0
    for rows in groups:
        drawing.aligned(y, columns, rows, leading=12)
        for x0, x1 in ((310, 374), (390, 454), (470, 534)):
            for above in (len(rows) - 1, len(rows)):
                drawing.rule(x0, y + 12 * above - 9, x1, y + 12 * above - 9)
        y += 12 * len(rows) + 18
    for x in (72.0, 310.0, 374.0, 390.0, 454.0, 470.0, 534.0):
        drawing.rule(x, 100, x, y)
    for height in (100.0, y):
        drawing.rule(72, height, 534, height)
    (table,) = report_on(drawing).tables
    assert (table.texts(), table.header_rows) == ([head, *(row for rows in groups for row in rows)], 1)


@pytest.mark.parametrize(("first", "second"), [("12.412.350,", "75"), ("12.412.", "350,75")])
def test_the_first_line_of_an_amount_drawn_over_a_rule_is_not_cut(find_tables: FindTables, first: str, second: str) -> None:
    rows = [["Voce", "2023"], ["Diritti", first + second], ["Contributi", "9.410,00"]]
    left = 308 - stringWidth(first, "Helvetica", 9) + 3  # of the figures' cells
    drawing = Drawing()
    for top, bottom, label in ((100, 116, "Voce"), (116, 142, "Diritti"), (142, 158, "Contributi")):
        drawing.box(150, top, left, bottom).box(left, top, 310, bottom).text(154, top + 11, label, size=9)
    for y, text in ((111, "2023"), (127, first), (137, second), (153, "9.410,00")):
        drawing.text(308, y, text, size=9, align="r")
    assert find_tables(drawing) == [rows]


@pytest.mark.parametrize("by", [8, 14, 18])
def test_amounts_drawn_over_a_rule_are_not_cut(find_tables: FindTables, by: float) -> None:
    rows = [["Voce", "2023", "2024"], ["Diritti", "412.350,75", "431.206,10"], ["Rimborsi", "(1.204,15)", "-8.448,60"]]
    drawing = Drawing().grid(72, 100, [150, 90, 90], [[label, "", ""] for label, *_ in rows], height=16, size=9)
    for i, (_, *texts) in enumerate(rows):
        for x, text in zip((308, 398), texts, strict=True):
            drawing.text(x + (by if i else 0), 111 + 16 * i, text, size=9, align="r")
    assert find_tables(drawing) == [rows]


def test_rows_in_one_frame_with_boxes_around_their_totals_are_one_table(find_tables: FindTables) -> None:
    head = ["Voce", "Residui", "Competenza"]
    rows = [
        ["Imposte", "919,00", "837,00"],
        ["Tributi", "95.676,00", "1.785,00"],
        ["Totale titolo 1", "96.595,00", "2.622,00"],
        ["Trasferimenti", "34.261,00", "68.965,00"],
        ["Contributi", "1,00", "2,00"],
        ["Totale titolo 2", "34.262,00", "68.967,00"],
    ]
    drawing = Drawing().grid(60, 100, [200, 100, 100], [head], align="lrr", height=16, bold_rows=1)
    drawing.box(60, 116, 460, 212).aligned(127, [(64, "l"), (356, "r"), (456, "r")], rows, leading=16)
    for top in (148, 196):
        for y in (top, top + 16):
            drawing.rule(260, y, 460, y)
        drawing.rule(260, top, 260, top + 16).rule(360, top, 360, top + 16)
    assert find_tables(drawing) == [[head, *rows]]


def test_rows_that_only_their_shading_closes_at_the_sides(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "Importo"],
        *([f"Servizio {name}", f"{n}.204,15"] for n, name in enumerate("ABCDEFG", 1)),
        ["Totale", "29.429,05"],
    ]
    drawing = Drawing()
    for i in (0, 1, 3, 5, 7):
        for x0, x1 in ((72, 400), (400, 500)):
            drawing.box(x0, 100 + 12 * i, x1, 112 + 12 * i, fill=GREY)
    for i in range(1, len(rows)):
        drawing.rule(72, 100 + 12 * i, 500, 100 + 12 * i)
    drawing.rule(400, 100, 400, 100 + 12 * len(rows))
    assert find_tables(drawing.aligned(109, [(74, "l"), (498, "r")], rows, leading=12, bold_rows=1)) == [rows]


def test_rows_that_nothing_closes_at_the_sides(find_tables: FindTables) -> None:
    rows = [["Indicatore", "Fonte", "Target", "Valore", "Grado"], ["Pratiche\ntelematiche", "Protocollo", "12", "11,50", "95%"]]
    drawing = Drawing()
    widths, y = [90.0, 80.0, 60.0, 60.0, 60.0], 100.0
    for row, height in zip(rows, (14, 26), strict=True):
        for i, text in enumerate(row):
            x = 72 + sum(widths[:i])
            for k, line in enumerate(text.split("\n")):
                drawing.text(x + 3, y + (15 if height == 26 and "\n" not in text else 10) + 11 * k, line, size=8, bold=y == 100)
            if i:
                drawing.rule(x, y, x, y + height)
        y += height
    for at, x0, x1 in ((100, 162, 362), (114, 72, 422), (140, 162, 362)):
        drawing.rule(x0, at, x1, at)
    assert find_tables(drawing) == [[rows[0], ["Pratiche telematiche", *rows[1][1:]]]]


@pytest.mark.parametrize("next_page", [False, True])
def test_a_frame_without_rules_between_its_rows_goes_on_below_it(find_tables: FindTables, next_page: bool) -> None:
    rows = [
        ["Voce", "2024", "2023"],
        ["Personale", "1.204,50", "1.100,25"],
        ["Funzionamento", "830,20", "790,40"],
        ["Interventi", "2.415,75", "2.380,00"],
        ["Ammortamenti", "96,10", "101,35"],
        ["Imposte", "45,15", "44,00"],
        ["Oneri diversi", "310,60", "298,75"],
        ["Accantonamenti", "77,30", "81,90"],
    ]
    framed = [rows[0], ["\n".join(column) for column in zip(*rows[1:5], strict=True)]]
    drawing = Drawing().grid(72, 100, [200, 90, 90], framed, align="lrr", bold_rows=1)
    top = 80.0 if next_page else drawing.bottom + 10
    drawing = drawing.page() if next_page else drawing
    assert find_tables(drawing.aligned(top, [(74, "l"), (360, "r"), (450, "r")], rows[5:], leading=12)) == [rows]


@pytest.mark.parametrize("label", ["Contributi ad organismi di promozione", "Contributi ad organismi e promozione"])
def test_a_label_that_runs_over_into_an_empty_cell_between_its_words_is_whole(find_tables: FindTables, label: str) -> None:
    rows = [["Voce", "2023", "2024"], ["Fitti", "61.970,48", "172.116,57"], [label, "", "262.052,88"]]
    at = stringWidth(label[: label.rindex(" ")], "Helvetica", 9) + 3.5
    drawing = Drawing().grid(72, 100, [at, 90, 90], [*rows[:2], ["", *rows[2][1:]]], align="lrr", size=9)
    assert find_tables(drawing.text(76, 141, label, size=9)) == [rows]


def test_a_lone_label_of_the_right_half_in_the_middle_of_a_box_stays_in_its_column(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(44, "l"), (226, "r"), (296, "r"), (304, "l"), (476, "r"), (546, "r")]
    head = ["ONERI", "2024", "2023", "PROVENTI", "2024", "2023"]
    rows = [
        ["A) Costi", "", "", "A) Ricavi e proventi vari", "", ""],
        ["1) Servizi", "40,00", "3,00", "1) Quote", "2,00", "7,00"],
    ]
    rows += [
        ["2) Personale", "16,00", "5,00", "2) Erogazioni", "4,00", "9,00"],
        ["Totale", "56,00", "8,00", "Totale", "6,00", "16,00"],
    ]
    drawing = Drawing().aligned(120, columns, [head, *rows], size=9)
    for y in (108, 125, 190):
        drawing.rule(40, y, 550, y)
    for x in (40, 160, 550):
        drawing.rule(x, 108, x, 190)
    for x in (230, 300, 410, 480):
        drawing.rule(x, 108, x, 125)
    assert find_tables(drawing) == [[head, *rows]]


def test_an_arrow_from_one_figure_to_another_makes_no_drawing_of_their_table(
    find_tables: FindTables,
) -> None:
    rows = [["Voce", "2023", "2022"], *([f"Voce {i}", f"{i}.350,75", f"{i}.206,10"] for i in range(1, 6))]
    drawing = Drawing().grid(60, 100, [270, 110, 110], rows, align="lrr", height=20)
    drawing.rule(432, 140, 494, 186).rule(494, 186, 488, 187).rule(494, 186, 492, 180)
    assert find_tables(drawing) == [rows]


@pytest.mark.parametrize("columns", [3, 2])
@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_over_which_a_wave_or_a_seal_is_drawn_is_a_table(find_tables: FindTables, ruled: bool, columns: int) -> None:
    rows = [["Voce", "2023", "2022"], ["Diritto annuale", "412.350,75", "431.206,10"], ["Segreteria", "187.904,20", "179.455,60"]]
    rows += [["Servizi", "23.118,40", "21.990,05"], ["Interessi", "1.204,15", "856,30"]]
    rows = [row[:columns] for row in rows]
    drawing = Drawing()
    for low in (300, 310):
        drawing.canvas.bezier(0, drawing.height - low, 200, drawing.height, 400, drawing.height - 400, 595, drawing.height - 80)
    for radius in (30, 50, 70):
        drawing.canvas.circle(250, drawing.height - 150, radius)
    if ruled:
        drawing.grid(72, 100, [150, 90, 90][:columns], rows, align="lrr")
    else:
        places: list[tuple[float, Align]] = [(72, "l"), (320, "r"), (430, "r")]
        drawing.aligned(100, places[:columns], rows)
    assert find_tables(drawing) == [rows]


def test_the_method_of_a_table_in_rules_says_why_these_were_taken(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "2022"], ["Proventi", "12,00", "11,00"], ["Oneri", "8,00", "7,00"]]
    (table,) = report_on(Drawing().grid(72, 100, [200, 80, 80], rows)).tables
    assert table.method == "ruled: rules part rows and columns"


def test_labels_beside_more_figures_in_one_ruled_row_are_each_of_its_line(find_tables: FindTables) -> None:
    rows = [["Voce", "2024"], ["Entrate correnti\nEntrate in conto capitale", "1.234\n2.345\n3.579"]]
    (table,) = find_tables(Drawing().grid(60, 80, [180, 80], rows, align="lr", bold_rows=1))
    assert table[1:3] == [["Entrate correnti", "1.234"], ["Entrate in conto capitale", "2.345"]]


def test_the_label_of_the_first_row_of_a_frame_stands_around_the_height_of_its_figures(find_tables: FindTables) -> None:
    names = [["Titolo", "Denominazione", "Accertamenti", ""], ["", "", "Totale", "Non ricorrenti"]]
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2)}
    drawing = Drawing().grid(72, 100, [60, 180, 90, 90], names, bold_rows=2, spans=spans)
    top, rows = drawing.bottom, [["1010106", "Imposta municipale", "243.528,25", "170.469,77"]]
    rows += [["1010116", "Addizionale", "32.542,49", "2.779,74"], ["1010151", "Tassa sui rifiuti", "132.542,49", "92.779,74"]]
    columns: list[tuple[float, Align]] = [(76, "l"), (136, "l"), (408, "r"), (488, "r")]
    drawing.lines(136, top + 14, ["Tipologia 101: Imposte, tasse", "e proventi assimilati"], leading=12, size=9)
    drawing.aligned(top + 20, columns, [["1010100", "", "376.070,74", "263.249,51"]])
    bottom = drawing.aligned(top + 41, columns, rows, leading=15).bottom + 8
    for x in (72, 132, 312, 402, 492):
        drawing.rule(x, top, x, bottom)
    (table,) = find_tables(drawing.rule(72, bottom, 492, bottom))
    first = ["1010100", "Tipologia 101: Imposte, tasse e proventi assimilati", "376.070,74", "263.249,51"]
    assert table == [*names, first, *rows]


def test_a_frame_around_the_first_row_alone_is_of_the_table_that_goes_on_below_it(find_tables: FindTables) -> None:
    rows = [["Voce", "Nel periodo", "In tutto"], ["Entrate tributarie", "216.130,14", "1.349.450,67"]]
    more = [["Imposta municipale", "45.109,56", "426.949,45"], ["Addizionale", "75.079,21", "105.531,47"]]
    more += [["Trasferimenti", "185.175,83", "1.071.650,82"]]
    drawing = Drawing().grid(72, 100, [200, 110, 110], rows, align="lrr", bold_rows=1)
    columns: list[tuple[float, Align]] = [(76, "l"), (378, "r"), (488, "r")]
    drawing.aligned(drawing.bottom + 12, columns, more, leading=15)
    assert find_tables(drawing) == [[*rows, *more]]


def test_a_sign_that_found_no_room_beside_its_amount_parts_no_row(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2024", "2023", "Diff."],
        ["Totale proventi", "11.605.629,83", "11.746.976,86", "-141.347,03"],
        ["Totale oneri\nCorrenti (B)", "-\n14.605.629,83", "-\n14.746.976,86", "141.347,03"],
    ]
    drawing = Drawing().grid(72, 100, [110, 66, 66, 80], rows, align="lrrr", bold_rows=1)
    whole = ["Totale oneri Correnti (B)", "-14.605.629,83", "-14.746.976,86", "141.347,03"]
    assert find_tables(drawing) == [[*rows[:2], whole]]


def test_a_nil_over_an_amount_that_has_room_for_a_sign_is_a_row(find_tables: FindTables) -> None:
    rows = [["Voce", "2024", "2023"], ["Cassa", "5,00", "6,00"], ["Titoli\nBanca", "-\n14.605,83", "-\n14.746,86"]]
    drawing = Drawing().grid(72, 100, [110, 66, 66], rows, align="lrr", bold_rows=1)
    assert find_tables(drawing) == [[*rows[:2], ["Titoli", "-", "-"], ["Banca", "14.605,83", "14.746,86"]]]


def test_rows_between_rules_of_columns_alone_are_parted_by_the_white_of_texts_around_their_figures(
    find_tables: FindTables,
) -> None:
    columns, edges = [74.0, 150.0, 300.0, 380.0], [72.0, 146.0, 296.0, 376.0, 470.0]
    head = ["CIG", "Oggetto", "Aggiudicatario", "Importo"]
    drawing = Drawing().grid(72, 100, [74, 150, 80, 94], [head], height=16, bold_rows=1).rule(72, 210, 470, 210)
    for x in edges:
        drawing.rule(x, 116, x, 210)
    rows = []
    for i, (upper, lower) in enumerate((("Fornitura di carta in risme", "mediante ordine"), ("Lavori di messa in", "sicurezza"))):
        for k in range(2):
            y, name = 127.0 + 21 * (2 * i + k), [f"Z{i}{k}A61552D", f"{upper} {lower}", "Verde Più", f"{i}28.059,97"]
            drawing.lines(columns[1], y, [upper, lower], leading=9, size=8)
            for x, text in zip(columns, name, strict=True):
                if x != columns[1]:
                    drawing.text(x, y + 4.5, text, size=8)
            rows.append(name)
    assert find_tables(drawing) == [[head, *rows]]


@pytest.mark.parametrize("labels", [["Costi", "Plusvalenze"], ["di cui vincolati", "di cui liberi"], ["- anno", "- anni prima"]])
def test_a_nil_over_an_amount_as_wide_as_its_cell_is_one_beside_a_label_of_its_own(
    find_tables: FindTables, labels: list[str]
) -> None:
    rows = [["Voce", "2024", "2023"], ["Totale proventi", "11.605.629,83", "11.746.976,86"]]
    drawing = Drawing().grid(
        72, 100, [110, 66, 66], [*rows, ["\n".join(labels), "-\n14.605.629,83", "-\n14.746.976,86"]], align="lrr", bold_rows=1
    )
    assert find_tables(drawing) == [[*rows, [labels[0], "-", "-"], [labels[1], "14.605.629,83", "14.746.976,86"]]]


def test_sections_side_by_side_under_names_of_every_column_head_the_rows_below(report_on: ReportOn) -> None:
    rows = [
        ["Uscite", "2019", "2018", "Entrate", "2019", "2018"],
        ["A) Uscite di interesse generale", "", "", "A) Entrate di interesse generale", "", ""],
        ["2) Servizi", "1.660", "477", "1) Quote associative", "133.680", "41.893"],
        ["4) Personale", "4.903", "0", "2) Contributi", "154.640", "1.619"],
    ]
    spans = {(1, 0): (1, 3), (1, 3): (1, 3)}
    drawing = Drawing((842, 595)).grid(60, 80, [150, 80, 80, 150, 80, 80], rows, spans=spans, align="lrrlrr", bold_rows=2)
    (table,) = report_on(drawing).tables
    assert (table.texts(), table.header_rows) == (rows, 1)
    rows[1] = ["(in euro)", "", "", "(in euro)", "", ""]
    drawing = Drawing((842, 595)).grid(60, 80, [150, 80, 80, 150, 80, 80], rows, spans=spans, align="lrrlrr", bold_rows=2)
    (table,) = report_on(drawing).tables
    assert table.header_rows == 2


def broken_codes(labels: int) -> list[list[str]]:
    """Rows whose codes break over three lines and their labels over some."""
    rows = [["Cod.", "Descrizione", "2024", "2023"]]
    for i in range(1, 5):
        label = "\n".join([f"Spesa ordinaria {i}", "per programmi", "di inclusione", "e lavoro"][:labels])
        rows.append([f"1.03.0\n2.0{i}.0\n01", label, f"1{i}.104,0{i}", f"1{i}.204,1{i}"])
    return rows


@pytest.mark.parametrize("labels", [1, 2, 3, 4])
def test_a_code_that_its_cell_breaks_makes_no_rows(find_tables: FindTables, labels: int) -> None:
    rows = broken_codes(labels)
    drawing = Drawing().grid(72, 100, [40, 150, 80, 80], rows, align="llrr", bold_rows=1)
    assert find_tables(drawing) == [[[text.replace("\n", " ") for text in row] for row in rows]]


def test_codes_under_one_another_between_rules_of_columns_are_rows(find_tables: FindTables) -> None:
    rows = [
        ["Cod.", "Descrizione", "2024", "2023"],
        ["1.03\n1.04\n1.05", "Servizi\nImposte\nOneri", "14,00\n15,00\n16,00", "1,00\n2,00\n3,00"],
    ]
    drawing = Drawing().grid(72, 100, [40, 150, 80, 80], rows, align="llrr", bold_rows=1)
    assert find_tables(drawing)[0][1:] == [
        ["1.03", "Servizi", "14,00", "1,00"], ["1.04", "Imposte", "15,00", "2,00"], ["1.05", "Oneri", "16,00", "3,00"]
    ]  # fmt: skip


def test_a_header_over_a_first_row_from_which_nothing_parts_it(find_tables: FindTables) -> None:
    drawing = Drawing()
    for r in (2, 4):
        drawing.box(72, 100 + 16 * r, 502, 116 + 16 * r, fill=GREY)
    drawing.grid(72, 100, WIDTHS, COSTS, align=ALIGN, height=16, rules={"top", "bottom", "left", "right", "columns"}, bold_rows=1)
    assert find_tables(drawing) == [COSTS]


def test_squares_of_a_code_beside_a_table_do_not_move_its_rules(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2023", "2024"],
        ["Proventi", "1.000,00", "1.100,00"],
        ["Oneri", "400,00", "500,00"],
        ["Saldo", "600,00", "600,00"],
    ]
    drawing = Drawing().grid(72, 100, [150, 90, 90], rows, align="lrr", height=18)
    for place in (place for place in range(441) if place * place % 7 < 4):
        x, y = 420 + 3 * (place % 21), 102 + 3 * (place // 21)
        drawing.box(x, y, x + 3, y + 3, fill=BLACK, line=0)
    assert find_tables(drawing) == [rows]
