"""What is handed over: workbooks and CSV files."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from pipeline.datasets import write_report
from pipeline.export import tables_to_export, write_csv, write_workbook
from pipeline.report import read_report
from schemas.correction import Correction, Expectation
from tests.drawing.two_years import WRONG, two_years, with_text

FORMULA = '=HYPERLINK("x";"y")'


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with two errors, one of them decided, and with a name that a spreadsheet would take for a formula."""
    folder = tmp_path_factory.mktemp("export")
    rows = [list(row) for row in WRONG]
    rows[3][0] = FORMULA
    pdf = two_years(tuple(map(tuple, rows))).save(folder / "relazione.pdf")
    (error,) = [finding for finding in read_report(pdf).findings if finding.severity == "error"]
    assert error.page is not None
    assert error.box is not None
    decision = Correction(
        decision="accept", page=error.page, box=error.box, printed=error.printed_text or "", printed_value=error.printed_value,
        value=error.suggested_value, who="Anna Rossi", when=date(2026, 11, 22), reason="Confermato dall'ente.",
        expects=Expectation(finding=error.finding_id, rule=error.rule, suggested=error.suggested_value),
    )  # fmt: skip
    write_report(read_report(pdf, "@relazione.pdf", corrections=[decision]), folder / "output")
    other = two_years(with_text(4, 3, "250.100,00")).save(folder / "altra.pdf")
    write_report(read_report(other), folder / "output")
    return folder / "output"


def test_a_workbook_has_typed_cells_and_no_formula(output: Path, tmp_path: Path) -> None:
    write_workbook(tables_to_export(output), tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["documents", "findings", "variance_lines"]
    sheet = book["variance_lines"]
    heads = [cell.value for cell in sheet[1]]
    rows = {row[heads.index("label")].value: row for row in sheet.iter_rows(min_row=2) if row[0].value == "@relazione.pdf"}
    amount = rows["Proventi da servizi"][heads.index("current_amount")]
    assert (amount.value, amount.number_format) == (345768.90, "[$-410]#,##0.00####")
    assert rows["Proventi da servizi"][heads.index("current_amount_decided")].value == 345678.90
    assert (rows[FORMULA][heads.index("label")].data_type, FORMULA in rows) == ("s", True)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    found = {cell.value for cell in book["findings"][1]}
    assert {"document", "severity", "message_it", "status", "decided_by", "decided_on"} <= found
    decided = [cell.value for row in book["findings"].iter_rows(min_row=2) for cell in row if cell.is_date]
    assert [value.date() for value in decided] == [date(2026, 11, 22)]


def test_a_number_with_more_digits_than_a_spreadsheet_keeps_is_text(tmp_path: Path) -> None:
    exact = pl.DataFrame({"amount": [Decimal("12345678901234567.89"), Decimal("0.10")]})
    write_workbook({"amounts": exact}, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["amounts"]
    assert [(sheet.cell(row, 1).value, sheet.cell(row, 1).data_type) for row in (2, 3)] == [
        ("12.345.678.901.234.567,89", "s"), (0.1, "n"),
    ]  # fmt: skip


def test_csv_opens_in_an_italian_spreadsheet_and_runs_nothing(output: Path, tmp_path: Path) -> None:
    write_csv(tables_to_export(output), tmp_path)
    content = (tmp_path / "variance_lines.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    by_label = {row["label"]: row for row in rows if row["document"] == "'@relazione.pdf"}
    assert by_label["Proventi da servizi"]["current_amount"] == "345768,9"
    assert f"'{FORMULA}" in by_label
    negative = pl.DataFrame({"amount": [Decimal("-1234.50")], "text": ["-1+1"]})
    write_csv({"signs": negative}, tmp_path)
    assert (tmp_path / "signs.csv").read_text("utf-8-sig").splitlines()[1] == "-1234,5;'-1+1"
