"""Tables that stand side by side: two where something parts them, one where something holds them together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.drawing import GREY, Align, Drawing

FindTables = Callable[[Drawing], list[list[list[str]]]]

LEFT = [
    ["Oneri", "2015", "2016"],
    ["Competenze al personale", "31.695,56", "436.889,93"],
    ["Oneri sociali", "856.919,38", "426.066,26"],
    ["Quote associative", "80.364,80", "129.992,06"],
    ["Organi istituzionali", "73.618,68", "22.450,13"],
]
RIGHT = [
    ["Proventi", "2015", "2016"],
    ["Diritto annuale", "662.792,16", "55.655,47"],
    ["Diritti di segreteria", "64.164,15", "482.382,90"],
    ["Contributi", "842.187,43", "323.890,77"],
    ["Rimanenze", "496.349,96", "786.005,51"],
]
TOTALS = ["Totale oneri", "1.042.598,42", "1.015.398,38"], ["Totale proventi", "2.065.493,70", "1.647.934,65"]


def columns(x: float) -> list[tuple[float, Align]]:
    """A label and two amounts, from x to x + 215."""
    return [(x, "l"), (x + 155, "r"), (x + 215, "r")]


def beside(right: float, left_rows: list[list[str]], right_rows: list[list[str]]) -> Drawing:
    drawing = Drawing().aligned(120, columns(45), left_rows, bold_rows=1, size=8)
    return drawing.aligned(120, columns(right), right_rows, bold_rows=1, size=8)


def side_by_side(left_rows: list[list[str]], right_rows: list[list[str]]) -> list[list[str]]:
    return [[*left, *right] for left, right in zip(left_rows, right_rows, strict=True)]


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_white_far_wider_than_between_columns_parts_two_tables(find_tables: FindTables, missing: int) -> None:
    short = LEFT[: len(LEFT) - missing]
    assert find_tables(beside(325, short, RIGHT)) == [short, RIGHT]


def test_a_table_beside_a_shorter_one_with_rules_is_read_to_its_end(find_tables: FindTables) -> None:
    drawing = Drawing().grid(45, 110, [130, 60, 60], LEFT[:4], align="lrr", bold_rows=1, size=8, height=14)
    assert find_tables(drawing.aligned(120, columns(345), RIGHT, bold_rows=1, size=8)) == [LEFT[:4], RIGHT]


def test_names_above_the_rules_of_two_tables_are_of_the_one_below_each(find_tables: FindTables) -> None:
    left = [
        ["Entrate", "Importo"],
        ["Canoni", "1.234,00"],
        ["Tasse", "-5.678,10"],
        ["Proventi", "912,34"],
        ["Totale", "-3.531,76"],
    ]
    right = [["Uscite", "Importo"], ["Personale", "4.321,00"], ["Utenze", "765,43"], ["Totale", "5.086,43"]]
    drawing = Drawing().grid(45, 110, [150, 70], left, align="lr", size=8, height=14, rules={"rows", "bottom"})
    drawing.grid(320, 110, [150, 70], right, align="lr", size=8, height=14, rules={"rows", "bottom"})
    assert find_tables(drawing) == [left, right]


def test_two_tables_without_names_of_sides_whose_heads_repeat(find_tables: FindTables) -> None:
    left = [["Sede", *LEFT[0][1:]], *LEFT[1:]]
    right = [["Ufficio", *RIGHT[0][1:]], *RIGHT[1:]]
    assert find_tables(beside(325, left, right)) == [left, right]


def test_halves_that_end_in_one_line_of_totals_are_one_table(find_tables: FindTables) -> None:
    left, right = [*LEFT, TOTALS[0]], [*RIGHT, TOTALS[1]]
    assert find_tables(beside(325, left, right)) == [side_by_side(left, right)]


def test_halves_no_further_apart_than_their_columns_are_one_table(find_tables: FindTables) -> None:
    assert find_tables(beside(285, LEFT, RIGHT)) == [side_by_side(LEFT, RIGHT)]


def test_halves_under_a_rule_over_both_are_one_table(find_tables: FindTables) -> None:
    drawing = beside(325, LEFT, RIGHT)
    for y in (109, 124, 180):
        drawing.rule(43, y, 542, y)
    assert find_tables(drawing) == [side_by_side(LEFT, RIGHT)]


def test_wide_white_before_columns_with_other_heads_parts_nothing(find_tables: FindTables) -> None:
    right = [["Responsabile", "Target", "Peso"], *RIGHT[1:]]
    assert find_tables(beside(325, LEFT, right)) == [side_by_side(LEFT, right)]


def test_wide_white_within_a_table_of_one_column_of_labels_parts_nothing(find_tables: FindTables) -> None:
    rows = [["Voce", "2015", "2016", "2015", "2016"], *([*a, *b[1:]] for a, b in zip(LEFT[1:], RIGHT[1:], strict=True))]
    drawing = Drawing().aligned(120, [*columns(45), (470, "r"), (530, "r")], rows, bold_rows=1, size=8)
    assert find_tables(drawing) == [rows]


@pytest.mark.parametrize("drawn", ["rules", "stripes"])
def test_rules_or_stripes_that_end_in_the_middle_part_two_tables(find_tables: FindTables, drawn: str) -> None:
    left, right = [*LEFT, TOTALS[0]], [*RIGHT, TOTALS[1]]
    drawing = Drawing()
    for x0, x1 in ((43, 263), (283, 503)):
        for i in range(0, 8, 2 if drawn == "stripes" else 1):
            y = 110 + 14 * i
            if drawn == "rules" and i < 7:
                drawing.rule(x0, y, x1, y)
            elif drawn == "stripes" and i < 6:
                drawing.box(x0, y, x1, y + 14, fill=GREY)
    drawing.canvas.setFillColorRGB(0, 0, 0)
    drawing.aligned(120, columns(45), left, bold_rows=1, size=8).aligned(120, columns(285), right, bold_rows=1, size=8)
    assert find_tables(drawing) == [left, right]


def test_lines_of_one_side_are_rows_though_labels_of_the_other_take_two(find_tables: FindTables) -> None:
    left = [LEFT[0], ["Competenze al personale\ne accessori", *LEFT[1][1:]], *LEFT[2:]]
    drawing = Drawing().aligned(120, columns(45), left, bold_rows=1, size=8, leading=15, line_leading=10)
    drawing.aligned(120, columns(325), RIGHT, bold_rows=1, size=8, leading=15)
    joined = [[text.replace("\n", " ") for text in row] for row in left]
    assert find_tables(drawing) == [joined, RIGHT]


PROSE = (
    "Il patrimonio dell'Ente è composto da",
    "immobili per uso istituzionale e da",
    "partecipazioni iscritte al costo",
    "storico secondo i criteri della",
    "normativa vigente in materia di",
    "contabilità delle camere di commercio",
)


@pytest.mark.parametrize("both", [False, True])
def test_a_table_wider_than_the_prose_of_its_column_of_text(find_tables: FindTables, both: bool) -> None:
    def column(x: float, rows: list[list[str]], above: int) -> None:
        drawing.lines(x, 100, (PROSE * 3)[:above], leading=12, size=9)
        drawing.aligned(112 + 12 * above, [(x, "l"), (x + 140, "r"), (x + 190, "r")], rows, leading=12)
        drawing.lines(x, drawing.bottom + 12, PROSE * 2, leading=12, size=9)

    left = [["Voce", "2024", "2023"], ["Diritto annuale", "431", "412"], ["Contributi", "104", "96"], ["Servizi", "23", "21"]]
    right = [["Conto", "2024", "2023"], ["Personale", "12", "13"], ["Interventi", "204", "216"], ["Utenze", "7", "8"]]
    drawing = Drawing()
    column(50, left, 8)
    if both:
        column(310, right, 11)
    else:
        drawing.lines(310, 100, PROSE * 4, leading=12, size=9)
    assert find_tables(drawing) == ([left, right] if both else [left])


@pytest.mark.parametrize(("x", "at"), [(72, 500.0), (160, 72.0)], ids=["right", "left"])
def test_a_note_in_small_print_beside_rows_is_no_part_of_them(find_tables: FindTables, x: float, at: float) -> None:
    rows = [
        ["Voce", "2023", "2024"],
        ["Diritto annuale", "412.350,75", "431.206,10"],
        ["Diritti di segreteria", "187.904,20", "179.455,60"],
        ["Contributi e trasferimenti", "96.410,00", "104.875,25"],
        ["Proventi da servizi", "23.118,40", "21.990,05"],
    ]
    drawing = Drawing().aligned(110, [(x, "l"), (x + 230, "r"), (x + 320, "r")], rows, leading=16, bold_rows=1)
    for i, line in enumerate(["Gli importi", "sono al netto di", "12.350,00 euro", "(cfr. la nota 5)"]):
        drawing.text(at, 126 + 11 * i, line, size=7)
    assert find_tables(drawing) == [rows]


def test_a_column_of_words_in_small_print_on_the_lines_of_its_rows_is_one(find_tables: FindTables) -> None:
    rows = [
        ["Voce", "2024", "Motivo"],
        ["Diritto annuale", "431.206,10", "nuove tariffe"],
        ["Diritti di segreteria", "179.455,60", "meno pratiche"],
        ["Contributi", "104.875,25", "bando regionale"],
        ["Servizi", "21.990,05", "due contratti"],
    ]
    drawing = Drawing().aligned(110, [(72, "l"), (300, "r")], [row[:2] for row in rows], leading=11)
    for i, row in enumerate(rows):
        drawing.text(340, 110 + 11 * i, row[2], size=7)
    assert find_tables(drawing) == [rows]


NOTED = [
    ["Voce", "2023", "2024"],
    ["Diritto annuale", "412.350,75", "431.206,10"],
    ["Diritti di segreteria", "187.904,20", "179.455,60"],
    ["Contributi e trasferimenti", "96.410,00", "104.875,25"],
    ["Proventi da servizi", "23.118,40", "21.990,05"],
]


@pytest.mark.parametrize("note", [["Nota: le quote", "2021 e 2022 per", "12.345,67 euro", "(v. pagina 34)"], ["APPROVATO"]])
def test_what_stands_in_a_box_beside_rows_is_no_part_of_them(find_tables: FindTables, note: list[str]) -> None:
    drawing = Drawing().aligned(110, [(72, "l"), (302, "r"), (392, "r")], NOTED, leading=16, bold_rows=1)
    drawing.box(400, 118, 530, 122 + 15 * len(note))
    assert find_tables(drawing.lines(405, 134, note, leading=15)) == [NOTED]


def test_a_column_of_words_in_boxes_on_the_lines_of_its_rows_is_one(find_tables: FindTables) -> None:
    rows = [[*row, word] for row, word in zip(NOTED, ["Esito", "Raggiunto", "Raggiunto", "In corso", "Raggiunto"], strict=True)]
    drawing = Drawing().aligned(110, [(72, "l"), (272, "r"), (362, "r"), (400, "l")], rows, leading=22, bold_rows=1)
    for i in range(1, len(rows)):
        drawing.box(395, 98 + 22 * i, 480, 114 + 22 * i)
    assert find_tables(drawing) == [rows]


def test_comments_in_a_box_one_for_each_row_are_a_column(find_tables: FindTables) -> None:
    words = (
        ["Maggiori incassi", "dai nuovi iscritti"],
        ["Meno pratiche", "dello sportello"],
        ["Bando regionale", "di novembre"],
        ["Due", "voci"],
    )
    rows = [[*row, " ".join(comment)] for row, comment in zip(NOTED, [[""], *words], strict=True)]
    drawing = Drawing().aligned(110, [(72, "l"), (272, "r"), (362, "r")], NOTED, leading=26, bold_rows=1).box(395, 120, 540, 230)
    for i, comment in enumerate(words):
        drawing.lines(400, 131 + 26 * i, list(comment), leading=9, size=8)
    assert find_tables(drawing) == [rows]


def test_prose_beside_rows_is_no_part_of_them_in_print_as_large(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(110, [(72, "l"), (210, "r"), (270, "r")], NOTED, leading=16, bold_rows=1, size=8)
    assert find_tables(drawing.lines(310, 113, PROSE * 3, leading=12, size=8)) == [NOTED]


SHEET = (842.0, 595.0)


def sheet(texts: list[tuple[float, float, str]]) -> Drawing:
    """A sheet on whose halves stand two tables whose rows are level, further down on the right, and some texts."""
    drawing = Drawing(SHEET).aligned(120, [(45, "l"), (330, "r"), (410, "r")], [*LEFT, TOTALS[0]], bold_rows=1, size=8)
    right = [*RIGHT, ["Interessi", "12.204,15", "98,40"], TOTALS[1]]
    drawing.aligned(120, [(432, "l"), (717, "r"), (797, "r")], right, bold_rows=1, size=8)
    for x, y, text in texts:
        drawing.text(x, y, text, size=8)
    return drawing


@pytest.mark.parametrize(
    "texts",
    [
        [(230, 570, "4"), (651, 570, "5")],
        [(60, 570, "4"), (778, 570, "5")],
        [(60, 30, "Relazione sulla gestione 2016"), (481, 30, "Relazione sulla gestione 2016")],
        [(60, 570, "pag. 10 di 44"), (481, 570, "pag. 11 di 44")],
    ],
    ids=["numbered", "mirrored", "headed", "of so many"],
)
def test_two_pages_on_a_sheet_are_read_one_after_the_other(
    find_tables: FindTables, texts: list[tuple[float, float, str]]
) -> None:
    right = [*RIGHT, ["Interessi", "12.204,15", "98,40"], TOTALS[1]]
    assert find_tables(sheet(texts)) == [[*LEFT, TOTALS[0]], right]


@pytest.mark.parametrize(
    "texts", [[(421, 570, "4")], [(230, 570, "4"), (651, 570, "7")], [(60, 570, "2015"), (778, 570, "2016")], []]
)
def test_columns_with_white_between_them_on_a_sheet_are_no_two_pages(
    find_tables: FindTables, texts: list[tuple[float, float, str]]
) -> None:
    rows = [
        ["", "Residui", "Competenza", "Cassa"],
        *([f"Titolo {i}", f"1.2{i}4,50", f"2.{i}00,00", f"3.0{i}1,75"] for i in range(6)),
    ]
    drawing = Drawing(SHEET).aligned(120, [(60, "l"), (330, "r"), (560, "r"), (780, "r")], rows, bold_rows=1, size=8)
    for x, y, text in texts:
        drawing.text(x, y, text, size=8)
    assert find_tables(drawing) == [rows]


def test_statements_side_by_side_whose_cells_end_at_one_height(find_tables: FindTables) -> None:
    halves = [
        (
            ("A) Costi e oneri da\nattività di interesse\ngenerale", "", ""),
            ("A) Ricavi, rendite\ne proventi da\nattività di interesse\ngenerale", "", ""),
        ),
        (
            ("1) Materie prime,\nsussidiarie, di\nconsumo e di\nmanutenzione", "776.548,02", "353.380,83"),
            ("1) Proventi da\nquote associative e\napporti dei soci\nfondatori", "766.959,26", "559.139,77"),
        ),
        (
            ("2) Servizi", "221.226,05", "849.629,89"),
            ("2) Proventi dagli\nassociati per\nattività mutuali", "523.717,24", "322.498,91"),
        ),
        (("3) Godimento", "15.200,00", "14.800,00"), ("3) Quote", "3.120,00", "2.980,50")),
        (("4) Personale", "98.702,11", "96.115,90"), ("4) Erogazioni", "41.500,00", "38.250,00")),
        (("5) Ammortamenti", "198.312,67", "425.248,40"), ("5) Proventi del 5\nper mille", "", "295.502,15")),
        (
            ("7) Oneri diversi di\nfunzionamento", "4.408,03", "377.834,28"),
            ("9) Proventi da\ncontratti con enti\npubblici", "383.997,05", "390.045,64"),
        ),
    ]
    drawing = Drawing()
    for x, name in ((57, "ONERI E COSTI 20"), (166, "2024"), (247, "2023"), (315, "RICAVI"), (408, "2024"), (488, "2023")):
        drawing.text(x, 100, name, size=9, bold=True)
    y = 100.0
    for row in halves:
        y += 2 + 11 * max(half[0].count("\n") + 1 for half in row)
        for left, (label, *amounts) in zip((57, 298), row, strict=True):
            lines = label.split("\n")
            for i, line in enumerate(lines):
                drawing.text(left, y - 11 * (len(lines) - 1 - i), line, size=9)
            for x, amount in zip((81, 157) if left == 57 else (84, 164), amounts, strict=True):
                drawing.text(left + x, y, amount, size=9)
    ((header, *rows),) = find_tables(drawing)
    assert header == ["ONERI E COSTI 20", "2024", "2023", "RICAVI", "2024", "2023"]
    assert rows == [[text.replace("\n", " ") for half in row for text in half] for row in halves]


def test_narrow_white_parts_columns_though_not_all_lines_print_beside_it(find_tables: FindTables) -> None:
    rows = [("ENTRATE", "ACCERTAMENTI", "INCASSI", "SPESE", "IMPEGNI"), ("Fondo di cassa", "", "368.628,09", "", "")]
    rows += [
        ("Avanzo", "652.708,41", "", "Disavanzo", "374.423,94"),
        ("Fondo vincolato", "773.773,82", "", "", ""),
        ("Altro fondo", "797.410,11", "", "", ""),
    ]
    rows += [
        (f"Titolo {i}", f"{727 + i}.393,69", f"{725 - i}.464,14", f"Titolo {i} - Spese", f"{816 + i}.720,62")
        for i in range(1, 12)
    ]
    drawing = Drawing().aligned(
        100, [(60, "l"), (280, "r"), (340, "r"), (342, "l"), (500, "r")], rows, size=8.5, leading=17, bold_rows=1
    )
    assert find_tables(drawing) == [[list(row) for row in rows]]
