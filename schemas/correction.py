"""What reviewers decided, as they keep it under version control: one file for each document."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from schemas.base import Model
from schemas.provenance import Box

Decision = Literal["accept", "value", "as_printed", "dismiss", "text", "header_rows", "columns", "table"]
"""`accept` the suggestion, take another `value`, keep it `as_printed` (the report is wrong), `dismiss` the finding, the cell was
misread and its `text` is another, a table's `header_rows` or `columns` are others, a region is a `table`."""

NEEDS: dict[str, str] = {
    "accept": "value", "value": "value", "dismiss": "reason", "text": "text", "header_rows": "header_rows", "columns": "columns",
}  # fmt: skip
"""The field without which a decision says nothing."""


class Expectation(Model):
    """What stood there when it was decided. If it no longer does, the correction has expired."""

    finding: str | None = None
    """The `finding_id` of the finding decided upon."""
    rule: str | None = None
    """The rule of that finding."""
    suggested: Decimal | None = None
    """What was suggested."""
    rows: int | None = None
    """Of the table as it was found."""
    columns: int | None = None


class Correction(Model):
    """One decision about one cell, finding, table or region."""

    decision: Decision
    page: int
    """1-based."""
    box: Box
    """Of the cell, table or region on that page: points, origin top left, y down."""
    printed: str = ""
    """What was read there: of a table, the texts of its first row."""
    printed_value: Decimal | None = None
    """The number read there: tells which is meant where one cell prints several."""
    value: Decimal | None = None
    """The number decided upon, in the unit printed."""
    text: str | None = None
    """What the cell says in truth."""
    header_rows: int | None = Field(default=None, ge=0)
    columns: tuple[float, ...] | None = None
    """The edges of the columns, left to right: points from the page's left."""
    reason: str = ""
    who: str = Field(min_length=1)
    when: date
    expects: Expectation = Expectation()

    @model_validator(mode="after")
    def _says_something(self) -> Correction:
        field = NEEDS.get(self.decision)
        if field is not None and getattr(self, field) in (None, ""):
            raise ValueError(f"the decision `{self.decision}` needs `{field}`")
        if self.columns is not None and (len(self.columns) < 3 or list(self.columns) != sorted(set(self.columns))):
            raise ValueError("`columns` are the edges of at least two columns, left to right")
        return self


class DocumentCorrections(Model):
    """All decisions about one document."""

    document: str
    """SHA-256 of the PDF's bytes, hex."""
    source_file: str
    """Its name when it was decided upon: for people, and to find what took its place."""
    entity: str | None = None
    fiscal_year: int | None = None
    corrections: tuple[Correction, ...]
