"""The tree of headings: as the document lists its sections, as it numbers them, and by type; and what is no heading."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.narrative.numbering import number_of
from pipeline.report import Report
from tests.drawing import GREY, Drawing

ReportOn = Callable[[Drawing], Report]

PROSE = (
    "Nel corso dell'esercizio le attività sono state svolte in continuità con la programmazione.",
    "Si rinvia agli allegati.",
)


def tree(report: Report) -> list[str]:
    """The headings, each set in as deep as it stands."""
    return [f"{'  ' * section.level}{section.heading}" for section in report.sections]


def section(drawing: Drawing, y: float, heading: str, size: float = 10, *, bold: bool = False) -> Drawing:
    """A heading with prose under it."""
    return drawing.text(72, y, heading, size=size, bold=bold).lines(72, y + 24, PROSE)


def entry(drawing: Drawing, title: str, level: int) -> None:
    """A bookmark of the PDF that leads to the page."""
    drawing.canvas.bookmarkPage(title)
    drawing.canvas.addOutlineEntry(title, title, level)


def test_the_outline_of_the_pdf_tells_headings_set_like_text_and_their_levels(report_on: ReportOn) -> None:
    drawing = section(Drawing(), 80, "Premessa")
    entry(drawing, "Premessa", 0)
    section(drawing, 160, "Il contesto")
    entry(drawing, "Il contesto", 1)
    section(section(drawing.page(), 80, "Le risorse umane"), 160, "Premessa")  # named again, where the outline has no section
    entry(drawing, "Le risorse umane", 1)
    section(drawing.page(), 80, "I RISULTATI", bold=True)
    entry(drawing, "I risultati", 0)
    report = report_on(drawing)
    assert tree(report) == ["Premessa", "  Il contesto", "  Le risorse umane", "I RISULTATI"]
    assert [s.parent_id for s in report.sections] == [None, "s1", "s1", None]
    assert [s.first_page for s in report.sections] == [1, 1, 2, 3]


def test_the_printed_index_tells_headings_and_their_levels_and_is_none_itself(report_on: ReportOn) -> None:
    drawing = Drawing().text(72, 60, "INDICE", size=14, bold=True)
    for i, (left, title, page) in enumerate(
        [(72, "PREMESSA", 2), (90, "Il contesto", 2), (90, "Le risorse", 3), (72, "I RISULTATI", 4)]
    ):
        drawing.text(left, 90 + 14 * i, title + "." * 60).text(500, 90 + 14 * i, str(page), align="r")
    section(section(drawing.page(), 80, "PREMESSA", bold=True), 160, "Il contesto", bold=True)
    section(section(drawing.page(), 80, "Le risorse", bold=True), 160, "NOTA DI METODO", bold=True)
    report = report_on(section(drawing.page(), 80, "I RISULTATI", bold=True))
    assert tree(report) == ["INDICE", "PREMESSA", "  Il contesto", "  Le risorse", "NOTA DI METODO", "I RISULTATI"]


def test_numbers_tell_the_levels_whatever_the_type(report_on: ReportOn) -> None:
    drawing = Drawing()
    headings = ["1. Premessa", "1.1 Il contesto", "1.1.1 Le imprese", "1.2 Le risorse", "2. I risultati", "2.1 Gli indicatori"]
    for i, heading in enumerate(headings):
        section(drawing, 80 + 70 * i, heading, bold=True)
    report = report_on(drawing)
    assert tree(report) == [
        "1. Premessa", "  1.1 Il contesto", "    1.1.1 Le imprese", "  1.2 Le risorse", "2. I risultati", "  2.1 Gli indicatori",
    ]  # fmt: skip
    assert [s.number for s in report.sections] == ["1", "1.1", "1.1.1", "1.2", "2", "2.1"]


def test_numbers_of_another_form_begin_under_the_heading_above(report_on: ReportOn) -> None:
    drawing = Drawing()
    for i, heading in enumerate(["A) Attivo", "1) Immobilizzazioni", "2) Crediti", "B) Passivo", "1) Debiti"]):
        section(drawing, 80 + 70 * i, heading, bold=True)
    assert tree(report_on(drawing)) == ["A) Attivo", "  1) Immobilizzazioni", "  2) Crediti", "B) Passivo", "  1) Debiti"]


def test_type_tells_the_levels_where_nothing_is_numbered(report_on: ReportOn) -> None:
    drawing = section(section(Drawing(), 80, "Il contesto", 16), 160, "Le imprese", 13)
    section(section(section(drawing, 240, "ATTIVE", bold=True), 320, "L'occupazione", 13), 400, "Le risorse", 16)
    assert tree(report_on(drawing)) == ["Il contesto", "  Le imprese", "    ATTIVE", "  L'occupazione", "Le risorse"]


def test_the_title_on_the_cover_is_no_section_of_which_all_others_are_part(report_on: ReportOn) -> None:
    drawing = Drawing().text(72, 200, "Relazione sulla performance", size=24).text(72, 240, "Comune di Prova", size=14)
    section(section(drawing.page(), 80, "Il contesto", 13), 160, "Le risorse", 14)
    assert tree(report_on(drawing)) == ["Relazione sulla performance", "Comune di Prova", "Il contesto", "Le risorse"]


def test_labels_of_a_chart_are_no_headings(report_on: ReportOn) -> None:
    drawing = section(Drawing(), 80, "Il contesto", 14)
    for i, height in enumerate((40, 90, 60, 120)):
        drawing.box(110 + 60 * i, 400 - height, 140 + 60 * i, 400, fill=GREY, line=0)
    drawing.rule(100, 250, 100, 400).rule(100, 400, 360, 400).text(104, 305, "ONERI", size=13, bold=True)
    section(drawing, 480, "Le risorse", 14)
    assert tree(report_on(drawing)) == ["Il contesto", "Le risorse"]


@pytest.mark.parametrize("head", ["Relazione sulla gestione", "Comune di Prova"])
def test_a_head_that_runs_through_some_pages_is_one_heading_at_most(report_on: ReportOn, head: str) -> None:
    drawing = Drawing()
    for i in range(8):
        drawing = drawing if i == 0 else drawing.page()
        if 2 <= i < 5:
            drawing.text(72, 40, head, size=14)
        section(drawing, 120, f"Capitolo {'abcdefgh'[i]}", 14)
    headings = [line.strip() for line in tree(report_on(drawing))]
    assert headings.count(head) == 1
    assert [h for h in headings if h != head] == [f"Capitolo {letter}" for letter in "abcdefgh"]


def test_a_heading_printed_again_over_the_rest_of_its_table_begins_no_other_section(report_on: ReportOn) -> None:
    rows = [["Voce", "2016", "2015"], ["Crediti", "1.200,00", "1.000,00"], ["Debiti", "900,00", "800,00"]]
    drawing = section(Drawing(), 80, "CONTO ECONOMICO", 14).grid(72, 200, [150, 90, 90], rows, bold_rows=1, align="lrr").page()
    drawing.text(72, 120, "CONTO ECONOMICO", size=14).grid(72, 150, [150, 90, 90], rows, bold_rows=1, align="lrr")
    assert tree(report_on(drawing)) == ["CONTO ECONOMICO"]


def test_a_caption_is_no_heading(report_on: ReportOn) -> None:
    drawing = section(section(Drawing(), 80, "Il contesto", 14), 200, "TABELLA 3 - IMPRESE ATTIVE", bold=True)
    assert tree(report_on(drawing)) == ["Il contesto"]


@pytest.mark.parametrize(
    ("heading", "form", "parts"),
    [
        ("2.1 Gli indicatori", "decimal", ("2", "1")), ("3. Risorse", "decimal", ("3",)), ("4 Risorse", "decimal", ("4",)),
        ("IV - Disponibilità", "roman", ("IV",)), ("B) Passivo", "capital", ("B",)), ("c) altri", "letter", ("c",)),
        ("Parte II - Bilancio", "word", ("II",)), ("Capitolo 3", "word", ("3",)),
    ],
)  # fmt: skip
def test_the_forms_of_numbers(heading: str, form: str, parts: tuple[str, ...]) -> None:
    number = number_of(heading)
    assert number is not None
    assert (number.form, number.parts) == (form, parts)


@pytest.mark.parametrize("heading", ["Premessa", "2016 in breve", "Al 31 dicembre", "I risultati", "A tutti", "3,5 milioni"])
def test_what_is_no_number(heading: str) -> None:
    assert number_of(heading) is None


@pytest.mark.parametrize("said", ["(numero)", "dati al 31 dicembre"])
def test_the_name_of_a_table_stays_its_name_with_what_is_said_of_all_figures_between(report_on: ReportOn, said: str) -> None:
    drawing = Drawing().text(72, 60, "1. Risorse e impieghi", bold=True, size=14)
    money = [["Programma", "Budget", "Utilizzo"], ["Turismo", "91.254", "86.626"], ["Cultura", "76.323", "76.323"]]
    drawing.text(72, 90, "(importi in euro)", size=9).grid(72, 100, [180, 90, 90], money, align="lrr", bold_rows=1)
    drawing.text(72, 170, "Imprese per settore", bold=True).text(430, 186, said, size=9)
    rows = [["Settore", "Registrate", "Attive"], ["Agricoltura", "6.861", "6.174"], ["Costruzioni", "1.637", "1.573"]]
    report = report_on(drawing.grid(72, 194, [180, 90, 90], rows, align="lrr", bold_rows=1))
    assert [table.title for table in report.tables] == ["1. Risorse e impieghi", "Imprese per settore"]
    assert {cell.unit for cell in report.tables[1].cells} == {None}
