"""Where the header of a table ends: at which of its lines, rows and cells, on each page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.report import Report
from tests.conftest import Texts
from tests.drawing import GREY, Align, Drawing

FindTables = Callable[[Drawing], list[Texts]]
ReportOn = Callable[[Drawing], Report]

LABELS = ["Diritto annuale", "Diritti di segreteria", "Contributi", "Ammortamenti", "Oneri finanziari", "Rimborsi"]


def test_bold_groups_of_columns_head_names_that_are_not_bold(report_on: ReportOn) -> None:
    head = [["", "Anno 2023", "", "Anno 2022", ""], ["Intervento", "Previsto", "Realizzato", "Previsto", "Realizzato"]]
    rows = [[label, "845.890", "712.300", "39.330", "21.456"] for label in LABELS]
    drawing = Drawing().grid(50, 100, [150, 80, 80, 80, 80], [*head, *rows], spans={(0, 1): (1, 2), (0, 3): (1, 2)}, bold_rows=1)
    (table,) = report_on(drawing).tables
    assert (table.header_rows, table.headings()[:2]) == (2, ["Intervento", "Anno 2023 Previsto"])


def test_the_unit_of_the_only_column_of_figures_is_of_the_header(report_on: ReportOn) -> None:
    rows = [["Equilibri", "Competenza"], ["", "€"], *([label, "20.270,00"] for label in LABELS)]
    (table,) = report_on(Drawing().grid(50, 100, [200, 90], rows, align="lr", bold_rows=1)).tables
    assert (table.header_rows, table.headings()) == (2, ["Equilibri", "Competenza €"])


def test_a_year_that_closes_a_bracket_ends_a_name(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(50, "l"), (300, "c")]
    head = [["Equilibri", "Competenza"], ["", "(impegni imputati"], ["", "all'esercizio"], ["", "2024)"]]
    drawing = Drawing().aligned(100, columns, head, leading=11)
    drawing.aligned(drawing.bottom + 8, columns, [[label, "9.571,40"] for label in LABELS], leading=18)
    (table,) = report_on(drawing).tables
    assert (table.headings()[1], len(table.texts()) - table.header_rows) == (
        "Competenza (impegni imputati all'esercizio 2024)",
        6,
    )


def test_codes_under_the_names_of_columns_are_of_the_header(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(50, "l"), (270, "r"), (350, "r"), (430, "r"), (510, "r")]
    head = [["Missioni", "Redditi", "Imposte", "Acquisti", "Totale"], ["", "101", "102", "103", "100"]]
    rows = [[label, "6.247,20", "931,10", "18.400,00", "25.578,30"] for label in LABELS]
    drawing = Drawing().aligned(100, columns, head, leading=11).aligned(128, columns, rows, leading=18)
    (table,) = report_on(drawing).tables
    assert table.headings()[1:] == ["Redditi 101", "Imposte 102", "Acquisti 103", "Totale 100"]


@pytest.mark.parametrize("unit", ["", "€"])
def test_codes_behind_the_last_words_of_names_of_several_lines_are_of_the_header(report_on: ReportOn, unit: str) -> None:
    columns: list[tuple[float, Align]] = [(50, "l"), (270, "r"), (360, "r"), (440, "r"), (520, "r")]
    head = [["Missioni e", "Redditi da lavoro", "Imposte e tasse", "Acquisti", "Totale"]]
    head += [["macroaggregati", "dipendente 101", "a carico", "103", "100"], ["", "", "102", "", ""]]
    head += [["", *[unit] * 4]] if unit else []
    rows = [[label, "6.247,20", "931,10", "18.400,00", "25.578,30"] for label in LABELS]
    drawing = Drawing().aligned(100, columns, head, leading=11).aligned(150, columns, rows, leading=18)
    (table,) = report_on(drawing).tables
    names = ["Redditi da lavoro dipendente 101", "Imposte e tasse a carico 102", "Acquisti 103", "Totale 100"]
    assert table.headings() == ["Missioni e macroaggregati", *(f"{name} {unit}".strip() for name in names)]


def test_three_figures_without_a_label_are_no_codes(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(50, "l"), (300, "r"), (380, "r"), (460, "r")]
    rows = [["", "350", "412", "903"], *([label, "250.100", "9.200", "33.300"] for label in LABELS)]
    drawing = Drawing().aligned(100, columns, [["Classe", "Acquisti", "Servizi", "Imposte"], *rows], bold_rows=1)
    (table,) = report_on(drawing).tables
    assert (table.header_rows, table.texts()[1:]) == (1, rows)


def test_the_last_line_of_the_name_over_labels_is_of_the_header_if_a_rule_parts_it_from_the_rows(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(35, "l"), (68, "l"), (305, "r"), (342, "r"), (380, "r"), (417, "r")]
    head = ["Codice", "SCHEMA DI BILANCIO", "Anno 2020", "Anno 2019", "Importo", "%"]
    rows = [[f"AA{i:04d}", label, "3.870", "21.456", "17.586", "15,20"] for i, label in enumerate(LABELS)]
    drawing = Drawing().rule(34, 540, 418, 540).rule(34, 580, 418, 580).aligned(568, columns, [head], size=6.6)
    drawing.text(400, 551, "VARIAZIONE", size=6.6, align="r").text(398, 559, "2020/2019", size=6.6, align="r")
    drawing.text(68, 576, "Decreto Interministeriale 20 marzo 2013", size=6.6)
    (table,) = report_on(drawing.aligned(586, columns, rows, size=6.6, leading=10)).tables
    assert table.headings()[1] == "SCHEMA DI BILANCIO Decreto Interministeriale 20 marzo 2013"


def test_a_header_goes_with_the_rows_below_it_though_these_leave_columns_blank(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(44, "l"), (270, "r"), (360, "r"), (450, "r"), (540, "r")]
    drawing = Drawing().box(42, 90, 544, 122, fill=GREY)
    for x, name in ((280, "ANNO 2023"), (460, "ANNO 2022")):
        drawing.text(x, 103, name, size=9, bold=True, align="c")
    drawing.aligned(117, columns, [["", "Parziali", "Totali", "Parziali", "Totali"]], bold_rows=1)
    drawing.text(44, 131, "A) Proventi della gestione", size=9, bold=True)
    rows = [[label, "29.147,00", "", "183,88", ""] for label in LABELS]
    totals = ["Totale", "174.882,00", "8.309,10", "353.611,40", "622.540,00"]
    drawing.aligned(146, columns, rows).page().aligned(
        50, columns, [["Altri proventi", "", "8.309,10", "", "622.540,00"], totals]
    )
    (table,) = report_on(drawing).tables
    assert table.headings()[1:4] == ["ANNO 2023 Parziali", "ANNO 2023 Totali", "ANNO 2022 Parziali"]


def test_a_line_of_groups_at_the_top_of_a_page_is_of_the_header_below_it(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(44, "l"), (95, "l"), *((x, "l") for x in (397, 467, 549, 619, 685, 754))]
    ends: list[tuple[float, Align]] = [(44, "l"), (95, "l"), *((x, "r") for x in (459, 541, 611, 677, 746, 794))]
    drawing = Drawing(size=(842, 595))
    for page in (1, 2):
        if page > 1:
            drawing.page()
        for x, y, text in (
            (397, 52, "Quadro economico"),
            (549, 52, "Copertura"),
            (549, 70, "Fondi propri"),
            (467, 79, "Somme a"),
        ):
            drawing.text(x, y, text, size=9, bold=True)
        names = ["Lotto", "Intervento", "Lavori", "disposizione", "avanzo", "mutuo", "Contributi", "Stato %"]
        drawing.aligned(88, columns, [names], bold_rows=1)
        rows = [[f"{page}{i:02d}", label, *(["8.434,20"] * 5), "44,09"] for i, label in enumerate([*LABELS, *LABELS, *LABELS])]
        for at in (40, 57, 93):
            drawing.rule(40, at, 800, at)
        drawing.aligned(105, ends, rows, leading=17)
    tables = report_on(drawing).tables
    assert [(table.headings()[2], table.headings()[4]) for table in tables] == [
        ("Quadro economico Lavori", "Copertura Fondi propri avanzo")
    ]


def test_a_name_set_right_and_one_set_left_behind_it_are_two(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(44, "l"), (90, "l"), (330, "r"), (400, "r"), (445, "c"), (535, "c")]
    drawing = Drawing().text(90, 100, "CONTO", size=8, bold=True).text(330, 100, "2023", size=8, bold=True, align="r")
    begins = 400 - stringWidth("2022", "Helvetica-Bold", 8)
    drawing.text(begins, 100, "2022 riferimento art.2425", size=8, bold=True).text(
        492, 100, "riferimento DM 95", size=8, bold=True
    )
    codes = ["B6", "E20", "B10a", "A5a", "B6", "E20"]
    rows = [
        [f"10{i}", label, "3.855,50", "360,38", code, f"B.{code}"]
        for i, (label, code) in enumerate(zip(LABELS, codes, strict=True))
    ]
    (table,) = report_on(drawing.aligned(115, columns, rows, size=8)).tables
    assert table.headings()[2:] == ["2023", "2022", "riferimento art.2425", "riferimento DM 95"]


def test_a_name_of_a_group_is_over_columns_whose_figures_are_written_alike(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(48, "l"), (89, "l"), (374, "r"), (433, "r"), (495, "r"), (581, "r")]
    head = ["N.", "Indicatore", "Peso", "Target", "Consuntivo", "raggiungimento"]
    rows = [[f"10{i}", label, "36,01", "106.609", "7.346.330", "24,71"] for i, label in enumerate(LABELS)]
    drawing = Drawing().text(495, 125, "Valori", size=8, align="r").text(581, 125, "Grado di", size=8, align="r")
    (table,) = report_on(drawing.aligned(136, columns, [head, *rows], size=8, leading=11)).tables
    assert table.headings()[2:5] == ["Peso", "Valori Target", "Valori Consuntivo"]
    assert 2 not in table.doubtful


def test_labels_right_behind_figures_in_one_run_of_text_are_a_column(report_on: ReportOn) -> None:
    amounts = ["16.288,00", "99.031,00", "954,53", "85.299,00", "1.003,10", "621.260,00"]
    columns: list[tuple[float, Align]] = [(44, "l"), (200, "r"), (500, "r")]
    drawing = Drawing().aligned(100, columns, [["ONERI", "2023", "2023"]], size=8).text(268, 100, "PROVENTI", size=8)
    for i, (label, amount) in enumerate(zip(LABELS, amounts, strict=True)):
        y = 114 + 13 * i
        drawing.text(44, y, label, size=8).text(200, y, f"{amount[:-2]}11", size=8, align="r").text(
            500, y, "3.420,00", size=8, align="r"
        )
        drawing.text(264 - stringWidth(amount, "Helvetica", 8), y, f"{amount} {LABELS[-1 - i]}", size=8)
    (table,) = report_on(drawing).tables
    assert [row[2:4] for row in table.texts()[1:]] == [[amount, LABELS[-1 - i]] for i, amount in enumerate(amounts)]


@pytest.mark.parametrize(
    "rows",
    [
        [["A", "", ""], ["B", "5", "6"], ["C", "12", "20"], ["D", "8", "11"]],
        [["1", "2", "3"], ["2", "5", "4"], ["3", "8", "9"]],
    ],
)
def test_rows_named_by_a_letter_or_a_number_are_of_the_body(report_on: ReportOn, rows: list[list[str]]) -> None:
    drawing = Drawing().grid(50, 100, [150, 80, 80], [["Categoria", "Uomini", "Donne"], *rows], align="lrr", bold_rows=1)
    (table,) = report_on(drawing).tables
    assert (table.header_rows, table.texts()[1:]) == (1, rows)


def test_a_label_goes_on_in_small_letters_however_far_below(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(50, "l"), (340, "r"), (420, "r")]
    rows = [["Voce", "2024", "2023"], *([label, "1.250,00", "960,50"] for label in LABELS)]
    drawing = Drawing().aligned(60, columns, rows[:3], leading=30, bold_rows=1)
    drawing.text(50, drawing.bottom, "Proventi della gestione e altre", size=9)
    drawing.aligned(drawing.bottom + 16, columns, [["entrate dell'ente", "1.251,00", "910,50"], *rows[3:]], leading=30)
    (table,) = report_on(drawing).tables
    assert table.texts()[3][0] == "Proventi della gestione e altre entrate dell'ente"


def test_names_under_one_over_them_all_head_no_rows_though_only_dates_stand_below(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(44, "l"), (130, "l"), (340, "r"), (400, "c"), (490, "c")]
    drawing = Drawing().box(42, 88, 544, 116, fill=GREY).text(445, 99, "Tempi", size=9, bold=True, align="c")
    for (x, align), name in zip(columns, ("CIG", "Oggetto", "Importo", "Inizio", "Ultimazione"), strict=True):
        drawing.text(x, 111 if x > 350 else 105, name, size=9, bold=True, align=align)
    rows = [[f"Z507{i}C6A8", label, f"{i}01.717,30", f"0{i}/01/2024", "in corso"] for i, label in enumerate(LABELS, 1)]
    (table,) = report_on(drawing.aligned(128, columns, rows)).tables
    assert (table.header_rows, table.headings()[3:]) == (2, ["Tempi Inizio", "Tempi Ultimazione"])
    assert table.texts()[2:] == rows


def test_a_bold_header_is_one_over_however_many_lines(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [
        (44, "l"),
        (110, "l"),
        (250, "l"),
        (340, "r"),
        (360, "l"),
        (450, "r"),
        (470, "l"),
        (556, "r"),
    ]
    groups = [
        [
            "RESIDUI PASSIVI",
            "AL PRIMO GENNAIO (RS)",
            "",
            "PREVISIONI DEFINITIVE",
            "DI COMPETENZA (CP)",
            "",
            "PREVISIONI",
            "DI CASSA (CS)",
        ],
        ["PAGAMENTI", "IN C/RESIDUI (PR)", "", "PAGAMENTI", "IN COMPETENZA (PC)", "", "TOTALE", "PAGAMENTI (TP)"],
        ["RESIDUI PASSIVI", "PRECEDENTI (EP)", "", "RESIDUI PASSIVI", "DI COMPETENZA (EC)", "", "TOTALE", "RESIDUI (TR)"],
    ]
    drawing = Drawing()
    for x, lines in zip((295, 405, 513), groups, strict=True):
        for i, line in enumerate(lines):
            drawing.text(x, 92 + 8 * i, line, size=7, bold=True, align="c")
    for x, name in ((44, "PROGRAMMA"), (110, "DENOMINAZIONE")):
        drawing.text(x, 120, name, size=7, bold=True)
    drawing.rule(40, 154, 560, 154).rule(40, 166, 560, 166).aligned(
        163, columns, [["01.01", "Programma 01", *[""] * 6]], bold_rows=1
    )
    rows = [
        [
            f"Titolo {i // 3 + 1}" if i % 3 == 0 else "",
            "Spese" if i % 3 == 0 else "",
            *(text for a, b in zip(tags, f"{i}12345", strict=False) for text in (a, f"{b}7.424,{i}1")),
        ]
        for i in range(6)
        for tags in [("RS", "PR", "EP") if i % 3 == 0 else ("CP", "PC", "EC") if i % 3 == 1 else ("CS", "TP", "TR")]
    ]
    (table,) = report_on(drawing.aligned(176, columns, rows, leading=12)).tables
    assert table.header_rows == 3
    assert table.headings()[5] == " ".join(" ".join(groups[1]).split())


def test_two_dates_nearly_touching_over_a_section_and_ruled_rows_are_names(find_tables: FindTables) -> None:
    rows = [["", "31-12-2023", "31-12-2022"], ["A) Attività operativa", "", ""], ["Utile dell'esercizio", "(245.881)", "320.626"]]
    rows += [["Imposte sul reddito", "76.811", "(705.043)"], ["Interessi passivi", "(315.735)", "484.537"]]
    drawing = Drawing().aligned(100, [(62, "l"), (430, "r"), (479, "r")], rows)
    for i in range(len(rows)):
        drawing.rule(60, 104 + 14 * i, 482, 104 + 14 * i)
    assert find_tables(drawing) == [rows]


def test_two_lines_of_groups_with_more_white_below_than_rows_have(report_on: ReportOn) -> None:
    drawing = Drawing()
    for x, name in ((281, "Ricoveri"), (461, "Degenza")):
        drawing.text(x, 90, name, size=8, bold=True, align="c")
    for x, name in ((221, "Ordinari"), (341, "Diurni")):
        drawing.text(x, 103, name, size=8, bold=True, align="c")
    columns: list[tuple[float, Align]] = [(62, "l"), *((x, "r") for x in (200, 260, 320, 380, 445, 495))]
    rows = [["Unità operativa", *["2022", "2023"] * 3], *[[w, "8.509", "4.674", "6.307", "4.609", "11,8", "6,0"] for w in LABELS]]
    drawing.aligned(116, columns, rows[:1], size=8, bold_rows=1).aligned(128, columns, rows[1:], size=8, leading=8.2)
    (table,) = report_on(drawing).tables
    assert table.headings()[1:5] == [
        "Ricoveri Ordinari 2022",
        "Ricoveri Ordinari 2023",
        "Ricoveri Diurni 2022",
        "Ricoveri Diurni 2023",
    ]
    assert table.headings()[5:] == ["Degenza 2022", "Degenza 2023"]


def test_two_names_close_beside_one_another_where_each_text_below_has_one(report_on: ReportOn) -> None:
    rows = [["Anno del ruolo", "Carico", "2018", "2019", "2020", "Residuo"]]
    rows += [["Ruolo 2018", "480.510,53", "32.591,09", "46.427,38", "70.733,94", "599.867,69"]]
    rows += [["Ruolo 2019", "697.710,06", "", "62.941,25", "62.941,25", "77.356,86"]]
    rows += [["Ruolo 2020", "697.710,06", "", "", "49.943,16", "77.356,86"]]
    drawing = Drawing().rule(140, 88, 322, 88).rule(60, 98, 410, 98).rule(60, 140, 410, 140)
    drawing.text(142, 84, "Riscossioni nell'anno", size=6, bold=True)
    for x, name in zip((62, 108, 142, 204, 270, 346), rows[0], strict=True):
        drawing.text(x, 95, name, size=6, bold=True)
    columns: list[tuple[float, Align]] = [(62, "l"), *((x, "r") for x in (138, 190, 256, 322, 408))]
    (table,) = report_on(drawing.aligned(106, columns, rows[1:], size=6, leading=9)).tables
    years = [f"Riscossioni nell'anno {year}" for year in rows[0][2:5]]
    assert table.headings() == ["Anno del ruolo", "Carico", *years, "Residuo"]


def test_a_numbered_section_over_all_columns_but_the_first_is_of_the_body_though_set_as_the_header(report_on: ReportOn) -> None:
    drawing = Drawing()
    for i, (number, *texts) in enumerate(
        [("Tip.", "Indicatore", "Definizione", "Valore"), ("1", "Rigidità", "", ""), ("1.1", "Spese", "A / B", "53,89")]
    ):
        top, bold = 100 + 16.0 * i, i < 2
        edges = (60, 100, 220, 380, 460) if i != 1 else (60, 100, 460)
        for x0, x1, text in zip(edges, edges[1:], [number, *texts], strict=False):
            drawing.box(x0, top, x1, top + 16, fill=GREY if bold else None).text(x0 + 3, top + 11, text, size=9, bold=bold)
    (table,) = report_on(drawing).tables
    assert (table.header_rows, table.headings()) == (1, ["Tip.", "Indicatore", "Definizione", "Valore"])


def test_a_text_drawn_twice_side_by_side_is_the_first_line_of_two_names(report_on: ReportOn) -> None:
    drawing = Drawing().rule(60, 102, 458, 102)
    for x, year in ((340, "2023"), (418, "2022")):
        drawing.text(x, 86, "Tasso di assenza", size=9, bold=True, align="c").text(x, 97, year, size=9, bold=True, align="c")
    drawing.text(62, 97, "Settore", size=9, bold=True)
    rows = [[label, "8,8%", "17,1%"] for label in LABELS]
    (table,) = report_on(drawing.aligned(114, [(62, "l"), (350, "r"), (428, "r")], rows)).tables
    assert table.headings() == ["Settore", "Tasso di assenza 2023", "Tasso di assenza 2022"]


@pytest.mark.parametrize("name", ["Voce", ""])
def test_a_heading_of_rows_right_under_the_names_is_none_of_them_where_another_follows(report_on: ReportOn, name: str) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (380, "r"), (480, "r")]
    drawing = Drawing().aligned(120, columns, [[name, "2024", "2023"]], bold_rows=1, leading=16)
    parts = {"Area": LABELS[:3], "Gestione": LABELS[3:]}
    y = 136.0
    for part, labels in parts.items():
        drawing.text(72, y, part, size=9, bold=True)
        drawing.aligned(y + 16, columns, [[label, "845.890,10", "39.330,25"] for label in labels], leading=16)
        y += 16 * (len(labels) + 1)
    for k in range(1, 8):
        drawing.rule(68, 124.5 + 16 * k, 484, 124.5 + 16 * k, dash=(1, 1))
    (table,) = report_on(drawing).tables
    assert (table.header_rows, table.headings()) == (1, [name, "2024", "2023"])
    assert [row[0] for row in table.texts()[1:]] == [text for part, labels in parts.items() for text in (part, *labels)]


def test_the_second_line_of_a_name_is_no_heading_of_rows_where_the_header_is_printed_again(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (400, "r")]
    drawing, y = Drawing(), 120.0
    for labels in (LABELS[:3], LABELS[3:]):
        drawing.aligned(y, columns, [["Obiettivi dell'area anagrafica, degli studi e", "Realizzazione"]], bold_rows=1)
        drawing.text(72, y + 13, "Regolazione del mercato", size=9, bold=True)
        drawing.aligned(y + 27, columns, [[label, "98,85"] for label in labels])
        y += 27 + 14 * len(labels)
    (table, *_) = report_on(drawing).tables
    assert table.headings() == ["Obiettivi dell'area anagrafica, degli studi e Regolazione del mercato", "Realizzazione"]
