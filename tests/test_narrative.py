"""The narrative as a tree of sections, its paragraphs whole, its indicators as records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

import pytest

from pipeline.report import Report
from schemas.records.indicators import Indicator
from schemas.section import Section
from tests.drawing import Drawing

ReportOn = Callable[[Drawing], Report]

LONG = (
    "Nel corso dell'anno sono stati monitorati gli standard di qualità dei servizi definiti nella Carta",
    "dei servizi. La rilevazione ha evidenziato complessivamente una percentuale di raggiungimento",
    "pari al 96,6%.",
)
WHOLE = " ".join(LONG)


def write(lines: Iterable[str], drawing: Drawing | None = None, y: float = 80) -> Drawing:
    """Lines one under another; an empty one leaves white; a line in capitals before a colon is bold."""
    drawing = drawing or Drawing()
    for line in lines:
        label = line.partition(":")[0]
        if line:
            drawing.text(72, y, line, bold=label.isupper() and len(label) > 8)
        y += 13
    drawing.bottom = y
    return drawing


def outline(report: Report) -> list[tuple[int, str, str | None, str]]:
    return [(s.level, s.kind, s.number, s.heading) for s in report.sections]


def paragraphs(section: Section) -> list[str]:
    return [p.text for p in section.paragraphs]


# ── the tree ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_sections_of_every_kind_stand_under_one_another(report_on: ReportOn) -> None:
    drawing = write(
        [
            "OBIETTIVO 1: GARANTIRE I LIVELLI DI SERVIZIO",
            "",
            "INDICATORE 1): Rilevazione dei risultati",
            "",
            "INDICATORE N. 2): Elaborazione dei dati",
            "",
            "OBIETTIVO 2: CONTENIMENTO DEGLI ONERI",
            "",
            "INDICATORE a): Realizzazione del 90% degli obiettivi",
            "",
            "AREA STRATEGICA 3: COMPETITIVITA' DELL'ENTE",
            "",
            "OBIETTIVO STRATEGICO 3A",
            "",
            "OBIETTIVO STRATEGICO 3B",
            "",
            "INDICATORE b): Relazione alla Giunta",
            "",
            "ALLEGATO 1: STANDARD DI QUALITA'",
        ]
    )
    report = report_on(drawing)
    assert outline(report) == [
        (0, "objective", "1", "OBIETTIVO 1: GARANTIRE I LIVELLI DI SERVIZIO"),
        (1, "indicator", "1", "INDICATORE 1): Rilevazione dei risultati"),
        (1, "indicator", "2", "INDICATORE N. 2): Elaborazione dei dati"),
        (0, "objective", "2", "OBIETTIVO 2: CONTENIMENTO DEGLI ONERI"),
        (1, "indicator", "a", "INDICATORE a): Realizzazione del 90% degli obiettivi"),
        (2, "strategic_area", "3", "AREA STRATEGICA 3: COMPETITIVITA' DELL'ENTE"),
        (3, "strategic_objective", "3A", "OBIETTIVO STRATEGICO 3A"),
        (3, "strategic_objective", "3B", "OBIETTIVO STRATEGICO 3B"),
        (1, "indicator", "b", "INDICATORE b): Relazione alla Giunta"),
        (0, "annex", "1", "ALLEGATO 1: STANDARD DI QUALITA'"),
    ]
    ids = [s.section_id for s in report.sections]
    assert ids == [f"s{i}" for i in range(1, 11)]
    assert [s.position for s in report.sections] == list(range(10))
    assert [s.parent_id for s in report.sections] == [None, "s1", "s1", None, "s4", "s5", "s6", "s6", "s4", None]


def test_a_heading_over_several_lines_is_whole(report_on: ReportOn) -> None:
    drawing = Drawing().lines(
        72,
        80,
        [
            "OBIETTIVO 1: GARANTIRE I LIVELLI DI SERVIZIO ATTRAVERSO IL RISPETTO DEGLI",
            "STANDARD DI QUALITA' E DEI TEMPI",
        ],
        bold=True,
    )
    report = report_on(write(LONG, drawing, 115))
    assert outline(report) == [
        (
            0,
            "objective",
            "1",
            "OBIETTIVO 1: GARANTIRE I LIVELLI DI SERVIZIO ATTRAVERSO IL RISPETTO DEGLI STANDARD DI QUALITA' E DEI TEMPI",
        )
    ]
    assert paragraphs(report.sections[0]) == [WHOLE]


def test_a_heading_of_another_kind_by_its_size(report_on: ReportOn) -> None:
    drawing = Drawing().text(72, 80, "Il contesto economico", size=15, bold=True)
    report = report_on(write(LONG, drawing, 110).text(72, 180, "Le risorse", size=15, bold=True).lines(72, 200, LONG))
    assert outline(report) == [(0, "heading", None, "Il contesto economico"), (0, "heading", None, "Le risorse")]
    assert [s.text for s in report.sections] == [WHOLE, WHOLE]


def test_a_bold_phrase_in_a_paragraph_is_no_heading(report_on: ReportOn) -> None:
    drawing = (
        Drawing()
        .text(72, 80, "Premessa", size=15)
        .text(72, 110, "Nota bene.", bold=True)
        .text(130, 110, "Gli importi sono in euro.")
    )
    assert outline(report_on(write(LONG, drawing, 140))) == [(0, "heading", None, "Premessa")]


def test_sections_know_their_pages_and_the_place_of_their_heading(report_on: ReportOn) -> None:
    drawing = write(["OBIETTIVO 1: SERVIZI", "", *LONG]).page()
    report = report_on(write(["OBIETTIVO 2: ONERI", "", *LONG], write(["Prosegue il monitoraggio."], drawing), y=120))
    first, second = report.sections
    assert (first.first_page, first.last_page, second.first_page, second.last_page) == (1, 2, 2, 2)
    assert (second.box.x0, second.box.bottom) == pytest.approx((72, 122.3), abs=0.5)


# ── paragraphs ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_paragraph_is_whole_over_lines(report_on: ReportOn) -> None:
    (section,) = report_on(write(["OBIETTIVO 1: SERVIZI", "", *LONG, "", *LONG])).sections
    assert paragraphs(section) == [WHOLE, WHOLE]
    assert section.text == f"{WHOLE}\n{WHOLE}"


def test_a_paragraph_is_whole_over_a_page_break_and_what_runs_through_the_pages(report_on: ReportOn) -> None:
    drawing = Drawing(head="Camera di Commercio di Prova", foot="Pagina {page} di 2").text(
        72, 700, "OBIETTIVO 1: SERVIZI", bold=True
    )
    drawing.lines(72, 730, LONG[:1]).page().lines(72, 80, LONG[1:])
    (section,) = report_on(drawing).sections
    assert paragraphs(section) == [WHOLE]


def test_a_paragraph_that_ends_with_its_page_does_not_go_on(report_on: ReportOn) -> None:
    drawing = Drawing().text(72, 700, "OBIETTIVO 1: SERVIZI", bold=True).lines(72, 730, LONG).page().lines(72, 80, LONG)
    (section,) = report_on(drawing).sections
    assert paragraphs(section) == [WHOLE, WHOLE]


def test_words_hyphenated_at_line_ends_are_whole_and_compounds_keep_their_hyphen(report_on: ReportOn) -> None:
    lines = [
        "Nel corso dell'anno sono stati monitorati gli standard di qualità dei servizi defini-",
        "ti nella Carta dei servizi, con particolare attenzione all'area tecnico-amministrativa e al biennio 2015-",
        "2016 delle attività.",
    ]
    (section,) = report_on(write(["OBIETTIVO 1: SERVIZI", "", *lines])).sections
    (text,) = paragraphs(section)
    assert "servizi definiti nella Carta" in text
    assert "tecnico-amministrativa" in text
    assert "2015-2016" in text or "2015- 2016" in text


@pytest.mark.parametrize("marks", [["1.", "2.", "3."], ["-", "-", "-"], ["•", "•", "•"], ["a)", "b)", "c)"]])
def test_items_of_a_list_are_kept_apart(report_on: ReportOn, marks: list[str]) -> None:
    items = ["Conseguimento dell'attestazione;", "Aggiornamento del Piano;", "Giornata della trasparenza."]
    lines = [f"{mark} {item}" for mark, item in zip(marks, items, strict=True)]
    (section,) = report_on(write(["OBIETTIVO 1: SERVIZI", "", "Sono state svolte le seguenti attività:", *lines])).sections
    assert paragraphs(section) == ["Sono state svolte le seguenti attività:", *lines]


def test_an_item_over_two_lines_is_whole(report_on: ReportOn) -> None:
    lines = [
        "- partecipazione agli incontri da parte del referente e sua collaborazione alla stesura della bozza",
        "di piano di fascicolazione",
        "- validazione del piano",
    ]
    (section,) = report_on(write(["OBIETTIVO 1: SERVIZI", "", *lines])).sections
    assert paragraphs(section) == [f"{lines[0]} {lines[1]}", lines[2]]


def test_an_item_set_in_under_its_mark_is_whole(report_on: ReportOn) -> None:
    drawing = write(["OBIETTIVO 1: SERVIZI"])
    drawing.text(90, 110, "-").text(
        104, 110, "partecipazione agli incontri da parte del referente e sua collaborazione alla stesura della"
    )
    drawing.text(104, 123, "bozza di piano").text(90, 136, "-").text(104, 136, "validazione del piano")
    (section,) = report_on(drawing).sections
    assert paragraphs(section) == [
        "- partecipazione agli incontri da parte del referente e sua collaborazione alla stesura della bozza di piano",
        "- validazione del piano",
    ]


def test_paragraphs_parted_by_an_indent_of_their_first_line(report_on: ReportOn) -> None:
    drawing = write(["OBIETTIVO 1: SERVIZI"])
    for i in range(2):
        drawing.text(92, 110 + 39 * i, LONG[0]).text(72, 123 + 39 * i, LONG[1]).text(72, 136 + 39 * i, LONG[2])
    (section,) = report_on(drawing).sections
    assert paragraphs(section) == [WHOLE, WHOLE]


# ── results ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_stands_under_a_result_is_the_text_of_its_indicator(report_on: ReportOn) -> None:
    report = report_on(
        write(["OBIETTIVO 1: SERVIZI", "", "INDICATORE 1): Rilevazione dei tempi", "RISULTATO: realizzato.", *LONG])
    )
    indicator = report.sections[1]
    assert indicator.heading == "INDICATORE 1): Rilevazione dei tempi"
    assert indicator.outcome == "realizzato."
    assert paragraphs(indicator)[-1] == WHOLE


def test_what_stands_under_a_target_belongs_to_the_target_not_to_its_table(report_on: ReportOn) -> None:
    rows = [["TARGET STRATEGICO 2 – ANNO 2016", "RISULTATO CONSEGUITO % e/o numero"], ["Completamento dei lavori", "100%"]]
    drawing = write(["OBIETTIVO STRATEGICO 2C", "Favorire lo start up."]).grid(72, 130, [250, 200], rows, bold_rows=1)
    drawing.text(72, 190, "RISULTATO CONSEGUITO", bold=True).lines(72, 210, LONG)
    report = report_on(drawing)
    objective, target = report.sections
    assert (objective.kind, objective.number, paragraphs(objective)) == ("strategic_objective", "2C", ["Favorire lo start up."])
    assert (target.kind, target.number, target.parent_id, paragraphs(target)) == ("strategic_target", "2", "s1", [WHOLE])
    assert report.tables[0].section_id == target.section_id


@pytest.mark.parametrize("ruled", [True, False])
def test_what_stands_in_a_table_is_not_repeated_in_the_prose(report_on: ReportOn, ruled: bool) -> None:
    rows = [
        ["Voce", "2015", "2016"],
        ["Oneri diversi", "569.197,48", "541.551,50"],
        ["Quote", "418.449,24", "384.987,38"],
        ["Organi", "53.772,06", "47.564,91"],
    ]
    drawing = write(["OBIETTIVO 2: CONTENIMENTO DEGLI ONERI", "", *LONG])
    if ruled:
        drawing.grid(72, 180, [200, 90, 90], rows, align="lrr", bold_rows=1)
    else:
        drawing.aligned(190, [(72, "l"), (360, "r"), (460, "r")], rows, bold_rows=1)
    report = report_on(drawing.lines(72, 280, LONG))
    (section,) = report.sections
    assert paragraphs(section) == [WHOLE, WHOLE]
    assert [t.section_id for t in report.tables] == ["s1"]


# ── records of indicators ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_record_for_each_indicator(report_on: ReportOn) -> None:
    drawing = write(
        [
            "OBIETTIVO 1: SERVIZI",
            "",
            "INDICATORE 1): Rilevazione dei tempi, con scostamento non superiore al 10%.",
            "RISULTATO: realizzato al 95%",
            "",
            "INDICATORE N. 2): Elaborazione dei dati;",
            "RISULTATO: realizzato",
            "",
            "OBIETTIVO 2: ONERI",
            "",
            "INDICATORE: Realizzazione del 90% degli obiettivi",
            "RISULTATO: 1) 100% 2) 66% 83%",
            "",
            "INDICATORE b): Relazione alla Giunta",
        ]
    )
    records = [r for r in report_on(drawing).records if isinstance(r, Indicator)]
    assert [
        (r.objective_number, r.indicator_number, r.description, r.outcome_text, r.outcome_pct.value if r.outcome_pct else None)
        for r in records
    ] == [
        ("1", "1", "Rilevazione dei tempi, con scostamento non superiore al 10%.", "realizzato al 95%", Decimal(95)),
        ("1", "2", "Elaborazione dei dati;", "realizzato", None),
        ("2", None, "Realizzazione del 90% degli obiettivi", "1) 100% 2) 66% 83%", Decimal(83)),
        ("2", "b", "Relazione alla Giunta", None, None),
    ]
    assert [r.page for r in records] == [1, 1, 1, 1]


def test_an_indicator_whose_description_goes_on_over_lines_and_a_list(report_on: ReportOn) -> None:
    lines = [
        "INDICATORE 5): Realizzazione delle seguenti attività di competenza di ciascun ufficio secondo le",
        "tempistiche predefinite:",
        "- risposta al questionario;",
        "- applicazione del piano.",
        "RISULTATO: realizzato",
    ]
    report = report_on(write(["OBIETTIVO 1: SERVIZI"]).lines(72, 110, lines))
    (record,) = [r for r in report.records if isinstance(r, Indicator)]
    assert record.description == (
        "Realizzazione delle seguenti attività di competenza di ciascun ufficio secondo le tempistiche predefinite:"
    )
    assert paragraphs(report.sections[1])[:2] == ["- risposta al questionario;", "- applicazione del piano."]
    assert record.outcome_text == "realizzato"


# ── whose report, of which year ───────────────────────────────────────────────────────────────────────────────────────


def test_the_document_is_named_by_its_first_page(report_on: ReportOn) -> None:
    drawing = Drawing(head="Camera di Commercio di Prova").text(
        297, 120, "RELAZIONE SULLA GESTIONE 2016", size=20, bold=True, align="c"
    )
    document = report_on(write(LONG, drawing, 200).page().lines(72, 80, LONG)).document
    assert (document.entity, document.title, document.fiscal_year) == (
        "Camera di Commercio di Prova",
        "RELAZIONE SULLA GESTIONE 2016",
        2016,
    )
    assert (document.page_count, document.completeness, document.text_source) == (2, "complete", "text")


def test_the_year_is_that_of_the_tables_where_the_title_names_none(report_on: ReportOn) -> None:
    rows = [["Voce", "Consuntivo 2017", "Consuntivo 2018"], ["Oneri", "1.000,00", "2.000,00"]]
    drawing = Drawing().text(72, 80, "Relazione", size=20).lines(72, 110, LONG).grid(72, 180, [150, 110, 110], rows, align="lrr")
    assert report_on(drawing).document.fiscal_year == 2018


def test_nothing_is_made_up_where_a_document_names_neither_body_nor_year(report_on: ReportOn) -> None:
    document = report_on(Drawing().lines(72, 80, LONG)).document
    assert (document.entity, document.fiscal_year) == (None, None)
