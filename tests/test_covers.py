"""Whose report it is, of what kind its body is, and of which year, from cover pages as bodies of many kinds print them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.narrative.bodies import kind_of
from pipeline.report import Report
from tests.drawing import Drawing

ReportOn = Callable[[Drawing], Report]

PROSE = (
    "Nel corso dell'esercizio le attività sono state svolte in continuità con la programmazione approvata.",
    "La relazione tiene conto degli indirizzi del Ministero e della Regione, e si rinvia agli allegati.",
)

COVERS: tuple[tuple[str, str, str, int | None], ...] = (
    ("14 CAMERA DI COMMERCIO|14 INDUSTRIA ARTIGIANATO E AGRICOLTURA|14 DI PROVA||24 BILANCIO D'ESERCIZIO 2021|"
     "11 Approvato dal Consiglio con deliberazione n. 5 del 28 aprile 2022",
     "CAMERA DI COMMERCIO INDUSTRIA ARTIGIANATO E AGRICOLTURA DI PROVA", "chamber_of_commerce", 2021),
    ("18 Camera di Commercio di Prova||16 Relazione sulla performance 2018|11 Piano della performance 2018-2020",
     "Camera di Commercio di Prova", "chamber_of_commerce", 2018),
    ("16 C.C.I.A.A. di Prova|12 Relazione sulla gestione|12 Esercizio 2017", "C.C.I.A.A. di Prova", "chamber_of_commerce", 2017),
    ("20 COMUNE DI VALDAMBRA|12 Provincia di Arezzo||18 RENDICONTO DELLA GESTIONE|14 Esercizio finanziario 2019",
     "COMUNE DI VALDAMBRA", "municipality", 2019),
    ("12 Provincia di Arezzo|12 Comune di Valdambra||22 Rendiconto 2020", "Comune di Valdambra", "municipality", 2020),
    ("20 Comune di|20 San Teodoro a Mare||14 Rendiconto di gestione anno 2016|10 Allegato al DUP 2017-2019",
     "Comune di San Teodoro a Mare", "municipality", 2016),
    ("20 Città di Valdambra|14 Relazione al rendiconto 2018", "Città di Valdambra", "municipality", 2018),
    ("14 PROVINCIA DI AREZZO||20 RELAZIONE SULLA GESTIONE|16 2015", "PROVINCIA DI AREZZO", "province", 2015),
    ("18 Città metropolitana di Prova|14 Rendiconto 2021", "Città metropolitana di Prova", "province", 2021),
    ("18 Regione Toscana|14 Rendiconto generale per l'esercizio finanziario 2019", "Regione Toscana", "region", 2019),
    ("14 Unione dei Comuni della Valle|18 Conto consuntivo 2014",
     "Unione dei Comuni della Valle", "union_of_municipalities", 2014),
    ("12 REGIONE TOSCANA|18 AZIENDA USL TOSCANA CENTRO||16 BILANCIO D'ESERCIZIO AL 31 DICEMBRE 2020",
     "AZIENDA USL TOSCANA CENTRO", "health_body", 2020),
    ("16 ASL Roma 1|14 Relazione del Direttore generale al bilancio 2022|10 Roma, 30 aprile 2023",
     "ASL Roma 1", "health_body", 2022),
    ("16 Azienda Ospedaliero-Universitaria Senese|14 Bilancio di esercizio 2018",
     "Azienda Ospedaliero-Universitaria Senese", "health_body", 2018),
    ("12 Regione Lombardia|16 ASST Valle Alta|14 Nota integrativa al bilancio 2019", "ASST Valle Alta", "health_body", 2019),
    ("16 Istituto Oncologico Prova - IRCCS|14 Bilancio 2021", "Istituto Oncologico Prova - IRCCS", "health_body", 2021),
    ("18 Università degli Studi di Prova|14 Bilancio unico di ateneo|14 Esercizio 2017",
     "Università degli Studi di Prova", "university", 2017),
    ("18 POLITECNICO DI PROVA|14 Bilancio consuntivo 2016", "POLITECNICO DI PROVA", "university", 2016),
    ("12 Ministero dell'Economia e delle Finanze|18 Agenzia del Demanio||16 Bilancio 2024",
     "Agenzia del Demanio", "agency", 2024),
    ("16 Agenzia regionale per la protezione ambientale|16 della Toscana||14 Bilancio di esercizio 2013",
     "Agenzia regionale per la protezione ambientale della Toscana", "agency", 2013),
    ("14 Presidenza del Consiglio dei Ministri|14 Dipartimento della Protezione Civile||16 Rendiconto 2020",
     "Dipartimento della Protezione Civile", "ministry", 2020),
    ("16 Autorità di sistema portuale del Mar di Prova|14 Rendiconto generale 2019",
     "Autorità di sistema portuale del Mar di Prova", "authority", 2019),
    ("16 Ordine dei Medici Chirurghi di Prova|14 Conto consuntivo 2018|10 Relazione del Collegio dei revisori dei conti",
     "Ordine dei Medici Chirurghi di Prova", "professional_order", 2018),
    ("16 Automobile Club Prova|14 Bilancio d'esercizio 2015", "Automobile Club Prova", "public_body", 2015),
    ("16 Parco Nazionale delle Foreste di Prova|14 Rendiconto generale 2017",
     "Parco Nazionale delle Foreste di Prova", "park", 2017),
    ("16 Consorzio di Bonifica Valle Alta|14 Bilancio consuntivo 2020", "Consorzio di Bonifica Valle Alta", "consortium", 2020),
    ("16 Azienda speciale Prova Formazione|12 della Camera di Commercio di Prova|14 Bilancio 2016",
     "Azienda speciale Prova Formazione", "public_body", 2016),
    ("16 Valle Servizi S.p.A.|12 Società soggetta a direzione del Comune di Valdambra|14 Bilancio al 31/12/2019",
     "Valle Servizi S.p.A.", "company", 2019),
    ("18 Fondazione Teatro Comunale|14 Bilancio consuntivo 2018 e preventivo 2019",
     "Fondazione Teatro Comunale", "foundation", 2018),
    ("16 Associazione Il Ponte di Valdambra ODV|10 Iscritta al RUNTS dal 12 marzo 2022|14 BILANCIO AL 31 DICEMBRE 2019",
     "Associazione Il Ponte di Valdambra ODV", "association", 2019),
    ("16 Il Girasole APS|14 Rendiconto per cassa 2021", "Il Girasole APS", "association", 2021),
    ("16 Croce Verde Prova|14 Bilancio sociale 2022|10 redatto ai sensi del D.M. 4 luglio 2019",
     "Croce Verde Prova", "association", 2022),
    ("14 Ministero della Cultura|18 Museo Nazionale di Prova|14 Bilancio 2021", "Museo Nazionale di Prova", "public_body", 2021),
    ("16 ARPA Prova|14 Bilancio di esercizio 2018", "ARPA Prova", "public_body", 2018),
    ("16 A.S.P. Città di Prova|14 Azienda pubblica di servizi alla persona|14 Bilancio consuntivo 2019",
     "A.S.P. Città di Prova", "public_body", 2019),
    ("16 Cooperativa sociale L'Aquilone|14 Bilancio sociale 2020", "Cooperativa sociale L'Aquilone", "cooperative", 2020),
)  # fmt: skip


UNSURE = {
    "PROVINCIA DI AREZZO": "likely", "Regione Toscana": "likely", "Dipartimento della Protezione Civile": "likely",
    "A.S.P. Città di Prova": "doubtful",
}  # fmt: skip
"""Bodies of kinds that others print over their own names; and one whose second line might be another's name."""


