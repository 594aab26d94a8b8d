"""The workbook for people: what was read and found as sheets in Italian, with a summary and a legend, fit to be printed."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from pipeline.files import write_file
from pipeline.findings.rules import rule_of
from pipeline.findings.wording_en import italian
from pipeline.findings.wording_it import SLIPS, UNREAD
from pipeline.headings_it import FIRST, HEADINGS, LEFT_OUT, NOTES, SHEETS, WORDS

NUMBER_FORMAT = "[$-410]#,##0.00####"
"""Thousands and decimals as Italian has them."""
DATE_FORMAT = "dd/mm/yyyy"

EXACT_DIGITS = 15
"""A spreadsheet's numbers have no more: what has more is written as text."""

LONGEST = 32_767
"""Characters that a spreadsheet's cell can hold."""

NARROWEST, WIDEST = 9, 60
"""Characters that a column of a sheet is wide."""

FROM_ONE = frozenset({"row_index", "column_index"})
"""Columns that the datasets count from 0 and people from 1."""

OF_FILES = frozenset({"documents", "findings", "quarantine"})
"""Datasets that are not of records."""

A4 = 9
"""The number of the paper's size."""

LONGEST_SHEET = 31
"""Characters of a sheet's name."""

DECIDED = "_decided"
"""How the columns end that have what was decided."""

Plain = str | int | Decimal | date | None


def write_workbook(tables: Mapping[str, pl.DataFrame], path: Path) -> None:
    """Write the tables as the sheets of a workbook: no formula in it, and no link. Raises `Unwritable`."""
    content = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(content, plain) as book:
        sheets = _Sheets(book)
        sheets.add("Sintesi", *_summary(tables))
        for dataset, table in tables.items():
            names = _shown(dataset, table.columns)
            rows = [[_in_italian(name, row) for name in names] for row in _worst_first(table).iter_rows(named=True)]
            sheets.add(sheet(dataset), [heading(name) for name in names], rows)
        sheets.add("Legenda", ["Foglio", "Voce", "Significato"], _legend(tables))
    write_file(path, content.getvalue())


def _worst_first(table: pl.DataFrame) -> pl.DataFrame:
    """Findings as they are listed everywhere; other tables as they are."""
    if "severity" not in table.columns:
        return table
    rank = pl.col("severity").replace_strict({word: i for i, word in enumerate(WORDS["severity"])})
    return table.sort(rank, pl.col("status") != "open", "document", "page", "finding_id")


def heading(name: str) -> str:
    """What a column is called in Italian."""
    decided = name.endswith(DECIDED)
    plain = name.removesuffix(DECIDED)
    return f"{HEADINGS.get(plain, plain)}{' (deciso)' if decided else ''}"


def sheet(dataset: str) -> str:
    """What the sheet of a dataset is called: in Italian, or as the team called it whose own it is."""
    return SHEETS.get(dataset, dataset[:LONGEST_SHEET])


def _shown(dataset: str, columns: Sequence[str]) -> list[str]:
    first = [name for name in FIRST.get(dataset, ()) if name in columns]
    return first + [name for name in columns if name not in first and name not in LEFT_OUT]


def _in_italian(name: str, row: Mapping[str, Any]) -> Plain:
    """A value of a row as a person is shown it."""
    value = row[name]
    match value:
        case None:
            return None
        case bool():
            return "sì" if value else "no"
        case int() if name in FROM_ONE:
            return value + 1
        case str() if name == "slip":
            return SLIPS.get(value, value)
        case str() if name == "reason":
            return UNREAD.get(row.get("error", ""), value)
        case str():
            return WORDS.get(name, {}).get(value, value)
        case int() | Decimal() | date():
            return value
        case _:
            return str(value)


def _summary(tables: Mapping[str, pl.DataFrame]) -> tuple[list[str], list[list[Plain]]]:
    """What was read of each document and what is to be decided, the one with most open errors first; all at the end."""
    heads = ["Documento", "Ente", "Esercizio", "Pagine", "Quota di cifre confermate"]
    heads += ["Righe di dati", "Errori da decidere", "Attenzioni da decidere", "Segnalazioni decise"]
    records = Counter(name for d, table in tables.items() if d not in OF_FILES for name in table["document"])
    found: Counter[tuple[str, str]] = Counter()
    if "findings" in tables:
        for name, severity, status in tables["findings"].select("document", "severity", "status").iter_rows():
            found[name, severity if status == "open" else "decided"] += 1
    rows: list[list[Plain]] = []
    for d in tables["documents"].iter_rows(named=True) if "documents" in tables else []:
        name = d["source_file"]
        counts = [found[name, what] for what in ("error", "warning", "decided")]
        rows.append([name, d["entity"], d["fiscal_year"], d["page_count"], d["coverage"], records[name], *counts])
    rows.sort(key=lambda row: (-_number(row[6]), -_number(row[7]), str(row[0])))
    if rows:
        rows.append(["Tutti", None, None, *(None if i == 4 else sum(_number(row[i]) for row in rows) for i in range(3, 9))])
    return heads, rows


def _number(value: Plain) -> int:
    return value if isinstance(value, int) else 0


def _legend(tables: Mapping[str, pl.DataFrame]) -> list[list[Plain]]:
    rows: list[list[Plain]] = [["", *note] for note in NOTES]
    if "findings" in tables:
        used = sorted(set(tables["findings"]["rule"]))
        rows += [[SHEETS["findings"], rule, rule_of(rule).claim_it] for rule in used]
    for dataset, table in tables.items():
        for name in _shown(dataset, table.columns):
            if name != "document":
                rows.append([sheet(dataset), heading(name), f"Colonna {name} dell'insieme di dati {dataset}."])
    return rows


class _Sheets:
    """The sheets of a workbook, all made alike."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#ECEAE4"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.whole = book.add_format({"valign": "top"})
        self.number = book.add_format({"num_format": NUMBER_FORMAT, "valign": "top"})
        self.day = book.add_format({"num_format": DATE_FORMAT, "valign": "top"})
        self.right = book.add_format({"align": "right", "valign": "top"})

    def add(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[Plain]]) -> None:
        """A sheet with one table: heads that stay and are printed on every page, filters, as wide as a page of paper."""
        sheet = self.book.add_worksheet(title)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, len(rows)), len(heads) - 1)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&L&A&RPagina &P di &N")
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, self.head)
            longest = max((len(str(row[column])) for row in rows[:200] if row[column] is not None), default=0)
            sheet.set_column(column, column, min(WIDEST, max(NARROWEST, longest + 2, *(len(word) + 3 for word in head.split()))))
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                self._write(sheet, number, column, value)

    def _write(self, sheet: Any, row: int, column: int, value: Plain) -> None:
        match value:
            case None:
                return
            case int():
                sheet.write_number(row, column, value, self.whole)
            case Decimal() if len(value.normalize().as_tuple().digits) <= EXACT_DIGITS:
                sheet.write_number(row, column, value, self.number)
            case Decimal():
                sheet.write_string(row, column, italian(value.normalize()), self.right)
            case date():
                sheet.write_datetime(row, column, datetime.combine(value, time()), self.day)
            case str():
                sheet.write_string(row, column, value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…", self.text)
