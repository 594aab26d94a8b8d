"""A sign belongs to its figure wherever it stands in the cell; a dash that is nil belongs to none."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.report import Report
from tests.conftest import Texts
from tests.drawing import WHITE, Drawing

ReportOn = Callable[[Drawing], Report]

LINES = (
    ("Diritto annuale", "412.350,75", "431.206,10"),
    ("Contributi resi", "-12.400,00", "-9.850,50"),
    ("Proventi da servizi", "23.118,40", "21.990,05"),
    ("Rimborsi", "-1.204,15", "856,30"),
    ("Interessi", "5.118,40", "4.990,05"),
)
RIGHT = (320, 430)


def open_table(lead: float, *, currency: str = "") -> Drawing:
    """A table without rules whose minuses stand `lead` points left of the right end of their cells."""
    drawing = Drawing().text(72, 100, "Voce", size=9)
    for x, year in zip(RIGHT, ("2023", "2024"), strict=True):
        drawing.text(x, 100, year, size=9, align="r")
    for i, (label, *amounts) in enumerate(LINES, 1):
        y = 100 + 14 * i
        drawing.text(72, y, label, size=9)
        for x, amount in zip(RIGHT, amounts, strict=True):
            drawing.text(x, y, amount.removeprefix("-"), size=9, align="r")
            if amount.startswith("-"):
                drawing.text(x - lead, y, "-" + currency, size=9)
    return drawing


def texts(report: Report) -> list[tuple[str, ...]]:
    (table,) = report.tables
    return [tuple(row) for row in table.texts()[table.header_rows :]]


@pytest.mark.parametrize("lead", [55, 75, 90, 103])
def test_a_minus_at_the_left_edge_of_its_cell_is_the_sign_of_its_amount(report_on: ReportOn, lead: float) -> None:
    assert texts(report_on(open_table(lead))) == list(LINES)


def test_a_year_in_a_title_over_such_a_minus_makes_no_column_there(report_on: ReportOn) -> None:
    drawing = open_table(90)
    drawing.text(RIGHT[0] - 90 + 12, 80, "Conto economico al 31 dicembre 2023", size=9, align="r")
    assert texts(report_on(drawing)) == list(LINES)


def test_a_minus_and_currency_at_the_left_edge_are_of_their_amount(report_on: ReportOn) -> None:
    report = report_on(open_table(80, currency="€"))
    values = {(c.row, c.column): c.value for c in report.tables[0].cells if c.value is not None}
    assert (values[2, 1], values[2, 2], values[4, 1]) == (Decimal("-12400.00"), Decimal("-9850.50"), Decimal("-1204.15"))


def test_a_minus_far_behind_the_last_amount_is_its_sign(report_on: ReportOn) -> None:
    drawing = Drawing().aligned(
        100,
        [(72, "l"), (320, "r"), (334, "l")],
        [("Voce", "2024", ""), ("Diritti", "412.350,75", ""), ("Resi", "12.400,00", "-"), ("Servizi", "23.118,40", "")],
    )
    (table,) = report_on(drawing).tables
    assert [c.value for c in table.cells if c.column == 1 and c.value is not None] == [
        Decimal("412350.75"), Decimal("-12400.00"), Decimal("23118.40"),
    ]  # fmt: skip


def test_signs_in_a_column_behind_the_last_figures_are_theirs(report_on: ReportOn) -> None:
    rows = [("Voce", "Variazione", "segno"), ("Diritti", "412,00", "+"), ("Resi", "12,00", "-"), ("Servizi", "23,00", "+")]
    (table,) = report_on(Drawing().grid(72, 100, [150, 90, 50], rows, align="lrc")).tables
    assert [c.value for c in table.cells if c.column == 1 and c.value is not None] == [412, -12, 23]


def test_curves_on_both_sides_of_a_figure_are_its_brackets(report_on: ReportOn) -> None:
    drawing = Drawing().aligned(
        100, [(72, "l"), (320, "r")], [("Voce", "2024"), ("Diritti", "412,00"), ("Resi", "12,00"), ("Servizi", "23,00")]
    )
    y = drawing.height - 100 - 2 * 14
    width = stringWidth("12,00", "Helvetica", 9)
    for x, step in ((320 - width - 1, -3), (321, 3)):
        drawing.canvas.bezier(x, y - 2, x + step, y + 1, x + step, y + 5, x, y + 8)
    (table,) = report_on(drawing).tables
    assert [c.value for c in table.cells if c.column == 1 and c.value is not None] == [412, -12, 23]


def test_a_cross_over_a_table_is_told(report_on: ReportOn) -> None:
    rows = [("Voce", "2023", "2024"), *LINES]
    drawing = Drawing().grid(72, 100, [150, 90, 90], rows, align="lrr")
    drawing.rule(72, 90, 402, 200, width=2).rule(72, 200, 402, 90, width=2)
    assert "NUM-4" in {finding.rule for finding in report_on(drawing).findings}


def test_a_stroke_as_broad_as_the_row_of_its_figures_strikes_none_out(report_on: ReportOn) -> None:
    drawing = Drawing().grid(72, 100, [150, 90, 90], [("Voce", "2023", "2024"), *LINES], align="lrr", height=16)
    middle = 100 + 6.5 * 16
    drawing.rule(72, middle, 402, middle, width=16)
    for x, text in ((76, "Imposte"), (260, "3.204,15"), (350, "2.856,30")):
        drawing.text(x, middle + 3, text, color=WHITE)
    report = report_on(drawing)
    assert report.tables[0].texts()[-1] == ["Imposte", "3.204,15", "2.856,30"]
    assert report.findings == ()


def test_a_stroke_by_hand_through_a_figure_is_told(report_on: ReportOn) -> None:
    drawing = Drawing().grid(72, 100, [150, 90, 90], [("Voce", "2023", "2024"), *LINES], align="lrr", height=16)
    y = drawing.height - (100 + 2 * 16 + 8)
    stroke = drawing.canvas.beginPath()
    stroke.moveTo(260, y)
    stroke.curveTo(265, y + 3, 275, y - 3, 285, y)
    stroke.curveTo(295, y + 3, 300, y - 3, 313, y)
    drawing.canvas.drawPath(stroke)
    assert [(f.rule, f.printed_text) for f in report_on(drawing).findings] == [("NUM-4", "-12.400,00")]


def test_a_hatched_figure_is_told(report_on: ReportOn) -> None:
    drawing = Drawing().grid(72, 100, [150, 90, 90], [("Voce", "2023", "2024"), *LINES], align="lrr", height=16)
    for x in range(226, 300, 6):
        drawing.rule(x, 100 + 3 * 16, x + 14, 100 + 2 * 16)
    assert [(f.rule, f.printed_text) for f in report_on(drawing).findings] == [("NUM-4", "-12.400,00")]


def test_hatched_figures_side_by_side_are_told(report_on: ReportOn) -> None:
    drawing = Drawing().grid(72, 100, [150, 90, 90], [("Voce", "2023", "2024"), *LINES], align="lrr", height=16)
    for left in (258, 348):
        for x in range(left, left + 40, 6):
            drawing.rule(x, 100 + 3 * 16, x + 14, 100 + 2 * 16)
    (told,) = report_on(drawing).findings
    assert told.rule == "NUM-4"
    assert "«-12.400,00» and 1 more figure" in told.message


def test_a_scribble_as_high_as_its_figure_is_told(report_on: ReportOn) -> None:
    drawing = Drawing().grid(72, 100, [150, 90, 90], [("Voce", "2023", "2024"), *LINES], align="lrr", height=16)
    y = drawing.height - (100 + 2 * 16 + 8)
    strokes = drawing.canvas.beginPath()
    for up in (1, -1):
        strokes.moveTo(260, y - 5 * up)
        strokes.curveTo(275, y + 5 * up, 290, y - 5 * up, 313, y + 5 * up)
    drawing.canvas.drawPath(strokes)
    assert [(f.rule, f.printed_text) for f in report_on(drawing).findings] == [("NUM-4", "-12.400,00")]


@pytest.mark.parametrize("sign", ["€", "%"])
def test_a_dash_in_line_with_the_signs_behind_the_figures_of_a_column_is_nil(report_on: ReportOn, sign: str) -> None:
    rows = [
        ("Voce", "Budget", "Consuntivo", "Differenza"),
        ("Diritti", f"412.350,75 {sign}", f"431.206,10 {sign}", f"-18.855,35 {sign}"),
        ("Nuovi", f"51.500,16 {sign}", "-", f"51.500,16 {sign}"),
        ("Altri", f"1.250,00 {sign}", f"1.000,00 {sign}", f"250,00 {sign}"),
    ]
    drawing = Drawing().aligned(100, [(72, "l"), (260, "r"), (325, "r"), (390, "r")], rows)
    assert texts(report_on(drawing)) == rows[1:]


@pytest.mark.parametrize("nil", [(320, "r"), (295, "c"), (282, "l")])
@pytest.mark.parametrize("white", [4, 6, 30])
def test_a_nil_dash_is_not_the_sign_of_the_next_column(report_on: ReportOn, nil: tuple[float, str], white: float) -> None:
    rows = [
        ("Voce", "2023", "2024"),
        ("Diritti", "412.350,75", "431.206,10"),
        ("Nuovi", "", "1.250.000,00"),
        ("Altri", "", "7,50"),
    ]
    right = 320 + white + 54
    drawing = Drawing().aligned(100, [(72, "l"), (320, "r"), (right, "r")], rows)
    for y in (128, 142):
        drawing.text(nil[0], y, "-", size=9, align=nil[1])  # type: ignore[arg-type]
    assert texts(report_on(drawing)) == [
        ("Diritti", "412.350,75", "431.206,10"), ("Nuovi", "-", "1.250.000,00"), ("Altri", "-", "7,50"),
    ]  # fmt: skip


def test_a_dash_in_line_with_negative_amounts_alone_is_nil(report_on: ReportOn) -> None:
    rows = [("Voce", "Riaccertamento", "Residui"), ("Imposte", "€ -90,78", "€ 76.897,24"), ("Tributi", "€ -12,30", "€ 19.654,50")]
    drawing = Drawing().aligned(100, [(72, "l"), (300, "r"), (380, "r")], [*rows, ("Rimborsi", "–", "€ 82.074,37")], size=8)
    values = {(c.row, c.column): c.value for c in report_on(drawing).tables[0].cells if c.row == 3 and c.value is not None}
    assert values == {(3, 1): Decimal(0), (3, 2): Decimal("82074.37")}


def test_a_dash_that_ends_a_label_is_no_sign_of_the_first_amount(report_on: ReportOn) -> None:
    rows = [("Diritto annuale -", "412.350,75"), ("Proventi da servizi -", "23.118,40"), ("Interessi -", "5.118,40")]
    drawing = Drawing().aligned(100, [(72, "l"), (320, "r")], [("Voce", "2024"), *rows])
    assert texts(report_on(drawing)) == rows


def test_a_column_of_nothing_but_dashes_stays_a_column(report_on: ReportOn) -> None:
    rows = [("Voce", "2023", "2024"), ("Diritti", "-", "431.206,10"), ("Nuovi", "-", "1.250,00"), ("Altri", "-", "7,50")]
    drawing = Drawing().aligned(100, [(72, "l"), (260, "r"), (380, "r")], rows)
    assert texts(report_on(drawing)) == rows[1:]


@pytest.mark.parametrize("signs", [("+", "-", "="), ("+", "-", "-")])
def test_a_column_of_signs_says_the_sign_and_stays_a_column(report_on: ReportOn, signs: tuple[str, ...]) -> None:
    rows = [["Voce", "", "2024"], *([f"Voce {i}", sign, "1.250,00"] for i, sign in enumerate(signs))]
    (table,) = report_on(Drawing().grid(72, 100, [150, 20, 90], rows, align="lcr", bold_rows=1)).tables
    assert [row[1] for row in table.texts()[1:]] == list(signs)
    expected = [Decimal("-1250.00") if sign == "-" else Decimal("1250.00") for sign in signs]
    assert [c.value for c in table.cells if c.column == 2 and c.value is not None] == expected


def test_signs_before_several_columns_of_amounts_say_what_is_done_with_each_row(report_on: ReportOn) -> None:
    rows = [
        ["", "", "Residui", "Totale"],
        ["Riscossioni", "+", "7,00", "19,00"],
        ["Pagamenti", "-", "2,00", "5,00"],
        ["Saldo", "=", "", "14,00"],
    ]
    (table,) = report_on(Drawing().grid(72, 100, [150, 20, 90, 90], rows, align="lcrr", bold_rows=1)).tables
    assert all(cell.value is None or cell.value > 0 for cell in table.cells)


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("Segno", "Importo", "Saldo"), ("+/-", "Importo", "Progressivo"), ("", "Variazione", "Stanziamento"),
        ("", "Importo", "Saldo"),
        ("Segno", "Rettifica", "N. mandati"), ("+/-", "Scost. €", "Scost. %"), ("", "Differenza", "%"),
    ],
)  # fmt: skip
def test_signs_before_an_amount_and_what_has_none_of_them_are_its(
    report_on: ReportOn, heading: str, first: str, second: str
) -> None:
    rows = [["Voce", heading, first, second], ["Cassa", "+", "412,50", "412,50"], ["Utenze", "-", "118,20", "294,30"]]
    (table,) = report_on(Drawing().grid(72, 100, [150, 40, 90, 90], rows, align="lcrr", bold_rows=1)).tables
    assert [c.value for c in table.cells if c.column == 2 and c.value is not None] == [Decimal("412.50"), Decimal("-118.20")]


def test_a_sign_alone_on_the_line_above_its_figure_in_the_cell(report_on: ReportOn) -> None:
    rows = [["Voce", "2024"], ["Diritti", "431.206"], ["Rimborsi", "-\n12.187.904"]]
    (table,) = report_on(Drawing().grid(72, 100, [150, 60], rows, align="lr")).tables
    assert table.texts()[2] == ["Rimborsi", "-12.187.904"]


def signs_apart(*, pitch: float, over: float) -> Drawing:
    """A table whose rows stand so far apart, and its minuses on lines of their own so many points over the amounts."""
    drawing = Drawing().text(72, 100, "Voce", size=9)
    for i, (label, *amounts) in enumerate(LINES, 1):
        y = 100 + pitch * i
        drawing.text(72, y, label, size=9)
        for x, amount in zip(RIGHT, amounts, strict=True):
            drawing.text(x, y, amount.removeprefix("-"), size=9, align="r")
            if amount.startswith("-"):
                drawing.text(x, y - over, "-", size=9, align="r")
    return drawing


@pytest.mark.parametrize(("pitch", "over"), [(26, 11), (26, -9), (30, 11)])
def test_a_sign_on_a_line_of_its_own_is_of_the_figure_that_is_nearer(report_on: ReportOn, pitch: float, over: float) -> None:
    assert texts(report_on(signs_apart(pitch=pitch, over=over))) == list(LINES)


def test_a_dash_midway_between_two_rows_is_of_neither(report_on: ReportOn) -> None:
    report = report_on(signs_apart(pitch=24, over=12))
    assert not [cell.text for table in report.tables for cell in table.cells if cell.value is not None and cell.value < 0]


def test_dashes_beside_the_middle_of_a_label_of_two_lines_are_nil(report_on: ReportOn) -> None:
    rows = [("Voce", "2023", "2024"), ("Diritti", "412.350,75", "431.206,10"), ("Servizi", "23.118,40", "5,10")]
    drawing = Drawing().aligned(100, [(72, "l"), (320, "r"), (430, "r")], rows, leading=18)
    drawing.text(72, 150, "Contributi da", size=9).text(72, 160, "altri enti", size=9)
    drawing.text(320, 155, "-", size=9, align="r").text(430, 155, "-", size=9, align="r")
    drawing.aligned(175, [(72, "l"), (320, "r"), (430, "r")], [("Interessi", "5.118,40", "4.990,05")])
    (table,) = report_on(drawing).tables
    assert [c.value for c in table.cells if c.column == 1 and c.value is not None] == [
        Decimal("412350.75"), Decimal("23118.40"), Decimal(0), Decimal("5118.40"),
    ]  # fmt: skip


@pytest.mark.parametrize("close", ["2.400,00)", "2.400,00   )"])
def test_brackets_at_the_edges_of_the_cell(report_on: ReportOn, close: str) -> None:
    rows = [["Voce", "2024"], ["Diritti", "431.206,10"], ["Resi", close], ["Altri", "5.118,40"]]
    drawing = Drawing().grid(72, 100, [150, 110], rows, align="lr")
    drawing.text(226, 100 + 2 * 15.25 + 11, "(", size=9)
    (table,) = report_on(drawing).tables
    assert [c.value for c in table.cells if c.column == 1 and c.value is not None] == [
        Decimal("431206.10"), Decimal("-2400.00"), Decimal("5118.40"),
    ]  # fmt: skip


@pytest.mark.parametrize("length", [3, 5])
def test_a_minus_drawn_as_a_stroke(report_on: ReportOn, length: float) -> None:
    rows = [["Voce", "2024"], ["Diritti", "431.206,10"], ["Resi", "12.400,00"], ["Altri", "5.118,40"]]
    drawing = Drawing().grid(72, 100, [150, 90], rows, align="lr", height=16)
    y, x0 = 100 + 2 * 16 + 11, 308 - 40.04
    drawing.rule(x0 - 1 - length, y - 2.8, x0 - 1, y - 2.8)
    (table,) = report_on(drawing).tables
    assert table.texts()[1:] == [["Diritti", "431.206,10"], ["Resi", "-12.400,00"], ["Altri", "5.118,40"]]


def test_a_digit_that_the_edge_of_its_cell_cuts_is_none_of_the_next_amount(report_on: ReportOn) -> None:
    rows = [["Voce", "2024"], ["Rimborsi", "20.000,00"], ["", "50.000,50"], ["Altri", "5.118,40"]]
    drawing = Drawing().grid(72, 100, [100, 48], rows, height=16)
    drawing.text(175.4, 100 + 2 * 16 + 11, "Quota 1/10, 2/10, 3", size=9, align="r")
    (table,) = report_on(drawing).tables
    assert [c.value for c in table.cells if c.column == 1 and c.value is not None][1] == Decimal("50000.50")


RED = (0.8, 0.0, 0.0)


def in_red(rows: list[list[str]], red: set[tuple[int, int]], color: tuple[float, float, float] = RED) -> Drawing:
    blank = [["" if (r, c) in red else text for c, text in enumerate(row)] for r, row in enumerate(rows)]
    drawing = Drawing().grid(72, 100, [150, 90, 90], blank, align="lrr", height=16, bold_rows=1)
    for r, c in red:
        drawing.text(222 + 90 * c - 4, 100 + 16 * r + 11, rows[r][c], size=9, align="r", color=color)
    return drawing


def test_red_alone_is_told_and_is_no_sign(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "2024"], *([name, a.removeprefix("-"), b.removeprefix("-")] for name, a, b in LINES)]
    report = report_on(in_red(rows, {(2, 1), (2, 2), (4, 1)}))
    assert [(f.severity, f.rule, f.printed_text) for f in report.findings] == [("warning", "NUM-3", "12.400,00")]
    assert "2 more figures" in report.findings[0].message


@pytest.mark.parametrize("color", [(0.0, 0.0, 0.6), (0.35, 0.2, 0.1)])
def test_other_colours_say_nothing_of_the_sign(report_on: ReportOn, color: tuple[float, float, float]) -> None:
    rows = [["Voce", "2023", "2024"], *([name, a.removeprefix("-"), b.removeprefix("-")] for name, a, b in LINES)]
    assert report_on(in_red(rows, {(2, 1), (4, 1)}, color)).findings == ()


def test_red_figures_with_their_signs_are_not_told(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "2024"], *(list(line) for line in LINES)]
    assert report_on(in_red(rows, {(2, 1), (2, 2), (4, 1), (5, 1)})).findings == ()


def test_a_sum_that_a_sign_in_red_would_close_is_no_error_of_the_report(report_on: ReportOn) -> None:
    rows = [
        ["Voce", "Anno 2023", "Anno 2024", "Differenza"],
        ["Diritti", "187.904,20", "179.455,60", "8.448,60"],
        ["Contributi", "96.410,00", "104.875,25", "8.465,25"],
        ["Rimborsi", "1.204,15", "856,30", "347,85"],
        ["Altri", "5.118,40", "5.990,05", "871,65"],
    ]
    blank = [[text if (r, c) not in {(1, 3), (3, 3)} else "" for c, text in enumerate(row)] for r, row in enumerate(rows)]
    drawing = Drawing().grid(72, 100, [150, 90, 90, 90], blank, align="lrrr", height=16, bold_rows=1)
    for r in (1, 3):
        drawing.text(72 + 420 - 4, 100 + 16 * r + 11, rows[r][3], size=9, align="r", color=RED)
    report = report_on(drawing)
    assert {f.severity for f in report.findings} == {"warning"}
    assert "NUM-3" in {f.rule for f in report.findings}


@pytest.mark.parametrize("heading", ["Saldo (DR +, CR -)", "Saldo (CR = negativo)", "Saldo\nAvere (-)"])
@pytest.mark.parametrize(("debit", "credit"), [(" DR", " CR"), ("D", "A"), (" dare", " avere")])
def test_the_side_behind_a_figure_is_its_sign_where_the_heading_says_so(
    report_on: ReportOn, heading: str, debit: str, credit: str
) -> None:
    rows = [["Conto", heading], ["Cassa", f"1.200,00{debit}"], ["Fornitori", f"800,00{credit}"], ["Banca", f"2.000,50{debit}"]]
    report = report_on(Drawing().grid(72, 100, [150, 120], rows, align="lr", bold_rows=1))
    assert values_of(report, 1) == [Decimal("1200.00"), Decimal("-800.00"), Decimal("2000.50")]
    assert not report.findings


def test_sides_in_a_column_of_their_own_are_signs_where_its_heading_says_so(report_on: ReportOn) -> None:
    rows = [
        ["Conto", "Saldo", "D (+) A (-)"],
        ["Cassa", "1.200,00", "D"],
        ["Fornitori", "800,00", "A"],
        ["Banca", "2.000,50", "D"],
    ]
    report = report_on(Drawing().grid(72, 100, [150, 120, 90], rows, align="lrc", bold_rows=1))
    assert values_of(report, 1) == [Decimal("1200.00"), Decimal("-800.00"), Decimal("2000.50")]


@pytest.mark.parametrize("heading", ["Saldo (CR/DR)", "Saldo (Dare - Avere)", "C = A - D"])
def test_sides_of_which_nothing_says_what_they_mean_are_told(report_on: ReportOn, heading: str) -> None:
    rows = [["Conto", heading], ["Cassa", "1.200,00 DR"], ["Fornitori", "800,00 CR"], ["Banca", "2.000,50 DR"]]
    report = report_on(Drawing().grid(72, 100, [150, 120], rows, align="lr", bold_rows=1))
    assert values_of(report, 1) == []
    assert [(f.severity, f.rule) for f in report.findings] == [("warning", "NUM-2")]


@pytest.mark.parametrize(
    ("heading", "marks", "told"),
    [
        ("", "DAD", ["NUM-3"]),
        ("D/A", "DAD", ["NUM-3"]),
        ("D (+) A (-)", "DAD", []),
        ("Classe", "DAD", []),
        ("", "DDD", []),
        ("", "ABD", []),
    ],
)
def test_a_column_of_sides_that_mean_nothing_certain_is_told(
    report_on: ReportOn, heading: str, marks: str, told: list[str]
) -> None:
    lines = zip(("Cassa", "Fornitori", "Banca"), ("1.200,00", "800,00", "2.000,50"), marks, strict=True)
    report = report_on(Drawing().grid(72, 100, [150, 120, 90], [["Conto", "Saldo", heading], *lines], align="lrc", bold_rows=1))
    assert [f.rule for f in report.findings] == told


def values_of(report: Report, column: int) -> list[Decimal]:
    (table,) = report.tables
    return [cell.value for cell in table.cells if cell.column == column and cell.value is not None]


def test_a_page_of_nothing_but_a_minus_is_read(report_on: ReportOn) -> None:
    assert report_on(Drawing().text(72, 100, "-").page().text(72, 100, "Relazione sulla gestione.")).tables == ()


def test_figures_that_a_line_strikes_out_are_told(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "2024"], *map(list, LINES)]
    drawing = Drawing().grid(72, 100, [150, 90, 90], rows, align="lrr", height=16)
    drawing.rule(74, 100 + 2 * 16 + 8, 398, 100 + 2 * 16 + 8)
    (told,) = report_on(drawing).findings
    assert (told.rule, told.severity, told.printed_text, told.printed_value) == (
        "NUM-4", "warning", "-12.400,00", Decimal("-12400.00"),
    )  # fmt: skip
    assert told.message == (
        "«-12.400,00» and 1 more figure of this table are struck out by a line or a stamp, and may not count."
        " What is printed was read."
    )


@pytest.mark.parametrize(("stamp", "told"), [("ANNULLATO", True), ("COPIA", False)])
def test_figures_under_a_stamp_that_takes_them_back_are_told(report_on: ReportOn, stamp: str, told: bool) -> None:
    rows = [["Voce", "2023", "2024"], *map(list, LINES)]
    drawing = Drawing().grid(72, 100, [150, 90, 90], rows, align="lrr", height=16)
    drawing.text(150, 190, stamp, size=40, angle=-15, color=(1, 0, 0))
    assert [finding.rule for finding in report_on(drawing).findings] == ["NUM-4"] * told


@pytest.mark.parametrize(
    ("order", "signs"),
    [((0, 2, 1, 4, 3), (1, -1)), ((0, 1, 2, 3, 4), (1, -1)), ((0, 1, 2, 3), (1, None))],
    ids=["before", "behind", "either"],
)
def test_minuses_in_columns_of_their_own_without_a_name(
    report_on: ReportOn, order: tuple[int, ...], signs: tuple[int | None, ...]
) -> None:
    rows = [["Voce", "2023", "", "2024", ""], ["Diritti", "478,31", "", "29,44", ""], ["Resi", "417,04", "-", "368,22", ""]]
    rows += [["Altri", "335,42", "", "154,72", "-"], ["Fitti", "303,33", "", "303,43", ""]]
    if len(order) == 4:
        rows[3][4] = ""
    widths = [120.0, 80.0, 14.0, 80.0, 14.0]
    drawing = Drawing().grid(72, 100, [widths[i] for i in order], [[row[i] for i in order] for row in rows], bold_rows=1)
    report = report_on(drawing)
    values = {cell.text: cell.value for cell in report.tables[0].cells if "," in cell.text}
    assert (values["478,31"], values["303,43"]) == (Decimal("478.31"), Decimal("303.43"))
    if signs[1] is None:
        assert (values["417,04"], values["368,22"]) == (None, None)
        assert {finding.printed_text for finding in report.findings} == {"417,04", "368,22"}
    else:
        assert (values["417,04"], values["154,72"]) == (Decimal("-417.04"), Decimal("-154.72"))


def test_a_figure_struck_out_beside_the_one_that_replaces_it_is_left_out(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "2024"], *map(list, LINES)]
    rows[2][2] = "9.580,50 -9.850,50"
    drawing = Drawing().grid(72, 100, [150, 90, 130], rows, align="lll", height=16)
    drawing.rule(314, 100 + 2 * 16 + 8, 356, 100 + 2 * 16 + 8)
    report = report_on(drawing)
    assert report.tables[0].texts()[2][2] == "-9.850,50"
    assert report.pages[0].remarks == ("In no cell and in no text: «9.580,50».",)
    assert not report.findings


def test_a_figure_struck_out_right_before_the_one_that_replaces_it_is_left_out(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "2024"], *map(list, LINES)]
    rows[2][2] = ""
    drawing = Drawing().grid(72, 100, [150, 90, 130], rows, align="lll", height=16)
    width = stringWidth("9.580,50", "Helvetica", 9)
    drawing.text(316, 143, "9.580,50", size=9).text(316 + width, 143, "-9.850,50", size=9).rule(316, 140, 316 + width, 140)
    report = report_on(drawing)
    assert report.tables[0].texts()[2][2] == "-9.850,50"
    assert not report.findings


def test_a_figure_struck_out_is_left_out_though_each_glyph_is_drawn_by_itself(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "2024"], *map(list, LINES)]
    rows[2][2] = ""
    drawing = Drawing().grid(72, 100, [150, 90, 130], rows, align="lll", height=16)
    text, x = "9.580,50 -9.850,50", 316.0
    for glyph in text:
        drawing.text(x, 143, glyph, size=9)
        x += stringWidth(glyph, "Helvetica", 9)
    report = report_on(drawing.rule(316, 140, 316 + stringWidth("9.580,50", "Helvetica", 9), 140))
    assert report.tables[0].texts()[2][2] == "-9.850,50"
    assert not report.findings


def test_a_line_that_leads_to_another_figure_of_its_cell_takes_none_back(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "2024"], *map(list, LINES)]
    rows[2][2] = "-9.850,50 9.580,50"
    drawing = Drawing().grid(72, 100, [150, 90, 130], rows, align="lll", height=16).rule(300, 140, 358, 140, width=0.4)
    report = report_on(drawing)
    assert report.tables[0].texts()[2][2] == "-9.850,50 9.580,50"
    assert [f.rule for f in report.findings] == ["NUM-1"]


def test_a_label_that_runs_over_its_amount_is_told(report_on: ReportOn) -> None:
    rows = [["Voce", "2023", "2024"], *map(list, LINES)]
    rows[2][0] = "Contributi resi ad altre amministrazioni pubbliche locali"
    drawing = Drawing().aligned(100, [(72, "l"), (300, "r"), (400, "r")], rows)
    assert [(told.rule, told.severity) for told in report_on(drawing).findings] == [("NUM-5", "warning")]


def test_amounts_with_words_and_other_figures_in_their_cells_are_told(report_on: ReportOn) -> None:
    rows = [["Voce", "Importo"], ["Diritto annuale", "431.206,10"], ["Fondo", "399.024,03 quote 2022"], ["Rimborsi", "856,30"]]
    report = report_on(Drawing().grid(72, 100, [160, 160], rows, align="lr"))
    assert [(told.rule, told.row, told.column) for told in report.findings] == [("NUM-1", 2, 1)]


@pytest.mark.parametrize(
    ("label", "rules"), [("Af\ufffdtti", ["NUM-5"]), ("\ufffd Affitti", [])], ids=["in a word", "an item's mark"]
)
def test_letters_that_a_font_does_not_tell_are_told(report_on: ReportOn, label: str, rules: list[str]) -> None:
    rows = [["Voce", "Importo"], [label, "431.206,10"], ["Rimborsi", "856,30"]]
    report = report_on(Drawing(font="Vera").grid(72, 100, [160, 160], rows, align="lr"))
    assert [told.rule for told in report.findings] == rules


REFERENCES = (
    ("Proventi da tributi", "A1", "304.769,28", "279.652,18"),
    ("Proventi da fondi", "A5a", "736.847,75", "433.189,92"),
    ("Rimborsi", "-", "12.400,00", "9.850,50"),
    ("Altri ricavi", "A5b", "634.497,55", "52.243,84"),
    ("Differenza", "-", "1.688.514,58", "774.936,44"),
)


@pytest.mark.parametrize(
    "places", [(350, 450, 454), (290, 390, 394), (290, 390, 400), (350, 450, 270), (350, 450, 278), (350, 450, 240)]
)
def test_a_dash_in_a_column_of_texts_beside_amounts_is_no_sign(report_on: ReportOn, places: tuple[int, int, int]) -> None:
    drawing = Drawing()
    for i, (label, said, *amounts) in enumerate((("Voce", "Rif.", "2024", "2023"), *REFERENCES)):
        y = 100 + 14 * i
        drawing.text(72, y, label, size=9).text(places[2], y, said, size=9)
        for x, amount in zip(places, amounts, strict=False):
            drawing.text(x, y, amount, size=9, align="r")
    report = report_on(drawing)
    values = {(cell.row, cell.text) for cell in report.tables[0].cells if cell.value is not None}
    assert {(i, amount) for i, (*_, one, other) in enumerate(REFERENCES, 1) for amount in (one, other)} <= values


def test_a_minus_behind_its_figure_is_a_sign_where_currencies_and_sides_stand_in_line(report_on: ReportOn) -> None:
    drawing = Drawing()
    rows = [
        ("Voce", "Importo"),
        ("Tributi", "304.769,28 EUR"),
        ("Fondi", "736.847,75 EUR"),
        ("Rimborsi", "112.400,00 -"),
        ("Altri", "856,30"),
    ]
    for i, (label, amount) in enumerate(rows):
        figure, _, behind = amount.partition(" ")
        drawing.text(72, 100 + 14 * i, label, size=9).text(350, 100 + 14 * i, figure, size=9, align="r")
        drawing.text(354, 100 + 14 * i, behind, size=9)
    report = report_on(drawing)
    assert next(cell.value for cell in report.tables[0].cells if "112.400" in cell.text) == Decimal("-112400.00")


def test_the_words_of_headings_behind_a_year_are_no_column_of_texts(report_on: ReportOn) -> None:
    drawing, y = Drawing(), 100.0
    sections = {"Proventi": (("Ricavi", "120.345,00", "110.234,00"), ("Rimanenze", "-12.345,00", "-10.234,00"))}
    sections["Oneri"] = (("Personale", "-50.000,00", "-40.000,00"), ("Servizi", "-10.000,00", "-20.000,00"))
    for title, rows in sections.items():
        drawing.text(60, y, title, size=9).text(252, y, "Anno 2024", size=9).text(352, y, "Anno 2023", size=9)
        for label, *amounts in rows:
            y += 14
            drawing.text(60, y, label, size=9)
            for left, amount in zip((252, 352), amounts, strict=True):
                drawing.text(left + 88, y, amount.removeprefix("-"), size=9, align="r")
                if amount.startswith("-"):
                    drawing.text(left, y, "-", size=9)
        y += 14
    values = [cell.value for table in report_on(drawing).tables for cell in table.cells if cell.value is not None]
    assert sum(value < 0 for value in values) == 6


@pytest.mark.parametrize("absent", ["", "n.d.", "nuovo"])
def test_a_minus_under_a_year_set_left_over_wide_amounts_is_their_sign(report_on: ReportOn, absent: str) -> None:
    drawing = Drawing()
    for x, text in ((72, "Voce"), (222, "2024"), (319, "2023")):
        drawing.text(x, 100, text, size=9, bold=True)
    rows = [
        ("Diritti", "412.350,75", absent),
        ("Rimborsi", "5.118,40", absent),
        ("Costi", "-12.400,00", "-9.850,50"),
        ("Oneri", "-1.204,15", "-856,30"),
        ("Imposte", "-2.118,40", "-990,05"),
        ("Interessi", "-5.118,40", "-4.990,05"),
    ]
    for i, (label, *amounts) in enumerate(rows, 1):
        y = 100 + 14 * i
        drawing.text(72, y, label, size=9)
        for left, amount in zip((222, 319), amounts, strict=True):
            words = amount[:1].isalpha()
            drawing.text(left if words else left + 90, y, amount.removeprefix("-"), size=9, align="l" if words else "r")
            if amount.startswith("-"):
                drawing.text(left, y, "-", size=9)
    assert texts(report_on(drawing)) == rows


@pytest.mark.parametrize(("second", "count"), [("2023", "-"), ("Importo", "-"), ("", "12"), ("", "sospeso")])
def test_a_nil_under_a_year_set_left_is_none_of_the_amounts_that_it_does_not_head(
    report_on: ReportOn, second: str, count: str
) -> None:
    drawing = Drawing()
    for x, text in ((72, "Voce"), (222, "2024"), (340, second)):
        drawing.text(x, 100, text, size=9)
    rows = [("Diritti", count, "412.350,75"), ("Costi", "-", "9.850,50"), ("Oneri", "-", "856,30")]
    for i, (label, nil, amount) in enumerate(rows, 1):
        drawing.text(72, 100 + 14 * i, label, size=9).text(222, 100 + 14 * i, nil, size=9)
        drawing.text(406, 100 + 14 * i, amount, size=9, align="r")
    assert [c.value for c in report_on(drawing).tables[0].cells if c.column == 2 and c.value] == [
        Decimal("412350.75"), Decimal("9850.50"), Decimal("856.30"),
    ]  # fmt: skip


@pytest.mark.parametrize(("mark", "value"), [("(a)", Decimal("-12400.00")), ("b)", Decimal("-12400.00")), ("c", None)])
def test_amounts_with_the_mark_of_a_note_behind_are_no_headings(report_on: ReportOn, mark: str, value: Decimal | None) -> None:
    rows = [("Voce", "Importo"), ("Resi", f"12.400,00- {mark}"), ("Oneri", f"1.204,15- {mark}"), ("Saldo", "412.350,75")]
    drawing = Drawing()
    for i, (label, amount) in enumerate(rows):
        drawing.text(72, 100 + 14 * i, label, size=9).text(260, 100 + 14 * i, amount, size=9)
    report = report_on(drawing)
    (table,) = report.tables
    assert table.header_rows == 1
    assert next(c.value for c in table.cells if (c.row, c.column) == (1, 1)) == value
    assert bool(report.findings) == (value is None)


@pytest.mark.parametrize("white", [4, 50])
def test_a_dash_among_the_marks_of_notes_right_behind_amounts_is_told(report_on: ReportOn, white: float) -> None:
    rows = [
        ("Ricavi", "120.345,00", "a"),
        ("Rimborsi", "34.345,00", "b"),
        ("Sconti", "12.345,00", "-"),
        ("Altri", "4.345,00", ""),
    ]
    drawing = Drawing().aligned(100, [(72, "l"), (320, "r"), (320 + white, "l")], [("Voce", "2024", ""), *rows])
    told = [(f.rule, f.printed_text) for f in report_on(drawing).findings]
    assert told == ([("NUM-1", "12.345,00")] if white == 4 else [])


def test_a_nil_set_left_before_amounts_of_its_column_is_no_sign_of_another_column(report_on: ReportOn) -> None:
    drawing = Drawing().aligned(
        100,
        [(72, "l"), (260, "r"), (280, "l"), (480, "r")],
        [
            ("Oneri", "2024", "Proventi", "2024"),
            ("Personale", "412.350,75", "Quote", "431.206,10"),
            ("Utenze", "12.118,40", "Canoni", "9.850,50"),
            ("Altri", "3.118,40", "Interessi", "990,05"),
        ],
    )
    drawing.text(72, 160, "Servizi", size=9).text(200, 160, "-", size=9).text(480, 160, "141.864,61", size=9, align="r")
    drawing.text(280, 155, "Proventi dagli associati", size=9).text(280, 165, "per attività mutuali", size=9)
    assert Decimal("141864.61") in {c.value for t in report_on(drawing).tables for c in t.cells}


def test_the_number_of_an_item_behind_a_nil_is_no_figure(report_on: ReportOn) -> None:
    rows = [
        ("Oneri", "2024", "Proventi", "2024"),
        ("1) Personale", "412.350,75", "1) Quote", "431.206,10"),
        ("2) Servizi", "12.118,40", "2) Canoni", "9.850,50"),
    ]
    drawing = Drawing().aligned(100, [(72, "l"), (260, "r"), (268, "l"), (480, "r")], rows)
    drawing.text(72, 142, "3) Altri", size=9).text(203, 142, "-", size=9)
    drawing.text(268, 142, "8) Contributi", size=9).text(480, 142, "990,05", size=9, align="r")
    (table,) = report_on(drawing).tables
    assert "8) Contributi" in {cell.text for cell in table.cells}


def test_amounts_of_other_rows_make_no_nil_of_a_minus_far_before_them(report_on: ReportOn) -> None:
    rows = [("Diritti", "412.350,75"), ("Costi", "-12.400,00"), ("Rimborsi", "-5.118,40"), ("Oneri", "1.204,15")]
    drawing = Drawing().text(72, 100, "Voce", size=9).text(270, 100, "Importo", size=9)
    for i, (label, amount) in enumerate(rows, 1):
        y = 100 + 14 * i
        drawing.text(72, y, label, size=9).text(500, y, amount.removeprefix("-"), size=9, align="r")
        if amount.startswith("-"):
            drawing.text(270, y, "-", size=9)
    below = [
        ("Riepilogo", "", "", ""),
        ("Ricavi", "12.350,00", "9.118,40", "412.350,75"),
        ("Spese", "2.350,00", "1.118,40", "12.350,75"),
    ]
    drawing.aligned(170, [(72, "l"), (330, "r"), (400, "r"), (500, "r")], below)
    values = {cell.value for table in report_on(drawing).tables for cell in table.cells}
    assert {Decimal("-12400.00"), Decimal("-5118.40")} <= values


def test_a_nil_under_a_year_is_no_sign_where_the_line_above_names_the_column_of_the_amounts(report_on: ReportOn) -> None:
    rows = [("", "", "Residui"), ("Voce", "2024", ""), ("Diritti", "-", "412.350,75"), ("Costi", "-", "9.850,50")]
    drawing = Drawing().aligned(100, [(72, "l"), (222, "l"), (406, "r")], [*rows, ("Oneri", "-", "856,30")])
    values = [c.value for table in report_on(drawing).tables for c in table.cells if c.value]
    assert values == [Decimal("412350.75"), Decimal("9850.50"), Decimal("856.30")]


@pytest.mark.parametrize("beside", [("12", "10", "-", "9"), ("12", "10", "-", ""), ("a", "b", "-", "c")])
def test_a_nil_among_counts_or_where_all_others_have_a_note_takes_no_amount_away(
    report_on: ReportOn, beside: tuple[str, ...]
) -> None:
    amounts = [("Personale", "412.350,00"), ("Organi", "35.118,00"), ("Utenze", "28.204,00"), ("Altri", "118.350,00")]
    rows = [("Voce", "2024", ""), *((*row, text) for row, text in zip(amounts, beside, strict=True))]
    report = report_on(Drawing().aligned(100, [(72, "l"), (320, "r"), (340, "l")], rows))
    assert Decimal("28204.00") in {cell.value for cell in report.tables[0].cells}


@pytest.mark.parametrize("currency", ["", "€"])
def test_a_nil_set_left_in_the_last_column_is_no_minus_behind_the_figure_before_it(report_on: ReportOn, currency: str) -> None:
    rows = [
        ("Interessi", "282.746,24", "-"),
        ("Rimborsi", "-", "105.052,21"),
        ("Personale", "881.142,22", "977,83"),
        ("Canoni", "597.235,87", "888.806,79"),
        ("Quote", "687,78", "-"),
        ("Oneri", "12.118,00", "9.118,20"),
    ]
    drawing = Drawing().text(72, 100, "Voce", size=9)
    places = ((270, 380), (388 if not currency else 394, 504))
    for (_, right), year in zip(places, ("2024", "2023"), strict=True):
        drawing.text(right, 100, year, size=9, align="r")
    for i, (label, *amounts) in enumerate(rows, 1):
        y = 100 + 14 * i
        drawing.text(72, y, label, size=9)
        for (left, right), amount in zip(places, amounts, strict=True):
            if amount == "-":
                drawing.text(left, y, amount, size=9)
            else:
                drawing.text(right, y, currency, size=9, align="r").text(right - 9, y, amount, size=9, align="r")
    (table,) = report_on(drawing).tables
    assert all(cell.value is None or cell.value >= 0 for cell in table.cells)
    assert {Decimal("282746.24"), Decimal("687.78"), Decimal("105052.21")} <= {cell.value for cell in table.cells}


@pytest.mark.parametrize(
    ("shares", "sign"),
    [(["(58,4%)", "(28,9%)", "(12,7%)"], 1), (["(49,5%)", "(50,0 %)", "(100%)"], 1), (["(2,4%)", "(1,1%)", "(0,4%)"], -1)],
)
def test_the_brackets_of_shares_that_make_a_whole_are_no_minus(report_on: ReportOn, shares: list[str], sign: int) -> None:
    rows = [["Voce", "2023", "Quota"], ["Ricavi", "412.350"], ["Costi", "118.204"], ["Altro", "18.204"]]
    rows[1:] = [[*row, share] for row, share in zip(rows[1:], shares, strict=True)]
    (table,) = report_on(Drawing().grid(72, 100, [150, 90, 90], rows, align="lrr", bold_rows=1)).tables
    assert [c.value * sign > 0 for c in table.cells if c.column == 2 and c.value is not None] == [True] * 3


@pytest.mark.parametrize(
    ("label", "cost", "sign"),
    [
        ("incidenza", "", 1),
        ("in % del totale", "", 1),
        ("variazione", "", -1),
        ("variazione % sul 2022", "", -1),
        ("incidenza", "-", -1),
        ("incidenza della perdita", "", -1),
    ],
)
def test_the_brackets_of_shares_of_amounts_above_them_are_no_minus(report_on: ReportOn, label: str, cost: str, sign: int) -> None:
    rows = [
        ["Voce", "2023"],
        ["Personale", "412.350,75"],
        [label, "(58,4%)"],
        ["Servizi", f"{cost}204.118,20"],
        [label, "(28,9%)"],
    ]
    (table,) = report_on(Drawing().grid(72, 100, [150, 90], rows, align="lr", bold_rows=1)).tables
    assert [c.value for c in table.cells if c.unit == "%"] == [sign * Decimal("58.4"), sign * Decimal("28.9")]


def test_amounts_in_brackets_beside_one_another_are_of_two_columns(find_tables: Callable[[Drawing], list[Texts]]) -> None:
    rows = [
        ["Valore", "512.340,50", "498.110,25"],
        ["Costi", "(487.205,75)", "(501.340,40)"],
        ["Proventi", "1.250,00", "6.400,20"],
    ]
    rows[2:2] = [["Oneri", "(3.120,15)", "(2.980,60)"]]
    rows.append(["Imposte", "(9.800,30)", "(1.150,75)"])
    drawing = Drawing().text(55, 100, "Voce").text(265, 100, "2024").text(391, 100, "2023")
    for i, (label, *amounts) in enumerate(rows, 1):
        drawing.text(55, 100 + 15 * i, label)
        for edge, left, amount in zip((385, 511), (265, 390.5), amounts, strict=True):
            figure = amount.strip("()")
            drawing.text(edge, 100 + 15 * i, figure, align="r")
            if figure != amount:
                drawing.text(left, 100 + 15 * i, "(").text(edge, 100 + 15 * i, ")")
    assert find_tables(drawing) == [[["Voce", "2024", "2023"], *rows]]


def test_a_minus_where_a_longer_amount_of_the_column_has_it_is_the_sign_of_its_amount(report_on: ReportOn) -> None:
    """All rates are below zero, and their minuses stand nearer to the counts before; another table follows at once."""
    drawing = Drawing().text(52, 100, "Settore", size=12).text(492, 100, "Cessate", size=12, align="r")
    drawing.text(547, 100, "Tasso", size=12, align="r")
    rows = [
        ("Agricoltura", "348", "0,83 %"),
        ("Industria", "355", "10,62 %"),
        ("Costruzioni", "102", "0,98 %"),
        ("Totale", "805", "1,47 %"),
    ]
    for i, (label, count, rate) in enumerate(rows, 1):
        y = 100 + 18 * i
        drawing.text(52, y, label, size=12).text(492, y, count, size=12, align="r").text(547, y, rate, size=12, align="r")
        drawing.text(547 - stringWidth("10,62 %", "Helvetica", 12) - 4.6, y, "-", size=12)
    drawing.text(52, 200, "Voce", size=12).text(420, 200, "2023", size=12, align="r").text(520, 200, "2024", size=12, align="r")
    for i, (label, *amounts) in enumerate(LINES, 1):
        drawing.aligned(200 + 18 * i, [(52, "l"), (420, "r"), (520, "r")], [[label, *amounts]], size=12)
    first, *_ = report_on(drawing).tables
    assert [tuple(row) for row in first.texts()[1:]] == [(label, count, f"-{rate}") for label, count, rate in rows]
