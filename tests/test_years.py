"""Two reports of one body, a year apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.datasets import read_document, write_across, write_report
from pipeline.ingestion import summarise
from pipeline.report import Report, read_report
from pipeline.years import restatements
from schemas.finding import Finding
from tests.drawing import Drawing

LINES = [("310 Diritto annuale", 4_116_035_72), ("311 Diritti di segreteria", 1_120_361_96), ("312 Contributi", 562_851_62)]


def printed(cents: int) -> str:
    return f"{cents / 100:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


@pytest.fixture
def compare(tmp_path: Path) -> Callable[..., list[tuple[str, Finding]]]:
    """Writes the reports of two years and compares them."""

    def drawn(year: int, prior: Sequence[str], current: Sequence[str], note: str) -> Drawing:
        rows = [["Conto", str(year - 1), str(year)]]
        rows += [[label, a, b] for (label, _), a, b in zip(LINES, prior, current, strict=True)]
        return Drawing().text(72, 100, note).grid(72, 120, [200, 100, 100], rows, bold_rows=1, align="lrr")

    def run(restated: Sequence[str], *, entity: str = "Camera di Prova", note: str = "") -> list[tuple[str, Finding]]:
        amounts = [printed(cents) for _, cents in LINES]
        drawings = [(2015, drawn(2015, amounts, amounts, "")), (2016, drawn(2016, restated, amounts, note))]
        documents = []
        for year, drawing in drawings:
            report = read_report(drawing.save(tmp_path / f"{year}.pdf"))
            named = {2015: "Camera di Prova", 2016: entity}[year]
            document = report.document.model_copy(update={"entity": named, "fiscal_year": year})
            write_report(replace(report, document=document), tmp_path / "output")
            documents.append(summarise(replace(report, document=document)))
        found = restatements(tmp_path / "output", documents, {s.document_id for s in documents})
        return [(later, finding) for (later, _), findings in found.items() for finding in findings]

    return run


def test_a_figure_that_last_years_report_gave_otherwise_is_a_question(
    compare: Callable[..., list[tuple[str, Finding]]], tmp_path: Path
) -> None:
    found = compare([printed(LINES[0][1]), "1.120.361,95", printed(LINES[2][1])])
    ((document_id, finding),) = found
    assert (finding.severity, finding.rule, finding.row, finding.column) == ("warning", "YEAR-1", 2, 1)
    assert finding.message == (
        "Diritti di segreteria 2015 is 1.120.361,95 here, but 1.120.361,96 in the report of 2015, 2015.pdf "
        "(0,01 less): it may have been restated."
    )
    write_across(tmp_path / "output", found)
    rows = read_document(tmp_path / "output", document_id, ["findings"])["findings"]
    assert rows.filter(rows["rule"] == "YEAR-1")["finding_id"].to_list() == [finding.finding_id]


def test_the_same_figures_are_no_finding(compare: Callable[..., list[tuple[str, Finding]]]) -> None:
    assert compare([printed(cents) for _, cents in LINES]) == []


def test_figures_rounded_to_euros_are_the_same(compare: Callable[..., list[tuple[str, Finding]]]) -> None:
    assert compare(["4.116.036", "1.120.362", "562.852"]) == []


def test_another_bodys_report_says_nothing(compare: Callable[..., list[tuple[str, Finding]]]) -> None:
    assert compare(["1,00", "2,00", "3,00"], entity="Comune di Altrove") == []


def test_reports_without_a_year_are_not_compared(sample: Report, tmp_path: Path) -> None:
    document = sample.document.model_copy(update={"fiscal_year": None})
    write_report(replace(sample, document=document), tmp_path)
    assert restatements(tmp_path, [summarise(replace(sample, document=document))], {sample.document_id}) == {}
