"""Whose report it is and of which year, from what the document prints and not from what its file says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.report import Report
from tests.drawing import Drawing

ReportOn = Callable[[Drawing], Report]

PROSE = [
    "Nel corso dell'esercizio le attività sono state svolte in continuità con la programmazione.",
    "Si rinvia agli allegati.",
]


@pytest.mark.parametrize(
    ("line", "entity"),
    [
        ("Camera di Commercio di Prova", "Camera di Commercio di Prova"),
        ("Comune di Valdambra - C.F. 81293988882 - pag. unica", "Comune di Valdambra"),
        ("Camera di Commercio di Villarsa - Bilancio d'esercizio 2021 - Delibera n. 23", "Camera di Commercio di Villarsa"),
        ("Agenzia del Demanio Bilancio 2024", "Agenzia del Demanio"),
        ("Associazione Il Ponte di Valdambra ODV - Bilancio al 31 dicembre 2019", "Associazione Il Ponte di Valdambra ODV"),
        ("Il Girasole APS", "Il Girasole APS"),
        ("Fondazione Teatro Comunale", "Fondazione Teatro Comunale"),
        ("Azienda USL n. 5 di Pisa", "Azienda USL n. 5 di Pisa"),
        ("ASL Roma 1", "ASL Roma 1"),
        ("Consuntivo delle attività", None),
        ("REGIONE Totale casi identificati", None),
        ("La Regione Toscana comunica i dati.", None),
    ],
)
def test_the_body_is_named_without_what_a_running_head_sets_behind_it(report_on: ReportOn, line: str, entity: str | None) -> None:
    report = report_on(Drawing().text(72, 60, line, size=9).text(72, 100, "RELAZIONE 2016", size=16).lines(72, 140, PROSE))
    assert report.document.entity == entity


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("ARPA Prova - Agenzia Regionale per la Protezione", "Ambientale"), True),
        (("ATER - Azienda Territoriale per l'Edilizia", "Residenziale di Prova"), True),
        (("Società della Salute Area Prova", "Bilancio di esercizio"), False),
        (("Comune di Prova", "Assessorato alla cultura"), False),
        (("Consorzio di Bonifica della Pianura Centrale", "Assemblea dei soci"), False),
        (("Teatro Stabile di Prova e Provincia Orientale", "Stagione 2024"), False),
        (("Collegio Provinciale dei Geometri e Geometri", "Comune di Prova"), False),
    ],
)
def test_a_name_goes_on_in_the_line_below_where_its_next_word_had_no_room(
    report_on: ReportOn, lines: tuple[str, str], whole: bool
) -> None:
    report = report_on(Drawing().lines(72, 60, lines, size=18, leading=22).lines(72, 140, PROSE))
    assert report.document.entity == (" ".join(lines) if whole else lines[0])


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("BILANCIO AL 31 DICEMBRE 2019", 2019),
        ("Bilancio al 31.12.2021", 2021),
        ("Conto consuntivo 2018 (art. 9, D.M. 27 marzo 2019)", 2018),
        ("Relazione sulla gestione", None),
    ],
)
def test_the_year_is_that_of_the_printed_title(report_on: ReportOn, title: str, year: int | None) -> None:
    assert report_on(Drawing().text(72, 60, title, size=16).lines(72, 100, PROSE)).document.fiscal_year == year


def test_the_year_of_the_tables_wins_over_a_stale_title_of_the_file(report_on: ReportOn) -> None:
    drawing = Drawing().lines(72, 60, PROSE)
    drawing.canvas.setTitle("Bilancio 2009")
    rows = [["Voce", "31/12/2021", "31/12/2020"], ["Crediti", "1.200,00", "1.000,00"], ["Debiti", "900,00", "800,00"]]
    assert report_on(drawing.grid(72, 140, [150, 90, 90], rows, bold_rows=1, align="lrr")).document.fiscal_year == 2021
