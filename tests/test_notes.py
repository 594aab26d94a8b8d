"""The letters to the bodies: one each, and nothing in it but what a reviewer decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.datasets import write_report
from pipeline.notes import write_notes
from pipeline.report import read_report
from schemas.correction import Correction, Decision, Expectation
from schemas.finding import Finding
from tests.drawing.two_years import ROWS, WRONG, two_years, with_text

PROVA = "Camera di Commercio di Prova"


def reported(
    folder: Path, rows: tuple[tuple[str, ...], ...] = WRONG, *, body: str = PROVA, decision: Decision | None = "accept",
    value: str | None = None, reason: str = "",
) -> Finding:  # fmt: skip
    """Write a body's report with an error, and what a reviewer decided about it. Returns the finding as it was open."""
    pdf = two_years(rows, body).save(folder / f"{len(list(folder.glob('*.pdf')))}.pdf")
    report = read_report(pdf)
    (error,) = [finding for finding in report.findings if finding.severity == "error"]
    corrections = []
    if decision is not None:
        taken = {"accept": error.suggested_value, "value": Decimal(value or 0)}.get(decision)
        corrections = [decided(error, decision, taken, reason)]
    write_report(read_report(pdf, corrections=corrections), folder / "output")
    return error


def decided(error: Finding, decision: Decision, value: Decimal | None, reason: str = "") -> Correction:
    assert error.page is not None
    assert error.box is not None
    return Correction(
        decision=decision, page=error.page, box=error.box, printed=error.printed_text or "", printed_value=error.printed_value,
        value=value, who="Anna Rossi", when=date(2026, 11, 22), reason=reason,
        expects=Expectation(finding=error.finding_id, rule=error.rule, suggested=error.suggested_value),
    )  # fmt: skip


def letters(folder: Path) -> list[str]:
    return [path.read_text() for path in write_notes(folder / "output", folder / "notes").files]


def test_a_letter_has_page_figures_and_the_sum_and_is_ready_to_be_signed(tmp_path: Path) -> None:
    reported(tmp_path, reason="Confermato dall'ente.")
    (letter,) = letters(tmp_path)
    assert (
        letter
        == """\
[Mittente e recapiti]

[Luogo], [data]

Spett.le
Camera di Commercio di Prova

Oggetto: cifra che non concorda nel documento sotto indicato

Nel documento sotto indicato una cifra non concorda con altre dello stesso documento. Ne
riportiamo la pagina, ciò che è stampato e il conto che non torna.

Documento: «Relazione sui risultati 2016», file 0.pdf, esercizio 2016
----------------------------------------------------------------------------------------

1. Pagina 1, Proventi da servizi · 2016
   È stampato: «345.768,90»
   Secondo la nostra verifica il valore corretto è 345.678,90 (due cifre scambiate).
   Lo scostamento è la differenza tra i due anni: 345.768,90 - 300.000,00 = 45.768,90;
     il documento riporta 45.678,90, 90,00 in meno.
   Il totale è la somma delle sue voci: 1.200.000,00 + 345.768,90 + 54.321,10 =
     1.600.090,00; il documento riporta 1.600.000,00, 90,00 in meno.
   Nota: Confermato dall'ente.

Vi preghiamo di verificare quanto segnalato e, se del caso, di correggere e ripubblicare
il documento. Le pagine sono contate dall'inizio del file.

Distinti saluti

[Firma]
"""
    )


def test_every_body_gets_its_own_letter_however_long_its_name(tmp_path: Path) -> None:
    begin = "Consorzio intercomunale per i servizi sociali e sanitari della valle"
    for body in (f"{begin} superiore", f"{begin} inferiore", f"{begin.upper()} SUPERIORE"):
        reported(tmp_path, body=body)
    written = letters(tmp_path)
    assert sorted(letter.count("Documento: ") for letter in written) == [1, 2]
    assert len({letter.split("Spett.le")[1].split("Oggetto")[0] for letter in written}) == 2


def test_another_value_is_told_without_the_slip_of_the_one_suggested(tmp_path: Path) -> None:
    rounded = tuple(tuple(cell.partition(",")[0] for cell in row) for row in WRONG)
    error = reported(tmp_path, rounded, decision="value", value="345679")
    assert (error.suggested_value, error.slip) == (Decimal(345678), "transposition")
    (letter,) = letters(tmp_path)
    assert "il valore corretto è 345.679.\n" in letter
    assert "scambiate" not in letter
    assert "345.678" not in letter


