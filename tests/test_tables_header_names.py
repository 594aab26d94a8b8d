"""Which columns the names of groups stand over, and where rows of words, signs and numbers of columns end or go on a header."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.figures.column_headings import heading_paths
from pipeline.report import Report
from tests.drawing import GREY, Align, Drawing

ReportOn = Callable[[Drawing], Report]

LABELS = ["Proventi da tributi", "Trasferimenti correnti", "Vendita di beni"]
NAMES = ["Iniziali", "Riscossi", "Da riportare", "Previsti", "Incassati"]
COLUMNS: list[tuple[float, Align]] = [(50, "l"), (230, "r"), (300, "r"), (370, "r"), (440, "r"), (510, "r")]


def amounts(columns: int) -> list[list[str]]:
    """Rows of amounts, none of which returns."""
    return [[label, *(f"{i + 2}.{c}1{i},50" for c in range(1, columns + 1))] for i, label in enumerate(LABELS)]


def headings(report: Report) -> list[str]:
    (table,) = report.tables
    return table.headings()


@pytest.mark.parametrize(
    "counts",
    [
        ["(a)", "(b)", "(c)=(a)+(b)", "(d)", "(e)", "(f)=(e)/(c)"],
        ["101", "102", "103", "104", "109", "110"],
    ],
)
def test_what_counts_columns_names_none_so_that_names_over_them_are_level(report_on: ReportOn, counts: list[str]) -> None:
    """The last column has its name beside the groups, above the level of the others."""
    drawing = Drawing((842, 595)).text(443, 100, "Residui attivi", size=7, align="c")
    drawing.text(630, 100, "Fondo crediti di dubbia esigibilità", size=7, align="c").text(779, 108, "Quota", size=7, align="r")
    drawing.text(55, 108, "Titolo", size=7)
    columns: list[tuple[float, Align]] = [(55, "l"), *((x, "r") for x in (406.0, 481.0, 555.0, 630.0, 705.0, 779.0))]
    drawing.aligned(117, columns, [["", "formatisi nell'esercizio", "degli anni", "totale", "minimo", "accantonato", ""]], size=7)
    drawing.text(481, 124, "precedenti", size=7, align="r").aligned(134, columns, [["", *counts]], size=7)
    residui = [f"Residui attivi {name}" for name in ("formatisi nell'esercizio", "degli anni precedenti", "totale")]
    fondo = [f"Fondo crediti di dubbia esigibilità {name}" for name in ("minimo", "accantonato")]
    found = headings(report_on(drawing.aligned(150, columns, amounts(6), size=7)))
    assert found == ["Titolo", *(f"{name} {count}" for name, count in zip([*residui, *fondo, "Quota"], counts, strict=True))]


@pytest.mark.parametrize("word", ["NO", "x", "non rilevato"])
@pytest.mark.parametrize("ruled", [False, True])
def test_a_first_row_of_one_word_is_no_header(report_on: ReportOn, word: str, *, ruled: bool) -> None:
    head, rows = ["Voce", *NAMES], [["Altri proventi", *[word] * 5], *amounts(5)]
    if ruled:
        drawing = Drawing().grid(50, 100, [110, 75, 75, 75, 75, 75], [head, *rows], align="lrrrrr")
    else:
        drawing = Drawing().aligned(100, COLUMNS, [head, *rows])
    (table,) = report_on(drawing).tables
    assert (table.header_rows, table.texts()) == (1, [head, *rows])


@pytest.mark.parametrize("ruled", [False, True])
@pytest.mark.parametrize(
    "head",
    [
        [["Voce", "Consuntivo", "Consuntivo"], ["", "2023", "2022"]],
        [["Voce", "Rendiconto", "Rendiconto"], ["di bilancio", "2023", "2022"]],
        [["Entrate", "Previsioni", "Previsioni"], ["per titoli", "iniziali", "definitive"]],
        [["Entrate", "2023", "2022"], ["Titoli e tipologie", "Accertamenti", "Accertamenti"]],
    ],
)
def test_one_name_of_all_columns_is_of_the_header(report_on: ReportOn, head: list[list[str]], *, ruled: bool) -> None:
    rows = [*head, *amounts(2)]
    if ruled:
        drawing = Drawing().grid(50, 100, [110, 75, 75], rows, align="lrr", bold_rows=2)
    else:
        drawing = Drawing().aligned(100, COLUMNS[:3], rows, bold_rows=2)
    (table,) = report_on(drawing).tables
    assert table.headings() == [" ".join(filter(None, names)) for names in zip(*head, strict=True)]
    assert table.texts()[table.header_rows :] == amounts(2)


def test_a_first_row_of_one_word_beside_a_label_of_several_lines_is_none_where_a_rule_parts_it(report_on: ReportOn) -> None:
    drawing = Drawing().rule(50, 90, 512, 90).aligned(101, COLUMNS, [["Voce", *NAMES]]).rule(50, 106, 512, 106)
    drawing.lines(50, 117, ["Proventi diversi", "da alienazioni"], size=9, leading=10).text(50, 137, "e concessioni", size=9)
    for x, _ in COLUMNS[1:]:
        drawing.text(x, 127, "NO", size=9, align="r")
    drawing.rule(50, 142, 512, 142)
    for i, row in enumerate(amounts(5)):
        drawing.aligned(153 + 16 * i, COLUMNS, [row]).rule(50, 158 + 16 * i, 512, 158 + 16 * i)
    (table,) = report_on(drawing).tables
    assert (table.header_rows, table.texts()[1]) == (1, ["Proventi diversi da alienazioni e concessioni", *["NO"] * 5])


def test_a_framed_head_is_that_of_tall_rows_under_it(report_on: ReportOn) -> None:
    head = [["Obiettivo", "Indicatore", "Peso", "Valori attesi", "", "Consuntivo"], ["", "", "", "2023", "2024", ""]]
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 2), (0, 5): (2, 1)}
    drawing = Drawing().grid(50, 100, [80, 110, 80, 80, 80, 80], head, spans=spans, align="llrrrr", size=7, height=11.5)
    columns: list[tuple[float, Align]] = [(54, "l"), (134, "l"), *((x, "r") for x in (316.0, 396.0, 476.0, 556.0))]
    drawing.text(54, 142, "Semplificazione dei", size=7).text(54, 158, "iscrizione", size=7)
    drawing.aligned(150, columns, [["procedimenti di", "Pratiche evase", *["x"] * 4]], size=7)
    rows = [[row[0], "Ore", *row[1:]] for row in amounts(4)]
    (table,) = report_on(drawing.aligned(190, columns, rows, size=7, leading=30)).tables
    assert table.texts() == [*head, ["Semplificazione dei procedimenti di iscrizione", "Pratiche evase", *["x"] * 4], *rows]


def test_a_plus_and_a_dash_beside_it_name_columns(report_on: ReportOn) -> None:
    head = ["Attività", "Costo", "Fondo", "+", "-", "Finale"]
    (table,) = report_on(Drawing().aligned(100, COLUMNS, [head, *amounts(5)])).tables
    assert (table.header_rows, table.texts()) == (1, [head, *amounts(5)])


@pytest.mark.parametrize("head", [[], [["Voce", "Segno", "Importo"]]])
def test_rows_that_are_added_or_taken_away_are_no_header(report_on: ReportOn, head: list[list[str]]) -> None:
    signs = [("Fondo di cassa", "+"), ("Riscossioni", "+"), ("Pagamenti", "-"), ("Residui attivi", "+")]
    rows = [*head, *([label, sign, f"{n}20.000,00"] for n, (label, sign) in enumerate(signs, 1))]
    (table,) = report_on(Drawing().aligned(100, [(50, "l"), (230, "c"), (400, "r")], rows, bold_rows=len(head))).tables
    assert (table.header_rows, table.texts()) == (len(head), rows)


def test_a_dash_for_a_figure_behind_the_sign_of_its_row_names_no_column(report_on: ReportOn) -> None:
    signs = [
        ("Fondo di cassa", "+", "-"),
        ("Riscossioni", "+", "450.000"),
        ("Pagamenti", "-", "420.000"),
        ("Saldo", "=", "30.000"),
    ]
    rows = [["Voce", "Segno", "2023"], *map(list, signs)]
    (table,) = report_on(Drawing().grid(50, 100, [130, 60, 90], rows, align="lcr", bold_rows=1)).tables
    assert (table.header_rows, table.texts()) == (1, rows)


def test_a_section_with_its_mark_over_a_stripe_is_no_part_of_the_header(report_on: ReportOn) -> None:
    drawing = Drawing().aligned(100, COLUMNS, [["Voce", *NAMES], ["B) IMMOBILIZZAZIONI", *[""] * 5]], leading=12, bold_rows=2)
    for i, row in enumerate(amounts(5)):
        if i != 1:
            drawing.box(48, 115 + 12 * i, 514, 127 + 12 * i, fill=GREY)
        drawing.aligned(124 + 12 * i, COLUMNS, [row])
    (table,) = report_on(drawing).tables
    assert (table.header_rows, table.texts()[1]) == (1, ["B) IMMOBILIZZAZIONI", "", "", "", "", ""])


def test_a_rule_under_names_of_groups_holds_all_columns_over_which_it_is_drawn(report_on: ReportOn) -> None:
    """The last name is at the left of its columns, the second of which is of shares."""
    columns: list[tuple[float, Align]] = [(50, "l"), (230, "c"), (300, "c"), (370, "c"), (440, "c"), (490, "c")]
    drawing = Drawing().rule(50, 103, 50, 103)
    for x, text in ((204, "Esercizio 2023"), (339, "Esercizio 2022"), (409, "Variazione")):
        drawing.text(x, 100, text, size=8)
    drawing.rule(200, 103, 510, 103).aligned(113, columns, [["Voce", "Parziali", "Totali", "Importi", "assoluta", "%"]], size=8)
    drawing.aligned(128, columns, [[*row[:5], f"{i}8,{i}4"] for i, row in enumerate(amounts(5), 1)], size=8)
    assert headings(report_on(drawing))[4:] == ["Variazione assoluta", "Variazione %"]


def test_a_name_does_not_go_on_under_the_rule_of_its_group(report_on: ReportOn) -> None:
    """What begins right under the rule, in small letters, is in the middle of the group, as is the name of this."""
    columns: list[tuple[float, Align]] = [(35, "l"), *((x, "l") for x in (138.0, 180.0, 219.0, 259.0, 301.0, 341.0))]
    drawing = (
        Drawing().text(299, 93, "Fondo crediti di dubbia", size=6, align="c").text(299, 100, "esigibilità", size=6, align="c")
    )
    drawing.text(197, 100, "Residui attivi", size=6, align="c").rule(137, 102.5, 340, 102.5)
    names = [
        (158, "formatisi"),
        (198, "degli\nanni\nprecedenti"),
        (238, "totale"),
        (279, "importo\nminimo"),
        (320, "accantonato"),
    ]
    for x, name in names:
        for k, line in enumerate(name.split("\n")):
            drawing.text(x, 123 - 7 * name.count("\n") + 7 * k, line, size=6, align="c")
    drawing.text(35, 123, "Voce", size=6).text(360, 123, "Quota", size=6, align="c")
    found = headings(report_on(drawing.aligned(136, columns, amounts(6), size=6)))
    assert found[1:3] == ["Residui attivi formatisi", "Residui attivi degli anni precedenti"]


def test_names_a_space_apart_are_told_apart_by_their_runs_where_all_texts_are_drawn_at_once(report_on: ReportOn) -> None:
    second = 231.8 + stringWidth("RISCOSSIONI", "Helvetica", 7)
    columns: list[tuple[float, Align]] = [(50, "l"), (230, "r"), (second, "r"), (second + 48, "r")]
    drawing = Drawing().text(50, 104, "Entrate", size=7)
    names = [["RESIDUI AL", "1.1.2023"], ["RISCOSSIONI", "RESIDUI"], ["RESIDUI DA", "RIPORTARE"]]
    for (x, _), lines in zip(columns[1:], names, strict=True):
        for k, line in enumerate(lines):
            drawing.text(x, 100 + 8 * k, line, size=7, align="r")
    found = headings(report_on(drawing.aligned(122, columns, amounts(3), size=7)))
    assert found == ["Entrate", "RESIDUI AL 1.1.2023", "RISCOSSIONI RESIDUI", "RESIDUI DA RIPORTARE"]


def test_a_group_of_the_same_names_as_another_is_over_no_more(report_on: ReportOn) -> None:
    years = ["2021", "2022", "2023"]
    columns: list[tuple[float, Align]] = [(38, "l"), *((x, "r") for x in (376.0, 437.0, 498.0, 559.0, 620.0, 681.0)), (690, "l")]
    drawing = Drawing((842, 595)).text(323, 100, "Valore della produzione", size=7).text(506, 100, "Utile/perdita", size=7)
    for x, year in zip((323, 384, 445, 506, 567, 628), years * 2, strict=True):
        drawing.text(x, 111, year, size=7)
    drawing.text(38, 111, "Ragione sociale", size=7).text(690, 111, "Affidamento in house", size=7)
    rows = [[*row, text] for row, text in zip(amounts(6), ["diretta", "in house", "diretta"], strict=True)]
    assert headings(report_on(drawing.aligned(125, columns, rows, size=7)))[-1] == "Affidamento in house"


def told(report: Report) -> Sequence[str]:
    return [finding.rule for finding in report.findings]


def test_columns_of_one_name_are_told(report_on: ReportOn) -> None:
    head = ["Voce", "2022", "2023", "2022", "2023", "Totale"]
    assert told(report_on(Drawing().aligned(100, COLUMNS, [head, *amounts(5)]))) == ["HEAD-1"]


@pytest.mark.parametrize("own", ["%", "Scost."])
def test_columns_of_one_name_behind_columns_of_other_names_are_told_apart_by_these(report_on: ReportOn, own: str) -> None:
    head = ["Voce", "Iniziali", own, "Definitive", own, "Incassati"]
    assert not told(report_on(Drawing().aligned(100, COLUMNS, [head, *amounts(5)])))


def test_names_that_find_no_places_are_told(report_on: ReportOn) -> None:
    """Names set to the right over figures set to the left, the name of a group nearer to the next column than to its own."""
    columns: list[tuple[float, Align]] = [(55, "l"), (131, "l"), *((x, "l") for x in (342.0, 419.0, 496.0, 573.0, 650.0))]
    drawing = Drawing((842, 595)).text(390, 90, "GESTIONE DELLE ENTRATE E DELLE SPESE", size=7, align="c", bold=True)
    drawing.aligned(103, columns[:2], [["Obiettivo", "Indicatore"]], size=7, bold_rows=1)
    for x, y, name in ((393, 103, "Peso %"), (647, 103, "Target"), (720, 103, "Consuntivo 2023")):
        drawing.text(x, y, name, size=7, align="r", bold=True)
    for x, year in ((465, "2021"), (542, "2022"), (619, "2023")):
        drawing.text(x, 117, year, size=7, align="r", bold=True)
    drawing.text(55, 142, "Semplificazione dei", size=7).text(55, 158, "iscrizione", size=7)
    drawing.aligned(150, columns, [["procedimenti di", "Pratiche evase", *["non disponibile"] * 5]], size=7)
    rows = [[row[0], "Ore", *row[1:]] for row in amounts(5)]
    assert "HEAD-1" in told(report_on(drawing.aligned(190, columns, rows, size=7, leading=30)))


@pytest.mark.parametrize("unit", ["(valori in €)", "dati in €/000"])
def test_a_unit_at_the_right_over_a_header_tells_nothing_of_its_names(report_on: ReportOn, unit: str) -> None:
    """The unit is between two rules, as the names below are, with nothing beside it."""
    drawing = Drawing().text(556, 108, unit, size=9, align="r")
    for x0, x1 in pairwise((40, 279, 331, 406, 481, 556)):
        for y in (98, 110.6, 125.4, 182):
            drawing.rule(x0, y, x1, y)
    names = ["Quota %", "Valore 2017", "Valore 2018", "Variazione"]
    for x, name in zip((159, 305, 369, 443, 518), ["Società", *names], strict=True):
        drawing.text(x, 122, name, align="c", size=10, bold=True)
    ends: list[tuple[float, Align]] = [(41, "l"), (330, "r"), (405, "r"), (480, "r"), (555, "r")]
    rows = [["Infocamere S.C.p.A.", "7,953%", "€ 3", "€ 3", "-"], ["Tecnoservicecamere S.C.p.A.", "18,720%", "€ 2", "€ 2", "-"]]
    rows += [["Aeroporto S.p.A.", "8,641%", "€ 5", "€ 5", "-"], ["Borsa Merci", "28,179%", "€ 40", "€ 45", "€ 5"]]
    report = report_on(drawing.aligned(136, ends, rows, size=10))
    (table,) = report.tables
    assert [heading_paths(table)[column] for column in range(1, 5)] == [(name,) for name in names]
    assert "HEAD-1" not in {finding.rule for finding in report.findings}
