"""Source or reading: what another engine says of a figure that does not add up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from pipeline import rereading
from pipeline.reading import pdfium
from pipeline.reading.page import Page
from pipeline.report import Report, read_report
from pipeline.source import Source
from tests.drawing import Drawing

COSTS = [
    ["", "2015", "2016", "var."],
    ["325 FUNZIONAMENTO", "1.796.089,37", "1.588.317,37", "-207.772,00"],
    ["3250 SERVIZI", "743.675,64", "603.523,63", "-140.152,01"],
    ["3260 GODIMENTO", "10.994,95", "10.689,95", "-305,00"],
    ["3270 ALTRI ONERI", "1.041.418,78", "974.103,79", "-67.314,99"],
]


def drawn(printed: str) -> Drawing:
    rows = [list(line) for line in COSTS]
    rows[2][1] = printed
    return Drawing((842, 595)).grid(40, 120, [200, 90, 90, 90], rows, bold_rows=1, align="lrrr")


@pytest.fixture
def report_read_by_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Report]:
    """Reads a report whose figure the first engine reads in one way, the other in another."""

    def read(first: str, second: str) -> Report:
        other = pypdfium2.PdfDocument(drawn(second).save(tmp_path / "other.pdf"))

        def read_again(source: Source, page: Page) -> Page:
            return pdfium.read_page(other, page.number)

        monkeypatch.setattr(rereading, "read_again", read_again)
        return read_report(drawn(first).save(tmp_path / "report.pdf"))

    return read


def errors(report: Report) -> Sequence[str]:
    return [finding.message for finding in report.findings if finding.severity == "error"]


def test_a_reading_under_which_everything_holds_is_taken_and_recorded(report_read_by_two: Callable[[str, str], Report]) -> None:
    report = report_read_by_two("743.675,84", "743.675,64")
    assert errors(report) == []
    assert [str(getattr(r, "prior_amount").value) for r in report.records][1] == "743675.64"  # noqa: B009 (any record)
    (finding,) = report.findings
    assert (finding.rule, finding.severity, finding.row, finding.column) == ("READ-1", "info", 2, 1)
    assert (finding.printed_text, report.tables[0].texts()[2][1]) == ("743.675,64", "743.675,64")


def test_what_both_engines_read_is_the_reports_own_error(report_read_by_two: Callable[[str, str], Report]) -> None:
    report = report_read_by_two("743.675,84", "743.675,84")
    (message,) = errors(report)
    assert message.endswith("(8 for 6). Two engines read it so.")
    assert report.tables[0].texts()[2][1] == "743.675,84"


def test_a_second_reading_that_explains_nothing_changes_nothing(report_read_by_two: Callable[[str, str], Report]) -> None:
    report = report_read_by_two("743.675,84", "743.675,81")
    (finding,) = report.findings
    assert (finding.severity, finding.suggested_value) == ("error", Decimal("743675.64"))
    assert finding.message.endswith("(8 for 6).")
    assert report.tables[0].texts()[2][1] == "743.675,84"


def test_a_report_without_suspects_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rereading, "read_again", lambda source, page: pytest.fail("it was read again"))
    assert read_report(drawn("743.675,64").save(tmp_path / "report.pdf")).findings == ()


def test_the_other_engine_sees_a_cell_where_the_first_one_did(tmp_path: Path) -> None:
    report = read_report(drawn("743.675,84").save(tmp_path / "report.pdf"))
    (finding,) = report.findings
    assert finding.message.endswith("Two engines read it so.")
