"""Whole reports as text, one line a record, so that what changed reads as a table in a diff.

`python -m tests.goldens` writes them anew: read the diff against the PDF before it is kept.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.records import RECORDS
from pipeline.report import Report
from schemas.records.base import Figure, Record
from schemas.section import Section
from schemas.table import Table

FOLDER = Path(__file__).parent
SAMPLE = "lucca-2016"

PLACES = frozenset({"table_id", "section_id", "row", "box"})
"""Fields of a record that say where it was read and not what."""


def texts_of(report: Report) -> dict[str, str]:
    """The contents of each golden of a report, by file name."""
    texts = {"sections.tsv": _lines(["level\tkind\tnumber\tpages\tparagraphs\theading", *map(_section, report.sections)])}
    texts["tables.txt"] = "\n\n".join(_table(table, report.kinds[table.table_id]) for table in report.tables) + "\n"
    for kind in RECORDS:
        rows = [record for record in report.records if type(record) is kind]
        names = [name for name in kind.model_fields if name not in PLACES]
        if rows:
            texts[f"{kind.dataset}.tsv"] = _lines(
                ["\t".join(names), *("\t".join(_cell(row, name) for name in names) for row in rows)]
            )
    return texts


def _lines(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _section(s: Section) -> str:
    return "\t".join(map(str, (s.level, s.kind, s.number or "", f"{s.first_page}-{s.last_page}", len(s.paragraphs), s.heading)))


def _table(table: Table, kind: str) -> str:
    head = f"{table.table_id}  {kind}  pages {table.first_page}-{table.last_page}  header rows {table.header_rows}"
    return "\n".join([head, *(" | ".join(row) for row in table.texts())])


def _cell(record: Record, name: str) -> str:
    value = getattr(record, name)
    if isinstance(value, Figure):
        return str(value.value)
    return "" if value is None else str(value)