def test_what_is_kept_as_printed_is_said_to_be_printed_and_nothing_else(tmp_path: Path) -> None:
    reported(tmp_path, decision="as_printed")
    (letter,) = letters(tmp_path)
    assert "Abbiamo verificato che il documento riporta la cifra così." in letter
    assert "345.678,90" not in letter
    assert "il valore corretto è" not in letter


def test_a_figure_that_others_contradict_as_decided_is_in_no_letter(tmp_path: Path) -> None:
    reported(tmp_path, decision="value", value="345000.00")
    assert letters(tmp_path) == []


def test_what_was_recognised_in_an_image_is_in_no_letter(tmp_path: Path) -> None:
    pdf = two_years(WRONG).save(tmp_path / "a.pdf")
    (error,) = [finding for finding in read_report(pdf).findings if finding.severity == "error"]
    report = read_report(pdf, corrections=[decided(error, "as_printed", None)])
    for text_source, letters in (("mixed", 0), ("ocr", 0), ("text", 1)):
        document = report.document.model_copy(update={"text_source": text_source})
        write_report(replace(report, document=document), tmp_path / "output")
        written = write_notes(tmp_path / "output", tmp_path / "notes")
        assert (len(written.files), written.left_out) == (letters, 1 - letters)


def test_what_nobody_decided_and_what_was_dismissed_is_in_no_letter(tmp_path: Path) -> None:
    reported(tmp_path, decision=None)
    reported(tmp_path, with_text(1, 1, "1.200.900,00"), decision="dismiss", reason="Noto.")
    written = write_notes(tmp_path / "output", tmp_path / "notes")
    assert (written.files, written.undecided) == ((), 1)


def test_of_several_figures_the_letter_names_the_one_decided_upon(tmp_path: Path) -> None:
    rows = (ROWS[0], *((*row[:2], "", "") for row in ROWS[1:4]), ("Totale proventi", "1.600.100,00", "", ""))
    pdf = two_years(rows).save(tmp_path / "a.pdf")
    report = read_report(pdf)
    (error,) = [finding for finding in report.findings if finding.candidates]
    check = next(check for check in report.checks if check.check_id in error.check_ids)
    operand = next(o for o in check.operands if o.text == "345.678,90")
    correction = decided(error, "value", Decimal("345778.90")).model_copy(
        update={"page": operand.page, "box": operand.box, "printed": operand.text, "printed_value": operand.value}
    )
    write_report(read_report(pdf, corrections=[correction]), tmp_path / "output")
    (letter,) = letters(tmp_path)
    assert (
        "Proventi da servizi · 2016\n   È stampato: «345.678,90»\n   Secondo la nostra verifica il valore corretto è 345.778,90."
        in letter
    )


@pytest.mark.parametrize(
    ("decision", "reason", "written"),
    [("accept", "", 0), ("value", "", 0), ("accept", "Letto sulla pagina.", 1), ("as_printed", "", 1)],
)
def test_what_its_picture_does_not_bear_out_is_in_no_letter_unless_a_person_says_so(
    tmp_path: Path, decision: Decision, reason: str, written: int
) -> None:
    (plain,) = [finding for finding in read_report(two_years(WRONG).save(tmp_path / "b.pdf")).findings if finding.box]
    assert plain.box is not None
    stroke = plain.box.x0 - 7, plain.box.center_y, plain.box.x0 - 2, plain.box.center_y
    pdf = two_years(WRONG).rule(*stroke).save(tmp_path / "a.pdf")
    (error,) = [finding for finding in read_report(pdf).findings if finding.box]
    assert (error.severity, error.pictured) == ("error", False)
    value = {"accept": error.suggested_value, "value": Decimal("345678.90")}.get(decision)
    write_report(read_report(pdf, corrections=[decided(error, decision, value, reason)]), tmp_path / "output")
    notes = write_notes(tmp_path / "output", tmp_path / "notes")
    assert (len(notes.files), notes.left_out) == (written, 1 - written)
