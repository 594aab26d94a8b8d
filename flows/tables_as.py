"""The tables of a PDF as plain text that other programs take: CSV, Markdown, JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence

from pipeline.inert import cell_text
from pipeline.tables_only import PlainTable

NUMBER = re.compile(r"[-+−]?[€\s]*[\d.,'\s]+[%€\s]*")
"""What a spreadsheet can only take for a number or a text, although it may begin with a sign."""


def as_csv(tables: Sequence[PlainTable]) -> str:
    """A line a row, an empty line between two tables; no text that a spreadsheet would take for a formula (RFC 4180)."""
    parts = []
    for table in tables:
        text = io.StringIO(newline="")
        rows = ([cell if NUMBER.fullmatch(cell) else cell_text(cell) for cell in row] for row in table["rows"])
        csv.writer(text, lineterminator="\n").writerows(rows)
        parts.append(text.getvalue())
    return "\n".join(parts)


def as_markdown(tables: Sequence[PlainTable]) -> str:
    """Each table under a line that says where it is, its first row as the header (GitHub Flavored Markdown)."""
    return "\n\n".join("\n".join(_markdown(number, table)) for number, table in enumerate(tables, 1)) + ("\n" if tables else "")


def _markdown(number: int, table: PlainTable) -> Iterator[str]:
    yield f"Table {number}, page {table['page']}\n"
    header, *rows = table["rows"]
    for row in (header, ["---"] * len(header), *rows):
        yield f"| {' | '.join(cell if row is not header and cell == '---' else _inert(cell) for cell in row)} |"


def _inert(cell: str) -> str:
    """A text without what Markdown or HTML would take for more than text."""
    return re.sub(r"([\\`*_{}\[\]<>|#~])", r"\\\1", " ".join(cell.split()))


def as_json(tables: Sequence[PlainTable]) -> str:
    """An object whose `tables` are page, box, rows and method each."""
    return json.dumps({"tables": tables}, ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[Sequence[PlainTable]], str]] = {"csv": as_csv, "markdown": as_markdown, "json": as_json}
