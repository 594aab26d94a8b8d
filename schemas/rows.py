"""Rows of the datasets that are flatter than what they come from."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from schemas.base import Model
from schemas.provenance import Box
from schemas.section import Section, SectionKind
from schemas.table import Cell, Measure, Table, TextSource


@cache
def _shared(row: type[Model], source: type[Table] | type[Cell]) -> tuple[str, ...]:
    """The fields that a row has from what it comes from."""
    return tuple(name for name in row.model_fields if name in source.__annotations__)


class TableRow(Model):
    """A logical table: one that runs over pages is one."""

    table_id: str
    """`t1`, `t2` … in the order of the document."""
    kind: str
    """A record dataset's name, or `other`."""
    title: str
    """The heading or caption above it."""
    section_id: str | None
    """The section it stands in."""
    first_page: int
    """1-based."""
    last_page: int
    """1-based, included."""
    rows: int
    """How many, header rows included."""
    columns: int
    """How many."""
    header_rows: int
    """How many rows at the top are headings of columns."""
    method: str
    """Which finder's answer was taken, and why where others were asked."""
    scale_source: str | None
    """What says in which scale its amounts are, the nearest first: `headings`, `rows`, `figures`, or a place and its words.

    Null where nothing says it: its figures are as printed.
    """
    box: Box
    """Around it on its first page."""

    @classmethod
    def of(cls, table: Table, kind: str) -> TableRow:
        shared = {name: getattr(table, name) for name in _shared(cls, Table)}
        return cls(kind=kind, box=table.boxes[0][1], **shared)


class CellRow(Model):
    """A cell of a table, of a known kind or not."""

    table_id: str
    """The table of the document that it belongs to."""
    row: int
    """0-based, header rows included."""
    column: int
    """0-based."""
    row_span: int
    """How many rows it takes: 1 unless cells are merged."""
    column_span: int
    """How many columns it takes."""
    text: str
    """As printed, line breaks made single spaces."""
    page: int
    """1-based."""
    box: Box
    """Around the text, or the cell if it has none."""
    value: Decimal | None
    """The number, if the cell is one number."""
    unit: str | None
    """`EUR`, `%` or `days`, where the cell, its row, its column or the caption says so."""
    scale: int | None
    """What `value` is to be multiplied by: 1000 under *importi in migliaia di euro*, else 1; null if there is no number."""
    measure: Measure | None
    """`amount`, `percentage`, `days`, `count`, `year`, or `identifier`: a code or a number that is a name, and has no value.

    Null where nothing tells.
    """
    text_source: TextSource
    """`text` if its characters are text, `ocr` if they were recognised in a picture, `mixed` if both."""
    confidence: Decimal | None
    """How sure the engine is of the least sure character, 0 to 1: 0 where that is not known, null for text."""
    misread: str | None
    """What was read, where a reviewer saw that `text` is printed: the same where it was read right."""
    decided_value: Decimal | None
    """What a reviewer decided that the number is; `value` stays what is printed."""
    decision: str | None
    """Which decision it was: `accept` of what was suggested, another `value`, or `as_printed`."""
    confirmations: int
    """How many arithmetic identities that hold the cell takes part in; 0: nothing vouches for it."""

    @classmethod
    def of(cls, table_id: str, cell: Cell, confirmations: int, decided: tuple[Decimal, str] | None) -> CellRow:
        shared = {name: getattr(cell, name) for name in _shared(cls, Cell)}
        value, decision = decided or (None, None)
        return cls(table_id=table_id, confirmations=confirmations, decided_value=value, decision=decision, **shared)


class SectionRow(Model):
    """A section of the narrative."""

    section_id: str
    """`s1`, `s2` … in the order of the document."""
    parent_id: str | None
    """The section that it is part of; null at the top."""
    position: int
    """0-based place in the document's order."""
    level: int
    """0 for a section with no parent."""
    kind: SectionKind
    """`objective`, `indicator`, `strategic_area`, `strategic_objective`, `strategic_target`, `annex`; `heading` for any other."""
    number: str | None
    """As printed: `1`, `a`, `3A`."""
    heading: str
    """The heading paragraph."""
    text: str
    """The paragraphs under the heading, one a line."""
    first_page: int
    """1-based."""
    last_page: int
    """1-based, included."""
    box: Box
    """Of the heading, on `first_page`."""
    text_source: TextSource
    """`text` if its characters are text, `ocr` if they were recognised in a picture, `mixed` if both."""

    @classmethod
    def of(cls, section: Section) -> SectionRow:
        return cls(**{name: getattr(section, name) for name in cls.model_fields})