def cover(lines: str, *, head: str = "") -> Drawing:
    """A cover of lines, each behind its size in points, and two pages of prose."""
    drawing = Drawing(head=head)
    drawing.canvas.setTitle("Bilancio 2009")
    y = 120.0
    for line in lines.split("|"):
        size, _, text = line.partition(" ")
        if text:
            drawing.text(300, y, text, size=float(size), align="c")
        y += 1.4 * float(size or 20)
    for _ in range(2):
        drawing.page().text(72, 80, "Il contesto", size=13, bold=True).lines(72, 110, PROSE)
    return drawing


@pytest.mark.parametrize(("lines", "entity", "kind", "year"), COVERS, ids=[entity for _, entity, _, _ in COVERS])
def test_a_cover_tells_whose_report_it_is_and_of_which_year(
    report_on: ReportOn, lines: str, entity: str, kind: str, year: int | None
) -> None:
    document = report_on(cover(lines)).document
    assert (document.entity, document.entity_kind, document.fiscal_year) == (entity, kind, year)
    assert document.fiscal_year_confidence == "certain"
    assert document.entity_confidence == UNSURE.get(entity, "certain")


def test_a_body_that_runs_through_the_heads_of_all_pages_is_certain(report_on: ReportOn) -> None:
    document = report_on(cover("20 RENDICONTO DELLA GESTIONE 2018", head="Comune di Valdambra")).document
    assert (document.entity, document.entity_confidence, document.fiscal_year) == ("Comune di Valdambra", "certain", 2018)


