"""What the sections of any table claim, of a known kind or not: each total is the sum of the lines of its section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from pydantic import ConfigDict

from pipeline.arithmetic.claims import Claims
from pipeline.figures.lines import is_apart, lines_of
from pipeline.figures.two_sided import halves_of
from pipeline.records.schemes import claim_sections
from pipeline.vocabulary import MEAN
from schemas.provenance import Box
from schemas.records.base import AmountRecord, Figure
from schemas.table import Cell, Table


class SectionLine(AmountRecord):
    """A line of any table, with a field more for each column of figures: null where it has none."""

    model_config = ConfigDict(extra="allow")
    dataset: ClassVar[str] = "other"
    label: str
    label_path: tuple[str, ...]
    is_total: bool


def claim_any_sections(tables: Sequence[Table], scales: Mapping[str, int], claims: Claims) -> None:
    """Enter the sums of the sections of each table whose totals no kind sums up, where several of them prove it.

    What has no header may be the rest of another table.
    """
    stated = {identity.stated[:2] for identity in claims.identities if len({key[2] for key in identity.keys}) == 1}
    for table in tables:
        for half in halves_of(table) if table.header_rows else ():
            lines = list(_lines(half, scales.get(table.table_id, 1)))
            if not any(line.is_total and (line.table_id, line.row) in stated for line in lines):
                claim_sections("SUM-1", fields=None, fewest=2)(lines, claims)


def _lines(table: Table, scale: int) -> Iterator[SectionLine]:
    lines = [line for line in lines_of(table) if line.label and not is_apart(line.label)]
    said = {column: " ".join(path) for line in lines for column, path in line.headings.items()}
    twice = [text for text, count in Counter(said.values()).items() if count > 1 or not text]
    names = {column: f"{text} (column {column + 1})" if text in twice else text for column, text in said.items()}
    names = {column: name for column, name in names.items() if not MEAN.search(name)}
    for line in lines:
        figures: dict[str, Any] = dict.fromkeys(names.values())
        figures |= {names[cell.column]: _figure(cell) for cell in line.figures if cell.column in names and _is_in(cell, scale)}
        yield SectionLine(
            table_id=table.table_id, row=line.row, page=line.figures[0].page, box=Box.around(cell.box for cell in line.figures),
            scale=scale, label=line.label or "", label_path=line.path, is_total=line.is_total, **figures,
        )  # fmt: skip


def _is_in(cell: Cell, scale: int) -> bool:
    return cell.value is not None and cell.unit == "EUR" and cell.scale in (None, scale)


def _figure(cell: Cell) -> Figure:
    assert cell.value is not None
    return Figure(value=cell.value, text=cell.text, row=cell.row, column=cell.column, page=cell.page, box=cell.box)
