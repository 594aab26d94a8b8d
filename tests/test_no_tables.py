"""What looks like a table from afar and is none."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import pytest

from tests.conftest import Texts
from tests.drawing import GREY, Align, Drawing

FindTables = Callable[[Drawing], list[Texts]]

PROSE = (
    "Nel corso dell'anno sono stati monitorati gli standard di qualità dei servizi definiti nella",
    "Carta dei servizi. Il risultato conseguito a fine anno è pari al 97,94% (allegato n. 1).",
    "Per il 2016 sono state individuate n. 12 procedure ritenute essenziali per l'Ente, di cui 6 a",
    "valenza trasversale tra le Aree. Rispetto a questi procedimenti sono state definite le",
    "performance annuali da raggiungere e monitorare. La rilevazione dei risultati ha evidenziato",
    "complessivamente una percentuale di raggiungimento pari al 96,6% (allegato n. 2).",
)
SHORT = (
    "Il patrimonio dell'Ente è",
    "composto da immobili per",
    "4.116.035,72 euro e da titoli",
    "per 290.338,80 euro, oltre ai",
    "crediti verso operatori del",
    "diritto annuale, svalutati in",
    "misura prudenziale come nei",
    "precedenti esercizi. Il fondo",
    "rischi resta invariato.",
)


def test_prose(find_tables: FindTables) -> None:
    assert find_tables(Drawing().lines(72, 100, PROSE).lines(72, 200, PROSE)) == []


def test_justified_prose_stretched_to_the_margin(find_tables: FindTables) -> None:
    drawing = Drawing()
    for i, line in enumerate(PROSE * 3):
        words = line.split()
        widths = [4.9 * len(word) for word in words]
        gap = (451 - sum(widths)) / (len(words) - 1)
        x = 72.0
        for word, width in zip(words, widths, strict=True):
            drawing.text(x, 100 + 13 * i, word)
            x += width + gap
    assert find_tables(drawing) == []


@pytest.mark.parametrize("leading", [11, 13, 18])
def test_text_in_two_columns(find_tables: FindTables, leading: float) -> None:
    drawing = Drawing().text(72, 80, "Nota integrativa", bold=True, size=14)
    drawing.lines(72, 110, SHORT * 2, leading=leading).lines(310, 110, (*SHORT[3:], *SHORT), leading=leading)
    assert find_tables(drawing) == []


def test_text_in_three_columns(find_tables: FindTables) -> None:
    drawing = Drawing()
    for x in (50, 220, 390):
        drawing.lines(x, 110, SHORT * 2, size=9, leading=12)
    assert find_tables(drawing) == []


@pytest.mark.parametrize(
    "marks", [["-"] * 6, ["\u2212"] * 6, ["•"] * 6, ["1.", "2.", "3.", "4.", "5.", "6."], ["a)", "b)", "c)", "d)", "e)", "f)"]]
)
def test_a_list(find_tables: FindTables, marks: list[str]) -> None:
    items = [
        "Conseguimento dell'attestazione OIV",
        "Aggiornamento del Piano",
        "Giornata della trasparenza",
        "Codice di condotta",
        "Monitoraggi",
        "Carta dei servizi 2016",
    ]
    drawing = Drawing().text(72, 100, "Sono state svolte le seguenti attività:")
    for i, (mark, item) in enumerate(zip(marks, items, strict=True)):
        drawing.text(90, 120 + 14 * i, mark).text(110, 120 + 14 * i, item)
    assert find_tables(drawing) == []


def test_a_list_whose_items_run_over_lines(find_tables: FindTables) -> None:
    drawing = Drawing()
    for i in range(4):
        drawing.text(90, 120 + 40 * i, "-").lines(
            108,
            120 + 40 * i,
            ["partecipazione agli incontri da parte del referente e sua", "collaborazione alla stesura della bozza di piano"],
        )
    assert find_tables(drawing) == []


CHAPTERS = ("Premessa", "Il contesto economico", "I risultati dell'esercizio", "Proventi correnti", "Oneri correnti", "Allegati")


def test_a_table_of_contents(find_tables: FindTables) -> None:
    drawing = Drawing().text(72, 90, "INDICE", bold=True, size=14)
    for i, chapter in enumerate(CHAPTERS):
        y = 120 + 16 * i
        drawing.text(72, y, f"{chapter} " + "." * (100 - 2 * len(chapter))).text(520, y, str(3 + 4 * i), align="r")
    assert find_tables(drawing) == []


def test_an_address_block_beside_a_letterhead(find_tables: FindTables) -> None:
    drawing = Drawing().lines(
        72,
        60,
        ["Camera di Commercio di Prova", "Corte Campana, 10", "55100 Prova", "Tel. 0583 9765", "P.IVA 00123456789"],
        size=8,
    )
    drawing.lines(340, 120, ["Spett.le", "Ministero dello Sviluppo Economico", "Via Sallustiana, 53", "00187 Roma"])
    drawing.text(72, 220, "Prot. n. 1234/2016").text(340, 220, "Prova, 31 gennaio 2017").text(
        72, 250, "Oggetto: trasmissione del bilancio di esercizio 2016"
    )
    assert find_tables(drawing.lines(72, 280, PROSE)) == []


def test_signatures_side_by_side(find_tables: FindTables) -> None:
    drawing = (
        Drawing()
        .lines(72, 100, PROSE)
        .text(150, 600, "IL SEGRETARIO GENERALE", align="c")
        .text(440, 600, "IL PRESIDENTE", align="c")
    )
    drawing.text(150, 616, "(Dott. Mario Rossi)", align="c").text(440, 616, "(Dott.ssa Anna Bianchi)", align="c")
    assert find_tables(drawing.text(72, 560, "Prova, 28 aprile 2017")) == []


def test_a_title_page(find_tables: FindTables) -> None:
    drawing = Drawing().box(50, 50, 545, 792).text(297, 200, "RELAZIONE SULLA PERFORMANCE", size=22, bold=True, align="c")
    drawing.text(297, 240, "Anno 2016", size=18, align="c").text(
        297, 700, "Approvata con delibera n. 45 del 30.06.2017", align="c"
    )
    assert find_tables(drawing) == []


def test_a_bar_chart_with_its_axes_and_labels(find_tables: FindTables) -> None:
    drawing = (
        Drawing()
        .text(300, 90, "Imprese iscritte per anno", bold=True, align="c")
        .rule(100, 110, 100, 310)
        .rule(100, 310, 500, 310)
    )
    for i in range(5):
        drawing.text(94, 313 - 50 * i, f"{i * 1000:,}".replace(",", "."), size=8, align="r").rule(
            100, 310 - 50 * i, 500, 310 - 50 * i, width=0.25
        )
    for i, height in enumerate((120, 160, 90, 180, 140)):
        drawing.box(130 + 70 * i, 310 - height, 165 + 70 * i, 310, fill=GREY).text(
            147 + 70 * i, 322, str(2012 + i), size=8, align="c"
        )
        drawing.text(147 + 70 * i, 306 - height, f"{height * 20:,}".replace(",", "."), size=8, align="c")
    assert find_tables(drawing) == []


def test_bars_with_their_names_and_figures_in_them(find_tables: FindTables) -> None:
    drawing = Drawing()
    for n in range(12):
        length = 330 - 22 * n
        drawing.box(100, 100 + 12 * n, 100 + length, 111 + 12 * n, fill=GREY, line=0)
        drawing.text(103, 109 + 12 * n, f"Settore {'ABCDEFGHILMN'[n]}", size=7)
        drawing.text(97 + length, 109 + 12 * n, f"{1200 - 80 * n}", size=7, align="r")
    assert find_tables(drawing) == []


def test_upright_bars_with_figures_on_them_over_the_lines_of_a_scale(find_tables: FindTables) -> None:
    drawing = Drawing()
    for n in range(9):
        y = 300 - 14 * n
        drawing.rule(140, y, 400, y)
        if n % 2 == 0:
            drawing.text(136, y + 3, f"{n}000000", size=9, align="r")
    for n, height in enumerate((70, 95, 40, 110, 100, 84)):
        drawing.box(150 + 42 * n, 300 - height, 186 + 42 * n, 300, fill=GREY, line=0)
        drawing.text(168 + 42 * n, 310 - height, f"{height * 321}", size=9, align="c")
    assert find_tables(drawing) == []


def test_rules_beside_years_that_are_turned_are_no_scale(find_tables: FindTables) -> None:
    rows = [["Voce", "Preventivo", "Consuntivo"], *([f"Proventi {n}", f"{n}61.007,59", f"{n}14.019,38"] for n in range(1, 7))]
    drawing = Drawing().grid(92, 120, [170, 90, 90], rows, align="lrr", bold_rows=1)
    step = (drawing.bottom - 120) / 7
    for n, year in enumerate(("2023", "2024")):
        middle = 120 + step * (2.5 + 3 * n)
        drawing.rule(72, middle - 1.5 * step, 92, middle - 1.5 * step).text(86, middle + 10, year, size=9, angle=90)
    drawing.rule(72, drawing.bottom, 92, drawing.bottom).rule(72, 120 + step, 72, drawing.bottom)
    (table,) = find_tables(drawing)
    assert [row[-3:] for row in table] == rows


def test_numbers_of_groups_at_the_middle_of_their_two_rows_are_no_scale(find_tables: FindTables) -> None:
    drawing = Drawing().grid(132, 120, [150, 90], [[f"Proventi {n}", f"{n}14.019,38"] for n in range(1, 7)], align="lr")
    step = (drawing.bottom - 120) / 6
    for n in range(4):
        drawing.rule(72, 120 + 2 * n * step, 132, 120 + 2 * n * step)
        if n < 3:
            drawing.text(128, 123 + (2 * n + 1) * step, f"Area {n + 1}", size=9, align="r")
    (table,) = find_tables(drawing.rule(72, 120, 72, drawing.bottom))
    assert table == [[f"Area {n // 2 + 1}" if n % 2 == 0 else "", f"Proventi {n + 1}", f"{n + 1}14.019,38"] for n in range(6)]


def test_a_list_whose_bullets_cannot_be_told(find_tables: FindTables) -> None:
    drawing = Drawing(font="Vera")
    for n in range(5):
        y = 120 + 30 * n
        drawing.text(72, y, "\uf0a7", size=9).text(90, y, f"Il valore BAF{n} cresce di 1{n} punti", size=9)
    assert find_tables(drawing) == []


def test_bars_as_long_as_one_another_over_the_lines_of_a_scale(find_tables: FindTables) -> None:
    drawing = Drawing()
    for n in range(11):
        drawing.rule(150 + 23 * n, 110, 150 + 23 * n, 320).text(150 + 23 * n, 332, f"{10 * n}%", size=9, align="c")
    for n, name in enumerate(("Interventi economici", "Contributi", "Ammortamenti", "Diritti di segreteria")):
        drawing.text(146, 139 + 51 * n, name, size=9, align="r").box(150, 126 + 51 * n, 380, 146 + 51 * n, fill=GREY, line=0)
        drawing.text(265, 139 + 51 * n, f"{9 * n + 41}.412", size=9, align="c")
    assert find_tables(drawing) == []


def test_bars_that_end_at_their_figures(find_tables: FindTables) -> None:
    drawing = Drawing()
    for n, (name, length) in enumerate(
        {"Funzionamento": 18, "Proventi": 28, "Rimanenze": 72, "Personale": 7, "Diritti": 13}.items()
    ):
        y = 120 + 23 * n
        drawing.text(190, y, name, size=9, align="r").text(198 + length, y, f"{length * 105431}", size=9)
        drawing.box(194, y - 8, 194 + length, y + 2, fill=GREY, line=0)
    assert find_tables(drawing) == []


@pytest.mark.parametrize(("first", "step", "unit"), [(1200, 80, ",00"), (98, 7, "%")])
def test_bars_behind_the_figures_of_a_column_leave_the_table(find_tables: FindTables, first: int, step: int, unit: str) -> None:
    rows = [["Settore", "Spesa"], *([f"Settore {name}", f"{first - step * n}{unit}"] for n, name in enumerate("ABCDEFGHILMN"))]
    drawing = Drawing()
    for n in range(12):
        drawing.box(180, 104 + 12 * n, 300 - 8 * n, 114 + 12 * n, fill=GREY, line=0)
    drawing.aligned(100, [(72, "l"), (310, "r")], rows[:1], bold_rows=1).aligned(
        112, [(72, "l"), (310, "r")], rows[1:], leading=12
    )
    assert find_tables(drawing) == [rows]


def test_a_pie_chart_with_its_legend(find_tables: FindTables) -> None:
    drawing = Drawing().text(200, 90, "Composizione dei proventi", bold=True, align="c")
    for i, (name, share) in enumerate(
        (("Diritto annuale", "62%"), ("Segreteria", "21%"), ("Contributi", "12%"), ("Altri", "5%"))
    ):
        drawing.box(380, 150 + 18 * i, 388, 158 + 18 * i, fill=(0.2 * i, 0.4, 0.6)).text(394, 158 + 18 * i, name, size=8)
        drawing.text(200 + 90 * math.cos(1 + 1.5 * i), 200 + 90 * math.sin(1 + 1.5 * i), share, size=8, align="c")
    drawing.canvas.circle(200, drawing.height - 200, 70)
    assert find_tables(drawing) == []


def test_a_line_chart_on_a_grid(find_tables: FindTables) -> None:
    drawing = Drawing()
    for i in range(6):
        drawing.rule(100, 120 + 40 * i, 460, 120 + 40 * i, width=0.25).rule(100 + 72 * i, 120, 100 + 72 * i, 320, width=0.25)
        drawing.text(94, 123 + 40 * i, str(500 - 100 * i), size=7, align="r").text(
            100 + 72 * i, 330, str(2011 + i), size=7, align="c"
        )
    for i, (a, b) in enumerate(((300, 250), (250, 270), (270, 180), (180, 160), (160, 140))):
        drawing.rule(100 + 72 * i, a, 172 + 72 * i, b, width=1.5)
    assert find_tables(drawing) == []


def test_an_organisation_chart_of_boxes(find_tables: FindTables) -> None:
    drawing = (
        Drawing((842, 595))
        .box(340, 80, 500, 110)
        .text(420, 99, "Segretario generale", size=9, align="c")
        .rule(420, 110, 420, 130)
        .rule(170, 130, 670, 130)
    )
    for i, name in enumerate(("Area anagrafica", "Area promozione", "Area amministrativa")):
        x = 170 + 250 * i
        drawing.rule(x, 130, x, 150).box(x - 70, 150, x + 70, 180).text(x, 169, name, size=9, align="c")
    assert find_tables(drawing) == []


@pytest.mark.parametrize("head", [((0, 0), (-6, -3), (-6, 3)), ((0, 0), (-5, -2), (-4, 0), (-5, 2))], ids=["plain", "barbed"])
def test_a_diagram_whose_texts_are_joined_by_arrows(find_tables: FindTables, head: tuple[tuple[float, float], ...]) -> None:
    drawing = Drawing()
    steps = (("Domanda di contributo", "Istruttoria", "Concessione"), ("Rendiconto", "Verifica", "Liquidazione"))
    for row, (start, middle, end) in enumerate((*steps, ("Bando", "Esame", "Esito"))):
        y = 120 + 30 * row
        drawing.text(72, y, start, bold=row == 0).text(240, y, middle, bold=row == 0).text(400, y, end, bold=row == 0)
        for x0, x1 in ((185, 232), (300, 392)):
            drawing.rule(x0, y - 3, x1 - 5, y - 3)
            path = drawing.canvas.beginPath()
            for i, (dx, dy) in enumerate(head):
                (path.lineTo if i else path.moveTo)(x1 + dx, 842 - (y - 3) + dy)
            path.close()
            drawing.canvas.drawPath(path, stroke=0, fill=1)
    assert find_tables(drawing) == []


STAFF = [
    ["Ufficio", "Responsabile", "Sede"],
    ["Ragioneria generale dello Stato", "Mario Bianchi, dirigente", "Lucca, via Roma 1"],
    ["Anagrafe, stato civile, elettorale", "Anna Verdi, funzionaria", "Pisa, piazza Dante"],
    ["Tributi e riscossioni coattive", "Carlo Neri, istruttore", "Massa, corso Italia"],
]


def test_an_arrow_drawn_over_a_table_of_words_leaves_it(find_tables: FindTables) -> None:
    rows = [[text.split()[0].rstrip(",") for text in row] for row in [*STAFF, ["Servizi", "Galli", "Prato"]]]
    drawing = Drawing().grid(72, 100, [120, 120, 120], rows, height=18, bold_rows=1).rule(150, 190, 400, 120)
    assert find_tables(drawing.rule(400, 120, 393, 125).rule(400, 120, 391, 119)) == [rows]


def test_waves_behind_a_table_of_words_leave_it(find_tables: FindTables) -> None:
    drawing = Drawing().grid(72, 100, [150, 120, 100], STAFF, height=13, size=9, bold_rows=1)
    for low in (722, 710):
        drawing.canvas.bezier(80, low, 200, low - 20, 300, low + 20, 430, low)
    assert find_tables(drawing) == [STAFF]


def test_names_between_rules_without_rows(find_tables: FindTables) -> None:
    columns: list[tuple[float, Align]] = [(72, "l"), (300, "r"), (420, "r")]
    drawing = Drawing().aligned(90, columns, [["Esercizio", "2022", "2023"], ["", "€", "€"]])
    assert find_tables(drawing.rule(70, 80, 425, 80).rule(70, 108, 425, 108)) == []


@pytest.mark.parametrize("apart", [18, 40])
def test_a_diagram_of_frames_joined_by_lines(find_tables: FindTables, apart: float) -> None:
    drawing = Drawing()
    for i, name in enumerate(("Tributi", "Anagrafe", "Personale")):
        x = 72 + i * (110 + apart)
        drawing.box(x, 100, x + 110, 150).rule(x, 118, x + 110, 118).text(x + 6, 113, name, size=9, bold=True)
        drawing.text(x + 6, 130, f"codice: {7 * i + 4}", size=8).text(x + 6, 143, f"importo: {i + 3}0,00", size=8)
        if i:
            drawing.rule(x - apart, 125, x, 125)
    assert find_tables(drawing) == []


def test_contents_right_under_a_table_are_none_of_its_rows(find_tables: FindTables) -> None:
    rows = [["Risorse umane", "Unità", "Anni persona"], ["Dirigenti", "26", "8,0"], ["Funzionari", "20", "11,5"]]
    drawing = Drawing().aligned(120, [(72, "l"), (380, "r"), (520, "r")], rows, bold_rows=1)
    for i, heading in enumerate(("1. Premessa", "2. Oneri correnti", "3. Proventi", "4. Risultato"), 1):
        drawing.text(72, 154 + 14 * i, f"{heading} {'.' * 90} {3 * i}", size=9)
    assert find_tables(drawing) == [rows]


def test_a_paragraph_in_a_frame(find_tables: FindTables) -> None:
    assert find_tables(Drawing().box(60, 80, 530, 190).lines(72, 100, PROSE)) == []


def test_paragraphs_between_rules(find_tables: FindTables) -> None:
    drawing = Drawing()
    for i in range(3):
        drawing.rule(72, 90 + 100 * i, 520, 90 + 100 * i).lines(72, 106 + 100 * i, PROSE)
    assert find_tables(drawing) == []


def test_notes_at_the_foot_under_a_short_rule(find_tables: FindTables) -> None:
    drawing = Drawing().lines(72, 100, PROSE).rule(72, 700, 200, 700)
    for i in range(3):
        drawing.text(72, 712 + 10 * i, str(i + 1), size=6).text(
            78, 714 + 10 * i, "Si veda la delibera della Giunta n. 8 del 17/11/2015, pubblicata all'albo.", size=7
        )
    assert find_tables(drawing) == []


def test_headings_and_short_answers(find_tables: FindTables) -> None:
    drawing = Drawing()
    for i in range(4):
        drawing.text(72, 100 + 60 * i, f"INDICATORE {i + 1}): Elaborazione dei dati nei termini richiesti;", bold=True)
        drawing.text(72, 116 + 60 * i, "RISULTATO: realizzato al 95%")
    assert find_tables(drawing) == []


def test_amounts_quoted_in_prose_one_under_another(find_tables: FindTables) -> None:
    lines = (
        "I proventi correnti ammontano a euro 5.350.091,59 contro euro 6.002.427,97 del 2015, gli",
        "oneri correnti a euro 5.035.038,24 contro euro 5.407.334,19 del 2015, con un risultato di",
        "gestione pari a euro 315.053,35 contro euro 595.093,78 del 2015, in diminuzione di euro",
        "280.040,43 (-47,06%), cui si aggiungono proventi finanziari per euro 12.345,67 netti.",
    )
    assert find_tables(Drawing().lines(72, 100, lines)) == []


def test_a_single_line_with_wide_gaps(find_tables: FindTables) -> None:
    drawing = (
        Drawing().lines(72, 100, PROSE).text(72, 260, "Dirigente: Rossi").text(250, 260, "Area: 2").text(430, 260, "Anno: 2016")
    )
    assert find_tables(drawing) == []


def test_an_empty_page(find_tables: FindTables) -> None:
    assert find_tables(Drawing().text(72, 100, "Pagina lasciata intenzionalmente bianca")) == []


def test_a_table_of_contents_without_dots(find_tables: FindTables) -> None:
    drawing = Drawing().text(297, 90, "SOMMARIO", bold=True, size=14, align="c")
    for i, chapter in enumerate(CHAPTERS):
        drawing.text(72, 130 + 18 * i, chapter, size=11).text(520, 130 + 18 * i, str(3 + 4 * i), size=11, align="r")
    assert find_tables(drawing) == []


SECTIONS = (
    ("4", "Risorse umane", 11),
    ("4.1", "Dotazione organica:", 11),
    ("4.2", "Formazione", 11),
    ("5", "Bilancio", 12),
    ("5.1", "Proventi correnti", 12),
    ("5.1.1", "Diritto annuale", 14),
    ("6", "Allegati", 21),
)


def contents(drawing: Drawing, x: float, end: float, sections: Iterable[tuple[str, str, int]], *, dots: bool) -> Drawing:
    """Entries of a list of contents, those of chapters in bold and without dots."""
    for i, (number, heading, page) in enumerate(sections):
        chapter, y = "." not in number, 120 + 18 * i
        leaders = "." * round((end - 60 - x - 5 * len(heading)) / 3) if dots and not chapter else ""
        drawing.text(x, y, number, bold=chapter).text(x + 36, y, f"{heading} {leaders}".strip(), bold=chapter)
        drawing.text(end, y, str(page), bold=chapter, align="r")
    return drawing


@pytest.mark.parametrize("dots", [True, False])
def test_the_second_page_of_a_contents_list(find_tables: FindTables, *, dots: bool) -> None:
    assert find_tables(contents(Drawing(), 72, 520, SECTIONS, dots=dots)) == []


@pytest.mark.parametrize("dots", [True, False])
def test_a_contents_list_in_two_columns(find_tables: FindTables, *, dots: bool) -> None:
    further = [(f"{7 + i // 3}" + (f".{i % 3}" if i % 3 else ""), f"Sezione {'abc'[i % 3]}", 24 + i // 2) for i in range(7)]
    drawing = contents(Drawing(), 60, 286, SECTIONS, dots=dots)
    assert find_tables(contents(drawing, 310, 536, further, dots=dots)) == []


def test_a_contents_list_without_dots_and_numbers_under_its_title(find_tables: FindTables) -> None:
    drawing = Drawing().text(72, 90, "Sommario", bold=True, size=14)
    for i, (_, heading, page) in enumerate(SECTIONS):
        drawing.text(72, 120 + 18 * i, heading).text(520, 120 + 18 * i, str(page - 7), align="r")
    assert find_tables(drawing) == []


LISTED = (("Chi siamo", 2), ("Persone e sedi", 2), ("Proventi", 3), ("Oneri", 3), ("Investimenti", 4), ("Prospettive", 4))


def listed(drawing: Drawing, before: int) -> Drawing:
    """Names with the pages that they name, and these as headings, so many pages earlier."""
    for i, (heading, page) in enumerate(LISTED):
        drawing.text(72, 120 + 18 * i, heading).text(520, 120 + 18 * i, str(page + before), align="r")
    for number in (2, 3, 4):
        drawing.page()
        for i, heading in enumerate(heading for heading, page in LISTED if page == number):
            drawing.text(72, 80 + 300 * i, heading.upper(), bold=True, size=13).lines(72, 110 + 300 * i, PROSE)
    return drawing


@pytest.mark.parametrize("before", [0, 2])
def test_a_contents_list_is_told_by_its_headings_on_the_pages_that_it_names(find_tables: FindTables, before: int) -> None:
    assert find_tables(listed(Drawing(), before)) == []


def test_counts_of_what_headings_name_are_no_contents(find_tables: FindTables) -> None:
    drawing, counts = Drawing(), ("3", "9", "14", "20", "31", "47")
    rows = [[heading, count] for (heading, _), count in zip(LISTED, counts, strict=True)]
    drawing.aligned(120, [(72, "l"), (520, "r")], rows)
    for heading, _ in LISTED:
        drawing.page().text(72, 80, heading, bold=True, size=13).lines(72, 110, PROSE)
    assert find_tables(drawing) == [rows]


def test_an_index_of_names(find_tables: FindTables) -> None:
    names = [("Acquisti", "12, 31, 47"), ("Avanzo", "8"), ("Bilancio", "3, 9"), ("Cassa", "18, 22–24"), ("Debiti", "51")]
    drawing = Drawing()
    for i, (name, pages) in enumerate(names * 4):
        x, y = 60 + 250 * (i // 10), 100 + 14 * (i % 10)
        drawing.text(x, y, f"{name} " + "." * 40).text(x + 230, y, pages, align="r")
    assert find_tables(drawing) == []


NESTED_ROWS = {
    "amounts whose parts are less": [("1", "40"), ("1.1", "10"), ("1.2", "30"), ("2", "60"), ("2.1", "25"), ("2.2", "35")],
    "weights of one level that go up": [("1.1", "5"), ("1.2", "10"), ("1.3", "15"), ("1.4", "20"), ("1.5", "25"), ("1.6", "30")],
}


@pytest.mark.parametrize("name", NESTED_ROWS)
def test_numbered_rows_that_are_no_contents(find_tables: FindTables, name: str) -> None:
    rows = [[number, "Obiettivo di struttura", figure] for number, figure in NESTED_ROWS[name]]
    drawing = Drawing().aligned(100, [(72, "l"), (110, "l"), (400, "r")], [["N.", "Obiettivo", "Peso"], *rows], bold_rows=1)
    assert find_tables(drawing) == [[["N.", "Obiettivo", "Peso"], *rows]]


SCORES = [("1.1", "8"), ("1.2", "11"), ("2", "13"), ("2.1", "14"), ("3", "16"), ("3.1", "22")]


@pytest.mark.parametrize(
    "scores", [SCORES, [("1", "17"), ("1.1", "57"), *SCORES[2:], ("3.2", "4"), ("4", "9")]], ids=["up", "both"]
)
@pytest.mark.parametrize("title", ["", "Sommario"])
def test_numbered_rows_that_go_up_are_no_contents_under_a_name_of_their_column_or_if_some_go_down(
    find_tables: FindTables, scores: list[tuple[str, str]], title: str
) -> None:
    rows = [*([["Obiettivo", "Punti"]] if scores is SCORES else []), *([f"{number} Visure", score] for number, score in scores)]
    drawing = (
        Drawing().text(72, 80, title, bold=True).aligned(100, [(72, "l"), (540, "r")], rows, bold_rows=int(scores is SCORES))
    )
    assert find_tables(drawing) == [rows]


@pytest.mark.parametrize("lists", [("12, 31, 47", "8, 9"), ("12", "31")], ids=["lists", "counts"])
def test_dots_before_amounts_are_those_of_no_index(find_tables: FindTables, lists: tuple[str, str]) -> None:
    rows = [["Albano " + "." * 60, lists[0], "1.204,50"], ["Bra " + "." * 60, lists[1], "310,00"]] * 3
    (table,) = find_tables(Drawing().aligned(100, [(72, "l"), (400, "r"), (540, "r")], rows))
    assert [row[-1] for row in table] == [row[-1] for row in rows]


def test_a_few_numbered_headings_with_pages_that_go_up(find_tables: FindTables) -> None:
    headings = (("1. Premessa", "3"), ("2. Risorse umane", "7"), ("2.1 Dotazione", "8"), ("3. Bilancio", "12"))
    drawing = Drawing().text(60, 80, "Indice", size=14)
    for i, (heading, page) in enumerate(headings):
        drawing.text(60, 110 + 14 * i, heading).text(520, 110 + 14 * i, page, align="r")
    assert find_tables(drawing) == []


def test_stacked_bars_with_their_figures_in_them_and_a_legend_over_two(find_tables: FindTables) -> None:
    drawing = Drawing().box(60, 180, 480, 500)
    for i, parts in enumerate(((60, 90, 40), (60, 140, 90), (144, 85, 40), (95, 120, 90), (50, 40, 40))):
        top = 500.0
        for part, shade in zip(parts, (0.6, 0.75, 0.9), strict=True):
            top -= part
            drawing.box(80 + 80 * i, top, 140 + 80 * i, top + part, fill=(shade, 0.8, shade))
            drawing.text(110 + 80 * i, top + part / 2, f"{part}.204,50", size=7, align="c")
        drawing.text(110 + 80 * i, 514, str(2020 + i), align="c")
    drawing.box(355, 185, 470, 235, fill=(1.0, 1.0, 1.0))
    for i, (name, shade) in enumerate((("Proventi", 0.6), ("Oneri", 0.75), ("Investimenti", 0.9))):
        drawing.box(360, 190 + 14 * i, 380, 198 + 14 * i, fill=(shade, 0.8, shade)).text(386, 197 + 14 * i, name)
    assert find_tables(drawing) == []


def test_a_contents_list_of_several_levels(find_tables: FindTables) -> None:
    drawing = Drawing().text(72, 90, "Indice", bold=True, size=16)
    for i, (number, chapter) in enumerate(
        (
            ("1", "Premessa"),
            ("1.1", "Il contesto"),
            ("1.2", "Le risorse"),
            ("2", "I risultati"),
            ("2.1", "Gli obiettivi"),
            ("2.2", "Gli indicatori"),
        )
    ):
        y = 120 + 16 * i
        drawing.text(72 + 14 * number.count("."), y, number).text(110, y, f"{chapter} " + ". " * (70 - len(chapter))).text(
            520, y, str(3 + 2 * i), align="r"
        )
    assert find_tables(drawing) == []


def test_two_columns_of_bullets(find_tables: FindTables) -> None:
    drawing = Drawing()
    for x in (72, 310):
        for i in range(7):
            drawing.text(x, 120 + 14 * i, "•").text(x + 12, 120 + 14 * i, SHORT[i])
    assert find_tables(drawing) == []


def test_numbered_paragraphs(find_tables: FindTables) -> None:
    drawing = Drawing()
    for i in range(3):
        drawing.text(72, 100 + 80 * i, f"{i + 1}.{i + 1}").lines(110, 100 + 80 * i, PROSE[:4])
    assert find_tables(drawing) == []


def test_a_letter_with_reference_lines(find_tables: FindTables) -> None:
    drawing = Drawing()
    for i, (name, text) in enumerate(
        (
            ("Da:", "Segreteria generale"),
            ("A:", "Organismo indipendente di valutazione"),
            ("Oggetto:", "Relazione 2016"),
            ("Data:", "30 giugno 2017"),
        )
    ):
        drawing.text(72, 100 + 15 * i, name, bold=True).text(130, 100 + 15 * i, text)
    assert find_tables(drawing.lines(72, 200, PROSE)) == []


def test_a_formula_with_its_number(find_tables: FindTables) -> None:
    drawing = Drawing().lines(72, 100, PROSE)
    drawing.text(220, 210, "Scostamento = consuntivo 2016 - consuntivo 2015").text(520, 210, "(1)", align="r")
    drawing.text(220, 240, "Incidenza = scostamento / totale x 100").text(520, 240, "(2)", align="r")
    assert find_tables(drawing.lines(72, 280, PROSE)) == []


def test_scattered_points_with_coordinates(find_tables: FindTables) -> None:
    drawing = Drawing().rule(100, 110, 100, 310).rule(100, 310, 500, 310)
    for i in range(14):
        x, y = 110 + 73 * i % 380, 120 + 131 * i % 180
        drawing.box(x, y, x + 4, y + 4, fill=GREY).text(x + 6, y + 4, f"{x},{y % 10}", size=6)
    assert find_tables(drawing) == []


def test_a_page_of_signatures_of_a_board(find_tables: FindTables) -> None:
    drawing = Drawing().text(72, 100, "Il Collegio dei revisori dei conti", bold=True)
    for i, (role, name) in enumerate(
        (("Presidente", "Dott. Mario Rossi"), ("Componente", "Dott.ssa Anna Bianchi"), ("Componente", "Dott. Carlo Verdi"))
    ):
        drawing.text(72, 140 + 40 * i, role).text(200, 140 + 40 * i, name).text(380, 140 + 40 * i, "______________________")
    assert find_tables(drawing) == []


def test_the_labels_of_a_charts_axes(find_tables: FindTables) -> None:
    drawing = Drawing()
    for number in range(10):
        y = 120 + 13 * number
        drawing.text(100, y, str(450 - 50 * number), size=8, align="r").text(340, y, str(450 - 50 * number), size=8, align="r")
    for number, month in enumerate(["gen-08", "lug-08", "gen-09", "lug-09", "gen-10"]):
        drawing.text(110 + 44 * number, 252, month, size=8).text(350 + 44 * number, 252, month, size=8)
    assert find_tables(drawing) == []


def test_two_lists_side_by_side(find_tables: FindTables) -> None:
    drawing = Drawing()
    for i, text in enumerate(["miglioramento dei servizi", "riduzione dei tempi", "formazione", "digitalizzazione"]):
        for x in (60, 310):
            drawing.text(x, 120 + 14 * i, "\u2022").text(x + 30, 120 + 14 * i, text)
    assert find_tables(drawing) == []


def test_a_plot_is_told_by_the_figures_of_its_axes(find_tables: FindTables) -> None:
    drawing = Drawing().box(90, 100, 350, 345, fill=GREY).box(376, 60, 393, 390, fill=GREY)
    for i in range(5):
        drawing.text(80, 338 - 56 * i, f"{10 * i}", size=10, align="r").text(97 + 56 * i, 360, f"{20 * i}", size=10, align="c")
    for i, figure in enumerate(("1.0", "0.5", "0.0", "-0.5")):
        drawing.text(398, 130 + 70 * i, figure, size=10)
    assert find_tables(drawing.text(200, 375, "x [pixels]", size=10)) == []


def test_years_that_go_back_in_a_grid_are_no_axes(find_tables: FindTables) -> None:
    rows = [["Anno", "Nord", "Centro", "Sud"], ["2024", "14", "21", "33"], ["2023", "12", "22", "31"], ["2022", "10", "20", "30"]]
    assert find_tables(Drawing().grid(60, 90, [100, 80, 80, 80], rows, align="lccc", bold_rows=1)) == [rows]


def test_years_that_go_back_over_a_row_of_figures_are_no_axes(find_tables: FindTables) -> None:
    rows = [["Anno", "Nord", "Centro", "Sud"], *([f"{2024 - i}", f"{12 + i}", f"{24 - i}", f"{31 + 2 * i}"] for i in range(4))]
    rows.append(["Media", "12", "22", "32"])
    assert len(find_tables(Drawing().aligned(100, [(72, "l"), (250, "r"), (330, "r"), (410, "r")], rows))) == 1


@pytest.mark.parametrize("title", ["Indice", "Sommario", "Contents"])
def test_a_short_index_under_its_title_needs_no_dots(find_tables: FindTables, title: str) -> None:
    drawing = Drawing().text(72, 100, title, bold=True, size=14)
    drawing.aligned(130, [(72, "l"), (90, "l"), (500, "r")], [("1", "Premessa", "1"), ("2", "Risultati", "1")], leading=20)
    drawing.text(72, 190, "1    Premessa", bold=True, size=14)
    assert find_tables(drawing.lines(72, 220, PROSE)) == []


def test_equations_with_their_numbers(find_tables: FindTables) -> None:
    rows = [("R", "=", "E - S,", "(6)"), ("I", "=", "R / E + k", "(7)"), ("T", "=", "I - 1.", "(8)")]
    assert find_tables(Drawing().aligned(100, [(120, "r"), (135, "l"), (160, "l"), (500, "r")], rows, leading=30)) == []


def test_headings_with_their_numbers_over_prose_and_a_box(find_tables: FindTables) -> None:
    drawing = Drawing()
    for i, heading in enumerate(("Premessa", "Quadro normativo", "Metodo")):
        drawing.text(72, 100 + 50 * i, f"3.{i}", bold=True, size=12).text(112, 100 + 50 * i, heading, bold=True, size=12)
        drawing.lines(72, 122 + 50 * i, PROSE[:1])
    drawing.box(70, 235, 520, 270, fill=GREY).text(76, 250, "Si veda:").text(116, 250, "allegato n. 1 alla nota")
    assert find_tables(drawing) == []


REAL_TABLES = {
    "ratios under a title": (
        "Indice",
        [["Voce", "Anno 1", "Anno 2"], ["Rigidità", "31", "34"], ["Autonomia", "65", "67"], ["Cassa", "71", "74"]],
    ),
    "halves with dots": (
        "",
        [
            ["Uomini ........", "12", "Fino a 30 anni ........", "5"],
            ["Donne ........", "22", "Da 31 a 50 anni ........", "19"],
            ["Altri ........", "25", "Oltre 50 anni ........", "27"],
        ],
    ),
    "negatives by one step": ("", [["Nord", "12", "(1)"], ["Centro", "25", "(2)"], ["Sud", "31", "(3)"]]),
}


@pytest.mark.parametrize("name", REAL_TABLES)
def test_a_table_that_looks_like_none_from_afar(find_tables: FindTables, name: str) -> None:
    title, rows = REAL_TABLES[name]
    drawing = Drawing().text(72, 80, title) if title else Drawing()
    places: list[tuple[float, Align]] = [(72, "l"), (220, "r"), (300, "r" if len(rows[0][2]) < 10 else "l"), (460, "r")]
    (table,) = find_tables(drawing.aligned(100, places[: len(rows[0])], rows))
    assert [row[-1] for row in table] == [row[-1] for row in rows]


@pytest.mark.parametrize("none", ["n.d.", "//", "…"])
def test_a_form_that_says_nothing_but_that_nothing_is_known(find_tables: FindTables, none: str) -> None:
    names = ["Responsabile", "Telefono", "Posta elettronica", "Sito", "Codice fiscale", "Partita IVA"]
    assert find_tables(Drawing().aligned(100, [(72, "l"), (300, "l")], [[name, none] for name in names])) == []


def test_prose_set_to_the_full_width_of_a_narrow_column(find_tables: FindTables) -> None:
    drawing = Drawing()
    lines = ("entrate pari a 1.204,50", "uscite correnti per 310,40", "cassa del 2022 12,50", "saldo contabile di 97,20")
    for i, line in enumerate(lines * 4):
        words = line.split()
        widths = [drawing.canvas.stringWidth(word, "Helvetica", 10) for word in words]
        gap = (150 - sum(widths)) / max(1, len(words) - 1)
        for k, word in enumerate(words):
            drawing.text(72 + sum(widths[:k]) + k * gap, 100 + 12 * i, word)
    assert find_tables(drawing) == []


def test_names_that_are_the_widest_of_their_columns_stand_as_evenly_as_words_of_prose(find_tables: FindTables) -> None:
    names = ("Anno", "Entrate", "Uscite", "Differenza")
    rows = [list(names), *([f"{2018 + n}", f"{41 + n}", f"{3 * n + 12}", f"{n + 2}"] for n in range(5))]
    places: list[tuple[float, Align]] = []
    x, drawing = 72.0, Drawing()
    for name in names:
        places.append((x, "l"))
        x += drawing.canvas.stringWidth(name, "Helvetica", 9) + 12
    assert find_tables(drawing.aligned(100, places, rows)) == [rows]


def test_numbered_rows_with_small_weights_are_no_list(find_tables: FindTables) -> None:
    rows = [
        ["N.", "Obiettivo", "Peso", "Punti"],
        *([f"{n}", f"Visure {'abcdef'[n]}", f"{7 * n}", f"{90 + n}"] for n in range(1, 6)),
    ]
    drawing = Drawing().aligned(100, [(72, "l"), (110, "l"), (300, "r"), (380, "r")], rows, bold_rows=1)
    assert find_tables(drawing) == [rows]


def test_sources_behind_their_numbers(find_tables: FindTables) -> None:
    drawing = Drawing()
    for n in range(1, 8):
        drawing.text(72, 100 + 20 * n, f"[{n}]").text(100, 100 + 20 * n, f"Rossi, Relazione sulla gestione. {2000 + n}.")
    assert find_tables(drawing) == []


FIELDS = [("Fattura n.", "61/2024"), ("Data", "31.03.2024 h 9"), ("Cliente", "946 b"), ("CIG", "Z3A12B4"), ("Ordine", "12 p 4")]


@pytest.mark.parametrize("kept", [False, True])
def test_what_stands_behind_names_is_a_column_if_it_is_of_one_kind(find_tables: FindTables, *, kept: bool) -> None:
    rows = [[name, f"{7 * n + 12}/{2020 + n}" if kept else text] for n, (name, text) in enumerate(FIELDS)]
    assert find_tables(Drawing().aligned(100, [(72, "l"), (200, "l")], rows, leading=24)) == ([rows] if kept else [])


def test_addresses_side_by_side(find_tables: FindTables) -> None:
    drawing = Drawing()
    for n, town in enumerate(("Prova", "Albano", "Bra")):
        drawing.text(72 + 160 * n, 100, f"Sede di {town}", bold=True)
        drawing.lines(72 + 160 * n, 113, [f"Via Roma, {7 * n + 3}", f"{10121 + n} {town}", f"Tel. 0{n + 11} 41235{n}"])
    assert find_tables(drawing) == []


def test_columns_whose_names_begin_alike_are_a_table_beside_their_labels(find_tables: FindTables) -> None:
    rows = [["Servizio", "Sede di Prova", "Sede di Bra"], ["Protocollo", "aperto", "chiuso"], ["Anagrafe", "chiuso", "aperto"]]
    drawing = Drawing().aligned(
        100, [(72, "l"), (200, "l"), (330, "l")], [*rows, ["Tributi", "su richiesta", "su prenotazione"]], bold_rows=1
    )
    assert find_tables(drawing) == [[*rows, ["Tributi", "su richiesta", "su prenotazione"]]]


def test_amounts_side_by_side_behind_their_currency_are_no_blocks(find_tables: FindTables) -> None:
    rows = [["Proventi euro", "Oneri euro", "Investimenti euro"], ["EUR 1.204,50", "EUR 310,40", "EUR 97,20"]]
    (table,) = find_tables(Drawing().grid(72, 100, [150, 150, 150], rows, rules={"top", "rows", "bottom"}, bold_rows=1))
    assert table == rows


CODE = (
    "anno       = 2023",
    "soglia     = 5000",
    "decimali   = 2      # cifre",
    "righe_max  = 12000  # limite",
    "if anno > 2020:",
    "    soglia = 7000",
)


def test_a_program_is_no_table_nor_a_part_of_the_next(find_tables: FindTables) -> None:
    drawing = Drawing(font="Courier").lines(72, 100, PROSE[:1])
    drawing.lines(72, 140, CODE, leading=12)
    rows = [["Anno", "Entrate", "Uscite"], *([f"{2019 + n}", f"{n}.204,50", f"{n + 3}.310,00"] for n in range(1, 5))]
    assert find_tables(drawing.aligned(240, [(72, "l"), (250, "r"), (380, "r")], rows)) == [rows]


def test_a_typed_table_is_no_program(find_tables: FindTables) -> None:
    rows = [
        ["Voce (euro)", "2022", "2023"],
        *([f"{name};", f"{n}1.204,50", f"{n}2.310,00"] for n, name in enumerate(("Diritti", "Oneri", "Totale (A+B)"), 1)),
    ]
    assert find_tables(Drawing(font="Courier").aligned(100, [(72, "l"), (300, "r"), (420, "r")], rows)) == [rows]


@pytest.mark.parametrize("right", ["\uf8f6\uf8f7\uf8f7\uf8f8", ""])
def test_figures_between_tall_brackets_are_a_matrix_and_those_behind_a_brace_none(find_tables: FindTables, right: str) -> None:
    drawing = Drawing(font="Symbol")
    rows = [[f"{7 * n + 1}", f"{12 - 5 * n}", f"{3 * n}"] for n in range(4)]
    for n, row in enumerate(rows):
        drawing.text(180, 100 + 12 * n, "\uf8eb\uf8ec\uf8ec\uf8ed"[n]).aligned(
            100 + 12 * n, [(220, "r"), (260, "r"), (300, "r")], [row], size=10
        )
        if right:
            drawing.text(310, 100 + 12 * n, right[n])
    assert bool(find_tables(drawing)) is not bool(right)


def cards(drawing: Drawing, texts: Iterable[tuple[str, ...]]) -> Drawing:
    """Cells with rules around them, each with a name in bold over the rest."""
    for n, (name, *others) in enumerate(texts):
        x, y = 72 + 220 * (n % 2), 100 + 70 * (n // 2)
        drawing.box(x, y, x + 220, y + 70).text(x + 10, y + 20, name, bold=True, size=12).lines(x + 10, y + 36, others, size=9)
    return drawing


def test_cards_in_a_grid(find_tables: FindTables) -> None:
    people = [(f"{name} Rossi", "Dirigente", f"{name.lower()}@ente.it") for name in ("Anna", "Carlo", "Elena", "Paolo")]
    assert find_tables(cards(Drawing(), people)) == []


def test_amounts_under_their_names_in_a_grid_are_no_cards(find_tables: FindTables) -> None:
    (table,) = find_tables(
        cards(Drawing(), [(name, f"{n}1.204,50") for n, name in enumerate(("Entrate", "Uscite", "Cassa", "Debiti"))])
    )
    assert table == [["Entrate 01.204,50", "Uscite 11.204,50"], ["Cassa 21.204,50", "Debiti 31.204,50"]]


@pytest.mark.parametrize("title", ["Indice analitico", "Popolazione"])
def test_names_by_the_alphabet_with_pages_are_an_index_under_its_title(find_tables: FindTables, title: str) -> None:
    names = ("Albano", "Bra", "Cuneo", "Lucca", "Siena", "Terni", "Udine", "Varese", "Zara", "Zevio")
    rows = [[names[n], f"{17 * n % 41 + 12}", names[n + 5], f"{23 * n % 37 + 8}"] for n in range(5)]
    drawing = Drawing().text(72, 80, title, bold=True, size=13)
    drawing.aligned(110, [(72, "l"), (250, "r"), (310, "l"), (490, "r")], rows)
    assert find_tables(drawing) == ([] if title == "Indice analitico" else [rows])


@pytest.mark.parametrize("more", [["Comune", "Abitanti"], []])
def test_names_by_the_alphabet_with_figures_of_a_table_are_no_index(find_tables: FindTables, more: list[str]) -> None:
    rows = [[name, f"{17 * n % 41 + 12}"] for n, name in enumerate(("Albano", "Bra", "Cuneo", "Lucca", "Siena", "Terni"))]
    rows = [more, *rows] if more else [[*row, row[1]] for row in rows]
    drawing = Drawing().text(72, 80, "Indice dei comuni", bold=True, size=13)
    columns: list[tuple[float, Align]] = [(72, "l"), (250, "r"), (310, "r")]
    assert find_tables(drawing.aligned(110, columns[: len(rows[0])], rows, bold_rows=bool(more))) == [rows]


def test_figures_with_units_of_several_kinds_are_a_table(find_tables: FindTables) -> None:
    rows = [["Scuole", "4", "12"], ["Reti idriche", "61 km", "4"], ["Superficie", "12,5 km²", "31 ha"]]
    rows += [["Popolazione", "9.204 ab.", "31 fam."], ["Strade", "45 km", "12 vie"]]
    assert find_tables(Drawing().aligned(100, [(72, "l"), (280, "r"), (400, "r")], rows)) == [rows]


def test_key_figures_in_large_print_are_no_rows_of_the_table_above(find_tables: FindTables) -> None:
    rows = [["Anno", "Entrate", "Uscite"], *([f"{2019 + n}", f"{n}.204,50", f"{n + 3}.310,00"] for n in range(1, 6))]
    drawing = Drawing().aligned(100, [(72, "l"), (280, "r"), (440, "r")], rows)
    for x, figure, name in ((100, "1.204", "imprese"), (280, "87%", "utenti"), (440, "45", "addetti")):
        drawing.text(x, 205, figure, size=20, align="c").text(x, 220, name, align="c")
    assert find_tables(drawing) == [rows]


def test_a_table_in_larger_print_than_the_notes_under_it_is_whole(find_tables: FindTables) -> None:
    rows = [["Voce", "Entrate", "Uscite"], ["Correnti", "1.204,50", "4.310,00"], ["di cui:", "", ""]]
    rows += [[name, f"{n}.204,50", f"{n + 3}.310,00"] for n, name in enumerate(("Tributi", "Trasferimenti", "Altre"), 2)]
    drawing = Drawing().aligned(100, [(72, "l"), (280, "r"), (440, "r")], rows, size=11)
    assert find_tables(drawing.lines(72, 240, [*PROSE, *PROSE], size=7, leading=9)) == [rows]


def test_bare_rows_in_larger_print_than_the_notes_under_them_are_one_table(find_tables: FindTables) -> None:
    rows = [["101", "1.204,50", "1.100,20"], ["102", "1.304,50", "1.200,20"], ["Totale", "2.004,50", "900,20"]]
    rows += [["103", "1.200,00", "1.250,00"], ["104", "1.210,00", "1.220,00"], ["Totale", "2.410,00", "2.470,00"]]
    drawing = Drawing().aligned(100, [(60, "l"), (300, "r"), (450, "r")], rows, size=11, leading=17)
    assert find_tables(drawing.lines(60, 240, [*PROSE, *PROSE], size=7, leading=9)) == [rows]


MONOSPACED = [
    [["Ufficio", "Addetti", "Ore"], ["Anagrafe", "31", "4120"], ["Tributi", "25", "3200"], ["Totale", "56", "7320"]],
    [["Voce", "2023", "2022"], ["Dirigenti(1)", "31", "30"], ["Funzionari(2)", "25", "24"], ["Totale(3)", "56", "54"]],
    [
        ["Voce", "2023", "2022"],
        ["Tasso di assenza = ", "31", "30"],
        ["Ore per addetto = ", "1520", "1490"],
        ["Giorni = ", "56", "54"],
    ],
]


@pytest.mark.parametrize("ruled", [False, True])
@pytest.mark.parametrize("rows", MONOSPACED)
def test_a_table_in_letters_of_one_width_is_no_listing(find_tables: FindTables, rows: list[list[str]], *, ruled: bool) -> None:
    lines = [f"{label:<26}{a:>10}{b:>14}" for label, a, b in rows]
    drawn = ["-" * 50, *(text for line in lines for text in (line, "-" * 50))] if ruled else lines
    found = find_tables(Drawing(font="Courier").lines(72, 100, drawn, size=9, leading=12))
    assert found == [[[text.strip() for text in row] for row in rows]]


def test_lines_numbered_in_the_right_margin(find_tables: FindTables) -> None:
    drawing = Drawing()
    for n in range(18):
        drawing.text(72, 100 + 15 * n, PROSE[n % 6][:80]).text(540, 100 + 15 * n, str(n + 1), size=8, align="r")
    assert find_tables(drawing) == []


def test_names_with_numbers_that_count_them_are_a_table(find_tables: FindTables) -> None:
    rows = [
        ["Comune", "Posto"],
        *([f"Comune di {name}", f"{n}"] for n, name in enumerate(("Albano", "Bra", "Terni", "Cuneo", "Zara"), 1)),
    ]
    assert find_tables(Drawing().aligned(100, [(72, "l"), (300, "r")], rows, bold_rows=1)) == [rows]


def test_equations_some_of_which_have_numbers(find_tables: FindTables) -> None:
    drawing = Drawing().aligned(100, [(160, "l"), (330, "l")], [["a = 12 + 31", "b = 14 + 7"], ["c = 88 - 20", "d = 9 - 4"]])
    for n, equation in enumerate(("S = E - U", "Q = P + k", "T = Q - 1", "R = T + 2"), 1):
        drawing.text(220, 120 + 18 * n, equation).text(520, 120 + 18 * n, f"({n})", align="r")
    assert find_tables(drawing) == []


@pytest.mark.parametrize("labelled", [False, True])
def test_signs_of_formulas_among_numbers_are_of_a_matrix_and_behind_labels_of_an_account(
    find_tables: FindTables, *, labelled: bool
) -> None:
    rows = [["35", "", "12"], ["14", "", "22"], ["29", "=", "41"], ["61", "(", "38"]]
    names = ("Fondo iniziale", "Riscossioni", "Pagamenti", "Fondo finale")
    drawing = Drawing()
    for n, (name, row) in enumerate(zip(names, rows, strict=True)):
        drawing.aligned(100 + 14 * n, [(220, "r"), (260, "c"), (300, "r")], [row])
        if labelled:
            drawing.text(72, 100 + 14 * n, name, size=9)
    assert bool(find_tables(drawing)) is labelled


def test_amounts_with_unlike_units_are_a_column(find_tables: FindTables) -> None:
    rows = [["Voce", "2023"], ["Cassa", "EUR 41.350"], ["Debiti", "12.204 ca."], ["Crediti", "L. 1.310"], ["Riserve", "8.970 K"]]
    assert find_tables(Drawing().aligned(100, [(72, "l"), (300, "r")], rows)) == [rows]


@pytest.mark.parametrize(
    "rows",
    [
        [["Sede centrale", "Sede distaccata"], ["via Roma 1", "via Milano 22"], ["piazza Dante 4", "piazza Cavour 9"]],
        [
            ["Primo trimestre", "Secondo trimestre", "Terzo trimestre"],
            ["Avvio del progetto", "Avvio della gara", "Avvio del servizio"],
            ["Esito positivo", "Esito positivo", "Esito negativo"],
        ],
    ],
)
def test_rows_of_words_that_begin_alike_between_rules_are_a_table(find_tables: FindTables, rows: list[list[str]]) -> None:
    widths = [150] * len(rows[0])
    drawing = Drawing().lines(72, 80, PROSE).grid(72, 180, widths, rows, rules={"top", "rows", "bottom"}, bold_rows=1)
    assert find_tables(drawing) == [rows]


def test_amounts_between_words_under_a_header_are_columns(find_tables: FindTables) -> None:
    rows = [
        ["Indicatore", "Target", "Esito"],
        ["Tempi medi", "entro 10 giorni", "8 giorni"],
        ["Reclami", "entro 5 reclami", "3 reclami"],
        ["Corsi", "almeno 4 corsi", "6 corsi"],
    ]
    assert find_tables(Drawing().aligned(100, [(72, "l"), (200, "l"), (350, "l")], rows)) == [rows]


def test_amounts_with_one_unit_some_of_which_have_no_groups_are_a_column(find_tables: FindTables) -> None:
    rows = [["Municipio", "1.204 mq", "412.350 kWh"], ["Scuola", "804 mq", "112.350 kWh"], ["Palestra", "904 mq", "92.350 kWh"]]
    assert find_tables(Drawing().aligned(100, [(72, "l"), (250, "r"), (400, "r")], rows)) == [rows]


def test_rows_with_marks_of_code_between_typed_rules_are_a_table(find_tables: FindTables) -> None:
    rows = [["# cap.", "Voce", "Ore"], ["# 101", "Imposte", "12 h"], ["# 102", "Tasse", "8 h"], ["# 103", "Canoni", "31 h"]]
    lines = [f"{a:<10}{b:<20}{c}" for a, b, c in rows]
    drawing = Drawing(font="Courier").lines(72, 100, [lines[0], "-" * 40, *lines[1:], "-" * 40], size=9, leading=12)
    assert find_tables(drawing) == [rows]


def test_amounts_and_shares_behind_their_names_are_columns(find_tables: FindTables) -> None:
    rows = [
        ["Lotto 1", "Lotto 2", "Lotto 3"],
        ["Importo € 1.200,00", "Importo € 900,00", "Importo € 700,00"],
        ["Ribasso 12%", "Ribasso 8%", "Ribasso 10%"],
        ["Ditta Rossi", "Ditta Verdi", "Ditta Neri"],
    ]
    assert find_tables(Drawing().lines(72, 60, PROSE).aligned(160, [(72, "l"), (230, "l"), (390, "l")], rows)) == [rows]
