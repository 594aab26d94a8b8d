"""What reviewers decided: files, what is applied, what has expired."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.corrections import digest_of, read_corrections, record_correction, withdraw_correction
from pipeline.datasets import frames_of
from pipeline.decisions import match_documents
from pipeline.report import Report, read_report
from pipeline.tables.overrides import joined
from schemas.correction import Correction, DocumentCorrections, Expectation
from schemas.finding import Finding
from schemas.provenance import Box
from tests.drawing import Drawing
from tests.drawing.two_years import ROWS, WRONG, two_years


@pytest.fixture
def reread(tmp_path: Path) -> Callable[..., Report]:
    """Reads a drawing, with what was decided about it."""

    def read(drawing: Drawing, *corrections: Correction) -> Report:
        return read_report(drawing.save(tmp_path / "drawn.pdf"), corrections=corrections)

    return read


def answer(finding: Finding, decision: str, **fields: Any) -> Correction:
    """A decision about a finding."""
    assert finding.page is not None
    assert finding.box is not None
    return Correction.model_validate(
        {
            "decision": decision, "page": finding.page, "box": finding.box, "printed": finding.printed_text,
            "printed_value": finding.printed_value, "who": "Anna Rossi", "when": date(2026, 11, 22),
            "expects": Expectation(finding=finding.finding_id, rule=finding.rule, suggested=finding.suggested_value),
            **fields,
        }
    )  # fmt: skip


def the_error(report: Report) -> Finding:
    (error,) = [finding for finding in report.findings if finding.severity == "error"]
    return error


def test_an_accepted_suggestion_stands_beside_what_is_printed(reread: Callable[..., Report]) -> None:
    error = the_error(reread(two_years(WRONG)))
    assert (error.printed_text, error.suggested_value) == ("345.768,90", Decimal("345678.90"))
    report = reread(two_years(WRONG), answer(error, "accept", value="345678.90"))
    decided = the_error(report)
    assert (decided.status, decided.decided_value, decided.decided_by) == ("corrected", Decimal("345678.90"), "Anna Rossi")
    frames = dict(frames_of(report))
    row = frames["variance_lines"].row(1, named=True)
    (source,) = [s for s in row["sources"] if s["field"] == "current_amount"]
    assert (row["current_amount"], source["decided_value"], source["decision"]) == (
        Decimal("345768.90"), Decimal("345678.90"), "accept",
    )  # fmt: skip
    cells = [c for c in frames["cells"].to_dicts() if c["decision"]]
    assert [(c["text"], c["value"], c["decided_value"]) for c in cells] == [
        ("345.768,90", Decimal("345768.90"), Decimal("345678.90"))
    ]


@pytest.mark.parametrize(
    ("decision", "fields", "status", "value"),
    [
        ("value", {"value": "345678.91"}, "corrected", "345678.91"),
        ("as_printed", {}, "accepted", "345768.90"),
        ("dismiss", {"reason": "Noto all'ente."}, "dismissed", None),
    ],
)
def test_each_decision_gives_a_finding_its_status(
    reread: Callable[..., Report], decision: str, fields: dict[str, str], status: str, value: str | None
) -> None:
    error = the_error(reread(two_years(WRONG)))
    decided = the_error(reread(two_years(WRONG), answer(error, decision, **fields)))
    assert (decided.status, decided.decided_value) == (status, None if value is None else Decimal(value))


def test_a_decided_value_that_does_not_add_up_either_is_told(reread: Callable[..., Report]) -> None:
    error = the_error(reread(two_years(WRONG)))
    report = reread(two_years(WRONG), answer(error, "value", value="345000.00"))
    assert the_error(report).status == "corrected"
    (told,) = [finding for finding in report.findings if finding.rule == "COR-2"]
    assert told.message.endswith("345.000,00, does not satisfy VAR-1, VAR-3 either. Look at it again.")
    assert told.message_it.startswith("Anche con il valore deciso, 345.000,00 al posto di «345.768,90»")
    settled = reread(two_years(WRONG), answer(error, "accept", value="345678.90"))
    assert [finding.rule for finding in settled.findings] == [error.rule]


def test_a_decision_expires_when_another_value_is_suggested(reread: Callable[..., Report]) -> None:
    error = the_error(reread(two_years(WRONG)))
    report = reread(two_years(WRONG), answer(error, "accept", value="345678.99"))
    assert the_error(report).status == "open"
    (expired,) = [finding for finding in report.findings if finding.rule == "COR-1"]
    assert expired.message == (
        "Anna Rossi decided on 2026-11-22 to accept the suggestion («345.768,90», page 1). It is no longer applied: "
        "345.678,99 was suggested, now 345.678,90 is suggested. Decide again, or delete the decision."
    )


def test_a_decision_expires_when_what_it_answered_is_not_found(reread: Callable[..., Report]) -> None:
    error = the_error(reread(two_years(WRONG)))
    report = reread(two_years(ROWS), answer(error, "accept", value="345678.90"))
    assert [(f.rule, f.severity) for f in report.findings] == [("COR-1", "warning")]
    assert "what it answered is not found any more" in report.findings[0].message
    assert not any(c["decision"] for c in dict(frames_of(report))["cells"].to_dicts())


def test_two_decisions_about_one_finding_are_both_left_out(reread: Callable[..., Report]) -> None:
    error = the_error(reread(two_years(WRONG)))
    report = reread(two_years(WRONG), answer(error, "accept", value="345678.90"), answer(error, "as_printed"))
    assert the_error(report).status == "open"
    assert sum("more than one decision" in finding.message for finding in report.findings) == 2


def test_a_misread_cell_is_read_as_the_reviewer_saw_it(reread: Callable[..., Report]) -> None:
    error = the_error(reread(two_years(WRONG)))
    seen = answer(error, "text", text="345.678,90", expects=Expectation())
    report = reread(two_years(WRONG), seen)
    assert report.findings == ()
    (cell,) = [c for c in report.tables[0].cells if c.misread]
    assert (cell.text, cell.misread, cell.value) == ("345.678,90", "345.768,90", Decimal("345678.90"))


def structural(report: Report, decision: str, **fields: Any) -> Correction:
    """A decision about the first table of a report."""
    table = report.tables[0]
    page, box = table.boxes[0]
    fields = {"printed": joined(table.texts()[0]), "expects": {"rows": table.rows, "columns": table.columns}, **fields}
    return Correction.model_validate(
        {"decision": decision, "page": page, "box": box, "who": "Anna Rossi", "when": "2026-11-22", **fields}
    )


def test_a_reviewer_says_how_many_rows_are_headings(reread: Callable[..., Report]) -> None:
    report = reread(two_years())
    assert report.tables[0].header_rows == 1
    assert reread(two_years(), structural(report, "header_rows", header_rows=2)).tables[0].header_rows == 2
    other = reread(two_years(), structural(report, "header_rows", header_rows=2, expects={"rows": 9, "columns": 4}))
    assert other.tables[0].header_rows == 1
    assert [finding.rule for finding in other.findings] == ["COR-1"]


def test_a_reviewer_says_where_the_columns_are(reread: Callable[..., Report]) -> None:
    report = reread(two_years())
    (edges,) = [(box.x0, box.x0 + 150, box.x0 + 330, box.x1) for _, box in report.tables[0].boxes]
    table = reread(two_years(), structural(report, "columns", columns=edges)).tables[0]
    assert table.texts()[1] == ["Proventi istituzionali", "1.200.000,00 1.000.000,00", "200.000,00"]


def test_a_reviewer_marks_a_region_as_a_table(tmp_path: Path) -> None:
    drawing = Drawing().text(72, 60, "Relazione sui risultati 2016", size=14, bold=True)
    drawing.lines(72, 200, ["Sede centrale", "Sede distaccata", "Sportello"])
    drawing.lines(250, 200, ["aperta", "chiusa", "12,50"])
    path = drawing.save(tmp_path / "drawn.pdf")
    assert read_report(path).tables == ()
    marked = Correction(decision="table", page=1, box=Box(60, 185, 400, 240), who="Anna Rossi", when=date(2026, 11, 22))
    (table,) = read_report(path, corrections=[marked]).tables
    assert table.texts() == [["Sede centrale", "aperta"], ["Sede distaccata", "chiusa"], ["Sportello", "12,50"]]


def kept(**fields: Any) -> Correction:
    return Correction.model_validate(
        {"decision": "as_printed", "page": 1, "box": (1, 2, 3, 4), "printed": "1,00", "who": "A", "when": "2026-11-22", **fields}
    )


def about(*corrections: Correction) -> DocumentCorrections:
    return DocumentCorrections(
        document="ab" * 32, source_file="Relazione «2016».pdf", entity="Ente", fiscal_year=2016, corrections=corrections
    )


def test_what_is_written_reads_back_exactly(tmp_path: Path) -> None:
    correction = kept(
        decision="accept", value="1234567890123456.10", reason="sì: «no»", expects={"finding": "f", "rule": "VAR-1"}
    )
    path = record_correction(tmp_path, about(), correction)
    assert path.name == "relazione-2016-abababab.yml"
    assert read_corrections(tmp_path).of("ab" * 32) == (correction,)


def test_deciding_again_takes_the_place_of_the_first_decision(tmp_path: Path) -> None:
    first, second = kept(expects={"finding": "f"}), kept(decision="dismiss", reason="no", expects={"finding": "f"})
    other = kept(page=2)
    for correction in (first, other, second):
        record_correction(tmp_path, about(), correction)
    assert read_corrections(tmp_path).of("ab" * 32) == (second, other)
    withdraw_correction(tmp_path, about(), second)
    path = withdraw_correction(tmp_path, about(), other)
    assert not path.exists()


def test_the_digest_does_not_depend_on_the_order() -> None:
    a, b = kept(), kept(page=2)
    assert digest_of([a, b]) == digest_of([b, a]) != digest_of([a])
    assert digest_of([]) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "flow"),
        ("just text", "valid dictionary"),
        ("document: ab\nsource_file: x.pdf\n"
         "corrections: [{decision: accept, page: 1, box: [1, 2, 3, 4], who: A, when: 2026-11-22}]",
         "the decision `accept` needs `value`"),
        ("document: !!python/object/apply:os.getcwd []", "`document` Input should be a valid string"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_told_and_nothing_of_it_applied(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "bad.yml").write_text(text)
    corrections = read_corrections(tmp_path)
    assert corrections.by_document == {}
    (broken,) = corrections.broken
    assert (broken.source_file, broken.error) == (f"{tmp_path.name}/bad.yml", "bad_correction")
    assert said in broken.reason


def test_what_took_the_place_of_a_document_is_told(tmp_path: Path) -> None:
    record_correction(tmp_path, about(), kept())
    corrections = read_corrections(tmp_path)
    old, new = "ab" * 32, "cd" * 32
    same_name = ["Relazione «2016».pdf"], None, None
    reports, unmatched = match_documents(corrections, {old: same_name, new: same_name}, [new])
    assert [(of, finding.rule) for of, finding in reports] == [(new, "COR-1")]
    assert "the PDF is another than the one decided upon" in reports[0][1].message
    assert unmatched == []
    renamed = ["b.pdf"], "Ente", 2016
    assert [of for of, _ in match_documents(corrections, {new: renamed}, [new])[0]] == [new]
    reports, unmatched = match_documents(corrections, {new: (["b.pdf"], "Altro", 2016)}, [new])
    assert (reports, [q.error for q in unmatched]) == ([], ["unknown_document"])
    assert match_documents(corrections, {old: same_name}, [old]) == ([], [])
