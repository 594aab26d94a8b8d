"""What is handed over: workbooks and CSV files."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import openpyxl
import polars as pl
import pytest

from pipeline.columns import EDGES, MODELS, columns_of, fields_of, without_none
from pipeline.datasets import write_report
from pipeline.export import EXPORTED, tables_to_export, write_csv
from pipeline.headings_it import HEADINGS, LEFT_OUT, SHEETS, WORDS
from pipeline.report import read_report
from pipeline.workbook import write_workbook
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


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    """The cells of a sheet's rows by their headings."""
    heads = [cell.value for cell in sheet[1]]
    return [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2)]


def test_a_workbook_has_typed_cells_and_no_formula(output: Path, tmp_path: Path) -> None:
    write_workbook(tables_to_export(output), tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["Sintesi", "Documenti", "Segnalazioni", "Scostamenti", "Legenda"]
    lines = [row for row in rows_of(book["Scostamenti"]) if row["Documento"].value == "@relazione.pdf"]
    by_label = {row["Voce"].value: row for row in lines}
    amount = by_label["Proventi da servizi"]["Importo dell'anno"]
    assert (amount.value, amount.number_format) == (345768.90, "[$-410]#,##0.00####")
    assert by_label["Proventi da servizi"]["Importo dell'anno (deciso)"].value == 345678.90
    assert by_label["Proventi da servizi"]["Riga"].value == 3  # of the table, its heading being the first
    assert by_label[FORMULA]["Voce"].data_type == "s"
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    findings = {row["Stato"].value: row for row in rows_of(book["Segnalazioni"])}
    assert findings["corretto"]["Deciso il"].value.date() == date(2026, 11, 22)
    assert findings["corretto"]["Causa probabile"].value == "due cifre scambiate"
    assert findings["da decidere"]["Gravità"].value == "errore"
    assert findings["da decidere"]["Riga"].value == 5


def test_a_workbook_begins_with_a_summary_the_worst_document_first(output: Path, tmp_path: Path) -> None:
    write_workbook(tables_to_export(output), tmp_path / "out.xlsx")
    summary = rows_of(openpyxl.load_workbook(tmp_path / "out.xlsx")["Sintesi"])
    shown = ("Documento", "Pagine", "Righe di dati", "Errori da decidere", "Segnalazioni decise")
    assert [tuple(row[name].value for name in shown) for row in summary] == [
        ("altra.pdf", 1, 4, 1, 0), ("@relazione.pdf", 1, 4, 0, 1), ("Tutti", 2, 8, 1, 1),
    ]  # fmt: skip


def test_every_sheet_is_printed_across_a_page_under_heads_that_stay(output: Path, tmp_path: Path) -> None:
    write_workbook(tables_to_export(output), tmp_path / "out.xlsx")
    for sheet in openpyxl.load_workbook(tmp_path / "out.xlsx"):
        assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)  # one wide is not written
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("B2", "$1:$1")
        assert sheet.auto_filter.ref.startswith("A1:")


def test_every_column_has_an_italian_heading() -> None:
    for dataset in EXPORTED:
        columns = [column.name for column in columns_of(dataset) if not column.type.is_nested() and column.name not in EDGES]
        assert [name for name in columns if name not in LEFT_OUT and name not in HEADINGS] == []
        assert len(SHEETS[dataset]) <= 31  # a spreadsheet takes no longer name


def test_every_word_of_a_column_is_italian() -> None:
    for dataset in EXPORTED:
        for name, hint in fields_of(MODELS[dataset]).items():
            words = [word for word in get_args(without_none(hint)) if isinstance(word, str)]
            assert [word for word in words if name not in LEFT_OUT and word not in WORDS.get(name, {})] == []


def test_a_number_with_more_digits_than_a_spreadsheet_keeps_is_text(tmp_path: Path) -> None:
    exact = pl.DataFrame({"document": ["a", "a"], "amount": [Decimal("12345678901234567.89"), Decimal("0.10")]})
    write_workbook({"personnel_costs": exact}, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Costi del personale"]
    assert [(sheet.cell(row, 2).value, sheet.cell(row, 2).data_type) for row in (2, 3)] == [
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
