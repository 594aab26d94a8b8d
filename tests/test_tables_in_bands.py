"""Tables as report generators print them: header, sections and totals in bands, each in a frame or fill of its own or in none."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.report import Report
from tests.conftest import Texts
from tests.drawing import GREY, Align, Drawing

FindTables = Callable[[Drawing], list[Texts]]
ReportOn = Callable[[Drawing], Report]

LEFT, TOP, WIDTHS = 40.0, 100.0, [50.0, 165.0, 75.0, 75.0, 75.0]
ENDS = [LEFT + sum(WIDTHS[:k]) for k in range(len(WIDTHS) + 1)]
COLUMNS: list[tuple[float, Align]] = [(ENDS[0] + 4, "l"), (ENDS[1] + 4, "l"), *((x - 4, "r") for x in ENDS[3:])]
NAMES = ["Codice", "Descrizione", "2022", "2023", "Totale"]
GROUPS = ["Codice", "Descrizione", "Esercizio di provenienza", "", "Totale"]
SECTIONS = ["TITOLO 1 - Entrate correnti", "TITOLO 2 - Trasferimenti correnti"]
ROWS = [
    [
        ["1.01.00", "Imposte, tasse e proventi", "983,90", "444.687,14", "445.671,04"],
        ["1.02.00", "Compensi ai revisori", "352.111,75", "8.457,41", "360.569,16"],
        ["1.03.00", "Entrate per partite di giro", "547.056,78", "511.043,04", "1.058.099,82"],
    ],
    [
        ["2.01.00", "Quote associative", "189.082,34", "3.449.396,02", "3.638.478,36"],
        ["2.02.00", "Interessi passivi", "806,36", "22.743,92", "23.550,28"],
        ["2.03.00", "Utenze e canoni", "1.905,48", "266.070,33", "267.975,81"],
    ],
]
MORE = ["Servizi per conto di terzi", "Altre entrate", "Noleggi e canoni", "Contributi"]
for k, rows in enumerate(ROWS):
    rows += [
        [f"{k + 1}.{i:02d}.00", name, f"{i}1.{k}22,10", f"{i}3.{k}44,20", f"{i}4.{k}66,30"] for i, name in enumerate(MORE, 4)
    ]
TOTALS = [["900.152,43", "964.187,59", "1.864.340,02"], ["191.794,18", "3.738.210,27", "3.930.004,45"]]


def section(k: int) -> list[str]:
    return [SECTIONS[k], "", "", "", ""]


def total(k: int) -> list[str]:
    return [f"Totale {SECTIONS[k]}", "", *TOTALS[k]]


def framed(drawing: Drawing, row: list[str], top: float, *, across: int) -> Drawing:
    """A row in bold in a frame of its own, whose first cell is so many columns wide."""
    return drawing.grid(LEFT, top, WIDTHS, [row], spans={(0, 0): (1, across)}, align="llrrr", bold_rows=1)


def detail(drawing: Drawing, k: int, top: float) -> Drawing:
    """The rows of a section, a rule under each and none between their columns."""
    for i, row in enumerate(ROWS[k]):
        drawing.aligned(top + 10 + 14 * i, COLUMNS, [row]).rule(LEFT, top + 13 + 14 * i, ENDS[-1], top + 13 + 14 * i)
    drawing.bottom = top + 14 * len(ROWS[k])
    return drawing


def test_a_section_in_a_frame_under_a_header_in_a_frame_is_no_name_of_columns(report_on: ReportOn) -> None:
    drawing = Drawing().grid(LEFT, TOP, WIDTHS, [NAMES], align="ccccc", bold_rows=1)
    framed(drawing, section(0), drawing.bottom + 2, across=5)
    (table,) = report_on(detail(drawing, 0, drawing.bottom + 2)).tables
    assert (table.texts(), table.header_rows) == ([NAMES, section(0), *ROWS[0]], 1)


def test_totals_and_sections_in_frames_stay_where_they_stand_among_rows_without(find_tables: FindTables) -> None:
    drawing = Drawing().grid(LEFT, TOP, WIDTHS, [NAMES], align="ccccc", bold_rows=1)
    for k in (0, 1):
        framed(drawing, section(k), drawing.bottom + 2, across=5)
        detail(drawing, k, drawing.bottom + 2)
        framed(drawing, total(k), drawing.bottom - 1, across=2)
    (table,) = find_tables(drawing)
    assert table == [NAMES, section(0), *ROWS[0], total(0), section(1), *ROWS[1], total(1)]


def header(drawing: Drawing, top: float, *, frame: bool) -> Drawing:
    """Names in bold under the name of two of their columns, in cells of rules or in the same places without."""
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2), (0, 4): (2, 1)}
    rows = [GROUPS, ["", "", "2022", "2023", ""]]
    rules = ("top", "bottom", "left", "right", "rows", "columns") if frame else ()
    return drawing.grid(LEFT, top, WIDTHS, rows, spans=spans, align="llccr", bold_rows=2, height=18, rules=rules)


@pytest.mark.parametrize("frame", [True, False])
def test_the_name_of_several_columns_that_every_page_repeats_at_its_top_is_no_running_line(
    report_on: ReportOn, frame: bool
) -> None:
    drawing = Drawing(size=(842, 595))
    for k in (0, 1):
        drawing = drawing.page() if k else drawing
        drawing.text(LEFT, 24, "UNIONE DEI COMUNI DI PROVA", bold=True)
        header(drawing, 34, frame=frame)
        drawing.aligned(drawing.bottom + 12, COLUMNS, ROWS[k])
    (table,) = report_on(drawing).tables
    assert table.headings()[2:] == ["Esercizio di provenienza 2022", "Esercizio di provenienza 2023", "Totale"]
    assert [row for row in table.texts() if row[0][:2] in ("1.", "2.")] == [*ROWS[0], *ROWS[1]]


def test_what_runs_over_the_figures_of_every_page_set_otherwise_than_its_header_is_no_name(report_on: ReportOn) -> None:
    drawing = Drawing()
    for k in (0, 1):
        drawing = drawing.page() if k else drawing
        drawing.text(ENDS[-1] - 4, 60, "Unione dei comuni di Prova - C.F. 81000000001", size=7, align="r")
        drawing.aligned(78, COLUMNS, [NAMES, *ROWS[k]], bold_rows=1)
    (table,) = report_on(drawing).tables
    assert table.texts() == [NAMES, *ROWS[0], *ROWS[1]]


@pytest.mark.parametrize("pages", [1, 2])
def test_a_section_between_a_header_in_a_frame_and_rows_without_is_a_row(report_on: ReportOn, pages: int) -> None:
    drawing = Drawing()
    for k in range(pages):
        drawing = drawing.page() if k else drawing
        header(drawing, TOP, frame=True)
        drawing.text(LEFT + 4, drawing.bottom + 14, SECTIONS[k], size=9, bold=True)
        drawing.aligned(drawing.bottom + 36, COLUMNS, ROWS[k])
    (table,) = report_on(drawing).tables
    assert table.texts()[table.header_rows :] == [row for k in range(pages) for row in (section(k), *ROWS[k])]
    assert table.headings()[2:] == ["Esercizio di provenienza 2022", "Esercizio di provenienza 2023", "Totale"]


def test_the_first_section_of_a_block_may_stand_as_far_over_its_rows_as_the_others(find_tables: FindTables) -> None:
    drawing = Drawing()
    for k, y in ((0, TOP), (1, TOP + 142)):
        drawing.text(LEFT + 4, y, SECTIONS[k], size=9, bold=True).aligned(y + 22, COLUMNS, ROWS[k])
    (table,) = find_tables(drawing)
    assert table == [section(0), *ROWS[0], section(1), *ROWS[1]]


def test_a_section_whose_word_space_is_where_the_boxes_of_the_header_part_is_one_text(report_on: ReportOn) -> None:
    drawing = Drawing()
    for a, b, (x, align), name in zip(ENDS, ENDS[1:], COLUMNS, NAMES, strict=False):
        drawing.box(a, TOP, b, TOP + 16, fill=(0.8, 0.8, 0.8), line=0).text(x, TOP + 11, name, size=9, bold=True, align=align)
    x = ENDS[1] - stringWidth("TITOLO 4 ", "Helvetica-Bold", 9) + 1
    drawing.text(x, TOP + 30, "TITOLO 4 Entrate correnti", size=9, bold=True).aligned(TOP + 44, COLUMNS, ROWS[0])
    (table,) = report_on(drawing).tables
    assert (table.texts(), table.header_rows) == ([NAMES, ["TITOLO 4 Entrate correnti", "", "", "", ""], *ROWS[0]], 1)


def test_a_name_that_begins_higher_than_the_others_beside_a_column_of_codes_is_whole(find_tables: FindTables) -> None:
    drawing = Drawing()
    names = [
        "Codice",
        "Descrizione",
        "Residui\n(RS)",
        "Riscossioni\n(RR)",
        "Residui attivi da\nesercizi precedenti\n(EP=RS-RR+R)",
    ]
    for (x, align), name in zip(COLUMNS, names, strict=True):
        for i, part in enumerate(lines := name.split("\n")):
            drawing.text(x, TOP + 9.4 * (i + (3 - len(lines)) * 0.75), part, size=8, bold=True, align=align)
    drawing.aligned(TOP + 40, COLUMNS, ROWS[0])
    (table,) = find_tables(drawing)
    assert table == [[name.replace("\n", " ") for name in names], *ROWS[0]]


MOVEMENTS = [
    ["Interessi attivi", "974.567,45", "799.281,34", "162.069,13", "1.611.779,66"],
    ["Quote associative", "4.731.166,86", "840,24", "365,59", "4.731.641,51"],
    ["Utenze e canoni", "452.269,91", "994,57", "233,88", "453.030,60"],
]
AMOUNT_COLUMNS: list[tuple[float, Align]] = [(43, "l"), (300, "r"), (360, "r"), (420, "r"), (500, "r")]


def test_a_rule_under_a_name_beside_names_of_two_lines_holds_it_to_the_names_below(report_on: ReportOn) -> None:
    drawing = Drawing()
    for edges, top, bottom in (([40, 244, 304, 424, 504], 93, 104.5), ([40, 244, 304, 364, 424, 504], 104.5, 117)):
        for x0, x1 in pairwise(edges):
            drawing.box(x0, top, x1, bottom, fill=(0.8, 0.88, 1), line=0)
    for x, year in ((300, "2023"), (500, "2024")):
        drawing.text(x, 100, "Saldo al", size=7, bold=True, align="r").text(
            x, 106.4, f"31/12/{year}", size=7, bold=True, align="r"
        )
    drawing.text(366, 100, "Variazioni", size=7, bold=True, align="c").rule(303, 104, 425, 104)
    drawing.text(360, 111.4, "Incrementi", size=7, bold=True, align="r").text(
        420, 111.4, "Decrementi", size=7, bold=True, align="r"
    )
    (table,) = report_on(drawing.aligned(130, AMOUNT_COLUMNS, MOVEMENTS, size=7)).tables
    names = ["Saldo al 31/12/2023", "Variazioni Incrementi", "Variazioni Decrementi", "Saldo al 31/12/2024"]
    assert table.headings()[1:] == names


def test_the_cell_of_the_first_figures_begins_no_further_right_than_their_name(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(43, "l"), (340, "r"), (400, "r"), (460, "r"), (520, "r")]
    drawing = Drawing().text(43, 100, "Voce", bold=True).text(311, 100, "Esercizio 2024", bold=True, align="c")
    drawing.text(462, 100, "Previsioni", bold=True, align="c")
    for (x, _), name in zip(columns[1:], ["Previsioni definitive 2024", "Rendiconto", "2025", "2026"], strict=True):
        words = name.split()
        for k, word in enumerate(words, 1):  # each drawn by itself
            right = x - (stringWidth(" " + " ".join(words[k:]), "Helvetica-Bold", 10) if k < len(words) else 0)
            drawing.text(right, 114, word, bold=True, align="r")
    (table,) = report_on(drawing.aligned(130, columns, MOVEMENTS)).tables
    names = ["Esercizio 2024 Previsioni definitive 2024", "Esercizio 2024 Rendiconto", "Previsioni 2025", "Previsioni 2026"]
    assert table.headings()[1:] == names


def test_a_section_over_labels_without_a_name_beside_codes_is_no_header(report_on: ReportOn) -> None:
    drawing = Drawing().aligned(100, COLUMNS, [["Codice", "", "2022", "2023", "Totale"]], bold_rows=1)
    for k in (0, 1):
        drawing.text(COLUMNS[1][0], drawing.bottom, SECTIONS[k], size=9, bold=True)
        drawing.aligned(drawing.bottom + 14, COLUMNS, ROWS[k])
        drawing.text(COLUMNS[0][0], drawing.bottom, f"Totale {SECTIONS[k]}", size=9, bold=True)
        drawing.aligned(drawing.bottom, COLUMNS[2:], [TOTALS[k]])
    (table,) = report_on(drawing).tables
    assert (table.header_rows, table.texts()[1]) == (1, ["", SECTIONS[0], "", "", ""])


def test_names_left_of_the_figures_under_them_over_a_section_on_every_page_are_no_running_line(report_on: ReportOn) -> None:
    drawing = Drawing()
    for k in (0, 1):
        drawing = drawing.page() if k else drawing
        for x, name in zip(ENDS, ["Codice", "Descrizione", "2022", "2023", "Totale"], strict=False):
            drawing.text(x + 4, 60, name, size=9, bold=True)
        drawing.text(LEFT + 4, 82, SECTIONS[k], size=9, bold=True)
        drawing.aligned(106, COLUMNS, ROWS[k])
    (table,) = report_on(drawing).tables
    assert table.texts() == [NAMES, section(0), *ROWS[0], section(1), *ROWS[1]]


def test_labels_of_totals_over_codes_and_labels_do_not_make_these_one_column(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(100, COLUMNS, [NAMES], bold_rows=1)
    expected = [NAMES]
    for k in (0, 1, 0):
        drawing.aligned(drawing.bottom, COLUMNS, ROWS[k][:3])
        drawing.text(COLUMNS[0][0], drawing.bottom, total(k)[0], size=9, bold=True)
        drawing.aligned(drawing.bottom, COLUMNS[2:], [TOTALS[k]])
        expected += [*ROWS[k][:3], total(k)]
    assert find_tables(drawing) == [expected]


def test_a_title_in_the_middle_of_a_table_is_over_all_of_it_wherever_its_columns_begin(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(40, "l"), (320, "r"), (429.5, "r"), (539, "r")]
    title = "RENDICONTO DELLA GESTIONE 2024"
    drawing = Drawing().text(289.5, 100, title, size=8, bold=True, align="c")
    rows = [[row[1], *(f"{i}{row[k]}" for i, k in enumerate((2, 3, 4), 1))] for row in ROWS[0]]
    drawing.aligned(116, columns, [["Descrizione", "Consuntivo 2023", "Consuntivo 2024", "Variazione"]], size=8, bold_rows=1)
    (table,) = report_on(drawing.aligned(132, columns, rows, size=8)).tables
    (cell,) = (cell for cell in table.cells if cell.text == title)
    assert (cell.column, cell.column_span) == (0, 4)


def test_the_name_of_the_labels_a_little_lower_than_the_others_is_of_the_header(report_on: ReportOn) -> None:
    drawing = Drawing().text(COLUMNS[1][0], 104.4, "Descrizione", size=8.5, bold=True)
    for (x, align), name in zip(COLUMNS[2:], NAMES[2:], strict=True):
        drawing.text(x, 100, name, size=8.5, bold=True, align=align)
    drawing.rule(LEFT, 110, ENDS[-1], 110)
    (table,) = report_on(drawing.aligned(124, COLUMNS[1:], [row[1:] for row in ROWS[0]])).tables
    assert (table.header_rows, table.texts()[0]) == (1, NAMES[1:])


@pytest.mark.parametrize("apart", [2.5, 4.0])
def test_a_label_that_reaches_up_to_its_amount_takes_none_of_it(find_tables: FindTables, apart: float) -> None:
    label = "Proventi derivanti dall'attività di controllo e repressione degli illeciti"
    amounts = ["653,18", "724.494,35", "725.147,53"]
    drawing = Drawing().aligned(100, COLUMNS, [NAMES, *ROWS[0]], bold_rows=1)
    end = COLUMNS[2][0] - stringWidth(amounts[0], "Helvetica", 9) - apart
    drawing.text(COLUMNS[0][0], drawing.bottom, "1.08.00", size=9).text(end, drawing.bottom, label, size=7, align="r")
    drawing.aligned(drawing.bottom, COLUMNS[2:], [amounts])
    assert find_tables(drawing) == [[NAMES, *ROWS[0], ["1.08.00", label, *amounts]]]


BUDGET: list[tuple[float, Align]] = [(50, "l"), (310, "r"), (385, "r"), (460, "r"), (535, "r")]
STAGES = ["Voce", "Iniziale", "Definitivo", "Impegnato", "Pagato"]
HEADS: list[list[tuple[float, Align, str]]] = [
    [(50, "l", "Comune di Prova"), (297, "c", "Rendiconto 2023"), (535, "r", "Pag. {}")],
    [(310, "r", "Anno 2023"), (385, "r", "Rendiconto")],
    [(535, "r", "Bilancio d'esercizio 2023")],
]


@pytest.mark.parametrize("heads", HEADS)
@pytest.mark.parametrize("gap", [24, 36])
def test_what_runs_over_the_columns_of_every_page_set_as_their_names_names_none(
    report_on: ReportOn, heads: list[tuple[float, Align, str]], gap: float
) -> None:
    drawing = Drawing()
    rows = [[[f"Spesa {p}{k}", *(f"{k}{c}.234,{p}{c}" for c in range(1, 5))] for k in range(1, 9)] for p in (1, 2, 3)]
    for p in (1, 2, 3):
        drawing = drawing.page() if p > 1 else drawing
        for x, align, text in heads:
            drawing.text(x, 40, text.format(p), size=9, align=align)
        drawing.aligned(40 + gap, BUDGET, [STAGES, *rows[p - 1]])
    (table,) = report_on(drawing).tables
    assert table.texts() == [STAGES, *(row for page in rows for row in page)]


def test_a_name_whose_cell_has_no_rule_at_its_height_and_one_below_is_over_both_columns(report_on: ReportOn) -> None:
    drawing = Drawing()
    edges = [40, 240, 300, 360, 420, 480]
    for x in edges:
        drawing.rule(x, 112 if x in (300, 420) else 96, x, 174)
    for x, name in ((44, "Voce"), (248, "Accertamenti"), (368, "Riscossioni")):
        drawing.text(x, 107, name, size=8)
    columns: list[tuple[float, Align]] = [(44, "l"), *((x - 4, "r") for x in edges[2:])]
    drawing.aligned(122, columns, [["", "2023", "2022", "2023", "2022"]], size=8)
    rows = [[row[0], *row[1:]] for row in MOVEMENTS]
    (table,) = report_on(drawing.aligned(142, columns, rows, size=7)).tables
    assert table.headings()[1:] == ["Accertamenti 2023", "Accertamenti 2022", "Riscossioni 2023", "Riscossioni 2022"]


def test_a_bold_name_and_one_right_behind_it_that_is_not_are_two(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(44, "l"), (255, "r"), (325, "r"), (395, "r"), (459, "r")]
    drawing = Drawing().text(44, 100, "Voce", size=8).text(395, 100, "Riscossioni", size=8, bold=True, align="r")
    drawing.text(459, 100, "Maggiori o minori", size=8, align="r").text(459, 109, "entrate", size=8, align="r")
    for x, name in ((255, "in c/competenza"), (325, "in c/residui"), (395, "Totale")):
        drawing.text(x, 109, name, size=8, align="r")
    (table,) = report_on(drawing.aligned(124, columns, [[*row] for row in MOVEMENTS], size=8)).tables
    names = ["Riscossioni in c/competenza", "Riscossioni in c/residui", "Riscossioni Totale", "Maggiori o minori entrate"]
    assert table.headings()[1:] == names


def test_a_nil_in_the_first_column_of_figures_is_no_label_that_a_running_name_would_stand_over(report_on: ReportOn) -> None:
    drawing = Drawing()
    for k in (0, 1):
        drawing = drawing.page() if k else drawing
        drawing.text((ENDS[2] + ENDS[4]) / 2, 46, "Esercizio di provenienza", size=9, bold=True, align="c")
        drawing.aligned(66, COLUMNS, [NAMES], bold_rows=1)
        drawing.aligned(82, COLUMNS, [[*row[:2], "-" if i == 1 else row[2], *row[3:]] for i, row in enumerate(ROWS[k])])
    (table,) = report_on(drawing).tables
    assert table.headings()[2:] == ["Esercizio di provenienza 2022", "Esercizio di provenienza 2023", "Totale"]


# ── stripes ───────────────────────────────────────────────────────────────────────────────────────────────────────────

WIDE = (842.0, 595.0)
BLUE, GRAY = (0.8, 0.88, 1.0), (0.93, 0.93, 0.93)
VOCI = ["Imposte e tasse", "Utenze e canoni", "Compensi ai revisori", "Quote associative", "Interessi passivi", "Noleggi"]
AMOUNTS = ["5.866.936,03", "805.389,62", "1.093,07", "832.556,66", "63.455,10", "455.266,55", "7.225,34"]


def amounts(row: int, count: int) -> list[str]:
    return [AMOUNTS[(row + column) % len(AMOUNTS)] for column in range(count)]


def named(
    drawing: Drawing, y: float, texts: dict[float, str], align: Align = "c", *, size: float = 7, bold: bool = True
) -> Drawing:
    """A line of names."""
    for x, text in texts.items():
        drawing.text(x, y, text, size=size, bold=bold, align=align)
    return drawing


def striped(
    drawing: Drawing, y: float, ends: list[float], *, section: str = "", codes: bool = False, left: float = 31, part: int = 1
) -> list[list[str]]:
    """A section, if any, and rows of which every second is filled, amounts set right at `ends`; gives back what is printed."""
    lead = ["", section] if codes else [section]
    printed = [[*lead, *[""] * len(ends)]] if section else []
    if section:
        drawing.text(left + 72 * codes, y, section, size=7, bold=True)
    for k, label in enumerate(VOCI, 1):
        if k % 2 == 0:
            drawing.box(left - 1, y + 9 * k - 7, ends[-1] + 1, y + 9 * k + 2, fill=GRAY).canvas.setFillColorRGB(0, 0, 0)
        row = [*([f"{part}.{k:02d}.00"] if codes else []), label, *amounts(k * part, len(ends))]
        columns: list[tuple[float, Align]] = [(left, "l"), (left + 72, "l")] if codes else [(left, "l")]
        drawing.aligned(y + 9 * k, [*columns, *((end, "r") for end in ends)], [row], size=7)
        printed.append(row)
    return printed


def filled(drawing: Drawing, top: float, bottom: float, right: float, left: float = 30) -> Drawing:
    drawing.box(left, top, right, bottom, fill=BLUE).canvas.setFillColorRGB(0, 0, 0)
    return drawing


FIVE = [387.0, 493, 599, 705, 811]
FIVE_NAMES = ["Previsioni definitive 2024", "Rendiconto", "2025", "2026", "2027"]


def test_how_far_a_title_stands_above_names_says_not_that_these_are_lines_of_one(report_on: ReportOn) -> None:
    drawing = named(Drawing(WIDE), 60.5, {421: "Prospetto riepilogativo dell'esercizio 2024"})
    filled(drawing, 68, 88, 812)
    named(named(drawing, 76.5, {31: "Voce"}, "l"), 76.5, {387.5: "Esercizio 2024", 652.5: "Previsioni pluriennali"})
    named(drawing, 85.5, dict(zip([end - 52 for end in FIVE], FIVE_NAMES, strict=True)))
    striped(drawing, 86, FIVE)
    (table,) = report_on(drawing).tables
    groups = ["Esercizio 2024"] * 2 + ["Previsioni pluriennali"] * 3
    names = [f"{group} {name}" for group, name in zip(groups, FIVE_NAMES, strict=True)]
    assert [heading.removeprefix("Prospetto riepilogativo dell'esercizio 2024 ") for heading in table.headings()[1:]] == names


@pytest.mark.parametrize("codes", [False, True])
def test_a_section_in_bold_is_no_first_line_of_the_label_in_its_stripe(find_tables: FindTables, *, codes: bool) -> None:
    drawing = filled(Drawing(WIDE), 68, 79, 812)
    named(named(drawing, 76, {31: "Codice", 103: "Voce"} if codes else {31: "Voce"}, "l"), 76, {e - 52: n for e, n in YEARS})
    rows = striped(drawing, 88, FIVE, section="TITOLO 4 - Entrate in conto capitale", codes=codes)
    (table,) = find_tables(drawing)
    assert table[1:] == rows


YEARS = list(zip(FIVE, ["2020", "2021", "2022", "2023", "2024"], strict=True))


def test_a_section_over_codes_and_labels_is_no_first_line_of_the_code_in_its_stripe(find_tables: FindTables) -> None:
    drawing = filled(Drawing(WIDE), 68, 79, 812)
    named(named(drawing, 76, {31: "Codice", 103: "Voce"}, "l"), 76, {end - 52: name for end, name in YEARS})
    drawing.text(31, 88, "MISSIONE 10 - Trasporti e diritto alla mobilità", size=7)
    rows = striped(drawing, 88, FIVE, codes=True)
    (table,) = find_tables(drawing)
    assert table[1:] == [["MISSIONE 10 - Trasporti e diritto alla mobilità", *[""] * 6], *rows]


def test_the_rest_of_a_formula_under_a_total_in_bold_begins_no_section(find_tables: FindTables) -> None:
    ends = [400.0, 500.0]
    drawing = Drawing(WIDE).rule(30, 66, 501, 66).rule(30, 79, 501, 79)
    named(named(drawing, 76, {31: "Voce"}, "l"), 76, {380: "2023", 480: "2022"})
    printed = striped(drawing, 80, ends)
    total = ["Totale delle rettifiche di valore (18 -", *amounts(0, 2)]
    for k, row in enumerate((total, ["19)", "", ""])):
        drawing.aligned(143 + 9 * k, [(31, "l"), *((end, "r") for end in ends)], [row], size=7, bold_rows=1)
    (table,) = find_tables(drawing)
    assert table[1:] == [*printed, ["Totale delle rettifiche di valore (18 - 19)", *total[1:]]]


def test_sections_in_bold_are_no_lines_of_the_total_in_their_stripe(find_tables: FindTables) -> None:
    ends = [400.0, 500.0]
    total = ["Totale immobilizzazioni", *amounts(0, 2)]
    sections = [["C) Attivo circolante", "", ""], ["II - Crediti", "", ""]]
    drawing = Drawing(WIDE).rule(30, 66, 501, 66).rule(30, 79, 501, 79)
    named(named(drawing, 76, {31: "Voce"}, "l"), 76, {380: "2023", 480: "2022"})
    printed = striped(drawing, 80, ends)
    for k, row in enumerate((total, *sections)):
        drawing.aligned(143 + 9 * k, [(31, "l"), *((end, "r") for end in ends)], [row], size=7, bold_rows=1)
    last = ["1) verso utenti e clienti", *amounts(3, 2)]
    drawing.box(30, 163, 501, 172, fill=GRAY).canvas.setFillColorRGB(0, 0, 0)
    drawing.aligned(170, [(39, "l"), *((end, "r") for end in ends)], [last], size=7)
    (table,) = find_tables(drawing)
    assert table[1:] == [*printed, total, *sections, last]


def test_a_total_over_codes_and_labels_is_whole_where_a_word_of_it_begins_as_labels_do(find_tables: FindTables) -> None:
    labels = 31.4 + stringWidth("Totale TITOLO ", "Helvetica-Bold", 7)
    columns: list[tuple[float, Align]] = [(31, "l"), (labels, "l"), *((end, "r") for end in FIVE)]
    rows = [[f"2.{k:02d}.00", label, *amounts(k, 5)] for k, label in enumerate(VOCI, 1)]
    total = ["Totale TITOLO 2 - Trasferimenti correnti", "", *amounts(0, 5)]
    drawing = Drawing(WIDE).aligned(90, columns, [["Codice", "Voce", *(n for _, n in YEARS)]], size=7, bold_rows=1)
    drawing.aligned(104, columns, rows, size=7, leading=12).aligned(176, columns, [total], size=7, bold_rows=1)
    (table,) = find_tables(drawing)
    assert table[-1] == total


def test_a_header_is_repeated_though_a_name_of_several_columns_is_placed_otherwise_on_the_next_page(report_on: ReportOn) -> None:
    ends = [419.0, 505, 587, 669, 751]
    lower = ["Previsione iniziale", "Previsione assestata", "Accertamenti", "Riscossioni", "Da riscuotere"]
    drawing = named(Drawing(WIDE), 63.5, {421: "Prospetto riepilogativo dell'esercizio 2024"})
    printed = []
    for page in (0, 1):
        if page:
            drawing.page()
        y = 82.5 - 19 * page
        filled(filled(drawing, y - 9, y + 3, 752, 89), y + 3, y + 16, 752, 89)
        named(named(drawing, y, {91: "Codice", 151: "Voce"}, "l"), y, {425: "Previsioni", 630: "Consuntivo"})
        named(drawing, y + 13, dict(zip(ends, lower, strict=True)), "r")
        printed += striped(drawing, y + 16, ends, codes=True, left=91, part=page + 1)
        named(drawing, y + 79, {91: f"Totale {SECTIONS[page]}"}, "l")
        named(drawing, y + 79, dict(zip(ends, amounts(page, 5), strict=True)), "r")
        printed.append([f"Totale {SECTIONS[page]}", "", *amounts(page, 5)])
    (table,) = report_on(drawing).tables
    assert table.texts()[table.header_rows :] == printed


def test_a_title_in_the_middle_of_a_table_is_no_name_of_the_columns_at_whose_left_it_begins(report_on: ReportOn) -> None:
    title, ends = "CONTO DEL BILANCIO - GESTIONE DELLE ENTRATE", [424.0, 521, 617, 714, 810]
    drawing = named(Drawing(WIDE), 60.5, {420.5: title})
    filled(drawing, 68, 91, 811)
    lefts = [332.0, 428, 525, 621, 718]
    lower = dict(zip(lefts, ["2020 e prec.", "2021", "2022", "2023", ""], strict=True))
    named(named(drawing, 77.5, {31: "Codice", 718: "Totale"}, "l"), 77.5, {523: "Esercizio di provenienza"})
    striped(named(drawing, 88.5, lower, "l"), 89, ends, codes=True)
    (table,) = report_on(drawing).tables
    assert not any(cell.text == title and (cell.column or cell.column_span < table.columns) for cell in table.cells)


@pytest.mark.parametrize(
    ("group", "names", "first", "last"),
    [
        ("Variazioni", ["Saldo al 31/12/2023", "Incrementi", "Decrementi", "Saldo al 31/12/2024"], 2, 3),
        ("Esercizio di provenienza", ["2020 e prec.", "2021", "2022", "2023", "Totale"], 1, 4),
    ],
)
def test_of_names_of_days_and_years_a_name_stands_over_all_or_none(
    report_on: ReportOn, group: str, names: list[str], first: int, last: int
) -> None:
    ends = FIVE[: len(names)]
    drawing = named(filled(Drawing(WIDE), 68, 88, ends[-1] + 1), 76.5, {493.5: group})
    named(named(drawing, 85.5, {31: "Voce"}, "l"), 85.5, dict(zip([end - 52 for end in ends], names, strict=True)))
    striped(drawing, 86, ends)
    report = report_on(drawing)
    (cell,) = (cell for cell in report.tables[0].cells if cell.text == group)
    assert (cell.column, cell.column + cell.column_span - 1) == (first, last)
    assert not [finding for finding in report.findings if finding.rule == "HEAD-1"]


def test_names_of_groups_are_set_alike(report_on: ReportOn) -> None:
    ends = [344.0, 437, 531, 624, 718, 811]
    drawing = filled(Drawing(WIDE), 69, 92, 812)
    named(drawing, 79, {345: "Valore al 31/12/2023", 578.5: "Movimenti dell'esercizio"}, size=8, bold=False)
    named(drawing, 79, {811: "Valore netto al"}, "r", size=8, bold=False).text(31, 79, "Voce", size=8)
    lower = ["Costo storico", "Fondo amm.to", "Incrementi", "Decrementi", "Ammortamenti", "31/12/2024"]
    striped(named(drawing, 89, dict(zip(ends, lower, strict=True)), "r", size=8, bold=False), 91, ends)
    (table,) = report_on(drawing).tables
    spans = {cell.text: (cell.column, cell.column_span) for cell in table.cells if cell.column_span > 1}
    assert spans == {"Valore al 31/12/2023": (1, 2), "Movimenti dell'esercizio": (3, 3)}


def test_a_text_well_below_the_figures_of_a_row_between_stripes_is_none_of_its_label(find_tables: FindTables) -> None:
    rows = [
        [label, f"{i}4.346,62", f"{i}7.592,94"]
        for i, label in enumerate(("Attivi", "Passivi", "Fondo", "Risultato", "Cassa", "Banca"))
    ]
    drawing = Drawing()
    for i, row in enumerate(rows):
        y = 100.0 + 12 * i + (24 if i > 3 else 0)
        if i in (0, 2, 4):
            drawing.box(68, y - 9, 524, y + 3, fill=GREY)
        drawing.aligned(y, [(72, "l"), (420, "r"), (520, "r")], [row])
    (table,) = find_tables(drawing.text(72, 156, "Composizione della cassa", size=9))
    assert table == [*rows[:4], ["Composizione della cassa", "", ""], *rows[4:]]


@pytest.mark.parametrize("first", ["Proventi", "Proventi\n(vedi nota 2)"])
def test_a_label_goes_on_far_below_its_figures_in_its_own_stripe(find_tables: FindTables, first: str) -> None:
    labels = [first, "Contributi\ndi enti pubblici", "Rimborsi\nRegione", "Altri\n(vedi nota 3)", "Totale"]
    drawing = Drawing().aligned(90, [(72, "l"), (420, "r")], [["Voce", "2024"]], bold_rows=1)
    for i, label in enumerate(labels):
        y = 112.0 + 36 * i
        if i % 2:
            drawing.box(68, y - 12, 424, y + 24, fill=GREY)
        drawing.lines(72, y, label.split("\n"), leading=16, size=9).text(420, y, f"{i + 1}.200,00", size=9, align="r")
    (table,) = find_tables(drawing)
    assert table[1:] == [[label.replace("\n", " "), f"{i}.200,00"] for i, label in enumerate(labels, 1)]