def test_of_two_bodies_that_are_named_alike_the_first_is_doubtful(report_on: ReportOn) -> None:
    document = report_on(cover("16 Comune di Valdambra|16 Comune di Altrove|16 Convenzione 2018")).document
    assert (document.entity, document.entity_confidence) == ("Comune di Valdambra", "doubtful")


@pytest.mark.parametrize(
    ("author", "entity"), [("Comune di Prova", "Comune di Prova"), ("Comune di Altrove", None), ("ufficio", None)]
)
def test_the_author_of_the_file_is_the_body_if_the_text_names_it(report_on: ReportOn, author: str, entity: str | None) -> None:
    drawing = cover("14 Relazione 2018").page().text(72, 300, "Gli uffici del Comune di Prova hanno svolto le attività.", size=9)
    drawing.canvas.setAuthor(author)
    document = report_on(drawing).document
    assert (document.entity, document.entity_confidence) == (entity, "likely" if entity else None)


@pytest.mark.parametrize(
    ("lines", "year", "confidence"),
    [
        ("16 Comune di Prova|14 Relazione", 2009, "doubtful"),  # the title that the PDF's file was given
        ("16 Comune di Prova|14 Relazione sulle attività degli anni 2017 e 2018", 2018, "doubtful"),
        ("16 Comune di Prova|14 Relazione|10 Prova, 12 aprile 2017", 2017, "doubtful"),
    ],
)
def test_a_year_that_no_report_names_for_its_own_is_doubtful(report_on: ReportOn, lines: str, year: int, confidence: str) -> None:
    document = report_on(cover(lines)).document
    assert (document.fiscal_year, document.fiscal_year_confidence) == (year, confidence)


@pytest.mark.parametrize(
    "line",
    [
        "Ordine del giorno", "Collegio dei revisori dei conti", "Istituto cassiere: Banca di Prova", "Dipartimento risorse.",
        "La Regione Toscana comunica i dati.", "REGIONE Totale casi identificati", "Comune e Provincia", "Agenzia",
    ],
)  # fmt: skip
def test_what_names_no_body(report_on: ReportOn, line: str) -> None:
    document = report_on(cover(f"14 {line}|20 Relazione 2018")).document
    assert (document.entity, document.entity_kind, document.entity_confidence) == (None, None, None)


def test_kinds_do_not_depend_on_capitals() -> None:
    assert kind_of("COMUNE DI PROVA") == kind_of("Comune di Prova") == "municipality"
    assert kind_of("Relazione") is None
