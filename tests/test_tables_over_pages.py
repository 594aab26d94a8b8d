"""A table that runs over pages is one; tables that are merely alike are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.report import Report
from tests.conftest import Texts
from tests.drawing import EVERYTHING, GREY, Align, Drawing

FindTables = Callable[[Drawing], list[Texts]]
FindPieces = Callable[[Drawing], list[tuple[int, Texts]]]
ReportOn = Callable[[Drawing], Report]

HEAD = ["Servizio", "Programmato", "Rilevato", "Risultato"]
SERVICES = [
    ["Rilascio certificati e visure", "a vista", "a vista", "100"],
    ["Vidimazioni", "7 gg.", "3 gg.", "100"],
    ["Rilascio elenchi merceologici", "10 gg.", "10 gg.", "100"],
    ["Cancellazione dei protesti", "10 gg.", "11 gg.", "98,8"],
    ["Emissione delle ordinanze", "90 gg.", "105 gg.", "55,3"],
    ["Verifica periodica", "50 gg.", "44 gg.", "88,7"],
]
WIDTHS = [200, 80, 80, 80]
ALIGN = "lccr"
FRAMES = [EVERYTHING, frozenset({"top", "bottom", "rows"}), EVERYTHING - {"left", "right"}]

LINES = [
    ["Diritto annuale", "4.116.035,72", "3.290.338,80"],
    ["Diritti di segreteria", "1.120.361,96", "1.135.100,00"],
    ["Contributi e trasferimenti", "562.851,62", "728.311,26"],
    ["Gestione di servizi", "204.383,17", "192.930,53"],
    ["Variazione delle rimanenze", "-1.204,50", "3.411,00"],
    ["Totale", "6.002.427,97", "5.350.091,59"],
]
YEARS = ["Voce", "2015", "2016"]
COLUMNS: list[tuple[float, Align]] = [(72, "l"), (380, "r"), (480, "r")]


def low(drawing: Drawing, rows: Sequence[Sequence[str]], rules: frozenset[str] = EVERYTHING, bold_rows: int = 1) -> Drawing:
    """A grid that ends at the foot of the page."""
    return drawing.grid(
        72, drawing.height - 70 - 16 * len(rows), WIDTHS, rows, align=ALIGN, height=16, rules=rules, bold_rows=bold_rows
    )


def high(drawing: Drawing, rows: Sequence[Sequence[str]], rules: frozenset[str] = EVERYTHING, bold_rows: int = 0) -> Drawing:
    """A grid that begins at the head of the next page."""
    return drawing.page().grid(72, 60, WIDTHS, rows, align=ALIGN, height=16, rules=rules, bold_rows=bold_rows)


# ── ruled ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rules", FRAMES, ids=["full", "rows", "open sides"])
@pytest.mark.parametrize("running", [False, True])
def test_with_its_head_repeated(find_tables: FindTables, rules: frozenset[str], running: bool) -> None:
    drawing = Drawing(head="Camera di Commercio di Prova", foot="Pagina {page} di 2") if running else Drawing()
    high(low(drawing, [HEAD, *SERVICES[:3]], rules), [HEAD, *SERVICES[3:]], rules, bold_rows=1)
    assert find_tables(drawing) == [[HEAD, *SERVICES]]


@pytest.mark.parametrize("rules", FRAMES, ids=["full", "rows", "open sides"])
@pytest.mark.parametrize("running", [False, True])
def test_without_its_head_repeated(find_tables: FindTables, rules: frozenset[str], running: bool) -> None:
    drawing = Drawing(head="Camera di Commercio di Prova", foot="Pagina {page} di 2") if running else Drawing()
    high(low(drawing, [HEAD, *SERVICES[:3]], rules), SERVICES[3:], rules)
    assert find_tables(drawing) == [[HEAD, *SERVICES]]


def test_with_its_total_repeated_below_it_on_every_page(report_on: ReportOn) -> None:
    total = ["Totale", "", "", "96,5"]
    drawing = low(Drawing(), [HEAD, *SERVICES[:2], total])
    high(high(drawing, [HEAD, *SERVICES[2:4], total]), [HEAD, *SERVICES[4:], total])
    report = report_on(drawing)
    assert [table.texts() for table in report.tables] == [[HEAD, *SERVICES, total]]
    assert [(page.characters_refused, page.figures_refused) for page in report.pages] == [(0, 0)] * 3


def test_rows_alike_at_the_ends_of_pages_that_are_no_total_stay(find_tables: FindTables) -> None:
    same = ["Altri servizi", "7 gg.", "7 gg.", "100"]
    drawing = high(low(Drawing(), [HEAD, *SERVICES[:2], same]), [HEAD, *SERVICES[2:4], same])
    assert find_tables(drawing) == [[HEAD, *SERVICES[:2], same, *SERVICES[2:4], same]]


def test_over_three_pages_every_cell_on_its_own(report_on: ReportOn) -> None:
    drawing = low(Drawing(), [HEAD, *SERVICES[:2]])
    high(high(drawing, SERVICES[2:4]), SERVICES[4:])
    (table,) = report_on(drawing).tables
    assert table.texts() == [HEAD, *SERVICES]
    assert (table.first_page, table.last_page, table.header_rows) == (1, 3, 1)
    assert [cell.page for cell in table.cells if cell.column == 0] == [1, 1, 1, 2, 2, 3, 3]
    assert [page for page, _ in table.boxes] == [1, 2, 3]


def test_in_one_piece_for_each_page_where_asked(find_tables_per_page: FindPieces) -> None:
    drawing = high(low(Drawing(), [HEAD, *SERVICES[:3]]), [HEAD, *SERVICES[3:]], bold_rows=1)
    assert find_tables_per_page(drawing) == [(1, [HEAD, *SERVICES[:3]]), (2, [HEAD, *SERVICES[3:]])]


def test_with_wider_amounts_under_a_high_head_repeated(find_tables: FindTables) -> None:
    def head(drawing: Drawing, y: float) -> Drawing:
        for x, up, text in ((460, 8, "VALORI"), (230, 0, "VOCI"), (600, 0, "DIFFERENZA"), (440, -7, "2018"), (524, -7, "2019")):
            drawing.text(x, y - up, text, size=9, bold=True, align="c")
        return drawing

    columns: list[tuple[float, Align]] = [(74, "l"), (481, "r"), (558, "r"), (636, "r")]
    narrow = [
        ["Interventi", "786,49", "839,53", "53,04"],
        ["Ammortamenti", "951,10", "986,11", "35,01"],
        ["Altri", "4,83", "2,76", "-2,07"],
    ]
    wide = [
        ["Totale oneri correnti", "4.555.607,55", "4.147.691,57", "-407.915,98"],
        ["Proventi", "67.873,77", "93.341,40", "25.467,63"],
    ]
    drawing = head(Drawing((842, 595)), 460).aligned(490, columns, narrow, size=9)
    head(drawing.page(), 70).aligned(100, columns, wide, size=9)
    (table,) = find_tables(drawing)
    assert table[-5:] == [*narrow, *wide]


def test_a_head_of_two_rows_repeated(report_on: ReportOn) -> None:
    head = [["Servizio", "Giorni", "", "Risultato"], ["", "Programmato", "Rilevato", ""]]
    spans = {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1)}
    drawing = Drawing().grid(72, 690, WIDTHS, [*head, *SERVICES[:3]], spans=spans, align=ALIGN, height=16, bold_rows=2)
    drawing.page().grid(72, 60, WIDTHS, [*head, *SERVICES[3:]], spans=spans, align=ALIGN, height=16, bold_rows=2)
    (table,) = report_on(drawing).tables
    assert table.texts() == [*head, *SERVICES]
    assert table.header_rows == 2


def test_a_head_repeated_with_a_space_less(report_on: ReportOn) -> None:
    head, again = (
        ["Servizio", "Giorni al 31 (A)", "Rilevato", "Risultato"],
        ["Servizio", "Giorni al 31(A)", "Rilevato", "Risultato"],
    )
    drawing = Drawing().grid(72, 690, WIDTHS, [head, *SERVICES[:3]], align=ALIGN, height=16, bold_rows=1)
    drawing.page().grid(72, 60, WIDTHS, [again, *SERVICES[3:]], align=ALIGN, height=16, bold_rows=1)
    (table,) = report_on(drawing).tables
    assert table.texts() == [head, *SERVICES]


@pytest.mark.parametrize("bold", [0, 1])
def test_a_head_alone_at_the_foot_of_a_page(report_on: ReportOn, bold: int) -> None:
    (table,) = report_on(high(low(Drawing(), [HEAD], bold_rows=bold), SERVICES)).tables
    assert (table.texts(), table.header_rows) == ([HEAD, *SERVICES], 1)


def test_headings_of_rows_between_the_header_and_the_break_are_no_part_of_it(report_on: ReportOn) -> None:
    head, sections = ["Attivo", "2024", "2023"], [["A) IMMOBILIZZAZIONI", "", ""], ["a) Immateriali", "", ""]]
    rows = [["Software", "2.251,00", "2.061,00"], ["Licenze", "2.019,50", "2.366,40"], ["Altre", "32,80", "38,10"]]
    rules = EVERYTHING - {"left", "right", "columns"}
    drawing = Drawing().grid(72, 700, [260, 90, 90], [head, *sections], bold_rows=3, align="lrr", rules=rules)
    drawing.page().grid(72, 60, [260, 90, 90], [head, *rows], bold_rows=1, align="lrr", rules=rules)
    (table,) = report_on(drawing).tables
    assert (table.texts(), table.header_rows) == ([head, *sections, *rows], 1)


def test_a_header_of_two_rows_cut_by_the_break(report_on: ReportOn) -> None:
    drawing = Drawing().rule(70, 746, 482, 746).text(72, 760, "Voce", size=9, bold=True)
    drawing.text(430, 760, "Esercizi a confronto", size=9, bold=True, align="c").page()
    drawing.aligned(72, COLUMNS, [["", "2015", "2016"], *LINES], bold_rows=1)
    (table,) = report_on(drawing).tables
    assert (table.header_rows, table.texts()[2:]) == (2, LINES)


def test_a_row_cut_by_the_break_is_whole(find_tables: FindTables) -> None:
    above = [
        "Attestazione dei parametri di\nriferimento: dichiarazione che\nindica la disponibilità finanziaria",
        "25 gg.",
        "25 gg.",
        "100",
    ]
    below = ["che il lavoratore deve dimostrare\ndi possedere", "", "", ""]
    drawing = Drawing().grid(72, 720, WIDTHS, [HEAD, SERVICES[0], above], align=ALIGN, bold_rows=1)
    drawing.page().grid(72, 60, WIDTHS, [below, *SERVICES[1:3]], align=ALIGN)
    whole = (
        "Attestazione dei parametri di riferimento: dichiarazione che indica la disponibilità finanziaria "
        "che il lavoratore deve dimostrare di possedere"
    )
    assert find_tables(drawing) == [[HEAD, SERVICES[0], [whole, "25 gg.", "25 gg.", "100"], *SERVICES[1:3]]]


def test_a_row_cut_by_the_break_under_a_repeated_head(find_tables: FindTables) -> None:
    above = ["Verifica prima a domicilio o", "10 gg.", "10 gg.\n(dal 1° novembre", "100"]
    below = ["collaudo", "", "non più operativo)", ""]
    drawing = Drawing().grid(72, 720, WIDTHS, [HEAD, *SERVICES[:2], above], align=ALIGN, bold_rows=1)
    drawing.page().grid(72, 60, WIDTHS, [HEAD, below, *SERVICES[2:]], align=ALIGN, bold_rows=1)
    cut = ["Verifica prima a domicilio o collaudo", "10 gg.", "10 gg. (dal 1° novembre non più operativo)", "100"]
    assert find_tables(drawing) == [[HEAD, *SERVICES[:2], cut, *SERVICES[2:]]]


def test_a_heading_of_rows_after_the_break_is_no_part_of_the_row_before_it(find_tables: FindTables) -> None:
    head = ["Codice", "Voce", "Previsto", "Pagato"]
    rows = [["", "Oneri", "", ""], ["690", "Assicurati", "35,10", "24,20"], ["730", "Cancelleria", "3,90", "3,10"]]
    more = [["", "Proventi", "", ""], ["820", "Affitti", "19,70", "11,60"]]
    assert find_tables(high(low(Drawing(), [head, *rows]), more)) == [[head, *rows, *more]]


def test_a_word_hyphenated_over_the_break(find_tables: FindTables) -> None:
    drawing = Drawing().grid(
        72, 720, WIDTHS, [HEAD, *SERVICES[:2], ["Iscrizioni e cancella-", "30 gg.", "30 gg.", "100"]], align=ALIGN, bold_rows=1
    )
    drawing.page().grid(72, 60, WIDTHS, [["zioni dal ruolo", "", "", ""], *SERVICES[2:]], align=ALIGN)
    assert find_tables(drawing)[0][3] == ["Iscrizioni e cancellazioni dal ruolo", "30 gg.", "30 gg.", "100"]


def test_a_total_alone_on_the_next_page(find_tables: FindTables) -> None:
    total = ["Totale", "", "", "90,5"]
    drawing = high(low(Drawing(), [HEAD, *SERVICES]), [total])
    assert find_tables(drawing) == [[HEAD, *SERVICES, total]]


def test_a_heading_row_first_on_the_next_page(find_tables: FindTables) -> None:
    heading = ["3.2.5 SERVIZIO METRICO", "", "", ""]
    drawing = low(Drawing(), [HEAD, *SERVICES[:3]])
    drawing.page().grid(72, 60, WIDTHS, [heading, *SERVICES[3:]], spans={(0, 0): (1, 4)}, align=ALIGN, height=16)
    assert find_tables(drawing) == [[HEAD, *SERVICES[:3], heading, *SERVICES[3:]]]


def test_a_page_turned_in_between(find_tables: FindTables) -> None:
    drawing = low(Drawing((842, 595)), [HEAD, *SERVICES[:3]])
    drawing.page((842, 595), rotate=90).grid(72, 60, WIDTHS, SERVICES[3:], align=ALIGN, height=16)
    assert find_tables(drawing) == [[HEAD, *SERVICES]]


# ── aligned ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize("running", [False, True])
def test_without_rules(find_tables: FindTables, repeated: bool, running: bool) -> None:
    drawing = Drawing(head="Comune di Prova", foot="{page}") if running else Drawing()
    drawing.aligned(720, COLUMNS, [YEARS, *LINES[:3]], bold_rows=1).page()
    drawing.aligned(72, COLUMNS, [YEARS, *LINES[3:]] if repeated else LINES[3:], bold_rows=int(repeated))
    assert find_tables(drawing) == [[YEARS, *LINES]]


def test_a_total_alone_on_the_next_page_without_rules(find_tables: FindTables) -> None:
    drawing = (
        Drawing().aligned(700, COLUMNS, [YEARS, *LINES[:5]], bold_rows=1).page().aligned(72, COLUMNS, LINES[5:], bold_rows=1)
    )
    assert find_tables(drawing) == [[YEARS, *LINES]]


def test_a_note_beside_the_rules_of_a_page_does_not_end_its_last_table(find_tables: FindTables) -> None:
    drawing = Drawing()
    for y in (614, 634, 690, 712):
        drawing.rule(70, y, 482, y)
    drawing.aligned(628, COLUMNS, [["Titolo", "RS", "RR"], ["Entrate correnti", "86.403,19", "10.642,38"]], bold_rows=1)
    drawing.text(500, 684, "(in euro)", size=7)
    drawing.aligned(704, COLUMNS, [YEARS, *LINES[:3]], bold_rows=1).page()
    below = [["Contributi agli investimenti da amministrazioni pubbliche", "12,50", "8,00"], ["Altre entrate", "0,00", "9,75"]]
    drawing.aligned(72, COLUMNS, below)
    assert find_tables(drawing)[-1] == [YEARS, *LINES[:3], *below]


def test_prose_after_the_end_on_the_next_page(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(720, COLUMNS, [YEARS, *LINES[:3]], bold_rows=1).page().aligned(72, COLUMNS, LINES[3:])
    drawing.lines(
        72, 150, ["In evidenza la diminuzione di tutte le componenti delle spese complessive dell'ente, come da", "relazione."]
    )
    assert find_tables(drawing) == [[YEARS, *LINES]]


def test_between_rules_that_run_through_all_pages(find_tables: FindTables) -> None:
    drawing = (
        Drawing(head="Camera di Commercio di Prova", foot="Pagina {page} di 2").rule(72, 42, 520, 42).rule(72, 800, 520, 800)
    )
    low(drawing, [HEAD, *SERVICES[:3]])
    high(drawing, [HEAD, *SERVICES[3:]], bold_rows=1).rule(72, 42, 520, 42).rule(72, 800, 520, 800)
    assert find_tables(drawing) == [[HEAD, *SERVICES]]


def test_a_label_cut_by_the_break_without_rules(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(720, COLUMNS, [YEARS, *LINES[:2]], bold_rows=1)
    drawing.text(72, 762, "Contributi, trasferimenti e altre entrate da", size=9).page()
    drawing.aligned(72, COLUMNS, [["amministrazioni pubbliche", "562.851,62", "728.311,26"], *LINES[3:]])
    whole = ["Contributi, trasferimenti e altre entrate da amministrazioni pubbliche", "562.851,62", "728.311,26"]
    assert find_tables(drawing) == [[YEARS, *LINES[:2], whole, *LINES[3:]]]


@pytest.mark.parametrize("figures_first", [True, False])
@pytest.mark.parametrize("ruled", [True, False])
def test_a_row_whose_label_and_figures_the_break_parts(find_tables: FindTables, figures_first: bool, ruled: bool) -> None:
    label, figures = ["Contributi, trasferimenti e altre entrate", "", ""], ["", "562.851,62", "728.311,26"]
    before, after = (figures, label) if figures_first else (label, figures)
    pages = [[YEARS, *LINES[:2], before], [after, *LINES[3:]]]
    drawing = Drawing()
    for page, rows in enumerate(pages):
        if page:
            drawing.page()
        top = 72 if page else 720
        drawing = drawing.grid(72, top, [300, 90, 90], rows, bold_rows=1 - page) if ruled else drawing.aligned(top, COLUMNS, rows)
    assert find_tables(drawing) == [[YEARS, *LINES[:2], [label[0], *figures[1:]], *LINES[3:]]]


def test_a_heading_of_rows_before_the_break_is_no_label_cut_by_it(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(720, COLUMNS, [YEARS, *LINES[:2], ["Crediti", "", ""]], bold_rows=1).page()
    drawing.aligned(72, COLUMNS, [["verso clienti", "562.851,62", "728.311,26"], *LINES[3:]])
    rows = [["Crediti", "", ""], ["verso clienti", "562.851,62", "728.311,26"]]
    assert find_tables(drawing) == [[YEARS, *LINES[:2], *rows, *LINES[3:]]]


def test_a_section_at_the_foot_of_a_page_is_no_title_of_what_follows(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (380, "r"), (480, "r"), (530, "r")]
    head = ["PASSIVO", "Anno 2017", "Anno 2016", "Nota"]
    rows = [
        ["A) PATRIMONIO NETTO", "", "", ""],
        ["PATRIMONIO ESERCIZI PRECEDENTI", "€ 206.328", "€ - 165.917", ""],
        ["RISERVE", "€ 3.093", "€ 96.789", "3.9"],
        ["TOTALE PATRIMONIO NETTO", "€ 209.421", "€ - 69.128", ""],
        ["B) TRATTAMENTO DI FINE RAPPORTO", "", "", ""],
        ["F.DO TRATTAMENTO DI FINE RAPPORTO", "€ 3.795", "€ 22.665", ""],
        ["F.DO INDENNITÀ", "€ 92.307", "€ 8.788", "6.8"],
        ["TOTALE F.DO", "€ 96.102", "€ 31.453", ""],
    ]
    drawing = Drawing()
    for top, part in ((700, rows[:5]), (60, rows[5:])):
        if top == 60:
            drawing.page()
        drawing.text(405, top - 13, "Valori", size=9, bold=True, align="c").aligned(top, columns, [head], bold_rows=1)
        drawing.rule(72, top + 4, 540, top + 4)
        for i, row in enumerate(part, 1):
            bold = not row[1] or row[0].startswith("TOTALE")
            drawing.aligned(top + 13 * i, columns, [row], bold_rows=int(bold))
            if bold and row[1]:
                drawing.rule(72, top + 13 * i + 4, 540, top + 13 * i + 4)
    (found,) = find_tables(drawing)
    assert found[-8:] == rows


def test_an_item_in_small_letters_that_begins_a_page_is_a_heading_of_rows(find_tables: FindTables) -> None:
    rows = [YEARS, ["a) Immateriali", "", ""], *LINES[:2], ["Totale immateriali", "5.236.397,68", "4.425.438,80"]]
    rows += [["b) Materiali", "", ""], *LINES[2:4], ["Totale materiali", "767.234,79", "921.241,79"]]
    drawing = Drawing().aligned(700, COLUMNS, rows[:5], bold_rows=1).page()
    assert find_tables(drawing.aligned(72, COLUMNS, [YEARS, *rows[5:]], bold_rows=1)) == [rows]


def test_a_heading_of_rows_after_a_sum_without_a_label_at_the_break(find_tables: FindTables) -> None:
    rows = [YEARS, ["7) Per servizi", "", ""], *LINES[:2], ["", "5.236.397,68", "4.425.438,80"], ["9) Personale", "", ""]]
    rows += [*LINES[2:4], ["", "767.234,79", "921.241,79"], ["10) Ammortamenti", "", ""], *LINES[4:]]
    drawing = Drawing().grid(72, 620, [250, 90, 90], rows[:9], align="lrr", height=16, bold_rows=1).page()
    assert find_tables(drawing.grid(72, 60, [250, 90, 90], rows[9:], align="lrr", height=16)) == [rows]


def test_amounts_brought_forward_are_rows_as_printed(find_tables: FindTables) -> None:
    drawing = (
        Drawing().aligned(710, COLUMNS, [YEARS, *LINES[:3], ["A riportare", "5.799.249,30", "5.153.750,06"]], bold_rows=1).page()
    )
    drawing.aligned(72, COLUMNS, [YEARS, ["Riporto", "5.799.249,30", "5.153.750,06"], *LINES[3:]], bold_rows=1)
    assert find_tables(drawing) == [
        [
            YEARS,
            *LINES[:3],
            ["A riportare", "5.799.249,30", "5.153.750,06"],
            ["Riporto", "5.799.249,30", "5.153.750,06"],
            *LINES[3:],
        ]
    ]


def test_with_rules_between_rows_and_a_row_cut_by_the_break(find_tables: FindTables) -> None:
    rules = frozenset({"top", "bottom", "rows"})
    above = ["Verifica prima a domicilio o", "10 gg.", "10 gg.", "100"]
    drawing = Drawing().grid(72, 740, WIDTHS, [HEAD, *SERVICES[:2], above], align=ALIGN, bold_rows=1, rules=rules)
    drawing.page().grid(72, 60, WIDTHS, [["collaudo di strumenti metrici", "", "", ""], *SERVICES[2:]], align=ALIGN, rules=rules)
    cut = ["Verifica prima a domicilio o collaudo di strumenti metrici", "10 gg.", "10 gg.", "100"]
    assert find_tables(drawing) == [[HEAD, *SERVICES[:2], cut, *SERVICES[2:]]]


def test_a_merged_cell_cut_by_the_break(find_tables: FindTables) -> None:
    head = ["Area", "Servizio", "Giorni"]
    upper = [head, ["Area anagrafica", "Vidimazioni", "7"], ["", "Certificati", "1"]]
    lower = [["", "Elenchi", "10"], ["Area metrica", "Verifiche", "50"]]
    drawing = Drawing().grid(72, 720, [120, 150, 60], upper, spans={(1, 0): (2, 1)}, align="llr", height=16, bold_rows=1)
    drawing.page().grid(72, 60, [120, 150, 60], lower, align="llr", height=16)
    assert find_tables(drawing) == [[*upper, *lower]]


def test_two_tables_over_pages_one_after_the_other(find_tables: FindTables) -> None:
    other = [["Voce", "2015", "2016"], *LINES]
    drawing = high(low(Drawing(), [HEAD, *SERVICES[:3]]), SERVICES[3:])
    drawing.text(72, 200, "Conto economico", bold=True).aligned(716, COLUMNS, other[:4], bold_rows=1).page().aligned(
        72, COLUMNS, other[4:]
    )
    assert find_tables(drawing) == [[HEAD, *SERVICES], other]


@pytest.mark.parametrize(
    "caption", ["segue: Tabella 1 - Servizi", "(continua)", "Tabella 1 - Servizi (segue)", "Segue Tabella 1"]
)
def test_under_a_caption_that_says_it_goes_on(find_tables: FindTables, caption: str) -> None:
    drawing = low(Drawing(), [HEAD, *SERVICES[:3]]).page().text(72, 60, caption, size=9)
    drawing.grid(72, 70, WIDTHS, [HEAD, *SERVICES[3:]], align=ALIGN, height=16, bold_rows=1)
    assert find_tables(drawing) == [[HEAD, *SERVICES]]


def test_above_a_line_that_says_it_goes_on(find_tables: FindTables) -> None:
    drawing = low(Drawing(), [HEAD, *SERVICES[:3]]).text(512, 790, "segue", size=8, align="r")
    assert find_tables(high(drawing, [HEAD, *SERVICES[3:]], bold_rows=1)) == [[HEAD, *SERVICES]]


def test_with_columns_of_another_width_under_a_caption_that_says_it_goes_on(find_tables: FindTables) -> None:
    drawing = low(Drawing(), [HEAD, *SERVICES[:3]]).page().text(72, 60, "segue: Tabella 1 - Servizi", size=9)
    drawing.grid(72, 70, [180, 90, 90, 90], [HEAD, *SERVICES[3:]], align=ALIGN, height=16, bold_rows=1)
    assert find_tables(drawing) == [[HEAD, *SERVICES]]


def test_under_a_heading_that_every_page_repeats(find_tables: FindTables) -> None:
    drawing = Drawing()
    for i in range(3):
        drawing = drawing if i == 0 else drawing.page()
        drawing.text(72, 60, "ALLEGATO 1 - STANDARD DI QUALITA'", size=11, bold=True).rule(72, 66, 520, 66)
        rows = [HEAD, *SERVICES[2 * i : 2 * i + 2]]
        drawing.grid(72, 80 if i else 720, WIDTHS, rows, align=ALIGN, height=16, bold_rows=1)
    assert find_tables(drawing) == [[HEAD, *SERVICES]]


def test_under_its_title_repeated_below_the_margin(find_tables: FindTables) -> None:
    drawing = Drawing().text(72, 640, "Standard di qualità", bold=True)
    drawing.grid(72, 660, WIDTHS, [HEAD, *SERVICES[:3]], align=ALIGN, height=16, bold_rows=1)
    drawing.page().text(72, 130, "Standard di qualità", bold=True)
    drawing.grid(72, 150, WIDTHS, [HEAD, *SERVICES[3:]], align=ALIGN, height=16, bold_rows=1)
    assert find_tables(drawing) == [[HEAD, *SERVICES]]


# ── merely alike ──────────────────────────────────────────────────────────────────────────────────────────────────────


def block(year: str, amounts: list[str]) -> Texts:
    return [[f"ANNO {year}", "", ""], ["CCIAA Prova", "Promos", "Totale"], amounts]


BLOCKS = [
    block("2014", ["3.581.000,00", "160.000,00", "3.741.000,00"]),
    block("2015", ["3.446.720,87", "164.523,95", "3.611.244,82"]),
    block("2016", ["3.394.100,00", "170.900,00", "3.565.000,00"]),
]


def test_three_blocks_in_a_row_are_three_tables(find_tables: FindTables) -> None:
    drawing = Drawing()
    for i, rows in enumerate(BLOCKS):
        drawing.grid(72, 100 + 70 * i, [110, 110, 110], rows, spans={(0, 0): (1, 3)}, align="ccc", height=16, bold_rows=2)
    assert find_tables(drawing) == BLOCKS


def test_three_blocks_in_a_row_over_a_break_are_three_tables(find_tables: FindTables) -> None:
    drawing = Drawing()
    for i, rows in enumerate(BLOCKS):
        top = (640, 710, 60)[i]
        (drawing.page() if i == 2 else drawing).grid(
            72, top, [110, 110, 110], rows, spans={(0, 0): (1, 3)}, align="ccc", height=16, bold_rows=2
        )
    assert find_tables(drawing) == BLOCKS


@pytest.mark.parametrize("white", [12, 16])
def test_a_block_without_a_header_right_below_is_of_the_same_table(find_tables: FindTables, white: float) -> None:
    rows = [YEARS, *LINES[:2], ["", "5.236.397,68", "4.425.438,80"]]
    drawing = Drawing().aligned(120, COLUMNS, rows, bold_rows=1)
    drawing.aligned(drawing.bottom + white, COLUMNS, LINES[2:4])
    assert find_tables(drawing) == [[*rows, *LINES[2:4]]]


def test_three_blocks_without_rules_are_three_tables(find_tables: FindTables) -> None:
    drawing = Drawing()
    for i, rows in enumerate(BLOCKS):
        y = 100 + 70 * i
        drawing.text(230, y, rows[0][0], size=9, bold=True, align="c")
        drawing.aligned(y + 14, [(120, "c"), (230, "c"), (340, "c")], rows[1:], bold_rows=1)
    assert find_tables(drawing) == BLOCKS


def test_a_caption_on_the_next_page_begins_another_table(find_tables: FindTables) -> None:
    drawing = low(Drawing(), [HEAD, *SERVICES[:3]]).page().text(72, 60, "Allegato 2: altri servizi", bold=True)
    drawing.grid(72, 75, WIDTHS, [HEAD, *SERVICES[3:]], align=ALIGN, height=16, bold_rows=1)
    assert find_tables(drawing) == [[HEAD, *SERVICES[:3]], [HEAD, *SERVICES[3:]]]


def test_a_sentence_that_something_follows_begins_another_table(find_tables: FindTables) -> None:
    drawing = low(Drawing(), [HEAD, *SERVICES[:3]]).text(72, 800, "Il dettaglio per area è quello che segue:", size=9)
    high(drawing, [HEAD, *SERVICES[3:]], bold_rows=1)
    assert find_tables(drawing) == [[HEAD, *SERVICES[:3]], [HEAD, *SERVICES[3:]]]


def test_a_title_repeated_over_a_table_that_had_its_total_begins_another(find_tables: FindTables) -> None:
    upper, lower = [HEAD, *SERVICES[:2], ["Totale", "", "", "100"]], [HEAD, *SERVICES[3:], ["Totale", "", "", "81"]]
    drawing = Drawing().text(72, 640, "Area metrica", bold=True)
    drawing.grid(72, 660, WIDTHS, upper, align=ALIGN, height=16, bold_rows=1).page().text(72, 130, "Area metrica", bold=True)
    drawing.grid(72, 150, WIDTHS, lower, align=ALIGN, height=16, bold_rows=1)
    assert find_tables(drawing) == [upper, lower]


def test_a_paragraph_after_the_table_ends_it(find_tables: FindTables) -> None:
    drawing = Drawing().grid(72, 650, WIDTHS, [HEAD, *SERVICES[:3]], align=ALIGN, height=16, bold_rows=1)
    drawing.text(72, 740, "I servizi dell'area anagrafica seguono nella pagina successiva.")
    high(drawing, [HEAD, *SERVICES[3:]], bold_rows=1)
    assert find_tables(drawing) == [[HEAD, *SERVICES[:3]], [HEAD, *SERVICES[3:]]]


def test_another_head_on_the_next_page_begins_another_table(find_tables: FindTables) -> None:
    other = ["Procedura", "Termine", "Media", "Esito"]
    drawing = high(low(Drawing(), [HEAD, *SERVICES[:3]]), [other, *SERVICES[3:]], bold_rows=1)
    assert find_tables(drawing) == [[HEAD, *SERVICES[:3]], [other, *SERVICES[3:]]]


def test_other_columns_on_the_next_page_begin_another_table(find_tables: FindTables) -> None:
    other = [["Voce", "2015", "2016"], *LINES[:3]]
    drawing = (
        low(Drawing(), [HEAD, *SERVICES[:3]]).page().grid(72, 60, [240, 100, 100], other, align="lrr", height=16, bold_rows=1)
    )
    assert find_tables(drawing) == [[HEAD, *SERVICES[:3]], other]


def test_a_page_without_the_table_in_between_ends_it(find_tables: FindTables) -> None:
    drawing = low(Drawing(), [HEAD, *SERVICES[:3]]).page().text(72, 100, "RELAZIONE SULLA GESTIONE")
    high(drawing, [HEAD, *SERVICES[3:]], bold_rows=1)
    assert find_tables(drawing) == [[HEAD, *SERVICES[:3]], [HEAD, *SERVICES[3:]]]


def test_a_row_cut_by_the_break_is_no_header_where_that_of_the_table_is_bold(find_tables: FindTables) -> None:
    head, widths = ["Servizio", "Ufficio", "Giorni"], [160, 160, 60]
    above = [head, ["Vidimazioni", "REGISTRO", "7"], ["Iscrizioni, modifiche e", "UFFICIO ARTIGIANATO,", "30"]]
    below = [["cancellazioni dal ruolo", "PROTESTI, EXPORT", ""], ["Carnet", "EXPORT", "4"]]
    drawing = Drawing().grid(72, 700, widths, above, align="llr", bold_rows=1).page().grid(72, 60, widths, below, align="llr")
    (table,) = find_tables(drawing)
    assert table[0] == head
    assert table[-1] == ["Carnet", "EXPORT", "4"]


# ── facing pages ──────────────────────────────────────────────────────────────────────────────────────────────────────


def facing(rows: Sequence[Sequence[str]], *, ruled: bool, lower: float = 0, on: Drawing | None = None) -> Drawing:
    """A table of which the page on the left has labels and one year, and that on the right the other, so many points lower."""
    drawing = on or Drawing()
    if ruled:
        drawing.grid(72, 100, [200, 100], [row[:2] for row in rows], align="lr", height=16)
        return drawing.page().grid(72, 100 + lower, [100, 100], [row[2:] for row in rows], align="rr", height=16)
    drawing.aligned(100, COLUMNS[:2], [row[:2] for row in rows])
    return drawing.page().aligned(100 + lower, [(160, "r"), (260, "r")], [row[2:] for row in rows])


WIDE = [[*YEARS, "Differenza"], *([*row, "1.000,00"] for row in LINES)]


@pytest.mark.parametrize("ruled", [False, True])
def test_rows_go_on_at_their_heights_on_the_page_that_faces(find_tables: FindTables, ruled: bool) -> None:
    assert find_tables(facing(WIDE, ruled=ruled)) == [WIDE]


def test_cells_of_a_row_over_facing_pages_say_on_which_they_stand(report_on: ReportOn) -> None:
    (table,) = report_on(facing(WIDE, ruled=False)).tables
    assert {cell.column: cell.page for cell in table.cells} == {0: 1, 1: 1, 2: 2, 3: 2}
    assert [page for page, _ in table.boxes] == [1, 2]


@pytest.mark.parametrize("ruled", [False, True])
def test_a_table_over_facing_pages_goes_on_over_the_next_two(find_tables: FindTables, ruled: bool) -> None:
    further = [WIDE[0], *([f"Altri {label.lower()}", *rest] for label, *rest in WIDE[1:-1])]
    drawing = facing(further, ruled=ruled, on=facing([WIDE[0], *WIDE[1:-1]], ruled=ruled).page())
    assert find_tables(drawing) == [[*WIDE[:-1], *further[1:]]]


@pytest.mark.parametrize("lower", [0, 9])
def test_a_last_column_alone_on_the_next_page_is_of_its_table(find_tables: FindTables, lower: float) -> None:
    drawing = Drawing().aligned(100, COLUMNS, [row[:3] for row in WIDE])
    drawing.page().aligned(100 + lower, [(160, "r")], [row[3:] for row in WIDE])
    assert find_tables(drawing) == [[row[:3] for row in WIDE] if lower else WIDE]


SECTIONED = [WIDE[0], ["A) Proventi", "", "", ""], *WIDE[1:4], ["B) Oneri", "", "", ""], *WIDE[4:]]


@pytest.mark.parametrize("pages", [[SECTIONED], [SECTIONED, WIDE]], ids=["one page down", "two pages down"])
def test_a_column_of_a_sheet_wider_than_a_page_is_of_its_rows(find_tables: FindTables, pages: list[list[list[str]]]) -> None:
    drawing = Drawing()
    lone: list[tuple[float, Align]] = [(160, "r")]
    for part, columns, head in ((slice(3), COLUMNS, 100), (slice(3, None), lone, 95)):
        for k, page in enumerate(pages):
            if k or head == 95:
                drawing.page()
            drawing.aligned(head, columns, [page[0][part]]).aligned(120, columns, [row[part] for row in page[1:]])
    assert find_tables(drawing) == [[*pages[0], *(row for page in pages[1:] for row in page[1:])]]


def test_a_column_of_a_wider_sheet_is_of_rows_whose_labels_take_two_lines(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(100, COLUMNS, [row[:3] for row in WIDE[:1]])
    for k, (label, *figures, _) in enumerate(WIDE[1:], 1):
        drawing.text(72, 95 + 30 * k, label, size=9).text(72, 105 + 30 * k, "di competenza", size=9)
        drawing.aligned(100 + 30 * k, COLUMNS[1:], [figures])
    drawing.page()
    for k, row in enumerate(WIDE):
        drawing.aligned(100 + 30 * k, [(160, "r")], [row[3:]])
    (table,) = find_tables(drawing)
    assert [row[1:] for row in table] == [row[1:] for row in WIDE]


@pytest.mark.parametrize("foot", ["", "Ente Prova Pag. {page} di 2"])
def test_a_column_under_its_boxed_name_is_no_end_of_the_table_before(find_tables: FindTables, foot: str) -> None:
    drawing = Drawing(foot=foot).aligned(640, COLUMNS, [row[:3] for row in WIDE], bold_rows=1).page()
    drawing.aligned(640, [(160, "r")], [row[3:] for row in WIDE], bold_rows=1).rule(100, 630, 165, 630).rule(100, 643, 165, 643)
    assert find_tables(drawing) == [WIDE]


def test_columns_of_a_wider_sheet_are_of_each_table_at_their_heights(find_tables: FindTables) -> None:
    two: list[tuple[float, Align]] = [(160, "r"), (240, "r")]
    drawing, rows = Drawing(), [[*row, row[-1]] for row in WIDE]
    for y in (100, 400):
        drawing.aligned(y, COLUMNS, [row[:3] for row in rows], bold_rows=1)
    drawing.page()
    for y in (100, 400):
        drawing.aligned(y, two, [row[3:] for row in rows], bold_rows=1)
    assert find_tables(drawing) == [rows, rows]


def test_a_title_in_the_frame_is_not_repeated_with_the_header(find_tables: FindTables) -> None:
    title = ["CONTO ECONOMICO", "", "", ""]
    drawing = high(low(Drawing(), [title, HEAD, *SERVICES[:3]]), [HEAD, *SERVICES[3:]])
    assert find_tables(drawing) == [[title, HEAD, *SERVICES]]


@pytest.mark.parametrize("bold", [False, True])
def test_a_last_column_alone_on_the_next_page_where_labels_begin_is_of_its_table(find_tables: FindTables, bold: bool) -> None:
    drawing = Drawing().aligned(100, COLUMNS[:2], [row[:2] for row in WIDE], bold_rows=int(bold)).page()
    drawing.aligned(100, [(72, "l")], [["2024"]], bold_rows=int(bold)).aligned(114, [(112, "r")], [row[2:3] for row in WIDE[1:]])
    assert find_tables(drawing) == [[[*WIDE[0][:2], "2024"], *(row[:3] for row in WIDE[1:])]]


def test_a_column_alone_on_the_next_page_may_say_that_a_figure_is_not_stated(find_tables: FindTables) -> None:
    right = [list(row[3:]) for row in WIDE]
    right[2] = ["n.d."]
    drawing = Drawing().aligned(100, COLUMNS, [row[:3] for row in WIDE], bold_rows=1).page()
    drawing.aligned(100, [(160, "r")], right, bold_rows=1)
    assert find_tables(drawing) == [[[*row[:3], *cell] for row, cell in zip(WIDE, right, strict=True)]]


def test_figures_alone_on_a_page_before_a_table_are_no_column_of_it(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(100, [(160, "r")], [row[3:] for row in WIDE])
    drawing.page().aligned(100, COLUMNS, [row[:3] for row in WIDE])
    assert find_tables(drawing) == [[row[:3] for row in WIDE]]


def test_columns_of_a_ruled_sheet_wider_than_a_page_are_of_its_rows(find_tables: FindTables) -> None:
    left, right = [row[:2] for row in SECTIONED], [row[2:] for row in SECTIONED]
    drawing = Drawing().grid(72, 100, [200, 100], left, align="lr", height=16)
    drawing.page().grid(72, 100, [100, 100], right, align="rr", height=16)
    assert find_tables(drawing) == [SECTIONED]


def test_a_column_alone_on_the_next_page_under_a_title_that_counts_its_pages_is_of_its_table(find_tables: FindTables) -> None:
    drawing = Drawing().text(72, 100, "Rendiconto - foglio 1 di 2").aligned(150, COLUMNS, [row[:3] for row in WIDE], bold_rows=1)
    drawing.page().text(72, 100, "Rendiconto - foglio 2 di 2").aligned(150, [(160, "r")], [row[3:] for row in WIDE], bold_rows=1)
    assert find_tables(drawing) == [WIDE]


SHEET = [[row[0], *(f"{row[k % 2 + 1]}" for k in range(6))] for row in LINES]
NAMES = ["Voce", *(f"Colonna {k}" for k in range(1, 7))]
STRIPS = [slice(3), slice(3, 5), slice(5, 7)]
FORM: list[tuple[float, Align]] = [(120, "r"), (300, "r"), (480, "r")]


def sheet(pages: Sequence[Sequence[Sequence[str]]], *, over_first: bool, codes: bool = False) -> Drawing:
    """A sheet three pages wide, of which only the first strip has labels, with a header of two lines in the second."""
    drawing, fresh = Drawing(), True
    order = [(k, strip) for k in range(len(pages)) for strip in STRIPS]
    for k, strip in order if over_first else sorted(order, key=lambda place: STRIPS.index(place[1])):
        drawing = drawing if fresh else drawing.page()
        fresh = False
        columns: list[tuple[float, Align]] = [(160, "r"), (260, "r")] if strip.start else COLUMNS
        if codes and not strip.start:
            columns = [(50, "l"), *columns]
        if not k:
            drawing.aligned(86, columns, [["" if not strip.start else "di cui"] * len(columns)] if strip.start == 3 else [])
            drawing.aligned(100, columns, [[*(["Cod."] if codes and not strip.start else []), *NAMES[strip]]], bold_rows=1)
        for i, row in enumerate(pages[k]):
            code = [f"1.{i + 1}"] if codes and not strip.start else []
            drawing.aligned(120 + 14 * i, columns, [[*code, *row[strip]]])
    return drawing


@pytest.mark.parametrize("over_first", [False, True])
@pytest.mark.parametrize("codes", [False, True])
@pytest.mark.parametrize(
    "further", [[], [["Altre voci", *SHEET[1][1:]], ["Totale generale", *SHEET[-1][1:]]]], ids=["one page down", "two"]
)
def test_a_sheet_may_be_three_pages_wide(
    find_tables: FindTables, over_first: bool, codes: bool, further: list[list[str]]
) -> None:
    pages = [SHEET, further] if further else [SHEET]
    (table,) = find_tables(sheet(pages, over_first=over_first, codes=codes))
    assert [row[int(codes) :] for row in table if row[int(codes)] not in ("", "Voce")] == [row for page in pages for row in page]


def test_a_column_of_words_of_a_wider_sheet_is_of_its_rows(find_tables: FindTables) -> None:
    notes = ["", "vedi nota", "", "rinviato", "quota 2015", ""]
    rows = [[*row, "1.000,00", note] for row, note in zip(LINES, notes, strict=True)]
    drawing = Drawing().aligned(100, COLUMNS, [YEARS, *LINES], bold_rows=1).page()
    drawing.aligned(100, [(160, "r"), (200, "l")], [["Differenza", "Nota"], *(row[3:] for row in rows)], bold_rows=1)
    assert find_tables(drawing) == [[[*YEARS, "Differenza", "Nota"], *rows]]


def test_a_table_with_labels_of_its_own_is_no_part_of_a_sheet_at_its_heights(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(100, COLUMNS, [YEARS, *LINES], bold_rows=1).page()
    drawing.aligned(
        100,
        [(72, "l"), (120, "l"), (480, "r")],
        [["N.", "Ente", "Quota"], *([str(i), row[0], row[1]] for i, row in enumerate(LINES, 1))],
    )
    assert len(find_tables(drawing)) == 2


def test_rows_of_two_figures_are_no_lone_column_of_a_sheet(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(100, COLUMNS, [YEARS, *LINES], bold_rows=1).page()
    drawing.aligned(100, FORM[::2], [["Classe", "Importo"], *([str(i), row[2]] for i, row in enumerate(LINES))], bold_rows=1)
    assert find_tables(drawing)[0] == [YEARS, *LINES]


@pytest.mark.parametrize("repeated", [False, True])
def test_a_sheet_may_repeat_its_header_on_every_page(find_tables: FindTables, *, repeated: bool) -> None:
    drawing, parts = Drawing(), [SHEET[:4], SHEET[2:]]
    for strip, (k, rows) in ((strip, part) for strip in STRIPS[:2] for part in enumerate(parts)):
        columns: list[tuple[float, Align]] = [(160, "r"), (260, "r")] if strip.start else COLUMNS
        drawing.aligned(100, columns, [NAMES[strip]] if repeated or not k else [], bold_rows=1)
        drawing.aligned(120, columns, [row[strip] for row in rows]).page()
    assert find_tables(drawing) == [[NAMES[:5], *(row[:5] for rows in parts for row in rows)]]


@pytest.mark.parametrize(
    ("title", "columns", "head", "first"),
    [
        ("Tabella 2 - Domande", FORM, ["Classe", "Domande", "Importo"], ["7", "3", "9", "1", "4", "2"]),
        ("Comune di Prova", FORM, ["Classe", "Domande", "Importo"], ["7", "3", "9", "1", "4", "2"]),
        ("", FORM, ["Fascia", "Domande", "Importo"], ["1", "2", "3", "4", "5", "6"]),
        (
            "",
            [(120, "r"), (180, "r"), (220, "l"), (480, "r")],
            ["Mandato", "N.", "Ente", "Importo"],
            ["7", "3", "9", "1", "4", "2"],
        ),
    ],
    ids=["numbered title", "title", "row numbers", "names behind numbers"],
)
def test_a_table_on_a_form_of_its_own_is_no_part_of_a_sheet(
    find_tables: FindTables, title: str, columns: list[tuple[float, Align]], head: list[str], first: list[str]
) -> None:
    rows = [[number, "12", *([row[0]] if len(head) > 3 else []), row[2]] for number, row in zip(first, LINES, strict=True)]
    drawing = (
        Drawing().text(72, 60, "Tabella 1 - Spese" if title else "").aligned(100, COLUMNS, [YEARS, *LINES], bold_rows=1).page()
    )
    drawing.text(72, 60, title).aligned(100, columns, [head, *rows], bold_rows=1)
    assert find_tables(drawing) == [[YEARS, *LINES], [head, *rows]]


def test_the_page_that_faces_may_lack_the_header(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(100, COLUMNS[:2], [row[:2] for row in WIDE])
    drawing.page().aligned(114, [(160, "r"), (260, "r")], [row[2:] for row in WIDE[1:]])
    assert find_tables(drawing) == [[[*WIDE[0][:2], "", ""], *WIDE[1:]]]


@pytest.mark.parametrize("ruled", [False, True])
def test_rows_at_other_heights_are_of_another_table(find_tables: FindTables, ruled: bool) -> None:
    assert len(find_tables(facing(WIDE, ruled=ruled, lower=9))) == 2


def test_names_of_columns_at_the_head_of_a_page_do_not_go_on_in_the_figures_of_the_page_before(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (300, "r"), (400, "r")]
    labels = ["Affitti", "Quote", "Ratei", "Fondi", "Debiti", "Crediti"]
    rows = [[label, f"{i}.422,72", f"{i}.369,00"] for i, label in enumerate(labels, 1)]
    drawing = Drawing().aligned(106, columns, [["A) Oneri per il personale", "", ""]], bold_rows=1)
    drawing.text(300, 106, "Previsione", size=9, bold=True, align="r").text(400, 106, "Consuntivo", size=9, bold=True, align="r")
    drawing.aligned(120, columns, rows[:3]).page()
    drawing.aligned(60, columns, [["", "Previsione", "Consuntivo"], *rows[3:]], bold_rows=1)
    texts = [row for table in find_tables(drawing) for row in table]
    assert [row for row in texts if row in rows] == rows


def test_blocks_of_a_year_each_are_tables_of_their_own_over_a_page_break_too(find_tables: FindTables) -> None:
    names = ["Totale", "Ente", "Azienda", "Consorzio"]
    drawing = Drawing()
    for year, y in ((2022, 640), (2023, 730), (2024, 90)):
        if year == 2024:
            drawing.page()
        drawing.text(297, y, f"ANNO {year}", size=9, bold=True, align="c")
        for place, name in enumerate(names):
            x = 150 + 100 * place
            for down, text in ((19, name), (37, f"{year}.{place + 1}00"), (55, f"-{place + 1}.200")):
                drawing.text(x, y + down, text, size=9, bold=True, align="r")
    found = find_tables(drawing)
    assert [table[0] for table in found] == [names] * 3
    assert [len(table) for table in found] == [3, 3, 3]


@pytest.mark.parametrize("carried", [False, True])
def test_a_header_in_the_margin_of_every_page_is_no_running_head(report_on: ReportOn, carried: bool) -> None:
    drawing = Drawing(head="Camera di Commercio di Prova")
    rows: list[list[str]] = []
    for page in range(3):
        here = [[f"Spesa {3 * page + i}", f"{page}{i}.000,50", f"{page}{i}.100,00"] for i in range(1, 4)]
        here = [["Riporto", "90.000,00", "95.000,00"]] * (carried and page > 0) + here
        (drawing.page() if page else drawing).aligned(80, COLUMNS, [YEARS, *here], leading=16)
        rows += here
    (table,) = report_on(drawing).tables
    assert table.texts() == [YEARS, *rows]


@pytest.mark.parametrize("near", [True, False])
def test_the_name_of_the_only_column_of_figures_is_no_running_head_unless_it_is_set_off(
    find_tables: FindTables, *, near: bool
) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (400, "r")]
    names = ["Voce", "Importo"]
    drawing, rows = Drawing(head="Comune di Prova"), []
    for page in range(3):
        here = [[f"Spesa {3 * page + i}", f"{page}{i}.100,50"] for i in range(1, 4)]
        (drawing.page() if page else drawing).aligned(72, columns, [names]).aligned(
            88 if near else 110, columns, here, leading=16
        )
        rows += here
    (table,) = find_tables(drawing)
    assert table == ([names, *rows] if near else rows)


def test_a_header_in_the_margin_over_short_figures_is_no_running_head(report_on: ReportOn) -> None:
    heads: list[tuple[float, Align]] = [(72, "l"), (350, "c"), (450, "c")]
    first, second = (["Quote", "1,00", "2,00"], LINES[0]), (["Servizi", "3,00", "0,50"], LINES[2])
    drawing = Drawing().aligned(80, heads, [YEARS], bold_rows=1).aligned(96, COLUMNS, first)
    drawing.page().aligned(80, heads, [YEARS], bold_rows=1).aligned(96, COLUMNS, second)
    (table,) = report_on(drawing).tables
    assert table.texts() == [YEARS, *first, *second]


def test_a_repeated_header_flush_left_over_figures_makes_no_columns_of_its_own(find_tables: FindTables) -> None:
    head = ["Cod.", "Denominazione", "Stanziamento", "Impegni", "Economie"]
    lefts: list[tuple[float, Align]] = [(72, "l"), (110, "l"), (260, "l"), (350, "l"), (440, "l")]
    rights: list[tuple[float, Align]] = [(72, "l"), (110, "l"), (344, "r"), (434, "r"), (550, "r")]
    rows = [
        row
        for n in range(1, 7)
        for row in (
            [f"0{n}", f"MISSIONE {n}", "", "", ""],
            [f"0{n}.01", "Spese correnti", "5.230,45", "66.173,82", f"83.961,0{n}"],
            [f"0{n}.02", "Spese in conto capitale", "937,95", "396,67", f"974,2{n}"],
            ["", f"Totale Missione {n}", "6.168,40", "66.570,49", f"84.935,3{n}"],
        )
    ]
    drawing = Drawing().aligned(596, lefts, [head], bold_rows=1).aligned(610, rights, rows[:12]).page()
    drawing.aligned(72, lefts, [head], bold_rows=1).aligned(86, rights, rows[12:])
    assert find_tables(drawing) == [[head, *rows]]


def test_a_ruled_table_goes_on_without_rules_where_its_figures_stand_under_one_another(find_tables: FindTables) -> None:
    header = ["Denominazione", "Residui attivi al 1/1/2018 (RS)", "Riscossioni in conto residui (RR)"]
    labels = ["Imposte", "Compartecipazioni", "Trasferimenti", "Interessi", "Rimborsi", "Altre entrate"]
    rows = [[label, f"{n + 2}.345,{n}0", f"1.{n + 2}76,{n}5"] for n, label in enumerate(labels)]
    drawing = Drawing().grid(70, 640, [120, 210, 150], [header, *rows[:3]], bold_rows=1, align="lrr")
    columns: list[tuple[float, Align]] = [(74, "l"), (396, "r"), (546, "r")]
    assert find_tables(drawing.page().aligned(80, columns, rows[3:])) == [[header, *rows]]


def test_a_repeated_head_alone_over_the_white_of_a_cut_row_is_no_row(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(700, COLUMNS, [YEARS, *LINES[:3]], bold_rows=1)
    drawing.page().box(70, 50, 482, 66, fill=GREY).aligned(62, COLUMNS, [YEARS], bold_rows=1)
    (table,) = find_tables(drawing.aligned(108, COLUMNS, LINES[3:], leading=18))
    assert table == [YEARS, *LINES]


def test_a_repeated_head_far_over_its_rows_is_no_row(find_tables: FindTables) -> None:
    def head(drawing: Drawing, y: float) -> Drawing:
        drawing.text(72, y, "Voce", size=9, bold=True).text(340, y, "Consuntivo 2015", size=9, bold=True)
        return drawing.text(
            340 + stringWidth("Consuntivo 2015", "Helvetica-Bold", 9) + 4, y, "Consuntivo 2016", size=9, bold=True
        )

    drawing = head(Drawing(), 690).aligned(704, COLUMNS, LINES[:3])
    (table,) = find_tables(head(drawing.page(), 62).aligned(150, COLUMNS, LINES[3:], leading=18))
    assert table[-len(LINES) :] == LINES


def test_a_section_that_begins_a_ruled_page_without_the_head_is_no_head(find_tables: FindTables) -> None:
    rows = [YEARS, ["I - Rimanenze", "", ""], *LINES[:2], ["Totale rimanenze", "5.236.397,68", "4.425.438,80"]]
    rows += [["II - Crediti", "", ""], *LINES[2:4], ["Totale crediti", "767.234,79", "921.241,79"]]
    drawing = Drawing().grid(72, 700, [250, 90, 90], rows[:5], align="lrr", height=16, bold_rows=1).page()
    assert find_tables(drawing.grid(72, 60, [250, 90, 90], rows[5:], align="lrr", height=16, bold_rows=1)) == [rows]


def test_a_header_at_the_top_of_each_page_is_no_running_head_where_one_name_stands_off_its_line(report_on: ReportOn) -> None:
    columns: list[tuple[float, Align]] = [(42, "l"), (270, "r"), (350, "r"), (430, "r"), (510, "r")]
    rows = [[f"Servizio {i}", *[f"{i}.476,00"] * 4] for i in range(1, 5)]
    drawing = Drawing()
    for page in range(2):
        if page:
            drawing.page()
        drawing.text(240, 42, "Previsti", size=9).text(320, 42, "Riscossi", size=9).text(475, 42, "Residui", size=9)
        drawing.text(388, 49, "Accertati", size=9).aligned(58, columns, [["Voce", "2022", "2022", "", "finali"]])
        drawing.aligned(75, columns, [["", "euro", "euro", "euro", "euro"]]).aligned(92, columns, rows[2 * page : 2 * page + 2])
        drawing.rule(40, 32, 512, 32).rule(40, 79, 512, 79)
    (table,) = report_on(drawing).tables
    assert table.headings() == ["Voce", "Previsti 2022 euro", "Riscossi 2022 euro", "Accertati euro", "Residui finali euro"]
    assert table.texts()[table.header_rows :] == rows


def test_a_page_that_begins_with_another_header_begins_another_table(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), *((x, "r") for x in (250, 320, 390, 460, 530))]
    plans = ["Voce", "Consuntivo", "2023", "2024", "2025", "Totale"]
    grants = [["Ente", "Stanziato", "", "Erogato", "", "Residuo"], ["", "", "Acconti", "Saldi", "Totale", ""]]
    body = [[label, *[amount, "1.250,00", "980,40", "12.300,00", "86,10"]] for label, amount, _ in LINES]
    drawing = Drawing().aligned(652, columns, [plans, *body], size=8)
    for row in range(8):
        drawing.rule(70, 642 + 14 * row, 532, 642 + 14 * row)
    drawing.page().aligned(60, columns, [*grants, *body], size=8)
    assert [table[-7] for table in find_tables(drawing)] == [plans, grants[1]]


def test_a_header_of_several_lines_over_counts_at_the_top_of_each_page_is_no_running_head(find_tables: FindTables) -> None:
    ends = (300, 350, 400, 480)
    columns: list[tuple[float, Align]] = [(72, "l"), *((x, "r") for x in ends)]
    goals = [[f"Obiettivo {name}", "511", "418", "465", "814"] for name in ("servizi", "imprese", "pagamenti", "territorio")]
    drawing = Drawing()
    for page in range(2):
        if page:
            drawing.page()
        drawing.text(72, 40, "Obiettivo", size=8).text(360, 40, "Target", size=8).text(270, 45, "Baseline", size=8)
        drawing.text(450, 45, "Risultato", size=8).text(72, 50, "operativo", size=8)
        drawing.text(332, 50, "2023", size=8).text(382, 50, "2024", size=8).aligned(66, columns, goals * 2, size=8)
    (table,) = find_tables(drawing)
    header, body = table[:-16], table[-16:]
    assert ["".join(row[c] for row in header) for c in (1, 4)] == ["Baseline", "Risultato"]
    assert body == goals * 4


@pytest.mark.parametrize(
    ("rest", "rows"),
    [("4.01.\n001", 5), ("999", 5), ("Totale", 6), ("Spese in conto capitale", 6)],
)
def test_a_code_that_the_page_break_cuts_is_one(find_tables: FindTables, rest: str, rows: int) -> None:
    head = ["Cod.", "Descrizione", "2024", "2023"]
    upper = [[f"1.03.0\n{i}.01.0", f"Spesa ordinaria {i}", f"1{i}.104,0{i}", f"1{i}.204,1{i}"] for i in range(1, 4)]
    drawing = Drawing().grid(72, 600, [40, 150, 80, 80], [head, *upper], align="llrr", bold_rows=1)
    lower = [[rest, "", "", ""], ["1.05", "Contributi", "8.900,00", "9.120,50"]]
    (table,) = find_tables(drawing.page().grid(72, 60, [40, 150, 80, 80], [head, *lower], align="llrr", bold_rows=1))
    assert len(table) == rows
    assert table[-1] == ["1.05", "Contributi", "8.900,00", "9.120,50"]


def test_the_number_of_a_group_on_the_next_page_is_no_rest_of_a_code(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(60, "l"), (140, "l"), (400, "r"), (490, "r")]
    upper = [
        ["Cod.", "Voce", "2024", "2023"],
        *([f"1.{i}.01", f"Spesa {i}", f"{i}.204,50", f"{i + 3}.110,20"] for i in range(1, 9)),
    ]
    lower = [["2.", "", "", ""], *([f"2.{i}.01", f"Fondo {i}", f"{i}.304,50", f"{i + 3}.510,20"] for i in range(1, 6))]
    drawing = Drawing().aligned(600, columns, upper, bold_rows=1, leading=20).page().aligned(60, columns, lower, leading=20)
    assert find_tables(drawing) == [[*upper, *lower]]


def test_two_pages_of_a_table_on_one_sheet_whose_head_repeats_at_another_height(find_tables: FindTables) -> None:
    head = ["Voce", "Consuntivo 2024", "Consuntivo 2023"]
    left = [head, ["Canoni", "1.234,00", "2.345,10"], ["Tasse", "5.678,10", "912,34"], ["Utenze", "31,20", "76,50"]]
    right = [
        head,
        ["Oneri", "4.321,00", "43,10"],
        ["Spese", "765,43", "12,00"],
        ["Missioni", "90,10", "8,05"],
        ["Totale", "9,00", "7,00"],
    ]
    drawing = (
        Drawing((842, 595)).text(40, 60, "Bilancio").text(40, 74, "Il prospetto espone gli importi risultanti dalle scritture.")
    )
    drawing.aligned(100, [(40, "l"), (230, "r"), (340, "r")], left, size=8)
    drawing.aligned(60, [(461, "l"), (651, "r"), (761, "r")], right, size=8)
    rows = [row for table in find_tables(drawing) for row in table]
    assert rows == [*left, *right]
